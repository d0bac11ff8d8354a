"""The training benchmark: whether its systems are one model, its recipe right, its counts honest. Never how fast it is."""

from __future__ import annotations

import copy
import json
import random
from pathlib import Path

import pytest
import torch
from torch import nn
from torch.nn.functional import cross_entropy
from typer.testing import CliRunner

from attention_course import corpora
from autograder.bench import fused, training
from autograder.bench.recipe import pooled_batches, real_token_loss, shuffled_batches, valid_share
from autograder.bench.training import ORDERS, PAD, Corpus, Sizes
from autograder.bench.tutorial import same_weights
from autograder.cli import app
from autograder.reference.attention import Attention, DotScore
from autograder.reference.data import collate
from autograder.reference.decoder import Decoder
from autograder.reference.encoder import Encoder
from autograder.reference.seq2seq import Seq2Seq

SIZES = Sizes(embedding=5, encoder=6, decoder=7, attention=4, readout=9, batch=8)  # all different
WORDS = 23


def drawn_pairs(count: int, seed: int = 0, longest: int = 12) -> list[tuple[list[int], list[int]]]:
    """Random sentences of random lengths, one word or more and their marks."""
    draw = random.Random(seed)

    def words() -> list[int]:
        return [draw.randrange(4, WORDS) for _ in range(draw.randint(1, longest))]

    return [([*words(), 3], [2, *words(), 3]) for _ in range(count)]


@pytest.fixture(params=ORDERS)
def order(request):
    return request.param


def model_and_batch(order: str, pairs: list):
    torch.manual_seed(1)
    model = training.reference_model(order, Corpus("drawn", pairs, WORDS, WORDS), SIZES).double()
    return model, collate(pairs, PAD, PAD)


def plain_loss(model, batch):
    """What a reader would write with the reference."""
    logits, _ = model(batch["source"], batch["source_lengths"], batch["target_in"])
    return cross_entropy(logits.flatten(0, 1), batch["target_out"].flatten(), ignore_index=PAD)


BATCHES = {
    "ragged": drawn_pairs(7),
    "equal": [([5, 6, 7, 3], [2, 8, 9, 3])] * 2 + [([4, 9, 22, 3], [2, 5, 5, 3])],
    "one sentence": drawn_pairs(1, seed=4),
    "one token": [([3], [2, 3])],
}


@pytest.mark.parametrize("name", BATCHES)
def test_fused_training_is_the_reference(order, name):
    """Loss and every gradient, those of embeddings included; where the lengths differ, and where they do not."""
    model, batch = model_and_batch(order, BATCHES[name])
    expected = plain_loss(model, batch)
    for loss in (training.fused_loss(model, batch), training.reference_loss(model, batch)):
        torch.testing.assert_close(loss, expected, rtol=1e-12, atol=0)
        found = torch.autograd.grad(loss, list(model.parameters()))
        due = torch.autograd.grad(expected, list(model.parameters()), retain_graph=True)
        for (parameter, _), ours, theirs in zip(model.named_parameters(), found, due):
            torch.testing.assert_close(ours, theirs, rtol=1e-9, atol=1e-13, msg=lambda text, name=parameter: f"{name}: {text}")


def test_fused_encoder_gives_the_references_states(order):
    model, batch = model_and_batch(order, BATCHES["ragged"])
    states, first = fused.encode(model.encoder, batch["source"], batch["source_lengths"])
    expected_states, expected_first = model.encoder(batch["source"], batch["source_lengths"])
    torch.testing.assert_close(states, expected_states, rtol=1e-10, atol=1e-14)
    torch.testing.assert_close(first.unsqueeze(0), expected_first, rtol=1e-10, atol=1e-14)


def test_fused_training_goes_the_references_way_for_some_steps(order):
    """In float32, with the optimiser in between: the gradients reach the parameters that the model uses."""
    pairs = drawn_pairs(24, seed=5)
    reference, _ = model_and_batch(order, pairs)
    reference = reference.float()
    ours = copy.deepcopy(reference)
    losses = []
    for model, loss_of in ((reference, plain_loss), (ours, training.fused_loss)):
        optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
        losses.append([])
        for turn in range(6):
            loss = loss_of(model, collate(pairs[4 * turn : 4 * turn + 4], PAD, PAD))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses[-1].append(loss.item())
    assert losses[0] == pytest.approx(losses[1], rel=1e-4)
    assert losses[0][-1] < losses[0][0]


