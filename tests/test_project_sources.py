"""Finding, decoding and parsing the Python files of a project."""

from __future__ import annotations

import ast
import os
import textwrap
import time
from pathlib import Path

import pytest

from spec2code.model.span import Span
from spec2code.project import read_project
from spec2code.project.imports import import_statements
from spec2code.project.modern import rewrite
from spec2code.project.sources import Module, Sources
from spec2code.project.walk import walk


def lay(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else textwrap.dedent(content).encode()
        file.write_bytes(data)
    return root


def codes(sources: Sources) -> list[str]:
    for module in sources.modules.values():
        _ = module.tree
    return [item.code for item in sources.diagnostics]


def test_what_is_installed_built_or_hidden_is_passed_over(tmp_path: Path) -> None:
    own = ["app/main.py", "app/build/steps.py", "tool/dist/__init__.py", "src/x.py"]
    others = [
        ".venv/lib/a.py",
        "myenv/lib/python3.11/site-packages/a.py",
        "node_modules/p/a.py",
        "app/__pycache__/a.py",
        "lib/site-packages/a.py",
        "build/lib/a.py",
        "third_party/a.py",
        ".hidden/a.py",
        "x.egg-info/a.py",
    ]
    lay(tmp_path, dict.fromkeys(own + others, ""))
    lay(tmp_path, {"myenv/pyvenv.cfg": "home = /usr", "pyproject.toml": ""})
    assert list(walk(tmp_path).python) == sorted(own)


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    lay(tmp_path, {"a/b/c.py": ""})
    os.symlink(tmp_path, tmp_path / "a" / "b" / "loop")
    os.symlink(tmp_path / "nowhere", tmp_path / "broken.py")
    assert walk(tmp_path).python == ("a/b/c.py",)


def test_a_root_that_holds_too_much_is_said(tmp_path: Path) -> None:
    lay(tmp_path, {f"f{number:03}/a.py": "" for number in range(50)})
    lay(tmp_path, {"near.py": ""})
    found = walk(tmp_path, limit=60)
    assert found.stopped and "near.py" in found.python
    assert not walk(tmp_path).stopped


def test_a_file_with_an_error_costs_itself_alone(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "bad.py": "def f(:\n    pass\n",
            "null.py": b"a = 1\x00\n",
            "deep.py": "a = " + "(" * 5000 + ")" * 5000,
            "good.py": "a = 1\n",
        },
    )
    sources = Sources(tmp_path)
    assert codes(sources) == ["P101", "P101", "P101"]
    assert sources.diagnostics[0].span == Span("bad.py", 1, 7)
    assert [name for name, module in sources.modules.items() if module.tree.body] == ["good.py"]


@pytest.mark.parametrize(
    ("data", "text", "found"),
    [
        (b"\xef\xbb\xbfa = '\xc3\xa9'\n", "é", []),
        (b"# -*- coding: latin-1 -*-\na = '\xe9'\n", "é", []),
        (b"#!/usr/bin/python\n# vim: set fileencoding=cp1252 :\na = '\x80'\n", "€", []),
        (b"a = '\xe9'\n", "é", ["P102"]),
        (b"# coding: nonsense\na = 'x'\n", "x", ["P102"]),
        (b"a = 'x'\r\nb = 2\r\n", "x", []),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str, found: list[str]) -> None:
    lay(tmp_path, {"a.py": data})
    sources = Sources(tmp_path)
    assert codes(sources) == found
    statement = sources.modules["a.py"].tree.body[0]
    assert isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant)
    assert statement.value.value == text


def test_columns_count_characters(tmp_path: Path) -> None:
    lay(tmp_path, {"a.py": "x = 'éé'; y = 1\n"})
    module = Sources(tmp_path).modules["a.py"]
    assert module.span(module.tree.body[1]) == Span("a.py", 1, 11, 1, 16)


NEWER = [
    "class Box[T](Base):\n    pass\n",
    "class Box[T: (int, str), *Ts, **P]:\n    pass\n",
    "class Box[\n    T,\n    U,\n](Base):\n    pass\n",
    "class Box[\n    T,\n]:\n    pass\n",
    "def first[T](items: list[T]) -> T:\n    return items[0]\n",
    "type Number = int | float\n",
    "type Pair[A, B] = tuple[A, B]\n",
    "try:\n    pass\nexcept ValueError, TypeError:\n    pass\n",
    'a = f"{x["key"]} and {\', \'.join(y)}"\n',
    "a = f\"{'\\n'.join(x)}\"\n",
    'a = f"{\n    x\n}"\n',
    'a = t"hello {name}"\n',
    "class Box[T = int](Base):\n    pass\n",
]


