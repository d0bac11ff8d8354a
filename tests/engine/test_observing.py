"""What an answer does is seen from the same clean state each time, and leaves no trace on the next."""

from __future__ import annotations

import contextlib
import os
import random
import sys
import warnings

import matplotlib
import matplotlib.pyplot
import numpy as np
import pytest
import torch
from engine_help import cases, exercise
from hypothesis import given, settings
from hypothesis import strategies as st

from attention_course import values
from attention_course.observing import MISSING, Observation, observe, observe_case
from attention_course.question import Case, Exercise


def seen(answer, **inputs):
    chosen = Exercise("answer", 1, lambda answer, **given: answer(**given), list, list, ("", "", ""))
    return observe_case(chosen, answer, Case("", inputs))


def test_every_case_starts_with_the_same_random_numbers_whatever_ran_before():
    def draw():
        return [random.random(), float(np.random.rand()), torch.rand(2)]

    first = seen(draw)
    random.seed(5), np.random.seed(5), torch.manual_seed(5)
    assert values.encode(seen(draw).returned) == values.encode(first.returned)


def test_the_callers_random_numbers_go_on_as_if_nothing_had_been():
    def three():
        return random.random(), np.random.rand(), torch.rand(1).item()

    random.seed(1), np.random.seed(1), torch.manual_seed(1)
    expected = three()
    random.seed(1), np.random.seed(1), torch.manual_seed(1)
    seen(lambda: (three(), 0)[1])
    assert three() == expected


def disturb():
    torch.set_default_dtype(torch.float64)
    torch.set_default_device("meta")
    torch.set_grad_enabled(False)
    torch.set_num_threads(torch.get_num_threads() + 1)
    torch.use_deterministic_algorithms(True, warn_only=True)
    torch.backends.cudnn.benchmark = not torch.backends.cudnn.benchmark
    sys.setrecursionlimit(sys.getrecursionlimit() + 50)
    os.environ["COURSE_LEFT_BEHIND"] = "1"
    os.environ.pop("PATH", None)
    os.chdir("/")
    warnings.simplefilter("error")
    sys.stdout = sys.stderr = None
    matplotlib.rcParams["font.size"] = 3
    matplotlib.pyplot.switch_backend("svg")
    matplotlib.pyplot.figure()


def state():
    return {
        "dtype": torch.get_default_dtype(),
        "device": torch.get_default_device(),
        "gradients": torch.is_grad_enabled(),
        "threads": torch.get_num_threads(),
        "deterministic": (torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled()),
        "benchmark": torch.backends.cudnn.benchmark,
        "recursion": sys.getrecursionlimit(),
        "environment": dict(os.environ),
        "folder": os.getcwd(),
        "filters": list(warnings.filters),
        "streams": (sys.stdout, sys.stderr),
        "font": matplotlib.rcParams["font.size"],
        "backend": matplotlib.get_backend(),
        "figures": matplotlib.pyplot.get_fignums(),
    }


@pytest.mark.parametrize("ends", ["by returning", "by raising"])
def test_what_an_answer_sets_for_the_whole_process_is_put_back(ends):
    matplotlib.pyplot.switch_backend("agg")

    def answer():
        disturb()
        if ends == "by raising":
            raise OSError("no")

    before = state()
    seen(answer)
    after = state()
    assert {name: after[name] for name in after if after[name] != before[name]} == {}
    assert seen(lambda: torch.ones(1)).returned.dtype == torch.float32


def test_settings_of_the_notebook_do_not_reach_the_answer():
    torch.set_default_dtype(torch.float64)
    torch.set_default_device("meta")
    try:
        with torch.no_grad():
            found = seen(lambda: [torch.ones(1), torch.is_grad_enabled()])
    finally:
        torch.set_default_dtype(torch.float32)
        torch.set_default_device(None)
    assert found.returned == [torch.ones(1), True]
    assert found.returned[0].dtype == torch.float32


