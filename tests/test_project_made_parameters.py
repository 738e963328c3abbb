"""Parameters, names of models and types of columns that code or a library makes when they are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.project import ProjectReading, read_project
from tests.projects_on_disk import database, lay, revisions


def read(tmp_path: Path, files: dict[str, str]) -> ProjectReading:
    return read_project(lay(tmp_path, files))


FILTERS = """
    from typing import Annotated, Generic, TypeVar

    import library
    from fastapi import Depends, FastAPI, Query
    from fastapi.security import HTTPBasicCredentials
    from fastapi_pagination import pagination_ctx
    from fastapi_pagination.bases import AbstractPage, AbstractParams
    from pydantic import BaseModel, Field
    from sqlalchemy import String
    from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

    class Base(DeclarativeBase): ...

    class Order(Base):
        __tablename__ = "orders"
        state: Mapped[str] = mapped_column(String(10), primary_key=True)
        owner: Mapped[str] = mapped_column("owner_name", String(10))

    def equal(attribute):
        name = getattr(attribute, "name", str(attribute))
        query = Query(alias=name, default=None)

        def filtered(value: str | None = query): ...
        return filtered

    class Params(BaseModel, AbstractParams):
        page: int = Query(1)
        size: int = Query(20)

    T = TypeVar("T")

    class Page(AbstractPage[T], Generic[T]):
        __params_type__ = Params

    class Answer(BaseModel, Generic[T]):
        data: T

    app = FastAPI()

    @app.get("/orders", dependencies=[Depends(pagination_ctx(Page))])
    def orders(
        state: Annotated[str, Depends(equal(Order.state))],
        owner: Annotated[str, Depends(equal(Order.owner))],
    ) -> Answer[list[int] | None]: ...

    @app.get("/open")
    def open(state: Annotated[str, Depends(equal(library.column))]): ...

    class Several(BaseModel):
        kinds: list[int] | None = Field(Query(default=None, alias="kind"))
        least: int = Field(3)

    @app.get("/several")
    def several(given: Annotated[Several, Depends()]): ...

    @app.post("/login")
    def login(given: Annotated[HTTPBasicCredentials, Depends()]): ...
"""


def test_parameters_that_factories_and_libraries_bring(tmp_path: Path) -> None:
    reading = read(tmp_path, {"main.py": FILTERS})
    orders, opened, several, login = reading.project.endpoints
    assert [item.name for item in orders.parameters] == ["state", "owner_name", "page", "size"]
    assert [(item.name, item.required) for item in login.parameters] == [
        ("username", True),
        ("password", True),
    ]
    assert [(item.name, item.required) for item in several.parameters] == [
        ("kind", False),
        ("least", False),
    ]
    assert "parameters" in opened.undecided and not opened.parameters
    told = [item.message for item in reading.diagnostics if item.code == "P113"]
    assert len(told) == 1 and "the alias of `value` can't be told" in told[0]


def test_unions_in_the_name_of_a_generic_model(tmp_path: Path) -> None:
    reading = read(tmp_path, {"main.py": FILTERS})
    assert reading.project.endpoints[0].responses[0].model == "Answer[Union[list[int], NoneType]]"


LAZY = """
    import lazy_object_proxy
    import sqlalchemy as sa
    from alembic import context
    from sqlalchemy_utils import StringEncryptedType

    class Secret(StringEncryptedType):
        impl = sa.Text

    def _sqlite_MOMENT():
        return sa.String

    def _any_MOMENT():
        class MOMENT(sa.TIMESTAMP):
            def __init__(self, *args, timezone=True, **kwargs):
                super().__init__(*args, timezone=timezone, **kwargs)
        return MOMENT

    def __getattr__(name):
        if name in ["MOMENT"]:
            def load():
                known = globals()
                dialect = context.get_bind().dialect.name
                return (known.get(f"_{dialect}_{name}") or known.get(f"_any_{name}"))()
            return lazy_object_proxy.Proxy(load)
        raise AttributeError(name)
"""
USED = """
op.create_table(
    "orders",
    sa.Column("made", MOMENT),
    sa.Column("sent", MOMENT(timezone=False)),
    sa.Column("card", Secret()),
    sa.Column("text", sa.String()),
    sa.Column("paid", sa.DateTime()),
    sa.Column("old", sa.Integer()),
)
op.alter_column("orders", "old", new_column_name="new", type_=library.Kind())
"""
ASKED = """
inspector = sa.inspect(op.get_bind())
columns = {column["name"]: column for column in inspector.get_columns("orders")}
if isinstance(columns["text"]["type"], sa.VARCHAR):
    op.alter_column("orders", "text", type_=sa.Text())
