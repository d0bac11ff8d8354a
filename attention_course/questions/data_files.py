"""Q5: files written for the occasion, read back by the learner's functions."""

from __future__ import annotations

import builtins
import hashlib
import io
import random
import re
import sys
import tempfile
from contextlib import contextmanager, nullcontext
from itertools import count
from pathlib import Path
from unittest import mock

from attention_course.question import Case
from attention_course.values import Opaque

FRENCH = (
    "Où est l'hôtel ?", "Le garçon mange une pomme.", "Ça va !", "«\u00a0Viens\u00a0!\u00a0», dit-elle.", "Un œuf à la coque.",
    "Il a vu\u202f: rien\u202f!", "Elle n'est pas venue.", "Des élèves très âgés\u2026", "Voilà l’été.", "Qu'y a-t-il\u202f?",
)  # fmt: skip
ENGLISH = (
    "Where is the hotel?", "The boy eats an apple.", "All right!", "“Come!”, she says.", "A boiled egg.",
    "He saw: nothing!", "She did not come.", "Very old pupils…", "Here is the summer.", "What is it?",
)  # fmt: skip


@contextmanager
def locale_encoding(pretended: str):
    """Pretend that this machine's locale has an encoding: text files that are opened without one are read with it."""
    really_open = io.open

    def opening(file, mode="r", buffering=-1, encoding=None, *more, **named):
        if "b" not in mode and encoding in (None, "locale"):
            encoding = pretended
        return really_open(file, mode, buffering, encoding, *more, **named)

    # In a notebook `open` is IPython's, which calls the one that it took from `io` when it was loaded.
    shell = sys.modules.get("IPython.core.interactiveshell")
    with (
        mock.patch.object(shell, "io_open", opening) if hasattr(shell, "io_open") else nullcontext(),
        mock.patch.object(builtins, "open", opening),
        mock.patch.object(io, "open", opening),
        mock.patch("locale.getpreferredencoding", return_value=pretended),
        mock.patch("locale.getencoding", return_value=pretended),
    ):
        yield


def probe_load_parallel(load_parallel, source, target, locale="utf-8", counts=None, as_path=False, earlier=None):
    with tempfile.TemporaryDirectory(prefix="corpus") as folder:
        paths = []
        if earlier is not None:  # the same two names, with something else in them
            for name in ("train.en", "train.fr"):
                Path(folder, name).write_bytes(earlier)
            load_parallel(*(str(Path(folder, name)) for name in ("train.en", "train.fr")))
        for name, content in (("train.en", source), ("train.fr", target)):
            path = Path(folder, name)
            path.write_bytes(content)
            paths.append(path if as_path else str(path))
        try:
            with locale_encoding(locale):
                return pairs_of(load_parallel(*paths))
        except UnicodeError:  # a ValueError, too
            raise
        except ValueError as error:
            if counts is None:
                raise
            numbers = re.findall(r"(?<!\w)\d+(?!\w)", str(error))
            return {"raises ValueError": True, "gives both numbers of lines": {str(count) for count in counts} <= set(numbers)}


def pairs_of(returned):
    """A list of tuples as it is. Lists and tuples count as the same when values are compared; here they are not."""
    if hasattr(returned, "__next__"):
        return Opaque("iterator")  # of whatever type: it is one mistake
    if not isinstance(returned, list):
        return Opaque("tuple") if isinstance(returned, tuple) else returned
    return [pair if isinstance(pair, tuple) else Opaque(type(pair).__name__) for pair in returned]


def _case(about: str, source: str, target: str, **more) -> Case:
    return Case(about, {"source": source.encode(), "target": target.encode(), **more})


def visible_load_parallel():
    return [
        _case("two short sentences", "Yes.\nNo.\n", "Oui.\nNon.\n", as_path=True),
        _case("accents, on a machine whose locale is not UTF-8", "Where?\n", "Où ça ?\n", locale="cp1252"),
        _case("the line separator U+2028 inside a sentence", "So so.\nNo.\n", "Comme ci\u2028comme ça.\nNon.\n"),
        _case("a blank line on one side", "Yes.\nHm.\nNo.\n", "Oui.\n\nNon.\n"),
        _case("line ends of Windows, and none after the last line", "Yes.\r\nNo.", "Oui.\r\nNon."),
        _case("a byte order mark", "\ufeffYes.\n", "Oui.\n"),
        _case("three lines and five", "a\nb\nc\n", "a\nb\nc\nd\ne\n", counts=(3, 5)),
    ]


