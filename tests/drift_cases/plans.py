"""What first runs on plans, overviews and code in specs told that was none."""

from __future__ import annotations

from tests.drift_cases.policy import Policy, endpoint, response

LISTED = "# API 总览\n\n## 路由\n\n" + "".join(f"- `GET /x{n}` 列表\n" for n in range(11))
SERVED = "".join(f'@app.get("/x{n}")\ndef x{n}(): ...\n\n' for n in range(1, 11))
ASKS = '@app.get("/x0")\ndef x0(code: str{}): ...\n\n' + SERVED
PLAN = (
    "# Plan\n\n## Endpoint: toys\n\n**Route:** `GET /pets/{pet_id}/toys`\n\n**Response** (200)\n\n"
    '## Router: pets.py\n\n### Add `GET /{pet_id}/toys`\n\n- Returns `ToyDone(count=n, message="{N} toys")`\n- No filter on `kind`\n'
)
TOYS = 'class ToyDone(BaseModel):\n    count: int\n\n@app.get("/pets/{pet_id}/toys")\ndef toys(pet_id: int) -> ToyDone: ...\n'
SHARED = (
    '# API\n\n## Asking\n\n### Shared request shape\n\n```json\n{"q": "who"}\n```\n\n'
    '### `POST /a`\n\nResponse:\n\n```json\n{"n": 1}\n```\n\n### `POST /b`\n\nResponse:\n\n```json\n{"n": 1}\n```\n\n'
    '## Other\n\n### `POST /c`\n\nResponse:\n\n```json\n{"n": 1}\n```\n'
)
ASKED = (
    "class Q(BaseModel):\n    q: str\n\nclass N(BaseModel):\n    n: int\n\n"
    + "".join(f'@app.post("/{x}")\ndef {x}(body: Q) -> N: ...\n\n' for x in "ab")
    + '@app.post("/c")\ndef c({}) -> N: ...\n'
)
CODE = (
    "# Architecture\n\n### `GET /a`\n\n**Response** (200)\n\n## Injection\n\n```python\n{}"
    '@router.post("/search")\nasync def search(req: SearchRequest):\n    ...\n```\n\n'
    '```python\n@router.get("/find", dependencies=[Depends(limit)])\nasync def find(...): ...\n```\n'
)
QUERY = "**Query**: `day` ({}), `n` (int)\n"
DAYS = '@app.get("/a")\ndef a(day: str = "today", n: int = 0): ...\n'

FIELDS = (
    '**Request Body**:\n\n```json\n{"query": "x", "limit": 3, "until": "2026-07-22"}\n```\n\n**Fields**:\n\n'
    "- `query`: Required text, maximum 1,200 characters.\n- `limit`: Number of products to return, from 1 to 8.\n"
)
ASKING = (
    "class A(BaseModel):\n    query: str = Field(max_length=%s)\n    limit: int = Field(ge=1, le=8)\n"
    '    until: Literal["2026-07-%s"]\n\n@app.post("/a")\ndef a(body: A): ...\n'
)
FILE = "**Request**: `multipart/form-data`\n\n| Field | Type | Required |\n|---|---|---|\n| `scan` | %s (webm/mp3) | Yes |\n"
SENT = 'from fastapi import File, Form\n\n@app.post("/a")\ndef a(scan: %s): ...\n'
KINDS = (
    "# API\n\n## Authentication\n\n- Internal endpoints: No authentication\n"
    "- Export endpoints: API key via `X-API-Key` header\n\n## Endpoints\n\n- `GET /a` all\n- `GET /export/b` all\n"
)
KEYED = (
    "from fastapi.security import APIKeyHeader\n\nkey = APIKeyHeader(name='X-API-Key')\n\n"
    '@app.get("/a")\ndef a(): ...\n\n@app.get("/export/b"{})\ndef b(): ...\n\n'
    '@app.get("/c", dependencies=[Depends(key)])\ndef c(): ...\n'
)

NAMES = "Query params:\n\n```text\nkind\ndepth=1\n```\n"
PICKS = '@app.get("/a")\ndef a(kind: str = "", depth: int = 1{}): ...\n'

ALSO_ASKS = (
    "# Technical Spec: A\n\n## API Design\n\n### `POST /a`\n\n**Request Body**:\n\n"
    '```json\n{"q": "x"}\n```\n\n'
)
ASKED_BODIES = (
    "class Q(BaseModel):\n    q: str\n\nclass B(BaseModel):\n    id: int\n\n"
    "@app.post('/a')\ndef a(body: Q): ...\n\n@app.put('/b')\ndef b(body: Q) -> B: ...\n"
)
ONE_FIELD = '**Request:**\n```json\n{"name": "Rex", "note": "x"}\n```\n'
ONE_REQUIRED = (
    "class A(BaseModel):\n    name: str\n    note: str = 'a'\n\n"
    "@app.post('/a')\ndef a(body: A): ...\n"
)
AGES = "| Query | Type | Description |\n|---|---|---|\n| `age` | string | {} |\n"
AGED = '@app.get("/a")\ndef a(age: str | None = None): ...\n'
ROOTED = "# Technical Spec: A\n\n## API Endpoints\n\n" + "".join(
    f"### GET {{0}}/p{n}\n\nOne.\n\n" for n in range(9)
)
FEW_SERVED = "".join(f"@app.get('/p{n}')\ndef p{n}(): ...\n\n" for n in range(3))
SERVED_ONES = tuple(f"D301 error endpoint GET /v1/p{n}" for n in range(3))
MANY_MISSING = tuple(f"D301 error endpoint GET /v1/p{n}" for n in range(3, 9))

