"""Statements folded into a schema, as a spec ensures them and as a history is replayed."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from spec2code.model.fold import FoldResult, fold
from spec2code.model.schema import Name, Schema, Table
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql


def run(text: str, schema: Schema | None = None, *, ensure: bool = False) -> FoldResult:
    reading = read_sql(Excerpt("f.sql", text))
    assert not reading.diagnostics, reading.diagnostics
    return fold(schema or Schema(), reading.statements, ensure=ensure)


def replay(text: str) -> Schema:
    result = run(text)
    assert not result.problems, result.problems
    return result.schema


def ensured(base: str, text: str) -> Schema:
    result = run(text, replay(base), ensure=True)
    assert not result.problems, result.problems
    return result.schema


def table(schema: Schema, name: str = "t") -> Table:
    return schema.tables[Name(name)]


def names(items: Iterable[object]) -> list[str | None]:
    return [getattr(item, "name", None) for item in items]


# Two histories that end in the same schema.
SAME = {
    "add and drop a column": (
        "CREATE TABLE t (a int); ALTER TABLE t ADD b text NOT NULL DEFAULT 'x'; ALTER TABLE t DROP a",
        "CREATE TABLE t (b text NOT NULL DEFAULT 'x')",
    ),
    "alter a column": (
        "CREATE TABLE t (a int DEFAULT 1); ALTER TABLE t ALTER a TYPE text, ALTER a SET NOT NULL, ALTER a DROP DEFAULT",
        "CREATE TABLE t (a text NOT NULL)",
    ),
    "constraints behind an added column": (
        "CREATE TABLE t (a int); ALTER TABLE t ADD b int CONSTRAINT u UNIQUE CHECK (b > 0) REFERENCES u (id)",
        "CREATE TABLE t (a int, b int CONSTRAINT u UNIQUE CHECK (b > 0) REFERENCES u (id))",
    ),
    "a primary key makes its columns not null": (
        "CREATE TABLE t (a int); ALTER TABLE t ADD PRIMARY KEY (a)",
        "CREATE TABLE t (a int NOT NULL, PRIMARY KEY (a))",
    ),
    "a constraint is dropped by its default name": (
        "CREATE TABLE t (a int UNIQUE, b int CHECK (b > 0), c int REFERENCES u); ALTER TABLE t DROP CONSTRAINT t_a_key;"
        "ALTER TABLE t DROP CONSTRAINT t_b_check; ALTER TABLE t DROP CONSTRAINT t_c_fkey",
        "CREATE TABLE t (a int, b int, c int)",
    ),
    "the second of two default names has a number": (
        "CREATE TABLE t (a int, CHECK (a > 0), CHECK (a < 9)); ALTER TABLE t DROP CONSTRAINT t_a_check1",
        "CREATE TABLE t (a int, CHECK (a > 0))",
    ),
    "a default index name": (
        "CREATE TABLE t (a int, b text); CREATE INDEX ON t (a, lower(b)); CREATE INDEX ON t (b);"
        "DROP INDEX t_a_lower_idx; DROP INDEX t_b_idx",
        "CREATE TABLE t (a int, b text)",
    ),
    "a dropped column takes what uses it": (
        "CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (a int, b int, UNIQUE (a, b), CHECK (a > b), FOREIGN KEY (a) REFERENCES u);"
        "CREATE INDEX i ON t (a); CREATE INDEX j ON t (b) WHERE a > 0; CREATE INDEX k ON t ((a + 1)); CREATE INDEX l ON t (b);"
        "ALTER TABLE t DROP COLUMN a",
        "CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (b int); CREATE INDEX l ON t (b)",
    ),
    "a dropped table takes the keys that point at it": (
        "CREATE TABLE u (id int PRIMARY KEY); CREATE TABLE t (a int REFERENCES u); DROP TABLE u CASCADE",
        "CREATE TABLE t (a int)",
    ),
    "names outlast the renaming of a table": (
        "CREATE TABLE a (id int PRIMARY KEY, x int UNIQUE); CREATE INDEX ON a (x); CREATE TABLE t (k int REFERENCES a (id)); ALTER TABLE a RENAME TO b",
        "CREATE TABLE b (id int CONSTRAINT a_pkey PRIMARY KEY, x int CONSTRAINT a_x_key UNIQUE); CREATE INDEX a_x_idx ON b (x); CREATE TABLE t (k int REFERENCES b (id))",
    ),
    "everything follows the renaming of a column": (
        "CREATE TABLE t (a int, b int CHECK (b > a), UNIQUE (a), c int GENERATED ALWAYS AS (a + 1) STORED);"
        "CREATE INDEX i ON t (a, (a * 2)) INCLUDE (a) WHERE a > 0 AND 'a' <> ''; CREATE TABLE u (x int REFERENCES t (a));"
        "ALTER TABLE t RENAME a TO z",
        "CREATE TABLE t (z int, b int CONSTRAINT t_check CHECK (b > z), CONSTRAINT t_a_key UNIQUE (z), c int GENERATED ALWAYS AS (z + 1) STORED);"
        "CREATE INDEX i ON t (z, (z * 2)) INCLUDE (z) WHERE z > 0 AND 'a' <> ''; CREATE TABLE u (x int REFERENCES t (z))",
    ),
    "an index becomes a constraint": (
        "CREATE TABLE t (a int); CREATE UNIQUE INDEX i ON t (a); ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i",
        "CREATE TABLE t (a int, CONSTRAINT u UNIQUE (a))",
    ),
    "the index of a constraint is renamed": (
        "CREATE TABLE t (a int PRIMARY KEY); ALTER INDEX t_pkey RENAME TO pk",
        "CREATE TABLE t (a int CONSTRAINT pk PRIMARY KEY)",
    ),
    "a validated constraint": (
        "CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID; ALTER TABLE t VALIDATE CONSTRAINT c",
        "CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0))",
    ),
    "a constraint made deferrable": (
        "CREATE TABLE t (a int CONSTRAINT f REFERENCES u); ALTER TABLE t ALTER CONSTRAINT f DEFERRABLE INITIALLY DEFERRED",
        "CREATE TABLE t (a int CONSTRAINT f REFERENCES u DEFERRABLE INITIALLY DEFERRED)",
    ),
    "the swap of an enum": (
        "CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (x e, y e[]); ALTER TYPE e RENAME TO e_old; CREATE TYPE e AS ENUM ('a');"
        "ALTER TABLE t ALTER x TYPE e USING x::text::e, ALTER y TYPE e[] USING y::text[]::e[]; DROP TYPE e_old",
        "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (x e, y e[])",
    ),
    "columns follow the renaming of a type": (
        "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (x e, y e[], z e2); ALTER TYPE e RENAME TO f",
        "CREATE TYPE f AS ENUM ('a'); CREATE TABLE t (x f, y f[], z e2)",
    ),
    "labels": (
        "CREATE TYPE e AS ENUM ('b'); ALTER TYPE e ADD VALUE 'a' BEFORE 'b'; ALTER TYPE e ADD VALUE 'd'; ALTER TYPE e ADD VALUE 'c' AFTER 'b';"
        "ALTER TYPE e ADD VALUE IF NOT EXISTS 'a'; ALTER TYPE e RENAME VALUE 'd' TO 'z'",
        "CREATE TYPE e AS ENUM ('a', 'b', 'c', 'z')",
    ),
    "what pg_dump makes of a serial": (
        "CREATE TABLE public.t (id integer NOT NULL); CREATE SEQUENCE public.t_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;"
        "ALTER SEQUENCE public.t_id_seq OWNED BY public.t.id; ALTER TABLE ONLY public.t ALTER COLUMN id SET DEFAULT nextval('public.t_id_seq'::regclass);"
        "ALTER TABLE ONLY public.t ADD CONSTRAINT t_pkey PRIMARY KEY (id); ALTER TABLE t RENAME TO u",
        "CREATE TABLE u (id SERIAL CONSTRAINT t_pkey PRIMARY KEY)",
    ),
    "a table in another schema": (
        "CREATE TABLE t (a int); ALTER TABLE t SET SCHEMA s",
        "CREATE TABLE s.t (a int)",
    ),
    "options": (
        "CREATE TABLE t (a int) WITH (fillfactor=70); ALTER TABLE t SET (autovacuum_enabled=off), RESET (fillfactor);"
        "ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY; ALTER TABLE t NO FORCE ROW LEVEL SECURITY",
        "CREATE TABLE t (a int) WITH (autovacuum_enabled=off); ALTER TABLE t ENABLE ROW LEVEL SECURITY",
    ),
    "comments": (
        "CREATE TABLE t (a int); COMMENT ON TABLE t IS 'x'; COMMENT ON COLUMN t.a IS 'y'; COMMENT ON TABLE t IS NULL",
        "CREATE TABLE t (a int); COMMENT ON COLUMN t.a IS 'y'",
    ),
    "like": (
        "CREATE TABLE a (id int PRIMARY KEY DEFAULT 1, x text); CREATE TABLE t (LIKE a INCLUDING ALL, y int)",
        "CREATE TABLE a (id int PRIMARY KEY DEFAULT 1, x text); CREATE TABLE t (id int PRIMARY KEY DEFAULT 1, x text, y int)",
    ),
    "a sequence that is dropped with its table": (
        "CREATE SEQUENCE s; CREATE TABLE t (a int DEFAULT nextval('s')); ALTER SEQUENCE s OWNED BY t.a; DROP TABLE t",
        "",
    ),
    "a view, replaced": (
        "CREATE VIEW v AS SELECT 1; CREATE OR REPLACE VIEW v AS SELECT 2",
        "CREATE VIEW v AS SELECT 2",
    ),
    "overloaded functions": (
        "CREATE FUNCTION f(int) RETURNS int AS 'x' LANGUAGE sql; CREATE FUNCTION f(a text) RETURNS int AS 'x' LANGUAGE sql; DROP FUNCTION f(integer)",
        "CREATE FUNCTION f(a text) RETURNS int AS 'x' LANGUAGE sql",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_a_history_adds_up(case: str) -> None:
    history, result = (replay(text) for text in SAME[case])
    assert history == result
    assert list(history.tables) == list(result.tables)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CREATE TABLE t (a int); CREATE TABLE t (a int)", "table-twice"),
        ("DROP TABLE t", "table-unknown"),
        ("ALTER TABLE t ADD a int", "table-unknown"),
        ("CREATE TABLE t (a int); ALTER TABLE t ADD a text", "column-twice"),
        ("CREATE TABLE t (a int); ALTER TABLE t DROP b", "column-unknown"),
        ("CREATE TABLE t (a int); ALTER TABLE t RENAME b TO c", "column-unknown"),
        ("CREATE TABLE t (a int); ALTER TABLE t DROP CONSTRAINT c", "constraint-unknown"),
        ("CREATE TABLE t (a int PRIMARY KEY, b int); ALTER TABLE t ADD PRIMARY KEY (b)", "primary-key-twice"),
        ("CREATE TABLE t (a int); CREATE INDEX i ON t (a); CREATE INDEX i ON t (a)", "name-taken"),
        ("DROP INDEX i", "index-unknown"),
        ("CREATE TYPE e AS ENUM ('a'); CREATE TYPE e AS ENUM ('a')", "type-twice"),
        ("DROP TYPE e", "type-unknown"),
        ("CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'a'", "label-twice"),
        ("CREATE TYPE e AS ENUM ('a'); ALTER TYPE e RENAME VALUE 'x' TO 'y'", "label-unknown"),
        ("CREATE VIEW v AS SELECT 1; CREATE VIEW v AS SELECT 1", "object-twice"),
        ("DROP VIEW v", "object-unknown"),
        ("CREATE TABLE t (a int, CONSTRAINT c CHECK (a > 0)); ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)", "constraint-twice"),
    ],
)  # fmt: skip
def test_what_a_history_can_not_do(text: str, kind: str) -> None:
    (problem,) = run(text).problems
    assert problem.kind == kind
    assert problem.span is not None and problem.message


@pytest.mark.parametrize(
    "text",
    [
        "CREATE TABLE IF NOT EXISTS t (b int); DROP TABLE IF EXISTS nope; DROP INDEX IF EXISTS nope",
        "ALTER TABLE t ADD COLUMN IF NOT EXISTS a text, DROP COLUMN IF EXISTS nope, DROP CONSTRAINT IF EXISTS nope",
        "ALTER TABLE IF EXISTS t ALTER a SET NOT NULL; DROP TYPE IF EXISTS nope; DROP VIEW IF EXISTS nope",
    ],
)
def test_if_exists_is_no_problem(text: str) -> None:
    schema = replay("CREATE TABLE t (a int); " + text)
    assert table(schema).columns[0].type == "integer"


# -- a spec -----------------------------------------------------------------------------------------------


def test_create_table_defines_the_table_whole() -> None:
    schema = ensured(
        "CREATE TABLE t (a int, old text UNIQUE); CREATE INDEX i ON t (a); ALTER TABLE t ENABLE ROW LEVEL SECURITY",
        "CREATE TABLE t (a bigint, b text)",
    )
    found = table(schema)
    assert [(item.name, item.type) for item in found.columns] == [("a", "bigint"), ("b", "text")]
    assert not found.uniques and not found.indexes
    assert found.option("row_security") is not None


@pytest.mark.parametrize(
    "text",
    [
        "ALTER TABLE t ADD b text; ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0); CREATE INDEX i ON t (a)",
        "ALTER TABLE t ADD UNIQUE (b); ALTER TABLE t DROP COLUMN gone; DROP TABLE gone; DROP INDEX gone",
        "ALTER TABLE was RENAME TO t; ALTER TABLE t RENAME was TO b; ALTER TYPE e ADD VALUE 'a'",
        "CREATE TYPE e AS ENUM ('a'); ALTER TABLE t ALTER a SET NOT NULL; DROP VIEW gone; DROP TYPE gone",
        "ALTER TABLE t ADD PRIMARY KEY (a); CREATE INDEX ON t (a)",
    ],
)
def test_what_is_so_already_changes_nothing(text: str) -> None:
    base = (
        "CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a int CONSTRAINT k PRIMARY KEY, b text,"
        "CONSTRAINT c CHECK (a > 0), CONSTRAINT u UNIQUE (b)); CREATE INDEX i ON t (a)"
    )
    assert ensured(base, text) == replay(base)


def test_a_present_column_is_changed_to_what_is_said() -> None:
    schema = ensured("CREATE TABLE t (a int, b int)", "ALTER TABLE t ADD COLUMN a text NOT NULL")
    assert [(item.name, item.type, item.nullable) for item in table(schema).columns] == [
        ("a", "text", False),
        ("b", "integer", True),
    ]


def test_an_index_of_that_name_is_replaced() -> None:
    schema = ensured(
        "CREATE TABLE t (a int, b int); CREATE INDEX i ON t (a)", "CREATE INDEX i ON t (b)"
    )
    assert [item.columns for item in table(schema).indexes] == [("b",)]


def test_names_that_a_spec_leaves_out_stay_out() -> None:
    found = table(
        run("CREATE TABLE t (a int PRIMARY KEY); CREATE INDEX ON t (a)", ensure=True).schema
    )
    assert names(found.indexes) == [None]
    assert found.primary_key is not None and found.primary_key.name is None


@pytest.mark.parametrize(
    "text",
    [
        "ALTER TABLE users ADD a int",
        "ALTER TABLE users ADD CONSTRAINT c UNIQUE (a)",
        "ALTER TABLE users ALTER a SET NOT NULL",
        "CREATE INDEX i ON users (a)",
        "COMMENT ON COLUMN users.a IS 'x'",
        "ALTER TABLE users ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE users RENAME a TO b",
    ],
)
def test_an_unknown_table_is_made_in_part(text: str) -> None:
    result = run(text, ensure=True)
    assert [item.kind for item in result.problems] == ["table-unknown"]
    assert table(result.schema, "users").is_partial


def test_a_column_of_which_little_is_said_has_no_type() -> None:
    found = table(run("ALTER TABLE users ALTER a SET NOT NULL", ensure=True).schema, "users")
    assert [(item.name, item.type, item.nullable) for item in found.columns] == [("a", "", False)]


def test_two_definitions_in_one_spec() -> None:
    result = run("CREATE TABLE t (a int);\nCREATE TABLE t (a text);", ensure=True)
    assert table(result.schema).columns[0].type == "text"
    (problem,) = result.problems
    assert problem.kind == "table-twice" and problem.span is not None and problem.span.line == 2
    assert problem.other is not None and problem.other.line == 1


def test_the_schema_given_is_not_changed() -> None:
    base = replay("CREATE TABLE t (a int)")
    run("DROP TABLE t; CREATE TYPE e AS ENUM ('a'); CREATE VIEW v AS SELECT 1", base)
    assert list(base.tables) == [Name("t")] and not base.enums and not base.objects


def test_it_is_linear() -> None:
    """4,000 tables with an index each, renamed once: a second, where quadratic work would take minutes."""
    text = ";".join(
        f"CREATE TABLE t{n} (a int); CREATE INDEX i{n} ON t{n} (a)" for n in range(4000)
    )
    schema = replay(text + "; ALTER TABLE t5 RENAME TO u; DROP INDEX i7")
    assert len(schema.tables) == 4000


@pytest.mark.parametrize(
    ("created_in", "line"),
    [("migration.py", 1), ("spec.md", 7)],
    ids=["in the code", "in the spec"],
)
def test_where_an_altered_column_is_said(created_in: str, line: int) -> None:
    """By the spec, when it alters what the code has; at its definition, when that is in the spec too."""
    created = read_sql(Excerpt(created_in, "CREATE TABLE t (c varchar(20))", 7)).statements
    altered = read_sql(Excerpt("spec.md", "ALTER TABLE t ALTER c TYPE varchar(32)", 1)).statements
    schema = fold(Schema(), created, ensure=True).schema
    column = table(fold(schema, altered, ensure=True).schema).columns[0]
    assert column.span is not None
    assert (column.span.file, column.span.line) == ("spec.md", line)


REPEATED = {
    "in the table and behind the column": (
        "CREATE TABLE b (a int CHECK (a > 0) REFERENCES a (id), CHECK (a > 0), FOREIGN KEY (a) REFERENCES a (id))"
    ),
    "later": (
        "CREATE TABLE b (a int CHECK (a > 0) REFERENCES a (id)); ALTER TABLE b ADD CHECK (a > 0), "
        "ADD FOREIGN KEY (a) REFERENCES a (id)"
    ),
}


@pytest.mark.parametrize("text", REPEATED.values(), ids=REPEATED)
def test_a_constraint_that_a_spec_says_twice_is_one(text: str) -> None:
    ensured = run(text, ensure=True)
    assert {problem.kind for problem in ensured.problems} == {"constraint-repeated"}
    wanted = table(replay("CREATE TABLE b (a int CHECK (a > 0) REFERENCES a (id))"), "b")
    assert table(ensured.schema, "b") == wanted
    # In a history each is made.
    assert len(table(run(text).schema, "b").constraints) == 4


def test_a_repeated_constraint_has_the_name_that_one_of_them_gives() -> None:
    text = (
        "CREATE TABLE b (a int REFERENCES a (id), CONSTRAINT f FOREIGN KEY (a) REFERENCES a (id))"
    )
    assert names(table(run(text, ensure=True).schema, "b").foreign_keys) == ["f"]
    two = "CREATE TABLE b (a int, CONSTRAINT f CHECK (a > 0), CONSTRAINT g CHECK (a > 0))"
    assert names(table(run(two, ensure=True).schema, "b").checks) == ["f", "g"]


OVERLOADS = (
    "CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE TABLE t (id int);"
    "CREATE FUNCTION f(text) RETURNS int LANGUAGE sql AS 'SELECT 1';"
)


@pytest.mark.parametrize(
    ("view", "script", "kinds", "left"),
    [
        ("SELECT f(id) AS n FROM t", "DROP FUNCTION f(text) CASCADE", ["cascade-undecided"], True),
        ("SELECT id AS f FROM t", "DROP FUNCTION f(text) CASCADE", [], True),
        ("SELECT f(id) AS n FROM t", "DROP FUNCTION f(text); DROP FUNCTION f CASCADE", [], False),
    ],
)
def test_what_goes_with_one_of_two_functions_is_not_guessed(
    view: str, script: str, kinds: list[str], left: bool
) -> None:
    done = run(f"{OVERLOADS} CREATE VIEW v AS {view}; {script};")
    assert [problem.kind for problem in done.problems] == kinds
    assert (("view", Name("v"), None, "") in done.schema.objects) == left
