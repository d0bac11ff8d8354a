"""Right answers of chapter 04, written differently."""

from autograder.variations import attention_context as context
from autograder.variations import attention_formulas as formulas
from autograder.variations import attention_scores as scores

DICTIONARY = """
# from lists
origins = {name: paper for paper, names in {"Luong": ["dot", "general", "concat"], "Bahdanau": ["additive"], "Vaswani": ["1/sqrt(d)"]}.items() for name in names}
"""
KEYWORDS = """
# with dict and a paper's whole name
LUONG = "Luong et al., 2015"
origins = dict(dot=LUONG, general=LUONG, concat=LUONG, additive="Bahdanau et al., 2015")
origins["1/sqrt(d)"] = "Vaswani et al., 2017"
"""
LOWER = """
# zip, in lower case
origins = dict(zip(["1/sqrt(d)", "concat", "general", "dot", "additive"], ["vaswani", "luong", "luong", "luong", "bahdanau"]))
"""
DEFAULTS = """
# one default and two exceptions
from collections import ChainMap
origins = ChainMap({"additive": "Bahdanau", "1/sqrt(d)": "Vaswani"}, dict.fromkeys(("dot", "general", "concat"), "Luong"))
"""

VARIATIONS = {
    "Q12.dot_scores": [
        *(scores.dot_by_broadcasting, scores.dot_by_einsum, scores.dot_by_matmul),
        *(scores.dot_by_linalg, scores.dot_word_by_word, scores.dot_by_matvec),
    ],
    "Q12.padding_mask": [
        *(scores.mask_by_comparing, scores.mask_by_counting, scores.mask_by_scatter),
        *(scores.mask_with_numpy, scores.mask_moved, scores.mask_as_lengths_are, scores.mask_to_tensor, scores.mask_by_vmap),
    ],
    "Q12.mask_scores": [
        *(scores.masked_by_where, scores.masked_by_full_like),
        *(scores.masked_by_assignment, scores.masked_out_of_place_then_in),
    ],
    "Q13.DotScore": [formulas.DotByBmm, formulas.DotByEinsum, formulas.DotPairByPair, formulas.DotByLinalg],
    "Q13.ScaledDotScore": [formulas.ScaledByRsqrt, formulas.ScaledQueries, formulas.ScaledKeys, formulas.ScaledInHalves],
    "Q13.GeneralScore": [formulas.GeneralByEinsum, formulas.GeneralByFunctional, formulas.GeneralByBroadcasting, formulas.GeneralTurned],
    "Q13.AdditiveScore": [formulas.AdditiveByBroadcasting, formulas.AdditiveByEinsum, formulas.AdditiveExpanded, formulas.AdditiveWithExponentials],
    "Q13.ConcatScore": [formulas.ConcatByRepeating, formulas.ConcatCutInTwo, formulas.ConcatFilledIn, formulas.ConcatPairByPair],
    "Q13.origins": [DICTIONARY, KEYWORDS, LOWER, DEFAULTS],
    "Q14.attention_weights": [
        *(context.weights_by_where, context.weights_times_mask, context.weights_by_infinity),
        *(context.weights_by_hand, context.weights_by_log_softmax, context.weights_by_logsumexp, context.weights_filled_twice),
    ],
    "Q14.context_vectors": [
        *(context.contexts_by_bmm, context.contexts_by_einsum, context.contexts_by_broadcasting),
        *(context.contexts_word_by_word, context.contexts_step_by_step),
    ],
    "Q14.Attention": [
        *(context.AttentionInOnePiece, context.AttentionUnpacked),
        *(context.AttentionStepByStep, context.AttentionWithAFullMask),
    ],
}
