"""The judge: which cases it draws, what a mark needs, and what it refuses to judge with."""

from __future__ import annotations

import random

import pytest
from engine_help import cases, exercise, found

from attention_course.diagnosis import NOT_DEFINED, STILL_EMPTY
from attention_course.observing import observe
from attention_course.question import Case
from autograder import catalogue
from autograder.catalogue import CatalogueError
from autograder.grading.judging import NO_END, Judge
from autograder.grading.workshop import AnswerEnded

REFERENCE = "def total(numbers):\n    return sum(numbers)\n"


def hidden(draw: random.Random):
    return [Case("a drawn list", {"numbers": [draw.randint(0, 10**9) for _ in range(3)]}) for _ in range(4)]


class Table:
    """Stands for a bench: the answer runs here."""

    def __init__(self, answer, dies_at=None):
        self.answer, self.dies_at, self.alive, self.put = answer, dies_at, True, []

    def probe(self, exercise_id, given, seconds):
        self.put.append(given)
        if self.dies_at == len(self.put):
            self.alive = False
            raise AnswerEnded("It took longer than 1 seconds and was stopped.")
        return observe(exercise(), {"total": self.answer} if self.answer else {}, given)


@pytest.fixture
def asked(monkeypatch):
    monkeypatch.setattr(catalogue, "reference_answer", lambda found: REFERENCE)
    wrong = catalogue.Misconception("is off by one", lambda: 0, hint="Count again.")
    monkeypatch.setattr(catalogue, "misconceptions", lambda found: [wrong])
    monkeypatch.setattr(catalogue, "answer_text", lambda found, form: REFERENCE.replace("sum(numbers)", "sum(numbers) + 1"))
    return found(exercise(hidden=hidden))


def drawn(judge, asked):
    return [case.inputs for case in judge.round(asked, hidden=True).cases]


def test_one_judge_puts_the_same_hidden_cases_to_all_and_another_others(asked):
    judge = Judge()
    assert drawn(judge, asked) == drawn(judge, asked)
    assert drawn(Judge(), asked) != drawn(judge, asked)
    assert drawn(Judge(judge.seed), asked) == drawn(judge, asked)


def test_the_cases_of_an_exercise_do_not_depend_on_what_was_judged_before(asked):
    judge = Judge(5)
    judge.round(found(exercise(hidden=lambda draw: hidden(draw)[:1])), hidden=False)
    assert drawn(judge, asked) == drawn(Judge(5), asked)


def test_a_right_answer_gets_the_mark_over_all_cases(asked):
    report = Judge().mark(asked, Table(sum))
    assert report.passed
    assert report.total == 8


def test_knowing_the_visible_cases_is_not_enough(asked):
    known = {str(case.inputs["numbers"]): sum(case.inputs["numbers"]) for case in cases()}
    table = Table(lambda numbers: known.get(str(numbers), 0))
    assert Judge().judge(asked, table, hidden=False).passed
    report = Judge().mark(asked, table)
    assert not report.passed
    assert report.failed == (4, 5, 6, 7)
    assert all(finding.case == -1 and not finding.expected and not finding.yours for finding in report.findings)


def test_knowing_the_hidden_ones_is_not_enough(asked):
    assert not Judge().mark(asked, Table(lambda numbers: sum(numbers) if len(numbers) == 3 and min(numbers) > 0 else -5)).passed


def test_a_mistake_that_both_halves_show_is_told_once_and_with_values(asked):
    report = Judge().mark(asked, Table(lambda numbers: sum(numbers) + 1))
    [finding] = report.findings
    assert (finding.name, finding.message) == ("is off by one", "Count again.")
    assert (finding.expected, finding.yours) == ("0", "1")
    assert len(report.failed) == 8


@pytest.mark.parametrize(("answer", "name"), [(None, NOT_DEFINED), (lambda numbers: (_ for _ in ()).throw(NotImplementedError), STILL_EMPTY)])
def test_an_answer_that_is_not_there_is_put_no_hidden_cases(asked, answer, name):
    table = Table(answer)
    report = Judge().mark(asked, table)
    assert [finding.name for finding in report.findings] == [name]
    assert len(table.put) == 1


@pytest.mark.parametrize("half", [1, 2])
def test_an_answer_that_does_not_come_to_an_end_is_wrong(asked, half):
    report = Judge().mark(asked, Table(sum, dies_at=half))
    assert not report.passed
    assert [(finding.name, finding.case) for finding in report.findings] == [(NO_END, -1)]


def test_what_an_answer_made_of_hidden_cases_is_not_handed_on(asked):
    assert Judge().judge(asked, Table(sum), hidden=True).given == ()
    assert len(Judge().mark(asked, Table(sum)).given) == 4


@pytest.mark.parametrize(
    ("probe", "put", "told"),
    [
        (None, lambda draw=None: [], "there are none"),
        (lambda total, numbers: {1}, lambda draw=None: cases(), "<set>"),
        (lambda total, numbers: [1, {"a": (object(),)}], lambda draw=None: cases(), "<object>"),
    ],
)
def test_cases_that_can_tell_nothing_are_refused(asked, probe, put, told):
    with pytest.raises(CatalogueError, match=told):
        Judge().round(found(exercise(probe, visible=put, hidden=put)), hidden=True)


def test_a_reference_that_does_not_define_the_answer_is_refused(asked, monkeypatch):
    monkeypatch.setattr(catalogue, "reference_answer", lambda found: "x = 1")
    with pytest.raises(CatalogueError, match="does not define 'total'"):
        Judge().round(asked, hidden=False)


def test_a_mistake_whose_cell_does_not_even_run_is_still_a_mistake(asked, monkeypatch):
    monkeypatch.setattr(catalogue, "answer_text", lambda found, form: "import no_such_module")

    def answer(numbers):
        raise ModuleNotFoundError

    assert Judge().judge(asked, Table(answer), hidden=False).findings[0].name == "is off by one"
