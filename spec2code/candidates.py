"""Markdown files of a project that look like specs, for who names none: by what they hold, without reading them as such."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from spec2code.model.patterns import regex

__all__ = ["likely_specs"]

_ROUTE = regex(r"\b(?:GET|POST|PUT|PATCH|DELETE)\b[`*_|\s]{1,8}/[\w{]")
_TABLE = regex(r"\bCREATE TABLE\b", re.IGNORECASE)
_NEVER = frozenset(["node_modules", "site-packages", "vendor", "venv", "build", "dist"])
_ENTRIES = 20_000
_FILES = 400
_SIZE = 256_000
_LEAST = 3
_SHOWN = 3


def likely_specs(root: Path) -> list[str]:
    """The files with the most routes and tables, in POSIX form; empty where none has several."""
    found: list[tuple[int, str]] = []
    for path in _markdown(root):
        try:
            with path.open("rb") as file:
                text = file.read(_SIZE).decode("utf-8", "replace")
        except OSError:
            continue
        count = len(_ROUTE.findall(text)) + len(_TABLE.findall(text))
        if count >= _LEAST:
            found.append((-count, path.relative_to(root).as_posix()))
    return [name for _, name in sorted(found)[:_SHOWN]]


def _markdown(root: Path) -> Iterator[Path]:
    """Markdown files, those near the root first; hidden folders and what is installed are passed by."""
    folders = deque([root])
    entries = files = 0
    while folders and entries < _ENTRIES and files < _FILES:
        try:
            listed = sorted(os.scandir(folders.popleft()), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in listed:
            entries += 1
            if entry.name.startswith(".") or entry.name in _NEVER:
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(Path(entry.path))
            elif entry.name.lower().endswith(".md") and entry.is_file(follow_symlinks=False):
                files += 1
                yield Path(entry.path)
