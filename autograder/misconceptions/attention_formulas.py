"""Q13: what goes wrong in dot, scaled dot, general, additive and concat, and in saying whose they are."""

from __future__ import annotations

import torch
from torch import nn

from autograder.catalogue import Misconception, patch, text

PRODUCT = "return queries @ keys.mT"
STACKED = "return torch.stack([query @ key.T for query, key in zip(queries, keys)])"


def changed(old: str):
    """A maker of patches that put another text in the place of `old`."""
    return lambda new: patch(old, new)


product = changed(PRODUCT)

# What goes wrong in any product of queries and keys.
PRODUCTS = [
    ("leaves the keys untransposed", ["return queries @ keys"], "(batch, target_length, size) times (batch, source_length, size): the inner sizes have to agree, so the keys' last two axes change places. Where the sizes happen to be equal nothing complains."),
    ("reshapes where a transpose is due", ["return queries @ keys.reshape(keys.size(0), keys.size(2), keys.size(1))"], "`view` and `reshape` keep the numbers in their order and cut them elsewhere; `mT` or `transpose(1, 2)` changes their places."),
    ("turns all the axes round", ["return queries @ keys.permute(2, 1, 0)"], "Only the last two axes of the keys change places: `mT`, not a permutation of all three."),
    ("puts the keys first", ["return keys @ queries.mT", "return (queries @ keys.mT).transpose(1, 2)"], "A row for each query: (batch, target_length, source_length)."),
    ("reshapes the scores where a transpose is due", ["return (keys @ queries.mT).reshape(queries.size(0), queries.size(1), keys.size(1))"], "The shape is right and the numbers stand in other places. Transpose."),
    ("squeezes every axis of size one", ["return (queries @ keys.mT).squeeze()"], "A batch of one, one query, one word: each is an axis that has to stay."),
    ("squeezes the queries' axis", ["return (queries @ keys.mT).squeeze(1)"], "A decoder that goes step by step asks with one query; its axis stays."),
    ("answers the first query only", ["return queries[:, :1] @ keys.mT", "return (queries[:, :1] @ keys.mT).expand(-1, queries.size(1), -1)"], "There is a row of scores for each query."),
    ("answers the last query only", ["return queries[:, -1:] @ keys.mT", "return (queries[:, -1:] @ keys.mT).expand(-1, queries.size(1), -1)"], "There is a row of scores for each query."),
    ("asks with the mean of the queries", ["return (queries.mean(dim=1, keepdim=True) @ keys.mT).expand(-1, queries.size(1), -1)"], "Every target position has its own query, and its own scores."),
    ("mixes the sentences", ['return torch.einsum("btd,csd->bts", queries, keys)'], "Each sentence's queries meet its own keys: the batch's letter stands in all three parts of the einsum."),
    ("scores the first sentence's keys for all", ["return queries @ keys[0].T"], "Right while the batch holds one sentence."),
    ("gives weights for scores", ["return (queries @ keys.mT).softmax(dim=-1)"], "The softmax comes later, after the mask: scores are any real numbers."),
    ("gives the cosine", ["return nn.functional.normalize(queries, dim=-1) @ nn.functional.normalize(keys, dim=-1).mT"], "The cosine divides by the lengths of the two vectors."),
    ("gives the distance", ["return torch.cdist(queries, keys)", "return -torch.cdist(queries, keys)"], "A distance is not a dot product."),
    ("takes a tanh of the scores", ["return (queries @ keys.mT).tanh()"], "There is no tanh in this formula: it would keep all scores between -1 and 1."),
    ("cuts off negative scores", ["return (queries @ keys.mT).relu()", "return (queries @ keys.mT).abs()"], "A negative score is a good answer: this word is not what is looked for."),
    ("turns the sign", ["return -(queries @ keys.mT)"], "What suits the query has the highest score."),
    ("takes the mean for the sum", ["return queries @ keys.mT / keys.size(-1)"], "A dot product is a sum. (The scaled one divides by a square root.)"),
    ("sums the two before they meet", ["return queries.sum(dim=-1, keepdim=True) * keys.sum(dim=-1).unsqueeze(1)"], "First multiply number by number, then sum."),
    ("adds where it should multiply", ["return (queries.unsqueeze(2) + keys.unsqueeze(1)).sum(dim=-1)"], "A dot product is a sum of products."),
    ("cuts the gradient off", ["return (queries @ keys.mT).detach()"], "Without a gradient the model never learns where to look."),
    ("cuts the gradient to the encoder off", ["return queries @ keys.detach().mT"], "The encoder learns through the keys as well."),
    ("cuts the gradient to the decoder off", ["return queries.detach() @ keys.mT"], "The decoder learns what to ask for through the queries."),
    ("loops over the sentences in Python", [STACKED], "The numbers are right, but each sentence waits for the one before. A product of three axes does them all."),
    ("loops over the queries in Python", ["return torch.cat([queries[:, step : step + 1] @ keys.mT for step in range(queries.size(1))], dim=1)", "return torch.stack([(keys * query.unsqueeze(1)).sum(-1) for query in queries.unbind(1)], dim=1)"], "The numbers are right, but each query waits for the one before. A product of three axes does them all."),
    ("limits the scores", ["return (queries @ keys.mT).clamp(-1000, 1000)", "return (queries @ keys.mT).clamp(-100, 100)"], "A score may be as large as it likes: the softmax copes with that."),
    ("drops in training", ["return nn.functional.dropout(queries @ keys.mT, 0.1, self.training)", "return nn.functional.dropout(queries, 0.1, self.training) @ keys.mT"], "There is no dropout in this formula, in training neither."),
    ("computes in float64", ["return queries.double() @ keys.double().mT"], "Keep the type that comes in: scores of float32 states are float32."),
    ("gives a tuple", ["return queries @ keys.mT, keys", "return (queries @ keys.mT,)"], "The scores alone, a tensor."),
    ("computes in float32", ["return queries.float() @ keys.float().mT", "return (queries.float() @ keys.float().mT).to(queries.dtype)"], "Keep the type that comes in."),
]  # fmt: skip


