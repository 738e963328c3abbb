"""Indexes and keys that PostgreSQL refuses: types without an operator class, methods that can't."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Final

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic, Severity
from spec2code.model.schema import Column, Index, PrimaryKey, Table, Unique
from spec2code.model.span import Span
from spec2code.sql.literals import NUMBERS, TEXTS, base_type
from spec2code.sql.semantics.typing import Typed
from spec2code.sql.sound_columns import is_extension_class
from spec2code.sql.sound_expressions import Semantics
from spec2code.sql.word_sets import word_set

__all__ = ["check_indexes", "has_class"]

_METHODS: Final = ("btree", "hash", "gin", "gist", "spgist", "brin")
_OF_EXTENSIONS: Final = (
    "ivfflat",
    "hnsw",
    "bloom",
    "rum",
    "bm25",
    "diskann",
    "zombodb",
    "pgroonga",
    "columnstore",
)
_EXTENDED: Final = NUMBERS | TEXTS | {
    "boolean", "uuid", "date", "interval", "bytea", "money", "oid", "inet", "cidr", "macaddr", "macaddr8", "bit",
    "bit varying", "timestamp with time zone", "timestamp without time zone", "time with time zone",
    "time without time zone",
}  # fmt: skip
"""Types that btree_gin and btree_gist have operator classes for, enums aside."""
_NO_ORDER: Final = frozenset(
    ("json", "xml", "point", "box", "polygon", "circle", "line", "lseg", "path")
)
"""Types that can't be sorted or compared for equality."""


def check_indexes(table: Table, semantics: Semantics) -> Iterator[Diagnostic]:
    """Q139 and Q147 of one table."""
    for index in table.indexes:
        what = (
            f"index `{index.name}` of `{table.name}`"
            if index.name
            else f"an index of `{table.name}`"
        )
        yield from _methods(index, what, index.span or table.span)
        yield from _operators(index, what, table, semantics)
    yield from _virtual(table)
    for key in _keys(table):
        for name in key.columns:
            keyed = table.column(name)
            if keyed is not None and base_type(keyed.type) in _NO_ORDER:
                message = (
                    f"`{table.name}.{name}` is `{keyed.type}`, which has no order that a key needs"
                )
                yield diagnostic("Q139", message, keyed.span)


def _keys(table: Table) -> list[PrimaryKey | Unique]:
    first: list[PrimaryKey | Unique] = [table.primary_key] if table.primary_key else []
    return [*first, *table.uniques]


def _virtual(table: Table) -> Iterator[Diagnostic]:
    """A virtual column is stored nowhere: no index and no key can have it."""
    virtual = {each.name: each for each in table.columns if each.generated and not each.stored}
    for key in [*_keys(table), *table.indexes] if virtual else ():
        for name in key.columns:
            if name in virtual:
                what = (
                    f"an index of `{table.name}`"
                    if isinstance(key, Index)
                    else f"a key of `{table.name}`"
                )
                message = f"{what} names `{name}`, a generated column that isn't STORED"
                hint = f"write STORED behind the expression of `{name}`"
                yield diagnostic(
                    "Q147", message, key.span or table.span, hint=hint, other=virtual[name].span
                )


def _methods(index: Index, what: str, place: Span | None) -> Iterator[Diagnostic]:
    """What the methods of PostgreSQL 18 can't do (its documentation, chapter 64: amcanunique and its like)."""
    method = index.method
    if method in _OF_EXTENSIONS:
        return
    if method not in _METHODS:
        near = get_close_matches(method, _METHODS, n=1)
        hint = f"write `{near[0]}`" if near else f"one of: {', '.join(_METHODS)}"
        message = f"{what}: there is no index method `{method}`"
        yield diagnostic("Q147", message, place, hint=hint)
        return
    lacking = []
    if index.unique and method != "btree":
        lacking.append("unique indexes")
    if index.include and method not in ("btree", "gist", "spgist"):
        lacking.append("INCLUDE")
    if len(index.keys) > 1 and method in ("hash", "spgist"):
        lacking.append("more than one column")
    if method != "btree" and any(
        key.descending or key.nulls_first is not None for key in index.keys
    ):
        lacking.append("an order (ASC, DESC, NULLS FIRST)")
    for each in lacking:
        message = (
            f"{what}: {method} has no {each}"
            if each[0] != "m"
            else f"{what}: {method} takes no {each}"
        )
        yield diagnostic("Q147", message, place, hint="use btree, or leave it out")


