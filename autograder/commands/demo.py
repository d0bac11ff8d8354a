"""`course demo`: the whole loop on a made-up class."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from attention_course.commands import fail
from attention_course.question import exercises, natural_order


def demo(
    folder: Annotated[Path, typer.Option(help="Where the class is made; kept afterwards, to be looked at.")] = Path("demo"),
    root: Annotated[Path, typer.Option(help="The course's folder.")] = Path(),
) -> None:
    """Show the whole loop on a class of twelve made-up learners: build, release, autograde, feedback.

    Exit status 1 when a mark, or the name of a mistake, is not the one that is known.
    """
    from autograder.building.lesson import LessonError
    from autograder.demo.classroom import class_list
    from autograder.demo.loop import DemoError, points_by_question, run

    console = Console(highlight=False)
    started = time.monotonic()
    try:
        outcome, complaints = run(root.resolve(), folder.resolve(), lambda step: console.print(f"{time.monotonic() - started:5.0f} s  {step}"))
    except (DemoError, LessonError) as error:
        fail(error)
    stories = {learner.name: learner.story for learner in class_list()}
    for assignment, found in outcome.items():
        questions = sorted({exercises()[key].question.id for result in found for key in result.scores}, key=natural_order)
        table = Table(title=assignment, title_justify="left")
        for column in ("learner", "handed in", *questions, "the mistake that was named, or why there is no mark"):
            table.add_column(column, overflow="fold")
        for result in found:
            shown = points_by_question(result)
            table.add_row(result.student, stories[result.student], *(shown.get(question, "") for question in questions), _remark(result))
        console.print(table)
    console.print("“+ ?”: a written answer waits for a person, in formgrader.")
    feedback = sum(result.feedback for found in outcome.values() for result in found)
    console.print(f"{feedback} feedback pages are in {folder / 'feedback'}. {time.monotonic() - started:.0f} seconds.")
    if complaints:
        for complaint in complaints:
            console.print(f"- {complaint}", markup=False)
        fail("the class's marks are not those that are known.")
    console.print("Every mark, every name and every reason is the one that is known.")


def _remark(result: object) -> str:
    from autograder.grading.results import Result

    assert isinstance(result, Result)
    if result.reason:
        return result.reason
    parts = [f"{key}: {', '.join(names)}" for key, names in result.mistakes.items() if names != ["not written yet"]]
    empty = [key for key, names in result.mistakes.items() if names == ["not written yet"]]
    if empty:
        parts.append(f"not written yet: {', '.join(empty)}")
    if result.seconds_late:
        parts.append(f"{result.seconds_late / 3600:.0f} hours late")
    return "; ".join(parts)
