"""Q17: from states and contexts to readouts, probabilities and tokens; and what a second softmax costs."""

from __future__ import annotations

import random
from typing import Any

import torch
from torch import Tensor, nn

from attention_course.probing import drawn, filled, gradients, warned
from attention_course.question import Case


class Ending(nn.Module):
    """The end of a decoder, behind its recurrent network. A readout needs two of its parts."""

    def __init__(self, hidden_size: int, context_size: int, readout_size: int, dropout: float) -> None:
        super().__init__()
        self.readout = nn.Linear(hidden_size + context_size, readout_size)
        self.dropout = nn.Dropout(dropout)
        self.output = nn.Linear(readout_size, 7)


def probe_read_out(read_out, hidden, contexts, readout_size, dropout=0.5, weights=None):
    """The readout in evaluation mode, its gradients, and what training mode makes of it."""
    decoder: Any = filled(Ending(hidden.size(2), contexts.size(2), readout_size, dropout), dtype=hidden.dtype)
    if weights is not None:
        with torch.no_grad():
            decoder.readout.weight.copy_(weights)
            decoder.readout.bias.zero_()
    plain = read_out(decoder, hidden, contexts)
    leaves = [part.detach().clone().requires_grad_() for part in (hidden, contexts)]
    reached = [*leaves, decoder.readout.weight, decoder.readout.bias]
    readout = read_out(decoder, *leaves)
    return {
        "readout": plain,
        "gradients": gradients(readout, reached) if isinstance(readout, Tensor) and readout.requires_grad else "none",
        **_in_training(read_out, decoder, hidden, contexts, plain),
    }


def _in_training(read_out, decoder: Any, hidden: Tensor, contexts: Tensor, plain: Tensor) -> dict[str, Any]:
    """Over many copies of the batch: which share of the numbers training mode sets to 0, and by what it multiplies the rest."""
    copies = 3000 // plain.numel() + 1
    decoder.train()
    many = read_out(decoder, hidden.repeat(copies, 1, 1), contexts.repeat(copies, 1, 1))
    if many.shape[1:] != plain.shape[1:]:
        return {"in training": list(many.shape[1:])}
    ratios = (many.double() / plain.double().repeat(copies, *[1] * (plain.ndim - 1))).flatten()
    kept = ratios[ratios != 0]
    zeros = (ratios == 0).view(-1, plain.size(-1))
    if len(zeros) == plain.numel() // plain.size(-1) and zeros.numel() >= 2500 and 0 < decoder.dropout.p < 1:  # then chance alone repeats no pattern
        patterns = {
            "a position is dropped as a whole": bool(zeros.all(dim=1).any()),
            "every position of every sentence has zeros of its own": len(set(map(tuple, zeros.tolist()))) == len(zeros),
        }
    else:
        patterns = {}
    same = bool(kept.numel()) and bool((kept - kept[0]).abs().max() < (1e-6 if plain.dtype == torch.float64 else 0.05))
    return {
        "share set to 0 in training": round(float((ratios == 0).double().mean()), 1),
        "what is kept is multiplied by": round(float(kept[0]), 2) if same else "different numbers",
        **patterns,
    }


def visible_read_out():
    weights = torch.tensor([[1.0, 0.0, 0.0, 1.0], [0.0, 1.0, -1.0, 0.0]], dtype=torch.float64)
    return [
        Case("one position; weights that add the first unit to the context's second, and take the context's first from the second unit",
             {"hidden": torch.tensor([[[0.5, 0.2]]], dtype=torch.float64), "contexts": torch.tensor([[[-0.3, 1.0]]], dtype=torch.float64),
              "readout_size": 2, "weights": weights, "dropout": 0.0}),
        Case("two sentences of two tokens, dropout 0.5", _read_out_inputs(3, 2, 2, 3, 3, 2, tidy=True)),
        Case("a context larger than the state, dropout 0.2", _read_out_inputs(4, 1, 2, 2, 4, 3, dropout=0.2, tidy=True)),
    ]  # fmt: skip


def _read_out_inputs(
    seed: object, batch: int, target: int, hidden: int, context: int, readout: int,
    dropout: float = 0.5, dtype: torch.dtype = torch.float64, tidy: bool = False, views: bool = False,
) -> dict[str, Any]:  # fmt: skip
    def numbers(size: int, name: str) -> Tensor:
        found = drawn((batch, size, target), f"{seed} {name}").mT
        return (found.mul(10).round() / 10 if tidy else found).to(dtype)

    parts = {"hidden": numbers(hidden, "hidden"), "contexts": numbers(context, "contexts")}
    if not views:
        parts = {name: part.contiguous() for name, part in parts.items()}
    return {**parts, "readout_size": readout, "dropout": dropout}


def _sizes(draw: random.Random) -> dict[str, Any]:
    return {name: draw.randint(1, 6) for name in ("batch", "target", "hidden", "context", "readout")}


