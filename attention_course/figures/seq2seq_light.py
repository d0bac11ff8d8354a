"""First light: a model learns to reverse a word, and its attention is drawn while it does."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attention_course.figures.sheet import BLUE, GREY, VERMILION
from attention_course.plotting import Picture, png

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FEWEST = 3  # steps in a grading run, where nobody watches
Table = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Frame:
    """What was seen at one moment: accuracy on unseen words, and one word's weights, a row for each letter written."""

    step: int
    loss: float
    accuracy: float
    weights: Table

    @property
    def mirrored(self) -> float:
        """The mean weight on the mirror place: of the last source letter at the first step, of the first at the last."""
        width = len(self.weights[0])
        return sum(self.weights[row][width - 1 - row] for row in range(width)) / width

    def sentence(self) -> str:
        return (
            f"After {self.step} steps {self.accuracy:.0%} of unseen words are reversed without a fault, and "
            f"{self.mirrored:.0%} of the attention lies on the anti-diagonal."
        )


class Watch:
    """Looks at a model every so often while it learns, and draws what it sees in one place.

    Args:
        examine: measures the model: accuracy on unseen words, and the weights for the one that is shown.
        source, target: the letters of the word shown, as it is read and as it is to be written.
        frames: how many pictures.
    """

    def __init__(self, examine: Callable[[], tuple[float, Table]], source: Sequence[str], target: Sequence[str], frames: int = 20) -> None:
        self.examine, self.source, self.target = examine, list(source), list(target)
        self.count, self.frames, self.losses = frames, list[Frame](), list[float]()

    def steps(self, total: int) -> Iterator[int]:
        """Count training steps, with a progress bar and a picture that is drawn anew in its place."""
        from tqdm.auto import tqdm

        if os.environ.get("COURSE_GRADING"):
            yield from range(min(total, FEWEST))
            self._look(min(total, FEWEST))
            return
        # Close to one another at first, where most happens.
        due = {round(total * (number / self.count) ** 1.7) for number in range(1, self.count + 1)}
        self._look(0)
        handle = _displayed(self._picture(), None)
        for step in tqdm(range(total), file=sys.stdout, desc="learning to reverse", unit="step", mininterval=0.5):
            yield step
            if step + 1 in due:
                self._look(step + 1)
                _displayed(self._picture(), handle)

    def note(self, loss: float) -> None:
        """Take down the loss of a step."""
        self.losses.append(loss)

    def _look(self, step: int) -> None:
        accuracy, weights = self.examine()
        recent = self.losses[-20:]
        self.frames.append(Frame(step, sum(recent) / len(recent) if recent else float("nan"), accuracy, weights))

    def _picture(self) -> Picture:
        import matplotlib.pyplot as plt

        figure = self.now()
        picture = Picture(png(figure, 80), self.frames[-1].sentence())
        plt.close(figure)
        return picture

    def now(self) -> Figure:
        """The map as it is now, beside loss and accuracy so far."""
        import matplotlib.pyplot as plt

        figure, panels = plt.subplot_mosaic([["map", "loss"], ["map", "accuracy"]], figsize=(9, 4.2), width_ratios=(1.15, 1), layout="constrained")
        frame = self.frames[-1]
        self._map(panels["map"], frame, f"step {frame.step}")
        if self.losses:
            panels["loss"].plot(range(1, len(self.losses) + 1), self.losses, color=VERMILION, linewidth=1)
        panels["loss"].set(ylabel="loss", ylim=(0, None))
        at = [frame.step for frame in self.frames]
        panels["accuracy"].plot(at, [frame.accuracy for frame in self.frames], color=BLUE, marker="o", markersize=3, label="unseen words right")
        panels["accuracy"].plot(
            at, [frame.mirrored for frame in self.frames], color=GREY, linestyle="--", marker="s", markersize=3, label="attention on the anti-diagonal"
        )
        panels["accuracy"].set(xlabel="step", ylabel="share", ylim=(-0.03, 1.03))
        panels["accuracy"].legend(loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=2, fontsize=8, frameon=False)
        for name in ("loss", "accuracy"):
            panels[name].spines[["top", "right"]].set_visible(False)
        return figure

    def snapshots(self) -> Figure:
        """The map at the start, when half of the way to the last share was made, and at the end."""
        import matplotlib.pyplot as plt

        figure, panels = plt.subplots(1, 3, figsize=(11, 4), layout="constrained")
        for axes, frame in zip(panels, self.three()):
            self._map(axes, frame, f"step {frame.step}: {frame.accuracy:.0%} right,\n{frame.mirrored:.0%} on the anti-diagonal")
        return figure

    def three(self) -> list[Frame]:
        """The first frame, the one closest to half-way in attention, and the last."""
        first, last = self.frames[0], self.frames[-1]
        half = (first.mirrored + last.mirrored) / 2
        between = self.frames[1:-1] or [last]
        return [first, min(between, key=lambda frame: abs(frame.mirrored - half)), last]

    def text(self) -> str:
        """The same in words: three moments, and where each letter's attention lies in the end."""
        lines = [frame.sentence() for frame in self.three()]
        for letter, row in zip(self.target, self.frames[-1].weights):
            strongest = max(range(len(row)), key=row.__getitem__)
            lines.append(f"{letter:>5} <- {self.source[strongest]} at place {strongest + 1}, weight {row[strongest]:.2f}")
        return "\n".join(lines)

    def _map(self, axes: Axes, frame: Frame, title: str) -> None:
        from matplotlib.patches import Rectangle

        axes.imshow(frame.weights, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        width = len(self.source)
        for row in range(width):
            axes.add_patch(Rectangle((width - 1.5 - row, row - 0.5), 1, 1, fill=False, edgecolor=VERMILION, linewidth=1))
        axes.set(title=title, xlabel="letter read (source)", ylabel="letter to be written (target)")
        axes.set_xticks(range(width), self.source)
        axes.set_yticks(range(len(self.target)), self.target)


def _displayed(picture: Picture, handle: Any) -> Any:
    from IPython.display import display

    if handle is None:
        return display(picture, display_id=True)
    handle.update(picture)
    return handle
