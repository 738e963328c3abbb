"""SQL as the string literals that SQLAlchemy's text() reads back to the same SQL."""

from __future__ import annotations

from spec2code.codegen.python import string_literal
from spec2code.sql.text_clauses import escape_parameters, on_one_line

__all__ = ["sql_literal"]


def sql_literal(sql: str) -> str:
    """The literal, on one line; a colon in front of a word would be a parameter and is escaped."""
    return string_literal(escape_parameters(on_one_line(sql)))
