"""Indexes that stand behind classes and tables, where SQLAlchemy hangs them on the table of their columns."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence

from spec2code.model.schema import Name
from spec2code.project.evaluate import Evaluator
from spec2code.project.orm.conditions import made_here
from spec2code.project.orm.items import TableItem
from spec2code.project.orm.mapping import ClassMapper
from spec2code.project.orm.values import kind_of
from spec2code.project.sources import Module
from spec2code.project.values import Attribute, Call, Subscript, Unknown, Value

__all__ = ["Apart", "add_indexes", "indexes_of"]


Apart = tuple[Call, Unknown | None]
"""An index, and why it can't be told whether PostgreSQL gets it."""


def indexes_of(
    module: Module, statements: Iterator[ast.stmt], evaluator: Evaluator
) -> Iterator[Apart]:
    """The `Index(...)` calls among the statements of a module, but those for other databases."""
    scope = evaluator.module_scope(module)
    for statement in statements:
        node = getattr(statement, "value", None)
        if isinstance(statement, (ast.Expr, ast.Assign)) and isinstance(node, ast.Call):
            inner = node
            if _called(node) == "ddl_if" and isinstance(node.func, ast.Attribute):
                inner = node.func.value if isinstance(node.func.value, ast.Call) else node
            if _called(inner) == "Index":
                yield from _told(evaluator.value(node, scope))


def _called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def _told(value: Value) -> Iterator[Apart]:
    index = value
    if isinstance(value, Call) and isinstance(value.function, Attribute):
        index = value.function.base if value.function.name == "ddl_if" else value
    if isinstance(index, Call) and kind_of(index) == "Index":
        for made in made_here([value]):
            yield index, made if isinstance(made, Unknown) else None


def add_indexes(
    calls: Sequence[Apart], items: Mapping[Name, TableItem], mapper: ClassMapper
) -> None:
    """Put each index to the table whose columns it names; one of which none can be told belongs to nothing."""
    for call, open_why in calls:
        names = (mapper.target(value, None) for value in _within(call.args[1:]))
        table = next((items[found[0]] for found in names if found and found[0] in items), None)
        if table is None:
            continue
        if open_why is not None:
            said = f"an index of table `{table.name}` can't be told: {open_why.reason}"
            mapper.reader.problem(said, table.span)
        index = mapper.reader.index(call) if open_why is None else None
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
        elif isinstance(value, (Attribute, Subscript)):
            yield from _within([value.base])
