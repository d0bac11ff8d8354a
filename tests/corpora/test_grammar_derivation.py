"""Choices of the derivation that keep a sentence's translation unique, each met directly: a random draw seldom meets them."""

from __future__ import annotations

import pytest
from grammar_help import clause, nominal, phrase, say

from attention_course.corpora.grammar.choosing import Chooser
from attention_course.corpora.grammar.lexicon.verbs import find_verb
from attention_course.corpora.grammar.sentence_derivation import SentenceDerivation


@pytest.mark.parametrize("name", ["read", "cut"])
@pytest.mark.parametrize("subject", ["I", "you", "we", "they", "the girls"])
def test_never_draws_a_past_that_looks_like_a_present(name, subject):
    derivation = SentenceDerivation(Chooser(1))
    for _ in range(200):
        made = derivation.clause(6, nominal(subject), find_verb(name), "past")
        assert made.tense == "progressive" or made.negation == "not"  # "they read" would not even tell the present


@pytest.mark.parametrize("name", ["read", "cut"])
def test_draws_a_past_that_the_third_person_tells_apart(name):
    derivation = SentenceDerivation(Chooser(1))
    assert {derivation.clause(6, nominal("he"), find_verb(name), "past").tense for _ in range(40)} == {"past"}


@pytest.mark.parametrize(
    ("antecedent", "english", "subject", "direct"),
    [
        ("the girl", "she", "elle", "la"), ("the boy", "he", "il", "le"), ("Marie", "she", "elle", "la"), ("my brother", "he", "il", "le"),
        ("the baby", "he", "il", "le"), ("the apple", "it", "elle", "la"), ("the cake", "it", "il", "le"), ("the cow", "it", "elle", "la"),
        ("the apples", "they", "elles", "les"), ("the cakes", "they", "ils", "les"), ("the girls", "they", "elles", "les"),
        ("Marie and Alice", "they", "elles", "les"), ("Marie and Paul", "they", "ils", "les"), ("I", "I", "je", "me"),
    ],
)  # fmt: skip
def test_takes_up_a_phrase_with_its_pronoun(antecedent, english, subject, direct):
    pronoun = SentenceDerivation(Chooser(1)).refer_to(nominal(antecedent))
    assert (pronoun.english, pronoun.french, pronoun.direct) == (english, subject, direct)


def test_agrees_with_the_object_that_a_pronoun_takes_up():
    derivation = SentenceDerivation(Chooser(1))
    for antecedent, target in (("the apples", "Il les a perdues."), ("the cakes", "Il les a perdus."), ("the apple", "Il l'a perdue.")):
        assert say(clause("he", "lose", "past", object=derivation.refer_to(phrase(antecedent)))).target == target


def test_keeps_the_article_behind_a_preposition_under_negation():
    assert say(clause("he", "answer", negation="not", object="a question")).target == "Il ne répond pas à une question."
