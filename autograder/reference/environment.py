"""Chapter 01: what is installed, what to import, which device to use, and where the random numbers
come from."""

from __future__ import annotations

import random
from importlib import metadata
from typing import Any

import numpy as np
from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

# isort: split
# region imports
# Eight names: torch, nn, F (torch.nn.functional), optim, Dataset, DataLoader, pad_sequence, pack_padded_sequence.
### BEGIN SOLUTION
import torch
import torch.nn.functional as F
from torch import nn, optim
from torch.nn.utils.rnn import pack_padded_sequence, pad_sequence
from torch.utils.data import DataLoader, Dataset

### END SOLUTION
# endregion

__all__ = ["DataLoader", "Dataset", "F", "nn", "optim", "pack_padded_sequence", "pad_sequence", "torch"]
__all__ += ["find_problems", "make_loader", "pick_device", "predictions", "roles", "seed_everything", "to_device"]


def find_problems(requirements: list[str], installed: dict[str, str] | None = None) -> dict[str, str]:
    """Say of each requirement whether this machine meets it. Reports only: nothing is installed, no
    program started.

    Args:
        requirements: lines as pip reads them (PEP 508), such as "torch>=2.6" or "jupyterlab >= 4.2,
            < 5", each about another distribution. Extras ("torch[optree]>=2.6") are not looked at.
            A line whose marker does not hold on this machine ("pywinpty>=2; sys_platform ==
            'win32'") asks for nothing and is left out of the answer.
        installed: version by name of distribution ({}: nothing is installed). None asks Python's
            own `importlib.metadata`; of two distributions of one name the first one found counts,
            as in `metadata.version`.

    Returns:
        A verdict for each requirement, under the distribution's name as the line writes it. Names
        of distributions (not of what one imports) are compared; "Jupyter_Client", "jupyter.client"
        and "jupyter--client" are one name (PEP 503). "missing": no distribution of that name is
        installed. "unreadable": the installed version is no version by PEP 440, whatever the line
            asks for; or the line itself is no requirement, in which case the verdict stands under
            the whole line, with any spaces around it.
        "fine": the version meets every clause, as `packaging` has it. Numbers are compared as
            numbers, a local label does not count against a version (2.13.0+cpu meets ==2.13.0), and
            a pre-release that is installed counts (2.7.0rc1 meets >=2.6; 2.6.0rc1 does not, for it
            came before 2.6).
        "too old": a clause is not met, and the installed version is lower than the version which
            that clause names (==2.13.* names 2.13).
        "wrong version": not met in another way, such as 3.1 for <3, or 2.9.1 for !=2.9.1.
    """
    ### BEGIN SOLUTION
    by_name = {canonicalize_name(name): version for name, version in (installed or {}).items()}
    verdicts = {}
    for line in requirements:
        try:
            requirement = Requirement(line)
        except InvalidRequirement:
            verdicts[line] = "unreadable"
            continue
        name = requirement.name
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        try:
            version = Version(metadata.version(name) if installed is None else by_name[canonicalize_name(name)])
        except (metadata.PackageNotFoundError, KeyError):
            verdicts[name] = "missing"
        except InvalidVersion:
            verdicts[name] = "unreadable"
        else:
            unmet = [clause for clause in requirement.specifier if not clause.contains(version, prereleases=True)]
            too_old = any(version < Version(clause.version.removesuffix(".*")) for clause in unmet)
            verdicts[name] = "too old" if too_old else "wrong version" if unmet else "fine"
    return verdicts
    ### END SOLUTION


# roles = {"torch": ..., "nn": ..., ...}: for each of the eight names the number of its role. Every number is used once.
### BEGIN SOLUTION
roles = {
    "torch": 3, "nn": 6, "F": 1, "optim": 8,
    "Dataset": 5, "DataLoader": 2, "pad_sequence": 7, "pack_padded_sequence": 4,
}
### END SOLUTION


def pick_device(prefer: str | torch.device | None = None) -> torch.device:
    """Choose the device to compute on, asking at each call what this machine has.

    No tensor is made for it, and no default of torch is changed.

    Args:
        prefer: a device that is wanted, such as "cpu", "mps", "cuda", "cuda:1" or
            torch.device("cuda"); None leaves the choice.

    Returns:
        A `torch.device`, never a text. With no preference: "cuda" if a CUDA GPU is available, else
        "mps" if Apple's GPU is available, else "cpu", all without an index. Else the one preferred,
        with its index if it has one.

    Raises:
        ValueError: the preferred device is not there: a kind other than cuda, mps and cpu ("gpu",
            ""), none available here, or no such index (two GPUs are cuda:0 and cuda:1; "mps" and
            "cpu" have index 0 only). Nothing else is chosen silently.
    """
    ### BEGIN SOLUTION
    gpus = torch.cuda.device_count() if torch.cuda.is_available() else 0
    counts = {"cuda": gpus, "mps": int(torch.backends.mps.is_available()), "cpu": 1}
    if prefer is None:
        return torch.device(next(kind for kind, count in counts.items() if count > 0))
    try:
        device = torch.device(prefer)
    except RuntimeError as error:
        raise ValueError(f"There is no kind of device called {prefer!r}.") from error
    if (device.index or 0) >= counts.get(device.type, 0):
        here = ", ".join(kind for kind, count in counts.items() if count > 0)
        raise ValueError(f"{device} is not available; this machine has: {here}.")
    return device
    ### END SOLUTION


