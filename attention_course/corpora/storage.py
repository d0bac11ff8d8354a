"""Where data sets are on this machine, and whether they are what was published.

They stand in one folder, a sub-folder for each, as their publishers ship them. The folder is `COURSE_DATA`, or the place
where programs of this user keep data. Every file is compared with its SHA-256 before use.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
from collections.abc import Sequence
from enum import Enum
from pathlib import Path

from attention_course.corpora.readers import CorpusError
from attention_course.corpora.registry import DataFile, DataSet, data_set


class State(Enum):
    """What is known of a file or of a data set on this machine."""

    VERIFIED = "verified"
    OTHER_EDITION = "other edition"
    INCOMPLETE = "incomplete"
    ALTERED = "altered"
    MISSING = "missing"


def data_folder() -> Path:
    """Say where the data sets are: `COURSE_DATA` if it is set, else this user's data folder (which need not exist yet).

    Raises:
        CorpusError: `COURSE_DATA` names something that is no folder.
    """
    named = os.environ.get("COURSE_DATA")
    if named:
        folder = Path(named).expanduser()
        if not folder.is_dir():
            raise CorpusError(
                f"COURSE_DATA is {named}, which is not a folder: create it, correct the variable, or unset it."
            )
        return folder
    import platformdirs  # here, so that reading a file does not need it

    return Path(platformdirs.user_data_dir("attention-course", appauthor=False)) / "data"


def find(name: str, only: Sequence[str] | None = None, folder: Path | None = None) -> Path:
    """Give the folder of a data set whose files are there and are what was published.

    Args:
        name: of the data set.
        only: the paths inside the data set that matter; by default all its files.
        folder: the data folder, by default `data_folder()`.

    Raises:
        CorpusError: a file is missing, incomplete or altered (names it), or the name is unknown.
    """
    wanted = data_set(name)
    folder = data_folder() if folder is None else folder
    for file in wanted.files:
        if only is not None and file.path.removeprefix(f"{name}/") not in only:
            continue
        state = file_state(folder, file)
        if state is State.MISSING:
            raise CorpusError(
                f"{file.path} is not in {folder}: run `course data get {name}`, or set COURSE_DATA to a folder that has it."
            )
        if state in (State.INCOMPLETE, State.ALTERED):
            size = (folder / file.path).stat().st_size
            what = (
                f"is incomplete ({size:,} of {file.size:,} bytes)"
                if state is State.INCOMPLETE
                else "is not what was published (its SHA-256 differs)"
            )
            raise CorpusError(f"{folder / file.path} {what}: run `course data get {name}` to fetch it anew.")
    return folder / name


def set_state(wanted: DataSet, folder: Path) -> State:
    """Sum up the states of a data set's files: the worst of them, but incomplete where some are there and some are not."""
    states = {file_state(folder, file) for file in wanted.files}
    if State.ALTERED in states:
        return State.ALTERED
    if State.INCOMPLETE in states or (State.MISSING in states and len(states) > 1):
        return State.INCOMPLETE
    for state in (State.MISSING, State.OTHER_EDITION):
        if state in states:
            return state
    return State.VERIFIED


def file_state(folder: Path, file: DataFile) -> State:
    """Compare one file with the table, or with the record of another edition that the user accepted."""
    path = folder / file.path
    try:
        status = path.stat()
        sha256 = _sha256(path, status.st_size, status.st_mtime_ns)
    except (FileNotFoundError, NotADirectoryError):
        return State.MISSING
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}): give yourself the right to read it.") from error
    if sha256 == file.sha256:
        return State.VERIFIED
    if accepted_edition(path).get("sha256") == sha256:
        return State.OTHER_EDITION
    return State.INCOMPLETE if status.st_size < file.size else State.ALTERED


def edition_record(path: Path) -> Path:
    """Name the file that records which other edition of `path` was accepted."""
    return path.with_name(path.name + ".edition.json")


def accepted_edition(path: Path) -> dict[str, object]:
    """Read what is recorded of another edition: its "sha256", "size", "address" and "fetched"; empty without a record."""
    try:
        record = json.loads(edition_record(path).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


@functools.lru_cache(maxsize=256)
def _sha256(path: Path, size: int, modified_ns: int) -> str:
    """Hash a file; size and time of the last change are here to make the cache forget it when it changes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
