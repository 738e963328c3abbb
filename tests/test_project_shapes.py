"""Shapes of models by reading, against the JSON Schema that Pydantic makes of the same classes."""

from __future__ import annotations

import importlib
import inspect
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pydantic
import pytest

from spec2code.model.json_schema import to_json_schema
from spec2code.model.shapes import MISSING, ArrayShape, ObjectShape, RefShape
from spec2code.project import ProjectReading, read_project

MODULES: dict[str, str] = {
    "plain": """
        import datetime
        import ipaddress
        import uuid
        from decimal import Decimal
        from pathlib import Path
        from typing import Any, Dict, FrozenSet, List, Literal, Mapping, Optional, Sequence, Set, Tuple, Union
        from pydantic import AnyUrl, BaseModel, EmailStr, Field, HttpUrl, PositiveInt, SecretStr, UUID4

        class Plain(BaseModel):
            a: int
            b: str = "x"
            c: Optional[float]
            d: Optional[float] = None
            e: List[int] = []
            f: Dict[str, int] = Field(..., default_factory=dict)
            g: Union[int, str]
            h: "int | None" = 3
            i: Literal["a", "b"]
            j: Any
            k: datetime.datetime
            l: datetime.date = Field(...)
            m: uuid.UUID
            o: Set[str]
            p: Tuple[int, ...]
            q: Sequence[str] = ()
            r: bytes
            s: HttpUrl
            t: EmailStr
            u: SecretStr
            v: PositiveInt
            w: UUID4
            x: datetime.time | None = None
            y: datetime.timedelta
            z: Path
            aa: ipaddress.IPv4Address
            ab: dict
            ac: list
            ad: FrozenSet[int]
            ae: Mapping[str, List[int]]
            af: bool = Field(True, description="flag")
            ag: Literal[1, 2, None] = None
            ah: AnyUrl | None
            _private: int = 3
    """,
    "limits": """
        from typing import Annotated
        from annotated_types import Gt, Len
        from pydantic import BaseModel, Field, StringConstraints, conint, conlist, constr

        Name = Annotated[str, Field(min_length=1, max_length=20)]
        Small = conint(ge=1, lt=10)

        class Limits(BaseModel):
            a: int = Field(gt=0, le=100)
            b: Name
            c: Annotated[int, Gt(3)]
            d: Small = 3
            e: constr(pattern="^a+$")
            f: conlist(int, min_length=1, max_length=3)
            g: list[Name] = Field(max_length=5)
            h: Annotated[list[int], Field(min_length=2)] = []
            i: float = Field(multiple_of=0.5)
            j: Name | None = None
    """,
    "inherited": """
        from typing import ClassVar
        from pydantic import BaseModel, ConfigDict, computed_field, field_validator
        from . import bases
        from .bases import *

        class Child(bases.Base, Mixin):
            name: str
            age: int | None = None

            @field_validator("name")
            @classmethod
            def check(cls, value): return value

        class GrandChild(Child):
            KIND: ClassVar[str] = "x"
            id: str
            extra: float = 1.0

        class Closed(BaseModel):
            model_config = ConfigDict(extra="forbid")
            a: int

        class Open(BaseModel, extra="allow"):
            a: int
    """,
    "bases": """
        from pydantic import BaseModel

        class Base(BaseModel):
            id: int
            made: bool = False

        class Mixin(BaseModel):
            tag: str = ""
    """,
    "aliases": """
        from pydantic import AliasGenerator, BaseModel, ConfigDict, Field
        from pydantic.alias_generators import to_camel, to_pascal

        def shout(name: str) -> str:
            first, *rest = name.split("_")
            return first + "".join(part.upper() for part in rest)

        class Camel(BaseModel):
            model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)
            first_name: str
            zip_code_2: int = 0
            already: str
            http_url: str = Field(alias="URL")

        class Derived(Camel):
            other_thing: int

        class Shouting(BaseModel):
            model_config = {"alias_generator": shout}
            one_two_three: int

        class Pascal(BaseModel):
            model_config = ConfigDict(alias_generator=lambda name: to_pascal(name))
            one_two: int

        class Generated(BaseModel):
            model_config = ConfigDict(alias_generator=AliasGenerator(alias=to_camel))
            one_two: int

        class Explicit(BaseModel):
            from_: int = Field(..., alias="from")
            to: int = Field(3, alias="TO")
    """,
    "nested": """
        from __future__ import annotations
        import enum
        from dataclasses import dataclass, field
        from typing import Annotated, Generic, NotRequired, TypeVar, Union
        from typing_extensions import TypedDict
        from pydantic import BaseModel, Field, RootModel

        T = TypeVar("T")
        K = TypeVar("K")

        class Color(str, enum.Enum):
            RED = "red"
            BLUE = "blue"

        class Number(enum.IntEnum):
            ONE = 1
            TWO = enum.auto()

        class Leaf(BaseModel):
            color: Color = Color.RED
            number: Number

        class Tree(BaseModel):
            leaf: Leaf
            children: list[Tree] = []
            by_name: dict[str, Leaf]

        class Page(BaseModel, Generic[T]):
            items: list[T]
            total: int

        class Pair(BaseModel, Generic[K, T]):
            key: K
            value: T

        class Leaves(Page[Leaf]):
            more: bool

        class Holder(BaseModel):
            page: Page[Leaf]
            pair: Pair[str, list[int]]

        class Cat(BaseModel):
            kind: str
            lives: int

        class Dog(BaseModel):
            kind: str

        class Owner(BaseModel):
            pet: Union[Cat, Dog]
            pets: list[Cat | Dog]

        class Names(RootModel[list[str]]):
            pass

        class Ids(RootModel):
            root: dict[str, int]

        @dataclass
        class Point:
            x: int
            y: int = 0
            tags: list[str] = field(default_factory=list)

        class Options(TypedDict, total=False):
            a: int
            b: str

        class Strict(TypedDict):
            a: int
            b: NotRequired[str]

        class Uses(BaseModel):
            point: Point
            options: Options
            strict: Strict
            names: Names
    """,
    "newer": """
        from pydantic import BaseModel

        class Box[T](BaseModel):
            content: T
            size: int = 0

        type Number = int | float

        class Boxes(BaseModel):
            boxes: list[Box[int]]
            number: Number
    """,
}
LIMITS = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]
LIMITS += ["minLength", "maxLength", "pattern"]
NEWER = sys.version_info < (3, 12)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, ProjectReading]]:
    root = tmp_path_factory.mktemp("shapes")
    (root / "shop").mkdir()
    (root / "shop" / "__init__.py").write_text("")
    for name, text in MODULES.items():
        (root / "shop" / f"{name}.py").write_text(textwrap.dedent(text).lstrip("\n"))
    sys.path.insert(0, str(root))
    try:
        yield root, read_project(root)
    finally:
        sys.path.remove(str(root))
        for name in [name for name in sys.modules if name == "shop" or name.startswith("shop.")]:
            del sys.modules[name]


