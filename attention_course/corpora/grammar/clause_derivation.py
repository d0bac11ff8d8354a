"""Drawing clauses: a verb, who does it, to what, when, where and how, so that the whole makes sense."""

from __future__ import annotations

from .clauses import Clause
from .english_verbs import INFINITIVE_TENSES
from .lexicon import NOUNS, VERBS, Noun, Verb, nouns_of
from .lexicon.adjectives import adjectives_for
from .lexicon.adverbials import Adverbial, adverbials
from .lexicon.verbs import find_verb
from .noun_derivation import FREE_PRONOUNS, NounDerivation, owner_word, verbs_with_object, verbs_with_subject
from .phrases import (
    PEOPLE,
    PRONOUNS,
    Coordination,
    Gap,
    Nominal,
    NounPhrase,
    Pronoun,
    head_noun,
    is_person,
    subject_length,
)

ACTION_TENSES = {"present": 5, "progressive": 4, "past": 7, "future": 2, "near future": 2.5, "can": 1, "must": 1, "want": 1, "like": 0.5}
PERSONAL_TENSES = frozenset(("can", "must", "want", "like"))
TIME_KINDS = {
    "present": ("habit",), "progressive": ("now",), "past": ("past",), "future": ("future",), "near future": ("future",), "must": ("future",), "can": ("future",), "want": ("future",),
}  # fmt: skip
# "The house where she lives": what one does in a place.
WHERE_VERBS = {
    "house": ("live", "play", "sleep"), "castle": ("live",), "school": ("study", "work"), "hotel": ("sleep", "work"), "restaurant": ("work", "cook"),
    "theatre": ("dance", "sing"), "garden": ("play", "rest"), "park": ("run", "go for a walk"), "village": ("live",), "town": ("live", "work"),
    "office": ("work",), "street": ("live", "play"), "beach": ("swim", "rest"), "lake": ("swim",), "island": ("live", "rest"), "kitchen": ("cook",),
    "bedroom": ("sleep", "paint"), "shop": ("work",), "library": ("study", "work"), "farm": ("work", "live"),
}  # fmt: skip
# Verbs with a transitive twin are drawn less often without an object, and states as often as they are named.
VERB_POOL = tuple(verb for verb in VERBS for _ in range(2 if verb.objects else 1))


