"""Training passes that give what the reference's modules give, and need less time for it.

Under teacher forcing all inputs are known beforehand. So everything but the recurrence itself is taken out of the loop over
time: the embeddings' part of the gates, the readouts, and, in the backward pass, the gradients of all weights, which
are one large product over all steps instead of a small one (and an addition of millions of numbers) at every step.
For one layer of GRU; the weights stay where they are, in the reference's modules.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.autograd.function import once_differentiable
from torch.nn.functional import linear

from autograder.reference.attention import AdditiveScore
from autograder.reference.decoder import Decoder, read_out
from autograder.reference.encoder import Encoder
from autograder.reference.seq2seq import Seq2Seq


def check_fits(model: Seq2Seq) -> None:
    """Say why a model cannot be trained by this module, if it cannot.

    Raises:
        ValueError: it has LSTMs, several layers, input feeding, or, in Bahdanau's order, another score than the additive.
    """
    encoder, decoder = model.encoder, model.decoder
    for name, rnn in (("encoder", encoder.rnn), ("decoder", decoder.rnn)):
        if not isinstance(rnn, nn.GRU) or rnn.num_layers != 1:
            raise ValueError(f"The {name} is not a GRU of one layer.")
    if not encoder.rnn.bidirectional:
        raise ValueError("The encoder does not read in both directions.")
    if decoder.input_feeding:
        raise ValueError("With input feeding a step needs the readout of the step before.")
    if decoder.order == "bahdanau" and not isinstance(decoder.attention.score, AdditiveScore):
        raise ValueError("In Bahdanau's order the score has to be the additive one.")


def readouts(model: Seq2Seq, source: Tensor, lengths: Tensor, target_in: Tensor, real: Tensor) -> Tensor:
    """What the output layer sees after each real token of the target, under full teacher forcing.

    Args:
        model: encoder and decoder are GRUs of one layer; see `check_fits`.
        source, lengths, target_in: as in `Seq2Seq.forward`.
        real: True at the target's tokens, shape (batch, target_length).

    Returns:
        Shape (tokens, readout_size): the reference's readouts, those at `real` in the order of the mask.

    Raises:
        ValueError: the model is another than can be trained in this way.
    """
    check_fits(model)
    states, first = encode(model.encoder, source, lengths)
    mask = torch.arange(source.size(1), device=source.device) < lengths.to(source.device).unsqueeze(1)
    memory = model.decoder.attention.remember(states, mask)
    look = _look_then_move if model.decoder.order == "bahdanau" else _move_then_look
    hidden, contexts = look(model.decoder, target_in, first, memory)
    return read_out(model.decoder, hidden[real].unsqueeze(0), contexts[real].unsqueeze(0)).squeeze(0)


def encode(encoder: Encoder, source: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    """What the reference's `encode` gives; the first state has no axis of layers, shape (batch, decoder_size).

    Nothing is packed: the direction that reads backwards is given each sentence turned round within its own length.
    """
    lengths = lengths.to(source.device)
    positions = torch.arange(source.size(1), device=source.device).expand_as(source)
    turned = lengths.unsqueeze(1) - 1 - positions
    turned = torch.where(turned >= 0, turned, positions)  # padding stays where it is; (batch, source_length)
    last = lengths - 1
    rows = torch.arange(len(source), device=source.device)
    both, finals = [], []
    for suffix, order in (("", positions), ("_reverse", turned)):
        weights = [getattr(encoder.rnn, f"{name}_l0{suffix}") for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
        embedded = encoder.dropout(encoder.embedding(source.gather(1, order).T))  # (source_length, batch, embedding_size)
        states = _Recurrence.apply(linear(embedded, weights[0], weights[2]), None, weights[1], weights[3])
        finals.append(states[last, rows])
        both.append(states[order.T, rows])                                      # (source_length, batch, hidden_size)
    states = torch.cat(both, dim=2).transpose(0, 1)
    mask = (positions < lengths.unsqueeze(1)).unsqueeze(2)
    return states * mask, torch.tanh(encoder.bridge(torch.cat(finals, dim=1)))


def _move_then_look(decoder: Decoder, tokens: Tensor, first: Tensor, memory: Any) -> tuple[Tensor, Tensor]:
    """Luong's order: hidden states and contexts, shape (batch, target_length, ...)."""
    rnn = decoder.rnn
    embedded = decoder.dropout(decoder.embedding(tokens.T))
    gates = linear(embedded, rnn.weight_ih_l0, rnn.bias_ih_l0)
    hidden = _Recurrence.apply(gates, first, rnn.weight_hh_l0, rnn.bias_hh_l0).transpose(0, 1)
    contexts, _ = decoder.attention(hidden, memory)
    return hidden, contexts


