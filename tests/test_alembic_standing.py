"""Revisions that touch what other things stand on: made in an order that works, exact there and back."""

from __future__ import annotations

import pytest

from spec2code.model.fold import fold
from spec2code.model.schema import Name, Schema
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql
from spec2code.verify.dump import differences
from spec2code.verify.scratch import Server
from tests.revisions import functions, revision_text, run

PARTITIONED = "CREATE TABLE m (id int NOT NULL, d date NOT NULL) PARTITION BY RANGE (d);"
LEFT = (
    f"CREATE TABLE r (id int PRIMARY KEY); {PARTITIONED} ALTER TABLE m ADD PRIMARY KEY (id, d); CREATE INDEX i ON m (d);"
    "ALTER TABLE m ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES r; ALTER TABLE m ADD CONSTRAINT c CHECK (id > 0);"
    "CREATE TABLE p PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');"
)
PAIRS = {
    "a new table points at a new key of an old one": (
        "CREATE TABLE a (id int NOT NULL, n int);",
        "CREATE TABLE a (id int PRIMARY KEY, n int UNIQUE);"
        "CREATE TABLE b (x int REFERENCES a, y int REFERENCES a (n));",
    ),
    "both sides of a foreign key get a type that the old one can't be compared with": (
        "CREATE TABLE a (id bigint PRIMARY KEY); CREATE TABLE b (x bigint REFERENCES a);",
        "CREATE TABLE a (id uuid PRIMARY KEY); CREATE TABLE b (x uuid REFERENCES a);",
    ),
    "a foreign key moves, and the key that it stood on goes": (
        "CREATE TABLE a (id int, n int); CREATE UNIQUE INDEX u ON a (n); CREATE TABLE c (n int UNIQUE);"
        "CREATE TABLE b (x int, CONSTRAINT k FOREIGN KEY (x) REFERENCES a (n));",
        "CREATE TABLE a (id int, n int); CREATE TABLE c (n int UNIQUE);"
        "CREATE TABLE b (x int, CONSTRAINT k FOREIGN KEY (x) REFERENCES c (n));",
    ),
    "a foreign key moves, and the table that it pointed at goes": (
        "CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE c (id int PRIMARY KEY);"
        "CREATE TABLE b (x int, CONSTRAINT k FOREIGN KEY (x) REFERENCES a);",
        "CREATE TABLE c (id int PRIMARY KEY); CREATE TABLE b (x int, CONSTRAINT k FOREIGN KEY (x) REFERENCES c);",
    ),
    "a primary key and what points at it are widened": (
        "CREATE TABLE a (id int, n int, PRIMARY KEY (id)); CREATE TABLE b (x int, y int, FOREIGN KEY (x) REFERENCES a);",
        "CREATE TABLE a (id int, n int NOT NULL, PRIMARY KEY (id, n));"
        "CREATE TABLE b (x int, y int, FOREIGN KEY (x, y) REFERENCES a);",
    ),
    "a view becomes a materialized one, read by another": (
        "CREATE TABLE a (id int); CREATE VIEW v AS SELECT id FROM a; CREATE VIEW w AS SELECT id FROM v;",
        "CREATE TABLE a (id int); CREATE MATERIALIZED VIEW v AS SELECT id FROM a; CREATE VIEW w AS SELECT id FROM v;",
    ),
    "a table becomes a view, read by another": (
        "CREATE TABLE a (id int); CREATE TABLE v (id int); CREATE VIEW w AS SELECT id FROM v;",
        "CREATE TABLE a (id int); CREATE VIEW v AS SELECT id FROM a; CREATE VIEW w AS SELECT id FROM v;",
    ),
    "a function whose body PostgreSQL knows calls one that is made anew": (
        "CREATE FUNCTION f(i integer) RETURNS integer LANGUAGE sql RETURN i + 1;"
        "CREATE FUNCTION g(i integer) RETURNS integer LANGUAGE sql RETURN f(i) + 1;",
        "CREATE FUNCTION f(n integer) RETURNS integer LANGUAGE sql RETURN n + 2;"
        "CREATE FUNCTION g(i integer) RETURNS integer LANGUAGE sql RETURN f(i) + 1;",
    ),
    "types by their short names are the same": (
        "CREATE FUNCTION f(i int, b bool) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 1; END $$;"
        "CREATE FUNCTION g(i int) RETURNS int LANGUAGE sql RETURN f(i, true);",
        "CREATE FUNCTION f(i integer, b boolean) RETURNS integer LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$;"
        "CREATE FUNCTION g(i int) RETURNS int LANGUAGE sql RETURN f(i, true);",
    ),
    "a procedure in SQL needs a new column": (
        "CREATE TABLE a (n int);",
        "CREATE TABLE a (n int, k int); CREATE PROCEDURE p() LANGUAGE sql AS $$ INSERT INTO a (n, k) VALUES (1, 2) $$;",
    ),
    "a string is the default of a column that is no longer of an enum": (
        "CREATE TYPE color AS ENUM ('red', 'green'); CREATE TABLE a (c color DEFAULT 'green', t varchar DEFAULT 'x');",
        "CREATE TABLE a (c varchar(9) DEFAULT 'green', t text DEFAULT 'x');",
    ),
    "a table becomes a partition": (
        f"{PARTITIONED} CREATE TABLE p (id int NOT NULL, d date NOT NULL);",
        f"{PARTITIONED} CREATE TABLE p PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
    ),
    "a partition gets a primary key of its own": (
        f"{PARTITIONED} CREATE TABLE p PARTITION OF m DEFAULT;".replace("id int NOT NULL", "id int"),
        f"{PARTITIONED} CREATE TABLE p PARTITION OF m (PRIMARY KEY (id, d)) DEFAULT;".replace("id int NOT NULL", "id int"),
    ),
    "a table that a foreign key points at gets a partition": (
        f"{PARTITIONED} CREATE UNIQUE INDEX u ON m (d); CREATE TABLE b (x date REFERENCES m (d));",
        f"{PARTITIONED} CREATE UNIQUE INDEX u ON m (d); CREATE TABLE b (x date REFERENCES m (d));"
        "CREATE TABLE p PARTITION OF m DEFAULT;",
    ),
    "a partition becomes a table": (
        f"{PARTITIONED} CREATE TABLE p PARTITION OF m FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');",
        f"{PARTITIONED} CREATE TABLE p (id int NOT NULL, d date NOT NULL, more text);",
    ),
    "a partition leaves with all that it has of its table, and another comes back within other bounds": (
        f"{LEFT} CREATE TABLE q PARTITION OF m FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');",
        f"{LEFT} CREATE TABLE q PARTITION OF m FOR VALUES FROM ('2022-01-01') TO ('2023-01-01');"
        "ALTER TABLE m DETACH PARTITION p; ALTER TABLE m DETACH PARTITION q;"
        "ALTER TABLE m ATTACH PARTITION q FOR VALUES FROM ('2022-01-01') TO ('2024-01-01');",
    ),
    "a partition leaves and is dropped": (LEFT, f"{LEFT} ALTER TABLE m DETACH PARTITION p; DROP TABLE p;"),
    "indexes of partitions are attached": (
        f"{PARTITIONED} CREATE TABLE p PARTITION OF m DEFAULT;",
        f"{PARTITIONED} CREATE TABLE p PARTITION OF m DEFAULT; CREATE INDEX i ON ONLY m (id); CREATE INDEX p_i ON p (id);"
        "ALTER INDEX i ATTACH PARTITION p_i;",
    ),
    "an index becomes a constraint, by whose name all go on calling it": (
        "CREATE TABLE a (id int NOT NULL, t text);",
        "CREATE TABLE a (id int NOT NULL, t text); CREATE UNIQUE INDEX i ON a (id) INCLUDE (t);"
        "COMMENT ON INDEX i IS 'i'; ALTER TABLE a CLUSTER ON i; ALTER TABLE a REPLICA IDENTITY USING INDEX i;"
        "ALTER TABLE a ADD CONSTRAINT k UNIQUE USING INDEX i; CREATE INDEX j ON a (t); COMMENT ON INDEX j IS 'j';"
        "ALTER INDEX j RENAME TO jj;",
    ),
    "a materialized view that is made again has its indexes": (
        "CREATE TABLE a (n int, t text); CREATE MATERIALIZED VIEW v AS SELECT t FROM a; CREATE UNIQUE INDEX i ON v (t);"
        "COMMENT ON MATERIALIZED VIEW v IS 'v'; COMMENT ON INDEX i IS 'i';",
        "CREATE TABLE a (n int, t varchar(9)); CREATE MATERIALIZED VIEW v AS SELECT t FROM a; CREATE UNIQUE INDEX i ON v (t);"
        "COMMENT ON MATERIALIZED VIEW v IS 'v'; COMMENT ON INDEX i IS 'i';",
    ),
    "views that read all columns of a table which gets another": (
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE VIEW v AS SELECT * FROM t x WHERE x.id > 0;"
        "CREATE VIEW w AS SELECT t.*, 1 AS n FROM public.t; CREATE VIEW k AS SELECT count(*) AS n FROM t;",
        "CREATE TABLE t (id int PRIMARY KEY, a text, b int); CREATE VIEW v AS SELECT * FROM t x WHERE x.id > 0;"
        "CREATE VIEW w AS SELECT t.*, 1 AS n FROM public.t; CREATE VIEW k AS SELECT count(*) AS n FROM t;",
    ),
    "a view that read all columns before the table got another": (
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE VIEW v AS SELECT * FROM t;",
        "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE VIEW v AS SELECT * FROM t; ALTER TABLE t ADD COLUMN b int;",
    ),
    "keys that partitions have, and their table takes": (
        f"{PARTITIONED} CREATE TABLE p PARTITION OF m DEFAULT;",
        f"{PARTITIONED} CREATE TABLE p PARTITION OF m DEFAULT; ALTER TABLE ONLY m ADD CONSTRAINT m_pkey PRIMARY KEY (id, d);"
        "ALTER TABLE ONLY p ADD CONSTRAINT p_key PRIMARY KEY (id, d); ALTER INDEX m_pkey ATTACH PARTITION p_key;",
    ),
    "a sequence with blanks in its name gets an owner": (
        'CREATE SEQUENCE "s s" AS bigint; CREATE TABLE "t t" ("c c" bigint);',
        'CREATE SEQUENCE "s s" AS bigint; CREATE TABLE "t t" ("c c" bigint); ALTER SEQUENCE "s s" OWNED BY "t t"."c c";',
    ),
}  # fmt: skip


