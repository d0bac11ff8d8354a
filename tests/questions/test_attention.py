"""Chapter 04's reference checked from outside: torch's own attention, the papers in plain loops, gradients, properties."""

from __future__ import annotations

import math
import warnings
from itertools import combinations

import matplotlib
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from attention_course import plotting
from attention_course.figures import attention as figures
from attention_course.probing import drawn, operations
from attention_course.questions import attention as questions
from attention_course.questions.attention_context import StandInScore
from autograder.reference.attention import (
    AdditiveScore,
    Attention,
    ConcatScore,
    DotScore,
    GeneralScore,
    Memory,
    NoAttention,
    ScaledDotScore,
    attention_weights,
    context_vectors,
    dot_scores,
    mask_scores,
    origins,
    padding_mask,
)

DEVICES = ["cpu"] + (["cuda"] if torch.cuda.is_available() else [])
DTYPES = {torch.float64: 1e-12, torch.float32: 1e-5, torch.bfloat16: 5e-2, torch.float16: 5e-3}
QUICK = settings(max_examples=40, deadline=None)
B, T, S, Q, H, A = 3, 4, 5, 6, 7, 8

SCORES = {
    "dot": (lambda: DotScore(), Q),
    "scaled": (lambda: ScaledDotScore(), Q),
    "general": (lambda: GeneralScore(Q, H), H),
    "additive": (lambda: AdditiveScore(Q, H, A), H),
    "concat": (lambda: ConcatScore(Q, H, A), H),
}


def made(name: str, dtype: torch.dtype = torch.float64, device: str = "cpu") -> tuple[nn.Module, Tensor, Tensor]:
    """A scoring function with drawn weights, queries and states."""
    build, states_size = SCORES[name]
    score = build().to(torch.float64)
    with torch.no_grad():
        for key, parameter in score.named_parameters():
            parameter.copy_(drawn(parameter.shape, key) * 0.5)
    queries, states = drawn((B, T, Q), "queries"), drawn((B, S, states_size), "states")
    return score.to(device, dtype), queries.to(device, dtype), states.to(device, dtype)


def in_loops(formula, score, queries: Tensor, states: Tensor) -> Tensor:
    """A score written for one query and one state, put to all pairs one after the other."""
    pairs = [[[formula(score, query, state) for state in of_one] for query in asked] for asked, of_one in zip(queries.tolist(), states.tolist())]
    return torch.tensor(pairs, dtype=queries.dtype)


def product(matrix: Tensor, vector: list[float]) -> list[float]:
    return [sum(entry * number for entry, number in zip(row, vector, strict=True)) for row in matrix.tolist()]


def dot(left: list[float], right: list[float]) -> float:
    return sum(a * b for a, b in zip(left, right, strict=True))


# The formulas as the papers have them: Luong et al. (2015), section 3.1, and Bahdanau et al. (2015), section A.1.2.
def luong_dot(score, query, state):
    return dot(query, state)


def vaswani(score, query, state):
    return dot(query, state) / len(state) ** 0.5


def luong_general(score, query, state):
    return dot(query, product(score.weight.weight, state))


def bahdanau(score, query, state):
    asked, offered = product(score.query_layer.weight, query), product(score.key_layer.weight, state)
    return dot(score.energy.weight[0].tolist(), [math.tanh(a + b) for a, b in zip(asked, offered, strict=True)])


def luong_concat(score, query, state):
    return dot(score.energy.weight[0].tolist(), [math.tanh(number) for number in product(score.weight.weight, query + state)])


