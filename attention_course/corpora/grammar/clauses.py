"""Clauses: a verb with its subject, objects and adverbs, said in both languages.

Alignment conventions, beside the obvious ones:
- a finite French verb is linked to whatever carries the tense in English ("did", "will", "is ... ing") and, in a simple
  tense, to the verb; "does not eat" is "ne mange pas" with does and eat on mange, and not on both ne and pas;
- "ate" is "a mangé", both French words linked to the one English word;
- a reflexive pronoun is linked to the verb; a particle ("up", "for") to the French verb or to its preposition;
- an auxiliary that opens a question is linked to "est-ce que", and, if it is more than do or does, to the verb as well.
"""

from __future__ import annotations

from dataclasses import dataclass

from .conjugation import conjugate
from .lexicon import Adjective, Verb
from .lexicon.adverbials import Adverbial
from .phrases import Coordination, Features, Gap, Nominal, NounPhrase, Pronoun, say_nominal
from .words import ELIDED, English, French, Phrase, english, french

TENSES = ("present", "progressive", "past", "future", "near future", "can", "must", "want", "like")
INFINITIVE_TENSES = ("near future", "can", "must", "want", "like")
TO_BE = ("am", "are", "is", "are", "are", "are")
REFLEXIVE = ("me", "te", "se", "nous", "vous", "se")
FRENCH_MODALS = {"near future": "aller", "can": "pouvoir", "must": "devoir", "want": "vouloir", "like": "aimer"}


@dataclass(slots=True, eq=False)
class Clause:
    """One clause, before it is said.

    Attributes:
        subject: who does it; None where a coordinated verb shares the subject that `subject_features` tells.
        verb: a verb, or None for "to be".
        tense: one of TENSES.
        negation: "", "not" or "never".
        object: what it is done to; a pronoun becomes a clitic.
        recipient: to whom; a pronoun becomes a clitic.
        quality: after "to be": an adjective.
        identity: after "to be": a noun phrase, or a place.
        frequency, manner: adverbs.
        adverbials: places and times, in order, at the end.
        content: a that-clause.
        subject_features: what the verb agrees with when the subject goes unsaid.
    """

    subject: Nominal | None
    verb: Verb | None
    tense: str = "present"
    negation: str = ""
    object: Nominal | None = None
    recipient: Nominal | None = None
    quality: Adjective | None = None
    identity: NounPhrase | None = None
    frequency: Adverbial | None = None
    manner: Adverbial | None = None
    adverbials: tuple[Adverbial, ...] = ()
    content: Clause | None = None
    subject_features: Features | None = None

    @property
    def features(self) -> Features:
        """What the verb agrees with."""
        return self.subject.features if self.subject is not None else self.subject_features


@dataclass(slots=True)
class VerbWords:
    """The English words of a verb group, by what they do.

    Attributes:
        lead: the auxiliary that a question moves to the front (empty for a simple verb).
        verb: the words of the verb proper, particles left out.
        finite_links: what the finite French verb translates.
        other_links: what the participle or infinitive translates.
        words: lead, negation, adverb and verb in the order of a statement.
        negation: what "ne" and "pas" translate.
    """

    lead: list[English]
    words: list[English]
    finite_links: tuple[English, ...]
    other_links: tuple[English, ...]
    negation: tuple[English, ...]
    adverb: Phrase


def say_clause(clause: Clause, question: bool = False) -> Phrase:
    """Say a clause in both languages, without its punctuation.

    Args:
        clause: what to say.
        question: whether it is a yes-or-no question: auxiliary first in English, "est-ce que" in French.
    """
    subject_source, subject_target = say_nominal(clause.subject) if clause.subject is not None else ([], [])
    group = english_verb(clause, question)
    rest_source, objects_target, clitics, rest_links = say_objects(clause, group)
    target = subject_target + french_verb(clause, group, clitics, rest_links) + objects_target
    if question:
        lead = group.lead[0]
        mark = [*french("est-ce", lead), *french("que", lead)]
        words = [word for word in group.words if word is not lead]
        return [lead, *subject_source, *words, *rest_source], mark + target
    return [*subject_source, *group.words, *rest_source], target


