"""Wrong answers to question 3. A `text` stands below the reference, so that the right answer is there to be spoilt."""

from __future__ import annotations

import torch

from autograder.catalogue import Misconception, patch, text

CHOICE = "return torch.device(next(kind for kind, count in counts.items() if count > 0))"
REFUSAL = """        here = ", ".join(kind for kind, count in counts.items() if count > 0)
        raise ValueError(f"{device} is not available; this machine has: {here}.")
"""


def asks_cuda_alone(prefer=None):
    if prefer is None:
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    kind, _, index = str(prefer).partition(":")
    there = torch.cuda.device_count() if kind == "cuda" and torch.cuda.is_available() else kind == "cpu"
    if int(index or 0) >= there:
        raise ValueError(f"{prefer} is not there")
    return torch.device(prefer)


PICK_DEVICE = [
    Misconception(
        "gives the name of a device",
        patch("return torch.device(next(kind for kind, count in counts.items() if count > 0))",
              "return next(kind for kind, count in counts.items() if count > 0)", "    return device\n", "    return str(device)\n"),
        patch("return torch.device(next(kind for kind, count in counts.items() if count > 0))",
              "return next(kind for kind, count in counts.items() if count > 0)"),
        patch("    return device\n", "    return prefer\n"),
        hint="\"cuda\" is a text; `torch.device(\"cuda\")` is a device, with a type and an index that can be asked for.",
    ),
    Misconception(
        "hard-codes cuda:0",
        patch(CHOICE, 'return torch.device("cuda:0" if gpus else next(kind for kind, count in counts.items() if count > 0))'),
        text('\ndef pick_device(prefer=None):\n    return torch.device("cuda:0" if torch.cuda.is_available() else "cpu")'),
        text('\ndef pick_device(prefer=None):\n    return torch.device("cuda:0")'),
        text('\ndef pick_device(prefer=None):\n    return torch.device(prefer or ("cuda:0" if torch.cuda.is_available() else "cpu"))'),
        hint="\"cuda\" without an index means the current GPU, which the user can set. Number 0 may be somebody else's, or not there.",
    ),
    Misconception(
        "does not know of Apple's GPU",
        patch('"mps": int(torch.backends.mps.is_available())', '"mps": 0'),
        asks_cuda_alone,
        hint="A Mac has a GPU too: `torch.backends.mps.is_available()`, after CUDA and before the CPU.",
    ),
    Misconception(
        "does not look at the preference",
        patch("if prefer is None:", "if True:"),
        hint="Whoever passes `prefer=\"cpu\"` has a reason. Use the device that is asked for, if it is there.",
    ),
    Misconception(
        "puts Apple's GPU before CUDA",
        patch('{"cuda": gpus, "mps": int(torch.backends.mps.is_available()), "cpu": 1}',
              '{"mps": int(torch.backends.mps.is_available()), "cuda": gpus, "cpu": 1}'),
        hint="The order is cuda, mps, cpu.",
    ),
    Misconception(
        "puts the CPU in the place of a device that is not there",
        patch(REFUSAL, '        return torch.device("cpu")\n'),
        patch(REFUSAL, '        return torch.device("cpu")\n',
              'raise ValueError(f"There is no kind of device called {prefer!r}.") from error', 'return torch.device("cpu")'),
        hint="Training would go on without the GPU, and nobody would be told. Raise a ValueError that says what is there.",
    ),
    Misconception(
        "puts the best device in the place of one that is not there",
        patch(REFUSAL, "        return torch.device(next(kind for kind, count in counts.items() if count > 0))\n"),
        patch(REFUSAL, "        return pick_device()\n",
              'raise ValueError(f"There is no kind of device called {prefer!r}.") from error', "return pick_device()"),
        hint="A wish that cannot be met is an error to be told of (ValueError), not one to be guessed around.",
    ),
    Misconception(
        "takes the preference without asking whether it is there",
        patch("if (device.index or 0) >= counts.get(device.type, 0):", "if False:"),
        patch("if (device.index or 0) >= counts.get(device.type, 0):", "if device.type not in counts:"),
        hint="torch.device(\"cuda\") can be made on any machine; it is the first tensor sent there that fails. Hold the wish against what there is.",
    ),
    Misconception(
        "does not count the devices of a kind",
        patch("if (device.index or 0) >= counts.get(device.type, 0):", "if not counts.get(device.type, 0):"),
        patch("if (device.index or 0) >= counts.get(device.type, 0):", "if (device.index or 0) > counts.get(device.type, 0) or not counts.get(device.type):"),
        hint="Two GPUs are cuda:0 and cuda:1. `torch.cuda.device_count()` says how many there are; an index has to be below that.",
    ),
    Misconception(
        "loses the index",
        patch("    return device\n", "    return torch.device(device.type)\n"),
        hint="Whoever asks for \"cuda:1\" wants the second GPU. Give back the device as it was asked for.",
    ),
    Misconception(
        "adds an index that nobody asked for",
        patch("    return device\n", '    return torch.device(device.type, device.index or 0) if device.type == "cuda" else device\n'),
        hint="\"cuda\" means the current GPU; \"cuda:0\" means the first. Give back what was asked for.",
    ),
    Misconception(
        "takes a preference as text only",
        patch("device = torch.device(prefer)\n", 'device = torch.device(prefer.split(":")[0], *map(int, prefer.split(":")[1:]))\n'),
        patch("    try:\n        device = torch.device(prefer)", "    if not isinstance(prefer, str):\n        raise TypeError(prefer)\n    try:\n        device = torch.device(prefer)"),
        patch("    try:\n        device = torch.device(prefer)", "    if not isinstance(prefer, str):\n        raise ValueError(prefer)\n    try:\n        device = torch.device(prefer)"),
        hint="`prefer` may be a torch.device already. `torch.device(prefer)` takes both.",
    ),
    Misconception(
        "asks what torch was built for, not what the machine has",
        patch("torch.cuda.device_count() if torch.cuda.is_available() else 0", "max(1, torch.cuda.device_count()) if torch.backends.cuda.is_built() else 0"),
        patch("torch.backends.mps.is_available()", "torch.backends.mps.is_built()"),
        patch("torch.cuda.device_count() if torch.cuda.is_available() else 0", "max(1, torch.cuda.device_count()) if torch.version.cuda else 0"),
        patch(CHOICE, 'return torch.accelerator.current_accelerator() or torch.device("cpu")'),
        hint="A CUDA build runs on a laptop without a GPU. `is_built` and `torch.version.cuda` tell of the build, `is_available` of the machine.",
    ),
    Misconception(
        "lets the exception for an unknown kind out",
        patch("except RuntimeError as error", "except ZeroDivisionError as error"),
        hint="torch.device(\"gpu\") raises RuntimeError. Catch it and raise the ValueError that the docstring promises.",
    ),
    Misconception(
        "raises another exception than ValueError",
        patch(REFUSAL, '        raise RuntimeError(f"{device} is not available")\n'),
        patch(REFUSAL, "        assert False, device\n"),
        hint="The docstring promises a ValueError; whoever calls you catches that and nothing else.",
    ),
    Misconception(
        "takes every accelerator for CUDA",
        patch(CHOICE, 'return torch.device("cuda" if torch.accelerator.is_available() else "cpu")'),
        hint="`torch.accelerator.is_available()` is true on a Mac too. Its kind is `torch.accelerator.current_accelerator()`.",
    ),
    Misconception(
        "allows kinds of device that the course does not use",
        patch("counts.get(device.type, 0)", "counts.get(device.type, 1)"),
        hint="A tensor on \"meta\" has a shape and no numbers. Only cuda, mps and cpu are ever chosen.",
    ),
]

