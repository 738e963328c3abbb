"""The merge of a Python module: its units, then its imports, then the markers of what is in conflict."""

from __future__ import annotations

import ast

from spec2code.codegen.contract import Ownership
from spec2code.codegen.edits import Edit, Sides, apply_edits
from spec2code.codegen.merge import Conflict, Merged
from spec2code.codegen.merge_imports import import_edits
from spec2code.codegen.merge_places import eager_names
from spec2code.codegen.merge_units import UnitMerger
from spec2code.codegen.source import Source, lines_of
from spec2code.model.patterns import regex
from spec2code.model.span import Span

__all__ = ["merge_module"]

_MARKER = regex(r"#(</?)spec2code-(\d+)>\s*")


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
        text = _with_imports(_in_order(apply_edits(mine.lines, merger.edits), now), merger)
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


def _with_imports(merged: Source, merger: UnitMerger) -> str:
    edits, clashes = import_edits(
        merger.base, merger.ours, merged, merger.taken, merger.line_length
    )
    for ours, theirs in clashes:
        span = Span(merger.path, 1)
        merger.conflicts.append(
            Conflict(merger.path, f"import of {ours.bound}", span, ours.text, theirs.text)
        )
    text = apply_edits(merged.lines, edits)
    if edits:
        ast.parse(text)
    return text


def _in_order(text: str, ours: Source) -> Source:
    """The module with definitions moved in front of their first use, where ours has them so."""
    ours_order = {unit.key: index for index, unit in enumerate(ours.units)}
    merged = Source(text)
    # With a conflict in it a unit has its markers round it, and stays where it is.
    for _ in range(0 if "#<spec2code-" in text else len(ours_order)):
        move = _first_move(merged, ours_order)
        if move is None:
            break
        (gap, start, end), target = move
        block = merged.block(start, end)
        moved = f"\n\n{block}" if block.endswith("\n") else f"\n\n{block}\n"
        edits = [Edit(target, target, moved), Edit(gap, end, "")]
        merged = Source(apply_edits(merged.lines, edits))
    return merged


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
