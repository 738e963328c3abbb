"""Code is read as it runs where it is deployed: guards that raise are passed, what happens at the start is followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.model.shapes import ObjectShape
from tests.test_project_routes_found import read, routes

HEAD = (
    "import os\nfrom pathlib import Path\nfrom fastapi import APIRouter, FastAPI\nimport library\n"
)


@pytest.mark.parametrize(
    "guard",
    [
        "if not Path('built').is_dir():\n        raise RuntimeError('build it first')",
        "if not os.path.isfile('built/index.html'):\n        raise RuntimeError('build it first')",
        "if os.environ.get('KEY') is None:\n        print('no key')\n        raise SystemExit(1)",
        "check()",
    ],
)
def test_a_guard_of_a_factory_is_passed(tmp_path: Path, guard: str) -> None:
    text = f"""
def check():
    if not os.path.exists('built'):
        raise RuntimeError
def create():
    app = FastAPI()
    {guard}
    app.get('/x')(print)
    return app
"""
    assert routes(read(tmp_path, {"main.py": HEAD + text})) == ["GET /x"]


def test_what_only_raises_gives_nothing(tmp_path: Path) -> None:
    text = """
def prefix(kind):
    if kind == "a":
        return "/a"
    if kind == "b":
        raise ValueError(kind)
app = FastAPI()
app.get(prefix("a"))(print)
app.get(prefix("b"))(print)
"""
    reading = read(tmp_path, {"main.py": HEAD + text})
    assert routes(reading) == ["GET /a"]
    assert [item.code for item in reading.diagnostics] == ["P111"]


def test_a_raise_in_a_try_leads_to_its_handler(tmp_path: Path) -> None:
    text = """
name = "missing"
app = FastAPI()
try:
    if name == "missing":
        raise LookupError(name)
    app.get("/never")(print)
except LookupError:
    app.get("/other")(print)
while True:
    if app:
        raise StopIteration
"""
    assert routes(read(tmp_path, {"main.py": HEAD + text})) == ["GET /other"]


@pytest.mark.parametrize(
    ("mounted", "expected"),
    [
        ("library.StaticFiles(directory='static')", ["GET /x"]),
        ("other", ["GET /static/y"]),
    ],
)
def test_what_starts_an_application_that_only_has_files_is_followed(
    tmp_path: Path, mounted: str, expected: list[str]
) -> None:
    text = f"""
router = APIRouter()
router.get('/x')(print)
other = FastAPI()
other.get('/y')(print)
async def startup(app):
    await library.connect()
    app.include_router(router)
async def lifespan(app):
    await startup(app)
    yield
def create():
    app = FastAPI(lifespan=lifespan)
    app.mount('/static', {mounted})
    return app
"""
    chosen = read(tmp_path, {"main.py": HEAD + text}, "main:create")
    [app] = [item for item in chosen.project.applications if "create" in item.name]
    assert [f"{item.method} {item.path}" for item in app.endpoints] == expected


@pytest.mark.parametrize("version", ["1.10.2", "2.9.0"])
def test_a_field_may_be_declared_with_a_parameter(tmp_path: Path, version: str) -> None:
    text = """
from typing import Annotated
from fastapi import Body, Query
from pydantic import BaseModel, Field
class Login(BaseModel):
    name: str = Query(..., min_length=2)
    word: str = Query(default=..., max_length=50)
    code: str = Body(alias="theCode")
    note: str = Query("none")
    page: int | None = Query(default=None)
    kind: Annotated[str, Field(..., max_length=9)] = "plain"
app = FastAPI()
@app.post("/login")
def login(data: Login): ...
"""
    files = {"main.py": HEAD + text, "requirements.txt": f"pydantic=={version}\n"}
    [shape] = read(tmp_path, files).project.shapes.values()
    assert isinstance(shape, ObjectShape)
    assert {field.name: field.required for field in shape.fields} == {
        "name": True,
        "word": True,
        "theCode": True,
        "note": False,
        "page": False,
        "kind": False,
    }


def test_what_traitlets_configures_has_its_defaults(tmp_path: Path) -> None:
    text = """
from traitlets import Bool, Type, Unicode
from traitlets.config import Application
class Plain:
    router = APIRouter()
    router.get('/login')(print)
