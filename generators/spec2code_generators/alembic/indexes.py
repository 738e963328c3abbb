"""Indexes as operations."""

from __future__ import annotations

import re

from spec2code.model.changes import AddIndex, DropIndex, ModifyIndex
from spec2code.model.records import replace
from spec2code.model.schema import Index, IndexKey, Name
from spec2code.sql.ddl import create_index, index_key, quote
from spec2code.sql.mysql_table import key_prefix
from spec2code.sql.text_clauses import on_one_line
from spec2code_generators.alembic.context import Context, Side
from spec2code_generators.alembic.source import Node, call, listing, mapping, sql_literal, text
from spec2code_generators.alembic.step import Step, execute

__all__ = ["add_index", "drop_index", "index_node", "modify_index"]

_WITH = re.compile(r"WITH \(([^()']*)\)\Z", re.IGNORECASE)
_PARAMETER = re.compile(r"\s*([a-z_]+)\s*=\s*([\w.]+)\s*\Z", re.IGNORECASE)


def add_index(change: AddIndex, context: Context, *, concurrently: bool = False) -> list[Step]:
    """CREATE INDEX; outside of a transaction when it must not lock the table."""
    table = change.table
    index = replace(change.after, name=context.after.name(table, change.after))
    parameters = _parameters(index)
    if index.only or parameters is None:
        sql = create_index(table, index, concurrently=concurrently)
        return [execute(sql, autocommit=concurrently)]
    operators = {
        key.column: key.operator_class
        for key in index.keys
        if key.column and key.operator_class and _is_plain(key)
    }
    node = call(
        "op.create_index",
        text(index.name or ""),
        text(table.name),
        listing([_key(key, context.dialect) for key in index.keys]),
        unique=str(index.unique),
        schema=text(table.schema) if table.schema else None,
        postgresql_concurrently="True" if concurrently else None,
        **_method(index, context.dialect),
        **_prefixes(index, context.dialect),
        postgresql_ops=(
            mapping([(name, text(value)) for name, value in operators.items()])
            if operators
            else None
        ),
        postgresql_include=(
            listing([text(name) for name in index.include]) if index.include else None
        ),
        postgresql_nulls_not_distinct="True" if index.nulls_not_distinct else None,
        postgresql_with=mapping(parameters) if parameters else None,
        **_where(index, context.dialect),
    )
    return [Step(node, autocommit=concurrently)]


def index_node(table: Name, index: Index, side: Side, dialect: str) -> Node:
    """sa.Index, as it stands in a table."""
    return call(
        "sa.Index",
        text(side.name(table, index)),
        *(_key(key, dialect) for key in index.keys),
        unique="True" if index.unique else None,
        **_prefixes(index, dialect),
        **_where(index, dialect),
    )


def drop_index(change: DropIndex, context: Context, *, concurrently: bool = False) -> list[Step]:
    table = change.table
    node = call(
        "op.drop_index",
        text(context.before.name(table, change.before)),
        table_name=text(table.name),
        schema=text(table.schema) if table.schema else None,
        if_exists="True" if change.may_be_gone else None,
        postgresql_concurrently="True" if concurrently else None,
    )
    return [Step(node, autocommit=concurrently)]


def modify_index(
    change: ModifyIndex, context: Context, *, concurrently: bool = False
) -> list[Step]:
    """A new name keeps the index; anything else makes it anew."""
    old = context.before.name(change.table, change.before)
    new = context.after.name(change.table, change.after)
    before = create_index(change.table, replace(change.before, name=None))
    if before == create_index(change.table, replace(change.after, name=None)):
        name = quote(Name(old, change.table.schema))
        return [execute(f"ALTER INDEX {name} RENAME TO {quote(new)}")]
    return [
        *drop_index(DropIndex(change.table, change.before), context, concurrently=concurrently),
        *add_index(AddIndex(change.table, change.after), context, concurrently=concurrently),
    ]


def _is_plain(key: IndexKey) -> bool:
    return not key.collation and not key.descending and key.nulls_first in (None, False)


def _key(key: IndexKey, dialect: str) -> Node:
    if key.column is not None and _is_plain(key):
        return text(key.column)
    if dialect == "mysql" and (prefix := key_prefix(key)) is not None:
        return text(prefix[0])
    return call("sa.literal_column", text(index_key(key)))


def _method(index: Index, dialect: str) -> dict[str, Node]:
    if index.method == "btree":
        return {}
    if dialect == "mysql" and index.method in ("fulltext", "spatial"):
        return {"mysql_prefix": text(index.method.upper())}
    return {f"{dialect}_using": text(index.method)}


def _prefixes(index: Index, dialect: str) -> dict[str, Node]:
    """How much of its columns an index of MySQL holds."""
    found = [prefix for key in index.keys if (prefix := key_prefix(key))]
    if dialect != "mysql" or not found:
        return {}
    return {"mysql_length": mapping([(column, str(length)) for column, length in found])}


def _where(index: Index, dialect: str) -> dict[str, Node]:
    if index.where is None:
        return {}
    return {f"{dialect}_where": call("sa.text", sql_literal(on_one_line(index.where.text)))}


def _parameters(index: Index) -> list[tuple[str, str]] | None:
    """WITH (...) as pairs; None when the options hold anything else."""
    if not index.options:
        return []
    match = _WITH.match(index.options.strip())
    if match is None:
        return None
    pairs: list[tuple[str, str]] = []
    for part in match[1].split(","):
        parameter = _PARAMETER.match(part)
        if parameter is None:
            return None
        value = parameter[2]
        pairs.append((parameter[1].lower(), value if value.isdigit() else text(value)))
    return pairs
