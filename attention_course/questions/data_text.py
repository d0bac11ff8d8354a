"""Q6 and Q7: sentences, tokens and vocabularies put to the learner's functions."""

from __future__ import annotations

import random
from collections import defaultdict
from numbers import Integral

from attention_course.question import Case
from attention_course.values import Opaque

SPECIALS = ("<unk>", "<pad>", "<bos>", "<eos>")


def no_tuple(returned):
    """A list as it is. Lists and tuples count as the same when values are compared; where a list is asked for they are not."""
    if hasattr(returned, "__next__"):
        return Opaque("iterator")  # of whatever type: it is one mistake
    return Opaque("tuple") if isinstance(returned, tuple) else returned


def probe_tokenize_fr(tokenize_fr, text):
    return no_tuple(tokenize_fr(text))


def visible_tokenize_fr():
    texts = {
        "words and a full stop": "Le chat dort.",
        "elision at the beginning and in the middle": "L'eau qu'il boit",
        "a curly apostrophe": "l’ami",
        "apostrophes that belong to the word": "quelqu'un d'aujourd'hui",
        "a hyphen inside a word": "un arc-en-ciel",
        "accents tell words apart": "ou où",
        "digits": "En 2012, 3,5 km, MP3",
        "marks in a row": "Eh bien...",
        "a narrow no-break space before a mark": "Ça va\u202f?",
        "an empty text": "",
    }
    return [Case(about, {"text": text}) for about, text in texts.items()]


def hidden_tokenize_fr(draw: random.Random):
    nouns = draw.sample(["été", "œuf", "hôtel", "île", "école", "âne", "arbre", "usine", "ours", "idée", "Érable", "eau"], 8)
    number = draw.randint(10, 9999)
    texts = {
        "elision with l' and d'": f"l'{nouns[0]} d'{nouns[1]} l'{nouns[2]}",
        "elision with c' j' m' n' s' t'": "c'est j'ai m'en n'y s'il t'a",
        "elision with qu' and its compounds": f"qu'un {nouns[3]} jusqu'ici lorsqu'il puisqu'on quoiqu'elle",
        "elision in upper case": f"L'{nouns[0]} D'{nouns[4]} Qu'elle J'ai JUSQU'AU S'il",
        "two elisions in a row": f"qu'l'{nouns[1]} d'd'{nouns[2]}",
        "elision before aujourd'hui": "d'aujourd'hui qu'aujourd'hui Aujourd'hui",
        "apostrophes that belong to the word": "quelqu'un presqu'île prud'homme rock'n'roll McDonald's",
        "an elision letter inside a word": f"va-t'en mad'{nouns[2]} entr'ouvert",
        "curly apostrophes": f"L’{nouns[5]} d’aujourd’hui, quelqu’un",
        "an apostrophe that is a quotation mark": f"un 'petit {nouns[6]}' ici",
        "an apostrophe at the end": "l' et qu'",
        "an elided word before a quotation mark": f"l'\"{nouns[6]}\" d'«\u00a0{nouns[1]}\u00a0»",
        "curly quotation marks": f"un ‘petit’ {nouns[6]}",
        "several hyphens or apostrophes in a row": f"un--deux {nouns[1]}---{nouns[2]} l''{nouns[3]}",
        "elision before a number": f"n'{number} l'an",
        "hyphens": "arc-en-ciel est-ce a-t-il c'est-à-dire peut-être t-shirt T-shirts",
        "a hyphen that joins nothing": f"un - deux -{nouns[0]} sous- --",
        "numbers": f"{number} 4x4 MP3 53 007",
        "numbers with a comma or a full stop inside": f"3,5 20.000 {number},{number} 1.2.3",
        "marks after numbers and between words": f"{number}, {number}. fin.suite 4,a b,4",
        "upper case": f"Le CHAT de {nouns[7].upper()} Écoute",
        "accents and ligatures": "où ou là la dû du œuvre cœur À Noël",
        "accents as two characters": "e\u0301te\u0301 a\u0300 C\u0327a",
        "signs that one Unicode form would rewrite": "m² ½ ﬁn… №",
        "French quotation marks with no-break spaces": f"«\u00a0Un {nouns[1]}\u202f!\u00a0»",
        "two-part marks with no-break spaces": f"Quoi\u202f? Non\u202f! {nouns[2]}\u00a0: {nouns[3]}\u202f;",
        "marks without a blank before": f"Quoi? Non! {nouns[4]}: (oui); \"{nouns[5]}\"",
        "several marks in a row": "Eh bien... quoi ?! etc.)",
        "other signs": "50 % 10 € n° 5 & _a_ a/b @",
        "blanks of every kind": f" \t{nouns[0]}  {nouns[1]}\u2009{nouns[2]}\n",
        "dashes": "oui – non — si",
        "an empty text": "",
        "nothing but blanks": " \u202f\u00a0\t",
    }
    return [Case(about, {"text": text}) for about, text in texts.items()]


