"""Right answers of chapter 01, written differently."""

from autograder.variations import environment_devices as devices
from autograder.variations import environment_installed as installed
from autograder.variations import environment_seeding as seeding

IMPORTS = [
    """
    # one import a line, each from the module's full name
    import torch
    import torch.nn as nn
    import torch.nn.functional as F
    import torch.optim as optim
    from torch.utils.data import Dataset
    from torch.utils.data import DataLoader
    from torch.nn.utils.rnn import pad_sequence
    from torch.nn.utils.rnn import pack_padded_sequence
    """,
    """
    # with names taken from torch, and more than was asked for
    import torch
    from torch import Tensor, nn, optim
    from torch.nn import functional as F, Module, Linear, Embedding, GRU
    from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence, pad_sequence
    from torch.utils.data.dataset import Dataset
    from torch.utils.data.dataloader import DataLoader
    """,
    """
    # through importlib and attributes
    import importlib
    torch = importlib.import_module("torch")
    nn, optim = torch.nn, torch.optim
    F = nn.functional
    Dataset, DataLoader = torch.utils.data.Dataset, torch.utils.data.DataLoader
    rnn = importlib.import_module("torch.nn.utils.rnn")
    pad_sequence, pack_padded_sequence = rnn.pad_sequence, rnn.pack_padded_sequence
    """,
    """
    # all at once, beside libraries of one's own choice
    import math, numpy as np, torch, torch.nn as nn, torch.optim as optim, torch.utils.data as data
    from torch.nn import functional as F, utils
    Dataset, DataLoader = data.Dataset, data.DataLoader
    pad_sequence, pack_padded_sequence = map(utils.rnn.__dict__.get, ("pad_sequence", "pack_padded_sequence"))
    """,
]

ROLES = [
    """
    # with NumPy's numbers
    import numpy
    in_order = ["F", "DataLoader", "torch", "pack_padded_sequence", "Dataset", "nn", "pad_sequence", "optim"]
    roles = dict(zip(in_order, numpy.arange(1, 9)))
    """,
    """
    # with members of an enumeration
    import enum
    Role = enum.IntEnum("Role", ["F", "DataLoader", "torch", "pack_padded_sequence", "Dataset", "nn", "pad_sequence", "optim"])
    roles = {role.name: role for role in Role}
    """,
    """
    # as keywords
    roles = dict(Dataset=5, DataLoader=2, pad_sequence=7, pack_padded_sequence=4, nn=6, F=1, optim=8, torch=3)
    """,
    """
    # as text
    roles = {"F": "1", "DataLoader": "2", "torch": "3", "pack_padded_sequence": "4", "Dataset": "5", "nn": "6", "pad_sequence": "7", "optim": " 8"}
    """,
    """
    # from a list in the order of the roles
    in_order = ["F", "DataLoader", "torch", "pack_padded_sequence", "Dataset", "nn", "pad_sequence", "optim"]
    roles = {name: number for number, name in enumerate(in_order, start=1)}
    """,
]

PREDICTIONS = [
    """
    # as keywords
    predictions = dict(A=False, B=True, C=False, D=False, E=True, F=True)
    """,
    """
    # from the runs that agree
    predictions = {run: run in "BEF" for run in "ABCDEF"}
    """,
    """
    # with NumPy's booleans
    import numpy
    predictions = dict(zip("ABCDEF", numpy.array([0, 1, 0, 0, 1, 1], dtype=bool)))
    """,
]

VARIATIONS = {
    "Q1.find_problems": [
        installed.find_problems_by_classes,
        installed.find_problems_with_a_list_of_all,
        installed.find_problems_lazily,
        installed.find_problems_with_a_report,
    ],
    "Q2.imports": IMPORTS,
    "Q2.roles": ROLES,
    "Q3.pick_device": [
        devices.pick_device_with_the_accelerator,
        devices.pick_device_from_a_list,
        devices.pick_device_by_questions,
        devices.pick_device_by_kind,
        devices.pick_device_by_looking_it_up,
        devices.pick_device_as_an_object,
    ],
    "Q3.to_device": [
        devices.to_device_by_match,
        devices.to_device_with_a_name,
        devices.to_device_from_a_copy,
        devices.to_device_by_type,
        devices.to_device_with_pytree,
    ],
    "Q4.seed_everything": [
        seeding.seed_with_states,
        seeding.seed_each_with_another,
        seeding.seed_in_a_loop,
        seeding.seed_generator_by_generator,
    ],
    "Q4.make_loader": [
        seeding.loader_with_samplers,
        seeding.loader_with_worker_info,
        seeding.loader_with_python_order,
        seeding.loader_as_a_class,
        seeding.loader_with_other_seeds,
    ],
    "Q4.predictions": PREDICTIONS,
}
