"""`course status`: which exercises have been passed on this machine."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from attention_course import progress
from attention_course.question import Exercise, exercises


def status(as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")] = False) -> None:
    """Show my progress: every exercise, whether it has passed, what comes next."""
    seen = progress.read()
    rows = []
    for found in exercises().values():
        if isinstance(found.exercise, Exercise):
            entry = seen.get(found.id, {})
            state = "passed" if entry.get("passed") else "tried" if entry else "open"
            rows.append({"id": found.id, "chapter": found.topic, "state": state, "tries": entry.get("tries", 0), "points": found.exercise.points})
    if as_json:
        print(json.dumps({"exercises": rows}, indent=1))
        return
    console = Console(highlight=False)
    table = Table(title="My progress", title_justify="left")
    for column in ("exercise", "state", "tries", "points"):
        table.add_column(column, justify="right" if column in ("tries", "points") else "left")
    for number, row in enumerate(rows):
        earned = row["points"] if row["state"] == "passed" else 0
        last_of_chapter = number + 1 == len(rows) or rows[number + 1]["chapter"] != row["chapter"]
        table.add_row(row["id"], row["state"], str(row["tries"] or ""), f"{earned}/{row['points']}", end_section=last_of_chapter)
    console.print(table)
    passed = [row for row in rows if row["state"] == "passed"]
    points, of = (sum(row["points"] for row in group) for group in (passed, rows))
    console.print(f"{len(passed)} of {len(rows)} exercises, {points} of {of} points, by the visible cases; marks are given by hidden ones as well. Written answers are read by a person.")
    following = next((row for row in rows if row["state"] != "passed"), None)
    if following:
        console.print(f"Next: {following['id']}, in the chapter “{following['chapter']}”. `course lab` opens the notebooks.")
    else:
        console.print("Everything has passed. Well done.")
