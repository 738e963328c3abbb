"""Keys that one CREATE TABLE gives twice: PostgreSQL makes one constraint of them."""

from __future__ import annotations

from spec2code.model.records import replace
from spec2code.model.schema import PrimaryKey, Table, Unique

__all__ = ["key_of", "without_repeats"]


def without_repeats(table: Table) -> Table:
    """The table with one constraint for `id INT PRIMARY KEY UNIQUE`, `UNIQUE (a), UNIQUE (a)`.

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
