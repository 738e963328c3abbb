"""Edits that move a part of the schema that code was read as: to another table, or to another place in its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from spec2code.model.identifiers import mentioned
from spec2code.model.schema import Name, Schema, Table

__all__ = ["is_used", "moved", "with_table"]


def moved(
    schema: Schema, spoken: Schema, family: str
) -> Iterator[tuple[str, Schema, tuple[str, ...]]]:
    """A column and an index of one table in the next, and columns in another order."""
    whole = [
        schema.tables[name]
        for name, said in spoken.tables.items()
        if name in schema.tables and not said.is_partial and schema.tables[name].columns
    ]
    for table in whole:
        yield "columns in another order (no drift)", with_table(
            schema, table.name, replace(table, columns=table.columns[::-1])
        ), ()
    for table, other in pairwise(whole):
        column = next((x for x in table.columns if not is_used(table, x.name)), None)
        if column is not None and len(table.columns) > 1 and not other.column(column.name):
            rest = tuple(item for item in table.columns if item is not column)
            made = with_table(schema, table.name, replace(table, columns=rest))
            made = with_table(made, other.name, replace(other, columns=(*other.columns, column)))
            told = (
                f"{family}03 missing column {table.name}.{column.name}",
                f"{family}04 extra column {other.name}.{column.name}",
            )
            yield "column moved to another table (two)", made, told
        if table.indexes:
            index = table.indexes[0]
            made = with_table(schema, table.name, replace(table, indexes=table.indexes[1:]))
            indexes = (*other.indexes, index)
            made = with_table(made, other.name, replace(other, indexes=indexes))
            told = (
                f"{family}21 missing index {index.name}",
                f"{family}22 extra index {index.name}",
            )
            yield "index moved to another table (two)", made, told


def with_table(schema: Schema, name: Name, made: Table | None) -> Schema:
    """The schema with another table in the place of one, or without it."""
    tables = {
        (made.name if key == name and made else key): (made if key == name else table)
        for key, table in schema.tables.items()
        if key != name or made is not None
    }
    return replace(schema, tables={key: table for key, table in tables.items() if table})


def is_used(table: Table, name: str) -> bool:
    """Whether anything but the column itself speaks of it."""
    for item in table.constraints:
        if name in getattr(item, "columns", ()):
            return True
        text = getattr(item, "expression", None) or getattr(item, "definition", None)
        if text is not None and name in mentioned(text.key):
            return True
    for index in table.indexes:
        keys = {word for key in index.keys for word in mentioned(key.expression.key)}
        where = mentioned(index.where.key) if index.where else set()
        if name in {*keys, *where, *index.include, *(key.column for key in index.keys)}:
            return True
    return any(item.generated and name in mentioned(item.generated.key) for item in table.columns)
