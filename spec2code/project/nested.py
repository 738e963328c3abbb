"""The statements inside a function, without a look at their expressions: those are most of a tree."""

from __future__ import annotations

import ast
from collections.abc import Iterator

__all__ = ["statements_in"]


def statements_in(node: ast.AST) -> Iterator[ast.stmt]:
    """All statements below a node, at any depth and in no promised order; of functions inside it, too."""
    waiting: list[ast.AST] = [node]
    while waiting:
        outer = waiting.pop()
        for name in ("body", "orelse", "finalbody"):
            inner = getattr(outer, name, None)
            if isinstance(inner, list):
                yield from inner
                waiting += inner
        waiting += getattr(outer, "handlers", ())
        waiting += getattr(outer, "cases", ())
