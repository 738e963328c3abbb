"""New import statements, each at the place that it has in ours among the statements that are there."""

from __future__ import annotations

import ast
import sys
from collections.abc import Sequence

from spec2code.codegen.edits import Edit
from spec2code.codegen.imported import (
    Imported,
    Place,
    names_of,
    places_of,
    statement_lines,
)
from spec2code.codegen.python import format_python
from spec2code.codegen.source import Source

__all__ = ["new_statements", "written"]


def new_statements(
    ours: Source,
    merged: Source,
    places: Sequence[Place],
    wanted: Sequence[Imported],
    line_length: int,
) -> list[Edit]:
    """Statements for what joins none that is there, each where ours has it."""
    statements: dict[tuple[str, bool, str | None], list[Imported]] = {}
    for item in wanted:
        alone = item.text if item.name is None or item.alias else None
        statements.setdefault((item.module, item.typing, alone), []).append(item)
    edits: list[Edit] = []
    typing_block: list[str] = []
    opened: set[tuple[int, int | None]] = set()
    for items in statements.values():
        first = items[0]
        text = first.text
        if first.name is not None and first.alias is None:
            text = f"from {first.module} import {', '.join(item.name or '' for item in items)}"
        scope = [place for place in places if place.typing == first.typing]
        if first.typing and not scope:
            typing_block.append(written(text, "    ", line_length))
            continue
        edit = _placed(ours, merged, scope, first, text, line_length)
        group = (edit.start, _group_of(ours, first))
        if group in opened and edit.text.startswith("\n"):
            edit = Edit(edit.start, edit.end, edit.text[1:])
        opened.add(group)
        edits.append(edit)
    if typing_block:
        line = _top(merged, places)
        edits.append(Edit(line, line, "\nif TYPE_CHECKING:\n" + "".join(typing_block)))
    return edits


def _placed(
    ours: Source,
    merged: Source,
    places: Sequence[Place],
    item: Imported,
    text: str,
    line_length: int,
) -> Edit:
    groups = _groups(ours, item.typing)
    index = _group_of(ours, item)
    group = () if index is None else groups[index]
    modules = [_sort_key(place) for place in group]
    stdlib = _is_stdlib(item.module)
    neighbours = [
        place
        for place in places
        if _sort_key(place) in modules or (stdlib and _is_stdlib(place.names[0].module))
    ]
    if not neighbours:
        package = item.module.split(".")[0]
        neighbours = [place for place in places if place.names[0].module.split(".")[0] == package]
    indent = " " * (places[0].node.col_offset if places else 0)
    key = (item.name is not None, item.module.lower())
    before = [place for place in neighbours if _sort_key(place) <= key]
    if before:
        line = statement_lines(before[-1].node)[1]
        following = [place for place in places if statement_lines(place.node)[0] >= line]
        for place in following:
            if statement_lines(place.node)[0] != line or not _sort_key(place) <= key:
                break
            line = statement_lines(place.node)[1]
        return Edit(line, line, written(text, indent, line_length))
    if neighbours:
        line = _lead(merged, neighbours[0].node)
        return Edit(line, line, written(text, indent, line_length))
    earlier = (
        {_sort_key(place) for part in groups[: groups.index(group)] for place in part}
        if group
        else set()
    )
    ahead = [place for place in places if _sort_key(place) in earlier]
    if ahead:
        line = statement_lines(ahead[-1].node)[1]
        return Edit(line, line, "\n" + written(text, indent, line_length))
    if places and item.module != "__future__":
        return _first_or_last(groups, group, places, merged, indent, text, line_length)
    line = _top(merged, ())
    gap = "\n" if line else ""
    behind = "" if line < len(merged.lines) and not merged.lines[line].strip() else "\n"
    return Edit(line, line, gap + written(text, indent, line_length) + behind)


def _first_or_last(
    groups: Sequence[Sequence[Place]],
    group: Sequence[Place],
    places: Sequence[Place],
    merged: Source,
    indent: str,
    text: str,
    line_length: int,
) -> Edit:
    """No neighbour is there: a group of its own, in front of the others if it is the first in ours."""
    future = [place for place in places if any(name.module == "__future__" for name in place.names)]
    if groups and group is groups[0] and not future:
        line = _lead(merged, places[0].node)
        return Edit(line, line, written(text, indent, line_length) + "\n")
    line = statement_lines((future or places)[-1].node)[1]
    return Edit(line, line, "\n" + written(text, indent, line_length))


def _groups(source: Source, typing: bool) -> list[list[Place]]:
    """The import statements, parted where a blank line parts them."""
    groups: list[list[Place]] = []
    end = -1
    for place in places_of(source):
        if place.typing != typing:
            continue
        start, stop = statement_lines(place.node)
        if not groups or start != end:
            groups.append([])
        groups[-1].append(place)
        end = stop
    return groups


def _group_of(ours: Source, item: Imported) -> int | None:
    """Which of the groups of import statements of ours holds the import."""
    for index, group in enumerate(_groups(ours, item.typing)):
        if any(item in place.names for place in group):
            return index
    return None


def _is_stdlib(module: str) -> bool:
    return module.split(".")[0] in sys.stdlib_module_names and module != "__future__"


def _sort_key(place: Place) -> tuple[bool, str]:
    return (isinstance(place.node, ast.ImportFrom), place.names[0].module.lower())


def _top(merged: Source, places: Sequence[Place]) -> int:
    """Behind the imports given, else behind the docstring and the comments at the top."""
    runtime = [place for place in places if not place.typing]
    if runtime:
        return statement_lines(runtime[-1].node)[1]
    units = merged.units
    line = 0
    for unit in units:
        future = any(name.module == "__future__" for name in names_of(unit.node, False))
        if unit.key[0] != "docstring" and not future:
            break
        line = unit.end
    if line == 0:
        while line < len(merged.lines) and merged.lines[line].startswith("#"):
            line += 1
    return line


def _lead(source: Source, node: ast.stmt) -> int:
    """The first line of the comments on top of a statement."""
    line = node.lineno - 1
    while line and source.lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def written(text: str, indent: str, line_length: int) -> str:
    lines = format_python(f"{text}\n", max(line_length - len(indent), 20)).splitlines()
    return "".join(f"{indent}{line}\n" for line in lines)
