"""`dataclass`, `field` and `replace` of the standard library, made to cost a start of the tool next to nothing.

To the type checker they are those of `dataclasses`, and it is the type checker that keeps `frozen` classes from
being written to. At run time the standard decorator compiles up to eight functions for each class from text, which
for our classes took a third of a `diff` of fifty tables; here all but the rarest are shared, `__init__` by the
number of fields.
"""

from __future__ import annotations

import dataclasses
import reprlib
from collections.abc import Callable
from dataclasses import MISSING, Field, field, fields, is_dataclass
from functools import cache
from operator import attrgetter, ge, gt, le, lt
from types import CodeType, FunctionType
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
            plain = _only_assigns(cls)
            cls = dataclasses.dataclass(
                init=not plain, repr=False, eq=False, slots=slots, kw_only=kw_only
            )(cls)
            if plain:
                cls.__init__ = _assigning(cls)
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


def _only_assigns(cls: type) -> bool:
    """Whether the fields of a class get what is passed or a constant, and nothing is done behind that."""
    inherited = getattr(cls, "__dataclass_fields__", {}).values()
    return not hasattr(cls, "__post_init__") and not any(
        isinstance(item, Field) and item.default_factory is not MISSING
        for item in (*vars(cls).values(), *inherited)
    )


def _assigning(cls: Any) -> FunctionType:
    """An `__init__` for a class of which `_only_assigns` holds."""
    listed = sorted(fields(cls), key=lambda item: bool(item.kw_only))
    named = {item.name: item.default for item in listed if item.kw_only}
    names = tuple(item.name for item in listed)
    code = _assignments(len(names)).replace(
        co_argcount=1 + len(names) - len(named),
        co_kwonlyargcount=len(named),
        co_varnames=("self", *names),
        co_names=names,
        co_qualname=f"{cls.__qualname__}.__init__",
    )
    given = [item.default for item in listed if item.default is not MISSING and not item.kw_only]
    made = FunctionType(code, {}, "__init__", tuple(given))
    made.__kwdefaults__ = {name: value for name, value in named.items() if value is not MISSING}
    return made


@cache
def _assignments(count: int) -> CodeType:
    """The code of an `__init__` that puts so many arguments in place, whatever they are called."""
    names = [f"_{number}" for number in range(count)]
    lines = "".join(f"\n self.{name} = {name}" for name in names) or "\n pass"
    scope: dict[str, Any] = {}
    exec(f"def __init__(self{''.join(f', {name}' for name in names)}):{lines}", scope)
    code: CodeType = scope["__init__"].__code__
    return code


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
