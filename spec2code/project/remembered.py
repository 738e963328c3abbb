"""What functions of the project gave that look at nothing but their arguments, so that a long one is walked once.

A history hands one text to one helper again and again: a file of SQL cut into its sections by every revision.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

from spec2code.project.values import Function, Scope, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["Memory"]

_WORTH_STEPS = 1_000
_ENTRIES = 256
_SCALARS = (str, int, float, bool, type(None))
_PURE_BUILTINS = frozenset(
    """abs all any bool chr dict enumerate float int isinstance len list max min ord print range repr
    reversed round set sorted str sum tuple zip""".split()  # noqa: SIM905
)
_CARRYING_ON = (
    ast.AsyncFunctionDef,
    ast.Await,
    ast.ClassDef,
    ast.FunctionDef,
    ast.Global,
    ast.Import,
    ast.ImportFrom,
    ast.Lambda,
    ast.Nonlocal,
    ast.With,
    ast.AsyncWith,
    ast.Yield,
    ast.YieldFrom,
)
"""What makes a function more than its arguments and its result."""

_Key: TypeAlias = tuple[object, ...]


class Memory:
    """The results of one evaluator's run."""

    def __init__(self) -> None:
        self._results: dict[_Key, Value] = {}
        self._closed: dict[ast.AST, bool] = {}
        """Functions that took long once, and whether they look at nothing but their arguments."""

    def recall(self, key: _Key | None) -> tuple[Value] | None:
        """What the call of this key gave before, as a value of its own."""
        if key is None or key not in self._results:
            return None
        return (_copy(self._results[key]),)

    def keep(self, function: Function, key: _Key | None, steps: int, value: Value) -> None:
        """Note what a call gave that took this many steps; `key` is that of its arguments, as they were bound."""
        if key is None or steps < _WORTH_STEPS or len(self._results) >= _ENTRIES:
            return
        node = function.node
        if node not in self._closed:
            self._closed[node] = _is_closed(function)
        if self._closed[node] and _is_copyable(value):
            self._results[key] = _copy(value)

    def key(self, evaluator: Evaluator, function: Function, scope: Scope) -> _Key | None:
        """What tells a call whose arguments are bound in `scope` from others; None where it can't be remembered."""
        if function.scope.parent is not None or function.owner is not None or not scope.names:
            return None
        values = list(scope.names.values())
        if not all(isinstance(value, _SCALARS) for value in values):
            return None
        kinds = tuple(map(type, values))  # 1, 1.0 and True are equal
        return (function.node, evaluator.unfailing, kinds, *values)


def _is_closed(function: Function) -> bool:
    """Whether a function reads no names but its own and those of Python, and makes nothing that outlives the call."""
    node = function.node
    if isinstance(node, (ast.AsyncFunctionDef, ast.Lambda)) or node.decorator_list:
        return False
    own = {item.arg for item in ast.walk(node.args) if isinstance(item, ast.arg)}
    read: set[str] = set()
    for statement in node.body:
        for item in ast.walk(statement):
            if isinstance(item, _CARRYING_ON):
                return False
            if isinstance(item, ast.Name):
                (read if isinstance(item.ctx, ast.Load) else own).add(item.id)
            elif isinstance(item, ast.ExceptHandler) and item.name:
                own.add(item.name)
    outer = read - own
    top = function.scope
    return (
        outer <= _PURE_BUILTINS and not top.stars and not any(name in top.names for name in outer)
    )


def _is_copyable(value: Value) -> bool:
    """Whether it is made of plain values throughout."""
    if isinstance(value, (list, tuple)):
        return type(value) in (list, tuple) and all(map(_is_copyable, value))
    if isinstance(value, dict):
        return all(isinstance(key, _SCALARS) for key in value) and all(
            map(_is_copyable, value.values())
        )
    return isinstance(value, _SCALARS)


def _copy(value: Value) -> Value:
    if isinstance(value, list):
        return [_copy(item) for item in value]
    if isinstance(value, tuple):
        return tuple(_copy(item) for item in value)
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    return value
