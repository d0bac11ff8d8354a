"""Drawing relative clauses: "who sings", "that the girl reads", "where she lives"."""

from __future__ import annotations

from .clauses import Clause
from .lexicon.adjectives import adjectives_for
from .lexicon.verbs import find_verb
from .noun_derivation import verbs_with_object, verbs_with_subject
from .object_derivation import ObjectDerivation
from .phrases import Gap, NounPhrase, head_noun
from .sense import is_sensible

# "The house where she lives": what one does in a place.
WHERE_VERBS = {
    "house": ("live", "play", "sleep"), "castle": ("live",), "school": ("study", "work"), "hotel": ("sleep", "work"), "restaurant": ("work", "cook"),
    "theatre": ("dance", "sing"), "garden": ("play", "rest"), "park": ("run", "go for a walk"), "village": ("live",), "town": ("live", "work"),
    "office": ("work",), "street": ("live", "play"), "beach": ("swim", "rest"), "lake": ("swim",), "island": ("live", "rest"), "kitchen": ("cook",),
    "bedroom": ("sleep", "paint"), "shop": ("work",), "library": ("study", "work"), "farm": ("work", "live"),
}  # fmt: skip


class RelativeDerivation(ObjectDerivation):
    """Draws relative clauses."""

    def add_relative(self, phrase: NounPhrase, around: Clause) -> None:
        """Add a relative clause to a phrase: "who sings", "that the girl read".

        Args:
            phrase: what it is about.
            around: the clause around it: past goes with past, and neither its verb nor its subject is said again, as in
                "the students wash the cabbages that the students wash".
        """
        noun, choose = phrase.noun, self.choose
        if phrase.determiner not in ("the", "a", "this", "two", "three", "several", "many") or phrase.content is not None:
            return
        if noun.english in WHERE_VERBS and choose.chance(0.5):
            verb = find_verb(choose.pick(WHERE_VERBS[noun.english]))
            subject = self.subject(verb.subjects[:1], 3, False, ("I", "you", "he", "she", "we"))
            self.note_subject(subject, verb)
            tense = "present" if verb.english in ("live", "work", "study") else "progressive"  # what one did for a while would be an imparfait
            phrase.relative, phrase.relative_role = Clause(subject, verb, tense), "place"
            return
        noted = len(self.combinations)
        verbs = tuple(verb for verb in verbs_with_object(noun) if verb.english != around.verb.english)
        if verbs and (choose.chance(0.5) or not verbs_with_subject(noun)):
            verb = choose.pick(verbs)
            subject = self.subject(verb.subjects, 3, False, ("I", "you", "he", "she", "we"))
            self.note_subject(subject, verb)
            # What is past is told of something past: not "he answered the message that she is writing".
            present = 2 if "state" in verb.options else 0 if "event" in verb.options or around.tense == "past" else 2
            tense = choose.weigh({"present": present, "past": 0 if "state" in verb.options else 3})
            if tense == "past" and verb.present_looks_past and subject.features.person != 2:
                if around.tense == "past":
                    del self.combinations[noted:]
                    return
                tense = "progressive"
            clause = Clause(subject, verb, tense, object=Gap(phrase.features))
            if "to" in verb.options:
                clause.recipient = self.object_pronoun(subject, False)
            self.settle_present(clause)
            repeated = subject is around.subject or (head_noun(subject) is not None and head_noun(subject) in (head_noun(around.subject), noun))
            if is_sensible(clause, phrase) and not repeated:
                phrase.relative, phrase.relative_role = clause, "object"
            else:
                del self.combinations[noted:]
            return
        verbs = tuple(verb for verb in verbs_with_subject(noun) if verb.english != around.verb.english)
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
        # What one did for a while, and no more, would be an imparfait: "la souris qui courait".
        ended = "state" not in verb.options and (verb.objects or "event" in verb.options)
        then = around.tense == "past" and "state" not in verb.options  # "who is drawing crossed the town": who drew?
        if then and (not ended or (verb.present_looks_past and phrase.plural)):
            del self.combinations[noted:]
            return
        tense = "past" if then else choose.weigh({"present": 3, "past": 2 if ended else 0, "progressive": 0 if {"event", "state"} & verb.options else 2})
        if tense == "past" and verb.present_looks_past and phrase.plural:
            tense = "progressive"
        clause = Clause(gap, verb, tense)
        self.add_objects(clause, 3, False)
        self.add_adverbs(clause, 3, False, False)
        self.settle_present(clause)
        if is_sensible(clause):
            phrase.relative = clause
        else:
            del self.combinations[noted:]
