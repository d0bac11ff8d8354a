"""`course data`: which data sets there are, fetching one, and where it is."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from attention_course.corpora.readers import CorpusError
from attention_course.corpora.registry import DATA_SETS
from attention_course.corpora.storage import State, data_folder, find, set_state

app = typer.Typer(
    no_args_is_help=True,
    help="Data sets that the course can use beside its own corpus: list them, fetch one, say where it is.",
)

_WHAT_TO_DO = {
    State.VERIFIED: "here, verified",
    State.OTHER_EDITION: "here, another edition",
    State.INCOMPLETE: "incomplete: get it again",
    State.ALTERED: "altered: get it again",
    State.MISSING: "not here",
}
Name = Annotated[str, typer.Argument(help=f"One of {', '.join(DATA_SETS)}.", show_default=False)]


@contextlib.contextmanager
def _one_sentence() -> Iterator[None]:
    """Show what went wrong as a sentence on the standard error and leave with 1; no traceback."""
    try:
        yield
    except CorpusError as error:
        typer.echo(f"course data: {error}", err=True)
        raise typer.Exit(1) from error


@app.command("list")
def list_() -> None:
    """Show every data set: what it is, how large, on which terms, and whether it is here and verified."""
    from rich.console import Console
    from rich.table import Table

    with _one_sentence():
        folder = data_folder()
        table = Table(title=f"Data sets in {folder}", title_justify="left")
        for heading in ("name", "what", "pairs", "licence", "here?"):
            table.add_column(heading, no_wrap=heading == "name", overflow="fold")
        for name, entry in DATA_SETS.items():
            table.add_row(name, entry.title, entry.pairs, entry.licence, _WHAT_TO_DO[set_state(entry, folder)])
        Console().print(table, markup=False)
        typer.echo("Fetch one with `course data get NAME`; COURSE_DATA names another folder.")


@app.command("get")
def get_(
    names: Annotated[
        list[str], typer.Argument(metavar="NAME...", help=f"Of {', '.join(DATA_SETS)}.", show_default=False)
    ],
    to: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Data folder to put it into, instead of the usual one.")
    ] = None,
    mirror: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="Web address of a copy of a data folder, tried first; may be repeated."),
    ] = None,
    accept_other_edition: Annotated[
        bool, typer.Option("--accept-other-edition", help="Tatoeba: take the edition that is served now.")
    ] = False,
) -> None:
    """Fetch data sets: goes on where an earlier download stopped, and verifies every file."""
    from attention_course.corpora.download import get
    from attention_course.corpora.registry import data_set

    with _one_sentence():
        for name in names:  # a misspelt second name should not show after a long first download
            data_set(name)
        for name in names:
            get(name, to=to, mirrors=mirror or None, accept_other_edition=accept_other_edition)
        if to is not None:
            typer.echo(f"To use it from there, set COURSE_DATA={to.expanduser().resolve()}")


@app.command("path")
def path_(name: Name) -> None:
    """Print the folder of a data set, once its files are verified."""
    with _one_sentence():
        typer.echo(find(name))
