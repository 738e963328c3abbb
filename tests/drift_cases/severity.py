"""What breaks for whom decides how serious a difference is."""

from __future__ import annotations

from tests.drift_cases.policy import (
    ID,
    Policy,
    answering,
    ddl,
    endpoint,
    fields,
    response,
    table,
    taking,
)

INDEXED = "CREATE TABLE t (id SERIAL PRIMARY KEY, a INTEGER REFERENCES t (id)); CREATE INDEX ix_a ON t (a);"

UNINDEXED = (
    'class T(Base):\n    __tablename__ = "t"\n'
    "    id: Mapped[int] = mapped_column(primary_key=True)\n    a: Mapped[int | None]\n"
)

LISTED = """# Technical Spec: A

## Data Model

### `t`

| Column | Type | Constraints |
|---|---|---|
| id | SERIAL | PRIMARY KEY |

### `u`

| Column | Type | Constraints | Description |
|---|---|---|---|
| id | SERIAL | PRIMARY KEY | |
| t_id | INTEGER | {} | A |
| s_id | INTEGER | {} | B |
"""
REFERRING = (
    table(ID)
    + "\n"
    + table(
        ID,
        '"t_id", sa.Integer(), sa.ForeignKey("t.id", ondelete="CASCADE")',
        '"s_id", sa.Integer(), sa.ForeignKey("t.id", ondelete="CASCADE")',
        name="u",
    )
)

ONE = "a: Literal['x']"
THREE = "a: Literal['x', 'y', 'z']"
TWO_OF_REQUEST = endpoint("POST /a", "**Request**:\n\n" + fields("a | string, one of: x, y | Yes"))
TWO_OF_RESPONSE = endpoint(
    "GET /a", "**Response** (200 OK):\n\n" + fields("a | string, one of: x, y | Yes")
)
LITERAL = "from typing import Literal\n"