def _look_then_move(decoder: Decoder, tokens: Tensor, first: Tensor, memory: Any) -> tuple[Tensor, Tensor]:
    """Bahdanau's order: hidden states and contexts, shape (batch, target_length, ...)."""
    rnn, score = decoder.rnn, decoder.attention.score
    embedded = decoder.dropout(decoder.embedding(tokens.T))
    for_embedding, for_context = rnn.weight_ih_l0.split((embedded.size(2), memory.states.size(2)), dim=1)
    hidden, contexts = _AttentiveRecurrence.apply(
        linear(embedded, for_embedding, rnn.bias_ih_l0),
        first,
        for_context,
        torch.cat((rnn.weight_hh_l0, score.query_layer.weight)),  # both read the last state: one product
        rnn.bias_hh_l0,
        memory.keys,
        score.energy.weight.squeeze(0),
        memory.states,
        memory.mask,
    )
    return hidden.transpose(0, 1), contexts.transpose(0, 1)


def _move(of_input: Tensor, of_state: Tensor, state: Tensor, kept: Tensor, new: Tensor) -> None:
    """One step of a GRU (Cho et al., 2014, in PyTorch's form), of which the products are there already.

    Args:
        of_input, of_state: their shares of the gates reset, update and candidate, shape (batch, 3 * size).
        state: before the step, shape (batch, size).
        kept: room for the gates' values, shape (batch, 3 * size).
        new: room for the state after the step, shape (batch, size).
    """
    size = state.size(1)
    gates = torch.add(of_input[:, : 2 * size], of_state[:, : 2 * size], out=kept[:, : 2 * size]).sigmoid_()
    candidate = torch.addcmul(
        of_input[:, 2 * size :], gates[:, :size], of_state[:, 2 * size :], out=kept[:, 2 * size :]
    ).tanh_()
    torch.lerp(candidate, state, gates[:, size:], out=new)


def _move_back(
    gradient: Tensor, kept: Tensor, of_state: Tensor, state: Tensor, for_input: Tensor, for_state: Tensor
) -> Tensor:
    """The way back through `_move`.

    Args:
        gradient: that of the new state, shape (batch, size).
        kept, of_state, state: as there.
        for_input, for_state: room for the gradients of the gates' two shares, shape (batch, 3 * size).

    Returns:
        What of the gradient reaches the last state directly, shape (batch, size).
    """
    size = state.size(1)
    reset, update, candidate = kept[:, :size], kept[:, size : 2 * size], kept[:, 2 * size :]
    direct = gradient * update
    through = for_input[:, 2 * size :]
    torch.ops.aten.tanh_backward.grad_input(gradient - direct, candidate, grad_input=through)
    torch.mul(through, reset, out=for_state[:, 2 * size :])
    torch.ops.aten.sigmoid_backward.grad_input(
        gradient * (state - candidate), update, grad_input=for_input[:, size : 2 * size]
    )
    torch.ops.aten.sigmoid_backward.grad_input(through * of_state[:, 2 * size :], reset, grad_input=for_input[:, :size])
    for_state[:, : 2 * size] = for_input[:, : 2 * size]
    return direct


class _Recurrence(torch.autograd.Function):
    """A GRU whose inputs' share of the gates is given, shape (time, batch, 3 * size): all states, (time, batch, size).

    The first state is 0 if there is none; then it takes no part in any product.
    """

    @staticmethod
    def forward(ctx: Any, inputs: Tensor, first: Tensor | None, weight: Tensor, bias: Tensor) -> Tensor:
        time, batch, size = len(inputs), inputs.size(1), weight.size(1)
        kept, of_states = torch.empty_like(inputs), torch.empty_like(inputs)
        states = inputs.new_empty(time + 1, batch, size)
        states[0] = 0 if first is None else first
        for step in range(time):
            if step == 0 and first is None:
                of_states[0] = bias
            else:
                torch.addmm(bias, states[step], weight.T, out=of_states[step])
            _move(inputs[step], of_states[step], states[step], kept[step], states[step + 1])
        ctx.save_for_backward(kept, of_states, states, weight)
        ctx.begins_at_zero = first is None
        return states[1:]

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, gradients: Tensor) -> tuple[Tensor | None, ...]:
        kept, of_states, states, weight = ctx.saved_tensors
        for_inputs, for_states = torch.empty_like(kept), torch.empty_like(kept)
        gradient = torch.zeros_like(states[0])
        for step in reversed(range(len(kept))):
            gradient = gradient + gradients[step]
            direct = _move_back(gradient, kept[step], of_states[step], states[step], for_inputs[step], for_states[step])
            if step > 0 or not ctx.begins_at_zero:
                gradient = torch.addmm(direct, for_states[step], weight)
        flat = for_states.flatten(0, 1)
        start = kept.size(1) if ctx.begins_at_zero else 0
        for_weight = flat[start:].T @ states[:-1].flatten(0, 1)[start:]
        return for_inputs, None if ctx.begins_at_zero else gradient, for_weight, flat.sum(dim=0)


