"""Revisions between two texts of SQL: the right operation, exact on a real PostgreSQL, there and back."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from spec2code.model.compare import renames_of
from spec2code.model.fold import fold
from spec2code.model.schema import Schema
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql
from spec2code.verify.dump import differences
from spec2code.verify.scratch import Server
from tests.revisions import Renames, functions, revision_text, run


def _benchmark() -> ModuleType:
    path = Path(__file__).parent.parent / "benchmarks" / "alembic_blind_spots.py"
    spec = importlib.util.spec_from_file_location("alembic_blind_spots", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BLIND_SPOTS = _benchmark()
ROWS = """
INSERT INTO t (a, b) VALUES (1, 'x'), (2, 'y');
"""
BASE = """
CREATE TYPE mood AS ENUM ('sad', 'ok', 'glad');
CREATE TABLE s (id BIGINT PRIMARY KEY);
CREATE TABLE t (
    id BIGSERIAL PRIMARY KEY,
    a INTEGER,
    b TEXT,
    c mood NOT NULL DEFAULT 'sad',
    s_id BIGINT
);
CREATE INDEX t_sad ON t (b) WHERE c = 'sad';
CREATE VIEW names AS SELECT id, b FROM t;
CREATE FUNCTION twice(n INTEGER) RETURNS INTEGER LANGUAGE sql AS $$ SELECT n * 2 $$;
"""
CHANGES: dict[str, tuple[str, str, str]] = {
    "index": ("", "CREATE INDEX t_a ON t (a);", "postgresql_concurrently=True"),
    "unique": ("", "ALTER TABLE t ADD CONSTRAINT t_once UNIQUE (a);", "UNIQUE USING INDEX t_once"),
    "foreign key": (
        "",
        "ALTER TABLE t ADD FOREIGN KEY (s_id) REFERENCES s (id);",
        "VALIDATE CONSTRAINT t_s_id_fkey",
    ),
    "check": ("", "ALTER TABLE t ADD CHECK (a > 0);", "VALIDATE CONSTRAINT t_a_check"),
    "not null": (
        "a INTEGER,",
        "a INTEGER NOT NULL,",
        "VALIDATE CONSTRAINT t_a_not_null_check",
    ),
    "volatile default": (
        "    s_id BIGINT",
        "    s_id BIGINT,\n    key UUID NOT NULL DEFAULT gen_random_uuid()",
        "UPDATE t SET key = gen_random_uuid() WHERE key IS NULL",
    ),
    "constant default": (
        "    s_id BIGINT",
        "    s_id BIGINT,\n    n INTEGER NOT NULL DEFAULT 1",
        "op.add_column(",
    ),
    "enum value in between": (
        "'ok', 'glad'",
        "'ok', 'fine', 'glad'",
        "ALTER TYPE mood ADD VALUE 'fine' AFTER 'ok'",
    ),
    "enum value removed": ("'ok', 'glad'", "'glad'", "ALTER TYPE mood RENAME TO mood_old"),
    "enum value renamed": ("'ok', 'glad'", "'fine', 'glad'", "RENAME VALUE 'ok' TO 'fine'"),
    "type of a column in a view": ("b TEXT", "b VARCHAR(20)", "DROP VIEW names"),
    "text to a number": ("b TEXT", "b INTEGER", 'postgresql_using="b::integer"'),
    "view": ("SELECT id, b FROM", "SELECT id FROM", "DROP VIEW names"),
    "function": ("n * 2", "n + n", "CREATE OR REPLACE FUNCTION"),
    "trigger": (
        "",
        "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n"
        "    NEW.b := ':b' || '\\n';\n    RETURN NEW;\nEND\n$$;\n"
        "CREATE TRIGGER touched BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();",
        "CREATE TRIGGER touched",
    ),
    "row security": (
        "",
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY;\nCREATE POLICY own ON t USING (a = 1);",
        "ENABLE ROW LEVEL SECURITY",
    ),
    "serial to identity": (
        "id BIGSERIAL PRIMARY KEY",
        "id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY",
        "AS IDENTITY",
    ),
    "comment": ("", "COMMENT ON TABLE t IS 'it''s 100% :t';", "create_table_comment"),
    "domain": (
        "",
        "CREATE DOMAIN score AS INTEGER CHECK (VALUE > 0);\nALTER TABLE t ADD COLUMN d score;",
        'SqlType("score")',
    ),
}


def schema(text: str) -> Schema:
    return fold(Schema(), read_sql(Excerpt("schema.sql", text)).statements, ensure=True).schema


def there_and_back(server: Server, before: str, after: str, text: str, rows: str = "") -> None:
    """Run the revision on a database of the first text; it must become one of the second, and back."""
    start, goal = server.create_database(), server.create_database()
    for url, sql in ((start, before), (goal, after)):
        with server.connect(url) as connection:
            connection.execute(sql.encode())
    first, wanted = server.dump(start), server.dump(goal)
    if rows:
        with server.connect(start) as connection:
            connection.execute(rows.encode())
    upgrade, downgrade = functions(text)
    run(start, upgrade)
    assert [item for item in differences(wanted, server.dump(start)) if not item.order_only] == []
    run(start, downgrade)
    assert [item for item in differences(first, server.dump(start)) if not item.order_only] == []
    server.drop_database(start)
    server.drop_database(goal)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_of_a_table_in_use(postgres: Server, name: str) -> None:
    old, new, expected = CHANGES[name]
    after = BASE.replace(old, new, 1) if old else BASE + new
    assert after != BASE
    text = revision_text(schema(BASE), schema(after), safe=True)
    assert expected in text
    rows = ROWS if name not in ("text to a number", "serial to identity") else ""
    there_and_back(postgres, BASE, after, text, rows)


COUNTED = {
    "serial": "id BIGSERIAL PRIMARY KEY",
    "identity": "id BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
    "another step": "id BIGINT GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY 5) PRIMARY KEY",
}


@pytest.mark.parametrize("before", COUNTED)
@pytest.mark.parametrize("after", COUNTED)
def test_the_next_row_has_the_next_number(postgres: Server, before: str, after: str) -> None:
    """Whichever way a column counts by, a revision that changes it leaves no number to be given twice."""
    if before == after:
        return
    texts = [f"CREATE TABLE t ({COUNTED[name]}, a INT);" for name in (before, after)]
    upgrade, downgrade = functions(revision_text(*map(schema, texts), safe=True))
    url = postgres.create_database()
    with postgres.connect(url) as connection:
        connection.execute((texts[0] + "INSERT INTO t (a) VALUES (1), (2), (3);").encode())
    for step in (upgrade, downgrade):
        run(url, step)
        with postgres.connect(url) as connection:
            connection.execute(b"INSERT INTO t (a) VALUES (4)")
    postgres.drop_database(url)


GENERATED = """
CREATE TABLE t (
    id INT PRIMARY KEY,
    a VARCHAR(10) NOT NULL,
    b TEXT GENERATED ALWAYS AS (a || '!') STORED,
    CONSTRAINT once UNIQUE (b, id)
);
CREATE INDEX by_b ON t (lower(b)) WHERE b <> '';
CREATE VIEW shown AS SELECT id, b FROM t;
"""


@pytest.mark.parametrize(
    "change",
    [
        {"VARCHAR(10)": "VARCHAR(20)"},
        {"VARCHAR(10)": "TEXT", "a || '!'": "a || '?'"},
        {"VARCHAR(10)": 'VARCHAR(10) COLLATE "C"', "lower(b)": "upper(b)"},
        {"VARCHAR(10)": "VARCHAR(20)", "CREATE INDEX by_b ON t (lower(b)) WHERE b <> '';": ""},
    ],
)
def test_a_type_behind_a_generated_column(postgres: Server, change: dict[str, str]) -> None:
    after = GENERATED
    for old, new in change.items():
        after = after.replace(old, new)
    text = revision_text(schema(GENERATED), schema(after), safe=True)
    there_and_back(postgres, GENERATED, after, text, "INSERT INTO t VALUES (1, 'x');")


@pytest.mark.parametrize("mutation", BLIND_SPOTS.MUTATIONS, ids=lambda mutation: mutation.what)
def test_what_alembic_does_not_see(postgres: Server, mutation: object) -> None:
    before = BLIND_SPOTS.BASE
    after = before.replace(mutation.old, mutation.new, 1)  # type: ignore[attr-defined]
    renames: Renames = mutation.renames  # type: ignore[attr-defined]
    if renames:
        after = after.replace("CHECK (age", "CHECK (years")
    text = revision_text(schema(before), schema(after), renames=renames, safe=True)
    there_and_back(postgres, before, after, text)


RENAMES = {
    "column": "ALTER TABLE t RENAME COLUMN b TO d;",
    "column and type": "ALTER TABLE t RENAME COLUMN a TO d; ALTER TABLE t ALTER COLUMN d TYPE BIGINT;",
    "table": "ALTER TABLE t RENAME TO u; ALTER TABLE u ADD COLUMN n INT; CREATE INDEX u_n ON u (n);",
    "target": "ALTER TABLE s RENAME TO u; ALTER TABLE t ADD FOREIGN KEY (s_id) REFERENCES u (id);",
    "key": "ALTER TABLE t RENAME TO u; ALTER TABLE u DROP CONSTRAINT t_pkey; ALTER TABLE u ADD PRIMARY KEY (id, a);",
    "both": "ALTER TABLE t RENAME COLUMN a TO d; ALTER TABLE t RENAME TO u; ALTER TABLE u DROP COLUMN s_id;",
}


@pytest.mark.parametrize("name", RENAMES)
def test_a_rename_in_a_spec(postgres: Server, name: str) -> None:
    statements = read_sql(Excerpt("spec.md", RENAMES[name])).statements
    before = schema(BASE)
    after = fold(before, statements, ensure=True).schema
    text = revision_text(before, after, renames=renames_of(statements), safe=True)
    assert "op.drop_table" not in text
    there_and_back(postgres, BASE, BASE + RENAMES[name], text, ROWS)


def test_a_column_without_default_has_a_place_for_its_backfill() -> None:
    after = BASE.replace("    s_id BIGINT", "    s_id BIGINT,\n    n INTEGER NOT NULL")
    text = revision_text(schema(BASE), schema(after), safe=True)
    assert 'sa.Column("n", sa.Integer(), nullable=True)' in text
    assert "# Backfill: give n to the rows that exist" in text
    assert text.index("Backfill") < text.index("SET NOT NULL")
    plain = revision_text(schema(BASE), schema(after), safe=False)
    assert 'sa.Column("n", sa.Integer(), nullable=False)' in plain


def test_what_nothing_differs_in_has_no_revision() -> None:
    assert revision_text(schema(BASE), schema(BASE)) == ""


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE t (id INT PRIMARY KEY UNIQUE, a TEXT UNIQUE, UNIQUE (a));",
        "CREATE TABLE t (id INT UNIQUE, CONSTRAINT own UNIQUE (id), PRIMARY KEY (id));",
        "CREATE TABLE t (a INT, UNIQUE (a), UNIQUE (a) DEFERRABLE, UNIQUE NULLS NOT DISTINCT (a));",
    ],
)
def test_a_key_that_is_given_twice(postgres: Server, text: str) -> None:
    there_and_back(postgres, "", text, revision_text(Schema(), schema(text)))
