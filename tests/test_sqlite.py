"""A spec in SQLite's dialect: generated, run on a real SQLite, compared with the spec's own SQL, taken back."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from spec2code.cli import app

DDL = """
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    name VARCHAR(50) NOT NULL DEFAULT 'x',
    age INT CHECK (age > 0),
    active BOOLEAN NOT NULL DEFAULT 1,
    balance NUMERIC(10,2),
    data BLOB,
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    body TEXT,
    size REAL
);
CREATE INDEX idx_notes_user ON notes (user_id, body);
CREATE UNIQUE INDEX idx_notes_body ON notes (body) WHERE body IS NOT NULL;
CREATE VIEW recent AS SELECT id FROM notes;
CREATE TRIGGER touch AFTER UPDATE ON notes BEGIN UPDATE notes SET size = 1 WHERE id = NEW.id; END;
"""
FACTS = ("table_info", "foreign_key_list", "index_list")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[tool.spec2code]\ndialect = "sqlite"\n')
    (tmp_path / "spec.md").write_text(f"# Notes\n\n```sql\n{DDL}```\n")
    made = CliRunner().invoke(app, ["generate", str(tmp_path / "spec.md"), "--root", str(tmp_path)])
    assert made.exit_code == 0, made.output
    return tmp_path


def alembic(root: Path, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "alembic", *words],
        cwd=root,
        capture_output=True,
        text=True,
        env={"DATABASE_URL": "sqlite:///app.db", "PATH": ""},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def facts(connection: sqlite3.Connection) -> list[object]:
    """What SQLite knows of its tables, and the SQL of all else; names of unnamed indexes aside."""
    found: list[object] = []
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    for kind, name, sql in rows:
        if name.startswith(("sqlite_", "alembic")):
            continue
        if kind != "table":
            found.append((name, re.sub(r"\s+", " ", sql)))
            continue
        for fact in FACTS:
            rows = connection.execute(f"PRAGMA {fact}({name})").fetchall()
            if fact == "index_list":
                # A batch block makes them again in the order of a set; their numbers say nothing else.
                rows = sorted(row[1:] for row in rows)
            for row in rows:
                values = [str(value).replace(" ", "").upper() for value in row]
                found.append((name, fact, *("INTEGER" if v == "INT" else v for v in values)))
        found.append((name, "AUTOINCREMENT" in sql, "NOCASE" in sql, "CHECK" in sql))
    return found


def test_the_migration_makes_what_the_sql_makes_and_takes_it_back(project: Path) -> None:
    by_hand = sqlite3.connect(":memory:")
    by_hand.executescript(DDL)
    alembic(project, "upgrade", "head")
    made = sqlite3.connect(project / "app.db")
    # An INTEGER key that SQLAlchemy writes is NOT NULL, which a rowid is anyway.
    wanted = [
        str(item).replace("'ID','INTEGER','0'", "'ID','INTEGER','1'") for item in facts(by_hand)
    ]
    got = [str(item) for item in facts(made)]
    assert [
        re.sub(r"\s", "", item).replace("'ID','INTEGER','0'", "'ID','INTEGER','1'")
        for item in wanted
    ] == [re.sub(r"\s", "", item) for item in got]
    alembic(project, "check")
    made.close()
    alembic(project, "downgrade", "base")
    left = sqlite3.connect(project / "app.db")
    assert facts(left) == []
    left.close()
    by_hand.close()


def test_nothing_drifts_and_nothing_is_written_again(project: Path) -> None:
    runner = CliRunner()
    root = ["--root", str(project)]
    drift = runner.invoke(app, ["diff", *root])
    assert drift.exit_code == 0 and "no drift" in drift.output
    assert runner.invoke(app, ["generate", "--check", *root]).exit_code == 0


LATER = """
CREATE TABLE users (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT UNIQUE COLLATE NOCASE,
    name VARCHAR(80) NOT NULL DEFAULT 'y',
    age INT CHECK (age > 1),
    active BOOLEAN NOT NULL DEFAULT 1,
    balance NUMERIC(10,2),
    nick TEXT NOT NULL DEFAULT '',
    created_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    seen_at DATETIME DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (name, age)
);
CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES users(id) ON DELETE SET NULL,
    body TEXT NOT NULL DEFAULT 'b',
    size INTEGER,
    CONSTRAINT small CHECK (size < 10)
);
CREATE INDEX idx_notes_user ON notes (user_id, body);
CREATE UNIQUE INDEX idx_notes_body ON notes (body) WHERE body IS NOT NULL;
CREATE VIEW recent AS SELECT id FROM notes;
CREATE TRIGGER touch AFTER UPDATE ON notes BEGIN UPDATE notes SET size = 1 WHERE id = NEW.id; END;
"""


def test_a_later_revision_makes_tables_anew_and_keeps_their_rows(project: Path) -> None:
    """SQLite alters next to nothing in place: batch blocks, there and back, with a view and a trigger on them."""
    alembic(project, "upgrade", "head")
    made = sqlite3.connect(project / "app.db")
    before = facts(made)
    made.execute("INSERT INTO users (email, age, data) VALUES ('a@b', 5, 'x')")
    made.execute("INSERT INTO notes (id, user_id, body, size) VALUES (1, 1, 't', 2)")
    made.commit()
    made.close()
    (project / "spec.md").write_text(f"# Notes\n\n```sql\n{LATER}```\n")
    words = ["generate", "--allow-destructive", "--root", str(project)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    alembic(project, "upgrade", "head")
    alembic(project, "check")
    by_hand = sqlite3.connect(":memory:")
    by_hand.executescript(LATER)
    wanted = {re.sub(r"\s", "", str(item)) for item in facts(by_hand) if "ID" not in str(item)}
    made = sqlite3.connect(project / "app.db")
    got = {re.sub(r"\s", "", str(item)) for item in facts(made) if "ID" not in str(item)}
    assert {item for item in wanted ^ got if "table_info" not in item} == set()
    assert made.execute("SELECT email, age, nick FROM users").fetchall() == [("a@b", 5, "")]
    assert made.execute("SELECT id, user_id, body, size FROM notes").fetchall() == [(1, 1, "t", 2)]
    made.close()
    alembic(project, "downgrade", "-1")
    made = sqlite3.connect(project / "app.db")
    order = [item for item in facts(made) if "table_info" not in str(item)]
    assert order == [item for item in before if "table_info" not in str(item)]
    assert made.execute("SELECT id, body FROM notes").fetchall() == [(1, "t")]
    made.close()
