"""Q12: queries, keys and lengths put to the learner's scores and masks; and what the other probes of the chapter share."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import torch
from torch import Tensor

from attention_course.probing import drawn, gradients, operations
from attention_course.question import Case
from attention_course.two_devices import TwoDevices, elsewhere, whereabouts

F64 = torch.float64


def derived(call: Callable[..., Tensor], *inputs: Tensor) -> list[Any]:
    """The gradients of a call's result by its floating-point inputs; "none" where it has no part in the result."""
    leaves = [value.detach().clone().requires_grad_() for value in inputs]
    # Times 1: an answer that works in place then changes no leaf, which torch would refuse.
    result = call(*(leaf * 1 for leaf in leaves))
    if not isinstance(result, Tensor) or not result.requires_grad:
        return ["none"] * len(leaves)
    return gradients(result, leaves)


def grows(call: Callable[..., Any], *inputs: Tensor, axis: int = 0) -> bool:
    """Whether six times the batch (or another axis) takes more operations than twice: the sign of a loop over the sentences."""
    few, many = ([torch.cat([value.detach()] * times, dim=axis) for value in inputs] for times in (2, 6))
    return operations(lambda: call(*few)) != operations(lambda: call(*many))


def probe_dot_scores(dot_scores, query, keys):
    return {
        "scores": dot_scores(query, keys),
        "gradients of query and keys": derived(dot_scores, query, keys),
        "more operations for more sentences": grows(dot_scores, query, keys),
    }


def visible_dot_scores():
    def case(about: str, query: list, keys: list) -> Case:
        return Case(about, {"query": torch.tensor(query, dtype=F64), "keys": torch.tensor(keys, dtype=F64)})

    first, second = [[2.0, 1.0], [1.0, 3.0], [-2.0, 1.0]], [[0.0, 1.0], [4.0, 1.0], [1.0, -1.0]]
    return [
        case("two sentences of three words, states of two numbers", [[1.0, 2.0], [3.0, -1.0]], [first, second]),
        case("a batch of one sentence", [[1.0, 2.0]], [first]),
        case("two sentences of two words, states of two numbers", [[1.0, 2.0], [3.0, -1.0]], [first[:2], second[:2]]),
        case("two sentences of one word", [[1.0, 2.0], [3.0, -1.0]], [first[:1], second[:1]]),
        case("three sentences of three words, states of three numbers", [[1.0, 2.0, 0.0], [0.0, 1.0, -1.0], [2.0, 0.0, 1.0]],
             [[[row[0], row[1], 1.0 + place] for row in rows] for place, rows in enumerate((first, second, first))]),
    ]  # fmt: skip


def hidden_dot_scores(draw: random.Random):
    def case(about: str, batch: int, length: int, size: int, dtype: torch.dtype = F64, turned: bool = False, times: float = 1.0) -> Case:
        seed = draw.random()
        query, keys = drawn((batch, size), f"q{seed}", dtype) * times, drawn((batch, length, size), f"k{seed}", dtype) * times
        if turned:
            query, keys = query.mT.contiguous().mT, keys.mT.contiguous().mT
        if dtype == torch.bfloat16:
            query, keys = query.abs(), keys.abs()
        return Case(about, {"query": query, "keys": keys})

    batch, length, size = draw.sample(range(2, 9), 3)
    return [
        case("all sizes different", batch, length, size),
        case("all sizes equal", 4, 4, 4),
        case("as many sentences as words", 3, 3, 5),
        case("as many words as numbers in a state", 3, 5, 5),
        case("as many sentences as numbers in a state", 4, 3, 4),
        case("a batch of one", 1, 5, 3),
        case("sentences of one word", 3, 1, 4),
        case("one sentence of one word", 1, 1, 4),
        case("states of one number", 4, 3, 1),
        case("large states, and scores of tens of thousands", 2, 3, 4, times=200.0),
        case("tensors that are not contiguous", 3, 5, 4, turned=True),
        case("float32", 2, 6, 3, torch.float32),
        case("bfloat16", 2, 3, 4, torch.bfloat16),
    ]


