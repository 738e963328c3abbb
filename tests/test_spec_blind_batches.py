"""What specs of batches nobody had seen before said in other ways: keys in notes, marks of NULL, callers, cases of a body."""

from __future__ import annotations

import pytest

from spec2code.model.schema import PrimaryKey, Table
from spec2code.model.statements import AddConstraint, CreateTable
from tests.spec_reading import (
    codes,
    endpoints,
    keys,
    only,
    passed,
    query,
    reading,
    request,
    responses,
)

_HEAD = "# Database schema\n\n## 5. Table definitions\n\n"


def tables(text: str) -> dict[str, Table]:
    made = reading(text).spec.statements
    return {s.table.name.name: s.table for s in made if isinstance(s, CreateTable)}


def listed(name: str, *rows: str) -> str:
    return (
        f"### {name}\n\n| Column | Type | Notes |\n|---|---|---|\n"
        + "".join(f"| {row} |\n" for row in rows)
        + "\n"
    )


_KEEPERS = listed(
    "keepers", "id | uuid pk | ", "name | text | ", "left_at | timestamptz nullable | "
)
_PETS = listed(
    "pets", "id | uuid pk | ", "keeper_id | uuid fk | keepers.id", "nick | text nullable | "
)


def test_the_note_of_a_foreign_key_is_its_target_alone() -> None:
    (key,) = tables(_HEAD + _KEEPERS + _PETS)["pets"].foreign_keys
    assert (key.columns, key.target.name, key.target_columns) == (
        ("keeper_id",),
        "keepers",
        ("id",),
    )


@pytest.mark.parametrize(
    ("note", "kind"), [("free text", "uuid fk"), ("e.g. the sitter", "uuid fk")]
)
def test_a_foreign_key_that_only_its_name_tells_of(note: str, kind: str) -> None:
    pets = listed(
        "pets", "id | uuid pk | ", f"keeper_id | {kind} | {note}", "vet_id | uuid fk | who cures"
    )
    found = tables(_HEAD + _KEEPERS + pets)["pets"].foreign_keys
    assert [(key.columns, key.target.name) for key in found] == [(("keeper_id",), "keepers")]
    plain = listed("pets", "id | uuid pk | ", "keeper_id | uuid | keepers.id is told elsewhere")
    assert tables(_HEAD + _KEEPERS + plain)["pets"].foreign_keys == ()


def test_where_only_nullable_columns_are_marked_the_others_are_not_null() -> None:
    found = tables(_HEAD + _KEEPERS + _PETS + listed("toys", "id | uuid pk | ", "kind | text | "))
    assert [(c.name, c.nullable) for c in found["keepers"].columns] == [
        ("id", False),
        ("name", False),
        ("left_at", True),
    ]
    assert [c.nullable for c in found["toys"].columns] == [False, False]


@pytest.mark.parametrize(
    "rows",
    [
        ("name | text | ", "nick | text nullable | "),  # one mark may be a remark
        (
            "name | text not null | ",
            "nick | text nullable | ",
            "age | int nullable | ",
            "kind | text | ",
        ),
    ],
)
def test_marks_that_say_nothing_of_the_others(rows: tuple[str, ...]) -> None:
    found = tables(_HEAD + listed("pets", "id | uuid pk | ", *rows))["pets"].columns
    silent = "kind" if len(rows) > 2 else "name"
    assert [c.nullable for c in found if c.name == silent] == [True]


@pytest.mark.parametrize(
    "said",
    [
        "Primary key:\n- `(pet_id, toy_id)`\n",
        "Primary key: (pet_id, toy_id)\n",
        "联合主键：`(pet_id, toy_id)`\n",
    ],
)
def test_a_primary_key_below_the_columns(said: str) -> None:
    text = _HEAD + listed("pet_toys", "pet_id | uuid | ", "toy_id | uuid | ") + said
    made = [s.constraint for s in reading(text).spec.statements if isinstance(s, AddConstraint)]
    assert [item.columns for item in made if isinstance(item, PrimaryKey)] == [("pet_id", "toy_id")]
    known = _HEAD + listed("pets", "id | uuid pk | ", "name | text | ") + "Primary key: `id`\n"
    assert not [s for s in reading(known).spec.statements if isinstance(s, AddConstraint)]


_API = "# API\n\n## Pets\n\n"


def test_cases_in_bold_are_requests() -> None:
    text = (
        _API + '### `POST /pets`\nMakes one.\n\n**For a dog:**\n```json\n{"bark": "loud"}\n```\n\n'
        '**For a cat:**\n```json\n{"claws": 4}\n```\n\n**Response (201):** `{ "id": 1 }`\n\n**For admins:**\n```json\n{"log": 1}\n```\n'
    )
    assert sorted(request(only(text))) == ["bark", "claws"]
    read = _API + '### `GET /pets`\n\n**For a dog:**\n```json\n{"bark": "loud"}\n```\n'
    assert request(only(read)) == []


def test_a_sentence_about_a_failure_shows_its_error() -> None:
    text = (
        _API
        + '### `POST /pets`\n\nExample request:\n```json\n{"name": "a"}\n```\n\nExample response:\n```json\n{"id": 1}\n```\n\n'
        "## Error responses\n\n### Unknown kind\n\n`POST /pets` returns HTTP `409` if the kind is unknown.\n\n"
        'Example:\n```json\n{"detail": "unknown"}\n```\n'
    )
    found = only(text)
    assert (request(found), {e.status for e in found.errors}) == (["name"], {409})
    assert responses(found) == {201: ["id"]}
    assert "A105" not in codes(text)
    fine = text.replace("returns HTTP `409`", "returns HTTP `200`")
    assert [e.status for e in only(fine).errors] == []


