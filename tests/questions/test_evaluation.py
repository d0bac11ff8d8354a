"""Chapter 08's decoding: the beam against greedy search and against all sentences there are, in batches and one by one."""

from __future__ import annotations

import itertools

import pytest
import torch

from attention_course import probing
from autograder.reference.attention import AdditiveScore, Attention, NoAttention
from autograder.reference.decoder import Decoder
from autograder.reference.encoder import Encoder
from autograder.reference.evaluation import beam_decode, greedy_decode, length_penalty, select_memory, select_state
from autograder.reference.seq2seq import Seq2Seq

UNK, PAD, BOS, EOS = range(4)
SPECIAL = {"bos": BOS, "eos": EOS, "pad": PAD}
DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
KINDS = list(itertools.product(("gru", "lstm"), ("bahdanau", "luong")))


def made(cell="gru", order="bahdanau", *, words=7, seed=0, layers=2, scale=1.2, device="cpu", dtype=torch.float64, plain=False):
    attention = NoAttention() if plain else Attention(AdditiveScore(12, 8, 6), context_size=8)
    encoder = Encoder(9, 3, 4, 12, layers=layers, cell=cell)
    decoder = Decoder(words, 3, 12, attention, order=order, readout_size=6, layers=layers, cell=cell, input_feeding=True)
    model = probing.filled(Seq2Seq(encoder, decoder), seed, dtype, scale).to(device)
    with torch.no_grad():
        # Strong ties from step to step, and sentences that want to end, so that they do so sooner or later.
        for name, weight in decoder.rnn.named_parameters():
            weight *= 3.0 if "weight_hh" in name else 1.0
        decoder.output.bias[EOS] += 1.0
    return model


def read(batch=4, seed=0, device="cpu"):
    generator = torch.Generator().manual_seed(seed)
    lengths = torch.randint(1, 7, (batch,), generator=generator)
    source = torch.randint(2, 9, (batch, 6), generator=generator)
    source[torch.arange(6) >= lengths.unsqueeze(1)] = PAD
    return source.to(device), lengths


@torch.no_grad()
def log_probabilities(model, source, lengths, sentences) -> list[float]:
    """Of sentences of one length as they stand, by teacher forcing: no search plays a part."""
    said, many = torch.tensor(sentences), len(sentences)
    inputs = torch.cat((torch.full((many, 1), BOS), said[:, :-1]), dim=1)
    logits, _ = model(source.expand(many, -1), lengths.expand(many), inputs)
    return logits.log_softmax(dim=2).gather(2, said.unsqueeze(2)).sum(dim=(1, 2)).tolist()


def best_of_all(model, source, lengths, words, max_length, alpha):
    said = [word for word in range(words) if word not in (PAD, BOS, EOS)]
    whole = [(*start, EOS) for size in range(max_length) for start in itertools.product(said, repeat=size)]
    whole += itertools.product(said, repeat=max_length)
    scores = {}
    for size in range(1, max_length + 1):
        group = [tokens for tokens in whole if len(tokens) == size]
        found = log_probabilities(model, source, lengths, group)
        scores |= {tokens: score / length_penalty(size, alpha) for tokens, score in zip(group, found)}
    best = max(scores, key=scores.__getitem__)
    return [token for token in best if token != EOS]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize(("cell", "order"), KINDS)
def test_a_beam_of_one_is_greedy(cell, order, device):
    ended = 0
    for seed in range(12):
        model, (source, lengths) = made(cell, order, words=6, seed=seed, device=device), read(5, seed, device)
        greedy, looked = greedy_decode(model, source, lengths, max_length=9, **SPECIAL)
        beam, also = beam_decode(model, source, lengths, max_length=9, beam_size=1, **SPECIAL)
        assert greedy == beam
        assert all(torch.allclose(one, other) for one, other in zip(looked, also))
        ended += sum(0 < len(tokens) < 9 for tokens in greedy)
    assert ended > 3, "some sentences have to end by themselves for this to show anything"