def schema(text: str, code: Schema | None = None) -> Schema:
    reading = read_sql(Excerpt("spec.md", text))
    assert reading.diagnostics == ()
    return fold(code or Schema(), reading.statements, ensure=True).schema


@pytest.mark.parametrize("safe", [True, False], ids=["in use", "new"])
@pytest.mark.parametrize("name", PAIRS)
def test_there_and_back(postgres: Server, name: str, safe: bool) -> None:
    before, after = PAIRS[name]
    upgrade, downgrade = functions(revision_text(schema(before), schema(after), safe=safe))
    start, goal = postgres.create_database(), postgres.create_database()
    for url, made in ((start, before), (goal, after)):
        with postgres.connect(url) as connection:
            connection.execute(made.encode())
    first = postgres.dump(start)
    for step, wanted in ((upgrade, postgres.dump(goal)), (downgrade, first)):
        run(start, step)
        assert [
            one for one in differences(wanted, postgres.dump(start)) if not one.order_only
        ] == []


@pytest.mark.parametrize(
    ("code", "spec", "gone"),
    [
        ("CREATE VIEW v AS SELECT 1 AS n;", "CREATE MATERIALIZED VIEW v AS SELECT 1 AS n;", "view"),
        ("CREATE VIEW v AS SELECT 1 AS n;", "CREATE TABLE v (n int);", "view"),
    ],
)
def test_a_spec_s_table_or_view_takes_the_place_of_what_has_its_name(
    code: str, spec: str, gone: str
) -> None:
    made = schema(spec, schema(code))
    assert (gone, Name("v"), None, "") not in made.objects


def test_a_spec_s_view_takes_the_place_of_a_table() -> None:
    made = schema("CREATE VIEW v AS SELECT 1 AS n;", schema("CREATE TABLE v (n int);"))
    assert not made.tables


def test_a_table_can_t_become_partitioned_in_place() -> None:
    plain = schema("CREATE TABLE m (id int, d date);")
    whole = schema("CREATE TABLE m (id int, d date) PARTITION BY RANGE (d);")
    assert "op." not in revision_text(plain, whole, safe=True)
