"""Defaults that call a function which is made anew: they are taken off before it and set again behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from spec2code.model.changes import AddColumn, AddTable, Change, ModifyColumn
from spec2code.model.plan.mentions import words
from spec2code.model.records import replace
from spec2code.model.schema import Column, Schema

__all__ = ["takes_off_a_default", "with_defaults_apart"]


def with_defaults_apart(
    changes: Sequence[Change], functions: set[str], desired: Schema
) -> list[Change]:
    """The changes, with each column whose default calls one of the functions, before or after, changed without it."""
    if not functions:
        return list(changes)
    added = {change.after.name for change in changes if isinstance(change, AddTable)}
    new = {(change.table, change.after.name) for change in changes if isinstance(change, AddColumn)}
    own = {
        (change.table, change.after.name): change
        for change in changes
        if isinstance(change, ModifyColumn)
    }
    result = list(changes)
    for table in desired.tables.values():
        for column in table.columns if table.name not in added else ():
            if (table.name, column.name) in new:
                continue
            change = own.get((table.name, column.name))
            whole = change or ModifyColumn(table.name, column, column)
            if _calls(whole.before, functions) or _calls(whole.after, functions):
                result = [item for item in result if item is not change]
                result += _apart(whole)
    return result


def _calls(column: Column, functions: set[str]) -> bool:
    return column.default is not None and not functions.isdisjoint(words(column.default.text))


def _apart(change: ModifyColumn) -> Iterator[Change]:
    """The default goes, the rest changes, the new one comes: each of the three in the other direction, too."""
    bare, after = (replace(column, default=None) for column in (change.before, change.after))
    steps = [change.before, bare, after, change.after]
    for one, other in pairwise(steps):
        if one != other:
            yield ModifyColumn(change.table, one, other)


def takes_off_a_default(change: Change) -> bool:
    """Whether that is all it does: nothing has to be there before it, and functions may go behind it."""
    if not isinstance(change, ModifyColumn) or change.before.default is None:
        return False
    return replace(change.before, default=None) == change.after
