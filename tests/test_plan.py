"""The order of changes: what must be there comes first, circles are taken apart, what is in the way gives way."""

from __future__ import annotations

import pytest

from spec2code.model.changes import Change, reverse
from spec2code.model.compare import compare_schemas
from spec2code.model.fold import fold
from spec2code.model.plan import plan
from spec2code.model.schema import Schema
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql


def schema(text: str) -> Schema:
    return fold(Schema(), read_sql(Excerpt("s.sql", text)).statements, ensure=True).schema


def names(changes: tuple[Change, ...]) -> list[str]:
    """`AddTable a`, `DropConstraint a`: kind and name of each."""
    found = []
    for change in changes:
        side = getattr(change, "after", None) or getattr(change, "before", None)
        name = getattr(change, "table", None) or getattr(side, "name", None)
        found.append(f"{type(change).__name__} {name}")
    return found


def planned(before: str, after: str) -> list[str]:
    desired = schema(after)
    return names(plan(compare_schemas(schema(before), desired), desired=desired))


A_AND_B = """
CREATE TABLE a (id INT PRIMARY KEY, b_id INT REFERENCES b (id));
CREATE TABLE b (id INT PRIMARY KEY);
"""
CIRCLE = """
CREATE TABLE a (id INT PRIMARY KEY, b_id INT, a_id INT REFERENCES a (id));
CREATE TABLE b (id INT PRIMARY KEY, a_id INT REFERENCES a (id));
ALTER TABLE a ADD FOREIGN KEY (b_id) REFERENCES b (id);
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (A_AND_B, ["AddTable b", "AddTable a"]),
        (
            "CREATE TABLE t (k kind);\nCREATE TYPE kind AS ENUM ('x');",
            ["AddEnum kind", "AddTable t"],
        ),
        (
            "CREATE VIEW w AS SELECT * FROM v;\nCREATE VIEW v AS SELECT * FROM t;\nCREATE TABLE t (x INT);",
            ["AddTable t", "AddObject v", "AddObject w"],
        ),
        (
            "CREATE FUNCTION f(n INT) RETURNS INT LANGUAGE sql AS $$ SELECT count(*)::int FROM t $$;\n"
            "CREATE TABLE t (x INT);\nCREATE TABLE u (y INT DEFAULT f(1));",
            ["AddTable t", "AddObject f", "AddTable u"],
        ),
        (
            "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN DELETE FROM t; END $$;\n"
            "CREATE TABLE t (x INT);\nCREATE TRIGGER g BEFORE INSERT ON t EXECUTE FUNCTION f();",
            ["AddObject f", "AddTable t", "AddObject g"],
        ),
        (
            "CREATE TABLE p (d DATE) PARTITION BY RANGE (d);\n"
            "CREATE TABLE aa PARTITION OF p FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');",
            ["AddTable p", "AddTable aa"],
        ),
        (
            "CREATE SEQUENCE t_seq START 9 MINVALUE 9;\nCREATE TABLE t (x INT DEFAULT nextval('t_seq'));\n"
            "CREATE INDEX i ON ONLY t (x);\nALTER SEQUENCE t_seq OWNED BY t.x;",
            ["AddObject t_seq", "AddTable t", "AddIndex t", "AddObject t_seq"],
        ),
        (
            "CREATE TABLE a (id INT PRIMARY KEY, b_id INT REFERENCES b (id));\n"
            "CREATE TABLE b (id INT PRIMARY KEY, kind TEXT CHECK (kind IN ('a', 'b')));",
            ["AddTable b", "AddTable a"],
        ),
    ],
)
def test_what_must_be_there_comes_first(text: str, expected: list[str]) -> None:
    assert planned("", text) == expected
    gone = [name for name in reversed(expected) if not name.startswith("AddIndex")]
    assert planned(text, "") == [name.replace("Add", "Drop") for name in gone]


def test_a_circle_of_foreign_keys_is_taken_apart() -> None:
    forward = planned("", CIRCLE)
    assert sorted(forward[:2]) == ["AddTable a", "AddTable b"]
    assert len(forward) == 3 and forward[2].startswith("AddConstraint")
    backward = planned(CIRCLE, "")
    assert backward[0].startswith("DropConstraint")
    assert sorted(backward[1:]) == ["DropTable a", "DropTable b"]


def test_a_view_gives_way_to_a_column_that_changes() -> None:
    before = "CREATE TABLE t (x INT, y INT); CREATE VIEW v AS SELECT x FROM t; CREATE VIEW w AS SELECT * FROM v;"
    after = before.replace("x INT", "x BIGINT")
    assert planned(before, after) == [
        "DropObject w",
        "DropObject v",
        "ModifyColumn t",
        "AddObject v",
        "AddObject w",
    ]
    assert planned(before, before.replace("y INT", "y INT NOT NULL")) == ["ModifyColumn t"]


def test_a_type_goes_when_no_column_has_it() -> None:
    before = "CREATE TYPE k AS ENUM ('x'); CREATE TABLE t (id INT PRIMARY KEY, a k);"
    after = "CREATE TABLE t (id INT PRIMARY KEY, a TEXT);"
    assert planned(before, after) == ["ModifyColumn t", "DropEnum k"]


def test_a_long_chain_is_no_deep_recursion() -> None:
    tables = ["CREATE TABLE t0 (id INT PRIMARY KEY);"] + [
        f"CREATE TABLE t{n} (id INT PRIMARY KEY REFERENCES t{n - 1} (id));" for n in range(1, 1500)
    ]
    desired = schema("\n".join(reversed(tables)))
    changes = plan(compare_schemas(Schema(), desired), desired=desired)
    assert names(changes) == [f"AddTable t{n}" for n in range(1500)]
    back = plan([reverse(change) for change in changes], desired=Schema())
    assert names(back) == [f"DropTable t{n}" for n in reversed(range(1500))]


def test_an_index_on_a_column_that_goes_is_made_anew() -> None:
    before = "CREATE TABLE t (id INT, a INT, b INT); CREATE INDEX i ON t (a);"
    after = "CREATE TABLE t (id INT, b INT); CREATE INDEX i ON t (b);"
    assert planned(before, after) == ["DropIndex t", "DropColumn t", "AddIndex t"]


def test_a_comment_makes_nothing_anew_unless_it_is_in_the_way() -> None:
    table = "CREATE TABLE t (id INT, a INT);\nCREATE VIEW v AS SELECT a FROM t;\n"
    said = table + "COMMENT ON VIEW v IS 'seen';"
    assert planned(table, said) == ["ModifyObject v"]
    assert planned(table, said.replace("a INT", "a BIGINT")) == [
        "DropObject v",
        "ModifyColumn t",
        "AddObject v",
    ]
