"""Q15: the learner's Decoder, made in many configurations around a small attention, and looked at from all sides."""

from __future__ import annotations

import random

import torch
from torch import Tensor, nn

from attention_course.probing import device, drawn, filled, gradients, parameter_shapes, warned
from attention_course.question import Case

KINDS = (nn.GRU, nn.LSTM, nn.RNN, nn.Linear, nn.Embedding, nn.Dropout)


class SmallAttention(nn.Module):
    """No attention, but what a decoder's `__init__` may know of one: the size of a context, and parameters of its own."""

    def __init__(self, hidden_size: int, context_size: int) -> None:
        super().__init__()
        self.context_size = context_size
        if context_size:
            self.query_layer = nn.Linear(hidden_size, 3, bias=False)


def probe_decoder(Decoder, vocabulary_size, embedding_size, hidden_size, context_size, frozen=False, **options):
    """Kinds, shapes and settings of the layers; then what each of them does with drawn weights."""
    sizes = vocabulary_size, embedding_size, hidden_size
    attention = SmallAttention(hidden_size, context_size).train(not frozen)
    before = {name: parameter.detach().clone() for name, parameter in attention.named_parameters()}
    made = []
    torch.manual_seed(6)
    warns = warned(lambda: made.append(Decoder(*sizes, attention, **options)))
    after = torch.rand(1).item()
    torch.manual_seed(7)
    other = Decoder(*sizes, SmallAttention(hidden_size, context_size), **options)
    decoder = made[0]
    padding = options.get("padding_index", 1)
    facts = {
        "is an nn.Module": isinstance(decoder, nn.Module),
        "warns when it is made": warns,
        "shapes of the parameters": dict(sorted(parameter_shapes(decoder).items())),
        "order": decoder.order,
        "input_feeding": decoder.input_feeding,
        "kinds of layers": {name: _kind(getattr(decoder, name)) for name in ("embedding", "dropout", "rnn", "readout", "output")},
        "attention is the one that was given": decoder.attention is attention,
        "attention's parameters are among the decoder's": {id(parameter) for parameter in attention.parameters()}
        <= {id(parameter) for parameter in decoder.parameters()},
        "attention's weights are as they were": all(bool((parameter == before[name]).all()) for name, parameter in attention.named_parameters()),
        "attention's parameters can be trained": all(parameter.requires_grad for parameter in attention.parameters()),
        "attention's mode is as it was": attention.training is not frozen,
        "parts": sorted(name for name, _ in decoder.named_children()),
        "parts of the network": sorted(name for name, _ in decoder.rnn.named_children()),
        "types of the parameters": sorted({str(parameter.dtype) for parameter in decoder.parameters()}),
        "random numbers after it was made depend on the seed": after != torch.rand(1).item(),
        "all parameters can be trained": all(parameter.requires_grad for parameter in decoder.parameters()),
        "padding row at the start": decoder.embedding.weight[padding].tolist(),
        "other rows are zero at the start": bool((decoder.embedding.weight != 0).any(dim=1).sum() < vocabulary_size - 1),
        "dropout": decoder.dropout.p,
        "dropout between the layers": decoder.rnn.dropout,
        "layers": decoder.rnn.num_layers,
        "directions": 2 if decoder.rnn.bidirectional else 1,
        "is in training mode": decoder.training and decoder.dropout.training and decoder.rnn.training,
        "shares layers with another decoder": _shared(decoder, other),
    }
    return facts | _at_work(filled(decoder), padding)


def _kind(layer: object) -> str:
    return next((kind.__name__ for kind in KINDS if isinstance(layer, kind)), type(layer).__name__)


def _shared(one: nn.Module, other: nn.Module) -> bool:
    return bool({id(parameter) for parameter in one.parameters()} & {id(parameter) for parameter in other.parameters()})


def _at_work(decoder, padding: int) -> dict[str, object]:
    """What the layers give for drawn inputs of two sentences and three tokens."""
    tokens = torch.arange(6, device=device()).reshape(2, 3) % decoder.embedding.num_embeddings
    embedded = decoder.embedding(torch.full_like(tokens, padding))
    [padding_gradient] = gradients(embedded, [decoder.embedding.weight])
    states, _ = decoder.rnn(drawn((2, 3, decoder.rnn.input_size), "inputs").to(device()))
    ones = torch.ones(500, dtype=torch.float64, device=device())
    decoder.dropout.train()(ones)
    return {
        "embeddings, added up": decoder.embedding(tokens).sum(dim=-1),
        "the gradient of the padding row": padding_gradient[padding],
        "states for drawn inputs, added up": states.sum(dim=-1),
        "readouts for drawn inputs, added up": _through(decoder.readout),
        "logits for drawn inputs, added up": _through(decoder.output),
        "dropout changes its input in place": bool((ones != 1).any()),
    }


