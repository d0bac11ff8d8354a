"""Q14: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

from collections import namedtuple

import torch
import torch.nn.functional as F
from torch import nn

Memory = namedtuple("Memory", ["keys", "states", "mask"])


def weights_by_where(scores, mask):
    """torch.where before and after"""
    weights = F.softmax(torch.where(mask, scores, torch.finfo(scores.dtype).min), dim=-1)
    return torch.where(mask, weights, 0.0)


def weights_times_mask(scores, mask):
    """times the mask at the end"""
    masked = scores.masked_fill(mask.logical_not(), torch.finfo(scores.dtype).min)
    return torch.softmax(masked, -1) * mask


def weights_by_infinity(scores, mask):
    """minus infinity, and rows without a token looked after beforehand"""
    filled = scores.masked_fill(~(mask | ~mask.any(dim=-1, keepdim=True)), float("-inf"))
    return filled.softmax(dim=-1) * mask.to(scores.dtype)


def weights_filled_twice(scores, mask):
    """minus infinity, and the NaN of rows without a token filled over (whose gradient is 0)"""
    return scores.masked_fill(~mask, -torch.inf).softmax(dim=-1).masked_fill(~mask, 0.0)


def weights_by_hand(scores, mask):
    """exponentials and their sum"""
    masked = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    powers = (masked - masked.amax(dim=-1, keepdim=True).detach()).exp() * mask
    total = powers.sum(dim=-1, keepdim=True)
    return powers / torch.where(total > 0, total, torch.ones_like(total))


def weights_by_log_softmax(scores, mask):
    """exp of log_softmax"""
    mask = mask.expand(scores.shape)
    filled = scores.clone()
    filled[~mask] = torch.finfo(scores.dtype).min
    return filled.log_softmax(-1).exp().masked_fill(~mask, 0)


def weights_by_logsumexp(scores, mask):
    """exp of what lies below the logarithm of the sum"""
    filled = scores.masked_fill(~mask, torch.finfo(scores.dtype).min)
    return (filled - filled.logsumexp(-1, keepdim=True)).exp().masked_fill(~mask, 0.0)


def contexts_by_bmm(weights, states):
    """bmm"""
    return torch.bmm(weights, states)


def contexts_by_einsum(weights, states):
    """einsum"""
    return torch.einsum("bts,bsd->btd", weights, states)


def contexts_by_broadcasting(weights, states):
    """multiply and sum"""
    return (weights.unsqueeze(-1) * states.unsqueeze(1)).sum(dim=2)


def contexts_word_by_word(weights, states):
    """a loop over the words, all sentences at once"""
    total = states.new_zeros(weights.size(0), weights.size(1), states.size(2))
    for place in range(states.size(1)):
        total = total + weights[:, :, place, None] * states[:, place, None]
    return total


def contexts_step_by_step(weights, states):
    """a loop over the queries"""
    return torch.stack([(step.unsqueeze(2) * states).sum(1) for step in weights.unbind(1)], 1)


class AttentionInOnePiece(nn.Module):
    """everything written out in forward"""

    def __init__(self, score, context_size):
        super().__init__()
        self.score, self.context_size = score, context_size

    def remember(self, states, mask):
        return Memory(keys=self.score.prepare(states), states=states, mask=mask)

    def forward(self, queries, memory):
        scores = self.score(queries, memory.keys)
        pads = ~memory.mask[:, None, :]
        weights = scores.masked_fill(pads, torch.finfo(scores.dtype).min).softmax(2).masked_fill(pads, 0)
        return torch.bmm(weights, memory.states), weights


class AttentionUnpacked(nn.Module):
    """the memory unpacked, einsum"""

    def __init__(self, score, context_size):
        super().__init__()
        self.context_size = context_size
        self.score = score

    def remember(self, states, mask):
        keys = self.score.prepare(states)
        return Memory(keys, states, mask)

    def forward(self, queries, memory):
        keys, states, mask = memory
        weights = weights_by_hand(self.score(queries, keys), mask.unsqueeze(1))
        return torch.einsum("bij,bjk->bik", weights, states), weights


class AttentionStepByStep(nn.Module):
    """a loop over the queries"""

    def __init__(self, score, context_size):
        super().__init__()
        self.score, self.context_size = score, context_size

    def remember(self, states, mask):
        return Memory(self.score.prepare(states), states, mask)

    def forward(self, queries, memory):
        rows = []
        for query in queries.split(1, dim=1):
            rows.append(weights_times_mask(self.score(query, memory.keys).squeeze(1), memory.mask))
        contexts = [(row.unsqueeze(2) * memory.states).sum(dim=1) for row in rows]
        return torch.stack(contexts, dim=1), torch.stack(rows, dim=1)


class AttentionWithAFullMask(nn.Module):
    """the mask expanded to the scores' shape; named helper"""

    def __init__(self, score, context_size):
        super().__init__()
        self.score = score
        self.context_size = context_size

    def remember(self, states, mask):
        return Memory(states=states, mask=mask, keys=self.score.prepare(states))

    def look(self, queries, memory):
        scores = self.score(queries, memory.keys)
        return weights_by_where(scores, memory.mask.unsqueeze(1).expand_as(scores))

    def forward(self, queries, memory):
        weights = self.look(queries, memory)
        return weights.matmul(memory.states), weights
