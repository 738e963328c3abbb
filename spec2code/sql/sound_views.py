"""Views against what they read: columns that are not there, several of one name, groups, and views in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import Name, Schema, SqlObject
from spec2code.model.span import Excerpt, Span
from spec2code.model.statements import CreateIndex
from spec2code.sql.read import read_sql
from spec2code.sql.sound_expressions import Semantics
from spec2code.sql.sound_keys import columns_are_known

if TYPE_CHECKING:
    from spec2code.sql.queries import Query, Relation

__all__ = ["check_views"]

_VIEWS = ("view", "materialized view")
_OF_THE_SERVER = ("pg_catalog", "information_schema")
_RELATIONS = (*_VIEWS, "foreign table", "sequence")


def check_views(semantics: Semantics) -> Iterator[Diagnostic]:
    """Q123, Q127, Q137, Q152 and Q153 of every view."""
    schema = semantics.schema
    views = {item.name: item for item in schema.objects.values() if item.kind in _VIEWS}
    if not views:
        return
    reader = _Reader(views, semantics)
    queries = {name: reader.query(name) for name in views}
    made = {*schema.tables, *(key[1] for key in schema.objects if key[0] in _RELATIONS)}
    for name, query in queries.items():
        item = views[name]
        what = f"{item.kind} `{name}`"
        for code, problem in query.problems if query else ():
            says = f"{what}: {problem}" if code == "Q144" else f"{what} {problem}"
            yield diagnostic(code, says, item.span, other=_read(query, schema))
        for read in query.tables if query and not semantics.extensions else ():
            own = read.schema in _OF_THE_SERVER or read.name.startswith("pg_")
            if read not in made and not own:
                message = f"{what} reads `{read}`, which nothing here creates"
                yield diagnostic("Q137", message, item.span)
    yield from _indexes(schema, queries)
    yield from _circles(views, queries)


def _indexes(schema: Schema, queries: Mapping[Name, Query | None]) -> Iterator[Diagnostic]:
    """Keys of indexes on materialized views that are none of their columns."""
    for item in schema.objects.values():
        query = queries.get(item.table) if item.kind == "index" and item.table else None
        if query is None or query.columns is None or "" in query.columns:
            continue
        for statement in read_sql(Excerpt("", item.definition.text)).statements:
            for key in statement.index.keys if isinstance(statement, CreateIndex) else ():
                if key.column is not None and key.column not in query.columns:
                    message = f"index `{item.name}` is on the column `{key.column}`, which `{item.table}` doesn't have"
                    yield diagnostic("Q127", message, item.span)


class _Reader:
    """Looks into views, and for one view into those that it reads."""

    def __init__(self, views: Mapping[Name, SqlObject], semantics: Semantics) -> None:
        # sqlglot takes a tenth of a second to import, and few specs have views.
        from spec2code.sql import queries

        self.module = queries
        self.views = views
        self.schema = semantics.schema
        self.semantics = semantics
        self._queries: dict[Name, Query | None] = {}

    def query(self, name: Name) -> Query | None:
        if name not in self._queries:
            self._queries[name] = None  # what is in a circle gives nothing
            text = self.views[name].definition.text
            self._queries[name] = self.module.look_into(
                text, self.relation, self.semantics.typed_of_query
            )
        return self._queries[name]

    def relation(self, name: Name) -> Relation | None:
        table = self.schema.tables.get(name)
        if table is not None:
            columns = tuple(column.name for column in table.columns)
            key = table.primary_key.columns if table.primary_key else ()
            types = tuple(column.type for column in table.columns)
            return self.module.Relation(columns, key, types) if columns_are_known(table) else None
        query = self.query(name) if name in self.views else None
        if query is None or query.columns is None or "" in query.columns:
            return None
        return self.module.Relation(query.columns, types=query.types)


def _read(query: Query | None, schema: Schema) -> Span | None:
    """The place of the one table that a query reads."""
    tables = (
        [schema.tables[name] for name in query.tables if name in schema.tables] if query else []
    )
    return tables[0].span if len(tables) == 1 else None


def _circles(
    views: Mapping[Name, SqlObject], queries: Mapping[Name, Query | None]
) -> Iterator[Diagnostic]:
    """A view that is made of itself, through others or not."""
    done: set[Name] = set()
    for start in views:
        path: list[Name] = []
        name: Name | None = start
        while name is not None and name not in done and name not in path:
            path.append(name)
            query = queries[name]
            name = next((each for each in query.tables if each in views), None) if query else None
        if name is not None and name in path:
            circle = path[path.index(name) :]
            shown = " → ".join(f"`{each}`" for each in [*circle, name])
            message = f"views in a circle: {shown}"
            yield diagnostic("Q153", message, views[name].span, other=views[circle[-1]].span)
        done |= set(path)
