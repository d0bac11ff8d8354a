"""Q19: what goes wrong in the choice between the gold token and the model's own."""

from __future__ import annotations

from autograder.catalogue import Misconception, patch

RATIO_CHECK = '    if not 0 <= ratio <= 1:\n        raise ValueError(f"ratio is from 0 to 1, not {ratio!r}.")\n'
PER_CHECK = '    if per not in ("token", "batch"):\n        raise ValueError(f\'per is "token" or "batch", not {per!r}.\')\n'
DRAW = 'drawn = torch.rand((batch, length) if per == "token" else (1, 1), generator=generator)'
SHAPE = '(batch, length) if per == "token" else (1, 1)'
RETURN = "return (drawn < ratio).expand(batch, length)"

CHOOSE_GOLD = [
    Misconception("takes > for <", patch("drawn < ratio", "drawn > ratio"), patch("drawn < ratio", "drawn >= ratio"), patch("drawn < ratio", "drawn < 1 - ratio"), patch("(drawn < ratio)", "(~(drawn < ratio))"), hint="A number drawn from [0, 1) lies *below* the ratio with a probability of the ratio. Yours reads gold the less, the higher the ratio."),
    Misconception("takes <= for <", patch("drawn < ratio", "drawn <= ratio"), hint="`torch.rand` draws from [0, 1), 0 included: now and then a ratio of 0, which is never, would read gold. Below the ratio, not up to it."),
    Misconception("always reads gold", patch(RETURN, "return torch.ones(batch, length, dtype=torch.bool)"), patch("drawn < ratio", "drawn < 1"), hint="The ratio is not used: at 0 it has to be False everywhere."),
    Misconception("never reads gold", patch(RETURN, "return torch.zeros(batch, length, dtype=torch.bool)"), hint="The ratio is not used: at 1 it has to be True everywhere."),
    Misconception("reads gold as soon as the ratio is not 0", patch("drawn < ratio", "torch.full_like(drawn, ratio).bool()"), patch("drawn < ratio", "drawn < float(ratio > 0)"), hint="`bool(0.3)` is True. Compare a drawn number with the ratio."),
    Misconception("rounds the ratio", patch("drawn < ratio", "drawn < round(ratio)"), hint="No chance is left: draw a number and compare it with the ratio itself."),
    Misconception("compares with a half whatever the ratio", patch("drawn < ratio", "drawn < 0.5"), hint="0.5 is one ratio of many."),
    Misconception("draws from a normal distribution", patch(DRAW, DRAW.replace("torch.rand(", "torch.randn(")), hint="`randn` draws from a bell curve, half of it below 0. `rand` draws evenly from [0, 1)."),
    Misconception("gives the drawn numbers back", patch("(drawn < ratio)", "drawn"), hint="What is due is the outcome of the comparison, of type bool."),
    Misconception("gives 0 and 1 back", patch("(drawn < ratio)", "(drawn < ratio).long()"), patch("(drawn < ratio)", "(drawn < ratio).float()"), hint="`torch.where` takes a condition of type bool."),
    Misconception("uses the global generator", patch("generator=generator", "generator=None"), patch(", generator=generator)", ")"), hint="`torch.rand` draws from PyTorch's own generator unless it is given one: then the run depends on whatever else has drawn."),
    Misconception("uses Python's random", patch(DRAW, "import random\n\n    drawn = torch.tensor([[random.random() for _ in range(length)] for _ in range(batch)])\n    drawn = drawn if per == \"token\" else drawn[:1, :1]"), patch(DRAW, "import random\n\n    drawn = torch.tensor([[random.random()]])"), hint="The generator that was given is the only source of chance."),
    Misconception("uses NumPy's generator", patch(DRAW, f"import numpy\n\n    drawn = torch.from_numpy(numpy.random.rand(*({SHAPE})))"), hint="The generator that was given is the only source of chance."),
    Misconception("seeds the global generator", patch(DRAW, "torch.manual_seed(0 if generator is None else generator.initial_seed())\n    drawn = torch.rand(" + SHAPE + ")"), hint="To seed PyTorch's own generator is to change everybody else's numbers. Hand `generator` to `torch.rand`."),
    Misconception("starts the generator anew at each call", patch(DRAW, "if generator is not None:\n        generator.manual_seed(generator.initial_seed())\n    " + DRAW), hint="Each batch would get the same choices. A generator moves on by itself."),
    Misconception("makes a generator of its own", patch(DRAW, "generator = torch.Generator().manual_seed(0)\n    " + DRAW), patch("generator=generator", "generator=torch.Generator().manual_seed(0)"), hint="Each batch would get the same choices, whatever generator was given."),
    Misconception("draws once for each sentence", patch("(batch, length) if", "(batch, 1) if"), hint="Per token: a number for each position of each sentence."),
    Misconception("draws once for each position", patch("(batch, length) if", "(1, length) if"), hint="Per token: each sentence has draws of its own."),
    Misconception("draws once for the batch whatever per says", patch(DRAW, "drawn = torch.rand((1, 1), generator=generator)"), patch('per == "token"', 'per != "token"', "else (1, 1)", "else (1, 1) if True else (1, 1)"), hint='"token" is a number for each position of each sentence.'),
    Misconception("draws for each token whatever per says", patch(f"torch.rand({SHAPE},", "torch.rand((batch, length),"), hint='"batch" is one number for all: the whole batch reads gold, or none of it.'),
    Misconception("takes a sentence or a position for the batch", patch("else (1, 1)", "else (batch, 1)"), patch("else (1, 1)", "else (1, length)"), hint="Per batch a single number is drawn, for all sentences and positions."),
    Misconception("has per batch as its default", patch('per: str = "token"', 'per: str = "batch"'), hint='`per` is "token" unless something else is asked for.'),
    Misconception("draws column by column", patch(DRAW, 'drawn = torch.rand((length, batch) if per == "token" else (1, 1), generator=generator).mT'), hint="Row by row: one call of `torch.rand` for the shape (batch, length)."),
    Misconception("reshapes length by batch", patch(RETURN, 'return (drawn < ratio).expand(batch, length) if per == "batch" else (drawn < ratio).T.reshape(batch, length)'), hint="The draws are row by row already."),
    Misconception("draws in double precision", patch("generator=generator)", "generator=generator, dtype=torch.float64)"), hint="The docstring says: `torch.rand` of its default type. In another type the same seed gives other numbers."),
    Misconception("gives length and batch the wrong way round", patch(RETURN, "return (drawn < ratio).expand(batch, length).T"), hint="(batch, length): a row a sentence."),
    Misconception("gives another shape when drawn per batch", patch(RETURN, "return drawn < ratio"), hint="One draw, but the shape is (batch, length) all the same: `expand`."),
    Misconception("gives one truth for the whole batch back", patch(RETURN, 'return (drawn < ratio).expand(batch, length) if per == "token" else bool(drawn < ratio)'), hint="A tensor of shape (batch, length) in both cases."),
    Misconception("adds an axis", patch(RETURN, RETURN + ".unsqueeze(2)"), hint="(batch, length)."),
    Misconception("makes the first token gold always", patch(RETURN, "chosen = (drawn < ratio).expand(batch, length).clone()\n    chosen[:, 0] = True\n    return chosen"), hint="The first position is `unroll`'s care: here each position is drawn."),
    Misconception("draws an exact share", patch(RETURN, 'if per == "batch":\n        return (drawn < ratio).expand(batch, length)\n    order = drawn.flatten().argsort()\n    chosen = torch.zeros(batch * length, dtype=torch.bool)\n    chosen[order[: round(ratio * batch * length)]] = True\n    return chosen.view(batch, length)'), hint="Each position is drawn on its own: how many come out is left to chance."),
    Misconception("accepts a ratio outside 0 to 1", patch(RATIO_CHECK, ""), patch(RATIO_CHECK, "    ratio = min(max(ratio, 0), 1)\n"), hint="50 instead of 0.5 is a common slip; without a ValueError, or repaired in silence, nobody notices."),
    Misconception("does not refuse a negative ratio", patch("0 <= ratio <= 1", "ratio <= 1"), hint="From 0 to 1: below 0 is none either."),
    Misconception("does not refuse a ratio above 1", patch("0 <= ratio <= 1", "ratio >= 0"), hint="From 0 to 1: 1.5 is none."),
    Misconception("lets NaN through", patch("not 0 <= ratio <= 1", "ratio < 0 or ratio > 1"), hint="NaN is neither below 0 nor above 1. Ask for what it should be, `not 0 <= ratio <= 1`."),
    Misconception("refuses 0 and 1", patch("0 <= ratio <= 1", "0 < ratio < 1"), hint="0 (never) and 1 (always) are the most common ratios of all."),
    Misconception("refuses 1", patch("0 <= ratio <= 1", "0 <= ratio < 1"), hint="1 is pure teacher forcing: allowed."),
    Misconception("refuses 0", patch("0 <= ratio <= 1", "0 < ratio <= 1"), hint="0 is a model on its own: allowed."),
    Misconception("asserts where a ValueError is due", patch(RATIO_CHECK, "    assert 0 <= ratio <= 1\n"), hint="`assert` raises AssertionError, and nothing at all under `python -O`."),
    Misconception("does not refuse other words for per", patch(PER_CHECK, ""), hint="A typing error in `per` would draw in silence as if it were the other: raise ValueError."),
    Misconception("takes any word that begins alike for per", patch('per not in ("token", "batch")', 'not per.startswith(("token", "batch"))'), patch('per not in ("token", "batch")', 'per not in "token batch"'), hint='"token" and "batch", and nothing else. `in` between two strings looks for a part.'),
    Misconception("raises another type than ValueError", patch("raise ValueError(f\"ratio", "raise TypeError(f\"ratio"), patch("raise ValueError(f'per", "raise KeyError(f'per"), hint="The docstring says ValueError."),
    Misconception("gives the error back", patch("raise ValueError(f\"ratio", "return ValueError(f\"ratio"), hint="`raise`, not `return`: whoever calls would go on with an error in hand."),
]

