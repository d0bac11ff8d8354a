"""nbgrader's commands and formgrader with this course's engine inside: `configure` is called by `nbgrader_config.py`."""

from __future__ import annotations

import atexit
import logging
import os
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import (
    ClearMarkScheme,
    ClearOutput,
    Execute,
    IncludeHeaderFooter,
    LockCells,
    NbGraderPreprocessor,
)
from nbgrader.utils import is_grade, parse_utc
from traitlets import Float
from traitlets.config import Config

from autograder.grading import intake
from autograder.grading.gradebook import make_tools_findable
from autograder.grading.judging import Judge
from autograder.grading.notebooks import Grading, Limits, demonstrations, graded_exercise
from autograder.grading.workshop import Workshop

log = logging.getLogger("traitlets")


@cache
def shared_workshop() -> Workshop:
    """One fork server for all submissions that this process grades."""
    workshop = Workshop().__enter__()
    atexit.register(workshop.__exit__)
    return workshop


@cache
def shared_judge() -> Judge:
    """One draw of hidden cases for all submissions that this process grades. `COURSE_HIDDEN_SEED` repeats a draw."""
    seed = os.environ.get("COURSE_HIDDEN_SEED")
    return Judge(int(seed) if seed else None)


class RunAndJudge(NbGraderPreprocessor):
    """Takes the place of nbgrader's Execute: cells run in a process apart, and are judged in this one."""

    cell_seconds = Float(Limits.cell, help="How long one cell of a submission may take.").tag(config=True)
    notebook_seconds = Float(Limits.notebook, help="How long a whole submitted notebook may take.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        folder = resources.get("metadata", {}).get("path")
        limits = Limits(self.cell_seconds, self.notebook_seconds)
        shown = demonstrations(self._release(resources))
        Grading(shared_workshop(), shared_judge(), Path(folder) if folder else None, limits, shown).grade(nb)
        for cell in nb.cells:
            if cell.cell_type == "code" and is_grade(cell) and graded_exercise(cell) is None:
                # An instructor's own asserts, graded as nbgrader does; but a warning is no mistake.
                cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
        return nb, resources

    def _release(self, resources: ResourcesDict) -> Path:
        """Where the notebook lies that learners were given."""
        about, course = resources["nbgrader"], CourseDirectory(config=self.config)
        folder = course.format_path(course.release_directory, ".", about["assignment"])
        return Path(folder) / f"{about['notebook']}.ipynb"


def prepare(assignment: str, student: str, notebooks: list[str]) -> None:
    """Called before a submission is graded: what would trip nbgrader up is mended, the rest is said in a sentence."""
    folders = {Path(notebook).parent for notebook in notebooks}
    for folder in folders:
        _ensure_timestamp(folder)
    for notebook in notebooks:
        if reason := intake.unreadable(Path(notebook)):
            log.error("%s, %s: %s", student, assignment, reason)


def _ensure_timestamp(folder: Path) -> None:
    """Write timestamp.txt where it is missing or cannot be read: without it, releasing feedback breaks."""
    file = folder / "timestamp.txt"
    try:
        parse_utc(file.read_text(encoding="utf-8").strip())
        if file.read_text(encoding="utf-8").strip():
            return
    except (OSError, ValueError, OverflowError):
        pass
    latest = max((path.stat().st_mtime for path in folder.glob("*.ipynb")), default=folder.stat().st_mtime)
    stamp = datetime.fromtimestamp(latest, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    log.warning("%s: no time stamp that can be read; taken from the file: %s", folder, stamp)
    file.write_text(stamp + "\n", encoding="utf-8")


def configure(config: Any) -> None:
    """Put the course's engine and folders into an nbgrader configuration."""
    make_tools_findable()
    config.CourseDirectory.source_directory = "build/source"
    config.CourseDirectory.release_directory = "notebooks"
    config.CourseDirectory.solution_directory = "solutions"
    config.Autograde.autograde_preprocessors = [
        RunAndJudge if preprocessor is Execute else preprocessor
        for preprocessor in Autograde().autograde_preprocessors
    ]
    config.Autograde.pre_convert_hook = prepare
    # Solutions are built without outputs; the site and the tests execute them.
    config.GenerateSolution.preprocessors = [IncludeHeaderFooter, LockCells, ClearOutput, ClearMarkScheme]
    config.GenerateSolution.permissions = 644
    config.ClearSolutions.code_stub = {"python": "# Write your answer here.\nraise NotImplementedError"}
    config.ClearSolutions.text_stub = "*Write your answer here.*"
    # For the Validate button, which runs a notebook in a kernel: a training cell takes longer than 30 seconds.
    config.Execute.timeout = 600


def class_configuration(root: Path) -> Config:
    """The configuration for the class whose folder is `root`."""
    config = Config()
    configure(config)
    config.CourseDirectory.root = str(root)
    return config
