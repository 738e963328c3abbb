"""Names in SQL: quoting, unquoting, and taking qualified names apart."""

from __future__ import annotations

from spec2code.model.identifiers import quote_identifier, quote_name
from spec2code.model.schema import Name
from spec2code.sql.tokens import Token, tokenize

__all__ = ["DEFAULT_SCHEMA", "fold_identifier", "quote_identifier", "quote_name", "split_name"]

DEFAULT_SCHEMA = "public"


def fold_identifier(token: Token, dialect: str = "postgresql") -> str:
    """The name that a token stands for: quotes removed, unquoted letters folded where the dialect does so."""
    text = token.text
    if token.kind in ("quoted", "string"):
        if text[0] == "[":
            return text[1:-1]
        quote = text[-1] if text[-1] in "\"'`" else ""
        start = text.find(quote) + 1 if quote else 0
        return text[start : len(text) - len(quote)].replace(quote * 2, quote) if quote else text
    return text.lower() if dialect == "postgresql" else text


def split_name(text: str, dialect: str = "postgresql") -> Name:
    """A name as written, `public."Orders"`, into a Name; the default schema becomes None."""
    parts = [
        fold_identifier(token, dialect)
        for token in tokenize(text, dialect=dialect).tokens
        if token.kind in ("word", "quoted", "number", "string")
    ]
    return name_of(parts or [text.strip()])


def name_of(parts: list[str]) -> Name:
    """The Name of `[database,] [schema,] name`."""
    schema = parts[-2] if len(parts) > 1 else None
    return Name(parts[-1], None if schema == DEFAULT_SCHEMA else schema)
