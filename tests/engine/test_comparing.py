"""When two values count as the same, and how a difference is told."""

from __future__ import annotations

import math

import pytest
import torch
from engine_help import plain_values
from hypothesis import given, settings
from hypothesis import strategies as st

from attention_course import values
from attention_course.comparing import EXACTLY, difference, shorten

nan, inf = math.nan, math.inf


@given(plain_values)
@settings(max_examples=150, deadline=None)
def test_a_value_is_what_it_is(value):
    assert difference(value, values.copy(value)) is None


@given(plain_values, plain_values)
@settings(max_examples=150, deadline=None)
def test_the_verdict_is_the_same_both_ways_and_the_sentences_can_be_written(one, other):
    there, back = difference(one, other), difference(other, one)
    assert (there is None) == (back is None)
    if there:
        for shown in (True, False):
            sentence = there.sentence(shown)
            sentence.encode("utf-8")
            assert len(sentence) < 800


@given(st.floats(), st.floats(), st.sampled_from([1e-9, 0.3]), st.sampled_from([0.0, 1e-6]))
def test_a_tensor_is_held_to_the_same_as_a_list(one, other, relative, absolute):
    as_list = difference([one], [other], relative, absolute)
    one, other = torch.tensor([one], dtype=torch.float64), torch.tensor([other], dtype=torch.float64)
    assert (as_list is None) == (difference(one, other, relative, absolute) is None)
    assert (as_list is None) == (difference(other, one, relative, absolute) is None)


def test_of_the_two_tolerances_the_wider_counts_and_not_their_sum():
    for one, other in ((1.0, 1.55), (torch.tensor(1.0), torch.tensor(1.55))):
        assert difference(one, other, 0.3, 0.3)
        assert difference(one, other, 0.3, 0.6) is None
        assert difference(one, other, 0.4, 0.0) is None


@pytest.mark.parametrize(
    ("dtype", "relative", "absolute"),
    [
        (torch.float64, 1e-9, 1e-12), (torch.float32, 1e-4, 1e-5), (torch.float16, 2e-2, 2e-2),
        (torch.bfloat16, 2e-2, 2e-2), (torch.complex64, 1e-4, 1e-5), (torch.complex128, 1e-9, 1e-12),
    ],
)  # fmt: skip
def test_a_tensor_is_held_to_what_its_bits_allow(dtype, relative, absolute):
    for at, allowed in ((64.0, 64 * relative), (0.0, absolute)):
        number = torch.tensor([at], dtype=dtype)
        assert difference([number], [number + 0.5 * allowed]) is None
        assert difference([number + 0.5 * allowed], [number]) is None
        assert difference([number], [number + 2 * allowed]).path == "[0][0]"


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16])
def test_a_wider_tolerance_that_is_asked_for_counts_and_none_at_all_as_well(dtype):
    one, near, far = (torch.tensor([number], dtype=dtype) for number in (64.0, 67.0, 80.0))
    assert difference(one, near, relative=0.1) is None
    assert difference(one, far, relative=0.1)
    assert difference(one, near, *EXACTLY) and difference(one, one.clone(), *EXACTLY) is None
    assert difference(1.0, 1.0 + 2**-50, *EXACTLY) and difference(2, 2.0, *EXACTLY) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, 2], (1, 2)),
        (2, 2.0),
        (nan, nan),
        ({nan: 1}, {float("nan"): 1}),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (1.0, 1.0 + 1e-12),
        (0.0, -0.0),
        (inf, inf),
        (10**400, 10**400),
        (torch.tensor([nan, inf]), torch.tensor([nan, inf])),
        (torch.tensor([1 + 1j]), torch.tensor([1 + 1j])),
        ([], ()),
    ],
)
def test_these_count_as_the_same(one, other):
    assert difference(one, other) is None


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        (True, 1, "type"),
        ({True: 0}, {1: 0}, "keys"),
        ({(True,): 0}, {(1,): 0}, "keys"),
        ("1", 1, "type"),
        (None, 0, "type"),
        (None, False, "type"),
        (b"a", "a", "type"),
        ([1], [1, 2], "length"),
        ([1, 2], [2], "length"),
        ("a", ["a"], "type"),
        ({"a": 1}, {"b": 1}, "keys"),
        (1.0, 1.0 + 1e-6, "value"),
        (inf, -inf, "value"),
        (inf, 1e308, "value"),
        (nan, 0.0, "value"),
        (2.0, 10**400, "value"),
        (2**60, 2**60 + 1, "value"),
        (torch.zeros(2), [0.0, 0.0], "type"),
        (torch.zeros(2), torch.zeros(2, 1), "shape"),
        (torch.zeros(2), torch.zeros(3), "shape"),
        (torch.zeros(2), torch.zeros(2, dtype=torch.float64), "dtype"),
        (torch.tensor([True]), torch.tensor([1]), "dtype"),
        (torch.tensor([2**60]), torch.tensor([2**60 + 1]), "value"),
        (torch.tensor([1 + 1j]), torch.tensor([1 + 2j]), "value"),
        (torch.tensor([inf]), torch.tensor([1.0]), "value"),
        (values.Opaque("set"), values.Opaque("frozenset"), "value"),
    ],
)
def test_these_differ(one, other, kind):
    assert difference(one, other).kind == kind
    assert difference(other, one).kind == kind


def test_the_first_place_is_named():
    found = difference({"pairs": [(1, 2), (3, 4)]}, {"pairs": [(1, 2), (3, 5)]})
    assert found.path == "['pairs'][1][1]"
    assert found.sentence() == "Expected 4 at ['pairs'][1][1]; yours is 5."
    assert difference(torch.eye(3), torch.ones(3, 3)).path == "[0, 1]"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (4217, 4218),
        (4217, "4217"),
        (4217, None),
        ("4217", values.Opaque("4217")),
        ([4217], [4217, 4217]),
        ({"4217": 1}, {"4217": 2}),
        ({4217: [1]}, {4217: [2]}),
        ({"4217": 1}, {"x": 1}),
        (torch.tensor([4217]), torch.tensor([1])),
        (torch.zeros(4217), torch.zeros(1)),
        (torch.zeros(1), torch.zeros(4217)),
        (torch.zeros(4217), torch.zeros(1, 1)),
        (torch.zeros(4217), 4217),
    ],
)
def test_a_discreet_sentence_holds_no_value(one, other):
    found = difference(one, other)
    assert "4217" in found.sentence() + found.expected + found.yours
    assert "4217" not in found.sentence(values_shown=False)


@given(plain_values, st.integers(2, 200))
@settings(max_examples=100, deadline=None)
def test_a_shortened_value_is_short(value, limit):
    text = shorten(value, limit)
    assert 0 < len(text) <= limit
    text.encode("utf-8")


def test_no_more_of_a_value_is_written_than_is_shown():
    shared = torch.zeros(2000, 2000)
    assert shorten([shared] * 200_000).endswith("…")
    assert shorten([1, (2,), {"a": "b"}, None, "é\u202e"]) == "[1, (2,), {'a': 'b'}, None, 'é\\u202e']"
    assert shorten(torch.tensor([[1, 2]])) == "tensor(1, 2): [[1, 2]]"
