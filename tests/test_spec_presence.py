"""Which fields are required, where lists and sentences beside a body say so."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import EnumShape, ObjectShape, StringShape
from tests.spec_reading import endpoints, only, request

BODY = (
    '### PUT /pets/{id}\n\n**Request:**\n```json\n{"name": "Rex", "note": "x", "age": 3}\n```\n\n'
)


def optional(text: str) -> list[str]:
    """The fields of the request that are optional."""
    endpoint = only(text)
    assert endpoint.request is not None
    assert isinstance(endpoint.request.shape, ObjectShape)
    return [item.name for item in endpoint.request.shape.fields if not item.required]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("**Optional fields:** `note`, `age`", ["note", "age"]),
        ("**Required fields:** `name`", []),
        ("**Campos opcionales**:\n- `note`\n- `age` (en años)", ["note", "age"]),
        ("All fields are optional.", ["name", "note", "age"]),
        ("Todos os campos são opcionais.", ["name", "note", "age"]),
        ("所有字段均为可选。", ["name", "note", "age"]),
        ("**Note**: `note` and `age` are optional.", ["note", "age"]),
        ("El campo `age` es opcional.", ["age"]),
        ("All pets are optional extras of a home.", []),
        ("`name` is required", []),
    ],
)
def test_what_is_said_of_fields(said: str, fields: list[str]) -> None:
    assert optional(BODY + said + "\n") == fields


def test_a_list_names_fields_that_the_example_lacks() -> None:
    text = BODY + "**Optional fields:**\n- `age`\n- `slug` (made from the name)\n"
    assert request(only(text)) == ["name", "note", "age", "slug"]
    assert optional(text) == ["age", "slug"]


def test_a_request_of_nothing_but_lists() -> None:
    text = "### POST /pets\n\n**Request Body:**\n- Required: `name`, `kind`\n- Optional: `age`, `note`\n"
    assert request(only(text)) == ["name", "kind", "age", "note"]
    assert optional(text) == ["age", "note"]


def test_a_field_that_is_called_so_is_a_field() -> None:
    text = "### POST /rules\n\n**Request Body:**\n- required: boolean\n- optional: string\n"
    assert request(only(text)) == ["required", "optional"]


def test_lists_of_query_parameters() -> None:
    text = (
        "### GET /pets\n\n**Query Parameters:**\n- `page`: integer\n- `kind`: string\n\n**Required:** `kind`\n\n"
        '### GET /shops\n\n**Response:**\n```json\n{"id": 1}\n```\n\n**Optional:** `note`\n'
    )
    pets, shops = endpoints(text)
    assert [(item.name, item.required) for item in pets.parameters] == [
        ("page", False),
        ("kind", True),
    ]
    assert shops.parameters == ()


def test_optional_in_brackets_before_the_colon() -> None:
    text = BODY + (
        "**Field Constraints**:\n- `name` (required): 1-200 characters\n"
        "- `note` (optional): Max 1000 characters if provided\n- At least one field must be there\n"
    )
    assert optional(text) == ["note"]
    endpoint = only(text)
    assert endpoint.request is not None and isinstance(endpoint.request.shape, ObjectShape)
    name, note, _ = (item.shape for item in endpoint.request.shape.fields)
    assert isinstance(name, StringShape) and name.max_length == 200
    assert isinstance(note, StringShape) and note.max_length == 1000


def test_values_below_a_parameter() -> None:
    text = (
        "### GET /pets\n\n**Query Parameters**:\n- `state` (optional): Filter by state\n"
        "  - Values: `all` (default), `sold`, `free`\n  - Example: `?state=sold`\n"
    )
    (parameter,) = only(text).parameters
    assert isinstance(parameter.shape, EnumShape)
    assert (parameter.shape.values, parameter.default) == (("all", "sold", "free"), "all")
