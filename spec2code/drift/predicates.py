"""Whether two conditions of a partial index hold for the same rows, however a boolean is asked for."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.schema import Expression

__all__ = ["same_rows"]

_NAME = r'[a-z_][\w$]*|"[^"]+"'
_TEST = regex(rf"({_NAME}) (?:is|=) (true|false)")
_NOT = regex(rf"not ({_NAME})")


def same_rows(one: Expression | None, other: Expression | None) -> bool:
    """`active`, `active = true` and `active IS TRUE` are met by the same rows: null is none of them."""
    if one is None or other is None:
        return one is other
    return one.key == other.key or _rows(one.key) == _rows(other.key)


def _rows(key: str) -> str:
    """The key with each boolean test in one form; the parts of a conjunction stand in parentheses."""
    parts = key.split(" and ")
    return " and ".join(_part(part) for part in parts)


def _part(text: str) -> str:
    whole = text.startswith("(") and text.endswith(")")
    inner = text[1:-1] if whole else text
    if found := _TEST.fullmatch(inner):
        inner = f"{found[1]} = {found[2]}"
    elif found := _NOT.fullmatch(inner):
        inner = f"{found[1]} = false"
    elif re.fullmatch(_NAME, inner):
        inner = f"{inner} = true"
    return f"({inner})"
