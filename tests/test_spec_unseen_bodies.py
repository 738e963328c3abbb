"""Bodies as specs show them that nobody had tuned the reader on: short labels, nested answers, notes within names."""

from __future__ import annotations

import pytest

from spec2code.model.statements import CreateTable
from tests.spec_reading import codes, endpoints, keys, only, query, reading, request, responses


def test_short_labels_below_a_route_in_a_list() -> None:
    text = (
        "# API\n\n| Method | Path | Auth |\n|---|---|---|\n| POST | `/signup` | none |\n| GET | `/me` | user |\n\n"
        '## Details\n\n- `POST /signup`\n  - Req: `{ "email", "name?" }`\n  - Res: user JSON (`id`, `email`, etc.)\n'
        "- `GET /me`\n  - Res: `User`\n\n- `User` fields: `id`, `email`, `pets[]`\n"
    )
    signup, me = endpoints(text)
    assert (request(signup), responses(signup)) == (["email", "name"], {200: ["id", "email"]})
    shapes = [answer.shape for answer in me.responses]
    assert shapes and shapes[0] is not None


ANSWER = (
    '### `POST /login`\n\n**Request:** `{ "email": "a@b.c" }`\n\n**Response:**\n- 200: `login_success` → in the body\n'
    "  - Cookie: access_token (30 min, HttpOnly)\n  - Body: `{ userId, email }` (AuthResponse)\n- 401: AUTH-001 (wrong)\n"
)


def test_what_stands_below_a_status_is_of_that_answer() -> None:
    endpoint = only(ANSWER)
    assert (request(endpoint), responses(endpoint)) == (["email"], {200: ["userId", "email"]})
    assert [error.status for error in endpoint.errors] == [401]
    assert not [item for item in endpoint.parameters if item.location == "cookie"]


def test_the_envelope_of_an_example_is_part_of_the_body() -> None:
    example = '\n**Response example:**\n```json\n{ "message": "ok", "data": { "userId": 1, "email": "a@b.c" } }\n```\n'
    assert responses(only(ANSWER + example)) == {200: ["message", "data"]}
    other = example.replace("userId", "id")
    assert responses(only(ANSWER + other)) == {200: ["userId", "email"]}


def test_program_code_below_an_endpoint_is_no_body() -> None:
    text = (
        '### GET /pets\n\n**Response (200)**\n```json\n{ "id": 1 }\n```\n\n**Use:**\n```javascript\nasync function load() {\n'
        "  const r = await fetch('/pets', { method: 'GET' });\n  if (r.ok) {\n    return true;\n  }\n}\n```\n"
    )
    assert responses(only(text)) == {200: ["id"]}
    assert not codes(text)


@pytest.mark.parametrize(
    ("lines", "fields"),
    [
        ("`multipart/form-data` 字段：\n\n- `photo`：必填。\n- `kind`\n", ["photo", "kind"]),
        ("- Fields: `kind` (dog|cat), `photo` (image/png)\n", ["kind", "photo"]),
        ("**Request:** photo(File) - the picture\n", ["photo"]),
        (
            "- **请求**：`{ keeperId, startTime(epoch millis), note? }`\n",
            ["keeperId", "startTime", "note"],
        ),
        ("- **请求**：数组\n  - date: string\n  - time: string（HH:mm）\n", ["[]", "date", "time"]),
        ("**Request** `Content-Type: multipart/form-data`\n", []),
    ],
)
def test_fields_of_a_request(lines: str, fields: list[str]) -> None:
    assert request(only(f"### POST /pets/photos\n\n{lines}")) == fields


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("响应包含 `total` 和 `items`。每项包括状态。", ["total", "items"]),
        ("`id`, `url` を返却。", ["id", "url"]),
        ("The response contains `total` and `items`.", ["total", "items"]),
    ],
)
def test_fields_of_an_answer_in_a_sentence(line: str, fields: list[str]) -> None:
    assert responses(only(f"### GET /media\n\n{line}\n")) == {200: fields}


def test_statuses_with_their_codes_in_one_piece_of_code() -> None:
    text = "### POST /qa\n\nSpecial:\n\n- empty: `400 question_required`.\n- no proof: `200`, `citations=[]`.\n- too large: `413 FILE_TOO_LARGE`\n"
    assert [(e.status, e.code) for e in only(text).errors] == [
        (400, "question_required"),
        (413, "FILE_TOO_LARGE"),
    ]