def probe_numericalize(numericalize, tokens, stoi, add_bos=None, grows=False):
    # A defaultdict, as torchtext's vocabularies have it, takes in every token that it is asked for with [].
    table = defaultdict(lambda: stoi["<unk>"], stoi) if grows else stoi
    indices = numericalize(tokens, table) if add_bos is None else numericalize(tokens, table, add_bos=add_bos)
    whole = isinstance(indices, list) and all(isinstance(index, Integral) for index in indices)
    return {"indices": no_tuple(indices), "whole numbers in a list": whole, "size of stoi afterwards": len(table)}


def visible_numericalize():
    stoi = {"<unk>": 0, "<pad>": 1, "<bos>": 2, "<eos>": 3, "le": 4, "chat": 5, "Dort": 6}
    other = {"le": 0, "<eos>": 1, "<unk>": 2, "<bos>": 3, "<pad>": 4}
    return [
        Case("two known words, a source", {"tokens": ["le", "chat"], "stoi": stoi}),
        Case("the same as a target", {"tokens": ["le", "chat"], "stoi": stoi, "add_bos": True}),
        Case("a word that is not in the vocabulary", {"tokens": ["le", "yak"], "stoi": stoi}),
        Case("an empty sentence", {"tokens": [], "stoi": stoi}),
        Case("a vocabulary with its special tokens elsewhere", {"tokens": ["le", "le"], "stoi": other, "add_bos": True}),
    ]


def hidden_numericalize(draw: random.Random):
    cases = []
    for about, add_bos in (("a source", None), ("a source", False), ("a target", True), ("a target", True)):
        words = draw.sample(["ou", "où", "la", "là", "Le", "le", "dû", "du", "été", "2012", "l'", "?"], 9)
        names = [*words[:6], *SPECIALS]
        draw.shuffle(names)
        stoi = {name: index for index, name in enumerate(names)}
        first = names[0] if names[0] not in SPECIALS else words[0]
        tokens = [first, *draw.choices(words, k=draw.randint(4, 12)), words[7], words[7]]
        more = {} if add_bos is None else {"add_bos": add_bos}
        cases.append(Case(f"{about}, with words that are not in the vocabulary", {"tokens": tokens, "stoi": stoi, **more}))
        cases.append(Case(f"{about}, vocabulary as a defaultdict", {"tokens": tokens, "stoi": stoi, **more, "grows": True}))
        known = [first, *draw.choices(words[:6], k=draw.randint(1, 7))]
        cases.append(Case(f"{about}, known words only", {"tokens": known, "stoi": stoi, **more}))
        cases.append(Case(f"{about}, empty", {"tokens": [], "stoi": stoi, **more}))
    stoi = {"le": 0, "<bos>": 1, "chat": 2, "<unk>": 3, "<eos>": 4, "<pad>": 5, "chats": 6, "2": 7}
    cases.append(Case("a known word whose index is 0", {"tokens": ["le", "chat", "le"], "stoi": stoi}))
    cases.append(Case("a word of which only another case is known", {"tokens": ["Le", "CHAT"], "stoi": stoi}))
    cases.append(Case("a word with a blank at its edge", {"tokens": [" le", "chat\u00a0", "2"], "stoi": stoi}))
    cases.append(Case("special tokens in the text", {"tokens": ["<bos>", "le", "<pad>", "<unk>", "<eos>"], "stoi": stoi, "add_bos": True}))
    cases.append(Case("unknown words in a row", {"tokens": ["un", "un", "yak"], "stoi": stoi, "add_bos": True}))
    return cases


def probe_detokenize(detokenize, tokens):
    return detokenize(tokens)


def visible_detokenize():
    return [
        Case("words and a full stop", {"tokens": ["Le", "chat", "dort", "."]}),
        Case("an elided article", {"tokens": ["C'", "est", "l'", "été", "."]}),
        Case("a question mark", {"tokens": ["Ça", "va", "?"]}),
        Case("a colon, and French quotation marks", {"tokens": ["Il", "dit", ":", "«", "Oui", "»"]}),
        Case("brackets and a comma", {"tokens": ["Non", "(", "l'", "an", ")", ",", "si"]}),
        Case("no tokens", {"tokens": []}),
    ]


