"""Columns that stand neither in GROUP BY nor in an aggregate (PostgreSQL 18 documentation, SELECT, "GROUP BY clause")."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sqlglot import exp

__all__ = ["ungrouped"]


_CLOSED = (exp.AggFunc, exp.Filter, exp.WithinGroup, exp.Window, exp.Query, exp.Subquery)
"""What takes columns that stand alone nowhere."""


def ungrouped(
    select: exp.Select, keys: Mapping[str, tuple[str, ...]], read: Collection[str]
) -> Iterator[str]:
    """What is wrong with a SELECT that groups; nothing where that can't be told.

    Args:
        select: one SELECT.
        keys: the primary keys of what it reads, by the names that it has for them: a table that is grouped by its
            key gives all of its columns.
        read: the names of all that it reads: a column of anything else is one value from the query around it.
    """
    group = select.args.get("group")
    items = list(select.expressions)
    aggregates = any(_own(item, exp.AggFunc) for item in items)
    if any(item.is_star for item in items) or (group is None and not aggregates):
        return
    if any(_own(item, exp.Anonymous) for item in items):  # maybe an aggregate of the project's
        return
    by: list[exp.Expr] = []
    if group is not None:
        if {key for key, value in group.args.items() if value} - {"expressions"}:
            return
        by = [_meant(each, items) for each in group.expressions]
        if any(
            isinstance(each, exp.Tuple | exp.Rollup | exp.Cube | exp.GroupingSets) for each in by
        ):
            return
    texts = {_text(each) for each in by}
    whole = {
        alias
        for alias, key in keys.items()
        if all(f"{alias}.{name}" in texts or (len(keys) == 1 and name in texts) for name in key)
    }
    for item in items:
        for column in _bare(item.this if isinstance(item, exp.Alias) else item, texts):
            table = column.table.lower()
            if table in whole or (not table and whole) or (table and table not in read):
                continue
            yield f"gives `{column.sql(dialect='postgres')}`, which is neither grouped by nor inside an aggregate"


def _own(item: exp.Expr, kind: type[exp.Expr]) -> bool:
    """Whether such a call stands in an expression itself, not in a query inside of it or over a window."""
    return any(
        not isinstance(found.parent, exp.Window)
        and found.find_ancestor(exp.Select, exp.Subquery)
        is item.find_ancestor(exp.Select, exp.Subquery)
        for found in item.find_all(kind)
    )


def _meant(each: exp.Expr, items: list[exp.Expr]) -> exp.Expr:
    """`GROUP BY 2` and `GROUP BY alias` as what they stand for."""
    if isinstance(each, exp.Literal) and not each.is_string and each.this.isdigit():
        place = int(each.this) - 1
        found = items[place] if place < len(items) else each
        return found.this if isinstance(found, exp.Alias) else found
    if isinstance(each, exp.Column) and not each.table:
        for item in items:
            if isinstance(item, exp.Alias) and item.alias.lower() == each.name.lower():
                meant: exp.Expr = item.this
                return meant
    return each


def _text(node: exp.Expr) -> str:
    return node.sql(dialect="postgres").lower()


def _bare(node: exp.Expr, grouped: set[str]) -> Iterator[exp.Column]:
    if isinstance(node, _CLOSED) or _text(node) in grouped:
        return
    if isinstance(node, exp.Column):
        # `t.a` and `a` may be one.
        if not any(text.rpartition(".")[2] == node.name.lower() for text in grouped):
            yield node
        return
    for child in node.iter_expressions():
        yield from _bare(child, grouped)
