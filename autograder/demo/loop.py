"""Run the loop with nbgrader's own commands and compare every mark and every name with what is known."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import nbformat

from autograder.building.build import write_nbgrader_source
from autograder.demo.classroom import DUE, Known, class_list, coded_exercises, written_exercises
from autograder.grading.gradebook import open_gradebook
from autograder.grading.results import Result, results

CONFIGURATION = '''"""How nbgrader works in this class: the course's engine and folders."""

from autograder.grading.nbgrader import configure

configure(get_config())  # noqa: F821 -- nbgrader puts get_config here
'''


class DemoError(Exception):
    """The loop broke; the message says where."""


def prepare_folder(folder: Path) -> None:
    """An empty folder for the class. One that an earlier demo made is emptied; any other is left alone.

    Raises:
        DemoError: the folder holds something else.
    """
    mark = folder / ".course-demo"
    if folder.exists() and any(folder.iterdir()):
        if not mark.exists():
            raise DemoError(f"{folder} is not empty and was not made by a demo: name another folder with --folder.")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    mark.write_text("made by `course demo`, and removed by the next one\n", encoding="utf-8")
    (folder / "nbgrader_config.py").write_text(CONFIGURATION, encoding="utf-8")


def nbgrader(folder: Path, *arguments: str, may_fail: bool = False) -> str:
    """Run an nbgrader command in the class's folder; what it printed.

    Raises:
        DemoError: it failed, and was not expected to.
    """
    command = [sys.executable, "-m", "nbgrader", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode and not may_fail:
        raise DemoError(f"nbgrader {' '.join(arguments)} failed:\n{done.stderr[-3000:]}")
    return done.stdout + done.stderr


def run(root: Path, folder: Path, advance: Callable[[str], None] = lambda step: None) -> tuple[dict[str, list[Result]], list[str]]:
    """The loop: build, release, hand in, autograde, feedback.

    Args:
        root: the course's folder.
        folder: where the class lives.
        advance: called with the name of each step.

    Returns:
        The results by assignment, and what differs from what is known: a sentence each.

    Raises:
        DemoError: a step broke.
    """
    prepare_folder(folder)
    advance("build the lessons")
    assignments = write_nbgrader_source(root, folder / "build/source")
    complaints: list[str] = []
    outcome: dict[str, list[Result]] = {}
    handed_in: dict[str, dict[str, Known]] = {}
    feedback: list[Future[str]] = []
    with ThreadPoolExecutor(1) as beside:
        for assignment in assignments:
            advance(f"release {assignment}")
            nbgrader(folder, "generate_assignment", assignment)
            with open_gradebook(folder) as gradebook:
                gradebook.update_or_create_assignment(assignment, duedate=datetime.now(UTC).replace(tzinfo=None) + DUE)
            advance(f"hand in {assignment}")
            handed_in[assignment] = _hand_in(folder, assignment)
            advance(f"autograde {assignment}, feedback")
            # The broken ones make it end with 1; that each has its mark or its reason is looked at below.
            nbgrader(folder, "autograde", assignment, may_fail=True)
            # Feedback only reads the gradebook: it is written while the next assignment is graded.
            feedback.append(beside.submit(nbgrader, folder, "generate_feedback", assignment))
        advance("the last feedback")
        for written in feedback:
            written.result()
    for assignment, known in handed_in.items():
        outcome[assignment] = results(folder, assignment)
        complaints += compare(folder, assignment, known, outcome[assignment])
    return outcome, complaints


def _hand_in(folder: Path, assignment: str) -> dict[str, Known]:
    known = {}
    [release] = (folder / "notebooks" / assignment).glob("*.ipynb")
    notebook = nbformat.read(release, as_version=4)
    for learner in class_list():
        target = folder / "submitted" / learner.name / assignment
        target.mkdir(parents=True)
        known[learner.name] = learner.hand_in(target, release, notebook)
    return known


def compare(folder: Path, assignment: str, known: dict[str, Known], found: list[Result]) -> list[str]:
    [release] = (folder / "notebooks" / assignment).glob("*.ipynb")
    notebook = nbformat.read(release, as_version=4)
    complaints = []
    by_student = {result.student: result for result in found}
    for student, due in known.items():
        result, who = by_student[student], f"{student}, {assignment}"
        if due.reason:
            if due.reason not in result.reason:
                complaints.append(f"{who}: the reason should say “{due.reason}”, it says “{result.reason}”")
            continue
        if result.reason:
            complaints.append(f"{who}: not graded: {result.reason}")
            continue
        for one in coded_exercises(notebook):
            score = 0 if one.id in due.wrong else one.exercise.points
            if result.scores.get(one.id) != score:
                complaints.append(f"{who}: {one.id} has {result.scores.get(one.id)} points, {score} are due {result.mistakes.get(one.id, '')}")
            name = due.wrong.get(one.id)
            if name and result.mistakes.get(one.id, [""])[0] != name:
                complaints.append(f"{who}: {one.id} names {result.mistakes.get(one.id)}, not “{name}”")
        for one in written_exercises(notebook):
            unread = None if due.unread else 0
            if result.scores.get(one.id, "missing") != unread:
                complaints.append(f"{who}: {one.id} has {result.scores.get(one.id)}; {'it waits for a person' if due.unread else '0 are due'}")
        if due.late != (result.seconds_late > 0):
            complaints.append(f"{who}: late is {result.seconds_late > 0}, should be {due.late}")
        if not result.feedback:
            complaints.append(f"{who}: there is no feedback")
    return complaints
