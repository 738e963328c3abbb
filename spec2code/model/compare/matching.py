"""Pairs what two sides of a table call constraints and indexes: by name, by structure, by what they stand for.

A name that one side doesn't give can't tell two things apart, so structure decides there. Each pass
looks up a hash, so that pairing takes time in proportion to what there is to pair.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeAlias, TypeVar

from spec2code.model.names import constraint_names
from spec2code.model.records import replace
from spec2code.model.schema import (
    Constraint,
    ForeignKey,
    Index,
    IndexKey,
    Name,
    PrimaryKey,
    Table,
    Unique,
)

__all__ = ["Pair", "Targets", "pair_constraints", "pair_indexes", "same"]

Thing: TypeAlias = Constraint | Index
Item = TypeVar("Item", bound=Thing)
Pair: TypeAlias = tuple[Item | None, Item | None]
Targets = dict[Name, Table]
"""The tables that foreign keys of one side may refer to."""


def pair_constraints(
    before: Sequence[Item],
    after: Sequence[Item],
    tables: tuple[Table, Table],
    targets: tuple[Targets, Targets],
) -> list[Pair[Item]]:
    """Pairs of constraints of one kind; a missing partner is None. In the order of `after`, then `before`.

    Args:
        before: those of the first of `tables`.
        after: those of the second.
        tables: the table on both sides.
        targets: all tables of both sides.
    """
    return _pair(
        before,
        after,
        [
            (_by_name, _by_name),
            (_structure(targets[0]), _structure(targets[1])),
            (_default_name(tables[0]), _default_name(tables[1])),
            (_loosely_unnamed, _loosely),
            (_loosely, _loosely_unnamed),
        ],
    )


def pair_indexes(before: Sequence[Index], after: Sequence[Index]) -> list[Pair[Index]]:
    """Pairs of indexes of one table; a missing partner is None."""
    return _pair(
        before,
        after,
        [
            (_by_name, _by_name),
            (_structure({}), _structure({})),
            (_loosely_unnamed, _loosely),
            (_loosely, _loosely_unnamed),
        ],
    )


def same(before: Thing, after: Thing, targets: tuple[Targets, Targets] = ({}, {})) -> bool:
    """Whether both stand for the same; a name that one of them doesn't give is not compared."""
    if before.name is not None and after.name is not None and before.name != after.name:
        return False
    return _structure(targets[0])(before) == _structure(targets[1])(after)


_Key: TypeAlias = Callable[[Thing], Hashable | None]


def _pair(
    before: Sequence[Item], after: Sequence[Item], passes: list[tuple[_Key, _Key]]
) -> list[Pair[Item]]:
    partners: dict[int, Item] = {}
    left = dict(enumerate(before))
    right = dict(enumerate(after))
    for key_before, key_after in passes:
        if not left or not right:
            break
        waiting: dict[Hashable, list[int]] = {}
        for position, item in left.items():
            key = key_before(item)
            if key is not None:
                waiting.setdefault(key, []).append(position)
        for places in waiting.values():
            places.reverse()
        for position, item in list(right.items()):
            key = key_after(item)
            if key is not None and waiting.get(key):
                partners[position] = left.pop(waiting[key].pop())
                del right[position]
    pairs: list[Pair[Item]] = [(partners.get(place), item) for place, item in enumerate(after)]
    return pairs + [(item, None) for item in left.values()]


def _by_name(item: Thing) -> Hashable | None:
    return item.name


def _default_name(table: Table) -> _Key:
    """The name of a constraint, or the one that PostgreSQL gives it."""
    names: dict[int, str] = {}

    def key(item: Thing) -> Hashable | None:
        if not names:  # most constraints have found their partner before
            names.update(constraint_names(table))
        return names.get(id(item))

    return key


def _structure(tables: Targets) -> Callable[[Thing], Hashable]:
    def structure(item: Thing) -> Hashable:
        if isinstance(item, ForeignKey):
            return replace(item, name=None, target_columns=_target_columns(item, tables))
        if isinstance(item, Index):
            return replace(item, name=None, keys=tuple(_plain(key) for key in item.keys))
        return replace(item, name=None)

    return structure


def _target_columns(key: ForeignKey, tables: Targets) -> tuple[str, ...]:
    if key.target_columns:
        return key.target_columns
    target = tables.get(key.target)
    return target.primary_key.columns if target and target.primary_key else ()


def _plain(key: IndexKey) -> IndexKey:
    """The key without what says no more than the default does."""
    expression = replace(key.expression, key="") if key.column is not None else key.expression
    nulls = None if key.nulls_first == key.descending else key.nulls_first
    return replace(key, expression=expression, nulls_first=nulls)


def _loosely(item: Thing) -> Hashable | None:
    """What an item is for, whatever else it says: a change of the rest is a modification of it."""
    match item:
        case PrimaryKey():
            return "primary key"
        case ForeignKey():
            return (item.columns, item.target)
        case Unique():
            return item.columns
        case Index():
            return item.columns
        case _:
            return None


def _loosely_unnamed(item: Thing) -> Hashable | None:
    return _loosely(item) if item.name is None or isinstance(item, PrimaryKey) else None
