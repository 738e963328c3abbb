"""Samples as projects: laid out in a folder of their own, generated, and run as a user would."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(path.parent for path in (ROOT / "samples").glob("*/spec*.md"))
SAMPLES = list(dict.fromkeys(SAMPLES))


def spec2code(
    root: Path, *arguments: str | Path, check: int | None = 0
) -> subprocess.CompletedProcess[str]:
    """Run the command in a project; `check` is the exit code that it must have, None for any."""
    done = subprocess.run(
        [sys.executable, "-m", "spec2code", *map(str, arguments)],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1"},
    )
    if check is not None:
        assert done.returncode == check, f"{done.stdout}\n{done.stderr}"
    return done


def lay_out(sample: Path, root: Path) -> list[str]:
    """Copy a sample's project and specs into a folder; the names of its specs, in their order."""
    if (sample / "project").is_dir():
        shutil.copytree(sample / "project", root, dirs_exist_ok=True)
    specs = sorted(path.name for path in sample.glob("spec*.md"))
    for name in specs:
        shutil.copy(sample / name, root / name)
    return specs


def generated(sample: Path, root: Path) -> Path:
    """The sample's project after `generate`."""
    specs = lay_out(sample, root)
    spec2code(root, "generate", *specs)
    return root


def tree(root: Path) -> dict[str, str]:
    """Every file of a project but what is the tool's own, by POSIX path."""
    files = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith(".spec2code/") and "__pycache__" not in name:
            files[name] = path.read_bytes().decode("utf-8")
    return files
