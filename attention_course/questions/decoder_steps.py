"""Q16: the learner's steps, with a real recurrent network and an attention that notes what it is asked."""

from __future__ import annotations

import random
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from attention_course.probing import drawn, filled, gradients, names_in
from attention_course.question import Case


class Memory(NamedTuple):
    """What the attention below looks at, with the names of chapter 04."""

    keys: Tensor
    states: Tensor
    mask: Tensor


class NotingAttention(nn.Module):
    """Looks at a memory and notes what it was asked with. No softmax: each weight is a sigmoid of its own, 0 at padding."""

    def __init__(self, hidden_size: int, key_size: int, context_size: int) -> None:
        super().__init__()
        self.context_size = context_size
        self.mixing = nn.Linear(hidden_size, key_size, bias=False)
        self.asked: list[Tensor] = []

    def forward(self, queries: Tensor, memory: Memory) -> tuple[Tensor, Tensor]:
        self.asked.append(queries.detach().clone())
        weights = torch.sigmoid(self.mixing(queries) @ memory.keys.mT) * memory.mask.unsqueeze(1)
        return weights @ memory.states, weights


class StandIn(nn.Module):
    """All parts of a decoder. A step needs two of them, `rnn` and `attention`."""

    def __init__(self, inputs_size: int, hidden_size: int, key_size: int, context_size: int, fed: int, cell: str, layers: int) -> None:
        super().__init__()
        self.attention = NotingAttention(hidden_size, key_size, context_size)
        kind = {"gru": nn.GRU, "lstm": nn.LSTM}[cell]
        self.rnn = kind(inputs_size + fed, hidden_size, num_layers=layers, batch_first=True)
        self.embedding = nn.Embedding(10, inputs_size)
        self.dropout = nn.Dropout(0.5)
        self.readout = nn.Linear(hidden_size + context_size, hidden_size)
        self.output = nn.Linear(hidden_size, 10)


# Top of the recurrent state


def probe_top_hidden(top_hidden, recurrent):
    """The state itself, and whether gradients reach it."""
    parts = [recurrent] if isinstance(recurrent, Tensor) else list(recurrent)
    given = top_hidden(recurrent)
    leaves = [part.detach().clone().requires_grad_() for part in parts]
    top = top_hidden(leaves[0] if isinstance(recurrent, Tensor) else tuple(leaves))
    return {"state": given, "gradients": gradients(top, leaves) if isinstance(top, Tensor) else "none"}


def visible_top_hidden():
    bottom, top = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], [[7.0, 8.0, 9.0], [10.0, 11.0, 12.0]]
    return [
        Case("a GRU of one layer, two sentences, three units", {"recurrent": torch.tensor([bottom], dtype=torch.float64)}),
        Case("two layers: 1 to 6 below, 7 to 12 on top", {"recurrent": torch.tensor([bottom, top], dtype=torch.float64)}),
        Case("an LSTM of two layers, with its pair of hidden state and memory cell",
             {"recurrent": (torch.tensor([bottom, top], dtype=torch.float64), -torch.tensor([bottom, top], dtype=torch.float64))}),
        Case("a single sentence", {"recurrent": torch.tensor([bottom[:1], top[:1]], dtype=torch.float64)}),
    ]  # fmt: skip


def hidden_top_hidden(draw: random.Random):
    seed = draw.getrandbits(30)

    def state(layers: int, batch: int, size: int, dtype: torch.dtype = torch.float64, part: str = "") -> Tensor:
        return drawn((layers, batch, size), f"{seed} {layers} {batch} {size} {part}", dtype)

    def pair(layers: int, batch: int, size: int) -> tuple[Tensor, Tensor]:
        return state(layers, batch, size), state(layers, batch, size, part="cell")

    return [
        *(Case(f"a GRU: {layers} layers, batch {batch}, size {size}", {"recurrent": state(layers, batch, size)})
          for layers, batch, size in ((1, 3, 5), (2, 3, 5), (3, 4, 2), (4, 4, 4), (2, 2, 2), (1, 1, 1), (2, 1, 6), (3, 1, 1), (2, 5, 1))),
        *(Case(f"an LSTM: {shape[0]} layers, batch {shape[1]}, size {shape[2]}", {"recurrent": pair(*shape)})
          for shape in ((1, 3, 5), (2, 3, 5), (3, 2, 4), (2, 2, 2), (1, 1, 4), (3, 3, 3))),
        Case("a state that is a view of another layout", {"recurrent": drawn((4, 3, 5), seed).transpose(0, 1)}),
        Case("float32", {"recurrent": state(2, 3, 4, torch.float32)}),
        Case("bfloat16", {"recurrent": state(2, 3, 4, torch.bfloat16)}),
    ]  # fmt: skip


# The two steps


def probe_bahdanau_step(bahdanau_step, **case):
    """Token after token, each from the state that the one before gave back."""
    positions = case["inputs"].size(1)
    return _probe_step(bahdanau_step, pieces=positions, fed=case["states"].size(2), **case)