def hidden_read_out(draw: random.Random):
    seed = draw.getrandbits(30)
    large = _read_out_inputs("large", 2, 3, 4, 3, 5)
    return [
        Case("sizes all different", _read_out_inputs(f"{seed} a", 3, 2, 4, 5, 6)),
        Case("sizes all equal", _read_out_inputs(f"{seed} b", 3, 3, 3, 3, 3)),
        Case("states as large as contexts", _read_out_inputs(f"{seed} c", 2, 4, 5, 5, 3)),
        Case("a batch of one, one position", _read_out_inputs(f"{seed} d", 1, 1, 4, 6, 5)),
        Case("a readout of one number", _read_out_inputs(f"{seed} e", 3, 2, 4, 2, 1)),
        Case("contexts of no numbers", _read_out_inputs(f"{seed} f", 2, 3, 4, 0, 5)),
        Case("dropout 0.2", _read_out_inputs(f"{seed} g", 3, 4, 3, 5, 6, dropout=0.2)),
        Case("dropout 0.8", _read_out_inputs(f"{seed} h", 3, 4, 3, 5, 6, dropout=0.8)),
        Case("no dropout", _read_out_inputs(f"{seed} i", 3, 2, 4, 5, 6, dropout=0.0)),
        Case("views of another layout", _read_out_inputs(f"{seed} j", 3, 4, 5, 2, 6, views=True)),
        Case("float32", _read_out_inputs(f"{seed} k", 3, 2, 4, 5, 6, dtype=torch.float32)),
        Case("two sentences of 50 tokens, readouts of 50 numbers", _read_out_inputs(f"{seed} l", 2, 50, 3, 4, 50)),
        Case("very large states: tanh is 1 or -1", {**large, "hidden": large["hidden"] * 1e5}),
        *(Case("a drawn batch", _read_out_inputs(f"{seed} {place}", **_sizes(draw))) for place in range(4)),
    ]


# Probabilities


def probe_next_token_probabilities(next_token_probabilities, logits):
    """The probabilities, their gradient, and whether a warning came with them."""
    warns = warned(lambda: next_token_probabilities(logits.clone()))
    given = next_token_probabilities(logits)
    leaf = logits.detach().clone().requires_grad_()
    found = next_token_probabilities(leaf)
    reached = isinstance(found, Tensor) and found.requires_grad
    return {"probabilities": given, "warns": warns, "gradient": gradients(found, [leaf]) if reached else "none"}


def visible_next_token_probabilities():
    # Logarithms, so that the exponentials are the numbers in them: 1, 2, 5 of 8.
    logs = torch.tensor([[1.0, 2.0, 5.0], [1.0, 1.0, 2.0]], dtype=torch.float64).log()
    return [
        Case("logits ln 1, ln 2, ln 5 and ln 1, ln 1, ln 2", {"logits": logs}),
        Case("two sentences of two tokens, three words", {"logits": torch.tensor([[[0.0, 1.0, 2.0], [3.0, 1.0, 0.0]], [[1.0, 1.0, 1.0], [-2.0, 0.5, 0.0]]], dtype=torch.float64)}),
        Case("large logits", {"logits": torch.tensor([[1000.0, 1001.0, 999.0], [-1000.0, -1001.0, -1000.0]], dtype=torch.float64)}),
    ]


def hidden_next_token_probabilities(draw: random.Random):
    seed = draw.getrandbits(30)

    def logits(*shape: int, dtype: torch.dtype = torch.float64) -> Tensor:
        return drawn(shape, f"{seed} {shape}", dtype) * 2

    shapes = [(2, 3, 4), (3, 3, 3), (1, 1, 5), (4, 1, 3), (1, 4, 3), (2, 3, 1), (5, 7), (4, 4), (6,), (1,), (2, 3, 2, 5)]
    return [
        *(Case(f"logits of shape {shape}", {"logits": logits(*shape)}) for shape in shapes),
        Case("float32", {"logits": logits(2, 3, 5, dtype=torch.float32)}),
        Case("bfloat16", {"logits": logits(2, 3, 5, dtype=torch.bfloat16)}),
        Case("large logits", {"logits": logits(2, 3, 5) * 500}),
        Case("large logits of float32", {"logits": (logits(2, 3, 5) * 500).float()}),
        Case("one sentence far above the other", {"logits": logits(2, 3, 5) + torch.tensor([2000.0, -2000.0], dtype=torch.float64)[:, None, None]}),
        Case("a view of another layout", {"logits": logits(3, 5, 2).mT}),
        Case("a large vocabulary", {"logits": logits(2, 2, 2000)}),
    ]


# Tokens


def probe_greedy_tokens(greedy_tokens, logits, forbidden=None):
    return greedy_tokens(logits) if forbidden is None else greedy_tokens(logits, forbidden)


def visible_greedy_tokens():
    # Five words: <unk>, <pad>, <bos>, <eos>, le.
    logits = torch.tensor([[[0.1, 2.0, 0.3, 0.2, 1.5], [0.0, -1.0, 3.0, 2.5, 2.0]], [[-3.0, -1.0, -2.0, -4.0, -5.0], [0.5, 0.0, 0.0, 0.5, 0.0]]], dtype=torch.float64)
    return [
        Case("two sentences of two tokens, five words, all allowed", {"logits": logits}),
        Case("the same, without <pad> (1) and <bos> (2)", {"logits": logits, "forbidden": (1, 2)}),
        Case("a forbidden word far above the rest: the better of the others is due", {"logits": torch.tensor([0.0, 1.0, 2000.0], dtype=torch.float64), "forbidden": (2,)}),
        Case("one position of three words, without the likeliest", {"logits": torch.tensor([-1.0, -2.0, -3.0], dtype=torch.float64), "forbidden": (0,)}),
    ]


