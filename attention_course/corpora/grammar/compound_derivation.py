"""Drawing sentences of several clauses that belong together: one object, one subject, a reason, two things at once."""

from __future__ import annotations

from .clause_derivation import UNWILLED, ClauseDerivation, NothingToSay
from .clauses import Clause, say_clause
from .lexicon import NOUNS, VERBS, Verb, nouns_of
from .lexicon.adjectives import find_adjective
from .lexicon.adverbials import find_adverbial
from .lexicon.chains import CHAINS, OPINIONS, REASONS, WEATHER, WEATHER_REASONS
from .lexicon.verbs import CONTENT_VERBS, find_verb, find_verb_for
from .noun_derivation import FREE_PRONOUNS
from .phrases import PRONOUNS, Nominal, NounPhrase, Pronoun, head_noun, is_person
from .sense import is_sensible
from .words import English, French, Phrase, aligned, english, french

CONJUNCTIONS = {"and": "et", "but": "mais", "or": "ou", "because": "parce que", "while": "pendant que", "when": "quand"}


def join(first: Phrase, joint: str, second: Phrase) -> Phrase:
    """Two clauses with what joins them: "and", ", but", "because", ","."""
    source = english(joint)
    target = [word for mark in source for word in french(CONJUNCTIONS.get(mark.text, mark.text), mark)]
    return [*first[0], *source, *second[0]], [*first[1], *target, *second[1]]


# What one does, or does not do, when it rains.
IN_ALL_WEATHERS = ("eat", "drink", "prepare", "make", "study", "sing", "listen to", "watch", "take", "wear", "play", "draw", "walk", "phone", "visit", "water")
# The tense in which a sentence goes on: an event is not followed by a habit.
GOES_ON_AS = {"past": "past", "future": "future", "near future": "near future"}
# Too short to go on while something else does, or no deed at all.
NOT_MEANWHILE = frozenset(("go", "come", "come back", "return", "leave", "go out", "go home", "enter", "wear"))
FIRST_OR_LAST = frozenset(("wake up", "get up", "get dressed", "go to bed"))  # what a day begins or ends with, and no list of deeds


def goes_on(verb: Verb, tense: str) -> bool:
    """Whether a verb may carry on a sentence in a tense, and English will tell the tense."""
    if verb.french == "suivre" and tense != "past":  # "je suis": see `any_clause`
        return False
    if verb.english in FIRST_OR_LAST or (verb.english in UNWILLED and "future" in tense):
        return False
    if "state" in verb.options or (tense == "past" and verb.present_looks_past):
        return False
    return tense != "progressive" or "event" not in verb.options


def same_thing(first: Nominal, second: Nominal) -> bool:
    """Whether two clauses name the same person or kind of thing."""
    return first is second or (head_noun(first) is not None and head_noun(first) is head_noun(second))


def comparable(first: Nominal, second: Nominal) -> bool:
    """Whether what two people do something to belongs side by side: apples and pears, not hens and a car."""
    nouns = head_noun(first), head_noun(second)
    return None not in nouns and nouns[0] is not nouns[1] and nouns[0].classes[0] == nouns[1].classes[0]


