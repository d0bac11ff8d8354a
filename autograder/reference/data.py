"""Reference for chapter 02: from two text files to batches of numbers."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Self

import torch
from torch import Tensor


def load_parallel(source_path: str | Path, target_path: str | Path) -> list[tuple[str, str]]:
    r"""Read a parallel corpus in Moses layout: line n of one file is the translation of line n of
    the other.

    Both files are UTF-8, whatever the locale of the machine says. One byte order mark, U+FEFF, at
    the start of a file is no part of its text; any other is. A line ends at "\n" or "\r\n" and at
    no other character: not at a lone "\r", U+0085 or U+2028. The last line may lack its end; an
    empty file has no lines. Apart from its end, a line is kept exactly as it
    stands: blanks at its edges, no-break spaces (U+00A0, U+202F), and blank lines too, each an
    empty string in its place.

    Args:
        source_path, target_path: the two files, each as text or as a `Path`.

    Returns:
        A list of (source, target) tuples, one for each line.

    Raises:
        ValueError: the files have different numbers of lines; the message gives both numbers, in
            digits.
        UnicodeDecodeError: a file is not UTF-8.
    """
    ### BEGIN SOLUTION

    def read_lines(path: str | Path) -> list[str]:
        text = Path(path).read_bytes().decode("utf-8-sig")  # bytes, so that Python translates no line ends
        lines = re.split("\r?\n", text)
        return lines if lines[-1] else lines[:-1]  # what follows the last line end is a line only if there is something

    sources, targets = read_lines(source_path), read_lines(target_path)
    if len(sources) != len(targets):
        raise ValueError(f"{source_path} has {len(sources)} lines, but {target_path} has {len(targets)}.")
    return list(zip(sources, targets, strict=True))
    ### END SOLUTION


def file_sha256(path: str | Path) -> str:
    """The SHA-256 of a file's bytes, those of line ends included, as 64 hexadecimal digits in lower
    case."""
    ### BEGIN SOLUTION
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    ### END SOLUTION


def remove_leaks(train: Sequence[tuple[str, str]], held_out: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The training pairs that give away nothing of the held-out ones (validation or test).

    A training pair leaks when its source is the source of any held-out pair, or its target the
    target of any, be it with another translation. Sources are compared with sources and targets
    with targets only. Two sentences, be they empty, count as the same when they differ in nothing
    but upper and lower case, white space (of which kind, how much, and any at the edges; but some
    between two words is not the same as none), and the Unicode form of their accents (é as one
    character or as e and U+0301: compare in form NFC).

    Args:
        train: (source, target) sentences.
        held_out: likewise; they are never changed, since scores are compared on the sets as
            published.

    Returns:
        The pairs of `train` that do not leak, as they stand there and in their order. A pair that
        stands twice in `train` stays twice.
    """
    ### BEGIN SOLUTION

    def key(sentence: str) -> str:
        return " ".join(unicodedata.normalize("NFC", sentence).casefold().split())

    sources = {key(source) for source, _ in held_out}
    targets = {key(target) for _, target in held_out}
    return [(source, target) for source, target in train if key(source) not in sources and key(target) not in targets]
    ### END SOLUTION


def tokenize_fr(text: str) -> list[str]:
    """Split a French sentence into tokens.

    1. The text is put into Unicode form NFC (é is one character), and U+2019 (’) becomes an
       apostrophe ('). Nothing else is changed: upper case, accents, œ and digits stay.
    2. White space of any kind, U+00A0 and U+202F included, separates tokens and is dropped.
    3. A word is a run of letters and digits, as `str.isalnum` knows them (é, œ and ² too). Inside
       it stay a hyphen or an apostrophe between two of them (arc-en-ciel, aujourd'hui), and a comma
       or full stop between two of 0 to 9 (3,5).
    4. One of c d j l m n s t qu jusqu lorsqu puisqu quoiqu, in upper or lower case, at the
       beginning of a word and followed by an apostrophe and a letter or digit, is a token of its
       own, together with its apostrophe: l'eau is "l'" and "eau"; d'aujourd'hui is "d'" and
       "aujourd'hui". What remains is a word like any other, and is looked at in the same way.
    5. Every other character is a token of its own: "..." is three.

    An empty text has no tokens.
    """
    ### BEGIN SOLUTION
    text = unicodedata.normalize("NFC", text).replace("\u2019", "'")
    letter = r"[^\W_]"  # a letter or digit: what \w means, without the underscore
    elided = rf"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)'(?={letter})"
    word = rf"{letter}(?:{letter}|[-'](?={letter})|(?<=\d)[.,](?=\d))*"
    return re.findall(rf"{elided}|{word}|\S", text, re.IGNORECASE)  # the first that fits, from left to right
    ### END SOLUTION


