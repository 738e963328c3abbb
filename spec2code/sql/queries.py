"""The query of a view, looked into with sqlglot: what it reads, what it gives, and names that are not there.

Source: PostgreSQL 18 documentation, SELECT and chapter 7.2 (table expressions).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import Scope, ScopeType, traverse_scope

from spec2code.model.records import dataclass, field
from spec2code.model.schema import Name
from spec2code.sql.expression_trees import NO_TREE
from spec2code.sql.query_groups import ungrouped
from spec2code.sql.query_names import folded, table_name
from spec2code.sql.query_types import Types, Work, given_types, mistyped

__all__ = ["Query", "Relation", "look_into"]

_SYSTEM = ("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid")
_VALUES = (
    "user",
    "session_user",
    "current_user",
    "current_role",
    "localtime",
    "localtimestamp",
    "value",
)


@dataclass(frozen=True, slots=True)
class Relation:
    """A table or view that a query may read: its columns, and those of its primary key."""

    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    types: tuple[str | None, ...] = ()
    """Of the columns, as far as they are known."""

    @property
    def types_by_name(self) -> Types:
        return dict(zip(self.columns, self.types, strict=False))


@dataclass(slots=True)
class Query:
    tables: tuple[Name, ...] = ()
    """What it reads, in order, its own WITH queries aside."""
    columns: tuple[str, ...] | None = None
    """What it gives; None where a star or a function hides it."""
    types: tuple[str | None, ...] = ()
    """Of what it gives, as far as they are known."""
    problems: list[tuple[str, str]] = field(default_factory=list)
    """Code and what is wrong, to stand behind the name of the view."""


def look_into(text: str, relation: Callable[[Name], Relation | None], work: Work) -> Query | None:
    """Look into the statement that makes a view.

    Args:
        text: CREATE VIEW or CREATE MATERIALIZED VIEW.
        relation: what is known of a table; None for nothing.
        work: works out the expressions of a query.

    Returns:
        None for what sqlglot can't read.
    """
    try:
        tree = sqlglot.parse_one(text.split(";\n")[0], dialect="postgres")
        query = tree.expression
        if not isinstance(tree, exp.Create) or not isinstance(query, exp.Query):
            return None
        scopes = traverse_scope(query)
    except NO_TREE:
        return None
    found = Query()
    given = (
        [folded(each) for each in tree.this.expressions]
        if isinstance(tree.this, exp.Schema)
        else []
    )
    found.columns = tuple(given) or _outputs(query)
    found.tables = tuple(
        dict.fromkeys(
            table_name(source)
            for scope in scopes
            for source in scope.sources.values()
            if isinstance(source, exp.Table) and isinstance(source.this, exp.Identifier)
        )
    )
    if not given:
        _twice(query, found)
    for scope in scopes:
        _look_at(scope, relation, work, found)
    found.problems = list(dict.fromkeys(found.problems))
    return found


def _outputs(query: exp.Query) -> tuple[str, ...] | None:
    names: list[str] = []
    for item in _selects(query):
        if item.is_star:
            return None
        alias = item.args.get("alias")
        inner = item.this if isinstance(item, exp.Alias) else item
        if alias is not None:
            names.append(folded(alias))
        elif isinstance(inner, exp.Column):
            names.append(folded(inner.this))
        else:
            # PostgreSQL names what is computed after its function or type: not worked out here.
            names.append("")
    return tuple(names)


def _selects(query: exp.Query) -> list[exp.Expr]:
    while isinstance(query, exp.SetOperation | exp.Subquery):
        query = query.this
    return list(query.expressions) if isinstance(query, exp.Select) else []


def _twice(query: exp.Query, found: Query) -> None:
    outputs = [name for name in _outputs(query) or () if name]
    for name in dict.fromkeys(outputs):
        if outputs.count(name) > 1:
            found.problems.append(("Q123", f"gives two columns `{name}`"))


# -- one SELECT --------------------------------------------------------------------------------------


def _look_at(
    scope: Scope, relation: Callable[[Name], Relation | None], work: Work, found: Query
) -> None:
    tree = scope.expression
    if isinstance(tree, exp.SetOperation):
        sides = [len(_selects(side)) for side in (tree.this, tree.expression)]
        starred = any(
            item.is_star for side in (tree.this, tree.expression) for item in _selects(side)
        )
        if all(sides) and sides[0] != sides[1] and not starred:
            problem = f"joins a query of {sides[0]} columns to one of {sides[1]}"
            found.problems.append(("Q152", problem))
        return
    if not isinstance(tree, exp.Select):
        return
    # WITH queries that are in reach and that it doesn't read are among its sources, too.
    read = [(alias, scope.sources.get(alias)) for alias, _ in scope.references]
    known = {
        _folded(alias, source) if source else alias.lower(): _columns(source, relation)
        for alias, source in read
    }
    for column in scope.columns:
        _column(column, scope, known, found)
    keys = {
        alias: columns.key
        for alias, columns in known.items()
        if columns is not None and columns.key
    }
    for problem in ungrouped(tree, keys, {alias.lower() for alias in known}):
        found.problems.append(("Q152", problem))
    types = {alias: each.types_by_name if each else None for alias, each in known.items()}
    for problem in mistyped(tree, types, work):
        found.problems.append(("Q144", problem))
    if scope.is_root:
        found.types = given_types(tree, types, work)


def _folded(alias: str, source: exp.Expr | Scope) -> str:
    """The name by which the query calls it."""
    node = (
        source
        if isinstance(source, exp.Table)
        else source.expression.parent if isinstance(source, Scope) else None
    )
    called = node.args.get("alias") if node is not None else None
    if isinstance(node, exp.Table):
        return folded(called.this if called is not None else node.this) or alias
    if (
        called is not None
        and isinstance(called, exp.TableAlias)
        and isinstance(called.this, exp.Identifier)
    ):
        own = folded(called.this)
        return own if own.lower() == alias.lower() else alias.lower()
    return alias.lower()


def _columns(
    source: exp.Expr | Scope | None, relation: Callable[[Name], Relation | None]
) -> Relation | None:
    if isinstance(source, exp.Table):
        aliased = source.args.get("alias")
        if not isinstance(source.this, exp.Identifier) or (
            aliased is not None and aliased.args.get("columns")
        ):
            return None
        return relation(table_name(source))
    if not isinstance(source, Scope) or not isinstance(source.expression, exp.Query):
        return None
    parent = source.expression.parent
    while isinstance(parent, exp.SetOperation):  # inside of a recursive query
        parent = parent.parent
    alias = parent.args.get("alias") if parent is not None else None
    named = [folded(each) for each in alias.args.get("columns") or ()] if alias is not None else []
    outputs = _outputs(source.expression)
    if outputs is None or "" in outputs[len(named) :]:
        return None
    return Relation((*named, *outputs[len(named) :]))


def _column(
    column: exp.Column, scope: Scope, known: Mapping[str, Relation | None], found: Query
) -> None:
    name, table = folded(column.this), folded(column.args.get("table"))
    if isinstance(column.this, exp.Star) or not name or name in _SYSTEM:
        return
    if isinstance(column.parent, exp.Collate) and column.arg_key == "expression":
        return
    correlated = scope.can_be_correlated or scope.scope_type in (ScopeType.SUBQUERY, ScopeType.UDTF)
    if table:
        if column.args.get("db") is not None:
            return
        if table not in known:
            # A subquery may speak of what is around it; that is looked at there.
            if not correlated:
                found.problems.append(
                    ("Q127", f"names `{table}.{name}`, and reads nothing called `{table}`")
                )
            return
        relation = known[table]
        if relation is not None and name not in relation.columns:
            found.problems.append(
                ("Q127", f"names `{table}.{name}`, and `{table}` has no column `{name}`")
            )
        return
    if column.parent_select is not scope.expression:  # of a query inside of this one
        return
    if name in _VALUES or name in known or any(each is None for each in known.values()):
        return
    holders = [alias for alias, each in known.items() if each is not None and name in each.columns]
    if not holders and not correlated and not _is_output(column, name, scope):
        read = ", ".join(f"`{alias}`" for alias in known) or "nothing"
        found.problems.append(("Q127", f"names the column `{name}`, which {read} doesn't have"))
    elif len(holders) > 1 and not _joined_by(name, scope) and not _is_output(column, name, scope):
        both = " and ".join(f"`{alias}`" for alias in holders[:2])
        found.problems.append(
            ("Q152", f"names `{name}`, which both {both} have; say of which it is")
        )


def _is_output(column: exp.Column, name: str, scope: Scope) -> bool:
    """Whether ORDER BY or GROUP BY speaks of what the query gives."""
    selects = scope.expression.expressions
    outputs = [folded(item.args.get("alias")) for item in selects]
    return name in outputs and column.find_ancestor(exp.Order, exp.Group) is not None


def _joined_by(name: str, scope: Scope) -> bool:
    joins: Iterator[exp.Join] = scope.expression.find_all(exp.Join)
    return any(
        join.args.get("method") == "NATURAL" or name in map(folded, join.args.get("using") or ())
        for join in joins
    )
