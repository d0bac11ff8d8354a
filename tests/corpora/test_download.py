"""Downloads end whole and verified, or with a sentence and nothing under the final name."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import random
import re
import shutil
import zipfile
from collections import namedtuple

import pytest
from corpus_help import real_folder, serve
from rich.console import Console

from attention_course.corpora import registry, storage, transfer
from attention_course.corpora.download import get
from attention_course.corpora.readers import CorpusError
from attention_course.corpora.registry import DATA_SETS, DataFile, DataSet

CONTENT = random.Random(0).randbytes(300_000)
ALTERED = CONTENT[:-1] + bytes([CONTENT[-1] ^ 1])
NOTES = b"read me\n"
BLOCK = transfer.CHUNK_BYTES  # what is written at a time
NOWHERE = "http://127.0.0.1:9"  # the discard port: nothing answers


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    for name in ("COURSE_DATA", "COURSE_MIRROR", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shelf():
    with serve() as shelf:
        shelf.files = {"/good/toy/a/corpus.bin": CONTENT, "/good/toy/notes.txt": NOTES}
        yield shelf


@pytest.fixture
def toy(shelf, monkeypatch):
    """Put a data set "toy" of two files into the table; its publisher is the test's own server."""
    files = tuple(
        DataFile(path, len(data), hashlib.sha256(data).hexdigest(), (f"{shelf.base}/good/{path}",))
        for path, data in (("toy/a/corpus.bin", CONTENT), ("toy/notes.txt", NOTES))
    )
    entry = DataSet("toy", "a toy", "none", "CC0 1.0", "http://toy.example/", files)
    monkeypatch.setitem(DATA_SETS, "toy", entry)
    return entry


def fetch(folder, **options):
    """Get the toy, and give back what was shown."""
    shown = io.StringIO()
    get("toy", to=folder, console=Console(file=shown, width=60), **options)
    return shown.getvalue()