def test_tutorial_style_is_the_same_model(order):
    """With the same weights the same loss, and gradients that are the same but for two layers written as one."""
    pairs = BATCHES["ragged"]
    model, batch = model_and_batch(order, pairs)
    tutorial = training.tutorial_model(order, Corpus("drawn", pairs, WORDS, WORDS), SIZES).double()
    same_weights(tutorial, model)
    count = sum(parameter.numel() for parameter in model.parameters())
    assert sum(parameter.numel() for parameter in tutorial.parameters()) == count
    ours, theirs = training.fused_loss(model, batch), training.tutorial_loss(tutorial, batch)
    torch.testing.assert_close(theirs, ours, rtol=1e-12, atol=0)
    ours.backward()
    theirs.backward()
    for mine, other in (
        (model.encoder.rnn.weight_hh_l0_reverse, tutorial.encoder.rnn.weight_hh_l0_reverse),
        (model.encoder.embedding.weight, tutorial.encoder.embedding.weight),
        (model.decoder.rnn.weight_ih_l0, tutorial.decoder.rnn.weight_ih_l0),
        (model.decoder.readout.weight, tutorial.decoder.concat.weight),
        (model.decoder.output.bias, tutorial.decoder.out.bias),
    ):
        torch.testing.assert_close(mine.grad, other.grad, rtol=1e-9, atol=1e-13)
    score, attention = model.decoder.attention.score, tutorial.decoder.attention
    if order == "bahdanau":
        joined = torch.cat((score.query_layer.weight.grad, score.key_layer.weight.grad), dim=1)
        torch.testing.assert_close(joined, attention.attn.weight.grad, rtol=1e-9, atol=1e-13)
    else:
        torch.testing.assert_close(score.weight.weight.grad, attention.attn.weight.grad, rtol=1e-9, atol=1e-13)


def other_model(**changes):
    settings = {"cell": "gru", "layers": 1, "input_feeding": False, "order": "luong"} | changes
    encoder = Encoder(9, 4, 3, 6, cell=settings["cell"], layers=settings["layers"])
    return Seq2Seq(encoder, Decoder(9, 4, 6, Attention(DotScore(), 6), **settings))


@pytest.mark.parametrize("changes", [{"cell": "lstm"}, {"layers": 2}, {"input_feeding": True}, {"order": "bahdanau"}], ids=str)
def test_what_fused_training_cannot_do_is_refused(changes):
    fused.check_fits(other_model())
    batch = collate([([5, 3], [2, 5, 3])], PAD, PAD)
    with pytest.raises(ValueError):
        training.fused_loss(other_model(**changes), batch)


@pytest.mark.parametrize("chunk", [1, 3, 10, 64])
def test_chunked_loss_is_cross_entropy(chunk):
    torch.manual_seed(2)
    output = nn.Linear(6, 17).double()
    readouts = (30 * torch.randn(10, 6, dtype=torch.float64)).requires_grad_()  # far from 0: exp would overflow
    target = torch.randint(17, (10,))
    wanted = [readouts, output.weight, output.bias]
    expected = cross_entropy(output(readouts), target)
    found = real_token_loss(readouts, output, target, chunk)
    torch.testing.assert_close(found, expected, rtol=1e-12, atol=0)
    for ours, theirs in zip(torch.autograd.grad(3 * found, wanted), torch.autograd.grad(3 * expected, wanted)):
        torch.testing.assert_close(ours, theirs, rtol=1e-9, atol=1e-13)


def test_chunked_loss_is_finite_for_logits_that_overflow():
    output = nn.Linear(1, 3)
    nn.init.constant_(output.weight, 1000.0)
    loss = real_token_loss(torch.ones(2, 1, requires_grad=True), output, torch.tensor([0, 2]))
    assert torch.isfinite(loss)


