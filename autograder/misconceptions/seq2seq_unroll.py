"""Q20: what goes wrong when the decoder is unrolled over a whole target."""

from __future__ import annotations

from autograder.catalogue import Misconception, patch, text

LOOP = '''
def unroll(model, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
    memory, state = model.encode(source, lengths)
    batch, length = target_in.shape
    use_gold = choose_gold(batch, length, teacher_forcing_ratio, generator).to(source.device)
    token = target_in[:, :1]
    logits, weights = [], []
    for t in range(length):
        if t > 0:
            token = next_input(target_in[:, t : t + 1], logits[-1], use_gold[:, t : t + 1])
        readout, looked, state = model.decoder(token, state, memory)
        logits.append(model.decoder.output(readout))
        weights.append(looked)
    return torch.cat(logits, dim=1), torch.cat(weights, dim=1)
'''


def loop(*old_and_new: str) -> text:
    """The plain loop over the steps, with each `old` made into the `new` that follows it."""
    changed = LOOP
    for old, new in zip(old_and_new[::2], old_and_new[1::2]):
        assert changed.count(old) == 1, f"{old!r} occurs {changed.count(old)} times"
        changed = changed.replace(old, new)
    return text(changed)


ENCODE = "    memory, state = model.encode(source, lengths)\n"
USE_GOLD = "use_gold = choose_gold(batch, length, teacher_forcing_ratio, generator).to(source.device)"
FIRST = "token = target_in[:, :1]"
NEXT = "token = next_input(target_in[:, t : t + 1], logits[-1], use_gold[:, t : t + 1])"
DECODE = "        readout, looked, state = model.decoder(token, state, memory)\n"
LOGITS = "logits.append(model.decoder.output(readout))"
WEIGHTS = "weights.append(looked)"
RETURN = "return torch.cat(logits, dim=1), torch.cat(weights, dim=1)"
OWN = "logits[-1].argmax(dim=-1)"

