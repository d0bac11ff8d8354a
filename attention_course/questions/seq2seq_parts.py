"""Stand-ins for encoder, attention and decoder, which write down how they were called."""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
from torch import Tensor, nn


class Memory(NamedTuple):
    """What a decoder may look at."""

    keys: Tensor
    states: Tensor
    mask: Any


class State(NamedTuple):
    """What a decoder hands on from step to step."""

    recurrent: Any
    readout: Tensor


class StandInEncoder(nn.Module):
    """States that depend on all tokens so far, and a last state for each layer; for the cell "lstm" a pair of them."""

    def __init__(self, vocabulary_size: int, size: int, decoder_size: int, layers: int, cell: str) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, size)
        self.bridge = nn.Linear(size, decoder_size)
        self.layers, self.cell = layers, cell
        self.calls: list[tuple[Tensor, Tensor]] = []
        self.modes: list[bool] = []
        self.rest = 0.0  # what states are at padding

    def forward(self, source: Tensor, lengths: Tensor) -> tuple[Tensor, Any]:
        self.calls.append((source, lengths))
        self.modes.append(self.training)
        width = source.size(1)
        real = torch.ones(width + 1, width, device=source.device).tril(-1)[lengths.to(source.device)]
        states = torch.tanh(self.embedding(source).cumsum(dim=1)) * real.to(self.embedding.weight).unsqueeze(2)
        share = lengths.to(states).view(-1, 1) / width
        last = torch.tanh(self.bridge(states.mean(dim=1) * share))
        hidden = torch.stack([last * (layer + 1) for layer in range(self.layers)])
        if self.rest:
            states = states + self.rest * (1 - real.to(states)).unsqueeze(2)
        return states, (hidden if self.cell == "gru" else (hidden, 2 * hidden + 1))


class StandInAttention(nn.Module):
    """Remembers, and looks at every position; what it is given as a mask it keeps and never uses."""

    def __init__(self, states_size: int, query_size: int) -> None:
        super().__init__()
        self.keys = nn.Linear(states_size, query_size)
        self.context_size = states_size
        self.calls: list[tuple[Tensor, Any]] = []

    def remember(self, states: Tensor, mask: Any) -> Memory:
        self.calls.append((states, mask))
        return Memory(self.keys(states), states, mask)

    def forward(self, query: Tensor, memory: Memory) -> tuple[Tensor, Tensor]:
        interest = 1.2 + torch.tanh(memory.keys @ query.unsqueeze(2)).squeeze(2)
        weights = interest / interest.sum(dim=1, keepdim=True)
        return torch.einsum("bs,bsc->bc", weights, memory.states), weights


class StandInDecoder(nn.Module):
    """A decoder as the chapter before describes it, of other mathematics: each token's readout depends on all before it."""

    def __init__(self, vocabulary_size: int, size: int, states_size: int) -> None:
        super().__init__()
        self.attention = StandInAttention(states_size, size)
        self.embedding = nn.Embedding(vocabulary_size, size)
        self.readout = nn.Linear(size + states_size, size)
        self.output = nn.Linear(size, vocabulary_size)
        self.read: list[Tensor] = []
        self.begun: list[Any] = []

    def begin(self, recurrent: Any) -> State:
        self.begun.append(recurrent)
        hidden = recurrent if isinstance(recurrent, Tensor) else recurrent[0]
        return State(recurrent, hidden.new_zeros(hidden.size(1), 1, self.readout.out_features))

    def forward(self, tokens: Tensor, state: State, memory: Memory) -> tuple[Tensor, Tensor, State]:
        self.read.append(tokens)
        readouts, looked = [], []
        for inputs in self.embedding(tokens).unbind(dim=1):
            pair = not isinstance(state.recurrent, Tensor)
            hidden, cell = state.recurrent if pair else (state.recurrent, 0.0)
            hidden = torch.tanh(inputs + state.readout.squeeze(1) + 0.6 * hidden + 0.5 * cell)
            context, weights = self.attention(hidden[-1], memory)
            readouts.append(torch.tanh(self.readout(torch.cat((hidden[-1], context), dim=1))))
            looked.append(weights)
            state = State((hidden, 0.5 * cell + hidden) if pair else hidden, readouts[-1].unsqueeze(1))
        return torch.stack(readouts, dim=1), torch.stack(looked, dim=1), state


class StandInModel(nn.Module):
    """What `unroll` may ask of a model: `encode` and `decoder`, and nothing else."""

    def __init__(self, source_words: int, target_words: int, size: int, states_size: int, layers: int, cell: str) -> None:
        super().__init__()
        self.reader = StandInEncoder(source_words, states_size, size, layers, cell)
        self.decoder = StandInDecoder(target_words, size, states_size)

    def encode(self, source: Tensor, lengths: Tensor) -> tuple[Memory, State]:
        states, recurrent = self.reader(source, lengths)
        return self.decoder.attention.remember(states, None), self.decoder.begin(recurrent)
