"""Shapes as JSON Schema 2020-12, each document standing on its own."""

from __future__ import annotations

from typing import Any, assert_never

from spec2code.model.shapes import (
    MISSING,
    AnyShape,
    ArrayShape,
    BooleanShape,
    Definitions,
    EnumShape,
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

__all__ = ["SchemaWriter", "to_json_schema"]

JsonSchema = dict[str, Any]


def to_json_schema(
    shape: Shape, definitions: Definitions | None = None, *, prefix: str = "#/$defs/"
) -> JsonSchema:
    """The JSON Schema of a shape, with every definition it reaches under its own `$defs`.

    Args:
        shape: what to write down.
        definitions: the shapes that RefShapes name. A reference to none of them becomes `{}`.
        prefix: where references point; with anything but `#/$defs/` no `$defs` are added.
    """
    return SchemaWriter(definitions or {}, prefix=prefix).schema(shape)


class SchemaWriter:
    """Writes many shapes over one set of definitions, each of which is written once.

    What it gives shares parts: it is for writing down, not for changing.
    """

    def __init__(self, definitions: Definitions, *, prefix: str = "#/$defs/") -> None:
        self._definitions = definitions
        self._prefix = prefix
        self._written: dict[str, tuple[JsonSchema, dict[str, None]]] = {}
        """A definition's name to its schema, and what it refers to."""

    def schema(self, shape: Shape) -> JsonSchema:
        """The JSON Schema of a shape, as `to_json_schema` gives it."""
        reached: dict[str, None] = {}
        schema = _schema(shape, self._definitions, self._prefix, reached)
        if self._prefix != "#/$defs/" or not reached:
            return schema
        bodies: JsonSchema = {}
        while len(bodies) < len(reached):
            for name in [name for name in reached if name not in bodies]:
                bodies[name], further = self._definition(name)
                reached.update(further)
        return {**schema, "$defs": bodies}

    def _definition(self, name: str) -> tuple[JsonSchema, dict[str, None]]:
        if name not in self._written:
            reached: dict[str, None] = {}
            shape = self._definitions[name]
            schema = _schema(shape, self._definitions, self._prefix, reached)
            self._written[name] = schema, reached
        return self._written[name]


def _schema(
    shape: Shape, definitions: Definitions, prefix: str, reached: dict[str, None]
) -> JsonSchema:
    schema = _bare(shape, definitions, prefix, reached)
    if shape.description:
        schema["description"] = shape.description
    if shape.examples:
        schema["examples"] = list(shape.examples)
    return schema


def _bare(
    shape: Shape, definitions: Definitions, prefix: str, reached: dict[str, None]
) -> JsonSchema:
    match shape:
        case AnyShape():
            return {}
        case NullShape():
            return {"type": "null"}
        case BooleanShape():
            return {"type": "boolean"}
        case StringShape():
            return _known(
                type="string",
                format=shape.format,
                minLength=shape.min_length,
                maxLength=shape.max_length,
                pattern=shape.pattern,
            )
        case NumberShape():
            return _known(
                type="integer" if shape.integer else "number",
                format=shape.format,
                minimum=shape.minimum,
                maximum=shape.maximum,
                exclusiveMinimum=shape.exclusive_minimum,
                exclusiveMaximum=shape.exclusive_maximum,
                multipleOf=shape.multiple_of,
            )
        case EnumShape():
            return _enum(shape)
        case ArrayShape():
            return _known(
                type="array",
                items=_schema(shape.items, definitions, prefix, reached),
                minItems=shape.min_items,
                maxItems=shape.max_items,
                uniqueItems=True if shape.unique else None,
            )
        case MapShape():
            return {
                "type": "object",
                "additionalProperties": _schema(shape.values, definitions, prefix, reached),
            }
        case ObjectShape():
            return _object(shape, definitions, prefix, reached)
        case UnionShape():
            options = [_schema(option, definitions, prefix, reached) for option in shape.options]
            schema: JsonSchema = {"anyOf": options}
            if shape.discriminator:
                schema["discriminator"] = {"propertyName": shape.discriminator}
            return schema
        case RefShape():
            if shape.name not in definitions:
                return {}
            reached.setdefault(shape.name)
            return {"$ref": prefix + shape.name.replace("~", "~0").replace("/", "~1")}
        case _:
            assert_never(shape)


def _known(**keywords: Any) -> JsonSchema:
    return {key: value for key, value in keywords.items() if value is not None}


def _enum(shape: EnumShape) -> JsonSchema:
    kinds = {_kind(value) for value in shape.values}
    schema: JsonSchema = {"type": kinds.pop()} if len(kinds) == 1 else {}
    schema["enum"] = list(shape.values)
    return schema


def _kind(value: str | int | float | bool) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    return "number" if isinstance(value, float) else "string"


def _object(
    shape: ObjectShape, definitions: Definitions, prefix: str, reached: dict[str, None]
) -> JsonSchema:
    schema: JsonSchema = {"type": "object"}
    schema["properties"] = {
        item.name: _field(item, definitions, prefix, reached) for item in shape.fields
    }
    required = [item.name for item in shape.fields if item.required]
    if required:
        schema["required"] = required
    if shape.closed:
        schema["additionalProperties"] = False
    elif shape.additional is not None:
        schema["additionalProperties"] = _schema(shape.additional, definitions, prefix, reached)
    return schema


def _field(
    item: Field, definitions: Definitions, prefix: str, reached: dict[str, None]
) -> JsonSchema:
    schema = _schema(item.shape, definitions, prefix, reached)
    if item.description:
        schema["description"] = item.description
    if item.default is not MISSING:
        schema["default"] = item.default
    for keyword, holds in (
        ("readOnly", item.read_only),
        ("writeOnly", item.write_only),
        ("deprecated", item.deprecated),
    ):
        if holds:
            schema[keyword] = True
    return schema
