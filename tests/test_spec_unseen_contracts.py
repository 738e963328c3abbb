"""What contracts of batches nobody had read before say of callers, bodies, parameters and bases, with near misses."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table, Unique
from spec2code.model.shapes import ArrayShape, ObjectShape, RefShape
from spec2code.model.statements import AddConstraint, CreateTable, Statement
from tests.spec_reading import codes, endpoints, keys, only, query, reading, request, responses

BODY = '```json\n{ "name": "string" }\n```\n'


def sent(text: str) -> dict[str, list[str]]:
    return {f"{e.method} {e.path}": request(e) for e in endpoints(text) if e.request is not None}


def statements(text: str) -> list[Statement]:
    return list(reading(text).spec.statements)


def tables(text: str) -> dict[str, Table]:
    return {s.table.name.name: s.table for s in statements(text) if isinstance(s, CreateTable)}


EXCEPTED = "# Pets\n\n## 인증 헤더\n\n```\nAuthorization: Bearer <token>\n```\n\n{line}\n\n## API\n\n- `POST /auth/login`\n- `GET /pets`\n"


@pytest.mark.parametrize(
    "line",
    [
        "`/auth/*` 를 제외한 모든 API에 필요.",
        "Needed by all endpoints except `/auth/*`.",
        "`/auth/*` を除くすべてのAPIで必要。",
    ],
)
def test_who_needs_the_header_shown_above(line: str) -> None:
    login, pets = endpoints(EXCEPTED.format(line=line))
    assert (login.auth, pets.auth is not None and pets.auth.required) == (None, True)


def test_a_sentence_about_other_things_below_a_header() -> None:
    text = EXCEPTED.format(line="Tokens last a day.")
    assert [one.auth for one in endpoints(text)] == [None, None]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("// Query: ?day=2026-03-26 (optional)", ["day"]),
        ("// Query params: kind=...&limit=20&offset=0", ["kind", "limit", "offset"]),
        ("// Query the board: a=b", []),
    ],
)
def test_a_query_string_behind_its_label_in_code(line: str, names: list[str]) -> None:
    text = f"# Pets\n\n### GET /pets\n\n```typescript\n{line}\n\n// Response 200\n{{ id: string }}\n```\n"
    (pets,) = endpoints(text)
    assert (query(pets), responses(pets)) == (names, {200: ["id"]})


def test_a_form_that_an_http_fence_shows_line_by_line() -> None:
    form = "Content-Type: multipart/form-data\n\nphoto: pet.png\npetId: 1\n"
    (photo,) = endpoints(f"# Pets\n\n### Photo\n\n```http\nPOST /photos\n{form}```\n")
    assert request(photo) == ["photo", "petId"]
    (shown,) = endpoints(f"# Pets\n\n### Photos\n\n```http\nGET /photos\n{form}```\n")
    assert shown.request is None


def test_the_items_below_a_media_type_are_its_fields() -> None:
    items = "- `photo`: image\n- `page`: integer (optional)\n"
    text = (
        "# Pets\n\n### `POST /photos`\n\nContent-Type: `KIND`\n"
        + items
        + "\nResponse `200`:\n"
        + BODY
    )
    assert request(only(text.replace("KIND", "multipart/form-data"))) == ["photo", "page"]
    assert request(only(text.replace("KIND", "application/json"))) == []


def test_what_cells_say_of_requests() -> None:
    table = (
        "# Pets\n\n| Method | Path | Request | Response |\n|---|---|---|---|\n"
        "| `GET` | `/pets/{id}` | path `id` | PNG file |\n| `POST` | `/photos` | multipart file | 204 |\n"
        "| `POST` | `/pets` | `path`, `id` | 204 |\n"
    )
    assert sent(table) == {"POST /photos": ["file"], "POST /pets": ["path", "id"]}
    assert "A113" not in codes(table)


@pytest.mark.parametrize(
    "said", ["same object.", "the same body", "same as the request", "тот же объект"]
)
def test_an_answer_that_is_what_was_sent(said: str) -> None:
    text = f"# Pets\n\n### `PUT /pets/1`\n\nRequest:\n\n{BODY}\nResponse: {said}\n"
    assert responses(only(text)) == {200: ["name"]}
    assert "A107" not in codes(text)


@pytest.mark.parametrize(
    "said",
    [
        "Ответ как у `login`.",
        "The response is the same as `login`.",
        "Respuesta igual que `login`.",
    ],
)
def test_a_sentence_that_the_answer_is_anothers(said: str) -> None:
    text = (
        f"# Pets\n\n### `POST /auth/login`\n\nResponse:\n\n{BODY}\n### `POST /auth/register`\n\n"
        f'Request:\n\n```json\n{{ "role": "VET" }}\n```\n\n`role`: `KEEPER` or `VET`. {said}\n'
    )
    _, register = endpoints(text)
    assert (register.auth, responses(register)) == (None, {200: ["name"]})


def test_a_role_that_no_body_has_says_who_may_call() -> None:
    assert only("# Pets\n\n### `POST /pets`\n\n`role`: `VET`\n").auth is not None


PREDICTION = (
    "# Pets\n\n## 6. Prediction endpoint\n\n### `POST /predict`\n\nGuesses.\n\n## 7. Request JSON\n\n{body}"
    "## 8. Input fields\n\n| Field | Type | Required |\n|---|---|---|\n| `name` | string | yes |\n\n"
    "## 9. Values\n\n- `a`\n\n## 10. Response JSON\n\n{answer}"
)


def test_sections_beside_that_of_a_single_endpoint() -> None:
    text = PREDICTION.format(body=BODY + "\n", answer=BODY.replace("name", "id"))
    guess = only(text)
    assert (request(guess), responses(guess)) == (["name"], {200: ["id"]})


def test_sections_beside_several_endpoints_are_nobodys() -> None:
    text = PREDICTION.format(body=BODY + "\n", answer=BODY).replace("Guesses.", "### `POST /guess`")
    assert sent(text) == {}


def test_sentences_above_the_tables_of_shapes() -> None:
    field = "\n\n| Field | Type |\n|---|---|\n| `{}` | `str` |\n\n"
    text = (
        "# Schemas\n\n## Pets\n\n`PetView` is returned by `GET /pets`."
        + field.format("name")
        + "`PetList` returns:"
        + field.format("pets")
        + "`PetPage` is nice"
        + field.format("page")
        + "## API\n\n### `GET /pets`\n\nResponse: `PetView`\n\n### `GET /pages`\n\nResponse: `PetPage`\n"
    )
    pets, pages = endpoints(text)
    assert (responses(pets), responses(pages)) == ({200: []}, {200: []})
    assert [code for code in codes(text) if code.startswith("A16")] == []
    assert [code for code in codes(text) if code == "A106"] == ["A106"]


def test_a_base_that_one_section_states_above_paths_that_have_it() -> None:
    text = (
        "# Pets\n\n## Runs\n\n- `POST /runs`\n\n## Pets\n\nBase path: `/simple/pets/`\n\n"
        "| Endpoint | Method |\n|---|---|\n| `/simple/pets/` | POST |\n| `/simple/pets/{id}` | GET |\n"
    )
    assert keys(text) == ["POST /runs", "POST /simple/pets/", "GET /simple/pets/{id}"]
    assert keys(text.replace("| `/simple/pets/", "| `/")) == [
        "POST /simple/pets/runs",
        "POST /simple/pets",
        "GET /simple/pets/{id}",
    ]


def test_a_prefix_that_an_item_states_above_bullets() -> None:
    text = "# Pets\n\n## API\n\n1. API endpoints at `/pets`:\n  - `POST /`\n  - `GET /{id}`\n2. Validation:\n  - `GET /rules`\n"
    assert keys(text) == ["POST /pets", "GET /pets/{id}", "GET /rules"]


def test_who_is_left_out_in_brackets_behind_all() -> None:
    text = "# Pets\n\n- `POST /line-webhook`\n- `GET /health`\n- `GET /pets`\n\n## 認証\n\nすべてのAPIエンドポイント（ヘルスチェックとWebhook除く）は認証が必要です。\n"
    assert [one.auth is not None for one in endpoints(text)] == [False, False, True]


def test_calls_that_machines_sign() -> None:
    text = "# Pets\n\n| Method | Path | Notes |\n|---|---|---|\n| POST | `/ingest` | HMAC-signed by the gateway. |\n| GET | `/hashes` | Lists HMAC keys. |\n"
    ingest, hashes = endpoints(text)
    assert (ingest.auth is not None and ingest.auth.required, hashes.auth) == (True, None)


def test_parameters_with_their_bounds_between() -> None:
    text = "# Pets\n\n| Method | Path | Description |\n|---|---|---|\n| GET | `/pets` | Paged (`limit` ≤ 50, `offset`). Ages `age` ≤ 9 count. |\n"
    assert query(endpoints(text)[0]) == ["limit", "offset"]


def test_a_list_of_names_with_a_key_among_them() -> None:
    text = (
        "# Pets\n\n## Data model (proposed)\n\n### `pet_tags`\n\n- `id` (UUID or as now)\n- `pet_id`\n- `tag_id`\n"
        "- `created_at`, `created_by`\n- Unique constraint: (`pet_id`, `tag_id`)\n"
    )
    made = tables(text)["pet_tags"]
    assert [column.name for column in made.columns] == [
        "id",
        "pet_id",
        "tag_id",
        "created_at",
        "created_by",
    ]
    uniques = [s.constraint for s in statements(text) if isinstance(s, AddConstraint)]
    assert [one.columns for one in uniques if isinstance(one, Unique)] == [("pet_id", "tag_id")]
    assert "S150" not in codes(text)


OBJECT_TYPE = "# Pets\n\n### Search\n\n```\nPOST /pets/query?project_id={{project_id}}\n\nRequest: PetQuery\n{{\n  {}\n}}\n```\n"


def test_the_type_of_an_object_line_by_line() -> None:
    text = OBJECT_TYPE.format("flags?: { mine: true }\n  kind: string\n  legs: number")
    search = only(text)
    assert (request(search), query(search)) == (["flags", "kind", "legs"], ["project_id"])
    assert "A152" not in codes(text)


def test_a_comma_that_is_missing_among_others() -> None:
    assert "A152" in codes(OBJECT_TYPE.format('"kind": "a"\n  "legs": 4,\n  "mine": true'))


SKETCH = "# Pets\n\n```python\nclass PetView:\n    # what it is\n    id: UUID\n    name: Optional[str]\n{}```\n\n### GET /pets/1\n\nResponse: `PetView`\n"


def test_a_class_of_annotations_is_the_sketch_of_a_shape() -> None:
    assert "A106" not in codes(SKETCH.format(""))
    assert "A106" in codes(SKETCH.format("    def feed(self):\n        return 1\n"))


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("`note` may also be sent.", ["name", "note"]),
        ("`tags` 배열도 선택적으로 함께 전송할 수 있다.", ["name", "tags"]),
        ("`note` is sent to the vet.", ["name"]),
    ],
)
def test_a_field_that_may_also_be_sent(said: str, fields: list[str]) -> None:
    text = f"# Pets\n\n### `POST /pets`\n\n{BODY}\n{said}\n"
    assert request(only(text)) == fields


MATRIX = (
    "# Pets\n\n## Endpoints\n\n### GET /pets\n\nLists.\n\n### POST /pets\n\nMakes one.\n\n### DELETE /pets/{{id}}\n\nRemoves.\n\n"
    "## Who may do what\n\n| Endpoint | {} | Vet | Admin |\n|---|---|---|---|\n"
    "| `GET /pets` | ✅ | ✅ | ✅ |\n| `POST /pets` | ❌ | ✅ (own) | ✅ |\n"
)


def test_a_table_of_endpoints_and_roles() -> None:
    text = MATRIX.format("Guest")
    found = [one.auth.required if one.auth is not None else None for one in endpoints(text)]
    assert found == [False, True, None]
    assert "S182" not in codes(text)


def test_marks_of_what_is_done_say_nothing_of_callers() -> None:
    text = MATRIX.format("Implemented").replace("| Vet | Admin |", "| Tested | Docs |")
    assert [one.auth for one in endpoints(text)] == [None, None, None]


def test_paths_without_their_slash() -> None:
    table = "# Pets\n\n| Method | Endpoint | Description |\n|---|---|---|\n| GET | pets | List |\n| GET | {} | One |\n"
    assert keys(table.format("pets/{id}")) == ["GET /pets", "GET /pets/{id}"]
    assert keys(table.format("vets")) == []


@pytest.mark.parametrize(
    ("said", "fields", "required"),
    [
        ("The body carries `name` (string) and an optional `note`.", ["name", "note"], ["name"]),
        (
            "Accepts any of `name`, `kind`\nand `note`; others are ignored.",
            ["name", "kind", "note"],
            [],
        ),
        ("Updates only `name`.", ["name"], []),
        ("The body of `name` is long.", [], []),
    ],
)
def test_bodies_that_sentences_list(said: str, fields: list[str], required: list[str]) -> None:
    pets = only(f"# Pets\n\n### POST /pets\n\nMakes one for the caller. {said}\n")
    shape = pets.request.shape if pets.request is not None else None
    assert request(pets) == fields
    assert [f.name for f in getattr(shape, "fields", ()) if f.required] == required


def test_an_answer_in_the_last_sentence() -> None:
    text = "# Pets\n\n### POST /pets\n\nMakes one. Returns 201 with the new pet's `id` and `made_at`.\n"
    assert responses(only(text)) == {201: ["id", "made_at"]}
    other = text.replace("201 with the new pet's `id` and `made_at`", "201 if `id` is new")
    assert responses(only(other)) == {201: []}


def test_a_list_of_parameters_that_goes_on_in_the_next_line() -> None:
    text = "# Pets\n\n### GET /pets\n\nReturns all pets of the caller, filtered by `kind` or by\n`owner_id`.\n"
    assert query(only(text)) == ["kind", "owner_id"]


DRAWN = (
    "# Pets\n\n## Database\n\n```mermaid\nerDiagram\n  pets {{\n    uuid id PK\n    text name\n  }}\n  vets {{\n    uuid id PK\n  }}\n```\n\n"
    "### pets\n\n{}:\n\n| Column | Type |\n|---|---|\n| id | uuid |\n"
)


def test_key_columns_beside_a_diagram_that_has_all() -> None:
    text = DRAWN.format("Key columns")
    assert {name: len(made.columns) for name, made in tables(text).items()} == {
        "pets": 2,
        "vets": 1,
    }
    assert [code for code in codes(text) if code.startswith("S15")] == []


def test_all_columns_beside_a_diagram() -> None:
    assert list(tables(DRAWN.format("Columns"))) == ["pets"]


GENERIC = (
    "# Pets\n\n### GET /pets\n\n**Response:** `PageVO<PetVO>`\n\n## PetVO\n\n| Field | Type |\n|---|---|\n| id | Long |\n\n"
    "## {}\n\n| Field | Type |\n|---|---|\n| records | `List<T>` |\n| total | Long |\n"
)


def test_a_type_with_parameters_that_a_heading_names() -> None:
    (answer,) = only(GENERIC.format("PageVO<T>")).responses
    records = answer.shape.fields[0].shape if isinstance(answer.shape, ObjectShape) else None
    assert isinstance(records, ArrayShape) and isinstance(records.items, RefShape)
    assert (responses(only(GENERIC.format("PageVO<T>"))), records.items.name) == (
        {200: ["records", "total"]},
        "PetVO",
    )
    assert "A106" in codes(GENERIC.format("Paging"))


@pytest.mark.parametrize("title", ["**PetView 필드 상세**", "**PetView fields:**"])
def test_a_shape_by_a_title_in_bold(title: str) -> None:
    text = f'# Pets\n\n### GET /pets\n\n**Response**\n\n```json\n{{ "data": PetView }}\n```\n\n{title}\n\n| Field | Type |\n|---|---|\n| id | number |\n'
    assert "A158" not in codes(text)
    assert "A158" in codes(text.replace(title, "**PetView is shown**"))


def test_ids_of_a_document_store_are_strings() -> None:
    text = '# Pets\n\n### GET /pets\n\nResponse:\n\n```json\n{ "_id": KIND }\n```\n'
    assert "A158" not in codes(text.replace("KIND", "ObjectId"))
    assert "A158" in codes(text.replace("KIND", "ObjectView"))
