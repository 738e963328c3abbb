"""Field tables about the items of a list: `data[]` in rows, in the header or in the label above."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ArrayShape, ObjectShape
from tests.spec_reading import names, only

OUTER = "| Field | Type | Required |\n|---|---|---|\n| data | array | yes |\n| total | integer | yes |\n\n"
SHOWN = '```json\n{"data": [{"id": "x", "size": 1}], "total": 3}\n```\n\n'
ITEMS = "| id | uuid | yes |\n| size | integer | no |\n"


def items(text: str) -> tuple[list[str], list[tuple[str, bool]]]:
    """The names of the answer's fields, and of those of the items of `data` with whether they are required."""
    (response,) = only(f"# Boxes\n\n## GET /api/boxes\n\n**Response 200**\n\n{text}").responses
    assert isinstance(response.shape, ObjectShape)
    data = next(item.shape for item in response.shape.fields if item.name == "data")
    assert isinstance(data, ArrayShape) and isinstance(data.items, ObjectShape)
    return names(response.shape), [(item.name, item.required) for item in data.items.fields]


@pytest.mark.parametrize("outer", [OUTER, SHOWN])
@pytest.mark.parametrize(
    "label",
    [
        "**`data[]` fields:**\n\n| Field | Type | Required |",
        "**data[] item:**\n\n| Field | Type | Required |",
        "#### `data[]`\n\n| Field | Type | Required |",
        "| `data[]` field | Type | Required |",
        "| `data[]` | Type | Required |",
    ],
)
def test_a_label_or_header_names_the_list(outer: str, label: str) -> None:
    assert items(f"{outer}{label}\n|---|---|---|\n{ITEMS}") == (
        ["data", "total"],
        [("id", True), ("size", False)],
    )


@pytest.mark.parametrize("mark", ["data[].", "data[*].", "data.*.", "data[0]."])
def test_rows_name_the_list(mark: str) -> None:
    rows = ITEMS.replace("| id", f"| {mark}id").replace("| size", f"| {mark}size")
    assert items(f"| Field | Type | Required |\n|---|---|---|\n{rows}") == (
        ["data"],
        [("id", True), ("size", False)],
    )


def test_rows_that_say_it_themselves_below_a_label() -> None:
    rows = ITEMS.replace("| id", "| data[].id")
    table = f"**`data[]`:**\n\n| Field | Type | Required |\n|---|---|---|\n{rows}"
    assert items(f"{SHOWN}{table}")[1] == [("id", True), ("size", False)]


def test_items_of_a_request() -> None:
    endpoint = only(
        '# Boxes\n\n## POST /api/boxes\n\n**Request**\n\n```json\n{"boxes": [{"id": "x", "size": 1}]}\n```\n\n'
        "| `boxes[]` field | Type | Required |\n|---|---|---|\n" + ITEMS + "\n"
        '**Response 201**\n\n```json\n{"id": 1}\n```\n'
    )
    assert endpoint.request is not None and isinstance(endpoint.request.shape, ObjectShape)
    (boxes,) = endpoint.request.shape.fields
    assert isinstance(boxes.shape, ArrayShape) and isinstance(boxes.shape.items, ObjectShape)
    assert [(item.name, item.required) for item in boxes.shape.items.fields] == [
        ("id", True),
        ("size", False),
    ]
