"""Question 3 put to the test: machines with GPUs that nobody has, and batches of every make."""

from __future__ import annotations

import random
import re
from collections import namedtuple
from collections.abc import Mapping
from typing import Any

import torch

from attention_course.question import Case
from attention_course.questions.environment_stage import machine_with

Batch = namedtuple("Batch", ["source", "lengths", "target"])


def probe_pick_device(
    pick_device: Any, gpus: int, mps: bool, prefer: str | None = None, as_device: bool = False, by_name: bool = False
) -> Any:
    with machine_with(gpus, mps, pick_device):
        before = _default_device()
        try:
            wish = torch.device(prefer) if as_device and prefer is not None else prefer
            device = pick_device() if wish is None else pick_device(prefer=wish) if by_name else pick_device(wish)
        finally:
            if changed := _default_device() != before:
                # On a device that is only pretended nothing could be computed any more, here or in the next case.
                torch.set_default_device(None)
    return [type(device).__name__, str(device), *(["torch makes all its tensors there now"] if changed else [])]


def _default_device() -> str:
    try:
        return str(torch.get_default_device())
    except Exception:
        # torch makes a tensor to find out.
        return "a device that is not there"


def _machine(about: str, gpus: int, mps: bool, prefer: str | None = None, **how: bool) -> Case:
    return Case(about, {"gpus": gpus, "mps": mps, "prefer": prefer, **how})


def visible_pick_device() -> list[Case]:
    return [
        _machine("a machine with a CUDA GPU", 1, False),
        _machine("a Mac", 0, True),
        _machine("a machine without a GPU", 0, False),
        _machine("a CUDA GPU is there, the CPU is wanted", 1, False, "cpu"),
        _machine("CUDA is wanted, but there is no GPU", 0, False, "cuda"),
        _machine("the second of two GPUs", 2, False, "cuda:1"),
        _machine("a third GPU, of two", 2, False, "cuda:2"),
    ]


def hidden_pick_device(draw: random.Random) -> list[Case]:
    many = draw.randint(3, 8)
    cases = [
        *visible_pick_device(),
        _machine("both kinds of GPU", 1, True),
        _machine("several GPUs, nothing preferred", many, False),
        _machine("CUDA is wanted, without an index", many, False, "cuda"),
        _machine("the first GPU is wanted by its index", 1, False, "cuda:0"),
        _machine("the last GPU of several", many, False, f"cuda:{many - 1}"),
        _machine("one GPU more than there are", many, False, f"cuda:{many}"),
        _machine("a Mac asked for a CUDA GPU", 0, True, "cuda:0"),
        _machine("a Mac's own GPU is wanted", 0, True, "mps"),
        _machine("a Mac asked for its CPU", 0, True, "cpu"),
        _machine("mps is wanted where there is none", 0, False, "mps"),
        _machine("mps is wanted on a machine with CUDA", 1, False, "mps"),
        _machine("mps is wanted where both are", 1, True, "mps"),
        _machine("a Mac's own GPU is wanted by its index", 0, True, "mps:0"),
        _machine("a second GPU in a Mac", 0, True, "mps:1"),
        _machine("the CPU is wanted by its index", 0, False, "cpu:0"),
        _machine("a second CPU", 1, False, "cpu:1"),
        _machine("one GPU, and the second is wanted", 1, False, "cuda:1"),
        _machine("two GPUs, and a sixth is wanted", 2, False, "cuda:5"),
        _machine("a Mac, and a fourth of its GPUs is wanted", 0, True, "mps:3"),
        _machine("an empty text", 1, False, ""),
        _machine("a kind of device that torch does not know", 1, False, "gpu"),
        _machine("a kind of device that is not ours", 1, False, "meta"),
        _machine("the preference is a torch.device", 2, False, "cuda", as_device=True),
        _machine("a torch.device with an index", 2, False, "cuda:1", as_device=True),
        _machine("the preference is passed by its name", 1, False, "cuda", by_name=True),
        _machine("a torch.device that is not there", 0, True, "cuda", as_device=True),
        _machine("a torch.device for the CPU", 1, False, "cpu", as_device=True),
    ]
    for _ in range(8):
        prefer = draw.choice([None, "cpu", "mps", "cuda", f"cuda:{draw.randint(0, 5)}"])
        cases.append(_machine("a drawn machine", draw.choice([0, 0, 1, 2, 4]), draw.random() < 0.4, prefer))
    return cases


def probe_to_device(to_device: Any, nested: Any, device: str, as_text: bool = True) -> Any:
    batch = _build(nested)
    before = _described(batch)
    moved = to_device(batch, device if as_text else torch.device(device))
    return {
        "the answer": _described(moved),
        "the input is as it was": before == _described(batch),
        "lists and dictionaries are new ones": not _lists_and_dictionaries(batch) & _lists_and_dictionaries(moved),
    }


class Sentence:
    """Neither tensor nor container, for all that it has a method `to`, as modules and many other things do."""

    def to(self, device: Any) -> str:
        return "a sentence that was moved"


def _lists_and_dictionaries(value: Any) -> set[int]:
    """The identities of all of them, without those under the name "lengths"."""
    if isinstance(value, Mapping):
        inside = [item for key, item in value.items() if key != "lengths"]
    elif isinstance(value, list | tuple):
        names = getattr(value, "_fields", [""] * len(value))
        inside = [item for name, item in zip(names, value) if name != "lengths"]
    else:
        return set()
    own = set() if isinstance(value, tuple) else {id(value)}
    return own.union(*map(_lists_and_dictionaries, inside))


