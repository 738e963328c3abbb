"""The name of a column that code asks an attribute of a mapped class for."""

from __future__ import annotations

import ast

from spec2code.project.values import Call

__all__ = ["column_name"]

_COLUMNS = frozenset(["Column", "mapped_column"])


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
            if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is call.node:
                target = (
                    statement.target
                    if isinstance(statement, ast.AnnAssign)
                    else statement.targets[0]
                )
                return target.id if isinstance(target, ast.Name) else None
    return None
