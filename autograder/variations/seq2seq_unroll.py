"""Q20 answered in other ways."""

from __future__ import annotations

import torch


def one_loop(model, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
    """one loop, whatever the ratio"""
    memory, state = model.encode(source, lengths)
    batch, length = target_in.shape
    use_gold = choose_gold(batch, length, teacher_forcing_ratio, generator=generator)  # noqa: F821
    use_gold = use_gold.to(target_in.device)
    token, logits, weights = target_in[:, 0:1], [], []
    for t in range(length):
        readout, looked, state = model.decoder(token, state, memory)
        logits.append(model.decoder.output(readout))
        weights.append(looked)
        if t + 1 < length:
            token = next_input(target_in[:, t + 1 : t + 2], logits[-1], use_gold[:, t + 1 : t + 2])  # noqa: F821
    return torch.cat(logits, 1), torch.cat(weights, 1)


def with_its_own_draws(model, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
    """draws and chooses by itself, step by step"""
    memory, state = model.encode(source, lengths)
    said, seen = [], []
    for t, gold in enumerate(target_in.split(1, dim=1)):
        token = gold
        if t:
            drawn = torch.rand(gold.shape, generator=generator) < teacher_forcing_ratio
            token = torch.where(drawn.to(gold.device), gold, said[-1].argmax(2))
        readout, weights, state = model.decoder(token, state, memory)
        said.append(model.decoder.output(readout))
        seen.append(weights)
    return torch.cat(said, dim=1), torch.cat(seen, dim=1)


def into_made_tensors(model, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
    """tensors made beforehand, of the decoder's type and on its device; the output layer once for all steps at the end"""
    memory, state = model.encode(source, lengths)
    batch, length = target_in.shape
    use_gold = choose_gold(batch, length, teacher_forcing_ratio, generator)  # noqa: F821
    weights = None
    readouts = []
    for t in range(length):
        if t == 0:
            token = target_in[:, :1]
        else:
            best = model.decoder.output(readouts[-1])
            token = next_input(target_in[:, t].unsqueeze(1), best, use_gold[:, t].unsqueeze(1).to(source.device))  # noqa: F821
        readout, looked, state = model.decoder(token, state, memory)
        if weights is None:
            weights = looked.new_zeros(batch, length, looked.size(-1))
        weights[:, t] = looked[:, 0]
        readouts.append(readout)
    return model.decoder.output(torch.cat(readouts, dim=1)), weights


def with_python_lists(model, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
    """three branches: all gold, none, and a choice that Python makes sentence by sentence"""
    memory, state = model.encode(source, lengths)
    if teacher_forcing_ratio >= 1:
        readouts, weights, state = model.decoder(target_in, state, memory)
        return model.decoder.output(readouts), weights
    batch, length = target_in.size()
    chosen = torch.zeros(batch, length, dtype=torch.bool)
    if teacher_forcing_ratio > 0:
        chosen = teacher_forcing_ratio > torch.rand(length, batch, generator=generator).T
    pieces = [target_in[:, :1]]
    outputs, looks = [], []
    for t in range(length):
        readouts, weights, state = model.decoder(pieces[-1], state, memory)
        outputs.append(model.decoder.output(readouts)[:, 0])
        looks.append(weights[:, 0])
        if t < length - 1:
            best = outputs[-1].max(dim=-1).indices
            rows = [target_in[i, t + 1] if chosen[i, t + 1] else best[i] for i in range(batch)]
            pieces.append(torch.stack(rows).unsqueeze(1))
    return torch.stack(outputs, dim=1), torch.stack(looks, dim=1)


def from_a_generator_of_steps(model, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
    """steps that are yielded, and gathered by zip"""

    def steps():
        memory, state = model.encode(source, lengths)
        choice = choose_gold(*target_in.shape, teacher_forcing_ratio, generator, "token").to(source.device)  # noqa: F821
        token = target_in[:, [0]]
        for t in range(target_in.size(1)):
            readout, looked, state = model.decoder(tokens=token, state=state, memory=memory)
            logits = model.decoder.output(readout)
            yield logits, looked
            following = min(t + 1, target_in.size(1) - 1)
            token = next_input(gold=target_in[:, [following]], logits=logits, use_gold=choice[:, [following]])  # noqa: F821

    return tuple(torch.cat(parts, dim=1) for parts in zip(*steps()))
