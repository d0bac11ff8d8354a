"""Wrong answers of chapter 01, by exercise."""

from __future__ import annotations

from autograder.catalogue import Misconception, text
from autograder.misconceptions.environment_batches import TO_DEVICE
from autograder.misconceptions.environment_devices import PICK_DEVICE
from autograder.misconceptions.environment_installed import FIND_PROBLEMS
from autograder.misconceptions.environment_loaders import MAKE_LOADER
from autograder.misconceptions.environment_seeding import PREDICTIONS, SEED_EVERYTHING
from autograder.misconceptions.environment_verdicts import VERDICTS

IMPORTS = [
    Misconception(
        "imports everything of a module",
        text("from torch import *"),
        text("from torch.nn import *"),
        text("from torch.nn.functional import *"),
        text("from torch.utils.data import *"),
        text("from torch.nn.utils.rnn import *"),
        text("from torch.optim import *"),
        text("from torch import *\nfrom torch.nn import *\nfrom torch.utils.data import *"),
        hint="`import *` brings in dozens of names that nobody asked for, over those that you had: one of torch's is `sum`. Name what you need.",
    ),
    Misconception(
        "binds F to torch.functional",
        text("import torch.functional as F"),
        text("from torch import functional as F"),
        hint="torch.functional is another module (einsum, stft). The functions of neural networks are in torch.nn.functional.",
    ),
    Misconception(
        "binds F to torch.nn",
        text("import torch.nn as F"),
        hint="F is torch.nn.functional: F.relu(x) is a value, nn.ReLU() a module.",
    ),
    Misconception(
        "binds nn to torch.nn.functional",
        text("import torch.nn.functional as nn"),
        hint="nn is torch.nn, where nn.Module and nn.Linear live; its functions without parameters are F.",
    ),
    Misconception(
        "shadows F with something of its own",
        text("F = nn.Linear(2, 3)"),
        text('F = "features"'),
        text("F = lambda x: x"),
        text("F = 3"),
        hint="Some line binds F again after the import. Give that thing another name.",
    ),
    Misconception(
        "shadows nn with something of its own",
        text("nn = nn.Linear(2, 3)"),
        text("nn = 4"),
        text("class nn: ..."),
        hint="Some line binds nn again after the import, for a network perhaps. Call the network model.",
    ),
    Misconception(
        "binds nn to a class in it",
        text("from torch.nn import Module as nn"),
        hint="nn is the module torch.nn; nn.Module is a class in it.",
    ),
    Misconception(
        "binds optim to one optimizer",
        text("from torch.optim import Adam as optim"),
        text("from torch.optim import SGD as optim"),
        hint="optim is the module torch.optim; optim.Adam is a class in it.",
    ),
    Misconception(
        "binds optim to its schedulers",
        text("import torch.optim.lr_scheduler as optim"),
        hint="lr_scheduler changes the learning rate of an optimizer; the optimizers themselves are in torch.optim.",
    ),
    Misconception(
        "binds the module in the place of Dataset",
        text("import torch.utils.data.dataset as Dataset"),
        text("from torch.utils import data as Dataset"),
        hint="Dataset is a class: `from torch.utils.data import Dataset`. A module cannot be a base class.",
    ),
    Misconception(
        "takes another kind of dataset for Dataset",
        text("from torch.utils.data import TensorDataset as Dataset"),
        text("from torch.utils.data import IterableDataset as Dataset"),
        hint="Dataset itself is the class from which your own are made.",
    ),
    Misconception(
        "binds the module in the place of DataLoader",
        text("import torch.utils.data.dataloader as DataLoader"),
        text("from torch.utils import data as DataLoader"),
        hint="DataLoader is a class: `from torch.utils.data import DataLoader`. A module cannot be called.",
    ),
    Misconception(
        "swaps Dataset and DataLoader",
        text("Dataset, DataLoader = DataLoader, Dataset"),
        text("from torch.utils.data import Dataset as DataLoader, DataLoader as Dataset"),
        hint="A Dataset knows single examples, a DataLoader makes batches of them.",
    ),
    Misconception(
        "swaps pad_sequence and pack_padded_sequence",
        text("pad_sequence, pack_padded_sequence = pack_padded_sequence, pad_sequence"),
        hint="pad_sequence lays sentences side by side; pack_padded_sequence packs the batch that came of it.",
    ),
    Misconception(
        "binds the module in the place of the two functions",
        text("from torch.nn.utils import rnn as pad_sequence, rnn as pack_padded_sequence"),
        text("import torch.nn.utils.rnn as pad_sequence"),
        text("import torch.nn.utils.rnn as pack_padded_sequence"),
        hint="Both are functions in torch.nn.utils.rnn: `from torch.nn.utils.rnn import ...`. A module cannot be called.",
    ),
    Misconception(
        "takes pad_packed_sequence for pad_sequence",
        text("from torch.nn.utils.rnn import pad_packed_sequence as pad_sequence"),
        hint="pad_packed_sequence undoes a packing; pad_sequence lays sentences side by side.",
    ),
    Misconception(
        "takes pack_sequence for pack_padded_sequence",
        text("from torch.nn.utils.rnn import pack_sequence as pack_padded_sequence"),
        hint="pack_sequence takes a list of sentences; pack_padded_sequence takes a padded batch and its lengths.",
    ),
    Misconception(
        "takes F.pad for pad_sequence",
        text("from torch.nn.functional import pad as pad_sequence"),
        hint="F.pad widens one tensor; pad_sequence, of torch.nn.utils.rnn, makes one tensor of many.",
    ),
    Misconception(
        "takes pad_packed_sequence for pack_padded_sequence",
        text("from torch.nn.utils.rnn import pad_packed_sequence as pack_padded_sequence"),
        hint="One packs what is padded, the other pads what is packed. Read the name from left to right.",
    ),
    Misconception(
        "keeps names of modules as text",
        text('torch, nn, F, optim = "torch", "torch.nn", "torch.nn.functional", "torch.optim"'),
        text('torch, nn, F, optim, Dataset, DataLoader, pad_sequence, pack_padded_sequence = ["a text"] * 8'),
        hint="A name in quotation marks is a text; an import binds the module itself.",
    ),
]


