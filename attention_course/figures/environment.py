"""The drawings that open chapter 01: the bottleneck as measured, the flow of data, the path of a gradient, a tiny example."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attention_course.figures.sheet import BLUE, GREEN, GREY, PLUM, VERMILION, arrow, box, canvas, note

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SYSTEMS = {"without": ("without attention", VERMILION, "s", "--"), "with": ("with attention", BLUE, "o", "-")}

# The tiny example of the lesson: three words, three states of size 2, one query.
WORDS = ("the", "black", "cat")
STATES = ((1.0, -1.0), (0.0, 1.0), (2.0, 0.0))
QUERY = (1.0, 1.0)


def bottleneck_result() -> dict[str, Any]:
    """What `benchmarks/bottleneck.py` measured on the course's corpus."""
    return json.loads(Path(__file__).with_name("bottleneck.json").read_text(encoding="utf-8"))


def bottleneck_rows(result: dict[str, Any]) -> list[dict[str, Any]]:
    """One row for each stretch of lengths: {"from", "to", "sentences", "without": [BLEU of each seed], "with": [...]}."""
    rows = []
    for position, first in enumerate(result["runs"][0]["bleu"]["by_length"]):
        row = {key: first[key] for key in ("from", "to", "sentences")}
        for system in SYSTEMS:
            row[system] = [run["bleu"]["by_length"][position]["bleu"] for run in result["runs"] if run["system"] == system]
        rows.append(row)
    return rows


def bottleneck_table(result: dict[str, Any]) -> str:
    """The measurement as text: for each stretch of lengths the mean over the seeds, and the lowest and the highest."""
    lines = [f"{'source words':<14}{'sentences':>10}{'without attention':>24}{'with attention':>24}"]
    for row in bottleneck_rows(result):
        line = f"{row['from']:>2} to {row['to']:<8}{row['sentences']:>10}"
        for system in SYSTEMS:
            scores = row[system]
            line += f"{sum(scores) / len(scores):.1f} ({min(scores):.1f} to {max(scores):.1f})".rjust(24)
        lines.append(line)
    return "\n".join(lines)


def bottleneck(result: dict[str, Any] | None = None) -> Figure:
    """BLEU against the length of the source, without and with attention: the mean of the seeds and their range."""
    import matplotlib.pyplot as plt

    result = result or bottleneck_result()
    rows = bottleneck_rows(result)
    middles = [(row["from"] + row["to"]) / 2 for row in rows]
    figure, axes = plt.subplots(figsize=(8, 4.4), layout="constrained")
    for system, (label, colour, marker, line) in SYSTEMS.items():
        scores = [row[system] for row in rows]
        offset = (7, 7) if system == "with" else (-8, -13)  # on the outer side of each curve
        means = [sum(found) / len(found) for found in scores]
        axes.fill_between(middles, [min(found) for found in scores], [max(found) for found in scores], color=colour, alpha=0.2, linewidth=0)
        axes.plot(middles, means, color=colour, marker=marker, linestyle=line, linewidth=2, label=label)
        for x, y in zip(middles, means):
            axes.annotate(f"{y:.0f}", (x, y), xytext=offset, textcoords="offset points", ha="center", color=colour, fontsize=9)
    seen = result["corpus"]["longest_trained"] + 0.5
    axes.axvspan(seen, rows[-1]["to"] + 1, color="#000000", alpha=0.06, linewidth=0)
    axes.text(seen + 0.3, 108, "longer than any training sentence", fontsize=9, color=GREY, va="center")
    axes.set(
        xlabel="length of the source (words)", ylabel="corpus BLEU (higher is better)", ylim=(-6, 114),
        xlim=(rows[0]["from"] - 1, rows[-1]["to"] + 1), yticks=range(0, 101, 20),
        title=f"The fixed-length bottleneck: mean of {len(result['seeds'])} seeds, band from lowest to highest",
    )  # fmt: skip
    axes.legend(loc="lower left", frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def encoder_decoder() -> Figure:
    """An encoder-decoder without attention: every word has to pass through one vector."""
    figure, axes = canvas(15.6, 5.9)
    for step, word in enumerate(WORDS):
        x = 1.3 + 1.7 * step
        box(axes, (x, 3.0), f"$h_{step + 1}$", BLUE)
        box(axes, (x, 1.2), word)
        arrow(axes, (x, 1.55), (x, 2.65))
        if step:
            arrow(axes, (x - 1.15, 3.0), (x - 0.55, 3.0), BLUE)
    note(axes, (3.0, 3.85), "encoder states: (batch, source_length, encoder_size)", BLUE)
    note(axes, (3.0, 0.45), "source: (batch, source_length)")
    box(axes, (6.75, 3.0), "$c$", VERMILION, size=(0.9, 0.9), filled=True)
    arrow(axes, (5.25, 3.0), (6.3, 3.0), VERMILION, width=2.2)
    note(axes, (6.75, 1.75), "the bottleneck:\none vector, however\nlong the sentence\n(batch, encoder_size)", VERMILION, va="center")
    written = ("<bos>", "le", "chat", "noir", "<eos>")
    for step in range(4):
        x = 9.0 + 1.8 * step
        box(axes, (x, 3.0), f"$s_{step + 1}$", GREEN)
        box(axes, (x, 1.2), written[step])
        box(axes, (x, 4.8), written[step + 1])
        arrow(axes, (x, 1.55), (x, 2.65))
        arrow(axes, (x, 3.35), (x, 4.45))
        if step:
            arrow(axes, (x - 1.25, 3.0), (x - 0.55, 3.0), GREEN)
            arrow(axes, (6.85, 3.45), (x - 0.3, 3.37), VERMILION, bend=-0.17 - 0.02 * step)
    arrow(axes, (7.2, 3.0), (8.45, 3.0), VERMILION)
    note(axes, (11.7, 0.45), "target shifted by one: (batch, target_length)")
    note(axes, (11.7, 5.55), "one logit per word of the vocabulary: (batch, target_length, target_words)")
    return figure


def frame(axes: Axes, columns: Sequence[float], y: float, colour: str) -> None:
    """A tinted frame around a row of boxes: one tensor."""
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((columns[0] - 0.8, y - 0.55), columns[-1] - columns[0] + 1.6, 1.1, facecolor=colour, alpha=0.13, zorder=0))


