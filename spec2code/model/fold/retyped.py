"""Columns of a type that gets another name."""

from __future__ import annotations

from spec2code.model.fold.draft import Draft
from spec2code.model.identifiers import quote_name
from spec2code.model.records import replace
from spec2code.model.schema import Name

__all__ = ["retype"]


def retype(draft: Draft, old: Name, new: Name) -> None:
    """Columns of the type, and of arrays of it, follow when it is renamed."""
    before, after = quote_name(old), quote_name(new)
    for table in list(draft.tables.values()):
        if any(column.type.removesuffix("[]") == before for column in table.columns):
            columns = (
                (
                    replace(column, type=after + column.type.removeprefix(before))
                    if column.type.removesuffix("[]") == before
                    else column
                )
                for column in table.columns
            )
            draft.put(replace(table, columns=tuple(columns)))
