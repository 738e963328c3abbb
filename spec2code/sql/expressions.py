"""SQL expressions: the text as written, and a key that is the same for whatever PostgreSQL takes to be the same.

The key is SQL of a fixed form: no needless parentheses or casts, `now()` for every spelling of it, `in` for
`= ANY (ARRAY[...])`. Two texts with different meanings never share one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from spec2code.model.patterns import regex
from spec2code.model.schema import Expression
from spec2code.sql.identifiers import quote_identifier
from spec2code.sql.literals import is_number, literal_key, number_key
from spec2code.sql.plain_keys import plain_key
from spec2code.sql.tokens import tokenize, unquote_string
from spec2code.sql.word_sets import word_set

__all__ = ["expression", "token_key"]

_SIMPLE_STRING = regex(r"'(?:[^'\\]|'')*'\Z")
_SIMPLE_CALL = regex(r"([a-z_][a-z0-9_]*)\(\s*\)\Z", re.IGNORECASE)
_SIMPLE_WORD = regex(r"[a-z_][a-z0-9_]*\Z", re.IGNORECASE)
_SIMPLE_NAME = regex(r'"([a-z_][a-z0-9_]*)"\Z')
_NEXT_VALUE = regex(
    r"nextval\(\s*'(?:public\.(?=\w+'\s*::))?([a-z_][a-z0-9_]*)'\s*(?:::\s*regclass\s*)?\)\Z",
    re.IGNORECASE,
)
_JSON = regex(r"('(?:[^'\\]|'')*')\s*::\s*jsonb\Z", re.IGNORECASE)
_ENCLOSED = regex(
    r"\(\s*(\d+|'(?:[^'\\]|'')*'|now\(\)|current_timestamp|true|false|null)\s*\)\Z", re.IGNORECASE
)
_NOW = frozenset(("now", "transaction_timestamp"))
# Words alone that are no columns.
_WORDS = word_set(
    "current_date current_time localtime localtimestamp current_user session_user user "
    "current_role current_catalog current_schema default"
)


def expression(
    text: str,
    dialect: str = "postgresql",
    type: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Expression:
    """The expression of a default, check, index key or condition.

    Args:
        text: as written, without a pair of parentheses that belongs to the clause around it.
        type: the canonical type of the column that it is the default of: `'{}'::jsonb` is `'{}'` there.
        columns: canonical types by column, where the table is known: a cast to the type that a column has
            anyway says nothing.
    """
    text = text.strip()
    known: tuple[tuple[str, str], ...] = ()
    if columns:
        folded = text.lower()
        known = tuple((n, t) for n, t in columns.items() if n in text or n in folded)
    return Expression(text, _key(text, dialect, type, known))


@lru_cache(maxsize=16384)
def _key(text: str, dialect: str, type: str | None, columns: tuple[tuple[str, str], ...]) -> str:
    known = dict(columns)
    key = _simple_key(text, type)
    if key is None and dialect == "postgresql":
        key = plain_key(text, known)
    return key or _parsed_key(text, dialect, type, known)


def _simple_key(text: str, type: str | None) -> str | None:
    """The key of what needs no parser: most defaults."""
    if is_number(text):
        return number_key(text, type)
    if _SIMPLE_STRING.match(text):
        return literal_key(unquote_string(text), type)
    if call := _SIMPLE_CALL.match(text):
        name = call.group(1).lower()
        return _now(type) if name in _NOW else f"{name}()"
    if _SIMPLE_WORD.match(text):
        word = text.lower()
        if word in ("true", "false", "null"):
            return word
        if word == "current_timestamp":
            return _now(type)
        if word == "localtimestamp" and type == "timestamp without time zone":
            return "now()"
        return word if word in _WORDS else quote_identifier(word)
    return _dressed_key(text, type)


def _dressed_key(text: str, type: str | None) -> str | None:
    """The key of something simple in parentheses, in quotes, with a cast or as the next value of a sequence."""
    if enclosed := _ENCLOSED.match(text):
        return _simple_key(enclosed.group(1), type)
    if name := _SIMPLE_NAME.match(text):
        return quote_identifier(name.group(1))
    if sequence := _NEXT_VALUE.match(text):
        return f"nextval('{sequence.group(1)}')"
    if json := _JSON.match(text):
        key = literal_key(unquote_string(json.group(1)), "jsonb")
        return key if type == "jsonb" else f"{key}::jsonb"
    return None


def _now(type: str | None) -> str:
    return "current_date" if type == "date" else "now()"


def _parsed_key(text: str, dialect: str, type: str | None, columns: dict[str, str]) -> str:
    # sqlglot takes a tenth of a second to import, and most texts never need it.
    from spec2code.sql.expression_keys import parsed_key

    key = parsed_key(text, dialect, type, columns)
    return token_key(text, dialect) if key is None else key


def token_key(text: str, dialect: str = "postgresql") -> str:
    """The text without comments and with one spelling of spaces, letter case and quotes."""
    parts = []
    for token in tokenize(text, dialect=dialect).tokens:
        if token.kind == "word":
            parts.append(token.text.lower())
        elif token.kind == "quoted":
            quote = token.text[-1]
            name = token.text[token.text.find(quote) + 1 : -1].replace(quote * 2, quote)
            parts.append(quote_identifier(name))
        elif token.kind == "dollar":
            parts.append("'" + unquote_string(token.text).strip().replace("'", "''") + "'")
        else:
            parts.append(token.text)
    return " ".join(parts)
