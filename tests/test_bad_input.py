"""Bad input: a diagnostic with a place or the plain reason, exit 1 or 2, and not one byte written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spec2code.layouts import LAYOUTS, layout
from tests.sample_projects import spec2code


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def refused(root: Path, *arguments: str, code: int) -> str:
    """Run `generate`, which must refuse with this code, without a traceback and without writing."""
    before = files(root)
    done = spec2code(root, "generate", *arguments, check=code)
    assert "Traceback" not in done.stderr
    assert files(root) == before
    assert done.stdout == ""
    return done.stderr


SPECS = {
    "placeholder table": ("# Spec\n\n```sql\nCREATE TABLE {{table_name}} (id INT);\n```\n", 4),
    "placeholder endpoint": ("# Spec\n\n### {{METHOD}} /api/{{path}}\n\nText.\n", 3),
    "sql that does not parse": (
        "# Spec\n\n```sql\nCREATE TABLE orders (id INT,, x TEXT;\n```\n",
        4,
    ),
    "json that does not parse": (
        '# Spec\n\n### POST /orders\n\n**Request**:\n```json\n{"a": 1, "b" 2 ]\n```\n',
        7,
    ),
    "a table named twice": (
        "# Spec\n\n```sql\nCREATE TABLE a (id INT PRIMARY KEY);\nCREATE TABLE a (x TEXT);\n```\n",
        5,
    ),
    "a path with an unclosed brace": ("# Spec\n\n### GET /orders/{id\n\nText.\n", 3),
}


@pytest.mark.parametrize("name", SPECS)
def test_a_spec_with_an_error_stops_generate(name: str, tmp_path: Path) -> None:
    text, line = SPECS[name]
    (tmp_path / "spec.md").write_text(text)
    said = refused(tmp_path, "spec.md", code=1)
    assert re.search(rf"^spec\.md:{line}:\d+: error: [SQAP]\d+ ", said, re.M), said


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text("")
    assert "spec.md" in refused(tmp_path, "spec.md", code=1)


def test_prose_only(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text("# A title\n\nSome words.\n")
    assert "spec.md" in refused(tmp_path, "spec.md", code=1)


def test_a_missing_file(tmp_path: Path) -> None:
    assert "`none.md` does not exist" in refused(tmp_path, "none.md", code=2)


def test_a_folder(tmp_path: Path) -> None:
    (tmp_path / "specs").mkdir()
    assert "is a folder" in refused(tmp_path, "specs", code=2)


def test_a_binary(tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_bytes(bytes(range(256)) * 64)
    said = spec2code(tmp_path, "generate", "spec.md", check=None)
    assert said.returncode in (1, 2)
    assert "spec.md" in said.stderr and "Traceback" not in said.stderr
    assert files(tmp_path) == {"spec.md"}


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_unfilled_layout(name: str, tmp_path: Path) -> None:
    (tmp_path / "spec.md").write_text(layout(name))
    said = refused(tmp_path, "spec.md", code=1)
    assert re.search(r"^spec\.md:\d+:\d+: error: S\d+ ", said, re.M), said


def test_a_root_that_can_not_be_written(tmp_path: Path) -> None:
    """A file stands where a folder would have to be made."""
    (tmp_path / "app").write_text("not a folder")
    (tmp_path / "spec.md").write_text(
        "# Orders\n\n### GET /orders\n\n**Response** (200):\n```json\n[]\n```\n"
    )
    said = refused(tmp_path, "spec.md", code=2)
    assert "app" in said


def test_a_root_that_is_none(tmp_path: Path) -> None:
    assert "is no folder" in refused(tmp_path, "--root", "nowhere", "spec.md", code=2)


def test_a_python_keyword_as_a_name(tmp_path: Path) -> None:
    """Not an error: the generated names step aside, the wire and the database keep theirs."""
    (tmp_path / "spec.md").write_text(
        '# Trips\n\n```sql\nCREATE TABLE trips (id INT PRIMARY KEY, class TEXT NOT NULL, "from" TEXT);\n```\n\n'
        '### POST /trips/{class}\n\n**Request**:\n```json\n{"from": "Rome", "class": "x", "import": 1}\n```\n'
        '\n**Response** (201):\n```json\n{"id": 1, "from": "Rome"}\n```\n'
    )
    spec2code(tmp_path, "generate", "spec.md")
    for path in tmp_path.rglob("*.py"):
        compile(path.read_text(), str(path), "exec")
    assert spec2code(tmp_path, "diff").stdout.startswith("no drift")


def test_a_configuration_with_an_unknown_key(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.spec2code]\nspec = ["a.md"]\n')
    said = refused(tmp_path, "spec.md", code=2)
    assert "did you mean `specs`?" in said
