"""The speed of training on one thread: the reference against tutorial style, and against what its arithmetic needs at least.

    course bench training

Three systems train the same model, in two orders (Bahdanau's with additive attention, Luong's with the general score),
alternating batch by batch in one run, so that whatever else the machine does hits all alike:

- tutorial: `autograder.bench.tutorial`, on shuffled batches, with plain Adam;
- reference: the reference's modules, with pooled batches, a chunked loss over real tokens, fused Adam, denormals flushed;
- ours: the same modules and recipe, with the recurrences of `autograder.bench.fused`.

The limit is the time in which the machine would do the multiplications and additions of the model's matrix products, for
real tokens only and forwards and backwards, at the rate of one large matrix product measured in the same round.
"""

from __future__ import annotations

import gc
import math
import platform
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn

from attention_course import corpora
from attention_course.corpora.grammar import course_corpus
from autograder.bench import fused
from autograder.bench.recipe import Pair, pooled_batches, real_token_loss, shuffled_batches, valid_share
from autograder.bench.tutorial import (
    TutorialAdditiveAttention,
    TutorialDecoder,
    TutorialEncoder,
    TutorialGeneralAttention,
    TutorialSeq2Seq,
)
from autograder.reference.attention import AdditiveScore, Attention, GeneralScore
from autograder.reference.data import Vocabulary, collate, numericalize, tokenize_fr
from autograder.reference.decoder import Decoder
from autograder.reference.encoder import Encoder
from autograder.reference.seq2seq import Seq2Seq

ORDERS = ("bahdanau", "luong")
SYSTEMS = ("tutorial", "reference", "ours")
PAD = 1  # in both vocabularies


@dataclass(frozen=True)
class Sizes:
    """Of the model, and of a batch. "Hidden 512" is 512 for each direction of the encoder, and 512 for the decoder."""

    embedding: int = 256
    encoder: int = 512    # of one direction: a state has twice as many numbers
    decoder: int = 512
    attention: int = 512  # of the additive score
    readout: int = 512
    batch: int = 128


QUICK = Sizes(embedding=16, encoder=24, decoder=32, attention=24, readout=24, batch=16)


@dataclass(frozen=True)
class Corpus:
    name: str
    pairs: list[Pair]
    source_words: int
    target_words: int


def read_corpus(name: str, most: int | None = None) -> Corpus:
    """Tokens in lower case, as indices; words that occur once are unknown.

    Args:
        name: "multi30k", or "course" for the course's own.
        most: take no more pairs than this.

    Raises:
        CorpusError: Multi30k is not on this machine.
    """
    if name == "multi30k":
        read = [
            (re.findall(r"\w+|[^\w\s]", english.lower()), tokenize_fr(french.lower()))
            for english, french in corpora.load("multi30k", "train")[:most]
        ]
    else:
        derived = course_corpus(train=most or 20_000, validation=0, test=0, longer=0, combinations=0)["train"]
        read = [(list(pair.source_tokens), list(pair.target_tokens)) for pair in derived]
    source, target = (Vocabulary.build(side, min_freq=2) for side in zip(*read))
    pairs = [
        (numericalize(words, source.stoi), numericalize(translation, target.stoi, add_bos=True))
        for words, translation in read
    ]
    return Corpus(name, pairs, len(source), len(target))


def reference_model(order: str, corpus: Corpus, sizes: Sizes) -> Seq2Seq:
    """The reference's modules, wired in one of the two orders."""
    states = 2 * sizes.encoder
    score = AdditiveScore(sizes.decoder, states, sizes.attention) if order == "bahdanau" else GeneralScore(sizes.decoder, states)
    encoder = Encoder(corpus.source_words, sizes.embedding, sizes.encoder, sizes.decoder, padding_index=PAD)
    decoder = Decoder(
        corpus.target_words, sizes.embedding, sizes.decoder, Attention(score, states),
        order=order, readout_size=sizes.readout, padding_index=PAD,
    )  # fmt: skip
    return Seq2Seq(encoder, decoder)


def tutorial_model(order: str, corpus: Corpus, sizes: Sizes) -> TutorialSeq2Seq:
    """The same model in tutorial style."""
    attention: nn.Module
    if order == "bahdanau":
        attention = TutorialAdditiveAttention(sizes.encoder, sizes.decoder, sizes.attention)
    else:
        attention = TutorialGeneralAttention(sizes.encoder, sizes.decoder)
    decoder = TutorialDecoder(
        corpus.target_words, sizes.embedding, sizes.encoder, sizes.decoder, sizes.readout, attention, order, PAD
    )
    encoder = TutorialEncoder(corpus.source_words, sizes.embedding, sizes.encoder, sizes.decoder, PAD)
    return TutorialSeq2Seq(encoder, decoder, PAD)


