"""`check("Q6.tokenize_fr")`: put the visible cases to what the notebook defines, and show a card."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from attention_course.card import Card
from attention_course.diagnosis import diagnose
from attention_course.freezing import frozen
from attention_course.keeping import keep
from attention_course.observing import observe
from attention_course.progress import record
from attention_course.question import Exercise, Found, find


class WrongAnswer(AssertionError):
    """Raised by `check` when an answer is wrong, after its card has been shown.

    nbgrader's Validate button and a stock `nbgrader autograde` see the exception; the learner reads the card, so
    IPython is told to leave out the traceback.
    """

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


def check(exercise_id: str, namespace: Mapping[str, Any] | None = None) -> None:
    """Check an exercise, or all of a question's.

    Args:
        exercise_id: "Q6.tokenize_fr" for one exercise, "Q6" for all of the question's.
        namespace: where the answer is defined; the notebook that calls when left out.

    Raises:
        WrongAnswer: the answer is wrong; the card above says what to look at.
        KeyError: there is no such exercise.
    """
    if namespace is None:
        namespace = sys._getframe(1).f_globals
    failed = []
    for found in find(exercise_id):
        if isinstance(found.exercise, Exercise):
            card = check_exercise(found, namespace)
            _display(card)
            if not card.report.passed:
                failed.append(card)
            elif said := keep(found, namespace):
                print(said)
    if failed:
        raise WrongAnswer("; ".join(f"{card.found.id}: {card.summary()}" for card in failed))


def check_exercise(found: Found, namespace: Mapping[str, Any]) -> Card:
    """The card of one exercise for what `namespace` defines."""
    visible = frozen(found.topic, found.id)
    exercise = found.coded
    observations = observe(exercise, namespace, visible.cases)
    report = diagnose(found.id, exercise, visible.cases, visible.expected, observations, visible.mistakes)
    report = replace(report, given=tuple(observations))
    return Card(found, report, visible, record(found.id, report.passed), visible_only=True)


def _display(card: Card) -> None:
    try:
        from IPython import get_ipython
    except ImportError:
        get_ipython = lambda: None  # noqa: E731
    if get_ipython() is None:
        print(card.text())
    else:
        from IPython.display import display

        display(card)
