"""Partitions of one table that overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import gcd

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.patterns import regex
from spec2code.model.schema import Name, Schema, Table
from spec2code.sql.cursor import Cursor, Unreadable
from spec2code.sql.literals import is_number
from spec2code.sql.semantics.parser import cursor_over

__all__ = ["check_bounds"]


def check_bounds(schema: Schema, tables: set[Name]) -> Iterator[Diagnostic]:
    """Q148 where two partitions take the same rows; only plain bounds of one column are compared."""
    families: dict[Name, list[tuple[Table, Cursor]]] = {}
    for table in schema.tables.values():
        stated = table.option("partition_of")
        if stated is None or not (tables & {table.name}):
            continue
        cursor = cursor_over(stated)
        families.setdefault(cursor.name(), []).append((table, cursor))
    for members in families.values():
        try:
            yield from _compared(members)
        except Unreadable:
            continue


def _compared(members: list[tuple[Table, Cursor]]) -> Iterator[Diagnostic]:
    defaults: list[Table] = []
    listed: dict[str, Table] = {}
    ranges: list[tuple[tuple[int, str | float], tuple[int, str | float], Table]] = []
    hashed: list[tuple[int, int, Table]] = []
    for table, bound in members:
        if bound.accept("DEFAULT"):
            defaults.append(table)
        elif bound.accept("FOR", "VALUES", "IN"):
            for part in bound.inside().elements():
                value = part.rest()
                if value in listed:
                    yield _overlap(table, listed[value], f"both take `{value}`")
                listed[value] = table
        elif bound.accept("FOR", "VALUES", "FROM"):
            first = _edge(bound.inside(), -1)
            bound.expect("TO")
            last = _edge(bound.inside(), 1)
            if first is not None and last is not None and type(first[1]) is type(last[1]):
                if first >= last:
                    message = f"partition `{table.name}` begins where it ends, or behind it"
                    yield diagnostic(
                        "Q148", message, table.span, hint="the lower bound stands behind FROM"
                    )
                ranges.append((first, last, table))
        elif bound.accept("FOR", "VALUES", "WITH"):
            found = _HASHED.search(bound.rest().upper())
            if found is not None:
                hashed.append((int(found[1]), int(found[2]), table))
    yield from _remainders(hashed)
    for extra in defaults[1:]:
        yield _overlap(extra, defaults[0], "both are the default")
    yield from _overlapping(ranges)


_HASHED = regex(r"MODULUS\s+(\d+)\s*,\s*REMAINDER\s+(\d+)")


def _remainders(hashed: list[tuple[int, int, Table]]) -> Iterator[Diagnostic]:
    """CREATE TABLE, "PARTITION BY HASH": a remainder is below its modulus, and one row has one partition."""
    for place, (modulus, remainder, table) in enumerate(hashed):
        if remainder >= modulus:
            message = f"partition `{table.name}`: the remainder {remainder} is not below the modulus {modulus}"
            yield diagnostic("Q148", message, table.span)
        for other_modulus, other_remainder, other in hashed[:place]:
            step = gcd(modulus, other_modulus)
            if step and remainder % step == other_remainder % step:
                yield _overlap(table, other, f"remainder {remainder} of {modulus}")


def _edge(cursor: Cursor, side: int) -> tuple[int, str | float] | None:
    """A bound as something that can be compared: ISO dates and numbers; MINVALUE and MAXVALUE lie outside."""
    if cursor.accept("MINVALUE") or cursor.accept("MAXVALUE"):
        return None
    text = cursor.rest().strip()
    if is_number(text):
        return 0, float(text)
    value = text.strip("'")
    plain = text.startswith("'") and value[:4].isdigit() and value[4:5] == "-" and "," not in text
    return (0, value) if plain and len(value) == 10 else None


def _overlapping(
    ranges: list[tuple[tuple[int, str | float], tuple[int, str | float], Table]],
) -> Iterator[Diagnostic]:
    kinds = {type(first[1]) for first, _, _ in ranges}
    if len(kinds) != 1:
        return
    ranges.sort(key=lambda item: item[0])
    for (_, end, table), (start, _, following) in pairwise(ranges):
        if start < end:
            yield _overlap(following, table, f"`{start[1]}` lies in both")


def _overlap(table: Table, other: Table, what: str) -> Diagnostic:
    message = f"partitions `{table.name}` and `{other.name}` overlap: {what}"
    return diagnostic(
        "Q148", message, table.span, other=other.span, hint="give each row one partition"
    )
