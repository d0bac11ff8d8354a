"""Visible checks frozen into files, so that a learner needs neither the reference nor the catalogue of mistakes.

The build writes one file a topic: cases, what is due for each, and what each known mistake gives, with its hint.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from attention_course import values
from attention_course.diagnosis import Mistake
from attention_course.observing import Observation
from attention_course.question import Case


class NotFrozen(Exception):
    """There is no frozen check for an exercise; the message says what to do."""


@dataclass(frozen=True)
class Frozen:
    """One exercise's visible check."""

    cases: Sequence[Case]
    expected: Sequence[Observation]
    mistakes: Sequence[Mistake]

    def encode(self) -> dict[str, Any]:
        return {
            "cases": [{"about": case.about, "inputs": values.encode(dict(case.inputs), layout=True)} for case in self.cases],
            "expected": [_settled(observation) for observation in self.expected],
            "mistakes": [
                {"name": m.name, "hint": m.hint, "observations": [_settled(seen) for seen in m.observations]}
                for m in self.mistakes
            ],
        }

    @classmethod
    def decode(cls, data: Mapping[str, Any]) -> Frozen:
        return cls(
            [Case(case["about"], values.decode(case["inputs"], layout=True)) for case in data["cases"]],
            [Observation.decode(seen) for seen in data["expected"]],
            [Mistake(m["name"], m["hint"], [Observation.decode(seen) for seen in m["observations"]]) for m in data["mistakes"]],
        )


def _settled(observation: Observation) -> dict[str, Any]:
    """An observation without an exception's text, which is not compared and may name a temporary file."""
    return replace(observation, message="").encode()


# The build of torch that a file was made with: what some mistakes give depends on it (a CPU build knows no CUDA).
MADE_WITH = "made with torch"


def write(checks: Mapping[str, Frozen], made_with: str = "") -> str:
    """The text of a topic's file: a line a case, so that a change to one shows as one line."""
    lines = ["{", f"{json.dumps(MADE_WITH)}: {json.dumps(made_with)}" + ("," if checks else "")]
    for position, (exercise_id, frozen) in enumerate(checks.items()):
        data = frozen.encode()
        lines.append(f"{json.dumps(exercise_id)}: {{")
        for number, (part, items) in enumerate(data.items()):
            body = ",\n".join("  " + json.dumps(item, ensure_ascii=True, allow_nan=False) for item in items)
            lines.append(f'"{part}": [\n{body}\n]' + ("," if number < len(data) - 1 else ""))
        lines.append("}" + ("," if position < len(checks) - 1 else ""))
    return "\n".join([*lines, "}"]) + "\n"


@cache
def _topic(topic: str) -> dict[str, Any]:
    file = resources.files("attention_course") / "frozen" / f"{topic}.json"
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFrozen(
            f"The checks of chapter “{topic}” are not built: run `course build` where the course's source is, "
            "or install the course again."
        ) from None


@cache
def frozen(topic: str, exercise_id: str) -> Frozen:
    """The frozen check of an exercise. Raises NotFrozen when the build has not written it."""
    data = _topic(topic)
    if exercise_id not in data:
        raise NotFrozen(f"The check of {exercise_id} is not built: run `course build`.")
    return Frozen.decode(data[exercise_id])
