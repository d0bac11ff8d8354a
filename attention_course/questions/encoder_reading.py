"""Q9 and Q10: an encoder made to a specification, and batches of sentences read by it."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import Tensor, nn

from attention_course.probing import (
    device,
    drawn,
    filled,
    gradients,
    names_in,
    parameter_gradients,
    parameter_shapes,
    warned,
)
from attention_course.question import Case
from attention_course.two_devices import TwoDevices, elsewhere, whereabouts

KINDS = (nn.Embedding, nn.Dropout, nn.GRU, nn.LSTM, nn.RNN, nn.Linear)
SETTINGS = {
    "embedding": ("num_embeddings", "embedding_dim", "padding_idx", "max_norm", "scale_grad_by_freq", "sparse"),
    "dropout": ("p", "inplace"),
    "rnn": ("input_size", "hidden_size", "num_layers", "bidirectional", "batch_first", "dropout"),
    "bridge": ("in_features", "out_features"),
    "memory_bridge": ("in_features", "out_features"),
}
DTYPES = {"float64": torch.float64, "float32": torch.float32, "bfloat16": torch.bfloat16}


def probe_encoder(Encoder, vocabulary_size, embedding_size, hidden_size, decoder_size, **options):
    """An encoder's parts, as one finds them from outside."""
    made = []
    sizes, before = (vocabulary_size, embedding_size, hidden_size, decoder_size), torch.get_default_dtype()
    noisy = warned(lambda: made.append(Encoder(*sizes, **options)))
    encoder = made[0].to(device())
    parts = {}
    for name, settings in SETTINGS.items():
        part = getattr(encoder, name, None)
        kind = next((kind.__name__ for kind in KINDS if isinstance(part, kind)), type(part).__name__)
        parts[name] = {"kind": kind, **{setting: getattr(part, setting, None) for setting in settings}}
    states_size = encoder.states_size
    size = f"the float {states_size}" if isinstance(states_size, float) else states_size
    facts = {"a module": isinstance(encoder, nn.Module), "warns": noisy, "states_size": size, **parts}
    facts["ready for training"] = all(part.training for part in encoder.modules())
    facts["numbers of"] = sorted({str(parameter.dtype) for parameter in encoder.parameters()})
    facts["numbers of what is made afterwards"] = str(torch.get_default_dtype() if torch.get_default_dtype() != before else "as before")
    facts["forward"] = _handed_on(Encoder, encoder)
    weights = [parameter for name, parameter in encoder.named_parameters() if name.startswith("rnn.weight")]
    again = dict(Encoder(*sizes, **options).to(device()).named_parameters())
    others = [parameter for name, parameter in again.items() if name.startswith("rnn.weight")]
    facts["the same weights each time"] = bool(weights) and all(torch.equal(*pair) for pair in zip(weights, others))
    facts["learnt"] = sorted(name for name, parameter in encoder.named_parameters() if parameter.requires_grad)
    facts["shapes"] = parameter_shapes(encoder)
    padding = options.get("padding_index", 1)
    return facts | _padding_facts(encoder.embedding, padding, (padding + 1) % vocabulary_size)


def _handed_on(Encoder, encoder) -> str:
    """What `forward` does with a stand-in for `encode`."""
    source, lengths = torch.tensor([[2, 2]], device=device()), torch.tensor([2], device=device())
    result, given = (torch.zeros(1), torch.ones(1)), []

    def stand_in(encoder, source, lengths):
        given.append((encoder, source, lengths))
        return result

    with names_in(getattr(Encoder, "forward", None), encode=stand_in):
        try:
            back = encoder(source, lengths)
        except Exception as error:
            return f"raises {type(error).__name__}"
    if not given:
        return "does without encode"
    if any(found is not due for found, due in zip(given[0], (encoder, source, lengths))):
        return "hands encode other arguments"
    if isinstance(back, tuple) and [*map(id, back)] == [*map(id, result)]:
        return "gives back what encode gives"
    return "gives back nothing" if back is None else "gives back something else"


