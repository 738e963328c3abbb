"""`dataclass`, `field` and `replace` of the standard library, made to cost a start of the tool next to nothing.

To the type checker they are those of `dataclasses`, and it is the type checker that keeps `frozen` classes from
being written to. At run time the standard decorator compiles up to eight functions for each class from text, which
for our classes took a third of a `diff` of fifty tables; here all but the rarest are shared, `__init__` by the
number of fields.
"""

from __future__ import annotations

import dataclasses
import reprlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, field, fields, is_dataclass
from functools import cache
from operator import attrgetter, ge, gt, le, lt
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, Final, TypeVar

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
            cls.__doc__ = cls.__doc__ or cls.__name__
            found = _fields_of(cls, kw_only=kw_only)
            if slots:
                cls = _slotted(cls, found)
            cls.__dataclass_fields__ = found
            listed = sorted(found.values(), key=lambda item: bool(item.kw_only))
            cls.__match_args__ = tuple(item.name for item in listed if not item.kw_only)
            if "__init__" not in vars(cls):
                cls.__init__ = _assigning(cls, listed)
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


# What a field is to `dataclasses.fields` and `dataclasses.replace`, for which there is no public name.
_KIND: Final = fields(dataclasses.make_dataclass("Sample", ["field"]))[0]._field_type  # type: ignore[attr-defined]


def _fields_of(cls: type, *, kw_only: bool) -> dict[str, Field[Any]]:
    """The fields by name, those of bases first; the class keeps the defaults that are constants."""
    found: dict[str, Field[Any]] = {}
    for base in cls.__mro__[-1:0:-1]:
        found.update(vars(base).get("__dataclass_fields__", ()))
    for name, kind in vars(cls).get("__annotations__", {}).items():
        if "ClassVar" in str(kind):
            continue
        given = vars(cls).get(name, MISSING)
        item: Field[Any] = given if isinstance(given, Field) else field(default=given)
        item.name, item.type = name, kind
        item._field_type = _KIND  # type: ignore[attr-defined]
        if item.kw_only is MISSING:
            item.kw_only = kw_only
        if item.default is not MISSING:
            setattr(cls, name, item.default)
        elif given is item:
            delattr(cls, name)
        found[name] = item
    return found


def _slotted(cls: type, found: Mapping[str, Field[Any]]) -> Any:
    """The class anew, with slots for what no base has one for: they have to be there when a class is made."""
    taken = {name for base in cls.__mro__[1:] for name in vars(base).get("__slots__", ())}
    content = {name: item for name, item in vars(cls).items() if name not in found}
    content["__slots__"] = tuple(name for name in found if name not in taken)
    content.pop("__dict__", None)
    content.pop("__weakref__", None)
    made = type(cls)(cls.__name__, cls.__bases__, content)
    made.__qualname__ = cls.__qualname__
    return made


class _Made:
    """What stands for an argument that is not given and is made anew for each object."""

    def __repr__(self) -> str:
        return "<made anew>"


_MADE: Final = _Made()


def _assigning(cls: Any, listed: Sequence[Field[Any]]) -> FunctionType:
    """An `__init__` that puts its arguments in place; its code is shared by all classes of that form."""
    names = [item.name for item in listed]
    makers = [place for place, item in enumerate(listed) if item.default_factory is not MISSING]
    code = _assignments(len(listed), tuple(makers), hasattr(cls, "__post_init__"))
    called = {f"_{place}": name for place, name in enumerate(names)}
    code = code.replace(
        co_argcount=1 + sum(not item.kw_only for item in listed),
        co_kwonlyargcount=sum(bool(item.kw_only) for item in listed),
        co_varnames=("self", *names),
        co_names=tuple(called.get(name, name) for name in code.co_names),
        co_qualname=f"{cls.__qualname__}.__init__",
    )
    scope: dict[str, Any] = {f"make_{place}": listed[place].default_factory for place in makers}
    defaults = {
        item.name: _MADE if item.default_factory is not MISSING else item.default
        for item in listed
        if item.default_factory is not MISSING or item.default is not MISSING
    }
    given = [defaults[item.name] for item in listed if item.name in defaults and not item.kw_only]
    made = FunctionType(code, {"MADE": _MADE, **scope}, "__init__", tuple(given))
    made.__kwdefaults__ = {
        item.name: defaults[item.name] for item in listed if item.kw_only and item.name in defaults
    }
    return made


@cache
def _assignments(count: int, makers: tuple[int, ...], followed: bool) -> CodeType:
    """The code of an `__init__` that puts so many arguments in place, whatever they are called.

    Args:
        count: of the arguments.
        makers: places of those that `make_<place>()` makes where they aren't given.
        followed: `__post_init__` goes on behind it.
    """
    names = [f"_{number}" for number in range(count)]
    values = [
        f"make_{number}() if {name} is MADE else {name}" if number in makers else name
        for number, name in enumerate(names)
    ]
    lines = [f"\n self.{name} = {value}" for name, value in zip(names, values, strict=True)] + [
        "\n self.__post_init__()"
    ] * followed
    scope: dict[str, Any] = {}
    exec(
        f"def __init__(self{''.join(f', {name}' for name in names)}):{''.join(lines) or ' pass'}",
        scope,
    )
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