class ClauseDerivation(NounDerivation):
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
        """
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
        if tense == "past" and verb.present_looks_past and not negation and not question and subject.features.person != 2:
            tense = "present"
        if verb.french == "suivre" and subject.features.person == 0 and tense in ("present", "progressive"):
            tense = "past"  # "je suis Paul" would rather be "I am Paul"
        if negation == "never" and tense not in ("present", "past"):
            negation = "not"
        if question and tense == "like":
            tense = "present"
        clause = Clause(subject, verb, tense, negation)
        budget -= subject_length(subject) + 1 + (2 if tense in INFINITIVE_TENSES else 0)
        self.add_objects(clause, budget, first)
        self.add_adverbs(clause, budget - (2 if clause.object is not None else 0), question, times)
        if isinstance(subject, NounPhrase) and budget >= 9 and choose.chance(0.35 if budget < 16 else 0.6):
            self.add_relative(subject, tense)
        vague = clause.negation and clause.object is not None and clause.object.is_indefinite  # "pas de caillou qu'il a lancé"
        plain = not vague and not clause.adverbials and clause.manner is None and not isinstance(clause.recipient, NounPhrase)
        if plain and isinstance(clause.object, NounPhrase) and budget >= 7 and choose.chance(0.35 if budget < 14 else 0.6):
            self.add_relative(clause.object, tense)
        return clause

    def note_subject(self, subject: Nominal, verb: Verb) -> None:
        """Record (noun, verb) for `splits`."""
        parts = subject.parts if isinstance(subject, Coordination) else (subject,)
        for part in parts:
            if isinstance(part, NounPhrase) and not part.noun.is_name:
                self.combinations.append((part.noun.english, verb.english))

    def tense(self, verb: Verb, subject: Nominal, negation: str) -> str:
        """A tense that suits the verb: states stay in the present, only people can, must, want and like to."""
        if "state" in verb.options:
            return "present"
        weights = dict(ACTION_TENSES)
        if "event" in verb.options:
            weights["progressive"] = 0
            weights["like"] = 0
        if not is_person(subject) or verb.english in ("lose", "fall", "break", "forget", "miss"):
            for tense in PERSONAL_TENSES:
                weights[tense] = 0
        if "often" not in verb.options:
            weights["like"] = 0
        if negation:
            weights["progressive"] /= 2
            weights["must"] /= 2
        return self.choose.weigh(weights)

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
            role = "negated"
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
        if budget >= 5 and verb.english in ("eat", "drink", "want", "bring") and self.choose.chance(0.3):
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
        if clause.object is not None and ("well" in manners or "quickly" in manners) and clause.object.is_indefinite:
            manners = tuple(kind for kind in manners if kind == "manner")  # "bien des livres" would be many books
        if clause.negation:
            manners = tuple(kind for kind in manners if kind == "well" and clause.negation == "not")
        if manners and clause.frequency is None and budget >= 1 and choose.chance(0.25):
            clause.manner = choose.pick(adverbials("manner", manners))
            budget -= 1
        if verb.places and "goal" not in verb.options and budget >= 3 and choose.chance(0.4):
            kinds.append(choose.pick(adverbials("place", verb.places)))
            budget -= 3
        if times and budget >= 2 and tense in TIME_KINDS and choose.chance(0.3) and clause.frequency is None and clause.negation != "never":
            habit = tense != "present" or ("often" in verb.options and not clause.negation)
            if habit:
                kinds.append(choose.pick(adverbials("time", TIME_KINDS[tense])))
        clause.adverbials = tuple(kinds)

    def add_relative(self, phrase: NounPhrase, tense: str) -> None:
        """Add a relative clause to a phrase in a clause of some tense: "who sings", "that the girl read"; past goes with past."""
        noun, choose = phrase.noun, self.choose
        if phrase.determiner not in ("the", "a", "this", "two", "three", "several", "many") or phrase.content is not None:
            return
        if noun.english in WHERE_VERBS and choose.chance(0.5):
            verb = find_verb(choose.pick(WHERE_VERBS[noun.english]))
            subject = self.subject(verb.subjects[:1], 3, False, ("I", "you", "he", "she", "we"))
            self.note_subject(subject, verb)
            tense = "present" if "state" in verb.options else choose.weigh({"present": 1, "past": 2})
            phrase.relative, phrase.relative_role = Clause(subject, verb, tense), "place"
            return
        verbs = verbs_with_object(noun)
        if verbs and (choose.chance(0.5) or not verbs_with_subject(noun)):
            verb = choose.pick(verbs)
            subject = self.subject(verb.subjects, 3, False, ("I", "you", "he", "she", "we"))
            self.note_subject(subject, verb)
            present = 0.2 if "event" in verb.options or tense == "past" else 2
            tense = choose.weigh({"present": present, "past": 0 if "state" in verb.options else 3})
            if tense == "past" and verb.present_looks_past and subject.features.person != 2:
                tense = "present"
            phrase.relative = Clause(subject, verb, tense, object=Gap(phrase.features))
            phrase.relative_role = "object"
            if "to" in verb.options:
                phrase.relative.recipient = self.object_pronoun(subject, False)
            return
        verbs = verbs_with_subject(noun)
        if not verbs:
            return
        phrase.relative_role = "subject"
        gap = Gap(phrase.features)
        qualities = adjectives_for(noun, "predicate")
        if qualities and choose.chance(0.2):
            quality = choose.pick(qualities)
            self.combinations.append((quality.english, noun.english))
            phrase.relative = Clause(gap, None, "present", quality=quality)
            return
        verb = choose.pick(verbs)
        self.combinations.append((noun.english, verb.english))
        tense = choose.weigh({"present": 3, "past": 0 if "state" in verb.options else 2, "progressive": 0 if {"event", "state"} & verb.options else 2})
        if tense == "past" and verb.present_looks_past and phrase.plural:
            tense = "present"
        clause = Clause(gap, verb, tense)
        self.add_objects(clause, 3, False)
        self.add_adverbs(clause, 3, False, False)
        phrase.relative = clause

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
                job = choose.pick(jobs)
                phrase = NounPhrase(job, "" if subject.features.plural else "a", subject.features.plural, self.adjectives(job, 3))
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
