"""Q9 and Q10: what goes wrong when an encoder is made, and when two directions are put side by side."""

from __future__ import annotations

import torch

from autograder.catalogue import Misconception, patch

EMBEDDING = "nn.Embedding(vocabulary_size, embedding_size, padding_idx=padding_index)"
DROPOUT = "self.dropout = nn.Dropout(dropout)"
BETWEEN = "dropout=dropout if layers > 1 else 0.0,"
BRIDGE = "self.bridge = nn.Linear(self.states_size, decoder_size)"
MEMORY = "self.memory_bridge = nn.Linear(self.states_size, decoder_size)"
LSTM_ALONE = 'if cell == "lstm":'
STATES_SIZE = "self.states_size = hidden_size * (2 if bidirectional else 1)"
KINDS = 'kinds = {"gru": nn.GRU, "lstm": nn.LSTM}'
RAISES = """        if cell not in kinds:
            raise ValueError(f'cell is "gru" or "lstm", not {cell!r}.')
"""

ENCODER = [
    Misconception("leaves padding_idx out", patch(", padding_idx=padding_index", ""), hint="Without `padding_idx` the row of the padding starts with random numbers and is trained like a word."),
    Misconception("zeroes the padding's row but lets it learn", patch(EMBEDDING, "nn.Embedding(vocabulary_size, embedding_size)\n        nn.init.zeros_(self.embedding.weight[padding_index])"), hint="The row is zero only until the first step of the optimiser. `padding_idx` also keeps its gradient at zero."),
    Misconception("fills the padding's row afterwards", patch(EMBEDDING, EMBEDDING + "\n        nn.init.normal_(self.embedding.weight)"), hint="`nn.init.normal_` on the whole weight fills the row that `padding_idx` had made zero."),
    Misconception("takes index 0 for padding whatever is asked", patch("padding_idx=padding_index", "padding_idx=0"), hint="Which index means padding is the vocabulary's decision: use `padding_index`."),
    Misconception("takes index 1 for padding whatever is asked", patch("padding_idx=padding_index", "padding_idx=1"), hint="1 is only the default: use `padding_index`."),
    Misconception("takes the padding index 0 for none", patch("padding_idx=padding_index", "padding_idx=padding_index or None"), hint="`0 or None` is None: index 0 counts as false, and is a row like any other."),
    Misconception("takes the last row for padding", patch("padding_idx=padding_index", "padding_idx=-1"), hint="`padding_idx=-1` counts from the end. Use `padding_index`."),
    Misconception("makes room for one more word", patch("nn.Embedding(vocabulary_size,", "nn.Embedding(vocabulary_size + 1,"), hint="The vocabulary has counted the padding already."),
    Misconception("freezes the embedding", patch(EMBEDDING, EMBEDDING + "\n        self.embedding.weight.requires_grad_(False)"), hint="Nothing here was trained before: the embedding has to learn."),
    Misconception("gives dropout to a single layer", patch(BETWEEN, "dropout=dropout,"), hint="The network's own dropout lies *between* layers. With one layer PyTorch warns, and a warning is a line on stderr."),
    Misconception("has no dropout between the layers", patch("            " + BETWEEN + "  # there is no \"between\" in a single layer\n", ""), hint="Where there are several layers, the same dropout lies between them: an argument of `nn.GRU` and `nn.LSTM`."),
    Misconception("drops between layers where there is only one", patch("dropout if layers > 1 else 0.0", "dropout if layers == 1 else 0.0"), hint="The condition is the wrong way round: there is a \"between\" from two layers on."),
    Misconception("drops on the embeddings with nn.Dropout's own rate", patch(DROPOUT, "self.dropout = nn.Dropout()"), hint="`nn.Dropout()` drops one half. Hand it the rate."),
    Misconception("drops nothing on the embeddings", patch(DROPOUT, "self.dropout = nn.Dropout(0.0)"), patch(DROPOUT, "self.dropout = nn.Identity()"), hint="`encode` puts this dropout on the embeddings: it has the rate that was asked for."),
    Misconception("keeps where it should drop", patch(DROPOUT, "self.dropout = nn.Dropout(1 - dropout)"), hint="In PyTorch the rate says how much is dropped, not how much is kept."),
    Misconception("drops on the embeddings only where there are several layers", patch(DROPOUT, "self.dropout = nn.Dropout(dropout if layers > 1 else 0.0)"), hint="Only the dropout *between* layers needs several. The embeddings are always there."),
    Misconception("bridges from one direction", patch(BRIDGE, "self.bridge = nn.Linear(hidden_size, decoder_size)", MEMORY, "self.memory_bridge = nn.Linear(hidden_size, decoder_size)"), hint="Both directions' last states go in side by side: the bridge reads twice hidden_size."),
    Misconception("bridges from two directions where there is one", patch(BRIDGE, "self.bridge = nn.Linear(2 * hidden_size, decoder_size)", MEMORY, "self.memory_bridge = nn.Linear(2 * hidden_size, decoder_size)"), hint="With `bidirectional=False` a state has hidden_size numbers, not twice as many."),
    Misconception("bridges to the encoder's own size", patch(BRIDGE, "self.bridge = nn.Linear(self.states_size, hidden_size)", MEMORY, "self.memory_bridge = nn.Linear(self.states_size, hidden_size)"), hint="The bridge leads to the decoder, which may be of another size."),
    Misconception("builds the bridge from the far side", patch(BRIDGE, "self.bridge = nn.Linear(decoder_size, self.states_size)", MEMORY, "self.memory_bridge = nn.Linear(decoder_size, self.states_size)"), hint="`nn.Linear(in, out)`: in come the encoder's states."),
    Misconception("bridges all layers at once", patch(BRIDGE, "self.bridge = nn.Linear(layers * self.states_size, decoder_size)"), hint="The bridge is put on each layer's state by itself: it reads the numbers of one."),
    Misconception("has a bridge without a bias", patch(BRIDGE, "self.bridge = nn.Linear(self.states_size, decoder_size, bias=False)"), hint="A plain `nn.Linear`, bias included."),
    Misconception("puts the tanh into the bridge", patch(BRIDGE, "self.bridge = nn.Sequential(nn.Linear(self.states_size, decoder_size), nn.Tanh())"), hint="The bridge is an `nn.Linear`; `encode` takes the tanh. With both there would be two."),
    Misconception("has no bridge for the memory cell", patch(LSTM_ALONE + "\n            " + MEMORY, "pass"), hint="An LSTM hands on two states. The memory cell needs a bridge of its own."),
    Misconception("has a memory bridge for a GRU too", patch("        " + LSTM_ALONE + "\n            " + MEMORY, "        " + MEMORY), hint="A GRU has no memory cell: parameters that nothing uses never learn, and are counted all the same."),
    Misconception("uses one bridge for both states of an LSTM", patch(MEMORY, "self.memory_bridge = self.bridge"), hint="Hidden state and memory cell say different things: two `nn.Linear` with weights of their own."),
    Misconception("keeps the network in a plain list", patch("self.rnn = kinds[cell](", "self.rnn = [kinds[cell](", "in a single layer\n        )", "in a single layer\n        )]"), hint="`nn.Module` finds modules that are attributes. What hides in a list is in no `parameters()`: it is never trained, saved or moved."),
    Misconception("keeps the bridge in a plain dictionary", patch(BRIDGE, 'self.bridge = {"hidden": nn.Linear(self.states_size, decoder_size)}'), hint="A module inside a dictionary is in no `parameters()`. Make it an attribute of its own."),
    Misconception("makes the network without keeping it", patch("self.rnn = kinds[cell](", "rnn = kinds[cell]("), hint="A local variable is gone when `__init__` ends: `self.rnn = ...`."),
    Misconception("ignores bidirectional", patch("            bidirectional=bidirectional,\n", ""), hint="Hand `bidirectional` on to the network: by default it reads forwards only."),
    Misconception("always reads in both directions", patch("bidirectional=bidirectional,", "bidirectional=True,"), hint="`bidirectional` is an argument: hand it on."),
    Misconception("leaves batch_first out", patch("            batch_first=True,\n", ""), hint="By default PyTorch's networks take (time, batch, size): the batch would be read as time, and nothing would say so."),
    Misconception("halves the units of each direction", patch("            hidden_size,\n", "            hidden_size // (2 if bidirectional else 1),\n"), hint="hidden_size is that of *one* direction, as in PyTorch."),
    Misconception("takes hidden_size for the size of a state", patch(STATES_SIZE, "self.states_size = hidden_size", BRIDGE, "self.bridge = nn.Linear(hidden_size * (1 + bidirectional), decoder_size)", MEMORY, "self.memory_bridge = nn.Linear(hidden_size * (1 + bidirectional), decoder_size)"), hint="A token's state is both directions' side by side: `states_size` counts them both."),
    Misconception("always counts two directions in states_size", patch(STATES_SIZE, "self.states_size = 2 * hidden_size", BRIDGE, "self.bridge = nn.Linear(hidden_size * (1 + bidirectional), decoder_size)", MEMORY, "self.memory_bridge = nn.Linear(hidden_size * (1 + bidirectional), decoder_size)"), hint="One direction alone has hidden_size numbers."),
    Misconception("multiplies states_size by the layers", patch(STATES_SIZE, STATES_SIZE + " * layers", BRIDGE, "self.bridge = nn.Linear(hidden_size * (1 + bidirectional), decoder_size)", MEMORY, "self.memory_bridge = nn.Linear(hidden_size * (1 + bidirectional), decoder_size)"), hint="A token's state is what the *top* layer gives; the layers below are not part of it."),
    Misconception("ignores the number of layers", patch("            num_layers=layers,\n", ""), hint="`num_layers` is 1 unless you hand it on."),
    Misconception("makes a GRU whatever is asked", patch("self.rnn = kinds[cell](", "self.rnn = nn.GRU("), hint="`cell` says which network."),
    Misconception("makes an LSTM whatever is asked", patch("self.rnn = kinds[cell](", "self.rnn = nn.LSTM("), hint="`cell` says which network."),
    Misconception("makes a plain recurrent network for a GRU", patch(KINDS, KINDS.replace("nn.GRU", "nn.RNN")), hint="`nn.RNN` has no gates. A GRU is `nn.GRU`."),
    Misconception("takes every other cell for an LSTM", patch(RAISES, "", "kinds[cell](", 'kinds.get(cell, nn.LSTM)('), hint="A misspelt `cell` should be told to whoever wrote it: raise ValueError."),
    Misconception("takes every other cell for a GRU", patch(RAISES, "", "kinds[cell](", 'kinds.get(cell, nn.GRU)('), hint="A misspelt `cell` should be told to whoever wrote it: raise ValueError."),
    Misconception("lets a KeyError out", patch(RAISES, ""), hint="The docstring says ValueError: a KeyError speaks of a dictionary that nobody outside knows of."),
    Misconception("swaps what the network reads and what it gives", patch("            embedding_size,\n            hidden_size,\n", "            hidden_size,\n            embedding_size,\n"), hint="`nn.GRU(input_size, hidden_size)`: it reads embeddings."),
    Misconception("reads words by their number", patch("            embedding_size,\n            hidden_size,\n", "            vocabulary_size,\n            hidden_size,\n"), hint="The network reads embeddings, of embedding_size numbers each."),
    Misconception("swaps rows and columns of the embedding", patch("nn.Embedding(vocabulary_size, embedding_size,", "nn.Embedding(embedding_size, vocabulary_size,"), hint="A row for each word of the vocabulary: `nn.Embedding(how many, how long)`."),
    Misconception("takes names that are nearly right", patch(RAISES, "        cell = cell.lower()\n" + RAISES), patch(RAISES, "        cell = cell.strip()\n" + RAISES), patch(RAISES, RAISES.replace("cell not in kinds", "not cell.startswith((\"gru\", \"lstm\"))"), "kinds[cell](", "(nn.GRU if cell.startswith(\"gru\") else nn.LSTM)("), patch(RAISES, RAISES.replace("cell not in kinds", "cell not in \"gru lstm\""), "kinds[cell](", "(nn.LSTM if cell == \"lstm\" else nn.GRU)("), patch(RAISES, RAISES.replace("cell not in kinds", "cell.lower() not in kinds"), "kinds[cell](", "getattr(nn, cell.upper())("), hint="\"gru\" and \"lstm\", letter for letter: what is nearly right is a slip that its writer wants to hear of. Raise ValueError."),
    Misconception("takes a plain recurrent network as well", patch(KINDS, 'kinds = {"gru": nn.GRU, "lstm": nn.LSTM, "rnn": nn.RNN}'), patch(RAISES, RAISES.replace("cell not in kinds", "cell not in (\"gru\", \"lstm\", \"rnn\")"), "kinds[cell](", "getattr(nn, cell.upper())("), hint="The docstring has two cells: for any other, \"rnn\" too, ValueError is due."),
    Misconception("asserts where it should raise", patch(RAISES, "        assert cell in kinds\n"), patch(RAISES, "        assert cell in kinds, 'gru or lstm'\n"), hint="`assert` raises AssertionError, and nothing at all under `python -O`. The docstring says ValueError."),
    Misconception("reads in forward by itself", patch("return encode(self, source, lengths)", "states, final = self.rnn(self.dropout(self.embedding(source)))\n        return states, torch.tanh(self.bridge(final[-1:]))"), patch("return encode(self, source, lengths)", "return self.rnn(self.embedding(source))"), hint="`forward` is given: it hands the encoder, the source and the lengths on to `encode`, which you write in Q10."),
    Misconception("hands encode its arguments in another order", patch("return encode(self, source, lengths)", "return encode(self, lengths, source)"), patch("return encode(self, source, lengths)", "return encode(source, lengths, self)"), hint="encode(encoder, source, lengths): here the encoder is `self`."),
    Misconception("gives nothing back from forward", patch("return encode(self, source, lengths)", "encode(self, source, lengths)"), hint="Without `return` the result is None."),
    Misconception("gives the states alone from forward", patch("return encode(self, source, lengths)", "return encode(self, source, lengths)[0]"), hint="What `encode` gives is the states and the decoder's first state: both are handed on."),
    Misconception("leaves the encoder in evaluation", patch(MEMORY, MEMORY + "\n        self.eval()"), hint="A new module is in training, so that its dropout works. Who evaluates says `eval()`."),
    Misconception("makes the same weights each time", patch(EMBEDDING, EMBEDDING + "\n        torch.manual_seed(0)"), hint="A seed is set once, at the top of a notebook: set in here, it makes all encoders alike and resets everybody's random numbers."),
    Misconception("changes the type of all numbers", patch(EMBEDDING, EMBEDDING + "\n        torch.set_default_dtype(torch.float64)"), hint="That changes every tensor that is made afterwards, anywhere. Who wants float64 says `encoder.double()`."),
    Misconception("makes its layers in float64", patch(MEMORY, MEMORY + "\n        self.double()"), hint="PyTorch's layers are of float32 unless who uses them says otherwise."),
    Misconception("holds the embeddings' lengths down", patch("padding_idx=padding_index", "padding_idx=padding_index, max_norm=1.0"), hint="`max_norm` changes the weights whenever they are looked up. Nobody asked for it."),
    Misconception("has an embedding with sparse or scaled gradients", patch("padding_idx=padding_index", "padding_idx=padding_index, sparse=True"), patch("padding_idx=padding_index", "padding_idx=padding_index, scale_grad_by_freq=True"), hint="Most optimisers cannot use sparse gradients, and scaled ones train another model. A plain `nn.Embedding`."),
    Misconception("drops in place", patch(DROPOUT, "self.dropout = nn.Dropout(dropout, inplace=True)"), hint="`inplace=True` writes into what it is given. Leave it out."),
    Misconception("has a float for states_size", patch(BRIDGE, BRIDGE + "\n        self.states_size = float(self.states_size)", MEMORY, "self.memory_bridge = nn.Linear(int(self.states_size), decoder_size)"), patch(STATES_SIZE, "self.states_size = hidden_size * (2.0 if bidirectional else 1.0)", BRIDGE, "self.bridge = nn.Linear(int(self.states_size), decoder_size)", MEMORY, "self.memory_bridge = nn.Linear(int(self.states_size), decoder_size)"), hint="It counts numbers: a whole one, which `nn.Linear` takes."),
    Misconception("has a memory bridge without a bias", patch(MEMORY, "self.memory_bridge = nn.Linear(self.states_size, decoder_size, bias=False)"), hint="A plain `nn.Linear`, bias included, as the other bridge."),
    Misconception("has a network without a bias", patch("            batch_first=True,\n", "            batch_first=True,\n            bias=False,\n"), hint="A plain `nn.GRU` or `nn.LSTM`, biases included."),
    Misconception("has a layer more than was asked for", patch(BRIDGE, BRIDGE + "\n        self.norm = nn.LayerNorm(self.states_size)"), patch(BRIDGE, BRIDGE + "\n        self.output = nn.Linear(self.states_size, vocabulary_size)"), hint="The docstring lists the attributes: what nothing uses never learns, and is counted all the same."),
    Misconception("has other defaults", patch("layers: int = 1", "layers: int = 2"), patch("bidirectional: bool = True", "bidirectional: bool = False"), patch('cell: str = "gru"', 'cell: str = "lstm"'), patch("dropout: float = 0.0", "dropout: float = 0.1"), patch("padding_index: int = 1", "padding_index: int = 0"), hint="The first lines of `__init__` are given: leave the values after the equals signs as they are."),
    Misconception("forgets super().__init__()", patch("        super().__init__()\n", ""), hint="`nn.Module` has to be set up before a module is put into it."),
]  # fmt: skip


