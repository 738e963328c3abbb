"""Each kind of statement to the function that applies it."""

from __future__ import annotations

from typing import assert_never

from spec2code.model.fold import columns, constraints, enums, indexes, objects, tables
from spec2code.model.fold.draft import Draft
from spec2code.model.fold.heirs import in_partitions
from spec2code.model.statements import (
    AddColumn,
    AddConstraint,
    AddEnumValue,
    AlterColumn,
    AlterObject,
    AlterTable,
    CreateEnum,
    CreateIndex,
    CreateObject,
    CreateTable,
    DropColumn,
    DropConstraint,
    DropEnum,
    DropIndex,
    DropObject,
    DropTable,
    RenameColumn,
    RenameConstraint,
    RenameEnumValue,
    RenameIndex,
    RenameTable,
    RenameType,
    RunSql,
    SetComment,
    SetEnumValues,
    Statement,
    ValidateConstraint,
)

__all__ = ["apply"]


def _of_column(
    draft: Draft, statement: AddColumn | DropColumn | RenameColumn | AlterColumn
) -> None:
    match statement:
        case AddColumn():
            columns.add(draft, statement)
        case DropColumn():
            columns.drop(draft, statement)
        case RenameColumn():
            columns.rename(draft, statement)
        case AlterColumn():
            columns.alter(draft, statement)


def apply(draft: Draft, statement: Statement) -> None:
    """Apply one statement to the draft."""
    if isinstance(statement, AddColumn | DropColumn | RenameColumn | AlterColumn):
        reached = in_partitions(draft, statement)
        _of_column(draft, statement)
        for each in reached:
            apply(draft, each)
        return
    match statement:
        case CreateTable():
            tables.create(draft, statement)
        case DropTable():
            tables.drop(draft, statement)
        case RenameTable():
            tables.rename(draft, statement)
        case AlterTable():
            tables.alter(draft, statement)
        case AddConstraint():
            constraints.add(draft, statement)
        case DropConstraint():
            constraints.drop(draft, statement)
        case RenameConstraint():
            constraints.rename(draft, statement)
        case ValidateConstraint():
            constraints.validate(draft, statement)
        case CreateIndex():
            indexes.create(draft, statement)
        case DropIndex():
            indexes.drop(draft, statement)
        case RenameIndex():
            indexes.rename(draft, statement)
        case _:
            _apply_other(draft, statement)


def _apply_other(
    draft: Draft,
    statement: (
        CreateEnum
        | DropEnum
        | AddEnumValue
        | RenameEnumValue
        | SetEnumValues
        | RenameType
        | SetComment
        | CreateObject
        | DropObject
        | AlterObject
        | RunSql
    ),
) -> None:
    match statement:
        case CreateEnum():
            enums.create(draft, statement)
        case DropEnum():
            enums.drop(draft, statement)
        case AddEnumValue():
            enums.add_value(draft, statement)
        case RenameEnumValue():
            enums.rename_value(draft, statement)
        case SetEnumValues():
            enums.set_values(draft, statement)
        case RenameType():
            enums.rename_type(draft, statement)
        case SetComment():
            objects.comment(draft, statement)
        case CreateObject():
            objects.create(draft, statement)
        case DropObject():
            objects.drop(draft, statement)
        case AlterObject():
            objects.alter(draft, statement)
        case RunSql():
            pass
        case _:
            assert_never(statement)
