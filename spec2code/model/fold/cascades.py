"""What DROP ... CASCADE takes along (PostgreSQL 18, 5.15 Dependency Tracking)."""

from __future__ import annotations

import re
from collections.abc import Callable

from spec2code.model.fold import columns
from spec2code.model.fold.draft import Draft
from spec2code.model.fold.readers import drop_readers
from spec2code.model.identifiers import quote_name
from spec2code.model.records import replace
from spec2code.model.schema import Expression, Name, Table
from spec2code.model.statements import DropColumn

__all__ = ["drop_users"]

_ROUTINES = ("function", "procedure", "aggregate")


def drop_users(draft: Draft, kind: str, name: Name) -> None:
    """Take away what uses an object that is dropped.

    Views, triggers, policies and rules go, and what uses those; of a function the defaults, checks, indexes and
    generated columns that call it, of a sequence the defaults that count by it, of a type or domain its columns.
    """
    called = re.compile(rf'(?<!\w)"?{re.escape(name.name)}"?\s*\(')
    if kind in _ROUTINES and any(key[0] in _ROUTINES and key[1] == name for key in draft.objects):
        users = [item for item in draft.objects.values() if name in item.depends_on]
        if any(called.search(item.definition.text) for item in users):
            message = f"what goes with `{name}` can't be told: another one of that name stays"
            draft.problem("cascade-undecided", message)
        return
    drop_readers(draft, name)
    if kind in _ROUTINES:
        _leave(draft, lambda value: called.search(value.text) is not None)
        # A trigger may be called like its function.
        for key, item in list(draft.objects.items()):
            if item.kind == "trigger" and called.search(item.definition.text):
                draft.objects.pop(key)
    elif kind == "sequence":
        spelled = {f"'{name}'", f"'{quote_name(name)}'", f"'public.{name}'"}
        _leave(draft, lambda value: any(text in value.text for text in spelled))
    elif kind in ("domain", "type"):
        _drop_columns_of(draft, quote_name(name))


def _drop_columns_of(draft: Draft, type: str) -> None:
    for table in list(draft.tables.values()):
        for column in table.columns:
            if column.type.removesuffix("[]") == type:
                columns.drop(draft, DropColumn(table.name, column.name))


def _leave(draft: Draft, uses: Callable[[Expression], bool]) -> None:
    for table in list(draft.tables.values()):
        for column in table.columns:
            if column.generated is not None and uses(column.generated):
                columns.drop(draft, DropColumn(table.name, column.name))
        left = _without(draft.tables[table.name], uses)
        if left != draft.tables[table.name]:
            draft.put(left)


def _without(table: Table, uses: Callable[[Expression], bool]) -> Table:
    return replace(
        table,
        columns=tuple(
            replace(column, default=None) if column.default and uses(column.default) else column
            for column in table.columns
        ),
        checks=tuple(item for item in table.checks if not uses(item.expression)),
        excludes=tuple(item for item in table.excludes if not uses(item.definition)),
        indexes=tuple(
            item
            for item in table.indexes
            if not any(uses(key.expression) for key in item.keys)
            and not (item.where is not None and uses(item.where))
        ),
    )
