"""What can't be made safe for a table in use, and is told.

Each rule names where it is published: squawk's rule, strong_migrations' check, Atlas' analyzer.
"""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.changes import (
    AddColumn,
    AddConstraint,
    Change,
    ModifyColumn,
    ModifyConstraint,
    ModifyEnum,
    ModifyObject,
    ModifyTable,
    RenameColumn,
    RenameTable,
)
from spec2code.model.expand import widens
from spec2code.model.schema import Exclude
from spec2code.model.span import Span
from spec2code.model.type_changes import swapped
from spec2code_generators.alembic.context import Context
from spec2code_generators.alembic.swap import is_used

__all__ = ["RULES", "hazards"]

RULES = {
    "type": "squawk changing-column-type, strong_migrations 'changing the type of a column', Atlas PG301",
    "rename": "squawk renaming-column and renaming-table, strong_migrations 'renaming', Atlas BC101 and BC102",
    "counting": "squawk adding-serial-primary-key-field, strong_migrations 'adding an auto-incrementing column'",
    "generated": "squawk adding-field-with-default, strong_migrations 'adding a stored generated column'",
    "exclude": "strong_migrations 'adding an exclusion constraint'",
    "swap": "squawk changing-column-type: a type that takes another's place",
    "storage": "PostgreSQL's ALTER TABLE: SET TABLESPACE, SET LOGGED and SET ACCESS METHOD write the table anew",
}
_REWRITTEN = ("tablespace", "unlogged", "using")


def hazards(changes: Sequence[Change], context: Context) -> list[Diagnostic]:
    """A warning for each change that locks a table in use for long, or takes a name that is in use."""
    found: list[Diagnostic] = []
    for change in changes:
        told = _hazard(change, context)
        if told is not None:
            rule, message, span = told
            found.append(diagnostic("G104", message, span, hint=f"The rule: {RULES[rule]}."))
    return found


def _hazard(change: Change, context: Context) -> tuple[str, str, Span | None] | None:
    match change:
        case ModifyColumn(table, before, after) if table in context.live:
            if before.type != after.type and not widens(before.type, after.type):
                text = f"`{table}` is rewritten: `{after.name}` becomes `{after.type}`, was `{before.type}`"
                return "type", text, after.span
            if before.generated != after.generated:
                return (
                    "generated",
                    f"`{table}` is rewritten: `{after.name}` is generated",
                    after.span,
                )
        case AddColumn(table, column) if table in context.live:
            if column.serial or column.identity:
                return (
                    "counting",
                    f"`{table}` is rewritten to number its rows in `{column.name}`",
                    column.span,
                )
            if column.generated is not None and column.stored:
                return "generated", f"`{table}` is rewritten to fill `{column.name}`", column.span
        case RenameColumn(table, before, after) if table in context.live:
            text = f"running code that uses `{table}.{before.name}` fails once it is `{after.name}`"
            return "rename", text, after.span
        case RenameTable(before_name, after_name) if before_name in context.live:
            return (
                "rename",
                f"running code that uses `{before_name}` fails once it is `{after_name}`",
                None,
            )
        case AddConstraint(table, constraint) | ModifyConstraint(table, _, constraint):
            if table in context.live and isinstance(constraint, Exclude):
                text = f"`{table}` is locked while the index of its exclusion constraint is built"
                return "exclude", text, constraint.span
        case ModifyEnum(_, after_enum) if swapped(change):
            text = f"tables with the type `{after_enum.name}` are rewritten: it loses or reorders values"
            return "swap", text, after_enum.span
        case ModifyObject(_, item) if swapped(change) and is_used(item.name, context):
            return "swap", f"tables with the {item.kind} `{item.name}` are rewritten", item.span
        case ModifyTable(old, new) if new.name in context.live:
            if any(old.option(name) != new.option(name) for name in _REWRITTEN):
                return "storage", f"`{new.name}` is rewritten to be stored another way", new.span
    return None
