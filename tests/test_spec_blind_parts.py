"""Parts of a form, bodies without a fence or without marks, and what a table of conventions says of who may call."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ObjectShape
from tests.spec_reading import endpoints, only, request, responses

FORM = (
    "### {title}\n\n```\nPUT /logs/{{logId}}\n인증: 필요\nContent-Type: {kind}\n```\n\n"
    "| {head} | 타입 | 설명 |\n|---|---|---|\n"
    "| data | application/json | 수정할 내용 |\n| image | file | 새 이미지 |\n\n"
)


@pytest.mark.parametrize("head", ["Part", "파트", "パート"])
def test_a_table_of_the_parts_of_a_form(head: str) -> None:
    text = FORM.format(title="일지 수정", kind="multipart/form-data", head=head)
    found = only(text + "**Response** `200 OK`\n")
    assert found.request is not None and found.request.media_type == "multipart/form-data"
    assert request(found) == ["data", "image"]
    assert found.auth is not None and found.auth.required


def test_what_one_part_holds_is_shown_apart() -> None:
    shown = '**data JSON**\n\n```json\n{ "title": "x" }\n```\n'
    text = FORM.format(title="일지 수정", kind="multipart/form-data", head="Part")
    assert request(only(text + shown)) == ["data", "image"]


def test_json_below_a_label_that_names_no_part_is_the_body() -> None:
    text = '### PUT /logs/{logId}\n\n**Request JSON**\n\n```json\n{ "title": "x" }\n```\n'
    assert request(only(text)) == ["title"]


@pytest.mark.parametrize(
    ("below", "path"),
    [("```\nPOST /events\n```", "/events"), ("`POST /events`", "/events")],
)
def test_a_word_of_another_script_above_a_request_is_its_resource(below: str, path: str) -> None:
    text = f'# API\n\n## 5. 일정\n\n{below}\n\n**Request**\n\n```json\n{{ "title": "x" }}\n```\n'
    assert only(text).path == path


@pytest.mark.parametrize(
    ("item", "names"),
    [
        ('- Body:\n  {\n    "name": "x",\n    "kind": "cat"\n  }', ["name", "kind"]),
        ("- Body: see the table", None),
    ],
)
def test_json_without_a_fence_below_the_label_of_an_item(
    item: str, names: list[str] | None
) -> None:
    found = only(f"### POST /pets\n\n{item}\n- Response: 201\n")
    if names is None:
        assert found.request is None or not isinstance(found.request.shape, ObjectShape)
    else:
        assert request(found) == names
    assert [one.status for one in found.responses] == [201]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("作成したペット情報（id, name）", ["id", "name"]),
        ("생성된 반려동물 정보 (id, name)", ["id", "name"]),
        ("创建的宠物（id、name）", ["id", "name"]),
    ],
)
def test_names_of_an_answer_without_marks(said: str, names: list[str]) -> None:
    found = only(f"### POST /pets\n\n- レスポンス: {said}\n")
    assert list(responses(found).values()) == [names]


@pytest.mark.parametrize("said", ["The created pet (once, only)", "作成したペット情報（JSON）"])
def test_words_in_brackets_are_no_names(said: str) -> None:
    found = only(f"### POST /pets\n\n- レスポンス: {said}\n")
    shapes = [one.shape for one in found.responses]
    assert not any(isinstance(one, ObjectShape) and one.fields for one in shapes)


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("Request: same as the response of `GET /pets/{id}`", ["id", "name"]),
        ("Request: same as `POST /pets`", ["name"]),
    ],
)
def test_a_request_like_an_answer(said: str, names: list[str]) -> None:
    text = (
        '# API\n\n### POST /pets\n\n**Request**\n\n```json\n{ "name": "x" }\n```\n\n'
        '### GET /pets/{id}\n\n**Response**\n\n```json\n{ "id": 1, "name": "x" }\n```\n\n'
        f"### PUT /pets/{{id}}\n\n{said}\n"
    )
    assert request(endpoints(text)[2]) == names


def test_fields_with_a_remark_in_brackets() -> None:
    text = (
        "### PATCH /pets/{id}\n\n**Fields (of the first step only):**\n\n- `name` (string)\n- `kind` (string)\n\n"
        "**Response:** 200\n"
    )
    assert request(only(text)) == ["name", "kind"]


CONVENTIONS = (
    "# 接口文档\n\n## 1. 接口约定\n\n| 项目 | 内容 |\n|---|---|\n| 数据格式 | `application/json` |\n{row}\n"
    "## 2. 宠物\n\n| 方法 | 路径 | 说明 |\n|---|---|---|\n| GET | `/pets` | 列表 |\n| POST | `/auth/login` | 登录 |\n"
)


@pytest.mark.parametrize(
    ("row", "needed"),
    [
        ("| 认证方式 | `Authorization: Bearer <token>` |\n", [True, None]),
        ("| 时间格式 | ISO 8601 |\n", [None, None]),
    ],
)
def test_a_row_of_the_conventions_says_who_may_call(row: str, needed: list[bool | None]) -> None:
    found = endpoints(CONVENTIONS.format(row=row))
    assert [one.auth and one.auth.required for one in found] == needed
