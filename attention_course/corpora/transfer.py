"""One file from one address: HTTP with resuming, and nothing in place that is not verified."""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import tarfile
import urllib.parse
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import requests

from attention_course.corpora.readers import CorpusError, read_tab_separated
from attention_course.corpora.registry import DataFile
from attention_course.corpora.storage import edition_record

if TYPE_CHECKING:
    from rich.console import Console

CONNECT_SECONDS, SILENCE_SECONDS = 10, 30
TRIES = 4  # at one address, each going on where the last one stopped
CHUNK_BYTES = 1 << 14  # at most this much is lost when a connection breaks
LARGEST_OTHER_EDITION_BYTES = 200_000_000
# manythings.org turns unnamed programs away. "identity": a range counts the bytes of the file, not of a compressed answer.
HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; attention-course)", "Accept-Encoding": "identity"}

Advance = Callable[[int], None]


class Refused(Exception):
    """An address did not give the file; the message says which host and why.

    Attributes:
        other_bytes: something was served, but not the published file.
    """

    def __init__(self, address: str, reason: str, other_bytes: bool = False) -> None:
        super().__init__(f"{urllib.parse.urlsplit(address).netloc}: {reason}")
        self.other_bytes = other_bytes


class _Interrupted(Exception):
    """The connection ended before the file did; what came is kept."""


def fetch(address: str, path: Path, file: DataFile, console: Console) -> None:
    """Fetch `file` to `path`, going on from "<path>.part" if there is one.

    Raises:
        Refused: the address does not give these bytes. A part is kept when the connection was the trouble.
        OSError: the disk refuses.
    """
    part = path.with_name(path.name + ".part")
    reason = ""
    with _progress(console, path.name, file.size) as show:
        for _ in range(TRIES):
            have = _size(part)
            if have > file.size:
                part.unlink()
                have = 0
            show(have)
            if have < file.size:
                try:
                    _transfer(address, part, have, file.size, show)
                except _Interrupted as interruption:
                    reason = str(interruption)
                    if _size(part) <= have:  # no step further: asking again at once would not help
                        break
                    continue
            if _digest(part) == file.sha256:
                os.replace(part, path)
                return
            with part.open("rb") as content:
                is_page = content.read(1) == b"<"
            part.unlink()
            reason = "serves a web page instead of the file" if is_page else "serves other bytes (SHA-256 differs)"
            if not have:  # all of it came from here; a part left by another address or edition deserves a fresh start
                raise Refused(address, reason, other_bytes=True)
    raise Refused(address, reason)


