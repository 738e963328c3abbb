"""Shapes: the types of JSON values, as the spec's examples and tables and the code's Pydantic models state them.

A closed set of small dataclasses, taken apart by `match`. Names are wire names. What documents a shape
(description, examples, span) doesn't take part in comparisons.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum as PythonEnum
from typing import Final, TypeAlias

from spec2code.model.records import dataclass, field
from spec2code.model.span import Span

__all__ = [
    "ANY",
    "MISSING",
    "NULL",
    "AnyShape",
    "ArrayShape",
    "BooleanShape",
    "EnumShape",
    "Field",
    "JsonValue",
    "MapShape",
    "Missing",
    "NullShape",
    "NumberShape",
    "ObjectShape",
    "RefShape",
    "Shape",
    "StringShape",
    "UnionShape",
    "is_nullable",
    "nullable",
    "without_null",
]

JsonValue: TypeAlias = "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"


class Missing(PythonEnum):
    MISSING = "missing"


MISSING: Final = Missing.MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class _Documented:
    description: str | None = field(default=None, compare=False)
    examples: tuple[JsonValue, ...] = field(default=(), compare=False)
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyShape(_Documented):
    """Nothing is known of the value, or anything goes. `reason` says why it could not be told."""

    reason: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NullShape(_Documented):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class BooleanShape(_Documented):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class StringShape(_Documented):
    """`format` is JSON Schema's: uuid, date-time, date, time, duration, email, uri, hostname, ipv4, ipv6,
    byte, binary, password, decimal (a number written as a string)."""

    format: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberShape(_Documented):
    integer: bool = False
    format: str | None = None
    """decimal: exact; int32, int64, float, double where the source says so."""
    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: int | float | None = None
    exclusive_maximum: int | float | None = None
    multiple_of: int | float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumShape(_Documented):
    """One of these values; a single value is a constant. `name` is the name of the enum class, if it has one."""

    values: tuple[str | int | float | bool, ...]
    name: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrayShape(_Documented):
    items: Shape
    min_items: int | None = None
    max_items: int | None = None
    unique: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MapShape(_Documented):
    """An object whose keys are data."""

    values: Shape


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object, by its wire name.

    `default` is MISSING where there is none; a default made by code (default_factory) that can't be
    told is MISSING too, and the field not required.
    """

    name: str
    shape: Shape
    required: bool = True
    default: JsonValue | Missing = MISSING
    description: str | None = field(default=None, compare=False)
    read_only: bool = field(default=False, compare=False)
    write_only: bool = field(default=False, compare=False)
    deprecated: bool = field(default=False, compare=False)
    python_name: str | None = field(default=None, compare=False)
    request_names: tuple[str, ...] = field(default=(), compare=False)
    """Code only: every name by which a request may give it, where `name` isn't the only one."""
    response_shape: Shape | None = field(default=None, compare=False)
    """Code only: what a response has in the place of `shape`, where something else is written than read."""
    shown: bool = field(default=False, compare=False)
    """Specs only: nothing but a value in an example says what type it has and that null is none of its values."""
    form_shown: bool = field(default=False, compare=False)
    """Specs only: a text is stated, and nothing but a value in an example says what form it has."""
    may_be_null: bool = field(default=False, compare=False)
    """Specs only: `shown`, and the column behind it takes NULL."""
    unmarked: bool = field(default=False, compare=False)
    """Specs only: a JSON has its type as its value (`"name": "string"`), where nothing says that it may be left out."""
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectShape(_Documented):
    """`additional`: what other keys may hold; None: not said. `name`: the class or interface it came from."""

    fields: tuple[Field, ...]
    additional: Shape | None = None
    closed: bool = False
    """No other keys are allowed (extra='forbid', additionalProperties: false)."""
    elided: bool = field(default=False, compare=False)
    """Specs only: an ellipsis says that it has more fields than are shown."""
    name: str | None = field(default=None, compare=False)

    def field(self, name: str) -> Field | None:
        return next((item for item in self.fields if item.name == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionShape(_Documented):
    """Any of the options; `T | null` is a union with NullShape as its last option."""

    options: tuple[Shape, ...]
    discriminator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RefShape(_Documented):
    """A shape defined elsewhere, by the key it has in the definitions (`module.ClassName` in code)."""

    name: str


Shape: TypeAlias = (
    AnyShape
    | NullShape
    | BooleanShape
    | StringShape
    | NumberShape
    | EnumShape
    | ArrayShape
    | MapShape
    | ObjectShape
    | UnionShape
    | RefShape
)
Definitions: TypeAlias = Mapping[str, Shape]

ANY: Final = AnyShape()
NULL: Final = NullShape()


def is_nullable(shape: Shape) -> bool:
    """Whether null is one of the values; an unknown shape doesn't count."""
    if isinstance(shape, UnionShape):
        return any(is_nullable(option) for option in shape.options)
    return isinstance(shape, NullShape)


def nullable(shape: Shape) -> Shape:
    """The shape or null; what already allows null is returned as it is."""
    if is_nullable(shape) or isinstance(shape, AnyShape):
        return shape
    if isinstance(shape, UnionShape):
        return UnionShape(
            options=(*shape.options, NULL),
            discriminator=shape.discriminator,
            description=shape.description,
            examples=shape.examples,
            span=shape.span,
        )
    return UnionShape(
        options=(shape, NULL),
        description=shape.description,
        examples=shape.examples,
        span=shape.span,
    )


def without_null(shape: Shape) -> Shape:
    """The shape without null among its options; null alone stays null."""
    if not isinstance(shape, UnionShape):
        return shape
    options = tuple(option for option in shape.options if not isinstance(option, NullShape))
    if len(options) == 1:
        return options[0]
    if not options or len(options) == len(shape.options):
        return shape
    return UnionShape(
        options=options,
        discriminator=shape.discriminator,
        description=shape.description,
        examples=shape.examples,
        span=shape.span,
    )
