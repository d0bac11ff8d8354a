"""`course build`: lessons as text become notebooks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from attention_course.commands import fail
from autograder.catalogue import CatalogueError


def build(
    check: Annotated[bool, typer.Option("--check", help="Change nothing; fail when what is built is not what would be built.")] = False,
    root: Annotated[Path, typer.Option(help="The course's folder.")] = Path(),
) -> None:
    """Build notebooks/, solutions/ and the visible checks from source/ and the reference."""
    from autograder.building.build import build as run
    from autograder.building.lesson import LessonError

    console = Console(stderr=True)
    try:
        with console.status("building") as status:
            outcome = run(root.resolve(), check, lambda step: status.update(f"building {step}"))
    except (LessonError, CatalogueError) as error:
        fail(error)
    except OSError as error:
        fail(f"{error.filename or root}: {error.strerror}. Nothing was built.")
    for verb, names in (("would write" if check else "wrote", outcome.written), ("would remove" if check else "removed", outcome.removed)):
        for name in names:
            print(f"{verb} {name}")
    if check and outcome:
        fail("what is committed is not what would be built: run `course build` and commit what it writes.")
    if not outcome:
        print("Everything built is up to date.")
