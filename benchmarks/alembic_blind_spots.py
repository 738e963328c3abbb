"""Sixteen kinds of change: what a comparison from reading alone finds, and what Alembic finds with a database.

Run it with the `verify` extra: `python benchmarks/alembic_blind_spots.py`. For each mutation the old schema is
made in a scratch PostgreSQL; Alembic compares it with the models of the new one, once with its defaults and
once with compare_server_default. Ours compares the two texts of SQL.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, pool

from spec2code.model.compare import compare_schemas
from spec2code.model.fold import fold
from spec2code.model.schema import Schema
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql
from spec2code.verify.scratch import Server, scratch_server

BASE = """
CREATE TYPE mood AS ENUM ('sad', 'glad');
CREATE TABLE teams (id INTEGER PRIMARY KEY);
CREATE TABLE people (
    id INTEGER NOT NULL,
    tenant INTEGER NOT NULL,
    name VARCHAR(50) NOT NULL,
    age INTEGER,
    score INTEGER DEFAULT 1,
    state mood,
    team_id INTEGER,
    CONSTRAINT people_pkey PRIMARY KEY (id),
    CONSTRAINT people_age_check CHECK (age > 0),
    CONSTRAINT people_team_id_fkey FOREIGN KEY (team_id) REFERENCES teams (id)
);
CREATE INDEX people_name ON people (name);
"""


@dataclass(frozen=True)
class Mutation:
    """A change of BASE by text, and the kinds of change that are right for it."""

    what: str
    old: str
    new: str
    right: tuple[str, ...]
    renames: tuple[tuple[str, str, str], ...] = ()


MUTATIONS = (
    Mutation(
        "column renamed",
        "    age INTEGER,\n",
        "    years INTEGER,\n",
        ("RenameColumn",),
        (("people", "age", "years"),),
    ),
    Mutation("default changed", "DEFAULT 1", "DEFAULT 2", ("ModifyColumn",)),
    Mutation("default removed", " DEFAULT 1", "", ("ModifyColumn",)),
    Mutation("string length", "VARCHAR(50)", "VARCHAR(100)", ("ModifyColumn",)),
    Mutation("nullability", "VARCHAR(50) NOT NULL", "VARCHAR(50)", ("ModifyColumn",)),
    Mutation("type widened", "score INTEGER", "score BIGINT", ("ModifyColumn",)),
    Mutation("type changed", "score INTEGER DEFAULT 1", "score TEXT DEFAULT 1", ("ModifyColumn",)),
    Mutation("enum value added", "'glad')", "'glad', 'mad')", ("ModifyEnum",)),
    Mutation("check changed", "CHECK (age > 0)", "CHECK (age > 18)", ("ModifyConstraint",)),
    Mutation(
        "check removed",
        "    CONSTRAINT people_age_check CHECK (age > 0),\n",
        "",
        ("DropConstraint",),
    ),
    Mutation("index WHERE added", "(name);", "(name) WHERE age > 0;", ("ModifyIndex",)),
    Mutation("primary key widened", "KEY (id),", "KEY (id, tenant),", ("ModifyConstraint",)),
    Mutation(
        "foreign key action",
        "teams (id)\n",
        "teams (id) ON DELETE CASCADE\n",
        ("ModifyConstraint",),
    ),
    Mutation("index columns", "people (name)", "people (name, age)", ("ModifyIndex",)),
    Mutation("index ordering", "people (name)", "people (name DESC)", ("ModifyIndex",)),
    Mutation(
        "column comment",
        "people (name);",
        "people (name);\nCOMMENT ON COLUMN people.age IS 'in years';",
        ("ModifyColumn",),
    ),
)


def schema(text: str) -> Schema:
    return fold(Schema(), read_sql(Excerpt("schema.sql", text)).statements, ensure=True).schema


def ours(mutation: Mutation) -> tuple[str, ...]:
    """The kinds of change between the two texts; no database, no models."""
    changed = BASE.replace(mutation.old, mutation.new, 1)
    if mutation.renames:
        changed = changed.replace("CHECK (age", "CHECK (years")
    found = compare_schemas(schema(BASE), schema(changed), renames=mutation.renames)
    return tuple(type(change).__name__ for change in found)


def alembic(server: Server, mutation: Mutation, *, server_default: bool) -> tuple[str, ...]:
    """What Alembic finds between a database of BASE and the models of what it became."""
    changed = BASE.replace(mutation.old, mutation.new, 1)
    if mutation.renames:
        changed = changed.replace("CHECK (age", "CHECK (years")
    before, after = server.create_database(), server.create_database()
    for url, text in ((before, BASE), (after, changed)):
        with server.connect(url) as connection:
            connection.execute(text.encode())
    metadata = models(after)
    engine = create_engine(_driver(before), poolclass=pool.NullPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_server_default": server_default}
        )
        found = compare_metadata(context, metadata)
    engine.dispose()
    for url in (before, after):
        server.drop_database(url)
    return tuple(_operations(found))


def models(url: str) -> sa.MetaData:
    """The tables of a database as a team's models would have them, checks included."""
    metadata = sa.MetaData()
    engine = create_engine(_driver(url), poolclass=pool.NullPool)
    metadata.reflect(engine)
    inspector = sa.inspect(engine)
    for table in metadata.tables.values():
        for check in inspector.get_check_constraints(table.name):
            table.append_constraint(sa.CheckConstraint(check["sqltext"], name=check["name"]))
    engine.dispose()
    return metadata


def _operations(found: list[object]) -> list[str]:
    names: list[str] = []
    for item in found:
        names += _operations(item) if isinstance(item, list) else [str(item[0])]  # type: ignore[index]
    return names


def _driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://")


def main() -> int:
    """Print the table; 1 when ours misses one."""
    missed = 0
    totals = [0, 0]
    print(f"{'mutation':21} {'spec2code (no database)':26} {'alembic':24} alembic +server_default")
    with scratch_server() as server:
        for mutation in MUTATIONS:
            mine = ours(mutation)
            plain = alembic(server, mutation, server_default=False)
            more = alembic(server, mutation, server_default=True)
            right = mine == mutation.right
            missed += not right
            totals[0] += not plain
            totals[1] += not more
            print(
                f"{mutation.what:21} {', '.join(mine) + ('' if right else ' WRONG'):26} "
                f"{_short(plain):24} {_short(more)}"
            )
    count = len(MUTATIONS)
    print(
        f"{'missed':21} {f'{missed} of {count}':26} {f'{totals[0]} of {count}':24} {totals[1]} of {count}"
    )
    return 1 if missed else 0


def _short(names: tuple[str, ...]) -> str:
    unique = list(dict.fromkeys(name.removeprefix("modify_") for name in names))
    return " + ".join(unique) or "-"


if __name__ == "__main__":
    sys.exit(main())
