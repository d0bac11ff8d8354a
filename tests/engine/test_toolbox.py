"""Parts of earlier chapters: the learner's own where they have passed and still do, else the reference's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest
import toolbox_help
import torch

from attention_course import keeping, progress, question, toolbox
from attention_course.checking import WrongAnswer, check
from attention_course.toolbox import ToolboxError

OWN = """
import torch
from torch import nn
from attention_course import toolbox

Base = toolbox.take("Base")
MARK = "mine"


class Reader(Base):
    mark = MARK

    def __init__(self, size):
        super().__init__()
        self.rnn = nn.GRU(size, size, batch_first=True)

    def forward(self, inputs):
        return read(self, inputs)


def read(reader, inputs):
    return halve(reader.rnn(inputs)[0])


def halve(numbers):
    return numbers * HALF


HALF = 0.5
"""
TODAY = date.today().isoformat()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    toolbox_help.write(tmp_path)
    toolbox_help.install(tmp_path, monkeypatch.setattr)
    yield tmp_path
    for cached in (question.topics, question.exercises, toolbox._defined):
        cached.cache_clear()
    for name in ("attention_course.questions.made_up", f"{toolbox.PREFIX}made_up"):
        sys.modules.pop(name, None)


@pytest.fixture
def notebook(folder):
    """What a notebook defines that has the whole chapter right."""
    namespace = {"__name__": "__main__"}
    exec(OWN, namespace)
    return namespace


def fresh(folder: Path, code: str, **environment: str) -> str:
    """What code prints in a process of its own, with the same home and the same made-up chapter."""
    prelude = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r})\nimport toolbox_help; toolbox_help.install({str(folder)!r})\n"
    prelude += "import torch\nfrom attention_course import probing, toolbox\n"
    done = subprocess.run(
        [sys.executable, "-c", prelude + textwrap.dedent(code)], capture_output=True, text=True, env=os.environ | environment, check=False
    )
    assert done.returncode == 0 and not done.stderr, done.stderr
    return done.stdout


def test_what_has_passed_is_taken_in_another_process_with_all_that_it_calls(folder, notebook, capsys):
    check("Q92.halve", notebook)
    assert "Kept for later chapters: halve." in capsys.readouterr().out
    check("Q91", notebook)
    assert "Kept" not in capsys.readouterr().out
    check("Q92.read", notebook)
    assert "Kept for later chapters: Reader." in capsys.readouterr().out
    check("Q92", notebook)
    assert "Kept" not in capsys.readouterr().out, "what is kept already is not news"
    said = fresh(folder, """
        Reader, halve, Base = toolbox.take("Reader", "halve", "Base")
        reference = toolbox.reference("Reader")
        assert Reader is not reference and Reader.mark == "mine" and halve(3) == 1.5
        assert issubclass(Reader, Base) and Base is toolbox.reference("Base")
        assert Reader.forward.__globals__["halve"] is halve, "both passed in one notebook, and stay together"
        inputs = probing.drawn((2, 3, 4), 1)
        mine, theirs = (probing.filled(kind(4))(inputs) for kind in (Reader, reference))
        assert torch.equal(mine, theirs)
        assert toolbox.take("Reader", own=False) is reference and toolbox.take("Reader") is Reader
    """)  # fmt: skip
    assert said.splitlines() == [
        f"Reader: yours, checked {TODAY}",
        f"halve: yours, checked {TODAY}",
        "Base: the reference's, which the lesson gives",
        "Reader: the reference's, as you asked",
        f"Reader: yours, checked {TODAY}",
    ]


def test_until_all_that_it_needs_has_passed_the_references_is_taken_and_what_is_missing_said(notebook, capsys):
    check("Q92.halve", notebook)
    check("Q91.Reader", notebook)
    with pytest.raises(WrongAnswer):
        check("Q92.read", notebook | {"read": lambda reader, inputs: inputs})
    capsys.readouterr()
    assert toolbox.take("Reader") is toolbox.reference("Reader")
    assert capsys.readouterr().out == "Reader: the reference's, since Q92.read has not passed yet (chapter 'made_up')\n"


@pytest.mark.parametrize("change", ["halve", "Reader", "no halve"])
def test_what_has_been_changed_since_its_check_is_not_kept(notebook, capsys, change):
    for exercise in ("Q92.halve", "Q91.Reader"):
        check(exercise, notebook)
    halve = notebook["halve"]
    if change == "no halve":
        del notebook["halve"]
        notebook["read"].__globals__.setdefault("halve", halve)
        notebook = {name: value for name, value in notebook.items() if name != "halve"}
    else:
        notebook[change] = (lambda numbers: numbers) if change == "halve" else torch.nn.Linear
    if change == "halve":
        exec("def read(reader, inputs):\n    return reader.rnn(inputs)[0] / 2", notebook)
    check("Q92.read", notebook)
    toolbox.take("Reader")
    assert "Reader: the reference's, since yours has not been kept: run its cells and the checks of" in capsys.readouterr().out


def test_an_answer_that_goes_wrong_later_leaves_what_was_kept(notebook, capsys):
    check("Q91", notebook)
    check("Q92", notebook)
    with pytest.raises(WrongAnswer):
        check("Q92.halve", notebook | {"halve": lambda numbers: numbers})
    capsys.readouterr()
    assert toolbox.take("Reader").mark == "mine"


def damage(kind: str) -> None:
    file = progress.progress_file().with_name("toolbox-made_up.json")
    data = json.loads(file.read_text("utf-8"))
    [snapshot] = data["snapshots"].values()
    if kind == "another Python":
        snapshot["python"] = "3.9"
    elif kind == "cut off":
        snapshot["pickle"] = snapshot["pickle"][:400]
    elif kind == "snapshot gone":
        data["snapshots"] = {}
    elif kind == "another form":
        data = {"parts": [], "snapshots": {}}
    file.write_text("{" if kind == "no JSON" else json.dumps(data), encoding="utf-8")
    keeping._loaded.clear()


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("another Python", "since yours was kept by Python 3.9 and this is Python"),
        ("cut off", "since yours cannot be loaded"),
        ("snapshot gone", "since yours has not been kept"),
        ("another form", "since the file that keeps yours is damaged"),
        ("no JSON", "since the file that keeps yours is damaged"),
    ],
)
def test_what_cannot_be_loaded_is_replaced_by_the_references_and_mended_by_the_next_check(notebook, capsys, kind, says):
    check("Q91", notebook)
    check("Q92", notebook)
    damage(kind)
    capsys.readouterr()
    assert toolbox.take("Reader") is toolbox.reference("Reader")
    said = capsys.readouterr().out
    assert says in said and "once more" in said and "chapter 'made_up'" in said
    check("Q92", notebook)
    assert toolbox.take("Reader").mark == "mine"


def test_a_check_passes_where_nothing_can_be_saved_and_says_so(notebook, capsys, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSE_HOME", str(tmp_path / "file"))
    check("Q92.halve", notebook)
    assert "could not be kept for later chapters, which will use the reference's instead" in capsys.readouterr().out


def test_what_cannot_be_pickled_is_said_and_what_is_too_large(notebook, capsys, monkeypatch):
    notebook["halve"] = (lambda lines: lambda numbers: numbers / (2 if lines else 1))(line for line in "ab")
    check("Q92.halve", notebook)
    assert "could not be kept" in (said := capsys.readouterr().out) and "generator" in said
    monkeypatch.setattr(keeping, "LARGEST", 100)
    exec(OWN, notebook)
    check("Q92.halve", notebook)
    assert "let functions take large data as arguments" in capsys.readouterr().out


def test_where_there_is_no_reference_the_learners_own_or_a_sentence(folder, notebook, monkeypatch):
    check("Q92.halve", notebook)
    monkeypatch.setattr(toolbox, "REFERENCES", folder / "nowhere")
    assert toolbox.take("halve")(3) == 1.5
    with pytest.raises(ToolboxError, match=r"^Reader is not there yet: the checks of Q91.Reader, Q92.read and Q92.halve have to pass first"):
        toolbox.take("Reader")


@pytest.mark.parametrize(
    ("name", "says"),
    [("Reeder", "There is no part 'Reeder'. Did you mean Reader?"), ("xyz", "There is no part 'xyz'. There are Base, Reader, halve.")],
)
def test_an_unknown_name_is_answered_with_those_that_are_known(notebook, name, says):
    for ask in (toolbox.take, toolbox.reference):
        with pytest.raises(ToolboxError) as error:
            ask(name)
        assert str(error.value) == says
    with pytest.raises(ToolboxError, match="Name what you take: Base, Reader, halve"):
        toolbox.take()


def test_in_a_grading_run_the_references_are_taken_and_nothing_is_read_or_kept(notebook, capsys, monkeypatch):
    check("Q92.halve", notebook)
    damage("whole")
    monkeypatch.setattr(keeping, "_read", lambda topic: pytest.fail("a file of the learner's was read"))
    monkeypatch.setenv("COURSE_GRADING", "1")
    assert toolbox.take("halve") is toolbox.reference("halve")
    assert capsys.readouterr().out.endswith("halve: the reference's, as in every grading run\n")
    check("Q91", notebook)
    check("Q92", notebook)


def test_the_chapter_that_is_graded_gives_no_part_that_it_asks_for(notebook, monkeypatch):
    monkeypatch.setenv("COURSE_GRADING", "1")
    monkeypatch.setenv("COURSE_GRADED", "made_up")
    for ask in (toolbox.take, toolbox.reference):
        with pytest.raises(ToolboxError, match="Reader is what this chapter asks for"):
            ask("Reader")
        ask("Base")
    monkeypatch.setenv("COURSE_GRADED", "another")
    toolbox.take("Reader")


def test_where_answers_run_the_reference_is_one_module(bench):
    code = """
import sys
from attention_course import toolbox
assert sys.modules["autograder"] is None
Attention, Memory = toolbox.take("Attention", "Memory")
assert toolbox.reference("Attention") is Attention
assert sys.modules[Attention.__module__] is sys.modules[Memory.__module__]
"""
    outputs, succeeded = bench.run(code, 60)
    assert succeeded, outputs
    assert [line.partition(":")[0] for line in outputs[0]["text"].splitlines()] == ["Attention", "Memory"]


def test_what_a_chapter_hands_on_is_defined_by_its_reference_and_asked_for_by_its_exercises():
    for topic in question.topics():
        for part, needed in toolbox.parts(topic).items():
            assert part in toolbox._defined(topic), (topic, part)
            for exercise in needed:
                assert exercise in question.exercises(), (topic, part, exercise)
