"""The drawings of chapter 05, and whether they say what the code does."""

from __future__ import annotations

import warnings

import matplotlib

matplotlib.use("Agg")

import pytest
from matplotlib import pyplot as plt

from attention_course import plotting
from attention_course.figures import decoder as figures
from autograder.reference.decoder import double_softmax_floor

MEASURED = {10: [(0.0, 2.3, 2.3), (9.0, 0.0, 1.47)], 1000: [(0.0, 6.9, 6.9), (9.0, 0.1, 5.93)]}
DRAWINGS = {
    "bahdanau": figures.bahdanau,
    "luong": figures.luong,
    "luong, fed": lambda: figures.luong(input_feeding=True),
    "ending": figures.ending,
    "looked_and_said": lambda: figures.looked_and_said(("the", "cat"), (0.3, 0.7), ("<pad>", "le", "chat"), (0.1, 0.2, 0.7), 2),
    "floors": lambda: figures.floors(MEASURED),
    "training": lambda: figures.training({"logits": [7.0, 0.1], "probabilities": [6.9, 5.95]}, 5.9095),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_figure_is_drawn_without_warnings(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = DRAWINGS[name]()
        assert plotting.png(figure).startswith(b"\x89PNG")
    plt.close(figure)


def test_figures_say_what_is_true():
    figure = DRAWINGS["looked_and_said"]()
    left, right = figure.axes
    assert [bar.get_height() for bar in left.patches] == [0.3, 0.7]
    assert [bar.get_hatch() for bar in right.patches] == [None, None, "//"]
    assert "chat" in right.get_title()
    plt.close(figure)
    figure = DRAWINGS["floors"]()
    for axes, size in zip(figure.axes, MEASURED):
        assert axes.lines[2].get_ydata()[0] == pytest.approx(double_softmax_floor(size))
        assert f"{double_softmax_floor(size):.2f}" in axes.texts[0].get_text()
        low, high = axes.get_ylim()
        assert all(low < value < high for line in axes.lines for value in line.get_ydata())
    plt.close(figure)


def arrows_into(drawing, monkeypatch, target):
    kept = {}
    monkeypatch.setattr(figures, "flow", lambda boxes, arrows, *rest, **options: kept.update(arrows=arrows))
    drawing()
    return {arrow.source for arrow in kept["arrows"] if arrow.target == target}


def test_the_drawings_have_the_arrows_of_the_code(monkeypatch):
    assert arrows_into(figures.bahdanau, monkeypatch, "rnn") == {"before", "embedding", "attention"}
    assert arrows_into(figures.bahdanau, monkeypatch, "attention") == {"before", "memory"}
    assert arrows_into(figures.luong, monkeypatch, "rnn") == {"before", "embedding"}
    assert arrows_into(figures.luong, monkeypatch, "attention") == {"rnn", "memory"}
    assert arrows_into(lambda: figures.luong(True), monkeypatch, "rnn") == {"before", "embedding", "last"}
