"""Q17: readouts, probabilities and tokens that are made of the wrong numbers, or along the wrong axis."""

from __future__ import annotations

import torch

from autograder.catalogue import Misconception, patch

READ = "return decoder.dropout(torch.tanh(decoder.readout(torch.cat((hidden, contexts), dim=2))))"


def _read(new: str) -> patch:
    return patch(READ, "return " + new)


JOINED = "torch.cat((hidden, contexts), dim=2)"
LINEAR = f"decoder.readout({JOINED})"
BOUNDED = f"torch.tanh({LINEAR})"

READ_OUT = [
    Misconception("forgets tanh", _read(f"decoder.dropout({LINEAR})"), hint="Without tanh, readout and output layer are one linear map of hidden state and context."),
    Misconception("takes tanh before the linear layer", _read(f"decoder.dropout(decoder.readout(torch.tanh({JOINED})))"), hint="tanh bounds what the layer gives, not what it reads."),
    Misconception("takes tanh twice", _read(f"decoder.dropout(torch.tanh({BOUNDED}))"), hint="Once."),
    Misconception("takes a sigmoid for tanh", _read(f"decoder.dropout(torch.sigmoid({LINEAR}))"), hint="tanh goes from -1 to 1, a sigmoid from 0 to 1."),
    Misconception("takes a ReLU for tanh", _read(f"decoder.dropout(torch.relu({LINEAR}))"), hint="Luong et al., eq. 5, have tanh."),
    Misconception("takes a softmax for tanh", _read(f"decoder.dropout(torch.softmax({LINEAR}, dim=-1))"), hint="The readout is no distribution. tanh here; the softmax comes after the output layer."),
    Misconception("puts the context first", _read(f"decoder.dropout({BOUNDED.replace('(hidden, contexts)', '(contexts, hidden)')})"), hint="The hidden state first, then the context: the layer's columns are in that order."),
    Misconception("reads out without the context", _read(f"decoder.dropout(torch.tanh(decoder.readout({JOINED.replace('contexts)', 'torch.zeros_like(contexts))')})))"), hint="The context is what was looked up for this very word."),
    Misconception("leaves the context out", _read("decoder.dropout(torch.tanh(decoder.readout(hidden)))"), hint="The layer reads hidden state and context, side by side."),
    Misconception("reads out without the hidden state", _read(f"decoder.dropout(torch.tanh(decoder.readout({JOINED.replace('(hidden,', '(torch.zeros_like(hidden),')})))"), hint="The hidden state knows what has been said so far."),
    Misconception("does not put hidden state and context side by side", _read("decoder.dropout(torch.tanh(decoder.readout(contexts)))"), _read("decoder.dropout(torch.tanh(decoder.readout(hidden + contexts)))"), _read(f"decoder.dropout({BOUNDED.replace('dim=2', 'dim=1')})"), hint="The layer reads both, one beside the other along the last axis: `torch.cat(..., dim=2)`."),
    Misconception("forgets the dropout", _read(BOUNDED), hint="The decoder's dropout is due on embeddings and on readouts; `forward` has done the first."),
    Misconception("drops out twice", _read(f"decoder.dropout(decoder.dropout({BOUNDED}))"), hint="Twice one half leaves a quarter. Once is enough."),
    Misconception("drops out before the linear layer", _read(f"torch.tanh(decoder.readout(decoder.dropout({JOINED})))"), hint="Dropout comes last, on the readout itself."),
    Misconception("drops out somewhere before tanh", _read(f"torch.tanh(decoder.dropout({LINEAR}))"), _read(f"decoder.dropout(torch.tanh(decoder.readout(decoder.dropout({JOINED}))))"), hint="Dropout comes last, once: it multiplies what it keeps, and tanh would bend that."),
    Misconception("drops out the context alone", _read(f"torch.tanh(decoder.readout({JOINED.replace('contexts)', 'decoder.dropout(contexts))')}))"), hint="Dropout comes last, on the readout itself."),
    Misconception("drops out in evaluation too", _read(f"nn.functional.dropout({BOUNDED}, decoder.dropout.p)"), hint="`F.dropout` is in training mode unless told otherwise; the module `decoder.dropout` knows the mode itself.", by_chance=True),
    Misconception("drops half whatever the decoder's dropout is", _read(f"nn.functional.dropout({BOUNDED}, training=decoder.training)"), _read(f"nn.Dropout().train(decoder.training)({BOUNDED})"), hint="The decoder has a dropout of its own, with its own share: use it."),
    Misconception("drops whole positions", _read(f"nn.functional.dropout1d({BOUNDED}, decoder.dropout.p, decoder.training)"), hint="`dropout1d` sets all numbers of a position to 0 or none. `decoder.dropout` draws for each number on its own."),
    Misconception("drops the same units at all positions", _read(f"(lambda bounded: bounded * decoder.dropout(torch.ones_like(bounded[:, :1])))({BOUNDED})"), _read(f"(lambda bounded: bounded * decoder.dropout(torch.ones_like(bounded[:1, :1])))({BOUNDED})"), hint="One draw for a whole sentence is another method. `decoder.dropout` draws for each number on its own."),
    Misconception("drops the same units in all sentences", _read(f"(lambda bounded: bounded * decoder.dropout(torch.ones_like(bounded[:1])))({BOUNDED})"), hint="Each sentence has draws of its own: put `decoder.dropout` on the readouts themselves."),
    Misconception("overflows", _read(f"decoder.dropout((lambda x: (x.exp() - (-x).exp()) / (x.exp() + (-x).exp()))({LINEAR}))"), hint="exp(710) is infinite, and infinite by infinite is NaN. `torch.tanh` knows how to avoid it."),
    Misconception("gives logits for the readout", _read(f"decoder.output(decoder.dropout({BOUNDED}))"), hint="The output layer comes later, once for all positions."),
    Misconception("gives probabilities for the readout", _read(f"torch.softmax(decoder.output(decoder.dropout({BOUNDED})), dim=-1)"), hint="The output layer comes later, and the softmax after it."),
    Misconception("cuts the contexts off from the gradient", _read(f"decoder.dropout({BOUNDED.replace('contexts)', 'contexts.detach())')})"), hint="Through the contexts the attention and the encoder hear of the loss."),
    Misconception("cuts the hidden state off from the gradient", _read(f"decoder.dropout({BOUNDED.replace('(hidden,', '(hidden.detach(),')})"), hint="Through the hidden state the network hears of the loss."),
    Misconception("cuts the readout off from the gradient", _read(f"decoder.dropout({BOUNDED}).detach()"), hint="Nothing at all would learn. No `detach`."),
    Misconception("reads out the last position alone", _read(f"decoder.dropout({BOUNDED})[:, -1:]"), _read(f"decoder.dropout({BOUNDED})[:, -1]"), hint="A readout for every position."),
    Misconception("drops every axis of size one", _read(f"decoder.dropout({BOUNDED}).squeeze()"), hint="`squeeze()` takes the batch away too where it holds one sentence."),
    Misconception("lays all positions in one row", _read(f"decoder.dropout({BOUNDED}).flatten(0, 1)"), hint="Three axes: (batch, target_length, readout_size)."),
    Misconception("adds the hidden state to what comes out", _read(f"decoder.dropout({BOUNDED}) + hidden.mean(dim=2, keepdim=True)"), hint="Hidden state and context go through the layer; nothing is added afterwards."),
    Misconception("squashes the hidden state first", _read(f"decoder.dropout({BOUNDED.replace('(hidden,', '(torch.tanh(hidden),')})"), hint="tanh comes once, after the layer."),
    Misconception("forgets the bias", _read(f"decoder.dropout(torch.tanh(nn.functional.linear({JOINED}, decoder.readout.weight)))"), hint="The layer has a bias: call the layer."),
    Misconception("makes a layer of its own", _read(f"decoder.dropout(torch.tanh(nn.Linear(decoder.readout.in_features, decoder.readout.out_features).to(hidden)({JOINED})))"), hint="A layer made inside the function is new at each call and never trained. The decoder has its readout.", by_chance=True),
    Misconception("copies the layer", _read(f"decoder.dropout(torch.tanh(__import__('copy').deepcopy(decoder.readout)({JOINED})))"), hint="The copy gets the gradient, and is thrown away. Use `decoder.readout` itself."),
    Misconception("works in float32", _read(f"decoder.dropout({BOUNDED}).float()"), hint="Keep the type of what you were given."),
    Misconception("changes the hidden state in place", patch(READ, "hidden.data.tanh_()\n    " + READ), hint="`hidden` belongs to the caller: functions that end in `_` write into it."),
]


