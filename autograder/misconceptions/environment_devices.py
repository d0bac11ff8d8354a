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
        "refuses the first index too many and none beyond",
        patch("if (device.index or 0) >= counts.get(device.type, 0):", "if (device.index or 0) == counts.get(device.type, 0):"),
        hint="An index has to be *below* the number of devices: with two GPUs cuda:5 is no more there than cuda:2.",
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
        patch("    return device\n", "    return torch.device(device.type, device.index or 0)\n"),
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
        hint="A CUDA build runs on a laptop without a GPU. `is_built` and `torch.version.cuda` tell of the build, "
        "`is_available()` of the machine. (Without its parentheses it is a function, which counts as true anywhere.)",
    ),
    Misconception(
        "takes an empty text for no preference",
        patch("if prefer is None:", "if not prefer:"),
        hint="None leaves the choice; an empty text is a kind of device that there is not. `prefer is None` tells them apart.",
    ),
    Misconception(
        "counts only the GPUs of CUDA",
        patch(REFUSAL, REFUSAL.replace("        here", '        if device.type != "cuda" and counts.get(device.type):\n            return device\n        here')),
        patch(REFUSAL, REFUSAL.replace("        here", '        if device.type == "mps" and counts["mps"]:\n            return device\n        here')),
        patch(REFUSAL, REFUSAL.replace("        here", '        if device.type == "cpu":\n            return device\n        here')),
        hint="There is one CPU, and one GPU in a Mac: \"cpu:1\" and \"mps:1\" are as much not there as \"cuda:7\".",
    ),
    Misconception(
        "refuses the index 0",
        patch("    if (device.index", '    if device.index == 0:\n        raise ValueError(device)\n    if (device.index'),
        patch("    if (device.index", '    if device.index == 0 and device.type != "cuda":\n        raise ValueError(device)\n    if (device.index'),
        hint="\"cuda:0\", \"mps:0\" and \"cpu:0\" are the first of their kind, and there whenever one is.",
    ),
    Misconception(
        "asks once and remembers the answer",
        text("_there = torch.device('cuda' if torch.cuda.is_available() else 'cpu')\n_right = pick_device\n\n"
             "def pick_device(prefer=None):\n    return _there if prefer is None else _right(prefer)"),
        text("_right = pick_device\n\ndef pick_device(prefer=None, has=torch.cuda.is_available()):\n"
             "    if prefer is not None:\n        return _right(prefer)\n"
             "    return torch.device('cuda' if has else 'mps' if torch.backends.mps.is_available() else 'cpu')"),
        text("import functools\npick_device = functools.lru_cache(pick_device)"),
        hint="Ask inside the function, each time it is called. What is computed at its definition, or cached, speaks of an earlier machine.",
    ),
    Misconception(
        "makes a tensor to find out",
        text("\ndef pick_device(prefer=None):\n    if prefer is None:\n"
             "        return torch.device('cuda' if torch.cuda.is_available() else 'mps' if torch.backends.mps.is_available() else 'cpu')\n"
             "    try:\n        return torch.empty(1, device=prefer).device\n    except Exception as error:\n        raise ValueError(prefer) from error"),
        text("\ndef pick_device(prefer=None):\n    if prefer is None:\n"
             "        return torch.device('cuda' if torch.cuda.is_available() else 'mps' if torch.backends.mps.is_available() else 'cpu')\n"
             "    try:\n        torch.empty(1, device=prefer)\n        return torch.device(prefer)\n    except Exception as error:\n        raise ValueError(prefer) from error"),
        patch("    return device\n", "    torch.zeros(1, device=device)\n    return device\n"),
        hint="A tensor takes memory on the device, and \"meta\" takes any. `is_available()` and `device_count()` only look.",
    ),
    Misconception(
        "changes torch's default device",
        patch("    return device\n", "    torch.set_default_device(device)\n    return device\n"),
        patch("    return device\n", "    torch.set_default_device(device)\n    return device\n", CHOICE,
              CHOICE.replace("return", "chosen =") + "\n        torch.set_default_device(chosen)\n        return chosen"),
        hint="`torch.set_default_device` moves every tensor that anybody makes from now on. Give the device back; the caller decides.",
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
        patch(REFUSAL, '        raise KeyError(f"{device} is not available")\n'),
        patch(REFUSAL, '        raise Exception(f"{device} is not available")\n'),
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
