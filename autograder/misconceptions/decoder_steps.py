"""Q16: with what a decoder asks, what it reads, and what it hands on."""

from __future__ import annotations

import torch

from autograder.catalogue import Misconception, patch

HIDDEN = "hidden = recurrent if isinstance(recurrent, Tensor) else recurrent[0]"
TOP = "return hidden[-1].unsqueeze(1)"

TOP_HIDDEN = [
    Misconception("takes the bottom layer", patch("hidden[-1]", "hidden[0]"), hint="The first along the axis of layers is the bottom one; what the whole network has made of the sentence is in the last."),
    Misconception("takes the second layer", patch("hidden[-1]", "hidden[min(1, len(hidden) - 1)]"), hint="However many layers there are, the top one is the last: `hidden[-1]`."),
    Misconception("takes the layer below the top", patch("hidden[-1]", "hidden[max(len(hidden) - 2, 0)]"), hint="Places count from 0, and from the end from -1: `hidden[-1]` is the last."),
    Misconception("takes the memory cell of an LSTM", patch("recurrent[0]", "recurrent[1]"), hint="The pair is (hidden state, memory cell): it is the hidden state that the network shows to the outside."),
    Misconception("takes the pair of an LSTM for a tensor", patch(HIDDEN, "hidden = recurrent"), hint="`recurrent[-1]` of a pair is its memory cell, with all its layers. Take the hidden state out of the pair first."),
    Misconception("takes a tensor of two layers for a pair", patch("recurrent if isinstance(recurrent, Tensor) else recurrent[0]", "recurrent[0] if len(recurrent) == 2 else recurrent"), hint="A GRU of two layers has a length of two as well. Ask for the type."),
    Misconception("takes the first layer of a GRU for its hidden state", patch(HIDDEN, "hidden = recurrent[0].unsqueeze(0) if isinstance(recurrent, Tensor) else recurrent[0]"), hint="`recurrent[0]` of a tensor is a layer, not the hidden state of a pair."),
    Misconception("has no time axis", patch(".unsqueeze(1)", ""), hint="A query stands at a target position: shape (batch, 1, hidden_size)."),
    Misconception("puts the new axis first", patch(".unsqueeze(1)", ".unsqueeze(0)"), patch(TOP, "return hidden[-1:]"), hint="The batch comes first, then time: `unsqueeze(1)`."),
    Misconception("puts the new axis last", patch(".unsqueeze(1)", ".unsqueeze(-1)"), hint="Time is the second of three axes: `unsqueeze(1)`."),
    Misconception("gives all layers as if they were time", patch(TOP, "return hidden.transpose(0, 1)"), hint="Right with one layer. With two, the attention is asked twice, once with each."),
    Misconception("scrambles layers and sentences", patch(TOP, "return hidden.reshape(hidden.size(1), hidden.size(0), -1)[:, -1:]"), patch(TOP, "return hidden.reshape(hidden.size(1), -1)[:, -hidden.size(2):].unsqueeze(1)"), hint="`view` and `reshape` do not swap axes, they count the same numbers out anew: some go to another sentence."),
    Misconception("puts all layers side by side", patch(TOP, "return hidden.transpose(0, 1).flatten(1).unsqueeze(1)"), hint="The query has hidden_size numbers: the top layer's alone."),
    Misconception("takes the mean of the layers", patch(TOP, "return hidden.mean(dim=0).unsqueeze(1)"), hint="The top layer is asked with, not a mean of all."),
    Misconception("adds the layers", patch(TOP, "return hidden.sum(dim=0).unsqueeze(1)"), hint="The top layer is asked with, not the sum of all."),
    Misconception("takes the last sentence", patch(TOP, "return hidden[:, -1].unsqueeze(1)"), patch(TOP, "return hidden[:, -1:]"), hint="The axes of a recurrent state are (layers, batch, hidden_size), whatever `batch_first` says: layers come first."),
    Misconception("takes the last unit", patch(TOP, "return hidden[..., -1].unsqueeze(1)"), hint="Layers are the first axis, units the last."),
    Misconception("drops every axis of size one", patch(TOP, "return hidden[-1].squeeze().unsqueeze(1)"), patch(TOP, "return hidden[-1:].squeeze().unsqueeze(1)"), hint="`squeeze()` takes the batch away too where it holds one sentence."),
    Misconception("takes a state of one layer for granted", patch(TOP, "return hidden.squeeze(0).unsqueeze(1)"), hint="`squeeze(0)` does nothing where there are two layers. Take the last."),
    Misconception("cuts the query off from the gradient", patch(TOP, "return hidden[-1].unsqueeze(1).detach()"), patch(TOP, "return torch.tensor(hidden[-1].tolist(), dtype=hidden.dtype, device=hidden.device).unsqueeze(1)"), hint="How the attention was asked has to be learnt as well: no `detach`, no `tolist`, no `.data`."),
    Misconception("bounds the query once more", patch(TOP, "return torch.tanh(hidden[-1]).unsqueeze(1)"), hint="The state is asked with as it is."),
    Misconception("mixes hidden state and memory cell", patch("else recurrent[0]", "else recurrent[0] + recurrent[1]"), hint="Of the pair the hidden state alone is asked with."),
    Misconception("puts hidden state and memory cell side by side", patch("else recurrent[0]", "else torch.cat(tuple(recurrent), dim=2)"), hint="Of the pair the hidden state alone is asked with."),
    Misconception("gives a query in float32", patch(TOP, "return hidden[-1].unsqueeze(1).float()"), hint="Keep the type of what you were given."),
]

