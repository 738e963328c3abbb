"""What the cells of a table of endpoints tell beside their columns: bodies, queries, answers."""

from __future__ import annotations

import pytest

from tests.spec_reading import endpoints, only, query, request, responses


def row(head: str, cells: str) -> str:
    marks = "---|" * (head.count("|") + 1)
    return f"# API\n\n| Method | Path | {head} |\n|---|---|{marks}\n| {cells} |\n"


@pytest.mark.parametrize(
    ("head", "cells", "fields"),
    [
        (
            "描述 | 备注",
            "POST | /pets | 创建 | 请求体 `{ name, kind? }`，审核后可见",
            ["name", "kind"],
        ),
        (
            "描述 | 备注",
            "POST | /pets | 创建 | `{ name, kind? }`，`kind` 取值 `CAT/DOG`",
            ["name", "kind"],
        ),
        ("请求/响应要点", "PUT | /pets/{id} | 请求体 `{ name }`", ["name"]),
        ("请求要点", "POST | /pets | `{ name }`；仅本人可改，成功后返回 `PetView`", ["name"]),
        (
            "描述 | 要点",
            "POST | /pets | 上传 | `multipart/form-data`，字段 `photo`（必传），`rank?`；返回上传后的 `Media`",
            ["photo", "rank"],
        ),
        ("What | Notes", "POST | /pets | Creates a pet | body `{ name, kind? }`", ["name", "kind"]),
        # What a call sets off is no body of it.
        ("What | Event", "POST | /pets | Creates a pet | `{ petId, at }`", []),
    ],
)
def test_a_body_in_a_column_of_notes(head: str, cells: str, fields: list[str]) -> None:
    assert request(only(row(head, cells))) == fields


@pytest.mark.parametrize(
    ("head", "cells", "names"),
    [
        ("Request", "GET | /pets | `page?`, `kind?`", ["page", "kind"]),
        ("Request | Response", "GET | /pets | page, kind | `id`", ["page", "kind"]),
        ("请求体要点", "DELETE | /pets | `userId?`（query；管理员必填）", ["userId"]),
        (
            "请求体要点",
            "GET | /pets | 需提供 `userId` 或 `ownerId` 其一，可选 `kind`、`page`",
            ["userId", "ownerId", "kind", "page"],
        ),
        (
            "请求要点",
            "GET | /pets | 支持 `userId`、`kind`；`mine=true` 时仅返回自己的",
            ["userId", "kind"],
        ),
        (
            "描述 | 备注",
            "GET | /pets | 列表 | 支持 `page/size/keyword` 查询",
            ["page", "size", "keyword"],
        ),
        ("描述 | 备注", "GET | /pets | 列表 | 默认待审核，可指定 `state`", ["state"]),
        (
            "描述 | 备注",
            "GET | /pets | 列表 | 支持 `state`（`OPEN/SOLD`）过滤；返回数组",
            ["state"],
        ),
        ("描述 | 备注", "DELETE | /pets | 删除 | `fileName` 作为 query 参数", ["fileName"]),
        ("响应要点", "GET | /pets | 返回分页数据，可按 `keyword`/`kind` 筛选", ["keyword", "kind"]),
        # What an answer is sorted by, or has, is nothing that a caller sends.
        ("描述 | 备注", "GET | /pets | 列表 | 返回按 `rank` 排序的列表", []),
        ("请求要点", "GET | /pets | 需携带访问令牌；返回 `PetView`，包含 `id`", []),
        ("请求要点", "GET | /pets | `Authorization: Bearer <token>`", []),
    ],
)
def test_the_query_in_a_column_of_requests_or_notes(
    head: str, cells: str, names: list[str]
) -> None:
    endpoint = only(row(head, cells))
    assert query(endpoint) == names
    assert endpoint.request is None


def test_a_delete_keeps_the_body_of_its_request_column() -> None:
    assert request(only(row("Request", "DELETE | /pets | `{ ids }`"))) == ["ids"]


@pytest.mark.parametrize(
    ("head", "cells", "fields"),
    [
        ("响应关键字段", "POST | /pets/find | `id`, `name?`", ["id", "name"]),
        ("Key response fields", "GET | /pets | `id`, `name`", ["id", "name"]),
        (
            "描述 | 备注",
            "GET | /pets | 详情 | 返回 `PetView`（`id/petName/kind`）",
            ["id", "petName", "kind"],
        ),
        ("描述 | 备注", "GET | /pets | 详情 | returns `PetView` (`id`, `name`)", ["id", "name"]),
        ("描述 | 备注", "GET | /pets | 详情 | 返回 `PetView`（见上）", []),
    ],
)
def test_fields_of_an_answer_that_a_cell_names(head: str, cells: str, fields: list[str]) -> None:
    assert responses(only(row(head, cells))) == {200: fields}


def test_values_with_strokes_between_them_are_no_parameters() -> None:
    text = row("Query", "GET | /pets | `sort`: `createdAt/updatedAt/petName`")
    assert query(only(text)) == ["sort"]


EXCEPTED = (
    "# 接口\n\n> 除 `auth` 模块外，其余接口均需鉴权。\n\n"
    "| 方法 | 路径 |\n|---|---|\n| POST | `/auth/register` |\n| GET | `/pets` |\n\n"
    "## 前端约定\n\n- 前端使用拦截器统一注入 token。\n"
)


def test_a_convention_says_nothing_of_what_a_rule_excepts() -> None:
    assert [one.auth and one.auth.required for one in endpoints(EXCEPTED)] == [None, True]


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("约定 RESTful 风格，统一前缀 `/api/v1`（下文省略）", "/api/v1/pets"),
        ("所有接口前缀为 `/api/v1`。", "/api/v1/pets"),
        ("内部接口前缀为 `/internal`。", "/pets"),
    ],
)
def test_a_prefix_for_all_in_a_sentence(said: str, path: str) -> None:
    text = f"# 接口\n\n{said}\n\n| 方法 | 路径 |\n|---|---|\n| GET | `/pets` |\n"
    assert only(text).path == path
