"""Q5: what goes wrong between a file and its sentences."""

from __future__ import annotations

import hashlib
from pathlib import Path

from autograder.catalogue import Misconception, patch

READ = 'Path(path).read_bytes().decode("utf-8-sig")  # bytes, so that Python translates no line ends'
SPLIT = 're.split("\\r?\\n", text)'
LAST = "lines if lines[-1] else lines[:-1]  # what follows the last line end is a line only if there is something"
PAIRS = "return list(zip(sources, targets, strict=True))"
COUNTS = 'raise ValueError(f"{source_path} has {len(sources)} lines, but {target_path} has {len(targets)}.")'


def locale_text(source_path, target_path):
    with open(source_path) as source_file, open(target_path) as target_file:
        sources = source_file.read().removeprefix("\ufeff").split("\n")
        targets = target_file.read().removeprefix("\ufeff").split("\n")
    sources, targets = sources if sources[-1] else sources[:-1], targets if targets[-1] else targets[:-1]
    if len(sources) != len(targets):
        raise ValueError(f"{len(sources)} and {len(targets)} lines")
    return list(zip(sources, targets))


def universal_newlines(source_path, target_path):
    with open(source_path, encoding="utf-8-sig") as source_file, open(target_path, encoding="utf-8-sig") as target_file:
        sources = [line.rstrip("\n") for line in source_file]
        targets = [line.rstrip("\n") for line in target_file]
    if len(sources) != len(targets):
        raise ValueError(f"{len(sources)} and {len(targets)} lines")
    return list(zip(sources, targets))


def like_torchtext(source_path, target_path):
    pairs = []
    with open(source_path, encoding="utf-8") as source_file, open(target_path, encoding="utf-8") as target_file:
        for source, target in zip(source_file, target_file):
            source, target = source.strip(), target.strip()
            if source != "" and target != "":
                pairs.append((source, target))
    return pairs


def readlines_kept(source_path, target_path):
    with open(source_path, encoding="utf-8-sig", newline="") as source_file:
        sources = source_file.readlines()
    with open(target_path, encoding="utf-8-sig", newline="") as target_file:
        targets = target_file.readlines()
    if len(sources) != len(targets):
        raise ValueError(f"{len(sources)} and {len(targets)} lines")
    return list(zip(sources, targets))


def first_block(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read(65536)).hexdigest()


def text_without_translation(path):
    with open(path, encoding="utf-8", newline="") as file:
        return hashlib.sha256(file.read().encode()).hexdigest()


def last_block(path):
    with open(path, "rb") as file:
        while block := file.read(65536):
            digest = hashlib.sha256(block)
    return digest.hexdigest()


def line_by_line_text(path):
    return hashlib.sha256(Path(path).read_text(encoding="utf-8").encode()).hexdigest()


