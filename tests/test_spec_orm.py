"""Classes of SQLAlchemy and SQLModel as tables, where the spec has no DDL."""

from __future__ import annotations

import pytest

from spec2code.model.schema import Table
from spec2code.model.statements import CreateEnum, CreateIndex, CreateTable
from spec2code.spec import check_specs
from tests.spec_reading import codes, reading

OLD_STYLE = """# Shelter

## Data model

```python
class Kind(enum.Enum):
    CAT = "cat"
    DOG = "dog"


class Stamped:
    made_at = Column(DateTime(timezone=True), server_default=func.now(), nullable=False)


class Owner(Stamped, Base):
    __tablename__ = "owners"
    __table_args__ = (
        UniqueConstraint("email", "town", name="uq_owner"),
        Index("ix_town_email", "town", "email"),
        CheckConstraint("age > 0", name="ck_age"),
    )

    id = Column(Integer, primary_key=True)
    email = sa.Column(sa.String(80), nullable=False, unique=True)
    town = Column("town", Text, index=True)
    age = Column(Integer, default=3)
    tags = Column(ARRAY(String))
    worth = Column(Numeric(10, 2), server_default="0")
    pets = relationship("Pet", back_populates="owner")


class Pet(Base):
    __tablename__ = "pets"

    id = Column(UUID(as_uuid=True), primary_key=True)
    owner_id = Column(Integer, ForeignKey("owners.id", ondelete="CASCADE"), nullable=False)
    kind = Column(Enum(Kind), nullable=False)
```
"""

NEW_STYLE = """# Shelter

## Data model

```python
class Owner(Base):
    __tablename__ = "owners"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(80), unique=True, index=True)
    note: Mapped[str | None]
    born: Mapped[Optional[date]] = mapped_column()
    odd: Mapped[Money] = mapped_column(nullable=False)
    pets: Mapped[list["Pet"]] = relationship(back_populates="owner")
```
"""

MODELS = """# Shelter

## Data model

```python
class Named(SQLModel):
    name: str = Field(index=True, max_length=40)


class Hero(Named, table=True):
    id: int | None = Field(default=None, primary_key=True)
    team_id: uuid.UUID | None = Field(default=None, foreign_key="teams.id", ondelete="SET NULL")
    extra: dict = Field(sa_column=Column(JSONB, nullable=False))
    team: "Team" = Relationship(back_populates="heroes")
```
"""


def tables(text: str) -> dict[str, Table]:
    made = [item for item in reading(text).spec.statements if isinstance(item, CreateTable)]
    return {item.table.name.name: item.table for item in made}


def indexes(text: str) -> list[tuple[str | None, tuple[str, ...], bool]]:
    made = [item.index for item in reading(text).spec.statements if isinstance(item, CreateIndex)]
    return [(item.name, item.columns, item.unique) for item in made]


def columns(table: Table) -> list[tuple[str, str, bool]]:
    return [(column.name, column.type, column.nullable) for column in table.columns]


def test_columns_of_the_old_style() -> None:
    found = tables(OLD_STYLE)
    assert columns(found["owners"]) == [
        ("made_at", "timestamp with time zone", False),
        ("id", "integer", False),
        ("email", "character varying(80)", False),
        ("town", "text", True),
        ("age", "integer", True),
        ("tags", "character varying[]", True),
        ("worth", "numeric(10,2)", True),
    ]
    assert [column.name for column in found["pets"].columns] == ["id", "owner_id", "kind"]
    (labels,) = (
        item.enum.labels
        for item in reading(OLD_STYLE).spec.statements
        if isinstance(item, CreateEnum)
    )
    assert labels == ("CAT", "DOG")


def test_keys_of_the_old_style() -> None:
    found = tables(OLD_STYLE)
    owners = found["owners"]
    assert owners.primary_key is not None and owners.primary_key.columns == ("id",)
    assert {(unique.name, unique.columns) for unique in owners.uniques} == {
        (None, ("email",)),
        ("uq_owner", ("email", "town")),
    }
    assert [check.name for check in owners.checks] == ["ck_age"]
    (key,) = found["pets"].foreign_keys
    assert (key.columns, key.target.name, key.on_delete) == (("owner_id",), "owners", "CASCADE")
    assert sorted(indexes(OLD_STYLE), key=repr) == [
        ("ix_owners_town", ("town",), False),
        ("ix_town_email", ("town", "email"), False),
    ]


def test_the_database_fills_in_only_what_it_is_told_to() -> None:
    owners = tables(OLD_STYLE)["owners"]
    stated = {column.name for column in owners.columns if column.default is not None}
    assert stated == {"made_at", "worth"}