def test_queries_in_a_fence_and_with_slashes() -> None:
    fence = "```typescript\n// GET /ledger\nQuery: { from?: string; page?: number }\nResponse: { data: Row[] }\n```\n"
    endpoint = only(f"# API\n\n{fence}")
    assert (query(endpoint), responses(endpoint)) == (["from", "page"], {200: ["data"]})
    assert query(only("### GET /users\n\n- 查询：pageNum/pageSize/role?\n")) == [
        "pageNum",
        "pageSize",
        "role",
    ]


def test_a_list_of_objects_in_typescript() -> None:
    fence = "```typescript\n// GET /kcs\nResponse: {\n  total: number;\n  kcs: Array<{\n    id: string;\n    lines: Line[];\n  }>;\n}\n```\n"
    assert responses(only(f"# API\n\n{fence}")) == {200: ["total", "kcs"]}


def test_two_ways_to_call_answer_in_two_forms() -> None:
    text = (
        '# Posts\n\n## List\n\n### latest\n**Endpoint:** `GET /posts?cursor=1`\n\n**Response:**\n```json\n{ "posts": [], "next": 1 }\n```\n\n'
        '### likes\n**Endpoint:** `GET /posts?offset=0`\n\n**Response:**\n```json\n{ "posts": [], "total": 1 }\n```\n'
    )
    assert responses(only(text)) == {200: ["posts", "next", "total"]}


def test_words_in_wide_brackets_are_no_part_of_a_path() -> None:
    assert keys("### POST /appointments（学生）创建\n\n### GET /files/:id(\\d+)\n") == [
        "POST /appointments",
        "GET /files/{id}",
    ]


def test_no_jwt_required() -> None:
    auth = only(
        "```ts\n// POST /admin/login  (No JWT required — @Public())\nRequest: { a: string }\n```\n"
    ).auth
    assert auth is not None and not auth.required


def test_tables_in_the_notation_of_relations() -> None:
    text = "# App\n\n## Entities & Tables (Relational)\n\n```\nPet(PetId PK, Chip UQ, Name)\nVisit(Id PK, PetId FK, At)\n```\n"
    tables = [s.table for s in reading(text).spec.statements if isinstance(s, CreateTable)]
    assert [(t.name.name, [c.name for c in t.columns]) for t in tables] == [
        ("Pet", ["PetId", "Chip", "Name"]),
        ("Visit", ["Id", "PetId", "At"]),
    ]
    calls = "# App\n\n## Tables\n\n```\nload(id, name)\nsave(id, name)\n```\n"
    assert not [
        s
        for s in reading(calls).spec.statements
        if isinstance(s, CreateTable) and "load" in s.table.name.name and s.table.primary_key
    ]


def test_a_section_called_by_its_number_alone() -> None:
    text = (
        '# API\n\n### 3.1 Get profile\n\n```\nGET /me\n```\n\n**Response (200):**\n```json\n{"id": 1, "name": "x"}\n```\n\n'
        "### 3.2 Change profile\n\n```\nPUT /me\n```\n\n**Response (200):** *(same as 3.1)*\n"
    )
    assert responses(endpoints(text)[1]) == {200: ["id", "name"]}
    assert "A107" not in codes(text)


def test_an_action_of_another_group_is_called_by_its_name() -> None:
    text = (
        '# API\n\n## Auth\n\n### POST /auth/login\n\n**Response (200):**\n```json\n{"token": "x"}\n```\n\n'
        "## Users\n\n### POST /users/signup\n\n**Response (200):** Same shape as login — returns `token`.\n"
    )
    assert responses(endpoints(text)[1]) == {200: ["token"]}


def test_a_query_string_below_its_remark_in_a_fence() -> None:
    text = '# API\n\n### GET /pets\n```json\n// Query Parameters\n?owner_id=uuid&page=1\n\n// Response\n{"items": []}\n```\n'
    (one,) = endpoints(text)
    assert query(one) == ["owner_id", "page"] and responses(one) == {200: ["items"]}


def test_a_group_that_is_open_to_all() -> None:
    text = "# API\n\n认证方式: JWT Bearer Token\n\n## 搜索 APIs (公开访问)\n\n### GET /pets\n\n列表\n\n## 订单 APIs (需要认证)\n\n### GET /orders\n\n列表\n"
    assert [(one.path, bool(one.auth and one.auth.required)) for one in endpoints(text)] == [
        ("/pets", False),
        ("/orders", True),
    ]
