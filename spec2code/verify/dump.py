"""What pg_dump writes, taken apart so that two databases can be compared regardless of order."""

from __future__ import annotations

import re

from spec2code.model.patterns import regex
from spec2code.model.records import dataclass

__all__ = ["Difference", "Entry", "differences", "entries"]

_HEADER = regex(
    r"^--\n-- (?:Data for )?Name: (?P<name>.*); Type: (?P<type>.*?); Schema: (?P<schema>.*?);.*\n--\n",
    re.MULTILINE,
)
_NOISE = regex(
    r"^(?:--.*|\\(?:un)?restrict .*|SET default_tablespace = .*;|SET default_table_access_method = .*;)$\n?",
    re.MULTILINE,
)
_TAIL = regex(r"^--\n-- PostgreSQL database dump complete\n--\n", re.MULTILINE)
_NOT_NULL = regex(r" CONSTRAINT (?:\"[^\"]*_not_null\d*\"|\w*_not_null\d*) NOT NULL")
_PARAMETERS = regex(r"(?<=WITH \()[\w.]+='[^']*'(?:, [\w.]+='[^']*')+(?=\))")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a database: `type` as pg_dump says it (TABLE, INDEX, FK CONSTRAINT...), and its SQL."""

    type: str
    schema: str
    name: str
    sql: str

    @property
    def key(self) -> tuple[str, str, str]:
        return (self.type, self.schema, self.name)

    def __str__(self) -> str:
        place = f"{self.schema}." if self.schema not in ("-", "public") else ""
        return f"{self.type.lower()} {place}{self.name}"


@dataclass(frozen=True, slots=True)
class Difference:
    """`left` and `right` are the two databases' SQL; None where one hasn't got the thing."""

    entry: Entry
    left: str | None
    right: str | None
    order_only: bool = False
    """Only the columns stand in another order."""


def entries(dump: str) -> list[Entry]:
    """The things of a dump, without comments and settings, sorted."""
    dump = _TAIL.sub("", dump)
    found: list[Entry] = []
    headers = list(_HEADER.finditer(dump))
    for place, header in enumerate(headers):
        end = headers[place + 1].start() if place + 1 < len(headers) else len(dump)
        sql = _NOISE.sub("", dump[header.end() : end]).strip()
        sql = _NOT_NULL.sub(" NOT NULL", sql)
        sql = _PARAMETERS.sub(_in_order, sql)
        if sql:
            found.append(Entry(header["type"], header["schema"], header["name"], sql))
    return sorted(found, key=lambda entry: (entry.key, entry.sql))


def _in_order(match: re.Match[str]) -> str:
    """Storage parameters are kept in the order in which they were set."""
    return ", ".join(sorted(match.group().split(", ")))


def differences(left: str, right: str) -> list[Difference]:
    """Where two dumps differ, sorted by what it is about."""
    one, other = _grouped(left), _grouped(right)
    found: list[Difference] = []
    for key in sorted(one.keys() | other.keys()):
        lefts, rights = one.get(key, []), other.get(key, [])
        for place in range(max(len(lefts), len(rights))):
            mine = lefts[place] if place < len(lefts) else None
            theirs = rights[place] if place < len(rights) else None
            entry = mine or theirs
            assert entry is not None
            a, b = mine.sql if mine else None, theirs.sql if theirs else None
            if a != b:
                same = a is not None and b is not None and _lines(a) == _lines(b)
                found.append(Difference(entry, a, b, order_only=same))
    return found


def _grouped(dump: str) -> dict[tuple[str, str, str], list[Entry]]:
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in entries(dump):
        groups.setdefault(entry.key, []).append(entry)
    return groups


def _lines(sql: str) -> list[str]:
    return sorted(line.rstrip(",") for line in sql.split("\n"))
