"""Puts changes into an order that PostgreSQL accepts: renames, drops, additions, and the rest of the drops.

Within that, things are made in the order in which they stand, as far as what they mention is there:
DDL that a database has accepted was in a valid order already.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

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
    reverse,
)
from spec2code.model.parents import parents
from spec2code.model.plan.attached import attached_to_gone
from spec2code.model.plan.cycles import detach
from spec2code.model.plan.defaults import takes_off_a_default
from spec2code.model.plan.dependents import around
from spec2code.model.plan.mentions import Mention, makes, mentioned, needs_columns, required
from spec2code.model.plan.partitions import keys_of_partitions_first, taken_out_of_what_goes
from spec2code.model.records import replace
from spec2code.model.schema import ForeignKey, ObjectKey, PrimaryKey, Schema

__all__ = ["plan"]

_DROPS = DropTable | DropColumn | DropConstraint | DropIndex | DropEnum | DropObject
_EARLY = ("schema", "extension", "foreign data wrapper", "server", "collation", "language")
_TYPES = ("domain", "type", "sequence")
_ROUTINES = ("function", "procedure", "aggregate", "operator", "operator class", "cast")
_ON_TABLES = (
    "trigger",
    "policy",
    "rule",
    "view",
    "materialized view",
    "statistics",
    "publication",
    "index",
    "index setting",
    "sequence owner",
    "sequence setting",
    "comment",
)


def plan(changes: Sequence[Change], *, desired: Schema) -> tuple[Change, ...]:
    """The changes in an order that a database accepts.

    Foreign keys that lead in a circle leave their table and come behind it as AddConstraint. What
    stands in the way of a change (a view on a column whose type changes) is dropped before it and
    made again.

    Args:
        changes: as `compare_schemas` gives them.
        desired: the schema that they lead to.
    """
    out, todo = taken_out_of_what_goes(around(changes, desired))
    renames = [change for change in todo if isinstance(change, RenameTable | RenameColumn)]
    renames.sort(key=lambda change: isinstance(change, RenameColumn))
    drops = [change for change in todo if isinstance(change, _DROPS)]
    released = [change for change in todo if takes_off_a_default(change)]
    additions = [
        change
        for change in todo
        if not isinstance(change, RenameTable | RenameColumn | _DROPS)
        and not takes_off_a_default(change)
    ]
    anew = {change.after.identity for change in additions if isinstance(change, AddObject)}
    early, late = _split(_dependents_first(drops), anew)
    parts = keys_of_partitions_first(detach(additions), desired)
    return (*renames, *out, *released, *early, *_additions(parts), *late)


def _dependents_first(drops: Sequence[Change]) -> list[Change]:
    """Drops in the reverse of the order in which the same things would be made."""
    making = [reverse(change) for change in reversed(drops)]
    ordered = [reverse(change) for change in reversed(_additions(detach(making)))]
    gone = {change.before.name: change.before for change in drops if isinstance(change, DropTable)}
    above = {name for table in gone.values() for name in parents(table)}
    attached = attached_to_gone(drops)
    result: list[Change] = []
    behind: list[Change] = []
    along: list[Change] = []
    for change in ordered:
        if isinstance(change, DropIndex) and change.table in gone:
            continue
        if isinstance(change, DropIndex | DropConstraint) and change in attached:
            along.append(replace(change, may_be_gone=True))
            continue
        if isinstance(change, DropTable):
            # Its indexes go with it, whenever they came.
            indexes = gone[change.before.name].indexes
            change = DropTable(replace(change.before, indexes=indexes))
        # An index holds the keys of partitions that it is made of.
        waits = isinstance(change, DropIndex) and change.table in above
        (behind if waits else result).append(change)
    return [*result, *behind, *along]


def _split(drops: Sequence[Change], anew: set[ObjectKey]) -> tuple[list[Change], list[Change]]:
    """Drops before and behind the additions: what tables hold goes first, so that its names are free.

    Types, functions and the like wait until no column is left that uses them, unless they use
    something themselves that goes first, or are made anew.
    """
    gone: dict[str, set[str]] = {}
    """The schemas of what goes first, by name."""
    early: list[Change] = []
    late: list[Change] = []
    for change in reversed(drops):
        waits = isinstance(change, DropEnum) or (
            isinstance(change, DropObject)
            and change.before.kind not in _ON_TABLES
            and change.before.identity not in anew
        )
        made = reverse(change)
        if waits and not any(_is_among(mention, gone) for mention in mentioned(made)):
            late.append(change)
            continue
        early.append(change)
        name = makes(made)
        if name is not None:
            gone.setdefault(name.name, set()).add(name.schema or "public")
    return early[::-1], late[::-1]


def _additions(changes: Sequence[Change]) -> list[Change]:
    """Kahn's algorithm; among what is ready the lowest rank comes first, then the given order.

    Where nothing is ready, what waits only for a name that it mentions goes on: it may mean another thing.
    """
    waiting, lacking, followers = _dependencies(changes)
    ranks = [_add_rank(change) for change in changes]
    everything = sorted((ranks[place], place) for place in range(len(changes)))
    ready = [one for one in everything if not waiting[one[1]]]
    possible = [one for one in everything if not lacking[one[1]]]
    done: set[int] = set()
    ordered: list[Change] = []
    while len(ordered) < len(changes):
        heap = ready or possible or everything
        _, place = heapq.heappop(heap)
        if place in done:
            continue
        done.add(place)
        ordered.append(changes[place])
        for follower, needed in followers[place]:
            waiting[follower] -= 1
            lacking[follower] -= needed
            if follower in done:
                continue
            if not waiting[follower]:
                heapq.heappush(ready, (ranks[follower], follower))
            elif needed and not lacking[follower]:
                heapq.heappush(possible, (ranks[follower], follower))
    return ordered


def _dependencies(
    changes: Sequence[Change],
) -> tuple[list[int], list[int], list[list[tuple[int, bool]]]]:
    """For each change how many others it waits for, how many it can't do without, and which ones wait for it."""
    makers: dict[str, list[tuple[str, int]]] = {}
    for place, change in enumerate(changes):
        made = makes(change)
        if made is not None:
            makers.setdefault(made.name, []).append((made.schema or "", place))

    def made_by(names: set[Mention], place: int) -> set[int]:
        found = {maker for name in names for maker in _meant(name, makers.get(name[1], []))}
        return found - {place}

    columns = {
        place: {change.table.name, change.after.name}
        for place, change in enumerate(changes)
        if isinstance(change, AddColumn)
    }
    waiting = [0] * len(changes)
    lacking = [0] * len(changes)
    followers: list[list[tuple[int, bool]]] = [[] for _ in changes]
    for place, change in enumerate(changes):
        needed, wanted = made_by(required(change), place), made_by(mentioned(change), place)
        if columns and needs_columns(change):
            named = {name for _, name in mentioned(change)}
            wanted |= {maker for maker, both in columns.items() if both <= named}
        waiting[place], lacking[place] = len(needed | wanted), len(needed)
        for maker in needed | wanted:
            followers[maker].append((place, maker in needed))
    return waiting, lacking, followers


def _meant(mention: Mention, makers: Sequence[tuple[str, int]]) -> list[int]:
    """The makers of what a name may mean; one without a schema means whatever there is, where `public` has none."""
    schema = "" if mention[0] == "public" else mention[0]
    exact = [place for own, place in makers if ("" if own == "public" else own) == schema]
    return exact if exact or schema else [place for _, place in makers]


def _is_among(mention: Mention, names: Mapping[str, set[str]]) -> bool:
    schema, name = mention
    return name in names and (not schema or schema in names[name])


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
        case ModifyTable(before, after):
            # What leaves its parents has got its columns by that.
            return 4 if set(parents(before)) - set(parents(after)) else 10
        case _:
            return 12


def _object_rank(kind: str) -> int:
    if kind in _EARLY:
        return 0
    if kind in _TYPES:
        return 2
    if kind in _ROUTINES:
        return 3
    if kind == "foreign table":
        return 4
    return 11 if kind == "comment" or kind.endswith("setting") else 9
