"""Constraints that the specs' SQL has made twice: they are read as one, so they are compared as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import psycopg

__all__ = ["drop_repeated"]

# pg_get_constraintdef() gives a constraint without its name (PostgreSQL 18, 9.27.6).
_CONSTRAINTS = """
SELECT n.nspname, c.relname, pg_get_constraintdef(k.oid), k.conname
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE k.contype IN ('f', 'c', 'u', 'x') AND k.conparentid = 0 AND k.conislocal
ORDER BY 1, 2, 3, k.oid
"""


def drop_repeated(
    connection: psycopg.Connection[Any], migrated: psycopg.Connection[Any]
) -> list[str]:
    """Drop what a table has twice and the migrations make once.

    Args:
        connection: to the database of the specs' SQL, which is changed.
        migrated: to the database of the migrations, which is only read.

    Returns:
        What was dropped, as `table.constraint`.
    """
    from psycopg import sql

    kept = set(_constraints(migrated))
    dropped = []
    for (schema, table, _), rows in groupby(_constraints(connection), key=lambda row: row[:3]):
        for name in _further(list(rows), kept):
            words = sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}")
            connection.execute(words.format(sql.Identifier(schema, table), sql.Identifier(name)))
            dropped.append(f"{table}.{name}")
    return dropped


def _constraints(connection: psycopg.Connection[Any]) -> Iterable[tuple[str, str, str, str]]:
    return connection.execute(_CONSTRAINTS).fetchall()


def _further(
    same: list[tuple[str, str, str, str]], kept: set[tuple[str, str, str, str]]
) -> Iterator[str]:
    """The names of those that only the specs' SQL makes, where the migrations make one that says the same."""
    if len(same) > 1 and not kept.isdisjoint(same):
        yield from (row[3] for row in same if row not in kept)
