"""`create_model(...)` and `TypedDict("X", ...)` as the class statements that they stand for, so that all else reads them as any."""

from __future__ import annotations

import ast

from spec2code.project.evaluate import Evaluator
from spec2code.project.made_classes import class_statement, field_statement
from spec2code.project.resolve import MISSING
from spec2code.project.values import (
    Arguments,
    Class,
    External,
    Scope,
    Subscript,
    Unknown,
    Value,
    dotted_name,
)

__all__ = ["create_model", "typed_dict"]

_BASE = External("pydantic.BaseModel")
_OPTIONAL = "typing.NotRequired"
_OWN = frozenset(["__base__", "__config__", "__doc__", "__module__", "__validators__", "__slots__"])
_OWN_UNDERSCORED = frozenset(["__cls_kwargs__", "__qualname__", "model_name"])


def create_model(evaluator: Evaluator, arguments: Arguments) -> Value:
    """The class that it makes; symbolic, as any call of a library, where not even its name is known."""
    name = arguments.get(0, "model_name", arguments.kwargs.get("__model_name"))
    if not isinstance(name, str) or not name.isidentifier():
        return NotImplemented
    scope = Scope(arguments.scope.module, arguments.scope)
    body: list[ast.stmt] = []
    for field, given in arguments.kwargs.items():
        if field in _OWN | _OWN_UNDERSCORED or field == "**":
            continue
        body.append(_field(field, given, scope))
    cls = class_statement(name, body, scope, arguments)
    cls.bases = _bases(arguments)
    _configure(evaluator, cls, arguments)
    return cls


def typed_dict(evaluator: Evaluator, arguments: Arguments) -> Value:
    """The class that `TypedDict("X", {"key": type}, total=...)` makes."""
    name, given = arguments.get(0, "typename"), arguments.get(1, "fields")
    if not isinstance(name, str) or not isinstance(given, dict):
        return NotImplemented
    if not all(isinstance(key, str) for key in given):
        return NotImplemented
    scope = Scope(arguments.scope.module, arguments.scope)
    scope.names["NotRequired"] = External(_OPTIONAL)
    body: list[ast.stmt] = []
    for key, kind in given.items():
        optional = isinstance(kind, Subscript) and dotted_name(kind.base) == _OPTIONAL
        field = _field(key, kind.items[0] if optional else kind, scope)
        if optional:
            field.annotation = ast.Subscript(
                ast.Name("NotRequired", ast.Load()), field.annotation, ast.Load()
            )
        body.append(field)
    keywords = [
        ast.keyword(key, ast.Constant(value))
        for key, value in arguments.kwargs.items()
        if key == "total" and isinstance(value, bool)
    ]
    cls = class_statement(name, body, scope, arguments, keywords)
    cls.bases = [External("typing.TypedDict")]
    return cls


def _field(name: str, given: Value, scope: Scope) -> ast.AnnAssign:
    """One field, given as `(type, default)` or, in version 1, as a default alone."""
    kind, default = given, MISSING
    if isinstance(given, tuple) and len(given) == 2:
        kind, default = given
    elif isinstance(given, tuple) and len(given) == 1:
        kind = given[0]
    elif not _is_type(given):  # version 1: a default alone
        kind, default = External(f"builtins.{type(given).__name__}"), given
    return field_statement(name, kind, MISSING if default is ... else default, scope)


def _is_type(value: Value) -> bool:
    return not isinstance(value, (bool, int, float, bytes, list, dict))


def _bases(arguments: Arguments) -> list[Value]:
    given = arguments.kwargs.get("__base__")
    bases = list(given) if isinstance(given, (tuple, list)) else [given]
    bases = [_BASE if item is None else item for item in bases]
    if "**" in arguments.kwargs:
        reason = "the fields that `create_model` is given aren't known"
        bases.append(Unknown(reason, arguments.node, arguments.scope.module))
    return bases


def _configure(evaluator: Evaluator, cls: Class, arguments: Arguments) -> None:
    config = arguments.kwargs.get("__config__")
    if config is not None:
        from spec2code.project import classes

        name = "Config" if isinstance(config, Class) else "model_config"
        classes.body(evaluator, cls).names[name] = config