def hidden_load_parallel(draw: random.Random):
    def sentences(count: int) -> tuple[list[str], list[str]]:
        chosen = [draw.randrange(len(FRENCH)) for _ in range(count)]
        tails = [str(draw.randint(0, 999)) for _ in range(count)]
        return [ENGLISH[n] + tail for n, tail in zip(chosen, tails)], [FRENCH[n] + tail for n, tail in zip(chosen, tails)]

    def text(lines: list[str], end: str = "\n") -> str:
        return "".join(line + end for line in lines)

    def within(character: str) -> tuple[list[str], list[str]]:
        """Sentences with that character once inside a sentence, on one side only."""
        sources, targets = sentences(draw.randint(5, 9))
        sides, place = draw.choice(((targets, 0), (sources, 1)))[0], draw.randrange(1, 4)
        sides[place] = sides[place].replace(" ", character, 1)
        return sources, targets

    cases = []
    for character, about in (
        ("\u2028", "the line separator U+2028 inside a sentence"),
        ("\u0085", "the control character U+0085 inside a sentence"),
        ("\x0c", "a form feed inside a sentence"),
        ("\r", "a lone carriage return inside a sentence"),
    ):
        sources, targets = within(character)
        cases.append(_case(about, text(sources), text(targets), as_path=draw.random() < 0.5))
    sources, targets = sentences(6)
    cases.append(_case("a drawn corpus", text(sources), text(targets), as_path=True))
    cases.append(_case("accents, on a machine whose locale is not UTF-8", text(sources), text(targets), locale="cp1252"))
    cases.append(_case("accents, on a machine whose locale is ASCII", text([*sources, "Eh?"]), text([*targets, "Hé ?"]), locale="ascii", as_path=True))
    sources, targets = sentences(7)
    targets[draw.randrange(1, 4)] = ""
    cases.append(_case("a blank line on the target's side", text(sources), text(targets)))
    sources, targets = sentences(8)
    sources[draw.randrange(1, 4)], targets[5] = "", ""
    cases.append(_case("a blank line on each side, not the same one", text(sources), text(targets)))
    sources, targets = sentences(5)
    cases.append(_case("blank lines at the end of both sides", text([*sources, "", ""]), text([*targets, "", ""])))
    sources, targets = sentences(5)
    targets[2] = f"\u202f{targets[2]}\u00a0"
    cases.append(_case("no-break spaces at the edges of a sentence", text(sources), text(targets)))
    sources[1], targets[3] = f" {sources[1]}  ", f"{targets[3]}\t"
    cases.append(_case("blanks at the edges of a sentence", text(sources), text(targets)))
    cases.append(_case("several blanks inside a sentence", text(["One  two."]), text(["Un   deux."])))
    cases.append(_case("no-break spaces inside", text(["What? No: yes!"]), text(["Quoi\u202f? Non\u00a0: si\u202f!"])))
    cases.append(_case("an accent written as two characters, and a ligature", text(["Summer, office."]), text(["E\u0301te\u0301, oﬃce…"])))
    sources, targets = sentences(draw.randint(3, 6))
    cases.append(_case("line ends of Windows on one side", text(sources), text(targets, "\r\n")))
    cases.append(_case("no line end after the last line", text(sources)[:-1], text(targets)))
    cases.append(_case("a byte order mark on both sides", "\ufeff" + text(sources), "\ufeff" + text(targets)))
    cases.append(_case("a byte order mark in the middle stays", text([*sources, "a\ufeffb"]), text([*targets, "\ufeffc"])))
    cases.append(_case("two byte order marks at the start, the second of them text", "\ufeff\ufeff" + text(sources), text(targets)))
    cases.append(_case("line ends of both kinds in one file", text(sources) + "Yes.\r\nNo.\n", text(targets) + "Oui.\nNon.\r\n"))
    cases.append(_case("a carriage return before the end of a line", text([*sources, "Yes.\r"]), text([*targets, "Oui.\r"], "\r\n")))
    cases.append(_case("a lone carriage return at the end of a file", text(sources) + "Yes.\r", text(targets) + "Oui.\r"))
    cases.append(_case("a line that is blank on both sides", text(["", *sources]), text(["", *targets])))
    cases.append(_case("the same paths, after something else stood there", text(sources), text(targets), earlier=b"Ah.\n"))
    cases.append(_case("two empty files", "", ""))
    few, many = draw.randint(3, 6), draw.randint(7, 12)
    for counts in ((few, many), (many, few)):
        sources, targets = sentences(counts[0])[0], sentences(counts[1])[1]
        cases.append(_case("different numbers of lines", text(sources), text(targets), counts=counts))
    cases.append(Case("bytes that are not UTF-8", {"source": b"Coffee.\n", "target": "Café.\n".encode("cp1252")}))
    return cases