OWN = "logits.argmax(dim=-1)"
WHERE = f"torch.where(use_gold, gold, {OWN})"

NEXT_INPUT = [
    Misconception("swaps gold and own", patch(WHERE, f"torch.where(use_gold, {OWN}, gold)"), patch("torch.where(use_gold", "torch.where(~use_gold"), hint="`torch.where(condition, a, b)` gives a where the condition is True: gold."),
    Misconception("always takes gold", patch(WHERE, "gold.clone()"), patch(WHERE, "gold"), hint="That is teacher forcing whatever the ratio: at ratio 0 the model would still see gold."),
    Misconception("never takes gold", patch(WHERE, OWN), hint="Where `use_gold` is True the gold token is read."),
    Misconception("takes the argmax over time", patch(OWN, "logits.argmax(dim=1)"), patch(OWN, "logits.argmax(1)"), hint="Axis 1 is time, of length 1: its argmax is always 0. The vocabulary is the last axis."),
    Misconception("takes the argmax over the batch", patch(OWN, "logits.argmax(dim=0)"), hint="Axis 0 is the batch: that asks which sentence likes a word best."),
    Misconception("takes the argmax over everything", patch(OWN, "logits.argmax()"), patch(OWN, "logits.argmax().view(1, 1)"), hint="Without `dim` there is one place for the whole batch."),
    Misconception("takes the least likely token", patch(OWN, "logits.argmin(dim=-1)"), patch(OWN, "(-logits).argmax(dim=-1)"), patch(OWN, "logits.argsort(dim=-1)[..., 0]"), hint="The highest logit is the likeliest token."),
    Misconception("takes the largest in size", patch(OWN, "logits.abs().argmax(dim=-1)"), patch(OWN, "logits.pow(2).argmax(dim=-1)"), hint="A logit of -9 is very unlikely: no absolute values."),
    Misconception("takes the second best", patch(OWN, "logits.topk(2, dim=-1).indices[..., 1]"), patch(OWN, "logits.argsort(dim=-1)[..., -2]"), hint="The likeliest comes last in ascending order, and first in `topk`."),
    Misconception("takes the value for the index", patch(OWN, "logits.max(dim=-1).values.long()"), patch(OWN, "logits.amax(dim=-1).long()"), hint="`max` gives values and indices: the token is the index."),
    Misconception("gives numbers of the logits' type", patch(WHERE, f"torch.where(use_gold, gold.to(logits.dtype), {OWN}.to(logits.dtype))"), patch(OWN, "logits.max(dim=-1).values"), hint="Tokens are indices, int64: an embedding takes nothing else."),
    Misconception("gives int32", patch(WHERE, WHERE + ".int()"), hint="int64, as all indices of the course."),
    Misconception("draws its own token by chance", patch(OWN, "torch.multinomial(logits.squeeze(1).float().softmax(dim=-1), 1)"), hint="The token that it likes best, not one drawn. (Drawing is another method, and would need a generator.)", by_chance=True),
    Misconception("decides for the whole batch if all use gold", patch(WHERE, f"gold.clone() if use_gold.all() else {OWN}"), hint="Each sentence has its own choice: `torch.where` chooses element by element."),
    Misconception("decides for the whole batch if any uses gold", patch(WHERE, f"gold.clone() if use_gold.any() else {OWN}"), hint="Each sentence has its own choice: `torch.where` chooses element by element."),
    Misconception("decides by the first sentence", patch(WHERE, f"gold.clone() if use_gold[0] else {OWN}"), patch(WHERE, f"gold.clone() if use_gold.flatten()[0].item() else {OWN}"), hint="Each sentence has its own choice."),
    Misconception("asks a tensor for one truth", patch(WHERE, f"gold if use_gold else {OWN}"), patch(WHERE, f"(use_gold and gold) or {OWN}"), hint="`if` wants one truth value; a batch has many. `torch.where` chooses element by element."),
    Misconception("loses the axis of time", patch(WHERE, WHERE + ".squeeze(1)"), patch(WHERE, f"torch.where(use_gold.squeeze(1), gold.squeeze(1), {OWN}.squeeze(1))"), hint="(batch, 1): the decoder reads tokens with an axis of time, be there only one."),
    Misconception("squeezes every axis of size one", patch(WHERE, WHERE + ".squeeze()"), patch(WHERE, f"torch.where(use_gold.squeeze(), gold.squeeze(), {OWN}.squeeze())"), hint="The batch may hold one sentence: name the axis that you mean, or leave it."),
    Misconception("keeps the axis of the vocabulary", patch(OWN, "logits.argmax(dim=-1, keepdim=True)"), hint="With `keepdim` the shape is (batch, 1, 1), and the comparison with (batch, 1) makes a table of all pairs."),
    Misconception("pairs every sentence with every other", patch(OWN, "logits.squeeze(1).argmax(dim=-1)"), patch(OWN, "logits.squeeze().argmax(dim=-1)"), hint="(batch,) against (batch, 1) makes a table of (batch, batch): keep the axis of time."),
    Misconception("adds the two tokens", patch(WHERE, f"use_gold * gold + {OWN}"), patch(WHERE, f"gold + ~use_gold * {OWN}"), hint="One or the other: with products, both need their mask."),
    Misconception("mixes the two by halves", patch(WHERE, f"(gold + {OWN}) // 2"), hint="Token numbers have no middle: 5 is not between 4 and 6."),
    Misconception("gives 0 where it is not gold", patch(WHERE, "use_gold * gold"), patch(WHERE, "gold.masked_fill(~use_gold, 0)"), hint="Where it is not gold, the model's own token is read."),
    Misconception("gives 0 where it is gold", patch(WHERE, f"~use_gold * {OWN}"), hint="Where `use_gold` is True, the gold token is read."),
    Misconception("writes into gold", patch(f"return {WHERE}", f"gold[~use_gold] = {OWN}[~use_gold]\n    return gold"), hint="The target is needed for the loss: give back a new tensor."),
    Misconception("gives a one-hot vector", patch(WHERE, f"torch.nn.functional.one_hot({WHERE}, logits.size(-1))"), hint="Indices are due: the embedding looks rows up by them."),
    Misconception("leaves padding or <bos> out of the choice", patch(OWN, "(logits[..., 2:].argmax(dim=-1) + 2)"), patch(OWN, "(logits[..., 1:].argmax(dim=-1) + 1)"), hint="The token that it likes best, of all of them. What may not be said is for chapter 05's `greedy_tokens`."),
    Misconception("counts tokens from 1", patch(OWN, f"({OWN} + 1)"), hint="The index of the highest logit is the token."),
    Misconception("is shifted by a sentence", patch(OWN, f"{OWN}.roll(1, 0)"), hint="Row i of the logits belongs to row i of gold."),
    Misconception("gives a list", patch(WHERE, WHERE + ".tolist()"), hint="A tensor is due, for the decoder to read."),
]

