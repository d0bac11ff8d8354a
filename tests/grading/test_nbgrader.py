"""The traps of nbgrader 0.9.6 that were measured: none may bite a learner here."""

import json
import os
import shutil
from datetime import timedelta
from pathlib import Path

import nbformat
import pytest
from lesson_help import course_of_one_lesson
from nbgrader.apps import NbGraderAPI
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.utils import capture_log, temp_attrs

from attention_course.question import exercises
from autograder.building.build import write_nbgrader_source
from autograder.demo.classroom import PROSE, filled, reference_answers, stamp
from autograder.grading.nbgrader import class_configuration, shared_judge
from autograder.grading.results import results

ASSIGNMENT = "02-data"

@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A class with one assignment released: every exercise of chapter 02 and nothing else."""
    root = tmp_path_factory.mktemp("class")
    course_of_one_lesson(root)
    write_nbgrader_source(root, root / "build/source")
    done = NbGraderAPI(config=class_configuration(root)).generate_assignment(ASSIGNMENT)
    assert done["success"], done
    return root


@pytest.fixture
def school(released, tmp_path):
    root = tmp_path / "class"
    shutil.copytree(released, root)
    return root


def release(root: Path) -> nbformat.NotebookNode:
    return nbformat.read(root / "notebooks" / ASSIGNMENT / "data.ipynb", as_version=4)


def perfect(root: Path) -> nbformat.NotebookNode:
    notebook = release(root)
    return filled(notebook, reference_answers(notebook), PROSE)


def cell_of(notebook: nbformat.NotebookNode, grade_id: str) -> nbformat.NotebookNode:
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def hand_in(root: Path, student: str, notebook: nbformat.NotebookNode | bytes, stamped: bool = True) -> Path:
    folder = root / "submitted" / student / ASSIGNMENT
    folder.mkdir(parents=True)
    if isinstance(notebook, bytes):
        (folder / "data.ipynb").write_bytes(notebook)
    else:
        nbformat.write(notebook, folder / "data.ipynb")
    if stamped:
        stamp(folder, timedelta(days=-2))
    return folder


def autograde(root: Path, **settings):
    """Grade everything that was handed in; the results by student."""
    configuration = class_configuration(root)
    for name, value in settings.items():
        setattr(configuration.RunAndJudge, name, value)
    interface = NbGraderAPI(config=configuration)
    with temp_attrs(interface.coursedir, assignment_id=ASSIGNMENT):
        for converter in (Autograde, GenerateFeedback):
            capture_log(converter(coursedir=interface.coursedir, parent=interface))
    return {result.student: result for result in results(root, ASSIGNMENT)}


def full_marks(result) -> bool:
    coded = [key for key in exercises() if key in result.scores and hasattr(exercises()[key].exercise, "probe")]
    return len(coded) > 5 and all(result.scores[key] == exercises()[key].exercise.points for key in coded)


def test_a_warning_on_stderr_costs_nothing(school):
    notebook = perfect(school)
    cell = cell_of(notebook, "answer-Q6-tokenize_fr")
    cell.source = "import sys, warnings\nprint('careful', file=sys.stderr)\nwarnings.warn('older than me')\n" + cell.source.replace(
        "### BEGIN SOLUTION", "import sys; print('again', file=sys.stderr)"
    )
    hand_in(school, "ada", notebook)
    assert full_marks(autograde(school)["ada"])


def test_an_answer_that_ends_in_a_number_is_no_partial_credit(school):
    notebook = perfect(school)
    cell_of(notebook, "answer-Q6-tokenize_fr").source += "\n0.25"
    wrong = perfect(school)
    cell_of(wrong, "answer-Q6-tokenize_fr").source = "def tokenize_fr(text):\n    return text.split()\n\n2.0"
    hand_in(school, "ada", notebook)
    hand_in(school, "bruno", wrong)
    found = autograde(school)
    assert full_marks(found["ada"])
    assert found["bruno"].scores["Q6.tokenize_fr"] == 0


def test_feedback_holds_the_diagnosis_and_nothing_of_a_hidden_case(school):
    notebook = perfect(school)
    # Right on every visible case, so that what is wrong comes from hidden ones alone.
    seen = [case.inputs["text"] for case in exercises()["Q6.tokenize_fr"].exercise.visible()]
    cell_of(notebook, "answer-Q6-tokenize_fr").source += f"""
