"""Tables of specs seen for the first time: keys and enums in descriptions, DBML with indexes amid columns, checks in bullets."""

from __future__ import annotations

import pytest

from spec2code.model.fold import fold
from spec2code.model.schema import Schema, Table
from tests.spec_reading import codes, keys, passed, reading


def tables(text: str) -> dict[str, Table]:
    statements = reading(text).spec.statements
    return {
        name.name: table
        for name, table in fold(Schema(), statements, ensure=True).schema.tables.items()
    }


def types(table: Table) -> dict[str, str]:
    return {column.name: column.type for column in table.columns}


def test_keys_in_descriptions_make_entities_tables() -> None:
    text = (
        "# Data Model: Shop\n\n## Entities\n\n### Purse\nMoney.\n\n| Field | Type | Required | Description |\n|--|--|--|--|\n"
        "| id | String (UUID) | Yes | Primary Key |\n| kind | Enum | Yes | `CASH`, `CARD` |\n| ownerId | String (UUID) | Yes | Foreign Key to Owner |\n"
    )
    (purse,) = tables(text).values()
    assert purse.primary_key is not None and purse.primary_key.columns == ("id",)
    assert [key.target.name for key in purse.foreign_keys] == ["owner"]
    assert types(purse) == {"id": "uuid", "kind": "purse_kind", "ownerId": "uuid"}
    assert "S150" not in codes(text)


def test_fields_without_any_key_are_no_table() -> None:
    text = "# Data Model\n\n### Purse\n\n| Field | Type | Required | Description |\n|--|--|--|--|\n| id | String | Yes | Its number |\n| kind | String | Yes | What it is |\n"
    assert tables(text) == {}


def test_dbml_goes_on_behind_its_indexes() -> None:
    text = (
        "# DB Schema\n\n```\nTable Pet {\n  ownerId integer [not null, ref: > Owner.id]\n  toyId integer [not null]\n\n"
        "  Indexes {\n    (ownerId, toyId) [unique]\n  }\n\n  createdAt timestamp [not null]\n}\n\n"
        "Table Owner {\n  id integer [pk, note: 'a { b']\n  name text\n}\n\nTable Open {\n  id integer\n```\n"
    )
    made = tables(text)
    assert list(made) == ["Pet", "Owner"]
    assert list(types(made["Pet"])) == ["ownerId", "toyId", "createdAt"]
    assert [key.columns for key in made["Pet"].uniques] == [("ownerId", "toyId")]


PETS = "# Data Model\n\n### pets\n\n| Field | Type | Constraints |\n|--|--|--|\n| id | UUID | PK |\n| kind | VARCHAR(20) | NOT NULL |\n| legs | INTEGER | NULL |\n"


@pytest.mark.parametrize(
    "line, expected",
    [
        ("**Constraints**:\n- kind IN ('cat', 'dog')", "kind IN ('cat', 'dog')"),
        ("**Constraints**:\n- `legs` ≥ 0", "legs >= 0"),
        ("- CHECK (legs > 0 AND kind <> 'x')", "legs > 0 AND kind <> 'x'"),
        ("**Constraints**:\n- `few_legs`: CHECK (legs <= 8)", "legs <= 8"),
    ],
)
def test_a_line_tells_a_check(line: str, expected: str) -> None:
    (pets,) = tables(f"{PETS}\n{line}\n").values()
    assert [check.expression.text for check in pets.checks] == [expected]


@pytest.mark.parametrize(
    "line",
    [
        "**Constraints**:\n- kind is one of cat, dog",
        "**Constraints**:\n- legs > arms",
        "- legs >= 0",
        "**Constraints**:\n- kind\n- legs",
    ],
)
def test_what_is_no_condition_on_columns_stays_prose(line: str) -> None:
    (pets,) = tables(f"{PETS}\n{line}\n").values()
    assert pets.checks == ()


def test_an_index_with_a_remark_in_brackets() -> None:
    (pets,) = tables(
        f"{PETS}\n**Indexes**:\n- `idx_kind`: kind (검색용)\n- `idx_legs`: legs (UNIQUE)\n"
    ).values()
    assert [(i.name, i.columns, i.unique) for i in pets.indexes] == [
        ("idx_kind", ("kind",), False),
        ("idx_legs", ("legs",), True),
    ]


