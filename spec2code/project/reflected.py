"""The type of a column as the database tells it: text for those who look for words in it, a type for those who ask."""

from __future__ import annotations

import re

__all__ = ["ReflectedType"]

_WORDS = {
    "character varying": "VARCHAR",
    "character": "CHAR",
    "timestamp without time zone": "TIMESTAMP",
    "timestamp with time zone": "TIMESTAMP",
    "time without time zone": "TIME",
    "time with time zone": "TIME",
    "double precision": "DOUBLE PRECISION",
}
_CLASSES = {
    "bigint": "BIGINT BigInteger Integer",
    "boolean": "BOOLEAN Boolean",
    "bytea": "BYTEA LargeBinary",
    "character": "CHAR String",
    "character varying": "VARCHAR String",
    "date": "DATE Date",
    "double precision": "DOUBLE_PRECISION DOUBLE Double Float Numeric",
    "integer": "INTEGER Integer",
    "interval": "INTERVAL Interval",
    "json": "JSON",
    "jsonb": "JSONB JSON",
    "numeric": "NUMERIC Numeric",
    "real": "REAL Float Numeric",
    "smallint": "SMALLINT SmallInteger Integer",
    "text": "TEXT Text String",
    "time with time zone": "TIME Time",
    "time without time zone": "TIME Time",
    "timestamp with time zone": "TIMESTAMP DateTime",
    "timestamp without time zone": "TIMESTAMP DateTime",
    "uuid": "UUID Uuid",
}
"""SQLAlchemy's classes that a reflected type derives from, `TypeEngine` aside. Source: its dialects/postgresql/base.py."""


class ReflectedType(str):
    """How the type prints; `base` is PostgreSQL's name of it without its numbers."""

    base: str
    numbers: tuple[int, ...]

    def __new__(cls, type: str) -> ReflectedType:
        base, bracket, rest = type.partition("(")
        found = super().__new__(cls, (_WORDS.get(base, base) + bracket + rest).upper())
        found.numbers = tuple(map(int, re.findall(r"\d+", bracket + rest)))
        found.base = type if type.endswith("]") else re.sub(r"\([^)]*\)", "", type)
        return found

    def is_a(self, dotted: str) -> bool | None:
        """Whether it is one of SQLAlchemy's class of this name; None for a class of anything else."""
        module, _, name = dotted.rpartition(".")
        if module.partition(".")[0] != "sqlalchemy":
            return None
        if self.base.endswith("]"):
            return name in ("ARRAY", "TypeEngine")
        known = _CLASSES.get(self.base)
        if known is None:  # an enum of the schema's own, or a type of an extension
            return None
        return name in known.split() or name == "TypeEngine"

    def option(self, name: str) -> bool | int | None:
        """`timezone`, `length`, `precision` or `scale`; LookupError for any other attribute."""
        match name:
            case "timezone" if self.base.startswith("time"):
                return self.base.endswith("with time zone")
            case "length" if self.base.startswith("character") or self.base == "text":
                return self.numbers[0] if self.numbers else None
            case "precision" if self.base == "numeric":
                return self.numbers[0] if self.numbers else None
            case "scale" if self.base == "numeric":
                return self.numbers[1] if len(self.numbers) > 1 else None
        raise LookupError(name)
