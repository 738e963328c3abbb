"""Statements with the names that PostgreSQL keeps of theirs: the first 63 bytes."""

from __future__ import annotations

import operator
from functools import cache
from typing import Any, TypeVar

from spec2code.model.names import NAME_BYTES, truncated
from spec2code.model.records import fields, is_dataclass, replace
from spec2code.model.schema import Table
from spec2code.model.statements import CreateObject, Statement

__all__ = ["table_with_kept_names", "with_kept_names"]

_PLAIN = frozenset(("bool", "float", "int", "None", "Span", "str"))
"""Types of fields in which nothing can be cut, unless the field is a name itself."""
_NAMES = frozenset({"name", "new_name", "column", "columns", "target_columns", "include"})
T = TypeVar("T")


def with_kept_names(statement: Statement) -> Statement:
    """The statement with every name cut as PostgreSQL cuts it (NAMEDATALEN - 1, "Identifiers and Key Words").

    The text of a view or function stays as it is: the database cuts what stands in it.
    """
    if isinstance(statement, CreateObject):
        kept = replace(statement.object, name=_cut(statement.object.name))
        return replace(statement, object=kept)
    return _cut(statement)


def table_with_kept_names(table: Table) -> Table:
    """A table of models as the database would have it."""
    return _cut(table)


def _cut(value: T) -> T:
    """The same with every name in it cut; the same object where nothing is too long."""
    changes: dict[str, Any] = {}
    kind: type = type(value)
    for field, is_name in _fields_of(kind):
        before = getattr(value, field)
        after = _cut_field(before, is_name)
        if after is not before:
            changes[field] = after
    if not changes:
        return value
    changed: T = replace(value, **changes)  # type: ignore[type-var]
    return changed


@cache
def _fields_of(kind: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a record that can hold names, with whether they are names; nothing of any other class."""
    if not is_dataclass(kind):
        return ()
    return tuple(
        (field.name, field.name in _NAMES)
        for field in fields(kind)
        if field.name in _NAMES or not _PLAIN.issuperset(str(field.type).split(" | "))
    )


def _cut_field(value: Any, is_name: bool) -> Any:
    if value is None or value is True or value is False:
        return value
    if isinstance(value, str):
        if not is_name or len(value) * 4 <= NAME_BYTES:
            return value
        cut = truncated(value)
        return value if cut == value else cut
    if isinstance(value, tuple):
        items = tuple([_cut_field(item, is_name) for item in value])
        same = all(map(operator.is_, items, value))
        return value if same else items
    return _cut(value)
