"""What is so already, of two steps of which the second undoes a part of the first.

A spec that first adds a column and later tightens it asks for neither once both are done.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from spec2code.model.compare import compare_schemas
from spec2code.model.records import replace
from spec2code.model.schema import Column, Schema, Table

__all__ = ["settled"]

Item = TypeVar("Item")


def settled(current: Schema, between: Schema, desired: Schema) -> Schema:
    """The schema between the two steps, with what is in `current` as `desired` has it left as it is."""
    tables = {
        name: _table(current.tables.get(name), table, desired.tables.get(name))
        for name, table in between.tables.items()
    }
    tables |= {
        name: table
        for name, table in current.tables.items()
        if name in desired.tables and name not in tables
    }
    enums = {
        name: (
            current.enums[name]
            if name in current.enums and current.enums[name] == desired.enums.get(name)
            else enum
        )
        for name, enum in between.enums.items()
    }
    objects = {
        key: (
            current.objects[key]
            if key in current.objects and current.objects[key] == desired.objects.get(key)
            else item
        )
        for key, item in between.objects.items()
    }
    objects |= {
        key: item
        for key, item in current.objects.items()
        if key not in objects and item == desired.objects.get(key)
    }
    return Schema(tables, enums, objects)


def _table(now: Table | None, table: Table, later: Table | None) -> Table:
    if now is None or later is None:
        return table
    if not compare_schemas(Schema({now.name: now}), Schema({later.name: later})):
        return now
    columns = tuple(_column(now, column, later) for column in table.columns)
    gone = {column.name for column in table.columns if later.column(column.name) is None}
    kept = {column.name for column in now.columns}
    return replace(
        table,
        columns=tuple(c for c in columns if c.name not in gone or c.name in kept),
        uniques=_with(now.uniques, table.uniques, later.uniques),
        checks=_with(now.checks, table.checks, later.checks),
        foreign_keys=_with(now.foreign_keys, table.foreign_keys, later.foreign_keys),
        indexes=_with(now.indexes, table.indexes, later.indexes),
    )


def _column(now: Table, column: Column, later: Table) -> Column:
    present, wanted = now.column(column.name), later.column(column.name)
    return present if present is not None and present == wanted else column


def _with(now: Sequence[Item], items: Sequence[Item], later: Sequence[Item]) -> tuple[Item, ...]:
    """The items, and those that are there already and shall be there later."""
    return (*items, *(item for item in now if item in later and item not in items))
