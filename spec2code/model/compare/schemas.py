"""Compares two schemas: tables, columns, constraints, indexes, enums, other objects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spec2code.model.changes import (
    AddColumn,
    AddConstraint,
    AddEnum,
    AddIndex,
    AddObject,
    AddTable,
    Change,
    DropColumn,
    DropConstraint,
    DropEnum,
    DropIndex,
    DropObject,
    DropTable,
    ModifyColumn,
    ModifyConstraint,
    ModifyEnum,
    ModifyIndex,
    ModifyObject,
    ModifyTable,
)
from spec2code.model.compare.counting import counted_alike
from spec2code.model.compare.inherited import without_inherited
from spec2code.model.compare.matching import Targets, pair_constraints, pair_indexes, same
from spec2code.model.compare.renames import Rename, rename
from spec2code.model.fold.view_columns import with_columns_named
from spec2code.model.null_defaults import is_plain_null
from spec2code.model.parents import parents, with_parents
from spec2code.model.records import replace
from spec2code.model.schema import Column, Constraint, Schema, Table

__all__ = ["compare_schemas"]


def compare_schemas(
    current: Schema, desired: Schema, *, renames: Sequence[Rename] = ()
) -> tuple[Change, ...]:
    """The changes that take `current` to `desired`, in the order of `desired`; drops stand last.

    Args:
        current: what there is.
        desired: what there shall be.
        renames: (table, old column, new column); an old column of '' renames the table to the third.
            One that doesn't fit both sides is passed over.
    """
    renamed, changes = rename(current, desired, renames)
    renamed, desired = counted_alike(renamed, desired)
    changes += _enums(renamed, desired)
    changes += _objects(renamed, desired)
    names = (renamed.tables, desired.tables)
    for name, after in desired.tables.items():
        before = renamed.tables.get(name)
        if before is not None:
            changes += _options(before, after)
            if parents(before) != parents(after) or _is_spelled(before) != _is_spelled(after):
                # What one side has of its parents, the other has itself.
                before, after = with_parents(before, names[0]), with_parents(after, names[1])
            else:
                changes += _keyed(before, after, names)
                before, after = _with_all_named(before, after, names)
            changes += _table(before, after, names)
        elif after.is_partial and after.option("as") is None:
            changes += _options(Table(name), after)
            changes += _table(Table(name), after, names)
        else:
            changes.append(AddTable(after))
    gone = [table for name, table in renamed.tables.items() if name not in desired.tables]
    changes += [DropTable(table) for table in reversed(gone)]
    return tuple(without_inherited(changes, *names))


def _enums(current: Schema, desired: Schema) -> Iterator[Change]:
    for name, after in desired.enums.items():
        before = current.enums.get(name)
        if before is None:
            yield AddEnum(after)
        elif before != after:
            yield ModifyEnum(before, after)
    for name, before in current.enums.items():
        if name not in desired.enums:
            yield DropEnum(before)


def _objects(current: Schema, desired: Schema) -> Iterator[Change]:
    for key, after in desired.objects.items():
        before = current.objects.get(key)
        if before is None:
            yield AddObject(after)
            continue
        listed = with_columns_named(before, current.tables), with_columns_named(
            after, desired.tables
        )
        if listed[0] != listed[1]:
            yield ModifyObject(*listed)
    for key, before in reversed(current.objects.items()):
        if key not in desired.objects:
            yield DropObject(before)


def _options(before: Table, after: Table) -> Iterator[Change]:
    if before.comment != after.comment or dict(before.options) != dict(after.options):
        yield ModifyTable(before, after)


def _is_spelled(table: Table) -> bool:
    """Whether it is a partition that says itself which columns it has."""
    partition = table.option("partition_of") is not None
    return partition and any(column.type for column in table.columns)


def _table(before: Table, after: Table, names: tuple[Targets, Targets]) -> Iterator[Change]:
    name = after.name
    drops = not after.is_partial
    yield from _columns(before, after, drops)
    for old_items, new_items in _kinds(before, after):
        pairs = pair_constraints(old_items, new_items, (before, after), names)
        yield from _constraints(pairs, after, names, drops)
    for old, new in pair_indexes(before.indexes, after.indexes):
        if old is None and new is not None:
            yield AddIndex(name, new)
        elif new is None and old is not None and drops:
            yield DropIndex(name, old)
        elif old is not None and new is not None and not same(old, new):
            yield ModifyIndex(name, old, replace(new, name=new.name or old.name))


def _kinds(
    before: Table, after: Table
) -> Iterator[tuple[Sequence[Constraint], Sequence[Constraint]]]:
    """The constraints of both sides, one kind after the other."""
    yield (
        (before.primary_key,) if before.primary_key else (),
        (after.primary_key,) if after.primary_key else (),
    )
    yield before.uniques, after.uniques
    yield before.checks, after.checks
    yield before.excludes, after.excludes
    yield before.foreign_keys, after.foreign_keys


def _columns(before: Table, after: Table, drops: bool) -> Iterator[Change]:
    present = {column.name: column for column in before.columns}
    wanted = {column.name for column in after.columns}
    for column in after.columns:
        old = present.get(column.name)
        if old is None:
            yield AddColumn(after.name, column)
        elif _effective(old, before) != _effective(column, after):
            yield ModifyColumn(after.name, old, column)
    if drops:
        for column in before.columns:
            if column.name not in wanted:
                yield DropColumn(after.name, column)


def _with_all_named(
    before: Table, after: Table, names: tuple[Targets, Targets]
) -> tuple[Table, Table]:
    """Two sides of a partition that say something more of other columns, with all the columns that they have."""
    named = [[column.name for column in table.columns] for table in (before, after)]
    if set(named[0]) == set(named[1]) or after.option("partition_of") is None:
        return before, after
    return (
        replace(before, columns=with_parents(before, names[0]).columns),
        replace(after, columns=with_parents(after, names[1]).columns),
    )


def _keyed(before: Table, after: Table, names: tuple[Targets, Targets]) -> Iterator[Change]:
    """Columns that a partition or heir has of its parents and that a key of its own makes NOT NULL, or no longer."""
    keys = [table.primary_key for table in (before, after) if table.primary_key is not None]
    if not keys or not parents(after):
        return
    own = {column.name for table in (before, after) for column in table.columns}
    wanted = {name for key in keys for name in key.columns} - own
    old, new = (
        {
            column.name: column
            for column in with_parents(replace(table, primary_key=None), tables).columns
        }
        for table, tables in ((before, names[0]), (after, names[1]))
    )
    for name in sorted(wanted & old.keys() & new.keys()):
        if old[name].nullable and new[name].nullable:
            was, now = (
                replace(item, nullable=_effective(item, table).nullable)
                for item, table in ((old[name], before), (new[name], after))
            )
            if was.nullable != now.nullable:
                yield ModifyColumn(after.name, was, replace(was, nullable=now.nullable))


def _effective(column: Column, table: Table) -> Column:
    """The column with what follows from elsewhere: a key column is never null, a NULL may be no default."""
    key = table.primary_key
    required = column.identity or column.serial or (key and column.name in key.columns)
    stored = column.stored if column.generated else True
    default = column.default
    if default is not None and is_plain_null(default, column.type):
        default = None
    return replace(
        column, nullable=column.nullable and not required, stored=stored, default=default
    )


def _constraints(
    pairs: Iterable[tuple[Constraint | None, Constraint | None]],
    table: Table,
    names: tuple[Targets, Targets],
    drops: bool,
) -> Iterator[Change]:
    for old, new in pairs:
        if old is None and new is not None:
            yield AddConstraint(table.name, new)
        elif new is None and old is not None and drops:
            yield DropConstraint(table.name, old)
        elif old is not None and new is not None and not same(old, new, names):
            yield ModifyConstraint(table.name, old, replace(new, name=new.name or old.name))
