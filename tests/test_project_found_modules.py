"""Routers that code finds by looking through folders, and what it asks of Python while it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from spec2code.project import read_project
from tests.test_project_routes_found import codes, read, routes

ROUTER = (
    "from fastapi import APIRouter\nrouter = APIRouter()\n@router.get('/{name}')\ndef get(): ...\n"
)
FOLDER = {
    "shop/__init__.py": "",
    "shop/parts/__init__.py": "",
    "shop/parts/a.py": ROUTER.format(name="a"),
    "shop/parts/b/__init__.py": ROUTER.format(name="b"),
    "shop/parts/b/router_deep.py": ROUTER.format(name="deep"),
    "shop/parts/_c.py": ROUTER.format(name="c"),
    "shop/parts/plain.py": "",
}
HEAD = """
import glob, importlib, os, pkgutil
from importlib import import_module
from pathlib import Path
from fastapi import FastAPI
from shop import parts
app = FastAPI()
def add(name):
    module = import_module(name)
    router = getattr(module, "router", None)
    if router:
        app.include_router(router)
"""
WAYS = {
    "iter_modules": (
        """
        for info in pkgutil.iter_modules(parts.__path__):
            add(f"shop.parts.{info.name}")
        """,
        ["/c", "/a", "/b"],
    ),
    "packages only": (
        """
        for _, name, is_package in pkgutil.iter_modules([str(Path(__file__).parent / "parts")], "shop.parts."):
            if is_package:
                add(name)
        """,
        ["/b"],
    ),
    "walk_packages": (
        """
        for found in pkgutil.walk_packages(parts.__path__, parts.__name__ + "."):
            add(found.name)
        """,
        ["/c", "/a", "/b", "/deep"],
    ),
    "listdir": (
        """
        for name in os.listdir(parts.__path__[0]):
            if not name.startswith("_") and name.endswith(".py"):
                add("shop.parts." + name[:-3])
        """,
        ["/a"],
    ),
    "os.walk": (
        """
        base = os.path.dirname(__file__)
        for root, folders, files in os.walk(os.path.join(base, "parts")):
            for file in files:
                path = os.path.relpath(os.path.join(root, file), os.path.dirname(base))
                name, ending = os.path.splitext(path)
                if ending == ".py" and not file.startswith("_"):
                    add(name.replace(os.sep, "."))
        """,
        ["/a", "/deep"],
    ),
    "glob": (
        """
        for path in sorted(glob.glob(os.path.join(os.path.dirname(__file__), "parts", "*.py"))):
            if os.path.isfile(path) and not path.endswith("__init__.py"):
                add("shop.parts." + os.path.basename(path)[:-3])
        """,
        ["/c", "/a"],
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_routers_are_found_in_folders(tmp_path: Path, way: str) -> None:
    text, expected = WAYS[way]
    main = HEAD + "\n".join(line[8:] for line in text.splitlines()) + "\n"
    reading = read(tmp_path, {**FOLDER, "shop/main.py": main})
    assert routes(reading) == [f"GET {path}" for path in expected]
    assert codes(reading) == []


PARTS = """
import json
from typing import Any
import library
from library import Thing, thing
from fastapi import APIRouter, Depends
from shop.routers import Own
logger = library.get("x")
value = thing() or 3
class Helper(Thing): pass
helper = Helper()
second = Own(prefix="/2", order=2)
@second.get("")
def get_second(): ...
hidden = Own(prefix="/hidden", wanted=False)
@hidden.get("")
def get_hidden(): ...
first = Own(prefix="/1", order=1)
@first.get("")
def get_first(): ...
plain = APIRouter(prefix="/plain")
@plain.get("")
def get_plain(): ...
"""
OWN = """
from fastapi import APIRouter
class Own(APIRouter):
    def __init__(self, *, prefix: str = "", order: int = 100, wanted: bool = True):
        self.order = order
        self.wanted = wanted
        super().__init__(prefix=prefix)
