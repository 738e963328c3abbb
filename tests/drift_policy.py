"""Cases of the policy of docs/drift.md: a spec and the code, and what is told."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from pathlib import Path

from spec2code.config import Settings
from spec2code.pipeline import drift_report, load_project, load_specs
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


ID = '"id", sa.Integer(), primary_key=True'

PARTIAL = (
    Policy(
        "a table that no spec mentions",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY);"),
        table(ID) + "\n" + table('"a", sa.Text()', name="other"),
    ),
    Policy(
        "a table that the spec creates is defined whole",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY);"),
        table(ID, '"more", sa.Text()'),
        told=("D104 error column t.more",),
    ),
    Policy(
        "a table that the spec only alters is not",
        ddl("ALTER TABLE t ADD COLUMN a TEXT;"),
        table(ID, '"a", sa.Text()', '"more", sa.Text()'),
    ),
    Policy(
        "auth that the spec doesn't speak of",
        endpoint("GET /a", response('{"a": 1}')),
        app="class A(BaseModel):\n    a: int\n\n"
        '@app.get("/a", dependencies=[Depends(HTTPBearer())])\ndef a() -> A: ...\n',
    ),
    Policy(
        "a response of which the spec shows no body",
        endpoint("GET /a", "**Response** (200 OK)"),
        app='class A(BaseModel):\n    a: int\n\n@app.get("/a")\ndef a() -> A: ...\n',
    ),
    Policy(
        "an application that can't be read there",
        endpoint("POST /auth/login", "**Response** (204 No Content)"),
        app="import library\n\n" 'app.include_router(library.get_auth_router(), prefix="/auth")\n',
    ),
    Policy(
        "an unread router with another prefix",
        endpoint("POST /orders", "**Response** (204 No Content)"),
        app="import library\n\n" 'app.include_router(library.get_auth_router(), prefix="/auth")\n',
        told=("D301 error endpoint POST /orders",),
    ),
    Policy(
        "a table that an undecidable migration may have touched",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY, a TEXT);"),
        table(ID) + '\nop.add_column("t", make_column())',
    ),
)

SAME = (
    Policy(
        "a URL or an address in an example",
        endpoint("GET /a", response('{"by": "ann@a.example", "link": "https://a.example/b"}')),
        app="class A(BaseModel):\n    by: str\n    link: str\n\n"
        '@app.get("/a")\ndef a() -> A: ...\n',
    ),
    Policy(
        "a type that says itself what it takes",
        endpoint("GET /a", "**Query Parameters**:\n\n| Name | Type |\n|---|---|\n| q | uuid |\n"),
        app="from collections.abc import Sequence\n\n"
        "class Several(Sequence[UUID]):\n"
        "    @classmethod\n    def __get_pydantic_core_schema__(cls, source, handler): ...\n\n"
        '@app.get("/a")\ndef a(q: Several | None = Query(None)): ...\n',
    ),
    Policy(
        "an optional header for credentials",
        endpoint("GET /a"),
        app="from fastapi import Cookie\n\n"
        '@app.get("/a")\ndef a(x_api_key: str | None = Header(None), jwt_token: str | None = Cookie(None)): ...\n',
    ),
    Policy(
        "an optional header that is no credential, whatever it begins with",
        endpoint("GET /a", "**Response** (204 No Content)"),
        app='@app.get("/a", status_code=204)\n'
        "def a(author: str | None = Header(None), session_label: str | None = Header(None),\n"
        "    session_id: str | None = Header(None)): ...\n",
        told=(
            "D304 warning header parameter author of GET /a",
            "D304 warning header parameter session-label of GET /a",
        ),
    ),
    Policy(
        "an optional header for something else",
        endpoint("GET /a"),
        app='@app.get("/a")\ndef a(x_trace: str | None = Header(None)): ...\n',
        told=("D304 warning header parameter x-trace of GET /a",),
    ),
    Policy(
        "an optional parameter that isn't published",
        endpoint("GET /a"),
        app='@app.get("/a")\ndef a(q: str | None = Query(None, include_in_schema=False)): ...\n',
    ),
    Policy(
        "a model of which a library may bring fields",
        endpoint("GET /a", response('{"a": 1, "b": 2}')),
        app="import elsewhere\n\nclass A(elsewhere.Base, BaseModel):\n    a: int\n\n"
        '@app.get("/a")\ndef a() -> A: ...\n',
    ),
    Policy(
        "a unique constraint and a unique index",
        ddl("CREATE TABLE t (a TEXT UNIQUE, b TEXT, c TEXT); CREATE UNIQUE INDEX ix_b ON t (b);"),
        table('"a", sa.Text()', '"b", sa.Text(), unique=True', '"c", sa.Text()')
        + '\nop.create_index("ix_a", "t", ["a"], unique=True)',
    ),
    Policy(
        "a unique index of some rows is another thing",
        ddl("CREATE TABLE t (a TEXT UNIQUE);"),
        table('"a", sa.Text()')
        + '\nop.create_index("ix_a", "t", ["a"], unique=True, postgresql_where=sa.text("a > \'b\'"))',
        told=("D122 info index ix_a", "D114 error unique constraint t(a)"),
    ),
    Policy("types", ddl("CREATE TABLE t (a VARCHAR(20));"), table('"a", sa.String(length=20)')),
    Policy(
        "now",
        ddl("CREATE TABLE t (a TIMESTAMPTZ DEFAULT NOW());"),
        table('"a", sa.DateTime(timezone=True), server_default=sa.text("CURRENT_TIMESTAMP")'),
    ),
    Policy(
        "func.now",
        ddl("CREATE TABLE t (a TIMESTAMPTZ DEFAULT CURRENT_TIMESTAMP);"),
        table('"a", sa.DateTime(timezone=True), server_default=sa.func.now()'),
    ),
    Policy(
        "casts",
        ddl("CREATE TABLE t (a TEXT DEFAULT 'x');"),
        table('"a", sa.Text(), server_default=sa.text("(\'x\'::text)")'),
    ),
    Policy("serial", ddl("CREATE TABLE t (id SERIAL PRIMARY KEY);"), table(ID)),
    Policy(
        "nextval",
        ddl("CREATE TABLE t (a SERIAL);"),
        table(
            '"a", sa.Integer(), server_default=sa.text("nextval(\'t_a_seq\'::regclass)"), nullable=False'
        ),
    ),
    Policy(
        "a constraint without a name",
        ddl("CREATE TABLE t (a TEXT UNIQUE);"),
        table('"a", sa.Text()').replace("\n)", '\n    sa.UniqueConstraint("a", name="any"),\n)'),
    ),
    Policy(
        "names of path parameters, a slash at the end",
        endpoint("GET /orders/{id}", "**Response** (204 No Content)"),
        app='@app.get("/orders/{order_id}/", status_code=204)\ndef a(order_id: int): ...\n',
    ),
    Policy(
        "names of headers",
        endpoint(
            "GET /a", "**Headers**:\n\n| Header | Required |\n|---|---|\n| X-Request-ID | Yes |\n"
        ),
        app='@app.get("/a")\ndef a(x_request_id: str = Header()): ...\n',
    ),
    Policy(
        "a default of the database",
        ddl("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x');"),
        table(
            '"id", sa.Integer(), primary_key=True, autoincrement=False',
            '"a", sa.Text(), server_default="x"',
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n"
        "    a: Mapped[str | None] = mapped_column(sa.Text)\n",
    ),
    Policy(
        "the comment of a column that the spec gives none",
        ddl("CREATE TABLE t (a TEXT);"),
        table('"a", sa.Text(), comment="what it is"'),
    ),
    Policy(
        "the name of a constraint in models",
        ddl(
            "CREATE TABLE t (id INTEGER, a TEXT, CONSTRAINT uq_a UNIQUE (a), PRIMARY KEY (a, id));"
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n"
        "    a: Mapped[str] = mapped_column(sa.Text, primary_key=True)\n"
        '    __table_args__ = (sa.UniqueConstraint("a", name="other"),)\n',
    ),
    Policy(
        "a foreign key of a table of the models of which one can't be told",
        ddl(
            "CREATE TABLE o (id INTEGER PRIMARY KEY);\n"
            "CREATE TABLE t (id INTEGER PRIMARY KEY REFERENCES o(id), a TEXT NOT NULL);"
        ),
        models="from elsewhere import target\n\n"
        'class O(Base):\n    __tablename__ = "o"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n\n"
        'class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(sa.ForeignKey(target()), primary_key=True)\n"
        "    a: Mapped[int]\n",
        told=("D205 error column t.a",),
    ),
    Policy(
        "not required and X | None = None",
        endpoint(
            "POST /a",
            "**Request**:\n\n| Field | Type | Required |\n|---|---|---|\n| a | string | No |\n",
        ),
        app='class A(BaseModel):\n    a: str | None = None\n\n@app.post("/a")\ndef a(body: A): ...\n',
    ),
    Policy(
        "a string where the code says what kind",
        endpoint("GET /a", response('{"a": "x", "b": "y", "c": "z"}')),
        app='class A(BaseModel):\n    a: date\n    b: UUID\n    c: Literal["z", "w"]\n\n'
        '@app.get("/a")\ndef a() -> A: ...\n',
    ),
    Policy(
        "a number as a string",
        endpoint("GET /a", response('{"a": "12.50"}')),
        app='class A(BaseModel):\n    a: Decimal\n\n@app.get("/a")\ndef a() -> A: ...\n',
    ),
    Policy(
        "a response field with a default",
        endpoint("GET /a", response('{"a": 1}')),
        app='class A(BaseModel):\n    a: int = 0\n\n@app.get("/a")\ndef a() -> A: ...\n',
    ),
    Policy(
        "code that leaves it open",
        endpoint("GET /a", response('{"a": {"b": 1}, "c": 1}')),
        app='class A(BaseModel):\n    a: dict[str, Any]\n    c: Any\n\n@app.get("/a")\ndef a() -> A: ...\n',
    ),
    Policy(
        "a field of a model that takes further fields",
        endpoint("GET /a", response('{"a": 1, "b": 1}')),
        app='class A(BaseModel):\n    model_config = {"extra": "allow"}\n    a: int\n\n'
        '@app.get("/a")\ndef a() -> A: ...\n',
    ),
    Policy(
        "a field that the example of a PATCH shows",
        endpoint("PATCH /a", '**Request**:\n\n```json\n{"a": "x", "b": 1}\n```\n'),
        app="class A(BaseModel):\n    a: str\n    b: int\n\n"
        '@app.patch("/a")\ndef a(body: A): ...\n',
    ),
    Policy(
        "one error of a model that others share",
        endpoint(
            "GET /a",
            response('{"a": 1}')
            + '\n**Response** (404 Not Found):\n\n```json\n{"code": "gone"}\n```\n',
        ),
        app="class A(BaseModel):\n    a: int\n\nclass Error(BaseModel):\n    code: str\n    hint: str | None = None\n"
        '    details: dict[str, str] | None = None\n\n@app.get("/a", responses={404: {"model": Error}})\ndef a() -> A: ...\n',
    ),
    Policy(
        "a field that an error must have and the spec doesn't show",
        endpoint(
            "GET /a",
            response('{"a": 1}')
            + '\n**Response** (404 Not Found):\n\n```json\n{"code": "gone"}\n```\n',
        ),
        app="class A(BaseModel):\n    a: int\n\nclass Error(BaseModel):\n    code: str\n    hint: str\n\n"
        '@app.get("/a", responses={404: {"model": Error}})\ndef a() -> A: ...\n',
        told=("D402 warning field Error.hint",),
    ),
    Policy(
        "an error of a route that declares none",
        endpoint("GET /a", "**Response** (204 No Content)\n\n**Errors**:\n- 404: not found\n"),
        app='@app.get("/a", status_code=204)\ndef a(): ...\n',
    ),
    Policy(
        "a parameter without a type",
        endpoint("GET /a", "**Query Parameters**:\n\n| Name | Required |\n|---|---|\n| n | No |\n"),
        app='@app.get("/a")\ndef a(n: int = 1): ...\n',
    ),
)

ONCE = (
    Policy(
        "a renamed column",
        ddl("CREATE TABLE t (full_name TEXT);"),
        table('"name", sa.Text()'),
        told=("D109 error column t.full_name",),
    ),
    Policy(
        "a renamed table",
        ddl("CREATE TABLE people (id SERIAL PRIMARY KEY, a TEXT, b TEXT);"),
        table(ID, '"a", sa.Text()', '"b", sa.Text()', name="persons"),
        told=("D131 error table people",),
    ),
    Policy(
        "a constraint that only one side names",
        ddl("CREATE TABLE t (a TEXT, b TEXT, CONSTRAINT uq UNIQUE (a, b));"),
        table('"a", sa.Text()', '"b", sa.Text()').replace(
            "\n)", '\n    sa.UniqueConstraint("a"),\n)'
        ),
        told=("D116 error unique constraint t.uq",),
    ),
    Policy(
        "a renamed field",
        endpoint("GET /a", response('{"email": "a", "b": 1}')),
        app="class A(BaseModel):\n    contact_email: str\n    b: int\n\n"
        '@app.get("/a")\ndef a() -> A: ...\n',
        told=("D409 error field A.email",),
    ),
    Policy(
        "another status",
        endpoint("POST /a", "**Response** (201 Created)"),
        app='@app.post("/a", status_code=202)\ndef a(): ...\n',
        told=("D308 error status 201 of POST /a",),
    ),
    Policy(
        "a field of a model of two endpoints",
        endpoint("GET /a", response('{"a": "x"}') + "\n### `GET /b`\n\n" + response('{"a": "x"}')),
        app='class A(BaseModel):\n    a: bool\n\n@app.get("/a")\ndef a() -> A: ...\n\n'
        '@app.get("/b")\ndef b() -> A: ...\n',
        told=("D403 error field A.a",),
    ),
    Policy(
        "required and X | None = None",
        endpoint(
            "POST /a",
            "**Request**:\n\n| Field | Type | Required |\n|---|---|---|\n| a | string | Yes |\n",
        ),
        app='class A(BaseModel):\n    a: str | None = None\n\n@app.post("/a")\ndef a(body: A): ...\n',
        told=("D404 error field A.a",),
    ),
    Policy(
        "a prefix that only the code has",
        endpoint(
            "GET /a",
            "**Response** (204 No Content)\n\n### `GET /b`\n\n**Response** (204 No Content)",
        ),
        app='router = APIRouter()\n\n@router.get("/a", status_code=204)\ndef a(): ...\n\n'
        '@router.get("/b", status_code=204)\ndef b(): ...\n\n'
        'app.include_router(router, prefix="/api/v1")\n',
        told=("D316 warning paths of spec.md",),
    ),
    Policy(
        "a prefix that only the spec has",
        endpoint(
            "GET /api/a",
            "**Response** (204 No Content)\n\n### `GET /api/b`\n\n**Response** (204 No Content)",
        ),
        app='@app.get("/a", status_code=204)\ndef a(): ...\n\n'
        '@app.get("/b", status_code=204)\ndef b(): ...\n',
        told=("D316 error paths of spec.md",),
    ),
)

INDEXED = "CREATE TABLE t (id SERIAL PRIMARY KEY, a INTEGER REFERENCES t (id)); CREATE INDEX ix_a ON t (a);"
UNINDEXED = (
    'class T(Base):\n    __tablename__ = "t"\n'
    "    id: Mapped[int] = mapped_column(primary_key=True)\n    a: Mapped[int | None]\n"
)

SEVERITY = (
    Policy(
        "an index and a key that only the models lack",
        ddl(INDEXED),
        f'op.execute("""{INDEXED}""")',
        models=UNINDEXED,
        told=("D211 warning foreign key t(a)", "D221 warning index ix_a"),
    ),
    Policy(
        "an index and a key that both lack",
        ddl(INDEXED),
        table(ID, '"a", sa.Integer()'),
        models=UNINDEXED,
        told=(
            "D111 error foreign key t(a)",
            "D211 error foreign key t(a)",
            "D121 error index ix_a",
            "D221 error index ix_a",
        ),
    ),
    Policy(
        "a mere name of a constraint in migrations",
        ddl("CREATE TABLE t (a TEXT, CONSTRAINT uq_a UNIQUE (a));"),
        table('"a", sa.Text()').replace("\n)", '\n    sa.UniqueConstraint("a", name="any"),\n)'),
        told=("D116 info unique constraint t.uq_a",),
    ),
    Policy(
        "what only an example shows may be null in the code",
        endpoint("GET /a", response('{"a": "x"}')),
        app='class A(BaseModel):\n    a: str | None\n\n@app.get("/a")\ndef a() -> A: ...\n',
        told=("D405 info field A.a",),
    ),
    Policy(
        "many fields that only an example shows",
        endpoint("GET /a", response("{" + ", ".join(f'"a{n}": "x"' for n in range(11)) + "}")),
        app="class A(BaseModel):\n"
        + "".join(f"    a{n}: str | None\n" for n in range(11))
        + '\n@app.get("/a")\ndef a() -> A: ...\n',
        told=("D412 info examples of spec.md",),
    ),
    Policy(
        "what a table states may be null in the code",
        endpoint(
            "GET /a",
            "**Response** (200 OK):\n\n| Field | Type | Required |\n|---|---|---|\n| a | string | Yes |\n",
        ),
        app='class A(BaseModel):\n    a: str | None\n\n@app.get("/a")\ndef a() -> A: ...\n',
        told=("D405 error field A.a",),
    ),
    Policy(
        "a response that is never null",
        endpoint("GET /a", response('{"a": "string | null"}')),
        app='class A(BaseModel):\n    a: str\n\n@app.get("/a")\ndef a() -> A: ...\n',
        told=("D405 warning field A.a",),
    ),
    Policy(
        "a request that also takes null",
        endpoint(
            "POST /a",
            "**Request**:\n\n| Field | Type | Required |\n|---|---|---|\n| a | string | Yes |\n",
        ),
        app='class A(BaseModel):\n    a: str | None\n\n@app.post("/a")\ndef a(body: A): ...\n',
        told=("D405 warning field A.a",),
    ),
    Policy(
        "a uuid in the spec and a plain string in the code",
        endpoint("GET /a", response('{"a": "8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11"}')),
        app='class A(BaseModel):\n    a: str\n\n@app.get("/a")\ndef a() -> A: ...\n',
        told=("D411 warning field A.a",),
    ),
    Policy(
        "a password in the spec and a string in the code",
        endpoint(
            "POST /a",
            "**Request**:\n\n| Field | Type | Required |\n|---|---|---|\n| a | password | Yes |\n",
        ),
        app='class A(BaseModel):\n    a: str\n\n@app.post("/a")\ndef a(body: A): ...\n',
        told=(),
    ),
    Policy(
        "an integer in an example and a float in the code",
        endpoint("GET /a", response('{"a": 1}')),
        app='class A(BaseModel):\n    a: float\n\n@app.get("/a")\ndef a() -> A: ...\n',
        told=("D403 warning field A.a",),
    ),
    Policy(
        "an index that the spec doesn't name",
        ddl("CREATE TABLE t (a TEXT);"),
        table('"a", sa.Text()') + '\nop.create_index("ix_a", "t", ["a"])',
        told=("D122 info index ix_a",),
    ),
)


def report_of(policy: Policy, root: Path) -> DriftReport:
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
    return drift_report(root, specs, project, found, settings)
