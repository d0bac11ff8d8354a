"""Q9 and Q10: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import torch
from torch import nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pack_sequence, pad_packed_sequence, pad_sequence


class EncoderByHand(nn.Module):
    """a branch for each cell"""

    def __init__(self, vocabulary_size, embedding_size, hidden_size, decoder_size, *, layers=1, bidirectional=True, cell="gru", dropout=0.0, padding_index=1):
        nn.Module.__init__(self)
        if cell == "gru":
            network = nn.GRU
        elif cell == "lstm":
            network = nn.LSTM
        else:
            raise ValueError(cell)
        self.embedding = nn.Embedding(vocabulary_size, embedding_size, padding_index)
        self.dropout = nn.Dropout(p=dropout)
        if layers == 1:
            self.rnn = network(embedding_size, hidden_size, batch_first=True, bidirectional=bidirectional)
        else:
            self.rnn = network(embedding_size, hidden_size, layers, batch_first=True, bidirectional=bidirectional, dropout=dropout)
        self.states_size = hidden_size
        if bidirectional:
            self.states_size = self.states_size + hidden_size
        self.bridge = nn.Linear(self.states_size, decoder_size)
        if isinstance(self.rnn, nn.LSTM):
            self.memory_bridge = nn.Linear(self.states_size, decoder_size)

    def forward(self, source, lengths):
        return encode(self, source, lengths)  # noqa: F821


class EncoderWithBuffers(nn.Module):
    """notes kept in buffers, the size of a state as a property, no memory bridge as None"""

    def __init__(self, vocabulary_size, embedding_size, hidden_size, decoder_size, *, layers=1, bidirectional=True, cell="gru", dropout=0.0, padding_index=1):
        super().__init__()
        if cell not in ("gru", "lstm"):
            raise ValueError("cell")
        self.register_buffer("padding", torch.tensor(padding_index))
        self.embedding = nn.Embedding(num_embeddings=vocabulary_size, embedding_dim=embedding_size, padding_idx=padding_index)
        self.dropout = nn.Dropout(dropout)
        options = {"num_layers": layers, "batch_first": True, "bidirectional": bidirectional}
        if layers > 1:
            options["dropout"] = dropout
        self.rnn = getattr(nn, cell.upper())(embedding_size, hidden_size, **options)
        self.bridge = nn.Linear(self.states_size, decoder_size)
        self.memory_bridge = nn.Linear(self.states_size, decoder_size) if cell == "lstm" else None

    @property
    def states_size(self):
        return self.rnn.hidden_size * (1 + int(self.rnn.bidirectional))

    def forward(self, source, lengths):
        states, first = encode(self, source, lengths)  # noqa: F821
        return states, first


class EncoderWithMatch(nn.Module):
    """match, and modules added by name"""

    def __init__(self, vocabulary_size, embedding_size, hidden_size, decoder_size, *, layers=1, bidirectional=True, cell="gru", dropout=0.0, padding_index=1):
        super().__init__()
        shape = dict(input_size=embedding_size, hidden_size=hidden_size, num_layers=layers, bidirectional=bidirectional, batch_first=True)
        shape["dropout"] = dropout * (layers > 1)
        match cell:
            case "gru":
                self.add_module("rnn", nn.GRU(**shape))
            case "lstm":
                self.add_module("rnn", nn.LSTM(**shape))
            case _:
                raise ValueError("neither")
        self.states_size = [hidden_size, 2 * hidden_size][bool(bidirectional)]
        bridges = ["bridge"] + ["memory_bridge"] * (cell == "lstm")
        for name in bridges:
            self.add_module(name, nn.Linear(self.states_size, decoder_size))
        self.add_module("embedding", nn.Embedding(vocabulary_size, embedding_size, padding_idx=padding_index))
        self.add_module("dropout", nn.Dropout(dropout))

    def forward(self, source, lengths):
        return encode(encoder=self, source=source, lengths=lengths)  # noqa: F821


class EncoderInitialised(nn.Module):
    """weights of its own choice, the padding's row put back to zero"""

    def __init__(self, vocabulary_size, embedding_size, hidden_size, decoder_size, *, layers=1, bidirectional=True, cell="gru", dropout=0.0, padding_index=1):
        super().__init__()
        networks = dict(gru=nn.GRU, lstm=nn.LSTM)
        if networks.get(cell) is None:
            raise ValueError(f"unknown cell: {cell}")
        directions = 2 if bidirectional else 1
        self.embedding = nn.Embedding(vocabulary_size, embedding_size, padding_idx=padding_index)
        self.rnn = networks[cell](embedding_size, hidden_size, layers, True, True, dropout if layers != 1 else 0, bidirectional)
        self.bridge, self.dropout = nn.Linear(hidden_size * directions, decoder_size), nn.Dropout(dropout)
        if cell == "lstm":
            self.memory_bridge = nn.Linear(hidden_size * directions, decoder_size)
        self.states_size = self.bridge.in_features
        for parameter in self.parameters():
            nn.init.uniform_(parameter, -0.08, 0.08)
        with torch.no_grad():
            self.embedding.weight[padding_index].zero_()

    def forward(self, source, lengths):
        return encode(self, source, lengths)  # noqa: F821


