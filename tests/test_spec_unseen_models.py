"""Tables and queries as specs show them that nobody had tuned the reader on: in fences, by people's names, twice."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table
from spec2code.model.statements import CreateTable
from tests.spec_reading import codes, endpoints, keys, only, query, reading, request, responses


def tables(text: str) -> dict[str, Table]:
    made = [s.table for s in reading(text).spec.statements if isinstance(s, CreateTable)]
    return {table.name.name: table for table in made}


FENCED = """# Fleet

## Data models

### 1.1 USERS (Admin)
```
Field         | Type      | Constraints      | Notes
ID            | UUID      | PRIMARY KEY      | Key
Password Hash | VARCHAR   | NOT NULL         | Bcrypt
Created At    | TIMESTAMP | AUTO             | When
```
"""


def test_a_column_table_in_a_fence_with_names_that_people_say() -> None:
    (users,) = tables(FENCED).values()
    assert users.name.name == "users"
    assert [(c.name, c.nullable, bool(c.default)) for c in users.columns] == [
        ("id", False, False),
        ("password_hash", False, False),
        ("created_at", True, True),
    ]
    assert not [item for item in reading(FENCED).diagnostics if item.severity.value == "error"]
    assert not tables(FENCED.replace("## Data models", "## Screens"))


def test_bullets_in_a_fence_of_another_language() -> None:
    text = (
        "# App\n\n## Database & Models\n\n#### **Order Model**\n```csharp\n- Id (int, Primary Key)\n"
        "- Code (string, unique) - shown\n- PaidAt (DateTime?) - when\n```\n\n#### Pricing Model\n```csharp\n- Fixed (int)\n- Fee (int)\n```\n"
    ).replace("\\\n", "\n")
    (order,) = tables(text).values()
    assert [(c.name, c.nullable) for c in order.columns] == [
        ("Id", False),
        ("Code", True),
        ("PaidAt", True),
    ]
    assert not codes(text)


def test_of_two_column_tables_the_fuller_is_the_table() -> None:
    head = "| Column | Type | Description |\n|---|---|---|\n| `id` | UUID | Primary Key |\n"
    text = (
        f"# App\n\n## Data models\n\n### `people`\n{head}\n### `people` again\n{head}"
        "| `phone` | Text | **NOT NULL** (core) |\n| `mail` | Text | Nullable |\n"
    )
    columns = tables(text)["people"].columns
    assert [(c.name, c.nullable) for c in columns] == [
        ("id", False),
        ("phone", False),
        ("mail", True),
    ]


def test_names_alone_in_sql_are_no_broken_statement() -> None:
    assert not codes("# App\n\n## Tables\n\n```sql\n-- core\nusers\nlogs (who did what)\n```\n")


def test_queries_and_references_in_a_fence() -> None:
    text = (
        "**GET** `/api/pets`\n```json\nQuery Parameters:\n- status: sold|free (optional)\n- page, limit (as ever)\n\n"
        'RESPONSE (200):\n{ "data": [] }\n```\n\n'
        '**POST** `/api/pets`\n```json\nREQUEST:\n{ "name": "Rex" }\n\nRESPONSE (201):\n{ "id": 1 }\n```\n\n'
        '**PUT** `/api/pets/:id`\n```json\nREQUEST: (Same structure as POST)\n\nRESPONSE (200):\n{ "id": 1 }\n```\n\n'
        '**GET** `/api/me`\n```json\nREQUEST: (Headers: Authorization: Bearer {token})\n\nRESPONSE (200):\n{ "id": 1 }\n```\n'
    )
    pets, post, put, me = endpoints(f"# API\n\n## Pets\n\n{text}")
    assert (query(pets), responses(pets)) == (["status", "page", "limit"], {200: ["data"]})
    assert (request(post), request(put), request(me)) == (["name"], ["name"], [])


def test_a_row_of_dashes_is_no_parameter() -> None:
    table = "| Name | Type | Required | About |\n|---|---|---|---|\n| — | — | — | no parameters |\n"
    endpoint = only(f"### GET /pets\n\n{table}\n**Response** `200`: none\n")
    assert not endpoint.parameters and request(endpoint) == []


@pytest.mark.parametrize(
    ("said", "path"),
    [
        (
            "1. **Injected**: `window.env.URL`\n2. **Inference**: `/api` (for proxies).",
            "/admin/pets",
        ),
        ("- Production: `/api`", "/api/admin/pets"),
        ("`/api`", "/api/admin/pets"),
    ],
)
def test_one_of_several_ways_to_find_the_base_is_none(said: str, path: str) -> None:
    text = f"# App\n\n## Dynamic Base URL\n\n{said}\n\n## Routes\n\n- `GET /admin/pets` - all\n"
    assert keys(text) == [f"GET {path}"]


def test_a_token_in_the_query() -> None:
    text = "**`GET /stream/{id}`**\n- **Auth**: Query Param `?token={TOKEN}` (no headers there).\n"
    endpoint = only(f"# App\n\n## Streams\n\n{text}")
    assert query(endpoint) == ["token"] and endpoint.auth is not None and endpoint.auth.required


def test_a_reference_that_is_shown_below_is_defined() -> None:
    body = '- **Response**: `Array<Chat>`\n```json\n[{ "id": 1, "name": "a" }]\n```\n'
    text = f"# App\n\n## Chats\n\n**`GET /chats`**\n{body}"
    assert "A106" not in codes(text)
    assert responses(only(text)) == {200: ["[]", "id", "name"]}