def test_diagrams_with_keys_of_two_kinds_and_of_one_to_one() -> None:
    text = (
        "# Data Model\n\n```mermaid\nerDiagram\n  pets ||--|| collars : wears\n  pets ||--o{ pet_tags : has\n"
        '  pets {\n    uuid id PK\n    enum kind "cat, dog"\n  }\n'
        '  collars {\n    uuid id PK\n    uuid pet_id FK "UK"\n  }\n  pet_tags {\n    uuid pet_id PK_FK\n    uuid tag_id PK,FK\n  }\n```\n'
    )
    made = tables(text)
    assert types(made["pets"])["kind"] == "pets_kind"
    (key,) = made["collars"].foreign_keys
    assert (key.columns, key.target.name) == (("pet_id",), "pets")
    assert [item.columns for item in made["collars"].uniques] == [("pet_id",)]
    key = made["pet_tags"].primary_key
    assert key is not None and key.columns == ("pet_id", "tag_id")
    assert [item.target.name for item in made["pet_tags"].foreign_keys] == ["pets"]


def test_remarks_in_brackets_are_no_constraints() -> None:
    table = "# Database\n\n### pets\n\n| Column | Type | Constraints |\n|--|--|--|\n"
    rows = "| id | UUID | PK (composite) |\n| made_by | UUID | nullable (the first one has none) |\n| hash | TEXT | NOT NULL (bcrypt hash) |\n"
    assert "S150" not in codes(table + rows)
    assert codes(f"{table}| id | UUID | PK |\n| name | TEXT | UNIQUE (per owner) |\n") == ["S150"]


def test_types_of_a_language_leave_length_and_zone_open() -> None:
    from spec2code.spec import check_specs

    text = (
        "# Database\n\n### pets\n\n| Column | Type | Constraints |\n|--|--|--|\n| id | UUID | PK |\n| name | str | NOT NULL |\n| born | datetime | NOT NULL |\n"
        "| legs | VARCHAR(9) | NOT NULL |\n\n```sql\nCREATE TABLE pets (id uuid PRIMARY KEY, name varchar(80) NOT NULL, born timestamptz NOT NULL, legs varchar(8) NOT NULL);\n```\n"
    )
    told = [item for item in check_specs([reading(text)]) if item.code == "S154"]
    assert [item.span.line for item in told if item.span] == [10]


@pytest.mark.parametrize(
    "title, paths",
    [
        ("Lab Tests", ("/lab-tests", "/lab-tests/{id}/values")),
        ("Roadmap", ("/roadmap", "/roadmap/{id}")),
        ("Pages", ("/pages/{id}", "/pages")),
        ("Backlog", ("/projects/{id}/backlog", "/backlog")),
    ],
)
def test_a_heading_that_names_a_resource(title: str, paths: tuple[str, str]) -> None:
    first, second = paths
    other = "## Users\n\n| Method | Path |\n|--|--|\n| GET | `/users` |\n\n"
    rows = f"| Method | Path |\n|--|--|\n| GET | `{first}` |\n| POST | `{second}` |\n"
    turned = f"| Path | Method |\n|--|--|\n| `{first}` | GET |\n| `{second}` | POST |\n"
    wanted = ["GET /users", f"GET {first}", f"POST {second}"]
    assert keys(f"# API\n\n{other}## {title}\n\n{rows}") == wanted
    assert keys(f"# API\n\n{other}## {title}\n\n{turned}") == wanted
    below = f"### List\n\n`GET {first}`\n\n### Make\n\n`POST {second}`\n"
    assert keys(f"# API\n\n{other}## {title}\n\n{below}") == wanted


def test_a_roadmap_of_other_endpoints_stays_one() -> None:
    text = "# API\n\n## Users\n\n- `GET /users`\n\n## Roadmap\n\n- `POST /pets`\n"
    assert keys(text) == ["GET /users"]


@pytest.mark.parametrize(
    "line, uniques, checks",
    [
        ("**Constraint:** `kind` is unique.", [("kind",)], []),
        ("**Constraint:** `legs >= 0` enforced at DB level.", [], ["legs >= 0"]),
        ("- kind + legs must be unique", [("kind", "legs")], []),
        ("Rows where `legs >= 0` are shown.", [], []),
        ("**Constraint:** never `legs >= 0` if it flies.", [], []),
        ("The name is unique.", [], []),
    ],
)
def test_sentences_tell_constraints(line: str, uniques: list[object], checks: list[str]) -> None:
    (pets,) = tables(f"{PETS}\n{line}\n").values()
    assert [key.columns for key in pets.uniques] == uniques
    assert [check.expression.text for check in pets.checks] == checks


