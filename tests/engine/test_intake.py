"""Whatever is handed in, what is wrong with it is said in a sentence."""

from __future__ import annotations

import json
import os

import nbformat
import pytest
from nbformat.v4 import new_notebook

from autograder.grading.intake import LARGEST, reason, unreadable

WHOLE = nbformat.writes(new_notebook())


@pytest.fixture
def notebook(tmp_path):
    folder = tmp_path / "submitted"
    folder.mkdir()
    return folder / "data.ipynb"


@pytest.mark.parametrize("content", [WHOLE, "\ufeff" + WHOLE, json.dumps({"cells": []})])
def test_a_notebook_is_readable(notebook, content):
    notebook.write_text(content, encoding="utf-8")
    assert unreadable(notebook) is None
    assert reason(notebook.parent, ["data.ipynb"]) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is empty"),
        (WHOLE[: len(WHOLE) // 2].encode(), "breaks off at line"),
        (b"PK\x03\x04\xff\xfe", "not UTF-8"),
        (WHOLE.encode("utf-16"), "not UTF-8"),
        (b"print('hello')", "no notebook"),
        (b"[]", "no list of cells"),
        (b'{"cells": {}}', "no list of cells"),
        (b"null", "no list of cells"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"cells": ' + b"9" * 5000 + b"}", "cannot be read"),
    ],
)
def test_what_is_no_notebook_is_said_so(notebook, content, told):
    notebook.write_bytes(content)
    sentence = unreadable(notebook)
    assert told in sentence
    assert sentence.startswith("data.ipynb")
    assert sentence.endswith(".")
    assert reason(notebook.parent, ["data.ipynb"]) == sentence


def test_a_huge_file_is_not_even_read(notebook):
    with open(notebook, "wb") as file:
        file.truncate(LARGEST + 2**20)
    assert "Clear its outputs" in unreadable(notebook)


def test_what_is_no_file_is_not_opened(notebook):
    assert "cannot be read" in unreadable(notebook)
    os.mkfifo(notebook)
    assert "not a file" in unreadable(notebook)
    notebook.unlink()
    notebook.mkdir()
    assert "not a file" in unreadable(notebook)
    notebook.rmdir()
    notebook.symlink_to(notebook)
    assert unreadable(notebook)


def test_a_folder_says_what_it_lacks(notebook, tmp_path):
    assert reason(tmp_path / "none", ["data.ipynb"]) == "Nothing was handed in."
    assert "empty" in reason(notebook.parent, ["data.ipynb"])
    (notebook.parent / "timestamp.txt").write_text("now")
    assert "empty" in reason(notebook.parent, ["data.ipynb"])
    (notebook.parent / "data (1).ipynb").write_text(WHOLE)
    assert "found data (1).ipynb" in reason(notebook.parent, ["data.ipynb"])
    notebook.write_text(WHOLE)
    assert reason(notebook.parent, ["data.ipynb", "more.ipynb"]) == "more.ipynb is missing."
