"""Names that are too long, or taken."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.names import NAME_BYTES, truncated
from spec2code.model.schema import Name, PrimaryKey, Schema, Table, Unique
from spec2code.model.span import Span

__all__ = ["check_names", "check_relations"]


def check_names(table: Table) -> Iterator[Diagnostic]:
    """Names within one table."""
    yield from _too_long("table", table.name.name, table.span)
    seen: dict[str, tuple[str, Span | None]] = {}
    for column in table.columns:
        yield from _too_long(f"column of `{table.name}`", column.name, column.span)
        cut = truncated(column.name)
        if cut not in seen:
            seen[cut] = (column.name, column.span)
        elif seen[cut][0] == column.name:
            message = f"table `{table.name}` has two columns `{column.name}`"
            yield diagnostic("Q123", message, column.span or table.span, other=seen[cut][1])
        else:
            yield _collision("columns", column.name, seen[cut][0], column.span, seen[cut][1])
    yield from _constraints(table)
    for index in table.indexes:
        yield from _too_long(f"index of `{table.name}`", index.name or "", index.span)


def _constraints(table: Table) -> Iterator[Diagnostic]:
    seen: dict[str, tuple[str, Span | None]] = {}
    for constraint in table.constraints:
        if constraint.name is None:
            continue
        yield from _too_long(f"constraint of `{table.name}`", constraint.name, constraint.span)
        cut = truncated(constraint.name)
        if cut not in seen:
            seen[cut] = (constraint.name, constraint.span)
        elif seen[cut][0] == constraint.name:
            message = f"table `{table.name}` has two constraints `{constraint.name}`"
            yield diagnostic("Q134", message, constraint.span, other=seen[cut][1])
        else:
            yield _collision(
                "constraints", constraint.name, seen[cut][0], constraint.span, seen[cut][1]
            )


def _too_long(what: str, name: str, span: Span | None) -> Iterator[Diagnostic]:
    size = len(name.encode())
    if size > NAME_BYTES:
        yield diagnostic(
            "Q120",
            f"{what}: the name `{name}` has {size} bytes; PostgreSQL cuts it to `{truncated(name)}`",
            span,
        )


def _collision(
    what: str, name: str, other: str, span: Span | None, other_span: Span | None
) -> Diagnostic:
    message = (
        f"{what} `{name}` and `{other}` are both `{truncated(name)}` once cut to {NAME_BYTES} bytes"
    )
    return diagnostic("Q121", message, span, other=other_span)


def check_relations(schema: Schema, tables: set[Name]) -> Iterator[Diagnostic]:
    """Tables, indexes, views and sequences share one set of names in each schema.

    Args:
        schema: everything.
        tables: those of which a clash is told.
    """
    seen: dict[Name, tuple[str, str, Span | None]] = {}
    for name, what, table, span in _relations(schema):
        cut = Name(truncated(name.name), name.schema)
        if cut not in seen:
            seen[cut] = (name.name, what, span)
            continue
        other, other_what, other_span = seen[cut]
        if table is not None and table not in tables:
            continue
        if other == name.name:
            message = f"{what} has the name of {other_what}: `{name}`"
            yield diagnostic("Q122", message, span, other=other_span)
        else:
            yield _collision("relations", name.name, other, span, other_span)


def _relations(schema: Schema) -> Iterator[tuple[Name, str, Name | None, Span | None]]:
    for table in schema.tables.values():
        yield table.name, f"table `{table.name}`", table.name, table.span
    for key, item in schema.objects.items():
        if key[0] in ("view", "materialized view", "sequence", "foreign table"):
            yield item.name, f"{item.kind} `{item.name}`", None, item.span
    for table in schema.tables.values():
        for constraint in table.constraints:
            if isinstance(constraint, PrimaryKey | Unique) and constraint.name is not None:
                name = Name(constraint.name, table.name.schema)
                yield name, f"a constraint of `{table.name}`", table.name, constraint.span or table.span
        for index in table.indexes:
            if index.name is not None:
                name = Name(index.name, table.name.schema)
                yield name, f"an index of `{table.name}`", table.name, index.span or table.span