def numericalize(tokens: Sequence[str], stoi: Mapping[str, int], add_bos: bool = False) -> list[int]:
    """The indices of a sentence's tokens, as the model reads them.

    Args:
        tokens: of one sentence, perhaps none. They are looked up as they are.
        stoi: the index of each token of the vocabulary ("string to index"). It holds `<unk>`,
            `<bos>` and `<eos>`, each at any index. It may be a defaultdict, and is not changed.
        add_bos: whether `<bos>` comes first. The source goes without; the target, which the decoder
            starts from, has it.

    Returns:
        `<bos>` where it is asked for, then one index a token (that of `<unk>` for one that is not
        in `stoi`), then `<eos>`, always. Whole numbers, in a list.
    """
    ### BEGIN SOLUTION
    beginning = [stoi["<bos>"]] if add_bos else []
    unknown = stoi["<unk>"]
    return [*beginning, *(stoi.get(token, unknown) for token in tokens), stoi["<eos>"]]
    ### END SOLUTION


def detokenize(tokens: Sequence[str]) -> str:
    """Write French tokens as a sentence, with the spaces that French typography wants.

    Between two tokens stands a space, except for the first of these rules that applies:

    1. none after a token of two characters or more that ends with an apostrophe (l'), and none
       after "(";
    2. none before "." "," "…" and ")";
    3. a narrow no-break space, U+202F, before "!" "?" and ";";
    4. a no-break space, U+00A0, before ":" and "»", and after "«".

    The marks are whole tokens: "..." and "?!" are none of them, and have a space. No tokens give an
    empty text.
    """
    ### BEGIN SOLUTION

    def gap(left: str, right: str) -> str:
        if (len(left) > 1 and left.endswith("'")) or left == "(" or right in (".", ",", "…", ")"):
            return ""
        if right in ("!", "?", ";"):
            return "\u202f"
        return "\u00a0" if right in (":", "»") or left == "«" else " "

    return "".join(tokens[:1]) + "".join(gap(left, right) + right for left, right in pairwise(tokens))
    ### END SOLUTION


class Vocabulary:
    """The numbers of tokens, and the tokens of numbers.

    Attributes:
        itos: the token of each index ("index to string"), a list; and stoi: the index of each
            token, a dictionary.
    """

    def __init__(self, itos: Sequence[str]) -> None:
        """Number the tokens in the order in which they come; `<unk>` is among them."""
        ### BEGIN SOLUTION
        self.itos = list(itos)
        self.stoi = {token: index for index, token in enumerate(self.itos)}
        ### END SOLUTION

    @classmethod
    def build(
        cls,
        sentences: Iterable[Sequence[str]],
        min_freq: int = 1,
        specials: Sequence[str] = ("<unk>", "<pad>", "<bos>", "<eos>"),
    ) -> Self:
        """Count the tokens of the sentences and number those that are frequent enough.

        First come the special tokens, in the order given, whether or not they stand in the
        sentences; then every other token that occurs at least `min_freq` times, the most frequent
        first. Tokens of the same frequency come in the order of their characters' code points, the
        one in which Python sorts strings. Nothing comes twice.

        Args:
            sentences: lists of tokens, all of the training set, to be gone through only once (it
                may be a generator).
            min_freq: the least number of occurrences.
            specials: tokens that have a place in any case; `<unk>` is one of them.
        """
        ### BEGIN SOLUTION
        counts = Counter(token for sentence in sentences for token in sentence)
        frequent = [token for token, count in counts.items() if count >= min_freq and token not in specials]
        return cls([*specials, *sorted(frequent, key=lambda token: (-counts[token], token))])
        ### END SOLUTION

    def __len__(self) -> int:
        """How many tokens it holds, special ones included."""
        ### BEGIN SOLUTION
        return len(self.itos)
        ### END SOLUTION

    def __getitem__(self, token: str) -> int:
        """The index of a token, or that of `<unk>`. Looking up never changes the vocabulary."""
        ### BEGIN SOLUTION
        return self.stoi.get(token, self.stoi["<unk>"])
        ### END SOLUTION