class _AttentiveRecurrence(torch.autograd.Function):
    """The same with additive attention: before each step the last state looks at the source, and the step reads the context.

    Gives all states, shape (time, batch, size), and contexts, shape (time, batch, context_size).
    """

    @staticmethod
    def forward(
        ctx: Any, inputs: Tensor, first: Tensor, for_context: Tensor, for_state: Tensor, bias: Tensor,
        keys: Tensor, energy: Tensor, memory: Tensor, mask: Tensor,
    ) -> tuple[Tensor, Tensor]:  # fmt: skip
        time, batch, size = len(inputs), *first.shape
        kept, asked = torch.empty_like(inputs), inputs.new_empty(time, batch, len(for_state))
        states = inputs.new_empty(time + 1, batch, size)
        contexts = inputs.new_empty(time, batch, 1, memory.size(2))
        weights = inputs.new_empty(time, batch, 1, mask.size(1))
        hidden = torch.empty_like(keys)
        bias = torch.cat((bias, bias.new_zeros(keys.size(2))))  # the query has none
        padding, lowest = ~mask, torch.finfo(inputs.dtype).min
        states[0] = first
        for step in range(time):
            torch.addmm(bias, states[step], for_state.T, out=asked[step])
            of_state, query = asked[step].split((3 * size, keys.size(2)), dim=1)
            torch.add(keys, query.unsqueeze(1), out=hidden).tanh_()
            scores = (hidden @ energy).masked_fill_(padding, lowest)
            weights[step, :, 0] = scores.softmax(dim=1).masked_fill_(padding, 0.0)
            torch.bmm(weights[step], memory, out=contexts[step])
            of_input = torch.addmm(inputs[step], contexts[step, :, 0], for_context.T)
            _move(of_input, of_state, states[step], kept[step], states[step + 1])
        contexts = contexts.squeeze(2)
        ctx.save_for_backward(kept, asked, states, contexts, weights, for_context, for_state, keys, energy, memory)
        return states[1:], contexts

    @staticmethod
    @once_differentiable
    def backward(ctx: Any, for_states: Tensor, for_contexts: Tensor) -> tuple[Tensor | None, ...]:
        kept, asked, states, contexts, weights, for_context, for_state, keys, energy, memory = ctx.saved_tensors
        size, time = states.size(2), len(kept)
        for_inputs, for_asked, for_looked = torch.empty_like(kept), torch.empty_like(asked), torch.empty_like(contexts)
        hidden, for_keys, for_energy = torch.empty_like(keys), torch.zeros_like(keys), torch.zeros_like(energy)
        gradient = torch.zeros_like(states[0])
        for step in reversed(range(time)):
            gradient = gradient + for_states[step]
            of_state, query = asked[step].split((3 * size, keys.size(2)), dim=1)
            for_state_here, for_query = for_asked[step].split((3 * size, keys.size(2)), dim=1)
            direct = _move_back(gradient, kept[step], of_state, states[step], for_inputs[step], for_state_here)
            torch.addmm(for_contexts[step], for_inputs[step], for_context, out=for_looked[step])
            weight = weights[step, :, 0]
            for_weight = torch.bmm(memory, for_looked[step].unsqueeze(2)).squeeze(2)
            for_score = weight * (for_weight - (weight * for_weight).sum(dim=1, keepdim=True))
            torch.add(keys, query.unsqueeze(1), out=hidden).tanh_()  # once more: takes less time than a walk to memory
            for_energy.addmv_(hidden.flatten(0, 1).T, for_score.flatten())
            # v is the same for all positions: it is multiplied in once the positions, or the steps, are added up.
            within = torch.ops.aten.tanh_backward.grad_input(for_score.unsqueeze(2), hidden, grad_input=hidden)
            for_keys += within
            torch.mul(within.sum(dim=1), energy, out=for_query)
            gradient = torch.addmm(direct, for_asked[step], for_state)
        for_memory = torch.bmm(weights.squeeze(2).permute(1, 2, 0), for_looked.transpose(0, 1))
        flat_inputs, flat_asked = for_inputs.flatten(0, 1), for_asked.flatten(0, 1)
        return (
            for_inputs,
            gradient,
            flat_inputs.T @ contexts.flatten(0, 1),
            flat_asked.T @ states[:-1].flatten(0, 1),
            flat_asked[:, : 3 * size].sum(dim=0),
            for_keys * energy,
            for_energy,
            for_memory,
            None,
        )
