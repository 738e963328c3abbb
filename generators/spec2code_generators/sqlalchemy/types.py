"""A type in PostgreSQL's spelling as SQLAlchemy's expression and Python's annotation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from spec2code.codegen.python import string_literal
from spec2code_generators.sqlalchemy.uses import Uses

__all__ = ["ColumnType", "column_type"]


@dataclass(frozen=True, slots=True)
class ColumnType:
    """`expression` is None where SQLAlchemy makes the same type of the annotation by itself."""

    expression: str
    annotation: str
    implied: bool = False


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
    "MultiRange": "sqlalchemy.dialects.postgresql",
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
        return ColumnType(f"{uses.pg('ARRAY')}({item.expression})", f"list[{item.annotation}]")
    if name in enums:
        expression, label = enums[name]()
        return ColumnType(expression, label)
    found = _known(name, uses, _collation_argument(collation))
    if found is None:
        return ColumnType(f"{sql_type()}({string_literal(name)})", _imported("Any", uses))
    kind, arguments, annotation = found
    expression = f"{kind}({', '.join(arguments)})" if arguments else kind
    return ColumnType(expression, _imported(annotation, uses), name in _IMPLIED)


def _known(name: str, uses: Uses, collation: list[str]) -> tuple[str, list[str], str] | None:
    """The class, its arguments and the annotation; None for a type that has no class."""
    if name in _PLAIN:
        room, kind, annotation = _PLAIN[name]
        known = uses.sa(kind) if room == "sa" else uses.pg(kind)
        return known, collation if name in _TEXT_TYPES else [], annotation
    if match := _RANGE.match(name):
        kind = f"{match[1]}{match[2] or ''}range".upper()
        wrapper = "MultiRange" if match[2] else "Range"
        return uses.pg(kind), [], f"{wrapper}[{_RANGES[match[1]]}]"
    if match := _LENGTH.match(name):
        if match[1] == "character varying":
            return uses.sa("String"), [match[2], *collation], "str"
        if match[1] == "character":
            return uses.sa("CHAR"), [match[2], *collation], "str"
        varying = ["varying=True"] if match[1] == "bit varying" else []
        return uses.pg("BIT"), [match[2], *varying], "str"
    if match := _NUMERIC.match(name):
        return uses.sa("Numeric"), [match[1], match[2]], "Decimal"
    return _time(name, uses)


def _time(name: str, uses: Uses) -> tuple[str, list[str], str] | None:
    if match := _TIME.match(name):
        annotation = "datetime.datetime" if match[1] == "timestamp" else "datetime.time"
        zone = ["timezone=True"] if match[3] == "with" else []
        if match[2] is None:
            return uses.sa("DateTime" if match[1] == "timestamp" else "Time"), zone, annotation
        return uses.pg(match[1].upper()), [*zone, f"precision={match[2]}"], annotation
    if match := _INTERVAL.match(name):
        if match[1] and match[2]:
            return None
        arguments = [f"fields={string_literal(match[1].upper())}"] if match[1] else []
        arguments += [f"precision={match[2]}"] if match[2] else []
        return uses.pg("INTERVAL"), arguments, "datetime.timedelta"
    return None


def _collation_argument(collation: str | None) -> list[str]:
    """Without the quotes, which SQLAlchemy sets itself; none for one that lies in a schema."""
    if not collation:
        return []
    plain = collation.strip()
    if plain.startswith('"') and plain.endswith('"') and plain.count('"') == 2:
        return [f"collation={string_literal(plain[1:-1])}"]
    return [f"collation={string_literal(plain)}"] if plain.isidentifier() else []


def _imported(annotation: str, uses: Uses) -> str:
    """The annotation with each of its names imported, under the name it is imported by."""

    def replaced(match: re.Match[str]) -> str:
        word = match[0]
        if word in _MODULES:
            return uses.module(word)
        return uses.name(_NAMES[word], word) if word in _NAMES else word

    return re.sub(r"(?<![\w.])[A-Za-z_]\w*", replaced, annotation)
