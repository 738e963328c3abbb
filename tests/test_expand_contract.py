"""Two revisions: what the old code bears, and what waits for the new."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner

from spec2code.cli import app
from spec2code.model.changes import AddColumn, AddTable, Change, RenameColumn
from spec2code.model.compare import compare_schemas
from spec2code.model.expand import expanded, widens
from spec2code.model.fold import fold
from spec2code.model.schema import Name, Schema
from spec2code.model.span import Excerpt
from spec2code.sql import read_sql
from spec2code.verify.dump import differences
from spec2code.verify.scratch import Server
from tests.revisions import direct_sql, functions, revision_text, run
from tests.schemas import pair, united

BEFORE = """
CREATE TYPE state AS ENUM ('open', 'closed');
CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT, legacy TEXT NOT NULL);
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    title VARCHAR(20),
    note TEXT,
    size INTEGER CONSTRAINT jobs_size_check CHECK (size > 0),
    state state NOT NULL DEFAULT 'open'
);
"""


def schema(ddl: str) -> Schema:
    return fold(Schema(), read_sql(Excerpt("spec.md", ddl)).statements, ensure=True).schema


def steps(
    after: str, renames: tuple[tuple[str, str, str], ...] = ()
) -> tuple[tuple[Change, ...], tuple[Change, ...]]:
    current = schema(BEFORE)
    desired = schema(BEFORE + after)
    between = expanded(current, compare_schemas(current, desired, renames=renames))
    return (
        compare_schemas(current, between, renames=renames),
        compare_schemas(between, desired, renames=renames),
    )


def kinds(changes: tuple[Change, ...]) -> list[str]:
    return [type(change).__name__ for change in changes]


@pytest.mark.parametrize(
    ("after", "first", "second"),
    [
        ("CREATE TABLE tags (id INTEGER PRIMARY KEY);", ["AddTable"], []),
        ("ALTER TABLE jobs ADD COLUMN due DATE;", ["AddColumn"], []),
        ("ALTER TABLE jobs ADD COLUMN due DATE NOT NULL;", ["AddColumn"], ["ModifyColumn"]),
        ("ALTER TABLE jobs ADD COLUMN n INTEGER NOT NULL DEFAULT 0;", ["AddColumn"], []),
        ("ALTER TABLE users DROP COLUMN legacy;", ["ModifyColumn"], ["DropColumn"]),
        ("ALTER TABLE users DROP COLUMN email;", [], ["DropColumn"]),
        ("DROP TABLE jobs;", [], ["DropTable"]),
        ("ALTER TABLE jobs ALTER COLUMN note SET NOT NULL;", [], ["ModifyColumn"]),
        ("ALTER TABLE users ALTER COLUMN legacy DROP NOT NULL;", ["ModifyColumn"], []),
        ("ALTER TABLE jobs ALTER COLUMN title TYPE VARCHAR(40);", ["ModifyColumn"], []),
        ("ALTER TABLE jobs ALTER COLUMN title TYPE VARCHAR(10);", [], ["ModifyColumn"]),
        ("ALTER TABLE jobs ALTER COLUMN size TYPE BIGINT;", [], ["ModifyColumn"]),
        ("ALTER TABLE jobs ALTER COLUMN note SET DEFAULT '';", ["ModifyColumn"], []),
        ("ALTER TABLE jobs ALTER COLUMN state DROP DEFAULT;", [], ["ModifyColumn"]),
        (
            "ALTER TABLE jobs ADD FOREIGN KEY (size) REFERENCES users (id);",
            ["AddConstraint"],
            ["ModifyConstraint"],
        ),
        ("ALTER TABLE jobs DROP CONSTRAINT jobs_size_check;", ["DropConstraint"], []),
        (
            "ALTER TABLE jobs DROP CONSTRAINT jobs_size_check;"
            "ALTER TABLE jobs ADD CONSTRAINT jobs_size_check CHECK (size > 9);",
            ["DropConstraint"],
            ["AddConstraint"],
        ),
        ("ALTER TABLE users ADD UNIQUE (email);", [], ["AddConstraint"]),
        ("CREATE UNIQUE INDEX one ON users (email);", [], ["AddIndex"]),
        ("CREATE INDEX some ON users (email);", ["AddIndex"], []),
        ("ALTER TYPE state ADD VALUE 'held';", ["ModifyEnum"], []),
        ("ALTER TYPE state RENAME VALUE 'open' TO 'new';", [], ["ModifyEnum", "ModifyColumn"]),
        ("ALTER TABLE users ENABLE ROW LEVEL SECURITY;", [], ["ModifyTable"]),
        ("COMMENT ON TABLE users IS 'People';", ["ModifyTable"], []),
    ],
)
def test_what_the_old_code_bears_comes_first(
    after: str, first: list[str], second: list[str]
) -> None:
    one, other = steps(after)
    assert (kinds(one), kinds(other)) == (first, second)


def test_a_rename_waits_with_what_speaks_of_the_new_name() -> None:
    after = """
    ALTER TABLE jobs RENAME COLUMN title TO heading;
    CREATE INDEX headings ON jobs (heading);
    ALTER TABLE users RENAME TO people;
    CREATE TABLE tags (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES people (id));
    """
    renames = (("jobs", "title", "heading"), ("users", "", "people"))
    one, other = steps(after, renames)
    assert kinds(one) == ["AddTable"]
    assert isinstance(one[0], AddTable) and not one[0].after.foreign_keys
    assert sorted(kinds(other)) == ["AddConstraint", "AddIndex", "RenameColumn", "RenameTable"]
    assert any(isinstance(change, RenameColumn) for change in other)


def test_a_new_column_may_be_left_out() -> None:
    one, _ = steps("ALTER TABLE jobs ADD COLUMN due DATE NOT NULL;")
    assert isinstance(one[0], AddColumn) and one[0].table == Name("jobs")
    assert one[0].after.nullable


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("character varying(10)", "text", True),
        ("character varying(10)", "character varying(11)", True),
        ("character varying(10)", "character varying(9)", False),
        ("numeric(8,2)", "numeric(10,2)", True),
        ("numeric(8,2)", "numeric(10,3)", False),
        ("integer", "bigint", False),
        ("numeric(8,2)", "numeric", True),
    ],
)
def test_a_type_that_widens(before: str, after: str, expected: bool) -> None:
    assert widens(before, after) is expected


def test_both_steps_lead_there_and_back(postgres: Server) -> None:
    drawn = [pair(Random(7000 + number), f"p{number}_") for number in range(30)]
    before, after = (united(list(side)) for side in zip(*drawn, strict=True))
    between = expanded(before, compare_schemas(before, after))
    start, goal = postgres.create_database(), postgres.create_database()
    for url, what in ((start, before), (goal, after)):
        with postgres.connect(url) as connection:
            connection.execute("BEGIN")
            for statement in direct_sql(what):
                connection.execute(statement.encode())
            connection.execute("COMMIT")
    first, wanted = postgres.dump(start), postgres.dump(goal)
    one = functions(revision_text(before, between, safe=True))
    other = functions(revision_text(between, after, safe=True))
    run(start, one[0])
    run(start, other[0])
    assert [item for item in differences(wanted, postgres.dump(start)) if not item.order_only] == []
    run(start, other[1])
    run(start, one[1])
    assert [item for item in differences(first, postgres.dump(start)) if not item.order_only] == []
    for url in (start, goal):
        postgres.drop_database(url)


def spec(root: Path, ddl: str) -> None:
    (root / "spec.md").write_text(f"# Jobs\n\n```sql\n{ddl}\n```\n", encoding="utf-8")


def test_the_option_writes_two_revisions_that_are_proved(tmp_path: Path) -> None:
    runner = CliRunner()
    spec(tmp_path, BEFORE)
    root = ["--root", str(tmp_path)]
    assert runner.invoke(app, ["generate", str(tmp_path / "spec.md"), *root]).exit_code == 0
    after = """
    CREATE TABLE tags (id INTEGER PRIMARY KEY, job_id INTEGER NOT NULL REFERENCES jobs (id));
    ALTER TABLE jobs ADD COLUMN due DATE NOT NULL;
    ALTER TABLE users DROP COLUMN legacy;
    ALTER TABLE jobs ADD FOREIGN KEY (size) REFERENCES users (id);
    """
    spec(tmp_path, BEFORE + after)
    options = ["--expand-contract", "--allow-destructive", *root]
    made = runner.invoke(app, ["generate", *options])
    assert made.exit_code == 0, made.output
    texts = [path.read_text() for path in (tmp_path / "migrations" / "versions").glob("*.py")]
    assert len(texts) == 3
    contract = next(
        text
        for text in texts
        if 'op.drop_column("users", "legacy")' in text.split("def downgrade")[0]
    )
    assert "VALIDATE CONSTRAINT jobs_size_fkey" in contract
    assert "ALTER COLUMN due SET NOT NULL" in contract
    assert runner.invoke(app, ["diff", *root]).exit_code == 0
    again = runner.invoke(app, ["generate", "--check", *options])
    assert again.exit_code == 0, again.output
    proved = runner.invoke(app, ["verify", *root])
    assert proved.exit_code == 0, proved.output