SHARE = "min(step / steps, 1.0)"
LINEAR = f"start + (end - start) * {SHARE}"

LINEAR_SCHEDULE = [
    Misconception("goes on falling beyond the end", patch(SHARE, "(step / steps)"), hint="Beyond the last step it stays at `end`: a ratio below 0 is none."),
    Misconception("stops at 0 and not at end", patch(LINEAR, "max(0.0, start + (end - start) * (step / steps))"), hint="It stays at `end`, whatever that is."),
    Misconception("rises", patch(LINEAR, f"end + (start - end) * {SHARE}"), patch(LINEAR, f"start - (end - start) * {SHARE}"), hint="From `start` at step 0 down to `end`: the model is led first, and let go later."),
    Misconception("starts at 1 whatever start is", patch(LINEAR, f"1.0 + (end - 1.0) * {SHARE}"), hint="`start` is an argument."),
    Misconception("ends at 0 whatever end is", patch(LINEAR, f"start * (1 - {SHARE})"), hint="`end` is an argument."),
    Misconception("ignores both bounds", patch(LINEAR, f"1.0 - {SHARE}"), hint="`start` and `end` are arguments."),
    Misconception("falls by as much as start, and is cut off at end", patch(LINEAR, f"max(end, start * (1 - {SHARE}))"), patch(LINEAR, f"max(end, start - {SHARE})"), patch(LINEAR, "max(end, 1 - step / steps)"), hint="It falls by the same amount with each step, and arrives at `end` with the last step, not before."),
    Misconception("is there a step too early", patch(SHARE, "min((step + 1) / steps, 1.0)"), patch(SHARE, "min(step / max(steps - 1, 1), 1.0)"), hint="Step 0 gives `start`, and step `steps` gives `end`."),
    Misconception("is there a step too late", patch(SHARE, "min(step / (steps + 1), 1.0)"), patch(SHARE, "min(max(step - 1, 0) / steps, 1.0)"), hint="Step `steps` gives `end`."),
    Misconception("divides whole numbers", patch(SHARE, "min(step // steps, 1)"), patch(SHARE, "min(int(step / steps), 1)"), hint="3 // 10 is 0. Divide with `/`."),
    Misconception("begins anew after the last step", patch(SHARE, "(step % steps / steps)"), hint="Beyond the last step it stays at `end`."),
    Misconception("jumps back to start after the last step", patch(LINEAR, f"{LINEAR} if step <= steps else start"), hint="Beyond the last step it stays at `end`."),
    Misconception("jumps to 0 after the last step", patch(LINEAR, f"{LINEAR} if step <= steps else 0.0"), hint="Beyond the last step it stays at `end`."),
    Misconception("is at start still at the last step", patch(LINEAR, "start + (end - start) * ((step % steps) / steps) if step <= steps else end"), hint="`steps % steps` is 0. At the last step the ratio is `end`."),
    Misconception("takes max for min", patch("min(", "max("), hint="The share of the way is at most 1: `min(step / steps, 1.0)`."),
    Misconception("divides the wrong way round", patch("step / steps", "steps / max(step, 1)"), hint="Step 3 of 10 is 3 / 10 of the way."),
    Misconception("falls exponentially", patch(LINEAR, f"start * (max(end, 1e-9) / start) ** {SHARE}"), patch(LINEAR, f"end + (start - end) * math.exp(-{SHARE})"), hint="Exponential decay is another of the paper's schedules. Linear: the same amount with each step."),
    Misconception("falls along a cosine", patch(LINEAR, f"end + (start - end) * (1 + math.cos(math.pi * {SHARE})) / 2"), hint="The same amount with each step: a straight line."),
    Misconception("falls along a parabola", patch(SHARE, "min(step / steps, 1.0) ** 2"), hint="The same amount with each step: a straight line."),
    Misconception("falls in a few stairs", patch(SHARE, "min(round(step / steps, 1), 1.0)"), hint="Each step counts: no rounding."),
    Misconception("gives a whole number", patch(LINEAR, f"int({LINEAR})"), patch(LINEAR, f"round({LINEAR})"), hint="A ratio lies between 0 and 1."),
    Misconception("gives per cent", patch(LINEAR, f"100 * ({LINEAR})"), hint="A ratio is from 0 to 1."),
    Misconception("has other bounds by default", patch("end: float = 0.0", "end: float = 0.5"), patch("start: float = 1.0", "start: float = 0.9"), hint="From 1.0 to 0.0 unless asked otherwise."),
    Misconception("gives the share of the way", patch(LINEAR, SHARE), hint="The ratio falls while the share of the way grows."),
    Misconception("gives text", patch(LINEAR, f'f"{{{LINEAR}:.4f}}"'), hint="A number is due, not its picture."),
    Misconception("gives all the ratios", patch(f"return {LINEAR}", "return [start + (end - start) * i / steps for i in range(steps + 1)]"), hint="One ratio: that of step `step`."),
    Misconception("prints it", patch(f"return {LINEAR}", f"print({LINEAR})"), hint="`return` it: a printed number cannot be used."),
]

