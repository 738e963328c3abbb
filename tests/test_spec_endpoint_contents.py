"""What an endpoint says: bodies, statuses, errors, parameters, auth."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import EnumShape, NumberShape, StringShape
from tests.spec_reading import codes, endpoints, only, query, reading, request, responses

BODY = '```json\n{"id": 1, "name": "a"}\n```\n'

REQUEST_LABELS = [
    "**Request:**",
    "**Request Body**:",
    "**Request Body (JSON):**",
    "**Body:**",
    "**Input**",
    "**Payload:**",
    "* **Request Payload**:",
    "#### Request",
    "#### 2.1 Request",
    "Request",
    "Request body:",
    "Body:",
    "**请求体**：",
    "**请求参数:**",
    "请求示例：",
    "**요청 본문**",
    "**요청**:",
    "**Cuerpo de la petición:**",
    "**Solicitud:**",
    "**Corpo da requisição:**",
    "**Requisição:**",
    "**Corps de requête**:",
    "**İstek:**",
    "**Тело запроса:**",
    "**Yêu cầu:**",
    "**Permintaan:**",
    "**Example Request:**",
]


@pytest.mark.parametrize("label", REQUEST_LABELS)
def test_request_labels(label: str) -> None:
    endpoint = only(f"# API\n\n### POST /orders\n\n{label}\n\n{BODY}")
    assert request(endpoint) == ["id", "name"]
    assert [response.assumed for response in endpoint.responses] == [True]


RESPONSE_LABELS = [
    ("**Response:**", 200),
    ("**Response (200):**", 200),
    ("**Response (201 Created):**", 201),
    ("**Response** (200 OK):", 200),
    ("**Response `202 Accepted`:**", 202),
    ("**Response:** `201 Created`", 201),
    ("**Response**: 201", 201),
    ("Response 201:", 201),
    ("Response (201):", 201),
    ("Success `201`:", 201),
    ("**Success — 202 Accepted** (later)", 202),
    ("#### Response 202", 202),
    ("#### 2.2 Success (200)", 200),
    ("- Response 201 Created:", 201),
    ("**200 OK**", 200),
    ("**Example Response** (201 Created):", 201),
    ("**成功响应 (201)**：", 201),
    ("返回示例：", 200),
    ("**응답 (201):**", 201),
    ("**Respuesta esperada:**", 200),
    ("**Respuesta (201):**", 201),
    ("**Resposta `201`:**", 201),
    ("**Réponse attendue** :", 200),
    ("**Yanıt (201):**", 201),
    ("**Ответ (201):**", 201),
    ("**Phản hồi (201):**", 201),
    ("**Respons 201:**", 201),
]


@pytest.mark.parametrize(("label", "status"), RESPONSE_LABELS)
def test_response_labels_and_where_the_status_stands(label: str, status: int) -> None:
    endpoint = only(f"# API\n\n### PUT /orders/1\n\n{label}\n\n{BODY}")
    assert responses(endpoint) == {status: ["id", "name"]}
    assert endpoint.request is None


def test_a_sibling_heading_goes_on_with_the_endpoint() -> None:
    text = f"# API\n\n#### POST /a — Request\n\n{BODY}\n#### Response 202\n\n{BODY}\n#### Errors\n\n- `409` taken\n\n#### GET /b\n"
    first, second = endpoints(text)
    assert (request(first), responses(first)) == (["id", "name"], {202: ["id", "name"]})
    assert [error.status for error in first.errors] == [409]
    assert second.errors == ()


def test_bodies_without_labels_go_by_the_method() -> None:
    text = f"# API\n\n### POST /a\n\n{BODY}\n{BODY}\n### GET /b\n\n{BODY}"
    first, second = endpoints(text)
    assert (request(first), list(responses(first).values())) == (["id", "name"], [["id", "name"]])
    assert (request(second), responses(second)) == ([], {200: ["id", "name"]})


def test_comments_inside_a_fence_tell_what_is_what() -> None:
    text = """# API

