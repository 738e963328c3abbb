"""Fields of an object narrowed to what the columns of a table take."""

from __future__ import annotations

from typing import Final

from spec2code.codegen.api_tables import Resources
from spec2code.codegen.api_values import decimal_pattern, fits, is_type_word
from spec2code.codegen.column_rules import ColumnRule
from spec2code.codegen.names import identifier
from spec2code.model.records import replace
from spec2code.model.schema import Table
from spec2code.model.shapes import (
    MISSING,
    ArrayShape,
    EnumShape,
    Field,
    JsonValue,
    NumberShape,
    ObjectShape,
    Shape,
    StringShape,
    UnionShape,
    nullable,
    without_null,
)

__all__ = ["limited"]

_FORMATS: Final = {
    "uuid": "uuid",
    "timestamp with time zone": "date-time",
    "timestamp without time zone": "date-time",
    "date": "date",
}


def limited(shape: ObjectShape, table: Table | None, resources: Resources) -> ObjectShape:
    """The object with its fields narrowed; objects in it are rows of the table that they name, if any.

    Args:
        shape: a row of the table, as JSON.
        table: None where no table is behind the object.
        resources: the tables of the database.
    """
    if table is None:
        return shape
    rules = resources.rules(table)
    fields = tuple(_field(item, rules, table, resources) for item in shape.fields)
    return replace(shape, fields=fields)


def _field(item: Field, rules: dict[str, ColumnRule], table: Table, resources: Resources) -> Field:
    rule = rules.get(identifier(item.name))
    if rule is None:
        return replace(
            item, shape=_part(item.shape, resources.of_part(table, item.name), resources)
        )
    narrowed = _narrowed(item.shape, rule)
    shown = [*item.shape.examples, *without_null(item.shape).examples]
    if item.default is not MISSING:
        shown.append(item.default)
    return replace(item, shape=narrowed) if all(_holds(narrowed, one) for one in shown) else item


def _holds(shape: Shape, value: JsonValue) -> bool:
    return fits(shape, value) or is_type_word(value)


def _part(shape: Shape, table: Table | None, resources: Resources) -> Shape:
    match shape:
        case ObjectShape():
            return limited(shape, table, resources)
        case ArrayShape():
            return replace(shape, items=_part(shape.items, table, resources))
        case UnionShape():
            options = (_part(option, table, resources) for option in shape.options)
            return replace(shape, options=tuple(options))
        case _:
            return shape


def _narrowed(shape: Shape, rule: ColumnRule) -> Shape:
    plain = without_null(shape)
    if plain is not shape:
        made = nullable(_narrowed(plain, rule))
        return replace(made, description=shape.description, examples=shape.examples)
    match shape:
        case StringShape(format=None):
            return _text(shape, rule)
        case StringShape(format="email" | "uri"):
            return _sized(shape, rule)
        case StringShape(format="decimal", pattern=None) if rule.digits is not None:
            return replace(shape, pattern=decimal_pattern(*rule.digits))
        case NumberShape():
            return _number(shape, rule)
        case _:
            return shape


def _text(shape: StringShape, rule: ColumnRule) -> Shape:
    if rule.values and all(isinstance(value, str) for value in rule.values):
        if shape.pattern is None:
            return EnumShape(
                values=rule.values,
                description=shape.description,
                examples=shape.examples,
                span=shape.span,
            )
        return shape
    if known := _FORMATS.get(rule.type):
        return replace(shape, format=known, min_length=None, max_length=None, pattern=None)
    return _sized(replace(shape, pattern=shape.pattern or rule.pattern), rule)


def _sized(shape: StringShape, rule: ColumnRule) -> StringShape:
    return replace(
        shape,
        min_length=rule.min_length if shape.min_length is None else shape.min_length,
        max_length=rule.max_length if shape.max_length is None else shape.max_length,
    )


def _number(shape: NumberShape, rule: ColumnRule) -> Shape:
    if rule.values and all(isinstance(value, int) for value in rule.values) and shape.integer:
        return EnumShape(
            values=rule.values,
            description=shape.description,
            examples=shape.examples,
            span=shape.span,
        )
    if shape.minimum is None and shape.exclusive_minimum is None:
        shape = replace(shape, minimum=rule.minimum, exclusive_minimum=rule.exclusive_minimum)
    if shape.maximum is None and shape.exclusive_maximum is None:
        shape = replace(shape, maximum=rule.maximum, exclusive_maximum=rule.exclusive_maximum)
    return shape
