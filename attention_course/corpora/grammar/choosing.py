"""Random choices that are the same on every machine and in every version of Python.

Only `Random.random()` is promised to give the same numbers for a seed for ever; `choice` and `shuffle` are not. So
everything here is built on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Chooser:
    """A seeded source of choices."""

    def __init__(self, seed: int):
        self.random = Random(seed).random

    def chance(self, probability: float) -> bool:
        """True with the given probability."""
        return self.random() < probability

    def between(self, low: int, high: int) -> int:
        """An integer from low to high, both included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items, all alike."""
        return items[int(self.random() * len(items))]

    def weigh(self, weights: dict[Item, float]) -> Item:
        """One of the keys, as often as its weight says."""
        point = self.random() * sum(weights.values())
        for item, weight in weights.items():
            point -= weight
            if point < 0:
                return item
        return item
