"""Brings the imports of a merged module up to date: what new code needs comes in, what nobody uses goes.

An import of the user's is never taken out. Works on the text in which the units are merged already.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from spec2code.codegen.edits import Edit
from spec2code.codegen.python import format_python
from spec2code.codegen.source import Source

__all__ = ["Imported", "import_edits", "imported", "names_used"]


@dataclass(frozen=True, slots=True)
class Imported:
    """One imported name; `name` is None for `import module`."""

    module: str
    name: str | None
    alias: str | None
    typing: bool

    @property
    def bound(self) -> str:
        """The name that it binds in the module."""
        return self.alias or self.name or self.module.split(".")[0]

    @property
    def text(self) -> str:
        behind = f" as {self.alias}" if self.alias else ""
        if self.name is None:
            return f"import {self.module}{behind}"
        return f"from {self.module} import {self.name}{behind}"


@dataclass(frozen=True, slots=True)
class _Place:
    """A statement that imports, and the names it does."""

    node: ast.Import | ast.ImportFrom
    names: tuple[Imported, ...]
    typing: bool


def imported(source: Source) -> dict[Imported, ast.stmt]:
    """What a module imports at its top level or under `if TYPE_CHECKING`, in order."""
    return {name: place.node for place in _places(source) for name in place.names}


def names_used(nodes: Sequence[ast.AST]) -> set[str]:
    """Every name that is read, in strings that are annotations too, and those that `__all__` lists."""
    names: set[str] = set()
    stack: list[ast.AST] = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names |= _quoted_names(node.value)
        stack += ast.iter_child_nodes(node)
    return names


def import_edits(
    base: Source | None, ours: Source, merged: Source, taken: Sequence[ast.AST], line_length: int
) -> tuple[list[Edit], list[tuple[Imported, Imported]]]:
    """The edits of the merged module's imports, and pairs (ours, theirs) that bind one name differently."""
    before = imported(base) if base else {}
    now = imported(ours)
    present = imported(merged)
    used = names_used(merged.tree.body)
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
    places = _places(merged)
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
    return edits + _new_statements(ours, merged, places, left, line_length)


def _joins(item: Imported, place: _Place, merged: Source) -> bool:
    return (
        item.name is not None
        and item.alias is None
        and isinstance(place.node, ast.ImportFrom)
        and place.typing == item.typing
        and _module_of(place.node) == item.module
        and all(other.alias is None and other.name != "*" for other in place.names)
        and not merged.comments(*_lines(place.node))
    )


def _rewritten(
    place: _Place,
    kept: Sequence[Imported],
    joining: Sequence[Imported],
    merged: Source,
    line_length: int,
) -> Edit | None:
    start, end = _lines(place.node)
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
        text = f"from {_module_of(place.node)} import {listed}"
    return Edit(start, end, _indented(text, indent, line_length))


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


