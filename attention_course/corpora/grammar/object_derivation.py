"""Drawing what a verb asks for: to what, to whom, when, where and how."""

from __future__ import annotations

from .clauses import Clause
from .english_verbs import INFINITIVE_TENSES
from .lexicon import NOUNS, Noun, Verb
from .lexicon.adverbials import Adverbial, adverbials
from .noun_derivation import FREE_PRONOUNS, NounDerivation, owner_word
from .phrases import PEOPLE, PRONOUNS, Coordination, Nominal, NounPhrase, Pronoun, head_noun, is_person

TIME_KINDS = {
    "present": ("habit",), "progressive": ("now",), "past": ("past",), "future": ("future",), "near future": ("future",), "must": ("future",), "can": ("future",), "want": ("future",),
}  # fmt: skip


class ObjectDerivation(NounDerivation):
    """Draws objects, recipients and adverbs."""

    def note_subject(self, subject: Nominal, verb: Verb) -> None:
        """Record (noun, verb) for `splits`."""
        parts = subject.parts if isinstance(subject, Coordination) else (subject,)
        for part in parts:
            if isinstance(part, NounPhrase) and not part.noun.is_name:
                self.combinations.append((part.noun.english, verb.english))

    def add_objects(self, clause: Clause, budget: int, first: bool) -> None:
        """Add what the verb asks for."""
        verb, choose = clause.verb, self.choose
        owner = self.owner_of(clause.subject)
        negated = bool(clause.negation)
        if verb.objects:
            noun = self.noun(verb.objects)
            while noun is head_noun(clause.subject) or ("womens" in noun.classes and verb.english == "wear" and not clause.features.feminine):
                noun = self.noun(verb.objects)
            personal = bool(PEOPLE & set(noun.classes))
            if personal and verb.preposition in ("", "à") and choose.chance(0.35):
                clause.object = self.object_pronoun(clause.subject, first)
            elif "generic" in verb.options and "unique" not in noun.classes:
                clause.object = self.kind_of(noun)
            else:
                clause.object = self.object_phrase(noun, verb, negated, budget, owner)
        if "to" in verb.options:
            self.add_recipient(clause, budget - 3, first, owner)

    def object_phrase(self, noun: Noun, verb: Verb, negated: bool, budget: int, owner: str) -> NounPhrase:
        """A full object: now and then a glass of water in place of water."""
        role = "object"
        if negated and "definite" not in verb.options and not verb.preposition:
            role = "lacking" if "indefinite" in verb.options else "negated"  # "does not have a bicycle", not "the bicycle"
        elif "definite" in verb.options or verb.preposition:
            role = "definite"
        elif "indefinite" in verb.options:
            role = "indefinite"
        elif "new" in verb.options:
            role = "acquired"
        if "instrument" in noun.classes and verb.english == "play":
            return NounPhrase(noun, self.choose.weigh({"the": 4, owner or "the": 1}))
        if verb.english in ("take", "miss", "wait for") and "transport" in noun.classes:
            return NounPhrase(noun, "the")
        if budget >= 5 and verb.english in ("eat", "drink", "want", "bring", "offer") and self.choose.chance(0.3):
            measured = self.measured(noun)
            if measured is not None:
                return measured
        return self.noun_phrase(noun, role, budget, owner)

    def kind_of(self, noun: Noun) -> NounPhrase:
        """A bare noun for the whole kind: "cats", "music", and "the sea"."""
        if "mass" in noun.classes:
            return NounPhrase(noun, "")
        if {"bathing", "landscape", "place", "explained", "heard", "written"} & set(noun.classes):
            return self.noun_phrase(noun, "definite", 2)
        return NounPhrase(noun, "", plural=True)

    def object_pronoun(self, subject: Nominal, first: bool) -> Pronoun:
        """Somebody who is not the subject: "I ... me" would be myself."""
        banned = {"I": ("I", "we"), "we": ("I", "we"), "you": ("you",)}.get(getattr(subject, "english", ""), ())
        names = FREE_PRONOUNS if first else ("I", "you", "we")
        return PRONOUNS[self.choose.pick([name for name in names if name not in banned])]

    def add_recipient(self, clause: Clause, budget: int, first: bool, owner: str) -> None:
        """Add to whom."""
        if self.choose.chance(0.45):
            clause.recipient = self.object_pronoun(clause.subject, first)
            return
        noun = self.noun(("kin", "close", "child", "name", "adult"))
        if noun is head_noun(clause.subject):
            noun = NOUNS["friend" if noun.english != "friend" else "neighbour"]
        clause.recipient = self.noun_phrase(noun, "definite", min(budget, 2), owner)

    def owner_of(self, subject: Nominal) -> str:
        """The possessive that points to the subject, "" for an animal or a thing."""
        if isinstance(subject, Pronoun):
            return owner_word(subject.features, subject.english)
        return owner_word(subject.features) if is_person(subject) else ""

    def add_adverbs(self, clause: Clause, budget: int, question: bool, times: bool) -> None:
        """Add frequency, manner, place and time, as far as the verb and the budget go."""
        choose, verb, tense = self.choose, clause.verb, clause.tense
        kinds: list[Adverbial] = []
        if "goal" in verb.options:
            table, classes = ("goal", verb.goals) if verb.english in ("go", "return", "come") else ("place", verb.goals or verb.places)
            kinds.append(choose.pick(adverbials(table, classes)))
            budget -= 3
        if "often" in verb.options and tense == "present" and clause.negation != "never" and choose.chance(0.25):
            clause.frequency = choose.pick(adverbials("frequency", ("negated" if clause.negation else "question" if question else "often",)))
            budget -= 1
        manners = tuple(kind for kind in ("well", "quickly", "manner", "early") if kind in verb.options)
        if tense in INFINITIVE_TENSES:  # "vouloir bien" is to be willing, "aller vite faire" to do it at once
            manners = tuple(kind for kind in manners if kind not in ("well", "quickly", "manner"))
        if clause.object is not None and ("well" in manners or "quickly" in manners) and clause.object.is_indefinite:
            manners = tuple(kind for kind in manners if kind == "manner")  # "bien des livres" would be many books
        if tense == "progressive":  # "is coming back late" would be a plan
            manners = tuple(kind for kind in manners if kind != "early")
        if clause.negation:
            manners = tuple(kind for kind in manners if kind == "well" and clause.negation == "not")
        if manners and clause.frequency is None and budget >= 1 and choose.chance(0.25):
            clause.manner = choose.pick(adverbials("manner", manners))
            budget -= 1
        if verb.places and "goal" not in verb.options and budget >= 3 and choose.chance(0.4):
            kinds.append(choose.pick(self.places_for(verb)))
            budget -= 3
        never_now = tense == "progressive" and clause.negation  # "is not singing now" is an answer to something unsaid
        if times and not never_now and budget >= 2 and tense in TIME_KINDS and choose.chance(0.3) and clause.frequency is None and clause.negation != "never":
            habit = tense != "present" or ("often" in verb.options and not clause.negation)
            if habit:
                kinds.append(choose.pick(adverbials("time", TIME_KINDS[tense])))
        clause.adverbials = tuple(kinds)

    def places_for(self, verb: Verb) -> tuple[Adverbial, ...]:
        """Places where it is done: "laughing at the theatre" would mock the theatre."""
        rows = tuple(row for row in adverbials("place", verb.places) if row.english != f"at {verb.english}")  # "works at work"
        return rows if verb.english not in ("laugh", "shout") else tuple(row for row in rows if not row.english.startswith("at "))

    def settle_present(self, clause: Clause) -> None:
        """Say a single act as English does: "that he is singing"; "that he sings" would be a habit. French has one present."""
        verb = clause.verb
        if verb is None or clause.tense != "present" or {"state", "generic", "noarticle"} & verb.options:
            return
        usual = clause.frequency is not None or (clause.manner is not None and "early" in clause.manner.classes)
        if not usual and clause.negation != "never" and not any("habit" in row.classes for row in clause.adverbials):
            clause.tense = "past" if "event" in verb.options else "progressive"
