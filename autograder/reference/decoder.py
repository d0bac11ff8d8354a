"""Reference for chapter 05: from one target token to the next, looking at the source in between."""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
from torch import Tensor, nn


class DecoderState(NamedTuple):
    """What a decoder hands on from step to step."""

    recurrent: Any   # of the network: (layers, batch, hidden_size), or for an LSTM a pair of them
    readout: Tensor  # the last step's, (batch, 1, readout_size), for input feeding; first 0


class Decoder(nn.Module):
    """Writes the target, one token at a time.

    Two orders of the same steps are in use. "bahdanau" looks at the source with the last state, and
    feeds the context to the network (Bahdanau et al., 2015, section 3.1); "luong" moves the network
    on first, and looks with the new state (Luong et al., 2015, section 3).

    Attributes:
        embedding: `nn.Embedding`, vocabulary_size rows of embedding_size numbers; the row of
            padding_index is zero and stays zero.
        dropout: `nn.Dropout`, which is put on embeddings and on readouts.
        attention: the very attention that it was given, its parameters among the decoder's own;
            weights, type and mode are left as they are.
        rnn: `nn.GRU` or `nn.LSTM`, batch first, in one direction, of as many layers as asked for;
            with the same dropout between its layers, where it has several. It reads the embedding;
            with input feeding the last readout beside it; in the order "bahdanau" the context too.
        readout: `nn.Linear` from hidden state and context, side by side, to readout_size.
        output: `nn.Linear` from readout_size to vocabulary_size.
        order, input_feeding: as given.
    """

    def __init__(
        self,
        vocabulary_size: int,
        embedding_size: int,
        hidden_size: int,
        attention: Any,
        *,
        order: str = "bahdanau",
        readout_size: int | None = None,
        layers: int = 1,
        cell: str = "gru",
        dropout: float = 0.0,
        input_feeding: bool = False,
        padding_index: int = 1,
    ) -> None:
        """Make the layers, no others, and no warning; no generator is seeded.
        `attention.context_size` says how many numbers a context has, perhaps 0; readout_size is
        hidden_size unless given.

        Raises:
            ValueError: `order` is not "bahdanau" or "luong", or `cell` is not "gru" or "lstm".
        """
        super().__init__()
        ### BEGIN SOLUTION
        kinds = {"gru": nn.GRU, "lstm": nn.LSTM}
        if cell not in kinds:
            raise ValueError(f'cell is "gru" or "lstm", not {cell!r}.')
        if order not in ("bahdanau", "luong"):
            raise ValueError(f'order is "bahdanau" or "luong", not {order!r}.')
        readout_size = readout_size or hidden_size
        input_size = embedding_size
        if order == "bahdanau":
            input_size += attention.context_size
        if input_feeding:
            input_size += readout_size
        self.order, self.input_feeding = order, input_feeding
        self.embedding = nn.Embedding(vocabulary_size, embedding_size, padding_idx=padding_index)
        self.dropout = nn.Dropout(dropout)
        self.attention = attention
        self.rnn = kinds[cell](
            input_size,
            hidden_size,
            num_layers=layers,
            batch_first=True,
            dropout=dropout if layers > 1 else 0.0,
        )
        self.readout = nn.Linear(hidden_size + attention.context_size, readout_size)
        self.output = nn.Linear(readout_size, vocabulary_size)
        ### END SOLUTION

    def begin(self, recurrent: Any) -> DecoderState:
        """The state before the first step, from the one that the encoder's bridge gave."""
        hidden = recurrent if isinstance(recurrent, Tensor) else recurrent[0]
        readout = hidden.new_zeros(hidden.size(1), 1, self.readout.out_features)
        return DecoderState(recurrent, readout)

    def forward(
        self, tokens: Tensor, state: DecoderState, memory: Any
    ) -> tuple[Tensor, Tensor, DecoderState]:
        """Read any number of tokens, and say after each what the output layer is to see.

        Args:
            tokens: indices, shape (batch, target_length), int64.
            state: where the decoder stands, from `begin` or from the last call.
            memory: what `attention.remember` gave.

        Returns:
            Readouts, shape (batch, target_length, readout_size); attention weights, shape (batch,
            target_length, source_length); and the state after the last token.
        """
        step = bahdanau_step if self.order == "bahdanau" else luong_step
        embedded = self.dropout(self.embedding(tokens))  # (batch, target_length, embedding_size)
        # In Luong's order the network waits for nothing but itself: one call reads all tokens.
        at_once = self.order == "luong" and not self.input_feeding
        readouts, weights = [], []
        for inputs in (embedded,) if at_once else embedded.split(1, dim=1):
            if self.input_feeding:
                inputs = torch.cat((inputs, state.readout), dim=2)
            hidden, contexts, looked, recurrent = step(self, inputs, state.recurrent, memory)
            readouts.append(read_out(self, hidden, contexts))
            weights.append(looked)
            state = DecoderState(recurrent, readouts[-1][:, -1:])
        return torch.cat(readouts, dim=1), torch.cat(weights, dim=1), state


