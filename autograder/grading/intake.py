"""What has been handed in: why a submission cannot be graded, in a sentence for the learner."""

from __future__ import annotations

import json
from pathlib import Path

LARGEST = 50 * 2**20  # bytes


def unreadable(notebook: Path) -> str | None:
    """Why a file cannot be read as a notebook, or None when it can."""
    try:
        # Opening a pipe would wait for somebody to write to it.
        if notebook.exists() and not notebook.is_file():
            return f"{notebook.name} is not a file. Hand in the .ipynb file."
        size = notebook.stat().st_size
        if size == 0:
            return f"{notebook.name} is empty. Save the notebook in JupyterLab and hand it in again."
        if size > LARGEST:
            return f"{notebook.name} has {size // 2**20} MB, more than {LARGEST // 2**20}. Clear its outputs and hand it in again."
        data = json.loads(notebook.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        return f"{notebook.name} is not UTF-8 text (byte {error.start}). Download the notebook again and hand that in."
    except json.JSONDecodeError as error:
        return (
            f"{notebook.name} is no notebook: its JSON breaks off at line {error.lineno}. "
            "Open it in JupyterLab, save it, and hand it in again."
        )
    except (OSError, RecursionError, ValueError) as error:
        return f"{notebook.name} cannot be read ({type(error).__name__}). Hand it in again."
    if not isinstance(data, dict) or not isinstance(data.get("cells"), list):
        return f"{notebook.name} is JSON but no notebook: it has no list of cells. Hand in the .ipynb file."
    return None


def reason(folder: Path, expected: list[str]) -> str | None:
    """Why what lies in a submission's folder cannot be graded, or None when it can.

    Args:
        folder: submitted/<student>/<assignment>.
        expected: the names of the assignment's notebooks, such as "data.ipynb".
    """
    if not folder.is_dir():
        return "Nothing was handed in."
    there = sorted(path.name for path in folder.iterdir() if path.is_file() and path.name != "timestamp.txt")
    if not there:
        return "The folder that was handed in is empty."
    missing = [name for name in expected if name not in there]
    if missing == expected:
        return f"There is no {' or '.join(expected)}; found {', '.join(there)}. Give the notebook its name back and hand it in again."
    for name in expected:
        if name in there and (why := unreadable(folder / name)):
            return why
    return f"{', '.join(missing)} is missing." if missing else None
