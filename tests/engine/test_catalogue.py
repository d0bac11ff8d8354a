"""The catalogue: what a patch may do to the reference, and what is said when it does not fit."""

from __future__ import annotations

import sys
from types import ModuleType

import pytest
from engine_help import exercise, found

from autograder import catalogue
from autograder.catalogue import CatalogueError, Misconception, load, patch, text

REFERENCE = '''"""Sums."""

from __future__ import annotations

from dataclasses import dataclass

START = 0


# Over all numbers.
def total(numbers):
    """The sum.

    A second paragraph about START.
    """
    ### BEGIN SOLUTION
    result = START
    for number in numbers:
        result += number
    return result
    ### END SOLUTION


@dataclass
class Pair:
    left: int
    right: int = 2


# region imports
import math

# endregion
'''
ASKED = found(exercise())


@pytest.fixture(autouse=True)
def reference(monkeypatch):
    monkeypatch.setattr(catalogue, "module_text", lambda room, topic: REFERENCE)


def total(answer, numbers):
    return load(answer)["total"](numbers)


def test_a_patch_changes_the_definition_and_nothing_else():
    answer = catalogue.answer_text(ASKED, patch("result = START", "result = 5"))
    assert total(answer, [1]) == 6
    assert len(answer) == len(REFERENCE) - len("START") + 1


def test_a_patch_of_several_places_takes_each():
    assert total(catalogue.answer_text(ASKED, patch("result = START", "result = 1", "+= number", "*= number")), [2, 3]) == 6


def test_a_patch_above_the_definitions_is_found_in_the_module():
    assert total(catalogue.answer_text(ASKED, patch("START = 0\n", "START = 7\n")), []) == 7


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("no such text", "x"), "does not occur in"),
        (("number", "x"), "occurs 6 times in|occurs"),
        (("result = START", "result = START"), "changes nothing"),
    ],
)
def test_a_patch_that_does_not_fit_is_refused(change, told):
    with pytest.raises(CatalogueError, match=told):
        catalogue.answer_text(ASKED, patch(*change))


@pytest.mark.parametrize("pairs", [(), ("a",), ("a", "b", "c")])
def test_a_patch_takes_pairs(pairs):
    with pytest.raises(CatalogueError, match="pairs"):
        patch(*pairs)


def test_a_misconception_needs_a_form():
    with pytest.raises(CatalogueError, match="at least one form"):
        Misconception("thinks so", hint="Think again.")


def always_seven(numbers):
    return 7


def test_a_function_or_a_text_stands_for_the_answer():
    assert total(catalogue.answer_text(ASKED, always_seven), [1]) == 7
    assert total(catalogue.answer_text(ASKED, text("""
        def total(numbers):
            return START + 8
    """)), [1]) == 8  # fmt: skip


def test_a_definition_is_quoted_with_its_comment_and_markers():
    quoted = catalogue.definition_text("made_up", "total")
    assert quoted.startswith("# Over all numbers.\ndef total")
    assert quoted.endswith("### END SOLUTION")
    assert catalogue.definition_text("made_up", "Pair").startswith("@dataclass")
    assert catalogue.region_text("made_up", "imports") == "import math"
    with pytest.raises(CatalogueError, match="does not define 'nothing'"):
        catalogue.definition_text("made_up", "nothing")
    with pytest.raises(CatalogueError, match="no region"):
        catalogue.region_text("made_up", "nothing")


@pytest.fixture(autouse=True)
def _no_definition_is_remembered():
    catalogue.definition.cache_clear()
    yield
    catalogue.definition.cache_clear()


def test_a_loaded_answer_defines_what_it_says_data_classes_included():
    namespace = load(REFERENCE)
    assert namespace["Pair"](1).right == 2
    assert namespace["total"]([1, 2]) == 3


def test_a_loaded_answer_does_not_inherit_this_projects_future():
    assert load("def f(x: int): pass")["f"].__annotations__ == {"x": int}


def test_variations_are_described_by_their_first_line(monkeypatch):
    module = ModuleType("made_up_variations")
    exec("def with_sum(numbers):\n    '''with sum\n\n    of Python'''\n    return sum(numbers)", module.__dict__)
    module.with_sum.__module__ = module.__name__
    module.VARIATIONS = {"Q99.total": [module.with_sum, "# by hand\ndef total(numbers): return 3"]}
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(catalogue, "_module", lambda room, topic: module)
    monkeypatch.setattr(catalogue.inspect, "getsource", lambda of: "def with_sum(numbers): return sum(numbers)")
    described = catalogue.variations(ASKED)
    assert [description for description, _ in described] == ["with sum", "by hand"]
    assert total(described[0][1], [1, 2]) == 3
    assert total(described[1][1], []) == 3
