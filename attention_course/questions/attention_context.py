"""Q14: scores, weights and states put to the learner's softmax, mean and attention."""

from __future__ import annotations

import math
import random
from typing import Any

import torch
from torch import Tensor, nn

from attention_course.probing import device, drawn, names_in, parameter_gradients, parameter_shapes
from attention_course.question import Case
from attention_course.questions.attention_scores import F64, derived, grows, masked_case

HIGHEST = torch.finfo(F64).max


def probe_attention_weights(attention_weights, scores, mask):
    return {
        "weights": attention_weights(scores, mask),
        "gradients of the scores": derived(lambda scores: attention_weights(scores, mask), scores),
        "more operations for more sentences": mask.shape[0] == scores.shape[0] and grows(attention_weights, scores, mask),
    }


def visible_attention_weights():
    two, four = math.log(2), math.log(4)
    return [
        masked_case("scores ln 1, ln 2, ln 1: a quarter, a half, a quarter", [[0.0, two, 0.0]], [[1, 1, 1]]),
        masked_case("the same with a pad behind it", [[0.0, two, 0.0, four]], [[1, 1, 1, 0]]),
        masked_case("two sentences of two places", [[0.0, two], [four, two]], [[1, 1], [1, 0]]),
        masked_case("two sentences, two queries, two places", [[[0.0, two], [two, 0.0]], [[four, 0.0], [0.0, four]]], [[[1, 1]], [[0, 1]]]),
        masked_case("a sentence that is all padding", [[1.0, 2.0], [0.0, two]], [[0, 0], [1, 1]]),
        masked_case("a huge score at a pad", [[0.0, two, 1000.0]], [[1, 1, 0]]),
    ]


def hidden_attention_weights(draw: random.Random):
    def lengths_mask(batch: int, length: int) -> Tensor:
        lengths = torch.tensor([length, *(draw.randint(1, length) for _ in range(batch - 1))])
        return torch.arange(length) < lengths[:, None]

    def scores(*shape: int) -> Tensor:
        return drawn(shape, draw.random()) * 2

    cases = [
        masked_case("a drawn batch", scores(3, 4, 5), lengths_mask(3, 5)[:, None]),
        masked_case("all sizes equal", scores(4, 4, 4), lengths_mask(4, 4)[:, None]),
        masked_case("as many queries as places", scores(2, 3, 3), lengths_mask(2, 3)[:, None]),
        masked_case("two axes, as many sentences as places", scores(4, 4), lengths_mask(4, 4)),
        masked_case("two axes", scores(3, 5), lengths_mask(3, 5)),
        masked_case("a batch of one, one query", scores(1, 1, 5), [[[1, 1, 1, 0, 0]]]),
        masked_case("one place", scores(3, 2, 1), [[[1]], [[0]], [[1]]]),
        masked_case("no padding", scores(2, 3, 4), torch.ones(2, 1, 4)),
        masked_case("padding in the middle", scores(2, 3, 4), [[[1, 0, 1, 1]], [[0, 1, 0, 1]]]),
        masked_case("rows that are all padding", scores(3, 2, 4), [[[0] * 4], [[1, 1, 0, 0]], [[0] * 4]]),
        masked_case("nothing but padding", scores(2, 2, 3), torch.zeros(2, 1, 3)),
        masked_case("another mask for every query", scores(2, 3, 3), [[[1, 0, 0], [1, 1, 0], [1, 1, 1]]] * 2),
        masked_case("equal scores: the tokens share evenly", torch.full((2, 3, 5), 1.7), lengths_mask(2, 5)[:, None]),
        masked_case("scores of 0", torch.zeros(2, 2, 4), [[[1, 1, 1, 0]], [[1, 1, 0, 0]]]),
        masked_case("one huge score takes it all", [[0.0, 800.0, 1.0]], [[1, 1, 1]]),
        masked_case("very large scores, close together", [[1000.0, 1001.0, 999.0]], [[1, 1, 1]]),
        masked_case("very low scores, close together", [[-3000.0, -3001.0, 0.0]], [[1, 1, 0]]),
        masked_case("scores lower than -10000", [[-20000.0, -20001.0, 0.0]], [[1, 1, 0]]),
        # One token alone: of two such scores even a right formula may lose the digits in which they differ.
        masked_case("a score lower than minus a billion", [[-2e9, 0.0]], [[1, 0]]),
        masked_case("a score lower than any number of float32", [[-1e39, 0.0]], [[1, 0]]),
        masked_case("float16, and a score near its lowest", [[-60000.0, 0.0]], [[1, 0]], torch.float16),
        masked_case("a token of a very small weight", [[0.0, -18.4, -20.7, 3.0]], [[1, 1, 1, 0]]),
        masked_case("rows far above and far below one another", [[3000.0, 3001.0], [0.0, 1.0], [-2999.0, -3000.0]], [[1, 1]] * 3),
        masked_case("huge scores at padding", [[1.0, 2.0, 5000.0, 1e6]], [[1, 1, 0, 0]]),
        masked_case("one mask for all rows", scores(2, 3), [1, 0, 1]),
        masked_case("one mask for all rows of all sentences", scores(2, 2, 3), [1, 1, 0]),
        *(masked_case(f"{pad} at padding", [[1.0, 2.0, pad], [0.5, pad, pad]], [[1, 1, 0], [1, 0, 0]]) for pad in (torch.inf, -torch.inf, torch.nan)),
        masked_case("the highest and the lowest number at padding", [[1.0, 2.0, HIGHEST, -HIGHEST]], [[1, 1, 0, 0]]),
        masked_case("scores that are not contiguous", scores(2, 5, 3).mT, lengths_mask(2, 5)[:, None]),
    ]
    for dtype in (torch.float32, torch.bfloat16, torch.float16):
        cases.append(masked_case(str(dtype).removeprefix("torch."), scores(2, 2, 4), [[[1, 1, 1, 0]], [[0] * 4]], dtype))
    return cases


