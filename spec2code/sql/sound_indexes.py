"""Indexes and generated columns that PostgreSQL refuses: volatile expressions, types without an operator class."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.schema import Column, Expression, Index, PrimaryKey, Schema, Table, Unique
from spec2code.sql.literals import NUMBERS, TEXTS, base_type

__all__ = ["check_indexes"]

_CHANGING = re.compile(
    r"\b(now|current_date|current_time|current_timestamp|localtime|localtimestamp|transaction_timestamp|statement_timestamp"
    r"|clock_timestamp|timeofday|random|gen_random_uuid|uuid_generate_v\d\w*|current_user|session_user|nextval)\b(?:\s*\()?",
    re.IGNORECASE,
)
_STRINGS = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
_DAY = re.compile(
    r"\bdate\s*\(\s*\"?(\w+)\"?\s*\)|(?<![\w.\"])\"?(\w+)\"?\s*\)?\s*::\s*(?:date|time|text)\b"
    r"|\bdate_trunc\s*\(\s*''\s*,\s*\"?(\w+)\"?\s*\)",
    re.IGNORECASE,
)
"""What takes a day or a text from a point in time."""
_ZONED = "timestamp with time zone"
_PLAIN: Final = NUMBERS | TEXTS | {"boolean", "uuid", "date", "interval", "bytea"}
_NO_ORDER: Final = frozenset(
    ("json", "xml", "point", "box", "polygon", "circle", "line", "lseg", "path")
)
"""Types that can't be sorted or compared for equality."""


def check_indexes(table: Table, schema: Schema) -> Iterator[Diagnostic]:
    """Q138 to Q140 of one table."""
    extensions = {key[1].name for key in schema.objects if key[0] == "extension"}
    for index in table.indexes:
        what = (
            f"index `{index.name}` of `{table.name}`"
            if index.name
            else f"an index of `{table.name}`"
        )
        parts = [key.expression for key in index.keys if key.column is None]
        for part in [*parts, *([index.where] if index.where else [])]:
            reason = _unstable(part, table)
            if reason:
                message = f"{what}: {reason}, and an index takes only what never changes"
                yield diagnostic("Q138", message, index.span or table.span)
        yield from _operators(index, what, table, extensions)
    for column in table.columns:
        if column.generated is not None and (reason := _unstable(column.generated, table)):
            message = f"generated column `{table.name}.{column.name}`: {reason}, and it takes only what never changes"
            yield diagnostic("Q138", message, column.span)
    for key in _keys(table):
        for name in key.columns:
            keyed = table.column(name)
            if keyed is not None and base_type(keyed.type) in _NO_ORDER:
                message = (
                    f"`{table.name}.{name}` is `{keyed.type}`, which has no order that a key needs"
                )
                yield diagnostic("Q139", message, keyed.span)
    yield from _partition_columns(table)


def _keys(table: Table) -> list[PrimaryKey | Unique]:
    first: list[PrimaryKey | Unique] = [table.primary_key] if table.primary_key else []
    return [*first, *table.uniques]


def _partition_columns(table: Table) -> Iterator[Diagnostic]:
    """A key of a partitioned table has to hold what the table is partitioned by."""
    stated = re.search(r"\((.*)\)", table.option("partition_by") or "", re.DOTALL)
    if stated is None:
        return
    parts = {part.strip().strip('"').lower() for part in stated.group(1).split(",")}
    for key in _keys(table):
        missing = sorted(parts - {name.lower() for name in key.columns})
        if missing:
            what = "the primary key" if isinstance(key, PrimaryKey) else "a unique constraint"
            message = f"`{table.name}` is partitioned by `{missing[0]}`, which {what} ({', '.join(key.columns)}) lacks"
            yield diagnostic("Q140", message, key.span or table.span)


def _unstable(expression: Expression, table: Table) -> str | None:
    """Why the value of an expression can differ from one day or session to the next."""
    text = _STRINGS.sub(
        lambda match: "''" if match.group()[0] == "'" else match.group(), expression.text
    )
    changing = _CHANGING.search(text)
    if changing is not None and table.column(changing.group(1).lower()) is None:
        return f"`{changing.group(1)}` is another value each time"
    for match in _DAY.finditer(text):
        column = table.column(next(name for name in match.groups() if name))
        if column is not None and base_type(column.type) == _ZONED:
            return f"what `{match.group()}` gives depends on the time zone of the session"
    return None


def _operators(index: Index, what: str, table: Table, extensions: set[str]) -> Iterator[Diagnostic]:
    for key in index.keys:
        column = table.column(key.column) if key.column is not None else None
        if column is None or key.operator_class is not None:
            continue
        base = base_type(column.type)
        place = index.span or column.span
        if index.method in ("btree", "hash") and base in _NO_ORDER:
            message = (
                f"{what}: `{column.name}` is `{column.type}`, which {index.method} can't order"
            )
            yield diagnostic("Q139", message, place, other=column.span)
        elif index.method in ("gin", "gist") and f"btree_{index.method}" not in extensions:
            if base in _PLAIN or (index.method == "gist" and base in ("json", "jsonb")):
                yield _no_class(index, what, column, base)


def _no_class(index: Index, what: str, column: Column, base: str) -> Diagnostic:
    """A warning: an extension that the project has may give the type what it lacks here."""
    message = f"{what}: {index.method} has no operator class of its own for `{column.name}`, which is `{column.type}`"
    wanted = f"{index.method}_trgm_ops" if base in TEXTS else ""
    hint = (
        f"write `{column.name} {wanted}` (extension pg_trgm), or index `to_tsvector('simple', {column.name})`"
        if wanted
        else f"create the extension `btree_{index.method}`, or use a btree index"
    )
    return diagnostic(
        "Q139",
        message,
        index.span or column.span,
        hint=hint,
        other=column.span,
        severity=Severity.WARNING,
    )
