"""The side that knows: the reference's text, the known mistakes, and right answers written differently.

Wrong and right answers alike are kept as *text* that defines the names of one exercise and needs nothing of this
package. Text can be run in a process that has never seen the reference.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Callable, Iterable
from functools import cache
from types import ModuleType
from typing import Any

from attention_course.question import Exercise, Found, exercises


class CatalogueError(Exception):
    """The reference, a misconception or a variation does not fit its question."""


class patch:
    """A small change to the reference's text: each `old` becomes the `new` that follows it.

    `old` must occur exactly once in the definition of the answer; one that spans several definitions, or stands above
    them, is looked for in the whole module.
    """

    def __init__(self, *old_and_new: str) -> None:
        if len(old_and_new) % 2 or not old_and_new:
            raise CatalogueError("patch(old, new, old, new, ...) takes pairs.")
        self.changes = list(zip(old_and_new[::2], old_and_new[1::2]))


class text:
    """A whole answer as Python text, for exercises whose answer is no single definition (an import cell, a table)."""

    def __init__(self, source: str) -> None:
        self.source = inspect.cleandoc(source)


Form = patch | text | Callable[..., Any]


class Misconception:
    """What was thought, what it looks like, what to look at.

    Args:
        name: the mistake in a few words, as a teacher would name it.
        forms: one way of making it, or several: a `patch` of the reference, a function or class that stands for the
            answer (its own name does not matter), or `text`.
        hint: what a teacher would say next.
        by_chance: it gives something else each time, so that what it gave once is no sign of it. Such a one is named
            where the hidden cases are, and not in the frozen visible checks.
    """

    def __init__(self, name: str, *forms: Form, hint: str, by_chance: bool = False) -> None:
        if not forms:
            raise CatalogueError(f"The misconception {name!r} needs at least one form.")
        self.name, self.forms, self.hint, self.by_chance = name, forms, hint, by_chance


@cache
def _module(room: str, topic: str) -> ModuleType:
    try:
        return importlib.import_module(f"autograder.{room}.{topic}")
    except ModuleNotFoundError as error:
        if error.name != f"autograder.{room}.{topic}":
            raise
        raise CatalogueError(f"There is no autograder/{room}/{topic}.py for the questions of {topic!r}.") from error


@cache
def module_text(room: str, topic: str) -> str:
    """The text of a module in one of the rooms: reference, misconceptions or variations."""
    return inspect.getsource(_module(room, topic))


@cache
def definition(topic: str, name: str) -> tuple[int, int]:
    """The first and last line (from 1) of the definition of `name` in the reference of `topic`, comments above included.

    Raises:
        CatalogueError: the reference defines no such name.
    """
    source = module_text("reference", topic)
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            continue
        if name in names:
            first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
            lines = source.splitlines()
            while first > 1 and lines[first - 2].startswith("#"):
                first -= 1
            last = node.end_lineno or first
            # A comment ends no definition for Python, but the marker below one belongs to it.
            while last < len(lines) and lines[last].strip() == "### END SOLUTION":
                last += 1
            return first, last
    raise CatalogueError(f"autograder/reference/{topic}.py does not define {name!r}.")


def definition_text(topic: str, name: str) -> str:
    """The definition of `name` as it stands in the reference, solution markers included."""
    first, last = definition(topic, name)
    return "\n".join(module_text("reference", topic).splitlines()[first - 1 : last])


def region_text(topic: str, name: str) -> str:
    """The lines of the reference between `# region name` and `# endregion`.

    Raises:
        CatalogueError: there is no such region, or it has no end.
    """
    lines = module_text("reference", topic).splitlines()
    try:
        start = lines.index(f"# region {name}")
        end = lines.index("# endregion", start)
    except ValueError:
        raise CatalogueError(f"autograder/reference/{topic}.py has no region {name!r} with an end.") from None
    return "\n".join(lines[start + 1 : end]).strip("\n")


def reference_answer(found: Found) -> str:
    """The reference as an answer: the whole module's text."""
    return module_text("reference", found.topic)


def _names(found: Found) -> tuple[str, ...]:
    assert isinstance(found.exercise, Exercise), f"{found.id} is read by a person"
    return found.coded.names


