"""What a revision is called: a few words that say what it does."""

from __future__ import annotations

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

__all__ = ["describe", "message"]


def message(changes: Sequence[Change], feature: str) -> str:
    """`create customers, orders`, `add orders.total`, or the feature where there is too much to name."""
    tables = [str(change.after.name) for change in changes if isinstance(change, AddTable)]
    if tables:
        text = f"create {', '.join(tables)}"
        return text if len(text) <= 60 else f"create {tables[0]} and {len(tables) - 1} more tables"
    texts = list(dict.fromkeys(describe(change) for change in changes))
    text = ", ".join(texts)
    if len(text) <= 60:
        return text
    return f"{feature}: {texts[0]} and {len(texts) - 1} more" if len(texts) > 1 else texts[0]


def describe(change: Change) -> str:
    """A change in a few words."""
    match change:
        case AddTable(after):
            return f"create {after.name}"
        case DropTable(before):
            return f"drop {before.name}"
        case RenameTable(before, after):
            return f"rename {before} to {after.name}"
        case ModifyTable(_, after):
            return f"change {after.name}"
        case AddColumn(table, after):
            return f"add {table}.{after.name}"
        case DropColumn(table, before):
            return f"drop {table}.{before.name}"
        case ModifyColumn(table, _, after):
            return f"change {table}.{after.name}"
        case RenameColumn(table, before, after):
            return f"rename {table}.{before.name} to {after.name}"
        case AddConstraint(table, after):
            return f"add {after.name or 'constraint'} to {table}"
        case DropConstraint(table, before):
            return f"drop {before.name or 'constraint'} of {table}"
        case ModifyConstraint(table, _, after):
            return f"change {after.name or 'constraint'} of {table}"
        case AddIndex(table, after):
            return f"add {after.name or 'index'} to {table}"
        case DropIndex(table, before):
            return f"drop {before.name or 'index'} of {table}"
        case ModifyIndex(table, _, after):
            return f"change {after.name or 'index'} of {table}"
        case AddEnum(after):
            return f"add type {after.name}"
        case DropEnum(before):
            return f"drop type {before.name}"
        case ModifyEnum(_, after):
            return f"change type {after.name}"
        case AddObject(after):
            return f"add {after.kind} {after.name}"
        case DropObject(before):
            return f"drop {before.kind} {before.name}"
        case ModifyObject(_, after):
            return f"change {after.kind} {after.name}"
