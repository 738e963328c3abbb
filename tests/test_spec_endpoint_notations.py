"""Endpoints in every notation that specs use, and what looks like one and is none."""

from __future__ import annotations

import pytest

from spec2code.spec import read_spec
from tests.spec_reading import endpoints, keys, only, passed, query, request, responses

ONE = [
    # headings
    "### POST /orders\n",
    "#### `POST /orders`\n",
    "#### POST `/orders`\n",
    "#### **POST /orders**\n",
    "### G1. `POST /orders`\n",
    "## 1. POST /orders\n",
    "### 4️⃣ **POST** `/orders`\n",
    "#### `POST /orders` — Create an order (async)\n",
    "### 2.1 Create order (POST /orders)\n",
    "### Create order: `POST /orders`\n",
    "#### 创建订单 POST /orders\n",
    "##POST /orders\n",
    # bold lines and labels
    "**POST /orders**\n",
    "**POST /orders:**\n",
    "**POST** `/orders`\n",
    "**Endpoint:** `POST /orders`\n",
    "### Create\n\n**API:** POST /orders\n",
    "**Endpoint requerido:** `POST /orders`\n",
    "* **Endpoint:** `POST /orders`\n",
    "Endpoint: POST /orders\n",
    "**接口地址**：`POST /orders`\n",
    "**엔드포인트**: `POST /orders`\n",
    "**Ruta:** `POST /orders`\n",
    "**Маршрут:** `POST /orders`\n",
    "### Create\n\n**Method**: `POST`\n**Path**: `/orders`\n",
    "### Create\n\n- **Method:** POST\n- **URL:** `/orders`\n",
    "### Create\n\n- 请求方法：POST\n- 请求路径：/orders\n",
    "### `/orders`\n\n**Method:** POST\n",
    # tables
    "| Method | Path |\n|---|---|\n| POST | /orders |\n",
    "| Path | Method |\n|---|---|\n| `/orders` | `POST` |\n",
    "| Endpoint | Method | Description |\n|---|---|---|\n| `/orders` | POST | x |\n",
    "| Endpoint | Description |\n|---|---|\n| `POST /orders` | create |\n",
    "| 方法 | 路径 | 描述 |\n|---|---|---|\n| POST | /orders | 创建 |\n",
    "| 메서드 | 경로 |\n|---|---|\n| POST | /orders |\n",
    "| Método | Ruta | Descripción |\n|---|---|---|\n| POST | `/orders` | Crear |\n",
    "| Méthode | Chemin |\n|---|---|\n| POST | /orders |\n",
    "| Метод | Путь |\n|---|---|\n| POST | /orders |\n",
    "| Yöntem | Yol |\n|---|---|\n| POST | /orders |\n",
    "| Phương thức | Đường dẫn |\n|---|---|\n| POST | /orders |\n",
    "| # | HTTP | URL | Notes |\n|---|---|---|---|\n| 1 | post | /orders | x |\n",
    "| Key | Value |\n|---|---|\n| Path | `/orders` |\n| Method | `POST` |\n",
    "| Key | Value |\n|---|---|\n| **Endpoint** | POST /orders |\n| **Auth** | none |\n",
    # lists
    "- `POST /orders` - Create an order\n",
    "- POST /orders\n",
    "1. **POST** `/orders`: create\n",
    "- **Create order**: `POST /orders`\n",
    "- Create an order: `POST /orders`\n",
    # fences
    "```\nPOST /orders\n```\n",
    "```http\nPOST /orders HTTP/1.1\nContent-Type: application/json\n\n{}\n```\n",
    '```json\nPOST /orders\n{"a": 1}\n```\n',
    "```bash\nPOST   /orders    # create\n```\n",
    "```typescript\nPOST /orders // create\n```\n",
    # other forms of a path
    "### POST https://localhost:8000/orders\n",
    "### POST {{base_url}}/orders\n",
    "### POST /orders/\n",
]


