"""Q7 and Q8: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import math
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
import torch
from torch.nn.utils.rnn import pad_sequence


class VocabularyWithLoops:
    """plain loops and two sorts"""

    def __init__(self, itos):
        self.itos = [token for token in itos]
        self.stoi = dict(zip(self.itos, range(len(self.itos))))

    @classmethod
    def build(cls, sentences, min_freq=1, specials=("<unk>", "<pad>", "<bos>", "<eos>")):
        counts = {}
        for sentence in sentences:
            for token in sentence:
                counts[token] = counts.get(token, 0) + 1
        for special in specials:
            counts.pop(special, None)
        ranked = sorted(sorted(counts), key=counts.get, reverse=True)
        return cls(list(specials) + [token for token in ranked if not counts[token] < min_freq])

    def __len__(self):
        return len(self.stoi)

    def __getitem__(self, token):
        return self.stoi[token] if token in self.stoi else self.stoi["<unk>"]


@dataclass
class VocabularyAsDataclass:
    """a data class, by groups of frequency"""

    itos: list
    stoi: dict = field(init=False)

    def __post_init__(self):
        self.itos, self.stoi = list(self.itos), {}
        for token in self.itos:
            self.stoi[token] = len(self.stoi)

    @staticmethod
    def build(sentences, min_freq=1, specials=("<unk>", "<pad>", "<bos>", "<eos>")):
        groups = defaultdict(set)
        for token, count in Counter([token for sentence in sentences for token in sentence]).items():
            groups[count].add(token)
        itos = list(specials)
        for count in sorted(groups, reverse=True):
            if count >= min_freq:
                itos.extend(sorted(groups[count] - set(specials)))
        return VocabularyAsDataclass(itos)

    def __len__(self):
        return len(self.itos)

    def __getitem__(self, token):
        index = self.stoi.get(token)
        return self.stoi["<unk>"] if index is None else index


class VocabularyAsDictionary(dict):
    """a dictionary that knows what is missing"""

    def __init__(self, itos):
        super().__init__((token, index) for index, token in enumerate(itos))

    itos = property(list)
    stoi = property(dict)

    def __missing__(self, token):
        return dict.__getitem__(self, "<unk>")

    @classmethod
    def build(cls, sentences, min_freq=1, specials=("<unk>", "<pad>", "<bos>", "<eos>")):
        tokens, numbers = np.unique(np.array([t for s in sentences for t in s] or ["<unk>"], dtype=object), return_counts=True)
        order = np.argsort(-numbers, kind="stable")
        kept = [tokens[i] for i in order if numbers[i] >= min_freq and tokens[i] not in specials]
        return cls([*specials, *kept])


def vocabularies_by_loop(splits, min_freq=2):
    """a loop over the two sides"""
    return tuple(VocabularyWithLoops.build([pair[side] for pair in splits["train"]], min_freq=min_freq) for side in (0, 1))


def vocabularies_by_lists(splits, min_freq=2):
    """two lists"""
    english, french = [], []
    for source, target in splits["train"]:
        english.append(source)
        french.append(target)
    return VocabularyAsDataclass.build(english, min_freq), VocabularyAsDataclass.build(french, min_freq)


def vocabularies_by_zip(splits, min_freq=2):
    """zip and map"""
    return tuple(map(lambda side: VocabularyAsDictionary.build(side, min_freq), zip(*splits["train"])))


def collate_with_pad_sequence(batch, source_pad, target_pad):
    """torch's own pad_sequence"""
    sources, targets = zip(*((torch.as_tensor(source), torch.as_tensor(target)) for source, target in batch))
    padded = [
        pad_sequence(rows, batch_first=True, padding_value=value)
        for rows, value in ((sources, source_pad), ([t[:-1] for t in targets], target_pad), ([t[1:] for t in targets], target_pad))
    ]
    lengths = torch.tensor(list(map(len, sources)), dtype=torch.long)
    return dict(source=padded[0], source_lengths=lengths, target_in=padded[1], target_out=padded[2])


def collate_with_full(batch, source_pad, target_pad):
    """full tensors, filled row by row"""
    rows = len(batch)
    lengths = torch.zeros(rows, dtype=torch.long)
    source = torch.full((rows, max(len(s) for s, _ in batch)), source_pad)
    target_in = torch.full((rows, max(len(t) for _, t in batch) - 1), target_pad)
    target_out = target_in.clone()
    for row, (s, t) in enumerate(batch):
        lengths[row] = len(s)
        source[row, : len(s)] = torch.tensor(s)
        target_in[row, : len(t) - 1] = torch.tensor(t[:-1])
        target_out[row, : len(t) - 1] = torch.tensor(t[1:])
    return {"source": source, "source_lengths": lengths, "target_in": target_in, "target_out": target_out}