FORM = 'from fastapi import Form\n\n@app.post("/a")\ndef a(name: str = Form(), {}): ...\n'
UPLOAD = (
    'from fastapi import Form, UploadFile\n\n@app.post("/a")\ndef a(file: UploadFile, {}): ...\n'
)

DATED = (
    "from datetime import date, datetime\n\n"
    "@app.get('/a')\ndef a(since: {0} | None = None, to: {0} | None = None): ...\n"
)

FILTERED = "Query params: `box` (required), `zoom` {} `low`, `high`.\n"
ZOOMED = "@app.get('/a')\ndef a(box: str, zoom: int, low: int | None = None, high: int | None = None): ...\n"

CASES = (
    Policy("names of parameters, each on a line", endpoint("GET /a", NAMES), app=PICKS.format("")),
    Policy(
        "a parameter that isn't among those of which each has a line",
        endpoint("GET /a", NAMES),
        app=PICKS.format(", size: int = 9"),
        told=("D304 warning query parameter size of GET /a",),
    ),
    Policy(
        "a parameter of a line that the code lacks",
        endpoint("GET /a", NAMES),
        app=PICKS.format("").replace("kind", "sort"),
        told=(
            "D304 warning query parameter sort of GET /a",
            "D303 error query parameter kind of GET /a",
        ),
    ),
    Policy(
        "a number with a comma, a number of things, a date of an example that is one of the code's",
        endpoint("POST /a", FIELDS),
        app=ASKING % (1200, 22),
        told=("D403 info field A.limit",),
    ),
    Policy(
        "another number than one with a comma, a date of an example that is none of the code's",
        endpoint("POST /a", FIELDS),
        app=ASKING % (200, 20),
        told=(
            "D406 warning field A.query",
            "D403 info field A.limit",
            "D403 error field A.until",
        ),
    ),
    Policy(
        "kinds of files in brackets",
        endpoint("POST /a", FILE % "File"),
        app=SENT % "bytes = File()",
    ),
    Policy(
        "values in brackets",
        endpoint("POST /a", FILE % "enum"),
        app=SENT % "str = Form()",
        told=("D407 warning field scan of request body of POST /a",),
    ),
    Policy(
        "kinds of endpoints, and who may call them",
        KINDS,
        app=KEYED.format(", dependencies=[Depends(key)]"),
    ),
    Policy(
        "a kind of endpoints that needs a key, and a route without",
        KINDS,
        app=KEYED.format(""),
        told=("D311 error auth of GET /export/b",),
    ),
    Policy(
        "parameters beside the one that a call of an address has",
        LISTED.replace("/x0`", "/x0?role=keeper`"),
        app='@app.get("/x0")\ndef x0(role: str = "", page: int = 1): ...\n\n' + SERVED,
        told=("D304 info query parameter page of GET /x0",),
    ),
    Policy(
        "parameters beside two that an address has",
        LISTED.replace("/x0`", "/x0?role=keeper&page=1`"),
        app='@app.get("/x0")\ndef x0(role: str = "", page: int = 1, size: int = 9): ...\n\n'
        + SERVED,
        told=("D304 warning query parameter size of GET /x0",),
    ),
    Policy(
        "a parameter that must be sent, beside a list of addresses of which one has more",
        LISTED.replace("/x1`", "/x1?role=keeper`"),
        app=ASKS.format("").replace("x1()", 'x1(role: str = "")'),
        told=("D304 info query parameter code of GET /x0",),
    ),
    Policy(
        "a parameter that must be sent, of the endpoint of a list that has more",
        LISTED.replace("/x0`", "/x0?role=keeper`"),
        app=ASKS.format(', role: str = ""'),
        told=("D304 error query parameter code of GET /x0",),
    ),
    Policy("a route as its router has it, and whole, in one plan", PLAN, app=TOYS),
    Policy(
        "a route that begins with a parameter and ends two others",
        PLAN + "\n### `GET /owners/{pet_id}/toys`\n\n**Response** (200)\n",
        app=TOYS + '@app.get("/owners/{pet_id}/toys")\ndef o(pet_id: int): ...\n',
        told=("D301 error endpoint GET /{pet_id}/toys",),
    ),
    Policy("a request that is shown once for several endpoints", SHARED, app=ASKED.format("")),
    Policy(
        "a request that is shown for the endpoints of another section",
        SHARED,
        app=ASKED.format("body: Q"),
        told=("D313 error request body of POST /c",),
    ),
    Policy(
        "a field of the request that is shown once",
        SHARED,
        app=ASKED.format("").replace("q: str", "q: int"),
        told=("D403 error field Q.q",),
    ),
    Policy(
        "code that shows how a thing is used",
        CODE.format("# Usage in routes:\n"),
        app='@app.get("/a")\ndef a(): ...\n',
    ),
    Policy(
        "code that says what a route takes",
        CODE.format(""),
        app='@app.get("/a")\ndef a(): ...\n',
        told=("D301 error endpoint POST /search",),
    ),
    Policy(
        "a default of a parameter in words",
        endpoint("GET /a", QUERY.format("default: last 30 days")),
        app=DAYS,
    ),
    Policy(
        "a default of a parameter that is one",
        endpoint("GET /a", QUERY.format("string, default: New York")),
        app=DAYS,
        told=("D307 warning query parameter day of GET /a",),
    ),
    Policy(
        "a text or a list of texts",
        endpoint("GET /a", "| Query | Type |\n|---|---|\n| `tags` | string / string[] |\n"),
        app='@app.get("/a")\ndef a(tags: str | list[str] = Query("")): ...\n',
    ),
    Policy(
        "a list of texts where the spec has a text too",
        endpoint("GET /a", "| Query | Type |\n|---|---|\n| `tags` | string / string[] |\n"),
        app='@app.get("/a")\ndef a(tags: list[str] = Query([])): ...\n',
        told=("D306 error query parameter tags of GET /a",),
    ),
    Policy(
        "a body that the spec has in words",
        ALSO_ASKS
        + "### `PUT /b`\n\n**Request:** Any subset of pet fields (all optional).\n\n"
        + response('{"id": 1}'),
        app=ASKED_BODIES,
    ),
    Policy(
        "a body that the spec has no word on",
        ALSO_ASKS + "### `PUT /b`\n\nChanges a pet.\n\n" + response('{"id": 1}'),
        app=ASKED_BODIES,
        told=("D313 error request body of PUT /b",),
    ),
    Policy(
        "the one field that has to be there",
        endpoint("POST /a", ONE_FIELD + "Required: `name`. All others optional.\n"),
        app=ONE_REQUIRED,
    ),
    Policy(
        "the fields that have to be there",
        endpoint("POST /a", ONE_FIELD + "Required: `name`, `note`.\n"),
        app=ONE_REQUIRED,
        told=("D404 info field A.note",),
    ),
    Policy(
        "ranges that are values",
        endpoint("GET /a", AGES.format("Filter by age (4-6, 7-10, 11-14)")),
        app=AGED,
    ),
    Policy(
        "a range that is a length",
        endpoint("GET /a", AGES.format("Name of an age (4-14)")),
        app=AGED,
        told=("D306 warning query parameter age of GET /a",) * 2,
    ),
    Policy(
        "a root of the spec that a proxy has",
        ROOTED.format("/v1"),
        app=FEW_SERVED,
        told=("D316 error paths of spec.md", *MANY_MISSING),
    ),
    Policy(
        "a first part of the paths that the code lacks",
        ROOTED.format("/shop"),
        app=FEW_SERVED,
        told=tuple(item.replace("/v1", "/shop") for item in (*SERVED_ONES, *MANY_MISSING)),
    ),
    Policy(
        "a form as it is sent",
        endpoint("POST /a", "Form-encoded.\n```\nname=Rex&age=3\n```\n"),
        app=FORM.format("age: int = Form()"),
    ),
    Policy(
        "a form as it is sent, which holds something else",
        endpoint("POST /a", "Form-encoded.\n```\nname=Rex&weight=3\n```\n"),
        app=FORM.format("age: int = Form()"),
        told=("D409 error field weight of request body of POST /a",),
    ),
    Policy(
        "a form of a file and something that may be left out",
        endpoint("POST /a", "Sends **multipart/form-data** with `file` and optional `name`.\n"),
        app=UPLOAD.format("name: str | None = Form(None)"),
    ),
    Policy(
        "a form of a file and something that it is not told to have",
        endpoint("POST /a", "Sends **multipart/form-data** with `file`, which has a `name`.\n"),
        app=UPLOAD.format("name: str | None = Form(None)"),
        told=("D402 warning field name of request body of POST /a",),
    ),
    Policy(
        "dates of ISO 8601, several of them",
        endpoint("GET /a", "Query params: `since`, `to` (ISO dates).\n"),
        app=DATED.format("date"),
    ),
    Policy(
        "dates of ISO 8601 with a time in the code",
        endpoint("GET /a", "Query params: `since`, `to` (ISO dates).\n"),
        app=DATED.format("datetime"),
        told=("D306 error query parameter to of GET /a",),
    ),
    Policy(
        "optional filters behind what has to be there",
        endpoint("GET /a", FILTERED.format("(required, integer), and optional filters")),
        app=ZOOMED,
    ),
    Policy(
        "what is optional itself in front of others",
        endpoint("GET /a", FILTERED.format("(integer, optional), and")),
        app=ZOOMED,
        told=("D305 error query parameter zoom of GET /a",),
    ),
)
