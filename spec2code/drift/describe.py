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
    IndexKey,
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
    if column.collation:
        parts.append(f"COLLATE {column.collation}")
    if not column.nullable:
        parts.append("NOT NULL")
    if column.default:
        parts.append(f"DEFAULT {column.default.text}")
    if column.identity:
        parts.append(identity_text(column.identity))
    if column.generated:
        stored = "STORED" if column.stored else "VIRTUAL"
        parts.append(f"GENERATED ALWAYS AS ({column.generated.text}) {stored}")
    return " ".join(parts)


def identity_text(identity: Identity) -> str:
    how = "ALWAYS" if identity.always else "BY DEFAULT"
    return f"GENERATED {how} AS IDENTITY{f' ({identity.options})' if identity.options else ''}"


def constraint_text(item: Constraint) -> str:
    columns = ", ".join(getattr(item, "columns", ()))
    match item:
        case PrimaryKey():
            return f"PRIMARY KEY ({columns}){_included(item)}{_deferrable(item)}"
        case Unique():
            nulls = " NULLS NOT DISTINCT" if item.nulls_not_distinct else ""
            return f"UNIQUE{nulls} ({columns}){_included(item)}{_deferrable(item)}"
        case Check():
            text = f"CHECK ({item.expression.text})"
            text += " NO INHERIT" if item.no_inherit else ""
            return text + (" NOT VALID" if item.not_valid else "")
        case Exclude():
            return f"EXCLUDE {item.definition.text}"
        case ForeignKey():
            target = (
                f"{item.target}({', '.join(item.target_columns)})"
                if item.target_columns
                else str(item.target)
            )
            text = f"FOREIGN KEY ({columns}) REFERENCES {target}"
            text += f" MATCH {item.match}" if item.match else ""
            text += f" ON DELETE {item.on_delete}" if item.on_delete else ""
            text += f" ON UPDATE {item.on_update}" if item.on_update else ""
            return text + _deferrable(item) + (" NOT VALID" if item.not_valid else "")


def _included(item: PrimaryKey | Unique) -> str:
    return f" INCLUDE ({', '.join(item.include)})" if item.include else ""


def _deferrable(item: PrimaryKey | Unique | ForeignKey) -> str:
    return f" {item.deferrable}" if item.deferrable else ""


def index_text(index: Index) -> str:
    keys = ", ".join(_key_text(key) for key in index.keys)
    text = f"{'UNIQUE ' if index.unique else ''}INDEX{' ON ONLY' if index.only else ''}"
    text += f" USING {index.method}" if index.method != "btree" else ""
    text += f" ({keys})"
    text += f" INCLUDE ({', '.join(index.include)})" if index.include else ""
    text += " NULLS NOT DISTINCT" if index.nulls_not_distinct else ""
    text += f" {index.options}" if index.options else ""
    return text + (f" WHERE {index.where.text}" if index.where else "")


def _key_text(key: IndexKey) -> str:
    text = key.column or f"({key.expression.text})"
    text += f" COLLATE {key.collation}" if key.collation else ""
    text += f" {key.operator_class}" if key.operator_class else ""
    text += " DESC" if key.descending else ""
    if key.nulls_first is None or key.nulls_first == key.descending:
        return text
    return text + (" NULLS FIRST" if key.nulls_first else " NULLS LAST")


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
