"""`generate` on what it wrote before: the spec moves on, and what was typed in by hand stays."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.sample_projects import ROOT, generated, spec2code, tree

SAMPLE = ROOT / "samples" / "order-returns"
ROUTES = "app/routers/order_returns.py"
SCHEMAS = "app/schemas/order_returns.py"
MODELS = "app/models/order_returns.py"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(SAMPLE, tmp_path_factory.mktemp("original"))


@pytest.fixture
def project(original: Path, tmp_path: Path) -> Path:
    shutil.copytree(original, tmp_path, dirs_exist_ok=True)
    return tmp_path


def edit(project: Path, file: str, old: str, new: str) -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def added_lines(before: dict[str, str], after: dict[str, str], file: str) -> list[str]:
    old = before.get(file, "").splitlines()
    return [line for line in after[file].splitlines() if line not in old]


NEW_ENDPOINT = """#### `POST /api/v1/returns/{return_id}/label`

Print a shipping label.

**Auth**: Bearer token

**Response** (204 No Content)

#### `DELETE /api/v1/returns"""


def test_a_column_and_an_endpoint_more(project: Path) -> None:
    """One revision with that column alone, that one route, and handlers as they were written."""
    edit(
        project,
        ROUTES,
        '    raise HTTPException(501, "get_return_policy is not implemented yet")',
        "    # Written by hand.\n    return await load_policy()",
    )
    before = tree(project)
    edit(project, "spec.md", "    reason TEXT,\n", "    reason TEXT,\n    note VARCHAR(99),\n")
    edit(project, "spec.md", "#### `DELETE /api/v1/returns", NEW_ENDPOINT)
    spec2code(project, "generate")
    after = tree(project)
    changed = {name for name in after if after[name] != before.get(name)} - {"spec.md"}
    (revision,) = {name for name in changed if name not in before}
    assert changed == {revision, ROUTES, MODELS}
    assert re.findall(r"op\.\w+\(.*", after[revision]) == [
        'op.add_column("returns", sa.Column("note", sa.String(length=99), nullable=True))',
        'op.drop_column("returns", "note")',
    ]
    assert len(added_lines(before, after, MODELS)) == 1
    assert after[ROUTES].count("@router.") == before[ROUTES].count("@router.") + 1
    assert "    # Written by hand.\n    return await load_policy()" in after[ROUTES]
    kept = [line for line in before[ROUTES].splitlines() if line not in after[ROUTES].splitlines()]
    assert kept == [], "no line of the routes was lost"
    assert spec2code(project, "diff").stdout.startswith("no drift")
    assert "nothing to write" in spec2code(project, "generate").stderr


def test_both_sides_changed_the_same_thing(project: Path) -> None:
    """A conflict, with both sides, and not one byte written."""
    edit(project, SCHEMAS, "max_length=500", "max_length=700")
    edit(project, "spec.md", "max 500 chars", "max 600 chars")
    before = tree(project)
    done = spec2code(project, "generate", check=1)
    assert "G250" in done.stderr and "700" in done.stderr and "600" in done.stderr
    assert tree(project) == before
    spec2code(project, "generate", "--on-conflict", "keep", check=None)
    assert "max_length=700" in tree(project)[SCHEMAS]


def test_a_conflict_with_markers(project: Path) -> None:
    edit(project, SCHEMAS, "max_length=500", "max_length=700")
    edit(project, "spec.md", "max 500 chars", "max 600 chars")
    spec2code(project, "generate", "--on-conflict", "markers", check=1)
    text = tree(project)[SCHEMAS]
    assert "<<<<<<<" in text and "max_length=700" in text and "max_length=600" in text


def test_a_dropped_column_is_held_back(project: Path) -> None:
    """Data is lost only when that is asked for."""
    edit(project, "spec.md", "    reason TEXT,\n", "")
    held = spec2code(project, "generate")
    assert "G252" in held.stderr and "returns.reason" in held.stderr
    revisions = set((project / "migrations" / "versions").glob("*.py"))
    assert len(revisions) == 1
    spec2code(project, "generate", "--allow-destructive")
    (new,) = set((project / "migrations" / "versions").glob("*.py")) - revisions
    assert 'op.drop_column("returns", "reason")' in new.read_text()


