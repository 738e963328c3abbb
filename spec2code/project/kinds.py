"""`isinstance`: what is known of an object's class, and what a library's object surely is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spec2code.project import classes, operators
from spec2code.project.reflected import ReflectedType
from spec2code.project.sources import Module
from spec2code.project.values import (
    Attribute,
    BoundMethod,
    Builtin,
    Call,
    Class,
    External,
    Folder,
    Function,
    Instance,
    Member,
    NativeClass,
    Partial,
    Subscript,
    TypeParameter,
    UnionOf,
    Unknown,
    Value,
    dotted_name,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["is_a"]

_BUILT_IN = ("str", "int", "list", "dict", "tuple")
_ROUTED = ("fastapi.", "starlette.")
_SERVING = ("router", "routes", "app", "api")
"""How names end of what a library may make that is a router or an application."""


def is_a(evaluator: Evaluator, value: Value, kind: Value) -> bool | None:
    """Whether `isinstance(value, kind)`; None: can't be told."""
    if isinstance(value, ReflectedType) and isinstance(kind, External):
        return value.is_a(kind.name)
    if isinstance(kind, (Class, External, NativeClass)) and _derives_from_router(evaluator, kind):
        return _is_router(evaluator, value, kind)
    if operators.is_plain(value):
        if kind is None:
            return value is None
        if isinstance(kind, Builtin):
            return kind.name in {item.__name__ for item in type(value).__mro__}
        return False if isinstance(kind, Class) else None
    if isinstance(value, (Instance, Member)):
        return _of_class(evaluator, value, kind)
    if isinstance(kind, Builtin) and kind.name in _BUILT_IN:
        return False if isinstance(value, (Class, Function)) else None
    if isinstance(kind, Builtin) and kind.name == "type" and isinstance(value, Class):
        return True
    return None


def _of_class(evaluator: Evaluator, value: Instance | Member, kind: Value) -> bool | None:
    if isinstance(value.cls, Class):
        line = classes.mro(evaluator, value.cls)
        if any(item is kind or item == kind for item in line):
            return True
        if isinstance(kind, NativeClass) and kind.name in classes.mro_names(evaluator, value.cls):
            return True
        return False if isinstance(kind, (Class, Builtin)) else None
    if isinstance(value.cls, NativeClass) and isinstance(kind, (External, NativeClass)):
        return kind.name == value.cls.name or kind.name in value.cls.bases
    return False if isinstance(value.cls, NativeClass) and isinstance(kind, Class) else None


def _derives_from_router(evaluator: Evaluator, kind: Class | External | NativeClass) -> bool:
    """Whether it is a class of FastAPI or Starlette that serves routes, or the project's own of one."""
    if isinstance(kind, Class):
        names = classes.mro_names(evaluator, kind)
        return any(_serves(name) for name in names)
    return _serves(kind.name)


def _serves(name: str) -> bool:
    return name.startswith(_ROUTED) and name.rpartition(".")[2] in _ROUTERS


_ROUTERS = frozenset(["APIRouter", "FastAPI", "Router", "Starlette"])


def _is_router(
    evaluator: Evaluator, value: Value, kind: Class | External | NativeClass
) -> bool | None:
    """The same of routers, which code looks for among all that a module has."""
    if isinstance(value, Instance):
        known = _of_class(evaluator, value, kind)
        if known is not None or not isinstance(value.cls, Class):
            return known
        names = classes.mro_names(evaluator, value.cls)
        return None if any(_may_serve(name) for name in names) else False
    if operators.is_plain(value):
        return False
    if isinstance(value, _NO_ROUTERS):
        return False
    if isinstance(kind, Class) and isinstance(value, (External, Call, Attribute)):
        return False  # a library makes nothing of a class of the project that it doesn't know
    if isinstance(value, External) and value.name.rpartition(".")[2][:1].isupper():
        return False  # a class
    if isinstance(value, (External, Call, Attribute)):
        return None if _may_serve(dotted_name(value).removesuffix("()")) else False
    if isinstance(value, Unknown) and value.candidates:
        answers = {_is_router(evaluator, item, kind) for item in value.candidates}
        return answers.pop() if len(answers) == 1 else None
    return None


_NO_ROUTERS = (
    Module,
    Folder,
    Function,
    BoundMethod,
    Partial,
    Class,
    Builtin,
    Member,
    NativeClass,
    Subscript,
    TypeParameter,
    UnionOf,
)


def _may_serve(name: str) -> bool:
    """Whether what a library calls so may be a router or an application, or makes one."""
    last = name.rpartition(".")[2]
    return not last or last.lower().endswith(_SERVING)
