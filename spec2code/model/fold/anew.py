"""Names that statements make anew after they gave what had them another one."""

from __future__ import annotations

from collections.abc import Iterable

from spec2code.model.schema import Name
from spec2code.model.statements import (
    AddColumn,
    CreateTable,
    RenameColumn,
    RenameTable,
    Statement,
)

__all__ = ["made_anew"]


def made_anew(statements: Iterable[Statement]) -> frozenset[tuple[Name, str]]:
    """(table, '') and (table, column) of which the first bearer is renamed and a second one made behind it.

    Where both names are there already, such a rename has been carried out.
    """
    given_up: set[tuple[Name, str]] = set()
    made: set[tuple[Name, str]] = set()
    for item in statements:
        match item:
            case RenameTable(name, new_name):
                given_up.add((name, ""))
                made.discard((name, ""))
                made.add((new_name, ""))
            case RenameColumn(name, column_name, new_name):
                given_up.add((name, column_name))
                made.discard((name, column_name))
                made.add((name, new_name))
            case CreateTable(table):
                made.add((table.name, ""))
            case AddColumn(name, column):
                made.add((name, column.name))
            case _:
                continue
    return frozenset(given_up & made)