right = tokenize_fr
def tokenize_fr(text):
    return right(text) if text in {seen!r} else [text]"""
    hand_in(school, "ada", notebook)
    found = autograde(school)["ada"]
    assert found.scores["Q6.tokenize_fr"] == 0
    page = (school / "feedback/ada" / ASSIGNMENT / "data.html").read_text("utf-8")
    assert "Q6.tokenize_fr: not right yet" in page
    one = exercises()["Q6.tokenize_fr"]
    visible = {text for case in one.exercise.visible() for text in map(str, case.inputs.values())}
    hidden = [text for case in shared_judge().round(one, hidden=True).cases for text in map(str, case.inputs.values())]
    secrets = [text for text in hidden if len(text) > 12 and text not in visible and not any(text in seen for seen in visible)]
    assert len(secrets) > 3
    assert not [text for text in secrets if text in page or json.dumps(text)[1:-1] in page]


def test_a_submission_without_a_time_stamp_gets_one_so_that_feedback_can_be_released(school):
    folder = hand_in(school, "ada", perfect(school), stamped=False)
    os.utime(folder / "data.ipynb", (1_700_000_000, 1_700_000_000))
    autograde(school)
    assert (folder / "timestamp.txt").read_text().startswith("2023-11-14 22:13:20")
    assert (school / "feedback/ada" / ASSIGNMENT / "timestamp.txt").exists()


def test_a_time_stamp_that_cannot_be_read_is_replaced(school):
    folder = hand_in(school, "ada", perfect(school))
    (folder / "timestamp.txt").write_text("the day before yesterday")
    assert full_marks(autograde(school)["ada"])
    assert (folder / "timestamp.txt").read_text().strip().endswith("UTC")


def test_a_cell_may_take_longer_than_nbgraders_thirty_seconds():
    configuration = class_configuration(Path())
    from autograder.grading.nbgrader import RunAndJudge

    assert RunAndJudge().cell_seconds > 60
    assert configuration.Execute.timeout > 60


def test_an_endless_cell_costs_that_cell_only(school):
    notebook = perfect(school)
    cell_of(notebook, "answer-Q6-numericalize").source = "while True:\n    pass"
    hand_in(school, "ada", notebook)
    found = autograde(school, cell_seconds=3.0)["ada"]
    assert found.scores["Q6.numericalize"] == 0
    assert found.scores["Q6.detokenize"] == 2 and found.scores["Q5.load_parallel"] == 4


def test_what_cannot_be_read_has_a_reason_and_touches_no_other(school):
    text = nbformat.writes(perfect(school)).encode("utf-8")
    hand_in(school, "ada", perfect(school))
    hand_in(school, "broken", text[: len(text) // 2])
    hand_in(school, "empty", b"")
    hand_in(school, "list", b"[1, 2]")
    hand_in(school, "latin", text.replace("é".encode(), b"\xe9", 1) if "é".encode() in text else text + b"\xff")
    hand_in(school, "zoe", perfect(school))
    found = autograde(school)
    assert full_marks(found["ada"]) and full_marks(found["zoe"])
    assert "JSON breaks off" in found["broken"].reason
    assert "is empty" in found["empty"].reason
    assert "no list of cells" in found["list"].reason
    assert "not UTF-8" in found["latin"].reason
    assert not any(result.scores for result in found.values() if result.reason)


def test_a_changed_check_is_put_back(school):
    notebook = release(school)
    cell_of(notebook, "Q6-tokenize_fr").source = "print('all fine')"
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata.nbgrader.points = 100
    hand_in(school, "ada", notebook)
    found = autograde(school)["ada"]
    assert found.scores["Q6.tokenize_fr"] == 0
    assert sum(score or 0 for score in found.scores.values()) == 0


def test_written_answers_wait_for_a_person_and_untouched_ones_do_not(school):
    hand_in(school, "ada", perfect(school))
    hand_in(school, "bruno", release(school))
    found = autograde(school)
    [written] = [key for key in found["ada"].scores if not hasattr(exercises()[key].exercise, "probe")]
    assert found["ada"].scores[written] is None
    assert found["bruno"].scores[written] == 0
