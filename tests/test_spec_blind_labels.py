"""Labels, headers and remarks that say more than they seem to: right below lists, above routes in fences, beside arrows."""

from __future__ import annotations

import pytest

from tests.spec_reading import endpoints, keys, only, query, request, responses


@pytest.mark.parametrize(
    ("label", "bullet"),
    [
        ("**Status Codes:**", "- `202 Accepted` - queued"),
        ("**Response** (202):", "- `id` (string)"),
        ("Response 202:", "- `id` (string)"),
    ],
)
def test_a_label_right_below_a_list_ends_it(label: str, bullet: str) -> None:
    text = f"### POST /pets\n\n**Body:**\n- `name` - string\n- `kind` - string, optional\n{label}\n{bullet}\n"
    endpoint = only(text)
    assert request(endpoint) == ["name", "kind"]
    assert list(responses(endpoint)) == [202]


def test_what_goes_on_below_an_item_stays_with_it() -> None:
    text = "### POST /pets\n\n**Body:**\n- `name` - string,\nmax 80 characters\n- `kind` - string\n"
    assert request(only(text)) == ["name", "kind"]


def test_a_label_below_an_item_with_a_route_is_that_routes() -> None:
    text = '# Pets\n\n- `POST /pets` - creates one\n**Body:** `{ "name": "Rex" }`\n- `GET /pets` - lists\n'
    assert [request(one) for one in endpoints(text)] == [["name"], []]


@pytest.mark.parametrize(
    ("remark", "required"),
    [
        ("// Users (JWT required)", True),
        ("# Admin only", True),
        ("// Public", False),
        ("# Products (public)", False),
        ("// Auth", None),
        ("// Users", None),
    ],
)
def test_a_remark_above_routes_in_a_fence_says_who_may_call(
    remark: str, required: bool | None
) -> None:
    text = f"# API\n\n```\n{remark}\nGET /pets\nPOST /pets\n\n// Other\nGET /cats\nGET /dogs\n```\n"
    said = [one.auth and one.auth.required for one in endpoints(text)]
    assert said == [required, required, None, None]


def test_a_remark_that_heads_several_routes_names_their_group() -> None:
    text = "# API\n\n```\n// Pets\nGET /pets\nPOST /pets\n// One cat\nGET /cats/{id}\n```\n"
    assert [one.group for one in endpoints(text)] == ["Pets", "Pets", None]


@pytest.mark.parametrize(
    ("head", "name", "found"),
    [
        ("参数", "ids[]", ["ids"]),
        ("Query parameter", "ids", ["ids"]),
        ("参数", "MAX_PETS", []),
        ("模块", "ids", []),
    ],
)
def test_a_table_that_its_header_says_to_list_parameters(
    head: str, name: str, found: list[str]
) -> None:
    text = f"### DELETE /pets\n\n| {head} | 说明 |\n|---|---|\n| `{name}` | 要删除的 |\n"
    assert query(only(text)) == found


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("Request `{ refresh }` → same tokens as `POST /login`", {200: ["access"]}),
        ("**Body:** `{ refresh }` → `201 { access, id }`", {201: ["access", "id"]}),
        ("**Body:** `{ refresh }` (→ see below)", {200: []}),
    ],
)
def test_an_answer_behind_the_body_of_a_label(line: str, fields: dict[int, list[str]]) -> None:
    text = (
        '## POST /login\n\n**Response (200):**\n\n```json\n{ "access": "x" }\n```\n\n'
        f"## POST /token/refresh\n\n{line}\n"
    )
    second = endpoints(text)[1]
    assert request(second) == ["refresh"]
    assert responses(second) == fields


HTTP = (
    '# Pets\n\n```json\nPOST /pets\n{{ "name": "Rex" }}\n```\n\n{label}\n\n```json\n{{ "id": 1 }}\n```\n\n'
    '```http\nGET {path} HTTP/1.1\n\nResponse (200):\n{{ "id": 1, "name": "Rex" }}\n```\n'
)


@pytest.mark.parametrize(
    ("label", "path", "found"),
    [
        ("返回示例：", "/pets/{id}", ["POST /pets", "GET /pets/{id}"]),
        ("Example response:", "/pets/{id}", ["POST /pets", "GET /pets/{id}"]),
        ("Example request:", "/pets/{id}", ["POST /pets"]),
    ],
)
def test_a_request_behind_the_example_of_an_answer(label: str, path: str, found: list[str]) -> None:
    assert keys(HTTP.format(label=label, path=path)) == found


@pytest.mark.parametrize(
    "said", ["unless marked **Public**", "unless marked public", "except where noted"]
)
def test_a_rule_with_exceptions_under_the_heading_of_a_group(said: str) -> None:
    text = (
        f"## API\n\nAll endpoints require a Bearer token {said}.\n\n### GET /pets\n\nLists pets.\n"
    )
    auth = only(text).auth
    assert auth is not None and auth.required