CASES = (
    *(
        Policy(what, spec, app=LITERAL + app, told=(f"D407 {severity} field A.a",))
        for what, spec, app, severity in (
            ("a request with a value more", TWO_OF_REQUEST, taking(THREE), "warning"),
            ("a request with a value fewer", TWO_OF_REQUEST, taking(ONE), "error"),
            ("a response with a value more", TWO_OF_RESPONSE, answering(THREE), "error"),
            ("a response with a value fewer", TWO_OF_RESPONSE, answering(ONE), "warning"),
        )
    ),
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
            "D121 error index ix_a",
        ),
    ),
    Policy(
        "a key that the database makes, and a spec that doesn't say how",
        ddl("CREATE TABLE t (id INT PRIMARY KEY, a TEXT);"),
        table(ID, '"a", sa.Text()'),
        told=("D107 info column t.id",),
    ),
    Policy(
        "a key that the database makes of its own type",
        ddl("CREATE TABLE t (id UUID PRIMARY KEY);"),
        table('"id", sa.Uuid(), primary_key=True, server_default=sa.text("gen_random_uuid()")'),
        told=("D107 info column t.id",),
    ),
    Policy(
        "what becomes of a row, of which a list of columns has no word",
        LISTED.format("FK → t.id", "FK → t.id, on delete set null"),
        REFERRING,
        told=("D113 info foreign key u(t_id)", "D113 error foreign key u(s_id)"),
    ),
    Policy(
        "what becomes of a row, said in a description",
        LISTED.format("", "")
        .replace("|  | A |", "| | references t(id), cascades |")
        .replace("|  | B |", "| | FK to t.id, on delete cascade |"),
        REFERRING,
    ),
    Policy(
        "a field without a word beside one that says that it is required",
        endpoint(
            "POST /a",
            '**Request**:\n\n```json\n{"a": "string (required)", "b": "string"}\n```\n',
        ),
        app="class A(BaseModel):\n    a: str\n    b: str | None = None\n\n"
        '@app.post("/a")\ndef a(given: A): ...\n',
        told=("D404 info field A.b",),
    ),
    Policy(
        "further parameters of an endpoint of which the spec names none",
        endpoint("GET /a"),
        app='@app.get("/a")\ndef a(q: str | None = None, must: int = Query()): ...\n',
        told=("D304 error query parameter must of GET /a", "D304 info query parameter q of GET /a"),
    ),
    Policy(
        "many further parameters of an endpoint of which the spec names none",
        endpoint("GET /a"),
        app='@app.get("/a")\ndef a(q: str = "", page: int = 1, size: int = 9): ...\n',
        told=("D304 info parameters of GET /a",),
    ),
    Policy(
        "a further parameter beside one that the spec names",
        endpoint("GET /a", "**Query Parameters**:\n\n| Name | Type |\n|---|---|\n| q | string |\n"),
        app='@app.get("/a")\ndef a(q: str | None = None, page: int = 1): ...\n',
        told=("D304 warning query parameter page of GET /a",),
    ),
    Policy(
        "an object that only the names of its fields imply",
        endpoint(
            "GET /a", "**Response** (200):\n\n| Field | Type |\n|---|---|\n| data.id | int |\n"
        ),
        app="class B(BaseModel):\n    id: int\n\nclass A(BaseModel):\n    data: B | None\n\n"
        '@app.get("/a")\ndef a() -> A: ...\n',
        told=("D405 info field A.data",),
    ),
    Policy(
        "further fields that a PATCH may change, beside an example",
        endpoint("PATCH /a", '**Request**:\n\n```json\n{"a": "x"}\n```\n'),
        app="class A(BaseModel):\n    a: str | None = None\n    b: str | None = None\n\n"
        '@app.patch("/a")\ndef a(given: A): ...\n',
        told=("D402 info field A.b",),
    ),
    Policy(
        "an identity that takes a value",
        ddl("CREATE TABLE t (id INT PRIMARY KEY);"),
        table('"id", sa.Integer(), sa.Identity(), primary_key=True'),
        told=("D108 info column t.id",),
    ),
    Policy(
        "an identity that takes no value",
        ddl("CREATE TABLE t (id INT PRIMARY KEY);"),
        table('"id", sa.Integer(), sa.Identity(always=True), primary_key=True'),
        told=("D108 warning column t.id",),
    ),
    Policy(
        "a default that only the code has",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY, a TEXT NOT NULL);"),
        table(ID, '"a", sa.Text(), nullable=False, server_default="x"'),
        told=("D107 warning column t.a",),
    ),
    Policy(
        "a default that only the spec has",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY, a TEXT NOT NULL DEFAULT 'x');"),
        table(ID, '"a", sa.Text(), nullable=False'),
        told=("D107 error column t.a",),
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
        app=answering("a: str | None"),
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
            "**Response** (200 OK):\n\n" + fields("a | string | Yes"),
        ),
        app=answering("a: str | None"),
        told=("D405 error field A.a",),
    ),
    Policy(
        "a response that is never null",
        endpoint("GET /a", response('{"a": "string | null"}')),
        app=answering("a: str"),
        told=("D405 warning field A.a",),
    ),
    Policy(
        "a request that also takes null",
        endpoint(
            "POST /a",
            "**Request**:\n\n" + fields("a | string | Yes"),
        ),
        app=taking("a: str | None"),
        told=("D405 warning field A.a",),
    ),
    Policy(
        "a uuid in the spec and a plain string in the code",
        endpoint("GET /a", response('{"a": "uuid"}')),
        app=answering("a: str"),
        told=("D411 warning field A.a",),
    ),
    Policy(
        "a uuid or a date in an example and a plain string in the code",
        endpoint(
            "GET /a", response('{"a": "8f14e45f-ceea-467f-9b1d-2f6f0f1c1a11", "b": ["2026-03-24"]}')
        ),
        app=answering("a: str", "b: list[str]"),
        told=("D411 info field A.a", "D411 info field A.b[]"),
    ),
    Policy(
        "a password in the spec and a string in the code",
        endpoint(
            "POST /a",
            "**Request**:\n\n" + fields("a | password | Yes"),
        ),
        app=taking("a: str"),
        told=(),
    ),
    Policy(
        "an integer in an example and a float in the code",
        endpoint("GET /a", response('{"a": 1}')),
        app=answering("a: float"),
        told=("D403 warning field A.a",),
    ),
    Policy(
        "an index that the spec doesn't name",
        ddl("CREATE TABLE t (a TEXT);"),
        table('"a", sa.Text()') + '\nop.create_index("ix_a", "t", ["a"])',
        told=("D122 info index ix_a",),
    ),
    Policy(
        "a model without a field",
        endpoint("GET /a", response('{"a": 1}')),
        app='class A(BaseModel): ...\n\n@app.get("/a")\ndef a() -> A: ...\n',
        told=("D401 error field A.a",),
    ),
    Policy(
        "text and varchar without a length take the same values",
        ddl("CREATE TABLE t (a TEXT, b TEXT);"),
        table('"a", sa.String()', '"b", sa.String(length=20)'),
        told=("D105 warning column t.a", "D105 error column t.b"),
    ),
)
