"""A type in PostgreSQL's spelling as SQLAlchemy's expression and Python's annotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from spec2code.codegen.python import string_literal
from spec2code.model.records import dataclass
from spec2code_generators.sqlalchemy.mysql_types import mysql_type
from spec2code_generators.sqlalchemy.uses import Uses

__all__ = ["ColumnType", "collation_argument", "column_type", "imported"]


@dataclass(frozen=True, slots=True)
class ColumnType:
    """A type whose names are imported when its parts are asked for."""

    make_expression: Callable[[], str]
    make_annotation: Callable[[], str]
    is_implied: bool = False
    """SQLAlchemy makes the same type of the annotation by itself."""
    is_any: bool = False
    """The annotation is Any, from which SQLAlchemy can't tell whether null is allowed."""
    is_range: bool = False
    """The annotation has a class that Pydantic knows nothing of."""

    @property
    def expression(self) -> str:
        return self.make_expression()

    @property
    def annotation(self) -> str:
        return self.make_annotation()


_PLAIN = {
    "smallint": ("sa", "SmallInteger", "int"),
    "integer": ("sa", "Integer", "int"),
    "bigint": ("sa", "BigInteger", "int"),
    "boolean": ("sa", "Boolean", "bool"),
    "text": ("sa", "Text", "str"),
    "character varying": ("sa", "String", "str"),
    "numeric": ("sa", "Numeric", "Decimal"),
    "real": ("sa", "REAL", "float"),
    "double precision": ("sa", "Double", "float"),
    "date": ("sa", "Date", "datetime.date"),
    "timestamp without time zone": ("sa", "DateTime", "datetime.datetime"),
    "time without time zone": ("sa", "Time", "datetime.time"),
    "bytea": ("sa", "LargeBinary", "bytes"),
    "uuid": ("sa", "Uuid", "uuid.UUID"),
    "interval": ("pg", "INTERVAL", "datetime.timedelta"),
    "json": ("pg", "JSON", "dict[str, Any]"),
    "jsonb": ("pg", "JSONB", "dict[str, Any]"),
    "jsonpath": ("pg", "JSONPATH", "str"),
    "inet": ("pg", "INET", "IPv4Address | IPv6Address"),
    "cidr": ("pg", "CIDR", "IPv4Network | IPv6Network"),
    "macaddr": ("pg", "MACADDR", "str"),
    "macaddr8": ("pg", "MACADDR8", "str"),
    "money": ("pg", "MONEY", "str"),
    "oid": ("pg", "OID", "int"),
    "regclass": ("pg", "REGCLASS", "str"),
    "tsvector": ("pg", "TSVECTOR", "str"),
    "tsquery": ("pg", "TSQUERY", "str"),
    "citext": ("pg", "CITEXT", "str"),
    "hstore": ("pg", "HSTORE", "dict[str, str | None]"),
}
_RANGES = {
    "int4": "int",
    "int8": "int",
    "num": "Decimal",
    "date": "datetime.date",
    "ts": "datetime.datetime",
    "tstz": "datetime.datetime",
}
_IMPLIED = {"integer", "boolean", "uuid", "date"}
_TEXT_TYPES = {"text", "character varying"}
_RANGE = re.compile(r"(int4|int8|num|date|tstz|ts)(multi)?range\Z")
_LENGTH = re.compile(r"(character varying|character|bit varying|bit)\((\d+)\)\Z")
_NUMERIC = re.compile(r"numeric\((\d+),(\d+)\)\Z")
_TIME = re.compile(r"(timestamp|time)(?:\((\d)\))? (with|without) time zone\Z")
_INTERVAL = re.compile(r"interval(?: ([a-z ]+?))?(?:\((\d)\))?\Z")
_MODULES = ("datetime", "uuid")
_NAMES = {
    "Any": "typing",
    "Decimal": "decimal",
    "IPv4Address": "ipaddress",
    "IPv6Address": "ipaddress",
    "IPv4Network": "ipaddress",
    "IPv6Network": "ipaddress",
    "Range": "sqlalchemy.dialects.postgresql",
    "MultiRange": "sqlalchemy.dialects.postgresql.ranges",
}


