"""Drawing clauses: a verb, who does it, to what, when, where and how, so that the whole makes sense."""

from __future__ import annotations

from .clauses import Clause
from .english_verbs import INFINITIVE_TENSES
from .lexicon import NOUNS, VERBS, Verb, nouns_of
from .lexicon.adjectives import adjectives_for
from .lexicon.adverbials import adverbials
from .noun_derivation import FREE_PRONOUNS, verbs_with_subject
from .phrases import Coordination, Nominal, NounPhrase, Pronoun, head_noun, is_person, subject_length
from .relative_derivation import RelativeDerivation
from .sense import is_sensible

ACTION_TENSES = {"present": 5, "progressive": 4, "past": 7, "future": 2, "near future": 2.5, "can": 1, "must": 1, "want": 1, "like": 0.5}
PERSONAL_TENSES = frozenset(("can", "must", "want", "like"))
UNWILLED = frozenset(("lose", "fall", "break", "forget", "miss", "cry", "dream of", "fall asleep", "hear"))
TRIES = 20
# Verbs with a transitive twin are drawn less often without an object, and states as often as they are named.
VERB_POOL = tuple(verb for verb in VERBS for _ in range(2 if verb.objects else 1))


class NothingToSay(Exception):
    """What was settled of a clause leaves nothing sensible to say: the sentence is drawn again."""


