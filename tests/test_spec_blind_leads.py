"""Who may call, in a line above a list or in brackets behind a route, and lists of names or values that are sentences."""

from __future__ import annotations

import pytest

from spec2code.model.shapes import EnumShape, ObjectShape
from tests.spec_reading import endpoints, only, query, request

GROUPS = (
    "# API\n\n## 8. API surface\n\n{open}\n- `POST /quotes` — makes one.\n- `GET /places?q=`, `GET /tours` — reads.\n\n"
    "Webhooks:\n- `POST /webhooks/pay` — verifies.\n\n{staff}\n- `GET/PATCH /admin/bookings`\n\n"
    "Driver (authenticated, driver role):\n- `GET /driver/jobs?date=`, `POST /driver/jobs/:id/status`\n"
)


@pytest.mark.parametrize(
    ("free", "staff"),
    [
        ("Public (rate-limited, no auth):", "Staff (authenticated, RBAC):"),
        ("Public (rate-limited, no auth) — called by the website:", "Staff (JWT):"),
        ("Público (sin autenticación):", "Personal (autenticado):"),
        ("前台（无需登录）：", "后台（需要登录）："),
    ],
)
def test_a_line_above_a_list_tells_who_may_call_it(free: str, staff: str) -> None:
    found = endpoints(GROUPS.format(open=free, staff=staff))
    needed = {f"{one.method} {one.path}": one.auth and one.auth.required for one in found}
    assert needed == {
        "POST /quotes": False,
        "GET /places": False,
        "GET /tours": False,
        "POST /webhooks/pay": None,
        "GET /admin/bookings": True,
        "PATCH /admin/bookings": True,
        "GET /driver/jobs": True,
        "POST /driver/jobs/{id}/status": True,
    }


def test_a_line_above_a_list_that_tells_nothing_of_it() -> None:
    found = endpoints(GROUPS.format(open="Website (fast, cached):", staff="Staff (later):"))
    assert [one.auth for one in found[:6]] == [None] * 6


FENCE = (
    "# API\n\n### Channels\n\n```\nGET    /channels\n{create}\nPATCH  /channels/:id       (admin) renames one\n"
    "GET    /sums             (advertiser) for its page\nPUT    /plans/:tab      {{ rows: [...] }}   (admin) — whole\n```\n"
)


def test_a_role_in_brackets_behind_a_route() -> None:
    found = endpoints(FENCE.format(create="POST   /channels           (admin)"))
    assert [one.auth is not None and one.auth.required for one in found] == [False, *[True] * 4]
    assert [one.summary for one in found[1:]] == [
        None,
        "renames one",
        "for its page",
        "whole",
    ]
    assert request(found[4]) == ["rows"]


def test_other_words_in_brackets_behind_a_route() -> None:
    found = endpoints(FENCE.format(create="POST   /channels           (slow)"))
    assert found[1].auth is None


@pytest.mark.parametrize("said", ["Требует валидную сессию и CSRF.", "Требует авторизации."])
def test_a_session_is_needed(said: str) -> None:
    found = only(f"### `POST /auth/logout/`\n\n{said}\n")
    assert found.auth is not None and found.auth.required


@pytest.mark.parametrize("label", ["Принимает поля:", "Принимает:", "Accepts:", "Recibe:"])
def test_names_in_a_list_that_is_a_sentence(label: str) -> None:
    text = f"### `POST /pets/`\n\n{label}\n- `name`;\n- `email` or what stands for it;\n- `kind`.\n\nRules:\n- the name is unique;\n"
    assert request(only(text)) == ["name", "email", "kind"]


def test_sentences_in_a_list_name_nothing() -> None:
    text = "### `POST /pets/`\n\nAccepts:\n- one pet at a time;\n- no cats.\n"
    assert request(only(text)) == []


REASON = '### `POST /pets/`\n\n**Request**\n\n```json\n{{ "reason": "sold" }}\n```\n\n{said}\n- `sold`{end}\n- `lost`{end}\n'


@pytest.mark.parametrize("end", ["", ";"])
@pytest.mark.parametrize(
    "said",
    [
        "Allowed values of `reason`:",
        "Допустимые значения `reason` в первой версии:",
        "**Valores permitidos de `reason`**:",
        "`reason` 可选值：",
    ],
)
def test_the_values_of_a_field_are_no_fields(said: str, end: str) -> None:
    found = only(REASON.format(said=said, end=end))
    assert found.request is not None and isinstance(found.request.shape, ObjectShape)
    (field,) = found.request.shape.fields
    assert field.name == "reason" and isinstance(field.shape, EnumShape)
    assert field.shape.values == ("sold", "lost")


def test_the_values_of_a_parameter() -> None:
    text = "### `GET /pets`\n\n**Query:** `sort`, `page`\n\n**Opciones de `sort`**:\n- `name`: by name\n- `age`: by age\n"
    assert query(only(text)) == ["sort", "page"]


def test_the_values_of_another_thing_are_left() -> None:
    found = only(REASON.format(said="Allowed values of `colour`:", end=""))
    assert found.request is not None and isinstance(found.request.shape, ObjectShape)
    shapes = {field.name: field.shape for field in found.request.shape.fields}
    assert not isinstance(shapes["reason"], EnumShape)


def test_a_list_of_what_happens_takes_no_names_away() -> None:
    text = (
        "### `POST /login/`\n\nAccepts:\n- `email`;\n- `password`.\n\nУспешный исход:\n- сессия;\n- переход на `/games/`.\n\n"
        "Неуспешный исход:\n- форма.\n"
    )
    assert request(only(text)) == ["email", "password"]


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        (
            "`/bookings/:id/assign`, `/cancel`, `/refund`",
            ["/bookings/{id}/assign", "/bookings/{id}/cancel", "/bookings/{id}/refund"],
        ),
        ("`/bookings/:id`, `/cancel`", ["/bookings/{id}", "/cancel"]),
        ("`/bookings/all`, `/rooms`", ["/bookings/all", "/rooms"]),
    ],
)
def test_an_action_behind_another(line: str, paths: list[str]) -> None:
    assert [one.path for one in endpoints(f"# API\n\n- `POST /x`\n- POST {line}\n")[1:]] == paths


@pytest.mark.parametrize(
    ("line", "paths"),
    [
        ("`PATCH /info` is the only one for keepers.", ["/pets/{id}/info"]),
        ("`POST /info` is for keepers.", ["/pets/{id}/info", "/info"]),
        ("`PATCH /infos` changes all.", ["/pets/{id}/info", "/infos"]),
    ],
)
def test_the_end_of_a_path_of_its_section(line: str, paths: list[str]) -> None:
    text = (
        f"# API\n\n## Pets\n\n```\nGET   /pets\nPATCH /pets/:id/info   {{ kind }}\n```\n\n{line}\n"
    )
    assert [one.path for one in endpoints(text)[1:]] == paths


def test_the_end_of_a_path_of_another_section() -> None:
    text = "# API\n\n## Pets\n\n```\nGET   /pets\nPATCH /pets/:id/info\n```\n\n## Info\n\n`PATCH /info` changes it.\n"
    assert [one.path for one in endpoints(text)[1:]] == ["/pets/{id}/info", "/info"]
