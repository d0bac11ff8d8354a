"""Chapter 03's reference checked from outside: torch's own networks sentence by sentence, gradients, counts, statistics."""

from __future__ import annotations

import itertools
import re
import warnings
from pathlib import Path
from statistics import mean

import matplotlib
import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

matplotlib.use("Agg")

import matplotlib.pyplot as plt

from attention_course import plotting
from attention_course.figures import encoder as figures
from attention_course.questions import encoder_size
from autograder.reference import encoder as reference
from autograder.reference.encoder import Encoder, choose, count_parameters, encode, join_directions, summarise

QUICK = settings(max_examples=40, deadline=None)
DEVICES = ["cpu"] + (["cuda"] if torch.cuda.is_available() else [])
CLOSE = {torch.float64: 1e-10, torch.float32: 1e-5, torch.bfloat16: 2e-2}
LESSON = Path(__file__).parents[2] / "source/03-encoder/encoder.md"


def encoder_of(cell="gru", layers=1, bidirectional=True, dtype=torch.float64, device="cpu", **options):
    torch.manual_seed(7)
    return Encoder(30, 5, 4, 3, cell=cell, layers=layers, bidirectional=bidirectional, **options).to(device, dtype).eval()


def batch(lengths, width, device="cpu"):
    """Sentences with any index at all beyond their ends."""
    source = torch.randint(30, (len(lengths), width), generator=torch.Generator().manual_seed(3))
    return source.to(device), torch.tensor(lengths)


# Q9 and Q10


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("dtype", CLOSE, ids=str)
@pytest.mark.parametrize(("cell", "layers", "bidirectional"), list(itertools.product(("gru", "lstm"), (1, 2), (False, True))))
@torch.no_grad()
def test_as_if_every_sentence_stood_alone(cell, layers, bidirectional, dtype, device):
    encoder = encoder_of(cell, layers, bidirectional, dtype, device)
    source, lengths = batch([3, 7, 1, 5], 8, device)
    for where in {"cpu", device}:
        states, first = encoder(source, lengths.to(where))
        assert states.shape == (4, 8, encoder.states_size)
        for row, length in enumerate(lengths.tolist()):
            alone, last = encoder.rnn(encoder.embedding(source[row : row + 1, :length]))
            tolerance = {"rtol": CLOSE[dtype], "atol": CLOSE[dtype]}
            torch.testing.assert_close(states[row, :length], alone[0], **tolerance)
            assert not states[row, length:].any()
            hidden, memory = last if cell == "lstm" else (last, None)
            for layer in range(layers):
                wanted = torch.cat([hidden[layer * (1 + bidirectional) + side, 0] for side in range(1 + bidirectional)])
                got = first[0] if cell == "lstm" else first
                torch.testing.assert_close(got[layer, row], encoder.bridge(wanted).tanh(), **tolerance)
                if cell == "lstm":
                    wanted = torch.cat([memory[layer * (1 + bidirectional) + side, 0] for side in range(1 + bidirectional)])
                    torch.testing.assert_close(first[1][layer, row], encoder.memory_bridge(wanted), **tolerance)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_gradients_are_those_of_finite_differences(cell):
    encoder = encoder_of(cell, layers=2)
    source, lengths = batch([2, 4], 5)
    source = source.where(source != 1, 2)  # the padding's row has no gradient, by its nature
    names, parameters = zip(*encoder.named_parameters())

    def run(*values):
        with torch.nn.utils.stateless._reparametrize_module(encoder, dict(zip(names, values))):
            states, first = encode(encoder, source, lengths)
        return (states, first) if cell == "gru" else (states, *first)

    assert torch.autograd.gradcheck(run, tuple(p.detach().clone().requires_grad_() for p in parameters), fast_mode=True)


