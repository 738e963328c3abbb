"""The options of an identity column's sequence, in one spelling and order."""

from __future__ import annotations

import re

from spec2code.model.names import default_constraint_name
from spec2code.model.patterns import regex
from spec2code.model.records import replace
from spec2code.model.schema import Name
from spec2code.sql.cursor import Cursor
from spec2code.sql.identifiers import quote_name

__all__ = ["identity_options"]


def identity_options(cursor: Cursor, table: Name, column: str) -> str:
    """Sequence options in parentheses, upper case, without those that say the default."""
    if not cursor.at("("):
        return ""
    part = cursor.inside()
    words = []
    while not part.done:
        if part.accept("SEQUENCE", "NAME"):
            name = part.name("a sequence")
            if name != replace(table, name=default_constraint_name(table.name, (column,), "seq")):
                words.append(f"SEQUENCE NAME {quote_name(name)}")
            continue
        token = part.advance()
        words.append(token.text if token.kind in ("quoted", "string") else token.text.upper())
    return _in_order(f" {' '.join(words)} ".replace(" - ", " -"))


_PLAIN_OPTIONS = (
    "START WITH 1",
    "INCREMENT BY 1",
    "CACHE 1",
    "NO CYCLE",
    "NO MINVALUE",
    "NO MAXVALUE",
)
_OPTION = regex(
    r"SEQUENCE NAME \S+|START WITH -?\d+|INCREMENT BY -?\d+|MINVALUE -?\d+|MAXVALUE -?\d+|CACHE \d+|CYCLE"
)
_OPTION_ORDER = ("SEQUENCE", "START", "INCREMENT", "MINVALUE", "MAXVALUE", "CACHE", "CYCLE")


def _in_order(text: str) -> str:
    """The options in one spelling and order, so that they compare equal."""
    text = re.sub(r" START (?!WITH)", " START WITH ", text)
    text = re.sub(r" INCREMENT (?!BY)", " INCREMENT BY ", text)
    for plain in _PLAIN_OPTIONS:
        if plain != "START WITH 1" or " INCREMENT BY -" not in text:
            text = text.replace(f" {plain} ", " ")
    parts = _OPTION.findall(text)
    rest = _OPTION.sub("", text).split()
    parts.sort(key=lambda part: _OPTION_ORDER.index(part.split()[0]))
    return " ".join([*parts, *rest])
