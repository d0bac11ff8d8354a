"""Q18 answered in other ways."""

from __future__ import annotations

import torch
from torch import nn


class WithLoops(nn.Module):
    """a mask that is written row by row"""

    def __init__(self, encoder, decoder):
        super().__init__()
        self.decoder = decoder
        self.encoder = encoder

    def encode(self, source, lengths):
        states, final = self.encoder(source, lengths)
        mask = torch.zeros(source.shape, dtype=torch.bool)
        for row, length in enumerate(lengths.tolist()):
            mask[row, :length] = True
        memory = self.decoder.attention.remember(states, mask.to(states.device))
        return memory, self.decoder.begin(final)

    def forward(self, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
        return unroll(self, source, lengths, target_in, teacher_forcing_ratio, generator)  # noqa: F821


class WithHelpers(nn.Module):
    """a method for the mask, which counts upwards along the rows"""

    def __init__(self, encoder, decoder):
        super().__init__()
        self.add_module("encoder", encoder)
        self.add_module("decoder", decoder)

    @property
    def attention(self):
        return self.decoder.attention

    @staticmethod
    def mask_of(source, lengths):
        return torch.ones_like(source).cumsum(dim=-1).le(lengths.to(source.device).view(-1, 1))

    def encode(self, source, lengths):
        states, first = self.encoder(source=source, lengths=lengths)
        return self.attention.remember(states=states, mask=self.mask_of(source, lengths)), self.decoder.begin(recurrent=first)

    def forward(self, *args, **kwargs):
        return unroll(self, *args, **kwargs)  # noqa: F821


class WithBuffer(nn.Module):
    """positions in a buffer that is not saved, and forward written out"""

    def __init__(self, encoder, decoder, longest=64):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder
        self.register_buffer("positions", torch.arange(longest), persistent=False)

    def encode(self, source, lengths):
        states, recurrent = self.encoder(source, lengths)
        lengths = lengths.to(device=source.device)
        mask = self.positions[: source.shape[1]].to(source.device)[None, :] < lengths[:, None]
        return self.decoder.attention.remember(states, mask), self.decoder.begin(recurrent)

    def forward(self, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
        memory, state = self.encode(source, lengths)
        readouts, weights, _ = self.decoder(target_in, state, memory)
        return self.decoder.output(readouts), weights


class WithModuleDict(nn.Module):
    """a comparison by broadcasting that goes the other way round, made before the encoder is asked"""

    def __init__(self, encoder: nn.Module, decoder: nn.Module) -> None:
        nn.Module.__init__(self)
        for name, module in {"encoder": encoder, "decoder": decoder}.items():
            setattr(self, name, module)

    def encode(self, source, lengths):
        batch, source_length = source.size()
        ends = lengths.to(source.device).reshape(batch, 1).expand(batch, source_length)
        mask = torch.gt(ends, torch.arange(source_length).to(source.device))
        read = self.encoder(source, lengths)
        return self.decoder.attention.remember(read[0], mask), self.decoder.begin(read[1])

    def forward(self, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
        return unroll(  # noqa: F821
            model=self, source=source, lengths=lengths, target_in=target_in, teacher_forcing_ratio=teacher_forcing_ratio, generator=generator
        )
