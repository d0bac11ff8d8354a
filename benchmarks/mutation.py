"""Mutants that nobody chose: every small change of a reference's solution, put to the hidden checks.

    python benchmarks/mutation.py attention                 # a topic, or several
    python benchmarks/mutation.py Q12 Q13.mask_scores       # questions, exercises
    python benchmarks/mutation.py encoder --survivors       # what got through, as small diffs

The catalogue of wrong answers measures the checks with mistakes that somebody thought of; this measures them with all
that a mutation tool (mutmut, and what `mutants.py` adds for numerical code) makes of the reference. A mutant that no
check rejects is either a hole in the checks or equivalent: then it stands, with the reason, in
`benchmarks/mutation_equivalent.toml`. Exit status 1 while there is a survivor that does not, or an entry without one.

Needs `pip install -e '.[mutation]'`.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import signal
import sys
import tomllib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from mutants import Mutant, mutants
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from attention_course.diagnosis import observation_difference
from attention_course.observing import observe_case
from attention_course.question import Exercise, Found, exercises, find, topics
from autograder import catalogue
from autograder.grading.judging import Judge
from autograder.grading.workshop import AnswerEnded, Workshop

EQUIVALENT = Path(__file__).with_name("mutation_equivalent.toml")

SURVIVED, RAISED, DIFFERED, ENDED = "survived", "raised", "differed", "ended"


@dataclass(frozen=True)
class Trial:
    """One mutant, judged as an answer to one exercise.

    Attributes:
        outcome: "survived", or how it was rejected: it "raised" in every case that shows a difference, "differed" in a
            value, or "ended" (came to no end, or took the process with it).
    """

    exercise_id: str
    mutant: Mutant
    outcome: str


@dataclass(frozen=True)
class Equivalent:
    """A survivor that is no hole in the checks, and why not."""

    exercise_id: str
    diff: str
    reason: str


@dataclass
class Tally:
    """What became of an exercise's mutants."""

    exercise_id: str
    trials: list[Trial] = field(default_factory=list)
    equivalent: list[tuple[Trial, str]] = field(default_factory=list)
    survivors: list[Trial] = field(default_factory=list)

    def count(self, *outcomes: str) -> int:
        return sum(trial.outcome in outcomes for trial in self.trials)

    @property
    def score(self) -> float:
        """The share of the mutants that are rejected, those that are equivalent left out."""
        rejected = len(self.trials) - len(self.survivors) - len(self.equivalent)
        return rejected / (rejected + len(self.survivors)) if self.trials else 1.0

    def as_data(self) -> dict[str, Any]:
        return {
            "exercise": self.exercise_id,
            "mutants": len(self.trials),
            **{outcome: self.count(outcome) for outcome in (RAISED, DIFFERED, ENDED)},
            "equivalent": len(self.equivalent),
            "score": round(self.score, 4),
            "survivors": [
                {"where": trial.mutant.where, "operator": trial.mutant.operator, "line": trial.mutant.first, "diff": trial.mutant.diff}
                for trial in self.survivors
            ],
        }


def chosen_exercises(names: Sequence[str]) -> list[Found]:
    """The exercises of topics, of questions, or by their own ids.

    Raises:
        KeyError: there is no such thing.
    """
    chosen: dict[str, Found] = {}
    for name in names:
        inside = [found for found in exercises().values() if found.topic == name] if name in topics() else find(name)
        chosen |= {found.id: found for found in inside if isinstance(found.exercise, Exercise)}
    return list(chosen.values())


def mutants_of(found: Found) -> list[Mutant]:
    """The mutants of the reference whose change stands in the answer of an exercise."""
    spans = []
    for name in found.coded.names:
        try:
            spans.append(catalogue.definition(found.topic, name))
        except catalogue.CatalogueError:
            continue
    made = _mutants_of_text(catalogue.reference_answer(found))
    return [mutant for mutant in made if any(first <= mutant.first and mutant.last <= last for first, last in spans)]


_made: dict[str, list[Mutant]] = {}


def _mutants_of_text(source: str) -> list[Mutant]:
    if source not in _made:
        _made[source] = mutants(source)
    return _made[source]


