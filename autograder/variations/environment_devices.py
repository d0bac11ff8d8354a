"""Q3: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import contextlib
import functools
import itertools

import torch
import torch.utils._pytree
from torch.cuda import device_count as number_of_gpus
from torch.cuda import is_available as gpu_there


def pick_device_with_the_accelerator(prefer=None):
    """with torch.accelerator"""
    here = torch.accelerator.current_accelerator(check_available=True)
    count = torch.accelerator.device_count() if here is not None else 0
    if prefer is None:
        return here if here is not None else torch.device("cpu")
    try:
        device = torch.device(prefer)
    except Exception:
        raise ValueError(f"unknown: {prefer}") from None
    if device.type == "cpu" and device.index in (None, 0):
        return device
    if device.type == "mps" and torch.mps.is_available() and device.index in (None, 0):
        return device
    if device.type == "cuda" and here is not None and here.type == "cuda" and (device.index is None or device.index < count):
        return device
    raise ValueError(f"not here: {prefer}")


def pick_device_from_a_list(prefer=None):
    """from a list of all devices that are there, through names imported from torch.cuda"""
    there = []
    if gpu_there():
        there.append("cuda")
        there.extend(f"cuda:{number}" for number in range(number_of_gpus()))
    if torch.backends.mps.is_available():
        there += ["mps", "mps:0"]
    there += ["cpu", "cpu:0"]
    wanted = there[0] if prefer is None else str(prefer)
    if wanted not in there:
        raise ValueError(f"{wanted} is none of {', '.join(there)}")
    return torch.device(wanted)


class NoSuchDevice(ValueError):
    """A kind of ValueError."""


def pick_device_by_questions(prefer=None):
    """question by question, with an exception of its own"""
    if isinstance(prefer, torch.device):
        kind, index = prefer.type, prefer.index
    elif prefer is not None:
        kind, _, tail = prefer.partition(":")
        if tail and not tail.isdigit():
            raise NoSuchDevice(prefer)
        index = int(tail) if tail else None
    else:
        kind, index = "cpu", None
        if torch.cuda.is_available() and torch.cuda.device_count() > 0:
            kind = "cuda"
        elif torch.backends.mps.is_available():
            kind = "mps"
    if kind == "cuda" and torch.cuda.is_available():
        most = torch.cuda.device_count()
    elif kind == "cpu" or (kind == "mps" and torch.backends.mps.is_available()):
        most = 1
    else:
        most = 0
    if most == 0 or (index is not None and index >= most):
        raise NoSuchDevice(f"{kind}:{index}")
    return torch.device(kind) if index is None else torch.device(kind, index)


def pick_device_by_kind(prefer=None):
    """with a test for each kind in a dictionary, tried in order"""
    tests = {
        "cuda": lambda index: torch.cuda.is_available() and (index or 0) in range(torch.cuda.device_count()),
        "mps": lambda index: torch.backends.mps.is_available() and not index,
        "cpu": lambda index: not index,
    }
    if prefer is not None:
        try:
            prefer = torch.device(prefer)
            usable = tests[prefer.type](prefer.index)
        except (RuntimeError, KeyError) as error:
            raise ValueError(f"unknown device {prefer}") from error
        if not usable:
            raise ValueError(f"no {prefer} here")
        return prefer
    for kind, usable in tests.items():
        if usable(None):
            return torch.device(type=kind)


def to_device_by_match(nested, device):
    """with match"""
    match nested:
        case torch.Tensor():
            return nested.to(device=device, non_blocking=True)
        case dict():
            moved = {}
            for key in nested:
                moved[key] = nested[key] if key == "lengths" else to_device_by_match(nested[key], device)
            return moved
        case tuple() if hasattr(nested, "_fields"):
            pairs = zip(nested._fields, nested)
            return type(nested)._make(value if name == "lengths" else to_device_by_match(value, device) for name, value in pairs)
        case list():
            return [to_device_by_match(item, device) for item in nested]
        case tuple():
            return tuple([to_device_by_match(item, device) for item in nested])
    return nested


def to_device_with_a_name(nested, device, name=""):
    """with the name of the place passed down"""
    if name == "lengths":
        return nested
    if torch.is_tensor(nested):
        return torch.empty_like(nested, device=device).copy_(nested)
    if isinstance(nested, dict):
        return type(nested)((key, to_device_with_a_name(value, device, key)) for key, value in nested.items())
    if not isinstance(nested, (list, tuple)):
        return nested
    fields = getattr(nested, "_fields", itertools.repeat(""))
    items = [to_device_with_a_name(item, device, field) for item, field in zip(nested, fields)]
    if hasattr(nested, "_replace"):
        return nested._replace(**dict(zip(nested._fields, items)))
    return items if isinstance(nested, list) else tuple(items)


def to_device_from_a_copy(nested, device):
    """by changing a shallow copy of each container"""
    device = torch.device(device)
    if isinstance(nested, torch.Tensor):
        return nested if nested.device == device else nested.to(device, copy=True)
    if isinstance(nested, dict):
        copied = nested.copy()
        for key, value in nested.items():
            if key != "lengths":
                copied[key] = to_device_from_a_copy(value, device)
        return copied
    if isinstance(nested, tuple):
        named = hasattr(nested, "_asdict")
        kept = {index for index, field in enumerate(getattr(nested, "_fields", ())) if field == "lengths"}
        items = [item if index in kept else to_device_from_a_copy(item, device) for index, item in enumerate(nested)]
        return type(nested)(*items) if named else tuple(items)
    if isinstance(nested, list):
        copied = nested[:]
        for index in range(len(copied)):
            copied[index] = to_device_from_a_copy(copied[index], device)
        return copied
    return nested


@functools.singledispatch
def to_device_by_type(nested, device):
    """with one function for each type, found by functools.singledispatch"""
    return nested


@to_device_by_type.register
def _(nested: torch.Tensor, device):
    return nested.to(torch.device(device))


@to_device_by_type.register
def _(nested: dict, device):
    moved = dict(nested)
    moved.update({key: to_device_by_type(value, device) for key, value in nested.items() if key != "lengths"})
    return moved


@to_device_by_type.register
def _(nested: list, device):
    return list(map(to_device_by_type, nested, itertools.repeat(device)))


@to_device_by_type.register
def _(nested: tuple, device):
    if not hasattr(nested, "_fields"):
        return tuple(map(to_device_by_type, nested, itertools.repeat(device)))
    moved = {name: to_device_by_type(getattr(nested, name), device) for name in nested._fields if name != "lengths"}
    return nested._replace(**moved)


def pick_device_by_looking_it_up(prefer=None):
    """by asking for the properties of the GPU that is wanted"""
    there = torch.cuda.is_available()
    if prefer is None:
        return torch.device("cuda") if there else torch.device("mps") if torch.mps.is_available() else torch.device("cpu")
    try:
        device = torch.device(prefer)
        if device.type == "cuda" and there:
            torch.cuda.get_device_properties(device.index or 0)
        elif device.index or not (device.type == "cpu" or (device.type == "mps" and torch.mps.device_count())):
            raise RuntimeError(device)
    except (RuntimeError, AssertionError) as error:
        raise ValueError(f"{prefer!r} is not there") from error
    return device


class Picker:
    """An object that is called like a function."""

    kinds = ("cuda", "mps", "cpu")

    def count(self, kind):
        module = {"cuda": torch.cuda, "mps": torch.mps}.get(kind)
        return module.device_count() if module else 1

    def __call__(self, prefer=None, *, report=lambda device: None):
        wanted = next(filter(self.count, self.kinds)) if prefer is None else prefer
        with contextlib.suppress(RuntimeError):
            device = torch.device(wanted)
            if device.type in self.kinds and (device.index or 0) in range(self.count(device.type)):
                report(device)
                return device
        raise ValueError(wanted)


def pick_device_as_an_object(prefer=None):
    """with an object that can be called"""
    return Picker()(prefer)


def to_device_with_pytree(nested, device):
    """with torch's own walk through containers"""

    def moved(path, item):
        spared = any(getattr(step, "key", getattr(step, "name", None)) == "lengths" for step in path)
        return item if spared or not isinstance(item, torch.Tensor) else item.to(device)

    return torch.utils._pytree.tree_map_with_path(moved, nested)
