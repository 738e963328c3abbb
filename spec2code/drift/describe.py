"""Elements of the model in a few words, as both sides of a finding show them."""

from __future__ import annotations

from spec2code.model.schema import (
    Check,
    Column,
    Constraint,
    Exclude,
    ForeignKey,
    Identity,
    Index,
    PrimaryKey,
    Unique,
)
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
)

__all__ = ["column_text", "constraint_text", "identity_text", "index_text", "shape_text"]


def column_text(column: Column) -> str:
    parts = [column.type or "(type not said)"]
    if column.serial:
        parts.append("serial")
    if not column.nullable:
        parts.append("NOT NULL")
    if column.default:
        parts.append(f"DEFAULT {column.default.text}")
    if column.identity:
        parts.append(identity_text(column.identity))
    if column.generated:
        parts.append(f"GENERATED ALWAYS AS ({column.generated.text})")
    return " ".join(parts)


def identity_text(identity: Identity) -> str:
    how = "ALWAYS" if identity.always else "BY DEFAULT"
    return f"GENERATED {how} AS IDENTITY{f' ({identity.options})' if identity.options else ''}"


def constraint_text(item: Constraint) -> str:
    columns = ", ".join(getattr(item, "columns", ()))
    match item:
        case PrimaryKey():
            return f"PRIMARY KEY ({columns})"
        case Unique():
            return f"UNIQUE{' NULLS NOT DISTINCT' if item.nulls_not_distinct else ''} ({columns})"
        case Check():
            return f"CHECK ({item.expression.text})"
        case Exclude():
            return f"EXCLUDE {item.definition.text}"
        case ForeignKey():
            target = (
                f"{item.target}({', '.join(item.target_columns)})"
                if item.target_columns
                else str(item.target)
            )
            text = f"FOREIGN KEY ({columns}) REFERENCES {target}"
            text += f" ON DELETE {item.on_delete}" if item.on_delete else ""
            text += f" ON UPDATE {item.on_update}" if item.on_update else ""
            return text + (f" {item.deferrable}" if item.deferrable else "")


def index_text(index: Index) -> str:
    keys = ", ".join(
        (key.column or f"({key.expression.text})")
        + (f" {key.operator_class}" if key.operator_class else "")
        + (" DESC" if key.descending else "")
        for key in index.keys
    )
    text = f"{'UNIQUE ' if index.unique else ''}INDEX"
    text += f" USING {index.method}" if index.method != "btree" else ""
    text += f" ({keys})"
    text += f" INCLUDE ({', '.join(index.include)})" if index.include else ""
    return text + (f" WHERE {index.where.text}" if index.where else "")


def shape_text(shape: Shape) -> str:
    match shape:
        case AnyShape():
            return "any"
        case NullShape():
            return "null"
        case BooleanShape():
            return "boolean"
        case StringShape():
            return f"string ({shape.format})" if shape.format else "string"
        case NumberShape():
            return "integer" if shape.integer else "number"
        case EnumShape():
            return " | ".join(repr(value) for value in shape.values)
        case ArrayShape():
            return f"array of {shape_text(shape.items)}"
        case MapShape():
            return f"map of {shape_text(shape.values)}"
        case ObjectShape():
            return f"object {{{', '.join(item.name for item in shape.fields)}}}"
        case UnionShape():
            return " | ".join(shape_text(option) for option in shape.options)
        case RefShape():
            return shape.name.rsplit(".", 1)[-1]
