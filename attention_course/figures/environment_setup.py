"""The drawings of questions 1 to 4: versions in two orders, a batch on its way to a device, workers' random numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from attention_course.plotting import COLOURS

if TYPE_CHECKING:
    from matplotlib.figure import Figure

BLUE, VERMILION = COLOURS[:2]
GREY = "#555555"


def two_orders(as_text: Sequence[str], as_versions: Sequence[str]) -> Figure:
    """The same versions in two columns, lowest at the bottom; a line joins each with itself, dashed where it has moved."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(5.2, 3.0))
    for version in as_text:
        left, right = as_text.index(version), as_versions.index(version)
        moved = left != right
        axes.plot([0, 1], [left, right], color=VERMILION if moved else BLUE, linestyle="--" if moved else "-", linewidth=2)
        axes.text(-0.04, left, version, ha="right", va="center", family="monospace")
        axes.text(1.04, right, version, ha="left", va="center", family="monospace")
    top = len(as_text) - 0.35
    axes.text(0, top, "sorted as text", ha="center", color=GREY)
    axes.text(1, top, "sorted as versions", ha="center", color=GREY)
    axes.set_xlim(-0.35, 1.35)
    axes.set_ylim(-0.5, len(as_text))
    axes.axis("off")
    return figure


def batch_on_its_way(moving: Mapping[str, str], staying: Mapping[str, str], device: str) -> Figure:
    """Two boxes, the CPU's memory and the device's: what moves has an arrow, what stays has none."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7.2, 3.0))
    rows = [*((name, about, True) for name, about in moving.items()), *((name, about, False) for name, about in staying.items())]
    for row, (name, about, moves) in enumerate(rows):
        height = len(rows) - row - 0.5
        axes.text(0.1, height, name, va="center", family="monospace", color=BLUE if moves else GREY)
        axes.text(1.35, height, about, va="center", fontsize=9, color=GREY)
        if moves:
            axes.annotate("", (5.0, height), (3.75, height), arrowprops={"arrowstyle": "-|>", "color": BLUE, "linewidth": 2})
            axes.text(5.15, height, name, va="center", family="monospace", color=BLUE)
    for left, width, title in ((0.0, 3.7, "the CPU's memory"), (5.0, 2.0, f"the device: {device}")):
        axes.add_patch(plt.Rectangle((left, 0), width, len(rows), fill=False, edgecolor=GREY))
        axes.text(left + width / 2, len(rows) + 0.2, title, ha="center", color=GREY)
    axes.set_xlim(-0.1, 7.1)
    axes.set_ylim(-0.2, len(rows) + 0.8)
    axes.axis("off")
    return figure


def worker_streams(panels: Mapping[str, Mapping[str, Sequence[float]]]) -> Figure:
    """A panel for each way of seeding; in it a row for each worker and epoch, a square for each number it draws."""
    import matplotlib.pyplot as plt

    figure, row_of_axes = plt.subplots(1, len(panels), figsize=(3.6 * len(panels), 2.4), squeeze=False)
    for axes, (title, rows) in zip(row_of_axes[0], panels.items()):
        numbers = [list(row) for row in rows.values()]
        axes.imshow(numbers, cmap="cividis", vmin=0, vmax=1, aspect="auto")
        for height, row in enumerate(numbers):
            for place, number in enumerate(row):
                axes.text(place, height, f"{number:.2f}"[1:], ha="center", va="center", fontsize=8, color="white" if number < 0.55 else "black")
        axes.set_yticks(range(len(rows)), list(rows))
        axes.set_xticks(range(len(numbers[0])), [str(place + 1) for place in range(len(numbers[0]))])
        axes.set_xlabel("which number is drawn")
        axes.set_title(title, fontsize=10)
    figure.tight_layout()
    return figure
