"""Which mistake an answer's wrong values are put down to, and what may be told of it."""

from __future__ import annotations

import pytest
from engine_help import cases, exercise, report
from hypothesis import given, settings
from hypothesis import strategies as st

from attention_course.diagnosis import NOT_DEFINED, OTHER_VALUE, STILL_EMPTY, Report, diagnose
from attention_course.observing import Observation, observe
from attention_course.question import Case


def product(numbers):
    result = 1
    for number in numbers:
        result *= number
    return result


def negative_left_out(numbers):
    return sum(number for number in numbers if number > 0)


def one_for_nothing(numbers):
    return sum(numbers) or 1


MISTAKES = {"multiplies": product, "leaves out the negative": negative_left_out, "gives 1 for nothing": one_for_nothing}


def names(found):
    return [finding.name for finding in found.findings]


def test_a_right_answer_has_no_findings():
    found = report(lambda numbers: sum(numbers) * 1.0, mistakes=MISTAKES)
    assert found.passed
    assert found.findings == ()


@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.parametrize("hidden", [True, False])
def test_a_known_mistake_is_named_alone_with_its_hint(name, hidden):
    found = report(MISTAKES[name], mistakes=MISTAKES, hidden=hidden)
    assert names(found) == [name]
    assert found.findings[0].message == f"Hint on {name}."
    assert not found.passed


def test_of_two_mistakes_that_explain_the_failures_the_one_that_agrees_elsewhere_is_named():
    answer = one_for_nothing  # wrong for the empty list only, where `product` gives 1 as well
    assert names(report(answer, mistakes={"multiplies": product, "gives 1 for nothing": one_for_nothing})) == ["gives 1 for nothing"]


def test_several_mistakes_at_once_are_each_named():
    found = report(lambda numbers: sum(n for n in numbers if n > 0) or 1, mistakes=MISTAKES)
    assert sorted(names(found)) == ["gives 1 for nothing", "leaves out the negative"]


def test_what_no_mistake_explains_is_told_on_the_first_case_that_shows_it():
    found = report(lambda numbers: 99 if len(numbers) == 2 else sum(numbers), mistakes=MISTAKES)
    [finding] = found.findings
    assert (finding.name, finding.about, finding.expected, finding.yours) == (OTHER_VALUE, "two numbers", "7", "99")
    assert finding.message == "Expected 7; yours is 99."
    assert found.failed == (2,)


def test_a_mistake_and_something_unknown_are_both_told():
    found = report(lambda numbers: 99 if len(numbers) == 1 else negative_left_out(numbers), mistakes=MISTAKES)
    assert names(found) == ["leaves out the negative", OTHER_VALUE]


def test_a_missing_name_is_said_to_be_missing():
    chosen = exercise()
    yours = observe(chosen, {"totals": sum}, cases())
    found = diagnose("Q99.total", chosen, cases(), observe(chosen, {"total": sum}, cases()), yours, [])
    assert names(found) == [NOT_DEFINED]
    assert "`total`" in found.findings[0].message


def test_an_empty_cell_is_no_mistake():
    def empty(numbers):
        raise NotImplementedError

    assert names(report(empty, mistakes={**MISTAKES, "also empty": empty})) == [STILL_EMPTY]


def test_what_torch_has_not_implemented_is_no_empty_cell():
    [finding] = report(raising(NotImplementedError('"bernoulli" not implemented for \'Long\''))).findings
    assert finding.name == OTHER_VALUE
    assert "bernoulli" in finding.message


def test_an_input_that_was_changed_is_named():
    def emptied(numbers):
        result = sum(numbers)
        numbers.clear()
        return result

    [finding] = report(emptied).findings
    assert "`numbers`" in finding.message
    assert finding.about == "one number"


@pytest.mark.parametrize(("raised", "accepted"), [(ValueError, True), (UnicodeDecodeError, True), (KeyError, False), (Exception, False)])
def test_of_a_due_exception_the_type_counts_or_one_derived_from_it(raised, accepted):
    def reference(numbers):
        raise ValueError("too few")

    def answer(numbers):
        raise raised(*(("utf-8", b"", 0, 1, "") if raised is UnicodeDecodeError else ("other words",)))

    assert report(answer, reference).passed == accepted


def test_giving_back_where_an_exception_is_due_and_the_other_way_round():
    def raises(numbers):
        raise ValueError("secret")

    [finding] = report(sum, raises).findings
    assert finding.message == "Expected ValueError to be raised; yours gave back 0."
    assert (finding.expected, finding.yours) == ("ValueError: secret", "0")
    [finding] = report(raises).findings
    assert finding.message == "It raised ValueError. It said: secret"
    assert (finding.expected, finding.yours) == ("0", "ValueError: secret")


