"""Differences between two schemas: what pairs with what, and what is a rename."""

from __future__ import annotations

import pytest

from spec2code.model.compare import (
    RenameSuggestion,
    compare_schemas,
    noted_renames,
    renames_of,
    suggest_renames,
)
from spec2code.model.fold import fold
from spec2code.model.schema import Name, Schema
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql


def schema(text: str) -> Schema:
    return fold(Schema(), read_sql(Excerpt("s.sql", text)).statements, ensure=True).schema


def kinds(before: str, after: str, **options: object) -> list[str]:
    found = compare_schemas(schema(before), schema(after), **options)  # type: ignore[arg-type]
    return [type(change).__name__ for change in found]


T = "CREATE TABLE t (id BIGINT PRIMARY KEY, a INT, b TEXT"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (f"{T});", f"{T});", []),
        (f"{T}, UNIQUE (a));", f"{T}, CONSTRAINT once UNIQUE (a));", []),
        (
            f"{T}, CONSTRAINT x UNIQUE (a));",
            f"{T}, CONSTRAINT y UNIQUE (a));",
            ["ModifyConstraint"],
        ),
        (f"{T}, UNIQUE (a));", f"{T}, UNIQUE (a), UNIQUE (b));", ["AddConstraint"]),
        (f"{T}, UNIQUE (a), UNIQUE (b));", f"{T}, UNIQUE (b));", ["DropConstraint"]),
        (
            f"{T}, CHECK (a > 0));",
            f"{T}, CONSTRAINT t_a_check CHECK (a > 1));",
            ["ModifyConstraint"],
        ),
        (f"{T}, CHECK (a > 0));", f"{T}, CHECK (a > 1));", ["ModifyConstraint"]),
        (f"{T}, CHECK (a > 0));", f"{T}, CHECK (a  >  0));", []),
        (f"{T});", f"{T}, c INT);", ["AddColumn"]),
        (f"{T}, c INT);", f"{T});", ["DropColumn"]),
        (f"{T}, c INT);", f"{T}, c INT NOT NULL);", ["ModifyColumn"]),
        (f"{T}, c INT DEFAULT 1);", f"{T}, c INTEGER DEFAULT 1);", []),
        (
            f"{T}); CREATE INDEX i ON t (a);",
            f"{T}); CREATE INDEX i ON t (a DESC);",
            ["ModifyIndex"],
        ),
        (f"{T}); CREATE INDEX ON t (a);", f"{T}); CREATE INDEX i ON t (a);", []),
        (
            f"{T}); CREATE INDEX i ON t (a);",
            f"{T}); CREATE INDEX j ON t (b);",
            ["AddIndex", "DropIndex"],
        ),
        (
            f"{T}); CREATE INDEX i ON t (a ASC NULLS LAST);",
            f"{T}); CREATE INDEX i ON t (a);",
            [],
        ),
        ("CREATE TYPE e AS ENUM ('a');", "CREATE TYPE e AS ENUM ('a', 'b');", ["ModifyEnum"]),
        ("CREATE TYPE e AS ENUM ('a');", "", ["DropEnum"]),
        ("CREATE VIEW v AS SELECT 1;", "CREATE VIEW v AS SELECT 2;", ["ModifyObject"]),
        (f"{T});", "", ["DropTable"]),
        ("", f"{T});", ["AddTable"]),
        ("", "ALTER TABLE u ADD COLUMN c INT;", ["AddColumn"]),
    ],
)
def test_what_differs(before: str, after: str, expected: list[str]) -> None:
    assert sorted(kinds(before, after)) == sorted(expected)


REFERS = "CREATE TABLE u (id INT PRIMARY KEY, t_id BIGINT REFERENCES t{});"


def test_a_foreign_key_without_columns_means_the_primary_key() -> None:
    before, after = f"{T}); {REFERS.format('')}", f"{T}); {REFERS.format(' (id)')}"
    assert kinds(before, after) == []
    wider = after.replace("(id)", "(id) ON DELETE CASCADE")
    assert kinds(before, wider) == ["ModifyConstraint"]


@pytest.mark.parametrize(
    ("before", "after", "renames", "expected"),
    [
        (f"{T});", f"{T});".replace("a INT", "c INT"), (("t", "a", "c"),), ["RenameColumn"]),
        (
            f"{T});",
            f"{T});".replace("a INT", "c BIGINT"),
            (("t", "a", "c"),),
            ["RenameColumn", "ModifyColumn"],
        ),
        (f"{T});", f"{T});".replace("TABLE t", "TABLE s"), (("t", "", "s"),), ["RenameTable"]),
        (f"{T});", f"{T});", (("t", "a", "c"), ("t", "", "s"), ("x", "y", "z")), []),
        (f"{T});", f"{T}, c INT);", (("t", "a", "c"),), ["RenameColumn", "AddColumn"]),
        (
            f"{T});",
            f"{T}); {T});".replace("TABLE t", "TABLE s", 1),
            (("t", "", "s"),),
            ["RenameTable", "AddTable"],
        ),
        (
            f"{T}); CREATE INDEX i ON t (a) WHERE a > 0; {REFERS.format('')}",
            (f"{T}); CREATE INDEX i ON t (c) WHERE c > 0; {REFERS.format('')}").replace(
                "a INT", "c INT"
            ),
            (("t", "a", "c"),),
            ["RenameColumn"],
        ),
    ],
)
def test_an_announced_rename(
    before: str, after: str, renames: tuple[tuple[str, str, str], ...], expected: list[str]
) -> None:
    assert kinds(before, after, renames=renames) == expected


