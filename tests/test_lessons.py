"""The lessons as learners and graders meet them: every solution notebook runs, and every exercise in it is right."""

from pathlib import Path

import nbformat
import pytest

from autograder.grading.judging import Judge
from autograder.grading.notebooks import Grading, Limits, graded_exercise
from autograder.grading.workshop import Workshop

ROOT = Path(__file__).parents[1]
SOLUTIONS = sorted((ROOT / "solutions").glob("*/*.ipynb"))
RELEASED = sorted((ROOT / "notebooks").glob("*/*.ipynb"))
ANSWERED = ("BEGIN SOLUTION", "END SOLUTION", "HIDDEN TESTS")


def test_there_are_lessons():
    assert len(SOLUTIONS) == len(RELEASED) == len(list((ROOT / "source").glob("*/*.md"))) > 1


@pytest.mark.parametrize("path", SOLUTIONS, ids=lambda path: path.stem)
def test_a_solution_notebook_runs_and_every_exercise_is_right(path):
    notebook = nbformat.read(path, as_version=4)
    with Workshop() as workshop:
        reports = Grading(workshop, Judge(), path.parent, Limits(cell=120, notebook=600)).grade(notebook)
    assert {key: report.findings for key, report in reports.items() if not report.passed} == {}
    assert len(reports) > 3
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output.output_type != "error", (cell.source, output)
            # nbgrader would score a graded cell with a line on stderr 0; a lesson shows none anywhere.
            assert output.get("name") != "stderr", (cell.source, output)


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_a_release_holds_no_answer(path):
    text = path.read_text("utf-8")
    assert not [mark for mark in ANSWERED if mark in text]
    notebook = nbformat.read(path, as_version=4)
    checks = [cell for cell in notebook.cells if cell.cell_type == "code" and graded_exercise(cell)]
    assert checks
    assert all(cell.metadata.nbgrader.locked for cell in checks)


@pytest.mark.parametrize("path", RELEASED, ids=lambda path: path.stem)
def test_every_picture_of_a_lesson_says_in_words_what_it_shows(path):
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            # `plotting.show` is the way to show a figure: it refuses one without a sentence.
            assert "plt.show()" not in cell.source, cell.source
