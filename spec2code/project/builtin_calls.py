"""Calls of Python's own functions and types."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from spec2code.project import attributes, calls, introspection, methods, operators, sequences
from spec2code.project.values import (
    Arguments,
    Builtin,
    Call,
    Class,
    Function,
    Instance,
    Method,
    Native,
    NativeClass,
    Spread,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["call", "of_type"]


def call(evaluator: Evaluator, name: str, arguments: Arguments) -> Value:
    """Call a builtin by its name."""
    function = (
        _FUNCTIONS.get(name) or introspection.FUNCTIONS.get(name) or evaluator.natives.get(name)
    )
    if function is None or isinstance(function, NativeClass):
        return Call(
            Builtin(name), arguments.args, arguments.kwargs, arguments.node, arguments.scope.module
        )
    if any(isinstance(item, Spread) for item in arguments.args):
        return arguments.unknown("the arguments are not known")
    try:
        return function(evaluator, arguments)
    except (TypeError, ValueError, LookupError, ArithmeticError, StopIteration):
        return arguments.unknown(f"`{name}()` can't be told")


def of_type(evaluator: Evaluator, kind: str, name: str, arguments: Arguments) -> Value:
    """Call what a built-in type has under a name (`str.lower(text)`, `dict.fromkeys(...)`)."""
    if kind == "dict" and name == "fromkeys":
        keys = sequences.elements(evaluator, arguments.get(0, "iterable"))
        if keys is None or any(isinstance(item, Spread) for item in keys):
            return arguments.unknown("the keys are not known")
        try:
            return dict.fromkeys(keys, arguments.get(1, "value"))
        except TypeError:
            return arguments.unknown("the keys are not known")
    owner = arguments.args[0] if arguments.args else None
    if type(owner).__name__ == kind and methods.has(owner, name):
        rest = Arguments(arguments.args[1:], arguments.kwargs, arguments.node, arguments.scope)
        return methods.call(evaluator, Method(owner, name), rest)
    return NotImplemented


def _items(evaluator: Evaluator, arguments: Arguments, position: int = 0) -> list[Any]:
    """The elements of an argument; TypeError where they aren't known."""
    items = sequences.elements(evaluator, arguments.args[position])
    if items is None:
        raise TypeError
    return items


def _plain(arguments: Arguments) -> list[Any]:
    args = [operators.plain(item) for item in arguments.args]
    if not all(operators.is_plain(item) for item in args):
        raise TypeError
    return args


def _len(evaluator: Evaluator, arguments: Arguments) -> Value:
    value = arguments.args[0]
    if isinstance(value, str):
        return len(value)
    items = value if isinstance(value, (list, tuple, dict)) else _items(evaluator, arguments)
    # Only a list that the code spells out holds a Spread: looking through a long one each time is slow.
    if len(items) < 1000 and any(isinstance(item, Spread) for item in items):
        raise TypeError
    return len(items)


def _str(evaluator: Evaluator, arguments: Arguments) -> Value:
    if not arguments.args:
        return ""
    text = sequences.text(evaluator, arguments.args[0])
    if text is None:
        value = arguments.args[0]
        return arguments.unknown(
            value.reason if isinstance(value, Unknown) else "it is not plain text"
        )
    return text


def _converted(kind: Callable[..., Any]) -> Callable[[Evaluator, Arguments], Value]:
    def convert(evaluator: Evaluator, arguments: Arguments) -> Value:
        args = _plain(arguments)
        if args and isinstance(args[0], str) and len(args[0]) > 300:
            raise ValueError
        return kind(*args)

    return convert


def _bool(evaluator: Evaluator, arguments: Arguments) -> Value:
    holds = attributes.truth(evaluator, arguments.args[0]) if arguments.args else False
    return arguments.unknown("the condition is not known") if holds is None else holds


def _collection(kind: Callable[[list[Any]], Any]) -> Callable[[Evaluator, Arguments], Value]:
    def collect(evaluator: Evaluator, arguments: Arguments) -> Value:
        return kind(_items(evaluator, arguments) if arguments.args else [])

    return collect


def _dict(evaluator: Evaluator, arguments: Arguments) -> Value:
    if "**" in arguments.kwargs:
        raise TypeError
    result: dict[Any, Value] = {}
    if arguments.args:
        value = arguments.args[0]
        if isinstance(value, dict):
            result.update(value)
        else:
            result.update({pair[0]: pair[1] for pair in _items(evaluator, arguments)})
    result.update(arguments.kwargs)
    return result


def _range(evaluator: Evaluator, arguments: Arguments) -> Value:
    numbers = _plain(arguments)
    result = range(*numbers)
    if len(result) > 20_000:
        raise ValueError
    return result