def top_hidden(recurrent: Any) -> Tensor:
    """The hidden state of the top layer: what a decoder asks with.

    Args:
        recurrent: the state of a GRU, shape (layers, batch, hidden_size), the bottom layer first;
            or the pair (hidden state, memory cell) of an LSTM, each of that shape.

    Returns:
        Shape (batch, 1, hidden_size).
    """
    ### BEGIN SOLUTION
    hidden = recurrent if isinstance(recurrent, Tensor) else recurrent[0]
    return hidden[-1].unsqueeze(1)
    ### END SOLUTION


def bahdanau_step(
    decoder: Decoder, inputs: Tensor, recurrent: Any, memory: Any
) -> tuple[Tensor, Tensor, Tensor, Any]:
    """Look, then move (Bahdanau et al., 2015, section 3.1: the query is s_{i-1}). The mode,
    training or evaluation, stays as it is.

    Args:
        decoder: its `attention`, which takes queries, shape (batch, target_length, hidden_size),
            and the memory, and gives contexts and weights; and its `rnn`, which reads the inputs
            and, after them, the context.
        inputs: what the network reads beside the context, shape (batch, 1, size).
        recurrent: the network's state after the step before, as `top_hidden` takes it. The
            attention is asked with the hidden state of its top layer.
        memory: what `attention` looks at.

    Returns:
        The network's output, shape (batch, 1, hidden_size); the context, shape (batch, 1,
        context_size); the weights, shape (batch, 1, source_length); and the network's new state.
    """
    ### BEGIN SOLUTION
    context, weights = decoder.attention(top_hidden(recurrent), memory)
    hidden, recurrent = decoder.rnn(torch.cat((inputs, context), dim=2), recurrent)
    return hidden, context, weights, recurrent
    ### END SOLUTION


def luong_step(
    decoder: Decoder, inputs: Tensor, recurrent: Any, memory: Any
) -> tuple[Tensor, Tensor, Tensor, Any]:
    """Move, then look (Luong et al., 2015, section 3: the query is h_t), for one token or for many.

    Args and returns as in `bahdanau_step`, with target_length positions in place of 1. Here the
    `rnn` reads the inputs alone, and each position asks with the network's output there.
    """
    ### BEGIN SOLUTION
    hidden, recurrent = decoder.rnn(inputs, recurrent)
    context, weights = decoder.attention(hidden, memory)
    return hidden, context, weights, recurrent
    ### END SOLUTION


def read_out(decoder: Decoder, hidden: Tensor, contexts: Tensor) -> Tensor:
    """What the output layer sees: tanh of `decoder.readout` of hidden state and context, the hidden
    state first (after Luong et al., 2015, eq. 5), with the decoder's dropout. Right however large
    the numbers are.

    Args:
        decoder: its `readout`, an `nn.Linear`, and its `dropout`, which comes last, and draws for
            each number on its own.
        hidden: shape (batch, target_length, hidden_size).
        contexts: shape (batch, target_length, context_size).

    Returns:
        Shape (batch, target_length, readout_size).
    """
    ### BEGIN SOLUTION
    return decoder.dropout(torch.tanh(decoder.readout(torch.cat((hidden, contexts), dim=2))))
    ### END SOLUTION


def next_token_probabilities(logits: Tensor) -> Tensor:
    """A distribution over the vocabulary for every position: positive numbers that sum to 1.

    Args:
        logits: any finite numbers, however large, shape (..., vocabulary_size).

    Returns:
        Probabilities of the same shape and type, made without a warning.
    """
    ### BEGIN SOLUTION
    return logits.softmax(dim=-1)
    ### END SOLUTION


def greedy_tokens(logits: Tensor, forbidden: tuple[int, ...] = ()) -> Tensor:
    """The likeliest token at every position, of those that may be said.

    Args:
        logits: any finite numbers, shape (..., vocabulary_size), of any floating-point type;
            they may lie very far apart, or differ in their last digits only.
        forbidden: indices never to be chosen, of those that there are, but not all of them: a
            translation has no `<pad>` and no `<bos>` in it.

    Returns:
        Indices, shape (...), int64; the lowest index among equals.
    """
    ### BEGIN SOLUTION
    allowed = logits.clone()
    allowed[..., list(forbidden)] = -torch.inf
    return allowed.argmax(dim=-1)
    ### END SOLUTION


def double_softmax_floor(vocabulary_size: int) -> float:
    """The lowest loss there can be, in nats, when probabilities are given to `nn.CrossEntropyLoss`
    as if they were logits: it takes the softmax of them once more.

    Args:
        vocabulary_size: how many tokens there are, 1 or more.
    """
    ### BEGIN SOLUTION
    best = torch.zeros(vocabulary_size, dtype=torch.float64)
    best[0] = 1.0  # all of the probability on the right token
    return -best.log_softmax(dim=0)[0].item()
    ### END SOLUTION
