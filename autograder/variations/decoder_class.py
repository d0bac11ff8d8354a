"""Q15: right answers written differently. Imports nothing of this project, so that its text can serve as an answer."""

from __future__ import annotations

import torch
from torch import nn


class DecoderStepByStep(nn.Module):
    """every size named, layers by if"""

    def __init__(self, vocabulary_size, embedding_size, hidden_size, attention, *, order="bahdanau", readout_size=None,
                 layers=1, cell="gru", dropout=0.0, input_feeding=False, padding_index=1):  # fmt: skip
        super().__init__()
        if order == "bahdanau":
            context_read = attention.context_size
        elif order == "luong":
            context_read = 0
        else:
            raise ValueError("order")
        if readout_size is None:
            readout_size = hidden_size
        fed = readout_size if input_feeding else 0
        between = dropout
        if layers == 1:
            between = 0
        if cell == "lstm":
            self.rnn = nn.LSTM(embedding_size + context_read + fed, hidden_size, layers, batch_first=True, dropout=between)
        elif cell == "gru":
            self.rnn = nn.GRU(embedding_size + context_read + fed, hidden_size, layers, batch_first=True, dropout=between)
        else:
            raise ValueError("cell")
        self.output = nn.Linear(readout_size, vocabulary_size)
        self.readout = nn.Linear(hidden_size + attention.context_size, readout_size)
        self.attention = attention
        self.dropout = nn.Dropout(p=dropout)
        self.embedding = nn.Embedding(vocabulary_size, embedding_size, padding_idx=padding_index)
        self.order = order
        self.input_feeding = input_feeding


class DecoderWithSums(nn.Module):
    """booleans as numbers, modules added by name, other starting weights, a buffer"""

    def __init__(self, vocabulary_size, embedding_size, hidden_size, attention, order="bahdanau", readout_size=None,
                 layers=1, cell="gru", dropout=0.0, input_feeding=False, padding_index=1):  # fmt: skip
        super().__init__()
        if {"bahdanau": 0, "luong": 0}.get(order) is None or cell.upper() == cell or cell not in ("gru", "lstm"):
            raise ValueError(order, cell)
        width = hidden_size if readout_size is None else readout_size
        context = attention.context_size
        read = embedding_size + context * (order == "bahdanau") + width * bool(input_feeding)
        options = {"num_layers": layers, "batch_first": True} | ({"dropout": dropout} if layers > 1 else {})
        self.add_module("embedding", nn.Embedding(vocabulary_size, embedding_size, padding_index))
        self.add_module("dropout", nn.Dropout(dropout))
        self.add_module("attention", attention)
        self.add_module("rnn", getattr(nn, cell.upper())(read, hidden_size, **options))
        self.add_module("readout", nn.Linear(context + hidden_size, width))
        self.add_module("output", nn.Linear(width, vocabulary_size))
        for name, parameter in self.rnn.named_parameters():
            if "weight_hh" in name:
                nn.init.orthogonal_(parameter)
        nn.init.xavier_uniform_(self.output.weight)
        self.register_buffer("steps", torch.zeros(1))
        self.order, self.input_feeding = str(order), bool(input_feeding)


class DecoderFromParts(nn.Module):
    """helpers that make the parts, a padding row set to zero again, sizes kept"""

    def __init__(self, vocabulary_size, embedding_size, hidden_size, attention, **options):
        super().__init__()
        self.order, self.input_feeding = options.pop("order", "bahdanau"), options.pop("input_feeding", False)
        readout_size = options.pop("readout_size", None) or hidden_size
        padding_index, dropout = options.pop("padding_index", 1), options.pop("dropout", 0.0)
        self.sizes = {"embedding": embedding_size, "context": attention.context_size, "readout": readout_size}
        self.attention = attention
        self.dropout = nn.Dropout(dropout)
        self.embedding = self._embedding(vocabulary_size, padding_index)
        self.rnn = self._network(hidden_size, dropout, **options)
        self.readout = nn.Linear(self.sizes["context"] + hidden_size, readout_size)
        self.output = nn.Linear(readout_size, vocabulary_size)

    def _embedding(self, rows, padding_index):
        embedding = nn.Embedding(rows, self.sizes["embedding"], padding_idx=padding_index)
        nn.init.normal_(embedding.weight, std=0.02)
        with torch.no_grad():
            embedding.weight[padding_index].zero_()
        return embedding

    def _network(self, hidden_size, dropout, cell="gru", layers=1):
        read = {"bahdanau": ["embedding", "context"], "luong": ["embedding"]}.get(self.order)
        kind = dict(gru=nn.GRU, lstm=nn.LSTM).get(cell)
        if not read or not kind:
            raise ValueError("an order or a cell that there is none of")
        size = sum(self.sizes[name] for name in read + ["readout"] * self.input_feeding)
        return kind(size, hidden_size, num_layers=layers, batch_first=True, dropout=dropout * (layers > 1))


class Network(nn.GRU):
    """a GRU under another name"""


class DecoderDerived(nn.Module):
    """match, a derived GRU, modules through setattr"""

    def __init__(self, vocabulary_size, embedding_size, hidden_size, attention, *, order="bahdanau", readout_size=None,
                 layers=1, cell="gru", dropout=0.0, input_feeding=False, padding_index=1):  # fmt: skip
        nn.Module.__init__(self)
        readout_size = readout_size or hidden_size
        match order, cell:
            case "bahdanau", "gru" | "lstm":
                reads = [embedding_size, attention.context_size]
            case "luong", "gru" | "lstm":
                reads = [embedding_size]
            case _:
                raise ValueError((order, cell))
        if input_feeding:
            reads.insert(1, readout_size)
        kind = Network if cell == "gru" else nn.LSTM
        parts = {
            "rnn": kind(sum(reads), hidden_size, layers, batch_first=True, dropout=[0.0, dropout][layers > 1]),
            "attention": attention,
            "readout": nn.Linear(sum([hidden_size, attention.context_size]), readout_size),
            "output": nn.Linear(readout_size, vocabulary_size),
            "embedding": nn.Embedding(vocabulary_size, embedding_size, padding_idx=padding_index),
            "dropout": nn.Dropout(dropout),
            "order": order,
            "input_feeding": input_feeding,
        }
        for name, part in parts.items():
            setattr(self, name, part)
