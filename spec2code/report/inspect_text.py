"""What was understood, as text: section by section for specs, kind by kind for code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.api import Endpoint
from spec2code.model.project import Project
from spec2code.model.schema import Schema
from spec2code.model.span import Span
from spec2code.model.spec import Section, Spec

__all__ = ["code_text", "diagnostic_lines", "specs_text"]


def specs_text(specs: Sequence[Spec], diagnostics: Iterable[Diagnostic]) -> str:
    """Each spec with its sections: what was taken, what was passed over and why; then what was found."""
    lines: list[str] = []
    for spec in specs:
        lines += [f"{spec.file}: {spec.title or '(no title)'}", ""]
        for section in spec.sections:
            lines += _section(section)
        lines += ["", _summary(spec), ""]
    lines += diagnostic_lines(diagnostics)
    return "\n".join(lines).rstrip() + "\n"


def _section(section: Section) -> Iterator[str]:
    yield f"{'  ' * max(section.level - 1, 0)}{section.title or '(before the first heading)'}  [line {section.span.line}]"
    indent = "  " * max(section.level, 1)
    for item in section.taken:
        yield f"{indent}+ {item.what}: {item.how}{_lines(item.span)}"
    for item in section.passed_over:
        yield f"{indent}- {item.what}: {item.how}{_lines(item.span)}"


def _lines(span: Span) -> str:
    end = f"-{span.end_line}" if span.end_line > span.line else ""
    return f"  [line {span.line}{end}]"


def _summary(spec: Spec) -> str:
    """What was understood, and for how much of the rest a reason is given."""
    taken = sum(len(section.taken) for section in spec.sections)
    passed = [item for section in spec.sections for item in section.passed_over]
    reasons = Counter(
        "not understood" if "nothing in it" in item.how else item.how for item in passed
    )
    why = ", ".join(f"{count} {reason}" for reason, count in reasons.most_common())
    return (
        f"{len(spec.statements) + len(spec.post_statements)} SQL statements, {len(spec.endpoints)} endpoints,"
        f" {len(spec.events)} events, {len(spec.notes)} notes; {taken} parts taken, {len(passed)} passed over"
        + (f": {why}" if why else "")
    )


def code_text(project: Project, schema: Schema, diagnostics: Sequence[Diagnostic]) -> str:
    """The project's migrations, models, routes and shapes, counted and listed."""
    lines: list[str] = []
    history = project.history
    if history:
        lines.append(
            f"migrations: {history.directory}, {history.revisions} revisions, head {', '.join(history.heads) or 'none'}"
        )
    else:
        lines.append("migrations: none found")
    lines.append(
        f"tables: {len(schema.tables)}, enums: {len(schema.enums)}, other objects: {len(schema.objects)}"
    )
    for table in schema.tables.values():
        lines.append(f"  {table.name} ({', '.join(column.name for column in table.columns)})")
    several = len(project.applications) > 1
    for application in project.applications:
        lines.append(f"application: {application.name}, {len(application.endpoints)} routes")
        own = [item for item in application.endpoints if "path" not in item.undecided]
        lines += [f"  {line}" for line in _endpoints(own if several else project.endpoints)]
    lines.append(f"models: {len(project.shapes)} Pydantic, {len(project.model_classes)} mapped")
    lines.append("")
    for kind, reading in sorted(project.readings.items()):
        total = reading.decided + reading.undecided
        if total:
            lines.append(
                f"{kind}: {reading.decided} of {total} decided by reading ({100 * reading.decided // total} %)"
            )
    lines.append("")
    lines += diagnostic_lines(diagnostics)
    return "\n".join(lines).rstrip() + "\n"


def _endpoints(endpoints: Iterable[Endpoint]) -> Iterator[str]:
    for item in endpoints:
        hidden = "" if item.documented else "  (not documented)"
        yield f"{item.method:7} {item.path}{f'  -> {item.handler}' if item.handler else ''}{hidden}"


def diagnostic_lines(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """A line for each finding, as editors and people can follow it, and a count at the end."""
    lines, counts = [], dict.fromkeys(Severity, 0)
    for item in diagnostics:
        counts[item.severity] += 1
        place = f"{item.span}: " if item.span else ""
        lines.append(f"{place}{item.severity.value}: {item.code} {item.message}")
        if item.other is not None and item.other != item.span:
            lines.append(f"    the other side: {item.other}")
        if item.hint and item.severity is not Severity.INFO:
            lines.append(f"    {item.hint}")
    if lines:
        lines.append(", ".join(f"{count} {severity.value}" for severity, count in counts.items()))
    return lines
