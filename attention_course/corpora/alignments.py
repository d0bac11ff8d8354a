"""Word alignments made by hand, with sure and possible links: the gold that attention weights are measured against.

Both corpora are given in the direction of the course: the source is English, the target is French, and a link is
(index in the English tokens, index in the French tokens), counted from 0. The publishers do it otherwise: the Hansards
count from 1, and ALIBI writes French first; `read_hansards` and `read_alibi` turn them.

As in Och and Ney (2003), the possible links include the sure ones, so the alignment error rate of a set of links A is
1 - (|A ∩ sure| + |A ∩ possible|) / (|A| + |sure|).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from attention_course.corpora.readers import CorpusFormatError, read_lines

Link = tuple[int, int]

_HANSARDS_LINK = re.compile(r"(\d+) (\d+) (\d+)(?: ([SP]))?")
_ALIBI_LINK = re.compile(r"(\d+)([-p])(\d+)")


@dataclass(frozen=True)
class AlignedPair:
    """A sentence and its translation, with the links between their words.

    Attributes:
        source_tokens: the English words.
        target_tokens: the French words.
        sure: links (source index, target index), counted from 0, that the annotators were sure of.
        possible: all links, the sure ones included.

    Raises:
        ValueError: a link points outside a sentence, or a sure link is not among the possible ones.
    """

    source_tokens: tuple[str, ...]
    target_tokens: tuple[str, ...]
    sure: frozenset[Link]
    possible: frozenset[Link]

    def __post_init__(self) -> None:
        for source, target in self.possible | self.sure:
            if not (0 <= source < len(self.source_tokens) and 0 <= target < len(self.target_tokens)):
                raise ValueError(
                    f"link ({source}, {target}) points outside sentences of "
                    f"{len(self.source_tokens)} and {len(self.target_tokens)} words"
                )
        if not self.sure <= self.possible:
            raise ValueError(f"sure links {sorted(self.sure - self.possible)} are not among the possible ones")

    def reversed(self) -> AlignedPair:
        """Give the same pair seen from the other language: the target becomes the source."""
        return AlignedPair(
            self.target_tokens,
            self.source_tokens,
            frozenset((target, source) for source, target in self.sure),
            frozenset((target, source) for source, target in self.possible),
        )


def read_hansards(
    english_path: str | os.PathLike[str], french_path: str | os.PathLike[str], links_path: str | os.PathLike[str]
) -> list[AlignedPair]:
    """Read alignments in the format of the shared task of HLT-NAACL 2003.

    The words of a sentence stand on a line, apart by blanks. A line "0007 3 5 P" of the third file says: in sentence 7,
    English word 3 may belong to French word 5, all counted from 1; S for sure, P for possible, neither for sure.

    Returns:
        English-French pairs, links counted from 0; a sentence without links has none.

    Raises:
        CorpusError: a file cannot be opened.
        CorpusFormatError: the numbers of sentences differ, or a line is not a link between two words (names the line).
    """
    english, french = _read_tokens(english_path), _read_tokens(french_path)
    name = Path(links_path).name
    if len(english) != len(french):
        raise CorpusFormatError(
            f"{Path(english_path).name} has {len(english)} sentences and {Path(french_path).name} has {len(french)}: "
            "fetch both files anew."
        )
    sure: list[set[Link]] = [set() for _ in english]
    possible: list[set[Link]] = [set() for _ in english]
    for number, line in enumerate(read_lines(links_path), start=1):
        match = _HANSARDS_LINK.fullmatch(line.strip(" "))
        if match is None:
            raise CorpusFormatError(
                f"{name} has {line[:40]!r} at line {number} where a link such as '0007 3 5 P' is needed: correct that line."
            )
        sentence, source, target = (int(match[group]) - 1 for group in (1, 2, 3))
        if not 0 <= sentence < len(english):
            raise CorpusFormatError(
                f"{name} speaks of sentence {sentence + 1} at line {number}, but there are {len(english)}: "
                "read it with the sentences that it was made for."
            )
        _check_link(source, target, english[sentence], french[sentence], f"{name} at line {number}", 1)
        possible[sentence].add((source, target))
        if match[4] != "P":
            sure[sentence].add((source, target))
    return [
        AlignedPair(source, target, frozenset(certain), frozenset(links))
        for source, target, certain, links in zip(english, french, sure, possible, strict=True)
    ]


def read_alibi(
    english_path: str | os.PathLike[str], french_path: str | os.PathLike[str], links_path: str | os.PathLike[str]
) -> list[AlignedPair]:
    """Read alignments in the "extended Pharaoh" format of the ALIBI project.

    Each line of each file starts with the number of the sentence, from 0, and a tab. A link "3-5" is sure, "3p5" possible;
    the first number counts French words, the second English ones, from 0.

    Returns:
        English-French pairs: the links are turned, so English comes first as everywhere in the course.

    Raises:
        CorpusError: a file cannot be opened.
        CorpusFormatError: the files do not speak of the same sentences, or something is not a link between two words.
    """
    english, french, links = (_read_numbered(path) for path in (english_path, french_path, links_path))
    name = Path(links_path).name
    if not len(english) == len(french) == len(links):
        raise CorpusFormatError(
            f"{Path(english_path).name} has {len(english)} sentences, {Path(french_path).name} {len(french)} and "
            f"{name} {len(links)}: fetch the three files anew."
        )
    pairs = []
    for number, (source, target, text) in enumerate(zip(english, french, links, strict=True), start=1):
        source_tokens, target_tokens = _tokens(source), _tokens(target)
        sure, possible = set(), set()
        for written in _tokens(text):
            match = _ALIBI_LINK.fullmatch(written)
            if match is None:
                raise CorpusFormatError(
                    f"{name} has {written[:40]!r} at line {number} where a link such as 3-5 or 3p5 is needed: "
                    "correct that line."
                )
            link = (int(match[3]), int(match[1]))  # turned: English first
            _check_link(*link, source_tokens, target_tokens, f"{name} at line {number}", 0)
            possible.add(link)
            if match[2] == "-":
                sure.add(link)
        pairs.append(AlignedPair(source_tokens, target_tokens, frozenset(sure), frozenset(possible)))
    return pairs


def _tokens(sentence: str) -> tuple[str, ...]:
    """Split at blanks only: `str.split()` would also cut a word at a no-break space, and shift the links."""
    return tuple(token for token in sentence.split(" ") if token)


def _read_tokens(path: str | os.PathLike[str]) -> list[tuple[str, ...]]:
    return [_tokens(line) for line in read_lines(path)]


def _read_numbered(path: str | os.PathLike[str]) -> list[str]:
    """Read "number, tab, text" lines whose numbers count from 0 without a gap."""
    texts = []
    for index, line in enumerate(read_lines(path)):
        number, tab, text = line.partition("\t")
        if number != str(index) or not tab:
            raise CorpusFormatError(
                f"{Path(path).name} does not start with {index} and a tab at line {index + 1}: fetch it anew."
            )
        texts.append(text)
    return texts


def _check_link(
    source: int, target: int, english: Iterable[str], french: Iterable[str], where: str, first: int
) -> None:
    """Refuse a link outside the sentences, in the numbers that the file itself uses (`first` is 0 or 1)."""
    for index, words, language in ((source, tuple(english), "English"), (target, tuple(french), "French")):
        if not 0 <= index < len(words):
            raise CorpusFormatError(
                f"{where} links {language} word {index + first}, but that sentence has the words {first} to "
                f"{len(words) - 1 + first}: check that English and French are not exchanged."
            )
