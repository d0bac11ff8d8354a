"""What an exercise is: inputs, a probe that puts them to an answer, and hints. No answers live here.

A *question* is one of the course's thirty-four; it holds one or more *exercises*, each the definition of a name
(a function, a class, a table). An exercise is put to the test by *cases*: the visible ones are written by hand and
can be followed with a pencil, the hidden ones are drawn anew for every grading run.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any


@dataclass(frozen=True)
class Case:
    """One input, and in a few words what it is about ("an empty sentence"), for the report.

    `inputs` holds plain values only: numbers, strings, booleans, None, bytes, tensors, lists, tuples and dictionaries
    with string keys. They cross from the judge's process to the answer's.
    """

    about: str
    inputs: Mapping[str, Any] = field(default_factory=dict)


Probe = Callable[..., Any]


@dataclass(frozen=True)
class Exercise:
    """One name that a learner defines, and how it is put to the test.

    Attributes:
        name: the exercise within its question, and the name of the answer unless `names` says otherwise.
        points: what it is worth, a whole number above 0.
        probe: `probe(answer, **case.inputs)` runs where the answer runs and returns plain values. It judges nothing.
            `answer` is the object of that name; with several `names` a dictionary of them; with
            `whole_namespace` the dictionary of everything the notebook has defined.
        visible: the cases a learner sees, small enough to work out by hand.
        hidden: draws cases from the generator it is given; runs only where the reference is.
        hints: three steps, from a nudge to nearly the answer.
        names: the names an answer has to define; the exercise's own by default.
        needs: names that the lesson measures and that the answer is about; what assigns them is run for each submission.
        relative_tolerance, absolute_tolerance: how close a floating-point number has to be; tensors of fewer
            than 64 bits are held to no more than `comparing.COARSEST`.
        seconds: how long all hidden cases together may take on a slow machine before the answer counts as endless.
    """

    name: str
    points: int
    probe: Probe
    visible: Callable[[], Sequence[Case]]
    hidden: Callable[[random.Random], Sequence[Case]]
    hints: tuple[str, str, str]
    names: tuple[str, ...] = ()
    whole_namespace: bool = False
    needs: tuple[str, ...] = ()
    relative_tolerance: float = 1e-9
    absolute_tolerance: float = 1e-12
    seconds: float = 30.0

    def __post_init__(self) -> None:
        if not self.names:
            object.__setattr__(self, "names", (self.name,))
        if self.points < 1 or int(self.points) != self.points:
            raise ValueError(f"{self.name}: points must be a whole number above 0, not {self.points!r}.")

    def answer_in(self, namespace: Mapping[str, Any]) -> Any:
        """The answer as the probe takes it. Raises KeyError naming the first name that is not defined."""
        for name in self.names:
            if name not in namespace:
                raise KeyError(name)
        if self.whole_namespace:
            return dict(namespace)
        if len(self.names) == 1:
            return namespace[self.names[0]]
        return {name: namespace[name] for name in self.names}


@dataclass(frozen=True)
class Written:
    """An answer in prose that a person reads and marks."""

    name: str
    points: int


@dataclass(frozen=True)
class Question:
    """One of the thirty-four, with its heading word for word, its difficulty and the minutes it takes."""

    id: str
    title: str
    difficulty: str
    minutes: int
    exercises: tuple[Exercise | Written, ...]

    def __post_init__(self) -> None:
        if self.difficulty not in ("easy", "medium", "hard"):
            raise ValueError(f"{self.id}: difficulty is easy, medium or hard, not {self.difficulty!r}.")

    @property
    def points(self) -> int:
        return sum(exercise.points for exercise in self.exercises)

    @property
    def coded(self) -> tuple[Exercise, ...]:
        """The exercises that are judged by running them."""
        return tuple(exercise for exercise in self.exercises if isinstance(exercise, Exercise))


@dataclass(frozen=True)
class Found:
    """An exercise together with where it belongs."""

    topic: str
    question: Question
    exercise: Exercise | Written

    @property
    def id(self) -> str:
        return f"{self.question.id}.{self.exercise.name}"

    @property
    def coded(self) -> Exercise:
        """The exercise, which has to be one that is judged by running it."""
        assert isinstance(self.exercise, Exercise), f"{self.id} is read by a person"
        return self.exercise


def natural_order(question_id: str) -> tuple[int | str, ...]:
    """Sort key that puts Q2 before Q10."""
    return tuple(int(part) if part.isdigit() else part for part in re.split(r"(\d+)", question_id))


@cache
def topics() -> dict[str, tuple[Question, ...]]:
    """Every topic (a file in `attention_course/questions`) with its questions, in the order of their numbers."""
    package = importlib.import_module("attention_course.questions")
    found = {}
    for module_info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{module_info.name}")
        if hasattr(module, "QUESTIONS"):
            found[module_info.name] = tuple(module.QUESTIONS)
    return dict(sorted(found.items(), key=lambda item: natural_order(item[1][0].id)))


@cache
def exercises() -> dict[str, Found]:
    """Every exercise by its id, such as "Q6.tokenize_fr"."""
    table: dict[str, Found] = {}
    for topic, questions in topics().items():
        for question in questions:
            for exercise in question.exercises:
                found = Found(topic, question, exercise)
                if found.id in table:
                    raise ValueError(f"{found.id} is defined twice, in {table[found.id].topic} and in {topic}.")
                table[found.id] = found
    return table


def questions() -> dict[str, tuple[str, Question]]:
    """Every question by its id, with its topic."""
    return {question.id: (topic, question) for topic, group in topics().items() for question in group}


def find(question_id: str) -> list[Found]:
    """The exercises meant by "Q6" (all of them) or "Q6.tokenize_fr" (that one).

    Raises:
        KeyError: no such question; the message names those that come closest.
    """
    wanted = [found for key, found in exercises().items() if key == question_id or found.question.id == question_id]
    if not wanted:
        from difflib import get_close_matches

        names = [*questions(), *exercises()]
        close = get_close_matches(question_id, names, n=3, cutoff=0.5) or list(questions())
        raise KeyError(f"There is no question {question_id!r}. Did you mean {', '.join(close)}?")
    return wanted
