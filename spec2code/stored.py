"""Values of the model as JSON, and back, for the cache.

A record is an array: the number of its class in the table ahead of it, then its fields in their order. Other
containers begin with a negative number. Only classes of `spec2code.model` and `spec2code.diagnostics` are made,
whatever stands in the text.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from enum import Enum
from typing import Any

from spec2code.model.records import fields, is_dataclass

__all__ = ["from_stored", "to_stored"]

_TUPLE, _LIST, _DICT, _SET = -1, -2, -3, -4
_ROOMS = ("spec2code.model.", "spec2code.diagnostics")


def to_stored(value: object) -> list[Any]:
    """A value made of records, enums, containers and what JSON has, as JSON has it.

    Raises:
        TypeError: there is something else in it.
    """
    numbers: dict[type, int] = {}

    def stored(item: Any) -> Any:
        kind = type(item)
        if item is None or kind in (str, int, bool, float):
            return item
        if kind is tuple:
            return [_TUPLE, *map(stored, item)]
        if kind is list:
            return [_LIST, *map(stored, item)]
        if kind is dict:
            return [_DICT, *(stored(part) for pair in item.items() for part in pair)]
        if kind is frozenset:
            return [_SET, *sorted(map(stored, item), key=repr)]
        is_enum = issubclass(kind, Enum)
        if not is_enum and not is_dataclass(kind):
            raise TypeError(f"`{kind.__name__}` is nothing that is stored")
        number = numbers.setdefault(kind, len(numbers))
        if is_enum:
            return [number, item.value]
        return [number, *(stored(getattr(item, name)) for name in kind.__dataclass_fields__)]

    tree = stored(value)
    return [[[kind.__module__, kind.__qualname__] for kind in numbers], tree]


def from_stored(data: Any) -> Any:
    """The value again.

    Raises:
        ValueError, TypeError, LookupError, AttributeError, ImportError: nothing that `to_stored` makes.
    """
    classes, tree = data
    makers = [_maker(module, name) for module, name in classes]

    def made(node: list[Any]) -> Any:
        tag = node[0]
        items = [made(item) if type(item) is list else item for item in node[1:]]
        if tag >= 0:
            return makers[tag](*items)
        if tag == _TUPLE:
            return tuple(items)
        if tag == _LIST:
            return items
        if tag == _DICT:
            return dict(zip(items[::2], items[1::2], strict=True))
        if tag == _SET:
            return frozenset(items)
        raise ValueError(f"no container has the number {tag}")

    return made(tree) if type(tree) is list else tree


def _maker(module: str, name: str) -> Callable[..., Any]:
    if not module.startswith(_ROOMS):
        raise ValueError(f"`{module}` has no values that are stored")
    kind = getattr(importlib.import_module(module), name)
    if not isinstance(kind, type) or not (is_dataclass(kind) or issubclass(kind, Enum)):
        raise ValueError(f"`{name}` is no record")
    if is_dataclass(kind) and any(item.kw_only for item in fields(kind)):
        names = [item.name for item in fields(kind)]
        return lambda *items: kind(**dict(zip(names, items, strict=True)))
    return kind
