"""Puts rules that were stated in words onto a shape."""

from __future__ import annotations

from collections.abc import Sequence

from spec2code.model.records import replace
from spec2code.model.shapes import (
    AnyShape,
    ArrayShape,
    BooleanShape,
    EnumShape,
    MapShape,
    NullShape,
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
from spec2code.spec.validation import Bound, Rules

__all__ = ["apply_rules"]

_KEPT_NUMBER_FORMATS = ("decimal",)


def apply_rules(shape: Shape, rules: Rules) -> tuple[Shape, tuple[str, ...]]:
    """The shape with the rules, and those that make no sense for its type, in words."""
    misfits: list[str] = []
    with_null = is_nullable(shape)
    inner = without_null(shape)
    inner = _typed(inner, rules, misfits)
    for bound in _limits(rules.bounds):
        inner = _bounded(inner, bound, misfits)
    if rules.multiple_of and isinstance(inner, NumberShape):
        if not inner.integer:
            inner = replace(inner, multiple_of=rules.multiple_of)
    if rules.unique_items and isinstance(inner, ArrayShape):
        inner = replace(inner, unique=True)
    if (with_null or rules.nullable) and rules.nullable is not False:
        return nullable(inner), tuple(misfits)
    return inner, tuple(misfits)


def _limits(bounds: Sequence[Bound]) -> Sequence[Bound]:
    """The limits, without ranges of which there are several: these are values, "by age (4-6, 7-10, 11-14)"."""
    ranges = {(item.of, item.low, item.high) for item in bounds if item.low and item.high}
    if len({of for of, _, _ in ranges}) == len(ranges):
        return bounds
    return [item for item in bounds if not (item.low and item.high)]


def _typed(shape: Shape, rules: Rules, misfits: list[str]) -> Shape:
    """Enumerated values, format and pattern; they also give a type to what has none."""
    if rules.integer:
        if isinstance(shape, NumberShape):
            shape = replace(shape, integer=True)
        elif isinstance(shape, AnyShape):
            shape = NumberShape(integer=True)
    if rules.values:
        shape = _enumerated(shape, rules, misfits)
    if rules.format:
        shape = _formatted(shape, rules.format, misfits)
    if rules.pattern:
        if isinstance(shape, AnyShape):
            shape = StringShape(pattern=rules.pattern)
        elif isinstance(shape, StringShape):
            shape = replace(shape, pattern=rules.pattern)
        elif isinstance(shape, ArrayShape) and isinstance(shape.items, StringShape):
            shape = replace(shape, items=replace(shape.items, pattern=rules.pattern))
        else:
            misfits.append(f"pattern `{rules.pattern}`")
    return shape


def _enumerated(shape: Shape, rules: Rules, misfits: list[str]) -> Shape:
    values = rules.values
    if isinstance(shape, ArrayShape):
        return replace(shape, items=EnumShape(values=values))
    if isinstance(shape, BooleanShape):
        if all(isinstance(value, bool) for value in values):
            return shape
        misfits.append(f"values {', '.join(map(str, values))}")
        return shape
    if isinstance(shape, StringShape) and shape.format == "binary":
        return shape  # the kinds of files that are taken: "File (webm/mp3)"
    if isinstance(shape, StringShape):
        return EnumShape(
            values=tuple(str(value) for value in values), description=shape.description
        )
    if isinstance(shape, NumberShape):
        if all(isinstance(value, (int, float)) for value in values):
            return EnumShape(values=values, description=shape.description)
        misfits.append(f"values {', '.join(map(str, values))}")
        return shape
    if isinstance(shape, (AnyShape, EnumShape)):
        return EnumShape(values=values)
    misfits.append(f"values {', '.join(map(str, values))}")
    return shape


def _formatted(shape: Shape, name: str, misfits: list[str]) -> Shape:
    if isinstance(shape, AnyShape):
        return StringShape(format=name)
    if isinstance(shape, StringShape):
        if name == "date-time" and shape.format in ("date", "time"):
            return shape
        return replace(shape, format=name)
    if isinstance(shape, ArrayShape):
        return replace(shape, items=_formatted(shape.items, name, misfits))
    if isinstance(shape, NumberShape) and name in _KEPT_NUMBER_FORMATS:
        return replace(shape, format=name)
    if isinstance(shape, NumberShape) and name in ("date-time", "time", "duration"):
        return shape
    misfits.append(f"format `{name}`")
    return shape


def _bounded(shape: Shape, bound: Bound, misfits: list[str]) -> Shape:
    match shape:
        case StringShape():
            return _string(shape, bound, misfits)
        case NumberShape():
            return _number(shape, bound, misfits)
        case ArrayShape():
            if bound.of == "length" and isinstance(shape.items, StringShape):
                return replace(shape, items=_string(shape.items, bound, misfits))
            return replace(
                shape,
                min_items=_whole(bound.low, bound.low_open, shape.min_items),
                max_items=_whole(bound.high, -bound.high_open, shape.max_items),
            )
        case AnyShape():
            if bound.of in ("length", "digits"):
                return _string(StringShape(), bound, misfits)
            if bound.of == "value":
                return _number(NumberShape(), bound, misfits)
            if bound.of == "items":
                return _bounded(ArrayShape(items=AnyShape()), bound, misfits)
            return shape
        case UnionShape():
            return replace(
                shape, options=tuple(_bounded(option, bound, []) for option in shape.options)
            )
        case EnumShape() | RefShape() | MapShape() | ObjectShape():
            return shape
        case BooleanShape() | NullShape():
            misfits.append(_words(bound))
            return shape


def _string(shape: StringShape, bound: Bound, misfits: list[str]) -> StringShape:
    if bound.of == "digits" and bound.low is not None:
        high = bound.high if bound.high is not None else ""
        count = f"{bound.low}" if bound.low == bound.high else f"{bound.low},{high}"
        return replace(shape, pattern=shape.pattern or f"^\\d{{{count}}}$")
    if bound.of in ("value", "items") and shape.format != "decimal":
        misfits.append(_words(bound))
        return shape
    if shape.format == "decimal" and bound.of != "length":
        return shape
    if isinstance(bound.low, float) or isinstance(bound.high, float):
        misfits.append(_words(bound))
        return shape
    return replace(
        shape,
        min_length=_whole(bound.low, bound.low_open, shape.min_length),
        max_length=_whole(bound.high, -bound.high_open, shape.max_length),
    )


def _number(shape: NumberShape, bound: Bound, misfits: list[str]) -> NumberShape:
    if bound.of == "digits":
        return shape
    if bound.of in ("length", "items"):
        misfits.append(_words(bound))
        return shape
    if bound.low is not None:
        if bound.low_open:
            shape = replace(shape, exclusive_minimum=bound.low)
        else:
            shape = replace(shape, minimum=bound.low)
    if bound.high is not None:
        if bound.high_open:
            shape = replace(shape, exclusive_maximum=bound.high)
        else:
            shape = replace(shape, maximum=bound.high)
    return shape


def _whole(limit: int | float | None, shift: int, before: int | None) -> int | None:
    return before if limit is None or limit < 0 else int(limit) + shift


def _words(bound: Bound) -> str:
    low = "" if bound.low is None else str(bound.low)
    high = "" if bound.high is None else str(bound.high)
    unit = f" {bound.of}" if bound.of else ""
    return f"{low}..{high}{unit}"
