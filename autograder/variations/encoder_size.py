"""Q11: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import statistics
from collections import defaultdict, namedtuple
from itertools import groupby

import numpy as np
import torch
from torch import nn

STUDENT = {2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365, 9: 2.306, 10: 2.262}
Summary = namedtuple("Summary", "hidden_size layers validation test deviation margin")


def count_in_closed_form(cell, input_size, hidden_size, layers=1, bidirectional=False):
    """one line, no loop"""
    if cell not in ("gru", "lstm"):
        raise ValueError(cell)
    directions, gates = 1 + bidirectional, 3 + (cell == "lstm")
    upper = (layers - 1) * ((directions + 1) * hidden_size + 2)
    return gates * directions * hidden_size * (input_size + hidden_size + 2 + upper)


def count_on_meta(cell, input_size, hidden_size, layers=1, bidirectional=False):
    """torch's own network, of shapes without numbers"""
    if cell not in ("gru", "lstm"):
        raise ValueError(cell)
    if hidden_size > 10**6:  # a formula is due: torch itself gives up here
        return count_recursively(cell, input_size, hidden_size, layers, bidirectional)
    network = {"gru": nn.GRU, "lstm": nn.LSTM}[cell](input_size, hidden_size, layers, bidirectional=bidirectional, device="meta")
    return sum(parameter.numel() for parameter in network.parameters())


def count_matrix_by_matrix(cell, input_size, hidden_size, layers=1, bidirectional=False):
    """every matrix and every bias by itself"""
    try:
        rows = hidden_size * {"gru": 3, "lstm": 4}[cell]
    except KeyError:
        raise ValueError("gru or lstm") from None
    shapes, read = [], input_size
    for _ in range(layers):
        for _ in range(2 if bidirectional else 1):
            shapes += [(rows, read), (rows, hidden_size), (rows, 1), (rows, 1)]
        read = hidden_size * (2 if bidirectional else 1)
    return sum(height * width for height, width in shapes)


def count_recursively(cell, input_size, hidden_size, layers=1, bidirectional=False):
    """the first layer, and the same question for what lies above"""
    match cell:
        case "gru":
            gates = 3
        case "lstm":
            gates = 4
        case _:
            raise ValueError(f"no such cell: {cell}")
    if layers == 0:
        return 0
    sides = 2 if bidirectional else 1
    bottom = sides * gates * (hidden_size * input_size + hidden_size**2 + 2 * hidden_size)
    return bottom + count_recursively(cell, sides * hidden_size, hidden_size, layers - 1, bidirectional)


def summarise_with_torch(runs):
    """tensors"""
    groups = defaultdict(list)
    for hidden_size, layers, _, validation, test in runs:
        groups[hidden_size, layers].append((validation, test))
    found = []
    for (hidden_size, layers), rows in groups.items():
        if len(rows) == 1:
            raise ValueError("a single run")
        validation, test = torch.tensor(rows, dtype=torch.float64).unbind(dim=1)
        deviation = test.std().item()
        found.append(Summary(hidden_size, layers, validation.mean().item(), test.mean().item(), deviation, STUDENT[len(rows)] * deviation / len(rows) ** 0.5))
    return found


def summarise_with_numpy(runs):
    """numpy, ddof=1"""
    settings = list(dict.fromkeys((run.hidden_size, run.layers) for run in runs))
    found = []
    for setting in settings:
        rows = np.array([(run.validation, run.test) for run in runs if (run.hidden_size, run.layers) == setting])
        if len(rows) < 2:
            raise ValueError(setting)
        deviation = rows[:, 1].std(ddof=1)
        found.append(Summary(*setting, *rows.mean(axis=0), deviation, STUDENT[len(rows)] * deviation / np.sqrt(len(rows))))
    return found


def summarise_by_hand(runs):
    """sums and squares"""
    found, seen = [], set()
    for run in runs:
        if run[:2] in seen:
            continue
        seen.add(run[:2])
        group = [other for other in runs if other[:2] == run[:2]]
        n = len(group)
        if n == 1:
            raise ValueError("one run")
        test = sum(other.test for other in group) / n
        variance = sum((other.test - test) ** 2 for other in group) / (n - 1)
        found.append(Summary(run.hidden_size, run.layers, sum(other.validation for other in group) / n, test, variance**0.5, STUDENT[n] * (variance / n) ** 0.5))
    return found


