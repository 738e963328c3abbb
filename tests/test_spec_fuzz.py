"""Mutated specs: no traceback, every place inside the file, time in proportion to the size."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spec2code.model.span import Span
from spec2code.spec import SpecReading, check_specs, read_spec

FRAGMENTS = (
    "# Orders - Technical Specification\n\n**Date:** 2026-01-02\n",
    "## API\n\n#### `POST /api/v1/orders/{id}?dry_run=true`\n\n**Auth:** Bearer JWT\n",
    '**Request:**\n```json\n{\n  "items": [{"sku": "string (required, 3-20 chars)", "n": 1}, ...], // at least one\n  "note": "uuid | null",\n}\n```\n',
    '**Response** (201 Created):\n```json\n{ "id": "uuid", "user": User, "at": "2026-01-21T00:00:00Z" }\n```\n',
    "| Status | Code | Description |\n|--------|------|-------------|\n| 400 | INVALID_INPUT | x |\n| 409 | `A` / `B` | y |\n",
    "| Field | Type | Required | Validation / Format | Description |\n|---|---|---|---|---|\n| items[].sku | string | Yes | regex ^[a-z]+$ | Sku |\n| └ n | int | No | 1-100 | Count |\n",
    '```http\nPOST /auth/login\nContent-Type: application/json\n\nRequest:\n{ email: string }\n\nResponse (200):\n{ "token": "eyJ..." }\n```\n',
    "```sql\n-- Up migration\nCREATE TABLE orders (\n  id UUID PRIMARY KEY DEFAULT gen_random_uuid(),\n  status ENUM('a','b') NOT NULL,\n  total NUMERIC(10,2) CHECK (total >= 0),\n  INDEX idx (status)\n);\n-- Down migration\nDROP TABLE orders;\n```\n",
    "```sql\nCREATE FUNCTION f() RETURNS trigger AS $$ BEGIN NEW.x = 'a;b'; RETURN NEW; END; $$ LANGUAGE plpgsql;\nSELECT 1;\n```\n",
    "**Table:** `users`\n\n| Column | Type | Constraints | Default | Description |\n|---|---|---|---|---|\n| `id` | UUID | PK | gen_random_uuid() | x |\n| `role` | ENUM | NOT NULL | 'a' | Role: a, b |\n",
    '```mermaid\nerDiagram\n  A ||--o{ B : has\n  A { uuid id PK "k" }\n  B { id UUID PK a_id UUID FK }\n```\n',
    "```typescript\nexport interface User<T> extends Base {\n  id: string; // key\n  tags?: Array<{ a: T }>;\n  [key: string]: unknown;\n}\ntype S = 'a' | 'b';\n```\n",
    "```python\nclass User(BaseModel):\n    name: str = Field(..., min_length=1)\n    age: int | None = None\n```\n",
    '- `GET /v1/users` - List\n- **POST** `/v1/users`\n  - body: `{ "a": 1 }`\n',
    "| Method | Path | Auth |\n|---|---|---|\n| GET | `/x/:id` | ✅ |\n| POST | /y | — |\n",
    '| Event name | Trigger | Payload JSON | Destination / Topic | Partition Key |\n|---|---|---|---|---|\n| a.b | x | { "id": "uuid", … } | t | id |\n',
    '### 2.1 创建用户\n\n**请求**：\n\n```json\n{ “名称”：“值” }\n```\n\n返回示例：\n\n```\n{"code": 200}\n```\n',
    "<!-- spec2code: ignore S154, Q110 because -->\n",
    "---\ntitle: x\ndate: 2026-01-01\n---\n",
    "````markdown\n# Inner\n```json\n{}\n```\n````\n",
    'curl -X POST https://api.example.com/v1/x \\\n  -H "Authorization: Bearer t" \\\n  -d \'{"a": 1}\'\n',
    "> **Note** quoted\n> - `DELETE /z`\n",
    '#### POST /b — Request\n```json\n{ "a": "b }\n```\n#### Response 204\n',
)
PIECES = (
    "`", "```", "~~~~", "{", "}", "[", "]", '"', "'", "|", "\n", "\n\n", "\t", "  ", "- ", "> ", "#", "*", "**", ":", "：", ",",
    "...", "…", "//", "/*", "*/", "--", "$$", "(", ")", "<", ">", "<!--", "-->", "\\", "\r\n", "\x00", "\ufeff", "é", "表", "🧩", "\u2028",
    "POST /x", "GET ", "CREATE TABLE ", "{{x}}", "<X>", "null", "1e999", "9" * 400, "→", "├", "&lt;", "[a](#b)", "::", ";", "$1",
)  # fmt: skip


@st.composite
def _specs(draw: st.DrawFn) -> str:
    parts = draw(st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=6))
    text = "\n".join(parts)
    for _ in range(draw(st.integers(0, 8))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        middle = draw(st.sampled_from((*PIECES, "", text[start:end] * 2, text[start:end][::-1])))
        text = text[:start] + middle + text[end:]
    return text


def _spans(value: object, seen: set[int]) -> Iterator[Span]:
    """Every span in a reading."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Span):
            yield item
        elif isinstance(item, (list, tuple)):
            stack += item
        elif isinstance(item, dict):
            stack += item.values()
        elif is_dataclass(item) and id(item) not in seen:
            seen.add(id(item))
            stack += [getattr(item, field.name) for field in fields(item)]


