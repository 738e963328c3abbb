"""Columns: inside of op.create_table, and as operations of their own."""

from __future__ import annotations

import re

from spec2code.model.changes import AddColumn, DropColumn, RenameColumn
from spec2code.model.schema import Column, Identity, Name, Table
from spec2code.sql.ddl import SERIALS, alter_table, column_sql, late_settings, quote
from spec2code.sql.mysql_table import mysql_column, mysql_name
from spec2code.sql.text_clauses import on_one_line
from spec2code_generators.alembic.context import Context, Side
from spec2code_generators.alembic.source import Node, call, sql_literal, text
from spec2code_generators.alembic.step import Step, execute
from spec2code_generators.alembic.types import INTEGERS, counts_in_mysql, sql_type, type_node

__all__ = [
    "add_column",
    "column_node",
    "default_node",
    "drop_column",
    "fits_column",
    "identity_node",
    "rename_column",
    "set_comment",
    "set_late",
]

_SQLITE = ("BINARY", "NOCASE", "RTRIM")
"""Collations of SQLite, which folds no names."""
_COLLATED = re.compile(
    r"(text|TEXT|VARCHAR(\(\d+\))?|character varying(\(\d+\))?|character\(\d+\))\Z"
)
_IDENTITY = re.compile(
    r"(?P<start>START(?: WITH)? (?P<start_value>-?\d+))"
    r"|(?P<increment>INCREMENT(?: BY)? (?P<increment_value>-?\d+))"
    r"|(?P<nominvalue>NO MINVALUE)|(?P<nomaxvalue>NO MAXVALUE)"
    r"|(?P<minvalue>MINVALUE (?P<minvalue_value>-?\d+))"
    r"|(?P<maxvalue>MAXVALUE (?P<maxvalue_value>-?\d+))"
    r"|(?P<cache>CACHE (?P<cache_value>\d+))"
    r"|(?P<nocycle>NO CYCLE)|(?P<cycle>CYCLE)|(?P<skip>\s+|[()])"
)
_ORDER = (
    "start",
    "increment",
    "minvalue",
    "maxvalue",
    "nominvalue",
    "nomaxvalue",
    "cycle",
    "cache",
)


def fits_column(column: Column) -> bool:
    """Whether sa.Column can say all of it."""
    if column.options or column.not_null or (column.generated is not None and not column.stored):
        return False
    if column.identity is not None and identity_node(column.identity) is None:
        return False
    return not column.collation or _collation(column) is not None


def column_node(column: Column, side: Side, table: Table | None = None) -> Node:
    """sa.Column; `table` is given where the primary key stands beside it."""
    key = table.primary_key.columns if table and table.primary_key else ()
    counted, plain = _counting(column, key, table)
    if column.serial and column.type == "INTEGER":
        type_: Node = "sa.Integer()"
    elif column.serial and column.type.endswith(" unsigned"):
        # No class of SQLAlchemy's that every dialect knows is unsigned, and counting is part of the type here.
        type_, counted = sql_type(f"{column.type} AUTO_INCREMENT"), None
    elif column.serial and counted is None:
        type_ = sql_type(SERIALS.get(column.type, column.type))
    else:
        type_ = type_node(column.type, side.enums, collation=_collation(column))
    nullable = column.nullable and column.name not in key
    nullable = nullable and not (column.serial or column.identity)
    return call(
        "sa.Column",
        text(column.name),
        type_,
        identity_node(column.identity) if column.identity else None,
        _computed(column),
        server_default=default_node(column) if column.default else None,
        autoincrement=counted or plain,
        nullable=str(nullable),
        comment=text(column.comment) if column.comment is not None else None,
    )


def _counting(
    column: Column, key: tuple[str, ...], table: Table | None
) -> tuple[str | None, str | None]:
    """`autoincrement` for a SERIAL of the key, and for an integer key that is none.

    SQLAlchemy makes a lone integer key a SERIAL unless told otherwise, and one column of a key at most.
    """
    if table is None or column.name not in key:
        return None, None
    if column.type not in INTEGERS and not counts_in_mysql(column.type):
        return None, None
    if column.serial:
        first = next(item for item in table.columns if item.serial and item.name in key)
        return ("True" if first.name == column.name else None), None
    if len(key) == 1 and not column.identity and not column.default and not column.generated:
        return None, "False"
    return None, None


def default_node(column: Column) -> Node:
    if column.default is None:
        return "None"
    return call("sa.text", sql_literal(on_one_line(column.default.text)))


def _computed(column: Column) -> Node | None:
    if column.generated is None:
        return None
    return call("sa.Computed", sql_literal(on_one_line(column.generated.text)), persisted="True")


def identity_node(identity: Identity) -> Node | None:
    """sa.Identity; None when its options hold what SQLAlchemy has no word for."""
    options: dict[str, str] = {}
    position, source = 0, identity.options.strip()
    while position < len(source):
        match = _IDENTITY.match(source, position)
        if match is None:
            return None
        position = match.end()
        kind = match.lastgroup or ""
        kind = kind.removesuffix("_value")
        for name in (*_ORDER, "nocycle"):
            if match.group(name):
                options[name] = match.groupdict().get(f"{name}_value") or "True"
    cycle = options.pop("nocycle", None)
    if cycle:
        options["cycle"] = "False"
    ordered = {name: options[name] for name in _ORDER if name in options}
    return call("sa.Identity", always=str(identity.always), **ordered)


def _collation(column: Column) -> str | None:
    """The collation where it can be given to the type: a plain name, on a text type."""
    if not column.collation or not _COLLATED.match(column.type):
        return None
    name = column.collation
    if name.startswith('"') and name.endswith('"') and name.count('"') == 2:
        return name[1:-1]
    return name if name.isidentifier() and (name == name.lower() or name in _SQLITE) else None


def add_column(change: AddColumn, context: Context) -> list[Step]:
    table, column = change.table, change.after
    if not fits_column(column) and context.dialect == "mysql":
        whole = f"ALTER TABLE {mysql_name(table)} ADD COLUMN {mysql_column(column)}"
        return [execute(whole)]
    if not fits_column(column):
        steps = [execute(alter_table(table, f"ADD COLUMN {column_sql(column)}"))]
        return [*steps, *set_late(table, column), *set_comment(change, context)]
    node = call(
        "op.add_column",
        text(table.name),
        column_node(column, context.after),
        schema=text(table.schema) if table.schema else None,
    )
    return [Step(node)]


def set_late(table: Name, column: Column) -> list[Step]:
    """What a column is given when it is there."""
    return [
        execute(alter_table(table, f"ALTER COLUMN {quote(column.name)} {action}"))
        for action in late_settings(column)
    ]


def set_comment(change: AddColumn, context: Context) -> list[Step]:
    """The comment of a column that was written in SQL."""
    column = change.after
    if column.comment is None:
        return []
    node = call(
        "op.alter_column",
        text(change.table.name),
        text(column.name),
        existing_type=type_node(column.type, context.after.enums),
        comment=text(column.comment),
        schema=text(change.table.schema) if change.table.schema else None,
    )
    return [Step(node)]


def drop_column(change: DropColumn) -> list[Step]:
    schema = text(change.table.schema) if change.table.schema else None
    node = call("op.drop_column", text(change.table.name), text(change.before.name), schema=schema)
    return [Step(node)]


def rename_column(change: RenameColumn) -> list[Step]:
    node = call(
        "op.alter_column",
        text(change.table.name),
        text(change.before.name),
        new_column_name=text(change.after.name),
        schema=text(change.table.schema) if change.table.schema else None,
    )
    return [Step(node)]
