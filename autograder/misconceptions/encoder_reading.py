"""Q10: what goes wrong while a padded batch is read."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from autograder.catalogue import Misconception, patch
from autograder.reference.encoder import join_directions

EMBEDDED = "embedded = encoder.dropout(encoder.embedding(source))  # (batch, source_length, embedding_size)"
PACKED = "packed = pack_padded_sequence(embedded, lengths.cpu(), batch_first=True, enforce_sorted=False)"
RUN = "packed_states, final = encoder.rnn(packed)"
STATES = "states, _ = pad_packed_sequence(packed_states, batch_first=True, total_length=source.size(1))"
DIRECTIONS = "directions = 2 if encoder.rnn.bidirectional else 1"
GRU = "return states, torch.tanh(encoder.bridge(join_directions(final, directions)))"
PARTS = "hidden, memory = (join_directions(part, directions) for part in final)"
LSTM = "return states, (torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory))"
UNPACKED = "states, final = encoder.rnn(embedded)"
# The network run over everything that stands in the batch, padding included.
WHOLE = (PACKED + "\n    " + RUN + "\n    " + STATES, UNPACKED)
MASK = "mask = (torch.arange(source.size(1), device=source.device) < lengths.to(source.device).unsqueeze(1)).unsqueeze(2)"


def _final(new: str) -> patch:
    """Another way to make of the network's last states what goes into the bridges: `part` is one of them."""
    return patch(GRU, f"part = final\n        return states, torch.tanh(encoder.bridge({new}))", PARTS, f"hidden, memory = ({new} for part in final)")


def _summary(new: str) -> patch:
    """Something made of `states` in place of the network's last states, once for each layer."""
    return patch(DIRECTIONS, f"{DIRECTIONS}\n    summary = ({new}).expand(encoder.rnn.num_layers, -1, -1)", GRU, "return states, torch.tanh(encoder.bridge(summary))", PARTS, "hidden, memory = summary, join_directions(final[1], directions)")


def _states(new: str) -> patch:
    return patch(STATES, f"{STATES}\n    states = {new}")


def _both(gru: str, lstm: str) -> patch:
    """Another last line for each cell."""
    return patch(GRU, f"return {gru}", LSTM, f"return {lstm}")


def sorts_and_forgets(encoder, source, lengths):
    ordered, order = lengths.cpu().sort(descending=True, stable=True)
    packed = pack_padded_sequence(encoder.dropout(encoder.embedding(source[order.to(source.device)])), ordered, batch_first=True)
    packed_states, final = encoder.rnn(packed)
    states, _ = pad_packed_sequence(packed_states, batch_first=True, total_length=source.size(1))
    directions = 2 if encoder.rnn.bidirectional else 1
    if isinstance(final, Tensor):
        return states, torch.tanh(encoder.bridge(join_directions(final, directions)))
    hidden, memory = (join_directions(part, directions) for part in final)
    return states, (torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory))


def puts_half_back(encoder, source, lengths):
    ordered, order = lengths.cpu().sort(descending=True, stable=True)
    order = order.to(source.device)
    packed = pack_padded_sequence(encoder.dropout(encoder.embedding(source[order])), ordered, batch_first=True)
    packed_states, final = encoder.rnn(packed)
    states, _ = pad_packed_sequence(packed_states, batch_first=True, total_length=source.size(1))
    states = states[order.argsort()]
    directions = 2 if encoder.rnn.bidirectional else 1
    if isinstance(final, Tensor):
        return states, torch.tanh(encoder.bridge(join_directions(final, directions)))
    hidden, memory = (join_directions(part, directions) for part in final)
    return states, (torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory))


def puts_back_by_the_same_order(encoder, source, lengths):
    ordered, order = lengths.cpu().sort(descending=True, stable=True)
    order = order.to(source.device)
    packed = pack_padded_sequence(encoder.dropout(encoder.embedding(source[order])), ordered, batch_first=True)
    packed_states, final = encoder.rnn(packed)
    states, _ = pad_packed_sequence(packed_states, batch_first=True, total_length=source.size(1))
    states = states[order]
    directions = 2 if encoder.rnn.bidirectional else 1
    if isinstance(final, Tensor):
        return states, torch.tanh(encoder.bridge(join_directions(final[:, order], directions)))
    hidden, memory = (join_directions(part[:, order], directions) for part in final)
    return states, (torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory))


