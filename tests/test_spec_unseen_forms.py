"""Forms of lists, labels and rules that files had which the reader met for the first time, with what lies near them."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table
from spec2code.model.shapes import ObjectShape, RefShape
from spec2code.model.statements import AddConstraint, CreateEnum, CreateIndex, CreateTable
from tests.spec_reading import (
    codes,
    endpoints,
    keys,
    only,
    query,
    reading,
    request,
    responses,
)


def tables(text: str) -> dict[str, Table]:
    made = (s.table for s in reading(text).spec.statements if isinstance(s, CreateTable))
    return {table.name.name: table for table in made}


def enums(text: str) -> dict[str, tuple[str, ...]]:
    made = (s.enum for s in reading(text).spec.statements if isinstance(s, CreateEnum))
    return {enum.name.name: enum.labels for enum in made}


def errors(text: str) -> list[int]:
    return [error.status for error in only(text).errors]


@pytest.mark.parametrize(
    ("line", "statuses"),
    [
        ("- Errors: 401, 404.", [401, 404]),
        ("- Erros: 400, 401, 403, 409.", [400, 401, 403, 409]),
        ("- Errors: 404.", [404]),
        # What is a number with a fraction is no status.
        ("- Errors: 404 after 400.5 ms", [404]),
    ],
)
def test_a_full_stop_ends_a_list_of_statuses(line: str, statuses: list[int]) -> None:
    assert errors(f"### DELETE /pets/{{id}}\n\n{line}\n") == statuses


def test_a_rule_takes_no_auth_back() -> None:
    text = "### POST /users\n\n- Auth: {}.\n- Authorization: the e-mail is unique; no token comes back.\n"
    denied, asked = only(text.format("no")).auth, only(text.format("yes")).auth
    assert denied is not None and not denied.required
    assert asked is not None and asked.required


@pytest.mark.parametrize(
    "label",
    ["Optional body", "Body opcional", "Corps optionnel", "Corpo opcional", "可选请求体", "Body"],
)
def test_bodies_that_may_be_left_out(label: str) -> None:
    text = f'### PATCH /pets/{{id}}/hide\n\n- {label}: `{{ "reason": "shy" }}`.\n- Response 204.\n'
    assert request(only(text)) == ["reason"]


def test_what_else_is_optional_is_no_body() -> None:
    text = '### PATCH /pets/{id}/hide\n\n- Optional steps: `{ "reason": "shy" }`.\n'
    assert request(only(text)) == []


@pytest.mark.parametrize("words", ["igual criação", "same as create", "igual a la creación"])
def test_the_body_that_creates_in_other_languages(words: str) -> None:
    text = (
        '### POST /pets\n\n- Body: `{ "name": "Rex", "kind": "dog" }`.\n\n'
        f"### PUT /pets/{{id}}\n\n- Body: {words}.\n"
    )
    assert request(endpoints(text)[1]) == ["name", "kind"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("- GET `/reports/pets`: query `page`, `kind`.", ["page", "kind"]),
        ("- GET `/reports/pets` — query params `page`, `kind`", ["page", "kind"]),
        ("- GET `/reports/pets`: the query `SELECT` runs slowly", []),
    ],
)
def test_names_behind_the_word_query(line: str, names: list[str]) -> None:
    assert query(only(f"# API\n\n{line}\n")) == names


def test_a_query_string_without_its_mark() -> None:
    text = "### GET /pets\n\n- **Query Parameters**: `kind=DOG&keeper_id=787e91bd-5060`\n"
    assert query(only(text)) == ["kind", "keeper_id"]


CALLED = """# Pets

| Method + path | {about} | {more} |
|---|---|---|
| `GET /pets` | no | {cell} |
| `POST /pets` | requireAuth | {cell} |
"""


def test_a_list_that_says_who_calls() -> None:
    text = CALLED.format(about="Auth", more="Frontend calls it?", cell="yes")
    assert keys(text + "\n## Gaps\n\n### 1. `GET /pets` has no pages\n\nText.\n") == [
        "GET /pets",
        "POST /pets",
    ]


def test_a_table_of_tests_lists_nothing() -> None:
    text = CALLED.format(about="Auth", more="Expected result", cell="200")
    assert keys(text + "\n## API\n\n### GET /cats\n\nText.\n") == ["GET /cats"]


def test_what_is_kept_for_history() -> None:
    text = "# Pets\n\n## API\n\n### PATCH /pets\n\n## Breaks (kept for historical context)\n\n### `POST /pets` was wrong\n"
    assert keys(text) == ["PATCH /pets"]


RULED = """# Modelo de dados

