"""Read parallel text exactly as it was written: the same pairs on every machine, or a sentence that says what is wrong.

Three habits of Python shift the two sides of a parallel corpus against each other without a word: `str.splitlines` ends a
line at U+2028 and U+0085 as well, `open` decodes with the encoding of the locale, and `zip` stops at the shorter side.
The readers here end a line at LF or CR LF only, read strict UTF-8, and count.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

GZIP_MAGIC = b"\x1f\x8b"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class CorpusError(Exception):
    """Something is wrong with a corpus; the message is one sentence that says what, and what to do about it."""


class CorpusFormatError(CorpusError, ValueError):
    """A corpus file does not hold what its format promises."""


def read_lines(path: str | os.PathLike[str]) -> list[str]:
    """Read the lines of a UTF-8 text file, plain or gzipped, whatever the locale says.

    A line ends at LF or CR LF and nowhere else; a byte order mark at the start is dropped; the last line may lack its end.
    Everything else stays as it is: blanks at the edges, blank lines, no-break spaces.

    Args:
        path: the file; it is unpacked when it is gzipped.

    Returns:
        The lines without their ends; none for an empty file.

    Raises:
        CorpusError: the file cannot be opened.
        CorpusFormatError: it is not UTF-8 (names the line and the byte), or its gzip stream is cut off or damaged.
    """
    path = Path(path)
    return _split_lines(_decode(_read_bytes(path), path.name))


def read_moses(source_path: str | os.PathLike[str], target_path: str | os.PathLike[str]) -> list[tuple[str, str]]:
    """Read a parallel corpus in Moses layout: line n of one file is the translation of line n of the other.

    A blank line stays where it is, as an empty (or blank) side of its pair, since dropping it on one side only would shift
    all that follows; `blank_pairs` lists these.

    Returns:
        (source, target) pairs, one for each line.

    Raises:
        CorpusError: a file cannot be opened.
        CorpusFormatError: the files have different numbers of lines, or one of them cannot be read as UTF-8 text.
    """
    sources, targets = read_lines(source_path), read_lines(target_path)
    if len(sources) != len(targets):
        raise CorpusFormatError(
            f"{Path(source_path).name} has {_count(len(sources), 'line')} and {Path(target_path).name} has "
            f"{_count(len(targets), 'line')}, so they are not translations of each other line by line: "
            "find the line that one of them lacks, or fetch both files anew."
        )
    return list(zip(sources, targets, strict=True))


def blank_pairs(pairs: Sequence[tuple[str, str]]) -> list[int]:
    """Give the indices (0-based) of the pairs with a side that is empty or all white space."""
    return [index for index, pair in enumerate(pairs) if not all(side.strip() for side in pair)]


def read_tab_separated(
    path: str | os.PathLike[str], columns: tuple[int, int] = (0, 1), member: str | None = None
) -> list[tuple[str, str]]:
    """Read pairs from two columns of a tab-separated file, or of the text file inside a zip archive.

    Tatoeba's exports are such files. Quotation marks are text here, never quoting: use `read_paradetox` for a file with
    quoted fields.

    Args:
        path: the file; an archive is recognised by its content.
        columns: which two columns make a pair, counted from 0.
        member: which file of the archive to read; by default the only ".txt" whose name does not start with "_".

    Returns:
        (first column, second column) for every line.

    Raises:
        CorpusError: the file cannot be opened.
        CorpusFormatError: a line has too few columns (names the line), the text is not UTF-8, or the archive is damaged.
    """
    path = Path(path)
    data, name = _read_bytes(path), path.name
    if zipfile.is_zipfile(io.BytesIO(data)):
        data, name = _read_member(data, name, member)
    elif path.suffix == ".zip":
        raise CorpusFormatError(f"{name} is named .zip but is no whole zip archive: fetch it anew.")
    pairs = []
    for number, line in enumerate(_split_lines(_decode(data, name)), start=1):
        fields = line.split("\t")
        if len(fields) <= max(columns):
            raise CorpusFormatError(
                f"{name} has {_count(len(fields), 'column')} at line {number} where at least {max(columns) + 1} are "
                "needed: put one tab between the columns, or name other columns."
            )
        pairs.append((fields[columns[0]], fields[columns[1]]))
    return pairs


def read_paradetox(path: str | os.PathLike[str]) -> list[tuple[str, tuple[str, ...]]]:
    """Read ParaDetox: a rude sentence and one to three neutral ways to say it. The content is offensive.

    The fields are quoted where they hold a line break, so a row is not a line: only a csv reader finds all the rows.

    Returns:
        (rude, neutral sentences) for every row; empty fields are left out.

    Raises:
        CorpusError: the file cannot be opened.
        CorpusFormatError: the heading or a row is not as expected (names the line).
    """
    path = Path(path)
    text = io.StringIO(_decode(_read_bytes(path), path.name), newline="")
    reader = csv.reader(text, delimiter="\t", strict=True)
    rows: list[tuple[str, tuple[str, ...]]] = []
    try:
        heading = next(reader, [])
        if heading[:2] != ["toxic", "neutral1"]:
            raise CorpusFormatError(
                f"{path.name} does not start with the columns toxic and neutral1: is it paradetox.tsv as published?"
            )
        for row in reader:
            neutral = tuple(field for field in row[1:] if field.strip())
            if len(row) != len(heading) or not row[0].strip() or not neutral:
                raise CorpusFormatError(
                    f"{path.name} has a row that ends at line {reader.line_num} and is not one rude and one to "
                    f"{len(heading) - 1} neutral sentences: fetch the file anew."
                )
            rows.append((row[0], neutral))
    except csv.Error as error:
        raise CorpusFormatError(
            f"{path.name} is not tab-separated text with quoted fields at line {reader.line_num} ({error}): "
            "fetch the file anew."
        ) from error
    return rows


def paradetox_pairs(rows: Sequence[tuple[str, tuple[str, ...]]]) -> list[tuple[str, str]]:
    """Flatten the rows of `read_paradetox` into (rude, neutral) pairs, in their order."""
    return [(rude, neutral) for rude, neutrals in rows for neutral in neutrals]


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")


def _read_bytes(path: Path) -> bytes:
    """Read a file, unpacked where it is gzipped (told by its first bytes, since names lie)."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise CorpusError(
            f"{path} does not exist: check the path, or fetch the data with `course data get`."
        ) from error
    except OSError as error:
        raise CorpusError(f"{path} cannot be read ({error.strerror}): give a file that you may read.") from error
    if not data.startswith(GZIP_MAGIC):
        if path.suffix == ".gz":
            what = "a web page" if data.lstrip()[:1] == b"<" else "empty" if not data else "something else"
            raise CorpusFormatError(f"{path.name} is named .gz but is {what}, not gzipped: fetch it anew.")
        return data
    try:
        return gzip.decompress(data)
    except EOFError as error:
        raise CorpusFormatError(f"{path.name} is cut off before its end: fetch it anew.") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise CorpusFormatError(f"{path.name} is damaged, its gzip stream does not unpack: fetch it anew.") from error


