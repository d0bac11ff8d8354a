"""Values cross unchanged, and whatever arrives instead of one is refused."""

from __future__ import annotations

import collections
import enum
import json
import math
import os
import pickle

import numpy as np
import pytest
import torch
from engine_help import TENSORS, plain_values
from hypothesis import given, settings
from hypothesis import strategies as st

from attention_course import values
from attention_course.comparing import difference


def across(value, apart=True, layout=False):
    """The value after a journey as text, its tensors beside it or written out as numbers."""
    tensors = {} if apart else None
    text = json.dumps(values.encode(value, tensors, layout), allow_nan=False)
    return values.decode(json.loads(text), tensors, layout)


@given(plain_values, st.booleans())
@settings(max_examples=150, deadline=None)
def test_a_plain_value_arrives_as_it_was(value, apart):
    arrived = across(value, apart)
    assert difference(value, arrived) is None
    assert type(arrived) is type(value)


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize("tensor", TENSORS, ids=lambda t: f"{t.dtype}{tuple(t.shape)}")
def test_a_tensor_keeps_numbers_dtype_and_shape(tensor, apart):
    arrived = across(tensor, apart)
    assert arrived.dtype == tensor.dtype
    assert arrived.shape == tensor.shape
    numbers = [complex(one) if isinstance(one, complex) else one for one in tensor.flatten().tolist()]
    assert repr(arrived.flatten().tolist()) == repr(numbers)


@pytest.mark.parametrize("apart", [True, False])
def test_the_sign_of_zero_and_what_is_not_finite_stay(apart):
    arrived = across([-0.0, math.inf, -math.inf, math.nan], apart)
    assert math.copysign(1, arrived[0]) == -1
    assert arrived[1:3] == [math.inf, -math.inf]
    assert math.isnan(arrived[3])


@pytest.mark.parametrize("tensor", [torch.arange(12.0).reshape(3, 4).mT, torch.arange(40.0)[::7], torch.zeros(50, 50)[:, 3], torch.zeros(2, 3, 4).permute(0, 2, 1)])
def test_an_input_keeps_its_layout(tensor):
    assert across(tensor, layout=True).stride() == tensor.stride()
    assert across(tensor).is_contiguous()
    assert values.copy(tensor).stride() == tensor.stride()


def test_an_input_keeps_that_it_requires_gradients_and_an_output_does_not():
    tensor = torch.ones(2, requires_grad=True)
    assert across({"x": tensor}, layout=True)["x"].requires_grad
    assert across({"x": tensor}, apart=False, layout=True)["x"].requires_grad
    assert not across(tensor).requires_grad
    assert values.copy(tensor).requires_grad
    assert values.copy(tensor) is not tensor


@pytest.mark.parametrize("tensor", [torch.tensor([1.0, 2.0]).expand(3, 2), torch.arange(6.0).unfold(0, 3, 1)])
def test_places_that_share_memory_are_parted(tensor):
    duplicate = values.copy(tensor)
    assert torch.equal(duplicate, tensor)
    duplicate[0, 0] = 99.0
    assert (duplicate == 99.0).sum() == 1
    assert torch.equal(across(tensor, layout=True), tensor)


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (np.float32(1.5), 1.5),
        (np.longdouble(1.5), 1.5),
        (np.int8(-3), -3),
        (np.bool_(True), True),
        (np.array([1, 2], dtype=">i4"), torch.tensor([1, 2], dtype=torch.int32)),
        (np.array([[1.0, 2.0]]).T, torch.tensor([[1.0], [2.0]], dtype=torch.float64)),
        (np.array(3.0), torch.tensor(3.0, dtype=torch.float64)),
        (np.zeros((0, 2), dtype=bool), torch.zeros(0, 2, dtype=torch.bool)),
        (np.array([1.5], dtype=np.longdouble), torch.tensor([1.5], dtype=torch.float64)),
        (np.float64("nan"), math.nan),
    ],
)
def test_numpy_counts_as_numbers_and_tensors(array, expected):
    assert difference(expected, across(array)) is None


class Colour(enum.IntEnum):
    RED = 3


class Loud(str):
    def __str__(self):
        return "something else"

    def __iter__(self):
        raise RuntimeError

    def isprintable(self):
        raise RuntimeError


