"""Headings beside that of an endpoint that go on with it, and shapes named in brackets, with near misses."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ObjectShape
from tests.spec_reading import endpoints, names, only, query, reading, request, responses

LABELLED = (
    "# Pets\n\n## 5. Pets\n\n### 5.1 One pet\n\n**Endpoint**: `{route}`\n\n### {heading}\n{said}\n\n"
    '### Request Body\n```json\n{{ "name": "Rex" }}\n```\n\n### Response\n```json\n{{ "ok": true }}\n```\n\n'
    "### Error Responses\n- **400 Bad Request**: no id\n- **404 Not Found**: no pet\n\n"
    "### 5.2 All pets\n\n**Endpoint**: `GET /pets`\n"
)


@pytest.mark.parametrize(
    ("route", "heading", "said"),
    [
        ("PUT /pets/{id}", "Path Parameters", "- `id` (string): which"),
        ("PUT /pets/{id}", "Query Parameters", "- `dry` (boolean): only look"),
        ("PUT /pets/{id}", "Request Body", ""),
    ],
)
def test_the_first_heading_beside_an_endpoint_is_about_it(
    route: str, heading: str, said: str
) -> None:
    one, listed = endpoints(LABELLED.format(route=route, heading=heading, said=said))
    assert (request(one), responses(one)[200]) == (["name"], ["ok"])
    assert [error.status for error in one.errors] == [400, 404]
    assert (listed.request, listed.errors) == (None, ())


@pytest.mark.parametrize(
    ("route", "heading"),
    [
        ("POST /pets", "Path Parameters"),
        ("GET /pets/{id}", "Errors"),
        ("GET /pets/{id}", "Parameters"),
    ],
)
def test_a_heading_beside_the_last_endpoint_is_about_the_api(route: str, heading: str) -> None:
    text = f"# Pets\n\n## {route}\n\nDoes it.\n\n## {heading}\n\n- `400`: wrong\n\n"
    found = only(text)
    assert (found.errors, found.request) == ((), None)


STEPS = (
    "# Pets\n\n## Pets of a keeper\n\n### 1) Overview\nAll of them.\n\n### 2) {}\n`GET /pets`\n\n### 3) {}\n{}\n\n"
    "### 4) Query parameters\n- `kind` (string, optional): which\n\n### 5) Errors\n- `404 Not Found`\n\n"
    "## Keepers\n\nWho they are.\n"
)


@pytest.mark.parametrize(
    "heading",
    [
        *("HTTP method & path", "Method / URL", "Path and method", "HTTP-Methode & Pfad"),
        *("Método y ruta", "Méthode HTTP et chemin", "请求方法与路径", "Метод и путь"),
    ],
)
def test_method_and_path_as_a_step_of_its_own(heading: str) -> None:
    found = only(STEPS.format(heading, "Authentication", "Bearer token required."))
    assert (found.auth is not None and found.auth.required, query(found)) == (True, ["kind"])
    assert [error.status for error in found.errors] == [404]


@pytest.mark.parametrize("heading", ["Methods of payment and paths", "Paths", "Method of the pets"])
def test_other_words_about_methods_and_paths(heading: str) -> None:
    found = only(STEPS.format(heading, "Authentication", "Bearer token required."))
    assert query(found) == []


SHAPED = (
    "# Pets\n\n## Routes\n\n### `GET /pets/{{id}}`\n\n- **Response:** `PetView`\n\n### `GET /pets`\n\n- **Response:** `PetView[]`\n\n"
    '{}\n\nAll answers look so.\n\n```json\n{{ "id": "uuid", "name": "string" }}\n```\n'
)


@pytest.mark.parametrize(
    "title", ["Response Shape (`PetView`)", "Pet object (`PetView`)", "Modelo JSON（`PetView`）"]
)
def test_a_shape_named_in_brackets(title: str) -> None:
    spec = reading(SHAPED.format(f"## {title}")).spec
    found = [names(one.responses[0].shape, spec.definitions) for one in spec.endpoints]
    assert found == [["id", "name"], ["[]", "id", "name"]]


def test_a_body_whose_shape_is_named_in_brackets() -> None:
    text = '# Pets\n\n## GET /pets/{id}\n\n### Response object (`PetView`)\n\n```json\n{ "id": 1 }\n```\n\n## GET /pets\n\n**Response:** `PetView[]`\n'
    assert responses(endpoints(text)[0]) == {200: ["id"]}


@pytest.mark.parametrize(
    ("remark", "required"),
    [("(all optional):", False), ("(todos opcionales)", False), (":", True), ("(as sent):", True)],
)
def test_a_remark_behind_the_name_of_a_shape(remark: str, required: bool) -> None:
    text = (
        "# Pets\n\n### POST /pets\n\n- **Body:** `PetEdit`\n- **Response:** 204\n\n"
        f"**`PetEdit` fields** {remark}\n\n| Field | Type |\n|---|---|\n| `name` | string |\n| `kind` | string |\n"
    )
    shape = reading(text).spec.definitions["PetEdit"]
    assert isinstance(shape, ObjectShape)
    assert [(item.name, item.required) for item in shape.fields] == [
        ("name", required),
        ("kind", required),
    ]


@pytest.mark.parametrize(
    ("line", "summary"),
    [
        ("**不用。** 理由：", "不用。"),
        ("**Not for members.** The reasons why:", "Not for members."),
        ("不用。原因如下：", "不用。"),
        ("Not for members. **Response:**", "Not for members. Response:"),
    ],
)
def test_marks_that_close_what_a_sentence_has_in_bold_before_a_label(
    line: str, summary: str
) -> None:
    assert only(f"# Pets\n\n### GET /pets\n\n{line}\n\n- one of them\n").summary == summary


@pytest.mark.parametrize(
    "line", ["**不带参数。** 响应：", "不带参数。**响应**：", "**No body.** Response (200):"]
)
def test_a_label_behind_a_sentence_in_bold_keeps_its_body(line: str) -> None:
    text = f'# Pets\n\n### GET /pets\n\n{line}\n\n```json\n{{ "id": 1 }}\n```\n'
    assert responses(only(text)) == {200: ["id"]}


OUTSIDE = (
    "# Pets\n\nBase URL: `/api/v1`\n\n{said}\n\n"
    "| Method | Path |\n|---|---|\n| GET | `/health/live` |\n| GET | `/pets` |\n"
)


@pytest.mark.parametrize(
    ("said", "health"),
    [
        ("`/health/**` is outside `/api/v1`.", "/health/live"),
        ("`/metrics` and `/health/*` are not under the prefix.", "/health/live"),
        ("`/health/**`는 `/api/v1` prefix 밖에 있다.", "/health/live"),
        ("`/health/**` 不在 `/api/v1` 之下。", "/health/live"),
        ("`/healthy` is outside `/api/v1`.", "/api/v1/health/live"),
        ("`/health/**` is outside the scope of the tests.", "/api/v1/health/live"),
    ],
)
def test_paths_that_a_sentence_puts_outside_of_the_base(said: str, health: str) -> None:
    found = [one.path for one in endpoints(OUTSIDE.format(said=said))]
    assert found == [health, "/api/v1/pets"]
