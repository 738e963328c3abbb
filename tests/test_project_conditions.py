"""Constraints and indexes that models make on some databases alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.projects_on_disk import database

SOURCE = """
import sqlalchemy as sa
from sqlalchemy import Column, Index
from sqlalchemy.orm import declarative_base
Base = declarative_base()

class T(Base):
    __tablename__ = "t"
    id = Column(sa.Integer, primary_key=True)
    a = Column(sa.Text, index=True)
    __table_args__ = (Index("ix_t_a", "a"), {part})
"""


@pytest.mark.parametrize(
    ("condition", "made"),
    [
        ("", True),
        ('.ddl_if(dialect="postgresql")', True),
        ('.ddl_if("postgresql")', True),
        ('.ddl_if(dialect=("sqlite", "postgresql"))', True),
        ('.ddl_if(dialect="sqlite")', False),
        (".ddl_if(callable_=asked)", None),
        ('.ddl_if(dialect="postgresql", callable_=asked)', None),
    ],
)
@pytest.mark.parametrize("kind", ["index", "check"])
def test_what_is_made_on_some_databases(
    tmp_path: Path, kind: str, condition: str, made: bool | None
) -> None:
    part = {
        "index": 'Index("trgm", "a", postgresql_using="gin")',
        "check": 'sa.CheckConstraint("id > 1", name="trgm")',
    }[kind]
    source = "def asked(*given, **named): ...\n" + SOURCE.format(part=part + condition)
    found = database(tmp_path, {"app/__init__.py": "", "app/models.py": source})
    assert found.models is not None
    (table,) = found.models.tables.values()
    names = [item.name for item in (*table.indexes, *table.checks)]
    assert names == (["ix_t_a", "trgm"] if made else ["ix_t_a"])
    assert [item.code for item in found.diagnostics] == (["P158"] if made is None else [])
    assert (table.name in found.open_tables) is (made is None)


@pytest.mark.parametrize(
    ("condition", "made"),
    [
        ("", True),
        ('.ddl_if(dialect="postgresql")', True),
        ('.ddl_if(dialect="sqlite")', False),
        (".ddl_if(callable_=asked)", None),
    ],
)
def test_an_index_behind_its_class(tmp_path: Path, condition: str, made: bool | None) -> None:
    source = "def asked(*given, **named): ...\n" + SOURCE.format(part="")
    source += f'Index("apart", T.a){condition}\n'
    found = database(tmp_path, {"app/__init__.py": "", "app/models.py": source})
    assert found.models is not None
    (table,) = found.models.tables.values()
    assert [item.name for item in table.indexes] == (["ix_t_a", "apart"] if made else ["ix_t_a"])
    assert [item.code for item in found.diagnostics] == (["P158"] if made is None else [])
    assert (table.name in found.open_tables) is (made is None)
