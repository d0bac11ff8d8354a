"""Q16: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import torch
from torch import nn


def top_by_index(recurrent):
    """an index with None, the pair known by its type"""
    if isinstance(recurrent, tuple):
        recurrent, _ = recurrent
    return recurrent[-1][:, None]


def top_by_transpose(recurrent):
    """transposed, then cut"""
    hidden = recurrent if torch.is_tensor(recurrent) else recurrent[0]
    return hidden.transpose(0, 1)[:, -1:, :]


def top_by_select(recurrent):
    """select and view"""
    hidden = recurrent[0] if type(recurrent) in (list, tuple) else recurrent
    layers, batch, size = hidden.shape
    return hidden.select(0, layers - 1).reshape(batch, 1, size)


def top_by_permute(recurrent):
    """narrow and permute"""
    hidden, *_ = (recurrent,) if isinstance(recurrent, torch.Tensor) else recurrent
    return hidden.narrow(0, hidden.size(0) - 1, 1).permute(1, 0, 2)


def top_by_loop(recurrent):
    """a stack over the sentences"""
    hidden = recurrent if hasattr(recurrent, "dim") else recurrent[0]
    return torch.stack([hidden[-1, row : row + 1] for row in range(hidden.size(1))])


def query_of(recurrent):
    return (recurrent if isinstance(recurrent, torch.Tensor) else recurrent[0])[-1][:, None, :]


def bahdanau_with_names(decoder, inputs, recurrent, memory):
    """other names, the last axis by -1"""
    looked_up, looked_at = decoder.attention(query_of(recurrent), memory)
    read = torch.cat([inputs, looked_up], -1)
    output, moved = decoder.rnn(read, recurrent)
    return output, looked_up, looked_at, moved


def bahdanau_in_place_of_cat(decoder, inputs, recurrent, memory):
    """a new tensor that is filled, the output taken from the state"""
    batch, _, size = inputs.shape
    context, weights = decoder.attention(query_of(recurrent), memory)
    read = inputs.new_empty(batch, 1, size + context.size(2))
    read[:, :, :size] = inputs
    read[:, :, size:] = context
    _, recurrent = decoder.rnn(read, recurrent)
    return query_of(recurrent), context, weights, recurrent


def bahdanau_row_by_row(decoder, inputs, recurrent, memory):
    """a loop over the sentences"""
    found = []
    for row in range(inputs.size(0)):
        one = slice(row, row + 1)
        pair = isinstance(recurrent, tuple)
        state = tuple(part[:, one].contiguous() for part in recurrent) if pair else recurrent[:, one].contiguous()
        context, weights = decoder.attention(query_of(state), type(memory)(*(part[one] for part in memory)))
        hidden, state = decoder.rnn(torch.cat((inputs[one], context), dim=2), state)
        found.append((hidden, context, weights, *(state if pair else (state,))))
    hidden, context, weights, *state = (torch.cat(parts, dim=axis) for axis, parts in zip((0, 0, 0, 1, 1), zip(*found)))
    return hidden, context, weights, tuple(state) if len(state) > 1 else state[0]


def move_by_hand(rnn, inputs, recurrent):
    """One token through the layers of a GRU or an LSTM, from their equations."""
    lstm = isinstance(rnn, nn.LSTM)
    hidden, cells = recurrent if lstm else (recurrent, recurrent)
    below, new_hidden, new_cells = inputs[:, 0], [], []
    for layer, (before, cell) in enumerate(zip(hidden, cells)):
        weight_in, weight_out, bias_in, bias_out = (getattr(rnn, f"{name}_l{layer}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        read, kept = below @ weight_in.T + bias_in, before @ weight_out.T + bias_out
        if lstm:
            enter, forget, candidate, leave = (read + kept).chunk(4, dim=1)
            cell = torch.sigmoid(forget) * cell + torch.sigmoid(enter) * torch.tanh(candidate)
            below = torch.sigmoid(leave) * torch.tanh(cell)
        else:
            (r_in, z_in, n_in), (r_out, z_out, n_out) = read.chunk(3, dim=1), kept.chunk(3, dim=1)
            update = torch.sigmoid(z_in + z_out)
            candidate = torch.tanh(n_in + torch.sigmoid(r_in + r_out) * n_out)
            below = (1 - update) * candidate + update * before
        new_hidden.append(below)
        new_cells.append(cell)
    state = torch.stack(new_hidden)
    return below.unsqueeze(1), (state, torch.stack(new_cells)) if lstm else state


def bahdanau_by_hand(decoder, inputs, recurrent, memory):
    """the network's equations written out"""
    context, weights = decoder.attention(query_of(recurrent), memory)
    hidden, recurrent = move_by_hand(decoder.rnn, torch.cat((inputs, context), dim=2), recurrent)
    return hidden, context, weights, recurrent


def luong_with_names(decoder, inputs, recurrent, memory):
    """other names"""
    states, after = decoder.rnn(inputs, recurrent)
    looked_up, looked_at = decoder.attention(states, memory)
    return states, looked_up, looked_at, after


def luong_token_by_token(decoder, inputs, recurrent, memory):
    """a loop over the tokens, each asking for itself"""
    found = []
    for position in range(inputs.size(1)):
        hidden, recurrent = decoder.rnn(inputs[:, position : position + 1], recurrent)
        found.append((hidden, *decoder.attention(hidden, memory)))
    return *(torch.cat(parts, dim=1) for parts in zip(*found)), recurrent


def luong_in_two_passes(decoder, inputs, recurrent, memory):
    """first all states, then all contexts"""
    states = []
    for token in inputs.unbind(dim=1):
        output, recurrent = decoder.rnn(token.unsqueeze(1), recurrent)
        states.append(output.squeeze(1))
    hidden = torch.stack(states, dim=1)
    return (hidden, *decoder.attention(hidden, memory), recurrent)


def luong_by_hand(decoder, inputs, recurrent, memory):
    """the network's equations written out"""
    states = []
    for token in inputs.split(1, dim=1):
        state, recurrent = move_by_hand(decoder.rnn, token, recurrent)
        states.append(state)
    hidden = torch.cat(states, dim=1)
    context, weights = decoder.attention(hidden, memory)
    return hidden, context, weights, recurrent
