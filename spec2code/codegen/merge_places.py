"""Where a unit that the user's file lacks goes: behind what stands before it in ours.

Moved only as far as it must be so that nothing is used before it is defined.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from spec2code.codegen.edits import Edit, Sides
from spec2code.codegen.source import Definition, Key, Source, Unit

__all__ = ["Places", "eager_names"]


class Places:
    """Where what is missing goes: behind what stands before it in ours."""

    def __init__(self, ours: Source, mine: Source, sides: Sides, theirs: dict[Key, Unit]) -> None:
        self._ours = ours
        self._mine = mine
        self._sides = sides
        self._theirs = theirs
        self._anchor: Unit | None = None
        self._defined: dict[str, Unit] = {
            key[1]: unit for key, unit in theirs.items() if key[0] == "name"
        }
        self._users = self._first_users()

    def after(self, unit: Unit) -> None:
        self._anchor = unit

    def after_imports(self, unit: Unit) -> None:
        """The anchor is the last of the user's imports at the top of the file."""
        for candidate in self._sides.theirs:
            if candidate.key[0] == "docstring":
                continue
            if not candidate.is_import:
                break
            self._anchor = candidate

    def insertion(self, unit: Unit) -> Edit:
        line = self._line(unit)
        source = self._ours
        spacing = 2 if not self._sides.owner else 1
        blank = sum(not text.strip() for text in source.lines[unit.gap : unit.lead])
        before = next((item for item in self._sides.theirs if item.end == line), None)
        if before is not None and (_is_block(before) or _is_block(unit)):
            blank = max(blank, spacing)
        if line == self._sides.begin and before is None:
            blank = 0
        text = "\n" * blank + source.block(unit.lead, unit.end)
        if not text.endswith("\n"):
            text += "\n"
        return Edit(line, line, text + "\n" * self._behind(unit, line, spacing))

    def _behind(self, unit: Unit, line: int, spacing: int) -> int:
        """Blank lines that are missing in front of what follows."""
        following = next((item for item in self._sides.theirs if item.gap == line), None)
        if following is None:
            return 0
        lines = self._mine.lines[following.gap : following.lead]
        present = 0
        for text in lines:
            if text.strip():
                break
            present += 1
        wanted = spacing if _is_block(unit) or _is_block(following) else 0
        if unit.key[0] == "docstring":
            wanted = max(wanted, 1)
        return max(0, wanted - present)

    def _line(self, unit: Unit) -> int:
        line = self._anchor.end if self._anchor else self._first_line(unit)
        needed = eager_names(unit.nodes)
        line = max([line, *(self._defined[name].end for name in needed if name in self._defined)])
        user = self._users.get(unit.key[1]) if unit.key[0] == "name" else None
        if user is not None and user.gap < line:
            return user.gap
        return line

    def _first_line(self, unit: Unit) -> int:
        """Nothing of ours stands before it here: in front of what follows it in ours."""
        units = list(self._sides.ours)
        for follower in units[units.index(unit) + 1 :]:
            if follower.key in self._theirs:
                return self._theirs[follower.key].gap
        return self._sides.theirs[-1].end if self._sides.theirs else self._sides.begin

    def _first_users(self) -> dict[str, Unit]:
        """By name: the first of the user's units that, in our version, needs it when it is defined."""
        users: dict[str, Unit] = {}
        for unit in self._sides.ours:
            mine = self._theirs.get(unit.key)
            if mine is None or self._sides.owner:
                continue
            for name in eager_names(unit.nodes):
                if name not in users or mine.gap < users[name].gap:
                    users[name] = mine
        return users


def eager_names(nodes: Sequence[ast.AST]) -> set[str]:
    """The names that are looked up when the statements are executed, function bodies left out."""
    names: set[str] = set()
    stack: list[ast.AST] = list(nodes)
    while stack:
        node = stack.pop()
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            stack += [*node.decorator_list, node.args]
            stack += [node.returns] if node.returns else []
        elif isinstance(node, ast.Lambda):
            stack.append(node.args)
        else:
            stack += ast.iter_child_nodes(node)
    return names


def _is_block(unit: Unit) -> bool:
    return isinstance(unit.node, Definition)
