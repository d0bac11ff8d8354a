"""`course questions`, `course judge` and `course prove`: what is asked, one answer judged, the checks measured."""

from __future__ import annotations

import json
import re
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from attention_course.card import Card
from attention_course.commands import fail
from attention_course.diagnosis import Finding, Report
from attention_course.freezing import Frozen
from attention_course.probing import NoDevice, on_device
from attention_course.question import Exercise, Found, Written, exercises, find, natural_order
from attention_course.question import questions as all_questions
from attention_course.values import legible
from autograder import catalogue
from autograder.grading.judging import NO_END, Judge
from autograder.grading.workshop import AnswerEnded, GradingUnavailable, Workshop

Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]

Device = Annotated[str | None, typer.Option(help="Where tensors lie and modules run: cpu, cuda, or any other of torch's devices.")]


def questions(as_json: Json = False) -> None:
    """List the questions: wording, exercises, the names that an answer defines, points."""
    rows = [_described(topic, question) for topic, question in all_questions().values()]
    if as_json:
        print(json.dumps({"questions": rows}, ensure_ascii=False, indent=1))
        return
    table = Table()
    for column in ("", "question", "names", "points", "minutes"):
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(row["id"], row["title"], ", ".join(row["names"]), str(row["points"]), str(row["minutes"]))
    Console().print(table)


def _described(topic: str, question: Any) -> dict[str, Any]:
    described = []
    for exercise in question.exercises:
        entry: dict[str, Any] = {"id": f"{question.id}.{exercise.name}", "points": exercise.points}
        if isinstance(exercise, Written):
            entry |= {"kind": "written", "names": []}
        else:
            entry |= {
                "kind": "code",
                "names": list(exercise.names),
                "task": _task(exercises()[f"{question.id}.{exercise.name}"]),
                "hints": list(exercise.hints),
                "visible_cases": [case.about for case in exercise.visible()],
            }
        described.append(entry)
    names = [name for exercise in question.coded for name in exercise.names]
    return {
        "id": question.id, "title": question.title, "chapter": topic, "difficulty": question.difficulty,
        "minutes": question.minutes, "points": question.points, "names": names, "exercises": described,
    }  # fmt: skip


def _task(found: Found) -> str:
    """What stands in the learner's cell: signature, types and docstring, without the solution."""
    try:
        quoted = "\n\n\n".join(catalogue.definition_text(found.topic, name) for name in found.exercise.names)  # type: ignore[union-attr]
    except catalogue.CatalogueError:
        try:
            quoted = catalogue.region_text(found.topic, found.exercise.name)
        except catalogue.CatalogueError:
            return ""
    return re.sub(r"### BEGIN SOLUTION.*?### END SOLUTION", "...", quoted, flags=re.DOTALL)


def judge(
    question: Annotated[str, typer.Argument(help="A question (Q6) or one of its exercises (Q6.tokenize_fr).")],
    answer: Annotated[Path, typer.Argument(help="A Python file that defines the names `course questions` lists.")],
    hidden: Annotated[bool, typer.Option("--hidden", help="Put hidden cases to it as well.")] = False,
    seed: Annotated[int | None, typer.Option(help="Draw the same hidden cases again.")] = None,
    device: Device = None,
    as_json: Json = False,
) -> None:
    """Judge one answer. Exit status: 0 right, 1 wrong, 2 it could not be judged."""
    try:
        chosen = [found for found in find(question) if isinstance(found.exercise, Exercise)]
        if not chosen:
            raise _Refused(f"{question} is read and marked by a person; there is nothing to run.")
        source = _read_answer(answer)
        marker = Judge(seed)
        with on_device(device), Workshop() as workshop:
            reports = _judge_all(workshop, marker, chosen, source, hidden)
    except (_Refused, KeyError, NoDevice, GradingUnavailable, catalogue.CatalogueError, AnswerEnded) as error:
        message = str(error.args[0]) if error.args else type(error).__name__
        if as_json:
            print(json.dumps({"question": question, "passed": None, "score": None, "findings": [], "error": message}, ensure_ascii=False))
        fail(message, 2)
    points = sum(found.exercise.points for found in chosen)
    earned = sum(found.exercise.points for found, report in reports if report.passed)
    if as_json:
        findings = [
            {"name": finding.name, "message": finding.message, "exercise": found.id, "case": finding.about,
             "expected": finding.expected, "yours": finding.yours}
            for found, report in reports
            for finding in report.findings
        ]  # fmt: skip
        result = {"question": question, "passed": earned == points, "score": earned / points, "findings": findings}
        # ASCII, so that no locale can spoil it: an answer may give back any character.
        print(json.dumps(result | {"hidden": hidden, "seed": marker.seed if hidden else None}, indent=1))
    else:
        for found, report in reports:
            due = marker.round(found, hidden=False)
            typer.echo(Card(found, report, Frozen(due.cases, due.expected, ())).text() + "\n")
        if hidden:
            typer.echo(f"Hidden cases of seed {marker.seed}.")
    raise typer.Exit(0 if earned == points else 1)


class _Refused(Exception):
    """What was given cannot be judged; the message says why."""


LARGEST_ANSWER = 2 * 2**20  # bytes


