"""Gold links: which word translates which."""

from __future__ import annotations

import pytest
from grammar_help import clause, finish, links, phrase, say

from attention_course.corpora.grammar import generate
from attention_course.corpora.grammar.lexicon.adverbials import TABLES
from attention_course.corpora.grammar.phrases import PRONOUNS, NounPhrase, say_nominal
from attention_course.corpora.grammar.splits import PUNCTUATION

# English words that French may leave out, and what they stand for otherwise.
UNLINKED = {"a", "an"}  # "is a doctor", "est médecin", links them all the same: the set is what the grammar may leave, at most


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        (clause("she", "talk to", object="the baker"), {("She", "Elle"), ("talks", "parle"), ("to", "au"), ("the", "au"), ("baker", "boulanger"), (".", ".")}),
        (clause("he", "sing", negation="not"), {("He", "Il"), ("does", "chante"), ("not", "ne"), ("not", "pas"), ("sing", "chante"), (".", ".")}),
        (clause("he", "sing", negation="never"), {("He", "Il"), ("never", "ne"), ("never", "jamais"), ("sings", "chante"), (".", ".")}),
        (clause("I", "see", "past", object="them"), {("I", "Je"), ("saw", "ai"), ("saw", "vus"), ("them", "les"), (".", ".")}),
        (clause("she", "wake up"), {("She", "Elle"), ("wakes", "se"), ("wakes", "réveille"), ("up", "se"), ("up", "réveille"), (".", ".")}),
        (clause("I", "talk to", object="him"), {("I", "Je"), ("talk", "parle"), ("to", "lui"), ("him", "lui"), (".", ".")}),
        (clause("I", "play", object="football"), {("I", "Je"), ("play", "joue"), ("play", "au"), ("football", "au"), ("football", "football"), (".", ".")}),
        (clause("she", "sing", "near future"), {("She", "Elle"), ("is", "va"), ("going", "va"), ("to", "va"), ("sing", "chanter"), (".", ".")}),
        (clause("she", "sing", "can", negation="not"), {("She", "Elle"), ("cannot", "ne"), ("cannot", "peut"), ("cannot", "pas"), ("sing", "chanter"), (".", ".")}),
        (clause("he", "be", identity="a doctor"), {("He", "Il"), ("is", "est"), ("a", "médecin"), ("doctor", "médecin"), (".", ".")}),
    ],
)  # fmt: skip
def test_links_a_clause(made, expected):
    assert links(say(made)) == expected


def test_links_a_question_to_est_ce_que():
    assert {("Does", "Est-ce"), ("Does", "qu'"), ("sing", "chante")} <= links(say(clause("he", "sing"), question=True))
    assert ("Does", "chante") not in links(say(clause("he", "sing"), question=True))
    assert {("Did", "Est-ce"), ("Did", "qu'"), ("Did", "a"), ("sing", "chanté")} <= links(say(clause("he", "sing", "past"), question=True))


def test_links_a_possessor():
    cat = NounPhrase(phrase("cat").noun, "'s", possessor=phrase("the boy"))
    assert links(finish(say_nominal(cat), ".")) == {("The", "du"), ("boy", "garçon"), ("'s", "du"), ("cat", "Le"), ("cat", "chat"), (".", ".")}


@pytest.fixture(scope="module")
def pairs():
    return [*generate(4_000, seed=11), *generate(1_000, seed=12, min_length=15, max_length=40)]


def test_links_stay_in_range_and_are_sorted(pairs):
    for pair in pairs:
        assert pair.alignment == tuple(sorted(set(pair.alignment)))
        for source, target in pair.alignment:
            assert 0 <= source < len(pair.source_tokens)
            assert 0 <= target < len(pair.target_tokens)


def test_links_every_word_on_both_sides(pairs):
    for pair in pairs:
        assert {source for source, _ in pair.alignment} == set(range(len(pair.source_tokens))), pair
        assert {target for _, target in pair.alignment} == set(range(len(pair.target_tokens))), pair


def test_links_punctuation_to_punctuation(pairs):
    for pair in pairs:
        for source, target in pair.alignment:
            assert (pair.source_tokens[source] in PUNCTUATION) == (pair.target_tokens[target] in PUNCTUATION), pair


def test_links_clitics_to_english_pronouns(pairs):
    sources = {
        "lui": {"him", "her", "to", "it", "at"},
        "leur": {"them", "to", "their", "at"},
    }
    for pair in pairs:
        for source, target in pair.alignment:
            expected = sources.get(pair.target_tokens[target])
            assert expected is None or pair.source_tokens[source] in expected, pair


def test_every_fixed_expression_links_all_its_words():
    for table in TABLES.values():
        for row in table:
            source, target = row.words()
            assert all(word.links for word in target), row.english
            assert {id(link) for word in target for link in word.links} == {id(word) for word in source}, row.english
    assert PRONOUNS["you"].french == "tu"
