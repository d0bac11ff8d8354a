"""The probes of question 4: what a seed holds fast, and what it does not."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import numpy as np
import torch
from torch.utils.data import DataLoader
from torch.utils.data._utils import worker as worker_module

LIBRARIES: dict[str, Callable[[], list[float]]] = {
    "random": lambda: [random.random(), random.gauss(0, 1)],
    "numpy": lambda: np.random.rand(3).tolist(),
    "torch": lambda: [*torch.rand(3).tolist(), *torch.randn(2).tolist()],
}


def scramble(number: int) -> None:
    """Leave the three global generators somewhere else, as the rest of a program does."""
    random.seed(f"somewhere else {number}")
    np.random.seed(918_273 + number)
    torch.random.default_generator.manual_seed(564_738 + number)


@contextmanager
def recorded_gpu_seeds() -> Iterator[list[int]]:
    """A machine whose GPUs only note with which seed they are all seeded."""
    seeds: list[int] = []
    with (
        patch.object(torch.cuda, "manual_seed_all", lambda seed: seeds.append(int(seed))),
        patch.object(torch.cuda, "manual_seed", lambda seed: None),
        patch.object(torch.cuda, "_is_in_bad_fork", lambda: False),
    ):
        yield seeds


def probe_seed_everything(seed_everything: Any, seed: int, other: int, look: str) -> Any:
    with recorded_gpu_seeds() as seeds:
        if look == "cudnn":
            return [_cudnn_flags(seed_everything, seed, deterministic) for deterministic in (False, True)]

        def numbers_after(number: int, before: int) -> Any:
            scramble(before)
            seeds.clear()
            seed_everything(number)
            return LIBRARIES[look]() if look in LIBRARIES else seeds[-1:] or [f"not seeded {before}"]

        first, again, different = numbers_after(seed, 1), numbers_after(seed, 2), numbers_after(other, 1)
        return {"same seed, same numbers": first == again, "other seed, other numbers": first != different}


def _cudnn_flags(seed_everything: Any, seed: int, deterministic: bool) -> dict[str, bool]:
    """What stands in cuDNN's flags after the call, for flags that stood the wrong or the right way before."""
    torch.backends.cudnn.deterministic, torch.backends.cudnn.benchmark = deterministic, not deterministic
    seed_everything(seed)
    # Torch's own switch for all deterministic algorithms holds for cuDNN as well.
    asked = torch.backends.cudnn.deterministic or torch.are_deterministic_algorithms_enabled()
    torch.use_deterministic_algorithms(False)
    return {"deterministic": bool(asked), "benchmark": bool(torch.backends.cudnn.benchmark)}


def probe_make_loader(make_loader: Any, examples: int, batch_size: int, seed: int, num_workers: int, look: str) -> Any:
    def loader_of(seed: int) -> Any:
        arguments = (num_workers,) if num_workers else ()
        return make_loader(list(range(examples)), batch_size, seed, *arguments)

    return LOOKS[look](loader_of, seed)


def _epoch(loader: Any) -> list[list[int]]:
    """The numbers of the examples, batch by batch. Workers are never started: what they would be asked for is enough."""
    batches = loader if loader.num_workers == 0 else loader.batch_sampler
    return [[int(number) for number in batch] for batch in batches]


def _order(loader: Any) -> list[int]:
    return [number for batch in _epoch(loader) for number in batch]


def _look_at_batches(loader_of: Callable[[int], Any], seed: int) -> Any:
    loader = loader_of(seed)
    batches = _epoch(loader)
    return {
        "a DataLoader": isinstance(loader, DataLoader),
        "workers": loader.num_workers,
        "sizes of the batches": [len(batch) for batch in batches],
        "examples": sorted(number for batch in batches for number in batch),
    }


def _look_at_order(loader_of: Callable[[int], Any], seed: int) -> Any:
    scramble(1)
    loader = loader_of(seed)
    first = _order(loader)
    scramble(1)
    # The last two are the same seed to whoever cuts it short, to so many bits or so many digits.
    others = [_order(loader_of((seed + distance) % 2**32)) for distance in (1, 42, 2**31, 10**9)]
    scramble(2)
    again = loader_of(seed)
    return {
        "shuffled": first != sorted(first),
        "same seed, same order": _order(again) == first,
        "other seed, other order": first not in others[:2],
        "a seed far away, other order": first not in others[2:],
        "one generator in two loaders": loader.generator is again.generator is not None,
    }