def test_columns_of_the_new_style() -> None:
    owners = tables(NEW_STYLE)["owners"]
    assert columns(owners)[:4] == [
        ("id", "uuid", False),
        ("email", "character varying(80)", False),
        ("note", "character varying", True),
        ("born", "date", True),
    ]
    assert indexes(NEW_STYLE) == [("ix_owners_email", ("email",), True)]


def test_a_type_that_nothing_tells_is_said() -> None:
    assert "S150" in codes(NEW_STYLE)
    assert "S150" not in codes(OLD_STYLE) + codes(MODELS)


def test_models_with_a_table() -> None:
    found = tables(MODELS)
    assert columns(found["hero"]) == [
        ("name", "character varying(40)", False),
        ("id", "integer", False),
        ("team_id", "uuid", True),
        ("extra", "jsonb", False),
    ]
    (key,) = found["hero"].foreign_keys
    assert (key.target.name, key.on_delete) == ("teams", "SET NULL")
    assert indexes(MODELS) == [("ix_hero_name", ("name",), False)]
    assert "named" not in found


def test_ddl_is_believed_before_a_class() -> None:
    ddl = "\n```sql\nCREATE TABLE owners (id uuid PRIMARY KEY);\n```\n"
    assert columns(tables(OLD_STYLE + ddl)["owners"]) == [("id", "uuid", False)]


def test_a_class_is_compared_with_ddl() -> None:
    ddl = """
```sql
CREATE TABLE owners (
  id uuid PRIMARY KEY, email varchar(80) NOT NULL UNIQUE, note text, born timestamptz, odd money NOT NULL
);
```
"""
    found = check_specs([reading(NEW_STYLE + ddl)])
    told = [item.message for item in found if item.code == "S154"]
    assert len(told) == 1 and "`owners.born`" in told[0]


def test_tables_without_a_class() -> None:
    text = OLD_STYLE.replace(
        "class Pet(Base):",
        'vets_owners = Table(\n    "vets_owners",\n    Base.metadata,\n'
        '    Column("owner_id", ForeignKey("owners.id", ondelete="CASCADE"), primary_key=True),\n'
        '    Column("vet_id", Integer, primary_key=True),\n    Index("ix_vets", "vet_id"),\n)\n\n\nclass Pet(Base):',
    )
    found = tables(text)["vets_owners"]
    assert columns(found) == [("owner_id", "integer", False), ("vet_id", "integer", False)]
    assert found.primary_key is not None and found.primary_key.columns == ("owner_id", "vet_id")
    assert [(key.target.name, key.on_delete) for key in found.foreign_keys] == [
        ("owners", "CASCADE")
    ]
    assert ("ix_vets", ("vet_id",), False) in indexes(text)


def test_code_that_is_no_python_costs_itself_alone() -> None:
    broken = OLD_STYLE.replace("class Pet(Base):", "class Pet(Base:")
    assert list(tables(broken)) == ["owners"]


def test_a_class_without_a_table_is_none() -> None:
    plain = "# A\n\n```python\nclass Owner(BaseModel):\n    id: int\n```\n"
    assert tables(plain) == {}
    assert tables(plain.replace("id: int", 'grid = Table("grid", rows=3)')) == {}


@pytest.mark.parametrize(
    "code",
    [
        "class A(" + "a+" * 20000 + "a):\n    __tablename__ = 'a'\n    id = Column(Integer)\n",
        "class A(Base):\n    __tablename__ = 'a'\n    id = Column(" + "(" * 5000 + ")\n",
        "class A(A, A):\n    __tablename__ = 'a'\n    id: Mapped['((']\n    b: Mapped[int] = Column()\n",
        "class A(B, C):\n    __tablename__ = 'a'\nclass B(C, B):\n    x = 1\nclass C(B):\n    y = 2\n",
        "t = Table('t')\nu = Table('u', *columns, Column(), Column(name='x'))\n",
        "class A(Base):\n    __tablename__ = name()\n    __table_args__ = Index()\n",
        "class A(Base):\n    __tablename__ = 'a'\n    __table_args__ = (Index('x'), ForeignKey(), {**more})\n"
        "    id = Column(Integer, ForeignKey(B.id), primary_key=True)\n    s = Column(String('\\d'))\n",
    ],
    ids=["terms", "nested", "itself", "circle", "bare", "computed", "odd"],
)
def test_odd_code_stops_nothing(code: str) -> None:
    made = reading(f"# A\n\n## Data model\n\n```python\n{code}```\n\n## GET /x\n").spec
    assert [endpoint.path for endpoint in made.endpoints] == ["/x"]