POWER = "math.exp(min(step / k, 700.0))"
SIGMOID = f"k / (k + {POWER})"

INVERSE_SIGMOID = [
    Misconception("overflows", patch("min(step / k, 700.0)", "step / k"), hint="`math.exp` raises OverflowError beyond 709. Late in training the ratio is 0: bound the exponent."),
    Misconception("warns where exp is too large", patch(SIGMOID, "float(k / (k + __import__('numpy').exp(step / k)))"), hint="NumPy gives infinity and a warning on stderr. Bound the exponent first."),
    Misconception("bounds the exponent too soon", patch("700.0", "7.0"), patch("700.0", "10.0"), hint="exp(7) is only 1,097: with a k of 1,000 the ratio would stay near a half for ever. Anything up to 700 can be had."),
    Misconception("bounds the step and not the exponent", patch("min(step / k, 700.0)", "min(step, 700.0) / k"), hint="With a k of 1,000 nothing has happened by step 700. It is step / k that must not grow too large."),
    Misconception("rises", patch("min(step / k, 700.0)", "-min(step / k, 700.0)"), patch(SIGMOID, f"1 - {SIGMOID}"), patch(SIGMOID, f"{POWER} / (k + {POWER})"), hint="Near 1 at first, near 0 late: exp(step / k) stands below the line, with a plus."),
    Misconception("forgets k above the line", patch(SIGMOID, f"1 / (k + {POWER})"), hint="k / (k + exp(step / k)): without it the ratio starts near 1 / k."),
    Misconception("forgets k below the line", patch(SIGMOID, f"k / (1 + {POWER})"), patch(SIGMOID, f"k / {POWER}"), hint="k / (k + exp(step / k)): without it the ratio starts above 1."),
    Misconception("takes 1 for both k", patch(SIGMOID, f"1 / (1 + {POWER})"), hint="That starts at a half. k / (k + exp(step / k)) starts near 1."),
    Misconception("does not divide the step by k", patch("step / k, 700.0", "step, 700.0"), hint="exp(step / k): k says how slowly it falls."),
    Misconception("multiplies the step by k", patch("min(step / k", "min(step * k"), hint="exp(step / k): the larger k is, the slower it falls."),
    Misconception("divides k by the step", patch("min(step / k", "min(k / max(step, 1)"), hint="The exponent grows with the step: step / k."),
    Misconception("divides whole numbers", patch("min(step / k", "min(step // k"), patch("min(step / k", "min(int(step / k)"), hint="With `//` the ratio falls in stairs. Divide with `/`."),
    Misconception("takes a power of 2 or 10 for exp", patch("math.exp(min(step / k, 700.0))", "2 ** min(step / k, 700.0)"), patch("math.exp(min(step / k, 700.0))", "10 ** min(step / k, 300.0)"), hint="exp has the base e = 2.718..."),
    Misconception("takes the exponential of the wrong thing", patch(SIGMOID, "k / (k + math.exp(min(step, 700.0)) / k)"), patch(SIGMOID, "k / math.exp(min(k + step / k, 700.0))"), hint="Mind the brackets: k + exp(step / k), and the exponential is of step / k alone."),
    Misconception("loses the brackets", patch(SIGMOID, f"k / k + {POWER}"), hint="`k / k + x` is 1 + x. Brackets around the sum."),
    Misconception("starts at exactly 1", patch(SIGMOID, f"(k + 1) / (k + {POWER})"), patch(SIGMOID, f"1.0 if step == 0 else {SIGMOID}"), hint="At step 0 the formula gives k / (k + 1)."),
    Misconception("counts steps from 1", patch("min(step / k", "min((step + 1) / k"), patch("min(step / k", "min(max(step - 1, 0) / k"), hint="The formula takes the step as it is."),
    Misconception("gives the linear schedule", patch(SIGMOID, "max(0.0, 1 - step / k)"), hint="k / (k + exp(step / k)) has the shape of an S."),
    Misconception("gives the exponential schedule", patch(SIGMOID, "math.exp(-min(step / k, 700.0))"), patch(SIGMOID, "(1 - 1 / (k + 1)) ** step"), hint="The paper has three schedules; exponential decay, k to the power of the step, is another."),
    Misconception("takes tanh for the sigmoid", patch(SIGMOID, "1 - math.tanh(step / k)"), hint="k / (k + exp(step / k))."),
    Misconception("rounds", patch(f"return {SIGMOID}", f"return round({SIGMOID}, 3)"), patch(f"return {SIGMOID}", f"return round({SIGMOID})"), hint="Give the number as it is: a display may round it."),
    Misconception("gives 0 as soon as it is small", patch(SIGMOID, f"(lambda ratio: ratio if ratio > 0.01 else 0.0)({SIGMOID})"), hint="It is near 0, not 0, as the formula says."),
    Misconception("gives 0.5 when it is late", patch(f"return {SIGMOID}", f"return {SIGMOID} if step / k < 700 else 0.5"), hint="Very late the ratio is 0 as far as a float can tell."),
    Misconception("gives 1 when it is late", patch(f"return {SIGMOID}", f"return {SIGMOID} if step / k < 700 else 1.0"), hint="Very late the model reads its own tokens: the ratio is 0."),
    Misconception("gives nothing when it is late", patch(f"return {SIGMOID}", f"if step / k < 700:\n        return {SIGMOID}"), hint="A function that ends without `return` gives None."),
    Misconception("gives per cent", patch(SIGMOID, f"100 * {SIGMOID}"), hint="A ratio is from 0 to 1."),
]