def normal_without_softmax(logits):
    """Divides by the sum."""
    return logits / logits.sum(dim=-1, keepdim=True)


def row_by_row(logits):
    """A loop over the first axis, softmax over whatever comes next."""
    return torch.stack([torch.softmax(row, dim=0) for row in logits])


def hand_made(logits):
    """exp over its sum, as in the formula."""
    return logits.exp() / logits.exp().sum(dim=-1, keepdim=True)


def shifted_by_the_largest_of_all(logits):
    """exp over its sum, shifted by one number for all."""
    shifted = (logits - logits.max()).exp()
    return shifted / shifted.sum(dim=-1, keepdim=True)


def shifted_in_place(logits):
    """Shifts the caller's logits."""
    logits.data -= logits.detach().max(dim=-1, keepdim=True).values
    return logits.softmax(dim=-1)


SOFTMAX = "return logits.softmax(dim=-1)"


def _soft(*new: str) -> tuple[patch, ...]:
    return tuple(patch(SOFTMAX, "return " + one) for one in new)


NEXT_TOKEN_PROBABILITIES = [
    Misconception("names no axis", *_soft("nn.Softmax()(logits)", "nn.functional.softmax(logits)"), hint="`nn.Softmax()` guesses: the first axis of three, the second of two. And it warns, which is a line on stderr. Say `dim=-1`."),
    Misconception("takes the softmax over the batch", *_soft("logits.softmax(dim=0)"), hint="Then the probabilities of a word sum to 1 over the sentences of the batch. The vocabulary is the last axis."),
    Misconception("takes the softmax over time", *_soft("logits.softmax(dim=min(1, logits.ndim - 1))", "logits.softmax(dim=1)"), hint="Then the probabilities of a word sum to 1 over the positions of a sentence. The vocabulary is the last axis."),
    Misconception("takes the softmax over the last axis but one", *_soft("logits.softmax(dim=-2 if logits.ndim > 1 else -1)", "logits.softmax(dim=-2)"), hint="-1 is the last axis."),
    Misconception("counts on three axes", *_soft("logits.softmax(dim=2)"), hint="One position, (vocabulary_size,), is as good an input as a batch: `dim=-1` is the last axis of any."),
    Misconception("takes the softmax over everything", *_soft("logits.flatten().softmax(dim=0).reshape(logits.shape)"), hint="Every position has a distribution of its own."),
    Misconception("takes the softmax over all positions of a sentence", *_soft("logits.flatten(1).softmax(dim=1).reshape(logits.shape) if logits.ndim > 1 else logits.softmax(dim=0)"), hint="Every position has a distribution of its own."),
    Misconception("goes through the batch and forgets an axis", row_by_row, hint="Inside the loop the first axis is time. Without a loop: `dim=-1`."),
    Misconception("gives logarithms", *_soft("logits.log_softmax(dim=-1)"), hint="`log_softmax` gives logarithms of probabilities: none is above 0."),
    Misconception("takes a sigmoid", *_soft("torch.sigmoid(logits)"), hint="A sigmoid asks of each word on its own; they do not sum to 1."),
    Misconception("takes the softmax twice", *_soft("logits.softmax(dim=-1).softmax(dim=-1)"), hint="The second softmax takes probabilities for logits: it makes all words nearly alike."),
    Misconception("forgets to divide", *_soft("logits.exp()"), hint="The exponentials have to be divided by their sum."),
    Misconception("forgets to exponentiate", normal_without_softmax, hint="Logits may be negative, and sum to 0. First exp, then the sum."),
    Misconception("overflows", hand_made, hint="exp(1000) is infinite. Subtract each position's largest logit first, or let `softmax` do it."),
    Misconception("shifts all positions by the same number", shifted_by_the_largest_of_all, hint="Where one sentence lies far below the largest logit of all, every exponential becomes 0. Each position needs its own largest."),
    Misconception("shifts the caller's logits", shifted_in_place, hint="`-=` writes into what belongs to the caller."),
    Misconception("gives a token in place of probabilities", *_soft("nn.functional.one_hot(logits.argmax(dim=-1), logits.size(-1)).to(logits.dtype)", "logits.argmax(dim=-1)"), hint="A distribution has something for every word."),
    Misconception("gives the largest probability alone", *_soft("logits.softmax(dim=-1).max(dim=-1).values"), hint="One number for each word, vocabulary_size in all."),
    Misconception("cuts the gradient off", *_soft("logits.detach().softmax(dim=-1)", "logits.softmax(dim=-1).detach()"), hint="Someone may want to train through it. No `detach`."),
    Misconception("changes the type", *_soft("logits.softmax(dim=-1, dtype=torch.float32)", "logits.double().softmax(dim=-1)"), hint="Probabilities of the type of the logits."),
    Misconception("turns it upside down", *_soft("(-logits).softmax(dim=-1)", "nn.Softmin(dim=-1)(logits)"), hint="A larger logit is a larger probability."),
    Misconception("cools the distribution", *_soft("(logits / 0.5).softmax(dim=-1)", "(logits / 2).softmax(dim=-1)"), hint="There is no temperature in the task: 1."),
    Misconception("divides by the square root of the vocabulary", *_soft("(logits / logits.size(-1) ** 0.5).softmax(dim=-1)"), hint="That belongs to scores of dot products, not to logits."),
    Misconception("divides by the largest", *_soft("logits.softmax(dim=-1) / logits.softmax(dim=-1).max(dim=-1, keepdim=True).values"), hint="They have to sum to 1."),
    Misconception("squares instead of exponentiating", *_soft("logits.square() / logits.square().sum(dim=-1, keepdim=True)"), hint="exp keeps the order of the logits, a square does not."),
    Misconception("rounds", *_soft("(logits.softmax(dim=-1) * 1e4).round() / 1e4"), hint="Probabilities as they are: rounded ones do not sum to 1."),
    Misconception("drops every axis of size one", *_soft("logits.softmax(dim=-1).squeeze()"), hint="The shape stays as it was."),
    Misconception("lays all positions in one row", *_soft("logits.flatten(0, -2).softmax(dim=-1) if logits.ndim > 1 else logits.softmax(dim=-1)"), hint="The shape stays as it was."),
]


