"""Idioms of real specs, each in a section as teams write it: what is said once, in passing or by reference."""

from __future__ import annotations

import pytest

from spec2code.model.api import Endpoint
from spec2code.model.shapes import (
    EnumShape,
    Field,
    NumberShape,
    ObjectShape,
    StringShape,
    UnionShape,
)
from spec2code.model.statements import CreateTable
from tests.spec_reading import endpoints, keys, only, passed, query, reading, request, responses


def fields(endpoint: Endpoint) -> tuple[Field, ...]:
    assert endpoint.request is not None and isinstance(endpoint.request.shape, ObjectShape)
    return endpoint.request.shape.fields


CREATE = """
### POST /shelves

Create a shelf.

**Request:**

```json
{ "name": "A1", "owner_id": "uuid", "rows": 4 }
```

**Response (201):**

```json
{ "id": "uuid", "name": "A1" }
```
"""


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("same as create, without `owner_id`.", ["name", "rows"]),
        ("Same as create (without owner_id)", ["name", "rows"]),
        ("same as create + `id` of the path", ["name", "owner_id", "rows"]),
        ("same as create plus `archived`", ["name", "owner_id", "rows", "archived"]),
        ("same fields as §1.", ["name", "owner_id", "rows"]),
    ],
)
def test_a_body_like_another_less_or_more(said: str, expected: list[str]) -> None:
    text = CREATE.replace("### POST", "### 1. POST")
    found = endpoints(f"# API\n{text}\n### 2. PUT /shelves/{{id}}\n\n**Request:** {said}\n")
    assert request(found[1]) == expected


def test_a_partial_body_like_another_requires_nothing() -> None:
    found = endpoints(
        f"# API\n{CREATE}\n### PUT /shelves/{{id}}\n\n**Request:** Same as create, all fields optional\n"
    )
    assert [item.required for item in fields(found[1])] == [False] * 3


@pytest.mark.parametrize("said", ["Same response as create.", "The same body as create."])
def test_a_sentence_refers_to_a_response(said: str) -> None:
    found = endpoints(f"# API\n{CREATE}\n### GET /shelves/{{id}}\n\n{said}\n")
    assert responses(found[1]) == {200: ["id", "name"]}


def test_same_as_get_means_the_get_of_the_same_path() -> None:
    found = endpoints(
        '# API\n\n### GET /shelves\n\nResponse:\n```json\n[ { "id": 1 } ]\n```\n\n'
        '### GET /shelves/{id}\n\nResponse:\n```json\n{ "id": 1, "rows": 4 }\n```\n\n'
        "### PATCH /shelves/{id}\n\nResponse: same as GET.\n"
    )
    assert responses(found[2]) == {200: ["id", "rows"]}


def test_a_sentence_before_a_label() -> None:
    endpoint = only(
        '# API\n\n**POST** `/shelves/{id}/audit`\n\nNo body. Response (202):\n```json\n{ "task_id": "uuid" }\n```\n'
    )
    assert endpoint.request is None
    assert responses(endpoint) == {202: ["task_id"]}


@pytest.mark.parametrize(
    "said",
    [
        '- Returns `{ share_url: "https://…", token: "abc" }`',
        'Returns `{ "share_url": "…", "token": "abc" }`.',
        '→ `{ share_url: "…", token: "abc" }`',
    ],
)
def test_a_body_in_a_sentence(said: str) -> None:
    endpoint = only(f"# API\n\n**POST /shelves/{{id}}/share:**\n- Auth: owner only\n\n{said}\n")
    assert responses(endpoint) == {200: ["share_url", "token"]}


@pytest.mark.parametrize(
    ("said", "scopes"),
    [
        ("Creates a shelf. Requires `shelves:write`.", ("shelves:write",)),
        ("Creates a shelf. Seller only.", ("Seller",)),
        ("Creates a shelf. Owner or admin only.", ("Owner", "admin")),
    ],
)
def test_who_may_call_in_a_sentence(said: str, scopes: tuple[str, ...]) -> None:
    auth = only(f"# API\n\n### POST /shelves\n{said}\n").auth
    assert auth is not None
    assert (auth.required, auth.scopes) == (True, scopes)


