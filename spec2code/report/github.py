"""Drift as workflow commands of GitHub Actions, and what exceeds their limit as lines of the log.

GitHub shows at most 10 errors, 10 warnings and 10 notices of a step. What could not be read comes first of the errors,
then the most serious findings; those not shown are counted and stand in a group of the log. The step summary is
`--format markdown`. Escaping follows the toolkit's `command` module: `%`, CR and LF in data, also `:` and `,` in properties.
"""

from __future__ import annotations

from spec2code.diagnostics import Severity
from spec2code.report.drift_report import DriftReport, Finding

__all__ = ["LIMIT", "github"]

LIMIT = 10
_COMMAND = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(report: DriftReport) -> str:
    """One line a finding, ten of each kind, and a last line that says how many there are in all."""
    lines: list[str] = []
    for failure in report.failures:
        where = (
            f" file={_property(failure.span.file)},line={failure.span.line}" if failure.span else ""
        )
        lines.append(f"::error{where}::{_data(f'{failure.code} {failure.message}')}")
    hidden: list[Finding] = []
    for severity in Severity:
        items = [item for item in report.drift if item.severity is severity]
        items.sort(key=lambda item: not item.breaking)
        room = max(LIMIT - len(lines), 0) if severity is Severity.ERROR else LIMIT
        lines += [_annotation(item) for item in items[:room]]
        hidden += items[room:]
    if hidden:
        lines.append(f"::group::{len(hidden)} more findings: GitHub shows {LIMIT} of a kind")
        lines += [_in_log(item) for item in hidden]
        lines.append("::endgroup::")
    lines += [_data(f"note: {note}") for note in report.notes]
    for item in report.untold:
        place = f" ({item.span})" if item.span else ""
        lines.append(_data(f"not told: {item.code} {item.message}{place}"))
    findings = "1 finding" if len(report.drift) == 1 else f"{len(report.drift)} findings"
    said = f"{findings} of drift" if report.drift else report.verdict
    if report.drift and report.failures:
        said += ", and not everything could be read"
    lines.append(f"spec2code: {said}")
    return "\n".join(lines) + "\n"


def _in_log(item: Finding) -> str:
    side = item.code_side if item.code_side and item.code_side.at else item.spec
    place = f"{side.at.file}:{side.at.line}: " if side and side.at else ""
    return _data(f"{item.severity.value} {place}{item.code} {item.message}")


def _annotation(item: Finding) -> str:
    side = item.code_side if item.code_side and item.code_side.at else item.spec
    at = side.at if side else None
    properties = {"title": f"{item.code} {item.subject}"}
    if at:
        properties = {
            "file": at.file,
            "line": str(at.line),
            "endLine": str(at.end_line),
            **properties,
        }
    text = f"{item.message}. Mend: {item.hint}."
    if item.spec and item.spec.at and side is not item.spec:
        text += f" Spec: {item.spec.at.file}:{item.spec.at.line}."
    shown = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{_COMMAND[item.severity]} {shown}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