@pytest.mark.parametrize(
    ("old", "new", "suggested"),
    [
        ("note TEXT", "notes TEXT", ("note", "notes")),
        ("name TEXT", "full_name TEXT", ("name", "full_name")),
        ("name TEXT", "name_of_it INT", None),
        ("colour TEXT", "price TEXT", None),
        ("note TEXT NOT NULL", "notes TEXT", None),
    ],
)
def test_what_looks_like_a_rename_is_suggested(
    old: str, new: str, suggested: tuple[str, str] | None
) -> None:
    changes = compare_schemas(schema(f"{T}, {old});"), schema(f"{T}, {new});"))
    found = suggest_renames(changes)
    assert sorted(type(change).__name__ for change in changes) == ["AddColumn", "DropColumn"]
    expected = (RenameSuggestion(Name("t"), *suggested),) if suggested else ()
    assert [(item.table, item.column, item.new_name) for item in found] == [
        (item.table, item.column, item.new_name) for item in expected
    ]


def test_a_table_under_another_name_is_suggested() -> None:
    changes = compare_schemas(schema(f"{T});"), schema(f"{T});".replace("TABLE t", "TABLE s")))
    (found,) = suggest_renames(changes)
    assert (found.table, found.column, found.new_name) == (Name("t"), "", "s")


def test_statements_announce_renames() -> None:
    text = """
    ALTER TABLE t RENAME COLUMN a TO c;
    ALTER TABLE t RENAME TO s;
    ALTER TABLE s RENAME COLUMN c TO d;
    ALTER TABLE s RENAME COLUMN b TO e;
    """
    statements = read_sql(Excerpt("s.sql", text)).statements
    renames = renames_of(statements)
    assert renames == (("t", "", "s"), ("t", "a", "d"), ("t", "b", "e"), ("t", "c", "d"))
    before = schema(f"{T});")
    after = fold(before, statements, ensure=True).schema
    found = compare_schemas(before, after, renames=renames)
    assert [type(change).__name__ for change in found] == [
        "RenameTable",
        "RenameColumn",
        "RenameColumn",
    ]


ANEW = """
ALTER TABLE t RENAME TO s;
CREATE TABLE t (id BIGINT PRIMARY KEY, kind TEXT);
ALTER TABLE s RENAME COLUMN a TO c;
ALTER TABLE s ADD COLUMN a TEXT;
"""


def test_what_is_made_anew_under_a_name_that_was_given_up() -> None:
    statements = read_sql(Excerpt("s.sql", ANEW)).statements
    before = schema(f"{T});")
    after = fold(before, statements, ensure=True).schema
    found = compare_schemas(before, after, renames=renames_of(statements))
    assert [type(change).__name__ for change in found] == [
        "RenameTable",
        "RenameColumn",
        "AddColumn",
        "AddTable",
    ]
    # What has been carried out isn't done again.
    again = fold(after, statements, ensure=True)
    assert again.problems == ()
    assert compare_schemas(after, again.schema, renames=renames_of(statements)) == ()


def test_a_rename_on_top_of_what_is_there_is_a_problem() -> None:
    both = schema(f"{T}, c INT); {T});".replace("TABLE t", "TABLE s", 1))
    for text, kind in (
        ("ALTER TABLE t RENAME TO s;", "table-twice"),
        ("ALTER TABLE s RENAME COLUMN a TO c;", "column-twice"),
    ):
        statements = read_sql(Excerpt("s.sql", text)).statements
        (problem,) = fold(both, statements, ensure=True).problems
        assert problem.kind == kind


def test_a_chain_of_which_a_part_is_done() -> None:
    text = "ALTER TABLE t RENAME TO s; ALTER TABLE s RENAME a TO c; ALTER TABLE s RENAME c TO d;"
    statements = read_sql(Excerpt("s.sql", text)).statements
    before = fold(schema(f"{T});"), statements[:2], ensure=True).schema
    after = fold(before, statements, ensure=True).schema
    (change,) = compare_schemas(before, after, renames=renames_of(statements))
    assert type(change).__name__ == "RenameColumn"


@pytest.mark.parametrize(
    ("notes", "text", "expected"),
    [
        ((("t", "", "s"),), f"{T});".replace("TABLE t", "TABLE s"), 1),
        ((("t", "a", "c"),), f"{T});".replace("a INT", "c INT"), 1),
        (
            (("t", "", "s"), ("t", "a", "c")),
            f"{T});".replace("TABLE t", "TABLE s").replace("a INT", "c INT"),
            2,
        ),
        # The spec has both names, or hasn't got the new one.
        ((("t", "", "s"),), f"{T}); {T});".replace("TABLE t", "TABLE s", 1), 0),
        ((("t", "a", "c"),), f"{T}, c INT);", 0),
        ((("t", "", "s"), ("t", "a", "c")), f"{T});", 0),
    ],
)
def test_renames_that_a_note_announces(
    notes: tuple[tuple[str, str, str], ...], text: str, expected: int
) -> None:
    given = read_sql(Excerpt("s.sql", text)).statements
    before = schema(f"{T});")
    found = noted_renames(before, notes, given)
    assert len(found) == expected
    after = fold(before, [*found, *given], ensure=True).schema
    # Done once, it isn't asked for again.
    assert noted_renames(after, notes, given) == []
