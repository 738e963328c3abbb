"""Bodies that an interface, a model or a type expression gives instead of an example."""

from __future__ import annotations

import pytest

from spec2code.model.api import Endpoint
from spec2code.model.shapes import ObjectShape, RefShape, Shape
from tests.spec_reading import endpoints, names, only, query, reading


def bodies(text: str) -> tuple[list[str], list[str]]:
    """The fields of the request and of the first response, behind names."""
    read = reading(text).spec
    (endpoint,) = read.endpoints
    return (
        names(endpoint.request.shape, read.definitions) if endpoint.request else [],
        names(endpoint.responses[0].shape, read.definitions),
    )


def test_an_interface_below_a_label_is_the_body() -> None:
    text = (
        "### POST /pets\n\n**Request Body:**\n```typescript\ninterface NewPet {\n  name: string;\n"
        "  kind?: Kind;\n}\nenum Kind { Cat = 'cat', Dog = 'dog' }\n```\n\n"
        "**Response (201):**\n```typescript\ninterface Tag { label: string }\n"
        "type PetOut = { id: string; tags: Tag[] };\n```\n"
    )
    assert bodies(text) == (["name", "kind"], ["id", "tags"])
    assert [response.status for response in only(text).responses] == [201]


def test_a_model_below_a_label_is_the_body() -> None:
    text = (
        "### PUT /pets/{id}\n\n**Request:**\n```python\nclass PetIn(BaseModel):\n    name: str\n```\n\n"
        "**Response:**\n```python\nclass Owner(BaseModel):\n    id: int\n\n\nclass PetOut(BaseModel):\n"
        "    id: UUID\n    owner: Owner\n```\n"
    )
    assert bodies(text) == (["name"], ["id", "owner"])


def test_the_label_names_one_of_several() -> None:
    text = (
        "### POST /pets\n\n**Payload `NewPet`:**\n```typescript\ninterface Pet { id: string }\n"
        "interface NewPet { name: string }\n```\n"
    )
    assert bodies(text)[0] == ["name"]


def test_an_example_beside_a_declaration_is_an_example() -> None:
    text = (
        '### POST /pets\n\n**Request:**\n```json\n{"name": "Rex", "age": 3}\n```\n\n'
        "**Payload `NewPet`:**\n```typescript\ninterface NewPet { name: string; age?: number; kind?: string }\n```\n"
    )
    endpoint = only(text)
    assert bodies(text)[0] == ["name", "age", "kind"]
    assert endpoint.request is not None and endpoint.request.example == {"name": "Rex", "age": 3}


def test_an_interface_of_query_parameters() -> None:
    text = (
        "### GET /pets\n\n**Query Parameters:**\n```typescript\ninterface PetQuery {\n"
        "  page?: number;\n  kind: string;\n}\n```\n"
    )
    assert query(only(text)) == ["page", "kind"]


def test_an_interface_below_other_words_is_no_body() -> None:
    text = "### GET /pets\n\n**Cache entry:**\n```typescript\ninterface Entry { at: number }\n```\n"
    assert bodies(text) == ([], [])


DECLARED = """
## Types

```typescript
interface Pet extends Base { name: string; kind: string }
type Card = Omit<Pet, 'kind'> & { token?: string };
type Draft = Partial<Pet>;
```

```typescript
interface Base { id: string }
```
"""


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("`Pet`", ["id", "name", "kind"]),
        ("`Card`", ["id", "name", "token"]),
        ("`Partial<Pet>`", ["id", "name", "kind"]),
        ('`Pick<Pet, "id" | "name">`', ["id", "name"]),
        ("`Omit<Pet, 'id'>`", ["name", "kind"]),
        ("`Pet & { owner: string }`", ["id", "name", "kind", "owner"]),
        ("an array of `Pet` objects", ["[]", "id", "name", "kind"]),
        ("Pet list", ["[]", "id", "name", "kind"]),
        ("Pet completo (com `id`)", ["id", "name", "kind"]),
        ("Pet updated.", ["id", "name", "kind"]),
        ("Pet deleted successfully", []),
        ("Pet not found", []),
    ],
)
def test_a_body_named_in_words(said: str, fields: list[str]) -> None:
    assert bodies(f"### PUT /pets/{{id}}\n\n**Response (200):** {said}\n{DECLARED}")[1] == fields


def test_a_name_on_the_line_of_the_label_is_the_body() -> None:
    text = "### GET /pets\n\n**Response:** `Pet[]`\n" + DECLARED.replace("## Types\n", "")
    assert bodies(text)[1] == ["[]", "id", "name", "kind"]


def test_partial_makes_fields_optional() -> None:
    shape = request_shape(
        only(f"### PATCH /pets/{{id}}\n\n**Request:**\n```ts\nPartial<Pet>\n```\n{DECLARED}")
    )
    assert isinstance(shape, ObjectShape) and not any(item.required for item in shape.fields)
    draft = reading(DECLARED).spec.definitions["Draft"]
    assert isinstance(draft, ObjectShape) and not any(item.required for item in draft.fields)


def test_a_fence_that_holds_a_type() -> None:
    for kind in ("Pet[]", "Array<Pet>", "Promise<Pet>;"):
        text = f"### GET /pets\n\n**Response:**\n```typescript\n{kind}\n```\n{DECLARED}"
        assert bodies(text)[1][-3:] == ["id", "name", "kind"]
    text = (
        "### POST /pets\n\n**Response:**\n```typescript\nOmit<Pet, 'id'> & { token: string }\n```\n"
        + DECLARED
    )
    assert bodies(text)[1] == ["name", "kind", "token"]


def test_all_fields_of_another_request() -> None:
    text = (
        '### POST /pets\n\n**Request:**\n```json\n{"name": "Rex"}\n```\n\n### PUT /pets/{id}\n\n'
        "**Request:** `UpdatePetPayload` — todos os campos de Create (obrigatórios)\n"
    )
    assert names(request_shape(endpoints(text)[1])) == ["name"]


def test_a_single_named_body_behind_an_access_word() -> None:
    text = f"### GET /pets/{{id}}\n**Public**\n\nReturns single `Pet`.\nErrors: `404` unknown.\n{DECLARED}"
    endpoint = only(text)
    assert isinstance(endpoint.responses[0].shape, RefShape)
    assert (endpoint.auth and endpoint.auth.required, endpoint.errors[0].status) == (False, 404)


def request_shape(endpoint: Endpoint) -> Shape | None:
    return endpoint.request.shape if endpoint.request else None