def attention_step() -> Figure:
    """One decoding step with attention, in Bahdanau's order, with the shape of everything that flows."""
    figure, axes = canvas(17.6, 8.9)
    columns = (2.4, 4.2, 6.0)
    for step, (x, word, weight) in enumerate(zip(columns, WORDS, weigh()["weights"]), start=1):
        box(axes, (x, 0.75), word)
        box(axes, (x, 2.3), f"$h_{step}$", BLUE)
        box(axes, (x, 4.3), f"$e_{{t,{step}}}$", PLUM)
        box(axes, (x, 6.3), f"$\\alpha_{{t,{step}}}$", PLUM)
        axes.bar(x + 0.68, weight, width=0.16, bottom=5.9, color=PLUM, zorder=3)
        arrow(axes, (x, 1.1), (x, 1.95))
        arrow(axes, (x, 2.65), (x, 3.95), BLUE)
        arrow(axes, (x, 4.65), (x, 5.95), PLUM)
        arrow(axes, (x, 6.65), (4.2 + (step - 2) * 0.6, 7.75), PLUM)
        if step > 1:
            arrow(axes, (x - 1.25, 2.3), (x - 0.55, 2.3), BLUE)
    for y, colour in ((2.3, BLUE), (4.3, PLUM), (6.3, PLUM)):
        frame(axes, columns, y, colour)
    box(axes, (4.2, 8.1), "weighted sum", PLUM, size=(2.5, 0.7))
    axes.plot((1.6, 0.8, 0.8), (2.3, 2.3, 8.1), color=BLUE, linewidth=1.3, linestyle=(0, (4, 2)), zorder=1)
    arrow(axes, (0.8, 8.1), (2.95, 8.1), BLUE, dashed=True)
    on_white = {"bbox": {"facecolor": "white", "edgecolor": "none", "pad": 1.5}}
    note(axes, (0.5, 5.2), "values: the same states", BLUE, rotation=90)
    note(axes, (4.2, 3.25), "keys (batch, source_length, encoder_size)", BLUE, **on_white)
    note(axes, (4.2, 5.25), "scores, softmax over source_length, weights", PLUM, **on_white)
    note(axes, (6.95, 6.3), "(batch, source_length)", PLUM, ha="left")
    box(axes, (10.9, 4.3), "$s_{t-1}$", GREEN)
    arrow(axes, (10.35, 4.3), (6.8, 4.3), GREEN)
    note(axes, (8.55, 4.6), "query (batch, decoder_size)", GREEN)
    box(axes, (10.9, 8.1), "$c_t$", VERMILION, filled=True)
    arrow(axes, (5.45, 8.1), (10.35, 8.1), VERMILION, width=2.0)
    note(axes, (7.9, 8.45), "context (batch, encoder_size)", VERMILION)
    box(axes, (13.2, 4.3), "$s_t$", GREEN)
    arrow(axes, (11.45, 4.3), (12.65, 4.3), GREEN)
    arrow(axes, (11.2, 7.75), (13.0, 4.65), VERMILION)
    box(axes, (13.2, 2.3), "$y_{t-1}$")
    arrow(axes, (13.2, 2.65), (13.2, 3.95))
    note(axes, (13.2, 1.5), "the word before, embedded\n(batch, embedding_size)")
    box(axes, (15.8, 4.3), "logits")
    arrow(axes, (13.75, 4.3), (15.25, 4.3), GREEN)
    note(axes, (15.8, 3.65), "(batch, target_words)")
    box(axes, (15.8, 6.3), "$y_t$")
    arrow(axes, (15.8, 4.65), (15.8, 5.95))
    arrow(axes, (11.45, 8.05), (15.5, 4.67), VERMILION, bend=-0.2)
    return figure


