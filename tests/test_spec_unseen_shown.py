"""Bodies that are shown once more, statuses in fences, rules in cells and paths that share their beginning, with near misses."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ObjectShape, StringShape
from tests.spec_reading import codes, endpoints, keys, only, query, request, responses

AGAIN = (
    '# Pets\n\n## API\n\n```http\nPOST /pets\n```\n\n**Request Body:**\n```json\n{{ "name": "Rex", "kind": 1 }}\n```\n\n'
    "**{}:**\n```json\n{}\n```\n"
)


def test_a_body_that_is_shown_again() -> None:
    pets = only(AGAIN.format("Without a kind", '{ "name": "Tom" }'))
    assert (request(pets), responses(pets)) == (["name", "kind"], {201: []})


@pytest.mark.parametrize(
    ("caption", "shown"),
    [("Without a kind", '{ "id": 1, "name": "Tom" }'), ("Response", '{ "name": "Tom" }')],
)
def test_an_answer_that_has_fields_of_the_body(caption: str, shown: str) -> None:
    pets = only(AGAIN.format(caption, shown))
    assert "name" in responses(pets)[201]


def test_values_below_types_in_words_are_an_example_of_them() -> None:
    text = AGAIN.format("Example", '{ "name": "Tom" }')
    pets = only(
        text.replace(
            '"Rex", "kind": 1', '"string (required, max 9 chars)", "age": "integer (years)"'
        )
    )
    assert pets.request is not None and isinstance(pets.request.shape, ObjectShape)
    name, age = pets.request.shape.fields
    assert isinstance(name.shape, StringShape) and name.shape.max_length == 9
    assert age.required and pets.request.example == {"name": "Tom"}


@pytest.mark.parametrize("line", ["HTTP 404 Not Found", "HTTP/1.1 404 Not Found", "HTTP 404"])
def test_a_status_above_the_body_of_an_error(line: str) -> None:
    text = f'# Pets\n\n### GET /pets/{{id}}\n\n**Failure (gone):**\n```json\n{line}\n{{ "error": "none" }}\n```\n'
    assert [one.status for one in only(text).errors] == [404]


RULE = (
    "# Pets\n\n| Header | Uso |\n|---|---|\n| `Authorization: Bearer <jwt>` | {} |\n\n"
    "| Método | Ruta |\n|---|---|\n| POST | /entries |\n| GET | /pets |\n"
)


@pytest.mark.parametrize(
    "said",
    [
        "Obligatorio en toda ruta salvo `POST /entries`. El JWT codifica `userId`.",
        "Required on every route except `POST /entries`. It holds the user.",
        "Obligatoire sur toute route sauf `POST /entries`.",
    ],
)
def test_who_calls_in_the_first_sentence_of_a_cell(said: str) -> None:
    first, second = endpoints(RULE.format(said))
    assert first.auth is None or not first.auth.required
    assert second.auth is not None and second.auth.required


def test_a_header_of_some_routes() -> None:
    assert [one.auth for one in endpoints(RULE.format("Se envía en rutas de dueños."))] == [
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("`/pets/{id}/lock` \\| `/unlock`", ["POST /pets/{id}/lock", "POST /pets/{id}/unlock"]),
        ("`/pets/{id}/lock` \\| see below", ["POST /pets/{id}/lock"]),
    ],
)
def test_paths_with_a_stroke_between_them(cell: str, found: list[str]) -> None:
    text = f"# Pets\n\n| Method | Path | What |\n|---|---|---|\n| POST | {cell} | does it |\n"
    assert keys(text) == found


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("`kind`, `bornFrom`/`bornTo` required", ["kind", "bornFrom", "bornTo"]),
        ("`kind`, `start_date`/`end_date`", ["kind", "start_date", "end_date"]),
        ("`kind` (`dog`/`cat`)", ["kind"]),
    ],
)
def test_the_ends_of_a_range(listed: str, names: list[str]) -> None:
    text = f"# Pets\n\n| Method | Path | What |\n|---|---|---|\n| GET | /pets | List. Filters: {listed}. |\n"
    assert query(only(text)) == names


THINGS = "# Pets\n\n## 1. {}\n\n### 1.1 {}\n\n```http\nPOST /trips\n```\n\n## 2. Pets\n\n```http\nGET /pets\n```\n"


@pytest.mark.parametrize(
    ("group", "one"),
    [
        ("Geplante Reisen", "Geplante Reise anlegen"),
        ("Planned trips", "Make a planned trip"),
        ("Future dates", "Add future dates"),
    ],
)
def test_things_that_are_planned_in_the_domain(group: str, one: str) -> None:
    assert keys(THINGS.format(group, one)) == ["POST /trips", "GET /pets"]


@pytest.mark.parametrize(
    ("group", "one"),
    [
        ("Planned endpoints", "Planned endpoint for trips"),
        ("Planned", "Trips"),
        ("Geplante Erweiterungen", "Geplante Erweiterung: Reisen"),
        ("Future trips", "Share a trip"),
    ],
)
def test_what_is_planned_of_the_service(group: str, one: str) -> None:
    assert keys(THINGS.format(group, one)) == ["GET /pets"]


TWICE = (
    '# Pets\n\n## Start\n\n### POST /login\n\n```json\n{{ "name": "Rex", "pin": "1" }}\n```\n\nReturns `200`.\n\n'
    '## Later\n\n### POST /login\n\n```json\n{{\n  "name": "Rex",\n  "pin": "1",\n  "code": "2"{}\n}}\n```\n'
)


@pytest.mark.parametrize(
    ("remark", "fields", "told"),
    [(" // optional", ["name", "pin", "code"], []), ("", ["name", "pin"], ["A105"])],
)
def test_a_body_with_a_field_more_in_a_later_section(
    remark: str, fields: list[str], told: list[str]
) -> None:
    text = TWICE.format(remark)
    login = only(text)
    assert request(login) == fields
    assert login.request is not None and isinstance(login.request.shape, ObjectShape)
    needed = [item.name for item in login.request.shape.fields if item.required]
    assert needed == ["name", "pin"]
    assert codes(text) == told
