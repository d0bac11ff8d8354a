"""Clauses: a verb with its subject, objects and adverbs, said in both languages.

Alignment conventions, beside the obvious ones:
- a finite French verb is linked to whatever carries the tense in English ("did", "will", "is going to") and, in a simple
  tense, to the verb; "does not eat", "ne mange pas": does and eat on mange, not on both ne and pas;
- "ate", "a mangé": both French words on the one English word;
- a reflexive pronoun is linked to the verb; a particle ("up", "for") to the French verb, or to its preposition;
- an auxiliary that opens a question is linked to "est-ce que", and, if it says more than do or does, to the verb as well;
- an article that only French has is linked to its noun.
"""

from __future__ import annotations

from dataclasses import dataclass

from .conjugation import conjugate
from .english_verbs import INFINITIVE_TENSES, VerbGroup, particle_is_preposition, say_english_verb
from .lexicon import Adjective, Verb
from .lexicon.adverbials import Adverbial
from .phrases import Features, Gap, Nominal, NounPhrase, Pronoun, say_nominal
from .words import ELIDED, English, French, Phrase, english, french

REFLEXIVE = ("me", "te", "se", "nous", "vous", "se")
FRENCH_MODALS = {"near future": "aller", "can": "pouvoir", "must": "devoir", "want": "vouloir", "like": "aimer"}


