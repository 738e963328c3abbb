"""Drift as JUnit XML, in the form that CI servers read: a suite a family, a test case a finding.

CI servers turn red for a failure whatever the exit code says, so only what makes the exit code 1 is one. What doesn't
is a skipped case with its message, which they show and don't count as passed.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree import ElementTree

from spec2code.model.patterns import regex
from spec2code.report.drift_report import DriftReport, Finding

__all__ = ["junit"]

_SUITES = {
    "D1": "migrations",
    "D2": "models",
    "D3": "routes",
    "D4": "schemas",
    "D5": "events",
}
# Characters that XML 1.0 (section 2.2) doesn't have.
_FORBIDDEN = regex(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(report: DriftReport) -> str:
    """Every family is a suite; one without findings has a single passed case."""
    by_family = {
        family: list(items)
        for family, items in groupby(
            sorted(report.drift, key=lambda item: item.code[:2]), key=lambda item: item.code[:2]
        )
    }
    failures, untold = report.failures, report.untold
    total = sum(max(len(by_family.get(family, ())), 1) for family in _SUITES)
    root = ElementTree.Element(
        "testsuites",
        name="spec2code diff",
        tests=str(total + len(failures) + len(untold)),
        failures=str(sum(map(report.fails, report.drift))),
        errors=str(len(failures)),
    )
    for family, name in _SUITES.items():
        _suite(root, name, by_family.get(family, []), report)
    if failures or untold or report.notes:
        suite = ElementTree.SubElement(
            root,
            "testsuite",
            name="reading",
            tests=str(len(failures) + len(untold)),
            failures="0",
            errors=str(len(failures)),
            skipped=str(len(untold)),
        )
        for item in failures:
            case = ElementTree.SubElement(
                suite, "testcase", classname="reading", name=_text(str(item.span))
            )
            ElementTree.SubElement(case, "error", message=_text(f"{item.code} {item.message}"))
        for item in untold:
            name = _text(f"{item.code} {item.span or ''}".rstrip())
            case = ElementTree.SubElement(suite, "testcase", classname="reading", name=name)
            ElementTree.SubElement(case, "skipped", message=_text(item.message))
        if report.notes:
            ElementTree.SubElement(suite, "system-out").text = _text("\n".join(report.notes))
    ElementTree.indent(root)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        + ElementTree.tostring(root, encoding="unicode")
        + "\n"
    )


def _suite(root: ElementTree.Element, name: str, items: list[Finding], report: DriftReport) -> None:
    failures = sum(map(report.fails, items))
    suite = ElementTree.SubElement(
        root,
        "testsuite",
        name=name,
        tests=str(max(len(items), 1)),
        failures=str(failures),
        errors="0",
        skipped=str(len(items) - failures),
    )
    if not items:
        ElementTree.SubElement(suite, "testcase", classname=name, name="no drift")
    for item in items:
        case = ElementTree.SubElement(
            suite, "testcase", classname=name, name=_text(f"{item.code} {item.subject}")
        )
        side = item.code_side if item.code_side and item.code_side.at else item.spec
        if side and side.at:
            case.set("file", _text(side.at.file))
            case.set("line", str(side.at.line))
        result = ElementTree.SubElement(
            case,
            "failure" if report.fails(item) else "skipped",
            type=item.severity.value,
            message=_text(item.message),
        )
        result.text = _text("\n".join(_details(item)))


def _details(item: Finding) -> list[str]:
    lines = []
    for name, side in (("spec", item.spec), ("code", item.code_side)):
        if side and side.at:
            lines.append(f"{name}: {side.at}: {side.value or 'nothing'}")
    return [*lines, f"mend: {item.hint}"]


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
