"""Q14: what goes wrong between scores and a context."""

from __future__ import annotations

import torch

from autograder.catalogue import Misconception, patch

BODY = """lowest = torch.finfo(scores.dtype).min
    return scores.masked_fill(~mask, lowest).softmax(dim=-1).masked_fill(~mask, 0.0)"""
LOW = "torch.finfo(scores.dtype).min"
AFTER = ".masked_fill(~mask, 0.0)"
SOFTMAX = ".softmax(dim=-1)"


def weights(*lines: str) -> patch:
    return patch(BODY, "\n    ".join(lines))


def loop_over_rows(scores, mask):
    mask = mask.expand(scores.shape)
    lowest = torch.finfo(scores.dtype).min
    return torch.stack([row.masked_fill(~kept, lowest).softmax(dim=-1) * kept for row, kept in zip(scores, mask)])


def fills_in_place(scores, mask):
    scores.masked_fill_(~mask, torch.finfo(scores.dtype).min)
    return scores.softmax(dim=-1).masked_fill(~mask, 0.0)


ATTENTION_WEIGHTS = [
    Misconception("takes the softmax over the queries", patch(SOFTMAX, ".softmax(dim=-2)"), patch(SOFTMAX, ".softmax(dim=1)"), hint="The weights of one query sum to 1: the softmax runs over the words it may look at, the last axis. `dim=1` is that axis only while there are two."),
    Misconception("takes the softmax over the batch", patch(SOFTMAX, ".softmax(dim=0)"), hint="Sentences do not compete with one another: `dim=-1`."),
    Misconception("takes the softmax over everything", weights(f"lowest = {LOW}", "filled = scores.masked_fill(~mask, lowest)", "return filled.flatten().softmax(dim=0).view_as(filled)" + AFTER), hint="Every row sums to 1 by itself."),
    Misconception("masks after the softmax", weights("return scores.softmax(dim=-1)" + AFTER), weights("return scores.softmax(dim=-1) * mask"), hint="Padding has had its part in the sum by then, so the tokens' weights sum to less than 1. First the mask, then the softmax."),
    Misconception("masks after the softmax and divides by what is left", weights("left = scores.softmax(dim=-1)" + AFTER, "return left / left.sum(dim=-1, keepdim=True)"), hint="Right until a score at padding is huge, for then nothing is left, or a row is all padding, for then 0 is divided by 0. First the mask, then the softmax."),
    Misconception("masks after the softmax and divides by what is left and a little", weights("left = scores.softmax(dim=-1)" + AFTER, "return left / (left.sum(dim=-1, keepdim=True) + 1e-9)"), weights("left = scores.softmax(dim=-1)" + AFTER, "return left / left.sum(dim=-1, keepdim=True).clamp(min=1e-9)"), hint="The little thing hides the division by 0, and where padding has a huge score the tokens still get nothing. First the mask, then the softmax."),
    Misconception("forgets the mask", weights("return scores.softmax(dim=-1)"), hint="Padding would get weight: its states are part of no sentence."),
    Misconception("masks the tokens", weights(f"lowest = {LOW}", "return scores.masked_fill(mask, lowest).softmax(dim=-1).masked_fill(mask, 0.0)"), weights(f"lowest = {LOW}", "return scores.masked_fill(mask, lowest).softmax(dim=-1)"), hint="The mask is True at tokens: turn it round before you fill."),
    Misconception("fills with minus infinity", weights("return scores.masked_fill(~mask, -torch.inf).softmax(dim=-1)"), hint="A row of padding alone becomes NaN, and so does the loss. With the lowest finite number its softmax exists; then set what is at padding to 0."),
    Misconception("adds minus infinity and mends it afterwards", weights("lowest = torch.zeros_like(scores).masked_fill(~mask, -torch.inf)", "return (scores + lowest).softmax(dim=-1).nan_to_num(0.0)"), weights("lowest = torch.zeros_like(scores).masked_fill(~mask, -torch.inf)", "return (scores + lowest).softmax(dim=-1)" + AFTER), hint="The weights look right, but the way back goes through the NaN: where a row is all padding, the gradient of its scores is NaN. Let no NaN arise at all: fill with the lowest finite number."),
    Misconception("gives a row of padding equal weights", weights(f"lowest = {LOW}", "return scores.masked_fill(~mask, lowest).softmax(dim=-1)"), hint="Equal scores have equal weights, also where all are padding. Set what is at padding to 0 afterwards."),
    Misconception("fills with 0", weights("return scores.masked_fill(~mask, 0.0).softmax(dim=-1)" + AFTER), weights("return scores.masked_fill(~mask, 0.0).softmax(dim=-1)"), hint="exp(0) is 1: padding still has its part in the sum."),
    Misconception("multiplies the scores by the mask", weights("return (scores * mask).softmax(dim=-1)"), weights("return (scores * mask).softmax(dim=-1)" + AFTER), hint="A score of 0 is a score like any other, exp(0) is 1: padding still has its part in the sum."),
    Misconception("adds to what stands at padding", weights(f"low = {LOW}", "return (scores + (~mask).to(scores.dtype) * low).softmax(dim=-1) * mask"), weights(f"low = {LOW}", "return (scores + (~mask).to(scores.dtype) * low).clamp(min=low).softmax(dim=-1)" + AFTER), weights(f"low = torch.zeros_like(scores).masked_fill(~mask, {LOW})", "return (scores + low).softmax(dim=-1)" + AFTER), hint="What stood there remains in the sum: infinity plus anything is infinity, NaN is NaN, and the highest number plus the lowest is 0. `masked_fill` puts a number in its place."),
    Misconception("adds minus infinity", weights("return (scores + mask.to(scores.dtype).log()).softmax(dim=-1)"), weights("return (scores + torch.zeros_like(scores).masked_fill(~mask, -torch.inf)).softmax(dim=-1)"), hint="A row of padding alone becomes NaN, and so does what was infinite. Fill with the lowest finite number; then set what is at padding to 0."),
    Misconception("fills with a part of the lowest number", weights(f"return scores.masked_fill(~mask, {LOW} / 2).softmax(dim=-1)" + AFTER), weights(f"return scores.masked_fill(~mask, {LOW} / 4).softmax(dim=-1)" + AFTER), hint="In float16 half of the lowest is -32752, and a token may score lower. The lowest itself is safe where you fill; only who adds it needs room."),
    Misconception("fills with a little less than the lowest score", weights("low = scores.min() - 100", "return scores.masked_fill(~mask, low.item()).softmax(dim=-1)" + AFTER), weights("low = scores.min(dim=-1, keepdim=True).values - 100", "return torch.where(mask, scores, low).softmax(dim=-1)" + AFTER), hint="Among those scores are the ones at padding, and they may be anything. `torch.finfo(scores.dtype).min`."),
    Misconception("fills with the lowest number of float32", weights("return scores.masked_fill(~mask, torch.finfo(torch.float32).min).softmax(dim=-1)" + AFTER), hint="Every type has its own: float16 does not have this one, float64 has lower ones. `torch.finfo(scores.dtype).min`."),
    Misconception("fills with the lowest number of float16", weights("return scores.masked_fill(~mask, torch.finfo(torch.float16).min).softmax(dim=-1)" + AFTER), hint="Every type has its own: in float64 a token may score lower. `torch.finfo(scores.dtype).min`."),
    Misconception("fills with -1e30", weights("return scores.masked_fill(~mask, -1e30).softmax(dim=-1)" + AFTER), weights("return scores.masked_fill(~mask, -1e20).softmax(dim=-1)" + AFTER), hint="float16 has no such number, and in float64 a token may score lower. `torch.finfo(scores.dtype).min`."),
    Misconception("puts an axis for the queries into the mask", weights("mask = mask.unsqueeze(1) if mask.dim() < scores.dim() else mask", f"return scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER), weights("mask = mask.unsqueeze(1)", f"return scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER), weights("while mask.dim() < scores.dim():", "    mask = mask.unsqueeze(1)", f"return scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER), hint="The mask comes in a shape that broadcasts as it is: who calls has put in the axis. One of shape (source_length,) is for all rows."),
    Misconception("sets small weights to 0", weights(f"found = scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER, "return found.masked_fill(found < 1e-6, 0.0)"), hint="A small weight is a weight, and its gradient lets it grow. Exactly 0 is for padding alone."),
    Misconception("limits the scores", weights(f"return scores.clamp(-50, 50).masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER), weights(f"return scores.clamp(-1e4, 1e4).masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER), hint="Scores of tokens stay as they are: `softmax` copes with any size."),
    Misconception("gives wider numbers than it was given", weights(f"return scores.masked_fill(~mask, {LOW}).double().softmax(dim=-1)" + AFTER), weights(f"return scores.masked_fill(~mask, {LOW}).softmax(dim=-1) * mask.float()"), hint="Weights are of the type of the scores. A bool mask times bfloat16 is bfloat16; a float32 mask makes float32 of it."),
    Misconception("gives a tuple", weights(f"return scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER + ", mask"), weights(f"return (scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER + ",)"), hint="The weights alone, a tensor."),
    Misconception("fills with -1e9", weights("return scores.masked_fill(~mask, -1e9).softmax(dim=-1)" + AFTER), hint="float16 has no such number. `torch.finfo(scores.dtype).min`."),
    Misconception("adds -1e9", weights("return (scores + (~mask) * -1e9).softmax(dim=-1)" + AFTER), weights("return (scores + torch.where(mask, 0.0, -1e9).to(scores.dtype)).softmax(dim=-1)" + AFTER), hint="In float16 -1e9 is minus infinity: a row of padding alone becomes NaN, or its gradient does. Fill with the type's lowest."),
    Misconception("fills with -10000", weights("return scores.masked_fill(~mask, -10000.0).softmax(dim=-1)" + AFTER), weights("return (scores + (~mask) * -10000.0).softmax(dim=-1)" + AFTER), hint="It fits into every type, and stays lowest only as long as no token scores lower. `torch.finfo(scores.dtype).min`."),
    Misconception("fills with -100", weights("return scores.masked_fill(~mask, -100.0).softmax(dim=-1)" + AFTER), hint="A token's score may be lower than that. `torch.finfo(scores.dtype).min`."),
    Misconception("takes exponentials without a care", weights("powers = scores.exp() * mask", "return powers / powers.sum(dim=-1, keepdim=True)"), weights("powers = scores.exp()" + AFTER, "return powers / powers.sum(dim=-1, keepdim=True)"), weights("powers = scores.exp()" + AFTER, "return powers / powers.sum(dim=-1, keepdim=True).clamp(min=1e-12)"), weights("powers = scores.exp() * mask", "return powers / (powers.sum(dim=-1, keepdim=True) + 1e-9)"), weights("powers = scores.exp() * mask", "total = powers.sum(dim=-1, keepdim=True)", "return powers / total.masked_fill(total == 0, 1.0)"), weights("powers = scores.exp().masked_fill(~mask, 0.0)", "return powers / powers.sum(dim=-1, keepdim=True).clamp(min=torch.finfo(scores.dtype).tiny)"), hint="exp(1000) is infinite. `softmax` subtracts the highest score first."),
    Misconception("adds a little to the sum", *(weights(f"filled = scores.masked_fill(~mask, {LOW})", "powers = (filled - filled.amax(dim=-1, keepdim=True)).exp() * mask", f"return powers / (powers.sum(dim=-1, keepdim=True) + {little})") for little in ("1e-6", "1e-8", "1e-9")), hint="Then no row sums to 1. Only a row without a token needs help: set its sum to 1, or use `softmax`, and fill its weights with 0."),
    Misconception("subtracts the highest score of the batch", weights(f"filled = scores.masked_fill(~mask, {LOW})", "powers = (filled - filled.max()).exp() * mask", "total = powers.sum(dim=-1, keepdim=True)", "return powers / total.masked_fill(total == 0, 1.0)"), hint="By that, rows with much lower scores come to nothing. Each row subtracts its own highest."),
    Misconception("divides scores by their sum", weights("left = scores.masked_fill(~mask, 0.0)", "total = left.sum(dim=-1, keepdim=True)", "return left / total.masked_fill(total == 0, 1.0)"), weights("left = scores.abs().masked_fill(~mask, 0.0)", "total = left.sum(dim=-1, keepdim=True)", "return left / total.masked_fill(total == 0, 1.0)"), hint="Scores may be negative: shares come from the softmax."),
    Misconception("takes the sigmoid", weights("return torch.sigmoid(scores)" + AFTER), hint="Each weight by itself: they would not sum to 1."),
    Misconception("takes log_softmax", weights(f"return scores.masked_fill(~mask, {LOW}).log_softmax(dim=-1)" + AFTER), hint="Weights, not their logarithms."),
    Misconception("takes the highest alone", weights(f"filled = scores.masked_fill(~mask, {LOW})", "return nn.functional.one_hot(filled.argmax(dim=-1), scores.size(-1)).to(scores.dtype)" + AFTER), hint="That is hard attention, which has no gradient. Softmax."),
    Misconception("takes the softmax twice", weights(f"filled = scores.masked_fill(~mask, {LOW})", f"return filled.softmax(dim=-1).masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER), weights(f"return scores.masked_fill(~mask, {LOW}).softmax(dim=-1).softmax(dim=-1)" + AFTER), hint="A softmax of weights, which lie between 0 and 1, is nearly even."),
    Misconception("gives every token the same weight", weights("left = mask.expand(scores.shape).to(scores.dtype)", "return left / left.sum(dim=-1, keepdim=True).clamp(min=1) + 0 * scores.masked_fill(~mask, 0.0)"), hint="The scores have no part in this."),
    Misconception("divides by the square root of the length", weights(f"return (scores / scores.size(-1) ** 0.5).masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER), hint="Scaling is the score's business (Q13), and by the keys' size."),
    Misconception("takes the first sentence's mask for all", weights("mask = mask[:1] if mask.ndim == scores.ndim else mask", f"return scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER), hint="Right while the batch holds one sentence. Each has its own mask."),
    Misconception("squeezes every axis of size one", weights(f"return (scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER + ").squeeze()"), hint="Weights have the shape of the scores."),
    Misconception("turns weights over", weights(f"return (scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER + ").mT"), hint="Weights have the shape of the scores: a row for each query."),
    Misconception("cuts the gradient off", weights(f"return (scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER + ").detach()"), weights("with torch.no_grad():", f"    return scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER), hint="Nobody tells the model where to look: it learns that through these weights alone."),
    Misconception("changes the scores in place", fills_in_place, hint="`masked_fill_` writes into the caller's tensor."),
    Misconception("computes in float32", weights("return scores.float().masked_fill(~mask, torch.finfo(torch.float32).min).softmax(dim=-1)" + AFTER), hint="Weights are of the type of the scores. (Computing in float32 and coming back from float16 is a good habit: `softmax(dim=-1, dtype=torch.float32).to(scores.dtype)`.)"),
    Misconception("computes float64 in float32", weights("return scores.float().masked_fill(~mask, torch.finfo(torch.float32).min).softmax(dim=-1).to(scores.dtype)" + AFTER), hint="That loses half of a float64's digits."),
    Misconception("rounds the weights", weights(f"return (scores.masked_fill(~mask, {LOW}).softmax(dim=-1)" + AFTER + " * 1000).round() / 1000"), hint="Rounding has no gradient, and the rows no longer sum to 1."),
    Misconception("loops over the sentences in Python", loop_over_rows, hint="`softmax(dim=-1)` does all rows of all sentences at once."),
    Misconception("gives the masked scores", weights(f"return scores.masked_fill(~mask, {LOW})"), hint="The softmax is missing."),
]  # fmt: skip

MEAN = "return weights @ states"


def context(new: str) -> patch:
    return patch(MEAN, new)


def normalises_in_place(weights, states):
    weights /= weights.sum(dim=-1, keepdim=True)
    return weights @ states


CONTEXT_VECTORS = [
    Misconception("sums over the queries", context('return torch.einsum("bts,bsd->bsd", weights, states)'), context("return (weights.unsqueeze(-1) * states.unsqueeze(1)).sum(dim=1)"), hint="A context for each query is left; the words are what is summed up."),
    Misconception("sums over the batch", context('return torch.einsum("bts,csd->btd", weights, states)'), hint="A sentence's context is made of its own states."),
    Misconception("turns the weights over", context("return weights.mT @ states"), hint="(batch, target_length, source_length) times (batch, source_length, states_size) fits as it is. Where the two lengths are equal, the wrong way round fits too."),
    Misconception("turns the states over", context("return weights @ states.mT"), hint="The states' words are the axis that is summed up: they have to be the last but one."),
    Misconception("reshapes where a transpose is due", context("return weights.reshape(weights.size(0), weights.size(2), weights.size(1)).mT @ states"), context("return weights @ states.reshape(states.size(0), states.size(2), states.size(1)).mT"), hint="`reshape` keeps the numbers in their order and cuts them elsewhere."),
    Misconception("gives the plain mean of the states", context("return states.mean(dim=1, keepdim=True).expand(-1, weights.size(1), -1)"), context("return states.mean(dim=1, keepdim=True).expand(-1, weights.size(1), -1) + 0 * weights.sum()"), hint="Each state counts by its weight: the plain mean is the same for every target word."),
    Misconception("divides by the number of words", context("return weights @ states / weights.size(-1)"), context("return (weights.unsqueeze(-1) * states.unsqueeze(1)).mean(dim=2)"), hint="The weights sum to 1 already: a weighted sum with them *is* a mean. Use `sum`, not `mean`."),
    Misconception("divides by the sum of the weights", context("return weights @ states / weights.sum(dim=-1, keepdim=True)"), hint="They sum to 1, or to 0 where a sentence has no token: then this is 0 / 0."),
    Misconception("forgets the weights", context("return states.sum(dim=1, keepdim=True).expand(-1, weights.size(1), -1)"), hint="Each state counts by its weight."),
    Misconception("forgets to sum", context("return weights.unsqueeze(-1) * states.unsqueeze(1)"), hint="One context for each query: the words are summed up, `sum(dim=2)`."),
    Misconception("sums over the wrong dimension", context("return (weights.unsqueeze(-1) * states.unsqueeze(1)).sum(dim=3)"), context("return (weights.unsqueeze(-1) * states.unsqueeze(1)).sum(dim=0)"), hint="The axes are (batch, target, source, size): sum over the source."),
    Misconception("gives the state with the most weight", context("chosen = weights.argmax(dim=-1, keepdim=True).expand(-1, -1, states.size(-1))\n    return states.gather(1, chosen)"), hint="That is hard attention: no mixture, and no gradient to the weights."),
    Misconception("gives the highest weighted number", context("return (weights.unsqueeze(-1) * states.unsqueeze(1)).amax(dim=2)"), hint="Sum, not maximum."),
    Misconception("takes the softmax again", context("return weights.softmax(dim=-1) @ states"), hint="These are weights already: a second softmax makes them nearly even."),
    Misconception("cuts the gradient of the weights off", context("return weights.detach() @ states"), hint="Without it nothing upstream learns: not the score, not the query."),
    Misconception("cuts the gradient of the states off", context("return weights @ states.detach()"), hint="The encoder learns through the states that are looked at."),
    Misconception("cuts all gradients off", context("return (weights @ states).detach()"), context("with torch.no_grad():\n        return weights @ states"), context("return weights.data @ states.data"), hint="The whole model learns through the context."),
    Misconception("answers the first query only", context("return weights[:, :1] @ states"), context("return (weights[:, :1] @ states).expand(-1, weights.size(1), -1)"), hint="There is a context for each query."),
    Misconception("answers the last query only", context("return weights[:, -1:] @ states"), context("return (weights[:, -1:] @ states).expand(-1, weights.size(1), -1)"), hint="There is a context for each query."),
    Misconception("means over the queries", context("return (weights.mean(dim=1, keepdim=True) @ states).expand(-1, weights.size(1), -1)"), hint="There is a context for each query."),
    Misconception("sums the contexts up to the present", context("return (weights @ states).cumsum(dim=1)"), hint="Each step looks anew."),
    Misconception("takes the first sentence's states for all", context("return weights @ states[0]"), hint="Right while the batch holds one sentence."),
    Misconception("squeezes every axis of size one", context("return (weights @ states).squeeze()"), hint="A batch of one, one query, one number: the axis stays."),
    Misconception("squeezes the queries' axis", context("return (weights @ states).squeeze(1)"), hint="One query is an axis of size one, which stays."),
    Misconception("puts the numbers first", context("return (weights @ states).mT"), hint="Axes are (batch, time, feature)."),
    Misconception("puts the queries first", context("return (weights @ states).transpose(0, 1)"), hint="Axes are (batch, time, feature)."),
    Misconception("multiplies weights and states number by number", context("return weights * states"), hint="A matrix product sums over the words; `*` does not."),
    Misconception("adds the last state", context("return weights @ states + states[:, -1:]"), hint="The context is made of weighted states and nothing else."),
    Misconception("bends the context with a tanh", context("return torch.tanh(weights @ states)"), hint="The plain mean: the context lies among the states. The tanh comes in the decoder."),
    Misconception("normalises the context", context("return nn.functional.normalize(weights @ states, dim=-1)"), hint="The plain mean: its length says something, too."),
    Misconception("changes the weights in place", normalises_in_place, hint="`/=` writes into the caller's weights, which are returned for the heatmaps; and they sum to 1 already."),
    Misconception("loops over the sentences in Python", context("return torch.stack([weight @ state for weight, state in zip(weights, states)])"), hint="`@` and `torch.bmm` do all sentences at once."),
    Misconception("computes in float32", context("return weights.float() @ states.float()"), context("return (weights.float() @ states.float()).to(states.dtype)"), hint="Keep the type that comes in."),
    Misconception("weighs by the square of the weights", context("return weights.square() @ states"), hint="Each state counts by its weight, as it is."),
    Misconception("reads the states backwards", context("return weights @ states.flip(1)"), hint="Weight i belongs to state i."),
]  # fmt: skip

REMEMBER = "return Memory(self.score.prepare(states), states, mask)"
SCORES = "scores = self.score(queries, memory.keys)"
WEIGHTS = "weights = attention_weights(scores, memory.mask.unsqueeze(1))"
RETURN = "return context_vectors(weights, memory.states), weights"
FLOOR = "torch.finfo(scores.dtype).min"


def remember(new: str) -> patch:
    return patch(REMEMBER, new)


def scored(new: str) -> patch:
    return patch(SCORES, new)


def weighed(new: str) -> patch:
    return patch(WEIGHTS, new)


def given(new: str) -> patch:
    return patch(RETURN, new)


ATTENTION = [
    Misconception("prepares the keys again in forward", scored("scores = self.score(queries, self.score.prepare(memory.states))"), scored("scores = self.score(queries, self.remember(memory.states, memory.mask).keys)"), hint="`forward` is called for every target word, `remember` once a sentence. The keys are in the memory."),
    Misconception("prepares the keys in forward alone", patch(REMEMBER, "return Memory(states, states, mask)", SCORES, "scores = self.score(queries, self.score.prepare(memory.keys))"), hint="Then they are prepared for every target word. `remember` is the place."),
    Misconception("never prepares the keys", patch(REMEMBER, "return Memory(states, states, mask)"), hint="Scores are computed of keys, and `self.score.prepare` makes keys of states."),
    Misconception("prepares the keys twice", remember("return Memory(self.score.prepare(self.score.prepare(states)), states, mask)"), remember("self.score.prepare(states)\n        return Memory(self.score.prepare(states), states, mask)"), hint="Once a sentence."),
    Misconception("mixes keys for states", given("return context_vectors(weights, memory.keys), weights"), hint="Keys are what is compared, states what is mixed: the context is made of `memory.states`."),
    Misconception("keeps the prepared keys for states", remember("keys = self.score.prepare(states)\n        return Memory(keys, keys, mask)"), hint="The context is made of the encoder's states: they have to stay in the memory as they are."),
    Misconception("swaps keys and states in the memory", remember("return Memory(states, self.score.prepare(states), mask)"), hint="`Memory(keys, states, mask)`, in this order; by name it cannot go wrong."),
    Misconception("scores the states for the keys", scored("scores = self.score(queries, memory.states)"), hint="`memory.keys` is what `prepare` has made for the score."),
    Misconception("keeps the keys on the module", patch(REMEMBER, "self.keys = self.score.prepare(states)\n        return Memory(self.keys, states, mask)", SCORES, "scores = self.score(queries, self.keys)"), hint="The next sentence overwrites them while the first is still being translated. What belongs to a sentence stands in its `Memory`."),
    Misconception("keeps the mask on the module", patch(REMEMBER, "self.mask = mask\n        " + REMEMBER, WEIGHTS, WEIGHTS.replace("memory.mask", "self.mask")), patch(WEIGHTS, "if not hasattr(self, 'mask') or self.mask.shape != memory.mask.shape:\n            self.mask = memory.mask\n        " + WEIGHTS.replace("memory.mask", "self.mask")), hint="The next sentence has another mask, of the same shape or not. What belongs to a sentence stands in its `Memory`."),
    Misconception("keeps something of a sentence that it never uses", patch(REMEMBER, "self.memory = Memory(self.score.prepare(states), states, mask)\n        return self.memory"), patch(RETURN, "self.last_weights = weights\n        " + RETURN), patch(REMEMBER, "self.register_buffer('states', states)\n        " + REMEMBER), hint="It does no harm to the numbers, but the module holds on to tensors of a sentence that is long done, gradients and all. What belongs to a sentence stands in its `Memory`."),
    Misconception("keeps the first memory", patch(REMEMBER, "if not hasattr(self, 'memory') or self.memory.states.shape != states.shape:\n            self.memory = Memory(self.score.prepare(states), states, mask)\n        return self.memory"), hint="The next batch may have the same shape and is another all the same: make a new `Memory` for each."),
    Misconception("keeps the states on the module", patch(REMEMBER, "self.states = states\n        " + REMEMBER, RETURN, "return context_vectors(weights, self.states), weights"), hint="The next sentence overwrites them. What belongs to a sentence stands in its `Memory`."),
    Misconception("takes the first sentence's mask for all", weighed("weights = attention_weights(scores, memory.mask[:1].unsqueeze(1))"), hint="Each sentence has its own mask."),
    Misconception("forgets the mask", weighed("weights = attention_weights(scores, torch.ones_like(memory.mask).unsqueeze(1))"), weighed("weights = scores.softmax(dim=-1)"), hint="Padding would get weight."),
    Misconception("forgets the mask's axis for the queries", weighed("weights = attention_weights(scores, memory.mask)"), hint="(batch, source_length) does not broadcast to (batch, target_length, source_length) as it is meant: with as many sentences as queries it takes the mask of another sentence. `unsqueeze(1)`."),
    Misconception("gives the mask its axis on the wrong side", weighed("weights = attention_weights(scores, memory.mask.unsqueeze(2))"), weighed("weights = attention_weights(scores, memory.mask.unsqueeze(-1))"), hint="That is (batch, source_length, 1): it hides queries. `unsqueeze(1)` gives (batch, 1, source_length)."),
    Misconception("turns the mask round", weighed("weights = attention_weights(scores, ~memory.mask.unsqueeze(1))"), hint="The mask is True at tokens, here and in `attention_weights`."),
    Misconception("turns the mask round in remember", remember("return Memory(self.score.prepare(states), states, ~mask)"), hint="The memory holds the mask as it is: True at tokens."),
    Misconception("remembers no mask", remember("return Memory(self.score.prepare(states), states, torch.ones_like(mask))"), remember("return Memory(self.score.prepare(states), states, None)"), hint="The mask that `remember` is given belongs in the memory."),
    Misconception("remembers a mask that is ready for the scores", patch(REMEMBER, "return Memory(self.score.prepare(states), states, mask.unsqueeze(1))", WEIGHTS, "weights = attention_weights(scores, memory.mask)"), hint="`Memory` says (batch, source_length): others read it, too. Add the axis in `forward`."),
    Misconception("sets states at padding to zero", remember("return Memory(self.score.prepare(states), states * mask.unsqueeze(-1), mask)"), remember("states = states * mask.unsqueeze(-1)\n        return Memory(self.score.prepare(states), states, mask)"), hint="A state of zeros is a state like any other, and may get weight. The mask is for the scores; the states stay as they are."),
    Misconception("masks after the softmax", weighed("weights = scores.softmax(dim=-1).masked_fill(~memory.mask.unsqueeze(1), 0.0)"), hint="Padding has had its part in the sum by then. First the mask, then the softmax."),
    Misconception("masks after the softmax and divides by what is left", weighed("weights = scores.softmax(dim=-1).masked_fill(~memory.mask.unsqueeze(1), 0.0)\n        weights = weights / weights.sum(dim=-1, keepdim=True)"), hint="Where padding scores high, nothing is left; where all is padding, 0 is divided by 0. First the mask, then the softmax."),
    Misconception("fills with minus infinity", weighed("weights = scores.masked_fill(~memory.mask.unsqueeze(1), -torch.inf).softmax(dim=-1)"), hint="A sentence that is all padding becomes NaN. Use `attention_weights`."),
    Misconception("gives a sentence without a token equal weights", weighed(f"weights = scores.masked_fill(~memory.mask.unsqueeze(1), {FLOOR}).softmax(dim=-1)"), hint="After the softmax, set the weights at padding to 0. Use `attention_weights`."),
    Misconception("takes the softmax over the queries", weighed(f"pads = ~memory.mask.unsqueeze(1)\n        weights = scores.masked_fill(pads, {FLOOR}).softmax(dim=1).masked_fill(pads, 0.0)"), hint="The softmax runs over the words, the last axis. Use `attention_weights`."),
    Misconception("takes the softmax over the batch", weighed(f"pads = ~memory.mask.unsqueeze(1)\n        weights = scores.masked_fill(pads, {FLOOR}).softmax(dim=0).masked_fill(pads, 0.0)"), hint="The softmax runs over the words, the last axis. Use `attention_weights`."),
    Misconception("takes the softmax twice", given("weights = attention_weights(weights, memory.mask.unsqueeze(1))\n        return context_vectors(weights, memory.states), weights"), hint="`attention_weights` gives weights: a second softmax makes them nearly even."),
    Misconception("divides by a square root of its own", scored("scores = self.score(queries, memory.keys) / math.sqrt(memory.keys.size(-1))"), hint="Scaling belongs to the score: `ScaledDotScore` has its root already, and additive scores have none."),
    Misconception("gives weights first, then contexts", given("return weights, context_vectors(weights, memory.states)"), hint="Contexts and weights, in this order."),
    Misconception("gives scores for weights", given("return context_vectors(weights, memory.states), scores"), hint="The heatmaps of chapter 09 show weights: what the contexts were made with."),
    Misconception("gives contexts alone", given("return context_vectors(weights, memory.states)"), hint="Contexts and weights: chapter 09 draws the weights."),
    Misconception("gives weights cut off from the gradient", given("return context_vectors(weights, memory.states), weights.detach()"), hint="Who wants no gradient detaches for himself; a loss on the weights needs one."),
    Misconception("cuts the gradient of the weights off", given("return context_vectors(weights.detach(), memory.states), weights"), hint="Then neither the score nor the query learns anything from the loss."),
    Misconception("cuts the gradient of the states off", given("return context_vectors(weights, memory.states.detach()), weights"), remember("return Memory(self.score.prepare(states), states.detach(), mask)"), hint="The encoder learns through the states that are looked at."),
    Misconception("cuts the gradient of the keys off", remember("with torch.no_grad():\n            keys = self.score.prepare(states)\n        return Memory(keys, states, mask)"), remember("return Memory(self.score.prepare(states).detach(), states, mask)"), hint="Prepared once a sentence does not mean without a gradient: the score's parameters learn through the keys."),
    Misconception("gives the plain mean of the states", given("return memory.states.mean(dim=1, keepdim=True).expand(-1, queries.size(1), -1), weights"), hint="Each state counts by its weight."),
    Misconception("gives the state with the most weight", given("chosen = weights.argmax(dim=-1, keepdim=True).expand(-1, -1, memory.states.size(-1))\n        return memory.states.gather(1, chosen), weights"), hint="That is hard attention: no mixture, and no gradient to the weights."),
    Misconception("joins query and context", given("return torch.cat((queries, context_vectors(weights, memory.states)), dim=-1), weights"), hint="What becomes of the context is the decoder's business: give it alone."),
    Misconception("answers the first query only", scored("scores = self.score(queries[:, :1], memory.keys)"), scored("scores = self.score(queries[:, :1], memory.keys).expand(-1, queries.size(1), -1)"), hint="There is a context for each query."),
    Misconception("answers the last query only", scored("scores = self.score(queries[:, -1:], memory.keys)"), scored("scores = self.score(queries[:, -1:], memory.keys).expand(-1, queries.size(1), -1)"), hint="There is a context for each query."),
    Misconception("squeezes the queries' axis", given("return context_vectors(weights, memory.states).squeeze(1), weights.squeeze(1)"), hint="A decoder that goes step by step asks with one query; its axis stays."),
    Misconception("has a layer of its own", given("if not hasattr(self, 'output'):\n            self.output = nn.Linear(memory.states.size(-1), memory.states.size(-1)).to(memory.states)\n        return self.output(context_vectors(weights, memory.states)), weights"), hint="The attention has no parameters but its score's: the context is a mean of the states.", by_chance=True),
    Misconception("drops weights out", given("weights = nn.functional.dropout(weights, 0.5)\n        return context_vectors(weights, memory.states), weights"), hint="Some models do so in training. Here the weights sum to 1.", by_chance=True),
    Misconception("loops over the sentences in Python", scored("scores = torch.cat([self.score(query.unsqueeze(0), key.unsqueeze(0)) for query, key in zip(queries, memory.keys)])"), hint="The score takes the whole batch at once."),
    Misconception("normalises the states in place", remember("states /= states.norm(dim=-1, keepdim=True)\n        return Memory(self.score.prepare(states), states, mask)"), hint="`/=` writes into the encoder's states, and nothing here has to be normalised."),
]  # fmt: skip