def _read_answer(file: Path) -> str:
    """The text of an answer. Raises _Refused with what is wrong with the file, in a sentence."""
    try:
        if file.exists() and not file.is_file():
            raise _Refused(f"{file} is not a file. Give a Python file that defines the answer.")
        if file.stat().st_size > LARGEST_ANSWER:
            raise _Refused(f"{file} has {file.stat().st_size} bytes; an answer has at most {LARGEST_ANSWER}.")
        source = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise _Refused(f"{file} is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
    except OSError as error:
        raise _Refused(f"{file} cannot be read: {error.strerror}.") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, str(file), "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as error:
        raise _Refused(f"{file} is not valid Python: {error}.") from error
    return source


# The file is imported, as it were, and not run as a program: what stands under `if __name__ == "__main__"` is no answer.
IMPORTED = '__name__ = "answer"; import sys; sys.modules["answer"] = sys.modules["__main__"]; del sys'


def _judge_all(
    workshop: Workshop, marker: Judge, chosen: list[Found], source: str, hidden: bool
) -> list[tuple[Found, Report]]:
    """The report of each exercise. Each has the file run anew in a process of its own, unless that came to no end."""
    reports: list[tuple[Found, Report]] = []
    ended_by = ""
    for found in chosen:
        if not ended_by:
            with workshop.open(topic=found.topic) as bench:
                try:
                    bench.run(IMPORTED, found.coded.seconds)
                    outputs, succeeded = bench.run(source, found.coded.seconds)
                except AnswerEnded as ended:
                    ended_by = str(ended)
                else:
                    report = marker.mark(found, bench) if hidden else marker.judge(found, bench, hidden=False)
                    if not succeeded and not report.passed:
                        stopped = Finding("the file does not run", f"The file stopped with {_raised(outputs)}", -1)
                        report = replace(report, findings=(stopped, *report.findings))
        if ended_by:
            report = Report(found.id, 1, (0,), (Finding(NO_END, ended_by, -1),))
        reports.append((found, report))
    return reports


def _raised(outputs: list[Any]) -> str:
    """Which exception ended a cell, as its outputs tell. They come from the answer's process and may be anything."""
    for output in outputs:
        if isinstance(output, dict) and output.get("output_type") == "error":
            return legible(f"{output.get('ename')}: {output.get('evalue')}", 500)
    return "an exception."


def chosen_exercises(text: str) -> list[Found]:
    """The exercises meant by "Q1-Q8", "Q6", "Q6.tokenize_fr", "Q1,Q3", or "" for all.

    Raises:
        KeyError: there is no such question.
    """
    chosen: dict[str, Found] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        if between := re.fullmatch(r"(Q\d+)-(Q\d+)", part):
            first, last = natural_order(between[1]), natural_order(between[2])
            inside = [found for found in exercises().values() if first <= natural_order(found.question.id) <= last]
            if not inside:
                raise KeyError(f"There is no question from {between[1]} to {between[2]}.")
        else:
            inside = find(part)
        chosen |= {found.id: found for found in inside}
    return list(chosen.values()) if text.strip() else list(exercises().values())


def prove(
    question: Annotated[str, typer.Argument(help="Q6, Q6.tokenize_fr, Q1-Q8, or a list with commas; all when left out.")] = "",
    seed: Annotated[int | None, typer.Option(help="Draw the same hidden cases again.")] = None,
    least_visible: Annotated[float, typer.Option(help="The share of wrong answers that visible checks must reject.")] = 0.6,
    device: Device = None,
    as_json: Json = False,
) -> None:
    """Measure the checks: every known wrong answer and every right one written differently, put to the test.

    Exit status 1 when a wrong answer gets through or is not named, or a right one is refused.
    """
    from autograder.proving import number_of_answers
    from autograder.proving import prove as run

    try:
        chosen = chosen_exercises(question)
        problems = catalogue.verify(chosen)
        total = number_of_answers(chosen)
    except (KeyError, catalogue.CatalogueError) as error:
        fail(error.args[0])
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("answers", total=total)
        try:
            with on_device(device):
                tallies = run(chosen, seed, lambda trial: bar.update(task, advance=1, description=trial.exercise_id))
        except (GradingUnavailable, NoDevice, catalogue.CatalogueError) as error:
            fail(error)
    complaints = problems + [trial.complaint() for tally in tallies for trial in tally.trials if not trial.sound]
    counts = [tally.counts() for tally in tallies]
    for tally in counts:
        wrong: Any = tally["wrong"]
        if wrong["total"] and wrong["rejected_visible"] < least_visible * wrong["total"]:
            complaints.append(f"{tally['id']}: visible checks reject only {wrong['rejected_visible']} of {wrong['total']} wrong answers.")
    if as_json:
        print(json.dumps({"questions": counts, "complaints": complaints}, ensure_ascii=False, indent=1))
    else:
        _show(counts, complaints)
    raise typer.Exit(1 if complaints else 0)


def _show(counts: list[dict[str, Any]], complaints: list[str]) -> None:
    table = Table(caption="wrong answers: rejected by hidden checks, named, rejected by visible checks; right answers: accepted")
    for column in ("", "rejected", "named", "visible", "accepted"):
        table.add_column(column, justify="left" if not column else "right")
    sums = [0] * 6
    for tally in counts:
        wrong, right = tally["wrong"], tally["right"]
        row = [wrong["rejected_hidden"], wrong["named"], wrong["rejected_visible"], wrong["total"], right["accepted"], right["total"]]
        sums = [before + more for before, more in zip(sums, row)]
        table.add_row(tally["id"], f"{row[0]}/{row[3]}", f"{row[1]}/{row[3]}", f"{row[2]}/{row[3]}", f"{row[4]}/{row[5]}")
    table.add_section()
    table.add_row("all", f"{sums[0]}/{sums[3]}", f"{sums[1]}/{sums[3]}", f"{sums[2]}/{sums[3]}", f"{sums[4]}/{sums[5]}")
    console = Console(highlight=False)
    console.print(table)
    for complaint in complaints:
        console.print(f"- {complaint}", markup=False, soft_wrap=True)
