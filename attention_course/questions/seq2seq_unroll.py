"""Q20: the whole forward pass, unrolled on a stand-in for a model that writes down what it read."""

from __future__ import annotations

import random
from typing import Any

import torch

from attention_course import probing
from attention_course.question import Case
from attention_course.questions.seq2seq_parts import StandInModel
from attention_course.two_devices import TwoDevices, elsewhere, whereabouts

TYPES = {"float64": torch.float64, "float32": torch.float32, "bfloat16": torch.bfloat16}


def probe_unroll(
    unroll, source, lengths, target_in, ratio=None, seed=1, layers=1, cell="gru", dtype="float64", training=False, away=False, strided=False, grad=True
):
    """Unroll, with a `choose_gold` and a `next_input` that are right whatever the answers to Q19 were."""
    words, target_words = int(source.max()) + 2, int(target_in.max()) + 2
    model: Any = probing.filled(StandInModel(words, target_words, 4, 3, layers, cell), seed, TYPES[dtype], scale=0.9).train(training)
    named = {} if ratio is None else {"teacher_forcing_ratio": ratio}
    if strided:
        source, target_in = source.mT.contiguous().mT, target_in.mT.contiguous().mT
    with probing.names_in(unroll, choose_gold=_draw, next_input=_pick):
        if away:
            model.cpu()  # what is pretended is not to be mixed up with a real one
            source, lengths, target_in = source.cpu(), lengths.cpu(), target_in.cpu()
            with TwoDevices():
                return {"where the results lie": whereabouts(*unroll(model, elsewhere(source), lengths, elsewhere(target_in), **named))}
        if ratio is not None and 0 < ratio < 1:
            return _facts_of_chance(unroll, model, source, lengths, target_in, ratio)
        with torch.set_grad_enabled(grad):
            logits, weights = unroll(model, source, lengths, target_in, **named)
    read = model.decoder.read
    facts = {
        "times the source was read": len(model.reader.calls),
        "sentences that the decoder read at a time": sorted({len(tokens) for tokens in read}),
        "tokens that the decoder read": torch.cat(read, dim=1) if len({len(tokens) for tokens in read}) == 1 else None,
        "logits": logits,
        "attention weights": weights,
        "mode afterwards": [model.training, model.decoder.training],
    }
    if dtype == "float64" and grad:
        found = probing.parameter_gradients(model, (logits, weights))
        facts["sizes of the gradients"] = {name: gradient if isinstance(gradient, str) else gradient.norm().item() for name, gradient in found.items()}
    return facts


def _draw(batch, length, ratio, generator=None, per="token"):
    """As good a draw as any, in place of the learner's `choose_gold`: of the same law, with other numbers."""
    shape = (batch, length) if per == "token" else (1, 1)
    return torch.bernoulli(torch.full(shape, float(ratio)), generator=generator).bool().expand(batch, length)


def _pick(gold, logits, use_gold):
    return torch.stack((logits.sort(dim=-1).indices[..., -1], gold), dim=-1).gather(-1, use_gold.long().unsqueeze(-1)).squeeze(-1)


def _facts_of_chance(unroll, model, source, lengths, target_in, ratio):
    """What holds of every right answer, whatever it draws, when a part of the tokens is gold."""

    def run(generator):
        model.decoder.read.clear()
        logits, weights = unroll(model, source, lengths, target_in, teacher_forcing_ratio=ratio, generator=generator)
        return torch.cat(model.decoder.read, dim=1), logits, weights

    generator = torch.Generator().manual_seed(3)
    states = torch.get_rng_state(), random.getstate()
    read, logits, weights = run(generator)
    untouched = torch.equal(states[0], torch.get_rng_state()) and states[1] == random.getstate()
    if read.shape != target_in.shape:
        return {"tokens that the decoder read": list(read.shape)}
    memory, state = model.encode(source, lengths)
    readouts, looked, _ = model.decoder(read, state, memory)
    due = model.decoder.output(readouts)
    gold, own = target_in[:, 1:], due[:, :-1].argmax(dim=-1)
    by_gold, told_apart = read[:, 1:] == gold, gold != own
    share = (by_gold & told_apart).sum() / told_apart.sum()
    facts = {
        "tokens that the decoder read": list(read.shape),
        "the first token is the target's first": torch.equal(read[:, 0], target_in[:, 0]),
        "every other is the gold one or the likeliest": bool((by_gold | (read[:, 1:] == own)).all()),
        "logits and weights are those of the tokens read": [
            found.shape == wanted.shape and torch.allclose(found, wanted, rtol=1e-7, atol=1e-9) for found, wanted in ((logits, due), (weights, looked))
        ],
    }
    if told_apart.sum() >= 300:  # then chance alone hardly ever goes as far as this
        facts["the share of gold is about the ratio"] = abs(float(share) - ratio) < 0.15
        facts["within a sentence some are gold and some its own"] = _mixed(by_gold, told_apart, dim=1)
        facts["within a position some are gold and some their own"] = _mixed(by_gold, told_apart, dim=0)
        facts["the same from the same seed"] = torch.equal(read, run(torch.Generator().manual_seed(3))[0])
        facts["others when the generator has moved on"] = not torch.equal(read, run(generator)[0])
        facts["others from another seed"] = not torch.equal(read, run(torch.Generator().manual_seed(4))[0])
        torch.manual_seed(8)
        first = run(None)[0]
        torch.manual_seed(8)
        facts["without a generator, PyTorch's own"] = [torch.equal(first, run(None)[0]), not torch.equal(first, run(None)[0])]
    facts["the generators that all share are left alone"] = untouched
    return facts


