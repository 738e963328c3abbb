"""Whether a JSON value fits a shape, as far as a default or an example has to."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import assert_never
from uuid import UUID

from spec2code.model.shapes import (
    AnyShape,
    ArrayShape,
    BooleanShape,
    EnumShape,
    JsonValue,
    MapShape,
    NullShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
)

__all__ = ["fits"]


def fits(shape: Shape, value: JsonValue) -> bool:
    """Whether the value is of the shape's type; bounds aren't looked at."""
    match shape:
        case AnyShape() | RefShape():
            return True
        case NullShape():
            return value is None
        case BooleanShape():
            return isinstance(value, bool)
        case NumberShape():
            plain = isinstance(value, int | float) and not isinstance(value, bool)
            return plain and (not shape.integer or value == int(value))  # type: ignore[arg-type]
        case StringShape():
            return isinstance(value, str) and _is_format(shape.format, value)
        case EnumShape():
            return any(value == known and type(value) is type(known) for known in shape.values)
        case ArrayShape():
            return isinstance(value, list) and all(fits(shape.items, item) for item in value)
        case MapShape():
            return isinstance(value, dict) and all(
                fits(shape.values, item) for item in value.values()
            )
        case ObjectShape():
            return isinstance(value, dict) and all(
                fits(item.shape, value[item.name]) if item.name in value else not item.required
                for item in shape.fields
            )
        case UnionShape():
            return any(fits(option, value) for option in shape.options)
        case _:
            assert_never(shape)


def _is_format(name: str | None, text: str) -> bool:
    try:
        match name:
            case "uuid":
                UUID(text)
            case "date-time":
                datetime.fromisoformat(text)
            case "date":
                date.fromisoformat(text)
            case "time":
                time.fromisoformat(text)
            case "decimal":
                float(text)
            case "duration" | "ipv4" | "ipv6" | "byte" | "binary":
                return False
    except ValueError:
        return False
    return True
