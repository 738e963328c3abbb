"""What PostgreSQL would refuse: each code's own example raises it, near misses raise nothing."""

from __future__ import annotations

import pytest

from spec2code.codes import CODES, RETIRED
from spec2code.model.fold import fold
from spec2code.model.schema import Schema
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql
from spec2code.sql.fold_problems import problem_diagnostics
from spec2code.sql.sound_scripts import check_scripts
from spec2code.sql.soundness import check_schema


def check(text: str) -> list[str]:
    """The codes of everything that is told of a script."""
    reading = read_sql(Excerpt("spec.md", text))
    folded = fold(Schema(), reading.statements, ensure=True)
    found = [
        *reading.diagnostics,
        *problem_diagnostics(folded.problems),
        *check_schema(folded.schema, reading.statements),
    ]
    known = {(item.code, item.span) for item in found}
    strict = check_scripts(reading.statements, folded.schema)
    found += [item for item in strict if (item.code, item.span) not in known]
    for item in found:
        assert item.span is not None and 1 <= item.span.line <= text.count("\n") + 1
    return [item.code for item in found]


@pytest.mark.parametrize("code", [row.code for row in CODES.values() if row.code.startswith("Q")])
def test_the_example_of_a_code_raises_it(code: str) -> None:
    assert CODES[code].example
    assert code in check(CODES[code].example)


