"""Methods of plain values: of strings, lists, dicts and sets, within limits of size."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any

from spec2code.project import operators, sequences
from spec2code.project.values import Arguments, Member, Method, Spread, Unknown, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["call", "has"]

SIZE_LIMIT = 200_000

_STRING = frozenset(
    """capitalize casefold count encode endswith find format format_map index isalnum isalpha isdigit
    isidentifier islower isnumeric isspace istitle isupper join lower lstrip partition removeprefix
    removesuffix replace rfind rindex rpartition rsplit rstrip split splitlines startswith strip swapcase
    title translate upper zfill""".split()  # noqa: SIM905
)
_LIST = frozenset(
    ["append", "clear", "copy", "count", "extend", "index", "insert", "pop", "remove", "reverse"]
)
_DICT = frozenset(
    ["clear", "copy", "get", "items", "keys", "pop", "setdefault", "update", "values"]
)
_SET = frozenset(
    [
        "add",
        "clear",
        "copy",
        "difference",
        "discard",
        "intersection",
        "isdisjoint",
        "issubset",
        "issuperset",
        "remove",
        "symmetric_difference",
        "union",
        "update",
    ]
)
_METHODS: dict[type, frozenset[str]] = {
    str: _STRING,
    bytes: frozenset(["decode", "startswith", "endswith", "strip"]),
    list: _LIST | {"sort"},
    tuple: frozenset(["count", "index"]),
    dict: _DICT,
    set: _SET,
    frozenset: _SET,
}
_CHANGES = frozenset(["append", "extend", "insert", "update", "add", "setdefault"])


def has(value: Value, name: str) -> bool:
    return name in _METHODS.get(dict if isinstance(value, dict) else type(value), ())


def call(evaluator: Evaluator, method: Method, arguments: Arguments) -> Value:
    """Call a method of a plain value."""
    owner: Any = method.owner
    name = method.name
    args = arguments.args
    kwargs = arguments.kwargs
    if any(isinstance(item, Spread) for item in args) or "**" in kwargs:
        if name in _CHANGES and isinstance(owner, list):
            owner.append(Spread(args[0] if args else None))
        return arguments.unknown("the arguments are not known")
    if name in ("extend", "update", "union", "join") and args:
        items = args[0] if isinstance(args[0], dict) else sequences.elements(evaluator, args[0])
        if items is None:
            if isinstance(owner, list):
                owner.append(Spread(args[0]))
            return arguments.unknown("what is added is not known")
        args = [items, *args[1:]]
    if name == "sort":
        return _sort(owner, kwargs)
    if isinstance(owner, str):
        return _of_string(owner, name, args, kwargs, arguments)
    if hasattr(owner, "__len__") and len(owner) > SIZE_LIMIT and name in _CHANGES:
        return arguments.unknown("it grows too large")
    try:
        value = getattr(owner, name)(*args, **kwargs)
    except (TypeError, ValueError, LookupError, AttributeError):
        return arguments.unknown(f"`.{name}()` can't be told")
    return list(value) if name in ("keys", "values", "items") else value


def _sort(owner: list[Any], kwargs: dict[str, Value]) -> Value:
    if "key" not in kwargs:
        with contextlib.suppress(TypeError):
            owner.sort(reverse=kwargs.get("reverse") is True)
    return None


def _of_string(
    owner: str, name: str, args: list[Value], kwargs: dict[str, Value], arguments: Arguments
) -> Value:
    if name in ("format", "format_map", "join", "replace"):
        texts = [_text(item) for item in args]
        named = {key: _text(item) for key, item in kwargs.items()}
        if any(item is None for item in (*texts, *named.values())):
            reasons = [
                item.reason for item in (*args, *kwargs.values()) if isinstance(item, Unknown)
            ]
            return arguments.unknown(reasons[0] if reasons else "an argument is not known")
        args, kwargs = list(texts), dict(named)
    else:
        args = [operators.plain(item) for item in args]
    if name in ("zfill", "ljust", "rjust", "center", "expandtabs") and _large(args):
        return arguments.unknown("it grows too large")
    sizes = sum(len(item) for item in args if isinstance(item, (str, list)))
    if len(owner) * max(sizes, 1) > SIZE_LIMIT * 100:
        return arguments.unknown("it grows too large")
    try:
        return getattr(owner, name)(*args, **kwargs)
    except (TypeError, ValueError, LookupError, AttributeError):
        return arguments.unknown(f"`.{name}()` can't be told")


def _large(args: list[Value]) -> bool:
    return any(isinstance(item, int) and item > 1000 for item in args)


def _text(value: Value) -> Value:
    """What of an argument may be handed to a string method; None: not known."""
    if isinstance(value, (list, tuple)):
        items = [_text(item) for item in value]
        return None if any(item is None for item in items) else items
    if isinstance(value, dict):
        return value if all(isinstance(item, (str, int)) for item in value.values()) else None
    if isinstance(value, Member):
        return operators.text_of(value)
    return value if isinstance(value, (str, int, float)) else None
