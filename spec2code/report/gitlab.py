"""Drift as a GitLab Code Quality report: a JSON array of issues (GitLab documentation, Code Quality report format)."""

from __future__ import annotations

import json
from collections import Counter

from spec2code.diagnostics import Severity
from spec2code.report.drift_report import DriftReport
from spec2code.report.fingerprint import fingerprints

__all__ = ["gitlab"]

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(report: DriftReport) -> str:
    """One entry a finding, at the code's place, else the spec's; a breaking error is `critical`.

    A reading that failed, and what of the specs can't be told, is an entry of its own, so that it never looks clean.
    """
    issues = []
    for item, mark in zip(report.drift, fingerprints(report.drift), strict=True):
        side = item.code_side if item.code_side and item.code_side.at else item.spec
        at = side.at if side else None
        breaks = item.breaking and item.severity is Severity.ERROR
        issues.append(
            {
                "description": f"{item.message}. Mend: {item.hint}.",
                "check_name": item.code,
                "fingerprint": mark,
                "severity": "critical" if breaks else _SEVERITY[item.severity],
                "location": {
                    "path": at.file if at else ".",
                    "lines": {"begin": max(at.line, 1) if at else 1},
                },
            }
        )
    seen: Counter[str] = Counter()
    for remark in (*report.failures, *report.untold):
        span = remark.span
        mark = f"{remark.code}-{span}"
        seen[mark] += 1
        issues.append(
            {
                "description": remark.message,
                "check_name": remark.code,
                "fingerprint": mark if seen[mark] == 1 else f"{mark}-{seen[mark]}",
                "severity": "blocker" if remark.severity is Severity.ERROR else "info",
                "location": {
                    "path": span.file if span else ".",
                    "lines": {"begin": span.line if span else 1},
                },
            }
        )
    return json.dumps(issues, indent=2, ensure_ascii=False)
