"""What stands in the way of a change is dropped before it and made again behind it."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.model.changes import (
    AddObject,
    Change,
    DropColumn,
    DropObject,
    DropTable,
    ModifyColumn,
    ModifyObject,
)
from spec2code.model.plan.mentions import mentioned, words
from spec2code.model.schema import Schema, SqlObject

__all__ = ["around"]

_REPLACED = ("view", "materialized view", "trigger", "policy", "rule")


def around(changes: Sequence[Change], desired: Schema) -> list[Change]:
    """The changes, and for each view or policy on a column that changes its type a drop and an addition.

    A modified view comes apart into the same two, so that what reads it can be put in order.
    """
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


def _rewrites(change: ModifyColumn) -> bool:
    before, after = change.before, change.after
    return before.type != after.type or before.generated != after.generated


def _in_the_way(
    item: SqlObject, touched: set[tuple[str, str]], blocked: dict[str, SqlObject]
) -> bool:
    found = mentioned(AddObject(item)) | words(item.definition.text)
    if not blocked.keys().isdisjoint(found - {item.name.name}):
        return True
    return any(
        table in found and (column in found or "*" in item.definition.text)
        for table, column in touched
    )
