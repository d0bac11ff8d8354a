"""Chapter 02, from two text files to batches of numbers: Q5 to Q8."""

from __future__ import annotations

from attention_course.question import Exercise, Question, Written
from attention_course.questions import data_batches as batches
from attention_course.questions import data_files as files
from attention_course.questions import data_text as text

QUESTIONS = [
    Question(
        "Q5",
        "How do you load a machine translation dataset (e.g., English to French) using PyTorch's `torchtext.datasets`?",
        difficulty="medium",
        minutes=35,
        exercises=(
            Exercise(
                "load_parallel",
                points=4,
                probe=files.probe_load_parallel,
                visible=files.visible_load_parallel,
                hidden=files.hidden_load_parallel,
                hints=(
                    "Who decides here what a line is, and which characters the bytes stand for: you, or Python's defaults?",
                    "Read the bytes, decode them yourself, then split at `\\n` and `\\r\\n` only. Mind what follows the last line end.",
                    '`re.split("\\r?\\n", Path(path).read_bytes().decode("utf-8-sig"))`; drop the last piece when it is empty. '
                    "Compare the two lengths before you zip, and put both into the ValueError.",
                ),
            ),
            Exercise(
                "file_sha256",
                points=1,
                probe=files.probe_file_sha256,
                visible=files.visible_file_sha256,
                hidden=files.hidden_file_sha256,
                hints=(
                    "A checksum is of bytes. What does a file opened as text do to them?",
                    "The module `hashlib` has a function `sha256`; open the file in mode `rb`.",
                    "`hashlib.sha256(Path(path).read_bytes()).hexdigest()`, or `hashlib.file_digest` for a file of any size.",
                ),
            ),
            Exercise(
                "remove_leaks",
                points=2,
                probe=files.probe_remove_leaks,
                visible=files.visible_remove_leaks,
                hidden=files.hidden_remove_leaks,
                hints=(
                    "Give each sentence a key, such that two sentences that count as the same have the same key.",
                    "Collect the keys of the held-out sources in one set and those of the held-out targets in another; then go "
                    "through the training pairs in their order.",
                    '`key = " ".join(unicodedata.normalize("NFC", sentence).casefold().split())`; keep a pair when neither of '
                    "its keys is in the set of its side, and keep the pair itself, not its keys.",
                ),
            ),
        ),
    ),
    Question(
        "Q6",
        "How do you tokenize the dataset and convert sentences into sequences of indices for machine translation tasks?",
        difficulty="medium",
        minutes=40,
        exercises=(
            Exercise(
                "tokenize_fr",
                points=4,
                probe=text.probe_tokenize_fr,
                visible=text.visible_tokenize_fr,
                hidden=text.hidden_tokenize_fr,
                hints=(
                    "Write one pattern for each kind of token, and try them in a fixed order at each place of the text.",
                    "The order: an elided word with its apostrophe, a whole word, any other character that is no white space. "
                    "In `re`, `[^\\W_]` is a letter or digit, and `(?=...)` looks ahead without taking.",
                    "`re.findall(rf\"{elided}|{word}|\\S\", text, re.IGNORECASE)` with elided = `(?:[cdjlmnst]|qu|jusqu|...)'(?=[^\\W_])` "
                    "and word = `[^\\W_](?:[^\\W_]|[-'](?=[^\\W_])|(?<=\\d)[.,](?=\\d))*`, after NFC and the apostrophes.",
                ),
            ),
            Exercise(
                "numericalize",
                points=2,
                probe=text.probe_numericalize,
                visible=text.visible_numericalize,
                hidden=text.hidden_numericalize,
                hints=(
                    "Which three special tokens does the docstring speak of, and where does each come from?",
                    "`stoi.get(token, ...)` gives a second value where the token is unknown, and adds nothing to the dictionary.",
                    '`[stoi.get(token, stoi["<unk>"]) for token in tokens]`, then `stoi["<eos>"]`, and before it `stoi["<bos>"]` only when asked.',
                ),
            ),
            Exercise(
                "detokenize",
                points=2,
                probe=text.probe_detokenize,
                visible=text.visible_detokenize,
                hidden=text.hidden_detokenize,
                hints=(
                    "Between two neighbours stands one thing: nothing, a space, or one of two no-break spaces.",
                    "Write a function `gap(left, right)` with the rules in their order, and go through the neighbours.",
                    "Start with the first token; for each pair of neighbours (`itertools.pairwise`) add `gap(left, right) + right`.",
                ),
            ),
        ),
    ),
    Question(
        "Q7",
        "How do you create vocabulary mappings for both source and target languages using PyTorch's `Field` class?",
        difficulty="medium",
        minutes=35,
        exercises=(
            Exercise(
                "Vocabulary",
                points=4,
                probe=text.probe_vocabulary,
                visible=text.visible_vocabulary,
                hidden=text.hidden_vocabulary,
                hints=(
                    "Count first, then choose, then sort. `collections.Counter` counts.",
                    "Sort by two things at once: the key `(-count, token)` puts frequent tokens first and settles ties.",
                    "In `build`: count every token of every sentence; keep those with `count >= min_freq` that are no special "
                    'token; `cls([*specials, *sorted(kept, key=...)])`. For `[]`: `self.stoi.get(token, self.stoi["<unk>"])`.',
                ),
            ),
            Exercise(
                "build_vocabularies",
                points=2,
                probe=text.probe_build_vocabularies,
                visible=text.visible_build_vocabularies,
                hidden=text.hidden_build_vocabularies,
                hints=(
                    "Which of the three splits may a model learn from?",
                    "Two vocabularies from two lists of sentences: the first halves of the training pairs, and the second halves.",
                    '`Vocabulary.build([source for source, _ in splits["train"]], min_freq)`, and the same for the target.',
                ),
            ),
            Written("explain_unknown", points=2),
        ),
    ),
    Question(
        "Q8",
        "How do you set up DataLoaders to handle batching of source-target sentence pairs for training the model?",
        difficulty="hard",
        minutes=45,
        exercises=(
            Exercise(
                "collate",
                points=4,
                probe=batches.probe_collate,
                visible=batches.visible_collate,
                hidden=batches.hidden_collate,
                hints=(
                    "Cut first, then pad: each target loses its own first or last index while it is still a list.",
                    "`target[:-1]` is what the decoder reads, `target[1:]` what it has to say; `len(source)` is known before any padding.",
                    "A helper `pad(rows, padding)` that fills every row up to the longest and makes an int64 tensor; call it with "
                    "`source_pad` once and with `target_pad` twice. `torch.nn.utils.rnn.pad_sequence(..., batch_first=True)` does it as well.",
                ),
            ),
            Exercise(
                "BucketBatchSampler",
                points=4,
                probe=batches.probe_bucket_batch_sampler,
                visible=batches.visible_bucket_batch_sampler,
                hidden=batches.hidden_bucket_batch_sampler,
                hints=(
                    "Follow the docstring in its order: shuffle, cut into pools, sort each pool, cut into batches, shuffle the batches.",
                    "Make one generator from the seed in `__init__`, and draw from it in every `__iter__`: then each epoch differs, "
                    "and the same seed gives the same epochs.",
                    "`torch.randperm(n, generator=self.generator).tolist()` is the shuffled order; slices of `pool_size * batch_size`, "
                    "`sorted(pool, key=lambda i: self.lengths[i])`, slices of `batch_size`; `__len__` rounds up.",
                ),
            ),
        ),
    ),
]