**POST /api/v1/resource**
```json
// Request
{ "field": "string" }

// Response 201
{ "id": "string", "created_at": "datetime" }

// Error 400
{ "error": "validation_failed", "details": [] }
```
"""
    endpoint = only(text)
    assert request(endpoint) == ["field"]
    assert responses(endpoint) == {201: ["id", "created_at"]}
    assert [(error.status, error.code) for error in endpoint.errors] == [(400, "validation_failed")]


def test_an_http_fence_holds_everything() -> None:
    text = """# API

#### 1. Register

```http
POST /auth/register
Authorization: Bearer <token>
Content-Type: application/json

Request:
{
  "email": "a@b.c"
}

Response (201):
{
  "user_id": "uuid"
}
```
"""
    endpoint = only(text)
    assert request(endpoint) == ["email"]
    assert responses(endpoint) == {201: ["user_id"]}
    assert endpoint.auth is not None and endpoint.auth.scheme == "bearer"
    assert endpoint.summary == "Register"


def test_indented_lines_below_many_request_lines() -> None:
    text = """# API

```
POST /games
  Body:    { "name": string }
  Returns: 201 { "gameId": "uuid" }
  Errors:  422 MAX_GAMES | 409 TAKEN

DELETE /games/{id}
  Returns: 204
```
"""
    first, second = endpoints(text)
    assert (request(first), responses(first)) == (["name"], {201: ["gameId"]})
    assert [(error.status, error.code) for error in first.errors] == [
        (422, "MAX_GAMES"),
        (409, "TAKEN"),
    ]
    assert responses(second) == {204: []}


@pytest.mark.parametrize(
    "words", ["None", "none", "No body", "—", "无", "Aucun", "Ninguno", "Нет", "없음"]
)
def test_no_body_is_no_body(words: str) -> None:
    assert only(f"# API\n\n### POST /a/{{id}}/go\n\n**Request Body:** {words}\n").request is None


def test_two_variants_of_one_response_are_one_shape() -> None:
    text = '# API\n\n### POST /a\n\n**Response for a firm (201):**\n```json\n{"id": 1, "firm": "x"}\n```\n\n**Response for a person (201):**\n```json\n{"id": 1}\n```\n'
    (response,) = only(text).responses
    assert response.status == 201
    assert {item.name: item.required for item in getattr(response.shape, "fields", ())} == {
        "id": True,
        "firm": False,
    }


TYPED = '**Response (200 OK)**:\n```json\n{"id": "string (UUID)", "name": "string"}\n```\n\n'
SHOWN = '**Example Response**:\n```json\n{"id": "6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22", "name": "Tom"}\n```\n\n'


@pytest.mark.parametrize("bodies", [TYPED + SHOWN, SHOWN + TYPED])
def test_values_are_the_example_and_not_the_words_for_their_types(bodies: str) -> None:
    (response,) = only(f"# API\n\n### GET /cats/1/owner\n\n{bodies}").responses
    assert response.example == {"id": "6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22", "name": "Tom"}


def test_of_two_examples_the_first_counts() -> None:
    again = SHOWN.replace("Tom", "Kim")
    (response,) = only(f"# API\n\n### GET /cats/1/owner\n\n{SHOWN}{again}").responses
    assert isinstance(response.example, dict) and response.example["name"] == "Tom"


def test_references_to_a_named_body() -> None:
    text = f"""# API

