"""A submitted notebook, cell by cell: what goes wrong in one costs that one, and the outputs are always a notebook's."""

from __future__ import annotations

import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from attention_course.diagnosis import NOT_DEFINED
from attention_course.question import find
from autograder import catalogue
from autograder.grading.judging import NO_END, Judge
from autograder.grading.notebooks import NOT_RUN, Grading, Limits, demonstrations
from autograder.grading.workshop import Workshop

JUDGE = Judge(3)
[FOUND] = find("Q6.numericalize")


def check(exercise="Q6.numericalize", **data):
    about = {"grade": True, "grade_id": exercise.replace(".", "-", 1), "solution": False, "locked": True, "points": 2}
    return new_code_cell(f'check("{exercise}")', metadata={"nbgrader": about | data})


def graded(workshop: Workshop, *cells, files=None, **limits):
    notebook = new_notebook(cells=[new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    reports = Grading(workshop, JUDGE, files, Limits(**limits)).grade(notebook)
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode("utf-8")
    return notebook.cells, reports


def errors(cell):
    return [output.ename for output in cell.outputs if output.output_type == "error"]


@pytest.fixture(scope="module")
def right():
    return catalogue.reference_answer(FOUND)


def test_a_right_notebook_is_marked_right_and_a_wrong_one_wrong(workshop, right):
    cells, reports = graded(workshop, new_markdown_cell("# Words"), right, check(), "print('after')")
    assert reports["Q6.numericalize"].passed
    assert errors(cells[2]) == []
    assert cells[2].metadata.course == {"exercise": "Q6.numericalize", "passed": True, "mistakes": [], "seed": 3}
    assert [cell.execution_count for cell in cells if cell.cell_type == "code"] == [1, 2, 3]
    cells, reports = graded(workshop, "def numericalize(*a, **k): return []", check())
    assert not reports["Q6.numericalize"].passed
    assert errors(cells[1]) == ["WrongAnswer"]
    assert "text/html" in cells[1].outputs[0].data


@pytest.mark.parametrize("blow", ["while True: pass", "import os; os._exit(0)", "import os; os.kill(os.getpid(), 11)", "import os; os.closerange(0, 99)"])
def test_a_hang_or_death_costs_its_cell_and_later_cells_see_what_went_before(workshop, right, blow):
    cells, reports = graded(workshop, "x = 20", right, f"x = 99\n{blow}", "x + 1", check(), cell=3.0)
    assert errors(cells[2]) == ["CellEnded"]
    assert cells[3].outputs[0].data["text/plain"] == "21"
    assert reports["Q6.numericalize"].passed


def test_an_answer_that_kills_its_process_when_asked_costs_its_own_mark_only(workshop, right):
    deadly = "import os\nhonest = numericalize\ndef numericalize(*a, **k): os._exit(0)"
    cells, reports = graded(workshop, right, deadly, check(), "numericalize = honest", check())
    assert errors(cells[2]) == ["WrongAnswer"]
    assert NO_END in str(cells[2].metadata.course)
    assert reports["Q6.numericalize"].passed


def test_an_exception_costs_no_other_cell(workshop, right):
    cells, reports = graded(workshop, right, "y = 1\n1 / 0", "y", check())
    assert errors(cells[1]) == ["ZeroDivisionError"]
    assert cells[2].outputs[0].data["text/plain"] == "1"
    assert reports["Q6.numericalize"].passed


def test_a_notebook_that_takes_too_long_is_cut_off_with_the_reason(workshop, right):
    before = time.monotonic()
    cells, reports = graded(workshop, right, "import time; time.sleep(60)", "print('never')", check(), cell=30.0, notebook=3.0)
    assert time.monotonic() - before < 25
    assert errors(cells[2]) == ["CellEnded"]
    assert reports["Q6.numericalize"].findings[0].name == NOT_RUN
    assert "minutes" in reports["Q6.numericalize"].findings[0].message


def test_relative_files_are_found_and_written_in_a_copy(workshop, tmp_path):
    (tmp_path / "words.txt").write_text("un deux")
    cells, _ = graded(workshop, "open('words.txt').read()", "open('mine.txt', 'w').write('x')", files=tmp_path)
    assert cells[0].outputs[0].data["text/plain"] == "'un deux'"
    assert errors(cells[1]) == []
    assert [path.name for path in tmp_path.iterdir()] == ["words.txt"]


SEND = """
import json, os, stat, struct
def tell(text):
    for fd in map(int, os.listdir("/proc/self/fd")):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode): os.write(fd, struct.pack("!IQ", len(text), 0) + text)
        except OSError: pass
"""


@pytest.mark.parametrize(
    "outputs",
    [
        "3", "[3, null, [], {}]", '[{"output_type": "no such"}]', '[{"output_type": "stream"}]', '[{"output_type": "stream", "name": 3, "text": {}}]',
        '[{"output_type": "display_data", "data": [], "metadata": 1}]', '[{"output_type": "error", "ename": {}, "evalue": 1, "traceback": "x"}]',
        '[{"output_type": "stream", "name": "stdout", "text": "\\\\ud800"}]', '[{"output_type": "stream", "name": "stdout", "text": NaN}]',
        "[" * 80 + "]" * 80,
    ],
)  # fmt: skip
def test_whatever_comes_back_as_outputs_is_a_notebook(workshop, outputs):
    code = SEND + f"""tell(b'{{"succeeded": true, "outputs": ' + b'''{outputs}''' + b'}}')"""
    cells, _ = graded(workshop, code)
    assert all(output.output_type == "stream" for output in cells[0].outputs)


def test_text_that_no_file_can_hold_is_mended(workshop):
    cells, _ = graded(workshop, "print('half \\ud800')", "raise ValueError('\\udfff')")
    assert cells[0].outputs[0].text == "half \ufffd\n"
    assert errors(cells[1]) == ["ValueError"]


@pytest.mark.parametrize("data", [3, "x", None, [], {"grade": True}, {"grade": True, "grade_id": 7}, {"grade": True, "grade_id": "Q99-none"}])
def test_odd_metadata_stops_nothing(workshop, data):
    cells, reports = graded(workshop, new_code_cell("1 + 1", metadata={"nbgrader": data}))
    assert cells[0].outputs[0].data["text/plain"] == "2"
    assert reports == {}


def test_no_hidden_case_is_in_what_is_handed_back(workshop):
    cells, _ = graded(workshop, "def numericalize(*a, **k): raise KeyError(repr((a, k)))", check())
    drawn = [word for case in JUDGE.round(FOUND, hidden=True).cases for word in map(repr, case.inputs.values()) if len(word) > 12]
    shown = {word for case in JUDGE.round(FOUND, hidden=False).cases for word in map(repr, case.inputs.values())}
    written = nbformat.writes(new_notebook(cells=cells))
    assert drawn
    assert not [word for word in drawn if word not in shown and (word in written or word.replace('"', '\\"') in written)]


SHOWS = "print('shown')\nFIRST, LAST = '<bos>', '<eos>'"


@pytest.fixture
def lesson(tmp_path):
    """A released notebook: imports, a helper, a cell that shows something, an answer, its check."""
    cells = [
        new_code_cell("import math"),
        new_code_cell("def helper():\n    return 1"),
        new_code_cell('Encoder = toolbox.take("Encoder")'),
        new_code_cell(SHOWS),
        new_code_cell("numericalize = None", metadata={"nbgrader": {"solution": True, "grade": False}}),
        check(),
    ]
    file = tmp_path / "lesson.ipynb"
    nbformat.write(new_notebook(cells=cells), file)
    return demonstrations(file)


def run_lesson(workshop, lesson, *cells):
    notebook = new_notebook(cells=[new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    reports = Grading(workshop, JUDGE, None, Limits(), lesson).grade(notebook)
    return notebook.cells, reports["Q6.numericalize"]


def test_cells_that_only_show_something_are_told_from_those_that_define(lesson, tmp_path):
    assert lesson == {SHOWS}
    assert demonstrations(tmp_path / "nothing.ipynb") == frozenset()
    (tmp_path / "broken.ipynb").write_text("{", encoding="utf-8")
    assert demonstrations(tmp_path / "broken.ipynb") == frozenset()


def test_what_an_exercise_needs_is_not_left_out(tmp_path):
    measured = "runs = [measure(seed) for seed in range(3)]\nprint(runs)"
    for exercise, left_out in (("Q11.claims", set()), ("Q6.numericalize", {measured})):
        nbformat.write(new_notebook(cells=[new_code_cell(measured), check(exercise)]), tmp_path / "lesson.ipynb")
        assert demonstrations(tmp_path / "lesson.ipynb") == left_out


def test_what_only_shows_something_is_left_out_where_no_answer_needs_it(workshop, right, lesson):
    cells, report = run_lesson(workshop, lesson, SHOWS, right, check())
    assert report.passed
    assert cells[0].outputs == []
    edited = SHOWS.replace("shown", "edited")
    cells, report = run_lesson(workshop, lesson, edited, right, check())
    assert cells[0].outputs[0].text == "edited\n"


def test_what_such_a_cell_imports_and_defines_is_there_all_the_same(workshop, right, lesson, tmp_path):
    source = "from math import inf\ndef words(): return ['<bos>', '<eos>', inf]\nprint(1 / 0)"
    nbformat.write(new_notebook(cells=[new_code_cell(source)]), tmp_path / "more.ipynb")
    answer = right.replace('stoi["<bos>"]', "stoi[words()[0]]")
    cells, report = run_lesson(workshop, demonstrations(tmp_path / "more.ipynb"), source, answer, check())
    assert report.passed
    assert cells[0].outputs == []


def test_what_a_lesson_gives_is_there_as_well(tmp_path):
    alias, shown = "State = Tensor | tuple[Tensor, ...] | None", "size = 3 * len(words)"
    table = "STUDENT = {2: 12.706, 3: 4.303}\n\nclass Summary(NamedTuple):\n    size: int"
    nbformat.write(new_notebook(cells=[*map(new_code_cell, (alias, table, shown))]), tmp_path / "alias.ipynb")
    assert demonstrations(tmp_path / "alias.ipynb") == {shown}


def test_an_answer_that_needs_such_a_cell_is_graded_with_it(workshop, right, lesson):
    answer = right.replace('stoi["<bos>"]', "stoi[FIRST]").replace('stoi["<eos>"]', "stoi[LAST]")
    assert answer != right
    cells, report = run_lesson(workshop, lesson, SHOWS, answer, check())
    assert report.passed
    assert cells[0].outputs[0].text == "shown\n"


def test_an_answer_that_is_missing_is_looked_for_again_only_where_a_name_was_missed(workshop, right, lesson):
    cells, report = run_lesson(workshop, lesson, SHOWS, "raise NotImplementedError", check())
    assert (report.findings[0].name, cells[0].outputs) == (NOT_DEFINED, [])
    future = "from __future__ import annotations\n"
    waiting = right.replace(future, f"{future}chosen = FIRST\n", 1)
    assert waiting != right
    cells, report = run_lesson(workshop, lesson, SHOWS, waiting, check())
    assert report.passed
    assert cells[0].outputs[0].text == "shown\n"


def test_a_mistake_that_is_known_needs_no_second_run(workshop, lesson):
    wrong = next(item for item in catalogue.misconceptions(FOUND))
    cells, report = run_lesson(workshop, lesson, SHOWS, catalogue.answer_text(FOUND, wrong.forms[0]), check())
    assert report.findings[0].name == wrong.name
    assert cells[0].outputs == []