def test_sql_that_shows_how_it_is_done_makes_nothing() -> None:
    text = (
        "# Database\n\n```sql\nCREATE TABLE pets (id uuid PRIMARY KEY);\n```\n\n## Migrations\n\n### Adding a new column\n\n```sql\nALTER TABLE pets ADD COLUMN legs int;\n```\n\n"
        "### Adding a new table\n\n```sql\nCREATE TABLE new_table (id int);\n```\n\n### Adding toys\n\n```sql\nCREATE TABLE toys (id int);\n```\n"
    )
    assert {name: list(types(table)) for name, table in tables(text).items()} == {
        "pets": ["id"],
        "toys": ["id"],
    }


def test_prisma_of_which_a_part_lies_elsewhere() -> None:
    text = (
        '# Data Models\n\n```prisma\nmodel Pet {\n  id String @id\n  kind PetKind\n  vector Unsupported("vector(3)")?\n  owner Owner? @relation(fields: [ownerId], references: [id])\n'
        "  ownerId String?\n  toys Toy[]\n}\n```\n"
    )
    (pet,) = tables(text).values()
    assert types(pet) == {
        "id": "text",
        "kind": '"PetKind"',
        "vector": "vector(3)",
        "ownerId": "text",
    }
    assert [key.target.name for key in pet.foreign_keys] == ["Owner"]
    assert "S150" not in codes(text)


def test_a_word_of_storage_in_a_description_makes_no_table() -> None:
    text = "# Data Models\n\n## Pet\n\n**Key Attributes:**\n- chip: number - a number that is unique\n- name: string - how it is called\n"
    assert tables(text) == {}


def test_how_versions_are_made_defines_no_endpoint() -> None:
    text = "# API\n\n## Pets\n\n- `GET /pets`\n\n## Versioning\n\nFuture versions:\n\n```\nGET /v1/pets/old\n```\n"
    assert keys(text) == ["GET /pets"]


COLUMNS = "# Database\n\n## 1. pets\n\n| 字段 | 类型 | 约束/默认值 |\n|--|--|--|\n"


def test_headers_with_two_words_state_keys() -> None:
    (pets,) = tables(
        f"{COLUMNS}| id | varchar(36) | PK |\n| kind | varchar(20) | default cat |\n| data | json/text | nullable |\n"
    ).values()
    assert types(pets)["data"] == "json"
    kind = pets.column("kind")
    assert kind is not None and kind.default is not None and kind.default.text == "'cat'"


@pytest.mark.parametrize("kind", ["DateTime?", "datetime \\| null", "`Date` \\| `null`"])
def test_types_that_may_be_absent(kind: str) -> None:
    text = f"# Database\n\n## pets\n\n| Column | Type | Constraints |\n|--|--|--|\n| id | UUID | PK, cuid |\n| died | {kind} | |\n"
    (pets,) = tables(text).values()
    died = pets.column("died")
    assert died is not None and died.nullable and codes(text) == []


def test_words_about_a_column_are_told_softly() -> None:
    from spec2code.diagnostics import Severity

    text = "# Database\n\n## pets\n\n| Column | Type | Rules |\n|--|--|--|\n| id | UUID | PK |\n| name | TEXT | set by the owner |\n| legs | INT | max 8 legs |\n"
    told = [(item.code, item.severity) for item in reading(text).diagnostics]
    assert told == [("S150", Severity.INFO), ("S150", Severity.WARNING)]


def test_a_model_states_types_better_than_words() -> None:
    text = (
        "# Data Model\n\n### Pet\n\n| Field | Type | Constraints |\n|--|--|--|\n| id | String | PK |\n| kind | Enum | Not Null |\n\n"
        "```prisma\nenum Kind {\n  CAT\n}\nmodel Pet {\n  id String @id\n  kind Kind\n}\n```\n"
    )
    (pet,) = tables(text).values()
    assert types(pet) == {"id": "text", "kind": '"Kind"'}


def test_collections_of_documents_are_no_tables() -> None:
    text = "# Data Model\n\n## Entity: Pet (`pets`)\n\n| Field | Type | Rules |\n|--|--|--|\n| `_id` | ObjectId | Primary key |\n| `ownerId` | ObjectId (ref Owner) | Required |\n| `name` | string | Required |\n| `born` | Date | |\n"
    assert tables(text) == {} and codes(text) == []


