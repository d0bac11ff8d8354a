"""Q11: what goes wrong when sizes are counted, runs summed up, a setting chosen, and claims made."""

from __future__ import annotations

import math
from itertools import groupby
from statistics import mean, stdev

from autograder.catalogue import Misconception, patch, text
from autograder.reference.encoder import STUDENT, Summary

READ = "read = input_size if layer == 0 else directions * hidden_size"
TOTAL = "total += directions * gates[cell] * hidden_size * (read + hidden_size + 2)"
GATES = 'gates = {"gru": 3, "lstm": 4}'
RAISES = """    if cell not in gates:
        raise ValueError(f'cell is "gru" or "lstm", not {cell!r}.')
"""


def _total(new: str) -> patch:
    return patch(TOTAL, f"total += {new}")


COUNT_PARAMETERS = [
    Misconception("forgets the second bias", _total("directions * gates[cell] * hidden_size * (read + hidden_size + 1)"), hint="The books have one bias for each gate; PyTorch has two, `bias_ih` and `bias_hh`, to fit cuDNN."),
    Misconception("forgets the biases", _total("directions * gates[cell] * hidden_size * (read + hidden_size)"), hint="Two biases of hidden_size numbers for each gate."),
    Misconception("counts one bias for all gates", _total("directions * (gates[cell] * hidden_size * (read + hidden_size) + 2 * hidden_size)"), hint="Each gate has biases of its own."),
    Misconception("counts a bias as a single number", _total("directions * gates[cell] * (hidden_size * (read + hidden_size) + 2)"), hint="A bias has a number for each unit."),
    Misconception("gives one direction the biases and not the other", _total("gates[cell] * hidden_size * (directions * (read + hidden_size) + 2)"), hint="The directions share nothing: each has its own biases."),
    Misconception("gives a GRU four gates", patch('"gru": 3', '"gru": 4'), hint="Reset, update and candidate: a GRU has three blocks of weights."),
    Misconception("gives an LSTM three gates", patch('"lstm": 4', '"lstm": 3'), hint="Input, forget, output, and the candidate for the cell: four blocks of weights."),
    Misconception("gives a GRU two gates", patch('"gru": 3', '"gru": 2'), hint="Reset and update have the name of gates; the candidate has weights as well."),
    Misconception("swaps GRU and LSTM", patch(GATES, 'gates = {"gru": 4, "lstm": 3}'), hint="The LSTM is the larger of the two: four blocks against three."),
    Misconception("gives an LSTM a block for the memory cell too", patch('"lstm": 4', '"lstm": 5'), hint="The memory cell is computed from the four; it has no weights of its own."),
    Misconception("counts a plain recurrent network", patch('gates = {"gru": 3, "lstm": 4}', 'gates = {"gru": 1, "lstm": 1}'), hint="Each gate has matrices and biases of its own."),
    Misconception("does not count the second direction", patch("directions = 2 if bidirectional else 1", "directions = 1"), hint="The backward direction is a network of its own: it doubles the first layer, and widens what the others read."),
    Misconception("doubles the count of a single direction", patch(READ, "read = input_size if layer == 0 else hidden_size"), hint="With two directions, the second layer reads *both* directions' states: its input matrix is twice as wide."),
    Misconception("widens what upper layers read and counts one direction", _total("gates[cell] * hidden_size * (read + hidden_size + 2)"), hint="Two directions are two networks in each layer."),
    Misconception("lets every layer read the embeddings", patch(READ, "read = input_size"), hint="Only the first layer reads embeddings; the second reads the first's states."),
    Misconception("lets the first layer read states", patch(READ, "read = directions * hidden_size"), hint="The first layer reads input_size numbers."),
    Misconception("lets both directions read half of the input", patch(READ, "read = input_size // directions if layer == 0 else directions * hidden_size"), hint="Each direction reads the whole input."),
    Misconception("doubles the input of the first layer", patch(READ, "read = directions * (input_size if layer == 0 else hidden_size)"), hint="Both directions read the same embedding; nothing is doubled before there are two states."),
    Misconception("doubles what a direction knows of itself", _total("directions * gates[cell] * hidden_size * (read + directions * hidden_size + 2)"), hint="A direction sees its own last state, not the other direction's."),
    Misconception("splits the units between the directions", patch("total = 0", "total, hidden_size = 0, hidden_size // directions"), hint="hidden_size is that of one direction."),
    Misconception("ignores the layers", patch("range(layers)", "range(1)"), hint="Add up over all layers."),
    Misconception("counts one layer too few", patch("range(layers)", "range(1, layers)"), hint="The first layer counts as well."),
    Misconception("counts one layer too many", patch("range(layers)", "range(layers + 1)"), hint="`range(layers)` goes through all of them."),
    Misconception("forgets the matrix for the last state", _total("directions * gates[cell] * hidden_size * (read + 2)"), hint="A recurrent network also reads its own last state: hidden_size × hidden_size numbers for each gate."),
    Misconception("forgets the matrix for the input", _total("directions * gates[cell] * hidden_size * (hidden_size + 2)"), hint="A matrix for the input: hidden_size × what the layer reads, for each gate."),
    Misconception("counts the gates in the input's matrix alone", _total("directions * hidden_size * (gates[cell] * read + hidden_size + 2 * gates[cell])"), hint="Both matrices have a block for each gate."),
    Misconception("adds sizes where they are multiplied", _total("directions * gates[cell] * (hidden_size + read + hidden_size + hidden_size + 2 * hidden_size)"), hint="A matrix has rows *times* columns."),
    Misconception("counts a bridge as well", patch("return total", "return total + directions * hidden_size * hidden_size + hidden_size"), hint="Only the recurrent network is asked for."),
    Misconception("lets a KeyError out", patch(RAISES, ""), hint="The docstring says ValueError."),
    Misconception("asserts where it should raise", patch(RAISES, "    assert cell in gates\n"), patch(RAISES, "    assert cell in gates, 'gru or lstm'\n"), hint="`assert` raises AssertionError, and nothing at all under `python -O`. The docstring says ValueError."),
    Misconception("takes names that are nearly right", patch(RAISES, "    cell = cell.lower()\n" + RAISES), patch(RAISES, "    cell = cell.strip()\n" + RAISES), patch(RAISES, RAISES.replace("cell not in gates", "cell not in \"gru lstm\""), "gates[cell]", "gates.get(cell, 3)"), patch(RAISES, RAISES.replace("cell not in gates", "not cell.startswith((\"gru\", \"lstm\"))"), "gates[cell]", "(3 if cell.startswith(\"gru\") else 4)"), hint="\"gru\" and \"lstm\", letter for letter: what is nearly right is a slip that its writer wants to hear of. Raise ValueError."),
    Misconception("counts a plain recurrent network as well", patch(GATES, 'gates = {"gru": 3, "lstm": 4, "rnn": 1}'), hint="The docstring has two cells: for any other, \"rnn\" too, ValueError is due."),
    Misconception("gives a float", patch("return total", "return float(total)"), patch("total = 0", "total = 0.0"), hint="Numbers are counted: a whole number, `int`. (A float rounds whole numbers from 2 to the power of 53 on.)"),
    Misconception("rounds large numbers", patch("return total", "return int(float(total))"), patch("return total", "return round(total / 1)"), hint="A float keeps some 16 digits. Whole numbers, and `//` where you divide, are exact however large."),
    Misconception("makes the network", patch(GATES, GATES + "\n    from torch import nn\n    kinds = {'gru': nn.GRU, 'lstm': nn.LSTM}", "directions = 2 if bidirectional else 1", "network = kinds[cell](input_size, hidden_size, layers, bidirectional=bidirectional)\n    return sum(parameter.numel() for parameter in network.parameters())\n    directions = 2 if bidirectional else 1"), patch(GATES, GATES + "\n    from torch import nn\n    kinds = {'gru': nn.GRU, 'lstm': nn.LSTM}", "directions = 2 if bidirectional else 1", "network = kinds[cell](input_size, hidden_size, layers, bidirectional=bidirectional, device='meta')\n    return sum(parameter.numel() for parameter in network.parameters())\n    directions = 2 if bidirectional else 1"), hint="By a formula: a network that does not fit into memory can be counted all the same."),
    Misconception("has other defaults", patch("layers: int = 1", "layers: int = 2"), patch("bidirectional: bool = False", "bidirectional: bool = True"), hint="The first line is given: leave the values after the equals signs as they are."),
    Misconception("always counts two directions", patch("directions = 2 if bidirectional else 1", "directions = 2"), hint="One direction where `bidirectional` is False."),
    Misconception("takes every other cell for an LSTM", patch(RAISES, "", "gates[cell]", "gates.get(cell, 4)"), hint="A misspelt `cell` should be told to whoever wrote it: raise ValueError."),
    Misconception("takes every other cell for a GRU", patch(RAISES, "", "gates[cell]", "gates.get(cell, 3)"), hint="A misspelt `cell` should be told to whoever wrote it: raise ValueError."),
]  # fmt: skip

