"""Q18: two parts and the model that is made of them, with stand-ins for the parts."""

from __future__ import annotations

import random
from typing import Any

import torch

from attention_course import probing
from attention_course.question import Case
from attention_course.questions.seq2seq_parts import StandInDecoder, StandInEncoder
from attention_course.two_devices import TwoDevices, elsewhere, whereabouts


def probe_seq2seq(Seq2Seq, source, lengths, layers=1, cell="gru", size=4, do="encode", strided=False, rest=0.0):
    """Make the model of stand-ins, and let it read: what its parts were asked, what came back, and what a copy of it knows."""

    def make(seed):
        encoder: Any = probing.filled(StandInEncoder(int(source.max()) + 2, 3, size, layers, cell), seed)
        decoder: Any = probing.filled(StandInDecoder(5, size, 3), seed + 1)
        with torch.no_grad():
            encoder.embedding.weight[0] = 0.0  # a token may well have a state that is 0
        return Seq2Seq(encoder, decoder), encoder, decoder

    if do == "make":
        encoder, decoder = make(1)[1:]
        encoder.train(), decoder.train()
        return _what_was_made(Seq2Seq(encoder, decoder), encoder, decoder)
    with probing.names_in(Seq2Seq.encode, without=torch.nn.Module):
        model, encoder, decoder = make(1)
        if do == "elsewhere":
            encoder.cpu(), decoder.cpu()  # what is pretended is not to be mixed up with a real one
            source, lengths = source.cpu(), lengths.cpu()
            with TwoDevices():
                return {"where the mask lies": whereabouts(model.encode(elsewhere(source), lengths)[0].mask)}
        other, *_ = make(5)
        encoder.rest = rest
        returned = model.encode(source.mT.contiguous().mT if strided else source, lengths)
        facts = {
            "what encode gives": _kinds(returned),
            "times the encoder was called, remember, and begin": [len(encoder.calls), len(decoder.attention.calls), len(decoder.begun)],
        }
        if facts["what encode gives"] != ["Memory", "State"]:
            return facts
        memory, state = returned
        facts["what the encoder was given"] = [list(given) for given in encoder.calls]
        facts |= {"mask": memory.mask, "keys": memory.keys, "states": memory.states, "the decoder's first state": state}
        if do == "gradients":
            outputs = [memory.keys, *(part for part in _tensors(state) if part.requires_grad)]
            facts["gradients of the encoder"] = probing.parameter_gradients(encoder, outputs)
        again = model.encode(source.where(source < 2, source.max() + 2 - source), lengths)[0]
        facts["states of a batch of other tokens"] = again.states
        facts["mask of another batch"] = model.encode(source.flip(0), (lengths - 1).clamp(min=1))[0].mask
        other.load_state_dict(model.state_dict())
        facts["states by a copy that has loaded the state_dict"] = other.encode(source, lengths)[0].states
        facts["mode in which the encoder read, set to training and to evaluation"] = [_read_in(model, encoder, mode, source, lengths) for mode in (True, False)]
        facts["modes of the parts when encode has run"] = [_modes(model, encoder, decoder, mode, (source, lengths)) for mode in (True, False)]
        facts["arguments that forward hands to unroll"] = _handed_on(model, source, lengths)
    return facts


def _what_was_made(model, encoder, decoder):
    known = {id(parameter) for parameter in model.parameters()}
    parts = {"encoder": encoder, "decoder": decoder}
    return {
        "modes of parts that were in training mode": [encoder.training, decoder.training],
        "modules that the model consists of": sorted(name for name, _ in model.named_children()),
        "parameters of its own": len(list(model.parameters(recurse=False))),
        "the parts are those it was given": [getattr(model, name, None) is part for name, part in parts.items()],
        "their parameters are the model's": [all(id(found) in known for found in part.parameters()) for part in parts.values()],
        "their parameters can be trained": [all(found.requires_grad for found in part.parameters()) for part in parts.values()],
        "their modes follow the model's": [_modes(model, encoder, decoder, mode) for mode in (True, False)],
        "both are in the state_dict": sorted({name.split(".")[0] for name in model.state_dict()} & set(parts)),
    }


