"""The merge of a Python module: its units, then its imports, then the markers of what is in conflict."""

from __future__ import annotations

import ast
import re

from spec2code.codegen.contract import Ownership
from spec2code.codegen.edits import Edit, Sides, apply_edits
from spec2code.codegen.merge import Conflict, Merged
from spec2code.codegen.merge_imports import import_edits
from spec2code.codegen.merge_places import eager_names
from spec2code.codegen.merge_units import UnitMerger
from spec2code.codegen.source import Source, lines_of
from spec2code.model.span import Span

__all__ = ["merge_module"]

_MARKER = re.compile(r"#(</?)spec2code-(\d+)>\s*")


def merge_module(
    base: str | None,
    ours: str,
    theirs: str,
    ownership: Ownership,
    *,
    path: str,
    line_length: int,
) -> Merged | None:
    """Merge three versions of a module, the user's with his newlines and byte order mark.

    Returns:
        None where the user's side is no Python, or the result wouldn't be: a merge as a whole is left.
    """
    mark = "\ufeff" if theirs.startswith("\ufeff") else ""
    try:
        sources = Source(ours), Source(theirs.removeprefix("\ufeff"))
    except (SyntaxError, ValueError, RecursionError):
        return None
    now, mine = sources
    merger = UnitMerger(_readable(base), now, mine, ownership, path, line_length)
    before = merger.base.units if merger.base else None
    merger.merge_block(Sides(before, now.units, mine.units, 0))
    try:
        text = _in_order(apply_edits(mine.lines, merger.edits), now)
        text = _with_imports(text, merger)
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None
    plain = mark + _without_markers(text)
    marked = mark + _with_markers(text, merger.conflicts)
    return Merged(plain, tuple(merger.conflicts), marked, tuple(merger.kept))


def _readable(base: str | None) -> Source | None:
    try:
        return Source(base) if base is not None else None
    except (SyntaxError, ValueError):
        return None


def _with_imports(text: str, merger: UnitMerger) -> str:
    merged = Source(text)
    edits, clashes = import_edits(
        merger.base, merger.ours, merged, merger.taken, merger.line_length
    )
    for ours, theirs in clashes:
        span = Span(merger.path, 1)
        merger.conflicts.append(
            Conflict(merger.path, f"import of {ours.bound}", span, ours.text, theirs.text)
        )
    return apply_edits(merged.lines, edits)


def _in_order(text: str, ours: Source) -> str:
    """The module with definitions moved in front of their first use, where ours has them so."""
    ours_order = {unit.key: index for index, unit in enumerate(ours.units)}
    for _ in range(len(ours_order)):
        merged = Source(text)
        move = _first_move(merged, ours_order)
        if move is None:
            return text
        (gap, start, end), target = move
        block = merged.block(start, end)
        text = apply_edits(
            merged.lines,
            [
                Edit(
                    target, target, f"\n\n{block if block.endswith(chr(10)) else block + chr(10)}"
                ),
                Edit(gap, end, ""),
            ],
        )
    return text


def _first_move(
    merged: Source, ours_order: dict[tuple[str, ...], int]
) -> tuple[tuple[int, int, int], int] | None:
    """The lines of a definition that stands behind a unit that needs it, and where they belong."""
    units = [unit for unit in merged.units if unit.key in ours_order]
    defined = {unit.key[1]: unit for unit in units if unit.key[0] == "name"}
    for unit in units:
        for name in sorted(eager_names(unit.nodes)):
            needed = defined.get(name)
            if needed is None or needed.start <= unit.start:
                continue
            if ours_order[needed.key] < ours_order[unit.key]:
                return (needed.gap, needed.lead, needed.end), unit.gap
    return None


def _without_markers(text: str) -> str:
    return "".join(line for line in lines_of(text) if not _MARKER.fullmatch(line.strip()))


def _with_markers(text: str, conflicts: list[Conflict]) -> str:
    parts: list[str] = []
    for line in lines_of(text):
        found = _MARKER.fullmatch(line.strip())
        if found is None:
            parts.append(line)
        elif found[1] == "<":
            parts.append("<<<<<<< yours\n")
        else:
            ours = conflicts[int(found[2])].ours
            parts.append(f"=======\n{ours}>>>>>>> spec2code\n")
    return "".join(parts)
