"""`course bench`: how fast the reference is, against code as tutorials have it and against what the machine could do."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any

import typer

from attention_course.commands import fail

app = typer.Typer(no_args_is_help=True, help="Measure how fast the reference is.")


class Data(StrEnum):
    MULTI30K = "multi30k"
    COURSE = "course"


@app.callback()
def bench() -> None:
    """Measure how fast the reference is."""


@app.command()
def training(
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    rounds: Annotated[int, typer.Option(min=2, help="Batches of each system.")] = 12,
    data: Annotated[Data, typer.Option(help="What to train on; course: its own corpus, which is always there.")] = Data.MULTI30K,
    quick: Annotated[bool, typer.Option("--quick", help="A tiny model and two rounds: shows that it works, not how fast it is.")] = False,
) -> None:
    """Train on one thread, by turns in tutorial style and with the reference: tokens a second, and the share of the limit.

    About five minutes on a machine with nothing else to do.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from attention_course.corpora import CorpusError
    from autograder.bench import training as measuring

    try:
        corpus = measuring.read_corpus(data, most=2_000 if quick else None)
    except CorpusError as error:
        fail(f"{error} Without it: `course bench training --data course`.")
    rounds = 2 if quick else rounds
    steps = (rounds + 1) * len(measuring.ORDERS) * len(measuring.SYSTEMS)
    console = Console(stderr=True)
    columns = (TextColumn("training by turns"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("batches", total=steps)
        result = measuring.measure(
            corpus,
            measuring.QUICK if quick else measuring.Sizes(),
            rounds,
            done=lambda: bar.advance(task),
            product_size=256 if quick else 2048,
        )
    result["quick"] = quick
    if as_json:
        print(json.dumps(result, indent=1))
    else:
        _show(result)


def _show(result: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    data, sizes, share = result["data"], result["sizes"], result["data"]["valid_share"]
    table = Table(
        title=f"Training on {data['name']}, one thread, {result['dtype']}, {result['rounds']} rounds", title_justify="left",
        caption=(
            f"Medians, quartiles in brackets. Embedding {sizes['embedding']}, hidden {sizes['decoder']} (encoder: {sizes['encoder']} "
            f"each way), readout {sizes['readout']}, batches of {sizes['batch']}, {data['vocabulary']['target']:,} target words. "
            f"Tokens fill {share['pooled']:.0%} of pooled batches, {share['shuffled']:.0%} of shuffled ones. The limit: matrix products "
            f"alone, on real tokens, at {result['product_gflops']} billion operations a second. Other programs left this one "
            f"{result['share_of_the_clock_at_work']:.0%} of the clock."
        ),
        caption_justify="left",
    )  # fmt: skip
    table.add_column("")
    for column in ("tokens/s", "times the tutorial", "of the limit"):
        table.add_column(column, justify="right")
    for order, systems in result["orders"].items():
        for system, row in systems.items():
            low, high = row["ratio_quartiles"]
            least, most = row["fraction_quartiles"]
            table.add_row(
                f"{order}, {system}",
                f"{row['tokens_per_second']:,.0f}",
                f"{row['ratio_to_tutorial']:.2f} ({low:.2f} to {high:.2f})",
                f"{row['fraction_of_limit']:.2f} ({least:.2f} to {most:.2f})",
            )
        table.add_section()
    Console(highlight=False).print(table)
    if result["quick"]:
        print("Quick: the model is too small for these figures to say anything.")
