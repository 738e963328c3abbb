"""The types of what a query compares and gives, by the columns of the tables that it reads.

Source: PostgreSQL 18 documentation, chapter 10 (type conversion).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sqlglot import exp

from spec2code.sql.semantics.nodes import Column
from spec2code.sql.semantics.parser import Broken
from spec2code.sql.semantics.typing import Typed

__all__ = ["Types", "Work", "given_types", "mistyped"]

Types = Mapping[str, str | None]
"""The types of a relation's columns by their names; None is one that isn't known."""
Resolve = Callable[[Column], "str | None"]
Work = Callable[[str, Resolve], "Typed | Broken | None"]
"""Works out one expression in SQL."""


def mistyped(tree: exp.Select, known: Mapping[str, Types | None], work: Work) -> Iterator[str]:
    """What of one SELECT has no operator or function for the types that it is given.

    Args:
        known: the relations that it reads by the names that it calls them; None where a relation isn't known.
        work: what works out an expression.

    Returns:
        Ends of sentences that begin with the view.
    """
    resolve = _resolver(known)
    for clause, node in _conditions(tree):
        typed = _typed(node, resolve, work)
        if typed is None:
            continue
        yield from typed.problems
        if typed.type not in (None, "boolean", "unknown"):
            yield f"{clause} takes only a boolean, and this is {typed.type}"
    for node in tree.expressions:
        typed = _typed(node.unalias(), resolve, work)
        yield from typed.problems if typed else ()


def given_types(
    tree: exp.Select, known: Mapping[str, Types | None], work: Work
) -> tuple[str | None, ...]:
    """The types of the columns that a SELECT gives; a literal's alone is not one yet."""
    resolve = _resolver(known)
    found = [_typed(node.unalias(), resolve, work) for node in tree.expressions]
    types = [typed.type if typed else None for typed in found]
    return tuple(None if type == "unknown" else type for type in types)


def _resolver(known: Mapping[str, Types | None]) -> Resolve:
    def resolve(column: Column) -> str | None:
        *owner, name = column.parts
        if len(owner) > 1:
            return None
        if owner:
            return (known.get(owner[0]) or {}).get(name)
        if any(each is None for each in known.values()):
            return None
        types = {each.get(name) for each in known.values() if each is not None and name in each}
        return types.pop() if len(types) == 1 else None

    return resolve


def _conditions(tree: exp.Select) -> Iterator[tuple[str, exp.Expr]]:
    for clause in ("where", "having"):
        part = tree.args.get(clause)
        if part is not None:
            yield clause.upper(), part.this
    for join in tree.args.get("joins") or ():
        on = join.args.get("on")
        if on is not None:
            yield "ON", on


def _typed(node: exp.Expr, resolve: Resolve, work: Work) -> Typed | None:
    if node.is_star:
        return None
    typed = work(node.sql(dialect="postgres", normalize_functions=False), resolve)
    return typed if isinstance(typed, Typed) else None
