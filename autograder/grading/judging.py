"""The judge: what is due for each case, which mistakes are known, and what an answer's observations amount to."""

from __future__ import annotations

import random
import secrets
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from attention_course.diagnosis import (
    NOT_DEFINED,
    STILL_EMPTY,
    Finding,
    Mistake,
    Report,
    diagnose,
    observation_difference,
)
from attention_course.observing import MISSING, Observation, observe
from attention_course.question import Case, Exercise, Found
from attention_course.values import Opaque
from autograder import catalogue
from autograder.grading.workshop import AnswerEnded, Bench

NO_END = "did not come to an end"


@dataclass(frozen=True)
class Round:
    """The cases of one exercise for one grading run, with the reference's observations."""

    cases: Sequence[Case]
    expected: Sequence[Observation]


class Judge:
    """Draws the hidden cases of a grading run once, so that a whole class is put the same ones, and marks answers.

    Args:
        seed: of the hidden cases; a fresh one when left out.
    """

    def __init__(self, seed: int | None = None) -> None:
        self.seed = secrets.randbits(48) if seed is None else seed
        self._rounds: dict[tuple[str, bool], Round] = {}
        self._mistakes: dict[tuple[str, bool], list[Mistake]] = {}
        # The reference and the mistakes run in this process, one at a time: probes pretend devices and patch modules.
        self._lock = threading.RLock()

    def round(self, found: Found, hidden: bool) -> Round:
        """The cases of an exercise and what is due for each."""
        key = (found.id, hidden)
        with self._lock:
            if key not in self._rounds:
                exercise = found.coded
                cases = list(exercise.hidden(random.Random(f"{self.seed} {found.id}")) if hidden else exercise.visible())
                namespace = catalogue.load(catalogue.reference_answer(found), f"reference of {found.topic}")
                expected = observe(exercise, namespace, cases)
                if problem := _unfit(cases, expected):
                    raise catalogue.CatalogueError(f"{found.id}, {'hidden' if hidden else 'visible'} cases: {problem}")
                self._rounds[key] = Round(cases, expected)
            return self._rounds[key]

    def mistakes(self, found: Found, hidden: bool) -> list[Mistake]:
        """What each known mistake does with the cases of an exercise."""
        key = (found.id, hidden)
        with self._lock:
            if key not in self._mistakes:
                cases = self.round(found, hidden).cases
                self._mistakes[key] = [
                    Mistake(misconception.name, misconception.hint, self._observe(found, form, cases))
                    for misconception in catalogue.misconceptions(found)
                    for form in misconception.forms
                ]
            return self._mistakes[key]

    def _observe(self, found: Found, form: catalogue.Form, cases: Sequence[Case]) -> list[Observation]:
        exercise = found.coded
        try:
            namespace = catalogue.load(catalogue.answer_text(found, form))
        except Exception as error:
            # A mistake may be such that its cell does not even run.
            return [Observation(raised=(type(error).__name__,)) for _ in cases]
        return observe(exercise, namespace, cases)

    def judge(self, found: Found, bench: Bench, hidden: bool) -> Report:
        """Put an exercise's cases to the answer on the bench, and say what is wrong with it."""
        exercise = found.coded
        due = self.round(found, hidden)
        try:
            given = bench.probe(found.id, due.cases, exercise.seconds)
        except AnswerEnded as ended:
            finding = Finding(NO_END, str(ended), -1)
            return Report(found.id, len(due.cases), tuple(range(len(due.cases))), (finding,))
        right = _all_right(exercise, due, given)
        # What the known mistakes do is worked out only once an answer is wrong.
        mistakes = [] if right else self.mistakes(found, hidden)
        report = diagnose(found.id, exercise, due.cases, due.expected, given, mistakes, hidden)
        # What an answer made of hidden cases is kept from whoever shows the report.
        return report if hidden else replace(report, given=tuple(given))

    def mark(self, found: Found, bench: Bench) -> Report:
        """Visible and hidden checks together: right only when both are.

        The visible report comes first, since it may show values; the hidden one adds the names that it alone found.
        """
        visible = self.judge(found, bench, hidden=False)
        if not bench.alive or (visible.failed and visible.findings[0].name in (NOT_DEFINED, STILL_EMPTY)):
            return visible
        hidden = self.judge(found, bench, hidden=True)
        known = {finding.name for finding in visible.findings}
        added = tuple(replace(finding, case=-1) for finding in hidden.findings if finding.name not in known)
        return Report(
            found.id,
            visible.total + hidden.total,
            visible.failed + tuple(visible.total + index for index in hidden.failed),
            visible.findings + added,
            given=visible.given,
        )


def _unfit(cases: Sequence[Case], expected: Sequence[Observation]) -> str | None:
    """Why these cases can tell nothing: any answer would agree with a reference that is not there or gives no values."""
    if not cases:
        return "there are none."
    for case, due in zip(cases, expected):
        if due.raised[:1] == (MISSING,):
            return f"the reference does not define {due.message!r}."
        if (kind := _opaque(due.returned)) is not None:
            return f"for “{case.about}” the probe gives back {kind!r}, which is no plain value and equals any other of its kind."
    return None


def _opaque(value: Any) -> Opaque | None:
    if isinstance(value, Opaque):
        return value
    parts: list[Any] = []
    if isinstance(value, dict):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, list | tuple):
        parts = [*value]
    return next((found for part in parts if (found := _opaque(part)) is not None), None)


def _all_right(exercise: Exercise, due: Round, given: Sequence[Observation]) -> bool:
    return all(observation_difference(exercise, right, seen) is None for right, seen in zip(due.expected, given))