def gradient_paths() -> Figure:
    """Backpropagation through time: how far the loss of the last word is from the first word, without and with attention."""
    figure, axes = canvas(15.0, 7.4)
    texts = (
        "without attention: from $s_4$ back to $h_1$ in 7 steps; every word of either sentence adds one",
        "with attention: from $s_4$ through $c_4$ to $h_1$ in 2 steps, however long the sentences",
    )
    xs = [1.0 + 1.75 * position for position in range(8)]
    labels = [*(f"$h_{i}$" for i in range(1, 5)), *(f"$s_{t}$" for t in range(1, 5))]
    for attention, y in ((False, 5.2), (True, 1.0)):
        colour = BLUE if attention else VERMILION
        for position, (x, label) in enumerate(zip(xs, labels)):
            box(axes, (x, y), label, BLUE if position < 4 else GREEN)
            if position:
                arrow(axes, (x - 0.55, y), (x - 1.2, y), GREY if attention else VERMILION, width=1.3 if attention else 2.4)
        box(axes, (xs[-1], y + 1.35), "loss of $y_4$", size=(1.7, 0.7))
        arrow(axes, (xs[-1], y + 1.0), (xs[-1], y + 0.35), colour, width=2.4)
        if attention:
            box(axes, (8.0, y + 1.5), "$c_4$", BLUE, filled=True)
            arrow(axes, (xs[-1] - 0.55, y + 0.15), (8.55, y + 1.5), BLUE, bend=0.12, width=2.4)
            for x in xs[:4]:
                arrow(axes, (7.45, y + 1.5), (x, y + 0.37), BLUE, bend=0.12, width=2.4 if x == xs[0] else 1.2)
        note(axes, (0.45, y + (2.35 if attention else 1.3)), texts[attention], colour, ha="left", fontsize=11)
        note(axes, (xs[0] + 2.6, y - 0.6), "encoder", BLUE)
        note(axes, (xs[4] + 2.6, y - 0.6), "decoder", GREEN)
    return figure


def weigh(states: Sequence[Sequence[float]] = STATES, query: Sequence[float] = QUERY) -> dict[str, list[float]]:
    """Scores, exponentials, weights and context of the tiny example, in plain Python."""
    from math import exp

    scores = [sum(q * x for q, x in zip(query, state)) for state in states]
    exponentials = [exp(score) for score in scores]
    weights = [value / sum(exponentials) for value in exponentials]
    context = [sum(weight * state[axis] for weight, state in zip(weights, states)) for axis in range(len(query))]
    return {"scores": scores, "exponentials": exponentials, "weights": weights, "context": context}


