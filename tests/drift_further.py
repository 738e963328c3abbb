"""Further cases of the policy of docs/drift.md: bases, error bodies, partitions, what SQLAlchemy can't say, events."""

from __future__ import annotations

from tests.drift_policy import Policy, ddl, endpoint, response, table

ANSWERS = "## Errors\n\nEvery error has this body:\n\n```json\n{}\n```\n"
MISSING = "\n**Errors**:\n\n| Status | Code |\n|---|---|\n| 404 | GONE |\n"
EVERY = endpoint("GET /a", "**Response** (204 No Content)\n" + MISSING).replace(
    "## API Design", ANSWERS.format('{"code": "GONE", "note": "It was sold", "at": 7}') + "\n## API"
)
"""A spec that gives one body to all errors."""
EVENT = (
    "# Technical Spec: A\n\n## Async Events\n\n"
    "| Event name | Trigger | Payload JSON | Destination / Topic | Partition Key |\n|---|---|---|---|---|\n"
    '| thing.made | A thing is made | `{ "id": 7 }` | things | id |\n'
)
FAILS = (
    "class Error(BaseModel):\n    code: str\n{}\n"
    '@app.get("/a", status_code=204, responses={{404: {{"model": Error}}}})\ndef a(): ...\n'
)
PAGES = (
    "from typing import Generic, TypeVar\n\nT = TypeVar('T')\n\n"
    "class Page(BaseModel, Generic[T]):\n    data: T\n{}\n"
    "class Pages(Page[int]): ...\n\nclass Words(Page[str]): ...\n\n"
    '@app.get("/a")\ndef a() -> Pages: ...\n\n@app.get("/b")\ndef b() -> Words: ...\n'
)


def two(one: str, other: str) -> str:
    return endpoint("GET /a", response(one) + "\n### `GET /b`\n\n" + response(other))