def collate_with_mask(batch, source_pad, target_pad):
    """one padded target, cut, with its last tokens masked"""
    sources, targets = [s for s, _ in batch], [t for _, t in batch]
    width = max(map(len, targets))
    target = torch.tensor([t + [target_pad] * (width - len(t)) for t in targets])
    ends = torch.tensor([len(t) - 1 for t in targets])
    target_in = target[:, :-1].masked_fill(torch.arange(width - 1) >= ends[:, None], target_pad)
    lengths = torch.tensor([len(s) for s in sources])
    source = torch.full((len(batch), int(lengths.max())), source_pad, dtype=torch.int64)
    source[torch.arange(source.shape[1])[None] < lengths[:, None]] = torch.tensor([i for s in sources for i in s])
    return {"target_out": target[:, 1:], "target_in": target_in, "source_lengths": lengths, "source": source}


def collate_with_numpy(batch, source_pad, target_pad):
    """numpy first"""

    def block(rows, value):
        array = np.full((len(rows), max(map(len, rows))), value, dtype=np.int64)
        for place, row in zip(array, rows):
            place[: len(row)] = row
        return torch.from_numpy(array)

    return {
        "source": block([s for s, _ in batch], source_pad),
        "source_lengths": torch.from_numpy(np.array([len(s) for s, _ in batch], dtype=np.int64)),
        "target_in": block([t[:-1] for _, t in batch], target_pad),
        "target_out": block([t[1:] for _, t in batch], target_pad),
    }


def collate_by_counting(batch, source_pad, target_pad):
    """transposed with zip_longest; the lengths are what is no pad"""
    source, target_in, target_out = (
        torch.tensor([*zip(*zip_longest(*rows, fillvalue=padding))])
        for rows, padding in (
            ([s for s, _ in batch], source_pad),
            ([t[:-1] for _, t in batch], target_pad),
            ([t[1:] for _, t in batch], target_pad),
        )
    )
    lengths = (source != source_pad).sum(dim=1)
    return {"source": source, "source_lengths": lengths, "target_in": target_in, "target_out": target_out}


class SamplerWithRandom(torch.utils.data.Sampler):
    """Python's random.Random, sorted downwards, epochs as lists"""

    def __init__(self, lengths, batch_size, pool_size=100, seed=0):
        self.random, self.lengths, self.size, self.pool = random.Random(seed), list(lengths), batch_size, pool_size

    def __iter__(self):
        indices, batches = list(range(len(self.lengths))), []
        self.random.shuffle(indices)
        for start in range(0, len(indices), self.size * self.pool):
            pool = sorted(indices[start : start + self.size * self.pool], key=lambda i: self.lengths[i], reverse=True)
            while pool:
                batches.append(pool[: self.size])
                del pool[: self.size]
        self.random.shuffle(batches)
        return iter(batches)

    def __len__(self):
        return math.ceil(len(self.lengths) / self.size)


class SamplerWithNumpy:
    """numpy, with a seed for each epoch"""

    def __init__(self, lengths, batch_size, pool_size=100, seed=0):
        self.lengths = np.asarray(lengths, dtype=np.int64)
        self.batch_size, self.pool_size, self.seed, self.epoch = batch_size, pool_size, seed, 0

    def __iter__(self):
        generator = np.random.default_rng([self.seed, self.epoch])
        self.epoch += 1
        order = generator.permutation(len(self.lengths))
        pool = np.arange(len(order)) // (self.pool_size * self.batch_size)
        order = order[np.lexsort((self.lengths[order], pool))]
        batches = [order[start : start + self.batch_size].tolist() for start in range(0, len(order), self.batch_size)]
        for number in generator.permutation(len(batches)):
            yield batches[number]

    def __len__(self):
        return len(range(0, len(self.lengths), self.batch_size))


class SamplerWithTorch:
    """torch.sort, the smaller batch anywhere in its pool, the generator's state kept"""

    def __init__(self, lengths, batch_size, pool_size=100, seed=0):
        self.lengths, self.batch_size, self.pool = torch.tensor(lengths), batch_size, pool_size * batch_size
        self.state = torch.Generator().manual_seed(seed).get_state()

    def __iter__(self):
        generator = torch.Generator()
        generator.set_state(self.state)
        batches = []
        for pool in torch.randperm(len(self.lengths), generator=generator).split(self.pool):
            if len(pool):
                ranked = pool[self.lengths[pool].argsort(stable=True)]
                rest = len(pool) % self.batch_size
                batches += [ranked[:rest].tolist()] * bool(rest)
                batches += [batch.tolist() for batch in ranked[rest:].split(self.batch_size)] if rest < len(pool) else []
        order = torch.randperm(len(batches), generator=generator)
        self.state = generator.get_state()
        yield from (batches[number] for number in order)

    def __len__(self):
        full, rest = divmod(len(self.lengths), self.batch_size)
        return full + (rest > 0)
