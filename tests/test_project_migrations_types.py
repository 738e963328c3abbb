"""What the objects of SQLAlchemy know of themselves in a revision: checks of types, names and labels of enums, views."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.model.schema import UNDECIDED, Name
from tests.projects_on_disk import database, history, revisions, table, types

STATES = 'sa.Enum("new", "it\'s done", name="states", native_enum=False, create_constraint=True)'
PLAIN = 'op.create_table("jobs", sa.Column("id", sa.Integer(), primary_key=True))'


@pytest.mark.parametrize(
    "bodies",
    [
        (f'op.create_table("jobs", sa.Column("state", {STATES}))',),
        (PLAIN, f'op.add_column("jobs", sa.Column("state", {STATES}))'),
        (
            'op.create_table("jobs", sa.Column("state", sa.Text()))',
            f'op.alter_column("jobs", "state", type_={STATES})',
        ),
    ],
)
def test_an_enum_kept_as_text_brings_its_check(tmp_path: Path, bodies: tuple[str, ...]) -> None:
    jobs = table(history(tmp_path, *bodies), "jobs")
    [check] = jobs.checks
    assert check.name == "states"
    assert check.expression.text == "state IN ('new', 'it''s done')"


def test_the_check_of_the_type_before_is_dropped(tmp_path: Path) -> None:
    change = f'op.alter_column("jobs", "state", existing_type={STATES}, type_=sa.Text())'
    schema = history(tmp_path, f'op.create_table("jobs", sa.Column("state", {STATES}))', change)
    assert table(schema, "jobs").checks == ()


@pytest.mark.parametrize(
    "type",
    [
        'sa.Enum("a", name="states", native_enum=False)',
        'sa.Enum("a", name="states", create_constraint=True)',
        "sa.Boolean(create_constraint=True)",
    ],
)
def test_other_types_bring_no_check(tmp_path: Path, type: str) -> None:
    schema = history(tmp_path, f'op.create_table("jobs", sa.Column("state", {type}))')
    assert table(schema, "jobs").checks == ()


@pytest.mark.parametrize(
    "made",
    [
        'sa.Enum("a", "b", name="states")',
        'sa.Enum("a", "b", name="states").with_variant(sa.Text(), "sqlite")',
        'postgresql.ENUM("a", "b", name="states")',
    ],
)
def test_an_enum_knows_its_name_and_labels(tmp_path: Path, made: str) -> None:
    body = f"""
    states = {made}
    op.create_table("jobs", sa.Column("state", sa.Enum("a", "b", name="states")))
    for label in ("c", *[item.upper() for item in states.enums]):
        op.execute(f"ALTER TYPE {{states.name}} ADD VALUE '{{label}}'")
    """
    schema = history(tmp_path, body)
    assert schema.enums[Name("states")].labels == ("a", "b", "c", "A", "B")


def test_a_constraint_knows_its_name(tmp_path: Path) -> None:
    body = """
    unique = sa.UniqueConstraint("a", name="one_a")
    op.create_table("jobs", sa.Column("a", sa.Integer()), unique)
    op.execute(f"ALTER TABLE jobs DROP CONSTRAINT {unique.name}")
    """
    assert table(history(tmp_path, body), "jobs").uniques == ()


VIEW = """
import sqlalchemy as sa
from alembic import op
from alembic_utils.pg_materialized_view import PGMaterializedView
from elsewhere import query
revision = "1"
down_revision = None
numbers = PGMaterializedView(schema="public", signature="numbers", definition=query.compile().string)
def upgrade():
    op.create_entity(numbers)
    op.create_index("ix_numbers", "numbers", ["id"], unique=True)
"""


def test_a_view_is_there_though_its_query_is_not_known(tmp_path: Path) -> None:
    reading = database(tmp_path, {"alembic/env.py": "", "alembic/versions/1.py": VIEW})
    assert [item.code for item in reading.diagnostics] == ["P153"]
    assert reading.history is not None
    view = reading.history.schema.objects["materialized view", Name("numbers"), None, ""]
    assert view.definition == UNDECIDED


def test_a_view_whose_query_is_not_known_is_dropped(tmp_path: Path) -> None:
    text = VIEW + "    op.drop_entity(numbers)\n"
    reading = database(tmp_path, {"alembic/env.py": "", "alembic/versions/1.py": text})
    assert reading.history is not None and reading.history.schema.objects == {}


def test_types_of_sqlalchemy_under_the_name_of_a_library_that_imports_them(tmp_path: Path) -> None:
    body = """
    op.create_table(
        "pets",
        sa.Column("id", ormar.fields.sqlalchemy_uuid.CHAR(32), nullable=False),
        sa.Column("born", some.library.DATE()),
    )
    """
    schema = history(tmp_path, body, before="import ormar, some\n")
    assert types(table(schema, "pets")) == {"id": "character(32)", "born": "date"}


def test_values_and_keys_that_later_revisions_change(tmp_path: Path) -> None:
    """MODIFY replaces a column's own list of values; a key without a name is dropped by that of its column."""
    found = database(
        tmp_path,
        revisions(
            'op.create_table("jobs", sa.Column("state", sa.String(9)), sa.Column("code", sa.String(9)), sa.UniqueConstraint("code"))',
            "op.execute(\"ALTER TABLE jobs MODIFY COLUMN state ENUM('a') NOT NULL\")",
            "op.execute(\"ALTER TABLE jobs MODIFY COLUMN state ENUM('a', 'b') NOT NULL\")",
            'op.drop_index("code", table_name="jobs")',
        ),
    )
    assert found.history is not None
    assert [item for item in found.diagnostics if item.code == "P156"] == []
    assert found.history.schema.enums[Name("jobs_state")].labels == ("a", "b")
    assert table(found.history.schema, "jobs").uniques == ()
