"""Reports of drift, format by format, from the same findings."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pytest

from spec2code.codes import CODES, diagnostic
from spec2code.diagnostics import Severity
from spec2code.drift.finding import Drift, Side, drift
from spec2code.model.span import Span
from spec2code.report import FORMATS, DriftReport, render_drift
from spec2code.report.fingerprint import fingerprints
from spec2code.report.github import LIMIT

SPEC = Span("docs/spec.md", 12, 5, 12, 10)
CODE = Span("app/models/orders.py", 30, 1, 30, 20)


def finding(code: str = "D103", subject: str = "column orders.total", **options: object) -> Drift:
    return drift(
        code,
        "missing",
        subject,
        f"column `{subject}` is in the spec and not in the migrations",
        spec=Side(SPEC, "numeric(12,2)"),
        code_side=Side(CODE, None),
        **options,  # type: ignore[arg-type]
    )


def report(*items: Drift, **options: object) -> DriftReport:
    return DriftReport(list(items), specs=1, files=2, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_names_the_finding(format: str) -> None:
    text = render_drift(report(finding()), format)
    assert "D103" in text
    assert "app/models/orders.py" in text


@pytest.mark.parametrize("format", [name for name in FORMATS if name != "gitlab"])
@pytest.mark.parametrize("items", [(), ("D103",)], ids=["clean", "drift"])
def test_notes_are_told(format: str, items: tuple[str, ...]) -> None:
    """GitLab's report has no place for what belongs to no finding."""
    told = report(*map(finding, items), notes=["resolved, take it out"])
    assert "resolved, take it out" in render_drift(told, format)


@pytest.mark.parametrize("format", FORMATS)
def test_no_format_reads_as_clean_when_reading_failed(format: str) -> None:
    failed = diagnostic("G256", "nothing was understood", Span("docs/spec.md", 1))
    clean = render_drift(report(), format)
    assert render_drift(report(diagnostics=[failed]), format) != clean


def test_json_is_the_form_of_the_contract() -> None:
    document = json.loads(render_drift(report(finding()), "json"))
    assert document["version"] == 1
    assert document["summary"] == {
        "error": 1,
        "warning": 0,
        "info": 0,
        "baselined": 0,
        "ignored": 0,
        "specs": 1,
        "files": 2,
    }
    (item,) = document["drift"]
    assert item["spec"] == {
        "at": {
            "file": "docs/spec.md",
            "line": 12,
            "column": 5,
            "end_line": 12,
            "end_column": 10,
        },
        "value": "numeric(12,2)",
    }
    assert item["code_side"]["value"] is None
    assert item["breaking"] is True


def test_text_shows_both_sides_and_marks_the_place() -> None:
    lines = {
        ("docs/spec.md", 12): "    total NUMERIC",
        ("app/models/orders.py", 30): "class Order:",
    }
    text = render_drift(
        report(finding(), source_line=lambda file, line: lines.get((file, line))), "text"
    )
    assert "    12 |     total NUMERIC" in text
    assert "           |     ^^^^^" in text
    assert "mend:" in text


def test_text_is_coloured_only_on_request() -> None:
    assert "\x1b[" not in render_drift(report(finding()), "text")
    assert "\x1b[" in render_drift(report(finding()), "text", coloured=True)


def test_github_shows_ten_of_a_kind_and_says_how_many_more() -> None:
    items = [finding(subject=f"column t.c{number}") for number in range(LIMIT + 3)]
    text = render_drift(report(*items), "github")
    assert text.count("::error ") == LIMIT
    lines = text.splitlines()
    start = lines.index("::group::3 more findings: GitHub shows 10 of a kind")
    assert [line.split(" ")[0] for line in lines[start + 1 : start + 5]] == [
        *("error",) * 3,
        "::endgroup::",
    ]


def test_github_shows_first_what_could_not_be_read() -> None:
    """It is an error like the findings, and would be one too many behind ten of them."""
    items = [finding(subject=f"column t.c{number}") for number in range(LIMIT)]
    failed = diagnostic("P101", "a module can't be parsed", CODE)
    lines = render_drift(report(*items, diagnostics=[failed]), "github").splitlines()
    assert "P101" in lines[0] and lines[0].startswith("::error file=app/models/orders.py,line=30::")
    assert sum(line.startswith("::error ") for line in lines) == LIMIT
    assert "::group::1 more findings: GitHub shows 10 of a kind" in lines


