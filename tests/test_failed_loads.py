"""What can't be read never reads as clean: the same exit code, and the failure in the report, in every format."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sample_projects import ROOT, generated
from tests.sample_projects import spec2code as run

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")
BROKEN_SPEC = "# Technical Spec: A\n\n```sql\nCREATE TABLE x (a INT,\n```\n"
BROKEN_CODE = "x = (\n"


def spec2code(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(root, *arguments, check=None)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated(ROOT / "samples" / "order-returns", tmp_path_factory.mktemp("loads"))


def broken_spec(root: Path) -> None:
    (root / "spec.md").write_text(BROKEN_SPEC, encoding="utf-8")


def empty_spec(root: Path) -> None:
    (root / "spec.md").write_bytes(b"")


def not_text(root: Path) -> None:
    (root / "spec.md").write_bytes(b"\xff\xfe\x00\xd8\x00\x01binary")


def broken(pattern: str) -> Callable[[Path], None]:
    def edit(root: Path) -> None:
        (path,) = root.glob(pattern)
        path.write_text(path.read_text(encoding="utf-8") + BROKEN_CODE, encoding="utf-8")

    edit.__name__ = pattern
    return edit


READ_IN_PART = (
    broken_spec,
    empty_spec,
    not_text,
    broken("app/routers/order_returns.py"),
    broken("app/schemas/order_returns.py"),
    broken("app/models/order_returns.py"),
    broken("migrations/versions/*.py"),
)


@pytest.mark.parametrize("edit", READ_IN_PART, ids=lambda edit: edit.__name__)
def test_read_in_part(edit: Callable[[Path], None], sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path, dirs_exist_ok=True)
    edit(tmp_path)
    for name in FORMATS if edit is READ_IN_PART[3] else ("text", "json"):
        done = spec2code(tmp_path, "diff", "spec.md", "--format", name)
        assert done.returncode == 1, f"{name}: {done.stdout}{done.stderr}"
        assert "no drift" not in done.stdout.lower().replace('name="no drift"', ""), name
        assert any(code in done.stdout for code in ("P101", "Q1", "S1")), name
    if edit is not broken_spec:
        report = json.loads(spec2code(tmp_path, "diff", "spec.md", "--format", "json").stdout)
        assert report["drift"] == [], "what can't be read isn't called missing"
    done = spec2code(tmp_path, "diff", "spec.md", "--write-baseline")
    assert done.returncode == 1 and "nothing was accepted" in done.stderr
    assert not (tmp_path / "spec2code-baseline.json").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("none.md",),
        ("app",),
        ("--root", "nowhere", "spec.md"),
        ("--baseline", "none.json", "spec.md"),
        ("--app", "nowhere:app", "spec.md"),
        ("--migrations", "nowhere", "spec.md"),
        ("--since", "nothing", "spec.md"),
        ("--fail-on", "never", "spec.md"),
        ("--select", "X9", "spec.md"),
        ("--write-baseline", "--select", "D1", "spec.md"),
    ],
    ids=" ".join,
)
def test_nothing_read(arguments: tuple[str, ...], sample: Path) -> None:
    for name in FORMATS if arguments == ("none.md",) else ("json",):
        done = spec2code(sample, "diff", *arguments, "--format", name)
        assert (done.returncode, done.stdout) == (2, ""), name
        assert done.stderr.startswith("spec2code: "), name


def test_what_of_a_spec_cannot_be_told_is_said(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path, dirs_exist_ok=True)
    (path,) = tmp_path.glob("migrations/versions/*.py")
    text = path.read_text(encoding="utf-8")
    later = '\n    op.alter_column("orders", column(), nullable=False)\n\n\ndef downgrade('
    path.write_text(text.replace("\n\n\ndef downgrade(", later, 1), encoding="utf-8")
    for name in FORMATS:
        done = spec2code(tmp_path, "diff", "spec.md", "--format", name)
        assert done.returncode == 0, name
        assert "P163" in done.stdout and "`orders`" in done.stdout, name
        if name in ("text", "github", "markdown"):
            assert "in what can be told" in done.stdout, name


def test_a_glob_without_files(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path, dirs_exist_ok=True)
    settings = '[project]\nname = "a"\n\n[tool.spec2code]\nspecs = ["docs/*.md"]\n'
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    for name in ("text", "junit"):
        done = spec2code(tmp_path, "diff", "--format", name)
        assert (done.returncode, done.stdout) == (2, ""), name
        assert "docs/*.md" in done.stderr


def test_patterns_that_no_shell_has_expanded(sample: Path, tmp_path: Path) -> None:
    shutil.copytree(sample, tmp_path, dirs_exist_ok=True)
    (tmp_path / "docs" / "a").mkdir(parents=True)
    (tmp_path / "spec.md").rename(tmp_path / "docs" / "a" / "[1] spec.md")
    for pattern in ("docs/**/*.md", "docs/a/[[]1] s*.md", "docs/a/[1] spec.md"):
        assert spec2code(tmp_path, "diff", pattern).stdout.startswith("no drift: 1 spec")
    done = spec2code(tmp_path, "diff", "docs/*.md")
    assert done.returncode == 2 and "docs/*.md" in done.stderr


def test_no_application(sample: Path, tmp_path: Path) -> None:
    shutil.copy(sample / "spec.md", tmp_path)
    for name in FORMATS:
        done = spec2code(tmp_path, "diff", "spec.md", "--format", name)
        assert done.returncode == 1 and "D301" in done.stdout and "D101" in done.stdout, name


DDL = "# Technical Spec: A\n\n```sql\nCREATE TABLE x (id INT PRIMARY KEY, a INT{});\n{}\n```\n"


def _codes(root: Path, command: str) -> tuple[int, list[str]]:
    done = spec2code(root, command, "spec.md", "--format", "json")
    report = json.loads(done.stdout)
    items = report["diagnostics"]
    return done.returncode, [item["code"] for item in items if item["severity"] == "error"]


def test_what_cannot_be_applied_is_an_error_of_a_comparison(tmp_path: Path) -> None:
    text = DDL.format("", "ALTER TABLE x ALTER COLUMN b SET NOT NULL;")
    (tmp_path / "spec.md").write_text(text, encoding="utf-8")
    assert _codes(tmp_path, "check") == (1, ["Q127"])
    assert _codes(tmp_path, "diff") == (1, ["Q127"])


def test_what_the_database_would_refuse_is_left_to_check(tmp_path: Path) -> None:
    text = DDL.format(" CHECK (a > lower(a))", "")
    (tmp_path / "spec.md").write_text(text, encoding="utf-8")
    assert _codes(tmp_path, "check") == (1, ["Q144"])
    assert _codes(tmp_path, "diff")[1] == []


def test_tables_are_compared_where_no_application_is_found(tmp_path: Path) -> None:
    """Routes that no application includes are the business of specs with endpoints alone."""
    text = "from fastapi import APIRouter\n\nrouter = APIRouter()\n\n\n@router.get('/a')\ndef a(): ...\n"
    (tmp_path / "routes.py").write_text(text, encoding="utf-8")
    (tmp_path / "spec.md").write_text(DDL.format("", ""), encoding="utf-8")
    done = spec2code(tmp_path, "diff", "spec.md")
    assert done.returncode == 1 and "D101" in done.stdout
    endpoint = "\n## API\n\n### `GET /a`\n"
    (tmp_path / "spec.md").write_text(DDL.format("", "") + endpoint, encoding="utf-8")
    done = spec2code(tmp_path, "diff", "spec.md")
    assert done.returncode == 2 and "no application is found" in done.stderr


def test_without_a_spec_those_that_look_like_one_are_named(tmp_path: Path) -> None:
    routes = "".join(f"| GET | `/pets{number}` | Words |\n" for number in range(3))
    for name in ("docs/api.md", "node_modules/x/api.md", ".github/api.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"# API\n\n{routes}", encoding="utf-8")
    (tmp_path / "README.md").write_text("# Pets\n\nSee `GET /pets`.\n", encoding="utf-8")
    result = spec2code(tmp_path, "diff")
    assert result.returncode == 2
    assert result.stderr.endswith("these look like specs:\n  `docs/api.md`\n")
    (tmp_path / "docs" / "api.md").unlink()
    assert "look like" not in spec2code(tmp_path, "diff").stderr