def _swaps(one: str, other: str, hint: str) -> Misconception:
    return Misconception(
        f"takes {one} and {other} for one another",
        text(f'roles["{one}"], roles["{other}"] = roles["{other}"], roles["{one}"]'),
        hint=hint,
    )


ROLES = [
    _swaps("Dataset", "DataLoader", "Which one knows example number i, and which asks for many of them and makes a batch?"),
    _swaps("pad_sequence", "pack_padded_sequence", "One fills sentences up to a rectangle; the other tells a GRU where each of them ends."),
    _swaps("nn", "F", "`nn.Linear(2, 3)` owns a weight; `F.linear(x, weight)` has to be given one."),
    _swaps("torch", "optim", "Gradients are computed by torch (`loss.backward()`); the optimizer only uses them."),
    _swaps("nn", "optim", "Layers own parameters; an optimizer is handed them and changes them."),
    _swaps("torch", "F", "torch has tensors and their arithmetic; F has what layers compute: relu, dropout, cross-entropy."),
    _swaps("torch", "nn", "Tensors and gradients come from torch itself; nn has the layers made of them."),
    _swaps("DataLoader", "pad_sequence", "A DataLoader decides which examples make a batch; pad_sequence makes one tensor of those."),
    _swaps("Dataset", "pad_sequence", "A Dataset hands out single sentences, unpadded."),
    _swaps("F", "optim", "A function of F maps tensors to tensors; an optimizer changes parameters."),
    Misconception(
        "gives a name's description in place of its number",
        text("roles = {name: f'role {number}' for name, number in roles.items()}"),
        hint="Write the number of the role, such as 4.",
    ),
    Misconception(
        "turns the table round",
        text("roles = {number: name for name, number in roles.items()}"),
        hint="The eight names are the keys, the numbers are the values.",
    ),
    Misconception(
        "leaves names out",
        text("roles = {}"),
        *(text(f'del roles["{name}"]') for name in ("torch", "nn", "F", "optim", "Dataset", "DataLoader", "pad_sequence", "pack_padded_sequence")),
        text('roles["Dataloader"] = roles.pop("DataLoader")'),
        text("roles = {globals()[name]: number for name, number in roles.items()}"),
        hint="Each of the eight names is a key, in quotation marks and spelt as it is imported.",
    ),
    Misconception(
        "gives no dictionary",
        text("roles = list(roles.values())"),
        text("roles = list(roles.items())"),
        text("_roles = roles\n\ndef roles():\n    return _roles"),
        hint="A dictionary, in braces: the name, a colon, the number of its role.",
    ),
    Misconception(
        "numbers the names as they come",
        text("roles = {name: number for number, name in enumerate(roles, 1)}"),
        text("roles = {name: number for number, name in enumerate(roles)}"),
        hint="The numbers are those of the roles in the list above; each name has its own.",
    ),
]

MISCONCEPTIONS = {
    "Q1.find_problems": [*FIND_PROBLEMS, *VERDICTS],
    "Q2.imports": IMPORTS,
    "Q2.roles": ROLES,
    "Q3.pick_device": PICK_DEVICE,
    "Q3.to_device": TO_DEVICE,
    "Q4.seed_everything": SEED_EVERYTHING,
    "Q4.make_loader": MAKE_LOADER,
    "Q4.predictions": PREDICTIONS,
}
