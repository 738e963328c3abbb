"""What a generated test does to be refused: another caller, the same call before, a state that is to be arranged."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from spec2code_generators.pytest_stubs import TestsGenerator

from spec2code.spec import read_spec
from tests.generated_app import request

SPEC = read_spec(
    b"""# Rooms

### POST /rooms

Authentication: required (Bearer token)
Rate limit: 3 requests per minute

Request:

```json
{"name": "Blue"}
```

Response 201:

```json
{"id": 1, "name": "Blue"}
```

| Status | Code | When |
|---|---|---|
| 400 | VALIDATION_ERROR | The name is missing |
| 401 | UNAUTHORIZED | No token |
| 403 | FORBIDDEN | The caller is no clerk |
| 409 | NAME_TAKEN | The name is taken |
| 409 | HOUSE_CLOSED | The house is closed |
| 429 | RATE_LIMITED | Too many rooms |

### PUT /rooms/{id}

Headers: `Idempotency-Key` (required)

Request:

```json
{"name": "Blue"}
```

Response 200:

```json
{"id": 1, "name": "Blue"}
```

| Status | Code | When |
|---|---|---|
| 403 | FORBIDDEN | The room is locked |
| 409 | NAME_TAKEN | The name is taken |
""",
    "rooms.md",
).spec
APP = """
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

app = FastAPI()
names, calls = set(), []


@app.post("/rooms", status_code=201)
async def create(request: Request):
    caller, name = request.headers.get("authorization"), (await request.json()).get("name")
    if caller is None:
        return JSONResponse({"code": "UNAUTHORIZED"}, 401)
    if caller != "Bearer token":
        return JSONResponse({"code": "FORBIDDEN"}, 403)
    if name is None:
        return JSONResponse({"code": "VALIDATION_ERROR"}, 400)
    calls.append(name)
    if len(calls) > 3:
        return JSONResponse({"code": "RATE_LIMITED"}, 429)
    if name in names:
        return JSONResponse({"code": "NAME_TAKEN"}, 409)
    names.add(name)
    return {"id": 1, "name": name}
"""
SCHEMAS = "from pydantic import BaseModel\nclass RoomRead(BaseModel):\n    id: int\n"


def module() -> str:
    (file,) = TestsGenerator().generate(request(SPEC)).files
    return file.content


def body(name: str) -> str:
    found = {
        item.name: item
        for item in ast.parse(module()).body
        if isinstance(item, ast.AsyncFunctionDef)
    }
    return ast.unparse(found[name])


@pytest.mark.parametrize(
    ("test", "said"),
    [
        ("test_create_room_403_forbidden", "headers=BEARER_FORBIDDEN"),
        ("test_create_room_409_name_taken", "range(1)"),
        ("test_create_room_429_rate_limited", "range(3)"),
        ("test_create_room_409_house_closed", "given(client, 'The house is closed')"),
        # There is no other caller without credentials, and the key of a call has it answered as before.
        ("test_update_room_403_forbidden", "given(client, 'The room is locked')"),
        ("test_update_room_409_name_taken", "given(client, 'The name is taken')"),
    ],
)
def test_what_is_done_to_be_refused(test: str, said: str) -> None:
    assert said in body(test)


def test_what_is_asked_for_rightly_is_asked_for_once() -> None:
    assert not {"given", "range"} & {
        item.id
        for item in ast.walk(ast.parse(body("test_create_room_201")))
        if isinstance(item, ast.Name)
    }


def test_right_handlers_pass_and_what_is_not_arranged_says_so(tmp_path: Path) -> None:
    for path, text in {
        "app/main.py": APP,
        "app/schemas/rooms.py": SCHEMAS,
        "tests/test_rooms_api.py": module(),
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    options = ["-q", "-rA", "-W", "ignore", "-p", "no:cacheprovider", "--rootdir=."]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "-k", "create_room"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    failed = [line for line in done.stdout.splitlines() if line.startswith("FAILED")]
    assert "6 passed" in done.stdout, done.stdout
    assert len(failed) == 1 and "_409_house_closed" in failed[0]
    assert "not arranged yet: The house is closed" in done.stdout
