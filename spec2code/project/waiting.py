"""Loops that wait for something from outside: read, they would go round for ever."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from spec2code.project.resolve import lookup
from spec2code.project.values import Builtin, External, Scope

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["only_waits"]

_CHANGING = frozenset(["delattr", "next", "setattr"])
_BINDING = (
    ast.AsyncFor,
    ast.AsyncWith,
    ast.AugAssign,
    ast.ClassDef,
    ast.Delete,
    ast.For,
    ast.FunctionDef,
    ast.Import,
    ast.ImportFrom,
    ast.NamedExpr,
    ast.With,
    ast.Yield,
    ast.YieldFrom,
)


def only_waits(evaluator: Evaluator, node: ast.While, scope: Scope) -> bool:
    """Whether no turn of a loop changes anything that the next one sees: it binds nothing and calls libraries only."""
    for item in ast.walk(node):
        if isinstance(item, _BINDING):
            return False
        if isinstance(getattr(item, "ctx", None), ast.Store | ast.Del):
            return False
        if isinstance(item, ast.Call) and not _is_library(evaluator, item.func, scope):
            return False
    return True


def _is_library(evaluator: Evaluator, function: ast.expr, scope: Scope) -> bool:
    while isinstance(function, ast.Attribute):
        function = function.value
    if not isinstance(function, ast.Name):
        return False
    value = lookup(evaluator, scope, function.id)
    if isinstance(value, Builtin):
        return value.name not in _CHANGING
    return isinstance(value, External)
