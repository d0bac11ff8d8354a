"""Chapter 05's reference checked from outside: the papers' equations in plain loops, PyTorch's cells, numerical gradients."""

from __future__ import annotations

import math
import warnings
from itertools import product

import pytest
import torch
from torch import nn
from torch.nn import functional

from autograder.reference import attention as attending
from autograder.reference.decoder import (
    Decoder,
    bahdanau_step,
    double_softmax_floor,
    greedy_tokens,
    luong_step,
    next_token_probabilities,
    read_out,
    top_hidden,
)

DEVICES = ["cpu", *(["cuda"] if torch.cuda.is_available() else [])]
TOLERANCE = {torch.float64: 1e-10, torch.float32: 1e-5, torch.bfloat16: 6e-2}
VOCABULARY, EMBEDDING, HIDDEN, CONTEXT, READOUT = 11, 5, 6, 8, 7
KINDS = list(product(("gru", "lstm"), ("bahdanau", "luong"), (False, True), (1, 2)))


def made(order="bahdanau", cell="gru", input_feeding=False, layers=1, score=None, dtype=torch.float64, device="cpu", **options):
    torch.manual_seed(3)
    attention = attending.Attention(score or attending.AdditiveScore(HIDDEN, CONTEXT, 4), context_size=CONTEXT)
    decoder = Decoder(
        VOCABULARY, EMBEDDING, HIDDEN, attention,
        order=order, cell=cell, input_feeding=input_feeding, layers=layers, readout_size=READOUT, **options,
    )  # fmt: skip
    return decoder.to(device, dtype).eval()


def situation(decoder, batch=3, source=4, target=5, cell="gru", layers=1, lengths=(4, 2, 1)):
    """Tokens, a memory and a first state for a decoder, of its type and on its device."""
    weight = decoder.output.weight
    generator = torch.Generator().manual_seed(5)

    def drawn(*shape):
        return torch.randn(*shape, generator=generator, dtype=torch.float64).to(weight)

    mask = torch.arange(source) < torch.tensor(lengths[:batch]).unsqueeze(1)
    memory = decoder.attention.remember(drawn(batch, source, CONTEXT), mask.to(weight.device))
    parts = drawn(layers, batch, HIDDEN), drawn(layers, batch, HIDDEN)
    tokens = torch.randint(VOCABULARY, (batch, target), generator=generator).to(weight.device)
    return tokens, memory, parts[0] if cell == "gru" else parts


# The papers, sentence by sentence and word by word


def additive_context(score, query, states, length):
    """Bahdanau et al. (2015), section 3.1 and A.1.2: e_j = v · tanh(W s + U h_j), alpha = softmax, c = sum of alpha_j h_j."""
    energies = [
        score.energy.weight[0] @ torch.tanh(score.query_layer.weight @ query + score.key_layer.weight @ states[j])
        for j in range(length)
    ]
    exponentials = [energy.exp() for energy in energies]
    weights = [exponential / sum(exponentials) for exponential in exponentials]
    context = sum(weight * states[j] for j, weight in enumerate(weights))
    return context, torch.stack([*weights, *[torch.zeros_like(weights[0])] * (len(states) - length)])


def cell_of(decoder):
    """A GRUCell or LSTMCell with the weights of a decoder's network of one layer."""
    rnn = decoder.rnn
    cell = (nn.GRUCell if isinstance(rnn, nn.GRU) else nn.LSTMCell)(rnn.input_size, rnn.hidden_size)
    with torch.no_grad():
        cell.to(rnn.weight_ih_l0)
        for name, parameter in cell.named_parameters():
            parameter.copy_(getattr(rnn, f"{name}_l0"))
    return cell


def by_the_papers(decoder, tokens, memory, recurrent, order, feeding=False):
    """Readouts and weights of a batch in plain loops over sentences and tokens."""
    cell = cell_of(decoder)
    readouts, weights = [], []
    for row in range(len(tokens)):
        length = int(memory.mask[row].sum())
        lstm = isinstance(cell, nn.LSTMCell)
        s, memory_cell = (recurrent[0][0, row], recurrent[1][0, row]) if lstm else (recurrent[0, row], None)
        last = torch.zeros(READOUT).to(s)
        row_readouts, row_weights = [], []
        for token in tokens[row]:
            read = [decoder.embedding.weight[token], *([last] if feeding else [])]
            if order == "bahdanau":
                context, alpha = additive_context(decoder.attention.score, s, memory.states[row], length)
                read.append(context)
            if lstm:
                s, memory_cell = (part[0] for part in cell(torch.cat(read)[None], (s[None], memory_cell[None])))
            else:
                s = cell(torch.cat(read)[None], s[None])[0]
            if order == "luong":
                context, alpha = additive_context(decoder.attention.score, s, memory.states[row], length)
            last = torch.tanh(decoder.readout.weight @ torch.cat((s, context)) + decoder.readout.bias)
            row_readouts.append(last)
            row_weights.append(alpha)
        readouts.append(torch.stack(row_readouts))
        weights.append(torch.stack(row_weights))
    return torch.stack(readouts), torch.stack(weights)


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("dtype", TOLERANCE, ids=str)
@pytest.mark.parametrize(("order", "feeding"), list(product(("bahdanau", "luong"), (False, True))))
@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_forward_is_what_the_papers_say(cell, order, feeding, dtype, device):
    decoder = made(order, cell, feeding, dtype=dtype, device=device)
    tokens, memory, recurrent = situation(decoder, cell=cell)
    with torch.no_grad():
        readouts, weights, _ = decoder(tokens, decoder.begin(recurrent), memory)
        expected = by_the_papers(decoder, tokens, memory, recurrent, order, feeding)
    torch.testing.assert_close((readouts, weights), expected, rtol=TOLERANCE[dtype], atol=TOLERANCE[dtype])