## Enums

- `pet_kind`: `DOG`, `CAT`.
- `pet_mood`: `GOOD`, `BAD`.

## pets

| Campo | Tipo | Regras |
|---|---|---|
| id | uuid | PK |
| kind | pet_kind | not null default DOG |
| weight | numeric(6,2) | not null, > 0 |
| month | smallint | 1..12 |
| keeper_id | uuid | FK keepers(id), not null |

Índices:

- `ux_pets_kind` unique em `kind`.
- `ix_pets_month` em `month`.

Constraints:

- Única por `keeper_id` e `month`.
"""


def test_a_column_table_whose_rules_are_its_keys() -> None:
    pets = tables(RULED)["pets"]
    assert [column.name for column in pets.columns] == [
        "id",
        "kind",
        "weight",
        "month",
        "keeper_id",
    ]
    assert [check.expression.text for check in pets.checks] == [
        "weight > 0",
        "month BETWEEN 1 AND 12",
    ]
    made = reading(RULED).spec.statements
    indexes = [(s.index.name, s.index.unique) for s in made if isinstance(s, CreateIndex)]
    assert indexes == [("ux_pets_kind", True), ("ix_pets_month", False)]
    unique = [s.constraint for s in made if isinstance(s, AddConstraint)]
    assert [getattr(item, "columns", ()) for item in unique] == [("keeper_id", "month")]
    assert not codes(RULED)


def test_enums_that_items_list_are_made_where_columns_use_them() -> None:
    assert enums(RULED) == {"pet_kind": ("DOG", "CAT")}
    prose = RULED.replace("`DOG`, `CAT`.", "what kind of animal it is, `DOG` for one")
    assert enums(prose) == {}


def test_rules_of_what_is_sent_make_no_table() -> None:
    text = "# API\n\n## POST /pets\n\n| Field | Type | Rules |\n|---|---|---|\n| name | string | required |\n| weight | integer | > 0 |\n"
    assert tables(text) == {}


@pytest.mark.parametrize(
    ("note", "default"),
    [
        ("`OPEN` / `SHUT` (default `OPEN`)", "OPEN"),
        ("`OPEN` / `SHUT`（デフォルト `OPEN`）", "OPEN"),
        ("初期値: 'OPEN'", "OPEN"),
        ("the default door of a house", None),
        ("(default is what the keeper says)", None),
    ],
)
def test_defaults_in_notes(note: str, default: str | None) -> None:
    text = f"# Schema\n\n## Table: doors\n\n| Column | Type | Note |\n|---|---|---|\n| id | uuid PK | |\n| state | text | {note} |\n"
    column = tables(text)["doors"].column("state")
    assert column is not None
    stated = column.default.text.strip("'") if column.default is not None else None
    assert stated == default


DRAWN = """# Model

```plantuml
@startuml
entity "pet" as Pet {
  * id : uuid
  --
  * mood : mood
  parent_id : uuid
}

enum "mood" as Mood {
  good
  bad
}

Pet ||--o{ Pet : children
Pet }o--|| Mood
@enduml
```
"""


def test_enums_and_keys_to_itself_of_plantuml() -> None:
    pet = tables(DRAWN)["pet"]
    assert [(key.columns, key.target.name) for key in pet.foreign_keys] == [(("parent_id",), "pet")]
    assert enums(DRAWN) == {"mood": ("good", "bad")}
    assert not codes(DRAWN)


SIDES = """# Stars

## 3.1 Reading of a star

### {first}

```
GET /api/stars/{{id}}
```

### {second}

```json
{{ "mass": 1.5 }}
```

### Notes