def to_device(nested: Any, device: str | torch.device) -> Any:
    """Give back a batch with its tensors on a device, and the lengths where they are.

    Args:
        nested: a tensor, or a list, tuple, named tuple or dictionary that holds tensors or more of
            these, to any depth. (Lists and dictionaries proper, not of classes derived from them. A
            key may be anything.)
        device: where the tensors have to be.

    Returns:
        The same structure, in new containers of the same types, with the same keys and fields in
        the same order. Each tensor is on `device`, with its numbers, dtype and shape. What is
        neither a tensor nor one of these containers (text, numbers, None, a set, any other object,
        even one that has a method `to`) is handed on as it is. So is whatever stands under a
        dictionary key, or in a named-tuple field, that is called exactly "lengths", at any depth:
        `pack_padded_sequence` reads lengths on the CPU. The input is left as it was.
    """
    ### BEGIN SOLUTION
    if isinstance(nested, torch.Tensor):
        return nested.to(device)
    if isinstance(nested, dict):
        return {key: value if key == "lengths" else to_device(value, device) for key, value in nested.items()}
    if isinstance(nested, tuple) and hasattr(nested, "_asdict"):
        return type(nested)(**to_device(nested._asdict(), device))
    if isinstance(nested, list | tuple):
        return type(nested)(to_device(item, device) for item in nested)
    return nested
    ### END SOLUTION


def seed_everything(seed: int) -> None:
    """Start every source of random numbers that training draws from at a place given by the seed.

    Args:
        seed: a whole number from 0 to 2**32 - 1. Each, 0 included, gives numbers of its own.

    After a call with the same seed, the same numbers come from Python's `random`, from NumPy's
    global generator (`np.random.rand`), and from torch's default generators: the CPU's and every
    GPU's. The call also asks cuDNN for
    deterministic algorithms: `torch.backends.cudnn.deterministic` is then True, and `.benchmark`
    False. (In the place of the first, `torch.use_deterministic_algorithms(True)` will do, which
    asks all of torch.)
    """
    ### BEGIN SOLUTION
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)  # the CPU, and every GPU that there is
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False
    ### END SOLUTION


def make_loader(dataset: Any, batch_size: int, seed: int, num_workers: int = 0) -> torch.utils.data.DataLoader:
    """Shuffled batches whose order, and whose workers' random numbers, depend on the seed alone.

    Args:
        dataset: a sequence of examples (it has a length and gives example number i).
        batch_size: examples in a batch; the last batch of an epoch may be smaller and is kept.
        seed: a whole number from 0 to 2**32 - 1.
        num_workers: processes that load batches; 0 loads them in this process.

    Returns:
        A `DataLoader`. In each epoch (a pass over it) every example comes once, in a shuffled
        order, another for each epoch. Two loaders of one seed give the same orders, epoch by epoch;
        another seed gives others. The order depends on nothing
        else: not on how the global generators of `random`, NumPy and torch were seeded, nor on what
        is drawn from them before or in between. Making the loader and passing over it (without
        workers) leaves these three as they were. In its worker processes, what an example draws
        from `random`, `np.random` and torch depends on the seed, the worker
        and the epoch: the same for two loaders of one seed, never the same for two workers, two
        epochs or two seeds. (`worker_init_fn(worker_id)` runs in each worker as an epoch starts;
        `torch.initial_seed()` there is a number that torch has derived from the loader's generator
        and the worker.)
    """
    ### BEGIN SOLUTION
    def seed_worker(worker_id: int) -> None:
        worker_seed = torch.initial_seed() % 2**32  # NumPy takes 32 bits
        random.seed(worker_seed)
        np.random.seed(worker_seed)

    generator = torch.Generator().manual_seed(seed)
    seeding = {"generator": generator, "worker_init_fn": seed_worker}
    return DataLoader(dataset, batch_size, shuffle=True, num_workers=num_workers, **seeding)
    ### END SOLUTION


# predictions = {"A": ..., "B": ..., ...}: True for a run whose two goes give the same numbers, False for one whose do not.
### BEGIN SOLUTION
predictions = {"A": False, "B": True, "C": False, "D": False, "E": True, "F": True}
### END SOLUTION
