"""Routes that settings, libraries and made paths serve."""

from __future__ import annotations

from tests.drift_cases.policy import (
    Policy,
    endpoint,
)

SETTINGS = """
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    debug: bool = False

settings = Settings()
router = APIRouter(prefix="/debug")

@router.get("/a", status_code={status})
def a(): ...

if settings.debug:
    app.include_router(router)
"""

CASES = (
    Policy(
        "a route that another setting serves",
        endpoint("GET /debug/a", "**Response** (200 OK)\n"),
        app=SETTINGS.format(status=200),
    ),
    Policy(
        "a route that another setting serves is compared",
        endpoint("GET /debug/a", "**Response** (200 OK)\n"),
        app=SETTINGS.format(status=202),
        told=("D308 error status 200 of GET /debug/a",),
    ),
    Policy(
        "a route beside those that another setting serves",
        endpoint("GET /debug/b", "**Response** (200 OK)\n"),
        app=SETTINGS.format(status=200),
        told=("D301 error endpoint GET /debug/b",),
    ),
    Policy(
        "metrics that a library serves",
        endpoint("GET /metrics", "**Response** (200 OK)\n"),
        app="from prometheus_fastapi_instrumentator import Instrumentator\n\n"
        "Instrumentator().instrument(app).expose(app)\n",
    ),
    Policy(
        "metrics that a library doesn't serve",
        endpoint("GET /metrics", "**Response** (200 OK)\n"),
        app="from prometheus_fastapi_instrumentator import Instrumentator\n\n"
        "Instrumentator().instrument(app)\n",
        told=("D301 error endpoint GET /metrics",),
    ),
    Policy(
        "a route whose path can't be told",
        endpoint("GET /flags", "**Response** (200 OK)\n\n### `GET /other`\n\n**Response** (200)\n"),
        app="from elsewhere import base\n\n@app.get(base('flags'))\ndef flags(): ...\n",
        told=("D301 error endpoint GET /other",),
    ),
    Policy(
        "parameters of what a library's object was given",
        endpoint(
            "GET /a",
            "**Query Parameters**:\n\n| Parameter | Required |\n|---|---|\n| tenant | No |\n",
        ),
        app="from fastapi_users import FastAPIUsers\n\n"
        "def manager(tenant: str | None = None): ...\n\n"
        "users = FastAPIUsers(manager, [])\n\n"
        "@app.get('/a')\ndef a(user=Depends(users.current_user())): ...\n",
    ),
    Policy(
        "addresses of a route whose parameter has few values",
        endpoint(
            "GET /login/github/start",
            "**Response** (200 OK)\n\n### `GET /login/google/start`\n\n**Response** (200)\n",
        ),
        app="from enum import Enum\n\n"
        "class Provider(str, Enum):\n    GITHUB = 'github'\n    GITLAB = 'gitlab'\n\n"
        "@app.get('/login/{provider}/start')\ndef start(provider: Provider): ...\n",
        told=("D301 error endpoint GET /login/google/start",),
    ),
    Policy(
        "files that a folder serves",
        endpoint(
            "GET /uploads/{name}",
            "**Response** (200 OK)\n\n### `POST /uploads/{name}`\n\n**Response** (200)\n\n"
            "### `GET /about`\n\n**Response** (200)\n",
        ),
        app="from fastapi.staticfiles import StaticFiles\n\n"
        "app.mount('/uploads', StaticFiles(directory='uploads'))\n"
        "app.mount('/', StaticFiles(directory='build', html=True))\n",
        told=("D301 error endpoint POST /uploads/{name}", "D301 error endpoint GET /about"),
    ),
    Policy(
        "an address that any text fits is another endpoint",
        endpoint("GET /users/me", "**Response** (200 OK)\n"),
        app="@app.get('/users/{name}')\ndef user(name: str): ...\n",
        told=("D301 error endpoint GET /users/me",),
    ),
    Policy(
        "a call of a route, with a value in its path",
        "# Technical Spec: A\n\n## API Endpoints\n\n- `GET /api/user123/pets` - all\n"
        "- `GET /pets/00000000-0000-4000-8000-000000000001` - one\n- `GET /pets/oauth2` - another\n",
        app="@app.get('/api/{owner}/pets')\ndef a(owner: str): ...\n\n"
        "@app.get('/pets/{id}')\ndef b(id: str): ...\n",
        told=("D301 error endpoint GET /pets/oauth2",),
    ),
    Policy(
        "the pages of documentation that FastAPI serves",
        "# Technical Spec: A\n\n## API Endpoints\n\n- `GET /a` - all\n- `GET /docs` - Swagger UI\n"
        "- `GET /api/redoc` - ReDoc\n- `GET /openapi.json` - the schema\n- `POST /docs` - a new one\n",
        app="@app.get('/a')\ndef a(): ...\n",
        told=("D301 error endpoint POST /docs",),
    ),
    Policy(
        "a small application beside a large one",
        endpoint("POST /tokens", "**Response** (200 OK)\n"),
        app="@app.get('/a')\ndef a(): ...\n\n@app.get('/b')\ndef b(): ...\n\n"
        "@app.get('/c')\ndef c(): ...\n\nbroker = FastAPI()\n\n"
        "@broker.post('/tokens')\ndef issue(): ...\n",
    ),
    Policy(
        "what a handler takes out of the request",
        endpoint(
            "POST /a",
            """\
            **Headers**: `X-Tenant` (required), `X-Other` (optional)

            **Query Parameters**: `page` (optional)

            **Request**:

            ```json
            {"name": "Ada"}
            ```

            **Response** (200 OK)
            """,
        ),
        app="from fastapi import Request\n\n"
        "@app.post('/a')\nasync def a(request: Request):\n"
        "    tenant = request.headers.get('x-tenant')\n"
        "    page = request.query_params[PAGE]\n"
        "    return (await request.form())['name']\n",
        told=("D303 error header parameter X-Other of POST /a",),
    ),
    Policy(
        "what a route says in openapi_extra",
        endpoint(
            "POST /a",
            "**Query Parameters**: `page` (optional), `size` (optional)\n\n"
            '**Request**:\n\n```json\n{"name": "Ada"}\n```\n\n**Response** (200 OK)\n',
        ),
        app="EXTRA = {'parameters': [{'in': 'query', 'name': 'Page'}],"
        " 'requestBody': {'content': {'application/json': {}}}}\n\n"
        "@app.post('/a', openapi_extra=EXTRA)\ndef a(): ...\n",
        told=("D303 error query parameter size of POST /a",),
    ),
    Policy(
        "a handler that looks at the request and not at its body",
        endpoint(
            "POST /a",
            '**Query Parameters**: `page`\n\n**Request**:\n\n```json\n{"name": "Ada"}\n```\n',
        ),
        app="from fastapi import Request\n\n"
        "async def sent(request: Request):\n    return await request.json()\n\n"
        "def user(request: Request, body: Any = Depends(sent)):\n    return known(request)\n\n"
        "@app.post('/a')\ndef a(request: Request, other: Any = Depends(user)):\n"
        "    return other.json(), request.client, request.url.path, templates.TemplateResponse(request, 'a.html')\n",
        told=(
            "D303 error query parameter page of POST /a",
            "D312 error request body of POST /a",
        ),
    ),
)
