"""What teams put on one line: several routes, an exchange, a named shape, several labels; and who may call, in many languages."""

from __future__ import annotations

import pytest

from spec2code.model.statements import CreateTable
from tests.spec_reading import endpoints, keys, names, only, query, reading, request, responses


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "- `POST /a/{id}/toys` → `201 Toy` · `PATCH /toys/{id}` · `DELETE …`",
            ["POST /a/{id}/toys", "PATCH /toys/{id}", "DELETE /toys/{id}"],
        ),
        (
            "`GET /pets` (optional `?kind=<id>`) · `GET /pets/{id}` · `POST` · `PUT /pets/{id}`",
            ["GET /pets", "GET /pets/{id}", "POST /pets", "PUT /pets/{id}"],
        ),
        ("- `GET /pets` — all of them; `POST /pets` — a new one", ["GET /pets", "POST /pets"]),
        ("- `GET /pets` → `Pet[]` | `DELETE /pets` → `204`", ["GET /pets", "DELETE /pets"]),
        ("> In one view: `GET /pets/all` → `{ cats: [], dogs: [] }`", ["GET /pets/all"]),
        # A sentence mentions its other routes, and a remark in a quote mentions all.
        ("- `GET /pets` replaces `GET /animals` · see the old pages", ["GET /pets"]),
        ("- `GET /pets` (before: `GET /cats`; `GET /dogs`)", ["GET /pets"]),
    ],
)
def test_routes_of_one_line(line: str, expected: list[str]) -> None:
    assert keys(f"## API\n\n{line}\n") == expected


def test_each_part_of_a_line_is_about_its_own_route() -> None:
    made, changed, dropped = endpoints(
        '## API\n\n- `POST /pets` — `{ name, kind? }` → `201 { id, name }` · `PATCH /pets/{id}` with `{ "name": string }` · `DELETE …` → `204`\n'
    )
    assert (request(made), responses(made)) == (["name", "kind"], {201: ["id", "name"]})
    assert request(changed) == ["name"]
    assert responses(dropped) == {204: []}


def test_a_resource_and_what_can_be_done_with_it() -> None:
    text = (
        "## API\n\n| Entity | Resource | Operations |\n|---|---|---|\n"
        "| Pet | `/pets` | GET (`?kind`), GET `/{id}`, POST, PUT, DELETE |\n| Pet | `/pets` | POST (public), GET `/{id}/photo.png` |\n"
    )
    assert keys(text) == [
        "GET /pets",
        "GET /pets/{id}",
        "POST /pets",
        "PUT /pets/{id}",
        "DELETE /pets/{id}",
        "GET /pets/{id}/photo.png",
    ]


@pytest.mark.parametrize(
    ("line", "asked", "answered"),
    [
        ("POST /a` (admins) — `{ name, to? }` → `200 { state }`", ["name", "to"], {200: ["state"]}),
        ("POST /a` — makes one\n  `{ name, size }` → `201 Pet`", ["name", "size"], {201: ["id"]}),
        (
            "GET /a` → `200` (nothing secret)\n  `{ name, mail:{ host } }`",
            [],
            {200: ["name", "mail"]},
        ),
        (
            "GET /a` (`?from=&to=`) →\n  `{ total, months:[{ month }] }`",
            [],
            {200: ["total", "months"]},
        ),
        ("GET /a` → `200 [Pet]`  `Toy = { size }`", [], {200: ["[]", "id"]}),
        ("GET /a` → `200 [{ id, name }]`", [], {200: ["[]", "id", "name"]}),
        ("POST /a` — `Pet` → `201`", ["id"], {201: []}),
        ("PATCH /a` — some of the fields → `200 Pet`", [], {200: ["id"]}),
        ("POST /a`\n  - Feeds the pet and its toys; returns `Pet`", [], {200: ["id"]}),
        ("GET /a`\n  - A short answer ( `{ ok: true }` )", [], {200: ["ok"]}),
    ],
)
def test_an_exchange_on_a_line(line: str, asked: list[str], answered: dict[int, list[str]]) -> None:
    read = reading(f"## API\n\n**Pet:** `{{ id }}`\n\n- `{line}\n")
    (endpoint,) = read.spec.endpoints
    known = dict(read.spec.definitions)
    assert (names(endpoint.request.shape, known) if endpoint.request else []) == asked
    assert {r.status: names(r.shape, known) for r in endpoint.responses} == answered


