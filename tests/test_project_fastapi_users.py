"""The routers of fastapi-users, as its documentation gives them, and what the project adds to them."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from spec2code.model.shapes import ObjectShape, StringShape
from spec2code.project import ProjectReading, read_project

USERS = """
    import uuid
    from fastapi import APIRouter, Depends, FastAPI, Query
    from fastapi_users import FastAPIUsers, schemas
    from fastapi_users.authentication import (
        AuthenticationBackend, BearerTransport, CookieTransport, JWTStrategy,
    )
    from httpx_oauth.clients.google import GoogleOAuth2
    from httpx_oauth.integrations.fastapi import OAuth2AuthorizeCallback

    class UserRead(schemas.BaseUser[uuid.UUID]):
        name: str

    class UserCreate(schemas.BaseUserCreate):
        name: str | None = None

    class UserUpdate(schemas.BaseUserUpdate): ...

    def get_user_manager(tenant: str = Query("main")): ...
    def get_strategy(): return JWTStrategy("s", 3600)

    backend = AuthenticationBackend(
        name="jwt", transport=BearerTransport(tokenUrl="login"), get_strategy=get_strategy
    )
    class Backend(AuthenticationBackend):
        async def login(self, strategy, user): ...

    cookies = AuthenticationBackend("cookie", CookieTransport(), get_strategy)
    own = Backend(name="own", transport=CookieTransport(), get_strategy=get_strategy)
    google = GoogleOAuth2("id", "secret", name="google")

    class Users(FastAPIUsers[object, uuid.UUID]):
        def get_ping_router(self):
            router = APIRouter()
            router.get("/ping")(ping)
            return router

    def ping(): ...

    users = Users(get_user_manager, [backend])
    app = FastAPI()
"""
ROUTERS = {
    "users.get_auth_router(backend)": ["POST /login 200 None", "POST /logout 200 None"],
    "users.get_register_router(UserRead, UserCreate)": ["POST /register 201 UserRead"],
    "users.get_verify_router(UserRead)": [
        "POST /request-verify-token 202 None",
        "POST /verify 200 UserRead",
    ],
    "users.get_reset_password_router()": [
        "POST /forgot-password 202 None",
        "POST /reset-password 200 None",
    ],
    "users.get_users_router(UserRead, UserUpdate)": [
        "GET /me 200 UserRead",
        "PATCH /me 200 UserRead",
        "GET /{id} 200 UserRead",
        "PATCH /{id} 200 UserRead",
        "DELETE /{id} 204 None",
    ],
    "users.get_oauth_router(google, backend, 'secret')": [
        "GET /authorize 200 OAuth2AuthorizeResponse",
        "GET /callback 200 None",
    ],
    "users.get_oauth_associate_router(google, UserRead, 'secret')": [
        "GET /authorize 200 OAuth2AuthorizeResponse",
        "GET /callback 200 UserRead",
    ],
    "users.get_ping_router()": ["GET /ping 200 None"],
}


def read(tmp_path: Path, *lines: str) -> ProjectReading:
    text = textwrap.dedent(USERS) + "\n".join(lines) + "\n"
    (tmp_path / "main.py").write_text(text)
    return read_project(tmp_path)


@pytest.mark.parametrize("router", ROUTERS)
def test_the_routes_of_each_router(tmp_path: Path, router: str) -> None:
    reading = read(tmp_path, f"app.include_router({router}, prefix='/x', tags=['t'])")
    assert [
        f"{item.method} {item.path.removeprefix('/x')} {item.responses[0].status}"
        f" {item.responses[0].model}"
        for item in reading.project.endpoints
    ] == ROUTERS[router]
    assert reading.diagnostics == ()
    (line,) = {item.span.line for item in reading.project.endpoints if item.span}
    named = "router.get(" if "ping" in router else router
    assert named in (tmp_path / "main.py").read_text().splitlines()[line - 1]


def test_bodies_parameters_and_security(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        "app.include_router(users.get_auth_router(backend))",
        "app.include_router(users.get_register_router(UserRead, UserCreate))",
        "app.include_router(users.get_users_router(UserRead, UserUpdate), prefix='/users')",
        "@app.get('/mine')",
        "def mine(user=Depends(users.current_user(active=True))): ...",
        "@app.get('/back')",
        "def back(state=Depends(OAuth2AuthorizeCallback(google, 'x'))): ...",
    )
    found = {f"{item.method} {item.path}": item for item in reading.project.endpoints}
    login, register = found["POST /login"], found["POST /register"]
    assert login.request is not None and register.request is not None
    assert login.request.model == "Body_auth_jwt_login_login_post"
    assert login.request.media_type == "application/x-www-form-urlencoded"
    assert register.request.model == "UserCreate"
    assert [item.name for item in register.parameters] == ["tenant"]
    secured = [name for name, item in found.items() if item.auth is not None]
    assert secured == ["POST /logout", *[name for name in found if "/users/" in name], "GET /mine"]
    assert [item.name for item in found["GET /back"].parameters] == [
        "code",
        "code_verifier",
        "state",
        "error",
    ]


def test_fields_of_the_models(tmp_path: Path) -> None:
    reading = read(tmp_path, "app.include_router(users.get_auth_router(backend))")
    shapes = reading.project.shapes
    fields = {
        name: {field.name: field.required for field in shape.fields}
        for name, shape in shapes.items()
        if isinstance(shape, ObjectShape)
    }
    flags = {"is_active": False, "is_superuser": False, "is_verified": False}
    assert fields["main.UserRead"] == {"id": True, "email": True, **flags, "name": True}
    assert fields["main.UserCreate"] == {"email": True, "password": True, **flags, "name": False}
    assert not any(fields["main.UserUpdate"].values())
    assert fields["main.ErrorModel"] == {"detail": True}
    users = shapes["main.UserRead"]
    assert isinstance(users, ObjectShape) and users.fields[0].shape == StringShape(format="uuid")


def test_what_a_cookie_backend_answers(tmp_path: Path) -> None:
    bearer = read(tmp_path, "app.include_router(users.get_auth_router(backend))")
    assert "main.BearerResponse" in bearer.project.shapes
    cookie = read(tmp_path, "app.include_router(users.get_auth_router(cookies))")
    assert "main.BearerResponse" not in cookie.project.shapes
    derived = read(tmp_path, "app.include_router(users.get_auth_router(own))")
    for reading, statuses in ((bearer, [200]), (cookie, [200, 204]), (derived, [200, 204])):
        found = {item.path: item.responses for item in reading.project.endpoints}
        assert {answer.status for answer in found["/login"]} == set(statuses)
        assert {answer.status for answer in found["/logout"]} == set(statuses)
