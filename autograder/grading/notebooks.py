"""Run a submitted notebook cell by cell in a process of its own, and judge its exercises from outside."""

from __future__ import annotations

import ast
import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from attention_course.card import Card
from attention_course.diagnosis import NOT_DEFINED, STILL_EMPTY, Finding, Report
from attention_course.freezing import Frozen
from attention_course.question import Exercise, Found, exercises
from autograder import catalogue
from autograder.building.lesson import exercise_id
from autograder.grading.judging import NO_END, Judge
from autograder.grading.workshop import AnswerEnded, Bench, Workshop

NOT_RUN = "not run"
MAXIMUM_OUTPUTS = 5_000
MAXIMUM_SIZE = 10 * 2**20  # characters of JSON


@dataclass(frozen=True)
class Limits:
    """How long a submission may take, in seconds: one cell, and all of the notebook."""

    cell: float = 120.0
    notebook: float = 900.0


class Grading:
    """The grading of one notebook: fills in the outputs of its cells.

    Every code cell runs in order. A cell that hangs or ends its process costs that cell only: a fresh process is
    opened and the cells before it are run again, without the one to blame.

    Most of a lesson's time goes into cells that show something and that no answer needs. `shown` holds their sources
    (`demonstrations`): as they stand there, they are left out at first. A notebook that then goes wrong in any way
    that no known mistake explains is run again with all of its cells, and that is what counts.
    """

    def __init__(
        self,
        workshop: Workshop,
        judge: Judge,
        files: Path | None,
        limits: Limits = Limits(),
        shown: frozenset[str] = frozenset(),
    ) -> None:
        self.workshop, self.judge, self.files, self.limits, self.shown = workshop, judge, files, limits, shown
        self._history: list[str] = []
        self._bench: Bench | None = None
        self._topic = ""
        self._deadline = 0.0

    def grade(self, notebook: NotebookNode) -> dict[str, Report]:
        """Run and judge; the outputs go into the notebook, the report of each exercise comes back."""
        reports, skipped = self._grade(notebook, self.shown)
        lost = any(output.get("ename") == "NameError" for cell in notebook.cells for output in cell.get("outputs", ()))
        if skipped and any(self._unexplained(exercises()[key], report, lost) for key, report in reports.items()):
            reports, _ = self._grade(notebook, frozenset())
        return reports

    def _grade(self, notebook: NotebookNode, left_out: frozenset[str]) -> tuple[dict[str, Report], bool]:
        """The reports, and whether any cell was left out."""
        self._deadline = time.monotonic() + self.limits.notebook
        asked = (graded_exercise(cell) for cell in notebook.cells if cell.cell_type == "code")
        self._topic = next((found.topic for found in asked if found is not None), "")
        self._history = []
        reports, skipped = {}, False
        try:
            for number, cell in enumerate((cell for cell in notebook.cells if cell.cell_type == "code"), 1):
                cell.execution_count = number
                found = graded_exercise(cell)
                if found is None and str(cell.get("source", "")) in left_out:
                    cell.execution_count, cell.outputs, skipped = None, [], True
                    if definitions := _definitions(cell.source):
                        self._run(definitions)
                elif found is None:
                    cell.outputs = self._run(str(cell.get("source", "")))
                else:
                    reports[found.id] = report = self._judge(found)
                    cell.outputs = self._shown(found, report)
                    cell.metadata["course"] = {
                        "exercise": found.id,
                        "passed": report.passed,
                        "mistakes": [finding.name for finding in report.findings],
                        "seed": self.judge.seed,
                    }
        finally:
            self._close()
        return reports, skipped

    def _unexplained(self, found: Found, report: Report, lost: bool) -> bool:
        """Whether an answer is wrong in a way that a cell left out might account for; `lost`: some cell missed a name."""
        if report.passed:
            return False
        known = {STILL_EMPTY, NO_END, *([] if lost else [NOT_DEFINED]), *(misconception.name for misconception in catalogue.misconceptions(found))}
        return not report.findings or report.findings[0].name not in known

    def _close(self) -> None:
        if self._bench is not None:
            self._bench.__exit__()
            self._bench = None

    def _ready(self) -> Bench:
        """The process with all that has run so far; a fresh one with the same cells run again if it died."""
        if self._bench is not None and self._bench.alive:
            return self._bench
        self._close()
        self._bench = bench = self.workshop.open(self.files, self._topic)
        for source in self._history:
            bench.run(source, self._seconds())
        return bench

    def _seconds(self) -> float:
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise AnswerEnded(f"The notebook took longer than {self.limits.notebook / 60:g} minutes; the rest was not run.")
        return min(self.limits.cell, left)

    def _run(self, source: str) -> list[NotebookNode]:
        try:
            outputs, _ = self._ready().run(source, self._seconds())
        except AnswerEnded as ended:
            return [_error("CellEnded", str(ended))]
        self._history.append(source)
        return _outputs(outputs)

    def _judge(self, found: Found) -> Report:
        try:
            self._seconds()
            return self.judge.mark(found, self._ready())
        except AnswerEnded as ended:
            return Report(found.id, 1, (0,), (Finding(NOT_RUN if "rest was not run" in str(ended) else NO_END, str(ended), -1),))

    def _shown(self, found: Found, report: Report) -> list[NotebookNode]:
        due = self.judge.round(found, hidden=False)
        card = Card(found, report, Frozen(due.cases, due.expected, ()))
        data = {"text/plain": card.text(), "text/html": card._repr_html_()}
        outputs = [nbformat.v4.new_output("display_data", data=data)]
        if not report.passed:
            # nbgrader reads the mark off the outputs: an error is none, no error is all.
            outputs.append(_error("WrongAnswer", f"{found.id}: {card.summary()}"))
        return outputs


