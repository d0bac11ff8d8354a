"""What the tests of the engine share: one workshop, so that torch is imported once, and progress kept out of the way."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.grading.workshop import AnswerEnded, Bench, Workshop

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def _own_progress(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COURSE_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(scope="session")
def workshop() -> Iterator[Workshop]:
    with Workshop() as opened:
        yield opened


@pytest.fixture
def bench(workshop: Workshop) -> Iterator[Bench]:
    with workshop.open() as opened:
        yield opened


@pytest.fixture
def ending(workshop: Workshop) -> Callable[..., str]:
    """Runs code that is not to end well; how it is said to have ended."""

    def run(code: str, seconds: float = 20) -> str:
        with workshop.open() as opened, pytest.raises(AnswerEnded) as ended:
            opened.run(code, seconds)
        return str(ended.value)

    return run


@pytest.fixture
def alive() -> Callable[[int], bool]:
    """Whether a process is there and is no zombie."""

    def is_alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
            with open(f"/proc/{pid}/stat", encoding="ascii", errors="replace") as file:
                return file.read().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    return is_alive
