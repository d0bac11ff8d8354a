"""The fixed-length bottleneck, measured: one encoder-decoder, without and with additive attention, by sentence length.

    python benchmarks/bottleneck.py

trains both on the course's corpus from three seeds, prints a table, and writes what chapter 01 draws and quotes to
`attention_course/figures/bottleneck.json`. Needs sacrebleu (`pip install sacrebleu`).

Both systems are the same code, the wiring of Bahdanau et al. (2015). They differ in one line, `context = ...`: without
attention each step is given the encoder's summary, always the same; with attention, a weighted mean of the encoder's states.
The decoder without attention is a little wider, so that it has the parameters that the other spends on attention.
"""

from __future__ import annotations

import hashlib
import json
import platform
import random
import time
from collections import defaultdict
from pathlib import Path

import sacrebleu
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from attention_course.corpora.grammar import course_corpus, word_count
from attention_course.figures.environment import bottleneck_table

RESULT = Path(__file__).parents[1] / "attention_course" / "figures" / "bottleneck.json"
CORPUS = {"train": 20_000, "validation": 1_000, "test": 1_000, "longer": 1_000, "combinations": 1_000, "seed": 0}
SETTINGS = {
    "steps": 2_000, "batch_size": 32, "learning_rate": 5e-3, "clip_norm": 1.0, "embedding_size": 96,
    "encoder_size": 96, "decoder_size": {"without": 144, "with": 128}, "attention_size": 64,
}  # fmt: skip
SEEDS = (0, 1, 2)
BINS = ((2, 4), (5, 6), (7, 8), (9, 10), (11, 12), (13, 14), (15, 17), (18, 20), (21, 25), (26, 30), (31, 40))  # in words
PAD, BOS, EOS, UNKNOWN = range(4)  # the first four indices of both vocabularies