def english_verb(clause: Clause, question: bool) -> VerbWords:
    """Say the English verb group, and note what the French one will translate."""
    tense, verb, person = clause.tense, clause.verb, clause.features.person
    third = person == 2
    lead: list[English] = []
    middle: list[English] = []  # between the negation and the verb proper: "going to"
    supported = bool(question or clause.negation == "not")
    if tense == "near future":
        lead, middle = english(TO_BE[person]), english("going to")
    elif tense in ("can", "must") or tense == "future":
        lead = english("cannot" if tense == "can" and clause.negation == "not" else "will" if tense == "future" else tense)
    elif tense == "progressive" or (tense == "present" and verb is None):
        lead = english(TO_BE[person])
    elif supported:
        lead = english("did" if tense == "past" else "does" if third else "do")
    if tense in ("want", "like"):
        middle = english(("wants to" if tense == "want" else "likes to") if third and not lead else f"{tense} to")
    if verb is None:
        main = english("be" if tense != "present" else "")
    elif tense == "progressive":
        main = english(verb.present_participle)
    elif lead or middle:
        main = english(verb.base)
    elif tense == "past":
        main = english(verb.past)
    else:
        main = english(verb.third_person if third else verb.base)
    particle = english(verb.particle) if verb is not None and not particle_is_preposition(verb) else []
    negation = lead[:1] if lead and lead[0].text == "cannot" else english(clause.negation)
    adverb = clause.frequency.words() if clause.frequency is not None else ([], [])
    said_negation = [] if negation == lead[:1] else negation
    words = lead + said_negation + adverb[0] + middle + main + particle
    proper = tuple(main + particle)
    if tense == "past":
        finite = tuple(lead) or proper
        other = proper
    elif tense in INFINITIVE_TENSES:
        finite, other = tuple(lead + middle), proper
    else:
        finite, other = tuple(lead) + proper, ()
    return VerbWords(lead, words, finite, other, tuple(negation), adverb)


def particle_is_preposition(verb: Verb) -> bool:
    """Whether the particle answers to a French preposition: "talk to", "parler à"."""
    return bool(verb.preposition and verb.particle)


def say_objects(clause: Clause, group: VerbWords) -> tuple[list[English], list[French], list[French], tuple[English, ...]]:
    """Say everything behind the verb.

    Returns:
        English words; French words; French clitics in their order; English particles that the French verb translates too,
        because its preposition has gone into a clitic.
    """
    verb = clause.verb
    source: list[English] = []
    target: list[French] = []
    clitics: list[tuple[int, French]] = []
    particle: list[English] = english(verb.particle) if verb is not None and particle_is_preposition(verb) else []
    source += particle
    if clause.object is not None and not isinstance(clause.object, Gap):
        negated = bool(clause.negation) and verb is not None and not verb.preposition
        if isinstance(clause.object, Pronoun):
            word = English(clause.object.english_object)
            source.append(word)
            if "dative" in verb.options:
                clitics.append(make_clitic(clause.object.indirect, (word, *particle)))
            else:
                clitics.append(make_clitic(clause.object.direct, (word,)))
        else:
            object_source, object_target = say_nominal(clause.object, negated and clause.object.is_indefinite, "generic" in verb.options)
            if "noarticle" in verb.options:
                object_target = object_target[1:]
            source += object_source
            if verb.tail:
                target += french(verb.tail, *group_verb(group))
            if verb.preposition:
                target += french(verb.preposition, *(particle or group_verb(group)))
            target += object_target
    if clause.recipient is not None and not isinstance(clause.recipient, Gap):
        say_recipient(clause, source, target, clitics)
    if verb is None:
        say_predicate(clause, source, target)
    manner_target: list[French] = []
    if clause.manner is not None:
        manner_source, manner_target = clause.manner.words()
        source += manner_source
        if not stands_in_the_middle(clause):
            # A short adverb comes before a full object: "lit lentement un livre"; behind "jouer au football".
            target = target + manner_target if clause.object is None or verb.preposition else manner_target + target
        else:
            group.adverb = (group.adverb[0], manner_target)
    for adverbial in clause.adverbials:
        adverbial_source, adverbial_target = adverbial.words()
        source += adverbial_source
        target += adverbial_target
    if clause.content is not None:
        that = English("that")
        content_source, content_target = say_clause(clause.content)
        source += [that, *content_source]
        target += [*french("que", that), *content_target]
    clitics.sort(key=lambda ranked: ranked[0])
    return source, target, [word for _, word in clitics], ()


