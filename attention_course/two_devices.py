"""A second device for machines that have none: tensors that count as lying there, and refuse to be mixed with others.

PyTorch's own device without values, "meta", takes a second to get going in each process, and cannot answer `tolist`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode

THERE = torch.device("cuda", 7)
MOVES = {"to", "cpu", "cuda", "type_as", "__setitem__", "__getitem__", "copy_", "__get__"}  # take tensors of two devices


class Elsewhere(Tensor):
    """A tensor that counts as lying on the other device. What is computed of it lies there as well."""


def elsewhere(tensor: Tensor) -> Tensor:
    """The tensor, moved to the device that is pretended."""
    return tensor.as_subclass(Elsewhere)


def whereabouts(*tensors: Tensor) -> list[str]:
    """Where tensors lie: "there" on the device that is pretended, or "here"."""
    return ["there" if isinstance(tensor, Elsewhere) else "here" for tensor in tensors]


class TwoDevices(TorchFunctionMode):
    """While this is on, operations on tensors of both devices raise RuntimeError, as they do on a GPU.

    Parameters count as lying wherever they are needed.
    """

    def __torch_function__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = dict(kwargs or {})
        name = getattr(function, "__name__", "")
        if function == Tensor.device.__get__:  # type: ignore[attr-defined]
            return THERE if isinstance(args[0], Elsewhere) else function(*args)
        found = [tensor for tensor in _tensors((args, kwargs)) if not isinstance(tensor, nn.Parameter)]
        if name in ("to", "cpu", "cuda", "type_as"):
            return self._moved(function, name, found, args, kwargs)
        asked = kwargs.get("device")
        if asked is not None:
            there = torch.device(asked).type == THERE.type
            if there:
                kwargs["device"] = "cpu"
            made = function(*args, **kwargs)
            return elsewhere(made) if there else made.as_subclass(Tensor)
        mixed = {isinstance(tensor, Elsewhere) for tensor in found if tensor.ndim > 0}
        if name not in MOVES and len(mixed) > 1:
            raise RuntimeError("Expected all tensors to be on the same device, but found at least two devices.")
        return function(*args, **kwargs)

    def _moved(self, function: Any, name: str, found: list[Tensor], args: Any, kwargs: dict[str, Any]) -> Any:
        """A tensor moved from device to device, or changed in type alone."""
        there, rest = isinstance(args[0], Elsewhere), []
        if name in ("cpu", "cuda"):
            return args[0].as_subclass(Tensor) if name == "cpu" else elsewhere(args[0])
        if len(found) > 1:
            there = isinstance(found[1], Elsewhere)
        for value in args[1:]:
            if isinstance(value, str | torch.device):
                there = torch.device(value).type == THERE.type
            else:
                rest.append(value)
        if kwargs.get("device") is not None:
            there = torch.device(kwargs["device"]).type == THERE.type
        kwargs.pop("device", None)
        result = function(args[0], *rest, **kwargs) if rest or kwargs else args[0]
        return elsewhere(result) if there else result.as_subclass(Tensor)


def _tensors(nested: Any) -> Iterator[Tensor]:
    if isinstance(nested, Tensor):
        yield nested
    elif isinstance(nested, dict):
        for value in nested.values():
            yield from _tensors(value)
    elif isinstance(nested, list | tuple):
        for value in nested:
            yield from _tensors(value)