def _through(layer) -> Tensor | None:
    if not isinstance(layer, nn.Linear):
        return None
    return layer(drawn((2, layer.in_features), "through").to(device())).sum(dim=-1)


SIZES = {"vocabulary_size": 6, "embedding_size": 2, "hidden_size": 4, "context_size": 3}


def visible_decoder():
    return [
        Case("6 tokens, embeddings of 2, hidden states of 4, contexts of 3; all else left alone", SIZES),
        Case("the same in Luong's order", {**SIZES, "order": "luong"}),
        Case("two layers of an LSTM, dropout 0.25, input feeding, readouts of 5, padding at 0",
             {**SIZES, "layers": 2, "cell": "lstm", "dropout": 0.25, "input_feeding": True, "readout_size": 5, "padding_index": 0}),
        Case("a single layer, and dropout", {**SIZES, "dropout": 0.5, "cell": "gru"}),
        Case("an order that there is none of", {**SIZES, "order": "vaswani"}),
        Case("a cell that there is none of", {**SIZES, "cell": "rnn"}),
    ]  # fmt: skip


def hidden_decoder(draw: random.Random):
    def sizes(**given):
        names = ("vocabulary_size", "embedding_size", "hidden_size", "context_size")
        return {**dict(zip(names, draw.sample(range(6, 16), 4))), **given}

    cases = [
        Case(f"{cell}, order {order}, {'with' if feeding else 'without'} input feeding, {layers} layer{'s' * (layers > 1)}",
             {**sizes(), "cell": cell, "order": order, "input_feeding": feeding, "layers": layers,
              "dropout": draw.choice([0.1, 0.3, 0.5]), "padding_index": draw.choice([0, 2, 3])})
        for cell in ("gru", "lstm") for order in ("bahdanau", "luong") for feeding in (False, True) for layers in (1, 2)
    ]  # fmt: skip
    cases += [
        Case("all sizes equal", {**sizes(), **dict.fromkeys(("vocabulary_size", "embedding_size", "hidden_size", "context_size"), 7)}),
        Case("all left alone but the sizes", sizes()),
        Case("contexts twice as large as hidden states: a bidirectional encoder", sizes(hidden_size=4, context_size=8)),
        Case("contexts of no numbers", sizes(context_size=0)),
        Case("contexts of no numbers in Luong's order", {**sizes(context_size=0), "order": "luong", "input_feeding": True}),
        *(
            Case(f"readouts of their own size, {order}, {'with' if feeding else 'without'} input feeding",
                 {**sizes(), "readout_size": draw.randint(17, 20), "order": order, "input_feeding": feeding})
            for order in ("bahdanau", "luong") for feeding in (False, True)
        ),
        Case("three layers without dropout", {**sizes(), "layers": 3}),
        Case("three layers with dropout", {**sizes(), "layers": 3, "dropout": 0.4, "order": "luong"}),
        Case("a hidden size of one", sizes(hidden_size=1)),
        Case("padding at the end of the vocabulary", {**sizes(vocabulary_size=9), "padding_index": 8}),
        Case("input feeding alone", {**sizes(), "input_feeding": True}),
        Case("an order that there is none of", {**sizes(), "order": "Luong"}),
        Case("an order that there is none of, with an LSTM", {**sizes(), "order": "", "cell": "lstm"}),
        Case("a cell that there is none of", {**sizes(), "cell": "GRU"}),
        *(Case(f"a cell that is a part of a word only: {cell!r}", {**sizes(), "cell": cell}) for cell in ("", "l", "gru lstm")),
        *(Case(f"an order that is a part of a word only: {order!r}", {**sizes(), "order": order}) for order in ("", "b", "luon")),
        Case("an attention in evaluation mode", {**sizes(), "frozen": True}),
        Case("a cell that there is none of, in Luong's order", {**sizes(), "cell": "transformer", "order": "luong"}),
    ]  # fmt: skip
    return cases