LOOK = "context, weights = decoder.attention(top_hidden(recurrent), memory)"
MOVE = "hidden, recurrent = decoder.rnn(torch.cat((inputs, context), dim=2), recurrent)"
GIVE = "return hidden, context, weights, recurrent"
QUERY = "top_hidden(recurrent)"
STATE = "(recurrent if isinstance(recurrent, Tensor) else recurrent[0])"
COPY = '__import__("copy").deepcopy'
NEW = "nn.init.normal_"
OLD = "old = recurrent if isinstance(recurrent, Tensor) else recurrent[0]\n    "
LUONG_LOOK = "context, weights = decoder.attention(hidden, memory)"
LUONG_MOVE = "hidden, recurrent = decoder.rnn(inputs, recurrent)"


def first_context_for_all(decoder, inputs, recurrent, memory):
    """Looks once and keeps what it saw on the decoder."""
    if not hasattr(decoder, "seen") or decoder.seen[0].shape[0] != inputs.shape[0]:
        decoder.seen = decoder.attention(top_hidden(recurrent), memory)  # noqa: F821
    context, weights = decoder.seen
    hidden, recurrent = decoder.rnn(torch.cat((inputs, context), dim=2), recurrent)
    return hidden, context, weights, recurrent


# What may go wrong in either order: around the attention, the network, and what is given back.
def _shared(query: str) -> list[Misconception]:
    look = f"context, weights = decoder.attention({query}, memory)"
    first = LUONG_MOVE if query == "hidden" else LOOK
    return [
        Misconception("cuts the states off from the gradient", patch(look, look.replace("memory)", "memory._replace(states=memory.states.detach()))")), hint="Through the states of the memory the encoder learns what to write into them. `detach` stops that."),
        Misconception("cuts the keys off from the gradient", patch(look, look.replace("memory)", "memory._replace(keys=memory.keys.detach()))")), hint="Through the keys the encoder learns where it is found. `detach` stops that."),
        Misconception("cuts the whole memory off from the gradient", patch(look, look.replace("memory)", "type(memory)(*(part.detach() for part in memory)))")), hint="The encoder is trained through the memory alone (and its last state): nothing of it is detached."),
        Misconception("looks without gradients", patch(look, "with torch.no_grad():\n        " + look), hint="`no_grad` around the attention: neither it nor the encoder will learn anything from it."),
        Misconception("cuts the context off from the gradient", patch(look, look + "\n    context = context.detach()"), hint="The context is how the encoder hears of the loss. No `detach`."),
        Misconception("gives weights without a gradient", patch(GIVE, "return hidden, context, weights.detach(), recurrent"), hint="Whoever wants weights without their graph detaches them; here a loss on the weights has to be possible."),
        Misconception("puts the decoder into evaluation mode", patch(look, "decoder.eval()\n    " + look), hint="Whoever calls the decoder decides on its mode: in training its dropout has to be at work."),
        Misconception("gives the old memory cell with the new hidden state", patch(first, "before = recurrent\n    " + first, GIVE, "recurrent = recurrent if isinstance(recurrent, Tensor) else (recurrent[0], before[1])\n    " + GIVE), hint="An LSTM's new state is the pair that the network gave: both of its parts are new."),
        Misconception("cuts the query off from the gradient", patch(look, look.replace(f"({query},", f"({query}.detach(),")), hint="How to ask is learnt as well: no `detach` on the query."),
        Misconception("cuts the inputs off from the gradient", patch(look, look + "\n    inputs = inputs.detach()") if query != "hidden" else patch("decoder.rnn(inputs,", "decoder.rnn(inputs.detach(),"), hint="The embeddings are trained through the inputs."),
        Misconception("looks with a copy of the attention", patch("decoder.attention(", f"{COPY}(decoder.attention)("), hint="A copy made at each step is never trained: use `decoder.attention` itself."),
        Misconception("looks with a new attention at each step", patch(look, f"attention = {COPY}(decoder.attention)\n    for parameter in attention.parameters():\n        {NEW}(parameter)\n    " + look.replace("decoder.attention(", "attention(")), hint="A layer made inside the step has new random weights each time, and nobody trains them. The decoder has its attention since `__init__`.", by_chance=True),
        Misconception("moves with a copy of the network", patch("decoder.rnn(", f"{COPY}(decoder.rnn)("), hint="A copy made at each step is never trained: use `decoder.rnn` itself."),
        Misconception("shows the padding to the attention", patch(look, look.replace("memory)", "memory._replace(mask=torch.ones_like(memory.mask)))")), hint="The memory has a mask, and the attention uses it: hand the memory on as it is."),
        Misconception("turns the mask round", patch(look, look.replace("memory)", "memory._replace(mask=~memory.mask))")), hint="True are the tokens; hand the memory on as it is."),
        Misconception("adds a squashed query", patch(look, look.replace(f"({query},", f"(torch.tanh({query}),")), hint="The state is asked with as it is: what is to be made of it is the score's business."),
        Misconception("takes the plain mean of the states for the context", patch(look, look + "\n    share = memory.mask.unsqueeze(1) / memory.mask.sum(dim=1).clamp(min=1)[:, None, None]\n    context = (share.to(context.dtype) @ memory.states).expand_as(context)"), hint="The attention gives the context that it looked up; a plain mean of the states is the same for every query."),
        Misconception("takes the last state of the source for the context", patch(look, look + "\n    context = memory.states[:, -1:].expand_as(context)"), hint="The context is what the attention looked up, not the last state; and the last place may be padding."),
        Misconception("looks at the strongest word alone", patch(look, look + "\n    context = memory.states.gather(1, weights.argmax(dim=2, keepdim=True).expand(-1, -1, memory.states.size(2)))"), hint="A weighted mean of all, not the one with the largest weight: use the context that the attention gives."),
        Misconception("gives back the old state", patch("hidden, recurrent = decoder.rnn(", "hidden, _ = decoder.rnn("), hint="The network gives its output and its new state. Without the new one, every step begins at the same place."),
        Misconception("gives back no state", patch(GIVE, "return hidden, context, weights"), hint="Four things: output, context, weights, new state."),
        Misconception("takes the output for the new state", patch(GIVE, "return hidden, context, weights, hidden[:, -1:].transpose(0, 1)"), hint="Right for a GRU of one layer only. Give back what the network itself gave as its state."),
        Misconception("gives back the hidden state of an LSTM without its memory cell", patch(GIVE, f"return hidden, context, weights, {STATE}"), hint="An LSTM's state is a pair. Hand it on as it comes."),
        Misconception("gives back the top layer's state alone", patch(GIVE, "return hidden, context, weights, recurrent[-1:] if isinstance(recurrent, Tensor) else tuple(part[-1:] for part in recurrent)"), hint="The next step needs the states of all layers."),
        Misconception("gives back the top state as the new state", patch(GIVE, "return hidden, context, weights, top_hidden(recurrent)"), hint="What is asked with is a part of the state. Hand the whole on, as the network gave it."),
        Misconception("cuts the new state off from the gradient", patch(GIVE, "return hidden, context, weights, recurrent.detach() if isinstance(recurrent, Tensor) else tuple(part.detach() for part in recurrent)"), hint="Then nothing is learnt from one step for the next. Cutting the chain belongs to very long texts."),
        Misconception("gives an LSTM's state the wrong way round", patch(GIVE, "return hidden, context, weights, recurrent if isinstance(recurrent, Tensor) else recurrent[::-1]"), hint="(hidden state, memory cell), as the network gave it."),
        Misconception("starts from zeros at each step", patch(", recurrent)\n", ")\n") if query == "hidden" else patch("dim=2), recurrent)", "dim=2))"), hint="Without its state as second argument, the network starts with zeros."),
        Misconception("moves twice", patch(GIVE, "hidden, recurrent = decoder.rnn(torch.cat((inputs, context), dim=2), recurrent)\n    " + GIVE) if query != "hidden" else patch("hidden, recurrent = decoder.rnn(inputs, recurrent)", "_, recurrent = decoder.rnn(inputs, recurrent)\n    hidden, recurrent = decoder.rnn(inputs, recurrent)"), hint="One token, one step of the network."),
        Misconception("swaps context and hidden state", patch(GIVE, "return context, hidden, weights, recurrent"), hint="Output of the network first, then the context."),
        Misconception("swaps context and weights", patch(GIVE, "return hidden, weights, context, recurrent"), hint="Hidden, context, weights, state: in this order."),
        Misconception("swaps weights and state", patch(GIVE, "return hidden, context, recurrent, weights"), hint="Hidden, context, weights, state: in this order."),
        Misconception("drops the time axis of the output", patch(GIVE, "return hidden[:, -1], context, weights, recurrent"), hint="One position is an axis of size 1: (batch, 1, hidden_size)."),
        Misconception("drops the time axis of the context", patch(GIVE, "return hidden, context[:, -1], weights, recurrent"), hint="One position is an axis of size 1: (batch, 1, context_size)."),
        Misconception("drops the time axis of the weights", patch(GIVE, "return hidden, context, weights[:, -1], recurrent"), hint="One position is an axis of size 1: (batch, 1, source_length)."),
        Misconception("transposes the weights", patch(GIVE, "return hidden, context, weights.mT, recurrent"), hint="A row for each target position: (batch, 1, source_length)."),
        Misconception("drops the inputs out once more", patch(look, look + "\n    inputs = decoder.dropout(inputs)") if query != "hidden" else patch("decoder.rnn(inputs,", "decoder.rnn(decoder.dropout(inputs),"), hint="The inputs are ready to be read: `forward` has embedded them, dropout included."),
        Misconception("drops the output out", patch(GIVE, "return decoder.dropout(hidden), context, weights, recurrent"), hint="Dropout on the way out belongs to the readout, once."),
        Misconception("drops the context out", patch(look, look + "\n    context = decoder.dropout(context)"), hint="No dropout in the step; that of the readout follows later."),
        Misconception("gives the readout for the output", patch(GIVE, "return torch.tanh(decoder.readout(torch.cat((hidden, context), dim=2))), context, weights, recurrent"), hint="The readout is made of what the step gives: a function of its own, in Q17."),
        Misconception("adds the inputs to the output", patch(GIVE, "return hidden + inputs.mean(dim=2, keepdim=True), context, weights, recurrent"), hint="What the network gave, as it is."),
        Misconception("squashes the output once more", patch(GIVE, "return torch.tanh(hidden), context, weights, recurrent"), hint="What the network gave, as it is; its own tanh is inside."),
        Misconception("wipes the padding out of the caller's memory", patch(look, "memory.states.detach().masked_fill_(~memory.mask.unsqueeze(2), 0.0)\n    " + look), hint="In place, on what belongs to the caller. The attention has the mask; leave the memory alone."),
        Misconception("writes the new state into the caller's", patch(first, OLD + first, GIVE, f"old.data.copy_({STATE}.detach())\n    " + GIVE), hint="Give the new state back; the caller may still need the old one."),
    ]  # fmt: skip