def build_vocabularies(
    splits: Mapping[str, Sequence[tuple[Sequence[str], Sequence[str]]]], min_freq: int = 2
) -> tuple[Vocabulary, Vocabulary]:
    """The source's vocabulary and the target's, each from its own side of the training pairs and of
    nothing else.

    Args:
        splits: the pairs (source tokens, target tokens) of "train", "validation" and "test", by
            these names; "train" has some.
        min_freq: the least number of occurrences on that side of the training pairs.

    Returns:
        (source vocabulary, target vocabulary), made by `Vocabulary.build` with its own special
        tokens.
    """
    ### BEGIN SOLUTION
    sources, targets = zip(*splits["train"], strict=True)
    return Vocabulary.build(sources, min_freq), Vocabulary.build(targets, min_freq)
    ### END SOLUTION


def collate(batch: Sequence[tuple[list[int], list[int]]], source_pad: int, target_pad: int) -> dict[str, Tensor]:
    """Make one batch of tensors from pairs of sentences of different lengths, in the order given.

    Args:
        batch: (source, target) lists of indices, at least one pair. A source ends with `<eos>`; a
            target begins with `<bos>` and ends with `<eos>`. No index in them is the pad of its
            side.
        source_pad, target_pad: the index that fills up the rows of each side, at their end. They
            may differ.

    Returns:
        A dictionary of int64 tensors on the CPU. Rows are no longer than the longest of them needs.

        - "source": shape (batch, source_length);
        - "source_lengths": the number of indices in each source, `<eos>` counted and pads not,
          shape (batch,);
        - "target_in": what the decoder reads, each target without its own `<eos>`, shape (batch,
          target_length);
        - "target_out": what it has to say, each target without its `<bos>`, shape (batch,
          target_length).
    """
    ### BEGIN SOLUTION

    def pad(rows: list[list[int]], padding: int) -> Tensor:
        longest = max(len(row) for row in rows)
        return torch.tensor([[*row, *[padding] * (longest - len(row))] for row in rows], dtype=torch.int64)

    sources = [source for source, _ in batch]
    return {
        "source": pad(sources, source_pad),
        "source_lengths": torch.tensor([len(source) for source in sources]),
        "target_in": pad([target[:-1] for _, target in batch], target_pad),
        "target_out": pad([target[1:] for _, target in batch], target_pad),
    }
    ### END SOLUTION


class BucketBatchSampler:
    """Batches of sentences of like length, in a new random order every epoch, for
    `DataLoader(batch_sampler=...)`.

    Each `iter(sampler)` is an epoch of its own. In an epoch the sentences are shuffled and cut into
    pools of `pool_size * batch_size` (the last pool takes what is left); each pool is sorted by
    length and cut into batches of `batch_size`; and the batches of all pools are shuffled. So

    - each index comes once an epoch, in a batch of `batch_size`; one batch alone may be smaller, to
      hold the rest;
    - within a pool all batches together have at most `batch_size * (longest - shortest)` places of
      padding;
    - every epoch has the batches in another order, and where there are several pools, other
      batches.

    Samplers of one seed give the same epochs, whatever others do and whoever asks for `len`. The
    random numbers are the sampler's own: it neither draws from the global generators of Python,
    NumPy and torch nor seeds them.
    """

    def __init__(self, lengths: Sequence[int], batch_size: int, pool_size: int = 100, seed: int = 0) -> None:
        """Take the length of each sentence; `pool_size` counts batches."""
        ### BEGIN SOLUTION
        self.lengths, self.batch_size, self.pool_size = lengths, batch_size, pool_size
        self.generator = torch.Generator().manual_seed(seed)
        ### END SOLUTION

    def __iter__(self) -> Iterator[list[int]]:
        """One epoch: lists of indices into `lengths`."""
        ### BEGIN SOLUTION

        def shuffled(items: Sequence) -> list:
            return [items[place] for place in torch.randperm(len(items), generator=self.generator).tolist()]

        def cut(items: list[int], size: int) -> list[list[int]]:
            return [items[start : start + size] for start in range(0, len(items), size)]

        batches = []
        for pool in cut(shuffled(range(len(self.lengths))), self.pool_size * self.batch_size):
            batches += cut(sorted(pool, key=self.lengths.__getitem__), self.batch_size)
        yield from shuffled(batches)
        ### END SOLUTION

    def __len__(self) -> int:
        """The number of batches in an epoch."""
        ### BEGIN SOLUTION
        return -(-len(self.lengths) // self.batch_size)  # rounded up
        ### END SOLUTION
