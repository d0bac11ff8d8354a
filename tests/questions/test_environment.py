"""Chapter 01's reference held against packaging, real worker processes, and structures that hypothesis makes up."""

from __future__ import annotations

import random
import subprocess
import sys
from collections import namedtuple
from importlib import metadata
from pathlib import Path

import jupytext
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version
from torch.nn.utils.rnn import pack_padded_sequence

from attention_course.question import exercises
from attention_course.questions.environment_devices import probe_pick_device, probe_to_device
from attention_course.questions.environment_seeding import _numbers_in_workers
from attention_course.questions.environment_stage import ProgramStarted, installed_here, machine_with, no_programs
from autograder.reference import environment as reference

LESSON = Path(__file__).parents[2] / "source" / "01-environment" / "environment.md"

numbers = st.integers(0, 30)
versions = st.builds(
    lambda release, tail, local: ".".join(map(str, release)) + tail + local,
    st.lists(numbers, min_size=1, max_size=3),
    st.sampled_from(["", "", "", "rc1", ".post2", ".dev3"]),
    st.sampled_from(["", "", "+cpu", "+cu126"]),
)
clauses = st.builds(
    lambda sign, release: sign + ".".join(map(str, release)),
    st.sampled_from([">=", "<=", "==", "!=", "<", ">", "~="]),
    st.lists(numbers, min_size=2, max_size=3),
)


@settings(max_examples=300, deadline=None)
@given(version=versions, specifier=st.lists(clauses, max_size=3).map(",".join))
def test_a_verdict_is_fine_just_where_packaging_is_content(version: str, specifier: str) -> None:
    verdict = reference.find_problems([f"torch{specifier}"], {"torch": version})["torch"]
    assert (verdict == "fine") == SpecifierSet(specifier).contains(version, prereleases=True)
    assert verdict in ("fine", "too old", "wrong version")


@settings(max_examples=100, deadline=None)
@given(installed=versions, wanted=versions.filter(lambda text: "+" not in text))
def test_too_old_is_what_comes_before_the_bound(installed: str, wanted: str) -> None:
    verdict = reference.find_problems([f"torch>={wanted}"], {"torch": installed})["torch"]
    assert verdict == ("too old" if Version(installed) < Version(wanted) else "fine")


def test_it_knows_what_is_installed_here() -> None:
    found = sorted({distribution.metadata["Name"] for distribution in metadata.distributions()})
    assert len(found) > 20
    assert set(reference.find_problems(found).values()) == {"fine"}
    assert reference.find_problems([f"{name}>=10000" for name in found]) == dict.fromkeys(found, "too old")


def test_a_pretended_distribution_is_there_and_gone_again() -> None:
    with installed_here({"course-kettle": "1.10.0"}, {"course_pot": "1.10.0"}):
        assert metadata.version("Course.Kettle") == "1.10.0"
        assert __import__("course_pot").__version__ == "1.10.0"
        assert metadata.version("torch") == torch.__version__
    with pytest.raises(metadata.PackageNotFoundError):
        metadata.version("course-kettle")
    with pytest.raises(ModuleNotFoundError):
        __import__("course_pot")


@pytest.mark.parametrize("start", ["subprocess.run(['true'])", "os.system('true')", "pip.main(['list'])", "os.execvp('true', ['true'])"])
def test_no_program_starts_on_the_stage(start: str) -> None:
    with no_programs() as started, pytest.raises(ProgramStarted):
        exec(f"import os, pip, subprocess\n{start}")
    assert started
    assert subprocess.run([sys.executable, "-c", ""], check=False).returncode == 0