LAST_TOKEN = "states[torch.arange(len(states)), lengths.to(source.device) - 1]"

ENCODE = [
    Misconception("reads the padding as well", patch(*WHOLE), patch(PACKED, PACKED.replace("lengths.cpu()", "torch.full_like(lengths, source.size(1)).cpu()")), hint="No packing: the backward direction starts in the padding, and the forward one goes on into it. A sentence alone has to equal itself in any batch."),
    Misconception("reads the padding, then zeroes the states there", patch(WHOLE[0], f"{UNPACKED}\n    {MASK}\n    states = states * mask"), patch(WHOLE[0], f"{UNPACKED}\n    {MASK}\n    states = states.masked_fill(~mask, 0.0)"), hint="Zeros afterwards hide what happened: the backward direction has read the padding before it came to the words."),
    Misconception("zeroes the embeddings of the padding and reads it", patch(WHOLE[0], f"{MASK}\n    embedded = embedded * mask\n    {UNPACKED}\n    states = states * mask"), hint="A zero is an input like any other: the network moves on with it, by its biases."),
    Misconception("counts tokens by the padding's index", patch(PACKED, "lengths = (source != 1).sum(dim=1)\n    " + PACKED), patch(PACKED, "lengths = (source != encoder.embedding.padding_idx).sum(dim=1)\n    " + PACKED), hint="`lengths` says how long a sentence is. What stands in the padding is nobody's business, and index 1 may be a word elsewhere."),
    Misconception("leaves the last token out", patch(PACKED, "lengths = (lengths - 1).clamp(min=1)\n    " + PACKED), hint="A length counts tokens: the last one is at position length - 1, and is read."),
    Misconception("reads one place too far", patch(PACKED, "lengths = (lengths + 1).clamp(max=source.size(1))\n    " + PACKED), hint="`lengths` are as they should be: one more is a place of padding."),
    Misconception("wants the batch sorted", patch(", enforce_sorted=False", ""), hint="By default `pack_padded_sequence` refuses a batch that is not sorted by length, longest first: `enforce_sorted=False`."),
    Misconception("sorts the batch and never puts it back", sorts_and_forgets, hint="Row i of the result has to be sentence i. Undo the sorting, or let `enforce_sorted=False` do both."),
    Misconception("puts the states back in order but not the last ones", puts_half_back, hint="The network's last states are sorted as well: along their second axis."),
    Misconception("sorts twice where it should undo", puts_back_by_the_same_order, hint="To undo an order, index by its inverse, `order.argsort()`."),
    Misconception("gives only as many states as the longest sentence has tokens", patch(", total_length=source.size(1)", ""), patch(", total_length=source.size(1)", ", total_length=int(lengths.max())"), hint="When every row is padded, the states become shorter than the mask: say `total_length`."),
    Misconception("fills the padding with something else than zero", patch("total_length=source.size(1))", "total_length=source.size(1), padding_value=1.0)"), hint="`pad_packed_sequence` puts zeros there unless told otherwise."),
    Misconception("fills the padding with minus infinity", patch("total_length=source.size(1))", "total_length=source.size(1), padding_value=-torch.inf)"), hint="Scores are masked so, states are not: 0 times infinity is NaN."),
    Misconception("leaves the states' axes as time, batch", patch("pad_packed_sequence(packed_states, batch_first=True,", "pad_packed_sequence(packed_states,"), hint="`pad_packed_sequence` has a `batch_first` of its own."),
    Misconception("packs batch for time", patch("lengths.cpu(), batch_first=True,", "lengths.cpu(),"), hint="`pack_padded_sequence` has a `batch_first` of its own; without it the rows are taken for time steps."),
    Misconception("leaves the lengths on the GPU", patch("lengths.cpu(), batch_first", "lengths, batch_first"), patch("lengths.cpu(), batch_first", "lengths.to(torch.int64), batch_first"), hint="`pack_padded_sequence` wants the lengths on the CPU, wherever the sentences are: `lengths.cpu()`. Here it makes no difference; on a GPU nothing would run."),
    Misconception("gives the last state only", _both("states[:, -1:], torch.tanh(encoder.bridge(join_directions(final, directions)))", "states[:, -1:], (torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory))"), hint="Attention needs the state of *every* token."),
    Misconception("gives the joined last states for the states", _both("join_directions(final, directions), torch.tanh(encoder.bridge(join_directions(final, directions)))", "hidden, (torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory))"), hint="The states are the network's first result, one for each token."),
    Misconception("takes the state at the last column for the summary", _summary("states[:, -1]"), hint="In the last column stands padding for all but the longest; and the backward direction has read a single word there. `final` has what you want."),
    Misconception("takes the state at the last token for the summary", _summary(LAST_TOKEN), hint="At the last token the backward direction has only just begun. Its last state stands at the *first* token; `final` has both."),
    Misconception("takes the state at the first token for the summary", _summary("states[:, 0]"), hint="At the first token the forward direction has only just begun. `final` has both directions' last states."),
    Misconception("takes the mean of the states for the summary", _summary("states.sum(dim=1) / lengths.to(source.device).unsqueeze(1)"), hint="The first state is made of the network's last states, not of the mean."),
    Misconception("swaps the directions' last states", _final("part.unflatten(0, (-1, directions)).flip(1).transpose(1, 2).flatten(2)"), hint="Forwards, then backwards: `join_directions` has it so."),
    Misconception("cuts the last states anew with a view", _final("part.reshape(-1, source.size(0), directions * part.size(2))"), hint="`view` mixes sentences: exchange axes first, as `join_directions` does."),
    Misconception("takes half of the last states for forwards", _final("torch.cat(part.split(part.size(0) // directions), dim=2)"), hint="The directions alternate, layer by layer."),
    Misconception("starts every layer of the decoder with the top layer", _final("join_directions(part, directions)[-1:].expand(encoder.rnn.num_layers, -1, -1)"), hint="Each layer has a last state of its own."),
    Misconception("starts every layer of the decoder with the bottom layer", _final("join_directions(part, directions)[:1].expand(encoder.rnn.num_layers, -1, -1)"), hint="Each layer has a last state of its own."),
    Misconception("keeps the top layer's first state alone", _final("join_directions(part, directions)[-1:]"), _final("torch.cat(tuple(part[-directions:]), dim=1).unsqueeze(0)"), hint="(layers, batch, decoder_size): a first state for each layer."),
    Misconception("keeps the bottom layer's first state alone", _final("torch.cat(tuple(part[:directions]), dim=1).unsqueeze(0)"), hint="(layers, batch, decoder_size): a first state for each layer."),
    Misconception("keeps the axis of the layers only where there are several", _both("states, torch.tanh(encoder.bridge(join_directions(final, directions))).squeeze(0)", "states, (torch.tanh(encoder.bridge(hidden)).squeeze(0), encoder.memory_bridge(memory).squeeze(0))"), hint="One layer is an axis of size one, and the decoder's network wants it."),
    Misconception("puts the batch first in the first state", _both("states, torch.tanh(encoder.bridge(join_directions(final, directions))).transpose(0, 1)", "states, (torch.tanh(encoder.bridge(hidden)).transpose(0, 1), encoder.memory_bridge(memory).transpose(0, 1))"), hint="(layers, batch, decoder_size): PyTorch's states have the layers first, whatever `batch_first` says."),
    Misconception("bridges the forward direction alone", _final("torch.cat((part[0::directions], torch.zeros_like(part[0::directions]).repeat(1, 1, directions - 1)), dim=2)"), hint="Both directions' last states go through the bridge, side by side."),
    Misconception("bridges the backward direction alone", _final("torch.cat((torch.zeros_like(part[0::directions]).repeat(1, 1, directions - 1), part[directions - 1 :: directions]), dim=2)"), hint="Both directions' last states go through the bridge, side by side."),
    Misconception("forgets the tanh", patch("torch.tanh(encoder.bridge(join_directions(final, directions)))", "encoder.bridge(join_directions(final, directions))", "torch.tanh(encoder.bridge(hidden))", "encoder.bridge(hidden)"), hint="A recurrent network's states lie between -1 and 1; the tanh brings the bridge's there."),
    Misconception("forgets the tanh for an LSTM", patch("torch.tanh(encoder.bridge(hidden))", "encoder.bridge(hidden)"), hint="An LSTM's hidden state goes through the bridge and the tanh, as a GRU's does."),
    Misconception("takes the tanh before the bridge", patch("torch.tanh(encoder.bridge(join_directions(final, directions)))", "encoder.bridge(torch.tanh(join_directions(final, directions)))", "torch.tanh(encoder.bridge(hidden))", "encoder.bridge(torch.tanh(hidden))"), hint="tanh *of the bridge*: what goes in lies between -1 and 1 already."),
    Misconception("takes the sigmoid for the tanh", patch("torch.tanh(encoder.bridge(join", "torch.sigmoid(encoder.bridge(join", "torch.tanh(encoder.bridge(hidden))", "torch.sigmoid(encoder.bridge(hidden))"), hint="The sigmoid lies between 0 and 1: half of what a state may be is lost."),
    Misconception("takes the ReLU for the tanh", patch("torch.tanh(encoder.bridge(join", "torch.relu(encoder.bridge(join", "torch.tanh(encoder.bridge(hidden))", "torch.relu(encoder.bridge(hidden))"), hint="States lie between -1 and 1: tanh."),
    Misconception("puts a tanh on the memory cell", patch("encoder.memory_bridge(memory))", "torch.tanh(encoder.memory_bridge(memory)))"), hint="The memory cell counts without bounds: no tanh."),
    Misconception("puts the memory cell through the other bridge", patch("encoder.memory_bridge(memory)", "encoder.bridge(memory)"), hint="`memory_bridge` is there for it."),
    Misconception("swaps the two bridges", patch("torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory)", "torch.tanh(encoder.memory_bridge(hidden)), encoder.bridge(memory)"), hint="`bridge` is for the hidden state, `memory_bridge` for the memory cell."),
    Misconception("swaps hidden state and memory cell", patch("hidden, memory = (join", "memory, hidden = (join"), hint="An LSTM gives (hidden state, memory cell), in this order."),
    Misconception("hands on the memory cell first", patch("(torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory))", "(encoder.memory_bridge(memory), torch.tanh(encoder.bridge(hidden)))"), hint="(hidden state, memory cell), as `nn.LSTM` wants them."),
    Misconception("loses the memory cell", patch("(torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory))", "torch.tanh(encoder.bridge(hidden))"), hint="An LSTM's first state is a pair."),
    Misconception("starts the memory cell at zero", patch("encoder.memory_bridge(memory))", "torch.zeros_like(torch.tanh(encoder.bridge(hidden))))"), hint="The memory cell of the encoder goes on into the decoder, by its bridge."),
    Misconception("stacks an LSTM's pair", patch("states, (torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory))", "states, torch.stack((torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory)))"), hint="A pair of tensors, as `nn.LSTM` wants it."),
    Misconception("has no bridge at all", patch("torch.tanh(encoder.bridge(join_directions(final, directions)))", "join_directions(final, directions)", "torch.tanh(encoder.bridge(hidden)), encoder.memory_bridge(memory)", "hidden, memory"), hint="The decoder's state may be of another size: the bridge is the way there."),
    Misconception("drops nothing", patch("encoder.dropout(encoder.embedding(source))", "encoder.embedding(source)"), hint="`encoder.dropout` is for the embeddings."),
    Misconception("drops on the states", patch("encoder.dropout(encoder.embedding(source))", "encoder.embedding(source)", STATES, STATES + "\n    states = encoder.dropout(states)"), hint="The dropout belongs on the embeddings, before the network."),
    Misconception("drops on the embeddings and on the states", patch(STATES, STATES + "\n    states = encoder.dropout(states)"), hint="Once, on the embeddings."),
    Misconception("drops twice", patch("encoder.dropout(encoder.embedding(source))", "encoder.dropout(encoder.dropout(encoder.embedding(source)))"), patch(PACKED, "embedded = encoder.dropout(embedded)\n    " + PACKED), hint="Of what is left after the first time, part is dropped again: more than was asked for. Once."),
    Misconception("goes on from the last batch", patch(RUN, "before = getattr(encoder, '_last', None)\n    if before is not None and (before[0] if isinstance(before, tuple) else before).size(1) != len(source):\n        before = None\n    packed_states, final = encoder.rnn(packed, before)\n    encoder._last = tuple(part.detach() for part in final) if isinstance(final, tuple) else final.detach()"), hint="Each sentence is read from the beginning, with a state of zeros: hand the network no state, and keep none."),
    Misconception("keeps the lengths of the first batch", patch(PACKED, "if len(getattr(encoder, '_lengths', ())) != len(lengths):\n        encoder._lengths = lengths.cpu()\n    " + PACKED.replace("lengths.cpu()", "encoder._lengths")), hint="The next batch has other lengths: use those that you are given."),
    Misconception("drops in evaluation too", patch("encoder.dropout(encoder.embedding(source))", "nn.functional.dropout(encoder.embedding(source), encoder.dropout.p)"), hint="`nn.functional.dropout` is always on unless it is told `training=`. The module knows by itself."),
    Misconception("switches to training", patch(EMBEDDED, "encoder.train()\n    " + EMBEDDED), hint="Whoever calls has decided on training or evaluation."),
    Misconception("switches to evaluation", patch(EMBEDDED, "encoder.eval()\n    " + EMBEDDED), hint="Whoever calls has decided on training or evaluation."),
    Misconception("cuts the states off from the gradient", _states("states.detach()"), hint="The encoder learns through the states as well: by way of attention."),
    Misconception("cuts the first state off from the gradient", _final("join_directions(part, directions).detach()"), hint="The encoder learns through the first state as well."),
    Misconception("reads without gradients", patch(EMBEDDED, "embedded = encoder.dropout(encoder.embedding(source)).detach()"), hint="The embedding has to learn as well."),
    Misconception("adds the directions of the states", _states("states.unflatten(2, (directions, -1)).sum(dim=2) if (directions := 1 + encoder.rnn.bidirectional) else states"), hint="Side by side: states_size is hidden_size for each direction."),
    Misconception("keeps the forward half of the states", _states("states[:, :, : encoder.rnn.hidden_size]"), hint="Both directions, side by side."),
    Misconception("swaps the directions in the states", _states("torch.cat(states.split(encoder.rnn.hidden_size, dim=2)[::-1], dim=2)"), hint="PyTorch gives forwards, then backwards: leave them so."),
    Misconception("bridges the states as well", _states("torch.tanh(encoder.bridge(states))"), hint="The bridge is for the decoder's first state alone; attention looks at the states as they are."),
    Misconception("turns the sentence round", patch(EMBEDDED, EMBEDDED.replace("source)", "source.flip(1))", 1)), hint="The network reads both ways by itself where it is asked to."),
    Misconception("empties the padding in the caller's tensor", patch(EMBEDDED, f"{MASK}\n    source.masked_fill_(~mask.squeeze(2), 1)\n    {EMBEDDED}"), hint="`source` belongs to whoever called: a trailing underscore changes it in place."),
    Misconception("changes the caller's lengths", patch(EMBEDDED, f"lengths.clamp_(max=1)\n    {EMBEDDED}"), hint="`lengths` belongs to whoever called: a trailing underscore changes it in place."),
    Misconception("does without the axis of the batch where it is one", _states("states.squeeze(0)"), hint="A batch of one sentence is a batch."),
]  # fmt: skip