def tutorial_loss(model: nn.Module, batch: dict[str, Tensor]) -> Tensor:
    logits = model(batch["source"].T, batch["source_lengths"], batch["target_in"].T)
    criterion = nn.CrossEntropyLoss(ignore_index=PAD)
    return criterion(logits.view(-1, logits.shape[-1]), batch["target_out"].T.reshape(-1))


def reference_loss(model: Any, batch: dict[str, Tensor]) -> Tensor:
    memory, state = model.encode(batch["source"], batch["source_lengths"])
    readouts, _, _ = model.decoder(batch["target_in"], state, memory)
    real = batch["target_out"] != PAD
    return real_token_loss(readouts[real], model.decoder.output, batch["target_out"][real])


def fused_loss(model: Any, batch: dict[str, Tensor]) -> Tensor:
    real = batch["target_out"] != PAD
    readouts = fused.readouts(model, batch["source"], batch["source_lengths"], batch["target_in"], real)
    return real_token_loss(readouts, model.decoder.output, batch["target_out"][real])


def needed_operations(order: str, pairs: Sequence[Pair], sizes: Sizes, target_words: int) -> int:
    """Multiplications and additions that a training step cannot do without: those of its matrix products, on real tokens.

    A product of (m, k) and (k, n) has 2 m k n; its two gradients have as many each. Nothing else is counted: not the gates, the
    softmax, the embeddings' rows or the optimiser. Scores and contexts are of real pairs of positions.
    """
    source = sum(len(words) for words, _ in pairs)
    target = sum(len(words) - 1 for _, words in pairs)
    both = sum(len(words) * (len(translation) - 1) for words, translation in pairs)
    states, gates = 2 * sizes.encoder, 3 * sizes.decoder
    if order == "bahdanau":
        fed = sizes.embedding + states
        scoring = source * states * sizes.attention + target * sizes.decoder * sizes.attention + both * sizes.attention
    else:
        fed = sizes.embedding
        scoring = source * states * sizes.decoder + both * sizes.decoder
    products = (
        2 * source * sizes.embedding * 3 * sizes.encoder                     # the encoder's two directions: their inputs,
        + 2 * (source - len(pairs)) * sizes.encoder * 3 * sizes.encoder      # and their states, of which the first is 0
        + len(pairs) * states * sizes.decoder                                # the bridge
        + scoring
        + both * states                                                      # contexts
        + target * (fed + sizes.decoder) * gates                             # the decoder
        + target * (sizes.decoder + states) * sizes.readout
        + target * sizes.readout * target_words
    )
    return 3 * 2 * products


class Trainer:
    """One system in training: takes a batch, gives the seconds that it took."""

    def __init__(self, system: str, order: str, corpus: Corpus, sizes: Sizes) -> None:
        torch.manual_seed(0)
        self.tutorial = system == "tutorial"
        self.model: nn.Module = (tutorial_model if self.tutorial else reference_model)(order, corpus, sizes)
        self.loss: Callable[[nn.Module, dict[str, Tensor]], Tensor] = {
            "tutorial": tutorial_loss, "reference": reference_loss, "ours": fused_loss,
        }[system]  # fmt: skip
        self.optimizer = torch.optim.Adam(self.model.parameters(), fused=None if self.tutorial else True)

    def step(self, pairs: Sequence[Pair]) -> float:
        """Train on one batch; seconds at work, from lists of indices to the optimiser's last move."""
        gc.collect()  # what another system left behind
        torch.set_flush_denormal(not self.tutorial)
        began = clock()
        batch = collate(pairs, PAD, PAD)
        self.optimizer.zero_grad()
        self.loss(self.model, batch).backward()
        self.optimizer.step()
        return clock() - began


def clock() -> float:
    """Seconds for which this thread has been at work: the one on the wall, less what other programs took."""
    return time.thread_time()


def product_rate(size: int) -> float:
    """Operations a second of a large matrix product, `size` squared by `size` squared."""
    left, right = torch.randn(size, size), torch.randn(size, size)
    began = clock()
    torch.mm(left, right)
    return 2 * size**3 / (clock() - began)