Text.
"""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Endpoint", "Response"),
        ("エンドポイント", "レスポンス例"),
        ("Request URL", "Example response"),
    ],
)
def test_headings_beside_the_one_of_the_endpoint(first: str, second: str) -> None:
    assert responses(only(SIDES.format(first=first, second=second))) == {200: ["mass"]}


def test_a_heading_of_another_subject_is_not_beside_it() -> None:
    endpoint = only(SIDES.format(first="Endpoint", second="Configuration"))
    assert not any(responses(endpoint).values())


def test_labels_behind_a_table_of_one_endpoint() -> None:
    row = "| Method | Path |\n|---|---|\n| `POST` | `/prints` |\n"
    text = '\n**Request body:**\n```json\n{ "source": "x" }\n```\n\n**Error response:** `400` when it is broken\n'
    endpoint = only(f"# API\n\n### Printing\n\n{row}{text}")
    assert request(endpoint) == ["source"]
    assert [error.status for error in endpoint.errors] == [400]
    two = endpoints(f"# API\n\n### Printing\n\n{row}| `PUT` | `/prints/{{id}}` |\n{text}")
    assert [request(each) for each in two] == [[], []]


def test_a_shape_that_a_heading_calls_json() -> None:
    text = (
        "# API\n\n### POST /plays\n\n**Response:** `201` with the full play JSON.\n\n"
        '### Play JSON shape\n\n```json\n{ "id": "uuid", "title": "string" }\n```\n'
    )
    (shown,) = only(text).responses
    assert isinstance(shown.shape, RefShape) and shown.shape.name == "Play"
    other = text.replace("full play JSON", "full score JSON")
    assert responses(only(other)) == {201: []}


FOLDED = """# Purse

### My purse

<details>
 <summary><code>PUT</code> <code><b>/purses/{purseId}/fill</b></code> <code>(fills it)</code></summary>

##### Parameters

> | name | type | data type | description |
> |---|---|---|---|
> | `purseId` | required | long | which |

##### Request Body

> | name | type | data type | description |
> |---|---|---|---|
> | coins | required | array | which ones |
> | note | optional | string | why |

> coins example:
> ```json
> [ { "metal": "tin", "worth": 2 } ]
> ```

##### Responses

> | http code | content-type | response |
> |---|---|---|
> | `200` | `application/json` | `{ "purseId": 1, "total": 10 }` |
> | `404` | `application/json` | `{ "message": "no such purse" }` |

</details>
"""


def test_endpoints_that_are_folded() -> None:
    endpoint = only(FOLDED)
    assert (endpoint.method, endpoint.path) == ("PUT", "/purses/{purseId}/fill")
    assert endpoint.request is not None
    body = endpoint.request.shape
    assert isinstance(body, ObjectShape)
    assert [(item.name, item.required) for item in body.fields] == [
        ("coins", True),
        ("note", False),
    ]
    assert responses(endpoint) == {200: ["purseId", "total"]}
    assert [error.status for error in endpoint.errors] == [404]
    assert endpoint.span is not None
    assert (endpoint.span.line, codes(FOLDED)) == (6, [])


GROUPED = """# DataModel.md

### `stalls`

**Fields**
- `id` (TEXT, PK) — ULID
- `kind` (TEXT, NOT NULL)

**Check-in**
- `checked_in_at` (TEXT, nullable)
- `keeper_id` (TEXT, nullable, FK → keepers.id)

**Meta**
- `made_at` (TEXT, NOT NULL)

**Rules**
- Only open stalls count.
"""


def test_bullets_of_one_table_in_groups_with_names_in_bold() -> None:
    found = tables(GROUPED)
    assert list(found) == ["stalls"]
    columns = [column.name for column in found["stalls"].columns]
    assert columns == ["id", "kind", "checked_in_at", "keeper_id", "made_at"]
    assert [key.target.name for key in found["stalls"].foreign_keys] == ["keepers"]


def test_the_name_of_a_table_in_bold_is_no_group() -> None:
    text = "# Data model\n\n## Stalls and keepers\n\n**keepers**\n- `id` (TEXT, PK)\n- `name` (TEXT, NOT NULL)\n"
    assert list(tables(text)) == ["keepers"]


LABELLED = """# Schema

