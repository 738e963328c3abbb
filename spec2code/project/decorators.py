"""Decorators: those that register or wrap are applied, those that leave a signature alone are passed over."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

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
    Native,
    Partial,
    Scope,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["decorate_class", "decorated"]

_PROPERTIES = frozenset(
    [
        "property",
        "cached_property",
        "computed_field",
        "hybrid_property",
        "abstractproperty",
        "classproperty",
    ]
)
_DECLARED = frozenset(["declared_attr", "directive", "cascading"])
"""SQLAlchemy's: called with the class when the class is asked for the attribute."""
_INERT = frozenset(
    """staticmethod classmethod abstractmethod overload final override lru_cache cache wraps validator
    field_validator model_validator root_validator field_serializer model_serializer setter getter deleter
    dataclass total_ordering unique fixture mark asynccontextmanager contextmanager declared_attr
    validates listens_for reconstructor expression comparator inplace runtime_checkable deprecated
    exception_handler command callback group task shared_task""".split()  # noqa: SIM905
)


def decorated(evaluator: Evaluator, function: Function, scope: Scope, *, lazy: bool) -> Value:
    """What a function's name is bound to after its decorators, innermost first."""
    assert not isinstance(function.node, ast.Lambda)
    value: Value = function
    for node in reversed(function.node.decorator_list):
        name = _last_name(node)
        if name in _PROPERTIES:
            function.kind = "property"
        elif name == "staticmethod":
            function.kind = "static"
        elif name == "classmethod":
            function.kind = "class"
        elif name in _DECLARED:
            function.kind = "declared"
        elif name in ("contextmanager", "asynccontextmanager"):
            function.contextmanager = True
        elif name == "wraps" and isinstance(node, ast.Call) and node.args:
            function.wrapped = evaluator.evaluate(node.args[0], scope)
        elif name not in _INERT:
            value = _applied(evaluator, evaluator.evaluate(node, scope), value, node, scope)
    return value


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _applied(
    evaluator: Evaluator, decorator: Value, value: Value, node: ast.expr, scope: Scope
) -> Value:
    """The decorated value; the value itself where the decorator is not of the project or tells nothing."""
    if isinstance(decorator, (Unknown, External, Attribute, Call, Builtin)) or decorator is None:
        return value
    if not isinstance(decorator, (Function, BoundMethod, Native, Instance, Partial, Class)):
        return value
    result = evaluator.call(decorator, Arguments([value], {}, node, scope))
    if isinstance(result, (Function, Native, Partial, BoundMethod, Class)):
        return result
    if isinstance(result, Instance) and isinstance(decorator, Class):
        return result
    return value


def decorate_class(evaluator: Evaluator, cls: Class, scope: Scope) -> Class:
    """Run a class body whose methods are registered somewhere, and then the decorators of the class.

    Returns:
        What its name is bound to: the class, or one that a decorator has made of it.
    """
    from spec2code.project import classes

    if any(_registers(item) for item in cls.node.body):
        classes.body(evaluator, cls)
    found = cls
    for node in reversed(cls.node.decorator_list):
        if _last_name(node) in _INERT:
            continue
        decorator = evaluator.evaluate(node, scope)
        applies = isinstance(decorator, (Function, BoundMethod, Instance)) and not cls.has_routes
        if applies or isinstance(decorator, Native):
            result = evaluator.call(decorator, Arguments([found], {}, node, scope))
            if isinstance(result, Class) and result is not found and result.name == cls.name:
                found = _standing_in(result, cls)
    return found


def _standing_in(made: Class, cls: Class) -> Class:
    """A class that code has made of one that is written down, as if it stood there."""
    made.module = cls.module
    ast.copy_location(made.node, cls.node)
    return made


def _registers(statement: ast.stmt) -> bool:
    """Whether it is a function with a decorator that may put it on a router."""
    if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    return any(
        isinstance(node, ast.Call) and _last_name(node) not in _INERT | _PROPERTIES
        for node in statement.decorator_list
    )