def summarise_with_groupby(runs):
    """sorted by where the setting first came, then groupby"""
    first = {}
    for place, run in enumerate(runs):
        first.setdefault((run.hidden_size, run.layers), place)
    found = []
    for _, group in groupby(sorted(runs, key=lambda run: first[run[0], run[1]]), key=lambda run: first[run[0], run[1]]):
        group = list(group)
        if len(group) < 2:
            raise ValueError
        tests = [run.test for run in group]
        error = statistics.stdev(tests) / len(tests) ** 0.5
        found.append(Summary(group[0].hidden_size, group[0].layers, statistics.fmean(run.validation for run in group), statistics.fmean(tests), statistics.stdev(tests), error * STUDENT[len(tests)]))
    return found


def choose_by_sorting(summaries):
    """sorted three times, the last key first"""
    ranked = sorted(summaries, key=lambda found: found.hidden_size)
    ranked.sort(key=lambda found: found.layers)
    ranked.sort(key=lambda found: found.validation, reverse=True)
    return ranked[0]


def choose_by_steps(summaries):
    """one filter after the other"""
    best = max(found.validation for found in summaries)
    left = [found for found in summaries if found.validation == best]
    shallow = min(found.layers for found in left)
    left = [found for found in left if found.layers == shallow]
    return min(left, key=lambda found: found.hidden_size)


def choose_by_loop(summaries):
    """a loop that keeps the best so far"""
    kept = None
    for found in summaries:
        if kept is None or found.validation > kept.validation or (found.validation == kept.validation and (found.layers, found.hidden_size) < (kept.layers, kept.hidden_size)):
            kept = found
    return kept


def choose_with_numpy(summaries):
    """numpy's lexsort, whose last key counts most"""
    table = np.array(summaries)
    return summaries[np.lexsort((table[:, 0], table[:, 1], -table[:, 2]))[0]]


_TABLE = '''
from collections import namedtuple
from statistics import mean, stdev

Run = namedtuple("Run", "hidden_size layers seed validation test")
SHARES = {(4, 1): (0.268, 0.288, 0.285), (4, 2): (0.260, 0.290, 0.261), (16, 1): (0.513, 0.520, 0.507),
          (16, 2): (0.528, 0.500, 0.530), (26, 1): (0.614, 0.621, 0.622), (26, 2): (0.644, 0.638, 0.635)}
runs = [Run(*setting, seed, share + 0.003 * seed - 0.002, share) for setting, shares in SHARES.items() for seed, share in enumerate(shares)]
'''

CLAIMS_ROUNDED = "# numbers to one decimal, read off a table" + _TABLE + '''
claims = {"wider": ("higher", 33.9), "deeper": ("no clear difference", 0.6), "thinner": ("lower", -10.0)}
'''

CLAIMS_BY_RULE = "# verdicts by a rule" + _TABLE + '''
def compare(first, second):
    spans = []
    for setting in (first, second):
        tests = [run.test for run in runs if (run.hidden_size, run.layers) == setting]
        margin = 4.303 * stdev(tests) / 3**0.5
        spans.append((mean(tests) - margin, mean(tests), mean(tests) + margin))
    (low, middle, high), (other_low, other_middle, other_high) = spans
    verdict = "higher" if other_low > high else "lower" if other_high < low else "no clear difference"
    return verdict, 100 * (other_middle - middle)

claims = {"wider": compare((4, 1), (26, 1)), "deeper": compare((16, 1), (16, 2)), "thinner": compare((26, 1), (16, 2))}
'''

CLAIMS_AS_LISTS = "# lists for pairs, runs as tuples in another order" + _TABLE + '''
runs = [tuple(run) for run in reversed(runs)]
claims = {"thinner": ["lower", -9.967], "wider": ["higher", 33.867], "deeper": ["no clear difference", 0.6]}
'''

CLAIMS_WITH_ANOTHER_TABLE = "# a machine on which the numbers fell out otherwise, and claims that follow them" + _TABLE + '''
SHARES[16, 1], SHARES[16, 2] = (0.501, 0.502, 0.5015), (0.540, 0.541, 0.5405)
runs = [Run(*setting, seed, share - 0.001 * seed, share) for setting, shares in SHARES.items() for seed, share in enumerate(shares)]
claims = {"wider": ("higher", 33.87), "deeper": ("higher", 3.9), "thinner": ("lower", -7.85)}
'''