@pytest.mark.parametrize("said", ["Read only.", "JSON only.", "Available in beta only."])
def test_only_is_no_role(said: str) -> None:
    assert only(f"# API\n\n### GET /shelves\n{said}\n").auth is None


def test_auth_unless_an_endpoint_says_otherwise() -> None:
    found = endpoints(
        "# API\n\nAuthentication uses JWT in the `Authorization` header unless an endpoint says public.\n\n"
        "### GET /shelves\nLists shelves. Public.\n\n### GET /me\n\n### DELETE /shelves/{id}\n"
    )
    assert [item.auth and item.auth.required for item in found] == [False, True, True]


def test_header_lines_in_a_list_of_calls() -> None:
    found = endpoints(
        "# API\n\n```\nPOST /games\n  Headers: Authorization: Bearer <jwt>\n"
        '  Body: { "mode": "ranked" | "casual" }\n  Returns: 201 { "gameId": "uuid" }\n\n'
        'GET /games/:id\n  Returns: 200 { "gameId", "board" }\n```\n'
    )
    assert [item.auth and item.auth.scheme for item in found] == ["bearer", None]


@pytest.mark.parametrize("rule", ["max. 40 characters", "Shown to all. Max. 40 characters."])
def test_a_shortened_word_ends_no_sentence(rule: str) -> None:
    """Without its first word it would be a rule of its own: exactly 40."""
    field = f"| `token` | string | ✓ | {rule} |"
    text = f"# API\n\n### `POST /a`\n\n| Name | Type | Required | Notes |\n|---|---|---|---|\n{field}\n"
    body = only(text).request
    assert body is not None and isinstance(body.shape, ObjectShape)
    token = body.shape.fields[0]
    assert isinstance(token.shape, StringShape)
    assert (token.shape.min_length, token.shape.max_length) == (None, 40)


def test_query_bullets_say_type_and_limits_in_passing() -> None:
    endpoint = only(
        "# API\n\n#### `GET /visits`\n\n**Query Parameters:**\n"
        "- `limit` (optional): Items per page (default: 20, max: 100)\n"
        "- `status` (optional): `open` | `closed`\n"
        "- `from`, `to` (date, optional)\n"
    )
    found = {item.name: item for item in endpoint.parameters}
    assert list(found) == ["limit", "status", "from", "to"]
    assert found["limit"].shape == NumberShape(integer=True, maximum=100)
    assert found["limit"].default == 20
    assert isinstance(found["status"].shape, EnumShape)
    assert found["to"].shape == StringShape(format="date")
    assert not any(item.required for item in found.values())


def test_a_spanish_name_is_no_french_number() -> None:
    endpoint = only("# A\n\n### GET /x\n\n**Query:**\n- `page`: Nombre de la página (requerido)\n")
    assert [(item.shape, item.required) for item in endpoint.parameters] == [(StringShape(), True)]


def test_form_bullets_are_optional_where_they_say_so() -> None:
    endpoint = only(
        "# API\n\n#### `POST /answers`\n\n**Form Data:**\n- `audio`: file (required, max 25 MB)\n"
        "- `duration`: number (optional)\n"
    )
    assert endpoint.request is not None
    assert endpoint.request.media_type == "multipart/form-data"
    assert [item.required for item in fields(endpoint)] == [True, False]


def test_a_table_says_more_of_a_query_string() -> None:
    endpoint = only(
        "# API\n\n### GET /sheets?status=&page=1\n\n**Query parameters**\n\n"
        "| Param | Type | Required | Notes |\n|---|---|---|---|\n"
        "| status | string | No | one of DRAFT, SENT |\n| page | integer | No | >= 1 |\n"
    )
    shapes = {item.name: item.shape for item in endpoint.parameters}
    assert shapes == {
        "status": EnumShape(values=("DRAFT", "SENT")),
        "page": NumberShape(integer=True, minimum=1),
    }


