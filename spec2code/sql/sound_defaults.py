"""Defaults that their columns can't hold."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.schema import Column, Enum, Expression, Schema, Table
from spec2code.sql.identifiers import split_name
from spec2code.sql.literals import base_type
from spec2code.sql.semantics.nodes import Array, Literal
from spec2code.sql.semantics.typing import Typed
from spec2code.sql.sound_expressions import Place, Semantics, parsed
from spec2code.sql.types import BUILT_IN
from spec2code.sql.values import fits

__all__ = ["check_default", "check_defaults"]


def check_defaults(table: Table, semantics: Semantics) -> Iterator[Diagnostic]:
    """Q128, Q129, Q144 to Q146 of one table."""
    for column in table.columns:
        if column.default is not None:
            what = f"`{table.name}.{column.name}`"
            yield from check_default(table, column, column.default, semantics, what)


def check_default(
    table: Table, column: Column, value: Expression, semantics: Semantics, what: str
) -> Iterator[Diagnostic]:
    """One default, of a column or of a domain; `what` names it in messages."""
    place = Place(f"the default of {what}", "DEFAULT", column.span)
    subject = f"column {what}" if table.columns else what
    node = parsed(value.text)
    if isinstance(node, Literal) and node.type == "unknown":
        if node.value is not None:
            yield from _text(column, subject, node.value, value.text, semantics)
        return
    typed = semantics.typed(value.text, table)
    yield from semantics.problems(typed, place)
    if not isinstance(typed, Typed):
        return
    if typed.columns:
        yield _named(subject, typed, value, column)
    elif typed.queries:
        yield diagnostic("Q146", f"{place.what} has a query in it", column.span)
    elif isinstance(node, Array) and not node.items:
        message = f"{subject}: the default `{value.text}` is an array of no type"
        yield diagnostic("Q128", message, column.span, hint="write `'{}'`")
    elif not _taken(typed.type, column.type, semantics):
        message = (
            f"{subject}: the default `{value.text}` is {typed.type}, the column `{column.type}`"
        )
        yield diagnostic("Q128", message, column.span)


def _named(subject: str, typed: Typed, value: Expression, column: Column) -> Diagnostic:
    name = ".".join(typed.columns[0].parts)
    if name == value.text.strip().strip('"').lower() or value.text.strip().strip('"') == name:
        message = (
            f"{subject}: the default `{value.text}` is a name, not a value; a text stands in quotes"
        )
        text = value.text.strip('"')
        return diagnostic("Q128", message, column.span, hint=f"Write `'{text}'`.")
    message = f"{subject}: the default `{value.text}` names `{name}`, and a default can't look at a column"
    return diagnostic("Q128", message, column.span, hint="use a trigger or a generated column")


def _text(
    column: Column, subject: str, value: str, written: str, semantics: Semantics
) -> Iterator[Diagnostic]:
    """A text without a type of its own is read as one of the column's."""
    enum = _enum(column.type.removesuffix("[]"), semantics.schema)
    if enum is not None and not column.type.endswith("[]"):
        if value not in enum.labels:
            message = f"{subject}: the default `{value}` is no label of `{enum.name}`"
            yield diagnostic("Q129", message, column.span, other=enum.span)
        return
    type = semantics.types.plain(column.type)
    if type is not None and not fits(value, type, enum.labels if enum else None):
        message = f"{subject}: the default `{written}` can't be cast to `{column.type}`"
        hint = (
            "write an array as `'{a,b}'`, the empty one as `'{}'`" if type.endswith("[]") else None
        )
        yield diagnostic("Q128", message, column.span, hint=hint)


def _enum(type: str, schema: Schema) -> Enum | None:
    if not schema.enums or base_type(type) in BUILT_IN:
        return None
    return schema.enums.get(split_name(type))


def _taken(given: str | None, column: str, semantics: Semantics) -> bool:
    target = semantics.types.plain(column)
    if given is None or target is None:
        return True
    return semantics.types.coerces(given, target, "a")
