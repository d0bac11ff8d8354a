"""What the tests of the grammar share: short names for noun phrases, verbs and pronouns, and detokenising of their own."""

from __future__ import annotations

import re

from attention_course.corpora.grammar.clauses import Clause, say_clause
from attention_course.corpora.grammar.lexicon import NOUNS
from attention_course.corpora.grammar.lexicon.adjectives import find_adjective
from attention_course.corpora.grammar.lexicon.adverbials import find_adverbial
from attention_course.corpora.grammar.lexicon.verbs import find_verb, find_verb_for
from attention_course.corpora.grammar.orthography import write
from attention_course.corpora.grammar.phrases import PRONOUNS, Coordination, NounPhrase, say_nominal
from attention_course.corpora.grammar.words import English, French, Pair

PLURALS = {noun.english_plural: noun for noun in NOUNS.values() if "mass" not in noun.classes}
DETERMINERS = ("all the", "the", "a", "some", "my", "your", "his", "her", "our", "their", "this", "these", "two", "several", "many", "every")


def phrase(text: str, **more) -> NounPhrase | Coordination:
    """The noun phrase that an English text names: "the old cat", "my friends", "Paul", "the boy and the girl"."""
    if " and " in text:
        return Coordination(tuple(phrase(part) for part in text.split(" and ")))
    determiner = next((word for word in DETERMINERS if text.startswith(word + " ")), "")
    rest = text.removeprefix(determiner).strip()
    for plural, table in ((False, NOUNS), (True, PLURALS)):
        for name in sorted(table, key=len, reverse=True):
            if rest == name or rest.endswith(" " + name):
                adjectives = tuple(find_adjective(word) for word in rest.removesuffix(name).split())
                return NounPhrase(table[name], determiner, plural, adjectives, **more)
    raise ValueError(f"no noun in {text!r}")


def nominal(text: str):
    """A pronoun or a noun phrase."""
    objects = {pronoun.english_object: pronoun for name, pronoun in PRONOUNS.items() if "(" not in name}
    return PRONOUNS.get(text) or objects.get(text) or phrase(text)


def clause(subject: str, verb: str, tense: str = "present", *, infinitive: str = "", **more) -> Clause:
    """A clause from texts: verb "be" takes quality=, object and recipient are pronouns or noun phrases."""
    for part in ("object", "recipient", "identity"):
        if isinstance(more.get(part), str):
            more[part] = nominal(more[part])
    if isinstance(more.get("quality"), str):
        more["quality"] = find_adjective(*more["quality"].split("|"))
    for part, table in (("frequency", "frequency"), ("manner", "manner")):
        if part in more:
            more[part] = find_adverbial(more[part], table)
    if "where" in more:
        more["adverbials"] = (find_adverbial(more.pop("where"), "place"),)
    made = None if verb == "be" else find_verb(verb, infinitive)
    if isinstance(more.get("object"), NounPhrase) and not infinitive:
        made = find_verb_for(verb, more["object"].noun)
    return Clause(nominal(subject), made, tense, **more)


def say(made: Clause, question: bool = False) -> Pair:
    """The pair that a clause makes."""
    return finish(say_clause(made, question), "?" if question else ".")


def french_phrase(text: str, **more) -> str:
    """How French says a noun phrase, alone."""
    target = finish(say_nominal(phrase(text), **more), ".").target[:-1]
    return target[0].lower() + target[1:]


def english_phrase(made: NounPhrase) -> str:
    """How English says a noun phrase, alone."""
    source = finish(say_nominal(made), ".").source[:-1]
    return source if source.split("'")[0] in NOUNS else source[0].lower() + source[1:]


def finish(words, mark: str) -> Pair:
    """A whole pair, with its final mark."""
    end = English(mark)
    return write([*words[0], end], [*words[1], French(mark, (end,))])


def detokenise_english(tokens) -> str:
    """English text from its tokens, written apart from the grammar's own way."""
    return re.sub(r" ('s|'(?= )|[.,?!])", r"\1", " ".join(tokens))


def detokenise_french(tokens) -> str:
    """French text from its tokens, written apart from the grammar's own way."""
    text = re.sub(r"' ", "'", " ".join(tokens))
    return re.sub(r" ([?!])", "\u202f\\1", re.sub(r" ([.,])", r"\1", text))


def links(pair: Pair) -> set[tuple[str, str]]:
    """The alignment as pairs of words."""
    return {(pair.source_tokens[source], pair.target_tokens[target]) for source, target in pair.alignment}
