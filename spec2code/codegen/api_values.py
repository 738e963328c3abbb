"""JSON values and shapes: whether one fits the other, a sample for a shape, a value as Python source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final, assert_never
from uuid import UUID

from spec2code.codegen.literals import string_literal
from spec2code.model.patterns import regex
from spec2code.model.shapes import (
    MISSING,
    AnyShape,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    JsonValue,
    MapShape,
    Missing,
    NullShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
    is_nullable,
)

__all__ = [
    "CLASS_FORMATS",
    "DECIMAL_PATTERN",
    "TIME_PATTERN",
    "decimal_digits",
    "decimal_pattern",
    "fits",
    "is_type_word",
    "python_literal",
    "repaired",
    "sample",
]

DECIMAL_PATTERN: Final = r"^[+-]?(\d+\.?\d*|\.\d+)$"
"""What a document says of a number that is carried as text: `format` alone would let every text in."""
TIME_PATTERN: Final = (
    r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?$"
)
"""What a document says of a time of day: JSON Schema's `time` is one with a zone (RFC 3339)."""
CLASS_FORMATS: Final = frozenset(
    {"uuid", "date-time", "date", "time", "duration", "ipv4", "ipv6", "byte", "binary", "decimal"}
)
"""Formats of text that a class of Python holds, which knows no length and no pattern."""
_DIGITS: Final = regex(r"\^\[\+-\]\?\\d\{1,(\d+)\}(?:\(\\\.\\d\{0,(\d+)\}\)\?)?\$\Z")

_TEXT_WORDS: Final = """
    string text EUR USD en en-US ABC-123 ABC-1234 ABC123 A1 a1 abc-def abc_def ORD-0001 INV-2026-0001
    +14155550123 +491701234567 13800138000 #a1b2c3 #A1B2C3 1.0 1.0.0 v1.0.0 12:00 12:00:00 2026-01
    2026-01-01 user@example.com https://example.com/ example.com 192.0.2.1 /path/to A-1 a-1 Aa1!aaaa
"""
_TEXTS: Final = tuple(_TEXT_WORDS.split())
_TYPE_WORD: Final = regex(
    r"(?:string|text|str|integer|int|number|float|decimal|boolean|bool|uuid|date|date-?time|timestamp"
    r"|iso ?8601|object|array|enum)\s*(?:\Z|[(|<\[,])",
    re.IGNORECASE,
)
"""What stands for a value in a spec's example and is none."""
_EMAIL: Final = re.compile(r"[^@\s]+@[\w-]+(?:\.[\w-]+)+\Z")
_RESERVED_DOMAINS: Final = (".arpa", ".invalid", ".local", ".localhost", ".onion", ".test")
_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S")
_DEEP: Final = 40
_NESTED: Final = regex(r"\)[*+{]")
_NONE: Final[Mapping[str, Shape]] = {}
_SAMPLES: Final = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "date-time": "2026-01-01T00:00:00Z",
    "date": "2026-01-01",
    "time": "12:00:00",
    "duration": "PT1H",
    "email": "user@example.com",
    "uri": "https://example.com/",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "decimal": "1.00",
    "byte": "c3BlYw==",
}


def fits(shape: Shape, value: JsonValue, models: Mapping[str, Shape] = _NONE) -> bool:
    """Whether the value is of the shape's type, with its length, range and pattern.

    Args:
        shape: what the value should be.
        value: a JSON value.
        models: what RefShapes name; a reference to none of them takes every value.
    """
    match shape:
        case AnyShape():
            return True
        case RefShape():
            return shape.name not in models or fits(models[shape.name], value, models)
        case NullShape():
            return value is None
        case BooleanShape():
            return isinstance(value, bool)
        case NumberShape():
            return isinstance(value, int | float) and _is_number(shape, value)
        case StringShape():
            return isinstance(value, str) and _is_text(shape, value)
        case EnumShape():
            return any(value == known and type(value) is type(known) for known in shape.values)
        case ArrayShape():
            return isinstance(value, list) and all(
                fits(shape.items, item, models) for item in value
            )
        case MapShape():
            return isinstance(value, dict) and all(
                fits(shape.values, item, models) for item in value.values()
            )
        case ObjectShape():
            return isinstance(value, dict) and all(
                (
                    _field_fits(item, value[item.name], models)
                    if item.name in value
                    else not item.required
                )
                for item in shape.fields
            )
        case UnionShape():
            return any(fits(option, value, models) for option in shape.options)
        case _:
            assert_never(shape)


