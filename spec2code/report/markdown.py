"""Drift as Markdown, for a pull-request comment or a step summary.

A table of findings, and a Mermaid ER diagram of the tables concerned with what drifted marked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.patterns import regex
from spec2code.report.drift_report import DriftReport, Finding, FindingSide
from spec2code.report.gathered import gathered, places, summary

__all__ = ["MARKER", "markdown"]

MARKER = "<!-- spec2code drift -->"
"""The first line, by which a bot finds its earlier comment."""
_SIZE = 60_000
"""GitHub takes comments of 65,536 characters; GitLab and step summaries take more."""
_TABLES = 25
"""A diagram of more tables is read by nobody, and Mermaid draws none of more than 50,000 characters."""
_LONGEST = 120
_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


def markdown(report: DriftReport) -> str:
    """The whole comment; without drift, one line."""
    specs = "1 spec" if report.specs == 1 else f"{report.specs} specs"
    read = f"{specs}, {report.files} Python file{'s' * (report.files != 1)} read"
    failed = [_remark_on(item) for item in report.failures]
    beside = [*(f"> {_cell(note)}" for note in report.notes), *map(_remark_on, report.untold)]
    if not report.drift:
        said = report.verdict[:1].upper() + report.verdict[1:]
        said = said.replace("No drift", "**No drift** between specs and code")
        lines = [MARKER, f"{said} ({read}{_accepted(report)}).", *failed, *beside]
        return "\n".join(_apart(lines)) + "\n"
    lines = [
        MARKER,
        f"**{len(report.drift)} difference{'s' * (len(report.drift) != 1)}** between specs and code:"
        f" {_counts(report.drift)} ({read}{_accepted(report)}).",
        "",
        "| | code | what | spec | code side | mend |",
        "|---|---|---|---|---|---|",
    ]
    worst_first = sorted(report.drift, key=lambda item: _RANK[item.severity])
    diagram = list(_diagram(worst_first))
    room = _SIZE - sum(len(line) + 1 for line in (*lines, *diagram, *failed, *beside))
    below: list[str] = []
    left: list[Finding] = []
    for same in gathered(worst_first):
        row = _row(same[0]) if len(same) == 1 else _row_of(same)
        listed, rest = _listed(same, room - len(row)) if len(same) > 1 else ([], [])
        room -= sum(len(line) + 1 for line in (row, *listed))
        if left or room < 0:
            left += same
            continue
        lines.append(row)
        below += listed
        left += rest
    lines += below
    if left:
        lines += ["", _rest(left)]
    lines += diagram
    lines += _apart(["", *failed, *beside])[1:] if failed or beside else []
    return "\n".join(lines) + "\n"


def _remark_on(item: Diagnostic) -> str:
    place = f" {_code(str(item.span))}" if item.span else ""
    return f"> {item.code} {_cell(item.message)}{place}"


def _apart(lines: Sequence[str]) -> list[str]:
    """The lines with an empty one before each remark: quotes in a row are one paragraph."""
    return [part for line in lines for part in (("", line) if line.startswith(">") else (line,))]


def _accepted(report: DriftReport) -> str:
    """What was found and isn't shown."""
    baselined = f", {report.baselined} accepted by the baseline" if report.baselined else ""
    return baselined + (f", {report.ignored} ignored" if report.ignored else "")


def _counts(drift: Sequence[Finding]) -> str:
    counted = [(rank, sum(item.severity is rank for item in drift)) for rank in _RANK]
    names = [
        f"{number} {rank.value}{'s' * (number != 1 and rank is not Severity.INFO)}"
        for rank, number in counted
        if number
    ]
    return ", ".join(names)


def _rest(items: Sequence[Finding]) -> str:
    """What doesn't fit, by code."""
    counts = Counter(item.code for item in items)
    by_code = ", ".join(f"{number} {code}" for code, number in sorted(counts.items()))
    return f"{len(items)} more don't fit in a comment ({by_code}); `spec2code diff` tells them all."


def _row(item: Finding) -> str:
    cells = [
        item.severity.value,
        item.code,
        _cell(f"{item.message}; {item.moved}" if item.moved else item.message),
        _side(item.spec),
        _side(item.code_side),
        _cell(item.hint),
    ]
    return f"| {' | '.join(cells)} |"


