"""Views against the tables that they are made of: columns that those don't have, and views in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import Name, SqlObject, Table
from spec2code.sql.cursor import Cursor, Unreadable
from spec2code.sql.identifiers import fold_identifier
from spec2code.sql.semantics.parser import cursor_over
from spec2code.sql.sound_expressions import Semantics
from spec2code.sql.sound_keys import columns_are_known
from spec2code.sql.word_sets import word_set

__all__ = ["check_views"]

_VIEWS = ("view", "materialized view")
_BEHIND_TABLE = word_set(
    "WHERE JOIN LEFT RIGHT INNER FULL CROSS NATURAL ON USING GROUP ORDER HAVING LIMIT UNION EXCEPT INTERSECT WINDOW "
    "OFFSET FETCH FOR WITH TABLESAMPLE LATERAL"
)


def check_views(semantics: Semantics) -> Iterator[Diagnostic]:
    """Q127 and Q153 of every view."""
    views = {item.name: item for item in semantics.schema.objects.values() if item.kind in _VIEWS}
    for item in views.values():
        try:
            yield from _columns(item, semantics)
        except Unreadable:
            continue
    yield from _circles(views)


def _columns(item: SqlObject, semantics: Semantics) -> Iterator[Diagnostic]:
    """`alias.column` of a plain SELECT, where the alias is that of a table whose columns are all known."""
    cursor = cursor_over(item.definition.text)
    words = [token.word for token in cursor.tokens]
    if words.count("SELECT") != 1 or "WITH" in words[: words.index("SELECT")]:
        return
    tables = _tables(cursor, semantics)
    told: set[str] = set()
    tokens = cursor.tokens
    for index in range(words.index("SELECT"), len(tokens) - 2):
        if words[index + 1] != "." or tokens[index].kind not in ("word", "quoted"):
            continue
        if index and words[index - 1] == ".":
            continue
        table = tables.get(fold_identifier(tokens[index]))
        named = tokens[index + 2]
        behind = words[index + 3] if index + 3 < len(tokens) else ""
        if table is None or named.kind not in ("word", "quoted") or behind in (".", "("):
            continue
        name = fold_identifier(named)
        if table.column(name) is None and name not in told:
            told.add(name)
            message = f"{item.kind} `{item.name}` names `{tokens[index].text}.{name}`, and `{table.name}` has no column `{name}`"
            yield diagnostic("Q127", message, item.span, other=table.span)


def _tables(cursor: Cursor, semantics: Semantics) -> dict[str, Table | None]:
    """The tables behind FROM and JOIN by the name that the query has for them; None where one isn't known."""
    found: dict[str, Table | None] = {}
    while not cursor.done:
        cursor.skip_until("FROM", "JOIN", ",")
        if not cursor.accept_any("FROM", "JOIN", ","):
            break
        if not cursor.at_name or cursor.at("LATERAL"):
            continue
        cursor.accept("ONLY")
        name = cursor.name("a table")
        if cursor.at("("):
            continue
        cursor.accept("AS")
        plain = cursor.at_name and cursor.word() not in _BEHIND_TABLE
        alias = cursor.identifier() if plain else name.name
        table = semantics.schema.tables.get(name)
        known = table is not None and columns_are_known(table) and alias not in found
        found[alias] = table if known else None
    return found


def _circles(views: dict[Name, SqlObject]) -> Iterator[Diagnostic]:
    """A view that is made of itself, through others or not."""
    done: set[Name] = set()
    for start in views:
        path: list[Name] = []
        name: Name | None = start
        while name is not None and name not in done and name not in path:
            path.append(name)
            name = next((each for each in _sources(views[name]) if each in views), None)
        if name is not None and name in path:
            circle = path[path.index(name) :]
            shown = " → ".join(f"`{each}`" for each in [*circle, name])
            message = f"views in a circle: {shown}"
            yield diagnostic("Q153", message, views[name].span, other=views[circle[-1]].span)
        done |= set(path)


def _sources(item: SqlObject) -> list[Name]:
    """What stands behind FROM and JOIN of a view: its own name included, those of its WITH queries not."""
    cursor = cursor_over(item.definition.text)
    own = _with_names(cursor)
    if any(token.word == "RECURSIVE" for token in cursor.tokens[:4]):
        own.add(item.name)
    found: list[Name] = []
    for index, token in enumerate(cursor.tokens[:-1]):
        if token.word in ("FROM", "JOIN") and cursor.tokens[index + 1].kind in ("word", "quoted"):
            cursor.index = index + 1
            found.append(cursor.name("a table"))
    return [name for name in found if name not in own]


def _with_names(cursor: Cursor) -> set[Name]:
    """The names before `AS (` and `AS MATERIALIZED (`, with or without columns in parentheses."""
    tokens = cursor.tokens
    found: set[Name] = set()
    for index, token in enumerate(tokens[:-1]):
        behind = tokens[index + 1]
        if token.word != "AS" or not (behind.text == "(" or behind.word in ("MATERIALIZED", "NOT")):
            continue
        at = index - 1
        if at >= 0 and tokens[at].text == ")":
            while at > 0 and tokens[at].text != "(":
                at -= 1
            at -= 1
        if at > 0 and tokens[at].kind in ("word", "quoted"):
            cursor.index = at
            found.add(Name(cursor.identifier()))
    return found
