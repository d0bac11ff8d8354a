"""The same models written as tutorials write them: one step at a time, with all that a step needs computed in that step.

Written for the comparison, in the manner of what people learn from: keys projected anew at every step, from the state
and the encoder's states put side by side (Bahdanau's order), or scored by a product and a sum (Luong's); the vocabulary's
logits at every step; the batch as it comes from a shuffled loader, padded to its longest; plain Adam.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import softmax
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from autograder.reference.seq2seq import Seq2Seq


class TutorialEncoder(nn.Module):
    def __init__(self, vocabulary_size: int, embedding_size: int, encoder_size: int, decoder_size: int, pad: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, embedding_size, padding_idx=pad)
        self.rnn = nn.GRU(embedding_size, encoder_size, bidirectional=True)
        self.fc = nn.Linear(2 * encoder_size, decoder_size)

    def forward(self, source: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
        embedded = self.embedding(source)  # (source_length, batch, embedding_size)
        packed = pack_padded_sequence(embedded, lengths, enforce_sorted=False)
        packed_outputs, hidden = self.rnn(packed)
        outputs, _ = pad_packed_sequence(packed_outputs)
        return outputs, torch.tanh(self.fc(torch.cat((hidden[-2], hidden[-1]), dim=1)))


class TutorialAdditiveAttention(nn.Module):
    def __init__(self, encoder_size: int, decoder_size: int, attention_size: int) -> None:
        super().__init__()
        self.attn = nn.Linear(decoder_size + 2 * encoder_size, attention_size, bias=False)
        self.v = nn.Linear(attention_size, 1, bias=False)

    def forward(self, hidden: Tensor, encoder_outputs: Tensor, mask: Tensor) -> Tensor:
        source_length = encoder_outputs.shape[0]
        hidden = hidden.unsqueeze(1).repeat(1, source_length, 1)
        encoder_outputs = encoder_outputs.permute(1, 0, 2)
        energy = torch.tanh(self.attn(torch.cat((hidden, encoder_outputs), dim=2)))
        attention = self.v(energy).squeeze(2)  # (batch, source_length)
        return softmax(attention.masked_fill(mask == 0, -1e10), dim=1)


class TutorialGeneralAttention(nn.Module):
    def __init__(self, encoder_size: int, decoder_size: int) -> None:
        super().__init__()
        self.attn = nn.Linear(2 * encoder_size, decoder_size, bias=False)

    def forward(self, hidden: Tensor, encoder_outputs: Tensor, mask: Tensor) -> Tensor:
        energy = self.attn(encoder_outputs)  # (source_length, batch, decoder_size)
        attention = torch.sum(hidden.unsqueeze(0) * energy, dim=2).t()
        return softmax(attention.masked_fill(mask == 0, -1e10), dim=1)


class TutorialDecoder(nn.Module):
    """One step; `order` says whether it looks first and then moves ("bahdanau") or the other way round ("luong")."""

    def __init__(
        self, vocabulary_size: int, embedding_size: int, encoder_size: int, decoder_size: int, readout_size: int,
        attention: nn.Module, order: str, pad: int,
    ) -> None:  # fmt: skip
        super().__init__()
        self.order = order
        self.attention = attention
        self.embedding = nn.Embedding(vocabulary_size, embedding_size, padding_idx=pad)
        self.rnn = nn.GRU(embedding_size + (2 * encoder_size if order == "bahdanau" else 0), decoder_size)
        self.concat = nn.Linear(decoder_size + 2 * encoder_size, readout_size)
        self.out = nn.Linear(readout_size, vocabulary_size)

    def forward(self, token: Tensor, hidden: Tensor, encoder_outputs: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        embedded = self.embedding(token.unsqueeze(0))  # (1, batch, embedding_size)
        if self.order == "bahdanau":
            context = self.look(hidden, encoder_outputs, mask)
            output, hidden = self.rnn(torch.cat((embedded, context), dim=2), hidden.unsqueeze(0))
        else:
            output, hidden = self.rnn(embedded, hidden.unsqueeze(0))
            context = self.look(hidden.squeeze(0), encoder_outputs, mask)
        readout = torch.tanh(self.concat(torch.cat((output.squeeze(0), context.squeeze(0)), dim=1)))
        return self.out(readout), hidden.squeeze(0)

    def look(self, hidden: Tensor, encoder_outputs: Tensor, mask: Tensor) -> Tensor:
        weights = self.attention(hidden, encoder_outputs, mask).unsqueeze(1)
        context = torch.bmm(weights, encoder_outputs.permute(1, 0, 2))
        return context.permute(1, 0, 2)  # (1, batch, 2 * encoder_size)


class TutorialSeq2Seq(nn.Module):
    def __init__(self, encoder: nn.Module, decoder: nn.Module, pad: int) -> None:
        super().__init__()
        self.encoder, self.decoder, self.pad = encoder, decoder, pad

    def forward(self, source: Tensor, lengths: Tensor, target: Tensor) -> Tensor:
        """Logits after each token of `target`, (target_length, batch); `source` is (source_length, batch)."""
        encoder_outputs, hidden = self.encoder(source, lengths)
        mask = (source != self.pad).permute(1, 0)
        outputs = []
        for token in target:
            output, hidden = self.decoder(token, hidden, encoder_outputs, mask)
            outputs.append(output)
        return torch.stack(outputs)


def same_weights(tutorial: TutorialSeq2Seq, model: Seq2Seq) -> None:
    """Give the tutorial's modules the weights of the reference's, so that both are the same function."""
    encoder: Any = tutorial.encoder
    decoder: Any = tutorial.decoder
    score = model.decoder.attention.score
    with torch.no_grad():
        if decoder.order == "bahdanau":  # a layer for both side by side is the two layers side by side
            decoder.attention.attn.weight.copy_(torch.cat((score.query_layer.weight, score.key_layer.weight), dim=1))
            decoder.attention.v.load_state_dict(score.energy.state_dict())
        else:
            decoder.attention.attn.load_state_dict(score.weight.state_dict())
    for mine, theirs in (
        (encoder.embedding, model.encoder.embedding),
        (encoder.rnn, model.encoder.rnn),
        (encoder.fc, model.encoder.bridge),
        (decoder.embedding, model.decoder.embedding),
        (decoder.rnn, model.decoder.rnn),
        (decoder.concat, model.decoder.readout),
        (decoder.out, model.decoder.output),
    ):
        mine.load_state_dict(theirs.state_dict())