def both_speak(first: Nominal, second: Nominal) -> bool:
    """Whether the same person is meant twice, or once as one of "we": "we hope that I"."""
    speakers = (PRONOUNS["I"], PRONOUNS["we"])
    return first is second or (first in speakers and second in speakers)


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
        first = Clause(subject, verbs[0], tense, object=phrase)
        # No relative clause on the object: in "takes the key that Paul lost and hides it" Paul might be hiding it.
        if not is_sensible(first) or not is_sensible(second, phrase):
            raise NothingToSay
        self.spoken += [first, second]
        return join(say_clause(first), "and", say_clause(second))

    def plain_tense(self, verbs: list[Verb], subject: Nominal) -> str:
        """Past or present; never a past that looks like a present ("they read")."""
        if any(verb.present_looks_past for verb in verbs) and subject.features.person != 2:
            return "progressive"
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
        tense = "progressive" if verb.present_looks_past and subject.features.person != 2 else "past"
        second = Clause(critic, second_verb, "present", negation, object=self.refer_to(phrase))
        first = Clause(subject, verb, tense, object=phrase)
        if not is_sensible(first):
            raise NothingToSay
        return join(say_clause(first), ", but" if negation else "and", say_clause(second))

    def because_statement(self, length: int) -> Phrase:
        """The girl is sleeping because she is tired; my aunt is staying at home because it is raining."""
        choose = self.choose
        weather = choose.chance(0.3)
        verb_name, reason = choose.pick(WEATHER_REASONS if weather else REASONS)
        verb = find_verb(verb_name)
        tense = choose.weigh({"progressive": 4 if verb_name != "stay" else 2, "near future": 2, "want": 0 if verb_name in UNWILLED else 2})
        subject = self.topic = self.subject(("person",), max(1, min(4, length - 6)), False)
        clause = self.clause(max(3, length - 4), subject, verb, tense, times=False, negatable=False)
        clause.manner = None  # "goes home late because it is late"
        if verb_name == "run":
            clause.adverbials = ()  # who is late does not run under a tree
        if verb_name == "close" and head_noun(clause.object).english not in ("door", "window"):
            clause.object = NounPhrase(NOUNS[choose.pick(("door", "window"))], choose.pick(("the", "this")))
        if verb_name == "stay":
            clause.adverbials = (find_adverbial("at home", "place"),)
        if weather:
            return join(say_clause(clause), "because", aligned(*reason))
        state = Clause(self.refer_to(subject), None, quality=find_adjective(*reason))
        return join(say_clause(clause), "because", say_clause(state))

    def two_statement(self, length: int) -> Phrase:
        """Julie washes the potatoes and Paul washes the plates: one verb, two subjects, two objects."""
        first = self.clause(length // 2, verb=self.choose.pick([verb for verb in VERBS if verb.objects]), times=False)
        self.topic = first.subject
        second = self.clause(length - length // 2 - 1, verb=first.verb, first=False, tense=first.tense, times=False)
        if "never" in (first.negation, second.negation):  # "they never buy the lamp, but you buy pebbles"
            raise NothingToSay
        if same_thing(first.subject, second.subject) or not comparable(first.object, second.object) or second.tense != first.tense:
            raise NothingToSay
        joint = ", but" if bool(first.negation) != bool(second.negation) else "and"
        return join(say_clause(first), joint, say_clause(second))

    def while_statement(self, length: int) -> Phrase:
        """The boy is singing while his sister is dancing."""
        verbs = [verb for verb in VERBS if not {"state", "event"} & verb.options and "person" in verb.subjects and verb.english not in NOT_MEANWHILE]
        clauses = []
        done = self.choose.pick(verbs)
        for number, verb in enumerate((done, self.choose.pick([verb for verb in verbs if verb.english != done.english]))):
            subject = self.subject(("person",), 3, False, ("I", "you", "we") if number else ("he", "she", "they"))
            clauses.append(self.clause((length - 1) // 2, subject, verb, "progressive", number == 0, times=False, negatable=False))
        self.topic = clauses[0].subject
        if same_thing(self.topic, clauses[1].subject):
            raise NothingToSay
        return join(say_clause(clauses[0]), "while", say_clause(clauses[1]))

    def when_statement(self, length: int) -> Phrase:
        """When it rains, the boy reads."""
        # No verb whose present looks past ("when it is cold, they read"), and nothing done to somebody.
        verbs = [verb for verb in VERBS if "often" in verb.options and not {"state", "event", "to"} & verb.options and not verb.present_looks_past]
        verbs = [verb for verb in verbs if not verb.objects or verb.english in IN_ALL_WEATHERS]
        clause = self.clause(length - 4, verb=self.choose.pick(verbs), tense="present", times=False)
        self.topic = clause.subject
        when = English("when")
        source, target = aligned(*self.choose.pick(WEATHER))
        return join(([when, *source], [French("quand", (when,)), *target]), ",", say_clause(clause))

    def that_statement(self, length: int) -> Phrase:
        """My sister thinks that the boy is tired."""
        verb = CONTENT_VERBS[self.choose.pick(("think", "say", "know", "hope"))]
        # Of oneself one says it without "I say that".
        pronouns = ("he", "she", "they") if verb.english == "say" else FREE_PRONOUNS
        subject = self.topic = self.subject(("person",), max(1, min(3, length - 8)), False, pronouns)
        self.note_subject(subject, verb)
        if verb.english == "hope":
            candidates = [verb for verb in VERBS if not {"state", "fixed"} & verb.options and verb.english not in UNWILLED]
            content = self.clause(length - 4, verb=self.choose.pick(candidates), first=False, tense="future")
        elif self.choose.chance(0.4):
            content = self.being(length - 4, first=False)
        else:
            content = self.clause(length - 4, first=False)
            self.settle_present(content)
        if both_speak(subject, content.subject):  # "we hope that we": both languages would rather have an infinitive
            raise NothingToSay
        return say_clause(Clause(subject, verb, content=content))

    def chained_statement(self, length: int) -> Phrase:
        """A long sentence: a compound statement, and more clauses of the same time, joined by "and"."""
        choose = self.choose
        pieces = 1 + (length > 17) + (length > 27)
        # What somebody thinks now of what another did leaves no time in which to go on.
        opinion = 2 if pieces == 1 else 0
        kind = choose.weigh({"clause": 2, "chain": 3, "opinion": opinion, "because": 2, "that": 3, "while": 2, "when": 1 if pieces == 1 else 0})
        share = length // pieces
        whole = getattr(self, kind + "_statement")(share)
        habit = bool(self.spoken) and self.spoken[0].tense == "present" and "state" not in self.spoken[0].verb.options
        if habit and pieces > 1 and kind in ("clause", "chain"):  # nothing goes on from a habit
            raise NothingToSay
        tense = GOES_ON_AS.get(self.spoken[0].tense, "progressive") if self.spoken else "progressive"
        every = isinstance(self.topic, NounPhrase) and (self.topic.determiner == "every" or "infant" in self.topic.noun.classes)
        takes_up = is_person(self.topic) and not every  # "he" is not every boy; nor does a baby do what others do
        done = {clause.verb.english for clause in self.spoken if clause.verb is not None}
        for _ in range(pieces - 1):
            verbs = [verb for verb in VERBS if goes_on(verb, tense) and verb.english not in done]
            # Nobody is doing three things at once: what goes on now, another does.
            if takes_up and tense != "progressive" and choose.chance(0.6):
                verbs = [verb for verb in verbs if "person" in verb.subjects]
                following = self.clause(share, self.refer_to(self.topic), choose.pick(verbs), tense, False, times=False, negatable=choose.chance(0.4))
            else:
                following = self.clause(share, None, choose.pick(verbs), tense, False, times=False, negatable=choose.chance(0.4))
                if any(same_thing(following.subject, said.subject) or both_speak(following.subject, said.subject) for said in self.spoken[:-1]):
                    raise NothingToSay  # "we are leaving, and I am going to bed"
                takes_up = takes_up and self.topic.features.person not in (2, 5)  # "he" would now be somebody else
            done.add(following.verb.english)
            whole = join(whole, ", and", say_clause(following))
        return whole
