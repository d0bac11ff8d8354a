"""Figures with words: every picture of the course comes with a sentence that says what it shows."""

from __future__ import annotations

import base64
import html
import io
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Okabe and Ito's colours (2008), told apart by colour-blind readers; in the order in which lines are drawn.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")


def png(figure: Figure, dots_per_inch: int = 110) -> bytes:
    """The figure as a PNG on a white ground, which reads on light pages and dark ones."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=dots_per_inch, bbox_inches="tight", facecolor="white", metadata={"Software": None})
    return buffer.getvalue()


def image_tag(picture: bytes, alternative: str, width: int | None = None) -> str:
    """An HTML image that carries its data with it, so that it shows without any server."""
    data = base64.b64encode(picture).decode("ascii")
    size = f' width="{width}"' if width else ""
    return f'<img alt="{html.escape(alternative, quote=True)}"{size} style="max-width:100%" src="data:image/png;base64,{data}">'


class Picture:
    """A figure ready to be shown in a notebook: the picture where there is HTML, the sentence where there is none."""

    def __init__(self, picture: bytes | None, alternative: str) -> None:
        self.picture, self.alternative = picture, alternative

    def _repr_html_(self) -> str | None:
        if self.picture is None:
            return None
        return (
            f'<figure style="margin:0.5em 0">{image_tag(self.picture, self.alternative)}'
            f"<figcaption>{html.escape(self.alternative)}</figcaption></figure>"
        )

    def __repr__(self) -> str:
        return f"[Figure: {self.alternative}]"


def said_in_words(alternative: str) -> None:
    """Raises ValueError where the sentence on a figure is missing."""
    if len(alternative.split()) < 4:
        raise ValueError("Say in a sentence what the figure shows, for those who cannot see it.")


def show(figure: Figure, alternative: str) -> None:
    """Show a figure in the notebook, with the sentence that says what it shows, and close it.

    Raises:
        ValueError: the sentence is missing.
    """
    said_in_words(alternative)
    import matplotlib.pyplot as plt
    from IPython.display import display

    # A grader's feedback is about answers: there the lesson's own figures stay sentences, and cost nothing.
    picture = Picture(None if os.environ.get("COURSE_GRADING") else png(figure), alternative)
    plt.close(figure)
    display(picture)
