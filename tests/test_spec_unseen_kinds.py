"""What further batches of specs had that the reader met for the first time, each beside what looks like it and isn't."""

from __future__ import annotations

import pytest

from spec2code.model.schema import ForeignKey, Table
from spec2code.model.statements import AddConstraint, CreateIndex, CreateTable, Statement
from tests.spec_reading import (
    endpoints,
    keys,
    passed,
    query,
    reading,
    request,
    responses,
)

BODY = '```json\n{ "name": "string" }\n```\n'
PETS = (
    "# Pets\n\n## Pets — `/pets`\n\n| Method | Path | Description |\n|---|---|---|\n"
    "| `GET` | `/pets` | List |\n| `POST` | `/pets` | Pedir consulta |\n"
)


def sent(text: str) -> dict[str, list[str]]:
    return {f"{e.method} {e.path}": request(e) for e in endpoints(text) if e.request is not None}


@pytest.mark.parametrize(
    "label", ["**Body:**", "**Body de creación:**", "**Corpo de criação**", "**登録リクエスト**"]
)
def test_a_body_below_a_table_is_that_of_the_one_that_takes_one(label: str) -> None:
    assert sent(f"{PETS}\n{label}\n\n{BODY}") == {"POST /pets": ["name"]}


def test_of_several_that_take_a_body_the_one_of_which_its_label_says_most() -> None:
    table = f"{PETS}| `PUT` | `/pets/:id/decide` | Registrar decisión humana |\n"
    decided = f"{table}\n**Body de la decisión humana:**\n\n{BODY}"
    asked = f"{decided}\n**Body de la consulta:**\n\n{BODY.replace('name', 'vet')}"
    assert sent(decided) == {"PUT /pets/{id}/decide": ["name"]}
    assert sent(asked) == {"PUT /pets/{id}/decide": ["name"], "POST /pets": ["vet"]}


def test_a_body_that_names_none_of_several_is_nobodys() -> None:
    assert sent(f"{PETS}| `PUT` | `/pets/:id` | Edit |\n\n**Body:**\n\n{BODY}") == {}


@pytest.mark.parametrize("value", ["pet-id", "PET_ID", "petId", "your-pet", "42"])
def test_a_request_line_with_a_made_up_value(value: str) -> None:
    text = f"# Pets\n\n#### DELETE /pets/:petId\n\n```http\nDELETE /pets/{value}\n```\n\n**Response (200):**\n\n{BODY}"
    assert keys(text) == ["DELETE /pets/{petId}"]
    assert responses(endpoints(text)[0]) == {200: ["name"]}


def test_a_request_line_with_a_path_of_its_own() -> None:
    text = "# Pets\n\n#### GET /pets/:petId\n\nOne.\n\n```http\nGET /pets/lost\n```\n"
    assert keys(text) == ["GET /pets/{petId}", "GET /pets/lost"]


def test_a_page_in_a_heading_is_no_prefix_of_routes_from_the_root() -> None:
    text = "# Pets\n\n## Pet list `/shop`\n\n```http\nGET /api/v1/pets\n```\n\n## Vets `/vets`\n\n- `GET /all`\n"
    assert keys(text) == ["GET /api/v1/pets", "GET /vets/all"]


@pytest.mark.parametrize(
    "title",
    [
        "대체된 명세",
        "Superseded endpoints",
        "已替换的接口",
        "폐기된 명세",
        "폐기 API",
        "이전 버전 (폐기)",
        "廃止されたAPI",
        "旧版（廃止）",
    ],
)
def test_routes_that_others_have_replaced(title: str) -> None:
    text = f"# Pets\n\n## API\n\n- `GET /pets`\n\n## {title}\n\n```http\nGET /animals\n```\n"
    assert keys(text) == ["GET /pets"]
    assert [what for what, _ in passed(text)] == ["GET /animals"]


def test_a_replacement_is_no_replaced_route() -> None:
    assert keys("# Pets\n\n## Replacement of a chip\n\n- `POST /chips/{id}/replace`\n")


@pytest.mark.parametrize("title", ["목걸이 폐기", "폐기물", "鑑札の廃止", "폐기"])
def test_what_discards_a_thing_is_no_discarded_route(title: str) -> None:
    assert keys(f"# Pets\n\n## {title}\n\n- `POST /collars/{{id}}/discard`\n") == [
        "POST /collars/{id}/discard"
    ]


PROFILE = "# Pets\n\n## Profile\n\n### API\n\n```http\nGET /profile\nPUT /profile\n```\n"


def test_request_and_response_beside_a_list_of_routes_of_one_path() -> None:
    text = f"{PROFILE}\n### Request\n\n{BODY}\n### Response\n\n{BODY.replace('name', 'id')}"
    get, put = endpoints(text)
    assert (request(get), request(put)) == ([], ["name"])
    assert responses(get) == responses(put) == {200: ["id"]}


