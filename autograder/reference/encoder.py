"""Reference for chapter 03: a state for every source token, and the decoder's first state."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

# What a recurrent network hands on from step to step: one tensor for a GRU; for an LSTM the pair of
# hidden state and memory cell. Each has the shape (layers, batch, size).
RecurrentState = Tensor | tuple[Tensor, Tensor]


class Encoder(nn.Module):
    """Reads a source sentence (Bahdanau et al., 2015, section 3.2; Cho et al., 2014, for the GRU).

    Attributes:
        embedding: `nn.Embedding`, vocabulary_size rows of embedding_size numbers; the row of
            padding_index is zero and stays zero.
        dropout: `nn.Dropout`, which `encode` puts on the embeddings.
        rnn: `nn.GRU` or `nn.LSTM`, batch first, of as many layers and directions as asked for; with
            the same dropout between its layers, where it has several.
        bridge: `nn.Linear`, from all directions of a layer's last state to decoder_size.
        memory_bridge: the same for the memory cell; an LSTM's encoder alone has one.
        states_size: numbers in the state of a token: hidden_size for each direction.
    """

    def __init__(
        self,
        vocabulary_size: int,
        embedding_size: int,
        hidden_size: int,
        decoder_size: int,
        *,
        layers: int = 1,
        bidirectional: bool = True,
        cell: str = "gru",
        dropout: float = 0.0,
        padding_index: int = 1,
    ) -> None:
        """Make the layers. `hidden_size` is that of one direction; `cell` is "gru" or "lstm".

        Raises:
            ValueError: `cell` is neither.
        """
        super().__init__()
        ### BEGIN SOLUTION
        kinds = {"gru": nn.GRU, "lstm": nn.LSTM}
        if cell not in kinds:
            raise ValueError(f'cell is "gru" or "lstm", not {cell!r}.')
        self.states_size = hidden_size * (2 if bidirectional else 1)
        self.embedding = nn.Embedding(vocabulary_size, embedding_size, padding_idx=padding_index)
        self.dropout = nn.Dropout(dropout)
        self.rnn = kinds[cell](
            embedding_size,
            hidden_size,
            num_layers=layers,
            batch_first=True,
            bidirectional=bidirectional,
            dropout=dropout if layers > 1 else 0.0,  # there is no "between" in a single layer
        )
        self.bridge = nn.Linear(self.states_size, decoder_size)
        if cell == "lstm":
            self.memory_bridge = nn.Linear(self.states_size, decoder_size)
        ### END SOLUTION

    def forward(self, source: Tensor, lengths: Tensor) -> tuple[Tensor, RecurrentState]:
        """What `encode` gives."""
        return encode(self, source, lengths)


def join_directions(final: Tensor, directions: int) -> Tensor:
    """Put the last states of the two directions side by side, layer by layer.

    Args:
        final: what PyTorch's recurrent networks give, shape (layers * directions, batch, hidden_size):
            first layer forwards, first layer backwards, second layer forwards, and so on.
        directions: 1 or 2.

    Returns:
        Forward state, then backward state, shape (layers, batch, directions * hidden_size).
    """
    ### BEGIN SOLUTION
    by_layer = final.unflatten(0, (-1, directions))    # (layers, directions, batch, hidden_size)
    return by_layer.transpose(1, 2).flatten(start_dim=2)  # (layers, batch, directions * hidden_size)
    ### END SOLUTION


def encode(encoder: Encoder, source: Tensor, lengths: Tensor) -> tuple[Tensor, RecurrentState]:
    """Read a padded batch as if each of its sentences stood alone.

    Args:
        encoder: its `embedding`, `dropout`, `rnn`, `bridge` and, for an LSTM, `memory_bridge`.
        source: indices, padded at their ends, shape (batch, source_length), int64.
        lengths: tokens in each sentence, at least 1 and in any order, shape (batch,), int64; they may
            lie on another device than `source`.

    Returns:
        The states of all tokens, shape (batch, source_length, states_size): both directions of the top
        layer side by side, zero wherever there is padding, be it in every row. And the decoder's
        first state, shape (layers, batch, decoder_size): tanh of the bridge, for each layer, of the
        two directions' last states (`join_directions`). For an LSTM this is the pair of that and of
        the memory cell's, which goes through `memory_bridge` and no tanh, for it has no bounds.
    """
    ### BEGIN SOLUTION
    embedded = encoder.dropout(encoder.embedding(source))  # (batch, source_length, embedding_size)
    packed = pack_padded_sequence(embedded, lengths.cpu(), batch_first=True, enforce_sorted=False)
    packed_states, final = encoder.rnn(packed)
    states, _ = pad_packed_sequence(packed_states, batch_first=True, total_length=source.size(1))
    directions = 2 if encoder.rnn.bidirectional else 1
    if isinstance(final, Tensor):
        return states, torch.tanh(encoder.bridge(join_directions(final, directions)))
    hidden, memory = (join_directions(part, directions) for part in final)
    return states, (torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory))
    ### END SOLUTION
