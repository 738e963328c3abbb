"""Ways of saying things about endpoints that no template has."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import MISSING, NumberShape, StringShape
from tests.spec_reading import endpoints, keys, only, passed, query, request, responses


def test_a_column_of_parameters() -> None:
    text = (
        "| 方法 | 路径 | 说明 | 主要参数 |\n|---|---|---|---|\n"
        "| GET | /pets | 列表 | `kind`、`bornFrom/To`、`page` |\n"
        "| POST | /pets | 新增 | `name`、`tags[]`、`owner?` |\n"
        "| DELETE | /pets/{id} | 删除 | `hard?` |\n"
        "| GET | /pets/{id} | 详情 | - |\n"
    )
    listing, create, delete, detail = endpoints(text)
    assert query(listing) == ["kind", "bornFrom", "bornTo", "page"]
    assert request(create) == ["name", "tags", "owner"]
    assert (query(delete), query(detail)) == (["hard"], [])


def test_names_in_one_code_span() -> None:
    text = "- **GET** `/pets`\n  - Query：`page, limit, kind`\n- **GET** `/pets/:id`\n"
    assert [query(endpoint) for endpoint in endpoints(text)] == [["page", "limit", "kind"], []]


@pytest.mark.parametrize("words", ["None", "none.", "N/A", "无"])
def test_no_query_parameters(words: str) -> None:
    assert query(only(f"### GET /pets\n\n**Query params**: {words}\n")) == []


@pytest.mark.parametrize(
    ("said", "default"),
    [
        ("(opcional): Mascotas por página (padrão: 50)", 50),
        ("(integer): Page number, default 50", 50),
        ("(query, optional): Nombre (défaut : 50)", 50),
        ("(integer): the default page is shown first", MISSING),
        ("(integer): defaults to `many`", MISSING),
    ],
)
def test_a_default_in_a_description(said: str, default: object) -> None:
    (parameter,) = only(f"### GET /pets\n\n**Query Parameters:**\n- `limit` {said}\n").parameters
    assert parameter.default == default
    if default is not MISSING:
        assert isinstance(parameter.shape, NumberShape)


def test_another_name_in_a_heading_is_no_endpoint() -> None:
    text = "#### `POST /pets/new` (or `POST /pets`)\n\nAdds one.\n"
    assert keys(text) == ["POST /pets/new"]
    assert ("POST /pets", "another name of the endpoint before it") in passed(text)
    assert keys("#### `GET /pets` & `GET /pets/:id`\n") == ["GET /pets", "GET /pets/{id}"]


def test_a_label_makes_endpoints_in_a_section_called_a_flow() -> None:
    text = (
        '## Core workflow\n\n### Add\n**API**\nPOST /pets\n\n**Input**\n```json\n{"name": "Rex"}\n```\n'
        '\n**Output**\n```json\n{"id": 1}\n```\n\n## Listing\n\n- `GET /pets` - all\n'
    )
    add, _ = endpoints(text)
    assert (add.path, request(add), responses(add)) == ("/pets", ["name"], {201: ["id"]})
    mentioned = (
        "## Core workflow\n\n- Call `POST /pets` first\n\n## Listing\n\n- `GET /pets` - all\n"
    )
    assert keys(mentioned) == ["GET /pets"]


def test_a_bold_public_with_a_remark_wins_over_what_is_said_for_all() -> None:
    text = (
        "# API\n\nAll protected routes require `Authorization: Bearer <token>`.\n\n"
        "### GET /pets\n**Public** (the shop window)\n\n### POST /pets\n"
    )
    assert [e.auth.required if e.auth else None for e in endpoints(text)] == [False, True]


def test_what_is_said_of_all_of_a_kind() -> None:
    text = (
        "### GET /stats/daily\n\n### GET /pets\n\n## Sécurité\n\n"
        "- Tous les endpoints stats nécessitent un token JWT\n"
    )
    assert [e.auth.required if e.auth else None for e in endpoints(text)] == [True, None]


def test_a_header_in_a_fence_that_all_need() -> None:
    text = (
        "# API\n\nSemua endpoint (kecuali Auth login) membutuhkan **header**:\n```\n"
        "Authorization: Bearer <JWT_TOKEN>\n```\n\n### POST /auth/login\n\n### GET /pets\n"
    )
    assert [e.auth.required if e.auth else None for e in endpoints(text)] == [None, True]


def test_brackets_in_the_remark_of_a_line() -> None:
    text = "```\nGET    /pets      - List pets (admin)\nDELETE /pets/{id} - Remove (soft)\n```\n"
    first, second = endpoints(text)
    assert (first.summary, second.summary) == ("List pets (admin)", "Remove (soft)")
    assert first.auth is not None and first.auth.required
    assert second.auth is None


FIELDS = """
### POST /pets

