"""A web server on this machine, and a small data set that it publishes."""

from __future__ import annotations

import hashlib

import pytest
from corpus_help import CONTENT, NOTES, serve

from attention_course.corpora.registry import DATA_SETS, DataFile, DataSet


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
