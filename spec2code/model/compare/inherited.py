"""What a change of a table does to its partitions and heirs is not done to them once more.

Source: PostgreSQL 18 documentation, ALTER TABLE, "Notes": ADD COLUMN, DROP COLUMN and TYPE reach all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spec2code.model.changes import AddColumn, Change, DropColumn, ModifyColumn
from spec2code.model.parents import parents
from spec2code.model.records import replace
from spec2code.model.schema import Column, Name, Table

__all__ = ["without_inherited"]

_OfColumn = AddColumn | DropColumn | ModifyColumn


def without_inherited(
    changes: Sequence[Change], current: Mapping[Name, Table], desired: Mapping[Name, Table]
) -> list[Change]:
    """The changes but those of columns that come to a table, or leave it, with the same change of a parent.

    What the table itself still needs stands behind the change of the parent.
    """
    heirs = {
        name
        for name, table in desired.items()
        if name in current and parents(table) and parents(table) == parents(current[name])
    }
    if not heirs:
        return list(changes)
    by_column = {
        (change.table, _name(change)): change for change in changes if isinstance(change, _OfColumn)
    }
    result: list[Change] = []
    behind: list[tuple[int, Change]] = []
    for change in changes:
        above: list[_OfColumn] = []
        if isinstance(change, _OfColumn) and change.table in heirs:
            above = list(_above(change, desired[change.table], desired, by_column))
        if isinstance(change, _OfColumn) and above:
            left = _left(change, above[0], desired[change.table])
            behind += [(len(above), each) for each in left]
        else:
            result.append(change)
    behind.sort(key=lambda item: item[0])
    return [*result, *(change for _, change in behind)]


def _name(change: _OfColumn) -> str:
    return change.before.name if isinstance(change, DropColumn) else change.after.name


def _above(
    change: _OfColumn,
    table: Table,
    tables: Mapping[Name, Table],
    by_column: Mapping[tuple[Name, str], _OfColumn],
) -> Iterator[_OfColumn]:
    """Changes of the same kind of the same column of a parent, or of one of theirs; or it is dropped there."""
    todo, seen = list(parents(table)), {table.name}
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        found = by_column.get((name, _name(change)))
        if isinstance(found, type(change) | DropColumn):
            yield found
        if name in tables:
            todo += parents(tables[name])


def _left(change: _OfColumn, above: _OfColumn, table: Table) -> list[Change]:
    """What the table itself still needs once its parent has changed."""
    match change, above:
        case AddColumn(name, after), AddColumn(_, given):
            return _adapted(name, given, after)
        case ModifyColumn(name, before, after), ModifyColumn(_, _, given):
            if before.type == after.type or given.type != after.type:
                return [change]
            return _adapted(name, replace(before, type=after.type), after)
        case AddColumn(), _:
            return [change]
        case _ if not table.option("partition_of"):
            # An heir that has the column of its own as well keeps it.
            return [change]
    return []


def _adapted(name: Name, given: Column, after: Column) -> list[Change]:
    given = replace(given, span=after.span, comment=None)
    return [ModifyColumn(name, given, after)] if given != after else []
