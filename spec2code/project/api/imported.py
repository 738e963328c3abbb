"""Modules that must be run for what running them does: putting routes on routers that others made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spec2code.model.patterns import regex
from spec2code.project.evaluate import Evaluator
from spec2code.project.imports import imported_modules, reachable
from spec2code.project.sources import Module, Sources

__all__ = ["entering_modules", "registering_modules", "routing_modules", "started_modules"]

_DECORATED = regex(
    rb"^[ \t]*@[\w.]+\.(?:get|post|put|patch|delete|api_route)\(|\.(?:add_api_route|include_router)\(",
    re.MULTILINE,
)


_ROUTES = regex(rb"^[ \t]*@[\w.]+\.(?:get|post|put|patch|delete|api_route)\(", re.MULTILINE)
_STARTED = regex(r"(?:^|/)(?:asgi|wsgi|main|server|serve|run|start|application|app|index)\.py$")
"""What the modules are called that servers are started with."""
_ENTERS = regex(rb"^@?(?:\w+\.)*_?register\w*\(", re.MULTILINE)
"""`register(Plugin())` at a module's top level: what it enters somewhere, others go through."""


def entering_modules(sources: Sources, makers: Iterable[Module]) -> Iterator[Module]:
    """Modules that enter something into a registry of the project when they are imported, as applications import them."""
    found = [
        module
        for module in sources.modules.values()
        if b"register" in module.data and _ENTERS.search(module.data)
    ]
    reached = reachable(sources, [item.file for item in makers]) if found else frozenset()
    return (module for module in found if module.file in reached)


def registering_modules(evaluator: Evaluator) -> Iterator[Module]:
    """Those that nothing has run so far and that walked modules import, in the order of the imports.

    A package's `__init__` is one of them: it may be there to import such modules.
    """
    for module in _imported(evaluator):
        if not evaluator.was_run(module) and _may_register(module):
            yield module


def started_modules(sources: Sources, makers: Iterable[Module]) -> Iterator[Module]:
    """Modules that a server is started with and that put routes on an application which others make (`asgi.py`)."""
    known = {item.file for item in makers}
    for module in sources.modules.values():
        if module.file in known or not _STARTED.search(module.file):
            continue
        if _DECORATED.search(module.data) and known & reachable(sources, [module.file]):
            yield module


def routing_modules(sources: Sources) -> list[Module]:
    """The modules that put routes on routers, as far as their text tells."""
    return [
        module
        for module in sources.modules.values()
        if b"Router(" in module.data and _ROUTES.search(module.data)
    ]


def _may_register(module: Module) -> bool:
    is_package = module.is_package and b"import" in module.data
    return is_package or _DECORATED.search(module.data) is not None


def _imported(evaluator: Evaluator) -> Iterator[Module]:
    seen: set[str] = set()
    for file in list(evaluator.imported):
        module = evaluator.sources.modules[file]
        for node in evaluator.imported[file]:
            for target in imported_modules(module, node):
                if target.file not in seen:
                    seen.add(target.file)
                    yield target
