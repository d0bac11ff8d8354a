"""Wrong answers to question 4, `make_loader`. A `text` stands below the reference, so that the right answer is there to be spoilt."""

from __future__ import annotations

from autograder.catalogue import Misconception, patch, text

SEEDED = '    seeding = {"generator": generator, "worker_init_fn": seed_worker}\n'
GENERATOR = "    generator = torch.Generator().manual_seed(seed)\n"
RETURN = "    return DataLoader(dataset, batch_size, shuffle=True, num_workers=num_workers, **seeding)\n"
WORKER_SEED = "worker_seed = torch.initial_seed() % 2**32"
IN_THE_LOOP = """
    def make_loader(dataset, batch_size, seed, num_workers=0):
        class Loader(DataLoader):
            def __iter__(self):
                for batch in super().__iter__():
                    {seeding}
                    yield batch

        generator = torch.Generator().manual_seed(seed)
        return Loader(dataset, batch_size, shuffle=True, num_workers=num_workers, generator=generator)
"""
ORDERED = """
    class _Order(torch.utils.data.Sampler):
        def __init__(self, length, seed):
            self.length, self.seed = length, seed
            self.generator = torch.Generator().manual_seed(seed)
            self.order = torch.randperm(length, generator=self.generator).tolist()

        def __len__(self):
            return self.length

        def __iter__(self):
            {give}

    def make_loader(dataset, batch_size, seed, num_workers=0):
        order = _Order(len(dataset), seed)
        generator = torch.Generator().manual_seed(seed)
        return DataLoader(dataset, batch_size, sampler=order, num_workers=num_workers, generator=generator)
"""

