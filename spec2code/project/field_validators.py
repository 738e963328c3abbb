"""What the validators of a settings class make of a field's default.

Pydantic's `BaseSettings` validates its defaults, unlike other models: there a field says `validate_default=True`, or a
validator of version 1 `always=True`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from spec2code.project import calls, classes
from spec2code.project.values import Arguments, Call, Class, Function, Instance, Unknown, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["finish", "validated_default"]

_VALIDATORS = frozenset(["field_validator", "validator"])


def validated_default(
    evaluator: Evaluator, cls: Class, name: str, field: Value, default: Value
) -> Value:
    """The default as it stands in an object; where a validator can't be followed the default, None excepted.

    Args:
        cls: the class of the object.
        name: the field.
        field: what the class body assigns to it, a `Field(...)` for instance.
        default: the default that this gives.
    """
    if isinstance(default, Unknown):
        return default
    everything = (isinstance(field, Call) and field.kwargs.get("validate_default") is True) or (
        _is_settings(evaluator, cls)
    )
    for function, always in _validators(evaluator, cls, name):
        if not everything and not always:
            continue
        extra = max(len(function.node.args.args) - 2, 0)
        args = [default, *[Unknown("what else is known of the object")] * extra]
        value = calls.call_function(
            evaluator, function, Arguments(args, {}, None, function.scope), cls
        )
        if isinstance(value, Unknown):
            return value if default is None else default
        default = value
    return default


def finish(evaluator: Evaluator, settings: Instance, cls: Class) -> bool:
    """Run what a settings class does once its fields are there, the first time; whether anything was run.

    Such a `model_validator(mode="after")` reads a file, and sets what the file says as attributes of the object.
    """
    if settings.finished or not _is_settings(evaluator, cls):
        return False
    settings.finished = True
    ran = False
    for item in reversed(classes.mro(evaluator, cls)):
        for node in item.node.body if isinstance(item, Class) else ():
            if not isinstance(node, ast.FunctionDef) or not any(
                map(_runs_after, node.decorator_list)
            ):
                continue
            function = classes.member(evaluator, cls, node.name)
            if isinstance(function, Function):
                old = len(node.args.args) > 1  # (cls, values), as Pydantic took it once
                arguments = Arguments([settings] if old else [], {}, None, function.scope)
                calls.call_function(evaluator, function, arguments, cls if old else settings)
                ran = True
    return ran


def _runs_after(node: ast.expr) -> bool:
    if not isinstance(node, ast.Call):
        return False
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name == "model_validator" and any(
        item.arg == "mode" and isinstance(item.value, ast.Constant) and item.value.value == "after"
        for item in node.keywords
    )


def _is_settings(evaluator: Evaluator, cls: Class) -> bool:
    return any(
        item.rpartition(".")[2] == "BaseSettings" for item in classes.mro_names(evaluator, cls)
    )


def _validators(evaluator: Evaluator, cls: Class, name: str) -> Iterator[tuple[Function, bool]]:
    """The validators of a field, and whether each says that it runs on defaults too."""
    for item in reversed(classes.mro(evaluator, cls)):
        if not isinstance(item, Class):
            continue
        for node in item.node.body:
            if not isinstance(node, ast.FunctionDef):
                continue
            call = next((c for c in node.decorator_list if _is_validator(c, name)), None)
            if call is None:
                continue
            function = classes.member(evaluator, cls, node.name)
            if isinstance(function, Function):
                yield function, _says(call, "always")


def _is_validator(node: ast.expr, name: str) -> bool:
    if not isinstance(node, ast.Call):
        return False
    called = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
    last = called.id if isinstance(called, ast.Name) else called
    named = {item.value for item in node.args if isinstance(item, ast.Constant)}
    wraps = any(
        item.arg == "mode" and isinstance(item.value, ast.Constant) and item.value.value == "wrap"
        for item in node.keywords
    )
    return last in _VALIDATORS and bool(named & {name, "*"}) and not wraps


def _says(call: ast.expr, flag: str) -> bool:
    return isinstance(call, ast.Call) and any(
        item.arg == flag and isinstance(item.value, ast.Constant) and item.value.value is True
        for item in call.keywords
    )
