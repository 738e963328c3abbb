"""What env.py says: the metadata whose naming convention Alembic applies to unnamed constraints."""

from __future__ import annotations

import ast
import posixpath

from spec2code.codes import diagnostic
from spec2code.diagnostics import Diagnostic
from spec2code.model.span import Span
from spec2code.project.evaluate import Evaluator
from spec2code.project.history_places import MigrationPlace
from spec2code.project.imports import import_statements, imported_modules
from spec2code.project.orm.metadata import convention_of, conventions_in
from spec2code.project.sources import Module, Sources
from spec2code.project.values import Attribute, Call, Class, Unknown, Value

__all__ = ["context_options", "metadata_modules", "naming_convention", "target_metadata"]


def naming_convention(
    sources: Sources, evaluator: Evaluator, place: MigrationPlace
) -> tuple[dict[str, str], Diagnostic | None]:
    """The convention, empty where there is none, and what can't be told of it."""
    module = sources.modules.get(posixpath.join(place.script_location, "env.py"))
    if module is None or not any(sources.relevant(b"naming_convention")):
        return {}, None
    resolved = False
    for value in _metadata_values(module, evaluator):
        if isinstance(value, (list, tuple)):
            # Alembic takes no convention from a list of metadata.
            return {}, None
        found = convention_of(value, evaluator)
        if found:
            return found, None
        resolved = resolved or found is not None
    everywhere = conventions_in(sources, evaluator)
    if resolved and not everywhere.assigned:
        return {}, None
    candidates = everywhere.assigned or everywhere.made
    if len(candidates) == 1:
        return candidates[0], None
    if not candidates:
        return {}, None
    message = f"which naming convention `{module.file}` applies can't be told"
    return {}, diagnostic("P159", message, Span(module.file, 1))


def target_metadata(sources: Sources, evaluator: Evaluator, script_location: str) -> list[Value]:
    """What `target_metadata` of env.py stands for: assigned, or handed to context.configure()."""
    module = sources.modules.get(posixpath.join(script_location, "env.py"))
    return [] if module is None else _metadata_values(module, evaluator)


def metadata_modules(sources: Sources, evaluator: Evaluator, script_location: str) -> list[Module]:
    """Where the tables of a history come from: what defines the metadata that env.py hands on.

    SQLModel's is a library's: then all that env.py imports of the project.
    """
    module = sources.modules.get(posixpath.join(script_location, "env.py"))
    if module is None:
        return []
    found: list[Module] = []
    for value in _metadata_values(module, evaluator):
        for item in value if isinstance(value, (list, tuple)) else (value,):
            while isinstance(item, Attribute):
                item = item.base
            if isinstance(item, (Class, Call)) and isinstance(item.module, Module):
                found.append(item.module)
    nodes = import_statements(module.tree)
    return found or [target for node in nodes for target in imported_modules(module, node)]


def context_options(
    sources: Sources, evaluator: Evaluator, script_location: str
) -> dict[str, Value]:
    """What env.py hands to context.configure(), as revisions find it in `op.get_context().opts`."""
    module = sources.modules.get(posixpath.join(script_location, "env.py"))
    found: dict[str, Value] = {}
    if module is None:
        return found
    scope = evaluator.module_scope(module)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr != "configure":
                continue
            for keyword in node.keywords:
                if keyword.arg is None or keyword.arg in _OWN_OPTIONS:
                    continue
                value = evaluator.value(keyword.value, scope)
                if not isinstance(value, Unknown):
                    found[keyword.arg] = value
    return found


_OWN_OPTIONS = frozenset({"connection", "url", "target_metadata", "dialect_opts", "literal_binds"})


def _metadata_values(module: Module, evaluator: Evaluator) -> list[Value]:
    scope = evaluator.module_scope(module)
    nodes: list[ast.expr] = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.keyword) and node.arg == "target_metadata":
            if not (isinstance(node.value, ast.Name) and node.value.id == "target_metadata"):
                nodes.append(node.value)
        elif isinstance(node, ast.Assign):
            names = [item.id for item in node.targets if isinstance(item, ast.Name)]
            if "target_metadata" in names:
                nodes.append(node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            if isinstance(node.target, ast.Name) and node.target.id == "target_metadata":
                nodes.append(node.value)
    return [evaluator.value(node, scope) for node in nodes]
