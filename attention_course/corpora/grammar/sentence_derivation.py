"""Drawing sentences: statements, questions and orders."""

from __future__ import annotations

from .clause_derivation import NothingToSay
from .clauses import Clause, say_clause
from .comparisons import say_comparison
from .compound_derivation import CompoundDerivation, join
from .lexicon import VERBS, nouns_of
from .lexicon.adjectives import adjectives_for
from .lexicon.adverbials import adverbials
from .lexicon.chains import FIXED, THERE
from .orthography import write
from .phrases import PRONOUNS, Pronoun, say_nominal
from .sense import is_sensible
from .words import English, French, Pair, Phrase, aligned, english, french

SHORT_KINDS = {
    "clause": 60, "question": 12, "being": 10, "there": 4, "identity": 3, "fixed": 0.4, "where": 3, "asked": 6, "fronted": 4, "order": 4, "comparison": 4,
}  # fmt: skip
LONG_KINDS = {"clause": 3, "chain": 4, "opinion": 2.5, "because": 4, "two": 4, "when": 2, "that": 3, "while": 2.5}
MARKS = {"question": "?", "where": "?", "asked": "?", "order": "!"}
ASKED_FOR = ("eat", "drink", "buy", "read", "look for", "prepare", "watch", "draw")
QUESTION_WORDS = {"where": "où", "when": "quand", "why": "pourquoi"}


