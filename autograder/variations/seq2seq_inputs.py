"""Q19 answered in other ways."""

from __future__ import annotations

import math

import numpy as np
import torch


def choose_with_loops(batch, length, ratio, generator=None, per="token"):
    """a number at a time"""
    if per not in {"token", "batch"} or not (ratio >= 0 and ratio <= 1):
        raise ValueError("not a choice")
    if per == "batch":
        return torch.tensor([[torch.rand((), generator=generator).item() < ratio] * length] * batch)
    return torch.tensor([[torch.rand((), generator=generator).item() < ratio for _ in range(length)] for _ in range(batch)])


def choose_with_full(batch, length, ratio, generator=None, per="token"):
    """one draw that fills a tensor"""
    if math.isnan(ratio) or ratio < 0 or ratio > 1:
        raise ValueError(f"{ratio} is not a probability")
    if per == "token":
        return torch.rand(batch, length, generator=generator).lt(ratio)
    if per == "batch":
        return torch.full((batch, length), bool(torch.rand(1, generator=generator) < ratio))
    raise ValueError(f"per what? {per}")


def choose_with_matches(batch, length, ratio, generator=None, per="token"):
    """the sign of a difference"""
    match per:
        case "token":
            shape = (batch, length)
        case "batch":
            shape = (1,)
        case _:
            raise ValueError(per)
    if not 0.0 <= ratio <= 1.0:
        raise ValueError(ratio)
    below = (ratio - torch.rand(*shape, generator=generator)) > 0
    return below if per == "token" else below.repeat(batch, length)


def choose_with_numpy(batch, length, ratio, generator=None, per="token"):
    """compared in NumPy"""
    if per != "token" and per != "batch":
        raise ValueError("per")
    if ratio != ratio or min(max(ratio, 0), 1) != ratio:
        raise ValueError("ratio")
    count = batch * length if per == "token" else 1
    drawn = torch.rand(count, generator=generator).numpy()
    chosen = np.broadcast_to(drawn.reshape((batch, length) if per == "token" else (1, 1)) < np.float32(ratio), (batch, length))
    return torch.from_numpy(chosen.copy())


def next_by_masks(gold, logits, use_gold):
    """two products and a sum"""
    use = use_gold.long()
    return use * gold + (1 - use) * torch.max(logits, dim=2).indices


def next_by_rows(gold, logits, use_gold):
    """sentence by sentence"""
    rows = []
    for row in range(len(gold)):
        rows.append([int(gold[row, 0]) if use_gold[row, 0] else int(logits[row, 0].argmax())])
    return torch.tensor(rows, device=gold.device)


def next_by_topk(gold, logits, use_gold):
    """the first of the best, put where gold is not wanted"""
    token = gold.clone()
    token[~use_gold] = logits.topk(1, dim=-1).indices.squeeze(-1)[~use_gold]
    return token


def next_by_masked_scatter(gold, logits, use_gold):
    """gold written over the model's own"""
    own = logits.softmax(dim=-1).argmax(-1)
    return own.masked_scatter(use_gold, gold[use_gold])


def linear_with_branches(step, steps, start=1.0, end=0.0):
    """two branches"""
    if step >= steps:
        return end
    return start - step * (start - end) / steps


def linear_with_max(step, steps, start=1.0, end=0.0):
    """cut off from below"""
    return max(end, start - (start - end) / steps * step)


def linear_with_numpy(step, steps, start=1.0, end=0.0):
    """interpolated by NumPy"""
    return np.interp(step, [0, steps], [start, end])


def linear_with_lerp(step, steps, start=1.0, end=0.0):
    """a weighted mean of the bounds"""
    left = max(steps - step, 0) / steps
    return left * start + (1 - left) * end


def inverse_with_sigmoid(step, k):
    """1 / (1 + exp(step / k - log k)), a sigmoid as such"""
    return torch.sigmoid(torch.tensor(math.log(k) - step / k, dtype=torch.float64)).item()


def inverse_with_branches(step, k):
    """zero when it is late"""
    if step / k > 700:
        return 0
    return k / (k + math.exp(step / k))


def inverse_with_exception(step, k):
    """catching the overflow"""
    try:
        return k / (k + math.e ** (step / k))
    except OverflowError:
        return 0.0


def inverse_with_torch(step, k):
    """with the exponential below 1"""
    small = math.exp(-step / k)
    return k * small / (k * small + 1)


def ratio_with_branches(model, schedule, step):
    """two branches"""
    if model.training:
        return schedule(step)
    return 0


def ratio_with_product(model, schedule, step):
    """times 1 or 0"""
    return schedule(step) * int(model.training)


def ratio_of_evaluation_first(model, schedule, step):
    """evaluation first"""
    if not model.training:
        return 0.0
    ratio = schedule(step)
    return ratio


def ratio_with_table(model, schedule, step):
    """looked up by the mode"""
    return {True: schedule, False: lambda step: 0.0}[model.training](step)
