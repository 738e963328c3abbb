"""Identifiers as PostgreSQL takes them: which need quotes, and finding and renaming them in expressions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spec2code.model.patterns import regex
from spec2code.model.schema import Expression, Name

__all__ = [
    "RESERVED",
    "TYPE_FUNCTION_RESERVED",
    "mentioned",
    "quote_identifier",
    "quote_name",
    "renamed",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


RESERVED = _words(
    "ALL ANALYSE ANALYZE AND ANY ARRAY AS ASC ASYMMETRIC BOTH CASE CAST CHECK COLLATE COLUMN CONSTRAINT "
    "CREATE CURRENT_CATALOG CURRENT_DATE CURRENT_ROLE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER DEFAULT "
    "DEFERRABLE DESC DISTINCT DO ELSE END EXCEPT FALSE FETCH FOR FOREIGN FROM GRANT GROUP HAVING IN "
    "INITIALLY INTERSECT INTO LATERAL LEADING LIMIT LOCALTIME LOCALTIMESTAMP NOT NULL OFFSET ON ONLY OR "
    "ORDER PLACING PRIMARY REFERENCES RETURNING SELECT SESSION_USER SOME SYMMETRIC SYSTEM_USER TABLE THEN "
    "TO TRAILING TRUE UNION UNIQUE USER USING VARIADIC WHEN WHERE WINDOW WITH"
)
"""Words that PostgreSQL takes for the name of a table or column only in quotes."""

TYPE_FUNCTION_RESERVED = _words(
    "AUTHORIZATION BINARY COLLATION CONCURRENTLY CROSS CURRENT_SCHEMA FREEZE FULL ILIKE INNER IS ISNULL JOIN "
    "LEFT LIKE NATURAL NOTNULL OUTER OVERLAPS RIGHT SIMILAR TABLESAMPLE VERBOSE"
)
"""Reserved too, but allowed for functions and types."""

_PLAIN = regex(r"[a-z_][a-z0-9_$]*\Z")
_IDENTIFIER = regex(
    r"""'(?:[^']|'')*'|"(?P<quoted>(?:[^"]|"")+)"|(?P<word>[^\W\d][\w$]*)(?P<call>\s*\()?"""
)


def quote_identifier(name: str) -> str:
    """The name as PostgreSQL must see it: in double quotes where it needs them."""
    if _PLAIN.match(name):
        upper = name.upper()
        if upper not in RESERVED and upper not in TYPE_FUNCTION_RESERVED:
            return name
    return '"' + name.replace('"', '""') + '"'


def quote_name(name: Name) -> str:
    """A qualified name, each part quoted where it needs it."""
    if name.schema is None:
        return quote_identifier(name.name)
    return f"{quote_identifier(name.schema)}.{quote_identifier(name.name)}"


def _found(text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Identifiers outside strings that are no functions."""
    for match in _IDENTIFIER.finditer(text):
        if match["quoted"] is not None:
            yield match, match["quoted"].replace('""', '"')
        elif match["word"] is not None and match["call"] is None:
            yield match, match["word"].lower()


def mentioned(text: str) -> frozenset[str]:
    """Every identifier in an expression that may be a column; SQL's own words are among them."""
    return frozenset(name for _, name in _found(text))


def renamed(expression: Expression, old: str, new: str) -> Expression:
    """The expression with a column called by its new name."""
    return Expression(_replaced(expression.text, old, new), _replaced(expression.key, old, new))


def _replaced(text: str, old: str, new: str) -> str:
    parts: list[str] = []
    end = 0
    for match, name in _found(text):
        if name == old:
            parts += [text[end : match.start()], quote_identifier(new)]
            end = match.end()
    return "".join([*parts, text[end:]])