def _new_statements(
    ours: Source,
    merged: Source,
    places: Sequence[_Place],
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
    for items in statements.values():
        first = items[0]
        text = first.text
        if first.name is not None and first.alias is None:
            text = f"from {first.module} import {', '.join(item.name or '' for item in items)}"
        scope = [place for place in places if place.typing == first.typing]
        if first.typing and not scope:
            typing_block.append(_indented(text, "    ", line_length))
            continue
        edits.append(_placed(ours, merged, scope, first, text, line_length))
    if typing_block:
        line = _top(merged, places)
        edits.append(Edit(line, line, "\nif TYPE_CHECKING:\n" + "".join(typing_block)))
    return edits


def _placed(
    ours: Source,
    merged: Source,
    places: Sequence[_Place],
    item: Imported,
    text: str,
    line_length: int,
) -> Edit:
    groups = _groups(ours, item.typing)
    group = next((group for group in groups if any(item in place.names for place in group)), ())
    modules = [_sort_key(place) for place in group]
    neighbours = [place for place in places if _sort_key(place) in modules]
    indent = " " * (places[0].node.col_offset if places else 0)
    key = (item.name is not None, item.module.lower())
    before = [place for place in neighbours if _sort_key(place) < key]
    if before:
        line = _lines(before[-1].node)[1]
        following = [place for place in places if _lines(place.node)[0] >= line]
        for place in following:
            if _lines(place.node)[0] != line or not _sort_key(place) < key:
                break
            line = _lines(place.node)[1]
        return Edit(line, line, _indented(text, indent, line_length))
    if neighbours:
        line = _lead(merged, neighbours[0].node)
        return Edit(line, line, _indented(text, indent, line_length))
    earlier = (
        {_sort_key(place) for part in groups[: groups.index(group)] for place in part}
        if group
        else set()
    )
    ahead = [place for place in places if _sort_key(place) in earlier]
    if ahead:
        line = _lines(ahead[-1].node)[1]
        return Edit(line, line, "\n" + _indented(text, indent, line_length))
    if places and item.module != "__future__":
        return _first_or_last(groups, group, places, merged, indent, text, line_length)
    line = _top(merged, ())
    gap = "\n" if line else ""
    behind = "" if line < len(merged.lines) and not merged.lines[line].strip() else "\n"
    return Edit(line, line, gap + _indented(text, indent, line_length) + behind)


def _first_or_last(
    groups: Sequence[Sequence[_Place]],
    group: Sequence[_Place],
    places: Sequence[_Place],
    merged: Source,
    indent: str,
    text: str,
    line_length: int,
) -> Edit:
    """No neighbour is there: a group of its own, in front of the others if it is the first in ours."""
    future = [place for place in places if any(name.module == "__future__" for name in place.names)]
    if groups and group is groups[0] and not future:
        line = _lead(merged, places[0].node)
        return Edit(line, line, _indented(text, indent, line_length) + "\n")
    line = _lines((future or places)[-1].node)[1]
    return Edit(line, line, "\n" + _indented(text, indent, line_length))


def _groups(source: Source, typing: bool) -> list[list[_Place]]:
    """The import statements, parted where a blank line parts them."""
    groups: list[list[_Place]] = []
    end = -1
    for place in _places(source):
        if place.typing != typing:
            continue
        start, stop = _lines(place.node)
        if not groups or start != end:
            groups.append([])
        groups[-1].append(place)
        end = stop
    return groups


def _sort_key(place: _Place) -> tuple[bool, str]:
    return (isinstance(place.node, ast.ImportFrom), place.names[0].module.lower())


def _top(merged: Source, places: Sequence[_Place]) -> int:
    """Behind the imports given, else behind the docstring and the comments at the top."""
    runtime = [place for place in places if not place.typing]
    if runtime:
        return _lines(runtime[-1].node)[1]
    units = merged.units
    line = 0
    for unit in units:
        future = any(name.module == "__future__" for name in _names(unit.node, False))
        if unit.key[0] != "docstring" and not future:
            break
        line = unit.end
    if line == 0:
        while line < len(merged.lines) and merged.lines[line].startswith("#"):
            line += 1
    return line


def _places(source: Source) -> list[_Place]:
    places: list[_Place] = []
    for unit in source.units:
        if unit.key[0] == "typing":
            assert isinstance(unit.node, ast.If)
            places += [_place(node, True) for node in unit.node.body]
        elif unit.key[0] == "import" and len(unit.nodes) == 1:
            places.append(_place(unit.node, False))
    return places


def _place(node: ast.stmt, typing: bool) -> _Place:
    assert isinstance(node, ast.Import | ast.ImportFrom)
    return _Place(node, _names(node, typing), typing)


def _names(node: ast.stmt, typing: bool) -> tuple[Imported, ...]:
    if isinstance(node, ast.ImportFrom):
        module = _module_of(node)
        return tuple(Imported(module, item.name, item.asname, typing) for item in node.names)
    if isinstance(node, ast.Import):
        return tuple(Imported(item.name, None, item.asname, typing) for item in node.names)
    return ()


def _module_of(node: ast.ImportFrom) -> str:
    return "." * node.level + (node.module or "")


def _lines(node: ast.stmt) -> tuple[int, int]:
    return node.lineno - 1, node.end_lineno or node.lineno


def _lead(source: Source, node: ast.stmt) -> int:
    """The first line of the comments on top of a statement."""
    line = node.lineno - 1
    while line and source.lines[line - 1].lstrip().startswith("#"):
        line -= 1
    return line


def _indented(text: str, indent: str, line_length: int) -> str:
    lines = format_python(f"{text}\n", max(line_length - len(indent), 20)).splitlines()
    return "".join(f"{indent}{line}\n" for line in lines)


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


def _quoted_names(text: str) -> set[str]:
    """The names in a string that may be an annotation or an entry of `__all__`."""
    if len(text) > 200 or not text.strip():
        return set()
    words = "".join(char if char.isalnum() or char == "_" else " " for char in text).split()
    return {word for word in words if word.isidentifier()}