| Method | Path | Request | Response |
|---|---|---|---|
| POST | /orders | [CreateOrder](#createorder) | `201` [OrderResponse](#orderresponse) |
| GET | /orders/{{id}} | — | `200` OrderResponse |
| GET | /orders | Query: `status`, `page` | `200` PageOrderResponse |
| DELETE | /orders/{{id}} | — | `204` |

##### CreateOrder
{BODY}

##### OrderResponse
```json
{{"orderId": "x"}}
```
"""
    spec = reading(text).spec
    create, one, many, drop = spec.endpoints
    from tests.spec_reading import names

    assert create.request is not None
    assert names(create.request.shape, spec.definitions) == ["id", "name"]
    assert names(create.responses[0].shape, spec.definitions) == ["orderId"]
    assert [(r.status, names(r.shape, spec.definitions)) for r in one.responses] == [
        (200, ["orderId"])
    ]
    assert (query(many), many.request) == (["status", "page"], None)
    assert [response.status for response in drop.responses] == [204]
    assert codes(text).count("A106") == 1


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("Same as `POST /orders`", ["id", "name"]),
        ("same as create", ["id", "name"]),
        ("(as above) same object", ["id", "name"]),
        ("返回同上", ["id", "name"]),
    ],
)
def test_the_same_body_as_another(words: str, fields: list[str]) -> None:
    text = f"# API\n\n### POST /orders\n\n**Response (201):**\n{BODY}\n### GET /orders/{{id}}\n\n**Response (200):** {words}\n"
    assert responses(endpoints(text)[1]) == {200: fields}


ORDER_MODEL = (
    "## Models\n\n```typescript\ninterface Order {\n  id: number\n  note: string\n}\n```\n\n"
)


@pytest.mark.parametrize("models", ["", ORDER_MODEL])
def test_one_of_a_list_is_its_element(models: str) -> None:
    text = f'# API\n\n{models}### GET /orders\n\n**Response (200):**\n```json\n{{"data": [{{"id": 1}}], "total": 1}}\n```\n\n### GET /orders/{{id}}\n\n**Response (200):** single order object (as above)\n'
    assert responses(endpoints(text)[1]) == {200: ["id"]}


def test_what_is_the_same_as_nothing_known_is_told() -> None:
    assert "A107" in codes("# API\n\n### GET /a\n\n**Response:** same as usual\n")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("### POST /orders\n\nCreate an order\n", 201),
        ("### POST /users/register — Register\n", 201),
        ("| Method | Path | 描述 |\n|---|---|---|\n| POST | /login | 登录 |\n", 200),
        ("### POST /orders/{id}/cancel\n", 200),
        ("### POST /search\n", 200),
        ("### DELETE /orders/{id}\n", 200),
        ("### PUT /orders/{id}\n", 200),
    ],
)
def test_the_assumed_status(text: str, status: int) -> None:
    (response,) = only(f"# API\n\n{text}").responses
    assert (response.status, response.assumed) == (status, True)


def test_an_assumed_status_of_a_body_is_told() -> None:
    assert "A101" in codes(f"# API\n\n### GET /a\n\n**Response:**\n{BODY}")
    assert "A101" not in codes(f"# API\n\n### GET /a\n\n**Response (200):**\n{BODY}")


def test_a_list_of_statuses_gives_the_body_its_status() -> None:
    text = f"# API\n\n### POST /a\n\n**Response:**\n{BODY}\n**Status Codes:**\n- `202 Accepted`: queued\n- `400 Bad Request`: bad\n- `401 Unauthorized`: Missing or invalid token\n"
    endpoint = only(text)
    assert responses(endpoint) == {202: ["id", "name"]}
    assert [(error.status, error.condition) for error in endpoint.errors] == [
        (400, "bad"),
        (401, "Missing or invalid token"),
    ]
    assert endpoint.auth is not None and endpoint.auth.required


ERRORS = [
    (
        "**Errors**:\n| Status | Code | Description |\n|---|---|---|\n| 400 | INVALID | bad |\n| 409 | TAKEN | twice |\n",
        [(400, "INVALID"), (409, "TAKEN")],
    ),
    (
        "#### Error Responses\n\n| Status | Error Code | Description | Resolution |\n|---|---|---|---|\n| 429 | `too_fast` / `over_quota` | x | y |\n",
        [(429, "too_fast"), (429, "over_quota")],
    ),
    (
        "**Errors**:\n| Code | Content | Description |\n|---|---|---|\n|200|OK|fine|\n|450|MISS|gone|\n",
        [(450, "MISS")],
    ),
    (
        "**Error Responses**:\n- **400 Bad Request**: invalid\n- **409 Conflict**: taken\n",
        [(400, None), (409, None)],
    ),
    ("**Errors:**\n- 404: no such order\n- `409 CONFLICT`: taken\n", [(404, None), (409, None)]),
    ("**Errors**: 409 if it exists, 401 if not logged in\n", [(409, None), (401, None)]),
    ("Errors: `400` invalid code, `404` not found.\n", [(400, None), (404, None)]),
    (
        '**Response (404 Not Found) - unknown id:**\n```json\n{"error": "NOT_FOUND"}\n```\n',
        [(404, "NOT_FOUND")],
    ),
    (
        '**Error Response** (400 Bad Request):\n```json\n{"error_code": "INVALID_INPUT"}\n```\n',
        [(400, "INVALID_INPUT")],
    ),
    (
        "**错误码**：\n| 状态码 | 错误码 | 说明 |\n|---|---|---|\n| 404 | NOT_FOUND | 不存在 |\n",
        [(404, "NOT_FOUND")],
    ),
    ("**Errores:**\n- `404`: no existe\n", [(404, None)]),
    ("**오류:**\n- 404: 없음\n", [(404, None)]),
    ("**Ошибки:** 404 если нет\n", [(404, None)]),
]


@pytest.mark.parametrize(("text", "expected"), ERRORS)
def test_errors_in_every_form(text: str, expected: list[tuple[int, str | None]]) -> None:
    endpoint = only(f"# API\n\n### POST /a\n\n{text}")
    assert [(error.status, error.code) for error in endpoint.errors] == expected
    assert all(response.status < 400 for response in endpoint.responses)


QUERIES = [
    "**Query Parameters:**\n- `limit` (optional): Integer - how many (default: 50, max: 100)\n- `q` (required): string\n",
    "**Query Params**: `limit`, `q`\n",
    "Query params: `limit` (optional), `q`\n",
    "**Query:** `?limit=20&q=x`\n",
    "**Query Parameters:**\n\n| Parameter | Type | Required | Description |\n|---|---|---|---|\n| limit | integer | no | how many |\n| q | string | yes | text |\n",
    "| Query Param | Type | Description |\n|---|---|---|\n| `limit` | int | x |\n| `q` | string | y |\n",
    "**Parameters:**\n\n| Name | In | Type | Required |\n|---|---|---|---|\n| limit | query | integer | no |\n| q | query | string | yes |\n",
    "**查询参数**：\n- `limit`：数量\n- `q`：关键字\n",
    "**Query Parameters:**\n- `limit=20`\n- `q=string` (text)\n",
    "GET参数\n\n| 字段 | 描述 | 类型 |\n|---|---|---|\n|limit|数量|int|\n|q|关键字|string|\n",
    "**쿼리 파라미터**\n\n| 이름 | 타입 | 필수 |\n|---|---|---|\n| limit | integer | N |\n| q | string | Y |\n",
    "```\nQuery Params:\n- limit: number (default: 20)\n- q: string\n```\n",
]


@pytest.mark.parametrize("text", QUERIES)
def test_query_parameters_in_every_form(text: str) -> None:
    endpoint = only(f"# API\n\n### GET /a\n\n{text}\n**Response (200):**\n{BODY}")
    assert query(endpoint) == ["limit", "q"]
    assert endpoint.request is None
    assert responses(endpoint) == {200: ["id", "name"]}


def test_parameters_have_types_defaults_and_limits() -> None:
    text = """# API

### GET /a/{order_id}

**Path Parameters:**
- `order_id` (uuid): the order

**Query Parameters:**

| Parameter | Type | Required | Default | Validation |
|---|---|---|---|---|
| limit | integer | No | 20 | 1-100 |
| status | string | Yes | - | one of: open, closed |
"""
    parameters = {item.name: item for item in only(text).parameters}
    assert parameters["order_id"].shape == StringShape(format="uuid")
    assert parameters["limit"].shape == NumberShape(integer=True, minimum=1, maximum=100)
    assert (parameters["limit"].default, parameters["limit"].required) == (20, False)
    assert parameters["status"].shape == EnumShape(values=("open", "closed"))
    assert parameters["status"].required


def test_a_path_parameter_in_a_list_of_parameters_is_the_paths() -> None:
    text = '# API\n\n### PUT /news/:id\n\n**Params**:\n- `id`: which one\n\n**Request**:\n```json\n{"title": "x"}\n```\n'
    endpoint = only(text)
    assert [(item.location, item.name) for item in endpoint.parameters] == [("path", "id")]
    assert request(endpoint) == ["title"]


PAGE = "# API\n\n### GET /a\n\n**Query Parameters**:\n\n| Name | Type |\n|---|---|\n| page | integer |\n\n**Parameters**:\n\n"


@pytest.mark.parametrize(
    ("again", "expected"),
    [
        ("- `page` (string): the page\n", ["A114"]),
        ("- `page` (integer): the page\n", []),
        ("- `page`: the page\n", []),
        ("- `Page-Size` (string): the page\n", []),
    ],
)
def test_a_parameter_of_two_types_is_told(again: str, expected: list[str]) -> None:
    found = reading(PAGE + again).diagnostics
    assert [item.code for item in found if item.code != "A101"] == expected
    assert [item.other.line for item in found if item.other is not None] == [9] * len(expected)


def test_headers() -> None:
    text = """# API

### POST /a

**Request Headers:**

| Header | Required | Description |
|---|---|---|
| `Authorization` | Yes | Bearer token |
| `Content-Type` | Yes | application/json |
| `Idempotency-Key` | Yes | UUID |
| `X-Request-ID` | No | trace |
"""
    endpoint = only(text)
    shown = [(item.location, item.name, item.required) for item in endpoint.parameters]
    assert shown == [("header", "Idempotency-Key", True), ("header", "X-Request-ID", False)]
    assert endpoint.idempotency_key is True
    assert endpoint.auth is not None and endpoint.auth.scheme == "bearer"


def test_form_fields() -> None:
    text = "# API\n\n### POST /files\n\n**Request:**\n- Content-Type: `multipart/form-data`\n- Body:\n  - `file`: PDF file (binary)\n  - `note` (optional): string\n"
    endpoint = only(text)
    assert endpoint.request is not None
    assert endpoint.request.media_type == "multipart/form-data"
    assert request(endpoint) == ["file", "note"]


AUTH = [
    ("**Auth:** none", False),
    ("**Auth:** Bearer JWT", True),
    ("**Authentication:** Required, method: JWT", True),
    ("**Authentication:** Not required", False),
    ("**Access:** Public", False),
    ("**Access:** Authenticated (owner, manager)", True),
    ("**Público** — sem token.", False),
    ("**Public**", False),
    ("**Protected — vendor or admin**", True),
    ("**Headers**: `Authorization: Bearer <token>`", True),
    ("Admin only.", True),
    ("该接口需要登录", True),
    ("**认证**：否", False),
    ("**인증**: 필요", True),
    ("**Autenticación:** Requerida", True),
    ("**Авторизация:** требуется", True),
    ("Returns the order.", None),
]


@pytest.mark.parametrize(("text", "required"), AUTH)
def test_auth_has_three_values(text: str, required: bool | None) -> None:
    auth = only(f"# API\n\n### GET /a\n\n{text}\n").auth
    assert (auth.required if auth else None) is required


COLUMNS = [
    ("Auth", "❌", "✅"),
    ("认证", "否", "是"),
    ("Auth", "Public", "Bearer"),
    ("Auth", "**None**", "JWT"),
    ("Authentication", "No", "Yes"),
    ("Auth", "—", "user"),
    ("인증", "불필요", "필요"),
    ("Role", "Guest", "admin"),
    ("Access", "public", "`orders:write`"),
]


@pytest.mark.parametrize(("head", "no", "yes"), COLUMNS)
def test_auth_columns(head: str, no: str, yes: str) -> None:
    text = f"# API\n\n| Method | Path | {head} |\n|---|---|---|\n| GET | /a | {no} |\n| GET | /b | {yes} |\n| GET | /c | |\n"
    found = [item.auth.required if item.auth else None for item in endpoints(text)]
    assert found == [False, True, None]


GLOBAL = [
    ("All endpoints require a bearer token.", [None, True, True]),
    (
        "All API requests (except public endpoints) require authentication using Bearer tokens.",
        [None, True, True],
    ),
    (
        "All endpoints (except auth endpoints) require `Authorization: Bearer <token>` header.",
        [None, True, True],
    ),
    ("All endpoints except `POST /auth/login` and `/health` require JWT.", [None, True, None]),
    ("除登录接口外，所有接口都需要携带 token。", [None, True, True]),
    ("所有接口需要登录认证", [None, True, True]),
    ("모든 API 요청은 인증이 필요합니다.", [None, True, True]),
    ("Todos los endpoints requieren autenticación.", [None, True, True]),
    ("All order endpoints require a token.", [None, True, None]),
    ("All endpoints return JSON.", [None, None, None]),
]


@pytest.mark.parametrize(("sentence", "expected"), GLOBAL)
def test_auth_stated_once(sentence: str, expected: list[bool | None]) -> None:
    text = f"# API\n\n## General\n\n{sentence}\n\n## Endpoints\n\n- `POST /auth/login`\n- `GET /orders`\n- `GET /health`\n"
    assert [item.auth.required if item.auth else None for item in endpoints(text)] == expected


def test_a_group_may_say_it_in_its_heading() -> None:
    text = "# API\n\n### Public endpoints\n\n- `GET /a`\n\n### Protected endpoints (JWT required)\n\n- `GET /b`\n"
    first, second = endpoints(text)
    assert first.auth is not None and not first.auth.required
    assert second.auth is not None and second.auth.scheme == "bearer"


def test_what_contradicts_is_told() -> None:
    text = '# API\n\n| Method | Path | Auth |\n|---|---|---|\n| GET | /a | Public |\n\n### GET /a\n\n**Auth:** Bearer\n\n**Response (200):**\n```json\n{"a": 1}\n```\n'
    assert "A104" in codes(text)
    assert "A104" not in codes(text.replace("Public", "Bearer"))


def test_rate_limits_and_scopes() -> None:
    text = "# API\n\n### GET /a\n\n**Rate Limit:** 10 requests per minute\n\n**Required role:** `admin`, `support`\n"
    endpoint = only(text)
    assert endpoint.rate_limit is not None
    assert (endpoint.rate_limit.requests, endpoint.rate_limit.seconds) == (10, 60)
    assert endpoint.auth is not None and endpoint.auth.scopes == ("admin", "support")


def test_a_shared_error_body_belongs_to_the_spec_and_to_no_endpoint() -> None:
    text = '# API\n\n| Method | Path |\n|---|---|\n| GET | /a |\n\n### Responses\n\n**Success**:\n```json\n{"success": true, "data": { ... }}\n```\n\n**Error response**:\n```json\n{"success": false, "error": {"code": "X"}}\n```\n'
    spec = reading(text).spec
    assert [item.name for item in getattr(spec.error_shape, "fields", ())] == ["success", "error"]
    (endpoint,) = spec.endpoints
    assert (endpoint.errors, endpoint.responses[0].shape) == ((), None)


def test_an_unknown_label_ends_what_the_one_before_it_announced() -> None:
    text = f'# API\n\n### GET /a\n\n**Response (200):**\n{BODY}\n**Business rules:**\n\n- `other` = something\n\n```json\n{{"rule": 1}}\n```\n'
    assert responses(only(text)) == {200: ["id", "name"]}


RAISED = [
    (
        "A103",
        "| Method | Path |\n|---|---|\n| GET | /a |\n| WS | /ws |\n",
        "| Method | Path |\n|---|---|\n| GET | /a |\n| PUT | /ws |\n",
    ),
    (
        "A105",
        f'### POST /a\n\n**Request:**\n{BODY}\n**Response (200):**\n{BODY}\n## Again\n\n### POST /a\n\n**Request:**\n```json\n{{"other": 1}}\n```\n',
        f"### POST /a\n\n**Request:**\n{BODY}\n**Response (200):**\n{BODY}\n## Again\n\n### POST /a\n\n**Request:**\n{BODY}",
    ),
    (
        "A106",
        "| Method | Path | Response |\n|---|---|---|\n| GET | /a | `200` OrderResponse |\n",
        f"| Method | Path | Response |\n|---|---|---|\n| GET | /a | `200` OrderResponse |\n\n### OrderResponse\n\n{BODY}",
    ),
    (
        "A108",
        '## Errors\n\n**Error body:**\n```json\n{"a": 1}\n```\n\n**Error body:**\n```json\n{"b": 1}\n```\n',
        '## Errors\n\n**Error body:**\n```json\n{"a": 1}\n```\n\n**Error body:**\n```json\n{"a": 2}\n```\n',
    ),
]


@pytest.mark.parametrize(("code", "raises", "near_miss"), RAISED)
def test_each_code_has_a_case_and_a_near_miss(code: str, raises: str, near_miss: str) -> None:
    assert code in codes(f"# API\n\n{raises}")
    assert code not in codes(f"# API\n\n{near_miss}")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("**Response** (204 No Content)", None),
        ("**Response (204)**: no content", None),
        ("**Response (204)**: The parcel is gone (for good)", "The parcel is gone (for good)"),
    ],
)
def test_a_reason_phrase_is_no_description(line: str, said: str | None) -> None:
    found = only(f"# Spec\n\n## API\n\n### `DELETE /parcels/{{id}}`\n\n{line}\n")
    assert [(seen.status, seen.description) for seen in found.responses] == [(204, said)]


LONG = "which is told here in as many words as a paragraph of a real document has of them, " * 2


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Puts it in.", "Puts it in."),
        (f"Puts it in. The rest, {LONG}", "Puts it in."),
        (f"Puts 1.5 kg in v2.0 of it! Then {LONG}", "Puts 1.5 kg in v2.0 of it!"),
        (f"放进去，然后关上盖子并上锁。{LONG}", "放进去，然后关上盖子并上锁。"),
    ],
)
def test_a_paragraph_gives_its_first_sentence_as_summary(text: str, summary: str) -> None:
    assert only(f"# API\n\n### POST /boxes\n\n{text}\n").summary == summary


def test_a_long_sentence_is_cut_behind_a_word() -> None:
    summary = only(f"# API\n\n### POST /boxes\n\nPuts it in, {LONG}\n").summary
    assert summary is not None and len(summary) <= 120
    assert summary.endswith(" ...") and f"Puts it in, {LONG}".startswith(f"{summary[:-4]} ")


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("page: number (default: 1)", True),
        ("pageSize: number", True),
        ("limit: number (default: 20)", True),
        ("price: number", False),
        ("offset: number (default: 0.5)", False),
    ],
)
def test_a_number_of_pages_is_whole(line: str, whole: bool) -> None:
    (endpoint,) = endpoints(
        f"## GET /pets\n\nQuery parameters:\n\n- {line}\n\n**Response:**\n\n{BODY}"
    )
    (parameter,) = endpoint.parameters
    assert isinstance(parameter.shape, NumberShape) and parameter.shape.integer is whole
