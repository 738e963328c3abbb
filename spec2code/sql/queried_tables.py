"""`CREATE TABLE copy AS SELECT ...`: a table with the columns of a query, where those can be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeGuard

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.fold import fold
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Schema
from spec2code.model.statements import CreateTable, Statement

_NO_DATA = regex(r"WITH\s+NO\s+DATA\s*;?\s*\Z", re.IGNORECASE)

__all__ = ["all_with_columns", "is_queried", "with_columns"]


def with_columns(statement: CreateTable, schema: Schema, told: list[Diagnostic]) -> CreateTable:
    """The statement with the columns that its query gives, where that can be told: then `told` says it no longer."""
    # sqlglot takes a tenth of a second to import, and few scripts make tables of queries.
    from spec2code.sql.query_columns import made_of_query

    table = made_of_query(statement.table, schema)
    if table is None:
        return statement
    named = f"table `{statement.table.name}` "
    told[:] = [item for item in told if item.code != "Q114" or named not in item.message]
    return replace(statement, table=table)


def is_queried(statement: Statement) -> TypeGuard[CreateTable]:
    """Whether it makes a table of a query."""
    return isinstance(statement, CreateTable) and statement.table.option("as") is not None


def all_with_columns(statements: Sequence[Statement], told: list[Diagnostic]) -> list[Statement]:
    """The statements of a spec, those that make tables of queries with columns, each by what the ones before it make."""
    found = list(statements)
    for index, item in enumerate(statements):
        if not is_queried(item):
            continue
        before = fold(Schema(), found[:index], ensure=True).schema
        made = with_columns(item, before, told)
        if made is not item and not _NO_DATA.search(item.text):
            message = "the table is created without the rows of its query"
            told.append(diagnostic("Q114", message, item.span))
        found[index] = made
    return found
