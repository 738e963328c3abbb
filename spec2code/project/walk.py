"""A project root into the Python files that are the project's own, without following links or entering what is installed.

A root can be a home folder, so the walk counts what it looks at and stops at a limit that it tells of.
"""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path

from spec2code.model.records import dataclass

__all__ = ["Found", "walk"]

ENTRY_LIMIT = 250_000
PYTHON_LIMIT = 20_000
DEPTH_LIMIT = 40

_NEVER = frozenset(
    [
        "__pycache__",
        "node_modules",
        "bower_components",
        "site-packages",
        "dist-packages",
        "lib64",
        "eggs",
        "wheels",
        "vendor",
        "vendored",
        "_vendor",
        "third_party",
        "thirdparty",
        "htmlcov",
        "venv",
        "virtualenv",
        "conda-meta",
    ]
)
_UNLESS_PACKAGE = frozenset(["build", "dist", "env", "ENV", "target", "out", "buck-out"])
_BUILT_BESIDE = frozenset(
    [
        "pyproject.toml",
        "setup.py",
        "setup.cfg",
        "package.json",
        "CMakeLists.txt",
        "Makefile",
        ".git",
    ]
)


@dataclass(frozen=True, slots=True)
class Found:
    """Files as POSIX paths relative to the root, sorted; `stopped` when the limit was reached."""

    python: tuple[str, ...]
    settings: tuple[str, ...]
    """pyproject.toml, setup.cfg, alembic.ini and the like."""
    stopped: bool = False
    sql: tuple[str, ...] = ()


def walk(root: Path, *, limit: int = ENTRY_LIMIT) -> Found:
    """Find the Python, configuration and SQL files below a root; what can't be listed is passed over."""
    python: list[str] = []
    settings: list[str] = []
    sql: list[str] = []
    seen = 0
    waiting = deque([(os.fspath(root), "", 0)])  # what lies near the root counts first
    while waiting:
        folder, prefix, depth = waiting.popleft()
        entries = _entries(folder)
        names = {entry.name for entry in entries}
        if depth and _is_environment(names):
            continue
        for entry in entries:
            seen += 1
            if seen > limit or len(python) >= PYTHON_LIMIT:
                return _found(python, settings, sql, stopped=True)
            path = prefix + entry.name
            if _is_folder(entry):
                if depth < DEPTH_LIMIT and _is_own(entry, names):
                    waiting.append((entry.path, path + "/", depth + 1))
            elif entry.name.endswith(".py"):
                if _is_file(entry):
                    python.append(path)
            elif entry.name.endswith((".toml", ".cfg", ".ini")):
                settings.append(path)
            elif entry.name.endswith(".sql") and _is_file(entry):
                sql.append(path)
    return _found(python, settings, sql, stopped=False)


def _found(python: list[str], settings: list[str], sql: list[str], *, stopped: bool) -> Found:
    return Found(tuple(sorted(python)), tuple(sorted(settings)), stopped, tuple(sorted(sql)))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []


def _is_environment(names: set[str]) -> bool:
    return "pyvenv.cfg" in names or "conda-meta" in names


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a real folder: a link to one is reached where it really lies, or is not the project's."""
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _is_own(entry: os.DirEntry[str], beside: set[str]) -> bool:
    """Whether a folder holds code of the project: not what is installed, built or hidden."""
    name = entry.name
    if name.startswith(".") or name in _NEVER or name.endswith((".egg-info", ".dist-info")):
        return False
    if name in _UNLESS_PACKAGE:
        return not beside & _BUILT_BESIDE or os.path.exists(os.path.join(entry.path, "__init__.py"))
    return True
