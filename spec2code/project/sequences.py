"""What loops and comprehensions run through, and the collections that are made of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from spec2code.project import attributes, binding, calls, operators
from spec2code.project.values import (
    Arguments,
    Attribute,
    Class,
    Instance,
    Native,
    Scope,
    Spread,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = [
    "collected",
    "concatenated",
    "dict_comprehension",
    "elements",
    "made_set",
    "path",
    "spread",
    "text",
]

ELEMENT_LIMIT = 20_000


def elements(evaluator: Evaluator, value: Value) -> list[Value] | None:
    """What a loop over a value runs through; None: not known."""
    if isinstance(value, dict):
        return list(value)
    if isinstance(value, (list, tuple, range, str)):
        return list(value) if len(value) <= ELEMENT_LIMIT else None
    if isinstance(value, (set, frozenset)):
        return sorted(value, key=repr) if len(value) <= ELEMENT_LIMIT else None
    if isinstance(value, Native):
        return value.items(evaluator)
    if isinstance(value, Class):
        return attributes.enum_members(evaluator, value)
    if isinstance(value, Instance):
        return _iterated(evaluator, value)
    return None


def spread(evaluator: Evaluator, value: Value, into: list[Value]) -> None:
    """Add what `*value` gives, or what stands for it where that isn't known."""
    items = elements(evaluator, value)
    if items is None:
        into.append(Spread(value))
    else:
        into.extend(items)


def concatenated(evaluator: Evaluator, left: Value, right: Value) -> Value:
    """`left + right` where one is a list and nothing says what the other is; NotImplemented for anything else."""
    sides = (left, right)
    if not any(isinstance(side, list) for side in sides) or all(map(operators.is_plain, sides)):
        return NotImplemented
    result: list[Value] = []
    for side in sides:
        spread(evaluator, side, result)
    return result


def _iterated(evaluator: Evaluator, value: Instance) -> list[Value] | None:
    method = attributes.attribute(evaluator, value, "__iter__")
    if isinstance(method, (Unknown, Attribute)):
        return None
    scope = value.cls.scope if isinstance(value.cls, Class) else None
    if scope is None:
        return None
    result = calls.call(evaluator, method, Arguments([], {}, None, scope))
    return elements(evaluator, result) if not isinstance(result, Instance) else None


def text(evaluator: Evaluator, value: Value, conversion: int = -1, form: str = "") -> str | None:
    """How a value reads in an f-string, an object of the project by its `__str__`; None: can't be told."""
    if isinstance(value, Instance) and isinstance(value.cls, Class):
        method = attributes.attribute(evaluator, value, "__str__")
        if isinstance(method, (Unknown, Attribute)):
            return None
        value = calls.call(evaluator, method, Arguments([], {}, None, value.cls.scope))
    if isinstance(value, Native):
        value = value.written()
        if value is None:
            return None
    return operators.text_of(value, conversion, form)


def path(value: Value) -> str | None:
    """A path as text; None: it is none, or not known."""
    value = value.written() if isinstance(value, Native) else operators.plain(value)
    return value if isinstance(value, str) else None


def made_set(values: list[Value]) -> Value:
    """A set; in the order given, as a list, where what it holds has no order of its own."""
    if all(isinstance(item, str | int | float | bool | bytes | None) for item in values):
        return set(values)
    unique: list[Value] = []
    keys: set[object] = set()
    symbolic: list[Value] = []
    for item in values:
        key = _key(item)
        if key is not None and key in keys:
            continue
        before = unique if key is None else symbolic
        if any(item is other or operators.same(item, other) is True for other in before):
            continue
        unique.append(item)
        if key is None:
            symbolic.append(item)
        else:
            keys.add(key)
    return unique


def _key(value: Value) -> tuple[object] | None:
    """What is equal, and has one hash, for equal constants; None for what isn't one."""
    if isinstance(value, (set, frozenset)):
        return (frozenset(value),)
    if isinstance(value, tuple):
        keys = [_key(item) for item in value]
        return None if None in keys else (tuple(keys),)
    return (value,) if isinstance(value, str | int | float | bool | bytes | None) else None


def _comprehension(
    evaluator: Evaluator, generators: list[ast.comprehension], scope: Scope
) -> Iterator[Scope | None]:
    """A scope per round; None where a round can't be told."""
    inner = Scope(scope.module, scope)

    def rounds(depth: int) -> Iterator[Scope | None]:
        if depth == len(generators):
            yield inner
            return
        generator = generators[depth]
        outer = inner if depth else scope
        items = elements(evaluator, evaluator.evaluate(generator.iter, outer))
        if items is None:
            yield None
            return
        for item in items:
            binding.assign(evaluator, generator.target, item, inner)
            holds = [operators.truth(evaluator.evaluate(test, inner)) for test in generator.ifs]
            if None in holds:
                yield None
                return
            if all(holds):
                yield from rounds(depth + 1)

    return rounds(0)


def collected(evaluator: Evaluator, node: Any, scope: Scope) -> Value:
    """A list, set or generator comprehension; generators are lists here."""
    values: list[Value] = []
    for inner in _comprehension(evaluator, node.generators, scope):
        if inner is None:
            return Unknown("what it loops over is not known", node, scope.module)
        values.append(evaluator.evaluate(node.elt, inner))
    return made_set(values) if isinstance(node, ast.SetComp) else values


def dict_comprehension(evaluator: Evaluator, node: ast.DictComp, scope: Scope) -> Value:
    result: dict[Any, Value] = {}
    for inner in _comprehension(evaluator, node.generators, scope):
        if inner is None:
            return Unknown("what it loops over is not known", node, scope.module)
        key = evaluator.evaluate(node.key, inner)
        try:
            result[key] = evaluator.evaluate(node.value, inner)
        except TypeError:
            return Unknown("a key of the dict is not known", node, scope.module)
    return result
