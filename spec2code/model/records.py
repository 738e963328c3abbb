"""`dataclass`, `field` and `replace` of the standard library, made to cost a start of the tool next to nothing.

To the type checker they are those of `dataclasses`, and it is the type checker that keeps `frozen` classes from
being written to. At run time the standard decorator compiles up to eight functions for each class from text, which
for our classes took a third of a `diff` of fifty tables; here only `__init__` is compiled, and the others are shared.
"""

from __future__ import annotations

import dataclasses
import reprlib
from collections.abc import Callable
from dataclasses import field, fields, is_dataclass
from operator import attrgetter, ge, gt, le, lt
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["dataclass", "field", "fields", "is_dataclass", "replace"]

if TYPE_CHECKING:
    from dataclasses import dataclass, replace
else:
    _AnyClass = TypeVar("_AnyClass", bound=type)

    def dataclass(
        *,
        frozen: bool = False,
        slots: bool = False,
        eq: bool = True,
        order: bool = False,
        kw_only: bool = False,
    ) -> Callable[[_AnyClass], _AnyClass]:
        """The decorator, with those of its options that we use."""

        def made(cls: _AnyClass) -> _AnyClass:
            cls.__doc__ = cls.__doc__ or cls.__name__  # else it is put together from the signature
            cls = dataclasses.dataclass(repr=False, eq=False, slots=slots, kw_only=kw_only)(cls)
            if "__repr__" not in vars(cls):
                cls.__repr__ = _repr
            if eq:
                _compare(cls, hashed=frozen, ordered=order)
            return cls

        return made

    def replace(item: Any, /, **changes: Any) -> Any:
        """A copy of a record with some of its fields changed."""
        for name in item.__dataclass_fields__:
            if name not in changes:
                changes[name] = getattr(item, name)
        return item.__class__(**changes)


def _compare(cls: type, *, hashed: bool, ordered: bool) -> None:
    """Give a class equality over its compared fields, a hash that fits it, and an order where it has one."""
    names = [item.name for item in fields(cls) if item.compare]
    # Two names at least: a getter of one gives no tuple, and a tuple compares by identity first.
    compared: Callable[[object], tuple[object, ...]] = (
        attrgetter(*names, names[0]) if names else lambda item: ()
    )

    def equal(one: object, other: object) -> Any:
        if other.__class__ is one.__class__:
            return compared(one) == compared(other)
        return NotImplemented

    def hash_of(item: object) -> int:
        return hash(compared(item))

    given = vars(cls)
    if "__eq__" not in given:
        cls.__eq__ = equal  # type: ignore[method-assign,assignment]
    if given.get("__hash__") is None:
        cls.__hash__ = hash_of if hashed else None  # type: ignore[method-assign,assignment]
    if ordered:
        for compare in (lt, le, gt, ge):
            setattr(cls, f"__{compare.__name__}__", _ordering(compare, compared))


def _ordering(
    compare: Callable[[Any, Any], Any], compared: Callable[[object], tuple[object, ...]]
) -> Callable[[object, object], Any]:
    def ordering(one: object, other: object) -> Any:
        if other.__class__ is one.__class__:
            return compare(compared(one), compared(other))
        return NotImplemented

    return ordering


@reprlib.recursive_repr()
def _repr(item: Any) -> str:
    shown = (f"{each.name}={getattr(item, each.name)!r}" for each in fields(item) if each.repr)
    return f"{type(item).__qualname__}({', '.join(shown)})"
