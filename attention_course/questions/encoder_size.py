"""Q11: sizes counted, runs summed up, a setting chosen, and claims held against the table that they are about."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import product
from math import sqrt
from statistics import mean, median, stdev
from typing import NamedTuple

from attention_course.question import Case

UNITS, LAYERS, SEEDS = (4, 16, 26), (1, 2), (0, 1, 2)
COMPARED = {"wider": ((4, 1), (26, 1)), "deeper": ((16, 1), (16, 2)), "thinner": ((26, 1), (16, 2))}
# The test shares of 24 seeds of each setting, from lowest to highest, lay in these bands; a run may lie MARGIN outside.
BANDS = {(4, 1): (0.268, 0.304), (16, 1): (0.491, 0.540), (26, 1): (0.596, 0.654),
         (4, 2): (0.248, 0.297), (16, 2): (0.492, 0.553), (26, 2): (0.588, 0.668)}  # fmt: skip
MARGIN = 0.04
STUDENT_3 = 4.303


class Run(NamedTuple):
    hidden_size: int
    layers: int
    seed: int
    validation: float
    test: float


class Summary(NamedTuple):
    hidden_size: int
    layers: int
    validation: float
    test: float
    deviation: float
    margin: float


def probe_count_parameters(count_parameters, cell, input_size, hidden_size, **options):
    count = count_parameters(cell, input_size, hidden_size, **options)
    return f"the float {count!r}" if isinstance(count, float) else count


def visible_count_parameters():
    return [
        Case("a GRU that reads 2 numbers and has 3 units", {"cell": "gru", "input_size": 2, "hidden_size": 3}),
        Case("an LSTM of the same size", {"cell": "lstm", "input_size": 2, "hidden_size": 3}),
        Case("the GRU with two layers", {"cell": "gru", "input_size": 2, "hidden_size": 3, "layers": 2}),
        Case("the GRU in both directions", {"cell": "gru", "input_size": 2, "hidden_size": 3, "bidirectional": True}),
        Case("a cell in capitals", {"cell": "GRU", "input_size": 2, "hidden_size": 3}),
    ]


def hidden_count_parameters(draw: random.Random):
    def case(about: str, cell: str, layers: int, bidirectional: bool, input_size: int = 0, hidden_size: int = 0) -> Case:
        sizes = {"input_size": input_size or draw.randint(5, 90), "hidden_size": hidden_size or draw.randint(5, 90)}
        return Case(about, {"cell": cell, **sizes, "layers": layers, "bidirectional": bidirectional})

    cases = [
        case(f"{cell}, {layers} layers, {1 + both} directions", cell, layers, both)
        for cell in ("gru", "lstm") for layers in (1, 2, 3, 5) for both in (False, True)
    ]  # fmt: skip
    return [
        *cases,
        case("input as large as hidden", "gru", 2, True, 7, 7),
        case("input twice as large as hidden", "lstm", 3, True, 10, 5),
        case("sizes of one", "lstm", 1, False, 1, 1),
        case("larger than memory", "gru", 4, True, 10**9 + 7, 10**9 + 9),
        Case("neither", {"cell": "rnn", "input_size": 2, "hidden_size": 3}),
        *(Case("nearly one of the two", {"cell": cell, "input_size": 2, "hidden_size": 3}) for cell in ("LSTM", "gru2", "gr", " gru", "lstm\n", "")),
        Case("nothing but sizes", {"cell": "lstm", "input_size": draw.randint(2, 50), "hidden_size": draw.randint(2, 50)}),
    ]


def probe_summarise(summarise, runs):
    given = [Run(*run) for run in runs]
    before = list(given)
    summaries = [{field: getattr(summary, field) for field in Summary._fields} for summary in summarise(given)]
    return {"summaries": summaries, "runs left as they were": given == before}


def _table(draw: random.Random, settings, seeds) -> list[list]:
    return [[*setting, seed, round(draw.uniform(0.2, 0.9), 4), round(draw.uniform(0.2, 0.9), 4)] for setting in settings for seed in seeds]


def visible_summarise():
    small = [[8, 1, 0, 0.50, 0.40], [8, 1, 1, 0.54, 0.44], [8, 1, 2, 0.58, 0.54]]
    large = [[16, 1, 0, 0.60, 0.62], [16, 1, 1, 0.70, 0.64], [16, 1, 2, 0.65, 0.63]]
    deep = [[8, 2, 0, 0.51, 0.49], [8, 2, 1, 0.49, 0.51]]
    wide = [[32, 1, 0, 0.72, 0.70], [32, 1, 1, 0.70, 0.74]]
    return [
        Case("one setting, three seeds", {"runs": small}),
        Case("three settings", {"runs": [*large, *wide, *small]}),
        Case("a setting that comes back", {"runs": [*large[:2], *deep, *large[:2]]}),
        Case("one hidden size, one layer and two", {"runs": [*small, *deep]}),
        Case("a single run", {"runs": small[:1]}),
    ]


def hidden_summarise(draw: random.Random):
    settings = [(hidden, layers) for hidden in draw.sample(range(2, 64), 3) for layers in (2, 1)]
    mixed = _table(draw, settings, range(4))
    draw.shuffle(mixed)
    rounds = _table(draw, settings, range(3))
    side_by_side = [run for seed in range(3) for run in rounds[seed::3]]
    even = _table(draw, settings[:3], range(4))
    uneven = [run for run in _table(draw, settings[:3], range(6)) if run[2] < 2 + 2 * settings.index((run[0], run[1]))]
    return [
        Case("a grid", {"runs": rounds}),
        Case("a grid, seed by seed", {"runs": side_by_side}),
        Case("runs in any order", {"runs": mixed}),
        Case("settings with different numbers of runs", {"runs": uneven}),
        Case("ten seeds", {"runs": _table(draw, [(5, 3)], range(10))}),
        Case("two runs that agree", {"runs": [[4, 1, 0, 0.5, 0.25], [4, 1, 7, 0.5, 0.25]]}),
        Case("the same seed twice", {"runs": [[4, 1, 0, 0.5, 0.25], [4, 1, 0, 0.7, 0.45], [4, 1, 1, 0.4, 0.5]]}),
        Case("the very same run twice", {"runs": [[4, 1, 0, 0.5, 0.25], [4, 1, 0, 0.5, 0.25], [4, 1, 1, 0.4, 0.5]]}),
        Case("settings that come back", {"runs": [run for pair in (0, 2) for setting in (0, 1, 2) for run in even[4 * setting + pair :][:2]]}),
        Case("runs that lie very close together", {"runs": [[4, 1, seed, 0.5, 0.9 + seed * 1e-8] for seed in range(3)]}),
        Case("units and layers of equal product", {"runs": _table(draw, [(2, 4), (4, 2), (8, 1)], range(3))}),
        Case("units and layers exchanged", {"runs": _table(draw, [(2, 3), (3, 2)], range(5))}),
        Case("a single run among others", {"runs": [*_table(draw, settings[:2], range(3)), [99, 1, 0, 0.5, 0.5]]}),
        Case("no runs", {"runs": []}),
    ]


def probe_choose(choose, summaries):
    given = [Summary(*summary) for summary in summaries]
    before = list(given)
    chosen = choose(given)
    fields = {field: getattr(chosen, field, "not there") for field in Summary._fields}
    told = fields if "not there" not in fields.values() else {"no summary": chosen}
    return {**told, "summaries left as they were": given == before}


def visible_choose():
    table = [[8, 1, 0.50, 0.61, 0.01, 0.02], [16, 1, 0.70, 0.66, 0.03, 0.07], [16, 2, 0.65, 0.71, 0.01, 0.03]]
    # In the test, by size, by spread and by order another one is ahead each time.
    equal = [[16, 2, 0.7, 0.60, 0.02, 0.05], [32, 1, 0.7, 0.80, 0.05, 0.12], [16, 1, 0.7, 0.65, 0.04, 0.10],
             [64, 3, 0.7, 0.70, 0.03, 0.07], [8, 2, 0.7, 0.55, 0.01, 0.02]]  # fmt: skip
    return [
        Case("best in validation, not in the test", {"summaries": table}),
        Case("equal in validation", {"summaries": equal}),
    ]


def hidden_choose(draw: random.Random):
    def row(hidden: int, layers: int, validation: float | None = None) -> list:
        numbers = [draw.uniform(0.2, 0.9), draw.uniform(0.2, 0.9), draw.uniform(0.01, 0.2), draw.uniform(0.02, 0.5)]
        return [hidden, layers, *numbers] if validation is None else [hidden, layers, validation, *numbers[1:]]

    cases = []
    for _ in range(12):
        table = [row(hidden, layers) for hidden in draw.sample(range(4, 64), 4) for layers in (1, 2)]
        draw.shuffle(table)
        cases.append(Case("a drawn table", {"summaries": table}))
    for _ in range(4):
        ties = [row(hidden, layers, 0.75) for hidden in draw.sample(range(4, 64), 3) for layers in (1, 2)] + [row(3, 1, 0.25)]
        draw.shuffle(ties)
        cases.append(Case("several are equal", {"summaries": ties}))
    for _ in range(2):
        units = sorted(draw.sample(range(4, 64), 6))
        ties = [row(hidden, layers, 0.75) for hidden, layers in zip(units, (3, 3, 2, 2, 1, 1))]
        draw.shuffle(ties)
        cases.append(Case("several are equal, the deeper the thinner", {"summaries": ties}))
    for _ in range(2):
        ties = [row(draw.randint(31, 40), 1, 0.75), row(draw.randint(11, 14), 2, 0.75), row(10, 4, 0.75)]
        draw.shuffle(ties)
        cases.append(Case("several are equal, neither units nor their sum decide", {"summaries": ties}))
    hair = [[64, 3, 0.7052, 0.5, 0.2, 0.5], [4, 1, 0.7048, 0.6, 0.2, 0.5], [8, 1, 0.6, 0.9, 0.001, 0.002]]
    cases.append(Case("a large one better by a hair", {"summaries": hair}))
    narrow = [[4, 1, 0.7001, 0.5, 0.2, 0.5], [64, 3, 0.7002, 0.4, 0.2, 0.5], [8, 1, 0.69, 0.9, 0.001, 0.002]]
    nearly = [[4, 1, 0.6, 0.5, 0.2, 0.5], [64, 3, 0.6 + 1e-8, 0.4, 0.2, 0.5], [8, 1, 0.59, 0.9, 0.001, 0.002]]
    cases.append(Case("better by less than a hair", {"summaries": nearly}))
    rising = [row(hidden, 1, 0.3 + hidden / 100) for hidden in (4, 16, 32)]
    cases += [Case("the best is the last", {"summaries": rising}), Case("the best is the first", {"summaries": rising[::-1]})]
    nothing = [[8, 2, 0.0, 0.1, 0.2, 0.5], [16, 1, 0.0, 0.2, 0.1, 0.3], [4, 1, 0.0, 0.05, 0.2, 0.5], [2, 2, 0.0, 0.3, 0.2, 0.5]]
    cases.append(Case("none has learnt anything", {"summaries": nothing}))
    return [*cases, Case("better by a hair", {"summaries": narrow}), Case("one setting alone", {"summaries": [row(5, 2)]})]


def probe_claims(namespace):
    """What the learner's claims say beside what the learner's own table says."""
    claims, runs = namespace["claims"], [Run(*run) for run in namespace["runs"]]
    cells = {run[:3] for run in runs}
    complete = len(cells) == len(runs) and cells == set(product(UNITS, LAYERS, SEEDS))
    facts: dict[str, object] = {"the table has one run for each setting and seed": complete}
    if not complete:
        return facts
    facts["runs outside of what was ever measured"] = sorted(
        list(run[:3]) for run in runs
        if not all(BANDS[run[:2]][0] - MARGIN <= share <= BANDS[run[:2]][1] + MARGIN for share in run[3:])
    )  # fmt: skip
    facts["all runs of a setting are the same"] = any(len({run[3:] for run in runs if run[:2] == setting}) == 1 for setting in BANDS)
    facts["names"] = sorted(map(str, claims))
    for name, (first, second) in COMPARED.items():
        verdict, points = claims[name]
        before, after = ([run for run in runs if run[:2] == setting] for setting in (first, second))
        borne_out = verdict == _verdict(before, after)
        facts[f"{name}: the table"] = "bears the verdict out" if borne_out else f"does not bear out: {str(verdict)[:40]}"
        facts[f"{name}: the points"] = _points_are(float(points), before, after)
    return facts


def _verdict(before: list[Run], after: list[Run]) -> str:
    """Whether the 95 % intervals of two settings' test means lie apart."""
    spans = []
    for group in (before, after):
        tests = [run.test for run in group]
        margin = STUDENT_3 * stdev(tests) / sqrt(len(tests))
        spans.append((mean(tests) - margin, mean(tests) + margin))
    (low, high), (other_low, other_high) = spans
    return "higher" if other_low > high else "lower" if other_high < low else "no clear difference"


def _points_are(points: float, before: list[Run], after: list[Run]) -> str:
    """What the number is: of the means of the test, as is due, or of something else."""

    def gap(share: Callable[[list[Run]], float]) -> float:
        return 100 * (share(after) - share(before))

    means = gap(lambda runs: mean(run.test for run in runs))
    known = {
        "of the means": means,
        "the other way round": -means,
        "of the best runs": gap(lambda runs: max(run.test for run in runs)),
        "of the validation": gap(lambda runs: mean(run.validation for run in runs)),
        "of the medians": gap(lambda runs: median(run.test for run in runs)),
        "per cent, not points": gap(lambda runs: mean(run.test for run in runs) / mean(run.test for run in before)),
        "of the first seed alone": gap(lambda runs: next(run.test for run in runs if run.seed == 0)),
    }
    if abs(points - means) <= 0.051:  # rounded to a tenth, it is the same number
        return "of the means"
    if means and abs(points - means / 100) <= 0.00051:
        return "a share, not points"
    return next((name for name, value in known.items() if abs(points - value) <= 0.051), "another number")


def cases_claims():
    return [Case("your claims beside your table")]


def hidden_claims(draw: random.Random):
    return cases_claims()
