"""Comments that silence drift, in a spec and in code; those that silence nothing are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.config import Settings
from spec2code.diff_command import drift_report
from spec2code.pipeline import load_project, load_specs
from spec2code.report.drift_report import DriftReport

SPEC = """# Orders

{comment}

### GET /orders

**Response** (200):
```json
[{{"id": 1}}]
```
"""
CODE = """from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Order(BaseModel):
    id: str{comment}


@app.get("/orders")
def orders() -> list[Order]: ...
"""


def report(root: Path, spec: str = "", code: str = "") -> DriftReport:
    (root / "spec.md").write_text(SPEC.format(comment=spec))
    (root / "main.py").write_text(CODE.format(comment=code))
    settings = Settings()
    specs = load_specs(root, [root / "spec.md"], settings)
    project, found = load_project(root, settings)
    return drift_report(root, specs, project, found, settings)


def test_without_a_comment_it_is_told(tmp_path: Path) -> None:
    assert [item.code for item in report(tmp_path).drift] == ["D403"]


@pytest.mark.parametrize(
    "comments",
    [
        {"spec": "<!-- spec2code: ignore D403 the id is a number on the wire -->"},
        {"code": "  # spec2code: ignore[D403] legacy ids"},
    ],
)
def test_a_comment_silences_it(comments: dict[str, str], tmp_path: Path) -> None:
    found = report(tmp_path, **comments)
    assert found.drift == [] and found.ignored == 1 and found.notes == []


def test_another_code_is_not_silenced_and_the_comment_is_told(tmp_path: Path) -> None:
    found = report(tmp_path, code="  # spec2code: ignore[D404] legacy ids")
    assert [item.code for item in found.drift] == ["D403"]
    (note,) = found.notes
    assert note.startswith("main.py:8: nothing is told here of D404")


def test_a_comment_on_its_own_line_is_about_the_next(tmp_path: Path) -> None:
    report(tmp_path)
    text = (tmp_path / "main.py").read_text()
    (tmp_path / "main.py").write_text(
        text.replace("    id: str", "    # spec2code: ignore[D403] legacy\n    id: str")
    )
    settings = Settings()
    specs = load_specs(tmp_path, [tmp_path / "spec.md"], settings)
    project, found = load_project(tmp_path, settings)
    assert drift_report(tmp_path, specs, project, found, settings).drift == []


def test_each_code_of_a_comment_is_looked_for(tmp_path: Path) -> None:
    found = report(tmp_path, code="  # spec2code: ignore[D403, D404, D499] legacy ids")
    assert found.drift == [] and found.ignored == 1
    assert found.notes == [
        "main.py:8: nothing is told here of D404, ignoring it can go",
        "main.py:8: there is no code `D499` to ignore",
    ]


def test_a_comment_of_a_spec_that_can_silence_nothing_is_told(tmp_path: Path) -> None:
    found = report(tmp_path, spec="<!-- spec2code: ignore D403 -->")
    assert [item.code for item in found.drift] == ["D403"]
    assert found.notes == ["spec.md:3:1: this comment silences nothing: it names no reason"]
