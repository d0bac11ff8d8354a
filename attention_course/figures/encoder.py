"""Chapter 03's drawings: where a network's last states stand, what padding does, how far a word reaches, what size is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import torch

from attention_course.figures.flow import Arrow, Box, flow
from attention_course.figures.sheet import BLUE, GREEN, GREY, PLUM, VERMILION, arrow, box, canvas, note

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STYLES = {1: (BLUE, "o", "-", "one layer"), 2: (VERMILION, "s", "--", "two layers")}


def output_and_last(words: Sequence[str] = ("the", "black", "cat", "sleeps")) -> Figure:
    """A network of one layer in both directions: which boxes are `output`, and which two are `h_n`."""
    figure, axes = canvas(15.6, 6.6)
    xs = [4.2 + 2.5 * step for step in range(len(words))]
    last = len(words) - 1
    for step, (x, word) in enumerate(zip(xs, words)):
        box(axes, (x, 0.9), word, size=(1.5, 0.7))
        box(axes, (x, 2.7), f"$\\overrightarrow{{h}}_{step + 1}$", BLUE, filled=step == last)
        box(axes, (x, 4.3), f"$\\overleftarrow{{h}}_{step + 1}$", VERMILION, filled=step == 0)
        arrow(axes, (x, 1.25), (x, 2.35))
        arrow(axes, (x + 0.2, 1.25), (x + 0.75, 4.1), bend=0.35)
        if step:
            arrow(axes, (xs[step - 1] + 0.55, 2.7), (x - 0.55, 2.7), BLUE)
            arrow(axes, (x - 0.55, 4.3), (xs[step - 1] + 0.55, 4.3), VERMILION)
        axes.add_patch(_rectangle(x - 0.95, 2.1, 1.9, 2.85))
        note(axes, (x, 5.25), f"output[0, {step}]", PLUM, fontsize=10)
    note(axes, ((xs[0] + xs[-1]) / 2, 6.1), "output: (batch, source_length, 2 * hidden_size), a column for each word", PLUM, fontsize=11)
    note(axes, (xs[-1] + 1.2, 2.7), "h_n[0]: forwards,\nafter the last word", BLUE, ha="left", fontsize=10)
    note(axes, (xs[0] - 1.2, 4.3), "h_n[1]: backwards,\nafter the first word", VERMILION, ha="right", fontsize=10)
    return figure


def _rectangle(x: float, y: float, width: float, height: float) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((x, y), width, height, facecolor=PLUM, alpha=0.09, edgecolor=PLUM, zorder=0)


def encoder_flow() -> Figure:
    """The whole encoder, with the shape of everything that flows."""
    boxes = [
        Box("source", "source", (0, 5)),
        Box("lengths", "lengths", (4, 5)),
        Box("embedding", "embedding,\ndropout", (0, 3.6), "layer"),
        Box("pack", "pack", (2, 2.3), "layer"),
        Box("rnn", "rnn", (2, 1), "layer"),
        Box("pad", "unpack", (0, -0.3), "layer"),
        Box("states", "states", (0, -1.8), "state"),
        Box("join", "join_\ndirections", (4, -0.3), "layer"),
        Box("bridge", "bridge,\ntanh", (4, -1.8), "layer"),
        Box("first", "first state of\nthe decoder", (4, -3.3), "state"),
    ]
    arrows = [
        Arrow("source", "embedding", "(batch,\nsource_length)"),
        Arrow("lengths", "pack", "(batch,),\non the CPU"),
        Arrow("embedding", "pack", "(batch, source_length,\nembedding_size)"),
        Arrow("pack", "rnn", "tokens\nalone"),
        Arrow("rnn", "pad"),
        Arrow("pad", "states", "(batch, source_length,\nstates_size)"),
        Arrow("rnn", "join", "(layers * directions,\nbatch, hidden_size)"),
        Arrow("join", "bridge", "(layers, batch,\nstates_size)"),
        Arrow("bridge", "first", "(layers, batch,\ndecoder_size)"),
    ]
    return flow(boxes, arrows, size=(6, 6.8))


def padding_spoils(differences: Mapping[str, Sequence[float]]) -> Figure:
    """How far each word's state is from what it is when the sentence stands alone: a group of bars for each word."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 3.6), layout="constrained")
    styles = ((BLUE, ""), (VERMILION, "//"), (GREEN, ".."))
    width = 0.8 / len(differences)
    for place, ((label, sizes), (colour, hatch)) in enumerate(zip(differences.items(), styles)):
        at = [word + (place - (len(differences) - 1) / 2) * width for word in range(len(sizes))]
        bars = axes.bar(at, sizes, width=width, color=colour, hatch=hatch, edgecolor="white", label=label)
        axes.bar_label(bars, fmt=lambda size: f"{size:.2f}" if size > 5e-3 else "0", fontsize=8, padding=2)
    count = len(next(iter(differences.values())))
    axes.set(xlabel="word", ylabel="distance from the state alone", xticks=range(count), xticklabels=[str(word + 1) for word in range(count)])
    axes.set_ylim(0, 1.3 * max(max(sizes) for sizes in differences.values()))
    axes.legend(frameon=False, ncols=3, loc="upper left")
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def reach(rnn: torch.nn.GRU, length: int, sentences: int = 32) -> list[list[float]]:
    """For each direction of a network of one layer: the size of the gradient of its last state with respect to each token's
    embedding, mean over sentences of random embeddings."""
    generator = torch.Generator().manual_seed(0)
    embedded = torch.randn(sentences, length, rnn.input_size, generator=generator, requires_grad=True)
    _, last = rnn(embedded)
    sizes = []
    for state in last:
        weights = torch.randn(state.shape, generator=generator)
        (gradient,) = torch.autograd.grad((state * weights).sum(), embedded, retain_graph=True)
        sizes.append(gradient.norm(dim=2).mean(dim=0).tolist())
    return sizes