def models(module: str) -> list[type[pydantic.BaseModel]]:
    loaded = importlib.import_module(f"shop.{module}")
    return [
        value
        for value in vars(loaded).values()
        if inspect.isclass(value)
        and issubclass(value, pydantic.BaseModel)
        and value.__module__ == loaded.__name__
        and "[" not in value.__name__
    ]


@pytest.mark.parametrize("module", [name for name in MODULES if not (NEWER and name == "newer")])
def test_fields_types_and_what_is_required(
    project: tuple[Path, ProjectReading], module: str
) -> None:
    shapes = project[1].project.shapes
    compared = 0
    for model in models(module):
        key = f"{model.__module__}.{model.__qualname__}"
        assert key in shapes
        if getattr(model, "__parameters__", ()):
            continue
        schema = model.model_json_schema(ref_template="{model}")
        found = to_json_schema(RefShape(name=key), shapes)
        assert summary(found, found.get("$defs", {})) == summary(
            schema, schema.get("$defs", {})
        ), key
        compared += 1
    assert compared or module == "bases"


Seen = tuple[str, ...]


def summary(schema: dict[str, Any], definitions: dict[str, Any], seen: Seen = ()) -> Any:
    """What both documents have to say alike: fields, required, types, formats, limits."""
    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/$defs/")
        if name in seen:
            return "itself"
        return summary(definitions.get(name, {}), definitions, (*seen, name))
    options = schema.get("anyOf") or schema.get("oneOf")
    if options:
        return frozenset(summary(option, definitions, seen) for option in options)
    if "enum" in schema or "const" in schema:
        values = schema.get("enum") or [schema["const"]]
        if None in values:
            rest = {"enum": [value for value in values if value is not None]}
            return frozenset(
                [summary(rest, definitions, seen), summary({"type": "null"}, {}, seen)]
            )
        return ("enum", tuple(sorted(map(str, values))))
    kind = schema.get("type")
    if kind == "object":
        return _object(schema, definitions, seen)
    if kind == "array":
        items = summary(schema.get("items", {}), definitions, seen)
        return ("array", items, schema.get("minItems"), schema.get("maxItems"))
    limits = tuple(schema.get(name) for name in LIMITS)
    if kind == "string" and schema.get("format") in ("uri", "path", "uuid4", "uuid"):
        form = schema["format"].removesuffix("4").replace("path", "") or None
        return ("string", form, None if form == "uri" else limits)
    return (kind, schema.get("format"), limits) if kind else "any"


