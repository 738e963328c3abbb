"""Prisma models and DBML as tables, where the spec has no DDL."""

from __future__ import annotations

import pytest

from spec2code.model.statements import CreateEnum, CreateIndex, CreateTable
from tests.spec_reading import codes, reading

MODELS = """# Shelter

## Database schema

```prisma
enum Kind {
  CAT
  DOG
}

model Owner {
  id        String   @id @default(uuid()) @db.Uuid
  email     String   @unique
  name      String?  // as on the card
  pets      Pet[]
  createdAt DateTime @default(now()) @map("created_at")

  @@map("owners")
}

model Pet {
  id      Int    @id @default(autoincrement())
  kind    Kind   @default(CAT)
  tags    String[]
  ownerId String @db.Uuid
  owner   Owner  @relation(fields: [ownerId], references: [id], onDelete: Cascade)
  place   Unsupported("point")?
  chip    Chip?

  @@unique([ownerId, kind])
  @@index([ownerId])
}
```
"""


def test_models_are_tables() -> None:
    statements = reading(MODELS).spec.statements
    owners, pets = [item.table for item in statements if isinstance(item, CreateTable)]
    assert (owners.name.name, pets.name.name) == ("owners", "Pet")
    assert [(c.name, c.type, c.nullable) for c in owners.columns] == [
        ("id", "uuid", False),
        ("email", "text", False),
        ("name", "text", True),
        ("created_at", "timestamp(3) without time zone", False),
    ]
    assert [column.name for column in pets.columns] == ["id", "kind", "tags", "ownerId", "place"]
    (key,) = pets.foreign_keys
    assert (key.columns, key.target.name, key.on_delete) == (("ownerId",), "owners", "CASCADE")
    assert {unique.columns for unique in pets.uniques} == {("ownerId", "kind")}
    assert [item.index.name for item in statements if isinstance(item, CreateIndex)] == [
        "Pet_ownerId_idx"
    ]
    assert [item.enum.labels for item in statements if isinstance(item, CreateEnum)] == [
        ("CAT", "DOG")
    ]


def test_what_has_no_type_of_sql_is_told() -> None:
    assert "S150" in codes(MODELS)


def test_ddl_is_believed_before_a_model() -> None:
    ddl = "\n```sql\nCREATE TABLE owners (id uuid PRIMARY KEY);\n```\n"
    made = [item for item in reading(MODELS + ddl).spec.statements if isinstance(item, CreateTable)]
    owners = next(item.table for item in made if item.table.name.name == "owners")
    assert [column.name for column in owners.columns] == ["id"]


def test_tables_of_dbml() -> None:
    text = (
        "# Shelter\n\n## Source\n\n```\nEnum Kind {\n  CAT\n  DOG\n}\n\nTable Owner {\n  id integer [pk, increment]\n"
        '  email varchar(100) [unique, not null, note: "one, each"]\n  since timestamp [not null, default: "now()"]\n}\n\n'
        "Table Pet {\n  id integer [pk]\n  ownerId integer [not null, ref: > Owner.id]\n  kind Kind [not null, default: Kind.CAT]\n"
        "  left timestamp [default: null]\n\n  Indexes {\n    (ownerId, kind) [unique]\n  }\n}\n```\n"
    )
    statements = reading(text).spec.statements
    owner, pet = [item.table for item in statements if isinstance(item, CreateTable)]
    assert [(c.name, c.nullable) for c in owner.columns] == [
        ("id", False),
        ("email", False),
        ("since", False),
    ]
    assert [column.name for column in pet.columns] == ["id", "ownerId", "kind", "left"]
    assert [key.target.name for key in pet.foreign_keys] == ["Owner"]
    assert {unique.columns for unique in pet.uniques} == {("ownerId", "kind")}
    assert [item.enum.labels for item in statements if isinstance(item, CreateEnum)] == [
        ("CAT", "DOG")
    ]


@pytest.mark.parametrize("language", ["prisma", "dbml"])
def test_an_enum_keeps_its_name(language: str) -> None:
    enum = "enum Mood {\n  happy\n  sad\n}\n"
    prisma = f"{enum}model Pet {{\n  id Int @id\n  mood Mood @default(happy)\n  moods Mood[]\n}}\nmodel Cat {{\n  id Int @id\n  mood Mood?\n}}\n"
    dbml = f"{enum}Table Pet {{\n  id int [pk]\n  mood Mood [not null, default: 'happy']\n}}\nTable Cat {{\n  id int [pk]\n  mood Mood\n}}\n"
    text = f"# DB\n\n```{language}\n{prisma if language == 'prisma' else dbml}```\n"
    statements = reading(text).spec.statements
    made = [item.enum for item in statements if isinstance(item, CreateEnum)]
    assert [(each.name.name, each.labels) for each in made] == [("Mood", ("happy", "sad"))]
    pet, cat = (item.table for item in statements if isinstance(item, CreateTable))
    mood, other = pet.column("mood"), cat.column("mood")
    assert mood is not None and (mood.type, mood.nullable) == ('"Mood"', False)
    assert mood.default is not None and other is not None and other.type == '"Mood"'
    if language == "prisma":
        moods = pet.column("moods")
        assert moods is not None and moods.type == '"Mood"[]'


def test_an_enum_that_the_ddl_makes_is_not_made_again() -> None:
    text = (
        "# DB\n\n```sql\nCREATE TABLE pets (id int PRIMARY KEY, mood text);\n```\n\n"
        '```prisma\nenum Mood {\n  happy\n  sad\n}\nmodel Pet {\n  id Int @id\n  mood Mood\n  @@map("pets")\n}\n```\n'
    )
    statements = reading(text).spec.statements
    assert not [item for item in statements if isinstance(item, CreateEnum)]
