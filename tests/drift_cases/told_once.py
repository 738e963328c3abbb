"""Two sides of one thing are one finding: renames, another status, a prefix, a line of a base."""

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

PAGES = (
    "from typing import Generic, TypeVar\n\nT = TypeVar('T')\n\n"
    "class Page(BaseModel, Generic[T]):\n    data: T\n{}\n"
    "class Pages(Page[int]): ...\n\nclass Words(Page[str]): ...\n\n"
    '@app.get("/a")\ndef a() -> Pages: ...\n\n@app.get("/b")\ndef b() -> Words: ...\n'
)


def two(one: str, other: str) -> str:
    return endpoint("GET /a", response(one) + "\n### `GET /b`\n\n" + response(other))


MIXED = "".join(
    f"CREATE TABLE {name} (id INTEGER PRIMARY KEY, made_by {type} NOT NULL, note TEXT{null});\n"
    for name, type, null in (
        ("a", "VARCHAR(9)", " NOT NULL"),
        ("b", "VARCHAR(9)", " NOT NULL"),
        ("c", "VARCHAR(9)", ""),
    )
)
MIXIN = (
    "class Made:\n    made_by: Mapped[str] = mapped_column(sa.Text)\n"
    "    note: Mapped[str | None] = mapped_column(sa.Text)\n\n"
    + "".join(
        f'class {name.upper()}(Made, Base):\n    __tablename__ = "{name}"\n'
        "    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)\n\n"
        for name in "abcd"
    )
)
LEVEL = "class T(Base):\n    __tablename__ = 't'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    a = mapped_column(sa.{})\n"

CASES = (
    Policy(
        "what migrations and models say alike",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY, a VARCHAR(9), b TEXT);"),
        table(ID, '"a", sa.String(20)'),
        models=LEVEL.format("String(20)"),
        told=("D105 error column t.a", "D103 error column t.b"),
    ),
    Policy(
        "a column of a mixin in which all tables of the migrations differ too",
        ddl(MIXED),
        "\n".join(
            table(
                '"id", sa.Integer(), primary_key=True, autoincrement=False',
                '"made_by", sa.Text(), nullable=False',
                f'"note", sa.Text(), nullable={nullable}',
                name=name,
            )
            for name, nullable in (("a", False), ("b", False), ("c", True))
        ),
        models=MIXIN,
        told=(
            "D105 error column made_by of models.py",
            "D206 error column a.note",
            "D206 error column b.note",
        ),
    ),
    Policy(
        "a column of a mixin in which some tables of the migrations differ",
        ddl(MIXED),
        "\n".join(
            table(
                '"id", sa.Integer(), primary_key=True, autoincrement=False',
                f'"made_by", sa.{type}, nullable=False',
                f'"note", sa.Text(), nullable={nullable}',
                name=name,
            )
            for name, type, nullable in (
                ("a", "Text()", False),
                ("b", "Text()", False),
                ("c", "String(9)", True),
            )
        ),
        models=MIXIN,
        told=(
            "D105 error column a.made_by",
            "D205 error column made_by of models.py",
            "D206 error column a.note",
            "D105 error column b.made_by",
            "D206 error column b.note",
        ),
    ),
    Policy(
        "what migrations and models say in two ways",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY, a VARCHAR(9));"),
        table(ID, '"a", sa.String(20)'),
        models=LEVEL.format("String(30)"),
        told=("D105 error column t.a", "D205 error column t.a"),
    ),
    Policy(
        "a renamed column",
        ddl("CREATE TABLE t (full_name TEXT);"),
        table('"name", sa.Text()'),
        told=("D109 error column t.full_name",),
    ),
    Policy(
        "a default that is one value for either type",
        ddl("CREATE TABLE t (a BOOLEAN NOT NULL DEFAULT false, b BOOLEAN NOT NULL DEFAULT false);"),
        table(
            '"a", sa.Integer(), server_default="0", nullable=False',
            '"b", sa.Integer(), server_default="1", nullable=False',
        ),
        told=(
            "D105 error column t.a",
            "D105 error column t.b",
            "D107 error column t.b",
        ),
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
        app=answering("contact_email: str", "b: int"),
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
            "**Request**:\n\n" + fields("a | string | Yes"),
        ),
        app=taking("a: str | None = None"),
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
        "a column of a mixin that differs in all tables, and one that differs in some",
        ddl(MIXED),
        models=MIXIN,
        told=(
            "D205 error column made_by of models.py",
            "D206 error column a.note",
            "D206 error column b.note",
        ),
    ),
    Policy(
        "a column that migrations rename",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY, a TEXT, kind TEXT);"),
        table(ID, '"a", sa.Text()', '"kind", sa.Text()')
        + '\nop.alter_column("t", "a", new_column_name="b")'
        + '\nop.alter_column("t", "b", new_column_name="zone")'
        + '\nop.alter_column("t", "kind", new_column_name="x", type_=sa.Integer())',
        told=(
            "D104 error column t.x",
            "D109 error column t.a",
            "D103 error column t.kind",
        ),
    ),
    Policy(
        "many fields that a model has beyond the spec",
        endpoint("GET /a", response('{"a": 1}')),
        app=answering("a: int", *(f"more_{number}: int = 0" for number in range(11))),
        told=("D413 warning fields of A",),
    ),
    Policy(
        "ten fields that a model has beyond the spec",
        endpoint("GET /a", response('{"a": 1}')),
        app=answering("a: int", *(f"more_{number}: int = 0" for number in range(10))),
        told=tuple(f"D402 warning field A.more_{number}" for number in range(10)),
    ),
)
