"""Twelve made-up learners, what each hands in, and the marks that this is known to be worth.

Nothing here is chosen chapter by chapter: whoever adds a chapter finds it in the demo's class.
"""

from __future__ import annotations

import ast
import copy
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from attention_course.question import Exercise, Found, Written, exercises
from autograder import catalogue
from autograder.building.lesson import exercise_id

DUE = timedelta(days=-1)  # from now: every assignment was due yesterday


@dataclass(frozen=True)
class Known:
    """What a submission is worth.

    Attributes:
        wrong: the exercises that earn nothing, each with the mistake that has to be named ("" for any).
        unread: written answers that wait for a person; the others are empty and earn nothing.
        reason: part of the sentence that says why there is no mark at all.
        late: handed in after the due date.
    """

    wrong: Mapping[str, str] = field(default_factory=dict)
    unread: bool = True
    reason: str = ""
    late: bool = False


@dataclass(frozen=True)
class Learner:
    """One made-up learner."""

    name: str
    story: str
    hand_in: Callable[[Path, Path, NotebookNode], Known]


def class_list() -> list[Learner]:
    """The twelve."""
    mistaken = [
        Learner(name, f"misconception {number + 1}", _with_misconception(number))
        for number, name in enumerate(("Dmitri", "Esther", "Farid", "Grace"))
    ]
    return [
        Learner("Ada", "everything right", _perfect),
        Learner("Bruno", "half done", _half_done),
        Learner("Chiara", "untouched", _untouched),
        *mistaken,
        Learner("Hana", "right, written differently", _written_differently),
        Learner("Ivan", "broken JSON", _broken),
        Learner("Jin", "an empty file", _empty),
        Learner("Kofi", "a wrong file name", _wrong_name),
        Learner("Lucia", "right, but late", _late),
    ]


def coded_exercises(notebook: NotebookNode) -> list[Found]:
    """The exercises that a notebook checks, in its order."""
    ids = [exercise_id(cell.metadata.nbgrader.grade_id) for cell in notebook.cells if "nbgrader" in cell.metadata and cell.metadata.nbgrader.grade]
    return [exercises()[key] for key in ids if isinstance(exercises()[key].exercise, Exercise)]


def written_exercises(notebook: NotebookNode) -> list[Found]:
    """The exercises of a notebook that a person reads."""
    ids = [exercise_id(cell.metadata.nbgrader.grade_id) for cell in notebook.cells if "nbgrader" in cell.metadata and cell.metadata.nbgrader.grade]
    return [exercises()[key] for key in ids if isinstance(exercises()[key].exercise, Written)]


def reference_cell(found: Found) -> str:
    """What stands in the answer's cell when it holds the reference."""
    assert isinstance(found.exercise, Exercise)
    try:
        return "\n\n\n".join(catalogue.definition_text(found.topic, name) for name in found.exercise.names)
    except catalogue.CatalogueError:
        return catalogue.region_text(found.topic, found.exercise.name)


def misconception_of(found: Found) -> tuple[str, str] | None:
    """The name of the first misconception that is a change of the reference, and the cell that holds it."""
    assert isinstance(found.exercise, Exercise)
    for misconception in catalogue.misconceptions(found):
        for form in misconception.forms:
            if isinstance(form, catalogue.patch):
                text = catalogue.answer_text(found, form)
                cell = _definitions(text, found.exercise.names)
                if cell is not None and cell != reference_cell(found):
                    return misconception.name, cell
            elif isinstance(form, catalogue.text):
                # It may build on the reference's own value, so that comes with it.
                return misconception.name, catalogue.answer_text(found, form)
    return None


def _definitions(source: str, names: tuple[str, ...]) -> str | None:
    lines = source.splitlines()
    cells = []
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name in names:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            cells.append("\n".join(lines[first - 1 : node.end_lineno]))
    return "\n\n\n".join(cells) if len(cells) == len(names) else None


