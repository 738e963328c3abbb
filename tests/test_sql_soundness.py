"""What PostgreSQL would refuse: each code's own example raises it, near misses raise nothing."""

from __future__ import annotations

import pytest

from spec2code.codes import CODES
from spec2code.model.fold import fold
from spec2code.model.schema import Schema
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql
from spec2code.sql.soundness import check_schema, problem_diagnostics


def check(text: str) -> list[str]:
    """The codes of everything that is told of a script."""
    reading = read_sql(Excerpt("spec.md", text))
    folded = fold(Schema(), reading.statements, ensure=True)
    found = [
        *reading.diagnostics,
        *problem_diagnostics(folded.problems),
        *check_schema(folded.schema, reading.statements),
    ]
    for item in found:
        assert item.span is not None and 1 <= item.span.line <= text.count("\n") + 1
    return [item.code for item in found]


@pytest.mark.parametrize("code", [row.code for row in CODES.values() if row.code.startswith("Q")])
def test_the_example_of_a_code_raises_it(code: str) -> None:
    assert CODES[code].example
    assert code in check(CODES[code].example)


LONG = "n" * 63


@pytest.mark.parametrize(
    "text",
    [
        f"CREATE TABLE {LONG} (id int);",
        "CREATE TABLE a (x int); CREATE INDEX i ON a (x); CREATE INDEX j ON a (x);",
        "CREATE TABLE a (x int); CREATE INDEX i ON a (x); CREATE TABLE s.a (x int); CREATE INDEX i ON s.a (x);",
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
        "CREATE DOMAIN d AS text; CREATE TABLE t (d d);",
        "CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE c PARTITION OF p FOR VALUES FROM (1) TO (2); CREATE INDEX i ON c (a);",
        "CREATE TABLE a (id int, x int, PRIMARY KEY (id, x));",
        "CREATE TABLE a (id int); CREATE TABLE a (id int);",
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