def test_rules_behind_a_name_without_a_sign() -> None:
    text = (
        _API + "### `GET /pets`\n\nQuery parameter:\n\n- `limit` default `50`, capped for safety\n"
    )
    (limit,) = [p for p in only(text).parameters if p.location == "query"]
    assert (limit.name, limit.default) == ("limit", 50)


def test_the_same_body_in_japanese() -> None:
    text = (
        '# API\n\n### POST /pets\n\n**リクエストボディ**\n\n```json\n{"name": "a", "kind": "cat"}\n```\n\n'
        "**エラー**\n\n| ステータス | コード | 条件 |\n|---|---|---|\n| 400 | E1 | 名前が空 |\n\n"
        "### PUT /pets/:id\n\n**リクエストボディ**: POST /pets と同じ\n\n"
        "**エラー**\n\n| ステータス | コード | 条件 |\n|---|---|---|\n| 404 | E2 | 存在しない |\n"
    )
    made, changed = endpoints(text)
    assert request(changed) == request(made) == ["name", "kind"]
    assert ([e.status for e in made.errors], [e.status for e in changed.errors]) == ([400], [404])


def test_names_with_strokes_and_what_can_not_be_changed() -> None:
    text = "# API\n\n### PUT /pets/:id\n\n**リクエストボディ**: `name` / `kind` / `age`（`mail` は変更不可）\n"
    assert request(only(text)) == ["name", "kind", "age"]


def test_an_external_system_in_korean() -> None:
    text = "# API\n\n## 4. 목록\n\n`GET /api/pets`\n\n## 10. 외부 데이터 수집 API 계약\n\n`POST /events/pets`\n"
    assert keys(text) == ["GET /api/pets"]
    assert ("POST /events/pets", "calls to other services") in passed(text)


@pytest.mark.parametrize(
    ("who", "asked"),
    [("public", False), ("SELLER", True), ("ADMIN | OWNER", True), ("public (imzo bilan)", False)],
)
def test_who_may_call_in_bold_with_the_route(who: str, asked: bool) -> None:
    text = _API + f'**`POST /pets/:id/ban` · {who}** — `{{ "reason": "..." }}` → bans it.\n'
    found = only(text)
    assert found.auth is not None and found.auth.required is asked
    assert request(found) == ["reason"]


def test_other_words_in_bold_with_the_route() -> None:
    found = only(_API + "**`POST /pets` · NEW** — makes a pet.\n")
    assert found.auth is None


@pytest.mark.parametrize(
    "line",
    [
        "- Query: `page, search, status(Status)?, sort(age|name:asc|desc)`.",
        "**`GET /pets` · ADMIN** — pages. Query: `page, search, status(Status)?, sort(age|name)`.",
    ],
)
def test_a_query_listed_in_one_code(line: str) -> None:
    lead = "" if line.startswith("**") else "**`GET /pets` · ADMIN** — pages.\n"
    assert query(only(_API + lead + line + "\n")) == ["page", "search", "status", "sort"]


def test_a_query_string_on_several_lines() -> None:
    text = (
        _API
        + "### GET /pets\n\n**Query Parameters**:\n```\n?page=1\n&size=20\n&kind=cat  # cat, dog\n```\n"
    )
    assert query(only(text)) == ["page", "size", "kind"]


def test_values_that_are_listed_below_a_request_are_no_fields() -> None:
    text = (
        _API
        + '### PATCH /pets/:id\n\n**Request body:**\n\n```json\n{"state": "sold"}\n```\n\nAllowed `state` values: `open`, `sold`.\n\n'
        "- `sold` — it has gone.\n- `open` — it waits.\n"
    )
    assert request(only(text)) == ["state"]
    told = text.replace("Allowed `state` values: `open`, `sold`.", "All may be sent.")
    assert "open" in request(only(told))


def test_several_columns_in_one_bullet() -> None:
    text = "# Spec\n\n## Base de Datos\n\n#### Pets\n```sql\n- id (PK)\n- keeper_id (FK)\n- left_paw, right_paw\n- nick\n```\n\n#### Keepers\n```sql\n- id (PK)\n- name\n```\n"
    pets = tables(text)["pets"]
    assert [c.name for c in pets.columns] == ["id", "keeper_id", "left_paw", "right_paw", "nick"]
    assert [key.target.name for key in pets.foreign_keys] == ["keepers"]


@pytest.mark.parametrize(
    "note", ["FK auth.users", "FK to auth.users(id)", "FK to `auth.users(id)`"]
)
def test_users_of_another_schema(note: str) -> None:
    text = _HEAD + listed(
        "items",
        "id | uuid | PK",
        "title | text | not null",
        f"made_by | uuid | {note}",
        "note | text | default empty string",
    )
    items = tables(text)["items"]
    assert [(k.target.schema, k.target.name) for k in items.foreign_keys] == [("auth", "users")]
    assert items.columns[-1].default is not None and items.columns[-1].default.text == "''"


def test_conventions_are_no_table() -> None:
    text = "# Database\n\n### Table Conventions\n\n| Column | Type | Notes |\n|---|---|---|\n| `id` | `uuid` | Default `gen_random_uuid()` |\n| `made_by` | `uuid` | FK to `keepers.id` |\n"
    assert tables(text) == {}
