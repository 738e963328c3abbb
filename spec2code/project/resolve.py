"""A name where it stands to its value: through scopes, imports, re-exports and star imports, each looked at when asked for.

A module's top level is run when one of its names is first wanted; names bound by imports and plain
assignments wait until they are used, so that only what matters is parsed, and import cycles don't matter.
"""

from __future__ import annotations

import ast
import builtins
import typing
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from spec2code.project.known_stars import KNOWN_STARS
from spec2code.project.sources import Module
from spec2code.project.values import (
    Builtin,
    Class,
    External,
    Folder,
    Function,
    Scope,
    Subscript,
    UnionOf,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = [
    "MISSING",
    "ImportRef",
    "Thunk",
    "external",
    "force",
    "import_names",
    "lookup",
    "member_of_folder",
    "member_of_module",
]

MISSING = object()
_BUILTINS = frozenset(dir(builtins))
_SAME = {
    "typing_extensions": "typing",
    "collections.abc": "typing",
    "fastapi.applications": "fastapi",
    "fastapi.param_functions": "fastapi",
    "fastapi.params": "fastapi",
    "pydantic.main": "pydantic",
    "pydantic.fields": "pydantic",
    "pydantic.types": "pydantic",
    "pydantic.networks": "pydantic",
    "pydantic.root_model": "pydantic",
    "pydantic.generics": "pydantic",
    "pydantic.functional_validators": "pydantic",
    "pydantic.env_settings": "pydantic",
    "sqlmodel.main": "sqlmodel",
    "starlette.status": "fastapi.status",
    "fastapi.responses": "starlette.responses",
    "fastapi.requests": "starlette.requests",
    "fastapi.background": "starlette.background",
    "fastapi.datastructures": "starlette.datastructures",
    "fastapi.staticfiles": "starlette.staticfiles",
    "fastapi.websockets": "starlette.websockets",
}
_ONE = {
    "fastapi.routing.APIRouter": "fastapi.APIRouter",
    "fastapi.Request": "starlette.requests.Request",
    "fastapi.Response": "starlette.responses.Response",
    "fastapi.WebSocket": "starlette.websockets.WebSocket",
    "fastapi.BackgroundTasks": "starlette.background.BackgroundTasks",
    "fastapi.UploadFile": "starlette.datastructures.UploadFile",
}


_FACTS: dict[str, Value] = {"os.sep": "/", "os.path.sep": "/", "os.extsep": ".", "os.curdir": "."}


class Thunk:
    """An assignment's value that nobody has asked for yet."""

    __slots__ = ("alias", "node", "result", "running", "scope")

    def __init__(self, node: ast.expr, scope: Scope, alias: str | None = None) -> None:
        self.node = node
        self.alias = alias
        """The name, where it is bound by a `type` statement."""
        self.scope = scope
        self.running = False
        self.result: Value = MISSING


class ImportRef:
    """A name bound by an import; `name` is None for `import a.b`."""

    __slots__ = ("dotted", "level", "name", "result", "running")

    def __init__(self, dotted: str, level: int, name: str | None) -> None:
        self.dotted = dotted
        self.level = level
        self.name = name
        self.running = False
        self.result: Value = MISSING


@lru_cache(maxsize=16384)
def external(name: str) -> Value:
    """What lies outside the project, under one name where a library exports it under several; statuses as numbers."""
    base, _, last = name.rpartition(".")
    if base in _SAME:
        name = f"{_SAME[base]}.{last}"
    elif base.endswith((".typing", "._typing", ".compat")) and last in typing.__all__:
        name = f"typing.{last}"
    if name in _FACTS:
        return _FACTS[name]
    if name.startswith("fastapi.status.HTTP_") and last[5:8].isdigit():
        return int(last[5:8])
    if name.startswith("http.HTTPStatus."):
        from http import HTTPStatus  # few projects name it, and each start would pay for it

        if last in HTTPStatus.__members__:
            return HTTPStatus[last].value
    return External(_ONE.get(name, name))


def import_names(scope: Scope, node: ast.Import | ast.ImportFrom) -> None:
    """Bind what an import statement binds, without looking at the modules yet."""
    if isinstance(node, ast.Import):
        for alias in node.names:
            if alias.asname:
                scope.names[alias.asname] = ImportRef(alias.name, 0, None)
            else:
                top = alias.name.partition(".")[0]
                scope.names[top] = ImportRef(top, 0, None)
        return
    for alias in node.names:
        if alias.name == "*":
            scope.stars.append((node.module or "", node.level))
        else:
            scope.names[alias.asname or alias.name] = ImportRef(
                node.module or "", node.level, alias.name
            )


def lookup(evaluator: Evaluator, scope: Scope, name: str, node: ast.AST | None = None) -> Value:
    """The value of a name in a scope; a class body is only looked at from itself."""
    current: Scope | None = scope
    while current is not None:
        if not current.is_class or current is scope:
            value = current.names.get(name, MISSING)
            # `registry = registry(...)` in a class body means the outer name on its right.
            if value is not MISSING:
                own = current.is_class and isinstance(value, Thunk) and value.running
                early = name in _BUILTINS and current is scope and _is_later(value, node)
                if not own and not early:
                    return force(evaluator, current, name, value)
            if current.stars:
                value = _from_stars(evaluator, current, name)
                if value is not MISSING:
                    return value
        if current.parent is None:
            break
        current = current.parent
    value = MISSING if name in _BUILTINS else evaluator.late_binding(scope.module, name)
    if value is not MISSING:
        return value
    if name in _OWN:
        return _OWN[name](scope.module)
    if name in _BUILTINS:
        return _CONSTANTS[name] if name in _CONSTANTS else Builtin(name)
    return Unknown(f"`{name}` is not defined", node, scope.module)


def _is_later(value: Value, node: ast.AST | None) -> bool:
    """Whether a function or class is only bound behind this place: `async def list() -> list[Item]`."""
    if (
        node is None
        or not isinstance(value, (Function, Class))
        or isinstance(value.node, ast.Lambda)
    ):
        return False
    start = value.node.body[0]
    return (node.lineno, node.col_offset) < (start.lineno, start.col_offset)  # type: ignore[attr-defined]


_CONSTANTS: dict[str, Value] = {"True": True, "False": False, "None": None, "Ellipsis": ...}


_LAZY = (ImportRef, Thunk)  # a union would be made anew each time


def force(evaluator: Evaluator, scope: Scope, name: str, value: Value) -> Value:
    """The value behind a name that is bound to something not yet looked at."""
    if not isinstance(value, _LAZY):
        return value
    if value.result is not MISSING:
        return value.result
    if isinstance(value, ImportRef):
        if value.running:
            return Unknown(f"`{name}` is imported in a circle")
        value.running = True
        try:
            result = _imported(evaluator, scope.module, value)
        finally:
            value.running = False
    else:
        if value.running:
            return Unknown(f"`{name}` is defined by itself", value.node, scope.module)
        value.running = True
        unsure = evaluator.unsure
        if value.scope.parent is None:
            evaluator.unsure = (
                0  # a module's own statement is not under the branch that asks for it
            )
        try:
            result = _called(evaluator.value(value.node, value.scope), value.alias)
        finally:
            value.running, evaluator.unsure = False, unsure
    value.result = result
    if scope.names.get(name) is value:
        scope.names[name] = result
    return result


def _called(value: Value, alias: str | None) -> Value:
    """A type under the name of the `type` statement that made it."""
    if alias is not None and isinstance(value, Subscript):
        return Subscript(value.base, value.items, alias)
    if alias is not None and isinstance(value, UnionOf):
        return UnionOf(value.options, alias)
    return value


def _imported(evaluator: Evaluator, importer: Module, reference: ImportRef) -> Value:
    found = importer.sources.find(importer, reference.dotted, reference.level)
    if reference.name is None:
        if found is None:
            return external(reference.dotted)
        return Folder(found, importer) if isinstance(found, str) else found
    if isinstance(found, Module):
        if found is not importer:
            value = member_of_module(evaluator, found, reference.name)
            if not isinstance(value, Unknown) or value.reason != _no_such(found, reference.name):
                return value
        inner = _submodule(importer, reference)
        if inner is not None:
            return inner
        return Unknown(_no_such(found, reference.name))
    if isinstance(found, str):
        inner = _submodule(importer, reference)
        if inner is not None:
            return inner
    if reference.level:
        return Unknown(f"`{reference.dotted}` is not in the project")
    return external(f"{reference.dotted}.{reference.name}")


def _submodule(importer: Module, reference: ImportRef) -> Value | None:
    dotted = f"{reference.dotted}.{reference.name}" if reference.dotted else reference.name or ""
    found = importer.sources.find(importer, dotted, reference.level)
    return Folder(found, importer) if isinstance(found, str) else found


def _no_such(module: Module, name: str) -> str:
    return f"`{module.name}` has no `{name}`"


def _from_stars(evaluator: Evaluator, scope: Scope, name: str) -> Value:
    for dotted, level in reversed(scope.stars):
        found = scope.module.sources.find(scope.module, dotted, level)
        if not isinstance(found, Module) or found is scope.module or name.startswith("_"):
            if found is None and name in KNOWN_STARS.get(dotted, ()):
                return external(f"{dotted}.{name}")
            continue
        key = (scope.module.file, found.file, name)
        if key in evaluator.looking:
            continue
        evaluator.looking.add(key)
        try:
            value = member_of_module(evaluator, found, name)
        finally:
            evaluator.looking.discard(key)
        if not isinstance(value, Unknown) or value.reason != _no_such(found, name):
            return value
    return MISSING


_OWN: dict[str, Callable[[Module], Value]] = {
    "__name__": lambda module: module.name,
    "__file__": lambda module: str(module.sources.root / module.file),
    "__path__": lambda module: [str(module.sources.root / module.folder)],
    "__package__": lambda module: module.package,
}
"""What Python puts into a module."""
_ASKED = 10_000
"""Steps that a module's `__getattr__` may take: what it does is a look-up, or it can't be told."""


def member_of_module(evaluator: Evaluator, module: Module, name: str) -> Value:
    """What `module.name` is: bound in it, re-exported by it, or a module below it."""
    scope = evaluator.module_scope(module)
    value = scope.names.get(name, MISSING)
    if value is not MISSING:
        return force(evaluator, scope, name, value)
    if scope.stars:
        value = _from_stars(evaluator, scope, name)
        if value is not MISSING:
            return value
    value = evaluator.late_binding(module, name)
    if value is not MISSING:
        return value
    if module.is_package:
        found = module.sources.find(module, name, 1)
        if found is not None:
            return Folder(found, module) if isinstance(found, str) else found
    if name in _OWN:
        return _OWN[name](module)
    value = _asked_of_module(evaluator, scope, name)
    return Unknown(_no_such(module, name)) if value is MISSING else value


def _asked_of_module(evaluator: Evaluator, scope: Scope, name: str) -> Value:
    """What the module's own `__getattr__` gives for a name that isn't bound in it (PEP 562)."""
    getter = scope.names.get("__getattr__")
    key = ("getattr", scope.module.file, name)
    if not isinstance(getter, Function) or name.startswith("__") or key in evaluator.looking:
        return MISSING
    evaluator.looking.add(key)
    try:
        value = evaluator.run(getter, [name], limit=_ASKED)
    finally:
        evaluator.looking.discard(key)
    return MISSING if isinstance(value, Unknown) else value


def member_of_folder(folder: Folder, name: str) -> Value:
    """What `folder.name` is for a namespace package."""
    sources = folder.importer.sources
    for file in (f"{folder.path}/{name}/__init__.py", f"{folder.path}/{name}.py"):
        if file in sources.modules:
            return sources.modules[file]
    if any(True for _ in sources.under(f"{folder.path}/{name}")):
        return Folder(f"{folder.path}/{name}", folder.importer)
    return Unknown(f"`{folder.path}` has no `{name}`")