def column_type(
    name: str,
    uses: Uses,
    enums: Mapping[str, Callable[[], tuple[str, str]]],
    sql_type: Callable[[], str],
    *,
    collation: str | None = None,
) -> ColumnType:
    """The type of a column.

    Args:
        name: in PostgreSQL's spelling.
        uses: gets what the type needs to be imported.
        enums: by spelling, what gives the expression and the class of an enum, imported.
        sql_type: gives the name of `SqlType`, for what SQLAlchemy has no class for.
        collation: in SQL.
    """
    if name.endswith("[]"):
        item = column_type(name[:-2], uses, enums, sql_type)
        return ColumnType(
            lambda: f"{uses.pg('ARRAY')}({item.expression})",
            lambda: f"list[{item.annotation}]",
            is_range=item.is_range,
        )
    if name in enums:
        return ColumnType(lambda: enums[name]()[0], lambda: enums[name]()[1])
    own = mysql_type(name) if uses.dialect == "mysql" else None
    found = (
        _Known("mysql", own.kind, own.annotation, own.arguments)
        if own is not None
        else _known(name, collation_argument(collation))
    )
    if found is None:
        return ColumnType(
            lambda: f"{sql_type()}({string_literal(name)})",
            lambda: imported("Any", uses),
            is_any=True,
        )
    return ColumnType(
        lambda: _called(found, uses),
        lambda: imported(found.annotation, uses),
        is_implied=name in _IMPLIED,
        is_range="Range[" in found.annotation,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """A class of SQLAlchemy (`sa`) or a dialect of it (`pg`, `mysql`) with arguments and annotation."""

    room: str
    kind: str
    annotation: str
    arguments: tuple[str, ...] = ()


def _called(known: _Known, uses: Uses) -> str:
    name = {"sa": uses.sa, "pg": uses.pg, "mysql": uses.mysql}[known.room](known.kind)
    return f"{name}({', '.join(known.arguments)})" if known.arguments else name


def _known(name: str, collation: tuple[str, ...]) -> _Known | None:
    """The class for a type; None when there is none."""
    if name in _PLAIN:
        return _Known(*_PLAIN[name], collation if name in _TEXT_TYPES else ())
    if match := _RANGE.match(name):
        wrapper = "MultiRange" if match[2] else "Range"
        kind = f"{match[1]}{match[2] or ''}range".upper()
        return _Known("pg", kind, f"{wrapper}[{_RANGES[match[1]]}]")
    if match := _LENGTH.match(name):
        if match[1] == "character varying":
            return _Known("sa", "String", "str", (match[2], *collation))
        if match[1] == "character":
            return _Known("sa", "CHAR", "str", (match[2], *collation))
        varying = ("varying=True",) if match[1] == "bit varying" else ()
        return _Known("pg", "BIT", "str", (match[2], *varying))
    if match := _NUMERIC.match(name):
        return _Known("sa", "Numeric", "Decimal", (match[1], match[2]))
    return _time(name)


def _time(name: str) -> _Known | None:
    if match := _TIME.match(name):
        annotation = "datetime.datetime" if match[1] == "timestamp" else "datetime.time"
        zone = ("timezone=True",) if match[3] == "with" else ()
        if match[2] is None:
            kind = "DateTime" if match[1] == "timestamp" else "Time"
            return _Known("sa", kind, annotation, zone)
        return _Known("pg", match[1].upper(), annotation, (*zone, f"precision={match[2]}"))
    if match := _INTERVAL.match(name):
        if match[1] and match[2]:
            return None
        fields = (f"fields={string_literal(match[1].upper())}",) if match[1] else ()
        precision = (f"precision={match[2]}",) if match[2] else ()
        return _Known("pg", "INTERVAL", "datetime.timedelta", (*fields, *precision))
    return None


def collation_argument(collation: str | None) -> tuple[str, ...]:
    """Without the quotes, which SQLAlchemy sets itself; none for one that lies in a schema."""
    if not collation:
        return ()
    plain = collation.strip()
    if plain.startswith('"') and plain.endswith('"') and plain.count('"') == 2:
        return (f"collation={string_literal(plain[1:-1])}",)
    return (f"collation={string_literal(plain)}",) if plain.isidentifier() else ()


def imported(annotation: str, uses: Uses) -> str:
    """The annotation with each of its names imported, under the name it is imported by."""

    def replaced(match: re.Match[str]) -> str:
        word = match[0]
        if word in _MODULES:
            return uses.module(word)
        return uses.name(_NAMES[word], word) if word in _NAMES else word

    return re.sub(r"(?<![\w.])[A-Za-z_]\w*", replaced, annotation)