class Server(Application):
    prefix = Unicode("/api", config=True)
    docs = Unicode(default_value="/docs")
    closed = Bool(help="no default is False")
    auth = Type(default_value=Plain, klass=Plain)
    def make(self):
        app = FastAPI()
        app.include_router(self.auth.router, prefix=self.prefix)
        app.get(self.docs)(print)
        if self.closed:
            app.get('/closed')(print)
        return app
"""
    found = routes(read(tmp_path, {"main.py": HEAD + text}))
    assert found == ["GET /api/login", "GET /docs"]


REGISTRY = """
_KNOWN = {}
def register(name):
    _KNOWN[name] = name
def names():
    return list(_KNOWN)
"""
PLUGIN = """
from fastapi import APIRouter
from app.registry import register
router = APIRouter(prefix='/{name}')
router.get('/x')(print)
register('{name}')
"""
LOADING = """
import importlib
from fastapi import FastAPI
from app import plugins
from app.registry import names
app = FastAPI()
def load():
    for name in names():
        module = importlib.import_module(f'app.plugins.{name}')
        app.include_router(getattr(module, 'router', None))
load()
"""


def test_what_imports_enter_into_a_registry_is_there(tmp_path: Path) -> None:
    files = {
        "app/__init__.py": "",
        "app/registry.py": REGISTRY,
        "app/plugins/__init__.py": "from app.plugins import one, two\n",
        "app/plugins/one.py": PLUGIN.format(name="one"),
        "app/plugins/two.py": PLUGIN.format(name="two"),
        "app/plugins/unused.py": PLUGIN.format(name="unused"),
        "app/main.py": LOADING,
    }
    assert routes(read(tmp_path, files)) == ["GET /one/x", "GET /two/x"]


def test_a_class_may_be_called_as_its_base(tmp_path: Path) -> None:
    files = {
        "base.py": "from pydantic import BaseModel\nclass BaseModel(BaseModel):\n    shared: int\n",
        "main.py": HEAD
        + """
from base import BaseModel
class Pet(BaseModel):
    name: str
app = FastAPI()
@app.post('/pets')
def add(pet: Pet): ...
""",
    }
    reading = read(tmp_path, files)
    [endpoint] = reading.project.endpoints
    assert endpoint.request is not None and not endpoint.parameters
    pet = next(shape for name, shape in reading.project.shapes.items() if name.endswith("Pet"))
    assert isinstance(pet, ObjectShape)
    assert [field.name for field in pet.fields] == ["shared", "name"]


CONFIGURED = """
import yaml
from pydantic import BaseModel, Field, model_validator
from pydantic_settings import BaseSettings
class Options(BaseModel):
    closed: list[str] = Field(default_factory=list)
    name: str
class File(BaseModel):
    options: Options = Field(default_factory=Options)
class Configuration(BaseSettings):
    file: str = "config.yml"
    @model_validator(mode="after")
    def load(SIGNATURE):
        found = File(**yaml.safe_load(open(VALUES.file)))
        VALUES.options = found.options
        return VALUES
configuration = Configuration()
app = FastAPI()
if 'x' not in configuration.options.closed:
    app.get('/x')(print)
if configuration.options.name == 'y':
    app.get('/y')(print)
"""


@pytest.mark.parametrize(("signature", "values"), [("self", "self"), ("cls, values", "values")])
def test_what_settings_take_from_a_file_has_its_defaults(
    tmp_path: Path, signature: str, values: str
) -> None:
    text = CONFIGURED.replace("SIGNATURE", signature).replace("VALUES", values)
    reading = read(tmp_path, {"main.py": HEAD + text})
    assert routes(reading) == ["GET /x"]
    assert [item.code for item in reading.diagnostics] == ["P111"]  # the name has no default


@pytest.mark.parametrize(
    ("imports", "decorator", "method"),
    [
        ("from attrs import define, field", "define(kw_only=True)", "__attrs_post_init__"),
        ("from dataclasses import dataclass, field", "dataclass", "__post_init__"),
    ],
)
def test_a_factory_that_registers_once_its_fields_are_there(
    tmp_path: Path, imports: str, decorator: str, method: str
) -> None:
    factory = "factory" if "attrs" in imports else "default_factory"
    text = f"""
{imports}
@{decorator}
class Factory:
    prefix: str = ""
    router: APIRouter = field({factory}=APIRouter)
    def {method}(self):
        self.register()
    def register(self):
        @self.router.get(f"{{self.prefix}}/x")
        def read(): ...