"""
MEMBERS = {
    "__dict__": "for name, value in found.__dict__.items():",
    "vars": "for value in list(vars(found).values()):",
    "dir": "for value in [getattr(found, name) for name in dir(found)]:",
    "getmembers": "for name, value in inspect.getmembers(found):",
    "getmembers of a kind": (
        "for name, value in inspect.getmembers(found, lambda item: isinstance(item, APIRouter)):"
    ),
    "sys.modules": "for value in sys.modules['shop.parts'].__dict__.values():",
}
LOOK = """
import importlib, inspect, sys
from fastapi import APIRouter, FastAPI
from shop.routers import Own
app = FastAPI()
kept = []
found = importlib.import_module("shop.parts")
{loop}
    if isinstance(value, Own):
        if value.wanted:
            kept.append(value)
    elif isinstance(value, APIRouter):
        kept.append(value)
def place(router):
    return (0, router.order) if isinstance(router, Own) else (1, 0)
for router in sorted(kept, key=place):
    app.include_router(router=router)
"""


@pytest.mark.parametrize("way", MEMBERS)
def test_routers_are_found_among_all_that_a_module_has(tmp_path: Path, way: str) -> None:
    main = LOOK.format(loop=MEMBERS[way])
    files = {"shop/main.py": main, "shop/parts.py": PARTS, "shop/routers.py": OWN}
    reading = read(tmp_path, {"shop/__init__.py": "", **files})
    assert routes(reading) == ["GET /1", "GET /2", "GET /plain"]
    assert codes(reading) == []


def test_what_a_library_may_have_made_a_router_is_said(tmp_path: Path) -> None:
    parts = PARTS + "theirs = library.make_router()\n"
    files = {"shop/main.py": LOOK.format(loop=MEMBERS["vars"]), "shop/parts.py": parts}
    reading = read(tmp_path, {"shop/__init__.py": "", "shop/routers.py": OWN, **files})
    assert routes(reading) == ["GET /1", "GET /2", "GET /plain"]
    assert codes(reading) == ["P112"]


def test_modules_are_imported_by_the_path_of_their_file(tmp_path: Path) -> None:
    main = HEAD.replace("import glob", "import importlib.util, glob") + (
        "for file in sorted((Path(__file__).parent / 'parts').rglob('[!_]*.py')):\n"
        "    spec = importlib.util.spec_from_file_location(file.stem, file)\n"
        "    module = importlib.util.module_from_spec(spec)\n"
        "    spec.loader.exec_module(module)\n"
        "    if hasattr(module, 'router'):\n"
        "        app.include_router(module.router)\n"
    )
    reading = read(tmp_path, {**FOLDER, "shop/main.py": main})
    assert routes(reading) == ["GET /a", "GET /deep"]
    assert codes(reading) == []


@pytest.mark.parametrize("root", [".", "shop/..", "../{name}"])
def test_folders_are_looked_through_from_a_root_that_is_relative(
    tmp_path: Path, root: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = HEAD + "\n".join(line[8:] for line in WAYS["glob"][0].splitlines()) + "\n"
    read(tmp_path, {**FOLDER, "shop/main.py": main})
    monkeypatch.chdir(tmp_path)
    reading = read_project(Path(root.format(name=tmp_path.name)))
    assert routes(reading) == ["GET /c", "GET /a"]


def test_what_lies_outside_of_the_project_is_not_listed(tmp_path: Path) -> None:
    main = HEAD + "for name in os.listdir('/'):\n    add(name)\n"
    reading = read(tmp_path, {**FOLDER, "shop/main.py": main})
    assert routes(reading) == [] and codes(reading) != []


def test_methods_of_built_in_types_are_called_on_the_type(tmp_path: Path) -> None:
    main = """
    from fastapi import FastAPI
    app = FastAPI()
    wanted = {**dict.fromkeys(["list", "count"], True), **dict.fromkeys(["drop"], False)}
    for name in map(str.upper, wanted):
        if wanted[str.lower(name)]:
            app.get("/" + name)(print)
    """
    reading = read(tmp_path, {"main.py": main})
    assert routes(reading) == ["GET /LIST", "GET /COUNT"]
    assert codes(reading) == []


def test_routes_are_made_of_a_file_of_json(tmp_path: Path) -> None:
    main = """
    import json
    from pathlib import Path
    from typing import Final
    from fastapi import FastAPI
    app = FastAPI()
    def load() -> dict:
        place: Final = Path(__file__).parent / "routes.json"
        with open(place) as file:
            return json.load(file)
    for item in load()["routes"]:
        getattr(app, item["method"].lower())(item["path"], status_code=item.get("status"))(lambda: 1)
    for path in json.loads('["/c"]'):
        app.get(path)(lambda: 1)
    """
    text = '{"routes": [{"method": "GET", "path": "/a"}, {"method": "POST", "path": "/b", "status": 201}]}'
    reading = read(tmp_path, {"shop/main.py": main, "shop/routes.json": text})
    assert routes(reading) == ["GET /a", "POST /b", "GET /c"]
    assert reading.project.endpoints[1].responses[0].status == 201
    assert codes(reading) == []
    broken = read(tmp_path, {"shop/main.py": main, "shop/routes.json": "{"})
    assert routes(broken) == ["GET /c"]


ENTRY_POINTS = """
[project]
name = "shop"
[project.entry-points."shop.services"]
a = "shop.a:router"
b = "shop.b"
[tool.poetry.plugins.others]
x = "shop.a:router"
"""
ASKS = """
import importlib.metadata
from collections import defaultdict
from importlib.metadata import entry_points
from fastapi import FastAPI
app = FastAPI()
grouped = defaultdict(list)
for point in entry_points(group="shop.services"):
    grouped[point.module.partition(".")[0]].append(point)