def without_the_forbidden(logits, forbidden=()):
    """Leaves the forbidden words out and counts anew."""
    kept = [index for index in range(logits.size(-1)) if index not in forbidden]
    return logits[..., kept].argmax(dim=-1)


def forbidden_become_unknown(logits, forbidden=()):
    """Replaces what was chosen afterwards."""
    chosen = logits.argmax(dim=-1)
    for index in forbidden:
        chosen[chosen == index] = 0
    return chosen


def second_best(logits, forbidden=()):
    """Takes the second best where the best is forbidden, and looks no further."""
    best = torch.cat((logits, logits[..., :1] - 1e30), dim=-1).topk(2, dim=-1).indices.clamp(max=logits.size(-1) - 1)
    taboo = torch.zeros_like(best[..., 0], dtype=torch.bool)
    for index in forbidden:
        taboo |= best[..., 0] == index
    return torch.where(taboo, best[..., 1], logits.argmax(dim=-1))


def highest_of_equals(logits, forbidden=()):
    """Searches from the end."""
    allowed = logits.clone()
    allowed[..., list(forbidden)] = -torch.inf
    return logits.size(-1) - 1 - allowed.flip(-1).argmax(dim=-1)


def drawn_tokens(logits, forbidden=()):
    """Draws from the distribution."""
    allowed = logits.clone()
    allowed[..., list(forbidden)] = -torch.inf
    rows = allowed.float().softmax(dim=-1).reshape(-1, logits.size(-1))
    return torch.multinomial(rows, 1).reshape(logits.shape[:-1])


