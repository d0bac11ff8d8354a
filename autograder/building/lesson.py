"""A lesson as text, in MyST Markdown, turned into the notebook that nbgrader takes as its source.

Code cells that name an exercise (`:answer: Q6.tokenize_fr`) are filled with the reference's definition; cells that
check one (`check("Q6.tokenize_fr")`) are locked and graded; cells that name what is given (`:quote: Score Memory`)
are filled with the reference's definitions as they are. Nothing is copied by hand.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jupytext
from nbformat import NotebookNode

from attention_course.question import Exercise, Found, Question, Written, exercises, topics
from autograder import catalogue

CHECK = re.compile(r'^check\("([^"]*)"\)\s*(?:#.*)?$')
HEADING = re.compile(r"^## (Q\d+): (.*)$", re.MULTILINE)
DIFFICULTY = re.compile(r"^\*Difficulty: (\w+)\. About (\d+) minutes\.\*$", re.MULTILINE)
MARKERS = ("### BEGIN SOLUTION", "### END SOLUTION")


class LessonError(Exception):
    """A lesson cannot be built; the message gives the file and the line."""


@dataclass
class Lesson:
    """One lesson's text and what it is compared with while it is built."""

    path: Path
    text: str = field(init=False)

    def __post_init__(self) -> None:
        try:
            self.text = self.path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise LessonError(f"{self.path}: not UTF-8 at byte {error.start}; save the lesson as UTF-8.") from None

    @property
    def topic(self) -> str:
        return self.path.stem

    def wrong(self, message: str, needle: str = "", last: bool = False) -> LessonError:
        """An error at the line where `needle` first (or last) stands."""
        place = (self.text.rfind if last else self.text.find)(needle) if needle else -1
        line = self.text[:place].count("\n") + 1 if place >= 0 else 1
        return LessonError(f"{self.path}:{line}: {message}")

    def notebook(self) -> NotebookNode:
        """The notebook in nbgrader's source form: solutions and graded cells, no outputs.

        Raises:
            LessonError: an unknown question, a missing definition, points that do not add up, a heading that differs.
        """
        try:
            notebook = jupytext.reads(self.text, fmt="md:myst")
        except Exception as error:
            # jupytext and its YAML reader raise many types; each is a mistake in the lesson's text.
            raise self.wrong(f"the lesson is no MyST notebook: {error}") from error
        front = notebook.metadata.get("points")
        seen: dict[str, str] = {}
        for cell in notebook.cells:
            if cell.cell_type == "code":
                self._code_cell(cell, seen)
            else:
                self._markdown_cell(cell, seen)
        self._complete(seen)
        self._headings()
        self._points(front)
        _finish(notebook)
        return notebook

    def _found(self, exercise_id: str, needle: str) -> Found:
        found = exercises().get(exercise_id)
        if found is None:
            raise self.wrong(f"there is no exercise {exercise_id!r}; `course questions` lists them.", needle)
        if found.topic != self.topic:
            raise self.wrong(f"{exercise_id} belongs to the lesson {found.topic!r}.", needle)
        return found

    def _once(self, seen: dict[str, str], key: str, needle: str) -> None:
        if key in seen:
            raise self.wrong(f"{key} stands here a second time.", needle, last=True)
        seen[key] = needle

    def _code_cell(self, cell: NotebookNode, seen: dict[str, str]) -> None:
        answer = cell.metadata.pop("answer", None)
        region = cell.metadata.pop("region", None)
        if "quote" in cell.metadata:
            names = str(cell.metadata.pop("quote") or "")
            needle = f":quote: {names}".rstrip()
            if cell.source.strip() or answer is not None:
                raise self.wrong("what a cell quotes is filled in from the reference: leave it empty, with no ':answer:'.", needle)
            cell.source = self._given(names.split(), needle)
        elif answer is not None:
            needle = f":answer: {answer}"
            found = self._found(answer, needle)
            self._once(seen, f"the answer of {answer}", needle)
            if not isinstance(found.exercise, Exercise):
                raise self.wrong(f"{answer} is answered in prose: use a Markdown cell with the metadata 'written'.", needle)
            if cell.source.strip():
                raise self.wrong(f"the answer of {answer} is quoted from the reference: leave its cell empty.", needle)
            cell.source = self._quote(found, found.exercise, region, needle)
            cell.metadata["nbgrader"] = _nbgrader(f"answer-{_grade_id(found)}", solution=True)
        elif match := CHECK.match(cell.source.strip()):
            needle = cell.source.strip()
            found = self._found(match[1], needle)
            self._once(seen, f"the check of {found.id}", needle)
            if f"the answer of {found.id}" not in seen:
                raise self.wrong(f"the check of {found.id} stands before its answer.", needle)
            cell.metadata["nbgrader"] = _nbgrader(_grade_id(found), grade=True, locked=True, points=found.exercise.points)
        elif re.search(r"^\s*check\(", cell.source, re.MULTILINE):
            raise self.wrong('a check stands alone in its cell, as check("Q6.name").', cell.source.splitlines()[0])

    def _quote(self, found: Found, exercise: Exercise, region: str | None, needle: str) -> str:
        try:
            if region is not None:
                quoted = catalogue.region_text(found.topic, str(region))
            else:
                quoted = "\n\n\n".join(catalogue.definition_text(found.topic, name) for name in exercise.names)
        except catalogue.CatalogueError as error:
            raise self.wrong(str(error), needle) from None
        if quoted.count("### BEGIN SOLUTION") != quoted.count("### END SOLUTION") or "### BEGIN SOLUTION" not in quoted:
            raise self.wrong(
                f"the reference of {found.id} has no stretch between ### BEGIN SOLUTION and ### END SOLUTION, "
                "so the release would give the answer away.",
                needle,
            )
        return quoted

    def _given(self, names: list[str], needle: str) -> str:
        """The definitions that the lesson gives to the learner, whole."""
        if not names:
            raise self.wrong("a quoting cell names what it quotes, as ':quote: Score Memory'.", needle)
        quoted = []
        for name in names:
            asked = [found.id for found in exercises().values() if found.topic == self.topic and name in _names(found)]
            if asked:
                raise self.wrong(f"{name} is what {asked[0]} asks for: quoted it would be given away.", needle)
            try:
                text = catalogue.definition_text(self.topic, name)
            except catalogue.CatalogueError as error:
                raise self.wrong(str(error), needle) from None
            quoted.append("\n".join(line for line in text.splitlines() if line.strip() not in MARKERS))
        return "\n\n\n".join(quoted)

    def _markdown_cell(self, cell: NotebookNode, seen: dict[str, str]) -> None:
        written = cell.metadata.pop("written", None)
        if written is None:
            return
        found = self._found(written, written)
        if not isinstance(found.exercise, Written):
            raise self.wrong(f"{written} is judged by running it: use a code cell with ':answer: {written}'.", written)
        self._once(seen, f"the answer of {written}", written)
        cell.metadata["nbgrader"] = _nbgrader(_grade_id(found), grade=True, solution=True, points=found.exercise.points)

    def _questions(self) -> tuple[Question, ...]:
        if self.topic not in topics():
            raise self.wrong(f"there is no attention_course/questions/{self.topic}.py for this lesson.")
        return topics()[self.topic]

    def _complete(self, seen: dict[str, str]) -> None:
        for question in self._questions():
            for exercise in question.exercises:
                key = f"{question.id}.{exercise.name}"
                needed = [f"the answer of {key}"] + ([f"the check of {key}"] if isinstance(exercise, Exercise) else [])
                for part in needed:
                    if part not in seen:
                        raise self.wrong(f"{part} is missing from the lesson.", f"## {question.id}:")

    def _headings(self) -> None:
        stands = {match[1]: match for match in HEADING.finditer(self.text)}
        for question in self._questions():
            if question.id not in stands:
                raise self.wrong(f"the heading of {question.id} is missing: '## {question.id}: {question.title}'.")
            match = stands.pop(question.id)
            if match[2].strip() != question.title:
                raise self.wrong(f"the heading differs from the question's title, '{question.title}'.", match[0])
            line = DIFFICULTY.search(self.text, match.end())
            due = f"*Difficulty: {question.difficulty}. About {question.minutes} minutes.*"
            if line is None or line[0] != due:
                raise self.wrong(f"under this heading is due: {due}", match[0])
        for match in stands.values():
            raise self.wrong(f"{match[1]} is no question of {self.topic!r}.", match[0])

    def _points(self, stated: Any) -> None:
        total = sum(question.points for question in self._questions())
        if stated != total:
            raise self.wrong(f"the front matter says points: {stated}, but the questions add up to {total}.", "points:")


