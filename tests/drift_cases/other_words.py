"""What first runs on documents in other languages, and on forms, told that was none."""

from __future__ import annotations

from tests.drift_cases.policy import Policy, endpoint

GUARDED = (
    "# 接口文档\n\n## 通用约定\n\n### 鉴权方式\n\n- **Bearer Token (JWT)**: {} Header 中携带 Token\n\n"
    "## 接口\n\n### `GET /a`\n\n**说明**: 列表{}\n\n**响应**: 200\n\n### `GET /b`\n\n**权限**: 需要登录\n\n**响应**: 200\n"
)
GUARDS = (
    'guard = HTTPBearer()\n\n@app.get("/a")\ndef a(): ...\n\n'
    '@app.get("/b"{})\ndef b(): ...\n\n@app.get("/c", dependencies=[Depends(guard)])\ndef c(): ...\n'
)
KEPT = ", dependencies=[Depends(guard)]"
UKRAINIAN = (
    "# Документація API\n\n- **Базовий URL:** `https://x.ua/api/v1`\n\n### Передача\n\n**URL:** `POST /a`\n\n"
    '- **Тіло запиту (JSON):**\n```json\n{"name": "Rex"}\n```\n\n- **Успішна відповідь:** `%s`.\n'
)
TAKES = (
    'class A(BaseModel):\n    name: str\n\n@app.post("/api/v1/a", status_code=204)\n'
    "def a(body: A) -> None: ...\n"
)
LOGIN = (
    "from fastapi.security import OAuth2PasswordRequestForm\n\n"
    '@app.post("/a")\ndef a(form: OAuth2PasswordRequestForm = Depends()): ...\n'
)
UPLOAD = 'from fastapi import File, Form\n\n@app.post("/a")\ndef a(name: str = Form(), scan: bytes = File()): ...\n'
PASSWORD = "**Request** (%s):\n\n```\nusername: rex\npassword: secret\n%s```\n"
LINK = '**Request Body**:\n\n```json\n{"picture": "https://x.org/a.jpg"}\n```\n\n**Parameters**:\n\n- `picture` (%s, required): The picture\n'
PICTURE = 'class A(BaseModel):\n    picture: str\n\n@app.post("/a")\ndef a(body: A): ...\n'

CASES = (
    Policy(
        "those endpoints that need a login need a token, in Chinese",
        GUARDED.format("需要登录的接口需要在", ""),
        app=GUARDS.format(KEPT),
    ),
    Policy(
        "all endpoints need a token, in Chinese",
        GUARDED.format("所有接口需要在", ""),
        app=GUARDS.format(KEPT),
        told=("D311 error auth of GET /a",),
    ),
    Policy(
        "a guest may call it, in Chinese",
        GUARDED.format("所有接口需要在", "（游客可用）"),
        app=GUARDS.format(KEPT),
    ),
    Policy(
        "an endpoint that needs a login, in Chinese",
        GUARDED.format("需要登录的接口需要在", ""),
        app=GUARDS.format(""),
        told=("D311 error auth of GET /b",),
    ),
    Policy("a base, a request and an answer in Ukrainian", UKRAINIAN % "204 No Content", app=TAKES),
    Policy(
        "another status in Ukrainian",
        UKRAINIAN % "201 Created",
        app=TAKES,
        told=("D308 error status 201 of POST /api/v1/a",),
    ),
    Policy(
        "a login by the form of OAuth 2, in the words of a label",
        endpoint("POST /a", PASSWORD % ("application/x-www-form-urlencoded", "")),
        app=LOGIN,
    ),
    Policy(
        "a form in parts that a route takes without a file",
        endpoint("POST /a", PASSWORD % ("multipart/form-data", "")),
        app=LOGIN,
    ),
    Policy(
        "a login by JSON where the code takes a form",
        endpoint("POST /a", '**Request**:\n\n```json\n{"username": "a", "password": "b"}\n```\n'),
        app=LOGIN,
        told=("D315 warning request body of POST /a",),
    ),
    Policy(
        "a file where the spec has a form that can't hold one",
        endpoint(
            "POST /a",
            "**Request** (application/x-www-form-urlencoded):\n\n```\nname: rex\nscan: abc\n```\n",
        ),
        app=UPLOAD,
        told=("D315 warning request body of POST /a",),
    ),
    Policy(
        "a text beside an example that is an address",
        endpoint("POST /a", LINK % "string"),
        app=PICTURE,
    ),
    Policy(
        "an address beside an example that is one",
        endpoint("POST /a", LINK % "url"),
        app=PICTURE,
        told=("D411 warning field A.picture",),
    ),
)