def _row_of(items: list[Finding]) -> str:
    """The row of many findings of one kind, which are listed below the table."""
    first = items[0]
    cells = [first.severity.value, first.code, _cell(summary(items)), "", "", _cell(first.hint)]
    return f"| {' | '.join(cells)} |"


def _listed(items: list[Finding], room: int) -> tuple[list[str], list[Finding]]:
    """Many findings of one kind, folded, and those for which there is no room."""
    head = ["", "<details>", f"<summary>{items[0].code}: {len(items)} times</summary>", ""]
    end = ["", "</details>"]
    room -= sum(len(line) + 1 for line in (*head, *end))
    lines: list[str] = []
    for item in items:
        where = places(item)
        moved = f"; {item.moved}" if item.moved else ""
        line = f"- {_cell(item.message + moved)}" + (f" ({_code(where)})" if where else "")
        room -= len(line) + 1
        if room < 0:
            break
        lines.append(line)
    return [*head, *lines, *end], items[len(lines) :]


def _side(side: FindingSide | None) -> str:
    if side is None or side.at is None:
        return ""
    return _code(f"{side.at.file}:{side.at.line}")


def _code(text: str) -> str:
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{_line(text)}{ticks}"


def _line(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


def _cell(text: str) -> str:
    """Text of the spec can't start a tag, a link or a mention of its own; code spans stay."""
    parts = re.split(r"(`[^`]*`)", _line(text))
    return "".join(
        part if part.startswith("`") else re.sub(r"([<>\[\]@*_~#])", r"\\\1", part)
        for part in parts
    )


_OF_INDEX = regex(r"on table `([^`]+)`")
_SUBJECT = regex(
    r"(column|table|primary key|foreign key|unique constraint|check|exclusion constraint) (?:of )?(.+)"
)


def _diagram(drift: Sequence[Finding]) -> Iterator[str]:
    tables: dict[str, dict[str, Finding]] = {}
    for item in drift:
        if item.code[:2] not in ("D1", "D2"):
            continue
        of_index = _OF_INDEX.search(item.message) if item.subject.startswith("index ") else None
        if of_index:
            tables.setdefault(of_index[1], {}).setdefault(item.subject, item)
            continue
        found = _SUBJECT.match(item.subject)
        if not found:
            continue
        what, name = found.groups()
        table, _, rest = name.rpartition(".")
        if what == "column":
            tables.setdefault(table, {})[rest] = item
        else:
            whole = what == "table" or "(" in name or not table
            tables.setdefault(name.split("(")[0] if whole else table, {}).setdefault(what, item)
    if not tables:
        return
    # The first finding of a table is its worst one.
    shown = sorted(list(tables)[:_TABLES])
    if len(tables) > len(shown):
        yield from ("", f"{len(shown)} of {len(tables)} tables, those with the worst differences:")
    yield from ("", "```mermaid", "erDiagram")
    for table, columns in ((name, tables[name]) for name in shown):
        yield f"    {_entity(table)} {{"
        for column, item in columns.items():
            yield f'        {item.kind} {_attribute(column)} "{_remark(item)}"'
        yield "    }"
    yield "```"


# What Mermaid's grammar of ER diagrams takes (packages/mermaid/src/diagrams/er/parser/erDiagram.jison): an entity in
# quotes, as words such as `style` and `one` are its own; an attribute of letters, digits and underscores.


def _entity(text: str) -> str:
    plain = re.sub(r'[%"\\\x00-\x1f]', "_", text)
    return f'"{plain or "_"}"'


def _remark(item: Finding) -> str:
    """What both sides say, as an attribute's comment: in quotes, so without any inside."""
    spec = item.spec.value if item.spec else None
    code = item.code_side.value if item.code_side else None
    if item.kind == "changed":
        text = f"spec: {spec}, code: {code}" if spec and code else "drifted"
    else:
        text = f"only in the {'spec' if item.kind == 'missing' else 'code'}"
    return re.sub(r'[%"\\\x00-\x1f]', "_", re.sub(r"\s+", " ", text))[:_LONGEST]


def _attribute(text: str) -> str:
    plain = re.sub(r"[^0-9A-Za-z_\u00c0-\uffff]", "_", text)
    return plain if re.match(r"[^0-9]", plain) else f"_{plain}"
