"""What cells of column tables say in ways that nobody foresaw: remarks behind dashes, names in short, keys without a target."""

from __future__ import annotations

import pytest

from spec2code.model.statements import CreateEnum
from tests.spec_reading import codes, drawn, reading


def table(
    *rows: str, heads: str = "| column | type | constraints |", name: str = "pets", below: str = ""
) -> str:
    lines = "\n".join(rows)
    marks = "|---" * heads.count("| ") + "|"
    return f"### `{name}`\n\n{heads}\n{marks}\n{lines}\n\n{below}\n"


KEEPERS = table("| id | uuid | PK |", "| name | text | NOT NULL |", name="org_keepers")


def spec(*tables: str) -> str:
    return "# Modelo de dados\n\n## Tabelas\n\n" + "\n".join(tables)


def test_remarks_behind_a_dash_leave_the_constraints_what_they_are() -> None:
    text = spec(
        table(
            "| id | uuid | PK |",
            '| name | text | NOT NULL — what it is called, by its keeper (e.g. "Rex") |',
            "| kind | text | NOT NULL default 'dog' — `dog` \\| `cat` |",
            "| chip | text | NULL — unique per (kind, chip) |",
            "| note | text | default 'a — b' |",
        )
    )
    assert drawn(text)["pets"] == [
        "id uuid NN PK",
        "name text NN",
        "kind text NN = 'dog'",
        "chip text",
        "note text = 'a — b'",
        "unique (kind, chip)",
    ]
    assert "S150" not in codes(text)


def test_keys_without_a_target_are_named_after_it() -> None:
    rows = [
        "| id | uuid | PK |",
        "| first_toy_id | uuid | FK NULL |",
        "| fed_by_keeper_id | uuid | FK NOT NULL — who fed it |",
        "| shop_id | uuid | FK |",
    ]
    toys = table("| id | uuid | PK |", "| kind | text | |", name="toys")
    assert drawn(spec(KEEPERS, toys, table(*rows)))["pets"][1:] == [
        "first_toy_id uuid -> toys",
        "fed_by_keeper_id uuid NN -> org_keepers",
        "shop_id uuid",
    ]
    # Two tables of keepers: nobody knows which of them is meant.
    other = KEEPERS.replace("org_keepers", "zoo_keepers")
    assert drawn(spec(KEEPERS, other, toys, table(*rows)))["pets"][2] == "fed_by_keeper_id uuid NN"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "**Constraints**: UNIQUE (kind, legs); índice (legs); checked by the app.",
            ["unique (kind, legs)", "index (legs)"],
        ),
        (
            "**Enum kind**: `dog`.\n**Constraints CHECK**:\n- `(kind='dog') = (legs IS NOT NULL)`\n- `legs > 0`",
            ["check (kind='dog') = (legs IS NOT NULL)", "check legs > 0"],
        ),
        ("Fed twice; unique to us", []),
    ],
)
def test_lines_of_several_constraints(line: str, told: list[str]) -> None:
    text = spec(table("| id | uuid | PK |", "| kind | text | |", "| legs | int | |", below=line))
    assert drawn(text)["pets"][3:] == told


def test_a_primary_key_below_constraints() -> None:
    below = "**Constraints**: PRIMARY KEY (pet_id, toy_id)."
    text = spec(
        table(
            "| pet_id | uuid | NOT NULL |",
            "| toy_id | uuid | NOT NULL |",
            name="pet_toys",
            below=below,
        )
    )
    assert drawn(text)["pet_toys"][-1] == "PK (pet_id, toy_id)"


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("`line1`/`2`/`3`", ["line1", "line2", "line3"]),
        ("`label_name`/`_fee`", ["label_name", "label_fee"]),
        ("`mail1`..`mail3`", ["mail1", "mail2", "mail3"]),
        ("`mail1`..`chip3`", []),
    ],
)
def test_names_in_short(name: str, columns: list[str]) -> None:
    text = spec(table("| id | uuid | PK |", f"| {name} | text | |", "| kind | text | |"))
    assert [line.split()[0] for line in drawn(text)["pets"]] == ["id", *columns, "kind"]


def test_rules_in_a_column_of_descriptions() -> None:
    heads = "| 컬럼 | 타입 | 설명 |"
    text = spec(
        table(
            "| id | uuid | pk |",
            "| kind | `pet_kind` | not null default `'dog'` |",
            "| fee | int | Default fee of the shop |",
            "| keeper | uuid | fk → auth.users |",
            heads=heads,
        )
    )
    assert drawn(text)["pets"] == [
        "id uuid NN PK",
        "kind pet_kind NN = 'dog'",
        "fee integer",
        "keeper uuid -> users",
    ]


def test_tables_that_are_called_as_the_api_calls_things() -> None:
    columns = "- `id` (TEXT PK): UUID\n- `name`: TEXT\n"
    assert list(
        drawn(f"# Database Schema\n\n### 3. `events`\n\n{columns}\n### requests\n\n{columns}")
    ) == ["events", "requests"]
    assert not drawn(f"# Database Schema\n\n## API\n\n### 3. Request events\n\n{columns}")