def _padding_facts(embedding, padding: int, word: int) -> dict[str, bool]:
    """Whether the row of the padding is zero, and stays so when the others learn."""
    weight = embedding.weight
    facts = {"padding row is zero": not weight[padding].any()}
    if weight.requires_grad:
        embedding(torch.tensor([[word, padding], [padding, word]], device=weight.device)).sum().backward()
        gradient = weight.grad.to_dense()
        facts |= {"padding row learns": bool(gradient[padding].any()), "a word's row learns": bool(gradient[word].any())}
    return facts


def visible_encoder():
    sizes = {"vocabulary_size": 6, "embedding_size": 3, "hidden_size": 2, "decoder_size": 5}
    return [
        Case("a GRU of one layer, in both directions", sizes),
        Case("an LSTM of two layers, in one direction, with dropout", {**sizes, "layers": 2, "bidirectional": False, "cell": "lstm", "dropout": 0.25}),
        Case("one layer with dropout, another padding index", {**sizes, "dropout": 0.5, "padding_index": 0}),
        Case("a cell that is neither", {**sizes, "cell": "conv"}),
        Case("a cell in capitals", {**sizes, "cell": "GRU"}),
    ]


def hidden_encoder(draw: random.Random):
    def case(about: str, equal: int = 0, **options) -> Case:
        vocabulary, *sizes = [equal] * 4 if equal else draw.sample(range(3, 12), 4)
        names = ("vocabulary_size", "embedding_size", "hidden_size", "decoder_size")
        return Case(about, {**dict(zip(names, (vocabulary + 12 * (not equal), *sizes))), **options})

    cases = [case("everything as it is by default")]
    for cell in ("gru", "lstm"):
        for layers in (1, 2, 3):
            for bidirectional in (False, True):
                about = f"{cell}, {layers} layers, {'two directions' if bidirectional else 'one direction'}"
                dropout, padding = draw.choice([0.1, 0.2, 0.3]), draw.choice([0, 2, 5])
                options: dict[str, Any] = {"cell": cell, "layers": layers, "bidirectional": bidirectional}
                cases.append(case(about, **options))
                cases.append(case(f"{about}, with dropout", **options, dropout=dropout, padding_index=padding))
    return [
        *cases,
        case("all sizes alike", equal=4, layers=2),
        case("all sizes alike, an LSTM", equal=4, cell="lstm", bidirectional=False),
        case("sizes of one", equal=2, layers=1),
        case("the last row for padding", equal=5, padding_index=4),
        case("a cell that is neither", cell="transformer"),
        case("a cell of no name", cell=""),
        *(case("a cell that is nearly one of the two", cell=cell) for cell in ("LSTM", "gru2", "gr", " gru", "lstm\n")),
        case("a plain recurrent network", cell="rnn"),
        case("one layer, all dropped", dropout=1.0),
    ]


def probe_join_directions(join_directions, final, directions, about_gradients=True):
    joined = join_directions(final, directions)
    facts = {"joined": joined}
    if about_gradients:
        followed = final.detach().clone().requires_grad_()
        facts["gradient"] = gradients(join_directions(followed, directions), [followed])[0]
    return facts


def visible_join_directions():
    one = torch.tensor([[[1.0, 2.0, 3.0]], [[10.0, 20.0, 30.0]]], dtype=torch.float64)
    layers = torch.arange(1.0, 13.0, dtype=torch.float64).reshape(6, 2, 1)
    return [
        Case("one layer, two directions, one sentence", {"final": one, "directions": 2, "about_gradients": False}),
        Case("three layers, two directions, two sentences", {"final": layers, "directions": 2, "about_gradients": False}),
        Case("two layers, one direction", {"final": one, "directions": 1, "about_gradients": False}),
    ]