def test_query_names_in_a_sentence() -> None:
    endpoint = only(
        "# API\n\n### GET /products\nLists products. Supports query params: `?category=&search=`. Public.\n"
    )
    assert query(endpoint) == ["category", "search"]


def test_the_type_of_a_default() -> None:
    endpoint = only("# API\n\n### GET /rules\n\n**Query params:** `q`, `limit` (default 50)\n")
    assert [item.shape for item in endpoint.parameters] == [
        StringShape(),
        NumberShape(integer=True),
    ]


def test_planned_and_unchanged_ones_between_the_others() -> None:
    text = (
        "# Auth\n\n## Endpoints\n\n| Method | Path | Access | Status |\n|---|---|---|---|\n"
        "| POST | `/auth/register` | Guest | new |\n| POST | `/auth/login` | Guest | new |\n"
        "| GET | `/me` | Bearer | reuse - unchanged |\n\n"
        "Planned, NOT in this module: `POST /auth/social`, `POST /auth/mfa`.\n\n"
        "Deferred:\n\n- `POST /auth/passkey`\n- `DELETE /auth/passkey`\n\n"
        "Also here:\n\n- `POST /auth/logout`\n- `GET /auth/sessions`\n"
    )
    assert keys(text) == [
        "POST /auth/register",
        "POST /auth/login",
        "POST /auth/logout",
        "GET /auth/sessions",
    ]
    reasons = dict(passed(text))
    assert reasons["GET /me"].startswith("already implemented")
    assert {reasons[f"POST /auth/{name}"] for name in ("social", "mfa", "passkey")} == {
        "planned, not part of this spec yet"
    }


def test_a_table_whose_rows_are_all_planned_is_the_plan() -> None:
    text = "# A\n\n| Method | Path | Status |\n|---|---|---|\n| GET | `/a` | planned |\n| GET | `/b` | planned |\n"
    assert keys(text) == ["GET /a", "GET /b"]


def test_methods_of_a_collection_and_its_item() -> None:
    text = (
        "# A\n\n| Method | Path |\n|---|---|\n| GET/POST/PUT/DELETE | `/rooms`, `/rooms/{id}` |\n"
    )
    assert sorted(keys(text)) == [
        "DELETE /rooms/{id}",
        "GET /rooms",
        "GET /rooms/{id}",
        "POST /rooms",
        "PUT /rooms/{id}",
    ]


def test_rules_that_hold_the_type() -> None:
    endpoint = only(
        "# A\n\n### POST /register\n\n**Request**\n\n| Field | Rules |\n|---|---|\n"
        "| `name` | required, string, 1-60 |\n| `locale` | nullable, string, 2-5 |\n| `age` | required, integer |\n"
    )
    name, locale, age = fields(endpoint)
    assert name.shape == StringShape(min_length=1, max_length=60)
    assert isinstance(locale.shape, UnionShape) and not locale.required
    assert age.shape == NumberShape(integer=True)


def test_an_error_body_gives_code_message_and_condition() -> None:
    endpoint = only(
        "# A\n\n### GET /firms/{id}\n\n**Response (404 Not Found) - firm does not exist:**\n"
        '```json\n{ "error": "NO_FIRM", "message": "There is no such firm" }\n```\n'
    )
    (error,) = endpoint.errors
    assert (error.status, error.code) == (404, "NO_FIRM")
    assert (error.message, error.condition) == ("There is no such firm", "firm does not exist")


def test_an_entity_and_its_table_are_one() -> None:
    found = reading(
        "# Spec\n\n## Data Model\n\n### Challenge\n\n| Field | Type | Constraints |\n|---|---|---|\n"
        "| id | UUID | PK, default uuid4 |\n| goal | INTEGER | NOT NULL |\n| ratio | DOUBLE PRECISION | NULLABLE |\n\n"
        "```sql\nCREATE TABLE challenges (id UUID PRIMARY KEY DEFAULT gen_random_uuid(), goal INTEGER NOT NULL,"
        " ratio DOUBLE PRECISION);\n```\n\n### Entry\n\n| Field | Type | Constraints |\n|---|---|---|\n"
        "| id | UUID | PK, default uuid4 |\n| challenge_id | UUID | NOT NULL, FK → Challenge.id |\n"
    )
    tables = {
        item.table.name.name: item.table
        for item in found.spec.statements
        if isinstance(item, CreateTable)
    }
    assert list(tables) == ["challenges", "entry"]
    assert tables["entry"].foreign_keys[0].target.name == "challenges"
    assert [item for item in found.diagnostics if item.severity.value != "info"] == []


