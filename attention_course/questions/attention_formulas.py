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


# The parameters that the docstrings name, by how many sizes a score is made with.
LAYERS = {0: (), 2: ("weight.weight",), 3: ("query_layer.weight", "key_layer.weight", "energy.weight")}
CONCAT = ("weight.weight", "energy.weight")


def misnamed(score: nn.Module, due: tuple[str, ...]) -> str:
    """What is wrong with the names of a score's parameters, or nothing. Of a bias the shapes tell."""
    known = {*due, *(name.replace(".weight", ".bias") for name in due)}
    others = {name for name, _ in score.named_parameters()} - known
    missing = set(due) - {name for name, _ in score.named_parameters()}
    if others & {name.split(".")[0] for name in due}:
        return "a parameter where a layer is due"
    if any(part.isdigit() for name in others for part in name.split(".")):
        return "layers inside another module"
    return "" if not others else "other names" if missing else "one more than is due"


def probe_score(kind, arguments, queries, states, weights, seed=0, followed=True, due=None):
    score = built(kind, arguments, weights, seed, queries.dtype)
    names = misnamed(score, LAYERS[len(arguments)] if due is None else due)
    if names:
        return {"names of the parameters": names}

    def scores_of(queries: Tensor, states: Tensor) -> Tensor:
        return score(queries, score.prepare(states))

    keys = score.prepare(states)
    score.prepare(states.flip(1) * 2)  # Another batch comes in between: the keys are what `prepare` gave, not what the module holds.
    scores = score(queries, keys)
    facts = {
        "shapes of the parameters": parameter_shapes(score),
        "scores": scores,
        "axes of the keys": list(keys.shape[:2]) if keys.ndim == 3 else "not three",
        "more operations for more sentences": grows(scores_of, queries, states),
        "more operations for more queries": grows(lambda queries: scores_of(queries, states), queries, axis=1),
    }
    if followed:
        parameters: dict[str, Any] = {}
        if list(score.parameters()):
            parameters = parameter_gradients(score, scores) if scores.requires_grad else {"all": "none"}
        facts["gradients of queries and states"] = derived(scores_of, queries, states)
        facts["gradients of the parameters"] = parameters
    if not arguments:
        # A module that has seen one size may meet another: nothing is kept of the first.
        facts["scores of longer states"] = scores_of(torch.cat([queries] * 2, dim=-1), torch.cat([states] * 2, dim=-1))
    before = scores_of(queries, states)
    score.train()
    facts["training gives other scores"] = any(not torch.equal(scores_of(queries, states), before) for _ in range(8))
    return facts


def probe_score_and_keys(kind, arguments, queries, states, weights, seed=0, followed=True):
    score = built(kind, arguments, weights, seed, queries.dtype)
    facts = probe_score(kind, arguments, queries, states, weights, seed, followed)
    return facts if "names of the parameters" in facts else {"keys": score.prepare(states), **facts}


def probe_concat(kind, arguments, queries, states, weights, seed=0, followed=True):
    return probe_score(kind, arguments, queries, states, weights, seed, followed, CONCAT)


def score_case(
    about: str, sizes: tuple[int, int, int, int, int], attention_size: int | None, weighted: bool, seed: object,
    dtype: torch.dtype = F64, turned: bool = False, times: float = 1.0,
) -> Case:  # fmt: skip
    """Drawn queries and states; sizes: batch, target_length, source_length, query_size, states_size."""
    batch, target, source, query_size, states_size = sizes
    queries, states = drawn((batch, target, query_size), f"q{seed}", dtype), drawn((batch, source, states_size), f"h{seed}", dtype)
    queries, states = queries * times, states * times
    if turned:
        queries, states = queries.mT.contiguous().mT, states.mT.contiguous().mT
    arguments = [query_size, states_size] if weighted else []
    arguments += [] if attention_size is None else [attention_size]
    # Where a tanh is full its gradient is what rounding leaves: not followed for huge numbers.
    return Case(about, {"arguments": arguments, "queries": queries, "states": states, "weights": {}, "seed": str(seed), "followed": times == 1})


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
            case("numbers in the thousands", 2, 3, 4, 5, 6, times=2000.0),
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
