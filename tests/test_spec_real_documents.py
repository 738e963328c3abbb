"""What documents of real projects say beside their endpoints, each with a near miss."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import NumberShape, ObjectShape
from spec2code.spec import read_spec
from spec2code.spec.validation import read_rules
from tests.spec_reading import endpoints, only


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Most endpoints require authentication using JWT in the Authorization header:", None),
        ("La mayoría de los endpoints usa JWT en el header Authorization: Bearer", None),
        ("Endpoints require authentication using JWT in the Authorization header:", True),
    ],
)
def test_who_may_call_most_of_the_api(sentence: str, asked: bool | None) -> None:
    text = f"# Pets\n\n## Authentication\n\n{sentence}\n\n```\nAuthorization: Bearer <token>\n```\n\n## Endpoints\n\n### GET /pets\n\nAll.\n"
    auth = only(text).auth
    assert (auth.required if auth is not None else None) is asked


@pytest.mark.parametrize(
    ("base", "asked"), [("Base URL: `/api/v1`", None), ("Purpose: list them", True)]
)
def test_a_probe_among_the_basics(base: str, asked: bool | None) -> None:
    """An item beside the base URL has no details of its own; one beside its purpose has."""
    text = f"# Pets\n\n## Basics\n\n- {base}\n- Health: `GET /ping`\n- Auth: `Authorization: Bearer <token>`\n\n## Rest\n\nMore.\n"
    auth = only(text).auth
    assert (auth.required if auth is not None else None) is asked


@pytest.mark.parametrize(
    ("lead", "asked"),
    [
        ("**Errors of the model are no 500.** `POST /reports/draft` answers 200 then.", False),
        ("**Draft.** `POST /reports/draft`", True),
    ],
)
def test_a_route_that_a_sentence_goes_on_with(lead: str, asked: bool) -> None:
    text = (
        f'# Pets\n\n### Errors\n\n```json\n{{"detail": "what"}}\n```\n\n{lead}\n\n---\n\n'
        '## 9. `POST /reports/draft`\n\n### Request\n\n```json\n{"tone": "dry"}\n```\n'
    )
    reading = read_spec(text.encode(), "a.md")
    assert any(item.code == "A105" for item in reading.diagnostics) is asked


@pytest.mark.parametrize(
    ("cell", "required"),
    [('`["a", "b"]`', False), ("(see below)", False), ("-", True), ("required", True)],
)
def test_a_default_that_a_cell_cannot_hold(cell: str, required: bool) -> None:
    text = (
        '# Pets\n\n### POST /pets\n\nRequest:\n\n```json\n{"kinds": ["a"]}\n```\n\n'
        f"| Field | Type | Default | Description |\n|---|---|---|---|\n| `kinds` | array | {cell} | Which |\n"
    )
    request = only(text).request
    assert request is not None and isinstance(request.shape, ObjectShape)
    assert request.shape.fields[0].required is required


def test_a_call_of_curl_in_code() -> None:
    text = "# Pets\n\n## Testing\n\n- `curl http://localhost:8000/health`, confirm it\n"
    assert [one.path for one in endpoints(text)] == ["/health"]


def test_a_body_that_is_one_shape_by_name() -> None:
    """The one item below "Request" is a model of the code, no field; with a type behind it is one."""
    text = "# Pets\n\n### PATCH /pets/mine\n\nRequest body:\n- {}\n- All fields are optional\n"
    named, field = only(text.format("`PetUpdate`")), only(text.format("`PetUpdate`: string"))
    assert named.request is not None and named.request.shape is None
    assert field.request is not None and isinstance(field.request.shape, ObjectShape)


@pytest.mark.parametrize(
    ("shown", "held"),
    [
        ('{"success": true, "data": {}, "meta": {"id": "a"}}', {"data"}),
        ('{"code": 0, "message": "ok", "result": null}', {"result"}),
        ('{"data": {}, "name": "Rex"}', set()),
    ],
)
def test_the_envelope_of_all_answers(shown: str, held: set[str]) -> None:
    text = f'# Pets\n\n## Conventions\n\n```json\n{shown}\n```\n\n## GET /pets\n\nResponse:\n\n```json\n{{"a": 1}}\n```\n'
    assert read_spec(text.encode(), "a.md").spec.envelopes == held


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("唯一约束 `(cat_id, dog_id)` 防止重复链接。", True),
        ("约束 `(cat_id, dog_id)` 防止重复链接。", False),
    ],
)
def test_a_unique_constraint_below_a_table(line: str, told: bool) -> None:
    text = f"# 库\n\n## 数据库\n\n### links\n\n| 字段 | 类型 | 说明 |\n|---|---|---|\n| id | Integer | 主键 |\n| cat_id | Integer | 猫 |\n| dog_id | Integer | 狗 |\n\n{line}\n"
    statements = read_spec(text.encode(), "a.md").spec.statements
    assert any("Unique" in repr(one) for one in statements) is told


LISTED = (
    "# 宠物\n\n### `GET /pets`\n\n查询参数：\n\n- `kind=cat|dog`：按种类；\n- `limit=1..100`：默认 20；\n- `offset>=0`：默认 0。\n\n"
    '{behind}\n\n```json\n{{"items": [], "next": 3}}\n```\n'
)


@pytest.mark.parametrize(
    ("behind", "names"),
    [
        ("结果按时间倒序，附带 `title` 和 `has_toy`。", ["kind", "limit", "offset"]),
        ("`title`：标题。", ["kind", "limit", "offset", "title"]),
    ],
)
def test_what_stands_behind_a_list_of_parameters(behind: str, names: list[str]) -> None:
    found = only(LISTED.format(behind=behind))
    assert sorted(item.name for item in found.parameters) == names
    limit = next(item for item in found.parameters if item.name == "limit")
    assert isinstance(limit.shape, NumberShape) and (limit.shape.minimum, limit.shape.maximum) == (
        1,
        100,
    )
    assert limit.default == 20 and not limit.required
    assert isinstance(found.responses[0].shape, ObjectShape)


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("`a`、`b` 或 `c`", ("a", "b", "c")),
        ("`a`, `b`, or `c`", ("a", "b", "c")),
        ("`a`, `b`, required", ()),
    ],
)
def test_values_before_an_or(cell: str, values: tuple[str, ...]) -> None:
    assert read_rules(cell).values == values


SHORT = (
    "# Trees\n\n## 3. API\n\n| メソッド | エンドポイント | 説明 |\n|---|---|---|\n| GET | /projects/{id}/trees/tree | 一覧 |\n"
    "| POST | /projects/{id}/trees/tree | 作成 |\n| DELETE | /projects/{id}/trees/node/{node_id} | 削除 |\n\n## 7. カバレッジ表\n\n"
    "| ID | 機能名 | API | 画面 | 状態 |\n|---|---|---|---|---|\n| 1 | 一覧 | GET /tree | a | 済 |\n| 2 | 作成 | POST /tree | b | 済 |\n"
    "| 3 | 削除 | %s | c | 済 |\n"
)


@pytest.mark.parametrize(("call", "more"), [("DELETE /node/{id}", 0), ("DELETE /leaf/{id}", 3)])
def test_a_table_that_names_endpoints_in_short(call: str, more: int) -> None:
    assert len(endpoints(SHORT % call)) == 3 + more


def test_a_parameter_for_later() -> None:
    text = "# Pets\n\n## GET /pets\n\nQuery parameters:\n- `kind`: cat | dog\n- `sort`: name | age (%s)\n"
    assert [item.name for item in only(text % "future use").parameters] == ["kind"]
    assert [item.name for item in only(text % "by name").parameters] == ["kind", "sort"]


def test_names_alone_of_a_body_say_nothing_of_what_may_be_left_out() -> None:
    text = "# Pets\n\n## POST /pets\n\nBody: `name`, `kind`\n"
    request = only(text).request
    assert request is not None and isinstance(request.shape, ObjectShape)
    assert all(item.unmarked for item in request.shape.fields)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("```\nGET /pets\nGET /toys\nQuery:\n  limit: int\n```", [[], ["limit"]]),
        ("- `GET /pets`\n- `GET /toys`\n\nQuery params:\n- `limit` (int)", [[], ["limit"]]),
        ("`GET /pets` and `GET /toys`\n\nQuery params:\n- `limit` (int)", [["limit"], ["limit"]]),
    ],
)
def test_parameters_below_two_routes(text: str, names: list[list[str]]) -> None:
    found = endpoints(f"# Pets\n\n## Lists\n\n{text}\n")
    assert [[item.name for item in one.parameters] for one in found] == names
