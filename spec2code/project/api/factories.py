"""Where the syntax of a module makes applications: `FastAPI(...)`, and the functions and classes it stands in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Set

from spec2code.model.patterns import regex
from spec2code.project.sources import Module, Sources

__all__ = [
    "Outer",
    "app_calls",
    "app_names",
    "by_path",
    "called_names",
    "factory_of",
    "is_app_call",
    "modules_named",
    "needs_arguments",
]

_DERIVED = regex(rb"^[ \t]*class[ \t]+(\w+)[ \t]*\([^)\n]*\bFastAPI\b", re.MULTILINE)

Outer = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def factory_of(tree: ast.Module, node: ast.AST | None, names: Set[str]) -> str:
    """The name of the top-level function or class that makes the application."""
    for outer, call in app_calls(tree, names):
        if call is node and outer is not None:
            return outer.name
    return "app"


def by_path(module: Module) -> str:
    """The module's dotted path from the root of the project: two that are imported as `main` have another."""
    return module.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def modules_named(sources: Sources, dotted: str, beside: str | None = None) -> list[Module]:
    """The modules that `dotted` may mean: from the root that one, else all that are so named from where they start.

    Of several, the one that shares most folders with `beside`: the migrations that were named with it.
    """
    modules = sources.modules.values()
    direct = [item for item in modules if by_path(item) == dotted]
    within = [item for item in modules if f".{item.name}".endswith(f".{dotted}")]
    found = direct or sources.by_name.get(dotted) or within
    if beside is None or len(found) < 2:
        return found
    folders = beside.replace("\\", "/").split("/")
    shared = [_shared(item.file.split("/"), folders) for item in found]
    nearest = [item for item, count in zip(found, shared, strict=True) if count == max(shared)]
    return nearest if len(nearest) == 1 else found


def _shared(one: list[str], other: list[str]) -> int:
    """How many folders two paths begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (a, b) in pairs if a != b), min(len(one), len(other)))


def needs_arguments(outer: Outer) -> bool:
    """Whether what makes an application can't be called without telling it what to make."""
    if isinstance(outer, ast.ClassDef):
        return any(
            isinstance(item, ast.FunctionDef)
            and item.name == "__init__"
            and len(item.args.args) - 1 > len(item.args.defaults)
            for item in outer.body
        )
    return len(outer.args.args) > len(outer.args.defaults) or None in outer.args.kw_defaults


def called_names(outer: ast.AST) -> set[str]:
    """The functions and classes that a function calls by a plain name, itself left out."""
    own = getattr(outer, "name", "")
    return {
        node.func.id
        for node in ast.walk(outer)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id != own
    }


def is_app_call(node: ast.AST, names: Set[str]) -> bool:
    """Whether it is `FastAPI(...)`, or a call of one of the project's classes of it."""
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in names


def app_calls(tree: ast.Module, names: Set[str]) -> Iterator[tuple[Outer | None, ast.Call]]:
    """Every `FastAPI(...)`, and the top-level function or class it stands in."""
    for statement in tree.body:
        outer = statement if isinstance(statement, Outer) else None
        for node in ast.walk(statement):
            if is_app_call(node, names):
                assert isinstance(node, ast.Call)
                yield outer, node


def app_names(sources: Sources) -> frozenset[str]:
    """What applications are made by: `FastAPI`, and the project's classes that derive from it by that name."""
    names = {b"FastAPI"}
    for module in sources.modules.values():
        if b"FastAPI" in module.data:
            names.update(_DERIVED.findall(module.data))
    return frozenset(name.decode() for name in names)