def products(root: str = "", left_out: tuple[str, ...] = ()) -> list[Misconception]:
    """The mistakes above, for a score whose product is followed by `root`."""
    found = []
    for name, forms, hint in PRODUCTS:
        if name not in left_out:
            found.append(Misconception(name, *(patch(PRODUCT + root, f"return ({form.removeprefix('return ')}){root}") for form in forms), hint=hint))
    return found


DOT = [
    *products(),
    Misconception("divides by the square root of the size", product("return queries @ keys.mT / math.sqrt(keys.size(-1))"), hint="That is the next one, the scaled dot product. Here the plain one is asked for."),
    Misconception("forgets to sum", product("return queries.unsqueeze(2) * keys.unsqueeze(1)"), hint="A number for each pair of query and key: sum over the last axis."),
    Misconception("turns the keys in prepare", patch(PRODUCT, "return queries @ keys\n\n    def prepare(self, states):\n        return states.mT"), hint="It fits, but keys have the shape (batch, source_length, key_size) for every score: who uses a score counts on that. Turn them in `forward`."),
    Misconception("keeps the keys on the module", patch(PRODUCT, "return queries @ self.keys.mT\n\n    def prepare(self, states):\n        self.keys = states\n        return states"), hint="The next batch's keys overwrite them. `forward` is given its keys: use those."),
    Misconception("has a weight that it was not asked for", patch(PRODUCT, "return queries @ keys.mT * self.scale\n\n    def __init__(self):\n        super().__init__()\n        self.scale = nn.Parameter(torch.ones(1))"), hint="The dot product has no parameters."),
]

ROOT = " / math.sqrt(keys.size(-1))"
scaled = changed(PRODUCT + ROOT)
SCALED_DOT = [
    *products(ROOT, left_out=("takes the mean for the sum",)),
    Misconception("takes the root in float32", scaled("return queries @ keys.mT / torch.sqrt(torch.tensor(keys.size(-1)))"), scaled("return queries @ keys.mT / torch.sqrt(torch.tensor(float(keys.size(-1)))).to(keys.dtype)"), hint="`torch.tensor` of a plain number is float32: half of a float64's digits are lost in the root. `math.sqrt` has them all."),
    Misconception("keeps the root of the first call", scaled("if not hasattr(self, 'root'):\n            self.root = math.sqrt(keys.size(-1))\n        return queries @ keys.mT / self.root"), hint="The next keys may be of another size. The root costs nothing: take it in each call."),
    Misconception("turns the keys in prepare", scaled("return queries @ keys / math.sqrt(keys.size(1))\n\n    def prepare(self, states):\n        return states.mT"), hint="It fits, but keys have the shape (batch, source_length, key_size) for every score: who uses a score counts on that. Turn them in `forward`."),
    Misconception("keeps the keys on the module", scaled("return queries @ self.keys.mT / math.sqrt(keys.size(-1))\n\n    def prepare(self, states):\n        self.keys = states\n        return states"), hint="The next batch's keys overwrite them. `forward` is given its keys: use those."),
    Misconception("has a weight that it was not asked for", patch(PRODUCT + ROOT, "return queries @ keys.mT * self.scale\n\n    def __init__(self):\n        super().__init__()\n        self.scale = nn.Parameter(torch.ones(1))"), hint="The scaled dot product has no parameters: the root is of the keys' size."),
    Misconception("forgets the square root of the size", scaled(PRODUCT), hint="That is the plain dot product. Divide by the square root of the keys' size."),
    Misconception("divides by the size", scaled("return queries @ keys.mT / keys.size(-1)"), scaled("return queries / math.sqrt(keys.size(-1)) @ keys.mT / math.sqrt(keys.size(-1))"), hint="By its square root, and once: the sum of d products has a standard deviation of about sqrt(d), not of d."),
    Misconception("takes the square root of the source's length", scaled("return queries @ keys.mT / math.sqrt(keys.size(1))"), scaled("return queries @ keys.mT / math.sqrt(keys.size(-2))"), hint="How many products are summed in one score? As many as a key has numbers: the last axis."),
    Misconception("takes the square root of the target's length", scaled("return queries @ keys.mT / math.sqrt(queries.size(1))"), hint="How many products are summed in one score? As many as a key has numbers: the last axis."),
    Misconception("takes the square root of the batch's size", scaled("return queries @ keys.mT / math.sqrt(len(keys))"), scaled("return queries @ keys.mT / math.sqrt(keys.size(0))"), hint="`len` of a tensor, and `size(0)`, count the sentences. How many numbers has a key?"),
    Misconception("multiplies by the square root", scaled("return queries @ keys.mT * math.sqrt(keys.size(-1))"), hint="The scores are too large: divide."),
    Misconception("divides only the root of the scores", scaled("return (queries @ keys.mT).abs().sqrt() / math.sqrt(keys.size(-1))"), hint="The root is of the size alone."),
    Misconception("divides by a fixed number", scaled("return queries @ keys.mT / math.sqrt(64)"), scaled("return queries @ keys.mT / 8"), hint="64 is the keys' size of one famous model. Yours is `keys.size(-1)`."),
    Misconception("divides by the keys' lengths as vectors", scaled("return queries @ keys.mT / keys.norm(dim=-1).unsqueeze(1)"), hint="By one number for all: the square root of how many numbers a key has."),
    Misconception("divides by the deviation of the scores", scaled("scores = queries @ keys.mT\n        return scores / scores.std()"), hint="By a number that does not depend on what the scores are: other sentences in the batch would change it."),
    Misconception("takes the logarithm of the size", scaled("return queries @ keys.mT / math.log(keys.size(-1) + 1)"), hint="`math.sqrt`."),
    Misconception("rounds the root to a whole number", scaled("return queries @ keys.mT / int(math.sqrt(keys.size(-1)))"), scaled("return queries @ keys.mT / math.isqrt(keys.size(-1))"), hint="`math.sqrt` gives 1.73 for 3; `isqrt` and `int` give 1."),
]

WEIGHT = "self.weight = nn.Linear(states_size, query_size, bias=False)"
PREPARE = "return self.weight(states)"
general = changed(PRODUCT)


