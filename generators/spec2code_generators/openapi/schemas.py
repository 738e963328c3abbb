"""Shapes as the schemas of an OpenAPI document, in the words in which FastAPI documents the generated classes.

An optional field without a default may also be null: that is what `X | None = None` says, and what the
application takes and gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from spec2code.codegen.api_values import (
    CLASS_FORMATS,
    DECIMAL_PATTERN,
    TIME_PATTERN,
    decimal_digits,
    fits,
)
from spec2code.model.json_schema import to_json_schema
from spec2code.model.records import replace
from spec2code.model.shapes import (
    MISSING,
    ArrayShape,
    Field,
    MapShape,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    UnionShape,
    nullable,
)

__all__ = ["Schema", "field_shape", "inline_schema", "models_schemas", "schema_of"]

Schema = dict[str, Any]
_PREFIX: Final = "#/components/schemas/"


def models_schemas(models: Mapping[str, Shape]) -> dict[str, Schema]:
    """The schema of every class, by name."""
    return {name: schema_of(shape, models) for name, shape in models.items()}


def schema_of(shape: Shape, models: Mapping[str, Shape]) -> Schema:
    """The schema of a shape whose objects are named."""
    made: Schema = _worded(to_json_schema(_said(shape), models, prefix=_PREFIX))
    return made


def inline_schema(shape: Shape, models: Mapping[str, Shape]) -> Schema:
    """The schema of what stands in a route: an annotation there says nothing about its values."""
    return schema_of(_unsaid(shape), models)


def _unsaid(shape: Shape) -> Shape:
    bare = replace(shape, description=None, examples=())
    match bare:
        case ArrayShape():
            return replace(bare, items=_unsaid(bare.items))
        case MapShape():
            return replace(bare, values=_unsaid(bare.values))
        case UnionShape():
            return replace(bare, options=tuple(_unsaid(option) for option in bare.options))
        case _:
            return bare


def field_shape(item: Field) -> Shape:
    """The shape of a field with what may stand in its place."""
    if item.required or _has_default(item):
        return item.shape
    return nullable(item.shape)


def _has_default(item: Field) -> bool:
    return item.default is not MISSING and fits(item.shape, item.default)


def _said(shape: Shape) -> Shape:
    match shape:
        case StringShape(format="time"):
            return replace(
                shape, format=None, min_length=None, max_length=None, pattern=TIME_PATTERN
            )
        case StringShape() if shape.format in CLASS_FORMATS:
            pattern = _decimal(shape) if shape.format == "decimal" else None
            return replace(shape, min_length=None, max_length=None, pattern=pattern)
        case StringShape(format="uri"):
            return replace(shape, min_length=shape.min_length or 1, pattern=None)
        case StringShape(format="email"):
            return replace(shape, pattern=None)
        case StringShape() if shape.format is not None:
            return replace(shape, format=None)
        case NumberShape():
            return replace(shape, format=None)
        case ArrayShape():
            return replace(shape, items=_said(shape.items), unique=False)
        case MapShape():
            return replace(shape, values=_said(shape.values))
        case UnionShape():
            options = (_said(option) for option in shape.options)
            return replace(
                shape,
                options=tuple(replace(option, description=None, examples=()) for option in options),
            )
        case ObjectShape():
            extra = shape.additional
            return replace(
                shape,
                fields=tuple(_field(item) for item in shape.fields),
                additional=_said(extra) if extra is not None else None,
            )
        case _:
            return shape


def _decimal(shape: StringShape) -> str | None:
    return shape.pattern if decimal_digits(shape.pattern) else DECIMAL_PATTERN


def _field(item: Field) -> Field:
    default = item.default if _has_default(item) else MISSING
    return replace(item, shape=_said(field_shape(item)), default=default)


def _worded(schema: Any) -> Any:
    """A single value as `const`, a discriminated union as `oneOf`, any values of a map as `true`."""
    if not isinstance(schema, dict):
        return schema
    made: Schema = {}
    for key, value in schema.items():
        if key == "properties":
            made[key] = {name: _worded(item) for name, item in value.items()}
        elif key == "enum" and len(value) == 1:
            made["const"] = value[0]
        elif key == "anyOf":
            options = [_worded(option) for option in value]
            made["oneOf" if "discriminator" in schema else key] = options
        elif key == "format" and value == "binary":
            made["contentMediaType"] = "application/octet-stream"
        elif key == "items":
            made[key] = _worded(value)
        elif key == "additionalProperties":
            made[key] = value if value is False else _worded(value) or True
        else:
            made[key] = value
    return made
