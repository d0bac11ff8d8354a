"""Q7 and Q8: what goes wrong between counted words and batches."""

from __future__ import annotations

import torch

from autograder.catalogue import Misconception, patch

COUNTS = "counts = Counter(token for sentence in sentences for token in sentence)"
RETURN = "return cls([*specials, *sorted(frequent, key=lambda token: (-counts[token], token))])"
ORDER = "sorted(frequent, key=lambda token: (-counts[token], token))"
LOOK_UP = 'return self.stoi.get(token, self.stoi["<unk>"])'

VOCABULARY = [
    Misconception("takes > for >= in min_freq", patch("count >= min_freq", "count > min_freq"), hint="A word that occurs exactly `min_freq` times is frequent enough."),
    Misconception("forgets min_freq", patch("if count >= min_freq and", "if"), hint="Words rarer than `min_freq` stay out, and become <unk>."),
    Misconception("has another min_freq by default", patch("min_freq: int = 1", "min_freq: int = 2"), hint="Not given, `min_freq` is 1: every word has its place."),
    Misconception("leaves ties in the order in which they come", patch(ORDER, "sorted(frequent, key=lambda token: -counts[token])"), patch(ORDER, "[token for token, _ in counts.most_common() if token in frequent]"), hint="Words of the same frequency come in alphabetical order: else the same text in another order gives other indices, and a saved model reads nonsense."),
    Misconception("sorts ties backwards", patch(ORDER, "sorted(frequent, key=lambda token: (counts[token], token), reverse=True)"), hint="`reverse=True` turns both keys round. Negate the count instead."),
    Misconception("sorts ties without regard to upper case", patch(ORDER, "sorted(frequent, key=lambda token: (-counts[token], token.lower(), token))"), hint="Code points order upper case before lower case: Python's own order of strings."),
    Misconception("puts the rarest first", patch("(-counts[token], token)", "(counts[token], token)"), hint="The most frequent first: sort by minus the count."),
    Misconception("sorts by the alphabet alone", patch("(-counts[token], token)", "token"), hint="Frequency comes first, the alphabet only settles ties."),
    Misconception("numbers words as they come", patch(ORDER, "frequent"), hint="Sort: the most frequent first, ties by the alphabet."),
    Misconception("doubles special tokens that stand in the text", patch(" and token not in specials", ""), hint="A special token that occurs in the sentences has its place already. Twice in `itos` shifts everything after it."),
    Misconception("lets the special tokens' frequency move them", patch(RETURN, "frequent += [special for special in specials if special not in frequent]\n        return cls(sorted(frequent, key=lambda token: (-counts[token], token)))", " and token not in specials", ""), hint="Special tokens come first in the order given, however often they occur."),
    Misconception("puts the special tokens last", patch("[*specials, *" + ORDER + "]", "[*" + ORDER + ", *specials]"), hint="Special tokens first: then <pad> has the same index in every vocabulary."),
    Misconception("sorts the special tokens", patch("cls([*specials,", "cls([*sorted(specials),"), hint="Special tokens keep the order in which they are given."),
    Misconception("ignores the special tokens it is given", patch(RETURN, 'specials = ("<unk>", "<pad>", "<bos>", "<eos>")\n        ' + RETURN), hint="`specials` is an argument: use it."),
    Misconception("leaves the special tokens out", patch("[*specials, *" + ORDER + "]", ORDER), hint="<unk>, <pad>, <bos> and <eos> need indices whether or not the text has them."),
    Misconception("numbers from 1", patch("enumerate(self.itos)", "enumerate(self.itos, start=1)"), hint="`itos` is a list: its first index is 0, and `stoi` has to agree with it."),
    Misconception("takes the index 0 for not found", patch(LOOK_UP, 'return self.stoi.get(token) or self.stoi["<unk>"]'), hint="`0 or x` is x: the token with the index 0 is found, and 0 counts as false. Ask with `in`, or with the second value of `get`."),
    Misconception("has no <unk> in look-ups", patch(LOOK_UP, "return self.stoi[token]"), hint="A word that is not in the vocabulary gets the index of <unk>, no KeyError."),
    Misconception("gives None for unknown words", patch(LOOK_UP, "return self.stoi.get(token)"), hint="`get` without a second value gives None. Give it the index of <unk>."),
    Misconception("takes <unk> to stand at 0", patch(LOOK_UP, "return self.stoi.get(token, 0)"), hint="Where <unk> stands depends on `specials`: look it up."),
    Misconception("grows when it is asked for unknown words", patch(LOOK_UP, 'return self.stoi.setdefault(token, self.stoi["<unk>"])'), patch(LOOK_UP, "if token not in self.stoi:\n            self.stoi[token] = len(self.itos)\n            self.itos.append(token)\n        return self.stoi[token]"), hint="Looking up leaves no trace. `setdefault`, and `[]` on a defaultdict, add the word: torchtext 0.6.0 does so."),
    Misconception("shares its tables between all vocabularies", patch("self.itos = list(itos)", "Vocabulary.itos = list(itos)", "self.stoi = {", "Vocabulary.stoi = {"), hint="What is set on the class belongs to all vocabularies: the second one, of the other language, would overwrite the first. Set it on `self`."),
    Misconception("keeps a tuple for itos", patch("self.itos = list(itos)", "self.itos = tuple(itos)"), patch("self.itos = list(itos)", "self.itos = itos"), hint="`itos` is a list of its own, whatever sequence it was made from."),
    Misconception("has special tokens of its own that it never counts", patch("token not in specials", 'token not in (*specials, "<unk>", "<pad>", "<bos>", "<eos>")'), patch("token not in specials", 'not token.startswith("<")'), hint="Special is what `specials` has. Another token is a word, whatever it looks like."),
    Misconception("doubles special tokens that are not the usual four", patch("token not in specials", 'token not in ("<unk>", "<pad>", "<bos>", "<eos>")'), hint="`specials` is an argument: leave out what it has."),
    Misconception("splits or strips tokens", patch(COUNTS, 'counts = Counter(token for sentence in sentences for token in " ".join(sentence).split())'), patch(COUNTS, "counts = Counter(token.strip() for sentence in sentences for token in sentence)"), patch(COUNTS, "counts = Counter(token for sentence in sentences for token in sentence if token.strip())"), hint="The sentences are lists of tokens already: count each as it stands, with the blanks in it."),
    Misconception("counts each word once a sentence", patch("for token in sentence)", "for token in set(sentence))"), hint="Count every occurrence, not every sentence that has it."),
    Misconception("goes through the sentences twice", patch(COUNTS, "sum(len(sentence) for sentence in sentences)\n        " + COUNTS), hint="`sentences` may be a generator: the second time it is empty."),
    Misconception("counts characters", patch(COUNTS, "counts = Counter(character for sentence in sentences for token in sentence for character in token)"), hint="A sentence is a list of tokens; a loop too many goes through their characters."),
    Misconception("puts everything into lower case", patch(COUNTS, "counts = Counter(token.lower() for sentence in sentences for token in sentence)"), hint="Tokens are counted as they are. Été and été are for the tokeniser to bring together, if anyone."),
    Misconception("strips accents", patch(COUNTS, 'counts = Counter("".join(c for c in unicodedata.normalize("NFD", token) if not unicodedata.combining(c)) for sentence in sentences for token in sentence)'), hint="où and ou are two tokens."),
    Misconception("keeps a fixed number of words", patch("*" + ORDER, "*" + ORDER + "[:10]"), patch("*" + ORDER, "*" + ORDER + "[:1000]"), hint="`min_freq` alone decides which words stay."),
    Misconception("leaves the special tokens out of its length", patch("return len(self.itos)", "return len(self.itos) - 4"), hint="`len` counts special tokens, too: the embedding has a row for each."),
]