def hidden_join_directions(draw: random.Random):
    def case(about: str, layers: int, directions: int, batch: int, hidden: int, dtype: str = "float64", turned: bool = False) -> Case:
        shape = (layers * directions, hidden, batch) if turned else (layers * directions, batch, hidden)
        final = drawn(shape, draw.random(), DTYPES[dtype])
        return Case(about, {"final": final.mT if turned else final, "directions": directions})

    a, b, c = draw.sample(range(2, 8), 3)
    return [
        case("sizes all different", 3, 2, a + 6, b),
        case("one direction, sizes all different", 5, 1, a, b + 5),
        case("an even number of layers, one direction", 4, 1, a, b),
        case("one layer, one direction", 1, 1, b, c),
        case("one layer, two directions", 1, 2, b, c),
        case("two layers, two directions", 2, 2, c, a),
        case("batch and hidden size as large as layers", 2, 2, 2, 2),
        case("four layers, four sentences, four units", 4, 2, 4, 4),
        case("a batch of one", 2, 2, 1, a),
        case("one unit", 3, 2, b, 1),
        case("everything of size one", 1, 2, 1, 1),
        case("memory in another order", 3, 2, a, b, turned=True),
        case("in float32", 2, 2, a, c, "float32"),
        case("in bfloat16", 2, 2, b, c, "bfloat16"),
    ]


def _parts(cell, layers, bidirectional, sizes, dropout, dropout_between, dtype) -> nn.Module:
    """What an encoder is made of, with drawn weights: the padding's row is as full as the others."""
    embedding_size, hidden_size, decoder_size = sizes
    states_size = hidden_size * (1 + bidirectional)
    encoder = nn.Module()
    encoder.embedding = nn.Embedding(20, embedding_size, padding_idx=1)
    encoder.dropout = nn.Dropout(dropout)
    kind = {"gru": nn.GRU, "lstm": nn.LSTM}[cell]
    encoder.rnn = kind(embedding_size, hidden_size, layers, batch_first=True, bidirectional=bidirectional, dropout=dropout_between)
    encoder.bridge = nn.Linear(states_size, decoder_size)
    if cell == "lstm":
        encoder.memory_bridge = nn.Linear(states_size, decoder_size)
    encoder.states_size = states_size
    return filled(encoder, dtype=DTYPES[dtype])


def probe_encode(
    encode, source, lengths, cell="gru", layers=1, bidirectional=True, sizes=(3, 2, 4), dropout=0.0, dropout_between=0.0,
    training=False, dtype="float64", backwards=False, lengths_on=None,
):  # fmt: skip
    """The states, the first state, and what each parameter learns from them."""
    with names_in(encode, join_directions=_joined):
        return _probe_encode(
            encode, source, lengths, cell, layers, bidirectional, sizes, dropout, dropout_between, training, dtype, backwards, lengths_on
        )


def _joined(final: Tensor, directions: int) -> Tensor:
    """What `join_directions` has to give, whatever the answer to that exercise was."""
    return torch.cat([final[first::directions] for first in range(directions)], dim=2)


def _probe_encode(
    encode, source, lengths, cell, layers, bidirectional, sizes, dropout, dropout_between, training, dtype, backwards, lengths_on
):  # fmt: skip
    encoder = _parts(cell, layers, bidirectional, sizes, dropout, dropout_between, dtype).train(training)
    if lengths_on == "another device" and device().type == "cpu":
        with TwoDevices():
            states, first = encode(encoder, source, elsewhere(lengths))
            return {"where the results lie": whereabouts(states, *([first] if isinstance(first, Tensor) else first))}
    on_cpu = lengths_on == "the CPU"
    states, first = encode(encoder, source, lengths.cpu() if on_cpu else lengths)
    facts = {"states": states, "first state": first}
    # Other sentences of other lengths, as many: what was read before has no part in them.
    others = lengths.flip(0)
    facts["the next batch"] = encode(encoder, (source + 3) % 20, others.cpu() if on_cpu else others)
    if backwards:
        given = [states, first] if isinstance(first, Tensor) else [states, *first]
        facts["gradients"] = parameter_gradients(encoder, given)
    facts["in training"] = all(part.training == training for part in encoder.modules())
    return facts | {"drops what is dropped already": _drops_twice(encode, encoder, source, lengths)}


