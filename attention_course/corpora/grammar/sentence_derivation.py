"""Drawing sentences: statements and questions, of one clause or of several that belong together."""

from __future__ import annotations

from .clause_derivation import PEOPLE, ClauseDerivation, head_noun, is_person
from .clauses import Clause, say_clause
from .lexicon import NOUNS, nouns_of
from .lexicon.adjectives import find_adjective
from .lexicon.adverbials import adverbials
from .lexicon.chains import CHAINS, FIXED, OPINIONS, REASONS, WEATHER
from .lexicon.verbs import CONTENT_VERBS, VERBS, find_verb
from .orthography import write
from .phrases import PRONOUNS, NounPhrase, Pronoun, say_nominal
from .words import English, French, Pair, Phrase, aligned, english, french

SHORT_KINDS = {"clause": 60, "question": 12, "being": 10, "there": 4, "identity": 3, "fixed": 1, "where": 3, "asked": 6, "fronted": 4}
LONG_KINDS = {"clause": 3, "chain": 4, "opinion": 3, "because": 4, "two": 4, "when": 2, "that": 3}
CONJUNCTIONS = {"and": "et", "but": "mais", "or": "ou"}


class SentenceDerivation(ClauseDerivation):
    """Draws whole sentences."""

    def sentence(self, length: int) -> Pair:
        """A sentence of about `length` English words; `self.combinations` then holds its pairs of words."""
        self.combinations.clear()
        kind = self.choose.weigh(SHORT_KINDS if length < 8 or self.choose.chance(max(0.0, 0.7 - 0.05 * length)) else LONG_KINDS)
        if length > 14:
            source, target = self.chained(length)
            mark = "."
        else:
            (source, target), mark = getattr(self, kind if kind in ("question", "where", "asked") else "statement")(length, kind)
        end = English(mark)
        return write([*source, end], [*target, French(mark, (end,))])

    def statement(self, length: int, kind: str) -> tuple[Phrase, str]:
        """A sentence with a full stop."""
        if kind == "clause":
            return say_clause(self.clause(length)), "."
        return getattr(self, kind + "_statement")(length), "."

    def being_statement(self, length: int) -> Phrase:
        """Somebody is something."""
        return say_clause(self.being(length))

    def there_statement(self, length: int) -> Phrase:
        """There is a cat in the garden: il y a."""
        choose = self.choose
        kind, place = choose.pick(
            (("pet", "outdoors"), ("flyer", "outdoors"), ("kitchenware", "cooking"), ("child", "outdoors"), ("tree", "outdoors"), ("adult", "public"), ("flower", "walking"), ("food", "cooking"), ("furniture", "room"), ("vehicle", "stop"), ("foodstuff", "cooking"))
        )  # fmt: skip
        phrase = self.noun_phrase(self.noun((kind,)), "presented", length - 4)
        negated = phrase.is_indefinite and choose.chance(0.25)
        there, be = english("there are" if phrase.plural else "there is")
        negation = english("not" if negated else "")
        source, target = say_nominal(phrase, negated)
        ne, pas = (french("ne", *negation), french("pas", *negation)) if negated else ([], [])
        verb = [French("il", (there,)), *ne, French("y", (there,)), French("a", (be,)), *pas]
        where = choose.pick(adverbials("place", (place,))).words()
        return [there, be, *negation, *source, *where[0]], verb + target + where[1]

    def identity_statement(self, length: int) -> Phrase:
        """It is my sister, it is a book: c'est, ce sont only for one."""
        noun = self.noun(("kin", "animal", "object", "readable", "building", "clothes"))
        negated = self.choose.chance(0.25)
        phrase = self.noun_phrase(noun, "definite" if "kin" in noun.classes else "object", length - 2)
        phrase.plural = False
        if phrase.determiner not in ("my", "your", "his", "her", "our", "their", "a", "the", "'s"):
            phrase.determiner = "a"
        it, be = english("it is")
        negation = english("not" if negated else "")
        source, target = say_nominal(phrase)
        ne, pas = (french("ne", *negation), french("pas", *negation)) if negated else ([], [])
        verb = [*french("ce", it), *ne, French("est", (be,)), *pas]
        return [it, be, *negation, *source], verb + target

    def fixed_statement(self, length: int) -> Phrase:
        """The weather and the hour."""
        return aligned(*self.choose.pick(FIXED))

    def fronted_statement(self, length: int) -> Phrase:
        """Yesterday, the boy sang."""
        tense, kind = self.choose.pick((("past", "past"), ("future", "future"), ("near future", "future"), ("progressive", "now")))
        verb = self.choose.pick([verb for verb in VERBS if "state" not in verb.options and not (kind == "now" and "event" in verb.options)])
        clause = self.clause(length - 1, verb=verb, tense=tense, times=False)
        front = self.choose.pick([row for row in adverbials("time", (kind,)) if "front" in row.classes]).words()
        if clause.tense != tense:
            return say_clause(clause)
        return join(front, ",", say_clause(clause))

    def question(self, length: int, kind: str) -> tuple[Phrase, str]:
        """Does the boy sing?"""
        if self.choose.chance(0.12):
            clause = self.being(length)
            clause.negation = ""
            if clause.verb is None:
                return say_clause(clause, question=True), "?"
        return say_clause(self.clause(length, question=True), question=True), "?"

    def where(self, length: int, kind: str) -> tuple[Phrase, str]:
        """Where is the cat?"""
        noun = self.noun(("object", "pet", "kin", "building", "name", "clothes", "readable"))
        phrase = self.noun_phrase(noun, "definite", length - 2)
        where, be = english("where are" if phrase.plural else "where is")
        source, target = say_nominal(phrase)
        return ([where, be, *source], [French("où", (where,)), French("sont" if phrase.plural else "est", (be,)), *target]), "?"

    def asked(self, length: int, kind: str) -> tuple[Phrase, str]:
        """Where, when, why or what: the word, est-ce que, and a clause."""
        word = self.choose.pick(("where", "when", "why", "what"))
        if word == "what":
            verb = self.choose.pick([find_verb(name) for name in ("eat", "drink", "buy", "read", "look for", "prepare", "watch", "draw")])
            clause = self.clause(length - 1, verb=verb, question=True, times=False)
            while not is_person(clause.subject):
                clause = self.clause(length - 1, verb=verb, question=True, times=False)
            clause.object, clause.manner = None, None
            self.combinations.clear()
            self.note_subject(clause.subject, verb)
            self.note_adjectives(clause.subject)
        else:
            verbs = [verb for verb in VERBS if "fixed" not in verb.options and "state" not in verb.options and (word != "where" or verb.places) and "goal" not in verb.options]
            clause = self.clause(length - 1, verb=self.choose.pick(verbs), question=True, times=False)
            clause.frequency = None
            if word == "where":
                clause.adverbials = ()
        source, target = say_clause(clause, question=True)
        mark = English(word)
        if word == "what":  # "qu'est-ce que": "que" asks, "est-ce que" follows
            return ([mark, *source], [*french("que", mark), *target]), "?"
        return ([mark, *source], [French({"where": "où", "when": "quand", "why": "pourquoi"}[word], (mark,)), *target]), "?"

    def chain_statement(self, length: int) -> Phrase:
        """The boy buys an apple and eats it: the pronoun takes up the object."""
        choose = self.choose
        first_verb, object_class, second_verb = choose.pick(CHAINS)
        tense = choose.weigh({"past": 3, "present": 2})
        verbs = [find_verb(first_verb), find_verb(second_verb)]
        subject = self.subject(("person",), max(1, length - 6), False)
        if any(verb.present_looks_past for verb in verbs) and subject.features.person != 2:
            tense = "present"
        for verb in verbs:
            self.note_subject(subject, verb)
        noun = self.noun((object_class,))
        phrase = self.noun_phrase(noun, "object" if "kin" not in noun.classes else "definite", length - 5, self.owner_of(subject))
        first = Clause(subject, verbs[0], tense, object=phrase)
        repeated = subject if isinstance(subject, Pronoun) else None
        second = Clause(repeated, verbs[1], tense, object=self.refer_to(phrase), subject_features=subject.features)
        if "to" in verbs[1].options:
            self.add_recipient(second, 3, False, self.owner_of(subject))
        return join(say_clause(first), "and", say_clause(second))

    def opinion_statement(self, length: int) -> Phrase:
        """Paul buys a hat, but his sister does not like it."""
        choose = self.choose
        first_verb, object_class, opinion, negation = choose.pick(OPINIONS)
        subject = self.subject(("person",), max(1, length - 8), False)
        verb = find_verb(first_verb)
        self.note_subject(subject, verb)
        phrase = self.noun_phrase(self.noun((object_class,)), "object", length - 7, self.owner_of(subject))
        tense = "past" if not verb.present_looks_past or subject.features.person == 2 else "present"
        other = choose.pick([noun for noun in nouns_of("kin") if noun is not head_noun(subject)])
        critic = NounPhrase(other, self.owner_of(subject))
        second = find_verb(opinion)
        self.note_subject(critic, second)
        clause = Clause(critic, second, "present", negation, object=self.refer_to(phrase))
        return join(say_clause(Clause(subject, verb, tense, object=phrase)), ", but" if negation else "and", say_clause(clause))

    def because_statement(self, length: int) -> Phrase:
        """The girl sleeps because she is tired."""
        choose = self.choose
        verb_name, quality = choose.pick(REASONS)
        verb = find_verb(verb_name)
        clause = self.clause(max(3, length - 4), verb=verb, tense=choose.pick(("progressive", "progressive", "near future", "want")), times=False)
        if clause.negation or not is_person(clause.subject):
            return say_clause(clause)
        reason = Clause(self.refer_to(clause.subject), None, "present", quality=find_adjective(quality))
        return join(say_clause(clause), "because", say_clause(reason))

    def two_statement(self, length: int) -> Phrase:
        """Two clauses, each with its own subject."""
        first = self.clause(length // 2, times=False)
        second = self.clause(length - length // 2 - 1, first=False, tense=first.tense if "state" not in first.verb.options else "", times=True)
        return join(say_clause(first), self.choose.pick(("and", "and", ", but")), say_clause(second))

    def when_statement(self, length: int) -> Phrase:
        """When it rains, the boy reads."""
        weather = aligned(*self.choose.pick(WEATHER))
        verb = self.choose.pick([verb for verb in VERBS if "often" in verb.options and "state" not in verb.options])
        clause = self.clause(length - 4, verb=verb, tense="present", times=False)
        when = English("when")
        return join(([when, *weather[0]], [*french("quand", when), *weather[1]]), ",", say_clause(clause))

    def that_statement(self, length: int) -> Phrase:
        """My sister thinks that the boy is tired."""
        verb = CONTENT_VERBS[self.choose.pick(("think", "say", "know", "hope"))]
        subject = self.subject(("person",), max(1, length - 8), False)
        self.note_subject(subject, verb)
        if verb.english == "hope":
            content = self.clause(length - 4, first=False, tense="future", times=True)
        elif self.choose.chance(0.4):
            content = self.being(length - 4, first=False)
        else:
            content = self.clause(length - 4, first=False)
        return say_clause(Clause(subject, verb, "present", content=content))

    def chained(self, length: int) -> Phrase:
        """A long sentence: pieces joined until it is long enough."""
        choose = self.choose
        kinds = {"clause": 2, "chain": 3, "opinion": 2, "because": 2, "that": 3}
        pieces = 1 + (length > 17) + (length > 27)
        share = length // pieces
        whole = self.statement(share, choose.weigh(kinds))[0]
        for _ in range(pieces - 1):
            following = self.clause(share, first=False)
            whole = join(whole, choose.pick((", and", ", but")), say_clause(following))
        return whole


def join(first: Phrase, joint: str, second: Phrase) -> Phrase:
    """Two clauses with what joins them: "and", ", but", "because", ","."""
    source = english(joint)
    target: list[French] = []
    for word in source:
        if word.text == "because":
            target += french("parce que", word)
        else:
            target.append(French(CONJUNCTIONS.get(word.text, word.text), (word,)))
    return [*first[0], *source, *second[0]], [*first[1], *target, *second[1]]


__all__ = ["NOUNS", "PEOPLE", "PRONOUNS", "SentenceDerivation"]