@pytest.mark.parametrize("text", ONE)
def test_each_notation_gives_the_endpoint(text: str) -> None:
    assert [key.rstrip("/") for key in keys(f"# API\n\n{text}")] == ["POST /orders"]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/a/{id}", "/a/{id}"),
        ("/a/:id", "/a/{id}"),
        ("/a/<id>", "/a/{id}"),
        ("/a/<int:id>", "/a/{id}"),
        ("/a/[slug]", "/a/{slug}"),
        ("/a/[[...slug]]", "/a/{slug}"),
        ("/a/${id}", "/a/{id}"),
        ("/a/{id:uuid}", "/a/{id}"),
        ("/a/:id/b/:other_id", "/a/{id}/b/{other_id}"),
        ("/a\\_b/c", "/a_b/c"),
        ("/files/*", "/files/{path}"),
        ("/a/{id}/", "/a/{id}/"),
        ("/", "/"),
        ("/a/b.json", "/a/b.json"),
        ("/a/{id}:cancel", "/a/{id}:cancel"),
    ],
)
def test_paths_have_one_form(written: str, path: str) -> None:
    assert keys(f"# API\n\n### GET `{written}`\n") == [f"GET {path}"]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("/a?x=1&y=2", ["x", "y"]),
        ("/a?x=&y=", ["x", "y"]),
        ("/a?days=7", ["days"]),
        ("/a?ids[]=1", ["ids"]),
        ("/a{?page,limit}", ["page", "limit"]),
        ("/a?session_id=...", ["session_id"]),
        ("/a?from={date}&to=<date>", ["from", "to"]),
    ],
)
def test_a_query_string_is_harvested_and_cut_off(written: str, names: list[str]) -> None:
    endpoint = only(f"# API\n\n- `GET {written}` - list\n")
    assert endpoint.path == "/a"
    assert query(endpoint) == names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| `GET /a`, `POST /a` | x |", ["GET /a", "POST /a"]),
        ("| `GET /a` / `PUT /a/{id}` | x |", ["GET /a", "PUT /a/{id}"]),
        ("| GET/POST /a | x |", ["GET /a", "POST /a"]),
        ("| `GET /a, /b` | x |", ["GET /a", "GET /b"]),
    ],
)
def test_several_routes_in_a_cell(text: str, expected: list[str]) -> None:
    assert keys(f"# API\n\n| Endpoint | What |\n|---|---|\n{text}\n") == expected


def test_combined_methods_in_a_column() -> None:
    text = "| Method | Path |\n|---|---|\n| GET / POST | /a |\n| PUT, DELETE | /a/{id} |\n| GET, POST | /c, /d |\n"
    assert keys(f"# API\n\n{text}") == [
        "GET /a",
        "POST /a",
        "PUT /a/{id}",
        "DELETE /a/{id}",
        "GET /c",
        "POST /d",
    ]


def test_a_list_of_routes_in_a_fence() -> None:
    text = """# API

```
# Orders
GET    /orders        // list
POST   /orders        // create
GET    /orders/:id    - one of them
```
"""
    assert keys(text) == ["GET /orders", "POST /orders", "GET /orders/{id}"]


def test_the_same_endpoint_is_given_once() -> None:
    text = """# API

| Method | Path | Description |
|---|---|---|
| GET | /orders/{id} | One order |
| DELETE | /orders/{id} | Remove |

### GET /orders/:orderId

**Response (200):**
```json
{"id": 1}
```

## Example workflow

1. Call `GET /orders/42`
"""
    assert keys(text) == ["GET /orders/{orderId}", "DELETE /orders/{id}"]