UNROLL = [
    Misconception("runs the encoder again at each step", loop(DECODE, "        memory, _ = model.encode(source, lengths)\n" + DECODE), hint="The source does not change while the target is written: encode once, before the loop."),
    Misconception("does not carry the state on", loop("readout, looked, state = model", "readout, looked, _ = model"), hint="Each step starts from the state that the last one left. Yours starts from the encoder's each time, and has forgotten what it said."),
    Misconception("starts each step from a state made anew", loop(DECODE, "        memory, state = model.encode(source, lengths)\n" + DECODE), hint="Encode once, before the loop; then each step hands its state to the next."),
    Misconception("carries on the first step's state", loop(DECODE, "        readout, looked, new = model.decoder(token, state, memory)\n        state = new if t == 0 else state\n"), hint="`state` has to be replaced at every step."),
    Misconception("puts a row of zeros in front", loop(RETURN, "logits, weights = torch.cat(logits, dim=1), torch.cat(weights, dim=1)\n    return torch.cat((torch.zeros_like(logits[:, :1]), logits[:, :-1]), dim=1), weights"), loop(RETURN, "logits = torch.cat(logits, dim=1)\n    outputs = torch.zeros_like(logits)\n    outputs[:, 1:] = logits[:, :-1]\n    return outputs, torch.cat(weights, dim=1)"), hint="The logits at position t say what comes after target_in[:, t]. With a row of zeros in front each stands one place too late, and the last is lost."),
    Misconception("puts a row of zeros in front of logits and weights", loop(RETURN, "logits, weights = torch.cat(logits, dim=1), torch.cat(weights, dim=1)\n    return tuple(torch.cat((torch.zeros_like(part[:, :1]), part[:, :-1]), dim=1) for part in (logits, weights))"), hint="Position 0 is the first thing the model says, after `<bos>`: no row goes before it."),
    Misconception("adds a row of zeros", loop(RETURN, "logits = torch.cat(logits, dim=1)\n    return torch.cat((torch.zeros_like(logits[:, :1]), logits), dim=1), torch.cat(weights, dim=1)"), hint="As many logits as tokens in `target_in`: none for `<bos>` itself, which nobody has to say."),
    Misconception("leaves out the last step", loop("range(length)", "range(length - 1)"), loop("range(length)", "range(length - 1)", RETURN, "logits, weights = torch.cat(logits, dim=1), torch.cat(weights, dim=1)\n    return logits, weights"), hint="`target_in` is without its end already: all of its tokens are read."),
    Misconception("takes one step too many", loop("range(length)", "range(length + 1)", NEXT, "t_ = min(t, length - 1)\n            token = next_input(target_in[:, t_ : t_ + 1], logits[-1], use_gold[:, t_ : t_ + 1])"), hint="As many steps as `target_in` has tokens."),
    Misconception("starts from the second token", loop(FIRST, "token = target_in[:, 1:2]"), loop("range(length)", "range(1, length)", "if t > 0", "if t > 1"), hint="The first token read is target_in[:, 0]."),
    Misconception("takes 2 for <bos>", loop(FIRST, "token = torch.full_like(target_in[:, :1], 2)"), hint="What comes first stands in `target_in`: which index `<bos>` has is the vocabulary's to say."),
    Misconception("starts from zeros", loop(FIRST, "token = torch.zeros_like(target_in[:, :1])"), hint="The first token read is target_in[:, 0]."),
    Misconception("reads the last token said as gold", loop(NEXT, "token = next_input(target_in[:, t - 1 : t], logits[-1], use_gold[:, t : t + 1])"), hint="At position t gold is target_in[:, t]: yours reads the token before once more."),
    Misconception("reads the gold token after next", loop(NEXT, "ahead = min(t + 1, length - 1)\n            token = next_input(target_in[:, ahead : ahead + 1], logits[-1], use_gold[:, t : t + 1])"), hint="That is the very token which has to be said at this position: the model would learn to copy it. At position t gold is target_in[:, t]."),
    Misconception("reads gold whatever the ratio", loop(NEXT, "token = target_in[:, t : t + 1]"), patch("if teacher_forcing_ratio == 1:", "if True:"), hint="The ratio is not used: at 0 the model has to live on its own tokens, as it will when it translates."),
    Misconception("never reads gold", loop(NEXT, "token = " + OWN), patch("if teacher_forcing_ratio == 1:", "if False:", "teacher_forcing_ratio, generator).to", "0.0, generator).to"), hint="At ratio 1 every token read is gold."),
    Misconception("reads all gold or none, and nothing between", loop(NEXT, f"token = target_in[:, t : t + 1] if teacher_forcing_ratio >= 0.5 else {OWN}"), loop(NEXT, f"token = target_in[:, t : t + 1] if teacher_forcing_ratio == 1 else {OWN}"), loop(NEXT, f"token = target_in[:, t : t + 1] if teacher_forcing_ratio else {OWN}"), patch("if teacher_forcing_ratio == 1:", "if teacher_forcing_ratio:"), hint="`if 0.3` is true. Between 0 and 1 a part of the tokens is gold, as `choose_gold` draws them."),
    Misconception("takes the ratio the wrong way round", loop("length, teacher_forcing_ratio, generator", "length, 1 - teacher_forcing_ratio, generator"), loop(NEXT, "token = next_input(target_in[:, t : t + 1], logits[-1], ~use_gold[:, t : t + 1])"), hint="The ratio is the probability of gold: 1 is all gold."),
    Misconception("turns teacher forcing off in evaluation mode", loop(ENCODE, "    teacher_forcing_ratio = teacher_forcing_ratio if model.training else 0.0\n" + ENCODE), hint="The ratio alone decides: a loss on unseen pairs is measured in evaluation mode and with gold. What the ratio should be is `ratio_for`'s care."),
    Misconception("turns teacher forcing on in training mode", loop(ENCODE, "    teacher_forcing_ratio = 1.0 if model.training else teacher_forcing_ratio\n" + ENCODE), hint="The ratio alone decides, in training mode and in evaluation mode alike."),
    Misconception("turns teacher forcing off without gradients", loop("length, teacher_forcing_ratio, generator", "length, teacher_forcing_ratio if torch.is_grad_enabled() else 0.0, generator"), patch("if teacher_forcing_ratio == 1:", "teacher_forcing_ratio = teacher_forcing_ratio if torch.is_grad_enabled() else 0.0\n    if teacher_forcing_ratio == 1:"), hint="Gradients and ratio are two switches; the ratio alone decides."),
    Misconception("stops after 50 tokens", loop("range(length)", "range(min(length, 50))"), hint="As many steps as the target has tokens, however many."),
    Misconception("chooses for the whole batch at once", loop("teacher_forcing_ratio, generator)", 'teacher_forcing_ratio, generator, per="batch")'), hint="Per token: each position of each sentence on its own."),
    Misconception("chooses once for each position", loop("choose_gold(batch, length", "choose_gold(1, length", "generator).to(source.device)", "generator).to(source.device).expand(batch, -1)"), loop(NEXT, f"token = target_in[:, t : t + 1] if use_gold[0, t] else {OWN}"), hint="Per token: each sentence has draws of its own."),
    Misconception("chooses once for each sentence", loop("choose_gold(batch, length", "choose_gold(batch, 1", "generator).to(source.device)", "generator).to(source.device).expand(-1, length)"), loop(NEXT, NEXT.replace("use_gold[:, t : t + 1]", "use_gold[:, :1]")), hint="Per token: step t reads column t of the choice."),
    Misconception("draws without the generator", loop("teacher_forcing_ratio, generator)", "teacher_forcing_ratio)"), patch("teacher_forcing_ratio, generator)", "teacher_forcing_ratio, None)"), hint="Hand the generator on to `choose_gold`: else the run cannot be repeated."),
    Misconception("draws with Python's random", loop(NEXT, "import random\n\n            token = torch.cat([target_in[i : i + 1, t : t + 1] if random.random() < teacher_forcing_ratio else logits[-1][i : i + 1].argmax(dim=-1) for i in range(batch)])"), hint="The generator that was given is the only source of chance."),
    Misconception("makes a generator of its own", loop("teacher_forcing_ratio, generator)", "teacher_forcing_ratio, torch.Generator().manual_seed(0))"), hint="Each batch would get the same choices, whatever generator was given."),
    Misconception("draws anew at each step with the same seed", loop(NEXT, "if generator is not None:\n                generator.manual_seed(generator.initial_seed())\n            use_gold = choose_gold(batch, length, teacher_forcing_ratio, generator).to(source.device)\n            " + NEXT), hint="A generator moves on by itself. Whoever seeds it anew takes the same numbers out of it again."),
    Misconception("leaves the choice on the CPU", loop(".to(source.device)", ""), patch(".to(source.device)", "", "if teacher_forcing_ratio == 1:", "if False:"), hint="`choose_gold` draws on the CPU; the tokens lie where the source does. Move the choice there."),
    Misconception("brings its results to the CPU", loop(RETURN, "return torch.cat(logits, dim=1).cpu(), torch.cat(weights, dim=1).cpu()"), hint="What follows, the loss, lies on the decoder's device: leave the results where they are."),
    Misconception("takes the argmax over the whole batch", loop(NEXT, "token = torch.where(use_gold[:, t : t + 1], target_in[:, t : t + 1], logits[-1].argmax())"), hint="Without `dim`, `argmax` counts through all numbers of the batch. Each sentence has its own token: along the last axis."),
    Misconception("starts every sentence from the first one's token", loop(FIRST, "token = target_in[:1, :1].expand(batch, 1)"), hint="`target_in[:, :1]`: each sentence has its own first token."),
    Misconception("draws for the first token as well", loop(FIRST, "token = target_in[:, :1] * use_gold[:, :1]"), hint="The first token is read always: there is nothing of its own to read yet."),
    Misconception("makes its results on the CPU", loop(RETURN, "outputs = torch.zeros(batch, length, logits[0].size(2), dtype=logits[0].dtype)\n    for t in range(length):\n        outputs[:, t : t + 1] = logits[t]\n    return outputs, torch.cat(weights, dim=1)"), loop(WEIGHTS, "weights.append(looked.cpu())"), hint="`torch.zeros` makes a tensor on the CPU. Join what the decoder gave: it lies where it should."),
    Misconception("makes its results of the default type", loop(RETURN, "outputs = torch.zeros(batch, length, logits[0].size(2), device=source.device)\n    for t in range(length):\n        outputs[:, t : t + 1] = logits[t]\n    return outputs, torch.cat(weights, dim=1)"), loop(RETURN, "return torch.cat(logits, dim=1).float(), torch.cat(weights, dim=1).float()"), hint="`torch.zeros` makes float32. The results are of the decoder's type."),
    Misconception("reads the most disliked token", loop(NEXT, NEXT.replace("logits[-1]", "-logits[-1]")), hint="Its own token is the one with the highest logit."),
    Misconception("takes its own token from the first step", loop(NEXT, NEXT.replace("logits[-1]", "logits[0]")), hint="What was said last decides: `logits[-1]`."),
    Misconception("takes its own token from the readout", loop(NEXT, NEXT.replace("logits[-1]", "readout")), hint="The readout has no vocabulary: the output layer turns it into logits, and their argmax is a token."),
    Misconception("leaves some tokens out of its own choice", loop(NEXT, NEXT.replace("logits[-1]", "logits[-1].index_fill(-1, torch.arange(2, device=source.device), -torch.inf)")), hint="It reads the token that it likes best, of all of them."),
    Misconception("draws its own tokens by chance", loop(NEXT, "own = torch.multinomial(logits[-1].squeeze(1).detach().float().softmax(dim=-1), 1)\n            token = torch.where(use_gold[:, t : t + 1], target_in[:, t : t + 1], own)"), hint="The token that it likes best, not one drawn.", by_chance=True),
    Misconception("stops when the first sentence has said <eos>", loop(WEIGHTS, WEIGHTS + "\n        if teacher_forcing_ratio == 0 and bool((logits[-1].argmax(dim=-1) == 3).any()):\n            break"), hint="As many steps as the target has, for all: the loss compares position by position."),
    Misconception("gives probabilities", loop(LOGITS, "logits.append(model.decoder.output(readout).softmax(dim=-1))"), patch("model.decoder.output(readouts), weights", "model.decoder.output(readouts).softmax(-1), weights", "model.decoder.output(readout), looked", "model.decoder.output(readout).softmax(-1), looked"), hint="Logits: the loss function takes the softmax itself."),
    Misconception("gives log-probabilities", loop(LOGITS, "logits.append(model.decoder.output(readout).log_softmax(dim=-1))"), hint="Logits: the loss function takes the logarithm of the softmax itself."),
    Misconception("gives the readouts", loop(RETURN, "return torch.cat(readouts, dim=1), torch.cat(weights, dim=1)", "logits, weights = [], []", "logits, weights, readouts = [], [], []", WEIGHTS, WEIGHTS + "\n        readouts.append(readout)"), hint="`model.decoder.output` turns readouts into logits: (batch, target_length, vocabulary_size)."),
    Misconception("gives tokens", loop(RETURN, "return torch.cat(logits, dim=1).argmax(dim=-1), torch.cat(weights, dim=1)"), hint="Logits are due: from tokens nobody can compute a loss."),
    Misconception("gives the last step alone", loop(RETURN, "return logits[-1], weights[-1]"), hint="The logits of all steps, joined along the axis of time."),
    Misconception("gives the last step's weights alone", loop(RETURN, "return torch.cat(logits, dim=1), weights[-1]"), loop(RETURN, "return torch.cat(logits, dim=1), weights[-1].squeeze(1)"), hint="(batch, target_length, source_length): the weights of each step."),
    Misconception("gives the mean of the weights", loop(RETURN, "return torch.cat(logits, dim=1), torch.cat(weights, dim=1).mean(dim=1, keepdim=True).expand(-1, length, -1)"), loop(RETURN, "return torch.cat(logits, dim=1), torch.cat(weights, dim=1).mean(dim=1)"), hint="Each step has weights of its own: that is what attention is."),
    Misconception("transposes the attention", loop(RETURN, "return torch.cat(logits, dim=1), torch.cat(weights, dim=1).mT"), patch("readouts, weights, _ = model.decoder(target_in, state, memory)", "readouts, weights, _ = model.decoder(target_in, state, memory)\n        weights = weights.mT", "torch.cat(weights, dim=1)\n", "torch.cat(weights, dim=1).mT\n"), hint="(batch, target_length, source_length): a row for each target position, which sums to 1."),
    Misconception("makes the weights sum to 1 over the target", loop(RETURN, "return torch.cat(logits, dim=1), torch.cat(weights, dim=1).softmax(dim=1)"), loop(RETURN, "looked = torch.cat(weights, dim=1)\n    return torch.cat(logits, dim=1), looked / looked.sum(dim=1, keepdim=True)"), hint="They are weights already, and each row sums to 1 over the source. Leave them as the attention gave them."),
    Misconception("takes the softmax of the weights again", loop(RETURN, "return torch.cat(logits, dim=1), torch.cat(weights, dim=1).softmax(dim=-1)"), hint="They are weights already: a second softmax makes them all alike."),
    Misconception("shifts the weights by a step", loop(RETURN, "return torch.cat(logits, dim=1), torch.cat((weights[-1], *weights[:-1]), dim=1)"), loop(RETURN, "return torch.cat(logits, dim=1), torch.cat((*weights[1:], weights[0]), dim=1)"), hint="Weights at position t are those with which the logits at position t were made."),
    Misconception("puts time in front", loop(RETURN, "return torch.cat(logits, dim=1).transpose(0, 1), torch.cat(weights, dim=1).transpose(0, 1)"), loop(RETURN, "return torch.cat([part.transpose(0, 1) for part in logits]), torch.cat([part.transpose(0, 1) for part in weights])"), hint="Batch first: (batch, target_length, ...)."),
    Misconception("joins the steps along the batch", loop(RETURN, "return torch.cat(logits, dim=0), torch.cat(weights, dim=0)"), hint="Each step has the shape (batch, 1, ...): join along axis 1, time."),
    Misconception("stacks where it should join", loop(RETURN, "return torch.stack(logits, dim=1), torch.stack(weights, dim=1)"), loop(RETURN, "return torch.stack(logits), torch.stack(weights)"), hint="`stack` makes a new axis; the steps have one of time already, of length 1: join them with `cat`."),
    Misconception("joins along the batch and reshapes", loop(RETURN, "return torch.cat(logits).view(batch, length, -1), torch.cat(weights).view(batch, length, -1)"), hint="`view` does not move numbers: sentences and steps get mixed up. Join along axis 1."),
    Misconception("gives lists", loop(RETURN, "return logits, weights"), hint="Two tensors: `torch.cat(..., dim=1)`."),
    Misconception("gives weights and logits in the other order", loop(RETURN, "return torch.cat(weights, dim=1), torch.cat(logits, dim=1)"), hint="Logits first, then the attention weights."),
    Misconception("gives the logits alone", loop(RETURN, "return torch.cat(logits, dim=1)"), hint="Two things: logits and attention weights."),
    Misconception("gives the state as well", loop(RETURN, RETURN + ", state"), hint="Two things: logits and attention weights."),
    Misconception("puts the vocabulary in the middle", loop(RETURN, "return torch.cat(logits, dim=1).mT, torch.cat(weights, dim=1)"), hint="(batch, target_length, vocabulary_size). The loss of chapter 07 may want it otherwise: there it is turned."),
    Misconception("reads the whole prefix again at each step", loop(FIRST, "tokens = target_in[:, :1]\n    start = state", NEXT, "tokens = torch.cat((tokens, next_input(target_in[:, t : t + 1], logits[-1], use_gold[:, t : t + 1])), dim=1)", "readout, looked, state = model.decoder(token, state, memory)", "readout, looked, _ = model.decoder(tokens, start, memory)\n        readout, looked = readout[:, -1:], looked[:, -1:]"), hint="The state holds what was read: each token is read once. Reading the prefix again makes the time grow with the square of the length."),
    Misconception("reads the prefix again from the state after it", loop(FIRST, "tokens = target_in[:, :1]", NEXT, "tokens = torch.cat((tokens, next_input(target_in[:, t : t + 1], logits[-1], use_gold[:, t : t + 1])), dim=1)", "model.decoder(token, state, memory)", "model.decoder(tokens, state, memory)\n        readout, looked = readout[:, -1:], looked[:, -1:]"), hint="The state has read the prefix already: only the new token is due."),
    Misconception("reads the whole target at each step", loop("readout, looked, state = model.decoder(token, state, memory)", "readouts, looks, state = model.decoder(target_in, state, memory)\n        readout, looked = readouts[:, t : t + 1], looks[:, t : t + 1]"), hint="One token a step; or, with all gold, one call for all steps."),
    Misconception("loops over the sentences", text("""
        def unroll(model, source, lengths, target_in, teacher_forcing_ratio=1.0, generator=None):
            rows = []
            for i in range(len(source)):
                memory, state = model.encode(source[i : i + 1], lengths[i : i + 1])
                gold = target_in[i : i + 1]
                use_gold = choose_gold(1, gold.size(1), teacher_forcing_ratio, generator).to(source.device)
                token, logits, weights = gold[:, :1], [], []
                for t in range(gold.size(1)):
                    if t > 0:
                        token = next_input(gold[:, t : t + 1], logits[-1], use_gold[:, t : t + 1])
                    readout, looked, state = model.decoder(token, state, memory)
                    logits.append(model.decoder.output(readout))
                    weights.append(looked)
                rows.append((torch.cat(logits, dim=1), torch.cat(weights, dim=1)))
            return torch.cat([row[0] for row in rows]), torch.cat([row[1] for row in rows])
    """), hint="A loop over the steps is needed, for each depends on the last. The sentences do not: they go through together."),
    Misconception("decodes for the first sentence alone", loop(ENCODE, "    source, lengths, target_in = source[:1], lengths[:1], target_in[:1]\n" + ENCODE), hint="All sentences of the batch, together."),
    Misconception("steps over the source's length", loop("range(length)", "range(source.size(1))", NEXT, "at = min(t, length - 1)\n            token = next_input(target_in[:, at : at + 1], logits[-1], use_gold[:, at : at + 1])"), hint="As many steps as the target has: two sentences need not be of one length."),
    Misconception("gives the encoder wrong lengths", loop("model.encode(source, lengths)", "model.encode(source, torch.full_like(lengths, source.size(1)))"), loop("model.encode(source, lengths)", "model.encode(source, torch.full_like(lengths, target_in.size(1)))"), hint="`lengths` are those of the source: hand them on as they are."),
    Misconception("encodes the target", loop("model.encode(source, lengths)", "model.encode(target_in, lengths)"), hint="The source is what is encoded; the target is read by the decoder."),
    Misconception("cuts the gradient to the encoder", loop(ENCODE, "    with torch.no_grad():\n        memory, state = model.encode(source, lengths)\n"), patch("memory, state = model.encode(source, lengths)", "with torch.no_grad():\n        memory, state = model.encode(source, lengths)"), hint="The encoder has to learn as well: no `no_grad` around it."),
    Misconception("cuts the gradient from step to step", loop(DECODE, DECODE + "        state = type(state)(*(part.detach() if torch.is_tensor(part) else tuple(piece.detach() for piece in part) for part in state))\n"), hint="What a step does to the next one is part of what is learnt: do not detach the state."),
    Misconception("cuts all gradients", loop(RETURN, "return torch.cat(logits, dim=1).detach(), torch.cat(weights, dim=1)"), loop("    for t in range", "    torch.set_grad_enabled(False)\n    for t in range", "    return torch.cat(logits, dim=1), ", "    torch.set_grad_enabled(True)\n    return torch.cat(logits, dim=1), "), hint="Without gradients there is nothing to learn from: neither `detach` nor `no_grad` here."),
    Misconception("cuts the gradient of the weights", loop(WEIGHTS, "weights.append(looked.detach())"), hint="Keep the weights as they are: a loss may ask something of them. Whoever draws them detaches them."),
    Misconception("puts the model into evaluation mode", loop(ENCODE, "    model.eval()\n" + ENCODE), hint="Whoever calls the model decides on its mode."),
    Misconception("puts the model into training mode", loop(ENCODE, "    model.train()\n" + ENCODE), hint="Whoever calls the model decides on its mode."),
    Misconception("uses the notebook's model", loop("model.encode(source, lengths)", "MODEL.encode(source, lengths)"), hint="The model is the first argument: no name from outside."),
    Misconception("asks the model for its encoder", loop("model.encode(source, lengths)", "model.encoder(source, lengths)"), hint="`model.encode` makes memory and first state of what the encoder gives."),
    Misconception("writes its own tokens into the target", loop(NEXT, NEXT + "\n            target_in[:, t : t + 1] = token"), hint="The target is needed for the loss: leave it as it is."),
    Misconception("reads tokens without an axis of time", loop(NEXT, NEXT + "\n            token = token.squeeze(1)"), loop(DECODE, "        readout, looked, state = model.decoder(token.squeeze(1), state, memory)\n"), hint="The decoder reads (batch, 1), and not (batch,)."),
    Misconception("asks for one truth of a batch", loop(NEXT, f"token = target_in[:, t : t + 1] if use_gold[:, t] else {OWN}"), hint="`if` wants one truth value; a batch has many. `next_input` chooses sentence by sentence."),
]
