"""Type phrases and validation rules in words."""

from __future__ import annotations

import pytest

from spec2code.model.json_schema import to_json_schema
from spec2code.model.shapes import ANY, MISSING, EnumShape, NumberShape, StringShape
from spec2code.spec.phrases import read_type, states_type
from spec2code.spec.shape_rules import apply_rules
from spec2code.spec.validation import read_rules

STRING = {"type": "string"}
UUID = {"type": "string", "format": "uuid"}


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("string (UUID)", UUID),
        ("uuid | null", {"anyOf": [UUID, {"type": "null"}]}),
        ("string (uuid) | null", {"anyOf": [UUID, {"type": "null"}]}),
        ("a | b | c", {"type": "string", "enum": ["a", "b", "c"]}),
        ("ADMIN|USER", {"type": "string", "enum": ["ADMIN", "USER"]}),
        ("string (required, 3-150 chars)", {"type": "string", "minLength": 3, "maxLength": 150}),
        ("integer (default 10, max 50)", {"type": "integer", "maximum": 50}),
        ("ISO8601", {"type": "string", "format": "date-time"}),
        ("string (ISO 8601)", {"type": "string", "format": "date-time"}),
        ("string[]", {"type": "array", "items": STRING}),
        ("List\\<String\\>", {"type": "array", "items": STRING}),
        ("array of integer", {"type": "array", "items": {"type": "integer"}}),
        ("Record<string, number>", {"type": "object", "additionalProperties": {"type": "number"}}),
        ("Optional[str]", {"anyOf": [STRING, {"type": "null"}]}),
        ("VARCHAR(255)", {"type": "string", "maxLength": 255}),
        ("DECIMAL(10,2)", {"type": "number", "format": "decimal"}),
        ("enum('a','b')", {"type": "string", "enum": ["a", "b"]}),
        ("Enum: draft, published", {"type": "string", "enum": ["draft", "published"]}),
        ("{ id: uuid, n?: number }", {"type": "object", "properties": {"id": UUID, "n": {"type": "number"}}, "required": ["id"]}),
        ("字符串", STRING),
        ("整数", {"type": "integer"}),
        ("정수", {"type": "integer"}),
        ("cadena", STRING),
        ("inteiro", {"type": "integer"}),
        ("chaîne", STRING),
        ("строка", STRING),
        ("chuỗi", STRING),
        ("positive integer", {"type": "integer", "exclusiveMinimum": 0}),
        ("timestamp (ms)", {"type": "integer"}),
        ("string - the name", STRING),
        ("date of birth", {"type": "string", "format": "date"}),
    ],
)  # fmt: skip
def test_type_phrases(text: str, schema: dict[str, object]) -> None:
    assert to_json_schema(read_type(text).shape) == schema


@pytest.mark.parametrize(
    ("text", "required"),
    [
        ("uuid?", False),
        ("string (optional)", False),
        ("整数, 必填", True),
        ("string, obligatorio", True),
        ("chuỗi, bắt buộc", True),
        ("string", None),
        ("uuid | null", None),
    ],
)
def test_required_in_a_phrase(text: str, required: bool | None) -> None:
    assert read_type(text).rules.required is required


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("max 255 chars", {"type": "string", "maxLength": 255}),
        ("1-100", {"type": "string", "minLength": 1, "maxLength": 100}),
        ("between 2 and 40 characters", {"type": "string", "minLength": 2, "maxLength": 40}),
        ("8+ characters", {"type": "string", "minLength": 8}),
        ("non-empty, max 200 chars", {"type": "string", "minLength": 1, "maxLength": 200}),
        ("regex ^[a-z]{2,5}$", {"type": "string", "pattern": "^[a-z]{2,5}$"}),
        ("one of a, b, c", {"type": "string", "enum": ["a", "b", "c"]}),
        # Words that alone are rules are values in a list of values, but for those that end it.
        ("one of: Y, N", {"type": "string", "enum": ["Y", "N"]}),
        ("one of: sms, email, push", {"type": "string", "enum": ["sms", "email", "push"]}),
        ("one of: date, time, unique", {"type": "string", "enum": ["date", "time"]}),
        ("`asc` or `desc`", {"type": "string", "enum": ["asc", "desc"]}),
        ("ISO 4217", {"type": "string", "pattern": "^[A-Z]{3}$"}),
        ("valid email, max 255", {"type": "string", "format": "email", "maxLength": 255}),
        ("exactly 6 digits", {"type": "string", "pattern": "^\\d{6}$"}),
        ("required|string|max:60", {"type": "string", "maxLength": 60}),
        ("required, string, 1-60", {"type": "string", "minLength": 1, "maxLength": 60}),
        ("最大长度255", {"type": "string", "maxLength": 255}),
        ("1-50个字符", {"type": "string", "minLength": 1, "maxLength": 50}),
        ("최대 255자", {"type": "string", "maxLength": 255}),
        ("8자 이상", {"type": "string", "minLength": 8}),
        ("máximo 255 caracteres", {"type": "string", "maxLength": 255}),
        ("E.164", {"type": "string", "pattern": r"^\+[1-9]\d{1,14}$"}),
        ("YYYY-MM-DD", {"type": "string", "format": "date"}),
    ],
)
def test_rules_for_a_string(text: str, schema: dict[str, object]) -> None:
    rules = read_rules(text)
    shape, misfits = apply_rules(StringShape(), rules)
    assert to_json_schema(shape) == schema
    assert not misfits
    assert rules.rest == []