@pytest.mark.parametrize(
    ("name", "formula"),
    {"dot": luong_dot, "scaled": vaswani, "general": luong_general, "additive": bahdanau, "concat": luong_concat}.items(),
)
def test_scores_are_those_of_the_papers(name, formula):
    score, queries, states = made(name)
    torch.testing.assert_close(score(queries, score.prepare(states)), in_loops(formula, score, queries, states), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("device", DEVICES)
def test_dot_scores_are_dot_products(device):
    query, keys = drawn((B, Q), "query").to(device), drawn((B, S, Q), "keys").to(device)
    expected = torch.tensor([[dot(query[b].tolist(), keys[b, s].tolist()) for s in range(S)] for b in range(B)], dtype=torch.float64)
    torch.testing.assert_close(dot_scores(query, keys).cpu(), expected)


def test_concat_is_additive_with_its_matrix_cut_in_two():
    concat, queries, states = made("concat")
    additive = AdditiveScore(Q, H, A).double()
    with torch.no_grad():
        additive.query_layer.weight.copy_(concat.weight.weight[:, :Q])
        additive.key_layer.weight.copy_(concat.weight.weight[:, Q:])
        additive.energy.weight.copy_(concat.energy.weight)
    torch.testing.assert_close(additive(queries, additive.prepare(states)), concat(queries, concat.prepare(states)))


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
def test_scaled_dot_product_attention_is_torchs_own(dtype, device):
    score, queries, states = made("scaled", dtype, device)
    mask = padding_mask(torch.tensor([S, 2, 1], device=device), S)
    attention = Attention(score, Q)
    contexts, _ = attention(queries, attention.remember(states, mask))
    theirs = nn.functional.scaled_dot_product_attention(queries, states, states, attn_mask=mask.unsqueeze(1))
    torch.testing.assert_close(contexts, theirs)


def test_general_attention_is_torchs_bilinear():
    score, queries, states = made("general")
    bilinear = nn.Bilinear(Q, H, 1, bias=False).double()
    with torch.no_grad():
        bilinear.weight.copy_(score.weight.weight.unsqueeze(0))
    pairs = queries.unsqueeze(2).expand(-1, -1, S, -1).contiguous(), states.unsqueeze(1).expand(-1, T, -1, -1).contiguous()
    torch.testing.assert_close(score(queries, score.prepare(states)), bilinear(*pairs).squeeze(-1))


@pytest.mark.parametrize("name", SCORES)
def test_gradients_of_the_whole_attention(name):
    score, queries, states = made(name)
    attention = Attention(score, states.size(-1))
    mask = padding_mask(torch.tensor([S, 2, 0]), S)
    names, weights = zip(*attention.named_parameters()) if list(attention.parameters()) else ((), ())

    def whole(queries: Tensor, states: Tensor, *weights: Tensor) -> tuple[Tensor, Tensor]:
        def forward() -> tuple[Tensor, Tensor]:
            return attention(queries, attention.remember(states, mask))

        return torch.func.functional_call(_Called(attention, forward), {f"attention.{n}": w for n, w in zip(names, weights)}, ())

    inputs = [queries.requires_grad_(), states.requires_grad_(), *(w.detach().requires_grad_() for w in weights)]
    assert torch.autograd.gradcheck(whole, inputs)


class _Called(nn.Module):
    def __init__(self, attention: nn.Module, call) -> None:
        super().__init__()
        self.attention, self.call = attention, call

    def forward(self):
        return self.call()


@pytest.mark.parametrize("function", [lambda s, m: mask_scores(s, m) * m, attention_weights])
def test_gradients_of_masking_and_softmax(function):
    scores = drawn((B, T, S), "scores").requires_grad_()
    mask = padding_mask(torch.tensor([S, 2, 0]), S).unsqueeze(1)
    assert torch.autograd.gradcheck(lambda scores: function(scores, mask), [scores])


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SCORES)
def test_precisions_agree(name, dtype, device):
    lengths = torch.tensor([S, 2, 0])
    results = {}
    for kind, where in ((torch.float64, "cpu"), (dtype, device)):
        score, queries, states = made(name, kind, where)
        attention = Attention(score, states.size(-1))
        results[where, kind] = attention(queries, attention.remember(states, padding_mask(lengths.to(where), S)))
    exact, rough = results["cpu", torch.float64], results[device, dtype]
    for due, found in zip(exact, rough):
        assert found.dtype == dtype
        assert found.device.type == device
        assert bool(found.isfinite().all())
        torch.testing.assert_close(found.cpu().double(), due, rtol=DTYPES[dtype], atol=4 * DTYPES[dtype])


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("dtype", DTYPES)
def test_a_row_without_a_token_has_no_weight_and_a_finite_gradient(dtype, device):
    scores = drawn((2, 3), "scores", dtype).to(device).requires_grad_()
    mask = torch.tensor([[False] * 3, [True, True, False]], device=device)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with torch.autograd.detect_anomaly(check_nan=True):  # no NaN on the way either
            weights = attention_weights(scores, mask)
            (weights * torch.arange(3, device=device)).sum().backward()
    assert weights[0].tolist() == [0, 0, 0]
    assert float(weights[1].sum().detach()) == pytest.approx(1, abs=DTYPES[dtype])
    assert scores.grad is not None
    assert bool(scores.grad.isfinite().all())
    assert scores.grad[0].tolist() == [0, 0, 0]
    assert scores.grad[1, 2] == 0
    assert bool(mask_scores(scores, mask).isfinite().all())


