"""Files and folders that the project's code names, looked up inside of its root alone, and noted for the cache."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["file_of", "files_below", "read_text"]

_FILES_LIMIT = 1000


def file_of(evaluator: Evaluator, written: str) -> Path | None:
    """The path as one inside the project's root; None for what lies outside."""
    root = evaluator.sources.root
    base = posixpath.normpath(root.as_posix())
    path = posixpath.normpath(posixpath.join(base, written))
    if not (path + "/").startswith(base + "/"):
        return None
    inside_root = posixpath.relpath(path, base)
    evaluator.sources.lookups.add((inside_root, ""))
    found = root / inside_root
    try:
        inside = found.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return None
    return found if inside else None


def read_text(evaluator: Evaluator, written: str) -> str | None:
    """The text of a file of the project; None where there is none or it is too large."""
    path = file_of(evaluator, written)
    try:
        if path is None or not path.is_file() or path.stat().st_size > 5_000_000:
            return None
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def files_below(evaluator: Evaluator, written: str, pattern: str = "*") -> list[Path] | None:
    """What a pattern finds in a folder, sorted; None where it lies outside of the project or can't be listed."""
    folder = file_of(evaluator, written)
    if folder is None or pattern.startswith("/"):
        return None
    root = evaluator.sources.root
    evaluator.sources.lookups.add((folder.relative_to(root).as_posix(), pattern))
    try:
        return sorted(folder.glob(pattern))[:_FILES_LIMIT]
    except (OSError, ValueError, NotImplementedError):
        return None
