"""Rows that give a resource and what can be done with it: ``| `/pets` | GET, GET `/{id}`, POST, DELETE |``."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.spec.blocks import Cell
from spec2code.spec.clauses import split_top
from spec2code.spec.inline import fold_width
from spec2code.spec.routes import METHODS, Path, read_path

__all__ = ["operations_of"]

_OPERATION = regex(
    rf"[`*\s]*({'|'.join(METHODS)})[`*]*\s*[`*]*(/[\w{{}}:./<>\[\]-]*)?[`*]*\s*(?:[(（][^()（）]*[)）])?\W*"
)


def operations_of(resource: list[Path], cell: Cell) -> list[tuple[str, Path]]:
    """The routes of a row whose one cell gives a path and the other a list of methods, some with a path below it.

    What changes one object stands on the path of an object where the row has one.
    """
    parts = [part for part in split_top(fold_width(cell.text), ",;·•|、") if part]
    read = [_OPERATION.fullmatch(part) for part in parts]
    if len(parts) < 2 or not all(read) or not resource or any(path.query for path in resource):
        return []
    base = resource[0]
    given = [(match.group(1), match.group(2)) for match in read if match]
    item = next(
        (below for _, below in given if below and re.fullmatch(r"/[{:<\[][^/]+", below)), None
    )
    found: list[tuple[str, Path]] = []
    for method, below in given:
        if below is None and item is not None and method in ("PUT", "PATCH", "DELETE"):
            below = item
        whole = read_path(base.text.rstrip("/") + below) if below else None
        found.append((method, replace(whole, host=base.host) if whole else base))
    return found