def probe_luong_step(luong_step, pieces=1, **case):
    """All tokens in as many calls as `pieces` says, each from the state that the one before gave back."""
    return _probe_step(luong_step, pieces=pieces, fed=0, **case)


def _probe_step(step, **case):
    """A step is tried with a `top_hidden` that is right, whatever the answer to that exercise was."""
    with names_in(step, top_hidden=_top):
        return _probe(step, **case)


def _top(recurrent: Any) -> Tensor:
    return (recurrent if isinstance(recurrent, Tensor) else recurrent[0])[-1:].transpose(0, 1)


def _probe(step, pieces, fed, inputs, recurrent, keys, states, mask, by_hand=False, training=False):
    parts = [recurrent] if isinstance(recurrent, Tensor) else list(recurrent)
    layers, _, hidden_size = parts[0].shape
    cell = "gru" if isinstance(recurrent, Tensor) else "lstm"
    decoder: Any = filled(StandIn(inputs.size(2), hidden_size, keys.size(2), states.size(2), fed, cell, layers), dtype=inputs.dtype)
    if by_hand:
        _make_easy(decoder)
    if fed:
        _say_what_it_reads(decoder, inputs.size(2), keys.size(1))
    decoder.train(training)
    decoder.rnn.train()  # without dropout of its own it is the same; and cuDNN gives gradients in this mode alone
    plain = _run(step, decoder, inputs.chunk(pieces, dim=1), recurrent, Memory(keys, states, mask))
    asked = [queries.reshape(-1, queries.size(-1)) for queries in decoder.attention.asked]
    leaves = [part.detach().clone().requires_grad_() for part in (inputs, keys, states, *parts)]
    copied = leaves[3] if isinstance(recurrent, Tensor) else tuple(leaves[3:])
    again = _run(step, decoder, leaves[0].chunk(pieces, dim=1), copied, Memory(leaves[1], leaves[2], mask))
    return {
        "steps": plain,
        "mode afterwards": [decoder.training, decoder.attention.training],
        # Added up, for an answer may ask for all sentences and positions at once, or one after the other.
        "how many queries": sum(map(len, asked)),
        "the queries, added up": torch.cat(asked).sum(dim=0) if asked else "none",
        **_gradients(again, decoder, leaves),
    }


def _say_what_it_reads(decoder: Any, inputs_size: int, source_length: int) -> None:
    """Have the network say of a width that is wrong what it comes from: PyTorch says the same whatever the mistake was."""

    def verify(rnn: Any, arguments: tuple[Any, ...]) -> None:
        read = arguments[0].size(-1) if arguments and isinstance(arguments[0], Tensor) and arguments[0].ndim else rnn.input_size
        if read == rnn.input_size:
            return
        if read == inputs_size + source_length:
            raise ValueError("The network was given the inputs and, beside them, as many numbers as there are attention weights.")
        when = "after" if decoder.attention.asked else "before"
        raise ValueError(f"The network reads {rnn.input_size} numbers, inputs and context. It was given {read}, {when} the attention was asked.")

    decoder.rnn.register_forward_pre_hook(verify)


def _run(step, decoder, pieces, recurrent, memory):
    taken = []
    for piece in pieces:
        hidden, context, weights, recurrent = step(decoder, piece, recurrent, memory)
        taken.append({"hidden": hidden, "context": context, "weights": weights, "recurrent": recurrent})
    return taken


def _gradients(steps: list[dict[str, Any]], decoder: Any, leaves: list[Tensor]) -> dict[str, Any]:
    """Which of the last step's values have a gradient, and the gradients of them all for what they were made of."""
    flat = [(name, part) for name, value in steps[-1].items() for part in (value if isinstance(value, list | tuple) else [value])]
    known = [(name, part) for name, part in flat if isinstance(part, Tensor) and part.requires_grad]
    if not known:
        return {"values with a gradient": []}
    names = ["inputs", "keys", "states", "hidden state", "memory cell"][: len(leaves)]
    reached = [*leaves, decoder.attention.mixing.weight, decoder.rnn.weight_ih_l0]
    found = gradients([part for _, part in known], reached)
    return {
        "values with a gradient": [name for name, _ in known],
        "gradients": dict(zip([*names, "attention's weights", "network's weights"], found)),
    }


def _make_easy(decoder: Any) -> None:
    """A step that can be worked out with a calculator: half of the old state, and half of tanh of the sum of what is read."""
    size = decoder.rnn.hidden_size
    with torch.no_grad():
        for parameter in decoder.rnn.parameters():
            parameter.zero_()
        decoder.rnn.weight_ih_l0[2 * size :] = 1.0
        decoder.attention.mixing.weight.copy_(torch.eye(*decoder.attention.mixing.weight.shape))