def probe_file_sha256(file_sha256, content, repeat=1, name="corpus.en", as_path=False, earlier=None):
    with tempfile.TemporaryDirectory(prefix="corpus") as folder:
        path = Path(folder, name)
        if earlier is not None:  # the same name, with something else in it
            path.write_bytes(earlier)
            file_sha256(str(path))
        path.write_bytes(content * repeat)
        with locale_encoding("utf-8"):
            return file_sha256(path if as_path else str(path))


def visible_file_sha256():
    return [
        Case("an empty file", {"content": b""}),
        Case("the three letters abc", {"content": b"abc"}),
        Case("a line with an end of Windows", {"content": b"Oui.\r\n"}),
        Case("bytes that are no text", {"content": b"\xe9t\xe9"}),
    ]


def hidden_file_sha256(draw: random.Random):
    text = "".join(draw.choice(FRENCH) + "\n" for _ in range(draw.randint(3, 9)))
    counting = (f"{text}{number}".encode() for number in count())
    return [
        Case("a digest that begins with the digit 0", {"content": next(c for c in counting if hashlib.sha256(c).digest()[0] < 16)}),
        Case("the same path, after something else stood there", {"content": text.encode(), "earlier": b"Ah.\n"}),
        Case("a drawn text", {"content": text.encode(), "as_path": True}),
        Case("the same text with line ends of Windows", {"content": text.replace("\n", "\r\n").encode()}),
        Case("a byte order mark at the start", {"content": b"\xef\xbb\xbf" + text.encode()}),
        Case("bytes that are no text", {"content": bytes(draw.randrange(128, 256) for _ in range(draw.randint(20, 60))), "as_path": True}),
        Case("an empty file", {"content": b""}),
        Case("a long file", {"content": text.encode() + b"x", "repeat": 2_200_000 // len(text.encode())}),
        Case("another name for a file", {"content": text.encode(), "name": "corpus.fr"}),
    ]


def probe_remove_leaks(remove_leaks, train, held_out):
    return pairs_of(remove_leaks(train, held_out))


def visible_remove_leaks():
    train = [("A dog.", "Un chien."), ("Hello!", "Salut !"), ("A cat.", "Un chat."), ("A dog.", "Un chien.")]
    return [
        Case("nothing leaks, and a pair that stands twice stays twice", {"train": train, "held_out": [("A cow.", "Une vache.")]}),
        Case("one pair stands in both", {"train": train, "held_out": [("A cow.", "Une vache."), ("A cat.", "Un chat.")]}),
        Case("the same source with another translation", {"train": train, "held_out": [("Hello!", "Bonjour !")]}),
        Case("the same target for another source", {"train": train, "held_out": [("Hi!", "Salut !")]}),
        Case("the same but for upper case", {"train": train, "held_out": [("A CAT.", "Le chat.")]}),
        Case("accents in two characters, and in one", {"train": [("Fairy.", "Fe\u0301e."), *train], "held_out": [("A fairy.", "Fée.")]}),
        Case("the same but for white space", {"train": train, "held_out": [("A  cat. ", "Le chat.")]}),
    ]


def hidden_remove_leaks(draw: random.Random):
    def pairs(count: int) -> list[tuple[str, str]]:
        numbers = draw.sample(range(100, 1000), count)
        return [(f"{draw.choice(ENGLISH)} {n}", f"{draw.choice(FRENCH)} {n}") for n in numbers]

    both = pairs(14)
    train, held_out = both[:8], both[8:]
    train.insert(draw.randrange(2, 5), train[0])
    cases = [Case("nothing leaks", {"train": train, "held_out": held_out})]
    mixed = [*train[:3], held_out[2], *train[3:], held_out[0]]
    cases.append(Case("whole pairs leak", {"train": mixed, "held_out": held_out}))
    cases.append(Case("sources leak", {"train": [*train, (held_out[1][0], "Autre chose.")], "held_out": held_out}))
    cases.append(Case("targets leak", {"train": [("Another thing.", held_out[3][1]), *train], "held_out": held_out}))
    cases.append(Case("source and target leak from different pairs", {"train": [*train, (held_out[1][0], held_out[4][1])], "held_out": held_out}))
    cases.append(Case("a word that is the same in both languages", {"train": [*train, ("Taxi!", "Taxis !")], "held_out": [*held_out, ("Cabs!", "Taxi!")]}))
    cases.append(Case("upper case", {"train": [*train, (held_out[0][0].upper(), "Autre chose.")], "held_out": held_out}))
    cases.append(Case("upper case among the held-out", {"train": [*train, ("Un.", "Où êtes-vous ?")], "held_out": [*held_out, ("One.", "OÙ ÊTES-VOUS ?")]}))
    cases.append(Case("no-break space against blank", {"train": [("One.", "Quoi\u202f?"), *train], "held_out": [*held_out, ("Two.", "Quoi ?")]}))
    cases.append(Case("blanks at the edge", {"train": [("One. ", "Un."), *train], "held_out": [*held_out, ("One.", "L'un.")]}))
    cases.append(Case("two blanks inside", {"train": [("One  two.", "Un."), *train], "held_out": [*held_out, ("One two.", "L'un.")]}))
    cases.append(Case("accents in another Unicode form", {"train": [("One.", "L'e\u0301te\u0301."), *train], "held_out": [*held_out, ("Two.", "L'été.")]}))
    cases.append(Case("words that differ in an accent alone", {"train": [("One.", "Ou là ?"), *train], "held_out": [*held_out, ("Two.", "Où la ?")]}))
    cases.append(Case("words that differ in punctuation alone", {"train": [("One.", "Oui."), *train], "held_out": [*held_out, ("Two.", "Oui !")]}))
    cases.append(Case("a training sentence inside a longer held-out one", {"train": [("One.", "Un"), *train], "held_out": [*held_out, ("Two ones.", "Un ou deux")]}))
    cases.append(Case("a held-out sentence inside a longer training one", {"train": [("Two ones.", "Un ou deux"), *train], "held_out": [*held_out, ("One.", "Un")]}))
    cases.append(Case("a blank between words against none", {"train": [("To day.", "Quoi ?"), *train], "held_out": [*held_out, ("Today.", "Quoi?")]}))
    cases.append(Case("signs that one Unicode form would rewrite", {"train": [("A square.", "Eh bien… 9 m²"), *train], "held_out": [*held_out, ("Nine.", "Eh bien... 9 m2")]}))
    cases.append(Case("sentences in lower case that leak", {"train": [*train, ("taxi", "un taxi"), ("un", "oui")], "held_out": [*held_out, ("taxi", "oui")]}))
    cases.append(Case("a blank line on both sides of the wall", {"train": [*train, ("Nothing.", "")], "held_out": [*held_out, ("Empty.", " ")]}))
    cases.append(Case("upper case in what stays", {"train": [("One.  Two.", "Un.  DEUX."), *train], "held_out": held_out}))
    cases.append(Case("nothing is held out", {"train": train, "held_out": []}))
    cases.append(Case("an empty training set", {"train": [], "held_out": held_out}))
    return cases
