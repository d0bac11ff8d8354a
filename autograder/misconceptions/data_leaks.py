"""Q5: what goes wrong when training and held-out pairs are kept apart."""

from __future__ import annotations

import re
import unicodedata

from autograder.catalogue import Misconception, patch


def as_sets(train, held_out):
    def key(sentence):
        return " ".join(unicodedata.normalize("NFC", sentence).casefold().split())

    sources, targets = {key(s) for s, _ in held_out}, {key(t) for _, t in held_out}
    kept = {pair: None for pair in train if key(pair[0]) not in sources and key(pair[1]) not in targets}
    return list(kept)


def letters_only(train, held_out):
    def key(sentence):
        return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", sentence).casefold()))

    sources, targets = {key(s) for s, _ in held_out}, {key(t) for _, t in held_out}
    return [(s, t) for s, t in train if key(s) not in sources and key(t) not in targets]


KEY = '" ".join(unicodedata.normalize("NFC", sentence).casefold().split())'
KEPT = "if key(source) not in sources and key(target) not in targets"
REMOVE_LEAKS = [
    Misconception(
        "removes from the held-out pairs instead",
        patch("for source, _ in held_out", "for source, _ in train", "for _, target in held_out", "for _, target in train", "for source, target in train if", "for source, target in held_out if"),
        hint="Scores are compared on the test set as published: it is the training pairs that have to go.",
    ),
    Misconception(
        "gives back the pairs that leak",
        patch(KEPT, "if key(source) in sources or key(target) in targets"),
        hint="These are the ones to drop. Keep the others.",
    ),
    Misconception(
        "compares sources only",
        patch(KEPT, "if key(source) not in sources"),
        hint="The model that has seen a test sentence's translation as a target has seen its answer, whatever the source was.",
    ),
    Misconception("compares targets only", patch(KEPT, "if key(target) not in targets"), hint="A source that stands in the test set leaks with any translation."),
    Misconception(
        "calls it a leak only when both sides are the same",
        patch(KEPT, "if not (key(source) in sources and key(target) in targets)"),
        patch(KEPT, "if (key(source), key(target)) not in {(key(s), key(t)) for s, t in held_out}"),
        hint="One side is enough: a test sentence seen in training is known, even with another translation.",
    ),
    Misconception(
        "throws sources and targets into one set",
        patch(KEPT, "if not {key(source), key(target)} & (sources | targets)"),
        hint='"Taxi !" in the target language is no leak of a source "Taxi !": each side has a set of its own.',
    ),
    Misconception("removes what stands twice in train as well", as_sets, hint="A pair that stands twice in `train` stays twice. Sets and dictionary keys forget how often."),
    Misconception("loses the order of the training pairs", patch("return [(source", "return sorted([(source", KEPT + "]", KEPT + "])"), hint="The pairs stay in their order; seeded runs depend on it."),
    Misconception("compares upper and lower case as different", patch(".casefold()", ""), hint='"A cat." and "a cat." are the same sentence to a model that reads lower case.'),
    Misconception("compares white space as it is", patch(KEY, 'unicodedata.normalize("NFC", sentence).casefold()'), hint="Two blanks, or U+202F for a blank, do not make another sentence. `str.split()` splits at all of them."),
    Misconception(
        "strips only the edges",
        patch(KEY, 'unicodedata.normalize("NFC", sentence).casefold().strip()'),
        hint="Inside the sentence, too, white space of any kind and number counts as the same.",
    ),
    Misconception("knows no white space but the blank", patch(".split()", '.replace("\\t", " ").strip(" ").split(" ")', KEY.replace(".split()", '.replace("\\t", " ").strip(" ").split(" ")'), 're.sub(" +", " ", unicodedata.normalize("NFC", sentence).casefold().strip(" "))'), hint="U+00A0 and U+202F are white space as well: `split()` without an argument knows them."),
    Misconception(
        "compares the sentences exactly as they stand",
        patch(KEY, "sentence"),
        hint="Upper case, white space and the form of accents do not make another sentence. Compare a key of each sentence.",
    ),
    Misconception(
        "brings one side only into its common form",
        patch(KEPT, "if source not in sources and target not in targets"),
        patch("{key(source) for source, _ in held_out}", "{source for source, _ in held_out}", "{key(target) for _, target in held_out}", "{target for _, target in held_out}"),
        hint="A key is to be compared with keys: take it of the training sentences and of the held-out ones.",
    ),
    Misconception(
        "takes all white space away",
        patch(KEY, '"".join(unicodedata.normalize("NFC", sentence).casefold().split())'),
        hint='"To day" and "today" differ: between two words some white space is not the same as none. Join with a blank.',
    ),
    Misconception(
        "uses a Unicode form that rewrites signs",
        patch('"NFC"', '"NFKC"'),
        hint="NFKC turns … into three stops and m² into m2. NFC only puts accents together.",
    ),
    Misconception(
        "never takes a blank sentence for a leak",
        patch("for source, _ in held_out", "for source, _ in held_out if source.strip()", "for _, target in held_out", "for _, target in held_out if target.strip()"),
        hint="The docstring makes no exception for blank sentences: two of them are the same.",
    ),
    Misconception("gives back an iterator", patch("return [(source", "return ((source", KEPT + "]", KEPT + ")"), hint="A list is asked for: an iterator has no length, and is empty when you go through it a second time."),
    Misconception("compares accents in whichever form they come", patch('unicodedata.normalize("NFC", sentence)', "sentence"), hint="é can be one character or two. Bring both into the form NFC before you compare."),
    Misconception(
        "takes words that differ in an accent for the same",
        patch('unicodedata.normalize("NFC", sentence)', '"".join(c for c in unicodedata.normalize("NFD", sentence) if not unicodedata.combining(c))'),
        hint="ou and où are two words. Normalise the form of accents; do not take them away.",
    ),
    Misconception("ignores punctuation", letters_only, hint='"Oui." and "Oui !" are not the same sentence here.'),
    Misconception("looks for a sentence inside others", patch(KEPT, "if not any(key(source) in other for other in sources) and not any(key(target) in other for other in targets)"), patch(KEPT, "if not any(other in key(source) for other in sources) and not any(other in key(target) for other in targets)"), hint="`in` between two strings asks for a part. Compare whole sentences."),
    Misconception("gives back the keys", patch("return [(source, target)", "return [(key(source), key(target))"), hint="The key is for comparing. Give back the pair as it stands in `train`."),
    Misconception("removes nothing", patch(KEPT, ""), hint="Which of these training pairs stand among the held-out ones?"),
]
