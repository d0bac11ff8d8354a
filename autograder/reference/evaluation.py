"""Reference for chapter 08: from a trained model to sentences, one word after the other."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor


@torch.no_grad()
def greedy_decode(
    model: Any, source: Tensor, lengths: Tensor, *, bos: int, eos: int, pad: int, max_length: int
) -> tuple[list[list[int]], list[Tensor]]:
    """Say at each step what the model likes best.

    Args:
        model: in evaluation mode: its `encode`, and its `decoder` with the `output` layer.
        source, lengths: as in `Seq2Seq.encode`.
        bos, eos, pad: indices of `<bos>`, which the decoder reads first; of `<eos>`, which ends a
            sentence; and of `<pad>`. Neither `<pad>` nor `<bos>` is ever said.
        max_length: the most tokens that are said, `<eos>` counted.

    Returns:
        The indices of each sentence, cut before its `<eos>`; and with each token the attention
        weights that it was said with, shape (tokens, source_length) for each sentence.
    """
    ### BEGIN SOLUTION
    memory, state = model.encode(source, lengths)
    token = source.new_full((source.size(0), 1), bos)
    ended = torch.zeros_like(token, dtype=torch.bool)
    said: list[Tensor] = []
    looked: list[Tensor] = []
    for _ in range(max_length):
        scores, weights, state = step(model, token, state, memory, (bos, pad))
        token = scores.argmax(dim=1, keepdim=True)
        said.append(token)
        looked.append(weights)
        ended |= token == eos
        if ended.all():
            break
    return cut(torch.cat(said, dim=1), torch.stack(looked, dim=1), eos)
    ### END SOLUTION


@torch.no_grad()
def beam_decode(
    model: Any,
    source: Tensor,
    lengths: Tensor,
    *,
    bos: int,
    eos: int,
    pad: int,
    max_length: int,
    beam_size: int = 5,
    alpha: float = 0.6,
) -> tuple[list[list[int]], list[Tensor]]:
    """Follow several beginnings of each sentence at once, and take the best of what has ended.

    At each step the beam is the beam_size likeliest of all beginnings that go one token further.
    What has ended leaves it, and is set aside (Sutskever et al., 2014, section 3.2). Beginnings of
    one length are ranked by the logarithm of their probability; sentences of different lengths by
    that logarithm divided by `length_penalty`, for it falls with each token, and the shorter would
    win. What has not ended after `max_length` tokens is ranked as it stands.

    Args:
        model, source, lengths, bos, eos, pad, max_length: as in `greedy_decode`.
        beam_size: beginnings that are followed for each sentence; with 1 the search is greedy.
        alpha: of `length_penalty`, 0 or more.

    Returns:
        As `greedy_decode` does.
    """
    ### BEGIN SOLUTION
    batch = source.size(0)
    memory, state = model.encode(source, lengths)
    first = torch.arange(batch, device=source.device) * beam_size  # the first row of each sentence
    rows = (first // beam_size).repeat_interleave(beam_size)
    memory, state = select_memory(memory, rows), select_state(state, rows)
    token = source.new_full((batch * beam_size, 1), bos)
    said, looked = token[:, :0], memory.states.new_zeros(batch * beam_size, 0, source.size(1))
    best_said = source.new_full((batch, max_length), eos)
    best_looked = looked.new_zeros(batch, max_length, source.size(1))
    alive = looked.new_full((batch, beam_size), -torch.inf, dtype=torch.float32)  # their scores
    best = alive[:, 0].clone()  # the score of the best that has ended, (batch,)
    alive[:, 0] = 0.0  # at first all beginnings are the same: one of them is enough

    for length in range(1, max_length + 1):
        scores, weights, state = step(model, token, state, memory, (bos, pad))
        # Each beginning with each token after it: the best of beam_size * vocabulary_size.
        candidates = alive.unsqueeze(2) + scores.unflatten(0, (batch, beam_size))
        alive, places = candidates.flatten(1).topk(beam_size)
        rows = (first.unsqueeze(1) + places // scores.size(1)).flatten()
        token = (places % scores.size(1)).reshape(-1, 1)
        state = select_state(state, rows)
        said = torch.cat((said[rows], token), dim=1)
        looked = torch.cat((looked[rows], weights[rows].unsqueeze(1)), dim=1)

        has_ended = token.view(batch, beam_size) == eos
        endings = alive / length_penalty(length, alpha)
        if length < max_length:
            endings = endings.masked_fill(~has_ended, -torch.inf)
        score, place = endings.max(dim=1)
        better, row = score > best, first + place
        best = torch.where(better, score, best)
        best_said[better, :length] = said[row[better]]
        best_looked[better, :length] = looked[row[better]]

        alive = alive.masked_fill(has_ended, -torch.inf)
        # A beginning can only lose: more than its score now, at the mildest penalty, it never gets.
        if (alive.amax(dim=1) / length_penalty(max_length, alpha) <= best).all():
            break
    return cut(best_said, best_looked, eos)
    ### END SOLUTION


def length_penalty(length: int, alpha: float) -> float:
    """What the logarithm of a sentence's probability is divided by: ((5 + length) / 6) ** alpha,
    `<eos>` counted; 1 where alpha is 0 (Wu et al., 2016, eq. 14, without its coverage penalty)."""
    ### BEGIN SOLUTION
    return ((5 + length) / 6) ** alpha
    ### END SOLUTION


def step(
    model: Any, token: Tensor, state: Any, memory: Any, forbidden: tuple[int, ...]
) -> tuple[Tensor, Tensor, Any]:
    """Read one token a row, and say how likely each token is to come next.

    Args:
        token: shape (rows, 1), int64.
        state, memory: as in `Decoder.forward`.
        forbidden: indices that are never said.

    Returns:
        Logarithms of probabilities, shape (rows, vocabulary_size), -inf for what is forbidden;
        attention weights, shape (rows, source_length); and the decoder's new state.
    """
    ### BEGIN SOLUTION
    readout, weights, state = model.decoder(token, state, memory)
    logits = model.decoder.output(readout).squeeze(1)
    # Many are going to be added up, which numbers of 16 bits are too coarse for.
    scores = logits.log_softmax(dim=1, dtype=torch.promote_types(logits.dtype, torch.float32))
    scores[:, list(forbidden)] = -torch.inf
    return scores, weights.squeeze(1), state
    ### END SOLUTION


def select_state(state: Any, rows: Tensor) -> Any:
    """The decoder's state with these rows of the batch, in this order; one may be left out, or come
    twice. In a recurrent state the batch is the second axis, for an LSTM in both of its parts."""
    ### BEGIN SOLUTION
    if isinstance(state.recurrent, Tensor):
        recurrent: Any = state.recurrent[:, rows]
    else:
        recurrent = tuple(part[:, rows] for part in state.recurrent)
    return state._replace(recurrent=recurrent, readout=state.readout[rows])
    ### END SOLUTION


def select_memory(memory: Any, rows: Tensor) -> Any:
    """What the decoder looks at, with these rows of the batch, in this order."""
    ### BEGIN SOLUTION
    return memory._make(part[rows] for part in memory)
    ### END SOLUTION


def cut(tokens: Tensor, weights: Tensor, eos: int) -> tuple[list[list[int]], list[Tensor]]:
    """Cut each row before its first `<eos>`, with the attention weights of what is left.

    Args:
        tokens: shape (batch, length).
        weights: shape (batch, length, source_length).
    """
    ### BEGIN SOLUTION
    sizes = (tokens == eos).cumsum(dim=1).eq(0).sum(dim=1).tolist()
    sentences = [row[:size] for row, size in zip(tokens.tolist(), sizes)]
    return sentences, [row[:size] for row, size in zip(weights, sizes)]
    ### END SOLUTION
