"""The drawings and the measurement that open chapter 01, and whether the text says what was measured."""

from __future__ import annotations

import importlib.util
import json
import re
import warnings
from itertools import combinations
from pathlib import Path
from types import SimpleNamespace

import jupytext
import matplotlib
import pytest

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import torch

from attention_course import plotting
from attention_course.figures import environment as figures

ROOT = Path(__file__).parents[2]
LESSON = ROOT / "source" / "01-environment" / "environment.md"
DRAWINGS = {
    "bottleneck": figures.bottleneck,
    "encoder_decoder": figures.encoder_decoder,
    "attention_step": figures.attention_step,
    "gradient_paths": figures.gradient_paths,
    "worked_example": figures.worked_example,
    "gradient_reach": lambda: figures.gradient_reach([2, 4, 6], [0.5, 0.1, 0.02], [0.7, 0.5, 0.3]),
}


def theory() -> str:
    """The lesson above its first question."""
    return LESSON.read_text(encoding="utf-8").split("\n## Q1", 1)[0]


def prose() -> str:
    """The theory on one line, so that a sentence is found wherever its lines break."""
    return " ".join(theory().split())


def mean(values: list[float]) -> float:
    return sum(values) / len(values)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_figure_builds_without_warnings(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = DRAWINGS[name]()
        picture = plotting.png(figure)
    plt.close(figure)
    assert picture.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", DRAWINGS)
def test_no_two_texts_of_a_figure_overlap(name):
    figure = DRAWINGS[name]()
    figure.canvas.draw()
    texts = [text for axes in figure.axes for text in axes.texts if text.get_text()]
    extents = [text.get_window_extent() for text in texts]
    clashes = [
        (first.get_text(), second.get_text())
        for (first, a), (second, b) in combinations(zip(texts, extents), 2)
        if a.overlaps(b)
    ]
    plt.close(figure)
    assert clashes == []


@pytest.mark.parametrize("name", ["bottleneck", "worked_example", "gradient_reach"])
def test_plotted_axes_are_named(name):
    figure = DRAWINGS[name]()
    plotted = [axes for axes in figure.axes if axes.axison]
    assert plotted
    assert all(axes.get_xlabel() and axes.get_ylabel() for axes in plotted)
    plt.close(figure)


# The measurement


@pytest.fixture(scope="module")
def result():
    return figures.bottleneck_result()


def test_the_record_says_how_it_was_measured(result):
    assert {"corpus", "vocabulary", "settings", "versions", "signature", "seeds", "runs"} <= set(result)
    assert re.fullmatch(r"[0-9a-f]{64}", result["corpus"]["sha256"])
    assert "tok:none" in result["signature"]
    assert {"python", "torch", "sacrebleu"} <= set(result["versions"])
    text = json.dumps(result)
    assert not re.search(r"(/home|/work|/tmp|/Users|\\\\)", text), "a path of one machine"


def test_three_seeds_of_both_systems_with_the_same_budget(result):
    assert len(set(result["seeds"])) == 3
    assert sorted((run["system"], run["seed"]) for run in result["runs"]) == sorted(
        (system, seed) for system in figures.SYSTEMS for seed in result["seeds"]
    )
    parameters = {system: {run["parameters"] for run in result["runs"] if run["system"] == system} for system in figures.SYSTEMS}
    (without,), (attended,) = parameters["without"], parameters["with"]
    assert attended <= without <= 1.03 * attended
    for run in result["runs"]:
        assert run["seconds"] > 0
        assert sum(part["sentences"] for part in run["bleu"]["by_length"]) == result["corpus"]["test"] + result["corpus"]["longer"]


def test_the_bins_part_lengths_seen_in_training_from_longer_ones(result):
    longest = result["corpus"]["longest_trained"]
    assert all(row["to"] <= longest or row["from"] > longest for row in figures.bottleneck_rows(result))


def test_the_benchmark_runs(capsys):
    pytest.importorskip("sacrebleu", reason="only the benchmark needs it: pip install sacrebleu")
    specification = importlib.util.spec_from_file_location("bottleneck", ROOT / "benchmarks" / "bottleneck.py")
    bottleneck = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(bottleneck)

    def pair(length):
        return SimpleNamespace(
            source_tokens=tuple(f"w{(3 * i + length) % 7}" for i in range(length)),
            target_tokens=tuple(f"m{(3 * i + length) % 7}" for i in reversed(range(length))),
        )

    corpus = {"train": [pair(2 + i % 6) for i in range(24)], "test": [pair(5), pair(7)], "longer": [pair(23)]}
    settings = {
        **bottleneck.SETTINGS, "steps": 2, "batch_size": 4, "embedding_size": 6, "encoder_size": 5,
        "decoder_size": {"without": 8, "with": 7}, "attention_size": 4,
    }  # fmt: skip
    outcome = bottleneck.measure(corpus, settings, seeds=(0,))
    assert [run["system"] for run in outcome["runs"]] == ["without", "with"]
    assert all(0 <= run["bleu"][split] <= 100 for run in outcome["runs"] for split in ("test", "longer"))
    assert "without attention" in figures.bottleneck_table(outcome)
    assert bottleneck.fingerprint(corpus) == bottleneck.fingerprint(dict(reversed(corpus.items())))


# The text


def test_the_pencil_example_in_the_text_is_right():
    found = figures.weigh()
    for weight, share in zip(found["weights"], torch.tensor(found["scores"], dtype=torch.float64).softmax(dim=0).tolist()):
        assert weight == pytest.approx(share, rel=1e-12)
    weights = [f"{weight:.3f}" for weight in found["weights"]]
    assert f"the weights ${weights[0]}$, ${weights[1]}$ and ${weights[2]}$" in prose()
    assert f"({found['context'][0]:.2f}, {found['context'][1]:.2f})$" in prose()
    doubled = figures.weigh(query=[2 * value for value in figures.QUERY])["weights"]
    assert "{:.3f}, {:.3f} and {:.3f}".format(*doubled) in prose()
    gradient = [weight * (state[0] - found["context"][0]) for weight, state in zip(found["weights"], figures.STATES)]
    assert "${:.3f}$, ${:.3f}$ and ${:.3f}$".format(*gradient) in prose()


def test_the_code_of_the_theory_runs_and_says_nothing_on_stderr(capsys, monkeypatch):
    shown = []
    monkeypatch.setattr(plotting, "show", lambda figure, alternative: (shown.append(alternative), plt.close(figure)))
    notebook = jupytext.reads(theory(), fmt="md:myst")
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert cells[0].startswith("from attention_course import check\n")
    namespace: dict = {}
    for cell in cells:
        exec(compile(cell, str(LESSON), "exec"), namespace)
    captured = capsys.readouterr()
    assert captured.err == ""
    assert len(shown) == len(DRAWINGS)
    assert all(len(alternative.split()) > 12 for alternative in shown)
    assert torch.allclose(namespace["by_hand"], namespace["scores"].grad)
    assert namespace["without"][-1] < 1e-6 < 1e-2 < namespace["attended"][-1]
    assert not {"F", "nn", "DataLoader"} & set(namespace), "the import cell of Q2 is to be the one that brings these"


def test_formulas_are_written_as_jupyterlab_renders_them():
    text = re.sub(r"```.*?```", "", theory(), flags=re.DOTALL)
    assert not re.search(r"\{math\}|\$\$|\\\(|\\\[", text)
    for line in text.splitlines():
        assert line.count("$") % 2 == 0, line


def test_the_text_says_what_was_measured(result):
    rows = {(row["from"], row["to"]): {system: f"{mean(row[system]):.0f}" for system in figures.SYSTEMS} for row in figures.bottleneck_rows(result)}
    runs = {system: [run for run in result["runs"] if run["system"] == system] for system in figures.SYSTEMS}
    test = {system: f"{mean([run['bleu']['test'] for run in found]):.0f}" for system, found in runs.items()}
    seconds = {system: mean([run["processor_seconds"] for run in found]) for system, found in runs.items()}
    corpus = result["corpus"]

    def against(low: int, high: int) -> str:
        return f"{rows[low, high]['without']} against {rows[low, high]['with']}"

    claims = [
        f"trained on {corpus['train']:,} sentence pairs",
        f"translated {corpus['test']:,} sentences that they had not seen, and {corpus['longer']:,} more",
        f"a BLEU of {test['without']} without attention against {test['with']} with it",
        f"at 2 to 4 words it is {against(2, 4)}",
        f"at 13 to 14 words, the longest of the training sentences, {against(13, 14)}",
        f"at 15 to 17 words {against(15, 17)}, at 31 to 40 words {against(31, 40)}",
        f"training with attention took {seconds['with'] / seconds['without']:.1f} times as long as without",
    ]
    assert [claim for claim in claims if claim not in prose()] == []
    assert corpus["longest_trained"] == 14


def test_the_conclusions_of_the_text_hold(result):
    by_length = {(row["from"], row["to"]): row for row in figures.bottleneck_rows(result)}
    for row in by_length.values():
        assert max(row["without"]) < min(row["with"]), "attention is ahead at every length and for every seed"
    shortest, longest_seen = by_length[2, 4], by_length[13, 14]
    lost = {system: mean(shortest[system]) - mean(longest_seen[system]) for system in figures.SYSTEMS}
    assert lost["without"] > 20, "one curve falls as the sentences grow"
    assert abs(lost["with"]) < 6, "the other is level"
