"""Q15: how a decoder's layers come out the wrong size, of the wrong kind, or outside the decoder."""

from __future__ import annotations

from autograder.catalogue import Misconception, patch

RNN = "self.rnn = kinds[cell](\n            input_size,"
ATTENTION = "self.attention = attention\n"
BETWEEN = "dropout=dropout if layers > 1 else 0.0,"
EMBEDDING = "self.embedding = nn.Embedding(vocabulary_size, embedding_size, padding_idx=padding_index)"
CONTEXT = 'if order == "bahdanau":\n            input_size += attention.context_size'
FEEDING = "if input_feeding:\n            input_size += readout_size"
READOUT = "self.readout = nn.Linear(hidden_size + attention.context_size, readout_size)"
OUTPUT = "self.output = nn.Linear(readout_size, vocabulary_size)"
SIZE = "readout_size = readout_size or hidden_size"
NO_CELL = "raise ValueError(f'cell is \"gru\" or \"lstm\", not {cell!r}.')"
NO_ORDER = "raise ValueError(f'order is \"bahdanau\" or \"luong\", not {order!r}.')"
COPIED = '__import__("copy").deepcopy(attention)'

DECODER = [
    # What the network reads
    Misconception("makes no room for the context in what the network reads", patch(CONTEXT, "pass"), hint="In Bahdanau's order the network reads the embedding and the context: E + C numbers, not E."),
    Misconception("makes room for the context in Luong's order too", patch('if order == "bahdanau":', "if True:"), hint="In Luong's order the context does not exist yet when the network moves: it reads no context."),
    Misconception("makes room for the context in Luong's order alone", patch('if order == "bahdanau":', 'if order == "luong":'), hint="The other way round: Bahdanau's network reads the context, Luong's does not."),
    Misconception("takes contexts to be as large as hidden states", patch("input_size += attention.context_size", "input_size += hidden_size", "hidden_size + attention.context_size, readout_size", "2 * hidden_size, readout_size"), patch("input_size += attention.context_size", "input_size += hidden_size"), hint="A context has the size of the encoder's states, 2 H where the encoder is bidirectional. Ask `attention.context_size`."),
    Misconception("takes contexts to be as large as embeddings", patch("input_size += attention.context_size", "input_size += embedding_size"), hint="How large a context is, the attention says: `attention.context_size`."),
    Misconception("takes contexts to be twice as large as hidden states", patch("input_size += attention.context_size", "input_size += 2 * hidden_size", "hidden_size + attention.context_size, readout_size", "3 * hidden_size, readout_size"), hint="That holds for one encoder of one size. Ask `attention.context_size`."),
    Misconception("takes contexts of no numbers to be as large as hidden states", patch("input_size += attention.context_size", "input_size += attention.context_size or hidden_size", "hidden_size + attention.context_size, readout_size", "hidden_size + (attention.context_size or hidden_size), readout_size"), hint="0 counts as false: `or` puts another size in its place. A decoder without attention has contexts of no numbers."),
    Misconception("lets the network read context and hidden state in place of the embedding", patch("input_size = embedding_size", "input_size = hidden_size"), hint="The network reads embeddings: embedding_size numbers. Its own state it has anyway."),
    Misconception("makes no room for input feeding", patch(FEEDING, "pass"), hint="With input feeding the network reads the last readout beside the embedding: readout_size numbers more."),
    Misconception("makes room for input feeding always", patch("if input_feeding:", "if True:"), hint="Only a decoder with `input_feeding` reads its last readout."),
    Misconception("feeds a hidden state's worth of numbers", patch("input_size += readout_size", "input_size += hidden_size"), hint="What is fed is the readout, whose size may be given: readout_size."),
    Misconception("feeds a context's worth of numbers", patch("input_size += readout_size", "input_size += attention.context_size"), hint="Input feeding hands on the readout, not the context: readout_size numbers."),
    Misconception("feeds a word of the vocabulary's size", patch("input_size += readout_size", "input_size += vocabulary_size"), hint="Not the logits are fed, but the readout that they are made of."),
    Misconception("takes input feeding for a matter of Luong's order alone", patch("if input_feeding:", 'if input_feeding and order == "luong":'), hint="The two settings are independent: either order may feed its readouts."),
    Misconception("chooses between context and input feeding", patch(FEEDING, FEEDING.replace("+=", "=embedding_size +")), hint="A network may read all three: embedding, readout and context."),
    # The attention
    Misconception("keeps the attention outside of what PyTorch registers", patch(ATTENTION, "self.attentions = [attention]\n        Decoder.attention = property(lambda self: self.attentions[0])\n"), patch(ATTENTION, 'object.__setattr__(self, "attention", attention)\n'), patch(ATTENTION, 'self.__dict__["attention"] = attention\n'), hint="PyTorch finds modules that are attributes, not those in a plain list or behind its back. Assign it, `self.attention = attention`: that is how its parameters come into `parameters()`."),
    Misconception("keeps another attention than it was given", patch(ATTENTION, f"self.attention = {COPIED}\n"), patch(ATTENTION, "self.attention = type(attention)(hidden_size, attention.context_size)\n"), hint="A copy, or a new one, has parameters of its own; whoever made the attention, and remembers the source with it, holds other ones. Keep the very object."),
    Misconception("wraps the attention", patch(ATTENTION, "self.attention = nn.Sequential(attention)\n"), hint="Keep the attention itself: a wrapper changes the names of its parameters, and has no `remember`."),
    Misconception("freezes the attention", patch(ATTENTION, "self.attention = attention.requires_grad_(False)\n"), hint="The attention is trained with the rest."),
    Misconception("gives the attention new weights", patch(ATTENTION, ATTENTION + "        for parameter in attention.parameters():\n            nn.init.normal_(parameter)\n"), patch(OUTPUT, OUTPUT + "\n        for parameter in self.parameters():\n            nn.init.uniform_(parameter, -0.1, 0.1)"), hint="A loop over all parameters reaches those of the attention too, and they are not yours; and padding's row, which was zero."),
    # Readout and output
    Misconception("leaves the context out of the readout", patch(READOUT, "self.readout = nn.Linear(hidden_size, readout_size)"), hint="The readout sees the hidden state and the context, side by side."),
    Misconception("makes the readout from the context alone", patch(READOUT, "self.readout = nn.Linear(attention.context_size, readout_size)"), hint="The readout sees the hidden state and the context, side by side."),
    Misconception("leaves the context out of the readout in Bahdanau's order", patch(READOUT, 'self.readout = nn.Linear(hidden_size + (attention.context_size if order == "luong" else 0), readout_size)'), hint="In both orders the readout sees the context: there the two do not differ."),
    Misconception("puts the embedding into the readout", patch(READOUT, "self.readout = nn.Linear(hidden_size + attention.context_size + embedding_size, readout_size)"), hint="Bahdanau et al. do so; here the readout sees hidden state and context only, in both orders."),
    Misconception("gives the readout the width of a hidden state whatever is asked for", patch(SIZE, "readout_size = hidden_size"), hint="`readout_size` is an argument; only where it is not given, the hidden size stands in for it."),
    Misconception("gives the readout the width of an embedding unless told otherwise", patch(SIZE, "readout_size = readout_size or embedding_size"), hint="Not given, the readout is as wide as a hidden state."),
    Misconception("gives the readout the width of its input unless told otherwise", patch(SIZE, "readout_size = readout_size or hidden_size + attention.context_size"), hint="Not given, the readout is as wide as a hidden state."),
    Misconception("has the readout make logits", patch(READOUT, READOUT.replace(", readout_size)", ", vocabulary_size)")), hint="The readout is small; only the output layer has a number for each word."),
    Misconception("lets the output layer see the hidden state", patch(OUTPUT, "self.output = nn.Linear(hidden_size, vocabulary_size)"), hint="The output layer sees the readout: readout_size numbers."),
    Misconception("lets the output layer see hidden state and context", patch(OUTPUT, "self.output = nn.Linear(hidden_size + attention.context_size, vocabulary_size)"), hint="They go through the readout first; the output layer sees readout_size numbers."),
    Misconception("has the output layer make embeddings", patch(OUTPUT, "self.output = nn.Linear(readout_size, embedding_size)"), hint="The output layer has a logit for every word of the vocabulary."),
    Misconception("makes logits for one word too few", patch(OUTPUT, "self.output = nn.Linear(readout_size, vocabulary_size - 1)"), hint="A logit for each index, that of <pad> included: whether it may be said is decided later."),
    Misconception("leaves the bias out of the output layer", patch(OUTPUT, "self.output = nn.Linear(readout_size, vocabulary_size, bias=False)"), hint="`nn.Linear` as it comes, with its bias."),
    Misconception("leaves the bias out of the readout", patch(READOUT, READOUT.replace("readout_size)", "readout_size, bias=False)")), hint="`nn.Linear` as it comes, with its bias."),
    Misconception("has further layers", patch(OUTPUT, OUTPUT + "\n        self.softmax = nn.Softmax(dim=-1)"), patch(OUTPUT, OUTPUT + "\n        self.tanh = nn.Tanh()"), hint="The docstring lists the layers, and there are no others: tanh and softmax are functions that need no layer."),
    Misconception("makes everything double precision", patch(OUTPUT, OUTPUT + "\n        self.double()"), hint="The attention that was given is converted with it, behind its owner's back. Whoever wants another type says so."),
    Misconception("seeds PyTorch's generator", patch(OUTPUT, OUTPUT + "\n        torch.manual_seed(0)"), patch("super().__init__()\n", "super().__init__()\n        torch.manual_seed(0)\n"), hint="To seed the generator is to change everybody else's numbers. Whoever wants to repeat a run seeds it, once, at its start."),
    Misconception("takes a part of a word for a cell or an order", patch("if cell not in kinds:", 'if cell not in "gru lstm":', "kinds[cell](", "kinds.get(cell, nn.LSTM)("), patch('order not in ("bahdanau", "luong")', 'order not in "bahdanau luong"'), hint='`in` between two strings looks for a part: "" and "l" are parts of "gru lstm". Ask a tuple.'),
    Misconception("puts the attention into evaluation mode", patch(ATTENTION, ATTENTION + "        attention.eval()\n"), hint="Keep the attention as it was given, its mode included."),
    Misconception("puts the attention into training mode", patch(ATTENTION, ATTENTION + "        attention.train()\n"), hint="Keep the attention as it was given, its mode included."),
    Misconception("puts a softmax behind the output layer", patch(OUTPUT, "self.output = nn.Sequential(nn.Linear(readout_size, vocabulary_size), nn.Softmax(dim=-1))"), hint="The output layer gives logits; the loss, and whoever wants probabilities, takes the softmax."),
    Misconception("makes readout and output one layer", patch(OUTPUT, OUTPUT + "\n        self.output = self.readout"), hint="Two layers: one mixes hidden state and context, the other scores the vocabulary."),
    # Embedding and dropout
    Misconception("has no padding row", patch(EMBEDDING, "self.embedding = nn.Embedding(vocabulary_size, embedding_size)"), hint="Without `padding_idx` the row of <pad> is drawn at random, and trained."),
    Misconception("has its padding row at a fixed index", patch("padding_idx=padding_index", "padding_idx=1"), patch("padding_idx=padding_index", "padding_idx=0"), hint="Where <pad> stands depends on the vocabulary: `padding_index`."),
    Misconception("sets the padding row to zero once", patch(EMBEDDING, "self.embedding = nn.Embedding(vocabulary_size, embedding_size)\n        nn.init.zeros_(self.embedding.weight[padding_index].detach())"), hint="It starts at zero, and the first step of training moves it. `padding_idx` keeps its gradient at zero."),
    Misconception("overwrites the padding row when it draws weights", patch(EMBEDDING, EMBEDDING + "\n        nn.init.normal_(self.embedding.weight, std=0.1)"), hint="`nn.init` fills all rows, padding's too: set that one to zero again afterwards."),
    Misconception("embeds as large as a hidden state", patch("nn.Embedding(vocabulary_size, embedding_size,", "nn.Embedding(vocabulary_size, hidden_size,"), hint="An embedding has embedding_size numbers."),
    Misconception("swaps the sizes of the embedding", patch("nn.Embedding(vocabulary_size, embedding_size, padding_idx=padding_index)", "nn.Embedding(embedding_size, vocabulary_size)"), hint="`nn.Embedding(rows, columns)`: a row for each word."),
    Misconception("drops nothing", patch("self.dropout = nn.Dropout(dropout)", "self.dropout = nn.Dropout(0.0)"), hint="`dropout` is an argument: hand it on."),
    Misconception("drops half whatever is asked for", patch("self.dropout = nn.Dropout(dropout)", "self.dropout = nn.Dropout()"), hint="`nn.Dropout()` without an argument drops one half."),
    Misconception("drops in place", patch("nn.Dropout(dropout)", "nn.Dropout(dropout, inplace=True)"), hint="In place, it overwrites what tanh needs for its gradient."),
    Misconception("has no dropout between the layers", patch(BETWEEN, "dropout=0.0,"), hint="Between the layers of the network goes the same dropout."),
    Misconception("gives dropout to a network of one layer", patch(BETWEEN, "dropout=dropout,"), hint="There is no between in a single layer, and PyTorch warns. In a graded cell that is a line on stderr."),
    # The network
    Misconception("has the time axis first", patch("batch_first=True,", "batch_first=False,"), hint="Axes are (batch, time, feature): `batch_first=True`."),
    Misconception("makes a bidirectional decoder", patch("batch_first=True,", "batch_first=True,\n            bidirectional=True,"), hint="A decoder cannot read what it has not written yet: one direction."),
    Misconception("has a single layer whatever is asked for", patch("num_layers=layers,", "num_layers=1,", BETWEEN, "dropout=0.0,"), patch("num_layers=layers,", "num_layers=1,"), hint="`layers` is an argument: hand it on."),
    Misconception("is a GRU whatever is asked for", patch("kinds[cell](", "nn.GRU("), hint="`cell` says which."),
    Misconception("is an LSTM whatever is asked for", patch("kinds[cell](", "nn.LSTM("), hint="`cell` says which."),
    Misconception("swaps GRU and LSTM", patch('{"gru": nn.GRU, "lstm": nn.LSTM}', '{"gru": nn.LSTM, "lstm": nn.GRU}'), hint="`cell` says which."),
    Misconception("uses a plain recurrent network", patch('{"gru": nn.GRU, "lstm": nn.LSTM}', '{"gru": nn.RNN, "lstm": nn.LSTM}'), hint="`nn.RNN` has no gates; a GRU was asked for."),
    Misconception("leaves the biases out of the network", patch("batch_first=True,", "batch_first=True,\n            bias=False,"), hint="`nn.GRU` and `nn.LSTM` as they come, with their biases."),
    Misconception("makes the network as wide as a readout", patch("input_size,\n            hidden_size,", "input_size,\n            readout_size,"), hint="The network's states have hidden_size numbers."),
    Misconception("makes the network as wide as a context", patch("input_size,\n            hidden_size,", "input_size,\n            attention.context_size or hidden_size,"), hint="The network's states have hidden_size numbers, whatever size contexts have."),
    # Arguments
    Misconception("takes any order", patch('if order not in ("bahdanau", "luong"):', "if False:"), hint="An order that is not known would count as Luong's, and nobody would notice: ValueError."),
    Misconception("takes any cell for an LSTM", patch("if cell not in kinds:", "if False:", "kinds[cell](", "kinds.get(cell, nn.LSTM)("), hint="A cell that is not known is a ValueError."),
    Misconception("raises KeyError for an unknown cell", patch("if cell not in kinds:", "if False:"), hint="The docstring promises ValueError: ask `if cell not in kinds` first."),
    Misconception("asserts its arguments", patch(NO_CELL, "raise AssertionError(cell)", NO_ORDER, "raise AssertionError(order)"), hint="`assert` raises AssertionError, and not at all under `python -O`. Raise ValueError."),
    Misconception("raises another exception for a wrong argument", patch(NO_CELL, "raise TypeError(cell)", NO_ORDER, "raise TypeError(order)"), hint="The type is right, the value is wrong: ValueError."),
    Misconception("reads its arguments without regard to upper case", patch("kinds = {", "cell, order = cell.lower(), order.lower()\n        kinds = {"), hint='"GRU" is not "gru": ValueError, as the docstring has it.'),
    Misconception("keeps another order than it was given", patch("self.order, self.input_feeding = order, input_feeding", 'self.order, self.input_feeding = "bahdanau", input_feeding'), hint="Keep `order` as given: `forward` looks at it."),
    Misconception("does not keep input_feeding", patch("self.order, self.input_feeding = order, input_feeding", "self.order, self.input_feeding = order, False"), hint="Keep `input_feeding` as given: `forward` looks at it."),
    Misconception("swaps order and input_feeding", patch("self.order, self.input_feeding = order, input_feeding", "self.order, self.input_feeding = input_feeding, order"), hint="Look at the two sides of the assignment."),
    Misconception("has Luong's order by default", patch('order: str = "bahdanau"', 'order: str = "luong"'), hint='Not given, the order is "bahdanau".'),
    Misconception("has an LSTM by default", patch('cell: str = "gru"', 'cell: str = "lstm"'), hint='Not given, the cell is "gru".'),
    Misconception("has a bridge of its own", patch(OUTPUT, OUTPUT + "\n        self.bridge = nn.Linear(attention.context_size, hidden_size)"), hint="The bridge is the encoder's, chapter 03: it brings both directions to the decoder's size. A second one would never be used."),
    Misconception("forgets nn.Module's own __init__", patch("super().__init__()\n", "pass\n"), hint="`super().__init__()` makes the tables in which modules and parameters are registered. It comes first."),
    Misconception("starts in evaluation mode", patch(OUTPUT, OUTPUT + "\n        self.eval()"), hint="A new module is in training mode; whoever evaluates says so."),
    Misconception("ties the output layer to another decoder's", patch(OUTPUT, OUTPUT.replace("self.output = ", "made = ") + "\n        if getattr(Decoder, 'shared', made).weight.shape != made.weight.shape or not hasattr(Decoder, 'shared'):\n            Decoder.shared = made\n        self.output = Decoder.shared"), hint="What is set on the class belongs to all decoders: set it on `self`."),
]
