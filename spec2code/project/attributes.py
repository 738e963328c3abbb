"""`value.name` for every kind of value."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from spec2code.project import (
    calls,
    classes,
    field_validators,
    methods,
    module_members,
    signatures,
)
from spec2code.project.column_names import own_attribute
from spec2code.project.operators import is_plain, same
from spec2code.project.operators import truth as bare_truth
from spec2code.project.reflected import ReflectedType
from spec2code.project.resolve import (
    MISSING,
    external,
    member_of_folder,
    member_of_module,
)
from spec2code.project.sources import Module
from spec2code.project.values import (
    Arguments,
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
    Method,
    Native,
    NativeClass,
    NativeMethod,
    Partial,
    Scope,
    Subscript,
    Super,
    UnionOf,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["BoundNative", "attribute", "enum_member", "enum_members", "set_attribute"]


class BoundNative(Native):
    """A method of a native class on an object."""

    def __init__(self, method: NativeMethod, instance: Instance, name: str) -> None:
        self.method = method
        self.instance = instance
        self.name = name

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        return self.method(evaluator, self.instance, arguments)

    def truth(self) -> bool | None:
        return True


def attribute(evaluator: Evaluator, base: Value, name: str) -> Value:
    """`base.name`; an Unknown without a node where it can't be told."""
    if isinstance(base, Module):
        if name == "__dict__":
            return module_members.members(evaluator, base)
        return member_of_module(evaluator, base, name)
    if isinstance(base, External):
        return external(f"{base.name}.{name}")
    if isinstance(base, Instance):
        return _of_instance(evaluator, base, name)
    if isinstance(base, Class):
        return _of_class(evaluator, base, name)
    if isinstance(base, Unknown):
        return _of_unknown(evaluator, base, name)
    if isinstance(base, Member):
        return _of_member(evaluator, base, name)
    if isinstance(base, Folder):
        return member_of_folder(base, name)
    if isinstance(base, Native):
        return base.attribute(evaluator, name)
    if isinstance(base, Super):
        return _of_super(evaluator, base, name)
    if isinstance(base, Function):
        return _of_function(base, name)
    if isinstance(base, (BoundMethod, Partial)):
        if name in ("__func__", "func"):
            return base.function
        return attribute(evaluator, base.function, name)
    if isinstance(base, UnionOf) and name == "__args__":
        return base.options
    if isinstance(base, Subscript):
        if name == "__args__":
            return base.items
        if isinstance(base.base, Call):
            return Attribute(base, name)
        return attribute(evaluator, base.base, name)
    if isinstance(base, Call) and name in ("name", "key", "enums"):
        value = own_attribute(base, name)
        return Attribute(base, name) if value is MISSING else value
    if isinstance(base, (Call, Attribute, Builtin)):
        return Attribute(base, name)
    if isinstance(base, ReflectedType):
        with suppress(LookupError):
            return base.option(name)
    if is_plain(base):
        if isinstance(base, int) and name in ("value", "real"):
            return base
        if methods.has(base, name):
            return Method(base, name)
    return Unknown(f"`.{name}` is not known")


def _of_unknown(evaluator: Evaluator, base: Unknown, name: str) -> Value:
    """What all candidates agree on, where it is one of them; they aren't None where an attribute is asked for."""
    values = [attribute(evaluator, item, name) for item in base.candidates if item is not None]
    known = tuple(value for value in values if not isinstance(value, Unknown))
    closed = base.closed and len(known) == len(values)
    if closed and known and all(same(known[0], value) for value in known[1:]):
        return known[0]
    return Unknown(base.reason, base.node, base.module, known, closed=closed)


def _of_function(base: Function, name: str) -> Value:
    if name in base.attributes:
        return base.attributes[name]
    if name in ("__name__", "__qualname__"):
        return base.name if name == "__name__" else base.qualified
    if name == "__module__":
        return base.module.name
    if name == "__wrapped__" and base.wrapped is not None:
        return base.wrapped
    return Unknown(f"`.{name}` of a function")


def _of_class(evaluator: Evaluator, base: Class, name: str) -> Value:
    if name in ("__name__", "__qualname__"):
        return base.name
    if name == "__module__":
        return base.module.name
    if classes.is_enum(evaluator, base):
        if name == "__members__":
            return {item.name: item for item in classes.enum_members(evaluator, base)}
        found = enum_member(evaluator, base, name)
        if found is not None:
            return found
    value = classes.member(evaluator, base, name)
    if value is MISSING:
        made = evaluator.class_attributes.get(name)
        if made is not None:
            value = made(evaluator, base)
            return Attribute(base, name) if value is NotImplemented else value
        if all(isinstance(item, (Class, Builtin)) for item in classes.mro(evaluator, base)):
            if name == "__init__":
                return Attribute(Builtin("object"), name)
            return Unknown(f"`{base.name}` has no `{name}`")
        return Attribute(base, name)
    if isinstance(value, Function):
        if value.kind == "class":
            return BoundMethod(value, base)
        if value.kind == "declared":
            arguments = Arguments([], {}, None, value.scope)
            return calls.call_function(evaluator, value, arguments, base)
        return value
    return value


def enum_member(evaluator: Evaluator, cls: Class, name: str) -> Member | None:
    if name.startswith("__") or not classes.is_enum(evaluator, cls):
        return None
    for item in classes.mro(evaluator, cls):
        if isinstance(item, Class):
            for found in classes.enum_members(evaluator, item):
                if found.name == name:
                    return found
    return None


