"""The paths of a row in a table of endpoints, and the methods that go with them."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.spec.blocks import Cell
from spec2code.spec.inline import fold_width
from spec2code.spec.routes import Path, read_path, sibling

__all__ = ["cell_paths", "paired", "short_path"]

_SHORT = regex(r"[`*\s]*([a-z][a-z0-9-]*)[`*\s]*")


def paired(methods: tuple[str, ...], paths: list[Path]) -> list[tuple[str, Path]]:
    """The routes of a row with several methods and paths.

    A collection and its item share the methods as they do everywhere: both are read, one is posted to,
    the other changed. Else as many methods as paths go together, and each method with each path.
    """
    if len(methods) > 1 and len(paths) == 2:
        collection, item = paths
        if re.fullmatch(re.escape(collection.text.rstrip("/")) + r"/\{[^{}/]+\}/?", item.text):
            able = {"POST": [collection], "GET": paths, "HEAD": paths, "OPTIONS": paths}
            return [(method, path) for method in methods for path in able.get(method, [item])]
    if len(paths) == len(methods) > 1:
        return list(zip(methods, paths, strict=True))
    return [(method, path) for path in paths for method in methods]


def cell_paths(cell: Cell) -> list[Path]:
    """The paths of a cell in a Path column: `/x`, several of them, or `users/{id}` without its slash."""
    found: list[Path] = []
    text = fold_width(cell.plain).strip()
    beside = "," not in text and "、" not in text
    for word in re.split(r"(?:\s*[,、]\s*|\s+or\s+|\s+[/|]\s+|\s+)", text):
        word = word.strip("`*'\"()")
        if not word:
            continue
        path = read_path(word)
        if path is None and re.fullmatch(r"(?:[a-z][\w-]*|\{\w+\}|:\w+)(?:/[\w{}:.-]+)+/?", word):
            path = read_path("/" + word)
        if path is None:
            break
        found.append(sibling(found[0], path) if found and beside else path)
    return found


def short_path(cell: Cell) -> list[Path]:
    """The path of a cell that holds its one segment alone, where others of the column lack their slash too."""
    word = _SHORT.fullmatch(fold_width(cell.plain))
    path = read_path("/" + word.group(1)) if word is not None else None
    return [path] if path is not None else []
