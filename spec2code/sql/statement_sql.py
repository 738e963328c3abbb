"""Statements that were written for another database, in PostgreSQL's words."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.model.records import replace
from spec2code.model.schema import Column, Name, Table
from spec2code.model.statements import (
    AddColumn,
    AddConstraint,
    AlterColumn,
    CreateEnum,
    CreateIndex,
    CreateTable,
    Statement,
    Unset,
)
from spec2code.sql.ddl import (
    alter_table,
    column_sql,
    constraint_sql,
    create_enum,
    create_index,
    create_table,
    quote,
    string,
)

__all__ = ["statement_sql"]


def statement_sql(statement: Statement) -> list[str]:
    """What makes in PostgreSQL what the statement was read as; [] for what has no words here."""
    match statement:
        case CreateEnum(enum):
            return [create_enum(enum)]
        case CreateTable(table):
            return [create_table(_plain(table)), *_comments(table)]
        case CreateIndex(table_name, index):
            return [create_index(table_name, index)]
        case AddColumn(table_name, column):
            added = [alter_table(table_name, f"ADD COLUMN {column_sql(column)}")]
            for constraint in statement.constraints:
                added.append(alter_table(table_name, f"ADD {constraint_sql(constraint)}"))
            return added + list(_comment(table_name, column))
        case AddConstraint(table_name, constraint) if statement.using_index is None:
            return [alter_table(table_name, f"ADD {constraint_sql(constraint)}")]
        case AlterColumn():
            return list(_altered(statement))
        case _:
            return []


def _plain(table: Table) -> Table:
    """Without what CREATE TABLE takes no NOT VALID for."""
    keys = tuple(replace(key, not_valid=False) for key in table.foreign_keys)
    checks = tuple(replace(check, not_valid=False) for check in table.checks)
    return replace(table, foreign_keys=keys, checks=checks)


def _comments(table: Table) -> Iterator[str]:
    if table.comment is not None:
        yield f"COMMENT ON TABLE {quote(table.name)} IS {string(table.comment)}"
    for column in table.columns:
        yield from _comment(table.name, column)


def _comment(table: Name, column: Column) -> Iterator[str]:
    if column.comment is not None:
        place = f"{quote(table)}.{quote(column.name)}"
        yield f"COMMENT ON COLUMN {place} IS {string(column.comment)}"


def _altered(statement: AlterColumn) -> Iterator[str]:
    head = f"ALTER COLUMN {quote(statement.column)}"
    if not isinstance(statement.type, Unset):
        using = statement.using or f"{quote(statement.column)}::{statement.type}"
        yield alter_table(statement.table, f"{head} TYPE {statement.type} USING {using}")
    if not isinstance(statement.nullable, Unset):
        word = "DROP" if statement.nullable else "SET"
        yield alter_table(statement.table, f"{head} {word} NOT NULL")
    if not isinstance(statement.default, Unset):
        value = statement.default
        action = f"SET DEFAULT {value.text}" if value is not None else "DROP DEFAULT"
        yield alter_table(statement.table, f"{head} {action}")
