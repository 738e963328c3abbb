"""Modules that must be run for what running them does: putting routes on routers that others made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from spec2code.model.patterns import regex
from spec2code.project.evaluate import Evaluator
from spec2code.project.imports import imported_modules, reachable
from spec2code.project.sources import Module, Sources

__all__ = ["Registering", "entering_modules", "routing_modules", "started_modules"]

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


class Registering:
    """The modules that nothing has run and that walked modules import, in the order of the imports.

    A package's `__init__` is one of them: it may be there to import such modules.
    """

    def __init__(self, evaluator: Evaluator) -> None:
        self._evaluator = evaluator
        self._seen: set[str] = set()
        self._walked: dict[str, int] = {}
        """File to how many of the imports that were walked in it are known here."""

    def found(self) -> list[Module]:
        """Those that are imported since the last call; whoever asks is to run them."""
        return [
            module
            for module in self._imported()
            if not self._evaluator.was_run(module) and _may_register(module)
        ]

    def _imported(self) -> Iterator[Module]:
        for file, nodes in list(self._evaluator.imported.items()):
            module = self._evaluator.sources.modules[file]
            known, self._walked[file] = self._walked.get(file, 0), len(nodes)
            for node in nodes[known:]:
                for target in imported_modules(module, node):
                    if target.file not in self._seen:
                        self._seen.add(target.file)
                        yield target


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
