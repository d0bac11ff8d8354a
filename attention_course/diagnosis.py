"""From what an answer did to what is wrong with it: the mistakes by name, else the first place where values part."""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from attention_course.comparing import Difference, difference, shorten
from attention_course.observing import MISSING, Observation
from attention_course.question import Case, Exercise


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: its name, the hint that a teacher would give, and what it does with each case."""

    name: str
    hint: str
    observations: Sequence[Observation]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, with the smallest case that shows it; `place` is where in the result the two values stand."""

    name: str
    message: str
    case: int
    about: str = ""
    expected: str = ""
    yours: str = ""
    place: str = ""


@dataclass(frozen=True)
class Report:
    """The outcome of putting an exercise's cases to an answer.

    Attributes:
        total: how many cases there were.
        failed: the numbers of those that went wrong.
        findings: what is wrong, the widest explanation first.
        given: what the answer did with each case.
    """

    exercise_id: str
    total: int
    failed: tuple[int, ...] = ()
    findings: tuple[Finding, ...] = ()
    given: tuple[Observation, ...] = ()

    @property
    def passed(self) -> bool:
        return self.total > 0 and not self.failed and not self.findings


NOT_DEFINED = "not defined"
STILL_EMPTY = "not written yet"
OTHER_VALUE = "another value than expected"


def observation_difference(exercise: Exercise, expected: Observation, yours: Observation) -> Difference | None:
    """Where two observations part. Of exceptions the type counts (or a type derived from it), not the text."""
    if yours.raised and yours.raised[0] == MISSING:
        return _told("not defined", "", "", f"`{yours.message}` is not defined yet. Run the cell that defines it.")
    if yours.raised and (not expected.raised or expected.raised[0] not in yours.raised):
        due = f" where {expected.raised[0]} is due" if expected.raised else ""
        said = f" It said: {yours.message}" if yours.message else ""
        discreet = f"It raised {_well_known(yours.raised)}{due}."
        shown = f"It raised {yours.raised[0]}{due}.{said}"
        return _told("raised", _outcome(expected), _outcome(yours), shown, discreet)
    if expected.raised and not yours.raised:
        shown = f"Expected {expected.raised[0]} to be raised; yours gave back {shorten(yours.returned)}."
        discreet = f"Expected {expected.raised[0]} to be raised; yours gave back a value."
        return _told("did not raise", _outcome(expected), _outcome(yours), shown, discreet)
    if not expected.raised:
        found = difference(expected.returned, yours.returned, exercise.relative_tolerance, exercise.absolute_tolerance)
        if found and yours.returned is None and not found.path:
            forgotten = " Does your function end with `return`?"
            return replace(found, shown=found.shown + forgotten, discreet=found.discreet + forgotten)
        if found:
            return found
    unexpected = [name for name in yours.changed if name not in expected.changed]
    if unexpected:
        names = ", ".join(f"`{name}`" for name in unexpected)
        return _told("changed input", "", "", f"It changed its input {names} in place. Work on a copy.")
    return None


def _told(kind: str, expected: str, yours: str, shown: str, discreet: str = "") -> Difference:
    return Difference("", kind, expected, yours, shown, discreet or shown)


def _outcome(seen: Observation) -> str:
    if not seen.raised:
        return shorten(seen.returned)
    return f"{seen.raised[0]}: {seen.message}" if seen.message else seen.raised[0]


def _well_known(raised: Sequence[str]) -> str:
    """The nearest of Python's own exceptions: the name of an answer's own could be made of the hidden input."""
    return next((name for name in raised if isinstance(getattr(builtins, name, None), type)), "an exception")


def _does_the_same(exercise: Exercise, mistake: Observation, yours: Observation, due: Observation) -> bool:
    if mistake.raised or yours.raised:
        if mistake.raised[:1] != yours.raised[:1] or mistake.changed != yours.changed:
            return False
        # An exception that is due is raised on purpose, each time in words of one's own. Any other is an accident, and
        # accidents of one type have many causes: only the same words are a sign of the same one.
        return bool(due.raised) or _words(mistake) == _words(yours)
    return (
        difference(mistake.returned, yours.returned, exercise.relative_tolerance, exercise.absolute_tolerance) is None
        and mistake.changed == yours.changed
    )


def _words(seen: Observation) -> str:
    """What an exception says, without what differs from run to run: where a file lies, where an object does."""
    return re.sub(r"0x[0-9a-f]+|(?<![\w.])/[^\s'\"]+", "…", seen.message)


def diagnose(
    exercise_id: str,
    exercise: Exercise,
    cases: Sequence[Case],
    expected: Sequence[Observation],
    yours: Sequence[Observation],
    mistakes: Sequence[Mistake],
    hidden: bool = False,
) -> Report:
    """Compare what an answer did with what is due; where it is wrong, say which mistake it looks like.

    A mistake explains a case when it gives there just what the answer gave. One that explains every failing case is
    named alone (those that agree on the passing cases as well come first); else each is named for what it explains.
    No value of a hidden case is ever part of the report.
    """
    compared = (observation_difference(exercise, due, given) for due, given in zip(expected, yours, strict=True))
    parted = {index: found for index, found in enumerate(compared) if found}
    failed = tuple(parted)
    if not failed:
        return Report(exercise_id, len(cases))
    first = parted[failed[0]]
    if first.kind == "not defined":
        return Report(exercise_id, len(cases), failed, (Finding(NOT_DEFINED, first.shown, failed[0]),))
    # What an empty cell raises says nothing; torch's own says which operation it lacks.
    if all(yours[index].raised[:1] == ("NotImplementedError",) and not yours[index].message for index in failed):
        finding = Finding(STILL_EMPTY, "The cell still raises NotImplementedError: write your answer in its place.", failed[0])
        return Report(exercise_id, len(cases), failed, (finding,))

    explains = {
        number: {index for index in failed if _does_the_same(exercise, mistake.observations[index], yours[index], expected[index])}
        for number, mistake in enumerate(mistakes)
    }
    agrees = {
        number: sum(_does_the_same(exercise, *seen) for seen in zip(mistake.observations, yours, expected))
        for number, mistake in enumerate(mistakes)
        if explains[number]
    }
    left, findings = set(failed), list[Finding]()
    while left:
        # The widest explanation first; among equals, the one that also agrees where the answer is right.
        best = max(agrees, key=lambda number: (len(explains[number] & left), agrees[number], -number), default=None)
        if best is None or not explains[best] & left:
            break
        shown = min(explains[best] & left)
        findings.append(_finding(mistakes[best].name, mistakes[best].hint, shown, cases, parted, hidden))
        left -= explains[best]
    if left:
        shown = min(left)
        findings.append(_finding(OTHER_VALUE, parted[shown].sentence(not hidden), shown, cases, parted, hidden))
    return Report(exercise_id, len(cases), failed, tuple(findings))


def _finding(
    name: str, message: str, index: int, cases: Sequence[Case], parted: Mapping[int, Difference], hidden: bool
) -> Finding:
    shown = parted[index]
    if hidden:
        return Finding(name, message, index, cases[index].about)
    return Finding(name, message, index, cases[index].about, shown.expected, shown.yours, shown.path)
