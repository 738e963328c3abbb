"""Edits of one field of a shape: its name, whether it must be there, null, its type and its bounds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spec2code.model.shapes import (
    MISSING,
    AnyShape,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    MapShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
    is_nullable,
    nullable,
    without_null,
)

__all__ = ["Definitions", "field_edits", "resolved"]

Definitions = dict[str, Shape]


def resolved(shape: Shape, definitions: Definitions) -> Shape:
    for _ in range(10):
        if not isinstance(shape, RefShape) or shape.name not in definitions:
            break
        shape = definitions[shape.name]
    return shape


def field_edits(
    item: Field, spec: Field, spoken: Definitions, shapes: Definitions, request: bool
) -> Iterator[tuple[str, Field, str]]:
    yield "name", replace(item, name=f"{item.name}_planted"), "D409"
    if request and (not is_nullable(item.shape) or is_nullable(spec.shape)):
        # That it may be left out of a PATCH is nobody's word where the spec shows the field alone.
        open_ = spec.shown and not spec.required
        kind = "required where nothing says so (no drift)" if open_ else "required"
        yield kind, replace(item, required=not item.required), "" if open_ else "D404"
    if spec.default is not MISSING and item.default is not MISSING:
        yield "default", replace(item, default="planted"), "D408"
    said = without_null(resolved(spec.shape, spoken))
    has = without_null(resolved(item.shape, shapes))
    said, has = resolved(said, spoken), resolved(has, shapes)
    if isinstance(said, AnyShape) or isinstance(has, AnyShape):
        return
    if spec.required and item.required and not isinstance(said, MapShape):
        other = without_null(item.shape) if is_nullable(item.shape) else nullable(item.shape)
        if spec.may_be_null and not request:
            # An example has a value where the column behind it takes NULL: both are the spec's word.
            yield "null as its column (no drift)", replace(item, shape=other), ""
        else:
            yield "null", replace(item, shape=other), "D405"
    null = is_nullable(item.shape)
    if not request and not spec.shown and not null:
        more = UnionShape(options=(*_options_of(item.shape), MapShape(values=BooleanShape())))
        if not isinstance(said, MapShape | ObjectShape):
            yield "further option", replace(item, shape=more), "D403"
    for kind, shape, number in _of_shape(said, has):
        made: Shape = nullable(shape) if null else shape
        if kind == "wholeness" and request and spec.shown and _is_whole_example(said):
            # A float takes the integer that an example shows.
            yield "wholeness of an example (no drift)", replace(item, shape=made), ""
        elif kind == "wholeness" and not request and _is_number(said):
            # Every integer that is answered is a number.
            yield "integers for a number (no drift)", replace(item, shape=made), ""
        else:
            yield kind, replace(item, shape=made), number


def _is_whole_example(shape: Shape) -> bool:
    return isinstance(shape, NumberShape) and shape.integer and bool(shape.examples)


def _is_number(shape: Shape) -> bool:
    """Whether it is the word `number` alone: an example of a fraction says more."""
    bare = isinstance(shape, NumberShape) and not (shape.format or shape.examples)
    return bare and not shape.integer


def _options_of(shape: Shape) -> tuple[Shape, ...]:
    return shape.options if isinstance(shape, UnionShape) else (shape,)


def _of_shape(said: Shape, has: Shape) -> Iterator[tuple[str, Shape, str]]:
    other: Shape = ArrayShape(items=ArrayShape(items=NumberShape(integer=True)))
    if not isinstance(said, ArrayShape):
        yield "type", other, "D403"
    match said, has:
        case StringShape(), StringShape():
            if said.format and said.format == has.format:
                changed = "date" if said.format != "date" else "uuid"
                yield "format", replace(has, format=changed), "D411"
                yield "format taken away", replace(has, format=None), "D411"
            if said.max_length is not None:
                yield "greatest length", replace(has, max_length=said.max_length + 1), "D406"
                yield "greatest length taken away", replace(has, max_length=None), "D406"
            if said.min_length is not None:
                yield "least length", replace(has, min_length=said.min_length + 1), "D406"
            if said.pattern is not None:
                yield "pattern", replace(has, pattern="planted"), "D406"
        case NumberShape(), NumberShape():
            if said.integer == has.integer:
                yield "wholeness", replace(has, integer=not has.integer), "D403"
            if said.minimum is not None and has.minimum is not None:
                yield "minimum", replace(has, minimum=has.minimum - 7), "D406"
                yield "minimum taken away", replace(has, minimum=None), "D406"
            if said.maximum is not None and has.maximum is not None:
                yield "maximum", replace(has, maximum=has.maximum + 7), "D406"
            if said.multiple_of is not None:
                yield "multiple", replace(has, multiple_of=77), "D406"
        case EnumShape(), EnumShape():
            yield "values widened", replace(has, values=(*has.values, "planted")), "D407"
            if len(has.values) > 1:
                yield "values narrowed", replace(has, values=has.values[1:]), "D407"
        case ArrayShape(), ArrayShape():
            yield "type", BooleanShape(), "D403"
            if said.max_items is not None:
                yield "greatest count", replace(has, max_items=said.max_items + 7), "D406"
            if said.min_items is not None:
                yield "least count", replace(has, min_items=said.min_items + 7), "D406"
            if said.unique and has.unique:
                yield "uniqueness", replace(has, unique=False), "D406"
            if not isinstance(said.items, AnyShape | RefShape | ObjectShape | MapShape) and not (
                isinstance(has.items, AnyShape)
            ):
                yield "items' type", replace(has, items=other), "D403"
        case MapShape(), MapShape():
            if not isinstance(said.values, AnyShape | RefShape | ObjectShape | MapShape):
                yield "map's values", replace(has, values=other), "D403"
