"""Several tables in one fence in notations that nobody foresaw: names above columns, braces, trees, drawn boxes."""

from __future__ import annotations

import pytest

from spec2code.spec import check_specs
from tests.spec_reading import drawn, passed, reading

KEEPERS = ["id uuid NN PK", "mail character varying(80) unique"]
PETS = ["id uuid NN PK", "keeper_id uuid -> keepers"]
FENCES = {
    "indented": "keepers\n  id    UUID PK\n  mail  VARCHAR(80) UNIQUE\n\npets\n  id  UUID PK\n  keeper_id  UUID FK -> keepers.id\n",
    "colons": "keepers:\n  - id: UUID (PK)\n  - mail: varchar(80) (unique)\npets:\n  - id: UUID (PK)\n  - keeper_id: UUID (FK -> keepers)\n",
    "rules": "keepers\n-------\nid UUID PK\nmail VARCHAR(80) UNIQUE\n\npets\n----\nid UUID PK\nkeeper_id UUID FK keepers\n",
    "brackets": "keepers (\n  id uuid primary key,\n  mail varchar(80) unique\n)\npets (\n  id uuid primary key,\n  keeper_id uuid references keepers(id)\n)\n",
    "braces": "keepers {\n  id: UUID (PK)\n  mail: VARCHAR(80) (unique)\n}\n\npets {\n  id: UUID (PK)\n  keeper_id: UUID (FK → keepers)\n}\n",
    "tree": "keepers\n├── id (UUID, PK)\n└── mail (VARCHAR(80), UNIQUE)\n\npets\n├── id (UUID, PK)\n└── keeper_id (UUID, FK → keepers.id)\n",
    "words": "TABLE: keepers\n- id (PK, UUID)\n- mail (VARCHAR(80), unique)\n\nTABLE: pets\n- id (PK, UUID)\n- keeper_id (UUID, FK keepers)\n",
    "hashes": "# keepers\nid: uuid, primary key\nmail: varchar(80), unique\n\n# pets\nid: uuid, primary key\nkeeper_id: uuid, foreign key -> keepers.id\n",
    "lines": "keepers: id (uuid, pk), mail (varchar(80), unique)\npets: id (uuid, pk), keeper_id (uuid, fk keepers)\n",
}


def spec(fence: str, title: str = "Database schema", language: str = "") -> str:
    return f"# Pets\n\n## {title}\n\nAll of it.\n\n```{language}\n{fence}```\n"


@pytest.mark.parametrize("notation", FENCES)
def test_tables_of_one_fence(notation: str) -> None:
    assert drawn(spec(FENCES[notation])) == {"keepers": KEEPERS, "pets": PETS}
    assert not drawn(spec(FENCES[notation], "Requests"))


@pytest.mark.parametrize(
    "fence",
    [
        "server:\n  port: 5432\n  name: text\ncache:\n  size: 12\n",
        "src\n├── models (SQL)\n└── main.py\n\ntests\n├── unit\n└── all\n",
        "User {\n  id: string\n  mail: string\n}\n\nPet {\n  id: string\n  kind: string\n}\n",
        "pet:{id} -> hash\nkeeper:{id}:pets -> set\n",
    ],
)
def test_what_is_no_table(fence: str) -> None:
    assert not drawn(spec(fence))


def test_keys_below_a_head_among_the_columns() -> None:
    fence = "keepers\n  Fields:\n  - id UUID PK\n  - mail TEXT\n  Indexes:\n  - idx_mail (mail)\n  - UNIQUE (mail)\n\npets\n  - id UUID PK\n  - kind TEXT\n"
    assert drawn(spec(fence))["keepers"] == ["id uuid NN PK", "mail text unique", "index (mail)"]


BOXES = """┌────────────────────┐        ┌────────────────────┐
│      keepers       │        │     pets (动物)    │
├────────────────────┤        ├────────────────────┤
│ id (PK)            │──1:N──<│ PK  id             │
│ 名 mail VARCHAR(80)│        │ keeper_id (FK)     │
│ born_at            │        │ ...                │
└────────────────────┘        │ + feed()           │
                              └────────────────────┘
"""
ASCII = """+------------------+
| keepers          |
+------------------+
| id: uuid PK      |
| mail: varchar    |
+------------------+
     | 1
     | *
+------------------+
| pets             |
+------------------+
| id: uuid PK      |
| keeper_id: uuid FK
| kind: text       |
+------------------+
"""


def test_drawn_boxes_are_entities() -> None:
    found = drawn(spec(BOXES.replace("名 ", "   ")))
    assert list(found) == ["keepers", "pets"]
    assert found["keepers"] == [
        "id bigint NN PK",
        "mail character varying(80)",
        "born_at timestamp without time zone",
    ]
    assert found["pets"] == ["id bigint NN PK", "keeper_id bigint -> keepers"]
    assert list(drawn(spec(ASCII))) == [
        "keepers"
    ]  # the other's side is open: nobody knows where it ends
    assert list(
        drawn(spec(ASCII.replace("FK\\n", "FK|\\n").replace("uuid FK\n", "uuid FK|\n")))
    ) == ["keepers", "pets"]


def test_boxes_only_where_nothing_else_lists_tables() -> None:
    ddl = "\n```sql\nCREATE TABLE keepers (id uuid PRIMARY KEY, email text);\n```\n"
    assert drawn(spec(BOXES) + ddl) == {"keepers": ["id uuid NN PK", "email text"]}


def test_types_that_a_box_leaves_open_contradict_no_ddl() -> None:
    ddl = "\n```sql\nCREATE TABLE keepers (id uuid PRIMARY KEY, mail text, born_at date);\nCREATE TABLE pets (id uuid PRIMARY KEY, keeper_id uuid REFERENCES keepers);\n```\n"
    drawing = spec(BOXES.replace("名 ", "   "))
    for kind, told in (("            ", []), (" INT        ", ["S154"])):
        read = reading(drawing.replace(" VARCHAR(80)", kind) + ddl)
        assert [item.code for item in check_specs([read])] == told


@pytest.mark.parametrize(
    "boxes",
    [
        "+---------+     +---------+\n| Browser |---->| Backend |\n+---------+     +---------+\n",
        "┌─────────┐\n│ Backend │\n├─────────┤\n│ FastAPI │\n│ Redis   │\n└─────────┘\n",
    ],
)
def test_boxes_of_architecture_are_none(boxes: str) -> None:
    assert not drawn(spec(boxes))
    assert passed(spec(boxes))


@pytest.mark.parametrize(
    ("line", "index"),
    [
        ("Unique index on `pets (name, kind)`", "unique index (name, kind)"),
        ("`idx_pets_name` on pets(name)", "index (name)"),
        ("Índice único en pets(name)", "unique index (name)"),
        ("Index on `pets.name, pets.kind` for lists", "index (name, kind)"),
        ("`pets.kind`", "index (kind)"),
    ],
)
def test_indexes_that_name_their_table(line: str, index: str) -> None:
    columns = "- id (UUID, PK)\n- name (TEXT)\n- kind (TEXT)\n"
    text = f"# Database\n\n## Table: `pets`\n\n{columns}\n## Indexes\n\n- {line}\n"
    assert drawn(text)["pets"][3:] == [index]
    other = (
        text.replace("## Indexes", "## Notes")
        .replace("Unique index", "A page")
        .replace("Índice único", "Una")
    )
    if "ndex" not in line.replace("Unique index", "") and "Índ" not in line:
        assert drawn(other)["pets"][3:] == []
