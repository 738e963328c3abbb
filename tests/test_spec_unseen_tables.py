"""Column tables and routes of teams whose words nobody foresaw: told by their cells, by braces, by what stands behind."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ObjectShape
from spec2code.model.statements import CreateIndex, CreateTable
from tests.spec_reading import endpoints, keys, names, only, query, reading, request, responses


def test_column_tables_are_told_by_their_cells() -> None:
    read = reading(
        "# Databázová schéma\n\n## pets\n| stĺpec | typ | poznámka |\n|---|---|---|\n| id | BIGSERIAL PK | |\n"
        "| name, nick | VARCHAR(64) NOT NULL | krátky názov |\n| keeper_id | BIGINT FK→keepers.id ON DELETE CASCADE | |\n"
        "| **UNIQUE(name, keeper_id)** | | |\n\n## keepers  (people)\n| id | BIGSERIAL PK |\n| mail | VARCHAR(255) UNIQUE NOT NULL |\n"
        "| born | DATE | deň |\n"
    )
    tables = {
        s.table.name.name: s.table for s in read.spec.statements if isinstance(s, CreateTable)
    }
    pets, keepers = tables["pets"], tables["keepers"]
    assert [c.name for c in pets.columns] == ["id", "name", "nick", "keeper_id"]
    assert [key.columns for key in pets.uniques] == [("name", "keeper_id")]
    assert (pets.foreign_keys[0].target.name, pets.foreign_keys[0].on_delete) == (
        "keepers",
        "CASCADE",
    )
    assert [(c.name, c.nullable) for c in keepers.columns] == [
        ("id", False),
        ("mail", False),
        ("born", True),
    ]


@pytest.mark.parametrize(
    "table",
    [
        # Shouted words that are no types, types without a key, and a part about something else.
        "## Modes\n\n| a | b |\n|---|---|\n| fast | GO |\n| slow | WAIT |\n| off | STOP |\n",
        "## Fields\n\n| pole | druh |\n|---|---|\n| name | TEXT |\n| born | DATE |\n",
        "## Formats of the file\n\n| pole | druh |\n|---|---|\n| name | TEXT NOT NULL |\n| born | DATE |\n",
    ],
)
def test_other_tables_make_no_table(table: str) -> None:
    assert not reading(f"# Pets\n\n{table}").spec.statements


def test_braces_with_commas_are_several_paths() -> None:
    assert keys(
        "## API\n\n| Group | Routes |\n|---|---|\n| Auth | `POST /auth/{login,logout}`, `GET /auth/me` |\n"
    ) == [
        "POST /auth/login",
        "POST /auth/logout",
        "GET /auth/me",
    ]
    assert keys("### GET /pets/{id}\n") == ["GET /pets/{id}"]


def test_ids_of_examples_that_are_cut_short() -> None:
    (endpoint,) = endpoints(
        '## API\n\n- `POST /pets/:id/feed`\n\n## Feeding\n\n```http\nPOST /pets/01HX.../feed\n\n{ "grams": 20 }\n```\n\n'
        "It answers `200 OK`, or `422` for pets that sleep.\n"
    )
    assert (endpoint.path, request(endpoint)) == ("/pets/{id}/feed", ["grams"])
    assert [error.status for error in endpoint.errors] == [422]


def test_interfaces_below_a_drawn_comment() -> None:
    read = reading(
        "## Routes\n\n| Route | Auth |\n|---|---|\n| `POST /pets` | public |\n| `POST /pets/:id/feed` | token |\n\n## Payloads\n\n```ts\n"
        "// ---------- POST /pets ----------\ninterface NewPetRequest { name: string; kind?: 'cat' | 'dog'; }\ninterface NewPetResponse { id: string; }\n\n"
        "// ---------- POST /pets/:id/feed ----------\ninterface FeedRequest { grams: number }\n```\n"
    )
    made, fed = read.spec.endpoints
    known = dict(read.spec.definitions)
    assert made.request is not None and fed.request is not None
    assert names(made.request.shape, known) == ["name", "kind"]
    assert names(made.responses[0].shape, known) == ["id"]
    assert names(fed.request.shape, known) == ["grams"]


def test_what_stands_behind_a_body() -> None:
    made, read = endpoints(
        "## API\n\n- **POST /pets**  \n  Body: `{ name }`  \n  Response: `{ id, state }` (202 Accepted)\n\n"
        "- **GET /pets/{id}**  \n  Response: `{ id }` (200) or 404\n"
    )
    assert responses(made) == {202: ["id", "state"]}
    assert responses(read) == {200: ["id"]}
    assert [error.status for error in read.errors] == [404]


def test_lists_told_in_words() -> None:
    endpoint = only(
        "### GET /pets\n- **Параметры запроса:**\n    - `kind` (string, optional)\n- **Ответ:**\n    - 200 OK, массив объектов:\n"
        "        - `id` (int)\n        - `name` (string)\n"
    )
    assert query(endpoint) == ["kind"]
    assert responses(endpoint) == {200: ["[]", "id", "name"]}
    asks = only("### POST /pets\n- **Параметры запроса:**\n    - `kind` (string, required)\n")
    assert (query(asks), request(asks)) == ([], ["kind"])


def test_query_of_a_route_that_has_been_listed() -> None:
    listed, _ = endpoints(
        "All routes are under `/api/v1`.\n\n## Pets\n\n- `GET /pets`\n- `GET /pets/:id`\n\nExample query parameters for `GET /pets`:\n\n"
        "- `q`\n- `sort=new|old`\n"
    )
    assert sorted(query(listed)) == ["q", "sort"]


@pytest.mark.parametrize(
    "said",
    [
        "- **Auth:** `Authorization: Bearer <jwt>` on every request (except `/login`, `/healthz`)",
        "- Аутентификация через JWT (в заголовке Authorization).",
    ],
)
def test_a_login_for_all_among_the_conventions(said: str) -> None:
    text = (
        f"# Pets\n\n## Общие conventions\n\n{said}\n\n## Routes\n\n- `POST /login`\n- `GET /pets`\n"
    )
    found = {e.path: e.auth for e in endpoints(text)}
    pets = found["/pets"]
    assert pets is not None and pets.scheme == "bearer"
    assert found["/login"] is None


def test_a_call_below_a_heading_of_examples_is_no_endpoint() -> None:
    text = (
        "### GET `/pets/:id`\n\n- **Auth Required**: Yes\n\n#### Example Request:\n`GET /pets/c1f7a228-54c3-4d82-b88e`\n\n"
        '#### Success Response (`200 OK`):\n```json\n{ "pet": { "id": "c1f7" } }\n```\n'
    )
    endpoint = only(text)
    assert (endpoint.path, responses(endpoint)) == ("/pets/{id}", {200: ["pet"]})


def test_what_is_for_the_one_who_is_logged_in() -> None:
    endpoint = only("## API\n\n- `GET /chats/`: all chats for the authenticated user.\n")
    assert endpoint.auth is not None and endpoint.auth.required


def test_routes_below_headings_of_operation() -> None:
    text = "## API\n\n- `GET /pets`\n\n## {}\n\n- `GET /health` - all is well\n"
    assert keys(text.format("Monitoring")) == ["GET /pets", "GET /health"]
    assert keys(text.format("E-mail verification")) == ["GET /pets", "GET /health"]
    assert keys(text.format("Verification")) == ["GET /pets"]


def test_rows_that_go_on_inside_of_the_outer_body() -> None:
    body = '```json\n{ "data": { "pets": [{ "id": 1 }], "total": 2 } }\n```\n\n| Field | Type | Required |\n|---|---|---|\n'
    rows = "| data | object | Yes |\n| pets | array | Yes |\n| id | integer | Yes |\n"
    read = reading(f"### GET /pets\n\n**Response 200**\n\n{body}{rows}")
    assert [item.code for item in read.diagnostics if item.code.startswith("A16")] == []
    assert responses(read.spec.endpoints[0]) == {200: ["data"]}
    before = "| id | integer | Yes |\n| data | object | Yes |\n"
    read = reading(f"### GET /pets\n\n**Response 200**\n\n{body}{before}")
    assert [item.code for item in read.diagnostics if item.code.startswith("A16")] == ["A161"]


@pytest.mark.parametrize(
    "example",
    ["", '```json\n{ "owner": { "name": "Kim" }, "tags": [{ "status": "new" }] }\n```\n\n'],
)
def test_rows_with_paths_say_themselves_what_lies_inside(example: str) -> None:
    rows = "".join(
        f"| {name} | {kind} | Yes |\n"
        for name, kind in (
            ("owner", "object"),
            ("owner.name", "string"),
            ("name", "string"),
            ("tags", "array of objects"),
            ("tags[].status", "string"),
            ("status", "integer"),
        )
    )
    head = "### GET /pets\n\n**Response 200**\n\n"
    read = reading(f"{head}{example}| Field | Type | Required |\n|---|---|---|\n{rows}")
    assert sorted(responses(read.spec.endpoints[0])[200]) == ["name", "owner", "status", "tags"]


def test_indexes_in_the_cells_of_columns() -> None:
    read = reading(
        "# Database\n\n## pets\n\n| Column | Type | Constraints |\n|---|---|---|\n| id | BIGINT | PK, INDEX |\n"
        "| keeper_id | BIGINT | NOT NULL, INDEX |\n| tag | TEXT | UNIQUE, INDEX |\n\nIndexes: `keeper_id`\n"
    )
    made = [s.index for s in read.spec.statements if isinstance(s, CreateIndex)]
    assert [[key.expression.text for key in index.keys] for index in made] == [["keeper_id"]]


def test_a_prefix_is_that_of_the_routes_below_it() -> None:
    assert keys("## API\n\n- `GET /pets`\n\nUnder `/admin/v1`:\n\n- `POST /pets/{id}/close`\n") == [
        "GET /pets",
        "POST /admin/v1/pets/{id}/close",
    ]


def test_what_is_said_of_some_routes_goes_before_what_is_said_of_all() -> None:
    found = {
        e.path: e.auth
        for e in endpoints(
            "# Pets\n\nAll endpoints require a JWT.\n\n- `GET /pets`\n- `GET /alerts`\n\n`/alerts` requires the permission `pets:manage`.\n"
        )
    }
    alerts = found["/alerts"]
    assert alerts is not None and alerts.scopes == ("pets:manage",)


def test_a_primary_key_beside_the_list_of_fields() -> None:
    read = reading(
        "# Clinic\n\n## Database Models\n\n### User\n- **Primary Key:** UUID string\n- **Fields:**\n"
        "  - `phone` (string, unique, required) - with prefix\n  - `name` (string, optional)\n\n"
        "### Visit\n- **Primary Key:** `code` (VARCHAR(8))\n- **Fields:**\n  - `user_id` (foreign key to User)\n"
        "  - `note` (text)\n"
    )
    tables = {
        s.table.name.name: s.table for s in read.spec.statements if isinstance(s, CreateTable)
    }
    assert [(c.name, c.type) for c in tables["user"].columns][:2] == [
        ("id", "uuid"),
        ("phone", "character varying(255)"),
    ]
    assert [key.columns for table in tables.values() if (key := table.primary_key)] == [
        ("id",),
        ("code",),
    ]
    assert tables["visit"].column("user_id").type == "uuid"
    assert not any(item.severity.value == "error" for item in read.diagnostics)


def test_strings_of_an_interface_are_no_table() -> None:
    text = "# App\n\n## Data Models\n\n### User\n- `phone` (string)\n- `name` (string)\n"
    assert not reading(text).spec.statements


def test_names_of_things_in_json_are_no_lists() -> None:
    body = '```json\n{ "name": "vector", "part_of": "set", "tags": "string[]" }\n```\n'
    read = reading(f"### POST /kinds\n\n**Request**\n\n{body}")
    shape = read.spec.endpoints[0].request
    assert shape is not None and isinstance(shape.shape, ObjectShape)
    kinds = [type(field.shape).__name__ for field in shape.shape.fields]
    assert kinds == ["StringShape", "StringShape", "ArrayShape"]