def joined_with_cat(final, directions):
    """every second state beside its neighbour"""
    return torch.cat([final[start::directions] for start in range(directions)], dim=-1)


def joined_layer_by_layer(final, directions):
    """a loop over the layers"""
    layers = []
    for start in range(0, len(final), directions):
        layers.append(torch.cat(list(final[start : start + directions]), dim=1))
    return torch.stack(layers)


def joined_with_permute(final, directions):
    """view, permute, reshape"""
    count, batch, hidden = final.shape
    return final.reshape(count // directions, directions, batch, hidden).permute(0, 2, 1, 3).reshape(count // directions, batch, directions * hidden)


def joined_by_filling(final, directions):
    """an empty tensor, filled number by number of direction"""
    layers, hidden = final.size(0) // directions, final.size(2)
    joined = final.new_empty(layers, final.size(1), directions * hidden)
    for index in range(final.size(0)):
        layer, direction = divmod(index, directions)
        joined[layer, :, direction * hidden : (direction + 1) * hidden] = final[index]
    return joined


def joined_with_einsum(final, directions):
    """axes by letters"""
    return torch.einsum("ldbh->lbdh", final.view(-1, directions, *final.shape[1:]) if final.is_contiguous() else final.unflatten(0, (-1, directions))).flatten(2)


def _first(encoder, final):
    """The decoder's first state from the network's last, for all of the answers here."""
    directions = 1 + int(encoder.rnn.bidirectional)
    if type(encoder.rnn) is nn.LSTM:
        hidden, memory = (joined_with_cat(part, directions) for part in final)
        return encoder.bridge(hidden).tanh(), encoder.memory_bridge(memory)
    return encoder.bridge(joined_with_cat(final, directions)).tanh()


def encode_one_by_one(encoder, source, lengths):
    """each sentence alone, no packing at all"""
    all_states, hidden, memory = [], [], []
    embedded = encoder.dropout(encoder.embedding(source))
    for row, length in enumerate(lengths.tolist()):
        states, final = encoder.rnn(embedded[row : row + 1, :length])
        padding = states.new_zeros(1, source.shape[1] - length, states.shape[2])
        all_states.append(torch.cat([states, padding], dim=1))
        hidden.append(final[0] if isinstance(final, tuple) else final)
        memory.append(final[1] if isinstance(final, tuple) else final)
    final = torch.cat(hidden, dim=1)
    if isinstance(encoder.rnn, nn.LSTM):
        final = (final, torch.cat(memory, dim=1))
    return torch.cat(all_states), _first(encoder, final)


def encode_sorted(encoder, source, lengths):
    """sorted by hand, and put back"""
    ordered, order = lengths.cpu().sort(descending=True)
    order = order.to(source.device)
    back = torch.argsort(order)
    packed = pack_padded_sequence(encoder.dropout(encoder.embedding(source[order])), ordered, batch_first=True)
    states, final = encoder.rnn(packed)
    states = pad_packed_sequence(states, batch_first=True)[0][back]
    states = nn.functional.pad(states, (0, 0, 0, source.size(1) - states.size(1)))
    final = tuple(part[:, back] for part in final) if isinstance(final, tuple) else final[:, back]
    return states, _first(encoder, final)


def encode_with_pack_sequence(encoder, source, lengths):
    """a list of sentences, cut to their lengths"""
    sentences = [sentence[:length] for sentence, length in zip(source, lengths.tolist())]
    packed = pack_sequence(sentences, enforce_sorted=False)
    embedded = PackedSequence(encoder.dropout(encoder.embedding(packed.data)), packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices)
    states, final = encoder.rnn(embedded)
    rows = [sentence[:length] for sentence, length in zip(pad_packed_sequence(states, batch_first=True)[0], lengths.tolist())]
    rows.append(rows[0].new_zeros(source.size(1), rows[0].size(1)))
    return pad_sequence(rows, batch_first=True)[:-1], _first(encoder, final)


def encode_by_length(encoder, source, lengths):
    """all sentences of one length together"""
    embedded = encoder.dropout(encoder.embedding(source))
    lengths = lengths.to(source.device)
    width = encoder.rnn.hidden_size * (1 + encoder.rnn.bidirectional)
    states = embedded.new_zeros(*source.shape, width)
    count = encoder.rnn.num_layers * (1 + encoder.rnn.bidirectional)
    parts = [embedded.new_zeros(count, source.size(0), encoder.rnn.hidden_size) for _ in range(2)]
    for length in lengths.unique().tolist():
        rows = (lengths == length).nonzero()[:, 0]
        found, final = encoder.rnn(embedded[rows, :length])
        states = states.index_copy(0, rows, nn.functional.pad(found, (0, 0, 0, source.size(1) - length)))
        final = final if isinstance(final, tuple) else (final,)
        parts[: len(final)] = [whole.index_copy(1, rows, part) for whole, part in zip(parts, final)]
    return states, _first(encoder, tuple(parts) if isinstance(encoder.rnn, nn.LSTM) else parts[0])


def encode_by_formula(encoder, source, lengths):
    """the network's equations step by step, with a mask in place of packing"""
    rnn, is_lstm = encoder.rnn, isinstance(encoder.rnn, nn.LSTM)
    mask = torch.arange(source.size(1), device=source.device)[None] < lengths.to(source.device)[:, None]
    layer_input, hiddens, memories = encoder.dropout(encoder.embedding(source)), [], []
    for layer in range(rnn.num_layers):
        if layer and rnn.training:
            layer_input = nn.functional.dropout(layer_input, rnn.dropout)
        sides = []
        for suffix in ("", "_reverse")[: 1 + rnn.bidirectional]:
            w_in, w_hh, b_in, b_hh = (getattr(rnn, f"{name}_l{layer}{suffix}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
            hidden = memory = layer_input.new_zeros(source.size(0), rnn.hidden_size)
            steps = [None] * source.size(1)
            for time in reversed(range(source.size(1))) if suffix else range(source.size(1)):
                ours, own = layer_input[:, time] @ w_in.T + b_in, hidden @ w_hh.T + b_hh
                if is_lstm:
                    enter, forget, cell, out = (ours + own).chunk(4, dim=1)
                    new_memory = forget.sigmoid() * memory + enter.sigmoid() * cell.tanh()
                    new = out.sigmoid() * new_memory.tanh()
                    memory = torch.where(mask[:, time, None], new_memory, memory)
                else:
                    (r, z, n), (r_own, z_own, n_own) = ours.chunk(3, dim=1), own.chunk(3, dim=1)
                    z = (z + z_own).sigmoid()
                    new = (1 - z) * (n + (r + r_own).sigmoid() * n_own).tanh() + z * hidden
                hidden = torch.where(mask[:, time, None], new, hidden)
                steps[time] = hidden * mask[:, time, None]
            sides.append(torch.stack(steps, dim=1))
            hiddens.append(hidden)
            memories.append(memory)
        layer_input = torch.cat(sides, dim=2)
    final = torch.stack(hiddens)
    return layer_input, _first(encoder, (final, torch.stack(memories)) if is_lstm else final)
