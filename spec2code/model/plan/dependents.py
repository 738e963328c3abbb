"""What stands in the way of a change is dropped before it and made again behind it."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.model.changes import (
    AddColumn,
    AddConstraint,
    AddIndex,
    AddObject,
    Change,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropObject,
    DropTable,
    ModifyColumn,
    ModifyConstraint,
    ModifyIndex,
    ModifyObject,
)
from spec2code.model.plan.mentions import mentioned, words
from spec2code.model.schema import Check, Constraint, Exclude, Index, Name, Schema, SqlObject

__all__ = ["around"]

_REPLACED = ("view", "materialized view", "trigger", "policy", "rule")


def around(changes: Sequence[Change], desired: Schema) -> list[Change]:
    """The changes, and for each view or policy on a column that changes its type a drop and an addition.

    A modified view comes apart into the same two, so that what reads it can be put in order.
    """
    changes = _apart(_computed_anew(changes, desired))
    touched = {
        (change.table.name, change.before.name)
        for change in changes
        if isinstance(change, DropColumn)
        or (isinstance(change, ModifyColumn) and _rewrites(change))
    }
    dropped = {change.before.name.name for change in changes if isinstance(change, DropTable)}
    result: list[Change] = []
    blocked: dict[str, SqlObject] = {}
    present = {change.after.identity for change in changes if isinstance(change, AddObject)}
    for change in changes:
        if isinstance(change, ModifyObject) and change.before.kind in _REPLACED[:2]:
            result += [DropObject(change.before), AddObject(change.after)]
            present.add(change.after.identity)
            blocked[change.before.name.name] = change.before
        else:
            result.append(change)
            if isinstance(change, ModifyObject):
                present.add(change.after.identity)
    if not touched and not dropped and not blocked:
        return result
    for item in desired.objects.values():
        if item.kind in _REPLACED and item.identity not in present:
            if _in_the_way(item, touched, blocked):
                result += [DropObject(item), AddObject(item)]
                if item.kind in _REPLACED[:2]:
                    blocked[item.name.name] = item
    return result


def _computed_anew(changes: Sequence[Change], desired: Schema) -> list[Change]:
    """The changes, and for each generated column of one whose type changes a drop and an addition.

    PostgreSQL alters no type of a column that a generated one is made of (ALTER TABLE, "SET DATA TYPE").
    What stands on the generated column goes with it and comes back.
    """
    retyped: dict[Name, set[str]] = {}
    for change in changes:
        if isinstance(change, ModifyColumn) and _retypes(change):
            retyped.setdefault(change.table, set()).add(change.after.name)
    result = list(changes)
    for name, columns in retyped.items():
        table = desired.tables[name]
        for column in table.columns:
            if column.generated is None or columns.isdisjoint(words(column.generated.text)):
                continue
            own = next((c for c in changes if _is_of(c, name, column.name)), None)
            if own is not None and not isinstance(own, ModifyColumn):
                continue
            before = own.before if own is not None else column
            result = [change for change in result if change is not own]
            present = {
                change.after
                for change in result
                if isinstance(change, AddIndex | ModifyIndex | AddConstraint | ModifyConstraint)
                and change.table == name
            }
            again = [
                item for item in (*table.constraints, *table.indexes) if column.name in _on(item)
            ]
            kept = [item for item in again if item not in present]
            result += [
                *(_drop(name, item) for item in kept),
                DropColumn(name, before),
                AddColumn(name, column),
                *(_add(name, item) for item in kept),
            ]
    return result


def _retypes(change: ModifyColumn) -> bool:
    before, after = change.before, change.after
    return before.type != after.type or before.collation != after.collation


def _is_of(change: Change, table: Name, column: str) -> bool:
    if isinstance(change, ModifyColumn | AddColumn):
        return change.table == table and change.after.name == column
    return False


def _drop(table: Name, item: Constraint | Index) -> Change:
    return DropIndex(table, item) if isinstance(item, Index) else DropConstraint(table, item)


def _add(table: Name, item: Constraint | Index) -> Change:
    return AddIndex(table, item) if isinstance(item, Index) else AddConstraint(table, item)


def _apart(changes: Sequence[Change]) -> list[Change]:
    """An index or constraint that changes because a column of it goes is dropped with the column, then added."""
    gone: dict[Name, set[str]] = {}
    for change in changes:
        if isinstance(change, DropColumn):
            gone.setdefault(change.table, set()).add(change.before.name)
    if not gone:
        return list(changes)
    result: list[Change] = []
    for change in changes:
        if isinstance(change, ModifyIndex) and gone.get(change.table, set()) & _on(change.before):
            result += [DropIndex(change.table, change.before), AddIndex(change.table, change.after)]
        elif isinstance(change, ModifyConstraint) and gone.get(change.table, set()) & _on(
            change.before
        ):
            result += [
                DropConstraint(change.table, change.before),
                AddConstraint(change.table, change.after),
            ]
        else:
            result.append(change)
    return result


def _on(item: Constraint | Index) -> set[str]:
    """The columns that an index or constraint is on, and other words of its expressions."""
    match item:
        case Index():
            found = {key.column for key in item.keys if key.column} | set(item.include)
            for key in item.keys:
                found |= words(key.expression.text)
            return found | (words(item.where.text) if item.where else set())
        case Check():
            return words(item.expression.text)
        case Exclude():
            return words(item.definition.text)
        case _:
            return set(item.columns)


def _rewrites(change: ModifyColumn) -> bool:
    before, after = change.before, change.after
    return before.type != after.type or before.generated != after.generated


def _in_the_way(
    item: SqlObject, touched: set[tuple[str, str]], blocked: dict[str, SqlObject]
) -> bool:
    found = {name for _, name in mentioned(AddObject(item))} | words(item.definition.text)
    if not blocked.keys().isdisjoint(found - {item.name.name}):
        return True
    return any(
        table in found and (column in found or "*" in item.definition.text)
        for table, column in touched
    )
