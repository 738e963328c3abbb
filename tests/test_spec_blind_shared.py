"""What a document says once: parameters of all lists, shapes shown beside the first body that has them."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ObjectShape, RefShape
from tests.spec_reading import endpoints, keys, query, reading, responses

LISTS = (
    "# API\n\n{said}\n\n## GET /pets\n\nLists pets.\n\n**Response:**\n\n"
    '```json\n{{ "data": [ {{ "id": 1 }} ] }}\n```\n\n'
    '## GET /pets/{{id}}\n\n**Response:**\n\n```json\n{{ "id": 1 }}\n```\n\n'
    "## GET /me\n\nThe keeper.\n\n"
    "## GET /toys\n\nLists toys.\n\n**Query:** `cursor`\n"
)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("All list endpoints accept `page` and `limit` (default 20).", ["page", "limit"]),
        ("List endpoints support pagination with `?page=1&limit=20`.", ["page", "limit"]),
        ("- 列表接口统一支持 `page`, `page_size`", ["page", "page_size"]),
        ("모든 목록 API는 `page`, `size`를 지원한다.", ["page", "size"]),
        ("一覧APIは `page`、`per_page` に対応する。", ["page", "per_page"]),
        ("Todos los endpoints de listado aceptan `page` y `limit`.", ["page", "limit"]),
        ("All list endpoints should accept:\n\n- `page`\n- `limit`", ["page", "limit"]),
        ("**Paging** — Tất cả list endpoints hỗ trợ `?page=1&limit=20`.", ["page", "limit"]),
        ("All list endpoints return:\n\n- `page`\n- `total`", []),
        # What lists answer with, and what only some of them take.
        ("All list endpoints return `total` and `page`.", []),
        ("All list endpoints use `PageVO`.", []),
        ("Some endpoints accept `page` and `limit`.", []),
        ("All list endpoints are fast; search accepts `page`.", []),
    ],
)
def test_parameters_of_all_lists(said: str, names: list[str]) -> None:
    found = {one.path: query(one) for one in endpoints(LISTS.format(said=said))}
    # One that says itself how it is paged is left alone.
    assert found == {"/pets": names, "/pets/{id}": [], "/me": [], "/toys": ["cursor"]}


NOTE = (
    '## POST /notes\n\n**Response 201:** `{{ "ok": true, "data": <Note> }}`\n\n{line}\n\n'
    '```json\n{{ "id": 1, "text": "x" }}\n```\n\n'
    '## GET /notes\n\n**Response 200:** `{{ "ok": true, "data": [<Note>, ...] }}`\n'
)


@pytest.mark.parametrize("line", ["Note shape:", "`Note` object:", "Note schema (full):"])
def test_a_shape_shown_below_the_first_body_that_has_it(line: str) -> None:
    read = reading(NOTE.format(line=line))
    made, listed = read.spec.endpoints
    assert responses(made) == {201: ["ok", "data"]}
    shape = made.responses[0].shape
    assert isinstance(shape, ObjectShape) and shape.fields[1].shape == RefShape(name="Note")
    assert responses(listed) == {200: ["ok", "data"]}
    assert isinstance(read.spec.definitions["Note"], ObjectShape)


def test_a_shape_that_is_the_body_a_label_waits_for() -> None:
    text = (
        '## GET /me\n\n**Response (200):**\n\nUser object:\n\n```json\n{ "id": 1 }\n```\n\n'
        '## GET /boss\n\n**Response (200):** `{ "data": <User> }`\n'
    )
    assert responses(endpoints(text)[0]) == {200: ["id"]}


def test_what_a_token_holds_is_no_answer() -> None:
    text = (
        '## POST /login\n\n**Response 200:**\n\n```json\n{ "token": "x" }\n```\n\n'
        'JWT payload (decoded):\n\n```json\n{ "sub": "x", "exp": 1 }\n```\n'
    )
    assert responses(endpoints(text)[0]) == {200: ["token"]}


@pytest.mark.parametrize(
    ("lead", "found"),
    [
        ("Exceptions", ["GET /pets"]),
        ("备注", ["GET /pets"]),
        ("Create a pet", ["POST /pets", "GET /pets"]),
    ],
)
def test_a_route_behind_a_word_for_an_aside(lead: str, found: list[str]) -> None:
    text = f"# API\n\n{lead}: `POST /pets` returns `pet`.\n\n### GET /pets\n\nLists pets.\n"
    assert keys(text) == found
