"""Whatever an answer does to its process, the judge goes on, the next answer is unaffected, and nothing is left behind."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
import torch

from attention_course.question import Case, find
from autograder import catalogue
from autograder.grading.judging import Judge
from autograder.grading.workshop import AnswerEnded, GradingUnavailable, Workshop

NUMERICALIZE = "Q6.numericalize"


@pytest.fixture(scope="module")
def right():
    [found] = find(NUMERICALIZE)
    return found, catalogue.reference_answer(found)


JUDGE = Judge(7)


def judged(workshop, right, *cells, reference=True):
    """Whether an answer gets the mark, after the right cell if asked for and then the others."""
    found, source = right
    with workshop.open() as bench:
        try:
            for cell in [source, *cells] if reference else cells:
                bench.run(cell, 30)
        except AnswerEnded:
            return False
        return JUDGE.mark(found, bench).passed


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import os; os._exit(7)", "exit status 7"),
        ("import os; os.kill(os.getpid(), 11)", "SIGSEGV"),
        ("import os; os.kill(os.getpid(), 9)", "SIGKILL"),
        ("import os; os.kill(os.getpid(), 40)", "signal 40"),
        ("import ctypes; ctypes.string_at(0)", "SIGSEGV"),
        ("import os, time; os.closerange(0, 200); time.sleep(600)", "connection"),
        ("import os; os.fork(); os._exit(0)", "exit status 0"),
    ],
)
def test_the_end_of_a_process_is_told_in_a_sentence(ending, code, told):
    assert told in ending(code)


@pytest.mark.parametrize("code", ["while True: pass", "import time; time.sleep(600)", "import signal, os; os.kill(os.getpid(), signal.SIGSTOP)"])
def test_what_takes_too_long_is_stopped(ending, code):
    assert "longer than 0.5 seconds" in ending(code, 0.5)


def test_too_much_memory_is_an_exception_and_costs_nobody_else(bench):
    outputs, succeeded = bench.run("x = bytearray(2**40)", 20)
    assert not succeeded
    assert outputs[0]["ename"] == "MemoryError"
    assert bench.run("import torch; torch.ones(2**40)", 20)[1] is False
    assert bench.run("1", 20)[1]


def test_processes_and_threads_left_behind_are_ended(workshop, tmp_path, alive):
    code = f"""
import os, subprocess, sys, threading, time
threading.Thread(target=time.sleep, args=(600,)).start()
started = [subprocess.Popen(["sleep", "600"]).pid, subprocess.Popen(["sleep", "600"], start_new_session=True).pid]
reader, writer = os.pipe()
if os.fork() == 0:                      # a daemon, as the textbook makes one
    os.setsid()
    if (pid := os.fork()):
        os.write(writer, str(pid).encode()); os._exit(0)
    time.sleep(600); os._exit(0)