def _field_fits(item: Field, value: JsonValue, models: Mapping[str, Shape]) -> bool:
    return (value is None and not item.required) or fits(item.shape, value, models)


def _is_number(shape: NumberShape, value: int | float) -> bool:
    if isinstance(value, bool) or (shape.integer and value != int(value)):
        return False
    return not (
        (shape.minimum is not None and value < shape.minimum)
        or (shape.maximum is not None and value > shape.maximum)
        or (shape.exclusive_minimum is not None and value <= shape.exclusive_minimum)
        or (shape.exclusive_maximum is not None and value >= shape.exclusive_maximum)
    )


def _is_text(shape: StringShape, text: str) -> bool:
    try:
        match shape.format:
            case "uuid":
                UUID(text)
            case "date-time":
                datetime.fromisoformat(text)
            case "date":
                date.fromisoformat(text)
            case "time":
                return re.search(TIME_PATTERN, text) is not None
            case "decimal":
                float(text)
            case "email":
                return _is_email(text)
            case "uri":
                return _URL.match(text) is not None
            case "binary":
                return False
    except ValueError:
        return False
    if shape.max_length is not None and len(text) > shape.max_length:
        return False
    return len(text) >= (shape.min_length or 0) and _matches(shape.pattern, text)


def _is_email(text: str) -> bool:
    """Whether pydantic's EmailStr takes the address: a domain with a dot, and none that is reserved."""
    return _EMAIL.match(text) is not None and not text.lower().endswith(_RESERVED_DOMAINS)


def _matches(pattern: str | None, text: str) -> bool:
    """Whether the pattern is found in the text; one that could take long, or is none, counts as found."""
    if pattern is None or len(text) > 200 or _NESTED.search(pattern):
        return True
    try:
        return re.search(pattern, text) is not None
    except (re.error, RecursionError, OverflowError):
        return True  # Nothing can be told, so nothing is held against the text.


def repaired(
    shape: Shape, value: JsonValue, models: Mapping[str, Shape] = _NONE
) -> JsonValue | Missing:
    """The value with samples in place of what doesn't fit, and of words for types such as `string (UUID)`."""
    return _repaired(shape, value, models, ())


def _repaired(
    shape: Shape, value: JsonValue, models: Mapping[str, Shape], open_: tuple[str, ...]
) -> JsonValue | Missing:
    match shape:
        case RefShape() if shape.name in models and len(open_) < _DEEP:
            return _repaired(models[shape.name], value, models, (*open_, shape.name))
        case ObjectShape() if isinstance(value, dict):
            made: dict[str, JsonValue] = {}
            for item in shape.fields:
                if item.name in value:
                    inner = _repaired(item.shape, value[item.name], models, open_)
                    if value[item.name] is None and not item.required:
                        inner = None
                else:
                    inner = sample(item.shape, models) if item.required else MISSING
                if inner is not MISSING:
                    made[item.name] = inner
                elif item.required:
                    return MISSING
            return {**{key: held for key, held in value.items() if key not in made}, **made}
        case ArrayShape() if isinstance(value, list):
            items = [_repaired(shape.items, item, models, open_) for item in value]
            kept = [item for item in items if item is not MISSING]
            return kept if fits(shape, kept, models) else sample(shape, models)
        case MapShape() if isinstance(value, dict):
            pairs = (
                (key, _repaired(shape.values, held, models, open_)) for key, held in value.items()
            )
            return {key: held for key, held in pairs if held is not MISSING}
        case UnionShape() if not is_type_word(value):
            options = (_repaired(option, value, models, open_) for option in shape.options)
            found = [item for item in options if item is not MISSING]
            return value if value in found else found[0] if found else MISSING
    if fits(shape, value, models) and not is_type_word(value):
        return _zoned(shape, value)
    return sample(shape, models)


def _zoned(shape: Shape, value: JsonValue) -> JsonValue:
    """The value; a time without an offset in UTC, for JSON Schema knows no `date-time` without one."""
    if isinstance(shape, StringShape) and shape.format == "date-time" and isinstance(value, str):
        when = datetime.fromisoformat(value)
        if when.tzinfo is None:
            return f"{when.isoformat()}Z"
    return value


