"""Gold alignments: counted from 0, English first, every link between two words that exist."""

from __future__ import annotations

from collections import Counter

import pytest
from corpus_help import real_folder

from attention_course.corpora import load
from attention_course.corpora.alignments import AlignedPair, read_alibi, read_hansards
from attention_course.corpora.readers import CorpusError, CorpusFormatError


@pytest.fixture
def files(tmp_path):
    """A function that writes three files and gives their paths."""

    def write(*texts):
        paths = [tmp_path / name for name in ("english.txt", "french.txt", "links.txt")]
        for path, text in zip(paths, texts):
            path.write_text(text, encoding="utf-8", newline="")
        return paths

    return write


def test_hansards_links_count_from_one_in_the_file_and_from_zero_here(files):
    pairs = read_hansards(*files("the black cat \nno\n", "le chat noir \nnon\n", "0001 1 1 S\n1 2 3 P\n1 3 2\n"))
    assert pairs == [
        AlignedPair(
            ("the", "black", "cat"),
            ("le", "chat", "noir"),
            sure=frozenset({(0, 0), (2, 1)}),
            possible=frozenset({(0, 0), (1, 2), (2, 1)}),
        ),
        AlignedPair(("no",), ("non",), frozenset(), frozenset()),
    ]


def test_alibi_links_are_turned_to_english_first(files):
    english, french, links = files("0\tthe cat\n1\tno\n", "0\tle petit chat\n1\tnon\n", "0\t0-0 1p1 2-1 \n1\t\n")
    first, second = read_alibi(english, french, links)
    assert first.source_tokens == ("the", "cat")
    assert first.sure == {(0, 0), (1, 2)}
    assert first.possible == {(0, 0), (1, 1), (1, 2)}
    assert second.possible == frozenset()


def test_words_are_parted_by_blanks_only(files):
    (pair,) = read_hansards(*files("10,000 here\n", "10\u202f000  ici\n", "1 1 1 S\n1 2 2 S\n"))
    assert pair.target_tokens == ("10\u202f000", "ici")


def test_reversed_is_its_own_inverse():
    pair = AlignedPair(("a", "b"), ("c",), frozenset({(1, 0)}), frozenset({(0, 0), (1, 0)}))
    assert pair.reversed() == AlignedPair(("c",), ("a", "b"), frozenset({(0, 1)}), frozenset({(0, 0), (0, 1)}))
    assert pair.reversed().reversed() == pair


@pytest.mark.parametrize("link", [(2, 0), (0, 1), (-1, 0), (0, -1)])
def test_a_pair_refuses_links_outside_its_sentences(link):
    with pytest.raises(ValueError, match="points outside sentences of 2 and 1 words"):
        AlignedPair(("a", "b"), ("c",), frozenset(), frozenset({link}))


def test_a_pair_refuses_sure_links_that_are_not_possible():
    with pytest.raises(ValueError, match="not among the possible"):
        AlignedPair(("a",), ("c",), frozenset({(0, 0)}), frozenset())


@pytest.mark.parametrize(
    ("links", "message"),
    [
        ("1 1 3 S\n", "links.txt at line 1 links French word 3, but that sentence has the words 1 to 2"),
        ("1 1 1 S\n1 4 1 S\n", "at line 2 links English word 4, but that sentence has the words 1 to 3"),
        ("1 0 1 S\n", "links English word 0"),  # a file that counts from 0
        ("2 1 1 S\n", "speaks of sentence 2 at line 1, but there are 1"),
        ("0 1 1 S\n", "speaks of sentence 0"),
        ("1 1 1 X\n", "has '1 1 1 X' at line 1 where a link such as"),
        ("1 1-1\n", "where a link such as"),
        ("\n", "where a link such as"),
    ],
)
def test_wrong_hansards_links_are_named(files, links, message):
    with pytest.raises(CorpusFormatError, match=message):
        read_hansards(*files("a b c\n", "x y\n", links))


@pytest.mark.parametrize(
    ("english", "links", "message"),
    [
        ("0\ta b\n", "0\t0-2\n", "links English word 2, but that sentence has the words 0 to 1"),
        ("0\ta b\n", "0\t1-0\n", "links French word 1, but that sentence has the words 0 to 0"),
        ("0\ta b\n", "0\t0=0\n", "has '0=0' at line 1 where a link such as 3-5"),
        ("1\ta b\n", "0\t0-0\n", "english.txt does not start with 0 and a tab at line 1"),
        ("0\ta b\n1\tc\n", "0\t0-0\n", "english.txt has 2 sentences, french.txt 1 and links.txt 1"),
    ],
)
def test_wrong_alibi_files_are_named(files, english, links, message):
    with pytest.raises(CorpusFormatError, match=message):
        read_alibi(*files(english, "0\tx\n", links))


def test_hansards_sides_of_different_length_are_refused(files):
    with pytest.raises(CorpusFormatError, match=r"english.txt has 2 sentences and french.txt has 1"):
        read_hansards(*files("a\nb\n", "x\n", ""))


# --- the published files -------------------------------------------------------------------------------------------------


def diagonal_error_rate(pairs):
    """Score the links of every French word to the English word at the same relative place."""
    agreed = total = 0
    for pair in pairs:
        steps = max(len(pair.target_tokens) - 1, 1)
        scale = (len(pair.source_tokens) - 1) / steps
        links = {(round(target * scale), target) for target in range(len(pair.target_tokens))}
        agreed += len(links & pair.sure) + len(links & pair.possible)
        total += len(links) + len(pair.sure)
    return 1 - agreed / total


def test_hansards_as_published():
    folder = real_folder("hansards")
    test, dev = load("hansards", folder=folder), load("hansards", "dev", folder)
    assert (len(test), sum(len(pair.sure) for pair in test), sum(len(pair.possible) for pair in test)) == (
        447,
        4038,
        17438,
    )
    assert (len(dev), sum(len(pair.sure) for pair in dev), sum(len(pair.possible) for pair in dev)) == (37, 338, 1784)
    assert load("hansards", "validation", folder) == dev
    assert round(diagonal_error_rate(test), 3) == 0.531
    linked = Counter(
        (pair.source_tokens[source].lower(), pair.target_tokens[target].lower())
        for pair in test
        for source, target in pair.sure
    )
    assert linked["the", "le"] > linked["the", "de"]  # English first, and counted right


def test_alibi_as_published():
    folder = real_folder("alibi")
    pairs = load("alibi", folder=folder)
    assert (len(pairs), sum(len(pair.sure) for pair in pairs), sum(len(pair.possible) for pair in pairs)) == (
        522,
        8452,
        22599,
    )
    assert pairs[1].source_tokens[:4] == ("Once", "upon", "a", "time")
    cat = pairs[1].source_tokens.index("cat"), pairs[1].target_tokens.index("chat")
    assert cat in pairs[1].sure
    assert load("alibi", "LaVision_TheVision", folder) == pairs[-106:]
    with pytest.raises(CorpusError, match="its splits are ChatBotte_MasterCat, LAuberge_TheInn"):
        load("alibi", "Candide", folder)