def _build(plan: Any) -> Any:
    """The batch that a case describes: {"a Batch of": [...]} stands for a named tuple, and so on."""
    if plan == {"a": "Sentence"}:
        return Sentence()
    if isinstance(plan, dict):
        if list(plan) == ["a Batch of"]:
            return Batch(*(_build(item) for item in plan["a Batch of"]))
        if list(plan) == ["a dict of"]:
            return {key: _build(value) for key, value in plan["a dict of"]}
        if list(plan) == ["a set of"]:
            return set(plan["a set of"])
        return {key: _build(value) for key, value in plan.items()}
    return type(plan)(_build(item) for item in plan) if type(plan) in (list, tuple) else plan


def _described(value: Any) -> Any:
    if isinstance(value, torch.Tensor):
        numbers = value.tolist() if value.device.type == "cpu" else "elsewhere"
        return {"device": value.device.type, "dtype": str(value.dtype), "shape": list(value.shape), "numbers": numbers}
    if isinstance(value, Mapping):
        return ["dict", *([key, _described(item)] for key, item in value.items())]
    if isinstance(value, list | tuple):
        return [type(value).__name__, *(_described(item) for item in value)]
    if isinstance(value, Sentence):
        return "a Sentence"
    if isinstance(value, set):
        return ["set", *sorted(value, key=str)]
    # The text of an object that has strayed in tells where it lies in memory, another place each time.
    return re.sub(r" at 0x[0-9a-fA-F]+", "", value) if isinstance(value, str) else value


def _numbers(*shape: int) -> torch.Tensor:
    return torch.arange(1, 1 + int(torch.Size(shape).numel())).reshape(shape)


def visible_to_device() -> list[Case]:
    two_by_three = _numbers(2, 3)
    return [
        Case("one tensor", {"nested": two_by_three, "device": "meta"}),
        Case("a list and a tuple", {"nested": [two_by_three, (two_by_three,)], "device": "meta"}),
        Case("a dictionary", {"nested": {"source": two_by_three, "target": two_by_three}, "device": "meta"}),
        Case("a dictionary in a dictionary", {"nested": {"batch": {"source": two_by_three}}, "device": "meta"}),
        Case("a batch with its lengths", {"nested": {"source": two_by_three, "lengths": torch.tensor([3, 2])}, "device": "meta"}),
        Case("what is no tensor", {"nested": ["un chat", None, 2, True, two_by_three], "device": "meta"}),
        Case("a batch for the CPU", {"nested": {"source": two_by_three, "lengths": torch.tensor([3, 2])}, "device": "cpu"}),
    ]


def hidden_to_device(draw: random.Random) -> list[Case]:
    def tensor() -> torch.Tensor:
        shape = [draw.randint(1, 4) for _ in range(draw.randint(1, 3))]
        return draw.choice([_numbers(*shape), torch.randn(shape, dtype=torch.float64), torch.randn(shape), torch.rand(shape) > 0.5])

    lengths, batch = torch.tensor([3, 2, 2]), draw.randint(2, 5)
    plans = {
        "a named tuple": {"a Batch of": [tensor(), "pas de longueurs", tensor()]},
        "a named tuple with lengths": {"a Batch of": [tensor(), lengths, tensor()]},
        "lengths two floors down": {"batches": [{"source": tensor(), "lengths": lengths}], "step": 4},
        "lengths in a tuple of dictionaries": ({"lengths": lengths, "source": tensor()}, {"target": tensor()}),
        "lengths as a list of numbers": {"lengths": [3, 2, 2], "source": tensor()},
        "lengths of both sides": {"lengths": {"source": lengths, "target": lengths}, "source": tensor()},
        "names that only look like lengths": {"length_penalty": tensor(), "source_lengths": lengths, "Lengths": lengths, "length": lengths},
        "the word lengths in a list": ["lengths", tensor()],
        "numbers in a list": {"ids": [5, 8, 2], "shares": (0.5, 0.25), "source": tensor()},
        "keys that are no text": {"a dict of": [[3, tensor()], [(1, 2), tensor()], [None, "oui"]]},
        "an object that has a method called to": {"sentence": {"a": "Sentence"}, "source": tensor()},
        "a set": {"known": {"a set of": [5, 8, 2]}, "source": tensor()},
        "whole numbers in one dimension that are no lengths": {"labels": torch.arange(batch), "ids": [torch.arange(3)]},
        "dictionaries in dictionaries": {"a": {"b": {"c": tensor()}}, "d": [[[tensor()]]]},
        "empty containers": [[], (), {}, {"source": tensor()}],
        "text, numbers and nothing": {"text": "Ça va ?", "words": ["ça", "va"], "count": 3, "share": 0.5, "note": None},
        "a number alone": 7,
        "booleans and floating-point numbers": [torch.rand(2, batch) > 0.5, torch.randn(batch, 2, dtype=torch.float64)],
        "a tensor that is not contiguous": {"source": _numbers(batch, 3).mT},
        "a tensor without dimensions": [torch.tensor(0.5), torch.tensor(3)],
    }
    cases = [Case(about, {"nested": plan, "device": "meta"}) for about, plan in plans.items()]
    cases += [Case(f"{about}, for the CPU", {"nested": plan, "device": "cpu", "as_text": False}) for about, plan in plans.items()]
    return [*visible_to_device(), *cases]
