"""Fetch a data set: resumable, from several addresses, verified before it gets its name.

What arrives is written to "<name>.part" and moved into place once its SHA-256 is right, so a file under its final name is
never a half of one. Whatever fails, the message is one sentence that says what to do.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attention_course.corpora.readers import CorpusError
from attention_course.corpora.registry import DataFile, DataSet, data_set
from attention_course.corpora.storage import State, data_folder, edition_record, file_state
from attention_course.corpora.transfer import Refused, fetch, fetch_member, fetch_other_edition

if TYPE_CHECKING:
    from rich.console import Console

USABLE = (State.VERIFIED, State.OTHER_EDITION)


def get(
    name: str,
    *,
    to: str | os.PathLike[str] | None = None,
    mirrors: Sequence[str] | None = None,
    accept_other_edition: bool = False,
    console: Console | None = None,
) -> Path:
    """Fetch what is missing of a data set, and verify all of it.

    Args:
        name: of the data set.
        to: the data folder to put it into, by default `data_folder()`; made if need be.
        mirrors: base addresses of copies of a data folder ("http://class.example/data/"), tried before the publisher's
            addresses; by default those in `COURSE_MIRROR`, apart by blanks.
        accept_other_edition: where a publisher replaces its file by newer editions, take the one that is served now, and
            record its SHA-256 beside it.
        console: where the licence and the progress are shown; by default the standard output.

    Returns:
        The folder of the data set.

    Raises:
        CorpusError: no address gave the file (says why for each), the disk is full or may not be written to, or the name
            is unknown.
    """
    wanted = data_set(name)
    if accept_other_edition and not wanted.pinned_edition:
        raise CorpusError(f"{name} has one edition only: leave out the wish for another one.")
    folder = data_folder() if to is None else Path(to).expanduser()
    if mirrors is None:
        mirrors = os.environ.get("COURSE_MIRROR", "").split()
    if console is None:
        from rich.console import Console

        console = Console()
    _say(console, f"{wanted.name}: {wanted.title}\nLicence: {wanted.licence}")
    if wanted.note:
        _say(console, f"Note: {wanted.note}")
    states = {file.path: file_state(folder, file) for file in wanted.files}
    missing = [file for file in wanted.files if states[file.path] not in USABLE]
    with _errors_of_the_disk(folder):
        if missing:
            (folder / name).mkdir(parents=True, exist_ok=True)
            _check_space(folder, missing)
            with _only_one(folder / f".{name}.lock", name):
                for file in missing:
                    if states[file.path] in (State.ALTERED, State.INCOMPLETE):
                        _say(console, f"{file.path} is {states[file.path].value}: fetching it anew.")
                    _get_file(wanted, file, folder, mirrors, accept_other_edition, console)
    _say(console, f"{name} is complete and verified in {folder / name}.")
    return folder / name


def _get_file(
    wanted: DataSet, file: DataFile, folder: Path, mirrors: Sequence[str], other_edition: bool, console: Console
) -> None:
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    addresses = [f"{mirror.rstrip('/')}/{file.path}" for mirror in mirrors] + list(file.addresses)
    refusals = []
    for address in addresses:
        try:
            (fetch_member if "#" in address else fetch)(address, path, file, console)
        except Refused as refusal:
            refusals.append(refusal)
        else:
            # A record of another edition would now speak of a file that is gone.
            edition_record(path).unlink(missing_ok=True)
            return
    if other_edition:
        for address in addresses:
            try:
                record = fetch_other_edition(address, path, file, console)
            except Refused as refusal:
                refusals.append(refusal)
            else:
                _say(console, f"{file.path} is another edition ({record['size']:,} bytes), recorded beside it.")
                return
    raise CorpusError(_advice(wanted, file, folder, refusals))


def _advice(wanted: DataSet, file: DataFile, folder: Path, refusals: Sequence[Refused]) -> str:
    """Say in one sentence why no address gave the file, and how to come by it all the same."""
    address, _, member = (file.addresses[0] if file.addresses else wanted.page).partition("#")
    by_hand = (
        f"download it on another machine from {address}{f' ({member} in it)' if member else ''} and put it into "
        f"{(folder / file.path).parent}, or set COURSE_DATA to a data folder that has it"
    )
    if not refusals:
        return (
            f"{file.path} is not served in the edition that the course uses (its page is {wanted.page}): "
            "name a copy of the data folder in COURSE_MIRROR, or set COURSE_DATA to a folder that has it."
        )
    reasons = "; ".join(dict.fromkeys(str(refusal) for refusal in refusals))
    if wanted.pinned_edition and any(refusal.other_bytes for refusal in refusals):
        return (
            f"{file.path} is served in another edition than that of {wanted.pinned_edition}, which the course pins "
            f"({reasons}): take what is served now with `course data get {wanted.name} --accept-other-edition`, whose "
            f"figures will differ, or {by_hand}."
        )
    return f"{file.path} could not be fetched ({reasons}): {by_hand}."


def _say(console: Console, text: str) -> None:
    """Print as it is: no colours made of brackets, no path broken at the edge of the window."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def _check_space(folder: Path, missing: Sequence[DataFile]) -> None:
    need = 0
    for file in missing:
        part = folder / f"{file.path}.part"
        need += max(0, file.size - (part.stat().st_size if part.exists() else 0))
    free = shutil.disk_usage(folder).free
    if free < need:
        raise CorpusError(
            f"{folder} has {free / 1e6:.1f} MB of free space and {need / 1e6:.1f} MB are needed: "
            "free some, or name a folder on another disk."
        )


@contextlib.contextmanager
def _errors_of_the_disk(folder: Path) -> Iterator[None]:
    """Turn what the file system refuses into a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise CorpusError(
                f"The disk of {folder} is full: free some space and run the same command again, it goes on where it stopped."
            ) from error
        place = error.filename or folder
        raise CorpusError(
            f"{place} cannot be written ({error.strerror or error}): name a folder of your own with --to, or set "
            "COURSE_DATA to one."
        ) from error


@contextlib.contextmanager
def _only_one(lock: Path, name: str) -> Iterator[None]:
    """Keep two downloads of one data set from writing to the same part; the system drops the lock with the process."""
    try:
        import fcntl
    except ImportError:  # Windows: two at once end with a wrong sum and a second try
        yield
        return
    with lock.open("ab") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CorpusError(
                f"{name} is being downloaded into {lock.parent} already: wait for that to end."
            ) from error
        except OSError as error:
            if error.errno not in (errno.ENOLCK, errno.ENOTSUP):  # some network disks know no locks
                raise
        yield