app = FastAPI()
app.include_router(Factory(prefix="/one").router)
app.include_router(Factory(prefix="/two").router)
"""
    assert routes(read(tmp_path, {"main.py": HEAD + text})) == ["GET /one/x", "GET /two/x"]


def test_what_is_put_on_the_state_of_an_application_is_there(tmp_path: Path) -> None:
    main = """
    from contextlib import asynccontextmanager
    from fastapi import APIRouter, FastAPI
    from pydantic_settings import BaseSettings
    class Settings(BaseSettings):
        prefix: str = "/api/v1"
    router = APIRouter()
    @router.get("/a")
    def a(): ...
    def add(app):
        settings = getattr(app.state, "settings", None) or Settings(prefix="/other")
        app.include_router(router, prefix=settings.prefix.rstrip("/"))
        if app.state.ready:
            app.get("/ready")(a)
        if not hasattr(app.state, "late"):
            app.get("/early")(a)
    app = FastAPI()
    app.state.settings = Settings()
    app.state.ready = True
    add(app)
    """
    reading = read(tmp_path, {"main.py": main})
    assert [item.path for item in reading.project.endpoints] == ["/api/v1/a", "/ready", "/early"]
    assert reading.diagnostics == ()


def test_an_application_that_serves_nothing_but_its_pages_before_it_starts(tmp_path: Path) -> None:
    main = """
    from contextlib import asynccontextmanager
    from fastapi import APIRouter, FastAPI
    router = APIRouter(prefix="/items")
    @router.get("")
    def items(): ...
    @asynccontextmanager
    async def lifespan(app: FastAPI):
        app.include_router(router)
        yield
    app = FastAPI(lifespan=lifespan)
    @app.get("/docs", include_in_schema=False)
    def docs(): ...
    """
    reading = read(tmp_path, {"main.py": main})
    assert [item.path for item in reading.project.endpoints] == ["/docs", "/items"]


BACKED = """
from elsewhere import rows
from pydantic import BaseModel
from pydantic_settings import BaseSettings
class Settings(BASE):
    prefix: str = "/api/v1"
    name: str
class Backed:
    def __init__(self):
        self._current = Settings()
    def refresh(self):
        self._current = Settings(**rows())
    def __getattr__(self, name):
        self.refresh()
        return getattr(self._current, name)
settings = Backed()
app = FastAPI()
router = APIRouter()
@router.get('/x')
def x(): ...
app.include_router(router, prefix=settings.prefix)
"""


@pytest.mark.parametrize(("base", "path"), [("BaseSettings", "/api/v1/x"), ("BaseModel", None)])
def test_settings_filled_with_what_a_deployment_sets_have_their_defaults(
    tmp_path: Path, base: str, path: str | None
) -> None:
    reading = read(tmp_path, {"main.py": HEAD + BACKED.replace("BASE", base)})
    known = [item.path for item in reading.project.endpoints if "path" not in item.undecided]
    assert known == ([path] if path else [])


@pytest.mark.parametrize(("folder", "taken"), [("backend/", True), ("frontend/tools/", False)])
def test_the_requirements_of_the_folder_of_the_application(
    tmp_path: Path, folder: str, taken: bool
) -> None:
    text = """
from pydantic import BaseModel, validator
class Pet(BaseModel):
    name: str
    tag: str | None
    @validator("name")
    def _short(cls, value): ...
app = FastAPI()
@app.post("/pets")
def make(data: Pet): ...
"""
    files = {"backend/main.py": HEAD + text, f"{folder}requirements.txt": "pydantic==2.5.3\n"}
    [shape] = read(tmp_path, files).project.shapes.values()
    assert isinstance(shape, ObjectShape)
    # Pydantic 1 gives `X | None` a default, Pydantic 2 doesn't.
    assert {field.name: field.required for field in shape.fields} == {"name": True, "tag": taken}
