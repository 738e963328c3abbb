"""`CREATE TABLE copy AS SELECT ...`: a table with the columns of a query, where those can be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.fold import fold
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Schema
from spec2code.model.statements import CreateTable, Statement

_NO_DATA = regex(r"WITH\s+NO\s+DATA\s*;?\s*\Z", re.IGNORECASE)

__all__ = ["all_with_columns", "with_columns"]


def with_columns(
    statement: Statement, schema: Callable[[], Schema], told: list[Diagnostic]
) -> Statement:
    """The statement with the columns that its query gives, where that can be told: then `told` says it no longer."""
    if not isinstance(statement, CreateTable) or statement.table.option("as") is None:
        return statement
    # sqlglot takes a tenth of a second to import, and few scripts make tables of queries.
    from spec2code.sql.query_columns import made_of_query

    table = made_of_query(statement.table, schema())
    if table is None:
        return statement
    named = f"table `{statement.table.name}` "
    told[:] = [item for item in told if item.code != "Q114" or named not in item.message]
    return replace(statement, table=table)


def all_with_columns(statements: Sequence[Statement], told: list[Diagnostic]) -> list[Statement]:
    """The same for the statements of a spec, each by what the ones before it make."""
    places = [
        index
        for index, item in enumerate(statements)
        if isinstance(item, CreateTable) and item.table.option("as") is not None
    ]
    found = list(statements)
    for index in places:
        before = fold(Schema(), found[:index], ensure=True).schema
        made = with_columns(found[index], partial(_same, before), told)
        if made is not found[index] and not _NO_DATA.search(made.text):
            message = "the table is created without the rows of its query"
            told.append(diagnostic("Q114", message, made.span))
        found[index] = made
    return found


def _same(schema: Schema) -> Schema:
    return schema