def test_github_escapes_data_and_properties() -> None:
    item = finding(subject="column a,b: 100%\nx")
    line = render_drift(report(item), "github").splitlines()[0]
    head, _, data = line.partition("::column")
    assert "title=D103 column a%2Cb%3A 100%25%0Ax" in head
    assert "100%25 x" in data


def test_sarif_has_all_rules_relative_uris_and_stable_fingerprints() -> None:
    log = json.loads(render_drift(report(finding()), "sarif"))
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == [code for code in CODES if code.startswith("D")]
    (result,) = run["results"]
    assert rules[result["ruleIndex"]] == result["ruleId"] == "D103"
    assert result["level"] == "error"
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "app/models/orders.py", "uriBaseId": "ROOT"}
    moved = Drift(**{**_fields(finding()), "code_side": Side(Span("app/x.py", 99), None)})
    other = json.loads(render_drift(report(moved), "sarif"))["runs"][0]["results"][0]
    assert other["partialFingerprints"] == result["partialFingerprints"]


def _fields(item: Drift) -> dict[str, object]:
    return {name: getattr(item, name) for name in item.__slots__}


def test_sarif_says_when_reading_failed() -> None:
    failed = diagnostic("G256", "nothing was understood", Span("docs/spec.md", 1))
    (run,) = json.loads(render_drift(report(diagnostics=[failed]), "sarif"))["runs"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_gitlab_has_what_code_quality_needs() -> None:
    (issue,) = json.loads(render_drift(report(finding()), "gitlab"))
    assert issue["severity"] == "critical"
    assert issue["location"] == {"path": "app/models/orders.py", "lines": {"begin": 30}}
    assert issue["check_name"] == "D103" and issue["fingerprint"]


def test_junit_is_xml_with_a_suite_a_family() -> None:
    root = ElementTree.fromstring(render_drift(report(finding(subject="column a\x00b")), "junit"))
    assert root.get("failures") == "1"
    assert [suite.get("name") for suite in root] == [
        "migrations",
        "models",
        "routes",
        "schemas",
        "events",
    ]


@pytest.mark.parametrize(("fail_on", "failed"), [("error", "1"), ("warning", "2"), ("info", "3")])
def test_junit_fails_where_the_exit_code_does(fail_on: str, failed: str) -> None:
    """A server turns red for a failure, so a warning that exits 0 must not be one; it is shown all the same."""
    items = [finding(severity=severity) for severity in Severity]
    given = report(*items, fail_on=Severity(fail_on))
    root = ElementTree.fromstring(render_drift(given, "junit"))
    assert root.get("failures") == failed
    assert len(root.findall("testsuite/testcase/failure")) == int(failed)
    skipped = root.findall("testsuite/testcase/skipped")
    assert len(skipped) == 3 - int(failed) and all(
        "total" in item.attrib["message"] for item in skipped
    )
    case = root.find("testsuite/testcase")
    assert case is not None
    assert (case.get("file"), case.get("line")) == ("app/models/orders.py", "30")


def test_markdown_is_a_table_and_a_diagram() -> None:
    text = render_drift(report(finding(subject="column orders.total")), "markdown")
    assert text.startswith("<!-- spec2code drift -->")
    assert "| error | D103 |" in text
    assert 'erDiagram\n    "orders" {\n        missing total "only in the spec"' in text
    assert "**1 difference** between specs and code: 1 error (" in text


def test_markdown_has_the_worst_first_and_says_what_both_sides_have() -> None:
    mild = finding("D122", "index orders.ix", severity=Severity.INFO)
    worse = drift(
        "D105",
        "changed",
        "column orders.total",
        "the type of column `orders.total` differs",
        spec=Side(SPEC, 'numeric(12,2) "x"'),
        code_side=Side(CODE, "integer"),
    )
    text = render_drift(report(mild, worse), "markdown")
    assert text.index("| D105 |") < text.index("| D122 |") and "1 error, 1 info" in text
    assert 'changed total "spec: numeric(12,2) _x_, code: integer"' in text


def test_markdown_of_many_findings_fits_in_a_comment() -> None:
    items = [
        finding(subject=f"column table_{number}.c", code="D104" if number % 2 else "D103")
        for number in range(900)
    ]
    text = render_drift(report(*items), "markdown")
    told = text.count("\n- ")
    assert text.count("\n| error | ") == 2
    assert 300 < told < 900 and len(text) < 65_000
    rest = 900 - told
    assert f"{rest} more don't fit in a comment (" in text
    assert "25 of 900 tables" in text and text.count(" {\n") == 25


@pytest.mark.parametrize(("number", "alone"), [(5, True), (6, False)])
def test_many_findings_of_one_kind_are_told_together(number: int, alone: bool) -> None:
    items = [finding(subject=f"column t.c{each}", code="D104") for each in range(number)]
    told = report(finding(subject="column t.a", code="D103"), *items)
    text, table = render_drift(told, "text"), render_drift(told, "markdown")
    assert text.count("mend:") == (number + 1 if alone else 2)
    assert ("error D104 6 times: " in text) is not alone
    assert table.count("\n| error | ") == (number + 1 if alone else 2)
    assert table.count("\n- ") == (0 if alone else number)


def test_markdown_keeps_text_of_the_spec_from_becoming_markup() -> None:
    item = finding(subject="x")
    item = Drift(**{**_fields(item), "message": "a <b>|[x](y)\n@team"})
    text = render_drift(report(item), "markdown")
    assert "\\<b\\>\\|\\[x\\](y) \\@team" in text


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    first, second = fingerprints([finding(), finding()])
    assert first != second


def test_severity_of_the_call_goes_before_the_table() -> None:
    assert finding(severity=Severity.INFO).breaking is False


def _line_of(text: str, place: Span, width: int) -> list[str]:
    """The line of source and the marks below it, as the text report shows them."""
    item = drift("D103", "missing", "column a.b", "a message", spec=Side(place, "x"))
    shown = DriftReport([item], source_line=lambda file, line: text)
    lines = render_drift(shown, "text", width=width).splitlines()
    start = next(number for number, line in enumerate(lines) if " | " in line)
    return [line.partition("| ")[2] for line in lines[start : start + 2]]


def test_marks_stand_below_wide_characters() -> None:
    source, marks = _line_of("| 备注 | 说明 |", Span("spec.md", 4, 8, 4, 10), 80)
    assert source == "| 备注 | 说明 |"
    assert marks == " " * 9 + "^" * 4, "each of these characters takes two columns"


@pytest.mark.parametrize(
    ("column", "shown", "marked"),
    [(1, "aaaa", "aaaa"), (100, "…", "aaaa"), (297, "…", "aaaa")],
    ids=["at the start", "in the middle", "at the end"],
)
def test_a_long_line_is_shown_around_its_place(column: int, shown: str, marked: str) -> None:
    text = "b" * (column - 1) + "aaaa" + "b" * (300 - column - 3)
    source, marks = _line_of(text, Span("spec.md", 4, column, 4, column + 4), 80)
    assert len(source) <= 80 - 13 and source.startswith(shown)
    at = marks.index("^")
    assert source[at : at + len(marks.strip())] == marked


@pytest.mark.parametrize("table", ["style", "one", "end", "public.order items", 'a"b', "订单"])
def test_a_diagram_takes_any_name(table: str) -> None:
    subject = f"column {table}.2nd-total"
    text = render_drift(report(finding(subject=subject)), "markdown")
    if re.fullmatch(r"[\w.]+", table):
        assert f'    "{table}" {{' in text
    for line in text.partition("```mermaid\n")[2].splitlines()[1:-1]:
        assert re.fullmatch(
            r'    "[^"%\\]+" \{|        \w+ [A-Za-z_]\w* "[^"%\\]+"|    \}', line
        ), line


def test_a_diagram_has_the_table_of_an_index() -> None:
    item = drift("D121", "missing", "index ix", "index `ix` on table `orders` is in the spec")
    assert '    "orders" {' in render_drift(report(item), "markdown")
