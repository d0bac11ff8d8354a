"""Visible checks come back from their file as they went in."""

from __future__ import annotations

import json

import pytest
import torch
from engine_help import cases, exercise, plain_values
from hypothesis import given, settings
from hypothesis import strategies as st

from attention_course import freezing
from attention_course.comparing import difference
from attention_course.diagnosis import Mistake, diagnose
from attention_course.freezing import Frozen, NotFrozen, frozen, write
from attention_course.observing import Observation, observe
from attention_course.question import Case


@given(st.lists(st.tuples(st.text(), plain_values, plain_values), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_a_frozen_check_comes_back_as_it_was(parts):
    check = Frozen(
        [Case(about, {"x": value}) for about, value, _ in parts],
        [Observation(returned=value, changed=("x",)) for _, _, value in parts],
        [Mistake("wrong", "look", [Observation(raised=("KeyError", "Exception")) for _ in parts])],
    )
    text = write({"Q1.a": check, "Q1.b": check}, made_with="2.13.0+cpu")
    text.encode("ascii")
    data = json.loads(text)
    assert data.pop(freezing.MADE_WITH) == "2.13.0+cpu"
    assert list(data) == ["Q1.a", "Q1.b"]
    back = Frozen.decode(data["Q1.b"])
    for (about, value, returned), case, due in zip(parts, back.cases, back.expected, strict=True):
        assert case.about == about
        assert difference(value, case.inputs["x"]) is None
        assert difference(returned, due.returned) is None
        assert due.changed == ("x",)
    assert back.mistakes == check.mistakes


def test_a_frozen_check_judges_as_the_reference_did():
    chosen = exercise()
    wrong = Mistake("is off by one", "count again", observe(chosen, {"total": lambda n: sum(n) + 1}, cases()))
    check = Frozen(cases(), observe(chosen, {"total": sum}, cases()), [wrong])
    back = Frozen.decode(json.loads(write({"Q99.total": check}))["Q99.total"])

    def judged(answer):
        return diagnose("Q99.total", chosen, back.cases, back.expected, observe(chosen, {"total": answer}, back.cases), back.mistakes)

    assert judged(sum).passed
    assert [finding.name for finding in judged(lambda n: 1 + sum(n)).findings] == ["is off by one"]


def test_layout_and_gradients_of_an_input_are_kept():
    check = Frozen([Case("", {"x": torch.zeros(3, 4).mT, "w": torch.ones(2, requires_grad=True)})], [], [])
    [case] = Frozen.decode(json.loads(write({"Q1.a": check}))["Q1.a"]).cases
    assert case.inputs["x"].stride() == (1, 4)
    assert case.inputs["w"].requires_grad


def test_the_text_of_an_exception_is_not_frozen():
    # It differs from one version of Python to the next, and only its type counts.
    assert "words" not in write({"Q1.a": Frozen(cases(), [Observation(raised=("KeyError",), message="words")], [])})


def test_one_case_is_one_line():
    check = Frozen(cases(), [], [])
    assert sum("two numbers" in line for line in write({"Q99.total": check}).splitlines()) == 1
    assert max(line.count('"about"') for line in write({"Q99.total": check}).splitlines()) == 1


def test_what_is_not_frozen_says_what_to_do(monkeypatch):
    with pytest.raises(NotFrozen, match="course build"):
        frozen("no_such_topic", "Q1.a")
    monkeypatch.setattr(freezing, "_topic", lambda topic: {})
    with pytest.raises(NotFrozen, match=r"Q1\.zzz"):
        frozen("data", "Q1.zzz")