def probe_context_vectors(context_vectors, weights, states):
    return {
        "contexts": context_vectors(weights, states),
        "gradients of weights and states": derived(context_vectors, weights, states),
        "more operations for more sentences": grows(context_vectors, weights, states),
    }


def shares(*shape: int, seed: object, dtype: torch.dtype = F64) -> Tensor:
    """Weights that sum to 1 along the last axis."""
    return drawn(shape, seed).softmax(dim=-1).to(dtype)


def visible_context_vectors():
    def case(about: str, weights: list, states: list) -> Case:
        return Case(about, {"weights": torch.tensor(weights, dtype=F64), "states": torch.tensor(states, dtype=F64)})

    states = [[2.0, 0.0], [0.0, 4.0], [-2.0, 2.0]]
    return [
        case("a quarter, a half, a quarter", [[[0.25, 0.5, 0.25]]], [states]),
        case("all of the weight on one word", [[[0.0, 0.0, 1.0]]], [states]),
        case("two queries, each with its own weights", [[[0.5, 0.5, 0.0], [0.0, 0.25, 0.75]]], [states]),
        case("two sentences, two queries, two words", [[[0.25, 0.75], [1.0, 0.0]], [[0.5, 0.5], [0.25, 0.75]]], [states[:2], states[1:]]),
        case("a sentence without a token: no weight at all", [[[0.0, 0.0, 0.0]]], [states]),
    ]