def _check(data: bytes) -> SpecReading:
    reading = read_spec(data, "spec.md")
    found = [*reading.diagnostics, *check_specs([reading])]
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for span in _spans((reading.spec, found), set()):
        assert span.file == "spec.md"
        assert 1 <= span.line <= lines, span
        assert span.column >= 1
        assert (span.line, span.column) <= (span.end_line, span.end_column), span
        assert span.end_line <= lines, span
    return reading


@settings(max_examples=300, deadline=5000, suppress_health_check=[HealthCheck.too_slow])
@given(_specs())
def test_mutated_specs(text: str) -> None:
    _check(text.encode(errors="surrogatepass"))


@settings(max_examples=100, deadline=5000)
@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    _check(data)


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_every_cut_of_a_fragment(fragment: str) -> None:
    for end in range(0, len(fragment), 7):
        _check(fragment[:end].encode())


@pytest.mark.parametrize(
    "text",
    [
        "    ~~~~   },\n    x",
        "- a\n\n  ```json\n  {\n> b",
        "```\n```sql\nCREATE TABLE t (\n```\nx\n\n## A\n```",
        "> ```\n> x\ny\n~~~\n}",
    ],
)
def test_an_end_that_a_fence_was_given_has_no_place(text: str) -> None:
    _check(text.encode())


DEEP = {
    "json arrays": "```json\n" + "[" * 10_000 + "\n```\n",
    "json objects": "```json\n" + '{"a":' * 10_000 + "\n```\n",
    "closed": "```json\n" + "[" * 10_000 + "]" * 10_000 + "\n```\n",
    "lists": "".join("  " * n + "- a\n" for n in range(500)),
    "quotes": "> " * 10_000 + "a\n",
    "types": "| Field | Type | Required |\n|---|---|---|\n| a | " + "List<" * 10_000 + " | Yes |\n",
    "parentheses": "```sql\nCREATE TABLE a (x int CHECK ("
    + "(" * 10_000
    + "1"
    + ")" * 10_000
    + "));\n```\n",
    "interfaces": "```ts\ninterface A { a: " + "{ b: " * 5_000 + " }\n```\n",
}


@pytest.mark.parametrize("name", DEEP)
def test_nesting(name: str) -> None:
    _check(DEEP[name].encode())


@pytest.mark.parametrize("index", range(len(FRAGMENTS)))
def test_time_is_in_proportion_to_the_size(index: int) -> None:
    """Twice the text may not take much more than twice the time."""
    text = FRAGMENTS[index] + "\n"

    def seconds(copies: int) -> float:
        data = (text * copies).encode()
        start = time.process_time()
        read_spec(data, "spec.md")
        return time.process_time() - start

    copies = max(1, 30_000 // len(text))
    seconds(1)
    small, large = seconds(copies), seconds(copies * 4)
    assert large < 0.2 + small * 12


LONG = {
    "one line": "a" * 2_000_000,
    "one cell": "| a |\n|---|\n| " + "x" * 1_000_000 + " |\n",
    "one string": '```json\n{"a": "' + "x" * 1_000_000 + '"}\n```\n',
    "brackets": "```json\n" + "{[" * 100_000 + "\n```\n",
    "backticks": "`" * 200_000,
    "bars": "|" * 200_000,
    "stars": "*a" * 100_000,
    "links": "[a](" * 50_000,
    "commas": "| Field | Type | Required |\n|---|---|---|\n| a | " + "a," * 50_000 + " | Yes |\n",
    "dashes": "-" * 200_000 + "\n" + "- " * 50_000,
    "methods": "GET /a " * 50_000,
    "sql": "```sql\n" + "CREATE TABLE a (" * 20_000 + "\n```\n",
    "blank": "\n" * 500_000,
}  # fmt: skip


@pytest.mark.parametrize("name", LONG)
def test_long_texts(name: str) -> None:
    start = time.process_time()
    _check(LONG[name].encode())
    assert time.process_time() - start < 20
