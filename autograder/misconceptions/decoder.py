"""Wrong answers of chapter 05, by exercise."""

from __future__ import annotations

from autograder.misconceptions import decoder_class as made
from autograder.misconceptions import decoder_output as output
from autograder.misconceptions import decoder_steps as steps

MISCONCEPTIONS = {
    "Q15.Decoder": made.DECODER,
    "Q16.top_hidden": steps.TOP_HIDDEN,
    "Q16.bahdanau_step": steps.BAHDANAU_STEP,
    "Q16.luong_step": steps.LUONG_STEP,
    "Q17.read_out": output.READ_OUT,
    "Q17.next_token_probabilities": output.NEXT_TOKEN_PROBABILITIES,
    "Q17.greedy_tokens": output.GREEDY_TOKENS,
    "Q17.double_softmax_floor": output.DOUBLE_SOFTMAX_FLOOR,
}
