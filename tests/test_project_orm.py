"""Classes that SQLAlchemy and SQLModel map, as the tables they stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.model.schema import Name, Schema
from tests.projects_on_disk import database, revisions, table, types

HEAD = """
import datetime, decimal, enum, uuid
from typing import Annotated, Any, ClassVar, List, Literal, Optional
import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, String, UniqueConstraint, func
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, Mapped, declarative_base, declared_attr, mapped_column, relationship
from sqlalchemy.types import TypeDecorator, UserDefinedType

class Color(enum.Enum):
    RED = "red"
    GREEN = "green"

"""
BASE = "class Base(DeclarativeBase):\n    pass\n\n"


def models(root: Path, source: str, head: str = HEAD + BASE) -> Schema:
    """The schema of one module of models; nothing of it may be left undecided."""
    found = database(root, {"app/__init__.py": "", "app/models.py": head + source})
    assert [item.message for item in found.diagnostics] == []
    assert found.models is not None
    return found.models


@pytest.mark.parametrize(
    ("written", "type", "nullable"),
    [
        ("x: Mapped[int]", "integer", False),
        ("x: Mapped[str | None]", "character varying", True),
        ("x: Mapped[Optional[str]] = mapped_column(String(30))", "character varying(30)", True),
        ("x: Mapped[Optional[str]] = mapped_column(nullable=False)", "character varying", False),
        ('x: Mapped["datetime.datetime"]', "timestamp without time zone", False),
        ("x: Mapped[uuid.UUID]", "uuid", False),
        ("x: Mapped[decimal.Decimal] = mapped_column(sa.Numeric(10, 2))", "numeric(10,2)", False),
        ("x: Mapped[Color]", "color", False),
        ("x: Mapped[Literal['a', 'long']]", "character varying(4)", False),
        ("x: Mapped[dict[str, Any]] = mapped_column(postgresql.JSONB)", "jsonb", False),
        ("x = Column(Integer)", "integer", True),
        ("x = Column(postgresql.ARRAY(sa.Text), nullable=False)", "text[]", False),
        ("x: Mapped[int] = Column(sa.BigInteger)", "bigint", True),
        ("x = sa.orm.deferred(Column(sa.LargeBinary))", "bytea", True),
        (
            "x = Column(sa.BigInteger().with_variant(sa.Integer, 'sqlite'))",
            "bigint",
            True,
        ),
        ("x = Column(sa.JSON().with_variant(postgresql.JSONB, 'postgresql'))", "jsonb", True),
    ],
)
def test_a_column(tmp_path: Path, written: str, type: str, nullable: bool) -> None:
    source = f"class T(Base):\n    __tablename__ = 't'\n    id: Mapped[int] = mapped_column(primary_key=True)\n    {written}\n"
    column = table(models(tmp_path, source), "t").column("x")
    assert column is not None and (column.type, column.nullable) == (type, nullable)


@pytest.mark.parametrize(
    ("definition", "type"),
    [
        ("class X(TypeDecorator):\n    impl = String(40)", "character varying(40)"),
        ("class X(TypeDecorator):\n    impl = sa.Text", "text"),
        (
            "class X(TypeDecorator):\n    impl = sa.CHAR\n"
            "    def load_dialect_impl(self, dialect):\n"
            "        if dialect.name == 'postgresql':\n"
            "            return dialect.type_descriptor(postgresql.UUID())\n"
            "        return dialect.type_descriptor(sa.CHAR(32))",
            "uuid",
        ),
        (
            "class X(TypeDecorator):\n    impl = String\n"
            "    def __init__(self, *args, **kwargs):\n"
            "        super().__init__(length=12, *args, **kwargs)",
            "character varying(12)",
        ),
        (
            "class X(UserDefinedType):\n    def get_col_spec(self, **kw):\n        return 'TIMESTAMPTZ'",
            "timestamp with time zone",
        ),
        ("class Y(TypeDecorator):\n    impl = postgresql.JSONB\n\nclass X(Y):\n    pass", "jsonb"),
    ],
)
def test_a_custom_type(tmp_path: Path, definition: str, type: str) -> None:
    source = f"{definition}\n\nclass T(Base):\n    __tablename__ = 't'\n    x = Column(X(), primary_key=True)\n"
    assert types(table(models(tmp_path, source), "t")) == {"x": type}


def test_mixins_abstract_bases_and_declared_attributes(tmp_path: Path) -> None:
    source = """
key = Annotated[int, mapped_column(primary_key=True)]

