"""Brings the imports of a merged module up to date: what new code needs comes in, what nobody uses goes.

An import of the user's is never taken out. Works on the text in which the units are merged already.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from spec2code.codegen.edits import Edit
from spec2code.codegen.import_places import new_statements, written
from spec2code.codegen.imported import (
    Imported,
    Place,
    imported,
    module_of,
    names_used,
    places_of,
    statement_lines,
)
from spec2code.codegen.source import Source

__all__ = ["import_edits"]


def import_edits(
    base: Source | None, ours: Source, merged: Source, taken: Sequence[ast.AST], line_length: int
) -> tuple[list[Edit], list[tuple[Imported, Imported]]]:
    """The edits of the merged module's imports, and pairs (ours, theirs) that bind one name differently."""
    before = imported(base) if base else {}
    now = imported(ours)
    present = imported(merged)
    used = names_used(merged.tree.body)
    if any(item.typing for item in now):
        used.add("TYPE_CHECKING")
    used_by_ours = names_used(ours.tree.body)
    needed = names_used(taken)
    bound = {item.bound: item for item in present}
    defined = _defined(merged.tree.body)
    wanted: list[Imported] = []
    clashes: list[tuple[Imported, Imported]] = []
    for item in now:
        same_name = bound.get(item.bound)
        if item in present or (same_name and _covers(same_name, item)):
            continue
        is_new = item not in before
        is_used = item.bound in used or item.bound not in used_by_ours
        if not (item.bound in needed or (is_new and is_used)):
            continue
        if same_name is not None and same_name not in before and same_name.name is not None:
            clashes.append((item, same_name))
        elif item.bound not in defined:
            wanted.append(item)
    stale = {item for item in before if item in present and item not in now}
    replaced = {item.bound for item in wanted}
    unused = {item for item in stale if item.bound not in used or item.bound in replaced}
    return _edits(ours, merged, wanted, unused, line_length), clashes


def _covers(present: Imported, item: Imported) -> bool:
    """`import a.b` and `import a.c` bind one name, and both are needed."""
    same = (present.module, present.name, present.alias) == (item.module, item.name, item.alias)
    return same and (item.typing or not present.typing)


def _edits(
    ours: Source,
    merged: Source,
    wanted: Sequence[Imported],
    unused: set[Imported],
    line_length: int,
) -> list[Edit]:
    edits: list[Edit] = []
    places = places_of(merged)
    left = list(wanted)
    for place in places:
        joining = [item for item in left if _joins(item, place, merged)]
        kept = [item for item in place.names if item not in unused]
        if not joining and len(kept) == len(place.names):
            continue
        edit = _rewritten(place, kept, joining, merged, line_length)
        if edit is not None:
            edits.append(edit)
            left = [item for item in left if item not in joining]
    edits += new_statements(ours, merged, places, left, line_length)
    return _without_holes(edits, merged)


def _without_holes(edits: Sequence[Edit], merged: Source) -> list[Edit]:
    """Removed lines take the blank lines on one of their sides with them."""
    removed: list[Edit] = []
    for edit in sorted((edit for edit in edits if not edit.text), key=lambda edit: edit.start):
        if removed and removed[-1].end == edit.start:
            removed[-1] = Edit(removed[-1].start, edit.end, "")
        else:
            removed.append(edit)
    removed = [_whole_block(edit, merged) for edit in removed]
    kept = [edit for edit in edits if edit.text]
    touched = {edit.start for edit in kept} | {edit.end for edit in kept}
    return kept + [
        edit if {edit.start, edit.end} & touched else _widened(edit, merged) for edit in removed
    ]


def _whole_block(edit: Edit, merged: Source) -> Edit:
    """The `if TYPE_CHECKING:` too, when all that it holds is removed."""
    for unit in merged.units:
        node = unit.node
        if not isinstance(node, ast.If) or unit.key[0] != "typing":
            continue
        if edit.start <= node.body[0].lineno - 1 and unit.end <= edit.end:
            return Edit(unit.start, unit.end, "")
    return edit


def _widened(edit: Edit, merged: Source) -> Edit:
    start, end = edit.start, edit.end
    while start and not merged.lines[start - 1].strip():
        start -= 1
    while end < len(merged.lines) and not merged.lines[end].strip():
        end += 1
    if edit.start - start <= end - edit.end and start:
        return Edit(start, edit.end, "")
    return Edit(edit.start, end, "")


def _joins(item: Imported, place: Place, merged: Source) -> bool:
    return (
        item.name is not None
        and item.alias is None
        and isinstance(place.node, ast.ImportFrom)
        and place.typing == item.typing
        and module_of(place.node) == item.module
        and all(other.alias is None and other.name != "*" for other in place.names)
        and not merged.comments(*statement_lines(place.node))
    )


def _rewritten(
    place: Place,
    kept: Sequence[Imported],
    joining: Sequence[Imported],
    merged: Source,
    line_length: int,
) -> Edit | None:
    start, end = statement_lines(place.node)
    if merged.comments(start, end) and kept:
        return None
    if not kept and not joining:
        return Edit(start, end, "")
    names = [item.name or "" for item in kept]
    for item in joining:
        names.insert(_slot(names, item.name or ""), item.name or "")
    indent = " " * place.node.col_offset
    if isinstance(place.node, ast.Import):
        text = "import " + ", ".join(item.text.removeprefix("import ") for item in kept)
    else:
        aliases = {item.name: f" as {item.alias}" for item in kept if item.alias}
        listed = ", ".join(name + aliases.get(name, "") for name in names)
        text = f"from {module_of(place.node)} import {listed}"
    return Edit(start, end, written(text, indent, line_length))


def _slot(names: Sequence[str], name: str) -> int:
    """Where a name goes among sorted ones: constants, classes, the rest; else at the end."""
    keys = [_member_key(item) for item in names]
    if keys != sorted(keys):
        return len(names)
    return sum(key < _member_key(name) for key in keys)


def _member_key(name: str) -> tuple[int, str]:
    if len(name) > 1 and name == name.upper():
        return (0, name.lower())
    return (1 if name[:1].isupper() else 2, name.lower())


def _defined(body: Sequence[ast.stmt]) -> set[str]:
    names: set[str] = set()
    for statement in body:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                names.add(name)
            case ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                names.add(name)
            case ast.Assign(targets=targets):
                names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names
