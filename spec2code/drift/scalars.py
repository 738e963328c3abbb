"""Strings, numbers and values of different kinds compared."""

from __future__ import annotations

from collections.abc import Iterator

from spec2code.diagnostics import Severity
from spec2code.drift.delta import Delta, Place, limit
from spec2code.drift.describe import shape_text
from spec2code.model.shapes import BooleanShape, EnumShape, NumberShape, Shape, StringShape

__all__ = ["compare_kinds", "compare_numbers", "compare_strings"]


def compare_kinds(spec: Shape, code: Shape, place: Place) -> Iterator[Delta]:
    """Different kinds: some hold the same JSON values all the same."""
    match spec, code:
        case EnumShape(), StringShape() if all(isinstance(value, str) for value in spec.values):
            yield place.delta("values", shape_text(spec), shape_text(code), Severity.WARNING)
        case EnumShape(), NumberShape() if not any(isinstance(v, str) for v in spec.values):
            yield place.delta("values", shape_text(spec), shape_text(code), Severity.WARNING)
        case EnumShape(), BooleanShape() if {str(v).lower() for v in spec.values} <= _FLAGS:
            return
        case StringShape(format=None), EnumShape() if all(isinstance(v, str) for v in code.values):
            return
        case StringShape(examples=examples), EnumShape() if examples and all(
            value in code.values for value in examples
        ):
            return  # a date in an example is one of the code's values
        case NumberShape(), EnumShape() if not any(isinstance(v, str) for v in code.values):
            return
        case StringShape(format=None | "decimal"), NumberShape(format="decimal"):
            return
        case NumberShape(), StringShape(format="decimal"):
            return
        case _:
            yield place.delta("type", shape_text(spec), shape_text(code))


_FLAGS = frozenset(("true", "false"))
_FORMATS = {
    "url": "uri",
    "iri": "uri",
    "uuid4": "uuid",
    "int32": None,
    "int64": None,
    # How a value is shown or meant, and no form that a type of Python checks.
    "password": None,
    "hostname": None,
}


def compare_strings(spec: StringShape, code: StringShape, place: Place) -> Iterator[Delta]:
    wanted = _FORMATS.get(spec.format or "", spec.format)
    has = _FORMATS.get(code.format or "", code.format)
    if wanted is not None and wanted != has:
        # A plain string takes every value of the format; another format refuses them.
        mild = Severity.WARNING if has is None else Severity.ERROR
        yield place.delta("format", shape_text(spec), shape_text(code), mild)
    for what, old, new in (
        ("at least {} characters", code.min_length, spec.min_length),
        ("at most {} characters", code.max_length, spec.max_length),
        ("pattern {}", code.pattern, spec.pattern),
    ):
        if new is not None and old != new and (has is None or old is not None):
            yield place.delta("constraint", what.format(new), limit(what, old))


def compare_numbers(
    spec: NumberShape, code: NumberShape, place: Place, *, request: bool
) -> Iterator[Delta]:
    """`request`: the code takes the number, so that what it doesn't take is refused."""
    whole = all(not isinstance(value, float) or value.is_integer() for value in spec.examples)
    if code.integer and not (spec.integer or spec.format) and whole:
        # The word `number` is all that TypeScript has, and an integer is one.
        if request:
            yield place.delta("type", shape_text(spec), shape_text(code), Severity.INFO)
    elif spec.integer != code.integer:
        # An example shows 10 where 10.5 may come as well: no proof.
        yield place.delta("type", shape_text(spec), shape_text(code), Severity.WARNING)
    for what, old, new in (
        ("at least {}", _least(code), _least(spec)),
        ("at most {}", _most(code), _most(spec)),
        ("a multiple of {}", code.multiple_of, spec.multiple_of),
    ):
        if new is not None and old != new:
            yield place.delta("constraint", what.format(new), limit(what, old))


def _least(shape: NumberShape) -> int | float | str | None:
    if shape.exclusive_minimum is None:
        return shape.minimum
    if shape.integer and isinstance(shape.exclusive_minimum, int):
        return shape.exclusive_minimum + 1
    return f"more than {shape.exclusive_minimum}"


def _most(shape: NumberShape) -> int | float | str | None:
    if shape.exclusive_maximum is None:
        return shape.maximum
    if shape.integer and isinstance(shape.exclusive_maximum, int):
        return shape.exclusive_maximum - 1
    return f"less than {shape.exclusive_maximum}"