@QUICK
@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.integers(0, 4))
def test_a_mask_holds_as_many_tokens_as_the_lengths_say(lengths, room):
    mask = padding_mask(torch.tensor(lengths), max(lengths) + room)
    assert mask.sum(dim=1).tolist() == lengths
    assert all(row == sorted(row, reverse=True) for row in mask.tolist())


finite = st.floats(-50, 50)
vectors = st.lists(st.tuples(finite, finite), min_size=1, max_size=6)


@QUICK
@given(vectors, st.tuples(finite, finite), st.data())
def test_properties_of_a_look_up(states, query, data):
    tokens = data.draw(st.lists(st.booleans(), min_size=len(states), max_size=len(states)))
    rows, mask = torch.tensor([states], dtype=torch.float64), torch.tensor([tokens])
    scores = torch.tensor([[query]], dtype=torch.float64) @ rows.mT
    weights = attention_weights(scores, mask.unsqueeze(1))
    contexts = context_vectors(weights, rows)
    assert bool((weights >= 0).all())
    assert float(weights.sum()) == pytest.approx(float(any(tokens)))
    assert bool((weights[..., ~mask[0]] == 0).all())
    if any(tokens):  # inside the convex hull: in no direction further out than the states
        kept = rows[0, mask[0]]
        for direction in torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [-2.0, 1.0]], dtype=torch.float64):
            along = kept @ direction
            assert along.min() - 1e-9 <= contexts[0, 0] @ direction <= along.max() + 1e-9
        even = attention_weights(torch.full_like(scores, query[0]), mask.unsqueeze(1))
        torch.testing.assert_close(context_vectors(even, rows)[0, 0], kept.mean(dim=0), rtol=1e-9, atol=1e-9)
    order = torch.tensor(data.draw(st.permutations(range(len(states)))))
    turned = attention_weights(scores[..., order], mask[:, order].unsqueeze(1))
    torch.testing.assert_close(turned, weights[..., order], rtol=1e-9, atol=1e-12)
    torch.testing.assert_close(context_vectors(turned, rows[:, order]), contexts, rtol=1e-9, atol=1e-9)
    chosen = data.draw(st.integers(0, len(states) - 1))
    if tokens[chosen]:
        scores[..., chosen] += 1e5
        torch.testing.assert_close(context_vectors(attention_weights(scores, mask.unsqueeze(1)), rows)[0, 0], rows[0, chosen])
    moved = rows.masked_fill(~mask.unsqueeze(-1), 1e6)  # what stands at padding reaches nothing
    torch.testing.assert_close(context_vectors(weights, moved), contexts)


@pytest.mark.parametrize("name", SCORES)
def test_one_query_after_the_other_is_all_at_once(name):
    score, queries, states = made(name)
    attention = Attention(score, states.size(-1))
    memory = attention.remember(states, padding_mask(torch.tensor([S, 3, 2]), S))
    at_once = attention(queries, memory)
    steps = [attention(query, memory) for query in queries.split(1, dim=1)]
    for together, parts in zip(at_once, zip(*steps)):
        torch.testing.assert_close(torch.cat(parts, dim=1), together)


@pytest.mark.parametrize("name", SCORES)
def test_a_sentence_alone_is_itself_in_a_padded_batch(name):
    score, queries, states = made(name)
    attention = Attention(score, states.size(-1))
    together = attention(queries, attention.remember(states, padding_mask(torch.tensor([S, 2, 3]), S)))
    alone = attention(queries[1:2], attention.remember(states[1:2, :2], torch.ones(1, 2, dtype=torch.bool)))
    torch.testing.assert_close(together[0][1:2], alone[0])
    torch.testing.assert_close(together[1][1:2, :, :2], alone[1])