class _Doubling(nn.Dropout):
    """Stands for the dropout on embeddings of ones: what it is given again is larger than one."""

    highest = 0.0

    def forward(self, numbers: Tensor) -> Tensor:
        self.highest = max(self.highest, float(numbers.detach().max()))
        return 2 * numbers


def _drops_twice(encode, encoder: Any, source: Tensor, lengths: Tensor) -> bool:
    with torch.no_grad():
        encoder.embedding.weight.fill_(1.0)
    encoder.dropout = _Doubling(encoder.dropout.p).train(encoder.training)
    encode(encoder, source, lengths.cpu())
    return encoder.dropout.highest > 1.5


def visible_encode():
    pair = {"source": torch.tensor([[4, 7, 5], [6, 3, 1]]), "lengths": torch.tensor([3, 2])}
    return [
        Case("two sentences, the longer first", pair),
        Case("the shorter first", {"source": torch.tensor([[6, 3, 1], [4, 7, 5]]), "lengths": torch.tensor([2, 3])}),
        Case("two layers", {**pair, "layers": 2}),
        Case("an LSTM in one direction", {**pair, "cell": "lstm", "bidirectional": False}),
        Case("padding in every row", {"source": torch.tensor([[4, 1, 1], [6, 3, 1]]), "lengths": torch.tensor([1, 2])}),
    ]


def hidden_encode(draw: random.Random):
    def case(about: str, lengths: list[int], width: int = 0, padding: int | None = 1, turned: bool = False, **options) -> Case:
        width = width or max(lengths)
        rows = [[draw.randint(2, 19) for _ in range(length)] for length in lengths]
        fill = (lambda: draw.randint(0, 19)) if padding is None else (lambda: padding)
        source = torch.tensor([row + [fill() for _ in range(width - len(row))] for row in rows])
        source = source.mT.contiguous().mT if turned else source
        sizes = draw.sample(range(2, 8), 3)
        return Case(about, {"source": source, "lengths": torch.tensor(lengths), "sizes": sizes, "backwards": True, **options})

    ragged = [3, 6, 1, 5, 2]
    cases = [
        case(f"{cell}, {layers} layers, {'two directions' if both else 'one direction'}", ragged, cell=cell, layers=layers, bidirectional=both)
        for cell in ("gru", "lstm") for layers in (1, 2) for both in (True, False)
    ]  # fmt: skip
    return [
        *cases,
        case("any index where there is padding", [2, 5, 3], 6, padding=None, layers=2),
        case("padding in every row", [2, 4, 1], 7),
        case("padding in every row, an LSTM in one direction", [2, 4, 1], 7, cell="lstm", bidirectional=False),
        case("no padding at all", [4, 4, 4], layers=2),
        case("longest first", [5, 4, 2, 1], cell="lstm"),
        case("a sentence alone", [4]),
        case("one word alone", [1], layers=2, cell="lstm"),
        case("as many sentences as words, units and layers", [2, 1], sizes=[2, 2, 2], layers=2),
        case("words that have the padding's index", [3, 5], padding=0, turned=True),
        case("memory in another order", [3, 5, 2], turned=True),
        case("three layers", [3, 1, 4], layers=3),
        case("all dropped in training", [3, 1, 4], layers=2, dropout=1.0, training=True),
        case("all dropped in training, an LSTM in one direction", [2, 3], cell="lstm", bidirectional=False, dropout=1.0, training=True),
        case("nothing dropped in evaluation", [2, 4], layers=2, dropout=1.0, dropout_between=0.5),
        case("lengths on the CPU", [2, 4, 1], lengths_on="the CPU"),
        case("lengths on another device than the source", [2, 4, 1], lengths_on="another device"),
        case("lengths on another device than the source, an LSTM", [3, 1, 2], 5, cell="lstm", lengths_on="another device"),
        case("in float32", [2, 4, 3], dtype="float32", backwards=False),
        case("in bfloat16", [4, 2, 3], dtype="bfloat16", backwards=False, sizes=[3, 2, 4]),
        Case("a word that has the padding's index", {"source": torch.tensor([[1, 5, 1], [7, 1, 4]]), "lengths": torch.tensor([2, 3])}),
    ]
