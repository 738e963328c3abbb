"""Who may call: what the spec asks for against what the route is guarded by, and what can't be told of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.drift_cases.policy import Policy, endpoint, report_of

SECURITY = """from fastapi import HTTPException, Request, Security
from fastapi.security import APIKeyCookie, APIKeyHeader, OAuth2PasswordBearer
import library

key = APIKeyHeader(name="X-Key")
cookie = APIKeyCookie(name="session")
token = OAuth2PasswordBearer(tokenUrl="/token", scopes={"orders:read": "", "orders:write": ""})
bearer = HTTPBearer()
class OwnKey(APIKeyHeader):
    async def __call__(self, request: Request):
        try:
            return await super().__call__(request)
        except HTTPException:
            raise HTTPException(401, "another text")
class Refusing(APIKeyHeader):
    async def __call__(self, request: Request):
        if not await super().__call__(request):
            raise HTTPException(401)

def get_db(): ...
def current_user(request: Request):
    if not request.headers.get("x"):
        raise HTTPException(403)
def by_hand(request: Request, given=Depends(bearer)):
    return given or request.cookies["session"]
def own_rules(handler):
    return handler

"""


def told(tmp_path: Path, auth: str, code: str, more: str = "") -> tuple[list[str], list[str]]:
    spec = endpoint("GET /a", f"**Authentication**: {auth}\n\n{more}")
    report = report_of(Policy("", spec, app=SECURITY + code + "\ndef a(): ...\n"), tmp_path)
    return [f"{x.code} {x.subject}" for x in report.drift], [x.code for x in report.diagnostics]


ROUTE = '@app.get("/a", dependencies=[{}])'


@pytest.mark.parametrize(
    ("auth", "code", "expected"),
    [
        ("Bearer token", '@app.get("/a")', "D311"),
        ("Bearer token", ROUTE.format("Depends(get_db)"), "D311"),
        ("None", ROUTE.format("Depends(bearer)"), "D311"),
        ("None", ROUTE.format("Depends(OwnKey(name='X-Key', auto_error=False))"), ""),
        ("None", ROUTE.format("Depends(OwnKey(name='X-Key'))"), "D311"),
        ("None", ROUTE.format("Depends(Refusing(name='X-Key', auto_error=False))"), "D311"),
        ("Bearer token", ROUTE.format("Depends(bearer)"), ""),
        ("Bearer token", ROUTE.format("Depends(token)"), ""),
        ("OAuth2", ROUTE.format("Depends(bearer)"), ""),
        ("Required", ROUTE.format("Depends(key)"), ""),
        ("Bearer token", ROUTE.format("Depends(key)"), "D317"),
        ("API key", ROUTE.format("Depends(bearer)"), "D317"),
        ("session cookie", ROUTE.format("Depends(key)"), "D317"),
        ("session cookie", ROUTE.format("Depends(cookie)"), ""),
        ("Bearer token", ROUTE.format("Depends(key), Depends(bearer)"), ""),
        ("session cookie", ROUTE.format("Depends(by_hand)"), ""),
        (
            "Bearer, scope `orders:read`",
            ROUTE.format("Security(token, scopes=['orders:read'])"),
            "",
        ),
        (
            "Bearer, scope `orders:read`",
            ROUTE.format("Security(token, scopes=['orders:write'])")
            + "\ndef other(): ...\n"
            + '@app.get("/b", dependencies=[Security(token, scopes=["orders:read"])])',
            "D318",
        ),
        ("Bearer, role `admin`", ROUTE.format("Security(token, scopes=['orders:write'])"), ""),
    ],
)
def test_auth_is_compared(tmp_path: Path, auth: str, code: str, expected: str) -> None:
    drift, open_ones = told(tmp_path, auth, code)
    assert drift == ([f"{expected} auth of GET /a"] if expected else [])
    assert open_ones == []


@pytest.mark.parametrize(
    "code",
    [
        '@app.get("/a")\n@library.requires("x:read")\n@library.require_scope("x")',
        '@app.get("/a")\n@library.login_required',
        ROUTE.format("Depends(current_user)"),
        ROUTE.format("Depends(APIKeyCookie(name='session', auto_error=False))"),
        "def tenant(request: Request):\n    raise HTTPException(401)\n\n"
        '@app.get("/a")\ndef b(request: Request):\n    return tenant(request)\n\n@app.get("/b")',
        'app.add_middleware(library.AuthenticationMiddleware)\n@app.get("/a")',
        '@app.middleware("http")\nasync def check(request: Request, call_next):\n'
        '    return None if request.headers.get("x") else HTTPException(401)\n@app.get("/a")',
    ],
)
def test_what_code_by_hand_checks_can_not_be_told(tmp_path: Path, code: str) -> None:
    assert told(tmp_path, "Bearer token", code) == ([], ["P115"])


@pytest.mark.parametrize(
    "code",
    [
        '@app.get("/a")\n@own_rules',
        "def tenant(request: Request):\n    return request.url\n\n"
        '@app.get("/a")\ndef b(request: Request):\n    return tenant(request)\n\n@app.get("/b")',
        'app.add_middleware(library.GZipMiddleware)\n@app.get("/a")',
        '@app.middleware("http")\nasync def timed(request: Request, call_next):\n'
        '    return await call_next(request)\n@app.get("/a")',
    ],
)
def test_what_has_nothing_to_do_with_callers_guards_nothing(tmp_path: Path, code: str) -> None:
    assert told(tmp_path, "Bearer token", code) == (["D311 auth of GET /a"], [])


def test_how_many_are_left_open_is_said_once(tmp_path: Path) -> None:
    spec = endpoint("GET /a", "**Authentication**: Bearer token\n") + (
        "\n### `GET /b`\n\n**Authentication**: Bearer token\n"
    )
    app = '@app.get("/a")\n@library.require_scope\ndef a(): ...\n@app.get("/b")\n@library.require_scope\ndef b(): ...\n'
    report = report_of(Policy("", spec, app="import library\n" + app), tmp_path)
    (item,) = report.diagnostics
    assert item.code == "P115" and "2 endpoints" in item.message
    assert "its decorator `require_scope`" in item.message


@pytest.mark.parametrize(
    ("auth", "extra"), [("Bearer token", []), ("None", ["D310 error 401 of GET /a"])]
)
def test_refusing_callers_belongs_to_auth(tmp_path: Path, auth: str, extra: list[str]) -> None:
    errors = "\n| Status | Error |\n|---|---|\n| 404 | `NOT_FOUND` |\n"
    code = (
        '@app.get("/a", responses={401: {}, 404: {}})\n@library.guarded'
        if auth != "None"
        else '@app.get("/a", responses={401: {}, 404: {}})'
    )
    drift, _ = told(tmp_path, f"{auth}\n{errors}", code)
    assert drift == extra
