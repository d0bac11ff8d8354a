"""Drawings of what flows where: boxes by name, arrows between them, and on each arrow the shape of what it carries."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from attention_course.figures.sheet import BLUE, GREEN, VERMILION, Point, arrow, box, canvas, note

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.patches import Patch

# Each kind of box has a colour, a pale ground, and corners of its own: sharp, a little round, or as round as can be.
KINDS = {"data": (BLUE, "#E9F2F8", 0.0), "layer": (VERMILION, "#FCEFE6", 0.13), "state": (GREEN, "#E6F5F0", math.inf)}
PADDING, LEAST, GAP = (0.15, 0.12), (0.75, 0.46), 0.03  # inches
LETTERS = 9  # points, of the labels
STEPS = 60  # points of an arrow that a label keeps clear of


@dataclass(frozen=True)
class Box:
    """Something in a flow: what is computed ("data"), what computes ("layer"), or what is kept from step to step ("state").

    `at` is its place beside the others, in any unit: the whole is spread over the sheet, y pointing up.
    """

    name: str
    text: str
    at: Point
    kind: str = "data"


@dataclass(frozen=True)
class Arrow:
    """What goes from one box to another, named by their names; bent to its left (above 0) or right (below 0)."""

    source: str
    target: str
    label: str = ""
    bend: float = 0.0


@dataclass(frozen=True)
class _Area:
    """A rectangle around its centre, in inches."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: _Area) -> float:
        across = (self.width + other.width) / 2 - abs(self.x - other.x)
        up = (self.height + other.height) / 2 - abs(self.y - other.y)
        return max(across, 0.0) * max(up, 0.0)

    def holds(self, point: Point) -> bool:
        return abs(point[0] - self.x) < self.width / 2 and abs(point[1] - self.y) < self.height / 2


def flow(boxes: Sequence[Box], arrows: Sequence[Arrow], title: str | None = None, size: Point = (8, 4)) -> Figure:
    """Draw what flows where.

    Args:
        boxes: of different names; the shape and the colour of each say its kind.
        arrows: from border to border; their labels stand beside them, where there is room.
        title: above the drawing.
        size: of the drawing in inches, width and height.

    Raises:
        ValueError: there is no box, two have one name or lie on one another, a kind is unknown, or an arrow comes from or goes to
            a box that is not there.
    """
    from matplotlib.pyplot import close

    _verify(boxes, arrows)
    figure, axes = canvas(*size, unit=1.0)
    figure.set_layout_engine("none")
    axes.set_position((0, 0, 1, 1))
    areas = _spread(boxes, {one.name: _measured(axes, one.text, 10.5, PADDING, LEAST) for one in boxes}, size)
    for one, other in combinations(areas, 2):
        if areas[one].overlap(areas[other]):
            close(figure)
            raise ValueError(f"The boxes {one!r} and {other!r} lie on one another: place them further apart, or make the size larger.")
    patches = {one.name: _drawn(axes, one.text, one.kind, areas[one.name], 10.5) for one in boxes}
    paths = []
    for way in arrows:
        start, end = areas[way.source], areas[way.target]
        # What goes to and fro takes two ways.
        bend = -(way.bend or (0.25 if any((way.source, way.target) == (back.target, back.source) for back in arrows) else 0.0))
        arrow(axes, (start.x, start.y), (end.x, end.y), bend=bend, between=(patches[way.source], patches[way.target]))
        paths.append(_visible(start, end, bend))
    _label(axes, arrows, paths, list(areas.values()))
    _key(axes, [kind for kind in KINDS if any(one.kind == kind for one in boxes)])
    if title:
        axes.text(size[0] / 2, size[1] + 0.1, title, ha="center", va="bottom", fontsize=12)
    return figure


def _verify(boxes: Sequence[Box], arrows: Sequence[Arrow]) -> None:
    names = [one.name for one in boxes]
    if not boxes:
        raise ValueError("There is nothing to draw: a flow has boxes.")
    for one in boxes:
        if names.count(one.name) > 1:
            raise ValueError(f"Two boxes are called {one.name!r}.")
        if one.kind not in KINDS:
            raise ValueError(f"The box {one.name!r} is of no known kind: {', '.join(KINDS)}, not {one.kind!r}.")
    for way in arrows:
        for end in (way.source, way.target):
            if end not in names:
                raise ValueError(f"The arrow {way.source!r} -> {way.target!r} names a box that is not there: {end!r}.")
        if way.source == way.target:
            raise ValueError(f"The arrow {way.source!r} -> {way.target!r} goes nowhere: draw the box once for each step.")


