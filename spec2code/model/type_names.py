"""The full names of types that have a short one, as `format_type` writes them.

Source: PostgreSQL 18 documentation, table 8.1 (data types, aliases).
"""

from __future__ import annotations

__all__ = ["FULL_NAMES"]

FULL_NAMES = {
    "int": "integer",
    "int4": "integer",
    "int2": "smallint",
    "int8": "bigint",
    "bool": "boolean",
    "float4": "real",
    "float8": "double precision",
    "decimal": "numeric",
    "dec": "numeric",
    "char": "character",
    "nchar": "character",
    "varchar": "character varying",
    "varbit": "bit varying",
    "timestamptz": "timestamp with time zone",
    "timestamp": "timestamp without time zone",
    "timetz": "time with time zone",
    "time": "time without time zone",
}
