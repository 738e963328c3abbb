"""Drift, and the findings of `check`, as the JSON documents of CONTRACTS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from spec2code.diagnostics import Diagnostic, Severity, in_order
from spec2code.report.drift_report import DriftReport
from spec2code.report.inspect_json import diagnostic_json, span_json

__all__ = ["check_json", "drift_json"]

Json = dict[str, Any]


def _counts(severities: Iterable[Severity]) -> Json:
    counts: Json = {severity.value: 0 for severity in Severity}
    for severity in severities:
        counts[severity.value] += 1
    return counts


def check_json(diagnostics: Sequence[Diagnostic], ignored: int = 0) -> Json:
    """The document of `check --format json`."""
    return {
        "version": 1,
        "summary": {**_counts(item.severity for item in diagnostics), "ignored": ignored},
        "diagnostics": [
            {**diagnostic_json(item), "other_at": span_json(item.other)}
            for item in in_order(diagnostics)
        ],
    }


def drift_json(report: DriftReport) -> Json:
    """The document of `diff --format json`."""
    return {
        "version": 1,
        "summary": {
            **_counts(item.severity for item in report.drift),
            "baselined": report.baselined,
            "ignored": report.ignored,
            "specs": report.specs,
            "files": report.files,
        },
        "drift": [
            {
                "code": item.code,
                "kind": item.kind,
                "severity": item.severity.value,
                "subject": item.subject,
                "spec": _side(item.spec),
                "code_side": _side(item.code_side),
                "breaking": item.breaking,
                "message": item.message,
                "hint": item.hint,
                "moved": item.moved,
            }
            for item in report.drift
        ],
        "diagnostics": [diagnostic_json(item) for item in in_order(report.diagnostics)],
        "notes": list(report.notes),
    }


def _side(side: Any) -> Json | None:
    return {"at": span_json(side.at), "value": side.value} if side is not None else None
