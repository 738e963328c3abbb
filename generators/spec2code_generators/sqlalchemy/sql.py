"""SQL as the string literals that SQLAlchemy's text() reads back to the same SQL."""

from __future__ import annotations

from spec2code.codegen.python import string_literal
from spec2code.model.schema import IndexKey
from spec2code.sql.identifiers import quote_identifier
from spec2code.sql.text_clauses import escape_parameters

__all__ = ["index_key", "sql_literal"]


def sql_literal(sql: str) -> str:
    """The literal; a colon in front of a word would be a parameter and is escaped."""
    return string_literal(escape_parameters(sql))


def index_key(key: IndexKey) -> str:
    """A key of an index in SQL."""
    if key.column is not None:
        text = quote_identifier(key.column)
    else:
        text = f"({key.expression.text})"
    if key.collation:
        text += f" COLLATE {key.collation}"
    if key.operator_class:
        text += f" {key.operator_class}"
    if key.descending:
        text += " DESC"
    if key.nulls_first is not None and key.nulls_first != key.descending:
        text += " NULLS FIRST" if key.nulls_first else " NULLS LAST"
    return text
