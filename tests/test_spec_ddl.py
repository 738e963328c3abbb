"""SQL and listed tables of a document as statements."""

from __future__ import annotations

import pytest

from spec2code.model.fold import fold
from spec2code.model.schema import Name, Schema, Table
from spec2code.model.statements import CreateTable, RunSql
from spec2code.spec.ddl import DdlReading, read_ddl
from spec2code.spec.document import read_document


def _read(markdown: str, dialect: str | None = None) -> DdlReading:
    document, _ = read_document(markdown.encode(), "spec.md")
    return read_ddl(document, dialect)


def _schema(markdown: str) -> Schema:
    reading = _read(markdown)
    return fold(Schema(), [*reading.statements, *reading.post_statements], ensure=True).schema


def _table(markdown: str, name: str) -> Table:
    return _schema(markdown).tables[Name(name)]


def _columns(table: Table) -> list[tuple[str, str, bool]]:
    return [(column.name, column.type, column.nullable) for column in table.columns]


@pytest.mark.parametrize("tag", ["sql", "postgresql", "", "text", "SQL"])
def test_ddl_under_any_tag(tag: str) -> None:
    table = _table(f"# Data\n\n```{tag}\nCREATE TABLE a (id int PRIMARY KEY);\n```\n", "a")
    assert _columns(table) == [("id", "integer", False)]


@pytest.mark.parametrize(
    ("fence", "reason"),
    [
        ("```sql\nSELECT * FROM a;\n```", "a query, not a change of the schema"),
        ("```sql\nINSERT INTO a VALUES (1);\n```", "rows, not schema"),
        (
            "```sql\n-- the key\nCONSTRAINT pk PRIMARY KEY (id)\nCONSTRAINT ck CHECK (id > 0)\n```",
            "a part of a statement, shown alone",
        ),
        ("```sql\nORDER BY created_at DESC\nLIMIT 20\n```", "a part of a statement, shown alone"),
        ("```sql\n-- redis: session:{id} -> json\n```", "comments only"),
        (
            '```python\nop.execute("""\nCREATE TABLE a (id int);\n""")\n```',
            "it stands inside python code",
        ),
    ],
)
def test_what_is_no_schema_is_passed_over_with_a_reason(fence: str, reason: str) -> None:
    reading = _read(f"# Queries\n\n{fence}\n")
    assert reading.statements == []
    assert [why for _, _, why in reading.passed_over] == [reason]


def test_row_changes_of_a_migration_are_kept() -> None:
    reading = _read("## Migration\n\n```sql\nALTER TABLE a ADD x int;\nUPDATE a SET x = 1;\n```\n")
    assert isinstance(reading.statements[-1], RunSql)


@pytest.mark.parametrize(
    "markdown",
    [
        "**Up Migration:**\n\n```sql\n{up}\n```\n\n**Down Migration:**\n\n```sql\n{down}\n```\n",
        "```sql\n-- Up migration\n{up}\n\n-- Down migration (rollback)\n{down}\n```\n",
        "```sql\n{up}\n```\n\n## Rollback\n\n```sql\n{down}\n```\n",
        "```sql\n-- +goose Up\n{up}\n-- +goose Down\n{down}\n```\n",
        "### 升级\n\n```sql\n{up}\n```\n\n### 回滚\n\n```sql\n{down}\n```\n",
    ],
)
def test_the_way_down_is_kept_apart(markdown: str) -> None:
    reading = _read(markdown.format(up="CREATE TABLE a (id int);", down="DROP TABLE a;"))
    assert [type(item) for item in reading.statements] == [CreateTable]
    assert [down.text for down in reading.down_sql] == ["DROP TABLE a"]


def test_a_comment_inside_a_table_turns_nothing() -> None:
    text = "CREATE TABLE a (\n  id int,\n  -- rollback: who undid it\n  undone_by int,\n  -- up\n  up int\n);"
    reading = _read(f"```sql\n{text}\n```\n")
    assert reading.down_sql == []
    assert len(_schema(f"```sql\n{text}\n```\n").tables[Name("a")].columns) == 3


def test_post_deployment_statements_are_apart() -> None:
    reading = _read(
        "**Pre-deployment migrations (backward compatible):**\n\n```sql\nALTER TABLE a ADD b int;\n```\n\n"
        "**Post-deployment migrations (cleanup):**\n\n```sql\nALTER TABLE a DROP COLUMN c;\n```\n"
    )
    assert len(reading.statements) == 1
    assert len(reading.post_statements) == 1


