"""Exercises, answers and values made up for the tests of the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from hypothesis import strategies as st

from attention_course.diagnosis import Mistake, Report, diagnose
from attention_course.observing import observe
from attention_course.question import Case, Exercise, Found, Question

TENSORS = [
    torch.tensor([[1.5, float("nan")], [float("inf"), -0.0]], dtype=torch.float64),
    *(torch.tensor([[0, 1, 1], [1, 0, 1]]).to(dtype) for dtype in (
        torch.bool, torch.int8, torch.uint8, torch.int16, torch.uint16, torch.int32, torch.uint32, torch.int64, torch.uint64,
        torch.float8_e4m3fn, torch.float16, torch.bfloat16, torch.float32, torch.float64, torch.complex64, torch.complex128,
    )),
    torch.tensor([2**62 + 1, -(2**62)]),
    torch.tensor(7.25),
    torch.tensor(True),
    torch.zeros(0),
    torch.zeros(3, 0, 2, dtype=torch.int64),
    torch.arange(12.0).reshape(3, 4).mT,
    torch.arange(24).reshape(2, 3, 4).permute(2, 0, 1),
    torch.arange(12.0)[::3],
    torch.tensor([1.0, 2.0]).expand(3, 2),
    torch.arange(6.0).unfold(0, 3, 1),
]  # fmt: skip

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**400, max_value=10**5000),
    st.floats(),
    st.text(st.characters(codec=None)),
    st.text(st.sampled_from(["\ud800", "\udfff", "\x00", "\u202e", "é", "<", "`", '"'])),
    st.binary(max_size=40),
    st.sampled_from(TENSORS),
)
keys = st.one_of(st.text(max_size=5), st.integers(), st.booleans(), st.floats(), st.tuples(st.integers(), st.text(max_size=3)))
plain_values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.lists(inner, max_size=4).map(tuple), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)


def exercise(probe: Callable[..., Any] | None = None, **settings: Any) -> Exercise:
    """`total(numbers)`: the sum of a list."""
    options: dict[str, Any] = {"points": 2, "visible": cases, "hidden": lambda draw: cases(), "hints": ("one", "two", "three")}
    return Exercise("total", probe=probe or (lambda total, numbers: total(numbers)), **(options | settings))


def cases() -> list[Case]:
    return [
        Case("an empty list", {"numbers": []}),
        Case("one number", {"numbers": [3]}),
        Case("two numbers", {"numbers": [3, 4]}),
        Case("a negative one", {"numbers": [3, -4, 1]}),
    ]


def found(chosen: Exercise) -> Found:
    return Found("made_up", Question("Q99", "How do you add?", "easy", 5, (chosen,)), chosen)


def report(
    answer: Any,
    reference: Any = sum,
    mistakes: dict[str, Any] | None = None,
    hidden: bool = False,
    put: Sequence[Case] | None = None,
    chosen: Exercise | None = None,
) -> Report:
    """The diagnosis of an answer to `total`, with known mistakes by name."""
    chosen, put = chosen or exercise(), put or cases()
    known = [Mistake(name, f"Hint on {name}.", observe(chosen, {"total": wrong}, put)) for name, wrong in (mistakes or {}).items()]
    expected = observe(chosen, {"total": reference}, put)
    return diagnose("Q99.total", chosen, put, expected, observe(chosen, {"total": answer}, put), known, hidden)