def test_the_import_cell_of_the_course_is_enough_for_a_step_of_training() -> None:
    names = {name: getattr(reference, name) for name in exercises()["Q2.imports"].exercise.names}
    exec(
        """
class Numbers(Dataset):
    def __len__(self): return 4
    def __getitem__(self, index): return torch.arange(1, index + 2)

collate = lambda batch: (pad_sequence(batch, batch_first=True), torch.tensor([len(one) for one in batch]))
words, lengths = next(iter(DataLoader(Numbers(), batch_size=4, collate_fn=collate)))
embedding, layer = nn.Embedding(9, 3), nn.GRU(3, 9, batch_first=True)
optimizer = optim.Adam([*embedding.parameters(), *layer.parameters()])
states, last = layer(pack_padded_sequence(embedding(words), lengths, batch_first=True, enforce_sorted=False))
F.cross_entropy(last[0], lengths).backward()
optimizer.step()
""",
        names,
    )
    assert names["lengths"].tolist() == [1, 2, 3, 4]


@pytest.mark.parametrize(("gpus", "mps", "expected"), [(0, False, "cpu"), (0, True, "mps"), (1, False, "cuda"), (3, True, "cuda")])
def test_the_best_device_of_a_pretended_machine(gpus: int, mps: bool, expected: str) -> None:
    with machine_with(gpus, mps):
        assert reference.pick_device() == torch.device(expected)
        assert reference.pick_device("cpu") == torch.device("cpu")
        for index in range(gpus):
            assert reference.pick_device(f"cuda:{index}").index == index
        for absent in (f"cuda:{gpus}", "gpu", "meta", "cpu:1", *([] if mps else ["mps"])):
            with pytest.raises(ValueError, match=r"available|kind"):
                reference.pick_device(absent)


def test_a_pretended_default_device_is_told_of_and_taken_back() -> None:
    def pick_device(prefer: object = None) -> torch.device:
        torch.set_default_device("cuda")
        return torch.device("cuda")

    assert len(probe_pick_device(pick_device, gpus=1, mps=False)) == 3
    assert torch.zeros(1).device.type == "cpu"
    assert probe_pick_device(reference.pick_device, gpus=1, mps=False) == ["device", "cuda"]


def test_a_pretended_gpu_has_properties_and_the_next_one_has_none() -> None:
    with machine_with(gpus=2, mps=False):
        assert torch.cuda.get_device_properties(1).name == torch.cuda.get_device_name("cuda:1")
        with pytest.raises(AssertionError):
            torch.cuda.get_device_properties(2)


@pytest.mark.parametrize("nested", [[], {}, ({},), {"lengths": [3, 2], "source": []}])
def test_a_container_that_is_handed_on_is_told_from_a_new_one(nested: object) -> None:
    told = "lists and dictionaries are new ones"
    assert probe_to_device(reference.to_device, nested, "cpu")[told]
    assert not probe_to_device(lambda nested, device: nested, nested, "cpu")[told]


def test_the_device_that_is_picked_here_holds_a_tensor() -> None:
    assert torch.ones(2, device=reference.pick_device()).sum().item() == 2


Pair = namedtuple("Pair", ["source", "lengths"])
leaves = st.one_of(st.none(), st.integers(), st.text(max_size=3), st.integers(0, 3).map(lambda size: torch.arange(size)))
nested_batches = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.sampled_from(["source", "lengths", "target"]), inner, max_size=3),
        st.builds(Pair, inner, inner),
    ),
    max_leaves=8,
)


def leaves_by_path(nested: object, path: tuple = ()) -> dict[tuple, object]:
    """Every leaf under the path that leads to it; the types of the containers are part of the path."""
    if isinstance(nested, dict):
        items = list(nested.items())
    elif isinstance(nested, Pair):
        items = list(nested._asdict().items())
    elif isinstance(nested, list | tuple):
        items = list(enumerate(nested))
    else:
        return {path: nested}
    found = {(*path, type(nested).__name__): len(items)}
    for key, value in items:
        found |= leaves_by_path(value, (*path, type(nested).__name__, key))
    return found