class Translator(nn.Module):
    """A GRU encoder-decoder; `attention` says which of the two systems it is."""

    def __init__(self, source_words: int, target_words: int, attention: bool, settings: dict):
        super().__init__()
        embedding_size, encoder_size = settings["embedding_size"], settings["encoder_size"]
        decoder_size = settings["decoder_size"]["with" if attention else "without"]
        self.attention = attention
        self.source_embedding = nn.Embedding(source_words, embedding_size)
        self.target_embedding = nn.Embedding(target_words, embedding_size)
        self.encoder = nn.GRU(embedding_size, encoder_size, batch_first=True, bidirectional=True)
        self.bridge = nn.Linear(2 * encoder_size, decoder_size)
        self.cell = nn.GRUCell(embedding_size + 2 * encoder_size, decoder_size)
        self.readout = nn.Linear(embedding_size + decoder_size + 2 * encoder_size, embedding_size)
        self.output = nn.Linear(embedding_size, target_words)
        self.output.weight = self.target_embedding.weight  # one table to read and to write with: learns faster
        for table in (self.source_embedding, self.target_embedding):
            nn.init.normal_(table.weight, std=0.1)         # the default of 1 would start with logits far too sure
        if attention:
            self.project_query = nn.Linear(decoder_size, settings["attention_size"], bias=False)
            self.project_keys = nn.Linear(2 * encoder_size, settings["attention_size"])
            self.energy = nn.Linear(settings["attention_size"], 1, bias=False)

    def encode(self, source: Tensor) -> tuple[tuple[Tensor, Tensor, Tensor], Tensor]:
        """What the decoder may look at (states, keys, summary), and its first state."""
        states, last = self.encoder(self.source_embedding(source))  # (batch, source_length, 2 * encoder_size)
        summary = torch.cat((last[0], last[1]), dim=1)              # (batch, 2 * encoder_size)
        keys = self.project_keys(states) if self.attention else states
        return (states, keys, summary), torch.tanh(self.bridge(summary))

    def step(self, embedded: Tensor, hidden: Tensor, memory: tuple[Tensor, Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        """One word on: the new decoder state, and what the readout sees."""
        states, keys, summary = memory
        context = self.attend(hidden, states, keys) if self.attention else summary  # the one difference
        hidden = self.cell(torch.cat((embedded, context), dim=1), hidden)
        return hidden, torch.cat((embedded, hidden, context), dim=1)

    def attend(self, query: Tensor, states: Tensor, keys: Tensor) -> Tensor:
        """The context: the states' mean, weighted by how well each suits the query."""
        scores = self.energy(torch.tanh(self.project_query(query).unsqueeze(1) + keys))  # (batch, source_length, 1)
        weights = scores.softmax(dim=1)
        return (weights * states).sum(dim=1)                                             # (batch, 2 * encoder_size)

    def forward(self, source: Tensor, target_in: Tensor) -> Tensor:
        """Logits for every target position under teacher forcing, shape (batch, target_length, target_words)."""
        memory, hidden = self.encode(source)
        seen = []
        for embedded in self.target_embedding(target_in).unbind(dim=1):
            hidden, features = self.step(embedded, hidden, memory)
            seen.append(features)
        return self.output(torch.tanh(self.readout(torch.stack(seen, dim=1))))

    @torch.no_grad()
    def translate(self, source: Tensor) -> list[list[int]]:
        """Greedy decoding, cut before the end mark."""
        memory, hidden = self.encode(source)
        token = torch.full((len(source),), BOS)
        tokens, finished = [], torch.zeros(len(source), dtype=torch.bool)
        for _ in range(2 * source.shape[1] + 10):
            hidden, features = self.step(self.target_embedding(token), hidden, memory)
            token = self.output(torch.tanh(self.readout(features))).argmax(dim=1)
            tokens.append(token)
            finished |= token == EOS
            if finished.all():
                break
        rows = torch.stack(tokens, dim=1).tolist()
        return [row[: row.index(EOS)] if EOS in row else row for row in rows]


def vocabulary(sentences: list[tuple[str, ...]]) -> dict[str, int]:
    words = sorted({word for sentence in sentences for word in sentence})
    return {word: index for index, word in enumerate(["<pad>", "<bos>", "<eos>", "<unk>", *words])}


def batches_by_length(pairs: list, batch_size: int) -> list[list]:
    """Batches in which all sources are equally long, so that no source is padded and every state is a word's."""
    groups = defaultdict(list)
    for pair in pairs:
        groups[len(pair.source_tokens)].append(pair)
    return [group[start : start + batch_size] for group in groups.values() for start in range(0, len(group), batch_size)]


def tensors(batch: list, source_index: dict[str, int], target_index: dict[str, int]) -> tuple[Tensor, Tensor, Tensor]:
    """Source (batch, source_length); target as it goes in and as it should come out, both (batch, target_length)."""
    source = torch.tensor([[source_index.get(word, UNKNOWN) for word in pair.source_tokens] for pair in batch])
    rows = [torch.tensor([BOS, *(target_index.get(word, UNKNOWN) for word in pair.target_tokens), EOS]) for pair in batch]
    target = nn.utils.rnn.pad_sequence(rows, batch_first=True, padding_value=PAD)
    return source, target[:, :-1], target[:, 1:]


def train(model: Translator, pairs: list, indices: tuple, settings: dict, seed: int, label: str) -> float:
    """Train for a fixed number of steps; returns the mean loss per token over the last hundred of them."""
    optimizer = torch.optim.Adam(model.parameters(), lr=settings["learning_rate"], fused=True)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.02, settings["steps"])
    draw, waiting, losses = random.Random(seed), [], []
    for _ in tqdm(range(settings["steps"]), desc=label, unit="step", mininterval=2):
        if not waiting:
            draw.shuffle(pairs)
            waiting = batches_by_length(pairs, settings["batch_size"])
            draw.shuffle(waiting)
        source, target_in, target_out = tensors(waiting.pop(), *indices)
        loss = cross_entropy(model(source, target_in).flatten(0, 1), target_out.flatten(), ignore_index=PAD)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), settings["clip_norm"])
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    return sum(losses[-100:]) / len(losses[-100:])


