"""`course doctor`: what is wrong with this machine, and what to do about it."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer
from packaging.requirements import Requirement
from rich.console import Console

NEEDED = (3, 11)
TESTED = ((3, 11), (3, 12), (3, 13))
FREE_SPACE = 2 * 2**30  # bytes


@dataclass(frozen=True)
class Examined:
    """One thing looked at: how it is ("fine", "note" or "problem"), and in words."""

    state: str
    message: str


def examine() -> Iterator[Examined]:
    """Look at everything that the course needs, one thing at a time."""
    yield _python()
    yield from _distributions()
    yield from _torch()
    yield _jupyter()
    yield _space()
    yield _data()


def _python() -> Examined:
    version = sys.version_info[:2]
    here = f"Python {platform.python_version()}"
    if version < NEEDED:
        return Examined("problem", f"{here} is too old: install Python {NEEDED[0]}.{NEEDED[1]} or newer, delete .venv, run `make setup`.")
    if version not in TESTED:
        return Examined("note", f"{here} is newer than what the course has been tested with.")
    return Examined("fine", here)


def _distributions() -> Iterator[Examined]:
    try:
        stated = importlib.metadata.requires("attention-course") or []
    except importlib.metadata.PackageNotFoundError:
        yield Examined("problem", "The course is not installed in this Python: run `make setup`, then use .venv/bin/course.")
        return
    wrong = 0
    for text in stated:
        requirement = Requirement(text)
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            version = importlib.metadata.version(requirement.name)
        except importlib.metadata.PackageNotFoundError:
            wrong += 1
            yield Examined("problem", f"{requirement.name} is missing: run `make setup`.")
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            wrong += 1
            yield Examined("problem", f"{requirement.name} {version} is installed, {requirement.specifier} is needed: run `make setup`.")
    if not wrong:
        yield Examined("fine", "All the libraries that the course needs are installed.")


def _torch() -> Iterator[Examined]:
    try:
        import torch
    except Exception as error:
        yield Examined("problem", f"torch cannot be imported ({type(error).__name__}: {error}): run `make setup`.")
        return
    if torch.cuda.is_available():
        yield Examined("fine", f"torch {torch.__version__}, with a GPU: {torch.cuda.get_device_name(0)}.")
    elif torch.backends.mps.is_available():
        yield Examined("fine", f"torch {torch.__version__}, with Apple's GPU (mps).")
    else:
        yield Examined("fine", f"torch {torch.__version__}, on the CPU ({torch.get_num_threads()} threads). That is enough for every chapter.")


def _jupyter() -> Examined:
    beside = Path(sys.executable).parent / "jupyter-lab"
    if not beside.exists() and shutil.which("jupyter-lab") is None:
        return Examined("problem", "JupyterLab's command is not there: run `make setup`.")
    return Examined("fine", "JupyterLab is there: `course lab` opens it.")


def _space() -> Examined:
    free = shutil.disk_usage(Path.cwd()).free
    if free < FREE_SPACE:
        return Examined("problem", f"Only {free / 2**30:.1f} GB are free on this disk; the course may need {FREE_SPACE / 2**30:.0f}.")
    return Examined("fine", f"{free / 2**30:.0f} GB are free on this disk.")


def _data() -> Examined:
    folder = os.environ.get("COURSE_DATA")
    if not folder:
        return Examined("note", "COURSE_DATA is not set. The course's own corpus needs nothing; `course data list` shows the others.")
    if not Path(folder).is_dir():
        return Examined("problem", f"COURSE_DATA is {folder!r}, which is no folder: correct it, or unset it.")
    return Examined("fine", f"Data sets are looked for in {folder}.")


def doctor() -> None:
    """Look at this machine and say what is wrong with it."""
    console = Console(highlight=False)
    problems = 0
    for examined in examine():
        mark = {"fine": "[green]fine   [/]", "note": "[yellow]note   [/]", "problem": "[red]problem[/]"}[examined.state]
        console.print(f"{mark}  {examined.message}", soft_wrap=True)
        problems += examined.state == "problem"
    if problems:
        console.print(f"{problems} problem{'s' if problems > 1 else ''}; each line says what to do.")
        raise typer.Exit(1)
    console.print("Everything is in place.")
