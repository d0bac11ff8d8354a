"""From words to writing: a/an on the English side, elision and contraction on the French side, then text and positions."""

from __future__ import annotations

import itertools

from .words import NARROW_NO_BREAK_SPACE, English, French, Pair

VOWELS = frozenset("aeiouàâäéèêëîïôöùûüœæ")

# An h aspiré is written like any other h: only a list tells. Plurals are added below.
H_ASPIRE = (
    "hache haie hall hamac hamburger hamster hangar haricot harpe hasard hâte haut haute hauteur hérisson héros hibou hockey "
    "homard honte hors housse huit"
)
ASPIRATED = frozenset(word + ending for word in H_ASPIRE.split() for ending in ("", "s", "x"))
UNELIDED = frozenset(("oui", "onze", "onzième", "yaourt", "yaourts"))  # begin with a vowel letter, take no elision

CONTRACTIONS = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}

# English words whose first letter misleads: the ear decides between "a" and "an".
SOUNDS_LIKE_CONSONANT = ("uni", "use", "usu", "eu", "one", "once", "ukulele")
SOUNDS_LIKE_VOWEL = ("hour", "honest", "heir", "honour")


def begins_with_vowel_sound(word: str) -> bool:
    """Whether a French word calls for elision: a vowel, the pronoun y, or an h muet; never an h aspiré."""
    word = word.lower()
    first = word[0]
    if first == "h":
        return word not in ASPIRATED
    if first == "y":
        return word == "y"
    return first in VOWELS and word not in UNELIDED


def takes_an(word: str) -> bool:
    """Whether the English indefinite article before `word` is "an"."""
    word = word.lower()
    if word.startswith(SOUNDS_LIKE_VOWEL):
        return True
    return word[0] in "aeiou" and not word.startswith(SOUNDS_LIKE_CONSONANT)


def join_french(words: list[French]) -> list[French]:
    """Elide, choose the form before a vowel, and contract.

    From right to left, for each word's form depends on the form of the next: "de le ami" has to become "de l'ami" before
    one may ask whether "de" and "le" contract.
    """
    joined: list[French] = []
    for word in reversed(words):
        following = joined[-1] if joined else None
        if following is None:
            joined.append(word)
        elif word.before_vowel and begins_with_vowel_sound(following.text):
            joined.append(French(word.before_vowel, word.links))
        elif following.is_article and (word.text, following.text) in CONTRACTIONS:
            links = word.links + tuple(link for link in following.links if link not in word.links)
            joined[-1] = French(CONTRACTIONS[word.text, following.text], links)
        else:
            joined.append(word)
    joined.reverse()
    return joined


def capitalise(text: str) -> str:
    """Raise the first letter and leave the rest: "œuf" -> "Œuf", "l'" -> "L'"."""
    return text[:1].upper() + text[1:]


def write(source: list[English], target: list[French]) -> Pair:
    """Write a whole sentence, punctuation included, as text, tokens and alignment.

    Args:
        source: the English words in order, the final mark included; none may occur twice.
        target: the French words in order.
    """
    target = join_french(target)
    source_tokens = [word.text for word in source]
    for position, token in enumerate(source_tokens[:-1]):
        if token == "a" and takes_an(source_tokens[position + 1]):
            source_tokens[position] = "an"
    source_tokens[0] = capitalise(source_tokens[0])
    target_tokens = [word.text for word in target]
    target_tokens[0] = capitalise(target_tokens[0])
    positions = {id(word): position for position, word in enumerate(source)}
    links = {(positions[id(word)], position) for position, translated in enumerate(target) for word in translated.links}
    return Pair(
        english_text(source_tokens), french_text(target_tokens), tuple(source_tokens), tuple(target_tokens), tuple(sorted(links))
    )


def english_text(tokens: list[str]) -> str:
    """Join English tokens: no space before punctuation or a possessive."""
    pieces = [tokens[0]]
    for token in tokens[1:]:
        pieces.append(token if token in (".", ",", "?", "!", "'s", "'") else " " + token)
    return "".join(pieces)


def french_text(tokens: list[str]) -> str:
    """Join French tokens: none after an apostrophe, a narrow no-break space before "?" and "!"."""
    pieces = [tokens[0]]
    for before, token in itertools.pairwise(tokens):
        if token in (".", ",") or before.endswith("'"):
            pieces.append(token)
        elif token in ("?", "!"):
            pieces.append(NARROW_NO_BREAK_SPACE + token)
        else:
            pieces.append(" " + token)
    return "".join(pieces)
