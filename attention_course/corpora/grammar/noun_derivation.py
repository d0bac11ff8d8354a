"""Drawing noun phrases: which noun, which determiner, which adjectives, whose, and with what relative clause."""

from __future__ import annotations

from functools import cache

from .choosing import Chooser
from .clauses import Clause
from .lexicon import NOUNS, VERBS, Adjective, Noun, Verb, nouns_of
from .lexicon.adjectives import adjectives_for
from .phrases import PRONOUNS, Coordination, Features, Nominal, NounPhrase, Pronoun, is_person

OWNERS = {"I": "my", "you": "your", "he": "his", "she": "her", "we": "our", "they": "their"}
FREE_PRONOUNS = ("I", "you", "he", "she", "we", "they")

SUBJECT_DETERMINERS: dict[str, float] = {"the": 8, "possessive": 3, "a": 2, "this": 1.2, "'s": 0.8, "number": 0.6, "many": 0.4, "all the": 0.4, "every": 0.3}
OBJECT_DETERMINERS: dict[str, float] = {"the": 6, "a": 6, "possessive": 3, "this": 1.5, "'s": 1, "number": 1.2, "": 2, "some": 1.5, "many": 0.3}
DETERMINERS: dict[str, dict[str, float]] = {
    "indefinite": {"a": 8, "number": 2, "": 2, "possessive": 0},
    "acquired": {"a": 6, "the": 3, "this": 2, "number": 1.5, "": 2, "some": 2, "many": 0.3},
    "presented": {"a": 7, "number": 2, "": 3, "some": 2, "many": 1},
    "definite": {"the": 6, "possessive": 4, "this": 1.5, "'s": 1.2},
    "described": {"the": 6, "possessive": 4, "this": 2, "'s": 1},
    "identified": {"a": 5, "the": 2, "possessive": 3, "'s": 1},
    "lacking": {"a": 6, "": 2},
    "negated": {"the": 5, "a": 5, "possessive": 3, "this": 2, "": 3, "'s": 1},
    "negated subject": {"the": 6, "possessive": 4, "this": 2, "'s": 1},
    "subject": SUBJECT_DETERMINERS,
    "object": OBJECT_DETERMINERS,
}
MASS_DETERMINERS: dict[str, dict[str, float]] = {
    "indefinite": {"": 4, "some": 2},
    "acquired": {"": 5, "some": 3, "the": 1.5, "this": 0.5},
    "presented": {"some": 1, "": 1},
    "definite": {"the": 3, "possessive": 1},
    "described": {"the": 1},
    "identified": {"the": 1},
    "lacking": {"": 1},
    "negated": {"": 4, "the": 1, "possessive": 1},
    "negated subject": {"the": 1},
    "subject": {"the": 1},
    "object": {"": 5, "some": 2, "the": 2.5, "possessive": 1, "this": 0.5},
}
# What belongs to somebody in everyday life: a coat, a dog, a neighbour; not a fox, a museum, a man.
OWNED = frozenset(
    (
        *("kin", "close", "own", "pet", "farm_animal", "object", "clothes", "readable", "food", "foodstuff", "drink", "dwelling", "room"),
        *("owned_vehicle", "instrument", "furniture", "garden", "flower", "thought", "asked"),
    )
)
ONE_EACH = frozenset(("room", "dwelling", "garden", "office"))  # nobody's bedrooms
# What one counts beyond three.
COUNTABLE = frozenset(("food", "object", "readable", "clothes", "flower", "explained"))
PARTITIVE_NOUNS = {"cold_drink": ("glass", "bottle"), "hot_drink": ("cup",), "slice": ("slice", "piece")}
# What has a door, a window, a roof, and gives it its name: "the kitchen door".
PARTS = {"door": ("kitchen", "church", "castle", "car", "hotel"), "window": ("kitchen", "bedroom", "office"), "roof": ("school", "church", "castle")}


def owner_word(features: Features, pronoun: str = "") -> str:
    """The possessive that points back to a subject: "my" for I, "her" for the girl."""
    if pronoun in OWNERS:
        return OWNERS[pronoun]
    if features.plural:
        return "their"
    return "her" if features.feminine else "his"


