"""The expressions of a table against the types of its columns: checks, generated columns, indexes."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import Column, Expression, Index, Schema, SqlObject, Table
from spec2code.sql.semantics.nodes import Column as Named
from spec2code.sql.semantics.parser import Broken, cursor_over
from spec2code.sql.semantics.typing import Typed
from spec2code.sql.sound_expressions import Place, Semantics

__all__ = ["check_conditions", "check_domains"]


def check_conditions(table: Table, semantics: Semantics) -> Iterator[Diagnostic]:
    """Q138, Q143 to Q146 of one table."""
    for check in table.checks:
        what = (
            f"check `{check.name}` of `{table.name}`"
            if check.name
            else f"a check of `{table.name}`"
        )
        place = Place(what, "a check", check.span or table.span)
        text = check.expression.text
        yield from _queries(semantics.typed(text, table), table, place)
        yield from semantics.condition(text, table, place)
    for column in table.columns:
        if column.generated is not None:
            yield from _generated(column, column.generated, table, semantics)
    for index in table.indexes:
        yield from _index(index, table, semantics)


def _queries(typed: Typed | Broken | None, table: Table, place: Place) -> Iterator[Diagnostic]:
    if not isinstance(typed, Typed):
        return
    if typed.queries:
        yield diagnostic("Q143", f"{place.what} has a query in it", place.span)
    for column in typed.columns:
        if _is_of_another_table(column, table):
            other = ".".join(column.parts)
            message = f"{place.what} names `{other}`; a row is checked by its own columns alone"
            yield diagnostic("Q127", message, place.span, hint="use a foreign key or a trigger")


def _is_of_another_table(column: Named, table: Table) -> bool:
    if len(column.parts) != 2:
        return False
    return column.parts[0] != table.name.name and table.column(column.parts[0]) is None


def _generated(
    column: Column, value: Expression, table: Table, semantics: Semantics
) -> Iterator[Diagnostic]:
    place = Place(f"generated column `{table.name}.{column.name}`", "it", column.span)
    typed = semantics.typed(value.text, table)
    yield from semantics.problems(typed, place)
    yield from semantics.only_constant(typed, place)
    if not isinstance(typed, Typed):
        return
    if typed.queries:
        yield diagnostic("Q146", f"{place.what} has a query in it", place.span)
    for used in typed.columns:
        other = table.column(used.parts[-1])
        if other is not None and other.generated is not None:
            message = f"{place.what} is made of `{other.name}`, which is generated itself"
            yield diagnostic(
                "Q142", message, place.span, other=other.span, hint="repeat its expression instead"
            )
            break
    target = semantics.types.plain(column.type)
    if target and typed.type and not semantics.types.coerces(typed.type, target, "a"):
        yield diagnostic(
            "Q144", f"{place.what} is `{column.type}`, its expression {typed.type}", place.span
        )


def _index(index: Index, table: Table, semantics: Semantics) -> Iterator[Diagnostic]:
    what = (
        f"index `{index.name}` of `{table.name}`" if index.name else f"an index of `{table.name}`"
    )
    place = Place(what, "an index", index.span or table.span)
    for key in index.keys:
        if key.column is None:
            typed = semantics.typed(key.expression.text, table)
            yield from semantics.problems(typed, place)
            yield from semantics.only_constant(typed, place)
            bare = key.expression.text.lstrip("( ").upper().startswith("SELECT ")
            if bare or (isinstance(typed, Typed) and typed.queries):
                yield diagnostic("Q146", f"{place.what} has a query in it", place.span)
    if index.where is not None:
        typed = semantics.typed(index.where.text, table)
        yield from semantics.condition(
            index.where.text, table, Place(f"the condition of {what}", "WHERE", place.span)
        )
        yield from semantics.only_constant(typed, place)
        if isinstance(typed, Typed) and typed.queries:
            yield diagnostic("Q146", f"{place.what} has a query in its condition", place.span)


def check_domains(schema: Schema, semantics: Semantics) -> Iterator[Diagnostic]:
    """The checks of domains, where VALUE is of the domain's type."""
    for key, item in schema.objects.items():
        if key[0] == "domain":
            yield from _domain(item, semantics)


def _domain(item: SqlObject, semantics: Semantics) -> Iterator[Diagnostic]:
    cursor = cursor_over(item.definition.text)
    type = semantics.types.plain(str(item.name))
    if type is None:
        return
    while not cursor.done:
        if cursor.accept("CHECK") and cursor.at("("):
            place = Place(f"the check of domain `{item.name}`", "a check", item.span)
            yield from semantics.condition(cursor.inside().rest(), None, place, value=type)
        else:
            cursor.skip()
