"""Q19: whose token comes next, and how often."""

from __future__ import annotations

import random

import numpy as np
import torch

from attention_course import probing
from attention_course.question import Case


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
    if 0 < ratio < 1 and per == "batch":
        facts["the next five calls"] = [bool(choose_gold(batch, length, ratio, generator, **named).all()) for _ in range(5)]
    if 0 < ratio < 1 and batch * length >= 64 and per != "batch":
        facts["others when the generator has moved on"] = not torch.equal(chosen, choose_gold(batch, length, ratio, generator, **named))
    return facts


def _shared_generators():
    return {"Python": random.getstate(), "NumPy": np.random.get_state()[1].tolist(), "torch": torch.get_rng_state().tolist()}  # type: ignore[index]


def visible_choose_gold():
    return [
        Case("two sentences of three tokens, ratio 0.5", {"batch": 2, "length": 3, "ratio": 0.5, "seed": 0}),
        Case("ratio 0.75, one draw for the batch", {"batch": 2, "length": 3, "ratio": 0.75, "seed": 1, "per": "batch"}),
        Case("ratio 0.5, one draw for the batch", {"batch": 2, "length": 3, "ratio": 0.5, "seed": 0, "per": "batch"}),
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

    def exactly(about, **more):
        first = seed()
        number = torch.rand(1, generator=torch.Generator().manual_seed(first)).item()
        return Case(about, {"batch": 1, "length": 1, "ratio": number, "seed": first, **more})

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
        case("token, with a capital letter", 2, 3, 0.5, per="Token"),
        case("batch, in capital letters", 2, 3, 0.5, per="BATCH"),
        case("no word for per", 2, 3, 0.5, per=""),
        case("token, said", 6, 11, 0.4, per="token"),
        exactly("a ratio that is the very number drawn"),
        exactly("a ratio that is the very number drawn for the batch", per="batch"),
        Case("no generator", {"batch": draw.randint(5, 9), "length": 11, "ratio": 0.5}),
        Case("no generator, one draw for the batch", {"batch": draw.randint(5, 9), "length": 3, "ratio": 0.5, "per": "batch"}),
    ]
    for _ in range(12):
        cases.append(case("one draw for the batch", draw.randint(2, 6), draw.randint(2, 7), draw.uniform(0.2, 0.8), per="batch"))
    return cases


def probe_next_input(next_input, gold, logits, use_gold, strided=False):
    if strided:
        logits = logits.permute(2, 1, 0).contiguous().permute(2, 1, 0)
    read = next_input(gold, logits, use_gold)
    own = not isinstance(read, torch.Tensor) or read.untyped_storage().data_ptr() != gold.untyped_storage().data_ptr()
    return {"tokens": read, "they stand in a tensor of their own": own}


def visible_next_input():
    logits = torch.tensor([[[0.1, 2.0, -1.0, 0.3]], [[-3.0, -2.0, 3.0, -4.0]]], dtype=torch.float64)
    gold = torch.tensor([[3], [0]])
    said = "the model likes 1 and 2 best, gold is 3 and 0"
    return [
        Case(f"{said}: gold for the first only", {"gold": gold, "logits": logits, "use_gold": torch.tensor([[True], [False]])}),
        Case(f"{said}: gold for the second only", {"gold": gold, "logits": logits, "use_gold": torch.tensor([[False], [True]])}),
        Case(f"{said}: gold for neither", {"gold": gold, "logits": logits, "use_gold": torch.tensor([[False], [False]])}),
        Case("five sentences, gold for the second, the third and the last", {
            "gold": torch.tensor([[3], [0], [2], [1], [3]]),
            "logits": torch.tensor([[[0.1, 0.2, 0.4, 0.3]], [[-3.0, -2.0, -1.0, -4.0]], [[5.0, 1.0, 0.0, 2.0]], [[-1.0, -3.0, -2.0, -0.5]], [[0.0, 9.0, 1.0, 2.0]]], dtype=torch.float64),
            "use_gold": torch.tensor([[False], [True], [True], [False], [True]])}),
        Case(f"{said}: gold for both", {"gold": gold, "logits": logits, "use_gold": torch.tensor([[True], [True]])}),
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
        Case("logits that float32 cannot tell apart", {
            "gold": torch.tensor([[0], [0], [0]]), "use_gold": torch.tensor([[False], [False], [False]]),
            "logits": torch.tensor([[[1.0, 1.0 + 1e-9, 0.0]], [[1.0 - 1e-9, 1.0, 0.0]], [[-1.0, -1.0 + 1e-9, -2.0]]], dtype=torch.float64)}),
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
        Case("a very large k", {"step": 20_000, "k": 5000.0}),
    ]


def probe_ratio_for(ratio_for, training, step, schedule, grad=True, part=None, dropout=True):
    """Put a schedule (a table of ratios) and a model in one mode or the other to it; one of its parts may be in the other."""
    model = torch.nn.Sequential(torch.nn.Linear(2, 2), torch.nn.Dropout(0.5) if dropout else torch.nn.Identity()).train(training)
    if part is not None:
        model[part].train(not training)
    asked = []

    def given(step):
        asked.append(step)
        return schedule[min(step, len(schedule) - 1)]

    with torch.set_grad_enabled(grad):
        ratio = _number(ratio_for(model, given, step))
    return {"ratio": ratio, "steps asked for": sorted(set(asked)) if training else [], "modes afterwards": [model.training, model[0].training, model[1].training]}


def visible_ratio_for():
    schedule = [1.0, 0.75, 0.5, 0.25]
    return [
        Case("learning, step 1", {"training": True, "step": 1, "schedule": schedule}),
        Case("being measured, step 1", {"training": False, "step": 1, "schedule": schedule, "grad": False}),
        Case("being measured, gradients on", {"training": False, "step": 0, "schedule": schedule}),
        Case("learning, one of its parts in evaluation mode", {"training": True, "step": 2, "schedule": schedule, "part": 0}),
        Case("learning, where the schedule has come to 0", {"training": True, "step": 2, "schedule": [1.0, 0.5, 0.0]}),
    ]


def hidden_ratio_for(draw: random.Random):
    schedule = [draw.uniform(0.1, 0.9) for _ in range(30)]
    mixed = [
        Case(f"{'learning' if training else 'being measured'}, part {part} in the other mode", {"training": training, "step": 3, "schedule": schedule, "part": part})
        for training in (True, False)
        for part in (0, 1)
    ]
    return mixed + [
        Case("learning, a model without dropout", {"training": True, "step": 4, "schedule": schedule, "dropout": False}),
        Case("learning, a schedule that gives 0", {"training": True, "step": 2, "schedule": [0.9, 0.4, 0.0]}),
        Case("learning, a schedule that gives 1", {"training": True, "step": 2, "schedule": [1.0, 1.0, 1.0, 0.2]}),
    ] + [
        Case(about, {"training": training, "step": step, "schedule": schedule, "grad": grad})
        for about, training, grad in (
            ("learning", True, True),
            ("learning, gradients off", True, False),
            ("being measured", False, False),
            ("being measured, gradients on", False, True),
        )
        for step in (0, 1, draw.randint(2, 12), draw.randint(13, 29))
    ]
