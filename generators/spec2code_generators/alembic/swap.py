"""A type that takes the place of another: columns of the old one are turned into the new one."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spec2code.model.changes import AddConstraint, AddIndex, DropConstraint, DropIndex
from spec2code.model.plan.mentions import words
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import Check, Column, Index, Name
from spec2code.sql.ddl import alter_table, quote
from spec2code_generators.alembic.constraints import add_constraint, drop_constraint
from spec2code_generators.alembic.context import Context, Side
from spec2code_generators.alembic.indexes import add_index, drop_index
from spec2code_generators.alembic.step import Step, execute

__all__ = ["Cast", "by_text", "is_used", "swap"]

Cast = Callable[[str, str, str], str]
"""Column, `[]` or '', and the new type: the value of the new type, all in SQL."""


def by_text(column: str, array: str, target: str) -> str:
    return f"{column}::text{array}::{target}"


def swap(
    kind: str, name: Name, made: Iterable[Step], context: Context, *, cast: Cast = by_text
) -> list[Step]:
    """The steps that put a new type under the old name.

    Args:
        kind: `TYPE` or `DOMAIN`.
        name: what both are called.
        made: the steps that make the new one, and what else has to be done once the name is free.
        context: tells the columns of the type; what goes away is gone by then.
        cast: turns values; those that the new type doesn't take stop the migration.
    """
    old = replace(name, name=f"{name.name}_old")
    uses = _uses(name, context.before, context.after)
    steps: list[Step] = []
    for use in uses:
        steps += _give_way(use, context)
    steps.append(execute(f"ALTER {kind} {quote(name)} RENAME TO {quote(old.name)}"))
    steps += made
    for use in uses:
        column, array = quote(use.before.name), "[]" if use.before.type.endswith("[]") else ""
        target = f"{quote(name)}{array}"
        action = f"ALTER COLUMN {column} TYPE {target} USING {cast(column, array, target)}"
        steps.append(execute(alter_table(use.table, action)))
    for use in uses:
        steps += _come_back(use, context)
    return [*steps, execute(f"DROP {kind} {quote(old)}")]


def is_used(name: Name, context: Context) -> bool:
    """Whether a column of the type is there before and after."""
    return bool(_uses(name, context.before, context.after))


@dataclass(frozen=True)
class _Use:
    """A column of the type before and after, with what has to give way while the type is swapped."""

    table: Name
    before: Column
    after: Column
    checks: tuple[Check, ...]
    indexes: tuple[Index, ...]


def _give_way(use: _Use, context: Context) -> list[Step]:
    steps: list[Step] = []
    for index in use.indexes:
        steps += drop_index(DropIndex(use.table, index), context)
    for check in use.checks:
        steps += drop_constraint(DropConstraint(use.table, check), context)
    if use.before.default is not None:
        action = f"ALTER COLUMN {quote(use.before.name)} DROP DEFAULT"
        steps.append(execute(alter_table(use.table, action)))
    return steps


def _come_back(use: _Use, context: Context) -> list[Step]:
    steps: list[Step] = []
    kept = use.before.type == use.after.type and use.before.default is not None
    if kept and use.after.default is not None:
        action = f"ALTER COLUMN {quote(use.after.name)} SET DEFAULT {use.after.default.text}"
        steps.append(execute(alter_table(use.table, action)))
    for check in use.checks:
        steps += add_constraint(AddConstraint(use.table, check), context)
    for index in use.indexes:
        steps += add_index(AddIndex(use.table, index), context)
    return steps


def _uses(name: Name, side: Side, other: Side) -> list[_Use]:
    """The columns of the type that both sides have; what goes away is gone by the time of the swap."""
    spellings = {quote(name), f"{quote(name)}[]", str(name), f"{name}[]"}
    found: list[_Use] = []
    for table in side.schema.tables.values():
        after = other.schema.tables.get(table.name)
        if after is None:
            continue
        kept = {check.name for check in after.checks} | {index.name for index in after.indexes}
        kept.discard(None)
        for column in table.columns:
            new = after.column(column.name)
            if column.type not in spellings or new is None:
                continue
            checks = tuple(
                check
                for check in table.checks
                if column.name in words(check.expression.text)
                and (check in after.checks or check.name in kept)
            )
            indexes = tuple(
                index
                for index in table.indexes
                if column.name in _mentioned(index)
                and (index in after.indexes or index.name in kept)
            )
            found.append(_Use(table.name, column, new, checks, indexes))
    return found


def _mentioned(index: Index) -> set[str]:
    """What a predicate or an expression mentions; a plain key follows its column's type by itself."""
    found = words(index.where.text) if index.where else set()
    for key in index.keys:
        if key.column is None:
            found |= words(key.expression.text)
    return found
