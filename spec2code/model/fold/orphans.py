"""Settings of and comments on indexes and constraints go with these, whatever took them away."""

from __future__ import annotations

from collections.abc import Mapping

from spec2code.model.fold.draft import Draft
from spec2code.model.names import constraint_names, index_name
from spec2code.model.schema import Name, Schema, SqlObject, Table

__all__ = ["without_orphans"]

_Owned = tuple[Name | None, Name]


def without_orphans(before: Schema, draft: Draft) -> None:
    """Forget what was said of an index or constraint that was in `before` and is no longer there."""
    said = {
        key: owned
        for key, item in before.objects.items()
        if (owned := _owned(item)) is not None and key in draft.objects
    }
    if not said:
        return
    gone = _all(before.tables) - _all(draft.tables)
    for key, owned in said.items():
        if owned in gone:
            draft.objects.pop(key)


def _owned(item: SqlObject) -> _Owned | None:
    """The table, where it is given, and the name of what an object is a setting of or a comment on."""
    if item.kind == "index setting":
        return None, item.name
    if item.kind == "comment":
        kind, _, name = item.name.name.partition(" ")
        if kind == "index" or (kind == "constraint" and item.table is not None):
            return item.table, Name(name, item.name.schema)
    return None


def _all(tables: Mapping[Name, Table]) -> set[_Owned]:
    """Each index and constraint under its name, with and without its table."""
    found: set[_Owned] = set()
    for table in tables.values():
        schema = table.name.schema
        names = [index_name(table.name.name, item) for item in table.indexes]
        for name in (*names, *constraint_names(table).values()):
            found |= {(None, Name(name, schema)), (table.name, Name(name, schema))}
    return found
