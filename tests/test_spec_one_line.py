"""An endpoint or a table on one line, and what fences of code say beside their bodies."""

from __future__ import annotations

import pytest

from spec2code.model.statements import CreateTable
from tests.spec_reading import endpoints, keys, names, only, query, reading, request, responses

PET = "\n```ts\ntype Pet = { id: string; name: string };\n```\n"


@pytest.mark.parametrize(
    ("line", "asked", "answered"),
    [
        (
            "POST /a { email, role? } → 201 { user, tokens }",
            ["email", "role"],
            {201: ["user", "tokens"]},
        ),
        ("POST /a { token } → 204", ["token"], {204: []}),
        ("GET /a → { id, email }", [], {200: ["id", "email"]}),
        ("PUT /a { name, ... } → updated", ["name"], {200: []}),
        (
            "POST /a { toys[], kind: 'cat'|'dog' } → 201 Pet",
            ["toys", "kind"],
            {201: ["id", "name"]},
        ),
        ("POST /a → 201 session { sessionId, total }", [], {201: ["sessionId", "total"]}),
        ("POST /a { id } → 200 { score } and pet.state → done", ["id"], {200: ["score"]}),
        ("POST /a { a: 'x'|'y', b? } → 201 Pet (state: new)", ["a", "b"], {201: ["id", "name"]}),
    ],
)
def test_an_endpoint_on_a_line(line: str, asked: list[str], answered: dict[int, list[str]]) -> None:
    read = reading(f"## Types\n{PET}\n## API\n\n- {line}\n")
    (endpoint,) = read.spec.endpoints
    known = dict(read.spec.definitions)
    assert request(endpoint) == asked
    assert {r.status: names(r.shape, known) for r in endpoint.responses} == answered


def test_names_behind_a_route() -> None:
    text = (
        "- `GET /pets` — filters: `state` (key or `__open__`), `keeper`,\n  `search` (name), `order`.\n"
        "- `PATCH /pets/:id` — `state`, `keeperId` (nothing else, never the raw\n  body).\n"
    )
    listed, changed = endpoints(text)
    assert query(listed) == ["state", "keeper", "search", "order"]
    assert request(changed) == ["state", "keeperId"]


def test_answers_of_a_fence_of_code() -> None:
    read = reading(
        "## Types\n\n```ts\ninterface PetOut { id: string; name: string }\ninterface NewPet { name: string }\n```\n\n## API\n\n"
        "```typescript\n// List\nGET /pets?page=0\nResponse: PetOut[]\nHeaders: X-Total-Count, X-Page\n\n"
        "// Get\nGET /pets/{id}\nResponse: PetOut | 404\n\n"
        "// Create\nPOST /pets\nRequest: NewPet\nResponse: 201 + PetOut\nHeaders: Location: /pets/{id}\n\n"
        "// Switch\nPUT /pets/{id}/on\nPUT /pets/{id}/off\nResponse: 204 | 404\n\n"
        '// Roles\nPUT /pets/{id}/roles\nRequest: { roles: string[] }  // Allowed: "a", "b"\nResponse: PetOut | 404\n\n'
        "// Out\nPOST /logout\nHeaders: { Authorization: 'Bearer ${token}' }\n```\n"
    )
    known = dict(read.spec.definitions)
    found = {
        f"{e.method} {e.path}": (
            request(e) or names(e.request.shape if e.request else None, known),
            {r.status: names(r.shape, known) for r in e.responses},
            [error.status for error in e.errors],
        )
        for e in read.spec.endpoints
    }
    assert found == {
        "GET /pets": ([], {200: ["[]", "id", "name"]}, []),
        "GET /pets/{id}": ([], {200: ["id", "name"]}, [404]),
        "POST /pets": (["name"], {201: ["id", "name"]}, []),
        "PUT /pets/{id}/on": ([], {204: []}, [404]),
        "PUT /pets/{id}/off": ([], {204: []}, [404]),
        "PUT /pets/{id}/roles": (["roles"], {200: ["id", "name"]}, [404]),
        "POST /logout": ([], {200: []}, []),
    }
    logout = read.spec.endpoints[-1]
    assert logout.auth is not None and logout.auth.required


