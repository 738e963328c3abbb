"""Drift as Markdown, for a pull-request comment or a step summary.

A table of findings, and a Mermaid ER diagram of the tables concerned with what drifted marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spec2code.diagnostics import Severity
from spec2code.report.drift_report import DriftReport, Finding, FindingSide

__all__ = ["MARKER", "markdown"]

MARKER = "<!-- spec2code drift -->"
"""The first line, by which a bot finds its earlier comment."""
_MOST = 200


def markdown(report: DriftReport) -> str:
    """The whole comment; without drift, one line."""
    read = f"{report.specs} specs, {report.files} Python files read"
    failures = [item for item in report.diagnostics if item.severity is Severity.ERROR]
    failed = [f"> {item.code} {_cell(item.message)} {_code(str(item.span))}" for item in failures]
    if not report.drift:
        said = "Not everything could be read" if failed else "**No drift** between specs and code"
        return "\n".join([MARKER, f"{said} ({read}).", *failed]) + "\n"
    lines = [
        MARKER,
        f"**{len(report.drift)} differences** between specs and code ({read}).",
        "",
        "| | code | what | spec | code side | mend |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(item) for item in report.drift[:_MOST]]
    if len(report.drift) > _MOST:
        lines += ["", f"{len(report.drift) - _MOST} more are not shown here."]
    lines += list(_diagram(report.drift))
    if report.baselined:
        lines += ["", f"{report.baselined} accepted by the baseline."]
    lines += [f"\n> {note}" for note in report.notes]
    lines += ["", *failed] if failed else []
    return "\n".join(lines) + "\n"


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


_TABLE = re.compile(r"^(?:column|table|primary key|foreign key|unique constraint|check) ([\w.]+)")


def _diagram(drift: Sequence[Finding]) -> Iterator[str]:
    tables: dict[str, dict[str, str]] = {}
    for item in drift:
        found = _TABLE.match(item.subject) if item.code[:2] in ("D1", "D2") else None
        if not found:
            continue
        words = item.subject.split(" ")
        name = found.group(1)
        if words[0] == "column":
            table, _, column = name.rpartition(".")
            tables.setdefault(table, {})[column] = item.kind
        else:
            table = name if words[0] == "table" else name.split(".")[0]
            tables.setdefault(table, {}).setdefault(
                re.sub(r"\W", "_", " ".join(words[:-1])), item.kind
            )
    if not tables:
        return
    yield from ("", "```mermaid", "erDiagram")
    for table, columns in sorted(tables.items()):
        yield f"    {_entity(table)} {{"
        for column, kind in columns.items():
            yield f'        {kind} {_entity(column)} "drifted"'
        yield "    }"
    yield "```"


def _entity(text: str) -> str:
    return re.sub(r"\W", "_", text) or "_"
