"""Shapes that lists write out, and the types in brackets that name them."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ArrayShape, ObjectShape, RefShape, Shape
from tests.spec_reading import names, reading

LIST = (
    "# API\n\n## Common\n\n- **Answers – `Api<T>`**\n  - All answers have this form.\n  - `Api<T>` (`src/Api.ts`)\n"
    "    - `ok: boolean`\n    - `data: T | null`\n- `Page<T>`\n  - `items: T[]`\n  - `page: number`\n\n"
    "### DTO\n\n- `Pet` (`src/Pet.ts`)\n  - `id: number` (the key)\n  - `name?: string`\n"
    "  - `kind: 'cat' | 'dog'`\n\n"
)


def answer(line: str) -> tuple[Shape | None, dict[str, Shape]]:
    read = reading(LIST + f"### Pets\n\n**`GET /pets`**\n\n{line}\n")
    (endpoint,) = read.spec.endpoints
    (response,) = endpoint.responses
    return response.shape, dict(read.spec.definitions)


def test_the_fields_of_a_shape_below_its_name() -> None:
    shape = reading(LIST).spec.definitions["Pet"]
    assert isinstance(shape, ObjectShape)
    assert [(one.name, one.required) for one in shape.fields] == [
        ("id", True),
        ("name", False),
        ("kind", True),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- Response: `Api<Pet>`.",
        "- 응답 (`Api<Pet>`):\n  - `data.id: number`",
        "- Response (`Api<Pet>`): ",
    ],
)
def test_a_type_with_parameters_that_a_list_writes_out(line: str) -> None:
    assert names(answer(line)[0]) == ["ok", "data"]


def test_types_within_types() -> None:
    shape, _ = answer("- Response: `Page<Pet>`")
    assert isinstance(shape, ObjectShape) and names(shape) == ["items", "page"]
    assert shape.fields[0].shape == ArrayShape(items=RefShape(name="Pet"))


def test_a_type_made_on_the_spot() -> None:
    shape, _ = answer("- Response (`Api<{ token: string }>`):")
    assert names(shape) == ["ok", "data"]


def test_a_type_that_nothing_defines_leaves_the_bullets() -> None:
    shape, _ = answer("- Response (`Token`):\n  - `token: string`\n  - `user: string`")
    assert names(shape) == ["token", "user"]


@pytest.mark.parametrize(
    "fields",
    [
        "  - `id: uuid primary key`\n  - `name: varchar(80)`\n",
        "  - `id` (UUID, PK)\n  - `name` (text)\n",
        "  - takes a name\n  - gives a pet\n",
        "  - `GET /pets`\n  - `POST /pets`\n",
    ],
)
def test_what_is_no_shape(fields: str) -> None:
    assert "Pet" not in reading(f"# Data\n\n- `Pet`\n{fields}").spec.definitions
