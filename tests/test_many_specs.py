"""Several specs are one desired state, in a stated order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from spec2code.config import Settings
from spec2code.pipeline import Specs, load_specs
from tests.sample_projects import spec2code

ORDERS = """---
date: {date}
---
# Orders

```sql
CREATE TABLE orders (id uuid PRIMARY KEY, total numeric(10,2) NOT NULL);
```

### GET /orders/{{id}}

**Auth:** Bearer

**Response (200):**

```json
{{"id": "uuid", "total": "12.50", "owner": Owner}}
```

### The Owner object

```json
{{"name": "Ann"}}
```
"""
NOTES = """---
date: {date}
---
# Notes

```sql
ALTER TABLE orders ADD COLUMN note text;
```

{endpoint}
"""
LISTED = (
    "| Method | Path | Description |\n|---|---|---|\n| GET | /orders/{order_id} | One order |\n"
)
DESCRIBED = (
    '### GET /orders/{id}\n\n**Response (200):**\n\n```json\n{"id": "uuid", "note": "x"}\n```\n'
)


def _write(root: Path, **specs: str) -> None:
    for name, text in specs.items():
        (root / f"{name}.md").write_text(text)


def _load(root: Path, *globs: str) -> Specs:
    return load_specs(root, (), Settings(specs=globs))


def _order(specs: Specs) -> list[str]:
    return [spec.file for spec in specs.specs]


def _codes(specs: Specs) -> set[str]:
    return {item.code for item in specs.diagnostics}


def test_specs_of_one_glob_apply_by_date_then_name(tmp_path: Path) -> None:
    dates = {"a": "2026-03-01", "b": "2026-01-01", "c": "2026-03-01"}
    _write(tmp_path, **{name: f"---\ndate: {day}\n---\n# {name}\n" for name, day in dates.items()})
    assert _order(_load(tmp_path, "*.md")) == ["b.md", "a.md", "c.md"]


def test_globs_apply_in_the_order_of_the_configuration(tmp_path: Path) -> None:
    _write(
        tmp_path,
        a="---\ndate: 2026-05-05\n---\n# A\n",
        b="# B\n",
        c="---\ndate: 2026-01-01\n---\n# C\n",
    )
    assert _order(_load(tmp_path, "c.md", "a.md", "*.md")) == ["c.md", "a.md", "b.md"]
    assert _order(_load(tmp_path, "[ac].md", "b.md")) == ["c.md", "a.md", "b.md"]  # fmt: skip


def test_a_later_spec_alters_what_an_earlier_one_creates(tmp_path: Path) -> None:
    _write(
        tmp_path,
        z=ORDERS.format(date="2026-01-01"),
        a=NOTES.format(date="2026-02-01", endpoint=LISTED),
    )
    done = spec2code(tmp_path, "inspect", "--format", "json", "z.md", "a.md")
    document = json.loads(done.stdout)
    (table,) = document["schema"]["tables"]
    assert [column["name"] for column in table["columns"]] == ["id", "total", "note"]
    (endpoint,) = document["endpoints"]
    assert endpoint["at"]["file"] == "a.md"
    assert endpoint["auth"]["required"] is True
    assert set(endpoint["responses"][0]["schema"]["properties"]) == {"id", "total", "owner"}
    assert "$defs" in endpoint["responses"][0]["schema"]
    assert "S181" not in {item["code"] for item in document["diagnostics"]}


@pytest.mark.parametrize(
    ("endpoint", "told"),
    [
        (DESCRIBED, True),
        (LISTED, False),
        ("### GET /orders/{id}\n\n**Auth:** none\n", True),
        ("### GET /orders/{id}\n\n**Response:** 204\n", True),
        ("### GET /orders/{id}\n\n**Errors:**\n\n- 404: gone\n", False),
    ],
)
def test_the_same_endpoint_in_two_specs_is_compared(
    tmp_path: Path, endpoint: str, told: bool
) -> None:
    _write(
        tmp_path,
        a=ORDERS.format(date="2026-01-01"),
        b=NOTES.format(date="2026-02-01", endpoint=endpoint),
    )
    specs = _load(tmp_path, "*.md")
    assert ("S181" in _codes(specs)) is told
    assert [len(spec.endpoints) for spec in specs.specs] == [0, 1]


def test_altering_before_creating_is_told(tmp_path: Path) -> None:
    _write(
        tmp_path, a=ORDERS.format(date="2026-02-01"), b=NOTES.format(date="2026-01-01", endpoint="")
    )
    (found,) = [item for item in _load(tmp_path, "*.md").diagnostics if item.code == "S183"]
    assert found.span is not None and found.span.file == "a.md"
    assert found.other is not None and found.other.file == "b.md"
    assert "S183" not in _codes(_load(tmp_path, "a.md", "b.md"))


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("CREATE TYPE s AS ENUM ('a');", "CREATE TYPE s AS ENUM ('a', 'b');", True),
        ("CREATE TYPE s AS ENUM ('a');", "CREATE TYPE s AS ENUM ('a');", False),
        ("CREATE TABLE t (x int);", "CREATE TABLE t (x int, y int);", True),
        ("CREATE TABLE t (x int);", "ALTER TABLE t ADD COLUMN y int;", False),
        (
            "CREATE TABLE t (x int);",
            "ALTER TABLE t RENAME TO u; CREATE TABLE t (x int, y int);",
            False,
        ),
        ("CREATE TABLE t (x int);", "DROP TABLE t; CREATE TABLE t (x int, y int);", False),
    ],
)
def test_what_two_specs_create_is_compared(
    tmp_path: Path, first: str, second: str, told: bool
) -> None:
    _write(tmp_path, a=f"# A\n\n```sql\n{first}\n```\n", b=f"# B\n\n```sql\n{second}\n```\n")
    specs = _load(tmp_path, "*.md")
    assert ("S180" in _codes(specs)) is told
    assert "Q133" not in _codes(specs)


def test_generate_diff_and_check_agree_on_the_order(tmp_path: Path) -> None:
    """What is generated from specs that only their dates order has no drift from them."""
    (tmp_path / "pyproject.toml").write_text('[tool.spec2code]\nspecs = ["specs/*.md"]\n')
    (tmp_path / "specs").mkdir()
    _write(
        tmp_path / "specs",
        z=ORDERS.format(date="2026-01-01"),
        a=NOTES.format(date="2026-02-01", endpoint=DESCRIBED),
    )
    assert spec2code(tmp_path, "generate").returncode == 0
    written = "".join(path.read_text() for path in tmp_path.rglob("versions/*.py"))
    assert "note" in written
    done = spec2code(tmp_path, "diff")
    assert done.returncode == 0, done.stdout
    again = spec2code(tmp_path, "generate", "--check")
    assert again.returncode == 0, again.stdout + again.stderr