def refuse(folder, **options):
    """Get the toy in vain, and give back the sentence."""
    with pytest.raises(CorpusError) as caught:
        fetch(folder, **options)
    message = str(caught.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def on_disk(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


WHOLE = [".toy.lock", "toy/a/corpus.bin", "toy/notes.txt"]


def is_whole(folder):
    return on_disk(folder) == WHOLE and (folder / "toy/a/corpus.bin").read_bytes() == CONTENT


def test_a_download_is_whole_verified_and_tells_the_licence(toy, shelf, tmp_path):
    shown = fetch(tmp_path / "new" / "folder")
    assert "Licence: CC0 1.0\n" in shown
    assert f"toy is complete and verified in {tmp_path / 'new' / 'folder' / 'toy'}.\n" in shown  # a path on one line
    assert is_whole(tmp_path / "new" / "folder")
    shelf.asked.clear()
    fetch(tmp_path / "new" / "folder")
    assert shelf.asked == []  # what is there is not asked for again


def test_a_dropped_connection_is_taken_up_where_it_broke(toy, shelf, tmp_path):
    shelf.cuts["/good/toy/a/corpus.bin"] = [6 * BLOCK, 3 * BLOCK]
    fetch(tmp_path)
    assert is_whole(tmp_path)
    ranges = [wanted for path, wanted in shelf.asked if path.endswith("corpus.bin")]
    assert ranges == ["", f"bytes={6 * BLOCK}-", f"bytes={9 * BLOCK}-"]


def test_a_second_run_goes_on_with_the_part_of_the_first(toy, shelf, tmp_path):
    shelf.cuts["/good/toy/a/corpus.bin"] = [7 * BLOCK, 0]
    message = refuse(tmp_path)
    assert message.startswith("toy/a/corpus.bin could not be fetched (127.0.0.1:")
    assert "the connection broke off" in message
    assert on_disk(tmp_path) == [".toy.lock", "toy/a/corpus.bin.part"]
    shelf.asked.clear()
    fetch(tmp_path)
    assert is_whole(tmp_path)
    assert shelf.asked[0][1] == f"bytes={7 * BLOCK}-"


def test_a_server_without_ranges_starts_again(toy, shelf, tmp_path):
    shelf.ranges = False
    shelf.cuts["/good/toy/a/corpus.bin"] = [6 * BLOCK]
    fetch(tmp_path)
    assert is_whole(tmp_path)


@pytest.mark.parametrize("part", [b"x" * 1000, b"x" * 300_000, b"x" * 300_001])
def test_a_part_of_something_else_is_thrown_away(toy, tmp_path, part):
    place = tmp_path / "toy" / "a"
    place.mkdir(parents=True)
    (place / "corpus.bin.part").write_bytes(part)
    fetch(tmp_path)
    assert is_whole(tmp_path)


def test_a_mirror_with_a_shorter_file_does_not_cost_the_part(toy, shelf, tmp_path):
    place = tmp_path / "toy" / "a"
    place.mkdir(parents=True)
    (place / "corpus.bin.part").write_bytes(CONTENT[:1000])
    shelf.files["/short/toy/a/corpus.bin"] = b"short"
    fetch(tmp_path, mirrors=[f"{shelf.base}/short"])
    assert is_whole(tmp_path)
    ranges = [asked for asked in shelf.asked if asked[0].endswith("corpus.bin")]
    assert ranges == [
        ("/short/toy/a/corpus.bin", "bytes=1000-"),
        ("/short/toy/a/corpus.bin", ""),
        ("/good/toy/a/corpus.bin", "bytes=1000-"),
    ]


def test_mirrors_are_tried_in_turn(toy, shelf, tmp_path):
    shelf.files["/bad/toy/a/corpus.bin"] = ALTERED
    mirrors = [NOWHERE, f"{shelf.base}/none/", f"{shelf.base}/bad"]
    fetch(tmp_path, mirrors=mirrors)
    assert is_whole(tmp_path)
    asked = [path for path, _ in shelf.asked if path.endswith("corpus.bin")]
    assert asked == ["/none/toy/a/corpus.bin", "/bad/toy/a/corpus.bin", "/good/toy/a/corpus.bin"]


def test_the_mirror_of_a_class_is_named_in_the_environment(toy, shelf, tmp_path, monkeypatch):
    shelf.files = {path.replace("/good/", "/class/"): data for path, data in shelf.files.items()}
    monkeypatch.setenv("COURSE_MIRROR", f"{NOWHERE} {shelf.base}/class")
    fetch(tmp_path)
    assert is_whole(tmp_path)


def test_every_reason_is_told_when_all_addresses_fail(toy, shelf, tmp_path):
    shelf.files = {
        "/bad/toy/a/corpus.bin": ALTERED,
        "/web/toy/a/corpus.bin": b"<html>".ljust(300_000),
        "/short/toy/a/corpus.bin": b"short",
    }
    message = refuse(tmp_path, mirrors=[NOWHERE, *(f"{shelf.base}/{name}" for name in ("bad", "web", "short")), "gopher:/x"])
    for reason in (
        "127.0.0.1:9: no connection",
        "serves other bytes (SHA-256 differs)",
        "serves a web page instead of the file",
        "serves 5 bytes where 300,000 were published",
        "is no web address",
        "answers 404 Not Found",
    ):
        assert reason in message
    assert on_disk(tmp_path) == [".toy.lock"]


def test_without_a_network_the_sentence_says_what_to_do_offline(toy, tmp_path, monkeypatch):
    files = tuple(
        DataFile(file.path, file.size, file.sha256, (f"{NOWHERE}/{file.path}",)) for file in toy.files
    )
    monkeypatch.setitem(DATA_SETS, "toy", DataSet("toy", "", "", "", "", files))
    assert refuse(tmp_path) == (
        f"toy/a/corpus.bin could not be fetched (127.0.0.1:9: no connection): download it on another machine from "
        f"{NOWHERE}/toy/a/corpus.bin and put it into {tmp_path / 'toy' / 'a'}, or set COURSE_DATA to a data folder that has it."
    )


def test_a_data_set_without_any_address_says_so(toy, tmp_path, monkeypatch):
    files = tuple(DataFile(file.path, file.size, file.sha256) for file in toy.files)
    monkeypatch.setitem(DATA_SETS, "toy", DataSet("toy", "", "", "", "http://toy.example/", files))
    assert "name a copy of the data folder in COURSE_MIRROR" in refuse(tmp_path)


def test_an_altered_file_is_named_and_replaced_only_by_a_verified_one(toy, shelf, tmp_path):
    fetch(tmp_path)
    path = tmp_path / "toy" / "a" / "corpus.bin"
    path.write_bytes(ALTERED)
    with pytest.raises(CorpusError, match=r"corpus.bin is not what was published .*course data get toy"):
        storage.find("toy", folder=tmp_path)
    shelf.files.clear()
    refuse(tmp_path)
    assert path.read_bytes() == ALTERED  # still the user's file
    shelf.files["/good/toy/a/corpus.bin"] = CONTENT
    assert "toy/a/corpus.bin is altered: fetching it anew." in fetch(tmp_path)
    assert storage.find("toy", folder=tmp_path) == tmp_path / "toy"


def test_a_half_file_under_the_final_name_is_named(toy, tmp_path):
    fetch(tmp_path)
    path = tmp_path / "toy" / "a" / "corpus.bin"
    path.write_bytes(CONTENT[:1000])
    with pytest.raises(CorpusError, match=r"corpus.bin is incomplete \(1,000 of 300,000 bytes\): run"):
        storage.find("toy", folder=tmp_path)
    assert storage.set_state(toy, tmp_path) is storage.State.INCOMPLETE
    fetch(tmp_path)
    assert is_whole(tmp_path)


def test_no_space_is_noticed_before_the_first_byte(toy, shelf, tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 200_000))
    assert "has 0.2 MB of free space and 0.3 MB are needed: free some" in refuse(tmp_path)
    assert shelf.asked == []
    (tmp_path / "toy" / "a").mkdir()
    (tmp_path / "toy" / "a" / "corpus.bin.part").write_bytes(CONTENT[:150_000])
    fetch(tmp_path)  # the other half fits


def test_a_disk_that_fills_up_on_the_way(toy, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert re.match(r"The disk of .* is full: free some space and run the same command again", refuse(tmp_path))
    assert on_disk(tmp_path) == [".toy.lock", "toy/a/corpus.bin.part"]


def test_a_destination_that_cannot_be_written(toy, tmp_path):
    (tmp_path / "file").write_text("")
    assert "cannot be written (Not a directory)" in refuse(tmp_path / "file" / "folder")
    assert "cannot be written" in refuse(tmp_path / "file")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_the_right_to_write(toy, tmp_path):
    tmp_path.chmod(0o500)
    try:
        assert "cannot be written (Permission denied): name a folder of your own" in refuse(tmp_path)
    finally:
        tmp_path.chmod(0o700)


def test_two_downloads_at_once_do_not_mix(toy, tmp_path):
    fcntl = pytest.importorskip("fcntl")
    with (tmp_path / ".toy.lock").open("ab") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        assert "toy is being downloaded into" in refuse(tmp_path)
    fetch(tmp_path)


def test_an_endless_answer_is_cut_off(toy, shelf, tmp_path, monkeypatch):
    shelf.files["/good/toy/a/corpus.bin"] = CONTENT + b"more"
    monkeypatch.setattr(transfer, "_promised", lambda *_: None)  # as if the server gave no length
    assert "serves more than the 300,000 bytes expected" in refuse(tmp_path)
    assert not (tmp_path / "toy" / "a" / "corpus.bin").exists()


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
    assert message.startswith("toy/toy.zip is served in another edition than that of 2017-09-29, which the course pins (")
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


@pytest.mark.parametrize("served", [b"<html>not found</html>", zip_of("no tab here\n"), zip_of(""), zip_of("a\tb\n")[:-5]])
def test_something_that_is_no_edition_is_refused(newer, shelf, tmp_path, served):
    shelf.files["/new/toy.zip"] = served
    message = refuse(tmp_path, accept_other_edition=True)
    assert "serves something that is no edition of it" in message or "without any pairs" in message
    assert on_disk(tmp_path) == [".toy.lock"]


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
            assert file.addresses or name == "hansards"


@pytest.mark.parametrize("name", DATA_SETS)
def test_the_published_files_are_those_of_the_table(name):
    folder = real_folder(name)
    assert storage.set_state(DATA_SETS[name], folder) is storage.State.VERIFIED


def test_a_copy_of_the_published_files_can_be_a_mirror(shelf, tmp_path):
    source = real_folder("hansards")
    shelf.files = {f"/{file.path}": (source / file.path).read_bytes() for file in DATA_SETS["hansards"].files}
    get("hansards", to=tmp_path, mirrors=[shelf.base], console=Console(file=io.StringIO()))
    assert storage.find("hansards", folder=tmp_path)
