"""Every Pydantic and SQLModel class of the project, found without parsing what holds none."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from spec2code.model.patterns import regex
from spec2code.project.api.models import ModelReader
from spec2code.project.resolve import Thunk, force
from spec2code.project.sources import Module, Sources
from spec2code.project.values import Class, Scope

__all__ = ["model_modules", "read_models_of"]

_CLASS = regex(rb"class[ \t]+(\w+)[ \t]*(?:\[[^\]\n]*\][ \t]*)?\(([^)]{0,5000})\)")
_WORD = regex(rb"[A-Za-z_]\w*")
_ROOTS = frozenset(
    b"BaseModel SQLModel RootModel GenericModel BaseSettings CamelModel"
    b" BaseUser BaseUserCreate BaseUserUpdate".split()
)
_TEST = regex(r"(?:^|/)(?:tests?|testing|e2e)/|(?:^|/)(?:test_[^/]*|conftest|[^/]*_test)\.py$")


def model_modules(sources: Sources) -> list[Module]:
    """The modules that may define a model: a class whose base, by its name, leads to Pydantic."""
    defined: list[tuple[Module, bytes, list[bytes]]] = []
    for module in sources.modules.values():
        data = module.data
        if b"class" not in data or _TEST.search(module.file):
            continue
        defined += [(module, name, _WORD.findall(bases)) for name, bases in _classes_in(data)]
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


def _classes_in(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The names of classes and what stands in their brackets, by the text alone."""
    start = data.find(b"class")
    while start >= 0:
        before = start
        while before and data[before - 1] in b" \t":
            before -= 1
        if not before or data[before - 1] == _NEWLINE:
            written = _CLASS.match(data, start)
            if written is not None:
                yield written[1], written[2]
        start = data.find(b"class", start + 5)


_NEWLINE = ord("\n")
_ALIAS = regex(rb"\b(?:BaseModel|SQLModel|RootModel|BaseSettings)\s+as\s+(\w+)")


def _aliases(sources: Sources) -> set[bytes]:
    return {
        name
        for module in sources.modules.values()
        if b"Model as " in module.data or b"Settings as " in module.data
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
