"""The corpus as a whole: uniqueness, determinism, splits, lengths, text and tokens, errors, the command."""

from __future__ import annotations

import hashlib
import random
import re
import subprocess
import sys
from collections import Counter

import pytest
from grammar_help import detokenise_english, detokenise_french

from attention_course.corpora.grammar import (
    LONGEST,
    LONGEST_SEEN,
    Pair,
    course_corpus,
    generate,
    word_count,
    word_forms,
)
from attention_course.corpora.grammar.__main__ import main
from attention_course.corpora.grammar.choosing import Chooser
from attention_course.corpora.grammar.lexicon import ADJECTIVES, NOUNS
from attention_course.corpora.grammar.sentence_derivation import SentenceDerivation
from attention_course.corpora.grammar.splits import is_held_out, split_of

FIRST_THOUSAND = "a52911dce8a5db9d3e8e899e30d95c13cd5831a977913f3dd6ed915b65e72088"  # SHA-256 of the text of generate(1_000, seed=0): changes only when the corpus is meant to change
ADJECTIVE_NAMES = {adjective.english for adjective in ADJECTIVES}
# Not "apple", which may be half an apple tree, nor "French", which may be an adjective.
NOUN_NAMES = set(NOUNS) - ADJECTIVE_NAMES - {name.split()[0] for name in NOUNS if " " in name}
SPLITS = ("train", "validation", "test", "longer", "combinations")


@pytest.fixture(scope="module")
def corpus():
    return course_corpus(train=8_000, validation=400, test=400, longer=400, combinations=400)


def drawn(count: int, seed: int, low: int, high: int):
    """Pairs as they come, those met before included, each with its combinations of words."""
    derivation = SentenceDerivation(Chooser(seed))
    for _ in range(count):
        yield derivation.sentence(derivation.choose.between(low, high)), derivation.combinations


def test_gives_each_english_sentence_one_french_one():
    targets: dict[str, str] = {}
    for low, high, count in ((2, 8, 30_000), (2, 14, 15_000), (15, 40, 5_000)):
        for pair, _ in drawn(count, 77, low, high):
            assert targets.setdefault(pair.source, pair.target) == pair.target, pair.source


def digest(pairs: list[Pair]) -> str:
    text = "\n".join(f"{pair.source}\t{pair.target}\t{pair.alignment}" for pair in pairs)
    return hashlib.sha256(text.encode()).hexdigest()


def test_is_the_same_on_every_machine():
    random.seed(1)
    pairs = generate(1_000, seed=0)
    assert digest(pairs) == FIRST_THOUSAND
    random.seed(2)
    assert generate(1_000, seed=0) == pairs
    assert generate(1_000, seed=1) != pairs


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_does_not_depend_on_the_order_of_sets(hash_seed):
    command = "from attention_course.corpora.grammar import generate; print(hash(tuple(pair.target for pair in generate(200))) and ascii(generate(200)))"
    shown = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": hash_seed})
    assert shown.stdout.strip() == ascii(generate(200))


def test_a_longer_draw_begins_with_the_shorter_one():
    assert generate(50, seed=3) == generate(80, seed=3)[:50]


def test_gives_as_many_pairs_as_asked(corpus):
    assert list(corpus) == list(SPLITS)
    assert [len(corpus[name]) for name in SPLITS] == [8_000, 400, 400, 400, 400]


def test_no_sentence_is_in_two_splits(corpus):
    counts = Counter(pair.source for pairs in corpus.values() for pair in pairs)
    assert max(counts.values()) == 1


def test_another_seed_never_mixes_train_and_test(corpus):
    other = course_corpus(train=0, validation=200, test=200, longer=0, combinations=0, seed=5)
    train = {pair.source for pair in corpus["train"]}
    assert not train & {pair.source for name in ("validation", "test") for pair in other[name]}
    assert all(split_of(pair.source) == "test" for pair in other["test"])


def test_longer_is_longer_than_anything_seen(corpus):
    for name in ("train", "validation", "test", "combinations"):
        lengths = [word_count(pair.source_tokens) for pair in corpus[name]]
        assert min(lengths) >= 2
        assert max(lengths) <= LONGEST_SEEN
    lengths = [word_count(pair.source_tokens) for pair in corpus["longer"]]
    assert min(lengths) == LONGEST_SEEN + 1
    assert 30 < max(lengths) <= LONGEST
    assert min(word_count(pair.source_tokens) for pair in corpus["train"]) == 2


def test_combinations_are_new_and_their_words_are_not(corpus):
    known = set(word_forms(corpus["train"])[0])
    for pair in corpus["combinations"]:
        assert {token.lower() for token in pair.source_tokens if token not in ".,?!"} <= known


@pytest.mark.parametrize("name", ["train", "validation", "test", "longer", "combinations"])
def test_held_out_words_meet_only_in_combinations(corpus, name):
    held_out = [
        pair
        for pair in corpus[name]
        for first, second in zip(pair.source_tokens, pair.source_tokens[1:])
        if first in ADJECTIVE_NAMES and second in NOUN_NAMES and is_held_out(first, second)
    ]
    assert bool(held_out) == (name == "combinations")


