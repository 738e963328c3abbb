"""What a list of columns leaves open: `String` has no length, and silence on NULL or on a key is no word.

SQL says NULL and no key by silence; a table in words doesn't, nor does a diagram.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from spec2code.drift.defaults import is_counted, makes_keys
from spec2code.model.records import replace
from spec2code.model.schema import Column, Name
from spec2code.model.spec import DescribedTable

__all__ = ["Lists"]

_KINDS = {
    "text": ("character varying", "character", "text", "citext"),
    "whole": ("integer", "bigint", "smallint"),
    "real": ("double precision", "real", "numeric"),
    "time": ("timestamp without time zone", "timestamp with time zone"),
    "json": ("json", "jsonb"),
}
_KIND = {name: kind for kind, names in _KINDS.items() for name in names}

_BARE = ("numeric", "character varying")
"""Types that a list names without their precision or length, and the code with one."""


class Lists:
    """The lists of columns that tables of the specs are made from."""

    def __init__(self, described: Iterable[DescribedTable]) -> None:
        self._sources = {item.table.name: item for item in described if item.is_source}

    def meant(self, table: Name, has: Column, wanted: Column) -> Column:
        """The column that the code `has`, as the spec's where the list leaves open what differs."""
        source = self._sources.get(table)
        if source is None:
            return has
        name = wanted.name
        if name in source.untyped:
            # A name alone says no more of the column than that it is there.
            has = replace(has, type=wanted.type, serial=wanted.serial, identity=wanted.identity)
            has = has if wanted.default else replace(has, default=None)
        elif (
            (not source.types_stated or name in source.loose) and _alike(wanted.type, has.type)
        ) or (wanted.type in _BARE and has.type.partition("(")[0] == wanted.type):
            has = replace(has, type=wanted.type)
        if name in source.coded and (has.default is None or wanted.default is None):
            has = replace(has, default=wanted.default)
        if wanted.default is None and table in self.without_defaults:
            has = replace(has, default=None)
        key = source.table.primary_key
        unsaid = key is not None and key.columns == (name,) and wanted.default is None
        if is_counted(has) and (is_counted(wanted) or unsaid):
            has = replace(has, serial=wanted.serial, identity=wanted.identity)
        elif unsaid and makes_keys(has) and not is_counted(wanted):
            has = replace(has, default=None)
        if name in source.computed:
            has = replace(has, generated=wanted.generated, stored=wanted.stored)
        if name in source.unsaid:
            has = replace(has, nullable=wanted.nullable)
        return has

    @cached_property
    def without_defaults(self) -> frozenset[Name]:
        """The tables whose lists have no word on a default."""
        return frozenset(
            name
            for name, item in self._sources.items()
            if not item.coded and not any(column.default for column in item.table.columns)
        )

    @property
    def unlinked(self) -> frozenset[Name]:
        """The tables whose lists name no foreign key."""
        return frozenset(
            name
            for name, item in self._sources.items()
            if not (item.table.foreign_keys or item.linked)
        )

    def links(self, table: Name, columns: Iterable[str]) -> bool:
        """Whether the list calls these columns a foreign key, and leaves open of what."""
        source = self._sources.get(table)
        return source is not None and source.linked.issuperset(columns)

    @property
    def unchecked(self) -> frozenset[Name]:
        """The tables whose lists state no check."""
        return frozenset(n for n, item in self._sources.items() if not item.table.checks)

    @property
    def not_unique(self) -> frozenset[Name]:
        """The tables whose lists call nothing unique."""
        return frozenset(n for n, item in self._sources.items() if not item.table.uniques)

    def names(self, table: Name, column: str) -> bool:
        """Whether the words above the table's list speak of the column, though the list lacks it."""
        source = self._sources.get(table)
        return source is not None and column in source.mentioned

    @cached_property
    def keyless(self) -> frozenset[Name]:
        """The tables whose lists say nothing of a primary key."""
        return frozenset(n for n, item in self._sources.items() if item.table.primary_key is None)


def _alike(wanted: str, has: str) -> bool:
    """Whether the word for the spec's type covers the code's: `number` is any number, `int` a whole one."""
    one, other = _kind(wanted), _kind(has)
    if wanted == "numeric":
        return other in ("whole", "real")
    return one is not None and one == other


def _kind(type: str) -> str | None:
    return _KIND.get(type.partition("(")[0].strip())
