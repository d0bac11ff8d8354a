"""The card that a check shows: what passed, which mistake it looks like, expected beside yours, the next hint."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from attention_course.comparing import shorten
from attention_course.diagnosis import NOT_DEFINED, STILL_EMPTY, Finding, Report
from attention_course.freezing import Frozen
from attention_course.picture import expected_and_yours
from attention_course.question import Case, Exercise, Found

HINT_NAMES = ("A nudge", "A closer look", "Nearly the answer")


@dataclass(frozen=True)
class Card:
    """What a check found, ready to be shown as HTML or as plain text.

    Attributes:
        found: the exercise.
        report: the diagnosis.
        checks: the cases with what is due, None where these may not be shown (hidden cases).
        attempts: failed attempts in a row, this one included; decides how many hints the plain text gives.
        visible_only: the cases are the visible ones alone; the card says so, since grading puts hidden ones as well.
    """

    found: Found
    report: Report
    checks: Frozen | None = None
    attempts: int = 1
    visible_only: bool = False

    @property
    def hints(self) -> tuple[str, ...]:
        return self.found.exercise.hints if isinstance(self.found.exercise, Exercise) else ()

    def summary(self) -> str:
        """The outcome in one line."""
        if self.report.passed:
            return "right"
        return "; ".join(finding.name for finding in self.report.findings)

    def _headline(self) -> str:
        return f"{self.found.id}: {'right' if self.report.passed else 'not right yet'}"

    def _count(self) -> str:
        passed = self.report.total - len(self.report.failed)
        cases = "visible cases" if self.visible_only else "cases"
        if self.report.passed:
            counted = {1: f"The only {cases[:-1]} passes.", 2: f"Both {cases} pass."}
            told = counted.get(self.report.total, f"All {self.report.total} {cases} pass.")
            return told + (" Marks are given by hidden ones as well." if self.visible_only else "")
        return f"{passed} of {self.report.total} {cases} pass."

    def _case(self, finding: Finding) -> Case | None:
        if self.checks is None or finding.case < 0 or finding.name in (NOT_DEFINED, STILL_EMPTY):
            return None
        return self.checks.cases[finding.case]

    def _shows_values(self, finding: Finding) -> bool:
        return finding.name not in (NOT_DEFINED, STILL_EMPTY) and bool(finding.expected or finding.yours)

    # Plain text

    def text(self) -> str:
        lines = [f"{self._headline()}. {self._count()}"]
        for finding in self.report.findings:
            lines += ["", f"  {_lead(finding)}", f"  {finding.message}"]
            if finding.about:
                lines.append(f"  Case: {finding.about}")
            if case := self._case(finding):
                lines += [f"    {name} = {shorten(value)}" for name, value in case.inputs.items()]
            if self._shows_values(finding):
                at = f", at {finding.place}" if finding.place else ""
                if finding.expected:
                    lines.append(f"    expected{at}: {finding.expected}")
                lines.append(f"    yours{at}: {finding.yours}")
        if not self.report.passed and self.hints:
            given = min(max(self.attempts, 1), len(self.hints))
            lines += ["", f"  Hint {given} of {len(self.hints)}: {self.hints[given - 1]}"]
        return "\n".join(lines)

    __repr__ = text

    # HTML

    def _repr_html_(self) -> str:
        passed = self.report.passed
        heading = f"course-card-{self.found.id.replace('.', '-')}"
        parts = [
            f'<section class="course-card" aria-labelledby="{heading}" style="{_box(passed)}">',
            f'<h4 id="{heading}" style="margin:0 0 .3em 0"><span aria-hidden="true">{"✓" if passed else "✗"}</span> '
            f"{html.escape(self._headline())}</h4>",
            f'<p style="margin:.2em 0">{self._count()}</p>',
        ]
        parts += [self._finding(finding) for finding in self.report.findings]
        if not passed:
            parts.append(_unfolding(self.hints))
        return "".join([*parts, "</section>"])

    def _finding(self, finding: Finding) -> str:
        parts = [
            '<div style="margin:.7em 0">',
            f'<p style="margin:.2em 0"><strong>{_code(_lead(finding))}</strong></p>',
            f'<p style="margin:.2em 0">{_code(finding.message)}</p>',
        ]
        case = self._case(finding)
        if finding.about:
            parts.append(f'<p style="margin:.2em 0">Case: {_code(finding.about)}</p>')
        if case is not None and case.inputs:
            rows = "".join(
                f'<tr><th scope="row" style="{_CELL}">{html.escape(name)}</th><td style="{_CELL}">{_value(shorten(value))}</td></tr>'
                for name, value in case.inputs.items()
            )
            parts.append(_table("What went in", rows))
        if self._shows_values(finding):
            rows = "".join(
                f'<tr><th scope="row" style="{_CELL}">{label}</th><td style="{_CELL}">{_value(value)}</td></tr>'
                for label, value in (("expected", finding.expected), ("yours", finding.yours))
                if value
            )
            parts.append(_table(f"What came out, at <code>{html.escape(finding.place)}</code>" if finding.place else "What came out", rows))
        if case is not None and self.report.given and self.checks is not None:
            expected, yours = self.checks.expected[finding.case], self.report.given[finding.case]
            exercise = self.found.coded
            tolerances = exercise.relative_tolerance, exercise.absolute_tolerance
            parts.append(expected_and_yours(expected.returned, yours.returned, *tolerances))
        return "".join([*parts, "</div>"])


# JupyterLab's own variables follow its light and dark themes; elsewhere the page's text colour is inherited.
_CELL = (
    "text-align:left;vertical-align:top;padding:.15em .6em;border:1px solid var(--jp-border-color1, #8a8a8a);"
    "color:inherit;background:transparent;white-space:normal;font-weight:inherit"
)


def _box(passed: bool) -> str:
    edge = "var(--jp-success-color1, #1b7f3b)" if passed else "var(--jp-error-color1, #b3261e)"
    style = "solid" if passed else "double"
    return f"border-left:6px {style} {edge};padding:.5em 1em;margin:.4em 0;color:var(--jp-content-font-color1, inherit)"


def _lead(finding: Finding) -> str:
    from attention_course.diagnosis import OTHER_VALUE

    if finding.name in (OTHER_VALUE, NOT_DEFINED, STILL_EMPTY):
        return finding.name.capitalize() + "."
    return f"It looks like this mistake: {finding.name}."


def _table(caption: str, rows: str) -> str:
    return (
        f'<table style="border-collapse:collapse;margin:.3em 0;font-size:inherit"><caption style="text-align:left;'
        f'caption-side:top;color:inherit;padding:.2em 0;white-space:nowrap">{caption}</caption><tbody>{rows}</tbody></table>'
    )


def _value(text: str) -> str:
    return f'<code style="white-space:pre-wrap;overflow-wrap:anywhere">{html.escape(text)}</code>'


def _code(text: str) -> str:
    """Escaped text in which `backquotes` become code."""
    pieces = html.escape(text).split("`")
    if len(pieces) % 2 == 0:
        return html.escape(text)
    return "".join(f"<code>{piece}</code>" if index % 2 else piece for index, piece in enumerate(pieces))


def _unfolding(hints: Sequence[str]) -> str:
    """Hints one inside the other: the second can be opened only where the first has been."""
    inner = ""
    for number in range(len(hints) - 1, -1, -1):
        inner = (
            f'<details style="margin:.3em 0 .3em {"0" if number == 0 else "1em"}"><summary>Hint {number + 1} of {len(hints)}: '
            f'{HINT_NAMES[number]}</summary><p style="margin:.2em 0 .2em 1em">{_code(hints[number])}</p>{inner}</details>'
        )
    return inner
