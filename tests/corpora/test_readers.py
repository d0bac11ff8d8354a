"""The readers give back exactly what was written, or say in a sentence what is wrong."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from corpus_help import real_folder
from hypothesis import given
from hypothesis import strategies as st

from attention_course.corpora import load
from attention_course.corpora.readers import (
    CorpusError,
    CorpusFormatError,
    blank_pairs,
    paradetox_pairs,
    read_lines,
    read_moses,
    read_paradetox,
    read_tab_separated,
)

NOT_LINE_ENDS = "\u2028\u2029\u0085\x0b\x0c\x1c\x1d\x1e\r\u00a0\u202f\u2009\ufeff"


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def zipped(**members: str | bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members.items():
            archive.writestr(name + ".txt", text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"a", ["a"]),
        (b"a\n", ["a"]),
        (b"a\r\nb\r\n", ["a", "b"]),
        (b"a\n\nb", ["a", "", "b"]),
        (b"a\n\r\n", ["a", ""]),
        (b"a\rb\n", ["a\rb"]),  # no LF follows, so the CR is text
        (b"a\r", ["a\r"]),
        (b"\xef\xbb\xbfa\n", ["a"]),
        (b"\xef\xbb\xbf", []),
        ("a\ufeffb\n".encode(), ["a\ufeffb"]),
        (b" a \n\tb\t\n", [" a ", "\tb\t"]),
        ("Où\u202f?\u2028« Là\u00a0! »\u0085\n".encode(), ["Où\u202f?\u2028« Là\u00a0! »\u0085"]),
    ],
)
def test_lines_end_at_lf_or_cr_lf_only(tmp_path, data, lines):
    assert read_lines(write(tmp_path / "plain", data)) == lines
    assert read_lines(write(tmp_path / "packed.gz", gzip.compress(data))) == lines
    assert read_lines(write(tmp_path / "packed-without-the-name", gzip.compress(data))) == lines


line_texts = st.text(st.sampled_from("aéœ’ \t" + NOT_LINE_ENDS)).filter(lambda line: not line.endswith("\r"))


@given(st.lists(line_texts), st.sampled_from(["\n", "\r\n"]))
def test_what_was_written_comes_back(tmp_path_factory, lines, end):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    write(path, "\ufeff" + "".join(line + end for line in lines))
    assert read_lines(path) == lines


def test_encoding_does_not_depend_on_the_locale(tmp_path):
    path = write(tmp_path / "corpus.fr", "été\u2028là\n")
    code = "import sys; from attention_course.corpora import read_lines; print(ascii(read_lines(sys.argv[1])))"
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code, path], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ascii(["été\u2028là"])
    assert done.stderr == ""


def test_importing_the_package_loads_nothing_heavy():
    code = "import sys, attention_course.corpora.readers; print([m for m in ('torch', 'requests', 'rich') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_latin_1_is_named_with_line_and_byte(tmp_path):
    data = b"un\n" * 16 + "le café".encode("latin-1") + b"\n"
    with pytest.raises(
        CorpusFormatError, match=r"^corpus.fr is not UTF-8 at line 17: byte 0xE9 after “le caf”.*save it as UTF-8"
    ):
        read_lines(write(tmp_path / "corpus.fr", data))
    with pytest.raises(CorpusFormatError, match="line 17"):
        read_lines(write(tmp_path / "corpus.fr.gz", gzip.compress(data)))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\xe9t\xe9", "line 1: byte 0xE9 after the start of the line"),
        (b"\xef\xbb\xbfa\nb\xff", "line 2: byte 0xFF after “b”"),
        (b"caf\xc3", "line 1: byte 0xC3 after “caf”"),  # cut in the middle of a character
        (b"\xed\xa0\x80", "line 1: byte 0xED"),  # half of a surrogate pair
        ("été".encode("utf-16"), "is UTF-16, not UTF-8, .*: save it as UTF-8"),
    ],
)
def test_other_bytes_that_are_not_utf_8(tmp_path, data, message):
    with pytest.raises(CorpusFormatError, match=message):
        read_lines(write(tmp_path / "corpus.fr", data))


def test_broken_gzip_files_say_so_in_one_sentence(tmp_path):
    whole = gzip.compress(b"phrase\n" * 1000 + os.urandom(500).hex().encode())
    damaged = whole[:-8] + bytes([whole[-8] ^ 1]) + whole[-7:]
    garbled = whole[:12] + b"\xff" * 60 + whole[72:]
    for data, message in [
        (whole[: len(whole) // 2], r"^c.gz is cut off before its end: fetch it anew.$"),
        (whole[:-3], "is cut off"),
        (damaged, r"^c.gz is damaged.*fetch it anew.$"),
        (garbled, "is damaged"),
        (b"<!DOCTYPE html>", "is a web page, not gzipped"),
        (b"", "is empty, not gzipped"),
        (b"phrase\n", "is something else, not gzipped"),
    ]:
        with pytest.raises(CorpusFormatError, match=message):
            read_lines(write(tmp_path / "c.gz", data))


def test_files_that_cannot_be_opened(tmp_path):
    with pytest.raises(CorpusError, match=r"missing.en does not exist: .*course data get"):
        read_lines(tmp_path / "missing.en")
    with pytest.raises(CorpusError, match="cannot be read"):
        read_lines(tmp_path)


def test_moses_pairs_keep_their_blank_lines(tmp_path):
    english = write(tmp_path / "c.en", "one\n\n three \nfour")
    french = write(tmp_path / "c.fr", "un\r\ndeux\r\n\u2028\r\nquatre\r\n")
    pairs = read_moses(english, french)
    assert pairs == [("one", "un"), ("", "deux"), (" three ", "\u2028"), ("four", "quatre")]
    assert blank_pairs(pairs) == [1, 2]


def test_moses_sides_of_different_length_are_refused(tmp_path):
    english, french = write(tmp_path / "c.en", "a\nb\n"), write(tmp_path / "c.fr", "a\n")
    with pytest.raises(CorpusFormatError, match=r"c.en has 2 lines and c.fr has 1 line,"):
        read_moses(english, french)


def test_tab_separated_columns(tmp_path):
    path = write(tmp_path / "f.tsv", 'Go.\tVa\u202f!\tby "x"\n"Run!\tCours !\tby y\n')
    assert read_tab_separated(path) == [("Go.", "Va\u202f!"), ('"Run!', "Cours !")]
    assert read_tab_separated(path, columns=(2, 0)) == [('by "x"', "Go."), ("by y", '"Run!')]
    with pytest.raises(CorpusFormatError, match="has 3 columns at line 1 where at least 4 are needed"):
        read_tab_separated(path, columns=(0, 3))
    with pytest.raises(CorpusFormatError, match="has 1 column at line 2"):
        read_tab_separated(write(path, "a\tb\n\n"))


def test_tab_separated_inside_an_archive(tmp_path):
    path = write(tmp_path / "f.zip", zipped(_about="about", fra="Go.\tVa !\n"))
    assert read_tab_separated(path) == [("Go.", "Va !")]
    assert read_tab_separated(path, member="fra.txt") == [("Go.", "Va !")]
    with pytest.raises(CorpusFormatError, match="has 1 column at line 1"):
        read_tab_separated(path, member="_about.txt")
    with pytest.raises(CorpusFormatError, match=r"holds no spa.txt"):
        read_tab_separated(path, member="spa.txt")
    with pytest.raises(CorpusFormatError, match="no whole zip archive"):
        read_tab_separated(write(path, zipped(fra="Go.\tVa !\n")[:-10]))
    with pytest.raises(CorpusFormatError, match="holds 2 text files"):
        read_tab_separated(write(path, zipped(a="x\ty\n", b="x\ty\n")))
    data = zipped(fra="Go.\tVa !\n").replace(b"Go.", b"No.")  # stored, so the text can be altered under its sum
    with pytest.raises(CorpusFormatError, match="is damaged"):
        read_tab_separated(write(path, data))
    with pytest.raises(CorpusFormatError, match=r"fra.txt in f.zip is not UTF-8 at line 1"):
        read_tab_separated(write(path, zipped(fra="Hot\tBrûlant\n".encode("latin-1"))))


def test_paradetox_rows_are_not_lines(tmp_path):
    heading = "toxic\tneutral1\tneutral2\tneutral3\n"
    path = write(tmp_path / "p.tsv", heading + 'you ""fool""\tyou\t\tfriend\n"two\nlines"\tone\t\t\n')
    rows = read_paradetox(path)
    assert rows == [('you ""fool""', ("you", "friend")), ("two\nlines", ("one",))]
    assert paradetox_pairs(rows) == [('you ""fool""', "you"), ('you ""fool""', "friend"), ("two\nlines", "one")]
    for text, message in [
        ("a\tb\n", "does not start with the columns"),
        ("", "does not start with the columns"),
        (heading + "a\tb\n", "ends at line 2"),
        (heading + "a\t\t\t\n", "ends at line 2"),
        (heading + 'a\t"b\n', "not tab-separated text with quoted fields at line 2"),
    ]:
        with pytest.raises(CorpusFormatError, match=message):
            read_paradetox(write(path, text))


def test_errors_are_of_one_family():
    assert issubclass(CorpusFormatError, CorpusError)
    assert issubclass(CorpusFormatError, ValueError)


# --- the published files -------------------------------------------------------------------------------------------------


def types(sentences):
    return len({word for sentence in sentences for word in sentence.split()})


def test_multi30k_as_published():
    folder = real_folder("multi30k")
    splits = ("train", "val", "test_2016_flickr", "test_2017_flickr")
    corpus = {split: load("multi30k", split, folder) for split in splits}
    measured = {
        split: (len(pairs), types(english for english, _ in pairs), types(french for _, french in pairs))
        for split, pairs in corpus.items()
    }
    assert measured == {  # pairs, English types, French types (split at white space, case kept)
        "train": (29_000, 15_456, 17_003),
        "val": (1_014, 2_389, 2_532),
        "test_2016_flickr": (1_000, 2_337, 2_439),
        "test_2017_flickr": (1_000, 2_206, 2_299),
    }
    assert not any(blank_pairs(pairs) for pairs in corpus.values())
    stray = {s: [sum(p[side] != p[side].strip() for p in pairs) for side in (0, 1)] for s, pairs in corpus.items()}
    assert stray == {"train": [0, 27], "val": [0, 10], "test_2016_flickr": [0, 5], "test_2017_flickr": [0, 5]}
    curly = {s: [sum("’" in p[side] for p in pairs) for side in (0, 1)] for s, pairs in corpus.items()}
    assert curly == {"train": [0, 17], "val": [0, 1], "test_2016_flickr": [0, 0], "test_2017_flickr": [0, 0]}
    assert len(corpus["train"]) - len(set(corpus["train"])) == 5
    seen = set(corpus["train"])
    leaks = {split: [pair for pair in corpus[split] if pair in seen] for split in splits[1:]}
    assert leaks == {
        "val": [
            ("A man in a black shirt is singing into a microphone.", "Un homme en T-shirt noir chante dans un micro.")
        ],
        "test_2016_flickr": [],
        "test_2017_flickr": [],
    }
    assert load("multi30k", folder=folder) == corpus["train"]
    assert load("multi30k", "validation", folder) == corpus["val"]
    assert load("multi30k", "test", folder) == corpus["test_2016_flickr"]


def test_tatoeba_as_published():
    pairs = load("tatoeba", folder=real_folder("tatoeba"))
    assert len(pairs) == 142_787
    assert pairs[:2] == [("Go.", "Va !"), ("Run!", "Cours\u202f!")]
    text = "".join(english + french for english, french in pairs)
    assert {space: text.count(space) for space in "\u202f\u00a0\u2009\u200b"} == {
        "\u202f": 5497,
        "\u00a0": 2150,
        "\u2009": 86,
        "\u200b": 4,
    }


def test_paradetox_as_published():
    folder = real_folder("paradetox")
    rows = read_paradetox(folder / "paradetox" / "paradetox.tsv")
    assert len(rows) == 11_927
    assert len(paradetox_pairs(rows)) == 19_743
    assert load("paradetox", folder=folder) == paradetox_pairs(rows)
    lines = read_lines(folder / "paradetox" / "paradetox.tsv")
    assert len(lines) - 1 == 11_935  # so reading by lines would make eight rows too many


@pytest.mark.parametrize(
    ("name", "split", "message"),
    [
        ("multi31k", None, "no data set called 'multi31k': did you mean multi30k"),
        ("wmt14", None, "choose from multi30k, tatoeba, hansards, alibi, paradetox"),
        ("multi30k", "dev", "multi30k has no split 'dev': its splits are train, val, test_2016_flickr"),
        ("tatoeba", "train", "none: leave it out"),
        ("multi30k", "train", "train.en.gz is not in .*: run `course data get multi30k`"),
    ],
)
def test_loading_what_is_not_there(tmp_path, name, split, message):
    with pytest.raises(CorpusError, match=message):
        load(name, split, tmp_path)