def test_named_shapes_in_bold() -> None:
    read = reading(
        "## API\n\n- `GET /a` → `200 [Listed]`\n- `GET /b` → `200 Whole`\n\n**Pet objekt:** `{ id, name }`\n\n"
        "**Listed** = Pet and how it is:\n```\n{ ...Pet,\n  fed: bool }\n```\n\n**Whole Schema**\n```javascript\n{\n  name: String (required),\n  toys: [{ size: Number }]\n}\n```\n\n"
        '- `Kinds`: `Array<{ kind, pets: { id }[] }>`\n- `GET /c`\n  - Returns `Kinds` for one keeper\n\n**Success:**\n```json\n{ "ok": true }\n```\n'
    )
    known = dict(read.spec.definitions)
    assert names(known["Listed"]) == ["id", "name", "fed"]
    assert names(known["Whole"]) == ["name", "toys"]
    assert names(known["Kinds"]) == ["[]", "kind", "pets"]
    assert "Success" not in known
    first = read.spec.endpoints[0]
    assert names(first.responses[0].shape, known) == ["[]", "id", "name", "fed"]


def test_a_field_of_the_answer_explained_below_it() -> None:
    endpoint = only(
        '### `POST /login`\n\n| | |\n|---|---|\n| **Body** | `{ "name": "x", "secret": "y" }` |\n| **200** | `{ "token": "t", "payload": {} }` |\n'
        '| **401** | wrong secret |\n\n**`payload` (claims):**\n```json\n{ "keeper": "id" }\n```\n'
    )
    assert request(endpoint) == ["name", "secret"]
    assert responses(endpoint) == {200: ["token", "payload"]}
    assert [error.status for error in endpoint.errors] == [401]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("401 pri zlých údajoch.", [401]),
        ("Only the keeper, else `403`.", [403]),
        ("Reads it; 404 ak nie je.", [404]),
        ("state=error with HTTP 500", [500]),
        ("Up to 500 items are read (400 rows at most).", []),
        ("Never `404`.", []),
    ],
)
def test_statuses_told_in_any_language(line: str, expected: list[int]) -> None:
    endpoint = only(f"### GET /pets\n\n{line}\n")
    assert [error.status for error in endpoint.errors] == expected


ROUTES = "## Routes\n\n- `POST /auth/login`\n- `POST /homes`\n- `GET /homes/{id}`\n- `GET /pets`\n"


@pytest.mark.parametrize(
    "said",
    [
        "**Base:** `/` · **Auth:** `Authorization: Bearer <t>` (okrem `/auth/login`, `POST /homes`). **Čas:** UTC",
        "Salvo `POST /auth/login` y `POST /homes`, todas exigen `Authorization`.",
        "Alle Endpunkte erfordern ein Bearer-Token, außer `/auth/login` und `POST /homes`.",
        "Wszystkie endpointy wymagają tokenu JWT, oprócz `/auth/login` i `POST /homes`.",
        "| Header | When |\n|---|---|\n| `Authorization: Bearer <t>` | **Todas** las rutas excepto `POST /auth/login` y `POST /homes` (alta). |",
    ],
)
def test_all_but_some_need_a_token(said: str) -> None:
    found = {f"{e.method} {e.path}": e.auth for e in endpoints(f"# Pets\n\n{said}\n\n{ROUTES}")}
    open_to_all = {key for key, auth in found.items() if auth is None or not auth.required}
    assert open_to_all == {"POST /auth/login", "POST /homes"}