LOAD_PARALLEL = [
    Misconception(
        "lets str.splitlines() decide what a line is",
        patch(SPLIT, "text.splitlines()", LAST, "lines"),
        patch(SPLIT, "text.splitlines() or ['']", LAST, "lines if text else []"),
        hint="`str.splitlines` ends a line at U+2028, U+0085, form feeds and more, so one side gains lines and every pair below is wrong. Split at `\\n` and `\\r\\n`.",
    ),
    Misconception(
        "ends a line at a lone carriage return",
        universal_newlines,
        patch(SPLIT, 're.split("\\r\\n|\\r|\\n", text)'),
        hint="A file opened as text has universal newlines: a lone `\\r` ends a line, too. Pass `newline='\\n'`, or decode the bytes yourself.",
    ),
    Misconception(
        "zips the two sides without counting their lines",
        patch("    if len(sources) != len(targets):\n        " + COUNTS + "\n", "", ", strict=True", ""),
        hint="`zip` stops at the shorter side without a word. When the numbers of lines differ, which pairs can you still trust?",
    ),
    Misconception(
        "fills up the shorter side",
        patch("    if len(sources) != len(targets):\n        " + COUNTS + "\n", "", PAIRS, 'from itertools import zip_longest\n    return list(zip_longest(sources, targets, fillvalue=""))'),
        hint="A line is missing somewhere, perhaps near the top: filling up at the end pairs everything below it wrongly.",
    ),
    Misconception(
        "does not say how many lines each side has",
        patch(COUNTS, 'raise ValueError("the files differ in length")'),
        patch("    if len(sources) != len(targets):\n        " + COUNTS + "\n", ""),
        patch(COUNTS, 'raise ValueError(f"{len(sources) - len(targets)} lines are missing")'),
        hint="You raise ValueError, and that is right; put both numbers of lines into its message, since they are what one needs to find the fault.",
    ),
    Misconception(
        "checks with assert",
        patch(COUNTS, 'raise AssertionError(f"{len(sources)} != {len(targets)}")'),
        patch("    if len(sources) != len(targets):\n        " + COUNTS, "    assert len(sources) == len(targets), f'{len(sources)} != {len(targets)}'"),
        hint="`assert` raises AssertionError, and nothing at all under `python -O`. For a wrong file raise ValueError.",
    ),
    Misconception(
        "keeps the byte order mark as part of the first word",
        patch('decode("utf-8-sig")', 'decode("utf-8")'),
        hint="A byte order mark at the start of a file belongs to its encoding. The codec `utf-8-sig` drops it.",
    ),
    Misconception(
        "drops U+FEFF everywhere",
        patch('decode("utf-8-sig")', 'decode("utf-8").replace("\\ufeff", "")'),
        patch('decode("utf-8-sig")', 'decode("utf-8").lstrip("\\ufeff")'),
        patch('decode("utf-8-sig")', 'decode("utf-8")', LAST, '[line.removeprefix("\\ufeff") for line in (lines if lines[-1] else lines[:-1])]'),
        hint="One U+FEFF at the very start of a file is its byte order mark; any other, at the start of a later line too, is text.",
    ),
    Misconception(
        "leaves the \\r of Windows at the end of each line",
        patch(SPLIT, 'text.split("\\n")'),
        hint="A line may end with `\\r\\n`. What is left when you split at `\\n`?",
    ),
    Misconception(
        "takes away each \\r at the edge of a line",
        patch(SPLIT, '[line.rstrip("\\r") for line in text.split("\\n")]'),
        patch(SPLIT, 're.split("\\r*\\n", text)'),
        patch(SPLIT, '[line.removesuffix("\\r") for line in text.split("\\n")]'),
        hint='A line ends at `\\n` or `\\r\\n`. One `\\r` before `\\n` belongs to the end; any other is text, and `rstrip("\\r\\n")` takes all of them.',
    ),
    Misconception(
        "expects one kind of line end in the whole file",
        patch(SPLIT, 'text.split("\\r\\n" if "\\r\\n" in text else "\\n")'),
        hint="A file that two people have edited has `\\n` and `\\r\\n` side by side: decide for each line.",
    ),
    Misconception(
        "leaves the line ends on",
        readlines_kept,
        hint="`readlines` and iteration over a file leave the `\\n` at the end of each line.",
    ),
    Misconception(
        "reads with the encoding of the locale",
        locale_text,
        patch(READ, 'Path(path).read_text().removeprefix("\\ufeff")'),
        patch(READ, 'open(path, newline="").read().removeprefix("\\ufeff")'),
        hint="`open` without `encoding` takes that of the machine's locale: cp1252 on many Windows machines. Say `encoding='utf-8-sig'`.",
    ),
    Misconception(
        "reads as Latin-1",
        patch('decode("utf-8-sig")', 'decode("latin-1").removeprefix("ï»¿")'),
        hint="Latin-1 decodes any bytes without an error, and each é becomes Ã©. The files are UTF-8.",
    ),
    Misconception(
        "swallows bytes that are not UTF-8",
        patch('decode("utf-8-sig")', 'decode("utf-8-sig", errors="ignore")'),
        patch('decode("utf-8-sig")', 'decode("utf-8-sig", errors="replace")'),
        patch('decode("utf-8-sig")', 'decode("utf-8-sig", errors="surrogateescape")'),
        hint="With `errors=...` a damaged file loads as if nothing were wrong. Let UnicodeDecodeError be raised.",
    ),
    Misconception(
        "drops blank lines on each side by itself",
        patch(LAST, "[line for line in lines if line]"),
        patch(LAST, "[line for line in lines if line.strip()]"),
        hint="A blank line keeps its place. Dropping it on one side moves all that follows against the other side.",
    ),
    Misconception(
        "leaves out the pairs with a blank side",
        patch(PAIRS, "return [(s, t) for s, t in zip(sources, targets) if s.strip() and t.strip()]"),
        patch(PAIRS, "return [(s, t) for s, t in zip(sources, targets) if s or t]"),
        hint="It keeps the sides together, but line n of the file is no longer pair n. The docstring wants an empty string in its place.",
    ),
    Misconception(
        "strips the edges of each line",
        patch(LAST, "[line.strip() for line in (lines if lines[-1] else lines[:-1])]"),
        patch(LAST, "[line.rstrip() for line in (lines if lines[-1] else lines[:-1])]"),
        hint="`strip()` takes away blanks and no-break spaces, too. Take the line's end away and nothing else.",
    ),
    Misconception(
        "reads as torchtext does, stripped and without blank pairs",
        like_torchtext,
        hint="torchtext strips, skips pairs with a blank side, and zips without counting. Here each line stays as it is, in its place.",
    ),
    Misconception(
        "turns every white space into one blank",
        patch(LAST, '[" ".join(line.split()) for line in (lines if lines[-1] else lines[:-1])]'),
        patch(LAST, '[re.sub(r"\\s+", " ", line) for line in (lines if lines[-1] else lines[:-1])]'),
        hint="U+00A0 and U+202F before `! ? :` are French spelling. `split()` and `\\s` take them for blanks; loading keeps the text.",
    ),
    Misconception(
        "replaces no-break spaces",
        patch('decode("utf-8-sig")', 'decode("utf-8-sig").replace("\\u00a0", " ").replace("\\u202f", " ")'),
        hint="Loading changes no character. Whether U+202F matters is for the tokeniser to decide.",
    ),
    Misconception(
        "normalises the text to one Unicode form",
        patch(READ, 'unicodedata.normalize("NFKC", Path(path).read_bytes().decode("utf-8-sig"))'),
        patch(READ, 'unicodedata.normalize("NFC", Path(path).read_bytes().decode("utf-8-sig"))'),
        hint="A good thing to do later, on purpose. Loading gives back what stands in the file.",
    ),
    Misconception(
        "counts the end of the last line as one more line",
        patch(LAST, "lines"),
        hint='`"a\\nb\\n".split("\\n")` has three pieces, the last one empty.',
    ),
    Misconception(
        "loses the last line when it has no end",
        patch(LAST, "lines[:-1]"),
        hint="The last line may lack its `\\n`. Drop the last piece only when it is empty.",
    ),
    Misconception(
        "drops all blank lines at the end",
        patch(READ, 'Path(path).read_bytes().decode("utf-8-sig").rstrip("\\r\\n")'),
        patch(LAST, "lines[: max((number for number, line in enumerate(lines, 1) if line), default=0)]"),
        hint="Blank lines at the end are lines, too: take one line end away, not all.",
    ),
    Misconception(
        "gives back (target, source)",
        patch(PAIRS, "return list(zip(targets, sources, strict=True))"),
        hint="The source, here English, comes first in each pair.",
    ),
    Misconception(
        "gives back lists for pairs, or an iterator for the list",
        patch(PAIRS, "return [[source, target] for source, target in zip(sources, targets)]"),
        patch(PAIRS, "return zip(sources, targets)"),
        hint="The docstring wants a list of tuples. `zip` gives an iterator: it has no length, and is empty when you go through it a second time.",
    ),
    Misconception(
        "remembers what stood in a file of that name",
        patch("    def read_lines(", "    from functools import cache\n    import builtins\n\n    def read_lines(", "    sources, targets = read_lines(source_path), read_lines(target_path)", "    if not hasattr(builtins, 'read_once'):\n        builtins.read_once = cache(read_lines)\n    sources, targets = builtins.read_once(source_path), builtins.read_once(target_path)"),
        hint="A cache by path gives the old text when the file has changed. Read the file each time.",
    ),
    Misconception(
        "gives back two lists",
        patch(PAIRS, "return sources, targets"),
        hint="The docstring wants one list of (source, target) tuples.",
    ),
    Misconception(
        "puts the text into lower case",
        patch(LAST, "[line.lower() for line in (lines if lines[-1] else lines[:-1])]"),
        hint="Lower case is a choice for later. Loading changes no character.",
    ),
]