def judge(workshop: Workshop, marker: Judge, found: Found, mutant: Mutant) -> Trial:
    """Put the hidden cases of an exercise to a mutant."""
    due = marker.round(found, hidden=True)
    with workshop.open() as bench:
        try:
            bench.run(mutant.code, found.coded.seconds)
            given = bench.probe(found.id, due.cases, found.coded.seconds)
        except AnswerEnded:
            return Trial(found.id, mutant, ENDED)
    wrong = [
        bool(seen.raised) and not right.raised
        for right, seen in zip(due.expected, given, strict=True)
        if observation_difference(found.coded, right, seen) is not None
    ]
    return Trial(found.id, mutant, (RAISED if all(wrong) else DIFFERED) if wrong else SURVIVED)


STATUS = {SURVIVED: 10, RAISED: 11, DIFFERED: 12}


def first_look(marker: Judge, found: Found, mutant: Mutant) -> int:
    """Start a process that tells by its exit status how a mutant fares; its number.

    It is this process once more, with all that is imported and worked out, so it costs a tenth of a workshop's bench. It
    keeps nothing from the mutant, which was made here: what survives it is put to a bench as any answer is.
    """
    due = marker.round(found, hidden=True)
    if pid := os.fork():
        return pid
    status = 1
    try:
        signal.alarm(math.ceil(found.coded.seconds))
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        answer = found.coded.answer_in(catalogue.load(mutant.code))
        outcome = SURVIVED
        for case, right in zip(due.cases, due.expected):
            seen = observe_case(found.coded, answer, case)
            if observation_difference(found.coded, right, seen) is not None:
                outcome = RAISED if seen.raised and not right.raised else DIFFERED
                if outcome == DIFFERED:
                    break
        status = STATUS[outcome]
    finally:
        os._exit(status)


def looked_at(marker: Judge, work: Sequence[tuple[Found, Mutant]], jobs: int) -> Iterator[Trial | None]:
    """The trials of mutants that a first look rejects, in their order; None for those that a bench is to judge."""
    waiting: deque[tuple[int, Found, Mutant]] = deque()

    def oldest() -> Trial | None:
        pid, found, mutant = waiting.popleft()
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        if code == -signal.SIGALRM:
            return Trial(found.id, mutant, ENDED)
        return next((Trial(found.id, mutant, how) for how, known in STATUS.items() if code == known and how != SURVIVED), None)

    for found, mutant in work:
        if len(waiting) >= jobs:
            yield oldest()
        waiting.append((first_look(marker, found, mutant), found, mutant))
    while waiting:
        yield oldest()


def measure(
    chosen: Sequence[Found],
    equivalents: Iterable[Equivalent] = (),
    *,
    workshop: Workshop,
    seed: int = 0,
    jobs: int = 1,
    quick: bool = True,
    begin: Callable[[int], None] = lambda total: None,
    advance: Callable[[Trial], None] = lambda trial: None,
) -> tuple[list[Tally], list[Equivalent]]:
    """Judge every mutant of the chosen exercises; a tally for each of them, and the entries that are stale: their mutant
    is rejected, or there is none such.

    `quick` takes a first look at each, and puts to the workshop only what survives that. `begin` is called with the
    number of mutants, `advance` after each.
    """
    marker = Judge(seed)
    reasons = {(entry.exercise_id, entry.diff): entry for entry in equivalents}
    work = [(found, mutant) for found in chosen for mutant in mutants_of(found)]
    begin(len(work))
    tallies = {found.id: Tally(found.id) for found in chosen}
    used = set()

    def judged(found: Found, mutant: Mutant, seen: Trial | None) -> Trial:
        if seen:
            return seen
        trial = judge(workshop, marker, found, mutant)
        advance(trial)
        return trial

    # No second thread while processes are forked here.
    looks: Iterable[Trial | None] = looked_at(marker, work, jobs) if quick else [None] * len(work)
    seen = []
    for look in looks:
        seen.append(look)
        if look:
            advance(look)
    with ThreadPoolExecutor(jobs) as pool:
        for trial in pool.map(lambda job: judged(*job), [(*both, look) for both, look in zip(work, seen)]):
            tally = tallies[trial.exercise_id]
            tally.trials.append(trial)
            if trial.outcome == SURVIVED:
                known = reasons.get((trial.exercise_id, trial.mutant.diff))
                if known:
                    used.add(known)
                    tally.equivalent.append((trial, known.reason))
                else:
                    tally.survivors.append(trial)
    stale = [entry for entry in reasons.values() if entry.exercise_id in tallies and entry not in used]
    return list(tallies.values()), stale


