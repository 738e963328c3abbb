"""Tables with what they have from others: the columns of parents, and all that a partition has of its table.

Source: PostgreSQL 18 documentation, chapters 5.11 (inheritance) and 5.12 (partitioning).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Column, Name, Table

__all__ = ["parents", "with_parents"]

Item = TypeVar("Item")

_PART = regex(r'"(?:[^"]|"")+"|[^\s".,()]+')
_NAME = regex(rf"(?:{_PART.pattern})(?:\.(?:{_PART.pattern}))?")


def parents(table: Table) -> tuple[Name, ...]:
    """The tables that it inherits from, and the one that it is a partition of."""
    partition_of = _NAME.match(table.option("partition_of") or "")
    written = [partition_of.group()] if partition_of else []
    written += [match.group() for match in _NAME.finditer(table.option("inherits") or "")]
    found = []
    for text in written:
        *schema, name = [part.strip('"').replace('""', '"') for part in _PART.findall(text)]
        found.append(Name(name, schema[0] if schema and schema[0] != "public" else None))
    return tuple(found)


def with_parents(
    table: Table, tables: Mapping[Name, Table], heirs: frozenset[Name] = frozenset()
) -> Table:
    """The table as it would be alone: what it has from others is its own; names it gives itself are left open.

    `heirs` ask for it: who inherits from itself gets nothing twice.
    """
    own = {column.name: column for column in table.columns}
    inherited: dict[str, Column] = {}
    for name in parents(table):
        parent = tables.get(name)
        if parent is None or name in heirs or name == table.name:
            continue
        whole = with_parents(parent, tables, heirs | {table.name})
        inherited |= {column.name: column for column in whole.columns}
        if table.option("partition_of") is not None:
            table = _partition(table, whole)
    columns = [_merged(column, own.pop(column.name, None)) for column in inherited.values()]
    return replace(table, columns=(*columns, *own.values()))


def _merged(inherited: Column, own: Column | None) -> Column:
    """A column of a parent with what the child says of it."""
    if own is None:
        return inherited
    if own.type:
        return own
    nullable = inherited.nullable and own.nullable
    return replace(inherited, nullable=nullable, default=own.default or inherited.default)


def _partition(table: Table, whole: Table) -> Table:
    key = whole.primary_key
    uniques = (replace(item, name=None) for item in whole.uniques)
    indexes = (replace(item, name=None) for item in whole.indexes)
    return replace(
        table,
        primary_key=table.primary_key or (replace(key, name=None) if key else None),
        uniques=_joined(table.uniques, uniques),
        foreign_keys=_joined(table.foreign_keys, whole.foreign_keys),
        checks=_joined(table.checks, whole.checks),
        indexes=_joined(table.indexes, indexes),
    )


def _joined(own: tuple[Item, ...], inherited: Iterable[Item]) -> tuple[Item, ...]:
    """What it has itself, and what it has not: one that left and came back has all of it itself."""
    return (*own, *(item for item in inherited if item not in own))
