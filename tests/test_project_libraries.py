"""What libraries beside FastAPI put into routes, dependencies and models: routers, containers, pages, traits."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.model.api import Endpoint
from spec2code.model.shapes import AnyShape, ArrayShape, NumberShape, ObjectShape, StringShape
from tests.test_project_routes_found import codes, read, routes


def endpoint(tmp_path: Path, text: str, path: str = "/x") -> Endpoint:
    reading = read(tmp_path, {"main.py": "from fastapi import *\napp = FastAPI()\n" + text})
    assert codes(reading) == []
    return next(item for item in reading.project.endpoints if item.path == path)


def queries(found: Endpoint) -> dict[str, bool]:
    return {item.name: item.required for item in found.parameters if item.location == "query"}


def test_routes_on_a_router_of_a_library_are_read(tmp_path: Path) -> None:
    text = """
    import rare_routing
    from fastapi import FastAPI

    class Own(rare_routing.CountingRouter):
        pass

    app = FastAPI()
    router = rare_routing.CountingRouter(prefix="/orders", limit=3)
    own = Own(prefix="/own")

    @router.get("/{order_id}", counted=True, status_code=202)
    def order(order_id: int, page: int = 1): ...

    @own.post("")
    def make(): ...

    app.include_router(router, prefix="/api")
    app.include_router(own)
    """
    reading = read(tmp_path, {"main.py": text})
    assert routes(reading) == ["GET /api/orders/{order_id}", "POST /own"]
    assert reading.project.endpoints[0].responses[0].status == 202
    assert codes(reading) == [] and not reading.project.open_prefixes


def test_a_router_of_a_library_on_which_nothing_is_put_serves_what_is_not_known(
    tmp_path: Path,
) -> None:
    text = """
    import rare_routing
    from fastapi import FastAPI
    app = FastAPI()
    app.include_router(rare_routing.CrudRouter(schema=1, prefix="/things"), prefix="/api")
    """
    reading = read(tmp_path, {"main.py": text})
    assert routes(reading) == [] and codes(reading) == ["P112"]
    assert "rare_routing.CrudRouter" in reading.diagnostics[0].message
    assert [item.prefix for item in reading.project.open_prefixes] == ["/api/things"]


@pytest.mark.parametrize(
    "given",
    [
        "a: FromDishka[Service]",
        "a: Annotated[Service, FromComponent('b')]",
        "a: Service = Depends(Provide[Container.service])",
        "a: Annotated[Service, Depends(Provide[Container.service])]",
        "a: Injected[Service]",
        "a: Service = Wanted(Service)",
        "a: svcs.fastapi.DepContainer",
    ],
)
def test_what_a_container_hands_over_is_not_asked_of_the_caller(tmp_path: Path, given: str) -> None:
    text = f"""
from typing import Annotated
import svcs
from dependency_injector.wiring import Provide, inject
from dishka import FromComponent
from dishka.integrations.fastapi import FromDishka
from fastapi_injector import Injected as Wanted
from wireup import Injected
import elsewhere

class Service(elsewhere.Base): ...
class Container: ...

@app.post("/x")
@inject
def x({given}, q: int = 1): ...
"""
    found = endpoint(tmp_path, text)
    assert queries(found) == {"q": False} and found.request is None


def test_what_a_library_that_is_not_known_hands_over_can_not_be_told(tmp_path: Path) -> None:
    text = """
    from fastapi import FastAPI
    import elsewhere
    app = FastAPI()
    @app.get("/x")
    def x(a: elsewhere.Handed[int]): ...
    """
    assert codes(read(tmp_path, {"main.py": text})) == ["P113"]


@pytest.mark.parametrize(
    ("page", "taken"),
    [
        ("Page[Item]", {"page": False, "size": False}),
        ("LimitOffsetPage[Item]", {"limit": False, "offset": False}),
        ("CursorPage[Item]", {"cursor": False, "size": False}),
        ("Own[Item]", {"limit": False, "offset": False}),
        ("Numbered[Item]", {"number": True}),
        ("list[Item]", {}),
    ],
)
def test_a_route_that_answers_with_a_page_takes_its_parameters(
    tmp_path: Path, page: str, taken: dict[str, bool]
) -> None:
    text = f"""