def hidden_detokenize(draw: random.Random):
    words = ["Un", "chat", "où", "été", "2012", "3,5", "arc-en-ciel", "aujourd'hui", "l'", "qu'", "Cœur"]
    marks = [".", ",", "…", "!", "?", ";", ":", "«", "»", "(", ")", "-", '"', "%", "[", "]"]
    cases = [
        Case("every mark between two words", {"tokens": [part for mark in marks for part in (draw.choice(words[:8]), mark)] + ["fin"]}),
        Case("brackets around an elision", {"tokens": ["Un", "(", "l'", "autre", ")", ".", "Oui"]}),
        Case("several marks in a row", {"tokens": ["Eh", ".", ".", ".", "»", ",", "dit", "»", ".", "(", "»", ")", ";"]}),
        Case("quotation marks around a question", {"tokens": ["«", "Qu'", "y", "a-t-il", "?", "»", "dit", "l'", "homme", ":", "«", "«"]}),
        Case("apostrophes as quotation marks", {"tokens": ["un", "'", "ami", "'", "d'", "ici"]}),
        Case("words with an apostrophe inside", {"tokens": ["quelqu'un", "vient", "aujourd'hui", "va-t'en", draw.choice(words[:4])]}),
        Case("an elided word of its own kind", {"tokens": ["une", "presqu'", "île", "d'", "O'", "Neill"]}),
        Case("« before marks", {"tokens": ["«", ".", "«", "…", "«", ")", "«", "?", "«", ":", "("]}),
        Case("tokens of several marks", {"tokens": ["Quoi", "?!", "Oh", "!?", "Non", "...", "(a", "?", "a)", "»,", "«b", "c:", ":-)", "…?", "fin"]}),
        Case("marks in a row, each a token", {"tokens": ["Quoi", "?", "!", "?", ";", ":", "!", "Si", "…", "?"]}),
        Case("an elided word at the end", {"tokens": ["Il", "a", "dit", "qu'"]}),
        Case("a mark first", {"tokens": ["…", "et", "voilà", "!"]}),
        Case("an exclamation mark alone", {"tokens": ["!"]}),
        Case("one word", {"tokens": [draw.choice(words)]}),
        Case("no tokens", {"tokens": []}),
    ]
    for _ in range(4):
        tokens = [draw.choice(words[:8]), *draw.choices(words + marks, k=draw.randint(5, 20)), "fin"]
        cases.append(Case("drawn tokens", {"tokens": tokens}))
    return cases


def probe_vocabulary(Vocabulary, sentences, asked, min_freq=None, specials=None, once=False):
    named = {name: value for name, value in (("min_freq", min_freq), ("specials", specials)) if value is not None}
    vocabulary = Vocabulary.build(iter(sentences) if once else sentences, **named)
    type(vocabulary)(["<unk>", "another"])  # which must not touch the first one
    indices = [vocabulary[token] for token in asked]
    anew = type(vocabulary)(tuple(vocabulary.itos))
    return {
        "itos": no_tuple(vocabulary.itos),
        "indices": indices,
        "len": len(vocabulary),
        "stoi": vocabulary.stoi,  # after the look-ups, which must leave no trace
        "made anew from a tuple": {"itos": no_tuple(anew.itos), "indices": [anew[token] for token in asked]},
    }


def visible_vocabulary():
    sentences = [["b", "a", "c"], ["a", "b"], ["a", "d"], ["c"]]
    asked = ["a", "b", "e", "<pad>", "<unk>"]
    two = ["<pad>", "<unk>"]
    return [
        Case("every word", {"sentences": sentences, "asked": asked}),
        Case("words that occur twice", {"sentences": sentences, "asked": asked, "min_freq": 2}),
        Case("<pad> has the index 0", {"sentences": sentences, "asked": asked, "specials": two}),
        Case("a special token stands in the text", {"sentences": [["a", "<unk>", "b"]], "asked": ["b"], "specials": two}),
        Case("no sentences", {"sentences": [], "asked": asked}),
    ]


