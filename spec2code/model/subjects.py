"""The tables that a statement touches: those that become uncertain where the statement can't be decided."""

from __future__ import annotations

from spec2code.model.schema import Name, Schema
from spec2code.model.statements import (
    AddColumn,
    AddConstraint,
    AlterColumn,
    AlterTable,
    CreateIndex,
    CreateTable,
    DropColumn,
    DropConstraint,
    DropIndex,
    DropTable,
    RenameColumn,
    RenameConstraint,
    RenameIndex,
    RenameTable,
    SetComment,
    Statement,
    ValidateConstraint,
)

__all__ = ["subjects"]


def subjects(statement: Statement, schema: Schema) -> tuple[Name, ...]:
    """The names of the tables, none for what is about no table."""
    match statement:
        case CreateTable(table):
            return (table.name,)
        case DropTable(name) | AlterTable(name):
            return (name,)
        case RenameTable(name, new_name):
            return (name, new_name)
        case (
            AddColumn(table)
            | DropColumn(table)
            | RenameColumn(table)
            | AlterColumn(table)
            | AddConstraint(table)
            | DropConstraint(table)
            | RenameConstraint(table)
            | ValidateConstraint(table)
            | CreateIndex(table)
        ):
            return (table,)
        case DropIndex(name, table) if table is not None:
            return (table,)
        case DropIndex(name) | RenameIndex(name):
            return tuple(
                table.name
                for table in schema.tables.values()
                if any(index.name == name.name for index in table.indexes)
            )
        case SetComment("table", name):
            return (name,)
        case SetComment(table=table) if table is not None:
            return (table,)
    return ()