def hidden_context_vectors(draw: random.Random):
    def case(about: str, batch: int, target: int, source: int, size: int, dtype: torch.dtype = F64, turned: bool = False) -> Case:
        seed = draw.random()
        weights, states = shares(batch, target, source, seed=f"w{seed}", dtype=dtype), drawn((batch, source, size), f"h{seed}", dtype)
        if turned:
            weights, states = weights.mT.contiguous().mT, states.mT.contiguous().mT
        if dtype == torch.bfloat16:
            states = states.abs()
        return Case(about, {"weights": weights, "states": states})

    padded = shares(2, 3, 4, seed="padded") * torch.tensor([1.0, 1.0, 1.0, 0.0], dtype=F64)
    garbage = drawn((2, 4, 5), draw.random()) + torch.tensor([0.0, 0.0, 0.0, 1e6], dtype=F64)[:, None]
    peaked = torch.eye(4, dtype=F64)[[2, 0, 3]].expand(2, 3, 4).contiguous()
    return [
        case("all sizes different", 2, 3, 4, 5),
        case("all sizes equal", 3, 3, 3, 3),
        case("as many queries as words", 2, 4, 4, 3),
        case("as many words as numbers in a state", 2, 3, 4, 4),
        case("as many sentences as words", 4, 2, 4, 3),
        case("a batch of one", 1, 3, 4, 2),
        case("one query", 3, 1, 4, 5),
        case("one word", 3, 2, 1, 5),
        case("states of one number", 2, 3, 4, 1),
        case("one sentence, one query, one word, one number", 1, 1, 1, 1),
        Case("equal weights: the mean of the states", {"weights": torch.full((2, 3, 4), 0.25, dtype=F64), "states": drawn((2, 4, 5), draw.random())}),
        Case("one weight of 1: that word's state", {"weights": peaked, "states": drawn((2, 4, 5), draw.random())}),
        Case("garbage in states of weight 0", {"weights": padded, "states": garbage}),
        Case("no weight at all", {"weights": torch.zeros(2, 2, 3, dtype=F64), "states": drawn((2, 3, 4), draw.random())}),
        case("tensors that are not contiguous", 2, 3, 4, 5, turned=True),
        case("float32", 2, 3, 4, 5, torch.float32),
        case("bfloat16", 2, 2, 3, 4, torch.bfloat16),
    ]


class StandInScore(nn.Module):
    """A score like no other, that counts how often it is used: keys of another size than the states', and what differs
    most scores highest, so that garbage at padding would win."""

    turn: Tensor

    def __init__(self, query_size: int, states_size: int, dtype: torch.dtype) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(0.75, dtype=dtype))
        self.register_buffer("turn", drawn((states_size, query_size), "turn", dtype))
        self.prepared = 0
        self.to(device())

    def prepare(self, states: Tensor) -> Tensor:
        self.prepared += 1
        return self.scale * (states @ self.turn)

    def forward(self, queries: Tensor, keys: Tensor) -> Tensor:
        return (queries.unsqueeze(2) - keys.unsqueeze(1)).abs().sum(dim=-1)


def probe_attention(Attention, queries, states, mask):
    """All of a step, with weights and contexts that are right whatever the answers before this one were."""
    with names_in(getattr(Attention, "forward", None), attention_weights=_shares, context_vectors=_means):
        return _probe_attention(Attention, queries, states, mask)


def _shares(scores: Tensor, mask: Tensor) -> Tensor:
    lifted = torch.where(mask, scores, scores.amin(dim=-1, keepdim=True).detach())
    powers = mask * (lifted - lifted.amax(dim=-1, keepdim=True).detach()).exp()
    return powers / powers.sum(dim=-1, keepdim=True).clamp(min=torch.finfo(scores.dtype).tiny)


def _means(weights: Tensor, states: Tensor) -> Tensor:
    return torch.einsum("bts,bsd->btd", weights, states)


def _probe_attention(Attention, queries, states, mask):
    score = StandInScore(queries.size(-1), states.size(-1), queries.dtype)
    attention = Attention(score, states.size(-1))

    def attend(queries: Tensor, states: Tensor, mask: Tensor = mask) -> tuple[Tensor, Tensor]:
        return attention(queries, attention.remember(states, mask))

    memory = attention.remember(states, mask)
    calls = {"keys prepared in remember": score.prepared}
    # Another sentence, of another mask, comes in between: the memory is in `memory`, not in the module.
    other = attention.remember(states.flip(1) * 2, ~mask)
    score.prepared = 0
    contexts, weights = attention(queries, memory)
    _, others = attention(queries, other)
    again, _ = attention(queries.flip(1), memory)
    calls["keys prepared in three calls of forward"] = score.prepared
    return {
        "contexts": contexts,
        "weights": weights,
        "contexts of other queries": again,
        "weights of another sentence": others,
        "context_size": attention.context_size,
        "keeps something of a sentence": holds(attention),
        "keys": memory.keys,
        "states": memory.states,
        "mask": memory.mask,
        **calls,
        "parameters": parameter_shapes(attention),
        "gradients of queries and states, from the contexts": derived(lambda *inputs: attend(*inputs)[0], queries, states),
        "gradients of queries and states, from the weights": derived(lambda *inputs: attend(*inputs)[1], queries, states),
        "gradients of the score": scale_gradient(attention, contexts),
        "more operations for more sentences": grows(attend, queries, states, mask),
    }


