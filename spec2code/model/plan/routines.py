"""Functions and procedures that CREATE OR REPLACE can't change (PostgreSQL 18, CREATE FUNCTION, Notes)."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.model.patterns import regex
from spec2code.model.plan.mentions import head, words
from spec2code.model.schema import SqlObject
from spec2code.model.type_names import FULL_NAMES

__all__ = ["ROUTINES", "is_parsed", "replaceable", "takes_or_gives"]

ROUTINES = ("function", "procedure")
_RESULT = regex(
    r"\breturns (?P<type>.+?)(?= (?:language|as|immutable|stable|volatile|strict|called|security|external|parallel"
    r"|cost|rows|support|set|window|leakproof|not leakproof|transform|return|begin|returns)\b|\Z)"
)
_DEFAULT = regex(r" (?:default|=|:=) ")


def replaceable(before: SqlObject, after: SqlObject) -> bool:
    """Whether one can replace the other where it stands: same names, same result, no default less."""
    if _result(before) != _result(after):
        return False
    old, new = list(_arguments(before)), list(_arguments(after))
    return len(old) == len(new) and all(
        one[0] == other[0] and (not one[1] or other[1]) for one, other in zip(old, new, strict=True)
    )


def takes_or_gives(item: SqlObject, types: set[str]) -> bool:
    """Whether an argument or the result is of one of these types."""
    return item.kind in ROUTINES and not types.isdisjoint(words(head(item.definition.text)))


def is_parsed(item: SqlObject) -> bool:
    """Whether it is a routine whose body is no string: PostgreSQL knows what such a one is made of."""
    return item.kind in ROUTINES and head(item.definition.text) == item.definition.text


def _result(item: SqlObject) -> str:
    found = _RESULT.search(head(item.definition.key))
    return _spelled(found["type"]) if found else ""


def _spelled(type_: str) -> str:
    """A type by its full name, as far as it has a short one."""
    if type_ == "float":
        return "double precision"
    word, space, rest = type_.partition(" ")
    if rest.startswith(("with", "precision", "varying")):
        return type_
    return f"{FULL_NAMES.get(word, word)}{space}{rest}"


def _arguments(item: SqlObject) -> Iterator[tuple[str, bool]]:
    """Each argument without its default, and whether it has one."""
    _, _, rest = item.definition.key.partition("(")
    depth, part = 1, ""
    for sign in rest:
        depth += (sign == "(") - (sign == ")")
        if depth and not (sign == "," and depth == 1):
            part += sign
            continue
        if part.strip():
            pieces = _DEFAULT.split(part, maxsplit=1)
            name, space, type_ = pieces[0].strip().partition(" ")
            yield f"{name}{space}{_spelled(type_)}", len(pieces) > 1
        part = ""
        if not depth:
            return