def _enumerate(evaluator: Evaluator, arguments: Arguments) -> Value:
    start = arguments.get(1, "start", 0)
    if not isinstance(start, int):
        raise TypeError
    return list(enumerate(_items(evaluator, arguments), start))


def _zip(evaluator: Evaluator, arguments: Arguments) -> Value:
    columns = [_items(evaluator, arguments, index) for index in range(len(arguments.args))]
    return list(zip(*columns, strict=False))


def _sorted(evaluator: Evaluator, arguments: Arguments) -> Value:
    given = _items(evaluator, arguments)
    items = [item for item in given if not isinstance(item, Spread)]
    perhaps = [item for item in given if isinstance(item, Spread)]
    key = arguments.kwargs.get("key")
    if key is not None:
        keys: list[Any] = []
        for item in items:
            found = calls.call(evaluator, key, _one(arguments, item))
            if not operators.is_plain(found):
                raise TypeError
            keys.append(found)
        order = sorted(range(len(items)), key=lambda index: keys[index])
        items = [items[index] for index in order]
    else:
        items = sorted(items, key=_sort_key) if all(map(_sortable, items)) else items
    return (items[::-1] if arguments.kwargs.get("reverse") is True else items) + perhaps


def _sortable(item: Value) -> bool:
    """Whether its order is known; objects of the project stay in the order they are in."""
    return not isinstance(item, (Instance, Class, Function))


def _sort_key(item: Any) -> Any:
    written = item.written() if isinstance(item, Native) else None
    return operators.plain(item) if written is None else written.split("/")


def _one(arguments: Arguments, item: Value) -> Arguments:
    return Arguments([item], {}, arguments.node, arguments.scope)


def _quantified(stops_at: bool) -> Callable[[Evaluator, Arguments], Value]:
    def quantify(evaluator: Evaluator, arguments: Arguments) -> Value:
        holds = [operators.truth(item) for item in _items(evaluator, arguments)]
        if stops_at in holds:
            return stops_at
        if None in holds:
            raise TypeError
        return not stops_at

    return quantify


def _extreme(kind: Callable[..., Any]) -> Callable[[Evaluator, Arguments], Value]:
    def choose(evaluator: Evaluator, arguments: Arguments) -> Value:
        items = _items(evaluator, arguments) if len(arguments.args) == 1 else arguments.args
        if arguments.kwargs:
            raise TypeError
        return kind([operators.plain(item) for item in items])

    return choose


def _map(evaluator: Evaluator, arguments: Arguments) -> Value:
    function = arguments.args[0]
    return [
        calls.call(evaluator, function, _one(arguments, item))
        for item in _items(evaluator, arguments, 1)
    ]


def _filter(evaluator: Evaluator, arguments: Arguments) -> Value:
    function = arguments.args[0]
    kept: list[Value] = []
    for item in _items(evaluator, arguments, 1):
        value = item if function is None else calls.call(evaluator, function, _one(arguments, item))
        holds = operators.truth(value)
        if holds is None:
            raise TypeError
        if holds:
            kept.append(item)
    return kept


def _next(evaluator: Evaluator, arguments: Arguments) -> Value:
    items = _items(evaluator, arguments)
    if items:
        return items[0]
    if len(arguments.args) > 1:
        return arguments.args[1]
    raise StopIteration


def _nothing(evaluator: Evaluator, arguments: Arguments) -> Value:
    return None


def _same(evaluator: Evaluator, arguments: Arguments) -> Value:
    return arguments.args[0]


_FUNCTIONS: dict[str, Callable[[Evaluator, Arguments], Value]] = {
    "len": _len,
    "str": _str,
    "int": _converted(int),
    "float": _converted(float),
    "abs": _converted(abs),
    "round": _converted(round),
    "chr": _converted(chr),
    "ord": _converted(ord),
    "repr": _converted(repr),
    "hex": _converted(hex),
    "bool": _bool,
    "list": _collection(list),
    "tuple": _collection(tuple),
    "set": _collection(lambda items: sequences.made_set(items)),
    "frozenset": _collection(lambda items: sequences.made_set(items)),
    "reversed": _collection(lambda items: items[::-1]),
    "sum": _extreme(sum),
    "min": _extreme(min),
    "max": _extreme(max),
    "dict": _dict,
    "range": _range,
    "enumerate": _enumerate,
    "zip": _zip,
    "sorted": _sorted,
    "any": _quantified(True),
    "all": _quantified(False),
    "map": _map,
    "filter": _filter,
    "iter": _same,
    "next": _next,
    "print": _nothing,
    "staticmethod": _same,
    "classmethod": _same,
}