def test_a_retired_code_is_not_used_again() -> None:
    assert not RETIRED & CODES.keys()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("CREATE TABLE a (at timestamptz); CREATE INDEX i ON a (date(at));", "Q138"),
        ("CREATE TABLE a (at timestamptz); CREATE INDEX i ON a ((at::date));", "Q138"),
        ("CREATE TABLE a (at timestamptz); CREATE INDEX i ON a (date_trunc('day', at));", "Q138"),
        ("CREATE TABLE a (b date GENERATED ALWAYS AS (now()) STORED);", "Q138"),
        ("CREATE TABLE a (t varchar(80)); CREATE INDEX i ON a USING gin (t);", "Q139"),
        ("CREATE TABLE a (n int); CREATE INDEX i ON a USING gist (n);", "Q139"),
        ("CREATE TABLE a (j json UNIQUE);", "Q139"),
        ("CREATE TABLE a (id int, at date, UNIQUE (id)) PARTITION BY RANGE (at);", "Q140"),
        ("CREATE TABLE a (id uuid DEFAULT now());", "Q128"),
        ("CREATE TABLE a (id int DEFAULT gen_random_uuid());", "Q128"),
        ("CREATE TABLE a (tags text[] DEFAULT '[]');", "Q128"),
        ("CREATE TABLE a (d date DEFAULT '2024-13-01');", "Q128"),
        ("CREATE TABLE a (i inet DEFAULT 'localhost');", "Q128"),
        ("CREATE TABLE a (t timestmap);", "Q132"),
        ("CREATE TABLE a (t string);", "Q132"),
        ("CREATE TABLE a (t text); CREATE INDEX i ON a USING gin (t gin_trgm_ops);", "Q141"),
        ("CREATE TABLE a (v vector(3)); CREATE INDEX i ON a USING hnsw (v vector_l2_ops);", "Q141"),
        ("CREATE TABLE a (t varchar(0));", "Q142"),
        ("CREATE TABLE a (n numeric(2000));", "Q142"),
        ("CREATE TABLE a (n int DEFAULT 1 GENERATED ALWAYS AS (2) STORED);", "Q142"),
        ("CREATE TABLE a (n int NULL NOT NULL);", "Q142"),
        ("CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'a';", "Q131"),
        ("CREATE TABLE a (x int); ALTER TABLE a DROP CONSTRAINT c;", "Q131"),
        ("CREATE TABLE a (x int); ALTER TABLE a DROP COLUMN y;", "Q127"),
        ("CREATE TABLE a (x int); DROP TABLE a; ALTER TABLE a ADD y int;", "Q137"),
        ("CREATE TABLE a (x int, y int); ALTER TABLE a ADD y int;", "Q123"),
        ("CREATE TABLE a (x text); ALTER TABLE a ALTER x TYPE uuid;", "Q151"),
        (
            "CREATE TABLE a (x int); CREATE TRIGGER t BEFORE UPDATE ON a FOR EACH ROW EXECUTE FUNCTION nowhere();",
            "Q145",
        ),
        (
            "CREATE TABLE a (x int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER t BEFORE UPDATE OF y ON a FOR EACH ROW EXECUTE FUNCTION f();",
            "Q127",
        ),
        (
            "CREATE TABLE a (x int); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER t BEFORE INSERT ON a FOR EACH ROW WHEN (OLD.x > 0) EXECUTE FUNCTION f();",
            "Q152",
        ),
        ("CREATE TABLE a (x int); CREATE POLICY p ON a USING (tenant = 5);", "Q127"),
        (
            "CREATE TABLE a (x uuid); CREATE POLICY p ON a USING (x = current_setting('app.x'));",
            "Q144",
        ),
        ("CREATE SEQUENCE s MINVALUE 10 MAXVALUE 5;", "Q152"),
        ("CREATE FUNCTION f() RETURNS int LANGUAGE tsql AS 'SELECT 1';", "Q145"),
        ("CREATE TABLE a (t text(255));", "Q142"),
        ("CREATE TABLE a (xmin int);", "Q142"),
        ("CREATE TABLE a (n int, t text CHECK (coalesce(t, n) <> ''));", "Q144"),
        ("CREATE TABLE a (n int CHECK (n + 1));", "Q144"),
        ("CREATE TYPE s AS ENUM ('a'); CREATE TABLE a (s s CHECK (s IN ('a', 'b')));", "Q144"),
        ("CREATE TABLE a (n int CHECK (n > 0 AND));", "Q144"),
        ("CREATE DOMAIN d AS text CHECK (VALUE > 5);", "Q144"),
        ("CREATE TABLE a (n int DEFAULT ifnull(1, 2));", "Q145"),
        ("CREATE TABLE a (n int DEFAULT (SELECT 1));", "Q146"),
        ("CREATE TABLE a (n int); CREATE INDEX i ON a USING bitmap (n);", "Q147"),
        ("CREATE TABLE a (r daterange, EXCLUDE (r WITH &&));", "Q147"),
        ("CREATE TABLE a (n int, r daterange, EXCLUDE USING gist (n WITH =, r WITH &&));", "Q139"),
        ("CREATE TABLE a (at timestamp); CREATE INDEX i ON a (to_char(at, 'YYYY'));", "Q138"),
        (
            "CREATE TABLE a (n int) PARTITION BY LIST (n); CREATE TABLE b PARTITION OF a FOR VALUES FROM (1) TO (2);",
            "Q148",
        ),
        (
            "CREATE TABLE p (id int PRIMARY KEY); CREATE VIEW v AS SELECT id FROM p; CREATE TABLE a (x int REFERENCES v (id));",
            "Q149",
        ),
    ],
)
def test_what_a_migration_would_fail_on(text: str, code: str) -> None:
    assert code in check(text)


LONG = "n" * 63