@pytest.mark.parametrize(
    "title",
    ["Future Schema Extensions (Phase 2+)", "Wishlists (Post-MVP)", "Planned tables", "未来扩展"],
)
def test_tables_of_later_work_are_not_made(title: str) -> None:
    text = (
        f"# Database\n\n## Tables\n\n```sql\nCREATE TABLE pets (id uuid PRIMARY KEY);\n```\n\n## {title}\n\n```sql\nCREATE TABLE toys (id uuid PRIMARY KEY);\n```\n\n"
        "### games\n\n| Column | Type | Constraints |\n|--|--|--|\n| id | UUID | PK |\n| name | TEXT | NOT NULL |\n"
    )
    assert list(tables(text)) == ["pets"]
    whys = [
        why
        for section in reading(text).spec.sections
        for item in section.passed_over
        for why in (item.how,)
    ]
    assert whys.count("planned, not part of this spec yet") == 2


@pytest.mark.parametrize("title", ["Trips planned by users", "Phase 2: toys", "Future contracts"])
def test_headings_that_put_nothing_off(title: str) -> None:
    text = f"# Database\n\n## {title}\n\n```sql\nCREATE TABLE toys (id uuid PRIMARY KEY);\n```\n"
    assert list(tables(text)) == ["toys"]


def test_a_diagram_adds_junctions_of_what_is_listed() -> None:
    head = "| Column | Type | Constraints |\n|--|--|--|\n| id | UUID | PK |\n| name | TEXT | NOT NULL |\n\n"
    text = (
        "# Database\n\n```mermaid\nerDiagram\n  PETS {\n    uuid id PK\n  }\n  TOYS {\n    uuid id PK\n  }\n  PET_TOYS {\n    uuid pet_id FK\n    uuid toy_id FK\n  }\n"
        "  OWNERS {\n    uuid id PK\n    text name\n  }\n  PETS ||--o{ PET_TOYS : has\n  TOYS ||--o{ PET_TOYS : in\n```\n\n"
        f"### pets\n\n{head}### toys\n\n{head}"
    )
    assert set(tables(text)) == {"pets", "toys", "pet_toys"}


def test_statements_without_a_fence() -> None:
    text = "# Schema\n\n-- WARNING: for context only.\n\nCREATE TABLE public.pets ( id uuid NOT NULL DEFAULT gen_random_uuid(), kind text DEFAULT 'CAT'::text\nCHECK (kind = ANY (ARRAY['CAT'::text])), CONSTRAINT pets_pkey PRIMARY KEY (id) ); CREATE TABLE\npublic.toys ( id uuid NOT NULL );\n"
    assert list(tables(text)) == ["pets", "toys"]
    assert tables("# Schema\n\nCREATE TABLE pets is what we do first.\n") == {}


def test_names_alone_with_an_id_first_are_columns() -> None:
    text = "# Spec\n\n## 4. Data Model\n\n### 4.1 MealEntry\n- id  \n- meal_type  \n- grams\n- parts (relation)\n\n### 4.2 Cache\n- theme\n- last_used\n\n### 4.3 Plan\n- id\n- read\n- write\n"
    made = tables(text)
    assert {name: list(types(table)) for name, table in made.items()} == {
        "MealEntry": ["id", "meal_type", "grams"]
    }
    assert codes(text) == ["S163"]


def test_checks_in_ranges_and_in_notes() -> None:
    text = (
        "# Database\n\n### reviews\n\n| Column | Type | Constraints | Notes |\n|--|--|--|--|\n| id | UUID | PK | — |\n| score | INT | NOT NULL CHECK(1–5) | — |\n"
        "| state | TEXT | NOT NULL | CHECK IN ('OPEN','PAID') — as sold |\n| note | TEXT | | check in the shop |\n"
    )
    (reviews,) = tables(text).values()
    assert [check.expression.text for check in reviews.checks] == [
        "score BETWEEN 1 AND 5",
        "state IN ('OPEN','PAID')",
    ]
    assert codes(text) == []


def test_a_reference_into_json_is_no_key() -> None:
    text = "# Data Models\n\n## Topic\n\n- `id`: UUID - Primary key\n- `area_id`: string - References course.areas[].id (dynamic)\n- `course_id`: UUID - Foreign key to Course\n"
    (topic,) = tables(text).values()
    assert [key.columns for key in topic.foreign_keys] == [("course_id",)]


