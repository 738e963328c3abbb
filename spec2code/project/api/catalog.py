"""Every Pydantic and SQLModel class of the project, found without parsing what holds none."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from spec2code.model.patterns import regex
from spec2code.project.api.models import ModelReader
from spec2code.project.resolve import Thunk, force
from spec2code.project.sources import Module, Sources
from spec2code.project.values import Class, Scope

__all__ = ["model_modules", "pydantic_version", "read_models_of"]

_CLASS = regex(rb"^[ \t]*class[ \t]+(\w+)[ \t]*(?:\[[^\]\n]*\][ \t]*)?\(([^)]*)\)", re.MULTILINE)
_WORD = regex(rb"[A-Za-z_]\w*")
_ROOTS = frozenset(
    b"BaseModel SQLModel RootModel GenericModel BaseSettings CamelModel"
    b" BaseUser BaseUserCreate BaseUserUpdate".split()
)
_TEST = regex(r"(?:^|/)(?:tests?|testing|e2e)/|(?:^|/)(?:test_[^/]*|conftest|[^/]*_test)\.py$")
_VERSION_2 = (
    b"model_config", b"field_validator", b"model_validator", b"pydantic_settings", b"ConfigDict",
    b"field_serializer", b"RootModel", b"model_dump", b"computed_field",
)  # fmt: skip
_VERSION_1 = (
    b"orm_mode",
    b"root_validator",
    b"__root__",
    b"parse_obj_as",
    b"@validator",
    b"pydantic.generics",
)
_PIN = regex(
    r"pydantic(?:\[[^\]]*\])?[\"']?\s*(?:=\s*)?[\"'(]*\s*(?:==|~=|\^|>=|~|<=|<)\s*([12])\b([^\n]*)"
)


def model_modules(sources: Sources) -> list[Module]:
    """The modules that may define a model: a class whose base, by its name, leads to Pydantic."""
    defined: list[tuple[Module, bytes, list[bytes]]] = []
    for module in sources.modules.values():
        if _TEST.search(module.file) or b"class" not in module.data:
            continue
        for name, bases in _CLASS.findall(module.data):
            defined.append((module, name, _WORD.findall(bases)))
    users: dict[bytes, list[tuple[Module, bytes]]] = {}
    for module, name, bases in defined:
        for base in bases:
            users.setdefault(base, []).append((module, name))
    reached: set[bytes] = set()
    waiting = [*_ROOTS, *_aliases(sources)]
    found: dict[Module, None] = {}
    while waiting:
        base = waiting.pop()
        if base in reached:
            continue
        reached.add(base)
        for module, name in users.get(base, ()):
            found[module] = None
            waiting.append(name)
    return sorted(found, key=lambda module: module.file)


_ALIAS = regex(rb"\b(?:BaseModel|SQLModel|RootModel|BaseSettings)\s+as\s+(\w+)")


def _aliases(sources: Sources) -> set[bytes]:
    return {
        name
        for module in sources.modules.values()
        if any(root + b" as " in module.data for root in _ROOTS)
        for name in _ALIAS.findall(module.data)
    }


def read_models_of(reader: ModelReader, module: Module) -> None:
    """Make definitions of all models of a module."""
    scope = reader.evaluator.module_scope(module)
    for cls in list(_classes(reader, scope, module, 0)):
        if reader.kind(cls) == "model":
            reader.reference(cls, {})


def _classes(reader: ModelReader, scope: Scope, module: Module, depth: int) -> Iterator[Class]:
    for name, value in list(scope.names.items()):
        if isinstance(value, Thunk) and _makes_model(value.node):
            with reader.evaluator.entry():
                value = force(reader.evaluator, scope, name, value)
        if isinstance(value, Class) and value.module is module and depth < 4:
            yield value
            if any(type(item).__name__ == "ClassDef" for item in value.node.body):
                from spec2code.project import classes

                yield from _classes(
                    reader, classes.body(reader.evaluator, value), module, depth + 1
                )


def _makes_model(node: ast.expr) -> bool:
    """Whether it is a call of `create_model`, by its name."""
    if not isinstance(node, ast.Call):
        return False
    function = node.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name == "create_model"


def pydantic_version(sources: Sources) -> int:
    """1 or 2: as the project's requirements say, else as its code is written."""
    for path in _requirement_files(sources):
        try:
            text = (sources.root / path).read_text("utf-8", "replace")[:200_000]
        except OSError:
            continue
        for number, rest in _PIN.findall(text):
            if number == "2":
                return 2
            if not (">=" in rest and "<2" not in rest) and "<3" not in rest:
                return 1
    newer = older = 0
    for module in sources.modules.values():
        data = module.data
        if b"pydantic" in data:
            newer += sum(mark in data for mark in _VERSION_2)
            older += sum(mark in data for mark in _VERSION_1)
    return 1 if older > newer else 2


_APPLICATIONS = ("backend", "server", "api", "app", "src")
"""Folders of the application in a repository that holds more, which has its requirements there."""


def _requirement_files(sources: Sources) -> list[str]:
    files = [
        path
        for path in sources.settings
        if path.rpartition("/")[2] in ("pyproject.toml", "setup.cfg")
    ]
    folders = {""} | {path.rpartition("/")[0] for path in sources.settings}
    for folder in sorted({*folders, *_APPLICATIONS}):
        for name in ("requirements.txt", "requirements/base.txt", "requirements/default.txt"):
            path = f"{folder}/{name}".lstrip("/")
            if sources.is_file(path):
                files.append(path)
    return sorted(files, key=lambda path: (path.count("/"), path))
