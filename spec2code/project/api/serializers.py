"""What a response has in the place of a field's own type: serializers, and settings for single types."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from spec2code.model.shapes import (
    AnyShape,
    NumberShape,
    Shape,
    StringShape,
    UnionShape,
    is_nullable,
    nullable,
    without_null,
)
from spec2code.project import classes
from spec2code.project.api.types import shape_of
from spec2code.project.values import Call, Class, Function, Scope, Value, dotted_name

if TYPE_CHECKING:
    from spec2code.project.api.models import ModelReader

__all__ = ["Serializers", "written_whole"]

_ANNOTATIONS = ("PlainSerializer", "WrapSerializer")
_UNTOLD = AnyShape(reason="a serializer without a return type makes it")


class Serializers:
    """Reads `@field_serializer` methods of one class and its bases, and serializers in annotations."""

    def __init__(self, reader: ModelReader, cls: Class) -> None:
        self.reader = reader
        self.timedelta = reader.settings(cls).timedelta
        self._methods: dict[str, tuple[Class, ast.FunctionDef, ast.Call]] = {}
        for item in reversed(classes.mro(reader.evaluator, cls)):
            if isinstance(item, Class):
                self._take(item)

    def _take(self, cls: Class) -> None:
        for statement in cls.node.body:
            if not isinstance(statement, ast.FunctionDef):
                continue
            for decorator in statement.decorator_list:
                if isinstance(decorator, ast.Call) and _name(decorator.func) == "field_serializer":
                    for argument in decorator.args:
                        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                            self._methods[argument.value] = (cls, statement, decorator)

    def written(self, name: str, shape: Shape, extras: tuple[Value, ...]) -> Shape | None:
        """What a response has for the field of this name and shape; None: the same."""
        made = self._written(name, shape, extras)
        form = without_null(shape)
        if made == StringShape() and isinstance(form, StringShape) and form.format:
            return form  # which form the text has that a function makes of a date can't be told
        return made

    def _written(self, name: str, shape: Shape, extras: tuple[Value, ...]) -> Shape | None:
        found = self._methods.get(name) or self._methods.get("*")
        if found is not None:
            cls, function, decorator = found
            given = {item.arg: item.value for item in decorator.keywords}
            scope = classes.body(self.reader.evaluator, cls)
            node = given.get("return_type", function.returns)
            used = given.get("when_used")
            kept = isinstance(used, ast.Constant) and "unless-none" in str(used.value)
            return self._result(node, scope, shape, kept)
        for extra in extras:
            if isinstance(extra, Call) and extra.name.rpartition(".")[2] in _ANNOTATIONS:
                return self._of_annotation(extra, shape)
        if self.timedelta == "float":
            return _in_seconds(shape)
        return None

    def _of_annotation(self, call: Call, shape: Shape) -> Shape:
        kept = "unless-none" in str(call.kwargs.get("when_used", ""))
        function = call.argument(0, "func")
        kind = call.kwargs.get("return_type")
        if isinstance(function, Function):
            if kind is not None:
                made = shape_of(self.reader, kind, function.scope)
                return nullable(made) if kept and is_nullable(shape) else made
            if not isinstance(function.node, ast.Lambda):
                return self._result(function.node.returns, function.scope, shape, kept)
        plain = dotted_name(kind if kind is not None else function)
        if plain in ("builtins.str", "str"):
            return nullable(StringShape()) if kept and is_nullable(shape) else StringShape()
        return _UNTOLD

    def _result(self, node: ast.expr | None, scope: Scope, shape: Shape, kept: bool) -> Shape:
        if node is None:
            return _UNTOLD
        made = shape_of(self.reader, self.reader.type_of(node, scope), scope)
        return nullable(made) if kept and is_nullable(shape) else made


def written_whole(reader: ModelReader, cls: Class) -> Shape | None:
    """What `@model_serializer` says that it makes of a whole model; None where there is none, or it doesn't say."""
    for item in classes.mro(reader.evaluator, cls):
        for statement in item.node.body if isinstance(item, Class) else ():
            if not isinstance(statement, ast.FunctionDef) or statement.returns is None:
                continue
            for node in statement.decorator_list:
                if _name(node.func if isinstance(node, ast.Call) else node) == "model_serializer":
                    assert isinstance(item, Class)
                    scope = classes.body(reader.evaluator, item)
                    made = shape_of(reader, reader.type_of(statement.returns, scope), scope)
                    return None if isinstance(made, AnyShape) else made
    return None


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _in_seconds(shape: Shape) -> Shape | None:
    """`ser_json_timedelta="float"`: a number of seconds in the place of ISO 8601."""
    if isinstance(shape, StringShape) and shape.format == "duration":
        return NumberShape()
    if isinstance(shape, UnionShape):
        options = [_in_seconds(option) for option in shape.options]
        if any(options):
            return UnionShape(
                options=tuple(new or old for new, old in zip(options, shape.options, strict=True))
            )
    return None
