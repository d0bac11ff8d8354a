"""The command `course`."""

from __future__ import annotations

import typer

from attention_course.commands import data
from attention_course.commands.doctor import doctor
from attention_course.commands.lab import lab
from attention_course.commands.status import status
from autograder.commands import bench
from autograder.commands.building import build
from autograder.commands.demo import demo
from autograder.commands.grading import grade, release
from autograder.commands.questions import judge, prove, questions

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="A hands-on, autograded course on attention-based sequence-to-sequence models in PyTorch.",
)

LEARN, GRADE, WRITE = "For learners", "For graders", "For authors"
app.command(rich_help_panel=LEARN)(lab)
app.command(rich_help_panel=LEARN)(status)
app.command(rich_help_panel=LEARN)(doctor)
app.add_typer(data.app, name="data", rich_help_panel=LEARN)
app.command(rich_help_panel=GRADE)(release)
app.command(rich_help_panel=GRADE)(grade)
app.command(rich_help_panel=GRADE)(judge)
app.command(rich_help_panel=GRADE)(questions)
app.command(rich_help_panel=WRITE)(build)
app.command(rich_help_panel=WRITE)(demo)
app.command(rich_help_panel=WRITE)(prove)
app.add_typer(bench.app, name="bench", rich_help_panel=WRITE)


def main() -> None:
    """Entry point of the `course` script."""
    app()


if __name__ == "__main__":
    main()
