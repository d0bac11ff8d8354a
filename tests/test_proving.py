"""The checks are right: every known wrong answer is rejected and named, every right one accepted."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from attention_course.question import Exercise, exercises, questions
from autograder import catalogue
from autograder.proving import prove

LEAST_VISIBLE = 0.6
README = Path(__file__).parents[1] / "README.md"


@pytest.mark.parametrize("question_id", list(questions()))
def test_every_wrong_answer_is_rejected_and_named_and_every_right_one_accepted(question_id):
    chosen = [found for found in exercises().values() if found.question.id == question_id]
    assert not catalogue.verify(chosen)
    [tally] = prove(chosen)
    assert not [trial.complaint() for trial in tally.trials if not trial.sound]
    wrong = tally.counts()["wrong"]
    assert wrong["total"] > 0
    assert wrong["rejected_visible"] >= LEAST_VISIBLE * wrong["total"]


def test_a_check_that_lets_a_mistake_through_is_noticed():
    """Proving proves something: with the telling cases taken away, it complains."""
    found = exercises()["Q6.tokenize_fr"]
    blunt = replace(found, exercise=replace(found.exercise, hidden=lambda draw: found.exercise.visible()[:1]))
    [tally] = prove([blunt])
    assert any("lets a wrong answer through" in trial.complaint() for trial in tally.trials if not trial.sound)


def test_the_readme_gives_the_size_of_the_catalogue():
    stated = re.search(r"against (\d+) wrong answers, each rejected and named, and (\d+) right ones", README.read_text("utf-8"))
    coded = [found for found in exercises().values() if isinstance(found.exercise, Exercise)]
    wrong = sum(len(misconception.forms) for found in coded for misconception in catalogue.misconceptions(found))
    right = sum(1 + len(catalogue.variations(found)) for found in coded)
    assert stated is not None
    assert (int(stated[1]), int(stated[2])) == (wrong, right)
