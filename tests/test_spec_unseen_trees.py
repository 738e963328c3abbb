"""Trees of routes, sketches of tables, data in envelopes and bodies of calls, with what only looks like them."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table
from spec2code.model.statements import CreateTable
from tests.spec_reading import codes, endpoints, keys, only, query, reading, request, responses

TREE = """# Pets

## API routes

```
src/app/api/
├── auth/
│   └── login/route.ts       POST  email+password → cookie
├── pets/
│   ├── route.ts             GET   list (?kind, ?owner)
│   │                        POST  make one
│   └── (admin)/[id]/
│       ├── route.ts         GET/DELETE  one pet
│       └── toys/[toyId]/route.ts PATCH  mend it
└── health/
```
"""


def test_routes_that_a_tree_of_files_draws() -> None:
    assert keys(TREE) == [
        "POST /api/auth/login",
        "GET /api/pets",
        "POST /api/pets",
        "GET /api/pets/{id}",
        "DELETE /api/pets/{id}",
        "PATCH /api/pets/{id}/toys/{toyId}",
    ]
    assert query(endpoints(TREE)[1]) == ["kind", "owner"]


def test_a_tree_of_files_that_remarks_speak_of_routes() -> None:
    assert keys(TREE.replace("src/app/api/", "src/").replace("route.ts", "handlers.ts")) == []


SKETCH = """# Pets

## Database schema

```
User
  id, name, email (unique),
  role (enum: keeper|vet), homeId?

Home
  id, city

Pet
  id, ownerId → User, homeId? → Home, name

UserHome (join: userId + homeId)
```
"""


def tables(text: str) -> dict[str, Table]:
    made = reading(text).spec.statements
    return {s.table.name.name: s.table for s in made if isinstance(s, CreateTable)}


def test_tables_that_a_fence_sketches() -> None:
    made = tables(SKETCH)
    assert {name: [c.name for c in one.columns] for name, one in made.items()} == {
        "User": ["id", "name", "email", "role", "homeId"],
        "Home": ["id", "city"],
        "Pet": ["id", "ownerId", "homeId", "name"],
    }
    assert [key.target.name.lower() for key in made["Pet"].foreign_keys] == ["user", "home"]
    assert [one.columns for one in made["User"].uniques] == [("email",)]


@pytest.mark.parametrize(
    "text",
    [
        SKETCH.replace("## Database schema", "## Screens"),
        SKETCH.replace("  id, city", "  the city that it is in"),
    ],
)
def test_sketches_of_other_things(text: str) -> None:
    assert tables(text) == {}


ENVELOPE = '# Pets\n\n## List\n\n```txt\nGET /pets\n```\n\n{}\n\n```json\n{{ "id": 1 }}\n```\n'


@pytest.mark.parametrize(
    "label",
    [
        "- **Response `data`**:",
        "响应 data：",
        "Members only. Response `data`:",
        "- **响应 `data`**：",
    ],
)
def test_an_answer_inside_of_its_envelope(label: str) -> None:
    assert responses(only(ENVELOPE.format(label))) == {200: ["data"]}


@pytest.mark.parametrize("label", ["**Response data:**", "**Response:**", "响应数据："])
def test_an_answer_as_it_is(label: str) -> None:
    assert responses(only(ENVELOPE.format(label))) == {200: ["id"]}


def test_the_same_answer_inside_of_its_envelope() -> None:
    text = (
        ENVELOPE.format("响应 data：")
        + "\n## 房间详情\n\n```txt\nGET /pets/{id}\n```\n\n响应 data：同 `GET /pets`。\n"
    )
    assert [responses(one) for one in endpoints(text)] == [{200: ["data"]}] * 2


def test_a_heading_that_calls_a_shape_what_it_is() -> None:
    text = '# Pets\n\n### 数据结构：`PetPlan`（计划）\n\n```json\n{ "id": 1 }\n```\n\n## API\n\n- `GET /plans`\n  - Response `data`: `[PetPlan, ...]`\n- `GET /plans/:id`\n  - Response: `PetPlan`\n'
    assert [responses(one) for one in endpoints(text)] == [{200: ["data"]}, {200: []}]
    assert not {"A106", "A158"} & set(codes(text))


CALL = "# Pets\n\n## Login flow\n\n1. The client sends `POST /auth/verify {}`\n\n## API endpoints\n\n- `POST /auth/verify` — checks\n"


def test_a_body_that_a_call_elsewhere_shows() -> None:
    assert request(only(CALL.replace("{}", "{ address, signature }"))) == ["address", "signature"]
    assert only(CALL.replace(" {}", "` with `{ a }")).request is None


def test_what_an_item_says_of_its_body() -> None:
    items = "# 宠物\n\n## 规则\n\n- `POST /codes` 发送验证码，请求体只包含 `email`。\n- `POST /logins` 校验 `email`。\n"
    codes_, logins = endpoints(items)
    assert (request(codes_), logins.request) == (["email"], None)


def test_messages_among_other_subjects() -> None:
    text = "# Pets\n\n## {}\n\n- `GET /pets/:id/token` gives one\n\n## API\n\n- `GET /pets`\n"
    assert keys(text.replace("{}", "房间、消息、WebSocket")) == [
        "GET /pets/{id}/token",
        "GET /pets",
    ]
    assert keys(text.replace("{}", "WebSocket, events, rooms")) == ["GET /pets"]
