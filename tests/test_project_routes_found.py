"""Which applications and routes are found, what is left open and said, by reading alone."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from spec2code.diagnostics import Severity
from spec2code.model.shapes import ObjectShape, RefShape
from spec2code.project import ProjectOptions, ProjectReading, read_project


def read(tmp_path: Path, files: dict[str, str], app: str | None = None) -> ProjectReading:
    for name, text in files.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(textwrap.dedent(text))
    return read_project(tmp_path, options=ProjectOptions(app=app))


def routes(reading: ProjectReading) -> list[str]:
    return [f"{item.method} {item.path}" for item in reading.project.endpoints]


def codes(reading: ProjectReading) -> list[str]:
    return [item.code for item in reading.diagnostics]


MAIN = "from fastapi import APIRouter, FastAPI\nimport library, os\napp = FastAPI()\n"

SAID = [
    ("P111", "app.get(library.path())(print)"),
    ("P111", "app.get(os.environ['X'])(print)"),
    ("P111", "app.add_api_route('/x', print, methods=library.methods)"),
    ("P111", "if library.flag:\n    app.get('/maybe')(lambda: 1)"),
    ("P112", "app.include_router(library.make())"),
    ("P112", "app.include_router(library.users.router, prefix='/x')"),
    ("P112", "for router in library.routers():\n    app.include_router(router)"),
    ("P112", "app.mount(library.path, FastAPI())"),
    (
        "P113",
        "@app.get('/x')\ndef x(a=__import__('fastapi').Depends(1), b: library.Thing = None): ...",
    ),
    ("P113", "from fastapi import Depends\n@app.get('/x')\ndef x(a=Depends(library.thing)): ..."),
    ("P113", "@app.get('/x', response_model=library.models()[0])\ndef x(): ..."),
    ("P113", "@app.get('/x', status_code=library.status)\ndef x(): ..."),
    ("P121", "from pydantic import BaseModel\nclass M(BaseModel, missing.Base):\n    a: int"),
    ("P104", "for a in range(5000):\n    for b in range(5000):\n        print(a * b)"),
]
NOT_SAID = [
    "app.get('/x' + '/y')(print)",
    "app.get(os.environ.get('X', '/x'))(print)",
    "app.add_api_route('/x', print, methods=['GET'])",
    "if os.getenv('NEVER') is None:\n    app.get('/certain')(lambda: 1)",
    "app.include_router(APIRouter())",
    "for router in [APIRouter(), APIRouter()]:\n    app.include_router(router)",
    "app.mount('/x', FastAPI())",
    "app.mount('/static', library.StaticFiles())",
    "from fastapi import Depends\ndef thing(q: int): ...\n@app.get('/x')\ndef x(a=Depends(thing)): ...",
    "@app.get('/x', response_model=None, status_code=204)\ndef x(): ...",
    "from pydantic import BaseModel\nclass M(BaseModel):\n    a: int",
    "for a in range(50):\n    for b in range(50):\n        print(a * b)",
]


@pytest.mark.parametrize(("code", "text"), SAID)
def test_what_can_not_be_told_is_said(tmp_path: Path, code: str, text: str) -> None:
    assert code in codes(read(tmp_path, {"main.py": MAIN + text + "\n"}))


@pytest.mark.parametrize("text", NOT_SAID)
def test_what_can_be_told_is_not_complained_of(tmp_path: Path, text: str) -> None:
    assert codes(read(tmp_path, {"main.py": MAIN + text + "\n"})) == []


def test_a_condition_nobody_knows_leaves_a_route_open(tmp_path: Path) -> None:
    text = MAIN + "app.get('/a')(lambda: 1)\nif library.flag:\n    app.get('/b')(lambda: 1)\n"
    reading = read(tmp_path, {"main.py": text})
    assert routes(reading) == ["GET /a"]
    (application,) = reading.project.applications
    assert [(item.path, item.undecided) for item in application.endpoints] == [
        ("/a", ()),
        ("/b", ("path",)),
    ]


APP = """
    from fastapi import FastAPI
    app = FastAPI()
    for name in {names!r}:
        app.get("/" + name)(lambda: 1)
