"""`DEFAULT NULL`, of which PostgreSQL keeps nothing for most types, and a cast for those with a length."""

from __future__ import annotations

from spec2code.model.records import replace
from spec2code.model.schema import Column, Expression, Schema

__all__ = ["is_plain_null", "without_null_defaults"]


def is_plain_null(value: Expression, type: str) -> bool:
    """Whether PostgreSQL's catalog has no default: a NULL that is cast to a length or from another type is one.

    Args:
        value: the default; a type behind `::` as `type` is written.
        type: as `format_type` writes it; '' where it isn't known.
    """
    if value.key != "null":
        return False
    text = value.text.lower()
    cast = text.partition("::")[2].strip("() ") or (text if "cast" in text else "")
    is_kept = "(" in type and not type.startswith("interval")
    return not is_kept and cast in ("", type)


def without_null_defaults(schema: Schema) -> Schema:
    """The schema without defaults that give what a column without default gives too."""
    tables = {
        name: replace(table, columns=tuple(_plain(column) for column in table.columns))
        for name, table in schema.tables.items()
        if any(_gives_null(column) for column in table.columns)
    }
    if not tables:
        return schema
    return Schema({**schema.tables, **tables}, schema.enums, schema.objects)


def _gives_null(column: Column) -> bool:
    return column.default is not None and column.default.key == "null"


def _plain(column: Column) -> Column:
    return replace(column, default=None) if _gives_null(column) else column
