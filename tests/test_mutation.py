"""The mutants of a reference and what the harness makes of them: a telling one is rejected, a hole shows, a list is held to."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from attention_course.observing import observe
from attention_course.question import Case, Exercise, Found, Question, exercises
from autograder import catalogue
from autograder.grading.judging import Judge
from autograder.grading.workshop import AnswerEnded, Workshop

pytest.importorskip("mutmut")
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import mutation
from mutants import Mutant, mutants
from mutation import Equivalent

REFERENCE = '''"""Means."""

from __future__ import annotations

import torch
from torch import Tensor

FACTOR = 1


def row_means(table: Tensor, scale: float = 1.0) -> Tensor:
    """The mean of each row, times `scale`.

    Raises:
        ValueError: there are no columns, 0 of them.
    """
    ### BEGIN SOLUTION
    if table.size(1) == 0:
        raise ValueError(f"{table.size(0)} rows of 0 columns.")

    def total(rows: Tensor) -> Tensor:
        """Sums, 1 for each row."""
        return rows.sum(dim=1)

    return total(table) / table.size(1) * scale
    ### END SOLUTION


def other(number: int) -> int:
    return number + 1
'''


def table(*shape: int) -> torch.Tensor:
    return torch.rand(shape, dtype=torch.float64, generator=torch.Generator().manual_seed(sum(shape)))


SHAPES = [(2, 3), (4, 4), (1, 5), (5, 1), (2, 0)]


def asked(*shapes: tuple[int, ...]) -> Found:
    def cases(draw=None):
        return [Case("a table", {"table": table(*shape), "scale": 3.0}) for shape in shapes]

    def probe(row_means, table, scale):
        return row_means(table, scale)

    exercise = Exercise("row_means", points=1, probe=probe, visible=cases, hidden=cases, hints=("a", "b", "c"))
    return Found("made_up_means", Question("Q98", "How do you take means?", "easy", 5, (exercise,)), exercise)


class Here:
    """Stands for a workshop: answers run in this process."""

    def __init__(self, found: Found) -> None:
        self.found = found

    @contextmanager
    def open(self):
        yield self

    def run(self, code, seconds):
        if code == "never ends":
            raise AnswerEnded("It took longer than 1 seconds and was stopped.")
        self.names = catalogue.load(code)

    def probe(self, exercise_id, cases, seconds):
        return observe(self.found.coded, self.names, cases)


@pytest.fixture(autouse=True)
def reference(monkeypatch):
    monkeypatch.setattr(catalogue, "module_text", lambda room, topic: REFERENCE)


def measured(found, *equivalents):
    [tally], stale = mutation.measure([found], equivalents, workshop=Here(found), quick=False)
    return tally, stale


def diffs(trials):
    return {trial.mutant.diff for trial in trials}


LINE = "- return total(table) / table.size(1) * scale\n"
HOLE = LINE + "+ return total(table) / table.size(0) * scale"


def test_a_mutant_is_one_change_within_what_a_learner_writes():
    made = mutants(REFERENCE)
    assert len({mutant.code for mutant in made}) == len(made) > 60
    first, last = (REFERENCE.splitlines().index(f"    ### {word} SOLUTION") + 1 for word in ("BEGIN", "END"))
    assert all(first < mutant.first <= mutant.last < last for mutant in made)
    assert {mutant.where for mutant in made} == {"row_means", "row_means.total"}
    for mutant in made:
        assert '"""Sums, 1 for each row."""' in mutant.code
        assert "def total(rows: Tensor) -> Tensor:" in mutant.code
        assert '(f"{table.size(0)} rows of 0 columns.")' in mutant.code or "raise" in mutant.diff


@pytest.mark.parametrize(
    "change",
    [
        "total(table) / table.size(0) * scale", "total(table) * table.size(1) * scale", "total(table) / table.size(1)",
        "table / table.size(1) * scale", "total(scale) / table.size(1) * scale", "total(table.detach()) / table.size(1) * scale",
        "(total(table) / table.size(1) * scale).float()", "table.size(1) * scale", "total(table) / table.size(1) / scale",
    ],
)  # fmt: skip
def test_what_learners_get_wrong_is_among_the_mutants(change):
    assert f"{LINE}+ return {change}" in {mutant.diff for mutant in mutants(REFERENCE)}


@pytest.mark.parametrize(
    "diff",
    [
        "- return rows.sum(dim=1)\n+ return rows.sum()",
        "- return rows.sum(dim=1)\n+ return rows.mean(dim=1)",
        "- return rows.sum(dim=1)\n+ return rows.sum(dim=0)",
        "- return rows.sum(dim=1)\n+ pass",
        "- if table.size(1) == 0:\n+ if table.size(1) != 0:",
    ],
)
def test_telling_mutants_are_made_and_rejected(diff):
    tally, _ = measured(asked(*SHAPES))
    assert diff in diffs(tally.trials) - diffs(tally.survivors)


def test_checks_that_put_square_tables_only_have_a_hole_and_it_shows():
    square, _ = measured(asked((3, 3), (4, 4), (2, 0)))
    assert HOLE in diffs(square.survivors)
    ragged, _ = measured(asked(*SHAPES))
    assert HOLE not in diffs(ragged.survivors)
    assert ragged.score > square.score


def test_a_survivor_on_the_list_counts_as_equivalent_and_one_that_is_rejected_is_stale():
    found = asked(*SHAPES)
    same = Equivalent("Q98.row_means", "- return rows.sum(dim=1)\n+ return rows.sum(dim=-1)", "A table has two axes.")
    stale = Equivalent("Q98.row_means", HOLE, "Was true of square tables.")
    gone = Equivalent("Q98.row_means", "- no such line\n+ no such change", "Was there once.")
    elsewhere = Equivalent("Q97.other", HOLE, "Of another exercise, not run here.")
    before, _ = measured(found)
    after, left = measured(found, same, stale, gone, elsewhere)
    assert same.diff in diffs(before.survivors)
    assert diffs(before.survivors) - diffs(after.survivors) == {same.diff}
    assert [(trial.mutant.diff, reason) for trial, reason in after.equivalent] == [(same.diff, same.reason)]
    assert left == [stale, gone]
    assert after.score > before.score
    assert after.as_data()["equivalent"] == 1


def test_how_a_mutant_was_rejected_is_told():
    found = asked(*SHAPES)
    tried = {trial.mutant.diff: trial.outcome for trial in measured(found)[0].trials}
    assert tried[LINE + "+ return total(scale) / table.size(1) * scale"] == mutation.RAISED
    assert tried[HOLE] == mutation.DIFFERED
    endless = Mutant("row_means", "statement", 1, 1, "", "never ends")
    assert mutation.judge(Here(found), Judge(0), found, endless).outcome == mutation.ENDED


def test_a_first_look_comes_to_the_same():
    found = asked(*SHAPES)
    [slow], _ = mutation.measure([found], workshop=Here(found), quick=False)
    [quick], _ = mutation.measure([found], workshop=Here(found), jobs=2)
    assert [(trial.mutant.diff, trial.outcome) for trial in quick.trials] == [(trial.mutant.diff, trial.outcome) for trial in slow.trials]


def test_mutants_of_an_exercise_are_judged_by_its_hidden_cases_in_a_process_of_their_own(monkeypatch):
    monkeypatch.undo()
    found = exercises()["Q5.file_sha256"]
    made = mutation.mutants_of(found)
    wrong = next(mutant for mutant in made if "sha256" not in mutant.diff.partition("+ ")[2])
    same = replace(wrong, code=catalogue.reference_answer(found))
    endless = replace(wrong, code="while True: pass")
    impatient = replace(found, exercise=replace(found.coded, seconds=2.0))
    with Workshop() as workshop:
        outcomes = [mutation.judge(workshop, Judge(0), impatient, mutant).outcome for mutant in (wrong, same, endless)]
    assert outcomes[0] in (mutation.RAISED, mutation.DIFFERED)
    assert outcomes[1:] == [mutation.SURVIVED, mutation.ENDED]


def test_the_committed_list_can_be_read_and_speaks_of_exercises_that_are_there():
    entries = mutation.read_equivalents(mutation.EQUIVALENT)
    assert {entry.exercise_id for entry in entries} <= set(exercises())
    assert all(entry.diff.startswith(("- ", "+ ")) and entry.reason.endswith(".") for entry in entries)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[equivalent]]\nexercise = "Q1.a"\ndiff = "- a"\n', "needs exercise, diff and reason"),
        ('[[equivalent]]\nexercise = "Q1.a"\ndiff = ["- a", "- a"]\nreason = "Because."\n', "twice"),
    ],
)
def test_a_list_with_a_hole_in_it_is_refused(tmp_path, text, told):
    file = tmp_path / "list.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=told):
        mutation.read_equivalents(file)
