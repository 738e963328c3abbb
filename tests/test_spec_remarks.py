"""What the own line of an endpoint says of it, labels that name an action, and what all but some need."""

from __future__ import annotations

import pytest

from spec2code.model.api import Endpoint
from spec2code.model.shapes import ObjectShape
from tests.spec_reading import endpoints, only, query, request, responses

GROUPS = """# Groups API

## Groups

| Method | Path | Description |
|---|---|---|
| GET | `/groups` | List groups |
| POST | `/groups` | Create a group |
| GET | `/groups/{id}` | One group |
| PATCH | `/groups/{id}` | Change a group |
| DELETE | `/groups/{id}` | Remove |

**Create Request:**

```json
{ "name": "Core", "color": "red" }
```

**Create / Get Response:**

```json
{ "id": "uuid", "name": "Core" }
```

**List response (200):**

```json
{ "items": [], "total": 3 }
```

**Update request:**

```json
{ "color": "blue" }
```
"""


def by_key(text: str) -> dict[str, Endpoint]:
    return {f"{item.method} {item.path}": item for item in endpoints(text)}


def test_bodies_below_a_table_name_their_action() -> None:
    found = by_key(GROUPS)
    assert request(found["POST /groups"]) == ["name", "color"]
    assert responses(found["POST /groups"]) == {201: ["id", "name"]}
    assert responses(found["GET /groups/{id}"]) == {200: ["id", "name"]}
    assert responses(found["GET /groups"]) == {200: ["items", "total"]}
    assert request(found["PATCH /groups/{id}"]) == ["color"]
    assert responses(found["DELETE /groups/{id}"]) == {200: []}


def test_a_body_below_a_table_that_names_nothing_belongs_to_nobody() -> None:
    text = (
        GROUPS.split("**Create Request:**")[0] + '**Response:**\n\n```json\n{ "ok": true }\n```\n'
    )
    assert all(responses(item).get(200, []) == [] for item in endpoints(text))


def test_two_routes_in_a_heading_with_a_body_each() -> None:
    found = by_key(
        "# API\n\n#### `POST /otp/send-otp` & `POST /otp/verify-otp`\n\n"
        '* **Send OTP Payload**:\n```json\n{ "phone": "+1" }\n```\n'
        '* **Verify OTP Payload**:\n```json\n{ "phone": "+1", "otp": "12" }\n```\n'
        '* **Response (200)**:\n```json\n{ "ok": true }\n```\n'
    )
    assert request(found["POST /otp/send-otp"]) == ["phone"]
    assert request(found["POST /otp/verify-otp"]) == ["phone", "otp"]
    assert [responses(item) for item in found.values()] == [{200: ["ok"]}] * 2


def test_two_methods_in_a_heading_with_a_request_for_one() -> None:
    found = by_key(
        '# API\n\n### GET/PUT /settings\n\n**PUT request**:\n```json\n{ "theme": "dark" }\n```\n\n'
        '**Response**:\n```json\n{ "theme": "dark", "at": 1 }\n```\n'
    )
    assert found["GET /settings"].request is None
    assert request(found["PUT /settings"]) == ["theme"]
    assert [responses(item) for item in found.values()] == [{200: ["theme", "at"]}] * 2


@pytest.mark.parametrize(
    ("line", "fields", "media"),
    [
        ("- `POST /photos` (form-data: `file`, `title`)", ["file", "title"], "multipart/form-data"),
        ('- Send: `POST /photos` with `{ "text": "hi" }`', ["text"], "application/json"),
    ],
)
def test_a_request_on_the_line_of_the_route(line: str, fields: list[str], media: str) -> None:
    endpoint = endpoints(f"# API\n\n{line}\n- `GET /photos`\n")[0]
    assert request(endpoint) == fields
    assert endpoint.request is not None and endpoint.request.media_type == media


@pytest.mark.parametrize("remark", ["（可选 `keyword` 模糊搜索）", " (optional `keyword`)"])
def test_query_names_on_the_line_of_the_route(remark: str) -> None:
    assert query(endpoints(f"# API\n\n- **GET** `/tags`{remark}\n- **GET** `/tags/:id`\n")[0]) == [
        "keyword"
    ]


def test_statuses_on_the_line_of_the_route() -> None:
    confirm, delete = endpoints(
        "# API\n\n- **POST** `/orders`（返回 HTTP 200）\n- **DELETE** `/orders/:id`（若存在子项将返回 400）\n"
    )
    assert [(item.status, item.assumed) for item in confirm.responses] == [(200, False)]
    assert [item.status for item in delete.errors] == [400]


def test_a_count_in_a_remark_is_no_status() -> None:
    assert only("# API\n\n### GET /x\n\nReturns 200 items at most.\n").responses[0].assumed


@pytest.mark.parametrize(
    "rule",
    [
        "- **认证方式**：HTTP Header `Authorization: Bearer <token>`（除公开接口外均需）",
        "- Bearer JWT in the `Authorization` header, unless marked public",
    ],
)
def test_all_but_public_ones_need_a_login(rule: str) -> None:
    found = endpoints(
        f"# API\n\n## Conventions\n{rule}\n\n## Tags\n- **GET** `/tags`\n- **GET** `/x`\n"
    )
    assert [item.auth and (item.auth.required, item.auth.scheme) for item in found] == [
        (True, "bearer")
    ] * 2