class Stamped:
    made: Mapped[datetime.datetime] = mapped_column(server_default=func.now())

    @declared_attr
    def owner_id(cls) -> Mapped[int]:
        return mapped_column(ForeignKey("users.id"), index=True)

class Named(Base):
    __abstract__ = True

    @declared_attr.directive
    def __tablename__(cls) -> str:
        return cls.__name__.lower() + "s"

    id: Mapped[key]

class User(Named):
    name: Mapped[str] = mapped_column(unique=True)
    things: Mapped[List["Thing"]] = relationship()

class Thing(Stamped, Named):
    __table_args__ = (
        UniqueConstraint("owner_id", "made"),
        Index("ix_recent", "made", postgresql_where=sa.text("made > '2020-01-01'")),
        {"comment": "Things"},
    )
    size: Mapped[float]
"""
    schema = models(tmp_path, source)
    things = table(schema, "things")
    assert set(types(things)) == {"id", "made", "owner_id", "size"}
    assert things.comment == "Things"
    assert [key.target for key in things.foreign_keys] == [Name("users")]
    assert [unique.columns for unique in things.uniques] == [("owner_id", "made")]
    assert [index.name for index in things.indexes] == ["ix_things_owner_id", "ix_recent"]
    key, made = things.column("id"), things.column("made")
    assert key is not None and key.serial
    assert made is not None and made.default is not None and made.default.text == "now()"
    assert list(types(table(schema, "users"))) == ["name", "id"]


def test_inheritance_in_one_table_and_in_two(tmp_path: Path) -> None:
    source = """
class Animal(Base):
    __tablename__ = "animals"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]

class Cat(Animal):
    lives: Mapped[int | None]

class Dog(Animal):
    __tablename__ = "dogs"
    id: Mapped[int] = mapped_column(ForeignKey(Animal.id), primary_key=True)
    tricks: Mapped[int]
"""
    schema = models(tmp_path, source)
    assert set(types(table(schema, "animals"))) == {"id", "kind", "lives"}
    dogs = table(schema, "dogs")
    assert set(types(dogs)) == {"id", "tricks"}
    assert [(key.columns, key.target) for key in dogs.foreign_keys] == [(("id",), Name("animals"))]
    key = dogs.column("id")
    assert key is not None and not key.serial


def test_a_foreign_key_takes_the_type_of_its_target(tmp_path: Path) -> None:
    source = """
class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(sa.BigInteger, primary_key=True)

class B(Base):
    __tablename__ = "b"
    id: Mapped[int] = mapped_column(primary_key=True)
    a_id: Mapped[int] = mapped_column(ForeignKey("a.id"))
    other = Column(ForeignKey(A.id))
"""
    assert types(table(models(tmp_path, source), "b")) == {
        "id": "integer",
        "a_id": "bigint",
        "other": "bigint",
    }


@pytest.mark.parametrize(
    "base",
    [
        "class Base(DeclarativeBase):\n    pass\n",
        "Base = declarative_base()\n",
        "from sqlalchemy.orm import registry\nBase = registry().generate_base()\n",
        "from sqlalchemy.orm import as_declarative\n@as_declarative()\nclass Base:\n    pass\n",
        "class Core:\n    pass\nBase = declarative_base(cls=Core)\n",
        "from sqlalchemy.orm import DeclarativeMeta, registry\n"
        "class Base(metaclass=DeclarativeMeta):\n    __abstract__ = True\n    registry = registry()\n",
        "class Base(declarative_base()):\n    __abstract__ = True\n",
    ],
)
def test_every_kind_of_base(tmp_path: Path, base: str) -> None:
    source = "class T(Base):\n    __tablename__ = 't'\n    id = Column(Integer, primary_key=True)\n"
    assert list(models(tmp_path, source, HEAD + base).tables) == [Name("t")]


def test_types_of_annotations_are_the_bases(tmp_path: Path) -> None:
    base = """
short = Annotated[str, 20]

class Base(DeclarativeBase):
    type_annotation_map = {
        datetime.datetime: sa.DateTime(timezone=True),
        short: String(20),
        dict[str, Any]: postgresql.JSONB,
        enum.Enum: sa.Enum(enum.Enum, native_enum=False, length=30),
    }
"""
    source = """
class T(Base):
    __tablename__ = "t"
    id: Mapped[int] = mapped_column(primary_key=True)
    a: Mapped[datetime.datetime]
    b: Mapped[short]
    c: Mapped[dict[str, Any]]
    d: Mapped[Color]
"""
    assert types(table(models(tmp_path, source, HEAD + base), "t")) == {
        "id": "integer",
        "a": "timestamp with time zone",
        "b": "character varying(20)",
        "c": "jsonb",
        "d": "character varying(30)",
    }


def test_tables_without_classes(tmp_path: Path) -> None:
    source = """
