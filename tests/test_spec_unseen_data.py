"""Tables in notations of teams that nobody foresaw: what their headings, headers, diagrams and lines say of columns and keys."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table
from spec2code.model.statements import AddColumn, CreateIndex, CreateTable
from tests.spec_reading import codes, drawn, reading


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("3.2 kennels 犬舍表", "kennels"),
        ("犬舍表 - kennels", "kennels"),
        ("kennel 견사", "kennel"),
        ("Table: Properties", "Properties"),
        ("Tabela de Usuários (usuarios)", "usuarios"),
        ("1.3 Kulübeler Tablosu (kennels)", "kennels"),
        ("Kennel (kennels)", "kennels"),
        ("Estrutura da tabela canis", "canis"),
        ("4.1 Bảng chuồng (kennels)", "kennels"),
        ("Tabel kennels", "kennels"),
        ("Table 3: kennels", "kennels"),
        ("Data Dictionary - kennels", "kennels"),
        ("Schema: kennels", "kennels"),
    ],
)
def test_headings_name_tables(heading: str, name: str) -> None:
    text = f"# Database\n\n## {heading}\n\n| Column | Type |\n|---|---|\n| id | uuid PK |\n| legs | int |\n"
    assert list(drawn(text)) == [name]


@pytest.mark.parametrize(
    "heading", ["Core Models", "缓存 - Redis 说明", "Table: Columns", "Common Fields"]
)
def test_headings_that_name_none(heading: str) -> None:
    text = f"# Database\n\n## {heading}\n\n| Field | Type |\n|---|---|\n| id | UUID PK |\n| legs | INT |\n"
    assert not drawn(text)


def test_headings_among_those_of_tables() -> None:
    columns = "\n\n- id (UUID, PK)\n- kind (TEXT)\n\n"
    text = f"# Database\n\n## Kennels{columns}## Properties{columns}## Pet Toys{columns}"
    assert list(drawn(text)) == ["kennels", "properties", "pet_toys"]
    assert not drawn(f"# Database\n\n## Properties{columns}")


def test_column_tables_with_lengths_and_nulls_of_their_own() -> None:
    text = (
        "# 数据库设计\n\n## kennels 犬舍表\n\n| 字段名 | 数据类型 | 长度 | 允许空 | 默认值 | 主键 | 备注 |\n|---|---|---|---|---|---|---|\n"
        "| id | int | 11 | 否 | | 是 | 自增 |\n| name | varchar | 50 | 否 | | | 名称 |\n| fee | decimal | 10,2 | 是 | 0 | | |\n"
    )
    assert drawn(text) == {
        "kennels": [
            "id integer NN PK counted",
            "name character varying(50) NN",
            "fee numeric(10,2) = 0",
        ]
    }
    assert not [item for item in reading(text).diagnostics if item.severity.value != "info"]


def test_tables_of_several_entities() -> None:
    text = (
        "# Data design\n\n| Entity | Attribute | Type | Description |\n|---|---|---|---|\n| Keeper | id | UUID | Primary key |\n"
        "| | mail | VARCHAR(80) | Unique, not null |\n| Pet | id | UUID | Primary key |\n| | keeper_id | UUID | FK to Keeper |\n"
    )
    assert drawn(text) == {
        "keeper": ["id uuid NN PK", "mail character varying(80) NN unique"],
        "pet": ["id uuid NN PK", "keeper_id uuid -> keeper"],
    }
    # Of a part about messages it is what their fields are.
    assert not drawn(
        text.replace("# Data design", "# API\n\n## Responses").replace("Primary key", "")
    )


def test_diagrams_say_which_column_a_line_is_about() -> None:
    text = (
        "# Data model\n\n```mermaid\nerDiagram\n  dogs ||--o{ pairs : lost\n  dogs ||--o{ pairs : found\n  pair_rules ||--o{ pairs : by\n"
        "  dogs { uuid id PK\n text_array tags }\n  pair_rules { int id PK }\n"
        "  pairs { uuid id PK\n uuid dog_lost_id FK\n uuid dog_found_id FK\n int rules_id FK\n uuid other_id FK }\n```\n"
    )
    assert drawn(text)["pairs"][1:] == [
        "dog_lost_id uuid -> dogs",
        "dog_found_id uuid -> dogs",
        "rules_id integer -> pair_rules",
        "other_id uuid",
    ]
    assert drawn(text)["dogs"][1] == "tags text[]"


def test_tables_whose_rows_say_the_table_in_front_of_the_column() -> None:
    text = (
        "# 数据库设计\n\n**tags** / **pet_tags**\n\n| 字段 | 类型 | 约束 |\n|---|---|---|\n| `tags.id` | uuid | PK |\n| `tags.name` | varchar(32) | UNIQUE |\n"
        "| `pet_tags.pet_id` | uuid | FK → pets(id) |\n| `pet_tags.tag_id` | uuid | FK → tags(id) |\n| PK | (`pet_id`, `tag_id`) | |\n"
    )
    assert drawn(text) == {
        "tags": ["id uuid NN PK", "name character varying(32) unique"],
        "pet_tags": ["pet_id uuid NN -> pets", "tag_id uuid NN -> tags", "PK (pet_id, tag_id)"],
    }
    # Parts of a value behind its column are no tables.
    inner = text.replace("`tags.id`", "`id`").replace("`tags.name`", "`id.name`")
    assert "id" not in drawn(inner)


def test_keys_in_brackets_of_a_description() -> None:
    columns = (
        "- `PetID` (INT): Number of the pet (Primary Key)\n- `KeeperID` (INT): Who keeps it (Foreign Key referencing `keepers.KeeperID`)\n"
        "- `Kind` (VARCHAR): What it is (a key of nothing)\n"
    )
    assert drawn(f"# Database\n\n## Pets Table\n\n{columns}")["pets"] == [
        "PetID integer NN PK",
        "KeeperID integer -> keepers",
        "Kind character varying",
    ]


def test_columns_in_one_bullet_whose_first_is_the_key() -> None:
    text = "# Database Schema\n\n- **Pets**:\n  - `id` (Primary Key), `name`, `keeper_id` (Foreign Key), `made_at`\n- **Keepers**:\n  - `id` (Primary Key), `name`, `mail`\n"
    assert [line.split()[0] for line in drawn(text)["pets"]] == [
        "id",
        "name",
        "keeper_id",
        "made_at",
    ]
    assert drawn(text)["pets"][2].endswith("-> keepers")
    assert not drawn(text.replace(" (Primary Key)", ""))


@pytest.mark.parametrize(
    ("rule", "check"),
    [("CHECK [0,1]", "share BETWEEN 0 AND 1"), ("[0-100]", "share BETWEEN 0 AND 100")],
)
def test_ranges_in_square_brackets(rule: str, check: str) -> None:
    text = f"# Database\n\n## pets\n\n| Column | Type | Constraints |\n|---|---|---|\n| id | uuid | PK |\n| share | FLOAT | {rule} |\n| kind | TEXT | e.g., 'A', 'B' |\n"
    assert drawn(text)["pets"][3:] == [f"check {check}"]
    assert not [item for item in reading(text).diagnostics if item.code == "S150"]


def test_diagrams_of_one_to_one_and_of_two_keys_to_one_entity() -> None:
    text = (
        '# Data model\n\n```mermaid\nerDiagram\n  purses ||--o{ moves : has\n  moves ||--o| checks : by\n  purses { int id PK\n numeric sum "NUMERIC(19,4)" }\n'
        "  moves { int id PK\n int purse_id FK\n int other_purse_id FK }\n  checks { int id PK\n int move_id FK }\n```\n"
    )
    assert drawn(text) == {
        "purses": ["id integer NN PK", "sum numeric(19,4)"],
        "moves": [
            "id integer NN PK",
            "purse_id integer -> purses",
            "other_purse_id integer -> purses",
        ],
        "checks": ["id integer NN PK", "move_id integer -> moves"],
    }


DRAWN = "# Database\n\n```mermaid\nerDiagram\n  pets {\n    uuid id PK\n    text name\n  }\n  shops {\n    uuid id PK\n    text city\n  }\n  OWNER {\n    uuid id PK\n    text name\n  }\n```\n"


def test_ddl_that_relies_on_a_diagram_leaves_its_tables_to_it() -> None:
    ddl = (
        "\n```sql\nCREATE TABLE toys (id uuid PRIMARY KEY, pet_id uuid REFERENCES pets(id));\n```\n"
    )
    assert list(drawn(DRAWN + ddl)) == ["pets", "shops", "toys"]
    index = (
        "\n```sql\nCREATE TABLE toys (id uuid PRIMARY KEY);\nCREATE INDEX ON shops (city);\n```\n"
    )
    assert list(drawn(DRAWN + index)) == ["pets", "shops", "toys"]
    alone = ddl.replace("REFERENCES pets(id)", "")
    assert list(drawn(DRAWN + alone)) == ["toys"]
    assert codes(DRAWN + alone) == ["S164", "S164", "S164"]
    assert codes(DRAWN + ddl) == ["S164"]


def test_a_key_in_words_is_known_by_its_name() -> None:
    rows = "| `id` | UUID | No | Clave primaria |\n| `access_token_id` | char(80) | No | FK al access token asociado |\n| `shop_id` | char(80) | No | FK al comercio |\n"
    heads = "| Columna | Tipo | Nullable | Descripción |\n|---|---|---|---|\n"
    other = f"### `oauth_access_tokens`\n\n{heads}| `id` | char(80) | No | Clave primaria |\n| `name` | string | Sí | |\n"
    found = drawn(f"# Base de datos\n\n### `pets`\n\n{heads}{rows}\n{other}")
    assert found["pets"][1:] == [
        "access_token_id character(80) NN -> oauth_access_tokens",
        "shop_id character(80) NN",
    ]


KENNELS = "# Database\n\n```sql\nCREATE TABLE kennels (id bigint PRIMARY KEY);\n```\n\n"


@pytest.mark.parametrize(
    "line",
    [
        "Add `breed TEXT` to `kennels`",
        "Agregar columna `breed TEXT` a la tabla `kennels`",
        "Adicionar coluna `breed TEXT` à tabela `kennels`",
        "Ajouter la colonne `breed TEXT` à la table `kennels`",
        "Aggiungere la colonna `breed TEXT` alla tabella `kennels`",
        "Spalte `breed TEXT` zur Tabelle `kennels` hinzufügen",
        "Добавить колонку `breed TEXT` в таблицу `kennels`",
        "`kennels` テーブルに `breed TEXT` カラムを追加する",
        "`kennels` 테이블에 `breed TEXT` 컬럼을 추가",
        "在 `kennels` 表中添加字段 `breed TEXT`",
    ],
)
def test_lines_that_add_columns(line: str) -> None:
    assert "breed" in _added(line)


@pytest.mark.parametrize(
    "line",
    [
        "Do not add `breed TEXT` to `kennels`",
        "We don't add `breed TEXT` to `kennels`",
        "No agregar `breed TEXT` a `kennels`",
        "Ne pas ajouter la colonne `breed TEXT` à la table `kennels`",
        "Spalte `breed TEXT` zur Tabelle `kennels` nicht hinzufügen",
        "`kennels` テーブルに `breed TEXT` カラムを追加しない",
        "`kennels` 테이블에 `breed TEXT` 컬럼을 추가하지 않음",
        "不要在 `kennels` 表中添加 `breed TEXT`",
        "Agregar `breed alto` a `kennels`",
    ],
)
def test_lines_that_add_no_column(line: str) -> None:
    assert "breed" not in _added(line)


def _added(line: str) -> list[str]:
    return [
        item.column.name
        for item in reading(f"{KENNELS}- {line}\n").spec.statements
        if isinstance(item, AddColumn)
    ]


DBML = """# Database

