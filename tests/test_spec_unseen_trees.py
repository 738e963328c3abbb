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


ITALIAN = "# Negozio\n\n{}\n\n## /system\n\n### GET /status\n\nStato. {}\n\n## /pets\n\n### GET /pets\n\n## /vets\n\n### GET /vets\n\n## /toys\n\n### GET /toys\n"


def test_groups_that_are_called_by_paths() -> None:
    assert keys(ITALIAN.format("", "")) == ["GET /status", "GET /pets", "GET /vets", "GET /toys"]
    few = "# Pets\n\n## /system\n\n### GET /status\n\n## /pets\n\n### GET /pets\n"
    assert keys(few) == ["GET /system/status", "GET /pets"]


@pytest.mark.parametrize(
    ("rule", "own"),
    [
        ("Autenticazione richiesta su tutti eccetto `/status`.", ""),
        ("Authentication is required on all except `/status`.", ""),
        ("Autenticación requerida en todos salvo `/status`.", ""),
        ("Autenticazione richiesta su tutti.", "**Non richiede autenticazione.**"),
    ],
)
def test_a_rule_for_all_without_a_noun(rule: str, own: str) -> None:
    status, *others = endpoints(ITALIAN.format(rule, own))
    assert status.auth is None or not status.auth.required
    assert all(one.auth is not None and one.auth.required for one in others)


def test_a_sentence_about_all_that_asks_for_no_login() -> None:
    assert not any(one.auth for one in endpoints(ITALIAN.format("Il limite vale su tutti.", "")))


NAMES = "# Data model\n\n## Tables\n\n### leads\n\nImportant columns:\n\n```text\n{}\n```\n"


def test_names_of_columns_in_a_fence() -> None:
    made = tables(NAMES.format("id\nhome_id\nname\nmade_at"))["leads"]
    assert [column.name for column in made.columns] == ["id", "home_id", "name", "made_at"]
    assert made.primary_key is not None and made.primary_key.columns == ("id",)


@pytest.mark.parametrize("lines", ["name\nhome_id\nmade_at", "id\nname\nkind", "id of it\nhome_id"])
def test_lines_of_a_fence_that_are_no_columns(lines: str) -> None:
    assert tables(NAMES.format(lines)) == {}


def test_fields_that_items_give_in_other_languages() -> None:
    text = "# Pets\n\n## Scenes\n\n- `POST /scenes` (multipart/form-data)\n  - 필드: `file`(필수), `name`(선택)\n- `GET /scenes`\n  목록\n"
    assert request(endpoints(text)[0]) == ["file", "name"]
    asked = "# 问答\n\n- `POST /qa` 问答\n  - 请求可选：`history`（历史）\n  - 返回：`answer`、`mode`\n- `GET /qa` 列表\n"
    qa, _ = endpoints(asked)
    assert (request(qa), responses(qa)) == (["history"], {200: ["answer", "mode"]})


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("List with filtering (kind, owner_id) and pagination", ["kind", "owner_id"]),
        ("List with filtering (see below)", []),
        ("List of filters (active)", []),
    ],
)
def test_filters_in_brackets(said: str, names: list[str]) -> None:
    assert query(only(f"# Pets\n\n## API\n\n- `GET /pets` - {said}\n")) == names
