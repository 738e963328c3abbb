"""Columns that no table can have: sizes, pseudo-types, names and clauses (PostgreSQL 18, CREATE TABLE and chapter 8)."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from spec2code.model.patterns import regex
from spec2code.model.schema import Column
from spec2code.sql.literals import TEXTS, base_type
from spec2code.sql.types import BUILT_IN
from spec2code.sql.word_sets import word_set

__all__ = ["PSEUDO_TYPES", "impossible", "is_collation"]

_SIZED = regex(r"([^(]+)\(([^)]*)\)(.*)\Z")
_MOST: Final = {
    "character varying": 10_485_760,
    "character": 10_485_760,
    "bit": 83_886_080,
    "bit varying": 83_886_080,
}
_COUNTED: Final = ("smallint", "integer", "bigint")
PSEUDO_TYPES = word_set(
    "any anyelement anyarray anynonarray anyenum anyrange anymultirange anycompatible anycompatiblearray "
    "anycompatiblenonarray anycompatiblerange anycompatiblemultirange void trigger record cstring internal "
    "event_trigger language_handler fdw_handler index_am_handler table_am_handler tsm_handler pg_ddl_command unknown"
)
"""Types of arguments and results alone (PostgreSQL 18 documentation, 8.21)."""
_SYSTEM = word_set("ctid xmin xmax cmin cmax tableoid")
_STORAGE = word_set("PLAIN EXTERNAL EXTENDED MAIN DEFAULT")
_COMPRESSION = word_set("PGLZ LZ4 DEFAULT")


def impossible(column: Column) -> str | None:
    """Why no column can be so."""
    base = base_type(column.type)
    if column.name in _SYSTEM:
        return "every table has a hidden column of this name"
    if base.removesuffix("[]") in PSEUDO_TYPES:
        return f"`{base}` is a pseudo-type, which no column can have"
    if column.serial and column.type.endswith("[]"):
        return "there is no array of serial"
    if column.identity is not None and base not in _COUNTED:
        return f"an identity column is of an integer type, not `{column.type}`"
    if column.generated is not None and not column.stored and base and base not in BUILT_IN:
        return f"a virtual column is of a built-in type, not `{column.type}`; say `STORED`"
    return _collated(column, base) or _stored(column) or _size(column.type)


def _collated(column: Column, base: str) -> str | None:
    item = base.removesuffix("[]")
    if column.collation is None or item not in BUILT_IN or item in TEXTS:
        return None
    return f"`{column.type}` has no collation, only texts have"


_COLLATIONS = word_set("default C POSIX ucs_basic unicode pg_c_utf8 pg_unicode_fast")
_LOCALE = regex(r"[a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*(?:\.[\w-]+)?(?:@\w+)?(?:-x-icu)?", re.ASCII)


def is_collation(name: str, made: Container[str]) -> bool:
    """Whether there may be such a collation: built in, of a language or country, or created here.

    Args:
        name: as SQL writes it.
        made: the collations that are created.
    """
    bare = name.rpartition(".")[2].strip('"')
    foreign = bare.endswith(("_ci", "_cs", "_bin", "_ai", "_as"))
    return bare in _COLLATIONS or bare in made or (not foreign and bool(_LOCALE.fullmatch(bare)))


def _stored(column: Column) -> str | None:
    for word, value in re.findall(r"\b(STORAGE|COMPRESSION) (\S+)", column.options):
        known = _STORAGE if word == "STORAGE" else _COMPRESSION
        if value not in known:
            return f"there is no {word} `{value}`, only {', '.join(sorted(known))}"
    return None


def _size(type: str) -> str | None:
    match = _SIZED.match(type.removesuffix("[]"))
    if match is None:
        return None
    base, inside, rest = match.groups()
    sizes = inside.split(",")
    if base in _MOST:
        return _within(type, sizes, _MOST[base])
    if base == "numeric":
        return _digits(type, sizes)
    if base == "float":
        return f"the precision of `{type}` is not between 1 and 53"
    if base.startswith(("time", "interval")):
        return (
            None if len(sizes) == 1 and inside.isdigit() else f"`{type}` takes one number of digits"
        )
    if rest or base not in BUILT_IN:
        return None
    return f"`{base}` takes no size, `{type}` gives one"


def _within(type: str, sizes: list[str], most: int) -> str | None:
    if len(sizes) == 1 and sizes[0].isdigit() and 1 <= int(sizes[0]) <= most:
        return None
    return f"the size of `{type}` is not one number between 1 and {most}"


def _digits(type: str, sizes: list[str]) -> str | None:
    if len(sizes) > 2 or not all(re.fullmatch(r"-?\d{1,9}", size) for size in sizes):
        return f"`{type}` takes a precision and a scale"
    numbers = [int(size) for size in sizes]
    if not 1 <= numbers[0] <= 1000:
        return f"the precision of `{type}` is not between 1 and 1000"
    if len(numbers) > 1 and not -1000 <= numbers[1] <= 1000:
        return f"the scale of `{type}` is not between -1000 and 1000"
    return None