def test_who_may_call_the_paths_that_a_sentence_begins_with() -> None:
    found = {
        e.path: e.auth
        for e in endpoints(
            "## Ops\n\n| Method | Path |\n|---|---|\n| GET | `/ops/alerts` |\n| GET | `/ops/state` |\n| GET | `/news` |\n\n"
            "`/ops/alerts`와 `/ops/state`는 `system:manage` 권한이 필요하며, 매분 읽는다.\n\n`/news` holds what is new.\n"
        )
    }
    alerts = found["/ops/alerts"]
    assert alerts is not None and alerts.scopes == ("system:manage",)
    assert found["/ops/state"] == alerts
    assert found["/news"] is None


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("API Endpoints (App Routes)", True),
        ("App Routes", False),
        ("Test / run", True),
        ("Acceptance tests", False),
    ],
)
def test_headings_that_only_look_like_pages_or_tests(title: str, taken: bool) -> None:
    text = f"## API\n\n- `GET /pets`\n\n## {title}\n\n- `POST /mails/test` → `202`\n"
    assert ("POST /mails/test" in keys(text)) is taken


def test_a_rule_in_a_list_describes_no_endpoint() -> None:
    read = endpoints(
        "## API\n\n- `DELETE /pets/{id}` → `204`\n- `GET /pets`\n\n## Rules\n\n- Keepers see the pets of their own house only.\n"
        "- `DELETE /pets/{id}` and all of its toys are for admins only.\n- Who has no token at all or an old one gets 401.\n"
    )
    assert [error.status for endpoint in read for error in endpoint.errors] == []


def test_what_a_type_of_body_and_a_behaviour_are_not() -> None:
    endpoint = only(
        "### POST /pets\n\nRequest: `{ name, kind }`\n\nBehaviour:\n\n- iOS: asks again\n- Android: asks once\n"
    )
    assert request(endpoint) == ["name", "kind"]
    keyed = only(
        '#### Make a pet\n- **Method:** `POST`\n- **URL:** `/pets`\n- **Body Type:** `JSON`\n- **Payload:**\n```json\n{ "name": "Rex" }\n```\n'
    )
    assert request(keyed) == ["name"]


def test_tables_and_columns_on_lines() -> None:
    read = reading(
        "## Database\n\nTables:\n\n1. `pets` (id, name, keeper_id, created_at)\n2. `keepers` (id, email, token)\n\n"
        "## Data model\n\n- `toys`:\n  - `id` uuid PK, `pet_id` uuid FK -> `pets.id`, `size` int nullable\n  - `made_at` timestamptz\n"
    )
    tables = {
        s.table.name.name: s.table for s in read.spec.statements if isinstance(s, CreateTable)
    }
    assert [c.name for c in tables["keepers"].columns] == ["id", "email", "token"]
    assert [c.name for c in tables["toys"].columns] == ["id", "pet_id", "size", "made_at"]
    (key,) = tables["toys"].foreign_keys
    assert (key.columns, key.target.name) == (("pet_id",), "pets")
    aside = reading(
        "## Database\n\nSums are kept:\n\n- `daily` (day, total)\n- `weekly` (week, total)\n"
    )
    assert not aside.spec.statements


def test_query_strings_in_remarks() -> None:
    assert query(only("## API\n\n- `GET /a` (`?from=&kind=cat|dog`) → `200`\n")) == ["from", "kind"]


def test_a_route_of_a_test_is_the_one_with_a_parameter() -> None:
    text = (
        "# Pets\n\n| API | Result |\n|---|---|\n| `GET /pets/7` | 404 |\n| `GET /pets/new` | 200 |\n\n"
        "### GET /pets/{id}\n\nOne.\n"
    )
    assert sorted(keys(text)) == ["GET /pets/new", "GET /pets/{id}"]


def test_the_query_that_a_sentence_tells_of() -> None:
    text = (
        "# Cars\n\n```\nGET /api/cars   # all\nGET /api/old   # old\n```\n\n## Other\n\n- By plate: GET /api/cars?plate=X\n"
        "- What `GET /api/old?name=` did was removed\n"
    )
    cars, old = endpoints(text)
    assert (query(cars), query(old)) == (["plate"], [])
