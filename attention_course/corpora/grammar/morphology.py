"""How nouns and adjectives inflect, in English and in French. Irregular forms stand in the lexicon; here are the rules."""

from __future__ import annotations

PLURAL_IN_OUX = frozenset(("bijou", "caillou", "chou", "genou", "hibou", "joujou", "pou"))
PLURAL_IN_ALS = frozenset(("bal", "carnaval", "festival", "récital", "final", "natal"))
DOUBLED_BEFORE_E = ("el", "eil", "en", "on", "et")  # naturelle, pareille, ancienne, bonne, muette


def french_plural(word: str) -> str:
    """The plural of a noun or a masculine adjective: chats, bateaux, jeux, chevaux, bijoux, souris."""
    if word[-1] in "sxz":
        return word
    if word.endswith(("eau", "eu")) and word not in ("bleu", "pneu"):
        return word + "x"
    if word.endswith("al") and word not in PLURAL_IN_ALS:
        return word[:-2] + "aux"
    if word.endswith("ou") and word in PLURAL_IN_OUX:
        return word + "x"
    return word + "s"


def french_feminine(adjective: str) -> str:
    """The feminine of a regular adjective: petite, heureuse, première, sportive, ancienne, jeune."""
    if adjective.endswith("e"):
        return adjective
    if adjective.endswith("eux"):
        return adjective[:-1] + "se"
    if adjective.endswith("er"):
        return adjective[:-2] + "ère"
    if adjective.endswith("if"):
        return adjective[:-1] + "ve"
    if adjective.endswith("teur"):
        return adjective[:-4] + "trice"
    if adjective.endswith("eur"):
        return adjective[:-1] + "se"
    if adjective.endswith(DOUBLED_BEFORE_E):
        return adjective + adjective[-1] + "e"
    return adjective + "e"


def english_plural(noun: str) -> str:
    """The plural of a regular noun: cats, boxes, cherries, days."""
    if noun.endswith(("s", "x", "z", "ch", "sh")):
        return noun + "es"
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def english_third_person(verb: str) -> str:
    """The third person singular of the present: sings, watches, goes, carries, has."""
    if verb == "have":
        return "has"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    return verb + "s"


# One short vowel and one consonant at the end of a stressed syllable: the consonant is doubled.
DOUBLED = frozenset(["run", "swim", "sit", "get", "stop", "cut", "put", "forget", "win", "begin", "shop", "plan", "travel", "chat", "hug", "prefer", "jog"])


def english_past(verb: str) -> str:
    """The simple past of a regular verb: walked, danced, carried, stopped."""
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    if verb in DOUBLED:
        return verb + verb[-1] + "ed"
    return verb + "ed"


def english_present_participle(verb: str) -> str:
    """The -ing form: singing, dancing, swimming, lying."""
    if verb in DOUBLED:
        return verb + verb[-1] + "ing"
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")) and verb != "be":
        return verb[:-1] + "ing"
    return verb + "ing"
