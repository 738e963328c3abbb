"""Calls with made-up values beside the endpoints that they call, and answers told in words."""

from __future__ import annotations

import pytest

from tests.spec_reading import endpoints, keys, query, request, responses

TEMPLATE = (
    "# API\n\n- `POST /moves/{{id}}/approve` approves\n- `GET /moves/{{id}}` shows\n\n{more}\n"
)


@pytest.mark.parametrize(
    ("more", "count"),
    [
        ("### Approve\n\n**POST /moves/780/approve**\n", 2),
        ("#### `GET /moves/780?expand=items`\n\n**Response:**\n\n```json\n{}\n```\n", 2),
        ("## More\n\n- `GET /moves/mv_123abc` - one of them\n", 2),
        ("### Approve\n\n**POST /moves/all/approve**\n", 3),
        ("### Seen\n\n**POST /moves/780/seen**\n", 3),
    ],
)
def test_a_call_of_an_endpoint_with_its_own_heading_is_that_endpoint(more: str, count: int) -> None:
    assert len(keys(TEMPLATE.format(more=more))) == count


def test_the_query_of_such_a_call_is_the_endpoints() -> None:
    more = "#### `GET /moves/780?expand=items`\n\nShows it.\n"
    assert query(endpoints(TEMPLATE.format(more=more))[1]) == ["expand"]


@pytest.mark.parametrize(
    ("method", "sent", "answered"), [("POST", ["note"], []), ("GET", [], ["note"])]
)
def test_what_stands_below_an_example_of_a_call(
    method: str, sent: list[str], answered: list[str]
) -> None:
    text = (
        f"### {method} /moves/{{id}}/notes\n\nMoves.\n\nExample:\n\n`{method} /moves/780/notes`\n\n"
        '```json\n{ "note": "ok" }\n```\n'
    )
    (endpoint,) = endpoints(text)
    assert request(endpoint) == sent
    assert [name for found in responses(endpoint).values() for name in found] == answered


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("same as `POST /pets` but with `source`", ["name", "source"]),
        ("same as `POST /pets`, with an additional `source`", ["name", "source"]),
        ("same as `POST /pets`", ["name"]),
    ],
)
def test_the_body_of_another_with_more(words: str, fields: list[str]) -> None:
    text = f'### POST /pets\n\n**Request:**\n\n```json\n{{ "name": "x" }}\n```\n\n### POST /pets/import\n\n**Request:** {words}\n'
    assert request(endpoints(text)[1]) == fields


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ("Returns JSON with `id`, `email` and `roles`.", ["id", "email", "roles"]),
        ("Returns an object containing `id`, `email`.", ["id", "email"]),
        ("Devuelve un objeto con `id`, `email`.", ["id", "email"]),
        (
            "Returns an object with the following keys:\n\n- `id` — the key\n- `email` — where to write\n",
            ["id", "email"],
        ),
        ("Returns JSON with all that `Pet` has.", []),
        ("Returns an object of which `id` is kept.", []),
    ],
)
def test_answers_told_as_an_object_with_its_keys(said: str, fields: list[str]) -> None:
    assert responses(endpoints(f"### GET /me\n\n{said}\n")[0]) == {200: fields}
