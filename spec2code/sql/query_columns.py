"""The columns that a query gives a table made of it, where all of them can be told.

Source: PostgreSQL 18 documentation, CREATE TABLE AS and chapter 10.6 (SELECT output columns).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import Scope, traverse_scope

from spec2code.model.records import replace
from spec2code.model.schema import Column, Name, Schema, Table
from spec2code.sql.expression_trees import NO_TREE
from spec2code.sql.query_names import folded, table_name
from spec2code.sql.semantics.nodes import Column as Reference
from spec2code.sql.semantics.typing import Typed
from spec2code.sql.sound_expressions import Semantics
from spec2code.sql.types import canonical_type

__all__ = ["columns_of_query", "made_of_query"]

_SIZED = ("character", "bit", "numeric", "time without", "time with ", "interval", "bpchar")
"""Types with a length or precision: a computed value may keep that of what it is made from, which isn't worked out."""
_WHOLE = ("smallint", "integer", "bigint")
_KEEPS = (exp.Case, exp.Coalesce, exp.Greatest, exp.If, exp.Least, exp.Nullif, exp.Subquery)


def columns_of_query(text: str, schema: Schema) -> tuple[Column, ...] | None:
    """The columns of `CREATE TABLE ... AS text`; None where one of them can't be told.

    Args:
        text: SELECT, or TABLE with a name; what stands behind AS.
        schema: the tables and views that it may read.
    """
    return _Queries(schema).given(_parsed(_as_select(text)))


def _parsed(text: str) -> exp.Expr | None:
    try:
        tree = sqlglot.parse_one(text, dialect="postgres")
    except NO_TREE:
        return None
    return tree.expression if isinstance(tree, exp.Create) else tree


