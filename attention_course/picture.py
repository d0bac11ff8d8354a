"""The picture "expected | yours" for arrays, with the places that differ outlined."""

from __future__ import annotations

import warnings
from contextlib import suppress
from typing import Any

import numpy as np
from torch import Tensor

from attention_course.comparing import difference, tolerance
from attention_course.plotting import image_tag, png

LARGEST = 24  # rows or columns shown
WRITTEN = 8  # up to this many rows and columns the numbers are written into the squares


def expected_and_yours(expected: Any, yours: Any, relative: float = 1e-9, absolute: float = 1e-12) -> str:
    """An HTML image of the first two arrays that differ, or nothing where there are none to draw."""
    # Values from an answer may be of any kind and size. A card without a picture is still a card.
    with suppress(ArithmeticError, MemoryError, RuntimeError, TypeError, ValueError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = _first_pair(expected, yours, relative, absolute)
        if found is not None:
            return _drawn(*found)
    return ""


def _drawn(expected: np.ndarray, yours: np.ndarray, relative: float, absolute: float) -> str:
    # Not through pyplot, whose list of open figures belongs to the learner.
    from matplotlib.figure import Figure
    from matplotlib.patches import Rectangle

    left, right = _flat(expected), _flat(yours)
    differs = ~np.isclose(right, left, relative, absolute, equal_nan=True) if expected.shape == yours.shape else None
    finite = np.concatenate([panel[np.isfinite(panel)] for panel in (left, right)])
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)
    width = sum(max(2.2, min(LARGEST, panel.shape[1]) * 0.42) for panel in (left, right)) + 0.6
    height = max(1.3, 0.7 + max(min(LARGEST, panel.shape[0]) for panel in (left, right)) * 0.42)
    figure = Figure(figsize=(min(width, 11), min(height, 7)), layout="constrained")
    for axis, panel, title, whole in zip(figure.subplots(1, 2), (left, right), ("expected", "yours"), (expected, yours)):
        shown = panel[:LARGEST, :LARGEST]
        axis.imshow(shown, cmap="cividis", vmin=low, vmax=high if high > low else low + 1, aspect="equal")
        axis.set_title(f"{title} {tuple(whole.shape)}", fontsize=9)
        axis.set_xticks(range(shown.shape[1]), [str(i) for i in range(shown.shape[1])], fontsize=7)
        axis.set_yticks(range(shown.shape[0]), [str(i) for i in range(shown.shape[0])], fontsize=7)
        if max(shown.shape) <= WRITTEN:
            middle = (low + high) / 2
            for row, column in np.ndindex(shown.shape):
                number = shown[row, column]
                # Dark text on the light half of the map and on the white of what is no number, light text on the dark half.
                colour = "black" if number > middle or not np.isfinite(number) else "white"
                axis.text(column, row, f"{number:.3g}", ha="center", va="center", fontsize=7, color=colour)
        if title == "yours" and differs is not None:
            for row, column in np.argwhere(differs[:LARGEST, :LARGEST]):
                axis.add_patch(Rectangle((column - 0.47, row - 0.47), 0.94, 0.94, fill=False, edgecolor="#D55E00", linewidth=2))
    return f'<div style="margin:.4em 0">{image_tag(png(figure, 100), _in_words((expected, yours), differs))}</div>'


def _in_words(pair: tuple[np.ndarray, np.ndarray], differs: np.ndarray | None) -> str:
    shapes = f"Expected, of shape {tuple(pair[0].shape)}, beside yours, of shape {tuple(pair[1].shape)}, as heat maps."
    if differs is None:
        return shapes + " The shapes differ."
    return shapes + f" {int(differs.sum())} of {differs.size} squares differ; they are outlined on the right."


def _first_pair(expected: Any, yours: Any, relative: float, absolute: float) -> tuple[np.ndarray, np.ndarray, float, float] | None:
    """The first two arrays that differ, and the tolerances that they are held to."""
    left, right = _array(expected), _array(yours)
    if left is not None and right is not None:
        held = tolerance(expected.dtype, relative, absolute) if isinstance(expected, Tensor) else (relative, absolute)
        return (left, right, *held) if difference(expected, yours, relative, absolute) else None
    if isinstance(expected, list | tuple) and isinstance(yours, list | tuple):
        pairs = list(zip(expected, yours))
    elif isinstance(expected, dict) and isinstance(yours, dict):
        pairs = [(expected[key], yours[key]) for key in expected if key in yours]
    else:
        return None
    found = (_first_pair(one, other, relative, absolute) for one, other in pairs)
    return next((pair for pair in found if pair is not None), None)


def _array(value: Any) -> np.ndarray | None:
    """A tensor, or a rectangular list of lists of numbers, of at least two numbers; None for all else."""
    if isinstance(value, Tensor):
        array = value.detach().double().numpy() if value.dtype.is_floating_point else value.long().numpy().astype(float)
        return array if array.size > 1 else None
    if not (isinstance(value, list | tuple) and len(value) > 1 and all(isinstance(row, list | tuple) and row for row in value)):
        return None
    rectangular = len({len(row) for row in value}) == 1
    numbers = all(type(item) in (int, float) for row in value for item in row)
    return np.array(value, dtype=float) if rectangular and numbers else None


def _flat(array: np.ndarray) -> np.ndarray:
    """At most two axes: a vector becomes a row; of more axes the leading ones are laid one under the other."""
    return array.reshape(1, -1) if array.ndim < 2 else array.reshape(-1, array.shape[-1])
