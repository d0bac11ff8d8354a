"""Q12: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import numpy as np
import torch


def dot_by_broadcasting(query, keys):
    """multiply and sum"""
    return (keys * query[:, None]).sum(dim=-1)


def dot_by_einsum(query, keys):
    """einsum"""
    return torch.einsum("bd,bsd->bs", query, keys)


def dot_by_matmul(query, keys):
    """the query as a row, the keys turned"""
    return (query.unsqueeze(1) @ keys.transpose(1, 2))[:, 0]


def dot_by_linalg(query, keys):
    """torch.linalg.vecdot, with the query expanded"""
    return torch.linalg.vecdot(query.unsqueeze(1).expand_as(keys), keys, dim=2)


def dot_word_by_word(query, keys):
    """a loop over the words, all sentences at once"""
    return torch.stack([(query * keys[:, place]).sum(dim=1) for place in range(keys.size(1))], dim=1)


def dot_by_matvec(query, keys):
    """baddbmm with nothing to add"""
    nothing = keys.new_zeros(keys.size(0), keys.size(1), 1)
    return torch.baddbmm(nothing, keys, query[..., None]).view(keys.shape[:2])


def mask_by_comparing(lengths, source_length):
    """a column of lengths above a row of places"""
    return lengths[:, None] > torch.arange(source_length, device=lengths.device)[None]


def mask_by_counting(lengths, source_length):
    """ones, counted up along the row"""
    places = lengths.new_ones(len(lengths), source_length).cumsum(dim=1)
    return places.le(lengths.view(-1, 1))


def mask_moved(lengths, source_length):
    """a row made on the CPU and moved to the lengths"""
    return torch.arange(source_length).to(lengths.device) < lengths[:, None]


def mask_as_lengths_are(lengths, source_length):
    """a row from a list, moved and typed as the lengths are"""
    places = torch.tensor(list(range(source_length))).type_as(lengths)
    return (lengths.unsqueeze(1) - places).clamp(min=0).bool()


def mask_to_tensor(lengths, source_length):
    """a row moved by .to(lengths), one place after the other"""
    places = torch.tensor(range(source_length)).to(lengths)
    return torch.stack([lengths > place for place in places.unbind()], dim=1)


def mask_with_numpy(lengths, source_length):
    """numpy's less.outer"""
    table = np.greater.outer(lengths.cpu().numpy(), np.arange(source_length))
    return torch.from_numpy(table).to(lengths.device)


def mask_by_vmap(lengths, source_length):
    """torch.vmap over the sentences"""
    places = torch.arange(source_length, device=lengths.device)
    return torch.vmap(lambda length: places < length)(lengths)


def mask_by_scatter(lengths, source_length):
    """an end mark in a row with one more place, counted up"""
    ends = torch.zeros(lengths.numel(), source_length + 1, dtype=torch.long, device=lengths.device)
    ends = ends.scatter(1, lengths.reshape(-1, 1), 1)
    return ends.cumsum(1)[:, :source_length] == 0


def masked_by_where(scores, mask):
    """torch.where"""
    return torch.where(mask, scores, torch.finfo(scores.dtype).min)


def masked_by_full_like(scores, mask):
    """torch.where with a tensor of lowest numbers"""
    return torch.where(~mask, torch.full_like(scores, torch.finfo(scores.dtype).min), scores)


def masked_by_assignment(scores, mask):
    """assignment to a copy"""
    scores = scores.clone()
    scores[torch.logical_not(mask).expand(scores.shape)] = torch.finfo(scores.dtype).min
    return scores


def masked_out_of_place_then_in(scores, mask):
    """masked_fill_ on a clone"""
    lowest = {torch.float64: -1.7976931348623157e308}.get(scores.dtype, torch.finfo(scores.dtype).min)
    return scores.clone().masked_fill_(mask == 0, lowest)