COLUMNS = """## Data Model

### Entity: Order

**Table:** `orders`

| Column | Type | Constraints | Default | Description |
|--------|------|-------------|---------|-------------|
| `id` | UUID | PK | gen_random_uuid() | Key |
| `user_id` | UUID | FK → users.id, NOT NULL | - | Owner |
| `status` | ENUM | NOT NULL | 'new' | Status: new, paid, sent |
| `code` | VARCHAR(20) | UNIQUE | - | Code |
| `total` | DECIMAL(10,2) | NOT NULL, CHECK (total >= 0) | 0 | Sum |
| `deleted_at` | TIMESTAMP | - | NULL | When |

**Indexes:**

| Name | Columns | Type | Purpose |
|------|---------|------|---------|
| `idx_orders_status` | (status, id DESC) | BTREE | List |

**Constraints:**

| Name | Type | Definition | Purpose |
|------|------|------------|---------|
| `chk_code` | CHECK | code <> '' | x |
"""


def test_a_column_table_is_a_source_where_there_is_no_ddl() -> None:
    table = _table(COLUMNS, "orders")
    assert _columns(table) == [
        ("id", "uuid", False),
        ("user_id", "uuid", False),
        ("status", "orders_status", False),
        ("code", "character varying(20)", True),
        ("total", "numeric(10,2)", False),
        ("deleted_at", "timestamp without time zone", True),
    ]
    assert [(key.columns, key.target.name) for key in table.foreign_keys] == [
        (("user_id",), "users")
    ]
    assert [unique.columns for unique in table.uniques] == [("code",)]
    assert [index.name for index in table.indexes] == ["idx_orders_status"]
    assert len(table.checks) == 2
    assert table.columns[0].span is not None
    assert table.columns[0].span.line == 9


def test_beside_ddl_it_is_only_compared() -> None:
    reading = _read(COLUMNS + "\n```sql\nCREATE TABLE orders (id uuid PRIMARY KEY);\n```\n")
    assert [type(item) for item in reading.statements] == [CreateTable]
    assert {(item.kind, item.is_source) for item in reading.described} == {
        ("column table", False),
        ("index table", False),
        ("constraint table", False),
    }


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("| 列名 | 类型 | 约束 | 说明 |", "| id | BIGINT | 主键 | x |"),
        ("| 컬럼 | 타입 | 제약조건 | 설명 |", "| id | BIGINT | 기본키 | x |"),
        ("| Columna | Tipo | Restricciones | Descripción |", "| id | BIGINT | PK | x |"),
        ("| Coluna | Tipo | Restrições | Descrição |", "| id | BIGINT | chave primária | x |"),
        ("| Столбец | Тип | Ограничения | Описание |", "| id | BIGINT | первичный ключ | x |"),
        ("| Field | Type | Key | Null |", "| id | BIGINT | PRI_KEY? PK | NO |"),
    ],
)
def test_column_tables_in_many_languages(header: str, row: str) -> None:
    width = header.count("|") - 1
    text = f"# Database\n\n## `users`\n\n{header}\n|{'---|' * width}\n{row}\n"
    assert _columns(_table(text, "users"))[0][:2] == ("id", "bigint")


def test_a_table_of_notes_and_a_reference_with_a_remark() -> None:
    text = """## Tables

### notes

| Column | Type | Key |
|---|---|---|
| id | uuid | PK |
| owner_id | uuid | FK users.id (on delete cascade) |
"""
    (key,) = _table(text, "notes").foreign_keys
    assert (key.columns, str(key.target), key.on_delete) == (("owner_id",), "users", "CASCADE")


def test_what_mysql_answers_to_describe() -> None:
    text = """# Database

### `notes`

| Field | Type | Null | Key | Default | Extra |
|---|---|---|---|---|---|
| id | int | NO | PRI | NULL | |
| mark | varchar(8) | NO | UNI | NULL | |
| owner_id | int | YES | MUL | NULL | |
"""
    table = _table(text, "notes")
    assert _columns(table) == [
        ("id", "integer", False),
        ("mark", "character varying(8)", False),
        ("owner_id", "integer", True),
    ]
    assert table.primary_key is not None and table.primary_key.columns == ("id",)
    assert [unique.columns for unique in table.uniques] == [("mark",)]
    assert len(table.indexes) == 1