def fetch_member(address: str, path: Path, file: DataFile, console: Console) -> None:
    """Fetch `file` to `path` out of a tar archive; the address names it after "#", as in "https://a.example/b.tgz#test.e".

    Raises:
        Refused: the address gives no archive, or not one with these bytes under that name.
        OSError: the disk refuses.
    """
    archive, _, member = address.partition("#")
    packed = path.with_name(path.name + ".archive.part")
    packed.unlink(missing_ok=True)  # the sum of the archive is not known, so a part of it cannot be trusted
    try:
        with _progress(console, path.name, None) as show:
            _transfer(archive, packed, 0, None, show)
        content = _read_member(packed, member, file.size)
    except _Interrupted as interruption:
        raise Refused(address, str(interruption)) from interruption
    except (tarfile.TarError, EOFError, zlib.error) as error:
        raise Refused(address, "serves something that is no whole archive") from error
    finally:
        packed.unlink(missing_ok=True)
    if content is None or hashlib.sha256(content).hexdigest() != file.sha256:
        raise Refused(address, f"serves an archive without the published {member}", other_bytes=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    os.replace(part, path)


def _read_member(archive: Path, member: str, size: int) -> bytes | None:
    """Read the file called `member`, in whatever folder of the archive, if it has the size that is wanted."""
    with tarfile.open(archive) as opened:
        for entry in opened:
            if entry.isfile() and entry.size == size and entry.name.rpartition("/")[2] == member:
                content = opened.extractfile(entry)
                return content.read() if content else None
    return None


def fetch_other_edition(address: str, path: Path, file: DataFile, console: Console) -> dict[str, object]:
    """Fetch whatever edition the address serves, make sure that it can be read, and record it beside the file.

    Returns:
        The record: "sha256", "size" in bytes, "address", "fetched" (a date).

    Raises:
        Refused: the address gives nothing that holds tab-separated pairs.
        OSError: the disk refuses.
    """
    part = path.with_name(path.name + ".other.part")
    part.unlink(missing_ok=True)  # which edition an old part belongs to is not known
    with _progress(console, path.name, None) as show:
        try:
            _transfer(address, part, 0, None, show)
            pairs = len(read_tab_separated(part))
        except _Interrupted as interruption:
            part.unlink(missing_ok=True)
            raise Refused(address, str(interruption)) from interruption
        except CorpusError as error:
            part.unlink(missing_ok=True)
            raise Refused(address, f"serves something that is no edition of it ({error})") from error
    if not pairs:
        part.unlink()
        raise Refused(address, "serves an edition without any pairs")
    record: dict[str, object] = {
        "sha256": _digest(part),
        "size": _size(part),
        "pairs": pairs,
        "address": address,
        "fetched": datetime.date.today().isoformat(),
    }
    note = edition_record(path)
    waiting = note.with_name(note.name + ".part")
    waiting.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    os.replace(waiting, note)  # the record first: a file without its record would count as altered
    os.replace(part, path)
    return record


def _transfer(address: str, part: Path, have: int, size: int | None, show: Callable[[int], None]) -> None:
    """Append to `part` what the address serves from byte `have` on, or write it anew where the server cannot resume.

    Raises:
        Refused: the server does not have the file, or has one of another size.
        _Interrupted: the connection failed or ended early.
    """
    headers = dict(HEADERS, Range=f"bytes={have}-") if have else HEADERS
    try:
        with requests.get(address, headers=headers, stream=True, timeout=(CONNECT_SECONDS, SILENCE_SECONDS)) as answer:
            resumed = answer.status_code == 206 and answer.headers.get("Content-Range", "").startswith(f"bytes {have}-")
            if have and not resumed and answer.status_code in (206, 416):
                # Asked anew from the start: if this is another file, its size says so before the part is touched.
                return _transfer(address, part, 0, size, show)
            if answer.status_code not in (200, 206):
                raise Refused(address, f"answers {answer.status_code} {answer.reason}".rstrip())
            if not resumed:
                have = 0
            promised = _promised(answer, have)
            if size is not None and promised not in (None, size):
                raise Refused(address, f"serves {promised:,} bytes where {size:,} were published", other_bytes=True)
            limit = LARGEST_OTHER_EDITION_BYTES if size is None else size
            with part.open("ab" if resumed else "wb") as out:
                for chunk in answer.iter_content(CHUNK_BYTES):
                    have += len(chunk)
                    if have > limit:
                        raise Refused(address, f"serves more than the {limit:,} bytes expected", other_bytes=True)
                    out.write(chunk)
                    show(have)
                out.flush()
                os.fsync(out.fileno())  # the sum below is of what the disk has
    except (requests.Timeout, TimeoutError) as error:
        raise _Interrupted("no answer in time") from error
    except requests.exceptions.SSLError as error:
        raise Refused(address, "its certificate is not trusted here") from error
    except requests.exceptions.ProxyError as error:
        raise Refused(address, "the proxy does not let it through") from error
    except (
        requests.exceptions.InvalidURL,
        requests.exceptions.InvalidSchema,
        requests.exceptions.MissingSchema,
    ) as error:
        raise Refused(address, "is no web address") from error
    except requests.ConnectionError as error:
        raise _Interrupted("the connection broke off" if have else "no connection") from error
    except requests.RequestException as error:
        raise _Interrupted("the connection broke off") from error
    if have < (size if size is not None else promised or 0):
        raise _Interrupted("the connection broke off")


def _promised(answer: requests.Response, have: int) -> int | None:
    """Tell the size of the whole file from the headers, where they give it."""
    length = answer.headers.get("Content-Length", "")
    encoded = answer.headers.get("Content-Encoding", "identity") != "identity"
    return have + int(length) if length.isdigit() and not encoded else None


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextlib.contextmanager
def _progress(console: Console, name: str, size: int | None) -> Iterator[Advance]:
    """Show a bar on a terminal, and nothing where the output goes to a file."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(name, total=size)
        yield lambda done: progress.update(task, completed=done)
