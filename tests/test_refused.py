"""What PostgreSQL refuses, we refuse first; what it takes, we take: each case is asked of the real server too.

`tests/refused/*.txt` has cases of a name, statements that are refused (`- code SQL`) and near misses (`+ SQL`).
Beside them random expressions over columns of many types: nothing that the server takes may be called an error.
"""

from __future__ import annotations

import random
from pathlib import Path

import psycopg
import pytest

from spec2code.diagnostics import Diagnostic
from spec2code.spec import check_specs, read_spec

FILES = sorted((Path(__file__).parent / "refused").glob("*.txt"))


def told(script: str) -> list[Diagnostic]:
    text = "# T\n\n```sql\n" + script.replace("; ", ";\n") + "\n```\n"
    reading = read_spec(text.encode(), "spec.md")
    found = [*reading.diagnostics, *check_specs([reading])]
    assert all(item.span is not None and item.span.line >= 4 for item in found)
    return found


def refused(connection: psycopg.Connection, script: str) -> bool:
    """Whether the server refuses a script; nothing of it stays."""
    try:
        connection.execute("BEGIN")
        connection.execute(script.encode())
    except psycopg.Error:
        return True
    finally:
        connection.execute("ROLLBACK")
    return False


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_the_verdict_is_the_server_s(path: Path, database: str) -> None:
    wrong: list[str] = []
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("SET client_min_messages = error")
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("- "):
                code, script = line[2:].split(" ", 1)
                right = refused(connection, script) and code in [item.code for item in told(script)]
            elif line.startswith("+ "):
                script = line[2:]
                serious = [item for item in told(script) if item.severity.value != "info"]
                right = not refused(connection, script) and not serious
            else:
                continue
            if not right:
                wrong.append(line)
    assert wrong == []


COLUMNS = {
    "i": "int", "b": "bigint", "n": "numeric(10,2)", "f": "double precision", "t": "text", "v": "varchar(20)",
    "c": "char(3)", "bo": "boolean", "d": "date", "ts": "timestamp", "tz": "timestamptz", "ti": "time", "iv": "interval",
    "u": "uuid", "j": "jsonb", "js": "json", "ta": "text[]", "ia": "int[]", "e": "mood", "r": "daterange", "by": "bytea",
    "ip": "inet", "m": "money", "dm": "posint", "tv": "tsvector", "p": "point",
}  # fmt: skip
LITERALS = (
    "5", "1.5", "'x'", "'5'", "'2024-01-01'", "true", "NULL", "'happy'", "'{}'", "interval '1 day'", "now()",
    "DATE '2024-01-01'", "current_date", "ARRAY[1, 2]", "ARRAY['a']", "'1 day'", "current_user", "3000000000",
)  # fmt: skip
SIGNS = (
    "=",
    "<>",
    "<",
    "+",
    "-",
    "*",
    "/",
    "||",
    "->",
    "->>",
    "@>",
    "&&",
    "~",
    "LIKE",
    "?",
    "^",
    "#>",
)
FUNCTIONS = (
    "lower", "length", "abs", "trim", "cardinality", "jsonb_typeof", "date", "round", "sqrt", "md5", "to_char",
    "array_length", "to_tsvector", "age", "date_trunc", "concat", "host", "to_jsonb", "isempty", "ceil", "reverse",
)  # fmt: skip
TYPES = (
    "int",
    "text",
    "date",
    "uuid",
    "numeric",
    "boolean",
    "timestamptz",
    "jsonb",
    "text[]",
    "mood",
    "interval",
)


def value(source: random.Random, depth: int) -> str:
    kind = source.randrange(20) if depth else 0
    if kind < 5:
        return source.choice((*COLUMNS, *COLUMNS, *LITERALS))
    inner = value(source, depth - 1)
    if kind < 10:
        return f"({inner} {source.choice(SIGNS)} {value(source, depth - 1)})"
    if kind < 14:
        more = f", {value(source, 0)}" if source.random() < 0.3 else ""
        return f"{source.choice(FUNCTIONS)}({inner}{more})"
    if kind < 17:
        return f"{inner}::{source.choice(TYPES)}"
    if kind < 19:
        return f"coalesce({inner}, {value(source, 0)})"
    return f"EXTRACT(year FROM {inner})"


def condition(source: random.Random) -> str:
    left, right = value(source, 2), value(source, 1)
    form = source.choice(
        ("{} = {}", "{} > {}", "{} IS NOT NULL", "{} IN ({}, 'x')", "{} BETWEEN {} AND NULL", "{} = ANY ({})")
    )  # fmt: skip
    return form.format(left, right)


@pytest.mark.parametrize("kind", ["check", "default", "generated", "index"])
def test_nothing_that_the_server_takes_is_an_error(kind: str, database: str) -> None:
    source = random.Random(f"expressions of {kind}")
    columns = ", ".join(f"{name} {type}" for name, type in COLUMNS.items())
    base = (
        "CREATE TYPE mood AS ENUM ('happy', 'sad'); CREATE DOMAIN posint AS int CHECK (VALUE > 0); "
    )
    wrong: list[str] = []
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(base.encode())
        for _ in range(300):
            type = source.choice(tuple(COLUMNS.values()))
            script = {
                "check": f"CREATE TABLE a ({columns}, CHECK ({condition(source)}));",
                "default": f"CREATE TABLE a (x {type} DEFAULT {value(source, 1)});",
                "generated": f"CREATE TABLE a ({columns}, x {type} GENERATED ALWAYS AS ({value(source, 2)}) STORED);",
                "index": f"CREATE TABLE a ({columns}); CREATE INDEX q ON a (({value(source, 2)}));",
            }[kind]
            errors = [item for item in told(base + script) if item.severity.value == "error"]
            if errors and not refused(connection, script):
                wrong.append(f"{script}: {errors[0].message}")
    assert wrong == []
