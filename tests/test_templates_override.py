"""The worked examples of docs/generators.md: a template of one's own, and a generator of one's own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sample_projects import ROOT

PAGE = (ROOT / "docs" / "generators.md").read_text(encoding="utf-8")
SAMPLE = ROOT / "samples" / "order-returns" / "spec.md"


def fence(language: str, holding: str) -> str:
    """The example of the page that is in the language and holds the text."""
    found: list[str] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    return next(text for text in found if holding in text)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    (root / "spec.md").write_bytes(SAMPLE.read_bytes())
    return root


def generate(root: Path, only: str, path: Path | None = None) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "spec2code", "generate", "spec.md", "--only", only],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(path) if path else "", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_one_template_is_replaced(project: Path) -> None:
    (project / "pyproject.toml").write_text(fence("toml", "templates ="))
    folder = project / "templates" / "fastapi"
    folder.mkdir(parents=True)
    (folder / "main.py.jinja").write_text(fence("jinja", "FastAPI"))
    generate(project, "pydantic,fastapi")
    main = (project / "app/main.py").read_text()
    assert 'docs_url="/documentation"' in main
    assert '.router, prefix="/shop")' in main
    assert "APIRouter(" in (project / "app/routers/order_returns.py").read_text()


def test_another_generator_is_an_entry_point(project: Path, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    entry = installed / "shop_repositories-1.0.dist-info"
    entry.mkdir(parents=True)
    (installed / "shop_repositories.py").write_text(fence("python", "RepositoryGenerator"))
    (entry / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: shop-repositories\nVersion: 1.0\n"
    )
    group = fence("toml", "entry-points").replace('[project.entry-points."', "[")
    (entry / "entry_points.txt").write_text(group.replace('"]', "]").replace('"', ""))
    generate(project, "repositories", installed)
    text = (project / "app/repositories/order_items.py").read_text()
    assert "class OrderItemsRepository:" in text
