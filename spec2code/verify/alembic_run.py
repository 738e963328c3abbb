"""Runs `alembic` for a project in a process of its own, against a database that is named in DATABASE_URL."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from spec2code.model.records import dataclass

__all__ = ["AlembicRun", "run_alembic"]

_TIMEOUT = 600


@dataclass(frozen=True, slots=True)
class AlembicRun:
    ok: bool
    said: str
    """The last line that says something: the error, when there was one."""
    output: str


def run_alembic(root: Path, config: str, url: str, *arguments: str) -> AlembicRun:
    """Run one command of alembic in the project's root.

    Args:
        root: where alembic.ini lies, and where the project's modules are imported from.
        config: alembic.ini, relative to the root.
        url: the database, as `postgresql://`.
        arguments: such as `upgrade head`.
    """
    environment = dict(os.environ)
    environment["DATABASE_URL"] = url.replace("postgresql://", "postgresql+psycopg://", 1)
    command = [sys.executable, "-m", "alembic", "-c", config, *arguments]
    try:
        done = subprocess.run(
            command,
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=_TIMEOUT,
        )
    except subprocess.TimeoutExpired:
        return AlembicRun(False, f"no answer within {_TIMEOUT} seconds", "")
    output = f"{done.stdout}\n{done.stderr}".strip()
    return AlembicRun(done.returncode == 0, _said(output), output)


def _said(output: str) -> str:
    """The line that tells what went wrong: the last exception, else the last line."""
    lines = [line.strip() for line in output.split("\n") if line.strip()]
    for line in reversed(lines):
        if line.startswith(("sqlalchemy.exc.", "FAILED:", "psycopg.", "ERROR")) or "Error:" in line:
            return re.sub(r" at 0x[0-9a-f]+", "", line)
    return lines[-1] if lines else "it said nothing"
