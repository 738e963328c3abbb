"""Envelopes and pages that differ in nothing but what they hold, as one generic and a class of each.

`OrderPage` stays the name that handlers, documents and `diff` know; only its fields are written once, in
`Page[T]`. A page that is the only one of its kind stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from spec2code.codegen.api_roles import payload, rows
from spec2code.codegen.names import class_name
from spec2code.model.records import dataclass, replace
from spec2code.model.shapes import (
    ArrayShape,
    Field,
    ObjectShape,
    RefShape,
    Shape,
    UnionShape,
)

__all__ = ["Generic", "generics"]

_HELD: Final = "T"
_PLACE: Final = RefShape(name="\0held")


@dataclass(frozen=True, slots=True)
class Generic:
    """A generic class: its name, that of its type variable, the field which holds it, and its classes."""

    name: str
    variable: str
    field: str
    members: Mapping[str, str]
    """Class to what it holds, in their order: `OrderPage` -> `OrderSummary`."""


def generics(models: Mapping[str, Shape]) -> tuple[dict[str, Shape], tuple[Generic, ...]]:
    """The models, and what repeats among them.

    What documents a field that is written once is kept where all agree.
    """
    groups: dict[tuple[str, tuple[str, ...]], list[_Kind]] = {}
    for name, shape in models.items():
        found = _held(name, shape)
        if found is not None:
            _join(groups.setdefault((found.base, _fields(found.open)), []), found, name)
    made = dict(models)
    taken = {*models, _HELD}
    variable = _HELD if _HELD not in models else "HeldT"
    found_generics: list[Generic] = []
    for kind in (kind for kinds in groups.values() for kind in kinds):
        if len(kind.members) < 2:
            continue
        name = next(item for item in _names(kind) if item not in taken)
        taken.add(name)
        made |= _agreed([(member, made[member]) for member in kind.members])
        found_generics.append(Generic(name, variable, kind.field, dict(kind.members)))
    return made, tuple(found_generics)


@dataclass(frozen=True, slots=True)
class _Kind:
    base: str
    field: str
    open: ObjectShape
    """The object with a place where its classes hold what is theirs."""
    members: dict[str, str]


def _held(name: str, shape: Shape) -> _Kind | None:
    if not isinstance(shape, ObjectShape):
        return None
    page = name.endswith(("Page", "ListResponse"))
    if not page and not name.endswith("Envelope"):
        return None
    item = rows(shape) if page else payload(shape)
    if item is None or len(shape.fields) < 2:
        return None
    held: list[str] = []
    opened = _opened(item.shape, held)
    if len(held) != 1:
        return None
    fields = tuple(replace(one, shape=opened) if one is item else one for one in shape.fields)
    plain = replace(shape, fields=fields, name=None)
    return _Kind("Page" if page else "Envelope", item.name, plain, {name: held[0]})


def _opened(shape: Shape, held: list[str]) -> Shape:
    match shape:
        case RefShape():
            held.append(shape.name)
            return _PLACE
        case ArrayShape():
            return replace(shape, items=_opened(shape.items, held))
        case UnionShape():
            return replace(shape, options=tuple(_opened(item, held) for item in shape.options))
        case _:
            return shape


def _fields(shape: ObjectShape) -> tuple[str, ...]:
    return tuple(item.name for item in shape.fields)


def _join(kinds: list[_Kind], found: _Kind, name: str) -> None:
    for kind in kinds:
        if kind.field == found.field and kind.open == found.open:
            kind.members[name] = found.members[name]
            return
    kinds.append(found)


def _names(kind: _Kind) -> Iterator[str]:
    """`Page`; where there is one already, with the fields that tell it apart."""
    yield kind.base
    others = [class_name(item.name) for item in kind.open.fields if item.name != kind.field]
    longer = f"{kind.base}With{'And'.join(others)}"
    yield longer
    yield f"{class_name(kind.field)}{longer}"
    number = 2
    while True:
        yield f"{longer}Or{number}"
        number += 1


def _agreed(members: Sequence[tuple[str, Shape]]) -> dict[str, Shape]:
    """The classes with the same words on the same fields."""
    shapes = [shape for _, shape in members if isinstance(shape, ObjectShape)]
    made: dict[str, Shape] = {}
    for (name, _), shape in zip(members, shapes, strict=True):
        columns = zip(*(one.fields for one in shapes), strict=True)
        fields = tuple(_alike(own, all_) for own, all_ in zip(shape.fields, columns, strict=True))
        made[name] = replace(shape, fields=fields)
    return made


def _alike(own: Field, all_: Sequence[Field]) -> Field:
    shape = own.shape
    if len({item.description for item in all_}) > 1:
        own = replace(own, description=None)
    if len({item.shape.description for item in all_}) > 1:
        shape = replace(shape, description=None)
    if any(item.shape.examples != own.shape.examples for item in all_):
        shape = replace(shape, examples=())
    return replace(
        own,
        shape=shape,
        read_only=all(item.read_only for item in all_),
        write_only=all(item.write_only for item in all_),
        deprecated=all(item.deprecated for item in all_),
    )
