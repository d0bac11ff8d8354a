"""`course status`: which exercises have been passed on this machine."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from attention_course import progress
from attention_course.question import Exercise, questions


def status(as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False) -> None:
    """Show my progress: every question, what has passed, what comes next."""
    seen = progress.read()
    rows: list[dict[str, Any]] = []
    for question_id, (topic, question) in questions().items():
        passed: list[str] = []
        tried: list[str] = []
        for exercise in question.coded:
            entry = seen.get(f"{question_id}.{exercise.name}", {})
            (passed if entry.get("passed") else tried if entry else []).append(exercise.name)
        open_ones = [exercise.name for exercise in question.coded if exercise.name not in passed]
        earned = sum(e.points for e in question.exercises if isinstance(e, Exercise) and e.name in passed)
        rows.append(
            {"id": question_id, "topic": topic, "title": question.title, "passed": passed, "open": open_ones,
             "tried": tried, "points": earned, "of": sum(e.points for e in question.coded)}
        )  # fmt: skip
    if as_json:
        print(json.dumps({"questions": rows}, ensure_ascii=False, indent=1))
        return
    console = Console()
    table = Table(title="My progress", caption="Written answers are marked by a person and are not counted here.")
    for column in ("", "question", "passed", "still open", "points"):
        table.add_column(column, overflow="fold")
    for row in rows:
        state = "done" if not row["open"] else "begun" if row["passed"] or row["tried"] else ""
        table.add_row(row["id"], row["title"], ", ".join(row["passed"]), ", ".join(row["open"]), f"{row['points']}/{row['of']}", style="dim" if state == "done" else None)
    console.print(table)
    console.print(f"{sum(row['points'] for row in rows)} of {sum(row['of'] for row in rows)} points.", highlight=False)
    following = next((row for row in rows if row["open"]), None)
    if following:
        console.print(f"Next: {following['id']}, {following['open'][0]}. Open it with `course lab`.", highlight=False)
    else:
        console.print("Everything has passed. Well done.")
