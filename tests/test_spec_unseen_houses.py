"""What specs of further houses write: tasks that are resources, groups in brackets, parameters as an object, entities of C#."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ObjectShape
from spec2code.model.statements import CreateTable
from tests.spec_reading import codes, endpoints, keys, only, query, reading, request, responses
from tests.spec_reading import names as names_of


def columns(text: str) -> dict[str, list[tuple[str, str]]]:
    made = [s for s in reading(text).spec.statements if isinstance(s, CreateTable)]
    return {s.table.name.name: [(c.name, c.type) for c in s.table.columns] for s in made}


@pytest.mark.parametrize(
    "title", ["3. タスク一覧取得", "Tareas", "Tarefas", "Task list", "Задачи", "任务清单"]
)
def test_tasks_that_an_application_has(title: str) -> None:
    text = f'# Spec\n\n## Resources\n\n### {title}\n\n```\nGET /api/tasks\n```\n\n**Response:**\n```json\n[{{"id": 1}}]\n```\n'
    assert keys(text) == ["GET /api/tasks"]


def test_tasks_that_are_work_to_do() -> None:
    text = (
        "# Spec\n\n## API\n\n### `GET /pets`\n\nLists pets.\n\n## Task list\n\n- [ ] `POST /pets`\n"
    )
    assert keys(text) == ["GET /pets"]


@pytest.mark.parametrize(
    "title", ["Admin (autenticado, escopo do tenant)", "Admin (authenticated, own shop only)"]
)
def test_a_group_that_says_in_brackets_who_may_call(title: str) -> None:
    text = f"# Spec\n\n## Rotas da API\n\n### Público\n\n| Método | Rota |\n|---|---|\n| GET | `/pets` |\n\n### {title}\n\n| Método | Rota |\n|---|---|\n| GET | `/orders` |\n"
    found = {item.path: item.auth for item in endpoints(text)}
    auth = found["/orders"]
    assert auth is not None and auth.required
    assert found["/pets"] is None or not found["/pets"].required


def test_parameters_as_an_object_on_their_line() -> None:
    text = "# Spec\n\n**GET /api/pets**\n- Descrição: Lista\n- Parâmetros: { page: int, kind?: string }\n- Resposta: { pets: Pet[], total: int }\n"
    found = only(text)
    assert query(found) == ["page", "kind"]
    assert all(not item.required for item in found.parameters)


@pytest.mark.parametrize(
    ("method", "line", "sent", "asked"),
    [
        ("GET", "支持筛选参数：", [], ["after", "kind"]),
        ("GET", "The following filter parameters are supported:", [], ["after", "kind"]),
        ("PUT", "请求中建议带：", ["after", "kind"], []),
        ("PUT", "The request should carry:", ["after", "kind"], []),
    ],
)
def test_names_below_a_sentence(method: str, line: str, sent: list[str], asked: list[str]) -> None:
    found = only(f"# Spec\n\n#### `{method} /api/pets`\n\n{line}\n\n- `after`\n- `kind`\n")
    assert request(found) == sent
    assert query(found) == asked


@pytest.mark.parametrize(
    "below", ["- it is logged\n- it is sent to the keeper\n", "- `409` where it exists\n"]
)
def test_what_is_no_list_of_names(below: str) -> None:
    found = only(f"# Spec\n\n#### `PUT /api/pets`\n\nWhen the request arrives:\n\n{below}")
    assert request(found) == [] and query(found) == []


_ENTITY = "- Id (Guid): o identificador\n- Nome (string): nome completo\n- Tamanho (long): em bytes\n- FechadoEm (DateTime?): quando fechou\n"


def test_entities_of_csharp() -> None:
    found = columns(
        f"# Spec\n\n## Modelo de Dados\n\n### Entidades\n\n**Usuário (User)**\n{_ENTITY}"
    )
    assert list(found) == ["usuario"]
    assert [kind for _, kind in found["usuario"]] == [
        "uuid",
        "character varying(255)",
        "bigint",
        "timestamp without time zone",
    ]


def test_a_dto_of_csharp_is_no_table() -> None:
    assert columns(f"# Spec\n\n## API responses\n\n### User\n\n{_ENTITY}") == {}


def test_a_body_that_another_heading_names() -> None:
    text = (
        '# 接口\n\n## 2. 活动\n\n### 2.1 发布活动\n\n```http\nPOST /api/events\n```\n\n请求体：\n\n```json\n{"title": "x", "place": "y"}\n```\n\n'
        "### 2.2 编辑活动\n\n```http\nPUT /api/events/{id}\n```\n\n请求体：同发布活动。\n"
    )
    assert [request(item) for item in endpoints(text)] == [["title", "place"]] * 2


def test_the_same_format_as_a_path() -> None:
    text = (
        '# Spec\n\n#### DELETE /api/pets/[id]\n\n**Response:**\n```json\n{"gone": true}\n```\n\n#### GET /api/pets/[id]\n\n**Response:**\n'
        '```json\n{"id": 1, "name": "x"}\n```\n\n#### GET /api/guest/pets/[id]\n\n**Response:** Same format as `/api/pets/[id]` but read-only.\n'
    )
    found = {item.path: item for item in endpoints(text) if item.method == "GET"}
    assert list(responses(found["/api/guest/pets/{id}"]).values()) == [["id", "name"]]


def test_tickets_for_a_socket_are_http() -> None:
    text = (
        '# Spec\n\n## WebSocket tickets\n\n### `POST /api/ws-ticket`\n\n- Response:\n  ```json\n  {"ticket": "x"}\n  ```\n- Errors:\n  - 403 `mismatch` — no\n\n'
        "## WebSocket messages\n\n### `GET /api/ws`\n\n- Query: `ticket`\n"
    )
    found = only(text)
    assert found.path == "/api/ws-ticket" and [item.status for item in found.errors] == [403]


def test_fields_in_columns_of_a_fence() -> None:
    text = (
        "# Spec\n\n### GET `/api/pets`\n\nQuery parameters:\n\n```text\nyear      optional, example: 111\nkind\nlimit     optional, default 50, max 200\n```\n\n"
        "### GET `/api/toys`\n\nQuery parameters:\n\n```text\nThere are none of them.\nAsk the keeper.\n```\n"
    )
    pets, toys = endpoints(text)
    assert query(pets) == ["year", "kind", "limit"] and query(toys) == []


def test_a_body_that_a_sentence_sends() -> None:
    text = '# Spec\n\n### PATCH `/api/pets/:id`\n\nRenames a pet with `{ "petName": "x" }`. Owners only.\n'
    assert request(only(text)) == ["petName"]
    read = '# Spec\n\n### GET `/api/pets`\n\nAnswers with `{ "pets": [] }`.\n'
    assert request(only(read)) == []


@pytest.mark.parametrize(
    "rule",
    [
        "All pet, toy, and keeper endpoints require:\n\n```http\nAuthorization: Bearer <JWT>\n```\n",
        "All pets, toys and keepers endpoints require a bearer token.\n",
    ],
)
def test_a_rule_for_several_groups(rule: str) -> None:
    text = (
        "# Spec\n\n## Authentication\n\nPublic endpoints:\n\n```text\nGET  /api/toys/new\nGET  /api/health\n```\n\n"
        f"{rule}\n## Pets\n\n### GET `/api/pets`\n\nLists.\n\n### GET `/api/toys/new`\n\nLists.\n\n### GET `/api/health`\n\nLives.\n\n### GET `/api/shops`\n\nLists.\n"
    )
    found = {item.path: item.auth.required if item.auth else None for item in endpoints(text)}
    assert found == {
        "/api/pets": True,
        "/api/toys/new": False,
        "/api/health": False,
        "/api/shops": None,
    }


def test_a_column_that_is_called_after_the_token() -> None:
    text = "# Spec\n\n| Method | Path | JWT |\n|---|---|---|\n| GET | `/pets` | **是** |\n| GET | `/toys` | 否 |\n"
    assert [item.auth is not None and item.auth.required for item in endpoints(text)] == [
        True,
        False,
    ]


def test_a_note_that_tells_an_error() -> None:
    text = "# Spec\n\n#### POST /api/pets\n\n**Note:** If the owner has no kennel, a 400 error will be returned.\n\n**Tip:** Up to 400 pets are shown.\n"
    assert [item.status for item in only(text).errors] == [400]


_VIEW = (
    "| 字段 | 类型 | 说明 |\n| --- | --- | --- |\n| id | number | ID |\n| name | string | 名 |\n"
)


def test_shapes_that_tables_below_their_names_define() -> None:
    text = (
        f"# 接口\n\n### 4.1 列表\n\n```http\nGET /api/pets\n```\n\n响应数据：`PetVO[]`。\n\n`PetVO` 字段：\n\n{_VIEW}\n"
        "### 4.2 详情\n\n```http\nGET /api/pets/{id}\n```\n\n响应数据：`PetVO`。\n\n"
        f"### 4.3 我\n\n```http\nGET /api/me\n```\n\n响应数据 `MeVO`：\n\n{_VIEW}\n### 4.4 改\n\n```http\nPUT /api/me\n```\n\n响应数据：`MeVO`。\n\n"
        "### 4.5 页\n\n```http\nGET /api/pages\n```\n\n响应数据：`PageVO<PetVO>`。\n"
    )
    shapes = {name: names_of(shape) for name, shape in reading(text).spec.definitions.items()}
    assert shapes == {"PetVO": ["id", "name"], "MeVO": ["id", "name"]}
    assert [code for code in codes(text) if code != "A101"] == ["A106"]


def test_columns_by_their_names_below_a_key() -> None:
    text = (
        "# Spec\n\n## Database tables\n\n#### `pets`\nStores pets\n- `id` (BIGINT UNSIGNED) - Primary key\n- `petName` VARCHAR(50) - Unique name\n"
        "- `coat`, `eyes` - Colours\n- `ownerId` - Who keeps it\n\n#### `moods`\nWhat pets can be\n- `happy` - fed\n- `sad`, `angry` - hungry\n- `id` - nobody\n"
    )
    found = columns(text)
    assert list(found) == ["pets"]
    assert [name for name, _ in found["pets"]] == ["id", "petName", "coat", "eyes", "ownerId"]
    assert codes(text).count("S163") == 1


def test_columns_between_slashes() -> None:
    text = (
        "# Spec\n\n## 8. データモデル\n\n### **users**\n- id / email / password_hash\n- created_at / updated_at\n\n"
        "### **choices**\n- yes / no / maybe\n- on / off\n"
    )
    assert {name: len(found) for name, found in columns(text).items()} == {"users": 5}


def test_basics_of_an_endpoint_and_its_parts_side_by_side() -> None:
    one = (
        "## PET-00{n} / {what}\n\n### 기본 정보\n\n| 항목 | 내용 |\n|---|---|\n| Method | POST |\n| Endpoint | `/api/{path}` |\n| 인증 | 없음 |\n\n"
        "### Request Parameter\n\n| Name | Type | Required | Description |\n|---|---|---|---|\n| petId | Long (Path) | ✅ | which |\n| {field} | String | ✅ | it |\n\n"
        '### Example Response (성공)\n\n```json\n{{"status": 200, "data": 1}}\n```\n\n### Example Response (실패)\n\n```json\n{{"status": 409, "data": null}}\n```\n\n'
    )
    text = "# 명세\n\n" + one.format(n=1, what="등록", path="pets/{petId}", field="name")
    text += one.format(n=2, what="방문", path="visits", field="place")
    pets, visits = endpoints(text)
    assert (request(pets), request(visits)) == (["name"], ["place"])
    assert [error.status for error in pets.errors] == [409]
    assert list(responses(visits).values()) == [["status", "data"]]
    assert pets.summary != "기본 정보"


def test_calls_of_the_endpoint_in_a_fence() -> None:
    text = (
        '# Spec\n\n## 1. PATCH /api/pets/:id\n\n### Request\n\n```json\n// PATCH /api/pets/clyyyyyyyy\n{ "name": "x" }\n```\n\n### Response `200 OK`\n\n'
        '```json\n{ "id": 1 }\n```\n'
    )
    assert keys(text) == ["PATCH /api/pets/{id}"]
    assert responses(only(text)) == {200: ["id"]}


def test_another_path_in_a_fence_is_no_call() -> None:
    text = "# Spec\n\n### GET /api/users/:id\n\nOne.\n\n```\nGET /api/users/me\n```\n\nOneself.\n"
    assert "GET /api/users/me" in keys(text)


def test_a_remark_that_goes_on_with_a_route() -> None:
    text = (
        "# 계약\n\n## 1. POST /api/meetings\n\n> 액션은 자동 생성하지 않는다. 생성은 클라이언트가 원할 때 별도로\n> `POST /api/actions/generate`(BE-2)를 호출해 수행한다.\n\n"
        "### 요청\n\n| 필드 | 타입 | 필수 |\n|---|---|---|\n| `rawText` | string | ✅ |\n\n## 2. POST /api/actions/generate\n\n만든다.\n"
    )
    assert [request(item) for item in endpoints(text)] == [["rawText"], []]


@pytest.mark.parametrize("tail", ["*(인증 필요)*", "(인증 필요, 본인만)", "(requires a token)"])
def test_who_may_call_behind_the_route_of_a_heading(tail: str) -> None:
    found = only(f"# Spec\n\n### PATCH /posts/:id {tail}\n\n- **설명**: 수정\n")
    assert found.auth is not None and found.auth.required


def test_other_words_behind_the_route_of_a_heading() -> None:
    found = only("# Spec\n\n### PATCH /posts/:id (draft only)\n\nChanges it.\n")
    assert found.auth is None and found.summary is not None


def test_names_and_types_of_kotlin() -> None:
    text = (
        "# 명세\n\n1. 고객 등록 api\n    - url path: POST /v1/cards\n    - request:\n        1. cardNumber, String (16자리)\n        2. amount, Int\n"
        "    - response:\n        1. 성공 (200)\n            - balance, Int\n        2. 실패\n            - 없는 경우 -> 400\n\n"
        "2. 조회 api\n    - url path: GET /v1/shows\n    - request:\n        - date, LocalDate\n"
    )
    cards, shows = endpoints(text)
    assert request(cards) == ["cardNumber", "amount"]
    assert responses(cards) == {200: ["balance"]} and [e.status for e in cards.errors] == [400]
    assert query(shows) == ["date"]


def test_two_dashes_are_no_default() -> None:
    text = (
        "# Spec\n\n## Database\n\n### `pets`\n\n| Column | Type | Nullable | Default | Purpose |\n|---|---|---|---|---|\n| id | UUID | No | uuid4 | Primary key |\n"
        "| name | VARCHAR(50) | No | -- | who |\n| mood | TEXT | Yes | -- | how |\n| made | TIMESTAMPTZ | No | now() | |\n"
    )
    assert codes(text) == []
    made = [s for s in reading(text).spec.statements if isinstance(s, CreateTable)]
    assert [c.default is None for c in made[0].table.columns] == [False, True, True, False]


def test_how_it_is_sent_behind_the_method() -> None:
    text = "# Spec\n\n| Method | Path |\n|---|---|\n| POST (SSE) | /chat |\n| PUT (JSON) | /pets |\n| -- | /files (URL builder) |\n"
    assert keys(text) == ["POST /chat", "PUT /pets"]


def test_a_key_has_the_type_of_the_column_it_names() -> None:
    text = (
        "# Spec\n\n## Data model\n\n### User\n```\nid      uuid PRIMARY KEY\nemail   varchar(80) NOT NULL\n```\n\n### Code\n```\nid      uuid PRIMARY KEY\n"
        "email   string (FK → User.email)\nuserId  string (FK → User)\n```\n"
    )
    found = columns(text)
    assert dict(found["code"])["email"] == "character varying(80)"
    assert dict(found["code"])["userId"] == "uuid"


def test_tables_called_in_bold_above_fences() -> None:
    text = "# Spec\n\n## Key tables\n\n**pets:** what we keep\n```\n- id (PK)\n- name\n- coat (short)\n```\n\n**toys** - what they like\n```\n- id (PK)\n- pet_id (FK)\n```\n"
    assert {name: len(found) for name, found in columns(text).items()} == {"pets": 3, "toys": 2}


def test_two_names_with_one_type() -> None:
    text = "# Spec\n\n## Tables\n\n### `pets`\n- `id`: UUID (PK)\n- `createdAt` / `updatedAt`: timestamp\n- `ratio`: numeric\n"
    assert [name for name, _ in columns(text)["pets"]] == ["id", "createdAt", "updatedAt", "ratio"]


def test_claims_of_a_token_are_no_table() -> None:
    text = "# Auth\n\n## Tables of tokens\n\n#### Payload\n\n| Field | Type | Notes |\n|---|---|---|\n| `sub` | VARCHAR(36) | who |\n| `exp` | BIGINT | until |\n"
    assert columns(text) == {}


@pytest.mark.parametrize(
    "said", ["identical whether or not the mail exists", "del mismo día, sin cambios"]
)
def test_words_that_send_nobody_to_another_body(said: str) -> None:
    text = f"# Spec\n\n### POST /login\n\n**Response:** `200` ({said})\n"
    assert "A107" not in codes(text)


def test_shapes_that_a_fence_sketches() -> None:
    text = (
        '# Spec\n\n## DTOs\n\n```jsonc\n// what is sent\nUser = { "id", "mail" }\n\nToken = { "user": User, "key" }\n```\n\n'
        "### POST `/login`\n\n- Body: `{ mail }`\n- 200 → `Token`\n\n### GET `/me`\n\n- 200 → `User`\n"
    )
    shapes = {name: names_of(shape) for name, shape in reading(text).spec.definitions.items()}
    assert shapes == {"User": ["id", "mail"], "Token": ["user", "key"]}
    assert "A106" not in codes(text)


def test_code_that_assigns_objects_sketches_no_shapes() -> None:
    text = '# Spec\n\n```js\nConfig = { "id": 1, "mail": 2 }\n```\n\n### GET `/me`\n\n- 200 → `{ id }`\n'
    assert reading(text).spec.definitions == {}


def test_a_subset_of_the_fields_above() -> None:
    text = "# 명세\n\n### POST `/pets`\n\n- Body: `{ name, kind }`\n- 201 → `{ id }`\n\n### PATCH `/pets/:id`\n\n- Body: 위 필드의 부분집합\n- 200 → `{ id }`\n"
    created, changed = endpoints(text)
    assert request(created) == request(changed) == ["name", "kind"]
    assert changed.request is not None and isinstance(changed.request.shape, ObjectShape)
    assert not any(item.required for item in changed.request.shape.fields)


def test_two_parameters_of_a_page_between_slashes() -> None:
    text = "# Spec\n\n### GET `/pets`\n\n- Query: `kind`(`cat` / `dog`), `limit`/`offset`\n"
    assert query(only(text)) == ["kind", "limit", "offset"]
