"""Parts of definitions that are merged on their own: decorators, signature, docstring, body, header.

Two pieces are the same when their syntax trees and their comments are: layout doesn't count, so that a
file which another formatter went over isn't taken for edited.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from spec2code.codegen.source import Function, Source, Unit
from spec2code.model.records import dataclass

__all__ = ["Piece", "class_pieces", "function_pieces", "same", "same_unit", "whole"]


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines `[start, end)` of a source and the nodes in them."""

    name: str
    source: Source
    start: int
    end: int
    nodes: tuple[ast.AST | str | None, ...]

    @property
    def text(self) -> str:
        return self.source.block(self.start, self.end)


def same(one: Piece, other: Piece) -> bool:
    """Whether two pieces say the same, comments included."""
    if one.text == other.text:
        return True
    if _dumps(one.nodes) != _dumps(other.nodes):
        return False
    return one.source.comments(one.start, one.end) == other.source.comments(other.start, other.end)


def whole(source: Source, unit: Unit) -> Piece:
    return Piece(unit.name, source, unit.start, unit.end, unit.nodes)


def same_unit(one: Source, unit: Unit, other: Source, other_unit: Unit) -> bool:
    return same(whole(one, unit), whole(other, other_unit))


def function_pieces(source: Source, unit: Unit) -> dict[str, Piece] | None:
    """Decorators, signature, docstring and body of a function, in order; None when it is one line."""
    node = unit.node
    if not isinstance(node, Function):
        return None
    header = source.header_end(node)
    if header is None:
        return None
    definition = node.lineno - 1
    end = header
    rest: Sequence[ast.stmt] = node.body
    docstring = _docstring(node.body)
    if docstring is not None:
        end = docstring.end_lineno or docstring.lineno
        if len(node.body) > 1 and node.body[1].lineno - 1 < end:
            return None
        rest = node.body[1:]
    doc = ast.get_docstring(node)
    signature = (type(node).__name__, node.name, node.args, node.returns)
    parts = (
        Piece("decorators", source, unit.start, definition, tuple(node.decorator_list)),
        Piece("signature", source, definition, header, signature),
        Piece("docstring", source, header, end, (doc,)),
        Piece("body", source, end, unit.end, tuple(rest)),
    )
    return {part.name: part for part in parts}


def class_pieces(source: Source, unit: Unit) -> dict[str, Piece] | None:
    """The header of a class, decorators included; None when its body is on the header's line."""
    node = unit.node
    if not isinstance(node, ast.ClassDef):
        return None
    header = source.header_end(node)
    if header is None:
        return None
    nodes: tuple[ast.AST | str, ...] = (
        *node.decorator_list,
        node.name,
        *node.bases,
        *node.keywords,
    )
    return {"header": Piece("header", source, unit.start, header, nodes)}


def _docstring(body: Sequence[ast.stmt]) -> ast.Expr | None:
    first = body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        return first
    return None


def _dumps(nodes: tuple[ast.AST | str | None, ...]) -> list[str]:
    return [ast.dump(node) if isinstance(node, ast.AST) else repr(node) for node in nodes]
