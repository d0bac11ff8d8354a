"""The card: whole HTML, nothing in it that a learner could have put there, hints one inside the other, words for the picture."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
import torch
from engine_help import cases, exercise, found, report
from hypothesis import given, settings
from hypothesis import strategies as st

from attention_course.card import Card
from attention_course.comparing import shorten
from attention_course.diagnosis import Finding, Report
from attention_course.freezing import Frozen
from attention_course.observing import observe
from attention_course.picture import expected_and_yours
from attention_course.question import Case

VOID = {"img", "br", "hr", "input", "meta", "link"}


class Reader(HTMLParser):
    """Reads HTML strictly: what opens closes, in order; remembers elements with what encloses them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.words = [], [], []
        self.feed(text)
        self.close()
        assert self.open == [], "left open"

    def handle_starttag(self, tag, attributes):
        assert len(attributes) == len(dict(attributes)), "an attribute twice"
        self.elements.append((tag, dict(attributes), [*self.open]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, f"</{tag}> out of order"

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [(attributes, around) for name, attributes, around in self.elements if name == tag]


ALLOWED = set(["section", "h4", "span", "p", "div", "strong", "code", "table", "caption", "tbody", "tr", "th", "td", "details", "summary", "img"])


def card(answer, reference=sum, put=None, attempts=1, **settings):
    chosen, put = exercise(**settings), put or cases()
    seen = observe(chosen, {"total": answer}, put)
    told = report(answer, reference, put=put, chosen=chosen)
    told = Report(told.exercise_id, told.total, told.failed, told.findings, tuple(seen))
    return Card(found(chosen), told, Frozen(put, observe(chosen, {"total": reference}, put), []), attempts)


def read(shown):
    reader = Reader(shown._repr_html_())
    assert {tag for tag, _, _ in reader.elements} <= ALLOWED
    assert not [name for _, attributes, _ in reader.elements for name in attributes if name.startswith("on")]
    return reader


def test_a_right_answer_gets_a_card_without_hints_or_values():
    shown = card(sum)
    reader = read(shown)
    assert not reader.all("details") and not reader.all("table")
    assert "All 4 cases pass." in reader.words
    assert shown.text() == "Q99.total: right. All 4 cases pass."


def test_a_card_of_the_visible_cases_says_so():
    assert replace(card(sum), visible_only=True).text() == "Q99.total: right. All 4 visible cases pass. Marks are given by hidden ones as well."
    assert "2 of 4 visible cases pass." in replace(card(lambda numbers: 0), visible_only=True).text()


def test_a_wrong_answer_sees_input_expected_and_own_value():
    shown = card(lambda numbers: 0)
    reader = read(shown)
    words = " ".join(reader.words)
    for part in ("Q99.total: not right yet", "2 of 4 cases pass.", "Case:", "one number", "numbers", "[3]", "expected", "yours"):
        assert part in words
        assert part.split(" ")[0] in shown.text()
    assert [attributes["id"] for attributes, _ in reader.all("h4")] == [reader.all("section")[0][0]["aria-labelledby"]]
    assert all(attributes.get("scope") == "row" for attributes, _ in reader.all("th"))


def test_a_hint_opens_only_within_the_one_before():
    reader = read(card(lambda numbers: 0))
    assert [around.count("details") for _, around in reader.all("details")] == [0, 1, 2]
    assert [around.count("details") for _, around in reader.all("summary")] == [1, 2, 3]
    assert all("open" not in attributes for attributes, _ in reader.all("details"))


@pytest.mark.parametrize(("attempts", "hint"), [(0, "one"), (1, "one"), (2, "two"), (3, "three"), (50, "three")])
def test_plain_text_gives_one_hint_more_with_each_attempt(attempts, hint):
    last = card(lambda numbers: 0, attempts=attempts).text().splitlines()[-1]
    assert last.endswith(f": {hint}")


EVIL = '<script>alert("1")</script><img src=x onerror=alert(1)>`</code>`'


@pytest.mark.parametrize(
    "answer",
    [
        lambda numbers: EVIL,
        lambda numbers: {EVIL: 1},
        lambda numbers: type(EVIL, (), {})(),
        lambda numbers: (_ for _ in ()).throw(ValueError(EVIL)),
        lambda numbers: (_ for _ in ()).throw(type(EVIL, (Exception,), {})(EVIL)),
        lambda numbers: numbers.append(EVIL),
    ],
)
@pytest.mark.parametrize("reference", [sum, lambda numbers: {"a": numbers}, lambda numbers: EVIL[:-1]])
def test_nothing_a_learner_writes_becomes_part_of_the_page(answer, reference):
    put = [Case(EVIL, {"numbers": [EVIL]})]
    reference_on_text = (lambda numbers: len(numbers)) if reference is sum else reference
    reader = read(card(answer, reference_on_text, put))
    assert "<script>" in " ".join(reader.words)


texts = st.text(st.characters(codec=None), max_size=30)


@given(texts, texts, texts, st.sampled_from(["", "<b>", "`x` <"]))
@settings(deadline=None, max_examples=60)
def test_any_report_gives_whole_html_and_plain_text(name, message, about, hint):
    finding = Finding(name, message, 0, about, shorten(message), shorten(name))
    chosen = exercise(hints=(hint, hint, hint))
    shown = Card(found(chosen), Report("Q99.total", 4, (0,), (finding,)), Frozen(cases(), [], []))
    read(shown)
    assert "<details" not in shown.text()


@pytest.mark.parametrize("number", [-1, 0])
def test_a_finding_without_a_case_shows_no_case(number):
    shown = Card(found(exercise()), Report("Q99.total", 4, (0,), (Finding("wrong", "why", number),)), None)
    assert not read(shown).all("table")
    assert "numbers =" not in shown.text()


def test_the_picture_says_in_words_what_it_shows():
    right, wrong = torch.zeros(2, 3), torch.eye(3)[:2]
    reader = read(card(lambda numbers: wrong, lambda numbers: right))
    [(attributes, _)] = reader.all("img")
    assert attributes["alt"] == (
        "Expected, of shape (2, 3), beside yours, of shape (2, 3), as heat maps. 2 of 6 squares differ; they are outlined on the right."
    )
    assert attributes["src"].startswith("data:image/png;base64,")


def test_the_picture_holds_to_the_tolerance_of_the_exercise():
    right = torch.ones(2, 2, dtype=torch.float64)
    assert "4 of 4 squares differ" in expected_and_yours(right, right + 1e-8)
    assert "4 of 4" in expected_and_yours([{"x": 1}, right], [{"x": 1}, right + 1e-8])
    assert expected_and_yours(right, right + 1e-8, 1e-6) == ""
    assert expected_and_yours(right.float(), right.float() + 5e-5) == ""
    differing = torch.tensor([[5e-5, 1e-3], [5e-5, 5e-5]])
    assert "1 of 4 squares differ" in expected_and_yours(right.float(), right.float() + differing)


@pytest.mark.parametrize(
    ("expected", "yours"),
    [
        (torch.zeros(3), torch.full((3,), float("nan"))),
        (torch.zeros(3), torch.full((3,), float("inf"))),
        (torch.zeros(2, 2, dtype=torch.float64), torch.full((2, 2), 1e308, dtype=torch.float64)),
        (torch.full((2, 2), -1e308, dtype=torch.float64), torch.full((2, 2), 1e308, dtype=torch.float64)),
        (torch.zeros(2, 2), torch.zeros(2, 2, dtype=torch.complex64) + 1j),
        (torch.zeros(2, 2), torch.zeros(2, 0)),
        ([[0, 1], [2, 3]], [[0, 1], [2, 10**400]]),
        (torch.zeros(2, 2), torch.zeros(4, 40, 40)),
        (torch.zeros(2, 2, dtype=torch.bool), torch.ones(2, 2, dtype=torch.bool)),
        (torch.zeros(3), torch.zeros(3, requires_grad=True) + 1),
    ],
)
@pytest.mark.filterwarnings("error")
def test_no_values_spoil_the_picture_or_stderr(expected, yours, capfd):
    text = expected_and_yours(expected, yours)
    if text:
        assert Reader(text).all("img")
    assert capfd.readouterr() == ("", "")


def test_drawing_leaves_the_learners_figures_alone():
    import matplotlib.pyplot as plt

    plt.close("all")
    mine = plt.figure()
    assert expected_and_yours(torch.zeros(3), torch.ones(3))
    assert plt.get_fignums() == [mine.number]
    assert plt.gcf() is mine
    plt.close(mine)
