"""Q13: queries and states put to the learner's scoring functions, and the table of who wrote them down."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Mapping
from typing import Any

import torch
from torch import Tensor, nn

from attention_course.probing import drawn, filled, parameter_gradients, parameter_shapes
from attention_course.question import Case
from attention_course.questions.attention_scores import F64, derived, grows


def built(kind: Any, arguments: list[int], weights: Mapping[str, Tensor], seed: object, dtype: torch.dtype) -> Any:
    """A scoring function with drawn weights, or with those that a case gives for a pencil."""
    module: nn.Module = filled(kind(*arguments), seed, dtype)  # type: ignore[arg-type]
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if name in weights and weights[name].shape == parameter.shape:
                parameter.copy_(weights[name])
    return module


def probe_score(kind, arguments, queries, states, weights, seed=0):
    score = built(kind, arguments, weights, seed, queries.dtype)

    def scores_of(queries: Tensor, states: Tensor) -> Tensor:
        return score(queries, score.prepare(states))

    scores = scores_of(queries, states)
    parameters: dict[str, Any] = {}
    if list(score.parameters()):
        parameters = parameter_gradients(score, scores) if scores.requires_grad else {"all": "none"}
    return {
        "shapes of the parameters": parameter_shapes(score),
        "scores": scores,
        "gradients of queries and states": derived(scores_of, queries, states),
        "gradients of the parameters": parameters,
        "more operations for more sentences": grows(scores_of, queries, states),
    }


def probe_score_and_keys(kind, arguments, queries, states, weights, seed=0):
    score = built(kind, arguments, weights, seed, queries.dtype)
    return {"keys": score.prepare(states), **probe_score(kind, arguments, queries, states, weights, seed)}


def score_case(
    about: str, sizes: tuple[int, int, int, int, int], attention_size: int | None, weighted: bool, seed: object,
    dtype: torch.dtype = F64, turned: bool = False,
) -> Case:  # fmt: skip
    """Drawn queries and states; sizes: batch, target_length, source_length, query_size, states_size."""
    batch, target, source, query_size, states_size = sizes
    queries, states = drawn((batch, target, query_size), f"q{seed}", dtype), drawn((batch, source, states_size), f"h{seed}", dtype)
    if turned:
        queries, states = queries.mT.contiguous().mT, states.mT.contiguous().mT
    arguments = [query_size, states_size] if weighted else []
    arguments += [] if attention_size is None else [attention_size]
    return Case(about, {"arguments": arguments, "queries": queries, "states": states, "weights": {}, "seed": str(seed)})


def hidden_scores(weighted: bool, attention_size: Callable[[random.Random], int] | None = None):
    """Cases for a scoring function; `weighted` ones take queries of another size than the states'."""

    def hidden(draw: random.Random) -> list[Case]:
        def case(about: str, batch: int, target: int, source: int, query: int, states: int | None = None, size: int | None = None, **options: Any) -> Case:
            wide = (states or query) if weighted else query
            inner = None if attention_size is None else size or attention_size(draw)
            return score_case(about, (batch, target, source, query, wide), inner, weighted, draw.random(), **options)

        return [
            case("all sizes different", 2, 3, 4, 5, 6),
            case("all sizes different, a larger query", 3, 2, 5, 6, 4),
            case("all sizes equal", 3, 3, 3, 3, 3, 3),
            case("as many queries as keys", 2, 4, 4, 3, 5),
            case("queries as large as states", 2, 3, 4, 5, 5),
            case("as many sentences as words", 4, 2, 4, 3, 5),
            case("a batch of one", 1, 2, 4, 3, 5),
            case("one query", 3, 1, 4, 5, 2),
            case("one word", 3, 2, 1, 4, 5),
            case("one sentence, one query, one word", 1, 1, 1, 3, 2),
            case("states of one number", 2, 3, 4, 2, 1, 3),
            case("large states", 2, 2, 3, 16, 9, 7),
            case("tensors that are not contiguous", 2, 3, 4, 5, 6, turned=True),
            case("float32", 2, 3, 4, 5, 6, dtype=torch.float32),
        ]

    return hidden


def pencil(arguments: list[int], weights: dict[str, list], small: tuple[list, list] | None = None) -> Callable[[], list[Case]]:
    """Visible cases: two states of two numbers, weights given; then drawn ones of other sizes."""
    queries, states = small or ([[[1.0, 2.0]]], [[[2.0, 1.0], [0.0, 3.0], [-1.0, 1.0]]])
    weighted, inner = bool(arguments), arguments[2] if len(arguments) == 3 else None

    def visible() -> list[Case]:
        by_hand = {
            "arguments": arguments,
            "queries": torch.tensor(queries, dtype=F64),
            "states": torch.tensor(states, dtype=F64),
            "weights": {name: torch.tensor(rows, dtype=F64) for name, rows in weights.items()},
        }

        def case(about: str, *sizes: int, size: int | None = inner) -> Case:
            return score_case(about, sizes, size, weighted, about)  # type: ignore[arg-type]

        wide = 4 if weighted else 3
        return [
            Case("one query and three words, for a pencil", by_hand),
            case("two sentences, two queries, three words", 2, 2, 3, 3, wide),
            case("all sizes equal", 2, 2, 2, 2, 2, size=None if inner is None else 2),
            case("a batch of one, one query, one word", 1, 1, 1, 3, wide),
        ]

    return visible


visible_dot = pencil([], {})
visible_scaled_dot = pencil([], {}, ([[[1.0, 2.0, 0.0, 1.0]]], [[[2.0, 1.0, 5.0, 0.0], [0.0, 3.0, 1.0, 2.0], [-1.0, 1.0, 0.0, 1.0]]]))
visible_general = pencil([2, 3], {"weight.weight": [[1.0, 0.0, 2.0], [0.0, 1.0, 0.0]]}, ([[[1.0, 2.0]]], [[[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]]]))
visible_additive = pencil(
    [2, 3, 2],
    {"query_layer.weight": [[1.0, 0.0], [0.0, 1.0]], "key_layer.weight": [[0.0, 1.0, 0.0], [1.0, 0.0, 1.0]], "energy.weight": [[1.0, -1.0]]},
    ([[[0.5, 0.0]]], [[[0.0, 0.5, 0.0], [1.0, -0.5, 0.0]]]),
)
visible_concat = pencil(
    [2, 3, 2],
    {"weight.weight": [[1.0, 0.0, 0.0, 1.0, 0.0], [0.0, 1.0, 1.0, 0.0, 1.0]], "energy.weight": [[1.0, -1.0]]},
    ([[[0.5, 0.0]]], [[[0.0, 0.5, 0.0], [1.0, -0.5, 0.0]]]),
)

PAPERS = ("bahdanau", "luong", "vaswani")
FORMULAS = ("additive", "dot", "general", "concat", "1/sqrt(d)")


def probe_origins(origins, formula):
    if not isinstance(origins, Mapping):
        return "not a dictionary"
    if formula not in origins:
        return "no paper"
    # "Luong et al., 2015" names Luong as well as "Luong" does.
    named = [paper for paper in PAPERS if paper in str(origins[formula]).lower()]
    if len(named) != 1:
        return "none of the three papers" if not named else "several papers"
    # A report shows what was expected; of a fingerprint it gives nothing away.
    return "fingerprint " + hashlib.sha256(f"{formula} by {named[0]}".encode()).hexdigest()[:6]


def visible_origins():
    return [Case(f"who brought {formula} to attention", {"formula": formula}) for formula in FORMULAS]
