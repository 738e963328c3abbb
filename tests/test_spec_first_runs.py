"""Ways of saying things that made the first run on a repository false, each with a near miss."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ArrayShape, ObjectShape, StringShape
from spec2code.spec import read_spec
from tests.spec_reading import endpoints, only


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("任意", False),
        ("необязательно", False),
        ("opzionale", False),
        ("任意のトークン", False),
        ("Internal", None),
        ("Webhook", None),
        ("必須", True),
        ("Internal token", True),
    ],
)
def test_a_cell_on_auth(said: str, asked: bool | None) -> None:
    text = f"# Pets\n\n| Method | Path | Auth |\n|---|---|---|\n| GET | /pets | {said} |\n| GET | /dogs | JWT |\n"
    auth = endpoints(text)[0].auth
    assert (auth.required if auth is not None else None) is asked


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("Base URL：`https://pets.example/api`（或本机 `http://localhost:8000/api`）", "/api/pets"),
        (
            "REST API for pets. All endpoints are versioned under `/api/v2`. Tokens are JWT.",
            "/api/v2/pets",
        ),
        ("All endpoints are logged with `/admin`.", "/pets"),
    ],
)
def test_a_base_that_is_said_in_passing(line: str, path: str) -> None:
    assert only(f"# Pets\n\n{line}\n\n### GET /pets\n\nAll of them.\n").path == path


@pytest.mark.parametrize(
    ("cell", "required", "default"),
    [("required", True, False), ("必填", True, False), ("-", False, False), ("7", False, True)],
)
def test_a_column_of_defaults_that_says_required(cell: str, required: bool, default: bool) -> None:
    text = f"# Pets\n\n### GET /pets\n\n| Name | Type | Default |\n|---|---|---|\n| age | int | {cell} |\n"
    (parameter,) = only(text).parameters
    assert parameter.required is required
    assert (parameter.default == 7) is default


@pytest.mark.parametrize(
    ("heading", "served"),
    [("일정 (CRUD)", True), ("Pets — removed", False), ("Pets removed", True)],
)
def test_a_heading_over_a_table_of_routes(heading: str, served: bool) -> None:
    text = f"# API\n\n## {heading}\n\n| Method | Path | Words |\n|---|---|---|\n| GET | `/events/{{id}}` | One |\n"
    assert bool(endpoints(text)) is served


@pytest.mark.parametrize(("head", "served"), [("/auth/*", 1), ("/files/*", 2)])
def test_a_path_that_heads_others(head: str, served: int) -> None:
    text = f"# API\n\n## Login — `POST {head}`\n\nWords.\n\n### Now — `POST /auth/dev`\n\nOne.\n"
    assert len(endpoints(text)) == served


@pytest.mark.parametrize("media", ["multipart/form-data", "application/json"])
def test_a_heading_for_the_media_type(media: str) -> None:
    text = (
        f"# API\n\n## POST /files\n\n### Content-Type\n\n- `{media}`\n\n### Fields\n\n"
        "| field | required | type |\n|---|---|---|\n| `name` | yes | number string |\n"
    )
    request = only(text).request
    assert request is not None and request.media_type == media
    assert isinstance(request.shape, ObjectShape)
    assert isinstance(request.shape.fields[0].shape, StringShape)


@pytest.mark.parametrize(
    ("base", "route", "path"),
    [
        ("Prefix: `/api/v2`", "{PREFIX}/pets", "/api/v2/pets"),
        ("### ベースURL\n\n```\n本番環境: https://a.example/api/v2\n```", "/pets", "/api/v2/pets"),
        ("Words.", "/{prefix}/pets", "/{prefix}/pets"),
        (
            "## Base URL과 인증\n\n```\n/api/v2\nAccept: application/json\n```",
            "/pets",
            "/api/v2/pets",
        ),
        ("## Base URLspace\n\n```\n/api/v2\nAccept: application/json\n```", "/pets", "/pets"),
    ],
)
def test_a_prefix_by_its_name(base: str, route: str, path: str) -> None:
    text = f"# API\n\n{base}\n\n## Pets\n\n| Method | Path |\n|---|---|\n| GET | `{route}` |\n"
    assert only(text).path == path


@pytest.mark.parametrize(("name", "severity"), [("{cat|dog}", "info"), ("{cat", "error")])
def test_a_path_that_is_short_for_several(name: str, severity: str) -> None:
    text = f"# API\n\n## Pets\n\nThere are `POST /pets/{name}` and others.\n"
    (told,) = [
        item.severity.value
        for item in read_spec(text.encode(), "a.md").diagnostics
        if item.code == "A109"
    ]
    assert told == severity


def test_labels_in_the_genitive_and_a_body_that_is_analogous() -> None:
    opened, extended = endpoints(
        "# Сервис\n\n### Вход\n\n* **Маршрут**: `POST /sessions`\n* **Контроль доступа**: Публичный\n"
        '* **Схема запроса**:\n  ```json\n  {"login": "ann"}\n  ```\n'
        '* **Схема успешного ответа (200 OK)**:\n  ```json\n  {"ticket": "a", "ttl": 9}\n  ```\n\n'
        "### Продление\n\n* **Маршрут**: `POST /sessions/extend`\n"
        '* **Схема запроса**:\n  ```json\n  {"ticket": "a"}\n  ```\n'
        "* **Схема успешного ответа (200 OK)**: Аналогично `/sessions`.\n"
    )
    assert opened.auth is not None and not opened.auth.required
    assert opened.request is not None and extended.request is not None
    assert opened.responses[0].shape == extended.responses[0].shape


@pytest.mark.parametrize("title", ["✅ 3. moods（気分）", "✅ moods", "3. moods"])
def test_a_mark_before_the_number_of_a_table(title: str) -> None:
    text = f"# 設計\n\n## {title}\n\n| カラム名 | 型 | 説明 |\n|---|---|---|\n| id | UUID | (PK) |\n| name | TEXT | 名 |\n"
    spec = read_spec(text.encode(), "db.md").spec
    assert [str(item.table.name) for item in spec.described] == ["moods"]


def test_parameters_that_are_named_once_for_all() -> None:
    text = (
        "# Pets\n\n### GET /pets\n\nAll.\n\n## Pagination\n\nLists take `?page=1&per_page=20`, and `sort`.\n\n"
        "## Errors\n\nEach has `code`.\n"
    )
    assert read_spec(text.encode(), "a.md").spec.shared_queries == {"page", "per_page", "sort"}


@pytest.mark.parametrize(
    ("query", "made"),
    [("SELECT query FROM pg_stat_statements;", 0), ("", 1), ("CREATE TABLE pets (id INT);", 2)],
)
def test_an_extension_that_a_query_needs(query: str, made: int) -> None:
    text = f"# Pets\n\n## Database\n\n```sql\nCREATE EXTENSION pg_stat_statements;\n{query}\n```\n"
    assert len(read_spec(text.encode(), "a.md").spec.statements) == made


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("- Auth: Required\n- Permission: pets.write", ["id", "name"]),
        ("- auth: required\n- Kind: cat", ["id", "name", "auth", "Kind"]),
        ("- Auth: string", ["id", "name", "Auth"]),
    ],
)
def test_who_may_call_is_no_field(lines: str, names: list[str]) -> None:
    fence = f"```\nPOST /pets\nReturns:\n- id: string\n- name: string\n{lines}\n```\n"
    shape = only(f"# Pets\n\n## API\n\n{fence}").responses[0].shape
    assert isinstance(shape, ObjectShape)
    assert [field.name for field in shape.fields] == names


def test_fields_as_python_writes_them() -> None:
    made, listed = endpoints(
        "# Pets\n\n### POST /pets\n\n**Request body** (`PetCreate`):\n- `name: str` (1-40 chars)\n"
        '- `toys: list[Toy]` (3-6 items) — each: `id: str` (x), `kind: "ball" | "rope"`\n'
        '- `loud: bool = False`\n- `mood: Optional["calm" | "wild"] = None` (required if `loud`)\n\n'
        "### GET /pets\n\n**Request:** query params `limit: int = 20`, `q: str`\n"
    )
    assert made.request is not None and isinstance(made.request.shape, ObjectShape)
    fields = {field.name: field for field in made.request.shape.fields}
    assert [name for name, field in fields.items() if field.required] == ["name", "toys"]
    assert fields["loud"].default is False
    assert isinstance(fields["toys"].shape, ArrayShape)
    assert listed.request is None
    assert [(item.location, item.name) for item in listed.parameters] == [
        ("query", "limit"),
        ("query", "q"),
    ]
    assert listed.parameters[0].default == 20


@pytest.mark.parametrize(
    ("said", "required"),
    [
        ("Optional[str]", False),
        ("str", True),
        ("str = 'x'", False),
        ("string, = 3 characters", True),
    ],
)
def test_what_python_calls_optional(said: str, required: bool) -> None:
    body = only(f"# Pets\n\n### POST /pets\n\n**Request body**:\n\n- `name`: {said}\n").request
    assert body is not None and isinstance(body.shape, ObjectShape)
    assert body.shape.fields[0].required is required


@pytest.mark.parametrize(
    ("rule", "asked"),
    [
        ("All `/v1/*` routes require `Authorization: Bearer <token>`.", [None, True]),
        ("All routes require `Authorization: Bearer <token>`.", [True, True]),
    ],
)
def test_a_rule_for_all_routes_below_a_path(rule: str, asked: list[bool | None]) -> None:
    text = f"# Pets\n\n## Routes\n\n- `GET /health`\n- `GET /v1/pets`\n\n{rule}\n"
    assert [item.auth and item.auth.required for item in endpoints(text)] == asked


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Health (outside `/api/v1`)", "/health"),
        ("Health（outside `/api/v1`）", "/health"),
        ("Health without prefix", "/health"),
        ("Health (under `/api/v1`)", "/api/v1/health"),
        ("Health", "/api/v1/health"),
    ],
)
def test_routes_beside_the_base_path(title: str, path: str) -> None:
    text = (
        "# Pets\n\n| Item | Value |\n|---|---|\n| Base path | `/api/v1` |\n| Version | 1 |\n\n## Pets\n\n"
        f"- `GET /pets`\n\n## {title}\n\n- `GET /health`\n"
    )
    assert [item.path for item in endpoints(text)] == ["/api/v1/pets", path]


def test_fields_of_one_line_as_python_writes_them() -> None:
    line = '**Request body** (`PetCreate`): `kind: "cat" | "dog"`, `label: Optional[str]` (8 characters), `age: int`'
    body = only(f"# Pets\n\n### POST /pets\n\n{line}\n").request
    assert body is not None and isinstance(body.shape, ObjectShape)
    assert [(item.name, item.required) for item in body.shape.fields] == [
        ("kind", True),
        ("label", False),
        ("age", True),
    ]


def test_a_choice_that_may_be_left_out_as_python_has_it() -> None:
    line = '- `mood: Optional["calm" | "wild"] = None` (required if `loud`)'
    body = only(
        f"# Pets\n\n### POST /pets\n\n**Request body**:\n\n{line}\n- `loud: bool`\n"
    ).request
    assert body is not None and isinstance(body.shape, ObjectShape)
    field = body.shape.fields[0]
    assert not field.required
    assert "'calm', 'wild'" in repr(field.shape)


@pytest.mark.parametrize(
    ("title", "answered"), [("7.1 PetUpsertRequest", False), ("The state of a pet", True)]
)
def test_a_shape_above_a_route_that_is_spoken_of(title: str, answered: bool) -> None:
    text = (
        "# Pets\n\n## API\n\n- `GET /pets/state` - read\n\n## Schemas\n\n"
        f'### {title}\n\n```json\n{{"name": "Rex"}}\n```\n\n`GET /pets/state` gives what is kept.\n'
    )
    assert any(item.shape for item in only(text).responses) is answered


@pytest.mark.parametrize(
    ("title", "served"),
    [
        ("How to Extend", False),
        ("Best Practices", False),
        ("Error Handling Patterns", False),
        ("How it works", True),
        ("Pattern search", True),
    ],
)
def test_code_that_shows_how_one_programs(title: str, served: bool) -> None:
    fence = '```python\n@router.get("/pets/{id}")\nasync def pet(id: int) -> Pet: ...\n```\n'
    table = "```sql\nCREATE TABLE pets (id INT PRIMARY KEY);\n```\n"
    spec = read_spec(f"# Pets\n\n## API\n\n### {title}\n\n{fence}\n{table}".encode(), "a.md").spec
    assert bool(spec.endpoints) is served
    assert bool(spec.statements) is served


@pytest.mark.parametrize(("secret", "answers"), [("password", False), ("ticket", True)])
def test_a_second_example_of_a_request(secret: str, answers: bool) -> None:
    buyer = f'```json\n{{"role": "buyer", "{secret}": "x", "nick": "ann"}}\n```'
    seller = f'```json\n{{"role": "seller", "{secret}": "x", "shop": "a"}}\n```'
    text = f"# Pets\n\n### POST /keepers\n\n바이어 예시:\n\n{buyer}\n\n셀러 예시:\n\n{seller}\n"
    endpoint = only(text)
    assert endpoint.request is not None
    assert any(item.shape for item in endpoint.responses) is answers


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("`PATCH /me`는 다음 필드만 부분 수정할 수 있다.", False),
        ("Both know these fields:", True),
        ("`PATCH /me` and `GET /me` know these fields:", True),
    ],
)
def test_a_body_of_one_of_two_endpoints_of_a_heading(line: str, read: bool) -> None:
    text = f'# Pets\n\n### `GET /me` / `PATCH /me`\n\n{line}\n\n```json\n{{"nick": "ann"}}\n```\n'
    shown, changed = endpoints(text)
    assert any(item.shape for item in shown.responses) is read
    assert changed.request is not None


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("`PATCH /me` takes these fields:", True),
        ("`PATCH /me` returns these fields:", False),
    ],
)
def test_fields_below_a_line_with_the_route(line: str, asked: bool) -> None:
    text = f'# Pets\n\n### `PATCH /me`\n\n{line}\n\n```json\n{{"nick": "ann"}}\n```\n'
    assert (only(text).request is not None) is asked
