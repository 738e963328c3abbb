"""A type in PostgreSQL's spelling as the expression of SQLAlchemy that makes it.

What SQLAlchemy has no class for becomes `SqlType("...")`, a class that the revision brings along: a
domain, a type of an extension, SERIAL for a column outside of the primary key.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from spec2code.model.schema import Enum
from spec2code_generators.alembic.source import Node, call, text

__all__ = ["INTEGERS", "Enums", "counts_in_mysql", "sql_type", "type_node"]

Enums = Mapping[str, Enum]
"""Enums by the spelling that columns have them in."""

INTEGERS = {"smallint", "integer", "bigint"}

_PLAIN = {
    "smallint": "sa.SmallInteger",
    "integer": "sa.Integer",
    "bigint": "sa.BigInteger",
    "boolean": "sa.Boolean",
    "text": "sa.Text",
    "character varying": "sa.String",
    "numeric": "sa.Numeric",
    "real": "sa.REAL",
    "double precision": "sa.Double",
    "date": "sa.Date",
    "timestamp without time zone": "sa.DateTime",
    "time without time zone": "sa.Time",
    "interval": "postgresql.INTERVAL",
    "bytea": "sa.LargeBinary",
    "uuid": "sa.Uuid",
    "json": "postgresql.JSON",
    "jsonb": "postgresql.JSONB",
    "jsonpath": "postgresql.JSONPATH",
    "inet": "postgresql.INET",
    "cidr": "postgresql.CIDR",
    "macaddr": "postgresql.MACADDR",
    "macaddr8": "postgresql.MACADDR8",
    "money": "postgresql.MONEY",
    "oid": "postgresql.OID",
    "regclass": "postgresql.REGCLASS",
    "tsvector": "postgresql.TSVECTOR",
    "tsquery": "postgresql.TSQUERY",
    "citext": "postgresql.CITEXT",
    "hstore": "postgresql.HSTORE",
    "int4range": "postgresql.INT4RANGE",
    "int8range": "postgresql.INT8RANGE",
    "numrange": "postgresql.NUMRANGE",
    "daterange": "postgresql.DATERANGE",
    "tsrange": "postgresql.TSRANGE",
    "tstzrange": "postgresql.TSTZRANGE",
    "int4multirange": "postgresql.INT4MULTIRANGE",
    "int8multirange": "postgresql.INT8MULTIRANGE",
    "nummultirange": "postgresql.NUMMULTIRANGE",
    "datemultirange": "postgresql.DATEMULTIRANGE",
    "tsmultirange": "postgresql.TSMULTIRANGE",
    "tstzmultirange": "postgresql.TSTZMULTIRANGE",
}
_OTHERS = {
    "BIGINT": "sa.BigInteger",
    "BLOB": "sa.LargeBinary",
    "BOOLEAN": "sa.Boolean",
    "DATE": "sa.Date",
    "DATETIME": "sa.DateTime",
    "DOUBLE": "sa.Double",
    "FLOAT": "sa.Float",
    "INT": "sa.Integer",
    "INTEGER": "sa.Integer",
    "JSON": "sa.JSON",
    "NUMERIC": "sa.Numeric",
    "REAL": "sa.REAL",
    "SMALLINT": "sa.SmallInteger",
    "TEXT": "sa.Text",
    "TIME": "sa.Time",
    "TIMESTAMP": "sa.TIMESTAMP",
    "TINYINT(1)": "sa.Boolean",
    "VARCHAR": "sa.String",
}
"""Types of SQLite and MySQL in their own spelling, which PostgreSQL has under other names."""
_MYSQL_INTEGER = re.compile(r"(?:tiny|small|medium|big)?int(?:eger)?(?:\(\d+\))?(?: unsigned)?\Z")
_OTHER_LENGTH = re.compile(r"(VARCHAR|CHAR)\((\d+)\)\Z")
_OTHER_NUMERIC = re.compile(r"(?:NUMERIC|DECIMAL)\((\d+),(\d+)\)\Z")
_LENGTH = re.compile(r"(character varying|character|bit varying|bit)\((\d+)\)\Z")
_NUMERIC = re.compile(r"numeric\((\d+),(-?\d+)\)\Z")
_TIME = re.compile(r"(timestamp|time)(?:\((\d)\))? (with|without) time zone\Z")
_INTERVAL = re.compile(r"interval(?: ([a-z ]+?))?(?:\((\d)\))?\Z")


def type_node(name: str, enums: Enums, *, collation: str | None = None) -> Node:
    """The expression for a type; with a collation only where `collation` can be given to it."""
    if name.endswith("[]"):
        return call("postgresql.ARRAY", type_node(name[:-2], enums))
    extra: dict[str, Node] = {"collation": text(collation)} if collation else {}
    if name in enums:
        return _enum(enums[name])
    if name == "timestamp with time zone":
        return call("sa.DateTime", timezone="True")
    if name == "time with time zone":
        return call("sa.Time", timezone="True")
    if name in _PLAIN:
        return call(_PLAIN[name], **extra)
    return _modified(name, extra) or _other(name.upper(), extra) or sql_type(name)


def sql_type(name: str) -> Node:
    """A type by the SQL that names it."""
    return call("SqlType", text(name))


def _modified(name: str, extra: dict[str, Node]) -> Node | None:
    if match := _LENGTH.match(name):
        kind, length = match[1], match[2]
        if kind == "character varying":
            return call("sa.String", length=length, **extra)
        if kind == "character":
            return call("sa.CHAR", length=length, **extra)
        if kind == "bit varying":
            return call("postgresql.BIT", length=length, varying="True")
        return call("postgresql.BIT", length=length)
    if match := _NUMERIC.match(name):
        if int(match[2]) < 0:
            return None
        return call("sa.Numeric", precision=match[1], scale=match[2])
    if match := _TIME.match(name):
        zone = "True" if match[3] == "with" else None
        return call(f"postgresql.{match[1].upper()}", timezone=zone, precision=match[2])
    if match := _INTERVAL.match(name):
        fields = text(match[1].upper()) if match[1] else None
        if match[1] and match[2]:
            return None
        return call("postgresql.INTERVAL", fields=fields, precision=match[2])
    return None


def counts_in_mysql(name: str) -> bool:
    """Whether it is an integer type in MySQL's spelling, which AUTO_INCREMENT may stand behind."""
    return _MYSQL_INTEGER.match(name) is not None


def _other(name: str, extra: dict[str, Node]) -> Node | None:
    """A type of SQLite or MySQL."""
    if name in _OTHERS:
        return call(_OTHERS[name], **extra)
    if match := _OTHER_LENGTH.match(name):
        return call("sa.String" if match[1] == "VARCHAR" else "sa.CHAR", length=match[2], **extra)
    if match := _OTHER_NUMERIC.match(name):
        return call("sa.Numeric", precision=match[1], scale=match[2])
    return None


def _enum(enum: Enum) -> Node:
    """The type is made on its own, once, so that tables can share it."""
    schema = text(enum.name.schema) if enum.name.schema else None
    return call(
        "postgresql.ENUM",
        *(text(label) for label in enum.labels),
        name=text(enum.name.name),
        schema=schema,
        create_type="False",
    )
