"""Members of an enum beside a column, as the column's type writes them into SQL."""

from __future__ import annotations

import ast

from spec2code.project import classes
from spec2code.project.evaluate import Evaluator
from spec2code.project.values import Call, Class, Function, Instance, Member, Value

__all__ = ["as_stored"]


def as_stored(evaluator: Evaluator, column: Value, values: list[Value]) -> list[Value]:
    """The values compared with a column, members of enums as what its type stores: names or values.

    SQLAlchemy's `Enum(SomeEnum)` stores names unless it has `values_callable`; a TypeDecorator stores what its
    `process_bind_param` gives.
    """
    if not isinstance(column, Call) or not _stores_names(evaluator, column):
        return values
    return [_named(value) for value in values]


def _named(value: Value) -> Value:
    if isinstance(value, Member):
        return value.name
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_named(item) for item in value]
    return value


def _stores_names(evaluator: Evaluator, column: Call) -> bool:
    for given in (*column.args[:2], column.kwargs.get("type_")):
        if isinstance(given, Call) and given.name.rpartition(".")[2] in ("Enum", "ENUM"):
            return "values_callable" not in given.kwargs and any(
                isinstance(item, Class) for item in given.args
            )
        kind = given.cls if isinstance(given, Instance) else given
        if isinstance(kind, Class):
            method = classes.member(evaluator, kind, "process_bind_param")
            if isinstance(method, Function):
                return _gives_names(method.node)
    return False


def _gives_names(node: ast.AST) -> bool:
    """Whether all that a method returns, but None, is the name of a member."""
    returned = [
        item.value
        for item in ast.walk(node)
        if isinstance(item, ast.Return)
        and item.value is not None
        and not (isinstance(item.value, ast.Constant) and item.value.value is None)
    ]
    return bool(returned) and all(
        isinstance(value, ast.Attribute) and value.attr == "name" for value in returned
    )