def hidden_greedy_tokens(draw: random.Random):
    seed = draw.getrandbits(30)

    def logits(*shape: int, dtype: torch.dtype = torch.float64) -> Tensor:
        return drawn(shape, f"{seed} {shape}", dtype)

    shapes = [(2, 3, 6), (5, 5, 5), (1, 1, 6), (4, 1, 6), (1, 4, 6), (7, 6), (6, 6), (6,), (2, 3, 2, 6)]
    tied = torch.tensor([[[1.0, 5.0, 5.0, 5.0], [2.0, 2.0, 2.0, 2.0]]], dtype=torch.float64)
    return [
        *(Case(f"logits of shape {shape}", {"logits": logits(*shape)}) for shape in shapes),
        *(Case(f"logits of shape {shape}, two words forbidden", {"logits": logits(*shape), "forbidden": tuple(draw.sample(range(shape[-1]), 2))}) for shape in shapes),
        *(Case("<pad> and <bos> far above the rest", {"logits": logits(2, 3, 9) + 30 * nn.functional.one_hot(torch.tensor(pads), 9).sum(0), "forbidden": pads})
          for pads in ((1, 2), (0, 3), (8, 1))),
        Case("the first word forbidden", {"logits": logits(3, 2, 4), "forbidden": (0,)}),
        Case("all but one forbidden", {"logits": logits(3, 2, 4), "forbidden": (0, 1, 3)}),
        Case("a word forbidden twice", {"logits": logits(3, 2, 4), "forbidden": (2, 2)}),
        Case("three forbidden of a single sentence's six", {"logits": logits(1, 5, 6), "forbidden": (1, 2, 4)}),
        Case("all logits below zero", {"logits": -logits(3, 4, 5).abs() - 5, "forbidden": (0, 3)}),
        Case("logits very far below zero", {"logits": logits(3, 4, 5) - 1e12, "forbidden": (1, 2)}),
        Case("a forbidden word so far above the rest that their probabilities are 0", {"logits": logits(2, 3, 6) + 2000 * nn.functional.one_hot(torch.tensor(4), 6), "forbidden": (4,)}),
        *(Case("two words far below a forbidden one", {"logits": torch.tensor([5.0, -1.5 * far, -far], dtype=torch.float64), "forbidden": (0,)}) for far in (2e3, 2e12, 1e200)),
        Case("equal logits of bfloat16, where 300 - 1 is 300", {"logits": torch.tensor([300.0, 300.0], dtype=torch.bfloat16), "forbidden": (0,)}),
        Case("equal logits of float32, where 1e9 - 1 is 1e9", {"logits": torch.tensor([1e9, 1e9]), "forbidden": (0,)}),
        Case("equal logits, very far below zero", {"logits": torch.tensor([-1e17, -1e17], dtype=torch.float64), "forbidden": (0,)}),
        Case("logits that float32 cannot tell apart", {"logits": torch.tensor([1.0, 1.0 + 1e-9, 0.0], dtype=torch.float64)}),
        Case("many equal logits", {"logits": torch.ones(3, 70)}),
        Case("equal logits", {"logits": tied}),
        Case("equal logits throughout, the first two forbidden", {"logits": torch.full((2, 3, 4), 1.5), "forbidden": (0, 1)}),
        Case("equal logits, the first of them forbidden", {"logits": tied, "forbidden": (0, 1)}),
        Case("float32", {"logits": logits(2, 3, 5, dtype=torch.float32), "forbidden": (1, 2)}),
        Case("bfloat16", {"logits": logits(2, 3, 5, dtype=torch.bfloat16), "forbidden": (1, 2)}),
        Case("float16", {"logits": logits(2, 3, 5, dtype=torch.float16), "forbidden": (1, 2)}),
        Case("a view of another layout", {"logits": logits(3, 6, 2).mT, "forbidden": (1, 2)}),
        Case("logits that take part in a gradient", {"logits": logits(2, 3, 7).requires_grad_(), "forbidden": (1, 2)}),
    ]  # fmt: skip


# The floor


def probe_double_softmax_floor(double_softmax_floor, vocabulary_size):
    return float(double_softmax_floor(vocabulary_size))


def visible_double_softmax_floor():
    about = {2: "two words", 3: "three words", 10: "ten words", 1000: "a thousand words"}
    return [Case(text, {"vocabulary_size": size}) for size, text in about.items()]


def hidden_double_softmax_floor(draw: random.Random):
    sizes = [1, 2, 4, 5, 7, 100, 6481, 30_000, 500_000, *(draw.randint(11, 9_999) for _ in range(4))]
    return [Case(f"a vocabulary of {size}", {"vocabulary_size": size}) for size in sizes]