def test_padding_has_no_part_in_any_gradient():
    encoder = encoder_of(padding_index=29)
    source = torch.tensor([[4, 5, 11, 12], [6, 7, 8, 9]])
    states, first = encoder(source, torch.tensor([2, 4]))
    (states.sum() + first.sum()).backward()
    touched = encoder.embedding.weight.grad.any(dim=1).nonzero().flatten().tolist()
    assert touched == [4, 5, 6, 7, 8, 9]


@QUICK
@given(st.integers(1, 4), st.integers(1, 2), st.integers(1, 5), st.integers(1, 5))
def test_joined_states_are_where_numpy_would_put_them(layers, directions, size, hidden):
    final = torch.randn(layers * directions, size, hidden, dtype=torch.float64)
    wanted = np.concatenate([final.numpy()[side::directions] for side in range(directions)], axis=-1)
    assert np.array_equal(join_directions(final, directions).numpy(), wanted)


def test_making_an_encoder_warns_of_nothing_and_state_dicts_go_round():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        made = [encoder_of(cell, layers, dropout=0.3) for cell in ("gru", "lstm") for layers in (1, 3)]
    for encoder, again in zip(made, [encoder_of(cell, layers) for cell in ("gru", "lstm") for layers in (1, 3)]):
        assert not again.load_state_dict(encoder.state_dict()).missing_keys


@pytest.mark.parametrize("device", DEVICES)
def test_the_parts_of_an_encoder_learn_and_its_padding_does_not(device):
    encoder = encoder_of("lstm", layers=2, device=device).train()
    before = {name: parameter.detach().clone() for name, parameter in encoder.named_parameters()}
    optimizer = torch.optim.Adam(encoder.parameters())
    source, lengths = batch([6, 3, 4], 6, device)
    states, (hidden, memory) = encoder(source.where(source != 2, 1), lengths)
    (states.sum() + hidden.sum() + memory.sum()).backward()
    optimizer.step()
    assert all(not torch.equal(before[name], parameter) for name, parameter in encoder.named_parameters())
    assert not encoder.embedding.weight[1].any()


# Q11


@QUICK
@given(st.sampled_from(["gru", "lstm"]), st.integers(1, 40), st.integers(1, 40), st.integers(1, 4), st.booleans())
def test_counts_are_those_of_real_networks(cell, input_size, hidden_size, layers, bidirectional):
    kind = {"gru": nn.GRU, "lstm": nn.LSTM}[cell]
    network = kind(input_size, hidden_size, layers, bidirectional=bidirectional)
    assert count_parameters(cell, input_size, hidden_size, layers, bidirectional) == sum(p.numel() for p in network.parameters())


def test_counts_and_numbers_of_the_text():
    text = " ".join(LESSON.read_text("utf-8").split())
    assert [count_parameters("gru", 2, 3, layers, both) for layers in (1, 2) for both in (False, True)] == [63, 126, 135, 324]
    assert "Three of them make 63" in text and "four such blocks: 84" in text and count_parameters("lstm", 2, 3) == 84
    assert abs(count_parameters("gru", 8, 26) / count_parameters("gru", 8, 16, 2) - 1) < 0.03  # "about as many"
    assert count_parameters("gru", 8, 16, 2) > 2 * count_parameters("gru", 8, 16)
    by_hand = summarise([reference.Run(1, 1, seed, 0.5, test) for seed, test in enumerate((0.40, 0.44, 0.54))])[0]
    assert f"mean {by_hand.test:.2f}, the deviation {by_hand.deviation:.4f}" in text and f"= {by_hand.margin:.3f}$" in text
    first, last = (figures.reach(network(16, scale), 20)[0][place] for scale, place in ((1.0, 0), (1.0, -1)))
    assert first < 1e-4 * last
    strong = figures.reach(network(16, 3.0), 20)[0]
    assert strong[0] > strong[-1] / 200


def network(hidden_size, scale):
    """The GRU that `figures.token_reach` draws."""
    torch.manual_seed(0)
    made = nn.GRU(8, hidden_size, batch_first=True, bidirectional=True)
    with torch.no_grad():
        for weight in made.parameters():
            weight.mul_(scale)
    return made


