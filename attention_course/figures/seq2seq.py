"""The drawings of chapter 06: the whole model, one step of its unrolling, who is read under which ratio, the schedules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from attention_course.figures.flow import Arrow, Box, flow
from attention_course.figures.sheet import BLUE, GREEN, GREY, VERMILION

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def whole_model() -> Figure:
    """From the source's tokens to logits and weights, with the shape of everything that flows."""
    boxes = [
        Box("lengths", "lengths", (0.6, 6)),
        Box("source", "source", (4.6, 6)),
        Box("mask", "mask", (0.6, 4.6)),
        Box("encoder", "encoder", (4.6, 4.6), "layer"),
        Box("remember", "attention.\nremember", (0.6, 2.8), "layer"),
        Box("begin", "decoder.\nbegin", (4.6, 2.8), "layer"),
        Box("memory", "memory", (0.6, 1.5), "state"),
        Box("state", "state", (4.6, 1.5), "state"),
        Box("target_in", "target_in", (0.6, 0.1)),
        Box("decoder", "decoder", (4.6, 0.1), "layer"),
        Box("weights", "attention\nweights", (0.6, -1.6)),
        Box("output", "output", (4.6, -1.6), "layer"),
        Box("logits", "logits", (4.6, -3)),
    ]
    arrows = [
        Arrow("lengths", "mask", "(batch,)"),
        Arrow("lengths", "encoder"),
        Arrow("source", "encoder", "(batch, source_length)"),
        Arrow("mask", "remember", "(batch,\nsource_length)"),
        Arrow("encoder", "remember", "all states (batch,\nsource_length, states_size)"),
        Arrow("encoder", "begin", "last state (layers,\nbatch, decoder_size)"),
        Arrow("remember", "memory"),
        Arrow("begin", "state"),
        Arrow("memory", "decoder"),
        Arrow("state", "decoder"),
        Arrow("target_in", "decoder", "(batch, target_length)"),
        Arrow("decoder", "weights", "(batch, target_length,\nsource_length)"),
        Arrow("decoder", "output", "readouts (batch,\ntarget_length, readout_size)"),
        Arrow("output", "logits", "(batch, target_length,\nvocabulary_size)"),
    ]
    return flow(boxes, arrows, title="Seq2Seq: encode (above), then unroll (below)", size=(6, 6.4))


def one_step() -> Figure:
    """One turn of the loop: what goes into the decoder at position t, and what of it the next turn needs."""
    boxes = [
        Box("token", "token\nat t", (0, 3.2)),
        Box("before", "state\nafter t - 1", (0, 4.8), "state"),
        Box("memory", "memory", (2.8, 4.8), "state"),
        Box("decoder", "decoder", (2.8, 3.2), "layer"),
        Box("after", "state\nafter t", (6, 4.8), "state"),
        Box("weights", "weights\nat t", (6, 3.2)),
        Box("output", "output", (2.8, 1.7), "layer"),
        Box("logits", "logits\nat t", (0, 1.7)),
        Box("next_input", "next_input", (2.8, 0), "layer"),
        Box("gold", "target_in\nat t + 1", (0, 0)),
        Box("use", "use_gold\nat t + 1", (6, 1.7)),
        Box("next", "token\nat t + 1", (6, 0)),
    ]
    arrows = [
        Arrow("token", "decoder", "(batch, 1)"),
        Arrow("before", "decoder"),
        Arrow("memory", "decoder", "the same at\nevery step"),
        Arrow("decoder", "after", "carried on"),
        Arrow("decoder", "weights", "(batch, 1,\nsource_length)"),
        Arrow("decoder", "output", "readout (batch,\n1, readout_size)"),
        Arrow("output", "logits", "(batch, 1,\nvocabulary_size)"),
        Arrow("logits", "next_input"),
        Arrow("gold", "next_input", "(batch, 1)"),
        Arrow("use", "next_input", "(batch, 1)"),
        Arrow("next_input", "next", "(batch, 1)"),
    ]
    return flow(boxes, arrows, title="Position t, and what position t + 1 will read", size=(7, 4.8))


def schedules(linear: Callable[..., float], inverse_sigmoid: Callable[..., float], k: float, steps: int = 1000) -> Figure:
    """The ratio at each step: a straight line down to 0, and the inverse sigmoid for one k."""
    import matplotlib.pyplot as plt

    at = range(0, steps + 1, max(steps // 200, 1))
    figure, axes = plt.subplots(figsize=(6.4, 3.4), layout="constrained")
    lines = (
        ("linear, to 0 at the last step", [linear(step, steps) for step in at], VERMILION, "--"),
        (f"inverse sigmoid, k = {k:g}", [inverse_sigmoid(step, k) for step in at], BLUE, "-"),
    )
    for label, ratios, colour, line in lines:
        axes.plot(at, ratios, color=colour, linestyle=line, linewidth=2, label=f"{label}: {sum(ratios) / len(ratios):.0%} gold in all")
    half = half_way(inverse_sigmoid, k, steps)
    if half is not None:
        axes.axvline(half, color=GREY, linewidth=0.8, linestyle=":")
        axes.annotate(f"half gold\nat step {half}", (half, 0.5), xytext=(6, 0), textcoords="offset points", fontsize=9, color=GREY, va="center")
    axes.set(xlabel="training step", ylabel="teacher-forcing ratio", ylim=(-0.03, 1.03), xlim=(0, steps))
    axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), frameon=False, fontsize=9)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def half_way(schedule: Callable[..., float], k: float, steps: int) -> int | None:
    """The first step at which the ratio is a half or less; None if there is none."""
    return next((step for step in range(steps + 1) if schedule(step, k) <= 0.5), None)


def whose_tokens(chosen: Sequence[tuple[str, Sequence[Sequence[bool]]]]) -> Figure:
    """Tables of choices: a row a sentence, a column a position; G where gold is read, o where its own token is."""
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, len(chosen), figsize=(3.1 * len(chosen), 2.6), layout="constrained", squeeze=False)
    for axes, (title, rows) in zip(panels[0], chosen):
        axes.set(xlim=(0, len(rows[0])), ylim=(len(rows), 0), xlabel="position", ylabel="sentence", title=title)
        for row, flags in enumerate(rows):
            for column, flag in enumerate(flags):
                axes.fill_between((column, column + 1), row, row + 1, color=BLUE if flag else GREEN, alpha=0.55 if flag else 0.12, linewidth=0)
                axes.text(column + 0.5, row + 0.5, "G" if flag else "o", ha="center", va="center", fontsize=9)
        axes.set_xticks([])
        axes.set_yticks([])
    return figure