def test_train_validation_and_test_are_alike(corpus):
    means = {name: sum(word_count(pair.source_tokens) for pair in corpus[name]) / len(corpus[name]) for name in ("train", "validation", "test")}
    assert max(means.values()) - min(means.values()) < 0.8


def test_has_several_hundred_word_forms(corpus):
    source, target = word_forms(pair for pairs in corpus.values() for pair in pairs)
    assert len(source) >= 800
    assert len(target) >= 1_500


def test_counts_word_forms_without_case_and_punctuation():
    pairs = [Pair("The cat sees the dog.", "Le chat voit le chien.", ("The", "cat", "sees", "the", "dog", "."), ("Le", "chat", "voit", "le", "chien", "."), ())]
    source, target = word_forms(pairs)
    assert source == {"the": 2, "cat": 1, "sees": 1, "dog": 1}
    assert target["le"] == 2


def test_text_and_tokens_agree(corpus):
    for pairs in corpus.values():
        for pair in pairs[:400]:
            assert detokenise_english(pair.source_tokens) == pair.source
            assert detokenise_french(pair.target_tokens) == pair.target


VOWEL = "[aeiouéèêàâîôûœAEIOUÉÎÔŒ]"
ASPIRATED = "(?:haches?|halls?|hamacs?|hamburgers?|hamsters?|haricots?|harpes?|hérissons?|héros|hibou|hiboux|hockey)"


@pytest.mark.parametrize(
    "wrong",
    [
        rf"\b(?:[LlDdJjMmTtSsNnCc]|[Qq]u|[Ll]orsqu)'(?!{VOWEL}|h|H|y)",  # elided before a consonant
        rf"\b\w+'{ASPIRATED}\b",  # elided before an h aspiré
        rf"\b(?:[Ll]e|[Ll]a|[Dd]e|[Qq]ue|[Nn]e|[Jj]e|me|te|se|[Cc]e) (?={VOWEL}|h(?!{ASPIRATED[3:-1]}))(?!{ASPIRATED})",  # not elided
        rf"\b(?:[Mm]a|[Tt]a|[Ss]a|[Cc]et) (?={ASPIRATED}\b|[bcdfgjklmnpqrstvz])(?<=[Cc]et )",  # cet before a consonant
        rf"\b(?:[Mm]a|[Tt]a|[Ss]a) (?={VOWEL})",  # ma école
        r"\b(?:bel|nouvel|vieil) (?=[bcdfgjklmnpqrstvz])",  # bel before a consonant
        r"\b[Dd]e les? (?!\w+[rz]\b)",  # not contracted
        r"\bà les? ",
        r" [.,]|  |[.?!].*[.,?!]",
    ],
)
def test_is_written_as_the_french_write(corpus, wrong):
    pattern = re.compile(wrong)
    for pairs in corpus.values():
        for pair in pairs:
            assert not pattern.search(pair.target), pair.target


def test_begins_with_a_capital_and_ends_with_a_mark(corpus):
    for pairs in corpus.values():
        for pair in pairs:
            assert pair.source[0].isupper()
            assert pair.target[0].isupper()
            assert pair.source[-1] == pair.target[-1]
            assert (pair.target[-2] == "\u202f") == (pair.target[-1] in "?!")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"count": -1}, "count is -1: give a whole number, 0 or more"),
        ({"count": 2.5}, "count is 2.5: give a whole number"),
        ({"count": 1, "min_length": 1}, "min_length is 1"),
        ({"count": 1, "max_length": 50}, "give 40 or less"),
        ({"count": 1, "min_length": 9, "max_length": 8}, "min_length is 9 and max_length 8"),
        ({"count": 20_000, "max_length": 2}, "ask for fewer"),
    ],
)
def test_refuses_with_a_sentence_that_says_what_to_do(arguments, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        generate(**arguments)


def test_refuses_a_negative_split():
    with pytest.raises(ValueError, match="validation is -3"):
        course_corpus(validation=-3)


def test_small_corpora_work():
    corpus = course_corpus(train=10, validation=2, test=2, longer=2, combinations=2, seed=4)
    assert [len(pairs) for pairs in corpus.values()] == [10, 2, 2, 2, 2]


def test_prints_pairs(capsys):
    assert main(["--count", "3", "--seed", "0", "--alignments", "--statistics"]) == 0
    shown = capsys.readouterr().out
    first = generate(3, seed=0)[0]
    assert f"{first.source}\t{first.target}" in shown
    assert f"{first.source_tokens[0]}-" in shown
    assert "3 pairs; " in shown


def test_says_what_is_wrong_with_an_argument(capsys):
    assert main(["--count", "-3"]) == 2
    assert "count is -3" in capsys.readouterr().err
