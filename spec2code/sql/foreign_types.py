"""Types of MySQL and SQLite: their own spelling, and what PostgreSQL has in their stead."""

from __future__ import annotations

from spec2code.sql.cursor import Cursor
from spec2code.sql.word_sets import word_set

__all__ = ["mysql_type", "postgresql_for", "sqlite_type"]

_TO_POSTGRESQL = {
    "tinyint": "smallint",
    "mediumint": "integer",
    "datetime": "timestamp{} without time zone",
    "double": "double precision",
    "tinytext": "text",
    "mediumtext": "text",
    "longtext": "text",
    "clob": "text",
    "ntext": "text",
    "tinyblob": "bytea",
    "blob": "bytea",
    "mediumblob": "bytea",
    "longblob": "bytea",
    "binary": "bytea",
    "varbinary": "bytea",
    "year": "smallint",
    "nvarchar": "character varying{}",
    "varchar2": "character varying{}",
    "nvarchar2": "character varying{}",
    "number": "numeric{}",
    "uniqueidentifier": "uuid",
    "datetimeoffset": "timestamp{} with time zone",
    "datetime2": "timestamp{} without time zone",
    "smalldatetime": "timestamp(0) without time zone",
}
_INTEGERS = {
    "int": "integer",
    "integer": "integer",
    "bigint": "bigint",
    "smallint": "smallint",
    "int2": "smallint",
    "int4": "integer",
    "int8": "bigint",
}
_UNSIGNED = {"smallint": "integer", "integer": "bigint"}
"""The next larger type; `bigint` stays, since numeric is neither counted up by the database nor the key of one that is."""


def postgresql_for(cursor: Cursor, name: str, modifiers: str) -> tuple[str, str] | None:
    """PostgreSQL's type for one that only other databases have, and what is lost; None for any other type."""
    attributes = _mysql_attributes(cursor)
    found: str | None = None
    if name == "tinyint" and modifiers == "(1)":
        found = "boolean"
    elif name in _INTEGERS and (modifiers or attributes):
        found = _INTEGERS[name]
    elif name in ("float", "double") and "," in modifiers:
        found = "double precision" if name == "double" else "real"
    elif name in _TO_POSTGRESQL:
        found = _TO_POSTGRESQL[name].format(modifiers if modifiers.lower() != "(max)" else "")
        if modifiers.lower() == "(max)":  # VARCHAR(MAX) and VARBINARY(MAX) of SQL Server
            found = "bytea" if "binary" in name.lower() else "text"
    elif "UNSIGNED" in attributes and name in ("decimal", "numeric", "dec", "real", "float"):
        found = f"numeric{modifiers}" if name.startswith(("dec", "num")) else "double precision"
    if found is None:
        return None
    if "UNSIGNED" in attributes and found in _UNSIGNED:
        found = _UNSIGNED[found]
    return found, ", ".join(attributes)


def _mysql_attributes(cursor: Cursor) -> list[str]:
    found = []
    while word := cursor.accept_any("UNSIGNED", "SIGNED", "ZEROFILL"):
        found.append(word)
    return [word for word in found if word != "SIGNED"]


_MYSQL_NAMES = {
    "integer": "int",
    "int4": "int",
    "int8": "bigint",
    "int2": "smallint",
    "int1": "tinyint",
    "int3": "mediumint",
    "middleint": "mediumint",
    "numeric": "decimal",
    "dec": "decimal",
    "fixed": "decimal",
    "real": "double",
    "float8": "double",
    "float4": "float",
    "character": "char",
    "bool": "boolean",
    "serial": "bigint unsigned",
}


def mysql_type(cursor: Cursor) -> str:
    """A type in MySQL's own spelling, lower case: `int unsigned`, `enum('a','b')`."""
    name = cursor.advance().text.lower()
    if name == "double" and cursor.accept("PRECISION"):
        pass
    elif name == "national" and cursor.at_any("CHAR", "CHARACTER", "VARCHAR"):
        name = cursor.advance().text.lower()
    if name in ("char", "character") and cursor.accept("VARYING"):
        name = "varchar"
    if name == "long" and cursor.at_any("VARCHAR", "VARBINARY"):
        name = "mediumtext" if cursor.advance().word == "VARCHAR" else "mediumblob"
    text = _MYSQL_NAMES.get(name, name)
    if cursor.at("("):
        part = cursor.inside()
        text += "("
        while not part.done:
            text += part.advance().text
        text += ")"
    attributes = _mysql_attributes(cursor)
    return " ".join([text, *(word.lower() for word in attributes)])


_SQLITE_STOPS = word_set(
    "CONSTRAINT PRIMARY NOT NULL UNIQUE CHECK DEFAULT COLLATE REFERENCES GENERATED AS "
    "AUTOINCREMENT ON"
)


def sqlite_type(cursor: Cursor) -> str:
    """A type as SQLite keeps it, upper case with single spaces; it may have any number of words."""
    words = []
    while cursor.at_name and cursor.word() not in _SQLITE_STOPS:
        words.append(cursor.advance().text.upper())
    text = " ".join(words)
    if cursor.at("("):
        part = cursor.inside()
        text += "("
        while not part.done:
            text += part.advance().text
        text += ")"
    return text