def is_type_word(value: JsonValue) -> bool:
    """Whether the value is a word for a type that stands where a spec's example has no value: `string (UUID)`."""
    return isinstance(value, str) and _TYPE_WORD.match(value) is not None


def sample(shape: Shape, models: Mapping[str, Shape] = _NONE) -> JsonValue | Missing:
    """A value of the shape: an example of its own where it has one that fits; MISSING when none is known."""
    return _sample(shape, models, ())


def _sample(
    shape: Shape, models: Mapping[str, Shape], open_: tuple[str, ...]
) -> JsonValue | Missing:
    for example in shape.examples:
        if fits(shape, example, models):
            return _zoned(shape, example)
    match shape:
        case AnyShape():
            return {}
        case NullShape():
            return None
        case BooleanShape():
            return True
        case StringShape():
            return _text(shape)
        case NumberShape():
            return _number(shape)
        case EnumShape():
            return shape.values[0]
        case ArrayShape():
            item = _sample(shape.items, models, open_)
            return [] if item is MISSING else [item] * max(shape.min_items or 0, 1)
        case MapShape():
            return {}
        case ObjectShape():
            return _object(shape, models, open_)
        case UnionShape():
            found = (_sample(option, models, open_) for option in shape.options)
            known = next((value for value in found if value is not MISSING), MISSING)
            return None if known is MISSING and is_nullable(shape) else known
        case RefShape():
            if shape.name in open_ or shape.name not in models:
                return MISSING
            return _sample(models[shape.name], models, (*open_, shape.name))
        case _:
            assert_never(shape)


def _object(
    shape: ObjectShape, models: Mapping[str, Shape], open_: tuple[str, ...]
) -> JsonValue | Missing:
    made: dict[str, JsonValue] = {}
    for item in shape.fields:
        value = _sample(item.shape, models, open_) if item.default is MISSING else item.default
        if value is not MISSING:
            made[item.name] = value
        elif item.required:
            return MISSING
    return made


def _text(shape: StringShape) -> str | Missing:
    if shape.format == "binary":
        return MISSING
    if shape.pattern is not None and shape.format is None:
        return _tried(shape)
    text = _SAMPLES.get(shape.format or "", "string")
    if shape.format is None:
        text = text.ljust(shape.min_length or 0, "x")[: shape.max_length]
    return text


def _tried(shape: StringShape) -> str | Missing:
    """The first of some usual texts that the pattern takes."""
    if shape.pattern is None or _NESTED.search(shape.pattern):
        return MISSING
    repeated = (char * count for count in range(1, 41) for char in "1Aa0")
    for text in (*_TEXTS, *repeated):
        if fits(shape, text) and _matches(shape.pattern, text):
            return text
    return MISSING


def _number(shape: NumberShape) -> int | float | Missing:
    step = 1 if shape.integer else 0.5
    low, high = shape.minimum, shape.maximum
    if shape.exclusive_minimum is not None:
        low = shape.exclusive_minimum + step
    if shape.exclusive_maximum is not None:
        high = shape.exclusive_maximum - step
    value: int | float = low if low is not None else high if high is not None and high < 1 else 1
    if shape.multiple_of:
        value = -(-value // shape.multiple_of) * shape.multiple_of
    value = int(value) if shape.integer else value
    return value if fits(shape, value) else MISSING


def decimal_pattern(digits: int, places: int) -> str:
    """The pattern of a decimal text that a `numeric(digits, places)` holds."""
    whole = rf"^[+-]?\d{{1,{max(digits - places, 1)}}}"
    return rf"{whole}(\.\d{{0,{places}}})?$" if places else f"{whole}$"


def decimal_digits(pattern: str | None) -> tuple[int, int] | None:
    """The digits and places of which `decimal_pattern` made the pattern; None when it didn't."""
    found = _DIGITS.match(pattern or "")
    if found is None:
        return None
    places = int(found[2] or 0)
    return int(found[1]) + places, places


def python_literal(value: JsonValue) -> str:
    """A JSON value as Python source that it can't leave."""
    if isinstance(value, str):
        return string_literal(value)
    if isinstance(value, list):
        return f"[{', '.join(python_literal(item) for item in value)}]"
    if isinstance(value, dict):
        items = (f"{string_literal(key)}: {python_literal(item)}" for key, item in value.items())
        return f"{{{', '.join(items)}}}"
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return "None"
    return repr(value)
