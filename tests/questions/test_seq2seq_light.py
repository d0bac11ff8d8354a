"""First light of chapter 06: the assembled model learns to reverse, and what watches it tells the truth."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

import pytest
import torch
import torch.nn.functional as F
from torch import nn

from attention_course.figures import seq2seq_light as light
from autograder.reference.attention import Attention, GeneralScore
from autograder.reference.decoder import Decoder
from autograder.reference.encoder import Encoder
from autograder.reference.seq2seq import Seq2Seq, linear_schedule


def words_of(count, length, generator, unseen=False):
    words = torch.randint(4, 30, (count, length), generator=generator)
    return words[(words.sum(dim=1) % 7 == 0) == unseen]


def mirrored(words):
    edge = torch.ones(len(words), 1, dtype=torch.int64)
    lengths = torch.full((len(words),), words.size(1))
    return words, lengths, torch.cat((2 * edge, words.flip(1)), 1), torch.cat((words.flip(1), 3 * edge), 1)


def seen(model):
    right, shares = [], []
    with torch.no_grad():
        for length in range(4, 9):
            source, lengths, target_in, target_out = mirrored(words_of(400, length, torch.Generator().manual_seed(length), unseen=True))
            logits, weights = model(source, lengths, target_in, 0.0)
            right.append((logits.argmax(dim=-1) == target_out).all(dim=1))
            shares.append(weights[:, :-1].flip(1).diagonal(dim1=1, dim2=2).mean().item())
    return torch.cat(right).double().mean().item(), sum(shares) / len(shares)


def learn(seed, steps):
    """As the lesson does it."""
    torch.manual_seed(seed)
    model = Seq2Seq(Encoder(30, 32, 32, 64), Decoder(30, 32, 64, Attention(GeneralScore(64, 64), 64), order="luong"))
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
    found = [seen(model)]
    for step in range(steps):
        source, lengths, target_in, target_out = mirrored(words_of(64, int(torch.randint(4, 9, (), generator=generator)), generator))
        logits, _ = model(source, lengths, target_in)
        loss = F.cross_entropy(logits.flatten(0, 1), target_out.flatten())
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for group in optimizer.param_groups:
            group["lr"] = 0.005 * linear_schedule(step, steps, 1.0, 0.1)
        optimizer.step()
    return [*found, seen(model)]


def test_the_model_learns_to_reverse_and_its_attention_turns_into_the_anti_diagonal():
    (right_before, share_before), (right, share) = learn(seed=0, steps=400)
    assert right_before < 0.01 and 0.1 < share_before < 0.3
    assert right > 0.85
    assert share > 0.75


def test_a_watch_looks_often_enough_and_tells_what_it_saw(monkeypatch, capsys):
    monkeypatch.delenv("COURSE_GRADING", raising=False)
    shares = iter(range(1000))

    def examine():
        share = min(next(shares) / 5, 1.0)
        rest = (1 - share) / 3
        return share, [[share if column == 3 - row else rest for column in range(4)] for row in range(4)] + [[0.25] * 4]

    watch = light.Watch(examine, "abcd", [*"dcba", "<eos>"], frames=5)
    for step in watch.steps(40):
        watch.note(1 / (step + 1))
    assert watch.frames[0].step == 0 and watch.frames[-1].step == 40
    assert watch.frames[-1].mirrored == pytest.approx(1.0)
    assert "100% of unseen words" in watch.text() and "d <- d at place 4, weight 1.00" in watch.text()
    assert len(watch.snapshots().axes) == 3
    assert not capsys.readouterr().err
    monkeypatch.setenv("COURSE_GRADING", "1")
    graded = light.Watch(lambda: (0.0, [[1.0]]), "a", ["a"])
    with redirect_stdout(io.StringIO()) as said:
        assert len(list(graded.steps(800))) == light.FEWEST
    assert not said.getvalue() and graded.three()[0].step == light.FEWEST