def test_interfaces_behind_a_route_in_a_comment() -> None:
    read = reading(
        "## Reminders\n\n```typescript\n// GET /reminders\ninterface RemindersResponse {\n  reminders: Array<{\n    id: string;\n    kind: 'a' | 'b';\n  }>;\n}\n\n"
        "// POST /reminders\ninterface NewReminder {\n  kind: string;\n  again?: boolean;\n}\n```\n\n"
        "## Counts\n\n```typescript\n// GET /counts\ninterface PetCounts {\n  total: number;\n}\n```\n"
    )
    known = dict(read.spec.definitions)
    listed, added, counts = read.spec.endpoints
    assert {r.status: names(r.shape, known) for r in listed.responses} == {200: ["reminders"]}
    assert names(added.request.shape if added.request else None, known) == ["kind", "again"]
    assert {r.status: names(r.shape, known) for r in counts.responses} == {200: ["total"]}


def test_tables_on_a_line_each() -> None:
    text = (
        "# Kennel\n\n## Core data model (relational)\n\nUsers\n"
        "- users (id uuid PK, email text unique, role text enum['a','b'], house_id uuid FK houses.id nullable)\n"
        "- permissions (an extension, if you need it; roles do for now)\n\nHouses\n- houses (id uuid PK, name text, created_at)\n"
        "- pet_kinds (pet_id uuid, kind_id uuid, PRIMARY KEY(pet_id, kind_id))\n"
    )
    made = {
        item.table.name.name: item.table
        for item in reading(text).spec.statements
        if isinstance(item, CreateTable)
    }
    assert list(made) == ["users", "houses", "pet_kinds"]
    users = made["users"]
    assert [column.name for column in users.columns] == ["id", "email", "role", "house_id"]
    assert [key.target.name for key in users.foreign_keys] == ["houses"]
    assert users.uniques and users.primary_key is not None
    key = made["pet_kinds"].primary_key
    assert key is not None and key.columns == ("pet_id", "kind_id")


def test_calls_in_a_list_are_no_tables() -> None:
    text = (
        "# DB\n\n## Schema helpers\n\n- load(path text, retries int)\n- save(path, id)\n- first\n"
    )
    assert not reading(text).spec.statements


def test_statuses_in_a_column_of_another_name() -> None:
    text = (
        "| Metoda i ścieżka | Opis | Zwracany status HTTP |\n|---|---|---|\n"
        "| GET /pets/{id} | Jeden. | **200 (OK)** w razie powodzenia; **404 (Not found)** gdy nie istnieje |\n"
        "| DELETE /pets/{id} | Usuwa. | **204**; **404** |\n"
    )
    found, gone = endpoints(text)
    assert ([r.status for r in found.responses], [e.status for e in found.errors]) == ([200], [404])
    assert found.errors[0].condition == "gdy nie istnieje"
    assert ([r.status for r in gone.responses], [e.status for e in gone.errors]) == ([204], [404])


def test_who_may_call_in_front_of_routes() -> None:
    text = (
        "# API\n\nBase URL: /api/v1\n\nAuth: JWT bearer tokens\n\n## Access (selected)\n\n- Public: GET /pets, GET /pets/:id\n"
        "- Keepers (auth): POST /pets\n\n## Pets\n\n- GET /pets\n- GET /pets/:id\n- POST /pets\n- GET /keepers/pets\n"
    )
    found = {f"{e.method} {e.path}": e.auth.required if e.auth else None for e in endpoints(text)}
    assert found["GET /api/v1/pets"] is False and found["GET /api/v1/pets/{id}"] is False
    assert found["POST /api/v1/pets"] is True and found["GET /api/v1/keepers/pets"] is True


@pytest.mark.parametrize(
    "words", ["`requireRole('keeper')`.", "Behind `requireAuth`.", "Uses JwtGuard."]
)
def test_a_guard_in_the_code(words: str) -> None:
    auth = only(f"- `GET /pets` — all of them. {words}\n").auth
    assert auth is not None and auth.required


def test_a_comma_at_the_end_goes_on() -> None:
    text = "### PATCH /pets/{id}\n\nBody: `name`,\n`kind`, `age`\n\nAnswers with `id`.\n"
    assert request(only(text)) == ["name", "kind", "age"]
    listed = "- `GET /a` — one,\n- `GET /b` — two,\n"
    assert keys(listed) == ["GET /a", "GET /b"]


def test_responses_stay_apart() -> None:
    text = "```\nPOST /login { email } → 200 { token }\nPOST /logout { token } → 204\n```\n"
    login, logout = endpoints(text)
    assert (request(login), responses(login)) == (["email"], {200: ["token"]})
    assert (request(logout), responses(logout)) == (["token"], {204: []})
