"""Which changes are held back: those that lose data, and those on tables that reading can't settle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import assert_never

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model import changes as ch
from spec2code.model.changes import Change, reverse
from spec2code.model.records import replace
from spec2code.model.schema import (
    Index,
    Name,
    PrimaryKey,
    Schema,
    Table,
    Unique,
)
from spec2code.model.span import Span

__all__ = ["hold_back", "named", "restore", "table_of"]


def table_of(change: Change) -> Name | None:
    """The table that a change is about; None for enums and other objects."""
    match change:
        case ch.AddTable(after):
            return after.name
        case ch.DropTable(before) | ch.ModifyTable(before, _):
            return before.name
        case ch.RenameTable(before, _):
            return before
        case ch.AddEnum() | ch.DropEnum() | ch.ModifyEnum():
            return None
        case ch.AddObject() | ch.DropObject() | ch.ModifyObject():
            return None
        case _:
            return change.table


def hold_back(
    changes: Sequence[Change], uncertain: Collection[Name], *, allow: bool
) -> tuple[list[Change], list[Change], list[Diagnostic]]:
    """Split changes into those that may be made and those that may not, with a word on each of the latter."""
    kept: list[Change] = []
    held: list[Change] = []
    told: list[Diagnostic] = []
    for change in changes:
        name = table_of(change)
        lost = _lost(change)
        if name is not None and name in uncertain:
            held.append(change)
            told.append(
                diagnostic("G254", f"table `{name}` can't be decided by reading its migrations")
            )
        elif lost is not None and not allow:
            held.append(change)
            told.append(
                diagnostic("G252", f"{lost[0]} is not in the spec and would be dropped", lost[1])
            )
        else:
            kept.append(change)
    return kept, held, list(dict.fromkeys(told))


def _lost(change: Change) -> tuple[str, Span | None] | None:
    """What a change would lose for good, in words, and where it was made."""
    match change:
        case (
            ch.DropTable()
            | ch.DropColumn()
            | ch.DropConstraint()
            | ch.DropIndex()
            | ch.DropEnum()
            | ch.DropObject()
        ):
            return named(change)
        case _:
            return None


def named(change: Change) -> tuple[str, Span | None]:
    """What a change is about, in words, and where that stands; the present one where it goes."""
    match change:
        case ch.RenameTable(before, _):
            return f"table `{before}`", None
        case ch.AddTable() | ch.AddColumn() | ch.AddConstraint() | ch.AddIndex():
            return named(reverse(change))
        case ch.AddEnum() | ch.AddObject():
            return named(reverse(change))
        case ch.ModifyTable(_, table) | ch.DropTable(table):
            return f"table `{table.name}`", table.span
        case (
            ch.ModifyColumn(name, _, column)
            | ch.RenameColumn(name, _, column)
            | ch.DropColumn(name, column)
        ):
            return f"column `{name}.{column.name}`", column.span
        case ch.ModifyConstraint(name, _, constraint) | ch.DropConstraint(name, constraint):
            what = f"constraint `{constraint.name or 'unnamed'}` of table `{name}`"
            return what, constraint.span
        case ch.ModifyIndex(name, _, index) | ch.DropIndex(name, index):
            return f"index `{index.name}` of table `{name}`", index.span
        case ch.ModifyEnum(_, enum) | ch.DropEnum(enum):
            return f"enum `{enum.name}`", enum.span
        case ch.ModifyObject(_, item) | ch.DropObject(item):
            return f"{item.kind} `{item.name}`", item.span
        case _:
            assert_never(change)


def restore(schema: Schema, held: Iterable[Change]) -> Schema:
    """The schema with everything that was held back from being dropped, so that models keep it too."""
    tables, enums, objects = dict(schema.tables), dict(schema.enums), dict(schema.objects)
    for change in held:
        match change:
            case ch.DropTable(before):
                tables.setdefault(before.name, before)
            case ch.DropEnum(before):
                enums.setdefault(before.name, before)
            case ch.DropObject(before):
                objects.setdefault(before.identity, before)
            case ch.DropColumn(name, column) if name in tables:
                table = tables[name]
                if table.column(column.name) is None:
                    tables[name] = replace(table, columns=(*table.columns, column))
            case ch.DropConstraint(name, constraint) if name in tables:
                tables[name] = tables[name].with_constraint(constraint)
            case ch.ModifyConstraint(name, PrimaryKey() as key, _) if name in tables:
                tables[name] = tables[name].with_constraint(key)
            case ch.ModifyConstraint(name, Unique() as key, after) if name in tables:
                kept = tuple(key if each == after else each for each in tables[name].uniques)
                tables[name] = replace(tables[name], uniques=kept)
            case ch.DropIndex(name, index) if name in tables:
                tables[name] = _with_index(tables[name], index)
            case _:
                continue
    return Schema(tables, enums, objects)


def _with_index(table: Table, index: Index) -> Table:
    return replace(table, indexes=(*table.indexes, index))
