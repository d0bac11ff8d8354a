"""Chapter 03, a state for every source token: Q9 to Q11."""

from __future__ import annotations

from attention_course.question import Exercise, Question, Written
from attention_course.questions import encoder_reading as reading
from attention_course.questions import encoder_size as size

# What the chapter hands on, and the exercises which have to pass for the learner's own to be taken.
PARTS = {"Encoder": ("Q9.Encoder", "Q10.join_directions", "Q10.encode"), "RecurrentState": ()}

QUESTIONS = [
    Question(
        "Q9",
        "How do you define the architecture of the Encoder model using PyTorch's `nn.Module`?",
        difficulty="medium",
        minutes=30,
        exercises=(
            Exercise(
                "Encoder",
                points=4,
                probe=reading.probe_encoder,
                visible=reading.visible_encoder,
                hidden=reading.hidden_encoder,
                hints=(
                    "Go through the attributes in the docstring one by one. For each: which class, and which of its arguments?",
                    "A state has hidden_size numbers for *each* direction: work out `states_size` first, the bridges start from it. "
                    "And what is there between the layers of a network that has one?",
                    "`nn.Embedding(..., padding_idx=padding_index)`; `nn.GRU(embedding_size, hidden_size, num_layers=layers, "
                    "batch_first=True, bidirectional=bidirectional, dropout=dropout if layers > 1 else 0.0)`; "
                    "`nn.Linear(self.states_size, decoder_size)`.",
                ),
            ),
        ),
    ),
    Question(
        "Q10",
        "How do you implement the forward pass of the Encoder to generate a sequence of hidden states instead of a single context vector?",
        difficulty="hard",
        minutes=45,
        exercises=(
            Exercise(
                "join_directions",
                points=2,
                probe=reading.probe_join_directions,
                visible=reading.visible_join_directions,
                hidden=reading.hidden_join_directions,
                hints=(
                    "Which two of the tensors along the first axis belong to one layer? Write them beside one another on paper.",
                    "Take the first axis apart into layers and directions, then bring the directions beside hidden_size, the last axis.",
                    "`final.unflatten(0, (-1, directions))` is (layers, directions, batch, hidden_size); `transpose(1, 2)`, then "
                    "`flatten(start_dim=2)`. Or `torch.cat((final[0::2], final[1::2]), dim=2)` for two directions.",
                ),
            ),
            Exercise(
                "encode",
                points=5,
                probe=reading.probe_encode,
                visible=reading.visible_encode,
                hidden=reading.hidden_encode,
                hints=(
                    "Which of the two directions meets the padding first, and what has it then read before the sentence's last word?",
                    "`pack_padded_sequence` leaves the padding out (its lengths have to be on the CPU), `pad_packed_sequence` puts "
                    "zeros in its place. Look up `enforce_sorted` and `total_length`.",
                    "Embed, drop, pack, `packed_states, final = encoder.rnn(packed)`, unpack with `total_length=source.size(1)`. "
                    "For an LSTM `final` is a pair: the first through join_directions, bridge and tanh, the second through "
                    "join_directions and memory_bridge.",
                ),
            ),
        ),
    ),
    Question(
        "Q11",
        "How do you specify the number of hidden units and layers in the Encoder, and how does this affect performance?",
        difficulty="medium",
        minutes=40,
        exercises=(
            Exercise(
                "count_parameters",
                points=3,
                probe=size.probe_count_parameters,
                visible=size.visible_count_parameters,
                hidden=size.hidden_count_parameters,
                hints=(
                    "One gate of one direction of one layer: how many rows and columns have its two matrices, and how long are its two biases?",
                    "Per gate hidden_size · (read + hidden_size + 2) numbers, where `read` is what the layer reads. What does the second layer read?",
                    "`gates * hidden_size * (read + hidden_size + 2)`, times the directions, added up over the layers; `read` is input_size "
                    "in the first, and directions * hidden_size in all others.",
                ),
            ),
            Exercise(
                "summarise",
                points=3,
                probe=size.probe_summarise,
                visible=size.visible_summarise,
                hidden=size.hidden_summarise,
                hints=(
                    "What belongs together? Every run that has the same units *and* the same layers, wherever it stands.",
                    "A dictionary from (hidden_size, layers) to a list of runs keeps the order in which its keys first came.",
                    "`statistics.mean` and `statistics.stdev` (that one divides by n - 1); margin = `STUDENT[n] * deviation / math.sqrt(n)`.",
                ),
            ),
            Exercise(
                "choose",
                points=2,
                probe=size.probe_choose,
                visible=size.visible_choose,
                hidden=size.hidden_choose,
                hints=(
                    "Which of the two numbers may you look at before you have decided?",
                    "A tuple as key sorts by several things at once: first the validation, downwards, then the layers, then the units.",
                    "`min(summaries, key=lambda found: (-found.validation, found.layers, found.hidden_size))`",
                ),
            ),
            Exercise(
                "claims",
                points=3,
                probe=size.probe_claims,
                visible=size.cases_claims,
                hidden=size.hidden_claims,
                whole_namespace=True,
                needs=("runs",),
                hints=(
                    "Look at the picture of your table: for each of the three pairs, do the two bars touch?",
                    "`summarise(runs)` has the means and margins. A verdict is about the second setting of a pair, compared with the first.",
                    'Each entry is a pair such as `("higher", points_between(runs, (4, 1), (26, 1)))`.',
                ),
            ),
            Written("explain_size", points=2),
        ),
    ),
]