def _mixed(by_gold, told_apart, dim):
    """Whether both happen in nearly every row (or column) that has enough places where they can be told apart."""
    long = told_apart.sum(dim=dim) >= 12
    some, none = (by_gold & told_apart).any(dim=dim), (~by_gold & told_apart).any(dim=dim)
    return bool(long.any()) and float((some & none)[long].double().mean()) > 0.8


def visible_unroll():
    source, lengths = torch.tensor([[4, 5, 6], [5, 4, 1]]), torch.tensor([3, 2])
    target_in = torch.tensor([[2, 4, 5, 6], [2, 6, 5, 1]])
    given = {"source": source, "lengths": lengths, "target_in": target_in}
    chance = {
        "source": torch.tensor([[4, 5, 6, 7]] * 24),
        "lengths": torch.tensor([4] * 24),
        "target_in": torch.tensor([[2, *((3 * row + 5 * column) % 11 for column in range(26))] for row in range(24)]),
    }
    return [
        Case("teacher forcing: every token read is gold", given),
        Case("ratio 0: after the first token it reads its own", {**given, "ratio": 0.0}),
        Case("ratio 0, an LSTM's pair of states", {**given, "ratio": 0.0, "cell": "lstm", "layers": 2, "seed": 4}),
        Case("ratio 1, in training mode", {**given, "ratio": 1.0, "training": True}),
        Case("ratio 1, gradients off", {**given, "ratio": 1.0, "grad": False}),
        Case("ratio 0.5: some gold, some its own", {**chance, "ratio": 0.5}),
        Case("all tensors on another device", {**given, "ratio": 0.5, "away": True}),
    ]


def hidden_unroll(draw: random.Random):
    def case(about, batch, source_length, target_length, words=9, first=2, **more):
        lengths = [source_length, *(draw.randint(1, source_length) for _ in range(batch - 1))]
        source = torch.tensor([[draw.randint(2, 12) if place < length else 1 for place in range(source_length)] for length in lengths])
        rows = [[first or draw.randint(0, words), *(draw.randint(0, words) for _ in range(target_length - 1))] for _ in range(batch)]
        inputs = {"source": source, "lengths": torch.tensor(lengths), "target_in": torch.tensor(rows)}
        return Case(about, {**inputs, "seed": draw.randint(1, 10**6), **more})

    return [
        case("teacher forcing, all sizes different", 5, 7, 6, ratio=1.0),
        case("teacher forcing, not said", 3, 5, 4),
        case("teacher forcing, all sizes equal", 4, 4, 4, words=4, ratio=1.0),
        case("teacher forcing, in training mode", 3, 5, 4, ratio=1.0, training=True),
        case("teacher forcing, a whole number for a ratio", 3, 5, 4, ratio=1),
        case("teacher forcing, one sentence", 1, 6, 5, ratio=1.0),
        case("teacher forcing, one step", 4, 3, 1, ratio=1.0),
        case("teacher forcing, one source token", 3, 1, 5, ratio=1.0),
        case("teacher forcing, two layers", 3, 4, 6, ratio=1.0, layers=2),
        case("teacher forcing, an LSTM", 4, 3, 5, ratio=1.0, cell="lstm"),
        case("teacher forcing, in float32", 4, 5, 6, ratio=1.0, dtype="float32"),
        case("teacher forcing, in bfloat16", 4, 5, 6, ratio=1.0, dtype="bfloat16"),
        case("teacher forcing, rows that do not lie side by side in memory", 4, 5, 6, ratio=1.0, strided=True),
        case("teacher forcing, gradients off", 4, 5, 6, ratio=1.0, grad=False),
        case("teacher forcing, gradients off, in training mode", 4, 5, 6, ratio=1.0, grad=False, training=True),
        case("ratio 0, gradients off", 4, 5, 6, ratio=0.0, grad=False),
        case("ratio 0, 60 tokens", 1, 3, 60, ratio=0.0),
        case("ratio 0, all sizes different", 5, 7, 6, ratio=0.0),
        case("ratio 0, all sizes equal", 4, 4, 4, words=4, ratio=0.0),
        case("ratio 0, in training mode", 4, 5, 6, ratio=0.0, training=True),
        case("ratio 0, one sentence", 1, 6, 8, ratio=0),
        case("ratio 0, one step", 4, 3, 1, ratio=0.0),
        case("ratio 0, two steps", 4, 3, 2, ratio=0.0),
        case("ratio 0, two layers of an LSTM", 3, 4, 6, ratio=0.0, cell="lstm", layers=2),
        case("ratio 0, in float32", 4, 5, 6, ratio=0.0, dtype="float32"),
        case("ratio 0, longer than the source", 3, 2, 15, ratio=0.0),
        case("ratio 0, the first tokens of all kinds", 7, 4, 5, first=None, ratio=0.0),
        case("teacher forcing, the first tokens of all kinds", 7, 4, 5, first=None, ratio=1.0),
        case("ratio 0, rows that do not lie side by side in memory", 4, 5, 6, ratio=0.0, strided=True),
        case("a quarter gold", 28, 5, 24, words=12, ratio=0.25),
        case("three quarters gold", 24, 4, 28, words=12, ratio=0.75),
        case("half gold, in training mode", 26, 3, 26, words=12, ratio=0.5, training=True),
        case("half gold, an LSTM", 24, 3, 26, words=12, ratio=0.5, cell="lstm", layers=2),
        case("half gold, one sentence", 1, 4, 6, ratio=0.5),
        case("half gold, one step", 5, 4, 1, ratio=0.5),
        case("another device", 3, 4, 5, ratio=1.0, away=True),
        case("another device, ratio 0", 3, 4, 5, ratio=0.0, away=True),
        case("another device, half gold", 3, 4, 5, ratio=0.5, away=True),
    ]