@pytest.mark.parametrize(("count", "pool_size"), [(1, 1), (64, 2), (101, 3), (50, 100)])
def test_batches_hold_every_pair_once(count, pool_size):
    pairs = drawn_pairs(count)
    for batches in (pooled_batches(pairs, 8, pool_size), shuffled_batches(pairs, 8)):
        assert sorted(place for batch in batches for place in batch) == list(range(count))
        assert all(1 <= len(batch) <= 8 for batch in batches)
        assert len(batches) == -(-count // 8)


def test_an_epoch_depends_on_its_seed_alone():
    pairs = drawn_pairs(60)
    state = random.getstate()
    assert pooled_batches(pairs, 8, 2, seed=3) == pooled_batches(pairs, 8, 2, seed=3)
    assert pooled_batches(pairs, 8, 2, seed=3) != pooled_batches(pairs, 8, 2, seed=4)
    assert random.getstate() == state


def test_valid_share_is_counted_on_both_sides():
    # Sources of 2 and 4, targets of 3 and 1 once one mark is off: 10 of 2 * 4 + 2 * 3 places.
    pairs = [([5, 3], [2, 5, 5, 3]), ([5, 5, 5, 3], [2, 3])]
    assert valid_share(pairs, [[0, 1]]) == pytest.approx(10 / 14)
    assert valid_share(pairs, [[0], [1]]) == 1


def needs_multi30k() -> None:
    try:
        corpora.find("multi30k", ["train.en.gz", "train.fr.gz"])
    except corpora.CorpusError as error:
        pytest.skip(str(error))


def test_pooled_batches_of_multi30k_are_nearly_full():
    needs_multi30k()
    corpus = training.read_corpus("multi30k")
    assert len(corpus.pairs) == 29_000
    assert valid_share(corpus.pairs, pooled_batches(corpus.pairs, 128)) > 0.93
    assert valid_share(corpus.pairs, shuffled_batches(corpus.pairs, 128)) < 0.5


def test_needed_operations_are_those_that_are_carried_out(order):
    """As PyTorch counts them, on one sentence, where nothing is padded: what the reference carries out, forwards and
    backwards, less the encoder's products with a first state of zeros."""
    from torch.utils.flop_counter import FlopCounterMode

    pairs = [([5, 6, 7, 8, 3], [2, 9, 8, 7, 6, 5, 3])]
    sizes = Sizes(embedding=32, encoder=48, decoder=64, attention=40, readout=56, batch=1)
    torch.manual_seed(0)
    model = training.reference_model(order, Corpus("drawn", pairs, WORDS, WORDS), sizes)
    batch = collate(pairs, PAD, PAD)
    with FlopCounterMode(display=False) as counter:
        plain_loss(model, batch).backward()
    with_zeros = 2 * 2 * (2 * sizes.encoder * 3 * sizes.encoder)  # two directions; the product and the weight's gradient
    assert counter.get_total_flops() == training.needed_operations(order, pairs, sizes, WORDS) + with_zeros


def run(*arguments: str, **variables: str):
    return CliRunner().invoke(app, ["bench", "training", *arguments], env=variables)


def test_the_command_prints_json():
    threads = torch.get_num_threads()
    outcome = run("--quick", "--json", "--data", "course")
    assert outcome.exit_code == 0, outcome.output
    result = json.loads(outcome.stdout)
    for name in ("ratio_to_tutorial", "fraction_of_limit", "ratio_to_tutorial_luong", "fraction_of_limit_luong"):
        assert result[name] > 0
    assert result["quick"] is True and result["threads"] == 1 and result["rounds"] == 2
    assert result["sizes"]["batch"] == 16 and result["versions"]["torch"] == torch.__version__
    for order in ORDERS:
        systems = result["orders"][order]
        assert set(systems) == {"tutorial", "reference", "ours"}
        assert systems["tutorial"]["ratio_to_tutorial"] == 1
        for row in systems.values():
            low, high = row["ratio_quartiles"]
            assert low <= row["ratio_to_tutorial"] <= high
            assert row["tokens_per_second"] > 0 and row["tokens"] > 0 and row["seconds"] > 0
        assert systems["ours"]["tokens"] == systems["reference"]["tokens"]
    assert torch.get_num_threads() == threads


def test_the_command_prints_a_table():
    outcome = run("--quick", "--data", "course")
    assert outcome.exit_code == 0, outcome.output
    for text in ("bahdanau, ours", "luong, tutorial", "too small"):
        assert text in outcome.stdout


def test_without_multi30k_the_command_says_what_to_do(tmp_path: Path):
    outcome = run("--quick", COURSE_DATA=str(tmp_path))
    assert outcome.exit_code == 1
    assert "course data get multi30k" in outcome.stderr and "--data course" in outcome.stderr
    assert "Traceback" not in outcome.output