COPY = "allowed = logits.clone()"
FORBID = "allowed[..., list(forbidden)] = -torch.inf"
CHOOSE = "return allowed.argmax(dim=-1)"


def _choose(*new: str) -> tuple[patch, ...]:
    return tuple(patch(CHOOSE, "return " + one) for one in new)


def _forbid(*new: str) -> tuple[patch, ...]:
    return tuple(patch(FORBID, one) for one in new)


GREEDY_TOKENS = [
    Misconception("takes the argmax over time", *_choose("allowed.argmax(dim=min(1, logits.ndim - 1))", "allowed.argmax(dim=1)"), hint="That says at which position each word is likeliest. Which word is likeliest at a position is asked along the last axis."),
    Misconception("takes the argmax over the batch", *_choose("allowed.argmax(dim=0)"), hint="That says in which sentence each word is likeliest. The vocabulary is the last axis."),
    Misconception("takes the argmax over the last axis but one", *_choose("allowed.argmax(dim=-2 if logits.ndim > 1 else -1)", "allowed.argmax(dim=-2)"), hint="-1 is the last axis."),
    Misconception("counts on three axes", *_choose("allowed.argmax(dim=2)"), hint="One position, (vocabulary_size,), is as good an input as a batch: `dim=-1` is the last axis of any."),
    Misconception("takes the argmax over everything", *_choose("allowed.argmax()"), hint="Without `dim`, `argmax` counts through all numbers. Each position chooses its own word."),
    Misconception("lets forbidden words be said", *_forbid("pass"), hint="<pad> and <bos> have logits like any other word; nothing but you keeps them from being said."),
    Misconception("forbids the first of the forbidden alone", *_forbid("allowed[..., list(forbidden)[:1]] = -torch.inf"), hint="All of `forbidden`, however many they are."),
    Misconception("forbids the last of the forbidden alone", *_forbid("allowed[..., list(forbidden)[-1:]] = -torch.inf"), hint="All of `forbidden`, however many they are."),
    Misconception("forbids 1 and 2 whatever it is told", *_forbid("allowed[..., [1, 2]] = -torch.inf"), patch(FORBID, "allowed[..., [1, 2] if forbidden else []] = -torch.inf"), hint="Where <pad> and <bos> stand depends on the vocabulary, and whether they are forbidden on the caller."),
    Misconception("forbids as many words from the start", *_forbid("allowed[..., : len(forbidden)] = -torch.inf"), hint="`forbidden` holds indices, not their number."),
    Misconception("forbids positions in time", *_forbid("allowed[:, list(forbidden)] = -torch.inf"), hint="`[:, indices]` counts along the second axis. `[..., indices]` means the last."),
    Misconception("forbids sentences", *_forbid("allowed[list(forbidden)] = -torch.inf"), hint="`[indices]` counts along the first axis, the batch. `[..., indices]` means the last."),
    Misconception("sets forbidden logits to 0", *_forbid("allowed[..., list(forbidden)] = 0.0", "allowed[..., list(forbidden)] *= 0.0"), hint="Logits may all be negative: then 0 wins. Nothing is lower than `-torch.inf`."),
    Misconception("sets forbidden logits to a number that others can lie below", *_forbid("allowed[..., list(forbidden)] = -100.0", "allowed[..., list(forbidden)] = -1e4", "allowed[..., list(forbidden)] = -1e9", "allowed[..., list(forbidden)] = -1e30", "allowed[..., list(forbidden)] = torch.finfo(torch.float32).min", "allowed[..., list(forbidden)] = -1.0"), hint="However low a number you choose, logits may lie below it. Nothing is lower than `-torch.inf`."),
    Misconception("sets forbidden logits to the lowest that there is", *_forbid("allowed[..., list(forbidden)] = logits.min()"), patch(FORBID, "allowed[..., list(forbidden)] = logits.min(dim=-1, keepdim=True).values.expand(*logits.shape[:-1], len(forbidden))"), hint="Then a forbidden word is still as good as the worst of the others, and comes first among equals."),
    Misconception("takes 1 off the lowest logit", *_forbid("allowed[..., list(forbidden)] = logits.min() - 1"), hint="Among large numbers a difference of 1 is rounded away: in bfloat16, 300 - 1 is 300. `-torch.inf` lies below all of them."),
    Misconception("takes something off the forbidden logits", *_forbid("allowed[..., list(forbidden)] -= 1e9", "allowed[..., list(forbidden)] -= 1000", "allowed[..., list(forbidden)] -= 1e4"), hint="However much you take off, a logit may have been that much above the others. Set it to `-torch.inf`."),
    Misconception("forbids after the softmax", *(patch(COPY, "allowed = logits.softmax(dim=-1)", FORBID, f"allowed[..., list(forbidden)] = {low}") for low in ("0.0", "-1.0", "-torch.inf")), hint="Where a forbidden word lies far above the others, all of their probabilities are 0, and none is the likeliest. Forbid among the logits; `argmax` needs no softmax."),
    Misconception("forbids all words from the first of the forbidden to the last", *_forbid("if forbidden:\n        allowed[..., min(forbidden) : max(forbidden) + 1] = -torch.inf"), hint="Only the indices in `forbidden`, not what lies between them: `allowed[..., list(forbidden)]`."),
    Misconception("works in float32", patch(COPY, "allowed = logits.float().clone()"), hint="Two logits of float64 may differ by less than float32 can tell. Keep their type."),
    Misconception("makes forbidden words likelier", *_forbid("allowed[..., list(forbidden)] = torch.inf"), hint="Minus infinity: a forbidden word is never the largest."),
    Misconception("takes forbidden for what is allowed", *_forbid("allowed = torch.full_like(logits, -torch.inf)\n    allowed[..., list(forbidden)] = logits[..., list(forbidden)]"), hint="These words must not be said; all others may."),
    Misconception("leaves the forbidden words out and counts anew", without_the_forbidden, hint="Without the columns of the forbidden words, every index after them has another meaning."),
    Misconception("replaces a forbidden choice by <unk>", forbidden_become_unknown, hint="The likeliest of the others is due. Forbid first, then choose."),
    Misconception("looks no further than the second best", second_best, hint="The second best may be forbidden, too. Forbid them all first, then choose."),
    Misconception("writes into the caller's logits", patch(COPY, "allowed = logits"), patch(COPY, "allowed = logits.detach()"), hint="`allowed = logits` is a second name for the same tensor: what you forbid would be missing from the caller's loss. `clone()`."),
    Misconception("gives the logits of the chosen", *_choose("allowed.max(dim=-1).values", "allowed.amax(dim=-1)"), hint="Which word, not how likely: `argmax`."),
    Misconception("gives logits and tokens", *_choose("tuple(allowed.max(dim=-1))"), hint="`max` gives values and indices; the indices are due."),
    Misconception("gives probabilities", *_choose("allowed.softmax(dim=-1)"), hint="Indices are due, int64."),
    Misconception("keeps an axis of one", *_choose("allowed.argmax(dim=-1, keepdim=True)", "allowed.topk(1, dim=-1).indices"), hint="One index for each position: shape (...), without the vocabulary's axis."),
    Misconception("drops every axis of size one", *_choose("allowed.argmax(dim=-1).squeeze()"), hint="`squeeze()` takes the batch away too where it holds one sentence."),
    Misconception("lays all positions in one row", *_choose("allowed.argmax(dim=-1).flatten()"), hint="The shape of the logits, without its last axis."),
    Misconception("gives floating-point indices", *_choose("allowed.argmax(dim=-1).to(logits.dtype)", "allowed.argmax(dim=-1).float()"), hint="An embedding looks rows up by whole numbers: int64."),
    Misconception("gives int32", *_choose("allowed.argmax(dim=-1).int()"), hint="int64, as `argmax` gives it."),
    Misconception("gives a list", *_choose("allowed.argmax(dim=-1).tolist()"), hint="A tensor: it is the decoder's next input."),
    Misconception("takes the least likely", *_choose("logits.argmin(dim=-1)"), hint="The largest logit: `argmax`."),
    Misconception("takes the largest in size whatever its sign", *_choose("allowed.masked_fill(allowed.isinf(), 0).abs().argmax(dim=-1)"), hint="A very negative logit is a very unlikely word."),
    Misconception("takes the highest index among equals", highest_of_equals, hint="Among equals the lowest index is due, as `argmax` has it."),
    Misconception("takes any index among equals", *_choose("allowed.topk(1, dim=-1).indices.squeeze(-1)"), hint="`topk` does not say which of several equals it gives. `argmax` of PyTorch gives the lowest index."),
    Misconception("draws the token by chance", drawn_tokens, hint="Greedy means the likeliest, every time. Drawing is another way of decoding.", by_chance=True),
    Misconception("gives the token of the last position alone", *_choose("allowed.argmax(dim=-1)[..., -1:]", "allowed[:, -1].argmax(dim=-1)"), hint="A token for every position."),
    Misconception("counts from 1", *_choose("allowed.argmax(dim=-1) + 1"), hint="Indices count from 0."),
    Misconception("fails when nothing is forbidden", *_forbid("allowed[..., torch.stack([torch.tensor(index) for index in forbidden])] = -torch.inf"), hint="`forbidden` is empty unless given."),
    Misconception("forbids <pad> and <bos> unless told otherwise", patch("forbidden: tuple[int, ...] = ()", "forbidden: tuple[int, ...] = (1, 2)"), hint="Not given, nothing is forbidden."),
]