DIGEST = 'hashlib.file_digest(file, "sha256")'
FILE_SHA256 = [
    Misconception(
        "hashes text instead of bytes",
        line_by_line_text,
        text_without_translation,
        hint="Opened as text, `\\r\\n` becomes `\\n` unless you forbid it, and what is no UTF-8 cannot be read at all. Open in mode `rb`.",
    ),
    Misconception(
        "drops the byte order mark before hashing",
        patch(f"return {DIGEST}.hexdigest()", 'return hashlib.sha256(file.read().removeprefix(b"\\xef\\xbb\\xbf")).hexdigest()'),
        hint="A checksum is of all bytes, the byte order mark included.",
    ),
    Misconception(
        "hashes the name of the file",
        patch(f"return {DIGEST}.hexdigest()", "return hashlib.sha256(str(path).split('/')[-1].split('\\\\')[-1].encode()).hexdigest()"),
        hint="`sha256` was given the path's text. Read the file first.",
    ),
    Misconception(
        "loses zeros at the beginning",
        patch(f"return {DIGEST}.hexdigest()", f"return hex(int({DIGEST}.hexdigest(), 16))[2:]"),
        hint="`hex` of a number writes no zeros in front: one digest in sixteen has fewer than 64 digits. `hexdigest` keeps them.",
    ),
    Misconception("hashes the first block only", first_block, patch(f"return {DIGEST}.hexdigest()", "return hashlib.sha256(file.read(4096)).hexdigest()"), patch(f"return {DIGEST}.hexdigest()", "return hashlib.sha256(file.read(2**20)).hexdigest()"), hint="`read(n)` gives n bytes at most. What about the rest of a long file?"),
    Misconception(
        "starts a new hash with each block",
        last_block,
        patch(f"return {DIGEST}.hexdigest()", 'digest = hashlib.sha256()\n        while block := file.read(8192):\n            digest = hashlib.sha256(block)\n    return digest.hexdigest()'),
        hint="Make one hash before the loop and `update` it with each block; an empty file has no block at all.",
    ),
    Misconception(
        "hashes with another function",
        patch('"sha256"', '"md5"'),
        patch('"sha256"', '"sha1"'),
        patch('"sha256"', '"sha512"'),
        patch('"sha256"', '"sha3_256"'),
        hint="There are many hash functions; this one is SHA-256, `hashlib.sha256`.",
    ),
    Misconception(
        "gives back bytes or the hash itself",
        patch(".hexdigest()", ".digest()"),
        patch(".hexdigest()", ""),
        hint="`hexdigest()` gives the 64 hexadecimal digits as text.",
    ),
    Misconception("writes the digits in upper case", patch(".hexdigest()", ".hexdigest().upper()"), hint="As `sha256sum` prints them: lower case."),
    Misconception("cuts the digest short", patch(".hexdigest()", ".hexdigest()[:16]"), hint="All 64 digits: a short one is easier to meet by chance."),
]
