"""`course status`: which exercises have been passed on this machine."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from attention_course import progress
from attention_course.commands import fail
from attention_course.question import Exercise, exercises


def status(
    chapter: Annotated[str, typer.Argument(help="Show this chapter's exercises, such as encoder; the one to go on with when left out.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Show my progress: every chapter, the exercises of the one to go on with, what comes next."""
    seen = progress.read()
    rows = []
    for found in exercises().values():
        if isinstance(found.exercise, Exercise):
            entry = seen.get(found.id, {})
            state = "passed" if entry.get("passed") else "tried" if entry else "open"
            rows.append({"id": found.id, "chapter": found.topic, "state": state, "tries": entry.get("tries", 0), "points": found.exercise.points})
    chapters = list(dict.fromkeys(row["chapter"] for row in rows))
    if chapter and chapter not in chapters:
        fail(f"There is no chapter {chapter!r}; there are {', '.join(chapters)}.")
    if as_json:
        print(json.dumps({"exercises": [row for row in rows if not chapter or row["chapter"] == chapter]}, indent=1))
        return
    console = Console(highlight=False)
    overview = _table("My progress", "chapter", "passed", "points")
    for name in chapters:
        group = [row for row in rows if row["chapter"] == name]
        overview.add_row(name, _share(group), _points(group))
    console.print(overview)
    following = next((row for row in rows if row["state"] != "passed"), None)
    shown = chapter or (following["chapter"] if following else "")
    if shown:
        table = _table(f"The chapter “{shown}”", "exercise", "state", "tries", "points")
        for row in rows:
            if row["chapter"] == shown:
                table.add_row(row["id"], row["state"], str(row["tries"] or ""), _points([row]))
        console.print(table)
    console.print(f"{_share(rows)} exercises, {_points(rows)} points, by the visible cases; marks are given by hidden ones as well. Written answers are read by a person.")
    if following:
        console.print(f"Next: {following['id']}, in the chapter “{following['chapter']}”. `course lab` opens the notebooks.")
    else:
        console.print("Everything has passed. Well done.")


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left")
    for column in columns:
        table.add_column(column, justify="right" if column in ("passed", "tries", "points") else "left")
    return table


def _share(rows: list[dict[str, Any]]) -> str:
    return f"{sum(row['state'] == 'passed' for row in rows)} of {len(rows)}"


def _points(rows: list[dict[str, Any]]) -> str:
    earned = sum(row["points"] for row in rows if row["state"] == "passed")
    return f"{earned} of {sum(row['points'] for row in rows)}"
