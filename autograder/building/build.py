"""source/ to notebooks/, solutions/ and attention_course/frozen/, through nbgrader's own converters."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat

from attention_course import values
from attention_course.comparing import difference
from attention_course.freezing import MADE_WITH
from autograder.building.freeze import frozen_text
from autograder.building.lesson import Lesson, LessonError
from autograder.grading.judging import Judge

# What the build owns, as folders under the course's root.
BUILT = ("notebooks", "solutions", "attention_course/frozen")


@dataclass
class Outcome:
    """What a build changed, or with `check` would change."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.written or self.removed)


def lessons(root: Path) -> list[Lesson]:
    """Every lesson: a Markdown file in a folder of source/. A new folder is found by itself.

    Raises:
        LessonError: there is no lesson.
    """
    paths = sorted((root / "source").glob("*/*.md"))
    if not paths:
        raise LessonError(f"{root / 'source'}: there is no lesson here; run the command in the course's folder.")
    return [Lesson(path) for path in paths]


def build(root: Path, check: bool = False, advance: Callable[[str], None] = lambda step: None) -> Outcome:
    """Build everything beside the course and put it in place at the end, so that a mistake leaves all as it was.

    Args:
        root: the course's folder.
        check: change nothing, only tell what would change.
        advance: called with the name of each step.

    Raises:
        LessonError: a lesson cannot be built.
    """
    with tempfile.TemporaryDirectory(prefix="course-build-") as name:
        build_fresh(root, Path(name), advance)
        return put_in_place(Path(name), root, check)


def build_fresh(root: Path, fresh: Path, advance: Callable[[str], None] = lambda step: None) -> None:
    """Build everything of the course in `root` into the empty folder `fresh`. Raises LessonError."""
    write_nbgrader_source(root, fresh / "source", advance)
    advance("notebooks and solutions")
    convert(fresh)
    for topic in (lesson.topic for lesson in lessons(root)):
        advance(f"visible checks of {topic}")
        target = fresh / "attention_course/frozen" / f"{topic}.json"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(frozen_text(topic, Judge(seed=0)), encoding="utf-8")


def write_nbgrader_source(root: Path, target: Path, advance: Callable[[str], None] = lambda step: None) -> list[str]:
    """The lessons as nbgrader's source notebooks under `target`, and the files beside them; the assignments' names."""
    names = []
    for lesson in lessons(root):
        advance(str(lesson.path.relative_to(root)))
        folder = target / lesson.path.parent.name
        folder.mkdir(parents=True, exist_ok=True)
        notebook = lesson.notebook()
        (folder / f"{lesson.topic}.ipynb").write_text(_as_text(notebook), encoding="utf-8")
        if lesson.path.parent.name not in names:
            names.append(lesson.path.parent.name)
            for extra in lesson.path.parent.iterdir():
                if extra.suffix != ".md" and extra.is_file():
                    shutil.copy(extra, folder)
    return names


def convert(fresh: Path) -> None:
    """Let nbgrader make the release and the solutions of `fresh/source`, in `fresh/notebooks` and `fresh/solutions`."""
    from nbgrader.apps import NbGraderAPI
    from nbgrader.converters import GenerateAssignment, GenerateSolution
    from nbgrader.utils import capture_log, temp_attrs

    from autograder.grading.nbgrader import class_configuration

    configuration = class_configuration(fresh)
    configuration.CourseDirectory.source_directory = "source"
    interface = NbGraderAPI(config=configuration)
    for assignment in sorted(folder.name for folder in (fresh / "source").iterdir()):
        with temp_attrs(interface.coursedir, assignment_id=assignment):
            for converter in (GenerateAssignment, GenerateSolution):
                step = converter(coursedir=interface.coursedir, parent=interface)
                step.force = True
                result = capture_log(step)
                if not result["success"]:
                    said = (result.get("log") or result.get("error") or "").strip()
                    raise LessonError(f"source/{assignment}: nbgrader says: {said[-1500:]}")
    for folder in ("notebooks", "solutions"):
        for path in (fresh / folder).rglob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            path.write_text(_as_text(notebook), encoding="utf-8")


def _as_text(notebook: nbformat.NotebookNode) -> str:
    """One spelling for every machine: sorted keys, one space a level, text as it is written, no outputs."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.validate(notebook)
    return json.dumps(nbformat.v4.nbjson.split_lines(notebook.copy()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def put_in_place(fresh: Path, root: Path, check: bool) -> Outcome:
    """Copy what differs from `fresh` to `root` and remove what is no longer built; with `check` only tell."""
    outcome = Outcome()
    for folder in BUILT:
        due = {path.relative_to(fresh): path for path in (fresh / folder).rglob("*") if path.is_file()}
        there = {path.relative_to(root) for path in (root / folder).rglob("*") if _is_ours(path)}
        for relative, path in sorted(due.items()):
            if relative not in there or not _same(path, root / relative):
                outcome.written.append(str(relative))
                if not check:
                    (root / relative).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(path, root / relative)
        for relative in sorted(there - set(due)):
            outcome.removed.append(str(relative))
            if not check:
                (root / relative).unlink()
    return outcome


def _is_ours(path: Path) -> bool:
    return path.is_file() and not any(part.startswith((".", "__")) for part in path.parts[-3:])


def _same(one: Path, other: Path) -> bool:
    """Whether two built files say the same. Frozen numbers may differ in their last bits from machine to machine."""
    if one.read_bytes() == other.read_bytes():
        return True
    if one.suffix != ".json":
        return False
    try:
        fresh, there = (json.loads(path.read_text("utf-8")) for path in (one, other))
    except ValueError:
        return False
    if fresh.pop(MADE_WITH, None) != there.pop(MADE_WITH, None):
        # Another build of torch: what is due has to agree, what the mistakes give need not.
        fresh, there = ({key: _without_observations(check) for key, check in checks.items()} for checks in (fresh, there))
    return difference(_with_tensors(fresh), _with_tensors(there)) is None


def _with_tensors(data: Any) -> Any:
    """Frozen data with its tensors as tensors, which are held to what their bits allow."""
    if isinstance(data, list):
        return [_with_tensors(item) for item in data]
    if isinstance(data, dict):
        return values.decode(data) if "numbers" in data else {key: _with_tensors(item) for key, item in data.items()}
    return data


def _without_observations(check: dict) -> dict:
    hints = {mistake["name"]: mistake["hint"] for mistake in check["mistakes"]}
    return {"cases": check["cases"], "expected": check["expected"], "hints": hints}
