"""Loops that wait for something from outside: read, they would go round for ever.

A worker that sleeps and looks again is one, and a migration that moves rows until the database says that none are
left.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from spec2code.project.resolve import lookup
from spec2code.project.values import Builtin, External, Instance, Scope, Unknown, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["only_waits", "state"]

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
        if isinstance(getattr(item, "ctx", None), (ast.Store, ast.Del)):
            return False
        if isinstance(item, ast.Call) and not _is_library(evaluator, item.func, scope):
            return False
    return True


def state(scope: Scope) -> dict[tuple[str, int], object]:
    """What the names in reach stand for: a turn of a loop that leaves all as it was will do so again.

    Lists and objects count with what they hold, which may change while they stay the same.
    """
    found: dict[tuple[str, int], object] = {}
    depth, reached = 0, scope
    while True:
        for name, value in reached.names.items():
            found[name, depth] = _held(value)
        if reached.parent is None:
            return found
        depth, reached = depth + 1, reached.parent


def _held(value: Value) -> object:
    if isinstance(value, Instance):
        return id(value), {name: _plain(member) for name, member in value.attributes.items()}
    return _plain(value)


def _plain(value: Value) -> object:
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_same(item) for item in value]
    if isinstance(value, dict):
        return [(_same(key), _same(item)) for key, item in value.items()]
    return _same(value)


def _same(value: Value) -> object:
    if isinstance(value, str | int | float | bytes | None):
        return value
    return value.reason if isinstance(value, Unknown) else id(value)


def _is_library(evaluator: Evaluator, function: ast.expr, scope: Scope) -> bool:
    while isinstance(function, ast.Attribute):
        function = function.value
    if not isinstance(function, ast.Name):
        return False
    value = lookup(evaluator, scope, function.id)
    if isinstance(value, Builtin):
        return value.name not in _CHANGING
    return isinstance(value, External)