def read_equivalents(file: Path) -> list[Equivalent]:
    """The committed list: tables `[[equivalent]]` with exercise, diff (one text, or several for one reason) and reason.

    Raises:
        ValueError: an entry lacks something, or stands there twice.
    """
    entries: list[Equivalent] = []
    for table in tomllib.loads(file.read_text(encoding="utf-8")).get("equivalent", []):
        if not {"exercise", "diff", "reason"} <= set(table) or not table["reason"].strip():
            raise ValueError(f"{file.name}: an entry needs exercise, diff and reason: {table}")
        diffs = table["diff"] if isinstance(table["diff"], list) else [table["diff"]]
        entries += [Equivalent(table["exercise"], diff.strip("\n"), table["reason"].strip()) for diff in diffs]
    keys = [(entry.exercise_id, entry.diff) for entry in entries]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise ValueError(f"{file.name} has {twice[0]} twice.")
    return entries


def show(tallies: Sequence[Tally], stale: Sequence[Equivalent], console: Console, survivors: bool) -> None:
    table = Table(min_width=90, caption="mutants of what a learner writes; rejected by hidden checks, of these those that raised throughout")
    for column in ("", "mutants", "rejected", "raised", "equivalent", "survivors", "score"):
        table.add_column(column, justify="left" if not column else "right")
    everything = Tally("all")
    for tally in tallies:
        everything.trials += tally.trials
        everything.equivalent += tally.equivalent
        everything.survivors += tally.survivors
    for tally in (*tallies, everything):
        if tally is everything:
            table.add_section()
        rejected = tally.count(RAISED, DIFFERED, ENDED)
        cells = (len(tally.trials), rejected, tally.count(RAISED), len(tally.equivalent), len(tally.survivors))
        table.add_row(tally.exercise_id, *map(str, cells), f"{tally.score:.1%}")
    console.print(table)
    if survivors:
        for trial in everything.survivors:
            heading = f"{trial.exercise_id}, {trial.mutant.where}, line {trial.mutant.first} ({trial.mutant.operator})"
            console.print(f"\n{heading}\n{trial.mutant.diff}", markup=False, soft_wrap=True)
    for entry in stale:
        text = f"\nStale: no mutant of {entry.exercise_id} survives as\n{entry.diff}"
        console.print(text, markup=False, soft_wrap=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", nargs="+", help="topics (attention), questions (Q12) or exercises (Q12.dot_scores)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the result to FILE")
    parser.add_argument("--jobs", type=int, default=1, help="how many mutants to judge at a time")
    parser.add_argument("--seed", type=int, default=0, help="of the hidden cases")
    parser.add_argument("--survivors", action="store_true", help="show what got through")
    parser.add_argument("--equivalent", type=Path, default=EQUIVALENT, metavar="FILE", help="survivors known to be equivalent")
    options = parser.parse_args(arguments)
    chosen = chosen_exercises(options.what)
    torch.set_num_threads(1)
    console, errors = Console(highlight=False), Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar, Workshop() as workshop:
        task = bar.add_task("mutants")
        tallies, stale = measure(
            chosen,
            read_equivalents(options.equivalent) if options.equivalent.exists() else [],
            workshop=workshop,
            seed=options.seed,
            jobs=options.jobs,
            quick=not os.environ.get("COURSE_DEVICE"),  # a GPU's state cannot be forked
            begin=lambda total: bar.update(task, total=total),
            advance=lambda trial: bar.update(task, advance=1, description=trial.exercise_id),
        )
    show(tallies, stale, console, options.survivors)
    if options.json:
        data = {"seed": options.seed, "exercises": [tally.as_data() for tally in tallies], "stale": [vars(entry) for entry in stale]}
        options.json.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 1 if stale or any(tally.survivors for tally in tallies) else 0


if __name__ == "__main__":
    sys.exit(main())