def answer_text(found: Found, form: Form) -> str:
    """A form of a misconception as an answer.

    Raises:
        CatalogueError: a patch does not fit the reference, or changes nothing.
    """
    if isinstance(form, text):
        return f"{reference_answer(found)}\n\n{form.source}\n"
    if isinstance(form, patch):
        return _patched(found, form)
    source = inspect.getsource(form)
    [name] = _names(found)
    return f"{reference_answer(found)}\n\n\n{source}\n{name} = {form.__name__}\n"


def _patched(found: Found, change: patch) -> str:
    source = reference_answer(found)
    for old, new in change.changes:
        spans = _definition_spans(found, source)
        inside = [(start, end) for start, end in spans if old in source[start:end]]
        start, end = inside[0] if len(inside) == 1 else (0, len(source))
        count = source.count(old, start, end)
        if count != 1:
            where = f"occurs {count} times in" if count else "does not occur in"
            raise CatalogueError(f"{found.id}: the patch's text {old!r} {where} autograder/reference/{found.topic}.py.")
        source = source[:start] + source[start:end].replace(old, new) + source[end:]
    if source == reference_answer(found):
        raise CatalogueError(f"{found.id}: a patch changes nothing.")
    return source


def _definition_spans(found: Found, source: str) -> list[tuple[int, int]]:
    lines, spans = source.splitlines(keepends=True), []
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return []
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in _names(found):
            start = sum(map(len, lines[: node.lineno - 1]))
            spans.append((start, start + sum(map(len, lines[node.lineno - 1 : node.end_lineno]))))
    return spans


def misconceptions(found: Found) -> list[Misconception]:
    """The known mistakes of an exercise, from MISCONCEPTIONS of `autograder/misconceptions/<topic>.py`."""
    return list(_module("misconceptions", found.topic).MISCONCEPTIONS.get(found.id, ()))


def variations(found: Found) -> list[tuple[str, str]]:
    """Right answers written differently, as (description, text), from VARIATIONS of `autograder/variations/<topic>.py`.

    There, each exercise has a list of functions or classes that stand for the answer, or of texts that need nothing beside
    themselves and begin with a comment on what they are. A module of variations imports nothing of this project, so that its
    whole text can serve as an answer; one that only lists those of other modules may.
    """
    answers = []
    for item in _module("variations", found.topic).VARIATIONS.get(found.id, ()):
        if isinstance(item, str):
            answers.append((item.strip().splitlines()[0].removeprefix("# "), inspect.cleandoc(item) + "\n"))
        else:
            [name] = _names(found)
            described = (inspect.getdoc(item) or item.__name__).splitlines()[0]
            # The text of the module that it stands in: a topic may spread its variations over several.
            home = inspect.getsource(sys.modules[item.__module__])
            answers.append((described, f"{home}\n\n{name} = {item.__name__}\n"))
    return answers


def load(answer: str, name: str = "an answer of the catalogue") -> dict[str, Any]:
    """Run a trusted answer's text in this process and give back what it defines."""
    module = ModuleType("answer")
    sys.modules[module.__name__] = module  # where a data class looks its module up
    exec(compile(answer, f"<{name}>", "exec", dont_inherit=True), module.__dict__)  # this file's __future__ is its own
    return module.__dict__


def verify(chosen: Iterable[Found]) -> list[str]:
    """What in the catalogue of these exercises does not fit: one sentence each, none when all is well."""
    problems = []
    chosen = list(chosen)
    known = set(exercises())
    for topic in dict.fromkeys(found.topic for found in chosen):
        for room, table in (("misconceptions", "MISCONCEPTIONS"), ("variations", "VARIATIONS")):
            try:
                unknown = set(getattr(_module(room, topic), table)) - known
            except CatalogueError as error:
                problems.append(str(error))
                continue
            problems += [f"autograder/{room}/{topic}.py speaks of {name}, which is no exercise." for name in sorted(unknown)]
    for found in chosen:
        if not isinstance(found.exercise, Exercise):
            continue
        if len(variations(found)) < 3:
            problems.append(f"{found.id} has fewer than three right answers written differently.")
        names = [misconception.name for misconception in misconceptions(found)]
        problems += [f"{found.id} has two misconceptions called {name!r}." for name in sorted(set(names)) if names.count(name) > 1]
        for misconception in misconceptions(found):
            for form in misconception.forms:
                try:
                    answer_text(found, form)
                except CatalogueError as error:
                    problems.append(str(error))
    return problems
