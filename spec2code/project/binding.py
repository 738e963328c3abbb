"""Targets of assignments, loops and `with`: names, attributes, items, unpacked sequences."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from spec2code.project import attributes, operators
from spec2code.project.values import Native, Scope, Unknown, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["assign", "bindings", "bound_names", "delete", "set_name"]


def assign(evaluator: Evaluator, target: ast.expr, value: Value, scope: Scope) -> None:
    """Bind a target of an assignment, loop or `with`."""
    if isinstance(target, ast.Name):
        set_name(scope, target.id, value)
    elif isinstance(target, ast.Attribute):
        base = evaluator.evaluate(target.value, scope)
        attributes.set_attribute(evaluator, base, target.attr, value)
    elif isinstance(target, ast.Subscript):
        _assign_item(evaluator, target, value, scope)
    elif isinstance(target, ast.Starred):
        assign(evaluator, target.value, value, scope)
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(evaluator, target.elts, value, scope)


def _assign_item(evaluator: Evaluator, target: ast.Subscript, value: Value, scope: Scope) -> None:
    base: Any = evaluator.evaluate(target.value, scope)
    if isinstance(target.slice, ast.Slice):
        whole = target.slice.lower is target.slice.upper is target.slice.step is None
        if whole and isinstance(base, list) and isinstance(value, (list, tuple)):
            base[:] = value
    elif isinstance(base, (dict, list)):
        key: Any = evaluator.evaluate(target.slice, scope)
        try:
            base[key] = value
        except (TypeError, LookupError):
            return


def _unpack(evaluator: Evaluator, targets: list[ast.expr], value: Value, scope: Scope) -> None:
    items = list(value) if isinstance(value, (list, tuple, str, dict)) else None
    if isinstance(value, Native):
        items = value.items(evaluator)
    star = next((i for i, item in enumerate(targets) if isinstance(item, ast.Starred)), None)
    if items is not None and star is not None and len(items) >= len(targets) - 1:
        tail = len(targets) - star - 1
        middle = items[star : len(items) - tail]
        items = [*items[:star], middle, *(items[len(items) - tail :] if tail else [])]
    if items is None or len(items) != len(targets):
        reason = value.reason if isinstance(value, Unknown) else "what is unpacked is not known"
        items = [Unknown(reason, target, scope.module) for target in targets]
    for target, item in zip(targets, items, strict=True):
        assign(evaluator, target, item, scope)


def set_name(scope: Scope, name: str, value: Value) -> None:
    """Bind a name, in the scope that `global` or `nonlocal` say."""
    if name in scope.outer:
        target: Scope = scope.root
        outer = scope.parent
        while outer is not None and outer.parent is not None:
            if name in outer.names and not outer.is_class:
                target = outer
                break
            outer = outer.parent
        target.names[name] = value
    else:
        scope.names[name] = value


def bindings(tree: ast.Module) -> dict[str, ast.stmt]:
    """The statement of a module that binds each name last, as far as its top level shows."""
    found: dict[str, ast.stmt] = {}
    for statement in tree.body:
        for name in bound_names([statement]):
            found[name] = statement
    return found


def bound_names(body: list[ast.stmt]) -> list[str]:
    """The names that statements bind directly."""
    names: list[str] = []
    for statement in body:
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.append(statement.name)
        elif isinstance(statement, ast.Assign):
            names.extend(item.id for item in statement.targets if isinstance(item, ast.Name))
        elif isinstance(statement, ast.AnnAssign):
            if isinstance(statement.target, ast.Name) and statement.value is not None:
                names.append(statement.target.id)
        elif isinstance(statement, (ast.Import, ast.ImportFrom)):
            names.extend(
                (alias.asname or alias.name).partition(".")[0] for alias in statement.names
            )
    return names


def delete(evaluator: Evaluator, target: ast.expr, scope: Scope) -> None:
    """`del target`: a name, or an item of a dict or list."""
    if isinstance(target, ast.Name):
        scope.names.pop(target.id, None)
        return
    if not isinstance(target, ast.Subscript) or isinstance(target.slice, ast.Slice):
        return
    base: Any = evaluator.evaluate(target.value, scope)
    if not isinstance(base, (dict, list)):
        return
    key = operators.plain(evaluator.evaluate(target.slice, scope))
    if isinstance(base, dict) and operators.is_plain(key):
        base.pop(key, None)
    elif isinstance(base, list) and isinstance(key, int) and -len(base) <= key < len(base):
        del base[key]