def probe_padding_mask(padding_mask, lengths, source_length):
    def made(lengths: Tensor) -> Any:
        return padding_mask(lengths, source_length)

    return {
        "mask": made(lengths),
        "on the device of lengths": _placed(made, lengths),
        "more operations for more sentences": grows(made, lengths) or steps(padding_mask, made, lengths, 2) != steps(padding_mask, made, lengths, 6),
    }


def _placed(made: Callable[[Tensor], Any], lengths: Tensor) -> str:
    """Where a mask lies whose lengths lie on a device that is pretended: tensors of two devices do not meet."""
    vmap = torch.vmap

    def mapped(function: Any, *options: Any, **named: Any) -> Any:
        # Inside, `vmap` takes tensors for its own kind and forgets where they are pretended to lie.
        run = vmap(function, *options, **named)
        return lambda *inputs: elsewhere(run(*inputs)) if "there" in whereabouts(*inputs) else run(*inputs)

    with TwoDevices(), patch.object(torch, "vmap", mapped), patch.object(torch.func, "vmap", mapped):
        try:
            mask = made(elsewhere(lengths.detach().clone().cpu()))
        except Exception:
            return "two devices meet"
        return whereabouts(mask)[0]


def steps(answer: Any, made: Callable[[Tensor], Any], lengths: Tensor, times: int) -> int:
    """How many lines and jumps back of the answer's own code are run for so many times the batch. A loop over a list of
    lengths is Python's alone: of torch's operations it takes no more."""
    names, many = getattr(answer, "__globals__", None), torch.cat([lengths.detach()] * times)
    count, before = 0, sys.gettrace()

    def follow(frame: Any, event: str, argument: Any) -> Any:
        nonlocal count
        if frame.f_globals is not names:
            return None
        count += 1
        return follow

    sys.settrace(follow)
    try:
        made(many)
    finally:
        sys.settrace(before)
    return count


def visible_padding_mask():
    def case(about: str, lengths: list[int], source_length: int) -> Case:
        return Case(about, {"lengths": torch.tensor(lengths), "source_length": source_length})

    return [
        case("sentences of 3 and 1 words", [3, 1], 3),
        case("one sentence, nothing to pad", [2], 2),
        case("a place more than the longest needs", [1, 2], 3),
        case("an empty sentence", [0, 2, 1], 2),
        case("three sentences, three places", [1, 3, 2], 3),
    ]


def hidden_padding_mask(draw: random.Random):
    def case(about: str, lengths: list[int], source_length: int) -> Case:
        return Case(about, {"lengths": torch.tensor(lengths), "source_length": source_length})

    lengths = [draw.randint(1, 6) for _ in range(4)]
    return [
        case("a drawn batch", lengths, max(lengths)),
        case("a drawn batch, with room left over", lengths, max(lengths) + 3),
        case("as many sentences as places", [4, 1, 3, 2], 4),
        case("rising lengths", [1, 2, 5], 5),
        case("all of one length", [3, 3], 3),
        case("a batch of one", [draw.randint(1, 4)], 6),
        case("a batch of one, filled", [4], 4),
        case("one place", [1, 1, 1], 1),
        case("one sentence of one word", [1], 1),
        case("an empty sentence beside others", [0, 4, 2], 4),
        case("empty sentences only", [0, 0], 3),
        case("long sentences", [200, 3], 200),
        case("sentences of hundreds and thousands of words", [300, 257, 2049], 2100),
        Case("lengths that are not contiguous", {"lengths": torch.tensor([[3, 9], [1, 9], [2, 9]])[:, 0], "source_length": 3}),
    ]