def suits(adjective: Adjective, noun: Noun, determiner: str, plural: bool) -> bool:
    """Whether an adjective goes with a noun behind a determiner.

    - "le bon film", "ce mauvais film" would be the right one, the wrong one;
    - "petit garçon", "petite fille" are one word: "des petits garçons", where the rule would say "de";
    - "de la soupe délicieuse" is not said: an amount of something is only told to be hot, cold, fresh, red or French.
    """
    if adjective.english in ("good", "bad") and determiner in ("the", "this", "'s", "every", "all the"):
        return False
    bare = determiner in ("", "some")
    if adjective.english in ("little", "small") and noun.english in ("boy", "girl"):
        return not (plural and bare)
    if "mass" in noun.classes and bare:
        return adjective.is_plain or adjective.english in ("hot", "cold", "fresh")
    return True


@cache
def verbs_with_object(noun: Noun) -> tuple[Verb, ...]:
    """The verbs that a noun is a likely direct object of, for relative clauses: "the book that she reads"."""
    return tuple(
        verb
        for verb in VERBS
        if not verb.preposition
        and "generic" not in verb.options
        and not {"follow", "feed", "chase"} & {verb.english}
        and ("person" in verb.subjects or "adult" in verb.subjects)
        and any(noun in nouns_of(name) for name in verb.objects)
    )


@cache
def verbs_with_subject(noun: Noun) -> tuple[Verb, ...]:
    """The verbs that a noun may be the subject of."""
    return tuple(verb for verb in VERBS if any(noun in nouns_of(name) for name in verb.subjects))