BAHDANAU_STEP = [
    Misconception("asks with the new state", patch(LOOK, "start, _ = decoder.attention(top_hidden(recurrent), memory)\n    moved, _ = decoder.rnn(torch.cat((inputs, torch.zeros_like(start)), dim=2), recurrent)\n    context, weights = decoder.attention(moved, memory)"), patch(GIVE, "context, weights = decoder.attention(hidden, memory)\n    " + GIVE), patch(GIVE, "context, weights = decoder.attention(top_hidden(recurrent), memory)\n    " + GIVE), hint="That is Luong's order. In Bahdanau's the query is s_{t-1}: look first, with the state of the step before, then move."),
    Misconception("moves before it looks", patch(f"{LOOK}\n    {MOVE}", f"{LUONG_MOVE}\n    {LUONG_LOOK}"), patch(f"{LOOK}\n    {MOVE}", f"{LUONG_MOVE}\n    {LOOK}"), hint="That is Luong's order. Here the attention is asked first, with the state of the step before; the network then reads the inputs and, beside them, the context that was found."),
    Misconception("takes the weights for the context", patch("context, weights = decoder", "weights, context = decoder"), patch("torch.cat((inputs, context), dim=2)", "torch.cat((inputs, weights), dim=2)"), hint="The attention gives the contexts first and the weights second. The network reads the context."),
    Misconception("asks with the bottom layer", patch(QUERY, f"{STATE}[0].unsqueeze(1)"), hint="What the decoder knows is in the top layer: `top_hidden`."),
    Misconception("asks with the mean of the layers", patch(QUERY, f"{STATE}.mean(dim=0).unsqueeze(1)"), hint="The top layer asks, alone: `top_hidden`."),
    Misconception("asks with all layers at once", patch(QUERY, f"{STATE}.transpose(0, 1)"), hint="With two layers these are two queries and two contexts, which do not fit beside one input."),
    Misconception("asks with the memory cell", patch(QUERY, "recurrent[-1].unsqueeze(1) if isinstance(recurrent, Tensor) else recurrent[1][-1].unsqueeze(1)"), hint="An LSTM's pair is (hidden state, memory cell); the hidden state asks."),
    Misconception("asks with the inputs", patch(QUERY, "inputs"), hint="The query is the decoder's state, which knows what has been said so far; the inputs know one token."),
    Misconception("asks with nothing", patch(QUERY, "torch.zeros_like(top_hidden(recurrent))"), hint="The query is the state of the step before."),
    Misconception("asks without a time axis", patch(QUERY, f"{STATE}[-1]"), hint="Queries have the shape (batch, target_length, hidden_size); here target_length is 1."),
    Misconception("puts the context before the inputs", patch("torch.cat((inputs, context), dim=2)", "torch.cat((context, inputs), dim=2)"), hint="Inputs first, then the context. The other order would train as well, but weights learnt in the one are of no use in the other."),
    Misconception("reads no context", patch("torch.cat((inputs, context), dim=2)", "torch.cat((inputs, torch.zeros_like(context)), dim=2)"), hint="The context is given back, but the network has not read it: it goes into the network as well as into the readout."),
    Misconception("does not put inputs and context side by side", patch("torch.cat((inputs, context), dim=2)", "inputs"), patch("torch.cat((inputs, context), dim=2)", "inputs + context"), patch("torch.cat((inputs, context), dim=2)", "torch.cat((inputs, context), dim=1)"), hint="The network reads both, one beside the other along the last axis: `torch.cat(..., dim=2)`. `dim=1` is time."),
    Misconception("gives back no context", patch(GIVE, "return hidden, torch.zeros_like(context), weights, recurrent"), hint="The readout needs the context too: give back what the network has read."),
    Misconception("gives back what the network read for the context", patch(GIVE, "return hidden, torch.cat((inputs, context), dim=2), weights, recurrent"), hint="The context alone, context_size numbers."),
    Misconception("keeps the first context for all steps", first_context_for_all, hint="Each step looks anew. That it has looked before is no reason to keep what it saw."),
    Misconception("cuts the last state off from the gradient", patch(MOVE, "recurrent = recurrent.detach() if isinstance(recurrent, Tensor) else tuple(part.detach() for part in recurrent)\n    " + MOVE), hint="Then nothing is learnt from one step for the one before."),
    *_shared(QUERY),
]


