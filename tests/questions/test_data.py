"""Chapter 02's reference checked from outside: torchtext, real sentences, properties."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.utils.data import DataLoader

from attention_course.corpora import load
from attention_course.corpora.grammar import course_corpus
from attention_course.figures import data as figures
from autograder.reference.data import (
    BucketBatchSampler,
    Vocabulary,
    build_vocabularies,
    collate,
    detokenize,
    file_sha256,
    load_parallel,
    numericalize,
    remove_leaks,
    tokenize_fr,
)

ENGLISH_TOKEN = re.compile(r"'(?:s|t|re|ve|ll|d|m)\b|[^\W_]+(?:-[^\W_]+)*|\S", re.IGNORECASE)  # as the lesson has it
QUICK = settings(max_examples=60, deadline=None)


def real_data() -> Path | None:
    beside = Path(__file__).resolve().parents[3] / "shared/data"
    folder = Path(os.environ.get("COURSE_DATA", beside))
    return folder if (folder / "multi30k").is_dir() else None


needs_multi30k = pytest.mark.skipif(real_data() is None, reason="Multi30k is not here: set COURSE_DATA")


@pytest.fixture(scope="module")
def multi30k():
    names = {"train": "train", "validation": "val", "test": "test_2016_flickr"}
    return {split: load("multi30k", name, real_data()) for split, name in names.items()}


@pytest.fixture(scope="module")
def tokenized(multi30k):
    return {
        split: [(ENGLISH_TOKEN.findall(source.lower()), tokenize_fr(target.lower())) for source, target in pairs]
        for split, pairs in multi30k.items()
    }


@pytest.fixture(scope="module")
def grammar():
    return course_corpus(train=800, validation=100, test=100, longer=100, combinations=0)


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


# Q5


@QUICK
@given(st.lists(st.tuples(*2 * [st.text(st.characters(exclude_characters="\n\r", exclude_categories=["Cs"]))])))
def test_what_is_written_line_by_line_is_read_back(tmp_path_factory, pairs):
    pairs = [(source.removeprefix("\ufeff"), target.removeprefix("\ufeff")) for source, target in pairs]
    folder = tmp_path_factory.mktemp("pairs")
    for end in ("\n", "\r\n"):
        source, target = (
            write(folder, name, "".join(pair[side] + end for pair in pairs).encode()) for side, name in enumerate(("en", "fr"))
        )
        assert load_parallel(source, target) == pairs


def test_agrees_with_torchtext_on_a_clean_file(tmp_path, grammar):
    from torchtext.data import Field
    from torchtext.datasets import TranslationDataset

    for side, name in (("source", "train.en"), ("target", "train.fr")):
        write(tmp_path, name, "".join(getattr(pair, side) + "\n" for pair in grammar["train"]).encode())
    fields = Field(tokenize=lambda text: [text]), Field(tokenize=lambda text: [text])
    theirs = TranslationDataset(str(tmp_path / "train"), (".en", ".fr"), fields)
    ours = load_parallel(tmp_path / "train.en", tmp_path / "train.fr")
    assert ours == [(example.src[0], example.trg[0]) for example in theirs]


def test_sha256_of_the_standard(tmp_path):
    # FIPS 180-4's example.
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert file_sha256(write(tmp_path, "abc", b"abc")) == expected


@needs_multi30k
def test_sha256_of_multi30k_is_as_recorded():
    from attention_course.corpora import DATA_SETS

    for file in DATA_SETS["multi30k"].files:
        assert file_sha256(real_data() / file.path) == file.sha256


@needs_multi30k
def test_three_training_pairs_of_multi30k_leak(multi30k):
    kept = remove_leaks(multi30k["train"], multi30k["validation"] + multi30k["test"])
    assert len(multi30k["train"]) - len(kept) == 3
    assert len(set(multi30k["train"]) & set(multi30k["validation"])) == 1


# Q6


def test_finds_the_tokens_that_the_grammar_made(grammar):
    for pair in (pair for split in grammar.values() for pair in split):
        assert tokenize_fr(pair.target) == list(pair.target_tokens)
        assert ENGLISH_TOKEN.findall(pair.source) == list(pair.source_tokens)
        assert detokenize(pair.target_tokens) == pair.target


@QUICK
@given(st.one_of(st.text(), st.text(alphabet="lLqQu'’eéE\u0301-.,;:!?«»()… 3\u202f\u00a0_\"")))
def test_detokenizing_keeps_the_tokens(text):
    tokens = tokenize_fr(text)
    assert tokenize_fr(detokenize(tokens)) == tokens
    assert not any(character.isspace() for token in tokens for character in token)


@needs_multi30k
def test_real_french_there_and_back(multi30k):
    targets = [target for _, target in multi30k["train"]]
    assert all(tokenize_fr(detokenize(tokenize_fr(target))) == tokenize_fr(target) for target in targets)
    assert sum(detokenize(tokenize_fr(target)) == target for target in targets) == 28_654
    assert tokenize_fr(targets[820]) == (
        ["Une", "femme", "en", "train", "de", "regarder", "par", "la", "fenêtre", "tandis", "qu'", "un", "homme", "regarde", "à", "l'", "intérieur"]
    )


@needs_multi30k
def test_accents_of_multi30k_merge_as_the_lesson_says(tokenized):
    import unicodedata

    counts = Counter(token for _, target in tokenized["train"] for token in target)
    groups: dict[str, list[str]] = {}
    for word in counts:
        bare = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
        groups.setdefault(bare, []).append(word)
    merged = [group for group in groups.values() if len(group) > 1]
    assert (sum(map(len, merged)), len(merged)) == (620, 308)
    assert sum(sum(counts[w] for w in group) - max(counts[w] for w in group) for group in merged) == 1_886
    assert [counts[word] for word in ("à", "a", "où", "ou")] == [5_326, 608, 161, 147]


# Q7


@QUICK
@given(st.lists(st.lists(st.sampled_from(["a", "b", "é", "E", "l'", "<unk>", "<eos>", "zz", "10"]))), st.integers(1, 4))
def test_vocabulary_agrees_with_torchtext(sentences, min_freq):
    from torchtext.data import Field

    field = Field(init_token="<bos>", eos_token="<eos>")
    field.build_vocab(sentences, min_freq=min_freq)
    ours = Vocabulary.build(sentences, min_freq=min_freq)
    assert ours.itos == field.vocab.itos
    assert ours.stoi == dict(field.vocab.stoi)
    assert ours["never seen"] == field.vocab["never seen"]


@needs_multi30k
def test_vocabularies_of_multi30k_are_of_the_sizes_in_the_lesson(tokenized):
    assert {split: len(pairs) for split, pairs in tokenized.items()} == {"train": 29_000, "validation": 1_014, "test": 1_000}
    counts = [Counter(token for pair in tokenized["train"] for token in pair[side]) for side in (0, 1)]
    assert [(count.total(), len(count)) for count in counts] == [(377_584, 10_200), (409_704, 11_203)]
    assert [len(vocabulary) - 4 for vocabulary in build_vocabularies(tokenized)] == [5_926, 6_477]
    assert len({word for _, target in load("multi30k", "train", real_data()) for word in target.lower().split()}) == 16_690


# Q8


@QUICK
@given(st.lists(st.integers(1, 60), max_size=200), st.integers(1, 9), st.integers(1, 12), st.integers(0, 99))
def test_sampler_gives_each_index_once_within_the_bound(lengths, batch_size, pool_size, seed):
    sampler = BucketBatchSampler(lengths, batch_size, pool_size, seed)
    again = BucketBatchSampler(lengths, batch_size, pool_size, seed)
    for _ in range(2):
        batches = list(sampler)
        assert batches == list(again)
        assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
        assert len(batches) == len(sampler)
        assert sum(len(batch) < batch_size for batch in batches) <= 1
        if lengths and pool_size * batch_size >= len(lengths):
            pads = sum(max(lengths[i] for i in batch) * len(batch) - sum(lengths[i] for i in batch) for batch in batches)
            assert pads <= batch_size * (max(lengths) - min(lengths))


def test_a_data_loader_delivers_what_the_files_hold(grammar):
    splits = {name: [(pair.source_tokens, pair.target_tokens) for pair in grammar[name]] for name in ("train", "validation", "test")}
    source_vocabulary, target_vocabulary = build_vocabularies(splits, min_freq=1)
    numbered = [
        (numericalize(source, source_vocabulary.stoi), numericalize(target, target_vocabulary.stoi, add_bos=True))
        for source, target in splits["train"]
    ]
    sampler = BucketBatchSampler([len(source) for source, _ in numbered], batch_size=32)
    loader = DataLoader(numbered, batch_sampler=sampler, collate_fn=lambda batch: collate(batch, 1, 1), num_workers=0)
    seen = Counter()
    for batch in loader:
        assert batch["target_in"].shape == batch["target_out"].shape
        packed = torch.nn.utils.rnn.pack_padded_sequence(batch["source"], batch["source_lengths"], batch_first=True, enforce_sorted=False)
        assert len(packed.data) == int((batch["source"] != 1).sum())
        assert torch.equal((batch["target_in"] != 1).sum(1), (batch["target_out"] != 1).sum(1))
        for source, target in zip(batch["source"].tolist(), batch["target_out"].tolist()):
            words = [target_vocabulary.itos[i] for i in target[: target.index(3)]]
            seen[(tuple(source_vocabulary.itos[i] for i in source[: source.index(3)]), detokenize(words))] += 1
    assert seen == Counter((pair.source_tokens, pair.target) for pair in grammar["train"])


@needs_multi30k
def test_padding_of_multi30k_is_as_the_lesson_says(tokenized):
    lengths = [[len(pair[side]) + 1 for pair in tokenized["train"]] for side in (0, 1)]

    def shares(batches):
        return [figures.padding_share(batches, side) for side in lengths]

    order = list(range(29_000))
    random.Random(0).shuffle(order)
    assert shares([order[start : start + 64] for start in range(0, 29_000, 64)]) == pytest.approx([0.475, 0.490], abs=0.01)
    longer = [max(pair) for pair in zip(*lengths)]
    for key, expected in ((lengths[0], [0.016, 0.285]), (lengths[1], [0.233, 0.015]), (longer, [0.102, 0.034])):
        assert shares(list(BucketBatchSampler(key, 64))) == pytest.approx(expected, abs=0.008)


def test_padding_share_by_hand():
    # Rows of 3 and 1, and a row of 2: six tokens in eight places.
    assert figures.padding_share([[0, 1], [2]], [3, 1, 2]) == pytest.approx(1 - 6 / 8)
    assert figures.min_freq_shares(Counter("aaab"), (1, 2)) == [(1.0, 1.0), (0.5, 0.75)]