class ElementwiseGeneral(nn.Module):
    def __init__(self, query_size, states_size):
        super().__init__()
        self.weight = nn.Linear(states_size, query_size, bias=False)

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        return self.weight(queries.unsqueeze(2) * keys.unsqueeze(1)).sum(dim=-1)


class ScalarGeneral(nn.Module):
    def __init__(self, query_size, states_size):
        super().__init__()
        self.weight = nn.Linear(1, 1, bias=False)

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        return self.weight((queries @ keys.mT).unsqueeze(-1)).squeeze(-1)


GENERAL = [
    *products(left_out=("leaves the keys untransposed", "turns all the axes round", "gives the cosine", "takes the mean for the sum", "cuts the gradient to the encoder off")),
    Misconception("leaves the keys untransposed", general("return queries @ keys"), hint="The keys' last two axes change places."),
    Misconception("puts W around the product: W(H · H)", ElementwiseGeneral, ScalarGeneral, patch(PREPARE, "return states", PRODUCT, "return self.weight(queries.unsqueeze(2) * keys.unsqueeze(1))"), hint="This formula circulates. W outside the product only weighs number k of the query against number k of the state, or scales the whole score; q · W h lets every number of the one meet every number of the other."),
    Misconception("has W on the wrong side", patch(WEIGHT, "self.weight = nn.Linear(query_size, states_size, bias=False)", PREPARE, "return states", PRODUCT, "return self.weight(queries) @ keys.mT"), patch(WEIGHT, "self.weight = nn.Linear(query_size, states_size, bias=False)", PREPARE, "return states @ self.weight.weight"), hint="W goes from states_size to query_size: it maps a state into the space of the queries."),
    Misconception("has W with its axes changed over", patch(PREPARE, "return states @ self.weight.weight"), hint="`nn.Linear` computes `states @ weight.T`. Written by hand, the `.T` is easily lost, and only unequal sizes tell."),
    Misconception("has W of another size", patch(WEIGHT, "self.weight = nn.Linear(query_size, states_size, bias=False)"), patch(WEIGHT, "self.weight = nn.Linear(states_size, states_size, bias=False)"), patch(WEIGHT, "self.weight = nn.Linear(query_size, query_size, bias=False)"), hint="Queries and states may be of different sizes: W takes a state, of states_size, and gives what can meet a query, of query_size."),
    Misconception("has a bias", patch(WEIGHT, "self.weight = nn.Linear(states_size, query_size)"), hint="q · W h has no bias: `bias=False`."),
    Misconception("forgets W", patch(PREPARE, "return states"), hint="Without W this is the dot product."),
    Misconception("uses W twice", patch(PRODUCT, "return queries @ (keys @ self.weight.weight @ self.weight.weight.T).mT"), hint="`prepare` has multiplied by W already."),
    Misconception("prepares in forward", patch(PREPARE, "return states", PRODUCT, "return queries @ self.weight(keys).mT"), patch(PREPARE, "return states", PRODUCT, "return queries @ self.weight.weight @ keys.mT"), hint="The numbers are right, but W is used again for every target word. `prepare` is called once a sentence: W h belongs there, and W h is what the keys are."),
    Misconception("divides by the square root of the size", general("return queries @ keys.mT / math.sqrt(keys.size(-1))"), hint="Luong's general score has no root. W can learn any scale."),
    Misconception("has a tanh after W", patch(PREPARE, "return torch.tanh(self.weight(states))"), hint="The tanh belongs to additive and concat. In q · W h nothing bends."),
    Misconception("keeps the keys on the module", patch(PREPARE, "self.keys = self.weight(states)\n        return self.keys", PRODUCT, "return queries @ self.keys.mT"), patch(PREPARE, "self.states = states\n        return self.weight(states)", PRODUCT, "return queries @ self.weight(self.states).mT"), hint="The next batch's keys overwrite them. `forward` is given its keys: use those."),
    Misconception("has W as a bare parameter", patch(WEIGHT, "self.weight = nn.Parameter(torch.randn(query_size, states_size))", PREPARE, "return states @ self.weight.T"), patch(WEIGHT, "self.weight = nn.Parameter(torch.randn(states_size, query_size))", PREPARE, "return states @ self.weight"), hint="Mathematically the same; the docstring asks for an `nn.Linear`, so that everybody's weights can be exchanged."),
    Misconception("has W inside another module", patch(WEIGHT, "self.weight = nn.Sequential(nn.Linear(states_size, query_size, bias=False))"), hint="The docstring names `weight` itself an `nn.Linear`: no `nn.Sequential` round it."),
    Misconception("has a weight that it was not asked for", patch(WEIGHT, WEIGHT + "\n        self.scale = nn.Parameter(torch.ones(1))", PRODUCT, "return queries @ keys.mT * self.scale"), patch(WEIGHT, WEIGHT + "\n        self.query_weight = nn.Linear(query_size, query_size, bias=False)", PRODUCT, "return self.query_weight(queries) @ keys.mT"), hint="W is all that there is to learn."),
    Misconception("freezes W", patch(WEIGHT, WEIGHT + "\n        self.weight.weight.requires_grad_(False)"), patch(WEIGHT, WEIGHT + "\n        self.weight.requires_grad_(False)"), hint="W has to learn: leave `requires_grad` alone."),
    Misconception("has another name for W", patch(WEIGHT, "self.W = nn.Linear(states_size, query_size, bias=False)", PREPARE, "return self.W(states)"), hint="The docstring names the attribute: `weight`."),
    Misconception("keeps W out of the parameters", patch(WEIGHT, "self.layers = [nn.Linear(states_size, query_size, bias=False, dtype=torch.float64)]", PREPARE, "return self.layers[0](states)"), hint="A module in a plain list is not seen by `parameters()`: no optimiser would move it. Make it an attribute."),
    Misconception("normalises the keys", patch(PREPARE, "return nn.functional.normalize(self.weight(states), dim=-1)"), hint="q · W h: the keys keep their lengths."),
    Misconception("adds the state to W h", patch(PREPARE, "return self.weight(states) + nn.functional.pad(states, (0, self.weight.out_features - states.size(-1)))"), hint="q · W h, no short cut round W."),
    Misconception("cuts the gradient of W and of the encoder off", general("return queries @ keys.detach().mT"), patch(PREPARE, "return self.weight(states).detach()"), patch(PREPARE, "with torch.no_grad():\n            return self.weight(states)"), hint="W has to learn: prepared once a sentence does not mean detached."),
    Misconception("starts with another W at each call", patch(PREPARE, "torch.manual_seed(0)\n        weight = nn.Linear(states.size(-1), self.weight.out_features, bias=False, dtype=states.dtype, device=states.device)\n        return weight(states)"), hint="What is made in a method is forgotten after it: layers are made in `__init__`."),
]