class SentenceDerivation(CompoundDerivation):
    """Draws whole sentences."""

    def sentence(self, length: int) -> Pair:
        """A sentence of about `length` English words; `self.combinations` then holds its pairs of words."""
        while True:
            self.combinations.clear()
            self.spoken.clear()
            if length > 14:
                kind = "chained"
            else:
                short = length < 8 or self.choose.chance(max(0.0, 0.7 - 0.05 * length))
                kind = self.choose.weigh(SHORT_KINDS if short else LONG_KINDS)
            try:
                source, target = getattr(self, kind + "_statement")(length)
                break
            except NothingToSay:
                continue
        mark = MARKS.get(kind, ".")
        end = English(mark)
        return write([*source, end], [*target, French(mark, (end,))])

    def being_statement(self, length: int) -> Phrase:
        """Somebody is something."""
        return say_clause(self.being(length))

    def comparison_statement(self, length: int) -> Phrase:
        """The dog is bigger than the cat: two nouns of one kind, one adjective that suits both."""
        choose = self.choose
        kind = choose.pick(("animal", "kin", "name", "building", "vehicle", "furniture", "fruit", "dish", "readable", "job"))
        first, second = choose.pick(nouns_of(kind)), choose.pick(nouns_of(kind))
        shared = [adjective for adjective in adjectives_for(first, "predicate") if adjective in adjectives_for(second, "predicate")]
        shared = [adjective for adjective in shared if adjective.comparative and adjective.place != "avoir"]  # "plus chaud que son père"
        if first is second or not shared:
            return self.being_statement(length)
        adjective = choose.pick(shared)
        phrases = [self.noun_phrase(noun, "described", 2) for noun in (first, second)]
        phrases[1].plural = phrases[0].plural
        for phrase in phrases:
            if not phrase.noun.is_name:
                self.combinations.append((adjective.english, phrase.noun.english))
        return say_comparison(phrases[0], adjective, phrases[1], choose.weigh({"more": 3, "as": 1}))

    def there_statement(self, length: int) -> Phrase:
        """There is a cat in the garden; there is no cat in the garden."""
        choose = self.choose
        kind, place = choose.pick(THERE)
        phrase = self.noun_phrase(self.noun((kind,)), "presented", length - 4)
        there, be = english("there are" if phrase.plural else "there is")
        no = english("no" if phrase.is_indefinite and choose.chance(0.25) else "")
        source, target = say_nominal(phrase, negated=bool(no))
        if no:
            source = [*no, *(source[1:] if phrase.determiner else source)]
            target[0] = french("de", *no)[0]
        ne, pas = (french("ne", *no), french("pas", *no)) if no else ([], [])
        verb = [French("il", (there,)), *ne, French("y", (there,)), French("a", (be,)), *pas]
        where_source, where_target = choose.pick(adverbials("place", (place,))).words()
        return [there, be, *source, *where_source], verb + target + where_target

    def identity_statement(self, length: int) -> Phrase:
        """It is my sister, it is not a book: "être" keeps the article under negation."""
        noun = self.noun(("kin", "animal", "object", "readable", "building", "clothes"))
        phrase = self.noun_phrase(noun, "identified", length - 2)
        if phrase.plural:  # "ce sont des chaussettes", "they are socks"
            raise NothingToSay
        it, be = english("it is")
        negation = english("not" if self.choose.chance(0.25) else "")
        source, target = say_nominal(phrase)
        ne, pas = (french("ne", *negation), french("pas", *negation)) if negation else ([], [])
        return [it, be, *negation, *source], [*french("ce", it), *ne, French("est", (be,)), *pas, *target]

    def fixed_statement(self, length: int) -> Phrase:
        """The weather and the hour."""
        return aligned(*self.choose.pick(FIXED))

    def fronted_statement(self, length: int) -> Phrase:
        """Yesterday, the boy sang."""
        tense, kind = self.choose.pick((("past", "past"), ("future", "future"), ("near future", "future"), ("progressive", "now")))
        verb = self.choose.pick([verb for verb in VERBS if "state" not in verb.options and not (kind == "now" and "event" in verb.options)])
        clause = self.clause(length - 1, verb=verb, tense=tense, times=False, negatable=kind != "now")
        rows = [row for row in adverbials("time", (kind,)) if "front" in row.classes]
        clause.adverbials += (self.choose.pick(rows),)
        if not is_sensible(clause):
            raise NothingToSay
        front, clause.adverbials = clause.adverbials[-1].words(), clause.adverbials[:-1]
        if clause.tense != tense:  # "they read" would look like the present
            return say_clause(clause)
        return join(front, ",", say_clause(clause))

    def order_statement(self, length: int) -> Phrase:
        """Open the door! To one person whom one calls tu."""
        verbs = [verb for verb in VERBS if not {"state", "event"} & verb.options and "person" in verb.subjects and not verb.reflexive]
        clause = self.clause(length, PRONOUNS["you"], self.choose.pick(verbs), "order", times=False)
        # A clitic would follow the verb ("donne-lui"), which no other sentence shows: such orders are drawn again.
        if any(isinstance(part, Pronoun) for part in (clause.object, clause.recipient)):
            return self.order_statement(length)
        clause.subject, clause.subject_features = None, PRONOUNS["you"].features
        return say_clause(clause)

    def question_statement(self, length: int) -> Phrase:
        """Does the boy sing?"""
        if self.choose.chance(0.12):
            clause = self.being(length)
            clause.negation = ""
            return say_clause(clause, question=True)
        return say_clause(self.clause(length, question=True), question=True)

    def where_statement(self, length: int) -> Phrase:
        """Where is the cat?"""
        noun = self.noun(("object", "pet", "kin", "building", "name", "clothes", "readable"))
        phrase = self.noun_phrase(noun, "definite", length - 2)
        where, be = english("where are" if phrase.plural else "where is")
        source, target = say_nominal(phrase)
        return [where, be, *source], [French("où", (where,)), French("sont" if phrase.plural else "est", (be,)), *target]

    def asked_statement(self, length: int) -> Phrase:
        """Where, when, why or what: the word, est-ce que, and a clause."""
        choose = self.choose
        word = choose.pick(("where", "when", "why", "what"))
        # A single act is asked for: "where is he singing", not "where does he sing".
        tense = choose.pick({"when": ("past", "future", "near future"), "why": ("progressive", "past")}.get(word, ("progressive", "past", "future", "near future")))
        mark = English(word)
        if word == "what":
            verb = choose.pick([verb for verb in VERBS if verb.english in ASKED_FOR and verb.objects and "person" in verb.subjects])
            clause = Clause(self.subject(("person",), min(3, length - 3), True, ("you", "he", "she", "we", "they")), verb, tense)
            self.note_subject(clause.subject, verb)
            if length >= 6 and verb.places:
                clause.adverbials = (choose.pick(adverbials("place", verb.places)),)
            source, target = say_clause(clause, question=True)
            return [mark, *source], [*french("que", mark), *target]  # "qu'est-ce que": the first "que" asks
        verbs = [
            verb
            for verb in VERBS
            if not {"fixed", "state", "goal"} & verb.options and (word != "where" or verb.places) and (tense != "progressive" or "event" not in verb.options)
        ]
        clause = self.clause(length - 1, verb=choose.pick(verbs), tense=tense, question=True, times=False)
        clause.frequency = None
        if word == "where":
            clause.adverbials = ()
        source, target = say_clause(clause, question=True)
        return [mark, *source], [French(QUESTION_WORDS[word], (mark,)), *target]
