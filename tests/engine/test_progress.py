"""A learner's progress file may be missing, damaged or out of reach; a check goes on."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from attention_course import progress


def test_attempts_are_counted_and_failures_start_again_after_a_pass():
    assert [progress.record("Q1.a", passed) for passed in (False, False, True, False)] == [1, 2, 0, 1]
    entry = progress.read()["Q1.a"]
    assert (entry["passed"], entry["tries"], entry["failures"]) == (False, 4, 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"Q1.a": 3}', b'{"Q1.a": {"tries": "x"}}',
     b'{"Q1.a": {"tries": 1, "failures": "many", "passed": true}}', b'{"Q1.a": {"tries": true, "failures": 0, "passed": 1}}'],
)  # fmt: skip
def test_a_damaged_file_counts_as_none(content):
    progress.progress_file().parent.mkdir(parents=True, exist_ok=True)
    progress.progress_file().write_bytes(content)
    assert progress.read() == {}
    assert progress.record("Q1.a", False) == 1
    assert progress.read()["Q1.a"]["tries"] == 1


def test_a_damaged_entry_costs_no_other():
    progress.record("Q1.a", True)
    data = json.loads(progress.progress_file().read_text())
    progress.progress_file().write_text(json.dumps(data | {"Q1.b": []}))
    assert list(progress.read()) == ["Q1.a"]


@pytest.mark.parametrize("obstacle", ["a file in place of the folder", "a folder in place of the file"])
def test_a_file_that_cannot_be_written_stops_nothing_and_leaves_nothing(obstacle, tmp_path, monkeypatch):
    home = tmp_path / "home"
    monkeypatch.setenv("COURSE_HOME", str(home))
    if obstacle == "a file in place of the folder":
        home.write_text("")
    else:
        (home / "progress.json").mkdir(parents=True)
    assert progress.record("Q1.a", False) == 1
    assert list(tmp_path.rglob("*.part")) == []


def test_two_processes_at_once_leave_one_whole_file():
    code = "from attention_course.progress import record\nfor i in range(60): record(f'Q{i}.a', True)"
    writers = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(2)]
    while any(writer.poll() is None for writer in writers):
        if progress.progress_file().exists():
            json.loads(progress.progress_file().read_text())
    assert [writer.returncode for writer in writers] == [0, 0]
    assert "Q59.a" in progress.read()
    assert [path.name for path in progress.progress_file().parent.iterdir()] == ["progress.json"]