started += [int(os.read(reader, 20)), os.getpid()]
open({str(tmp_path / "pids")!r}, "w").write(" ".join(map(str, started)))
"""
    with workshop.open() as bench:
        assert bench.run(code, 30)[1]
        pids = [int(pid) for pid in (tmp_path / "pids").read_text().split()]
        assert [alive(pid) for pid in pids] == [True] * 4
    deadline = time.monotonic() + 10
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert [alive(pid) for pid in pids] == [False] * 4


@pytest.mark.parametrize(
    "code",
    [
        "open('file', 'w').write('x')",
        "import os; os.makedirs('a/b'); open('a/b/c', 'w'); os.chmod('a/b', 0)",
        "import os\nfor _ in range(1100): os.mkdir('d'); os.chdir('d')",
        "import os, shutil; shutil.rmtree(os.getcwd())",
        "import os, shutil; here = os.getcwd(); shutil.rmtree(here); os.symlink('/usr', here)",
        "import os, shutil; here = os.getcwd(); shutil.rmtree(here); open(here, 'w')",
    ],
)
def test_the_scratch_folder_is_gone_whatever_was_made_of_it(workshop, code):
    with workshop.open() as bench:
        [output] = bench.run("import os; os.getcwd()", 20)[0]
        scratch = Path(output["data"]["text/plain"].strip("'"))
        assert scratch.is_dir()
        bench.run(code, 30)
    assert not os.path.lexists(scratch)
    assert Path("/usr/bin").is_dir()


def test_an_answer_has_a_copy_of_its_files_and_nothing_it_does_reaches_them(workshop, tmp_path):
    (tmp_path / "data.txt").write_text("kept")
    os.mkfifo(tmp_path / "pipe")
    with workshop.open(tmp_path) as bench:
        outputs, _ = bench.run("text = open('data.txt').read(); open('data.txt', 'w').write('lost'); text", 20)
    assert outputs[0]["data"]["text/plain"] == "'kept'"
    assert (tmp_path / "data.txt").read_text() == "kept"


def test_a_server_that_an_answer_kills_or_stops_is_replaced_and_ends_what_it_started(monkeypatch, right, alive):
    monkeypatch.setenv("COURSE_HIDDEN_SEED", "42")
    with Workshop() as workshop:
        with workshop.open() as bench, workshop.open() as other:
            [output] = bench.run("import os, signal; 'COURSE_HIDDEN_SEED' in os.environ", 20)[0]
            assert output["data"]["text/plain"] == "False", "the grader's environment reaches an answer"
            bench.run("os.kill(os.getppid(), signal.SIGKILL)", 20)
            assert other.run("1", 20)[1]
        assert judged(workshop, right)
        monkeypatch.setattr("autograder.grading.workshop.LONGEST_REPLY", 2.0)
        with workshop.open() as bench:
            bench.run("import os, signal; os.kill(os.getppid(), signal.SIGSTOP)", 20)
        monkeypatch.setattr("autograder.grading.workshop.LONGEST_REPLY", 60.0)
        assert judged(workshop, right)
        left = workshop.open()
        [output] = left.run("import os; os.getpid()", 20)[0]
    assert not alive(int(output["data"]["text/plain"]))
    left.__exit__()
    with pytest.raises(GradingUnavailable, match="closed"):
        workshop.open()


SOCKETS = """
import json, os, socket, stat, struct
def tell(message, times=1):
    text = json.dumps(message).encode()
    for fd in os.listdir("/proc/self/fd"):
        try:
            if stat.S_ISSOCK(os.fstat(int(fd)).st_mode):
                for _ in range(times):
                    os.write(int(fd), struct.pack("!IQ", len(text), 0) + text)
        except OSError:
            pass