def group_verb(group: VerbWords) -> tuple[English, ...]:
    """The English words of the verb proper."""
    return group.other_links or group.finite_links[-1:]


def stands_in_the_middle(clause: Clause) -> bool:
    """Whether the adverb of manner comes between auxiliary and participle, or right behind a simple verb: "a bien dormi"."""
    return "middle" in clause.manner.classes


def make_clitic(text: str, links: tuple[English, ...]) -> tuple[int, French]:
    """A clitic and its rank: me te nous, then le la les, then lui leur."""
    rank = 0 if text in ("me", "te", "nous") else 1 if text in ("le", "la", "les") else 2
    return rank, French(text, links, ELIDED.get(text, ""))


def say_recipient(clause: Clause, source: list[English], target: list[French], clitics: list[tuple[int, French]]) -> None:
    """Say to whom: "gives a book to the boy", "gives him a book"; both lists and the clitics grow."""
    recipient = clause.recipient
    if isinstance(recipient, Pronoun):
        word = English(recipient.english_object)
        if "ditransitive" in clause.verb.options and not isinstance(clause.object, Pronoun | Gap):
            source.insert(0, word)
            clitics.append(make_clitic(recipient.indirect, (word,)))
        else:
            to = English("to")
            source += [to, word]
            clitics.append(make_clitic(recipient.indirect, (to, word)))
        return
    to = English("to")
    recipient_source, recipient_target = say_nominal(recipient)
    source += [to, *recipient_source]
    target += [*french("à", to), *recipient_target]


def say_predicate(clause: Clause, source: list[English], target: list[French]) -> None:
    """Say what comes after "to be": an adjective that agrees, or a noun phrase, which keeps its article under negation."""
    if clause.quality is not None:
        words = english(clause.quality.english)
        source += words
        form = clause.quality.form(clause.features.feminine, clause.features.plural)
        target += french(form, *words)
    if clause.identity is not None:
        identity_source, identity_target = say_nominal(clause.identity)
        source += identity_source
        target += identity_target


def french_verb(clause: Clause, group: VerbWords, clitics: list[French], rest_links: tuple[English, ...]) -> list[French]:
    """Say the French verb group: ne, clitics, finite verb, pas, adverb, participle or infinitive."""
    features, tense, verb = clause.features, clause.tense, clause.verb
    if verb is None:
        infinitive = "avoir" if clause.quality is not None and clause.quality.place == "avoir" else "être"
    else:
        infinitive = verb.french
    finite_links, other_links = group.finite_links, group.other_links
    if verb is not None and verb.reflexive:
        pronoun = REFLEXIVE[features.person]
        clitics = [French(pronoun, group_verb(group), ELIDED.get(pronoun, "")), *clitics]
    nonfinite: list[French] = []
    if tense == "past":
        conjugation = conjugate(infinitive)
        auxiliary = "être" if verb.reflexive else conjugation.auxiliary
        finite = conjugate(auxiliary).present[features.person]
        agreement = features if auxiliary == "être" else preceding_object(clause)
        nonfinite = [French(agree(conjugation.participle, agreement), other_links)]
    elif tense in INFINITIVE_TENSES:
        finite = conjugate(FRENCH_MODALS[tense]).present[features.person]
        nonfinite = [*clitics, French(infinitive, other_links)]
        clitics = []
    elif tense == "future":
        finite = conjugate(infinitive).future[features.person]
    else:
        finite = conjugate(infinitive).present[features.person]
    words = [*clitics, French(finite, finite_links)]
    if clause.negation:
        words = [*french("ne", *group.negation), *words, *french("jamais" if clause.negation == "never" else "pas", *group.negation)]
    return words + group.adverb[1] + nonfinite


def preceding_object(clause: Clause) -> Features | None:
    """The direct object that stands before the participle, which then agrees with it: a clitic, or the head of a relative."""
    if isinstance(clause.object, Pronoun | Gap) and not clause.verb.preposition:
        return clause.object.features
    return None


def agree(participle: str, features: Features | None) -> str:
    """A past participle in the gender and number of what it agrees with."""
    if features is None:
        return participle
    if features.feminine:
        participle = participle.replace("dû", "du") + "e"
    if features.plural and not participle.endswith("s"):
        participle += "s"
    return participle


__all__ = ["TENSES", "Clause", "Coordination", "agree", "say_clause"]
