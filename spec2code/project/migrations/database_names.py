"""Names as PostgreSQL keeps them: cut to 63 bytes, and its own for an index that has none."""

from __future__ import annotations

import operator
from functools import cache
from typing import Any, TypeVar

from spec2code.model.names import NAME_BYTES, index_name, truncated, unused_name
from spec2code.model.records import fields, is_dataclass, replace
from spec2code.model.schema import Name, Schema
from spec2code.model.span import Span
from spec2code.model.statements import AlterColumn, CreateIndex, CreateObject, DropObject, Statement

__all__ = ["as_kept", "with_index_names"]

_NAMES = frozenset({"name", "new_name", "column", "columns", "target_columns", "include"})
T = TypeVar("T")


def as_kept(statement: Statement, schema: Schema) -> Statement:
    """The statement with the names that the database will have."""
    if isinstance(statement, CreateIndex) and statement.index.name is None:
        table = schema.tables.get(statement.table)
        taken = [index.name for index in table.indexes if index.name] if table else []
        name = unused_name(index_name(statement.table.name, statement.index), taken)
        statement = replace(statement, index=replace(statement.index, name=name))
    if isinstance(statement, DropObject) and statement.kind == "sequence":
        owner = _owner(statement.name, schema)
        if owner is not None:
            # The column loses its default along with the sequence of its own.
            return AlterColumn(*owner, default=None, serial=False, span=statement.span)
    if isinstance(statement, CreateObject):
        kept = replace(statement.object, name=_cut(statement.object.name))
        return replace(statement, object=kept)
    return _cut(statement)


def _owner(sequence: Name, schema: Schema) -> tuple[Name, str] | None:
    """The serial column whose sequence has this name."""
    for table in schema.tables.values():
        for column in table.columns:
            if column.serial and sequence.name == f"{table.name.name}_{column.name}_seq":
                return table.name, column.name
    return None


def with_index_names(schema: Schema) -> Schema:
    """The schema in which every index has its name: LIKE copies indexes without."""
    tables = dict(schema.tables)
    for table in schema.tables.values():
        if any(index.name is None for index in table.indexes):
            taken = [index.name for index in table.indexes if index.name]
            named = []
            for index in table.indexes:
                name = index.name or unused_name(index_name(table.name.name, index), taken)
                taken.append(name)
                named.append(replace(index, name=name))
            tables[table.name] = replace(table, indexes=tuple(named))
    return replace(schema, tables=tables)


def _cut(value: T) -> T:
    """The same with every name in it cut; the same object where nothing is too long."""
    changes: dict[str, Any] = {}
    kind: type = type(value)
    for field, is_name in _fields_of(kind):
        before = getattr(value, field)
        after = _cut_field(before, is_name)
        if after is not before:
            changes[field] = after
    if not changes:
        return value
    changed: T = replace(value, **changes)  # type: ignore[type-var]
    return changed


@cache
def _fields_of(kind: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a dataclass, with whether names stand in them; nothing of another class or of a place in a file."""
    if kind is Span or not is_dataclass(kind):
        return ()
    return tuple((field.name, field.name in _NAMES) for field in fields(kind))


def _cut_field(value: Any, is_name: bool) -> Any:
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        if not is_name or len(value) * 4 <= NAME_BYTES:
            return value
        cut = truncated(value)
        return value if cut == value else cut
    if isinstance(value, tuple):
        items = tuple([_cut_field(item, is_name) for item in value])
        same = all(map(operator.is_, items, value))
        return value if same else items
    return _cut(value)
