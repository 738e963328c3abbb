"""What is said of a group of routes: who may call them, what filters the list of them, what two of them share."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import ArrayShape, RefShape
from tests.spec_reading import endpoints, keys, only, query, responses


@pytest.mark.parametrize(
    ("said", "required"),
    [
        ("인증: 필요 없음.", False),
        ("인증: 필요 없음 (가입 전 검증).", False),
        ("인증: 필요하지 않음", False),
        ("인증: 필수는 아님(토큰이 있으면 헤더만 추가).", False),
        ("인증: 선택적.", False),
        ("**Auth:** mở (sau reverse proxy)", False),
        ("**Auth:** abierto", False),
        ("인증: 필요.", True),
        ("인증: 필요 (Bearer Token).", True),
        ("인증: 필요(없으면 401)", True),
    ],
)
def test_words_for_no_login_that_hold_the_word_for_one(said: str, required: bool) -> None:
    auth = only(f"### GET /pets\n\n- {said}\n").auth
    assert auth is not None and auth.required is required


VIET = (
    "# API\n\n## Chung\n\n- **Auth:** JWT Bearer. Thêm header `Authorization: Bearer <token>` cho mọi endpoint"
    " (trừ `/auth/**` và `/market/**`).\n\n"
    "## Market\n\nCác endpoint này mở, không cần token.\n\n### Price\n\n`GET /api/market/price`\n\n"
    "## Pets\n\nCác endpoint này yêu cầu JWT.\n\n### Make\n\n`POST /api/pets`\n\n## Users\n\n### Me\n\n`GET /api/users/me`\n"
)


def test_a_rule_for_all_with_its_header_and_groups_that_say_it_themselves() -> None:
    said = [one.auth and one.auth.required for one in endpoints(VIET)]
    assert said == [False, True, True]


@pytest.mark.parametrize(
    ("above", "head", "required"),
    [
        ("API Conventions", "Base", True),
        ("接口约定", "基础", True),
        ("Architecture Overview", "Technology Stack", None),
    ],
)
def test_a_scheme_among_the_conventions_of_the_api(
    above: str, head: str, required: bool | None
) -> None:
    text = (
        f"# Pets\n\n## {above}\n\n### {head}\n\n- Authentication: `Authorization: Bearer <access_token>`\n\n"
        "## Resources\n\n- `GET /pets`\n- `GET /dashboard/metrics`\n- `GET /metrics`\n"
    )
    said = [one.auth and one.auth.required for one in endpoints(text)]
    assert said == [required, required, None]


def test_patterns_of_paths_behind_a_word_for_who_may_call() -> None:
    text = (
        "# API\n\n- **Public Endpoints**: `/api/public/*`, `/api/auth/*`\n"
        "- **Protected Endpoints**: `/api/pets/*` (requires valid JWT)\n\n"
        "## Routes\n\n- `POST /api/auth/logout`\n- `GET /api/pets/{id}`\n- `GET /api/toys`\n"
    )
    said = [one.auth and one.auth.required for one in endpoints(text)]
    assert said == [False, True, None]


FILTERS = (
    "# API\n\n### Pets\n\n- `GET /pets`\n- `POST /pets`\n- `GET /pets/{{id}}`\n- `GET /pets/{{id}}/toys`\n\n"
    "{label}\n\n- `state`\n- `sold=true`\n"
)


@pytest.mark.parametrize(("label", "names"), [("Filters:", ["state", "sold"]), ("Values:", [])])
def test_filters_below_the_routes_of_a_resource(label: str, names: list[str]) -> None:
    found = endpoints(FILTERS.format(label=label))
    assert [sorted(query(one)) for one in found] == [sorted(names), [], [], []]


def test_routes_of_no_resource_in_particular() -> None:
    text = (
        "# API\n\n- `GET /pets`\n- `DELETE /pets/:id`\n- `GET /toys`\n\n"
        "## Policy\n\nPrefer:\n\n- `DELETE /resource/:id` for archive\n- `DELETE /resources/:id` for links\n"
    )
    assert keys(text) == ["GET /pets", "DELETE /pets/{id}", "GET /toys", "DELETE /resources/{id}"]


SHARED = (
    "### Lists\n\n`GET /pets/sold`\n\n`GET /pets/{second}`\n\n"
    "| Tham số query | Bắt buộc | Mô tả |\n|---|---|---|\n| `kind` | Không | Lọc |\n\n"
    '**200** – Mảng [`PetResponse`](#petresponse).\n\n## Shapes\n\n#### PetResponse\n\n```json\n{{ "id": 1 }}\n```\n'
)


def test_two_routes_right_below_one_another_share_what_follows() -> None:
    found = endpoints(SHARED.format(second="kept"))
    assert [query(one) for one in found] == [["kind"], ["kind"]]
    assert [[*responses(one)] for one in found] == [[200], [200]]


def test_a_route_of_another_kind_begins_something_new() -> None:
    found = endpoints(SHARED.format(second="{id}"))
    assert [query(one) for one in found] == [[], ["kind"]]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("- **201**/**200** – [`PetResponse`](#petresponse)", {201: ["id"], 200: ["id"]}),
        ("- **201** – [`PetResponse`](#petresponse)", {201: ["id"]}),
        ("- **200** – Mảng [`PetResponse`](#petresponse)", {200: ["[]", "id"]}),
    ],
)
def test_statuses_with_the_shape_they_come_with(line: str, found: dict[int, list[str]]) -> None:
    text = f'### POST /pets\n\n{line}\n\n## Shapes\n\n#### PetResponse\n\n```json\n{{ "id": 1 }}\n```\n'
    (endpoint,) = endpoints(text)
    shapes = {one.status: one.shape for one in endpoint.responses}
    assert set(shapes) == set(found)
    for status, shape in shapes.items():
        many = isinstance(shape, ArrayShape)
        assert many == (found[status][0] == "[]")
        assert isinstance(shape.items if isinstance(shape, ArrayShape) else shape, RefShape)