def hidden_vocabulary(draw: random.Random):
    def letters(count: int) -> list[str]:
        return draw.sample([*"abcdefghijklmnopqrstuvwxyz", *"ABCDEF", "é", "è", "œ", "zz", "où", "ou", "l'", "2012", "10", "9", "?"], count)

    def sentences(tokens: list[str]) -> list[list[str]]:
        """Each token a few times, so that many have the same frequency, in a drawn order."""
        text = [token for token in tokens for _ in range(draw.randint(1, 4))]
        draw.shuffle(text)
        cuts = sorted(draw.sample(range(1, len(text)), 4))
        return [text[start:end] for start, end in zip([0, *cuts], [*cuts, None])]

    cases = []
    for min_freq in (1, 2, 3, 4):
        tokens = letters(draw.randint(14, 24))
        asked = [*tokens, "never", *SPECIALS]
        cases.append(Case(f"a drawn text, min_freq {min_freq}", {"sentences": sentences(tokens), "asked": asked, "min_freq": min_freq}))
    tokens = letters(12)
    shuffled = [*SPECIALS, "<sep>"]
    while shuffled[0] in ("<unk>", "<sep>"):
        draw.shuffle(shuffled)
    cases += [
        Case("min_freq not given", {"sentences": sentences(tokens), "asked": [*tokens, "never"]}),
        Case("min_freq 0", {"sentences": sentences(tokens), "asked": tokens, "min_freq": 0}),
        Case("special tokens in another order", {"sentences": sentences(tokens), "asked": [*shuffled, *tokens, "never"], "specials": shuffled}),
        Case("one special token", {"sentences": sentences(tokens), "asked": [*tokens, "<pad>", "never"], "specials": ["<unk>"]}),
        Case("special tokens in the text", {"sentences": sentences([*tokens, *SPECIALS]), "asked": [*tokens, *SPECIALS], "min_freq": 2}),
        Case("special tokens of another kind in the text", {
            "sentences": [["<sep>", "a", "<pad>", "<sep>", "<b>"]], "asked": ["<sep>", "<pad>", "<b>"], "specials": ["<unk>", "<sep>"],
        }),
        Case("tokens with blanks, and one of nothing else", {
            "sentences": [["53\u202f007", "53", "\u00a0"], ["53\u202f007", " "]], "asked": ["53\u202f007", "53", "007", "\u00a0", ""],
        }),
        Case("more than a thousand words", {"sentences": [[f"w{number}" for number in range(1100)]], "asked": ["w999", "w1000", "w998"]}),
        Case("sentences that can be gone through once", {"sentences": sentences(tokens), "asked": tokens, "min_freq": 2, "once": True}),
        Case("many words of one frequency", {"sentences": [draw.sample(tokens, 12), draw.sample(tokens, 12)], "asked": tokens}),
        Case("upper case and lower case, accented and not", {"sentences": [["Été", "été", "ete", "Ete", "zoo", "école"]], "asked": ["été", "ÉTÉ"]}),
        Case("empty sentences", {"sentences": [[], ["a"], []], "asked": ["a", "b"]}),
        Case("no sentences", {"sentences": [], "asked": ["a", "<eos>"]}),
    ]
    return cases


def probe_build_vocabularies(build_vocabularies, splits, min_freq=None):
    both = build_vocabularies(splits) if min_freq is None else build_vocabularies(splits, min_freq)
    source, target = both
    return {"source": list(source.itos), "target": list(target.itos), "a tuple": isinstance(both, tuple)}


def visible_build_vocabularies():
    train = [(["a", "dog"], ["un", "chien"]), (["a", "cat"], ["un", "chat"])]
    validation, test = [(["a", "cow"], ["une", "vache"])], [(["a", "cow"], ["la", "vache"])]
    return [
        Case("every word of the training pairs", {"splits": {"train": train, "validation": validation, "test": test}, "min_freq": 1}),
        Case("words that occur twice", {"splits": {"train": train, "validation": train, "test": test}}),
    ]


def hidden_build_vocabularies(draw: random.Random):
    english, french = ["a", "dog", "cat", "on", "six", "taxi", "the", "hat"], ["un", "chien", "chat", "on", "six", "taxi", "à", "où", "fée"]

    def pairs(count: int, words=english, mots=french):
        return [(draw.choices(words, k=draw.randint(1, 6)), draw.choices(mots, k=draw.randint(1, 6))) for _ in range(count)]

    cases = []
    for min_freq in (None, 1, 2, 3):
        splits = {"validation": pairs(9, ["dog", "new"], ["chat", "neuf"]), "test": pairs(9, ["hat", "late"], ["on", "tard"]), "train": pairs(7)}
        more = {} if min_freq is None else {"min_freq": min_freq}
        cases.append(Case(f"drawn pairs, min_freq {'not given' if min_freq is None else min_freq}", {"splits": splits, **more}))
    twice = [(["The", "dog"], ["Le", "chien"]), (["the", "cat"], ["le", "chat"]), (["The", "dog"], ["Le", "chien"])]
    cases.append(Case("a pair that stands twice, and upper case", {"splits": {"validation": twice, "test": twice, "train": twice}}))
    once = [(["one", "one", "dog"], ["un", "chien", "chien"])]
    cases.append(Case("a word that is frequent only on the other side, or in another split", {
        "splits": {"train": [*once, (["taxi"], ["taxi"])], "validation": [(["dog"], ["un"])], "test": [(["dog"], ["un"])]},
    }))  # fmt: skip
    return cases
