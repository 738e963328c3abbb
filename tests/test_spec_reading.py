"""A spec as a whole: its names, its date, its placeholders, and what was taken of it section by section."""

from __future__ import annotations

import pytest

from spec2code.diagnostics import Severity
from spec2code.spec import ReadOptions, read_spec
from tests.spec_reading import codes, keys, only, passed, reading, request, responses


@pytest.mark.parametrize(
    ("title", "file", "feature"),
    [
        ("# Order Returns - Technical Specification", "spec.md", "order_returns"),
        ("# Technical Spec: Order Returns", "spec.md", "order_returns"),
        ("# Backend Specification for Order Returns", "spec.md", "order_returns"),
        ("## 🧩 Technical Specification: Order Returns", "spec.md", "order_returns"),
        ("# TicketHub API v2.1", "spec.md", "ticket_hub_api"),
        ("# PescaApp - Especificación de Servicios", "spec.md", "pesca_app_servicios"),
        ("# 易助 技术设计文档", "docs/yi-zhu.md", "yi_zhu"),
        ("# 技术设计", "30-todolist.md", "todolist"),
        ("no heading", "docs/2fa_login.md", "spec_2fa_login"),
        ("# 1st Steps", "x.md", "spec_1st_steps"),
    ],
)
def test_the_feature_is_named_after_the_title(title: str, file: str, feature: str) -> None:
    assert read_spec(f"{title}\n\ntext\n".encode(), file).spec.feature == feature


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: x\ncreated: 2026-03-02\n---\n\n# X\n",
        "# X\n\n| Field | Value |\n|---|---|\n| **Date** | 2026-03-02 |\n",
        "# X\n\n**Date:** 2026-03-02\n",
        "# X\n\n**创建日期**: 2026/3/2\n",
        "# X\n\n> **Last Updated**: 2026-03-02\n",
    ],
)
def test_the_date(text: str) -> None:
    assert reading(text).spec.date == "2026-03-02"


PLACEHOLDERS = [
    ("# Backend Specification for {{feature_name}}\n", "S111", 1),
    ("# Technical Spec: [Feature Name]\n", "S111", 1),
    ("## Technical Specification: <Feature Name>\n", "S111", 1),
    ("# X\n\n### {{HTTP_METHOD}} {{endpoint_path}}\n", "S110", 3),
    ("# X\n\n#### [HTTP Method] [Path]\n", "S110", 3),
    ("# X\n\n| Key | Value |\n|---|---|\n| Path | <HTTP path> |\n| Method | `GET` |\n", "S110", 5),
    ("# X\n\n| Method | Path |\n|---|---|\n| [GET/POST] | [/api/v1/resource] |\n", "S110", 5),
]


@pytest.mark.parametrize(("text", "code", "line"), PLACEHOLDERS)
def test_a_placeholder_where_something_must_stand_is_an_error(
    text: str, code: str, line: int
) -> None:
    errors = [item for item in reading(text).diagnostics if item.severity is Severity.ERROR]
    assert [(item.code, item.span and item.span.line) for item in errors] == [(code, line)]
    assert keys(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "**Purpose**: {{what_it_does}}",
        "- [What is in scope]",
        "Apply <file.sql>.",
        "| a | b |\n|---|---|\n| Author | [Name] |",
        "- **Caching**: [what, where, TTL]",
        "Owner: [Product Manager]",
    ],
)
def test_a_placeholder_in_prose_is_an_information(line: str) -> None:
    found = reading(f"# X\n\n{line}\n").diagnostics
    assert [(item.code, item.severity) for item in found] == [("S109", Severity.INFO)]


