"""Envelopes with a parameter (`ApiResponse<T>`), wherever a body is named, and bodies that are said to be as above."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ArrayShape, ObjectShape
from tests.spec_reading import codes, endpoints, only, request, responses

ENVELOPE = (
    "# Pets\n\n```ts\ntype ApiResponse<T> = {\n  code: string; // e.g. OK\n  result: T;\n};\n"
    "type Pet = { id: number; name: string };\n```\n\n### GET /pets\n\n"
)


@pytest.mark.parametrize(
    "said",
    [
        "- Response: `ApiResponse<Pet[]>`\n",
        "**Response**\n\n```ts\nApiResponse<Pet[]>\n```\n",
        "**Response**\n\n```ts\nApiResponse<{\n  id: number; // its key\n  name?: string;\n}[]>\n```\n",
        "**Response**\n- `ApiResponse<Pet[]>` (all of them)\n",
        "Returns `ApiResponse<Pet[]>`.\n",
        "- on success `ApiResponse<Pet[]>`\n",
    ],
)
def test_the_parameter_of_an_envelope_is_filled_in(said: str) -> None:
    endpoint = only(ENVELOPE + said)
    (answer,) = endpoint.responses
    assert isinstance(answer.shape, ObjectShape)
    assert [field.name for field in answer.shape.fields] == ["code", "result"]
    assert isinstance(answer.shape.fields[1].shape, ArrayShape)
    assert not endpoint.request


def test_a_type_without_a_declared_parameter_is_no_envelope() -> None:
    assert responses(only("### GET /pets\n\n- Response: `Page<Pet>`\n")) == {200: []}


def test_as_above_is_what_stands_above_in_the_text() -> None:
    text = (
        "# Pets\n\n- `GET /pets/{id}/toys` and `GET /toys` are shown on the board\n\n"
        '### GET /pets\n\n**Response (200)**\n\n```json\n[{ "id": 1, "name": "Rex" }]\n```\n\n'
        '### GET /toys\n\n**Response (200)**\n\n```json\n[{ "toy": 1 }]\n```\n\n'
        "### GET /pets/{id}/toys\n\n**Response (200)**: same as above (array)\n"
    )
    found = {endpoint.path: responses(endpoint) for endpoint in endpoints(text)}
    assert found["/pets/{id}/toys"] == {200: ["[]", "toy"]}


def test_a_single_name_of_a_type_is_no_field() -> None:
    table = "| Method | Path | Body | Response |\n|---|---|---|---|\n"
    (named,) = endpoints(f"{table}| POST | /clinics | `Clinic` | created |\n")
    assert request(named) == []
    (field,) = endpoints(f"{table}| POST | /clinics | `name` | created |\n")
    assert request(field) == ["name"]


def test_an_error_behind_otherwise_in_spanish() -> None:
    row = "| GET | /clinics/{id} | `Clinic` (only one's own; si no, `404`) |"
    (endpoint,) = endpoints(f"| Method | Path | Response |\n|---|---|---|\n{row}\n")
    assert [error.status for error in endpoint.errors] == [404]
    row = row.replace("si no, `404`", "never `404`")
    (endpoint,) = endpoints(f"| Method | Path | Response |\n|---|---|---|\n{row}\n")
    assert not endpoint.errors


def test_a_table_of_one_subject_is_no_overview_of_another() -> None:
    text = (
        "# API\n\n## Map\n\n### Auth\n\n| Method | Path |\n|---|---|\n| POST | /login |\n| GET | /me |\n\n"
        "### Pets\n\n#### GET /pets\n\nAll.\n\n"
        "### More of auth\n\n#### POST /login\n\nIn.\n\n#### GET /me\n\nWho.\n\n#### GET /you\n\nYou.\n"
    )
    assert [code for code in codes(text) if code == "S182"] == ["S182"]