@pytest.mark.parametrize(("cell", "order", "feeding", "layers"), KINDS)
@pytest.mark.parametrize("device", DEVICES)
def test_many_tokens_at_once_are_one_after_the_other(cell, order, feeding, layers, device):
    decoder = made(order, cell, feeding, layers, device=device)
    tokens, memory, recurrent = situation(decoder, cell=cell, layers=layers)
    start = decoder.begin(recurrent)
    readouts, weights, end = decoder(tokens, start, memory)
    state, pieces = start, []
    for piece in (tokens[:, :1], tokens[:, 1:4], tokens[:, 4:]):
        readout, looked, state = decoder(piece, state, memory)
        pieces.append((readout, looked))
    torch.testing.assert_close(readouts, torch.cat([readout for readout, _ in pieces], dim=1))
    torch.testing.assert_close(weights, torch.cat([looked for _, looked in pieces], dim=1))
    torch.testing.assert_close(end.readout, state.readout)
    torch.testing.assert_close(end.recurrent, state.recurrent)
    torch.testing.assert_close(end.readout, readouts[:, -1:])


@pytest.mark.parametrize(("cell", "order", "feeding", "layers"), KINDS)
def test_a_later_token_changes_nothing_before_it(cell, order, feeding, layers):
    decoder = made(order, cell, feeding, layers)
    tokens, memory, recurrent = situation(decoder, cell=cell, layers=layers)
    changed = tokens.clone()
    changed[:, 3] = (changed[:, 3] + 1) % VOCABULARY
    one, other = (decoder(given, decoder.begin(recurrent), memory)[0] for given in (tokens, changed))
    assert torch.equal(one[:, :3], other[:, :3])
    assert not torch.allclose(one[:, 3:], other[:, 3:])


@pytest.mark.parametrize(("cell", "order"), list(product(("gru", "lstm"), ("bahdanau", "luong"))))
def test_gradients_are_those_of_the_numbers(cell, order):
    decoder = made(order, cell, input_feeding=True, layers=2)
    tokens, memory, recurrent = situation(decoder, batch=2, target=2, cell=cell, layers=2)
    parts = [recurrent] if cell == "gru" else list(recurrent)
    leaves = [part.detach().requires_grad_() for part in (memory.keys, memory.states, *parts)]

    def run(keys, states, *given):
        state = decoder.begin(given[0] if cell == "gru" else tuple(given))
        readouts, weights, _ = decoder(tokens, state, memory._replace(keys=keys, states=states))
        return readouts, weights

    assert torch.autograd.gradcheck(run, leaves)


@pytest.mark.parametrize("order", ["bahdanau", "luong"])
def test_every_parameter_hears_of_the_loss(order):
    decoder = made(order, input_feeding=True)
    tokens, memory, recurrent = situation(decoder)
    readouts, _, _ = decoder(tokens, decoder.begin(recurrent), memory)
    decoder.output(readouts).square().sum().backward()
    # The keys were made before: their layer learns through them.
    silent = [name for name, parameter in decoder.named_parameters() if parameter.grad is None or not parameter.grad.any()]
    assert silent == []


@pytest.mark.parametrize(("cell", "layers"), list(product(("gru", "lstm"), (1, 2))))
@pytest.mark.parametrize("order", ["bahdanau", "luong"])
def test_without_attention_it_is_the_plain_decoder(order, cell, layers):
    torch.manual_seed(0)
    decoder = Decoder(VOCABULARY, EMBEDDING, HIDDEN, attending.NoAttention(), order=order, cell=cell, layers=layers).double()
    tokens, _, recurrent = situation(made(cell=cell), cell=cell, layers=layers)
    memory = decoder.attention.remember(torch.randn(3, 4, CONTEXT, dtype=torch.float64), torch.ones(3, 4, dtype=torch.bool))
    readouts, weights, _ = decoder(tokens, decoder.begin(recurrent), memory)
    hidden, _ = decoder.rnn(decoder.embedding(tokens), recurrent)
    torch.testing.assert_close(readouts, torch.tanh(decoder.readout(hidden)))
    assert not weights.any()


