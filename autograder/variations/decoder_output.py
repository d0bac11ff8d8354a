"""Q17: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional


def read_out_step_by_step(decoder, hidden, contexts):
    """a line for each thing that happens"""
    both = torch.cat([hidden, contexts], dim=-1)
    mixed = decoder.readout(both)
    bounded = mixed.tanh()
    return decoder.dropout(bounded)


def read_out_functional(decoder, hidden, contexts):
    """with functions for the layers, the mode asked of the module"""
    both = torch.cat((hidden, contexts), 2)
    mixed = functional.linear(both, decoder.readout.weight, decoder.readout.bias)
    return functional.dropout(torch.tanh(mixed), p=decoder.dropout.p, training=decoder.dropout.training)


def read_out_in_two_halves(decoder, hidden, contexts):
    """the weight's columns for the hidden state, and those for the context"""
    size = hidden.size(-1)
    weight = decoder.readout.weight
    mixed = torch.einsum("bth,rh->btr", hidden, weight[:, :size]) + torch.einsum("btc,rc->btr", contexts, weight[:, size:])
    return decoder.dropout((mixed + decoder.readout.bias).tanh())


def read_out_by_position(decoder, hidden, contexts):
    """a loop over the positions"""
    columns = [torch.tanh(decoder.readout(torch.hstack((h, c)))) for h, c in zip(hidden.unbind(1), contexts.unbind(1))]
    return decoder.dropout(torch.stack(columns, dim=1))


def probabilities_as_module(logits):
    """nn.Softmax"""
    return nn.Softmax(dim=-1)(logits)


def probabilities_by_logarithms(logits):
    """exp of log_softmax"""
    return functional.log_softmax(logits, dim=logits.ndim - 1).exp()


def probabilities_by_hand(logits):
    """shifted by each position's largest, exp, divided"""
    shifted = torch.exp(logits - logits.amax(dim=-1, keepdim=True))
    return shifted / shifted.sum(-1, keepdim=True)


def probabilities_by_logsumexp(logits):
    """one exponential"""
    return (logits - torch.logsumexp(logits, dim=-1, keepdim=True)).exp()


def probabilities_row_by_row(logits):
    """a loop over all positions"""
    rows = [torch.softmax(row, dim=0) for row in logits.reshape(-1, logits.size(-1))]
    return torch.stack(rows).reshape(logits.shape)


def tokens_by_mask(logits, forbidden=()):
    """a mask over the vocabulary, and the lowest number of the type"""
    mask = torch.zeros(logits.size(-1), dtype=torch.bool, device=logits.device)
    for index in forbidden:
        mask[index] = True
    return logits.masked_fill(mask, torch.finfo(logits.dtype).min).max(dim=-1)[1]


def tokens_by_penalty(logits, forbidden=()):
    """a penalty that is added"""
    penalty = torch.zeros_like(logits)
    if len(forbidden) > 0:
        penalty[..., torch.tensor(forbidden, device=logits.device)] = float("-inf")
    return torch.argmax(logits + penalty, -1)


def tokens_among_the_allowed(logits, forbidden=()):
    """chosen among the allowed, and counted back"""
    allowed = torch.tensor([i for i in range(logits.shape[-1]) if i not in set(forbidden)], device=logits.device)
    return allowed[logits[..., allowed].argmax(dim=-1)]


def tokens_from_a_stable_sort(logits, forbidden=()):
    """a stable sort downwards, and the first that may be said"""
    order = logits.sort(dim=-1, descending=True, stable=True).indices
    said = torch.ones_like(order, dtype=torch.bool)
    for index in forbidden:
        said &= order != index
    return order.gather(-1, said.int().argmax(dim=-1, keepdim=True)).squeeze(-1)


def tokens_with_numpy(logits, forbidden=()):
    """numpy"""
    array = logits.detach().double().cpu().numpy().copy()
    array[..., list(forbidden)] = -np.inf
    return torch.as_tensor(np.asarray(array.argmax(axis=-1)), dtype=torch.int64, device=logits.device)


def floor_by_formula(vocabulary_size):
    """the formula"""
    return math.log(math.e + vocabulary_size - 1) - 1


def floor_by_another_formula(vocabulary_size):
    """the formula, divided by e"""
    return math.log1p((vocabulary_size - 1) / math.e)


def floor_by_the_loss(vocabulary_size):
    """CrossEntropyLoss on certain probabilities, in float32"""
    certain = nn.functional.one_hot(torch.tensor([0]), vocabulary_size).float()
    return nn.CrossEntropyLoss()(certain, torch.tensor([0]))


def floor_by_logits(vocabulary_size):
    """a logit far above the rest, and two softmaxes"""
    logits = torch.zeros(1, vocabulary_size, dtype=torch.float64)
    logits[0, -1] = 60.0
    return functional.cross_entropy(logits.softmax(dim=1), torch.tensor([vocabulary_size - 1])).item()