FLOOR = "return -best.log_softmax(dim=0)[0].item()"


def _floor(*new: str) -> tuple[patch, ...]:
    return tuple(patch(FLOOR, "import math\n\n    return " + one) for one in new)


DOUBLE_SOFTMAX_FLOOR = [
    Misconception("gives the loss of not knowing anything", *_floor("math.log(vocabulary_size)"), patch("best[0] = 1.0  # all of the probability on the right token", "best += 1.0 / vocabulary_size"), hint="ln V is the loss of equal probabilities. A model that is sure does a little better than that: by how much?"),
    Misconception("takes the floor to be 0", *_floor("0.0", "-math.log(math.e / math.e)", "-math.log(1.0)"), hint="With logits it is. A loss of 0 needs a probability of 1, and that a logit infinitely above the others; here the logits are probabilities, at most 1."),
    Misconception("gives the worst loss", *_floor("math.log(math.e + vocabulary_size - 1)"), hint="That is the loss when all of the probability lies on a wrong word. The right one has the logit 1: subtract it."),
    Misconception("takes every word for one of the others", *_floor("math.log(math.e + vocabulary_size) - 1"), hint="Of V words, V - 1 are others."),
    Misconception("counts one word too few among the others", *_floor("math.log(math.e + max(vocabulary_size - 2, 0)) - 1"), hint="Of V words, V - 1 are others."),
    Misconception("gives every word the same part in the sum", *_floor("math.log(vocabulary_size) - 1"), hint="Nearly right for large V. Exactly, the right word has e in the sum, and the others have exp(0) = 1 each."),
    Misconception("gives every word the exponential of the best", *_floor("math.log(vocabulary_size * math.e) - 1 + 1"), hint="The right word has e, the others have exp(0) = 1 each."),
    Misconception("gives the probability in place of the loss", *_floor("math.e / (math.e + vocabulary_size - 1)"), hint="The loss is minus the natural logarithm of this."),
    Misconception("gives the logarithm with its sign", *_floor("best.log_softmax(dim=0)[0].item()"), hint="A loss is minus a logarithm."),
    Misconception("gives the probability of an error", *_floor("1 - math.e / (math.e + vocabulary_size - 1)"), hint="The loss is minus the natural logarithm of the right word's probability."),
    Misconception("gives bits", *_floor("-best.log_softmax(dim=0)[0].item() / math.log(2)"), hint="Nats: PyTorch's losses have the natural logarithm."),
    Misconception("takes the logarithm to base 10", *_floor("-best.log_softmax(dim=0)[0].item() / math.log(10)"), hint="PyTorch's losses have the natural logarithm."),
    Misconception("gives the perplexity", *_floor("math.exp(-best.log_softmax(dim=0)[0].item())"), hint="The loss itself, in nats, not its exponential."),
    Misconception("takes the loss of a wrong word", *_floor("-best.log_softmax(dim=0)[-1].item()") , hint="The right word is the one that has all of the probability."),
    Misconception("averages over the vocabulary", *_floor("-best.log_softmax(dim=0).mean().item()", "-best.log_softmax(dim=0)[0].item() / vocabulary_size"), hint="The loss is that of the right word, no mean over all words."),
    Misconception("starts from a model that is nearly sure", patch("best[0] = 1.0  # all of the probability on the right token", "best[:] = 0.1 / max(vocabulary_size - 1, 1)\n    best[0] = 0.9"), hint="The lowest there can be: all of the probability on the right word."),
    Misconception("takes the softmax three times", *_floor("-best.softmax(dim=0).log_softmax(dim=0)[0].item()"), hint="`best` holds what the first softmax gave. The loss takes one more."),
    Misconception("measures the squared error", *_floor("(1 - math.e / (math.e + vocabulary_size - 1)) ** 2"), hint="Cross-entropy is minus the logarithm of the right word's probability."),
    Misconception("rounds", *_floor("round(-best.log_softmax(dim=0)[0].item(), 2)", "float(int(-best.log_softmax(dim=0)[0].item()))"), hint="All digits, please."),
    Misconception("gives the floor of a thousand words whatever it is asked", *_floor("5.9095"), hint="The floor depends on the vocabulary."),
]
