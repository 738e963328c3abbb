"""Tables that a spec gives as Drizzle code or as entities of PlantUML, where it has no DDL."""

from __future__ import annotations

from spec2code.model.schema import Table
from spec2code.model.statements import CreateEnum, CreateIndex, CreateTable
from tests.spec_reading import reading

DRIZZLE = """# Shelter

```typescript
export const kind = pgEnum("kind", ["cat", "dog"]);
export const owners = pgTable("owners", {
  id: uuid("id").defaultRandom().primaryKey(),
  email: varchar("email", { length: 120 }).notNull().unique(), // for the bill
});
export const pets = pgTable("pets", {
  id: serial("id").primaryKey(),
  kind: kind("kind").default("cat").notNull(),
  ownerId: uuid("owner_id").references(() => owners.id, { onDelete: "cascade" }),
  shape: geometry("shape"),
}, (t) => [index("pets_kind").on(t.kind), unique().on(t.ownerId, t.kind)]);
```

```typescript
createIndex('pets_owner').on(pets.ownerId);
```
"""

PLANTUML = """# Shelter

```plantuml
entity "owners" as o {
  * id : uuid <<PK>>
  --
  * name : varchar(80)
  mood : owner_mood
}
entity Pet {
  *id : int
  --
  owner_id : uuid
}
o ||--o{ Pet
```
"""


def _tables(text: str) -> dict[str, Table]:
    return {
        item.table.name.name: item.table
        for item in reading(text).spec.statements
        if isinstance(item, CreateTable)
    }


def test_tables_of_drizzle() -> None:
    tables = _tables(DRIZZLE)
    assert [(c.name, c.type, c.nullable) for c in tables["owners"].columns] == [
        ("id", "uuid", False),
        ("email", "character varying(120)", False),
    ]
    assert [c.name for c in tables["pets"].columns] == ["id", "kind", "owner_id", "shape"]
    (key,) = tables["pets"].foreign_keys
    assert (key.columns, key.target.name, key.on_delete) == (("owner_id",), "owners", "CASCADE")
    assert {unique.columns for unique in tables["pets"].uniques} == {("owner_id", "kind")}
    made = reading(DRIZZLE).spec.statements
    assert [item.index.name for item in made if isinstance(item, CreateIndex)] == [
        "pets_kind",
        "pets_owner",
    ]
    assert [item.enum.labels for item in made if isinstance(item, CreateEnum)] == [("cat", "dog")]


def test_a_call_that_is_no_table_of_drizzle() -> None:
    assert not _tables(
        "# A\n\n```typescript\nconst pets = newTable('pets', { id: uuid('id') });\n```\n"
    )


def test_entities_of_plantuml() -> None:
    tables = _tables(PLANTUML)
    assert [(c.name, c.nullable) for c in tables["owners"].columns] == [
        ("id", False),
        ("name", False),
        ("mood", True),
    ]
    assert [key.target.name for key in tables["pet"].foreign_keys] == ["owners"]


def test_other_diagrams_of_plantuml_make_no_table() -> None:
    assert not _tables("# A\n\n```plantuml\nactor Owner\nOwner -> API : POST /pets\n```\n")