@pytest.mark.parametrize("count", reference.STUDENT)
def test_margins_are_students(count):
    """The share of Student's distribution within the factor, by adding up its density at t = tan(angle)."""
    freedom = count - 1

    def inside(angle):
        angles = np.linspace(-angle, angle, 200_001)[1:-1]
        return (np.cos(angles) ** -2 * (1 + np.tan(angles) ** 2 / freedom) ** (-(freedom + 1) / 2)).mean() * 2 * angle

    assert inside(np.arctan(reference.STUDENT[count])) / inside(np.pi / 2) == pytest.approx(0.95, abs=1e-4)


def test_intervals_hold_the_truth_about_nineteen_times_in_twenty():
    generator = np.random.default_rng(0)
    found = 0
    for _ in range(2000):
        runs = [reference.Run(4, 1, seed, 0.5, share) for seed, share in enumerate(generator.normal(0.6, 0.05, size=3))]
        one = summarise(runs)[0]
        found += abs(one.test - 0.6) <= one.margin
    assert 0.93 < found / 2000 < 0.97


def test_a_choice_on_the_test_is_too_good_and_one_on_the_validation_is_not():
    generator = np.random.default_rng(0)
    honest, peeked = [], []
    for _ in range(2000):  # six settings, all truly worth 0.5
        shares = generator.normal(0.5, 0.05, size=(6, 2))
        table = [reference.Summary(size, 1, *row, 0.0, 0.0) for size, row in enumerate(shares.tolist(), start=1)]
        honest.append(choose(table).test)
        peeked.append(max(one.test for one in table))
    assert abs(mean(honest) - 0.5) < 0.005 < 0.04 < mean(peeked) - 0.5


def test_runs_repeat_and_lie_in_the_recorded_bands():
    runs = [reference.train_and_score(16, 1, 0), reference.train_and_score(16, 1, 0)]
    assert runs[0] == runs[1]
    low, high = encoder_size.BANDS[16, 1]
    assert all(low - encoder_size.MARGIN <= share <= high + encoder_size.MARGIN for share in runs[0])


def test_training_leaves_the_global_generator_alone():
    before = torch.get_rng_state()
    reference.train_and_score(4, 1, 3)
    assert torch.equal(before, torch.get_rng_state())


def test_the_verdicts_of_the_text_are_those_of_its_table():
    facts = encoder_size.probe_claims(vars(reference))
    assert set(map(str, facts.values())) == {
        "True", "[]", "False", "['deeper', 'thinner', 'wider']", "bears the verdict out", "of the means",
    }  # fmt: skip


# The figures

DRAWINGS = {
    "output_and_last": figures.output_and_last,
    "encoder_flow": figures.encoder_flow,
    "padding_spoils": lambda: figures.padding_spoils({"forwards": [0.0, 0.0], "backwards": [0.2, 0.4], "packed": [0.0, 0.0]}),
    "token_reach": lambda: figures.token_reach(length=12, hidden_size=8, scale=1.0),
    "grid": lambda: figures.grid(summarise(reference.runs), chance=1 / 8),
}


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_figure_is_drawn_without_warnings_and_its_texts_do_not_overlap(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figure = DRAWINGS[name]()
        assert plotting.png(figure).startswith(b"\x89PNG")
    extents = [text.get_window_extent() for axes in figure.axes for text in axes.texts if text.get_text()]
    plt.close(figure)
    assert not [pair for pair in itertools.combinations(extents, 2) if pair[0].overlaps(pair[1])]


def test_influence_falls_with_distance_from_either_side():
    forwards, backwards = figures.reach(network(16, 1.0), 20)
    assert forwards == sorted(forwards) and backwards == sorted(backwards, reverse=True)


def test_the_lines_of_the_lesson_are_short_enough_to_be_shown():
    text = re.sub(r"^## .*$", "", LESSON.read_text("utf-8"), flags=re.MULTILINE)
    assert max(map(len, text.splitlines())) <= 100