"""


@pytest.mark.parametrize(
    ("chosen", "found", "told"),
    [
        (None, ["GET /a", "GET /b", "GET /c"], []),
        ("small.main:app", ["GET /z"], []),
        ("main:app", ["GET /a", "GET /b", "GET /c"], []),
        ("nowhere:app", ["GET /a", "GET /b", "GET /c"], ["P110"]),
    ],
)
def test_the_application_that_is_the_project(
    tmp_path: Path, chosen: str | None, found: list[str], told: list[str]
) -> None:
    files = {
        "main.py": APP.format(names="abc"),
        "small/__init__.py": "",
        "small/main.py": APP.format(names="z"),
        "tests/conftest.py": APP.format(names="testing"),
        "docs_src/example.py": APP.format(names="documented"),
        "api/specs/openapi.py": APP.format(names="specified"),
    }
    reading = read(tmp_path, files, chosen)
    assert routes(reading) == found
    assert codes(reading) == told


@pytest.mark.parametrize(
    ("chosen", "found"),
    [("main:app", ["GET /a", "GET /b", "GET /c"]), ("stock.main:app", ["GET /c"])],
)
def test_a_name_of_applications_that_start_in_their_own_folders(
    tmp_path: Path, chosen: str, found: list[str]
) -> None:
    files = {
        "shop/main.py": APP.format(names="ab"),
        "stock/main.py": APP.format(names="c"),
        "tools/other.py": APP.format(names="xyz"),
    }
    assert routes(read(tmp_path, files, chosen)) == found


@pytest.mark.parametrize(
    ("migrations", "found"),
    [
        ("stock/alembic/versions", ["GET /c"]),
        ("shop\\alembic\\versions", ["GET /a", "GET /b"]),
        ("alembic/versions", ["GET /a", "GET /b", "GET /c"]),
    ],
)
def test_a_name_of_several_applications_and_where_the_migrations_are(
    tmp_path: Path, migrations: str, found: list[str]
) -> None:
    for name, names in (("shop", "ab"), ("stock", "c")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.py").write_text(textwrap.dedent(APP.format(names=names)))
    options = ProjectOptions(app="main:app", migrations=migrations)
    assert routes(read_project(tmp_path, options=options)) == found


def test_several_applications_of_one_size_are_all_taken(tmp_path: Path) -> None:
    files = {
        "shop/pyproject.toml": "",
        "shop/app/main.py": APP.format(names="ab"),
        "stock/pyproject.toml": "",
        "stock/app/main.py": APP.format(names="cd"),
    }
    reading = read(tmp_path, files)
    assert routes(reading) == ["GET /a", "GET /b", "GET /c", "GET /d"]
    assert [(item.code, item.severity) for item in reading.diagnostics] == [("P110", Severity.INFO)]


def test_a_factory_is_called_with_what_its_callers_give_it(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "core.py": """
                from fastapi import FastAPI
                def create_app(prefix: str, debug: bool = False) -> FastAPI:
                    app = FastAPI()
                    app.get(prefix + "/x")(lambda: 1)
                    if debug:
                        app.get("/debug")(lambda: 1)
                    return app
            """,
            "serve.py": "from core import create_app\napi = create_app('/v1')\napi.get('/more')(print)\n",
        },
    )
    assert routes(reading) == ["GET /v1/x", "GET /more"]
    assert [item.name for item in reading.project.applications] == ["serve:api"]


@pytest.mark.parametrize("app", [None, "shop.main:create_app"])
def test_a_factory_goes_through_routes_that_its_imports_have_made(
    tmp_path: Path, app: str | None
) -> None:
    files = {
        "shop/__init__.py": "",
        "shop/api/__init__.py": "from shop.api import orders\n",
        "shop/api/routers.py": "from fastapi import APIRouter\npublic = APIRouter()\n",
        "shop/api/orders.py": """
            from shop.api.routers import public

            @public.get("/orders/{order_id}", status_code=202)
            def order(order_id: int): ...

            @public.get("/secret", include_in_schema=False)
            def secret(): ...
        """,
        "shop/main.py": """
            from fastapi import FastAPI
            from fastapi.routing import APIRoute
            from shop.api.routers import public

            def twins(app):
                for route in list(app.router.routes):
                    if not isinstance(route, APIRoute) or not route.include_in_schema:
                        continue
                    path = route.path.replace("/orders", "/purchases")
                    app.router.add_api_route(
                        path, route.endpoint, methods=list(route.methods), status_code=route.status_code
                    )
                    route.include_in_schema = False

            def create_app():
                app = FastAPI()
                app.include_router(public)
                twins(app)
                return app
        """,
    }
    reading = read(tmp_path, files, app)
    documented = {
        f"{item.method} {item.path}": item.documented for item in reading.project.endpoints
    }
    assert documented == {
        "GET /orders/{order_id}": False,
        "GET /secret": False,
        "GET /purchases/{order_id}": True,
    }
    assert [item.status for item in reading.project.endpoints[2].responses] == [202]


def test_a_factory_that_nothing_calls_is_called(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {
            "app.py": """
                import logging
                from fastapi import FastAPI
                from routers import include
                def sub():
                    inner = FastAPI()
                    inner.get("/in")(lambda: 1)
                    return inner
                class Server:
                    def __init__(self, settings):
                        self.settings = settings
                    def build(self):
                        app = FastAPI()
                        include(app)
                        return app
                def get_app() -> FastAPI:
                    app = FastAPI(root_path="/proxy")
                    app.mount("/sub", sub())
                    logging.getLogger(__name__).info("made")
                    return app
            """,
            "routers.py": """
                from fastapi import APIRouter
                router = APIRouter()
                @router.post("/made")
                def made(): ...
                def include(app):
                    app.include_router(router, prefix="/api")
            """,
        },
    )
    assert sorted(routes(reading)) == ["GET /sub/in", "POST /api/made"]


def test_a_class_with_routes_is_a_view(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {"main.py": """
                from fastapi import APIRouter, Depends, FastAPI, Header, Query
                from fastapi_utils.cbv import cbv

                router = APIRouter(prefix="/things")

                def tenant(x_tenant: str = Header()): ...
                def page(number: int = Query(1)): ...

                class Base:
                    tenant: str = Depends(tenant)

                @cbv(router)
                class Things(Base):
                    other = Depends(page)
                    paged: int = Depends(page)

                    @property
                    def short(self): return 1

                    @router.get("/{key}")
                    def one(self, key: str, q: int): ...

                app = FastAPI()
                app.include_router(router)
            """},
    )
    (endpoint,) = reading.project.endpoints
    assert [(item.location, item.name) for item in endpoint.parameters] == [
        ("path", "key"),
        ("query", "q"),
        ("query", "number"),
        ("header", "x-tenant"),
    ]
    assert endpoint.handler == "main:Things.one"


def test_what_an_endpoint_knows_of_itself(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {"main.py": '''
                from fastapi import FastAPI, HTTPException, Security, status
                from fastapi.security import OAuth2PasswordBearer
                from pydantic import BaseModel

                oauth = OAuth2PasswordBearer(tokenUrl="t")

                class Item(BaseModel):
                    name: str

                app = FastAPI()

                @app.post("/items", tags=["shop"], status_code=201, responses={409: {"description": "taken"}})
                def create(item: Item, user=Security(oauth, scopes=["items:write"])) -> list[Item]:
                    """Make one."""
                    if not user:
                        raise HTTPException(status_code=status.HTTP_403_FORBIDDEN, detail="no")
                    raise HTTPException(404)
            '''},
    )
    (endpoint,) = reading.project.endpoints
    assert endpoint.request is not None and endpoint.auth is not None
    assert endpoint.request.shape == RefShape(name="main.Item")
    assert endpoint.request.model == "Item"
    assert [(item.status, item.model) for item in endpoint.responses] == [(201, "list[Item]")]
    assert [item.status for item in endpoint.errors] == [409, 403, 404]
    assert (endpoint.auth.scheme, endpoint.auth.scopes) == ("oauth2", ("items:write",))
    assert (endpoint.group, endpoint.description) == ("shop", "Make one.")
    assert endpoint.span is not None and endpoint.span.line == 13


def test_models_are_shown_as_they_are_used(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {"main.py": """
                from fastapi import FastAPI
                from pydantic import AliasChoices, BaseModel, Field, computed_field

                class Both(BaseModel):
                    hidden: int = Field(0, exclude=True)
                    made: int = Field(0, validation_alias=AliasChoices("made_at", "made"))

                    @computed_field
                    def twice(self) -> int: ...

                class Sent(Both): ...
                class Answered(Both): ...

                app = FastAPI()

                @app.post("/a")
                def a(body: Sent) -> Answered: ...
            """},
    )
    names = {}
    for name in ("Both", "Sent", "Answered"):
        shape = reading.project.shapes[f"main.{name}"]
        assert isinstance(shape, ObjectShape)
        names[name] = [field.name for field in shape.fields]
    assert names == {
        "Both": ["hidden", "made", "twice"],
        "Sent": ["hidden", "made_at"],
        "Answered": ["made", "twice"],
    }


def test_an_older_python_reads_newer_code(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        {"main.py": """
                from fastapi import APIRouter, FastAPI
                from pydantic import BaseModel

                class Page[T](BaseModel):
                    items: list[T]

                class Item(BaseModel):
                    name: str

                type Items = Page[Item]

                def make[M: BaseModel](model: type[M], name: str) -> APIRouter:
                    router = APIRouter()
                    @router.get(f"/{name}", response_model=Page[model])
                    def many(): ...
                    return router

                app = FastAPI()
                app.include_router(make(Item, f"{"it"}{'ems'}"))

                @app.get("/all")
                def all_items() -> Items:
                    try:
                        pass
                    except ValueError, TypeError:
                        pass
            """},
    )
    assert [(item.path, item.responses[0].model) for item in reading.project.endpoints] == [
        ("/items", "Page[Item]"),
        ("/all", "Items"),
    ]
    assert reading.diagnostics == ()


@pytest.mark.parametrize("name", ["", "\x00", "a" * 3000, "..", "x:y:z"])
def test_a_strange_application_name_is_answered(tmp_path: Path, name: str) -> None:
    reading = read(tmp_path, {"main.py": MAIN}, name)
    assert codes(reading) == (["P110"] if name else [])


def test_an_empty_project_has_nothing(tmp_path: Path) -> None:
    reading = read_project(tmp_path)
    assert reading.project.endpoints == () and reading.diagnostics == ()
    assert read_project(tmp_path / "missing").project.files == 0


OWN = """
from fastapi import APIRouter, FastAPI
router = APIRouter()
@router.get("/pets")
def pets(): ...
class Shop(FastAPI):
    def __init__(self, title="Shop", **kwargs):
        super().__init__(title=title, **kwargs)
        self.include_router(router, prefix="/api")
