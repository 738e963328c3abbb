"""Forms that files had which the reader met for the first time: what is taken, and what is not."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table, Unique
from spec2code.model.statements import AddConstraint, CreateTable
from spec2code.spec.auth import gives_tokens
from tests.spec_reading import endpoints, keys, only, query, reading, request, responses


def tables(text: str) -> list[Table]:
    return [s.table for s in reading(text).spec.statements if isinstance(s, CreateTable)]


BODY = '```json\n{ "sub": "1", "exp": 2 }\n```\n'


@pytest.mark.parametrize(
    "label",
    ["**JWT Payload:**", "**In-memory structure:**", "**Token claims**:", "**JWT 페이로드:**"],
)
def test_what_lies_elsewhere_is_no_body(label: str) -> None:
    endpoint = only(f"### POST /login\n\n{label}\n\n{BODY}")
    assert endpoint.request is None
    assert not any(responses(endpoint).values())


def test_a_payload_is_the_body() -> None:
    assert request(only(f"### POST /pets\n\n**Payload:**\n\n{BODY}")) == ["sub", "exp"]


@pytest.mark.parametrize(
    ("path", "gives"),
    [
        ("/auth/request-otp", True),
        ("/auth/android/send-code", True),
        ("/auth/magic-link", True),
        ("/orders/request-code", False),
    ],
)
def test_who_asks_for_a_code_has_no_token_yet(path: str, gives: bool) -> None:
    assert gives_tokens(path) is gives


def test_calls_to_addresses_of_others() -> None:
    text = "# Pets\n\n## API\n\n- `POST /pets`\n\n```\nPOST ${BOT_WEBHOOK_URL}/notify\n```\n\n```\nGET ${BASE_URL}/pets\n```\n"
    assert keys(text) == ["POST /pets", "GET /pets"]


def test_an_endpoint_about_events_below_them() -> None:
    text = "# Pets\n\n## Real-time Events\n\n- `pet.fed`: { id }\n\n### Pusher Auth Endpoint\n\n`POST /pusher/auth`\n"
    assert keys(text) == ["POST /pusher/auth"]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Lists pets, filtered by `tag`.", ["tag"]),
        ("Supports filtering by `status` and `kind`.", ["status", "kind"]),
        ("Supports pagination via `page` and `limit` query parameters.", ["page", "limit"]),
        ("Accepts optional query parameters `from` and `to`.", ["from", "to"]),
        ("Query params: status (optional), from/to dates", ["status", "from", "to"]),
        ("Paginated (`page`, `per_page`).", ["page", "per_page"]),
        ("Se puede filtrar por `estado`.", ["estado"]),
        ("支持按 `status` 筛选", ["status"]),
        ("支持分页（`page`, `size`）", ["page", "size"]),
        # What is no parameter that a caller gives.
        ("Returns pets sorted by `created_at`.", []),
        ("Filters out `deleted` pets.", []),
        ("Filtered by `owner_id` from the token.", []),
        ("Can be filtered by date range.", []),
        ("Supports `png`, `webp`.", []),
        ("The query is cached.", []),
    ],
)
def test_queries_that_sentences_tell(said: str, names: list[str]) -> None:
    assert query(only(f"### GET /pets\n\n{said}\n")) == names


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("- `GET /pets` - list pets (query: skip, limit)", ["skip", "limit"]),
        ("- `GET /pets` - list with query params page, size", ["page", "size"]),
        ("- `GET /pets` - supports `page`, `size`, `sort`", ["page", "size", "sort"]),
        ("```\nGET /pets   (?page=&size=)\n```", ["page", "size"]),
        ("```\nGET /pets   # query: page, size\n```", ["page", "size"]),
        ("- `GET /pets` - what happened? Nothing.", []),
        ("- `POST /pets` - filtered by `tag`", []),
    ],
)
def test_queries_in_remarks(line: str, names: list[str]) -> None:
    assert query(only(f"# API\n\n{line}\n")) == names


def test_names_of_a_body_in_brackets() -> None:
    text = (
        "| Method | Path | What |\n|---|---|---|\n| POST | /pets | Adds one (body: name, kind) |\n"
    )
    assert request(only(f"# API\n\n{text}")) == ["name", "kind"]


def test_two_columns_in_a_cell_and_a_column_called_like_a_type() -> None:
    rows = "| Column | Type | Keys |\n|---|---|---|\n| `id` | uuid | PK |\n| `made_at` / `fed_at` | timestamp | |\n"
    (table,) = tables(f"# Schema\n\n## Table: pets\n\n{rows}")
    assert [column.name for column in table.columns] == ["id", "made_at", "fed_at"]
    drawn = "erDiagram\n  PET {\n    int id PK\n    string name\n    ts timestamp\n  }\n"
    (table,) = tables(f"# Schema\n\n```mermaid\n{drawn}```\n")
    assert [column.name for column in table.columns] == ["id", "name", "timestamp"]


SHOP = """# Shop