def test_padding_of_the_source_has_no_part():
    for order in ("bahdanau", "luong"):
        decoder = made(order)
        tokens, memory, recurrent = situation(decoder)
        noise = torch.where(memory.mask.unsqueeze(2), memory.states, torch.full_like(memory.states, 1e3))
        other = decoder.attention.remember(noise, memory.mask)
        one, two = (decoder(tokens, decoder.begin(recurrent), given)[0] for given in (memory, other))
        torch.testing.assert_close(one, two)


def test_the_two_orders_differ_by_whom_they_ask_with():
    decoder = made("luong")
    tokens, memory, recurrent = situation(decoder)
    hidden, context, weights, after = luong_step(decoder, decoder.embedding(tokens[:, :1]), recurrent, memory)
    torch.testing.assert_close((context, weights), decoder.attention(top_hidden(after), memory))
    torch.testing.assert_close(hidden, top_hidden(after))
    decoder = made("bahdanau")
    hidden, context, weights, after = bahdanau_step(decoder, decoder.embedding(tokens[:, :1]), recurrent, memory)
    torch.testing.assert_close((context, weights), decoder.attention(top_hidden(recurrent), memory))
    assert not torch.allclose(context, decoder.attention(top_hidden(after), memory)[0])


@pytest.mark.parametrize("cell", ["gru", "lstm"])
def test_the_second_step_asks_with_what_the_first_gave_out(cell):
    """What a network gives out is its top layer's hidden state: so says PyTorch, whatever `top_hidden` takes."""
    decoder = made("bahdanau", cell, layers=2)
    tokens, memory, recurrent = situation(decoder, cell=cell, layers=2)
    first, second = (decoder.embedding(tokens[:, place : place + 1]) for place in (0, 1))
    hidden, _, _, after = bahdanau_step(decoder, first, recurrent, memory)
    _, context, weights, _ = bahdanau_step(decoder, second, after, memory)
    torch.testing.assert_close((context, weights), decoder.attention(hidden, memory))


def test_the_padding_row_stays_zero_in_training():
    decoder = made(padding_index=3).train()
    tokens, memory, recurrent = situation(decoder)
    tokens[:, 2] = 3
    optimizer = torch.optim.SGD(decoder.parameters(), lr=0.5)
    decoder(tokens, decoder.begin(recurrent), memory)[0].sum().backward()
    optimizer.step()
    assert not decoder.embedding.weight[3].any()


@pytest.mark.parametrize("options", [{"order": "vaswani"}, {"cell": "rnn"}, {"order": "luong", "cell": "GRU"}])
def test_unknown_orders_and_cells_are_refused(options):
    with pytest.raises(ValueError):
        made(**options)


def test_no_decoder_warns():
    for cell, order, feeding, layers in KINDS:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            made(order, cell, feeding, layers, dropout=0.3)


# From states to tokens


def test_dropout_is_put_on_embeddings_and_readouts():
    decoder = made("luong", dropout=0.5).train()
    hidden, contexts = torch.randn(40, 30, HIDDEN, dtype=torch.float64), torch.randn(40, 30, CONTEXT, dtype=torch.float64)
    readout = read_out(decoder, hidden, contexts)
    assert (readout == 0).double().mean() == pytest.approx(0.5, abs=0.03)
    decoder.eval()
    kept = readout != 0
    torch.testing.assert_close(readout[kept], 2 * read_out(decoder, hidden, contexts)[kept])


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("dtype", TOLERANCE, ids=str)
def test_probabilities_and_tokens_agree_with_a_loop(dtype, device):
    logits = torch.randn(3, 4, 9, dtype=torch.float64).to(device, dtype)
    probabilities, tokens = next_token_probabilities(logits), greedy_tokens(logits, (1, 2))
    assert probabilities.dtype == dtype and tokens.dtype == torch.int64
    for row, position in product(range(3), range(4)):
        numbers = [float(number) for number in logits[row, position]]
        total = sum(math.exp(number) for number in numbers)
        expected = [math.exp(number) / total for number in numbers]
        assert probabilities[row, position].tolist() == pytest.approx(expected, abs=TOLERANCE[dtype])
        allowed = [index for index in range(9) if index not in (1, 2)]
        assert int(tokens[row, position]) == max(allowed, key=lambda index, numbers=numbers: numbers[index])


@pytest.mark.parametrize("size", [1, 2, 10, 1000, 6481])
def test_no_probabilities_get_below_the_floor(size):
    floor = double_softmax_floor(size)
    assert floor == pytest.approx(math.log(math.e + size - 1) - 1)
    gold = torch.zeros(50, dtype=torch.long)
    for scale in (0.1, 1.0, 10.0, 1000.0):
        logits = scale * torch.randn(50, size, dtype=torch.float64)
        logits[:, 0] += scale
        losses = functional.cross_entropy(logits.softmax(dim=-1), gold, reduction="none")
        assert losses.min() >= floor - 1e-12
    logits[:, 0] = 1e6
    assert functional.cross_entropy(logits.softmax(dim=-1), gold).item() == pytest.approx(floor)
