"""What further batches of specs had that the reader met for the first time, each beside what looks like it and isn't."""

from __future__ import annotations

import pytest

from tests.spec_reading import endpoints, keys, passed, request, responses

BODY = '```json\n{ "name": "string" }\n```\n'
PETS = (
    "# Pets\n\n## Pets — `/pets`\n\n| Method | Path | Description |\n|---|---|---|\n"
    "| `GET` | `/pets` | List |\n| `POST` | `/pets` | Pedir consulta |\n"
)


def sent(text: str) -> dict[str, list[str]]:
    return {f"{e.method} {e.path}": request(e) for e in endpoints(text) if e.request is not None}


@pytest.mark.parametrize(
    "label", ["**Body:**", "**Body de creación:**", "**Corpo de criação**", "**登録リクエスト**"]
)
def test_a_body_below_a_table_is_that_of_the_one_that_takes_one(label: str) -> None:
    assert sent(f"{PETS}\n{label}\n\n{BODY}") == {"POST /pets": ["name"]}


def test_of_several_that_take_a_body_the_one_of_which_its_label_says_most() -> None:
    table = f"{PETS}| `PUT` | `/pets/:id/decide` | Registrar decisión humana |\n"
    decided = f"{table}\n**Body de la decisión humana:**\n\n{BODY}"
    asked = f"{decided}\n**Body de la consulta:**\n\n{BODY.replace('name', 'vet')}"
    assert sent(decided) == {"PUT /pets/{id}/decide": ["name"]}
    assert sent(asked) == {"PUT /pets/{id}/decide": ["name"], "POST /pets": ["vet"]}


def test_a_body_that_names_none_of_several_is_nobodys() -> None:
    assert sent(f"{PETS}| `PUT` | `/pets/:id` | Edit |\n\n**Body:**\n\n{BODY}") == {}


@pytest.mark.parametrize("value", ["pet-id", "PET_ID", "petId", "your-pet", "42"])
def test_a_request_line_with_a_made_up_value(value: str) -> None:
    text = f"# Pets\n\n#### DELETE /pets/:petId\n\n```http\nDELETE /pets/{value}\n```\n\n**Response (200):**\n\n{BODY}"
    assert keys(text) == ["DELETE /pets/{petId}"]
    assert responses(endpoints(text)[0]) == {200: ["name"]}


def test_a_request_line_with_a_path_of_its_own() -> None:
    text = "# Pets\n\n#### GET /pets/:petId\n\nOne.\n\n```http\nGET /pets/lost\n```\n"
    assert keys(text) == ["GET /pets/{petId}", "GET /pets/lost"]


def test_a_page_in_a_heading_is_no_prefix_of_routes_from_the_root() -> None:
    text = "# Pets\n\n## Pet list `/shop`\n\n```http\nGET /api/v1/pets\n```\n\n## Vets `/vets`\n\n- `GET /all`\n"
    assert keys(text) == ["GET /api/v1/pets", "GET /vets/all"]


@pytest.mark.parametrize("title", ["대체된 명세", "Superseded endpoints", "已替换的接口"])
def test_routes_that_others_have_replaced(title: str) -> None:
    text = f"# Pets\n\n## API\n\n- `GET /pets`\n\n## {title}\n\n```http\nGET /animals\n```\n"
    assert keys(text) == ["GET /pets"]
    assert [what for what, _ in passed(text)] == ["GET /animals"]


def test_a_replacement_is_no_replaced_route() -> None:
    assert keys("# Pets\n\n## Replacement of a chip\n\n- `POST /chips/{id}/replace`\n")


PROFILE = "# Pets\n\n## Profile\n\n### API\n\n```http\nGET /profile\nPUT /profile\n```\n"


def test_request_and_response_beside_a_list_of_routes_of_one_path() -> None:
    text = f"{PROFILE}\n### Request\n\n{BODY}\n### Response\n\n{BODY.replace('name', 'id')}"
    get, put = endpoints(text)
    assert (request(get), request(put)) == ([], ["name"])
    assert responses(get) == responses(put) == {200: ["id"]}


def test_a_response_beside_routes_of_several_paths_is_nobodys() -> None:
    text = PROFILE.replace("PUT /profile", "GET /pets") + f"\n### Response\n\n{BODY}"
    assert [responses(one) for one in endpoints(text)] == [{200: []}, {200: []}]
