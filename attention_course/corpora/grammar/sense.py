"""What would be grammatical and still make no sense, or be said by nobody: such clauses are drawn again."""

from __future__ import annotations

from .clauses import Clause
from .phrases import NUMBERS, POSSESSIVES, Nominal, NounPhrase

MAKING = frozenset(("write", "build", "make", "prepare", "draw"))
WORN = frozenset(("old", "dirty", "broken", "clean", "empty", "open", "closed", "famous", "modern"))  # not said of what is only being made
# What may fill a season, or happen at some moment of it; nobody jumps or closes a door "last year".
SEASONS = frozenset(("last month", "last year", "last summer", "next month", "every summer", "in summer", "in winter", "in spring"))
LASTING = frozenset(
    (
        *("travel", "work", "study", "swim", "write", "paint", "build", "buy", "sell", "repair", "visit", "meet", "learn", "read", "return", "go"),
        *("come", "see", "win", "lose", "find", "lend", "borrow", "have fun", "dance", "cook", "play", "invite", "admire", "help", "pick", "arrive"),
    )
)
UNPLANNED = frozenset(("fall asleep", "wake up", "get dressed", "hurry", "go to bed", "get up"))


def is_sensible(clause: Clause, object_phrase: Nominal | None = None) -> bool:
    """Whether a clause says something that somebody would say.

    Args:
        clause: the clause, without its relative clauses.
        object_phrase: what a gap stands for, in a relative clause.
    """
    thing = object_phrase if object_phrase is not None else clause.object
    if any(problem(clause) for problem in (season_of_a_moment, planned_sleep, talks_asleep)):
        return False
    return not isinstance(thing, NounPhrase) or not any(problem(clause, thing) for problem in OBJECT_PROBLEMS)


def season_of_a_moment(clause: Clause) -> bool:
    """He jumped last year."""
    return clause.verb.english not in LASTING and any(row.english in SEASONS for row in clause.adverbials)


def planned_sleep(clause: Clause) -> bool:
    """I fell asleep on Monday."""
    return clause.verb.english in UNPLANNED and any(row.english.startswith("on ") and row.english.endswith("day") for row in clause.adverbials)


def talks_asleep(clause: Clause) -> bool:
    """I am sleeping."""
    return clause.verb.english == "sleep" and clause.tense == "progressive" and clause.features.person in (0, 3)


def worn_before_it_is_made(clause: Clause, thing: NounPhrase) -> bool:
    """She is writing an old letter."""
    return clause.verb.english in MAKING and any(adjective.english in WORN for adjective in thing.adjectives)


def leaves_a_room_for_good(clause: Clause, thing: NounPhrase) -> bool:
    """He is leaving my kitchen."""
    return clause.verb.english == "leave" and "room" in thing.noun.classes and (thing.determiner in POSSESSIVES or thing.determiner == "'s")


def several_where_one_is_meant(clause: Clause, thing: NounPhrase) -> bool:
    """Start the lessons! He left the hotels."""
    return clause.verb.english in ("start", "finish", "leave", "enter", "cross") and thing.plural


def counts_what_happens_often(clause: Clause, thing: NounPhrase) -> bool:
    """He often writes three books, and always listens to some musicians; the fox always chases a squirrel."""
    if clause.frequency is None:
        return False
    return thing.determiner in (*NUMBERS, "many", "some") or (thing.determiner == "a" and "animal" in thing.noun.classes)


def never_one(clause: Clause, thing: NounPhrase) -> bool:
    """He never eats a biscuit: biscuits, rather."""
    return clause.negation == "never" and thing.determiner == "a"


def one_for_many(clause: Clause, thing: NounPhrase) -> bool:
    """Many engineers caught a ball: one and the same?"""
    return isinstance(clause.subject, NounPhrase) and clause.subject.plural and clause.subject.determiner != "the" and thing.determiner == "a"


def has_two_hands(clause: Clause, thing: NounPhrase) -> bool:
    """She is wearing two jackets and driving three tractors; we are wearing one ring."""
    if clause.verb.english == "wear" and clause.features.plural and not thing.plural:
        return True
    return clause.verb.english in ("wear", "drive") and thing.determiner in (*NUMBERS, "many")


OBJECT_PROBLEMS = (has_two_hands, worn_before_it_is_made, leaves_a_room_for_good, several_where_one_is_meant, counts_what_happens_often, never_one, one_for_many)
