"""Classes that calls make, as the class statements that they stand for: so all else reads them as any.

Types and defaults that the call is given stand in the class's scope, under names that no source can have.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from spec2code.project import classes
from spec2code.project.resolve import MISSING
from spec2code.project.values import Arguments, Builtin, Class, Scope, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["class_statement", "field_statement", "made_class"]


def field_statement(name: str, kind: Value, default: Value, scope: Scope) -> ast.AnnAssign:
    """`name: type = default`; MISSING: it has no default."""
    scope.names[f"{name}: type"] = kind
    value: ast.expr | None = None
    if default is not MISSING:
        scope.names[f"{name}: default"] = default
        value = ast.Name(f"{name}: default", ast.Load())
    target, note = ast.Name(name, ast.Store()), ast.Name(f"{name}: type", ast.Load())
    return ast.AnnAssign(target, note, value, 1)


def class_statement(
    name: str,
    body: list[ast.stmt],
    scope: Scope,
    arguments: Arguments,
    keywords: list[ast.keyword] | None = None,
) -> Class:
    """The class of these statements, standing where the call stands."""
    place = arguments.node if arguments.node is not None else ast.Pass(lineno=1, col_offset=0)
    made = ast.ClassDef(name=name, bases=[], keywords=keywords or [], body=body, decorator_list=[])
    made.type_params = []  # type: ignore[attr-defined, unused-ignore]
    for node in ast.walk(made):
        ast.copy_location(node, place)
    return Class(made, scope)


def made_class(evaluator: Evaluator, arguments: Arguments) -> Value:
    """What `type(name, bases, namespace)` makes; an Unknown where that can't be told."""
    name, bases, namespace = arguments.args[:3]
    if not isinstance(name, str) or not isinstance(bases, tuple) or not isinstance(namespace, dict):
        return arguments.unknown("the class that `type()` makes can't be told")
    scope = Scope(arguments.scope.module, arguments.scope)
    rest = {key: value for key, value in namespace.items() if isinstance(key, str)}
    notes = rest.pop("__annotations__", None)
    body: list[ast.stmt] = [
        field_statement(field, kind, rest.pop(field, MISSING), scope)
        for field, kind in (notes.items() if isinstance(notes, dict) else ())
        if isinstance(field, str)
    ]
    body += [_assignment(key, value, scope) for key, value in rest.items() if key.isidentifier()]
    cls = class_statement(name, body, scope, arguments)
    cls.bases = list(bases) or [Builtin("object")]
    classes.body(evaluator, cls).names.update(rest)
    return cls


def _assignment(name: str, value: Value, scope: Scope) -> ast.Assign:
    """`name = value`, for who reads the statements of a class."""
    scope.names[f"{name}: value"] = value
    return ast.Assign([ast.Name(name, ast.Store())], ast.Name(f"{name}: value", ast.Load()))