def luong_token_by_token_from_one_state(decoder, inputs, recurrent, memory):
    """Every token read from the same state."""
    steps = [decoder.rnn(piece, recurrent) for piece in inputs.split(1, dim=1)]
    hidden = torch.cat([output for output, _ in steps], dim=1)
    context, weights = decoder.attention(hidden, memory)
    return hidden, context, weights, steps[-1][1]


def luong_first_token_alone(decoder, inputs, recurrent, memory):
    """One token, whatever comes."""
    hidden, recurrent = decoder.rnn(inputs[:, :1], recurrent)
    context, weights = decoder.attention(hidden, memory)
    return hidden, context, weights, recurrent


def luong_loop_that_keeps_the_last(decoder, inputs, recurrent, memory):
    """A loop that overwrites what it found."""
    for piece in inputs.split(1, dim=1):
        hidden, recurrent = decoder.rnn(piece, recurrent)
        context, weights = decoder.attention(hidden, memory)
    return hidden, context, weights, recurrent


def luong_backwards(decoder, inputs, recurrent, memory):
    """The tokens from the last to the first."""
    hidden, recurrent = decoder.rnn(inputs.flip(1), recurrent)
    context, weights = decoder.attention(hidden, memory)
    return hidden, context, weights, recurrent


LUONG_STEP = [
    Misconception(
        "asks with the state before",
        patch(LUONG_MOVE, "before = top_hidden(recurrent)\n    " + LUONG_MOVE, LUONG_LOOK, "context, weights = decoder.attention(torch.cat((before, hidden[:, :-1]), dim=1), memory)"),
        hint="That is Bahdanau's order. In Luong's the network moves first, and the query is h_t, its new output.",
    ),
    Misconception("asks with the state before all tokens", patch(LUONG_MOVE, LUONG_MOVE.replace("hidden, recurrent", "hidden, moved"), LUONG_LOOK, LUONG_LOOK.replace("(hidden,", "(top_hidden(recurrent),") + "\n    recurrent = moved"), patch(LUONG_MOVE + "\n    " + LUONG_LOOK, LOOK + "\n    " + LUONG_MOVE), hint="The network has moved: ask with its new output, position by position."),
    Misconception("asks with the last position for all", patch(LUONG_LOOK, LUONG_LOOK.replace("(hidden,", "(hidden[:, -1:].expand_as(hidden),")), hint="Every position asks for itself: with the output that the network has there. The last one has read tokens that an earlier one must not know."),
    Misconception("asks once, with the last state", patch(LUONG_LOOK, LUONG_LOOK.replace("(hidden,", "(top_hidden(recurrent),")), patch(LUONG_LOOK, LUONG_LOOK.replace("(hidden,", "(hidden[:, -1:],")), hint="Right for one token. Of several, each asks for itself: `hidden` has them all."),
    Misconception("asks with the first position for all", patch(LUONG_LOOK, LUONG_LOOK.replace("(hidden,", "(hidden[:, :1].expand_as(hidden),")), hint="Every position asks for itself."),
    Misconception("asks with the bottom layer", patch(LUONG_LOOK, LUONG_LOOK.replace("(hidden,", f"({STATE}[0].unsqueeze(1),")), hint="The network's output is that of the top layer: ask with it."),
    Misconception("asks with the memory cell", patch(LUONG_LOOK, LUONG_LOOK.replace("(hidden,", "(hidden if isinstance(recurrent, Tensor) else recurrent[1][-1].unsqueeze(1),")), hint="The hidden state asks; an LSTM's memory cell stays inside."),
    Misconception("asks with the inputs", patch(LUONG_LOOK, LUONG_LOOK.replace("(hidden,", "(inputs,")), hint="The query is what the network has made of the inputs: its output."),
    Misconception("asks without a time axis", patch(LUONG_LOOK, LUONG_LOOK.replace("(hidden,", "(hidden[:, -1],")), hint="Queries have the shape (batch, target_length, hidden_size): `hidden` as it is."),
    Misconception("lets the network read the context", patch(LUONG_MOVE, "context, weights = decoder.attention(top_hidden(recurrent), memory)\n    hidden, recurrent = decoder.rnn(torch.cat((inputs, context.expand(-1, inputs.size(1), -1)), dim=2), recurrent)"), patch(LUONG_MOVE, LUONG_MOVE.replace("rnn(inputs,", "rnn(torch.cat((inputs, decoder.attention(top_hidden(recurrent), memory)[0].expand(-1, inputs.size(1), -1)), dim=2),")), hint="In Luong's order the network reads the inputs alone: its width has no room for a context."),
    Misconception("adds the context to the output", patch(GIVE, "return hidden + context.mean(dim=2, keepdim=True), context, weights, recurrent"), hint="Output and context are given back apart; the readout brings them together."),
    Misconception("adds up the contexts over time", patch(GIVE, "return hidden, context.cumsum(dim=1), weights, recurrent"), hint="Each position has its own context."),
    Misconception("reads every token from the same state", luong_token_by_token_from_one_state, hint="A token is read from the state that the one before it has left. Hand the new state on, or let one call read them all."),
    Misconception("reads the first token alone", luong_first_token_alone, hint="There may be many tokens: let the network read all of `inputs`."),
    Misconception("keeps the last round of its loop", luong_loop_that_keeps_the_last, hint="A loop over tokens has to collect what it finds; or let one call read them all."),
    Misconception("reads from the end", luong_backwards, hint="The target is written from its start."),
    Misconception("shifts the contexts by one", patch(GIVE, "context = torch.cat((torch.zeros_like(context[:, :1]), context[:, :-1]), dim=1)\n    " + GIVE), hint="The context at a position is what that position asked for."),
    *_shared("hidden"),
]
