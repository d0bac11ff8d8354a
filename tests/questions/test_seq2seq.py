"""Chapter 06 from outside: the whole model against a loop written from the papers, schedules against their formulas, first light."""

from __future__ import annotations

import copy
import io
import math
from itertools import pairwise, product

import pytest
import torch
from torch import nn

from attention_course.figures import seq2seq as figures
from attention_course.two_devices import TwoDevices, elsewhere, whereabouts
from autograder.reference.attention import AdditiveScore, Attention, NoAttention
from autograder.reference.decoder import Decoder
from autograder.reference.encoder import Encoder
from autograder.reference.seq2seq import (
    Seq2Seq,
    choose_gold,
    inverse_sigmoid_schedule,
    linear_schedule,
    next_input,
    ratio_for,
    unroll,
)

DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
KINDS = list(product(("gru", "lstm"), ("bahdanau", "luong"), (False, True), (1, 2), (True, False)))
WORDS = 11


def build(cell="gru", order="bahdanau", feeding=False, layers=1, attends=True, seed=0, dtype=torch.float64, device="cpu"):
    torch.manual_seed(seed)
    encoder = Encoder(WORDS, 5, 3, 4, cell=cell, layers=layers)
    attention = Attention(AdditiveScore(4, 6, 7), 6) if attends else NoAttention()
    decoder = Decoder(WORDS, 5, 4, attention, order=order, input_feeding=feeding, layers=layers, cell=cell)
    return Seq2Seq(encoder, decoder).to(device, dtype).eval()


def batch(device="cpu", seed=0):
    generator = torch.Generator().manual_seed(seed)
    lengths = torch.tensor([6, 2, 4])
    source = torch.randint(2, WORDS, (3, 7), generator=generator)  # padding in every row, of words that count for nothing
    target_in = torch.randint(2, WORDS, (3, 5), generator=generator)
    return source.to(device), lengths, target_in.to(device)


def by_hand(model, source, length, target_in, use_gold):
    """One sentence, one step at a time, from the papers' formulas; `use_gold` says for each position whether gold is read."""
    encoder, decoder = model.encoder, model.decoder
    with torch.no_grad():
        states, last = encoder(source[None, :length], torch.tensor([length]))  # alone, so that nothing is padded
        states, rnn = states[0], decoder.rnn
        fed = torch.zeros(decoder.readout.out_features, dtype=states.dtype, device=states.device)
        logits, weights = [], []
        for t in range(len(target_in)):
            token = target_in[t] if t == 0 or use_gold[t] else logits[-1].argmax()
            word = decoder.embedding.weight[token]
            if decoder.input_feeding:
                word = torch.cat((word, fed))
            if decoder.order == "bahdanau":
                context, looked = look(decoder.attention, (last if torch.is_tensor(last) else last[0])[-1, 0], states)
                output, last = rnn(torch.cat((word, context))[None, None], last)
            else:
                output, last = rnn(word[None, None], last)
                context, looked = look(decoder.attention, output[0, 0], states)
            fed = torch.tanh(decoder.readout.weight @ torch.cat((output[0, 0], context)) + decoder.readout.bias)
            logits.append(decoder.output.weight @ fed + decoder.output.bias)
            weights.append(looked)
    return torch.stack(logits), torch.stack(weights)


def look(attention, query, states):
    """Bahdanau et al. (2015), section A.1.2: e_i = v tanh(W s + U h_i), their softmax, and the weighted sum."""
    if isinstance(attention, NoAttention):
        return states.new_zeros(0), states.new_zeros(len(states))
    score = attention.score
    energies = [score.energy.weight[0] @ torch.tanh(score.query_layer.weight @ query + score.key_layer.weight @ state) for state in states]
    exponentials = torch.stack(energies).exp()
    weights = exponentials / exponentials.sum()
    return sum(weight * state for weight, state in zip(weights, states)), weights


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_unrolled_is_the_papers_loop_sentence_by_sentence(kind, device):
    model = build(*kind, device=device)
    source, lengths, target_in = batch(device)
    for ratio in (1.0, 0.0):
        with torch.no_grad():
            logits, weights = model(source, lengths, target_in, ratio)
        assert weights.shape == (3, 5, 7)
        for row, length in enumerate(lengths.tolist()):
            wanted, looked = by_hand(model, source[row], length, target_in[row], [ratio == 1] * 5)
            torch.testing.assert_close(logits[row], wanted, rtol=1e-9, atol=1e-12)
            torch.testing.assert_close(weights[row, :, :length], looked, rtol=1e-9, atol=1e-12)
            assert not weights[row, :, length:].any()


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_between_0_and_1_what_was_drawn_is_read(kind, device):
    model = build(*kind, device=device)
    source, lengths, target_in = batch(device)
    chosen = choose_gold(3, 5, 0.5, torch.Generator().manual_seed(3))
    with torch.no_grad():
        logits, _ = model(source, lengths, target_in, 0.5, torch.Generator().manual_seed(3))
    for row, length in enumerate(lengths.tolist()):
        wanted, _ = by_hand(model, source[row], length, target_in[row], chosen[row])
        torch.testing.assert_close(logits[row], wanted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind[-1]], ids=str)