def probe_mask_scores(mask_scores, scores, mask):
    masked = mask_scores(scores, mask)
    full = torch.ones_like(mask)
    return {
        "scores": masked,
        "softmax": masked.softmax(dim=-1),
        "a new tensor": masked is not scores and mask_scores(scores, full).data_ptr() != scores.data_ptr(),
        "gradients of the scores": derived(lambda scores: mask_scores(scores, mask), scores),
        "more operations for more sentences": mask.shape[0] == scores.shape[0] and grows(mask_scores, scores, mask),
    }


def masked_case(about: str, scores: Any, mask: Any, dtype: torch.dtype = F64) -> Case:
    """Scores and a mask, given as lists or tensors."""
    scores = scores.to(dtype) if isinstance(scores, Tensor) else torch.tensor(scores, dtype=dtype)
    return Case(about, {"scores": scores, "mask": torch.as_tensor(mask, dtype=torch.bool)})


def visible_mask_scores():
    return [
        masked_case("three words and one pad", [[1.0, 0.0, 2.0, 5.0]], [[1, 1, 1, 0]]),
        masked_case("two sentences", [[1.0, -2.0], [0.5, 3.0]], [[1, 1], [1, 0]]),
        masked_case("a sentence that is all padding", [[1.0, 2.0], [3.0, 4.0]], [[0, 0], [1, 1]]),
        masked_case("no padding at all", [[1.0, 2.0, -3.0]], [[1, 1, 1]]),
        masked_case("a row of scores for each of two queries", [[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]]], [[[1, 1]], [[1, 0]]]),
        masked_case("float16, which ends at 65504", [[1.0, 2.0, 3.0]], [[1, 1, 0]], torch.float16),
    ]


def hidden_mask_scores(draw: random.Random):
    def lengths_mask(batch: int, length: int) -> Tensor:
        lengths = torch.tensor([length, *(draw.randint(1, length) for _ in range(batch - 1))])
        return torch.arange(length) < lengths[:, None]

    def scores(*shape: int) -> Tensor:
        return drawn(shape, draw.random())

    cases = [
        masked_case("a drawn batch", scores(3, 5), lengths_mask(3, 5)),
        masked_case("as many sentences as places", scores(4, 4), lengths_mask(4, 4)),
        masked_case("a batch of one", scores(1, 5), [[1, 1, 1, 0, 0]]),
        masked_case("one place", scores(3, 1), [[1], [0], [1]]),
        masked_case("several queries", scores(2, 3, 4), lengths_mask(2, 4)[:, None]),
        masked_case("all sizes equal", scores(3, 3, 3), lengths_mask(3, 3)[:, None]),
        masked_case("one mask for all rows", scores(3, 4), [1, 0, 1, 0]),
        masked_case("padding at the beginning", scores(2, 4), [[0, 1, 1, 1], [0, 0, 0, 1]]),
        masked_case("rows that are all padding", scores(3, 4), [[0, 0, 0, 0], [1, 1, 0, 0], [0, 0, 0, 0]]),
        masked_case("huge scores at padding", torch.tensor([[1.0, 2.0, 1e12], [0.0, -1e15, 1e300]], dtype=F64), [[1, 1, 0], [1, 0, 0]]),
        masked_case("infinite scores at padding", torch.tensor([[1.0, 2.0, torch.inf]], dtype=F64), [[1, 1, 0]]),
        masked_case("very low scores at tokens", torch.tensor([[-2e9, -3e9, 0.0], [-1e20, 0.0, 0.0]], dtype=F64), [[1, 1, 0], [1, 0, 0]]),
        masked_case("scores of 0 at tokens", [[0.0, 0.0, 1.0]], [[1, 1, 0]]),
        masked_case("no padding", scores(2, 3), torch.ones(2, 3)),
        masked_case("scores that are not contiguous", scores(5, 3).mT, lengths_mask(3, 5)),
    ]
    for dtype in (torch.float32, torch.bfloat16, torch.float16):
        cases.append(masked_case(str(dtype).removeprefix("torch."), scores(2, 4), lengths_mask(2, 4), dtype))
    return cases
