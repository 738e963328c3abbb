"""`inspect.Signature` and `inspect.Parameter`, for code that gives a function another signature than it is written with."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeGuard

from spec2code.project import calls, classes, sequences
from spec2code.project.resolve import MISSING
from spec2code.project.values import (
    NOT_GIVEN,
    Arguments,
    BoundMethod,
    Call,
    Class,
    External,
    Function,
    Instance,
    Made,
    Native,
    NativeClass,
    NativeFunction,
    Partial,
    Subscript,
    Unknown,
    Value,
    dotted_name,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["NATIVES", "give", "of_class"]

_KIND = "inspect.Parameter.POSITIONAL_OR_KEYWORD"
_KEYWORD = "inspect.Parameter.KEYWORD_ONLY"
_LIMIT = 200


class _Parameter(Native):
    """`inspect.Parameter`."""

    def __init__(self, name: Value, kind: Value, default: Value, annotation: Value) -> None:
        self.told = {"name": name, "kind": kind, "default": default, "annotation": annotation}

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name == "replace":
            return _Method(self._replaced)
        if name == "empty":
            return NOT_GIVEN
        if name in self.told:
            return self.told[name]
        return External(f"inspect.Parameter.{name}") if name.isupper() else super().attribute(evaluator, name)  # fmt: skip

    def _replaced(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        return _Parameter(**{**self.told, **_known(arguments, self.told)})

    def truth(self) -> bool | None:
        return True


class _Signature(Native):
    """`inspect.Signature`; `function` is whose it is as long as nothing was replaced."""

    def __init__(
        self,
        parameters: list[Value] | None,
        function: Value = None,
        returns: Value = External("inspect.Signature.empty"),
    ) -> None:
        self.parameters = parameters
        self.function = function
        self.returns = returns

    def listed(self, evaluator: Evaluator) -> list[Value] | None:
        """The parameters; None where they aren't known."""
        if self.parameters is None and self.function is not None:
            self.parameters = _parameters_of(evaluator, self.function)
        return self.parameters

    def made(self, evaluator: Evaluator) -> tuple[Made, ...] | None:
        """Name, default and annotation of each parameter; None where they aren't known."""
        listed = self.listed(evaluator)
        if listed is None:
            return None
        result: list[Made] = []
        for item in listed:
            if not isinstance(item, _Parameter) or not isinstance(item.told["name"], str):
                return None
            told = {key: item.told[key] for key in ("default", "annotation")}
            given = {key: value for key, value in told.items() if value != NOT_GIVEN}
            result.append(Made(item.told["name"], **given))
        return tuple(result)

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name == "parameters":
            listed = self.listed(evaluator)
            if listed is None:
                return Unknown("the parameters are not known")
            named = [item for item in listed if isinstance(item, _Parameter)]
            return {item.told["name"]: item for item in named}
        if name == "replace":
            return _Method(self._replaced)
        return self.returns if name == "return_annotation" else super().attribute(evaluator, name)

    def _replaced(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        returns = arguments.kwargs.get("return_annotation", self.returns)
        if "parameters" not in arguments.kwargs:
            return _Signature(self.parameters, self.function, returns)
        return _Signature(_items(evaluator, arguments.kwargs["parameters"]), None, returns)

    def truth(self) -> bool | None:
        return True


class _Method(Native):
    def __init__(self, function: NativeFunction) -> None:
        self.function = function

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        return self.function(evaluator, arguments)


def _known(arguments: Arguments, names: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in arguments.kwargs.items() if key in names}


def _items(evaluator: Evaluator, value: Value) -> list[Value] | None:
    items = sequences.elements(evaluator, value)
    return items[:_LIMIT] if items is not None else None


def _parameters_of(evaluator: Evaluator, function: Value) -> list[Value] | None:
    skipped = 0
    while isinstance(function, (BoundMethod, Partial)):
        skipped += 1 if isinstance(function, BoundMethod) else len(function.args)
        function = function.function
    if isinstance(function, Class):
        return _of_class(evaluator, function, skipped)
    if not isinstance(function, Function):
        return None
    if function.signature is not None:
        found = [
            _Parameter(item.name, External(_KIND), item.default, item.annotation)
            for item in function.signature
        ]
        return list(found[skipped:])
    node = function.node.args
    defaults = calls.defaults_of(evaluator, function)
    result: list[Value] = []
    groups: list[tuple[str, list[ast.arg]]] = [
        (_KIND, [*node.posonlyargs, *node.args][skipped:]),
        ("inspect.Parameter.VAR_POSITIONAL", [node.vararg] if node.vararg else []),
        (_KEYWORD, node.kwonlyargs),
        ("inspect.Parameter.VAR_KEYWORD", [node.kwarg] if node.kwarg else []),
    ]
    for kind, items in groups:
        for item in items:
            note = NOT_GIVEN if item.annotation is None else _type(evaluator, function, item)
            default = defaults.get(item.arg, NOT_GIVEN)
            result.append(_Parameter(item.arg, External(kind), default, note))
    return result


def _of_class(evaluator: Evaluator, cls: Class, skipped: int) -> list[Value] | None:
    """What making an object takes: as its `__init__` says, or the fields of a model or dataclass."""
    init = classes.member(evaluator, cls, "__init__")
    if isinstance(init, Function):
        found = _parameters_of(evaluator, init)
        return None if found is None else found[skipped + 1 :]
    result: list[Value] = []
    for name, owner in classes.fields(evaluator, cls):
        scope = classes.body(evaluator, owner)
        node, *_ = [item for item in owner.node.body if _annotates(item, name)]
        kind = evaluator.value(node.annotation, scope)
        base = kind.base if isinstance(kind, Subscript) else kind
        if name.startswith("_") or dotted_name(base) == "typing.ClassVar":
            continue
        value = classes.member(evaluator, cls, name)
        default: Value = NOT_GIVEN
        if value is not MISSING:
            default = classes.field_default(evaluator, value, scope)
            default = NOT_GIVEN if default is MISSING else default
        alias = value.kwargs.get("alias") if isinstance(value, Call) else None
        shown = alias if isinstance(alias, str) and alias.isidentifier() else name
        result.append(_Parameter(shown, External(_KEYWORD), default, kind))
    return result or None


def _annotates(statement: ast.stmt, name: str) -> TypeGuard[ast.AnnAssign]:
    target = statement.target if isinstance(statement, ast.AnnAssign) else None
    return isinstance(target, ast.Name) and target.id == name


def _type(evaluator: Evaluator, function: Function, item: ast.arg) -> Value:
    assert item.annotation is not None
    return evaluator.value(item.annotation, function.scope)


def _signature(evaluator: Evaluator, arguments: Arguments) -> Value:
    function = arguments.get(0, "obj")
    if isinstance(function, (Function, BoundMethod, Partial, Class, Instance)):
        return _Signature(None, function)
    if dotted_name(function) == "object.__init__":
        return _Signature(
            [_Parameter(name, External(kind), NOT_GIVEN, NOT_GIVEN) for name, kind in _OF_OBJECT]
        )
    return NotImplemented


_OF_OBJECT = (
    ("self", _KIND),
    ("args", "inspect.Parameter.VAR_POSITIONAL"),
    ("kwargs", "inspect.Parameter.VAR_KEYWORD"),
)


def _made_signature(evaluator: Evaluator, arguments: Arguments) -> Value:
    given = arguments.get(0, "parameters")
    return _Signature([] if given is None else _items(evaluator, given))


def _made_parameter(evaluator: Evaluator, arguments: Arguments) -> Value:
    return _Parameter(
        arguments.get(0, "name"),
        arguments.get(1, "kind", External(_KIND)),
        arguments.kwargs.get("default", NOT_GIVEN),
        arguments.kwargs.get("annotation", NOT_GIVEN),
    )


def _with_signature(evaluator: Evaluator, arguments: Arguments) -> Value:
    """makefun's decorator."""
    signature = arguments.get(0, "func_signature")

    def decorate(evaluator: Evaluator, site: Arguments) -> Value:
        function = site.args[0] if site.args else None
        if isinstance(function, Function) and isinstance(signature, _Signature):
            give(evaluator, function, signature)
        return function

    return _Method(decorate)


def of_class(evaluator: Evaluator, cls: Class) -> tuple[Made, ...] | None:
    """The parameters of the `__signature__` that code has put on a class or a base of it; None where it has not."""
    value = classes.member(evaluator, cls, "__signature__")
    return value.made(evaluator) if isinstance(value, _Signature) else None


def give(evaluator: Evaluator, function: Function, signature: Value) -> None:
    """`function.__signature__ = signature`."""
    if not isinstance(signature, _Signature):
        function.wrapped = Unknown("the signature is made by code")
    elif signature.function is not None:
        function.wrapped = signature.function
    else:
        made = signature.made(evaluator)
        function.signature = made
        if made is None:
            function.wrapped = Unknown("the signature is made by code")


NATIVES: dict[str, NativeClass | NativeFunction] = {
    "inspect.signature": _signature,
    "inspect.Signature": _made_signature,
    "inspect.Signature.from_callable": _signature,
    "inspect.Parameter": _made_parameter,
    "makefun.with_signature": _with_signature,
}
