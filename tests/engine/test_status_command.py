"""`course status` and `course doctor` say where a learner and a machine stand."""

import json
import re

import pytest
from typer.testing import CliRunner

from attention_course import progress
from attention_course.question import Exercise, exercises
from autograder.cli import app

runner = CliRunner()


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("COURSE_HOME", str(tmp_path))


def coded() -> list[str]:
    return [key for key, found in exercises().items() if isinstance(found.exercise, Exercise)]


def test_status_shows_what_passed_what_was_tried_and_what_comes_next():
    first, second, *_ = coded()
    progress.record(first, True)
    progress.record(second, False)
    progress.record(second, False)
    shown = runner.invoke(app, ["status"]).stdout
    assert f"Next: {second}" in shown
    rows = {row["id"]: row for row in json.loads(runner.invoke(app, ["status", "--json"]).stdout)["exercises"]}
    assert list(rows) == coded()
    assert (rows[first]["state"], rows[second]["state"], rows[second]["tries"]) == ("passed", "tried", 2)


def test_status_shows_the_exercises_of_the_chapter_that_is_asked_for():
    own = [key for key in coded() if exercises()[key].topic == "data"]
    progress.record(own[0], True)
    shown = runner.invoke(app, ["status", "data"]).stdout
    assert all(key in shown for key in own)
    assert re.search(rf"data +│ +1 of {len(own)} │", shown)
    assert "Q1.find_problems" not in shown.replace("Next: Q1.find_problems", "")
    refused = runner.invoke(app, ["status", "dta"])
    assert refused.exit_code != 0
    assert "There is no chapter 'dta'" in refused.output


def test_status_of_one_who_has_done_everything():
    for key in coded():
        progress.record(key, True)
    assert "Everything has passed" in runner.invoke(app, ["status"]).stdout


def test_the_doctor_finds_nothing_wrong_here(monkeypatch):
    monkeypatch.delenv("COURSE_DATA", raising=False)
    done = runner.invoke(app, ["doctor"])
    assert done.exit_code == 0, done.stdout
    assert "problem" not in done.stdout


@pytest.mark.parametrize("what", ["python", "missing", "old", "data", "space"])
def test_the_doctor_says_what_is_wrong_and_what_to_do(monkeypatch, what):
    from attention_course.commands import doctor

    monkeypatch.delenv("COURSE_DATA", raising=False)
    if what == "python":
        monkeypatch.setattr(doctor, "NEEDED", (99, 0))
    elif what == "missing":
        monkeypatch.setattr(doctor.importlib.metadata, "requires", lambda name: ["no-such-distribution-here>=1"])
    elif what == "old":
        monkeypatch.setattr(doctor.importlib.metadata, "requires", lambda name: ["packaging>=9999"])
    elif what == "data":
        monkeypatch.setenv("COURSE_DATA", "/no/such/folder")
    else:
        monkeypatch.setattr(doctor, "FREE_SPACE", 2**80)
    done = runner.invoke(app, ["doctor"], env={"COLUMNS": "200"})
    says = {"python": "install Python", "missing": "is missing: run `make setup`", "old": ">=9999 is needed", "data": "correct it, or unset it", "space": "are free on this disk"}
    assert done.exit_code == 1
    assert says[what] in done.stdout