QUERY_LAYER = "self.query_layer = nn.Linear(query_size, attention_size, bias=False)"
KEY_LAYER = "self.key_layer = nn.Linear(states_size, attention_size, bias=False)"
ENERGY = "self.energy = nn.Linear(attention_size, 1, bias=False)"
KEYS = "return self.key_layer(states)"
HIDDEN = "hidden = torch.tanh(self.query_layer(queries).unsqueeze(2) + keys.unsqueeze(1))"
SCORE = "return self.energy(hidden).squeeze(-1)  # (batch, target_length, source_length)"
hidden, score = changed(HIDDEN), changed(SCORE)

ADDITIVE = [
    Misconception("forgets the tanh", hidden("hidden = self.query_layer(queries).unsqueeze(2) + keys.unsqueeze(1)"), hint="Without tanh the query's part is the same for all words, and falls out of the softmax: all target words would look at the same place."),
    Misconception("takes the tanh after v", patch(HIDDEN, "hidden = self.query_layer(queries).unsqueeze(2) + keys.unsqueeze(1)", SCORE, "return torch.tanh(self.energy(hidden)).squeeze(-1)"), hint="First tanh, then v: v weighs what the tanh gives."),
    Misconception("takes a tanh before and after v", score("return torch.tanh(self.energy(hidden)).squeeze(-1)"), hint="After v nothing bends: scores are any real numbers."),
    Misconception("takes each tanh before adding", hidden("hidden = torch.tanh(self.query_layer(queries)).unsqueeze(2) + torch.tanh(keys).unsqueeze(1)"), hint="tanh of the sum. Of each alone, the query's part would be the same for all words, and fall out of the softmax."),
    Misconception("takes the tanh of the keys in prepare as well", patch(KEYS, "return torch.tanh(self.key_layer(states))"), hint="Keys are U h; the tanh comes after the query's part is added."),
    Misconception("takes relu for tanh", hidden(HIDDEN.replace("torch.tanh", "torch.relu")), hint="The paper's formula has tanh."),
    Misconception("takes sigmoid for tanh", hidden(HIDDEN.replace("torch.tanh", "torch.sigmoid")), hint="The paper's formula has tanh, from -1 to 1; the sigmoid goes from 0 to 1."),
    Misconception("multiplies where it should add", hidden("hidden = torch.tanh(self.query_layer(queries).unsqueeze(2) * keys.unsqueeze(1))"), hint="W q + U h: additive attention adds."),
    Misconception("subtracts where it should add", hidden("hidden = torch.tanh(self.query_layer(queries).unsqueeze(2) - keys.unsqueeze(1))"), hint="W q + U h."),
    Misconception("has a bias", patch(QUERY_LAYER, QUERY_LAYER.replace(", bias=False", "")), patch(KEY_LAYER, KEY_LAYER.replace(", bias=False", "")), patch(ENERGY, ENERGY.replace(", bias=False", "")), patch(QUERY_LAYER, QUERY_LAYER.replace(", bias=False", ""), KEY_LAYER, KEY_LAYER.replace(", bias=False", ""), ENERGY, ENERGY.replace(", bias=False", "")), hint="None of the three has one: `bias=False`. (One after v would change nothing at all: the softmax takes no notice of what is added to all scores.)"),
    Misconception("swaps W and U", patch(QUERY_LAYER, "self.query_layer = nn.Linear(states_size, attention_size, bias=False)", KEY_LAYER, "self.key_layer = nn.Linear(query_size, attention_size, bias=False)", KEYS, "return self.query_layer(states)", HIDDEN, HIDDEN.replace("query_layer", "key_layer")), patch(KEYS, "return self.query_layer(states)", HIDDEN, HIDDEN.replace("query_layer", "key_layer")), hint="`query_layer` is for the query, `key_layer` for the states."),
    Misconception("uses one layer for both", patch(KEYS, "return self.query_layer(states)"), patch(HIDDEN, HIDDEN.replace("query_layer", "key_layer")), patch(KEY_LAYER, "self.key_layer = self.query_layer"), hint="W and U are two: queries and states speak of different things, and may have different sizes."),
    Misconception("forgets W", hidden("hidden = torch.tanh(nn.functional.pad(queries, (0, keys.size(-1) - queries.size(-1))).unsqueeze(2) + keys.unsqueeze(1))"), hint="The query goes through `query_layer` before it is added."),
    Misconception("forgets U", patch(KEYS, "return nn.functional.pad(states, (0, self.key_layer.out_features - states.size(-1)))"), patch(KEYS, "return states"), hint="The states go through `key_layer`, in `prepare`."),
    Misconception("forgets v", score("return hidden.sum(dim=-1)"), score("return hidden.mean(dim=-1)"), hint="v says how much each hidden number counts: `self.energy`, no plain sum."),
    Misconception("forgets to drop v's axis", score("return self.energy(hidden)"), hint="`energy` leaves an axis of size one at the end: `squeeze(-1)`."),
    Misconception("gives the hidden layer for scores", score("return hidden"), hint="One number for each pair of query and key: `self.energy` makes it."),
    Misconception("squeezes every axis of size one", score("return self.energy(hidden).squeeze()"), hint="Right until a batch holds one sentence, or one word. Name the axis: `squeeze(-1)`."),
    Misconception("squeezes the queries' axis", score("return self.energy(hidden).squeeze(-1).squeeze(1)"), hint="A decoder that goes step by step asks with one query; its axis stays."),
    Misconception("pairs the n-th query with the n-th key", hidden("hidden = torch.tanh(self.query_layer(queries) + keys)"), hidden("hidden = torch.tanh(self.query_layer(queries).unsqueeze(2) + keys.unsqueeze(2)).expand(-1, -1, keys.size(1), -1)"), hint="Every query meets every key: `unsqueeze(2)` here and `unsqueeze(1)` there make a table of them."),
    Misconception("changes the two unsqueezes over", hidden("hidden = torch.tanh(self.query_layer(queries).unsqueeze(1) + keys.unsqueeze(2))"), hint="This is (batch, source_length, target_length, size). Queries get the source's axis, `unsqueeze(2)`; keys the target's, `unsqueeze(1)`."),
    Misconception("reshapes where a transpose is due", score("return self.energy(hidden.transpose(1, 2)).reshape(hidden.shape[:3])"), hint="The shape is right and the numbers stand in other places."),
    Misconception("answers the first query only", hidden("hidden = torch.tanh(self.query_layer(queries[:, :1]).unsqueeze(2) + keys.unsqueeze(1)).expand(-1, queries.size(1), -1, -1)"), hidden("hidden = torch.tanh(self.query_layer(queries[:, :1]).unsqueeze(2) + keys.unsqueeze(1))"), hint="There is a row of scores for each query."),
    Misconception("answers the last query only", hidden("hidden = torch.tanh(self.query_layer(queries[:, -1:]).unsqueeze(2) + keys.unsqueeze(1)).expand(-1, queries.size(1), -1, -1)"), hint="There is a row of scores for each query."),
    Misconception("gives weights for scores", score("return self.energy(hidden).squeeze(-1).softmax(dim=-1)"), hint="The softmax comes later, after the mask."),
    Misconception("prepares in forward", patch(KEYS, "return states", HIDDEN, HIDDEN.replace("keys.unsqueeze(1)", "self.key_layer(keys).unsqueeze(1)")), hint="The numbers are right, but U h is computed again for every target word. `prepare` is called once a sentence: U h belongs there. Bahdanau et al. say so in A.1.2."),
    Misconception("uses U twice", patch(HIDDEN, HIDDEN.replace("keys.unsqueeze(1)", "(keys @ self.key_layer.weight @ self.key_layer.weight.T).unsqueeze(1)")), hint="`prepare` has multiplied by U already."),
    Misconception("has layers of other sizes", patch(QUERY_LAYER, "self.query_layer = nn.Linear(query_size, states_size, bias=False)", KEY_LAYER, "self.key_layer = nn.Linear(states_size, states_size, bias=False)", ENERGY, "self.energy = nn.Linear(states_size, 1, bias=False)"), patch(QUERY_LAYER, "self.query_layer = nn.Linear(query_size, query_size, bias=False)", KEY_LAYER, "self.key_layer = nn.Linear(states_size, query_size, bias=False)", ENERGY, "self.energy = nn.Linear(query_size, 1, bias=False)"), hint="All three meet in a space of `attention_size`."),
    Misconception("has other names for its layers", patch(QUERY_LAYER, QUERY_LAYER.replace("query_layer", "W"), KEY_LAYER, KEY_LAYER.replace("key_layer", "U"), KEYS, "return self.U(states)", HIDDEN, HIDDEN.replace("query_layer", "W")), patch(ENERGY, ENERGY.replace("energy", "v"), SCORE, SCORE.replace("energy", "v")), hint="The docstring names the attributes: `query_layer`, `key_layer`, `energy`."),
    Misconception("loops over the queries in Python", patch(HIDDEN, "rows = [self.energy(torch.tanh(self.query_layer(query).unsqueeze(1) + keys)).squeeze(-1) for query in queries.unbind(1)]", SCORE, "return torch.stack(rows, dim=1)"), patch(HIDDEN, "rows = [self.energy(torch.tanh(self.query_layer(queries[:, step : step + 1]) + keys)).squeeze(-1) for step in range(queries.size(1))]", SCORE, "return torch.stack(rows, dim=1)"), hint="The numbers are right, but each query waits for the one before. With an axis more, broadcasting does them all."),
    Misconception("keeps the keys on the module", patch(KEYS, "self.keys = self.key_layer(states)\n        return self.keys", HIDDEN, HIDDEN.replace("keys.unsqueeze", "self.keys.unsqueeze")), hint="The next batch's keys overwrite them. `forward` is given its keys: use those."),
    Misconception("takes exponentials without a care", hidden("powers = torch.exp(2 * (self.query_layer(queries).unsqueeze(2) + keys.unsqueeze(1)))\n        hidden = (powers - 1) / (powers + 1)"), hint="exp(1000) is infinite, and infinity divided by infinity no number. `torch.tanh` copes with any size."),
    Misconception("drops in training", hidden(HIDDEN + "\n        hidden = nn.functional.dropout(hidden, 0.1, self.training)"), score("return nn.functional.dropout(self.energy(hidden).squeeze(-1), 0.1, self.training)"), hint="There is no dropout in this formula, in training neither."),
    Misconception("has layers inside another module", patch(ENERGY, "self.energy = nn.Sequential(nn.Tanh(), nn.Linear(attention_size, 1, bias=False))", HIDDEN, HIDDEN.replace("torch.tanh", "")), patch(QUERY_LAYER, QUERY_LAYER.replace("nn.Linear(", "nn.Sequential(nn.Linear(") + ")"), hint="The docstring names each of the three an `nn.Linear`: no `nn.Sequential` round it."),
    Misconception("has a weight that it was not asked for", patch(ENERGY, ENERGY + "\n        self.bias = nn.Parameter(torch.zeros(attention_size))", HIDDEN, HIDDEN.replace(" + keys", " + self.bias + keys")), hint="W, U and v are all that there is to learn: Bahdanau et al. leave the bias out."),
    Misconception("gives a tuple", score("return self.energy(hidden).squeeze(-1), hidden"), score("return (self.energy(hidden).squeeze(-1),)"), hint="The scores alone, a tensor."),
    Misconception("has v as a vector", patch(ENERGY, "self.energy = nn.Parameter(torch.randn(attention_size))", SCORE, "return hidden @ self.energy"), hint="Mathematically the same; the docstring asks for an `nn.Linear` from attention_size to 1, so that everybody's weights can be exchanged."),
    Misconception("divides by the square root of the size", score("return self.energy(hidden).squeeze(-1) / math.sqrt(hidden.size(-1))"), hint="The additive score has no root: tanh keeps its numbers small, and v learns the scale."),
    Misconception("drops numbers out", hidden(HIDDEN + "\n        hidden = nn.functional.dropout(hidden, 0.1)"), hint="There is no dropout in this formula.", by_chance=True),
    Misconception("cuts the gradient off", score("return self.energy(hidden).squeeze(-1).detach()"), hint="Without a gradient the model never learns where to look."),
    Misconception("cuts the gradient of the keys off", patch(KEYS, "return self.key_layer(states).detach()"), patch(KEYS, "with torch.no_grad():\n            return self.key_layer(states)"), hint="U and the encoder have to learn: prepared once a sentence does not mean detached."),
    Misconception("loops over the sentences in Python", patch(SCORE, "rows = [self.energy(torch.tanh(self.query_layer(q).unsqueeze(1) + k)).squeeze(-1) for q, k in zip(queries, keys)]\n        return torch.stack(rows)"), hint="The numbers are right, but each sentence waits for the one before. Broadcasting does them all."),
    Misconception("computes in float32", score("return nn.functional.linear(hidden.float(), self.energy.weight.float()).squeeze(-1)"), score("return nn.functional.linear(hidden.float(), self.energy.weight.float()).squeeze(-1).to(keys.dtype)"), hint="Keep the type that comes in."),
]

