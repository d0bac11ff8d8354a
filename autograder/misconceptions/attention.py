"""Wrong answers of chapter 04, by exercise."""

from __future__ import annotations

from autograder.misconceptions import attention_context as context
from autograder.misconceptions import attention_formulas as formulas
from autograder.misconceptions import attention_scores as scores

MISCONCEPTIONS = {
    "Q12.dot_scores": scores.DOT_SCORES,
    "Q12.padding_mask": scores.PADDING_MASK,
    "Q12.mask_scores": scores.MASK_SCORES,
    "Q13.DotScore": formulas.DOT,
    "Q13.ScaledDotScore": formulas.SCALED_DOT,
    "Q13.GeneralScore": formulas.GENERAL,
    "Q13.AdditiveScore": formulas.ADDITIVE,
    "Q13.ConcatScore": formulas.CONCAT,
    "Q13.origins": formulas.ORIGINS,
    "Q14.attention_weights": context.ATTENTION_WEIGHTS,
    "Q14.context_vectors": context.CONTEXT_VECTORS,
    "Q14.Attention": context.ATTENTION,
}
