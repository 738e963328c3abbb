"""Accepted drift: what a baseline takes away, what it says of its entries, and what is kept when it is written anew."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from spec2code.baseline import Applied, apply_baseline, baseline_text
from spec2code.drift.finding import Drift, Side, drift
from spec2code.errors import UsageError
from spec2code.model.span import Span
from tests.sample_projects import spec2code

TODAY = "2026-06-15"
SPEC = "# Technical Spec: A\n\n### `GET /a`\n\n**Response** (200 OK)\n\n### `GET /b`\n\n**Response** (200 OK)\n"
CODE = 'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/{}", status_code={})\ndef handler(): ...\n'


def missing(path: str, line: int = 1) -> Drift:
    spec = Side(Span("spec.md", line), path)
    return drift("D301", "missing", f"endpoint GET {path}", f"`{path}` is missing", spec=spec)


ONE, OTHER = missing("/a"), missing("/b")


def applied(root: Path, text: str, *found: Drift, today: str = TODAY) -> Applied:
    (root / "accepted.json").write_text(text, encoding="utf-8")
    return apply_baseline(found, root / "accepted.json", today)


def with_words(text: str, **words: str) -> str:
    document = json.loads(text)
    document["accepted"][0].update(words)
    return json.dumps(document)


def test_only_new_drift_is_left_and_lines_don_t_matter(tmp_path: Path) -> None:
    text = baseline_text([ONE], None, TODAY)
    found = applied(tmp_path, text, missing("/a", line=90), OTHER)
    assert (found.drift, found.baselined, found.notes) == ([OTHER], 1, [])


def test_a_resolved_entry_is_told_with_its_reason(tmp_path: Path) -> None:
    text = with_words(baseline_text([ONE], None, TODAY), reason="see SHOP-1")
    found = applied(tmp_path, text)
    assert found.notes == [
        "resolved, take it out of the baseline: D301 endpoint GET /a (see SHOP-1)"
    ]


@pytest.mark.parametrize(("until", "accepted"), [("2026-06-15", 1), ("2026-06-14", 0)])
def test_an_entry_accepts_until_its_end(until: str, accepted: int, tmp_path: Path) -> None:
    text = with_words(baseline_text([ONE], None, TODAY), until=until, reason="soon")
    found = applied(tmp_path, text, ONE)
    assert found.baselined == accepted
    assert found.notes == (
        [] if accepted else [f"accepted until {until}, which is past: D301 endpoint GET /a (soon)"]
    )


def test_writing_anew_keeps_reasons_and_ends_that_are_not_past() -> None:
    text = with_words(baseline_text([ONE], None, TODAY), until="2026-12-31", reason="soon")
    (entry,) = json.loads(baseline_text([ONE], text, TODAY))["accepted"]
    assert (entry["until"], entry["reason"]) == ("2026-12-31", "soon")
    (entry,) = json.loads(baseline_text([ONE], text, "2027-01-01"))["accepted"]
    assert "until" not in entry and entry["reason"] == "soon"
    (entry,) = json.loads(baseline_text([OTHER], text, TODAY))["accepted"]
    assert entry["subject"] == "endpoint GET /b" and "reason" not in entry


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[]", "no baseline: there is no list `accepted`"),
        ("{}", "no baseline: there is no list `accepted`"),
        ("nothing", "no baseline: Expecting value"),
        ('{"accepted": [{"code": "D301"}]}', 'no baseline: {"code": "D301"} has no `fingerprint`'),
        ('{"accepted": [1]}', "no baseline: 1 has no `fingerprint`"),
        ('{"version": 2, "accepted": []}', "of version 2, which isn't known"),
    ],
)
def test_what_is_no_baseline_is_said(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        applied(tmp_path, text, ONE)


@pytest.mark.parametrize("until", ["31.12.2026", "2026-13-01", "soon"])
def test_an_end_that_is_no_date_is_said(until: str, tmp_path: Path) -> None:
    text = with_words(baseline_text([ONE], None, TODAY), until=until)
    with pytest.raises(UsageError, match="until"):
        applied(tmp_path, text, ONE)


def test_from_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text(SPEC, encoding="utf-8")
    (tmp_path / "main.py").write_text(CODE.format("a", 200), encoding="utf-8")
    done = spec2code(tmp_path, "diff", "spec.md", "--write-baseline")
    assert "1 finding accepted in spec2code-baseline.json" in done.stderr
    assert "--baseline" in done.stderr
    accepted = ("--baseline", "spec2code-baseline.json")
    done = spec2code(tmp_path, "diff", "spec.md", *accepted)
    assert done.stdout == "no drift: 1 spec, 1 Python file read, 1 baselined\n"
    (tmp_path / "main.py").write_text(CODE.format("b", 202), encoding="utf-8")
    done = spec2code(tmp_path, "diff", "spec.md", *accepted, "--format", "json", check=None)
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert [item["code"] for item in report["drift"]] == ["D301", "D308"]
    assert report["notes"] == ["resolved, take it out of the baseline: D301 endpoint GET /b"]
    done = spec2code(tmp_path, "diff", "spec.md", *accepted, "--format", "sarif", check=None)
    (invocation,) = json.loads(done.stdout)["runs"][0]["invocations"]
    (note,) = invocation["toolExecutionNotifications"]
    assert note["level"] == "note" and note["message"]["text"].startswith("resolved")


TABLES = "# Technical Spec: A\n\n## Data Model\n\n```sql\nCREATE TABLE t (id SERIAL PRIMARY KEY, a VARCHAR(9));\n```\n"
HISTORY = 'import sqlalchemy as sa\nfrom alembic import op\n\nrevision = "1"\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table("t", sa.Column("id", sa.Integer, primary_key=True), sa.Column("a", sa.String({})))\n'
MAPPED = "import sqlalchemy as sa\nfrom sqlalchemy.orm import DeclarativeBase\n\nclass Base(DeclarativeBase): ...\n\nclass T(Base):\n    __tablename__ = 't'\n    id = sa.Column(sa.Integer, primary_key=True)\n    a = sa.Column(sa.String(20))\n"


def test_what_migrations_and_models_say_alike_is_accepted_of_each(tmp_path: Path) -> None:
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    (tmp_path / "migrations" / "env.py").write_text("from alembic import context\n")
    (versions / "a.py").write_text(HISTORY.format(20))
    (tmp_path / "models.py").write_text(MAPPED)
    (tmp_path / "spec.md").write_text(TABLES)

    def told(*more: str) -> str:
        return str(spec2code(tmp_path, "diff", "spec.md", *more, check=None).stdout)

    assert "1 drifted" in told()
    assert "in the migrations and the models (models.py:9)" in told()
    told("--write-baseline")
    (versions / "a.py").write_text(HISTORY.format(9))
    assert "D205" in told()
    accepted = told("--baseline", "spec2code-baseline.json")
    assert "no drift" in accepted and "D105 column t.a" in accepted
