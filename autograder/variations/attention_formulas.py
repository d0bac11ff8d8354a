"""Q13: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import math

import torch
import torch.nn.functional as F
from torch import nn


class DotByBmm(nn.Module):
    """bmm with transpose"""

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        return torch.bmm(queries, keys.transpose(1, 2))


class DotByEinsum(nn.Module):
    """einsum"""

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        return torch.einsum("btd,bsd->bts", queries, keys)


class DotPairByPair(nn.Module):
    """every pair of a query and a key, multiplied number by number"""

    def prepare(self, states):
        return states.clone()

    def forward(self, queries, keys):
        return (queries[:, :, None] * keys[:, None]).sum(dim=3)


class DotByLinalg(nn.Module):
    """torch.linalg.vecdot"""

    def prepare(self, states):
        return states.contiguous()

    def forward(self, queries, keys):
        return torch.linalg.vecdot(queries.unsqueeze(2), keys.unsqueeze(1), dim=-1)


class ScaledByRsqrt(nn.Module):
    """times size to the power of minus one half"""

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        return torch.einsum("bij,bkj->bik", queries, keys) * keys.shape[-1] ** -0.5


class ScaledQueries(nn.Module):
    """the queries are scaled, not the scores"""

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        return (queries / queries.size(2) ** 0.5).bmm(keys.mT)


class ScaledKeys(nn.Module):
    """the keys are scaled, once"""

    def prepare(self, states):
        return states / math.sqrt(states.size(-1))

    def forward(self, queries, keys):
        return (queries.unsqueeze(2) * keys.unsqueeze(1)).sum(-1)


class ScaledInHalves(nn.Module):
    """the fourth root on either side"""

    def prepare(self, states):
        return states * states.size(-1) ** -0.25

    def forward(self, queries, keys):
        return queries * queries.size(-1) ** -0.25 @ keys.transpose(-1, -2)


class GeneralByEinsum(nn.Module):
    """einsum"""

    def __init__(self, query_size, states_size):
        super().__init__()
        self.weight = nn.Linear(states_size, query_size, bias=False)

    def prepare(self, states):
        return torch.einsum("qh,bsh->bsq", self.weight.weight, states)

    def forward(self, queries, keys):
        return torch.einsum("btq,bsq->bts", queries, keys)


class GeneralByFunctional(nn.Module):
    """F.linear, and other initial weights"""

    def __init__(self, query_size, states_size):
        nn.Module.__init__(self)
        self.weight = nn.Linear(in_features=states_size, out_features=query_size, bias=None)
        nn.init.xavier_uniform_(self.weight.weight)

    def prepare(self, states):
        return F.linear(states, self.weight.weight)

    def forward(self, queries, keys):
        return torch.bmm(queries, keys.permute(0, 2, 1))


class GeneralByBroadcasting(nn.Module):
    """multiply and sum; a buffer of its own"""

    def __init__(self, query_size, states_size):
        super().__init__()
        linear = nn.Linear(states_size, query_size, bias=False)
        self.weight = linear
        self.register_buffer("sizes", torch.tensor([query_size, states_size]))

    def prepare(self, states):
        return states @ self.weight.weight.T

    def forward(self, queries, keys):
        return (queries[:, :, None] * keys[:, None]).sum(3)


class GeneralTurned(nn.Module):
    """keys times queries, turned at the end"""

    def __init__(self, query_size, states_size):
        super().__init__()
        self.weight = nn.Linear(states_size, query_size, False)

    def prepare(self, states):
        return self.weight(states)

    def forward(self, queries, keys):
        return (keys @ queries.transpose(1, 2)).transpose(1, 2)


class AdditiveByBroadcasting(nn.Module):
    """indexing with None; v as a vector"""

    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        self.energy = nn.Linear(attention_size, 1, bias=False)
        self.key_layer = nn.Linear(states_size, attention_size, bias=False)
        self.query_layer = nn.Linear(query_size, attention_size, bias=False)

    def prepare(self, states):
        return self.key_layer(states)

    def forward(self, queries, keys):
        hidden = (self.query_layer(queries)[:, :, None, :] + keys[:, None, :, :]).tanh()
        return hidden @ self.energy.weight[0]


class AdditiveByEinsum(nn.Module):
    """einsum throughout"""

    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        for name, inputs, outputs in (("query_layer", query_size, attention_size), ("key_layer", states_size, attention_size), ("energy", attention_size, 1)):
            self.add_module(name, nn.Linear(inputs, outputs, bias=False))

    def prepare(self, states):
        return torch.einsum("ah,bsh->bsa", self.key_layer.weight, states)

    def forward(self, queries, keys):
        asked = torch.einsum("aq,btq->bta", self.query_layer.weight, queries)
        hidden = torch.tanh(asked.unsqueeze(-2) + keys.unsqueeze(-3))
        return torch.einsum("btsa,ea->bts", hidden, self.energy.weight)


class AdditiveExpanded(nn.Module):
    """both expanded to all pairs, v by a sum"""

    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        self.query_layer = nn.Linear(query_size, attention_size, bias=False)
        self.key_layer = nn.Linear(states_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)

    def prepare(self, states):
        return self.key_layer(states)

    def forward(self, queries, keys):
        shape = (queries.size(0), queries.size(1), keys.size(1), keys.size(2))
        total = self.query_layer(queries)[:, :, None].expand(shape) + keys[:, None].expand(shape)
        return (total.tanh() * self.energy.weight.view(1, 1, 1, -1)).sum(dim=3)


class AdditiveWithExponentials(nn.Module):
    """tanh by the logistic function, expanded tensors"""

    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        self.query_layer = nn.Linear(query_size, attention_size, bias=False)
        self.key_layer = nn.Linear(states_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)
        nn.init.uniform_(self.energy.weight, -0.1, 0.1)

    def prepare(self, states):
        return states @ self.key_layer.weight.mT

    def forward(self, queries, keys):
        asked = self.query_layer(queries).unsqueeze(2).expand(-1, -1, keys.size(1), -1)
        hidden = 2 * torch.sigmoid(2 * (asked + keys.unsqueeze(1).expand_as(asked))) - 1
        return self.energy(hidden)[..., 0]


class ConcatByRepeating(nn.Module):
    """repeat, then cat"""

    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        self.weight = nn.Linear(query_size + states_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        target, source = queries.shape[1], keys.shape[1]
        pairs = torch.cat([queries[:, :, None].repeat(1, 1, source, 1), keys[:, None].repeat(1, target, 1, 1)], -1)
        return self.energy(self.weight(pairs).tanh()).squeeze(3)


class ConcatCutInTwo(nn.Module):
    """W cut in two, the states' part computed once"""

    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        self.query_size = query_size
        self.weight = nn.Linear(query_size + states_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)

    def prepare(self, states):
        return F.linear(states, self.weight.weight[:, self.query_size :])

    def forward(self, queries, keys):
        asked = F.linear(queries, self.weight.weight[:, : self.query_size])
        return self.energy(torch.tanh(asked.unsqueeze(2) + keys.unsqueeze(1))).flatten(2)


class ConcatFilledIn(nn.Module):
    """an empty tensor of pairs, filled from both sides"""

    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        self.weight = nn.Linear(query_size + states_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        size = queries.size(2)
        pairs = queries.new_empty(*queries.shape[:2], keys.size(1), size + keys.size(2))
        pairs[..., :size], pairs[..., size:] = queries.unsqueeze(2), keys.unsqueeze(1)
        return torch.einsum("btsa,a->bts", self.weight(pairs).tanh(), self.energy.weight.squeeze(0))


class ConcatPairByPair(nn.Module):
    """all pairs of places, indexed; sentences at once"""

    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        self.weight = nn.Linear(query_size + states_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        pairs = torch.cartesian_prod(torch.arange(queries.size(1)), torch.arange(keys.size(1))).to(keys.device)
        joined = torch.cat((queries[:, pairs[:, 0]], keys[:, pairs[:, 1]]), dim=-1)
        scores = torch.tanh(joined @ self.weight.weight.T) @ self.energy.weight.T
        return scores.view(len(queries), queries.size(1), keys.size(1))
