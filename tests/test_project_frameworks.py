"""Applications that are made by a small framework of their own: wrappers, registering by `dir()`, settings, add-ons."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.project import ProjectOptions, ProjectReading, read_project
from tests.projects_on_disk import database, lay, revisions


def read(tmp_path: Path, files: dict[str, str], app: str | None = None) -> ProjectReading:
    return read_project(lay(tmp_path, files), options=ProjectOptions(app=app))


def routes(reading: ProjectReading) -> list[str]:
    return [f"{item.method} {item.path}" for item in reading.project.endpoints]


VIEWS = """
    from fastapi import APIRouter, FastAPI

    def serve(**options):
        def keep(function):
            function.__served = {**options, "operation_id": function.__name__}
            return function
        return keep

    class View:
        def register(self, router):
            for name in dir(self):
                if name.startswith("_"):
                    continue
                member = getattr(self, name)
                if served := getattr(member, "__served", None):
                    router.add_api_route(endpoint=member, **served)

    class Listing(View):
        @serve(path="/items", methods=["GET"])
        async def list_items(self, limit: int = 10) -> list[str]: ...

    class Items(Listing):
        @serve(path="/items/{item}", methods=["DELETE"], status_code=204)
        async def drop(self, item: int): ...

        def nothing(self): ...

    class Api:
        def __init__(self, prefix: str, views: list[View]):
            self.prefix, self.views = prefix, views

        def register(self, router):
            inner = APIRouter()
            for view in self.views:
                view.register(inner)
            router.include_router(inner, prefix=self.prefix)

    class Server:
        def __init__(self, title: str, apis: list[Api]):
            self.app = FastAPI(title=title)
            for api in apis:
                api.register(self.app.router)
"""
RUN = """
    from framework import Api, Items, Server

    def public(database):
        return Server("public", [Api("/v1", [Items()]), Api("/v2", [Items()])])

    def internal():
        return Server("internal", [Api("/internal", [Items()])])

    def run():
        return public(object())
"""


def test_views_that_register_what_dir_finds(tmp_path: Path) -> None:
    reading = read(tmp_path, {"framework.py": VIEWS, "run.py": RUN})
    assert [item.name for item in reading.project.applications] == ["run:public", "run:internal"]
    found = next(item for item in reading.project.applications if item.name == "run:public")
    assert [f"{item.method} {item.path}" for item in found.endpoints] == [
        "DELETE /v1/items/{item}",
        "GET /v1/items",
        "DELETE /v2/items/{item}",
        "GET /v2/items",
    ]
    listing = found.endpoints[1]
    assert [item.name for item in listing.parameters] == ["limit"]


def test_an_application_inside_a_wrapper_is_chosen_by_who_makes_it(tmp_path: Path) -> None:
    reading = read(tmp_path, {"framework.py": VIEWS, "run.py": RUN}, app="run:internal")
    assert routes(reading) == ["DELETE /internal/items/{item}", "GET /internal/items"]


@pytest.mark.parametrize(
    ("field", "validator"),
    [
        ("base: str | None = None", "@field_validator('base')\n    @classmethod"),
        ("base: str | None = Field(None)", "@field_validator('base', mode='before')"),
        ("base: str | None = None", "@validator('base', pre=True)"),
    ],
)
def test_defaults_of_settings_pass_their_validators(
    tmp_path: Path, field: str, validator: str
) -> None:
    main = f"""
from fastapi import FastAPI
from pydantic import Field, field_validator, validator
from pydantic_settings import BaseSettings

class Settings(BaseSettings):
    {field}

    {validator}
    def with_slash(cls, value, info):
        return "/" if not value else value

settings = Settings()
app = FastAPI()
app.get("/items")(lambda: 1)
if settings.base != "/":
    outer = FastAPI()
    outer.mount(settings.base, app)
    app = outer
"""
    reading = read(tmp_path, {"main.py": main})
    assert routes(reading) == ["GET /items"]
    assert not reading.diagnostics


def test_other_models_do_not_validate_their_defaults(tmp_path: Path) -> None:
    main = """
        from fastapi import FastAPI
        from pydantic import BaseModel, Field, field_validator

        class Paths(BaseModel):
            one: str = "/one"
            two: str = Field("/two", validate_default=True)

            @field_validator("*")
            @classmethod
            def under(cls, value): return "/x" + value

        app = FastAPI()
        app.get(Paths().one)(lambda: 1)
        app.get(Paths().two)(lambda: 1)
        """
    assert routes(read(tmp_path, {"main.py": main})) == ["GET /one", "GET /x/two"]


def test_an_application_inside_what_it_mounts_is_not_mounted(tmp_path: Path) -> None:
    main = """
        import sockets
        from fastapi import FastAPI

        app = FastAPI()
        app.get("/items")(lambda: 1)
        app.mount("/ws", sockets.ASGIApp(sockets.server, other_app=app))
        """
    assert routes(read(tmp_path, {"main.py": main})) == ["GET /items"]


def test_an_application_that_is_mounted_somewhere_unknown_is_read_for_itself(
    tmp_path: Path,
) -> None:
    main = """
        import library
        from fastapi import FastAPI

        app = FastAPI()
        app.get("/items")(lambda: 1)
        outer = FastAPI()
        outer.mount(library.where(), app)
        """
    reading = read(tmp_path, {"main.py": main})
    assert routes(reading) == ["GET /items"]
    assert "P112" in {item.code for item in reading.diagnostics}


ADD_ON = """
    import importlib

    def choose():
        try:
            found = importlib.import_module("shop_enterprise.paths")
            return getattr(found, "PREFIX")
        except (ImportError, AttributeError):
            return getattr(importlib.import_module("shop.paths"), "PREFIX")

    try:
        from shop_enterprise import VERSION
    except ImportError:
        from shop.paths import VERSION

    PREFIX = choose()
