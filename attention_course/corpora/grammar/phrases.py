"""Noun phrases: what one is made of, and how it is said in both languages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .lexicon import Adjective, Noun
from .words import ELIDED, English, French, Phrase, article, english, french

if TYPE_CHECKING:
    from .clauses import Clause


@dataclass(frozen=True, slots=True)
class Features:
    """What a verb, an adjective or a participle agrees with.

    Attributes:
        person: 0 for je, 1 for tu, 2 for il or elle, 3 for nous, 4 for vous, 5 for ils or elles.
        feminine: the French gender.
    """

    person: int
    feminine: bool

    @property
    def plural(self) -> bool:
        """Whether more than one is meant."""
        return self.person >= 3


THIRD = {(plural, feminine): Features(5 if plural else 2, feminine) for plural in (False, True) for feminine in (False, True)}


@dataclass(frozen=True, slots=True, eq=False)
class Pronoun:
    """A personal pronoun. "You" is tu, and "I", "you" and "we" are masculine: so each sentence has one translation."""

    english: str
    english_object: str
    french: str
    direct: str
    indirect: str
    features: Features

    is_indefinite = False


PRONOUNS = {
    "I": Pronoun("I", "me", "je", "me", "me", Features(0, False)),
    "you": Pronoun("you", "you", "tu", "te", "te", Features(1, False)),
    "he": Pronoun("he", "him", "il", "le", "lui", Features(2, False)),
    "she": Pronoun("she", "her", "elle", "la", "lui", Features(2, True)),
    "it": Pronoun("it", "it", "il", "le", "lui", Features(2, False)),  # "it" and "its" feminine need an antecedent
    "it (feminine)": Pronoun("it", "it", "elle", "la", "lui", Features(2, True)),
    "we": Pronoun("we", "us", "nous", "nous", "nous", Features(3, False)),
    "they": Pronoun("they", "them", "ils", "les", "leur", Features(5, False)),
    "they (feminine)": Pronoun("they", "them", "elles", "les", "leur", Features(5, True)),
}

# English possessive: masculine, feminine, plural. A feminine one becomes masculine before a vowel: "mon amie".
POSSESSIVES = {
    "my": ("mon", "ma", "mes"),
    "your": ("ton", "ta", "tes"),
    "his": ("son", "sa", "ses"),
    "her": ("son", "sa", "ses"),
    "our": ("notre", "notre", "nos"),
    "their": ("leur", "leur", "leurs"),
}
NUMBERS = {"two": "deux", "three": "trois", "four": "quatre", "five": "cinq", "six": "six", "ten": "dix", "several": "plusieurs"}


@dataclass(slots=True, eq=False)
class NounPhrase:
    """A noun with all that belongs to it.

    Attributes:
        noun: the head.
        determiner: "the", "a", "" (bare), "some", a possessive, "this", a number, "every", "many", "all the", or "'s".
        plural: the number.
        adjectives: at most one before and one after the noun in French.
        possessor: whose it is, for the determiner "'s".
        content: what it holds, or is a part of: "a glass of water", "the kitchen door".
        relative: a clause with a gap; `relative_role` says which: "subject", "object" or "place".
    """

    noun: Noun
    determiner: str = "the"
    plural: bool = False
    adjectives: tuple[Adjective, ...] = ()
    possessor: NounPhrase | None = None
    content: NounPhrase | None = None
    relative: Clause | None = None
    relative_role: str = "subject"

    @property
    def features(self) -> Features:
        """What agrees with this phrase."""
        return THIRD[self.plural, self.noun.feminine]

    @property
    def is_indefinite(self) -> bool:
        """Whether "ne ... pas" turns the determiner into "de"."""
        return self.determiner in ("a", "", "some", "any") and not self.noun.is_name


@dataclass(slots=True, eq=False)
class Coordination:
    """Noun phrases joined by "and" or "or"."""

    parts: tuple[NounPhrase, ...]
    conjunction: str = "and"

    @property
    def features(self) -> Features:
        """Plural; feminine only if all parts are."""
        return THIRD[True, all(part.features.feminine for part in self.parts)]

    is_indefinite = False


@dataclass(slots=True, eq=False)
class Gap:
    """The place in a relative clause that its head has left; nothing is said there, but verbs agree with it."""

    features: Features = field(default=THIRD[False, False])
    is_indefinite = False


Nominal = NounPhrase | Coordination | Pronoun | Gap
PEOPLE = frozenset(("person", "infant", "kin", "name"))


def is_person(subject: Nominal) -> bool:
    """Whether the subject is a human being."""
    if isinstance(subject, NounPhrase):
        return bool(PEOPLE & set(subject.noun.classes))
    return isinstance(subject, Pronoun | Coordination)


def head_noun(nominal: Nominal | None) -> Noun | None:
    """The noun of a phrase, None for a pronoun or several phrases."""
    return nominal.noun if isinstance(nominal, NounPhrase) else None


def subject_length(nominal: Nominal) -> int:
    """About how many English words a subject has."""
    if isinstance(nominal, NounPhrase):
        return 1 + bool(nominal.determiner) + len(nominal.adjectives) + (3 if nominal.possessor is not None else 0)
    return 4 if isinstance(nominal, Coordination) else 1


def say_nominal(nominal: Nominal, negated: bool = False, generic: bool = False) -> Phrase:
    """Say any full noun phrase (or subject pronoun) in both languages.

    Args:
        nominal: the phrase.
        negated: whether it is the direct object of a negated verb, where French has "de".
        generic: whether a bare noun means the whole kind ("likes apples"), where French has the definite article.
    """
    if isinstance(nominal, NounPhrase):
        return say_noun_phrase(nominal, negated, generic)
    if isinstance(nominal, Coordination):
        source, target = say_noun_phrase(nominal.parts[0], negated, generic)
        for at, part in enumerate(nominal.parts[1:], start=2):
            word = English(nominal.conjunction if at == len(nominal.parts) else ",")
            join = {"and": "et", "or": "ou", ",": ","}[word.text]
            more_source, more_target = say_noun_phrase(part, negated, generic)
            source += [word, *more_source]
            target += [French(join, (word,)), *more_target]
        return source, target
    if isinstance(nominal, Pronoun):
        word = English(nominal.english)
        return [word], [French(nominal.french, (word,), ELIDED.get(nominal.french, ""))]
    return [], []


def say_noun_phrase(phrase: NounPhrase, negated: bool = False, generic: bool = False) -> Phrase:
    """Say one noun phrase: determiner, adjectives, noun, what it is of, relative clause."""
    noun, plural, feminine = phrase.noun, phrase.plural, phrase.noun.feminine
    nouns = english(noun.english_plural if plural else noun.english)
    before: list[French] = []
    after: list[French] = []
    source_adjectives: list[English] = []
    for adjective in sorted(phrase.adjectives, key=lambda adjective: adjective.rank):
        words = english(adjective.english)
        source_adjectives += words
        form = adjective.form(feminine, plural)
        if adjective.place == "before":
            before_vowel = adjective.before_vowel if not plural and not feminine else ""
            before.append(French(form, tuple(words), before_vowel))
        else:
            after += french(form, *words)
    determiner_source, determiner_target = say_determiner(phrase, nouns, bool(before), negated, generic)
    source = determiner_source + source_adjectives + nouns
    target = determiner_target + before + french(noun.french_plural if plural else noun.french, *nouns) + after
    if phrase.possessor is not None:
        owner_source, owner_target = say_noun_phrase(phrase.possessor)
        mark = English("'" if owner_source[-1].text.endswith("s") and phrase.possessor.plural else "'s")
        source = [*owner_source, mark, *source]
        target += [*french("de", mark), *owner_target]
    if phrase.content is not None and phrase.content.determiner == "the":  # "the kitchen window": the article is that of the window
        part = english(phrase.content.noun.english)
        source[-len(nouns):-len(nouns)] = part
        target += [*french("de", *part), article("la" if phrase.content.noun.feminine else "le", *part), *french(phrase.content.noun.french, *part)]
    elif phrase.content is not None:
        of = English("of")
        content_source, content_target = say_noun_phrase(phrase.content, negated=phrase.content.determiner == "", generic=False)
        content_target[0].links = (of,)  # a bare noun has brought its own "de": "un verre d'eau"
        source += [of, *content_source]
        target += content_target
    if phrase.relative is not None:
        relative_source, relative_target = say_relative(phrase)
        source += relative_source
        target += relative_target
    return source, target


def say_determiner(
    phrase: NounPhrase, nouns: list[English], adjective_first: bool, negated: bool, generic: bool
) -> tuple[list[English], list[French]]:
    """Say the determiner. A French article that English lacks is linked to the noun: the noun is what calls for it."""
    determiner, plural, feminine = phrase.determiner, phrase.plural, phrase.noun.feminine
    if phrase.noun.is_name:
        return [], []
    definite = "les" if plural else "la" if feminine else "le"
    if determiner == "'s":
        return [], [article(definite, *nouns)]
    source = english(determiner)
    links = source or nouns
    if determiner == "the":
        return source, [article(definite, *links)]
    if determiner in POSSESSIVES:
        masculine_form, feminine_form, plural_form = POSSESSIVES[determiner]
        if plural:
            return source, [French(plural_form, tuple(links))]
        before_vowel = masculine_form if feminine and feminine_form != masculine_form else ""
        return source, [French(feminine_form if feminine else masculine_form, tuple(links), before_vowel)]
    if determiner in ("this", "these"):
        this = English("these" if plural else "this")
        form = "ces" if plural else "cette" if feminine else "ce"
        return [this], [French(form, (this,), "cet" if form == "ce" else "")]
    if determiner in NUMBERS:
        return source, french(NUMBERS[determiner], *links)
    if determiner == "every":
        return source, french("chaque", *links)
    if determiner == "many":
        return source, french("beaucoup de", *links)
    if determiner == "all the":
        return source, [French("toutes" if feminine else "tous", (source[0],)), article("les", source[1])]
    if not determiner and (generic or "bare" in phrase.noun.classes):
        return source, [article(definite, *links)]
    if negated:
        return source, french("de", *links)
    if determiner == "a":
        return source, french("une" if feminine else "un", *links)
    if plural:  # "some" or bare: "des", but "de" before an adjective: "de grands arbres"
        return source, french("de" if adjective_first else "des", *links)
    return source, [*french("de", *links), article(definite, *links)]  # partitive


def say_relative(phrase: NounPhrase) -> Phrase:
    """Say the relative clause of a phrase: who or that, qui, que or où, and the clause with its gap."""
    from .clauses import say_clause

    clause = phrase.relative
    source, target = say_clause(clause)
    if phrase.relative_role == "place":
        mark = English("where")
        return [mark, *source], [*french("où", mark), *target]
    if phrase.relative_role == "object":
        mark = English("that")
        return [mark, *source], [*french("que", mark), *target]
    mark = English("who" if is_person(phrase) else "that")
    return [mark, *source], [*french("qui", mark), *target]