def test_oracle_has_sequences_and_clobs() -> None:
    text = spec(
        table(
            "| ID | NUMBER | PK (secuencia) |",
            "| NOTE | CLOB | — |",
            "| LEGS | NUMBER(1,0) | DEFAULT `4` |",
        )
    )
    assert drawn(text)["pets"] == ["ID bigint NN PK counted", "NOTE text", "LEGS numeric(1,0) = 4"]


def test_a_table_of_constraints_that_are_written_out() -> None:
    columns = table("| id | uuid | PK |", "| LEGS | int | CHECK (> 0) |", "| kind | text | |")
    heads = "| Tabla | Columna | Constraint |\n|---|---|---|\n"
    rows = "| `pets` | `LEGS` | `CHECK (LEGS > 0)` |\n| `pets` | `kind` | `CHECK (kind IN ('dog', 'cat'))` |\n"
    assert drawn(f"{spec(columns)}\n### Constraints\n\n{heads}{rows}")["pets"][3:] == [
        'check "LEGS" > 0',
        "check kind IN ('dog', 'cat')",
    ]


@pytest.mark.parametrize(
    ("name", "note", "said"),
    [
        ("mail", "Unique mail address", "unique"),
        ("tag_name", "Unique tag name (shown)", "unique"),
        ("name", "Required name", "NN"),
        ("start", "Required start time", "NN"),
        ("keeper_id", "Required reference to `org_keepers.id`", "NN -> org_keepers"),
        ("state", "State of it; defaults to `OPEN`", "= 'OPEN'"),
        ("mail", "Unique per keeper", ""),
        ("chip", "Unique identifier of the shop", ""),
        ("name", "Required for dogs", ""),
        ("name", "Required if it has a keeper", ""),
    ],
)
def test_notes_that_begin_with_a_rule(name: str, note: str, said: str) -> None:
    text = spec(
        table(
            "| id | uuid | Primary key |",
            f"| {name} | text | {note} |",
            heads="| Column | Type | Notes |",
        ),
        KEEPERS,
    )
    assert drawn(text)["pets"][1] == f"{name} text {said}".strip()


def test_sentences_that_begin_with_latin_letters_are_no_names() -> None:
    columns = "| カラム名 | 型 | 制約 |\n|---|---|---|\n| id | uuid | PK |\n| place | geography(Point) | |\n"
    text = f"# データベース設計\n\n## テーブル\n\n### 📍 venues（会場）\nGPS位置情報を持つ会場マスタ\n\n{columns}"
    assert drawn(text) == {"venues": ["id uuid NN PK", "place geography(Point,4326)"]}


HELD = "| Campo | ¿Qué guarda? |\n|---|---|\n| id | Identificador único |\n| name | Cómo se llama |\n| born_at | Cuándo nació |\n| made_by / fed_by | Quién |\n"


def test_tables_that_tell_no_types_but_what_columns_hold() -> None:
    text = (
        f"# Base de datos\n\n## Tablas\n\n### `pets` — Mascotas\n\nGuarda las mascotas.\n\n{HELD}"
    )
    assert [line.split()[0] for line in drawn(text)["pets"]] == [
        "id",
        "name",
        "born_at",
        "made_by",
        "fed_by",
    ]
    assert "S163" in codes(text)
    assert not drawn(text.replace("`pets`", "Pets y más cosas"))
    assert not drawn(text.replace("| id |", "| chip |"))
    assert not drawn(text.replace("# Base de datos\n\n## Tablas", "# API\n\n## Parámetros"))


def test_diagrams_in_front_of_the_lists_take_their_names() -> None:
    diagram = "```mermaid\nerDiagram\n  PET {\n    uuid id PK\n    varchar name\n  }\n```\n"
    text = f"# ERD\n\n{diagram}\n## 3. 테이블 설계\n\n### 3.1 동물 (pets)\n\n| 컬럼명 | 타입 | 제약조건 |\n|---|---|---|\n| id | UUID | PK |\n| name | VARCHAR(20) | NOT NULL |\n"
    assert drawn(text) == {"pets": ["id uuid NN PK", "name character varying(20) NN"]}


def test_tables_of_a_fence_that_is_called_sql() -> None:
    fence = "-- who keeps\nkeepers {\n  id integer pk increments   -- number\n  mail varchar(80) unique not null\n}\n\npets {\n  id integer pk increments\n  keeper_id integer fk > keepers.id  -- whose\n  made_at timestamp with time zone default current_timestamp\n}\n"
    text = f"# Schema\n\n## Tables\n\n```sql\n{fence}```\n"
    assert drawn(text) == {
        "keepers": ["id integer NN PK counted", "mail character varying(80) NN unique"],
        "pets": [
            "id integer NN PK counted",
            "keeper_id integer -> keepers",
            "made_at timestamp with time zone = current_timestamp",
        ],
    }
    assert "Q108" in codes(
        text.replace("pk", "x").replace("fk", "x").replace("## Tables", "## Calls")
    )