CHOICE = "schedule(step) if model.training else 0.0"

RATIO_FOR = [
    Misconception("leaves teacher forcing on in evaluation", patch(CHOICE, "schedule(step)"), patch("model.training", "model.train"), hint="A model that reads gold while it is measured looks better than it is: in evaluation mode the ratio is 0. `model.training` tells the mode."),
    Misconception("reads gold alone in evaluation", patch(CHOICE, "schedule(step) if model.training else 1.0"), hint="In use there is no gold: in evaluation mode the ratio is 0."),
    Misconception("turns the modes round", patch(CHOICE, "0.0 if model.training else schedule(step)"), hint="`model.training` is True after `model.train()`."),
    Misconception("never reads gold", patch(CHOICE, "0.0"), hint="In training mode the schedule decides."),
    Misconception("reads gold alone in training", patch(CHOICE, "1.0 if model.training else 0.0"), hint="In training mode the schedule decides."),
    Misconception("goes by whether gradients are on", patch("model.training", "torch.is_grad_enabled()"), hint="Gradients and mode are two switches: `torch.no_grad()` does not put a model into evaluation mode, and `model.eval()` leaves gradients on."),
    Misconception("goes by both switches", patch("model.training", "model.training and torch.is_grad_enabled()"), hint="The mode alone decides."),
    Misconception("goes by either switch", patch("model.training", "model.training or torch.is_grad_enabled()"), hint="The mode alone decides."),
    Misconception("sets the mode instead of asking for it", patch("return " + CHOICE, "model.train()\n    return " + CHOICE), patch("model.training", "model.train().training"), hint="`model.train()` changes the model. Ask `model.training`."),
    Misconception("puts the model into evaluation mode", patch("return " + CHOICE, "ratio = " + CHOICE + "\n    model.eval()\n    return ratio"), hint="The mode is for whoever calls to set."),
    Misconception("gives the schedule itself", patch("schedule(step) if", "schedule if"), hint="`schedule` is a function: call it with the step."),
    Misconception("asks for the first step always", patch("schedule(step)", "schedule(0)"), hint="The ratio of this step: `schedule(step)`."),
    Misconception("asks for the next step", patch("schedule(step)", "schedule(step + 1)"), hint="Steps count from 0, and the schedule knows that: `schedule(step)`."),
    Misconception("asks for the step before", patch("schedule(step)", "schedule(max(step - 1, 0))"), hint="Steps count from 0, and the schedule knows that: `schedule(step)`."),
    Misconception("gives the share of its own tokens", patch("schedule(step) if", "1 - schedule(step) if"), hint="The ratio is the probability of gold."),
    Misconception("gives None in evaluation mode", patch("return " + CHOICE, "if model.training:\n        return schedule(step)"), hint="A function that ends without `return` gives None: 0.0 is due."),
    Misconception("averages the modes", patch(CHOICE, "schedule(step) * (1.0 if model.training else 0.5)"), hint="In evaluation mode the ratio is 0."),
]