@pytest.mark.parametrize("hidden", [False, True])
def test_one_who_gives_back_nothing_is_asked_for_the_return(hidden):
    def forgetful(numbers):
        sum(numbers)

    assert report(forgetful, hidden=hidden).findings[0].message.endswith("Does your function end with `return`?")
    assert "return" not in report(lambda numbers: [None], hidden=hidden).findings[0].message


def raising(error):
    def answer(numbers):
        raise error

    return answer


@pytest.mark.parametrize(
    ("mine", "named"),
    [
        (KeyError("deux"), True),
        (KeyError("trois"), False),
        (RuntimeError("deux"), False),
    ],
)
def test_an_accident_is_named_after_a_mistake_only_when_it_says_the_same(mine, named):
    found = report(raising(mine), mistakes={"looks for two": raising(KeyError("deux"))})
    assert names(found) == (["looks for two"] if named else [OTHER_VALUE])


def test_where_a_file_or_an_object_lies_makes_no_other_accident():
    def missing(place):
        return raising(FileNotFoundError(f"No such file: '/tmp/{place}/x.txt', asked by <object at 0x{len(place)}f>"))

    assert names(report(missing("abc"), mistakes={"reads a file": missing("de")})) == ["reads a file"]
    assert names(report(raising(FileNotFoundError("No such file: 'y'")), mistakes={"reads a file": missing("de")})) == [OTHER_VALUE]


def test_a_due_exception_of_another_type_is_named_whatever_it_says():
    reference, wrong = raising(ValueError("too few")), raising(KeyError("as the catalogue words it"))
    found = report(raising(KeyError("in my own words")), reference, mistakes={"raises KeyError": wrong})
    assert names(found) == ["raises KeyError"]


def test_more_than_can_be_carried_is_wrong_and_not_an_exception_of_the_answer():
    def reference(numbers):
        raise ValueError

    assert not report(lambda numbers: [0] * 300_000, reference).passed
    assert not report(lambda numbers: 1 << 1_000_000, reference).passed


def test_nothing_put_to_an_answer_proves_nothing():
    assert not Report("Q99.total", 0).passed


SECRET = 421_742_174_217
LEAKS = {
    "value": lambda numbers: numbers[0] + 1,
    "type": lambda numbers: f"{numbers}!",
    "length": lambda numbers: numbers * 2,
    "keys": lambda numbers: {str(numbers): 1},
    "exception's text": lambda numbers: (_ for _ in ()).throw(KeyError(str(numbers))),
    "exception's name": lambda numbers: (_ for _ in ()).throw(type(f"E{numbers[0]}", (KeyError,), {})()),
    "type's name": lambda numbers: type(f"T{numbers[0]}", (), {})(),
    "shape": lambda numbers: __import__("torch").zeros(0, numbers[0]),
    "changed": lambda numbers: numbers.append(numbers[0]),
}


REFERENCES = {"sum": sum, "list": list, "table": lambda n: {str(n[0]): n}, "text": lambda n: str(n), "key": lambda n: {n[0]: 1}}


@pytest.mark.parametrize("reference", REFERENCES.values(), ids=REFERENCES)
@pytest.mark.parametrize("leak", LEAKS)
def test_no_value_of_a_hidden_case_is_told(leak, reference):
    put = [Case("a drawn list", {"numbers": [SECRET]})]
    found = report(LEAKS[leak], reference, hidden=True, put=put)
    assert not found.passed
    assert str(SECRET) not in repr(found)
    assert all(not finding.expected and not finding.yours for finding in found.findings)


def test_a_hidden_exception_that_was_due_is_told_by_its_type():
    def due(numbers):
        raise ValueError(str(SECRET))

    found = report(lambda numbers: SECRET, due, hidden=True, put=[Case("a drawn list", {"numbers": [SECRET]})])
    assert "ValueError" in found.findings[0].message
    assert str(SECRET) not in repr(found)


texts = st.text(st.characters(codec=None), max_size=20)


@given(st.lists(st.tuples(texts, texts, st.lists(texts, max_size=3)), min_size=4, max_size=4), st.booleans())
@settings(deadline=None)
def test_whatever_an_answer_says_the_report_can_be_written(seen, hidden):
    yours = [
        Observation.decode({"returned": {"opaque": message}, "raised": raised, "message": message, "changed": [name]})
        for message, name, raised in seen
    ]
    chosen = exercise()
    found = diagnose("Q99.total", chosen, cases(), observe(chosen, {"total": sum}, cases()), yours, [], hidden)
    assert not found.passed
    for finding in found.findings:
        f"{finding.name}{finding.message}{finding.expected}{finding.yours}".encode()