def token_reach(length: int, hidden_size: int, scale: float) -> Figure:
    """How much each token of a sentence moves the last state of either direction of a new GRU, on a logarithmic axis."""
    import matplotlib.pyplot as plt

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        rnn = torch.nn.GRU(8, hidden_size, batch_first=True, bidirectional=True)
    with torch.no_grad():
        for weight in rnn.parameters():
            weight.mul_(scale)
    figure, axes = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
    places = range(1, length + 1)
    sides = (("forwards", BLUE, "o", "-"), ("backwards", VERMILION, "s", "--"))
    for (label, colour, marker, line), sizes in zip(sides, reach(rnn, length)):
        axes.plot(places, sizes, color=colour, marker=marker, markersize=4, linestyle=line, label=f"last state {label}")
    axes.set(yscale="log", ylim=(1e-9, 30), xlabel="place of the token", xticks=range(1, length + 1, max(1, length // 6)), ylabel="gradient at the token")
    axes.legend(frameon=False, loc="lower center")
    axes.spines[["top", "right"]].set_visible(False)
    return figure


def grid(summaries: Sequence[Any], chance: float) -> Figure:
    """Test means with their 95 % intervals against the units, a line for each number of layers."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(7.5, 4.2), layout="constrained")
    for layers, (colour, marker, line, label) in STYLES.items():
        found = sorted((one for one in summaries if one.layers == layers), key=lambda one: one.hidden_size)
        at = [one.hidden_size + (layers - 1.5) * 0.5 for one in found]
        axes.errorbar(
            at, [one.test for one in found], yerr=[one.margin for one in found],
            color=colour, marker=marker, linestyle=line, capsize=4, label=label,
        )  # fmt: skip
    axes.axhline(chance, color=GREY, linewidth=1, linestyle=":")
    axes.text(axes.get_xlim()[1], chance, "by chance ", ha="right", va="bottom", fontsize=9, color=GREY)
    sizes = sorted({one.hidden_size for one in summaries})
    axes.set(xlabel="units (hidden_size)", ylabel="share of symbols recalled (test)", xticks=sizes, ylim=(0, 1))
    axes.legend(frameon=False, loc="upper left")
    axes.spines[["top", "right"]].set_visible(False)
    return figure