"""
MAIN = """
    from fastapi import FastAPI
    from shop.chosen import PREFIX, VERSION

    app = FastAPI()
    app.get(f"{PREFIX}/{VERSION}/items")(lambda: 1)
"""


def test_an_add_on_that_is_not_there_gives_way_to_the_projects_own(tmp_path: Path) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/paths.py": "PREFIX = '/shop'\nVERSION = 'v1'\n",
        "shop/chosen.py": ADD_ON,
        "shop/main.py": MAIN,
    }
    assert routes(read(tmp_path, files)) == ["GET /shop/v1/items"]


def test_a_library_that_is_tried_first_is_taken(tmp_path: Path) -> None:
    main = """
        from fastapi import FastAPI
        try:
            from library import VERSION
        except ImportError:
            VERSION = "none"

        app = FastAPI()
        app.get(f"/{VERSION}/items")(lambda: 1)
        """
    reading = read(tmp_path, {"main.py": main})
    assert routes(reading) == []
    assert [item.code for item in reading.diagnostics] == ["P111"]


def test_a_base_that_renames_the_tables_of_its_classes(tmp_path: Path) -> None:
    models = """
        from sqlalchemy import MetaData
        from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

        class Base(DeclarativeBase):
            metadata = MetaData()

            def __init_subclass__(cls, **kwargs) -> None:
                cls.__tablename__ = "shop_" + cls.__tablename__
                super().__init_subclass__(**kwargs)

        class Order(Base):
            __tablename__ = "orders"
            id: Mapped[int] = mapped_column(primary_key=True)
        """
    files = {"models.py": models, **revisions("op.create_table('shop_orders', sa.Column('id'))")}
    found = database(tmp_path, files)
    assert found.models is not None
    assert [str(table.name) for table in found.models.tables] == ["shop_orders"]


def test_values_that_change_places_again_and_again(tmp_path: Path) -> None:
    """Each turn may leave them as they were: without a bound there are twice as many candidates after each."""
    main = """
        import library
        from fastapi import FastAPI

        app = FastAPI()

        def path():
            one, two = "/one", "/two"
            for turn in range(60):
                if library.flag(turn):
                    one, two = two, one
            return one

        app.get("/items")(lambda: 1)
        app.get(path())(lambda: 1)
        """
    reading = read(tmp_path, {"main.py": main})
    assert routes(reading) == ["GET /items"]
    assert [item.code for item in reading.diagnostics] == ["P111"]


ROUTERS = """
    from fastapi import APIRouter

    router = APIRouter(prefix="/items")
    router.get("/")(lambda: 1)
"""


@pytest.mark.parametrize(
    "main",
    [
        """
        @asynccontextmanager
        async def lifespan(app: FastAPI):
            register(app)
            yield

        app = FastAPI(lifespan=lifespan)
        """,
        """
        app = FastAPI()

        @app.on_event("startup")
        async def start():
            register(app)
        """,
        """
        app = FastAPI()

        def start():
            register(app)

        app.add_event_handler("startup", start)
        """,
    ],
)
def test_routes_that_an_application_gets_when_it_starts(tmp_path: Path, main: str) -> None:
    head = """
        from contextlib import asynccontextmanager
        from fastapi import FastAPI

        def register(app):
            from routers import router
            app.include_router(router)
        """
    reading = read(tmp_path, {"main.py": head + main, "routers.py": ROUTERS})
    assert routes(reading) == ["GET /items/"]


def test_applications_of_one_name_are_told_apart_by_their_path(tmp_path: Path) -> None:
    main = "from fastapi import FastAPI\napp = FastAPI()\napp.get('/{name}')(lambda: 1)\n"
    files = {f"{name}/main.py": main.replace("{name}", name) for name in ("shop", "stock")}
    reading = read(tmp_path, files)
    names = [item.name for item in reading.project.applications]
    assert names == ["shop.main:app", "stock.main:app"]
    for name in ("shop", "stock"):
        assert routes(read(tmp_path, files, app=f"{name}.main:app")) == [f"GET /{name}"]
