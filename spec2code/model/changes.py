"""Typed differences between two schemas; each knows both sides and so its own reverse.

A change is named Add, Drop, Modify or Rename and a noun. `before` is the current side, `after` the desired one.
"""

from __future__ import annotations

from typing import TypeAlias

from spec2code.model.records import dataclass
from spec2code.model.schema import Column, Constraint, Enum, Index, Name, SqlObject, Table

__all__ = [
    "AddColumn",
    "AddConstraint",
    "AddEnum",
    "AddIndex",
    "AddObject",
    "AddTable",
    "Change",
    "DropColumn",
    "DropConstraint",
    "DropEnum",
    "DropIndex",
    "DropObject",
    "DropTable",
    "ModifyColumn",
    "ModifyConstraint",
    "ModifyEnum",
    "ModifyIndex",
    "ModifyObject",
    "ModifyTable",
    "RenameColumn",
    "RenameTable",
    "reverse",
]


@dataclass(frozen=True, slots=True)
class AddTable:
    after: Table


@dataclass(frozen=True, slots=True)
class DropTable:
    before: Table


@dataclass(frozen=True, slots=True)
class RenameTable:
    before: Name
    after: Name


@dataclass(frozen=True, slots=True)
class ModifyTable:
    """The comment or the options differ; columns, constraints and indexes have changes of their own."""

    before: Table
    after: Table


@dataclass(frozen=True, slots=True)
class AddColumn:
    table: Name
    after: Column


@dataclass(frozen=True, slots=True)
class DropColumn:
    table: Name
    before: Column


@dataclass(frozen=True, slots=True)
class ModifyColumn:
    table: Name
    before: Column
    after: Column


@dataclass(frozen=True, slots=True)
class RenameColumn:
    """Only the name; what else differs is a ModifyColumn behind it, under the new name."""

    table: Name
    before: Column
    after: Column


@dataclass(frozen=True, slots=True)
class AddConstraint:
    table: Name
    after: Constraint


@dataclass(frozen=True, slots=True)
class DropConstraint:
    table: Name
    before: Constraint
    may_be_gone: bool = False
    """Whether it goes with something that is dropped before."""


@dataclass(frozen=True, slots=True)
class ModifyConstraint:
    table: Name
    before: Constraint
    after: Constraint


@dataclass(frozen=True, slots=True)
class AddIndex:
    table: Name
    after: Index


@dataclass(frozen=True, slots=True)
class DropIndex:
    table: Name
    before: Index
    may_be_gone: bool = False
    """Whether it goes with something that is dropped before."""


@dataclass(frozen=True, slots=True)
class ModifyIndex:
    table: Name
    before: Index
    after: Index


@dataclass(frozen=True, slots=True)
class AddEnum:
    after: Enum


@dataclass(frozen=True, slots=True)
class DropEnum:
    before: Enum


@dataclass(frozen=True, slots=True)
class ModifyEnum:
    before: Enum
    after: Enum


@dataclass(frozen=True, slots=True)
class AddObject:
    after: SqlObject


@dataclass(frozen=True, slots=True)
class DropObject:
    before: SqlObject


@dataclass(frozen=True, slots=True)
class ModifyObject:
    before: SqlObject
    after: SqlObject


Change: TypeAlias = (
    AddTable
    | DropTable
    | RenameTable
    | ModifyTable
    | AddColumn
    | DropColumn
    | ModifyColumn
    | RenameColumn
    | AddConstraint
    | DropConstraint
    | ModifyConstraint
    | AddIndex
    | DropIndex
    | ModifyIndex
    | AddEnum
    | DropEnum
    | ModifyEnum
    | AddObject
    | DropObject
    | ModifyObject
)


def reverse(change: Change) -> Change:
    """The change that takes the desired side back to the current one."""
    match change:
        case AddTable(after):
            return DropTable(after)
        case DropTable(before):
            return AddTable(before)
        case AddEnum(after):
            return DropEnum(after)
        case DropEnum(before):
            return AddEnum(before)
        case AddObject(after):
            return DropObject(after)
        case DropObject(before):
            return AddObject(before)
        case AddColumn(table, after):
            return DropColumn(table, after)
        case DropColumn(table, before):
            return AddColumn(table, before)
        case AddConstraint(table, after):
            return DropConstraint(table, after)
        case DropConstraint(table, before):
            return AddConstraint(table, before)
        case AddIndex(table, after):
            return DropIndex(table, after)
        case DropIndex(table, before):
            return AddIndex(table, before)
        case RenameTable(before, after):
            return RenameTable(after, before)
        case ModifyTable(before, after):
            return ModifyTable(after, before)
        case ModifyEnum(before, after):
            return ModifyEnum(after, before)
        case ModifyObject(before, after):
            return ModifyObject(after, before)
        case ModifyColumn(table, before, after):
            return ModifyColumn(table, after, before)
        case RenameColumn(table, before, after):
            return RenameColumn(table, after, before)
        case ModifyConstraint(table, before, after):
            return ModifyConstraint(table, after, before)
        case ModifyIndex(table, before, after):
            return ModifyIndex(table, after, before)
