"""Changes of a partitioned table's columns reach its partitions, also those that list their columns themselves."""

from __future__ import annotations

from spec2code.model.fold.draft import Draft
from spec2code.model.parents import parents
from spec2code.model.records import replace
from spec2code.model.statements import AddColumn, AlterColumn, DropColumn, RenameColumn, Unset

__all__ = ["in_partitions"]

OfColumn = AddColumn | DropColumn | RenameColumn | AlterColumn


def in_partitions(draft: Draft, statement: OfColumn) -> list[OfColumn]:
    """The same for each partition that lists what the table lists; the others have it from the table anyway.

    Of ALTER COLUMN only the type: ONLY may keep the rest from them.
    """
    table = draft.tables.get(statement.table)
    if table is None or table.option("partition_by") is None or not table.columns:
        return []
    listed = {column.name for column in table.columns}
    partitions = [
        other.name
        for other in draft.tables.values()
        if other.option("partition_of")
        and parents(other) == (table.name,)
        and listed <= {column.name for column in other.columns}
    ]
    match statement:
        case AddColumn():
            column = replace(statement.column, comment=None)
            return [
                AddColumn(name, column, if_not_exists=True, span=statement.span)
                for name in partitions
            ]
        case DropColumn():
            return [replace(statement, table=name, if_exists=True) for name in partitions]
        case RenameColumn():
            return [replace(statement, table=name) for name in partitions]
        case AlterColumn(type=type_) if not isinstance(type_, Unset):
            return [
                AlterColumn(name, statement.column, type=type_, span=statement.span)
                for name in partitions
            ]
    return []
