"""A wheel is built, installed in a clean environment, and used there."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_code_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    tops = {name.split("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {
        "spec2code",
        "spec2code_generators",
    }
    assert "spec2code/py.typed" in names
    assert any(name.endswith("/alembic/templates/env.py.j2") for name in names), "templates"


def test_the_wheel_works(wheel: Path, tmp_path: Path) -> None:
    """Installed with what it requires, and with no extra: `generate` and then `diff`."""
    environment = tmp_path / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    bin_folder = environment / ("Scripts" if os.name == "nt" else "bin")
    install = [bin_folder / "python", "-m", "pip", "install", "--quiet", str(wheel)]
    done = subprocess.run(list(map(str, install)), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    project = tmp_path / "project"
    project.mkdir()
    spec = ROOT / "samples" / "order-returns" / "spec.md"
    (project / "spec.md").write_bytes(spec.read_bytes())
    command = str(bin_folder / "spec2code")
    for arguments in (["generate", "spec.md"], ["diff"]):
        done = subprocess.run([command, *arguments], cwd=project, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("no drift")
    assert (project / "app" / "main.py").exists()