FURTHER = (
    Policy(
        "the body that a spec gives to all errors",
        EVERY,
        app=FAILS.format("    note: bool\n    at: int\n    hint: str | None = None\n"),
        told=("D403 error field Error.note",),
    ),
    Policy(
        "the body that a spec gives to all errors, as it is",
        EVERY,
        app=FAILS.format("    note: str\n    at: int\n    hint: str | None = None\n"),
    ),
    Policy(
        "a renamed field of an error",
        EVERY,
        app=FAILS.format(
            "    noted: str | None = None\n    at: int\n    hint: str | None = None\n"
        ),
        told=("D409 error field Error.note",),
    ),
    Policy(
        "a field of other errors is no new name",
        EVERY,
        app=FAILS.format("    hint: str | None = None\n    at: int\n"),
        told=("D401 error field Error.note",),
    ),
    Policy(
        "a line of a base that several models inherit",
        two('{"data": 1}', '{"data": "x"}'),
        app=PAGES.format("    total: int\n"),
        told=("D402 warning field Page.total",),
    ),
    Policy(
        "a line of a base that fits one of its models",
        two('{"data": 1}', '{"data": "x", "total": 7}'),
        app=PAGES.format("    total: int\n"),
        told=("D402 warning field Page.total",),
    ),
    Policy(
        "what models lack that have one base",
        two('{"data": 1, "total": 7}', '{"data": "x", "total": 7}'),
        app=PAGES.format(""),
        told=("D401 error field Pages.total", "D401 error field Words.total"),
    ),
    Policy(
        "a partition without a class, or with another one",
        ddl(
            "CREATE TABLE t (id INTEGER NOT NULL, a TEXT) PARTITION BY RANGE (id);\n"
            "CREATE TABLE t_1 PARTITION OF t FOR VALUES FROM (1) TO (9);\n"
            "CREATE TABLE t_2 PARTITION OF t FOR VALUES FROM (9) TO (99);"
        ),
        models="t = sa.Table('t', Base.metadata, sa.Column('id', sa.Integer, nullable=False),\n"
        "    sa.Column('a', sa.Text))\n"
        "t_2 = sa.Table('t_2', Base.metadata, sa.Column('id', sa.Text), schema='elsewhere')\n",
    ),
    Policy(
        "what two constraints ask for, said by a model that lacks it",
        ddl(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, CONSTRAINT one UNIQUE (a));\n"
            "ALTER TABLE t ADD CONSTRAINT two UNIQUE (a);"
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    a: Mapped[str | None] = mapped_column(sa.Text)\n",
        told=("D214 error unique constraint t.one",),
    ),
    Policy(
        "what a constraint and an index ask for, said by a model's unique index",
        ddl(
            "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, CONSTRAINT one UNIQUE (a),"
            " CONSTRAINT two UNIQUE (a, b));\nCREATE INDEX ix_t_a ON t (a);"
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    a: Mapped[str | None] = mapped_column(sa.Text, unique=True, index=True)\n"
        "    b: Mapped[str | None] = mapped_column(sa.Text)\n"
        "    __table_args__ = (sa.UniqueConstraint('b', 'a', name='two'),)\n",
        told=("D223 error index ix_t_a",),
    ),
    Policy(
        "what a constraint and a unique index of one spec ask for",
        ddl("CREATE TABLE t (a TEXT UNIQUE);\nCREATE UNIQUE INDEX ix_t_a ON t (a);"),
        table('"a", sa.Text(), unique=True, index=True'),
    ),
    Policy(
        "what SQLAlchemy has no word for",
        ddl(
            "CREATE TABLE t (id INTEGER, a TEXT, PRIMARY KEY (id) INCLUDE (a),"
            " CONSTRAINT ck_a CHECK (a <> '') NO INHERIT);"
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True)\n"
        "    a: Mapped[str | None] = mapped_column(sa.Text)\n"
        "    __table_args__ = (sa.CheckConstraint(\"a <> ''\", name='ck_a'),)\n",
    ),
    Policy(
        "what migrations have a word for",
        ddl("CREATE TABLE t (id INTEGER, a TEXT, CONSTRAINT ck_a CHECK (a <> '') NO INHERIT);"),
        table('"id", sa.Integer()', '"a", sa.Text()')
        + "\nop.create_check_constraint('ck_a', 't', \"a <> ''\")",
        told=("D119 error check t.ck_a",),
    ),
    Policy(
        "the order of labels and of a key's columns in models",
        ddl(
            "CREATE TYPE state AS ENUM ('open', 'done');\n"
            "CREATE TABLE t (a INTEGER, b INTEGER, s state NOT NULL, PRIMARY KEY (b, a));"
        ),
        models='class T(Base):\n    __tablename__ = "t"\n'
        "    a: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n"
        "    b: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n"
        "    s: Mapped[str] = mapped_column(sa.Enum('done', 'open', name='state'))\n",
    ),
    Policy(
        "the order of labels in migrations",
        ddl("CREATE TYPE state AS ENUM ('open', 'done');"),
        "op.execute(\"CREATE TYPE state AS ENUM ('done', 'open')\")",
        told=("D126 error enum state",),
    ),
    Policy(
        "columns and fields in another order",
        ddl("CREATE TABLE t (a TEXT, b TEXT);")
        + "\n## API Design\n\n### `GET /a`\n\n"
        + response('{"a": 1, "b": "x"}'),
        table('"b", sa.Text()', '"a", sa.Text()'),
        app='class A(BaseModel):\n    b: str\n    a: int\n\n@app.get("/a")\ndef a() -> A: ...\n',
    ),
    Policy(
        "errors that the framework answers",
        endpoint(
            "GET /a",
            "**Authentication**: Bearer token\n\n**Response** (204 No Content)\n\n**Errors**:\n\n"
            "| Status | Code |\n|---|---|\n| 401 | NO_TOKEN |\n| 403 | NOT_YOURS |\n"
            "| 422 | WRONG |\n| 500 | BROKEN |\n| 404 | GONE |\n",
        ),
        app='@app.get("/a", status_code=204, responses={404: {}},\n'
        "    dependencies=[Depends(HTTPBearer())])\ndef a(): ...\n",
    ),
    Policy(
        "an event's trigger, destination and key",
        EVENT,
        app="class ThingMade(BaseModel):\n    id: int\n",
    ),
    Policy(
        "an event's payload",
        EVENT,
        app="class ThingMade(BaseModel):\n    id: bool\n",
        told=("D503 error field ThingMade.id",),
    ),
    Policy(
        "a response field of a column that takes NULL",
        ddl("CREATE TABLE things (id INTEGER NOT NULL, note TEXT);")
        + "\n## API Design\n\n### `GET /things/{id}`\n\n"
        + response('{"id": 1, "note": "x"}'),
        table('"id", sa.Integer(), nullable=False', '"note", sa.Text()', name="things"),
        app='class Thing(BaseModel):\n    id: int\n    note: str | None\n\n@app.get("/things/{id}")\n'
        "def thing(id: int) -> Thing: ...\n",
    ),
)
