"""Words on their way to a sentence: an English word is an object, and a French word remembers which ones it translates.

Links are kept between objects, not positions, so a clause may be reordered, elided and contracted without any book-keeping;
`orthography.write` turns objects into positions at the very end.
"""

from __future__ import annotations

from dataclasses import dataclass

NARROW_NO_BREAK_SPACE = "\u202f"


@dataclass(frozen=True, slots=True)
class Pair:
    """An English sentence, its one French translation, and the gold word alignment.

    Attributes:
        source: the English text, as it is written.
        target: the French text, as it is written (U+202F before "?" and "!").
        source_tokens: the English tokens; possessive 's and punctuation are tokens of their own.
        target_tokens: the French tokens; an elided word ("l'", "qu'") and punctuation are tokens of their own.
        alignment: links (source position, target position) into the two tuples, 0-based, sorted.
    """

    source: str
    target: str
    source_tokens: tuple[str, ...]
    target_tokens: tuple[str, ...]
    alignment: tuple[tuple[int, int], ...]


class English:
    """One English word."""

    __slots__ = ("text",)

    def __init__(self, text: str):
        self.text = text


class French:
    """One French word.

    Attributes:
        text: the word where a consonant follows.
        before_vowel: what it becomes before a vowel sound ("le" -> "l'", "beau" -> "bel", "ma" -> "mon"); "" for no change.
        links: the English words that it translates.
        is_article: whether "de" and "à" may contract with it (the pronouns le and les never contract).
    """

    __slots__ = ("before_vowel", "is_article", "links", "text")

    def __init__(self, text: str, links: tuple[English, ...] = (), before_vowel: str = "", is_article: bool = False):
        self.text = text
        self.links = links
        self.before_vowel = before_vowel
        self.is_article = is_article


Phrase = tuple[list[English], list[French]]

# Words that lose their vowel before another one. "que" also stands for the end of "est-ce que" and "parce que".
ELIDED = {"le": "l'", "la": "l'", "de": "d'", "ne": "n'", "que": "qu'", "je": "j'", "me": "m'", "te": "t'", "se": "s'", "ce": "c'"}


def english(text: str) -> list[English]:
    """Make an English word for each word of `text`."""
    return [English(word) for word in text.split()]


def french(text: str, *links: English) -> list[French]:
    """Make a French word for each word of `text`, all with the same links; words that elide know how."""
    return [French(word, links, ELIDED.get(word, "")) for word in text.split()]


def article(text: str, *links: English) -> French:
    """Make a definite article, which elides and contracts."""
    return French(text, links, ELIDED.get(text, ""), is_article=True)


def aligned(source: str, target: str, links: str) -> Phrase:
    """Make a fixed expression from its texts and its links, written as in "0-0 1-1 1-2".

    Raises:
        IndexError: a link leaves one of the texts.
    """
    source_words = english(source)
    linked: list[list[English]] = [[] for _ in target.split()]
    for link in links.split():
        source_position, target_position = link.split("-")
        linked[int(target_position)].append(source_words[int(source_position)])
    words = [French(word, tuple(linked[at]), ELIDED.get(word, ""), is_article=word in ("le", "la", "les")) for at, word in enumerate(target.split())]
    return source_words, words