@pytest.mark.parametrize(("cell", "order"), KINDS)
@pytest.mark.parametrize("alpha", [0.0, 0.6, 1.0])
def test_a_beam_as_wide_as_the_vocabulary_finds_the_best_of_all_sentences(cell, order, alpha):
    missed = 0
    for seed in range(10):
        model, (source, lengths) = made(cell, order, seed=seed, words=6), read(1, seed)
        for max_length, width in ((2, 6), (3, 36)):
            due = best_of_all(model, source, lengths, 6, max_length, alpha)
            options = SPECIAL | {"max_length": max_length, "alpha": alpha}
            assert beam_decode(model, source, lengths, beam_size=width, **options)[0] == [due]
        missed += greedy_decode(model, source, lengths, max_length=3, **SPECIAL)[0] != [due]
    assert missed > 0, "where greedy search finds the best as well, nothing is shown"


def plain_beam(model, source, lengths, words, max_length, width, alpha):
    """The same search for one sentence, each beginning read from its start: no states to keep, no rows to reorder."""
    alive, ended = {(): 0.0}, {}
    for size in range(1, max_length + 1):
        longer = [(*start, word) for start in alive for word in range(words) if word not in (PAD, BOS)]
        scores = dict(zip(longer, log_probabilities(model, source, lengths, longer)))
        kept = sorted(scores, key=scores.__getitem__, reverse=True)[:width]
        ended |= {said: scores[said] / length_penalty(size, alpha) for said in kept if said[-1] == EOS or size == max_length}
        alive = {said: scores[said] for said in kept if said[-1] != EOS}
        if not alive:
            break
    return [token for token in max(ended, key=ended.__getitem__) if token != EOS]


@pytest.mark.parametrize(("cell", "order"), KINDS)
@pytest.mark.parametrize(("width", "alpha"), [(2, 0.0), (3, 0.6), (4, 2.0)])
def test_the_search_is_that_of_a_plain_one(cell, order, width, alpha):
    for seed in range(6):
        model, (source, lengths) = made(cell, order, words=6, seed=seed), read(3, seed)
        found, _ = beam_decode(model, source, lengths, max_length=5, beam_size=width, alpha=alpha, **SPECIAL)
        rows = (slice(row, row + 1) for row in range(3))
        assert found == [plain_beam(model, source[row], lengths[row], 6, 5, width, alpha) for row in rows]


def test_a_search_ends_when_there_is_nothing_left_to_find():
    for decode in (greedy_decode, beam_decode):
        ends_apart = 0
        for seed in range(8):
            model, (source, lengths) = made(words=6, seed=seed), read(3, seed)
            steps: list[int] = []
            model.decoder.register_forward_hook(lambda *_: steps.append(1))  # noqa: B023
            tokens, _ = decode(model, source, lengths, max_length=60, **SPECIAL)
            sizes = sorted(map(len, tokens))
            if sizes[-1] < 60:
                ends_apart += sizes[0] < sizes[-1]
                assert len(steps) == sizes[-1] + 1 if decode is greedy_decode else len(steps) < 60
        assert ends_apart > 0


def test_a_wider_beam_beats_greedy_search_on_the_whole():
    gains = []
    for seed in range(25):
        model, (source, lengths) = made(seed=seed), read(1, seed)
        options: dict = SPECIAL | {"max_length": 8}
        found = [greedy_decode(model, source, lengths, **options)[0][0], beam_decode(model, source, lengths, beam_size=4, alpha=0.0, **options)[0][0]]
        whole = [tokens if len(tokens) == 8 else [*tokens, EOS] for tokens in found]
        [greedy], [beam] = (log_probabilities(model, source, lengths, [tokens]) for tokens in whole)
        gains.append(beam - greedy)
    assert sum(gains) > 0.5 and sum(gain < -1e-9 for gain in gains) <= 3


@pytest.mark.parametrize(("cell", "order"), KINDS)
@pytest.mark.parametrize("plain", [False, True])
def test_a_batch_is_decoded_as_its_sentences_are_one_by_one(cell, order, plain):
    several = set()
    for seed in range(6):
        model, (source, lengths) = made(cell, order, seed=seed, plain=plain), read(6, seed)
        for decode in (greedy_decode, lambda *args, **named: beam_decode(*args, beam_size=3, **named)):
            tokens, weights = decode(model, source, lengths, max_length=7, **SPECIAL)
            for row in range(6):
                size = int(lengths[row])
                [alone], [looked] = decode(model, source[row : row + 1, :size], lengths[row : row + 1], max_length=7, **SPECIAL)
                assert tokens[row] == alone
                assert torch.allclose(weights[row][:, :size], looked) and not weights[row][:, size:].any()
            several.add(tuple(map(len, tokens)))
    assert len(several) > 3


