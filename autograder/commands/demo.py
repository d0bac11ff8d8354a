"""`course demo`: the whole loop on a made-up class."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from attention_course.commands import fail


def demo(
    folder: Annotated[Path, typer.Option(help="Where the class is made; kept afterwards, to be looked at.")] = Path("demo"),
    root: Annotated[Path, typer.Option(help="The course's folder.")] = Path(),
) -> None:
    """Show the whole loop on a class of twelve made-up learners: build, release, autograde, feedback.

    Exit status 1 when a mark, or the name of a mistake, is not the one that is known.
    """
    from autograder.building.lesson import LessonError
    from autograder.commands.grading import results_table
    from autograder.demo.classroom import class_list
    from autograder.demo.loop import DemoError, run

    console = Console(highlight=False)
    started = time.monotonic()
    try:
        outcome, complaints = run(root.resolve(), folder.resolve(), lambda step: console.print(f"{time.monotonic() - started:5.0f} s  {step}"))
    except (DemoError, LessonError) as error:
        fail(error)
    stories = {learner.name: learner.story for learner in class_list()}
    for assignment, found in outcome.items():
        console.print(results_table(assignment, found, stories))
    feedback = sum(result.feedback for found in outcome.values() for result in found)
    console.print(f"{feedback} feedback pages are in {folder / 'feedback'}. {time.monotonic() - started:.0f} seconds.")
    if complaints:
        for complaint in complaints:
            console.print(f"- {complaint}", markup=False)
        fail("the class's marks are not those that are known.")
    console.print("Every mark, every name and every reason is the one that is known.")
