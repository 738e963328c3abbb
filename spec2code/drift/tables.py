"""Changes between two schemas as drift: D1xx for migrations, D2xx for models."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from spec2code.diagnostics import Severity
from spec2code.drift.comparison import Comparison
from spec2code.drift.constraints import (
    add_constraint,
    add_index,
    drop_constraint,
    drop_index,
    modify_constraint,
    modify_index,
)
from spec2code.drift.defaults import makes_keys, same_default
from spec2code.drift.describe import column_text
from spec2code.drift.finding import Drift, Side, drift
from spec2code.model import changes as ch
from spec2code.model.changes import Change
from spec2code.model.schema import Column, Name, Table
from spec2code.sql.mysql_options import MYSQL_OPTIONS

__all__ = ["schema_drift"]


def schema_drift(changes: Iterable[Change], comparison: Comparison) -> Iterator[Drift]:
    """One finding for each change; `before` of a change is what the code has, `after` what the specs ask for."""
    for change in changes:
        yield from _TELL[type(change)](change, comparison)


def _add_table(change: ch.AddTable, c: Comparison) -> Iterator[Drift]:
    table = change.after
    yield drift(
        c.number(1),
        "missing",
        f"table {table.name}",
        f"table `{table.name}` is in the spec and not in the {c.side}",
        spec=Side(table.span, f"{len(table.columns)} columns"),
        code_side=Side(c.fallback, None),
    )


def _drop_table(change: ch.DropTable, c: Comparison) -> Iterator[Drift]:
    table = change.before
    yield drift(
        c.number(2),
        "extra",
        f"table {table.name}",
        f"table `{table.name}` is dropped by the spec and still in the {c.side}",
        code_side=Side(table.span, f"{len(table.columns)} columns"),
    )


def _rename_table(change: ch.RenameTable, c: Comparison) -> Iterator[Drift]:
    yield drift(
        c.number(31),
        "changed",
        f"table {change.after}",
        f"table `{change.after}` of the spec is `{change.before}` in the {c.side}",
        spec=Side(c.spec_at(change.after), str(change.after)),
        code_side=Side(c.code_at(change.before), str(change.before)),
    )


def _modify_table(change: ch.ModifyTable, c: Comparison) -> Iterator[Drift]:
    before, after = change.before, change.after
    sides = (Side(after.span, None), Side(before.span, None))
    if after.comment and before.comment != after.comment:
        yield drift(
            c.number(32),
            "changed",
            f"table {after.name}",
            f"the comment of table `{after.name}` is not the same in spec and {c.side}",
            spec=Side(after.span, after.comment),
            code_side=Side(before.span, before.comment),
        )
    for name in sorted({key for key, _ in (*before.options, *after.options)}):
        if before.option(name) == after.option(name) or _left_open(name, before):
            continue
        yield drift(
            c.number(30),
            "changed",
            f"table {after.name}",
            f"`{name.replace('_', ' ')}` of table `{after.name}` is `{after.option(name)}` in the spec,"
            f" `{before.option(name)}` in the {c.side}",
            spec=Side(sides[0].at, after.option(name)),
            code_side=Side(sides[1].at, before.option(name)),
        )


_SERVERS = re.compile(r"(?:utf8(?:mb[34])?|latin1|gbk|gb18030)_(?!.*_[ac]s_)\w+_ci")
"""What a server of MySQL has where nobody says a collation, and a dump writes at each column."""
_STORED = frozenset(option for option, _, _ in MYSQL_OPTIONS)


def _left_open(option: str, before: Table) -> bool:
    """Whether code is silent on how MySQL stores a table: it is as the server has it."""
    return option in _STORED and before.option(option) is None


def _add_column(change: ch.AddColumn, c: Comparison) -> Iterator[Drift]:
    column = change.after
    yield drift(
        c.number(3),
        "missing",
        f"column {change.table}.{column.name}",
        f"column `{change.table}.{column.name}` is in the spec and not in the {c.side}",
        spec=Side(column.span or c.spec_at(change.table), column_text(column)),
        code_side=Side(c.code_at(change.table), None),
    )


def _drop_column(change: ch.DropColumn, c: Comparison) -> Iterator[Drift]:
    column = change.before
    yield drift(
        c.number(4),
        "extra",
        f"column {change.table}.{column.name}",
        f"column `{change.table}.{column.name}` is in the {c.side} and not in the spec",
        spec=Side(c.spec_at(change.table), None),
        code_side=Side(column.span or c.code_at(change.table), column_text(column)),
        severity=Severity.INFO if c.leaves_out(change.table, column.name) else None,
    )


def _rename_column(change: ch.RenameColumn, c: Comparison) -> Iterator[Drift]:
    yield drift(
        c.number(9),
        "changed",
        f"column {change.table}.{change.after.name}",
        f"column `{change.table}.{change.after.name}` of the spec is `{change.before.name}` in the {c.side}",
        spec=Side(change.after.span or c.spec_at(change.table), change.after.name),
        code_side=Side(change.before.span or c.code_at(change.table), change.before.name),
    )


def _modify_column(change: ch.ModifyColumn, c: Comparison) -> Iterator[Drift]:
    before, after = change.before, change.after
    for number, what, old, new in _column_aspects(
        before, after, change.table, in_models=c.family == 200
    ):
        yield drift(
            c.number(number),
            "changed",
            f"column {change.table}.{after.name}",
            f"{what} of column `{change.table}.{after.name}` is `{new}` in the spec,"
            f" `{old}` in the {c.side}",
            spec=Side(after.span or c.spec_at(change.table), new),
            code_side=Side(before.span or c.code_at(change.table), old),
            severity=(
                Severity.WARNING
                if number == 5 and {_one(before.type), _one(after.type)} == _ANY_TEXT
                else _only_in_code(number, before, after, c, change.table)
            ),
        )


def _one(type: str) -> str:
    """What an array holds: of `text[]` the same is true as of `text`."""
    return type.removesuffix("[]")


_ANY_TEXT = {"text", "character varying"}
"""Types of PostgreSQL that take the same values: `sa.String()` makes the one, specs write the other."""


def _only_in_code(
    number: int, before: Column, after: Column, c: Comparison, table: Name
) -> Severity | None:
    """Of a default that only the code has: who gives a value, as the spec asks, gets what the spec says.

    How keys are made is left out of many a spec, so that the database makes them is only worth knowing.
    """
    if after.default or after.serial or after.identity or after.generated:
        return None
    if number == 8 and (before.identity is None or before.identity.always or before.generated):
        return None
    if number not in (7, 8):
        return None
    own = c.code.tables.get(table)
    key = own.primary_key.columns if own and own.primary_key else ()
    return Severity.INFO if key == (before.name,) and makes_keys(before) else Severity.WARNING


def _column_aspects(
    before: Column, after: Column, table: Name, *, in_models: bool
) -> Iterator[tuple[int, str, str, str]]:
    """What differs. A model needs no word of what only the database does: defaults, identities, comments."""
    if before.type != after.type:
        yield 5, "the type", before.type, after.type
    if before.nullable != after.nullable:
        said = {True: "NULL", False: "NOT NULL"}
        yield 6, "nullability", said[before.nullable], said[after.nullable]
    unsaid = in_models and not (before.default and after.default)
    if not unsaid and not same_default(before, after, table):
        yield 7, "the default", _default(before), _default(after)
    if _generation(before, in_models) != _generation(after, in_models):
        if not in_models or before.generated is not None:
            yield 8, "the generation", column_text(before), column_text(after)
    if in_models:
        return
    servers = not after.collation and _SERVERS.fullmatch((before.collation or "").strip('"'))
    if (None if servers else before.collation, before.options) != (after.collation, after.options):
        old, new = (f"{x.collation or ''} {x.options}".strip() or "none" for x in (before, after))
        yield 8, "the collation or storage", old, new
    if after.comment and before.comment != after.comment:
        yield 32, "the comment", before.comment or "none", after.comment


def _generation(column: Column, in_models: bool) -> tuple[object, ...]:
    if in_models:
        return (column.generated,)
    return (column.identity, column.generated, column.stored)


def _default(column: Column) -> str:
    if column.serial:
        return "serial"
    return column.default.text if column.default else "none"


def _add_enum(change: ch.AddEnum, c: Comparison) -> Iterator[Drift]:
    enum = change.after
    yield drift(
        c.number(24),
        "missing",
        f"enum {enum.name}",
        f"enum `{enum.name}` is in the spec and not in the {c.side}",
        spec=Side(enum.span, ", ".join(enum.labels)),
        code_side=Side(c.fallback, None),
    )


def _drop_enum(change: ch.DropEnum, c: Comparison) -> Iterator[Drift]:
    enum = change.before
    yield drift(
        c.number(25),
        "extra",
        f"enum {enum.name}",
        f"enum `{enum.name}` is dropped by the spec and still in the {c.side}",
        code_side=Side(enum.span, ", ".join(enum.labels)),
    )


def _modify_enum(change: ch.ModifyEnum, c: Comparison) -> Iterator[Drift]:
    before, after = change.before, change.after
    old, new = ", ".join(before.labels), ", ".join(after.labels)
    yield drift(
        c.number(26),
        "changed",
        f"enum {after.name}",
        f"enum `{after.name}` has the labels `{new}` in the spec, `{old}` in the {c.side}",
        spec=Side(after.span, new),
        code_side=Side(before.span, old),
    )


def _add_object(change: ch.AddObject, c: Comparison) -> Iterator[Drift]:
    item = change.after
    yield drift(
        c.number(27),
        "missing",
        f"{item.kind} {item.name}",
        f"{item.kind} `{item.name}` is in the spec and not in the {c.side}",
        spec=Side(item.span, item.definition.text),
        code_side=Side(c.code_at(item.table) if item.table else c.fallback, None),
    )


def _drop_object(change: ch.DropObject, c: Comparison) -> Iterator[Drift]:
    item = change.before
    yield drift(
        c.number(28),
        "extra",
        f"{item.kind} {item.name}",
        f"{item.kind} `{item.name}` is dropped by the spec and still in the {c.side}",
        code_side=Side(item.span, item.definition.text),
    )


def _modify_object(change: ch.ModifyObject, c: Comparison) -> Iterator[Drift]:
    before, after = change.before, change.after
    yield drift(
        c.number(29),
        "changed",
        f"{after.kind} {after.name}",
        f"{after.kind} `{after.name}` is defined differently in spec and {c.side}",
        spec=Side(after.span, after.definition.text),
        code_side=Side(before.span, before.definition.text),
    )


_TELL: dict[type, Callable[[Any, Comparison], Iterator[Drift]]] = {
    ch.AddTable: _add_table,
    ch.DropTable: _drop_table,
    ch.RenameTable: _rename_table,
    ch.ModifyTable: _modify_table,
    ch.AddColumn: _add_column,
    ch.DropColumn: _drop_column,
    ch.RenameColumn: _rename_column,
    ch.ModifyColumn: _modify_column,
    ch.AddConstraint: add_constraint,
    ch.DropConstraint: drop_constraint,
    ch.ModifyConstraint: modify_constraint,
    ch.AddIndex: add_index,
    ch.DropIndex: drop_index,
    ch.ModifyIndex: modify_index,
    ch.AddEnum: _add_enum,
    ch.DropEnum: _drop_enum,
    ch.ModifyEnum: _modify_enum,
    ch.AddObject: _add_object,
    ch.DropObject: _drop_object,
    ch.ModifyObject: _modify_object,
}