def _operators(index: Index, what: str, table: Table, semantics: Semantics) -> Iterator[Diagnostic]:
    place = index.span or table.span
    for key in index.keys:
        column = table.column(key.column) if key.column is not None else None
        if column is not None:
            type = semantics.types.plain(column.type)
            subject = f"`{column.name}`, which is `{column.type}`"
        else:
            typed = None if key.column else semantics.typed(key.expression.text, table)
            type = typed.type if isinstance(typed, Typed) else None
            subject = f"`{key.expression.text}`, which is {type}"
        if type is None:
            continue
        if key.operator_class is not None:
            yield from _named_class(index, key.operator_class, type, what, place, semantics)
        elif not has_class(index.method, type, semantics):
            yield _no_class(index, what, subject, type, place, column, semantics)


_OIDS = word_set(
    "regclass regproc regprocedure regtype regrole regnamespace regoper regoperator regconfig "
    "regdictionary regcollation"
)
"""Types that are oids, and indexed as such."""


def has_class(method: str, type: str, semantics: Semantics) -> bool:
    """Whether an index method can take a type without an operator class of its own or of an extension here."""
    if f"btree_{method}" in semantics.extensions and (
        type in _EXTENDED or semantics.types.is_enum(type)
    ):
        return True
    if method not in _METHODS:
        return True
    types = semantics.types
    wanted = {type, "text" if type == "character varying" else type}
    if types.is_enum(type):
        wanted.add("anyenum")
    if type.endswith("[]"):
        wanted.add("anyarray")
    if types.category(type) == "R":
        wanted |= {"anymultirange" if "multirange" in type else "anyrange"}
    if type == "cidr":
        wanted.add("inet")
    if type in _OIDS:
        wanted.add("oid")
    if type in ("record", "unknown"):
        return True
    return any(types.catalog.has_class(method, each) for each in wanted)


def _named_class(
    index: Index, given: str, type: str, what: str, place: Span | None, semantics: Semantics
) -> Iterator[Diagnostic]:
    """An operator class that is built in belongs to one method and type."""
    name = given.split(" ")[0].split("(")[0]
    classes = semantics.types.catalog.classes
    methods = [method for method, each in classes if each == name]
    if not methods or index.method not in _METHODS:
        if (
            not methods
            and index.method in _METHODS
            and not semantics.extended
            and not is_extension_class(name)
        ):
            near = get_close_matches(
                name, [each for method, each in classes if method == index.method], n=1
            )
            hint = f"write `{near[0]}`, if that is meant" if near else None
            message = f"{what}: there is no operator class `{name}` for {index.method}"
            yield diagnostic("Q147", message, place, hint=hint, severity=Severity.WARNING)
        return
    if index.method not in methods:
        message = f"{what}: `{name}` is an operator class of {methods[0]}, not of {index.method}"
        yield diagnostic("Q147", message, place, hint=f"write `USING {methods[0]}`")
        return
    wanted = classes[index.method, name][0]
    fitting = wanted == type or wanted.startswith("any") or semantics.types.coerces(type, wanted)
    if not fitting:
        message = f"{what}: `{name}` is for {wanted}, not for {type}"
        yield diagnostic("Q147", message, place, hint="leave it out, or name one that fits")


def _no_class(
    index: Index,
    what: str,
    subject: str,
    type: str,
    place: Span | None,
    column: Column | None,
    semantics: Semantics,
) -> Diagnostic:
    """A warning where an extension that the project may have gives the type what it lacks here."""
    message = f"{what}: {index.method} has no operator class for {subject}"
    other = column.span if column is not None else None
    extension = f"btree_{index.method}"
    if index.method not in ("gin", "gist") or type not in _EXTENDED:
        return diagnostic("Q139", message, place, other=other)
    if type in TEXTS:
        hint = f"write `{index.method}_trgm_ops` behind it (extension pg_trgm), or index `to_tsvector('simple', ...)`"
    else:
        hint = f"create the extension `{extension}`, or use a btree index"
    return diagnostic("Q139", message, place, hint=hint, other=other, severity=Severity.WARNING)
