"""What a document lists of its tables without DDL, before it is joined with what else it says of them."""

from __future__ import annotations

from typing import Final

from spec2code.model.records import dataclass, field
from spec2code.model.schema import ForeignKey, Table
from spec2code.model.span import Span
from spec2code.model.statements import CreateEnum, Statement
from spec2code.spec.told_keys import ToldLine
from spec2code.spec.written_tables import ListedColumn

__all__ = ["ENUM_OF_MODEL", "KEYS_ALONE", "Listing", "enums_for"]

ENUM_OF_MODEL: Final = "enum of a model"
KEYS_ALONE: Final = "list of keys"
"""Constraints and indexes without a statement around them."""


@dataclass(slots=True)
class Listing:
    """What one table, list or diagram says: the columns of a table, or facts about tables."""

    kind: str
    name: str
    span: Span
    columns: list[ListedColumn] = field(default_factory=list)
    constraints: list[tuple[str, Span]] = field(default_factory=list)
    references: list[ForeignKey] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    tables: list[tuple[Table, Span]] = field(default_factory=list)
    unread: list[tuple[str, Span]] = field(default_factory=list)
    told: list[ToldLine] = field(default_factory=list)
    """Lines that may tell indexes and unique keys: to be read when the table's columns are known."""
    mentioned: frozenset[str] = frozenset()
    """What the line above it has as code."""
    entity: str = ""
    """The class that the table keeps, which others refer to by its name."""
    called: bool = False
    """A diagram calls it in small letters, as tables are called."""
    partial: bool = False
    """Called "Key columns" or the like: the table has others."""


def enums_for(
    listings: list[Listing], defined: set[str], made: list[Statement]
) -> list[CreateEnum]:
    """The types that models name and nothing makes yet, where a table that needs them is made of a listing."""
    known = {item.enum.name.name.lower() for item in made if isinstance(item, CreateEnum)}
    used = {
        column.words.type.rstrip("[]").strip('"').lower()
        for listing in listings
        if listing.name.lower() not in defined
        for column in listing.columns
    }
    return [
        item
        for listing in listings
        for item in listing.statements
        if isinstance(item, CreateEnum) and item.enum.name.name.lower() in used - known
    ]
