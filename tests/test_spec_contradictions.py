"""Contradictions in the notations of different teams and languages: each is told as what it is, near misses aren't.

A case is a name, a document, the code that it raises, and a document that just doesn't raise anything.
"""

from __future__ import annotations

import pytest

from spec2code.spec import check_specs, read_spec

DDL = """```sql
CREATE TABLE users (
  id BIGINT PRIMARY KEY,
  email VARCHAR(120) NOT NULL UNIQUE,
  age INTEGER,
  status VARCHAR(10) NOT NULL DEFAULT 'new' CHECK (status IN ('new','active'))
);
CREATE TABLE posts (
  id BIGINT PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES users(id),
  title VARCHAR(50) NOT NULL
);
CREATE INDEX idx_posts_user ON posts (user_id);
```
"""
CASES: list[tuple[str, str, str, str | None]] = []


def c(name: str, wrong: str, code: str, right: str | None = None) -> None:
    CASES.append((name, wrong, code, right))


def db(described: str) -> str:
    return f"# App\n\n## Database\n\n### Tables\n\n{DDL}\n{described}\n"


c(
    "ct type en",
    db(
        "### `users`\n\n| Column | Type | Null | Key |\n|---|---|---|---|\n| id | BIGINT | NO | PK |\n| email | VARCHAR(120) | NO | UQ |\n| age | TEXT | YES | |\n| status | VARCHAR(10) | NO | |\n"
    ),
    "S154",
    db(
        "### `users`\n\n| Column | Type | Null | Key |\n|---|---|---|---|\n| id | BIGINT | NO | PK |\n| email | VARCHAR(120) | NO | UQ |\n| age | INT | YES | |\n| status | VARCHAR(10) | NO | |\n"
    ),
)
c(
    "ct zh",
    db(
        "### users 表\n\n| 列名 | 类型 | 约束 | 说明 |\n|---|---|---|---|\n| id | BIGINT | 主键 | x |\n| email | VARCHAR(255) | NOT NULL | x |\n| age | INTEGER | | x |\n| status | VARCHAR(10) | NOT NULL | x |\n"
    ),
    "S154",
    db(
        "### users 表\n\n| 列名 | 类型 | 约束 | 说明 |\n|---|---|---|---|\n| id | BIGINT | 主键 | x |\n| email | VARCHAR(120) | NOT NULL | x |\n| age | INTEGER | | x |\n| status | VARCHAR(10) | NOT NULL | x |\n"
    ),
)
c(
    "ct es missing",
    db(
        "### Tabla: `users`\n\n| Columna | Tipo | Restricciones |\n|---|---|---|\n| id | BIGINT | PK |\n| email | VARCHAR(120) | NOT NULL |\n| telefono | VARCHAR(20) | |\n| age | INTEGER | |\n| status | VARCHAR(10) | NOT NULL |\n"
    ),
    "S152",
)
c(
    "ct bullets",
    db(
        "### `posts`\n\n- id: BIGINT, PK\n- user_id: BIGINT, NOT NULL\n- title: VARCHAR(50), nullable\n- body: TEXT\n"
    ),
    "S152",
    db(
        "### `posts`\n\n- id: BIGINT, PK\n- user_id: BIGINT, NOT NULL, FK → users(id)\n- title: VARCHAR(50), NOT NULL\n"
    ),
)
c(
    "ct notnull",
    db(
        "### `users`\n\n| Column | Type | Constraints |\n|---|---|---|\n| id | BIGINT | PRIMARY KEY |\n| email | VARCHAR(120) | NOT NULL |\n| age | INTEGER | NOT NULL |\n| status | VARCHAR(10) | NOT NULL |\n"
    ),
    "S155",
)
c(
    "ct default",
    db(
        "### `users`\n\n| Column | Type | Constraints | Default |\n|---|---|---|---|\n| id | BIGINT | PRIMARY KEY | |\n| email | VARCHAR(120) | NOT NULL | |\n| age | INTEGER | | |\n| status | VARCHAR(10) | NOT NULL | 'active' |\n"
    ),
    "S155",
)
c(
    "er type",
    db(
        "```mermaid\nerDiagram\n  users {\n    bigint id PK\n    string email\n    uuid age\n    string status\n  }\n```\n"
    ),
    "S154",
    db(
        "```mermaid\nerDiagram\n  users {\n    bigint id PK\n    string email\n    int age\n    string status\n  }\n```\n"
    ),
)
c(
    "er column",
    db("```mermaid\nerDiagram\n  USERS {\n    bigint id PK\n    string nickname\n  }\n```\n"),
    "S152",
)
c(
    "er pk",
    db("```mermaid\nerDiagram\n  users {\n    bigint id\n    string email PK\n  }\n```\n"),
    "S155",
)
c(
    "idx missing",
    db(
        "### Indexes\n\n| Table | Index | Columns | Type |\n|---|---|---|---|\n| posts | idx_posts_user | user_id | BTREE |\n| users | idx_users_age | age | BTREE |\n"
    ),
    "S156",
    db(
        "### Indexes\n\n| Table | Index | Columns | Type |\n|---|---|---|---|\n| posts | idx_posts_user | user_id | BTREE |\n| users | users_email_key | email | UNIQUE |\n"
    ),
)
c(
    "idx differs",
    db(
        "### Indexes\n\n| Index Name | Table | Columns |\n|---|---|---|\n| idx_posts_user | posts | user_id, title |\n"
    ),
    "S157",
)
c(
    "constraint table",
    db(
        "### Constraints\n\n| Table | Constraint | Definition |\n|---|---|---|\n| users | chk_age | CHECK (age >= 18) |\n"
    ),
    "S158",
)
c(
    "relation table",
    db(
        "### Relationships\n\n| From | To | Type |\n|---|---|---|\n| posts.user_id | users.id | N:1 |\n| users.team_id | teams.id | N:1 |\n"
    ),
    "S159",
)


