"""Questions 1 to 4: what is installed, what to import, which device to use, and where the random numbers come from."""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Mapping
from numbers import Integral
from types import ModuleType
from typing import Any

from attention_course.question import Case, Exercise, Question, Written
from attention_course.questions.environment_devices import (
    hidden_pick_device,
    hidden_to_device,
    probe_pick_device,
    probe_to_device,
    visible_pick_device,
    visible_to_device,
)
from attention_course.questions.environment_installed import (
    hidden_find_problems,
    probe_find_problems,
    visible_find_problems,
)
from attention_course.questions.environment_seeding import LOOKS, probe_make_loader, probe_seed_everything

NAMES = ("torch", "nn", "F", "optim", "Dataset", "DataLoader", "pad_sequence", "pack_padded_sequence")
STARRED = ("torch", "torch.nn", "torch.nn.functional", "torch.optim", "torch.utils.data", "torch.nn.utils.rnn", "numpy")


def probe_imports(namespace: dict[str, Any], look: str) -> str:
    if look in namespace and look in NAMES:
        return _origin(namespace[look])
    starred = any(_holds_all(namespace, sys.modules[name]) for name in STARRED if name in sys.modules)
    return "everything of a module under its own name" if starred else "names that were asked for"


def _origin(thing: Any) -> str:
    """Where in the libraries an object stands, if it does stand there."""
    if isinstance(thing, ModuleType):
        return f"the module {thing.__name__}" if sys.modules.get(thing.__name__) is thing else "another module"
    module, name = getattr(thing, "__module__", None), getattr(thing, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(name, str):
        return f"an object of the type {type(thing).__name__}"
    if module.startswith("torch") and getattr(sys.modules.get(module), name, None) is thing:
        return f"{module}.{name}"
    return "a class from elsewhere" if isinstance(thing, type) else f"an object of the type {type(thing).__name__}"


def _holds_all(namespace: Mapping[str, Any], module: ModuleType) -> bool:
    public = getattr(module, "__all__", None) or [name for name in vars(module) if not name.startswith("_")]
    there = [name for name in public if name in namespace and namespace[name] is getattr(module, name, namespace)]
    # A few may have been bound again afterwards.
    return len(there) > 0.8 * len(public)


def visible_imports() -> list[Case]:
    cases = [Case(f"what `{name}` is", {"look": name}) for name in NAMES]
    return [*cases, Case("how many names were brought in", {"look": "all names"})]


def probe_roles(roles: Any, name: str) -> str:
    if not isinstance(roles, Mapping):
        return "not a dictionary"
    if name not in roles:
        return "a value, not a key" if name in roles.values() else "no role"
    number = roles[name]
    # A number is a number, whichever library it comes from, and written as text as well.
    if (isinstance(number, Integral) and not isinstance(number, bool)) or (isinstance(number, str) and number.strip().isdigit()):
        number = int(number)
    # A report shows what was expected; of a fingerprint it gives nothing away.
    return "fingerprint " + hashlib.sha256(f"{name} is number {number!r}".encode()).hexdigest()[:6]


def visible_roles() -> list[Case]:
    return [Case(f"the role of `{name}`", {"name": name}) for name in NAMES]


SEED_LOOKS = {
    "random": "what Python's random gives afterwards",
    "numpy": "what NumPy's global generator gives afterwards",
    "torch": "what torch gives afterwards on the CPU",
    "GPUs": "whether every GPU is seeded",
    "cudnn": "what is asked of cuDNN",
}
LOADER_LOOKS = {
    "batches": "the batches of one epoch",
    "order": "the order under one seed and another",
    "epochs": "three epochs",
    "other draws": "something else draws random numbers in between",
    "global generators": "what the loader does to the global generators",
    "workers": "what two workers draw",
}


def visible_seed_everything() -> list[Case]:
    return [Case(f"{about}, seeds 7 and 8", {"seed": 7, "other": 8, "look": look}) for look, about in SEED_LOOKS.items()]


def hidden_seed_everything(draw: random.Random) -> list[Case]:
    cases = visible_seed_everything()
    low = draw.randint(1, 1000)
    pairs = {
        "seed 0": (0, 1),
        "seed 0 and 42": (0, 42),
        "the largest seed": (2**32 - 1, draw.randint(1, 1000)),
        "a drawn seed": tuple(draw.sample(range(1, 2**31), 2)),
        # Whoever cuts a seed short, to so many bits or so many digits, makes one of these two.
        "seeds that differ in the highest bit": (low, low + 2**31),
        "seeds that end in the same digits": (low, low + 10**9),
    }
    for words, (seed, other) in pairs.items():
        cases += [Case(f"{about}, {words}", {"seed": seed, "other": other, "look": look}) for look, about in SEED_LOOKS.items()]
    return cases


def _loader(look: str, words: str, **inputs: int) -> Case:
    return Case(f"{LOADER_LOOKS[look]}, {words}", {**inputs, "look": look})


def visible_make_loader() -> list[Case]:
    inputs = {"examples": 14, "batch_size": 4, "seed": 7, "num_workers": 0}
    shown = [_loader(look, "14 examples in batches of 4", **inputs) for look in LOOKS if look != "workers"]
    return [*shown, _loader("workers", "two of them", **{**inputs, "num_workers": 2})]


def hidden_make_loader(draw: random.Random) -> list[Case]:
    cases = visible_make_loader()
    for words, seed in (("seed 0", 0), ("a drawn seed", draw.randint(1, 2**31)), ("another drawn seed", draw.randint(1, 1000))):
        inputs = {"examples": draw.randint(20, 60), "batch_size": draw.randint(2, 9), "seed": seed, "num_workers": 0}
        cases += [_loader(look, words, **inputs) for look in LOOKS if look != "workers"]
        cases += [_loader(look, f"{words}, workers", **{**inputs, "num_workers": 2}) for look in ("batches", "order", "workers")]
    for examples, batch_size in ((1, 1), (3, 8), (8, 4), (9, 4), (9, 1)):
        words = f"{examples} examples in batches of {batch_size}"
        cases.append(_loader("batches", words, examples=examples, batch_size=batch_size, seed=5, num_workers=0))
    return cases


def probe_predictions(predictions: Any, run: str) -> Any:
    if not isinstance(predictions, Mapping):
        return "not a dictionary"
    return predictions.get(run, "no prediction")


def visible_predictions() -> list[Case]:
    return [Case(f"run {run}", {"run": run}) for run in "ABCDEF"]


QUESTIONS = [
    Question(
        "Q1",
        "How do you install the necessary libraries for building and training an attention-based seq2seq model in PyTorch?",
        difficulty="easy",
        minutes=30,
        exercises=(
            Exercise(
                "find_problems",
                points=4,
                probe=probe_find_problems,
                visible=visible_find_problems,
                hidden=hidden_find_problems,
                hints=(
                    "Let `packaging` read both sides: `Requirement(line)` has a name, a specifier and a marker, `Version(text)` can be compared.",
                    "Three things can go wrong on the way, and each has an exception of its own: a line that is no requirement, a "
                    "distribution that is not there, a version that is no version. Catch each where it comes up and write its verdict down.",
                    "unmet = [clause for clause in requirement.specifier if not clause.contains(version, prereleases=True)]; nothing "
                    "unmet is fine, an unmet clause with `version < Version(clause.version.removesuffix('.*'))` is too old. Look names up through canonicalize_name.",
                ),
            ),
        ),
    ),
    Question(
        "Q2",
        "How do you import the required modules for data loading, model building, and training in PyTorch?",
        difficulty="easy",
        minutes=15,
        exercises=(
            Exercise(
                "imports",
                points=2,
                probe=probe_imports,
                visible=visible_imports,
                hidden=lambda draw: visible_imports(),
                names=NAMES,
                whole_namespace=True,
                hints=(
                    "`import package.module as name` binds a module to a name of yours; `from module import name` takes one thing out of it.",
                    "The two classes live in torch.utils.data, the two functions about padding in torch.nn.utils.rnn, and F is torch.nn.functional.",
                    "import torch; from torch import nn, optim; import torch.nn.functional as F; and two more lines that begin with `from`.",
                ),
            ),
            Exercise(
                "roles",
                points=2,
                probe=probe_roles,
                visible=visible_roles,
                hidden=lambda draw: visible_roles(),
                hints=(
                    "Begin with the ones that you are sure of: every number is used once.",
                    "Who holds parameters, who changes them, and who has none at all? Who knows one example, and who makes batches?",
                    "`help(name)` in a cell prints what torch's authors say about each of the eight; the first lines are enough.",
                ),
            ),
        ),
    ),
    Question(
        "Q3",
        "How do you set up the environment to use a GPU for training the attention-based seq2seq model in PyTorch?",
        difficulty="easy",
        minutes=30,
        exercises=(
            Exercise(
                "pick_device",
                points=3,
                probe=probe_pick_device,
                visible=visible_pick_device,
                hidden=hidden_pick_device,
                hints=(
                    "First find out what is there (how many of each kind), then choose. A wish is held against the same list.",
                    "torch.cuda.is_available(), torch.cuda.device_count() and torch.backends.mps.is_available() say what is there; "
                    "torch.device(prefer).type and .index say what is wanted (the index is None when none was given).",
                    "counts = {'cuda': ..., 'mps': ..., 'cpu': 1}; with no preference the first kind whose count is not 0; else "
                    "ValueError unless (device.index or 0) < counts.get(device.type, 0). torch.device('gpu') raises RuntimeError.",
                ),
            ),
            Exercise(
                "to_device",
                points=3,
                probe=probe_to_device,
                visible=visible_to_device,
                hidden=hidden_to_device,
                hints=(
                    "The function calls itself for whatever a container holds. Which containers are there, and where does it stop?",
                    "tensor.to(device) gives a tensor back and leaves the old one as it was; build new containers in the same way. "
                    "A named tuple is a tuple as well: ask for `_asdict` (or `_fields`) before you ask for tuple.",
                    "{key: value if key == 'lengths' else to_device(value, device) for key, value in nested.items()}; "
                    "type(nested)(...) for lists and tuples; type(nested)(**...) for named tuples; `return nested` for all else.",
                ),
            ),
        ),
    ),
    Question(
        "Q4",
        "How do you set random seeds in PyTorch to ensure reproducibility when training the attention-based seq2seq model?",
        difficulty="medium",
        minutes=45,
        exercises=(
            Exercise(
                "seed_everything",
                points=2,
                probe=probe_seed_everything,
                visible=visible_seed_everything,
                hidden=hidden_seed_everything,
                hints=(
                    "Three libraries draw random numbers in this course. Does any of them know of the others' seeds?",
                    "Each has one function that seeds its *global* generator; an object made by default_rng or Random is another one.",
                    "random.seed, np.random.seed, torch.manual_seed (CPU and GPUs), and the two flags in torch.backends.cudnn.",
                ),
            ),
            Exercise(
                "make_loader",
                points=3,
                probe=probe_make_loader,
                visible=visible_make_loader,
                hidden=hidden_make_loader,
                hints=(
                    "Give the loader a source of random numbers of its own, which nobody else draws from.",
                    "DataLoader takes `generator=`, from which it draws the order and, for its workers, a seed in every epoch.",
                    "torch.Generator().manual_seed(seed) as generator; in worker_init_fn seed random and NumPy with torch.initial_seed() % 2**32.",
                ),
            ),
            Exercise(
                "predictions",
                points=1,
                probe=probe_predictions,
                visible=visible_predictions,
                hidden=lambda draw: visible_predictions(),
                hints=(
                    "List what each run draws from: which generator, and who has drawn from it before?",
                    "A seed fixes the place where a generator starts. The tenth number is the same only if nine have been drawn before it.",
                    "The cell after your predictions runs all six twice. Where it surprises you, read that run again.",
                ),
            ),
            Written("explain", points=2),
        ),
    ),
]