def visible_bahdanau_step():
    return [
        _easy("one sentence, one layer; by hand: the new state is half the old one and half tanh of the sum of all inputs", 1),
        _case("two layers, two sentences, two steps", 5, batch=2, source=3, target=2, inputs=2, hidden=3, keys=2, states=4, layers=2, tidy=True),
        _case("an LSTM of one layer", 6, batch=1, source=2, target=1, inputs=2, hidden=2, keys=2, states=3, cell="lstm", tidy=True),
    ]


def visible_luong_step():
    many: dict[str, Any] = {"batch": 2, "source": 2, "target": 3, "inputs": 2, "hidden": 3, "keys": 2, "states": 3, "tidy": True}
    return [
        _easy("one sentence, one token, one layer; by hand: the new state is half the old one and half tanh of the sum of all inputs", 1),
        _case("three tokens at once, two layers", 5, **many, layers=2),
        _case("one token after the other, an LSTM of one layer", 6, **(many | {"batch": 1, "target": 2}), cell="lstm", pieces=2),
    ]


def _easy(about: str, target: int) -> Case:
    inputs = {
        "inputs": torch.tensor([[[0.5, -0.5]]], dtype=torch.float64),
        "recurrent": torch.tensor([[[1.0, -1.0]]], dtype=torch.float64),
        "keys": torch.tensor([[[2.0, 2.0], [1.0, 0.0]]], dtype=torch.float64),
        "states": torch.tensor([[[0.2, 0.4], [0.6, -0.8]]], dtype=torch.float64),
        "mask": torch.tensor([[True, True]]),
        "by_hand": True,
    }
    return Case(about, inputs)


def _case(
    about: str, seed: object, *, batch: int, source: int, target: int, inputs: int, hidden: int, keys: int, states: int,
    layers: int = 1, cell: str = "gru", dtype: torch.dtype = torch.float64, tidy: bool = False, views: bool = False,
    mask: Tensor | None = None, **options: Any,
) -> Case:  # fmt: skip
    def numbers(*shape: int, name: str) -> Tensor:
        found = drawn(shape, f"{seed} {name}")
        return (found.mul(10).round() / 10 if tidy else found).to(dtype)

    def across(first: int, second: int, size: int, name: str) -> Tensor:
        """As any other, or a view of a tensor in which the last two axes are the other way round."""
        return numbers(first, size, second, name=name).mT if views else numbers(first, second, size, name=name)

    parts = [numbers(layers, batch, hidden, name=name) for name in ("hidden", "cell")]
    lengths = torch.tensor([1 + (source - 1 - row) % source for row in range(batch)])
    given = {
        "inputs": across(batch, target, inputs, "inputs"),
        "recurrent": parts[0] if cell == "gru" else tuple(parts),
        "keys": across(batch, source, keys, "keys"),
        "states": across(batch, source, states, "states"),
        "mask": torch.arange(source) < lengths.unsqueeze(1) if mask is None else mask,
    }
    return Case(about, given | options)


def _hidden_cases(draw: random.Random, many: bool):
    seed = draw.getrandbits(30)
    different: dict[str, Any] = {"batch": 3, "source": 5, "target": 2, "inputs": 4, "hidden": 6, "keys": 7, "states": 8}
    equal = dict.fromkeys(different, 3)
    place = iter(range(1000))

    def case(about: str, sizes: dict[str, Any] = different, **options: Any) -> Case:
        return _case(about, f"{seed} {next(place)}", **{**sizes, **options})

    empty_row = torch.tensor([[True] * 5, [False] * 5, [True, True, False, False, False]])
    cases = [
        *(case(f"{cell}, {layers} layer{'s' * (layers > 1)}, sizes all different", cell=cell, layers=layers)
          for cell in ("gru", "lstm") for layers in (1, 2, 3)),
        *(case(f"{cell}, {layers} layer{'s' * (layers > 1)}, sizes all equal", equal, cell=cell, layers=layers)
          for cell in ("gru", "lstm") for layers in (1, 3)),
        case("a single step", target=1),
        case("a single step of an LSTM of two layers", target=1, cell="lstm", layers=2),
        case("a batch of one", batch=1),
        case("a batch of one, a single step, two layers", batch=1, target=1, layers=2),
        case("a source of one token", source=1),
        case("inputs as large as states", inputs=5, hidden=5, keys=5, states=5, layers=2),
        case("five steps", target=5),
        case("a sentence that is all padding", mask=empty_row),
        case("no padding at all", mask=torch.ones(3, 5, dtype=torch.bool)),
        case("views of another layout", views=True),
        case("in training mode", training=True),
        case("float32", dtype=torch.float32),
    ]  # fmt: skip
    if many:
        cases += [
            case("one token after the other", target=4, pieces=4),
            case("four tokens in two calls, two layers of an LSTM", target=4, pieces=2, layers=2, cell="lstm"),
            case("one token after the other, sizes all equal, two layers", equal, pieces=3, layers=2),
        ]
    return cases


def hidden_bahdanau_step(draw: random.Random):
    return _hidden_cases(draw, many=False)


def hidden_luong_step(draw: random.Random):
    return _hidden_cases(draw, many=True)
