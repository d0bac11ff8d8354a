"""The drawings of chapter 04: a look-up in the plane, masks and weights as tables, what the square root is for, what flows where."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from attention_course.figures.flow import Arrow, Box, flow
from attention_course.figures.sheet import BLUE, GREEN, GREY, PLUM, VERMILION

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# The chapter's example: three words, three states of size 2, one query.
WORDS = ("small", "birds", "sing")
STATES = ((1.0, 0.0), (2.0, 2.0), (-1.0, 1.0))
QUERY = (1.0, 0.0)
Vector = Sequence[float]


def look_up(query: Vector, states: Sequence[Vector] = STATES, sharpness: float = 1.0) -> dict[str, list[float]]:
    """Scores, weights and context of one query, in plain Python; `sharpness` multiplies the scores."""
    scores = [sum(q * h for q, h in zip(query, state)) for state in states]
    highest = max(scores)
    powers = [math.exp(sharpness * (score - highest)) for score in scores]
    weights = [power / sum(powers) for power in powers]
    context = [sum(weight * state[axis] for weight, state in zip(weights, states)) for axis in range(len(query))]
    return {"scores": scores, "weights": weights, "context": context}


def plane(query: Vector = QUERY, sharpness: float = 1.0, states: Sequence[Vector] = STATES, words: Sequence[str] = WORDS) -> Figure:
    """States, query and context in the plane, and the weights as bars; dotted, the way of the context from blunt to sharp."""
    import matplotlib.pyplot as plt

    found = look_up(query, states, sharpness)
    figure, (left, right) = plt.subplots(1, 2, figsize=(9.4, 4.0), width_ratios=(1.35, 1), layout="constrained")
    left.fill(*zip(*states), color=BLUE, alpha=0.09)
    left.axhline(0, color=GREY, linewidth=0.5)
    left.axvline(0, color=GREY, linewidth=0.5)
    way = [look_up(query, states, 10 ** (power / 10))["context"] for power in range(-30, 21)]
    left.plot(*zip(*way), color=VERMILION, linestyle=":", linewidth=1.4, zorder=2)
    for number, (word, state, weight) in enumerate(zip(words, states, found["weights"]), start=1):
        left.scatter(*state, s=30 + 520 * weight, color=BLUE, zorder=3)
        above = state[1] >= 1
        left.annotate(f"$h_{number}$ {word}", state, xytext=(0, 16 if above else -22), textcoords="offset points", ha="center", color=BLUE, fontsize=11)
    if any(query):
        left.annotate("", query, (0, 0), arrowprops={"arrowstyle": "-|>", "color": GREEN, "linewidth": 2, "shrinkA": 0, "shrinkB": 0}, zorder=4)
        left.text(*_beside_tip(query, states, found["context"]), "query $q$", ha="center", va="center", color=GREEN, fontsize=11)
    left.scatter(*found["context"], marker="D", s=75, color=VERMILION, edgecolor="white", zorder=5)
    left.annotate("context $c$", found["context"], xytext=(12, -16), textcoords="offset points", color=VERMILION, fontsize=11)
    left.set(xlim=(-2.2, 3.2), ylim=(-2.2, 3.0), aspect="equal", xlabel="first number", ylabel="second number", xticks=range(-2, 4), yticks=range(-2, 3))
    left.spines[["top", "right"]].set_visible(False)
    places = range(len(words))
    right.barh(places, found["weights"], color=PLUM, height=0.55)
    for place, (score, weight) in enumerate(zip(found["scores"], found["weights"])):
        right.text(weight + 0.02, place, f"{weight:.3f}", va="center", fontsize=11)
        right.text(1.45, place, f"{score:.2f}".replace("-", "\N{MINUS SIGN}"), va="center", ha="right", fontsize=11, color=GREY)
    right.text(1.45, -0.62, "score", va="center", ha="right", fontsize=10, color=GREY)
    right.set(yticks=places, yticklabels=words, xlim=(0, 1.47), xticks=(0, 0.5, 1), xlabel="attention weight", ylim=(len(words) - 0.4, -0.85))
    right.spines[["top", "right"]].set_visible(False)
    return figure


def _beside_tip(query: Vector, states: Sequence[Vector], context: Vector) -> tuple[float, float]:
    """Where the query's name covers nothing: beyond the arrow's tip, turned away from there, or beside the arrow."""
    taken = [(x, y, 0.27, 0.27) for x, y in states] + [(x, y + (0.42 if y >= 1 else -0.4), 0.62, 0.2) for x, y in states]
    taken += [(context[0], context[1], 0.16, 0.16), (context[0] + 0.79, context[1] - 0.26, 0.6, 0.2)]
    taken += [(share * query[0] / 10, share * query[1] / 10, 0.06, 0.06) for share in range(11)]
    beyond = math.atan2(query[1], query[0])
    around = [(beyond + math.radians(turn), far) for far in (1.0, 1.3, 1.7) for turn in (0, 30, -30, 60, -60, 90, -90, 120, -120)]
    places = [(query[0] + 0.66 * far * math.cos(angle), query[1] + 0.32 * far * math.sin(angle)) for angle, far in around]
    places += [(share * query[0] + side, share * query[1]) for share in (0.8, 0.6, 0.4) for side in (0.66, -0.66, 0.85, -0.85)]
    for x, y in places:
        on_sheet = -1.6 < x < 2.6 and -2.0 < y < 2.8
        if on_sheet and all(abs(x - at) > 0.48 + width or abs(y - up) > 0.17 + height for at, up, width, height in taken):
            return x, y
    return places[0]


def tables(shown: Mapping[str, Any], rows: Sequence[str], columns: Sequence[Sequence[str]], mask: Any) -> Figure:
    """Tables of numbers beside one another, a row a sentence; what is padding is hatched. Weights, from 0 to 1, are shaded."""
    import matplotlib.pyplot as plt
    from matplotlib.patches import Rectangle

    figure, all_axes = plt.subplots(1, len(shown), figsize=(0.6 + 3.4 * len(shown), 0.9 + 0.62 * len(rows)), layout="constrained", squeeze=False)
    for number, (axes, (title, numbers)) in enumerate(zip(all_axes[0], shown.items())):
        numbers = [[float(value) for value in row] for row in numbers]
        width = len(numbers[0])
        axes.set(xlim=(0, width), ylim=(len(rows), 0), xticks=(), yticks=())
        axes.set_title(title, fontsize=11)
        shaded = all(0 <= value <= 1 for row in numbers for value in row)
        for y, row in enumerate(numbers):
            for x, value in enumerate(row):
                kept = mask[y][x]
                ground = (0.48, 0.21, 0.38, 0.55 * value) if shaded and kept else "white"
                axes.add_patch(Rectangle((x, y), 1, 1, facecolor=ground, edgecolor=GREY, hatch=None if kept else "////", linewidth=0.8, alpha=None if kept else 0.35))
                axes.text(x + 0.5, y + 0.62, written(value), ha="center", va="center", fontsize=10.5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.0 if kept else 0.9})
                axes.text(x + 0.5, y + 0.2, columns[y][x], ha="center", va="center", fontsize=8, color=GREY)
        if number == 0:
            axes.set(yticks=[y + 0.5 for y in range(len(rows))], yticklabels=rows)
        axes.tick_params(length=0)
        axes.spines[:].set_visible(False)
    return figure


def written(value: float) -> str:
    """A number for a table: two decimals, and what is too large for them by its power of ten."""
    text = f"{value:.2f}" if abs(value) < 1e4 else f"{value:.1e}".replace("e+", "e")
    return text.replace("-", "\N{MINUS SIGN}")


def root_of_size(sizes: Sequence[int], measured: Mapping[str, Mapping[str, Sequence[float]]]) -> Figure:
    """Spread of the scores, largest weight and gradient against the size of the states; plain and scaled dot product.

    Args:
        sizes: how many numbers a state has.
        measured: for "plain" and "scaled" the series "spread", "largest" and "gradient".
    """
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 3, figsize=(11.5, 3.5), layout="constrained")
    looks = {"plain": ("plain, $q \\cdot k$", VERMILION, "s", "--"), "scaled": ("scaled, $q \\cdot k / \\sqrt{d}$", BLUE, "o", "-")}
    titles = {"spread": "spread of the scores\n(standard deviation)", "largest": "largest of 10 weights\n(mean)", "gradient": "how far weights move\nwith the scores (mean)"}
    for axes, (series, title) in zip(panels, titles.items()):
        for kind, (label, colour, marker, line) in looks.items():
            axes.plot(sizes, measured[kind][series], color=colour, marker=marker, markersize=4, linestyle=line, linewidth=2, label=label)
        axes.set(xscale="log", xlabel="size of a state, $d$", title=title)
        axes.spines[["top", "right"]].set_visible(False)
    panels[0].plot(sizes, [math.sqrt(size) for size in sizes], color=GREY, linewidth=0.8, label="$\\sqrt{d}$")
    panels[0].set_yscale("log")
    panels[1].set_ylim(0, 1.03)
    panels[2].set_yscale("log")
    panels[0].legend(frameon=False, fontsize=9)
    return figure


def two_rows(size: int, plain: Any, scaled: Any) -> Figure:
    """The weights of some words by the plain and by the scaled dot product, as bars."""
    import matplotlib.pyplot as plt

    figure, panels = plt.subplots(1, 2, figsize=(8.4, 2.7), layout="constrained", sharey=True)
    for axes, weights, title, colour in zip(panels, (plain, scaled), ("plain", "scaled"), (VERMILION, BLUE)):
        heights = [float(weight) for weight in weights]
        axes.bar(range(1, len(heights) + 1), heights, color=colour)
        axes.set(title=f"{title}, size {size}: the largest is {max(heights):.2f}", xlabel="word", ylim=(0, 1.05), xticks=range(1, len(heights) + 1))
        axes.spines[["top", "right"]].set_visible(False)
    panels[0].set_ylabel("attention weight")
    return figure


def before_and_after(before: Any, after: Any) -> Figure:
    """Two tables of attention weights, a row a query: dark is much. A frame marks the place asked for; a number the largest weight."""
    import matplotlib.pyplot as plt

    before, after = ([[float(weight) for weight in row] for row in weights] for weights in (before, after))
    rows, columns = ([f"asks for {place}" for place in range(1, len(before) + 1)], [str(place) for place in range(1, len(before[0]) + 1)])
    figure, panels = plt.subplots(1, 2, figsize=(9, 3.6), layout="constrained", sharey=True)
    for axes, weights, title in zip(panels, (before, after), ("before training", "after training")):
        _weights(axes, weights, columns)
        axes.set(title=title, xlabel="place in the source")
    panels[0].set(yticks=range(len(rows)), yticklabels=rows)
    return figure


def _weights(axes: Axes, weights: Any, columns: Sequence[str]) -> None:
    from matplotlib.patches import Rectangle

    axes.imshow(weights, cmap="Purples", vmin=0, vmax=1, aspect="auto")
    for row, numbers in enumerate(weights):
        top = max(range(len(columns)), key=lambda place: numbers[place])
        axes.add_patch(Rectangle((row - 0.48, row - 0.46), 0.96, 0.92, fill=False, edgecolor=VERMILION, linewidth=1.8))
        axes.text(top, row, f"{numbers[top]:.2f}", ha="center", va="center", fontsize=9, color="white" if numbers[top] > 0.6 else "black")
    axes.set(xticks=range(len(columns)), xticklabels=columns)


def dot_flow() -> Figure:
    """Q12: one query and all keys of each sentence to masked scores."""
    boxes = [
        Box("query", "query", (0, 1.6)),
        Box("keys", "keys", (0, 0.8)),
        Box("lengths", "lengths", (0, 0)),
        Box("dot", "dot_scores", (1.25, 1.2), "layer"),
        Box("mask", "padding_mask", (1.25, 0), "layer"),
        Box("fill", "mask_scores", (2.6, 0.8), "layer"),
        Box("masked", "masked\nscores", (3.7, 0.8)),
    ]
    arrows = [
        Arrow("query", "dot", "(batch, size)"),
        Arrow("keys", "dot", "(batch, source_length, size)"),
        Arrow("lengths", "mask", "(batch,)"),
        Arrow("dot", "fill", "(batch, source_length)"),
        Arrow("mask", "fill", "(batch, source_length)"),
        Arrow("fill", "masked"),
    ]
    return flow(boxes, arrows, size=(9.6, 3.0))


def additive_flow() -> Figure:
    """Q13: every query meets every key in the space of the attention."""
    boxes = [
        Box("states", "states", (0, 0)),
        Box("queries", "queries", (0, 1)),
        Box("key_layer", "prepare:\nkey_layer $U$", (1, 0), "layer"),
        Box("keys", "keys", (2.1, 0), "state"),
        Box("query_layer", "query_layer $W$", (1, 1), "layer"),
        Box("sum", "add, tanh", (2.75, 1), "layer"),
        Box("energy", "energy $v$", (3.85, 1), "layer"),
        Box("scores", "scores", (3.85, 0)),
    ]
    arrows = [
        Arrow("states", "key_layer", "(B, S, H)"),
        Arrow("key_layer", "keys", "(B, S, A)"),
        Arrow("queries", "query_layer", "(B, T, Q)"),
        Arrow("query_layer", "sum", "(B, T, 1, A)"),
        Arrow("keys", "sum", "(B, 1, S, A)"),
        Arrow("sum", "energy", "(B, T, S, A)"),
        Arrow("energy", "scores", "(B, T, S)"),
    ]
    return flow(boxes, arrows, size=(10.2, 2.7))


def attention_flow() -> Figure:
    """Q14: remember, once a sentence; forward, at every target word."""
    boxes = [
        Box("states", "states", (0, 1.2)),
        Box("mask", "mask", (0, 0)),
        Box("remember", "remember:\nscore.prepare", (1.1, 0.6), "layer"),
        Box("memory", "Memory:\nkeys\nstates\nmask", (2.2, 0.6), "state"),
        Box("queries", "queries", (2.2, 1.9)),
        Box("score", "score", (3.3, 1.9), "layer"),
        Box("weigh", "attention_\nweights", (4.5, 1.9), "layer"),
        Box("mean", "context_\nvectors", (4.5, 0.2), "layer"),
        Box("contexts", "contexts", (5.75, 0.2)),
        Box("weights", "weights", (5.75, 1.9)),
    ]
    arrows = [
        Arrow("states", "remember", "(B, S, H)"),
        Arrow("mask", "remember", "(B, S)"),
        Arrow("remember", "memory"),
        Arrow("queries", "score", "(B, T, Q)"),
        Arrow("memory", "score", "keys"),
        Arrow("score", "weigh", "(B, T, S)"),
        Arrow("memory", "weigh", "mask (B, 1, S)"),
        Arrow("memory", "mean", "states (B, S, H)"),
        Arrow("weigh", "mean", "(B, T, S)"),
        Arrow("weigh", "weights"),
        Arrow("mean", "contexts", "(B, T, H)"),
    ]
    return flow(boxes, arrows, size=(10.6, 3.4))
