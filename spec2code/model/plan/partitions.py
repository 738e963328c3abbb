"""Which indexes of partitioned tables wait until the partitions are there.

A partition that is made behind an index of its parent gets one of its own; an index that is made behind the partition
takes the one that it finds there, also that of a key (PostgreSQL 18 documentation, 5.12.2.1).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from spec2code.model.changes import AddConstraint, Change, DropTable, ModifyTable
from spec2code.model.parents import parents
from spec2code.model.records import replace
from spec2code.model.schema import Index, Name, PrimaryKey, Schema, Table, Unique

__all__ = ["keys_of_partitions_first", "place", "taken_out_of_what_goes", "waiting_indexes"]


def waiting_indexes(tables: Mapping[Name, Table]) -> dict[Name, list[Index]]:
    """By table: the indexes that are written behind a partition, and what is written behind those.

    Args:
        tables: those that are made together.
    """
    found = {
        name: [index for index in table.indexes if index.only] for name, table in tables.items()
    }
    parent = {
        name: parents(table)[0]
        for name, table in tables.items()
        if table.option("partition_of") and parents(table)
    }
    first: dict[Name, Index] = {}
    for name, above in parent.items():
        for index in tables[above].indexes if above in tables else ():
            if not index.only and _is_behind(index, tables[name]):
                top = _top(above, parent)
                first[top] = min(first.get(top, index), index, key=place)
    for name, table in tables.items() if first else ():
        start = first.get(_top(name, parent))
        for index in table.indexes if start is not None else ():
            if not index.only and start is not None and place(index) >= place(start):
                found[name].append(index)
    return found


def keys_of_partitions_first(changes: Sequence[Change], desired: Schema) -> list[Change]:
    """The changes with keys that partitions get before that of their table, which takes those that it finds there."""
    added = [
        place
        for place, change in enumerate(changes)
        if isinstance(change, AddConstraint) and isinstance(change.after, PrimaryKey | Unique)
    ]
    parent = {
        name: parents(table)[0]
        for name, table in desired.tables.items()
        if table.option("partition_of") and parents(table)
    }
    result = list(changes)
    keys = [changes[place] for place in added]
    keys.sort(key=lambda change: -_depth(change, parent))
    for at, change in zip(added, keys, strict=True):
        result[at] = change
    return result


def taken_out_of_what_goes(changes: Sequence[Change]) -> tuple[list[ModifyTable], list[Change]]:
    """Partitions that leave a table which is dropped, as that would take them along, and the other changes.

    What puts them into another table is one of those.
    """
    gone = {change.before.name for change in changes if isinstance(change, DropTable)}
    out: list[ModifyTable] = []
    rest: list[Change] = []
    for change in changes:
        if not isinstance(change, ModifyTable) or not gone & _whole(change.before):
            rest.append(change)
            continue
        options = tuple(one for one in change.before.options if one[0] != "partition_of")
        alone = replace(change.before, options=options)
        out.append(ModifyTable(change.before, alone))
        if alone != change.after:
            rest.append(ModifyTable(alone, change.after))
    return out, rest


def _whole(table: Table) -> set[Name]:
    """The table that it is a partition of."""
    return set(parents(table)) if table.option("partition_of") else set()


def _depth(change: Change, parent: Mapping[Name, Name]) -> int:
    """How many tables it is a partition of, one above the other."""
    name = change.table if isinstance(change, AddConstraint) else None
    seen: set[Name] = set()
    while name in parent and name not in seen and name is not None:
        seen.add(name)
        name = parent[name]
    return len(seen)


def _is_behind(index: Index, table: Table) -> bool:
    if index.span is None or table.span is None:
        return False
    return index.span.file == table.span.file and index.span > table.span


def place(index: Index) -> tuple[str, int, int]:
    """Where an index is written; in front of all places where that isn't known."""
    span = index.span
    return (span.file, span.line, span.column) if span is not None else ("", 0, 0)


def _top(name: Name, parent: Mapping[Name, Name]) -> Name:
    """The table that a partition belongs to in the end."""
    seen = {name}
    while name in parent and parent[name] not in seen:
        name = parent[name]
        seen.add(name)
    return name
