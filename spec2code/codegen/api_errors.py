"""An error in the shape that a spec states: which of its fields holds the code, the message, the status."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Final, Protocol, TypeVar

from spec2code.codegen.api_values import python_literal, sample
from spec2code.codegen.literals import string_literal
from spec2code.codegen.names import identifier
from spec2code.model.patterns import regex
from spec2code.model.records import dataclass
from spec2code.model.shapes import (
    MISSING,
    ArrayShape,
    BooleanShape,
    EnumShape,
    Field,
    JsonValue,
    MapShape,
    Missing,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    is_nullable,
    without_null,
)

__all__ = [
    "ERROR_CODE",
    "ErrorSource",
    "code_field",
    "error_source",
    "error_value",
    "message_fields",
    "names_error",
    "shown_code",
]

ERROR_CODE: Final = "ErrorCode"
"""The class of the codes that errors carry."""

_CODES: Final = ("code", "error_code", "errorcode", "err_code", "errcode", "error_type", "type")
"""Which field holds the code: the first of these that there is."""
_MESSAGE_TEXT: Final = """
    message msg detail title description error_message error_msg error_description errmsg reason text
"""
_MESSAGES: Final = frozenset(_MESSAGE_TEXT.split())
_STATUSES: Final = frozenset({"status", "status_code", "http_status", "http_code"})
_WORD: Final = regex(r"[A-Za-z][A-Za-z0-9]*(?:[_.-][A-Za-z0-9]+)*\Z")
_TIME: Final = "2026-01-01T00:00:00+00:00"
_ID: Final = "00000000-0000-4000-8000-000000000000"

_NAMES: Final = frozenset(
    {"status_code", "code", "message", "at", "unique_id", "datetime", "uuid4"}
)
"""What the source of an error uses by itself."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ErrorSource:
    """A Python expression for the body of an error, over the names `status_code`, `code`, `message`, and, where it
    has such fields, `at` and `unique_id`."""

    text: str
    uses: frozenset[str]
    """The names in it."""
    details: tuple[str, ...] = ()
    """Names in it of maps that hold what one error says beyond its code and message."""


def error_source(shape: Shape, models: Mapping[str, Shape]) -> ErrorSource | None:
    """How to write an error of the shape; None when it has no place for a code or a message."""
    source = _Source()
    text = _written(shape, models, source)
    tree = ast.parse(text, mode="eval")
    uses = frozenset(node.id for node in ast.walk(tree) if isinstance(node, ast.Name))
    if not uses & {"code", "message"}:
        return None
    return ErrorSource(text, uses, tuple(source.maps))


def error_value(
    shape: Shape, models: Mapping[str, Shape], status: int, code: str | None, message: str
) -> JsonValue:
    """The body of one error, as an example."""
    return _written(shape, models, _Value(status, code or str(status), message))


class _Writer(Protocol[T]):
    def object(self, items: dict[str, T]) -> T: ...
    def literal(self, value: JsonValue) -> T: ...
    def code(self) -> T: ...
    def number_code(self) -> T: ...
    def message(self) -> T: ...
    def status(self) -> T: ...
    def time(self) -> T: ...
    def unique_id(self) -> T: ...
    def details(self, name: str, required: bool) -> T | None: ...


@dataclass(frozen=True, slots=True)
class _Value:
    """Writes JSON values."""

    status_code: int
    code_text: str
    text: str

    def object(self, items: dict[str, JsonValue]) -> JsonValue:
        return items

    def literal(self, value: JsonValue) -> JsonValue:
        return value

    def code(self) -> JsonValue:
        return self.code_text

    def number_code(self) -> JsonValue:
        plain = self.code_text.isascii() and self.code_text.isdigit()
        return int(self.code_text) if plain else self.status_code

    def message(self) -> JsonValue:
        return self.text

    def status(self) -> JsonValue:
        return self.status_code

    def time(self) -> JsonValue:
        return _TIME

    def unique_id(self) -> JsonValue:
        return _ID

    def details(self, name: str, required: bool) -> JsonValue:
        return {} if required else None


class _Source:
    """Writes Python source."""

    def __init__(self) -> None:
        self.maps: dict[str, None] = {}

    def object(self, items: dict[str, str]) -> str:
        parts = (
            item if item.startswith("**") else f"{string_literal(name)}: {item}"
            for name, item in items.items()
        )
        return f"{{{', '.join(parts)}}}"

    def literal(self, value: JsonValue) -> str:
        return python_literal(value)

    def code(self) -> str:
        return "code"

    def number_code(self) -> str:
        return "int(code) if code.isdigit() else status_code"

    def message(self) -> str:
        return "message"

    def status(self) -> str:
        return "status_code"

    def time(self) -> str:
        return "at or datetime.now(UTC)"

    def unique_id(self) -> str:
        return "unique_id or str(uuid4())"

    def details(self, name: str, required: bool) -> str:
        plain = identifier(name, reserved=_NAMES)
        self.maps[plain] = None
        if required:
            return f"{plain} or {{}}"
        return f"**({{{string_literal(name)}: {plain}}} if {plain} else {{}})"


