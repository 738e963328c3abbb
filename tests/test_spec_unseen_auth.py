"""Who may call, in ways that specs had which nobody had tuned the reader on."""

from __future__ import annotations

import pytest

from tests.spec_reading import endpoints, only


@pytest.mark.parametrize(
    "rule",
    [
        "All domain routes require an authenticated user except initial auth routes.",
        "| Area | Rule |\n|---|---|\n| Security | All endpoints require JWT (except /auth/login) |",
        "除 Auth 外均需 Cookie `sid`。",
        "除 `/auth/*` 外全部接口需会话。",
    ],
)
def test_a_rule_for_all_with_an_exception(rule: str) -> None:
    text = f"# Pets\n\n## Access\n\n{rule}\n\n## Routes\n\n- `POST /auth/login` - in\n- `GET /pets` - all\n"
    login, pets = endpoints(text)
    assert login.auth is None
    assert pets.auth is not None and pets.auth.required


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/auth/register", False),
        ("/api/v1/login", False),
        ("/users/sign-up", False),
        ("/devices/register", True),
        ("/users/{id}/verify", True),
        ("/pets", True),
    ],
)
def test_what_all_need_but_where_one_gets_it(path: str, asked: bool) -> None:
    text = f"# Pets\n\nTodos os endpoints requerem autenticação JWT.\n\n### POST {path}\n\nGo.\n"
    assert (only(text).auth is not None) is asked


@pytest.mark.parametrize(
    ("line", "asked"),
    [
        ("✅ JWT Authentication", False),
        ("🔐 **JWT-based authentication**", False),
        ("JWT authentication", True),
        ("🔐 Authentication: Bearer JWT in the `Authorization` header", True),
    ],
)
def test_a_feature_is_no_rule(line: str, asked: bool) -> None:
    text = f"# Pets\n\nAll about pets.\n\n- {line}\n- Pages\n\n## API\n\n- `GET /pets` - all\n"
    assert (only(text).auth is not None) is asked


def test_a_role_of_its_own_keeps_the_scheme_of_all() -> None:
    text = "# Pets\n\nAll endpoints require a bearer token.\n\n### DELETE /pets\n\nRequires: admin role.\n"
    auth = only(text).auth
    assert auth is not None and (auth.required, auth.scheme) == (True, "bearer")


def test_what_a_route_requires_behind_a_colon() -> None:
    auth = only("### GET /me\n\nRequires: `Authorization: Bearer <token>`\n").auth
    assert auth is not None and (auth.required, auth.scheme) == (True, "bearer")


@pytest.mark.parametrize(
    ("where", "required"),
    [
        ("## Authenticated User APIs", True),
        ("## Admin APIs", True),
        ("## Partner APIs", None),
        ("## Public APIs", False),
    ],
)
def test_auth_of_a_group_of_headings(where: str, required: bool | None) -> None:
    text = f"# Pets\n\n## Sessions\n\n- admin routes require the admin role\n\n{where}\n\n### GET /{'admin' if 'Admin' in where else 'x'}/pets\n\nAll.\n"
    auth = only(text).auth
    assert (auth.required if auth else None) is required


def test_a_rule_in_the_section_of_some() -> None:
    text = (
        "# Pets\n\n## Data\n\nAll endpoints are admin-only.\n\n### GET /data\n\nAll.\n\n"
        "## Pets\n\n### GET /pets\n\nAll.\n"
    )
    data, pets = endpoints(text)
    assert data.auth is not None and data.auth.required
    assert pets.auth is None


@pytest.mark.parametrize(
    "rule",
    [
        "## API conventions\n\n- Auth: Supabase JWT\n- Format: JSON",
        "Base: REST, JSON, JWT bearer auth.",
        "## Authentication\n\nSend the token as `Authorization: Bearer <token>`.",
        "**Auth:** Bearer JWT in the header (except public routes)",
    ],
)
def test_the_scheme_of_an_api(rule: str) -> None:
    text = (
        f"# Pets\n\n{rule}\n\n## Routes\n\n| Method | Path | Notes |\n|---|---|---|\n"
        "| POST | /auth/login | gives a token |\n| GET | /pets | all |\n| GET | /health | probe |\n"
    )
    assert [item.auth.required if item.auth else None for item in endpoints(text)] == [
        None,
        True,
        None,
    ]


def test_a_scheme_among_the_tools_is_no_rule() -> None:
    text = "# Pets\n\n## Stack\n\n- Login: JWT (jose)\n\n## Routes\n\n- `GET /pets` - all\n"
    assert only(text).auth is None


@pytest.mark.parametrize(
    ("sentence", "roles"),
    [
        ("`UNION_ADMIN`이 계정을 생성한다.", ("UNION_ADMIN",)),
        ("`ADMIN`, `CONSULTANT`가 승인한다.", ("ADMIN", "CONSULTANT")),
        ("`UNION_ADMIN` 전용이며 합계는 100이다.", ("UNION_ADMIN",)),
        ("JSON only.", None),
    ],
)
def test_a_role_that_does_it(sentence: str, roles: tuple[str, ...] | None) -> None:
    auth = only(f"### POST /users\n\n{sentence}\n").auth
    assert (auth.scopes if auth else None) == roles


@pytest.mark.parametrize(
    ("title", "required"),
    [
        ("Admin (IsStaff)", True),
        ("Pets (admin only)", True),
        ("Administration (Admin)", None),
        ("Pets (authenticated)", True),
        ("Pets (small ones)", None),
    ],
)
def test_who_may_call_in_the_brackets_of_a_heading(title: str, required: bool | None) -> None:
    auth = only(f"# API\n\n## {title}\n\n- POST /pets\n").auth
    assert (auth.required if auth else None) is required


def test_the_header_of_a_group_is_not_asked_of_who_logs_in() -> None:
    text = (
        "# Pets\n\n## 4. API\n\n- `Authorization: Bearer <JWT_TOKEN>`\n\n### 4.1 Auth\n\n- `POST /auth/login`\n\n"
        "### 4.2 Pets\n\n- `GET /pets`\n"
    )
    login, pets = endpoints(text)
    assert login.auth is None
    assert pets.auth is not None and pets.auth.required


def test_a_list_of_all_that_anyone_may_call() -> None:
    text = (
        "# Pets\n\n## Security\n\nJWT authentication, stateless.\n\n### Public Endpoints\n\n- `/api/auth/**`\n"
        "- `GET /api/config`\n\n## Routes\n\n- `POST /api/auth/login`\n- `GET /api/config`\n- `PUT /api/config`\n"
        "- `GET /api/pets/{id}/status`\n- `POST /api/hooks/webhooks`\n"
    )
    said = {f"{e.method} {e.path}": e.auth.required if e.auth else None for e in endpoints(text)}
    assert said == {
        "POST /api/auth/login": False,
        "GET /api/config": False,
        "PUT /api/config": True,
        "GET /api/pets/{id}/status": True,
        "POST /api/hooks/webhooks": True,
    }


@pytest.mark.parametrize(
    ("remark", "required"),
    [
        ("add a set（教师权限）", True),
        ("all（仅管理员）", True),
        ("delete one (admin/moderator)", True),
        ("export (owner)", True),
        ("list 🔒", True),
        ("list (público)", False),
        ("list (users)", None),
        ("list（分页查询）", None),
        ("list (for users)", None),
    ],
)
def test_who_may_call_in_brackets_behind_a_route(remark: str, required: bool | None) -> None:
    auth = only(f"# Pets\n\n- `GET /pets` - {remark}\n").auth
    assert (auth.required if auth else None) is required
