"""Q12: what goes wrong between a query, the keys and the mask."""

from __future__ import annotations

import numpy as np
import torch

from autograder.catalogue import Misconception, patch

DOT = "return torch.bmm(keys, query.unsqueeze(2)).squeeze(2)"


def dot(new: str) -> patch:
    return patch(DOT, new)


def loop_over_sentences(query, keys):
    return torch.stack([keys[row] @ query[row] for row in range(len(query))])


def loop_over_everything(query, keys):
    scores = keys.new_zeros(keys.shape[:2])
    for row in range(keys.shape[0]):
        for place in range(keys.shape[1]):
            scores[row, place] = query[row] @ keys[row, place]
    return scores


def normalises_in_place(query, keys):
    query /= query.norm(dim=1, keepdim=True)
    return torch.bmm(keys, query.unsqueeze(2)).squeeze(2)


def multiplies_in_place(query, keys):
    keys *= query.unsqueeze(1)
    return keys.sum(dim=2)


DOT_SCORES = [
    Misconception("squeezes every axis of size one", dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze()"), hint="Right until the batch holds one sentence, or a sentence one word. Name the axis that you mean to drop: `squeeze(2)`."),
    Misconception("squeezes the words' axis away", dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(1)"), hint="The axis of size one that the product leaves is the last one, not the words'."),
    Misconception("keeps an axis of size one", dot("return torch.bmm(keys, query.unsqueeze(2))"), hint="The scores have two axes, (batch, source_length). `squeeze(2)` drops the third."),
    Misconception("keeps an axis for the query", dot("return torch.bmm(query.unsqueeze(1), keys.mT)"), hint="There is one query a sentence here: no axis for it in (batch, source_length)."),
    Misconception("puts the words first", dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(2).T"), dot('return torch.einsum("bd,bsd->sb", query, keys)'), hint="Axes are always (batch, time): one row a sentence."),
    Misconception("gives every query to every sentence", dot('return torch.einsum("bsd,cd->bcs", keys, query)'), dot("return keys @ query.T"), hint="Query i belongs to sentence i alone. A plain matrix product pairs each with all."),
    Misconception("spreads the queries along the words", dot("return (keys * query).sum(dim=2)"), hint="`keys * query` lines the query's first axis, the batch, up with the words. `query.unsqueeze(1)` makes it (batch, 1, size)."),
    Misconception("spreads the query along the numbers of a state", dot("return (keys * query.unsqueeze(2)).sum(dim=2)"), hint="`unsqueeze(2)` gives (batch, size, 1): the query's numbers then lie along the words. It has to be `unsqueeze(1)`."),
    Misconception("leaves the keys untransposed", dot("return torch.bmm(query.unsqueeze(1), keys).squeeze(1)"), hint="query · keys sums over the words here, which fits only when there are as many as numbers in a state. Turn the keys: `keys.mT`."),
    Misconception("reshapes where a transpose is due", dot("return torch.bmm(query.unsqueeze(1), keys.reshape(keys.size(0), keys.size(2), keys.size(1))).squeeze(1)"), hint="`view` and `reshape` keep the numbers in their order and cut them elsewhere; a transpose changes their places."),
    Misconception("sums over the words", dot("return (keys * query.unsqueeze(1)).sum(dim=1)"), hint="The sum runs over the numbers of a state, the last axis. A score for each word is left."),
    Misconception("sums over the sentences", dot("return (keys * query.unsqueeze(1)).sum(dim=0)"), dot('return torch.einsum("bd,bsd->sd", query, keys)'), hint="Sentences have nothing to do with one another: sum over the last axis."),
    Misconception("forgets to sum", dot("return keys * query.unsqueeze(1)"), hint="A dot product multiplies number by number, and then adds: `sum(dim=2)`."),
    Misconception("takes the mean for the sum", dot("return (keys * query.unsqueeze(1)).mean(dim=2)"), hint="A dot product is a sum: the mean is smaller by the states' size."),
    Misconception("divides by the square root of the size", dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(2) / keys.size(2) ** 0.5"), hint="That is the scaled dot product of Q13. Here the plain one is asked for."),
    Misconception("gives the cosine", dot("return torch.cosine_similarity(keys, query.unsqueeze(1), dim=2)"), hint="The cosine divides by the lengths of the two vectors. The dot product does not."),
    Misconception("normalises the query", dot("return torch.bmm(keys, nn.functional.normalize(query, dim=1).unsqueeze(2)).squeeze(2)"), hint="The query keeps its length: it says how sure the decoder is."),
    Misconception("normalises the keys", dot("return torch.bmm(nn.functional.normalize(keys, dim=2), query.unsqueeze(2)).squeeze(2)"), hint="The keys keep their lengths."),
    Misconception("gives the distance", dot("return (keys - query.unsqueeze(1)).norm(dim=2)"), dot("return (keys - query.unsqueeze(1)).square().sum(dim=2)"), hint="A distance is small where two vectors are alike; a dot product is large."),
    Misconception("adds where it should multiply", dot("return (keys + query.unsqueeze(1)).sum(dim=2)"), hint="A dot product is a sum of products."),
    Misconception("scores the keys with themselves", dot("return (keys * keys).sum(dim=2)"), hint="The query has no part in this: all target words would look at the same place."),
    Misconception("sums the two before they meet", dot("return keys.sum(dim=2) * query.sum(dim=1, keepdim=True)"), hint="First multiply number by number, then sum: a product of sums is another thing."),
    Misconception("gives weights for scores", dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(2).softmax(dim=1)"), hint="The softmax comes in Q14, after the mask. Scores are any real numbers."),
    Misconception("takes a tanh of the scores", dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(2).tanh()"), hint="The dot product has no tanh: that belongs to the additive score."),
    Misconception("cuts off negative scores", dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(2).relu()"), dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(2).abs()"), hint="A negative score is a good answer: this word is not what is looked for."),
    Misconception("turns the sign", dot("return -torch.bmm(keys, query.unsqueeze(2)).squeeze(2)"), hint="What suits the query has the highest score."),
    Misconception("takes the first query for all sentences", dot("return keys @ query[0]"), hint="Right while the batch holds one sentence. Each has its own query."),
    Misconception("takes the last query for all sentences", dot("return keys @ query[-1]"), hint="Right while the batch holds one sentence. Each has its own query."),
    Misconception("scores the first sentence's words for all", dot("return query @ keys[0].T"), hint="Right while the batch holds one sentence. Each has its own words."),
    Misconception("cuts the gradient off", dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(2).detach()"), dot("return torch.bmm(keys.detach(), query.detach().unsqueeze(2)).squeeze(2)"), dot("with torch.no_grad():\n        return torch.bmm(keys, query.unsqueeze(2)).squeeze(2)"), hint="Without a gradient the model never learns where to look. No `detach`, `no_grad` or `.data` here."),
    Misconception("cuts the gradient to the encoder off", dot("return torch.bmm(keys.detach(), query.unsqueeze(2)).squeeze(2)"), hint="The encoder learns from the attention as well: do not detach the keys."),
    Misconception("cuts the gradient to the decoder off", dot("return torch.bmm(keys, query.detach().unsqueeze(2)).squeeze(2)"), hint="The decoder learns what to ask for: do not detach the query."),
    Misconception("loops over the sentences in Python", loop_over_sentences, loop_over_everything, hint="The numbers are right, but each sentence has to wait for the one before. One product does them all: `torch.bmm`, or broadcasting."),
    Misconception("changes the query in place", normalises_in_place, hint="`/=` writes into the caller's tensor, and a dot product does not normalise anyway."),
    Misconception("changes the keys in place", multiplies_in_place, hint="`*=` writes into the encoder's states: at the second target word they are no longer what they were."),
    Misconception("computes in float32", dot("return torch.bmm(keys.float(), query.float().unsqueeze(2)).squeeze(2)"), dot("return torch.bmm(keys.float(), query.float().unsqueeze(2)).squeeze(2).to(keys.dtype)"), hint="Keep the type that comes in: `float()` drops half of a float64's digits."),
    Misconception("limits the scores", dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(2).clamp(-100, 100)"), dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(2).clamp(-1000, 1000)"), hint="A score may be as large as it likes: the softmax copes with that."),
    Misconception("gives a list", dot("return torch.bmm(keys, query.unsqueeze(2)).squeeze(2).tolist()"), hint="A tensor is due: a list has no gradient."),
]

MASK = "return torch.arange(source_length, device=lengths.device) < lengths.unsqueeze(1)"
POSITIONS = "torch.arange(source_length, device=lengths.device)"


def mask(new: str) -> patch:
    return patch(MASK, f"return {new}")


def mask_by_rows(lengths, source_length):
    table = torch.zeros(len(lengths), source_length, dtype=torch.bool, device=lengths.device)
    for row, length in enumerate(lengths):
        table[row, :length] = True
    return table


def mask_of_numpy(lengths, source_length):
    return torch.from_numpy(np.arange(source_length) < lengths.cpu().numpy()[:, None])


def mask_of_numpy_at_once(lengths, source_length):
    return torch.tensor(np.arange(source_length) < lengths.numpy()[:, None])


def mask_sorting_in_place(lengths, source_length):
    lengths -= 1
    return torch.arange(source_length, device=lengths.device) <= lengths.unsqueeze(1)


PADDING_MASK = [
    Misconception("is True at padding", mask(f"{POSITIONS} >= lengths.unsqueeze(1)"), mask(f"~({POSITIONS} < lengths.unsqueeze(1))"), hint="In this course True says: here is a token. (`nn.MultiheadAttention` has it the other way round; look it up whenever you use a mask.)"),
    Misconception("takes one place too many", mask(f"{POSITIONS} <= lengths.unsqueeze(1)"), hint="Places count from 0: the last token of 3 stands at 2, and 3 is padding. `<`, not `<=`."),
    Misconception("takes one place too few", mask(f"{POSITIONS} + 1 < lengths.unsqueeze(1)"), mask(f"{POSITIONS} < lengths.unsqueeze(1) - 1"), mask("torch.arange(1, source_length + 1, device=lengths.device) < lengths.unsqueeze(1)"), hint="The last token counts as well (it is <eos>). Places count from 0; counted from 1, the comparison would be `<=`."),
    Misconception("is as wide as the longest sentence", mask("torch.arange(int(lengths.max()), device=lengths.device) < lengths.unsqueeze(1)"), hint="The batch may have been padded further, as on several GPUs. `source_length` says how wide it is."),
    Misconception("has one place too many", mask("torch.arange(source_length + 1, device=lengths.device) < lengths.unsqueeze(1)"), hint="There are `source_length` places, from 0 to source_length - 1."),
    Misconception("puts the words first", mask(f"{POSITIONS}.unsqueeze(1) < lengths"), mask(f"({POSITIONS} < lengths.unsqueeze(1)).T"), hint="Axes are (batch, time): a row a sentence."),
    Misconception("compares places with lengths one by one", mask(f"{POSITIONS} < lengths"), mask("torch.arange(source_length, device=lengths.device)[: len(lengths)] < lengths"), hint="A row against a row compares pairwise. The lengths have to be a column: `lengths.unsqueeze(1)`."),
    Misconception("keeps an axis for the queries", mask(f"({POSITIONS} < lengths.unsqueeze(1)).unsqueeze(1)"), hint="The mask has two axes. Who needs a third adds it where it is used."),
    Misconception("gives numbers", mask(f"({POSITIONS} < lengths.unsqueeze(1)).float()"), hint="A mask is of type bool: `~mask` and `masked_fill` need it so."),
    Misconception("gives whole numbers", mask(f"({POSITIONS} < lengths.unsqueeze(1)).long()"), mask(f"({POSITIONS} < lengths.unsqueeze(1)).int()"), hint="Of type bool: `~1` is -2, and -2 counts as true."),
    Misconception("gives scores for a mask", mask(f"torch.zeros(len(lengths), source_length, device=lengths.device).masked_fill({POSITIONS} >= lengths.unsqueeze(1), -torch.inf)"), hint="A mask says where; what it does to the scores comes next."),
    Misconception("gives a list", mask(f"({POSITIONS} < lengths.unsqueeze(1)).tolist()"), hint="A tensor is due, on the device of `lengths`."),
    Misconception("forgets the device", mask("torch.arange(source_length) < lengths.unsqueeze(1)"), hint="`torch.arange` makes its numbers on the CPU; on a GPU they cannot meet `lengths`. Say `device=lengths.device`."),
    Misconception("gives the mask back on the CPU", mask("torch.arange(source_length) < lengths.cpu().unsqueeze(1)"), mask(f"({POSITIONS} < lengths.unsqueeze(1)).cpu()"), mask_of_numpy, mask_of_numpy_at_once, hint="Made on the CPU it has to go back to where the lengths are, or it meets no score of theirs. `torch.arange(source_length, device=lengths.device)` makes it there at once."),
    Misconception("loops over the sentences in Python, and gives the mask back on the CPU", mask("torch.tensor([[place < length for place in range(source_length)] for length in lengths.tolist()])"), mask("torch.tensor([[True] * length + [False] * (source_length - length) for length in lengths.tolist()])"), hint="One comparison of a row of places with a column of lengths makes the table at once, on the device of `lengths` if the row is made there: `torch.arange(source_length, device=lengths.device)`."),
    Misconception("counts places in too small a type", mask(f"{POSITIONS}.to(torch.uint8) < lengths.unsqueeze(1)"), mask("torch.arange(source_length, dtype=torch.uint8, device=lengths.device) < lengths.unsqueeze(1)"), mask(f"{POSITIONS}.to(torch.int8) < lengths.unsqueeze(1)"), mask(f"{POSITIONS} < lengths.unsqueeze(1).to(torch.uint8)"), mask(f"{POSITIONS} < lengths.unsqueeze(1).to(torch.int8)"), mask(f"{POSITIONS}.to(torch.bfloat16) < lengths.unsqueeze(1).to(torch.bfloat16)"), mask(f"{POSITIONS}.half() < lengths.unsqueeze(1).half()"), hint="uint8 ends at 255 and begins again at 0; bfloat16 takes 257 for 256, float16 2049 for 2048. Places are whole numbers: leave them int64."),
    Misconception("pads at the beginning", mask(f"({POSITIONS} < lengths.unsqueeze(1)).flip(1)"), mask(f"{POSITIONS} >= source_length - lengths.unsqueeze(1)"), hint="Tokens stand first, padding comes at the end."),
    Misconception("marks the last token alone", mask(f"{POSITIONS} == lengths.unsqueeze(1) - 1"), hint="All places up to the last token are True."),
    Misconception("marks the first place of padding alone", mask(f"{POSITIONS} == lengths.unsqueeze(1)"), hint="All places before it are True, and this one is False."),
    Misconception("is True everywhere", mask(f"{POSITIONS} >= 0 * lengths.unsqueeze(1)"), hint="Places at and after a sentence's length are padding."),
    Misconception("lets an empty sentence have one token", mask(f"{POSITIONS} < lengths.clamp(min=1).unsqueeze(1)"), hint="An empty sentence has no token: its row is False throughout."),
    Misconception("takes all places of an empty sentence for tokens", mask(f"({POSITIONS} < lengths.unsqueeze(1)) | (lengths == 0).unsqueeze(1)"), hint="A row that is False throughout is right: what is made of it is the softmax's business."),
    Misconception("looks at the first sentence only", mask(f"({POSITIONS} < lengths[0]).expand(len(lengths), source_length)"), hint="Each sentence has its own length."),
    Misconception("looks at the longest sentence only", mask(f"({POSITIONS} < lengths.max()).expand(len(lengths), source_length)"), hint="Shorter sentences have padding, too: compare with each length."),
    Misconception("looks at the shortest sentence only", mask(f"({POSITIONS} < lengths.min()).expand(len(lengths), source_length)"), hint="Longer sentences have more tokens: compare with each length."),
    Misconception("takes the lengths to fall", mask(f"{POSITIONS} < lengths.sort(descending=True).values.unsqueeze(1)"), hint="Row i is sentence i, in whatever order the lengths come."),
    Misconception("squeezes a batch of one", mask(f"({POSITIONS} < lengths.unsqueeze(1)).squeeze()"), mask(f"({POSITIONS} < lengths.unsqueeze(1)).squeeze(0)"), hint="A batch of one sentence still has the shape (1, source_length)."),
    Misconception("loops over the sentences in Python", mask_by_rows, mask("torch.tensor([[place < length for place in range(source_length)] for length in lengths.tolist()], device=lengths.device)"), mask("torch.tensor([[True] * length + [False] * (source_length - length) for length in lengths.tolist()], device=lengths.device)"), hint="The table is right, and slow: one comparison of a row with a column makes it at once."),
    Misconception("changes the lengths in place", mask_sorting_in_place, hint="`-=` writes into the caller's lengths, which the encoder still needs."),
    Misconception("measures in shares of the longest", mask(f"{POSITIONS} / source_length < lengths.unsqueeze(1) / lengths.max()"), hint="Whole numbers can be compared as they are."),
    Misconception("makes a triangle", mask("torch.ones(len(lengths), source_length, dtype=torch.bool, device=lengths.device).tril()"), hint="A triangle hides what comes later, in a decoder that looks at itself. Padding has to do with lengths."),
]

FILL = "return scores.masked_fill(~mask, torch.finfo(scores.dtype).min)"
LOWEST = "torch.finfo(scores.dtype).min"


def fill(new: str) -> patch:
    return patch(FILL, f"return {new}")


def fills_in_place(scores, mask):
    return scores.masked_fill_(~mask, torch.finfo(scores.dtype).min)


def assigns_in_place(scores, mask):
    scores[~mask.expand_as(scores)] = torch.finfo(scores.dtype).min
    return scores


def turns_the_mask_in_place(scores, mask):
    mask.logical_not_()
    return scores.masked_fill(mask, torch.finfo(scores.dtype).min)


def loops(scores, mask):
    rows = [row.masked_fill(~kept, torch.finfo(scores.dtype).min) for row, kept in zip(scores, mask.expand_as(scores))]
    return torch.stack(rows)


MASK_SCORES = [
    Misconception("masks the tokens", fill(f"scores.masked_fill(mask, {LOWEST})"), fill(f"torch.where(mask, {LOWEST}, scores)"), hint="`masked_fill` fills where its mask is True, and ours is True at tokens: turn it round, `~mask`."),
    Misconception("fills with 0, or a number next to it", fill("scores.masked_fill(~mask, torch.finfo(scores.dtype).tiny)"), fill("scores.masked_fill(~mask, 0.0)"), fill("torch.where(mask, scores, torch.zeros_like(scores))"), hint="0 is a score like any other: after the softmax it has a weight, and more than a token with a negative score. (`finfo.tiny` is the smallest number above 0; the lowest is `finfo.min`.)"),
    Misconception("multiplies by the mask", fill("scores * mask"), hint="0 is a score like any other (and 0 times infinity is no number). Fill with the lowest."),
    Misconception("fills with minus infinity", fill("scores.masked_fill(~mask, -torch.inf)"), fill('scores.masked_fill(~mask, float("-inf"))'), hint="Right until a row is all padding: the softmax of nothing but -inf is NaN, and one NaN in the loss is the end of a training. Take the lowest finite number."),
    Misconception("adds minus infinity", fill("scores + torch.zeros_like(scores).masked_fill(~mask, -torch.inf)"), hint="-inf gives NaN in a row that is all padding, and where the score was infinite."),
    Misconception("fills with -1e9", fill("scores.masked_fill(~mask, -1e9)"), hint="float16 ends at 65504: there -1e9 is no number at all. And a token's score may be lower. Ask the type: `torch.finfo(scores.dtype).min`."),
    Misconception("fills with -1e9, whatever becomes of it", fill("torch.where(mask, scores, torch.tensor(-1e9, dtype=torch.float64, device=scores.device).to(scores.dtype))"), hint="In float16 -1e9 is -inf. Ask the type: `torch.finfo(scores.dtype).min`."),
    Misconception("adds -1e9", fill("scores + (~mask) * -1e9"), hint="What stood there remains in the sum; a huge score at padding survives it. Fill."),
    Misconception("fills with -1e4", fill("scores.masked_fill(~mask, -1e4)"), fill("scores.masked_fill(~mask, -10000)"), hint="Low enough for most, but not the lowest there is: ask the type."),
    Misconception("fills with -100", fill("scores.masked_fill(~mask, -100.0)"), hint="exp(-100) is small, but a token's own score may be lower than that."),
    Misconception("fills with the highest number", fill("scores.masked_fill(~mask, torch.finfo(scores.dtype).max)"), hint="Then padding takes all of the weight. `min`."),
    Misconception("fills with the lowest number of float32", fill("scores.masked_fill(~mask, torch.finfo(torch.float32).min)"), hint="Every type has its own: float16 does not have this one, float64 a lower one. `torch.finfo(scores.dtype)`."),
    Misconception("fills with the lowest number of float16", fill("scores.masked_fill(~mask, torch.finfo(torch.float16).min)"), fill("scores.masked_fill(~mask, -65504.0)"), hint="Every type has its own: `torch.finfo(scores.dtype)`."),
    Misconception("fills with the lowest score of the batch", fill("scores.masked_fill(~mask, scores.min().item())"), hint="The lowest score is some token's: padding would weigh as much as that. Lower still: `torch.finfo`."),
    Misconception("fills with NaN", fill("scores.masked_fill(~mask, torch.nan)"), hint="NaN spreads through everything that it meets."),
    Misconception("forgets the mask", fill("scores.clone()"), hint="Where the mask is False, the lowest number is due."),
    Misconception("removes padding", fill("scores[mask.expand_as(scores)]"), hint="The shape stays: the softmax takes care of padding once its scores are low."),
    Misconception("changes the scores in place", fills_in_place, assigns_in_place, hint="A function that ends in an underscore, and an assignment with brackets, write into the caller's tensor: `masked_fill`, without it, makes a new one."),
    Misconception("changes the mask in place", turns_the_mask_in_place, hint="The mask is used again at the next target word. `~mask` makes a new one."),
    Misconception("gives back the caller's tensor when there is no padding", patch(FILL, "if mask.all():\n        return scores\n    " + FILL), hint="A new tensor, always: whoever writes into the result would write into the scores."),
    Misconception("gives weights for scores", fill(f"scores.masked_fill(~mask, {LOWEST}).softmax(dim=-1)"), hint="Scores go in, scores come out. The softmax is Q14's."),
    Misconception("masks after the softmax", fill("scores.softmax(dim=-1).masked_fill(~mask, 0.0)"), hint="Scores are due, and the mask comes before the softmax: padding would have had its part in the sum."),
    Misconception("computes in float32", fill("scores.float().masked_fill(~mask, torch.finfo(torch.float32).min)"), fill("scores.float().masked_fill(~mask, torch.finfo(torch.float32).min).to(scores.dtype)"), hint="Keep the type of the scores."),
    Misconception("cuts the gradient off", fill(f"scores.detach().masked_fill(~mask, {LOWEST})"), hint="The scores have to learn: no `detach` here."),
    Misconception("lets the gradient through at padding", fill(f"scores + (scores.masked_fill(~mask, {LOWEST}) - scores).detach()"), hint="What is filled in has nothing to do with the score that stood there."),
    Misconception("masks whole sentences", fill(f"scores.masked_fill(~mask.all(dim=-1, keepdim=True), {LOWEST})"), hint="Position by position: a pad at the end takes nothing from the tokens before it."),
    Misconception("leaves rows alone that are all padding", fill(f"scores.masked_fill(~mask & mask.any(dim=-1, keepdim=True), {LOWEST})"), hint="The rule has no exceptions: the lowest number is finite, so such a row is no danger."),
    Misconception("takes the first sentence's mask for all", fill(f"scores.masked_fill(~mask.reshape(-1, mask.shape[-1])[:1], {LOWEST})"), hint="Right while the batch holds one sentence. Each has its own mask."),
    Misconception("loops over the sentences in Python", loops, hint="`masked_fill` does all rows at once; so does `torch.where`."),
    Misconception("limits the scores of tokens", fill(f"scores.clamp(-1e4, 1e4).masked_fill(~mask, {LOWEST})"), hint="Scores of tokens stay as they are, however large or low."),
]