def test_keys_are_prepared_once_a_sentence():
    score = StandInScore(Q, H, torch.float64)
    attention = Attention(score, H)
    memory = attention.remember(drawn((B, S, H), "states"), torch.ones(B, S, dtype=torch.bool))
    for step in range(3):
        attention(drawn((B, 1, Q), step), memory)
    assert score.prepared == 1
    assert isinstance(memory, Memory)


def test_no_attention_sees_nothing():
    nothing = NoAttention()
    contexts, weights = nothing(drawn((B, T, Q), "queries"), nothing.remember(drawn((B, S, H), "states"), torch.ones(B, S, dtype=torch.bool)))
    assert (tuple(contexts.shape), nothing.context_size) == ((B, T, 0), 0)
    assert weights.tolist() == torch.zeros(B, T, S).tolist()
    assert not list(nothing.parameters())


def test_nothing_is_computed_sentence_by_sentence():
    for name in SCORES:
        score, queries, states = made(name)
        counts = []
        for times in (1, 4):
            many, more = queries.repeat(times, 1, 1), states.repeat(times, 1, 1)
            attention = Attention(score, states.size(-1))
            mask = torch.ones(len(many), S, dtype=torch.bool)
            counts.append(operations(lambda many=many, more=more, mask=mask, attention=attention: attention(many, attention.remember(more, mask))))
        assert counts[0] == counts[1]


def test_parts_and_origins_name_what_is_there():
    import autograder.reference.attention as reference

    exercises = {f"{question.id}.{exercise.name}" for question in questions.QUESTIONS for exercise in question.exercises}
    for name, needed in questions.PARTS.items():
        assert hasattr(reference, name)
        assert set(needed) <= exercises
    assert origins["1/sqrt(d)"] == "Vaswani"


# The figures, and what they claim


DRAWINGS = {
    "plane": figures.plane,
    "another query": lambda: figures.plane((-1.0, 2.0), 0.3),
    "no query": lambda: figures.plane((0.0, 0.0)),
    "tables": lambda: figures.tables({"scores": [[1.0, -2e38]], "weights": [[0.25, 0.75]]}, ["first"], [["a", "b"]], [[True, False]]),
    "root": lambda: figures.root_of_size([1, 4], {kind: {"spread": [1, 2], "largest": [0.3, 0.5], "gradient": [0.8, 0.6]} for kind in ("plain", "scaled")}),
    "before and after": lambda: figures.before_and_after([[0.4, 0.6]], [[0.1, 0.9]]),
    "two rows": lambda: figures.two_rows(4, [0.2, 0.8], [0.4, 0.6]),
    "dot": figures.dot_flow,
    "additive": figures.additive_flow,
    "attention": figures.attention_flow,
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_figure_builds_without_warnings_and_its_texts_keep_apart(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = DRAWINGS[name]()
        assert plotting.png(figure).startswith(b"\x89PNG")
    for axes in figure.axes:
        shown = [text for text in axes.texts if text.get_text()]
        extents = [text.get_window_extent() for text in shown]
        clashes = [(a.get_text(), b.get_text()) for (a, x), (b, y) in combinations(zip(shown, extents), 2) if x.overlaps(y)]
        if name not in ("another query",):  # an arrow may be pointed at a word
            assert clashes == []
    plt.close(figure)


@QUICK
@given(st.tuples(finite, finite), st.floats(0.01, 5))
def test_the_drawn_look_up_is_the_references(query, sharpness):
    found = figures.look_up(query, sharpness=sharpness)
    states = torch.tensor([figures.STATES], dtype=torch.float64)
    scores = dot_scores(torch.tensor([query], dtype=torch.float64), states)
    weights = attention_weights(sharpness * scores, torch.ones(1, 3, dtype=torch.bool))
    torch.testing.assert_close(torch.tensor(found["weights"], dtype=torch.float64), weights[0])
    torch.testing.assert_close(torch.tensor(found["context"], dtype=torch.float64), context_vectors(weights[None], states)[0, 0])


def test_the_pencils_numbers_are_those_of_the_text():
    found = figures.look_up(figures.QUERY)
    assert [round(weight, 3) for weight in found["weights"]] == [0.259, 0.705, 0.035]
    assert [round(number, 2) for number in found["context"]] == [1.64, 1.45]
    assert figures.look_up((1.0, -1.0))["weights"][0] > 0.5
    assert [round(number, 2) for number in figures.look_up((0.0, 0.0))["context"]] == [0.67, 1.0]
