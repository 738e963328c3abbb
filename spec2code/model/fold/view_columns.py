"""Columns in the text of views, which PostgreSQL keeps by what they mean: `*` is what the table had when the view was made, and
a renamed column is read under its new name and given under the old one.

What isn't of one table for certain stays as it is: `*` alone beside several tables, a name within a subquery.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from spec2code.model.fold.draft import Draft
from spec2code.model.fold.renames import end_of_list, identifiers, spelled
from spec2code.model.identifiers import quote_identifier
from spec2code.model.parents import with_parents
from spec2code.model.records import replace
from spec2code.model.schema import Expression, Name, SqlObject, Table

__all__ = ["keep_columns", "note_star", "rename_in_views", "with_columns_named"]

_VIEWS = ("view", "materialized view")
_BEHIND_A_TABLE = frozenset(
    (
        "join",
        "cross",
        "natural",
        "inner",
        "left",
        "right",
        "full",
        "on",
        "using",
        "with",
        "tablesample",
    )
)


def with_columns_named(item: SqlObject, tables: Mapping[Name, Table]) -> SqlObject:
    """A view whose `SELECT *` is comparable: its normal form names the columns, its text stays."""
    if item.kind not in _VIEWS or "*" not in item.definition.key:
        return item
    key = _listed(item.definition.key, tables, " , ", " . ")
    return replace(item, definition=Expression(item.definition.text, key))


def keep_columns(draft: Draft, table: Name) -> None:
    """Name the columns of views that read all of a table, before it gets others."""
    if draft.starred is None:
        draft.starred = {}
        for item in draft.objects.values():
            note_star(draft, item)
    for key in draft.starred.pop(table, ()):
        view = draft.objects.get(key)
        if view is not None and "*" in view.definition.text:
            text = _listed(view.definition.text, draft.tables, ", ", ".")
            view = with_columns_named(view, draft.tables)
            draft.objects[key] = replace(view, definition=Expression(text, view.definition.key))


def note_star(draft: Draft, item: SqlObject) -> None:
    """Remember a view that may read all columns of what it reads."""
    if draft.starred is not None and item.kind in _VIEWS and "*" in item.definition.text:
        for name in _read_by(item.definition.text):
            draft.starred.setdefault(name, []).append(item.identity)


@lru_cache(maxsize=4096)  # each step of a history begins a draft with the same views
def _read_by(text: str) -> frozenset[Name]:
    """All that a view reads."""
    return frozenset().union(*_sources(identifiers(text)[1]).values())


def _listed(text: str, tables: Mapping[Name, Table], comma: str, dot: str) -> str:
    found, parts = identifiers(text)
    sources = _sources(parts)
    alone = len(sources) == 1 and parts.count("select") == 1
    pieces: list[str] = []
    end = 0
    for place, match in enumerate(found, 2):
        if parts[place] != "*" or parts[place + 1] not in (",", "from"):
            continue
        called = parts[place - 2] if parts[place - 1] == "." else ""
        if not called and not (alone and parts[place - 1] in ("select", ",")):
            continue
        names = sources.get(called, set()) if called else next(iter(sources.values()))
        columns = _columns(names, tables)
        if columns is None:
            continue
        prefix = f"{quote_identifier(called)}{dot}" if called else ""
        first = found[place - 4] if called else match
        pieces += [text[end : first.start()], comma.join(f"{prefix}{name}" for name in columns)]
        end = match.end()
    return "".join([*pieces, text[end:]])


def _columns(names: set[Name], tables: Mapping[Name, Table]) -> list[str] | None:
    """The columns of the one table that is meant; None where they aren't known."""
    table = tables.get(next(iter(names))) if len(names) == 1 else None
    if table is None or table.is_partial or any(map(table.option, ("as", "of", "like"))):
        return None
    return [quote_identifier(column.name) for column in with_parents(table, tables).columns]


def _sources(parts: list[str]) -> dict[str, set[Name]]:
    """What a view reads, by the names that it has there: `FROM a x JOIN b ON ..., c`."""
    found: dict[str, set[Name]] = {}
    depth, listing = 0, -1
    for place, part in enumerate(parts):
        depth += (part == "(") - (part == ")")
        if part == "from":
            listing = depth
        elif end_of_list(part) or depth < listing:
            listing = -1
        leads = part in ("from", "join") or (part == "," and depth == listing)
        if leads:
            called, name = _source(parts, place + 1)
            found.setdefault(called, set()).add(name)
    return found


def _source(parts: list[str], at: int) -> tuple[str, Name]:
    """The relation that begins at a place, and what it is called there; a subquery has no name."""
    while parts[at] in ("(", "only", "lateral"):
        at += 1
    name = Name(parts[at])
    at += 1
    if parts[at] == ".":
        name = Name(parts[at + 1], None if name.name == "public" else name.name)
        at += 2
    if parts[at] == "as":
        return parts[at + 1], name
    if (
        parts[at][:1].isidentifier()
        and parts[at] not in _BEHIND_A_TABLE
        and not end_of_list(parts[at])
    ):
        return parts[at], name
    return name.name, name


# -- renamed columns ---------------------------------------------------------------------------------


def rename_in_views(draft: Draft, table: Name, old: str, new: str) -> None:
    """The column under its new name in the views that read it; they give it under the old one."""
    for key, item in list(draft.objects.items()):
        if item.kind in _VIEWS and table in item.depends_on and old in item.definition.text:
            if _is_of(draft, item, table, old):
                value = item.definition
                changed = Expression(
                    _renamed(value.text, table.name, old, new, "AS"),
                    _renamed(value.key, table.name, old, new, "as"),
                )
                draft.objects[key] = replace(item, definition=changed)


def _is_of(draft: Draft, item: SqlObject, table: Name, column: str) -> bool:
    """Whether nothing else that the view reads may have a column of that name."""
    for name in item.depends_on:
        other = draft.tables.get(name)
        if name != table and other is not None and column in draft.columns_of(other):
            return False
        if any((kind, name, None, "") in draft.objects for kind in _VIEWS):
            return False
    return True


def _renamed(text: str, table: str, old: str, new: str, word: str) -> str:
    found, parts = identifiers(text)
    if parts.count("select") != 1:
        return text
    pieces: list[str] = []
    end, start = 0, parts.index("from") if "from" in parts else len(parts)
    for place, match in enumerate(found, 2):
        if parts[place] != old or match["sign"] or parts[place + 1] in ("(", "."):
            continue
        if parts[place - 1] in ("as", "view", "from", "join"):
            continue
        first = place - 2 if parts[place - 1] == "." else place
        stands_alone = parts[first - 1] in ("select", ",", "distinct") and (
            parts[place + 1] in (",", "from") and place < start
        )
        given = f" {word} {spelled(match)}" if stands_alone else ""
        pieces += [text[end : match.start()], quote_identifier(new), given]
        end = match.end()
    return "".join([*pieces, text[end:]])