def _names(found: Found) -> tuple[str, ...]:
    return found.exercise.names if isinstance(found.exercise, Exercise) else ()


def _grade_id(found: Found) -> str:
    return found.id.replace(".", "-", 1)


def exercise_id(grade_id: str) -> str:
    """The exercise that a graded cell belongs to ("Q6-tokenize_fr" is "Q6.tokenize_fr")."""
    return grade_id.replace("-", ".", 1)


def _nbgrader(grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False, points: int = 0) -> dict:
    data = {"grade": grade, "grade_id": grade_id, "locked": locked, "schema_version": 3, "solution": solution, "task": False}
    return data | ({"points": points} if grade else {})


def _finish(notebook: NotebookNode) -> None:
    """Cell ids that stay the same from build to build, and no metadata but what Jupyter and nbgrader need."""
    title = notebook.metadata.get("title", "")
    notebook.metadata = NotebookNode(
        kernelspec={"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        language_info={"name": "python"},
        title=title,
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    taken: set[str] = set()
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name is None:
            digest = hashlib.sha256(cell.source.encode("utf-8")).hexdigest()
            name = next(f"cell-{digest[start : start + 8]}" for start in range(50) if f"cell-{digest[start : start + 8]}" not in taken)
        cell.id = name
        taken.add(name)