for name in ("paid", "sent", "made", "card"):
    kind = columns[name]["type"]
    if isinstance(kind, sa.DateTime) and not kind.timezone:
        op.alter_column("orders", name, type_=sa.DateTime(timezone=True))
"""


def test_types_that_are_made_when_they_are_asked_for(tmp_path: Path) -> None:
    before = "import library\nfrom lazy import MOMENT, Secret\n"
    found = database(tmp_path, {"lazy.py": LAZY, **revisions(USED, ASKED, before=before)})
    assert found.history is not None
    (table,) = found.history.schema.tables.values()
    assert {column.name: column.type for column in table.columns} == {
        "made": "timestamp with time zone",
        "sent": "timestamp with time zone",
        "card": "text",
        "text": "text",
        "paid": "timestamp with time zone",
        "new": "integer",
    }
    assert [item.code for item in found.diagnostics] == ["P153"]


SIGNED = """
    import inspect
    from dataclasses import dataclass
    from typing import ClassVar

    from fastapi import Depends, FastAPI, Query
    from pydantic import BaseModel, Field

    class Filter(BaseModel):
        SINGLE: ClassVar[list[str]] = ["page"]
        page: int = 1
        tags: list[str] | None = None
        owner: str = Field(alias="by", default="me")
        _cached: int = 0

    class Orders(Filter):
        state: str | None = Field(default=None)

    @dataclass
    class Plain:
        least: int
        most: int = 9

    def query(cls):
        def make(*args, **kwargs): return cls(*args, **kwargs)
        params = {item.name: item for item in inspect.signature(cls).parameters.values()}
        for name in params.keys():
            if name not in getattr(cls, "SINGLE", []):
                params[name] = inspect.Parameter(
                    name=params[name].name,
                    default=Query(params[name].default),
                    kind=params[name].kind,
                    annotation=params[name].annotation,
                )
        make.__signature__ = inspect.Signature(parameters=[item for item in params.values()])
        return make

    app = FastAPI()

    @app.get("/orders")
    def orders(given: Orders = Depends(query(Orders)), plain: Plain = Depends(query(Plain))): ...
"""


def test_the_signature_of_a_class_given_to_a_function(tmp_path: Path) -> None:
    reading = read(tmp_path, {"main.py": SIGNED})
    (orders,) = reading.project.endpoints
    found = {item.name: type(item.shape).__name__ for item in orders.parameters}
    assert list(found) == ["page", "tags", "by", "state", "least", "most"]
    assert found["least"] == "NumberShape" and not reading.diagnostics


@pytest.mark.parametrize(
    "record",
    [
        "from attrs import define\n@define(kw_only=True)\nclass Factory:",
        "from dataclasses import dataclass\n@dataclass\nclass Factory:",
        "from pydantic import BaseModel\nclass Factory(BaseModel):",
    ],
    ids=["attrs", "dataclass", "pydantic"],
)
def test_a_function_that_is_the_default_of_a_field_is_no_method(
    tmp_path: Path, record: str
) -> None:
    """Its first parameter isn't `self`."""
    text = f"""from typing import Any, Callable
from fastapi import Depends, FastAPI, Query
def place(url: str = Query(...)): return url
def narrow(zoom: int = 0): return zoom
{record}
    place_dependency: Callable[..., Any] = place
    zoom_dependency: Callable[..., Any] = place
    def shown(self, path=Depends(place)): ...
    def add(self, app):
        @app.get("/map")
        def map(path=Depends(self.place_dependency), zoom=Depends(self.zoom_dependency)): ...
app = FastAPI()
Factory(zoom_dependency=narrow).add(app)
"""
    (tmp_path / "main.py").write_text(text)
    (endpoint,) = read_project(tmp_path).project.endpoints
    assert [(item.name, item.required) for item in endpoint.parameters] == [
        ("url", True),
        ("zoom", False),
    ]


def test_handlers_in_a_class_for_mere_order_have_all_their_parameters(tmp_path: Path) -> None:
    main = """
    from fastapi import APIRouter, FastAPI, Request
    from pydantic import BaseModel
    class Item(BaseModel):
        name: str
    class Items:
        router = APIRouter(prefix="/items")
        @router.post("")
        async def create(data: Item, request: Request): ...
        @router.get("/{item_id}")
        async def show(item_id: int, request: Request, deep: bool = False): ...
    class Shown:
        router = APIRouter(prefix="/shown")
        @router.get("/{item_id}")
        async def show(self, item_id: int): ...
    app = FastAPI()
    app.include_router(Items.router)
    app.include_router(Shown.router)
    """
    create, show, shown = read(tmp_path, {"main.py": main}).project.endpoints
    assert create.request is not None and create.request.model == "Item"
    assert [item.name for item in show.parameters] == ["item_id", "deep"]
    assert [item.name for item in shown.parameters] == ["item_id"]
