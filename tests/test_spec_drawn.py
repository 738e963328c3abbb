"""Tables drawn in fences and bodies that stand without one."""

from __future__ import annotations

import pytest

from spec2code.model.fold import fold
from spec2code.model.schema import Name, Schema, Table
from spec2code.model.shapes import ArrayShape, ObjectShape
from spec2code.spec.ddl import read_ddl
from spec2code.spec.document import read_document
from tests.spec_reading import endpoints, only, reading


def _tables(markdown: str) -> dict[Name, Table]:
    document, _ = read_document(markdown.encode(), "spec.md")
    return dict(fold(Schema(), read_ddl(document).statements, ensure=True).schema.tables)


def tables(markdown: str) -> dict[str, Table]:
    return {name.name: table for name, table in _tables(markdown).items()}


DRAWN = """
## 2.1 Table pets

```
pets
─────────────
id          UUID, PK
name        VARCHAR(80) NOT NULL
  // shown to everyone
legs        SMALLINT DEFAULT 4 (0–8)
kind        ENUM: 'cat' | 'dog'
UNIQUE (name, kind)
```
"""


def test_columns_drawn_in_a_fence_are_a_table() -> None:
    table = _tables(DRAWN)[Name("pets")]
    assert [
        (c.name, c.type, c.nullable, c.default.text if c.default else None) for c in table.columns
    ] == [
        ("id", "uuid", False, None),
        ("name", "character varying(80)", False, None),
        ("legs", "smallint", True, "4"),
        ("kind", "pets_kind", True, None),
    ]
    assert [unique.columns for unique in table.uniques] == [("name", "kind")]


def test_a_key_of_several_drawn_columns() -> None:
    text = "## Tables\n\n```\nlinks\n-----\na_id  UUID (part of PK)\nb_id  UUID (part of PK), FK → b.id\n```\n"
    table = _tables(text)[Name("links")]
    assert table.primary_key is not None and table.primary_key.columns == ("a_id", "b_id")
    assert [key.target.name for key in table.foreign_keys] == ["b"]


@pytest.mark.parametrize(
    "text",
    [
        "## Data models\n\n### Pet\n\n```\nid    string\nname  string\n```\n",
        "## Request\n\n```\nid    UUID\nname  TEXT\n```\n",
        "## Tables\n\n```\nfirst the users\nthen the TEXT of it\nand more\n```\n",
    ],
)
def test_a_fence_without_columns_of_sql_is_no_table(text: str) -> None:
    assert _tables(text) == {}


def test_bodies_without_a_fence() -> None:
    text = '### POST /pets\n\nRequest\n{\n  "name": "Rex {1}"\n}\n\nResponse 201\n[\n {\n  "id": 1\n }\n]\n\nDone.\n'
    endpoint = only(text)
    assert endpoint.request is not None and isinstance(endpoint.request.shape, ObjectShape)
    assert [field.name for field in endpoint.request.shape.fields] == ["name"]
    assert [response.status for response in endpoint.responses] == [201]
    assert isinstance(endpoint.responses[0].shape, ArrayShape)


def test_a_bracket_that_never_closes_is_text() -> None:
    assert (
        endpoints('### POST /pets\n\nRequest\n{\n  "name": "Rex"\n\nmore text\n')[0].request is None
    )


PLAIN = """# Shop

## Data Models

### User
```
id            UUID / string (PK)
name          string | null
role          'admin' | 'buyer'        default: 'buyer'
createdAt     ISO 8601 timestamp
```

### Order (one per purchase)
```
id            UUID (PK)
userId        FK → Users (role='buyer')
total         decimal (2 d.p.)
count         integer >= 1
something that is no column at all
```

### Seat
```
orderId       FK → Order
userId        FK → User
PRIMARY KEY   (orderId, userId)
```

### Line (embedded in Order)
```
name          string
count         integer
```
"""


def test_columns_with_types_of_languages_where_one_is_a_key() -> None:
    schema = tables(PLAIN)
    assert list(schema) == ["user", "order", "seat"]
    user, order, seat = schema.values()
    assert [(c.name, c.type) for c in user.columns] == [
        ("id", "uuid"),
        ("name", "character varying(255)"),
        ("role", "user_role"),
        ("createdAt", "timestamp without time zone"),
    ]
    assert [c.name for c in order.columns] == ["id", "userId", "total", "count"]
    assert order.foreign_keys[0].target.name == "user"
    assert seat.primary_key is not None and seat.primary_key.columns == ("orderId", "userId")
    told = [item.message for item in reading(PLAIN).diagnostics if item.code == "S150"]
    assert any("something that is no column" in message for message in told)


def test_names_alone_are_columns_where_one_is_a_key() -> None:
    text = (
        "## Esquema de base de datos\n\n#### users\n```\nid (PK)\nemail (UNIQUE)\nname\ncreatedAt\nrole (user|admin)\n```\n\n"
        "#### favorites\n```\nid (PK)\nuserId (FK: users.id)\nspotId\nUNIQUE(userId, spotId)\n```\n"
        "\n#### notes\n```\nfirst\nsecond\n```\n"
    )
    users, favorites = tables(text).values()
    assert [c.name for c in users.columns] == ["id", "email", "name", "createdAt", "role"]
    assert users.columns[3].type == "timestamp without time zone"
    assert [unique.columns for unique in favorites.uniques] == [("userId", "spotId")]
    told = [item for item in reading(text).diagnostics if item.code == "S163"]
    assert len(told) == 2


def test_an_entity_is_the_table_of_its_name_in_the_plural() -> None:
    text = (
        "## Data Model\n\n### User\n\n| Field | Type | Constraints |\n|---|---|---|\n| id | UUID | PK |\n| age | integer | |\n\n"
        "### Category\n\n- id: uuid (PK)\n- name: string\n\n## Schema\n\n```sql\n"
        "CREATE TABLE users (id UUID PRIMARY KEY);\nCREATE TABLE categories (id UUID PRIMARY KEY, name TEXT);\n```\n"
    )
    assert list(tables(text)) == ["users", "categories"]


def test_a_list_of_columns_under_a_word_for_columns() -> None:
    text = (
        "## Tables & Entités\n\n#### 4.2.1 pets\n\n```\nChamps principaux:\n- id: UUID (PK)\n- rate: decimal(5,4) [default: 0.2]\n"
        "- note: text (nullable)\nDates (UTC):\n- created_at, updated_at\n```\n\n#### 4.2.2 follows (pivot table)\n\n```\nChamps:\n"
        "- pet_id: UUID (FK → pets)\n- user_id: UUID\n```\n"
    )
    pets, follows = tables(text).values()
    assert (pets.name.name, follows.name.name) == ("pets", "follows")
    assert [c.name for c in pets.columns] == ["id", "rate", "note", "created_at", "updated_at"]
    assert pets.columns[1].default is not None and pets.columns[1].default.text == "0.2"


def test_a_row_that_is_a_key_of_several_columns() -> None:
    text = (
        "## Database\n\n**user_roles**\n\n| Column | Type | Constraints |\n|---|---|---|\n"
        "| `user_id` | uuid | FK → users(id) |\n| `role_id` | uuid | |\n| `place` | int | |\n"
        "| PK | (`user_id`, `role_id`) | |\n| UNIQUE | (`role_id`, `place`) | |\n"
    )
    (table,) = tables(text).values()
    assert [c.name for c in table.columns] == ["user_id", "role_id", "place"]
    assert table.primary_key is not None
    assert table.primary_key.columns == ("user_id", "role_id")
    assert [unique.columns for unique in table.uniques] == [("role_id", "place")]