METRIC = sacrebleu.BLEU(tokenize="none", force=True)


def bleu(translated: list[tuple[str, str]]) -> float:
    """Corpus BLEU of pairs (output, reference), both tokens joined by spaces."""
    outputs, references = map(list, zip(*translated))
    return round(METRIC.corpus_score(outputs, [references]).score, 2)


def evaluate(model: Translator, splits: dict[str, list], indices: tuple) -> dict:
    """BLEU of each split, and of both together by length of the source in words (punctuation is translated, but does not count)."""
    words, by_split, by_bin = list(indices[1]), defaultdict(list), defaultdict(list)
    for split, pairs in splits.items():
        for batch in batches_by_length(pairs, 100):
            for pair, tokens in zip(batch, model.translate(tensors(batch, *indices)[0])):
                outcome = (" ".join(words[token] for token in tokens), " ".join(pair.target_tokens))
                by_split[split].append(outcome)
                by_bin[next(b for b in BINS if word_count(pair.source_tokens) <= b[1])].append(outcome)
    by_length = [{"from": b[0], "to": b[1], "sentences": len(by_bin[b]), "bleu": bleu(by_bin[b])} for b in BINS if by_bin[b]]
    return {**{split: bleu(found) for split, found in by_split.items()}, "by_length": by_length}


def fingerprint(corpus: dict[str, list]) -> str:
    lines = (f"{split}\t{' '.join(p.source_tokens)}\t{' '.join(p.target_tokens)}\n" for split in sorted(corpus) for p in corpus[split])
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def measure(corpus: dict[str, list], settings: dict = SETTINGS, seeds: tuple[int, ...] = SEEDS) -> dict:
    """Train and evaluate both systems from every seed."""
    indices = tuple(vocabulary([getattr(pair, side) for pair in corpus["train"]]) for side in ("source_tokens", "target_tokens"))
    source_words, target_words = map(len, indices)
    runs = []
    for seed in seeds:
        for name in ("without", "with"):
            torch.manual_seed(seed)
            model = Translator(source_words, target_words, name == "with", settings)
            began, began_work = time.perf_counter(), time.process_time()
            loss = train(model, list(corpus["train"]), indices, settings, seed, f"{name} attention, seed {seed}")
            # Time on the clock, and time at work: the second does not grow when other programs keep the machine busy.
            times = {"seconds": round(time.perf_counter() - began, 1), "processor_seconds": round(time.process_time() - began_work, 1)}
            scores = evaluate(model, {split: corpus[split] for split in ("test", "longer")}, indices)
            parameters = sum(parameter.numel() for parameter in model.parameters())
            runs.append({"system": name, "seed": seed, "parameters": parameters, **times, "loss": round(loss, 4), "bleu": scores})
    return {
        "what": "BLEU of an encoder-decoder without and with additive attention, greedy decoding; see benchmarks/bottleneck.py",
        "corpus": {**CORPUS, "sha256": fingerprint(corpus), "longest_trained": max(word_count(p.source_tokens) for p in corpus["train"])},
        "vocabulary": {"source": source_words, "target": target_words},
        "settings": {**settings, "threads": torch.get_num_threads()},
        "versions": {"python": platform.python_version(), "torch": torch.__version__, "sacrebleu": sacrebleu.__version__},
        "signature": str(METRIC.get_signature()),
        "seeds": list(seeds),
        "runs": runs,
    }


def main() -> None:
    torch.set_num_threads(1)  # two systems timed alike, on any machine
    result = measure(course_corpus(**CORPUS))
    RESULT.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(bottleneck_table(result))
    for run in result["runs"]:
        print(f"{run['system']:>8} attention, seed {run['seed']}: {run['bleu']['test']} on test, {run['bleu']['longer']} on longer, {run['seconds']} s")


if __name__ == "__main__":
    main()
