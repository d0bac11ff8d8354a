"""Plain values as JSON and safetensors: what crosses between the process of an answer and that of its judge.

Never pickle: whatever arrives is data. A value is a number, a string, a boolean, None, bytes, a tensor, or lists,
tuples and dictionaries of these. Anything else arrives as `Opaque`, its type's name and nothing more.
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
MAXIMUM_BITS = 100_000  # of a whole number

DTYPES = {
    str(dtype).removeprefix("torch."): dtype
    for dtype in (
        *(torch.bool, torch.uint8, torch.uint16, torch.uint32, torch.uint64, torch.int8, torch.int16, torch.int32, torch.int64),
        *(torch.float8_e4m3fn, torch.float8_e5m2, torch.float16, torch.bfloat16, torch.float32, torch.float64),
        *(torch.complex64, torch.complex128),
    )
}


class TooLarge(ValueError):
    """A value that is too big or too deep to be carried over."""


@dataclass(frozen=True)
class Opaque:
    """Stands for an object that is no plain value; only the name of its type is known."""

    type_name: str

    def __repr__(self) -> str:
        return f"<{self.type_name}>"


def legible(text: str, limit: int) -> str:
    """At most `limit` characters; those that cannot be seen, or that UTF-8 cannot hold, are written as escapes."""
    return "".join(
        character if character.isprintable() or character == "\n" else character.encode("unicode_escape").decode("ascii")
        for character in text[:limit]
    )


def encode(value: Any, tensors: dict[str, Tensor] | None = None, layout: bool = False) -> Any:
    """The value as JSON; tensors go into `tensors` where that is given, else they are written out as numbers.

    With `layout`, tensors keep their strides and whether they require gradients: some inputs are there to show just that.

    Raises:
        TooLarge: more items, depth, text or elements than any exercise needs.
    """
    return _Encoder(tensors, layout).encode(value, 0)


class _Encoder:
    def __init__(self, tensors: dict[str, Tensor] | None, layout: bool) -> None:
        self.tensors, self.layout = tensors, layout
        self.items = self.text = self.elements = 0

    def encode(self, value: Any, depth: int) -> Any:
        self.items += 1
        if self.items > MAXIMUM_ITEMS or depth > MAXIMUM_DEPTH:
            raise TooLarge("the answer gives back a value with too many parts to compare")
        # A subclass counts as what it derives from (`x.shape` is a tuple, a Counter a dictionary). It is asked through the
        # base's own methods, so that what arrives is what it holds and not what it says of itself.
        if value is None or type(value) is bool:
            return value
        if isinstance(value, Tensor):
            return self._tensor(value)
        if isinstance(value, np.ndarray):
            return self._array(value)
        if isinstance(value, np.generic) and value.dtype.kind in "biuf":
            plain = value.item()
            # The widest floats of NumPy have no Python number to become.
            return self.encode(plain if isinstance(plain, bool | int | float) else float(plain), depth)
        if isinstance(value, int):
            return self._integer(int.__int__(value))
        if isinstance(value, float):
            number = float.__float__(value)
            return number if math.isfinite(number) else {"float": repr(number)}
        if isinstance(value, str):
            return self._text(str.__str__(value))
        if isinstance(value, bytes):
            self._count_text(bytes.__len__(value))
            return {"bytes": base64.b64encode(bytes.__getitem__(value, slice(None))).decode("ascii")}
        if isinstance(value, list):
            return [self.encode(item, depth + 1) for item in list.__iter__(value)]
        if isinstance(value, tuple):
            return {"tuple": [self.encode(item, depth + 1) for item in tuple.__iter__(value)]}
        if isinstance(value, dict):
            return {"dict": [[self.encode(key, depth + 1), self.encode(item, depth + 1)] for key, item in dict.items(value)]}
        if type(value) is Opaque:
            return {"opaque": value.type_name}
        return {"opaque": type(value).__qualname__[:200]}

    def _integer(self, value: int) -> Any:
        if value.bit_length() > MAXIMUM_BITS:
            raise TooLarge("the answer gives back a whole number too large to compare")
        # JSON readers elsewhere round whole numbers above 2**53; Python's own refuses those of many digits.
        return value if abs(value) < 2**53 else {"int": hex(value)}

    def _text(self, value: str) -> Any:
        self._count_text(len(value))
        # A lone surrogate is no text that UTF-8 can hold, but an answer may well give one back.
        has_surrogate = any("\ud800" <= character <= "\udfff" for character in value) if not value.isprintable() else False
        return {"str": value.encode("utf-8", "surrogatepass").hex()} if has_surrogate else value

    def _count_text(self, characters: int) -> None:
        self.text += characters
        if self.text > MAXIMUM_TEXT:
            raise TooLarge("the answer gives back more text than can be compared")

    def _array(self, value: np.ndarray) -> Any:
        if value.dtype.kind not in "biuf":
            return {"opaque": f"ndarray of {value.dtype.name}"[:200]}
        # torch reads arrays in the machine's own byte order only, and no floats wider than 64 bits.
        own = value.dtype.newbyteorder("=") if value.dtype.itemsize <= 8 else np.dtype(np.float64)
        return self._tensor(torch.from_numpy(np.array(value, dtype=own, order="C", subok=False)))

    def _tensor(self, value: Tensor) -> Any:
        self.elements += Tensor.numel(value)
        if self.elements > MAXIMUM_ELEMENTS:
            raise TooLarge("the answer gives back a tensor too large to compare")
        plain = _plain_tensor(value)
        if plain is None:
            return {"opaque": f"{type(value).__qualname__} on {value.device.type}, {value.dtype}"[:200]}
        if plain.dtype.is_complex:
            return {"complex": self._tensor(torch.view_as_real(plain.contiguous()))}
        kept: dict[str, Any] = {}
        if self.layout and not plain.is_contiguous():
            kept["stride"] = list(plain.stride())
        if self.layout and value.requires_grad:
            kept["gradient"] = True
        plain = plain.contiguous().clone()
        if self.tensors is not None:
            key = str(len(self.tensors))
            self.tensors[key] = plain
            return {"tensor": key, **kept}
        flat = plain.flatten()
        numbers = flat.to(torch.float64).tolist() if plain.dtype.is_floating_point else flat.tolist()
        written = [number if not isinstance(number, float) or math.isfinite(number) else repr(number) for number in numbers]
        return {"numbers": written, "shape": list(plain.shape), "dtype": str(plain.dtype).removeprefix("torch."), **kept}


def _plain_tensor(value: Tensor) -> Tensor | None:
    """A dense tensor on the CPU with the same numbers; None where there are no numbers to be had (the device `meta`)."""
    try:
        with torch.no_grad():
            plain = Tensor.detach(value)
            if plain.layout != torch.strided:
                plain = plain.to_dense()
            plain = plain.as_subclass(Tensor).cpu().resolve_conj().resolve_neg()
    except (RuntimeError, TypeError):
        return None
    return plain if plain.dtype in DTYPES.values() and not plain.is_meta else None


def decode(data: Any, tensors: dict[str, Tensor] | None = None, layout: bool = False) -> Any:
    """The value that `encode` wrote.

    Raises:
        ValueError: the data is not of that form. It may come from hostile hands, so no other exception ever leaves here.
    """
    try:
        return _Decoder(tensors or {}, layout).decode(data, 0)
    except (AttributeError, LookupError, TypeError, ValueError, ArithmeticError, RuntimeError, MemoryError) as error:
        raise ValueError(f"not a value: {legible(str(error), 200)}") from error


class _Decoder:
    def __init__(self, tensors: dict[str, Tensor], layout: bool) -> None:
        self.tensors, self.layout = tensors, layout
        self.items = 0

    def decode(self, data: Any, depth: int) -> Any:
        self.items += 1
        if self.items > 2 * MAXIMUM_ITEMS or depth > MAXIMUM_DEPTH:
            raise TooLarge("too many parts")
        if data is None or type(data) in (bool, int, float, str):
            return data
        if type(data) is list:
            return [self.decode(item, depth + 1) for item in data]
        if type(data) is not dict:
            raise ValueError(type(data).__name__)
        if "numbers" in data:
            dtype, shape = DTYPES[data["dtype"]], data["shape"]
            numbers = [float(number) if type(number) is str else number for number in data["numbers"]]
            return self._arranged(torch.tensor(numbers, dtype=dtype).reshape(shape), data)
        if "tensor" in data:
            return self._arranged(self.tensors[data["tensor"]], data)
        [(tag, content)] = data.items()
        match tag:
            case "tuple":
                return tuple(self.decode(item, depth + 1) for item in content)
            case "dict":
                return {_key(self.decode(key, depth + 1)): self.decode(item, depth + 1) for key, item in content}
            case "int":
                return int(content, 16)
            case "float":
                return float(content) if type(content) is str else _refuse(content)
            case "str":
                return bytes.fromhex(content).decode("utf-8", "surrogatepass")
            case "bytes":
                return base64.b64decode(content, validate=True)
            case "complex":
                return torch.view_as_complex(self.decode(content, depth).contiguous())
            case "opaque":
                return Opaque(legible(content, 200)) if type(content) is str else _refuse(content)
        raise ValueError(legible(tag, 80))

    def _arranged(self, tensor: Tensor, data: dict[str, Any]) -> Tensor:
        if tensor.dtype not in DTYPES.values() or tensor.numel() > MAXIMUM_ELEMENTS:
            raise ValueError("a tensor of another kind")
        if not self.layout:
            return tensor
        stride = data.get("stride")
        if stride is not None and _can_be_laid_out(tensor.shape, stride):
            tensor = torch.empty_strided(tensor.shape, stride, dtype=tensor.dtype).copy_(tensor)
        if data.get("gradient") is True:
            tensor = tensor.detach().requires_grad_()
        return tensor


def _refuse(content: Any) -> Any:
    raise ValueError(f"unexpected {type(content).__name__}")


def _can_be_laid_out(shape: Any, stride: Any) -> bool:
    """Whether a tensor of its own can have these strides. Not when two of its places would share memory (as after
    `expand` or `unfold`): nothing can be copied into that; nor when it would be mostly gaps.

    Raises:
        ValueError: these are no strides for that shape.
    """
    if len(shape) != len(stride) or not all(type(step) is int and 0 <= step < 2**40 for step in stride):
        raise ValueError("strides that do not fit")
    reach = 1
    for step, size in sorted((step, size) for step, size in zip(stride, shape) if size > 1):
        if step < reach:
            return False
        reach += step * (size - 1)
    return reach <= 64 * math.prod(shape) + 4096


def _key(value: Any) -> Any:
    """Dictionary keys are compared like values; what has no value as a key (a list, a tensor) becomes its text."""
    if isinstance(value, Tensor):
        return f"tensor {value.tolist()}" if value.numel() <= 100 else f"tensor {tuple(value.shape)}"
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return value


def copy(value: Any, device: torch.device | None = None) -> Any:
    """A deep copy of a plain value that shares no storage; layout (strides) of tensors is kept, and their device unless one is given."""
    if isinstance(value, Tensor):
        there = value.device if device is None else device
        with torch.no_grad():
            if _can_be_laid_out(value.shape, value.stride()):
                duplicate = torch.empty_strided(value.shape, value.stride(), dtype=value.dtype, device=there)
                duplicate.copy_(value.detach())
            else:
                duplicate = value.detach().contiguous().clone().to(there)
        return duplicate.requires_grad_(value.requires_grad)
    if type(value) in (list, tuple):
        return type(value)(copy(item, device) for item in value)
    if type(value) is dict:
        return {key: copy(item, device) for key, item in value.items()}
    return value
