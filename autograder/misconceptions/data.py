"""Wrong answers of chapter 02, by exercise."""

from __future__ import annotations

from autograder.misconceptions import data_batches as batches
from autograder.misconceptions import data_files as files
from autograder.misconceptions import data_leaks as leaks
from autograder.misconceptions import data_text as text

MISCONCEPTIONS = {
    "Q5.load_parallel": files.LOAD_PARALLEL,
    "Q5.file_sha256": files.FILE_SHA256,
    "Q5.remove_leaks": leaks.REMOVE_LEAKS,
    "Q6.tokenize_fr": text.TOKENIZE_FR,
    "Q6.numericalize": text.NUMERICALIZE,
    "Q6.detokenize": text.DETOKENIZE,
    "Q7.Vocabulary": batches.VOCABULARY,
    "Q7.build_vocabularies": batches.BUILD_VOCABULARIES,
    "Q8.collate": batches.COLLATE,
    "Q8.BucketBatchSampler": batches.BUCKET_BATCH_SAMPLER,
}