def worked_example() -> Figure:
    """Three words, three states, one query: every number of the example, and where the context lies among the states."""
    import matplotlib.pyplot as plt

    found = weigh()
    figure, (left, right) = plt.subplots(1, 2, figsize=(11.5, 4.5), width_ratios=(1.75, 1), layout="constrained")
    left.set(xlim=(0, 10.6), ylim=(-0.1, 5.6))
    left.axis("off")
    for x, heading in zip((0.7, 2.4, 4.5, 6.3, 8.7), ("word", "state $h_i$", "score\n$e_i = q \\cdot h_i$", "$\\exp(e_i)$", "weight $\\alpha_i$")):
        left.text(x, 5.1, heading, ha="center", va="center", fontsize=11, color=GREY)
    for row, (word, state) in enumerate(zip(WORDS, STATES)):
        y = 4.0 - 0.85 * row
        cells = (word, f"({state[0]:g}, {state[1]:g})", f"{found['scores'][row]:g}", f"{found['exponentials'][row]:.2f}")
        for x, text in zip((0.7, 2.4, 4.5, 6.3), cells):
            left.text(x, y, text.replace("-", "\N{MINUS SIGN}"), ha="center", va="center", fontsize=13)
        left.barh(y, found["weights"][row] * 2.6, left=7.5, height=0.5, color=PLUM)
        left.text(7.6 + found["weights"][row] * 2.6, y, f"{found['weights'][row]:.3f}", ha="left", va="center", fontsize=12)
    left.plot((0.1, 10.5), (1.75, 1.75), color=GREY, linewidth=0.8)
    left.text(2.4, 1.25, f"query $q$ = ({QUERY[0]:g}, {QUERY[1]:g})", ha="center", va="center", fontsize=12, color=GREEN)
    left.text(6.3, 1.25, f"sum {sum(found['exponentials']):.2f}", ha="center", va="center", fontsize=12)
    left.text(7.6, 1.25, "sum 1", ha="left", va="center", fontsize=12)
    terms = " + ".join(f"{weight:.3f} $h_{i}$" for i, weight in enumerate(found["weights"], start=1))
    left.text(5.3, 0.35, f"context $c$ = {terms} = ({found['context'][0]:.2f}, {found['context'][1]:.2f})", ha="center", va="center", fontsize=13, color=VERMILION)

    right.fill(*zip(*STATES), color=BLUE, alpha=0.08)
    right.axhline(0, color=GREY, linewidth=0.6)
    right.axvline(0, color=GREY, linewidth=0.6)
    offsets = ((8, -14), (-12, 8), (-2, 16))
    for i, (state, word, weight) in enumerate(zip(STATES, WORDS, found["weights"])):
        right.scatter(*state, s=40 + 500 * weight, color=BLUE, zorder=3)
        right.annotate(f"$h_{i + 1}$ {word}", state, xytext=offsets[i], textcoords="offset points", fontsize=11, color=BLUE, ha="right" if i == 1 else "left")
        right.plot(*zip(found["context"], state), color=PLUM, linewidth=0.6 + 5 * weight, alpha=0.6, zorder=2)
    arrow(right, (0, 0), QUERY, GREEN, width=2)
    right.annotate("query $q$", QUERY, xytext=(4, 4), textcoords="offset points", color=GREEN, fontsize=11)
    right.scatter(*found["context"], marker="D", s=70, color=VERMILION, zorder=4)
    right.annotate("context $c$", found["context"], xytext=(2, -36), textcoords="offset points", color=VERMILION, fontsize=11)
    right.set(xlim=(-0.9, 2.9), ylim=(-1.6, 1.6), aspect="equal", xlabel="first component", ylabel="second component", xticks=(0, 1, 2), yticks=(-1, 0, 1))
    right.spines[["top", "right"]].set_visible(False)
    return figure


def gradient_reach(lengths: Sequence[int], without: Sequence[float], attended: Sequence[float]) -> Figure:
    """How much gradient reaches the first word, by length of the sentence, on a logarithmic axis."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7, 3.8), layout="constrained")
    for (label, colour, marker, line), values in zip(SYSTEMS.values(), (without, attended)):
        axes.plot(lengths, values, color=colour, marker=marker, markersize=4, linestyle=line, linewidth=2, label=label)
    axes.set(yscale="log", xlabel="length of the source (tokens)", ylabel="size of the gradient at the first word", xlim=(0, max(lengths) + 1))
    axes.legend(frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    return figure