def test_a_list_of_calls_with_a_made_type_and_a_rule() -> None:
    found = by_key(
        "# API\n\n```\nGET /settings\n  Response: UserSettings\n\nPATCH /settings\n"
        "  Body:    Partial<UserSettings> (any subset)\n  Response: UserSettings\n\n"
        "PUT /capsules/:id\n  Body:    { title: string }\n  // An opened one can't be changed (400)\n"
        '```\n\n### UserSettings\n\n```json\n{ "theme": "dark", "lang": "en" }\n```\n'
    )
    assert request(found["PATCH /settings"]) == ["theme", "lang"]
    (error,) = found["PUT /capsules/{id}"].errors
    assert (error.status, error.condition) == (400, "An opened one can't be changed")


def test_a_number_in_brackets_is_no_status() -> None:
    assert only("# API\n\n### POST /x\n\nTakes a note (400 characters).\n").errors == ()


def test_a_label_whose_body_has_the_first_colon() -> None:
    endpoint = only(
        '# API\n\n### POST /kyc — Submit (multipart)\n\nReturns 202 `{ "case_id": "uuid" }`\n'
    )
    assert responses(endpoint) == {202: ["case_id"]}
    assert endpoint.request is not None and endpoint.request.media_type == "multipart/form-data"


def test_fields_without_a_body_are_the_body() -> None:
    endpoint = only(
        "# API\n\n### POST /kyc\n\nFields:\n- `front` (file, required)\n- `back` (file, optional)\n"
    )
    assert request(endpoint) == ["front", "back"]


def test_the_responses_of_the_heading_before_stand_beside_it() -> None:
    found = by_key(
        "# API\n\n### POST /kyc\n\nStarts.\n\n#### POST /exports — Request\n\n"
        '```json\n{ "format": "csv" }\n```\n\n#### Response 202\n\n```json\n{ "job_id": "uuid" }\n```\n'
    )
    assert responses(found["POST /exports"]) == {202: ["job_id"]}
    assert responses(found["POST /kyc"]) == {200: []}


def test_an_outline_without_indentation() -> None:
    endpoint = only(
        "# API\n\n```yaml\nPOST /hooks\nauth: none\nrequest:\n  id: string\n  kind: string\n"
        "response:\n  200:\n    received: boolean\n  400: bad signature\n```\n"
    )
    assert request(endpoint) == ["id", "kind"]
    assert responses(endpoint) == {200: ["received"]}
    assert [item.status for item in endpoint.errors] == [400]


def test_a_cell_with_a_route_a_body_and_another_name() -> None:
    found = by_key(
        "# API\n\n| Endpoint | What |\n|---|---|\n| `GET /a/:id/bill` (or `GET /bills/:id`) | one |\n"
        '| `PATCH /a/{id}/status` body `{ "status": "paid" }` | change |\n'
    )
    assert list(found) == ["GET /a/{id}/bill", "PATCH /a/{id}/status"]
    assert request(found["PATCH /a/{id}/status"]) == ["status"]


@pytest.mark.parametrize(
    ("text", "needed"),
    [
        ("### GET /x 🔓\n\ntext", False),
        ("### GET /x 🔒\n\ntext", True),
        ("### GET /x\n\n🔒 Requires authentication", True),
        ("### GET /x\n\nAuth required", True),
    ],
)
def test_locks(text: str, needed: bool) -> None:
    auth = only(f"# API\n\n{text}\n").auth
    assert auth is not None and auth.required is needed


@pytest.mark.parametrize("label", ["Body (field opsional):", "Request (all fields optional):"])
def test_a_body_whose_fields_may_all_be_left_out(label: str) -> None:
    endpoint = only(f'# API\n\n### PUT /me\n\n**{label}**\n```json\n{{ "a": 1, "b": 2 }}\n```\n')
    assert endpoint.request is not None and isinstance(endpoint.request.shape, ObjectShape)
    assert [item.required for item in endpoint.request.shape.fields] == [False, False]


@pytest.mark.parametrize("word", ["o", "or", "ou", "или", "veya", "또는"])
def test_two_routes_on_a_label(word: str) -> None:
    text = (
        f"# API\n\n### Update\n\n**Endpoint:** `PUT /pets/:id` {word} `PATCH /pets/:id`\n\n"
        '**Body:**\n```json\n{ "name": "a" }\n```\n'
    )
    assert {key: request(item) for key, item in by_key(text).items()} == {
        "PUT /pets/{id}": ["name"],
        "PATCH /pets/{id}": ["name"],
    }


def test_a_suggestion_at_the_end_is_not_believed_first() -> None:
    endpoint = only(
        '# API\n\n### List\n\n**Endpoint:** `GET /pets`\n\n**Response:**\n```json\n{ "pets": [], "total": 0 }\n```\n\n'
        "## Technical considerations\n\n### 2. Paging (optional)\n\nTo be thought of:\n```\nGET /pets?page=1&limit=20\n```\n\n"
        '**Response:**\n```json\n{ "pets": [], "page": {} }\n```\n'
    )
    assert responses(endpoint) == {200: ["pets", "total"]}


def test_a_reason_phrase_in_code_is_no_condition() -> None:
    endpoint = only(
        "# API\n\n### GET /pets/:id\n\n**Errors:**\n- `404 Not Found` if there is none\n"
    )
    assert [(item.status, item.condition) for item in endpoint.errors] == [
        (404, "if there is none")
    ]


def test_a_body_cut_short_gives_way_to_a_whole_one() -> None:
    endpoint = only(
        '# API\n\n### List\n\n**Endpoint:** `GET /pets`\n\n**Response:**\n```json\n{ "pets": [{ "id": 1 }], "low": 0 }\n```\n\n'
        "### Search\n\n**Endpoint:** `GET /pets?q={words}`\n\n**Query parameters:**\n- `q` (string): words\n\n"
        '**Response:**\n```json\n{ "pets": [...] }\n```\n'
    )
    assert (responses(endpoint), query(endpoint)) == ({200: ["pets", "low"]}, ["q"])