@pytest.mark.parametrize(
    ("kind", "sql"),
    [
        ("LocalDateTime", "timestamp without time zone"),
        ("BigDecimal", "numeric"),
        ("Instant", "timestamp with time zone"),
        ("int64", "bigint"),
    ],
)
def test_types_of_other_languages(kind: str, sql: str) -> None:
    text = f"# Data model\n\n```mermaid\nerDiagram\n  PET {{\n    Long id PK\n    {kind} value\n  }}\n```\n"
    assert drawn(text)["pet"][1] == f"value {sql}"


def test_headers_that_say_whose_types_they_are() -> None:
    text = spec(
        table(
            "| id | `BIGINT` | PK |",
            "| share | `DECIMAL(5,4)` | NOT NULL, 0~1 |",
            "| legs | `INT` | 1 이상 |",
            heads="| 컬럼 | 타입 예시 | 제약조건 |",
        )
    )
    assert drawn(text)["pets"] == [
        "id bigint NN PK",
        "share numeric(5,4) NN",
        "legs integer",
        "check share BETWEEN 0 AND 1",
        "check legs >= 1",
    ]
    assert drawn(text.replace("타입 예시", "SQL type"))["pets"][0] == "id bigint NN PK"


@pytest.mark.parametrize(
    ("line", "unique"),
    [
        ("`(kind, legs)` 조합에 UNIQUE 제약조건을 둔다.", True),
        ("(`kind`, `legs`) の組み合わせは一意", True),
        ("(kind, legs) is unique", True),
        ("`(kind, chip)` 조합에 UNIQUE 제약조건을 둔다.", False),
        ("(kind, legs) unique-ish", False),
    ],
)
def test_columns_that_are_unique_together(line: str, unique: bool) -> None:
    text = spec(table("| id | uuid | PK |", "| kind | text | |", "| legs | int | |", below=line))
    assert drawn(text)["pets"][3:] == (["unique (kind, legs)"] if unique else [])


def test_enums_whose_values_are_rows() -> None:
    diagram = (
        "```mermaid\nerDiagram\n  PETS {\n    serial id PK\n    enum_pet_kind kind\n  }\n```\n"
    )
    values = "| Valor |\n|---|\n| `DOG` |\n| `CAT` |\n"
    text = f"# Base de datos\n\n{diagram}\n## Enums\n\n### `pet_kind`\n\n{values}"
    assert drawn(text) == {"pets": ["id integer NN PK counted", "kind pet_kind"]}

    def made(text: str) -> list[tuple[str, ...]]:
        found = reading(text).spec.statements
        return [item.enum.labels for item in found if isinstance(item, CreateEnum)]

    assert made(text) == [("DOG", "CAT")]
    assert not made(text.replace("## Enums", "## Precios"))
    assert not made(text.replace("`CAT`", "more of them"))


def test_names_in_the_letters_of_camels_stay() -> None:
    text = "# Base de datos\n\n## Tablas\n\n### petToys\n| Columna | Tipo | PK | FK |\n|---|---|---|---|\n| id | int identity | PK | |\n| image | varbinary(max) | | |\n| petRef | int | | FK -> petToys |\n"
    assert drawn(text) == {
        "petToys": ["id integer NN PK counted", "image bytea", "petRef integer -> petToys"]
    }


def test_keys_behind_types_in_small_letters() -> None:
    heads = "| Campo | Tipo | Notas |"
    keepers = table("| `id` | bigint PK | |", "| `name` | varchar | |", heads=heads, name="razones")
    pets = table(
        "| `id` | bigint PK | |",
        "| `razon_id` | bigint FK | |",
        "| `shop_id` | bigint | FK lógica → `shops.id` |",
        "| `zoo_id` | bigint FK (lógica) | |",
        "| `chip` | string: uuid | |",
        heads=heads,
    )
    assert drawn("# Modelo de datos\n\n## servicio-pets\n\n" + keepers + pets)["pets"] == [
        "id bigint NN PK",
        "razon_id bigint -> razones",
        "shop_id bigint",
        "zoo_id bigint",
        "chip uuid",
    ]


def test_rules_in_items_below_a_column() -> None:
    text = (
        "# ERD\n\n## Entity 정의\n\n### 동물 (Pet)\n\n동물 테이블 작성 (pets)\n\n- id (`bigint`)\n  - GENERATED BY DEFAULT AS IDENTITY\n  - PRIMARY KEY\n"
        "- keeper_id (`bigint`) : FK\n  - NOT NULL\n  - REFERENCES keepers(id)\n  - ON DELETE RESTRICT\n- state (`text`)\n  - NOT NULL\n  - DEFAULT ‘ACTIVE’\n  > what it does\n  >\n  > - ACTIVE : it eats\n"
        "- note (`varchar(50)`)\n  - shown to keepers\n"
    )
    assert drawn(text) == {
        "pets": [
            "id bigint NN PK counted",
            "keeper_id bigint NN -> keepers RESTRICT",
            "state text NN = 'ACTIVE'",
            "note character varying(50)",
        ]
    }
