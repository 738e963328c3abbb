"""Reports in the forms that platforms document, checked against what those documents ask for."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import jsonschema
import pytest

from spec2code.codes import diagnostic
from spec2code.diagnostics import Severity
from spec2code.drift.finding import Side
from spec2code.model.records import replace
from spec2code.model.span import Span
from spec2code.report import DriftReport, render_drift
from tests.report_schemas import GITLAB, SARIF
from tests.test_reports import CODE, SPEC, finding, report

REPORTS = [
    report(),
    report(finding()),
    report(finding(), finding("D304"), finding("D122", severity=Severity.INFO), finding()),
    report(replace(finding(), code_side=None)),
    report(replace(finding(), spec=None, code_side=None)),
    report(replace(finding(), spec=Side(Span("docs/a b/ä#?.md", 1), "x\x00`<>"))),
    report(diagnostics=[diagnostic("P101", "a module can't be parsed", CODE)]),
    report(
        finding(), diagnostics=[diagnostic("P110", "no application"), diagnostic("P113", "x", SPEC)]
    ),
    report(
        diagnostics=[
            *(diagnostic("P115", f"{count} endpoints", CODE) for count in (1, 2)),
            diagnostic("P163", "a table\x00 <b>", CODE),
            diagnostic("P164", "without a place"),
        ],
        notes=["resolved: \x00 <a>", "spec.md:3: nothing"],
    ),
    report(finding(), diagnostics=[diagnostic("P101", "x", CODE)], notes=["one"]),
]


@pytest.mark.parametrize("given", REPORTS)
def test_sarif_is_what_the_standard_asks_for(given: DriftReport) -> None:
    log = json.loads(render_drift(given, "sarif"))
    jsonschema.validate(log, SARIF)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]  # 3.27.6
        for place in (*result.get("locations", ()), *result.get("relatedLocations", ())):
            region = place["physicalLocation"]["region"]
            end = (region.get("endLine", region["startLine"]), region.get("endColumn", 10**6))
            assert end >= (region["startLine"], region["startColumn"])  # 3.30.7
            base = place["physicalLocation"]["artifactLocation"]["uriBaseId"]
            assert base in run["originalUriBaseIds"]


@pytest.mark.parametrize("given", REPORTS)
def test_gitlab_is_what_its_documentation_asks_for(given: DriftReport) -> None:
    issues = json.loads(render_drift(given, "gitlab"))
    jsonschema.validate(issues, GITLAB)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


@pytest.mark.parametrize("given", REPORTS)
def test_junit_counts_what_it_holds(given: DriftReport) -> None:
    """The attributes that Jenkins, GitLab and Azure read, with numbers that add up."""
    root = ElementTree.fromstring(render_drift(given, "junit"))
    assert root.tag == "testsuites"
    cases = root.findall("testsuite/testcase")
    assert int(root.attrib["tests"]) == len(cases)
    assert int(root.attrib["failures"]) == len(root.findall("testsuite/testcase/failure"))
    assert int(root.attrib["errors"]) == len(root.findall("testsuite/testcase/error"))
    for suite in root:
        assert suite.tag == "testsuite" and suite.attrib["name"]
        assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))
        assert int(suite.attrib["failures"]) == len(suite.findall("testcase/failure"))
        assert int(suite.attrib["errors"]) == len(suite.findall("testcase/error"))
        skipped = len(suite.findall("testcase/skipped"))
        assert int(suite.attrib.get("skipped", 0)) == skipped
    for case in cases:
        assert case.attrib["classname"] and case.attrib["name"]
        assert len(case) <= 1 and all(child.attrib["message"] for child in case)


@pytest.mark.parametrize(
    ("format", "schema", "broken"),
    [
        ("sarif", SARIF, lambda text: text.replace('"level": "error"', '"level": "fatal"')),
        ("sarif", SARIF, lambda text: text.replace('"uri": "app', '"uri": "/app')),
        ("gitlab", GITLAB, lambda text: text.replace('"begin": 30', '"begin": 0')),
    ],
)
def test_the_schemas_refuse_what_is_wrong(format: str, schema: object, broken: object) -> None:
    text = render_drift(report(finding()), format)
    assert callable(broken) and broken(text) != text
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(broken(text)), schema)
