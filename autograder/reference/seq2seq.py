"""Reference for chapter 06: encoder and decoder as one model, and whose word comes next."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn


class Seq2Seq(nn.Module):
    """A model that reads a source sentence and writes a target sentence.

    Attributes:
        encoder, decoder: the two modules that it is made of, and no others, as they were given,
            their modes included; the decoder holds the attention. Their parameters are the
            model's: it is trained, moved, saved and loaded as a whole.
    """

    def __init__(self, encoder: Any, decoder: Any) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.encoder = encoder
        self.decoder = decoder
        ### END SOLUTION

    def encode(self, source: Tensor, lengths: Tensor) -> tuple[Any, Any]:
        """Read the source, all sentences in one go, each time anew. The encoder is given source and
        lengths as they are, and reads in the mode that it is in.

        Args:
            source: indices, padded at their ends, shape (batch, source_length), int64. What stands
                at padding is of no account: the lengths alone say how far a sentence goes.
            lengths: tokens in each sentence, shape (batch,), int64; on the CPU or beside `source`.

        Returns:
            The memory that `decoder.attention.remember` makes of the encoder's states and of the
            mask, and the state that `decoder.begin` makes of the encoder's last. The mask is True
            at the source's tokens, shape (batch, source_length), bool, on the device of `source`.
            Gradients go through both, and the mode (training or evaluation) stays as it is.
        """
        ### BEGIN SOLUTION
        states, recurrent = self.encoder(source, lengths)
        positions = torch.arange(source.size(1), device=source.device)
        mask = positions < lengths.to(source.device).unsqueeze(1)  # (batch, source_length)
        return self.decoder.attention.remember(states, mask), self.decoder.begin(recurrent)
        ### END SOLUTION

    def forward(
        self,
        source: Tensor,
        lengths: Tensor,
        target_in: Tensor,
        teacher_forcing_ratio: float = 1.0,
        generator: torch.Generator | None = None,
    ) -> tuple[Tensor, Tensor]:
        """What `unroll` gives."""
        return unroll(self, source, lengths, target_in, teacher_forcing_ratio, generator)


def choose_gold(
    batch: int,
    length: int,
    ratio: float,
    generator: torch.Generator | None = None,
    per: str = "token",
) -> Tensor:
    """Draw where the decoder reads the gold token, and where its own (Bengio et al., 2015).

    Args:
        batch, length: of the target.
        ratio: the probability of the gold token, from 0 (never) to 1 (always).
        generator: on the CPU, the only source of chance; PyTorch's own if there is none.
        per: "token", a number for each position of each sentence, drawn row by row; or "batch", one
            number for all of them, and no more drawn, so that all of it reads gold or none does.

    Returns:
        True where the gold token is read, shape (batch, length), bool, on the CPU. It is True where
        a number drawn from [0, 1) by `torch.rand`, of its default type, lies below the ratio.

    Raises:
        ValueError: `per` is neither, or the ratio not from 0 to 1.
    """
    ### BEGIN SOLUTION
    if not 0 <= ratio <= 1:
        raise ValueError(f"ratio is from 0 to 1, not {ratio!r}.")
    if per not in ("token", "batch"):
        raise ValueError(f'per is "token" or "batch", not {per!r}.')
    drawn = torch.rand((batch, length) if per == "token" else (1, 1), generator=generator)
    return (drawn < ratio).expand(batch, length)
    ### END SOLUTION


def next_input(gold: Tensor, logits: Tensor, use_gold: Tensor) -> Tensor:
    """The token that the decoder reads next: the gold one, or the one that it likes best.

    Args:
        gold: the token that should have been said, shape (batch, 1), int64.
        logits: what the decoder said in its place, shape (batch, 1, vocabulary_size).
        use_gold: where the gold token is read, shape (batch, 1), bool.

    Returns:
        A new tensor, for each sentence on its own, shape (batch, 1), int64. The logits are compared
        as they are, to their last digits.
    """
    ### BEGIN SOLUTION
    return torch.where(use_gold, gold, logits.argmax(dim=-1))
    ### END SOLUTION


def linear_schedule(step: int, steps: int, start: float = 1.0, end: float = 0.0) -> float:
    """A ratio that falls by the same amount with each step, from `start` at step 0 to `end` at step
    `steps`, and stays there (Bengio et al., 2015, section 2.4: linear decay).

    start >= end, and steps >= 1.
    """
    ### BEGIN SOLUTION
    return start + (end - start) * min(step / steps, 1.0)
    ### END SOLUTION


def inverse_sigmoid_schedule(step: int, k: float) -> float:
    """k / (k + exp(step / k)): near 1 for long, then falling, then near 0 (Bengio et al., 2015,
    section 2.4: inverse sigmoid decay).

    k >= 1. Works for any step, however late, without an error or a warning.
    """
    ### BEGIN SOLUTION
    return k / (k + math.exp(min(step / k, 700.0)))  # math.exp overflows beyond 709
    ### END SOLUTION


def ratio_for(model: nn.Module, schedule: Callable[[int], float], step: int) -> float:
    """The teacher-forcing ratio for the next batch.

    Args:
        model: its mode decides: `model.train()` is for learning, `model.eval()` for being measured.
            The modes of its parts do not matter.
        schedule: gives the ratio of a training step.
        step: counted from 0.

    Returns:
        What the schedule says for this step in training mode. In evaluation mode 0, for in use
        there is no gold to read.
    """
    ### BEGIN SOLUTION
    return schedule(step) if model.training else 0.0
    ### END SOLUTION


def unroll(
    model: Seq2Seq,
    source: Tensor,
    lengths: Tensor,
    target_in: Tensor,
    teacher_forcing_ratio: float = 1.0,
    generator: torch.Generator | None = None,
) -> tuple[Tensor, Tensor]:
    """Translate a batch, all its sentences together, for as many steps as its target has.

    Args:
        model: its `encode`, called once; and its `decoder`, which reads any number of tokens at a
            call (given the state that the last call left, and the memory), and whose `output` makes
            logits of readouts. The decoder reads one token a position, each once.
        source, lengths: as in `Seq2Seq.encode`.
        target_in: what the decoder reads under teacher forcing: `<bos>`, then the target without
            its end, shape (batch, target_length), int64.
        teacher_forcing_ratio: the probability that a token of `target_in` is read, and not the one
            that the model likes best itself; the first is read always. Drawn by `choose_gold`, per
            token: which draw is for which token is left open. The ratio alone decides, in training
            mode and in evaluation mode, with gradients and without.
        generator: see there.

    Returns:
        Logits, shape (batch, target_length, vocabulary_size): those at position t say what comes
        after target_in[:, t]. And attention weights, shape (batch, target_length, source_length).
        Both are of the decoder's type and on its device, and gradients go through them.
    """
    ### BEGIN SOLUTION
    memory, state = model.encode(source, lengths)
    if teacher_forcing_ratio == 1:
        readouts, weights, _ = model.decoder(target_in, state, memory)
        return model.decoder.output(readouts), weights
    batch, length = target_in.shape
    use_gold = choose_gold(batch, length, teacher_forcing_ratio, generator).to(source.device)
    token = target_in[:, :1]
    steps: list[tuple[Tensor, Tensor]] = []
    for position in range(length):
        if position > 0:
            said, _ = steps[-1]
            gold = target_in[:, position : position + 1]
            token = next_input(gold, said, use_gold[:, position : position + 1])
        readout, looked, state = model.decoder(token, state, memory)
        steps.append((model.decoder.output(readout), looked))
    logits, weights = zip(*steps)
    return torch.cat(logits, dim=1), torch.cat(weights, dim=1)
    ### END SOLUTION