class ClauseDerivation(RelativeDerivation):
    """Draws clauses."""

    def clause(
        self,
        budget: int,
        subject: Nominal | None = None,
        verb: Verb | None = None,
        tense: str = "",
        first: bool = True,
        question: bool = False,
        times: bool = True,
        negatable: bool = True,
    ) -> Clause:
        """A clause with a verb.

        Args:
            budget: about how many English words it may have.
            subject: who does it, if that is settled.
            verb: what is done, if that is settled.
            tense: one of clauses.TENSES, if that is settled.
            first: whether no noun came before in the sentence, so that "they" and "them" can only be those outside it.
            question: whether it will be asked.
            times: whether an expression of time may be added.
            negatable: whether it may be negated.

        Raises:
            NothingToSay: no sensible clause was found.
        """
        for _ in range(TRIES):
            noted = len(self.combinations)
            clause = self.any_clause(budget, subject, verb, tense, first, question, times, negatable)
            if is_sensible(clause):
                self.spoken.append(clause)
                return clause
            del self.combinations[noted:]
            if isinstance(subject, NounPhrase):
                subject.relative = None
        raise NothingToSay

    def any_clause(
        self, budget: int, subject: Nominal | None, verb: Verb | None, tense: str, first: bool, question: bool, times: bool, negatable: bool
    ) -> Clause:
        """A clause as it comes, sensible or not; arguments as for `clause`."""
        choose = self.choose
        verb = verb or choose.pick(VERB_POOL)
        negation = choose.weigh({"": 8, "not": 1.6, "never": 0.5 if "often" in verb.options else 0})
        if question or not negatable or "affirmative" in verb.options:
            negation = ""
        if subject is None:
            pronouns = FREE_PRONOUNS[question:] if first else ("I", "you", "we")
            subject = self.subject(verb.subjects, max(1, min(budget - 1, 6)), bool(negation) or question, pronouns)
        self.note_subject(subject, verb)
        tense = tense or self.tense(verb, subject, negation)
        tense = self.unmistakable(tense, verb, subject.features.person, negation, question)
        if negation == "never" and (tense != "present" or (verb.present_looks_past and subject.features.person != 2)):
            negation = "not" if tense != "past" else ""
        if verb.french == "suivre" and subject.features.person == 0 and tense in ("present", "progressive"):
            tense = "past"  # "je suis Paul" would rather be "I am Paul"
        if question and tense == "like":
            tense = "present"
        clause = Clause(subject, verb, tense, negation)
        budget -= subject_length(subject) + 1 + (2 if tense in INFINITIVE_TENSES else 0)
        self.add_objects(clause, budget, first)
        self.add_adverbs(clause, budget - (2 if clause.object is not None else 0), question, times)
        if question:
            self.settle_present(clause)
        if isinstance(subject, NounPhrase) and budget >= 9 and choose.chance(0.35 if budget < 16 else 0.6):
            self.add_relative(subject, clause)
        vague = clause.negation and clause.object is not None and clause.object.is_indefinite  # "pas de caillou qu'il a lancé"
        # Nobody takes "the bus that stops", nor plays "the piano that she has".
        caught = isinstance(clause.object, NounPhrase) and bool({"transport", "instrument"} & set(clause.object.noun.classes))
        pronoun_first = isinstance(clause.recipient, Pronoun) and "ditransitive" in verb.options  # not "the exercise that she understands to us"
        moment = "event" in verb.options and tense == "present"  # nor "I win the match that we are watching"
        plain = not vague and not moment and not caught and not clause.adverbials and clause.manner is None and (clause.recipient is None or pronoun_first)
        if plain and isinstance(clause.object, NounPhrase) and budget >= 7 and choose.chance(0.35 if budget < 14 else 0.6):
            self.add_relative(clause.object, clause)
        return clause

    def unmistakable(self, tense: str, verb: Verb, person: int, negation: str, question: bool) -> str:
        """The tense, or another where English would not tell it: "they read" is past or present, "they are reading" is not."""
        if verb.present_looks_past and tense in ("past", "present") and person != 2 and not question and negation != "not":
            return "progressive"
        return tense

    def tense(self, verb: Verb, subject: Nominal, negation: str) -> str:
        """A tense that suits the verb: states stay in the present, only people can, must, want and like to."""
        if "state" in verb.options:
            return "present"
        weights = dict(ACTION_TENSES)
        if "event" in verb.options:
            weights["progressive"] = 0
            weights["like"] = 0
        if not is_person(subject) or verb.english in UNWILLED:
            for tense in PERSONAL_TENSES:
                weights[tense] = 0
        if "often" not in verb.options:
            weights["like"] = 0
        if verb.english in UNWILLED:
            weights["near future"] = weights["future"] = 0
        if negation:
            weights["progressive"] /= 2
            weights["must"] /= 2
        return self.choose.weigh(weights)

    def being(self, budget: int, subject: Nominal | None = None, first: bool = True) -> Clause:
        """A clause with "to be": "is tired", "is not hungry", "is a doctor", "is red"."""
        choose = self.choose
        negation = choose.weigh({"": 5, "not": 1, "never": 0.2})
        if subject is None:
            classes = ("person", "person", "kin", "infant", "animal", "object", "clothes", "building", "vehicle", "fruit", "dish", "readable", "explained", "furniture")
            subject = self.subject((choose.pick(classes),), min(budget - 2, 2), True, FREE_PRONOUNS if first else ("I", "you", "we"))
        noun = head_noun(subject) or NOUNS["brother"]
        if isinstance(subject, Pronoun | Coordination) or noun.is_name or "kin" in noun.classes:
            jobs = [job for job in nouns_of("job") if job.feminine == subject.features.feminine]
            if jobs and not isinstance(subject, Coordination) and choose.chance(0.2):
                job, plural = choose.pick(jobs), subject.features.plural
                article = "" if plural else "a"
                phrase = NounPhrase(job, article, plural, self.adjectives(job, 3, article, plural))
                return Clause(subject, None, "present", "not" if negation else "", identity=phrase)
        qualities = adjectives_for(noun, "predicate")
        if not qualities:
            return self.clause(budget, subject, choose.pick(verbs_with_subject(noun))) if verbs_with_subject(noun) else self.clause(budget, first=first)
        quality = choose.pick(qualities)
        if isinstance(subject, NounPhrase) and not noun.is_name:
            self.combinations.append((quality.english, noun.english))
        if negation == "never" and quality.place != "avoir":
            negation = "not"
        clause = Clause(subject, None, "present", negation, quality=quality)
        if quality.place in ("state", "avoir") and is_person(subject) and negation != "never" and choose.chance(0.15):
            clause.frequency = choose.pick(adverbials("frequency", ("negated" if negation else "often",)))
        return clause