SOURCES = "Vocabulary.build(sources, min_freq)"
TARGETS = "Vocabulary.build(targets, min_freq)"
ZIP = 'zip(*splits["train"], strict=True)'
BUILD_VOCABULARIES = [
    Misconception("counts validation and test words", patch(ZIP, "zip(*(pair for split in splits.values() for pair in split), strict=True)"), hint="A model never sees validation and test words in training: an embedding for them stays at its random start, and your score no longer tells how it copes with unknown words."),
    Misconception("counts validation words", patch(ZIP, 'zip(*splits["train"], *splits["validation"], strict=True)'), hint="Validation stands in for the unseen: its words are not counted."),
    Misconception("counts test words", patch(ZIP, 'zip(*splits["train"], *splits["test"], strict=True)'), hint="The test set is for the very end. Its words are not counted."),
    Misconception("takes the first split for the training pairs", patch('splits["train"]', "next(iter(splits.values()))"), hint="Ask for \"train\" by its name."),
    Misconception("uses the source's vocabulary for the target", patch(TARGETS, SOURCES), hint="Each side has a vocabulary of its own: nearly every French word would be <unk>."),
    Misconception("builds both from the target", patch(SOURCES, TARGETS), hint="The first vocabulary is that of the source."),
    Misconception("gives them back the wrong way round", patch(f"return {SOURCES}, {TARGETS}", f"return {TARGETS}, {SOURCES}"), hint="(source, target), in this order."),
    Misconception("joins both languages in one vocabulary", patch(SOURCES, "Vocabulary.build(sources + targets, min_freq)", TARGETS, "Vocabulary.build(sources + targets, min_freq)"), hint="A joint vocabulary is a choice of some models. Here each side is counted by itself."),
    Misconception("forgets to pass min_freq on", patch(SOURCES, "Vocabulary.build(sources)", TARGETS, "Vocabulary.build(targets)"), hint="`Vocabulary.build` has its own default for `min_freq`: hand yours over."),
    Misconception("forgets to pass min_freq on for one side", patch(TARGETS, "Vocabulary.build(targets)"), patch(SOURCES, "Vocabulary.build(sources)"), hint="Both sides take `min_freq`."),
    Misconception("has another min_freq by default", patch("min_freq: int = 2", "min_freq: int = 1"), hint="Not given, `min_freq` is 2."),
    Misconception("counts a pair that stands twice once", patch('splits["train"]', 'dict.fromkeys((tuple(source), tuple(target)) for source, target in splits["train"])'), hint="Each occurrence counts, also in a pair that stands twice."),
    Misconception("puts everything into lower case", patch(SOURCES, "Vocabulary.build([[token.lower() for token in s] for s in sources], min_freq)", TARGETS, "Vocabulary.build([[token.lower() for token in t] for t in targets], min_freq)"), hint="Tokens are counted as they are: whoever wants lower case does it in the tokeniser."),
    Misconception("gives back a list or an iterator", patch(f"return {SOURCES}, {TARGETS}", f"return [{SOURCES}, {TARGETS}]"), patch(f"return {SOURCES}, {TARGETS}", f"return iter(({SOURCES}, {TARGETS}))"), hint="The signature says tuple: (source vocabulary, target vocabulary)."),
    Misconception("counts sentences as if they were tokens", patch(SOURCES, 'Vocabulary.build([[" ".join(s) for s in sources]], min_freq)', TARGETS, 'Vocabulary.build([[" ".join(t) for t in targets]], min_freq)'), hint="`Vocabulary.build` takes lists of tokens: hand the sentences over as they are."),
]

