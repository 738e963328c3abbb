"""`verify`: what is proved, and what is told when the proof fails."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from spec2code_generators.alembic import AlembicGenerator
from typer.testing import CliRunner

from spec2code.cli import app
from spec2code.codegen.contract import GenerateRequest
from spec2code.diagnostics import Severity
from spec2code.errors import VerifyError
from spec2code.model.compare import compare_schemas
from spec2code.model.fold import fold
from spec2code.model.plan import plan
from spec2code.model.project import Project
from spec2code.model.schema import Schema
from spec2code.model.span import Excerpt
from spec2code.model.statements import Statement
from spec2code.sql import read_sql
from spec2code.verify import verify_project
from spec2code.verify.dump import differences, entries
from spec2code.verify.scratch import Server, scratch_server
from tests.revisions import functions, revision_text, run

DDL = """
CREATE TYPE status AS ENUM ('open', 'done');
CREATE TABLE jobs (
    id BIGSERIAL PRIMARY KEY,
    title VARCHAR(50) NOT NULL,
    state status NOT NULL DEFAULT 'open'
);
CREATE INDEX jobs_open ON jobs (title) WHERE state = 'open';
"""
MODELS = """
from sqlalchemy import BigInteger, Enum, Index, MetaData, String, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    metadata = MetaData()


class Job(Base):
    __tablename__ = "jobs"
    __table_args__ = (Index("jobs_open", "title", postgresql_where=text("state = 'open'")),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    title: Mapped[str] = mapped_column(String(50))
    state: Mapped[str] = mapped_column(Enum("open", "done", name="status"), server_default="open")
"""


def statements(text: str) -> tuple[Statement, ...]:
    return read_sql(Excerpt("spec.md", text)).statements


def project(root: Path, ddl: str = DDL, models: str = MODELS) -> Path:
    """A project with the environment and the revision that the generator makes, and models by hand."""
    desired = fold(Schema(), statements(ddl), ensure=True).schema
    changes = plan(compare_schemas(Schema(), desired), desired=desired)
    request = GenerateRequest((), Project(), desired, changes)
    for file in AlembicGenerator().generate(request).files:
        path = root / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(file.content, encoding="utf-8")
    (root / "app" / "models").mkdir(parents=True)
    (root / "app" / "__init__.py").touch()
    (root / "app" / "models" / "__init__.py").touch()
    (root / "app" / "models" / "base.py").write_text(models, encoding="utf-8")
    return root


def edit(root: Path, old: str, new: str) -> None:
    (revision,) = (root / "migrations" / "versions").glob("*.py")
    text = revision.read_text(encoding="utf-8")
    assert old in text
    revision.write_text(text.replace(old, new), encoding="utf-8")


def codes(root: Path, ddl: str = DDL) -> list[str]:
    return [item.code for item in verify_project(root, statements(ddl)).diagnostics]


def test_what_was_generated_is_proved(tmp_path: Path) -> None:
    result = verify_project(project(tmp_path), statements(DDL))
    assert result.diagnostics == ()
    assert result.ok
    assert result.compared == 7


def test_migrations_alone_need_no_models(tmp_path: Path) -> None:
    """`generate --only alembic` in an empty folder: its env.py imports nothing that isn't there."""
    (tmp_path / "spec.md").write_text(f"# Jobs\n\n```sql\n{DDL}```\n", encoding="utf-8")
    spec, root = str(tmp_path / "spec.md"), str(tmp_path)
    done = CliRunner().invoke(app, ["generate", spec, "--only", "alembic", "--root", root])
    assert done.exit_code == 0, done.output
    assert not (tmp_path / "app").exists()
    result = verify_project(tmp_path, statements(DDL))
    assert [(item.code, item.severity) for item in result.diagnostics] == [("G156", Severity.INFO)]
    assert result.ok and result.compared == 7


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("length=50", "length=60", ["G152", "G156"]),
        ('op.execute("DROP TYPE status")', "pass", ["G154", "G155"]),
        ('op.drop_table("jobs")', 'op.drop_table("job")', ["G153"]),
        ("op.create_table(", "op.create_tables(", ["G150"]),
    ],
)
def test_an_edited_revision_is_found_out(
    tmp_path: Path, old: str, new: str, expected: list[str]
) -> None:
    root = project(tmp_path)
    edit(root, old, new)
    assert codes(root) == expected