@settings(max_examples=200, deadline=None)
@given(nested=nested_batches)
def test_every_tensor_moves_but_the_lengths(nested: object) -> None:
    before = leaves_by_path(nested)
    moved = leaves_by_path(reference.to_device(nested, "meta"))
    assert list(moved) == list(before)
    for path, leaf in before.items():
        if isinstance(leaf, torch.Tensor):
            assert leaf.device.type == "cpu"
            assert moved[path].device.type == ("cpu" if "lengths" in path else "meta")
        else:
            assert moved[path] is leaf or moved[path] == leaf


def test_a_batch_that_has_moved_can_still_be_packed() -> None:
    batch = {"source": torch.ones(2, 3, 4), "lengths": torch.tensor([3, 2])}
    moved = reference.to_device(batch, reference.pick_device())
    assert pack_padded_sequence(moved["source"], moved["lengths"], batch_first=True).batch_sizes.tolist() == [2, 2, 1]


class Noisy(torch.utils.data.Dataset):
    """Each example is what the three libraries draw at that moment."""

    def __len__(self) -> int:
        return 8

    def __getitem__(self, index: int) -> tuple[float, ...]:
        worker = torch.utils.data.get_worker_info()
        return (worker.id, index, random.random(), float(np.random.rand()), torch.rand(1, dtype=torch.float64).item())


def epochs_of_real_workers(seed: int) -> list[list[list[float]]]:
    loader = reference.make_loader(Noisy(), batch_size=2, seed=seed, num_workers=2)
    return [torch.cat([torch.stack(batch, 1) for batch in loader]).tolist() for _ in range(2)]


def test_real_workers_draw_what_the_seed_says() -> None:
    torch.manual_seed(1)
    first = epochs_of_real_workers(7)
    torch.manual_seed(2)
    assert epochs_of_real_workers(7) == first
    assert epochs_of_real_workers(8) != first
    assert all(sorted(row[1] for row in epoch) == list(range(8)) for epoch in first)
    for column in (2, 3, 4):
        drawn = [row[column] for epoch in first for row in epoch]
        assert len(set(drawn)) == len(drawn) == 16, "two workers or two epochs drew the same number"


def test_the_probe_starts_a_worker_as_torch_does() -> None:
    [real, *_] = epochs_of_real_workers(7)
    simulated = _numbers_in_workers(reference.make_loader(list(range(8)), 2, 7, 2))
    for worker in (0, 1):
        drawn = [row[2] for row in real if row[0] == worker]
        assert drawn[0] == simulated["random"][0, worker][0]


def test_the_order_stands_through_whatever_else_is_drawn() -> None:
    loader, orders = reference.make_loader(list(range(30)), 7, seed=3), []
    for _ in range(2):
        torch.rand(5)
        orders.append(torch.cat(list(loader)).tolist())
    again = reference.make_loader(list(range(30)), 7, seed=3)
    assert [torch.cat(list(again)).tolist() for _ in range(2)] == orders
    assert orders[0] != orders[1]


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_one_call_holds_all_three_libraries(seed: int) -> None:
    drawn = []
    for _ in range(2):
        reference.seed_everything(seed)
        drawn.append((random.random(), np.random.rand(), torch.rand(1).item(), torch.nn.functional.dropout(torch.ones(9)).tolist()))
    assert drawn[0] == drawn[1]


def test_the_predictions_are_what_the_six_runs_of_the_lesson_do() -> None:
    cells = jupytext.read(LESSON, fmt="md:myst").cells
    [code] = [cell.source for cell in cells if "six-runs" in cell.metadata.get("tags", [])]
    names = {"torch": torch, "random": random, "seed_everything": reference.seed_everything, "make_loader": reference.make_loader}
    exec(code, names)
    try:
        agrees = {}
        for run, go in names["runs"].items():
            first = go(1)
            random.random(), np.random.rand(), torch.rand(3)
            agrees[run] = go(2) == first
    finally:
        torch.use_deterministic_algorithms(False)
    assert agrees == reference.predictions