"""


def test_a_library_of_applications_has_the_routes_of_its_class(tmp_path: Path) -> None:
    assert routes(read(tmp_path, {"shop/__init__.py": "", "shop/app.py": OWN})) == ["GET /api/pets"]


def test_a_class_that_the_project_makes_applications_of_is_made_once(tmp_path: Path) -> None:
    files = {"shop/app.py": OWN, "main.py": "from shop.app import Shop\napp = Shop()\n"}
    reading = read(tmp_path, files)
    assert routes(reading) == ["GET /api/pets"]
    assert len(reading.project.applications) == 1


def test_an_application_of_which_nothing_is_certain_is_not_the_chief_one(tmp_path: Path) -> None:
    files = {
        "api/main.py": "from fastapi import FastAPI\napp = FastAPI()\napp.get('/a')(print)\n",
        "api/more.py": "import library\nfrom fastapi import FastAPI\napp = FastAPI()\nif library.on:\n"
        "    app.get('/b')(print)\n    app.get('/c')(print)\n    app.get('/d')(print)\n",
    }
    assert routes(read(tmp_path, files)) == ["GET /a"]


DISTRIBUTIONS = {
    "pyproject": ("pyproject.toml", '[project]\nname = "my.shop"\nversion = "2.1.0"\n', "v2"),
    "poetry": ("pyproject.toml", '[tool.poetry]\nname = "my-shop"\nversion = "3.0"\n', "v3"),
    "setup": (
        "setup.py",
        'NAME = "my-shop"\nsetup(\n    name=NAME,\n    version="4.2",\n)\n',
        "v4",
    ),
}


@pytest.mark.parametrize("kind", DISTRIBUTIONS)
def test_paths_of_the_version_that_the_project_is_installed_under(
    tmp_path: Path, kind: str
) -> None:
    file, text, expected = DISTRIBUTIONS[kind]
    main = """
    from importlib.metadata import distribution, version
    from packaging.version import Version
    from fastapi import FastAPI
    app = FastAPI()
    app.get(f"/v{Version(version('my-shop')).major}")(print)
    major, _, _ = distribution("my_shop").version.partition(".")
    app.get(f"/v{major}/more")(print)
    """
    found = routes(read(tmp_path, {file: text, "main.py": main}))
    assert found == [f"GET /{expected}", f"GET /{expected}/more"]


def test_the_version_of_a_library_is_not_known(tmp_path: Path) -> None:
    main = "from importlib.metadata import version\n" + MAIN + "app.get(version('other'))(print)\n"
    assert codes(read(tmp_path, {"main.py": main})) == ["P111"]


def test_routes_without_an_application_are_told(tmp_path: Path) -> None:
    pets = "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/pets')\ndef pets(): ...\n"
    reading = read(tmp_path, {"shop/a.py": pets, "shop/b.py": pets, "tests/c.py": pets})
    assert routes(reading) == [] and codes(reading) == ["P110"]
    assert reading.diagnostics[0].message == (
        "no application is found for the routes in `shop/a.py` and 1 more file"
    )


def test_a_project_without_routes_is_told_nothing(tmp_path: Path) -> None:
    assert codes(read(tmp_path, {"shop/a.py": "from fastapi import APIRouter\n"})) == []


def test_an_application_that_a_branch_asks_for_first_is_made_all_the_same(tmp_path: Path) -> None:
    files = {
        "main.py": """
            from fastapi import FastAPI
            import jobs
            def create_app():
                app = FastAPI()
                app.get("/pets")(print)
                return app
            app = create_app()
            """,
        "jobs.py": """
            import library
            def run():
                if library.on:
                    from main import app
                    app.state.ready = True
            value = run()
            """,
    }
    files["a.py"] = (
        "from fastapi import FastAPI\nfrom jobs import value\ninner = FastAPI()\nvalue\n"
    )
    reading = read(tmp_path, files)
    assert routes(reading) == ["GET /pets"] and "P111" not in codes(reading)


def test_what_calls_a_class_of_applications_is_called(tmp_path: Path) -> None:
    """A function that must be told what to serve is called by the one that knows."""
    files = {
        "shop/__init__.py": "",
        "shop/classes.py": """
            from fastapi import FastAPI
            class Shop(FastAPI):
                def __init__(self, **options):
                    super().__init__(title="shop", **options)
            """,
        "shop/factory.py": """
            from fastapi import APIRouter
            from shop.classes import Shop
            def items(): ...
            def people(): ...
            KNOWN = {"items": items, "people": people}
            def create_inner(*, served: set[str]) -> Shop:
                app = Shop()
                for name in sorted(served):
                    router = APIRouter()
                    router.get("")(KNOWN[name])
                    app.include_router(router, prefix=f"/api/{name}")
                return app
            def create_app() -> Shop:
                return create_inner(served=set(KNOWN))
            """,
    }
    reading = read(tmp_path, files)
    assert routes(reading) == ["GET /api/items", "GET /api/people"]
    assert [item.name for item in reading.project.applications] == ["shop.factory:create_app"]
    assert codes(reading) == []


@pytest.mark.parametrize("together", ["own + library.routers()", "library.routers() + own"])
def test_the_known_part_of_a_list_is_gone_through(tmp_path: Path, together: str) -> None:
    source = f"""
    own = [APIRouter(prefix="/a"), APIRouter(prefix="/b")]
    for router in own:
        router.get("/x")(print)
    every = {together}
    every += library.more()
    for router in every:
        app.include_router(router)
    if library.routers() + []:
        app.get("/maybe")(print)
    """
    reading = read(tmp_path, {"main.py": MAIN + textwrap.dedent(source)})
    assert sorted(routes(reading)) == ["GET /a/x", "GET /b/x"]
    assert codes(reading) == ["P112", "P111"]


MOUNTED = "from fastapi import APIRouter as R\ndef own(path):\n    router = R()\n    router.get(path)(print)\n    return router\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("if library.flag:\n    app.get('/a')(one)\nelse:\n    app.get('/a')(two)", ["GET /a"]),
        ("if library.flag:\n    app.get('/a')(one)\nelse:\n    app.get('/b')(two)", []),
        ("if library.flag:\n    app.get('/a')(one)\nif library.flag:\n    app.get('/a')(two)", []),
        ("if library.flag:\n    app.get('/a')(one)\napp.get('/a')(two)", ["GET /a"]),
        ("for name in library.names:\n    app.get('/a')(one)", []),
        (
            "if library.a:\n    app.get('/a')(one)\nelif library.b:\n    app.get('/a')(two)\n"
            "else:\n    app.include_router(own('/a'))",
            ["GET /a"],
        ),
        (
            "if library.a:\n    app.get('/a')(one)\nelif library.b:\n    app.get('/a')(two)",
            [],
        ),
    ],
)
def test_a_route_of_every_branch_is_there(tmp_path: Path, text: str, found: list[str]) -> None:
    functions = "def one(x: int): ...\ndef two(y: int): ...\n"
    reading = read(tmp_path, {"main.py": MAIN + MOUNTED + functions + text + "\n"})
    assert routes(reading) == found
    assert ("P111" in codes(reading)) is (not found)
    for endpoint in reading.project.endpoints:
        assert endpoint.undecided == (("parameters",) if "else" in text else ())


FACTORY = """
from fastapi import FastAPI
def create_app():
    app = FastAPI()
    @app.get("/pets")
    def pets(): ...
    return app
app = create_app()
"""
ADDS = "from pets.factory import {what}\n{make}\n@app.get('/healthz')\ndef healthz(): ...\n"


@pytest.mark.parametrize(
    ("file", "what", "make", "served"),
    [
        ("asgi.py", "create_app", "app = create_app()", True),
        ("asgi.py", "app", "", True),
        ("deploy/server.py", "create_app", "app = create_app()", True),
        ("old_health.py", "app", "", False),
        ("tests/main.py", "app", "", False),
    ],
)
def test_routes_that_the_module_adds_which_a_server_starts(
    tmp_path: Path, file: str, what: str, make: str, served: bool
) -> None:
    files = {"pets/factory.py": FACTORY, file: ADDS.format(what=what, make=make)}
    wanted = ["GET /healthz", "GET /pets"] if served else ["GET /pets"]
    assert sorted(routes(read(tmp_path, files))) == wanted
