"""Wrong answers to question 4. A `text` stands below the reference, so that the right answer is there to be spoilt."""

from __future__ import annotations

from autograder.catalogue import Misconception, patch, text

SEEDS = """    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)  # the CPU, and every GPU that there is
"""
FLAGS = "    torch.backends.cudnn.deterministic = True\n    torch.backends.cudnn.benchmark = False\n"

SEED_EVERYTHING = [
    Misconception(
        "seeds torch only",
        patch("    random.seed(seed)\n    np.random.seed(seed)\n", ""),
        text("\ndef seed_everything(seed):\n    torch.manual_seed(seed)\n    torch.cuda.manual_seed_all(seed)"),
        hint="Teacher forcing draws from Python's `random`, and some of the data's noise from NumPy. Neither knows of torch's seed.",
    ),
    Misconception(
        "does not seed Python's random",
        patch("    random.seed(seed)\n", ""),
        patch("    random.seed(seed)\n", "    random.Random(seed)\n"),
        patch("    random.seed(seed)\n", '    import os\n    os.environ["PYTHONHASHSEED"] = str(seed)\n'),
        hint="`random.seed(seed)`: that is where teacher forcing draws from. `random.Random(seed)` makes another generator and throws it away.",
    ),
    Misconception(
        "does not seed NumPy's global generator",
        patch("    np.random.seed(seed)\n", ""),
        patch("    np.random.seed(seed)\n", "    np.random.default_rng(seed)\n"),
        hint="`np.random.default_rng(seed)` makes a new generator and leaves the global one as it was; `np.random.seed(seed)` seeds that one.",
    ),
    Misconception(
        "does not seed torch",
        patch("    torch.manual_seed(seed)", "    pass"),
        patch("    torch.manual_seed(seed)", "    torch.Generator().manual_seed(seed)"),
        patch("    torch.manual_seed(seed)", "    torch.manual_seed(torch.initial_seed())"),
        hint="`torch.manual_seed(seed)` seeds torch's default generators; a new `torch.Generator()` is seeded for itself alone.",
    ),
    Misconception(
        "seeds torch with a number of its own choice",
        patch("    torch.manual_seed(seed)", "    torch.seed()"),
        hint="`torch.seed()` takes a new number from the system each time. Pass yours to `torch.manual_seed(seed)`.",
    ),
    Misconception(
        "seeds the CPU's generator and no GPU's",
        patch("    torch.manual_seed(seed)", "    torch.random.default_generator.manual_seed(seed)"),
        hint="On a GPU, dropout draws from that GPU's generator. `torch.manual_seed` seeds them all.",
    ),
    Misconception(
        "seeds the GPUs and not the CPU",
        patch("    torch.manual_seed(seed)", "    torch.cuda.manual_seed_all(seed)"),
        hint="Weights are drawn on the CPU, and a shuffled order is too. `torch.manual_seed` seeds the CPU and the GPUs.",
    ),
    Misconception(
        "always uses the same seed",
        patch(SEEDS, SEEDS.replace("(seed)", "(42)")),
        patch(SEEDS, "    seed = 0\n" + SEEDS),
        hint="Three runs with three seeds show how much a result depends on chance. Use the seed that is passed.",
    ),
    Misconception(
        "takes seed 0 for no seed",
        patch(SEEDS, "    if seed:\n" + SEEDS.replace("    ", "        ", 1).replace("\n    ", "\n        ")),
        patch(SEEDS, "    seed = seed or 42\n" + SEEDS),
        text("_right = seed_everything\n\ndef seed_everything(seed):\n    _right(seed if seed else 1)"),
        hint="0 is a seed like any other, but `if seed` takes it for nothing.",
    ),
    Misconception(
        "mixes the time into the seed",
        patch(SEEDS, "    import time\n    seed = (seed + time.time_ns()) % 2**32\n" + SEEDS),
        hint="The same seed has to give the same numbers tomorrow.",
    ),
    Misconception(
        "sets deterministic flags and seeds nothing",
        patch(SEEDS, ""),
        patch(SEEDS, "", FLAGS, FLAGS + "    torch.use_deterministic_algorithms(True, warn_only=True)\n"),
        hint="The flags make one computation come out the same twice. Where the random numbers start is the seed's business.",
    ),
    Misconception(
        "has no effect",
        patch(SEEDS, "", FLAGS, "    pass\n"),
        patch(FLAGS, FLAGS + "    yield\n"),
        text("\ndef seed_everything(seed):\n    def seed_all():\n        random.seed(seed)\n    return seed_all"),
        patch(SEEDS, "    if hasattr(seed_everything, 'done'):\n        return\n    seed_everything.done = True\n" + SEEDS),
        hint="After the call all is as it was. A `yield` keeps a function from running, a function inside another has to be called, "
        "and an early `return` must not depend on earlier calls.",
    ),
    Misconception(
        "seeds only at the first call with a seed",
        text("import functools\nseed_everything = functools.cache(seed_everything)"),
        hint="Each call has to start the generators anew, whatever was called before: the second run of an experiment calls it too.",
    ),
    Misconception(
        "cuts the seed short",
        *(patch(f"{seeds}(seed)", f"{seeds}(seed % {size})") for seeds in ("    random.seed", "np.random.seed", "torch.manual_seed")
          for size in ("2**31", "2**16", "1000")),
        *(patch(SEEDS, f"    seed = seed % {size}\n" + SEEDS) for size in ("2**31", "2**16", "1000")),
        hint="All seeds from 0 to 2**32 - 1 give numbers of their own, and all three libraries take them as they are.",
    ),
    Misconception(
        "asks for nothing deterministic",
        patch(FLAGS, ""),
        hint="cuDNN has several algorithms for one layer, some of which add up in a changing order: set `deterministic` and `benchmark`.",
    ),
    Misconception(
        "leaves cuDNN's benchmark on",
        patch("    torch.backends.cudnn.benchmark = False\n", ""),
        patch("    torch.backends.cudnn.benchmark = False\n", "    torch.backends.cudnn.benchmark = True\n"),
        hint="With `benchmark` on, cuDNN times its algorithms and takes the fastest, which may be another one tomorrow.",
    ),
    Misconception(
        "turns the benchmark off and determinism not on",
        patch("    torch.backends.cudnn.deterministic = True\n", ""),
        patch("    torch.backends.cudnn.deterministic = True\n", "    torch.backends.cudnn.deterministic = False\n"),
        hint="Without the timing cuDNN still may choose an algorithm that is not deterministic: `deterministic = True`.",
    ),
    Misconception(
        "turns both of cuDNN's flags the wrong way",
        patch(FLAGS, "    torch.backends.cudnn.deterministic = False\n    torch.backends.cudnn.benchmark = True\n"),
        hint="`deterministic` is to be True and `benchmark` False.",
    ),
]


