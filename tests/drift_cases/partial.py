"""A spec is a partial view: what it does not speak of, and what reading can't tell, is no drift."""

from __future__ import annotations

from tests.drift_cases.policy import (
    ID,
    Policy,
    answering,
    ddl,
    endpoint,
    response,
    table,
)

CASES = (
    Policy(
        "auth of the endpoints that are protected, whichever those are",
        "# Technical Spec: A\n\nAll protected endpoints require a bearer token.\n\n## API Endpoints\n\n"
        "- `GET /a` - all\n",
        app="@app.get('/a')\ndef a(): ...\n",
    ),
    Policy(
        "auth of all endpoints",
        "# Technical Spec: A\n\nAll endpoints require a bearer token.\n\n## API Endpoints\n\n"
        "- `GET /a` - all\n",
        app="@app.get('/a')\ndef a(): ...\n",
        told=("D311 error auth of GET /a",),
    ),
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
        app=answering("a: int"),
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
    Policy(
        "a column that only a later revision speaks of",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY, a TEXT, b TEXT);"),
        table(ID, '"b", sa.Text()') + '\nop.alter_column("t", "a", nullable=False)',
        told=("D103 error column t.a",),
    ),
    Policy(
        "a column that a later revision speaks of, and something that can't be told may have made",
        ddl("CREATE TABLE t (id SERIAL PRIMARY KEY, a TEXT, b TEXT);"),
        table(ID, '"b", sa.Text()')
        + '\nop.execute(sql())\nop.alter_column("t", "a", nullable=False)',
    ),
)
