"""`CREATE TABLE copy AS SELECT * FROM other`: the columns of one table that is known."""

from __future__ import annotations

import re
from collections.abc import Callable

from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Column, Name, Schema
from spec2code.model.statements import CreateTable, Statement

__all__ = ["with_columns"]

_QUERY = regex(
    r"\s*\(?\s*SELECT\s+(?P<columns>\*|[\w\s,\"]+?)\s+FROM\s+(?:ONLY\s+)?(?P<table>[\w.\"]+)\s*"
    r"(?:(?:WHERE|ORDER\s+BY|LIMIT)\s.*)?\)?\s*(?:WITH\s+(?:NO\s+)?DATA)?\s*;?\s*\Z",
    re.IGNORECASE | re.DOTALL,
)
_TABLE = regex(r"\A\s*TABLE\s+", re.IGNORECASE)
_JOINED = regex(r"\b(?:JOIN|UNION|INTERSECT|EXCEPT)\b", re.IGNORECASE)


def with_columns(
    statement: Statement, schema: Callable[[], Schema], told: list[Diagnostic]
) -> Statement:
    """The statement with the columns that its query gives, where that can be told: then `told` says it no longer."""
    if not isinstance(statement, CreateTable) or statement.table.option("as") is None:
        return statement
    whole = _whole(statement, schema())
    if whole is None:
        return statement
    named = f"table `{statement.table.name}` "
    told[:] = [item for item in told if item.code != "Q114" or named not in item.message]
    return whole


def _whole(statement: CreateTable, schema: Schema) -> CreateTable | None:
    query = _TABLE.sub("SELECT * FROM ", statement.table.option("as") or "")
    found = _QUERY.match(query)
    if found is None or _JOINED.search(query):
        return None
    table = schema.tables.get(_name(found["table"]))
    if table is None or table.is_partial:
        return None
    columns = [_plain(column) for column in table.columns]
    if found["columns"] != "*":
        by_name = {column.name: column for column in columns}
        names = [_name(item).name for item in found["columns"].split(",")]
        if not all(name in by_name for name in names):
            return None
        columns = [by_name[name] for name in names]
    options = tuple(item for item in statement.table.options if item[0] != "as")
    made = replace(statement.table, columns=tuple(columns), options=options, is_partial=False)
    return replace(statement, table=made)


def _plain(column: Column) -> Column:
    """What a query keeps of a column: neither its default nor that it must have a value."""
    return replace(
        column,
        nullable=True,
        default=None,
        identity=None,
        generated=None,
        serial=False,
        comment=None,
    )


def _name(written: str) -> Name:
    parts = [
        part[1:-1] if part.startswith('"') else part.lower() for part in written.strip().split(".")
    ]
    schema = parts[-2] if len(parts) > 1 and parts[-2] != "public" else None
    return Name(parts[-1], schema)
