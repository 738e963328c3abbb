"""Foreign keys that stand on a key which goes, or on columns of which the types change: dropped before, added behind.

Source: PostgreSQL 18 documentation, ALTER TABLE and chapter 5.5.5 (foreign keys).
"""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.model.changes import (
    AddConstraint,
    AddTable,
    Change,
    DropConstraint,
    DropIndex,
    DropTable,
    ModifyColumn,
    ModifyConstraint,
    ModifyIndex,
)
from spec2code.model.schema import ForeignKey, Index, Name, PrimaryKey, Schema, Unique

__all__ = ["with_references_apart"]

_ALIKE = (("smallint", "integer", "bigint"), ("text", "character varying", "character"))
"""Types that can be compared with one another: a foreign key stays while one side changes before the other."""

Key = tuple[Name, frozenset[str]]


def with_references_apart(changes: Sequence[Change], desired: Schema) -> list[Change]:
    """The changes, with a drop and an addition for each foreign key that is in their way."""
    going = {key for change in changes for key in _going(change)}
    retyped = {
        (change.table, change.after.name)
        for change in changes
        if isinstance(change, ModifyColumn) and _is_other(change.before.type, change.after.type)
    }
    if not going and not retyped:
        return list(changes)
    result: list[Change] = []
    own: set[tuple[Name, tuple[str, ...], Name]] = set()
    for change in changes:
        if isinstance(change, AddTable):
            own |= {_named(change.after.name, key) for key in change.after.foreign_keys}
        elif isinstance(change, AddConstraint | ModifyConstraint):
            if isinstance(change.after, ForeignKey):
                own.add(_named(change.table, change.after))
        if isinstance(change, ModifyConstraint) and isinstance(change.before, ForeignKey):
            if _stands_on(change.table, change.before, going, retyped, desired):
                result.append(DropConstraint(change.table, change.before))
                result.append(AddConstraint(change.table, change.after))
                continue
        result.append(change)
    for table in desired.tables.values():
        for key in table.foreign_keys:
            if _named(table.name, key) not in own and _stands_on(
                table.name, key, going, retyped, desired
            ):
                result += [DropConstraint(table.name, key), AddConstraint(table.name, key)]
    return result


def _named(table: Name, key: ForeignKey) -> tuple[Name, tuple[str, ...], Name]:
    """A foreign key whatever it is called: only one of both sides may have given it a name."""
    return table, key.columns, key.target


def _going(change: Change) -> list[Key]:
    """The keys that go with a change, be it to come again; a primary one under no columns as well."""
    match change:
        case DropConstraint(table, PrimaryKey() as key) | ModifyConstraint(
            table, PrimaryKey() as key
        ):
            return [(table, frozenset(key.columns)), (table, frozenset())]
        case DropConstraint(table, Unique() as key) | ModifyConstraint(table, Unique() as key):
            return [(table, frozenset(key.columns))]
        case DropIndex(table, Index() as index) | ModifyIndex(table, Index() as index):
            return [(table, frozenset(index.columns))] if index.unique else []
        case DropTable(table):
            keys = {frozenset(key.columns) for key in table.uniques}
            keys |= {frozenset(index.columns) for index in table.indexes if index.unique}
            if table.primary_key is not None:
                keys |= {frozenset(table.primary_key.columns), frozenset()}
            return [(table.name, key) for key in sorted(keys, key=sorted)]
    return []


def _stands_on(
    owner: Name,
    key: ForeignKey,
    going: set[Key],
    retyped: set[tuple[Name, str]],
    desired: Schema,
) -> bool:
    if (key.target, frozenset(key.target_columns)) in going:
        return True
    target = desired.tables.get(key.target)
    primary = target.primary_key.columns if target and target.primary_key else ()
    return any((owner, column) in retyped for column in key.columns) or any(
        (key.target, column) in retyped for column in key.target_columns or primary
    )


def _is_other(before: str, after: str) -> bool:
    old, new = before.partition("(")[0], after.partition("(")[0]
    return old != new and not any(old in alike and new in alike for alike in _ALIKE)
