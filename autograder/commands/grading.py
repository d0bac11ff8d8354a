"""`course release` and `course grade`: from the lessons to a class, and from its submissions to marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from attention_course.commands import fail
from attention_course.diagnosis import STILL_EMPTY
from attention_course.question import exercises, natural_order, questions
from autograder.grading.gradebook import gradebook_file, open_gradebook
from autograder.grading.results import Result, results

Root = Annotated[Path, typer.Option(help="The class's folder, with nbgrader_config.py in it.")]


def release(
    assignment: Annotated[str, typer.Argument(help="Such as 02-data; all when left out.")] = "", root: Root = Path()
) -> None:
    """Make the learners' notebooks and enter the assignments in the gradebook."""
    from nbgrader.apps import NbGraderAPI

    from autograder.building.build import write_nbgrader_source
    from autograder.building.lesson import LessonError
    from autograder.grading.nbgrader import class_configuration

    root = root.resolve()
    try:
        names = write_nbgrader_source(root, root / "build/source")
    except LessonError as error:
        fail(error)
    if assignment and assignment not in names:
        fail(f"There is no assignment {assignment!r}; there are {', '.join(names)}.")
    interface = NbGraderAPI(config=class_configuration(root))
    for name in [assignment] if assignment else names:
        done = interface.generate_assignment(name, force=True)
        if not done["success"]:
            fail(f"{name}: nbgrader says: {(done.get('log') or done.get('error') or '').strip()[-1500:]}")
        print(f"released {name}: hand out {root / 'notebooks' / name}")


def grade(
    assignment: Annotated[str, typer.Argument(help="Such as 02-data.")],
    student: Annotated[str, typer.Option(help="Only this student.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Grade again what has been graded before.")] = False,
    root: Root = Path(),
) -> None:
    """Autograde submitted/<student>/<assignment>, write feedback, and show every mark or the reason for none.

    The same engine as `nbgrader autograde` and formgrader's button. Exit status 1 when a submission has no mark.
    """
    from nbgrader.apps import NbGraderAPI

    from autograder.grading.nbgrader import class_configuration

    root = root.resolve()
    if not _is_known(root, assignment):
        fail(f"The gradebook in {root} knows no assignment {assignment!r}: `course release {assignment}` enters it.")
    students = sorted(folder.parent.name for folder in (root / "submitted").glob(f"*/{assignment}"))
    if student:
        students = [name for name in students if name == student]
    if not students:
        fail(f"Nothing to grade: put submissions into {root / 'submitted'}/<student>/{assignment}/.")
    interface = NbGraderAPI(config=class_configuration(root))
    console = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(assignment, total=len(students))
        for name in students:
            # A submission that nbgrader cannot process is removed from autograded/; its reason is shown below.
            interface.autograde(assignment, name, force=force)
            if (root / "autograded" / name / assignment).is_dir():
                interface.generate_feedback(assignment, name, force=True)
            bar.update(task, advance=1, description=name)
    found = [result for result in results(root, assignment) if result.student in students]
    console.print(results_table(assignment, found))
    unmarked = sum(bool(result.reason) for result in found)
    if unmarked:
        fail(f"{unmarked} of {len(found)} submissions have no mark; the table says why.")


def _is_known(root: Path, assignment: str) -> bool:
    from nbgrader.api import MissingEntry

    if not gradebook_file(root).exists():
        return False
    try:
        with open_gradebook(root) as gradebook:
            gradebook.find_assignment(assignment)
    except MissingEntry:
        return False
    return True


def points_by_question(result: Result) -> dict[str, str]:
    """A submission's points of those that can be had, a question each; "+ ?" where an answer waits to be read."""
    shown: dict[str, str] = {}
    for question in dict.fromkeys(exercises()[key].question.id for key in result.scores):
        scores = [score for key, score in result.scores.items() if exercises()[key].question.id == question]
        total = sum(score for score in scores if score is not None)
        most = questions()[question][1].points
        shown[question] = f"{total:g}" + (" + ?" if None in scores else "") + f" / {most}"
    return shown


def results_table(assignment: str, found: Iterable[Result], stories: Mapping[str, str] | None = None) -> Table:
    """Every submission of an assignment: points a question, the mistakes that were named or why there is no mark."""
    found = list(found)
    asked = sorted({exercises()[key].question.id for result in found for key in result.scores}, key=natural_order)
    table = Table(title=assignment, title_justify="left", caption="“+ ?”: a written answer waits for a person, in formgrader.")
    columns = ["student", *(["handed in"] if stories else []), *asked, "the mistake that was named, or why there is no mark"]
    for column in columns:
        table.add_column(column, overflow="fold")
    for result in found:
        shown = points_by_question(result)
        story = [stories.get(result.student, "")] if stories else []
        table.add_row(result.student, *story, *(shown.get(question, "") for question in asked), _remark(result))
    return table


def _remark(result: Result) -> str:
    if result.reason:
        return result.reason
    parts = [f"{key}: {', '.join(names)}" for key, names in result.mistakes.items() if names != [STILL_EMPTY]]
    empty = [key for key, names in result.mistakes.items() if names == [STILL_EMPTY]]
    if empty:
        parts.append(f"{STILL_EMPTY}: {', '.join(empty)}")
    if result.seconds_late:
        parts.append(f"{result.seconds_late / 3600:.0f} hours late")
    return "; ".join(parts)
