#!/usr/bin/env python3
"""The project's chores, one word each, with nothing but Python: `python3 tasks.py WORD`.

Every word makes `.venv` beside this file first, and installs into it what the word needs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
DEMO = HERE / "build" / "demo"


def run(*command: str | Path, cwd: Path = HERE, **environment: str) -> None:
    """Run a command and stop with its exit code when it fails."""
    print("$", " ".join(str(part) for part in command), flush=True)
    code = subprocess.call(
        [str(part) for part in command], cwd=cwd, env={**os.environ, **environment}
    )
    if code:
        sys.exit(code)


def install(extra: str = "dev") -> None:
    """Make the virtual environment and install the project into it, editable."""
    if sys.hexversion < 0x030B0000:
        sys.exit("spec2code needs Python 3.11 or newer")
    if not PYTHON.exists():
        venv.create(VENV, with_pip=True)
    pip = (PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--editable", f".[{extra}]")


def demo() -> None:
    """Generate an application from a sample, start it, and show its API."""
    install("demo")
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir(parents=True)
    shutil.copy(HERE / "samples" / "order-returns" / "spec.md", DEMO / "spec.md")
    run(PYTHON, "-m", "spec2code", "generate", "spec.md", cwd=DEMO)
    run(PYTHON, "-m", "spec2code", "diff", cwd=DEMO)
    run(PYTHON, HERE / "samples" / "show_api.py", DEMO, *sys.argv[2:])


def check() -> None:
    """Layout, lint and types."""
    install()
    run(PYTHON, "-m", "black", "--check", "--quiet", ".")
    run(PYTHON, "-m", "ruff", "check", ".")
    run(PYTHON, "-m", "mypy")


def test() -> None:
    """The whole test suite; further arguments go to pytest."""
    install()
    # Thousands of runs of the command would each compile the package anew where bytecode may not be kept.
    options = sys.argv[2:] or ["-n", "auto", "--dist", "loadgroup"]
    run(PYTHON, "-m", "pytest", *options, PYTHONDONTWRITEBYTECODE="")


def update_snapshots() -> None:
    """Write every expectation anew from what the tool does now; review the difference as product."""
    install()
    run(PYTHON, "-m", "pytest", "tests/test_samples.py", "-q", UPDATE_SNAPSHOTS="1")


def docs() -> None:
    """Write docs/codes.md from the table of codes."""
    install()
    run(PYTHON, "-m", "spec2code.codes", HERE / "docs" / "codes.md")


def bench() -> None:
    """Print the benchmark tables."""
    install()
    run(PYTHON, HERE / "benchmarks" / "run.py", *sys.argv[2:])


WORDS: dict[str, Callable[[], None]] = {
    "install": install,
    "demo": demo,
    "check": check,
    "test": test,
    "update-snapshots": update_snapshots,
    "docs": docs,
    "bench": bench,
}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in WORDS:
        lines = [
            f"  {word:18}{(task.__doc__ or '').splitlines()[0]}" for word, task in WORDS.items()
        ]
        sys.exit("usage: python3 tasks.py WORD\n" + "\n".join(lines))
    WORDS[sys.argv[1]]()
