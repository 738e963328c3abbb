"""Shapes as the annotations of handlers: parameters, bodies, return types."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from spec2code.codegen.api_types import JSON_NUMBER, JSON_TEXT, TEXT_FORMATS, TIME_OF_DAY
from spec2code.codegen.api_values import CLASS_FORMATS, python_literal
from spec2code.codegen.imports import Imports
from spec2code.codegen.literals import string_literal
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
    without_null,
)

__all__ = ["Annotations", "bounds"]

_CLASSES = {
    "uuid": ("uuid", "UUID"),
    "date-time": ("datetime", "datetime"),
    "date": ("datetime", "date"),
    "duration": ("datetime", "timedelta"),
    "email": ("pydantic", "EmailStr"),
    "uri": ("pydantic", "AnyUrl"),
    "ipv4": ("ipaddress", "IPv4Address"),
    "ipv6": ("ipaddress", "IPv6Address"),
    "decimal": ("decimal", "Decimal"),
}


class Annotations:
    """Writes annotations and notes what they import.

    Args:
        imports: of the module.
        schemas: the module of the feature's schemas.
        types: the module of the types that schemas share.
        usable: whether pydantic takes a pattern.
    """

    def __init__(
        self, imports: Imports, schemas: str, types: str, usable: Callable[[str], bool]
    ) -> None:
        self._imports = imports
        self._schemas = schemas
        self._types = types
        self._usable = usable

    def body(
        self, shape: Shape, *, inner: bool = False, strict: bool = False, sent: bool = False
    ) -> str:
        """The annotation of a shape in which objects are named.

        Args:
            shape: of a body, or of a part of one.
            inner: it is inside of another, so that its bounds stand in it.
            strict: a caller sends it as JSON, where "yes" is no true and "1.5" no number.
            sent: a caller sends it, as JSON or as text.
        """
        parts = [self._plain(shape, strict, sent or strict)]
        if inner and (found := self.bounds(shape)):
            parts.append(f"{self._imports.add('pydantic', 'Field')}({', '.join(found)})")
        if strict and isinstance(shape, NumberShape) and shape.integer:
            parts.append(self._imports.add(self._types, JSON_NUMBER))
        parts += self.marks(shape) if sent or strict else []
        if len(parts) == 1:
            return parts[0]
        return f"{self._imports.add('typing', 'Annotated')}[{', '.join(parts)}]"

    def marks(self, shape: Shape) -> list[str]:
        """What stands beside the type of a text that a caller sends, so that it takes no number."""
        shape = without_null(shape)
        if isinstance(shape, StringShape) and shape.format in TEXT_FORMATS:
            return [self._imports.add(self._types, JSON_TEXT)]
        return []

    def parameter(self, shape: Shape) -> str:
        """The annotation of a parameter: what has no form of its own in a URL or header is text."""
        shape = without_null(shape)
        match shape:
            case ArrayShape():
                items = without_null(shape.items)
                if _is_whole(items):
                    return f"list[{self.parameter(items)}]"
                return f"list[{self.body(_scalar(items), inner=True, sent=True)}]"
            case UnionShape():
                return self.body(shape) if _scalar(shape) is shape else "str"
            case EnumShape() if _is_whole(shape):
                # What a URL or header carries is text, and pydantic finds no text among whole numbers.
                annotated = self._imports.add("typing", "Annotated")
                validator = self._imports.add("pydantic", "BeforeValidator")
                return f"{annotated}[{self._enum(shape)}, {validator}(int)]"
            case _:
                return self.body(_scalar(shape))

    def bounds(self, shape: Shape) -> list[str]:
        """Keyword arguments of Field, Query, Path...: `ge=1`, `max_length=20`."""
        return bounds(without_null(shape), self._usable)

    def _plain(self, shape: Shape, strict: bool, sent: bool) -> str:
        inner = {"inner": True, "strict": strict, "sent": sent}
        match shape:
            case AnyShape() | ObjectShape():
                return self._imports.add("typing", "Any")
            case NullShape():
                return "None"
            case BooleanShape():
                return self._imports.add("pydantic", "StrictBool") if strict else "bool"
            case StringShape(format="time"):
                return self._imports.add(self._types, TIME_OF_DAY)
            case StringShape():
                known = _CLASSES.get(shape.format or "")
                return self._imports.add(*known) if known else "str"
            case NumberShape():
                if strict and not shape.integer:
                    return self._imports.add("pydantic", "StrictFloat")
                return "int" if shape.integer else "float"
            case EnumShape():
                return self._enum(shape)
            case ArrayShape():
                return f"list[{self.body(shape.items, **inner)}]"
            case MapShape():
                return f"dict[str, {self.body(shape.values, **inner)}]"
            case UnionShape():
                options = (self.body(option, **inner) for option in shape.options)
                return " | ".join(dict.fromkeys(options))
            case RefShape():
                return self._imports.add(self._schemas, shape.name)
            case _:
                assert_never(shape)

    def _enum(self, shape: EnumShape) -> str:
        whole = [value for value in shape.values if not isinstance(value, float)]
        if len(whole) < len(shape.values):
            return "float"
        literal = self._imports.add("typing", "Literal")
        return f"{literal}[{', '.join(python_literal(value) for value in shape.values)}]"


def bounds(shape: Shape, usable: Callable[[str], bool]) -> list[str]:
    match shape:
        case NumberShape():
            return _known(
                ge=shape.minimum,
                gt=shape.exclusive_minimum,
                le=shape.maximum,
                lt=shape.exclusive_maximum,
                multiple_of=shape.multiple_of,
            )
        case StringShape(format=format) if format not in CLASS_FORMATS or format in (
            "email",
            "uri",
        ):
            found = _known(min_length=shape.min_length, max_length=shape.max_length)
            if shape.pattern is not None and format is None and usable(shape.pattern):
                found.append(f"pattern={string_literal(shape.pattern)}")
            return found
        case ArrayShape():
            return _known(min_length=shape.min_items, max_length=shape.max_items)
        case _:
            return []


def _known(**words: int | float | None) -> list[str]:
    return [
        f"{name}={int(value) if value == int(value) else value!r}"
        for name, value in words.items()
        if value is not None
    ]


def _is_whole(shape: Shape) -> bool:
    return isinstance(shape, EnumShape) and all(type(value) is int for value in shape.values)


def _scalar(shape: Shape) -> Shape:
    """The shape where a URL or header can carry it as one value; else plain text."""
    shape = without_null(shape)
    match shape:
        case StringShape() | NumberShape() | BooleanShape() | EnumShape():
            return shape
        case UnionShape() if all(_scalar(option) is option for option in shape.options):
            return shape
        case _:
            return StringShape()
