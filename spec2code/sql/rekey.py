"""Keys of a whole schema's expressions, made anew now that every column's type is known.

A check in a migration may be read long before, or without, the table that it is on; what a cast in it says
depends on the column. Two schemas that are to be compared go through here first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from spec2code.model.schema import Check, Column, Expression, Index, IndexKey, Schema, Table
from spec2code.sql.expressions import expression

__all__ = ["rekeyed", "rekeyed_pair"]


def rekeyed(schema: Schema, dialect: str = "postgresql") -> Schema:
    """The schema with the keys of its defaults, checks, generated columns and indexes made anew."""
    tables = {name: _table(table, dialect) for name, table in schema.tables.items()}
    return Schema(tables, schema.enums, schema.objects)


def rekeyed_pair(
    current: Schema, desired: Schema, dialect: str = "postgresql"
) -> tuple[Schema, Schema]:
    """Both schemas with the keys of those tables made anew that are not one and the same in them."""
    names = {
        name for name, table in desired.tables.items() if current.tables.get(name) is not table
    }

    def of(schema: Schema) -> Schema:
        tables = {
            name: _table(table, dialect) if name in names else table
            for name, table in schema.tables.items()
        }
        return Schema(tables, schema.enums, schema.objects)

    return of(current), of(desired)


def _table(table: Table, dialect: str) -> Table:
    types = {column.name: column.type for column in table.columns if column.type}

    def key(value: Expression, type: str | None = None) -> Expression:
        return expression(value.text, dialect, type, types) if value.text else value

    def column(item: Column) -> Column:
        if item.default is not None:
            item = replace(item, default=key(item.default, item.type or None))
        if item.generated is not None:
            item = replace(item, generated=key(item.generated))
        return item

    def check(item: Check) -> Check:
        return replace(item, expression=key(item.expression))

    def index(item: Index) -> Index:
        keys = tuple(_index_key(part, types, dialect) for part in item.keys)
        return replace(item, keys=keys, where=key(item.where) if item.where else None)

    return replace(
        table,
        columns=tuple(column(item) for item in table.columns),
        checks=tuple(check(item) for item in table.checks),
        indexes=tuple(index(item) for item in table.indexes),
    )


def _index_key(key: IndexKey, types: Mapping[str, str], dialect: str) -> IndexKey:
    if key.column is not None:
        return key
    return replace(key, expression=expression(key.expression.text, dialect, None, types))
