"""Right answers to the questions of chapter 06, written differently."""

from __future__ import annotations

from autograder.variations import seq2seq_inputs as inputs
from autograder.variations import seq2seq_model as model
from autograder.variations import seq2seq_unroll as unrolling

VARIATIONS = {
    "Q18.Seq2Seq": [model.WithLoops, model.WithHelpers, model.WithBuffer, model.WithModuleDict],
    "Q19.choose_gold": [inputs.choose_with_loops, inputs.choose_with_full, inputs.choose_with_matches, inputs.choose_with_numpy],
    "Q19.next_input": [inputs.next_by_masks, inputs.next_by_rows, inputs.next_by_topk, inputs.next_by_masked_scatter],
    "Q19.linear_schedule": [inputs.linear_with_branches, inputs.linear_with_max, inputs.linear_with_numpy, inputs.linear_with_lerp],
    "Q19.inverse_sigmoid_schedule": [inputs.inverse_with_sigmoid, inputs.inverse_with_branches, inputs.inverse_with_exception, inputs.inverse_with_torch],
    "Q19.ratio_for": [inputs.ratio_with_branches, inputs.ratio_with_product, inputs.ratio_of_evaluation_first, inputs.ratio_with_table],
    "Q20.unroll": [unrolling.one_loop, unrolling.with_its_own_draws, unrolling.into_made_tensors, unrolling.with_python_lists, unrolling.from_a_generator_of_steps],
}
