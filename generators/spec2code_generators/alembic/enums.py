"""Enums: made once, changed in place where PostgreSQL can, else by a second type that takes the first's place."""

from __future__ import annotations

from spec2code.model.changes import (
    AddConstraint,
    AddEnum,
    AddIndex,
    DropConstraint,
    DropEnum,
    DropIndex,
    ModifyEnum,
)
from spec2code.model.plan.mentions import words
from spec2code.model.records import dataclass, replace
from spec2code.model.schema import Check, Column, Enum, Index, Name
from spec2code.sql.ddl import alter_table, create_enum, quote, string
from spec2code_generators.alembic.constraints import add_constraint, drop_constraint
from spec2code_generators.alembic.context import Context, Side
from spec2code_generators.alembic.indexes import add_index, drop_index
from spec2code_generators.alembic.step import Step, execute

__all__ = ["add_enum", "drop_enum", "modify_enum", "renamed_labels", "swaps"]


def add_enum(change: AddEnum) -> list[Step]:
    return [execute(create_enum(change.after)), *_comment(change.after)]


def drop_enum(change: DropEnum) -> list[Step]:
    return [execute(f"DROP TYPE {quote(change.before.name)}")]


def modify_enum(change: ModifyEnum, context: Context) -> list[Step]:
    """New labels are added and changed ones renamed in place; any other difference swaps the type."""
    before, after = change.before, change.after
    steps: list[Step] = []
    renamed = renamed_labels(before, after)
    if renamed:
        steps = [
            execute(f"ALTER TYPE {quote(after.name)} RENAME VALUE {string(old)} TO {string(new)}")
            for old, new in renamed
        ]
    elif before.labels != after.labels:
        added = _added(before, after)
        steps = _swap(before, after, context) if added is None else added
    if before.comment != after.comment:
        steps += _comment(after)
    return steps


def renamed_labels(before: Enum, after: Enum) -> list[tuple[str, str]]:
    """Labels of which the other side has another at the same place, and none but those differ."""
    if len(before.labels) != len(after.labels):
        return []
    pairs = [(old, new) for old, new in zip(before.labels, after.labels, strict=True) if old != new]
    moved = any(old in after.labels or new in before.labels for old, new in pairs)
    return [] if moved else pairs


def swaps(before: Enum, after: Enum) -> bool:
    """Whether the difference can't be made in place."""
    if before.labels == after.labels or renamed_labels(before, after):
        return False
    return _added(before, after) is None


def _added(before: Enum, after: Enum) -> list[Step] | None:
    """ALTER TYPE ADD VALUE for each new label; None when a label goes or moves."""
    if [label for label in after.labels if label in before.labels] != list(before.labels):
        return None
    steps: list[Step] = []
    known = set(before.labels)
    for place, label in enumerate(after.labels):
        if label in known:
            continue
        if place:
            where = f" AFTER {string(after.labels[place - 1])}"
        else:
            where = f" BEFORE {string(next(item for item in after.labels if item in known))}"
        if known.isdisjoint(after.labels[place + 1 :]):
            where = ""
        known.add(label)
        sql = f"ALTER TYPE {quote(after.name)} ADD VALUE {string(label)}{where}"
        steps.append(execute(sql, autocommit=True))
    return steps


@dataclass(frozen=True)
class _Use:
    """A column of the enum's type before and after, with what has to give way while the type is swapped."""

    table: Name
    before: Column
    after: Column
    checks: tuple[Check, ...]
    indexes: tuple[Index, ...]


def _swap(before: Enum, after: Enum, context: Context) -> list[Step]:
    """A type with the new labels under the old name; rows that hold a label it lacks stop the migration."""
    old = replace(before.name, name=f"{before.name.name}_old")
    uses = _uses(after.name, context.before, context.after)
    steps: list[Step] = []
    for use in uses:
        steps += _give_way(use, context)
    steps.append(execute(f"ALTER TYPE {quote(before.name)} RENAME TO {quote(old.name)}"))
    steps.append(execute(create_enum(after)))
    for use in uses:
        column, array = quote(use.before.name), "[]" if use.before.type.endswith("[]") else ""
        target = f"{quote(after.name)}{array}"
        action = f"ALTER COLUMN {column} TYPE {target} USING {column}::text{array}::{target}"
        steps.append(execute(alter_table(use.table, action)))
    for use in uses:
        steps += _come_back(use, context)
    return [*steps, execute(f"DROP TYPE {quote(old)}"), *_comment(after)]


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


def _comment(enum: Enum) -> list[Step]:
    comment = string(enum.comment) if enum.comment is not None else "NULL"
    if enum.comment is None:
        return []
    return [execute(f"COMMENT ON TYPE {quote(enum.name)} IS {comment}")]
