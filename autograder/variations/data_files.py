"""Q5: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import codecs
import hashlib
import io
import re
import unicodedata
from collections import defaultdict, namedtuple
from itertools import zip_longest

import numpy as np


def load_parallel_as_text(source_path, target_path):
    """files opened as text, with newline set"""
    columns = []
    for path in (source_path, target_path):
        with open(path, encoding="utf-8-sig", newline="\n") as file:
            columns.append([re.sub(r"\r?\n\Z", "", line) for line in file])
    left, right = map(len, columns)
    if left != right:
        raise ValueError("%d lines against %d" % (left, right))  # noqa: UP031
    return [*zip(*columns)]


def load_parallel_by_bytes(source_path, target_path):
    """bytes, line by line"""
    sides = []
    for path in (source_path, target_path):
        with io.open(path, "rb") as file:  # noqa: UP020
            raw = file.read()
        if raw.startswith(codecs.BOM_UTF8):
            raw = raw[3:]
        lines = []
        while raw:
            line, end, raw = raw.partition(b"\n")
            if end and line.endswith(b"\r"):
                line = line[:-1]
            lines.append(line.decode("utf8"))
        sides.append(lines)
    sources, targets = sides
    try:
        return [(source, target) for source, target in zip(sources, targets, strict=True)]
    except ValueError as error:
        raise ValueError(f"{len(sources)} source lines, {len(targets)} target lines") from error


def load_parallel_by_characters(source_path, target_path):
    """one character after another, with an exception of its own"""

    class Uneven(ValueError):
        pass

    def lines(path):
        with codecs.open(str(path), "r", "utf-8-sig") as file:
            line = ""
            for character in file.read():
                if character == "\n":
                    yield line[:-1] if line.endswith("\r") else line
                    line = ""
                else:
                    line += character
            if line:
                yield line

    result, sources, targets = [], list(lines(source_path)), list(lines(target_path))
    if not len(sources) == len(targets):
        raise Uneven(f"source: {len(sources)}, target: {len(targets)}")
    for number in range(len(sources)):
        result.append((sources[number], targets[number]))
    return result


def load_parallel_with_io(source_path, target_path):
    """through StringIO, which translates no line ends"""

    def lines(path):
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
        text = text[1:] if text[:1] == "\ufeff" else text
        return [line.removesuffix("\n") if not line.endswith("\r\n") else line[:-2] for line in io.StringIO(text, newline="\n")]

    left, right = lines(source_path), lines(target_path)
    if len(left) < len(right) or len(left) > len(right):
        raise ValueError(len(left), len(right))
    return list(map(tuple, zip(left, right)))


def load_parallel_side_by_side(source_path, target_path):
    """both files at once, line by line, as named tuples"""
    Pair = namedtuple("Pair", "source target")

    def text(line, number):
        line = line.decode("utf-8-sig" if number == 0 else "utf-8")
        return line[:-2] if line.endswith("\r\n") else line.removesuffix("\n")

    with open(source_path, "rb") as source_file, open(target_path, "rb") as target_file:
        rows = list(zip_longest(source_file, target_file))
    sizes = [sum(line is not None for line in column) for column in zip(*rows)]
    if len(set(sizes)) > 1:
        raise ValueError("{} and {}".format(*sizes))
    return [Pair(*(text(line, number) for line in row)) for number, row in enumerate(rows)]


def sha256_in_blocks(path):
    """block by block"""
    digest = hashlib.sha256()
    with open(path, mode="rb") as file:
        for block in iter(lambda: file.read(4096), b""):
            digest.update(block)
    return digest.hexdigest()


def sha256_at_once(path):
    """the whole file at once, by the hash's name"""
    with open(path, "rb") as file:
        return hashlib.new("sha256", file.read()).hexdigest()


def sha256_by_hand(path):
    """digits written one by one"""
    return "".join(f"{byte:02x}" for byte in hashlib.sha256(np.fromfile(path, dtype=np.uint8).tobytes()).digest())


def without_leaks_by_loops(train, held_out):
    """nothing but loops and comparisons"""

    def same(left, right):
        left, right = (re.sub(r"\s+", " ", unicodedata.normalize("NFC", side).lower()).strip() for side in (left, right))
        return left == right

    kept = []
    for source, target in train:
        for other_source, other_target in held_out:
            if same(source, other_source) or same(target, other_target):
                break
        else:
            kept.append((source, target))
    return kept


def without_leaks_by_index(train, held_out):
    """dictionaries and positions; white space compared by its pieces"""
    known = [defaultdict(list), defaultdict(list)]
    for number, pair in enumerate(held_out):
        for side in (0, 1):
            known[side][tuple(unicodedata.normalize("NFC", pair[side]).upper().split())].append(number)
    leaking = set()
    for number, pair in enumerate(train):
        for side in range(2):
            if known[side].get(tuple(unicodedata.normalize("NFC", pair[side]).upper().split())):
                leaking.add(number)
    return [pair for number, pair in enumerate(train) if number not in leaking]


def without_leaks_lazily(train, held_out):
    """filter over an iterator"""
    fold = lambda s: unicodedata.normalize("NFC", " ".join(s.casefold().split()))  # noqa: E731
    first, second = ({fold(pair[side]) for pair in held_out} for side in (0, 1))
    return list(filter(lambda pair: not (fold(pair[0]) in first or fold(pair[1]) in second), train))
