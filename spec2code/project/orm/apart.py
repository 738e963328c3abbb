"""Indexes that stand behind classes and tables, where SQLAlchemy hangs them on the table of their columns."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from spec2code.model.schema import Name
from spec2code.project.evaluate import Evaluator
from spec2code.project.orm.items import TableItem
from spec2code.project.orm.mapping import ClassMapper
from spec2code.project.orm.values import kind_of
from spec2code.project.sources import Module
from spec2code.project.values import Attribute, Call, Subscript, Value

__all__ = ["add_indexes", "indexes_of"]


def indexes_of(
    module: Module, statements: Iterator[ast.stmt], evaluator: Evaluator
) -> Iterator[Call]:
    """The `Index(...)` calls among the statements of a module."""
    scope = evaluator.module_scope(module)
    for statement in statements:
        node = getattr(statement, "value", None)
        if isinstance(statement, ast.Expr | ast.Assign) and isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else None
            if (name or getattr(node.func, "id", "")) == "Index":
                value = evaluator.value(node, scope)
                if isinstance(value, Call) and kind_of(value) == "Index":
                    yield value


def add_indexes(
    calls: Sequence[Call], items: Mapping[Name, TableItem], mapper: ClassMapper
) -> None:
    """Put each index to the table whose columns it names; one of which none can be told belongs to nothing."""
    for call in calls:
        names = (mapper.target(value, None) for value in _within(call.args[1:]))
        table = next((items[found[0]] for found in names if found and found[0] in items), None)
        if table is None:
            continue
        index = mapper.reader.index(call)
        if index is not None:
            table.indexes.append(index)
        table.is_open |= index is None


def _within(values: Sequence[Value]) -> Iterator[Value]:
    """The values, and what they are made of: `func.lower(User.email)`, `User.made_at.desc()`."""
    for value in values:
        yield value
        if isinstance(value, Call):
            yield from _within(value.args)
            yield from _within([value.function] if value.function is not None else [])
        elif isinstance(value, Attribute | Subscript):
            yield from _within([value.base])
