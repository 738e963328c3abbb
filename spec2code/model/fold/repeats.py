"""Constraints that one CREATE TABLE gives twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from spec2code.model.records import replace
from spec2code.model.schema import Check, Exclude, ForeignKey, PrimaryKey, Table, Unique

__all__ = ["key_of", "once", "without_repeats"]

Repeated = TypeVar("Repeated", ForeignKey, Check, Exclude)


def without_repeats(table: Table) -> Table:
    """The table with one constraint for `id INT PRIMARY KEY UNIQUE`, `UNIQUE (a), UNIQUE (a)`, as in PostgreSQL.

    The first stays, the primary key before all; without a name of its own it takes the other's.
    """
    kept: dict[object, PrimaryKey | Unique] = {}
    if table.primary_key is not None:
        kept[key_of(table.primary_key)] = table.primary_key
    for unique in table.uniques:
        first = kept.get(key_of(unique))
        if first is None:
            kept[key_of(unique)] = unique
        elif first.name is None:
            kept[key_of(unique)] = replace(first, name=unique.name)
    constraints = list(kept.values())
    return replace(
        table,
        primary_key=next((item for item in constraints if isinstance(item, PrimaryKey)), None),
        uniques=tuple(item for item in constraints if isinstance(item, Unique)),
    )


def once(items: Sequence[Repeated]) -> tuple[Repeated, ...]:
    """The constraints with one for those that say the same, unless each has a name of its own.

    PostgreSQL makes two of `a int REFERENCES b, FOREIGN KEY (a) REFERENCES b`; who writes so in a spec wants one.
    """
    kept: list[Repeated] = []
    for item in items:
        for place, first in enumerate(kept):
            if None in (item.name, first.name) and replace(item, name=first.name) == first:
                kept[place] = replace(first, name=first.name or item.name)
                break
            if None in (item.name, first.name) and replace(first, name=item.name) == item:
                kept[place] = replace(first, name=item.name)
                break
        else:
            kept.append(item)
    return tuple(kept)


def key_of(constraint: PrimaryKey | Unique) -> object:
    """What two keys of one table must have in common to be one."""
    distinct = isinstance(constraint, Unique) and constraint.nulls_not_distinct
    return (
        constraint.columns,
        constraint.include,
        constraint.deferrable,
        distinct,
        constraint.without_overlaps,
    )
