"""One shape for the errors of an API, out of those that its endpoints show.

An example of an error shows what that error said. Where it says more than another (`details` of a validation,
the `suggestion` of one refusal), that is no other kind of error: the code, or without one the message, stands in
the same place. So errors that have it there share a shape, in which what only some have is optional, and what
each fills differently is a map.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spec2code.codegen.api_errors import code_field, message_fields, names_error
from spec2code.model.api import Endpoint
from spec2code.model.records import replace
from spec2code.model.shapes import (
    ANY,
    AnyShape,
    EnumShape,
    Field,
    MapShape,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    nullable,
    without_null,
)

__all__ = ["alike", "common_error"]

_DEEP: Final = 3

Place = tuple[str, ...]
"""The names of the fields on the way to one."""


def common_error(stated: Shape | None, endpoints: Iterable[Endpoint]) -> Shape | None:
    """The shape of the API's errors: the stated one, else that of most errors which show one.

    Args:
        stated: what the spec states once for all of its errors.
        endpoints: whose errors may show more than that.
    """
    shown = [row.shape for item in endpoints for row in item.errors if row.shape is not None]
    if stated is None:
        stated = next((one for one in shown if 2 * _count(one, shown) > len(shown)), None)
    if stated is None:
        return None
    one_of_all = stated
    for shape in shown:
        if alike(shape, one_of_all):
            one_of_all = _united(one_of_all, shape)
    return _open(one_of_all)


def alike(shape: Shape, other: Shape) -> bool:
    """Whether both are one kind of error: the code, or without one a message, has the same place in them."""
    if shape == other:
        return True
    ours, theirs = _code(shape, ()), _code(other, ())
    if ours or theirs:
        return ours == theirs
    return bool(_messages(shape, ()) & _messages(other, ()))


def _count(shape: Shape, shown: list[Shape]) -> int:
    return sum(alike(shape, other) for other in shown)


def _code(shape: Shape, place: Place) -> tuple[Place, type[Shape]] | None:
    """Where the code stands, and whether it is a text or a number."""
    if not isinstance(shape, ObjectShape) or len(place) > _DEEP:
        return None
    item = code_field(shape)
    if item is not None:
        number = isinstance(without_null(item.shape), NumberShape)
        return (*place, item.name), NumberShape if number else StringShape
    if message_fields(shape):
        return None
    found = (_code(without_null(item.shape), (*place, item.name)) for item in shape.fields)
    return next((one for one in found if one is not None), None)


def _messages(shape: Shape, place: Place) -> frozenset[Place]:
    if not isinstance(shape, ObjectShape) or len(place) > _DEEP:
        return frozenset()
    if own := message_fields(shape):
        return frozenset((*place, item.name) for item in own)
    parts = [_messages(without_null(item.shape), (*place, item.name)) for item in shape.fields]
    return frozenset().union(*parts)


def _united(one: Shape, other: Shape) -> Shape:
    if not isinstance(one, ObjectShape) or not isinstance(other, ObjectShape):
        return one
    theirs = {item.name: item for item in other.fields}
    fields: list[Field] = []
    for item in one.fields:
        same = theirs.pop(item.name, None)
        if same is None:
            fields.append(replace(item, required=False))
        else:
            shape = _both(item, same)
            fields.append(replace(item, shape=shape, required=item.required and same.required))
    fields += [replace(item, required=False) for item in theirs.values()]
    return replace(one, fields=tuple(fields))


def _both(item: Field, other: Field) -> Shape:
    """A shape for a field that both have."""
    if item.shape == other.shape:
        return item.shape
    ours, theirs = without_null(item.shape), without_null(other.shape)
    is_null = ours is not item.shape or theirs is not other.shape
    if isinstance(ours, ObjectShape | MapShape) and isinstance(theirs, ObjectShape | MapShape):
        if isinstance(ours, ObjectShape) and _holds_error(ours):
            found: Shape = _united(ours, theirs)
        else:
            found = MapShape(values=ANY, description=ours.description)
    elif isinstance(ours, StringShape | EnumShape) and isinstance(theirs, StringShape | EnumShape):
        found = ours if ours == theirs else StringShape(description=ours.description)
    elif isinstance(ours, NumberShape) and isinstance(theirs, NumberShape):
        found = NumberShape(integer=ours.integer and theirs.integer)
    else:
        found = ours if ours == theirs else ANY
    return nullable(found) if is_null and found is not ANY else found


def _holds_error(shape: ObjectShape) -> bool:
    return _code(shape, ()) is not None or bool(_messages(shape, ()))


def _open(shape: Shape) -> Shape:
    """The shape with a map for an object beside the code that nothing but one error's example describes.

    What only names its fields (`{ error: { code, message } }`) has text in those of an error.
    """
    if not isinstance(shape, ObjectShape):
        return shape
    own = code_field(shape) is not None or bool(message_fields(shape))
    fields = []
    for item in shape.fields:
        held = without_null(item.shape)
        if isinstance(held, AnyShape) and names_error(item):
            fields.append(replace(item, shape=StringShape(description=held.description)))
        elif isinstance(held, ObjectShape) and not own:
            fields.append(replace(item, shape=_open(held)) if held is item.shape else item)
        elif isinstance(held, ObjectShape) and held.fields and _is_one_example(held):
            opened: Shape = MapShape(values=ANY, description=held.description)
            fields.append(replace(item, shape=opened if held is item.shape else nullable(opened)))
        else:
            fields.append(item)
    return replace(shape, fields=tuple(fields))


def _is_one_example(shape: ObjectShape) -> bool:
    """Whether nothing says more of the object than that one error had it: no class, and no field is explained."""
    return shape.name is None and not any(
        item.description or item.shape.description for item in shape.fields
    )
