"""What makes training fast and leaves the model as it is: batches of like lengths, and a loss over real tokens in chunks."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable

Pair = tuple[list[int], list[int]]  # a source with <eos>, and a target with <bos> and <eos>, as indices


def pooled_batches(pairs: Sequence[Pair], batch_size: int, pool_size: int = 100, seed: int = 0) -> list[list[int]]:
    """Cut an epoch into batches whose sentences are about as long as one another.

    The pairs are shuffled and cut into pools of `pool_size` batches; a pool is sorted and cut into batches; the batches of all
    pools are shuffled. It is sorted by target length, for a target position costs more than one of the source; and among
    equals by source length, upwards and downwards by turns, so that lengths do not jump where one target length ends and
    the next begins.

    Args:
        pairs: indices of both sides.
        batch_size: sentences in a batch; the last of the last pool may have fewer.
        pool_size: batches in a pool; 1 gives batches of whatever comes, sorted.
        seed: the same seed gives the same epoch.

    Returns:
        Places in `pairs`, each once.
    """
    draw = random.Random(seed)
    places = list(range(len(pairs)))
    draw.shuffle(places)
    batches = []
    for start in range(0, len(places), pool_size * batch_size):
        pool = places[start : start + pool_size * batch_size]
        pool.sort(key=lambda place: _winding(*pairs[place]))
        batches += [pool[first : first + batch_size] for first in range(0, len(pool), batch_size)]
    draw.shuffle(batches)
    return batches


def _winding(source: list[int], target: list[int]) -> tuple[int, int]:
    """A key to sort by: along the targets' lengths, and up and down the sources'."""
    return len(target), len(source) if len(target) % 2 else -len(source)


def shuffled_batches(pairs: Sequence[Pair], batch_size: int, seed: int = 0) -> list[list[int]]:
    """Cut an epoch into batches in a random order, lengths as they come: what `DataLoader(shuffle=True)` does."""
    places = list(range(len(pairs)))
    random.Random(seed).shuffle(places)
    return [places[start : start + batch_size] for start in range(0, len(places), batch_size)]


def valid_share(pairs: Sequence[Pair], batches: Sequence[Sequence[int]]) -> float:
    """The share of positions, source's and target's together, that hold a token once the batches are padded."""
    real = padded = 0
    for batch in batches:
        for lengths in ([len(pairs[place][0]) for place in batch], [len(pairs[place][1]) - 1 for place in batch]):
            real += sum(lengths)
            padded += max(lengths) * len(lengths)
    return real / padded


def real_token_loss(readouts: Tensor, output: nn.Linear, target: Tensor, chunk: int = 512) -> Tensor:
    """The mean cross-entropy of `output(readouts)`, without ever having the logits of more than `chunk` tokens.

    A batch of 4,000 tokens and a vocabulary of 6,500 would have 100 MB of logits, as much again for
    their softmax, and for the gradient. Here each chunk's part of the gradient is computed while its logits are at hand.
    It can be differentiated once.

    Args:
        readouts: of real tokens only, shape (tokens, readout_size).
        output: the layer that makes logits of them; it has a bias.
        target: what should be said, shape (tokens,), int64.
        chunk: tokens at a time.

    Returns:
        A number, as `cross_entropy(output(readouts), target)` gives it.
    """
    return _ChunkedCrossEntropy.apply(readouts, output.weight, output.bias, target, chunk)


class _ChunkedCrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, inputs: Tensor, weight: Tensor, bias: Tensor, target: Tensor, chunk: int) -> Tensor:
        tokens = len(target)
        inputs_gradient = torch.empty_like(inputs)
        weight_gradient, bias_gradient = torch.zeros_like(weight), torch.zeros_like(bias)
        loss = inputs.new_zeros(())
        room = inputs.new_empty(min(chunk, tokens), len(weight))
        for start in range(0, tokens, chunk):
            here = slice(start, start + chunk)
            read, gold = inputs[here], target[here].unsqueeze(1)
            logits = torch.addmm(bias, read, weight.T, out=room[: len(gold)])
            logits -= logits.amax(dim=1, keepdim=True)
            said = logits.gather(1, gold)
            likely = logits.exp_()  # softmax, but for a factor of each row
            sums = likely.sum(dim=1, keepdim=True)
            loss += (sums.log() - said).sum()
            # The gradient of the logits is (softmax - one at the gold token) / tokens. The factors that belong to rows
            # are put on the narrow side of each product, and the gold tokens are taken off afterwards.
            factor = 1 / (sums * tokens)
            torch.mm(likely, weight, out=inputs_gradient[here])
            inputs_gradient[here].mul_(factor).sub_(weight[gold.squeeze(1)], alpha=1 / tokens)
            weight_gradient.addmm_(likely.T, read * factor)
            bias_gradient.addmv_(likely.T, factor.squeeze(1))
        weight_gradient.index_add_(0, target, inputs, alpha=-1 / tokens)
        bias_gradient.index_add_(0, target, inputs.new_ones(tokens), alpha=-1 / tokens)
        ctx.save_for_backward(inputs_gradient, weight_gradient, bias_gradient)
        return loss / tokens

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradient: Tensor) -> tuple[Tensor | None, ...]:
        for_inputs, for_weight, for_bias = ctx.saved_tensors
        return for_inputs * gradient, for_weight * gradient, for_bias * gradient, None, None