def test_a_dry_run_writes_nothing(project: Path) -> None:
    edit(project, "spec.md", "    reason TEXT,\n", "    reason TEXT,\n    note VARCHAR(99),\n")
    before = tree(project)
    assert "would write" in spec2code(project, "generate", "--dry-run").stderr
    shown = spec2code(project, "generate", "--check", "--diff", check=1)
    assert "+    note: Mapped[str | None]" in shown.stdout
    assert "--- /dev/null" in shown.stdout
    assert tree(project) == before


def test_only_one_generator(project: Path) -> None:
    edit(project, "spec.md", "    reason TEXT,\n", "    reason TEXT,\n    note VARCHAR(99),\n")
    before = tree(project)
    spec2code(project, "generate", "--only", "sqlalchemy")
    changed = {name for name, text in tree(project).items() if text != before.get(name)}
    assert changed == {MODELS}
    assert (
        "did you mean"
        in spec2code(project, "generate", "--only", "sqlalchmy", check=2).stderr.lower()
    )


def test_a_second_spec_joins_the_first(project: Path) -> None:
    """`generate other.md` keeps what the first spec asked for."""
    (project / "other.md").write_text(
        "# Carriers\n\n### GET /api/v1/carriers\n\n**Response** (200):\n```json\n"
        '[{"id": 1, "name": "string"}]\n```\n'
    )
    before = tree(project)
    spec2code(project, "generate", "other.md")
    after = tree(project)
    assert "app/routers/carriers.py" in after
    assert after[ROUTES] == before[ROUTES]
    assert "order_returns" in after["app/main.py"] and "carriers" in after["app/main.py"]
    lock = json.loads((project / ".spec2code" / "lock.json").read_text())
    assert lock["specs"] == ["spec.md", "other.md"]


def test_with_errors_only_what_was_understood_and_only_on_request(project: Path) -> None:
    edit(project, "spec.md", "    reason TEXT,\n", "    reason TEXT,\n    note VARCHAR(99),\n")
    edit(project, "spec.md", "-- The clerk's", "CREATE TABLE {{name}} (id INT);\n\n-- The clerk's")
    before = tree(project)
    spec2code(project, "generate", check=1)
    assert tree(project) == before
    spec2code(project, "generate", "--keep-going", check=1)
    assert tree(project) != before


def test_tables_in_another_order_than_the_database_needs(tmp_path: Path) -> None:
    """The history has to make the target of a foreign key first; the models keep the order of the spec."""
    (tmp_path / "spec.md").write_text(
        "# Boards\n\n```sql\n"
        "CREATE TABLE boards (id INT PRIMARY KEY);\n"
        "CREATE TABLE cards (id INT PRIMARY KEY, board_id INT REFERENCES boards(id), "
        "lane_id INT REFERENCES lanes(id));\n"
        "CREATE TABLE lanes (id INT PRIMARY KEY, board_id INT REFERENCES boards(id));\n"
        "```\n",
        encoding="utf-8",
    )
    assert spec2code(tmp_path, "generate", "spec.md").returncode == 0
    before = tree(tmp_path)
    assert before["app/models/boards.py"].index("class Card") < before[
        "app/models/boards.py"
    ].index("class Lane")
    assert spec2code(tmp_path, "generate", "spec.md").returncode == 0
    assert tree(tmp_path) == before


def test_a_table_of_somebody_else(tmp_path: Path) -> None:
    """What stands in for it is ours: it doesn't make the table one that the project has."""
    (tmp_path / "spec.md").write_text(
        "# Profiles\n\n```sql\nCREATE TABLE profiles (\n"
        "    id UUID PRIMARY KEY REFERENCES auth.users(id) ON DELETE CASCADE,\n"
        "    org_id BIGINT REFERENCES orgs(id)\n);\n```\n",
        encoding="utf-8",
    )
    spec2code(tmp_path, "generate", "spec.md")
    spec2code(tmp_path, "diff")
    before = tree(tmp_path)
    assert "app/models/external_tables.py" in before
    spec2code(tmp_path, "generate", "spec.md")
    assert tree(tmp_path) == before
