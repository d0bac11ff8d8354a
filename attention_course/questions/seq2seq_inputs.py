"""Q18 and Q19: the model as a whole, and whose token comes next."""

from __future__ import annotations

import random

import numpy as np
import torch

from attention_course import probing
from attention_course.question import Case
from attention_course.questions.seq2seq_devices import TwoDevices, elsewhere, whereabouts
from attention_course.questions.seq2seq_parts import StandInDecoder, StandInEncoder, names_in

# Q18


def probe_seq2seq(Seq2Seq, source, lengths, layers=1, cell="gru", size=4, do="encode", strided=False):
    """Make the model of stand-ins, and let it read: what its parts were asked, what came back, and what a copy of it knows."""

    def make(seed):
        encoder = probing.filled(StandInEncoder(int(source.max()) + 2, 3, size, layers, cell), seed)
        decoder = probing.filled(StandInDecoder(5, size, 3), seed + 1)
        with torch.no_grad():
            encoder.embedding.weight[0] = 0.0  # a token may well have a state that is 0
        return Seq2Seq(encoder, decoder), encoder, decoder

    if do == "make":
        return _what_was_made(*make(1))
    with names_in(Seq2Seq.encode, without=torch.nn.Module):
        model, encoder, decoder = make(1)
        if do == "elsewhere":
            with TwoDevices():
                return {"where the mask lies": whereabouts(model.encode(elsewhere(source), lengths)[0].mask)}
        other, *_ = make(5)
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
        facts["mask of another batch"] = model.encode(source.flip(0), (lengths - 1).clamp(min=1))[0].mask
        other.load_state_dict(model.state_dict())
        facts["states by a copy that has loaded the state_dict"] = other.encode(source, lengths)[0].states
        facts["modes of the parts when encode has run"] = [_modes(model, encoder, decoder, mode, (source, lengths)) for mode in (True, False)]
        facts["arguments that forward hands to unroll"] = _handed_on(model, source, lengths)
    return facts


def _what_was_made(model, encoder, decoder):
    known = {id(parameter) for parameter in model.parameters()}
    parts = {"encoder": encoder, "decoder": decoder}
    return {
        "the parts are those it was given": [getattr(model, name, None) is part for name, part in parts.items()],
        "their parameters are the model's": [all(id(found) in known for found in part.parameters()) for part in parts.values()],
        "their modes follow the model's": [_modes(model, encoder, decoder, mode) for mode in (True, False)],
        "both are in the state_dict": sorted({name.split(".")[0] for name in model.state_dict()} & set(parts)),
    }


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
    with names_in(type(model).forward, unroll=unroll):
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


# Q19


def probe_choose_gold(choose_gold, batch, length, ratio, seed=None, per=None):
    """The choices for one seed, and what drawing them did to the generators that everybody shares."""
    named = {} if per is None else {"per": per}
    if seed is None:  # PyTorch's own generator
        torch.manual_seed(batch)
        first = choose_gold(batch, length, ratio, **named)
        torch.manual_seed(batch)
        return {"chosen": first, "the same again from the same seed": torch.equal(first, choose_gold(batch, length, ratio, **named))}
    generator = torch.Generator().manual_seed(seed)
    before = _shared_generators()
    chosen = choose_gold(batch, length, ratio, generator, **named)
    after = _shared_generators()
    facts = {"chosen": chosen, "device": chosen.device.type}
    facts |= {f"{name}'s own generator is left alone": before[name] == after[name] for name in before}
    again = choose_gold(batch, length, ratio, generator=torch.Generator().manual_seed(seed), **named)
    facts["the same from the same seed"] = torch.equal(chosen, again)
    if 0 < ratio < 1 and batch * length >= 64 and per != "batch":
        facts["others when the generator has moved on"] = not torch.equal(chosen, choose_gold(batch, length, ratio, generator, **named))
    return facts


