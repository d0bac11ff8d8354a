"""Chapter 04, from scores to a context: Q12 to Q14."""

from __future__ import annotations

from attention_course.question import Exercise, Question
from attention_course.questions import attention_context as context
from attention_course.questions import attention_formulas as formulas
from attention_course.questions import attention_scores as scores

# What the chapter hands on, and what has to pass before a learner's own is taken.
PARTS = {
    "dot_scores": ("Q12.dot_scores",),
    "padding_mask": ("Q12.padding_mask",),
    "mask_scores": ("Q12.mask_scores",),
    "Score": (),
    "DotScore": ("Q13.DotScore",),
    "ScaledDotScore": ("Q13.ScaledDotScore",),
    "GeneralScore": ("Q13.GeneralScore",),
    "AdditiveScore": ("Q13.AdditiveScore",),
    "ConcatScore": ("Q13.ConcatScore",),
    "attention_weights": ("Q14.attention_weights",),
    "context_vectors": ("Q14.context_vectors",),
    "Memory": (),
    "Attention": ("Q14.attention_weights", "Q14.context_vectors", "Q14.Attention"),
    "NoAttention": (),
}

QUESTIONS = [
    Question(
        "Q12",
        "How do you implement the attention mechanism to calculate attention scores between encoder hidden states and the decoder's current hidden state?",
        difficulty="medium",
        minutes=40,
        exercises=(
            Exercise(
                "dot_scores",
                points=3,
                probe=scores.probe_dot_scores,
                visible=scores.visible_dot_scores,
                hidden=scores.hidden_dot_scores,
                hints=(
                    "One score for each sentence and each of its words. Which axis of the keys is gone from the scores?",
                    "Give the query an axis where the keys have their words, so that the two broadcast; multiply, and sum over the numbers of "
                    "a state. Or let `torch.bmm` do both at once: (batch, source_length, size) times (batch, size, 1).",
                    "`torch.bmm(keys, query.unsqueeze(2)).squeeze(2)`, or `(keys * query.unsqueeze(1)).sum(dim=2)`, or "
                    '`torch.einsum("bsd,bd->bs", keys, query)`.',
                ),
            ),
            Exercise(
                "padding_mask",
                points=2,
                probe=scores.probe_padding_mask,
                visible=scores.visible_padding_mask,
                hidden=scores.hidden_padding_mask,
                hints=(
                    "A place holds a token when its number, counted from 0, is below the sentence's length.",
                    "Compare a row of numbers, shape (source_length,), with a column of lengths, shape (batch, 1): they broadcast to a table.",
                    "`torch.arange(source_length, device=lengths.device) < lengths.unsqueeze(1)`",
                ),
            ),
            Exercise(
                "mask_scores",
                points=2,
                probe=scores.probe_mask_scores,
                visible=scores.visible_mask_scores,
                hidden=scores.hidden_mask_scores,
                hints=(
                    "Which places change: where the mask is True, or where it is False? And what is the lowest number that float16 has?",
                    "`torch.finfo(scores.dtype).min` is the lowest finite number of a type; `masked_fill`, without an underscore at its end, "
                    "gives a new tensor, and `~mask` turns a mask round.",
                    "`scores.masked_fill(~mask, torch.finfo(scores.dtype).min)`",
                ),
            ),
        ),
    ),
    Question(
        "Q13",
        "How do you define the attention scoring function (e.g., dot product, additive) to compute the relevance of each input token during decoding?",
        difficulty="hard",
        minutes=50,
        exercises=(
            Exercise(
                "DotScore",
                points=1,
                probe=formulas.probe_score,
                visible=formulas.visible_dot,
                hidden=formulas.hidden_scores(weighted=False),
                hints=(
                    "It is `dot_scores` for several queries at once. Write the two shapes under one another, and the shape that is due.",
                    "(batch, target_length, size) times (batch, size, source_length) is (batch, target_length, source_length): the keys' last "
                    "two axes have to change places.",
                    "`queries @ keys.mT`, or `torch.bmm(queries, keys.transpose(1, 2))`.",
                ),
            ),
            Exercise(
                "ScaledDotScore",
                points=2,
                probe=formulas.probe_score,
                visible=formulas.visible_scaled_dot,
                hidden=formulas.hidden_scores(weighted=False),
                hints=(
                    "How many products are summed up in one score?",
                    "As many as a key has numbers: `keys.size(-1)`. Divide by the square root of that, not by that.",
                    "`queries @ keys.mT / math.sqrt(keys.size(-1))`",
                ),
            ),
            Exercise(
                "GeneralScore",
                points=3,
                probe=formulas.probe_score_and_keys,
                visible=formulas.visible_general,
                hidden=formulas.hidden_scores(weighted=True),
                hints=(
                    "In q · W h, which vector goes into W, and how long is the one that comes out?",
                    "W takes a state and gives a vector as long as the query. It does not need the query: which method is it for?",
                    "`nn.Linear(states_size, query_size, bias=False)` in `__init__`, `self.weight(states)` in `prepare`, "
                    "`queries @ keys.mT` in `forward`.",
                ),
            ),
            Exercise(
                "AdditiveScore",
                points=4,
                probe=formulas.probe_score_and_keys,
                visible=formulas.visible_additive,
                hidden=formulas.hidden_scores(weighted=True, attention_size=lambda draw: draw.choice([7, 8])),
                hints=(
                    "Each query meets each key: which axes does their sum have, and which of them does W q lack, which U h?",
                    "W q gets an axis of size 1 for the source, `unsqueeze(2)`; the keys get one for the target, `unsqueeze(1)`. The sum has "
                    "the shape (batch, target_length, source_length, attention_size). Then tanh, then v.",
                    "`hidden = torch.tanh(self.query_layer(queries).unsqueeze(2) + keys.unsqueeze(1))`, then "
                    "`self.energy(hidden).squeeze(-1)`; `prepare` gives `self.key_layer(states)`. Three `nn.Linear`, all with `bias=False`.",
                ),
            ),
            Exercise(
                "ConcatScore",
                points=3,
                probe=formulas.probe_concat,
                visible=formulas.visible_concat,
                hidden=formulas.hidden_scores(weighted=True, attention_size=lambda draw: draw.choice([7, 8])),
                hints=(
                    "[q; h] is one long vector. How long? And how many of them are there?",
                    "One for each query and each key: `unsqueeze` and `expand` both to (batch, target_length, source_length, their own size), "
                    "then `torch.cat` along the last axis, the query first.",
                    "`pairs = torch.cat((queries.unsqueeze(2).expand(-1, -1, keys.size(1), -1), keys.unsqueeze(1).expand(-1, queries.size(1), "
                    "-1, -1)), dim=-1)`, then `self.energy(torch.tanh(self.weight(pairs))).squeeze(-1)`.",
                ),
            ),
            Exercise(
                "origins",
                points=1,
                probe=formulas.probe_origins,
                visible=formulas.visible_origins,
                hidden=lambda draw: formulas.visible_origins(),
                hints=(
                    "The docstrings above name the papers.",
                    "The oldest of the three papers has one score; the second compares three; the third adds the root to a score of the second.",
                    "Bahdanau: additive. Luong: dot, general, concat. Vaswani: 1/sqrt(d).",
                ),
            ),
        ),
    ),
    Question(
        "Q14",
        "How do you apply the attention weights to compute a context vector for each decoding step?",
        difficulty="medium",
        minutes=40,
        exercises=(
            Exercise(
                "attention_weights",
                points=3,
                probe=context.probe_attention_weights,
                visible=context.visible_attention_weights,
                hidden=context.hidden_attention_weights,
                hints=(
                    "The weights of one query sum to 1: over which axis? And who may take part in that sum?",
                    "Mask first, as in Q12, then softmax over the last axis. A row of padding alone then has equal weights: set to 0 what is "
                    "at padding.",
                    "`scores.masked_fill(~mask, torch.finfo(scores.dtype).min).softmax(dim=-1).masked_fill(~mask, 0.0)`",
                ),
            ),
            Exercise(
                "context_vectors",
                points=2,
                probe=context.probe_context_vectors,
                visible=context.visible_context_vectors,
                hidden=context.hidden_context_vectors,
                hints=(
                    "Which axis do weights and states share, beside the batch? It is the one that is summed up.",
                    "(batch, target_length, source_length) times (batch, source_length, states_size): a matrix product for each sentence.",
                    "`weights @ states`, or `torch.bmm(weights, states)`.",
                ),
            ),
            Exercise(
                "Attention",
                points=4,
                probe=context.probe_attention,
                visible=context.visible_attention,
                hidden=context.hidden_attention,
                hints=(
                    "Four steps, and you have each of them: score, mask and softmax in one, mean. What belongs to the sentence, what to the query?",
                    "`remember` calls `self.score.prepare` and puts keys, states and mask into a `Memory`. In `forward` the mask needs an axis for "
                    "the queries: (batch, 1, source_length).",
                    "`Memory(self.score.prepare(states), states, mask)`; then `scores = self.score(queries, memory.keys)`, `weights = "
                    "attention_weights(scores, memory.mask.unsqueeze(1))`, and `return context_vectors(weights, memory.states), weights`.",
                ),
            ),
        ),
    ),
]