def joined_in_a_loop_over_halves(final, directions):
    layers = final.size(0) // directions
    halves = final.split(layers)
    return torch.cat(halves, dim=2)


def joined_by_interleaving(final, directions):
    by_layer = final.unflatten(0, (-1, directions))
    return by_layer.permute(0, 2, 3, 1).flatten(start_dim=2)


def joined_in_place(final, directions):
    final.mul_(1.0).add_(0.0)
    joined = final.unflatten(0, (-1, directions)).transpose(1, 2).flatten(start_dim=2)
    final.zero_()
    return joined


BY_LAYER = "by_layer = final.unflatten(0, (-1, directions))  # (layers, directions, batch, hidden_size)"
RETURN = "return by_layer.transpose(1, 2).flatten(start_dim=2)"


def _returns(new: str) -> patch:
    return patch(RETURN, f"return {new}")


JOIN_DIRECTIONS = [
    Misconception("reshapes where axes have to be exchanged", _returns("final.reshape(final.size(0) // directions, final.size(1), -1)"), hint="`view` and `reshape` cut the same row of numbers anew: the sentences of a batch get mixed. Exchange the axes first."),
    Misconception("puts the backward state first", _returns("by_layer.flip(1).transpose(1, 2).flatten(start_dim=2)"), hint="Forward state, then backward state."),
    Misconception("takes the first half for forwards and the second for backwards", joined_in_a_loop_over_halves, patch("final.unflatten(0, (-1, directions))", "final.unflatten(0, (directions, -1)).transpose(0, 1)"), hint="The directions alternate: layer by layer, first forwards, then backwards. It only looks right with one layer."),
    Misconception("adds the directions", _returns("by_layer.sum(dim=1)"), hint="Side by side, not on top of each other: the result has directions * hidden_size numbers."),
    Misconception("takes the mean of the directions", _returns("by_layer.mean(dim=1)"), hint="Side by side: the mean forgets which direction said what."),
    Misconception("takes the larger of the directions", _returns("by_layer.amax(dim=1)"), hint="Side by side: nothing is thrown away."),
    Misconception("multiplies the directions", _returns("by_layer.prod(dim=1)"), hint="Side by side, not multiplied."),
    Misconception("keeps the forward direction alone", _returns("by_layer[:, 0]"), hint="The backward direction has read the sentence as well, and its last state knows the first words best."),
    Misconception("keeps the backward direction alone", _returns("by_layer[:, -1]"), hint="Both directions are due."),
    Misconception("keeps the top layer alone", _returns("by_layer[-1:].transpose(1, 2).flatten(start_dim=2)"), _returns("torch.cat((final[-2], final[-1]), dim=1).unsqueeze(0) if directions == 2 else final[-1:]"), hint="The decoder may have several layers, each with a first state of its own."),
    Misconception("keeps the bottom layer alone", _returns("by_layer[:1].transpose(1, 2).flatten(start_dim=2)"), hint="A state for each layer."),
    Misconception("takes the mean of the layers", _returns("by_layer.mean(dim=0, keepdim=True).transpose(1, 2).flatten(start_dim=2)"), hint="A state for each layer."),
    Misconception("puts the directions along the batch", _returns("by_layer.flatten(start_dim=1, end_dim=2)"), hint="Side by side on the last axis: the batch stays as large as it was."),
    Misconception("mixes the numbers of the directions", joined_by_interleaving, hint="First all numbers of the forward state, then all of the backward one."),
    Misconception("keeps an axis for the directions", _returns("by_layer.transpose(1, 2)"), hint="Three axes are due: the last two become one."),
    Misconception("leaves the directions before the batch", _returns("by_layer"), hint="(layers, batch, directions * hidden_size): bring the directions beside hidden_size, and make the two one."),
    Misconception("puts the batch first", _returns("by_layer.transpose(1, 2).flatten(start_dim=2).transpose(0, 1)"), hint="PyTorch's states have the layers first, whatever `batch_first` says; the decoder wants them so."),
    Misconception("puts all layers side by side", _returns("final.transpose(0, 1).flatten(start_dim=1).unsqueeze(0)"), hint="The layers stay apart; only the directions of a layer are joined."),
    Misconception("turns the layers round", _returns("by_layer.flip(0).transpose(1, 2).flatten(start_dim=2)"), hint="The bottom layer stays first."),
    Misconception("always takes two directions", patch("(-1, directions)", "(-1, 2)"), hint="With one direction each state is a layer by itself. Use the argument."),
    Misconception("takes two directions wherever the number is even", patch(BY_LAYER, "directions = 2 - final.size(0) % 2\n    " + BY_LAYER), hint="Four states may be four layers of one direction: use the argument."),
    Misconception("takes every network for one of a single layer", _returns("torch.cat((final[0], final[-1]), dim=1).unsqueeze(0) if directions == 2 else final"), hint="`final[0]` and `final[-1]` are the bottom layer's forward and the top layer's backward state. Go through all layers."),
    Misconception("drops axes of size one", _returns("by_layer.transpose(1, 2).flatten(start_dim=2).squeeze()"), hint="With one layer or one sentence an axis is lost. Keep all three."),
    Misconception("drops the axis of a single layer", _returns("by_layer.transpose(1, 2).flatten(start_dim=2).squeeze(0)"), hint="One layer is an axis of size one: the decoder expects it."),
    Misconception("cuts the gradient off", _returns("by_layer.transpose(1, 2).flatten(start_dim=2).detach()"), _returns("torch.tensor(by_layer.transpose(1, 2).flatten(start_dim=2).tolist(), dtype=final.dtype)"), hint="`detach`, `.data`, `tolist` and NumPy keep the encoder from learning through this way."),
    Misconception("gives float32 whatever came in", _returns("by_layer.transpose(1, 2).flatten(start_dim=2).float()"), hint="Keep the dtype of the input."),
    Misconception("empties its input", joined_in_place, hint="The caller's tensor stays as it was."),
    Misconception("gives a list of layers", _returns("list(by_layer.transpose(1, 2).flatten(start_dim=2))"), hint="One tensor: `torch.stack` makes one of a list."),
    Misconception("takes the tanh already", _returns("torch.tanh(by_layer.transpose(1, 2).flatten(start_dim=2))"), hint="Only put side by side; the bridge and the tanh come later."),
    Misconception("crosses the two directions of neighbouring layers", _returns("torch.cat((final[0::2], final[1::2].flip(0)), dim=2) if directions == 2 else final"), hint="Both directions of the *same* layer belong together."),
]  # fmt: skip
