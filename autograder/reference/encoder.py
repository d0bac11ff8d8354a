"""Reference for chapter 03: a state for every source token, and what a network's size is worth."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import mean, stdev
from typing import NamedTuple

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
            padding_index is zero and stays zero, however long the others learn.
        dropout: `nn.Dropout`, which `encode` puts on the embeddings.
        rnn: `nn.GRU` or `nn.LSTM`, batch first, of as many layers and directions as asked for; with
            the same dropout between its layers, where it has several.
        bridge: `nn.Linear`, from all directions of a layer's last state to decoder_size.
        memory_bridge: the same for the memory cell; only an LSTM's encoder has one.
        states_size: numbers in the state of a token, an int: hidden_size for each direction.
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
        """Make the layers, as PyTorch makes them but for what is said here: without any warning,
        ready for training, no random seed and no default changed. `hidden_size` is that of one
        direction; `cell` is "gru" or "lstm", letter for letter.

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
        final: what PyTorch's recurrent networks give: first layer forwards, first layer backwards,
            second layer forwards, and so on; shape (layers * directions, batch, hidden_size).
        directions: 1 or 2.

    Returns:
        Forward state, then backward state, shape (layers, batch, directions * hidden_size).
    """
    ### BEGIN SOLUTION
    by_layer = final.unflatten(0, (-1, directions))  # (layers, directions, batch, hidden_size)
    return by_layer.transpose(1, 2).flatten(start_dim=2)
    ### END SOLUTION


def encode(encoder: Encoder, source: Tensor, lengths: Tensor) -> tuple[Tensor, RecurrentState]:
    """Read a padded batch as if each of its sentences stood alone. Nothing is kept from one batch
    to the next.

    Args:
        encoder: its `embedding`, `dropout` (once), `rnn`, `bridge` and, for an LSTM,
            `memory_bridge`.
        source: indices, shape (batch, source_length), int64. What stands beyond a sentence's end
            may be any index, and has no part in anything.
        lengths: tokens in each sentence, at least 1 and in any order, shape (batch,), int64; they
            may lie on another device than `source`.

    Returns:
        The states of all tokens, shape (batch, source_length, states_size): both directions of the
        top layer side by side, zero wherever there is padding, be it in every row. And the first
        state of the decoder, shape (layers, batch, decoder_size): tanh of the bridge, for each
        layer, of the two directions' last states (`join_directions`). For an LSTM this is the pair
        of that and of the memory cell's, which goes through `memory_bridge` and no tanh, for it has
        no bounds.
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


def count_parameters(
    cell: str, input_size: int, hidden_size: int, layers: int = 1, bidirectional: bool = False
) -> int:
    """Numbers that `nn.GRU` or `nn.LSTM` has to learn, by a formula: no network is made.

    Each direction of each layer has, for every gate, a matrix for its input, a matrix for its own
    last state, and two biases, as PyTorch has them. A GRU has three gates, counting the candidate;
    an LSTM four. The first layer reads input_size numbers, each other layer what all directions of
    the layer below give.

    Args:
        cell: "gru" or "lstm", letter for letter.
        input_size, hidden_size, layers: as small as 1; hidden_size is that of one direction.

    Returns:
        A whole number (an int), exact however large.

    Raises:
        ValueError: `cell` is neither.
    """
    ### BEGIN SOLUTION
    gates = {"gru": 3, "lstm": 4}
    if cell not in gates:
        raise ValueError(f'cell is "gru" or "lstm", not {cell!r}.')
    directions = 2 if bidirectional else 1
    total = 0
    for layer in range(layers):
        read = input_size if layer == 0 else directions * hidden_size
        total += directions * gates[cell] * hidden_size * (read + hidden_size + 2)
    return total
    ### END SOLUTION


class Run(NamedTuple):
    """One training run, and which share of the symbols it recalled."""

    hidden_size: int
    layers: int
    seed: int
    validation: float
    test: float


SYMBOLS = 8  # how many different ones
LENGTH = 6   # symbols in a sequence


def train_and_score(hidden_size: int, layers: int, seed: int) -> tuple[float, float]:
    """Train a GRU for 100 steps to read sequences of random symbols into its last state, from which
    one linear layer reads them off again. Returns the share of symbols recalled: validation,
    test."""
    chance = torch.Generator().manual_seed(seed)
    unseen = torch.Generator().manual_seed(1_000_000)  # the same validation and test for every run
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        embedding = nn.Embedding(SYMBOLS, 8)
        rnn = nn.GRU(8, hidden_size, num_layers=layers, batch_first=True)
        recall = nn.Linear(hidden_size, LENGTH * SYMBOLS)
    modules = nn.ModuleList([embedding, rnn, recall])
    optimizer = torch.optim.Adam(modules.parameters(), lr=0.01)

    def logits(symbols: Tensor) -> Tensor:
        _, last = rnn(embedding(symbols))
        return recall(last[-1]).unflatten(1, (SYMBOLS, LENGTH))

    for _ in range(100):
        symbols = torch.randint(SYMBOLS, (64, LENGTH), generator=chance)
        loss = nn.functional.cross_entropy(logits(symbols), symbols)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        shares = []
        for _ in ("validation", "test"):
            symbols = torch.randint(SYMBOLS, (1000, LENGTH), generator=unseen)
            shares.append((logits(symbols).argmax(dim=1) == symbols).double().mean().item())
    return shares[0], shares[1]


