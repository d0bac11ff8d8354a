"""The drawings of chapter 02: sides that slip, what accents keep apart, which words are rare, where padding goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attention_course.plotting import COLOURS

if TYPE_CHECKING:
    import torch
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLUE, VERMILION = COLOURS[:2]
PALE, GREY = "#DCEBF5", "#555555"


def _axes(width: float, height: float, columns: int = 1, rows: int = 1):
    import matplotlib.pyplot as plt

    return plt.subplots(rows, columns, figsize=(width, height), layout="constrained", squeeze=False)


def slipped_pairs(sources: Sequence[str], right: Sequence[str], wrong: Sequence[str]) -> Figure:
    """Source lines beside target lines, read rightly and wrongly: which pair is true, which has slipped."""
    figure, grid = _axes(9, 0.55 * max(len(sources), len(wrong)) + 1.0, columns=2)
    for axes, targets, title in zip(grid[0], (right, wrong), ("split at \\n", "split by str.splitlines()")):
        rows = max(len(sources), len(targets))
        for row in range(rows):
            source = sources[row] if row < len(sources) else "(no line)"
            target = targets[row] if row < len(targets) else "(no line)"
            holds = row < len(sources) and right[row] == target
            axes.text(0.02, row, source, va="center")
            axes.text(0.55, row, target.replace("\u2028", " ⏎ "), va="center")
            colour, style = (BLUE, "-") if holds else (VERMILION, ":")
            axes.plot([0.36, 0.53], [row, row], style, color=colour, linewidth=2)
            axes.text(0.445, row - 0.12, "true" if holds else "false", ha="center", va="bottom", fontsize=8, color=colour)
        axes.set(xlim=(0, 1), ylim=(max(len(sources), len(wrong)) - 0.4, -0.7), title=title)
        axes.axis("off")
    return figure


def merged_by_accents(groups: Sequence[Mapping[str, int]]) -> Figure:
    """For each group of words that differ in accents alone: how often each occurs, as one bar cut into pieces."""
    figure, grid = _axes(8, 0.42 * len(groups) + 1.1)
    axes = grid[0, 0]
    for row, group in enumerate(groups):
        start, total = 0.0, sum(group.values())
        for number, (word, count) in enumerate(sorted(group.items(), key=lambda item: -item[1])):
            share = count / total
            axes.barh(row, share, left=start, color=COLOURS[number], edgecolor="white", alpha=0.85, hatch=("", "//", "..", "xx")[number % 4])
            if share > 0.07:
                box = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
                axes.text(start + share / 2, row, f"{word} {count:,}", ha="center", va="center", fontsize=9, bbox=box)
            start += share
    axes.set(yticks=[], xlim=(0, 1), ylim=(len(groups) - 0.5, -0.5), xlabel="share of the occurrences", title="One type without accents, several with")
    axes.spines[["top", "right", "left"]].set_visible(False)
    return figure


def rare_words(counts: Counter[str], thresholds: Sequence[int] = (1, 2, 3, 5, 10, 20)) -> Figure:
    """Left: how often the word of each rank occurs. Right: which share of types and of tokens each min_freq keeps."""
    figure, (both,) = _axes(9.5, 3.8, columns=2)
    zipf, kept = both
    frequencies = sorted(counts.values(), reverse=True)
    zipf.loglog(range(1, len(frequencies) + 1), frequencies, color=BLUE, linewidth=2)
    zipf.set(xlabel="rank of the word", ylabel="occurrences", title="A few words are most of the text")
    shares = min_freq_shares(counts, thresholds)
    names = [str(threshold) for threshold in thresholds]
    kept.plot(names, [tokens for _, tokens in shares], color=BLUE, marker="o", linewidth=2, label="tokens that keep their index")
    kept.plot(names, [types for types, _ in shares], color=VERMILION, marker="s", linestyle="--", linewidth=2, label="types that have one")
    kept.set(xlabel="min_freq", ylabel="share kept", ylim=(0, 1.05), title="What min_freq keeps")
    kept.legend(frameon=False, loc="lower left")
    for axes in both:
        axes.spines[["top", "right"]].set_visible(False)
    return figure


def min_freq_shares(counts: Counter[str], thresholds: Sequence[int]) -> list[tuple[float, float]]:
    """For each threshold the share of types that are frequent enough, and the share of tokens that are theirs."""
    total = sum(counts.values())
    kept = [[count for count in counts.values() if count >= threshold] for threshold in thresholds]
    return [(len(frequent) / len(counts), sum(frequent) / total) for frequent in kept]


def lengths(source: Sequence[int], target: Sequence[int]) -> Figure:
    """How many sentences have how many tokens, on each side."""
    figure, grid = _axes(8, 3.4)
    axes = grid[0, 0]
    for values, colour, style, label in ((source, BLUE, "-", "source"), (target, VERMILION, "--", "target")):
        count = Counter(values)
        marks = range(min(count), max(count) + 1)
        axes.plot(marks, [count[mark] for mark in marks], color=colour, linestyle=style, linewidth=2, drawstyle="steps-mid", label=label)
    axes.set(xlabel="tokens in the sentence", ylabel="sentences", title="Sentences are of many lengths", ylim=(0, None))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def padding_share(batches: Sequence[Sequence[int]], lengths: Sequence[int]) -> float:
    """The share of places in the padded batches that hold no token."""
    places = sum(len(batch) * max(lengths[index] for index in batch) for batch in batches)
    return 1 - sum(lengths[index] for batch in batches for index in batch) / places


def padding_maps(plans: Mapping[str, Sequence[Sequence[int]]], lengths: Sequence[int], shown: int = 12) -> Figure:
    """The first batches of each plan, one below the other: a row a sentence, dark where there is a token, pale where there is a pad."""
    import numpy as np
    from matplotlib.colors import ListedColormap

    figure, (panels,) = _axes(4.4 * len(plans), 6.2, columns=len(plans))
    width = max(lengths)
    for axes, (name, batches) in zip(panels, plans.items()):
        rows, borders = [], [0]
        for batch in batches[:shown]:
            longest = max(lengths[index] for index in batch)
            for index in batch:
                rows.append([0 if place < lengths[index] else 1 if place < longest else 2 for place in range(width)])
            borders.append(len(rows))
        axes.imshow(np.array(rows), aspect="auto", interpolation="nearest", cmap=ListedColormap([BLUE, "#F2C9AE", "white"]), vmin=0, vmax=2)
        for border in borders[1:]:
            axes.axhline(border - 0.5, color=GREY, linewidth=0.7)
        axes.set(xlabel="position", yticks=[], title=f"{name}: {padding_share(batches, lengths):.1%} padding")
    for name, colour in (("token", BLUE), ("pad", "#F2C9AE"), ("outside the batch", "white")):
        panels[-1].plot([], [], "s", color=colour, markeredgecolor=GREY, markersize=9, label=name)
    figure.legend(loc="outside lower center", ncols=3, frameon=False)
    panels[0].set_ylabel(f"the sentences of the first {shown} batches")
    return figure


def batch_tensors(tensors: Mapping[str, torch.Tensor], words: Mapping[str, Sequence[str]], pads: Mapping[str, int]) -> Figure:
    """The tensors of a batch as tables, each index above its word; pads are hatched.

    Args:
        tensors: shape (batch, length) each, by name.
        words: for each name, the word of each index.
        pads: for each name, the index of its pad.
    """
    heights = [len(tensor) for tensor in tensors.values()]
    figure, grid = _axes(9, 0.62 * sum(heights) + 0.7 * len(heights), rows=len(tensors))
    for axes, (name, tensor) in zip(grid[:, 0], tensors.items()):
        _table(axes, tensor.tolist(), words[name], pads[name])
        axes.set_title(f"{name}, shape {tuple(tensor.shape)}", loc="left", fontsize=10)
    return figure


def _table(axes: Axes, rows: list[list[int]], words: Sequence[str], pad: int) -> None:
    from matplotlib.patches import Rectangle

    for y, row in enumerate(rows):
        for x, index in enumerate(row):
            look = {"facecolor": "white", "hatch": "///", "edgecolor": "#BBBBBB"} if index == pad else {"facecolor": PALE, "edgecolor": GREY}
            axes.add_patch(Rectangle((x, y), 1, 1, linewidth=0.8, **look))  # type: ignore[arg-type]
            box = {"facecolor": "white", "edgecolor": "none", "pad": 1} if index == pad else None
            axes.text(x + 0.5, y + 0.32, str(index), ha="center", va="center", fontsize=9, bbox=box)
            axes.text(x + 0.5, y + 0.72, words[index], ha="center", va="center", fontsize=8, color=GREY, bbox=box)
    axes.set(xlim=(-0.05, 10.05), ylim=(len(rows) + 0.05, -0.05))
    axes.axis("off")
