"""The commands of `course` that a learner's machine needs."""

from __future__ import annotations

from typing import NoReturn

import typer


def fail(message: object, status: int = 1) -> NoReturn:
    """End the command with a sentence on stderr and an exit status, without a traceback."""
    typer.echo(f"course: {message}", err=True)
    raise typer.Exit(status)
