"""Drift as SARIF 2.1.0 (OASIS standard, sections 3.13 to 3.49), for code scanning.

A result stands where the code would be mended; the spec's place is a related location. URIs are relative
to the project root (section 3.4.4), and each result has a fingerprint that survives moved lines.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from spec2code import __version__
from spec2code.codes import CODES
from spec2code.codes.code import Code
from spec2code.diagnostics import Severity
from spec2code.model.span import Span
from spec2code.report.drift_report import DriftReport, Finding
from spec2code.report.fingerprint import fingerprints

__all__ = ["sarif"]

Json = dict[str, Any]
_LEVEL = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(report: DriftReport) -> str:
    """The whole log, with every drift rule in the driver."""
    rules = [row for code, row in CODES.items() if code.startswith("D")]
    numbers = {row.code: number for number, row in enumerate(rules)}
    run: Json = {
        "tool": {
            "driver": {
                "name": "spec2code",
                "version": __version__,
                "rules": [_rule(row) for row in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"ROOT": {"description": {"text": "The project root."}}},
        "results": [
            _result(item, numbers[item.code], mark)
            for item, mark in zip(report.drift, fingerprints(report.drift), strict=True)
        ],
        "invocations": [_invocation(report)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(row: Code) -> Json:
    return {
        "id": row.code,
        "name": "".join(word.capitalize() for word in row.name.split("-")),
        "shortDescription": {"text": f"{row.summary[:1].upper()}{row.summary[1:]}."},
        "fullDescription": {"text": f"{row.why[:1].upper()}{row.why[1:]}."},
        "help": {
            "text": f"{row.mend[:1].upper()}{row.mend[1:]}.",
            "markdown": f"**{row.name}**: {row.why}.\n\n**Mend**: {row.mend}.",
        },
        "defaultConfiguration": {"level": _LEVEL[row.severity]},
        "properties": {"tags": ["spec", "drift"]},
    }


def _result(item: Finding, number: int, mark: str) -> Json:
    code = item.code_side.at if item.code_side else None
    spec = item.spec.at if item.spec else None
    place, related = (code, spec) if code else (spec, None)
    result: Json = {
        "ruleId": item.code,
        "ruleIndex": number,
        "level": _LEVEL[item.severity],
        "message": {"text": f"{item.message}. {item.hint[:1].upper()}{item.hint[1:]}."},
        "partialFingerprints": {"spec2code/v1": mark},
        "properties": {"kind": item.kind, "subject": item.subject, "breaking": item.breaking},
    }
    if place:
        result["locations"] = [_location(place)]
    if related:
        result["relatedLocations"] = [
            {**_location(related), "id": 1, "message": {"text": "The spec."}}
        ]
    return result


def _location(span: Span) -> Json:
    region: Json = {"startLine": span.line, "startColumn": span.column}
    if (span.end_line, span.end_column) > (span.line, span.column):
        region.update(endLine=span.end_line, endColumn=span.end_column)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(span.file), "uriBaseId": "ROOT"},
            "region": region,
        }
    }


def _invocation(report: DriftReport) -> Json:
    """A reading that failed never looks like a clean one (section 3.20.14)."""
    notes = [
        {
            "level": _LEVEL[item.severity],
            "descriptor": {"id": item.code},
            "message": {"text": item.message},
            **({"locations": [_location(item.span)]} if item.span else {}),
        }
        for item in report.diagnostics
    ]
    notes += [{"level": "note", "message": {"text": note}} for note in report.notes]
    return {"executionSuccessful": not report.failures, "toolExecutionNotifications": notes}
