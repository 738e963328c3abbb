"""Maps of endpoints and tables that say little: several routes in a cell, names without types, labels that name a route."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table
from spec2code.model.statements import CreateTable
from spec2code.spec.routes import find_routes
from tests.spec_reading import codes, endpoints, keys, only, reading, responses


def tables(text: str) -> dict[str, Table]:
    made = [item for item in reading(text).spec.statements if isinstance(item, CreateTable)]
    return {item.table.name.name: item.table for item in made}


@pytest.mark.parametrize(
    ("text", "routes"),
    [
        ("`POST /auth/login` · `/refresh` · `/logout` · `GET /auth/me`", ["POST /auth/login", "POST /auth/refresh", "POST /auth/logout", "GET /auth/me"]),
        ("`GET/PUT /houses` · `/rooms`", ["GET /houses", "PUT /houses", "GET /rooms", "PUT /rooms"]),
        ("`POST /pets/{id}/feed|wash|walk`", ["POST /pets/{id}/feed", "POST /pets/{id}/wash", "POST /pets/{id}/walk"]),
        ("`GET /stats/pets\\|houses` · `GET /x`", ["GET /stats/pets", "GET /stats/houses", "GET /x"]),
        ("`GET/PUT /pets/{id}` · `POST …/{id}/feed|wash`", ["GET /pets/{id}", "PUT /pets/{id}", "POST /pets/{id}/feed", "POST /pets/{id}/wash"]),
        ("GET /pets | all of them", ["GET /pets"]),
        ("| GET /pets|list |", ["GET /pets"]),
    ],
)  # fmt: skip
def test_routes_that_share(text: str, routes: list[str]) -> None:
    found = [
        f"{method} {route.path.text}" for route in find_routes(text) for method in route.methods
    ]
    assert found == routes


def test_a_map_of_endpoints() -> None:
    text = (
        "# API\n\nBase URL: `/api/v1`\n\n| Area | Endpoints |\n|---|---|\n"
        "| Auth | `POST /auth/login` · `/logout` · `GET /auth/me` |\n"
        "| Pets | `GET/POST /pets` · `POST /pets/{id}/feed|wash` · `POST …/{id}/sell` |\n"
    )
    assert keys(text) == [
        "POST /api/v1/auth/login",
        "POST /api/v1/auth/logout",
        "GET /api/v1/auth/me",
        "GET /api/v1/pets",
        "POST /api/v1/pets",
        "POST /api/v1/pets/{id}/feed",
        "POST /api/v1/pets/{id}/wash",
        "POST /api/v1/pets/{id}/sell",
    ]


@pytest.mark.parametrize("words", ["（管理员）", "（仅管理员）", "（管理者のみ）", "(solo admin)"])
def test_who_may_call_in_brackets_of_other_scripts(words: str) -> None:
    auth = only(f"- `GET /pets/<id>/delete` - 删除{words}\n").auth
    assert auth is not None and auth.required


def test_a_label_that_names_a_route_of_the_list_above() -> None:
    text = (
        "# Pets\n\n## API\n\nMain endpoints:\n\n- `GET /pets`\n- `GET /pets/:id`\n- `PATCH /pets/:id`\n- `DELETE /pets/:id`\n- `GET /kinds`\n\n"
        "What `GET /pets` gives, the response:\n\n- `items`\n- `total`\n\nMeaning:\n\n- the client tells them apart\n"
    )
    assert {f"{e.method} {e.path}": responses(e) for e in endpoints(text)}["GET /pets"] == {
        200: ["items", "total"]
    }


def test_a_table_of_columns_in_japanese() -> None:
    text = (
        "# 監査ログテーブル設計書\n\n## テーブル定義\n- テーブル名: `audit_log`\n\n"
        "| カラム名 | データ型 | 制約 | 説明 |\n|---|---|---|---|\n| id | INT | PRIMARY KEY, AUTO_INCREMENT | 識別子 |\n"
        "| kind | VARCHAR(50) | NOT NULL | 種類 |\n| old | TEXT | DEFAULT NULL | 前 |\n"
        "| updated_at | DATETIME | NOT NULL, DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP | 更新 |\n"
    )
    (table,) = tables(text).values()
    assert table.name.name == "audit_log"
    kind, old, updated = (table.column(name) for name in ("kind", "old", "updated_at"))
    assert kind is not None and not kind.nullable
    assert old is not None and old.nullable
    assert updated is not None and updated.default is not None
    assert reading(text).spec.dialect == "mysql"


def test_datetime_is_a_type_of_its_own_where_the_database_has_it() -> None:
    text = "# DB\n\n{}\n\n### pets table\n\n| Column | Type |\n|---|---|\n| id | INTEGER |\n| born | DATETIME |\n"
    for named, type_ in (("SQLite.", "DATETIME"), ("PostgreSQL.", "timestamp without time zone")):
        column = tables(text.format(named))["pets"].column("born")
        assert column is not None and column.type == type_


def test_columns_with_words_where_one_is_a_key() -> None:
    text = (
        "# 订餐\n\n## 数据库模型\n\n### pet (宠物表)\n```python\n- id: 主键\n- name: 名字（唯一）\n- house_id: 房子ID（外键）\n```\n\n"
        "### 说明\n```python\n- name: 名字\n- kind: 种类\n```\n"
    )
    found = tables(text)
    assert list(found) == ["pet"]
    pet = found["pet"]
    assert [column.name for column in pet.columns] == ["id", "name", "house_id"]
    assert pet.primary_key is not None and pet.primary_key.columns == ("id",)


@pytest.mark.parametrize(
    ("heading", "told"),
    [("Post-deployment migration", ["S184"]), ("Examples of queries", [])],
)
def test_rows_that_a_migration_changes_are_told(heading: str, told: list[str]) -> None:
    text = (
        f"# DB\n\n```sql\nCREATE TABLE pets (id int PRIMARY KEY, gate text);\n```\n\n## {heading}\n\n"
        "```sql\nUPDATE pets SET gate = 'main' WHERE gate IS NULL;\n```\n"
    )
    assert [code for code in codes(text) if code == "S184"] == told


@pytest.mark.parametrize(
    ("asked", "answered", "failed"),
    [
        ("Anfrage", "Antwort (201)", "Fehler"),
        ("Żądanie", "Odpowiedź (201)", "Błędy"),
        ("Richiesta", "Risposta (201)", "Errori"),
    ],
)
def test_labels_in_more_languages(asked: str, answered: str, failed: str) -> None:
    text = (
        f'### POST /pets\n\n**{asked}:**\n```json\n{{"name": "Rex"}}\n```\n\n**{answered}:**\n```json\n{{"id": 1}}\n```\n\n'
        f"**{failed}:**\n- `409` x\n"
    )
    endpoint = only(text)
    assert responses(endpoint) == {201: ["id"]}
    assert [error.status for error in endpoint.errors] == [409]
    assert endpoint.request is not None


@pytest.mark.parametrize(("language", "told"), [("sql", ["S191"]), ("markdown", []), ("", [])])
def test_a_silence_inside_of_a_fence(language: str, told: list[str]) -> None:
    line = "-- spec2code: ignore Q120 the name is old"
    text = f"# DB\n\n```{language}\nCREATE TABLE pets (\n  id int PRIMARY KEY {line}\n);\n```\n"
    assert [code for code in codes(text) if code == "S191"] == told


@pytest.mark.parametrize(
    ("line", "required"),
    [
        ("**Security**: Bearer token", True),
        ("**Security**: requires a login", True),
        ("**security**: 安全", None),
        ("**Auth**: keeper", True),
    ],
)
def test_a_label_of_security(line: str, required: bool | None) -> None:
    auth = only(f"### GET /pets\n\nAll of them.\n\n- {line}\n").auth
    assert (auth.required if auth else None) is required
