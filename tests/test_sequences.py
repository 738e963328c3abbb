"""How sequences count: keys and ALTER SEQUENCE against what PostgreSQL makes of the same options."""

from __future__ import annotations

import itertools
from random import Random

import psycopg
import pytest

from spec2code.model.fold import fold
from spec2code.model.schema import Expression, Schema
from spec2code.model.sequence_options import sequence_changes
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql
from spec2code.verify.scratch import Server

CHOICES = (
    ("", "AS integer", "AS smallint", "AS bigint"),
    ("", "INCREMENT 1", "INCREMENT BY 5", "INCREMENT BY -1"),
    ("", "NO MINVALUE", "MINVALUE 1", "MINVALUE -20", "MINVALUE 10"),
    ("", "NO MAXVALUE", "MAXVALUE 32767", "MAXVALUE 90", "MAXVALUE -1"),
    ("", "START 1", "START WITH 10", "START -1"),
    ("", "CACHE 1", "CACHE 7"),
    ("", "NO CYCLE", "CYCLE"),
)
ROW = "SELECT seqtypid, seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle FROM pg_sequence WHERE seqrelid = 's'::regclass"


def definition(*statements: str) -> Expression:
    script = Excerpt("s.sql", ";\n".join(statements))
    (item,) = fold(Schema(), read_sql(script).statements, ensure=True).schema.objects.values()
    return item.definition


def row(connection: psycopg.Connection, *statements: str) -> tuple[object, ...] | None:
    """What the catalog says once the statements have run on nothing; None where PostgreSQL refuses them."""
    try:
        for statement in ("DROP SEQUENCE IF EXISTS s", *statements):
            connection.execute(statement.encode())
    except psycopg.Error:
        return None
    return connection.execute(ROW.encode()).fetchone()


@pytest.mark.parametrize("seed", range(4))
def test_what_is_altered_is_what_is_made(postgres: Server, database: str, seed: int) -> None:
    random = Random(seed)
    known: list[tuple[str, tuple[object, ...]]] = []
    with psycopg.connect(database, autocommit=True) as connection:
        while len(known) < 40:
            words = " ".join(["CREATE SEQUENCE s", *map(random.choice, CHOICES)])
            made = row(connection, words)
            if made is not None:
                known.append((words, made))
        for (one, first), (other, second) in itertools.pairwise(known):
            before, after = definition(one), definition(other)
            assert (before.key == after.key) == (first == second), (one, other)
            changes = sequence_changes(before, after)
            assert changes is not None
            if changes:
                change = f"ALTER SEQUENCE s {changes}"
                assert row(connection, one, change) == second, (one, change)
                assert definition(one, change).key == after.key


@pytest.mark.parametrize(
    "text",
    ["CREATE TEMP SEQUENCE s", "CREATE SEQUENCE s START WITH x", "CREATE VIEW s AS SELECT 1"],
)
def test_what_is_not_known_is_left_alone(text: str) -> None:
    assert sequence_changes(Expression(text, text.lower()), definition("CREATE SEQUENCE s")) is None
