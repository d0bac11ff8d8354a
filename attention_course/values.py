"""Plain values as JSON and safetensors: what crosses between the process of an answer and that of its judge.

Never pickle: whatever arrives is data. A value is a number, a string, a boolean, None, bytes, a tensor, or lists,
tuples and string-keyed dictionaries of these. Anything else arrives as `Opaque`, its type's name and nothing more.
"""

from __future__ import annotations

import base64
import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import Tensor

# Enough for any exercise; an answer that returns more is cut off rather than allowed to fill the judge's memory.
MAXIMUM_ITEMS = 200_000
MAXIMUM_DEPTH = 12
MAXIMUM_TEXT = 2_000_000
MAXIMUM_ELEMENTS = 20_000_000


class TooLarge(ValueError):
    """A value that is too big or too deep to be carried over."""


@dataclass(frozen=True)
class Opaque:
    """Stands for an object that is no plain value; only the name of its type is known."""

    type_name: str

    def __repr__(self) -> str:
        return f"<{self.type_name}>"


def encode(value: Any, tensors: dict[str, Tensor] | None = None) -> Any:
    """The value as JSON; tensors go into `tensors` where that is given, else they are written out as numbers.

    Raises:
        TooLarge: more items, depth, text or elements than any exercise needs.
    """
    return _Encoder(tensors).encode(value, 0)


class _Encoder:
    def __init__(self, tensors: dict[str, Tensor] | None) -> None:
        self.tensors = tensors
        self.items = self.text = self.elements = 0

    def encode(self, value: Any, depth: int) -> Any:
        self.items += 1
        if self.items > MAXIMUM_ITEMS or depth > MAXIMUM_DEPTH:
            raise TooLarge("the answer gives back a value with too many parts to compare")
        # `type(value)` and not isinstance: a learner's subclass can lie about everything but its type.
        kind = type(value)
        if value is None or kind is bool:
            return value
        if kind is int:
            # JSON readers elsewhere round whole numbers above 2**53.
            return value if abs(value) < 2**53 else {"int": str(value)[:5000]}
        if kind is float:
            return value if math.isfinite(value) else {"float": repr(value)}
        if kind is str:
            self._count_text(len(value))
            # A lone surrogate is no text that UTF-8 can hold, but an answer may well give one back.
            return value if value.isprintable() or not _has_surrogate(value) else {"str": value.encode("utf-8", "surrogatepass").hex()}
        if kind is bytes:
            self._count_text(len(value))
            return {"bytes": base64.b64encode(value).decode("ascii")}
        if kind is list:
            return [self.encode(item, depth + 1) for item in value]
        if kind is tuple:
            return {"tuple": [self.encode(item, depth + 1) for item in value]}
        if kind is dict:
            return {"dict": [[self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in value.items()]}
        if isinstance(value, Tensor):
            return self._tensor(value)
        if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
            return self._tensor(torch.from_numpy(np.array(value, order="C")))
        if isinstance(value, np.generic) and value.dtype.kind in "biuf":
            return self.encode(value.item(), depth)
        return {"opaque": kind.__qualname__[:200]}

    def _count_text(self, characters: int) -> None:
        self.text += characters
        if self.text > MAXIMUM_TEXT:
            raise TooLarge("the answer gives back more text than can be compared")

    def _tensor(self, value: Tensor) -> Any:
        self.elements += value.numel()
        if self.elements > MAXIMUM_ELEMENTS:
            raise TooLarge("the answer gives back a tensor too large to compare")
        with torch.no_grad():
            plain = torch.Tensor.detach(value).to_dense() if value.layout != torch.strided else torch.Tensor.detach(value)
            plain = plain.as_subclass(Tensor).cpu()
        # A tensor that is not contiguous arrives so: some cases are there to show just that.
        layout = {} if plain.is_contiguous() else {"stride": list(plain.stride())}
        plain = plain.contiguous().clone()
        if self.tensors is not None:
            key = str(len(self.tensors))
            self.tensors[key] = plain
            return {"tensor": key, **layout}
        flat = plain.flatten()
        numbers = flat.to(torch.float64).tolist() if plain.dtype.is_floating_point else flat.tolist()
        written = [number if not isinstance(number, float) or math.isfinite(number) else repr(number) for number in numbers]
        return {"numbers": written, "shape": list(plain.shape), "dtype": str(plain.dtype).removeprefix("torch."), **layout}


def _has_surrogate(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)


def decode(data: Any, tensors: dict[str, Tensor] | None = None) -> Any:
    """The value that `encode` wrote. Raises ValueError when the data is not of that form."""
    if data is None or type(data) in (bool, int, float, str):
        return data
    if type(data) is list:
        return [decode(item, tensors) for item in data]
    if type(data) is dict:
        try:
            if "numbers" in data:
                numbers = [float(number) if isinstance(number, str) else number for number in data["numbers"]]
                tensor = torch.tensor(numbers, dtype=_dtype(data["dtype"])).reshape(data["shape"])
                return _restride(tensor, data.get("stride"))
            if "tensor" in data:
                return _restride((tensors or {})[data["tensor"]], data.get("stride"))
            [(tag, content)] = data.items()
            if tag == "tuple":
                return tuple(decode(item, tensors) for item in content)
            if tag == "dict":
                return {_key(decode(key, tensors)): decode(item, tensors) for key, item in content}
            if tag == "int":
                return int(content)
            if tag == "float":
                return float(content)
            if tag == "str":
                return bytes.fromhex(content).decode("utf-8", "surrogatepass")
            if tag == "bytes":
                return base64.b64decode(content, validate=True)
            if tag == "opaque":
                return Opaque(str(content))
        except (KeyError, TypeError, ValueError, RuntimeError) as error:
            raise ValueError(f"not a value: {error}") from error
    raise ValueError(f"not a value: {str(data)[:80]}")


def _restride(tensor: Tensor, stride: list[int] | None) -> Tensor:
    if stride is None:
        return tensor
    reach = 1 + sum((size - 1) * step for size, step in zip(tensor.shape, stride))
    if len(stride) != tensor.ndim or min(stride) < 0 or reach > 4 * tensor.numel() + 16:
        return tensor
    # An expanded tensor (stride 0) holds one number in many places and cannot be written to; it arrives contiguous.
    return tensor if 0 in stride else copy(torch.empty_strided(tensor.shape, stride, dtype=tensor.dtype).copy_(tensor))


def _dtype(name: str) -> torch.dtype:
    dtype = getattr(torch, name, None)
    if not isinstance(dtype, torch.dtype):
        raise ValueError(f"no such dtype: {name!r}")
    return dtype


def _key(value: Any) -> Any:
    """Dictionary keys are compared like values; a list or tensor as key becomes its text."""
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return value


def copy(value: Any) -> Any:
    """A deep copy of a plain value that shares no storage; layout (strides) of tensors is kept."""
    if isinstance(value, Tensor):
        # A tensor that is not contiguous has to stay so: some cases are there to show just that.
        duplicate = torch.empty_strided(value.shape, value.stride(), dtype=value.dtype, device=value.device)
        duplicate.copy_(value.detach())
        return duplicate.requires_grad_(value.requires_grad)
    if type(value) in (list, tuple):
        return type(value)(copy(item) for item in value)
    if type(value) is dict:
        return {key: copy(item) for key, item in value.items()}
    return value
