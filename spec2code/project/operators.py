"""Operators on values: arithmetic within limits, comparison, truth, formatting."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import Any

from spec2code.model.patterns import regex
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
    Native,
    Partial,
    Spread,
    Subscript,
    TypeParameter,
    UnionOf,
    Unknown,
    Value,
)

__all__ = ["binary", "compare", "is_plain", "is_type", "plain", "same", "text_of", "truth"]

SIZE_LIMIT = 200_000
_WIDE = regex(r"%[^%A-Za-z]{0,20}[0-9]{4}")
NUMBER_LIMIT = 10**40
_PLAIN = (
    str,
    bytes,
    int,
    float,
    bool,
    complex,
    type(None),
    list,
    tuple,
    dict,
    set,
    frozenset,
    range,
)

_BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.BitXor: operator.xor,
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
}
_ORDER: dict[type[ast.cmpop], Callable[[Any, Any], Any]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def is_plain(value: Value) -> bool:
    """Whether it is a value of Python's own that stands for itself."""
    return isinstance(value, _PLAIN)


def plain(value: Value) -> Value:
    """The string or number behind an enum member of such a mixin; anything else as it is."""
    return value.value if isinstance(value, Member) else value


def is_type(value: Value) -> bool:
    """Whether `value | other` would be a union of types."""
    if isinstance(value, Builtin):
        return value.name in _TYPES
    return isinstance(value, (Class, External, Subscript, UnionOf, TypeParameter, Attribute))


_TYPES = frozenset(["int", "str", "float", "bool", "bytes", "list", "dict", "set", "tuple", "frozenset", "object", "type", "complex"])  # fmt: skip


def truth(value: Value) -> bool | None:
    """Whether a condition holds; None: can't be told."""
    if is_plain(value) or value is ...:
        return bool(value) and (_holds_something(value) or None)
    if isinstance(value, Member):
        return truth(value.value) if isinstance(value.value, (str, int)) else True
    if isinstance(value, Native):
        return value.truth()
    if isinstance(value, Instance) and isinstance(value.cls, Class) and _says_truth(value.cls):
        return None
    if isinstance(value, (Class, Function, Instance, BoundMethod, Partial, Builtin, Folder)):
        return True
    if isinstance(value, Call):
        return True if _makes_object(value) else None
    if isinstance(value, Unknown) and value.closed:
        answers = {truth(item) for item in value.candidates}
        return answers.pop() if len(answers) == 1 else None
    return None


def _holds_something(value: Value) -> bool:
    """Whether a collection isn't empty for sure: `[*unknown]` may be."""
    return not isinstance(value, list) or not all(isinstance(item, Spread) for item in value)


def _says_truth(cls: Class) -> bool:
    """Whether objects of a class of the project are asked whether they are true."""
    return any(
        isinstance(statement, ast.FunctionDef) and statement.name in ("__bool__", "__len__")
        for item in cls.mro or [cls]
        if isinstance(item, Class)
        for statement in item.node.body
    )


def _makes_object(call: Call) -> bool:
    last = call.name.rpartition(".")[2]
    return last[:1].isupper()


def same(left: Value, right: Value) -> bool | None:
    """Whether two values are equal; None: can't be told."""
    if left is right:
        return True if not isinstance(left, Unknown) else None
    if isinstance(left, Member) and isinstance(right, Member):
        return left == right
    if isinstance(left, Member) or isinstance(right, Member):
        left, right = plain(left), plain(right)
    if is_plain(left) and is_plain(right):
        if left is None or right is None:
            return False
        if _has_symbols(left) or _has_symbols(right):
            return None
        return bool(left == right)
    if isinstance(left, External) and isinstance(right, External):
        return True if left.name == right.name else None
    if isinstance(left, (Builtin, Class, Function)) and isinstance(
        right, (Builtin, Class, Function)
    ):
        return left == right
    if left is None or right is None:
        other = right if left is None else left
        if isinstance(other, (Unknown, Attribute, External)):
            return None
        if isinstance(other, Call):
            return False if _makes_object(other) else None
        return False
    return None


def _has_symbols(value: Value) -> bool:
    if isinstance(value, (list, tuple, set, frozenset)):
        return any(not is_plain(item) or _has_symbols(item) for item in value)
    if isinstance(value, dict):
        return any(not is_plain(item) or _has_symbols(item) for item in value.values())
    return False