def _shared_generators():
    return {"Python": random.getstate(), "NumPy": np.random.get_state()[1].tolist(), "torch": torch.get_rng_state().tolist()}  # type: ignore[index]


def visible_choose_gold():
    return [
        Case("two sentences of three tokens, ratio 0.5", {"batch": 2, "length": 3, "ratio": 0.5, "seed": 0}),
        Case("ratio 0.75, one draw for the batch", {"batch": 2, "length": 3, "ratio": 0.75, "seed": 1, "per": "batch"}),
        Case("always", {"batch": 2, "length": 3, "ratio": 1.0, "seed": 0}),
        Case("never", {"batch": 2, "length": 3, "ratio": 0.0, "seed": 0}),
        Case("a ratio above 1", {"batch": 2, "length": 3, "ratio": 1.5, "seed": 0}),
        Case("neither token nor batch", {"batch": 2, "length": 3, "ratio": 0.5, "seed": 0, "per": "sentence"}),
        Case("no generator given", {"batch": 3, "length": 2, "ratio": 0.5}),
    ]


def hidden_choose_gold(draw: random.Random):
    def seed():
        return draw.randint(1, 10**6)

    def case(about, batch, length, ratio, **more):
        return Case(about, {"batch": batch, "length": length, "ratio": ratio, "seed": seed(), **more})

    cases = [
        case("a large batch, a ratio of a quarter", draw.randint(30, 40), draw.randint(20, 29), 0.25),
        case("a large batch, a ratio of four fifths", draw.randint(20, 29), draw.randint(30, 40), 0.8),
        case("as many sentences as positions", 9, 9, 0.5),
        case("one sentence", 1, 40, 0.5),
        case("sentences of one token", 40, 1, 0.5),
        case("always", 12, 7, 1.0),
        case("never", 12, 7, 0.0),
        case("always, as a whole number", 3, 4, 1),
        case("never, as a whole number", 3, 4, 0),
        case("hardly ever", 30, 40, 0.02),
        case("nearly always", 30, 40, 0.98),
        case("always, one draw for the batch", 4, 5, 1.0, per="batch"),
        case("never, one draw for the batch", 4, 5, 0.0, per="batch"),
        case("a ratio below 0", 2, 3, -0.01),
        case("a ratio a little above 1", 2, 3, 1.01),
        case("a percentage for a ratio", 2, 3, 50),
        case("a ratio that is no number", 2, 3, float("nan")),
        case("a ratio below 0, one draw for the batch", 2, 3, -0.5, per="batch"),
        case("neither token nor batch", 2, 3, 1.0, per="tokens"),
        case("no word for per", 2, 3, 0.5, per=""),
        case("token, said", 6, 11, 0.4, per="token"),
        Case("no generator", {"batch": draw.randint(5, 9), "length": 11, "ratio": 0.5}),
        Case("no generator, one draw for the batch", {"batch": draw.randint(5, 9), "length": 3, "ratio": 0.5, "per": "batch"}),
    ]
    for _ in range(12):
        cases.append(case("one draw for the batch", draw.randint(2, 6), draw.randint(2, 7), draw.uniform(0.2, 0.8), per="batch"))
    return cases


def probe_next_input(next_input, gold, logits, use_gold, strided=False):
    if strided:
        logits = logits.permute(2, 1, 0).contiguous().permute(2, 1, 0)
    return next_input(gold, logits, use_gold)


def visible_next_input():
    logits = torch.tensor([[[0.1, 2.0, -1.0, 0.3]], [[-3.0, -2.0, -1.0, -4.0]]], dtype=torch.float64)
    gold = torch.tensor([[3], [0]])
    said = "the model likes 1 and 2 best, gold is 3 and 0"
    return [
        Case(f"{said}: gold for the first only", {"gold": gold, "logits": logits, "use_gold": torch.tensor([[True], [False]])}),
        Case(f"{said}: gold for the second only", {"gold": gold, "logits": logits, "use_gold": torch.tensor([[False], [True]])}),
        Case(f"{said}: gold for neither", {"gold": gold, "logits": logits, "use_gold": torch.tensor([[False], [False]])}),
        Case("one sentence, its own token", {"gold": gold[:1], "logits": logits[:1], "use_gold": torch.tensor([[False]])}),
    ]