@pytest.mark.parametrize(
    "text",
    [
        f"CREATE TABLE {LONG} (id int);",
        "CREATE TABLE a (x int); CREATE INDEX i ON a (x); CREATE INDEX j ON a (x);",
        "CREATE TABLE a (x int); CREATE INDEX i ON a (x); CREATE SCHEMA s; CREATE TABLE s.a (x int); CREATE INDEX i ON s.a (x);",
        "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (a_id int REFERENCES a);",
        "CREATE TABLE a (k varchar(3) UNIQUE); CREATE TABLE b (k text REFERENCES a (k));",
        "CREATE TABLE b (a_id int REFERENCES a (id)); CREATE TABLE a (id int PRIMARY KEY);",
        "CREATE TABLE a (x int, y int); CREATE UNIQUE INDEX i ON a (y, x); CREATE TABLE b (p int, q int, FOREIGN KEY (p, q) REFERENCES a (x, y));",
        "CREATE TABLE a (id int PRIMARY KEY, parent int REFERENCES a);",
        "CREATE TABLE a (t text, CHECK (lower(t) = t AND t <> current_user));",
        "CREATE TABLE a (t text); CREATE INDEX i ON a (lower(t)) WHERE t IS NOT NULL;",
        "CREATE TABLE a (n int DEFAULT '5', f numeric DEFAULT 'NaN', b bool DEFAULT 'yes', u uuid DEFAULT gen_random_uuid());",
        "CREATE TABLE a (t text DEFAULT 5, d date DEFAULT 'today', j jsonb DEFAULT '[]', v varchar DEFAULT CURRENT_USER);",
        "CREATE TYPE s AS ENUM ('a'); CREATE TABLE t (s s DEFAULT 'a', z s[] DEFAULT '{}');",
        "CREATE EXTENSION vector; CREATE TABLE t (v vector(3));",
        "CREATE EXTENSION vector; CREATE TABLE t (v vector(3)); CREATE VIEW d AS SELECT v <#> '[1,2,3]'::vector AS n FROM t;",
        "CREATE DOMAIN d AS text; CREATE TABLE t (d d);",
        "CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (2); CREATE INDEX i ON c (a);",
        "CREATE TABLE a (id int, x int, PRIMARY KEY (id, x));",
        "CREATE TABLE a (id int); CREATE TABLE a (id int);",
        "CREATE TABLE a (e timestamptz, x date); CREATE INDEX i ON a (e) WHERE e > '2024-01-01'; CREATE INDEX j ON a ((x - 1));",
        "CREATE TABLE a (e timestamp); CREATE INDEX i ON a (date(e)); CREATE INDEX j ON a ((e::date));",
        "CREATE EXTENSION pg_trgm; CREATE TABLE a (t text, j jsonb, l text[], v tsvector); CREATE INDEX i ON a USING gin (j); CREATE INDEX k ON a USING gin (t gin_trgm_ops, l, v);",
        "CREATE EXTENSION btree_gist; CREATE TABLE a (n int); CREATE INDEX i ON a USING gist (n);",
        "CREATE TABLE a (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);",
        "CREATE TABLE a (n text DEFAULT 'now()', c text DEFAULT now(), d date DEFAULT now(), i inet DEFAULT '10.0.0.1/24', e date DEFAULT '2024-02-29');",
        'CREATE EXTENSION "uuid-ossp"; CREATE TABLE a (id uuid DEFAULT uuid_generate_v4(), b uuid DEFAULT gen_random_uuid());',
        "CREATE TABLE a (id bigint GENERATED ALWAYS AS IDENTITY, n numeric(1000, 2), t timestamptz(6), v varchar(1), b bit(8));",
        "CREATE TABLE a (t text CHECK (length(t) > 5 AND t ~ '^[a-z]+$'), j jsonb CHECK ((j->>'n')::int > 0), s date, e timestamptz, CHECK (s < e));",
        "CREATE FUNCTION f(n int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT n > 0'; CREATE TABLE a (n int CHECK (f(n)), m int GENERATED ALWAYS AS (n * 2) STORED);",
        "CREATE TABLE a (x int, tenant uuid); CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER t BEFORE UPDATE OF x ON a FOR EACH ROW WHEN (OLD.x IS DISTINCT FROM NEW.x) EXECUTE FUNCTION f(); CREATE POLICY p ON a FOR INSERT WITH CHECK (tenant = current_setting('app.t')::uuid);",
        "CREATE TABLE a (x text, y int); ALTER TABLE a ALTER x TYPE int USING x::int; ALTER TABLE a ALTER y TYPE bigint; ALTER TABLE a DROP COLUMN y; ALTER TABLE a ADD y date; CREATE SEQUENCE s START 0 MINVALUE 0;",
        "CREATE TABLE a (n int NULL DEFAULT NULL, m int DEFAULT NULL NOT NULL, t timestamp(9), u numeric(3, -2));",
        "CREATE TABLE a (r daterange, n int, EXCLUDE USING gist (r WITH &&), EXCLUDE (n WITH =)); CREATE INDEX i ON a USING hash (n);",
        "CREATE TABLE a (at date) PARTITION BY RANGE (at); CREATE TABLE b PARTITION OF a FOR VALUES FROM ('2024-01-01') TO ('2024-02-01'); CREATE TABLE c PARTITION OF a FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');",
        "CREATE TABLE a (t text CHECK (t <> '(select'), n int CHECK (n IN (1, 2)), c text CHECK (c = 'crypt(x)'));",
    ],
)
def test_a_near_miss_raises_nothing(text: str) -> None:
    assert check(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f"CREATE TABLE {LONG}a (x int);", "Q120"),
        ("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (x int REFERENCES a (nope));", "Q127"),
        ("CREATE TABLE a (id int, CHECK (nope > 0));", "Q127"),
        ("CREATE TABLE a (id int); CREATE INDEX i ON a (id) WHERE nope;", "Q127"),
        ("CREATE TABLE a (id int, UNIQUE (nope));", "Q127"),
        ("CREATE TABLE a (id int); CREATE TABLE b (x int REFERENCES a);", "Q125"),
        ("CREATE TABLE a (x int); CREATE UNIQUE INDEX i ON a (x) WHERE x > 0; CREATE TABLE b (x int REFERENCES a (x));", "Q125"),
        ("CREATE TYPE s AS ENUM ('a'); CREATE TABLE a (s s PRIMARY KEY); CREATE TABLE b (s text REFERENCES a);", "Q124"),
        ("CREATE TABLE a (u uuid DEFAULT 'x');", "Q128"),
        ("CREATE TABLE a (j jsonb DEFAULT '{');", "Q128"),
        ("CREATE TABLE a (s text DEFAULT active);", "Q128"),
        ("CREATE TABLE a (d date DEFAULT 'soon');", "Q128"),
        ("CREATE TABLE a (n int DEFAULT true);", "Q128"),
        ("CREATE TABLE a (x int); CREATE VIEW a AS SELECT 1;", "Q122"),
        ("CREATE TABLE a (x int); ALTER TABLE a DROP COLUMN x; ALTER TABLE a ALTER x SET NOT NULL;", "Q127"),
        ("CREATE TABLE a (x citext);", "Q132"),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, code: str) -> None:
    assert check(text) == [code]


