"""Measure the checks themselves: every known wrong answer and every right one written differently, put to the test."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from attention_course.question import Exercise, Found
from autograder import catalogue
from autograder.grading.judging import NO_END, Judge
from autograder.grading.workshop import AnswerEnded, Workshop


@dataclass(frozen=True)
class Trial:
    """One answer of the catalogue and what the checks made of it."""

    exercise_id: str
    question_id: str
    description: str
    wrong: bool
    rejected_visible: bool
    rejected_hidden: bool
    names: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()

    @property
    def named(self) -> bool:
        """Whether the hidden checks named the mistake, and named it first."""
        return self.names[:1] == (self.description,)

    @property
    def sound(self) -> bool:
        """A wrong answer rejected and named, or a right one accepted."""
        if self.wrong:
            return self.rejected_hidden and self.named
        return not self.rejected_visible and not self.rejected_hidden

    def complaint(self) -> str:
        """What the checks got wrong, in a sentence."""
        if not self.wrong:
            return f"{self.exercise_id} refuses a right answer ({self.description}): {'; '.join(self.messages)}"
        if not self.rejected_hidden:
            return f"{self.exercise_id} lets a wrong answer through: {self.description}"
        return f"{self.exercise_id} calls «{self.description}» {', '.join(f'«{name}»' for name in self.names) or 'nothing'}"


@dataclass
class Tally:
    """The counts of one question."""

    id: str
    trials: list[Trial] = field(default_factory=list)

    def counts(self) -> dict[str, object]:
        wrong = [trial for trial in self.trials if trial.wrong]
        right = [trial for trial in self.trials if not trial.wrong]
        return {
            "id": self.id,
            "wrong": {
                "total": len(wrong),
                "rejected_hidden": sum(trial.rejected_hidden for trial in wrong),
                "rejected_visible": sum(trial.rejected_visible for trial in wrong),
                "named": sum(trial.rejected_hidden and trial.named for trial in wrong),
            },
            "right": {"total": len(right), "accepted": sum(trial.sound for trial in right)},
        }


def prove(
    chosen: Sequence[Found], seed: int | None = None, advance: Callable[[Trial], None] = lambda trial: None
) -> list[Tally]:
    """Run every wrong and every right answer of the chosen exercises through visible and hidden checks.

    `advance` is called after each answer.
    """
    judge = Judge(seed)
    jobs = [job for found in chosen if isinstance(found.exercise, Exercise) for job in _jobs(found)]
    tallies: dict[str, Tally] = {found.question.id: Tally(found.question.id) for found in chosen}
    with Workshop() as workshop, ThreadPoolExecutor(max(1, os.cpu_count() or 1)) as pool:
        for trial in pool.map(lambda job: _try(workshop, judge, *job), jobs):
            tallies[trial.question_id].trials.append(trial)
            advance(trial)
    return list(tallies.values())


def number_of_answers(chosen: Sequence[Found]) -> int:
    """How many answers `prove` will try."""
    return sum(len(_jobs(found)) for found in chosen if isinstance(found.exercise, Exercise))


def _jobs(found: Found) -> list[tuple[Found, str, str, bool]]:
    """The answers of an exercise: (exercise, description, text, whether it is wrong). The reference is a right one."""
    jobs = [(found, "the reference", catalogue.reference_answer(found), False)]
    jobs += [(found, description, answer, False) for description, answer in catalogue.variations(found)]
    for misconception in catalogue.misconceptions(found):
        jobs += [(found, misconception.name, catalogue.answer_text(found, form), True) for form in misconception.forms]
    return jobs


def _try(workshop: Workshop, judge: Judge, found: Found, description: str, answer: str, wrong: bool) -> Trial:
    seconds = found.coded.seconds
    visible = hidden = None
    with workshop.open(topic=found.topic) as bench:
        try:
            bench.run(answer, seconds)
        except AnswerEnded as ended:
            return Trial(found.id, found.question.id, description, wrong, True, True, (NO_END,), (str(ended),))
        visible = judge.judge(found, bench, hidden=False)
        hidden = judge.judge(found, bench, hidden=True)
    findings = (*hidden.findings, *visible.findings)
    return Trial(
        found.id,
        found.question.id,
        description,
        wrong,
        not visible.passed,
        not hidden.passed,
        tuple(finding.name for finding in hidden.findings),
        tuple(f"{finding.message} [{finding.about}]" for finding in findings),
    )
