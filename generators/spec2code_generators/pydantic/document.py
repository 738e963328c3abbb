"""Named shapes as the JSON Schema document that datamodel-code-generator is given.

What pydantic can't hold is taken out before: lengths of what is no string, patterns its engine refuses,
defaults of another type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from spec2code.codegen.api_naming import attribute_name
from spec2code.codegen.api_types import TIME_OF_DAY
from spec2code.codegen.api_values import CLASS_FORMATS, decimal_digits, fits
from spec2code.codegen.names import unique
from spec2code.model.json_schema import to_json_schema
from spec2code.model.records import replace
from spec2code.model.shapes import (
    ANY,
    MISSING,
    ArrayShape,
    Field,
    MapShape,
    NullShape,
    NumberShape,
    ObjectShape,
    RefShape,
    Shape,
    StringShape,
    UnionShape,
)

__all__ = ["DECIMAL", "INLINE", "PLAIN_FORMATS", "URL", "document", "python_names"]

DECIMAL: Final = "DecimalText"
"""A number that the wire carries as text, in both directions. One of a column's precision is `Decimal10_2`."""

INLINE: Final = "Spec2codeInline"
"""Definitions of this name are constraints inside of lists, maps and unions; they're written where they stand."""
URL: Final = f"{INLINE}Url"
"""Of those, addresses."""
PLAIN_FORMATS: Final = frozenset({"email", "uri"})
"""Formats whose class is checked for length and pattern as a string is."""
_TYPE_NAMES_TEXT: Final = """
    bool bytes dict float int list str timedelta set tuple None
    """
_TYPE_NAMES: Final = frozenset(_TYPE_NAMES_TEXT.split())


def python_names(shape: ObjectShape) -> dict[str, str]:
    """The attribute name for each field of an object, by wire name."""
    found: dict[str, str] = {}
    for item in shape.fields:
        found[item.name] = unique(attribute_name(item.name, _TYPE_NAMES), set(found.values()))
    return found


def document(
    models: Mapping[str, Shape], usable: Callable[[str], bool]
) -> tuple[dict[str, Any], dict[str, str]]:
    """The document, and the attribute names as `Class.wire name` to name.

    Args:
        models: class name to shape.
        usable: whether pydantic's engine takes a pattern.
    """
    fitted = _Fitted(usable)
    shapes = {name: fitted.shape(shape, inner=False) for name, shape in models.items()}
    shapes |= fitted.inline
    schemas: dict[str, Any] = {}
    aliases: dict[str, str] = {}
    for name, shape in shapes.items():
        schemas[name] = _typed(to_json_schema(shape, shapes, prefix="#/$defs/"))
        if isinstance(shape, ObjectShape):
            for wire, python in python_names(shape).items():
                if wire != python:
                    aliases[f"{name}.{wire}"] = python
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": schemas}, aliases


class _Fitted:
    """Shapes as pydantic can hold them, with the constrained ones inside of others set apart."""

    def __init__(self, usable: Callable[[str], bool]) -> None:
        self.inline: dict[str, Shape] = {}
        self._usable = usable

    def shape(self, shape: Shape, *, inner: bool) -> Shape:
        match shape:
            case StringShape(format="decimal"):
                return self._decimal(shape)
            case StringShape(format="time"):
                return self._shared(shape, TIME_OF_DAY)
            case StringShape(format="uri") if shape.min_length or shape.max_length:
                return self._url(shape)
            case StringShape():
                return self._apart(self._string(shape), inner)
            case NumberShape():
                return self._apart(replace(shape, format=None), inner)
            case ArrayShape():
                plain = replace(shape, items=self.shape(shape.items, inner=True), unique=False)
                return self._apart(plain, inner)
            case MapShape():
                return replace(shape, values=self.shape(shape.values, inner=True))
            case UnionShape():
                several = len(shape.options) > 2 or not _has_null(shape)
                options = tuple(self.shape(item, inner=inner or several) for item in shape.options)
                return replace(shape, options=options)
            case ObjectShape():
                fields = tuple(self._field(item) for item in shape.fields)
                return replace(shape, fields=fields, additional=ANY if shape.additional else None)
            case _:
                return shape

    def _field(self, item: Field) -> Field:
        fitted = replace(item, shape=self.shape(item.shape, inner=False))
        if item.default is not MISSING and not fits(item.shape, item.default):
            fitted = replace(fitted, default=MISSING)
        return fitted

    def _decimal(self, shape: StringShape) -> Shape:
        """A reference to the type that a module has for decimals of these digits."""
        digits = decimal_digits(shape.pattern)
        name = f"Decimal{digits[0]}_{digits[1]}" if digits else DECIMAL
        return self._shared(shape, name)

    def _shared(self, shape: Shape, name: str) -> Shape:
        self.inline.setdefault(name, StringShape())
        return RefShape(name=name, description=shape.description, examples=shape.examples)

    def _url(self, shape: StringShape) -> Shape:
        """A reference to an address of some length: the generator of classes drops the length of one."""
        bare = StringShape(min_length=shape.min_length, max_length=shape.max_length)
        name = f"{URL}{bare.min_length or 0}_{bare.max_length or ''}"
        self.inline.setdefault(name, bare)
        return RefShape(name=name, description=shape.description, examples=shape.examples)

    def _string(self, shape: StringShape) -> StringShape:
        if shape.format in CLASS_FORMATS:
            return replace(shape, min_length=None, max_length=None, pattern=None)
        pattern = shape.pattern
        if pattern is not None and (shape.format in PLAIN_FORMATS or not self._usable(pattern)):
            pattern = None
        known = shape.format in PLAIN_FORMATS
        return replace(shape, format=shape.format if known else None, pattern=pattern)

    def _apart(self, shape: Shape, inner: bool) -> Shape:
        bare = replace(shape, description=None, examples=())
        if not inner or not _is_constrained(bare):
            return shape
        name = next((known for known, other in self.inline.items() if other == bare), None)
        if name is None:
            name = f"{INLINE}{len(self.inline)}"
            self.inline[name] = bare
        return RefShape(name=name)


def _is_constrained(shape: Shape) -> bool:
    match shape:
        case StringShape():
            return shape not in (StringShape(), StringShape(format=shape.format))
        case NumberShape():
            return shape != NumberShape(integer=shape.integer)
        case ArrayShape():
            return shape != ArrayShape(items=shape.items)
        case _:
            return False


def _has_null(shape: UnionShape) -> bool:
    return any(isinstance(option, NullShape) for option in shape.options)


def _typed(schema: Any) -> Any:
    """`anyOf: [{type: string, ...}, {type: null}]` as `type: [string, null]`: that needs no class of its own."""
    if isinstance(schema, list):
        return [_typed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    options = schema.get("anyOf")
    if isinstance(options, list) and len(options) == 2 and options[1] == {"type": "null"}:
        plain = options[0]
        if isinstance(plain.get("type"), str) and plain["type"] not in ("object", "null"):
            rest = {key: value for key, value in schema.items() if key != "anyOf"}
            merged = {**plain, **rest, "type": [plain["type"], "null"]}
            if "enum" in merged:
                merged["enum"] = [*merged["enum"], None]
            return {key: _deeper(key, value) for key, value in merged.items()}
    return {key: _deeper(key, value) for key, value in schema.items()}


def _deeper(key: str, value: Any) -> Any:
    """Into schemas only: a default, an example or a name of a property may look like one."""
    if key == "properties":
        return {name: _typed(schema) for name, schema in value.items()}
    return _typed(value) if key in ("items", "additionalProperties", "anyOf") else value
