"""`explore`: sliders where somebody can move them, pictures beside one another everywhere else, a sentence while grading."""

from __future__ import annotations

import matplotlib
import nbformat
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt
from IPython.core.interactiveshell import InteractiveShell

from attention_course import widgets
from attention_course.widgets import WIDGET, Slider, explore

SENTENCE = "A line that gets steeper & steeper with the size."


class Drawn:
    """A `draw` that remembers what it was called with."""

    def __init__(self) -> None:
        self.calls: list[dict] = []

    def __call__(self, **values):
        self.calls.append(values)
        if values.get("size") == 13:
            raise ZeroDivisionError("no such line")
        figure, axes = plt.subplots(figsize=(2, 1))
        axes.plot([0, values.get("size", 1)])
        return figure


@pytest.fixture
def draw():
    yield Drawn()
    assert plt.get_fignums() == []


@pytest.fixture
def shown(monkeypatch):
    """What has been displayed, as (data, whether raw)."""
    found = []
    monkeypatch.setattr("IPython.display.display", lambda what, raw=False: found.append((what, raw)))
    return found


@pytest.fixture
def live(monkeypatch):
    monkeypatch.setattr(widgets, "_is_live", lambda: True)


@pytest.mark.parametrize(
    ("given", "three"),
    [
        ((0.1, 4.0, 1.0), [0.1, 1.0, 4.0]),
        ((0, 10, 0), [0, 5, 10]),
        ((0, 10, 10, 2), [0, 4, 10]),
        ((1, 2, 1), [1, 2]),
    ],
)
def test_without_a_front_end_three_pictures_stand_beside_one_another(draw, shown, given, three):
    explore(draw, SENTENCE, size=given, line_width=(1, 3, 2))
    assert draw.calls == [{"size": size, "line_width": 2} for size in three]
    [(still, raw)] = shown
    text = still._repr_html_()
    assert not raw and text.count("<img ") == len(three)
    for size in three:
        assert f"<b>size = {Slider.of('size', given).said(size).split()[-1]}, line width = 2</b>" in text
    assert text.count("steeper &amp; steeper") == len(three) + 1
    assert repr(still) == f"[Figure: {SENTENCE}]"


def test_with_a_front_end_the_sliders_come_with_the_pictures_as_their_page_without_any(draw, shown, live):
    import ipywidgets

    explore(draw, SENTENCE, size=(0.5, 14.0, 1.0), count=(1, 9, 3))
    [(bundle, raw)] = shown
    assert raw and set(bundle) == {WIDGET, "text/html", "text/plain"}
    assert bundle["text/html"].count("<img ") == 3
    assert bundle["text/plain"] == f"[Figure: {SENTENCE}]"
    box = ipywidgets.Widget._instances[bundle[WIDGET]["model_id"]] if hasattr(ipywidgets.Widget, "_instances") else None
    box = box or ipywidgets.widgets.widget._instances[bundle[WIDGET]["model_id"]]
    size, count, picture, words = box.children
    assert (size.description, count.description) == ("size", "count")
    assert isinstance(count, ipywidgets.IntSlider) and not size.continuous_update
    assert 'alt="A line that gets steeper &amp; steeper with the size. Here: size = 1.0, count = 3."' in picture.value
    assert "steeper &amp; steeper" in words.value
    drawn, before = len(draw.calls), picture.value
    count.value = 7
    assert draw.calls[drawn:] == [{"size": 1.0, "count": 7}]
    assert picture.value != before and "count = 7" in picture.value
    size.value = 13.0
    assert picture.value == "<pre>ZeroDivisionError: no such line</pre>"
    size.value = 2.0
    assert "size = 2.0, count = 7" in picture.value


def test_while_grading_nothing_is_drawn(draw, shown, live, monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")
    explore(draw, SENTENCE, size=(0.1, 4.0, 1.0))
    assert draw.calls == []
    [(picture, _)] = shown
    assert repr(picture) == f"[Figure: {SENTENCE}]" and picture._repr_html_() is None


@pytest.mark.parametrize(
    ("sentence", "sliders", "says"),
    [
        ("Too short.", {"size": (0, 2, 1)}, "Say in a sentence"),
        (SENTENCE, {}, "name what can be moved"),
        (SENTENCE, {"size": (0, 2)}, r"size is \(lowest, highest, start\)"),
        (SENTENCE, {"size": 3}, "in numbers, not 3"),
        (SENTENCE, {"size": (0, True, 1)}, "in numbers"),
        (SENTENCE, {"size": (0.0, float("nan"), 1)}, "in numbers"),
        (SENTENCE, {"size": (0, 2, 3)}, "size starts at 3"),
        (SENTENCE, {"size": (2, 2, 2)}, "has to lie between"),
        (SENTENCE, {"size": (0, 2, 1, 0)}, "steps above 0"),
    ],
)
def test_what_cannot_be_explored_is_said(draw, sentence, sliders, says):
    with pytest.raises(ValueError, match=says):
        explore(draw, sentence, **sliders)


@pytest.mark.parametrize(
    ("given", "step", "said"),
    [
        ((0.1, 4.0, 1.0), 0.1, "1.0"), ((0, 1, 0.5), 0.02, "0.50"), ((1e-5, 1e-2, 1e-3, 1e-5), 1e-5, "0.00100"),
        ((1, 100, 5), 1, "5"), ((1, 100, 5, 3), 3, "5"), ((0, 3, 1.5, 0.5), 0.5, "1.5"),
    ],
)  # fmt: skip
def test_a_slider_has_round_steps_and_is_said_with_the_digits_that_it_moves_in(given, step, said):
    slider = Slider.of("learning_rate", given)
    assert slider.step == pytest.approx(step)
    assert slider.said(slider.start) == f"learning rate = {said}"
    assert slider.widget().value == given[2]


CELL = """import matplotlib.pyplot as plt
from attention_course.widgets import explore

def draw(size):
    figure, axes = plt.subplots(figsize=(2, 1))
    axes.plot([0, size])
    return figure

explore(draw, "A line that gets steeper with the size.", size=(0.1, 4.0, 1.0))
"""


@pytest.mark.parametrize("live", [False, True])
def test_a_page_made_by_nbconvert_shows_the_pictures(live, monkeypatch):
    """Run by a real kernel without a front end; and with a widget whose state nobody stored."""
    nbconvert = pytest.importorskip("nbconvert")
    from nbclient import NotebookClient

    for name in widgets.FRONT_ENDS:
        monkeypatch.delenv(name, raising=False)
    if live:
        monkeypatch.setenv("JPY_SESSION_NAME", "lesson.ipynb")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELL)])
    NotebookClient(notebook, timeout=120, kernel_name="python3", store_widget_state=False).execute()
    [output] = notebook.cells[0].outputs
    assert output.output_type == "display_data"
    assert (WIDGET in output.data) == live
    page, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    assert page.count('alt="A line that gets') == 3
    assert "size = 0.1" in page and "size = 4.0" in page


def test_where_answers_run_only_the_sentence_is_shown(bench):
    outputs, succeeded = bench.run(CELL, 60)
    assert succeeded
    [output] = outputs
    assert output["data"] == {"text/plain": "[Figure: A line that gets steeper with the size.]"}


def test_a_plain_shell_is_no_front_end(monkeypatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "lesson.ipynb")
    assert not InteractiveShell.initialized() or getattr(InteractiveShell.instance(), "kernel", None) is None
    assert not widgets._is_live()
