"""Enums: made once, changed in place where PostgreSQL can, else by a second type that takes the first's place."""

from __future__ import annotations

from spec2code.model.changes import AddEnum, DropEnum, ModifyEnum
from spec2code.model.schema import Enum
from spec2code.model.type_changes import added_labels, renamed_labels
from spec2code.sql.ddl import create_enum, quote, string
from spec2code_generators.alembic.context import Context
from spec2code_generators.alembic.step import Step, execute
from spec2code_generators.alembic.swap import swap

__all__ = ["add_enum", "drop_enum", "modify_enum"]


def add_enum(change: AddEnum) -> list[Step]:
    return [execute(create_enum(change.after)), *_comment(change.after)]


def drop_enum(change: DropEnum) -> list[Step]:
    return [execute(f"DROP TYPE {quote(change.before.name)}")]


def modify_enum(change: ModifyEnum, context: Context) -> list[Step]:
    """New labels are added and changed ones renamed in place; any other difference swaps the type."""
    before, after = change.before, change.after
    steps: list[Step] = []
    renamed = renamed_labels(before, after)
    if renamed:
        steps = [
            execute(f"ALTER TYPE {quote(after.name)} RENAME VALUE {string(old)} TO {string(new)}")
            for old, new in renamed
        ]
    elif before.labels != after.labels:
        added = added_labels(before, after)
        if added is None:
            made = [execute(create_enum(after)), *_comment(after)]
            return swap("TYPE", after.name, made, context)
        steps = [_add_label(after, *label) for label in added]
    if before.comment != after.comment:
        steps.append(_comment_step(after))
    return steps


def _add_label(enum: Enum, label: str, side: str, neighbour: str) -> Step:
    where = f" {side} {string(neighbour)}" if side else ""
    return execute(
        f"ALTER TYPE {quote(enum.name)} ADD VALUE {string(label)}{where}", autocommit=True
    )


def _comment(enum: Enum) -> list[Step]:
    return [_comment_step(enum)] if enum.comment is not None else []


def _comment_step(enum: Enum) -> Step:
    comment = string(enum.comment) if enum.comment is not None else "NULL"
    return execute(f"COMMENT ON TYPE {quote(enum.name)} IS {comment}")