## Sales

| Method | Path | Description |
|---|---|---|
| GET | /sales/ | List sales |
| POST | /sales/ | Create a new sale (no payment) |
| POST | /sales/{id}/cancel/ | Cancel a sale |
| POST | /stock/adjustments/ | Manual stock adjustment |

### Create sale request
```json
{ "items": [1] }
```

### Sale response
```json
{ "id": 1 }
```

### Stock adjustment request
```json
{ "product_id": 1 }
```

### Refund response
```json
{ "refund": 1 }
```

### Query parameters (GET /sales/)
```
?search=coca
?page=1&page_size=20
```

**Query params for `GET /sales/`:** `from`
"""


def test_headings_that_name_a_row_of_the_table_above() -> None:
    listed, made, cancelled, adjusted = endpoints(SHOP)
    assert (request(made), responses(made)) == (["items"], {201: ["id"]})
    assert request(adjusted) == ["product_id"]
    assert not any(responses(adjusted).values())
    assert request(cancelled) == [] and not any(responses(cancelled).values())
    assert query(listed) == ["search", "page", "page_size", "from"]


def test_the_query_of_the_only_row() -> None:
    text = "## Logs\n\n| Method | Path |\n|---|---|\n| GET | /logs |\n\n### Query parameters\n```\n?user=5\n```\n"
    assert query(only(text)) == ["user"]


@pytest.mark.parametrize(
    ("note", "unique", "target", "default"),
    [
        ("Unique, indexed", True, None, None),
        ("FK → keepers, unique", True, "keepers", None),
        ('FK → "keepers"."id"', False, "keepers", None),
        ('REFERENCES "keepers" ("id")', False, "keepers", None),
        ("Default true — soft deletion", False, None, "true"),
        ("Unique identifier of the pet", False, None, None),
        ("unique per keeper", False, None, None),
        ("FK to related sale or adjustment", False, None, None),
        ("FK to keepers (nullable for strays)", False, "keepers", None),
        ("Foreign key to the keeper who feeds it", False, "keeper", None),
        ("Default currency of the shop", False, None, None),
    ],
)
def test_keys_in_notes(note: str, unique: bool, target: str | None, default: str | None) -> None:
    rows = f"| Column | Type | Notes |\n|---|---|---|\n| `id` | UUID | Primary key |\n| `x` | TEXT | {note} |\n"
    (table,) = tables(f"# Schema\n\n### `pets`\n\n{rows}")
    assert [key.columns for key in table.uniques] == ([("x",)] if unique else [])
    assert [key.target.name for key in table.foreign_keys] == ([target] if target else [])
    stated = table.columns[1].default
    assert (stated.text if stated else None) == default


def test_errors_that_a_bold_name_stands_above() -> None:
    sent = '```json\n{ "success": false, "error": { "code": 401, "message": "No" } }\n```\n'
    text = f"**POST /auth/login**\n\n**Response**\n\n{BODY}\n**Error Responses**\n\n- **Invalid Credentials**:\n{sent}"
    endpoint = only(f"# API\n\n## Endpoints\n\n{text}")
    assert responses(endpoint) == {200: ["sub", "exp"]}
    assert [error.status for error in endpoint.errors] == [401]


def test_no_and_yes_by_their_letters() -> None:
    text = "- **로그인** (`POST` /in)\n  - 인증 필요: N / 역할: ALL\n- **로그아웃** (`POST` /out)\n  - 인증 필요: Y / 역할: ALL\n"
    said = [item.auth.required if item.auth else None for item in endpoints(f"# API\n\n{text}")]
    assert said == [False, True]


def test_fields_of_django() -> None:
    text = (
        "# Database\n\n## Tables\n\n### 1. Owner\n- `id` (UUID, Primary Key)\n- `name` (CharField, max_length=80)\n\n"
        "### 2. Pet\n- `id` (UUID, Primary Key)\n- `owner_id` (ForeignKey to Owner, on_delete=CASCADE)\n"
        "- `chip_id` (OneToOneField to Chip)\n- `price` (DecimalField, max_digits=8, decimal_places=2)\n"
        "- `fed` (BooleanField, default=True)\n- `died_at` (DateTimeField, null=True)\n"
    )
    owner, pet = tables(text)
    assert [(column.name, column.type) for column in owner.columns][1:] == [
        ("name", "character varying(80)")
    ]
    assert [(column.name, column.type, column.nullable) for column in pet.columns][1:] == [
        ("owner_id", "uuid", False),
        ("chip_id", "bigint", False),
        ("price", "numeric(8,2)", False),
        ("fed", "boolean", False),
        ("died_at", "timestamp with time zone", True),
    ]
    assert [key.target.name.lower() for key in pet.foreign_keys] == ["owner", "chip"]
    assert [key.columns for key in pet.uniques] == [("chip_id",)]


def test_keys_that_only_the_diagram_draws_and_a_fence_of_keys() -> None:
    text = (
        "# Database\n\n```mermaid\nerDiagram\n  owners ||--o{ pets : has\n  owners {\n    bigint id PK\n    varchar name\n  }\n"
        "  pets {\n    bigint id PK\n    bigint owner_id FK\n    varchar name\n  }\n```\n\n## Tables\n\n### owners\n\n"
        "| Column | Type | Key |\n|---|---|---|\n| id | BIGINT | PK |\n| name | VARCHAR(9) | |\n\n### pets\n\n"
        "| Column | Type | Key |\n|---|---|---|\n| id | BIGINT | PK |\n| owner_id | BIGINT | FK |\n| name | VARCHAR(9) | |\n\n"
        "Unique constraint:\n\n```text\nUNIQUE(owner_id, name)\n```\n"
    )
    _, pets = tables(text)
    assert [(key.columns, key.target.name) for key in pets.foreign_keys] == [
        (("owner_id",), "owners")
    ]
    added = [s for s in reading(text).spec.statements if isinstance(s, AddConstraint)]
    assert [item.constraint.columns for item in added if isinstance(item.constraint, Unique)] == [
        ("owner_id", "name")
    ]


def test_keys_between_entities_that_are_called_as_written() -> None:
    text = (
        "# Database\n\n## Tables\n\n### PetOwner\n- `id` (UUID, PK)\n- `name` (string, unique)\n\n"
        "### PetVisit\n- `id` (UUID, PK)\n- `owner_id` (FK → `PetOwner.id`)\n- `at` (datetime)\n"
    )
    owner, visit = tables(text)
    assert [owner.name.name, visit.name.name] == ["PetOwner", "PetVisit"]
    assert [(key.target.name, key.target_columns) for key in visit.foreign_keys] == [
        ("PetOwner", ("id",))
    ]


def test_keys_in_sections_beside_the_columns() -> None:
    text = (
        "# DATABASE DESIGN\n\n# 3. ENTITY DEFINITIONS\n\n## 3.1 PETS\n\n### Description\n\nPets of owners.\n\n### Primary Key\n\nid\n\n"
        "### Foreign Keys\n\nowner_id → owners.id\n\nvet_id → vets.id\n\n### Attributes\n\n"
        "| Field | Type |\n|---|---|\n| id | INT |\n| owner_id | INT |\n| vet_id | INT |\n| name | VARCHAR(9) |\n"
    )
    (table,) = tables(text)
    assert table.name.name == "pets"
    assert table.primary_key is not None and table.primary_key.columns == ("id",)
    assert [(key.columns, key.target.name) for key in table.foreign_keys] == [
        (("owner_id",), "owners"),
        (("vet_id",), "vets"),
    ]


def test_attributes_of_what_is_no_table() -> None:
    text = (
        "# Widget\n\n## Attributes\n\n| Field | Type |\n|---|---|\n| id | INT |\n| name | TEXT |\n"
    )
    assert not tables(text)


def test_columns_with_their_keys_alone() -> None:
    head = "# Database\n\n### `pet_toys`\n\n"
    (table,) = tables(
        f"{head}| Column | Notes |\n|---|---|\n| pet_id | FK → pets.id |\n| toy_id | PK + FK → toys.id |\n"
    )
    assert [key.target.name for key in table.foreign_keys] == ["pets", "toys"]
    assert table.primary_key is not None and table.primary_key.columns == ("toy_id",)
    assert not tables(
        f"{head}| Column | Notes |\n|---|---|\n| pet_id | the pet |\n| toy_id | its toy |\n"
    )


def test_a_media_type_between_the_label_and_its_table() -> None:
    rows = "| Field | Type | Required |\n|---|---|---|\n| user_id | string | Yes |\n| photo | file | No |\n"
    text = f"#### POST /pets\n\n**Request:**\n- Content-Type: `multipart/form-data`\n\n{rows}"
    endpoint = only(f"# API\n\n{text}")
    assert request(endpoint) == ["user_id", "photo"]
    assert endpoint.request is not None and endpoint.request.media_type == "multipart/form-data"


def test_a_header_that_says_in_brackets_what_it_is() -> None:
    text = "| HTTP | URL | 보호수준 (Auth) |\n|---|---|---|\n| POST | `/in` | - |\n| GET | `/pets` | User |\n"
    said = [item.auth.required if item.auth else None for item in endpoints(f"# API\n\n{text}")]
    assert said == [False, True]


def test_what_methods_are_for_lists_no_endpoints() -> None:
    text = "# API\n\n- `GET /pets`\n\n## Naming\n\n| Method | Used for | Example |\n|---|---|---|\n| GET | reading | `GET /pets` |\n| PATCH | parts | `PATCH /toys/{id}` |\n"
    assert keys(text) == ["GET /pets"]
    listed = "| Method | Path | Example |\n|---|---|---|\n| GET | /pets | `curl /pets` |\n"
    assert keys(f"# API\n\n{listed}") == ["GET /pets"]
