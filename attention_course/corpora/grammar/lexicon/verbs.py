"""Verbs: English, French, who does it, to what, and how.

Columns: English (base, then "/past" where irregular, then the particle), French (with "se" if reflexive, and with the
preposition that its object takes), subjects, objects ("-" for none), options.

Options:
    state       never progressive, never in the past: "know" in the past would be an imparfait
    event       over in a moment, so never progressive: "finds"
    generic     a bare noun stands for the kind, so French has the definite article: "likes apples", "aime les pommes"
    dative      an object after "à" becomes lui or leur: "lui téléphone"
    to          a recipient follows, "to somebody"; "ditransitive": English may also say "gives him a book"
    indefinite  the object is mostly something new: "has a dog"
    new         the object is nobody's before: "buys a coat"
    affirmative never negated
    definite    the object is always the, this, or somebody's
    noarticle   French has no article before the object: "parle français"
    fixed       has none of the adverbs below
    goal        needs a place: "goes to school"
    at:CLASSES  kinds of place where it is done;  go:CLASSES  kinds of place that it goes to
    well, manner, quickly, early, often    the adverbs that suit it
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ..morphology import english_past, english_present_participle, english_third_person
from .nouns import Noun, nouns_of
from .verb_tables import ACTIONS, MOVES, STATES, THOUGHTS, TRANSFERS, WITHOUT_OBJECT


@dataclass(frozen=True, slots=True, eq=False)
class Verb:
    """A verb with its frame.

    Attributes:
        english: the base form with its particle, the verb's name ("look for").
        base, third_person, past, present_participle: the English forms, without the particle.
        particle: the English words behind the verb ("for").
        french: the infinitive.
        reflexive: whether French says it with se.
        tail: French words behind the verb ("visite" in "rendre visite à").
        preposition: the French preposition of the object, "" for a direct object.
        subjects, objects: classes or nouns, the weights being how often they are named.
        options: see the top of the file.
        places, goals: kinds of place where it is done, and that it leads to.
    """

    english: str
    base: str
    third_person: str
    past: str
    present_participle: str
    particle: str
    french: str
    reflexive: bool
    tail: str
    preposition: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    options: frozenset[str]
    places: tuple[str, ...] = field(default=())
    goals: tuple[str, ...] = field(default=())

    @property
    def present_looks_past(self) -> bool:
        """Whether "I read" could be today or yesterday."""
        return self.base == self.past


def read_verbs(table: str) -> list[Verb]:
    """Read rows of five columns parted by two or more spaces.

    Raises:
        ValueError: a row does not have five columns.
    """
    verbs = []
    for line in table.strip().splitlines():
        columns = re.split(r"\s{2,}", line.strip())
        if len(columns) != 5:
            raise ValueError(f"write the verb {line!r} as: english  french  subjects  objects  options")
        head, *particle = columns[0].split()
        base, _, past = head.partition("/")
        name = " ".join((base, *particle))
        words = columns[1].split()
        reflexive = words[0] in ("se", "s'")
        infinitive, *rest = words[1:] if reflexive else words
        preposition = rest.pop() if rest and rest[-1] in ("à", "de", "dans", "sur") else ""
        options = columns[4].split()
        places = [option[3:].split(",") for option in options if option.startswith("at:")]
        goals = [option[3:].split(",") for option in options if option.startswith("go:")]
        verbs.append(
            Verb(
                name,
                base,
                english_third_person(base),
                past or english_past(base),
                english_present_participle(base),
                " ".join(particle),
                infinitive,
                reflexive,
                " ".join(rest),
                preposition,
                tuple(columns[2].split()),
                tuple(columns[3].replace("-", "").split()),
                frozenset(option for option in options if ":" not in option),
                tuple(places[0]) if places else (),
                tuple(goals[0]) if goals else (),
            )
        )
    return verbs


VERBS: list[Verb] = [verb for table in (WITHOUT_OBJECT, MOVES, ACTIONS, TRANSFERS, STATES) for verb in read_verbs(table)]

# Verbs that are followed by "that" and a clause. They stand apart: "he thinks" alone says too little.
CONTENT_VERBS: dict[str, Verb] = {verb.english: verb for verb in read_verbs(THOUGHTS)}


def find_verb(english: str, infinitive: str = "") -> Verb:
    """The first verb of that English name (and of that French infinitive, if one is given).

    Raises:
        ValueError: there is none.
    """
    for verb in VERBS:
        if verb.english == english and infinitive in ("", verb.french):
            return verb
    raise ValueError(f"no verb {english!r} {infinitive}: name one of lexicon/verb_tables.py")


def find_verb_for(english: str, noun: Noun) -> Verb:
    """The verb of that English name that takes a noun as its object: "wash" is laver in "wash the plates", never se laver.

    Raises:
        ValueError: there is none.
    """
    for verb in VERBS:
        if verb.english == english and any(noun in nouns_of(name) for name in verb.objects):
            return verb
    for verb in VERBS:
        if verb.english == english and verb.objects:
            return verb
    raise ValueError(f"no verb {english!r} with an object: name one of lexicon/verb_tables.py")
