"""Bodies of errors, errors of the framework, and payloads of events."""

from __future__ import annotations

from tests.drift_cases.policy import (
    Policy,
    endpoint,
)

ANSWERS = "## Errors\n\nEvery error has this body:\n\n```json\n{}\n```\n"

MISSING = "\n**Errors**:\n\n| Status | Code |\n|---|---|\n| 404 | GONE |\n"

EVERY = endpoint("GET /a", "**Response** (204 No Content)\n" + MISSING).replace(
    "## API Design", ANSWERS.format('{"code": "GONE", "note": "It was sold", "at": 7}') + "\n## API"
)

"""A spec that gives one body to all errors."""

EVENT = (
    "# Technical Spec: A\n\n## Async Events\n\n"
    "| Event name | Trigger | Payload JSON | Destination / Topic | Partition Key |\n|---|---|---|---|---|\n"
    '| thing.made | A thing is made | `{ "id": 7 }` | things | id |\n'
)

FAILS = (
    "class Error(BaseModel):\n    code: str\n{}\n"
    '@app.get("/a", status_code=204, responses={{404: {{"model": Error}}}})\ndef a(): ...\n'
)

CASES = (
    Policy(
        "the body that a spec gives to all errors",
        EVERY,
        app=FAILS.format("    note: bool\n    at: int\n    hint: str | None = None\n"),
        told=("D403 error field Error.note",),
    ),
    Policy(
        "the body that a spec gives to all errors, as it is",
        EVERY,
        app=FAILS.format("    note: str\n    at: int\n    hint: str | None = None\n"),
    ),
    Policy(
        "a renamed field of an error",
        EVERY,
        app=FAILS.format(
            "    noted: str | None = None\n    at: int\n    hint: str | None = None\n"
        ),
        told=("D409 error field Error.note",),
    ),
    Policy(
        "a field of other errors is no new name",
        EVERY,
        app=FAILS.format("    hint: str | None = None\n    at: int\n"),
        told=("D401 error field Error.note",),
    ),
    Policy(
        "errors that the framework answers",
        endpoint(
            "GET /a",
            "**Authentication**: Bearer token\n\n**Response** (204 No Content)\n\n**Errors**:\n\n"
            "| Status | Code |\n|---|---|\n| 401 | NO_TOKEN |\n| 403 | NOT_YOURS |\n"
            "| 422 | WRONG |\n| 500 | BROKEN |\n| 404 | GONE |\n",
        ),
        app='@app.get("/a", status_code=204, responses={404: {}},\n'
        "    dependencies=[Depends(HTTPBearer())])\ndef a(): ...\n",
    ),
    Policy(
        "an event's trigger, destination and key",
        EVENT,
        app="class ThingMade(BaseModel):\n    id: int\n",
    ),
    Policy(
        "an event's payload",
        EVENT,
        app="class ThingMade(BaseModel):\n    id: bool\n",
        told=("D503 error field ThingMade.id",),
    ),
)
