"""A cell's outputs: in order, whole, bounded, and always something that a notebook can hold."""

from __future__ import annotations

import nbformat
import pytest

from attention_course.shell import LEFT_OUT, MAXIMUM_CHARACTERS


@pytest.fixture
def run(bench):
    """Runs a cell in a process of its own: the shell is one for a whole process."""

    def outputs(code, seconds=60):
        given, succeeded = bench.run(code, seconds)
        for output in given:
            nbformat.v4.nbbase.validate(nbformat.from_dict(output), ref=output["output_type"])
        return given, succeeded

    return outputs


def texts(given):
    return [(output["name"], output["text"]) for output in given if output["output_type"] == "stream"]


def test_printed_text_shown_objects_and_the_last_value_come_in_order(run):
    given, succeeded = run(
        "import sys\nfrom IPython.display import display, HTML\nprint('one'); print('two')\nprint('beware', file=sys.stderr)\n"
        "display(HTML('<b>bold</b>'))\nprint('three')\n6 * 7"
    )
    assert succeeded
    kinds = [output["output_type"] for output in given]
    assert kinds == ["stream", "stream", "display_data", "stream", "execute_result"]
    assert texts(given) == [("stdout", "one\ntwo\n"), ("stderr", "beware\n"), ("stdout", "three\n")]
    assert given[2]["data"]["text/html"] == "<b>bold</b>"
    assert given[4]["data"] == {"text/plain": "42"}
    assert run("_ = 3\nNone") == ([], True)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("def f(:", "SyntaxError"),
        ("import sys; sys.exit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("class E(BaseException): pass\nraise E", "E"),
        ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E", "E"),
        ("input('name? ')", "EOFError"),
        ("raise ValueError('x' * 10_000_000)", "ValueError"),
        ("raise ValueError('\\ud800')", "ValueError"),
        ("import autograder", "ModuleNotFoundError"),
    ],
)
def test_an_exception_is_shown_and_the_next_cell_runs(run, code, name):
    given, succeeded = run(code)
    assert not succeeded
    error = next(output for output in given if output["output_type"] == "error")
    assert error["ename"] == name
    assert len(str(error)) < 200_000
    assert run("1")[1]


def test_names_imports_and_magics_last_from_cell_to_cell(run):
    run("from __future__ import annotations\nx = 5\ndef f(y: Nothing): return x + y")
    assert run("f(1)")[0][0]["data"]["text/plain"] == "6"
    assert texts(run("%%bash\necho hello")[0]) == [("stdout", "hello\n")]
    assert "hello" in texts(run("!echo hello")[0])[0][1]
    assert "Wall time" in texts(run("%time y = x")[0])[0][1]
    assert run("%no_such_magic")[0]
    assert run("import asyncio\nawait asyncio.sleep(0)\n7")[0][-1]["data"]["text/plain"] == "7"
    assert run("exit")[1]
    assert run("x")[0][0]["data"]["text/plain"] == "5"


def test_a_figure_is_shown_as_a_picture(run):
    given, succeeded = run("import matplotlib.pyplot as plt\nplt.plot([1, 2])\nNone")
    assert succeeded
    assert [list(output["data"]) for output in given] == [["text/plain", "image/png"]]


@pytest.mark.parametrize(
    "flood",
    ["for i in range(10**9):\n    print(i)\n    if i > 2 * 10**5: raise ValueError", "print('x' * 50_000_000)\nraise ValueError",
     "for i in range(10_000): display(i)\nraise ValueError", "import sys\nfor i in range(10**5): print('x' * 99); print('y', file=sys.stderr)\nraise ValueError"],
)  # fmt: skip
def test_a_flood_is_cut_and_the_exception_after_it_still_shown(run, flood):
    given, _ = run(flood)
    assert sum(len(str(output)) for output in given) < 2 * MAXIMUM_CHARACTERS
    assert given[-1]["output_type"] == "error"
    assert LEFT_OUT in str([output.get("text") for output in given]) or LEFT_OUT in "".join(text for _, text in texts(given)) or len(given) > 1000
    assert texts(run("print('next')")[0]) == [("stdout", "next\n")]


def test_cleared_output_is_gone_and_an_updated_display_is_replaced(run):
    given, _ = run("from IPython.display import clear_output\nprint('a'); clear_output(wait=True); print('b')")
    assert texts(given) == [("stdout", "b\n")]
    given, _ = run("handle = display(1, display_id=True)\nprint('between')\nhandle.update(2)")
    assert [output["output_type"] for output in given] == ["display_data", "stream"]
    assert given[0]["data"]["text/plain"] == "2"


def test_whatever_an_object_shows_of_itself_is_json(run):
    given, succeeded = run(
        "class Odd:\n    def _repr_mimebundle_(self, **_):\n"
        "        return {'application/json': {'a': float('nan'), 'b': {1, 2}, 3: b'x'}, 'text/plain': 'odd'}, {'meta': object()}\nOdd()"
    )
    assert succeeded
    assert given[0]["data"]["text/plain"] == "odd"


def test_an_output_written_by_a_thread_left_behind_reaches_the_cell_that_runs(run):
    run("import threading\ngo, done = threading.Event(), threading.Event()\n"
        "def late():\n    go.wait(); print('late'); done.set()\nthreading.Thread(target=late, daemon=True).start()")  # fmt: skip
    assert texts(run("go.set(); done.wait(10)\nNone")[0]) == [("stdout", "late\n")]