NONE = [
    ("# API\n\n## External APIs\n\n- `POST /v1/charges` - Stripe\n", "calls to other services"),
    (
        "# A\n\n## Third-party\n\n**Endpoint**: `POST https://api.openai.com/v1/chat`\n",
        "calls to other services",
    ),
    (
        "# A\n\n### Output APIs (Calls)\n\n| Target | Method | URL |\n|---|---|---|\n| W | POST | ${W}/start |\n",
        "calls to other services",
    ),
    (
        "# A\n\n## Future endpoints (planned)\n\n- `GET /v2/orders`\n",
        "planned, not part of this spec yet",
    ),
    ("# A\n\n### GET /reports/export (future)\n\ntext\n", "planned, not part of this spec yet"),
    (
        "# A\n\n## Existing endpoints (unchanged)\n\n| Method | Path |\n|---|---|\n| GET | /me |\n",
        "already implemented, only referred to",
    ),
    ("# A\n\n## 现有接口\n\n- `GET /me`\n", "already implemented, only referred to"),
    (
        "# A\n\n## Modified Endpoints\n\n| Endpoint | Change |\n|---|---|\n| GET /me | new field |\n",
        "already implemented, only referred to",
    ),
    (
        '# A\n\n## Adding a New REST Endpoint\n\n```python\n@router.get("/widgets")\ndef widgets(): ...\n```\n',
        "instructions for later work",
    ),
    (
        "# A\n\n## How to add an endpoint\n\n1. Write `POST /widgets`:\n\n### `POST /widgets`\n",
        "instructions for later work",
    ),
    ("# A\n\n```mermaid\nsequenceDiagram\n  A->>B: POST /orders\n```\n", "drawn in a diagram"),
    ("# A\n\n```\nsrc/\n├── api.py   ← POST /orders\n└── db.py\n```\n", "drawn in a diagram"),
    ("# A\n\nThe page then polls `GET /orders/1` until done.\n", "mentioned, not defined"),
    ("# A\n\n- [ ] Implement GET /orders\n", "mentioned, not defined"),
]


@pytest.mark.parametrize(("text", "reason"), NONE)
def test_what_is_no_endpoint_is_passed_over_with_its_reason(text: str, reason: str) -> None:
    assert keys(text) == []
    assert reason in [why for _, why in passed(text)]


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n| Page | Route |\n|---|---|\n| Cart | `/cart` |\n",
        "# A\n\n- `/shared/[token]` public page\n",
        "# A\n\nTime from 10:00 to 12:00 GET ready / steady\n",
        "# A\n\n| Role | Who |\n|---|---|\n| POST/PUT | mutating |\n",
        '# A\n\n```go\nrouter.GET("/orders", list)\n```\n',
        "# A\n\nSee `GET /api/...` for the rest.\n",
    ],
)
def test_no_method_and_path_no_endpoint(text: str) -> None:
    assert keys(text) == []


def test_a_spec_of_new_endpoints_is_no_instruction() -> None:
    text = "# Adding a widget endpoint\n\n## New endpoints\n\n### `POST /widgets`\n\n## Adding widgets to a shelf\n\n### `POST /shelf`\n"
    assert keys(text) == ["POST /widgets", "POST /shelf"]


def test_socket_rows_are_told() -> None:
    text = "# A\n\n| Method | Path |\n|---|---|\n| GET | /a |\n| WS | /ws |\n| CRUD | /b |\n"
    assert keys(text) == ["GET /a"]
    assert [what for what, _ in passed(text)] == ["WS /ws", "CRUD /b"]


def test_calls_of_curl_count_only_where_nothing_else_defines() -> None:
    call = "```bash\ncurl -X POST http://localhost:8000/orders -d '{\"a\": 1}'\n```\n"
    assert keys(f"# A\n\n## Usage\n\n{call}") == ["POST /orders"]
    assert keys(f"# A\n\n- `GET /orders`\n\n## Usage\n\n{call}") == ["GET /orders"]


def test_a_flow_defines_where_nothing_else_does() -> None:
    flow = "## Checkout flow\n\n1. `POST /carts` opens a cart\n2. `POST /carts/{id}/checkout` closes it\n"
    assert keys(f"# A\n\n{flow}") == ["POST /carts", "POST /carts/{id}/checkout"]
    assert keys(f"# A\n\n### GET /me\n\ntext\n\n{flow}") == ["GET /me"]