LENGTHS = 'value if key == "lengths" else to_device(value, device)'
NAMED = """    if isinstance(nested, tuple) and hasattr(nested, "_asdict"):
        return type(nested)(**to_device(nested._asdict(), device))
"""
LISTS = "    if isinstance(nested, list | tuple):\n        return type(nested)(to_device(item, device) for item in nested)\n"

TO_DEVICE = [
    Misconception(
        "does not look into dictionaries",
        patch("if isinstance(nested, dict):", "if False:", NAMED, NAMED.replace("to_device(nested._asdict(), device)",
              '{key: value if key == "lengths" else to_device(value, device) for key, value in nested._asdict().items()}')),
        hint="A batch is most often a dictionary: move each of its values, and build a new one with the same keys.",
    ),
    Misconception(
        "does not look into lists",
        patch("isinstance(nested, list | tuple)", "isinstance(nested, tuple)"),
        hint="A list may hold tensors: call the function on each of its items.",
    ),
    Misconception(
        "does not look into tuples",
        patch("isinstance(nested, list | tuple)", "isinstance(nested, list)"),
        hint="A tuple may hold tensors: call the function on each of its items, and make a tuple of the results.",
    ),
    Misconception(
        "looks only one floor deep",
        patch(
            LENGTHS, 'value if key == "lengths" or not hasattr(value, "to") else value.to(device)',
            "type(nested)(to_device(item, device) for item in nested)",
            "type(nested)(item.to(device) if isinstance(item, torch.Tensor) else item for item in nested)",
        ),
        hint="A dictionary may hold lists of dictionaries. Let the function call itself, however deep that goes.",
    ),
    Misconception(
        "expects tensors all the way down",
        patch("    return nested\n", "    return nested.to(device)\n"),
        patch("    return nested\n", '    raise TypeError(f"cannot move {type(nested)}")\n'),
        hint="The text of a sentence rides along in the batch. Whatever is neither tensor nor container is handed on as it is.",
    ),
    Misconception(
        "makes tensors of numbers",
        patch("    return nested\n", "    return torch.as_tensor(nested, device=device) if isinstance(nested, int | float) else nested\n"),
        patch(LISTS, "    if isinstance(nested, list | tuple) and nested and all(type(item) in (int, float) for item in nested):\n"
              "        return torch.tensor(nested, device=device)\n" + LISTS,
              "    return nested\n", "    return torch.tensor(nested, device=device) if type(nested) in (int, float) else nested\n"),
        hint="Only what is a tensor already is moved; a number stays a number.",
    ),
    Misconception(
        "moves the lengths",
        patch(LENGTHS, "to_device(value, device)"),
        patch("    if isinstance(nested, torch.Tensor):\n", "    if hasattr(nested, 'to'):\n", LENGTHS, "to_device(value, device)"),
        hint="pack_padded_sequence reads the lengths on the CPU and refuses any that lie on a GPU.",
    ),
    Misconception(
        "moves the lengths of a named tuple",
        patch("type(nested)(**to_device(nested._asdict(), device))", "type(nested)(*(to_device(item, device) for item in nested))"),
        hint="A named tuple has a field called lengths where a dictionary has a key.",
    ),
    Misconception(
        "spares the lengths on the top floor only",
        text(
            """
            _right = to_device

            def _all(nested, device):
                if isinstance(nested, torch.Tensor):
                    return nested.to(device)
                if isinstance(nested, dict):
                    return {key: _all(value, device) for key, value in nested.items()}
                if isinstance(nested, tuple) and hasattr(nested, "_fields"):
                    return type(nested)(*(_all(item, device) for item in nested))
                if isinstance(nested, list | tuple):
                    return type(nested)(_all(item, device) for item in nested)
                return nested

            def to_device(nested, device):
                if isinstance(nested, dict):
                    return {key: value if key == "lengths" else _all(value, device) for key, value in nested.items()}
                if isinstance(nested, tuple) and hasattr(nested, "_fields"):
                    return type(nested)(**to_device(nested._asdict(), device))
                return _all(nested, device)
            """
        ),
        hint="The rule about lengths holds in every dictionary, however deep it lies.",
    ),
    Misconception(
        "spares everything whose name looks like lengths",
        patch('value if key == "lengths"', 'value if "length" in key'),
        patch('value if key == "lengths"', 'value if key.lower() == "lengths"'),
        patch('value if key == "lengths"', 'value if key.endswith("lengths")'),
        hint="The key is exactly \"lengths\". A \"length_penalty\" belongs on the GPU with the rest.",
    ),
    Misconception(
        "tells lengths by their type",
        patch("    if isinstance(nested, torch.Tensor):\n", "    if isinstance(nested, torch.Tensor) and nested.ndim == 1 and nested.dtype == torch.int64:\n"
              "        return nested\n    if isinstance(nested, torch.Tensor):\n"),
        hint="Labels are whole numbers in one dimension too. It is the name \"lengths\" that counts.",
    ),
    Misconception(
        "does not keep what .to gives back",
        patch("        return nested.to(device)\n", "        nested.to(device)\n        return nested\n"),
        hint="For a module `.to` works in place; for a tensor it makes a new one and gives it back. Use what it returns.",
    ),
    Misconception(
        "changes the batch that it was given",
        text(
            """
            _right = to_device

            def to_device(nested, device):
                if isinstance(nested, dict):
                    for key in nested:
                        if key != "lengths":
                            nested[key] = to_device(nested[key], device)
                    return nested
                if isinstance(nested, list):
                    for index, item in enumerate(nested):
                        nested[index] = to_device(item, device)
                    return nested
                if type(nested) is tuple:
                    return tuple(to_device(item, device) for item in nested)
                return _right(nested, device)
            """
        ),
        text(
            """
            _right = to_device

            def to_device(nested, device):
                if isinstance(nested, dict):
                    nested.update(_right(nested, device))
                    return nested
                return _right(nested, device)
            """
        ),
        text("_right = to_device\n\ndef to_device(nested, device):\n    result = _right(nested, device)\n"
             "    if isinstance(nested, list):\n        nested[:] = result\n    return result"),
        hint="The caller may still need the batch where it was. Build a new dictionary and a new list.",
    ),
    Misconception(
        "drops what is not a tensor",
        text(
            """
            def to_device(nested, device):
                if isinstance(nested, torch.Tensor):
                    return nested.to(device)
                if isinstance(nested, dict):
                    moved = {key: value if key == "lengths" else to_device(value, device) for key, value in nested.items()}
                    return {key: value for key, value in moved.items() if value is not None}
                if isinstance(nested, tuple) and hasattr(nested, "_asdict"):
                    return type(nested)(**{name: to_device({name: value}, device).get(name) for name, value in nested._asdict().items()})
                if isinstance(nested, list | tuple):
                    return type(nested)(value for value in (to_device(item, device) for item in nested) if value is not None)
                return None
            """
        ),
        patch("    return nested\n", "    return None\n"),
        hint="The sentences' text and the number of the step ride along in the batch; the next step needs them.",
    ),
    Misconception(
        "makes a list of a tuple",
        patch("return type(nested)(to_device(item, device) for item in nested)", "return [to_device(item, device) for item in nested]"),
        hint="A list for a list, a tuple for a tuple: `type(nested)(...)`.",
    ),
    Misconception(
        "makes a tuple of a list",
        patch("return type(nested)(to_device(item, device) for item in nested)", "return tuple(to_device(item, device) for item in nested)"),
        hint="A list for a list, a tuple for a tuple: `type(nested)(...)`.",
    ),
    Misconception(
        "makes a plain tuple of a named one",
        patch(NAMED, "", LISTS, LISTS.replace("type(nested)(", "(list if isinstance(nested, list) else tuple)(")),
        hint="`batch.source` has to work afterwards as well. A named tuple is made again by `type(nested)(**fields)`.",
    ),
    Misconception(
        "cannot build a named tuple again",
        patch(NAMED, ""),
        hint="A named tuple takes its fields one by one: `type(nested)(*items)` or `type(nested)(**fields)`, not a generator.",
    ),
    Misconception(
        "takes text apart",
        patch("isinstance(nested, list | tuple)", 'hasattr(nested, "__iter__")'),
        patch("isinstance(nested, list | tuple)", 'hasattr(nested, "__len__")', "type(nested)(to_device(item, device) for item in nested)",
              "[to_device(item, device) for item in nested]"),
        hint="Text can be iterated over too, and each letter of it is text again. Ask for list and tuple by name.",
    ),
    Misconception(
        "always moves to CUDA",
        patch("nested.to(device)", "nested.cuda()"),
        patch("nested.to(device)", 'nested.to("cuda")'),
        hint="The device is an argument: `.to(device)` works on every machine.",
    ),
    Misconception(
        "changes the type of the numbers",
        patch("nested.to(device)", "nested.to(device, torch.float32)"),
        patch("nested.to(device)", "nested.float().to(device)"),
        hint="Word numbers are int64, and an embedding takes no other. Move a tensor without converting it.",
    ),
]
