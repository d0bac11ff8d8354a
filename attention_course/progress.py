"""What a learner has passed so far: one small file on their own machine, for `course status`."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import platformdirs


def progress_file() -> Path:
    """Where progress is kept: `COURSE_HOME` if that is set, else the user's data folder."""
    home = os.environ.get("COURSE_HOME")
    folder = Path(home) if home else Path(platformdirs.user_data_dir("attention-course", appauthor=False))
    return folder / "progress.json"


def read() -> dict[str, dict[str, Any]]:
    """Each exercise tried: whether it passed, how often it was tried. A damaged file counts as none."""
    try:
        data = json.loads(progress_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(data, dict):
        return {}
    return {key: entry for key, entry in data.items() if isinstance(entry, dict) and _whole(entry)}


def _whole(entry: dict[str, Any]) -> bool:
    return all(type(entry.get(name)) is int for name in ("tries", "failures")) and type(entry.get("passed")) is bool


def record(exercise_id: str, passed: bool) -> int:
    """Note an attempt; how many there have been since the exercise last passed. Never fails: a check must not."""
    progress = read()
    entry = progress.get(exercise_id, {"passed": False, "tries": 0, "failures": 0})
    failures = 0 if passed else entry["failures"] + 1
    now = datetime.now(UTC).isoformat(timespec="seconds")
    progress[exercise_id] = {"passed": passed, "tries": entry["tries"] + 1, "failures": failures, "when": now}
    with contextlib.suppress(OSError):
        replace_file(progress_file(), json.dumps(progress, indent=1))
    return failures


def replace_file(file: Path, text: str) -> None:
    """Write a file beside and move it into place, so that two notebooks at once leave one whole file."""
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=file.parent, suffix=".part")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.replace(name, file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
