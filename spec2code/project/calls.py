"""Calls: arguments bound to parameters, functions of the project walked, the rest handed on."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from spec2code.project import attributes, builtin_calls, classes, methods, statements
from spec2code.project.values import (
    Arguments,
    Attribute,
    BoundMethod,
    Builtin,
    Call,
    Class,
    External,
    Function,
    Instance,
    Member,
    Method,
    Native,
    NativeClass,
    Partial,
    Scope,
    Spread,
    Subscript,
    Super,
    Unknown,
    Value,
    dotted_name,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["call", "call_function", "defaults_of"]

DEPTH_LIMIT = 40
UNSURE_RECURSIONS = 3
"""So deep a function calls itself in branches of which nothing says whether they are taken: one call that may be
made makes several that may be, and so on."""


def call(evaluator: Evaluator, function: Value, arguments: Arguments) -> Value:
    """What calling `function` gives."""
    if isinstance(function, Function):
        return call_function(evaluator, function, arguments)
    if isinstance(function, BoundMethod):
        if isinstance(function.function, Function):
            return call_function(evaluator, function.function, arguments, function.owner)
        args = [function.owner, *arguments.args]
        return call(evaluator, function.function, _with(arguments, args, arguments.kwargs))
    if isinstance(function, Class):
        return classes.instantiate(evaluator, function, arguments)
    if isinstance(function, External):
        return _external(evaluator, function, arguments)
    if isinstance(function, Builtin):
        return builtin_calls.call(evaluator, function.name, arguments)
    if isinstance(function, Method):
        return methods.call(evaluator, function, arguments)
    if isinstance(function, Native):
        return function.call(evaluator, arguments)
    if isinstance(function, Partial):
        args = [*function.args, *arguments.args]
        return call(
            evaluator,
            function.function,
            _with(arguments, args, {**function.kwargs, **arguments.kwargs}),
        )
    if isinstance(function, (Instance, Member)):
        return _callable_object(evaluator, function, arguments)
    if isinstance(function, (Attribute, Call, Subscript)):
        return _symbolic(evaluator, function, arguments)
    if isinstance(function, Unknown):
        return Unknown(function.reason, arguments.node, arguments.scope.module)
    return arguments.unknown("what is called is not known")


def _with(arguments: Arguments, args: list[Value], kwargs: dict[str, Value]) -> Arguments:
    return Arguments(args, kwargs, arguments.node, arguments.scope)


def _external(evaluator: Evaluator, function: External, arguments: Arguments) -> Value:
    native = evaluator.native(function.name)
    if isinstance(native, NativeClass):
        instance = Instance(native, arguments.node)
        init = native.methods.get("__init__")
        if init is not None:
            init(evaluator, instance, arguments)
        return instance
    if native is not None:
        value = native(evaluator, arguments)
        if value is not NotImplemented:
            return value
    return _symbolic(evaluator, function, arguments)


def _symbolic(evaluator: Evaluator, function: Value, arguments: Arguments) -> Value:
    if isinstance(function, Subscript):
        if isinstance(function.base, (Class, External, Builtin)):
            return call(evaluator, function.base, arguments)
    if isinstance(function, Attribute):
        if function.name == "__setattr__":
            return _set_attribute(evaluator, function.base, arguments)
        if isinstance(function.base, Super):
            made = function.base.instance
            if function.name == "__init__" and isinstance(made, Instance) and made.state is None:
                made.state = arguments
            return None
        if isinstance(function.base, Builtin):
            value = builtin_calls.of_type(evaluator, function.base.name, function.name, arguments)
            if value is not NotImplemented:
                return value
    if evaluator.on_call is not None:
        value = evaluator.on_call(
            dotted_name(function), arguments.node, arguments.args, arguments.kwargs, arguments.scope
        )
        if value is not NotImplemented:
            return value
    return Call(function, arguments.args, arguments.kwargs, arguments.node, arguments.scope.module)


def _set_attribute(evaluator: Evaluator, base: Value, arguments: Arguments) -> Value:
    """`object.__setattr__(x, name, value)`, or the same through `super()`."""
    args = [base.instance, *arguments.args] if isinstance(base, Super) else arguments.args
    if len(args) == 3 and isinstance(args[1], str):
        attributes.set_attribute(evaluator, args[0], args[1], args[2])
    return None


def _callable_object(
    evaluator: Evaluator, function: Instance | Member, arguments: Arguments
) -> Value:
    if isinstance(function.cls, Class):
        method = classes.member(evaluator, function.cls, "__call__")
        if isinstance(method, Function):
            return call_function(evaluator, method, arguments, function)
    elif isinstance(function.cls, NativeClass) and "__call__" in function.cls.methods:
        assert isinstance(function, Instance)
        return function.cls.methods["__call__"](evaluator, function, arguments)
    return arguments.unknown("the object is not callable by reading")


def call_function(
    evaluator: Evaluator, function: Function, arguments: Arguments, owner: Value = None
) -> Value:
    """Walk a function of the project; `owner` is what its first parameter stands for, if it is a method."""
    if evaluator.depth >= DEPTH_LIMIT:
        return arguments.unknown("calls go too deep")
    before = evaluator.calling.get(function.node, (0, 0))
    guessed = evaluator.unsure > before[1]
    if guessed and before[0] >= UNSURE_RECURSIONS:
        return arguments.unknown("nothing says where the recursion ends")
    scope = Scope(function.module, function.scope)
    scope.yields = []
    for name in function.module.parameters_of(function.node):
        scope.names[name] = Unknown("a type parameter")
    evaluator.depth += 1
    if guessed:
        evaluator.calling[function.node] = before[0] + 1, evaluator.unsure
    try:
        _bind(evaluator, function, arguments, owner, scope)
        if isinstance(function.node, ast.Lambda):
            return evaluator.evaluate(function.node.body, scope)
        if function.owner is not None:
            first = next(iter(_positional(function.node.args)), None)
            scope.names["super"] = _super_of(
                function, scope.names.get(first.arg) if first else None
            )
        return _walked(evaluator, function, scope)
    finally:
        evaluator.depth -= 1
        if guessed:
            evaluator.calling[function.node] = before


def _walked(evaluator: Evaluator, function: Function, scope: Scope) -> Value:
    """What the statements of a function give, or gave before for the same arguments."""
    memory = evaluator.memory
    key = memory.key(evaluator, function, scope)
    known = memory.recall(key)
    if known is not None:
        return known[0]
    steps, leaving = evaluator.steps, evaluator.leaving
    value = statements.run_function(evaluator, function, scope)
    if evaluator.leaving == leaving:
        memory.keep(function, key, evaluator.steps - steps, value)
    return value


class _SuperCall(Native):
    """`super()` inside a method."""

    def __init__(self, made: Super) -> None:
        self.made = made

    def call(self, evaluator: Evaluator, arguments: Arguments) -> Value:
        return self.made


def _super_of(function: Function, instance: Value) -> Value:
    assert function.owner is not None
    return _SuperCall(Super(function.owner, instance))


def _positional(parameters: ast.arguments) -> list[ast.arg]:
    return [*parameters.posonlyargs, *parameters.args]


def _bind(
    evaluator: Evaluator, function: Function, arguments: Arguments, owner: Value, scope: Scope
) -> None:
    parameters = function.node.args
    args = list(arguments.args) if owner is None else [owner, *arguments.args]
    positional = _positional(parameters)
    if len(args) == len(positional) and not arguments.kwargs and _takes_no_more(parameters):
        if not any(isinstance(item, Spread) for item in args):
            for parameter, value in zip(positional, args, strict=True):
                scope.names[parameter.arg] = value
            return
    known = next((i for i, item in enumerate(args) if isinstance(item, Spread)), len(args))
    spread = known < len(args)
    kwargs = dict(arguments.kwargs)
    rest = kwargs.pop("**", None)
    defaults = defaults_of(evaluator, function)
    missing = Unknown("the argument is not known", arguments.node, arguments.scope.module)
    for index, parameter in enumerate(positional):
        name = parameter.arg
        if index < known:
            scope.names[name] = args[index]
        elif name in kwargs:
            scope.names[name] = kwargs.pop(name)
        elif spread or rest is not None or name not in defaults:
            scope.names[name] = missing
        else:
            scope.names[name] = defaults[name]
    for parameter in parameters.kwonlyargs:
        name = parameter.arg
        if name in kwargs:
            scope.names[name] = kwargs.pop(name)
        else:
            scope.names[name] = defaults.get(name, missing) if rest is None else missing
    if parameters.vararg is not None:
        scope.names[parameters.vararg.arg] = missing if spread else tuple(args[len(positional) :])
    if parameters.kwarg is not None:
        scope.names[parameters.kwarg.arg] = kwargs if rest is None else missing


def _takes_no_more(parameters: ast.arguments) -> bool:
    """Whether a function has no parameters but those that are given by position."""
    return not (parameters.kwonlyargs or parameters.vararg or parameters.kwarg)


def defaults_of(evaluator: Evaluator, function: Function) -> dict[str, Value]:
    """The defaults of the parameters that have one, evaluated once."""
    if function.defaults is None:
        function.defaults = {}
        parameters = function.node.args
        positional = _positional(parameters)
        pairs: list[tuple[ast.arg, ast.expr | None]] = []
        if parameters.defaults:
            pairs.extend(
                zip(positional[-len(parameters.defaults) :], parameters.defaults, strict=True)
            )
        pairs.extend(zip(parameters.kwonlyargs, parameters.kw_defaults, strict=True))
        for parameter, default in pairs:
            if default is not None:
                function.defaults[parameter.arg] = evaluator.value(default, function.scope)
    return function.defaults
