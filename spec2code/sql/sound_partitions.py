"""Partitioned tables and their partitions (PostgreSQL 18 documentation, 5.12 and CREATE TABLE)."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import Index, Name, PrimaryKey, Table, Unique
from spec2code.model.span import Span
from spec2code.sql.cursor import Cursor, Unreadable
from spec2code.sql.semantics.parser import cursor_over
from spec2code.sql.sound_expressions import Place, Semantics
from spec2code.sql.values import fits

__all__ = ["check_partitions"]

_STRATEGIES = ("RANGE", "LIST", "HASH")
_BOUNDS = {"RANGE": "FROM", "LIST": "IN", "HASH": "WITH"}
_FORMS = {
    "RANGE": "FROM (...) TO (...)",
    "LIST": "IN (...)",
    "HASH": "WITH (MODULUS ..., REMAINDER ...)",
}


def check_partitions(table: Table, semantics: Semantics) -> Iterator[Diagnostic]:
    """Q140, Q142 and Q148 of a table that is partitioned, or that is a partition."""
    stated = table.option("partition_by")
    if stated is not None:
        yield from _partitioned(table, stated, semantics)
    if table.option("partition_of") is not None:
        yield from _partition(table, semantics)
    if table.option("inherits") is not None:
        yield from _heir(table, table.option("inherits") or "", semantics)


def _heir(table: Table, parents: str, semantics: Semantics) -> Iterator[Diagnostic]:
    """CREATE TABLE, "INHERITS": columns of one name are one column, of one type."""
    for part in parents.split(","):
        parent = semantics.schema.tables.get(cursor_over(part).name("a table"))
        for column in parent.columns if parent else ():
            own = table.column(column.name)
            types = (own.type, column.type) if own is not None else ("", "")
            if all(types) and types[0] != types[1]:
                message = f"`{table.name}.{column.name}` is `{types[0]}`, and comes from `{part.strip()}` as `{types[1]}`"
                yield diagnostic("Q142", message, table.span, other=column.span)


def _keys_of(stated: str) -> tuple[str, list[str]]:
    """`RANGE (a, date(b))` as its strategy and its keys."""
    cursor = cursor_over(stated)
    strategy = cursor.identifier("a strategy").upper()
    keys: list[str] = []
    if cursor.at("("):
        for part in cursor.inside().elements():
            token = part.token
            plain = token is not None and part.at_name and part.word(1) not in ("(", ".")
            keys.append(part.identifier() if plain else part.rest())
    return strategy, keys


def _partitioned(table: Table, stated: str, semantics: Semantics) -> Iterator[Diagnostic]:
    strategy, keys = _keys_of(stated)
    subject = f"table `{table.name}`"
    if strategy not in _STRATEGIES:
        message = f"{subject} is partitioned by `{strategy}`, there is only RANGE, LIST and HASH"
        yield diagnostic("Q148", message, table.span)
    if strategy == "LIST" and len(keys) > 1:
        message = f"{subject} is partitioned by a LIST of {len(keys)} columns, and a list takes one"
        yield diagnostic(
            "Q148", message, table.span, hint="use RANGE, or partition each part again"
        )
    if table.option("unlogged"):
        yield diagnostic(
            "Q148",
            f"{subject} is partitioned and UNLOGGED",
            table.span,
            hint="make its partitions UNLOGGED",
        )
    for key in keys:
        column = table.column(key)
        if column is not None and column.generated is not None:
            message = f"{subject} is partitioned by the generated column `{key}`"
            yield diagnostic("Q148", message, table.span, other=column.span)
        elif (
            column is None
            and key.isidentifier()
            and not table.is_partial
            and not table.has_columns_of_others
        ):
            message = f"{subject} is partitioned by the column `{key}`, which it doesn't have"
            yield diagnostic("Q127", message, table.span)
        elif column is None and not key.isidentifier():
            place = Place(f"the partition key of `{table.name}`", "it", table.span)
            typed = semantics.typed(key, table)
            yield from semantics.problems(typed, place)
            yield from semantics.only_constant(typed, place)
    yield from _keys(table, keys)
    for check in table.checks:
        if check.no_inherit:
            message = f"a check of `{table.name}`, which is partitioned, is NO INHERIT"
            yield diagnostic("Q148", message, check.span or table.span, hint="leave NO INHERIT out")


def _keys(table: Table, parts: list[str]) -> Iterator[Diagnostic]:
    """A key of a partitioned table has to hold what the table is partitioned by."""
    given: list[tuple[str, tuple[str, ...], Span | None]] = []
    keys: list[PrimaryKey | Unique] = [table.primary_key] if table.primary_key else []
    for key in [*keys, *table.uniques]:
        what = "the primary key" if isinstance(key, PrimaryKey) else "a unique constraint"
        given.append((what, key.columns, key.span))
    given += [
        (
            f"the unique index `{index.name}`" if index.name else "a unique index",
            index.columns,
            index.span,
        )
        for index in table.indexes
        if index.unique and _is_plain(index)
    ]
    for what, columns, span in given:
        missing = [part for part in parts if part not in columns]
        if missing:
            message = f"`{table.name}` is partitioned by `{missing[0]}`, which {what} ({', '.join(columns)}) lacks"
            hint = (
                f"write ({', '.join([*columns, *missing])})"
                if missing[0].isidentifier()
                else "partition by columns, not by an expression"
            )
            yield diagnostic("Q140", message, span or table.span, hint=hint)


def _is_plain(index: Index) -> bool:
    return all(key.column is not None for key in index.keys)


# -- one partition ------------------------------------------------------------------------------------


def _parent(table: Table) -> tuple[Name, Cursor]:
    cursor = cursor_over(table.option("partition_of") or "")
    return cursor.name(), cursor


def _partition(table: Table, semantics: Semantics) -> Iterator[Diagnostic]:
    try:
        name, bound = _parent(table)
        parent = semantics.schema.tables.get(name)
        if parent is None or parent.is_partial:
            return
        stated = parent.option("partition_by")
        if stated is None:
            message = f"`{table.name}` is a partition of `{name}`, which is not partitioned"
            yield diagnostic(
                "Q148",
                message,
                table.span,
                other=parent.span,
                hint="add `PARTITION BY` to the parent",
            )
            return
        yield from _bound(table, parent, stated, bound, semantics)
    except Unreadable:
        return


def _bound(
    table: Table, parent: Table, stated: str, bound: Cursor, semantics: Semantics
) -> Iterator[Diagnostic]:
    strategy, keys = _keys_of(stated)
    subject = f"partition `{table.name}` of `{parent.name}`"
    if strategy not in _STRATEGIES:
        return
    if bound.accept("DEFAULT"):
        if strategy == "HASH":
            yield diagnostic(
                "Q148", f"{subject}: a table that is partitioned by HASH has no default", table.span
            )
        return
    bound.expect("FOR", "VALUES")
    if not bound.at(_BOUNDS[strategy]):
        message = f"{subject} is `FOR VALUES {bound.word()} ...`, and its parent is partitioned by {strategy}"
        yield diagnostic(
            "Q148",
            message,
            table.span,
            other=parent.span,
            hint=f"write `FOR VALUES {_FORMS[strategy]}`",
        )
        return
    bound.advance()
    column = parent.column(keys[0]) if len(keys) == 1 else None
    type = semantics.types.plain(column.type) if column is not None else None
    for part in [
        each for each in bound.inside().elements() if type and not semantics.types.is_enum(type)
    ]:
        if part.kind() == "string" and type and not fits(value := part.string(), type):
            message = f"{subject}: its bound `'{value}'` is no value of {type}"
            yield diagnostic("Q148", message, table.span, other=column.span if column else None)
