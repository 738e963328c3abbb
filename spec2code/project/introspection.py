"""Calls that ask an object what it is and what it has: `getattr`, `isinstance`, `dir` and their like."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spec2code.project import (
    attributes,
    classes,
    kinds,
    made_classes,
    module_members,
    operators,
)
from spec2code.project.resolve import MISSING
from spec2code.project.sources import Module
from spec2code.project.values import (
    Arguments,
    Attribute,
    BoundMethod,
    Builtin,
    Class,
    External,
    Function,
    Instance,
    Member,
    NativeClass,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["FUNCTIONS"]


def _getattr(evaluator: Evaluator, arguments: Arguments) -> Value:
    base, name = arguments.args[0], operators.plain(arguments.args[1])
    if not isinstance(name, str):
        raise TypeError
    value = attributes.attribute(evaluator, base, name)
    missing = isinstance(value, Unknown) or (
        isinstance(value, Attribute) and isinstance(base, Instance)
    )
    if missing and len(arguments.args) > 2 and _lacks(evaluator, base, name):
        return arguments.args[2]
    return value


def _lacks(evaluator: Evaluator, base: Value, name: str) -> bool:
    """Whether something of the project certainly has no such attribute."""
    if isinstance(base, Module):
        found = attributes.attribute(evaluator, base, name)
        return base.ok and isinstance(found, Unknown) and found.node is None
    if isinstance(base, BoundMethod):
        base = base.function
    if isinstance(base, Function):
        return name not in base.attributes and not (name.startswith("__") and name.endswith("__"))
    cls = base.cls if isinstance(base, Instance) else base
    if isinstance(base, Instance) and name in base.attributes:
        return False
    if isinstance(cls, NativeClass):
        return cls.name == "starlette.datastructures.State"
    if isinstance(cls, Class):
        known = all(isinstance(item, Class) for item in classes.mro(evaluator, cls))
        fields = {field for field, _ in classes.fields(evaluator, cls)}
        return known and name not in fields and classes.member(evaluator, cls, name) is MISSING
    return operators.is_plain(base)


def _hasattr(evaluator: Evaluator, arguments: Arguments) -> Value:
    base, name = arguments.args[0], arguments.args[1]
    if not isinstance(name, str):
        raise TypeError
    if _lacks(evaluator, base, name):
        return False
    if isinstance(attributes.attribute(evaluator, base, name), (Unknown, Attribute)):
        raise TypeError
    return True


def _setattr(evaluator: Evaluator, arguments: Arguments) -> Value:
    base, name, value = arguments.args
    if isinstance(name, str):
        attributes.set_attribute(evaluator, base, name, value)
    return None


def _isinstance(evaluator: Evaluator, arguments: Arguments) -> Value:
    value, wanted = arguments.args
    answers = [
        kinds.is_a(evaluator, value, kind)
        for kind in (wanted if isinstance(wanted, tuple) else (wanted,))
    ]
    if True in answers:
        return True
    if None in answers:
        raise TypeError
    return False


def _issubclass(evaluator: Evaluator, arguments: Arguments) -> Value:
    cls, kind = arguments.args
    if isinstance(cls, Class):
        if any(item is kind or item == kind for item in classes.mro(evaluator, cls)):
            return True
        if isinstance(kind, (Class, Builtin)):
            return False
    raise TypeError


def _type(evaluator: Evaluator, arguments: Arguments) -> Value:
    if len(arguments.args) == 3:
        return made_classes.made_class(evaluator, arguments)
    (value,) = arguments.args
    if value is None:
        return None  # as types are written: `X | None`
    if isinstance(value, Instance) and isinstance(value.cls, NativeClass):
        return External(value.cls.name)  # as a name for it stands
    if isinstance(value, (Instance, Member)):
        return value.cls
    if operators.is_plain(value):
        return Builtin(type(value).__name__)
    raise TypeError


def _callable(evaluator: Evaluator, arguments: Arguments) -> Value:
    value = arguments.args[0]
    if isinstance(value, (Function, Class, Builtin)):
        return True
    if operators.is_plain(value):
        return False
    raise TypeError


def _dir(evaluator: Evaluator, arguments: Arguments) -> Value:
    (value,) = arguments.args
    if isinstance(value, Module):
        return sorted(evaluator.module_scope(value).names)
    names = set(value.attributes) if isinstance(value, Instance) else set()
    cls = value.cls if isinstance(value, Instance) else value
    if not isinstance(cls, Class):
        raise TypeError
    for item in classes.mro(evaluator, cls):
        if isinstance(item, Class):
            names.update(classes.body(evaluator, item).names)
    return sorted(names)


def _globals(evaluator: Evaluator, arguments: Arguments) -> Value:
    return module_members.members(evaluator, arguments.scope.module)


def _vars(evaluator: Evaluator, arguments: Arguments) -> Value:
    """`vars(module)`, `vars(object)`."""
    (value,) = arguments.args
    found = attributes.attribute(evaluator, value, "__dict__")
    if not isinstance(found, dict):
        raise TypeError
    return found


FUNCTIONS: dict[str, Callable[[Evaluator, Arguments], Value]] = {
    "getattr": _getattr,
    "hasattr": _hasattr,
    "setattr": _setattr,
    "isinstance": _isinstance,
    "issubclass": _issubclass,
    "type": _type,
    "callable": _callable,
    "dir": _dir,
    "globals": _globals,
    "vars": _vars,
}
