"""A spec in MySQL's dialect: the statements that its migrations come to, compiled without a server."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from spec2code.cli import app

DDL = """
CREATE TABLE users (
    id INT UNSIGNED NOT NULL AUTO_INCREMENT,
    email VARCHAR(191) NOT NULL,
    state ENUM('new', 'gone') NOT NULL DEFAULT 'new',
    bio TEXT,
    active TINYINT(1) NOT NULL DEFAULT 1,
    made DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (id),
    UNIQUE KEY uq_email (email),
    KEY idx_state (state)
);
CREATE TABLE codes (id INT PRIMARY KEY, label TEXT, user_id INT UNSIGNED);
CREATE TABLE notes (
    id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    user_id INT UNSIGNED NOT NULL,
    body TEXT,
    CONSTRAINT fk_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
);
"""
LATER = DDL.replace("VARCHAR(191)", "VARCHAR(255)").replace("    bio TEXT,\n", "")


def generate(root: Path, ddl: str) -> None:
    (root / "spec.md").write_text(f"# Notes\n\n```sql\n{ddl}```\n")
    words = ["generate", str(root / "spec.md"), "--allow-destructive", "--root", str(root)]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output


def sql(root: Path, *words: str) -> str:
    """What alembic would send, on one line."""
    done = subprocess.run(
        [sys.executable, "-m", "alembic", *words, "--sql"],
        cwd=root,
        capture_output=True,
        text=True,
        env={"PATH": ""},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return " ".join(done.stdout.split())


def test_the_migrations_compile_to_mysql(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.spec2code]\ndialect = "mysql"\n')
    generate(tmp_path, DDL)
    said = sql(tmp_path, "upgrade", "head")
    assert "email VARCHAR(191) NOT NULL" in said
    assert "CREATE TABLE users ( id int unsigned AUTO_INCREMENT NOT NULL," in said
    assert "CREATE TABLE codes ( id INTEGER NOT NULL, label TEXT, user_id int unsigned," in said
    assert "enum('new','gone')" in said
    assert "REFERENCES users (id) ON DELETE CASCADE" in said
    assert "CREATE INDEX idx_state ON users (state)" in said
    assert "CREATE TYPE" not in said and "::" not in said
    again = CliRunner().invoke(app, ["generate", "--check", "--root", str(tmp_path)])
    assert again.exit_code == 0, again.output
    generate(tmp_path, LATER)
    later = sql(tmp_path, "upgrade", "head").removeprefix(said)
    assert "ALTER TABLE users MODIFY email VARCHAR(255) NOT NULL" in later
    assert "ALTER TABLE users DROP COLUMN bio" in later
    assert "DROP TABLE users" in sql(tmp_path, "downgrade", "head:base")


OWN = """
CREATE TABLE films (
    id SMALLINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    title VARCHAR(128) NOT NULL,
    password VARCHAR(40) BINARY DEFAULT NULL,
    rating ENUM ('G', 'PG', 'it''s') DEFAULT 'G',
    extras SET ('a', 'b'),
    length MEDIUMINT UNSIGNED,
    story MEDIUMTEXT,
    made YEAR,
    seen TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    FULLTEXT KEY words (title)
);
DELIMITER $$
CREATE FUNCTION twice(n INT) RETURNS INT DETERMINISTIC BEGIN RETURN n * 2; END $$
DELIMITER ;
"""


def test_what_only_mysql_has_stays(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.spec2code]\ndialect = "mysql"\n')
    generate(tmp_path, OWN)
    said = sql(tmp_path, "upgrade", "head")
    assert "`id` smallint unsigned AUTO_INCREMENT NOT NULL" in said
    assert "`password` varchar(40) BINARY" in said
    renewed = "`seen` timestamp DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP NOT NULL"
    assert renewed in said
    assert "CREATE FULLTEXT INDEX words ON films (title)" in said
    back = sql(tmp_path, "downgrade", "head:base")
    assert "DROP FUNCTION twice;" in back
    assert "DROP INDEX" not in back  # a foreign key may need it, and it goes with its table
    models = (tmp_path / "app" / "models" / "notes.py").read_text()
    for part in (
        "SMALLINT(unsigned=True)",
        'ENUM("G", "PG", "it\'s")',
        'Mapped[set[str] | None] = mapped_column(SET("a", "b"))',
        "MEDIUMINT(unsigned=True)",
        "mapped_column(MEDIUMTEXT)",
        "mapped_column(YEAR)",
        "TIMESTAMP, server_default=",
        'mysql_prefix="FULLTEXT"',
    ):
        assert part in models, (part, models)


STORED = """
CREATE TABLE `order` (
    `id` bigint unsigned NOT NULL AUTO_INCREMENT COMMENT 'It''s a \\\\ key',
    `key` varchar(40) NOT NULL DEFAULT '' COMMENT 'Name',
    `rank` int unsigned DEFAULT NULL,
    PRIMARY KEY (`id`),
    KEY `i` (`rank`, `key`(10))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='All orders';
CREATE TABLE `lines` (
    `order_id` bigint unsigned NOT NULL,
    `key` varchar(9) BINARY COMMENT 'free',
    `seen` timestamp NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
    UNIQUE KEY `u` (`key`),
    CONSTRAINT `fk` FOREIGN KEY (`order_id`) REFERENCES `order` (`id`) ON DELETE CASCADE,
    CONSTRAINT `some` CHECK (`order_id` > 0)
) ENGINE=InnoDB ROW_FORMAT=DYNAMIC COMMENT='Lines';
"""
STORED_LATER = (
    STORED.replace("varchar(40) NOT NULL DEFAULT ''", "varchar(60) NOT NULL DEFAULT 'x'")
    .replace("`key`(10)", "`key`(20)")
    .replace("BINARY COMMENT 'free'", "BINARY NOT NULL COMMENT 'free'")
    .replace("    `rank`", "    `seen` varchar(9) BINARY COMMENT 'S',\n    `rank`")
)


def test_names_comments_and_options_of_mysql(tmp_path: Path) -> None:
    """Checked once with a MariaDB: SHOW CREATE TABLE is what the DDL itself gives."""
    (tmp_path / "pyproject.toml").write_text('[tool.spec2code]\ndialect = "mysql"\n')
    generate(tmp_path, STORED)
    said = sql(tmp_path, "upgrade", "head")
    assert "COMMENT ON" not in said and '"' not in said
    for option in (
        "ENGINE=InnoDB",
        "CHARSET=utf8mb4",
        "COLLATE utf8mb4_unicode_ci",
        "COMMENT='All orders'",
    ):
        assert option in said
    assert "CREATE INDEX i ON `order` (`rank`, `key`(10))" in said
    assert (
        "CREATE TABLE `lines` ( `order_id` bigint unsigned NOT NULL, `key` varchar(9) BINARY COMMENT 'free',"
        in said
    )
    assert "CONSTRAINT `u` UNIQUE (`key`), " in said
    assert "FOREIGN KEY (`order_id`) REFERENCES `order` (`id`) ON DELETE CASCADE" in said
    assert ") ENGINE=InnoDB ROW_FORMAT=DYNAMIC COMMENT='Lines';" in said
    assert 'mysql_length={"key": 10}' in (tmp_path / "app" / "models" / "notes.py").read_text()
    for words in (["generate", "--check"], ["diff"]):
        done = CliRunner().invoke(app, [*words, "--root", str(tmp_path)])
        assert done.exit_code == 0, done.output
    generate(tmp_path, STORED_LATER)
    later = sql(tmp_path, "upgrade", "head").removeprefix(said)
    assert '"' not in later and "ALTER COLUMN" not in later
    assert "MODIFY `key` VARCHAR(60) NOT NULL DEFAULT 'x' COMMENT 'Name'" in later
    assert (
        "ALTER TABLE `lines` MODIFY COLUMN `key` varchar(9) BINARY NOT NULL COMMENT 'free'" in later
    )
    assert "ALTER TABLE `order` ADD COLUMN `seen` varchar(9) BINARY COMMENT 'S'" in later
    assert "CREATE INDEX i ON `order` (`rank`, `key`(20))" in later


BY_HAND = """
revision = "1"
down_revision = None


def upgrade():
    op.execute(\"\"\"{ddl}\"\"\")
"""


def test_sql_of_a_migration_is_read_as_mysql_s(tmp_path: Path) -> None:
    """A team that wrote its migrations in SQL by hand: nothing is left to do, and an edit is the one thing to do."""
    (tmp_path / "pyproject.toml").write_text('[tool.spec2code]\ndialect = "mysql"\n')
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    (tmp_path / "alembic.ini").write_text("[alembic]\nscript_location = migrations\n")
    (tmp_path / "migrations" / "env.py").touch()
    tables = OWN.split("DELIMITER")[0].strip() + DDL.rstrip().replace("KEY idx", "INDEX idx")
    head = "from alembic import op\n"
    (versions / "1_all.py").write_text(head + BY_HAND.format(ddl=tables))
    (tmp_path / "spec.md").write_text(f"# Notes\n\n```sql\n{tables}\n```\n")
    words = ["spec.md", "--root", str(tmp_path)]
    agreed = CliRunner().invoke(app, ["diff", str(tmp_path / "spec.md"), *words[1:]])
    assert (agreed.exit_code, "no drift" in agreed.output) == (0, True), agreed.output
    wider = tables.replace("VARCHAR(191)", "VARCHAR(200)")
    (tmp_path / "spec.md").write_text(f"# Notes\n\n```sql\n{wider}\n```\n")
    drifted = CliRunner().invoke(app, ["diff", str(tmp_path / "spec.md"), *words[1:]])
    assert [line for line in drifted.output.splitlines() if line.startswith("error")] == [
        "error D105 the type of column `users.email` is `varchar(200)` in the spec, `varchar(191)` in the migrations"
    ]


KINDS = "CREATE TABLE pets (id INT NOT NULL AUTO_INCREMENT, kind ENUM('cat','it''s') NOT NULL, PRIMARY KEY (id));\n"


def test_the_values_of_an_enum(tmp_path: Path) -> None:
    """They stand in the type itself, in migrations and models: the same values are no drift, others are."""
    (tmp_path / "pyproject.toml").write_text('[tool.spec2code]\ndialect = "mysql"\n')
    generate(tmp_path, KINDS)
    assert drift(tmp_path, KINDS) == []
    # A spec that makes a type of its own of them means the same column.
    apart = "CREATE TYPE pets_kind AS ENUM ('cat','it''s'); " + KINDS
    (told,) = drift(tmp_path, apart.replace("ENUM('cat','it''s')", "pets_kind"))
    assert told.startswith("error D124 enum `pets_kind`")
    more = KINDS.replace("'cat',", "'cat','dog',")
    assert drift(tmp_path, more) == [
        "error D105 the type of column `pets.kind` is `enum('cat','dog','it''s')` in the spec, "
        "`enum('cat','it''s')` in the migrations and the models (app/models/notes.py:13)"
    ]
    generate(tmp_path, more)
    assert "MODIFY kind enum('cat','dog','it''s') NOT NULL" in sql(tmp_path, "upgrade", "head")
    assert drift(tmp_path, more) == []


def drift(root: Path, ddl: str) -> list[str]:
    (root / "spec.md").write_text(f"# Notes\n\n```sql\n{ddl}```\n")
    done = CliRunner().invoke(app, ["diff", str(root / "spec.md"), "--root", str(root)])
    return [line for line in done.output.splitlines() if line.startswith(("error", "not told"))]