# How many standard errors a mean may lie off, 19 times out of 20, by the number of runs (Student,
# 1908): few runs say little about their own spread.
STUDENT = {
    2: 12.706, 3: 4.303, 4: 3.182, 5: 2.776, 6: 2.571, 7: 2.447, 8: 2.365, 9: 2.306, 10: 2.262,
}


class Summary(NamedTuple):
    """What the runs of one setting say together."""

    hidden_size: int
    layers: int
    validation: float  # mean over the seeds
    test: float        # mean over the seeds
    deviation: float   # of the test shares, the runs taken as a sample: divided by n - 1
    margin: float      # half of the test mean's 95 % interval


def summarise(runs: Sequence[Run]) -> list[Summary]:
    """What each setting is worth over its seeds: the mean, not the best.

    Args:
        runs: in any order, those of one setting perhaps not side by side; at most 10 for each.
            Every one counts, also where a seed comes twice.

    Returns:
        One summary for each pair of hidden size and layers, in the order in which they first come.
        The margin of n runs is STUDENT[n] standard errors, each deviation / sqrt(n).

    Raises:
        ValueError: a setting has a single run, which says nothing about spread.
    """
    ### BEGIN SOLUTION
    settings: dict[tuple[int, int], list[Run]] = {}
    for run in runs:
        settings.setdefault((run.hidden_size, run.layers), []).append(run)
    summaries = []
    for setting, group in settings.items():
        if len(group) < 2:
            raise ValueError(f"{setting} has a single run.")
        tests = [run.test for run in group]
        validation = mean(run.validation for run in group)
        margin = STUDENT[len(group)] * stdev(tests) / math.sqrt(len(group))
        summaries.append(Summary(*setting, validation, mean(tests), stdev(tests), margin))
    return summaries
    ### END SOLUTION


def choose(summaries: Sequence[Summary]) -> Summary:
    """Decide for the setting of the highest validation mean; of equals for that with the fewest
    layers, then with the fewest units. Equal means equal, to the last digit. The test has no
    part in it.

    Returns:
        That setting's summary as it is: its test mean is the number to report.
    """
    ### BEGIN SOLUTION
    return min(summaries, key=lambda found: (-found.validation, found.layers, found.hidden_size))
    ### END SOLUTION


def points_between(runs: Sequence[Run], first: tuple[int, int], second: tuple[int, int]) -> float:
    """How many percentage points the second setting's test mean lies above the first's."""
    means = [mean(run.test for run in runs if run[:2] == setting) for setting in (first, second)]
    return 100 * (means[1] - means[0])


# The grid as it was measured once, so that this module says something without training; the lesson
# measures its own.
runs = [
    Run(4, 1, 0, 0.2663, 0.2675),
    Run(4, 1, 1, 0.2885, 0.2875),
    Run(4, 1, 2, 0.2823, 0.2850),
    Run(4, 2, 0, 0.2577, 0.2597),
    Run(4, 2, 1, 0.2883, 0.2902),
    Run(4, 2, 2, 0.2760, 0.2612),
    Run(16, 1, 0, 0.5252, 0.5128),
    Run(16, 1, 1, 0.5208, 0.5203),
    Run(16, 1, 2, 0.5150, 0.5067),
    Run(16, 2, 0, 0.5323, 0.5278),
    Run(16, 2, 1, 0.5107, 0.4998),
    Run(16, 2, 2, 0.5343, 0.5298),
    Run(26, 1, 0, 0.6133, 0.6135),
    Run(26, 1, 1, 0.6210, 0.6207),
    Run(26, 1, 2, 0.6270, 0.6222),
    Run(26, 2, 0, 0.6545, 0.6437),
    Run(26, 2, 1, 0.6437, 0.6380),
    Run(26, 2, 2, 0.6415, 0.6348),
]

# claims = {"wider": (..., ...), "deeper": (..., ...), "thinner": (..., ...)}: what the table `runs`
# says of three changes from one setting, as (units, layers), to another:
#     "wider"    (4, 1)  -> (26, 1)
#     "deeper"   (16, 1) -> (16, 2)
#     "thinner"  (26, 1) -> (16, 2): about as many parameters, in two thin layers for one wide one
# For each a pair: a verdict, and the percentage points from the first test mean to the second, to a
# tenth of a point: `points_between`, just above, gives them. The verdict is "higher" or "lower"
# where the two 95 % intervals, test mean ± margin, do not touch; and "no clear difference" where
# they do.
### BEGIN SOLUTION
claims = {
    "wider": ("higher", points_between(runs, (4, 1), (26, 1))),
    "deeper": ("no clear difference", points_between(runs, (16, 1), (16, 2))),
    "thinner": ("lower", points_between(runs, (26, 1), (16, 2))),
}
### END SOLUTION
