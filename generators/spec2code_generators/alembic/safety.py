"""The same change without a long lock, for tables that exist and may be in use.

The rules are those that squawk, strong_migrations and Atlas publish: an index is built concurrently; a
foreign key or check is added NOT VALID and validated when the lock is gone; a unique constraint takes over
an index that was built concurrently; NOT NULL is proved by a validated check; a column whose default differs
from row to row gets its default first and its values afterwards.
"""

from __future__ import annotations

import re

from spec2code.model.changes import (
    AddColumn,
    AddConstraint,
    AddIndex,
    Change,
    DropConstraint,
    DropIndex,
    ModifyColumn,
    ModifyConstraint,
    ModifyIndex,
)
from spec2code.model.names import default_constraint_name
from spec2code.model.records import replace
from spec2code.model.schema import (
    Check,
    Column,
    Expression,
    ForeignKey,
    Index,
    IndexKey,
    Name,
    PrimaryKey,
    Unique,
)
from spec2code.sql.ddl import alter_table, quote
from spec2code_generators.alembic.columns import add_column
from spec2code_generators.alembic.constraints import (
    add_constraint,
    drop_constraint,
    modify_constraint,
)
from spec2code_generators.alembic.context import Context
from spec2code_generators.alembic.indexes import add_index, drop_index, modify_index
from spec2code_generators.alembic.modify_column import modify_column
from spec2code_generators.alembic.step import Step, execute

__all__ = ["is_volatile", "safe_steps"]

_VOLATILE = re.compile(
    r"\b(random|gen_random_uuid|uuid_generate_v[14]\w*|uuidv[47]|clock_timestamp|timeofday|nextval"
    r"|gen_random_bytes|statement_timestamp)\s*\(",
    re.IGNORECASE,
)


_CALLED = re.compile(r"(\w+)\s*\(")
_STEADY = re.compile(r"\b(?:IMMUTABLE|STABLE)\b", re.IGNORECASE)


def safe_steps(change: Change, context: Context) -> list[Step] | None:
    """The steps that spare the table; None where the ordinary ones do."""
    if not context.safe:
        return None
    match change:
        case AddIndex(table) if context.is_live(table):
            return add_index(change, context, concurrently=True)
        case DropIndex(table, may_be_gone=False) if context.is_live(table):
            return drop_index(change, context, concurrently=True)
        case ModifyIndex(table) if context.is_live(table):
            return modify_index(change, context, concurrently=True)
        case AddConstraint(table) if context.is_live(table):
            return _constraint(change, context)
        case ModifyConstraint(table, before, after) if context.is_live(table):
            plain = modify_constraint(change, context)
            if len(plain) == 1:
                return plain
            added = _constraint(AddConstraint(table, after), context)
            if added is None:
                return plain
            return [*drop_constraint(DropConstraint(table, before), context), *added]
        case AddColumn(table, column) if context.is_live(table):
            return _column(change, column, context)
        case ModifyColumn(table, before, after) if context.is_live(table):
            if before.nullable and not after.nullable and not after.identity and not after.serial:
                loose = replace(change, after=replace(after, nullable=True))
                return [*modify_column(loose, context), *_tighten(table, after)]
    return None


def is_volatile(expression: Expression | None) -> bool:
    """Whether each row would get a value of its own, which PostgreSQL can't note in the catalog alone."""
    return expression is not None and _VOLATILE.search(expression.text) is not None


def _calls_volatile(expression: Expression, context: Context) -> bool:
    """Whether it calls a function of the schema's own that isn't declared to give the same value again."""
    called = {name.lower() for name in _CALLED.findall(expression.text)}
    return any(
        item.kind == "function"
        and item.name.name in called
        and not _STEADY.search(item.definition.text)
        for item in context.after.schema.objects.values()
    )


def _constraint(change: AddConstraint, context: Context) -> list[Step] | None:
    table, constraint = change.table, change.after
    match constraint:
        case ForeignKey() | Check() if constraint.enforced and not constraint.not_valid:
            name = context.after.name(table, constraint)
            unproved = replace(constraint, name=name, not_valid=True)
            validate = alter_table(table, f"VALIDATE CONSTRAINT {quote(name)}")
            return [
                *add_constraint(AddConstraint(table, unproved), context),
                execute(validate, autocommit=True),
            ]
        case Unique() | PrimaryKey() if not constraint.without_overlaps:
            return _by_index(table, constraint, context)
        case _:
            return None


def _by_index(table: Name, constraint: Unique | PrimaryKey, context: Context) -> list[Step]:
    """The index is built while the table is in use, and then becomes the constraint's."""
    name = context.after.name(table, constraint)
    index = Index(
        name,
        tuple(IndexKey(Expression(column, column), column) for column in constraint.columns),
        unique=True,
        include=constraint.include,
        nulls_not_distinct=isinstance(constraint, Unique) and constraint.nulls_not_distinct,
        options=constraint.options,
    )
    kind = "UNIQUE" if isinstance(constraint, Unique) else "PRIMARY KEY"
    deferrable = f" {constraint.deferrable}" if constraint.deferrable else ""
    action = f"ADD CONSTRAINT {quote(name)} {kind} USING INDEX {quote(name)}{deferrable}"
    return [
        *add_index(AddIndex(table, index), context, concurrently=True),
        execute(alter_table(table, action)),
    ]


def _column(change: AddColumn, column: Column, context: Context) -> list[Step] | None:
    if column.identity or column.serial or column.generated:
        return None
    table, name = quote(change.table), quote(column.name)
    if column.default is not None and (
        is_volatile(column.default) or _calls_volatile(column.default, context)
    ):
        bare = replace(column, default=None, nullable=True)
        default = f"ALTER COLUMN {name} SET DEFAULT {column.default.text}"
        fill = f"UPDATE {table} SET {name} = {column.default.text} WHERE {name} IS NULL"
        note = f"Gives {column.name} to the rows that exist: do it in batches where there are many."
        return [
            *add_column(AddColumn(change.table, bare), context),
            execute(alter_table(change.table, default)),
            execute(fill, note=note, autocommit=True),
            *([] if column.nullable else _tighten(change.table, column)),
        ]
    if column.default is None and not column.nullable:
        bare = replace(column, nullable=True)
        note = (
            f"Backfill: give {column.name} to the rows that exist, in batches where there are many:\n"
            f'op.execute("UPDATE {change.table} SET {column.name} = ... WHERE {column.name} IS NULL")'
        )
        first, *rest = _tighten(change.table, column)
        return [
            *add_column(AddColumn(change.table, bare), context),
            replace(first, note=note),
            *rest,
        ]
    return None


def _tighten(table: Name, column: Column) -> list[Step]:
    """NOT NULL by a check: validating it doesn't keep writers out, and SET NOT NULL then needs no scan."""
    name = quote(default_constraint_name(table.name, (column.name,), "not_null_check"))
    column_name = quote(column.name)
    check = f"ADD CONSTRAINT {name} CHECK ({column_name} IS NOT NULL) NOT VALID"
    return [
        execute(alter_table(table, check)),
        execute(alter_table(table, f"VALIDATE CONSTRAINT {name}"), autocommit=True),
        execute(alter_table(table, f"ALTER COLUMN {column_name} SET NOT NULL")),
        execute(alter_table(table, f"DROP CONSTRAINT {name}")),
    ]