PREFIXES = [
    ("**Base URL:** `https://api.example.com/v1`\n\n- `GET /a`\n", ["GET /v1/a"]),
    ("**Base URL:** `https://api.example.com/v1`\n\n- `GET /v1/a`\n", ["GET /v1/a"]),
    ("**Base URL:** `/api/v1`\n\n- `GET /v1/a`\n", ["GET /api/v1/a"]),
    ("**Base URL:** `/api/v1`\n\n- `GET /api/v2/a`\n", ["GET /api/v2/a"]),
    ("- **基础路径**: `/api/v1`\n\n- `GET /a`\n", ["GET /api/v1/a"]),
    (
        "## Base URL\n\n```\nProduction: https://x.com/api/v1\nDevelopment: http://localhost/api/v1\n```\n\n- `GET /a`\n",
        ["GET /api/v1/a"],
    ),
    (
        "## Base URL\n\nServed under `/api`.\n\n```\nGET /api/a/x\n```\n\n## API\n\n### GET /api/a/{id}\n",
        ["GET /api/a/{id}"],
    ),
    (
        "## Users `/api/users`\n\n- `GET /`\n- `GET /{id}`\n",
        ["GET /api/users", "GET /api/users/{id}"],
    ),
    (
        "## Auth — `/auth`\n\n- `POST /auth/login`\n- `GET /auth/me`\n",
        ["POST /auth/login", "GET /auth/me"],
    ),
    ("**Base URL:** `/api/v1`\n\n## Plans (`/plans`)\n\n- `GET /`\n", ["GET /api/v1/plans"]),
    ("## Admin\n\nUnder `/admin/v1/`:\n\n- `GET /users`\n", ["GET /admin/v1/users"]),
    (
        "**Base URL:** `http://localhost:8000/api`\n\n- `GET /a`\n\n```bash\ncurl http://localhost:8000/a\n```\n",
        ["GET /a"],
    ),
    ("**Base URL:** `https://api.example.com`\n\n- `GET /a`\n", ["GET /a"]),
    (
        "### A\n\n| Key | Value |\n|---|---|\n| Base URL | http://x.com/one |\n\n#### API\n\n- `GET /v1/a`\n\n### B\n\n| Key | Value |\n|---|---|\n| Base URL | http://x.com/two |\n\n#### API\n\n- `GET /v1/b`\n",
        ["GET /one/v1/a", "GET /two/v1/b"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), PREFIXES)
def test_prefixes_are_neither_lost_nor_doubled(text: str, expected: list[str]) -> None:
    assert keys(f"# API\n\n{text}") == expected


def test_a_section_of_endpoints_with_a_method_and_a_path_each() -> None:
    text = (
        "# Parking\n\n## Spots\n\n**1. List**\n- **Method:** `GET`\n- **URL:** `/spots`\n- **Response:** `[]`\n\n"
        '**2. Create**\n- **Method:** `POST`\n- **URL:** `/spots`\n- **Body:** `{ "number": "P-1" }`\n'
        "- **Success:** `201 Created`\n\n**3. Remove**\n- **Method:** `DELETE`\n- **URL:** `/spots/:id`\n"
    )
    found = read_spec(text.encode(), "spec.md").spec.endpoints
    assert [(item.method, item.path, item.request is not None) for item in found] == [
        ("GET", "/spots", False),
        ("POST", "/spots", True),
        ("DELETE", "/spots/{id}", False),
    ]


def test_a_request_in_a_fence_of_a_shell() -> None:
    text = (
        "# API\n\n## Resources\n\n### Users & Profiles\n\n**Make:**\n```bash\nPOST /v1/users\nAuthorization: Bearer <token>\nContent-Type: application/json\n\n"
        '{\n  "email": "a@b.c"\n}\n```\n\n**Read:**\n```bash\nGET /v1/users/{id}\nAuthorization: Bearer <token>\n```\n\n**Response:**\n```json\n{"id": "uuid"}\n```\n'
    )
    made, one = endpoints(text)
    assert request(made) == ["email"]
    assert responses(one) == {200: ["id"]}
    assert one.auth is not None and one.auth.required


def test_words_of_any_language_in_a_query_string() -> None:
    (one,) = endpoints("# API\n\nEndpoint: `GET /api/search?q=запрос&type=all|toys&page=1`\n")
    assert query(one) == ["q", "type", "page"]


def test_routes_below_one_prefix_are_not_joined_to_each_other() -> None:
    text = "# API\n\n- `GET /:id`, `PUT /:id`, `GET /:id/toys`, `POST /:id/toys`\n"
    assert all(key.count("{id}") == 1 for key in keys(text))