def filled(notebook: NotebookNode, answers: Mapping[str, str], prose: str | None) -> NotebookNode:
    """The release with answers in their cells; exercises without one stay untouched."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        data = cell.metadata.get("nbgrader")
        if not data or not data.solution:
            continue
        if data.grade:
            if prose is not None:
                cell.source = prose
        else:
            key = exercise_id(data.grade_id.removeprefix("answer-"))
            cell.source = answers.get(key, cell.source)
    return notebook


PROSE = "The same seed gives the same numbers on one machine; another order of additions gives other last digits."


def reference_answers(notebook: NotebookNode) -> dict[str, str]:
    """The reference for each coded exercise of a notebook."""
    return {found.id: reference_cell(found) for found in coded_exercises(notebook)}


def _save(folder: Path, name: str, notebook: NotebookNode, when: timedelta = timedelta(days=-2)) -> None:
    nbformat.write(notebook, folder / name)
    stamp(folder, when)


def stamp(folder: Path, when: timedelta) -> None:
    """Write the time of handing in, as nbgrader's exchange does."""
    moment = datetime.now(UTC) + when
    (folder / "timestamp.txt").write_text(moment.strftime("%Y-%m-%d %H:%M:%S UTC\n"), encoding="utf-8")


def _perfect(folder: Path, release: Path, notebook: NotebookNode) -> Known:
    _save(folder, release.name, filled(notebook, reference_answers(notebook), PROSE))
    return Known()


def _half_done(folder: Path, release: Path, notebook: NotebookNode) -> Known:
    found = coded_exercises(notebook)
    answers = dict(list(reference_answers(notebook).items())[: len(found) // 2])
    _save(folder, release.name, filled(notebook, answers, None))
    return Known({one.id: "" for one in found if one.id not in answers}, unread=False)


def _untouched(folder: Path, release: Path, notebook: NotebookNode) -> Known:
    # Copied by hand, so there is no time stamp: nbgrader could not release feedback for it.
    nbformat.write(notebook, folder / release.name)
    early = (datetime.now(UTC) + timedelta(days=-2)).timestamp()
    os.utime(folder / release.name, (early, early))
    return Known({found.id: "" for found in coded_exercises(notebook)}, unread=False)


def _with_misconception(number: int) -> Callable[[Path, Path, NotebookNode], Known]:
    def hand_in(folder: Path, release: Path, notebook: NotebookNode) -> Known:
        candidates = [(found, wrong) for found in coded_exercises(notebook) if (wrong := misconception_of(found))]
        # Spread over the chapter, so that the class makes four different mistakes.
        found, (name, cell) = candidates[number * len(candidates) // 4]
        _save(folder, release.name, filled(notebook, reference_answers(notebook) | {found.id: cell}, PROSE))
        return Known({found.id: name})

    return hand_in


def _written_differently(folder: Path, release: Path, notebook: NotebookNode) -> Known:
    answers = {found.id: catalogue.variations(found)[0][1] for found in coded_exercises(notebook)}
    _save(folder, release.name, filled(notebook, answers, PROSE))
    return Known()


def _broken(folder: Path, release: Path, notebook: NotebookNode) -> Known:
    text = nbformat.writes(filled(notebook, reference_answers(notebook), PROSE))
    (folder / release.name).write_text(text[: len(text) // 2], encoding="utf-8")
    stamp(folder, timedelta(days=-2))
    return Known(reason="JSON breaks off")


def _empty(folder: Path, release: Path, notebook: NotebookNode) -> Known:
    (folder / release.name).write_bytes(b"")
    stamp(folder, timedelta(days=-2))
    return Known(reason="is empty")


def _wrong_name(folder: Path, release: Path, notebook: NotebookNode) -> Known:
    _save(folder, f"{release.stem} (1).ipynb", filled(notebook, reference_answers(notebook), PROSE))
    return Known(reason="There is no")


def _late(folder: Path, release: Path, notebook: NotebookNode) -> Known:
    _save(folder, release.name, filled(notebook, reference_answers(notebook), PROSE), timedelta(hours=-5))
    return Known(late=True)
