"""Pictures that move: the learner turns a number and watches what becomes of a figure."""

from __future__ import annotations

import html
import math
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from attention_course.plotting import Picture, image_tag, png, said_in_words

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Variables of a kernel that Jupyter's server, Visual Studio Code or Colab has started for a person; one that runs a
# notebook for nbconvert or nbgrader has none of them.
FRONT_ENDS = ("JPY_SESSION_NAME", "VSCODE_PID", "COLAB_RELEASE_TAG")
WIDGET = "application/vnd.jupyter.widget-view+json"
Draw = Callable[..., "Figure"]
Number = int | float


@dataclass(frozen=True)
class Slider:
    """A number that can be moved, from the lowest to the highest in steps."""

    name: str
    lowest: Number
    highest: Number
    start: Number
    step: Number

    @classmethod
    def of(cls, name: str, given: Any) -> Slider:
        """From (lowest, highest, start) or (lowest, highest, start, step). Raises ValueError."""
        numbers = tuple(given) if isinstance(given, tuple | list) else ()
        if len(numbers) not in (3, 4) or not all(type(number) in (int, float) and math.isfinite(number) for number in numbers):
            raise ValueError(f"{name} is (lowest, highest, start) or (lowest, highest, start, step), in numbers, not {given!r}.")
        lowest, highest, start = numbers[:3]
        if not lowest <= start <= highest or lowest == highest:
            raise ValueError(f"{name} starts at {start}: that has to lie between the lowest, {lowest}, and the highest, {highest}.")
        whole = all(type(number) is int for number in numbers)
        step = numbers[3] if len(numbers) == 4 else 1 if whole else _round_step((highest - lowest) / 50)
        if step <= 0:
            raise ValueError(f"{name} goes in steps above 0, not {step}.")
        if not whole:
            lowest, highest, start = map(float, (lowest, highest, start))
        return cls(name, lowest, highest, start, step)

    @property
    def label(self) -> str:
        return self.name.replace("_", " ")

    def said(self, value: Number) -> str:
        """A value of it, in words: "learning rate = 0.10"."""
        return f"{self.label} = {format(value, self.format)}"

    @property
    def format(self) -> str:
        if isinstance(self.lowest, int):
            return "d"
        numbers = (self.lowest, self.highest, self.start, self.step)
        decimals = next((places for places in range(7) if all(abs(n - round(n, places)) < 1e-9 for n in numbers)), 7)
        return f".{decimals}f" if decimals < 7 else ".4g"

    def widget(self) -> Any:
        import ipywidgets

        kind = ipywidgets.IntSlider if isinstance(self.lowest, int) else ipywidgets.FloatSlider
        # A figure takes longer to draw than a hand to move on: it is drawn where the hand comes to rest.
        return kind(
            self.start, min=self.lowest, max=self.highest, step=self.step, description=self.label, readout_format=self.format,
            continuous_update=False, style={"description_width": "initial"}, layout={"width": "24em"},
        )  # fmt: skip


def _round_step(step: float) -> float:
    """The step, rounded to 1, 2 or 5 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(step))
    return next(round(factor * power, 12) for factor in (1, 2, 5, 10) if factor * power >= step * 0.999)


def explore(draw: Draw, sentence: str, /, **sliders: tuple[Number, ...]) -> None:
    """Let the learner move numbers and watch the figure that they give.

    Beside the sliders, for front ends that show them, goes a page without any: the figure at the start, and with the
    first number at two other values. That page is all there is where nobody can move anything.

    Args:
        draw: called with a value for each slider by its name; gives back a figure, anew each time.
        sentence: what the figure shows, for those who cannot see it.
        sliders: each (lowest, highest, start) or (lowest, highest, start, step), all whole numbers or not.

    Raises:
        ValueError: a slider cannot be, there is none, or the sentence is missing.
    """
    said_in_words(sentence)
    if not sliders:
        raise ValueError("explore(draw, sentence, size=(0.1, 4.0, 1.0)): name what can be moved.")
    moved = [Slider.of(name, given) for name, given in sliders.items()]
    from IPython.display import display

    if os.environ.get("COURSE_GRADING"):
        display(Picture(None, sentence))
        return
    start = {slider.name: slider.start for slider in moved}
    pictures = {value: _picture(draw, start | {moved[0].name: value}) for value in _three(moved[0])}
    still = _Still(sentence, [(_said(moved, start | {moved[0].name: value}), picture) for value, picture in pictures.items()])
    if _is_live():
        box = _moving(draw, sentence, moved, pictures[moved[0].start])
        view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
        display({WIDGET: view, "text/html": still._repr_html_(), "text/plain": repr(still)}, raw=True)
    else:
        display(still)


class _Still:
    """Pictures beside one another, each with the values that it was drawn with."""

    def __init__(self, sentence: str, pictures: list[tuple[str, bytes]]) -> None:
        self.sentence, self.pictures = sentence, pictures

    def _repr_html_(self) -> str:
        shown = "".join(
            f'<div style="flex:1 1 16em;min-width:0"><div><b>{html.escape(values)}</b></div>'
            f"{image_tag(picture, f'{self.sentence} Here: {values}.')}</div>"
            for values, picture in self.pictures
        )
        return (
            f'<figure style="margin:0.5em 0"><div style="display:flex;flex-wrap:wrap;gap:1em">{shown}</div>'
            f"<figcaption>{html.escape(self.sentence)}</figcaption></figure>"
        )

    def __repr__(self) -> str:
        return f"[Figure: {self.sentence}]"


def _is_live() -> bool:
    """Whether somebody may be there to move a slider: nobody can know, for a page is shown long after it was made."""
    from IPython import get_ipython

    shell = get_ipython()
    return getattr(shell, "kernel", None) is not None and any(name in os.environ for name in FRONT_ENDS)


def _three(slider: Slider) -> list[Number]:
    """The start and two other values of a slider, from low to high: its ends, or its middle where the start is an end."""
    middle = slider.lowest + slider.step * round((slider.highest - slider.lowest) / 2 / slider.step)
    return sorted({slider.lowest, slider.start, slider.highest} | ({middle} if slider.start in (slider.lowest, slider.highest) else set()))


def _said(sliders: list[Slider], values: Mapping[str, Number]) -> str:
    return ", ".join(slider.said(values[slider.name]) for slider in sliders)


def _picture(draw: Draw, values: Mapping[str, Number]) -> bytes:
    import matplotlib.pyplot as plt

    figure = draw(**values)
    try:
        return png(figure)
    finally:
        plt.close(figure)


def _moving(draw: Draw, sentence: str, sliders: list[Slider], first: bytes) -> Any:
    """The sliders with the picture under them, drawn anew whenever one has been moved."""
    import ipywidgets

    def shown(picture: bytes, values: Mapping[str, Number]) -> str:
        return image_tag(picture, f"{sentence} Here: {_said(sliders, values)}.")

    moving = {slider.name: slider.widget() for slider in sliders}
    view = ipywidgets.HTML(shown(first, {slider.name: slider.start for slider in sliders}))

    def redraw(_: object) -> None:
        values = {name: round(widget.value, 12) for name, widget in moving.items()}
        try:
            view.value = shown(_picture(draw, values), values)
        except Exception as error:
            # What is raised while a widget is served would be lost in a log that no learner looks at.
            view.value = f"<pre>{html.escape(f'{type(error).__name__}: {error}')}</pre>"

    for widget in moving.values():
        widget.observe(redraw, names="value")
    return ipywidgets.VBox([*moving.values(), view, ipywidgets.HTML(html.escape(sentence))])