def _object(schema: dict[str, Any], definitions: dict[str, Any], seen: Seen) -> Any:
    if "properties" in schema:
        required = set(schema.get("required", []))
        closed = schema.get("additionalProperties") is False
        return (
            "object",
            tuple(
                (name, name in required, summary(value, definitions, seen))
                for name, value in schema["properties"].items()
            ),
            closed,
        )
    values = schema.get("additionalProperties", True)
    return ("map", summary(values, definitions, seen) if isinstance(values, dict) else "any")


def test_what_pydantic_1_requires(tmp_path: Path) -> None:
    (tmp_path / "requirements.txt").write_text("pydantic==1.10.13\nfastapi==0.95.0\n")
    (tmp_path / "models.py").write_text(textwrap.dedent("""
            from typing import Optional
            from pydantic import BaseModel, Field
            from shop.items import Item

            class Old(BaseModel):
                a: int
                b: Optional[int]
                c: Optional[int] = Field(...)
                d: int = 3
                e = "inferred"
                f = int
                g = Item
                h = lambda self: 1

                class Config:
                    fields = {"a": {"alias": "A"}}

            class Items(BaseModel):
                __root__: list[int]
            """))
    shapes = read_project(tmp_path).project.shapes
    old = shapes["models.Old"]
    assert isinstance(old, ObjectShape)
    assert [(field.name, field.required) for field in old.fields] == [
        ("A", True),
        ("b", False),
        ("c", True),
        ("d", False),
        ("e", False),
    ]
    assert isinstance(shapes["models.Items"], ArrayShape)


def test_sqlmodel_and_computed_fields(tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text(textwrap.dedent("""
            from pydantic import BaseModel, Field as PydanticField, computed_field
            from sqlmodel import Field, Relationship, SQLModel

            class HeroBase(SQLModel):
                name: str = Field(index=True)

            class Hero(HeroBase, table=True):
                id: int | None = Field(default=None, primary_key=True)
                team: "Team" = Relationship(back_populates="heroes")

            class Shown(BaseModel):
                a: int
                hidden: str = PydanticField("x", exclude=True)

                @computed_field
                @property
                def twice(self) -> int:
                    return self.a * 2
            """))
    shapes = read_project(tmp_path).project.shapes
    hero, shown = shapes["models.Hero"], shapes["models.Shown"]
    assert isinstance(hero, ObjectShape) and isinstance(shown, ObjectShape)
    assert [(field.name, field.required) for field in hero.fields] == [
        ("name", True),
        ("id", False),
    ]
    assert [field.name for field in shown.fields] == ["a", "hidden", "twice"]
    twice, hidden = shown.field("twice"), shown.field("hidden")
    assert twice is not None and twice.read_only
    assert hidden is not None and hidden.write_only and hidden.default == "x"


def test_what_a_library_or_a_call_makes_is_left_open(tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text(textwrap.dedent("""
            from pydantic import BaseModel, create_model
            from elsewhere import Thing, make_alias

            Made = create_model(make_name(), a=(int, ...))

            class Uses(BaseModel):
                made: Made
                thing: Thing
                known: int = compute()

            class Named(BaseModel):
                model_config = {"alias_generator": make_alias}
                one: int
            """))
    reading = read_project(tmp_path)
    uses = reading.project.shapes["models.Uses"]
    assert isinstance(uses, ObjectShape)
    reasons = [getattr(field.shape, "reason", None) for field in uses.fields]
    assert reasons[0] and "create_model" in reasons[0]
    assert reasons[1] and "elsewhere.Thing" in reasons[1]
    known = uses.field("known")
    assert known is not None and not known.required and known.default is MISSING
    assert [item.code for item in reading.diagnostics] == ["P121"]


def test_a_model_that_holds_itself_is_a_reference(project: tuple[Path, ProjectReading]) -> None:
    tree = project[1].project.shapes["shop.nested.Tree"]
    assert isinstance(tree, ObjectShape)
    children = tree.field("children")
    assert children is not None and isinstance(children.shape, ArrayShape)
    assert children.shape.items == RefShape(name="shop.nested.Tree")


@pytest.mark.parametrize(
    ("name", "names"), [("Box", ["content", "size"]), ("Boxes", ["boxes", "number"])]
)
def test_type_parameters_of_newer_python(
    project: tuple[Path, ProjectReading], name: str, names: list[str]
) -> None:
    shape = project[1].project.shapes[f"shop.newer.{name}"]
    assert isinstance(shape, ObjectShape)
    assert [field.name for field in shape.fields] == names
    if name == "Boxes":
        assert isinstance(shape.fields[0].shape, ArrayShape)
        assert shape.fields[0].shape.items == RefShape(name="shop.newer.Box[int]")