def _written(shape: Shape, models: Mapping[str, Shape], writer: _Writer[T], depth: int = 0) -> T:
    shape = without_null(shape)
    if isinstance(shape, RefShape):
        shape = models.get(shape.name, shape)
    if not isinstance(shape, ObjectShape) or depth > 8:
        value = sample(shape, models)
        return writer.literal(None if value is MISSING else value)
    items: dict[str, T] = {}
    code = code_field(shape)
    says = code is not None or bool(message_fields(shape))
    for item in shape.fields:
        known = _leaf(item, writer, code)
        if known is None and says and isinstance(item.shape, MapShape):
            known = writer.details(item.name, item.required)
        if known is not None:
            items[item.name] = known
        elif item.required:
            items[item.name] = _filler(item, models, writer, depth)
    return writer.object(items)


def shown_code(shape: Shape, example: JsonValue | Missing) -> str | None:
    """The code that an example of an error shows; None where it shows none."""
    shape = without_null(shape)
    if not isinstance(shape, ObjectShape) or not isinstance(example, dict):
        return None
    item = code_field(shape)
    if item is not None:
        value = example.get(item.name)
        return value if isinstance(value, str) and _WORD.match(value) else None
    found = (shown_code(part.shape, example.get(part.name, MISSING)) for part in shape.fields)
    return next((code for code in found if code is not None), None)


def code_field(shape: ObjectShape) -> Field | None:
    """The field of an error that holds its code."""
    named = {identifier(item.name): item for item in reversed(shape.fields)}
    for name in _CODES:
        item = named.get(name)
        if item is not None and _is_code(without_null(item.shape)):
            return item
    item = named.get("error")
    if item is None or not _is_code(without_null(item.shape)):
        return None
    others = any(name in _MESSAGES for name in named)
    return item if others or not _is_sentence(item.shape) else None


def message_fields(shape: ObjectShape) -> list[Field]:
    """The fields of an error that hold words for people."""
    code = code_field(shape)
    return [
        item
        for item in shape.fields
        if item is not code
        and identifier(item.name) in (*_MESSAGES, "error")
        and _is_plain_text(without_null(item.shape))
    ]


def names_error(item: Field) -> bool:
    """Whether the name of a field is that of an error's code or message."""
    return identifier(item.name) in (*_CODES, *_MESSAGES)


def _is_plain_text(shape: Shape) -> bool:
    return isinstance(shape, StringShape) and shape.format is None


def _is_code(shape: Shape) -> bool:
    match shape:
        case NumberShape():
            return True
        case StringShape(format=None):
            # The `type` of a problem (RFC 9457) is an address.
            return not any(
                "://" in str(value) or ":blank" in str(value) for value in shape.examples
            )
        case EnumShape():
            return all(isinstance(value, str) for value in shape.values)
        case _:
            return isinstance(shape, RefShape) and shape.name == ERROR_CODE


def _is_sentence(shape: Shape) -> bool:
    """Whether the examples of a text are words for people: `Human-readable message`."""
    shown = (*shape.examples, *without_null(shape).examples)
    return any(" " in str(value).strip() for value in shown)


def _leaf(item: Field, writer: _Writer[T], code: Field | None) -> T | None:
    """What the field's name says it holds of an error; None when it says nothing."""
    name, shape = identifier(item.name), without_null(item.shape)
    number = isinstance(shape, NumberShape)
    text = _is_plain_text(shape)
    if name in _STATUSES and number:
        return writer.status()
    if item is code:
        return writer.number_code() if number else writer.code()
    if name == "error" and text:
        return writer.message()
    return writer.message() if name in _MESSAGES and text else None


def _filler(item: Field, models: Mapping[str, Shape], writer: _Writer[T], depth: int) -> T:
    name, shape = identifier(item.name), without_null(item.shape)
    if item.default is not MISSING:
        return writer.literal(item.default)
    if isinstance(shape, StringShape) and shape.format == "date-time":
        return writer.time()
    if isinstance(shape, StringShape) and name.endswith("_id"):
        return writer.unique_id()
    if isinstance(shape, ObjectShape | RefShape) and not (is_nullable(item.shape) and depth):
        return _written(shape, models, writer, depth + 1)
    if is_nullable(item.shape):
        return writer.literal(None)
    match shape:
        case BooleanShape():
            return writer.literal(False)
        case NumberShape():
            return writer.literal(0)
        case ArrayShape():
            return writer.literal([])
        case MapShape():
            return writer.literal({})
        case EnumShape():
            return writer.literal(shape.values[-1] if name == "status" else shape.values[0])
        case StringShape(format=None | "uri") if name == "type" and not _is_code(shape):
            # Without a kind of its own a problem is of this one (RFC 9457).
            return writer.literal("about:blank")
        case StringShape(format=None) if name == "status":
            return writer.literal("error")
        case StringShape(format=None, min_length=None, pattern=None):
            return writer.literal("")
        case _:
            value = sample(shape, models)
            return writer.literal(None if value is MISSING else value)