MAKE_LOADER = [
    Misconception(
        "leaves the order to the global generator",
        patch(SEEDED, '    seeding = {"worker_init_fn": seed_worker}\n'),
        patch(SEEDED, "    seeding = {}\n"),
        hint="Without `generator=` the loader draws from torch's global generator, and its order changes with all that is drawn before.",
    ),
    Misconception(
        "seeds the global generator in place of one of its own",
        patch(GENERATOR, "    torch.manual_seed(seed)\n    generator = None\n"),
        patch(GENERATOR, "    generator = torch.manual_seed(seed)\n"),
        patch(GENERATOR, "    seed_everything(seed)\n    generator = None\n"),
        hint="`torch.manual_seed` (and the generator that it gives back) is everybody's. `torch.Generator().manual_seed(seed)` is this loader's own.",
    ),
    Misconception(
        "makes a generator and does not seed it with the seed",
        patch(".manual_seed(seed)\n    seeding", "\n    seeding"),
        patch(".manual_seed(seed)\n    seeding", ".manual_seed(42)\n    seeding"),
        hint="A new `torch.Generator()` always starts at the same place. Seed it with the number that is passed.",
    ),
    Misconception(
        "lets the system choose the generator's seed",
        patch(GENERATOR, "    generator = torch.Generator()\n    generator.seed()\n"),
        hint="`generator.seed()` takes a new number from the system; `generator.manual_seed(seed)` takes yours.",
    ),
    Misconception(
        "shares one generator among all loaders",
        text(
            """
            _generators = {}

            def make_loader(dataset, batch_size, seed, num_workers=0):
                generator = _generators.setdefault(seed, torch.Generator().manual_seed(seed))
                return DataLoader(dataset, batch_size, shuffle=True, num_workers=num_workers, generator=generator)
            """
        ),
        text(
            """
            _generator = torch.Generator()

            def make_loader(dataset, batch_size, seed, num_workers=0):
                generator = _generator.manual_seed(seed)
                return DataLoader(dataset, batch_size, shuffle=True, num_workers=num_workers, generator=generator)
            """
        ),
        hint="One loader then moves the other's order. Each call makes a generator of its own.",
    ),
    Misconception(
        "takes seed 0 for no seed",
        patch("manual_seed(seed)", "manual_seed(seed or 1)"),
        patch("manual_seed(seed)", "manual_seed(seed or 42)"),
        hint="0 is a seed like any other, but `seed or 42` takes it for nothing.",
    ),
    Misconception(
        "cuts the seed short",
        *(patch("manual_seed(seed)", f"manual_seed(seed % {size})") for size in ("2**31", "2**16", "1000")),
        hint="All seeds from 0 to 2**32 - 1 give orders of their own; a generator takes them as they are.",
    ),
    Misconception(
        "gives NumPy a seed of more than 32 bits",
        patch(WORKER_SEED, "worker_seed = torch.initial_seed()"),
        hint="`torch.initial_seed()` has up to 64 bits and `np.random.seed` takes 32: `% 2**32`.",
    ),
    Misconception(
        "gives the generator to the sampler only",
        text(
            """
            def make_loader(dataset, batch_size, seed, num_workers=0):
                order = torch.utils.data.RandomSampler(dataset, generator=torch.Generator().manual_seed(seed))
                return DataLoader(dataset, batch_size, sampler=order, num_workers=num_workers)
            """
        ),
        hint="The order is safe, but the workers' seeds come from the loader's generator: without one, from the global generator.",
    ),
    Misconception(
        "gives every worker the same stream",
        patch(WORKER_SEED, "worker_seed = seed", "        random.seed(worker_seed)", "        torch.manual_seed(seed)\n        random.seed(worker_seed)"),
        patch(SEEDED, '    seeding = {"generator": generator, "worker_init_fn": lambda number: seed_everything(seed)}\n'),
        patch(WORKER_SEED, "worker_seed = seed"),
        hint="Two workers that start at one place draw the same noise. `torch.initial_seed()` differs in each worker: start from that.",
    ),
    Misconception(
        "gives NumPy the same stream in every worker",
        patch("        np.random.seed(worker_seed)", "        np.random.seed(seed)"),
        hint="`random` and torch differ from worker to worker, NumPy does not: seed it with `torch.initial_seed() % 2**32` as well.",
    ),
    Misconception(
        "gives Python's random the same stream in every worker",
        patch("        random.seed(worker_seed)", "        random.seed(seed)"),
        hint="NumPy and torch differ from worker to worker, `random` does not: seed it with `torch.initial_seed()` as well.",
    ),
    Misconception(
        "gives a worker the same stream in every epoch",
        patch(WORKER_SEED, "worker_seed = seed + worker_id"),
        patch(WORKER_SEED, "worker_seed = seed + worker_id", "        random.seed(worker_seed)", "        torch.manual_seed(worker_seed)\n        random.seed(worker_seed)"),
        patch(SEEDED, '    seeding = {"generator": generator, "worker_init_fn": lambda number: seed_everything((seed + number) % 2**32)}\n'),
        patch(SEEDED, '    seeding = {"generator": generator, "worker_init_fn": lambda number: seed_everything((1000 * seed + number) % 2**32)}\n'),
        hint="Seed and worker number are the same in every epoch, and so is the noise. `torch.initial_seed()` changes with the epoch too.",
    ),
    Misconception(
        "seeds workers by their number alone",
        patch(WORKER_SEED, "worker_seed = worker_id"),
        patch(SEEDED, '    seeding = {"generator": generator, "worker_init_fn": seed_everything}\n'),
        hint="Worker 0 then draws the same numbers whatever the seed. Start from `torch.initial_seed()`, which knows of the seed.",
    ),
    Misconception(
        "lets each worker choose its own seed",
        patch(WORKER_SEED, "worker_seed = np.random.SeedSequence().entropy % 2**32"),
        patch("        random.seed(worker_seed)\n        np.random.seed(worker_seed)", "        random.seed()\n        np.random.seed()"),
        hint="Then no two runs agree. `torch.initial_seed()` in a worker goes back to your seed.",
    ),
    Misconception(
        "seeds in this process what is meant for the workers",
        patch(SEEDED, '    seeding = {"generator": generator, "worker_init_fn": seed_worker(0)}\n'),
        patch(SEEDED, "    random.seed(seed)\n    np.random.seed(seed)\n" + SEEDED),
        hint="`worker_init_fn=seed_worker` passes the function on; `seed_worker(0)` calls it now, here. This process' generators stay as they are.",
    ),
    Misconception(
        "does not shuffle",
        patch("shuffle=True", "shuffle=False"),
        patch("shuffle=True, ", ""),
        hint="A generator alone shuffles nothing: `shuffle=True`.",
    ),
    Misconception(
        "drops the last, smaller batch",
        patch("shuffle=True", "shuffle=True, drop_last=True"),
        hint="The examples of the last batch count as well: leave `drop_last` at False.",
    ),
    Misconception(
        "shuffles once and keeps that order",
        text(ORDERED.format(give="return iter(self.order)")),
        text(ORDERED.format(give="return iter(torch.randperm(self.length, generator=torch.Generator().manual_seed(self.seed)).tolist())")),
        hint="Each epoch has an order of its own. Let the generator run on from epoch to epoch; do not seed it again.",
    ),
    Misconception(
        "seeds inside the batch loop",
        text(IN_THE_LOOP.format(seeding="seed_everything(seed)")),
        text(IN_THE_LOOP.format(seeding="random.seed(seed); np.random.seed(seed); torch.manual_seed(seed)")),
        patch(
            RETURN,
            "    def collate(batch):\n        seed_everything(seed)\n        return torch.utils.data.default_collate(batch)\n\n" + RETURN.replace("**seeding", "collate_fn=collate, **seeding"),
        ),
        hint="Every batch would then draw the same dropout mask and the same teacher forcing. Seed once, before the first batch.",
    ),
    Misconception(
        "seeds torch inside the batch loop",
        text(IN_THE_LOOP.format(seeding="torch.manual_seed(seed)")),
        hint="Every batch would then draw the same dropout mask. Seed once, before the first batch.",
    ),
    Misconception(
        "does not pass the number of workers on",
        patch("num_workers=num_workers, ", ""),
        hint="`num_workers=num_workers`: the caller has asked for processes.",
    ),
    Misconception(
        "does not pass the size of a batch on",
        patch("dataset, batch_size, shuffle", "dataset, shuffle"),
        hint="DataLoader makes batches of one unless it is told otherwise.",
    ),
    Misconception(
        "draws examples with replacement",
        text(
            """
            def make_loader(dataset, batch_size, seed, num_workers=0):
                generator = torch.Generator().manual_seed(seed)
                order = torch.utils.data.RandomSampler(dataset, replacement=True, generator=generator)
                return DataLoader(dataset, batch_size, sampler=order, num_workers=num_workers, generator=generator)
            """
        ),
        hint="Some examples then come twice in an epoch and others never. `shuffle=True` takes each once.",
    ),
    Misconception(
        "gives a list of batches",
        patch("    return DataLoader(", "    return list(DataLoader(", "**seeding)", "**seeding))"),
        hint="A list has one epoch in it, in memory. Give the DataLoader itself; each pass over it is a new epoch.",
    ),
]