class A(Base):
    __tablename__ = "a"
    id: Mapped[int] = mapped_column(primary_key=True)

links = sa.Table(
    "links",
    Base.metadata,
    Column("a_id", ForeignKey("a.id", ondelete="CASCADE"), primary_key=True),
    Column("b_id", ForeignKey(A.id), primary_key=True),
    Index("ix_b", "b_id"),
)

class Pair(Base):
    __tablename__ = "pairs"
    id: Mapped[int] = mapped_column(ForeignKey(links.c["a_id"]), primary_key=True)
    other: Mapped[int] = mapped_column(ForeignKey(links.c.b_id))
"""
    found = models(tmp_path, source)
    assert [
        (str(key.target), key.target_columns) for key in table(found, "pairs").foreign_keys
    ] == [("links", ("a_id",)), ("links", ("b_id",))]
    links = table(found, "links")
    assert types(links) == {"a_id": "integer", "b_id": "integer"}
    assert links.primary_key is not None and links.primary_key.columns == ("a_id", "b_id")
    assert [key.on_delete for key in links.foreign_keys] == ["CASCADE", None]


def test_sqlmodel(tmp_path: Path) -> None:
    head = """
import datetime, enum, uuid
from decimal import Decimal
from typing import List, Optional
from pydantic import EmailStr
from sqlmodel import Column, DateTime, Field, JSON, Relationship, SQLModel

class Kind(str, enum.Enum):
    A = "a"

class Base(SQLModel):
    id: Optional[int] = Field(default=None, primary_key=True)
    email: EmailStr = Field(unique=True, index=True, max_length=255)

class Team(SQLModel, table=True):
    id: uuid.UUID = Field(default_factory=uuid.uuid4, primary_key=True)
    heroes: List["Hero"] = Relationship(back_populates="team")

class Hero(Base, table=True):
    __tablename__ = "heroes"
    kind: Kind
    price: Decimal = Field(max_digits=8, decimal_places=2)
    team_id: uuid.UUID | None = Field(default=None, foreign_key="team.id", ondelete="SET NULL")
    data: dict = Field(default_factory=dict, sa_column=Column(JSON))
    made: datetime.datetime = Field(sa_type=DateTime(timezone=True), sa_column_kwargs={"server_default": "x"})

class NoTable(Base):
    other: str
"""
    schema = models(tmp_path, "", head)
    assert [str(name) for name in schema.tables] == ["team", "heroes"]
    heroes = table(schema, "heroes")
    assert types(heroes) == {
        "id": "integer",
        "email": "character varying(255)",
        "kind": "kind",
        "price": "numeric(8,2)",
        "team_id": "uuid",
        "data": "json",
        "made": "timestamp with time zone",
    }
    nullable = [column.name for column in heroes.columns if column.nullable]
    assert nullable == ["team_id", "data"]
    assert [(index.name, index.unique) for index in heroes.indexes] == [("ix_heroes_email", True)]
    assert heroes.foreign_keys[0].on_delete == "SET NULL"
    assert schema.enums[Name("kind")].labels == ("A",)


def test_classes_bases_and_what_stands_aside(tmp_path: Path) -> None:
    source = (
        HEAD
        + BASE
        + "class T(Base):\n    __tablename__ = 't'\n    id = Column(Integer, primary_key=True)\n"
    )
    found = database(
        tmp_path, {"app/__init__.py": "", "app/models.py": source, "tests/test_x.py": source}
    )
    assert found.declarative_base == "app.models.Base"
    assert found.model_classes == {Name("t"): "app.models.T"}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (
            "import x\nclass T(Base):\n    __tablename__ = x.name()\n    id = Column(Integer, primary_key=True)\n",
            "P161",
        ),
        (
            "import x\nclass T(Base):\n    __tablename__ = 't'\n    id = Column(x.Type(), primary_key=True)\n",
            "P158",
        ),
    ],
)
def test_what_cant_be_told_is_said(tmp_path: Path, source: str, code: str) -> None:
    found = database(tmp_path, {"app/__init__.py": "", "app/models.py": HEAD + BASE + source})
    assert [item.code for item in found.diagnostics] == [code]


@pytest.mark.parametrize(
    ("type", "reason"),
    [
        ("sa.Enum(x.load())", "what `sqlalchemy.Enum` is given here can't be told"),
        ("x.Type()", "`x.Type` is no type that is known"),
    ],
)
def test_why_a_type_cant_be_told(tmp_path: Path, type: str, reason: str) -> None:
    source = f"import x\nclass T(Base):\n    __tablename__ = 't'\n    id = Column({type}, primary_key=True)\n"
    found = database(tmp_path, {"app/__init__.py": "", "app/models.py": HEAD + BASE + source})
    assert found.diagnostics[0].message.endswith(reason)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("x > 5", "x > 5"),
        ("(x > 5) & (y == 'a')", "(x > 5) AND (y = 'a')"),
        ("x.is_(None)", "x IS NULL"),
        ("y == Color.RED", "y = 'red'"),
        ("sa.and_(x.isnot(None), y.in_(['a', 'b']))", "(x IS NOT NULL) AND (y IN ('a', 'b'))"),
        ("func.lower(y) == 'a'", "lower(y) = 'a'"),
        ("~(x == 1)", "NOT (x = 1)"),
    ],
)
def test_expressions_of_columns(tmp_path: Path, written: str, expected: str) -> None:
    source = f"""
