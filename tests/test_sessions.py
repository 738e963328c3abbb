"""Handlers of a table's routes take a database session, from the module that has one."""

from __future__ import annotations

import re
from pathlib import Path

from tests.generated_app import run, served
from tests.sample_projects import spec2code

SPEC = """# Lamps

```sql
CREATE TABLE lamps (id UUID PRIMARY KEY, label VARCHAR(40) NOT NULL);
```

### GET /lamps/{id}

| Name | In | Type | Required |
|------|----|------|----------|
| session | cookie | string | no |

**Response** (200):
```json
{"id": "6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22", "label": "Desk"}
```

### POST /lamps/{id}/reset

**Response** (200):
```json
{"label": "Desk"}
```

### GET /health

**Response** (200):
```json
{"up": true}
```
"""
LAMP = "/lamps/6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22"
DEPS = """from typing import Annotated

from fastapi import Depends
from sqlalchemy.orm import Session


def get_db() -> Session:
    raise NotImplementedError


SessionDep = Annotated[Session, Depends(get_db)]
"""


def router(root: Path, *arguments: str) -> str:
    (root / "spec.md").write_text(SPEC)
    spec2code(root, "generate", "spec.md", *arguments)
    return next(root.glob("**/routers/lamps.py")).read_text()


def first_parameter(text: str, handler: str) -> str:
    found = re.search(rf"async def {handler}\(\s*(.*?)[,)]", text)
    assert found
    return found[1]


def test_routes_of_a_table_take_a_session_and_others_none(tmp_path: Path) -> None:
    text = router(tmp_path)
    assert "from app.db import SessionDep\n" in text
    assert first_parameter(text, "get_lamp") == "db_session: SessionDep"
    assert first_parameter(text, "reset_lamp") == "session: SessionDep"
    assert first_parameter(text, "get_health") == ""
    with served(tmp_path) as client:
        # Without a database: nothing connects before a session is used.
        assert client.get(LAMP).status_code == 501
        assert client.post(f"{LAMP}/reset").status_code == 501
    run(tmp_path, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / ".mypy"), "app")
    assert spec2code(tmp_path, "diff").stdout.startswith("no drift")


def test_a_mock_needs_no_database(tmp_path: Path) -> None:
    router(tmp_path, "--stubs", "example")
    with served(tmp_path) as client:
        assert client.get(LAMP).json()["label"] == "Desk"


def test_without_models_there_is_no_session(tmp_path: Path) -> None:
    assert "SessionDep" not in router(tmp_path, "--only", "pydantic,fastapi")
    router(tmp_path)
    # The routes alone are made again: db.py is there.
    again = router(tmp_path, "--only", "fastapi")
    assert first_parameter(again, "reset_lamp") == "session: SessionDep"


def test_the_session_of_a_project_is_used(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app/__init__.py").write_text("")
    (tmp_path / "app/deps.py").write_text(DEPS)
    (tmp_path / "app/db.py").write_text("URL = 'sqlite://'\n")
    assert "from app.deps import SessionDep\n" in router(tmp_path)
