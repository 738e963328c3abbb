"""A column isn't dropped under what reads it and stays, and is where nothing does."""

from __future__ import annotations

import pytest

from spec2code.destructive import restore
from spec2code.model.changes import Change
from spec2code.model.compare import compare_schemas
from spec2code.model.fold import fold
from spec2code.model.schema import PrimaryKey, Schema
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql
from spec2code.standing import hold_what_is_read

TABLES = (
    "CREATE TABLE pets (id int, name text, owner text); CREATE TABLE visits (id int, owner text); "
)
FEWER = "CREATE TABLE pets (id int, name text);"


def name_of(change: Change) -> str | None:
    """What a change takes away is called."""
    before = getattr(change, "before", None)
    return "users_pkey" if isinstance(before, PrimaryKey) else getattr(before, "name", None)


@pytest.mark.parametrize(
    ("views", "asked", "held"),
    [
        ("CREATE VIEW v AS SELECT owner FROM pets;", FEWER, ["owner"]),
        ("CREATE MATERIALIZED VIEW v AS SELECT id FROM pets p WHERE p.owner <> '';", FEWER, ["owner"]),
        (
            "CREATE VIEW v AS SELECT owner FROM pets; CREATE VIEW w AS SELECT owner FROM v;",
            FEWER,
            ["owner"],
        ),
        (
            "CREATE POLICY p ON pets USING (owner = current_user AND name <> 'id');",
            "CREATE TABLE pets (id int);",
            ["name", "owner"],
        ),
        (
            "CREATE TRIGGER g BEFORE UPDATE OF owner ON pets FOR EACH ROW EXECUTE FUNCTION f();",
            FEWER,
            ["owner"],
        ),
        # Named, or called, or the column of a subquery's table.
        ("CREATE POLICY owner ON pets USING (name = 'owner');", FEWER, []),
        ("CREATE TRIGGER g BEFORE UPDATE ON pets FOR EACH ROW EXECUTE FUNCTION owner();", FEWER, []),
        ("CREATE POLICY p ON pets USING (EXISTS (SELECT owner FROM visits));", FEWER, []),
        # Another column, the one of another table, and a view that goes or is made anew.
        ("CREATE VIEW v AS SELECT name FROM pets;", FEWER, []),
        ("CREATE VIEW v AS SELECT v.owner FROM pets p JOIN visits v USING (id);", FEWER, []),
        ("CREATE VIEW v AS SELECT owner FROM pets;", f"DROP VIEW v; {FEWER}", []),
        (
            "CREATE VIEW v AS SELECT id, owner FROM pets;",
            f"DROP VIEW v; {FEWER} CREATE VIEW v AS SELECT id FROM pets;",
            [],
        ),
    ],
)  # fmt: skip
def test_a_column_that_a_view_reads(views: str, asked: str, held: list[str]) -> None:
    before = read_sql(Excerpt("s.sql", TABLES + views)).statements
    current = fold(Schema(), before, ensure=True).schema
    statements = read_sql(Excerpt("s.sql", asked)).statements
    desired = fold(current, statements, ensure=True).schema
    changes = compare_schemas(current, desired)
    kept, waiting, told = hold_what_is_read(current, desired, changes)
    assert [name_of(change) for change in waiting] == held
    assert sorted(map(repr, (*kept, *waiting))) == sorted(map(repr, changes))
    assert [item.code for item in told] == ["G259"] * len(held)


@pytest.mark.parametrize(
    ("key", "asked", "held"),
    [
        ("REFERENCES users", "CREATE TABLE users (user_id int PRIMARY KEY, mail text);", ["users_pkey", "id", None]),
        ("REFERENCES users (mail)", "CREATE TABLE users (id int PRIMARY KEY);", ["users_mail_key", "mail"]),
        # The key goes too, or refers to another column.
        (
            "REFERENCES users (mail)",
            "CREATE TABLE users (id int PRIMARY KEY); CREATE TABLE tags (x text);",
            [],
        ),
        ("REFERENCES users (id)", "CREATE TABLE users (id int PRIMARY KEY);", []),
    ],
)  # fmt: skip
def test_a_column_that_a_foreign_key_refers_to(
    key: str, asked: str, held: list[str | None]
) -> None:
    type_ = "text" if "mail" in key else "int"
    made = (
        "CREATE TABLE users (id int PRIMARY KEY, mail text, CONSTRAINT users_mail_key UNIQUE (mail)); "
        f"CREATE TABLE tags (x {type_} {key});"
    )
    current = fold(Schema(), read_sql(Excerpt("s.sql", made)).statements, ensure=True).schema
    statements = read_sql(Excerpt("s.sql", asked)).statements
    desired = fold(current, statements, ensure=True).schema
    changes = compare_schemas(current, desired)
    kept, waiting, told = hold_what_is_read(current, desired, changes)
    names = [name_of(change) for change in waiting]
    assert sorted(map(str, names)) == sorted(map(str, held))
    assert len(told) == min(1, len(held))
    # What is left over is no change any more.
    left = restore(desired, waiting)
    again, _, _ = hold_what_is_read(current, left, compare_schemas(current, left))
    assert sorted(map(repr, again)) == sorted(map(repr, kept))
