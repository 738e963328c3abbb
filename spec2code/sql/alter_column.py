"""ALTER COLUMN, and MySQL's MODIFY and CHANGE."""

from __future__ import annotations

from spec2code.model.schema import Identity, Name
from spec2code.model.statements import (
    UNSET,
    AddConstraint,
    AlterColumn,
    CreateEnum,
    RenameColumn,
    SetEnumValues,
    Statement,
)
from spec2code.sql.clauses import (
    as_expression,
    collation,
    is_plain_null,
    parameters,
    parenthesised_expression,
    with_text,
)
from spec2code.sql.columns import read_column
from spec2code.sql.cursor import Cursor
from spec2code.sql.identity import identity_change, identity_options
from spec2code.sql.types import read_type

__all__ = ["change_column", "read_alter_column"]


def read_alter_column(cursor: Cursor, table: Name) -> Statement:
    """What stands behind ALTER [COLUMN]."""
    column = cursor.identifier("a column")
    if cursor.accept("TYPE") or cursor.accept("SET", "DATA", "TYPE"):
        return _type(cursor, table, column)
    if cursor.accept("SET", "NOT", "NULL"):
        return AlterColumn(table, column, nullable=False)
    if cursor.accept("DROP", "NOT", "NULL"):
        return AlterColumn(table, column, nullable=True)
    if cursor.accept("SET", "DEFAULT"):
        start = cursor.offset
        if not cursor.rest().strip():
            raise cursor.unreadable("an expression")
        type = cursor.script.columns.get(table, {}).get(column, "")
        value = as_expression(cursor, start, type or None, table)
        return AlterColumn(table, column, default=None if is_plain_null(value, type) else value)
    if cursor.accept("DROP", "DEFAULT"):
        return AlterColumn(table, column, default=None)
    return _identity(cursor, table, column) or _storage(cursor, table, column)


def _type(cursor: Cursor, table: Name, column: str) -> Statement:
    type = read_type(cursor).type
    cursor.script.columns.setdefault(table, {})[column] = type
    ordered = None
    if cursor.accept("COLLATE"):
        ordered = collation(cursor)
    using = None
    if cursor.accept("USING"):
        using = cursor.rest()
    return AlterColumn(table, column, type=type, using=using, collation=ordered)


def _identity(cursor: Cursor, table: Name, column: str) -> Statement | None:
    if cursor.accept("ADD", "GENERATED"):
        always = not cursor.accept("BY", "DEFAULT")
        cursor.accept("ALWAYS")
        cursor.expect("AS", "IDENTITY")
        identity = Identity(always, identity_options(cursor, table, column))
        return AlterColumn(table, column, identity=identity)
    if cursor.accept("DROP", "IDENTITY"):
        cursor.accept("IF", "EXISTS")
        return AlterColumn(table, column, identity=None)
    if cursor.accept("DROP", "EXPRESSION"):
        cursor.accept("IF", "EXISTS")
        return AlterColumn(table, column, generated=None)
    if cursor.accept("SET", "EXPRESSION", "AS"):
        return AlterColumn(table, column, generated=parenthesised_expression(cursor, None, table))
    change = identity_change(cursor)
    return None if change is None else AlterColumn(table, column, identity=change)


def _storage(cursor: Cursor, table: Name, column: str) -> Statement:
    """What Column.options keeps, each as the action that sets it."""
    resets = cursor.accept("RESET")
    cursor.accept("SET")
    for word in ("STATISTICS", "STORAGE", "COMPRESSION"):
        if cursor.accept(word):
            return AlterColumn(table, column, options=f"{word} {cursor.rest().strip().upper()}")
    if cursor.at("(") and resets:
        names = [part.rest().strip().lower() for part in cursor.inside().elements()]
        return AlterColumn(table, column, options=f"({', '.join(names)})")
    if cursor.at("("):
        return AlterColumn(table, column, options=f"({with_text(parameters(cursor))})")
    raise cursor.unreadable("`TYPE`, `SET` or `DROP`")


def change_column(cursor: Cursor, table: Name) -> list[Statement]:
    """MySQL's MODIFY column definition, CHANGE column new_name definition."""
    renames = cursor.advance().word == "CHANGE"
    cursor.accept("COLUMN")
    old = cursor.identifier("a column") if renames else None
    reading = read_column(cursor, table)
    column = reading.column
    result: list[Statement] = []
    if reading.enum is not None:
        # The column's own list of values, which a later MODIFY replaces.
        own = reading.enum
        result.append(CreateEnum(own, if_not_exists=True, span=own.span))
        result.append(SetEnumValues(own.name, own.labels, span=own.span))
    if old is not None and old != column.name:
        result.append(RenameColumn(table, old, column.name))
    result.append(
        AlterColumn(
            table,
            column.name,
            type=column.type,
            nullable=column.nullable,
            default=column.default,
            generated=column.generated if column.generated else UNSET,
            serial=column.serial,
            comment=column.comment,
            options=column.options,
        )
    )
    result += [AddConstraint(table, constraint) for constraint in reading.constraints]
    return result
