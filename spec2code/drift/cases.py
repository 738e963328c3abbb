"""Names that differ in how they are written alone: `Team` without quotes in a spec, and `"Team"` in the code.

PostgreSQL takes a name without quotes in lower case, and a list of columns has no quotes at all; who writes it so means the
name that the code has. A list of columns is often called by what one row is, where the table is called by all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from spec2code.model.records import replace
from spec2code.model.schema import Enum, ForeignKey, Name, Schema, Table
from spec2code.model.statements import (
    AlterColumn,
    CreateEnum,
    RenameColumn,
    RenameTable,
    RenameType,
    Statement,
)

__all__ = ["in_case_of_specs", "with_meant_targets"]


def in_case_of_specs(code: Schema, said: Schema, listed: Collection[Name] = ()) -> list[Statement]:
    """What gives the code's tables and columns the names that the specs have for them.

    `listed` are the tables of the specs that lists of columns describe, and no SQL makes.
    """
    named = {*said.tables}
    entities = {*listed}
    for name, table in said.tables.items():
        targets = {key.target for key in table.foreign_keys}
        named |= targets
        if name in listed:
            entities |= targets - said.tables.keys()
    renames: list[Statement] = []
    tables: dict[Name, Name] = {}
    for name in sorted(named - code.tables.keys(), key=str):
        alike = [
            other
            for other in code.tables
            if other.schema == name.schema and _folded(other.name, name.name)
        ] or [
            other
            for other in code.tables
            if name in entities
            and other.schema == name.schema
            and other not in named
            and _of_rows(name.name, other.name)
        ]
        if len(alike) == 1 and alike[0] not in named:
            tables[name] = alike[0]
            renames.append(RenameTable(alike[0], name))
    types: dict[Name, Name] = {}
    for name, table in said.tables.items():
        own = code.tables.get(tables.get(name, name))
        if own is not None:
            wanted = [column.name for column in table.columns]
            for old, new in _columns(wanted, [column.name for column in own.columns]):
                renames.append(RenameColumn(name, old, new))
            unnamed = {
                enum.name
                for enum in said.enums.values()
                if name in listed or _is_inline(enum, table)
            }
            if unnamed:
                renames += _enums(table, own, unnamed, code, types)
    return renames


def _enums(
    table: Table, own: Table, unnamed: Collection[Name], code: Schema, renamed: dict[Name, Name]
) -> Iterator[Statement]:
    """The code's enum types under the names that the specs' have, where these don't name them.

    "Enum ('cat', 'dog')" of a list and MySQL's ENUM('cat', 'dog') don't say what the type is called, nor that another
    column has one of its own. What is `renamed` already is known there.
    """
    wanted = {name.name: name for name in unnamed}
    known = {name.name: name for name in code.enums}
    types = {column.name: column.type for column in own.columns}
    for column in table.columns:
        new, old = wanted.get(column.type), known.get(types.get(column.name, ""))
        invented = column.type == f"{table.name.name}_{column.name}"
        if not (invented and new and old) or new in code.enums or new == old:
            continue
        if renamed.setdefault(old, new) == new:
            yield RenameType(old, new)
        else:
            yield CreateEnum(replace(code.enums[old], name=new))
            yield AlterColumn(table.name, column.name, type=column.type)


def _is_inline(enum: Enum, table: Table) -> bool:
    """Whether a column of the table's SQL has the values, as MySQL's ENUM('a', 'b') has."""
    one, whole = enum.span, table.span
    return (
        one is not None
        and whole is not None
        and one.file == whole.file
        and (whole.line, whole.column) <= (one.line, one.column)
        and (one.end_line, one.end_column) <= (whole.end_line, whole.end_column)
    )


def with_meant_targets(schema: Schema) -> Schema:
    """The schema with references to a table that isn't there turned to the one that differs in case alone.

    Specs write `"User"` where they make a table and `User` where they refer to it.
    """
    tables = dict(schema.tables)
    for name, table in schema.tables.items():
        keys = tuple(_meant(key, schema) for key in table.foreign_keys)
        if keys != table.foreign_keys:
            tables[name] = replace(table, foreign_keys=keys)
    return replace(schema, tables=tables)


def _meant(key: ForeignKey, schema: Schema) -> ForeignKey:
    if key.target in schema.tables:
        return key
    alike = [
        other
        for other in schema.tables
        if other.schema == key.target.schema and _folded(other.name, key.target.name)
    ]
    if len(alike) != 1:
        return key
    has = [column.name for column in schema.tables[alike[0]].columns]
    names = {new: old for old, new in _columns(key.target_columns, has)}
    columns = tuple(names.get(column, column) for column in key.target_columns)
    return replace(key, target=alike[0], target_columns=columns)


def _columns(wanted: Collection[str], present: Collection[str]) -> Iterator[tuple[str, str]]:
    for new in sorted({*wanted} - {*present}):
        alike = [old for old in present if _folded(old, new)]
        if len(alike) == 1 and alike[0] not in wanted:
            yield alike[0], new


def _folded(name: str, written: str) -> bool:
    """Whether a name is the written one but for its upper-case letters."""
    return name != written and name.lower() == written


def _of_rows(one: str, other: str) -> bool:
    """Whether one is the plural of the other: `order_item`, `order_items` and `orderitem`."""
    first, second = (name.replace("_", "").lower() for name in (one, other))
    return first == second or second in _plurals(first) or first in _plurals(second)


def _plurals(word: str) -> tuple[str, ...]:
    irregular = next((word.removesuffix(a) + b for a, b in _IRREGULAR if word.endswith(a)), "")
    ending = word[:-1] + "ies" if word.endswith("y") else word + "s"
    return (ending, word + "es", word + "s", irregular)


_IRREGULAR = (("person", "people"), ("child", "children"), ("analysis", "analyses"))