@pytest.mark.parametrize(
    "text",
    [
        '# X\n\n### POST /t\n\n**Request:**\n```json\n{"body": "Hi {{user_name}}", "q": "sum by ({x})"}\n```\n',
        "# X\n\n### GET /orders/{id}\n\nSee [the notes](#x) and `Map<String, Int>`.\n",
        "# X\n\n- [x] done\n- [ ] open\n\n<details>\n\ntext<br>more\n",
        "# X\n\nvalues: `[a, b]`, `{{template}} syntax`\n",
        "# [DRAFT] Orders\n\n### 5.1 Stream [Edge Runtime]\n\nEmail **[P2]** for receipts, tagged [V2] too.\n",
        "# X\n\n| Field | Type |\n|---|---|\n| to | List\\<String\\> |\n| cc | List<String> |\n| all | [User] |\n",
        "# X\n\nThe page says: By [Jane Doe] on the day.\n",
    ],
)
def test_braces_and_brackets_that_are_data_are_none(text: str) -> None:
    assert {"S109", "S110", "S111"}.isdisjoint(codes(text))


def test_a_filled_in_feature_template() -> None:
    text = """## 🧩 Technical Specification: Stock Sync

### 🔗 Endpoint

| Key | Value |
|-----|-------|
| Path | `/api/v1/stock/sync` |
| Method | `POST` |
| Auth | `Bearer JWT` |
| Description | Start a sync |
| Idempotency-Key | Yes |

#### 2.1 Request

```json
{ "warehouse_id": "uuid", "full": false }
```

| Field | Type | Required | Validation / Format | Description |
|-------|------|----------|---------------------|-------------|
| warehouse_id | string | Yes | uuid | Which one |
| full | boolean | No | | All items |

#### 2.2 Success (202)

```json
{ "data": { "job_id": "uuid" }, "meta": { "queued": true } }
```

#### 2.3 Error Responses

| Status | Code | Message | Condition |
|--------|------|---------|-----------|
| 409 | SYNC_RUNNING | A sync is running | One per warehouse |
"""
    endpoint = only(text)
    assert (endpoint.method, endpoint.path, endpoint.idempotency_key) == (
        "POST",
        "/api/v1/stock/sync",
        True,
    )
    assert endpoint.auth is not None and endpoint.auth.scheme == "bearer"
    assert request(endpoint) == ["warehouse_id", "full"]
    assert responses(endpoint) == {202: ["data", "meta"]}
    (error,) = endpoint.errors
    assert (error.status, error.code, error.message, error.condition) == (
        409,
        "SYNC_RUNNING",
        "A sync is running",
        "One per warehouse",
    )


def test_a_filled_in_backend_template() -> None:
    text = """# Backend Specification for Carts

## API Endpoints

### POST /api/carts/{cart_id}/items

**Purpose**: Put an item into a cart

**Authentication**: Required

**Request**:
```json
{ "sku": "string", "quantity": 2 }
```

**Response (Success - 201)**:
```json
{ "id": "uuid" }
```

**Error Responses**:
- **400 Bad Request**: Invalid quantity
  ```json
  {
    "error": "invalid_quantity",
    "message": "x"
  }
  ```
- **404 Not Found**: No such cart

**Rate Limiting**: 60 requests per minute per user
"""
    endpoint = only(text)
    assert endpoint.summary == "Put an item into a cart"
    assert responses(endpoint) == {201: ["id"]}
    assert [(error.status, error.code, error.condition) for error in endpoint.errors] == [
        (400, "invalid_quantity", "Invalid quantity"),
        (404, None, "No such cart"),
    ]
    assert endpoint.rate_limit is not None and endpoint.rate_limit.requests == 60


def test_sections_tell_what_was_taken_and_what_was_passed_over() -> None:
    text = "# X\n\n## API\n\n### GET /a\n\ntext\n\n## External services\n\n- `POST /charges`\n\n## Data\n\n```sql\nCREATE TABLE t (id int PRIMARY KEY);\n```\n"
    sections = {section.title: section for section in reading(text).spec.sections}
    said = {
        title: [(item.what, item.how, item.span.line) for item in (*part.taken, *part.passed_over)]
        for title, part in sections.items()
    }
    assert said["GET /a"] == [("GET /a", "heading, 1 line", 5)]
    assert said["External services"] == [("POST /charges", "calls to other services", 11)]
    assert said["Data"] == [("1 CREATE TABLE", "1 fence", 15)]