VALIDATION = "validation = mean(run.validation for run in group)"
MARGIN = "margin = STUDENT[len(group)] * stdev(tests) / math.sqrt(len(group))"
APPEND = "summaries.append(Summary(*setting, validation, mean(tests), stdev(tests), margin))"
GROUP = "settings.setdefault((run.hidden_size, run.layers), []).append(run)"
SINGLE = """        if len(group) < 2:
            raise ValueError(f"{setting} has a single run.")
"""


def _row(test: str = "mean(tests)", deviation: str = "stdev(tests)", margin: str = "margin", validation: str = "validation") -> patch:
    return patch(APPEND, f"summaries.append(Summary(*setting, {validation}, {test}, {deviation}, {margin}))")


def only_neighbours(runs):
    summaries = []
    for setting, group in groupby(runs, key=lambda run: run[:2]):
        kept = list(group)
        tests = [run.test for run in kept]
        if len(tests) < 2:
            raise ValueError(setting)
        margin = STUDENT[len(tests)] * stdev(tests) / math.sqrt(len(tests))
        summaries.append(Summary(*setting, mean(run.validation for run in kept), mean(tests), stdev(tests), margin))
    return summaries


SUMMARISE = [
    Misconception("reports the best seed", _row(test="max(tests)"), _row(test="max(tests)", validation="max(run.validation for run in group)"), hint="The best of three is luck as well as skill: with more seeds it would be better still, with the same model. Report the mean."),
    Misconception("reports the test of the seed that validates best", _row(test="max(group, key=lambda run: run.validation).test"), hint="That is still one run out of several. The mean of all."),
    Misconception("takes the best validation", _row(validation="max(run.validation for run in group)"), hint="The mean over the seeds, for validation as for test."),
    Misconception("reports the worst seed", _row(test="min(tests)"), hint="The mean, neither the best nor the worst."),
    Misconception("takes medians", patch(VALIDATION, "import statistics\n        validation = statistics.median(run.validation for run in group)", "mean(tests), stdev", "statistics.median(tests), stdev"), _row(test="sorted(tests)[len(tests) // 2]"), hint="The mean is asked for: the margin belongs to it."),
    Misconception("reports the first seed", _row(test="tests[0]", validation="group[0].validation"), hint="All seeds count."),
    Misconception("reports the last seed", _row(test="tests[-1]", validation="group[-1].validation"), hint="All seeds count."),
    Misconception("adds up where it should average", _row(test="sum(tests)", validation="sum(run.validation for run in group)"), hint="Divide by the number of runs of this setting."),
    Misconception("divides by three whatever the number of seeds", _row(test="sum(tests) / 3", validation="sum(run.validation for run in group) / 3"), hint="How many runs has this setting? `len(group)`."),
    Misconception("divides by n where n - 1 is due", patch(MARGIN, MARGIN.replace("stdev(tests)", "spread"), "mean(tests), stdev(tests)", "mean(tests), spread", "tests = [run.test for run in group]", "tests = [run.test for run in group]\n        import statistics\n        spread = statistics.pstdev(tests)"), hint="`pstdev` and NumPy's `std` divide by n. Your runs are a sample: divide by n - 1, `statistics.stdev`."),
    Misconception("reckons with the variance throughout", patch(MARGIN, MARGIN.replace("stdev(tests)", "stdev(tests) ** 2"), "mean(tests), stdev(tests)", "mean(tests), stdev(tests) ** 2"), hint="The deviation is the square root of the variance, and the margin is made of the deviation."),
    Misconception("reckons with the deviation of the validation throughout", patch("tests = [run.test for run in group]", "tests, values = [run.test for run in group], [run.validation for run in group]", MARGIN, MARGIN.replace("stdev(tests)", "stdev(values)"), "mean(tests), stdev(tests)", "mean(tests), stdev(values)"), hint="Deviation and margin belong to the test shares."),
    Misconception("takes the deviation by sums of squares", patch("tests = [run.test for run in group]", "tests = [run.test for run in group]\n        spread = math.sqrt(max(sum(test * test for test in tests) - sum(tests) ** 2 / len(tests), 0.0) / (len(tests) - 1))", MARGIN, MARGIN.replace("stdev(tests)", "spread"), "mean(tests), stdev(tests)", "mean(tests), spread"), hint="The two sums are nearly the same, and in their difference most digits are lost. First subtract the mean, then square: `statistics.stdev`."),
    Misconception("takes a seed once", patch(GROUP, "settings.setdefault((run.hidden_size, run.layers), {})[run.seed] = run", "settings: dict[tuple[int, int], list[Run]] = {}", "settings = {}", "for setting, group in settings.items():", "for setting, group in settings.items():\n        group = list(group.values())"), patch(GROUP, "group = settings.setdefault((run.hidden_size, run.layers), [])\n        if run.seed not in [other.seed for other in group]:\n            group.append(run)"), hint="Every run counts, also where a seed was used again: `runs` is what was measured."),
    Misconception("takes a set of the runs", patch("for run in runs:", "for run in set(runs):"), hint="A set has no order, and keeps one of two equal runs: go through the list as it is."),
    Misconception("turns the order of the settings round", patch("return summaries", "return summaries[::-1]"), patch("for run in runs:", "for run in reversed(runs):"), hint="In the order in which they first come."),
    Misconception("gives the variance for the deviation", _row(deviation="stdev(tests) ** 2"), hint="The deviation is the square root of the variance."),
    Misconception("gives the standard error for the deviation", _row(deviation="stdev(tests) / math.sqrt(len(tests))"), hint="The deviation says how far *runs* lie apart; divided by sqrt(n) it says how uncertain their *mean* is. That goes into the margin."),
    Misconception("gives the range for the deviation", _row(deviation="max(tests) - min(tests)"), hint="`statistics.stdev`."),
    Misconception("gives the deviation of the validation", _row(deviation="stdev([run.validation for run in group])"), hint="The deviation and the margin belong to the test shares."),
    Misconception("gives the margin of the validation", patch(MARGIN, MARGIN.replace("stdev(tests)", "stdev([run.validation for run in group])")), hint="The margin belongs to the test mean."),
    Misconception("takes 1.96 for three runs", patch(MARGIN, MARGIN.replace("STUDENT[len(group)]", "1.96")), hint="1.96 holds where the spread is known. From a few runs it is only guessed: STUDENT has what is due."),
    Misconception("takes the margin of two runs more or fewer", patch(MARGIN, MARGIN.replace("STUDENT[len(group)]", "STUDENT[max(len(group) - 1, 2)]")), hint="STUDENT is by the number of runs, not by the degrees of freedom, which are one fewer."),
    Misconception("always takes the number for three runs", patch(MARGIN, MARGIN.replace("STUDENT[len(group)]", "STUDENT[3]")), hint="How many runs has this setting?"),
    Misconception("does not divide by the root of n", patch(MARGIN, "margin = STUDENT[len(group)] * stdev(tests)"), hint="The mean of n runs varies less than a single run: divide by sqrt(n)."),
    Misconception("divides by n in place of its root", patch(MARGIN, MARGIN.replace("math.sqrt(len(group))", "len(group)")), hint="The variance of a mean falls as 1/n, its deviation as 1/sqrt(n)."),
    Misconception("gives the whole width of the interval", _row(margin="2 * margin"), hint="The margin is *half* of the interval: mean ± margin."),
    Misconception("gives the standard error for the margin", patch(MARGIN, "margin = stdev(tests) / math.sqrt(len(tests))"), hint="Times STUDENT[n]: one standard error covers far less than 95 %."),
    Misconception("gives the deviation for the margin", _row(margin="stdev(tests)"), hint="margin = STUDENT[n] * deviation / sqrt(n)."),
    Misconception("gives the interval's lower end for the margin", _row(margin="mean(tests) - margin"), hint="The margin alone: how far the interval reaches to either side."),
    Misconception("swaps validation and test", _row(test="validation", validation="mean(tests)"), hint="Look at the order of the fields of Summary."),
    Misconception("reports the validation for the test", _row(test="validation"), hint="The validation was looked at while choosing; the test says what comes of it."),
    Misconception("reports the test for the validation", _row(validation="mean(tests)"), hint="Who chooses by this number would be choosing on the test."),
    Misconception("swaps deviation and margin", _row(deviation="margin", margin="stdev(tests)"), hint="Look at the order of the fields of Summary."),
    Misconception("puts all layers of a size together", patch(GROUP, "settings.setdefault((run.hidden_size, runs[0].layers), []).append(run)"), hint="A setting is the units *and* the layers."),
    Misconception("puts all sizes of a depth together", patch(GROUP, "settings.setdefault((runs[0].hidden_size, run.layers), []).append(run)"), hint="A setting is the units *and* the layers."),
    Misconception("takes settings of the same product for one", patch(GROUP, "key = next((k for k in settings if k[0] * k[1] == run.hidden_size * run.layers), (run.hidden_size, run.layers))\n        settings.setdefault(key, []).append(run)"), hint="Two layers of eight are not one of sixteen."),
    Misconception("takes units and layers for exchangeable", patch(GROUP, "key = (run.hidden_size, run.layers)\n        settings.setdefault(key[::-1] if key[::-1] in settings else key, []).append(run)"), hint="Two layers of three units are not three layers of two."),
    Misconception("swaps units and layers", patch(GROUP, "settings.setdefault((run.layers, run.hidden_size), []).append(run)"), hint="hidden_size comes first in Summary."),
    Misconception("puts only neighbours together", only_neighbours, hint="`itertools.groupby` begins anew whenever the setting changes. The runs may stand in any order."),
    Misconception("sorts the settings", patch("return summaries", "return sorted(summaries)"), patch("return summaries", "return sorted(summaries, key=lambda found: found[1::-1])"), hint="In the order in which they first come."),
    Misconception("puts the best setting first", patch("return summaries", "return sorted(summaries, key=lambda found: -found.validation)"), hint="In the order in which they first come; choosing comes later."),
    Misconception("sorts the caller's runs", patch("settings: dict", "runs.sort(key=lambda run: (run.test, run.seed))\n    settings: dict"), hint="`runs.sort()` changes the list of whoever called."),
    Misconception("gives a single run a deviation of zero", patch(SINGLE, '        if len(group) < 2:\n            summaries.append(Summary(*setting, group[0].validation, group[0].test, 0.0, 0.0))\n            continue\n'), hint="One run says nothing about spread; zero would say that there is none. Raise ValueError."),
    Misconception("leaves settings of a single run out", patch(SINGLE, "        if len(group) < 2:\n            continue\n"), hint="What is left out silently is missed by nobody. Raise ValueError."),
    Misconception("rounds", _row(test="round(mean(tests), 2)"), _row(validation="round(validation, 2)"), _row(deviation="round(stdev(tests), 3)"), _row(margin="round(margin, 4)"), hint="Round when you print; calculate with all digits."),
    Misconception("reports percentages", _row(test="100 * mean(tests)", deviation="100 * stdev(tests)", margin="100 * margin", validation="100 * validation"), hint="Shares stay shares, from 0 to 1."),
    Misconception("leaves the lowest run out", patch("tests = [run.test for run in group]", "tests = sorted(run.test for run in group)[1:] if len(group) > 2 else [run.test for run in group]"), hint="Every run counts, above all the one that you do not like."),
]  # fmt: skip

