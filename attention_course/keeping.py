"""What a learner wrote and their checks passed, kept on their own machine for later chapters: one file a chapter.

What is defined in a notebook can be kept by pickling alone, and whoever unpickles a file runs what it says. So such a
file lies beside the learner's progress, is made there by their own notebook, and is read by nobody but them: no grader
ever unpickles anything that came with a submission (`toolbox.take` gives the reference's in a grading run).
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import pickle
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from attention_course import progress, toolbox
from attention_course.diagnosis import observation_difference
from attention_course.freezing import frozen
from attention_course.observing import observe
from attention_course.question import Exercise, Found, exercises

LARGEST = 64 * 2**20  # bytes
PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"  # the code of another version's functions is of no use
_loaded: dict[str, dict[str, Any]] = {}


class NotKept(Exception):
    """A part of the learner's own is not to be had. The message says why, where there is more to it than that it was never kept."""


def keep(found: Found, namespace: Mapping[str, Any]) -> str:
    """Save the parts of which an exercise that has just passed was the last that they waited for.

    Only what still passes is saved: the cells of the other exercises may have been changed since their checks.

    Returns:
        What there is to tell the learner, often nothing. A check never fails because its answer could not be saved.
    """
    if os.environ.get("COURSE_GRADING"):
        return ""
    try:
        waiting = {name: needed for name, needed in toolbox.parts(found.topic).items() if found.id in needed}
        passed = {key for key, entry in progress.read().items() if entry["passed"]} | {found.id}
        ready = {name: needed for name, needed in waiting.items() if name in namespace and passed.issuperset(needed)}
        wrong = {key for needed in ready.values() for key in needed if key != found.id and not _passes(exercises()[key], namespace)}
        complete = [name for name, needed in ready.items() if not wrong & set(needed)]
        if not complete:
            return ""
        known = {name: namespace[name] for name in toolbox.parts(found.topic) if name in namespace}
        new = _save(found.topic, complete, known)
        return f"Kept for later chapters: {', '.join(new)}." if new else ""
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        return f"What you wrote could not be kept for later chapters, which will use the reference's instead ({reason})."


def kept(topic: str, name: str) -> tuple[Any, str]:
    """A part as the learner wrote it, and the day on which it passed.

    Raises:
        NotKept: there is none, or it cannot be loaded.
    """
    data = _read(topic)
    try:
        entry = data["parts"][name]
        snapshot = data["snapshots"][entry["snapshot"]]
        day = str(entry["checked"])
    except (KeyError, TypeError):
        raise NotKept(_damage(topic) if data is None else "") from None
    try:
        if snapshot["python"] != PYTHON:
            raise NotKept(f"yours was kept by Python {snapshot['python']} and this is Python {PYTHON}: run its checks once more")
        return _load(entry["snapshot"], snapshot)[name], day
    except NotKept:
        raise
    except Exception as error:
        # Unpickling can raise anything at all: the file is cut off, a module that it needs is gone.
        raise NotKept(f"yours cannot be loaded ({type(error).__name__}): run its checks once more") from None


def _passes(found: Found, namespace: Mapping[str, Any]) -> bool:
    """Whether what the notebook defines now gives what the visible cases of an exercise ask for."""
    exercise = found.exercise
    if not isinstance(exercise, Exercise):
        return True
    check = frozen(found.topic, found.id)
    seen = observe(exercise, namespace, check.cases)
    return all(observation_difference(exercise, due, given) is None for due, given in zip(check.expected, seen))


def _file(topic: str) -> Path:
    return progress.progress_file().with_name(f"toolbox-{topic}.json")


def _read(topic: str) -> Any:
    """What the file of a chapter holds: None where it is damaged, no parts where there is none."""
    try:
        data = json.loads(_file(topic).read_text(encoding="utf-8"))
        return data if isinstance(data["parts"], dict) and isinstance(data["snapshots"], dict) else None
    except FileNotFoundError:
        return {"parts": {}, "snapshots": {}}
    except (OSError, ValueError, RecursionError, KeyError, TypeError):
        return None


def _damage(topic: str) -> str:
    return f"the file that keeps yours is damaged: run its checks once more to write {_file(topic).name} anew"


def _save(topic: str, complete: list[str], known: dict[str, Any]) -> list[str]:
    """Save a snapshot of all parts of a chapter that the notebook defines, and note which of them are complete.

    Parts that were complete before keep the snapshot that they passed in. Returns those that were never kept before.
    """
    import cloudpickle

    pickled = cloudpickle.dumps(known)
    if len(pickled) > LARGEST:
        raise ValueError(f"it takes {len(pickled) // 2**20} MB: let functions take large data as arguments")
    name = hashlib.sha256(pickled).hexdigest()[:16]
    data = _read(topic) or {"parts": {}, "snapshots": {}}
    new = [part for part in complete if part not in data["parts"]]
    references = [module for module in sys.modules if module.startswith(toolbox.PREFIX)]
    data["snapshots"][name] = {
        "python": PYTHON,
        "references": [module.removeprefix(toolbox.PREFIX) for module in references],
        "pickle": base64.b64encode(pickled).decode("ascii"),
    }
    data["parts"] |= {part: {"snapshot": name, "checked": date.today().isoformat()} for part in complete}
    used = {entry["snapshot"] for entry in data["parts"].values()}
    data["snapshots"] = {key: snapshot for key, snapshot in data["snapshots"].items() if key in used}
    progress.replace_file(_file(topic), json.dumps(data))
    return new


def _load(name: str, snapshot: dict[str, Any]) -> dict[str, Any]:
    """All parts of a snapshot, loaded once a process: those that passed together stay together."""
    if name not in _loaded:
        for topic in snapshot["references"]:
            toolbox.reference_module(topic)  # what a learner's class derives from, perhaps
        _loaded[name] = pickle.loads(base64.b64decode(snapshot["pickle"]))
    return _loaded[name]