def measure(
    corpus: Corpus, sizes: Sizes, rounds: int, seed: int = 0, done: Callable[[], None] = lambda: None, product_size: int = 2048
) -> dict[str, Any]:
    """Train all systems by turns, `rounds` batches each after one to warm up; calls `done` after every batch.

    The tutorial has batches of an epoch as they come. The others have batches of their own epoch, one out of each of
    `rounds` shares of it by length: so both train on about the same number of real tokens.
    """
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    began, began_work = time.perf_counter(), clock()
    try:
        shuffled = [batch for batch in shuffled_batches(corpus.pairs, sizes.batch, seed) if len(batch) == sizes.batch]
        pooled = pooled_batches(corpus.pairs, sizes.batch, seed=seed)
        whole = [batch for batch in pooled if len(batch) == sizes.batch]
        by_length = sorted(whole, key=lambda batch: sum(len(corpus.pairs[place][1]) for place in batch))

        def padded_to(batch: list[int]) -> int:
            return math.prod(max(len(corpus.pairs[place][side]) for place in batch) for side in (0, 1))

        places = [int((share + 0.5) / rounds * len(by_length)) for share in range(rounds)]
        chosen = [by_length[places[turn * _stride(rounds) % rounds]] for turn in range(rounds)]
        trainers = {(order, system): Trainer(system, order, corpus, sizes) for order in ORDERS for system in SYSTEMS}
        for (_, system), trainer in trainers.items():
            # The longest batch first: the memory that it takes is there for all that follow, as it is soon in any training.
            longest = max(shuffled, key=padded_to) if system == "tutorial" else by_length[-1]
            trainer.step([corpus.pairs[place] for place in longest])
            done()
        rows: dict[tuple[str, str], list[dict[str, float]]] = {key: [] for key in trainers}
        for turn in range(rounds):
            rates = []
            for order, system in trainers:
                rates.append(product_rate(product_size))
                batch = shuffled[turn % len(shuffled)] if system == "tutorial" else chosen[turn]
                pairs = [corpus.pairs[place] for place in batch]
                seconds = trainers[order, system].step(pairs)
                tokens = sum(len(source) + len(target) - 1 for source, target in pairs)
                needed = needed_operations(order, pairs, sizes, corpus.target_words)
                rows[order, system].append({"seconds": seconds, "tokens": tokens, "needed": needed})
                done()
            rate = statistics.median(rates)
            for found in rows.values():
                found[-1]["rate"] = rate
    finally:
        torch.set_num_threads(threads)
        torch.set_flush_denormal(False)
    orders = {order: _summary({system: rows[order, system] for system in SYSTEMS}) for order in ORDERS}
    return {
        "ratio_to_tutorial": orders["bahdanau"]["ours"]["ratio_to_tutorial"],
        "fraction_of_limit": orders["bahdanau"]["ours"]["fraction_of_limit"],
        "ratio_to_tutorial_luong": orders["luong"]["ours"]["ratio_to_tutorial"],
        "fraction_of_limit_luong": orders["luong"]["ours"]["fraction_of_limit"],
        "orders": orders,
        "rounds": rounds,
        "data": {
            "name": corpus.name,
            "pairs": len(corpus.pairs),
            "vocabulary": {"source": corpus.source_words, "target": corpus.target_words},
            "valid_share": {
                "pooled": round(valid_share(corpus.pairs, pooled), 4),
                "shuffled": round(valid_share(corpus.pairs, shuffled), 4),
            },
        },
        "sizes": asdict(sizes),
        "product_gflops": round(statistics.median(row["rate"] for row in rows["bahdanau", "ours"]) / 1e9, 1),
        "threads": 1,
        "dtype": "float32",
        "clock": "seconds at work of the one thread",
        "share_of_the_clock_at_work": round((clock() - began_work) / (time.perf_counter() - began), 3),
        "versions": {"python": platform.python_version(), "torch": torch.__version__},
    }


def _stride(rounds: int) -> int:
    """A step with which short and long batches alternate: near two fifths of the rounds, and with no factor in common."""
    return next(step for step in range(max(1, 2 * rounds // 5), 2 * rounds + 2) if math.gcd(step, rounds) == 1)


def _summary(rows: dict[str, list[dict[str, float]]]) -> dict[str, Any]:
    """Medians and quartiles over the rounds, of tokens a second and of the two ratios, for each system of an order."""
    speeds = {system: [row["tokens"] / row["seconds"] for row in found] for system, found in rows.items()}
    summary: dict[str, Any] = {}
    for system, found in rows.items():
        ratios = [own / theirs for own, theirs in zip(speeds[system], speeds["tutorial"])]
        fractions = [row["needed"] / row["rate"] / row["seconds"] for row in found]
        summary[system] = {
            "ratio_to_tutorial": round(statistics.median(ratios), 3),
            "ratio_quartiles": _quartiles(ratios, 3),
            "fraction_of_limit": round(statistics.median(fractions), 4),
            "fraction_quartiles": _quartiles(fractions, 4),
            "tokens_per_second": round(statistics.median(speeds[system]), 1),
            "tokens_per_second_quartiles": _quartiles(speeds[system], 1),
            "tokens": int(sum(row["tokens"] for row in found)),
            "seconds": round(sum(row["seconds"] for row in found), 3),
        }
    return summary


def _quartiles(values: list[float], digits: int) -> list[float]:
    if len(values) < 2:
        return [round(values[0], digits)] * 2
    lower, _, upper = statistics.quantiles(values, n=4, method="inclusive")
    return [round(lower, digits), round(upper, digits)]
