"""`LIKE other INCLUDING ALL` in a CREATE TABLE as what it copies (PostgreSQL 18 documentation, CREATE TABLE)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec2code.model.fold.draft import Draft
from spec2code.model.identifiers import quote_name
from spec2code.model.names import constraint_names, default_constraint_name
from spec2code.model.parents import parents, with_parents
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Check, Column, Expression, Name, Table

__all__ = ["with_likes"]

_LIKE = regex(
    r'(?P<name>"[^"]+"|[\w$]+(?:\."?[\w$]+"?)?)(?P<options>(?:\s+(?:IN|EX)CLUDING\s+\w+)*)', re.I
)


def with_likes(draft: Draft, table: Table) -> Table:
    """The table with what it copies from those of the other tables that are known, where it says so."""
    like = table.option("like")
    if like is None:
        return table
    behind = [int(number) for number in (table.option("like_behind") or "").split(",") if number]
    unknown, copies = [], 0
    for place, match in enumerate(_LIKE.finditer(like)):
        schema, _, name = match["name"].replace('"', "").rpartition(".")
        source = draft.tables.get(Name(name, schema if schema not in ("", "public") else None))
        if source is None:
            unknown.append(match.group())
            continue
        at = copies + (behind[place] if place < len(behind) else 0)
        before = len(table.columns)
        table = _copied(with_parents(source, draft.tables), table, match["options"].upper(), at)
        copies += len(table.columns) - before
        if _included("CONSTRAINTS", match["options"].upper()):
            checks = tuple(_checks(draft, source, frozenset()))
            table = replace(table, checks=(*table.checks, *checks))
    options = dict(table.options)
    options.pop("like")
    options.pop("like_behind", None)
    if unknown:
        options["like"] = ", ".join(unknown)
    return replace(table, options=tuple(sorted(options.items())))


def _included(what: str, options: str) -> bool:
    return (
        f"INCLUDING {what}" in options or "INCLUDING ALL" in options
    ) and f"EXCLUDING {what}" not in options


def _copied(source: Table, table: Table, options: str, at: int) -> Table:
    def copy(column: Column) -> Column:
        if column.serial and _included("DEFAULTS", options):
            # The copy counts with the sequence of the table that it is copied from.
            sequence = default_constraint_name(source.name.name, (column.name,), "seq")
            name = quote_name(replace(source.name, name=sequence))
            text = f"nextval('{name}'::regclass)"
            column = replace(column, serial=False, default=Expression(text, f"nextval('{name}')"))
        if not _included("DEFAULTS", options):
            column = replace(column, default=None, serial=False)
        if not _included("IDENTITY", options):
            column = replace(column, identity=None)
        if not _included("GENERATED", options):
            column = replace(column, generated=None)
        return column if _included("COMMENTS", options) else replace(column, comment=None)

    copies = map(copy, source.columns)
    table = replace(table, columns=(*table.columns[:at], *copies, *table.columns[at:]))
    if _included("INDEXES", options):
        key = replace(source.primary_key, name=None) if source.primary_key else None
        table = replace(
            table,
            primary_key=table.primary_key or key,
            uniques=(*table.uniques, *(replace(item, name=None) for item in source.uniques)),
            indexes=(*table.indexes, *(replace(item, name=None) for item in source.indexes)),
        )
    return table


def _checks(draft: Draft, source: Table, heirs: frozenset[Name]) -> Iterator[Check]:
    """Its own and those of what it inherits from, by the names that they have there."""
    names = constraint_names(source)
    yield from (replace(check, name=names[id(check)]) for check in source.checks)
    for name in parents(source):
        parent = draft.tables.get(name)
        if parent is not None and name not in heirs:
            inherited = _checks(draft, parent, heirs | {source.name})
            yield from (check for check in inherited if not check.no_inherit)