for point in grouped.get("shop", []):
    found = point.load()
    app.include_router(found.router if point.name == "b" else found, prefix="/1")
for point in entry_points().select(group="shop.services").select(name="a"):
    app.include_router(point.load(), prefix=f"/{point.name}")
for point in importlib.metadata.entry_points().get("others", []):
    app.include_router(point.load(), prefix=f"/{point.value.partition(':')[2]}")
"""


def test_entry_points_of_the_project_lead_to_its_routers(tmp_path: Path) -> None:
    """Those of a package deeper in the repository extend it: whether they are installed isn't known."""
    files = {
        "pyproject.toml": ENTRY_POINTS,
        "extensions/deep/pyproject.toml": ENTRY_POINTS.replace("shop.a", "deep.a"),
        "shop/__init__.py": "",
        "shop/a.py": ROUTER.format(name="a"),
        "shop/b.py": ROUTER.format(name="b"),
        "shop/main.py": ASKS,
    }
    reading = read(tmp_path, files)
    assert routes(reading) == ["GET /1/a", "GET /1/b", "GET /a/a", "GET /router/a"]
    assert codes(reading) == []
    theirs = (
        ASKS + "for point in entry_points(group='theirs'):\n    app.include_router(point.load())\n"
    )
    reading = read(tmp_path, {"shop/main.py": theirs})
    assert len(routes(reading)) == 4 and codes(reading) == ["P112"]


def test_an_entry_point_that_may_not_load_is_open(tmp_path: Path) -> None:
    main = """
    from importlib.metadata import entry_points
    from fastapi import FastAPI
    app = FastAPI()
    found = []
    for point in entry_points(group="shop.services"):
        try:
            found.append(point.load())
        except Exception:
            print("left out")
    for router in found:
        app.include_router(router)
    """
    files = {"pyproject.toml": ENTRY_POINTS, "shop/__init__.py": "", "shop/main.py": main}
    reading = read(tmp_path, {**files, "shop/a.py": ROUTER.format(name="a")})
    assert routes(reading) == [] and set(codes(reading)) == {"P112"}


@pytest.mark.parametrize(
    "load",
    [
        "with open(PLACE, 'rb') as file:\n    table = tomllib.load(file)",
        "table = tomllib.loads(PLACE.read_text())",
        "table = toml.load(PLACE)",
    ],
)
def test_plugins_are_found_by_a_file_of_toml(tmp_path: Path, load: str) -> None:
    main = HEAD + "import tomllib, toml\nPLACE = Path(__file__).parent / 'plugins.toml'\n" + load
    main += "\nfor name in table['plugins']['enabled']:\n    add(f'shop.parts.{name}')\n"
    toml = "[plugins]\nenabled = ['b', 'a']\n"
    reading = read(tmp_path, {**FOLDER, "shop/main.py": main, "shop/plugins.toml": toml})
    assert routes(reading) == ["GET /b", "GET /a"]
    assert codes(reading) == []
