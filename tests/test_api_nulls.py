"""Fields of responses that only an example shows may be null where their columns may; `diff` takes both."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.generated_app import run
from tests.sample_projects import spec2code

SPEC = """# Cats

```sql
CREATE TABLE cats (
    id UUID PRIMARY KEY,
    name VARCHAR(40) NOT NULL,
    nickname VARCHAR(40),
    lives INT DEFAULT 9,
    motto TEXT
);
CREATE TABLE cat_toys (id BIGSERIAL PRIMARY KEY, cat_id UUID NOT NULL REFERENCES cats (id), label TEXT);
CREATE TABLE dogs (id UUID PRIMARY KEY, bark TEXT);
```

### GET /cats/{id}

**Response** (200):
```json
{"data": {
  "id": "6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22", "name": "Tom", "nickname": "T", "lives": 9, "motto": "string",
  "mood": "calm", "toys": [{"label": "mouse"}]
}}
```

### POST /cats

**Request**:
```json
{"name": "Tom", "nickname": "T"}
```

**Response** (201):
```json
{"id": "6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22"}
```

### GET /dogs

**Response** (200):
```json
[{"id": "6512bd43-d9ca-46e0-8f6b-7c6a2f1b4e22", "bark": "wuff"}]
```
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "spec.md").write_text(SPEC, encoding="utf-8")
    spec2code(tmp_path, "generate", "spec.md")
    return tmp_path


def test_a_column_without_not_null_is_one_of_a_response_s_values(project: Path) -> None:
    schemas = (project / "app/schemas/cats.py").read_text(encoding="utf-8")
    nullable = {
        f"{found[1]}.{field}"
        for found in re.finditer(r"^class (\w+)\(.*\):\n((?:    .*\n|\n)+)", schemas, re.MULTILINE)
        for field in re.findall(r"^    (\w+): [^\n]*\| None", found[2], re.MULTILINE)
    }
    # `motto` is a type that the spec states, `lives` has a default, and `dogs` says NOT NULL of nothing.
    assert nullable == {"CatRead.nickname", "CatToy.label"}
    code = "from app.schemas.cats import CatToy; CatToy(label=None)"
    run(project, "-c", code)


def test_diff_takes_what_is_generated_and_what_the_example_shows(project: Path) -> None:
    assert spec2code(project, "diff").stdout.startswith("no drift")
    module = project / "app/schemas/cats.py"
    text = module.read_text(encoding="utf-8")
    module.write_text(text.replace("Annotated[str | None,", "Annotated[str,"), encoding="utf-8")
    assert spec2code(project, "diff").stdout.startswith("no drift")


def test_diff_still_tells_of_null_where_no_column_is_behind_it(project: Path) -> None:
    module = project / "app/schemas/cats.py"
    text = module.read_text(encoding="utf-8")
    changed = text.replace("mood: Annotated[str,", "mood: Annotated[str | None,")
    assert changed != text
    module.write_text(changed, encoding="utf-8")
    assert "D405" in spec2code(project, "diff").stdout
