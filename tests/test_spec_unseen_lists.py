"""Lists of names and nothing else: columns of tables, the query of a list, fields of which one is enough."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table, Unique
from spec2code.model.shapes import ObjectShape
from spec2code.model.statements import AddConstraint, CreateTable
from tests.spec_reading import codes, endpoints, only, query, reading, request, responses


def tables(text: str) -> dict[str, Table]:
    made = reading(text).spec.statements
    return {s.table.name.name: s.table for s in made if isinstance(s, CreateTable)}


_COLUMNS = "- `id`\n- `owner_id`\n- `name`\n- `created_at`\n"


@pytest.mark.parametrize("label", ["", "字段建议：\n\n", "Suggested fields:\n\n", "필드:\n\n"])
def test_names_as_code_below_a_table_are_its_columns(label: str) -> None:
    text = f"# Backend\n\n## 数据库表设计\n\n### pets\n\n{label}{_COLUMNS}\n### toys\n\n{_COLUMNS}"
    found = tables(text)
    assert list(found) == ["pets", "toys"]
    key = found["pets"].primary_key
    assert [c.name for c in found["pets"].columns] == ["id", "owner_id", "name", "created_at"]
    assert key is not None and key.columns == ("id",)


def test_a_unique_key_below_them() -> None:
    text = f"# Backend\n\n## 数据库表设计\n\n### pets\n\n{_COLUMNS}\n唯一约束：\n\n- `owner_id + name`\n"
    added = [s for s in reading(text).spec.statements if isinstance(s, AddConstraint)]
    assert [item.constraint.columns for item in added if isinstance(item.constraint, Unique)] == [
        ("owner_id", "name")
    ]


@pytest.mark.parametrize(
    "text",
    [
        # Other lists of names: values, tables, what the label says are no columns, an index.
        "### pets\n\n- `cat`\n- `dog`\n- `id`\n",
        "### pets\n\nIndexes:\n\n- `id`\n- `owner_id`\n",
        "### pets\n\nRoutes that use it:\n\n- `id`\n- `list`\n- `show`\n",
        "Main tables:\n\n- `pets`\n- `toys`\n- `owners`\n",
    ],
)
def test_names_that_are_no_columns(text: str) -> None:
    assert tables(f"# Backend\n\n## Database tables\n\n{text}") == {}


def test_an_entity_whose_attributes_hang_below_a_label() -> None:
    text = (
        "# Backend\n\n## Mô hình dữ liệu (Entities)\n\n### 3.1. Pet\n\n- Thuộc tính gợi ý:\n"
        "  - `Id`\n  - `UserId` (FK → User)\n  - `Label` (ghi chú: tên)\n\n### 3.2. User\n\n- Thuộc tính:\n  - `Id`\n  - `Email`\n"
    )
    found = tables(text)
    assert [c.name for c in found["pet"].columns] == ["Id", "UserId", "Label"]
    assert "Q125" not in codes(text)


@pytest.mark.parametrize(
    "line",
    [
        "文档列表需要支持查询参数：",
        "条目列表要支持：",
        "The list of documents supports:",
        "El listado admite filtros:",
        "목록은 다음을 지원한다:",
    ],
)
def test_the_query_of_the_list_among_routes(line: str) -> None:
    text = (
        "# API\n\n## Documents\n\n- `GET /documents`\n- `POST /documents`\n- `GET /documents/:id`\n"
        f"- `GET /documents/:id/versions`\n\n{line}\n\n- `path`\n- `tag`\n"
    )
    found = [(e.method, e.path, query(e)) for e in endpoints(text)]
    assert found[0] == ("GET", "/documents", ["path", "tag"])
    assert all(not taken for _, _, taken in found[1:])


@pytest.mark.parametrize("word", ["or", "hoặc", "或", "или", "ou"])
def test_fields_of_which_one_is_enough(word: str) -> None:
    text = (
        f"- `POST /login`\n  - **Request body**:\n    - `email` {word} `phone`\n    - `password`\n"
    )
    endpoint = only(text)
    assert request(endpoint) == ["email", "phone", "password"]
    assert endpoint.request is not None and isinstance(endpoint.request.shape, ObjectShape)
    needed = {item.name: item.required for item in endpoint.request.shape.fields}
    assert needed["email"] is False and needed["phone"] is False


def test_an_example_ends_with_its_list() -> None:
    text = (
        "- `POST /calls`\n  - **Response** (e.g.):\n    - `id`\n\n"
        "- `GET /calls`\n  - **Description**: all of them.\n  - **Response**: mảng các object:\n    - `id`, `label`.\n"
    )
    found = endpoints(f"# API\n\n## Calls\n\n{text}")
    assert [(e.method, e.path) for e in found] == [("POST", "/calls"), ("GET", "/calls")]
    assert list(responses(found[1]).values()) == [["id", "label"]] or list(
        responses(found[1]).values()
    ) == [["[]", "id", "label"]]


def test_a_header_above_which_stands_for_whom_it_is() -> None:
    text = (
        "# API\n\n## Endpoints\n\nTất cả các endpoint (trừ đăng ký/đăng nhập, health-check) sẽ yêu cầu header:\n\n"
        "- `Authorization: Bearer <JWT>`\n\n### Calls\n\n- `GET /calls`\n- `POST /auth/login`\n\n### Health\n\n- `GET /health`\n"
    )
    asked = {e.path: e.auth.required if e.auth else None for e in endpoints(text)}
    assert asked["/calls"] is True
    assert not asked["/health"] and not asked["/auth/login"]


def test_a_signature_is_a_credential() -> None:
    text = '### POST /sync\n\n```\nPOST /sync\nHeader: X-Signature (HMAC)\nBody: { "ids": [1] }\nReturns: {"made": N, "left": M}\n```\n'
    endpoint = only(text)
    assert endpoint.auth is not None and endpoint.auth.carrier == ("header", "X-Signature")
    assert list(responses(endpoint).values()) == [["made", "left"]]
    assert "A158" not in codes(f"# API\n\n{text}")


def test_the_claims_of_a_token_are_no_body() -> None:
    text = (
        "### GET /auth/callback\n\n```\nGET /auth/callback?code=x\n  → ask for an access_token request\n"
        "  → issue a JWT (payload: {userId, role})\n  → 302 to {FRONTEND_URL}/login?token={jwt}\n```\n"
    )
    assert request(only(text)) == []
    assert "A113" not in codes(f"# API\n\n{text}")
