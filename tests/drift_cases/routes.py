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
)
