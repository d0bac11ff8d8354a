"""Chapter 05's drawings: the two orders of a step, the end of the decoder, the next token, and what a second softmax costs."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attention_course.figures.flow import Arrow, Box, flow
from attention_course.plotting import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, VERMILION, GREEN = COLOURS[:3]
GREY = "#555555"
SHEET = (7.4, 5.2)  # inches: what JupyterLab shows without shrinking it much


def bahdanau() -> Figure:
    """Look, then move: the query is the state before, and the network reads what was found."""
    boxes = [
        Box("token", "token $y_{t-1}$", (0, 5), "data"),
        Box("before", "$s_{t-1}$: top of\nthe state before", (3, 5), "state"),
        Box("memory", "memory of\nthe source", (6, 5), "data"),
        Box("embedding", "embedding,\ndropout", (0, 3.5), "layer"),
        Box("attention", "attention", (6, 3.5), "layer"),
        Box("rnn", "rnn", (2.5, 1.8), "layer"),
        *_ending(),
    ]
    arrows = [
        Arrow("memory", "attention", "keys,\nstates,\nmask"),
        Arrow("before", "attention", "query (batch,\n1, hidden_size)"),
        Arrow("before", "rnn"),
        Arrow("token", "embedding", "(batch, 1)"),
        Arrow("embedding", "rnn", "(batch, 1,\nembedding_size)"),
        Arrow("attention", "rnn", "context (batch,\n1, context_size)"),
        Arrow("attention", "readout", "context"),
        *_ended(),
    ]
    return flow(boxes, arrows, "Bahdanau's order: look, then move", size=SHEET)


def luong(input_feeding: bool = False) -> Figure:
    """Move, then look: the query is the new output, and what was found goes to the readout alone (and, fed, to the next step)."""
    boxes = [
        Box("token", "token $y_{t-1}$", (0, 5), "data"),
        Box("before", "$s_{t-1}$: state\nbefore", (3, 5), "state"),
        Box("memory", "memory of\nthe source", (6, 5), "data"),
        Box("embedding", "embedding,\ndropout", (0, 3.5), "layer"),
        Box("attention", "attention", (6, 3.5), "layer"),
        Box("rnn", "rnn", (2.5, 1.8), "layer"),
        *_ending(),
    ]
    arrows = [
        Arrow("memory", "attention", "keys,\nstates,\nmask"),
        Arrow("before", "rnn"),
        Arrow("token", "embedding", "(batch, 1)"),
        Arrow("embedding", "rnn", "(batch, 1,\nembedding_size)"),
        Arrow("rnn", "attention", "query (batch,\n1, hidden_size)"),
        Arrow("attention", "readout", "context (batch,\n1, context_size)"),
        *_ended(),
    ]
    title = "Luong's order: move, then look"
    if input_feeding:
        boxes.append(Box("last", "readout of the\nstep before", (0, 1.8), "state"))
        arrows.append(Arrow("last", "rnn", "fed: (batch,\n1, readout_size)"))
        title += ", with input feeding"
    return flow(boxes, arrows, title, size=SHEET)


def _ending() -> list[Box]:
    return [
        Box("after", "$s_t$: new state", (2.5, 0.1), "state"),
        Box("readout", "read out", (6, 1.8), "layer"),
        Box("output", "output", (6, 0.1), "layer"),
        Box("logits", "logits", (4.05, 0.1), "data"),
    ]


def _ended() -> list[Arrow]:
    return [
        Arrow("rnn", "after"),
        Arrow("rnn", "readout", "(batch, 1, hidden_size)"),
        Arrow("readout", "output", "(batch, 1,\nreadout_size)"),
        Arrow("output", "logits", "(batch, 1,\nvocabulary_size)"),
    ]


def ending() -> Figure:
    """From hidden states and contexts to tokens, for all positions of a batch at once."""
    boxes = [
        Box("hidden", "hidden states", (0, 4.8), "data"),
        Box("contexts", "contexts", (4, 4.8), "data"),
        Box("readout", "nn.Linear, tanh,\ndropout", (2, 3.5), "layer"),
        Box("output", "nn.Linear:\noutput", (2, 2.1), "layer"),
        Box("softmax", "nn.Softmax(dim=-1)", (0, 0.9), "layer"),
        Box("argmax", "argmax(dim=-1),\nsome forbidden", (4, 0.9), "layer"),
        Box("probabilities", "probabilities", (0, -0.5), "data"),
        Box("tokens", "tokens", (4, -0.5), "data"),
    ]
    arrows = [
        Arrow("hidden", "readout", "(batch, time,\nhidden_size)"),
        Arrow("contexts", "readout", "(batch, time,\ncontext_size)"),
        Arrow("readout", "output", "readouts (batch,\ntime, readout_size)"),
        Arrow("output", "softmax", "logits (batch, time,\nvocabulary_size)"),
        Arrow("output", "argmax", "logits"),
        Arrow("softmax", "probabilities", "(batch, time,\nvocabulary_size)"),
        Arrow("argmax", "tokens", "(batch, time)"),
    ]
    return flow(boxes, arrows, size=(6.4, 5.2))


def looked_and_said(
    source: Sequence[str], weights: Sequence[float], vocabulary: Sequence[str], probabilities: Sequence[float], said: int
) -> Figure:
    """Two rows of bars: where the decoder looked, and what it may say next; the word that it says stands out."""
    import matplotlib.pyplot as plt

    figure, (left, right) = plt.subplots(1, 2, figsize=(8.4, 2.7), layout="constrained", width_ratios=(1, 1.6))
    _bars(left, source, weights, BLUE, "where it looked", "attention weight")
    _bars(right, vocabulary, probabilities, GREEN, "what it may say next", "probability")
    right.patches[said].set(hatch="//", edgecolor="black", linewidth=1.5)
    right.set_title(f"what it may say next; it says “{vocabulary[said]}” (hatched)", fontsize=10)
    return figure


def _bars(axes: Axes, names: Sequence[str], values: Sequence[float], colour: str, title: str, label: str) -> None:
    axes.bar(range(len(names)), list(values), color=colour, alpha=0.85)
    for place, value in enumerate(values):
        axes.text(place, min(value, 1.0) + 0.02, f"{value:.2f}", ha="center", va="bottom", fontsize=8)
    axes.set_xticks(range(len(names)), names, fontsize=9)
    axes.set(ylim=(0, 1.15), ylabel=label, yticks=(0, 0.5, 1))
    axes.set_title(title, fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)


def floors(measured: Mapping[int, Sequence[tuple[float, float, float]]]) -> Figure:
    """The loss of the right word against how far its logit lies above the others, from logits and from probabilities.

    Args:
        measured: for each vocabulary_size rows of (margin, loss of the logits, loss of the probabilities).
    """
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, len(measured), figsize=(3.6 * len(measured), 3.2), layout="constrained", sharey=True, squeeze=False)
    for axes, (size, rows) in zip(panels[0], measured.items()):
        margins, once, twice = zip(*rows)
        axes.plot(margins, once, color=BLUE, linewidth=2, label="logits")
        axes.plot(margins, twice, color=VERMILION, linewidth=2, linestyle="--", label="probabilities")
        floor = math.log(math.e + size - 1) - 1
        axes.axhline(floor, color=GREY, linewidth=1, linestyle=":")
        axes.annotate(f"floor {floor:.2f}", (margins[-1], floor), xytext=(0, -4), textcoords="offset points", ha="right", va="top", fontsize=9, color=GREY)
        axes.set_title(f"{size:,} words", fontsize=10)
        axes.set(xlabel="margin of the right word's logit")
        axes.spines[["top", "right"]].set_visible(False)
    highest = max(loss for rows in measured.values() for row in rows for loss in row[1:])
    panels[0][0].set(ylabel="loss of the right word (nats)", ylim=(-0.03 * highest, 1.08 * highest))
    panels[0][0].legend(frameon=False, title="CrossEntropyLoss is given", fontsize=8, title_fontsize=8)
    return figure


def training(curves: Mapping[str, Sequence[float]], floor: float) -> Figure:
    """Two models learning the same thing, by step: the loss that their program shows, and how often they are right."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 3.2), layout="constrained")
    for (name, losses), colour, line in zip(curves.items(), (BLUE, VERMILION), ("-", "--")):
        axes.plot(range(len(losses)), losses, color=colour, linestyle=line, linewidth=2, label=name)
    axes.axhline(floor, color=GREY, linewidth=1, linestyle=":")
    last = max(map(len, curves.values())) - 1
    axes.annotate(f"floor {floor:.2f}", (last, floor), xytext=(0, -4), textcoords="offset points", ha="right", va="top", fontsize=9, color=GREY)
    axes.set(xlabel="step of training", ylabel="loss shown (nats)", ylim=(-0.2, None))
    axes.legend(frameon=False, title="CrossEntropyLoss is given", loc="center right")
    axes.spines[["top", "right"]].set_visible(False)
    return figure
