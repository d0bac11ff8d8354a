"""Reference for chapter 04: from a decoder's query to weights over the source, and to a context."""

from __future__ import annotations

import math
from typing import NamedTuple

import torch
from torch import Tensor, nn


def dot_scores(query: Tensor, keys: Tensor) -> Tensor:
    """Score each source position by its dot product with the query (Luong et al., 2015, sec. 3.1).

    Args:
        query: the decoder's state, shape (batch, size).
        keys: the encoder's states, shape (batch, source_length, size).

    Returns:
        Scores, shape (batch, source_length), computed for all sentences at once.
    """
    ### BEGIN SOLUTION
    return torch.bmm(keys, query.unsqueeze(2)).squeeze(2)
    ### END SOLUTION


def padding_mask(lengths: Tensor, source_length: int) -> Tensor:
    """Say where the tokens are.

    Args:
        lengths: tokens in each sentence, perhaps 0, shape (batch,), int64.
        source_length: positions in a row of the batch, no fewer than the longest has.

    Returns:
        True at tokens and False at padding, shape (batch, source_length), bool, on the device of
        `lengths`; made for all sentences at once.
    """
    ### BEGIN SOLUTION
    return torch.arange(source_length, device=lengths.device) < lengths.unsqueeze(1)
    ### END SOLUTION


def mask_scores(scores: Tensor, mask: Tensor) -> Tensor:
    """Give padding the lowest score there is.

    Args:
        scores: shape (..., source_length), of any floating-point type.
        mask: True at tokens, of a shape that broadcasts to that of the scores.

    Returns:
        The scores, with the lowest finite number of their type (`torch.finfo`) wherever the mask is
        False, whatever stood there: finite, so that a row which is all padding has a softmax. A new
        tensor, of the shape and type of the scores.
    """
    ### BEGIN SOLUTION
    return scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    ### END SOLUTION


class Score(nn.Module):
    """What all scoring functions have in common: keys are prepared once a sentence, then scored by
    as many queries as there are target positions, all sentences and all queries at once.

    A score keeps nothing from one call to the next: keys are what `forward` is given. In training
    it computes what it computes at any other time: it drops nothing.
    """

    def prepare(self, states: Tensor) -> Tensor:
        """Make keys of the encoder's states, shape (batch, source_length, states_size). What does
        not depend on the query is computed here. Keys: (batch, source_length, key_size)."""
        return states

    def forward(self, queries: Tensor, keys: Tensor) -> Tensor:
        """Score every key for every query.

        Args:
            queries: decoder states, shape (batch, target_length, query_size).
            keys: what `prepare` gave, shape (batch, source_length, key_size).

        Returns:
            Scores, shape (batch, target_length, source_length).
        """
        raise NotImplementedError


class DotScore(Score):
    """Dot product, q · h (Luong et al., 2015, sec. 3.1: dot). Queries are as large as states."""

    def forward(self, queries: Tensor, keys: Tensor) -> Tensor:
        ### BEGIN SOLUTION
        return queries @ keys.mT
        ### END SOLUTION


class ScaledDotScore(Score):
    """The dot product over the square root of the key's size (Vaswani et al., 2017, eq. 1)."""

    def forward(self, queries: Tensor, keys: Tensor) -> Tensor:
        ### BEGIN SOLUTION
        return queries @ keys.mT / math.sqrt(keys.size(-1))
        ### END SOLUTION


class GeneralScore(Score):
    """A dot product after a map of the states, q · W h (Luong et al., 2015, sec. 3.1: general). Its
    keys are W h, shape (batch, source_length, query_size).

    Attributes:
        weight: `nn.Linear` from states_size to query_size, without bias.
    """

    def __init__(self, query_size: int, states_size: int) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.weight = nn.Linear(states_size, query_size, bias=False)
        ### END SOLUTION

    def prepare(self, states: Tensor) -> Tensor:
        ### BEGIN SOLUTION
        return self.weight(states)
        ### END SOLUTION

    def forward(self, queries: Tensor, keys: Tensor) -> Tensor:
        ### BEGIN SOLUTION
        return queries @ keys.mT
        ### END SOLUTION


class AdditiveScore(Score):
    """A network of one hidden layer, v · tanh(W q + U h) (Bahdanau et al., 2015, sec. A.1.2).
    Its keys are U h, shape (batch, source_length, attention_size).

    Attributes:
        query_layer: W, `nn.Linear` from query_size to attention_size, without bias.
        key_layer: U, `nn.Linear` from states_size to attention_size, without bias.
        energy: v, `nn.Linear` from attention_size to 1, without bias.
    """

    def __init__(self, query_size: int, states_size: int, attention_size: int) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.query_layer = nn.Linear(query_size, attention_size, bias=False)
        self.key_layer = nn.Linear(states_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)
        ### END SOLUTION

    def prepare(self, states: Tensor) -> Tensor:
        ### BEGIN SOLUTION
        return self.key_layer(states)
        ### END SOLUTION

    def forward(self, queries: Tensor, keys: Tensor) -> Tensor:
        ### BEGIN SOLUTION
        # (batch, target_length, 1, attention_size) + (batch, 1, source_length, attention_size)
        hidden = torch.tanh(self.query_layer(queries).unsqueeze(2) + keys.unsqueeze(1))
        return self.energy(hidden).squeeze(-1)  # (batch, target_length, source_length)
        ### END SOLUTION