def test_a_statement_that_postgresql_refuses_has_its_place(tmp_path: Path) -> None:
    broken = DDL + "CREATE INDEX lost ON jobs (no_such_column);\n"
    found = verify_project(project(tmp_path), statements(broken)).diagnostics
    assert [(item.code, item.span.line if item.span else 0) for item in found] == [("G151", 9)]


REPEATED = "CREATE TABLE b (a int CHECK (a > 0), UNIQUE (a)); ALTER TABLE b ADD UNIQUE (a), ADD CHECK (a > 0);"


def test_what_a_spec_says_twice_is_compared_as_one(tmp_path: Path) -> None:
    result = verify_project(project(tmp_path, REPEATED), statements(REPEATED))
    assert [item.code for item in result.diagnostics if item.code != "G156"] == ["G159", "G159"]


def test_an_extension_that_is_not_there_is_told(tmp_path: Path) -> None:
    lacking = "CREATE EXTENSION no_such_thing;\n" + DDL
    assert codes(project(tmp_path), lacking) == ["G157"]


def test_offline_mode_needs_no_database(tmp_path: Path) -> None:
    root = project(tmp_path)
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "alembic", "upgrade", "head", "--sql"],
        cwd=root,
        capture_output=True,
        text=True,
        env={"PATH": ""},
    )
    assert done.returncode == 0, done.stderr
    assert "CREATE TYPE status AS ENUM ('open', 'done');" in done.stdout


def test_no_server_at_a_url_is_a_reason(tmp_path: Path) -> None:
    with pytest.raises(VerifyError, match="no connection"):
        verify_project(tmp_path, (), database_url="postgresql://nobody@127.0.0.1:1/none")


def test_only_what_was_made_here_is_dropped(postgres: Server) -> None:
    made = postgres.create_database()
    with pytest.raises(VerifyError, match="was not made here"):
        postgres.drop_database(made.replace("spec2code_", "users_"))
    with scratch_server(made) as other:
        inner = other.create_database()
        with other.connect(inner) as connection:
            connection.execute("CREATE TABLE t (a int, b int, CHECK (a > 0))")
        one = other.dump(inner)
        with other.connect(inner) as connection:
            connection.execute("DROP TABLE t")
            connection.execute("CREATE TABLE t (b int, a int, CHECK (a > 0))")
        (difference,) = differences(one, other.dump(inner))
        assert difference.order_only
    with postgres.connect(made) as connection:
        names = connection.execute("SELECT datname FROM pg_database").fetchall()
    assert (urlsplit(made).path[1:],) in names
    assert urlsplit(inner).path[1:] not in {name for (name,) in names}
    assert entries("") == []


TRIGRAMS = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS citext;
CREATE EXTENSION IF NOT EXISTS "uuid-ossp";
CREATE TABLE rooms (
    id UUID PRIMARY KEY DEFAULT uuid_generate_v4(),
    floor INTEGER,
    during TSTZRANGE,
    mail CITEXT UNIQUE,
    EXCLUDE USING gist (floor WITH =, during WITH &&)
);
CREATE INDEX rooms_mail ON rooms USING gin ((mail::text) gin_trgm_ops);
"""


def test_a_stand_in_takes_the_place_of_an_extension(postgres: Server) -> None:
    assert {"pg_trgm", "btree_gist", "citext", "uuid-ossp"} <= postgres.stand_ins
    assert "vector" not in postgres.stand_ins
    by_hand, by_alembic = postgres.create_database(), postgres.create_database()
    with postgres.connect(by_hand) as connection:
        connection.execute(TRIGRAMS.encode())
    desired = fold(Schema(), statements(TRIGRAMS), ensure=True).schema
    upgrade, downgrade = functions(revision_text(Schema(), desired))
    run(by_alembic, upgrade)
    assert differences(postgres.dump(by_hand), postgres.dump(by_alembic)) == []
    run(by_alembic, downgrade)
    assert entries(postgres.dump(by_alembic)) == []


def test_every_stand_in_can_be_made(postgres: Server) -> None:
    url = postgres.create_database()
    with postgres.connect(url) as connection:
        for name in sorted(postgres.stand_ins):
            connection.execute(f'CREATE EXTENSION "{name}"'.encode())
