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


def bahdanau() -> Figure:
    """Look, then move: the query is the state before, and the network reads what was found."""
    boxes = [
        Box("memory", "memory of the source", (0, 4), "data"),
        Box("before", "$s_{t-1}$: top of\nthe state before", (0, 2), "state"),
        Box("token", "token $y_{t-1}$", (0, 0), "data"),
        Box("attention", "attention", (3.4, 4), "layer"),
        Box("embedding", "embedding, dropout", (3.4, 0), "layer"),
        Box("rnn", "rnn", (6.4, 1), "layer"),
        Box("after", "$s_t$: new state", (6.4, -1), "state"),
        *_ending(9.6),
    ]
    arrows = [
        Arrow("memory", "attention", "keys, states, mask"),
        Arrow("before", "attention", "query\n(batch, 1, hidden_size)"),
        Arrow("before", "rnn"),
        Arrow("token", "embedding", "(batch, 1)"),
        Arrow("embedding", "rnn", "(batch, 1, embedding_size)"),
        Arrow("attention", "rnn", "context\n(batch, 1, context_size)"),
        Arrow("rnn", "after"),
        Arrow("attention", "readout", "context"),
        Arrow("rnn", "readout", "(batch, 1, hidden_size)"),
        *_ended(),
    ]
    return flow(boxes, arrows, "Bahdanau's order: look, then move", size=(12.5, 5.2))


def luong(input_feeding: bool = False) -> Figure:
    """Move, then look: the query is the new output, and what was found goes to the readout alone (and, fed, to the next step)."""
    boxes = [
        Box("memory", "memory of the source", (3.4, 4), "data"),
        Box("before", "$s_{t-1}$: state\nbefore", (0, 2), "state"),
        Box("token", "token $y_{t-1}$", (0, 0), "data"),
        Box("attention", "attention", (6.4, 4), "layer"),
        Box("embedding", "embedding, dropout", (3.4, 0), "layer"),
        Box("rnn", "rnn", (6.4, 1), "layer"),
        Box("after", "$s_t$: new state", (6.4, -1), "state"),
        *_ending(9.6),
    ]
    arrows = [
        Arrow("memory", "attention", "keys, states, mask"),
        Arrow("before", "rnn"),
        Arrow("token", "embedding", "(batch, 1)"),
        Arrow("embedding", "rnn", "(batch, 1, embedding_size)"),
        Arrow("rnn", "attention", "query\n(batch, 1, hidden_size)"),
        Arrow("rnn", "after"),
        Arrow("attention", "readout", "context\n(batch, 1, context_size)"),
        Arrow("rnn", "readout", "(batch, 1, hidden_size)"),
        *_ended(),
    ]
    title = "Luong's order: move, then look"
    if input_feeding:
        boxes.append(Box("last", "readout of the step before", (3.4, -1.2), "state"))
        arrows.append(Arrow("last", "rnn", "fed: (batch, 1, readout_size)"))
        title += ", with input feeding"
    return flow(boxes, arrows, title, size=(12.5, 5.2))


def _ending(x: float) -> list[Box]:
    return [
        Box("readout", "read out", (x, 2.5), "layer"),
        Box("output", "output", (x, 0.5), "layer"),
        Box("logits", "logits", (x, -1), "data"),
    ]


def _ended() -> list[Arrow]:
    return [
        Arrow("readout", "output", "(batch, 1, readout_size)"),
        Arrow("output", "logits", "(batch, 1, vocabulary_size)"),
    ]


def ending() -> Figure:
    """From hidden states and contexts to tokens, for all positions of a batch at once."""
    boxes = [
        Box("hidden", "hidden states", (0, 1), "data"),
        Box("contexts", "contexts", (0, 0), "data"),
        Box("readout", "nn.Linear, tanh,\ndropout", (3.2, 0.5), "layer"),
        Box("output", "nn.Linear:\noutput", (6.4, 0.5), "layer"),
        Box("softmax", "nn.Softmax(dim=-1)", (9.8, 1), "layer"),
        Box("argmax", "argmax(dim=-1),\nsome forbidden", (9.8, 0), "layer"),
        Box("probabilities", "probabilities", (13, 1), "data"),
        Box("tokens", "tokens", (13, 0), "data"),
    ]
    arrows = [
        Arrow("hidden", "readout", "(batch, time, hidden_size)"),
        Arrow("contexts", "readout", "(batch, time, context_size)"),
        Arrow("readout", "output", "readouts\n(batch, time, readout_size)"),
        Arrow("output", "softmax", "logits (batch, time, vocabulary_size)"),
        Arrow("output", "argmax", "logits"),
        Arrow("softmax", "probabilities", "(batch, time,\nvocabulary_size)"),
        Arrow("argmax", "tokens", "(batch, time)"),
    ]
    return flow(boxes, arrows, size=(13, 3.2))


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
