"""Corpora drawn from the grammar: any number of pairs, or five splits that answer five questions about a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import count as count_from
from zlib import crc32

from .choosing import Chooser
from .sentence_derivation import SentenceDerivation
from .words import Pair

PUNCTUATION = frozenset(".,?!")
SHORTEST = 2
LONGEST_SEEN = 14  # English words in train, validation and test
LONGEST = 40  # English words in "longer"
SPLITS = ("train", "validation", "test", "longer", "combinations")
HELD_OUT_PERCENT = 10
# A sentence belongs to one split for good, whatever the seed: so the train set of one seed never holds the test set of another.
SHARES = {"train": range(90), "validation": range(90, 95), "test": range(95, 100)}
WINDOW, FEWEST = 5_000, 10  # give up when so many draws bring fewer new sentences than that


def word_count(tokens: Iterable[str]) -> int:
    """The length of a sentence in words: its tokens without punctuation."""
    return sum(token not in PUNCTUATION for token in tokens)


def is_held_out(first: str, second: str) -> bool:
    """Whether a combination (adjective, noun) or (subject noun, verb) is kept for the split "combinations".

    A checksum decides, so the rule is the same everywhere and has nothing to do with what the words mean.
    """
    return crc32(f"{first} {second}".encode()) % 100 < HELD_OUT_PERCENT


def split_of(source: str) -> str:
    """Which of train, validation and test an English sentence may be in."""
    place = crc32(source.encode()) % 100
    return next(name for name, share in SHARES.items() if place in share)


def generate(count: int, seed: int = 0, max_length: int = LONGEST_SEEN, min_length: int = SHORTEST) -> list[Pair]:
    """Derive sentence pairs with distinct English sides.

    Args:
        count: how many pairs.
        seed: the same seed gives the same pairs on every machine.
        max_length: the most English words in a sentence, punctuation not counted.
        min_length: the fewest.

    Returns:
        `count` pairs, combinations held out by `course_corpus` included.

    Raises:
        ValueError: a number is out of range, or the grammar has too few sentences that short.
    """
    check_number("count", count, 0)
    check_lengths(min_length, max_length)
    return draw(Chooser(seed), count, min_length, max_length, set(), lambda pair, combinations: True, "generate")


def course_corpus(
    train: int = 20_000, validation: int = 1_000, test: int = 1_000, longer: int = 1_000, combinations: int = 1_000, seed: int = 0
) -> dict[str, list[Pair]]:
    """Derive the course's corpus: five splits with no English sentence in two of them.

    - train, validation and test come from one distribution, 2 to 14 English words long;
    - "longer" has 15 to 40 words: longer than anything seen in training;
    - "combinations" has pairs of words, (adjective, noun) or (subject noun, verb), that never come together in the
      first four splits, in sentences as long as those of train. From 1,000 training pairs on, each of its words occurs in train.

    Args:
        train, validation, test, longer, combinations: how many pairs each split has.
        seed: the same seed gives the same corpus on every machine.

    Returns:
        The splits by name, in the order of the arguments.

    Raises:
        ValueError: a number is negative.
    """
    wanted = dict(zip(SPLITS, (train, validation, test, longer, combinations)))
    for name, count in wanted.items():
        check_number(name, count, 0)
    corpus: dict[str, list[Pair]] = {}
    seen: set[str] = set()
    for number, name in enumerate(SPLITS):
        known = set(word_forms(corpus["train"])[0]) if name == "combinations" and train >= 1_000 else None
        low, high = (LONGEST_SEEN + 1, LONGEST) if name == "longer" else (SHORTEST, LONGEST_SEEN)
        # One stream for each split: asking for more of one leaves the others as they were.
        corpus[name] = draw(Chooser(seed * len(SPLITS) + number), wanted[name], low, high, seen, admission(name, known), name)
    return corpus


def admission(split: str, known: set[str] | None) -> Callable[[Pair, list[tuple[str, str]]], bool]:
    """The rule by which a pair enters a split.

    Args:
        split: the split's name.
        known: English word forms that a pair may have, None for any.
    """
    if split == "combinations":
        return lambda pair, combinations: any(is_held_out(*words) for words in combinations) and (
            known is None or all(token.lower() in known for token in pair.source_tokens if token not in PUNCTUATION)
        )
    if split == "longer":
        return lambda pair, combinations: not any(is_held_out(*words) for words in combinations)
    return lambda pair, combinations: split_of(pair.source) == split and not any(is_held_out(*words) for words in combinations)


def draw(
    choose: Chooser,
    count: int,
    low: int,
    high: int,
    seen: set[str],
    admits: Callable[[Pair, list[tuple[str, str]]], bool],
    name: str,
) -> list[Pair]:
    """Draw pairs with low to high English words that are admitted and not yet seen; `seen` grows.

    Raises:
        ValueError: hardly any new sentence turns up any more.
    """
    derivation = SentenceDerivation(choose)
    pairs: list[Pair] = []
    found_before = 0
    for number in count_from(1):
        if len(pairs) == count:
            return pairs
        pair = derivation.sentence(choose.between(low, high))
        if low <= word_count(pair.source_tokens) <= high and pair.source not in seen and admits(pair, derivation.combinations):
            seen.add(pair.source)
            pairs.append(pair)
        if number % WINDOW == 0:
            if len(pairs) - found_before < FEWEST:
                break
            found_before = len(pairs)
    raise ValueError(f"{name}: found only {len(pairs)} of {count} sentences with {low} to {high} words; ask for fewer, or for a wider range of lengths")


def word_forms(pairs: Iterable[Pair]) -> tuple[Counter[str], Counter[str]]:
    """Count the word forms of each side, in lower case and without punctuation.

    Returns:
        The English and the French counts.
    """
    source: Counter[str] = Counter()
    target: Counter[str] = Counter()
    for pair in pairs:
        source.update(token.lower() for token in pair.source_tokens if token not in PUNCTUATION)
        target.update(token.lower() for token in pair.target_tokens if token not in PUNCTUATION)
    return source, target


def check_number(name: str, value: int, least: int) -> None:
    """Refuse what is no whole number, or too small.

    Raises:
        ValueError: says which argument, and what to give.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise ValueError(f"{name} is {value!r}: give a whole number, {least} or more")


def check_lengths(low: int, high: int) -> None:
    """Refuse lengths that the grammar does not have.

    Raises:
        ValueError: says which, and what to give.
    """
    check_number("min_length", low, SHORTEST)
    check_number("max_length", high, SHORTEST)
    if high > LONGEST:
        raise ValueError(f"max_length is {high}: the grammar's sentences have up to {LONGEST} English words, give {LONGEST} or less")
    if low > high:
        raise ValueError(f"min_length is {low} and max_length {high}: give a min_length that is not above max_length")
