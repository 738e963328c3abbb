"""`Model.model_fields`: what code that makes models of other models goes through."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from spec2code.project import classes
from spec2code.project.api.field_nodes import is_class_variable
from spec2code.project.api.types import annotated
from spec2code.project.resolve import MISSING
from spec2code.project.values import Arguments, Call, Class, External, Native, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import ClassAttribute, Evaluator

__all__ = ["CLASS_ATTRIBUTES"]

_FIELD_INFO = External("pydantic.FieldInfo")


class _FieldInfo(Call, Native):
    """Pydantic's FieldInfo: the call that a field was declared with, and its type; both can be read and set."""

    def __init__(self, kwargs: dict[str, Value], node: ast.AST | None = None) -> None:
        super().__init__(_FIELD_INFO, [], kwargs, node)

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name == "is_required":
            return _Answer(self.kwargs.get("default", ...) is ... and not self._is_made())
        if name == "required":  # version 1
            return self.kwargs.get("default", ...) is ... and not self._is_made()
        if name in ("type_", "outer_type_"):
            name = "annotation"
        return [] if name == "metadata" else self.kwargs.get(name)

    def _is_made(self) -> bool:
        return self.kwargs.get("default_factory") is not None

    def set_attribute(self, name: str, value: Value) -> None:
        self.kwargs[name] = value

    def copied(self) -> Value:
        return _FieldInfo(dict(self.kwargs), self.node)

    def truth(self) -> bool | None:
        return True


class _Answer(Native):
    """A method without arguments, and what it gives."""

    def __init__(self, value: Value) -> None:
        self.value = value

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        return self.value


def _model_fields(evaluator: Evaluator, cls: Class) -> Value:
    """Name to FieldInfo, those of bases first."""
    if cls.model_fields is not None:
        return cls.model_fields
    names = classes.mro_names(evaluator, cls)
    if not any(name.startswith(("pydantic.", "sqlmodel.")) for name in names):
        return NotImplemented
    cls.model_fields = {
        name: _field(evaluator, owner, name) for name, owner in _places(evaluator, cls)
    }
    return cls.model_fields


def _annotations(evaluator: Evaluator, cls: Class) -> Value:
    """`__annotations__`: the class's own alone."""
    return {
        name: evaluator.value(node.annotation, classes.body(evaluator, cls))
        for name, node in _annotated(cls).items()
    }


def _places(evaluator: Evaluator, cls: Class) -> list[tuple[str, Class]]:
    return [
        (name, owner)
        for name, owner in classes.fields(evaluator, cls)
        if not name.startswith("_") and name != "model_config"
        if not is_class_variable(_annotated(owner)[name].annotation)
    ]


def _annotated(cls: Class) -> dict[str, ast.AnnAssign]:
    return {
        statement.target.id: statement
        for statement in cls.node.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    }


def _field(evaluator: Evaluator, owner: Class, name: str) -> Value:
    node = _annotated(owner)[name]
    scope = classes.body(evaluator, owner)
    kind, extras = annotated(evaluator.value(node.annotation, scope))
    default = MISSING if node.value is None else evaluator.value(node.value, scope)
    kwargs: dict[str, Value] = {}
    for info in (*extras, default):
        if isinstance(info, Call) and info.name.rpartition(".")[2] in ("Field", "FieldInfo"):
            kwargs.update(info.kwargs)
            if info.args:
                kwargs["default"] = info.args[0]
            default = MISSING if info is default else default
    if default is not MISSING:
        kwargs["default"] = default
    return _FieldInfo({**kwargs, "annotation": kind}, node)


CLASS_ATTRIBUTES: dict[str, ClassAttribute] = {
    "model_fields": _model_fields,
    "__fields__": _model_fields,
    "__annotations__": _annotations,
}
