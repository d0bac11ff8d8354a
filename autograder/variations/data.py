"""Right answers of chapter 02, written differently."""

from autograder.variations import data_batches as batches
from autograder.variations import data_files as files
from autograder.variations import data_text as text

VARIATIONS = {
    "Q5.load_parallel": [
        *(files.load_parallel_as_text, files.load_parallel_by_bytes, files.load_parallel_by_characters),
        *(files.load_parallel_with_io, files.load_parallel_side_by_side),
    ],
    "Q5.file_sha256": [files.sha256_in_blocks, files.sha256_at_once, files.sha256_by_hand],
    "Q5.remove_leaks": [files.without_leaks_by_loops, files.without_leaks_by_index, files.without_leaks_lazily],
    "Q6.tokenize_fr": [text.tokenize_by_characters, text.tokenize_by_pieces, text.tokenize_lazily, text.tokenize_with_scanner],
    "Q6.numericalize": [text.numericalize_by_loop, text.numericalize_with_names, text.numericalize_by_copy, text.numericalize_with_try],
    "Q6.detokenize": [text.detokenize_by_replacing, text.detokenize_by_state, text.detokenize_from_table],
    "Q7.Vocabulary": [batches.VocabularyWithLoops, batches.VocabularyAsDataclass, batches.VocabularyAsDictionary],
    "Q7.build_vocabularies": [batches.vocabularies_by_loop, batches.vocabularies_by_lists, batches.vocabularies_by_zip],
    "Q8.collate": [batches.collate_with_pad_sequence, batches.collate_with_full, batches.collate_with_mask, batches.collate_with_numpy, batches.collate_by_counting],
    "Q8.BucketBatchSampler": [batches.SamplerWithRandom, batches.SamplerWithNumpy, batches.SamplerWithTorch],
}
