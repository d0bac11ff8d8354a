"""Wrong answers to question 3, `to_device`. A `text` stands below the reference, so that the right answer is there to be spoilt."""

from __future__ import annotations

from autograder.catalogue import Misconception, patch, text

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
        patch('value if key == "lengths"', 'value if key in ("lengths", "length")'),
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
        "moves whatever has a method called to",
        patch("isinstance(nested, torch.Tensor)", 'hasattr(nested, "to")'),
        hint="Many objects have a method `to` that are no tensors. Ask `isinstance(nested, torch.Tensor)`.",
    ),
    Misconception(
        "makes a tensor of a list of numbers",
        patch(LISTS, "    if isinstance(nested, list) and nested and all(type(item) in (int, float) for item in nested):\n"
              "        return torch.tensor(nested, device=device)\n" + LISTS),
        patch(LISTS, "    if isinstance(nested, list | tuple) and nested and all(type(item) in (int, float) for item in nested):\n"
              "        return torch.tensor(nested, device=device)\n" + LISTS),
        hint="Only what is a tensor already is moved; a list of numbers stays a list of numbers.",
    ),
    Misconception(
        "hands empty containers on as they are",
        patch("    if isinstance(nested, dict):\n", "    if not isinstance(nested, torch.Tensor) and not nested:\n        return nested\n    if isinstance(nested, dict):\n"),
        hint="An empty list is a container too: whoever fills the old one would fill yours.",
    ),
    Misconception(
        "makes text of the keys",
        patch("return {key: value", "return {str(key): value"),
        patch("for key, value in nested.items()}", "for key, value in nested.items() if isinstance(key, str)}"),
        hint="A key may be a number or anything else, and stays what it is.",
    ),
    Misconception(
        "takes a set for a list",
        patch("isinstance(nested, list | tuple)", "isinstance(nested, list | tuple | set)", "return type(nested)(to_device(item, device) for item in nested)",
              "return (list if isinstance(nested, set) else type(nested))(to_device(item, device) for item in nested)"),
        hint="A set is none of the containers that are looked into; it is handed on as it is.",
    ),
    Misconception(
        "gives a generator in the place of a list",
        patch("return type(nested)(to_device(item, device) for item in nested)", "return (to_device(item, device) for item in nested)"),
        patch("return type(nested)(to_device(item, device) for item in nested)", "return map(lambda item: to_device(item, device), nested)"),
        hint="A generator has nothing in it until it is asked, and then only once: `type(nested)(...)` around it makes the list.",
    ),
    Misconception(
        "leaves the lengths out",
        patch("for key, value in nested.items()}", 'for key, value in nested.items() if key != "lengths"}', NAMED,
              NAMED.replace("type(nested)(**to_device(nested._asdict(), device))", 'type(nested)(**{"lengths": nested._asdict().get("lengths")} | to_device(nested._asdict(), device))')),
        hint="The lengths stay on the CPU, and in the batch: under their key, as they are.",
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
