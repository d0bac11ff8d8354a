"""Freeze the visible checks of a topic: what learners' `check` compares with."""

from __future__ import annotations

import torch

from attention_course.diagnosis import observation_difference
from attention_course.freezing import Frozen, write
from attention_course.question import Exercise, exercises
from autograder import catalogue
from autograder.grading.judging import Judge


def frozen_text(topic: str, judge: Judge) -> str:
    """The text of `attention_course/frozen/<topic>.json`."""
    checks = {}
    for found in exercises().values():
        if found.topic != topic or not isinstance(found.exercise, Exercise):
            continue
        due = judge.round(found, hidden=False)
        by_chance = {misconception.name for misconception in catalogue.misconceptions(found) if misconception.by_chance}
        mistakes, seen = [], set()
        for mistake in judge.mistakes(found, hidden=False):
            if mistake.name in by_chance:
                continue
            shows = any(
                observation_difference(found.exercise, right, wrong)
                for right, wrong in zip(due.expected, mistake.observations)
            )
            key = (mistake.name, repr([observation.encode() for observation in mistake.observations]))
            if shows and key not in seen:
                seen.add(key)
                mistakes.append(mistake)
        checks[found.id] = Frozen(due.cases, due.expected, mistakes)
    return write(checks, torch.__version__)
