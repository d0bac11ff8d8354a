"""`course release` and `course grade` on a small class."""

import nbformat
import pytest
from lesson_help import course_of_one_lesson
from typer.testing import CliRunner

from autograder.cli import app
from autograder.demo.classroom import PROSE, filled, reference_answers

runner = CliRunner()


@pytest.fixture
def school(tmp_path):
    course_of_one_lesson(tmp_path)
    return tmp_path


def course(root, *arguments):
    return runner.invoke(app, [*arguments, "--root", str(root)], env={"COLUMNS": "200"})


def test_from_release_to_marks(school):
    assert course(school, "release").exit_code == 0
    release = school / "notebooks/02-data/data.ipynb"
    notebook = nbformat.read(release, as_version=4)
    for student in ("ada", "bruno"):
        folder = school / "submitted" / student / "02-data"
        folder.mkdir(parents=True)
        nbformat.write(filled(notebook, reference_answers(notebook), PROSE), folder / "data.ipynb")
    assert course(school, "grade", "02-data").exit_code == 0
    (school / "submitted/bruno/02-data/data.ipynb").write_text("{")
    again = course(school, "grade", "02-data", "--force")
    assert again.exit_code == 1
    assert "1 of 2 submissions have no mark" in again.stderr
    assert "JSON" in again.stdout and "ada" in again.stdout
    assert (school / "feedback/ada/02-data/data.html").exists()


def test_what_is_missing_is_said_in_a_sentence(school, tmp_path):
    unknown = course(school, "release", "99-nothing")
    assert unknown.exit_code == 1 and "there are 02-data" in unknown.stderr
    early = course(school, "grade", "02-data")
    assert early.exit_code == 1 and "course release 02-data" in early.stderr
    assert not (school / "gradebook.db").exists(), "asking leaves nothing behind"
    assert course(school, "release", "02-data").exit_code == 0
    nothing = course(school, "grade", "02-data")
    assert nothing.exit_code == 1 and "put submissions into" in nothing.stderr
