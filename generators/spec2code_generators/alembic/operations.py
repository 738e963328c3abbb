"""Each kind of change as the steps that make it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

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
from spec2code.model.compare.inherited import without_inherited
from spec2code.model.plan import plan
from spec2code_generators.alembic.batch import in_batches
from spec2code_generators.alembic.columns import add_column, drop_column, rename_column
from spec2code_generators.alembic.constraints import (
    add_constraint,
    drop_constraint,
    modify_constraint,
)
from spec2code_generators.alembic.context import Context
from spec2code_generators.alembic.enums import add_enum, drop_enum, modify_enum
from spec2code_generators.alembic.indexes import add_index, drop_index, modify_index
from spec2code_generators.alembic.modify_column import modify_column
from spec2code_generators.alembic.objects import (
    add_object,
    drop_object,
    modify_object,
    unchecked_once,
)
from spec2code_generators.alembic.safety import safe_steps
from spec2code_generators.alembic.step import Step
from spec2code_generators.alembic.tables import (
    add_table,
    drop_table,
    modify_table,
    rename_table,
)
from spec2code_generators.alembic.user_types import modify_type

__all__ = ["downgrade_steps", "upgrade_steps"]


def upgrade_steps(changes: Sequence[Change], context: Context) -> list[Step]:
    steps = list(unchecked_once(step for change in changes for step in _steps(change, context)))
    return in_batches(steps, changes, context) if context.dialect == "sqlite" else steps


def downgrade_steps(changes: Sequence[Change], context: Context) -> list[Step]:
    """Each change taken back, in an order of their own: a label must be there before it is a default again.

    Renames come last: all other changes speak of the new names.
    """
    back = context.turned()
    tables = back.before.schema.tables, back.after.schema.tables
    reverses = without_inherited([reverse(change) for change in reversed(changes)], *tables)
    renames = [change for change in reverses if isinstance(change, RenameTable | RenameColumn)]
    gone = {change.before.name for change in reverses if isinstance(change, DropTable)}
    others = [
        change
        for change in reverses
        if not isinstance(change, RenameTable | RenameColumn)
        and not (isinstance(change, ModifyTable) and change.after.name in gone)
    ]
    return [
        *upgrade_steps(plan(others, desired=back.after.schema), back),
        *upgrade_steps(renames, back),
    ]


def _steps(change: Change, context: Context) -> list[Step]:
    spared = safe_steps(change, context)
    return _plain_steps(change, context) if spared is None else spared


def _plain_steps(change: Change, context: Context) -> list[Step]:
    match change:
        case AddTable():
            return add_table(change, context)
        case DropTable():
            return drop_table(change, context)
        case RenameTable():
            return rename_table(change)
        case ModifyTable():
            return modify_table(change)
        case AddColumn():
            return add_column(change, context)
        case DropColumn():
            return drop_column(change)
        case ModifyColumn():
            return modify_column(change, context)
        case RenameColumn():
            return rename_column(change)
        case AddConstraint():
            return add_constraint(change, context)
        case DropConstraint():
            return drop_constraint(change, context)
        case ModifyConstraint():
            return modify_constraint(change, context)
        case AddIndex():
            return add_index(change, context)
        case DropIndex():
            return drop_index(change, context)
        case ModifyIndex():
            return modify_index(change, context)
        case AddEnum():
            return add_enum(change)
        case DropEnum():
            return drop_enum(change)
        case ModifyEnum():
            return modify_enum(change, context)
        case AddObject():
            return add_object(change)
        case DropObject():
            return drop_object(change, context.dialect)
        case ModifyObject(before, after):
            if after.kind in ("domain", "type") and before.definition != after.definition:
                return modify_type(change, context)
            return modify_object(change, context.dialect)
        case _:
            assert_never(change)