def test_the_weights_are_those_with_which_the_tokens_are_said():
    for decode in (greedy_decode, beam_decode):
        model, (source, lengths) = made("lstm"), read(5)
        tokens, weights = decode(model, source, lengths, max_length=6, **SPECIAL)
        for row, said in enumerate(tokens):
            assert weights[row].shape == (len(said), 6)
            if said:
                inputs = torch.tensor([[BOS, *said[:-1]]])
                _, due = model(source[row : row + 1], lengths[row : row + 1], inputs)
                assert torch.allclose(weights[row], due[0])


def test_padding_and_the_beginning_are_never_said_even_where_they_are_likeliest():
    model, (source, lengths) = made(), read(5)
    with torch.no_grad():
        model.decoder.output.bias[[PAD, BOS]] += 50.0
    for decode in (greedy_decode, beam_decode):
        tokens, _ = decode(model, source, lengths, max_length=5, **SPECIAL)
        assert not {PAD, BOS, EOS} & {token for row in tokens for token in row}


def test_what_ends_at_once_is_empty_and_what_never_ends_is_cut_off():
    for bias, sizes in ((60.0, [0] * 5), (-60.0, [4] * 5)):
        model, (source, lengths) = made(), read(5)
        with torch.no_grad():
            model.decoder.output.bias[EOS] += bias
        for decode in (greedy_decode, beam_decode):
            tokens, weights = decode(model, source, lengths, max_length=4, **SPECIAL)
            assert [len(row) for row in tokens] == sizes == [len(row) for row in weights]


def test_a_larger_alpha_favours_longer_sentences():
    sizes = []
    for alpha in (0.0, 1.0, 3.0):
        found = (beam_decode(made(seed=seed), *read(4, seed), max_length=8, beam_size=6, alpha=alpha, **SPECIAL)[0] for seed in range(10))
        sizes.append(sum(len(tokens) for batch in found for tokens in batch))
    assert sizes[0] < sizes[1] < sizes[2]
    assert length_penalty(1, 0.6) == 1.0 and length_penalty(7, 0.0) == 1.0
    assert length_penalty(7, 0.5) == pytest.approx(2**0.5)


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_rows_of_states_and_memories_can_be_left_out_and_come_twice(cell):
    model, (source, lengths) = made(cell), read(4)
    memory, state = model.encode(source, lengths)
    rows = torch.tensor([2, 2, 0])
    again_memory, again = model.encode(source[rows], lengths[rows])
    for one, other in zip(select_memory(memory, rows), again_memory):
        assert torch.allclose(one, other)
    chosen = select_state(state, rows)
    assert type(chosen) is type(state) and torch.equal(chosen.readout, again.readout)
    parts = [[part] if isinstance(part, torch.Tensor) else part for part in (chosen.recurrent, again.recurrent)]
    assert all(torch.allclose(one, other) for one, other in zip(*parts))


@pytest.mark.parametrize("decode", [greedy_decode, beam_decode])
def test_a_step_has_no_loop_over_the_batch(decode):
    model = made()
    with torch.no_grad():
        model.decoder.output.bias[EOS] -= 60.0
    counts = []
    for batch in (2, 20):
        source, lengths = torch.full((batch, 6), 4), torch.full((batch,), 6)
        counts.append(probing.operations(lambda: decode(model, source, lengths, max_length=3, **SPECIAL)))  # noqa: B023
    assert counts[1] - counts[0] <= 2 * 18, "but for the lists that come out at the end"


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_other_types_and_devices_give_sentences_as_well(device, dtype):
    exact = beam_decode(made(), *read(6), max_length=6, **SPECIAL)[0]
    model, (source, lengths) = made(device=device, dtype=dtype), read(6, device=device)
    tokens, weights = beam_decode(model, source, lengths, max_length=6, **SPECIAL)
    assert all(looked.dtype == dtype and looked.device.type == device for looked in weights)
    assert sum(one == other for one, other in zip(tokens, exact)) >= (6 if dtype == torch.float32 else 3)
    assert not any(looked.requires_grad for looked in weights)
