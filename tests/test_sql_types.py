"""Every spelling of a type against what PostgreSQL 18's format_type() answered for it."""

from __future__ import annotations

import pytest

from spec2code.sql import canonical_type

FORMAT_TYPE = {
    "integer": ["int", "INT4", "integer", "pg_catalog.int4", '"int4"'],
    "smallint": ["int2", "SMALLINT"],
    "bigint": ["int8", "BIGINT"],
    "double precision": [
        "float",
        "FLOAT(25)",
        "float(53)",
        "float8",
        "double precision",
        "DOUBLE  PRECISION",
    ],
    "real": ["float(1)", "float(24)", "float4", "real"],
    "numeric": ["decimal", "dec", "numeric"],
    "numeric(10,0)": ["decimal(10)"],
    "numeric(10,2)": ["DECIMAL(10, 2)", "dec(10,2)", "pg_catalog.numeric(10,2)"],
    "numeric(5,-2)": ["numeric(5,-2)"],
    "boolean": ["bool", "BOOLEAN", '"bool"'],
    "character(1)": ["char", "character", "nchar"],
    "character(5)": ["char(5)", "national character(5)", "nchar(5)", "bpchar(5)"],
    "bpchar": ["bpchar", "pg_catalog.bpchar"],
    "character varying": ["varchar", "character varying", '"varchar"'],
    "character varying(20)": [
        "varchar(20)",
        "VARCHAR (20)",
        "char varying(20)",
        "national character varying(20)",
        "nchar varying(20)",
        "pg_catalog.varchar(20)",
        '"varchar"(20)',
    ],
    '"char"': ['"char"', 'pg_catalog."char"'],
    "time without time zone": ["time", "time without time zone"],
    "time(3) without time zone": ["time(3)", "time(3) without time zone"],
    "time(2) with time zone": ["timetz(2)", "time(2) with time zone"],
    "timestamp without time zone": ["timestamp", "timestamp without time zone"],
    "timestamp(0) without time zone": ["timestamp(0)"],
    "timestamp with time zone": ["timestamptz", "TIMESTAMP WITH TIME ZONE", '"timestamptz"'],
    "timestamp(3) with time zone": ["timestamptz(3)", "timestamp(3) with time zone"],
    "interval": ["interval", "pg_catalog.interval"],
    "interval(3)": ["interval(3)"],
    "interval year to month": ["INTERVAL YEAR TO MONTH"],
    "interval day to second(3)": ["interval day to second(3)"],
    "interval second(2)": ["interval second(2)"],
    "bit(1)": ["bit"],
    '"bit"': ["pg_catalog.bit"],
    "bit(3)": ["bit(3)"],
    "bit varying": ["bit varying", "varbit"],
    "bit varying(5)": ["bit varying(5)", "varbit(5)"],
    "integer[]": ["int[]", "int[3]", "int[][]", "integer ARRAY", "integer ARRAY[3]"],
    "character varying(20)[]": ["varchar(20)[]"],
    "timestamp(3) with time zone[]": ["timestamptz(3)[]", "timestamp(3) with time zone[]"],
    "mood": ["mood", "MOOD", '"mood"', "public.mood"],
    "mood[]": ["mood[]", "public.mood[]"],
    '"Mood"': ['"Mood"', 'public."Mood"'],
    "other.mood": ["other.mood"],
    '"Other x".mood': ['"Other x".mood'],
    "vector(3)": ["vector(3)", "public.vector(3)", "VECTOR( 3 )"],
    "geometry(Point,4326)": ["geometry(Point, 4326)"],
    '"user"': ['"user"'],
}


@pytest.mark.parametrize(
    ("written", "canonical"),
    [(text, name) for name, texts in FORMAT_TYPE.items() for text in texts],
)
def test_a_type_is_spelled_as_format_type_does(written: str, canonical: str) -> None:
    assert canonical_type(written) == canonical


@pytest.mark.parametrize("canonical", FORMAT_TYPE)
def test_a_canonical_type_stays_as_it_is(canonical: str) -> None:
    assert canonical_type(canonical) == canonical


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("INTEGER", "int"),
        ("INT(11) UNSIGNED", "int(11) unsigned"),
        ("character varying(20)", "varchar(20)"),
        ("BOOL", "boolean"),
        ("TINYINT(1)", "tinyint(1)"),
        ("ENUM('a', 'B')", "enum('a','B')"),
        ("NUMERIC(10, 2)", "decimal(10,2)"),
        ("DATETIME", "datetime"),
    ],
)
def test_mysql_keeps_its_own_spelling(written: str, canonical: str) -> None:
    assert canonical_type(written, "mysql") == canonical


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("integer", "INTEGER"),
        ("varchar(20)", "VARCHAR(20)"),
        ("unsigned  big int", "UNSIGNED BIG INT"),
    ],
)
def test_sqlite_keeps_its_own_spelling(written: str, canonical: str) -> None:
    assert canonical_type(written, "sqlite") == canonical


@pytest.mark.parametrize("text", ["", "(", "12", "varchar(", "a b c", "'x'", "int]["])
def test_what_is_no_type_comes_back_trimmed(text: str) -> None:
    assert isinstance(canonical_type(f" {text} "), str)
