"""Small projects laid out on disk, and what is read of them."""

from __future__ import annotations

import textwrap
from pathlib import Path

from spec2code.model.schema import Name, Schema, Table
from spec2code.project.evaluate import Evaluator
from spec2code.project.history_and_models import NATIVES, DatabaseReading, read_database
from spec2code.project.sources import Sources

HEAD = """
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "{revision}"
down_revision = {down}


"""
ENV = """
from alembic import context
from app.base import Base

target_metadata = Base.metadata
context.configure(target_metadata=target_metadata)
"""


def lay(root: Path, files: dict[str, str]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(content), encoding="utf-8")
    return root


def revisions(*upgrades: str, before: str = "") -> dict[str, str]:
    """Revision files in a row, each with this body of upgrade()."""
    files = {"alembic.ini": "[alembic]\nscript_location = alembic\n", "alembic/env.py": ""}
    down = "None"
    for number, body in enumerate(upgrades, 1):
        head = HEAD.format(revision=f"r{number}", down=down)
        code = textwrap.indent(textwrap.dedent(body).strip("\n") or "pass", "    ")
        files[f"alembic/versions/r{number}.py"] = (
            head + textwrap.dedent(before) + f"\n\ndef upgrade():\n{code}\n"
        )
        down = f'"r{number}"'
    return files


def database(root: Path, files: dict[str, str], migrations: str | None = None) -> DatabaseReading:
    """What is read of a project with these files."""
    sources = Sources(lay(root, files))
    return read_database(sources, Evaluator(sources, NATIVES), migrations=migrations)


def history(root: Path, *upgrades: str, before: str = "", **more: str) -> Schema:
    """The schema that these upgrades add up to; nothing of them may be left undecided."""
    found = database(root, {**revisions(*upgrades, before=before), **more})
    assert found.history is not None
    assert [item.message for item in found.diagnostics] == []
    return found.history.schema


def table(schema: Schema, name: str) -> Table:
    return schema.tables[Name(name)]


def types(found: Table) -> dict[str, str]:
    return {column.name: column.type for column in found.columns}