def holds(attention: nn.Module) -> bool:
    """Whether tensors lie on the module itself, beside its parameters."""
    values = [*vars(attention).values(), *attention.buffers(recurse=False)]
    return any(isinstance(value, Tensor | tuple | list) for value in values)


def scale_gradient(attention: nn.Module, contexts: Tensor) -> Any:
    return parameter_gradients(attention, contexts) if contexts.requires_grad else "none"


def visible_attention():
    def case(about: str, queries: list, states: list, mask: list) -> Case:
        return Case(about, {"queries": torch.tensor(queries, dtype=F64), "states": torch.tensor(states, dtype=F64), "mask": torch.tensor(mask, dtype=torch.bool)})

    states = [[1.0, 0.0, 0.5], [0.0, 1.0, -0.5], [-1.0, 0.5, 0.0]]
    return [
        case("one sentence of three words, two queries", [[[1.0, 0.0], [0.0, 1.0]]], [states], [[1, 1, 1]]),
        case("two sentences, the second with a pad", [[[1.0, 0.0]], [[0.0, 0.5]]], [states, states[::-1]], [[1, 1, 1], [1, 1, 0]]),
        case("two of everything", [[[1.0, 0.0], [0.5, 1.0]], [[0.0, 0.5], [1.0, 1.0]]], [[row[:2] for row in states[:2]], [row[:2] for row in states[1:]]], [[1, 1], [1, 0]]),
        case("a sentence that is all padding", [[[1.0, 0.0]], [[0.0, 0.5]]], [states, states[::-1]], [[0, 0, 0], [1, 1, 1]]),
    ]


def hidden_attention(draw: random.Random):
    def case(about: str, batch: int, target: int, source: int, query: int, size: int, lengths: list[int] | None = None, dtype: torch.dtype = F64, turned: bool = False, garbage: float = 0.0) -> Case:
        seed = draw.random()
        queries, states = drawn((batch, target, query), f"q{seed}", dtype), drawn((batch, source, size), f"h{seed}", dtype)
        mask = torch.arange(source) < torch.tensor(lengths or [source, *(draw.randint(1, source) for _ in range(batch - 1))])[:, None]
        states = states + garbage * (~mask).unsqueeze(-1).to(dtype)
        if turned:
            queries, states = queries.mT.contiguous().mT, states.mT.contiguous().mT
        return Case(about, {"queries": queries, "states": states, "mask": mask})

    return [
        case("all sizes different", 2, 3, 4, 5, 6),
        case("all sizes equal", 3, 3, 3, 3, 3, [3, 1, 2]),
        case("as many queries as words", 2, 4, 4, 3, 5),
        case("as many sentences as words", 4, 2, 4, 3, 5),
        case("as many sentences as queries", 3, 3, 5, 4, 2),
        case("no padding", 2, 3, 4, 5, 5, [4, 4]),
        case("a batch of one", 1, 2, 5, 3, 4, [3]),
        case("one query", 3, 1, 4, 5, 2),
        case("one word", 2, 3, 1, 4, 2),
        case("one sentence, one query, one word", 1, 1, 1, 2, 2),
        case("garbage at padding", 3, 2, 5, 3, 4, [5, 2, 3], garbage=1e4),
        case("a sentence that is all padding", 3, 2, 4, 3, 5, [0, 4, 2]),
        case("nothing but padding", 2, 2, 3, 3, 4, [0, 0]),
        case("tensors that are not contiguous", 2, 3, 4, 5, 6, turned=True),
        case("float32", 2, 3, 4, 5, 6, dtype=torch.float32),
    ]
