"""Objects that are kept as text, by themselves: what their CREATE can't say (PostgreSQL 18, its commands)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.definitions import read_domain
from spec2code.model.patterns import regex
from spec2code.model.schema import Column, Expression, Name, Schema, SqlObject, Table
from spec2code.sql.cursor import Unreadable
from spec2code.sql.semantics.parser import cursor_over
from spec2code.sql.sound_defaults import check_default
from spec2code.sql.sound_expressions import Semantics
from spec2code.sql.sound_keys import columns_are_known
from spec2code.sql.types import canonical_type
from spec2code.sql.word_sets import word_set

__all__ = ["check_definitions"]

_REPLACED = word_set("function procedure aggregate view trigger rule language transform")
_OR_REPLACE = regex(r"\s*CREATE\s+OR\s+REPLACE\b", re.IGNORECASE)
_BODY = regex(r"\$(\w*)\$(.*?)\$\1\$", re.DOTALL)
_COMMENTS = regex(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_END = regex(r"\bEND\b\s*(?:\w+|\"[^\"]+\")?\s*;?\s*\Z", re.IGNORECASE)


def check_definitions(semantics: Semantics) -> Iterator[Diagnostic]:
    """Q127, Q128 and Q152 of what isn't a table."""
    schema = semantics.schema
    for item in schema.objects.values():
        what = f"{item.kind} `{item.name}`"
        if _OR_REPLACE.match(item.definition.text) and item.kind not in _REPLACED:
            message = f"{what}: PostgreSQL has no CREATE OR REPLACE {item.kind.upper()}"
            yield diagnostic("Q152", message, item.span, hint="leave OR REPLACE out")
        if item.kind == "schema" and item.name.name.startswith("pg_"):
            message = f"{what}: names that begin with `pg_` are PostgreSQL's own"
            yield diagnostic("Q152", message, item.span)
        elif item.kind == "function":
            yield from _body(item, what)
        elif item.kind == "domain":
            yield from _default(item, semantics)
        elif item.kind == "sequence owner" and item.table is not None:
            yield from _missing(
                f"the owner of sequence `{item.name}`", item.table, (item.signature,), item, schema
            )
        elif item.kind == "statistics":
            yield from _statistics(item, what, schema)


def _body(item: SqlObject, what: str) -> Iterator[Diagnostic]:
    """A body in PL/pgSQL is one block (its documentation, "Structure of PL/pgSQL")."""
    if item.unchecked or not re.search(r"\blanguage '?plpgsql\b", item.definition.key):
        return
    body = _BODY.search(item.definition.text)
    if body is not None and not _END.search(_COMMENTS.sub(" ", body[2])):
        message = f"{what}: its body doesn't end with END"
        yield diagnostic("Q152", message, item.span, hint="write `END;` before the closing quote")


def _default(item: SqlObject, semantics: Semantics) -> Iterator[Diagnostic]:
    domain = read_domain(item)
    if domain is None or domain.default is None:
        return
    base = canonical_type(domain.base.partition(" COLLATE ")[0])
    column = Column("value", base, span=item.span)
    value = Expression(domain.default, domain.default)
    yield from check_default(Table(item.name), column, value, semantics, f"domain `{item.name}`")


def _statistics(item: SqlObject, what: str, schema: Schema) -> Iterator[Diagnostic]:
    cursor = cursor_over(item.definition.text)
    try:
        cursor.skip_until("ON")
        cursor.expect("ON")
        names: list[str] = []
        while not cursor.at("FROM"):
            if cursor.at_name and cursor.word(1) in (",", "FROM"):
                names.append(cursor.identifier())
            else:
                cursor.skip()
            if cursor.done:
                return
            cursor.accept(",")
        cursor.expect("FROM")
        yield from _missing(what, cursor.name("a table"), tuple(names), item, schema)
    except Unreadable:
        return


def _missing(
    what: str, name: Name, columns: tuple[str, ...], item: SqlObject, schema: Schema
) -> Iterator[Diagnostic]:
    table = schema.tables.get(name)
    if table is None or not columns_are_known(table):
        return
    for column in columns:
        if table.column(column) is None:
            message = f"{what} names the column `{column}`, which `{name}` doesn't have"
            yield diagnostic("Q127", message, item.span, other=table.span)