KEY = "(-found.validation, found.layers, found.hidden_size)"
CHOICE = "return min(summaries, key=lambda found: (-found.validation, found.layers, found.hidden_size))"


def _key(new: str) -> patch:
    return patch(KEY, new)


CHOOSE = [
    Misconception("chooses on the test", _key("(-found.test, found.layers, found.hidden_size)"), hint="A test that was used to choose is no test any more: its best number is too good. Choose by validation."),
    Misconception("settles ties on the test", _key("(-found.validation, -found.test)"), _key("(-found.validation, -found.test, found.layers, found.hidden_size)"), hint="The test has no part in it, not even between equals."),
    Misconception("chooses by validation and test together", _key("(-found.validation - found.test, found.layers, found.hidden_size)"), hint="The test has no part in it."),
    Misconception("chooses by the smallest drop from validation to test", _key("(abs(found.validation - found.test), found.layers, found.hidden_size)"), hint="The test has no part in it."),
    Misconception("chooses by the test's upper end", _key("(-found.test - found.margin, found.layers, found.hidden_size)"), hint="The test has no part in it."),
    Misconception("chooses by the test's lower end", _key("(-found.test + found.margin, found.layers, found.hidden_size)"), hint="The test has no part in it; its margin neither."),
    Misconception("lowers the validation by the test's margin", _key("(found.margin - found.validation, found.layers, found.hidden_size)"), _key("(found.deviation - found.validation, found.layers, found.hidden_size)"), hint="Margin and deviation are the test's: looking at them is looking at the test."),
    Misconception("chooses what varies least", _key("(found.deviation, found.layers, found.hidden_size)"), _key("(found.margin, found.layers, found.hidden_size)"), hint="Reliably bad is not good: the highest validation mean."),
    Misconception("chooses the worst", _key("(found.validation, found.layers, found.hidden_size)"), hint="`min` with minus the validation, or `max` with the validation."),
    Misconception("settles ties by the spread", _key("(-found.validation, found.deviation)"), _key("(-found.validation, found.margin)"), hint="The spread is the test's: looking at it is looking at the test. Of equals the one with the fewest layers, then with the fewest units."),
    Misconception("prefers many layers among equals", _key("(-found.validation, -found.layers)"), _key("(-found.validation, -found.layers, found.hidden_size)"), hint="Of equals the one with the *fewest* layers: it costs less and says as much."),
    Misconception("leaves the last setting out", patch(CHOICE, CHOICE.replace("min(summaries,", "min(summaries[:-1] or summaries,")), hint="A slice `[:-1]`, or `range(len(...) - 1)`, ends before the last: all settings take part."),
    Misconception("leaves the first setting out", patch(CHOICE, CHOICE.replace("min(summaries,", "min(summaries[1:] or summaries,")), hint="Places count from 0: all settings take part."),
    Misconception("begins at a validation of 0", patch(CHOICE, "best, top = None, 0\n    for found in sorted(summaries, key=lambda found: (found.layers, found.hidden_size)):\n        if found.validation > top:\n            best, top = found, found.validation\n    return best"), patch(CHOICE, "best, top = summaries[0], 0\n    for found in sorted(summaries, key=lambda found: (found.layers, found.hidden_size)):\n        if found.validation > top:\n            best, top = found, found.validation\n    return best"), hint="Where nothing was learnt all are 0, and none is above that. Begin with the first summary, or use `min` with a key."),
    Misconception("takes what differs in the last digits for equal", _key("(-round(found.validation, 6), found.layers, found.hidden_size)"), patch(CHOICE, "top = max(found.validation for found in summaries)\n    return min((found for found in summaries if math.isclose(found.validation, top, rel_tol=1e-6)), key=lambda found: (found.layers, found.hidden_size))"), _key("(-round(found.validation, 4), found.layers, found.hidden_size)"), hint="Equal means equal: the higher validation wins by however little."),
    Misconception("settles ties by the order", patch(CHOICE, "return max(summaries, key=lambda found: found.validation)"), hint="Of equals the one with the fewest layers, then with the fewest units, wherever it stands."),
    Misconception("takes the last of equals", patch(CHOICE, "return max(reversed(summaries), key=lambda found: found.validation)"), hint="Of equals the one with the fewest layers, then with the fewest units, wherever it stands."),
    Misconception("prefers the larger of equals", _key("(-found.validation, -found.layers, -found.hidden_size)"), patch(CHOICE, "return max(summaries, key=lambda found: (found.validation, found.layers, found.hidden_size))"), hint="Of equals the *smaller*: it costs less and says as much."),
    Misconception("prefers few units to few layers", _key("(-found.validation, found.hidden_size, found.layers)"), hint="First the layers, then the units."),
    Misconception("prefers fewer layers but more units", _key("(-found.validation, found.layers, -found.hidden_size)"), hint="Of equals that have the same layers: the fewest units."),
    Misconception("prefers fewer units in all", _key("(-found.validation, found.layers * found.hidden_size)"), hint="First the layers, then the units, not their product."),
    Misconception("forgets the units", _key("(-found.validation, found.layers)"), hint="Several may have the same layers: then the fewest units."),
    Misconception("forgets the layers", _key("(-found.validation, found.hidden_size)"), hint="Several may have the same units: the fewest layers come first."),
    Misconception("rounds the validation", _key("(-round(found.validation, 2), found.layers, found.hidden_size)"), hint="0.7002 is higher than 0.7001. Equal means equal."),
    Misconception("takes what is close for equal", patch(CHOICE, "best = max(found.validation for found in summaries)\n    return min((found for found in summaries if found.validation > best - 0.01), key=lambda found: (found.layers, found.hidden_size))"), hint="A sound idea, but another rule: here equal means equal."),
    Misconception("chooses the largest network", _key("(-found.layers * found.hidden_size,)"), _key("(-found.hidden_size, -found.layers)"), hint="Larger is not better by itself: look at the validation."),
    Misconception("chooses the smallest network", _key("(found.layers, found.hidden_size)"), hint="Size only decides between equals."),
    Misconception("takes the first", patch(CHOICE, "return summaries[0]"), hint="The order says nothing."),
    Misconception("takes the last", patch(CHOICE, "return summaries[-1]"), hint="The order says nothing."),
    Misconception("reports the best test beside the choice", patch(CHOICE, f"found = {CHOICE.removeprefix('return ')}\n    return found._replace(test=max(other.test for other in summaries))"), hint="What you report is the test mean of what you *chose*, though another's may be higher."),
    Misconception("reports the validation as the test", patch(CHOICE, f"found = {CHOICE.removeprefix('return ')}\n    return found._replace(test=found.validation)"), hint="The best of many validations is too good: that is why there is a test."),
    Misconception("reports the test's upper end", patch(CHOICE, f"found = {CHOICE.removeprefix('return ')}\n    return found._replace(test=found.test + found.margin)"), hint="The mean, as it stands in the summary."),
    Misconception("rounds what it reports", patch(CHOICE, f"found = {CHOICE.removeprefix('return ')}\n    return found._replace(test=round(found.test, 1))"), hint="The summary as it is."),
    Misconception("gives the setting's place", patch(CHOICE, f"return summaries.index({CHOICE.removeprefix('return ')})"), hint="The summary itself."),
    Misconception("gives the setting without its numbers", patch(CHOICE, CHOICE + "[:2]"), hint="The summary itself: its test mean is what is reported."),
    Misconception("gives the whole ranking", patch(CHOICE, "return sorted(summaries, key=lambda found: (-found.validation, found.layers, found.hidden_size))"), hint="One summary: the one that you decided for."),
    Misconception("sorts the caller's list", patch(CHOICE, "summaries.sort(key=lambda found: (-found.validation, found.layers, found.hidden_size))\n    return summaries[0]"), hint="`summaries.sort()` changes the list of whoever called."),
]  # fmt: skip

