"""Q8: sentences of many lengths put to the learner's collate function and sampler."""

from __future__ import annotations

import random
from itertools import combinations, pairwise
from numbers import Integral

import numpy as np
import torch
from torch.utils.data import DataLoader

from attention_course.question import Case


def probe_collate(collate, batch, source_pad, target_pad):
    return collate(batch, source_pad, target_pad)


def visible_collate():
    longer = ([5, 6, 3], [2, 7, 8, 3])
    shorter = ([6, 3], [2, 3])
    return [
        Case("one pair, nothing to pad", {"batch": [longer], "source_pad": 1, "target_pad": 9}),
        Case("a longer and a shorter pair", {"batch": [longer, shorter], "source_pad": 1, "target_pad": 9}),
        Case("the shorter first", {"batch": [shorter, longer], "source_pad": 0, "target_pad": 1}),
    ]


def hidden_collate(draw: random.Random):
    def indices(count: int) -> list[int]:
        return [draw.randint(4, 90) for _ in range(count)]

    def case(about: str, lengths: list[tuple[int, int]], source_pad: int, target_pad: int, bos: int = 2, eos: int = 3) -> Case:
        batch = [([*indices(source), eos], [bos, *indices(target), eos]) for source, target in lengths]
        return Case(about, {"batch": batch, "source_pad": source_pad, "target_pad": target_pad})

    cases = [
        case("ragged, targets longer", [(4, 9), (2, 5), (7, 12), (1, 1), (5, 3)], 1, 95),
        case("ragged, sources longer", [(9, 4), (5, 2), (12, 6), (3, 3)], 0, 1),
        case("rising lengths", [(1, 2), (2, 3), (5, 7)], 91, 0),
        case("all of one length", [(3, 3)] * 3, 1, 0),
        case("all of one length, the other side's another", [(2, 5)] * 4, 92, 93),
        case("a batch of one", [(draw.randint(2, 6), draw.randint(2, 6))], 1, 94),
        case("an empty sentence beside others", [(0, 0), (4, 2), (0, 3)], 1, 95),
        case("empty sentences only", [(0, 0), (0, 0)], 0, 1),
        case("one word each", [(1, 1)], 1, 0),
        case("the same pad on both sides", [(3, 1), (1, 4)], 1, 1),
    ]
    cases.append(case("very long sentences", [(600, 4), (3, 700)], 1, 95))
    cases.append(case("special tokens with other indices", [(3, 6), (4, 2)], 0, 1, bos=93, eos=92))
    # In a vocabulary like this one, 2 and 3 are words; and a text may have the words "<bos>" and "<eos>" in it.
    words = [([4, 2, 3, 92], [93, 2, 3, 4, 92]), ([5, 92], [93, 92, 5, 93, 92])]
    cases.append(Case("words and special tokens with like indices", {"batch": words, "source_pad": 0, "target_pad": 1}))
    for _ in range(4):
        lengths = [(draw.randint(1, 20), draw.randint(1, 20)) for _ in range(draw.randint(2, 9))]
        cases.append(case("a drawn batch", lengths, draw.randint(91, 95), draw.choice([0, 1, 96])))
    return cases


def probe_bucket_batch_sampler(BucketBatchSampler, lengths, batch_size, pool_size=None, seed=None):
    """What must hold of every right sampler, whatever its random order: counts, bounds, and what changes."""
    named = {name: value for name, value in (("pool_size", pool_size), ("seed", seed)) if value is not None}

    def new(**changed):
        return BucketBatchSampler(list(lengths), batch_size, **{**named, **changed})

    def epoch(sampler) -> list[list[int]]:
        return [[int(index) for index in _parts(batch)] for batch in sampler]

    sampler = BucketBatchSampler(lengths, batch_size, **named)
    kept = list(sampler)
    first, second, third = epoch(kept), epoch(sampler), epoch(sampler)
    lists = all(isinstance(batch, list) and all(isinstance(index, Integral) for index in batch) for batch in kept)
    facts = {
        "batches are lists of whole numbers": lists,
        "indices of the first epoch": sorted(index for batch in first for index in batch),
        "indices of the second epoch": sorted(index for batch in second for index in batch),
        "sizes of the batches": sorted(map(len, first)),
        "len": sampler.__len__(),  # len() would refuse a fraction before it could be shown
    }
    pool = (100 if pool_size is None else pool_size) * batch_size
    if pool >= len(lengths):  # a single pool: its bound can be checked
        bound = batch_size * (max(lengths) - min(lengths)) if lengths else 0
        facts["padding within the bound"] = all(_padding(lengths, batches) <= bound for batches in (first, second))
        if len(lengths) % batch_size == 0:  # then there is one way only to cut the sorted lengths
            facts["neighbours in length share a batch"] = _neighbours(lengths, first, batch_size)
    # With this many batches chance alone makes two orders the same less than once in a million runs.
    if len(first) >= 10:
        facts["another order in every epoch"] = first != second and second != third and third != first
        if len(set(lengths)) >= 15:
            facts["batches in order of length"] = _monotonic([max(lengths[index] for index in batch) for batch in first])
        facts["another order with another seed"] = epoch(new(seed=1)) != epoch(new(seed=2))
        if pool * 2 <= len(lengths):
            facts["other batches in the second epoch"] = {frozenset(batch) for batch in first} != {frozenset(batch) for batch in second}
        if pool_size is not None and pool_size >= 6 and pool * 6 <= len(lengths) == len(set(lengths)) and len(lengths) % pool == 0:
            facts["the batches of different pools are mixed"] = not _pool_after_pool(lengths, first, pool_size)
    if seed is None:
        facts["without a seed as with seed 0"] = epoch(new()) == epoch(new(seed=0))
    facts |= _about_randomness(new, epoch)
    if lengths and lists and isinstance(facts["len"], int):
        loader: DataLoader = DataLoader(list(range(len(lengths))), batch_sampler=new(), collate_fn=list)  # type: ignore[arg-type]
        facts["indices that a DataLoader delivers"] = sorted(index for batch in loader for index in batch)
        facts["len of the DataLoader"] = len(loader)
    return facts


