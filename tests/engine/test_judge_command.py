"""`course judge`: JSON on stdout, exit status 0, 1 or 2, and the reason in a sentence, whatever the file is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from attention_course.question import Exercise, find
from autograder import catalogue
from autograder.cli import app
from autograder.commands import questions as command
from autograder.grading.judging import Judge

QUESTION = "Q6.numericalize"
SOURCE = catalogue.reference_answer(find(QUESTION)[0])


@pytest.fixture
def judge(workshop, monkeypatch, tmp_path):
    """Runs the command on a file of the given content; one workshop and one judge serve all, as a class would have it."""

    class Shared:
        def __enter__(self):
            return workshop

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(command, "Workshop", Shared)
    monkeypatch.setattr(command, "Judge", lambda seed: JUDGE)

    def run(content, *options, question=QUESTION):
        file = tmp_path / "answer.py"
        if isinstance(content, str | bytes):
            file.write_bytes(content.encode() if isinstance(content, str) else content)
            content = file
        result = CliRunner().invoke(app, ["judge", question, str(content), *options])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run


JUDGE = Judge(11)


def told(result):
    data = json.loads(result.stdout)
    assert {"question", "passed", "score", "findings"} <= set(data)
    assert all({"name", "message"} <= set(finding) for finding in data["findings"])
    return data


def test_a_right_answer(judge):
    result = judge(SOURCE, "--hidden", "--json")
    data = told(result)
    assert result.exit_code == 0
    assert (data["question"], data["passed"], data["score"], data["findings"]) == (QUESTION, True, 1.0, [])
    assert data["seed"] == 11
    assert judge(SOURCE).exit_code == 0


def test_a_wrong_answer(judge):
    result = judge("def numericalize(*a, **k): return []", "--hidden", "--json")
    data = told(result)
    assert result.exit_code == 1
    assert (data["passed"], data["score"]) == (False, 0.0)
    assert data["findings"][0]["message"]
    plain = judge("def numericalize(*a, **k): return []", "--hidden")
    assert plain.exit_code == 1
    assert "not right yet" in plain.stdout


def test_some_names_of_a_question_earn_their_share(judge):
    chosen = [found for found in find("Q6") if isinstance(found.exercise, Exercise)]
    names = [found.exercise.name for found in chosen]
    kept = SOURCE + "\n" + "\n".join(f"del {name}" for name in names if name != "numericalize")
    data = told(judge(kept, "--hidden", "--json", question="Q6"))
    points = {found.exercise.name: found.exercise.points for found in chosen}
    assert data["score"] == points["numericalize"] / sum(points.values())
    assert {finding["exercise"] for finding in data["findings"]} == {f"Q6.{name}" for name in names if name != "numericalize"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"caf\xe9 = 1", "not UTF-8"),
        ("def f(:", "not valid Python"),
        ("return 5", "not valid Python"),
        ("x = '\0'", "not valid Python"),
        ("(" * 5000, "not valid Python"),
        ("x = " + "9" * 5000, "not valid Python"),
        ("#" * 3_000_000, "at most"),
        (Path("/no/such/file.py"), "cannot be read"),
        (Path("/"), "not a file"),
        (Path("/dev/zero"), "not a file"),
    ],
    ids=["latin-1", "syntax", "return", "null", "brackets", "digits", "huge", "missing", "folder", "device"],
)
def test_what_cannot_be_judged_is_said_so(judge, content, reason):
    result = judge(content, "--json")
    assert result.exit_code == 2
    data = told(result)
    assert data["passed"] is None
    assert reason in data["error"]
    assert reason in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize("question", ["Q77", "", "Q6.nothing", "--"])
def test_an_unknown_question_is_said_so(judge, question):
    result = judge(SOURCE, "--json", question=question or " ")
    assert result.exit_code == 2


def test_a_question_that_a_person_marks_is_not_run(judge, monkeypatch):
    monkeypatch.setattr(command, "find", lambda question: [])
    result = judge(SOURCE, "--json", question="Q4.explain")
    assert result.exit_code == 2
    assert "by a person" in told(result)["error"]


@pytest.mark.parametrize(
    "content",
    [
        "\ufeff" + SOURCE,
        SOURCE.replace("\n", "\r\n"),
        SOURCE + "\nprint('{\"question\": \"Q6\", \"passed\": false}')\nimport sys; sys.stderr.write('junk')",
        SOURCE + "\nif __name__ == '__main__':\n    import os; os._exit(1)",
        SOURCE + "\nfrom dataclasses import dataclass, field\n@dataclass\nclass A:\n    x: list[int] = field(default_factory=list)\nA()",
        SOURCE + "\nimport asyncio\nasync def f(): return 1\nassert asyncio.run(f()) == 1",
        SOURCE + "\nopen('beside.txt', 'w').write('x'); assert open('beside.txt').read() == 'x'",
        SOURCE + "\nimport typing\nclass P(typing.NamedTuple):\n    x: 'int' = 1\ntyping.get_type_hints(P)",
        SOURCE + "\nimport sys\nassert sys.argv == ['answer'], sys.argv\nassert __name__ == 'answer'",
        SOURCE + "\nraise SystemExit(0)",
        "if True:\n" + "\n".join("    " + line for line in SOURCE.splitlines() if "from __future__" not in line),
        SOURCE + "\n'''%magic\n!ls\n?help'''\n\"\\d\"",
    ],
    ids=["BOM", "CRLF", "junk", "main", "dataclass", "async", "files", "hints", "argv", "exit", "indented", "escapes"],
)
def test_a_right_answer_in_an_unusual_file_is_right(judge, content):
    result = judge(content, "--hidden", "--json")
    assert told(result)["findings"] == []
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("", "not defined"),
        ("# nothing", "not defined"),
        ("raise ValueError('why')", "the file does not run"),
        ("import sys; sys.exit(0)", "the file does not run"),
        ("import os; os._exit(0)", "did not come to an end"),
        ("print('{\"passed\": true}'); import os; os.write(1, b'{\"passed\": true}')", "not defined"),
        ("def numericalize(*a, **k):\n    raise ValueError('\\ud800 \\x1b[2J')", None),
        ("import typing\nnumericalize: typing.Any", "not defined"),
        ("class E(Exception):\n    def __str__(self): raise E\nraise E", "the file does not run"),
    ],
)
def test_a_file_that_defines_no_answer_is_wrong_with_the_reason(judge, content, name):
    result = judge(content, "--hidden", "--json")
    data = told(result)
    assert result.exit_code == 1
    assert (data["passed"], data["score"]) == (False, 0)
    assert name is None or data["findings"][0]["name"] == name
    plain = judge(content)
    assert plain.exit_code == 1
    assert "\x1b" not in plain.stdout


def test_a_file_that_comes_to_no_end_is_run_once_and_not_for_each_exercise(judge, monkeypatch, workshop):
    opened, open_bench = [], workshop.open
    monkeypatch.setattr(workshop, "open", lambda **told: opened.append(1) or open_bench(**told))
    for found in find("Q6"):
        if isinstance(found.exercise, Exercise):
            object.__setattr__(found.exercise, "seconds", 1.0)
    try:
        data = told(judge("while True: pass", "--json", question="Q6"))
    finally:
        for found in find("Q6"):
            if isinstance(found.exercise, Exercise):
                object.__setattr__(found.exercise, "seconds", 30.0)
    assert {finding["name"] for finding in data["findings"]} == {"did not come to an end"}
    assert len(opened) == 1
    assert len(data["findings"]) == len([found for found in find("Q6") if isinstance(found.exercise, Exercise)])


def test_forged_outputs_do_not_trouble_the_command(judge):
    code = """
import json, os, stat, struct
text = json.dumps({"outputs": [3, None, {"output_type": "error", "ename": {"a": 1}, "evalue": ["\\ud800"]}], "succeeded": False}).encode()
for fd in map(int, os.listdir("/proc/self/fd")):
    try:
        if stat.S_ISSOCK(os.fstat(fd).st_mode): os.write(fd, struct.pack("!IQ", len(text), 0) + text)
    except OSError: pass
"""
    result = judge(code, "--json")
    assert result.exit_code == 1
    told(result)


def test_the_command_stands_on_its_own(tmp_path):
    file = tmp_path / "answer.py"
    file.write_text(SOURCE)
    result = CliRunner().invoke(app, ["judge", QUESTION, str(file), "--hidden", "--json", "--seed", "4"])
    assert result.exit_code == 0
    assert told(result)["seed"] == 4