def _look_at_epochs(loader_of: Callable[[int], Any], seed: int) -> Any:
    one, two = loader_of(seed), loader_of(seed)
    first, second = [_order(one) for _ in range(3)], [_order(two) for _ in range(3)]
    return {
        "each epoch in another order": len({tuple(order) for order in first}) == 3,
        "same seed, same epochs": first == second,
    }


def _look_at_other_draws(loader_of: Callable[[int], Any], seed: int) -> Any:
    def epochs(number: int) -> list[list[int]]:
        scramble(number)
        loader, orders = loader_of(seed), []
        for step in range(2):
            scramble(number + step)
            orders.append(_order(loader))
        return orders

    return {"unmoved by what others draw": epochs(1) == epochs(5)}


def _look_at_global_generators(loader_of: Callable[[int], Any], seed: int) -> Any:
    def states() -> list[Any]:
        _, keys, position, *_ = np.random.get_state()
        return [random.getstate(), [*keys.tolist(), position], torch.get_rng_state().tolist()]  # type: ignore[attr-defined]

    scramble(1)
    before = states()
    loader = loader_of(seed)
    made = states()
    _order(loader)
    return {
        "left alone when made": {name: old == new for name, old, new in zip(LIBRARIES, before, made)},
        "left alone by an epoch": {name: old == new for name, old, new in zip(LIBRARIES, made, states())},
    }


def _look_at_workers(loader_of: Callable[[int], Any], seed: int) -> Any:
    scramble(1)
    first = _numbers_in_workers(loader_of(seed))
    scramble(2)
    again = _numbers_in_workers(loader_of(seed))
    scramble(1)
    other = _numbers_in_workers(loader_of(seed + 1000))
    return {
        library: {
            "same seed, same numbers": first[library] == again[library],
            "other seed, other numbers": not set(first[library].values()) & set(other[library].values()),
            "another stream in each worker": first[library][0, 0] != first[library][0, 1],
            "other numbers in each epoch": not _of_epoch(first[library], 0) & _of_epoch(first[library], 1),
        }
        for library in LIBRARIES
    }


def _of_epoch(numbers: dict[tuple[int, int], Any], epoch: int) -> set[Any]:
    return {drawn for (number, _), drawn in numbers.items() if number == epoch}


def _numbers_in_workers(loader: Any) -> dict[str, dict[tuple[int, int], tuple[float, ...]]]:
    """What each library gives first in each (epoch, worker): a worker's start as DataLoader has it, in this process."""
    drawn: dict[str, dict[tuple[int, int], tuple[float, ...]]] = {library: {} for library in LIBRARIES}
    for epoch in range(2):
        base_seed = int(torch.empty((), dtype=torch.int64).random_(generator=loader.generator).item())
        list(loader.batch_sampler)
        outside = random.getstate(), np.random.get_state(), torch.get_rng_state()
        for number in range(2):
            random.seed(base_seed + number)
            torch.random.default_generator.manual_seed(base_seed + number)
            np.random.seed(np.random.SeedSequence([base_seed, number]).generate_state(4))
            about = worker_module.WorkerInfo(id=number, num_workers=2, seed=base_seed + number, dataset=loader.dataset)
            with patch.object(worker_module, "_worker_info", about):
                if loader.worker_init_fn is not None:
                    loader.worker_init_fn(number)
                for library, draw in LIBRARIES.items():
                    drawn[library][epoch, number] = tuple(draw())
        random.setstate(outside[0])
        np.random.set_state(outside[1])
        torch.set_rng_state(outside[2])
    return drawn


LOOKS: dict[str, Callable[[Callable[[int], Any], int], Any]] = {
    "batches": _look_at_batches,
    "order": _look_at_order,
    "epochs": _look_at_epochs,
    "other draws": _look_at_other_draws,
    "global generators": _look_at_global_generators,
    "workers": _look_at_workers,
}
