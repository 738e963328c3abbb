"""Names that are too long, or taken."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.names import (
    NAME_BYTES,
    default_constraint_name,
    sequence_name,
    truncated,
)
from spec2code.model.schema import Name, PrimaryKey, Schema, Table, Unique
from spec2code.model.span import Span

__all__ = ["check_names", "check_own_names", "check_relations", "check_type_names"]


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


def check_type_names(schema: Schema) -> Iterator[Diagnostic]:
    """Every table has a type of its own name: an enum, a domain or a composite type can't have it too."""
    made = [(enum.name, "type", enum.span) for enum in schema.enums.values()]
    made += [
        (item.name, item.kind, item.span)
        for item in schema.objects.values()
        if item.kind in ("domain", "type")
    ]
    seen: dict[Name, tuple[str, Span | None]] = {}
    for name, kind, span in made:
        table = schema.tables.get(name)
        if table is not None and not table.is_partial:
            message = f"{kind} `{name}` has the name of a table, which is a type too"
            yield diagnostic("Q122", message, span, other=table.span)
        elif name in seen:
            message = f"{kind} `{name}` has the name of a {seen[name][0]}"
            yield diagnostic("Q122", message, span, other=seen[name][1])
        seen[name] = (kind, span)


def check_own_names(table: Table) -> Iterator[Diagnostic]:
    """An index that is called as PostgreSQL calls the one of a key without a name."""
    own = table.name.name
    given = {
        default_constraint_name(own, key.columns, "key") for key in table.uniques if not key.name
    }
    if table.primary_key is not None and table.primary_key.name is None:
        given.add(default_constraint_name(own, (), "pkey"))
    for index in table.indexes:
        if index.name in given:
            message = f"index `{index.name}` of `{table.name}` has the name that PostgreSQL gives a key of it"
            yield diagnostic("Q122", message, index.span, other=table.span)


def _relations(schema: Schema) -> Iterator[tuple[Name, str, Name | None, Span | None]]:
    for table in schema.tables.values():
        yield table.name, f"table `{table.name}`", table.name, table.span
    for key, item in schema.objects.items():
        if key[0] in ("view", "materialized view", "sequence", "foreign table"):
            yield item.name, f"{item.kind} `{item.name}`", None, item.span
    for table in schema.tables.values():
        for column in table.columns:
            own = sequence_name(table.name, column.name)
            if column.serial and ("sequence", own, None, "") not in schema.objects:
                # One that is there already makes PostgreSQL take another name.
                what = f"the sequence of `{table.name}.{column.name}`"
                yield own, what, table.name, column.span
        for constraint in table.constraints:
            if isinstance(constraint, PrimaryKey | Unique) and constraint.name is not None:
                name = Name(constraint.name, table.name.schema)
                yield name, f"a constraint of `{table.name}`", table.name, constraint.span or table.span
        for index in table.indexes:
            if index.name is not None:
                name = Name(index.name, table.name.schema)
                yield name, f"an index of `{table.name}`", table.name, index.span or table.span
