"""A mistake in a lesson stops the build with the file, the line and a sentence."""

import pytest
from lesson_help import bare_lesson

from attention_course.question import topics
from autograder.building.lesson import Lesson, LessonError

NEW_CELL = "```{code-cell} python\n1 + 1\n```\n\n"


def build(tmp_path, text: str):
    path = tmp_path / "source" / "02-data" / "data.md"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return Lesson(path).notebook()


def test_a_lesson_becomes_a_notebook_with_quoted_answers_and_locked_checks(tmp_path):
    notebook = build(tmp_path, bare_lesson())
    cells = {cell.id: cell for cell in notebook.cells}
    answer, check = cells["answer-Q6-tokenize_fr"], cells["Q6-tokenize_fr"]
    assert answer.source.startswith("def tokenize_fr(") and "### BEGIN SOLUTION" in answer.source
    assert answer.metadata.nbgrader.solution and not answer.metadata.nbgrader.grade
    assert check.source == 'check("Q6.tokenize_fr")'
    assert check.metadata.nbgrader.locked and check.metadata.nbgrader.grade
    points = sum(cell.metadata.nbgrader.get("points", 0) for cell in notebook.cells if "nbgrader" in cell.metadata)
    assert points == sum(question.points for question in topics()["data"])


def test_cell_ids_stay_where_a_cell_is_put_in_front(tmp_path):
    before = [cell.id for cell in build(tmp_path / "one", bare_lesson()).cells]
    after = [cell.id for cell in build(tmp_path / "two", bare_lesson().replace("## Q6:", NEW_CELL + "## Q6:")).cells]
    assert [name for name in after if name in before] == before
    assert len(after) == len(before) + 1


def test_equal_cells_get_different_ids(tmp_path):
    text = bare_lesson().replace("# A lesson\n", "# A lesson\n\n" + NEW_CELL * 3)
    ids = [cell.id for cell in build(tmp_path, text).cells]
    assert len(ids) == len(set(ids))


TITLE = topics()["data"][0].title
WRONG = {
    "an unknown exercise": (':answer: Q6.tokenize_fr\n', ':answer: Q6.tokenise\n', "no exercise 'Q6.tokenise'"),
    "an exercise of another chapter": (':answer: Q6.tokenize_fr\n', ':answer: Q1.find_problems\n', "belongs to the lesson"),
    "a check of an unknown exercise": ('check("Q6.tokenize_fr")', 'check("Q6.nothing")', "no exercise 'Q6.nothing'"),
    "a check with something beside it": ('check("Q6.tokenize_fr")', 'x = 1\ncheck("Q6.tokenize_fr")', "stands alone"),
    "a check twice": ('check("Q6.detokenize")', 'check("Q6.tokenize_fr")', "a second time"),
    "an answer in its cell": (":answer: Q6.tokenize_fr\n", ":answer: Q6.tokenize_fr\n\nx = 1\n", "leave its cell empty"),
    "points that do not add up": ("points: ", "points: 1", "add up to"),
    "another wording of a question": (TITLE, "Wie?", "differs from the question's title"),
    "a question that is not this chapter's": ("# A lesson\n", "# A lesson\n\n## Q99: What?\n", "no question of"),
    "another difficulty": ("*Difficulty: ", "*Difficulty: very ", "under this heading is due"),
}  # fmt: skip


def quoting(names: str, inside: str = "") -> str:
    return bare_lesson().replace("# A lesson\n", f"# A lesson\n\n```{{code-cell}} python\n:quote: {names}\n{inside}```\n", 1)


def test_what_is_given_is_quoted_without_markers_and_not_graded(tmp_path, monkeypatch):
    from autograder import catalogue

    reference = """import torch

# What goes from step to step.
State = torch.Tensor | tuple[torch.Tensor, torch.Tensor]
Size: type = int


class Given:
    size: Size = 0

    def half(self) -> int:
        ### BEGIN SOLUTION
        return self.size // 2
        ### END SOLUTION


"""
    text = catalogue.module_text
    monkeypatch.setattr(catalogue, "module_text", lambda room, topic: (reference if room == "reference" else "") + text(room, topic))
    catalogue.definition.cache_clear()
    try:
        [cell] = [cell for cell in build(tmp_path, quoting("State Given Size")).cells if "State = " in cell.source]
    finally:
        catalogue.definition.cache_clear()
    assert cell.source == (
        "# What goes from step to step.\nState = torch.Tensor | tuple[torch.Tensor, torch.Tensor]\n\n\n"
        "class Given:\n    size: Size = 0\n\n    def half(self) -> int:\n        return self.size // 2\n\n\n"
        "Size: type = int"
    )
    assert "nbgrader" not in cell.metadata and "quote" not in cell.metadata


@pytest.mark.parametrize(
    ("names", "inside", "says"),
    [
        ("Nothing", "", "autograder/reference/data.py does not define 'Nothing'"),
        ("tokenize_fr", "", "tokenize_fr is what Q6.tokenize_fr asks for"),
        ("", "", "names what it quotes"),
        ("Vocabulary", "\nx = 1\n", "leave it empty"),
        ("Vocabulary\n:answer: Q6.tokenize_fr", "", "leave it empty"),
    ],
)
def test_a_quotation_that_cannot_be_is_a_sentence_at_its_line(tmp_path, names, inside, says):
    text = quoting(names, inside)
    with pytest.raises(LessonError, match=says) as error:
        build(tmp_path, text)
    assert f"data.md:{text.splitlines().index(f':quote: {names}'.splitlines()[0]) + 1}: " in str(error.value)


@pytest.mark.parametrize("what", WRONG)
def test_a_mistake_stops_the_build_with_file_and_line(tmp_path, what):
    old, new, says = WRONG[what]
    text = bare_lesson()
    assert old in text, "the test's lesson no longer holds what this case breaks"
    broken = text.replace(old, new, 1)
    with pytest.raises(LessonError) as error:
        build(tmp_path, broken)
    message = str(error.value)
    assert says in message
    file, line, _ = message.split(":", 2)
    assert file.endswith("data.md")
    changed = next(n for n, (a, b) in enumerate(zip(text.splitlines(), broken.splitlines()), 1) if a != b)
    # The line that is named is the changed one, or the cell's or heading's that holds it.
    assert abs(int(line) - changed) <= 3


def test_a_missing_check_is_noticed(tmp_path):
    with pytest.raises(LessonError, match=r"the check of Q6.tokenize_fr is missing"):
        build(tmp_path, bare_lesson().replace('```{code-cell} python\ncheck("Q6.tokenize_fr")\n```\n', ""))


def test_a_missing_definition_is_noticed(tmp_path, monkeypatch):
    from autograder import catalogue

    def nothing(topic, name):
        raise catalogue.CatalogueError(f"autograder/reference/{topic}.py does not define {name!r}.")

    monkeypatch.setattr(catalogue, "definition_text", nothing)
    with pytest.raises(LessonError, match=r"data.md:\d+: autograder/reference/data.py does not define"):
        build(tmp_path, bare_lesson())


def test_a_reference_without_markers_is_refused(tmp_path, monkeypatch):
    from autograder import catalogue

    monkeypatch.setattr(catalogue, "definition_text", lambda topic, name: f"def {name}(): return 1")
    with pytest.raises(LessonError, match="give the answer away"):
        build(tmp_path, bare_lesson())


def test_a_lesson_that_is_not_utf8_is_refused(tmp_path):
    path = tmp_path / "data.md"
    path.write_bytes("été".encode("latin-1"))
    with pytest.raises(LessonError, match="save the lesson as UTF-8"):
        Lesson(path)