def enum_members(evaluator: Evaluator, cls: Class) -> list[Value] | None:
    """The members of an enum, for loops; None for any other class."""
    if not classes.is_enum(evaluator, cls):
        return None
    return list(classes.enum_members(evaluator, cls))


def _of_member(evaluator: Evaluator, base: Member, name: str) -> Value:
    if name in ("value", "_value_"):
        return base.value
    if name in ("name", "_name_"):
        return base.name
    value = classes.member(evaluator, base.cls, name)
    if isinstance(value, Function):
        return _bound(evaluator, value, base, base.cls)
    if value is MISSING and is_plain(base.value):
        return attribute(evaluator, base.value, name)
    return Unknown(f"`.{name}` is not known")


def _bound(evaluator: Evaluator, function: Function, owner: Value, cls: Value) -> Value:
    if function.kind == "static":
        return function
    if function.kind == "class":
        return BoundMethod(function, cls)
    if function.kind == "property":
        arguments = Arguments([], {}, None, function.scope)
        return calls.call_function(evaluator, function, arguments, owner)
    return BoundMethod(function, owner)


def _of_instance(evaluator: Evaluator, base: Instance, name: str) -> Value:
    if name in base.attributes:
        return base.attributes[name]
    if name == "__class__":
        return base.cls
    if name == "__dict__":
        return base.attributes
    if isinstance(base.cls, NativeClass):
        native = _native_member(evaluator, base.cls, name)
        if native is not None:
            return BoundNative(native, base, name)
        return Attribute(base, name)
    if not isinstance(base.cls, Class):
        return Attribute(base, name)
    value = classes.member(evaluator, base.cls, name)
    if value is not MISSING:
        return _from_class(evaluator, base, base.cls, name, value)
    return _without_member(evaluator, base, base.cls, name)


def _from_class(evaluator: Evaluator, base: Instance, cls: Class, name: str, value: Value) -> Value:
    if isinstance(value, Function) and not classes.is_default(evaluator, cls, name, value):
        result = _bound(evaluator, value, base, cls)
        if value.kind == "property":
            base.attributes[name] = result
        return result
    if callable(value):
        return BoundNative(value, base, name)
    default = classes.field_default(evaluator, value, Scope(cls.module))
    if default is MISSING:
        return Unknown(f"`{cls.name}.{name}` has no default")
    default = field_validators.validated_default(evaluator, cls, name, value, default)
    if default is not value:
        base.attributes[name] = default
    return default


def _without_member(evaluator: Evaluator, base: Instance, cls: Class, name: str) -> Value:
    if any(field == name for field, _ in classes.fields(evaluator, cls)):
        return Unknown(f"`{cls.name}.{name}` has no default")
    if (
        not name.startswith("__")
        and field_validators.finish(evaluator, base, cls)
        and name in base.attributes
    ):
        return base.attributes[name]
    getter = classes.member(evaluator, cls, "__getattr__")
    if isinstance(getter, Function) and not name.startswith("__"):
        return _asked(evaluator, base, getter, name)
    if all(isinstance(item, Class) for item in classes.mro(evaluator, cls)):
        return Unknown(f"`{cls.name}` has no `{name}`")
    return Attribute(base, name)


def _asked(evaluator: Evaluator, base: Instance, getter: Function, name: str) -> Value:
    """What `__getattr__` gives; one that asks itself for a name that isn't there doesn't know."""
    key = ("getattr", str(id(base)), getter.qualified)
    if key in evaluator.looking:
        return Unknown(f"`.{name}` is not known")
    evaluator.looking.add(key)
    try:
        arguments = Arguments([name], {}, None, getter.scope)
        return calls.call_function(evaluator, getter, arguments, base)
    finally:
        evaluator.looking.discard(key)


def _native_member(evaluator: Evaluator, cls: NativeClass, name: str) -> NativeMethod | None:
    for owner in (cls, *(evaluator.native(base) for base in cls.bases)):
        if isinstance(owner, NativeClass) and name in owner.methods:
            return owner.methods[name]
    return None


def _of_super(evaluator: Evaluator, base: Super, name: str) -> Value:
    owner = base.instance
    cls = owner.cls if isinstance(owner, (Instance, Member)) else owner
    if not isinstance(cls, Class):
        return Unknown("`super()` outside a class")
    value = classes.member(evaluator, cls, name, after=base.after)
    if value is MISSING:
        return Attribute(base, name)
    if isinstance(value, Function):
        return _bound(evaluator, value, owner, cls)
    if callable(value) and isinstance(owner, Instance):
        return BoundNative(value, owner, name)
    return value


def truth(evaluator: Evaluator, value: Value) -> bool | None:
    """Whether a condition holds, an object of the project asked by its `__bool__` or `__len__`; None: can't be told."""
    if isinstance(value, Instance) and isinstance(value.cls, Class):
        for name in ("__bool__", "__len__"):
            method = classes.member(evaluator, value.cls, name)
            if isinstance(method, Function):
                arguments = Arguments([], {}, None, method.scope)
                return bare_truth(calls.call_function(evaluator, method, arguments, value))
    return bare_truth(value)


def set_attribute(evaluator: Evaluator, base: Value, name: str, value: Value) -> None:
    """`base.name = value`, where that can be followed."""
    if isinstance(base, Instance):
        base.attributes[name] = value
    elif isinstance(base, Class):
        classes.body(evaluator, base).names[name] = value
    elif isinstance(base, Function) and name == "__signature__":
        signatures.give(evaluator, base, value)
    elif isinstance(base, Function):
        base.attributes[name] = value
    elif isinstance(base, Module):
        evaluator.module_scope(base).names[name] = value
    elif isinstance(base, Native):
        base.set_attribute(name, value)
