"""What drawings are made of: a sheet, boxes of three shapes, arrows between them, and notes. `flow` puts them together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attention_course.plotting import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

BLUE, VERMILION, GREEN = COLOURS[:3]
GREY, PLUM = "#555555", "#7A3560"  # PLUM: a darker purple, for words and lines that have to be read
Point = tuple[float, float]


def canvas(width: float, height: float, unit: float = 0.68) -> tuple[Figure, Axes]:
    """An empty sheet measured in its own units of so many inches."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(width * unit, height * unit), layout="constrained")
    axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    axes.axis("off")
    return figure, axes


def box(
    axes: Axes,
    at: Point,
    text: str,
    colour: str = GREY,
    size: Point = (1.1, 0.7),
    filled: bool = False,
    corner: float = 0.12,
    ground: str = "white",
    **options: Any,
) -> Patch:
    """A labelled box around its centre; `corner` is the radius of its corners, `filled` a ground of its colour."""
    from matplotlib.patches import FancyBboxPatch

    start = (at[0] - size[0] / 2, at[1] - size[1] / 2)
    shape = f"round,pad=0,rounding_size={corner}" if corner else "square,pad=0"
    patch = FancyBboxPatch(
        start, *size, boxstyle=shape, edgecolor=colour, facecolor=colour if filled else ground, linewidth=1.6, zorder=3, clip_on=False
    )
    axes.add_patch(patch)
    axes.text(*at, text, **{"ha": "center", "va": "center", "fontsize": 10.5, "color": "white" if filled else "black", "zorder": 4, **options})
    return patch


def arrow(
    axes: Axes,
    start: Point,
    end: Point,
    colour: str = GREY,
    bend: float = 0.0,
    width: float = 1.3,
    dashed: bool = False,
    between: tuple[Patch | None, Patch | None] = (None, None),
) -> None:
    """An arrow from point to point, bent by `bend`; cut off at the borders of the two patches that it lies `between`."""
    axes.annotate(
        "", end, start, zorder=2, annotation_clip=False,
        arrowprops={
            "arrowstyle": "-|>", "color": colour, "linewidth": width, "shrinkA": 0, "shrinkB": 1, "mutation_scale": 12,
            "connectionstyle": f"arc3,rad={bend}", "linestyle": (0, (4, 2)) if dashed else "-",
            "patchA": between[0], "patchB": between[1],
        },
    )  # fmt: skip


def note(axes: Axes, at: Point, text: str, colour: str = GREY, **options: Any) -> None:
    """Small text on the sheet: what flows along an arrow, and its shape."""
    axes.text(*at, text, **{"fontsize": 9, "color": colour, "ha": "center", "va": "center", "linespacing": 1.25, **options})
