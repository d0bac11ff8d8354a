"""Where two plain values part: the first difference, in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor


@dataclass(frozen=True)
class Difference:
    """The first place where a value is not what it should be.

    Attributes:
        path: how to get there, such as `[2]['lengths']`; empty for the value itself.
        kind: type, length, keys, shape, dtype, value, raised, did not raise, or changed input.
        expected, yours: the two values (or shapes, types, lengths) as text; for what was raised, `yours` is the whole
            sentence and `expected` the exception's text.
    """

    path: str
    kind: str
    expected: str
    yours: str

    def sentence(self, values_shown: bool = True) -> str:
        """What differs; without the values where those belong to a hidden case."""
        place = f" at {self.path}" if self.path else ""
        if self.kind == "value" and not values_shown:
            return f"A value differs{place}."
        if self.kind in ("raised", "changed input", "not defined"):
            # The text of an exception may quote the input that it was raised for.
            return f"{self.yours} It said: {self.expected}" if self.kind == "raised" and values_shown and self.expected else self.yours
        if self.kind == "did not raise":
            return f"Expected {self.expected}; yours gave back {self.yours if values_shown else 'a value'}."
        if not values_shown and self.kind in ("length", "keys"):
            return f"The {self.kind} of what you give back differ{'s' if self.kind == 'length' else ''}{place}."
        noun = {"value": "", "type": "type ", "length": "length ", "keys": "keys ", "shape": "shape ", "dtype": "dtype "}
        return f"Expected {noun[self.kind]}{self.expected}{place}; yours is {self.yours}."


def difference(
    expected: Any, yours: Any, relative: float = 1e-9, absolute: float = 1e-12, path: str = ""
) -> Difference | None:
    """The first place where `yours` is not `expected`, or None.

    Lists and tuples count as the same, and so do whole numbers and floats of the same value; True is not 1. NaN equals
    NaN. Tensors need the same shape and the same dtype.
    """
    if isinstance(expected, Tensor) or isinstance(yours, Tensor):
        return _tensor_difference(expected, yours, relative, absolute, path)
    if isinstance(expected, list | tuple) and isinstance(yours, list | tuple):
        for index, (left, right) in enumerate(zip(expected, yours)):
            found = difference(left, right, relative, absolute, f"{path}[{index}]")
            # A list that is too long or too short is better told by its length than by what slid into a place.
            if found and len(expected) == len(yours):
                return found
        if len(expected) != len(yours):
            return Difference(path, "length", f"{len(expected)}: {shorten(expected)}", f"{len(yours)}: {shorten(yours)}")
        return None
    if isinstance(expected, dict) and isinstance(yours, dict):
        if set(expected) != set(yours):
            return Difference(path, "keys", shorten(list(expected)), shorten(list(yours)))
        for key in expected:
            found = difference(expected[key], yours[key], relative, absolute, f"{path}[{key!r}]")
            if found:
                return found
        return None
    if _is_number(expected) and _is_number(yours):
        if _close(expected, yours, relative, absolute):
            return None
        return Difference(path, "value", shorten(expected), shorten(yours))
    if type(expected) is not type(yours):
        return Difference(path, "type", _described(expected), _described(yours))
    if expected != yours:
        return Difference(path, "value", shorten(expected), shorten(yours))
    return None


def _tensor_difference(expected: Any, yours: Any, relative: float, absolute: float, path: str) -> Difference | None:
    if not (isinstance(expected, Tensor) and isinstance(yours, Tensor)):
        return Difference(path, "type", _described(expected), _described(yours))
    if expected.shape != yours.shape:
        return Difference(path, "shape", str(tuple(expected.shape)), str(tuple(yours.shape)))
    if expected.dtype != yours.dtype:
        return Difference(path, "dtype", str(expected.dtype), str(yours.dtype))
    if expected.dtype.is_floating_point:
        same = torch.isclose(yours.double(), expected.double(), rtol=relative, atol=absolute, equal_nan=True)
    else:
        same = yours == expected
    if bool(same.all()):
        return None
    index = tuple((~same).nonzero()[0].tolist())
    place = path + (f"[{', '.join(map(str, index))}]" if index else "")
    return Difference(place, "value", shorten(expected[index].item()), shorten(yours[index].item()))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _close(expected: float, yours: float, relative: float, absolute: float) -> bool:
    if isinstance(expected, int) and isinstance(yours, int):
        return expected == yours
    if math.isnan(expected) or math.isnan(yours):
        return math.isnan(expected) and math.isnan(yours)
    return math.isclose(expected, yours, rel_tol=relative, abs_tol=absolute)


def _described(value: Any) -> str:
    if isinstance(value, Tensor):
        return f"a tensor of shape {tuple(value.shape)}"
    name = value.type_name if hasattr(value, "type_name") else type(value).__name__
    return "None" if value is None else f"{name} {shorten(value)}" if isinstance(value, str | int | float) else name


def shorten(value: Any, limit: int = 160) -> str:
    """A value as text of at most `limit` characters. Characters that cannot be seen are written as escapes."""
    if isinstance(value, float):
        text = f"{value:.10g}"
    elif isinstance(value, Tensor):
        text = f"tensor{tuple(value.shape)}: {value.tolist()!s}"
    else:
        text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"
