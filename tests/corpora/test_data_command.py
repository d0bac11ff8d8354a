"""`course data` ends with 0, or with 1 and one sentence on the standard error."""

from __future__ import annotations

import hashlib

import pytest
from corpus_help import forget_settings, real_folder, serve
from typer.testing import CliRunner

from attention_course.commands.data import app
from attention_course.corpora.registry import DATA_SETS, DataFile, DataSet


@pytest.fixture(autouse=True)
def _empty_home(monkeypatch, tmp_path):
    """A user without any data; wide enough a window that the table breaks no word that is looked for."""
    home = tmp_path / "data home"
    home.mkdir()
    forget_settings(monkeypatch)
    monkeypatch.setenv("COURSE_DATA", str(home))
    monkeypatch.setenv("COLUMNS", "200")


@pytest.fixture
def toy(monkeypatch):
    with serve() as shelf:
        shelf.files["/toy/a.txt"] = b"content"
        sha256 = hashlib.sha256(b"content").hexdigest()
        files = (DataFile("toy/a.txt", 7, sha256, (f"{shelf.base}/toy/a.txt",)),)
        monkeypatch.setitem(DATA_SETS, "toy", DataSet("toy", "a toy", "7", "CC0 1.0", "", files))
        yield shelf


def course(*arguments, code):
    result = CliRunner().invoke(app, list(arguments))
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    if code == 1:
        assert result.stderr.startswith("course data: ")
        assert result.stderr.count("\n") == 1
    return result


def test_list_shows_every_data_set(toy, tmp_path):
    shown = course("list", code=0).stdout
    for name, entry in DATA_SETS.items():
        assert name in shown
        assert entry.licence.split()[0] in shown
    assert shown.count("not here") == len(DATA_SETS)
    course("get", "toy", code=0)
    assert course("list", code=0).stdout.count("here, verified") == 1
    (tmp_path / "data home" / "toy" / "a.txt").write_bytes(b"altered")
    assert "altered: get it again" in course("list", code=0).stdout


def test_list_of_the_published_files(monkeypatch):
    names = ("multi30k", "tatoeba", "hansards", "alibi", "paradetox")
    folder = {real_folder(name) for name in names}.pop()
    monkeypatch.setenv("COURSE_DATA", str(folder))
    assert course("list", code=0).stdout.count("here, verified") == len(names)
    assert course("path", "multi30k", code=0).stdout == f"{folder / 'multi30k'}\n"


def test_get_then_path(toy, tmp_path):
    assert "Licence: CC0 1.0" in course("get", "toy", code=0).stdout
    assert course("path", "toy", code=0).stdout == f"{tmp_path / 'data home' / 'toy'}\n"


def test_get_to_a_folder_says_how_to_use_it(toy, tmp_path):
    shown = course("get", "toy", "--to", str(tmp_path / "else"), code=0).stdout
    assert f"set COURSE_DATA={tmp_path / 'else'}" in shown
    assert (tmp_path / "else" / "toy" / "a.txt").read_bytes() == b"content"


def test_get_from_a_mirror(toy):
    toy.files = {"/class/toy/a.txt": b"content"}
    course("get", "toy", code=1)
    course("get", "toy", "--mirror", f"{toy.base}/class", code=0)


def test_problems_are_one_sentence_and_1(toy, monkeypatch, tmp_path):
    assert "run `course data get multi30k`" in course("path", "multi30k", code=1).stderr
    assert "did you mean multi30k?" in course("get", "multi30", code=1).stderr
    assert "There is no data set called 'x'" in course("get", "toy", "x", code=1).stderr
    assert toy.asked == []  # the wrong name is noticed before anything is fetched
    assert "toy has one edition only" in course("get", "toy", "--accept-other-edition", code=1).stderr
    toy.files.clear()
    assert "answers 404 Not Found" in course("get", "toy", code=1).stderr
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "gone"))
    for arguments in (["list"], ["path", "multi30k"], ["get", "toy"]):
        assert "which is not a folder" in course(*arguments, code=1).stderr


def test_wrong_use_is_2_and_shows_the_help():
    course("get", code=2)
    course("fetch", code=2)