def test_a_response_beside_routes_of_several_paths_is_nobodys() -> None:
    text = PROFILE.replace("PUT /profile", "GET /pets") + f"\n### Response\n\n{BODY}"
    assert [responses(one) for one in endpoints(text)] == [{200: []}, {200: []}]


COLUMNS = (
    "| カラム名 | 型 | NULL | 説明 |\n|---|---|---|---|\n| id | bigint | NO | 主キー |\n"
    "| keeper_id | bigint | NO | 飼い主 |\n| name | varchar(80) | YES | 名前 |\n\n"
)
KEEPERS = "### keepers\n\n| カラム名 | 型 | NULL | 説明 |\n|---|---|---|---|\n| id | bigint | NO | 主キー |\n\n"
DATABASE = f"# データベース設計\n\n## テーブル定義\n\n{KEEPERS}### pets\n\n{COLUMNS}"


def statements(text: str) -> list[Statement]:
    return list(reading(text).spec.statements)


def tables(text: str) -> dict[str, Table]:
    return {s.table.name.name: s.table for s in statements(text) if isinstance(s, CreateTable)}


def foreign(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (s.constraint.columns[0], s.constraint.target.name, s.constraint.on_delete)
        for s in statements(text)
        if isinstance(s, AddConstraint) and isinstance(s.constraint, ForeignKey)
    ]


@pytest.mark.parametrize("word", ["主キー", "Primärschlüssel", "chiave primaria", "khóa chính"])
def test_a_key_that_descriptions_name(word: str) -> None:
    key = tables(DATABASE.replace("主キー", word))["pets"].primary_key
    assert key is not None and key.columns == ("id",)


def test_indexes_by_the_heading_of_their_table() -> None:
    text = f"{DATABASE}## インデックス設計\n\n### pets\n\n- `pets_by_name` (name)\n- `pets_of_keeper` (keeper_id, name) UNIQUE\n- `gone` (gone_at)\n"
    found = [s.index for s in statements(text) if isinstance(s, CreateIndex)]
    assert [(one.name, one.columns, one.unique) for one in found] == [
        ("pets_by_name", ("name",), False),
        ("pets_of_keeper", ("keeper_id", "name"), True),
    ]


def test_names_in_brackets_below_another_heading_are_no_indexes() -> None:
    text = f"{DATABASE}## 画面\n\n### pets\n\n- `pets_by_name` (name)\n"
    assert not any(isinstance(s, CreateIndex) for s in statements(text))


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("pets.keeper_id → keepers.id (CASCADE DELETE)", [("keeper_id", "keepers", "CASCADE")]),
        ("`pets.keeper_id` -> `keepers(id)`", [("keeper_id", "keepers", None)]),
        ("pets.keeper_id → keepers.id, ON DELETE SET NULL", [("keeper_id", "keepers", "SET NULL")]),
        ("keepers.id → pets.keeper_id (1:N)", []),
        ("pets.gone_id → keepers.id", []),
        ("pets.keeper_id → keepers.id is what the board asks for", []),
    ],
)
def test_foreign_keys_that_lines_draw(line: str, keys: list[tuple[str, str, str | None]]) -> None:
    assert foreign(f"{DATABASE}## 外部キー制約\n\n- {line}\n") == keys


def test_names_below_the_name_of_a_table() -> None:
    text = "# Pets\n\n## Модель данных\n\n- styles:\n  - id\n  - name\n  - kind (fur/feather)\n- pets:\n  - tag (unique)\n  - style_id (FK)\n  - name\n"
    made = tables(text)
    assert [column.name for column in made["pets"].columns] == ["tag", "style_id", "name"]
    assert made["pets"].primary_key is None and made["styles"].primary_key is not None
    assert [key.target.name for key in made["pets"].foreign_keys] == ["styles"]


@pytest.mark.parametrize(
    "text",
    [
        "# Pets\n\n## Data model\n\n- statuses:\n  - draft\n  - sold\n  - gone\n",
        "# Pets\n\n## Screens\n\n- pets:\n  - id\n  - name\n  - kind\n",
    ],
)
def test_words_below_a_word_are_no_columns(text: str) -> None:
    assert tables(text) == {}


def test_limits_in_a_document_about_tables_define_no_endpoints() -> None:
    text = "# SCHEMA.md — DB 스키마 설계서\n\n## Rate Limiting\n\n| Endpoint | Limit |\n|---|---|\n| POST /auth/login | 5 |\n"
    assert keys(text) == []
    assert keys(f"{text}\n## API endpoints\n\n- `GET /pets`\n") == ["GET /pets"]


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("列表（支持 owner_id 筛选）", ["owner_id"]),
        ("List, filtered by owner_id, keeper_id", ["owner_id", "keeper_id"]),
        ("List, filtered by owner", []),
        ("Sorted with sort_by_name(rows)", []),
    ],
)
def test_names_that_no_prose_has_are_parameters(said: str, names: list[str]) -> None:
    (pets,) = endpoints(
        f"# Pets\n\n| Method | Path | Description |\n|---|---|---|\n| GET | `/pets` | {said} |\n"
    )
    assert query(pets) == names
