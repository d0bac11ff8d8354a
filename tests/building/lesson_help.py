"""A lesson with nothing but its exercises, for tests that break it in one place."""

from pathlib import Path

from attention_course.question import Exercise, topics


def bare_lesson(topic: str = "data") -> str:
    """The shortest lesson of a topic that builds."""
    questions = topics()[topic]
    lines = [
        "---", "jupytext:", "  text_representation:", "    extension: .md", "    format_name: myst", "kernelspec:",
        "  display_name: Python 3", "  language: python", "  name: python3", "title: A lesson",
        f"points: {sum(question.points for question in questions)}", "---", "", "# A lesson", "",
    ]  # fmt: skip
    for question in questions:
        lines += [f"## {question.id}: {question.title}", "", f"*Difficulty: {question.difficulty}. About {question.minutes} minutes.*", ""]
        for exercise in question.exercises:
            key = f"{question.id}.{exercise.name}"
            if isinstance(exercise, Exercise):
                lines += ["```{code-cell} python", f":answer: {key}", "```", "", "```{code-cell} python", f'check("{key}")', "```", ""]
            else:
                lines += [f'+++ {{"written": "{key}"}}', "", "A model answer.", "", "+++", ""]
    return "\n".join(lines)


PRELUDE = """import hashlib, math, random, re, unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Self
import torch
from torch import Tensor
from torch.utils.data import Sampler
from torch.nn.utils.rnn import pad_sequence
from attention_course import check"""


def course_of_one_lesson(root: Path, assignment: str = "02-data") -> None:
    """Write a course with nothing but the exercises of chapter 02, whose notebook runs in a second."""
    (root / "source" / assignment).mkdir(parents=True)
    lesson = bare_lesson().replace("# A lesson\n", f"# A lesson\n\n```{{code-cell}} python\n{PRELUDE}\n```\n", 1)
    (root / "source" / assignment / "data.md").write_text(lesson, encoding="utf-8")
