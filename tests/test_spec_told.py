"""What lines say in passing: arrows, wrapped sentences, statuses in prose, bullets that hold several things."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ArrayShape, ObjectShape, StringShape
from spec2code.model.statements import CreateTable
from tests.spec_reading import (
    codes,
    endpoints,
    keys,
    names,
    only,
    query,
    reading,
    request,
    responses,
)

SHAPE = "\n```ts\ntype Pet = { id: string; name: string };\n```\n"


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("201 → `{ pet: Pet, tokens: { access } }`", {201: ["pet", "tokens"]}),
        ("200 → `{ id, name }`", {200: ["id", "name"]}),
        ("200 → `Pet` with its owner.", {200: ["id", "name"]}),
        ("200 → updated `Pet`", {200: ["id", "name"]}),
        ("200 → `Pet` (state: `fed`)", {200: ["id", "name"]}),
        ("200 → `Pet[]`", {200: ["[]", "id", "name"]}),
        ("204", {204: []}),
        ("200 - the list, newest first", {200: []}),
    ],
)
def test_a_status_with_an_arrow(line: str, answer: dict[int, list[str]]) -> None:
    read = reading(f"## Types\n{SHAPE}\n## API\n\n- GET `/pets`\n  - {line}\n")
    (endpoint,) = read.spec.endpoints
    known = dict(read.spec.definitions)
    assert {r.status: names(r.shape, known) for r in endpoint.responses} == answer


def test_arrows_behind_the_routes_of_a_fence() -> None:
    read = reading(
        "## API\n\n```\n"
        'GET    /health      → { status: "ok", at }\n'
        "POST   /login       → Token{ value, kind }\n"
        "GET    /pets        → Pet[]\n"
        "POST   /pets        → Pet (staff only, 201)\n"
        "DELETE /pets/{id}   → 204\n"
        "GET    /pets/counts → how many of each kind\n"
        "```\n\n`Pet` = `{ id, name,\ntoys[] }`, with more inside.\n"
    )
    found = {
        f"{e.method} {e.path}": {
            r.status: names(r.shape, dict(read.spec.definitions)) for r in e.responses
        }
        for e in read.spec.endpoints
    }
    assert found["GET /health"] == {200: ["status", "at"]}
    assert found["POST /login"] == {200: ["value", "kind"]}
    assert found["GET /pets"][200][0] == "[]"
    assert found["POST /pets"] == {201: ["id", "name", "toys"]}
    assert found["DELETE /pets/{id}"] == {204: []}
    assert found["GET /pets/counts"] == {200: []}
    post = next(e for e in read.spec.endpoints if e.method == "POST" and e.path == "/pets")
    assert post.auth is not None and post.auth.required


def test_shapes_in_the_cells_of_a_table() -> None:
    read = reading(
        "# Pets\n\n| Model | Where |\n|---|---|\n| `Owner{id, name}` | owners |\n| `Tag{id, value: float}` | tags |\n"
    )
    assert names(read.spec.definitions["Owner"]) == ["id", "name"]
    assert names(read.spec.definitions["Tag"]) == ["id", "value"]
    assert not reading("| A | B |\n|---|---|\n| `Set{x}` | y |\n| plain | z |\n").spec.definitions


def test_several_fields_in_a_bullet() -> None:
    text = (
        "- GET /pets\n  - Query (optional):\n    - `page` (int, default 1), `size` (int, default 20)\n"
        "    - `old` (boolean), `kind` (string)\n    - `sort` (e.g., `born:desc,name:desc`)\n"
    )
    endpoint = only(text)
    assert query(endpoint) == ["page", "size", "old", "kind", "sort"]
    page, size, *_ = endpoint.parameters
    assert (page.default, size.default, page.required) == (1, 20, False)


@pytest.mark.parametrize(
    ("remark", "required"),
    [
        ("(auth: any role)", True),
        ("(auth: keeper/admin)", True),
        ("(auth: none)", False),
        ("(admin header required)", True),
        ("(all of them)", None),
    ],
)
def test_who_may_call_in_brackets(remark: str, required: bool | None) -> None:
    auth = only(f"- DELETE `/pets/:id` {remark}\n  - 204\n").auth
    assert (auth.required if auth else None) is required


def test_the_word_of_a_heading_goes_before_prose() -> None:
    text = "### `POST /pets/:id/publish` — Auth (owner only)\n\nPublish → visibility = PUBLIC. Shown to all.\n"
    auth = only(text).auth
    assert auth is not None and auth.required


def test_fields_of_forms() -> None:
    upload, edit, code = endpoints(
        "- PUT `/pets/:id/photo`\n  - Content-Type: `multipart/form-data`\n  - File field: `photo` (image/*, max 5MB)\n"
        "- PATCH `/keepers/:id`\n  - Any subset of: `name`, `badge` (image/*)\n\n"
        "### POST /pets/pictures\n\nRequest:\n\n```js\nconst form = new FormData();\nfiles.forEach((f) => form.append('pictures', f));\n```\n"
    )
    assert (request(upload), request(edit), request(code)) == (
        ["photo"],
        ["name", "badge"],
        ["pictures"],
    )
    assert code.request is not None and code.request.media_type == "multipart/form-data"


def test_fields_of_a_form_line_by_line() -> None:
    text = "### POST /pets/import\n\n**Request:**\n```\nfile: [a file]\nkind: csv | json\n```\n"
    assert request(only(text)) == ["file", "kind"]


def test_the_options_of_a_call_are_no_body() -> None:
    text = "### POST /token\n\nRequest:\n\n```js\n{\n  method: 'POST',\n  credentials: 'include'\n}\n```\n"
    assert only(text).request is None
    shown = "### POST /rules\n\nRequest:\n\n```js\n{ method: 'POST', amount: 3 }\n```\n"
    assert request(only(shown)) == ["method", "amount"]


@pytest.mark.parametrize(
    ("line", "status", "condition"),
    [
        ("- Returns 422 when the pet is on loan.", 422, "when the pet is on loan"),
        ("- `409` nếu đang dùng.", 409, "nếu đang dùng"),
        ("- 다른 사람의 것은 403으로 거부한다.", 403, "다른 사람의 것은 403으로 거부한다"),
        ("- 重複した場合は 409 エラー", 409, "重複した場合は 409 エラー"),
        ("- 404 wenn es das Tier nicht gibt", 404, "wenn es das Tier nicht gibt"),
    ],
)
def test_errors_in_prose(line: str, status: int, condition: str) -> None:
    (error,) = only(f"### DELETE /pets/{{id}}\n\n{line}\n").errors
    assert (error.status, error.condition) == (status, condition)


def test_a_code_behind_a_status_and_a_second_status() -> None:
    text = (
        "### GET /links/:token\n\nIf the link is too old it returns `410 LINK_EXPIRED`.\n\n"
        "- Unknown or used up → 404/409, the page says so\n"
    )
    found = {(error.status, error.code) for error in only(text).errors}
    assert found == {(410, "LINK_EXPIRED"), (404, None), (409, None)}


def test_a_wrapped_sentence_is_one() -> None:
    text = (
        "### POST /pets/{id}/photo\n\nUploads a picture of one pet for its keeper as `multipart/form-data` using the\n"
        "field names `photo`, `title`. If the storage is full, nothing is kept and the endpoint\n"
        "returns `507`, or when the picture is no picture at all, which is found out by reading it,\n"
        "`422`.\n"
    )
    endpoint = only(text)
    assert request(endpoint) == ["photo", "title"]


def test_labels_line_by_line_stay_lines() -> None:
    text = (
        "### POST /pets\n\n"
        "**Auth:** a bearer token of somebody who keeps at least one pet in this very house\n"
        "**Body:** `{ name, kind }`\n"
        "Errors: 409 if the name is taken by another pet of the same keeper in the same house\n"
        "Query: `dry`\n"
    )
    endpoint = only(text)
    assert (request(endpoint), query(endpoint)) == (["name", "kind"], ["dry"])
    assert [error.status for error in endpoint.errors] == [409]


def test_what_a_line_with_a_colon_says_of_the_fence_below() -> None:
    text = (
        "### GET /pets/{id}\n\nquery parameter:\n\n| name | meaning |\n|---|---|\n| `deep` | owners too |\n\n"
        "The code takes `response.data` for an object.\n\nFields in use:\n\n```js\n{ id, name }\n```\n"
    )
    endpoint = only(text)
    assert (query(endpoint), responses(endpoint)) == (["deep"], {200: ["id", "name"]})
    text = "### POST /pets\n\nFields that count:\n\n```js\n{ kind }\n```\n\nWhat the answer to keepers looks like, a response:\n\n```js\n{ id }\n```\n"
    assert request(only(text)) == ["kind"]


def test_a_query_shown_by_a_call() -> None:
    text = "### GET /pets/today\n\nTakes a zone:\n\n```http\nGET /pets/today?zone=Asia/Tokyo\n```\n"
    assert query(only(text)) == ["zone"]


def test_a_member_without_its_braces() -> None:
    text = '### POST /login\n\n```json\n// Request\n{ "email": "a@b.c" }\n\n// Response 201\n"data": { "token": "ey..." }\n```\n'
    assert responses(only(text)) == {201: ["data"]}


def test_several_prefixes_of_a_group() -> None:
    text = (
        "# Pets\n\n## Keepers\n\nBase: `/api/v1/auth` · `/api/v1/keepers`\n\n### POST /auth/login\n\n### GET /keepers/me\n\n"
        "## Market\n\nBase: `/api/v1/market`\n\n### GET /market/pets\n\n### POST /pets/{id}/praise\n\n"
        "## Fairs (below `/keepers/{id}`)\n\n- GET /api/v1/keepers/{keeper}/fairs\n"
    )
    assert keys(text) == [
        "POST /api/v1/auth/login",
        "GET /api/v1/keepers/me",
        "GET /api/v1/market/pets",
        "POST /api/v1/pets/{id}/praise",
        "GET /api/v1/keepers/{keeper}/fairs",
    ]


def test_all_endpoints_below() -> None:
    text = (
        "# API\n\n## Probes\n\n- GET /health\n\n## Security\n\nAll endpoints below require `Authorization: Bearer <jwt>` unless explicitly public.\n\n"
        "## Pets\n\n- GET /pets\n"
    )
    health, pets = endpoints(text)
    assert health.auth is None
    assert pets.auth is not None and pets.auth.scheme == "bearer"


def test_an_item_that_ends_in_its_route() -> None:
    text = (
        "# Signup\n\n- When the page opens, the client calls `GET /api/signup/verify/:token`:\n  - Unknown or too old → 404/410\n"
        "- It calls `GET /api/pets` and then waits for the answer.\n\n## Fuera de alcance\n\n- `POST /api/other` queda igual\n"
    )
    assert keys(text) == ["GET /api/signup/verify/{token}"]


def test_an_index_above_its_table() -> None:
    text = (
        "# DB\n\n## Indexes\n\n```sql\nCREATE INDEX pets_name ON pets (name);\n```\n\n"
        "## Tables\n\n```sql\nCREATE TABLE pets (id int PRIMARY KEY, name text);\n```\n"
    )
    from spec2code.model.fold import fold
    from spec2code.model.schema import Schema

    folded = fold(Schema(), reading(text).spec.statements, ensure=True).schema
    (table,) = folded.tables.values()
    assert ([index.name for index in table.indexes], table.is_partial) == (["pets_name"], False)
    assert [column.name for column in table.columns] == ["id", "name"]


def test_keys_in_the_column_of_defaults() -> None:
    text = (
        "## Tables\n\n### pets\n\n| Column | Type | Default | Description |\n|---|---|---|---|\n| id | BIGINT | PK, AUTOINCREMENT | id |\n"
        "| name | TEXT | NOT NULL, UNIQUE | name |\n| kind | TEXT | 'cat' | kind |\n| age | INTEGER | - | age |\n"
    )
    (made,) = [item for item in reading(text).spec.statements if isinstance(item, CreateTable)]
    name, kind, age = (made.table.column(each) for each in ("name", "kind", "age"))
    assert made.table.primary_key is not None and made.table.primary_key.columns == ("id",)
    assert name is not None and not name.nullable and name.default is None
    assert kind is not None and kind.nullable and kind.default is not None
    assert age is not None and age.nullable and age.default is None
    assert "S150" not in codes(text)


def test_a_table_without_a_column_for_it_does_not_say_what_is_required() -> None:
    table = (
        "### GET /orders\n\n**Headers**\n\n| Header | Description |\n|---|---|\n"
        "| X-Tenant | The tenant |\n| X-Trace | optional, for tracing |\n"
    )
    assert [(item.name, item.required, item.stated) for item in only(table).parameters] == [
        ("X-Tenant", False, False),
        ("X-Trace", False, True),
    ]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        (r'"{\"theme\": \"dark\"}"', StringShape),
        (r'"[1, 2]"', StringShape),
        ('"{ id, name }"', ObjectShape),
        ('"[]"', ArrayShape),
    ],
)
def test_a_document_in_a_string_is_a_string(written: str, kind: type) -> None:
    body = f'### GET /me\n\n**Response 200**\n\n```json\n{{"settings": {written}}}\n```\n'
    shape = only(body).responses[0].shape
    assert isinstance(shape, ObjectShape)
    assert isinstance(shape.fields[0].shape, kind)
