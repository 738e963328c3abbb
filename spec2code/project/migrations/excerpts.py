"""SQL strings in Python source, with the places of their characters where the string stands there literally."""

from __future__ import annotations

import ast

from spec2code.model.span import Excerpt, Span
from spec2code.project.sources import Module

__all__ = ["PlacedExcerpt", "excerpt_of", "literal_node"]


class PlacedExcerpt(Excerpt):
    """Text that stands nowhere as such: every place in it is that of the call that runs it."""

    __slots__ = ("_fixed",)

    def __init__(self, text: str, place: Span) -> None:
        super().__init__(place.file, text)
        self._fixed = place

    def position(self, offset: int) -> tuple[int, int]:
        return self._fixed.line, self._fixed.column

    def span(self, start: int = 0, end: int | None = None) -> Span:
        return self._fixed

    def cut(self, start: int, end: int | None = None) -> Excerpt:
        return PlacedExcerpt(self.text[start : len(self.text) if end is None else end], self._fixed)


def excerpt_of(text: str, node: ast.AST | None, module: Module) -> Excerpt:
    """The text as an excerpt of the file; `node` is the expression that gave it."""
    if isinstance(node, ast.Constant) and node.value == text:
        literal = _literal(text, node, module)
        if literal is not None:
            return literal
    place = module.span(node) if node is not None else Span(module.file, 1)
    return PlacedExcerpt(text, place)


def literal_node(node: ast.AST | None) -> ast.AST | None:
    """The node of the SQL itself inside `op.execute(sa.text("..."))`; the call where it isn't literal."""
    inner = node
    while isinstance(inner, ast.Call) and inner.args:
        inner = inner.args[0]
    return inner if isinstance(inner, ast.Constant) else node


def _literal(text: str, node: ast.Constant, module: Module) -> Excerpt | None:
    """A string of one piece and without escapes lies in the file just as it is."""
    place = module.span(node)
    lines = module.lines[place.line - 1 : place.end_line]
    if not lines:
        return None
    head = lines[0][place.column - 1 :]
    quote = next((i for i, sign in enumerate(head) if sign in "'\""), None)
    if quote is None:
        return None
    width = 3 if head[quote : quote + 3] in ('"""', "'''") else 1
    begin = place.column - 1 + quote + width
    first = text.split("\n", 1)[0]
    if not lines[0].startswith(first, begin) or text.count("\n") != len(lines) - 1:
        return None
    if text.count("\n") and text.split("\n")[1:-1] != lines[1:-1]:
        return None
    return Excerpt(module.file, text, place.line, (begin + 1, *[1] * (len(lines) - 1)))
