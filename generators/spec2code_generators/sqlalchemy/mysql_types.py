"""Types that only MySQL has, as classes of SQLAlchemy's dialect for it.

Source: MySQL 8.4 Reference Manual, chapter 13; SQLAlchemy 2.0 documentation, "MySQL Data Types".
"""

from __future__ import annotations

import re

from spec2code.codegen.python import string_literal
from spec2code.model.records import dataclass

__all__ = ["MysqlType", "mysql_type"]


@dataclass(frozen=True, slots=True)
class MysqlType:
    """A class of `sqlalchemy.dialects.mysql` with its arguments, and Python's annotation."""

    kind: str
    annotation: str
    arguments: tuple[str, ...] = ()


_TYPE = re.compile(
    r"(?P<name>[a-z]+)(?:\((?P<inside>.*)\))?(?P<unsigned> unsigned)?(?: zerofill)?\Z", re.DOTALL
)
_LABEL = re.compile(r"'((?:[^'\\]|\\.|'')*)'")
_INTEGERS = {
    "tinyint": "TINYINT", "smallint": "SMALLINT", "mediumint": "MEDIUMINT", "int": "INTEGER", "bigint": "BIGINT",
}  # fmt: skip
_PLAIN = {
    "tinytext": ("TINYTEXT", "str"), "mediumtext": ("MEDIUMTEXT", "str"), "longtext": ("LONGTEXT", "str"),
    "tinyblob": ("TINYBLOB", "bytes"), "mediumblob": ("MEDIUMBLOB", "bytes"), "longblob": ("LONGBLOB", "bytes"),
    "binary": ("BINARY", "bytes"), "varbinary": ("VARBINARY", "bytes"), "bit": ("BIT", "int"), "year": ("YEAR", "int"),
    "float": ("FLOAT", "float"),
}  # fmt: skip
_TIMES = {
    "timestamp": "datetime.datetime",
    "datetime": "datetime.datetime",
    "time": "datetime.time",
}


def mysql_type(name: str) -> MysqlType | None:
    """The class for a type in MySQL's spelling; None for what any database has, and for what has no class."""
    match = _TYPE.match(name)
    if match is None:
        return None
    base, inside, unsigned = match["name"], match["inside"], match["unsigned"]
    keywords = ("unsigned=True",) if unsigned else ()
    if base in ("enum", "set"):
        labels = [label.replace("''", "'") for label in _LABEL.findall(inside or "")]
        annotation = "str" if base == "enum" else "set[str]"
        return MysqlType(base.upper(), annotation, tuple(map(string_literal, labels)))
    if base in _INTEGERS and (unsigned or base in ("tinyint", "mediumint")):
        if base == "tinyint" and inside == "1" and not unsigned:
            return None  # a boolean
        return MysqlType(_INTEGERS[base], "int", keywords)
    if base in ("decimal", "double") and unsigned:
        sizes = tuple(part.strip() for part in (inside or "").split(",") if part.strip())
        annotation = "Decimal" if base == "decimal" else "float"
        return MysqlType(base.upper(), annotation, (*sizes, *keywords))
    if base in _PLAIN:
        kind, annotation = _PLAIN[base]
        sizes = tuple(part.strip() for part in (inside or "").split(",")) if inside else ()
        return MysqlType(kind, annotation, () if base == "year" else (*sizes, *keywords))
    if base in _TIMES and (inside or base == "timestamp"):
        return MysqlType(base.upper(), _TIMES[base], (f"fsp={inside}",) if inside else ())
    return None
