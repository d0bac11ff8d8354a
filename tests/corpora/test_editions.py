"""The table of data sets, where they are looked for, other editions, and files inside archives."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tarfile
import zipfile

import pytest
from corpus_help import NOTES, fetch, forget_settings, on_disk, real_folder, refuse
from rich.console import Console

from attention_course.corpora import registry, storage
from attention_course.corpora.download import get
from attention_course.corpora.readers import CorpusError
from attention_course.corpora.registry import DATA_SETS, DataFile, DataSet


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    forget_settings(monkeypatch)


# --- editions ------------------------------------------------------------------------------------------------------------


def zip_of(text):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("fra.txt", text)
    return buffer.getvalue()


@pytest.fixture
def newer(shelf, monkeypatch):
    """A data set whose publisher serves a newer edition than the pinned one."""
    pinned = zip_of("Go.\tVa !\n")
    shelf.files["/new/toy.zip"] = zip_of("Go.\tVa !\tCC-BY\nRun!\tCours !\tCC-BY\n")
    files = (DataFile("toy/toy.zip", len(pinned), hashlib.sha256(pinned).hexdigest(), (f"{shelf.base}/new/toy.zip",)),)
    monkeypatch.setitem(DATA_SETS, "toy", DataSet("toy", "", "", "", "", files, pinned_edition="2017-09-29"))


def test_another_edition_is_explained(newer, tmp_path):
    message = refuse(tmp_path)
    assert message.startswith(
        "toy/toy.zip is served in another edition than that of 2017-09-29, which the course pins ("
    )
    assert "take what is served now with `course data get toy --accept-other-edition`" in message
    assert on_disk(tmp_path) == [".toy.lock"]


def test_another_edition_is_taken_when_asked_and_recorded(newer, shelf, tmp_path):
    fetch(tmp_path, accept_other_edition=True)
    assert on_disk(tmp_path) == [".toy.lock", "toy/toy.zip", "toy/toy.zip.edition.json"]
    record = json.loads((tmp_path / "toy" / "toy.zip.edition.json").read_text())
    assert record["pairs"] == 2
    assert record["sha256"] == hashlib.sha256(shelf.files["/new/toy.zip"]).hexdigest()
    assert storage.find("toy", folder=tmp_path)
    assert storage.set_state(DATA_SETS["toy"], tmp_path) is storage.State.OTHER_EDITION
    fetch(tmp_path)  # accepted once is enough
    (tmp_path / "toy" / "toy.zip").write_bytes(b"PK, altered later".ljust(500))
    with pytest.raises(CorpusError, match="is not what was published"):
        storage.find("toy", folder=tmp_path)


@pytest.mark.parametrize(
    "served", [b"<html>not found</html>", zip_of("no tab here\n"), zip_of(""), zip_of("a\tb\n")[:-5]]
)
def test_something_that_is_no_edition_is_refused(newer, shelf, tmp_path, served):
    shelf.files["/new/toy.zip"] = served
    message = refuse(tmp_path, accept_other_edition=True)
    assert "serves something that is no edition of it" in message or "without any pairs" in message
    assert on_disk(tmp_path) == [".toy.lock"]


def tar_of(**members):
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        for folder, content in members.items():
            entry = tarfile.TarInfo(f"{folder}/notes.txt")
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


def test_a_file_inside_an_archive(toy, shelf, tmp_path, monkeypatch):
    sha256 = hashlib.sha256(NOTES).hexdigest()
    files = (DataFile("toy/notes.txt", len(NOTES), sha256, (f"{shelf.base}/new/toy.tgz#notes.txt",)),)
    monkeypatch.setitem(DATA_SETS, "toy", DataSet("toy", "", "", "", "http://toy.example/", files))
    good = tar_of(old=b"short", test=NOTES)
    for served, reason in [
        (None, "answers 404"),
        (b"<html>", "serves something that is no whole archive"),
        (good[: len(good) // 2], "serves something that is no whole archive"),
        (tar_of(old=b"short"), "serves an archive without the published notes.txt"),
        (tar_of(test=NOTES[::-1]), "serves an archive without the published notes.txt"),
    ]:
        shelf.files = {"/new/toy.tgz": served} if served else {}
        message = refuse(tmp_path)
        assert reason in message
        assert f"download it on another machine from {shelf.base}/new/toy.tgz (notes.txt in it) and put it" in message
        assert on_disk(tmp_path) == [".toy.lock"]
    shelf.files = {"/new/toy.tgz": good}
    fetch(tmp_path)
    assert (tmp_path / "toy" / "notes.txt").read_bytes() == NOTES
    assert on_disk(tmp_path) == [".toy.lock", "toy/notes.txt"]


def test_only_a_data_set_with_editions_has_another_one(toy, tmp_path):
    assert "toy has one edition only" in refuse(tmp_path, accept_other_edition=True)


# --- where the data are ----------------------------------------------------------------------------------------------------


def test_course_data_names_the_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_DATA", str(tmp_path))
    assert storage.data_folder() == tmp_path
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "gone"))
    with pytest.raises(CorpusError, match=r"^COURSE_DATA is .*gone, which is not a folder: create it"):
        storage.data_folder()
    monkeypatch.setenv("COURSE_DATA", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert storage.data_folder().name == "data"  # the user's own; nothing is made by asking
    assert not list(tmp_path.iterdir())


def test_the_table_is_sound():
    paths = [file.path for entry in DATA_SETS.values() for file in entry.files]
    assert len(paths) == len(set(paths)) == len(registry._SUMS.split()) // 3
    for name, entry in DATA_SETS.items():
        assert name == entry.name
        for file in entry.files:
            assert re.fullmatch(r"[0-9a-f]{64}", file.sha256)
            assert file.path.startswith(f"{name}/")
            assert file.size > 0
            assert all(address.startswith("https://") for address in file.addresses)
            assert file.addresses


@pytest.mark.parametrize("name", DATA_SETS)
def test_the_published_files_are_those_of_the_table(name):
    folder = real_folder(name)
    assert storage.set_state(DATA_SETS[name], folder) is storage.State.VERIFIED


def test_a_copy_of_the_published_files_can_be_a_mirror(shelf, tmp_path):
    source = real_folder("hansards")
    shelf.files = {f"/{file.path}": (source / file.path).read_bytes() for file in DATA_SETS["hansards"].files}
    get("hansards", to=tmp_path, mirrors=[shelf.base], console=Console(file=io.StringIO()))
    assert storage.find("hansards", folder=tmp_path)
