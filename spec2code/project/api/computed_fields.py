"""Computed fields of a model: written, never read."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from spec2code.model.shapes import AnyShape, Field, Shape
from spec2code.project import classes
from spec2code.project.api.settings import Settings, alias_by
from spec2code.project.api.types import is_hidden, shape_of
from spec2code.project.values import Class, Scope, Value

if TYPE_CHECKING:
    from spec2code.project.api.models import ModelReader

__all__ = ["computed_fields"]


def computed_fields(reader: ModelReader, cls: Class, settings: Settings) -> list[Field]:
    """The computed fields of a class and its bases, those of bases first."""
    result: dict[str, Field | None] = {}
    for item in reversed(classes.mro(reader.evaluator, cls)):
        for statement in item.node.body if isinstance(item, Class) else ():
            if isinstance(statement, ast.FunctionDef):
                decorator = _decorator(statement)
                if decorator is not None:
                    assert isinstance(item, Class)
                    made = _field(reader, item, statement, decorator, settings)
                    result[statement.name] = made
    return [field for field in result.values() if field is not None]


def _decorator(node: ast.FunctionDef) -> ast.expr | None:
    for decorator in node.decorator_list:
        inner = decorator.func if isinstance(decorator, ast.Call) else decorator
        name = inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")
        if name == "computed_field":
            return decorator
    return None


def _field(
    reader: ModelReader, cls: Class, node: ast.FunctionDef, decorator: ast.expr, settings: Settings
) -> Field | None:
    """One computed field; None where no document shows it."""
    scope = classes.body(reader.evaluator, cls)
    told = _told(reader, decorator, scope)
    shape: Shape = AnyShape(reason="it has no return type")
    if node.returns is not None or "return_type" in told:
        kind = told.get("return_type")
        if "return_type" not in told and node.returns is not None:
            kind = reader.type_of(node.returns, scope)
        if is_hidden(kind):
            return None
        shape = shape_of(reader, kind, scope)
    name = told.get("alias")
    if not isinstance(name, str):
        generator = settings.alias_generator
        name = alias_by(reader.evaluator, generator, node.name, "serialization_alias")
    text = told.get("description")
    return Field(
        name if isinstance(name, str) else node.name,
        shape,
        description=text if isinstance(text, str) else None,
        deprecated=told.get("deprecated") not in (None, False),
        read_only=True,
        python_name=node.name,
        span=cls.module.span(node),
    )


def _told(reader: ModelReader, decorator: ast.expr, scope: Scope) -> dict[str, Value]:
    """What the decorator is called with."""
    if not isinstance(decorator, ast.Call):
        return {}
    return {
        keyword.arg: reader.evaluator.value(keyword.value, scope)
        for keyword in decorator.keywords
        if keyword.arg is not None
    }
