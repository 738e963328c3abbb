"""SQLite can't alter most of what a table has: those operations are put into batch blocks, which make it anew.

A block says what the table is (`copy_from`), since SQLite's own catalog lacks names and checks, and since a
revision must also be written out without a database. What makes a table anew takes its triggers along, and
stumbles over views that read it: views are set aside, both are made again.
"""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.model.changes import (
    Change,
    DropIndex,
    DropObject,
    ModifyIndex,
    RenameColumn,
    RenameTable,
)
from spec2code.model.plan.mentions import words
from spec2code.model.records import replace
from spec2code.model.schema import Name, SqlObject, Table
from spec2code.sql.ddl import quote
from spec2code_generators.alembic.columns import column_node
from spec2code_generators.alembic.constraints import fits_inline, inline
from spec2code_generators.alembic.context import Context
from spec2code_generators.alembic.indexes import index_node
from spec2code_generators.alembic.source import Call, Node, call, mapping, text
from spec2code_generators.alembic.step import Step, execute

__all__ = ["in_batches"]

_TABLE_AT = {
    "op.add_column(": 0,
    "op.alter_column(": 0,
    "op.drop_column(": 0,
    "op.create_check_constraint(": 1,
    "op.create_foreign_key(": 1,
    "op.create_primary_key(": 1,
    "op.create_unique_constraint(": 1,
    "op.drop_constraint(": 1,
}
"""Where the name of the table stands among the arguments; a block has it once."""


def in_batches(steps: Iterable[Step], changes: Iterable[Change], context: Context) -> list[Step]:
    """The steps with those that SQLite can't do in blocks, one for each table, where the first of them stood."""
    changes = tuple(changes)
    steps = tuple(steps)
    copied = {table for step in steps if (table := _table(step)) and _needs_a_copy(step)}
    blocks: dict[str, list[Step]] = {}
    result: list[Step | str] = []
    for step in steps:
        table = _table(step)
        if table is None or table not in copied:
            result.append(step)
            continue
        if table not in blocks:
            result.append(table)
        blocks.setdefault(table, []).append(step)
    found: list[Step] = []
    for item in result:
        found += [item] if isinstance(item, Step) else _block(item, blocks[item], changes, context)
    return found


def _block(
    table: str, steps: list[Step], changes: tuple[Change, ...], context: Context
) -> list[Step]:
    name = Name(table)
    renamed = {change.table for change in changes if isinstance(change, RenameColumn)}
    renamed |= {change.after for change in changes if isinstance(change, RenameTable)}
    before = context.before.schema.tables.get(name)
    # Under the names that a rename has given, only SQLite itself knows it.
    source = None if name in renamed or before is None else _without_indexes(before, changes)
    counts = any(
        column.auto_increment
        for side in (context.before, context.after)
        if (found := side.schema.tables.get(name)) is not None
        for column in found.columns
    )
    options = mapping([("sqlite_autoincrement", "True")]) if counts else None
    block = call(
        "with op.batch_alter_table",
        text(table),
        copy_from=_copy(source, context),
        table_kwargs=options,
    )
    head = replace(block, tail=") as batch_op:")
    dropped = {change.before.identity for change in changes if isinstance(change, DropObject)}
    views, triggers = _in_the_way(name, dropped, context)
    return [
        *(execute(f"DROP VIEW {quote(view.name)}") for view in reversed(views)),
        *(replace(step, node=_inside(step.node), block=head) for step in steps),
        *(execute(item.definition.text) for item in (*views, *triggers)),
    ]


def _without_indexes(table: Table, changes: tuple[Change, ...]) -> Table:
    """Without those that are gone by then."""
    gone = [
        change.before
        for change in changes
        if isinstance(change, DropIndex | ModifyIndex) and change.table == table.name
    ]
    return replace(table, indexes=tuple(item for item in table.indexes if item not in gone))


def _table(step: Step) -> str | None:
    """The table that an operation is about, where a block may hold it."""
    node = step.node
    if isinstance(node, str) or node.head not in _TABLE_AT:
        return None
    name = node.items[_TABLE_AT[node.head]]
    return name.strip("\"'") if isinstance(name, str) else None


def _needs_a_copy(step: Step) -> bool:
    """Whether SQLite has no statement for it: it renames columns, and adds plain ones."""
    node = step.node
    assert isinstance(node, Call)
    items = [item if isinstance(item, str) else item.head for item in node.items]
    if node.head == "op.alter_column(":
        return any(item.startswith(("type_=", "nullable=", "server_default=")) for item in items)
    return node.head != "op.add_column(" or not _is_plain(node.items[1])


def _is_plain(column: Node) -> bool:
    """Whether no row has to be looked at for it, and none gets a value that is computed."""
    if isinstance(column, str):
        return True
    items = [item if isinstance(item, str) else item.head for item in column.items]
    default = next((item for item in column.items if _is_default(item)), None)
    if default is None:
        return "nullable=False" not in items
    assert isinstance(default, Call)
    value = default.items[0]
    return isinstance(value, str) and not value.strip("\"'").upper().startswith(("CURRENT_", "("))


def _is_default(node: Node) -> bool:
    return isinstance(node, Call) and node.head.startswith("server_default=sa.text(")


def _inside(node: Node) -> Node:
    assert isinstance(node, Call)
    place = _TABLE_AT[node.head]
    items = [item for index, item in enumerate(node.items) if index != place]
    return Call(f"batch_{node.head}", tuple(items), node.tail)


def _copy(table: Table | None, context: Context) -> Node | None:
    if table is None:
        return None
    side = context.before
    columns = [column_node(column, side, table) for column in table.columns]
    constraints = [
        inline(table.name, item, side) for item in table.constraints if fits_inline(item)
    ]
    indexes = [index_node(table.name, index, side, context.dialect) for index in table.indexes]
    return call(
        "sa.Table", text(table.name.name), "sa.MetaData()", *columns, *constraints, *indexes
    )


def _in_the_way(
    table: Name, dropped: set[tuple[str, Name, Name | None, str]], context: Context
) -> tuple[list[SqlObject], list[SqlObject]]:
    """Views that read the table, and its triggers, as far as they are there at this point."""
    present = [
        item for item in context.before.schema.objects.values() if item.identity not in dropped
    ]
    views = [
        item
        for item in present
        if item.kind == "view" and table.name in words(item.definition.text)
    ]
    return views, [item for item in present if item.kind == "trigger" and item.table == table]