from typing import Generic, TypeVar
from fastapi_pagination import LimitOffsetPage, Page, add_pagination
from fastapi_pagination.cursor import CursorPage
from pydantic import BaseModel

T = TypeVar("T")
class Item(BaseModel):
    id: int
class Own(LimitOffsetPage[T], Generic[T]):
    more: bool
class Numbers(BaseModel):
    number: int
class Numbered(Page[T], Generic[T]):
    __params_type__ = Numbers

@app.get("/x")
def x() -> {page}: ...

add_pagination(app)
"""
    assert queries(endpoint(tmp_path, text)) == taken


def test_without_add_pagination_nothing_is_taken_and_the_page_has_its_fields(
    tmp_path: Path,
) -> None:
    text = """
from fastapi_pagination.limit_offset import LimitOffsetPage
from pydantic import BaseModel
class Own(LimitOffsetPage[int]):
    more: bool
@app.get("/x")
def x() -> Own: ...
"""
    assert queries(endpoint(tmp_path, text)) == {}
    shape = read(tmp_path, {}).project.shapes["main.Own"]
    assert isinstance(shape, ObjectShape)
    assert [item.name for item in shape.fields] == ["items", "total", "limit", "offset", "more"]
    assert shape.fields[0].shape == ArrayShape(items=NumberShape(integer=True))


def test_items_of_a_page_have_the_type_that_a_generic_page_was_given(tmp_path: Path) -> None:
    text = """
from typing import Generic, TypeVar
from fastapi_pagination import Page
from pydantic import BaseModel
T = TypeVar("T")
class Own(Page[T], Generic[T]):
    more: bool
class Bare(Page):
    more: bool
@app.get("/x")
def x() -> Own[int]: ...
@app.get("/y")
def y() -> Bare: ...
"""
    assert endpoint(tmp_path, text)
    items = {}
    for name, shape in read(tmp_path, {}).project.shapes.items():
        assert isinstance(shape, ObjectShape)
        items[name] = shape.fields[0].shape
    assert items == {
        "main.Own[int]": ArrayShape(items=NumberShape(integer=True)),
        "main.Bare": ArrayShape(items=AnyShape()),
    }


def test_traits_have_their_defaults(tmp_path: Path) -> None:
    text = """
    from fastapi import FastAPI
    from traitlets import Bool, Unicode
    from traitlets.config import Application

    class Server(Application):
        serves_api = Bool(True, help="x", config=True)
        serves_more = Bool(default_value=False)
        prefix = Unicode("/p", config=True)

        def make(self):
            app = FastAPI()
            if self.serves_api:
                app.get(self.prefix + "/x")(print)
            if self.serves_more:
                app.get("/more")(print)
            return app
    """
    reading = read(tmp_path, {"main.py": text})
    assert routes(reading) == ["GET /p/x"] and codes(reading) == []


def test_a_metaclass_that_makes_fields_optional(tmp_path: Path) -> None:
    text = """
    from typing import Optional
    from fastapi import Depends, FastAPI
    from pydantic import BaseModel
    from pydantic.main import ModelMetaclass

    class Loose(ModelMetaclass):
        def __new__(cls, name, bases, namespaces, **kwargs):
            notes = namespaces.get("__annotations__", {})
            namespaces["__annotations__"] = {key: Optional[kind] for key, kind in notes.items()}
            return super().__new__(cls, name, bases, namespaces, **kwargs)

    class Quiet(ModelMetaclass):
        pass

    class Find(BaseModel, metaclass=Loose):
        name: str
        size: int = 3

    class Strict(BaseModel, metaclass=Quiet):
        name: str

    app = FastAPI()

    @app.get("/loose")
    def loose(find: Find = Depends()) -> Find: ...
    @app.get("/strict")
    def strict(find: Strict = Depends()): ...
    """
    reading = read(tmp_path, {"main.py": text, "requirements.txt": "pydantic==1.9.1\n"})
    loose, strict = reading.project.endpoints
    assert queries(loose) == {"name": False, "size": False}
    assert queries(strict) == {"name": True}
    shape = reading.project.shapes["main.Find"]
    assert isinstance(shape, ObjectShape)
    assert [item.required for item in shape.fields] == [False, False]


def test_an_address_of_fastapi_users_is_an_address(tmp_path: Path) -> None:
    text = "from fastapi_users import schemas\nclass User(schemas.BaseUserCreate):\n    name: str\n"
    shape = read(tmp_path, {"main.py": text}).project.shapes["main.User"]
    assert isinstance(shape, ObjectShape)
    assert shape.field("email").shape == StringShape(format="email")


def test_a_typed_dict_that_a_call_makes(tmp_path: Path) -> None:
    text = """
