"""A mistake is paid for once: an exercise is right whatever the answers to the other exercises of its chapter are."""

import pytest

from attention_course.question import Exercise, exercises
from autograder import catalogue
from autograder.grading.judging import Judge
from autograder.grading.workshop import Workshop

CHAPTERS = ("encoder", "attention", "decoder", "seq2seq")
CODED = [found for found in exercises().values() if found.topic in CHAPTERS and isinstance(found.exercise, Exercise)]


@pytest.fixture(scope="module")
def workshop():
    with Workshop() as opened:
        yield opened


@pytest.mark.parametrize("found", CODED, ids=lambda found: found.id)
def test_an_exercise_is_right_though_all_others_of_its_chapter_are_wrong(workshop, found):
    own = set(found.coded.names)
    others = {name for other in CODED if other.topic == found.topic for name in other.coded.names} - own
    assert others
    # Each of the others is an object that can do nothing at all.
    broken = "".join(f"\n{name} = object()" for name in sorted(others))
    judge = Judge(5)
    with workshop.open() as bench:
        bench.run(catalogue.reference_answer(found) + broken + "\n", 60)
        report = judge.mark(found, bench)
    assert report.passed, [finding.message for finding in report.findings]