class NounDerivation:
    """Draws noun phrases, and notes the pairs of words that `splits` keeps apart.

    Attributes:
        choose: the source of all choices.
        combinations: pairs (adjective, noun) and (subject noun, verb) met since the list was last emptied.
        spoken: the clauses of the sentence so far, relative ones aside.
    """

    def __init__(self, choose: Chooser):
        self.choose = choose
        self.combinations: list[tuple[str, str]] = []
        self.spoken: list[Clause] = []

    def noun(self, classes: tuple[str, ...]) -> Noun:
        """A noun of one of the classes."""
        return self.choose.pick(nouns_of(self.choose.pick(classes)))

    def noun_phrase(self, noun: Noun, role: str, budget: int = 4, owner: str = "") -> NounPhrase:
        """A phrase around a noun.

        Args:
            noun: the head.
            role: a key of DETERMINERS.
            budget: about how many English words the phrase may have.
            owner: the possessive that points to the subject of the clause, "" for none.
        """
        choose = self.choose
        if noun.is_name:
            return NounPhrase(noun, "")
        classes = noun.classes
        if "unique" in classes:
            return NounPhrase(noun, "the")
        if "bare" in classes:
            return NounPhrase(noun, "")
        mass = "mass" in classes
        if "kin" in classes:
            determiner = choose.weigh({"possessive": 8, "'s": 1 if budget > 3 else 0})
        else:
            determiner = choose.weigh(MASS_DETERMINERS[role] if mass else DETERMINERS[role])
        if determiner in ("possessive", "'s") and OWNED.isdisjoint(classes):
            determiner = "the"
        if determiner == "the" and "close" in classes and choose.chance(0.7):
            determiner = "possessive"
        if "building" in classes and determiner in ("", "some", "number", "many"):
            determiner = "a" if role == "lacking" else "the"
        if "pair" in classes and determiner == "a":
            determiner = ""
        plural = not mass and role != "identified" and choose.chance(0.28 if "kin" not in classes else 0.12)
        possessor = None
        if "pair" in classes:
            plural = determiner != "every"
        one = determiner in ("possessive", "'s") and not ONE_EACH.isdisjoint(classes)
        if determiner == "every" or "singular" in classes or one:
            plural = False
        if determiner in ("", "some") and not mass:
            plural = True
        elif determiner == "a":
            plural = False
        elif determiner == "possessive":
            determiner = self.possessive(owner) if "womens" not in classes else "her"
        elif determiner == "number":
            counted = ("two", "three", "two", "three", "several", "four", "five", "six", "ten")
            determiner, plural = choose.pick(counted if not COUNTABLE.isdisjoint(classes) else counted[:5]), True
        elif determiner in ("many", "all the"):
            plural = True
        elif determiner == "'s":
            possessor = self.possessor(owner, ("name", "close") if "kin" in classes else ("name", "kin", "close", "job"))
        adjectives = self.adjectives(noun, budget, determiner, plural) if budget > 2 else ()
        content = None
        if noun.english in PARTS and determiner == "the" and not adjectives and choose.chance(0.6):
            content = NounPhrase(NOUNS[choose.pick(PARTS[noun.english])], "the")
        return NounPhrase(noun, determiner, plural, adjectives, possessor, content)

    def possessive(self, owner: str) -> str:
        """A possessive: often the one that points to the subject."""
        if owner and self.choose.chance(0.75):
            return owner
        others = ("my", "your", "our") if owner in ("his", "her", "their") or self.spoken else ("my", "your", "his", "her", "our")
        return self.choose.pick(others)  # in a later clause, "his" would seem to point back

    def possessor(self, owner: str, classes: tuple[str, ...]) -> NounPhrase:
        """Whose it is: Marie's, my sister's, the neighbour's."""
        noun = self.noun(classes)
        if noun.is_name:
            return NounPhrase(noun, "")
        return NounPhrase(noun, "the" if "job" in noun.classes else self.possessive(owner))

    def adjectives(self, noun: Noun, budget: int, determiner: str, plural: bool) -> tuple[Adjective, ...]:
        """None, one, or one before and one after the French noun."""
        chosen: list[Adjective] = []
        likely = 0.22 if "kin" not in noun.classes else 0.1
        for place in ("before", "after"):
            found = tuple(adjective for adjective in adjectives_for(noun, place) if suits(adjective, noun, determiner, plural))
            if chosen:  # a second one only tells colour, origin or material: "a big red car"
                found = tuple(adjective for adjective in found if adjective.is_plain)
            if found and self.choose.chance(likely):
                adjective = self.choose.pick(found)
                chosen.append(adjective)
                self.combinations.append((adjective.english, noun.english))
                if budget < 4:
                    break
        return tuple(chosen)

    def measured(self, noun: Noun) -> NounPhrase | None:
        """A glass, cup or slice of something, or None where there is no such measure."""
        for kind, measures in PARTITIVE_NOUNS.items():
            if kind in noun.classes:
                measure = NOUNS[self.choose.pick(measures)]
                determiner = self.choose.weigh({"a": 5, "two": 1, "this": 1})
                return NounPhrase(measure, determiner, determiner == "two", content=NounPhrase(noun, ""))
        return None

    def note_adjectives(self, nominal: Nominal) -> None:
        """Record the (adjective, noun) pairs of a phrase."""
        if isinstance(nominal, NounPhrase):
            self.combinations += [(adjective.english, nominal.noun.english) for adjective in nominal.adjectives]
            if nominal.possessor is not None:
                self.note_adjectives(nominal.possessor)

    def subject(self, classes: tuple[str, ...], budget: int, negated: bool, pronouns: tuple[str, ...] = FREE_PRONOUNS) -> Nominal:
        """A subject of one of the classes: a pronoun, a name, a noun phrase, or two of them.

        Args:
            classes: what may do it.
            budget: about how many English words the phrase may have.
            negated: whether the clause is; "every boy does not" would mean two things.
            pronouns: those that are free; a "they" after other nouns would point to one of them.
        """
        choose = self.choose
        if pronouns and ("person" in classes or ("kin" in classes and choose.chance(0.5))) and choose.chance(0.4 if budget > 1 else 1):
            return PRONOUNS[choose.pick(pronouns)]
        noun = self.noun(classes)
        role = "negated subject" if negated else "subject"
        if budget >= 4 and noun.is_name and choose.chance(0.12):
            other = choose.pick(nouns_of("name"))
            if other is not noun:
                return Coordination((NounPhrase(noun, ""), NounPhrase(other, "")))
        if budget >= 5 and "kin" in noun.classes and choose.chance(0.15):
            owner = self.possessive("")
            other = choose.pick(nouns_of("kin"))
            if other is not noun:
                return Coordination((NounPhrase(noun, owner), NounPhrase(other, owner)))
        return self.noun_phrase(noun, role, budget)

    def refer_to(self, nominal: Nominal) -> Pronoun:
        """The pronoun that takes up a phrase: he, she, it or they, in the gender of the French noun."""
        if isinstance(nominal, Pronoun):
            return nominal
        features = nominal.features
        if features.plural:
            return PRONOUNS["they (feminine)" if features.feminine else "they"]
        if is_person(nominal):
            return PRONOUNS["she" if features.feminine else "he"]
        return PRONOUNS["it (feminine)" if features.feminine else "it"]