def test_only_what_the_statements_speak_of_is_checked() -> None:
    base = fold(
        Schema(), read_sql(Excerpt("f", "CREATE TABLE a (x nope)")).statements, ensure=False
    )
    reading = read_sql(Excerpt("f", "CREATE TABLE b (x int)"))
    folded = fold(base.schema, reading.statements, ensure=True)
    assert check_schema(folded.schema, reading.statements) == []
    assert [item.code for item in check_schema(folded.schema)] == ["Q132"]


@pytest.mark.parametrize(
    ("sql", "circle"),
    [
        ("CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a;", True),
        ("CREATE VIEW a AS WITH b AS (SELECT 1) SELECT * FROM b JOIN a ON true;", True),
        (
            "CREATE RECURSIVE VIEW a (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM a WHERE n < 9;",
            False,
        ),
        ("CREATE VIEW a AS WITH a AS (SELECT 1 AS n) SELECT * FROM a;", False),
        (
            "CREATE VIEW a AS WITH RECURSIVE x AS (SELECT 1), a (n) AS MATERIALIZED (SELECT 2) SELECT * FROM a;",
            False,
        ),
    ],
)
def test_views_in_a_circle(sql: str, circle: bool) -> None:
    schema = fold(Schema(), read_sql(Excerpt("s.sql", sql)).statements, ensure=True).schema
    assert ("Q153" in {item.code for item in check_schema(schema)}) is circle
