"""Drift as workflow commands of GitHub Actions, and what exceeds their limit as a step summary.

GitHub shows at most 10 errors, 10 warnings and 10 notices of a step; the most serious come first, and the
count of those not shown is said. Escaping follows the toolkit's `command` module: `%`, CR and LF in data,
also `:` and `,` in properties.
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
    hidden = 0
    for severity in Severity:
        items = [item for item in report.drift if item.severity is severity]
        items.sort(key=lambda item: not item.breaking)
        lines += [_annotation(item) for item in items[:LIMIT]]
        hidden += max(len(items) - LIMIT, 0)
    for failure in report.diagnostics:
        if failure.severity is Severity.ERROR:
            where = (
                f" file={_property(failure.span.file)},line={failure.span.line}"
                if failure.span
                else ""
            )
            lines.append(f"::error{where}::{_data(f'{failure.code} {failure.message}')}")
    if hidden:
        lines.append(
            f"{hidden} more findings are in the step summary: GitHub shows {LIMIT} of a kind"
        )
    lines.append(f"spec2code: {len(report.drift)} findings of drift")
    return "\n".join(lines) + "\n"


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
