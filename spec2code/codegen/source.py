"""Python source cut into units: the statements of a module or class, each with its lines and a key.

A unit is found again by its key in another version of the file: a definition by its name, an
assignment by its target, a call by what is called with which first argument, all else by its text.
"""

from __future__ import annotations

import ast
import io
import tokenize
from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import TypeAlias

from spec2code.model.records import dataclass

__all__ = ["Definition", "Function", "Key", "Source", "Unit", "lines_of"]

Key: TypeAlias = tuple[str, ...]
Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Definition: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """Lines `[start, end)` of a source, counted from 0; `lead` is where the comments on top begin."""

    key: Key
    nodes: tuple[ast.stmt, ...]
    gap: int
    """Where the unit before ends."""
    lead: int
    start: int
    end: int

    @property
    def node(self) -> ast.stmt:
        return self.nodes[0]

    @property
    def is_import(self) -> bool:
        return self.key[0] in ("import", "typing")

    @property
    def name(self) -> str:
        """How the unit is called in a message."""
        return self.key[1] if self.key[0] == "name" else self.key[0]


class Source:
    """A parsed module and its lines.

    Raises:
        SyntaxError: the text is no Python.
        ValueError: it holds a null byte.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = lines_of(text)
        self.tree = ast.parse(text)

    @cached_property
    def units(self) -> list[Unit]:
        return self.units_of(self.tree.body, 0)

    def units_of(self, body: Sequence[ast.stmt], begin: int) -> list[Unit]:
        """The units of a block whose first line can be `begin`."""
        groups: list[list[ast.stmt]] = []
        for statement in body:
            if groups and _first_line(statement) < (groups[-1][-1].end_lineno or 0):
                groups[-1].append(statement)
            else:
                groups.append([statement])
        units: list[Unit] = []
        seen: dict[Key, int] = {}
        for index, group in enumerate(groups):
            start = _first_line(group[0])
            limit = _first_line(groups[index + 1][0]) if index + 1 < len(groups) else None
            end = self._end(group[-1], limit)
            key = _key(group, is_first=index == 0)
            seen[key] = seen.get(key, 0) + 1
            if seen[key] > 1 and key[0] not in ("import", "typing"):
                key = (*key, str(seen[key]))
            units.append(Unit(key, tuple(group), begin, self._lead(start, begin), start, end))
            begin = end
        return units

    def members(self, node: ast.ClassDef) -> list[Unit]:
        """The units of a class body; empty where it stands on the line of its header."""
        header = self.header_end(node)
        return [] if header is None else self.units_of(node.body, header)

    def header_end(self, node: Definition) -> int | None:
        """The line behind the header's colon; None where the body begins on the same line."""
        body = node.body[0]
        line = _first_line(body)
        before = self.lines[line].encode()[: body.col_offset].strip()
        if before not in (b"", b"@"):
            return None
        while line > node.lineno and self._is_trivia(line - 1):
            line -= 1
        return line

    def block(self, start: int, end: int) -> str:
        return "".join(self.lines[start:end])

    def comments(self, start: int, end: int) -> tuple[str, ...]:
        """The comments in lines `[start, end)`."""
        rows, texts = self._comments
        return tuple(texts[bisect_left(rows, start) : bisect_left(rows, end)])

    @cached_property
    def _comments(self) -> tuple[list[int], list[str]]:
        tokens = tokenize.generate_tokens(io.StringIO(self.text, newline=None).readline)
        found = [token for token in tokens if token.type == tokenize.COMMENT]
        return [token.start[0] - 1 for token in found], [token.string for token in found]

    def _is_trivia(self, line: int) -> bool:
        text = self.lines[line].strip()
        return not text or text.startswith("#")

    def _lead(self, start: int, begin: int) -> int:
        indent = _indent(self.lines[start])
        line = start
        while line > begin and self.lines[line - 1].lstrip().startswith("#"):
            if _indent(self.lines[line - 1]) != indent:
                break
            line -= 1
        return line

    def _end(self, node: ast.stmt, limit: int | None) -> int:
        """Behind the last line of the statement; comments inside its block belong to it."""
        end = node.end_lineno or node.lineno
        if not isinstance(node, Definition):
            return end
        stop = len(self.lines) if limit is None else limit
        line = end
        while line < stop and self._is_trivia(line):
            text = self.lines[line]
            if text.strip():
                if len(_indent(text)) <= node.col_offset:
                    break
                end = line + 1
            line += 1
        return end


def lines_of(text: str) -> list[str]:
    """The lines as Python counts them, each with its own line end."""
    return list(io.StringIO(text, newline=""))


def _first_line(node: ast.stmt) -> int:
    if isinstance(node, Definition) and node.decorator_list:
        return min(node.lineno, node.decorator_list[0].lineno) - 1
    return node.lineno - 1


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" \t"))]


def _key(group: list[ast.stmt], *, is_first: bool) -> Key:
    node = group[0]
    if len(group) > 1:
        return ("statement", *(ast.dump(part) for part in group))
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return ("name", node.name)
        case ast.Import() | ast.ImportFrom():
            return ("import",)
        case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
            return ("name", name)
        case ast.Expr(value=ast.Constant(value=str())) if is_first:
            return ("docstring",)
        case ast.Expr(value=ast.Call() as call):
            first = ast.dump(call.args[0]) if call.args else ""
            return ("call", ast.unparse(call.func), first)
        case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=[]) if _imports_only(node.body):
            return ("typing",)
        case ast.If():
            return ("if", ast.unparse(node.test))
    alias = getattr(node, "name", None)  # ast.TypeAlias, from Python 3.12 on
    if isinstance(alias, ast.Name):
        return ("name", alias.id)
    return ("statement", ast.dump(node))


def _imports_only(body: list[ast.stmt]) -> bool:
    return all(isinstance(statement, ast.Import | ast.ImportFrom) for statement in body)
