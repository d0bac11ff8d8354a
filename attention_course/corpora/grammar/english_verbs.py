"""The English verb group: do-support, auxiliaries, negation, and what each French verb form will translate."""

from __future__ import annotations

from dataclasses import dataclass

from .lexicon import Verb
from .lexicon.adverbials import Adverbial
from .words import English, Phrase, english

TO_BE = ("am", "are", "is", "are", "are", "are")
INFINITIVE_TENSES = ("near future", "can", "must", "want", "like")
TENSES = ("present", "progressive", "past", "future", "order", *INFINITIVE_TENSES)


@dataclass(slots=True)
class VerbGroup:
    """The English words of a verb group, by what they do.

    Attributes:
        words: auxiliary, negation, adverb and verb in the order of a statement.
        lead: the auxiliary that a question moves to the front, None for a simple verb.
        finite: what the finite French verb translates.
        other: what the participle or the infinitive translates.
        negation: what "ne" and "pas" translate.
        adverb: the adverb of frequency in both languages, empty for none.
        proper: the verb itself with its particle, for what belongs to its meaning: a reflexive pronoun, a preposition.
    """

    words: list[English]
    lead: English | None
    finite: tuple[English, ...]
    other: tuple[English, ...]
    negation: tuple[English, ...]
    adverb: Phrase
    proper: tuple[English, ...]


def particle_is_preposition(verb: Verb) -> bool:
    """Whether the particle answers to a French preposition: "talk to", "parler à"."""
    return bool(verb.preposition and verb.particle)


def say_english_verb(
    verb: Verb | None, tense: str, negation: str, person: int, question: bool = False, frequency: Adverbial | None = None
) -> VerbGroup:
    """Say the English verb group.

    Args:
        verb: the verb, None for "to be".
        tense: one of TENSES.
        negation: "", "not" or "never".
        person: 0 to 5; 2 is the third person singular.
        question: whether it is asked.
        frequency: an adverb such as "often".
    """
    third = person == 2
    lead = english(auxiliary(verb, tense, negation, person, question))
    middle: list[English] = []
    if tense == "near future":
        middle = english("going to")
    elif tense in ("want", "like"):
        middle = english(f"{tense}s to" if third and not lead else f"{tense} to")
    if verb is None:
        main = english("" if tense == "present" else "be")
    elif tense == "progressive":
        main = english(verb.present_participle)
    elif lead or middle:
        main = english(verb.base)
    elif tense == "past":
        main = english(verb.past)
    else:
        main = english(verb.third_person if third else verb.base)
    if verb is not None and not particle_is_preposition(verb):
        main += english(verb.particle)
    denial = english("" if lead and lead[0].text == "cannot" else negation)
    adverb = frequency.words() if frequency is not None else ([], [])
    group = VerbGroup(lead + denial + adverb[0] + middle + main, lead[0] if lead else None, (), tuple(main), tuple(denial), adverb, tuple(main))
    if negation and not denial:
        group.negation = tuple(lead)
    asks_only = question and lead and lead[0].text in ("do", "does")
    carriers = [] if asks_only else lead
    if tense == "past":
        group.finite = tuple(carriers or main)
    elif tense in INFINITIVE_TENSES:
        group.finite = tuple(carriers + middle)
    else:
        group.finite, group.other = tuple(carriers + main), ()
    return group


def auxiliary(verb: Verb | None, tense: str, negation: str, person: int, question: bool) -> str:
    """The auxiliary of a verb group, "" where a simple verb does without."""
    if tense == "near future" or tense == "progressive" or (tense == "present" and verb is None):
        return TO_BE[person]
    if tense == "future":
        return "will"
    if tense == "can":
        return "cannot" if negation == "not" else "can"
    if tense == "must":
        return "must"
    if question or negation == "not":
        return "did" if tense == "past" else "does" if person == 2 else "do"
    return ""
