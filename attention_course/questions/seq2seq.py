"""Chapter 06, the whole model: its parts put together, whose token it reads next, and the forward pass. Q18 to Q20."""

from __future__ import annotations

from attention_course.question import Exercise, Question
from attention_course.questions import seq2seq_inputs as inputs
from attention_course.questions import seq2seq_model as model
from attention_course.questions import seq2seq_unroll as unrolling

# What later chapters take from this one, and which exercises have to pass for the learner's own to be taken.
PARTS = {
    "Seq2Seq": ("Q18.Seq2Seq", "Q20.unroll", "Q19.choose_gold", "Q19.next_input"),
    "choose_gold": ("Q19.choose_gold",),
    "next_input": ("Q19.next_input",),
    "linear_schedule": ("Q19.linear_schedule",),
    "inverse_sigmoid_schedule": ("Q19.inverse_sigmoid_schedule",),
    "ratio_for": ("Q19.ratio_for",),
    "unroll": ("Q20.unroll", "Q19.choose_gold", "Q19.next_input"),
}

QUESTIONS = [
    Question(
        "Q18",
        "How do you combine the Encoder and Decoder models into a complete seq2seq model with attention?",
        difficulty="medium",
        minutes=25,
        exercises=(
            Exercise(
                "Seq2Seq",
                points=4,
                probe=model.probe_seq2seq,
                visible=model.visible_seq2seq,
                hidden=model.hidden_seq2seq,
                hints=(
                    "What makes `model.parameters()` know the encoder's parameters? And which of your own attributes does `encode` need, "
                    "beside its two arguments?",
                    "In `__init__`, assign both modules to attributes of `self`. In `encode`: run the encoder, make the mask from `lengths`, "
                    "on the source's device, then ask `self.decoder.attention.remember` and `self.decoder.begin`.",
                    "`states, recurrent = self.encoder(source, lengths)`; the mask is `torch.arange(source.size(1), device=source.device)` "
                    "compared with `lengths.to(source.device).unsqueeze(1)`; give back `remember(states, mask), begin(recurrent)`.",
                ),
            ),
        ),
    ),
    Question(
        "Q19",
        "How do you implement teacher forcing in the training loop to improve the performance of the attention-based seq2seq model?",
        difficulty="medium",
        minutes=40,
        exercises=(
            Exercise(
                "choose_gold",
                points=3,
                probe=inputs.probe_choose_gold,
                visible=inputs.visible_choose_gold,
                hidden=inputs.hidden_choose_gold,
                hints=(
                    "How often does a number drawn evenly from [0, 1) lie below 0.3? Which comparison is never true at ratio 0, and always at 1?",
                    "`torch.rand(..., generator=generator)` draws from your generator alone. Per batch, draw one number and let it count everywhere.",
                    '`torch.rand(shape, generator=generator) < ratio`, where shape is (batch, length) or (1, 1), then `.expand(batch, length)`. '
                    "Before it, two tests that raise ValueError: `0 <= ratio <= 1`, and `per` one of two words.",
                ),
            ),
            Exercise(
                "next_input",
                points=2,
                probe=inputs.probe_next_input,
                visible=inputs.visible_next_input,
                hidden=inputs.hidden_next_input,
                hints=(
                    "Two candidates for each sentence, and a choice for each sentence. What shape have the three?",
                    "The model's own token is the argmax over the vocabulary: which axis is that? Then `torch.where` chooses, element by element.",
                    "`logits.argmax(dim=-1)` has the shape (batch, 1), as gold has; `torch.where(use_gold, gold, ...)` takes gold where it is True.",
                ),
            ),
            Exercise(
                "linear_schedule",
                points=1,
                probe=inputs.probe_linear_schedule,
                visible=inputs.visible_linear_schedule,
                hidden=inputs.hidden_linear_schedule,
                hints=(
                    "Which share of the way is behind you at step `step` of `steps`? And later than that?",
                    "The share is `step / steps`, and never more than 1.",
                    "`start + (end - start) * min(step / steps, 1.0)`.",
                ),
            ),
            Exercise(
                "inverse_sigmoid_schedule",
                points=1,
                probe=inputs.probe_inverse_sigmoid_schedule,
                visible=inputs.visible_inverse_sigmoid_schedule,
                hidden=inputs.hidden_inverse_sigmoid_schedule,
                hints=(
                    "Write the formula down as it stands. Then try it at step 1,000,000 with k = 2.",
                    "`math.exp` raises OverflowError above about 709. What should the ratio be there?",
                    "`k / (k + math.exp(min(step / k, 700.0)))`: exp(700) is 1e304, so the ratio is 0 as far as anyone can see.",
                ),
            ),
            Exercise(
                "ratio_for",
                points=1,
                probe=inputs.probe_ratio_for,
                visible=inputs.visible_ratio_for,
                hidden=inputs.hidden_ratio_for,
                hints=(
                    "How does a dropout layer know whether it is to drop anything?",
                    "`model.train()` and `model.eval()` set one attribute of the module.",
                    "`schedule(step)` if `model.training`, and else 0.0.",
                ),
            ),
        ),
    ),
    Question(
        "Q20",
        "How do you implement the forward pass of the complete attention-based seq2seq model, using the context vector and attention "
        "weights at each decoding step?",
        difficulty="hard",
        minutes=45,
        exercises=(
            Exercise(
                "unroll",
                points=5,
                probe=unrolling.probe_unroll,
                visible=unrolling.visible_unroll,
                hidden=unrolling.hidden_unroll,
                hints=(
                    "Write down for two steps what goes into the decoder and what comes out. Which of these does the next step need?",
                    "Encode once. Read the first token of `target_in`. Then, for each further position, make the token with `next_input` from the "
                    "gold one and the last logits. Keep the logits and the weights of each step in a list, and join them along the axis of time.",
                    "`readout, looked, state = model.decoder(token, state, memory)`, `logits = model.decoder.output(readout)`; the choice is "
                    "`choose_gold(batch, length, ratio, generator).to(source.device)`, of which step t reads column t: "
                    "`next_input(target_in[:, t : t + 1], logits, use_gold[:, t : t + 1])`; in the end `torch.cat(..., dim=1)` twice.",
                ),
            ),
        ),
    ),
]