def hidden_next_input(draw: random.Random):
    generator = torch.Generator().manual_seed(draw.randint(0, 10**6))

    def case(about, batch, words, use=None, dtype=torch.float64, shift=0.0, scale=3.0, **more):
        # Different by more than any type rounds away, so that one token is the likeliest for all.
        ranks = torch.stack([torch.randperm(words, generator=generator) for _ in range(batch)])
        logits = ((ranks.double() / words * scale) + shift).to(dtype).unsqueeze(1)
        gold = torch.randint(words, (batch, 1), generator=generator)
        use_gold = torch.rand(batch, 1, generator=generator) < 0.5 if use is None else torch.full((batch, 1), use)
        return Case(about, {"gold": gold, "logits": logits, "use_gold": use_gold, **more})

    cases = [
        case("a mixed batch", 9, 23),
        case("as many sentences as words", 8, 8),
        case("more sentences than words", 30, 5),
        case("gold for all", 7, 11, True),
        case("gold for none", 7, 11, False),
        case("one sentence, gold", 1, 13, True),
        case("one sentence, its own", 1, 13, False),
        case("all logits below 0", 6, 17, shift=-50.0),
        case("large logits", 6, 17, scale=2000.0),
        case("in float32", 12, 19, dtype=torch.float32),
        case("in bfloat16", 12, 19, dtype=torch.bfloat16, scale=19.0),
        case("logits that do not lie side by side in memory", 6, 9, strided=True),
        case("two words", 20, 2),
    ]
    impossible = case("words that are ruled out by minus infinity", 5, 9, False)
    impossible.inputs["logits"][:, :, :3] = -torch.inf
    return [*cases, impossible, *(case("a drawn batch", draw.randint(2, 20), draw.randint(3, 40)) for _ in range(4))]


def _number(value):
    """A number as a plain one: of NumPy, or of a tensor without axes, is as good."""
    return float(value) if isinstance(value, torch.Tensor | np.number) else value


def probe_linear_schedule(linear_schedule, step, steps, named=None):
    return _number(linear_schedule(step, steps, **(named or {})))


def visible_linear_schedule():
    return [
        Case("at the start", {"step": 0, "steps": 10}),
        Case("three of ten steps", {"step": 3, "steps": 10}),
        Case("at the end", {"step": 10, "steps": 10}),
        Case("five steps beyond the end", {"step": 15, "steps": 10}),
        Case("half-way from 0.9 to 0.5", {"step": 2, "steps": 4, "named": {"start": 0.9, "end": 0.5}}),
        Case("beyond the end, from 0.9 to 0.5", {"step": 9, "steps": 4, "named": {"start": 0.9, "end": 0.5}}),
    ]


def hidden_linear_schedule(draw: random.Random):
    def case(about, step, steps, **named):
        return Case(about, {"step": step, "steps": steps, "named": named})

    steps = draw.randint(20, 900)
    start, end = draw.uniform(0.6, 1.0), draw.uniform(0.05, 0.4)
    return [
        case("the first step", 1, steps),
        case("the last but one", steps - 1, steps),
        case("the last", steps, steps),
        case("one beyond", steps + 1, steps),
        case("far beyond", 50 * steps, steps),
        case("a drawn step", draw.randint(2, steps - 2), steps),
        case("a drawn step between drawn bounds", draw.randint(2, steps - 2), steps, start=start, end=end),
        case("at the start of drawn bounds", 0, steps, start=start, end=end),
        case("at the end of drawn bounds", steps, steps, start=start, end=end),
        case("beyond the end of drawn bounds", 3 * steps, steps, start=start, end=end),
        case("one beyond the end of drawn bounds", steps + 1, steps, start=start, end=end),
        case("another end only", draw.randint(2, steps - 2), steps, end=end),
        case("another start only", draw.randint(2, steps - 2), steps, start=start),
        case("another start only, beyond the end", 2 * steps, steps, start=start),
        case("start and end the same", 3, 7, start=0.5, end=0.5),
        case("a single step: before", 0, 1),
        case("a single step: after", 1, 1),
    ]


