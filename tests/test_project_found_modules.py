"""Routers that code finds by looking through folders, and what it asks of Python while it does."""

from __future__ import annotations

from pathlib import Path

import pytest

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
