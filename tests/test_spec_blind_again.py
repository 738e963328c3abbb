"""What is told again of an endpoint by another, and what stands right below a route or in a table of few words."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ObjectShape
from tests.spec_reading import endpoints, only, query, reading, request, responses
from tests.spec_reading import names as shape_names


@pytest.mark.parametrize("head", ["Código", "Codice", "Code", "Kode"])
def test_a_table_of_errors_with_a_word_for_their_codes(head: str) -> None:
    text = (
        "### POST /pets\n\n### Errores principales\n\n"
        f"| {head} | Mensaje típico |\n|---|---|\n| 400 | Validación |\n| 409 | Duplicado |\n"
    )
    assert [one.status for one in only(text.replace("### Err", "#### Err")).errors] == [400, 409]


ADMIN = (
    "# API\n\n## GET /pets\n\n**Query:** `page`, `kind`\n\n## GET /admin/pets\n\n{said}\n\n"
    '## POST /admin/pets\n\n**Body:**\n\n```json\n{{ "name": "x", "kind": "cat" }}\n```\n\n'
    "## PATCH /admin/pets/:id\n\n{partly}\n"
)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Lista todos con mismos filtros/query + `hidden` opcional.", ["hidden", "page", "kind"]),
        ("All of them, with the same filters.", ["page", "kind"]),
        ("同样的查询参数。", ["page", "kind"]),
        ("All of them, sorted the same way.", []),
    ],
)
def test_the_query_of_the_other_list(said: str, names: list[str]) -> None:
    found = endpoints(ADMIN.format(said=said, partly="Changes one."))
    assert sorted(query(found[1])) == sorted(names)


@pytest.mark.parametrize(
    ("partly", "fields"),
    [
        ("**Admin** — Actualización parcial (mismos campos, todos opcionales).", ["name", "kind"]),
        ("Partial update (same fields, all optional).", ["name", "kind"]),
        ("Partial update of one.", []),
    ],
)
def test_the_fields_of_an_update_are_those_of_the_creation(partly: str, fields: list[str]) -> None:
    changed = endpoints(ADMIN.format(said="All.", partly=partly))[3]
    assert request(changed) == fields
    shape = changed.request.shape if changed.request else None
    assert not isinstance(shape, ObjectShape) or not any(one.required for one in shape.fields)


@pytest.mark.parametrize(
    "line",
    ["Misma estructura que register (`data.user` + cookies).", "Same structure as register."],
)
def test_an_answer_that_is_said_below_its_heading_to_be_another(line: str) -> None:
    text = (
        '## POST /auth/register\n\n### Response 201\n\n```json\n{ "data": { "user": 1 } }\n```\n\n'
        f"## POST /auth/login\n\n### Response 200\n\n{line}\n"
    )
    assert responses(endpoints(text)[1]) == {200: ["data"]}


TYPES = (
    "# API\n\n```typescript\n// GET /pets\ninterface {name} {{\n  page?: number;\n  kind?: string;\n}}\n\n"
    "// DELETE /pets/:id\n{remark}\n\n// POST /pets\ninterface MakePetRequest {{\n  name: string;\n}}\n```\n"
)


@pytest.mark.parametrize(
    ("name", "names", "fields"),
    [
        ("ListPetsQuery", ["page", "kind"], []),
        ("PetFilters", ["page", "kind"], []),
        ("PetListResponse", [], ["page", "kind"]),
    ],
)
def test_the_interface_below_a_route_that_reads(
    name: str, names: list[str], fields: list[str]
) -> None:
    read = reading(TYPES.format(name=name, remark=""))
    found = read.spec.endpoints[0]
    assert query(found) == names
    assert shape_names(found.responses[0].shape, dict(read.spec.definitions)) == fields


@pytest.mark.parametrize(
    ("remark", "status"), [("// Returns 204 No Content on success", 204), ("", 200)]
)
def test_a_remark_right_below_a_route(remark: str, status: int) -> None:
    assert [*responses(endpoints(TYPES.format(name="PetFilters", remark=remark))[1])] == [status]


@pytest.mark.parametrize(
    ("lead", "fields"),
    [("Example create request:", ["amount"]), ("Example response:", []), ("Values:", [])],
)
def test_an_example_below_a_list_that_names_its_action(lead: str, fields: list[str]) -> None:
    text = (
        "# API\n\n- `GET /pays`\n- `POST /pays`\n- `POST /pays/:id/submit`\n- `PATCH /pays/:id`\n\n"
        f'{lead}\n\n```json\n{{ "amount": 1 }}\n```\n'
    )
    assert [request(one) for one in endpoints(text)] == [[], fields, [], []]
