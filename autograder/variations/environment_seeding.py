"""Q4: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

import random

import numpy
import torch


def seed_with_states(seed):
    """through the states of the generators, and torch's own switch"""
    random.setstate(random.Random(seed).getstate())
    numpy.random.set_state(numpy.random.RandomState(seed).get_state())
    torch.manual_seed(seed)
    torch.cuda.manual_seed_all(seed)
    torch.use_deterministic_algorithms(True, warn_only=True)
    torch.backends.cudnn.benchmark = False


def seed_each_with_another(seed):
    """each library with a number of its own, made from the seed"""
    torch.manual_seed(3 * seed + 1)
    random.seed(f"course {seed}")
    numpy.random.seed([seed, 17])
    torch.backends.cudnn.benchmark, torch.backends.cudnn.deterministic = False, True
    return seed


def seed_in_a_loop(seed):
    """in a loop, through setattr"""
    import os

    os.environ["CUBLAS_WORKSPACE_CONFIG"] = ":4096:8"
    for start in (numpy.random.seed, random.seed, torch.cuda.manual_seed, torch.cuda.manual_seed_all, torch.random.manual_seed):
        start(seed)
    for flag, value in {"deterministic": True, "benchmark": False}.items():
        setattr(torch.backends.cudnn, flag, value)


def seed_generator_by_generator(seed):
    """generator by generator, and the flags through torch.backends"""
    torch.default_generator.manual_seed(seed)
    torch.cuda.manual_seed_all(seed)
    numpy.random.seed(numpy.random.SeedSequence(seed).generate_state(8))
    random.seed(str(seed))
    torch.backends.cudnn.deterministic = not False
    torch.backends.cudnn.benchmark = not True


def loader_with_samplers(dataset, batch_size, seed, num_workers=0):
    """with samplers made by hand, and workers left to torch"""
    generator = torch.Generator()
    generator.manual_seed(seed)
    order = torch.utils.data.RandomSampler(dataset, generator=generator)
    batches = torch.utils.data.BatchSampler(order, batch_size, drop_last=False)
    return torch.utils.data.DataLoader(dataset, batch_sampler=batches, num_workers=num_workers, generator=generator)


def loader_with_worker_info(dataset, batch_size, seed, num_workers=0):
    """with the seed that get_worker_info knows"""

    def start(number):
        own = torch.utils.data.get_worker_info().seed
        random.seed(own)
        numpy.random.seed([own % 2**32, own >> 32, number])

    source = torch.Generator("cpu").manual_seed(seed ^ 0x5EED)
    return torch.utils.data.DataLoader(
        dataset=dataset, batch_size=batch_size, shuffle=True, num_workers=num_workers, worker_init_fn=start, generator=source
    )


class PythonOrder(torch.utils.data.Sampler):
    """An order drawn with Python's generator."""

    def __init__(self, length, seed):
        self.length, self.source = length, random.Random(seed)

    def __len__(self):
        return self.length

    def __iter__(self):
        return iter(self.source.sample(range(self.length), self.length))


def loader_with_python_order(dataset, batch_size, seed, num_workers=0):
    """with an order drawn by Python's own generator"""
    generator = torch.Generator().manual_seed(seed)
    order = PythonOrder(len(dataset), seed)
    return torch.utils.data.DataLoader(dataset, batch_size, sampler=order, num_workers=num_workers, generator=generator)


class SeededLoader(torch.utils.data.DataLoader):
    """A loader that brings its generator along."""

    def __init__(self, dataset, seed, **keywords):
        generator = torch.Generator()
        generator.manual_seed(seed)
        super().__init__(dataset, shuffle=True, generator=generator, worker_init_fn=self.start, **keywords)

    @staticmethod
    def start(number):
        stream = numpy.random.SeedSequence(torch.initial_seed())
        numpy.random.seed(stream.generate_state(4))
        random.seed(int(stream.generate_state(1)[0]))


def loader_as_a_class(dataset, batch_size, seed, num_workers=0):
    """with a subclass of DataLoader"""
    return SeededLoader(dataset, seed, batch_size=batch_size, num_workers=num_workers)


def loader_with_other_seeds(dataset, batch_size, seed, num_workers=0):
    """with numbers made from the seed, an order for each epoch and workers that live on"""
    order, workers = (int(number) for number in numpy.random.SeedSequence(seed).generate_state(2))
    sampler = torch.utils.data.RandomSampler(dataset, generator=torch.Generator().manual_seed(order))
    batches = torch.utils.data.BatchSampler(sampler, batch_size, drop_last=False)
    generator = torch.Generator().manual_seed(workers)
    return torch.utils.data.DataLoader(
        dataset, batch_sampler=batches, num_workers=num_workers, generator=generator, persistent_workers=num_workers > 0
    )
