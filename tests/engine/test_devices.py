"""Answers put to the test on another device: inputs go there, what comes back is compared here."""

from __future__ import annotations

import json
import os

import pytest
import torch
from typer.testing import CliRunner

from attention_course import observing, probing, values
from attention_course.observing import observe_case
from attention_course.probing import NoDevice, on_device
from attention_course.question import Case, Exercise
from autograder import catalogue
from autograder.cli import app

HAS_CUDA = torch.cuda.is_available()
CASE = Case("", {"numbers": torch.arange(6.0).reshape(2, 3).mT, "pair": [1, (torch.ones(2, requires_grad=True),)]})


def chosen(probe=lambda answer, **inputs: answer(**inputs)) -> Exercise:
    return Exercise("answer", 1, probe, list, list, ("", "", ""))


@pytest.fixture
def elsewhere(monkeypatch):
    """A device that is none: what is to go there stays, and is counted, and so is what comes back."""
    moved: list[str] = []
    copy = values.copy

    def counting(value, device=None):
        if isinstance(value, torch.Tensor):
            moved.append(str(device))
        return copy(value) if isinstance(value, torch.Tensor) else copy_inside(value, device)

    def copy_inside(value, device):
        if type(value) in (list, tuple):
            return type(value)(counting(item, device) for item in value)
        return copy(value)

    monkeypatch.setattr(observing, "device", lambda: torch.device("xpu"))
    monkeypatch.setattr(observing.values, "copy", counting)
    return moved


def test_the_inputs_go_to_the_device_and_come_back_to_be_compared(elsewhere):
    found = observe_case(chosen(), lambda numbers, pair: numbers.sum(), CASE)
    assert found.returned == 15 and found.changed == ()
    assert elsewhere == ["xpu", "xpu", "cpu", "cpu"]


def test_an_input_changed_there_is_noticed_here(elsewhere):
    found = observe_case(chosen(), lambda numbers, pair: numbers.mul_(2), CASE)
    assert found.changed == ("numbers",)
    found = observe_case(chosen(), lambda numbers, pair: pair.append(3), CASE)
    assert found.changed == ("pair",)


def test_without_a_device_nothing_is_moved(monkeypatch):
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    given = []
    copy = values.copy
    monkeypatch.setattr(observing.values, "copy", lambda value, device=None: given.append(device) or copy(value, device))
    observe_case(chosen(), lambda numbers, pair: None, CASE)
    assert set(given) == {None}


@pytest.mark.parametrize("device", [None, *(["cuda"] if HAS_CUDA else [])])
def test_a_copy_keeps_strides_and_whether_gradients_are_wanted(device):
    for value in (CASE.inputs["numbers"], torch.ones(3).expand(2, 3), torch.ones(2, requires_grad=True)):
        there = values.copy(value, device and torch.device(device))
        assert torch.equal(there.cpu(), value) and there.requires_grad == value.requires_grad and there.is_leaf
        assert there.stride() == value.stride() or 0 in value.stride()
        assert there.device.type == (device or "cpu")


@pytest.mark.skipif(not HAS_CUDA, reason="no GPU here")
def test_on_a_gpu(monkeypatch):
    monkeypatch.setenv("COURSE_DEVICE", "cuda")
    before = torch.cuda.get_rng_state(), torch.backends.cudnn.allow_tf32
    draws = [observe_case(chosen(), lambda numbers, pair: (numbers * torch.rand_like(numbers), numbers.is_cuda), CASE) for _ in range(2)]
    assert draws[0] == draws[0] and draws[0].returned[1] and not draws[0].returned[0].is_cuda
    assert torch.equal(draws[0].returned[0], draws[1].returned[0]), "each case starts with the same random numbers"
    assert observe_case(chosen(), lambda numbers, pair: numbers.add_(1), CASE).changed == ("numbers",)
    assert torch.equal(torch.cuda.get_rng_state(), before[0]) and torch.backends.cudnn.allow_tf32 == before[1]


def test_a_device_holds_within_its_context_only(monkeypatch):
    monkeypatch.delenv("COURSE_DEVICE", raising=False)
    with on_device("cpu"):
        assert os.environ["COURSE_DEVICE"] == "cpu" and probing.device().type == "cpu"
    assert "COURSE_DEVICE" not in os.environ
    with on_device(None):
        assert "COURSE_DEVICE" not in os.environ
    monkeypatch.setenv("COURSE_DEVICE", "cpu")
    with pytest.raises(NoDevice, match="There is no device 'nonsense' here"), on_device("nonsense"):
        pass
    assert os.environ["COURSE_DEVICE"] == "cpu"


@pytest.mark.parametrize("device", ["nonsense", "meta", "cuda:99", *([] if HAS_CUDA else ["cuda"])])
def test_a_device_that_is_not_there_is_said(device, tmp_path):
    file = tmp_path / "answer.py"
    file.write_text("x = 1", encoding="utf-8")
    done = CliRunner().invoke(app, ["prove", "Q6.numericalize", "--device", device])
    assert done.exit_code == 1 and f"There is no device '{device}' here" in done.output and "Traceback" not in done.output
    done = CliRunner().invoke(app, ["judge", "Q6.numericalize", str(file), "--device", device, "--json"])
    assert done.exit_code == 2
    result = json.loads(done.stdout)
    assert result["passed"] is None and f"There is no device '{device}' here" in result["error"]


@pytest.mark.parametrize("device", ["cpu", *(["cuda"] if HAS_CUDA else [])])
def test_an_answer_is_judged_on_a_device(device, tmp_path):
    """In processes of their own: the one that answers run in, and its judge's."""
    from autograder.grading.workshop import Workshop

    with on_device(device), Workshop() as workshop, workshop.open(topic="data") as bench:
        outputs, _ = bench.run("import os; print(os.environ['COURSE_DEVICE'], os.environ['COURSE_GRADED'])", 20)
    assert outputs[0]["text"] == f"{device} data\n"
    file = tmp_path / "answer.py"
    from attention_course.question import find

    file.write_text(catalogue.reference_answer(find("Q6.numericalize")[0]), encoding="utf-8")
    done = CliRunner().invoke(app, ["judge", "Q6.numericalize", str(file), "--device", device, "--hidden"])
    assert done.exit_code == 0, done.output
    assert "COURSE_DEVICE" not in os.environ