@pytest.mark.parametrize("text", NEWER)
def test_newer_syntax_keeps_its_lines_and_columns(text: str) -> None:
    text += "after = 1\n"
    rewritten = rewrite(text).text
    assert [len(line) for line in rewritten.split("\n")] == [len(line) for line in text.split("\n")]
    last = ast.parse(rewritten).body[-1]
    assert isinstance(last, ast.Assign) and last.lineno == text.count("\n")


def test_type_parameters_are_known_beside_the_tree() -> None:
    found = rewrite("class A[T: int, *Ts](B):\n    def f[K](self): ...\n\ntype X[V] = list[V]\n")
    assert found.type_parameters == {(1, "A"): ("T", "Ts"), (2, "f"): ("K",), (4, "X"): ("V",)}
    assert found.aliases == {4}


@pytest.mark.parametrize(
    ("importer", "dotted", "level", "found"),
    [
        ("backend/app/main.py", "app.db", 0, "backend/app/db.py"),
        ("backend/app/main.py", "db", 1, "backend/app/db.py"),
        ("backend/app/api/users.py", "db", 2, "backend/app/db.py"),
        ("backend/app/api/users.py", "", 1, "backend/app/api/__init__.py"),
        ("backend/app/main.py", "logging", 0, None),
        ("backend/app/main.py", "fastapi", 0, None),
        ("backend/app/main.py", "shared.models", 0, "shared-lib/src/shared/models.py"),
        ("backend/app/main.py", "space.inner.mod", 0, "backend/space/inner/mod.py"),
        ("backend/app/main.py", "space.inner", 0, "backend/space/inner"),
        ("backend/app/main.py", "missing.thing", 0, None),
        ("other/app/main.py", "app.db", 0, "other/app/db.py"),
        ("other/app/main.py", "app.api", 0, None),
    ],
)
def test_imports_lead_to_files(
    tmp_path: Path, importer: str, dotted: str, level: int, found: str | None
) -> None:
    names = """backend/pyproject.toml backend/app/__init__.py backend/app/main.py backend/app/db.py
        backend/app/logging.py backend/app/api/__init__.py backend/app/api/users.py
        backend/space/inner/mod.py shared-lib/src/shared/__init__.py shared-lib/src/shared/models.py
        other/pyproject.toml other/app/__init__.py other/app/main.py other/app/db.py"""
    sources = Sources(lay(tmp_path, dict.fromkeys(names.split(), "")))
    result = sources.find(sources.modules[importer], dotted, level)
    assert (result.file if isinstance(result, Module) else result) == found


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("app/main.py", "app.main"),
        ("src/shop/api/__init__.py", "shop.api"),
        ("backend/app/api/v1.py", "app.api.v1"),
        ("packages/one/src/one/core.py", "one.core"),
        ("main.py", "main"),
    ],
)
def test_modules_are_named_as_they_are_imported(tmp_path: Path, file: str, name: str) -> None:
    names = [file, "src/shop/__init__.py", "backend/Dockerfile", "packages/one/pyproject.toml"]
    sources = Sources(lay(tmp_path, dict.fromkeys(names, "")))
    assert sources.modules[file].name == name
    assert sources.module(name) is sources.modules[file]


def test_nothing_is_parsed_before_it_is_asked_for(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "app/main.py": "from fastapi import FastAPI\nfrom app.parts import PREFIX\n"
            "from app.unused import thing\napp = FastAPI()\napp.get(PREFIX)(lambda: 1)\n",
            "app/parts.py": "PREFIX = '/x'\n",
            "app/unused.py": "def broken(:\n",
        },
    )
    reading = read_project(tmp_path)
    assert [endpoint.path for endpoint in reading.project.endpoints] == ["/x"]
    assert reading.diagnostics == ()


def test_a_hundred_thousand_lines_are_read(tmp_path: Path) -> None:
    lines = ["from fastapi import FastAPI", "app = FastAPI()"]
    for number in range(2_000):
        lines += [
            f"@app.get('/r{number}')",
            f"def r{number}(a: int = {number}):",
            *["    a += 1"] * 48,
        ]
    lay(tmp_path, {"main.py": "\n".join(lines) + "\n"})
    start = time.perf_counter()
    reading = read_project(tmp_path)
    assert len(reading.project.endpoints) == 2_000
    assert time.perf_counter() - start < 60