def _read_in(model, encoder, mode, source, lengths):
    model.train(mode)
    model.encode(source, lengths)
    return encoder.modes[-1]


def _modes(model, encoder, decoder, mode, given=()):
    model.train(mode)
    if given:
        model.encode(*given)
    return [encoder.training, decoder.training]


def _kinds(returned):
    return [type(part).__name__ for part in returned] if isinstance(returned, tuple | list) else type(returned).__name__


def _tensors(nested):
    return [nested] if isinstance(nested, torch.Tensor) else [tensor for part in nested for tensor in _tensors(part)]


def _handed_on(model, source, lengths):
    """Which arguments `forward` hands on to `unroll`; one that does without `unroll` is not asked."""
    calls = []

    def unroll(model, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
        calls.append((model, source, lengths, target_in, teacher_forcing_ratio, generator))
        return "logits", "weights"

    given = (source, lengths, source.clone(), 0.25, torch.Generator())
    with probing.names_in(type(model).forward, unroll=unroll):
        try:
            returned = model(*given)
        except Exception:
            returned = None
    if not calls:
        return [True] * 7
    return [returned == ("logits", "weights"), *(found is due for found, due in zip(calls[0], (model, *given)))]


def visible_seq2seq():
    source = torch.tensor([[4, 5, 6], [5, 4, 1]])
    lengths = torch.tensor([3, 2])
    return [
        Case("made, and not used yet", {"source": source, "lengths": lengths, "do": "make"}),
        Case("two sentences, of 3 and 2 tokens", {"source": source, "lengths": lengths}),
        Case("padding in every row, an <unk> (0) in the second", {"source": torch.tensor([[4, 1, 1], [0, 5, 1]]), "lengths": torch.tensor([1, 2])}),
        Case("an LSTM's pair of states, and gradients", {"source": source, "lengths": lengths, "cell": "lstm", "layers": 2, "do": "gradients"}),
        Case("the source on another device than the lengths", {"source": source, "lengths": lengths, "do": "elsewhere"}),
    ]


def hidden_seq2seq(draw: random.Random):
    def case(about, rows, *, source_length=None, padding=1, lowest=2, **more):
        width = source_length or max(rows)
        source = torch.full((len(rows), width), padding)
        for row, length in enumerate(rows):
            source[row, :length] = torch.tensor([draw.randint(lowest, 12) for _ in range(length)])
        return Case(about, {"source": source, "lengths": torch.tensor(rows), **more})

    def ragged(batch, longest):
        return [longest, *(draw.randint(1, longest) for _ in range(batch - 1))]

    return [
        case("ragged, all sizes different", ragged(5, 7), layers=2),
        case("states that are not 0 at padding", ragged(4, 6), source_length=8, rest=0.5),
        case("the shortest first", sorted(ragged(4, 6))),
        case("made, and not used yet", [2, 3], do="make"),
        case("batch, length, layers and sizes all equal", [3, 3, 3], layers=3, size=3),
        case("as many sentences as positions, ragged", [4, 2, 3, 1]),
        case("a single sentence", [draw.randint(2, 6)], do="gradients"),
        case("sentences of one token", [1, 1, 1]),
        case("one sentence of one token", [1]),
        case("padding in every row", [2, 3, 1], source_length=6, do="gradients"),
        case("words whose index is 1 or 0", [4, 3, 5], lowest=0, padding=7),
        Case("words whose state is 0", {"source": torch.tensor([[0, 0, 5, 1], [0, 7, 1, 1]]), "lengths": torch.tensor([3, 2])}),
        case("pads that look like words", [2, 5, 3], padding=9),
        case("an LSTM", ragged(3, 5), cell="lstm", do="gradients"),
        case("an LSTM of two layers", ragged(4, 6), cell="lstm", layers=2),
        case("rows that do not lie side by side in memory", ragged(4, 5), strided=True),
        case("another device", ragged(3, 4), do="elsewhere"),
        case("another device, padding in every row", [2, 3], source_length=5, do="elsewhere"),
    ]