def compare(symbol: ast.cmpop, left: Value, right: Value) -> bool | None:
    """One comparison; None: can't be told."""
    if isinstance(symbol, (ast.Eq, ast.Is)):
        return same(left, right)
    if isinstance(symbol, (ast.NotEq, ast.IsNot)):
        equal = same(left, right)
        return None if equal is None else not equal
    if isinstance(symbol, (ast.In, ast.NotIn)):
        inside = _contains(right, left)
        return inside if inside is None or isinstance(symbol, ast.In) else not inside
    left, right = plain(left), plain(right)
    if is_plain(left) and is_plain(right):
        try:
            return bool(_ORDER[type(symbol)](left, right))
        except (TypeError, KeyError):
            return None
    return None


def _contains(container: Value, item: Value) -> bool | None:
    container = plain(container)
    if isinstance(container, str):
        item = plain(item)
        return item in container if isinstance(item, str) else None
    if isinstance(container, External):
        return _runs_with(container.name, plain(item))
    if isinstance(container, dict):
        container = list(container)
    if not isinstance(container, (list, tuple, set, frozenset, range)):
        return None
    answers = [same(item, other) for other in container]
    if True in answers:
        return True
    return None if None in answers else False


def _runs_with(name: str, item: Value) -> bool | None:
    """What the program runs with: an empty environment, and no tests around it."""
    if name == "os.environ" and isinstance(item, str):
        return False
    if name == "sys.modules" and item in _TESTING:
        return False
    return None


_TESTING = ("pytest", "_pytest", "unittest", "nose")


def binary(node: ast.BinOp, left: Value, right: Value) -> Value:
    """`left op right`; NotImplemented where it can't be told."""
    if isinstance(node.op, ast.BitOr) and (is_type(left) or is_type(right)):
        options: list[Value] = []
        for side in (left, right):
            options.extend(side.options if isinstance(side, UnionOf) else (side,))
        return UnionOf(tuple(options))
    if isinstance(left, Native):
        return left.operator(node.op, right)
    left, right = plain(left), plain(right)
    if isinstance(node.op, ast.Mod) and isinstance(left, str):
        return _percent(left, right)
    if not is_plain(left) or not is_plain(right):
        return NotImplemented
    function = _BINARY.get(type(node.op))
    if function is None or not _within(node.op, left, right):
        return NotImplemented
    try:
        return function(left, right)
    except (TypeError, ValueError, ArithmeticError):
        return NotImplemented


def _within(symbol: ast.operator, left: Any, right: Any) -> bool:
    """Whether the result stays small."""
    if isinstance(left, int) and isinstance(right, int):
        if isinstance(symbol, (ast.Pow, ast.LShift)):
            return abs(left) < 10**6 and 0 <= right < 64
        return abs(left) < NUMBER_LIMIT and abs(right) < NUMBER_LIMIT
    sizes = [len(side) if hasattr(side, "__len__") else 1 for side in (left, right)]
    if isinstance(symbol, ast.Mult):
        times = [side for side in (left, right) if isinstance(side, int)]
        return max(sizes) * max([abs(side) for side in times] or [1]) < SIZE_LIMIT
    return not isinstance(symbol, ast.Pow) and sum(sizes) < SIZE_LIMIT * 5


def _percent(template: str, right: Value) -> Value:
    values = right if isinstance(right, tuple) else (right,)
    if isinstance(right, dict):
        texts: Any = {key: text_of(value) for key, value in right.items()}
        if None in texts.values():
            return NotImplemented
    else:
        texts = tuple(plain(value) for value in values)
        if not all(isinstance(value, (str, int, float)) for value in texts):
            return NotImplemented
    if len(template) > SIZE_LIMIT or _WIDE.search(template):
        return NotImplemented
    try:
        return template % texts
    except (TypeError, ValueError, KeyError):
        return NotImplemented


def text_of(value: Value, conversion: int = -1, form: str = "") -> str | None:
    """How a value reads in an f-string; None: can't be told."""
    if isinstance(value, Member):
        names = {getattr(base, "name", "") for base in value.cls.mro or ()}
        if not names & {"str", "int", "enum.StrEnum", "enum.IntEnum"}:
            return f"{value.cls.name}.{value.name}"
        value = value.value
    if not isinstance(value, str | int | float | None) and not (
        isinstance(value, (list, tuple, dict)) and not _has_symbols(value)
    ):
        return None
    if conversion == ord("r"):
        value = repr(value)
    if len(form) > 8:
        return None
    try:
        return format(value, form)
    except (TypeError, ValueError):
        return None