class Empty(list):
    def __iter__(self):
        return iter(())

    def __len__(self):
        return 0


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (torch.zeros(2, 3).shape, (2, 3)),
        (collections.Counter("aab"), {"a": 2, "b": 1}),
        (collections.OrderedDict(x=1), {"x": 1}),
        (collections.defaultdict(list, x=[1]), {"x": [1]}),
        (collections.namedtuple("Pair", "left right")(1, 2), (1, 2)),
        (torch.nn.Parameter(torch.ones(2)), torch.ones(2)),
        (Colour.RED, 3),
        (np.str_("word"), "word"),
        (Loud("word"), "word"),
        (Empty([1, 2]), [1, 2]),
    ],
)
def test_a_subclass_counts_as_what_it_holds(value, expected):
    arrived = across(value)
    assert type(arrived) is type(expected)
    assert difference(expected, arrived) is None


@pytest.mark.parametrize(
    "thing",
    [{1, 2}, object(), lambda: 0, iter([]), 1j, np.array([object()]), np.array(["a"]), torch.empty(2, device="meta"), int, bytearray(b"a")],
)
def test_anything_else_arrives_as_the_name_of_its_type(thing):
    arrived = across([thing])[0]
    assert isinstance(arrived, values.Opaque)
    assert across(arrived) == arrived


@pytest.mark.parametrize(
    "huge", [[0] * 300_000, "a" * 3_000_000, [b"a" * 1_000_000] * 3, torch.zeros(1).expand(30_000_000), 1 << 1_000_000, [[[[[[[[[[[[[[]]]]]]]]]]]]]]],
    ids=["items", "text", "bytes", "elements", "bits", "depth"],
)  # fmt: skip
def test_what_is_too_large_is_not_carried(huge):
    with pytest.raises(values.TooLarge):
        values.encode(huge)


def test_what_holds_itself_is_not_carried():
    endless = []
    endless.append(endless)
    with pytest.raises(values.TooLarge):
        values.encode(endless)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6), st.sampled_from([10**400, "float64", "0", "7f", [2, 3]])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(st.sampled_from(["numbers", "shape", "dtype", "stride", "gradient", "tensor", "tuple", "dict", "int", "float", "str", "bytes", "complex", "opaque"]), inner, max_size=4),
    ),
    max_leaves=15,
)  # fmt: skip


@given(json_values, st.booleans())
@settings(max_examples=400, deadline=None)
def test_hostile_data_is_a_value_or_a_value_error(data, layout):
    try:
        arrived = values.decode(data, {"0": torch.ones(2, 3)}, layout)
    except ValueError:
        return
    json.dumps(values.encode(arrived), allow_nan=False)


@pytest.mark.parametrize(
    "data",
    [
        {"int": 1e400}, {"int": "0x" + "z"}, {"float": 10**400}, {"float": [1]}, {"tensor": "7"}, {"tensor": []}, {"opaque": 3}, {"x": 1},
        {}, {"tuple": 5}, {"dict": [[1]]}, {"dict": 3}, {"str": "d"}, {"bytes": "*"}, {"numbers": [1], "shape": [10**30], "dtype": "int64"},
        {"numbers": [10**30], "shape": [1], "dtype": "int64"}, {"numbers": [1], "shape": [1], "dtype": "qint8"},
        {"numbers": [1], "shape": [1], "dtype": "load"}, {"numbers": [1, 2], "shape": [2], "dtype": "int64", "stride": [-1]},
        {"tensor": "0", "stride": 5}, {"tensor": "0", "stride": [2**70, 1]}, {"complex": 3}, {"complex": {"tensor": "0"}},
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused(data):
    with pytest.raises(ValueError):
        values.decode(data, {"0": torch.ones(2, 3)}, layout=True)


def test_a_deep_value_is_refused():
    deep = []
    for _ in range(900):
        deep = [deep]
    with pytest.raises(ValueError):
        values.decode(deep)


def test_a_pickle_is_text_and_nothing_else(tmp_path):
    class Trap:
        def __reduce__(self):
            return os.mkdir, (str(tmp_path / "sprung"),)

    assert across(pickle.dumps(Trap())) == pickle.dumps(Trap())
    assert not (tmp_path / "sprung").exists()


def test_keys_that_are_no_keys_become_text():
    assert values.decode({"dict": [[[1], 2]]}) == {"[1]": 2}
    tensor_key = values.decode({"dict": [[{"tensor": "0"}, 2]]}, {"0": torch.ones(2)})
    assert tensor_key == {"tensor [1.0, 1.0]": 2}


@given(st.text(st.characters(codec=None)))
@settings(deadline=None)
def test_legible_text_can_be_written_and_moves_no_cursor(text):
    written = values.legible(text, 50)
    written.encode("utf-8")
    assert all(character.isprintable() or character == "\n" for character in written)
