"""Drawing sentences of several clauses that belong together: one object, one subject, a reason, two things at once."""

from __future__ import annotations

from .clause_derivation import ClauseDerivation
from .clauses import Clause, say_clause
from .lexicon import VERBS, Verb, nouns_of
from .lexicon.adjectives import find_adjective
from .lexicon.adverbials import find_adverbial
from .lexicon.chains import CHAINS, OPINIONS, REASONS, WEATHER, WEATHER_REASONS
from .lexicon.verbs import CONTENT_VERBS, find_verb, find_verb_for
from .phrases import Nominal, NounPhrase, Pronoun, head_noun, is_person
from .words import English, French, Phrase, aligned, english, french

CONJUNCTIONS = {"and": "et", "but": "mais", "or": "ou", "because": "parce que", "while": "pendant que", "when": "quand"}


def join(first: Phrase, joint: str, second: Phrase) -> Phrase:
    """Two clauses with what joins them: "and", ", but", "because", ","."""
    source = english(joint)
    target = [word for mark in source for word in french(CONJUNCTIONS.get(mark.text, mark.text), mark)]
    return [*first[0], *source, *second[0]], [*first[1], *target, *second[1]]


class CompoundDerivation(ClauseDerivation):
    """Draws compound statements. Each leaves its subject in `topic`, so that a further clause may take it up."""

    topic: Nominal

    def clause_statement(self, length: int) -> Phrase:
        """One clause."""
        clause = self.clause(length)
        self.topic = clause.subject
        return say_clause(clause)

    def chain_statement(self, length: int) -> Phrase:
        """The boy buys an apple and eats it: the pronoun takes up the object."""
        choose = self.choose
        first_name, object_class, second_name = choose.pick(CHAINS)
        noun = self.noun((object_class,))
        verbs = [find_verb_for(name, noun) for name in (first_name, second_name)]
        subject = self.topic = self.subject(("person",), max(1, length - 6), False)
        tense = self.plain_tense(verbs, subject)
        for verb in verbs:
            self.note_subject(subject, verb)
        phrase = self.object_phrase(noun, verbs[0], False, length - 5, self.owner_of(subject))
        # French says a pronoun again before the second verb, and so does English here; a noun is said once in both.
        repeated = subject if isinstance(subject, Pronoun) else None
        second = Clause(repeated, verbs[1], tense, object=self.refer_to(phrase), subject_features=subject.features)
        if "to" in verbs[1].options:
            self.add_recipient(second, 2, False, self.owner_of(subject))
        if length >= 11 and choose.chance(0.5):
            self.add_relative(phrase, tense)
        return join(say_clause(Clause(subject, verbs[0], tense, object=phrase)), "and", say_clause(second))

    def plain_tense(self, verbs: list[Verb], subject: Nominal) -> str:
        """Past or present; never a past that looks like a present ("they read")."""
        if any(verb.present_looks_past for verb in verbs) and subject.features.person != 2:
            return "present"
        return self.choose.weigh({"past": 3, "present": 2})

    def opinion_statement(self, length: int) -> Phrase:
        """Paul bought a hat, but his sister does not like it."""
        choose = self.choose
        first_name, object_class, opinion, negation = choose.pick(OPINIONS)
        noun = self.noun((object_class,))
        verb, second_verb = find_verb_for(first_name, noun), find_verb_for(opinion, noun)
        subject = self.topic = self.subject(("person",), max(1, length - 8), False)
        self.note_subject(subject, verb)
        phrase = self.object_phrase(noun, verb, False, length - 7, self.owner_of(subject))
        critic = NounPhrase(choose.pick([other for other in nouns_of("kin") if other is not head_noun(subject)]), self.owner_of(subject))
        self.note_subject(critic, second_verb)
        tense = "present" if verb.present_looks_past and subject.features.person != 2 else "past"
        second = Clause(critic, second_verb, "present", negation, object=self.refer_to(phrase))
        return join(say_clause(Clause(subject, verb, tense, object=phrase)), ", but" if negation else "and", say_clause(second))

    def because_statement(self, length: int) -> Phrase:
        """The girl is sleeping because she is tired; my aunt is staying at home because it is raining."""
        choose = self.choose
        weather = choose.chance(0.3)
        verb_name, reason = choose.pick(WEATHER_REASONS if weather else REASONS)
        verb = find_verb(verb_name)
        tense = choose.weigh({"progressive": 4 if verb_name != "stay" else 2, "near future": 2, "want": 2})
        subject = self.topic = self.subject(("person",), max(1, min(4, length - 6)), False)
        clause = self.clause(max(3, length - 4), subject, verb, tense, times=False, negatable=False)
        if weather:
            if verb_name == "stay":
                clause.adverbials = (find_adverbial("at home", "place"),)
            return join(say_clause(clause), "because", aligned(*reason))
        state = Clause(self.refer_to(subject), None, quality=find_adjective(*reason))
        return join(say_clause(clause), "because", say_clause(state))

    def two_statement(self, length: int) -> Phrase:
        """Julie washes the potatoes and Paul washes the plates: mostly one verb, two subjects."""
        choose = self.choose
        first = self.clause(length // 2, times=False)
        self.topic = first.subject
        verb = first.verb if choose.chance(0.75) else None
        tense = first.tense if verb is not None or "state" not in first.verb.options else "present"
        second = self.clause(length - length // 2 - 1, verb=verb, first=False, tense=tense if verb is not None else "", times=False)
        joint = ", but" if bool(first.negation) != bool(second.negation) else "and"
        return join(say_clause(first), joint, say_clause(second))

    def while_statement(self, length: int) -> Phrase:
        """The boy is singing while his sister is dancing."""
        verbs = [verb for verb in VERBS if not {"state", "event"} & verb.options and "person" in verb.subjects]
        clauses = []
        for number, verb in enumerate((self.choose.pick(verbs), self.choose.pick(verbs))):
            subject = self.subject(("person",), 3, False, ("I", "you", "we") if number else ("he", "she", "they"))
            clauses.append(self.clause((length - 1) // 2, subject, verb, "progressive", number == 0, times=False, negatable=False))
        self.topic = clauses[0].subject
        return join(say_clause(clauses[0]), "while", say_clause(clauses[1]))

    def when_statement(self, length: int) -> Phrase:
        """When it rains, the boy reads."""
        verbs = [verb for verb in VERBS if "often" in verb.options and not {"state", "event"} & verb.options]
        clause = self.clause(length - 4, verb=self.choose.pick(verbs), tense="present", times=False)
        self.topic = clause.subject
        when = English("when")
        source, target = aligned(*self.choose.pick(WEATHER))
        return join(([when, *source], [French("quand", (when,)), *target]), ",", say_clause(clause))

    def that_statement(self, length: int) -> Phrase:
        """My sister thinks that the boy is tired."""
        verb = CONTENT_VERBS[self.choose.pick(("think", "say", "know", "hope"))]
        subject = self.topic = self.subject(("person",), max(1, min(3, length - 8)), False)
        self.note_subject(subject, verb)
        if verb.english == "hope":
            candidates = [verb for verb in VERBS if not {"state", "fixed"} & verb.options]
            content = self.clause(length - 4, verb=self.choose.pick(candidates), first=False, tense="future")
        elif self.choose.chance(0.4):
            content = self.being(length - 4, first=False)
        else:
            content = self.clause(length - 4, first=False)
        return say_clause(Clause(subject, verb, content=content))

    def chained(self, length: int) -> Phrase:
        """A long sentence: compound statements joined by "and", at most once by "but"."""
        choose = self.choose
        kind = choose.weigh({"clause": 2, "chain": 3, "opinion": 2, "because": 2, "that": 3, "while": 2, "when": 1})
        pieces = 1 + (length > 17) + (length > 27)
        share = length // pieces
        whole = getattr(self, kind + "_statement")(share)
        contrasted = kind in ("opinion", "clause")
        for _ in range(pieces - 1):
            if is_person(self.topic) and choose.chance(0.6):
                verbs = [verb for verb in VERBS if "person" in verb.subjects and "state" not in verb.options]
                following = self.clause(share, self.refer_to(self.topic), choose.pick(verbs), first=False)
            else:
                following = self.clause(share, first=False)
            whole = join(whole, ", but" if following.negation and not contrasted else ", and", say_clause(following))
            contrasted = contrasted or bool(following.negation)
        return whole