def post(table: str, js: str, more: str = "") -> str:
    return f"# App\n\n### POST /users\n\n**Request Body:**\n\n{table}\n\n```json\n{js}\n```\n\n**Response:** 201\n{more}"


c(
    "js type",
    post(
        "| Parameter | Type | Required |\n|---|---|---|\n| name | string | yes |\n| age | integer | yes |",
        '{"name": "x", "age": "old"}',
    ),
    "A160",
    post(
        "| Parameter | Type | Required |\n|---|---|---|\n| name | string | yes |\n| age | integer | yes |",
        '{"name": "x", "age": 5}',
    ),
)
c(
    "js es",
    post(
        "| Campo | Tipo | Obligatorio | Reglas |\n|---|---|---|---|\n| nombre | string | Sí | max 3 caracteres |\n| edad | entero | Sí | |",
        '{"nombre": "demasiado", "edad": 5}',
    ),
    "A165",
)
c(
    "js bullets",
    '# App\n\n### POST /users\n\n**Request Body:**\n\n- `name` (string, required): max 3 chars\n- `age` (integer, required): 0-150\n\n```json\n{"name": "toolong", "age": 200}\n```\n\n**Response:** 201\n',
    "A165",
)
c(
    "js enum",
    post(
        "| Field | Type | Required | Description |\n|---|---|---|---|\n| role | enum(admin, user) | Yes | role |",
        '{"role": "boss"}',
    ),
    "A165",
    post(
        "| Field | Type | Required | Description |\n|---|---|---|---|\n| role | enum(admin, user) | Yes | role |",
        '{"role": "admin"}',
    ),
)
c(
    "ts vs json",
    '# App\n\n### POST /users\n\n**Request:**\n\n```typescript\ninterface CreateUser {\n  name: string;\n  age: number;\n}\n```\n\n```json\n{"name": "x", "age": "old"}\n```\n\n**Response:** 201\n',
    "A160",
)


def resp(js: str) -> str:
    return (
        db("") + f"\n## API\n\n### GET /users/{{id}}\n\n**Response (200):**\n```json\n{js}\n```\n"
    )


c(
    "resp type",
    resp('{"id": 1, "email": "a@b.co", "age": {"years": 5}, "status": "new"}'),
    "S175",
    resp('{"id": 1, "email": "a@b.co", "age": 5, "status": "new"}'),
)
c(
    "req len",
    db("")
    + "\n## API\n\n### POST /posts\n\n**Request Body:**\n\n| Field | Type | Required | Validation |\n|---|---|---|---|\n| title | string | Yes | max 200 chars |\n| user_id | integer | Yes | |\n\n**Response:** 201\n",
    "S176",
    db("")
    + "\n## API\n\n### POST /posts\n\n**Request Body:**\n\n| Field | Type | Required | Validation |\n|---|---|---|---|\n| title | string | Yes | max 50 chars |\n| user_id | integer | Yes | |\n\n**Response:** 201\n",
)
c(
    "req enum",
    db("")
    + "\n## API\n\n### POST /users\n\n**Request Body:**\n\n| Field | Type | Required | Validation |\n|---|---|---|---|\n| email | string | Yes | email |\n| status | string | Yes | one of: new, active, gone |\n\n**Response:** 201\n",
    "S177",
)
OV = '# App\n\n## Endpoints\n\n| Method | Path | Description |\n|---|---|---|\n| GET | /users | List |\n| POST | /users | Create |\n{}\n\n### GET /users\n\n**Response (200):**\n```json\n[]\n```\n\n### POST /users\n\n**Request:**\n```json\n{{"a": 1}}\n```\n**Response (201):**\n```json\n{{"id": 1}}\n```\n\n{}'
c("ov not described", OV.format("| DELETE | /users/{id} | Remove |", ""), "S179")
c(
    "ov missing",
    OV.format(
        "",
        '### PATCH /users/{id}\n\n**Request:**\n```json\n{"a": 2}\n```\n**Response (200):**\n```json\n{"id": 1}\n```\n',
    ),
    "S182",
)
c(
    "ov differs",
    OV.format(
        "| GET | /user/{id} | One |",
        '### GET /users/{id}\n\n**Response (200):**\n```json\n{"id": 1}\n```\n',
    ),
    "S178",
)
c(
    "ov status",
    '# App\n\n## Endpoints\n\n| Method | Path | Success |\n|---|---|---|\n| POST | /users | 200 |\n| GET | /users | 200 |\n\n### POST /users\n\n**Response (201):**\n```json\n{"id": 1}\n```\n\n### GET /users\n\n**Response (200):**\n```json\n[]\n```\n',
    "A110",
)
c(
    "ov auth",
    "# App\n\n## Endpoints\n\n| Method | Path | Auth |\n|---|---|---|\n| GET | /users | No |\n\n### GET /users\n\n**Authentication:** Required (Bearer)\n\n**Response (200):**\n```json\n[]\n```\n",
    "A104",
)