```mermaid
erDiagram
    keepers {
        UUID id PK
    }
    stalls {
        UUID id PK
        UUID opened_by FK
        UUID place_id FK
    }
    keepers ||--o{ stalls : "opened_by(owner)"
    keepers ||--o{ stalls : "has many"
```
"""


def test_the_label_of_a_relation_is_its_column() -> None:
    keys_of = tables(LABELLED)["stalls"].foreign_keys
    assert [(key.columns, key.target.name) for key in keys_of] == [(("opened_by",), "keepers")]


WHO_MAY = """# API

Angemeldet sein ist Pflicht, außer wo anders vermerkt.

## Stände

| Route | Rolle |
|---|---|
| `GET /stalls` | alle |
| `POST /stalls` | Admin – `{ name, kind? }` |

{line}

| Route | Zweck |
|---|---|
| `GET /show/:token` | Vorschau |
| `POST /show/:token/code` | `{ email }` → schickt einen Code (204) |

## Preise

| Route | Zweck |
|---|---|
| `GET /prices` | Liste |
"""


def test_a_line_above_one_table_of_a_section() -> None:
    found = endpoints(WHO_MAY.replace("{line}", "Ohne Anmeldung erreichbar (`@Public()`):"))
    assert [each.auth.required if each.auth else None for each in found] == [
        True,
        True,
        False,
        False,
        True,
    ]
    assert [request(each) for each in found] == [[], ["name", "kind"], [], ["email"], []]
    assert found[1].auth is not None and found[1].auth.scopes == ("Admin",)
    assert list(responses(found[3])) == [204]


def test_the_same_body_in_korean() -> None:
    text = (
        '### `POST /talks`\n\n**Request Body**\n```json\n{ "text": "hi" }\n```\n\n'
        "### `POST /talks/stream`\n\n**Request Body**: `POST /talks`와 동일\n"
    )
    assert [request(each) for each in endpoints(text)] == [["text"], ["text"]]


@pytest.mark.parametrize(
    ("note", "target"),
    [
        ("教师ID（关联users）", "users"),
        ("関連: users.id", "users"),
        ("사용자 (참조 users)", "users"),
        ("the teacher", None),
    ],
)
def test_what_the_note_of_a_foreign_key_refers_to(note: str, target: str | None) -> None:
    rows = f"| id | BIGINT | PRIMARY KEY | |\n| teacher_id | BIGINT | FOREIGN KEY | {note} |\n"
    text = f"# Schema\n\n## courses\n\n| Column | Type | Constraints | Note |\n|---|---|---|---|\n{rows}"
    found = [key.target.name for key in tables(text)["courses"].foreign_keys]
    assert found == ([target] if target else [])


def test_a_note_of_what_is_no_key_refers_to_nothing() -> None:
    rows = "| id | BIGINT | PRIMARY KEY | |\n| teacher_id | BIGINT | NOT NULL | 关联users |\n"
    text = f"# Schema\n\n## courses\n\n| Column | Type | Constraints | Note |\n|---|---|---|---|\n{rows}"
    assert tables(text)["courses"].foreign_keys == ()


def test_a_long_paragraph_begins_with_who_may_call() -> None:
    rest = " The rest of it tells what is done with the stalls, one after another." * 10
    asked = only(f"## `POST /stalls`\n\n`requireAuth` → `validate(stall)`.{rest}\n")
    assert asked.auth is not None and asked.auth.required
    spoken = only(f"## `POST /stalls`\n\nMakes a stall.{rest} A token is required for prices.\n")
    assert spoken.auth is None


def test_what_a_delete_sends_before_an_arrow() -> None:
    lines = (
        "POST   /homes        { name }  -> { id, color | null }\n"
        "DELETE /homes/{home} { name }  -> owners only\n"
        "DELETE /homes        -> { count }\n"
    )
    made, removed, emptied = endpoints(f"# API\n\n```\n{lines}```\n")
    assert (request(made), responses(made)) == (["name"], {201: ["id", "color"]})
    assert (request(removed), list(responses(removed).values())) == (["name"], [[]])
    assert (request(emptied), list(responses(emptied).values())) == ([], [["count"]])
    assert "A154" not in codes(f"# API\n\n```\n{lines}```\n")