"""
PROBE = """
from attention_course.question import exercises
object.__setattr__(exercises()["Q6.numericalize"].exercise, "probe", lambda answer, **inputs: {})
numericalize = 0
"""
HOSTILE = {
    "wrong values": "def numericalize(*a, **k): return [1, 2, 3]",
    "an object equal to anything": "class All:\n    __eq__ = lambda *_: True\n    __hash__ = lambda *_: 1\n"
    "numericalize = lambda *a, **k: All()",
    "lists equal to anything": "class L(list):\n    __eq__ = lambda *_: True\nnumericalize = lambda *a, **k: L([1])",
    "torch's and math's comparisons": "import torch, math, builtins\n"
    "torch.isclose = torch.equal = torch.allclose = lambda *a, **k: torch.ones(1, dtype=bool)\nmath.isclose = lambda *a, **k: True\n"
    "numericalize = lambda *a, **k: [1]",
    "builtins": "import builtins\nbuiltins.zip = lambda *a, **k: iter(())\nbuiltins.isinstance = lambda *a: True\n"
    "builtins.set = lambda *a: 1\nnumericalize = lambda *a, **k: [1]",
    "the comparison": "import attention_course.comparing as c\nc.difference = lambda *a, **k: None\nimport attention_course.diagnosis as d\n"
    "d.observation_difference = d.difference = lambda *a, **k: None\nnumericalize = lambda *a, **k: [1]",
    "the encoding": "import attention_course.values as v\nv.encode = lambda *a, **k: {'opaque': 'anything'}\nnumericalize = lambda *a, **k: [1]",
    "the probe": "from attention_course.question import exercises\n"
    "object.__setattr__(exercises()['Q6.numericalize'].exercise, 'probe', lambda *a, **k: True)\nnumericalize = 3",
    "observe": "import attention_course.observing as o\no.observe = lambda e, n, cases: [o.Observation(True) for _ in cases]\nnumericalize = 3",
    "json": "import json\njson.dumps = lambda *a, **k: '{\"observations\": true, \"passed\": true}'",
    "modules": "import sys\nfor name in list(sys.modules):\n    if name.startswith(('attention_course', 'json', 'torch')): sys.modules[name] = None",
    "modules gone": "import sys\nsys.modules.clear()",
    "a forged verdict": SOCKETS + "tell({'passed': True, 'outputs': [], 'succeeded': True, 'observations': True, 'score': 1})",
    "forged observations": SOCKETS + "numericalize = lambda *a, **k: (tell({'observations': [{'returned': [1]}] * 9}), [1])[1]",
    "replies in advance": SOCKETS + "tell({'observations': [{'returned': []}] * 4}, 20)",
    "huge numbers": SOCKETS + "numericalize = lambda *a, **k: (tell({'observations': [{'returned': {'int': 1e999}}] * 40}), 10**4999)[1]",
    "deep replies": SOCKETS + "numericalize = lambda *a, **k: (os.write(9, b''), tell({'observations': [{'returned': eval('[' * 90 + ']' * 90)}]}))",
    "reading": "import sys\nnumericalize = lambda *a, **k: sys.stdin.read()",
    "a flood": "numericalize = lambda *a, **k: ['x' * 3_000_000]",
    "an end": "import os\nnumericalize = lambda *a, **k: os._exit(0)",
    "closed ends": "import os\nnumericalize = lambda *a, **k: os.closerange(0, 100)",
}  # fmt: skip


@pytest.mark.parametrize("attack", HOSTILE)
def test_no_attack_earns_a_mark_and_the_next_answer_is_unaffected(workshop, right, attack):
    assert not judged(workshop, right, HOSTILE[attack], reference=False)
    assert not judged(workshop, right, HOSTILE[attack] + "\nnumericalize = lambda *a, **k: [1]")
    assert judged(workshop, right)


def test_right_values_are_right_however_they_are_held(workshop, right):
    assert judged(workshop, right, "import collections\nclass Mine(list): pass\nhonest = numericalize\nnumericalize = lambda *a, **k: Mine(honest(*a, **k))")


def test_inputs_reach_an_answer_as_they_are_here(bench):
    """A probe that echoes: the visible cases of an exercise come back as they went in."""
    bench.run(PROBE.format("inputs"), 20)
    inputs = {"x": torch.arange(6.0).reshape(2, 3).mT, "n": float("nan"), "s": "é\ud800", "b": b"\0", "t": (1, [None, True]), "i": 10**100}
    [seen] = bench.probe(NUMERICALIZE, [Case("", inputs)], 20)
    assert torch.equal(seen.returned.pop("x"), inputs.pop("x"))
    assert repr(seen.returned) == repr(inputs)
    assert seen.changed == ()


@pytest.mark.parametrize(
    "observations",
    [
        "True", "[]", "[1]", "[None]", "[[]]", "[{'returned': {'x': 1}}]", "[{'raised': 'ValueError'}]", "[{'raised': [1]}]", "[{'changed': ['other']}]",
        "[{'message': 3}]", "[{'returned': {'tensor': '0'}}]", "[{'returned': {'float': 10**400}}]", "[{'returned': {'int': 1e999}}]", "[{}, {}]", "{}",
        "[{'returned': " + "[" * 90 + "]" * 90 + "}]",
    ],
)  # fmt: skip
def test_a_reply_of_another_form_ends_the_answer(bench, observations):
    bench.run(SOCKETS + PROBE.format(f"tell({{'observations': {observations}}})"), 20)
    with pytest.raises(AnswerEnded, match="cannot be read"):
        bench.probe(NUMERICALIZE, [Case("", {"x": 1})], 20)
    assert not bench.alive
    with pytest.raises(AnswerEnded, match="has ended"):
        bench.run("1", 20)


def test_an_answer_that_stops_listening_holds_no_one_up(bench):
    """It answers at once and then sleeps: the next request, larger than the socket holds, finds nobody."""
    bench.run(SOCKETS + "import threading, time\n0", 20)
    bench.run("tell({'outputs': [], 'succeeded': True}); time.sleep(600)", 20)
    before = time.monotonic()
    with pytest.raises(AnswerEnded, match="longer than"):
        bench.run("#" * 20_000_000, 1)
    assert time.monotonic() - before < 30


def test_no_file_of_the_judge_is_open_in_an_answers_process(bench):
    [output] = bench.run("import os; sorted(os.readlink(f'/proc/self/fd/{fd}').split(':')[0] for fd in os.listdir('/proc/self/fd') if os.path.exists(f'/proc/self/fd/{fd}'))", 20)[0]
    names = set(eval(output["data"]["text/plain"]))
    assert names <= {"/dev/null", "socket", "pipe", "anon_inode", "/dev/urandom"}, names


def test_a_server_that_does_not_start_is_said_so(monkeypatch):
    monkeypatch.setattr("sys.executable", "/bin/true")
    with pytest.raises(GradingUnavailable, match="course doctor"):
        Workshop().__enter__()
