"""Ways of writing that specs had which nobody had tuned the reader on, a case for each kind."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ArrayShape, EnumShape, ObjectShape, StringShape
from spec2code.model.statements import CreateTable
from tests.spec_reading import endpoints, keys, only, query, reading, request, responses


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("Interfaces (REST + WebSocket)", True),
        ("API & WebSocket", True),
        ("接口与 WebSocket", True),
        ("WebSocket API", False),
        ("WebSockets", False),
    ],
)
def test_a_heading_of_routes_and_messages(title: str, taken: bool) -> None:
    text = f"# Pets\n\n## {title}\n\n### GET /pets\n\nAll of them.\n"
    assert keys(text) == (["GET /pets"] if taken else [])


@pytest.mark.parametrize(
    ("title", "made"),
    [
        ("pet_versions — snapshots (supports rollback)", True),
        ("pet_versions（支持回滚）", True),
        ("Rollback", False),
        ("回滚脚本", False),
    ],
)
def test_a_table_that_lets_roll_back_is_no_way_down(title: str, made: bool) -> None:
    text = f"# Pets\n\n## {title}\n\n```sql\nCREATE TABLE pet_versions (id int PRIMARY KEY);\n```\n"
    assert bool(reading(text).spec.statements) is made


def test_bullets_with_types_in_small_letters() -> None:
    text = (
        "# Приют\n\n## Схема БД\n\n### pets\n\n- id (uuid, pk)\n- name (text, not null)\n- owner_id (uuid, fk -> owners.id)\n"
        "- age (int, default 3)\n\n### visits (if any)\n\n- id: uuid (pk)\n- at: timestamptz\n"
    )
    made = [item for item in reading(text).spec.statements if isinstance(item, CreateTable)]
    assert [item.table.name.name for item in made] == ["pets", "visits"]


def test_values_in_a_query_string() -> None:
    parameter, other = only("- GET /pets?kind=cat|dog|fish&from=\n").parameters
    assert (parameter.name, other.name) == ("kind", "from")
    assert isinstance(parameter.shape, EnumShape)
    assert parameter.shape.values == ("cat", "dog", "fish")


def test_plain_labels_with_a_dash() -> None:
    text = (
        '## Join\n\nPOST /members\n\nRequest\n\n```json\n{"email": "a@b.c"}\n```\n\n'
        'Response — success (201)\n\n```json\n{"id": "uuid"}\n```\n\n'
        'Response — there already (409)\n\n```json\n{"code": "TAKEN"}\n```\n'
    )
    endpoint = only(text)
    assert (request(endpoint), responses(endpoint)) == (["email"], {201: ["id"]})
    assert [error.status for error in endpoint.errors] == [409]


def test_routes_that_share_a_path() -> None:
    text = (
        "**PUT `/api/pets/{id}`** / **DELETE** / **POST `/{id}/wash`** (once) / **POST `/{id}/feed`**.\n"
        "**GET / POST `/api/pets`**, **PATCH `/{id}`**\n"
    )
    assert sorted(keys(text)) == [
        "DELETE /api/pets/{id}",
        "GET /api/pets",
        "PATCH /api/pets/{id}",
        "POST /api/pets",
        "POST /api/pets/{id}/feed",
        "POST /api/pets/{id}/wash",
        "PUT /api/pets/{id}",
    ]
    assert keys("- GET /pets, POST /owners\n") == ["GET /pets", "POST /owners"]


def test_bodies_in_the_line_of_a_route() -> None:
    text = (
        "**PUT `/pets/{id}/name`** — rename. Req `{name, reason}`; Resp `{ok}`; 409 if it is taken.\n"
        "**GET `/pets/{id}`** — 详情；不存在时 404。\n"
    )
    rename, detail = endpoints(text)
    assert (request(rename), responses(rename)) == (["name", "reason"], {200: ["ok"]})
    assert [error.status for error in rename.errors] == [409]
    assert [error.status for error in detail.errors] == [404]


def test_bodies_in_the_comments_of_a_fence() -> None:
    text = (
        "**POST `/pets/{id}/feed`** — once.\n```json\n"
        '// Req: { "food": "hay", "grams": 20 }\n// too much of it is refused\n'
        '// Resp data: { "left": 5 }\n```\n'
    )
    endpoint = only(text)
    assert request(endpoint) == ["food", "grams"]
    assert responses(endpoint) == {200: ["data"]}


def test_names_and_words_of_a_body() -> None:
    text = "### POST /pets/:id/approve\n\n- Body: `version` + optional comment\n"
    endpoint = only(text)
    assert request(endpoint) == ["version", "comment"]


def test_files_of_a_form_in_a_fence() -> None:
    text = (
        "### Upload\n\n```\nPOST /scans\nContent-Type: multipart/form-data\n\nForm Data:\n"
        "- scans: [a.png, b.png, ..., z.png]\n- cover: c.jpg\n- owner_id: P001\n\n"
        'Response (202):\n{ "id": "up_1" }\n```\n'
    )
    endpoint = only(text)
    assert endpoint.request is not None
    assert endpoint.request.media_type == "multipart/form-data"
    shape = endpoint.request.shape
    assert isinstance(shape, ObjectShape)
    scans, cover, owner = shape.fields
    assert isinstance(scans.shape, ArrayShape)
    assert scans.shape.items == cover.shape == StringShape(format="binary")
    assert owner.name == "owner_id"
    assert responses(endpoint) == {202: ["id"]}


def test_the_body_of_another_endpoint_from_an_action_on_its_item() -> None:
    text = (
        '### Create list\n\nPOST /lists\n\n**Response:** `201 Created`\n```json\n{"id": 1, "name": "x"}\n```\n\n'
        "### Copy\n\nPOST /lists/{id}/copy\n\n**Response:** `201 Created` (same structure as create response)\n\n"
        '### Add entry\n\nPOST /lists/{id}/entries\n\n**Response:** `201 Created`\n```json\n{"entry": 1}\n```\n\n'
        "### Change entry\n\nPUT /lists/{id}/entries/{entry}\n\n**Response:** `200 OK` (same structure as add entry response)\n"
    )
    _, copy, _, change = endpoints(text)
    assert responses(copy) == {201: ["id", "name"]}
    assert responses(change) == {200: ["entry"]}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("  - 出参：access_token, user", {200: ["access_token", "user"]}),
        ("  - 返回：`id`、`state`", {200: ["id", "state"]}),
        ("  - Returns: token, user", {200: ["token", "user"]}),
        ("  - Returns: the token of the user", {200: []}),
        ("  - Returns: PDF, CSV", {200: []}),
    ],
)
def test_names_of_an_answer_on_its_label(line: str, expected: dict[int, list[str]]) -> None:
    assert responses(only(f"- GET /api/session\n{line}\n")) == expected


@pytest.mark.parametrize(
    ("sentence", "fields"),
    [
        ("Returns `token`, `user` and sets a cookie.", ["token", "user"]),
        ("응답은 `token`, `user`를 반환한다.", ["token", "user"]),
        ("Returns `pending` where it is too early.", []),
    ],
)
def test_a_sentence_that_lists_the_answer(sentence: str, fields: list[str]) -> None:
    assert responses(only(f"### GET /session\n\n{sentence}\n")) == {200: fields}


def test_a_sentence_that_lists_a_form() -> None:
    endpoint = only(
        "### PATCH /me/images\n\n`multipart/form-data` with `avatar`, `banner`, 5 MB each.\n"
    )
    assert request(endpoint) == ["avatar", "banner"]
    assert endpoint.request is not None and endpoint.request.media_type == "multipart/form-data"


def test_words_for_fields_that_may_be_changed() -> None:
    text = "### PATCH /me\n\nAllowed fields:\n- `name`\n- `phone`\n\n### GET /people\n\nQuery params may include:\n- `role`\n- `grade`\n"
    change, people = endpoints(text)
    assert (request(change), query(people)) == (["name", "phone"], ["role", "grade"])


def test_a_query_of_one_and_what_comes_behind() -> None:
    text = (
        "### GET /pets/{id}/report\n\nQuery: `period?`  \nWeights, visits and food of one month.\n\n"
        "- `score`: all of it\n- `trend`: the difference\n"
    )
    assert query(only(text)) == ["period"]


@pytest.mark.parametrize(
    ("sentence", "success", "failures"),
    [
        ("토큰을 폐기하고 `204`를 반환한다.", [204], []),
        ("Revokes it and returns 204.", [204], []),
        ("연결이 없으면 404다.", [200], [404]),
        ("Returns 200 items at most.", [200], []),
    ],
)
def test_statuses_in_sentences(sentence: str, success: list[int], failures: list[int]) -> None:
    endpoint = only(f"### DELETE /session\n\n{sentence}\n")
    assert [item.status for item in endpoint.responses] == success
    assert [item.status for item in endpoint.errors] == failures


def test_what_cells_say_in_passing() -> None:
    text = (
        "| Method | Path | Notes |\n|---|---|---|\n"
        "| GET | `/pets/{id}/visits` | new: `?since=&limit=`; returns 404 if there is no pet |\n"
        "| GET | `/groups` · POST · DELETE | watched groups |\n"
        "| POST | `/pets/{id}/sleep` `/wake` | rests, or not |\n"
        "| GET | `/healthz` `/readyz` | probes |\n"
    )
    visits = endpoints(text)[0]
    assert query(visits) == ["since", "limit"]
    assert [error.status for error in visits.errors] == [404]
    assert keys(text)[1:] == [
        "GET /groups",
        "POST /groups",
        "DELETE /groups",
        "POST /pets/{id}/sleep",
        "POST /pets/{id}/wake",
        "GET /healthz",
        "GET /readyz",
    ]


def test_an_example_of_a_route_with_an_id() -> None:
    text = (
        "| Method | Path |\n|---|---|\n| PUT | `/api/pets/{id}/tags` |\n\n"
        '```jsonc\n// PUT /api/pets/12/tags\n{ "tags": ["a"] }\n```\n'
    )
    endpoint = only(text)
    assert (endpoint.path, request(endpoint)) == ("/api/pets/{id}/tags", ["tags"])


def test_a_phase_in_brackets_is_no_plan() -> None:
    table = "| Method | Path |\n|---|---|\n| GET | `/{}` |\n"
    text = f"# Pets\n\n## Feeding (Phase 3)\n\n{table.format('food')}\n## Phase 1: pets\n\n{table.format('pets')}"
    assert keys(text) == ["GET /food"]


def test_two_bodies_in_one_line() -> None:
    text = '## POST /messages\n\nОтвет: `{ "ok": true, "id": 1 }` или `{ "ok": false, "error": "..." }`\n'
    assert responses(only(text)) == {201: ["ok", "id", "error"]}


def test_the_headers_of_a_form_are_no_fields() -> None:
    text = '#### POST /upload\n\n**Request:**\n```\nContent-Type: multipart/form-data\nfile: <binary>\nkind: "a" | "b"\n```\n'
    endpoint = only(text)
    assert request(endpoint) == ["file", "kind"]
    assert endpoint.request is not None and endpoint.request.media_type == "multipart/form-data"


def test_a_subsection_that_is_named_after_a_row() -> None:
    text = (
        "## API\n\n| Method | Path | Purpose |\n|---|---|---|\n| GET | `/pets` | all |\n| POST | `/pet-matrix` | compute |\n\n"
        '### 5.1 Pet matrix — request/response\n\n```json\n// Request\n{ "kind": "cat" }\n\n// Response\n{ "cells": [] }\n```\n'
    )
    pets, matrix = endpoints(text)
    assert (request(matrix), responses(matrix)) == (["kind"], {200: ["cells"]})
    assert (request(pets), responses(pets)) == ([], {200: []})


def test_a_query_string_over_several_lines() -> None:
    text = (
        "### The log\n\n```\nGET /api/log\n  ?limit=50&offset=0\n  &kind=<string>?\n```\n\n"
        "Guarded by `JwtGuard`.\n"
    )
    endpoint = only(text)
    assert query(endpoint) == ["limit", "offset", "kind"]
    assert endpoint.auth is not None and endpoint.auth.required


def test_a_table_that_the_line_above_names() -> None:
    text = (
        "## Data model\n\nNew entity `PetVisit` at `src/pets/visit.ts`:\n\n"
        "| Column | Type | Notes |\n|---|---|---|\n| `id` | uuid (pk) | |\n| `at` | timestamptz | when |\n"
    )
    (statement,) = reading(text).spec.statements
    assert isinstance(statement, CreateTable)
    assert statement.table.name.name == "PetVisit"


def test_columns_squeezed_into_one_cell() -> None:
    text = (
        "| Endpoint | Purpose, request, response and status codes |\n|---|---|\n"
        "| `POST /pets` | **Auth:** none. Request `{name,kind?}`. Response `201` `{id,state}`. Names are unique; errors: "
        "`400` malformed, `409` taken. |\n"
        "| `GET /pets` | **Auth:** keepers. Query `kind?,page?`. Response `200` all of them. Errors `401`, `403`. |\n"
        "| `POST /pets/{id}/feed` | **Auth:** keepers. Optional `{grams}`. Response `202` later; invalid state is `409`; "
        "also `401`, `404`. |\n"
    )
    create, listing, feed = endpoints(text)
    assert (request(create), responses(create)) == (["name", "kind"], {201: ["id", "state"]})
    assert [error.status for error in create.errors] == [400, 409]
    assert create.auth is not None and not create.auth.required
    assert query(listing) == ["kind", "page"]
    assert [error.status for error in listing.errors] == [401, 403]
    assert (request(feed), responses(feed)) == (["grams"], {202: []})
    assert sorted(error.status for error in feed.errors) == [401, 404, 409]


def test_a_query_below_a_table_of_endpoints() -> None:
    text = (
        "| Method | Endpoint | Description |\n|---|---|---|\n| GET | `/api/pets` | all |\n| POST | `/api/pets` | one more |\n"
        "| GET | `/api/pets/search` | some |\n\n**Query Parameters for `/api/pets`**:\n- `page` (default: 1)\n- `kind` (cat or dog)\n"
    )
    assert [query(endpoint) for endpoint in endpoints(text)] == [["page", "kind"], [], []]


def test_labels_in_japanese() -> None:
    text = (
        "# 施設\n\n## 認証\n\nすべてのエンドポイントは **セッション認証** が必要。\n\n## PUT /api/pets/[id]\n\n### リクエスト\n\n"
        "#### リクエストボディ（すべて任意）\n\n| フィールド | 型 | 必須 | 説明 |\n|---|---|---|---|\n| `name` | string | ✓ | 名前 |\n| `age` | integer | - | 年齢 |\n\n"
        '#### リクエスト例\n\n```\nPUT /api/pets/clxxxxxxxx\n```\n\n### レスポンス\n\n**ステータス**: `200 OK`\n\n```json\n{ "ok": true }\n```\n\n'
        "### エラーレスポンス\n\n| ステータス | コード | 説明 |\n|---|---|---|\n| 404 | `PET_NOT_FOUND` | 存在しない |\n"
    )
    endpoint = only(text)
    assert (request(endpoint), responses(endpoint)) == (["name", "age"], {200: ["ok"]})
    assert [(error.status, error.code) for error in endpoint.errors] == [(404, "PET_NOT_FOUND")]
    assert endpoint.auth is not None and endpoint.auth.required


def test_an_error_behind_a_route_that_prose_names_is_no_request() -> None:
    text = """# Pets

### POST /pets

**Request:**
```json
{ "name": "Rex" }
```

## Tried out

**`POST /pets`**, a second time, answers `429`:
```json
{ "error": { "code": "TOO_OFTEN", "message": "Later", "details": {} } }
```
"""
    made = reading(text)
    assert made.diagnostics == ()
    (endpoint,) = made.spec.endpoints
    assert endpoint.request is not None
    assert isinstance(endpoint.request.shape, ObjectShape)
    assert [item.name for item in endpoint.request.shape.fields] == ["name"]
