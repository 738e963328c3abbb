"""One shape for several values: the items of an array, the variants of a body."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from spec2code.model.records import replace
from spec2code.model.shapes import (
    ANY,
    AnyShape,
    ArrayShape,
    EnumShape,
    Field,
    JsonValue,
    MapShape,
    NullShape,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    UnionShape,
    is_nullable,
    nullable,
    without_null,
)

__all__ = [
    "NULL_IN_EXAMPLE",
    "UNKNOWN_ITEMS",
    "all_optional",
    "enveloped",
    "merge_all",
    "merge_two",
]

NULL_IN_EXAMPLE: Final = "the example shows null"
UNKNOWN_ITEMS: Final = "the example shows no items"
_EXAMPLES: Final = 3


def merge_all(shapes: Iterable[Shape]) -> tuple[Shape, bool]:
    """A shape that all of these have, and whether their types differ; fields not in all become optional."""
    merged: Shape | None = None
    differ = False
    for shape in shapes:
        if merged is None:
            merged = shape
        else:
            merged, other = merge_two(merged, shape)
            differ = differ or other
    return merged or ANY, differ


def merge_two(first: Shape, second: Shape) -> tuple[Shape, bool]:
    """As `merge_all`, for two."""
    if _is_null(first) or _is_null(second):
        known = second if _is_null(first) else first
        return (known if _is_null(known) else nullable(known)), False
    if isinstance(first, AnyShape) or isinstance(second, AnyShape):
        return (second if isinstance(first, AnyShape) else first), False
    if is_nullable(first) or is_nullable(second):
        merged, differ = merge_two(without_null(first), without_null(second))
        return nullable(merged), differ
    same = _same_kind(first, second)
    if same is not None:
        return same
    if first == second:
        return replace(first, examples=_examples(first, second)), False
    options = dict.fromkeys((*_options(first), *_options(second)))
    if len(options) > 6:
        return AnyShape(reason="the values have many types"), True
    return UnionShape(options=tuple(options)), True


def _same_kind(first: Shape, second: Shape) -> tuple[Shape, bool] | None:
    match first, second:
        case ObjectShape(), ObjectShape():
            return _objects(first, second)
        case ArrayShape(), ArrayShape():
            items, differ = merge_two(first.items, second.items)
            return replace(first, items=items), differ
        case MapShape(), MapShape():
            values, differ = merge_two(first.values, second.values)
            return replace(first, values=values), differ
        case (MapShape(), ObjectShape()) if first.values == ANY:
            return all_optional(second), False
        case (ObjectShape(), MapShape()) if second.values == ANY:
            return all_optional(first), False
        case StringShape(), StringShape():
            if first == second:
                return replace(first, examples=_examples(first, second)), False
            return StringShape(examples=_examples(first, second)), False
        case NumberShape(), NumberShape():
            if first == second:
                return replace(first, examples=_examples(first, second)), False
            integer = first.integer and second.integer
            return NumberShape(integer=integer, examples=_examples(first, second)), False
        case EnumShape(), EnumShape():
            both = tuple(dict.fromkeys((*first.values, *second.values)))
            return replace(first, values=both), False
        case (EnumShape(), StringShape()) | (StringShape(), EnumShape()):
            return (first if isinstance(first, EnumShape) else second), False
    return None


def _objects(first: ObjectShape, second: ObjectShape) -> tuple[Shape, bool]:
    others = {item.name: item for item in second.fields}
    fields: list[Field] = []
    differ = False
    for item in first.fields:
        other = others.pop(item.name, None)
        if other is None:
            fields.append(item if second.elided else replace(item, required=False))
            continue
        shape, clash = merge_two(item.shape, other.shape)
        differ = differ or clash
        fields.append(
            replace(
                item,
                shape=shape,
                required=item.required and other.required,
                description=item.description or other.description,
            )
        )
    fields += [item if first.elided else replace(item, required=False) for item in others.values()]
    return (
        replace(first, fields=tuple(fields), elided=first.elided and second.elided),
        differ,
    )


def all_optional(shape: Shape) -> Shape:
    """The object with fields that may all be left out, as a PATCH sends it; what is no object stays as it is."""
    if not isinstance(shape, ObjectShape):
        return shape
    return replace(shape, fields=tuple(replace(item, required=False) for item in shape.fields))


def _is_null(shape: Shape) -> bool:
    return isinstance(shape, NullShape) or (
        isinstance(shape, AnyShape) and shape.reason == NULL_IN_EXAMPLE
    )


def _options(shape: Shape) -> tuple[Shape, ...]:
    return shape.options if isinstance(shape, UnionShape) else (shape,)


def _examples(first: Shape, second: Shape) -> tuple[JsonValue, ...]:
    found = list(first.examples)
    for value in second.examples:
        if len(found) >= _EXAMPLES:
            break
        if value not in found:
            found.append(value)
    return tuple(found)


def enveloped(stated: Shape | None, examples: list[Shape | None]) -> Shape | None:
    """The whole body, where what is stated is only what an example has inside of its envelope.

    "Body: { id, name }" and an example `{ "message": …, "data": { "id": 1, "name": "Rex" } }`.
    """
    if not isinstance(stated, ObjectShape) or len(stated.fields) < 2:
        return stated
    names = {item.name for item in stated.fields}
    for example in examples:
        if not isinstance(example, ObjectShape) or names & {item.name for item in example.fields}:
            continue
        for item in example.fields:
            inner = item.shape.items if isinstance(item.shape, ArrayShape) else item.shape
            if isinstance(inner, ObjectShape) and names <= {field.name for field in inner.fields}:
                return example
    return stated