@pytest.mark.parametrize(
    "markdown",
    [
        "## Database schema\n\n### users\n\n- id (UUID, PK)\n- email (VARCHAR(255), unique, not null)\n",
        "## Database\n\n#### users\n```sql\n- id: UUID PRIMARY KEY\n- email: VARCHAR(255) NOT NULL UNIQUE (indexed)\n```\n",
        "## Tables\n\n- `users`\n  - id: UUID PRIMARY KEY\n  - email: VARCHAR(255) NOT NULL UNIQUE\n",
    ],
)
def test_bullets(markdown: str) -> None:
    table = _table(markdown, "users")
    assert _columns(table) == [("id", "uuid", False), ("email", "character varying(255)", False)]
    assert [unique.columns for unique in table.uniques] == [("email",)]


def test_bullets_of_a_request_are_no_table() -> None:
    assert not _read(
        "## API\n\n### POST /users\n\n- id (UUID, PK)\n- name: TEXT NOT NULL\n"
    ).statements


ER = "## Data\n\n```mermaid\nerDiagram\n  USERS ||--o{ ORDERS : places\n  USERS {\n    uuid id PK\n    string email UK\n  }\n  ORDERS {\n    id UUID PK\n    user_id UUID FK\n  }\n```\n"


def test_an_er_diagram_is_a_source_where_there_is_nothing_else() -> None:
    schema = _schema(ER)
    assert [name.name for name in schema.tables] == ["users", "orders"]
    (key,) = schema.tables[Name("orders")].foreign_keys
    assert (key.columns, key.target) == (("user_id",), Name("users"))


def test_an_er_diagram_beside_ddl_makes_no_table() -> None:
    assert list(_schema(ER + "\n```sql\nCREATE TABLE orders (id uuid);\n```\n").tables) == [
        Name("orders")
    ]


def test_of_two_definitions_the_fuller_one_is_taken() -> None:
    sketch = "```sql\nCREATE TABLE friends (user_id bigint, friend_id bigint);\n```\n"
    full = "```sql\nCREATE TABLE friends (id bigserial PRIMARY KEY, user_id bigint NOT NULL, friend_id bigint);\n```\n"
    for text in (sketch + "\n" + full, full + "\n" + sketch):
        reading = _read(text)
        assert [item.code for item in reading.diagnostics] == ["S151"]
        assert len(_table(text, "friends").columns) == 3


def test_the_same_definition_twice_is_one() -> None:
    reading = _read(
        "```sql\nCREATE TABLE a (id int);\n```\n\n```sql\nCREATE TABLE a (id int);\n```\n"
    )
    assert (len(reading.statements), reading.diagnostics) == (1, [])


def test_an_index_name_used_twice_is_made_unique() -> None:
    text = "```sql\nCREATE TABLE a (x int, INDEX i (x));\n```\n\n```sql\nCREATE TABLE b (x int, INDEX i (x));\n```\n"
    assert [index.name for table in _schema(text).tables.values() for index in table.indexes] == [
        "i",
        "b_i",
    ]


def test_a_column_announced_in_prose() -> None:
    table = _table("Add `preferences JSONB DEFAULT '{}'` column to `users`.\n", "users")
    assert table.is_partial
    assert _columns(table) == [("preferences", "jsonb", True)]


def test_a_listing_that_is_not_understood_is_told() -> None:
    text = "# Database\n\n**Table:** `a`\n\n| Column | Type | Constraints |\n|---|---|---|\n| id | UUID | PK |\n| x | TEXT | as in the other table |\n"
    assert [item.code for item in _read(text).diagnostics] == ["S150"]


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("```sql\nCREATE TABLE a (id INT AUTO_INCREMENT PRIMARY KEY) ENGINE=InnoDB;\n```", "mysql"),
        ("```sql\nCREATE TABLE a (id UUID, s ENUM('a'), INDEX i (s));\n```", "postgresql"),
        ("```sql\nCREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);\n```", "sqlite"),
        ("We use SQLite.\n\n```sql\nCREATE TABLE a (id TEXT);\n```", "sqlite"),
        ("```mysql\nCREATE TABLE a (id INT);\n```", "mysql"),
        ("```sql\nCREATE TABLE a (id INT);\n```", "postgresql"),
    ],
)
def test_the_dialect_of_a_document(text: str, dialect: str) -> None:
    assert _read(text + "\n").dialect == dialect


def test_statements_have_their_places() -> None:
    reading = _read(
        "# T\n\n- here:\n\n  ```sql\n  CREATE TABLE a (id int);\n\n  CREATE INDEX i ON a (id);\n  ```\n"
    )
    assert [(item.span.line, item.span.column) for item in reading.statements if item.span] == [
        (6, 3),
        (8, 3),
    ]


