"""The demo's class gets the marks that are known, and the demo complains when one differs."""

import dataclasses
from pathlib import Path

import pytest
from lesson_help import course_of_one_lesson

from attention_course.question import exercises
from autograder.demo import loop
from autograder.demo.classroom import Known, class_list
from autograder.grading.results import results

ASSIGNMENT = "02-data"


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The folder of a demo's class, its results, and what was complained of."""
    root, folder = tmp_path_factory.mktemp("course"), tmp_path_factory.mktemp("demo")
    course_of_one_lesson(root)
    outcome, complaints = loop.run(root, folder)
    return folder, outcome, complaints


def test_every_mark_and_every_name_is_the_one_that_is_known(demo):
    _, outcome, complaints = demo
    assert complaints == []
    assert [result.student for result in outcome[ASSIGNMENT]] == sorted(learner.name for learner in class_list())
    assert len(outcome[ASSIGNMENT]) == 12


def test_four_learners_make_four_mistakes_and_each_is_named(demo):
    _, outcome, _ = demo
    named = [result.mistakes for result in outcome[ASSIGNMENT] if result.student in ("Dmitri", "Esther", "Farid", "Grace")]
    assert len({next(iter(mistakes)) for mistakes in named}) == 4
    assert all(len(mistakes) == 1 for mistakes in named)


def test_those_without_a_mark_have_a_reason_and_the_others_have_feedback(demo):
    _, outcome, _ = demo
    without = {result.student: result.reason for result in outcome[ASSIGNMENT] if result.reason}
    assert set(without) == {"Ivan", "Jin", "Kofi"}
    assert all(result.feedback for result in outcome[ASSIGNMENT] if not result.reason)


@pytest.mark.parametrize("what", ["a mark", "a name", "a reason", "lateness", "feedback"])
def test_a_difference_is_complained_of(demo, what):
    folder, outcome, _ = demo
    found = {result.student: dataclasses.replace(result) for result in outcome[ASSIGNMENT]}
    [release] = (folder / "notebooks" / ASSIGNMENT).glob("*.ipynb")
    assert release.exists()
    known = {"Ada": Known()}
    one = next(iter(key for key in found["Ada"].scores if hasattr(exercises()[key].exercise, "probe")))
    if what == "a mark":
        found["Ada"].scores = found["Ada"].scores | {one: 0.5}
    elif what == "a name":
        known["Ada"] = Known({one: "strips accents"})
        found["Ada"].scores = found["Ada"].scores | {one: 0}
    elif what == "a reason":
        found["Ada"].reason = "lost"
    elif what == "lateness":
        found["Ada"].seconds_late = 1.0
    else:
        found["Ada"].feedback = False
    complaints = loop.compare(folder, ASSIGNMENT, known, list(found.values()))
    assert len(complaints) == 1 and complaints[0].startswith("Ada, 02-data")


def test_a_folder_that_no_demo_made_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(loop.DemoError, match="name another folder"):
        loop.prepare_folder(tmp_path)
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_results_of_a_class_that_was_never_graded_say_so(demo, tmp_path):
    folder, _, _ = demo
    assert Path(folder / "gradebook.db").exists()
    late = folder / "submitted" / "Zoe" / ASSIGNMENT
    late.mkdir(parents=True)
    (late / "data.ipynb").write_text('{"cells": []}')
    [zoe] = [result for result in results(folder, ASSIGNMENT) if result.student == "Zoe"]
    assert "not graded" in zoe.reason