def test_a_chain_of_imports_may_be_long(tmp_path: Path) -> None:
    files = {f"m{number}.py": f"from m{number + 1} import value\n" for number in range(300)}
    files["m300.py"] = "value = '/deep'\n"
    files["main.py"] = (
        "from fastapi import FastAPI\nfrom m0 import value\napp = FastAPI()\napp.get(value)(print)\n"
    )
    reading = read_project(lay(tmp_path, dict(files)))
    assert [endpoint.path for endpoint in reading.project.endpoints] == ["/deep"]


def test_any_python_is_read_without_trouble() -> None:
    reading = read_project(Path(ast.__file__).parent)
    assert reading.project.files > 100
    assert reading.project.applications == ()


def test_circular_imports_are_no_problem(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "a.py": "from b import y\nx = '/x'\nz = y\n",
            "b.py": "from a import x\ny = x + '/y'\n",
            "c.py": "from d import *\nfrom e import same\n",
            "d.py": "from c import *\nstar = '/star'\n",
            "e.py": "from c import same\n",
            "main.py": "from fastapi import FastAPI\nimport a, c\napp = FastAPI()\n"
            "app.get(a.z)(print)\napp.get(c.star)(print)\napp.get(c.same)(print)\n",
        },
    )
    reading = read_project(tmp_path)
    assert [endpoint.path for endpoint in reading.project.endpoints] == ["/x/y", "/star"]
    assert [item.code for item in reading.diagnostics] == ["P111"]


def test_a_root_with_an_init_file_is_a_root_where_imports_start_in_it(tmp_path: Path) -> None:
    lay(
        tmp_path,
        {
            "backend/__init__.py": "",
            "backend/alembic.ini": "",
            "backend/shop/__init__.py": "",
            "backend/shop/main.py": "from shop.api import router\n",
            "backend/shop/api.py": "router = 1\n",
            "tool/__init__.py": "",
            "tool/pyproject.toml": "",
            "tool/cli/__init__.py": "",
            "tool/cli/use.py": "from tool.cli import run\nimport redis\n",
            "tool/cli/run.py": "",
            "tool/redis/__init__.py": "",
            "kit/__init__.py": "",
            "kit/setup.cfg": "",
            "kit/redis/__init__.py": "",
            "kit/main.py": "import redis\nfrom .redis import client\n",
        },
    )
    sources = Sources(tmp_path)
    main = sources.modules["backend/shop/main.py"]
    assert main.name == "shop.main"
    found = sources.find(main, "shop.api")
    assert isinstance(found, Module) and found.file == "backend/shop/api.py"
    assert sources.modules["tool/cli/run.py"].name == "tool.cli.run"
    assert sources.find(sources.modules["tool/cli/use.py"], "redis") is None
    assert sources.modules["kit/main.py"].name == "kit.main"


def test_import_statements_are_found_wherever_they_stand() -> None:
    source = """
    import a
    if x:
        import b
    else:
        from c import d
    try:
        import e
    except ImportError:
        import f
    finally:
        import g
    for i in y:
        def inner():
            with z:
                import h
    class C:
        async def m(self):
            match q:
                case 1:
                    import i
            while True:
                import j
    """
    tree = ast.parse(textwrap.dedent(source))
    wanted = [item for item in ast.walk(tree) if isinstance(item, ast.Import | ast.ImportFrom)]
    assert set(import_statements(tree)) == set(wanted) and len(wanted) == 9


def test_a_folder_of_a_project_is_no_package_of_its_name(tmp_path: Path) -> None:
    """Projects of one namespace package side by side: `shop/parts` holds one, `shop.parts` lies in it."""
    files: dict[str, str | bytes] = {
        "src/shop/parts/pyproject.toml": "",
        "src/shop/parts/shop/parts/__init__.py": "",
        "src/shop/app/pyproject.toml": "",
        "src/shop/app/shop/app/main.py": "",
        "src/shop/plain/one.py": "",
    }
    sources = Sources(lay(tmp_path, files))
    main = sources.modules["src/shop/app/shop/app/main.py"]
    parts = sources.find(main, "shop.parts")
    assert isinstance(parts, Module) and parts.file == "src/shop/parts/shop/parts/__init__.py"
    assert sources.find(main, "shop.plain") == "src/shop/plain"
    assert sources.find(main, "shop.app") == "src/shop/app/shop/app"
