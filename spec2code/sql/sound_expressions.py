"""Checks, defaults, generated columns, keys and conditions that PostgreSQL can't make sense of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.records import dataclass
from spec2code.model.schema import Name, Schema, Table
from spec2code.model.span import Span
from spec2code.sql.extension_functions import EXTENSION_FUNCTIONS, FOREIGN_FUNCTIONS
from spec2code.sql.semantics.nodes import Call, Column, Node
from spec2code.sql.semantics.parser import Broken, Unknown, parse
from spec2code.sql.semantics.types import Types
from spec2code.sql.semantics.typing import Typed, Typer

__all__ = ["Place", "Semantics", "parsed"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: `what` begins the message, `clause` is CHECK, DEFAULT, WHERE..."""

    what: str
    clause: str
    span: Span | None
    other: Span | None = None


class Semantics:
    """Looks into the expressions of one schema."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.types = Types(schema)
        self.own = {
            key[1].name: _volatility(item.definition.key)
            for key, item in schema.objects.items()
            if key[0] in ("function", "aggregate", "procedure")
        }
        self._known: dict[tuple[str, Name | None, str | None], Typed | Broken | None] = {}
        self.extensions = {key[1].name for key in schema.objects if key[0] == "extension"}
        self.extended = bool(self.extensions - _WITHOUT_FUNCTIONS)
        """Whether functions may come from an extension that isn't known here."""

    def typed(
        self, text: str, table: Table | None, *, value: str | None = None
    ) -> Typed | Broken | None:
        """What an expression over a table's columns comes to; None where it can't be told.

        Args:
            table: None where no columns are to be had, or not all of them are known.
            value: the type of VALUE in the check of a domain.
        """
        asked = (text, table.name if table else None, value)
        if asked not in self._known:
            self._known[asked] = self._work_out(text, table, value)
        return self._known[asked]

    def _work_out(self, text: str, table: Table | None, value: str | None) -> Typed | Broken | None:
        node = parsed(text)
        if node is None or isinstance(node, Broken):
            return node
        known = {column.name: column.type for column in table.columns} if table else {}

        def resolve(column: Column) -> str | None:
            if value is not None and column.parts == ("value",):
                return value
            return known.get(column.parts[-1]) if len(column.parts) < 3 else None

        return Typer(self.types, resolve, self.own).work_out(node, text)

    def typed_of_query(
        self, text: str, resolve: Callable[[Column], str | None]
    ) -> Typed | Broken | None:
        """What an expression of a query comes to, by the types that `resolve` gives its columns."""
        node = parsed(text)
        if node is None or isinstance(node, Broken):
            return node
        return Typer(self.types, resolve, self.own).work_out(node, text)

    def condition(
        self, text: str, table: Table | None, place: Place, **given: str
    ) -> Iterator[Diagnostic]:
        """A condition has to be boolean; everything else that is wrong with it."""
        typed = self.typed(text, table, **given)
        if isinstance(typed, Typed) and typed.type not in (None, "boolean", "unknown"):
            message = f"{place.what} is {typed.type}, and {place.clause} takes only a boolean"
            yield diagnostic("Q144", message, place.span, other=place.other)
        yield from self.problems(typed, place)

    def problems(self, typed: Typed | Broken | None, place: Place) -> Iterator[Diagnostic]:
        """What no PostgreSQL takes of an expression, wherever it stands."""
        if isinstance(typed, Broken):
            message = f"{place.what} can't be read: {typed.problem}"
            yield diagnostic("Q144", message, place.span, hint="complete the expression")
        if not isinstance(typed, Typed):
            return
        for problem in typed.problems:
            message = f"{place.what}: {problem}"
            yield diagnostic("Q144", message, place.span, other=place.other)
        yield from self._functions(typed.unknown_functions, place)
        for kind, calls in (
            ("an aggregate", typed.aggregates),
            ("a window function", typed.windows),
        ):
            if calls:
                message = f"{place.what}: `{calls[0]}` is {kind}, which {place.clause} doesn't take"
                yield diagnostic("Q146", message, place.span)
                return

    def _functions(self, calls: Iterable[Call], place: Place) -> Iterator[Diagnostic]:
        told: set[str] = set()
        for call in calls:
            if call.name in told or call.name in EXTENSION_FUNCTIONS:
                continue
            told.add(call.name)
            equal = FOREIGN_FUNCTIONS.get(call.name)
            if equal is not None:
                message = f"{place.what}: `{call.name}` is no function of PostgreSQL's"
                yield diagnostic(
                    "Q145", message, place.span, hint=f"write {equal}", severity=Severity.ERROR
                )
            elif not self.extended:
                yield self._unknown(call.name, place)

    def _unknown(self, name: str, place: Place) -> Diagnostic:
        message = f"{place.what}: no function `{name}` is built in, and nothing here creates one"
        names = [*self.own, *self.types.catalog.function_names()]
        near = get_close_matches(name, names, n=1, cutoff=0.84)
        hint = f"write `{near[0]}`, if that is meant" if near else None
        return diagnostic("Q145", message, place.span, hint=hint)

    def only_constant(self, typed: Typed | Broken | None, place: Place) -> Iterator[Diagnostic]:
        """Where one value has to come out at all times: indexes, generated columns."""
        if isinstance(typed, Typed) and typed.unstable:
            message = f"{place.what}: {typed.unstable[0]}, and {place.clause} takes only what never changes"
            yield diagnostic("Q138", message, place.span, other=place.other)


_WITHOUT_FUNCTIONS = frozenset(
    ("plpgsql", "citext", "btree_gin", "btree_gist", "uuid-ossp", "pg_trgm")
)


def _volatility(definition: str) -> str | None:
    """Of a function by its definition; volatile is what PostgreSQL takes it for where nothing is said.

    One in SQL may be put in place of its call, and is then as volatile as its body: that isn't worked out.
    """
    for word, letter in (("immutable", "i"), ("stable", "s")):
        if re.search(rf"\b{word}\b", definition):
            return letter
    return None if re.search(r"\blanguage '?sql\b", definition) else "v"


@lru_cache(maxsize=4096)
def parsed(text: str) -> Node | Broken | None:
    """The tree of an expression; None for a form that isn't known."""
    try:
        return parse(text)
    except Unknown:
        return None
    except Broken as problem:
        return problem
