"""Columns that a document lists in a table, in bullets or in a diagram, as statements.

The list is written out as a CREATE TABLE and read by the SQL reader, so that a type or a default means the
same wherever it stands; every place is then set back to the row that it came from.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import Column, Table
from spec2code.model.span import Excerpt, Span
from spec2code.model.statements import CreateEnum, CreateTable, Statement
from spec2code.spec.column_clauses import ColumnWords
from spec2code.sql import Session, read_sql

__all__ = ["ListedColumn", "WrittenTable", "write_table"]

_PLAIN = regex(r"[a-z_][a-z0-9_]*(?:\.[a-z_][a-z0-9_]*)?")
_QUIET: Final = frozenset(("Q102", "Q105", "Q112"))


@dataclass(frozen=True, slots=True)
class ListedColumn:
    name: str
    words: ColumnWords
    span: Span
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class WrittenTable:
    statements: tuple[Statement, ...]
    table: Table
    diagnostics: tuple[Diagnostic, ...]


def write_table(
    name: str,
    columns: Sequence[ListedColumn],
    span: Span,
    dialect: str,
    constraints: Sequence[tuple[str, Span]] = (),
    *,
    session: Session | None = None,
) -> WrittenTable | None:
    """The statements that make the table; None when nothing of it could be read.

    `session`: what the other tables of the spec left behind; added to.
    """
    primary = [column for column in columns if column.words.primary]
    together = len(primary) > 1
    lines = [(f"CREATE TABLE {_quoted(name)} (", span)]
    spelled = {column.name: _quoted(column.name) for column in columns}
    lines += [
        (_definition(column, dialect, spelled, alone=not together), column.span)
        for column in columns
    ]
    if together:
        key = ", ".join(_quoted(column.name) for column in primary)
        lines.append((f"PRIMARY KEY ({key}),", primary[0].span))
    lines += [(f"{_spelled(text, spelled)},", place) for text, place in constraints]
    texts = [re.sub(r"\s+", " ", text) for text, _ in lines]
    texts[-1] = texts[-1].rstrip(",")
    reading = read_sql(Excerpt(span.file, "\n".join([*texts, ");"])), dialect, session=session)
    places = [place for _, place in lines]
    notes = tuple(
        replace(item, span=_place(item.span, places, span), other=None)
        for item in reading.diagnostics
        if item.code not in _QUIET
    )
    statements = tuple(_placed(item, places, span) for item in reading.statements)
    for statement in statements:
        if isinstance(statement, CreateTable):
            return WrittenTable(statements, statement.table, notes)
    return None


def _definition(
    column: ListedColumn, dialect: str, names: Mapping[str, str], *, alone: bool
) -> str:
    name, words = _quoted(column.name), column.words
    if words.check:
        words = replace(words, check=_spelled(words.check, names))
    return f"{name} {words.sql(name, dialect, alone=alone)},"


def _spelled(text: str, names: Mapping[str, str]) -> str:
    """A constraint with the names of columns quoted as they are in their definitions."""
    return re.sub(
        r"'[^']*'|\"[^\"]*\"|\b[A-Za-z_]\w*\b",
        lambda match: names.get(match.group(), match.group()),
        text,
    )


def _quoted(name: str) -> str:
    if name.startswith('"') or _PLAIN.fullmatch(name):
        return name if _PLAIN.fullmatch(name) is None or name not in _RESERVED else f'"{name}"'
    return '"' + name.replace('"', "") + '"'


_RESERVED: Final = frozenset(
    [
        "all",
        "analyse",
        "analyze",
        "and",
        "any",
        "array",
        "as",
        "asc",
        "asymmetric",
        "both",
        "case",
        "cast",
        "check",
        "collate",
        "column",
        "constraint",
        "create",
        "current_date",
        "current_role",
        "current_time",
        "current_timestamp",
        "current_user",
        "default",
        "deferrable",
        "desc",
        "distinct",
        "do",
        "else",
        "end",
        "except",
        "false",
        "fetch",
        "for",
        "foreign",
        "from",
        "grant",
        "group",
        "having",
        "in",
        "initially",
        "intersect",
        "into",
        "lateral",
        "leading",
        "limit",
        "localtime",
        "localtimestamp",
        "not",
        "null",
        "offset",
        "on",
        "only",
        "or",
        "order",
        "placing",
        "primary",
        "references",
        "returning",
        "select",
        "session_user",
        "some",
        "symmetric",
        "table",
        "then",
        "to",
        "trailing",
        "true",
        "union",
        "unique",
        "user",
        "using",
        "variadic",
        "when",
        "where",
        "window",
        "with",
    ]
)


def _place(place: Span | None, places: Sequence[Span], whole: Span) -> Span:
    if place is None or place.line > len(places):
        return whole
    return places[place.line - 1]


def _placed(statement: Statement, places: Sequence[Span], whole: Span) -> Statement:
    """The statement with the places of the rows, and no text: nobody wrote it as SQL."""
    if isinstance(statement, CreateTable):
        return replace(statement, table=_table(statement.table, places, whole), span=whole, text="")
    place = _place(statement.span, places, whole)
    if isinstance(statement, CreateEnum):
        place = _place(statement.enum.span, places, whole)
        return replace(statement, enum=replace(statement.enum, span=place), span=place, text="")
    return replace(statement, span=place, text="")


def _table(table: Table, places: Sequence[Span], whole: Span) -> Table:
    def column(item: Column) -> Column:
        return replace(item, span=_place(item.span, places, whole))

    key = table.primary_key
    return replace(
        table,
        columns=tuple(column(item) for item in table.columns),
        primary_key=replace(key, span=_place(key.span, places, whole)) if key else None,
        foreign_keys=tuple(
            replace(item, span=_place(item.span, places, whole)) for item in table.foreign_keys
        ),
        uniques=tuple(
            replace(item, span=_place(item.span, places, whole)) for item in table.uniques
        ),
        checks=tuple(replace(item, span=_place(item.span, places, whole)) for item in table.checks),
        indexes=tuple(
            replace(item, span=_place(item.span, places, whole)) for item in table.indexes
        ),
        span=whole,
    )