**Request Body (Form Data):**

```
name: string (required, max 100 chars)
photo: file (optional)
```

### GET /pets

**Query Parameters:**

```
page: integer (default: 1)
kind: string (optional, one of: cat, dog)
```
"""


def test_fields_line_by_line_in_a_fence() -> None:
    create, listing = endpoints(FIELDS)
    assert (request(create), query(listing)) == (["name", "photo"], ["page", "kind"])
    assert create.request is not None and create.request.media_type == "multipart/form-data"
    assert listing.parameters[0].default == 1


def test_the_prefix_of_an_item() -> None:
    text = (
        "# API\n\n1. **Uploads** (`/api/v1/uploads/`)\n   - `POST /start` - begin\n   - `GET /{id}` - one\n\n"
        "2. **Health**\n   - `GET /health` - alive\n"
    )
    assert keys(text) == ["POST /api/v1/uploads/start", "GET /api/v1/uploads/{id}", "GET /health"]


def test_a_table_of_statuses_lists_no_endpoints() -> None:
    text = (
        "### POST /pets\n\n## HTTP Status Codes\n\n| Code | Meaning | When |\n|---|---|---|\n"
        "| 200 OK | Success | Successful GET, PUT /pets/all |\n"
    )
    assert keys(text) == ["POST /pets"]


def test_a_data_model_mentions_endpoints() -> None:
    text = "# Data Model: pets\n\n## Rules\n\n- PUT /pets/{id} → updates updated_at\n- GET /pets → reads\n"
    assert keys(text) == []
    assert keys(text.replace("## Rules", "## Endpoints")) == ["PUT /pets/{id}", "GET /pets"]
    assert keys(text.replace("Data Model", "Backend")) == ["PUT /pets/{id}", "GET /pets"]


def test_a_path_parameter_without_a_type_is_text() -> None:
    (parameter,) = only("### GET /pets/:id\n\n**Params**:\n- `id`: ID of the pet\n").parameters
    assert isinstance(parameter.shape, StringShape)


@pytest.mark.parametrize(
    ("headings", "group"),
    [
        (["## API Design", "### Pets (Admin only) — `/pets`"], "Pets"),
        (["## Pets", "### Endpoints"], "Pets"),
        (["## Pet shop", "### New Endpoints"], "Pet shop"),
        (["## API Reference"], None),
        (["## 4. Endpoints Overview"], None),
        (["## 接口设计"], None),
        (["## 用户管理 `/api/user`（管理员）"], "用户管理"),
    ],
)
def test_the_group_is_a_subject(headings: list[str], group: str | None) -> None:
    lines = "\n\n".join(["# Shop", *headings])
    text = f"{lines}\n\n| Method | Path |\n|---|---|\n| GET | /pets |\n| POST | /pets |\n"
    assert {endpoint.group for endpoint in endpoints(text)} == {group}


def test_a_list_of_tasks_groups_no_endpoint() -> None:
    text = (
        "# Spec\n\n## API\n\n### `POST /pets`\n\nAdd a pet.\n\n## Task Breakdown\n\n"
        "| ID | Task |\n|----|------|\n| T1 | Implement `POST /pets` |\n"
    )
    assert [endpoint.group for endpoint in endpoints(text)] == [None]


def test_a_heading_of_its_own_is_no_group() -> None:
    text = "# Shop\n\n## Pets\n\n### GET /pets\n\n### 2.1 Add one\n\n**Endpoint:** `POST /pets`\n"
    assert [endpoint.group for endpoint in endpoints(text)] == ["Pets", "Pets"]


def test_values_behind_a_name_are_no_names() -> None:
    assert query(only("### GET /pets\n\n**Query parameters:** `format` — `csv` or `pdf`\n")) == [
        "format"
    ]


def test_a_role_with_a_remark_needs_a_login() -> None:
    text = "### POST /pets\n\n**Auth**: Service role only (called by the handler of the night job itself)\n"
    stated = only(text).auth
    assert stated is not None and stated.required


def test_a_heading_that_tells_what_is_done_to_a_workflow() -> None:
    text = (
        '## API Contracts\n\n### Start Workflow\n```yaml\nPOST /workflows/start\n{"project": "p1"}\n```\n'
        "\n### Login workflow\n```\nPOST /sessions\n```\n"
    )
    (start,) = endpoints(text)
    assert (start.path, request(start)) == ("/workflows/start", ["project"])
    assert ("POST /sessions", "a flow that uses endpoints") in passed(text)


def test_an_item_that_ends_in_its_route() -> None:
    text = (
        "## Done\n\n- Lookup of one pet implemented in the API on top of SQL: `GET /pets/{id}`.\n"
        "- The page of the shop calls this on load and shows it then: `GET /x` and more text behind it\n"
    )
    assert keys(text) == ["GET /pets/{id}"]


def test_an_item_with_a_colon_announces_what_is_below_it() -> None:
    text = (
        "## Done\n\n- Reading:\n  - API: `GET /pets`\n  - API: `GET /pets/{id}`\n"
        "- Writing of pets:\n  - API: `PUT /pets/{id}`\n  - API: `POST /pets`\n"
    )
    assert [endpoint.summary for endpoint in endpoints(text)] == [None] * 4


@pytest.mark.parametrize("words", ["**Autenticado.**", "**Authenticated.**", "**Protegida**"])
def test_one_word_says_who_may_call(words: str) -> None:
    auth = only(f"### GET /pets\n\n{words}\n\nAll pets.\n").auth
    assert auth is not None and auth.required


def test_a_word_under_the_heading_of_a_group() -> None:
    text = "## Pets\n\nCRUD completo. Todos **autenticados**.\n\n### GET /pets\n\n## Shop\n\n### GET /shop\n"
    assert [e.auth.required if e.auth else None for e in endpoints(text)] == [True, None]


def test_rules_that_tell_of_errors() -> None:
    text = (
        "### DELETE /pets/{id}\n\n**Rules:**\n\n- If it is sold already → return `409`\n"
        "- Never return 403 here\n- Se não existe, retornar `404`\n- Sold pets: 422 of them\n"
    )
    assert [error.status for error in only(text).errors] == [409, 404]


def test_a_call_in_another_table_adds_no_query_parameters() -> None:
    text = (
        "## API\n\n### GET /pets\n\n**Query Parameters:**\n- `page`: number\n\n## Frontend\n\n"
        "| File | Integration |\n|---|---|\n| a.tsx | `GET /pets?featured=true` |\n| b.tsx | `GET /pets?filters...` |\n"
    )
    assert query(only(text)) == ["page"]


def test_the_path_is_spelled_as_its_own_label_spells_it() -> None:
    text = (
        "### GET /pets/:id\n\n**Path**: `/pets/{pet_id}`\n\n**Path Parameters**:\n\n"
        "| Parameter | Type |\n|---|---|\n| `pet_id` | string (UUID) |\n"
    )
    (parameter,) = only(text).parameters
    assert (parameter.name, parameter.shape) == ("pet_id", StringShape(format="uuid"))


@pytest.mark.parametrize("label", ["Path Parameters", "Params"])
def test_the_only_parameter_of_a_path_under_another_name(label: str) -> None:
    text = f"### GET /pets/:id\n\n**{label}:**\n\n| Name | Type |\n|---|---|\n| petId | integer |\n"
    (parameter,) = only(text).parameters
    assert (parameter.location, parameter.name) == ("path", "id")
    assert isinstance(parameter.shape, NumberShape)


def test_a_base_path_in_a_row_of_a_table() -> None:
    text = (
        "## Rules\n\n| Item | Contract |\n|---|---|\n| Base path | `/api/v1` |\n| Time | UTC |\n\n"
        "## List\n\n| Method | Path |\n|---|---|\n| GET | `/pets` |\n\n## Pets\n\n`GET /api/v1/pets`\n"
    )
    assert keys(text) == ["GET /api/v1/pets"]


def test_a_path_that_begins_with_the_last_words_of_its_prefix() -> None:
    text = (
        "# API\n\nBase URL: `/api/v1`\n\n## Auth — `/api/v1/auth`\n\n### POST `/auth/login`\n\n"
        "### POST `/auth/logout`\n\n## Pets — `/api/v1/pets`\n\n### GET `/`\n\n### GET `/{id}`\n"
    )
    assert keys(text) == [
        "POST /api/v1/auth/login",
        "POST /api/v1/auth/logout",
        "GET /api/v1/pets",
        "GET /api/v1/pets/{id}",
    ]