```dbml
Table kennels as K {
  id int [pk]
  place varchar(80)
  indexes {
    place
    (id, place) [name: "kennel_places", type: hash]
    `lower(place)`
  }
}
Table dogs { id int [pk]
  kennel_id int [not null]
  name text }
Table chips {
  id int [pk, ref: < tags.chip_id]
}
Table tags {
  id int [pk]
  chip_id int
  dog_id int
}
%s
```
"""


@pytest.mark.parametrize(
    "relation",
    [
        "Ref: dogs.kennel_id > kennels.id [delete: cascade]",
        "Ref housed { K.id < dogs.kennel_id [delete: cascade] }",
        "Ref: dogs.kennel_id - K.id [delete: cascade]",
        "Ref {\n  kennels.id - dogs.kennel_id [delete: cascade]\n}",
        "Ref: dogs.(kennel_id) > kennels.(id) [delete: cascade, update: no action]",
    ],
)
def test_relations_of_dbml(relation: str) -> None:
    made = _made(DBML % relation)
    assert list(made) == ["kennels", "dogs", "chips", "tags"]
    (key,) = made["dogs"].foreign_keys
    assert (key.columns, key.target.name, key.target_columns) == (
        ("kennel_id",),
        "kennels",
        ("id",),
    )
    assert str(key.on_delete).lower().endswith("cascade")
    assert [item.columns for item in made["tags"].foreign_keys] == [("chip_id",)]
    assert not made["chips"].foreign_keys


def test_what_dbml_says_that_is_no_key() -> None:
    read = reading(
        DBML % "Ref: dogs.id <> tags.id\nRef: cats.id > kennels.id\n// Ref: tags.dog_id > dogs.id"
    )
    told = [item.message for item in read.diagnostics if item.code == "S150"]
    assert len(told) == 3
    assert any("a table of its own" in text for text in told)
    assert any("no such table" in text for text in told)
    assert any("lower(place)" in text for text in told)
    indexes = [item.index.name for item in read.spec.statements if isinstance(item, CreateIndex)]
    assert "kennel_places" in indexes
    assert len(indexes) == 2
    assert not _made(DBML % "// Ref: tags.dog_id > dogs.id")["tags"].foreign_keys[1:]


def _made(text: str) -> dict[str, Table]:
    made = [item.table for item in reading(text).spec.statements if isinstance(item, CreateTable)]
    return {table.name.name: table for table in made}


ALONE = "```sql\n-- one each\nCONSTRAINT one_each UNIQUE (place, lot), -- both\nCHECK (lot > 0)\nINDEX by_lot (lot)\n```\n"
LOTS = "# Database\n\n### kennels\n\n| Column | Type | Constraints |\n|---|---|---|\n| id | UUID | PK |\n| place | TEXT | NOT NULL |\n| lot | INTEGER | NOT NULL |\n\n"


def test_constraints_alone_in_a_fence() -> None:
    assert (
        drawn(LOTS + ALONE)["kennels"][3:]
        == drawn(LOTS + "- UNIQUE (place, lot)\n- CHECK (lot > 0)\n- Index: lot\n")["kennels"][3:]
    )
    assert codes(LOTS + ALONE) == codes(LOTS)


@pytest.mark.parametrize(
    "text",
    [
        LOTS + ALONE.replace("CHECK (lot > 0)", "ORDER BY lot"),
        LOTS
        + ALONE
        + "\n```sql\nCREATE TABLE kennels (id uuid PRIMARY KEY, place text, lot int);\n```\n",
        "# Queries\n\n" + ALONE,
    ],
)
def test_constraints_alone_that_are_no_tables(text: str) -> None:
    made = [item for item in reading(text).spec.statements if not isinstance(item, CreateTable)]
    assert made == []