def probe_inverse_sigmoid_schedule(inverse_sigmoid_schedule, step, k):
    found = []
    loud = probing.warned(lambda: found.append(_number(inverse_sigmoid_schedule(step, k))))
    return {"ratio": found[0], "warns": loud}


def visible_inverse_sigmoid_schedule():
    return [
        Case("step 0, k = 3: 3 / (3 + 1)", {"step": 0, "k": 3.0}),
        Case("step 3, k = 3: 3 / (3 + e)", {"step": 3, "k": 3.0}),
        Case("step 10, k = 2", {"step": 10, "k": 2.0}),
        Case("step 5, k = 1", {"step": 5, "k": 1.0}),
        Case("very late", {"step": 1_000_000, "k": 2.0}),
    ]


def hidden_inverse_sigmoid_schedule(draw: random.Random):
    k = draw.uniform(20.0, 90.0)
    drawn = [Case("a drawn step", {"step": draw.randint(1, 500), "k": draw.uniform(10.0, 80.0)}) for _ in range(4)]
    return [
        *drawn,
        Case("step 0", {"step": 0, "k": k}),
        Case("the first step", {"step": 1, "k": k}),
        Case("k is a whole number", {"step": draw.randint(30, 99), "k": draw.randint(9, 30)}),
        Case("k is 1", {"step": draw.randint(1, 9), "k": 1.0}),
        Case("a step that is a multiple of k", {"step": 60, "k": 20}),
        Case("long after the fall", {"step": 5000, "k": 50.0}),
        Case("so late that exp is too large for a float", {"step": draw.randint(8000, 9000), "k": 10.0}),
        Case("so late that exp is too large by far", {"step": 10**9, "k": 7.0}),
        Case("a large k", {"step": 9000, "k": 1000.0}),
        Case("a large k, late", {"step": 100_000, "k": 1000.0}),
    ]


def probe_ratio_for(ratio_for, training, step, schedule, grad=True):
    """Put a schedule (a table of ratios) and a model in one mode or the other to it."""
    model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Dropout(0.5)).train(training)
    asked = []

    def given(step):
        asked.append(step)
        return schedule[min(step, len(schedule) - 1)]

    with torch.set_grad_enabled(grad):
        ratio = _number(ratio_for(model, given, step))
    return {"ratio": ratio, "steps asked for": sorted(set(asked)) if training else [], "modes afterwards": [model.training, model[1].training]}


def visible_ratio_for():
    schedule = [1.0, 0.75, 0.5, 0.25]
    return [
        Case("learning, step 1", {"training": True, "step": 1, "schedule": schedule}),
        Case("being measured, step 1", {"training": False, "step": 1, "schedule": schedule, "grad": False}),
        Case("being measured, gradients on", {"training": False, "step": 0, "schedule": schedule}),
    ]


def hidden_ratio_for(draw: random.Random):
    schedule = [draw.uniform(0.1, 0.9) for _ in range(30)]
    return [
        Case(about, {"training": training, "step": step, "schedule": schedule, "grad": grad})
        for about, training, grad in (
            ("learning", True, True),
            ("learning, gradients off", True, False),
            ("being measured", False, False),
            ("being measured, gradients on", False, True),
        )
        for step in (0, 1, draw.randint(2, 12), draw.randint(13, 29))
    ]
