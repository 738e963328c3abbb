"""The keys of an index, from names and expressions of SQLAlchemy."""

from __future__ import annotations

from spec2code.model.patterns import regex
from spec2code.model.schema import IndexKey
from spec2code.model.span import Excerpt
from spec2code.model.statements import CreateIndex
from spec2code.project.orm.expressions import sql_expression
from spec2code.sql import read_sql
from spec2code.sql.identifiers import quote_identifier

__all__ = ["column_key", "expression_key"]

_WORD = regex(r"[A-Za-z_]\w*\Z")


def column_key(name: str, operator_class: str | None = None) -> IndexKey:
    return IndexKey(
        sql_expression(quote_identifier(name)), column=name, operator_class=operator_class
    )


def expression_key(sql: str, operator_class: str | None = None) -> IndexKey:
    """A key from SQL, which may end in an operator class, a direction or an order of nulls."""
    text = sql.strip()
    if _WORD.match(text):
        return column_key(text.lower(), operator_class)
    behind = f" {operator_class}" if operator_class else ""
    for written in (f"{text}{behind}", f"({text}){behind}"):
        statement = f"CREATE INDEX i ON t ({written})"
        for found in read_sql(Excerpt("", statement)).statements:
            if isinstance(found, CreateIndex) and len(found.index.keys) == 1:
                return found.index.keys[0]
    return IndexKey(sql_expression(text), operator_class=operator_class)
