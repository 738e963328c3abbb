"""Ways of writing that specs had which nobody had tuned the reader on, a case for each kind."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ArrayShape, EnumShape, ObjectShape, StringShape
from tests.spec_reading import endpoints, keys, only, reading, request, responses


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
    names = [getattr(item, "table", None) for item in reading(text).spec.statements]
    assert [table.name.name for table in names if table is not None] == ["pets", "visits"]


def test_values_in_a_query_string() -> None:
    parameter, other = only("- GET /pets?kind=cat|dog|fish&from=\n").parameters
    assert (parameter.name, other.name) == ("kind", "from")
    assert isinstance(parameter.shape, EnumShape)
    assert parameter.shape.values == ("cat", "dog", "fish")


@pytest.mark.parametrize(
    "rule",
    [
        "All domain routes require an authenticated user except initial auth routes.",
        "| Area | Rule |\n|---|---|\n| Security | All endpoints require JWT (except /auth/login) |",
        "除 Auth 外均需 Cookie `sid`。",
        "除 `/auth/*` 外全部接口需会话。",
    ],
)
def test_a_rule_for_all_with_an_exception(rule: str) -> None:
    text = f"# Pets\n\n## Access\n\n{rule}\n\n## Routes\n\n- `POST /auth/login` - in\n- `GET /pets` - all\n"
    login, pets = endpoints(text)
    assert login.auth is None
    assert pets.auth is not None and pets.auth.required


def test_a_role_of_its_own_keeps_the_scheme_of_all() -> None:
    text = "# Pets\n\nAll endpoints require a bearer token.\n\n### DELETE /pets\n\nRequires: admin role.\n"
    auth = only(text).auth
    assert auth is not None and (auth.required, auth.scheme) == (True, "bearer")


def test_what_a_route_requires_behind_a_colon() -> None:
    auth = only("### GET /me\n\nRequires: `Authorization: Bearer <token>`\n").auth
    assert auth is not None and (auth.required, auth.scheme) == (True, "bearer")


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
