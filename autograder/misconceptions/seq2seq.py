"""What learners get wrong in chapter 06, question by question."""

from __future__ import annotations

from autograder.misconceptions import seq2seq_inputs as inputs
from autograder.misconceptions import seq2seq_model as model
from autograder.misconceptions import seq2seq_unroll as unrolling

MISCONCEPTIONS = {
    "Q18.Seq2Seq": model.SEQ2SEQ,
    "Q19.choose_gold": inputs.CHOOSE_GOLD,
    "Q19.next_input": inputs.NEXT_INPUT,
    "Q19.linear_schedule": inputs.LINEAR_SCHEDULE,
    "Q19.inverse_sigmoid_schedule": inputs.INVERSE_SIGMOID,
    "Q19.ratio_for": inputs.RATIO_FOR,
    "Q20.unroll": unrolling.UNROLL,
}