def err(row: str, lst: str) -> str:
    return f'# App\n\n### POST /users\n\n**Request:**\n```json\n{{"a": 1}}\n```\n**Response (201):**\n```json\n{{"id": 1}}\n```\n\n**Errors:**\n\n| Status | Code | Description |\n|---|---|---|\n{row}\n\n## Error Codes\n\n| Code | HTTP Status | Meaning |\n|---|---|---|\n{lst}\n'


c(
    "err unlisted",
    err("| 409 | EMAIL_TAKEN | x |", "| NAME_TAKEN | 409 | x |"),
    "S172",
    err("| 409 | EMAIL_TAKEN | x |", "| EMAIL_TAKEN | 409 | x |"),
)
c("err status", err("| 409 | EMAIL_TAKEN | x |", "| EMAIL_TAKEN | 400 | x |"), "S174")
c(
    "err body",
    '# App\n\n### POST /users\n\n**Response (201):**\n```json\n{"id": 1}\n```\n\n**Error (409):**\n```json\n{"error": {"code": "EMAIL_TAKEN", "message": "x"}}\n```\n\n## Error Codes\n\n| Code | HTTP Status | Meaning |\n|---|---|---|\n| NAME_TAKEN | 409 | x |\n',
    "S172",
)
c(
    "path param table",
    "# App\n\n### GET /users/{id}\n\n**Path Parameters:**\n\n| Name | Type |\n|---|---|\n| id | integer |\n| post_id | integer |\n\n**Response:** 200\n",
    "S170",
    "# App\n\n### GET /users/{id}\n\n**Path Parameters:**\n\n| Name | Type |\n|---|---|\n| id | integer |\n\n**Response:** 200\n",
)
c(
    "path param bullets",
    "# App\n\n### GET /users\n\n**Path Parameters:**\n- `user_id` (uuid, required): the user\n\n**Response:** 200\n",
    "S170",
)
c(
    "path param other name",
    "# App\n\n### GET /orders/{id}\n\n**Path Parameters:**\n\n| Name | Type | Required |\n|---|---|---|\n| invoice_number | uuid | Yes |\n\n**Response:** 200\n",
    "S170",
)
c("reserved", "# A\n\n```sql\nCREATE TABLE order (id int);\n```\n", "Q113")
c(
    "dup table",
    "# A\n\n```sql\nCREATE TABLE a (id int);\n```\n\n```sql\nCREATE TABLE a (id int, x text, y text);\n```\n",
    "S151",
)


def told(text: str) -> set[str]:
    reading = read_spec(text.encode(), "spec.md")
    found = [*reading.diagnostics, *check_specs([reading])]
    assert all(item.span is not None and item.hint for item in found)
    return {item.code for item in found}


_STATUSES = "# A\n\n### GET /a\n\n**Errors**:\n\n| Status | Code |\n|---|---|\n| 404 | GONE |\n"
c("status of letters", f"{_STATUSES}| 4O9 | TAKEN |\n", "A112", f"{_STATUSES}| 409 | TAKEN |\n")
c("status out of range", f"{_STATUSES}| 799 | TAKEN |\n", "A112", f"{_STATUSES}| 4xx | TAKEN |\n")


@pytest.mark.parametrize(("name", "wrong", "code", "right"), CASES, ids=[case[0] for case in CASES])
def test_a_contradiction_is_told_as_what_it_is(
    name: str, wrong: str, code: str, right: str | None
) -> None:
    assert told(wrong) - {"S173"} == {code}
    assert right is None or told(right) == set()