IN = '"target_in": pad([target[:-1] for _, target in batch], target_pad)'
OUT = '"target_out": pad([target[1:] for _, target in batch], target_pad)'
SOURCE = '"source": pad(sources, source_pad)'
LENGTHS = "torch.tensor([len(source) for source in sources])"
PAD = "[*row, *[padding] * (longest - len(row))]"
LONGEST = "longest = max(len(row) for row in rows)"

COLLATE = [
    Misconception("shifts by two", patch("target[1:]", "target[2:]"), hint="target_out is one step ahead of target_in, not two: at each step the next token is due."),
    Misconception("does not shift", patch("target[1:]", "target[:-1]"), hint="If the decoder reads what it has to say, it learns to copy. target_out[t] is the token after target_in[t]."),
    Misconception("swaps target_in and target_out", patch("target[:-1]", "TEMPORARY", "target[1:]", "target[:-1]", "TEMPORARY", "target[1:]"), hint="The decoder reads from <bos> on, and has to say everything up to <eos>."),
    Misconception("keeps <bos> in target_out", patch("target[1:]", "target"), hint="<bos> is given to the decoder, never asked of it: target_out begins with the first word."),
    Misconception("keeps <eos> in target_in", patch("target[:-1]", "target"), hint="After <eos> nothing is left to say, so the decoder never reads it."),
    Misconception("shifts neither target", patch("target[:-1]", "target", "target[1:]", "target"), hint="target_in goes without <eos>, target_out without <bos>."),
    Misconception("drops <eos> from target_out", patch("target[1:]", "target[1:-1]"), hint="Without <eos> in target_out the model never learns to stop."),
    Misconception(
        "cuts the last column of the padded batch",
        patch("[target[:-1] for _, target in batch]", "[[*target, *[target_pad] * (max(len(t) for _, t in batch) - len(target))][:-1] for _, target in batch]"),
        hint="`target[:, :-1]` drops the <eos> of the longest row only; each shorter row still has its own. Cut each row before you pad it.",
    ),
    Misconception("pads the target with the source's pad", patch(IN, IN.replace("target_pad", "source_pad"), OUT, OUT.replace("target_pad", "source_pad")), hint="The two vocabularies number <pad> differently: in the target the source's pad is some word, and the loss counts it."),
    Misconception("pads target_out with the source's pad", patch(OUT, OUT.replace("target_pad", "source_pad")), hint="The loss ignores the target's pad only."),
    Misconception("pads target_in with the source's pad", patch(IN, IN.replace("target_pad", "source_pad")), hint="Both target tensors have the target's pad."),
    Misconception("pads the source with the target's pad", patch(SOURCE, SOURCE.replace("source_pad", "target_pad")), hint="The source's embedding knows its own pad only: `source_pad`."),
    Misconception("swaps the two pads", patch("source_pad)", "target_pad)", IN, IN.replace("target_pad", "source_pad"), OUT, OUT.replace("target_pad", "source_pad")), patch("    def pad(rows", "    source_pad, target_pad = target_pad, source_pad\n\n    def pad(rows"), hint="`source_pad` fills the source, `target_pad` the target."),
    Misconception("pads with 0", patch("[padding]", "[0]"), hint="0 is the index of some token. The pad is an argument."),
    Misconception("pads with 1", patch("[padding]", "[1]"), hint="1 is where torchtext puts <pad>; here the pad is an argument."),
    Misconception("pads with -100", patch(OUT, OUT.replace("target_pad", "-100")), hint="Some losses ignore -100. This course's ignores `target_pad`."),
    Misconception("fixes the special indices by hand", patch("target[:-1]", "[index for index in target if index != 3]"), patch("target[1:]", "[index for index in target if index != 2]"), hint="Which indices <bos> and <eos> have is the vocabulary's to say. They stand first and last: cut by place."),
    Misconception("takes away every index like the first or the last", patch("target[:-1]", "[index for index in target if index != target[-1]]"), patch("target[1:]", "[index for index in target if index != target[0]]"), hint="Each target loses its own first or last index and no other: cut by place, not by value."),
    Misconception("cuts long sentences", patch("for row in rows]", "for row in (row[:512] for row in rows)]", LONGEST, "longest = min(512, max(len(row) for row in rows))"), hint="Rows are as long as the longest needs. Who cuts long sentences says so beforehand, with an argument."),
    Misconception("pads at the beginning", patch(PAD, "[*[padding] * (longest - len(row)), *row]"), hint="Rows begin with their first token: padding comes at the end, where packing cuts it off."),
    Misconception("counts pads in the lengths", patch(LENGTHS, "torch.tensor([max(len(s) for s in sources)] * len(sources))"), hint="source_lengths tells the encoder where each sentence ends. Take it before you pad."),
    Misconception("leaves <eos> out of the lengths", patch("[len(source) for", "[len(source) - 1 for"), hint="<eos> is read as well, and counted."),
    Misconception("gives the targets' lengths", patch(LENGTHS, "torch.tensor([len(target) for _, target in batch])"), hint="The encoder packs the source: its lengths are due."),
    Misconception("gives the lengths as a list", patch(LENGTHS, "[len(source) for source in sources]"), hint="An int64 tensor is asked for."),
    Misconception("counts what is not 0", patch(LENGTHS, "(pad(sources, source_pad) != 0).sum(dim=1)"), hint="The pad need not be 0. You know the lengths before you pad."),
    Misconception("pads both sides to one length", patch(LONGEST, "longest = max(len(side) for pair in batch for side in pair)"), hint="Source and target are as long as each needs."),
    Misconception("leaves one column too many", patch(LONGEST, "longest = max(len(row) for row in rows) + 1"), hint="No row is longer than the longest needs."),
    Misconception("cuts to the shortest", patch("return torch.tensor(", "shortest = min(len(row) for row in rows)\n        return torch.tensor(", PAD, "row[:shortest]"), hint="Nothing is cut off: shorter rows are filled up."),
    Misconception("sorts the batch by length", patch("    def pad(rows", "    batch = sorted(batch, key=lambda pair: -len(pair[0]))\n\n    def pad(rows"), hint="Rows stay in the order given; `pack_padded_sequence` has `enforce_sorted=False`."),
    Misconception("sorts the sources alone", patch("sources = [source for source, _ in batch]", "sources = sorted((source for source, _ in batch), key=len, reverse=True)"), hint="The sources move and the targets stay: each row is now a wrong translation."),
    Misconception("puts time first", patch("dtype=torch.int64)", "dtype=torch.int64).T.contiguous()"), hint="Axes are (batch, time): one sentence a row."),
    Misconception("makes int32 tensors", patch("dtype=torch.int64", "dtype=torch.int32"), hint="Indices are int64, as the loss wants its targets."),
    Misconception("makes floating-point tensors", patch("dtype=torch.int64", "dtype=torch.float32"), hint="An embedding looks up whole numbers: int64."),
    Misconception("squeezes a batch of one", patch("dtype=torch.int64)", "dtype=torch.int64).squeeze()"), patch("dtype=torch.int64)", "dtype=torch.int64).squeeze(0)"), hint="A batch of one sentence still has the shape (1, length)."),
]