class ConcatScore(Score):
    """Two states, one after the other, v · tanh(W [q; h]) (Luong et al., 2015, sec. 3.1: concat).

    Attributes:
        weight: W, `nn.Linear` from query_size + states_size to attention_size, without bias; the
            query comes first.
        energy: v, `nn.Linear` from attention_size to 1, without bias.
    """

    def __init__(self, query_size: int, states_size: int, attention_size: int) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.weight = nn.Linear(query_size + states_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)
        ### END SOLUTION

    def forward(self, queries: Tensor, keys: Tensor) -> Tensor:
        ### BEGIN SOLUTION
        target_length, source_length = queries.size(1), keys.size(1)
        pairs = torch.cat(
            (
                queries.unsqueeze(2).expand(-1, -1, source_length, -1),
                keys.unsqueeze(1).expand(-1, target_length, -1, -1),
            ),
            dim=-1,
        )  # (batch, target_length, source_length, query_size + states_size)
        return self.energy(torch.tanh(self.weight(pairs))).squeeze(-1)
        ### END SOLUTION


# origins = {"additive": ..., "dot": ..., "general": ..., "concat": ..., "1/sqrt(d)": ...}: for each
# the first author of the paper that brought it to attention: "Bahdanau", "Luong" or "Vaswani".
### BEGIN SOLUTION
origins = {
    "additive": "Bahdanau",
    "dot": "Luong",
    "general": "Luong",
    "concat": "Luong",
    "1/sqrt(d)": "Vaswani",
}
### END SOLUTION


def attention_weights(scores: Tensor, mask: Tensor) -> Tensor:
    """Turn scores into weights: a softmax over the source that padding has no part in.

    Args:
        scores: shape (..., source_length), of any floating-point type.
        mask: True at tokens, of a shape that broadcasts to that of the scores.

    Returns:
        Weights of the shape and type of the scores: exactly 0 at padding, whatever the scores are
        there, infinity and NaN included; summing to 1 over the tokens, however low those score; and
        all 0 in a row without a token, its gradient 0 too.
    """
    ### BEGIN SOLUTION
    lowest = torch.finfo(scores.dtype).min
    return scores.masked_fill(~mask, lowest).softmax(dim=-1).masked_fill(~mask, 0.0)
    ### END SOLUTION


def context_vectors(weights: Tensor, states: Tensor) -> Tensor:
    """The mean of the states, each counted by its weight (Bahdanau et al., 2015, eq. 5).

    Args:
        weights: shape (batch, target_length, source_length).
        states: shape (batch, source_length, states_size).

    Returns:
        A context for every target position, shape (batch, target_length, states_size), computed for
        all sentences at once.
    """
    ### BEGIN SOLUTION
    return weights @ states
    ### END SOLUTION


class Memory(NamedTuple):
    """What a decoder may look at, made once a sentence."""

    keys: Tensor    # (batch, source_length, key_size)
    states: Tensor  # (batch, source_length, states_size)
    mask: Tensor    # (batch, source_length), True at tokens


class Attention(nn.Module):
    """Score, mask, softmax, weighted mean. It has no parameters but its score's, and keeps nothing
    of a sentence: what it remembers stands in a `Memory`.

    Attributes:
        score: the scoring function, a `Score`.
        context_size: numbers in a context, the encoder's states_size.
    """

    def __init__(self, score: Score, context_size: int) -> None:
        super().__init__()
        self.score = score
        self.context_size = context_size

    def remember(self, states: Tensor, mask: Tensor) -> Memory:
        """What the decoder will look at, from the encoder's states, shape (batch, source_length,
        states_size), and the mask, shape (batch, source_length): keys are prepared here, once, and
        `forward` prepares none."""
        ### BEGIN SOLUTION
        return Memory(self.score.prepare(states), states, mask)
        ### END SOLUTION

    def forward(self, queries: Tensor, memory: Memory) -> tuple[Tensor, Tensor]:
        """Look at the source with every query.

        Args:
            queries: decoder states, shape (batch, target_length, query_size).
            memory: what `remember` gave.

        Returns:
            Contexts, shape (batch, target_length, context_size), and the weights that they were
            made with, shape (batch, target_length, source_length).
        """
        ### BEGIN SOLUTION
        scores = self.score(queries, memory.keys)
        weights = attention_weights(scores, memory.mask.unsqueeze(1))
        return context_vectors(weights, memory.states), weights
        ### END SOLUTION


class NoAttention(Attention):
    """Stands where an attention could: contexts of no numbers, weights of 0. A decoder with it is
    the plain one, which knows the source from its first state alone (Sutskever et al., 2014)."""

    def __init__(self) -> None:
        super().__init__(DotScore(), context_size=0)

    def forward(self, queries: Tensor, memory: Memory) -> tuple[Tensor, Tensor]:
        weights = queries.new_zeros(*queries.shape[:2], memory.mask.size(1))
        return queries.new_zeros(*queries.shape[:2], 0), weights
