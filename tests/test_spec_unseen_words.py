"""Words and notations that nobody had tuned the reader on: traditional Chinese, statuses with fields, rows without headers."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table
from spec2code.model.statements import CreateTable
from tests.spec_reading import codes, endpoints, keys, only, reading, request, responses


def tables(text: str) -> dict[str, Table]:
    made = [s.table for s in reading(text).spec.statements if isinstance(s, CreateTable)]
    return {table.name.name: table for table in made}


def test_a_table_of_endpoints_in_traditional_chinese() -> None:
    text = (
        "# 系統\n\n### 4.2 管理後台 API（需 admin_token）\n\n| 路徑 | 方法 | 說明 | 限制 |\n|---|---|---|---|\n"
        "| `/api/admin/exams/[id]` | GET/PUT | 考試詳情/更新 | 10MB |\n\n"
        "### 4.1 認證 API\n\n| 路徑 | 方法 | 說明 | 驗證 |\n|---|---|---|---|\n| `/api/auth/login` | POST | 登入 | 無 |\n"
    )
    said = {f"{e.method} {e.path}": e.auth.required if e.auth else None for e in endpoints(text)}
    assert said == {
        "GET /api/admin/exams/{id}": True,
        "PUT /api/admin/exams/{id}": True,
        "POST /api/auth/login": False,
    }


def test_a_table_of_limits_is_no_list_of_endpoints() -> None:
    limits = "| Method | Path | Limit |\n|---|---|---|\n| GET | /pets | 10/min |\n"
    assert keys(f"# API\n\n## Routes\n\n- `GET /cats` - all\n\n## Limits\n\n{limits}") == [
        "GET /cats"
    ]


def test_rows_without_a_header_whose_third_cell_holds_the_keys() -> None:
    text = (
        "# App\n\n## Database Design\n\n### roles\n\n| id | UUID | PK |\n| name | VARCHAR | UNIQUE (A, B) |\n\n"
        "### people\n\n| id | UUID | PK |\n| role_id | UUID | FK roles |\n| born | DATE | |\n"
    )
    found = tables(text)
    assert [c.name for c in found["people"].columns] == ["id", "role_id", "born"]
    (key,) = found["people"].foreign_keys
    assert (key.columns, key.target.name) == (("role_id",), "roles")
    assert [unique.columns for unique in found["roles"].uniques] == [("name",)]


@pytest.mark.parametrize(
    ("columns", "said", "name"),
    [
        ("string examId FK", "", "ExamSession"),
        ("string exam_id FK", "", "ExamSession"),
        ("string exam_id FK", "\n`exam_session` is pruned every night.\n", "exam_session"),
    ],
)
def test_an_entity_in_camel_case_keeps_its_name(columns: str, said: str, name: str) -> None:
    diagram = (
        f"```mermaid\nerDiagram\n  ExamSession {{\n    string id PK\n    {columns}\n  }}\n```\n"
    )
    assert list(tables(f"# App\n\n## Database\n\n{diagram}{said}")) == [name]


def test_a_status_and_the_fields_that_come_with_it() -> None:
    text = (
        "### `POST /repairs`\n- **Accepts**: `RepairRequest` (`code`, `prompt`)\n"
        "- **Returns**: `202 Accepted` + `job_id`\n\n### `GET /history`\n- Returns 50 most recent `Job` objects.\n"
    )
    repairs, history = endpoints(f"# API\n\n{text}")
    assert (request(repairs), responses(repairs)) == (["code", "prompt"], {202: ["job_id"]})
    assert "A112" not in codes(f"# API\n\n{text}")
    assert list(responses(history)) == [200]


def test_a_validation_error_is_no_answer() -> None:
    body = '```json\n{ "error": "wrong" }\n```\n'
    text = f'### POST /login\n\nResponse:\n\n```json\n{{ "token": "a" }}\n```\n\nValidation Error:\n\n{body}'
    assert list(responses(only(text)).values()) == [["token"]]
