"""Exclusion constraints against the columns and the index method that they need."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.schema import Exclude, Table
from spec2code.model.span import Span
from spec2code.sql.cursor import Cursor, Unreadable
from spec2code.sql.semantics.parser import cursor_over
from spec2code.sql.semantics.typing import Typed
from spec2code.sql.sound_expressions import Place, Semantics
from spec2code.sql.sound_indexes import has_class

__all__ = ["check_excludes"]

_METHODS = ("gist", "btree", "hash", "spgist")


def check_excludes(table: Table, semantics: Semantics, *, whole: bool) -> Iterator[Diagnostic]:
    """Q127, Q139 and Q144 to Q147 of one table; `whole`: all of its columns are known."""
    for item in table.excludes:
        what = (
            f"exclusion constraint `{item.name}` of `{table.name}`"
            if item.name
            else f"an exclusion constraint of `{table.name}`"
        )
        try:
            yield from _exclude(item, table, semantics, what, whole)
        except Unreadable:
            continue


def _exclude(
    item: Exclude, table: Table, semantics: Semantics, what: str, whole: bool
) -> Iterator[Diagnostic]:
    place = Place(what, "an exclusion constraint", item.span or table.span)
    cursor = cursor_over(item.definition.text)
    method = "btree"
    if cursor.accept("USING"):
        method = cursor.identifier().lower()
    if method not in _METHODS:
        yield diagnostic(
            "Q147", f"{what}: {method} can't exclude", place.span, hint="use `USING gist`"
        )
        return
    for part in cursor.inside().elements():
        yield from _part(part, method, table, semantics, place, whole)
    if cursor.accept("WHERE"):
        text = cursor.inside().rest()
        where = Place(f"the condition of {what}", "WHERE", place.span)
        yield from semantics.condition(text, table, where)
        yield from semantics.only_constant(semantics.typed(text, table), place)


def _part(
    part: Cursor, method: str, table: Table, semantics: Semantics, place: Place, whole: bool
) -> Iterator[Diagnostic]:
    start = part.offset
    named = part.at_name and part.word(1) == "WITH"
    part.skip_until("WITH")
    text = part.text_from(start)
    part.expect("WITH")
    sign = _operator(part)
    if named:
        name = text.strip('"') if text.startswith('"') else text.lower()
        column = table.column(name)
        if column is None:
            if whole:
                message = f"{place.what} names the column `{name}`, which the table doesn't have"
                yield diagnostic("Q127", message, place.span, other=table.span)
            return
        type = semantics.types.plain(column.type)
    else:
        typed = semantics.typed(text, table)
        yield from semantics.problems(typed, place)
        yield from semantics.only_constant(typed, place)
        type = typed.type if isinstance(typed, Typed) else None
    if method in ("btree", "hash") and sign != "=":
        message = f"{place.what}: {method} excludes only by `=`, not by `{sign}`"
        yield diagnostic("Q147", message, place.span, hint="use `USING gist`")
    elif type is not None and not has_class(method, type, semantics):
        yield _no_class(method, text, type, sign, place.what, place.span)


def _operator(part: Cursor) -> str:
    """The sign behind WITH, also where `OPERATOR(pg_catalog.=)` says of which schema it is."""
    if not part.at("OPERATOR", "("):
        return part.word()
    part.advance()
    *_, sign = part.inside().rest().rsplit(".", 1)
    return sign.strip()


def _no_class(
    method: str, text: str, type: str, sign: str, what: str, span: Span | None
) -> Diagnostic:
    message = f"{what}: {method} has no operator class for `{text}`, which is {type}"
    hint = "create the extension `btree_gist`" if method == "gist" else "use `USING gist`"
    return diagnostic("Q139", message, span, hint=hint, severity=Severity.WARNING)
