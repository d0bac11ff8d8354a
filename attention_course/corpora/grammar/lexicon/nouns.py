"""Nouns: English, French, gender (m or f), and the classes that say what one can do with the thing.

An irregular plural follows a slash. A noun for a person has one gender, the one given here, so that each English sentence
has one translation: "doctor" is "médecin", "friend" is "ami".

Classes that change the grammar:
    mass      no plural and no "a": water, bread
    singular  never in the plural
    unique    always with "the": the sun
    kin       mostly with a possessive: my mother
    bare      no article in English, a definite one in French: football, French
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..morphology import english_plural, french_plural
from .noun_tables import NAMES, TO_EAT, WHO
from .thing_tables import THINGS, WHERE


@dataclass(frozen=True, slots=True, eq=False)
class Noun:
    """A noun of the lexicon.

    Attributes:
        english, english_plural: the English forms.
        french, french_plural: the French forms; may hold several words ("pomme de terre").
        feminine: the gender of the French noun.
        classes: semantic and grammatical classes, in the order of the table.
    """

    english: str
    english_plural: str
    french: str
    french_plural: str
    feminine: bool
    classes: tuple[str, ...]

    @property
    def is_name(self) -> bool:
        """Whether this is a proper name, which takes no article."""
        return "name" in self.classes


def read_nouns(table: str) -> list[Noun]:
    """Read rows of four columns parted by two or more spaces; "#" begins a comment.

    Raises:
        ValueError: a row does not have four columns, or a gender is neither m nor f.
    """
    nouns = []
    for line in table.splitlines():
        line = line.split("#")[0].strip()
        if not line:
            continue
        columns = re.split(r"\s{2,}", line)
        if len(columns) != 4 or columns[2] not in ("m", "f"):
            raise ValueError(f"write the noun {line!r} as: english  french  m-or-f  classes")
        source, _, source_plural = columns[0].partition("/")
        target, _, target_plural = columns[1].partition("/")
        nouns.append(
            Noun(
                source,
                source_plural or english_plural(source),
                target,
                target_plural or french_plural(target),
                columns[2] == "f",
                tuple(columns[3].split()),
            )
        )
    return nouns


NOUNS: dict[str, Noun] = {noun.english: noun for table in (WHO, NAMES, TO_EAT, THINGS, WHERE) for noun in read_nouns(table)}

# Verbs and adjectives name these wider classes.
WIDER_CLASSES = {
    "person": ("person", "kin", "name"),
    "somebody": ("person", "kin"),
    "animate": ("person", "kin", "name", "animal"),
    "eaten": ("food", "foodstuff"),
    "bought": ("food", "foodstuff", "readable", "clothes", "object", "flower", "vehicle", "furniture"),
    "portable": ("readable", "clothes", "object"),
    "given": ("object", "readable", "flower", "food"),
    "seen": ("animal", "person", "building", "vehicle", "plant", "object", "sky"),
    "loved": ("eaten", "animal", "sport", "language", "flower", "drink", "sound"),
    "lost": ("object", "clothes", "readable"),
}


@cache
def nouns_of(class_name: str) -> tuple[Noun, ...]:
    """The nouns of a class, of a wider class, or the one noun of that name.

    Raises:
        ValueError: nothing in the lexicon goes by that name.
    """
    if class_name in WIDER_CLASSES:
        found = [noun for part in WIDER_CLASSES[class_name] if part != class_name for noun in nouns_of(part)]
        if class_name in WIDER_CLASSES[class_name]:
            found += [noun for noun in NOUNS.values() if class_name in noun.classes]
        return tuple(dict.fromkeys(found))
    found = [noun for noun in NOUNS.values() if class_name in noun.classes]
    if not found and class_name in NOUNS:
        found = [NOUNS[class_name]]
    if not found:
        raise ValueError(f"no noun of class {class_name!r}: name a class or a noun of lexicon/noun_tables.py")
    return tuple(found)