def _read_member(data: bytes, name: str, member: str | None) -> tuple[bytes, str]:
    """Take one file out of a zip archive: its bytes, and a name for messages."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if member is None:
                texts = [entry for entry in archive.namelist() if entry.endswith(".txt") and not entry.startswith("_")]
                if len(texts) != 1:
                    raise CorpusFormatError(
                        f"{name} holds {_count(len(texts), 'text file')}: say which to read as `member`."
                    )
                member = texts[0]
            return archive.read(member), f"{member} in {name}"
    except KeyError as error:
        raise CorpusFormatError(f"{name} holds no {member}: list the archive and name another member.") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise CorpusFormatError(f"{name} is damaged and does not unpack ({error}): fetch it anew.") from error


def _decode(data: bytes, name: str) -> str:
    data = data.removeprefix(BYTE_ORDER_MARK)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise CorpusFormatError(f"{name} is UTF-16, not UTF-8, from line 1 on: save it as UTF-8.") from error
        number = data.count(b"\n", 0, error.start) + 1
        before = _tail(data[data.rfind(b"\n", 0, error.start) + 1 : error.start])
        raise CorpusFormatError(
            f"{name} is not UTF-8 at line {number}: byte 0x{data[error.start]:02X} after {before} is not valid there, "
            "so open the file with the encoding it was written in and save it as UTF-8."
        ) from error


def _tail(data: bytes) -> str:
    """Quote the last characters before a bad byte, so that the place can be found in an editor."""
    text = data.decode("utf-8").strip()
    return f"“{text[-20:]}”" if text else "the start of the line"


def _split_lines(text: str) -> list[str]:
    if not text:
        return []
    *lines, last = text.split("\n")
    lines = [line.removesuffix("\r") for line in lines]  # a CR that no LF follows is text
    return [*lines, last] if last else lines
