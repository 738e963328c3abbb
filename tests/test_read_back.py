"""What generate wrote is read back as what the spec says, whatever type it is."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from spec2code.cli import app

SPEC = """# Odd types

```sql
CREATE EXTENSION IF NOT EXISTS vector;
CREATE DOMAIN email AS text CHECK (VALUE ~ '@');
CREATE TYPE address AS (street text, zip varchar(10));
CREATE TYPE "OddKind" AS ENUM ('odd', 'even');
CREATE TYPE float_range AS RANGE (subtype = float8);
CREATE SEQUENCE order_seq START 100;
CREATE TABLE things (
    id SERIAL PRIMARY KEY,
    small SMALLSERIAL,
    big BIGSERIAL NOT NULL,
    mail email NOT NULL,
    home address,
    "oddKind" "OddKind" NOT NULL,
    kinds "OddKind"[],
    during float_range,
    embedding vector(3),
    points point[],
    one "char",
    bits bit varying(8),
    span interval day to second(3),
    number numeric(5,-2),
    counted int DEFAULT nextval('order_seq'),
    never timestamp(6) DEFAULT NULL::timestamp,
    sorted text COLLATE "C",
    EXCLUDE USING gist (during WITH &&)
);
CREATE INDEX things_sorted ON things (sorted COLLATE "POSIX" text_pattern_ops DESC);
```
"""


def test_a_second_run_finds_nothing_to_do(tmp_path: Path) -> None:
    runner = CliRunner()
    root = ["--root", str(tmp_path)]
    (tmp_path / "spec.md").write_text(SPEC, encoding="utf-8")
    made = runner.invoke(app, ["generate", str(tmp_path / "spec.md"), *root])
    assert made.exit_code == 0, made.output
    (revision,) = (tmp_path / "migrations" / "versions").glob("*.py")
    text = revision.read_text()
    assert 'collation="C"' in text and 'SqlType("BIGSERIAL")' in text
    assert "NULL::timestamp" in text
    drift = runner.invoke(app, ["diff", *root])
    assert "no drift" in drift.output, drift.output
    again = runner.invoke(app, ["generate", "--check", *root])
    assert again.exit_code == 0, again.output


def test_a_table_that_is_only_altered_in_a_project_that_has_it_not(tmp_path: Path) -> None:
    """The stand-in for it has what others need of it, and is no side that could have drifted."""
    runner = CliRunner()
    root = ["--root", str(tmp_path)]
    (tmp_path / "spec.md").write_text(
        "# Fines\n\n```sql\n"
        "CREATE TABLE notes (id int PRIMARY KEY, loan_id int NOT NULL REFERENCES loans (id));\n"
        "ALTER TABLE loans ADD COLUMN cents int NOT NULL DEFAULT 0;\n"
        "ALTER TABLE loans ADD CONSTRAINT no_debt CHECK (cents >= 0);\n"
        "CREATE INDEX loans_cents ON loans (cents);\n```\n",
        encoding="utf-8",
    )
    made = runner.invoke(app, ["generate", str(tmp_path / "spec.md"), *root])
    assert made.exit_code == 0, made.output
    stand_in = tmp_path / "app" / "models" / "external_tables.py"
    assert 'Column("cents", Integer, nullable=False)' in stand_in.read_text()
    drift = runner.invoke(app, ["diff", *root])
    assert drift.exit_code == 0, drift.output
    assert "P163 what the migrations make of table `loans`" in drift.output
    again = runner.invoke(app, ["generate", "--check", *root])
    assert again.exit_code == 0, again.output