@dataclass(slots=True, eq=False)
class Clause:
    """One clause, before it is said.

    Attributes:
        subject: who does it; None where a coordinated verb shares the subject that `subject_features` tells.
        verb: a verb, or None for "to be".
        tense: one of english_verbs.TENSES.
        negation: "", "not" or "never".
        object: what it is done to; a pronoun becomes a clitic.
        recipient: to whom; a pronoun becomes a clitic.
        quality: after "to be": an adjective.
        identity: after "to be": a noun phrase.
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
class Rest:
    """What a clause has behind its verb, as it grows.

    Attributes:
        source: the English words.
        target: the French words that stay behind the verb.
        clitics: the French pronouns that move before it, each with its rank.
    """

    source: list[English]
    target: list[French]
    clitics: list[tuple[int, French]]

    def add(self, phrase: Phrase) -> None:
        """Append on both sides."""
        self.source += phrase[0]
        self.target += phrase[1]

    def add_clitic(self, text: str, *links: English) -> None:
        """Add a clitic. Their order is me te nous, then le la les, then lui leur: "me le donne", "le lui donne"."""
        rank = 0 if text in ("me", "te", "nous") else 1 if text in ("le", "la", "les") else 2
        self.clitics.append((rank, French(text, links, ELIDED.get(text, ""))))


def say_clause(clause: Clause, question: bool = False) -> Phrase:
    """Say a clause in both languages, without its punctuation.

    Args:
        clause: what to say.
        question: whether it is asked: auxiliary first in English, "est-ce que" in French.
    """
    subject_source, subject_target = say_nominal(clause.subject) if clause.subject is not None else ([], [])
    group = say_english_verb(clause.verb, clause.tense, clause.negation, clause.features.person, question, clause.frequency)
    rest = Rest([], [], [])
    say_rest(clause, group, rest)
    manner_source, manner_target = clause.manner.words() if clause.manner is not None else ([], [])
    middle = group.adverb[1]
    if clause.manner is not None:
        if stands_in_the_middle(clause):
            middle = middle + manner_target
        elif clause.object is not None:
            rest.target = manner_target + rest.target  # "lit lentement un livre", "entre lentement dans le musée"
        else:
            rest.target = rest.target + manner_target
    rest.source += manner_source
    for adverbial in clause.adverbials:
        rest.add(adverbial.words())
    if clause.content is not None:
        that = English("that")
        content_source, content_target = say_clause(clause.content)
        rest.add(([that, *content_source], [*french("que", that), *content_target]))
    target = subject_target + say_french_verb(clause, group, rest, middle) + rest.target
    if question:
        words = [word for word in group.words if word is not group.lead]
        return [group.lead, *subject_source, *words, *rest.source], french("est-ce que", group.lead) + target
    return [*subject_source, *group.words, *rest.source], target


def stands_in_the_middle(clause: Clause) -> bool:
    """Whether the adverb of manner comes before the participle: "a bien nagé", "a vite réparé la voiture", but "a nagé vite"."""
    if clause.tense in INFINITIVE_TENSES:
        return False  # "veut bien dormir" would be willing to sleep
    if "short" in clause.manner.classes:
        return clause.object is not None or clause.verb.reflexive
    return "middle" in clause.manner.classes


def say_rest(clause: Clause, group: VerbGroup, rest: Rest) -> None:
    """Say objects and predicate."""
    verb = clause.verb
    if verb is None:
        if clause.quality is not None:
            words = english(clause.quality.english)
            rest.add((words, french(clause.quality.form(clause.features.feminine, clause.features.plural), *words)))
        if clause.identity is not None:
            rest.add(say_identity(clause))
        return
    if verb.tail:
        rest.target += french(verb.tail, *group.proper)
    particle = english(verb.particle) if particle_is_preposition(verb) else []
    rest.source += particle
    if isinstance(clause.object, Pronoun):
        word = English(clause.object.english_object)
        rest.source.append(word)
        rest.add_clitic(clause.object.indirect if "dative" in verb.options else clause.object.direct, *particle, word)
    elif clause.object is not None and not isinstance(clause.object, Gap):
        # Under negation an indefinite direct object has "de": "ne ... pas de chien", but "ne joue pas au football".
        # What one does not like to do is denied, not its object: "n'aime pas manger une pomme".
        negated = bool(clause.negation) and clause.tense != "like" and not verb.preposition and clause.object.is_indefinite
        source, target = say_nominal(clause.object, negated, "generic" in verb.options)
        if "noarticle" in verb.options:
            target = target[1:]
        preposition = french(verb.preposition, *(particle or group.proper))
        rest.add((source, preposition + target))
    if clause.recipient is not None:
        say_recipient(clause, rest)


def say_identity(clause: Clause) -> Phrase:
    """Say what somebody is. A mere profession has no article in French: "est médecin", "est un bon médecin"."""
    source, target = say_nominal(clause.identity)
    if "job" in clause.identity.noun.classes and not clause.identity.adjectives and clause.identity.is_indefinite:
        article, target = target[0], target[1:]
        target[0].links = tuple(dict.fromkeys((*article.links, *target[0].links)))
    return source, target


def say_recipient(clause: Clause, rest: Rest) -> None:
    """Say to whom: "gives a book to the boy", "gives him a book"."""
    recipient = clause.recipient
    if not isinstance(recipient, Pronoun):
        to = English("to")
        source, target = say_nominal(recipient)
        rest.add(([to, *source], [*french("à", to), *target]))
    elif "ditransitive" in clause.verb.options and isinstance(clause.object, NounPhrase | Gap):
        word = English(recipient.english_object)
        rest.source.insert(0, word)
        rest.add_clitic(recipient.indirect, word)
    else:
        to, word = English("to"), English(recipient.english_object)
        rest.source += [to, word]
        rest.add_clitic(recipient.indirect, to, word)


def say_french_verb(clause: Clause, group: VerbGroup, rest: Rest, middle: list[French]) -> list[French]:
    """Say the French verb group: ne, clitics, finite verb, pas, adverb, participle or infinitive."""
    features, tense, verb = clause.features, clause.tense, clause.verb
    clitics = [word for _, word in sorted(rest.clitics, key=lambda ranked: ranked[0])]
    if verb is None:
        infinitive = "avoir" if clause.quality is not None and clause.quality.place == "avoir" else "être"
    else:
        infinitive = verb.french
        if verb.reflexive:
            pronoun = REFLEXIVE[features.person]
            clitics.insert(0, French(pronoun, group.proper, ELIDED.get(pronoun, "")))
    conjugation = conjugate(infinitive)
    nonfinite: list[French] = []
    if tense == "past":
        auxiliary = "être" if verb.reflexive else conjugation.auxiliary
        finite = conjugate(auxiliary).present[features.person]
        agreement = features if auxiliary == "être" else preceding_object(clause)
        nonfinite = [French(agree(conjugation.participle, agreement), group.other)]
    elif tense in INFINITIVE_TENSES:
        finite = conjugate(FRENCH_MODALS[tense]).present[features.person]
        nonfinite = [*clitics, French(infinitive, group.other)]  # clitics stand before the verb that they belong to
        clitics = []
    elif tense == "order":
        finite = conjugation.imperative
    else:
        finite = (conjugation.future if tense == "future" else conjugation.present)[features.person]
    words = [*clitics, French(finite, group.finite)]
    if clause.negation:
        pas = "jamais" if clause.negation == "never" else "pas"
        words = [*french("ne", *group.negation), *words, *french(pas, *group.negation)]
    return words + middle + nonfinite


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
        participle += "e"
    if features.plural and not participle.endswith("s"):
        participle += "s"
    return participle