@pytest.mark.parametrize(
    ("text", "schema"),
    [
        ("1-100", {"type": "number", "minimum": 1, "maximum": 100}),
        (">= 0", {"type": "number", "minimum": 0}),
        ("> 0", {"type": "number", "exclusiveMinimum": 0}),
        ("0 < x <= 100", {"type": "number", "exclusiveMinimum": 0, "maximum": 100}),
        ("max 1,000", {"type": "number", "maximum": 1000}),
        ("positive", {"type": "number", "exclusiveMinimum": 0}),
        ("正整数", {"type": "integer", "minimum": 1}),
        ("2 decimal places", {"type": "number", "multipleOf": 0.01}),
        ("min: 1, max: 100", {"type": "number", "minimum": 1, "maximum": 100}),
    ],
)
def test_rules_for_a_number(text: str, schema: dict[str, object]) -> None:
    assert to_json_schema(apply_rules(NumberShape(), read_rules(text))[0]) == schema


@pytest.mark.parametrize("text", ["like the other one", "must contain a digit", "max 2MB", "^[a-z"])
def test_what_is_not_understood_is_kept(text: str) -> None:
    rules = read_rules(text)
    assert rules.rest == [text]
    assert not rules.says_something()


@pytest.mark.parametrize(
    ("text", "default"),
    [
        ("default 10", 10),
        ("defaults to `asc`", "asc"),
        ("默认 20", 20),
        ("default: false", False),
        ("max 5", MISSING),
    ],
)
def test_defaults(text: str, default: object) -> None:
    assert read_rules(text).default == default


def test_a_rule_that_does_not_fit_the_type_is_told_apart() -> None:
    shape, misfits = apply_rules(NumberShape(integer=True), read_rules("max 20 chars"))
    assert shape == NumberShape(integer=True)
    assert misfits == ("..20 length",)


@pytest.mark.parametrize(
    "text",
    [
        "John Smith",
        "time to go",
        "number of items",
        "admin",
        "My Widget | The Shop",
        "/a/b",
        "order-123",
        "EMAIL",
    ],
)
def test_plain_values_state_no_type(text: str) -> None:
    assert states_type(text) is None


def test_an_unknown_type_name_is_named() -> None:
    phrase = read_type("List<Order>")
    assert phrase.unknown == ("Order",)
    assert read_type("Order", {"Order": ANY}).unknown == ()


@pytest.mark.parametrize(
    "text", ["(" * 5000, "a|" * 5000, "<" * 5000, "List<" * 3000, "1-" * 5000, "max " * 5000]
)
def test_odd_phrases_are_read_in_little_time(text: str) -> None:
    read_type(text)
    read_rules(text)
    states_type(text)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("enum (full, limited, none)", ("full", "limited", "none")),
        ("enum (read:all, write:all)", ("read:all", "write:all")),
        ("enum (low: first, high: second)", ("low", "high")),
    ],
)
def test_values_that_look_like_something_else(text: str, values: tuple[str, ...]) -> None:
    """`none` in a list of values is one of them, and a colon inside a word belongs to it."""
    shape = read_type(text).shape
    assert isinstance(shape, EnumShape) and shape.values == values
