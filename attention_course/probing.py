"""What probes share: weights that anyone can make again, gradients, warnings, a count of operations. No answers live here."""

from __future__ import annotations

import os
import warnings
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from inspect import unwrap
from typing import Any
from unittest.mock import patch

import torch
from torch import Tensor, nn
from torch.utils._python_dispatch import TorchDispatchMode


def device() -> torch.device:
    """Where answers are put to the test: the CPU, or what `COURSE_DEVICE` says. Tensors of a case lie there already."""
    return torch.device(os.environ.get("COURSE_DEVICE") or "cpu")


class NoDevice(Exception):
    """A device that is not there, or cannot compute; the message says so."""


@contextmanager
def on_device(name: str | None) -> Iterator[None]:
    """Put answers to the test on a device, such as "cuda", within this context; where they are anyway if it has no name.

    Raises:
        NoDevice: it is not on this machine.
    """
    before = os.environ.get("COURSE_DEVICE")
    if name:
        try:
            torch.ones(1, device=name).cpu()
        except (RuntimeError, AssertionError, NotImplementedError) as error:
            raise NoDevice(f"There is no device {name!r} here that can compute: {str(error).splitlines()[0]}") from None
        os.environ["COURSE_DEVICE"] = name
    try:
        yield
    finally:
        if before is not None:
            os.environ["COURSE_DEVICE"] = before
        elif name:
            os.environ.pop("COURSE_DEVICE", None)


def filled(module: nn.Module, seed: int = 0, dtype: torch.dtype = torch.float64, scale: float = 0.5) -> nn.Module:
    """Give a module weights that depend on their names and shapes alone, and put it on `device()`, in evaluation mode.

    So two modules of the same parameters give the same values, however each of them was initialised. Padding rows of
    embeddings are filled as well: who relies on their being zero does so where that is what is asked.
    """
    module = module.to(dtype)
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            parameter.copy_(drawn(parameter.shape, f"{seed} {name}", dtype) * scale)
    return module.to(device()).eval()


def drawn(shape: Iterable[int], seed: object, dtype: torch.dtype = torch.float64) -> Tensor:
    """Normal random numbers on the CPU, the same for the same seed on every machine and device."""
    generator = torch.Generator().manual_seed(zlib.crc32(str(seed).encode()))
    return torch.randn(tuple(shape), generator=generator, dtype=torch.float64).to(dtype)


def gradients(outputs: Tensor | Iterable[Tensor], inputs: Iterable[Tensor], seed: object = 0) -> list[Any]:
    """The gradients of a weighted sum of the outputs, with drawn weights; "none" where an input has no part in them."""
    given = [outputs] if isinstance(outputs, Tensor) else list(outputs)
    weights = [drawn(output.shape, f"{seed} {place}", output.dtype).to(output.device) for place, output in enumerate(given)]
    total = sum((output * weight).sum() for output, weight in zip(given, weights))
    found = torch.autograd.grad(total, list(inputs), allow_unused=True)  # type: ignore[arg-type]
    return ["none" if gradient is None else gradient for gradient in found]


def parameter_gradients(module: nn.Module, outputs: Tensor | Iterable[Tensor], seed: object = 0) -> dict[str, Any]:
    """The gradient of every parameter of a module, by its name."""
    names, parameters = zip(*module.named_parameters())
    return dict(zip(names, gradients(outputs, parameters, seed)))


def parameter_shapes(module: nn.Module) -> dict[str, list[int]]:
    """The shape of every parameter, by its name."""
    return {name: list(parameter.shape) for name, parameter in module.named_parameters()}


def warned(call: Callable[[], Any]) -> bool:
    """Whether a call warns: in a graded cell a warning would be a line on stderr."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    return bool(caught)


class _Counter(TorchDispatchMode):
    def __init__(self) -> None:
        super().__init__()
        self.count = 0


def _count(counter: _Counter, function: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
    counter.count += 1
    return function(*args, **(kwargs or {}))


# Set here and not in the class, where torch would wrap it in what loads its compiler: over a second in every process.
_Counter.__torch_dispatch__ = _count  # type: ignore[method-assign, assignment]


def operations(call: Callable[[], Any]) -> int:
    """How many of torch's operations a call needs. One that grows with the batch betrays a Python loop over it."""
    with _Counter() as counter:
        call()
    return counter.count


@contextmanager
def names_in(function: Any, without: type | None = None, **objects: Any) -> Iterator[None]:
    """For a while, the names that a function finds outside itself stand for these objects; of the type `without`, none is there.

    So a mistake in one answer is not paid for in another, and what a notebook happens to have defined is of no help.
    """
    names = getattr(unwrap(function), "__globals__", None)
    if not isinstance(names, dict):
        yield
        return
    with patch.dict(names, objects):
        if without is not None:
            for name in [name for name, value in names.items() if isinstance(value, without)]:
                del names[name]
        yield
