"""What counts as the same in routes and their models."""

from __future__ import annotations

from tests.drift_cases.policy import (
    Policy,
    answering,
    endpoint,
    fields,
    response,
    taking,
)

CASES = (
    Policy(
        "a URL or an address in an example",
        endpoint("GET /a", response('{"by": "ann@a.example", "link": "https://a.example/b"}')),
        app=answering("by: str", "link: str"),
    ),
    Policy(
        "a request that holds nothing",
        endpoint(
            "POST /a",
            '**Request**:\n\n```json\n{}\n```\n\n### `POST /b`\n\n**Request**:\n\n```json\n{"x": 1}\n```\n',
        ),
        app="@app.post('/a')\ndef a(): ...\n\n@app.post('/b')\ndef b(): ...\n",
        told=("D312 error request body of POST /b",),
    ),
    Policy(
        "a form that is stated where others say that they are required",
        endpoint(
            "POST /a",
            '**Request**:\n\n```json\n{"by": "string (email)", "to": "string (required)"}\n```\n',
        ),
        app=taking("by: str", "to: str"),
        told=("D411 warning field A.by",),
    ),
    Policy(
        "a type that says itself what it takes",
        endpoint("GET /a", "**Query Parameters**:\n\n| Name | Type |\n|---|---|\n| q | uuid |\n"),
        app="from collections.abc import Sequence\n\n"
        "class Several(Sequence[UUID]):\n"
        "    @classmethod\n    def __get_pydantic_core_schema__(cls, source, handler): ...\n\n"
        '@app.get("/a")\ndef a(q: Several | None = Query(None)): ...\n',
    ),
    Policy(
        "an optional header for credentials",
        endpoint("GET /a"),
        app="from fastapi import Cookie\n\n"
        '@app.get("/a")\ndef a(x_api_key: str | None = Header(None), jwt_token: str | None = Cookie(None)): ...\n',
    ),
    Policy(
        "an optional header that is no credential, whatever it begins with",
        endpoint("GET /a", "**Response** (204 No Content)"),
        app='@app.get("/a", status_code=204)\n'
        "def a(author: str | None = Header(None), session_label: str | None = Header(None),\n"
        "    session_id: str | None = Header(None)): ...\n",
        told=(
            "D304 info header parameter author of GET /a",
            "D304 info header parameter session-label of GET /a",
        ),
    ),
    Policy(
        "an optional header for something else",
        endpoint("GET /a"),
        app='@app.get("/a")\ndef a(x_trace: str | None = Header(None)): ...\n',
        told=("D304 info header parameter x-trace of GET /a",),
    ),
    Policy(
        "an optional parameter that isn't published",
        endpoint("GET /a"),
        app='@app.get("/a")\ndef a(q: str | None = Query(None, include_in_schema=False)): ...\n',
    ),
    Policy(
        "a model of which a library may bring fields",
        endpoint("GET /a", response('{"a": 1, "b": 2}')),
        app="import elsewhere\n\nclass A(elsewhere.Base, BaseModel):\n    a: int\n\n"
        '@app.get("/a")\ndef a() -> A: ...\n',
    ),
    Policy(
        "names of path parameters, a slash at the end",
        endpoint("GET /orders/{id}", "**Response** (204 No Content)"),
        app='@app.get("/orders/{order_id}/", status_code=204)\ndef a(order_id: int): ...\n',
    ),
    Policy(
        "names of headers",
        endpoint(
            "GET /a", "**Headers**:\n\n| Header | Required |\n|---|---|\n| X-Request-ID | Yes |\n"
        ),
        app='@app.get("/a")\ndef a(x_request_id: str = Header()): ...\n',
    ),
    Policy(
        "not required and X | None = None",
        endpoint(
            "POST /a",
            "**Request**:\n\n" + fields("a | string | No"),
        ),
        app=taking("a: str | None = None"),
    ),
    Policy(
        "a string where the code says what kind",
        endpoint("GET /a", response('{"a": "x", "b": "y", "c": "z"}')),
        app=answering("a: date", "b: UUID", 'c: Literal["z", "w"]'),
    ),
    Policy(
        "a number as a string",
        endpoint("GET /a", response('{"a": "12.50"}')),
        app=answering("a: Decimal"),
    ),
    Policy(
        "a response field with a default",
        endpoint("GET /a", response('{"a": 1}')),
        app=answering("a: int = 0"),
    ),
    Policy(
        "code that leaves it open",
        endpoint("GET /a", response('{"a": {"b": 1}, "c": 1}')),
        app=answering("a: dict[str, Any]", "c: Any"),
    ),
    Policy(
        "a field of a model that takes further fields",
        endpoint("GET /a", response('{"a": 1, "b": 1}')),
        app=answering('model_config = {"extra": "allow"}', "a: int"),
    ),
    Policy(
        "a field that the body of a PATCH shows with its type",
        endpoint("PATCH /a", '**Request**:\n\n```json\n{"a": "string", "b": "integer"}\n```\n'),
        app=taking("a: str", "b: int | None = None", method="patch"),
    ),
    Policy(
        "an integer in a request and a float in the code",
        endpoint("POST /a", '**Request**:\n\n```json\n{"a": 1}\n```\n'),
        app=taking("a: float"),
    ),
    Policy(
        "a stated integer in a request and a float in the code",
        endpoint("POST /a", fields("a | integer | yes")),
        app=taking("a: float"),
        told=("D403 warning field A.a",),
    ),
    Policy(
        "the body of a GET where the spec shows answers alone",
        endpoint("GET /a", response('{"a": 1}')),
        app="class A(BaseModel):\n    a: int\n\n@app.get('/a')\ndef a(given: A) -> A: ...\n",
        told=("D313 error request body of GET /a",),
    ),
    Policy(
        "a query that an address or a sentence names",
        "# Technical Spec: A\n\n## API Endpoints\n\n### `GET /a?owner=`\n\nThe latest.\n\n"
        "### `GET /b`\n\nQuery params: `box=x1,y1` (required), `zoom` (required, integer).\n\n"
        "### `GET /c`\n\nQuery params: `done` (true/false).\n",
        app="@app.get('/a')\ndef a(owner: str): ...\n\n"
        "@app.get('/b')\ndef b(box: str, zoom: int): ...\n\n@app.get('/c')\ndef c(done: bool): ...\n",
    ),
    Policy(
        "true or false in the spec and a bool in the code",
        endpoint("POST /a", '**Request**:\n\n```json\n{"a": true | false}\n```\n'),
        app=taking("a: bool"),
    ),
    Policy(
        "a float in a request and an integer in the code",
        endpoint("POST /a", '**Request**:\n\n```json\n{"a": 1.5}\n```\n'),
        app=taking("a: int"),
        told=("D403 warning field A.a",),
    ),
    Policy(
        "the name of the thing that is answered, in braces",
        "# Technical Spec: A\n\n## API Endpoints\n\n- `GET /a` → {user}\n- `GET /b` → [{user}]\n"
        "- `GET /c` → {token}\n",
        app="class UserOut(BaseModel):\n    name: str\n\n"
        "@app.get('/a')\ndef a() -> UserOut: ...\n\n"
        "@app.get('/b')\ndef b() -> list[UserOut]: ...\n\n"
        "class Login(BaseModel):\n    access_token: str\n\n"
        "@app.get('/c')\ndef c() -> Login: ...\n",
        told=("D409 error field Login.token",),
    ),
    Policy(
        "the body of a request where the spec shows answers alone",
        endpoint("POST /a", response('{"a": 1}') + "\n### `POST /b`\n\n" + response('{"a": 1}')),
        app="class A(BaseModel):\n    a: int\n\n@app.post('/a')\ndef a(given: A) -> A: ...\n\n"
        "@app.post('/b')\ndef b(given: A) -> A: ...\n",
    ),
    Policy(
        "the body of a request where the spec shows one elsewhere",
        endpoint(
            "POST /a",
            response('{"a": 1}')
            + '\n### `POST /b`\n\n**Request**:\n\n```json\n{"a": 1}\n```\n\n'
            + response('{"a": 1}'),
        ),
        app="class A(BaseModel):\n    a: int\n\n@app.post('/a')\ndef a(given: A) -> A: ...\n\n"
        "@app.post('/b')\ndef b(given: A) -> A: ...\n",
        told=("D313 error request body of POST /a",),
    ),
    Policy(
        "a field that the example of a PATCH shows",
        endpoint("PATCH /a", '**Request**:\n\n```json\n{"a": "x", "b": 1}\n```\n'),
        app=taking("a: str", "b: int", method="patch"),
    ),
    Policy(
        "one error of a model that others share",
        endpoint(
            "GET /a",
            response('{"a": 1}')
            + '\n**Response** (404 Not Found):\n\n```json\n{"code": "gone"}\n```\n',
        ),
        app="class A(BaseModel):\n    a: int\n\nclass Error(BaseModel):\n    code: str\n    hint: str | None = None\n"
        '    details: dict[str, str] | None = None\n\n@app.get("/a", responses={404: {"model": Error}})\ndef a() -> A: ...\n',
    ),
    Policy(
        "a field that an error must have and the spec doesn't show",
        endpoint(
            "GET /a",
            response('{"a": 1}')
            + '\n**Response** (404 Not Found):\n\n```json\n{"code": "gone"}\n```\n',
        ),
        app="class A(BaseModel):\n    a: int\n\nclass Error(BaseModel):\n    code: str\n    hint: str\n\n"
        '@app.get("/a", responses={404: {"model": Error}})\ndef a() -> A: ...\n',
        told=("D402 warning field Error.hint",),
    ),
    Policy(
        "an error of a route that declares none",
        endpoint("GET /a", "**Response** (204 No Content)\n\n**Errors**:\n- 404: not found\n"),
        app='@app.get("/a", status_code=204)\ndef a(): ...\n',
    ),
    Policy(
        "a parameter without a type",
        endpoint("GET /a", "**Query Parameters**:\n\n| Name | Required |\n|---|---|\n| n | No |\n"),
        app='@app.get("/a")\ndef a(n: int = 1): ...\n',
    ),
)
