"""Chapter 05, from one target token to the next: Q15 to Q17."""

from __future__ import annotations

from attention_course.question import Exercise, Question, Written
from attention_course.questions import decoder_class as made
from attention_course.questions import decoder_output as output
from attention_course.questions import decoder_steps as steps

# What later chapters take of this one, and which exercises have to be right for the learner's own to be taken.
PARTS = {
    "Decoder": ("Q15.Decoder", "Q16.top_hidden", "Q16.bahdanau_step", "Q16.luong_step", "Q17.read_out"),
    "DecoderState": (),
    "top_hidden": ("Q16.top_hidden",),
    "bahdanau_step": ("Q16.top_hidden", "Q16.bahdanau_step"),
    "luong_step": ("Q16.luong_step",),
    "read_out": ("Q17.read_out",),
    "next_token_probabilities": ("Q17.next_token_probabilities",),
    "greedy_tokens": ("Q17.greedy_tokens",),
}

QUESTIONS = [
    Question(
        "Q15",
        "How do you modify the Decoder model to include the attention mechanism in its architecture?",
        difficulty="medium",
        minutes=35,
        exercises=(
            Exercise(
                "Decoder",
                points=5,
                probe=made.probe_decoder,
                visible=made.visible_decoder,
                hidden=made.hidden_decoder,
                hints=(
                    "Two layers have to make room for the context. Which ones, and in which order of steps?",
                    "What the network reads grows piece by piece: the embedding always, the context in the order \"bahdanau\" alone, "
                    "the last readout with input feeding. How large a context is, the attention knows.",
                    "`input_size = embedding_size`, then `+= attention.context_size` and `+= readout_size` where they are due; "
                    "`self.attention = attention` registers it; dropout goes to `self.rnn` only when `layers > 1`.",
                ),
            ),
        ),
    ),
    Question(
        "Q16",
        "How do you implement the forward pass of the Decoder with attention, using the context vector and hidden state to "
        "generate each output token?",
        difficulty="hard",
        minutes=50,
        exercises=(
            Exercise(
                "top_hidden",
                points=2,
                probe=steps.probe_top_hidden,
                visible=steps.visible_top_hidden,
                hidden=steps.hidden_top_hidden,
                hints=(
                    "The layers lie along the first axis, the bottom one first. Where is the top one?",
                    "An LSTM gives a pair; its first part is the hidden state. `isinstance(recurrent, Tensor)` tells the two apart.",
                    "`hidden[-1]` has the shape (batch, hidden_size); `.unsqueeze(1)` puts a time axis of one position into it.",
                ),
            ),
            Exercise(
                "bahdanau_step",
                points=4,
                probe=steps.probe_bahdanau_step,
                visible=steps.visible_bahdanau_step,
                hidden=steps.hidden_bahdanau_step,
                hints=(
                    "Look, then move. Which state is there to ask with before the network has moved?",
                    "`decoder.attention(query, memory)` gives a context and weights; `decoder.rnn(read, recurrent)` an output and a new state.",
                    "Ask with `top_hidden(recurrent)`; let the network read `torch.cat((inputs, context), dim=2)`; give back its output, "
                    "the context, the weights and the network's new state.",
                ),
            ),
            Exercise(
                "luong_step",
                points=3,
                probe=steps.probe_luong_step,
                visible=steps.visible_luong_step,
                hidden=steps.hidden_luong_step,
                hints=(
                    "Move, then look: which of your two lines comes first now, and what does the network read without a context?",
                    "The network's output has a state for every position. Each of them is a query.",
                    "`hidden, recurrent = decoder.rnn(inputs, recurrent)`, then `decoder.attention(hidden, memory)`.",
                ),
            ),
            Written("explain_order", points=2),
        ),
    ),
    Question(
        "Q17",
        "How do you use `nn.Linear` and `nn.Softmax` layers in the Decoder to convert the attention-weighted hidden state into "
        "predicted tokens?",
        difficulty="medium",
        minutes=40,
        exercises=(
            Exercise(
                "read_out",
                points=2,
                probe=output.probe_read_out,
                visible=output.visible_read_out,
                hidden=output.hidden_read_out,
                hints=(
                    "Four things, from the inside out: side by side, linear, bounded, thinned out.",
                    "`torch.cat` along the feature axis, `decoder.readout`, `torch.tanh`, `decoder.dropout`.",
                    "`decoder.dropout(torch.tanh(decoder.readout(torch.cat((hidden, contexts), dim=2))))`.",
                ),
            ),
            Exercise(
                "next_token_probabilities",
                points=2,
                probe=output.probe_next_token_probabilities,
                visible=output.visible_next_token_probabilities,
                hidden=output.hidden_next_token_probabilities,
                hints=(
                    "Which numbers have to sum to 1: those of a batch, of a sentence, or of a vocabulary?",
                    "The vocabulary is the last axis, however many there are before it. Say so.",
                    "`torch.softmax(logits, dim=-1)`, or `nn.Softmax(dim=-1)(logits)`.",
                ),
            ),
            Exercise(
                "greedy_tokens",
                points=3,
                probe=output.probe_greedy_tokens,
                visible=output.visible_greedy_tokens,
                hidden=output.hidden_greedy_tokens,
                hints=(
                    "A word that may not be said has to lose against every other, however low that one's logit is.",
                    "Work on a copy; give the forbidden words the lowest number that there is, then take the `argmax` over the vocabulary.",
                    "`allowed = logits.clone()`, `allowed[..., list(forbidden)] = -torch.inf`, `allowed.argmax(dim=-1)`.",
                ),
            ),
            Exercise(
                "double_softmax_floor",
                points=2,
                probe=output.probe_double_softmax_floor,
                visible=output.visible_double_softmax_floor,
                hidden=output.hidden_double_softmax_floor,
                relative_tolerance=1e-5,
                absolute_tolerance=1e-5,
                hints=(
                    "Which probabilities would be the best that a model can give? They are now taken for logits.",
                    "A logit of 1 for the right word, and of 0 for each of the V - 1 others. What is the softmax of that, at the right word?",
                    "e / (e + V - 1); the loss is minus its natural logarithm.",
                ),
            ),
        ),
    ),
]
