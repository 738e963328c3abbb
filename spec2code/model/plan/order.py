"""Puts changes into an order that PostgreSQL accepts: renames, drops, additions, and the rest of the drops.

Within that, things are made in the order in which they stand, as far as what they mention is there:
DDL that a database has accepted was in a valid order already.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

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
    RenameColumn,
    RenameTable,
)
from spec2code.model.plan.cycles import detach
from spec2code.model.plan.dependents import around
from spec2code.model.plan.mentions import makes, mentioned
from spec2code.model.schema import ForeignKey, PrimaryKey, Schema

__all__ = ["plan"]

_EARLY = ("schema", "extension", "foreign data wrapper", "server", "collation", "language")
_TYPES = ("domain", "type", "sequence")
_ROUTINES = ("function", "procedure", "aggregate", "operator", "operator class", "cast")
_ON_TABLES = ("trigger", "policy", "rule", "view", "materialized view", "statistics", "publication")


def plan(changes: Sequence[Change], *, desired: Schema) -> tuple[Change, ...]:
    """The changes in an order that a database accepts.

    Foreign keys that lead in a circle leave their table and come behind it as AddConstraint. What
    stands in the way of a change (a view on a column whose type changes) is dropped before it and
    made again.

    Args:
        changes: as `compare_schemas` gives them.
        desired: the schema that they lead to.
    """
    todo = around(changes, desired)
    first: list[Change] = []
    last: list[Change] = []
    additions: list[Change] = []
    for change in todo:
        if isinstance(change, RenameTable | RenameColumn) or _drops_early(change):
            first.append(change)
        elif isinstance(change, DropEnum | DropObject):
            last.append(change)
        else:
            additions.append(change)
    first = _ranked(_dependents_first(first))
    last = _dependents_first(last)
    return (*first, *_additions(detach(additions)), *_ranked(last))


def _drops_early(change: Change) -> bool:
    if isinstance(change, DropObject):
        return change.before.kind in _ON_TABLES
    return isinstance(change, DropTable | DropColumn | DropConstraint | DropIndex)


def _ranked(changes: Sequence[Change]) -> list[Change]:
    return sorted(changes, key=_drop_rank)


def _drop_rank(change: Change) -> int:
    match change:
        case RenameTable():
            return 0
        case RenameColumn():
            return 1
        case DropObject(before):
            return 2 if before.kind in _ON_TABLES else 10 - _object_rank(before.kind)
        case DropConstraint(_, before):
            return 3 if isinstance(before, ForeignKey) else 5
        case DropIndex():
            return 4
        case DropColumn():
            return 6
        case DropTable():
            return 7
        case _:
            return 8


def _dependents_first(changes: Sequence[Change]) -> list[Change]:
    """Drops in the reverse of the order in which the same things would be made."""
    making: list[Change] = []
    others: list[Change] = []
    for change in changes:
        match change:
            case DropTable(before):
                making.append(AddTable(before))
            case DropObject(before):
                making.append(AddObject(before))
            case DropEnum(before):
                making.append(AddEnum(before))
            case _:
                others.append(change)
    drops: list[Change] = []
    for change in reversed(_additions(detach(list(reversed(making))))):
        match change:
            case AddTable(after):
                drops.append(DropTable(after))
            case AddObject(after):
                drops.append(DropObject(after))
            case AddEnum(after):
                drops.append(DropEnum(after))
            case AddConstraint(table, after):
                drops.append(DropConstraint(table, after))
    return [*others, *drops]


def _additions(changes: Sequence[Change]) -> list[Change]:
    """Kahn's algorithm; among what is ready the lowest rank comes first, then the given order."""
    waiting, followers = _dependencies(changes)
    ranks = [_add_rank(change) for change in changes]
    ready = [(ranks[place], place) for place in range(len(changes)) if not waiting[place]]
    heapq.heapify(ready)
    stuck = sorted((ranks[place], place) for place in range(len(changes)))
    done: set[int] = set()
    ordered: list[Change] = []
    cursor = 0
    while len(ordered) < len(changes):
        if ready:
            _, place = heapq.heappop(ready)
        else:
            while stuck[cursor][1] in done:
                cursor += 1
            place = stuck[cursor][1]
        if place in done:
            continue
        done.add(place)
        ordered.append(changes[place])
        for follower in followers[place]:
            waiting[follower] -= 1
            if not waiting[follower] and follower not in done:
                heapq.heappush(ready, (ranks[follower], follower))
    return ordered


def _dependencies(changes: Sequence[Change]) -> tuple[list[int], list[list[int]]]:
    """For each change how many others it waits for, and which ones wait for it."""
    makers: dict[str, list[int]] = {}
    for place, change in enumerate(changes):
        made = makes(change)
        if made is not None:
            makers.setdefault(made.name, []).append(place)
    waiting = [0] * len(changes)
    followers: list[list[int]] = [[] for _ in changes]
    for place, change in enumerate(changes):
        needs = {maker for name in mentioned(change) for maker in makers.get(name, ())}
        if isinstance(change, AddTable):
            for key in change.after.foreign_keys:
                needs.update(makers.get(key.target.name, ()))
        for maker in needs - {place}:
            waiting[place] += 1
            followers[maker].append(place)
    return waiting, followers


def _add_rank(change: Change) -> int:
    match change:
        case AddEnum() | ModifyEnum():
            return 1
        case AddObject(after) | ModifyObject(_, after):
            return _object_rank(after.kind)
        case AddTable():
            return 4
        case AddColumn() | ModifyColumn():
            return 5
        case AddConstraint(_, after) | ModifyConstraint(_, _, after):
            if isinstance(after, ForeignKey):
                return 8
            return 6 if isinstance(after, PrimaryKey) else 7
        case AddIndex() | ModifyIndex():
            return 7
        case ModifyTable():
            return 8
        case _:
            return 9


def _object_rank(kind: str) -> int:
    if kind in _EARLY:
        return 0
    if kind in _TYPES:
        return 2
    return 3 if kind in _ROUTINES else 9
