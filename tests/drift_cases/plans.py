"""What first runs on plans, overviews and code in specs told that was none."""

from __future__ import annotations

from tests.drift_cases.policy import Policy, endpoint

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

CASES = (
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
)