def test_a_folder_that_was_removed_stops_nothing(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert seen(lambda: 5).returned == 5


def test_inputs_are_fresh_for_each_case_and_changes_are_noticed():
    def change(table, untouched):
        table["new"] = 1
        return sorted(table)

    case = Case("", {"table": {"old": torch.zeros(1)}, "untouched": [1]})
    chosen = Exercise("answer", 1, lambda answer, **given: answer(**given), list, list, ("", "", ""))
    for _ in range(2):
        found = observe_case(chosen, change, case)
        assert found.returned == ["new", "old"]
        assert found.changed == ("table",)
    assert list(case.inputs["table"]) == ["old"]


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.bfloat16])
def test_a_change_in_the_last_bit_of_an_input_is_noticed(dtype):
    number = torch.ones(2, dtype=dtype)
    assert seen(lambda x: x.mul_(1 + torch.finfo(dtype).eps), x=number).changed == ("x",)
    assert seen(lambda x: x * 2, x=number).changed == ()
    assert number.tolist() == [1, 1]


def test_an_input_filled_with_something_that_cannot_be_compared_counts_as_changed():
    class Hostile(list):
        def __len__(self):
            raise RuntimeError

    assert seen(lambda numbers: numbers.append(Hostile()), numbers=[Hostile()][:0]).changed == ("numbers",)


class Broken(Exception):
    def __str__(self):
        raise RuntimeError


class Outside(BaseException):
    pass


@pytest.mark.parametrize("kind", [ValueError, SystemExit, RecursionError, MemoryError, Broken, Outside, GeneratorExit, StopIteration])
def test_whatever_is_raised_is_brought_back(kind):
    def fail():
        raise kind

    assert seen(fail).raised[0] == kind.__name__


def test_the_learners_stop_button_stops_the_check():
    def interrupted():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        seen(interrupted)


def test_an_endless_recursion_is_seen_as_one():
    def deeper():
        return deeper()

    assert seen(deeper).raised[0] == "RecursionError"


def test_what_is_printed_is_dropped_even_on_stderr(capfd):
    def loud():
        print("out")
        print("err", file=sys.stderr)
        warnings.warn("beware", stacklevel=1)

    assert seen(loud).returned is None
    assert capfd.readouterr() == ("", "")


class Refusing(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        raise NotImplementedError


@pytest.mark.parametrize("result", [[0] * 300_000, 1 << 1_000_000, torch.ones(1).as_subclass(Refusing), torch.empty(1, device="meta"), {1}], ids=["items", "bits", "refusing", "meta", "set"])
def test_what_is_no_value_is_wrong_and_nothing_worse(result):
    found = seen(lambda: result)
    assert isinstance(found.returned, (values.Opaque, torch.Tensor))
    assert found.raised == ()


def test_a_missing_name_is_seen_for_each_case():
    found = observe(exercise(), {"totals": sum}, cases())
    assert [one.raised for one in found] == [(MISSING,)] * 4
    assert found[0].message == "total"


def test_several_names_and_whole_namespaces_reach_the_probe():
    both = exercise(lambda answer, numbers: [answer["one"], answer["two"]], names=("one", "two"))
    assert observe(both, {"one": 1, "two": 2, "three": 3}, cases())[0].returned == [1, 2]
    assert observe(both, {"one": 1}, cases())[0].raised == (MISSING,)
    everything = exercise(lambda answer, numbers: sorted(answer), names=("one",), whole_namespace=True)
    assert observe(everything, {"one": 1, "three": 3}, cases())[0].returned == ["one", "three"]


def test_an_observation_survives_the_journey():
    class Odd(ValueError):
        pass

    def fail(numbers):
        numbers.append(1)
        raise Odd("why \ud800 \x1b[2J")

    found = seen(fail, numbers=[])
    arrived = Observation.decode(found.encode())
    assert arrived == found
    assert arrived.raised[:2] == ("Odd", "ValueError")
    assert arrived.message == "why \\ud800 \\x1b[2J"
    opaque = seen(lambda: {1})
    assert Observation.decode(opaque.encode()) == opaque


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=4)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
)


@given(st.one_of(json_values, st.dictionaries(st.sampled_from(["returned", "raised", "message", "changed"]), json_values)))
@settings(max_examples=200, deadline=None)
def test_hostile_data_is_an_observation_or_a_value_error(data):
    with contextlib.suppress(ValueError):
        Observation.decode(data)
