"""What a domain says of the columns that have it."""

from __future__ import annotations

from spec2code.model.identifiers import quote_name
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Schema

__all__ = ["required_by_domains"]

_NOT_NULL = regex(r"(?<!\bis )\bnot null\b")


def required_by_domains(schema: Schema) -> Schema:
    """The schema with columns of a NOT NULL domain as SQLAlchemy reads them back: not nullable."""
    required = {
        spelling
        for item in schema.objects.values()
        if item.kind == "domain" and _NOT_NULL.search(item.definition.key)
        for spelling in (quote_name(item.name), str(item.name))
    }
    if not required:
        return schema
    tables = {
        name: replace(
            table,
            columns=tuple(
                replace(column, nullable=False) if column.type in required else column
                for column in table.columns
            ),
        )
        for name, table in schema.tables.items()
    }
    return replace(schema, tables=tables)
