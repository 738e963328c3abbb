"""Whether PostgreSQL casts a column's values to another type by itself, and the cast that it needs where not.

An explicit cast is only written where it must be: `value::varchar(3)` shortens what an assignment refuses.
"""

from __future__ import annotations

import re

from spec2code.sql.ddl import quote

__all__ = ["using"]

_NUMBERS = {"smallint", "integer", "bigint", "numeric", "real", "double precision"}
_STRINGS = {"text", "character varying", "character", "name", "citext", '"char"', "bpchar"}
_MOMENTS = {"date", "timestamp without time zone", "timestamp with time zone"}
_ASSIGNED = {
    ("json", "jsonb"),
    ("jsonb", "json"),
    ("inet", "cidr"),
    ("cidr", "inet"),
    ("macaddr", "macaddr8"),
    ("macaddr8", "macaddr"),
    ("time without time zone", "time with time zone"),
    ("time with time zone", "time without time zone"),
    ("time without time zone", "interval"),
    ("interval", "time without time zone"),
    ("timestamp without time zone", "time without time zone"),
    ("timestamp with time zone", "time without time zone"),
    ("bit", "bit varying"),
    ("bit varying", "bit"),
    ("money", "numeric"),
    ("numeric", "money"),
    ("integer", "money"),
    ("bigint", "money"),
}
_EXPLICIT = {
    ("integer", "boolean"),
    ("boolean", "integer"),
    ("integer", "bit"),
    ("bigint", "bit"),
    ("bit", "integer"),
    ("bit", "bigint"),
    ("jsonb", "boolean"),
    *(("jsonb", number) for number in _NUMBERS),
    *((number, "oid") for number in ("smallint", "integer", "bigint")),
}
_MODIFIER = re.compile(r"\([^)]*\)")


def using(before: str, after: str, column: str) -> str | None:
    """The expression for USING; None where PostgreSQL converts the values by itself."""
    old, new = _base(before), _base(after)
    name = quote(column)
    if old == new or _converts(old, new):
        return None
    if old.endswith("[]") and new.endswith("[]"):
        if _converts(old[:-2], new[:-2]):
            return None
        return f"{name}::text[]::{after}"
    if old in _STRINGS or (old, new) in _EXPLICIT:
        return f"{name}::{after}"
    if new in ("json", "jsonb"):
        return f"to_{new}({name})"
    if old in ("json", "jsonb") and new.endswith("[]"):
        # No subquery may stand here, so the list is read in the spelling of an array.
        return f"translate({name}::text, '[]', '{{}}')::{after}"
    return f"{name}::text::{after}"


def _converts(old: str, new: str) -> bool:
    if new in _STRINGS and not old.endswith("[]"):
        return True
    if old in _NUMBERS and new in _NUMBERS:
        return True
    if old in _MOMENTS and new in _MOMENTS:
        return True
    return (old, new) in _ASSIGNED


def _base(name: str) -> str:
    """The type without length, precision or scale."""
    return _MODIFIER.sub("", name).replace("  ", " ")