LEFT = {
    "program code": "```python\ndef f(): ...\n```\n",
    "commands": "```bash\nmake\n```\n",
    "settings": "```yaml\nport: 80\n```\n",
    "a drawing": "```\n┌──┐\n└──┘\n```\n",
    "comments only": "```sql\n/*\n┌──┐\n└──┘\n*/\n```\n",
    "an example call": "```bash\ncurl https://other.example/x\n```\n",
    "it belongs to no endpoint, table or event": '```json\n{"a": 1}\n```\n',
    "its columns are those of no endpoint, table, event or list that is known": (
        "| Metric | Target |\n|---|---|\n| p95 | 200 ms |\n"
    ),
    "prose": "A sentence.\n",
    "hidden text": "<!-- a remark -->\n",
    "spoken of in text": "Then run CREATE TABLE later.\n",
    "figures of performance and operation": "### Monitoring\n\n```json\n{}\n```\n",
}


@pytest.mark.parametrize("why", LEFT)
def test_what_nobody_reads_is_passed_over_with_its_place(why: str) -> None:
    text = f"# X\n\n### GET /a\n\n**Response:** 204\n\n## Other\n\n{LEFT[why]}"
    (left,) = [item for section in reading(text).spec.sections for item in section.passed_over]
    assert left.how == why
    assert left.span.line >= 9


@pytest.mark.parametrize("block", ["```json\n\n```", "| A | B |\n|---|---|\n| 1 | 2 |"])
def test_what_is_not_understood_of_an_endpoint_is_told(block: str) -> None:
    text = f"# X\n\n### GET /a\n\n{block}\n"
    assert [why for _, why in passed(text)] == ["nothing in it is understood as part of GET /a"]


def test_a_row_unlike_the_rows_beside_it_is_told() -> None:
    text = "# X\n\n| Method | Path |\n|---|---|\n| GET | /a |\n| see below | |\n"
    assert passed(text) == [("row `see below`", "not like the rows beside it")]


def test_every_route_in_the_text_is_either_an_endpoint_or_passed_over() -> None:
    text = "# X\n\n- `GET /a`\n\nThen `POST /b` and, later, `DELETE /c/{id}`.\n\n```mermaid\nA->>B: PUT /d\n```\n"
    assert keys(text) == ["GET /a"]
    assert [what for what, _ in passed(text)] == ["POST /b", "DELETE /c/{id}", "PUT /d"]
    assert passed("# X\n\n```sql\nCREATE TABLE t (id int); -- for GET /a\n```\n") == [
        ("GET /a", "mentioned in SQL")
    ]


def test_endpoints_and_their_parts_lie_where_they_are_written() -> None:
    text = '# X\n\n### GET /a\n\n**Query Parameters:**\n- `limit` (optional): integer\n\n**Response (200):**\n\n```json\n{"id": 1}\n```\n'
    endpoint = only(text)
    assert endpoint.span is not None and endpoint.span.line == 3
    (parameter,) = endpoint.parameters
    assert parameter.span is not None and parameter.span.line == 6
    (response,) = endpoint.responses
    assert response.span is not None and (response.span.line, response.span.column) == (11, 1)


def test_the_dialect_may_be_given() -> None:
    data = b"# X\n\n```sql\nCREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY);\n```\n"
    assert read_spec(data, "x.md", options=ReadOptions(dialect="mysql")).spec.dialect == "mysql"


@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00", b"\x00" * 100, b"\x89PNG\r\n\x1a\n\xff"])
def test_bad_bytes_are_a_diagnostic(data: bytes) -> None:
    found = read_spec(data, "x.md")
    assert found.spec.endpoints == ()
    assert any(item.severity is Severity.ERROR for item in found.diagnostics)


def test_reading_is_deterministic() -> None:
    text = (
        "# X\n\n- `GET /a?x=1&y=2`\n- `POST /a`\n\n**Errors:** 409 if taken, 401 if not logged in\n"
    )
    assert reading(text).spec == reading(text).spec
    assert reading(text).diagnostics == reading(text).diagnostics
