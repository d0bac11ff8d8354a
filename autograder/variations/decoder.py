"""Right answers of chapter 05, written differently."""

from autograder.variations import decoder_class as made
from autograder.variations import decoder_output as output
from autograder.variations import decoder_steps as steps

VARIATIONS = {
    "Q15.Decoder": [made.DecoderStepByStep, made.DecoderWithSums, made.DecoderFromParts, made.DecoderDerived],
    "Q16.top_hidden": [steps.top_by_index, steps.top_by_transpose, steps.top_by_select, steps.top_by_permute, steps.top_by_loop],
    "Q16.bahdanau_step": [
        *(steps.bahdanau_with_names, steps.bahdanau_in_place_of_cat, steps.bahdanau_row_by_row, steps.bahdanau_by_hand),
    ],
    "Q16.luong_step": [steps.luong_with_names, steps.luong_token_by_token, steps.luong_in_two_passes, steps.luong_by_hand],
    "Q17.read_out": [output.read_out_step_by_step, output.read_out_functional, output.read_out_in_two_halves, output.read_out_by_position],
    "Q17.next_token_probabilities": [
        *(output.probabilities_as_module, output.probabilities_by_logarithms, output.probabilities_by_hand),
        *(output.probabilities_by_logsumexp, output.probabilities_row_by_row),
    ],
    "Q17.greedy_tokens": [
        *(output.tokens_by_mask, output.tokens_by_penalty, output.tokens_among_the_allowed),
        *(output.tokens_from_a_stable_sort, output.tokens_with_numpy),
    ],
    "Q17.double_softmax_floor": [output.floor_by_formula, output.floor_by_another_formula, output.floor_by_the_loss, output.floor_by_logits],
}