def _believes(name: str, run: str, answer: bool, hint: str) -> Misconception:
    return Misconception(name, patch(f'"{run}": {not answer}', f'"{run}": {answer}'), hint=hint)


PREDICTIONS = [
    _believes("thinks that torch.manual_seed seeds Python's random", "A", True,
              "Run A asks `random.random()` whether to force the teacher; torch's seed does not reach it."),
    _believes("thinks that nothing with dropout and shuffling comes out twice", "B", False,
              "Everything that run B draws comes from a generator that was seeded just before, in the same order both times."),
    _believes("takes deterministic algorithms for a seed", "C", True,
              "The flags of run C say how to compute, not where the random numbers begin."),
    _believes("thinks that a seed fixes the order whatever else is drawn", "D", True,
              "In run D the second model draws more weights before the loader draws its order: the same stream, but from a later place."),
    _believes("thinks that other draws move a loader with its own generator", "E", False,
              "The loader of run E draws from its own generator, which the larger model does not touch."),
    _believes("thinks that seeding in the loop makes the two goes differ", "F", False,
              "Run F repeats itself only too well: both goes agree, and so do all masks within one go. That is what is wrong with it."),
    Misconception(
        "answers the other way round",
        text("predictions = {run: not agrees for run, agrees in predictions.items()}"),
        hint="True means that the two goes print the same numbers.",
    ),
    Misconception(
        "gives every run the same answer",
        text("predictions = dict.fromkeys(predictions, True)"),
        text("predictions = dict.fromkeys(predictions, False)"),
        hint="Some of the six agree and some do not. Go through what each one draws, and from which generator.",
    ),
    Misconception(
        "gives numbers",
        text("predictions = {run: int(agrees) for run, agrees in predictions.items()}"),
        hint="Write True or False; 1 and 0 are numbers.",
    ),
    Misconception(
        "gives no dictionary",
        text("predictions = list(predictions.values())"),
        text("predictions = list(predictions.items())"),
        hint="A dictionary, in braces: the letter of the run in quotation marks, a colon, True or False.",
    ),
    Misconception(
        "answers in words",
        text('predictions = {run: "agree" if agrees else "differ" for run, agrees in predictions.items()}'),
        text('predictions = {run: str(agrees) for run, agrees in predictions.items()}'),
        text('predictions = {run: "agrees" if agrees else "differs" for run, agrees in predictions.items()}'),
        hint="Write True or False, without quotation marks.",
    ),
    Misconception(
        "leaves runs out",
        text('predictions = {run: agrees for run, agrees in predictions.items() if run < "D"}'),
        *(text(f'del predictions["{run}"]') for run in "ABCDEF"),
        text("predictions = {run.lower(): agrees for run, agrees in predictions.items()}"),
        text("predictions = {}"),
        hint="There are six runs, A to F; give each a prediction, under its capital letter.",
    ),
]
