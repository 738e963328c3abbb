"""Keys of a whole schema's expressions, made anew now that every column's type is known.

A check in a migration may be read long before, or without, the table that it is on; what a cast in it says
depends on the column. Two schemas that are to be compared go through here first.
"""

from __future__ import annotations

from collections.abc import Mapping

from spec2code.model.records import replace
from spec2code.model.schema import Check, Column, Expression, Index, IndexKey, Name, Schema, Table
from spec2code.sql.expressions import expression
from spec2code.sql.identifiers import quote_name
from spec2code.sql.types import canonical_type

__all__ = ["rekeyed", "rekeyed_pair"]

_TRUTHS = {"1": "true", "0": "false"}


def rekeyed(schema: Schema, dialect: str = "postgresql") -> Schema:
    """The schema with the keys of its defaults, checks, generated columns and indexes made anew."""
    tables = {name: _table(table, dialect) for name, table in schema.tables.items()}
    return Schema(tables, schema.enums, schema.objects)


def rekeyed_pair(
    current: Schema, desired: Schema, dialect: str = "postgresql"
) -> tuple[Schema, Schema]:
    """Both schemas with the keys of those tables made anew that are not one and the same in them.

    Migrations are read in PostgreSQL's spelling; where the other side has a type in SQLite's or MySQL's, the
    current one takes that spelling.
    """
    names = {
        name for name, table in desired.tables.items() if current.tables.get(name) is not table
    }

    def of(schema: Schema) -> Schema:
        tables = {
            name: _table(table, dialect) if name in names else table
            for name, table in schema.tables.items()
        }
        return Schema(tables, schema.enums, schema.objects)

    return of(_respelled(current, desired, names)), of(desired)


def _respelled(current: Schema, desired: Schema, names: set[Name]) -> Schema:
    tables = dict(current.tables)
    for name in names & tables.keys():
        wanted = {column.name: column for column in desired.tables[name].columns}
        columns = tuple(
            _spelled_like(column, wanted.get(column.name), desired)
            for column in tables[name].columns
        )
        tables[name] = replace(tables[name], columns=columns)
    return Schema(tables, current.enums, current.objects)


def _spelled_like(column: Column, other: Column | None, desired: Schema) -> Column:
    """The column in the other's spelling, where that is another database's and means the same."""
    if other is None or other.type == column.type or not other.type:
        return column
    if canonical_type(other.type) != column.type and not _lists_labels_of(column, other, desired):
        return column
    column = replace(column, type=other.type, serial=other.serial)
    if (column.collation or "").strip('"').lower() == (other.collation or "").strip('"').lower():
        column = replace(column, collation=other.collation)
    if column.default and other.default and _same_value(column, other):
        column = replace(column, default=other.default)
    return column


def _lists_labels_of(column: Column, other: Column, desired: Schema) -> bool:
    """Whether a type of MySQL has the labels of what is an enum of its own on the other side."""
    if not column.type.startswith("enum("):
        return False
    labels = [
        enum.labels
        for name, enum in desired.enums.items()
        if other.type in (str(name), quote_name(name))
    ]
    quoted = (label.replace("'", "''") for label in labels[0]) if labels else ()
    return column.type == "enum(" + ",".join(f"'{label}'" for label in quoted) + ")"


def _same_value(column: Column, other: Column) -> bool:
    """Whether two defaults say the same; a number is a truth value outside of PostgreSQL."""
    one, two = (item.default.text.lower() if item.default else "" for item in (column, other))
    if canonical_type(other.type) == "boolean":
        one, two = (_TRUTHS.get(text, text) for text in (one, two))
    return one == two


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