def test_properties_of_the_whole(kind):
    model = build(*kind)
    source, lengths, target_in = batch()
    with torch.no_grad():
        gold, weights = model(source, lengths, target_in)
        own, _ = model(source, lengths, target_in, 0.0)
        torch.testing.assert_close(weights.sum(dim=2), torch.ones(3, 5, dtype=torch.float64))
        for t in range(1, 5):
            changed = target_in.clone()
            changed[:, t] = (changed[:, t] + 1) % WORDS
            other, _ = model(source, lengths, changed)
            torch.testing.assert_close(other[:, :t], gold[:, :t], rtol=1e-12, atol=1e-14)
            assert not torch.allclose(other[:, t], gold[:, t])
            assert torch.equal(model(source, lengths, changed, 0.0)[0], own)
        order = torch.tensor([2, 0, 1])
        shuffled, _ = model(source[order], lengths[order], target_in[order])
        torch.testing.assert_close(shuffled, gold[order], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(("dtype", "close"), [(torch.float32, 1e-4), (torch.bfloat16, 6e-2)])
def test_other_types_agree_with_double_precision(dtype, close, device):
    model = build(order="luong", device=device)
    source, lengths, target_in = batch(device)
    with torch.no_grad():
        wanted = model(source, lengths, target_in)
        found = copy.deepcopy(model).to(dtype)(source, lengths, target_in)
    for one, other in zip(found, wanted):
        assert one.dtype == dtype and one.device == other.device
        torch.testing.assert_close(one.double(), other, rtol=close, atol=close)


def test_gradients_are_those_of_finite_differences():
    model = build("lstm", "bahdanau", True)
    source, lengths, target_in = batch()
    names, parameters = zip(*model.named_parameters())
    chosen = [place for place, name in enumerate(names) if "bias" in name or "energy" in name]

    def logits(*values):
        return torch.func.functional_call(model, {names[place]: value for place, value in zip(chosen, values)}, (source, lengths, target_in[:, :3]))

    assert torch.autograd.gradcheck(logits, [parameters[place].detach().clone().requires_grad_() for place in chosen])
    sum(part.square().sum() for part in model(source, lengths, target_in)).backward()
    assert not [name for name, parameter in model.named_parameters() if parameter.grad is None]


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_a_saved_model_is_the_same_when_loaded(kind):
    one, other = build(*kind, seed=1), build(*kind, seed=2)
    file = io.BytesIO()
    torch.save(one.state_dict(), file)
    file.seek(0)
    given = batch()
    with torch.no_grad():
        assert not torch.equal(one(*given)[0], other(*given)[0])
        other.load_state_dict(torch.load(file, weights_only=True))
        assert torch.equal(one(*given)[0], other(*given)[0])


def test_every_parameter_of_the_parts_is_the_models():
    model = build()
    parts = {id(parameter) for part in (model.encoder, model.decoder) for parameter in part.parameters()}
    assert parts == {id(parameter) for parameter in model.parameters()}


@pytest.mark.parametrize("ratio", [0.1, 0.5, 0.9])
def test_gold_is_chosen_as_often_as_the_ratio_says(ratio):
    generator = torch.Generator().manual_seed(0)
    tokens = choose_gold(200, 200, ratio, generator).double()
    deviation = math.sqrt(ratio * (1 - ratio))
    assert abs(tokens.mean() - ratio) < 5 * deviation / 200
    assert (tokens.mean(dim=1) - ratio).abs().max() < 5 * deviation / math.sqrt(200)  # within each sentence
    assert (tokens.mean(dim=0) - ratio).abs().max() < 5 * deviation / math.sqrt(200)  # at each position
    for shift in (1, 7):  # one says nothing of the next, along or across
        for dim in (0, 1):
            product = ((tokens - ratio) * (tokens.roll(shift, dim) - ratio)).mean()
            assert abs(product) < 5 * deviation**2 / 200
    batches = [choose_gold(3, 4, ratio, generator, per="batch") for _ in range(400)]
    assert all(chosen.all() or not chosen.any() for chosen in batches)
    assert abs(sum(bool(chosen.all()) for chosen in batches) / 400 - ratio) < 5 * deviation / 20


def test_next_input_sentence_by_sentence():
    generator = torch.Generator().manual_seed(0)
    gold, logits = torch.randint(9, (50, 1), generator=generator), torch.randn(50, 1, 9, generator=generator)
    use = torch.rand(50, 1, generator=generator) < 0.5
    wanted = [[int(gold[i, 0])] if use[i, 0] else [max(range(9), key=lambda word: float(logits[i, 0, word]))] for i in range(50)]
    assert next_input(gold, logits, use).tolist() == wanted


def test_schedules_against_their_closed_forms():
    for steps, start, end in ((10, 1.0, 0.0), (7, 0.9, 0.2)):
        ratios = [linear_schedule(step, steps, start, end) for step in range(3 * steps)]
        assert ratios[0] == start
        assert ratios[steps:] == pytest.approx([end] * (2 * steps))
        falls = [before - after for before, after in pairwise(ratios[: steps + 1])]
        assert falls == pytest.approx([(start - end) / steps] * steps)
    for k in (1, 5.0, 80.0):
        ratios = [inverse_sigmoid_schedule(step, k) for step in range(2000)]
        assert ratios[0] == pytest.approx(k / (k + 1))
        assert all(before >= after for before, after in pairwise(ratios)) and ratios[-1] >= 0 and ratios[0] < 1
        assert inverse_sigmoid_schedule(k * math.log(k), k) == pytest.approx(0.5)
        # The sigmoid that the name speaks of: s(log k - i / k).
        assert ratios[:600] == pytest.approx([torch.sigmoid(torch.tensor(math.log(k) - i / k).double()).item() for i in range(600)])
        assert inverse_sigmoid_schedule(10**12, k) < 1e-200
    module = nn.Dropout()
    assert [ratio_for(module.train(mode), lambda step: step / 8, 2) for mode in (True, False)] == [0.25, 0.0]


def test_the_pretended_device_refuses_what_a_real_one_refuses():
    here, there = torch.tensor([1, 2]), elsewhere(torch.tensor([1, 2]))
    with TwoDevices():
        for mixed in (lambda: here < there, lambda: torch.cat((here, there)), lambda: torch.where(here > 0, there, there), lambda: here * there):
            with pytest.raises(RuntimeError, match="same device"):
                mixed()
        made = (there + 1, there * torch.tensor(2), torch.arange(2, device=there.device), here.to(there.device), torch.zeros_like(there), here.to(there))
        assert whereabouts(*made) == ["there"] * len(made)
        back = (here + 1, there.cpu(), there.to("cpu"), torch.arange(2), there.to(here))
        assert whereabouts(*back) == ["here"] * len(back)
        assert there.tolist() == [1, 2]
    model = build("lstm", layers=2)
    source, lengths, _ = batch()
    with TwoDevices():
        mask = torch.arange(7, device=elsewhere(source).device) < lengths.to(elsewhere(source).device).unsqueeze(1)
    assert whereabouts(mask) == ["there"]
    assert torch.equal(mask, model.encode(source, lengths)[0].mask)


def test_figures_are_drawn_and_say_what_is_so():
    for figure in (figures.whole_model(), figures.one_step(), figures.whose_tokens([("half", [[True, False]])])):
        assert figure.axes
    figure = figures.schedules(linear_schedule, inverse_sigmoid_schedule, 110.0)
    assert figure.axes[0].get_ylabel() == "teacher-forcing ratio"
    for k in (20.0, 110.0):
        assert figures.half_way(inverse_sigmoid_schedule, k, 1000) == math.ceil(k * math.log(k))
    assert figures.half_way(inverse_sigmoid_schedule, 300.0, 1000) is None
    assert unroll.__doc__ is not None
