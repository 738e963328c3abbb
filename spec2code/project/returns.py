"""What a walked function gives: the values that it may return, and those it yields."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from spec2code.project import operators
from spec2code.project.sources import Module
from spec2code.project.values import Class, Function, Instance, Native, Scope, Unknown, Value

__all__ = ["joined", "one_of", "yielded"]

CANDIDATES_LIMIT = 32
"""A value that may be more than that is simply unknown: a loop would double them with every turn."""


def joined(values: list[Value], function: Function) -> Value:
    """One value for all that a function may return."""
    if not values:
        return None
    first = values[0]
    if len(values) == 1 or all(operators.same(first, value) is True for value in values[1:]):
        return first
    if _stand_for_one(values):
        return first
    objects = [value for value in values if isinstance(value, (Instance, Class, Function, Native))]
    if objects and all(value is objects[0] for value in objects):
        return objects[0]
    reason = f"what `{function.name}` returns depends on a condition"
    return one_of(values, reason, function.node, function.module)


def one_of(values: Sequence[Value], reason: str, node: ast.AST | None, module: Module) -> Unknown:
    """A value that is one of these; of an unknown one among them what that may be."""
    candidates: dict[object, Value] = {}
    for value in values:
        for item in value.candidates if isinstance(value, Unknown) else (value,):
            candidates.setdefault(_identity(item), item)
    closed = all(value.closed for value in values if isinstance(value, Unknown))
    if len(candidates) > CANDIDATES_LIMIT:
        return Unknown(reason, node, module)
    return Unknown(reason, node, module, tuple(candidates.values()), closed=closed)


def _identity(value: Value) -> object:
    """What tells one candidate from another."""
    return (type(value), value) if isinstance(value, (str, int, float)) else id(value)


def _stand_for_one(values: list[Value]) -> bool:
    """Whether all are functions that functools.wraps makes look like the same one: a wrapper per kind of function."""
    inner = [value.wrapped for value in values if isinstance(value, Function)]
    return len(inner) == len(values) and inner[0] is not None and all(i is inner[0] for i in inner)


def yielded(scope: Scope, value: Value) -> None:
    """Keep what a generator yields."""
    target: Scope | None = scope
    while target is not None and target.yields is None:
        target = target.parent
    if target is not None and target.yields is not None:
        target.yields.append(value)