RIGHT = 'claims = {"wider": ("higher", points_between(runs, (4, 1), (26, 1))), "deeper": ("no clear difference", points_between(runs, (16, 1), (16, 2))), "thinner": ("lower", points_between(runs, (26, 1), (16, 2)))}\n'


def _claims(more: str) -> text:
    return text(RIGHT + more)


def _verdicts(wider: str, deeper: str, thinner: str) -> text:
    return _claims("".join(f'claims["{name}"] = ("{verdict}", claims["{name}"][1])\n' for name, verdict in (("wider", wider), ("deeper", deeper), ("thinner", thinner))))


def _points(share: str) -> text:
    """The points by another rule: `group` holds the runs of a setting."""
    return _claims(f"""
def other(first, second):
    values = []
    for setting in (first, second):
        group = [run for run in runs if run[:2] == setting]
        values.append({share})
    return 100 * (values[1] - values[0])

claims = {{"wider": (claims["wider"][0], other((4, 1), (26, 1))), "deeper": (claims["deeper"][0], other((16, 1), (16, 2))), "thinner": (claims["thinner"][0], other((26, 1), (16, 2)))}}
""")


CLAIMS = [
    Misconception("believes that deeper is better against its own intervals", _verdicts("higher", "higher", "lower"), text(RIGHT + 'claims = {name: ("higher" if points > 0 else "lower", points) for name, (_, points) in claims.items()}'), hint="Some difference there always is. It is clear only where the two intervals do not touch, and these overlap."),
    Misconception("believes that deeper is worse against its own intervals", _verdicts("higher", "lower", "lower"), hint="Look at the two intervals: do they touch?"),
    Misconception("believes that layers make up for units", _verdicts("higher", "no clear difference", "higher"), hint="About as many parameters, in two layers of 16 or in one of 26: what did your table measure?"),
    Misconception("sees no difference between a wide layer and two thin ones", _verdicts("higher", "no clear difference", "no clear difference"), hint="The two intervals do not touch."),
    Misconception("believes that bigger is better throughout", _verdicts("higher", "higher", "higher"), hint="Each verdict is about your own table, one pair at a time. Two of these it does not bear out."),
    Misconception("sees no clear difference anywhere", _verdicts(*["no clear difference"] * 3), hint="Caution is good, but where two intervals lie far apart the difference is clear."),
    Misconception("sees the same number for no difference in units", _verdicts("no clear difference", "no clear difference", "lower"), hint="From 4 units to 26: the two intervals are nowhere near each other."),
    Misconception("compares the first setting with the second", _verdicts("lower", "no clear difference", "higher"), hint="The verdict is about the *second* setting of a pair: it is higher or lower than the first."),
    Misconception("subtracts the wrong way round", _claims("claims = {name: (verdict, -points) for name, (verdict, points) in claims.items()}"), hint="From the first setting to the second: second minus first."),
    Misconception("gives shares for points", _claims("claims = {name: (verdict, points / 100) for name, (verdict, points) in claims.items()}"), hint="From 0.28 to 0.62 are 34 percentage points, not 0.34."),
    Misconception("gives the difference without its sign", _claims("claims = {name: (verdict, abs(points)) for name, (verdict, points) in claims.items()}"), hint="Lower means a number below zero."),
    Misconception("compares the best seeds", _points("max(run.test for run in group)"), hint="The best seed of each is luck as well: compare the means."),
    Misconception("compares on the validation", _points("mean(run.validation for run in group)"), hint="The points are those of the test."),
    Misconception("compares the medians", _points("sorted(run.test for run in group)[len(group) // 2]"), hint="The means."),
    Misconception("compares the first seed alone", _points("group[0].test"), hint="One seed says nothing about the next: the means of all three."),
    Misconception("says by how many per cent in place of points", text(RIGHT + """
share = {name: [sum(run.test for run in runs if run[:2] == setting) / 3 for setting in pair] for name, pair in {"wider": ((4, 1), (26, 1)), "deeper": ((16, 1), (16, 2)), "thinner": ((26, 1), (16, 2))}.items()}
claims = {name: (verdict, 100 * (share[name][1] / share[name][0] - 1)) for name, (verdict, _) in claims.items()}
"""), hint="From 0.28 to 0.62 are 34 *points*, though it is 120 per cent more."),
    Misconception("makes numbers up", text(RIGHT + 'claims = {"wider": ("higher", 50.0), "deeper": ("no clear difference", 12.5), "thinner": ("lower", -33.0)}'), hint="The numbers have to be those of your own table: `points_between(runs, ...)`."),
    Misconception("leaves a claim out", _claims('del claims["thinner"]'), hint="Three claims: wider, deeper, thinner."),
    Misconception("makes the claims about a table with one seed", text("runs = [run for run in runs if run.seed == 0]\n" + RIGHT), text("runs = [run for run in runs if run.seed == 0] * 3\n" + RIGHT), hint="Three seeds for each setting: run the cell of the grid as it stands."),
    Misconception("makes up a table", text("runs = [run._replace(validation=run.test + 0.3, test=run.test + 0.3) for run in runs]\n" + RIGHT), hint="These shares lie outside of what was ever measured. Run the cell of the grid."),
    Misconception("copies one seed's run for the others", text("first = {run[:2]: run for run in runs if run.seed == 1}\nruns = [first[run[:2]]._replace(seed=run.seed) for run in runs]\n" + RIGHT.replace("no clear difference", "lower")), hint="Three seeds that agree to the last digit are one seed, copied."),
    Misconception("gives words in place of pairs", text('claims = {"wider": "higher", "deeper": "no clear difference", "thinner": "lower"}'), hint="A verdict and a number for each."),
    Misconception("spells the verdicts in its own way", text('claims = {"wider": ("better", points_between(runs, (4, 1), (26, 1))), "deeper": ("equal", points_between(runs, (16, 1), (16, 2))), "thinner": ("worse", points_between(runs, (26, 1), (16, 2)))}'), hint='"higher", "lower" or "no clear difference", letter for letter.'),
]  # fmt: skip