SHUFFLED = "shuffled(range(len(self.lengths)))"
SORTED = "sorted(pool, key=self.lengths.__getitem__)"
POOLS = "self.pool_size * self.batch_size"
BATCHES = f"batches += cut({SORTED}, self.batch_size)"
YIELD = "yield from shuffled(batches)"
LEN = "return -(-len(self.lengths) // self.batch_size)  # rounded up"


class OnceOnly:
    def __init__(self, lengths, batch_size, pool_size=100, seed=0):
        generator = torch.Generator().manual_seed(seed)
        self.batches, self.count = [], -(-len(lengths) // batch_size)
        order = torch.randperm(len(lengths), generator=generator).tolist()
        for start in range(0, len(order), pool_size * batch_size):
            pool = sorted(order[start : start + pool_size * batch_size], key=lambda index: lengths[index])
            self.batches += [pool[place : place + batch_size] for place in range(0, len(pool), batch_size)]
        order = torch.randperm(len(self.batches), generator=generator).tolist()
        self.batches = iter([self.batches[place] for place in order])

    def __iter__(self):
        return self.batches

    def __len__(self):
        return self.count


GENERATOR = "self.generator = torch.Generator().manual_seed(seed)"
DRAWN = "torch.randperm(len(items), generator=self.generator).tolist()"
GLOBAL = [f"self.generator = {module}\n        self.generator.seed(seed)" for module in ("__import__('random')", "__import__('numpy').random")]

BUCKET_BATCH_SAMPLER = [
    Misconception("has the same order every epoch", patch("        def shuffled(", "        self.generator.manual_seed(5)\n\n        def shuffled("), patch(SHUFFLED, "list(range(len(self.lengths)))", YIELD, "yield from batches"), patch("        batches = []", "        state = self.generator.get_state()\n        batches = []", YIELD, "batches = shuffled(batches)\n        self.generator.set_state(state)\n        yield from batches"), hint="Seed once, in `__init__`, and go on drawing: a new epoch, a new order."),
    Misconception("has the same batches every epoch, only their order differs", patch(SHUFFLED, "list(range(len(self.lengths)))"), hint="Shuffle the sentences before you cut pools: else each sentence meets the same neighbours for ever."),
    Misconception("gives the batches in order of length", patch(YIELD, "yield from batches"), patch(YIELD, "yield from sorted(batches, key=lambda batch: max(self.lengths[index] for index in batch))"), hint="Short sentences first, long ones last, in every epoch: the model forgets the first by the end. Shuffle the batches."),
    Misconception("shuffles the batches within their pool only", patch("batches += cut(", "yield from shuffled(cut(", f"{SORTED}, self.batch_size)", f"{SORTED}, self.batch_size))", "        batches = []\n", "", "        " + YIELD + "\n", ""), hint="The batches of all pools are shuffled together, after the last pool has been cut."),
    Misconception("comes back to the same order after some epochs", patch("        def shuffled(", "        self.epoch = 1 - getattr(self, 'epoch', 0)\n        self.generator.manual_seed(self.epoch + self.seed)\n\n        def shuffled(", "self.generator = torch", "self.seed = 2 * seed\n        self.generator = torch"), hint="Every epoch has an order of its own: go on drawing from one generator."),
    Misconception("changes the next epoch when its length is asked for", patch(LEN, "return sum(1 for _ in self)"), hint="`len` goes through an epoch and draws for it. A `DataLoader` asks for it often: calculate it."),
    Misconception("gives a fraction for its length", patch(LEN, "return len(self.lengths) / self.batch_size"), hint="`/` gives a float, and `len` wants a whole number. Round up: `-(-n // batch_size)`."),
    Misconception("shares one generator between all samplers", patch("self.generator = torch", "BucketBatchSampler.generator = torch"), hint="What is set on the class belongs to all samplers: each draws from its own generator."),
    Misconception("has another pool_size by default", patch("pool_size: int = 100", "pool_size: int = 10"), patch("pool_size: int = 100", "pool_size: int = 1000"), hint="Not given, `pool_size` is 100."),
    Misconception("has another seed by default", patch("seed: int = 0", "seed: int = 1"), hint="Not given, `seed` is 0."),
    Misconception("gives tuples, tensors or lists of tensors", patch(YIELD, "yield from map(tuple, shuffled(batches))"), patch(YIELD, "yield from map(torch.tensor, shuffled(batches))"), patch(YIELD, "yield from (list(torch.tensor(batch)) for batch in shuffled(batches))"), hint="Each batch is a list of whole numbers; a tensor has `tolist()`."),
    Misconception("gives a list where an iterator is due", patch(YIELD, "return shuffled(batches)"), hint="`__iter__` gives an iterator: `yield` each batch, or give back `iter(batches)`."),
    Misconception("is its own iterator", patch(YIELD, "self.left = iter(shuffled(batches))\n        return self\n\n    def __next__(self):\n        return next(self.left)"), hint="A second `iter()` begins anew in the middle of the first one. Give a new iterator each time: `yield` does."),
    Misconception("drops the smaller batch at the end", patch("batches += cut(", "batches += [batch for batch in cut(", f"{SORTED}, self.batch_size)", f"{SORTED}, self.batch_size) if len(batch) == self.batch_size]"), hint="The sentences left over make a smaller batch: each sentence comes once an epoch."),
    Misconception("rounds the number of batches down", patch(LEN, "return len(self.lengths) // self.batch_size"), hint="The smaller batch counts. Round up: `-(-n // batch_size)`, or `math.ceil`."),
    Misconception("drops the smaller batch and its count", patch("batches += cut(", "batches += [batch for batch in cut(", f"{SORTED}, self.batch_size)", f"{SORTED}, self.batch_size) if len(batch) == self.batch_size]", LEN, "return len(self.lengths) // self.batch_size"), hint="Sentences are missing from every epoch: the ones left over make a smaller batch."),
    Misconception("fills up the last batch with sentences it already gave", patch(YIELD, "batches = [[*batch, *batch * self.batch_size][: self.batch_size] for batch in batches]\n        " + YIELD), hint="Some sentences now come twice in an epoch. A smaller batch is fine."),
    Misconception("draws sentences with replacement", patch(SHUFFLED, "torch.randint(len(self.lengths), (len(self.lengths),), generator=self.generator).tolist() if self.lengths else []"), hint="About a third of the sentences (1/e) never come in an epoch. A permutation gives each once."),
    Misconception("counts one batch more than there is", patch(LEN, "return len(self.lengths) // self.batch_size + 1"), hint="When the batch size divides the number of sentences, nothing is left over."),
    Misconception("gives the number of sentences as its length", patch(LEN, "return len(self.lengths)"), hint="`len` of a batch sampler is its number of batches."),
    Misconception(
        "lets long and short sentences share a batch",
        patch(SORTED, "pool"),
        patch(SORTED, "sorted(pool)"),
        patch(BATCHES, "batches += [sorted(batch, key=self.lengths.__getitem__) for batch in cut(pool, self.batch_size)]"),
        patch(SORTED, f"shuffled({SORTED})"),
        hint="Sort each pool by the lengths of its sentences, cut it into batches, and do not shuffle it again: only the finished batches.",
    ),
    Misconception("sorts everything at once", patch(f"cut({SHUFFLED}, {POOLS})", f"[{SHUFFLED}]"), hint="One pool for all: sentences of one length always meet the same few. Cut pools first."),
    Misconception("takes pool_size for a number of sentences", patch(POOLS, "self.pool_size"), hint="`pool_size` counts batches: a pool has `pool_size * batch_size` sentences, so that whole batches fit."),
    Misconception(
        "draws from the global generator of torch",
        patch(", generator=self.generator", ""),
        hint="The order then depends on everything else that draws random numbers, and changes it. Keep a generator of your own.",
    ),
    Misconception(
        "draws from the global generator of Python",
        patch("return [items[place] for place in torch.randperm(len(items), generator=self.generator).tolist()]", "import random\n\n            return random.sample(items, len(items))"),
        hint="`random.shuffle` and `random.sample` use the generator that everything shares. `random.Random(seed)` is your own.",
    ),
    Misconception(
        "draws from the global generator of NumPy",
        patch("torch.randperm(len(items), generator=self.generator)", "__import__('numpy').random.permutation(len(items))"),
        hint="`np.random.permutation` uses the generator that everything shares. `np.random.default_rng(seed)` is your own.",
    ),
    Misconception("seeds the global generator", patch(GENERATOR, "self.generator = torch.random.default_generator\n        torch.manual_seed(seed)"), *(patch(GENERATOR, new, DRAWN, "sorted(range(len(items)), key=lambda _: self.generator.random())") for new in GLOBAL), hint="`torch.manual_seed`, `random.seed` or `np.random.seed` makes the whole program repeat itself from here. Make a `torch.Generator()` of your own."),
    Misconception("ignores the seed", patch("manual_seed(seed)", "manual_seed(0)"), hint="Another seed gives another order: use the argument."),
    Misconception("is not seeded", patch("torch.Generator().manual_seed(seed)", "torch.Generator()\n        self.generator.seed()"), hint="A run that cannot be repeated cannot be debugged: seed the generator.", by_chance=True),
    Misconception("sorts the caller's list of lengths", patch("self.lengths, self.batch_size, self.pool_size = lengths", "lengths.sort()\n        self.lengths, self.batch_size, self.pool_size = lengths"), hint="`lengths.sort()` changes the list of whoever called, and index i no longer belongs to sentence i."),
    Misconception("gives lengths for indices", patch(YIELD, "yield from ([self.lengths[index] for index in batch] for batch in shuffled(batches))"), hint="The DataLoader wants to know which sentences: give their indices."),
    Misconception("gives single indices", patch(YIELD, "yield from (index for batch in shuffled(batches) for index in batch)"), hint="A batch sampler gives a list of indices at a time."),
    Misconception("gives one epoch and is then used up", OnceOnly, hint="`__iter__` gave the same iterator twice: the second epoch is empty. Begin anew in each `__iter__`."),
    Misconception("loses the last pool", patch(f"in cut({SHUFFLED}, {POOLS})", f"in [pool for pool in cut({SHUFFLED}, {POOLS}) if len(pool) == {POOLS}]"), hint="The last pool is smaller than the others, and counts as well."),
]
