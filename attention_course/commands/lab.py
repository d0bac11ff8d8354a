"""`course lab`: JupyterLab on the notebooks."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from attention_course.commands import fail


def lab(
    folder: Annotated[Path | None, typer.Argument(help="The notebooks' folder; ./notebooks when left out.")] = None,
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8888,
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
) -> None:
    """Open the course in JupyterLab."""
    notebooks = folder or Path("notebooks")
    if not notebooks.is_dir():
        fail(f"There is no folder {notebooks}: run `course lab` in the course's folder, or name the folder with the notebooks.")
    arguments = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={notebooks.resolve()}", f"--port={port}"]
    # Nothing is asked of the network: no news, no look at the registry of extensions.
    arguments += ["--LabApp.news_url=", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", "--LabApp.extension_manager=readonly"]
    if not browser:
        arguments.append("--no-browser")
    os.execv(sys.executable, arguments)