def test_strings_that_are_uuids() -> None:
    text = (
        "# Data Models\n\n## User\n\n- `id`: string (UUID) - primary key\n- `email`: string (unique)\n\n"
        "## Log\n\n- `id`: string (UUID) - primary key\n- `maker_id`: string - made by (FK to User.id)\n- `made`: DateTime (nullable)\n"
    )
    made = tables(text)
    assert types(made["user"])["id"] == "uuid" and codes(text) == []


def test_a_key_in_a_loose_type_has_that_of_its_target() -> None:
    head = "| Column | Type | Constraints |\n|--|--|--|\n"
    text = f"# Database\n\n### users\n\n{head}| id | UUID | PK |\n| name | TEXT | |\n\n### logs\n\n{head}| id | UUID | PK |\n| maker_id | string | FK → users.id |\n"
    assert types(tables(text)["logs"])["maker_id"] == "uuid"


def test_of_the_column_that_is_named_and_not_of_the_primary_key() -> None:
    text = (
        "# Data model\n\n### User\n```\nid     UUID (PK)\nemail  varchar(255) (unique)\nname   string\n```\n\n"
        "### Code\n```\nemail  string (FK → User.email)\ncode   string (6 digits)\n```\n\n"
        "### Login\n```\nid      UUID (PK)\nuserId  string (FK → User)\n```\n"
    )
    made = {name.lower(): types(table) for name, table in tables(text).items()}
    assert made["code"]["email"] == "character varying(255)"
    assert made["login"]["userId"] == "uuid"
    assert "Q124" not in codes(text)


def test_columns_alone_in_a_fence_of_sql() -> None:
    text = (
        "# Database Schema\n\n### pets\n```sql\nid UUID PRIMARY KEY\nkind ENUM('cat','dog')\nmade_at TIMESTAMPTZ DEFAULT now()\n```\n\n"
        "### pet_toys\n```sql\npet_id UUID REFERENCES pets(id),\ntoy_id UUID,\nPRIMARY KEY (pet_id, toy_id)\n```\n\n## Decision\n\n### Rationale\n\n```sql\npet_id UUID REFERENCES pets(id),\nx INT\n```\n"
    )
    made = tables(text)
    assert {name: list(types(table)) for name, table in made.items()} == {
        "pets": ["id", "kind", "made_at"],
        "pet_toys": ["pet_id", "toy_id"],
    }
    assert [key.target.name for key in made["pet_toys"].foreign_keys] == ["pets"]
    assert "Q108" not in codes(text)


def test_attributes_of_prisma_in_a_column_table() -> None:
    text = (
        "# Database\n\n### `pets`\n\n| Field | Type | Attributes | Description |\n|--|--|--|--|\n| `id` | String | `@id @default(uuid())` | |\n| `legs` | Int | `@default(4)` | |\n"
        "| `tag` | String | `@unique` | |\n"
    )
    (pets,) = tables(text).values()
    legs, ident = pets.column("legs"), pets.column("id")
    assert pets.primary_key is not None and pets.primary_key.columns == ("id",)
    assert legs is not None and legs.default is not None and legs.default.text == "4"
    assert ident is not None and ident.default is None
    assert [key.columns for key in pets.uniques] == [("tag",)] and codes(text) == []


def test_a_model_that_leaves_the_column_of_its_key_out() -> None:
    text = "# Data\n\n```prisma\nmodel Pet {\n  id String @id\n  name String\n  owner Owner @relation(fields: [ownerId], references: [id])\n  // more\n}\n```\n"
    (pet,) = tables(text).values()
    assert pet.foreign_keys == () and codes(text) == ["S150"]


def test_virtual_tables_of_sqlite_are_passed_over() -> None:
    text = (
        "# Database\n\n```sql\nCREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, body TEXT);\n"
        "CREATE VIRTUAL TABLE notes_fts USING fts5(body, content='notes', content_rowid='id');\nCREATE INDEX by_body ON notes (body);\n```\n"
    )
    (notes,) = tables(text).values()
    assert [index.name for index in notes.indexes] == ["by_body"] and "Q101" not in codes(text)
    assert (
        "CREATE VIRTUAL TABLE",
        "a virtual table of SQLite, which no migration makes",
    ) in passed(text)
