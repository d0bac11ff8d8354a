"""A chapter made up for the tests of the toolbox: `install(folder)` makes it one of the course's, in this process."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

REFERENCE = '''
import torch
from torch import nn


class Base(nn.Module):
    """Given."""


class Reader(Base):
    def __init__(self, size):
        super().__init__()
        self.rnn = nn.GRU(size, size, batch_first=True)

    def forward(self, inputs):
        return read(self, inputs)


def read(reader, inputs):
    states, _ = reader.rnn(inputs)
    return halve(states)


def halve(numbers):
    return numbers / 2
'''

QUESTIONS = '''
import torch

from attention_course import probing, toolbox
from attention_course.question import Case, Exercise, Question


def probe_reader(Reader, size):
    return probing.parameter_shapes(Reader(size))


def probe_read(read, size):
    reader = probing.filled(toolbox.reference("Reader")(size))
    return read(reader, probing.drawn((2, 3, size), 1))


def exercise(name, probe, **inputs):
    return Exercise(name, 1, probe, lambda: [Case("the only case", inputs)], lambda draw: [], ("", "", ""))


PARTS = {
    "Base": (),
    "Reader": ("Q91.Reader", "Q92.read", "Q92.halve"),
    "halve": ("Q92.halve",),
}
QUESTIONS = [
    Question("Q91", "How do you read?", "easy", 5, (exercise("Reader", probe_reader, size=3),)),
    Question(
        "Q92", "How do you go on?", "easy", 5,
        (exercise("read", probe_read, size=3), exercise("halve", lambda halve, numbers: halve(numbers), numbers=3.0)),
    ),
]
'''


def write(folder: Path) -> None:
    """Write the chapter's reference and its questions."""
    for name, text in (("reference", REFERENCE), ("questions", QUESTIONS)):
        (folder / name).mkdir()
        (folder / name / "made_up.py").write_text(text, encoding="utf-8")


def install(folder: Path, put: Any = setattr) -> None:
    """Make the chapter that `write` wrote the only one of the course; `put` may be `monkeypatch.setattr`."""
    import attention_course.questions
    from attention_course import freezing, question, toolbox
    from attention_course.freezing import Frozen
    from attention_course.observing import observe

    put(attention_course.questions, "__path__", [str(Path(folder) / "questions")])
    put(toolbox, "REFERENCES", Path(folder) / "reference")
    for cached in (question.topics, question.exercises, toolbox._defined, freezing.frozen):
        cached.cache_clear()
    for name in ("attention_course.questions.made_up", f"{toolbox.PREFIX}made_up"):
        sys.modules.pop(name, None)
    namespace = vars(toolbox.reference_module("made_up"))
    checks = {}
    for found in question.exercises().values():
        cases = found.coded.visible()
        checks[found.id] = Frozen(cases, observe(found.coded, namespace, cases), ())
    data = json.loads(freezing.write(checks))
    put(freezing, "_topic", lambda topic: data)
