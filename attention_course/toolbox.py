"""Parts of earlier chapters: the learner's own where they have passed their checks, else the reference's.

    from attention_course import toolbox
    Encoder, Attention = toolbox.take("Encoder", "Attention")

Each `attention_course/questions/<topic>.py` says in `PARTS` which names its chapter hands on, and which exercises have
to pass before the learner's own is handed on; none where the lesson itself gives the part. `keeping` saves them. In a
grading run only the reference's are handed out.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import sys
import threading
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

COURSE = Path(__file__).resolve().parents[1]
REFERENCES = COURSE / "autograder" / "reference"
PREFIX = "course_reference_"  # of the names of the modules that references are loaded as
_loading = threading.RLock()


class ToolboxError(LookupError):
    """There is no such part, or it cannot be had here; the message says what to do."""

    def _render_traceback_(self) -> list[str]:
        return [f"{type(self).__name__}: {self}"]


def take(*names: str, own: bool = True) -> Any:
    """Parts of earlier chapters, and a line about each that says whose it is.

    Args:
        names: such as "Encoder".
        own: False for the reference's, whatever has passed.

    Returns:
        The part; a tuple of them for several names.

    Raises:
        ToolboxError: there is no such part, or neither the learner's nor the reference's is on this machine.
    """
    if not names:
        raise ToolboxError(f"Name what you take: {', '.join(_known())}.")
    taken = tuple(_taken(name, own) for name in names)
    return taken[0] if len(taken) == 1 else taken


def reference(name: str) -> Any:
    """The reference's version of a part, without a word: what probes build upon.

    It is loaded from its text, once a process, for where answers run `autograder` cannot be imported.

    Raises:
        ToolboxError: there is no such part, or no reference on this machine, or it is what is being graded.
    """
    topic, needed = _home(name)
    if needed and os.environ.get("COURSE_GRADED") == topic:
        raise ToolboxError(f"{name} is what this chapter asks for: define it in the notebook.")
    return getattr(reference_module(topic), name)


def parts(topic: str) -> dict[str, tuple[str, ...]]:
    """What a chapter hands on: each part with the exercises that have to pass before the learner's own is taken."""
    return dict(getattr(importlib.import_module(f"attention_course.questions.{topic}"), "PARTS", {}))


def reference_module(topic: str) -> ModuleType:
    """A chapter's reference as a module of its own, the same one however often it is asked for.

    Raises:
        ToolboxError: it is not on this machine.
    """
    with _loading:
        name = PREFIX + topic
        if name not in sys.modules:
            file = REFERENCES / f"{topic}.py"
            specification = importlib.util.spec_from_file_location(name, file)
            if not file.is_file() or specification is None or specification.loader is None:
                raise ToolboxError(f"The reference of {topic!r} is not on this machine.")
            module = importlib.util.module_from_spec(specification)
            sys.modules[name] = module  # where a data class looks its module up
            try:
                specification.loader.exec_module(module)
            except BaseException:
                del sys.modules[name]
                raise
        return sys.modules[name]


def _taken(name: str, own: bool) -> Any:
    from attention_course import keeping

    topic, needed = _home(name)
    if os.environ.get("COURSE_GRADING"):
        why = "as in every grading run"
    elif not needed:
        why = "which the lesson gives"
    elif not own:
        why = "as you asked"
    else:
        try:
            part, day = keeping.kept(topic, name)
        except keeping.NotKept as reason:
            why = f"since {str(reason) or _not_passed(needed)} ({_notebook(topic)})"
        else:
            print(f"{name}: yours, checked {day}")
            return part
    if not (REFERENCES / f"{topic}.py").is_file():
        raise ToolboxError(f"{name} is not there yet: the checks of {_listed(needed)} have to pass first ({_notebook(topic)}).")
    part = reference(name)
    print(f"{name}: the reference's, {why}")
    return part


def _not_passed(needed: tuple[str, ...]) -> str:
    from attention_course import progress

    passed = {key for key, entry in progress.read().items() if entry["passed"]}
    missing = [key for key in needed if key not in passed]
    if not missing:
        return f"yours has not been kept: run its cells and the checks of {_listed(needed)} once more"
    return f"{_listed(missing)} {'has' if len(missing) == 1 else 'have'} not passed yet"


def _listed(names: tuple[str, ...] | list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else "its chapter"


def _notebook(topic: str) -> str:
    found = sorted(COURSE.glob(f"notebooks/*/{topic}.ipynb"))
    return f"notebooks/{found[0].parent.name}" if found else f"chapter {topic!r}"


def _home(name: str) -> tuple[str, tuple[str, ...]]:
    """The topic of a part, and the exercises that have to pass. What no chapter lists but a reference defines is given."""
    from attention_course.question import topics

    for topic in topics():
        if name in (listed := parts(topic)):
            return topic, tuple(listed[name])
    for topic in topics():
        if name in _defined(topic):
            return topic, ()
    close = get_close_matches(name, _known(), n=3, cutoff=0.5)
    raise ToolboxError(f"There is no part {name!r}. " + (f"Did you mean {', '.join(close)}?" if close else f"There are {', '.join(_known())}."))


def _known() -> list[str]:
    from attention_course.question import topics

    return [name for topic in topics() for name in parts(topic)]


@cache
def _defined(topic: str) -> frozenset[str]:
    """The names that a chapter's reference defines."""
    try:
        body = ast.parse((REFERENCES / f"{topic}.py").read_text(encoding="utf-8")).body
    except (OSError, SyntaxError):
        return frozenset()
    names = {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    return frozenset(names | {target.id for target in targets if isinstance(target, ast.Name)})