JOINED = "self.weight = nn.Linear(query_size + states_size, attention_size, bias=False)"
FIRST = "queries.unsqueeze(2).expand(-1, -1, source_length, -1),"
SECOND = "keys.unsqueeze(1).expand(-1, target_length, -1, -1),"
PAIRS = """pairs = torch.cat(
            (
                queries.unsqueeze(2).expand(-1, -1, source_length, -1),
                keys.unsqueeze(1).expand(-1, target_length, -1, -1),
            ),
            dim=-1,
        )"""
LAST = "return self.energy(torch.tanh(self.weight(pairs))).squeeze(-1)"
pairs, last = changed(PAIRS), changed(LAST)


class AddingConcat(nn.Module):
    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        self.weight = nn.Linear(states_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        return self.energy(torch.tanh(self.weight(queries.unsqueeze(2) + keys.unsqueeze(1)))).squeeze(-1)


class AddingConcatPadded(nn.Module):
    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        self.weight = nn.Linear(query_size + states_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        total = self.weight.in_features
        queries, keys = (nn.functional.pad(x, (0, total - x.size(-1))) for x in (queries, keys))
        return self.energy(torch.tanh(self.weight(queries.unsqueeze(2) + keys.unsqueeze(1)))).squeeze(-1)


class ConcatAlongTime(nn.Module):
    def __init__(self, query_size, states_size, attention_size):
        super().__init__()
        self.weight = nn.Linear(query_size, attention_size, bias=False)
        self.energy = nn.Linear(attention_size, 1, bias=False)

    def prepare(self, states):
        return states

    def forward(self, queries, keys):
        joined = torch.cat((queries, keys), dim=1)
        hidden = torch.tanh(self.weight(joined))
        return self.energy(hidden)[:, queries.size(1) :].mT.expand(-1, queries.size(1), -1)


CONCAT = [
    Misconception("adds the two states", AddingConcat, AddingConcatPadded, hint="This formula circulates: W(q + h). To concatenate is to put one after the other, [q; h], so that each number has its own column of W. In a sum (1, 0) + (0, 1) cannot be told from (0, 1) + (1, 0)."),
    Misconception("puts the state first", patch(FIRST, "MOVED", SECOND, FIRST, "MOVED", SECOND), hint="[q; h]: the query first. The other order trains as well, but its W belongs to another formula: weights could not be exchanged."),
    Misconception("forgets the tanh", last("return self.energy(self.weight(pairs)).squeeze(-1)"), hint="Without tanh the query's part is the same for all words, and falls out of the softmax."),
    Misconception("takes the tanh after v", last("return torch.tanh(self.energy(self.weight(pairs))).squeeze(-1)"), hint="First tanh, then v."),
    Misconception("takes the tanh before W", last("return self.energy(self.weight(torch.tanh(pairs))).squeeze(-1)"), hint="W, then tanh, then v."),
    Misconception("takes a tanh before and after v", last("return torch.tanh(self.energy(torch.tanh(self.weight(pairs)))).squeeze(-1)"), hint="After v nothing bends: scores are any real numbers."),
    Misconception("takes relu for tanh", last(LAST.replace("torch.tanh", "torch.relu")), hint="The paper's formula has tanh."),
    Misconception("takes sigmoid for tanh", last(LAST.replace("torch.tanh", "torch.sigmoid")), hint="The paper's formula has tanh."),
    Misconception("has a bias", patch(JOINED, JOINED.replace(", bias=False", "")), patch(ENERGY, ENERGY.replace(", bias=False", "")), patch(JOINED, JOINED.replace(", bias=False", ""), ENERGY, ENERGY.replace(", bias=False", "")), hint="Neither of the two has one: `bias=False`."),
    Misconception("joins along another axis than the last", ConcatAlongTime, patch("dim=-1,", "dim=2,"), patch("dim=-1,", "dim=1,"), patch("dim=-1,", "dim=0,"), hint="[q; h] is one longer vector: join along the last axis."),
    Misconception("has W of another size", patch(JOINED, "self.weight = nn.Linear(2 * query_size, attention_size, bias=False)"), patch(JOINED, "self.weight = nn.Linear(2 * states_size, attention_size, bias=False)"), hint="[q; h] has query_size + states_size numbers, and the two may differ."),
    Misconception("leaves W as wide as it comes in", patch(JOINED, "self.weight = nn.Linear(query_size + states_size, query_size + states_size, bias=False)", ENERGY, "self.energy = nn.Linear(query_size + states_size, 1, bias=False)"), hint="W maps [q; h] to attention_size numbers."),
    Misconception("joins the query with itself", patch(SECOND, "nn.functional.pad(queries, (0, self.weight.in_features - 2 * queries.size(-1))).unsqueeze(2).expand(-1, -1, source_length, -1),"), hint="The second half is the state."),
    Misconception("joins the state with itself", patch(FIRST, "nn.functional.pad(keys, (0, self.weight.in_features - 2 * keys.size(-1))).unsqueeze(1).expand(-1, target_length, -1, -1),"), hint="The first half is the query."),
    Misconception("pairs the n-th query with the n-th key", pairs("pairs = torch.cat((queries, keys), dim=-1)"), pairs("pairs = torch.cat((queries, keys), dim=-1).unsqueeze(2).expand(-1, -1, source_length, -1)"), hint="Every query meets every key: expand both to (batch, target_length, source_length, their size)."),
    Misconception("changes the axes of queries and keys over", last("return self.energy(torch.tanh(self.weight(pairs))).squeeze(-1).mT"), hint="A row for each query: (batch, target_length, source_length)."),
    Misconception("reshapes where a transpose is due", last("return self.energy(torch.tanh(self.weight(pairs.transpose(1, 2)))).reshape(pairs.shape[:3])"), hint="The shape is right and the numbers stand in other places."),
    Misconception("forgets v", last("return torch.tanh(self.weight(pairs)).sum(dim=-1)"), last("return torch.tanh(self.weight(pairs)).mean(dim=-1)"), hint="v says how much each hidden number counts."),
    Misconception("forgets W", last("return self.energy(torch.tanh(pairs[..., : self.energy.in_features])).squeeze(-1)"), hint="W maps [q; h] to attention_size numbers, before the tanh."),
    Misconception("forgets to drop v's axis", last("return self.energy(torch.tanh(self.weight(pairs)))"), hint="`energy` leaves an axis of size one at the end: `squeeze(-1)`."),
    Misconception("gives the hidden layer for scores", last("return torch.tanh(self.weight(pairs))"), hint="One number for each pair: `self.energy` makes it."),
    Misconception("squeezes every axis of size one", last("return self.energy(torch.tanh(self.weight(pairs))).squeeze()"), hint="Name the axis: `squeeze(-1)`."),
    Misconception("squeezes the queries' axis", last("return self.energy(torch.tanh(self.weight(pairs))).squeeze(-1).squeeze(1)"), hint="One query is an axis of size one, which stays."),
    Misconception("answers the first query only", patch(FIRST, "queries[:, :1].unsqueeze(2).expand(-1, target_length, source_length, -1),"), hint="There is a row of scores for each query."),
    Misconception("answers the last query only", patch(FIRST, "queries[:, -1:].unsqueeze(2).expand(-1, target_length, source_length, -1),"), hint="There is a row of scores for each query."),
    Misconception("joins each sentence's keys with the first sentence's queries", patch(FIRST, "queries[:1].unsqueeze(2).expand(keys.size(0), -1, source_length, -1),"), hint="Right while the batch holds one sentence."),
    Misconception("repeats the keys in the wrong order", patch(SECOND, "keys.repeat_interleave(target_length, dim=1).reshape(keys.size(0), target_length, source_length, -1),"), hint="`repeat_interleave` gives a, a, b, b; here a, b, a, b is due. `expand` on an axis of its own leaves no doubt."),
    Misconception("gives weights for scores", last("return self.energy(torch.tanh(self.weight(pairs))).squeeze(-1).softmax(dim=-1)"), hint="The softmax comes later, after the mask."),
    Misconception("divides by the square root of the size", last("return self.energy(torch.tanh(self.weight(pairs))).squeeze(-1) / math.sqrt(keys.size(-1))"), hint="There is no root in this formula."),
    Misconception("multiplies where it should concatenate", last("query_part, key_part = (self.weight(part) for part in (torch.cat((pairs[..., : queries.size(-1)], torch.zeros_like(pairs[..., queries.size(-1) :])), -1), torch.cat((torch.zeros_like(pairs[..., : queries.size(-1)]), pairs[..., queries.size(-1) :]), -1)))\n        return self.energy(torch.tanh(query_part * key_part)).squeeze(-1)"), hint="[q; h] through W is a sum of the query's part and the state's, not a product."),
    Misconception("loops over the queries in Python", last("return torch.stack([self.energy(torch.tanh(self.weight(row))).squeeze(-1) for row in pairs.unbind(1)], dim=1)"), hint="The numbers are right, but each query waits for the one before. All pairs go through W at once."),
    Misconception("keeps the keys on the module", patch(LAST, LAST + "\n\n    def prepare(self, states):\n        self.keys = states\n        return states", SECOND, SECOND.replace("keys", "self.keys")), hint="The next batch's keys overwrite them. `forward` is given its keys: use those."),
    Misconception("takes exponentials without a care", last("powers = torch.exp(2 * self.weight(pairs))\n        return self.energy((powers - 1) / (powers + 1)).squeeze(-1)"), hint="exp(1000) is infinite, and infinity divided by infinity no number. `torch.tanh` copes with any size."),
    Misconception("drops in training", last("return self.energy(nn.functional.dropout(torch.tanh(self.weight(pairs)), 0.1, self.training)).squeeze(-1)"), last("return nn.functional.dropout(self.energy(torch.tanh(self.weight(pairs))).squeeze(-1), 0.1, self.training)"), hint="There is no dropout in this formula, in training neither."),
    Misconception("has layers inside another module", patch(JOINED, JOINED.replace("nn.Linear(", "nn.Sequential(nn.Linear(") + ", nn.Tanh())", LAST, "return self.energy(self.weight(pairs)).squeeze(-1)"), hint="The docstring names each of the two an `nn.Linear`: no `nn.Sequential` round it."),
    Misconception("has bare parameters for layers", patch(ENERGY, "self.energy = nn.Parameter(torch.randn(attention_size))", LAST, "return torch.tanh(self.weight(pairs)) @ self.energy"), patch(JOINED, "self.weight = nn.Parameter(torch.randn(query_size + states_size, attention_size))", LAST, "return self.energy(torch.tanh(pairs @ self.weight)).squeeze(-1)"), hint="Mathematically the same; the docstring asks for `nn.Linear`, so that everybody's weights can be exchanged."),
    Misconception("gives a tuple", last("return self.energy(torch.tanh(self.weight(pairs))).squeeze(-1), pairs"), last("return (self.energy(torch.tanh(self.weight(pairs))).squeeze(-1),)"), hint="The scores alone, a tensor."),
    Misconception("puts the numbers of query and state by turns", last("size = min(queries.size(-1), keys.size(-1))\n        mixed = torch.stack((pairs[..., :size], pairs[..., queries.size(-1) : queries.size(-1) + size]), dim=-1).flatten(3)\n        rest = torch.cat((pairs[..., size : queries.size(-1)], pairs[..., queries.size(-1) + size :]), dim=-1)\n        return self.energy(torch.tanh(self.weight(torch.cat((mixed, rest), dim=-1)))).squeeze(-1)"), hint="[q; h] is all of the query, then all of the state: `torch.cat`, not `torch.stack`."),
    Misconception("has other names for its layers", patch(JOINED, JOINED.replace("self.weight", "self.W"), LAST, LAST.replace("self.weight", "self.W")), patch(ENERGY, ENERGY.replace("energy", "v"), LAST, LAST.replace("energy", "v")), hint="The docstring names the attributes: `weight` and `energy`."),
    Misconception("cuts the gradient off", last("return self.energy(torch.tanh(self.weight(pairs))).squeeze(-1).detach()"), hint="Without a gradient the model never learns where to look."),
    Misconception("cuts the gradient to the encoder off", patch(SECOND, "keys.detach().unsqueeze(1).expand(-1, target_length, -1, -1),"), hint="The encoder learns through the keys as well."),
    Misconception("cuts the gradient to the decoder off", patch(FIRST, "queries.detach().unsqueeze(2).expand(-1, -1, source_length, -1),"), hint="The decoder learns through the queries."),
    Misconception("loops over the sentences in Python", last("return torch.stack([self.energy(torch.tanh(self.weight(pair))).squeeze(-1) for pair in pairs])"), hint="The numbers are right, but each sentence waits for the one before."),
    Misconception("computes in float32", last("return nn.functional.linear(torch.tanh(self.weight(pairs)).float(), self.energy.weight.float()).squeeze(-1)"), last("return nn.functional.linear(torch.tanh(self.weight(pairs)).float(), self.energy.weight.float()).squeeze(-1).to(keys.dtype)"), hint="Keep the type that comes in."),
]


def claims(**changed: str) -> text:
    """The table with some of its entries changed."""
    right = {"additive": "Bahdanau", "dot": "Luong", "general": "Luong", "concat": "Luong", "1/sqrt(d)": "Vaswani"}
    return text(f"origins = {right | {name.replace('root', '1/sqrt(d)'): paper for name, paper in changed.items()}}")


LUONG = "Luong et al. (2015) compare dot, general and concat (in their section 3.1)."
ORIGINS = [
    Misconception("gives Luong the square root", claims(root="Luong"), hint="There is no root in Luong et al. (2015). It is in equation 1 of Vaswani et al. (2017), with the reason in a footnote."),
    Misconception("gives Bahdanau the square root", claims(root="Bahdanau"), hint="Bahdanau et al. (2015) have no dot product to scale."),
    Misconception("gives Bahdanau everything", claims(root="Bahdanau", dot="Bahdanau", general="Bahdanau", concat="Bahdanau"), hint="Bahdanau et al. (2015) have one score, the additive."),
    Misconception("gives Luong everything", claims(root="Luong", additive="Luong"), hint="Two of the five are not in Luong et al. (2015): the oldest and the youngest."),
    Misconception("gives Vaswani everything", claims(additive="Vaswani", dot="Vaswani", general="Vaswani", concat="Vaswani"), hint="In 2017 all but one of these were two years old."),
    Misconception("gives Vaswani the dot product", claims(dot="Vaswani"), hint="Vaswani et al. (2017) scale it. " + LUONG),
    Misconception("gives Vaswani dot and general", claims(dot="Vaswani", general="Vaswani"), hint=LUONG),
    Misconception("gives Bahdanau concat", claims(concat="Bahdanau"), hint="Concat and additive are the same function with W cut in two, but the one written with [q; h] stands in Luong et al. (2015)."),
    Misconception("gives Luong the additive score", claims(additive="Luong"), hint="W q + U h is in section A.1.2 of Bahdanau et al. (2015). Luong's form of it is concat."),
    Misconception("swaps additive and concat", claims(additive="Luong", concat="Bahdanau"), hint="The one with two matrices is Bahdanau's, the one with [q; h] Luong's."),
    Misconception("gives Bahdanau the dot product", claims(dot="Bahdanau"), hint=LUONG),
    Misconception("gives Bahdanau general", claims(general="Bahdanau"), hint=LUONG),
    Misconception("gives Vaswani the additive score", claims(additive="Vaswani"), hint="Vaswani et al. (2017) compare theirs with it; it is from 2014, by Bahdanau et al."),
    Misconception("swaps Bahdanau and Luong", claims(additive="Luong", dot="Bahdanau", general="Bahdanau", concat="Bahdanau"), hint="Bahdanau: additive, alone. Luong: three, dot among them."),
    Misconception("names nobody", text('origins = {"additive": "", "dot": "", "general": "", "concat": "", "1/sqrt(d)": ""}'), hint="The first author of the paper, such as \"Luong\"."),
    Misconception("leaves the square root out", text('origins = {"additive": "Bahdanau", "dot": "Luong", "general": "Luong", "concat": "Luong"}'), hint="Five keys: the last is \"1/sqrt(d)\"."),
    Misconception("goes from papers to formulas", text('origins = {"Bahdanau": "additive", "Luong": ["dot", "general", "concat"], "Vaswani": "1/sqrt(d)"}'), hint="The formulas are the keys, the authors the values."),
    Misconception("gives a list of pairs", text('origins = [("additive", "Bahdanau"), ("dot", "Luong"), ("general", "Luong"), ("concat", "Luong"), ("1/sqrt(d)", "Vaswani")]'), hint="A dictionary: `{\"additive\": ..., ...}`."),
    Misconception("names several papers for one formula", text('origins = {"additive": "Bahdanau", "dot": "Luong", "general": "Luong", "concat": "Bahdanau, Luong", "1/sqrt(d)": "Luong and Vaswani"}'), hint="One each: who had it first in this form?"),
]  # fmt: skip
