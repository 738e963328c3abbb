"""Fields of responses that may be null: an example shows a value, and the column behind it takes NULL."""

from __future__ import annotations

from spec2code.codegen.api_tables import Resources
from spec2code.codegen.names import identifier
from spec2code.model.records import replace
from spec2code.model.schema import Table
from spec2code.model.shapes import (
    AnyShape,
    ArrayShape,
    ObjectShape,
    Shape,
    UnionShape,
    is_nullable,
    nullable,
)

__all__ = ["nulls_marked", "nulls_taken"]


def nulls_marked(shape: ObjectShape, table: Table | None, resources: Resources) -> ObjectShape:
    """The object with a mark on its fields whose columns take NULL; so are objects in it of other tables.

    Args:
        shape: a row of the table, as JSON.
        table: None where no table is behind the object.
        resources: the tables of the database.
    """
    if table is None:
        return shape
    rules = resources.rules(table)
    fields = []
    for item in shape.fields:
        rule = rules.get(identifier(item.name))
        if rule is None:
            part = _part(item.shape, resources.of_part(table, item.name), resources)
            fields.append(replace(item, shape=part))
        else:
            plain = not is_nullable(item.shape) and not isinstance(item.shape, AnyShape)
            fields.append(replace(item, may_be_null=rule.nullable and item.shown and plain))
    return replace(shape, fields=tuple(fields))


def nulls_taken(shape: Shape) -> Shape:
    """The shape with null as a value of the marked fields."""
    match shape:
        case ObjectShape():
            fields = (
                replace(
                    item,
                    shape=nullable(item.shape) if item.may_be_null else nulls_taken(item.shape),
                )
                for item in shape.fields
            )
            return replace(shape, fields=tuple(fields))
        case ArrayShape():
            return replace(shape, items=nulls_taken(shape.items))
        case UnionShape():
            return replace(shape, options=tuple(nulls_taken(item) for item in shape.options))
        case _:
            return shape


def _part(shape: Shape, table: Table | None, resources: Resources) -> Shape:
    match shape:
        case ObjectShape():
            return nulls_marked(shape, table, resources)
        case ArrayShape():
            return replace(shape, items=_part(shape.items, table, resources))
        case UnionShape():
            options = (_part(option, table, resources) for option in shape.options)
            return replace(shape, options=tuple(options))
        case _:
            return shape
