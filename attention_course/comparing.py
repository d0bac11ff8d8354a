"""Where two plain values part: the first difference, in words."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import torch
from torch import Tensor

from attention_course.values import Opaque


@dataclass(frozen=True)
class Difference:
    """The first place where a value is not what it should be.

    Attributes:
        path: how to get there, such as `[2]['lengths']`; empty for the value itself.
        kind: type, length, keys, shape, dtype, value, raised, did not raise, changed input, or not defined.
        expected, yours: the two values (or shapes, types, lengths) as text.
        shown: what differs, in a sentence.
        discreet: the same without anything that an input, a right value or an answer could have put there; for hidden cases.
    """

    path: str
    kind: str
    expected: str
    yours: str
    shown: str
    discreet: str

    def sentence(self, values_shown: bool = True) -> str:
        """What differs; without the values where those belong to a hidden case."""
        return self.shown if values_shown else self.discreet


# A step into a value: ("place", 2) for `[2]`, ("key", "lengths") for `['lengths']`.
Path = tuple[tuple[str, Any], ...]


# What a number of so few bits can be held to, relatively and absolutely: two right answers that add in another order, or
# on another device, differ by this much.
COARSEST = {torch.float32: (1e-4, 1e-5), torch.float16: (2e-2, 2e-2), torch.bfloat16: (2e-2, 2e-2)}
EXACTLY = (0.0, 0.0)


def difference(expected: Any, yours: Any, relative: float = 1e-9, absolute: float = 1e-12) -> Difference | None:
    """The first place where `yours` is not `expected`, or None.

    Lists and tuples count as the same, and so do whole numbers and floats of the same value; True is not 1. NaN equals
    NaN. Tensors need the same shape and the same dtype; those of float32, float16 and bfloat16 are held to no more than
    their bits allow (`COARSEST`), whatever the tolerances, unless both are 0: then nothing may differ at all. Which of
    the two is called expected makes no odds to whether they differ.
    """
    return _difference(expected, yours, (relative, absolute), ())


def tolerance(dtype: torch.dtype, relative: float, absolute: float) -> tuple[float, float]:
    """The relative and absolute tolerance for a tensor of this dtype: what is asked, or what its bits allow if that is wider."""
    if (relative, absolute) == EXACTLY:
        return EXACTLY
    coarsest = COARSEST.get(dtype, EXACTLY)
    return max(relative, coarsest[0]), max(absolute, coarsest[1])


def _difference(expected: Any, yours: Any, tolerance: tuple[float, float], path: Path) -> Difference | None:
    if isinstance(expected, Tensor) and isinstance(yours, Tensor):
        return _tensor_difference(expected, yours, tolerance, path)
    if isinstance(expected, list | tuple) and isinstance(yours, list | tuple):
        # A list that is too long or too short is better told by its length than by what slid into a place.
        if len(expected) != len(yours):
            lengths = f"{len(expected)}: {shorten(expected)}", f"{len(yours)}: {shorten(yours)}"
            return _parted("length", *lengths, path, "The length of what you give back differs")
        pairs = (_difference(left, right, tolerance, (*path, ("place", index))) for index, (left, right) in enumerate(zip(expected, yours)))
        return next(filter(None, pairs), None)
    if isinstance(expected, dict) and isinstance(yours, dict):
        due = {_comparable(key): (key, value) for key, value in expected.items()}
        given = {_comparable(key): value for key, value in yours.items()}
        if set(due) != set(given):
            return _parted("keys", shorten(list(expected)), shorten(list(yours)), path, "The keys of what you give back differ")
        pairs = (_difference(value, given[known], tolerance, (*path, ("key", key))) for known, (key, value) in due.items())
        return next(filter(None, pairs), None)
    if _is_number(expected) and _is_number(yours):
        same = _close(expected, yours, *tolerance)
    elif type(expected) is not type(yours):
        types = f"Expected type {_type_name(expected)}; yours is {_type_name(yours)}"
        if type(yours) is Opaque:
            types = f"Expected type {_type_name(expected)}; yours is of another"
        return _parted("type", _described(expected), _described(yours), path, types)
    else:
        same = expected == yours
    return None if same else _parted("value", shorten(expected), shorten(yours), path, "A value differs")


def _tensor_difference(expected: Tensor, yours: Tensor, tolerance: tuple[float, float], path: Path) -> Difference | None:
    if expected.shape != yours.shape:
        told = "The size of an axis differs"
        if expected.ndim != yours.ndim:
            told = f"Expected a tensor of {expected.ndim} axes; yours has {yours.ndim}"
        return _parted("shape", str(tuple(expected.shape)), str(tuple(yours.shape)), path, told)
    if expected.dtype != yours.dtype:
        told = f"Expected dtype {expected.dtype}; yours is {yours.dtype}"
        return _parted("dtype", str(expected.dtype), str(yours.dtype), path, told)
    same = _same_numbers(expected.detach(), yours.detach(), *tolerance)
    if bool(same.all()):
        return None
    index = tuple((~same).nonzero()[0].tolist())
    place = (*path, ("place", ", ".join(map(str, index)))) if index else path
    return _parted("value", shorten(expected[index].item()), shorten(yours[index].item()), place, "A value differs")


def _same_numbers(expected: Tensor, yours: Tensor, relative: float, absolute: float) -> Tensor:
    if expected.dtype.is_complex:
        parts = torch.view_as_real(expected.resolve_conj()), torch.view_as_real(yours.resolve_conj())
        return _same_numbers(*parts, relative, absolute).all(dim=-1)
    if not expected.dtype.is_floating_point:
        return yours == expected
    relative, absolute = tolerance(expected.dtype, relative, absolute)
    left, right = expected.double(), yours.double()
    # As `math.isclose` has it, so that a list of numbers and a tensor of them are held to the same. The larger of the two
    # counts, which `torch.isclose` does otherwise: it would depend on which is called expected.
    allowed = (relative * torch.maximum(left.abs(), right.abs())).clamp(min=absolute)
    close = left.isfinite() & right.isfinite() & ((left - right).abs() <= allowed)
    return (left == right) | (left.isnan() & right.isnan()) | close


def _parted(kind: str, expected: str, yours: str, path: Path, discreet: str) -> Difference:
    place = "".join(f"[{step}]" if what == "place" else f"[{shorten(step, 60)}]" for what, step in path)
    # The keys of a dictionary are values as well (words of a vocabulary); its places are not.
    counted = "".join(f"[{step}]" if what == "place" else "[…]" for what, step in path)
    noun = "" if kind == "value" else f"{kind} "
    shown = f"Expected {noun}{expected}{f' at {place}' if place else ''}; yours is {yours}."
    return Difference(place, kind, expected, yours, shown, f"{discreet}{f' at {counted}' if counted else ''}.")


def _comparable(key: Any) -> Any:
    """A key such that two are equal just when they count as the same: True is not 1, NaN is NaN."""
    if isinstance(key, tuple):
        return ("tuple", *map(_comparable, key))
    if isinstance(key, float) and math.isnan(key):
        return ("nan",)
    return (isinstance(key, bool), key)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _close(expected: float, yours: float, relative: float, absolute: float) -> bool:
    if expected == yours:
        return True
    if isinstance(expected, int) and isinstance(yours, int):
        return False
    try:
        left, right = float(expected), float(yours)
    except OverflowError:
        # A whole number beyond the largest float: it is close to no other number than itself.
        return False
    return (math.isnan(left) and math.isnan(right)) or math.isclose(left, right, rel_tol=relative, abs_tol=absolute)


def _type_name(value: Any) -> str:
    return value.type_name if isinstance(value, Opaque) else type(value).__name__


def _described(value: Any) -> str:
    if isinstance(value, Tensor):
        return f"a tensor of shape {tuple(value.shape)}"
    if value is None:
        return "None"
    return f"{_type_name(value)} {shorten(value)}" if isinstance(value, str | int | float) else _type_name(value)


def shorten(value: Any, limit: int = 160) -> str:
    """A value as text of at most `limit` characters. Characters that cannot be seen are written as escapes.

    However large the value is, no more of it is written out than is shown.
    """
    text = f"{value:.10g}" if isinstance(value, float) else "".join(islice(_written(value), limit + 1))[: limit + 1]
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _written(value: Any) -> Iterator[str]:
    """The value as Python would write it, piece by piece."""
    if isinstance(value, Tensor):
        yield f"tensor{tuple(value.shape)}: "
        yield from _written_tensor(value.detach())
    elif isinstance(value, list | tuple):
        yield "[" if isinstance(value, list) else "("
        for index, item in enumerate(value):
            yield from [", "] if index else []
            yield from _written(item)
        yield "]" if isinstance(value, list) else ",)" if len(value) == 1 else ")"
    elif isinstance(value, dict):
        yield "{"
        for index, (key, item) in enumerate(value.items()):
            yield from [", "] if index else []
            yield from _written(key)
            yield ": "
            yield from _written(item)
        yield "}"
    elif isinstance(value, int) and abs(value) >= 10**300:
        # Python refuses to write out whole numbers of thousands of digits.
        yield f"{'-' if value < 0 else ''}{hex(abs(value))[:40]}…"
    elif isinstance(value, str | bytes):
        yield repr(value[:1000])
    else:
        yield repr(value)


def _written_tensor(value: Tensor) -> Iterator[str]:
    if value.ndim == 0:
        yield repr(value.item())
        return
    yield "["
    for index in range(len(value)):
        yield from [", "] if index else []
        yield from _written_tensor(value[index])
    yield "]"