from typing import NotRequired, TypedDict, get_type_hints

class Source(TypedDict):
    name: str
    size: int

Made = TypedDict("Made", {"class": str, "size": NotRequired[int]})
Partial = TypedDict("Partial", {k: NotRequired[v] for k, v in get_type_hints(Source).items()})
Loose = TypedDict("Loose", {"a": int}, total=False)

@app.get("/x")
def x() -> Made | Partial | Loose: ...
"""
    endpoint(tmp_path, text)
    shapes = read(tmp_path, {}).project.shapes
    found = {
        name: {item.name: item.required for item in shape.fields}
        for name, shape in shapes.items()
        if isinstance(shape, ObjectShape)
    }
    assert found["main.Made"] == {"class": True, "size": False}
    assert found["main.Partial"] == {"name": False, "size": False}
    assert found["main.Loose"] == {"a": False}


def test_what_one_cause_leaves_open_is_said_once(tmp_path: Path) -> None:
    text = """
    from fastapi import APIRouter, Depends, FastAPI
    import elsewhere
    app = FastAPI()
    router = APIRouter(dependencies=[Depends(elsewhere.user)] if elsewhere.on else [])
    @router.get("/a")
    def a(): ...
    @router.get("/b")
    def b(): ...
    @router.get("/c")
    def c(x=Depends(elsewhere.thing)): ...
    app.include_router(router)
    """
    found = read(tmp_path, {"main.py": text}).diagnostics
    assert [item.code for item in found] == ["P113", "P113"]
    told = sorted(item.message.partition(":")[0] for item in found)
    assert told == [
        "`GET /a` and 2 more endpoints can't be told whole",
        "`GET /c` can't be told whole",
    ]


def test_a_class_that_type_makes(tmp_path: Path) -> None:
    text = """
from pydantic import BaseModel

class Base(BaseModel):
    id: int

def bound(base):
    def convert(self): ...
    return type(base.__name__ + "In", (base,), {"convert": convert})

BaseIn = bound(Base)
Made = type("Made", (Base,), {"__annotations__": {"name": str, "size": int}, "size": 3})

@app.post("/x")
def x(body: BaseIn) -> Made: ...
"""
    found = endpoint(tmp_path, text)
    assert found.request is not None and found.request.model == "BaseIn"
    shapes = read(tmp_path, {}).project.shapes
    made, own = shapes["main.Made"], shapes["main.BaseIn"]
    assert isinstance(made, ObjectShape) and isinstance(own, ObjectShape)
    assert [(f.name, f.required) for f in made.fields] == [
        ("id", True),
        ("name", True),
        ("size", False),
    ]
    assert [f.name for f in own.fields] == ["id"]


def test_a_model_of_a_library_may_bring_fields(tmp_path: Path) -> None:
    text = """
    from abc import ABC
    from typing import Generic, TypeVar
    from fastapi import FastAPI
    from pydantic import BaseModel
    import elsewhere
    T = TypeVar("T")
    class Mixed(elsewhere.Named, BaseModel):
        a: int
    class Below(Mixed):
        b: int
    class Plain(BaseModel, ABC, Generic[T]):
        c: int
    app = FastAPI()
    """
    reading = read(tmp_path, {"main.py": text})
    shapes = reading.project.shapes
    found = {
        name: shape.additional for name, shape in shapes.items() if isinstance(shape, ObjectShape)
    }
    assert found["main.Plain"] is None
    assert found["main.Mixed"] is not None and found["main.Below"] is not None
    (item,) = reading.diagnostics
    assert item.code == "P121" and "`elsewhere.Named` lies outside the project" in item.message
