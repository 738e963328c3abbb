"""Python types in `Mapped[...]` and in SQLModel fields: what they say of a column's type and of NULL."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from spec2code.model.records import dataclass
from spec2code.project import classes
from spec2code.project.resolve import Thunk
from spec2code.project.values import (
    Builtin,
    Call,
    Class,
    External,
    Scope,
    Subscript,
    UnionOf,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["Annotation", "annotation_type", "enum_type", "read_annotation"]

_DEFAULTS = {
    "bool": "Boolean",
    "bytes": "LargeBinary",
    "float": "Float",
    "int": "Integer",
    "str": "String",
    "datetime.date": "Date",
    "datetime.datetime": "DateTime",
    "datetime.time": "Time",
    "datetime.timedelta": "Interval",
    "decimal.Decimal": "Numeric",
    "uuid.UUID": "Uuid",
}
_OPTIONAL = frozenset({"typing.Optional"})
_UNIONS = frozenset({"typing.Union", "types.UnionType"})


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation taken apart: `type` without Optional, Annotated and Mapped around it."""

    type: Value
    nullable: bool = False
    extras: tuple[Value, ...] = ()
    """What Annotated holds beside the type."""
    mapped: bool = False
    class_variable: bool = False
    written: Value = None
    """With Annotated, as it may be a key of type_annotation_map."""


def read_annotation(node: ast.expr, scope: Scope, evaluator: Evaluator) -> Annotation:
    """Take an annotation apart, forward references in quotes too."""
    scope = _before(node, scope)
    return _peeled(_value(node, scope, evaluator), scope, evaluator)


def _before(node: ast.expr, scope: Scope) -> Scope:
    """The scope as it is where the annotation stands: a column further down that has the name of a type isn't meant."""
    if not scope.is_class or not any(
        isinstance(value, (Thunk, Call)) for value in scope.names.values()
    ):
        return scope
    later = {
        item.id
        for item in ast.walk(node)
        if isinstance(item, ast.Name)
        and isinstance(value := scope.names.get(item.id), (Thunk, Call))
        and (value.node.lineno if isinstance(value.node, ast.expr) else 0) > node.lineno
    }
    if not later:
        return scope
    made = Scope(scope.module, scope.parent, is_class=True)
    made.names = {name: value for name, value in scope.names.items() if name not in later}
    return made


def _value(node: ast.expr, scope: Scope, evaluator: Evaluator) -> Value:
    value = evaluator.value(node, scope)
    return _forward(value, scope, evaluator) if isinstance(value, str) else value


def _forward(written: str, scope: Scope, evaluator: Evaluator) -> Value:
    try:
        node = ast.parse(written.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Unknown("the annotation is no expression")
    value = evaluator.value(node, scope)
    return Unknown("the annotation is no type") if isinstance(value, str) else value


def _peeled(value: Value, scope: Scope, evaluator: Evaluator) -> Annotation:
    nullable = mapped = class_variable = False
    extras: list[Value] = []
    written: Value = None
    for _ in range(12):
        if isinstance(value, str):
            value = _forward(value, scope, evaluator)
        if isinstance(value, UnionOf):
            rest = [item for item in value.options if not _is_none(item)]
            nullable = nullable or len(rest) < len(value.options)
            if len(rest) != 1:
                break
            value = rest[0]
        elif isinstance(value, Subscript) and isinstance(value.base, (External, Builtin, Class)):
            name = getattr(value.base, "name", "")
            last = name.rpartition(".")[2]
            if last in ("Mapped", "DynamicMapped", "WriteOnlyMapped") and value.items:
                mapped, value = True, value.items[0]
            elif name in _OPTIONAL and value.items:
                nullable, value = True, value.items[0]
            elif name in _UNIONS:
                value = UnionOf(value.items)
            elif last == "Annotated" and value.items:
                written = written or value
                extras.extend(value.items[1:])
                value = value.items[0]
            elif last in ("Required", "NotRequired", "Final", "ReadOnly") and value.items:
                value = value.items[0]
            elif last == "ClassVar":
                class_variable = True
                break
            else:
                break
        else:
            class_variable = isinstance(value, External) and value.name == "typing.ClassVar"
            break
    return Annotation(value, nullable, tuple(extras), mapped, class_variable, written)


def _is_none(value: Value) -> bool:
    return value is None or (
        isinstance(value, (Builtin, External)) and value.name in ("None", "types.NoneType")
    )


def annotation_type(
    annotation: Annotation, known: Mapping[Value, Value] | None, evaluator: Evaluator
) -> Value:
    """The SQLAlchemy type of a mapped annotation; None where there is none.

    Args:
        known: the base's type_annotation_map.
    """
    if known:
        for candidate in (annotation.written, annotation.type):
            found = _looked_up(candidate, known)
            if found is not None:
                return found
    value = annotation.type
    if isinstance(value, Class):
        return _class_type(value, known, evaluator)
    if isinstance(value, Subscript):
        name = getattr(value.base, "name", "")
        if name.rpartition(".")[2] == "Literal":
            return Call(External("sqlalchemy.Enum"), list(value.items), {"native_enum": False})
        return None
    name = value.name if isinstance(value, (Builtin, External)) else ""
    default = _DEFAULTS.get(name)
    return External(f"sqlalchemy.{default}") if default else None


def _looked_up(value: Value, known: Mapping[Value, Value]) -> Value:
    if value is None:
        return None
    text = repr(value) if isinstance(value, Subscript) else None
    for key, type in known.items():
        if key is value or (isinstance(key, (Builtin, External)) and key == value):
            return type
        if text is not None and isinstance(key, Subscript) and repr(key) == text:
            return type
    return None


def _class_type(cls: Class, known: Mapping[Value, Value] | None, evaluator: Evaluator) -> Value:
    if not classes.is_enum(evaluator, cls):
        for base in classes.mro(evaluator, cls)[1:]:
            if isinstance(base, (Builtin, External)) and base.name in _DEFAULTS:
                return External(f"sqlalchemy.{_DEFAULTS[base.name]}")
        return None
    # A StrEnum is an Enum all the same, which its bases don't say by name.
    for base in (*classes.mro(evaluator, cls), External("enum.Enum")):
        found = _looked_up(base, known or {})
        if isinstance(found, Call):
            return Call(
                found.function, [cls, *found.args[1:]], found.kwargs, found.node, found.module
            )
    return enum_type(cls)


def enum_type(cls: Class) -> Call:
    """Enum(cls), as SQLAlchemy and SQLModel take an enum class."""
    return Call(External("sqlalchemy.Enum"), [cls], {})
