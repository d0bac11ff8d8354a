"""Drawings of a flow: arrows end where boxes begin, labels cover nothing, and what cannot be drawn is said."""

from __future__ import annotations

import warnings
from itertools import combinations

import matplotlib
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from attention_course import plotting
from attention_course.figures.flow import KINDS, Arrow, Box, flow

BOXES = [
    Box("memory", "memory\nkeys, states, mask", (0, 2)),
    Box("before", "$s_{t-1}$", (0, 0), "state"),
    Box("attention", "attention", (1, 1), "layer"),
    Box("network", "GRU", (2, 0), "layer"),
    Box("after", "$s_t$", (3, 0), kind="state"),
    Box("logits", "logits", (3, 1)),
]
ARROWS = [
    Arrow("before", "attention", "query\n(batch, 1, hidden_size)"),
    Arrow("memory", "attention", "(batch, source_length, states_size)"),
    Arrow("attention", "network", "context (batch, 1, context_size)"),
    Arrow("before", "network", "(1, batch, hidden_size)", bend=-0.2),
    Arrow("network", "after", "(1, batch, 128)"),
    Arrow("after", "network", "back"),
    Arrow("attention", "logits", bend=0.3),
]


@pytest.fixture
def drawn():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = flow(BOXES, ARROWS, title="One step", size=(9, 4.5))
        picture = plotting.png(figure)
    assert picture.startswith(b"\x89PNG")
    yield figure
    plt.close(figure)


def extents(figure, texts):
    return {text.get_text(): text.get_window_extent() for text in figure.axes[0].texts if text.get_text() in texts}


def test_every_box_and_every_label_is_there_and_none_covers_another(drawn):
    labels = {arrow.label for arrow in ARROWS if arrow.label}
    found = extents(drawn, {box.text for box in BOXES} | labels)
    assert set(found) == {box.text for box in BOXES} | labels
    for (one, here), (other, there) in combinations(found.items(), 2):
        assert not here.overlaps(there), (one, other)
    patches = [patch.get_window_extent() for patch in drawn.axes[0].patches if patch.get_window_extent().height > 40]
    assert len(patches) == len(BOXES)
    for label in labels:
        assert not any(found[label].overlaps(patch) for patch in patches), label


def test_arrows_start_and_end_at_the_borders_of_their_boxes(drawn):
    by_text = {text.get_text(): text.get_position() for text in drawn.axes[0].texts}
    centres = {box.name: by_text[box.text] for box in BOXES}
    patches = {name: next(p for p in drawn.axes[0].patches if p.get_window_extent().contains(*drawn.axes[0].transData.transform(at)))
               for name, at in centres.items()}  # fmt: skip
    drawn.canvas.draw()
    arrows = [text.arrow_patch for text in drawn.axes[0].texts if getattr(text, "arrow_patch", None)]
    assert len(arrows) == len(ARROWS)
    for arrow, patch in zip(ARROWS, arrows):
        vertices = patch.get_window_extent()
        assert patch.patchA is patches[arrow.source] and patch.patchB is patches[arrow.target]
        for name in (arrow.source, arrow.target):
            assert not vertices.contains(*drawn.axes[0].transData.transform(centres[name])), arrow


def test_kinds_differ_in_shape_and_in_colour_and_are_named_under_the_drawing(drawn):
    looks = set()
    for patch in drawn.axes[0].patches:
        if patch.get_window_extent().height > 40:
            corner = getattr(patch.get_boxstyle(), "rounding_size", 0) / patch.get_height()
            looks.add((round(corner, 1) if corner < 0.5 else 0.5, patch.get_edgecolor()))
    assert len({corner for corner, _ in looks}) >= len({colour for _, colour in looks}) == len(KINDS)
    assert set(KINDS) <= {text.get_text() for text in drawn.axes[0].texts}


def test_places_may_be_in_any_unit():
    near, far = (flow([Box("a", "one", (0, 0)), Box("b", "two", (unit, 0))], [Arrow("a", "b", "x")], size=(5, 1)) for unit in (1, 50))
    assert extents(near, {"one", "two", "x"})["two"].bounds == extents(far, {"one", "two", "x"})["two"].bounds
    assert "data" not in {text.get_text() for text in near.axes[0].texts}, "one kind alone needs no key"
    plt.close(near)
    plt.close(far)


@pytest.mark.parametrize(
    ("boxes", "arrows", "says"),
    [
        (BOXES, [Arrow("before", "attenton", "x")], r"The arrow 'before' -> 'attenton' names a box that is not there: 'attenton'"),
        (BOXES, [Arrow("nothing", "after")], "names a box that is not there: 'nothing'"),
        (BOXES, [Arrow("after", "after")], "goes nowhere"),
        ([*BOXES, Box("after", "again", (9, 9))], [], "Two boxes are called 'after'"),
        ([*BOXES, Box("more", "again", (3, 0.1))], [], "The boxes 'after' and 'more' lie on one another"),
        ([Box("a", "a", (0, 0), kind="tensor")], [], "'a' is of no known kind: data, layer, state, not 'tensor'"),
        ([], [], "nothing to draw"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_leaves_no_figure_behind(boxes, arrows, says):
    before = plt.get_fignums()
    with pytest.raises(ValueError, match=says):
        flow(boxes, arrows)
    assert plt.get_fignums() == before
