"""Drift as text for people: grouped by what it is about, both sides with their lines, a mend for each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from spec2code.diagnostics import Severity
from spec2code.report.drift_report import DriftReport, Finding, FindingSide
from spec2code.report.gathered import gathered, places, summary
from spec2code.report.style import Style

__all__ = ["drift_text"]

_MARGIN = 13
"""Columns before a line of source: the number and a bar."""
_SCREEN = 10
"""Findings of one kind that are more than a screen says how many they are."""
_GROUPS = {
    "D1": "Migrations",
    "D2": "Models",
    "D3": "Routes",
    "D4": "Schemas",
    "D5": "Events",
}


def drift_text(report: DriftReport, style: Style) -> str:
    """The whole report; without drift one line that says so."""
    lines: list[str] = []
    ordered = sorted(report.drift, key=lambda item: item.code[:2])
    for family, group in groupby(ordered, key=lambda item: item.code[:2]):
        items = list(group)
        heading = _GROUPS.get(family, family)
        if len(items) > _SCREEN:
            heading += f": {_counted(items)}"
        lines += [style.bold(heading), ""]
        for same in gathered(items):
            lines += _several(same, style) if len(same) > 1 else _finding(same[0], report, style)
            lines.append("")
    lines += [f"note: {note}" for note in report.notes]
    lines += _undecided(report, style)
    lines.append(_summary(report, style))
    return "\n".join(lines) + "\n"


def _finding(item: Finding, report: DriftReport, style: Style) -> Iterator[str]:
    yield f"{style.severity(item.severity)} {style.bold(item.code)} {item.message}"
    yield from _side("spec", item.spec, report, style)
    yield from _side("code", item.code_side, report, style)
    if item.moved:
        yield f"    {style.dim('moved:')} {item.moved}"
    yield f"    {style.dim('mend:')} {item.hint}"


def _several(items: list[Finding], style: Style) -> Iterator[str]:
    """Many findings of one kind: a line for each, and the mend once."""
    first = items[0]
    yield f"{style.severity(first.severity)} {style.bold(first.code)} {summary(items)}"
    for item in items:
        where = places(item)
        yield f"    {item.message}" + (f" {style.dim(f'({where})')}" if where else "")
        if item.moved:
            yield f"        {style.dim('moved:')} {item.moved}"
    yield f"    {style.dim('mend:')} {first.hint}"


def _side(name: str, side: FindingSide | None, report: DriftReport, style: Style) -> Iterator[str]:
    if side is None or side.at is None:
        return
    at = side.at
    yield f"    {name}: {style.dim(str(at))}"
    source = report.source_line(at.file, at.line)
    if source is None:
        return
    text = source.replace("\t", " ").rstrip()
    start = min(max(at.column - 1, 0), len(text))
    end = min(at.end_column - 1, len(text)) if at.end_line == at.line else len(text)
    shown, start, end = _window(text, start, max(end, start), style.width - _MARGIN)
    yield f"    {at.line:>6} | {shown}"
    if side.value is not None and end > start:
        pad, marks = _columns(shown[:start]), _columns(shown[start:end])
        yield f"           | {' ' * pad}{style.mark('^' * marks)}"


def _window(text: str, start: int, end: int, width: int) -> tuple[str, int, int]:
    """The part of a long line in which a place lies, and the place in it; cut ends are an ellipsis."""
    if _columns(text) <= width:
        return text, start, end
    first = 0
    if _columns(text[:end]) > width:
        # Some of what stands before is shown, too: it says what the place belongs to.
        first = max(start - width // 4, 0)
    last = first
    used = 2
    while last < len(text) and used + _columns(text[last]) <= width:
        used += _columns(text[last])
        last += 1
    before = "…" if first else ""
    shown = before + text[first:last] + ("…" if last < len(text) else "")
    shift = len(before) - first
    return shown, start + shift, min(end, last) + shift


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: two for each wide character, none for a combining one."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(item) else 2 if unicodedata.east_asian_width(item) in "WF" else 1
        for item in text
    )


def _undecided(report: DriftReport, style: Style) -> Iterator[str]:
    """Reading that failed is never shown as clean; what could not be decided is counted."""
    for item in report.failures:
        place = f"{item.span}: " if item.span else ""
        yield f"{style.severity(item.severity)} {place}{item.code} {item.message}"
    for item in report.untold:
        place = f" ({item.span})" if item.span else ""
        yield f"{style.bold('not told')} {item.code} {item.message}{place}"
    rest = len(report.diagnostics) - len(report.failures) - len(report.untold)
    if rest:
        places = "1 place" if rest == 1 else f"{rest} places"
        yield style.dim(f"{places} of the code can't be decided by reading (-v lists them)")


def _summary(report: DriftReport, style: Style) -> str:
    read = f"{_count(report.specs, 'spec')}, {_count(report.files, 'Python file')} read"
    baselined = f", {report.baselined} baselined" if report.baselined else ""
    baselined += f", {report.ignored} ignored" if report.ignored else ""
    if not report.drift:
        if report.failures:
            return f"{report.verdict}, see above: {read}{baselined}"
        return f"{style.good(report.verdict)}: {read}{baselined}"
    told = _counted(report.drift)
    return f"{style.bold(f'{len(report.drift)} drifted')} ({told}{baselined}): {read}"


def _counted(items: Sequence[Finding]) -> str:
    counts = dict.fromkeys(Severity, 0)
    for item in items:
        counts[item.severity] += 1
    return ", ".join(_count(count, severity.value) for severity, count in counts.items() if count)


def _count(number: int, noun: str) -> str:
    plural = "" if number == 1 or noun == "info" else "s"
    return f"{number} {noun}{plural}"
