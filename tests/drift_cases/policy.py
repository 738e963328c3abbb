"""Cases of the policy of docs/drift.md: a spec and the code, and what is told."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from pathlib import Path

from spec2code.config import Settings
from spec2code.diff_command import drift_report
from spec2code.pipeline import load_project, load_specs
from spec2code.report.drift_report import DriftReport

MIGRATION = """
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
{body}


def downgrade() -> None:
    pass
"""

APP = """
from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, FastAPI, Header, Query
from fastapi.security import HTTPBearer
from pydantic import BaseModel, Field

app = FastAPI()

"""

MODELS = """
import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass

"""


@dataclass(frozen=True)
class Policy:
    """A line of the policy. `upgrade`, `app` and `models` are the code; `told` is `CODE severity subject`."""

    line: str
    spec: str
    upgrade: str = ""
    app: str = ""
    models: str = ""
    told: tuple[str, ...] = field(default=())


def ddl(text: str) -> str:
    return f"# Technical Spec: A\n\n## Data Model\n\n```sql\n{text}\n```\n"


def endpoint(head: str, body: str = "") -> str:
    return f"# Technical Spec: A\n\n## API Design\n\n### `{head}`\n\n{textwrap.dedent(body)}\n"


def response(example: str, status: str = "200 OK") -> str:
    return f"**Response** ({status}):\n\n```json\n{example}\n```\n"


def table(*columns: str, name: str = "t") -> str:
    inner = "".join(f"    sa.Column({column}),\n" for column in columns)
    return f'op.create_table("{name}",\n{inner})'


def fields(*rows: str) -> str:
    """A field table; a row is `name | type | required`."""
    body = "".join(f"| {row} |\n" for row in rows)
    return f"| Field | Type | Required |\n|---|---|---|\n{body}\n"


def answering(*lines: str) -> str:
    """An application whose `GET /a` answers a model with these lines."""
    return f'{_model(lines)}@app.get("/a")\ndef a() -> A: ...\n'


def taking(*lines: str, method: str = "post") -> str:
    """An application whose `POST /a` takes a model with these lines."""
    return f'{_model(lines)}@app.{method}("/a")\ndef a(body: A): ...\n'


def _model(lines: tuple[str, ...]) -> str:
    inner = "".join(f"    {line}\n" for line in lines)
    return f"class A(BaseModel):\n{inner}\n"


ID = '"id", sa.Integer(), primary_key=True'


def report_of(policy: Policy, root: Path, *, strict: bool = False) -> DriftReport:
    (root / "spec.md").write_text(policy.spec, encoding="utf-8")
    if policy.upgrade:
        versions = root / "migrations" / "versions"
        versions.mkdir(parents=True)
        (root / "migrations" / "env.py").write_text("from alembic import context\n")
        body = textwrap.indent(policy.upgrade, "    ")
        (versions / "0001_a.py").write_text(MIGRATION.format(body=body), encoding="utf-8")
    if policy.models:
        (root / "models.py").write_text(MODELS + "\n" + policy.models, encoding="utf-8")
    if policy.app:
        (root / "main.py").write_text(APP + policy.app, encoding="utf-8")
    settings = Settings()
    specs = load_specs(root, [root / "spec.md"], settings)
    assert specs.errors == ()
    project, found = load_project(root, settings)
    return drift_report(root, specs, project, found, settings, strict=strict)