def test_a_line_of_prose_above_a_column_table_names_no_table() -> None:
    text = COLUMNS.replace(
        "| Column |", "**Description:** What this entity represents\n\n| Column |", 1
    )
    assert list(_schema(text).tables) == [Name("orders")]


def test_a_mistake_on_the_way_down_is_told() -> None:
    reading = _read("### Rollback\n\n```sql\nDROP TABLE [orders];\nDROP TABLE a;\n```\n")
    assert [item.code for item in reading.diagnostics] == ["Q102"]
    assert [down.text for down in reading.down_sql] == ["DROP TABLE a"]


def test_a_relationship_table_says_what_happens_on_delete() -> None:
    rows = "\n**Relationships:**\n\n| Relation | Target | Type | On Delete |\n|---|---|---|---|\n| Belongs to | User | N:1 | CASCADE |\n"
    (key,) = _table(COLUMNS + rows, "orders").foreign_keys
    assert key.on_delete == "CASCADE"


def test_bullets_as_teams_write_them() -> None:
    text = (
        "# Database schema\n\n### `lots`\n\n- `id` UUID PRIMARY KEY DEFAULT `gen_random_uuid()`\n- `kind` `lot_kind` NOT NULL\n"
        "- `source public.lot_source` **NOT NULL**\n- **maxCars**: INTEGER CHECK (maxCars BETWEEN 1 AND 5)\n"
        "- CONSTRAINT `lots_cars` CHECK (`id` IS NOT NULL)\n- UNIQUE (`id`, `kind`) to support chained keys\n\n"
        "Times:\n- `opened_at timestamptz` **NOT NULL**\n- `closed_at timestamptz` NULL\n"
    )
    reading = _read(text)
    assert [item.code for item in reading.diagnostics] == []
    table = _table(text, "lots")
    assert [(column.name, column.type) for column in table.columns] == [
        ("id", "uuid"),
        ("kind", "lot_kind"),
        ("source", "lot_source"),
        ("maxCars", "integer"),
        ("opened_at", "timestamp with time zone"),
        ("closed_at", "timestamp with time zone"),
    ]
    assert [check.expression.text for check in table.checks] == [
        '"maxCars" BETWEEN 1 AND 5',
        "id IS NOT NULL",
    ]
    assert [unique.columns for unique in table.uniques] == [("id", "kind")]
    id_ = table.column("id")
    assert id_ is not None and id_.default is not None
    assert id_.default.text == "gen_random_uuid()"


def test_a_table_that_is_only_sketched_is_no_mistake() -> None:
    reading = _read("# Data\n\n```sql\nCREATE TABLE a ( ... ) PARTITION BY RANGE (at);\n```\n")
    assert [(item.code, item.severity.value) for item in reading.diagnostics] == [
        ("Q102", "warning")
    ]


def test_a_column_table_with_an_identity_and_types_of_its_own() -> None:
    rows = (
        "| Column | Type | Constraints |\n|---|---|---|\n| id | bigint | PRIMARY KEY, GENERATED BY DEFAULT AS IDENTITY |\n"
        "| permission | app_permission | NOT NULL |\n"
    )
    ddl = "CREATE TABLE grants (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, permission app_permission NOT NULL);"
    assert _columns(_table(f"# Data\n\n### `grants`\n\n{rows}", "grants")) == [
        ("id", "bigint", False),
        ("permission", "app_permission", False),
    ]
    reading = _read(f"# Data\n\n### grants\n\n{rows}\n```sql\n{ddl}\n```\n")
    assert [len(item.table.columns) for item in reading.described] == [2]


def test_a_column_table_of_another_database_in_another_language() -> None:
    text = (
        "# Baza danych\n\n## Tabele\n\n### Habits\n\n| Kolumna | Typ | Ograniczenia | Opis |\n|---|---|---|---|\n"
        "| Id | int | PRIMARY KEY | klucz |\n| Active | bit | NOT NULL, DEFAULT 0 | x |\n\n### Checkins\n\n"
        "| Kolumna | Typ | Ograniczenia | Opis |\n|---|---|---|---|\n| Id | int | PRIMARY KEY | x |\n"
        "| HabitId | int | NOT NULL, FK → Habits(Id) | x |\n"
    )
    schema = _schema(text)
    assert [(column.name, column.type) for column in schema.tables[Name("habits")].columns] == [
        ("Id", "integer"),
        ("Active", "boolean"),
    ]
    assert schema.tables[Name("checkins")].foreign_keys[0].target_columns == ("Id",)
