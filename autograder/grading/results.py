"""What a class's grading came to: read from the gradebook, the autograded notebooks and what was handed in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook, MissingEntry

from autograder.building.lesson import exercise_id
from autograder.grading import intake
from autograder.grading.gradebook import open_gradebook


@dataclass
class Result:
    """One submission.

    Attributes:
        scores: points by exercise; None for a written answer that nobody has read yet.
        mistakes: what was named, by exercise.
        reason: why there is no mark, if there is none.
        seconds_late: 0 when it was in time.
    """

    student: str
    assignment: str
    scores: dict[str, float | None] = field(default_factory=dict)
    mistakes: dict[str, list[str]] = field(default_factory=dict)
    reason: str = ""
    seconds_late: float = 0.0
    feedback: bool = False


def results(root: Path, assignment: str) -> list[Result]:
    """The results of an assignment, a submission each, in the order of the students' names."""
    found = []
    with open_gradebook(root) as gradebook:
        expected = sorted(f"{notebook.name}.ipynb" for notebook in gradebook.find_assignment(assignment).notebooks)
        for folder in sorted((root / "submitted").glob(f"*/{assignment}")):
            result = Result(folder.parent.name, assignment)
            found.append(result)
            autograded = root / "autograded" / result.student / assignment
            if not autograded.is_dir():
                result.reason = intake.reason(folder, expected) or "It was not graded; `nbgrader autograde` says why."
                continue
            _read_gradebook(gradebook, result)
            for path in autograded.glob("*.ipynb"):
                _read_notebook(path, result)
            result.feedback = bool(list((root / "feedback" / result.student / assignment).glob("*.html")))
    return found


def _read_gradebook(gradebook: Gradebook, result: Result) -> None:
    try:
        submission = gradebook.find_submission(result.assignment, result.student)
    except MissingEntry:
        result.reason = "The gradebook holds no such submission; run `nbgrader autograde` again."
        return
    result.seconds_late = float(submission.total_seconds_late)
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            score = None if grade.needs_manual_grade and grade.manual_score is None else grade.score
            result.scores[exercise_id(grade.name)] = score


def _read_notebook(path: Path, result: Result) -> None:
    for cell in nbformat.read(path, as_version=4).cells:
        data = cell.metadata.get("course")
        if data and not data["passed"]:
            result.mistakes[data["exercise"]] = list(data["mistakes"])