class T(Base):
    __tablename__ = "t"
    id = Column(Integer, primary_key=True)
    x = Column(Integer)
    y = Column(String)
    __table_args__ = (Index("i", x, postgresql_where={written}),)
"""
    where = table(models(tmp_path, source), "t").indexes[0].where
    assert where is not None and where.text == expected


def test_the_base_of_sqlmodel_is_its_own(tmp_path: Path) -> None:
    found = database(
        tmp_path,
        {
            "app/models.py": (
                "from sqlmodel import Field, SQLModel\n"
                "class Team(SQLModel, table=True):\n    id: int | None = Field(default=None, primary_key=True)\n"
                "class Item(SQLModel, table=True):\n    id: int | None = Field(default=None, primary_key=True)\n"
            )
        },
    )
    assert found.declarative_base == "sqlmodel.SQLModel"


def test_a_foreign_key_by_the_column_above_it(tmp_path: Path) -> None:
    source = """
class Vault(Base):
    __tablename__ = "vault"
    key: Mapped[str] = mapped_column(primary_key=True)
    parent_key: Mapped[Optional[str]] = mapped_column(sa.Text, ForeignKey(key))
"""
    (found,) = table(models(tmp_path, source), "vault").foreign_keys
    assert (found.columns, found.target, found.target_columns) == (
        ("parent_key",),
        Name("vault"),
        ("key",),
    )


def test_tables_put_on_classes_and_those_of_other_metadata(tmp_path: Path) -> None:
    source = """
from sqlalchemy import MetaData, Table
from sqlalchemy.orm import registry
mapper = registry(metadata=MetaData())
other = MetaData()

class Pet: ...

Pet.table = Table("pets", mapper.metadata, Column("id", Integer, primary_key=True))
mapper.map_imperatively(Pet, Pet.table)
kept = Table("kept", other, Column("id", Integer, primary_key=True))
"""
    files = {**revisions(""), "app/__init__.py": "", "app/models.py": HEAD + source}
    files["alembic/env.py"] = "from app.models import mapper\ntarget_metadata = mapper.metadata\n"
    found = database(tmp_path, files)
    assert found.models is not None and list(found.models.tables) == [Name("pets")]


@pytest.mark.parametrize(
    ("key", "serial"),
    [
        ("Integer, primary_key=True", True),
        ("Integer, sa.Sequence('numbers'), primary_key=True, autoincrement=True", False),
        ("Integer, sa.Sequence('numbers', optional=True), primary_key=True", True),
        ("Integer, primary_key=True, default=lambda: 1, autoincrement=True", False),
        ("Integer, ForeignKey('t.id'), primary_key=True, autoincrement=True", True),
    ],
)
def test_which_keys_are_serial(tmp_path: Path, key: str, serial: bool) -> None:
    source = f"class T(Base):\n    __tablename__ = 't'\n    id = Column({key})\n"
    column = table(models(tmp_path, source), "t").column("id")
    assert column is not None and column.serial is serial


@pytest.mark.parametrize(
    ("args", "columns"),
    [
        ("{'extend_existing': True}", ["id", "name", "size"]),
        ("{'comment': 'the same'}", ["id", "name"]),
    ],
)
def test_a_class_that_adds_columns_to_the_table_of_another(
    tmp_path: Path, args: str, columns: list[str]
) -> None:
    source = f"""
class Pet(Base):
    __tablename__ = "pets"
    id = Column(Integer, primary_key=True)
    name = Column(String)

class LongPet(Pet):
    __tablename__ = "pets"
    __table_args__ = {args}
    size = Column(Integer)
"""
    assert list(types(table(models(tmp_path, source), "pets"))) == columns
