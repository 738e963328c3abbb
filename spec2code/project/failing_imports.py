"""Imports inside a `try` that fail: of modules the project would have to have, and of add-ons it can do without."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spec2code.project.signals import Raised
from spec2code.project.sources import Module

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["falls_back", "must_exist"]

_CAUGHT = frozenset(["ImportError", "ModuleNotFoundError", "Exception"])


def must_exist(evaluator: Evaluator, importer: Module, dotted: str, level: int) -> None:
    """Raise where a module that would have to be in the project isn't there."""
    own = bool(level) or importer.sources.holds(dotted.partition(".")[0])
    if own and evaluator.trying and importer.sources.find(importer, dotted, level) is None:
        raise Raised


def falls_back(importer: Module, node: ast.Try) -> bool:
    """Whether a `try` imports an add-on that isn't in the project, and does with the project's own code without it."""
    if not node.handlers or not _catches(node.handlers[0].type):
        return False
    if not any(_is_foreign(importer, dotted) for dotted, level in _imports(node.body) if not level):
        return False
    return any(
        isinstance(importer.sources.find(importer, dotted, level), Module)
        for dotted, level in _imports(node.handlers[0].body)
    )


def _catches(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    items = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(isinstance(item, ast.Name) and item.id in _CAUGHT for item in items)


def _is_foreign(importer: Module, dotted: str) -> bool:
    top = dotted.partition(".")[0]
    return top not in sys.stdlib_module_names and importer.sources.find(importer, dotted) is None


def _imports(body: list[ast.stmt]) -> Iterator[tuple[str, int]]:
    """The modules that statements import, and their levels."""
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.ImportFrom):
                yield node.module or "", node.level
            elif isinstance(node, ast.Import):
                yield from ((alias.name, 0) for alias in node.names)
            elif isinstance(node, ast.Call) and node.args:
                called = node.func
                name = called.attr if isinstance(called, ast.Attribute) else called
                name = name.id if isinstance(name, ast.Name) else name
                given = node.args[0]
                if name == "import_module" and isinstance(given, ast.Constant):
                    if isinstance(given.value, str) and not given.value.startswith("."):
                        yield given.value, 0