@pytest.mark.parametrize(
    ("heading", "summary"), [("Endpoints", None), ("API Reference", None), ("Shelves", "Shelves")]
)
def test_a_heading_that_names_a_list_is_no_summary(heading: str, summary: str | None) -> None:
    text = f"# Shelves\n\n## API\n\n### {heading}\n\n**GET /shelves**\n```json\n{{}}\n```\n"
    assert only(text).summary == summary


def test_a_value_in_quotes_shows_what_a_bullet_s_field_holds() -> None:
    text = """
### POST /files

Request:

- owner_id: "uuid" (required)
- caption: "my holiday" (optional)
- kind: "image" | "video"
- mode: "fast" (constant)
"""
    assert {item.name: item.shape for item in fields(only(text))} == {
        "owner_id": StringShape(format="uuid"),
        "caption": StringShape(),
        "kind": EnumShape(values=("image", "video")),
        "mode": EnumShape(values=("fast",)),
    }


@pytest.mark.parametrize(
    ("said", "carrier"),
    [
        ("API key (header `X-Partner-Key`)", ("header", "X-Partner-Key")),
        ("API key in header X-Api-Token", ("header", "X-Api-Token")),
        ("API key in query parameter `key`", ("query", "key")),
        ("API key as a query parameter", ("query", "api_key")),
        ("session cookie `sid`", ("cookie", "sid")),
        ("session cookie", None),
        ("API key", None),
        ("Bearer `token`", None),
    ],
)
def test_where_a_key_is_sent(said: str, carrier: tuple[str, str] | None) -> None:
    auth = only(f"### GET /stats\n\n**Authentication**: {said}\n").auth
    assert auth is not None and auth.required and auth.carrier == carrier


def test_a_table_of_cookies_and_media_types_in_sentences() -> None:
    text = """
### GET /plays

**Cookie Parameters**:

| Name | Type | Required |
|------|------|----------|
| locale | string | No |

**Response** (200): `text/event-stream`
"""
    found = only(text)
    assert [(item.location, item.name) for item in found.parameters] == [("cookie", "locale")]
    assert [item.media_type for item in found.responses] == ["text/event-stream"]


@pytest.mark.parametrize(
    "line",
    [
        "Base path `/api/v1`. All calls carry a bearer token.",
        "> Status: draft. Prefix of all paths: `/api/v1`",
        "The API base URL is `https://api.example.com/api/v1`.",
    ],
)
def test_a_sentence_states_the_base_path(line: str) -> None:
    text = f"# Pets\n\n{line}\n\n## Pets\n\n### GET /pets\n\nReturns the pets.\n"
    assert only(text).path == "/api/v1/pets"


def test_an_answer_with_its_status_is_a_response() -> None:
    text = "# Pets\n\n## Pets\n\n### One\n\n    GET /pets/{id}\n\nAnswer `200`:\n\n| Field | Type |\n|---|---|\n| name | string |\n"
    endpoint = only(text)
    assert responses(endpoint) == {200: ["name"]} and query(endpoint) == []


@pytest.mark.parametrize(
    "line",
    [
        "Returns 200 with `id`, `title` and `count`.",
        "Returns **200** with `id`, `title`, `count`.",
        "Returns `200 OK` with `id`, `title`, and `count`.",
    ],
)
def test_a_sentence_tells_the_fields_that_come_with_a_status(line: str) -> None:
    endpoint = only(f"# Pets\n\n## API\n\n### `GET /pets/{{id}}`\n\n{line}\n")
    assert responses(endpoint) == {200: ["id", "title", "count"]}
