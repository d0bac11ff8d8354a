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
    configuration = Path(__file__).parents[1] / "lab_config.py"
    arguments = [sys.executable, "-m", "jupyterlab", f"--config={configuration}", f"--ServerApp.root_dir={notebooks.resolve()}"]
    arguments.append(f"--ServerApp.port={port}")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # In a container one is root, and Jupyter would refuse to start.
        arguments.append("--allow-root")
    if not browser:
        arguments.append("--no-browser")
    os.execv(sys.executable, arguments)
