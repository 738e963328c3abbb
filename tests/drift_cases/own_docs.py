"""What docs of an API that lie beside their own code leave open: cut examples, prefixes, errors of one status, who may call."""

from __future__ import annotations

from tests.drift_cases.policy import Policy, answering, endpoint, response

CUT = answering("id: int", "name: str", "age: int")
SOME = (
    "class A(BaseModel):\n    name: str%s\n    age: int%s\n\n@app.put('/a')\ndef a(body: A): ...\n"
)
CHANGED = '**Request Body**:\n\n```json\n{"name": "Rex"}\n```\n'
BASED = (
    "# API\n\nBase URL: {base}\n\n## API Endpoints\n\n| Method | Path | Description |\n|---|---|---|\n"
    "| GET | /pets | All |\n| GET | /pets/{{id}} | One |\n| POST | /pets | A new one |\n"
)
UNDER_V1 = (
    "router = APIRouter(prefix='/v1')\n\n@router.get('/pets')\ndef pets(): ...\n\n"
    "@router.get('/pets/{id}')\ndef pet(id: int): ...\n\n@router.post('/pets')\ndef make(): ...\n\n"
    "app.include_router(router)\n"
)
MANY = "# API\n\n## API Endpoints\n\n| Method | Path | Description |\n|---|---|---|\n{}"
FEW = "".join(f"@app.get('/api/v1/a{number}')\ndef a{number}(): ...\n\n" for number in range(4))
TOLD = (
    "# API\n\n## API Endpoints\n\n| Method | Path | Description |\n|---|---|---|\n"
    '| POST | /login | Returns `{{ "token": "x" }}` |\n| GET | /pets | All, {said} `owner` |\n{more}'
)
TAKEN = (
    "class Login(BaseModel):\n    name: str\n\nclass Token(BaseModel):\n    token: str\n\n"
    "@app.post('/login')\ndef login(body: Login) -> Token: ...\n\n@app.get('/pets')\ndef pets(): ...\n\n"
    "@app.post('/pets')\ndef make(body: Login): ...\n"
)
FAILS = (
    "# API\n\n## API Endpoints\n\n### `GET /a`\n\nAnswers `503` when it is not ready.\n\n"
    + response('{"ready": true}')
    + '\n## Errors\n\n%s\n\n```json\n{"detail": "text"}\n```\n'
)
UNREADY = (
    "class A(BaseModel):\n    ready: bool\n\n"
    "@app.get('/a', responses={503: {'model': A}})\ndef a() -> A: ...\n"
)
WATCHED = (
    "from starlette.middleware.base import BaseHTTPMiddleware\nfrom starlette.responses import JSONResponse\n\n"
    "class Noting(BaseHTTPMiddleware):\n    async def dispatch(self, request, call_next):\n"
    "        seen = request.headers.get('x-request-id')\n        if len(seen or '') > 99:\n"
    "            return JSONResponse({}, status_code=%s)\n        return await call_next(request)\n\n"
    "app.add_middleware(Noting)\n\n@app.get('/a')\ndef a(): ...\n"
)
LOCKED = endpoint("GET /a", "**Authentication**: Bearer token\n")
CALLED = (
    "# API\n\n## Authentication\n\n{said}\n\n## API Endpoints\n\n| Method | Path | Description |\n|---|---|---|\n"
    "| GET | {path} | Words |\n| GET | /pets | All |\n"
)
OPEN = "\n@app.get('%s')\ndef a(): ...\n\n@app.get('/pets', dependencies=[Depends(HTTPBearer())])\ndef pets(): ...\n"
OPENED = "from fastapi.security import HTTPBearer\n" + OPEN
JWT = "The API uses JWT. Send it as header: `Authorization: Bearer <token>`."
SENT = (
    "# API\n\n## API Endpoints\n\n| Method | Path | 응답 |\n|---|---|---|\n"
    "| POST | /pets | 입력 `{ name }` → `{ id, name }` |\n| GET | /pets/{id} | 단건 |\n"
)
MADE = (
    "class New(BaseModel):\n    name: str\n    %s\n\nclass Pet(BaseModel):\n    id: int\n    name: str\n\n"
    "@app.post('/pets', status_code=201)\ndef make(body: New) -> Pet: ...\n\n"
    "@app.get('/pets/{id}')\ndef pet(id: int): ...\n"
)
NAMED = "**Query Parameters**:\n\n| Name | Type | Default |\n|---|---|---|\n| kind | string | |\n| label | string | %s |\n"
LABELS = "@app.get('/a')\ndef a(kind: str | None = None, label: str | None = None): ...\n"
ROUTES = "# API\n\n## API Endpoints\n\n| Method | Path | Description |\n|---|---|---|\n{}"
BESIDE = "".join(
    f"| {line} | Words |\n"
    for line in (
        "GET | /api/v1/a0",
        "GET | /api/v1/a1",
        "GET | /api/v1/a2",
        "GET | /ready",
        "GET | /a3",
    )
)
MIXED = FEW + "@app.get('/ready')\ndef ready(): ...\n\n@app.get('%s')\ndef other(): ...\n"
REPEATED = "# API\n\n## Sending twice\n\n{said}\n\n## API Endpoints\n\n### `POST /a`\n\n**Query**: `loud` (boolean)\n"
KEYED = (
    "@app.post('/a')\ndef a(loud: bool = False, key: str = Header(alias='Idempotency-Key')): ...\n"
)
ASKED = (
    "class Ask(BaseModel):\n    question: str\n    course: int\n    history: list[str] = []\n\n"
    "@app.post('/a')\ndef a(body: Ask): ...\n"
)

