"""The stage on which the answers of chapter 01 are put to the test: machines that are made up and taken down again."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.metadata
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import patch

import torch


class ProgramStarted(BaseException):
    """Raised in the place of starting a program; no `except Exception` of an answer holds it up."""


@contextmanager
def no_programs() -> Iterator[list[str]]:
    """A stretch in which no program starts. Gives a list that tells which calls have tried."""
    started: list[str] = []

    def instead(name: str) -> Callable[..., None]:
        def refuse(*arguments: Any, **keywords: Any) -> None:
            started.append(name)
            raise ProgramStarted(name)

        return refuse

    with ExitStack() as stage:
        # Everything in `subprocess` goes through this method, whatever name an answer has imported.
        stage.enter_context(patch.object(subprocess.Popen, "__init__", instead("subprocess")))
        for name in dir(os):
            if name in ("system", "popen") or name.startswith(("exec", "spawn", "posix_spawn")):
                stage.enter_context(patch.object(os, name, instead(name)))
        stage.enter_context(patch.object(runpy, "run_module", instead("runpy")))
        for module in _pip():
            stage.enter_context(patch.dict(sys.modules, {module.__name__: module}))
            stage.enter_context(patch.object(module, "main", instead("pip"), create=True))
        shell = _notebook_shell()
        for name in ("system", "getoutput"):
            if shell is not None:
                stage.enter_context(patch.object(shell, name, instead(f"!{name}")))
        yield started


def _pip() -> list[ModuleType]:
    """pip's doors for calls from Python. Stand-ins where it is not loaded: loading pip takes longer than all checks."""
    names = ("pip", "pip._internal", "pip._internal.cli", "pip._internal.cli.main")
    if "pip" in sys.modules:
        return [sys.modules[name] for name in names if name in sys.modules]
    modules = [ModuleType(name) for name in names]
    for module in modules:
        module.__path__ = []  # type: ignore[attr-defined]
    for outer, name, inner in zip(modules, ("_internal", "cli"), modules[1:]):
        setattr(outer, name, inner)
    return modules


def _notebook_shell() -> type | None:
    """The class behind `!pip install` in a notebook, if this is one."""
    interactive = sys.modules.get("IPython.core.getipython")
    shell = interactive.get_ipython() if interactive else None
    return None if shell is None else type(shell)


class _Distribution(importlib.metadata.Distribution):
    def __init__(self, name: str, version: str) -> None:
        self._texts = {"METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"}

    def read_text(self, filename: str) -> str | None:
        return self._texts.get(str(filename))

    def locate_file(self, path: Any) -> Any:
        return path


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds distributions and modules that nobody has installed."""

    def __init__(self, distributions: Mapping[str, str], modules: Mapping[str, str]) -> None:
        self.distributions, self.modules = distributions, modules

    def find_distributions(self, context: Any = None) -> Iterator[_Distribution]:
        wanted = getattr(context, "name", None)
        for name, version in self.distributions.items():
            if wanted is None or _normal(wanted) == _normal(name):
                yield _Distribution(name, version)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name in self.modules else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        module.__version__ = self.modules[module.__name__]  # type: ignore[attr-defined]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


@contextmanager
def installed_here(distributions: Mapping[str, str], modules: Mapping[str, str]) -> Iterator[None]:
    """A machine on which these distributions are installed too, and these modules can be imported (name -> version)."""
    with patch.object(sys, "meta_path", [_Finder(distributions, modules), *sys.meta_path]):
        try:
            yield
        finally:
            for name in modules:
                sys.modules.pop(name, None)


@contextmanager
def machine_with(gpus: int, mps: bool, answer: Any = None) -> Iterator[None]:
    """A machine with that many CUDA GPUs, and with Apple's GPU or without.

    Its torch is built for CUDA and for Apple's GPU wherever it runs: being built for a device and having one are two things.
    """
    there = [kind for kind, count in (("cuda", gpus), ("mps", int(mps))) if count]

    def current_accelerator(check_available: bool = False) -> torch.device | None:
        if there:
            return torch.device(there[0])
        return None if check_available else torch.device("cuda")

    def known(device: Any = None) -> SimpleNamespace:
        number = device if isinstance(device, int) else torch.device(device or "cuda").index or 0
        if not 0 <= number < gpus:
            raise AssertionError("Invalid device id")
        return SimpleNamespace(name="a pretended GPU", major=9, minor=0, total_memory=2**34)

    pretended: list[tuple[Any, str, Any]] = [
        (torch.cuda, "is_available", lambda: gpus > 0),
        (torch.cuda, "device_count", lambda: gpus),
        (torch.cuda, "current_device", lambda: 0),
        (torch.cuda, "get_device_name", lambda device=None: known(device).name),
        (torch.cuda, "get_device_capability", lambda device=None: (known(device).major, known(device).minor)),
        (torch.cuda, "get_device_properties", lambda device=None: known(device)),
        (torch.cuda, "_is_compiled", lambda: True),
        (torch.backends.cuda, "is_built", lambda: True),
        (torch.version, "cuda", "12.6"),
        (torch.backends.mps, "is_available", lambda: mps),
        (torch.backends.mps, "is_built", lambda: True),
        (torch.mps, "is_available", lambda: mps),
        (torch.mps, "device_count", lambda: int(mps)),
        (torch.xpu, "is_available", lambda: False),
        (torch.accelerator, "is_available", lambda: bool(there)),
        (torch.accelerator, "device_count", lambda: gpus or int(mps)),
        (torch.accelerator, "current_accelerator", current_accelerator),
    ]
    # An answer may have imported a function by name (`from torch.cuda import is_available`).
    names = getattr(answer, "__globals__", {})
    with ExitStack() as stage:
        for owner, name, stand_in in pretended:
            if not hasattr(owner, name):
                continue
            original = getattr(owner, name)
            if callable(original):
                aliases = {alias: stand_in for alias, value in list(names.items()) if value is original}
                stage.enter_context(patch.dict(names, aliases))
            stage.enter_context(patch.object(owner, name, stand_in))
        yield