def _about_randomness(new, epoch) -> dict[str, bool]:
    """Whether a sampler of the same seed repeats the same epochs, and leaves the global generators alone."""

    def seed(number: int) -> None:
        random.seed(number)
        np.random.seed(number)
        torch.manual_seed(number)

    def states() -> dict:
        return {"Python": random.getstate(), "NumPy": np.random.get_state()[1].tolist(), "torch": torch.get_rng_state().tolist()}  # type: ignore[index]

    seed(11)
    before, sampler = states(), new(seed=5)
    once, after = [epoch(sampler), epoch(sampler)], states()
    seed(12)
    again, asked, beside = new(seed=5), new(seed=5), new(seed=6)
    interrupted = [epoch(asked)]
    asked.__len__()
    interrupted.append(epoch(asked))
    left, right = iter(beside), iter(beside)
    two = list(zip(left, right))
    facts = {
        "the same epochs with the same seed, whatever other samplers do": once == [epoch(again), epoch(again)],
        "the same epochs when its length is asked for": once == interrupted,
        "each index in each of two epochs side by side": _indices(left for left, _ in two) == _indices(right for _, right in two) == _indices(once[0]),
    }
    return facts | {f"the global generator of {name} untouched": before[name] == after[name] for name in before}


def _parts(batch) -> list:
    """A batch as a list; one that is a single index has it alone, and is told of as no list."""
    return list(batch) if hasattr(batch, "__iter__") else [batch]


def _indices(batches) -> list[int]:
    return sorted(int(index) for batch in batches for index in _parts(batch))


def _neighbours(lengths: list[int], batches: list[list[int]], batch_size: int) -> bool:
    ranked = sorted(lengths)
    due = [ranked[start : start + batch_size] for start in range(0, len(ranked), batch_size)]
    return sorted(sorted(lengths[index] for index in batch) for batch in batches) == due


def _pool_after_pool(lengths: list[int], batches: list[list[int]], pool_size: int) -> bool:
    """Whether the batches come pool by pool: then no two of a pool overlap in length. By chance that is next to impossible."""
    spans = [(min(lengths[i] for i in batch), max(lengths[i] for i in batch)) for batch in batches]
    pools = [spans[start : start + pool_size] for start in range(0, len(spans), pool_size)]
    return not any(a <= d and c <= b for pool in pools for (a, b), (c, d) in combinations(pool, 2))


def _padding(lengths: list[int], batches: list[list[int]]) -> int:
    return sum(max(lengths[i] for i in batch) * len(batch) - sum(lengths[i] for i in batch) for batch in batches if batch)


def _monotonic(numbers: list[int]) -> bool:
    return all(a <= b for a, b in pairwise(numbers)) or all(a >= b for a, b in pairwise(numbers))


def visible_bucket_batch_sampler():
    return [
        Case("five sentences, two a batch", {"lengths": [3, 9, 4, 8, 1], "batch_size": 2}),
        Case("twenty-one sentences, two a batch", {"lengths": [*range(1, 22)], "batch_size": 2}),
        Case("forty sentences in pools of four", {"lengths": [*range(1, 41)], "batch_size": 2, "pool_size": 2}),
    ]


def hidden_bucket_batch_sampler(draw: random.Random):
    def lengths(count: int) -> list[int]:
        drawn = [draw.randint(1, 40) for _ in range(count - 2)] + [1, 40]
        draw.shuffle(drawn)
        return drawn

    return [
        Case("drawn lengths, one pool", {"lengths": lengths(draw.randint(90, 110)), "batch_size": 7}),
        Case("the number of sentences is a multiple of the batch size", {"lengths": lengths(96), "batch_size": 8, "seed": 3}),
        Case("one sentence is left over", {"lengths": lengths(97), "batch_size": 8, "pool_size": 20, "seed": 4}),
        Case("several pools", {"lengths": lengths(draw.randint(101, 119)), "batch_size": 3, "pool_size": 4, "seed": 1}),
        Case("several pools, no two sentences of one length", {"lengths": draw.sample(range(1, 400), 70), "batch_size": 3, "pool_size": 5}),
        Case("many pools, no two sentences of one length", {"lengths": draw.sample(range(1, 2000), 240), "batch_size": 4, "pool_size": 6}),
        Case("a hundred batches, the size of a pool not given", {"lengths": draw.sample(range(1, 900), 200), "batch_size": 2}),
        Case("hundreds of batches, the size of a pool not given", {"lengths": draw.sample(range(1, 2000), 440), "batch_size": 2}),
        Case("pools of a single batch", {"lengths": lengths(60), "batch_size": 5, "pool_size": 1}),
        Case("batches of one", {"lengths": lengths(30), "batch_size": 1}),
        Case("all of one length", {"lengths": [6] * 50, "batch_size": 4, "pool_size": 3}),
        Case("a few very long sentences", {"lengths": [3] * 60 + [200] * 6, "batch_size": 6, "seed": 9}),
        Case("fewer sentences than a batch", {"lengths": lengths(3), "batch_size": 8}),
        Case("one sentence", {"lengths": [draw.randint(1, 9)], "batch_size": 2}),
        Case("no sentences", {"lengths": [], "batch_size": 2}),
    ]