def demonstrations(release: Path) -> frozenset[str]:
    """The sources of a released notebook's cells that show something: no graded cell, no answer, and more than
    definitions; nor anything that an exercise needs. None where the notebook cannot be read."""
    try:
        notebook = nbformat.read(release, as_version=4)
    except (OSError, ValueError):
        return frozenset()
    plain = [cell.source for cell in notebook.cells if cell.cell_type == "code" and "nbgrader" not in cell.metadata]
    graded = [found for cell in notebook.cells if (found := graded_exercise(cell))]
    needed = {name for found in graded for name in found.coded.needs}
    return frozenset(source for source in plain if _definitions(source) is not source and not needed & _assigned(source))


def _assigned(source: str) -> set[str]:
    """The names that a cell assigns; none for one that Python cannot read."""
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except SyntaxError:
        return set()
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _definitions(source: str) -> str:
    """What a cell imports, defines and takes from the toolbox; the source itself where that is all there is to it."""
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return ""  # a magic
    kinds = ast.Import | ast.ImportFrom | ast.FunctionDef | ast.ClassDef
    kept = [node for node in body if isinstance(node, kinds) or _takes_parts(node) or _is_alias(node)]
    # A table beside definitions is one of them; beside what is shown it belongs to that.
    whole = all(node in kept or _is_table(node) for node in body)
    return source if whole else "\n".join(map(ast.unparse, kept))


def _takes_parts(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Assign | ast.Expr) else None
    return isinstance(call, ast.Call) and ast.unparse(call.func) == "toolbox.take"


def _is_table(node: ast.stmt) -> bool:
    """`STUDENT = {2: 12.706, 3: 4.303}`: values written out, which cost nothing."""
    if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
        return False
    try:
        ast.literal_eval(node.value)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False
    return True


def _is_alias(node: ast.stmt) -> bool:
    """`RecurrentState = Tensor | tuple[Tensor, Tensor]`: another name for what has one."""
    if not (isinstance(node, ast.Assign) and all(isinstance(target, ast.Name) for target in node.targets)):
        return False
    named = ast.Name | ast.Attribute | ast.Subscript | ast.BinOp | ast.BitOr | ast.Tuple | ast.Load
    whole = [part for part in ast.walk(node.value) if not (isinstance(part, ast.Constant) and part.value in (None, ...))]
    return all(isinstance(part, named) for part in whole)


def graded_exercise(cell: NotebookNode) -> Found | None:
    """The exercise that a cell checks, or None for any other cell."""
    data = cell.metadata.get("nbgrader")
    if not isinstance(data, dict) or not data.get("grade") or data.get("solution"):
        return None
    found = exercises().get(exercise_id(str(data.get("grade_id", ""))))
    return found if found is not None and isinstance(found.exercise, Exercise) else None


def _error(name: str, message: str) -> NotebookNode:
    return nbformat.v4.new_output("error", ename=name, evalue=message, traceback=[message])


def _outputs(given: list[Any]) -> list[NotebookNode]:
    """Outputs as they came from the answer's process. Whatever it may send never stops the grading: what has not the form of
    an output is left out, and so is what comes after more than a notebook can well hold."""
    kept: list[NotebookNode] = []
    size = 0
    for data in given[:MAXIMUM_OUTPUTS]:
        try:
            text = json.dumps(data, ensure_ascii=False, allow_nan=False)
            # Half a character (a lone surrogate) is text in Python, but no file can hold it.
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            output = nbformat.from_dict(json.loads(text))
            nbformat.v4.nbbase.validate(output, ref=output.output_type)
        except Exception:
            continue
        size += len(text)
        if size > MAXIMUM_SIZE:
            break
        kept.append(output)
    return kept
