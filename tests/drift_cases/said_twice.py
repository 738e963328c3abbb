"""What first runs on routes that a document names again, denies or labels told that was none."""

from __future__ import annotations

from tests.drift_cases.policy import Policy, endpoint

AGAIN = (
    "# API\n\n## Pets\n\n### `GET /api/v1/pets`\n\n**Response** (200)\n\n### `GET /api/v1/toys`\n\n**Response** (200)\n\n"
    "## Priorities\n\n| Endpoint | Must |\n|---|---|\n| `GET /pets` | Yes |\n| `GET /toys` | Yes |\n| `GET {}` | Yes |\n\n"
    "There should not normally be:\n\n```text\nPOST /{}\n```\n"
)
SERVED = '@app.get("/api/v1/pets")\ndef pets(): ...\n\n@app.get("/api/v1/toys")\ndef toys(): ...\n'
LABELLED = (
    "# API\n\n## Asking\n\n| Endpoint | Method | Description |\n|---|---|---|\n| `/query` | POST | Asks |\n\n"
    '**POST `/query` — Request:**\n\n```json\n{"q": "x"}\n```\n\n**POST `/query` — Response:**\n\n```json\n{"n": "a"}\n```\n'
)
ASKS = (
    "class Q(BaseModel):\n    q: str\n\nclass N(BaseModel):\n    n: {}\n\n"
    '@app.post("/query")\ndef query(body: Q) -> N: ...\n'
)
CELLS = (
    "# API\n\n| Method | Path | Body | Response |\n|---|---|---|---|\n"
    '| `POST` | `/a` | body: `{"mode": "on" \\| "off"}` | `{"at": "..." \\| null}` |\n'
)
MODES = (
    "class A(BaseModel):\n    mode: Literal[{}]\n\nclass B(BaseModel):\n    at: str | None\n\n"
    '@app.post("/a")\ndef a(body: A) -> B: ...\n'
)
ADDED = '**Success Response{}**:\n\n```json\n{{"kind": "batch"}}\n```\n'
WHOLE = 'class A(BaseModel):\n    kind: str\n    total: int\n\n@app.post("/a")\ndef a() -> A: ...\n'

TUNED = (
    "**Request Body**:\n\n| Field | Required | Default |\n|---|---|---|\n| `rules` | No | `{}` |\n"
)
RULES = "class A(BaseModel):\n    rules: {}\n\n@app.post('/a')\ndef a(body: A): ...\n"

CASES = (
    Policy(
        "a text that holds an empty object by default",
        endpoint("POST /a", TUNED),
        app=RULES.format("str = '{}'"),
    ),
    Policy(
        "a text with another default",
        endpoint("POST /a", TUNED),
        app=RULES.format("str = '[]'"),
        told=("D408 warning field A.rules",),
    ),
    Policy(
        "routes that a table names again without their root, and one that is denied",
        AGAIN.format("/pets", "timeline"),
        app=SERVED,
    ),
    Policy(
        "a route that a table names alone, without the root of the others",
        AGAIN.format("/owners", "timeline"),
        app=SERVED,
        told=("D301 error endpoint GET /owners",),
    ),
    Policy(
        "a route below a line that says that it is there",
        AGAIN.format("/pets", "timeline").replace("should not", "should"),
        app=SERVED,
        told=("D301 error endpoint POST /timeline",),
    ),
    Policy("labels behind a route that is called as a part", LABELLED, app=ASKS.format("str")),
    Policy(
        "another type below a label behind a route",
        LABELLED,
        app=ASKS.format("int"),
        told=("D403 error field N.n",),
    ),
    Policy("strokes in the JSON of a cell", CELLS, app=MODES.format('"on", "off"')),
    Policy(
        "other values than those of the JSON of a cell",
        CELLS,
        app=MODES.format('"on"'),
        told=("D407 error field A.mode",),
    ),
    Policy(
        "what an answer has in addition to that of others",
        endpoint("POST /a", ADDED.format(" Additions")),
        app=WHOLE,
    ),
    Policy(
        "an answer that lacks what the code has",
        endpoint("POST /a", ADDED.format("")),
        app=WHOLE,
        told=("D402 warning field A.total",),
    ),
)
