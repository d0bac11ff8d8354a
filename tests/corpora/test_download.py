"""Downloads end whole and verified, or with a sentence and nothing under the final name."""

from __future__ import annotations

import errno
import os
import re
import shutil
from collections import namedtuple

import pytest
from corpus_help import ALTERED, BLOCK, CONTENT, NOWHERE, fetch, forget_settings, is_whole, on_disk, refuse

from attention_course.corpora import storage, transfer
from attention_course.corpora.readers import CorpusError
from attention_course.corpora.registry import DATA_SETS, DataFile, DataSet


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch):
    forget_settings(monkeypatch)


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
    message = refuse(
        tmp_path, mirrors=[NOWHERE, *(f"{shelf.base}/{name}" for name in ("bad", "web", "short")), "gopher:/x"]
    )
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
    files = tuple(DataFile(file.path, file.size, file.sha256, (f"{NOWHERE}/{file.path}",)) for file in toy.files)
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