class _Queries:
    """Works out queries of one schema, those inside of one another and the views that they read."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.semantics = Semantics(schema)
        self._views: dict[Name, tuple[Column, ...] | None] = {}

    def given(self, query: exp.Expr | None) -> tuple[Column, ...] | None:
        """What a whole query gives."""
        if not isinstance(query, exp.Query):
            return None
        try:
            scopes = list(traverse_scope(query.unnest()))
        except NO_TREE:
            return None
        return self._of_scope(scopes[-1]) if scopes else None

    def _of_scope(self, scope: Scope) -> tuple[Column, ...] | None:
        select = scope.expression
        if isinstance(select, exp.SetOperation):
            return self._joined([self._of_scope(each) for each in scope.set_operation_scopes])
        if not isinstance(select, exp.Select):
            return None
        sources = {alias: scope.sources.get(alias, source) for alias, source in scope.references}
        if len(sources) < len(scope.references):
            return None
        read = {alias.lower(): self._of_source(source) for alias, source in sources.items()}
        reader = _Reader(read, self.semantics)
        joins = select.args.get("joins") or ()
        merged = any(join.args.get("using") or join.args.get("method") for join in joins)
        found: list[Column] = []
        for item in select.expressions:
            columns = None if item.is_star and merged else reader.columns(item)
            if columns is None:
                return None
            found += columns
        names = [column.name for column in found if column.name]
        return tuple(found) if found and len(set(names)) == len(names) else None

    def _joined(self, sides: Sequence[tuple[Column, ...] | None]) -> tuple[Column, ...] | None:
        """UNION, INTERSECT, EXCEPT: the names of the first, where all have the same types, or whole numbers."""
        found: list[Column] = []
        for columns in zip(*(side or () for side in sides), strict=False):
            ways = {(each.type, each.collation) for each in columns}
            if len(ways) > 1 and not all(type_ in _WHOLE for type_, _ in ways):
                return None
            widest = max((each.type for each in columns), key=_width)
            found.append(replace(columns[0], type=widest))
        return tuple(found) if found else None

    def _of_source(self, source: exp.Expr | Scope) -> Mapping[str, Column] | None:
        if isinstance(source, Scope):
            columns = self._of_scope(source)
            return None if columns is None else {column.name: column for column in columns}
        alias = source.args.get("alias")
        named = alias is not None and alias.args.get("columns")
        if (
            not isinstance(source, exp.Table)
            or named
            or not isinstance(source.this, exp.Identifier)
        ):
            return None
        columns = self._of_relation(table_name(source))
        return None if columns is None else {column.name: _given(column) for column in columns}

    def _of_relation(self, name: Name) -> tuple[Column, ...] | None:
        table = self.schema.tables.get(name)
        if table is not None:
            return None if table.is_partial or table.has_columns_of_others else table.columns
        if name not in self._views:
            self._views[name] = None  # what is in a circle gives nothing
            view = self.schema.objects.get(("view", name, None, ""))
            tree = _parsed(view.definition.text) if view is not None else None
            made = tree.parent if tree is not None else None
            if isinstance(made, exp.Create) and not isinstance(made.this, exp.Schema):
                self._views[name] = self.given(tree)
        return self._views[name]


def _width(type_: str) -> int:
    return _WHOLE.index(type_) if type_ in _WHOLE else 0


def _as_select(text: str) -> str:
    """`TABLE t` is short for SELECT, and WITH NO DATA says nothing of the columns."""
    words = text.strip().split()
    if words and words[0].upper() == "TABLE":
        words[0] = "SELECT * FROM"
        text = " ".join(words)
    tail = " ".join(words[-3:]).upper()
    for ending in ("WITH NO DATA", "WITH DATA"):
        if tail.endswith(ending):
            return text.strip()[: text.strip().upper().rindex("WITH")]
    return text


def _given(column: Column) -> Column:
    """What a query keeps of a column: neither its default nor that it must have a value."""
    return Column(column.name, column.type, collation=column.collation, span=None)


class _Reader:
    """Tells the columns of one SELECT."""

    def __init__(
        self, read: Mapping[str, Mapping[str, Column] | None], semantics: Semantics
    ) -> None:
        self.read = read
        self.semantics = semantics

    def columns(self, item: exp.Expr) -> Sequence[Column] | None:
        if item.is_star:
            return self._starred(item)
        inner = item.unalias()
        name = folded(item.args.get("alias")) if isinstance(item, exp.Alias) else _own_name(inner)
        column = self._column(inner)
        return None if column is None else [replace(column, name=name)]

    def _starred(self, item: exp.Expr) -> Sequence[Column] | None:
        owner = folded(item.args.get("table"))
        sides = [self.read.get(owner.lower())] if owner else list(self.read.values())
        found: list[Column] = []
        for side in sides:
            if side is None:
                return None
            found += side.values()
        return found

    def _column(self, node: exp.Expr) -> Column | None:
        if isinstance(node, exp.Column):
            return self._named(folded(node.args.get("table")), folded(node.this))
        type_: str | None
        if isinstance(node, exp.Cast):
            type_ = canonical_type(node.to.sql(dialect="postgres"))
        else:
            type_ = self._type(node)
        return Column("", type_) if type_ else None

    def _type(self, node: exp.Expr) -> str | None:
        if any(side is None for side in self.read.values()):
            return None
        text = node.sql(dialect="postgres", normalize_functions=False)
        typed = self.semantics.typed_of_query(text, self._resolve)
        if not isinstance(typed, Typed) or typed.type is None:
            return None
        if typed.type == "unknown":
            return "text"
        if typed.type == "numeric" and isinstance(
            node, exp.Binary | exp.Sum | exp.Avg | exp.Literal
        ):
            return "numeric"
        keeps = typed.type.startswith("timestamp") and isinstance(node, _KEEPS)
        return None if keeps or typed.type.startswith(_SIZED) else typed.type

    def _resolve(self, reference: Reference) -> str | None:
        *owner, name = reference.parts
        column = self._named(owner[0], name) if len(owner) == 1 else self._named("", name)
        return column.type if column is not None and len(owner) < 2 else None

    def _named(self, owner: str, name: str) -> Column | None:
        sides = [self.read.get(owner.lower())] if owner else list(self.read.values())
        if any(side is None for side in sides):
            return None
        found = [side[name] for side in sides if side is not None and name in side]
        return found[0] if len(found) == 1 else None


def _own_name(node: exp.Expr) -> str:
    """What PostgreSQL calls it without AS; '' where that isn't worked out here."""
    while isinstance(node, exp.Cast):
        node = node.this
    if isinstance(node, exp.Count | exp.Sum | exp.Avg | exp.Min | exp.Max):
        return node.sql_name().lower()
    return folded(node.this) if isinstance(node, exp.Column) else ""


def made_of_query(table: Table, schema: Schema) -> Table | None:
    """The table with the columns of the query that it is made of; None where they can't be told."""
    columns = columns_of_query(table.option("as") or "", schema)
    given = [name for name in (table.option("as_columns") or "").split("\n") if name]
    if columns is None or len(given) > len(columns):
        return None
    named = [replace(each, name=name) for each, name in zip(columns, given, strict=False)]
    options = tuple(item for item in table.options if item[0] not in ("as", "as_columns"))
    whole = (*named, *columns[len(given) :])
    if not all(column.name for column in whole):
        return None
    spanned = tuple(replace(column, span=table.span) for column in whole)
    return replace(table, columns=spanned, options=options, is_partial=False)