def _measured(axes: Axes, text: str, letters: float, padding: Point, least: Point = (0.0, 0.0)) -> Point:
    """Width and height in inches of a text with room around it."""
    written = axes.text(0, 0, text, fontsize=letters, linespacing=1.25)
    extent, inch = written.get_window_extent(), axes.figure.dpi
    written.remove()
    return max(extent.width / inch + 2 * padding[0], least[0]), max(extent.height / inch + 2 * padding[1], least[1])


def _spread(boxes: Sequence[Box], sizes: dict[str, Point], sheet: Point) -> dict[str, _Area]:
    """Where each box lies on the sheet: the outermost touch its borders."""
    places: list[dict[str, float]] = []
    for axis in (0, 1):
        low, high = min(one.at[axis] for one in boxes), max(one.at[axis] for one in boxes)
        first = max(sizes[one.name][axis] / 2 for one in boxes if one.at[axis] == low)
        last = max(sizes[one.name][axis] / 2 for one in boxes if one.at[axis] == high)
        unit = (sheet[axis] - first - last) / (high - low) if high > low else 0.0
        middle = 0.0 if high > low else (sheet[axis] - 2 * first) / 2
        places.append({one.name: first + middle + (one.at[axis] - low) * unit for one in boxes})
    return {one.name: _Area(places[0][one.name], places[1][one.name], *sizes[one.name]) for one in boxes}


def _drawn(axes: Axes, text: str, kind: str, area: _Area, letters: float) -> Patch:
    colour, ground, corner = KINDS[kind]
    size = (area.width, area.height)
    return box(axes, (area.x, area.y), text, colour, size, corner=min(corner, min(size) / 2), ground=ground, fontsize=letters, linespacing=1.25)


def _visible(start: _Area, end: _Area, bend: float) -> list[Point]:
    """Points along an arrow outside of its two boxes: the curve that Matplotlib calls arc3."""
    (x, y), (x_end, y_end) = (start.x, start.y), (end.x, end.y)
    control = ((x + x_end) / 2 + bend * (y_end - y), (y + y_end) / 2 - bend * (x_end - x))
    points = []
    for step in range(STEPS + 1):
        t = step / STEPS
        first, second, third = (1 - t) ** 2, 2 * t * (1 - t), t**2
        points.append((first * x + second * control[0] + third * x_end, first * y + second * control[1] + third * y_end))
    return [point for point in points if not start.holds(point) and not end.holds(point)] or points


def _label(axes: Axes, arrows: Iterable[Arrow], paths: Sequence[Sequence[Point]], taken: list[_Area]) -> None:
    """Write each label beside its arrow, at the place where it covers least of all else."""
    everywhere = [point for path in paths for point in path]
    for one, path in zip(arrows, paths):
        if not one.label:
            continue
        width, height = _measured(axes, one.label, LETTERS, (0.05, 0.03))
        best, least = None, math.inf
        for area, away in _beside(path, width, height):
            crossed = sum(map(area.holds, everywhere))
            covered = sum(1 + 20 * overlap for other in taken if (overlap := area.overlap(other))) + 0.5 * crossed + away
            if covered < least:
                best, least = area, covered
        assert best is not None
        taken.append(best)
        note(axes, (best.x, best.y), one.label, fontsize=LETTERS, zorder=5, bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8})


def _beside(path: Sequence[Point], width: float, height: float) -> Iterable[tuple[_Area, float]]:
    """Places for a label on either side of an arrow, each with how far it is from the best: the middle, close by, above or right."""
    for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
        at = min(int(share * len(path)), len(path) - 1)
        (x, y), before, after = path[at], path[max(at - 3, 0)], path[min(at + 3, len(path) - 1)]
        length = math.hypot(after[0] - before[0], after[1] - before[1]) or 1.0
        normal = (-(after[1] - before[1]) / length, (after[0] - before[0]) / length)
        if normal[1] < -1e-9 or (abs(normal[1]) <= 1e-9 and normal[0] < 0):
            normal = (-normal[0], -normal[1])
        reach = (width / 2 + GAP) * abs(normal[0]) + (height / 2 + GAP) * abs(normal[1])
        for further in (0.0, 0.12, 0.25, 0.4, 0.6):
            for side in (1, -1):
                distance = side * (reach + further)
                area = _Area(x + normal[0] * distance, y + normal[1] * distance, width, height)
                yield area, abs(share - 0.5) + further + (0.02 if side < 0 else 0.0)


def _key(axes: Axes, kinds: Sequence[str]) -> None:
    """Under the drawing: which shape stands for which kind, where there are several."""
    if len(kinds) < 2:
        return
    x = 0.0
    for kind in kinds:
        width, height = _measured(axes, kind, 8, (0.1, 0.05))
        _drawn(axes, kind, kind, _Area(x + width / 2, -0.35, width, height), 8)
        x += width + 0.12