CASES = (
    Policy("an object with an ellipsis", endpoint("GET /a", response('{"id": 1, ...}')), app=CUT),
    Policy(
        "an object without an ellipsis beside a list with one",
        endpoint(
            "GET /a", response('{"id": 1, "name": "Rex"}') + "\n`[...]` is short for a list.\n"
        ),
        app=CUT,
        told=("D402 warning field A.age",),
    ),
    Policy(
        "the body of a PUT that need not hold anything",
        endpoint("PUT /a", CHANGED),
        app=SOME % (" | None = None", " | None = None"),
        told=("D402 info field A.age", "D404 info field A.name"),
    ),
    Policy(
        "the body of a PUT that must hold some fields",
        endpoint("PUT /a", CHANGED),
        app=SOME % ("", " | None = None"),
        told=("D402 warning field A.age",),
    ),
    Policy(
        "paths with one prefix in the spec and another in the code",
        BASED.format(base="`http://localhost:8000/api`"),
        app=UNDER_V1,
        told=("D316 error paths of spec.md",),
    ),
    Policy(
        "a prefix that the spec says its paths don't have",
        BASED.format(base="set when it is built, no `/api` prefix in the paths"),
        app=UNDER_V1,
        told=("D316 warning paths of spec.md",),
    ),
    Policy(
        "a root that few of a spec's many routes have in the code",
        MANY.format("".join(f"| GET | /a{number} | One |\n" for number in range(12))),
        app=FEW,
        told=(
            "D316 warning paths of spec.md",
            *(f"D301 error endpoint GET /a{number}" for number in range(4, 12)),
        ),
    ),
    Policy(
        "a prefix that is no root, and that few have in the code",
        MANY.format("".join(f"| GET | /a{number} | One |\n" for number in range(12))),
        app=FEW.replace("/api/v1", "/pets"),
        told=tuple(f"D301 error endpoint GET /a{number}" for number in range(12)),
    ),
    Policy(
        "another method of the same path",
        endpoint("POST /a", "Words.\n"),
        app="@app.get('/a')\ndef a(): ...\n",
        told=("D301 error endpoint POST /a",),
    ),
    Policy(
        "a request body, in a list of endpoints that tells no requests",
        TOLD.format(said="always filtered by", more="| POST | /pets | A new one |\n"),
        app=TAKEN,
    ),
    Policy(
        "a query parameter that a list names, and one that the server always filters by",
        TOLD.format(said="filtered by", more="| POST | /pets | A new one |\n"),
        app=TAKEN,
        told=("D303 error query parameter owner of GET /pets",),
    ),
    Policy(
        "the body of the errors of one status",
        FAILS % "FastAPI answers `422` where fields are missing, in its own form:",
        app=UNREADY,
    ),
    Policy(
        "the body of all errors",
        FAILS % "All errors, such as `503`, have one form:",
        app=UNREADY,
        told=("D402 warning field A.ready", "D401 error field A.detail"),
    ),
    Policy(
        "a middleware that turns nobody away for who calls",
        LOCKED,
        app=WATCHED % 413,
        told=("D311 error auth of GET /a",),
    ),
    Policy("a middleware that may turn callers away", LOCKED, app=WATCHED % 401),
    Policy(
        "an open root beside a scheme that is stated for the whole API",
        CALLED.format(said=JWT, path="/"),
        app=OPENED % "/",
    ),
    Policy(
        "an open probe, where all endpoints are said to need a token",
        CALLED.format(said="All endpoints require a JWT bearer token.", path="/ready"),
        app=OPENED % "/ready",
    ),
    Policy(
        "an open route, where all endpoints are said to need a token",
        CALLED.format(said="All endpoints require a JWT bearer token.", path="/dogs"),
        app=OPENED % "/dogs",
        told=("D311 error auth of GET /dogs",),
    ),
    Policy(
        "what is said of all endpoints that need a token",
        CALLED.format(said="所有需鉴权接口都只返回当前用户拥有的资源，使用 JWT。", path="/dogs"),
        app=OPENED % "/dogs",
    ),
    Policy(
        "what is sent, in a column of answers",
        SENT,
        app=MADE % "age: int = 0",
        told=("D402 warning field New.age",),
    ),
    Policy(
        "what must be sent beyond that",
        SENT,
        app=MADE % "age: int",
        told=("D402 error field New.age",),
    ),
    Policy(
        "a default that names another parameter",
        endpoint("GET /a", NAMED % "`kind`"),
        app=LABELS,
    ),
    Policy(
        "a field in another spelling and of another type",
        endpoint("GET /a", response('{"made_by": {"id": 1}, "kept": true}')),
        app="class By(BaseModel):\n    id: str\n\n"
        + answering("kept: bool", "by: By = Field(serialization_alias='madeBy')"),
        told=("D409 error field A.made_by", "D403 error field By.id"),
    ),
    Policy(
        "a field in other words and of another type",
        endpoint("GET /a", response('{"made_by": {"id": 1}, "kept": true}')),
        app="class By(BaseModel):\n    id: str\n\n"
        + answering("kept: bool", "by: By = Field(serialization_alias='writer')"),
        told=("D402 warning field A.writer", "D401 error field A.made_by"),
    ),
    Policy(
        "a default that is a value",
        endpoint("GET /a", NAMED % "`dog`"),
        app=LABELS,
        told=("D307 warning query parameter label of GET /a",),
    ),
    Policy(
        "a path in short, where others have the root and a probe lies beside it",
        ROUTES.format(BESIDE),
        app=MIXED % "/api/v1/dogs",
    ),
    Policy(
        "a path in short, where as many lie beside the root as below it",
        ROUTES.format(
            "| GET | /api/v1/a0 | Words |\n| GET | /ready | Words |\n| GET | /a3 | Words |\n"
        ),
        app=MIXED % "/dogs",
        told=("D301 error endpoint GET /a3",),
    ),
    Policy(
        "a header that a text names which belongs to no endpoint",
        REPEATED.format(
            said="What writes takes an `Idempotency-Key`; the second call has no effect."
        ),
        app=KEYED,
    ),
    Policy(
        "a header that no text names",
        REPEATED.format(said="What writes takes a key; the second call has no effect."),
        app=KEYED,
        told=("D304 error header parameter Idempotency-Key of POST /a",),
    ),
    Policy(
        "a header that a text names with the endpoints that take it",
        REPEATED.format(said="| Endpoint | Header |\n|---|---|\n| `POST /b` | `Idempotency-Key` |"),
        app=KEYED,
        told=(
            "D301 error endpoint POST /b",
            "D304 error header parameter Idempotency-Key of POST /a",
        ),
    ),
    Policy(
        "a body of which the optional fields alone are told",
        endpoint("POST /a", "**Optional fields:** `history`\n"),
        app=ASKED,
    ),
    Policy(
        "a body of which a field that must be sent is told beside optional ones",
        endpoint("POST /a", "**Required fields:** `question`\n\n**Optional fields:** `history`\n"),
        app=ASKED,
        told=("D402 error field Ask.course",),
    ),
)
