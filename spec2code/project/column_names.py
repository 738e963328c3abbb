"""What code asks SQLAlchemy's objects for: the name of a column or constraint, the name and labels of an enum."""

from __future__ import annotations

import ast

from spec2code.project.resolve import MISSING
from spec2code.project.values import Attribute, Call, Value

__all__ = ["column_name", "own_attribute"]

_COLUMNS = frozenset(["Column", "mapped_column"])
_ENUMS = frozenset(["Enum", "ENUM"])
_NAMED_FIRST = frozenset(["Table", "table", "Index", "Sequence"])
_NAMED = frozenset(
    ["UniqueConstraint", "CheckConstraint", "ForeignKeyConstraint", "PrimaryKeyConstraint"]
)
_SAME = frozenset(["with_variant", "copy", "_copy"])
"""Methods that give an object which answers as the one they are called on."""


def own_attribute(call: Call, name: str) -> Value:
    """`call.name` of what SQLAlchemy makes; MISSING where it isn't known."""
    for _ in range(5):
        function = call.function
        if not isinstance(function, Attribute) or function.name not in _SAME:
            break
        if not isinstance(function.base, Call):
            return MISSING
        call = function.base
    kind = call.name.rpartition(".")[2]
    if name == "enums" and kind in _ENUMS:
        return list(call.args) if all(isinstance(item, str) for item in call.args) else MISSING
    if name not in ("name", "key"):
        return MISSING
    given = call.kwargs.get("name", MISSING)
    if kind in _NAMED_FIRST and given is MISSING and call.args:
        given = call.args[0]
    if kind in _NAMED_FIRST | _NAMED | _ENUMS:
        return given if isinstance(given, str) else MISSING
    return column_name(call) or MISSING


def column_name(call: Call) -> str | None:
    """`Order.total.name`: what the call is given first, or what the class binds it to; None for any other call."""
    if call.name.rpartition(".")[2] not in _COLUMNS:
        return None
    given = call.kwargs.get("name", call.args[0] if call.args else None)
    if isinstance(given, str):
        return given
    if call.module is None:
        return None
    for cls in ast.walk(call.module.tree):
        for statement in cls.body if isinstance(cls, ast.ClassDef) else ():
            if isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is call.node:
                target = (
                    statement.target
                    if isinstance(statement, ast.AnnAssign)
                    else statement.targets[0]
                )
                return target.id if isinstance(target, ast.Name) else None
    return None
