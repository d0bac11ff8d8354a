"""`course build` makes what is committed, and `--check` notices when it does not."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from lesson_help import bare_lesson

from attention_course.freezing import MADE_WITH
from autograder.building.build import BUILT, build, build_fresh, put_in_place
from autograder.building.lesson import LessonError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course of one lesson, built once."""
    root = tmp_path_factory.mktemp("course")
    (root / "source/02-data").mkdir(parents=True)
    (root / "source/02-data/data.md").write_text(bare_lesson(), encoding="utf-8")
    (root / "source/02-data/picture.png").write_bytes(b"a picture")
    build(root)
    return root


@pytest.fixture(scope="module")
def fresh(course, tmp_path_factory):
    """What a second build of the same course makes."""
    folder = tmp_path_factory.mktemp("fresh")
    build_fresh(course, folder)
    return folder


def test_a_second_build_changes_nothing(course, fresh):
    assert not put_in_place(fresh, course, check=False)


def test_files_beside_a_lesson_go_with_it(course):
    assert (course / "notebooks/02-data/picture.png").read_bytes() == b"a picture"


def test_the_release_holds_no_answer_and_the_solution_does(course):
    release = (course / "notebooks/02-data/data.ipynb").read_text("utf-8")
    solution = (course / "solutions/02-data/data.ipynb").read_text("utf-8")
    assert "BEGIN SOLUTION" not in release and "raise NotImplementedError" in release
    assert "BEGIN SOLUTION" in solution and "raise NotImplementedError" not in solution


def test_built_notebooks_are_valid_and_hold_no_outputs(course):
    for path in course.rglob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert not [cell for cell in notebook.cells if cell.get("outputs") or cell.get("execution_count")]


@pytest.mark.parametrize("damage", ["notebook", "solution", "frozen", "deleted", "left over"])
def test_check_notices_what_differs_and_changes_nothing(course, fresh, tmp_path, damage):
    root = tmp_path / "course"
    shutil.copytree(course, root)
    file = {
        "notebook": root / "notebooks/02-data/data.ipynb",
        "solution": root / "solutions/02-data/data.ipynb",
        "frozen": root / "attention_course/frozen/data.json",
        "deleted": root / "solutions/02-data/data.ipynb",
        "left over": root / "notebooks/02-data/old.ipynb",
    }[damage]
    if damage == "deleted":
        file.unlink()
    elif damage == "left over":
        file.write_text("{}", encoding="utf-8")
    elif damage == "frozen":
        data = json.loads(file.read_text("utf-8"))
        data["Q6.tokenize_fr"]["cases"][0]["about"] = "something else"
        file.write_text(json.dumps(data), encoding="utf-8")
    else:
        file.write_text(file.read_text("utf-8").replace("tokenize_fr", "tokenise_fr"), encoding="utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    outcome = put_in_place(fresh, root, check=True)
    assert str(file.relative_to(root)) in outcome.written + outcome.removed
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(("part", "notices"), [("observations", False), ("hint", True), ("expected", True)])
def test_a_file_frozen_with_another_build_of_torch_is_compared_by_what_is_due(course, fresh, tmp_path, part, notices):
    root = tmp_path / "course"
    shutil.copytree(course, root)
    file = root / "attention_course/frozen/data.json"
    data = json.loads(file.read_text("utf-8"))
    data[MADE_WITH] = "another build"
    if part == "expected":
        data["Q6.tokenize_fr"]["expected"][0] = {"returned": ["something", "else"]}
    else:
        data["Q6.tokenize_fr"]["mistakes"][0][part] = "something else"
    file.write_text(json.dumps(data), encoding="utf-8")
    assert bool(put_in_place(fresh, root, check=True)) == notices


@pytest.mark.parametrize(("dtype", "off", "notices"), [("float32", 1e-6, False), ("float32", 1e-3, True), ("float64", 1e-6, True)])
def test_numbers_of_few_bits_may_differ_from_machine_to_machine(tmp_path, dtype, off, notices):
    for folder, number in (("fresh", 1.0), ("root", 1.0 + off)):
        file = tmp_path / folder / "attention_course/frozen/data.json"
        file.parent.mkdir(parents=True)
        returned = {"tuple": [{"numbers": [number], "shape": [1], "dtype": dtype, "stride": [1]}]}
        file.write_text(json.dumps({"Q6.x": {"cases": [], "expected": [{"returned": returned}], "mistakes": []}}), encoding="utf-8")
    assert bool(put_in_place(tmp_path / "fresh", tmp_path / "root", check=True)) == notices


def test_a_mistake_in_a_lesson_leaves_what_was_built(course, tmp_path):
    root = tmp_path / "course"
    shutil.copytree(course, root)
    lesson = root / "source/02-data/data.md"
    lesson.write_text(lesson.read_text("utf-8").replace("points: ", "points: 1"), encoding="utf-8")
    before = {path: path.read_bytes() for folder in BUILT for path in (root / folder).rglob("*") if path.is_file()}
    with pytest.raises(LessonError):
        build(root)
    assert {path: path.read_bytes() for path in before} == before


def test_a_folder_without_lessons_is_a_sentence_and_not_a_traceback(tmp_path):
    done = subprocess.run([sys.executable, "-m", "autograder.cli", "build", "--root", str(tmp_path)], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 1
    assert "there is no lesson here" in done.stderr and "Traceback" not in done.stderr
