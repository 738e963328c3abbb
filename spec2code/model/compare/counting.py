"""A serial column on one side whose sequence the other side makes by itself: both sides are said in full.

The sequence is there in both, and goes on from where it is; only what it counts by and who owns it may differ.
"""

from __future__ import annotations

from spec2code.model.counting import counted_columns, counting_objects
from spec2code.model.records import replace
from spec2code.model.schema import Name, ObjectKey, Schema, SqlObject, Table

__all__ = ["counted_alike"]


def counted_alike(one: Schema, other: Schema) -> tuple[Schema, Schema]:
    """The two schemas, each serial column spelled out whose sequence is an object of the other one."""
    return _spelled_out(one, other), _spelled_out(other, one)


def _spelled_out(schema: Schema, other: Schema) -> Schema:
    sequences = {key[1] for key in other.objects if key[0] == "sequence"}
    if not sequences:
        return schema
    tables: dict[Name, Table] = {}
    objects: dict[ObjectKey, SqlObject] = {}
    for name, table in schema.tables.items():
        counted = counted_columns(table, sequences)
        if not counted:
            continue
        columns = [
            counted[column.name][0] if column.name in counted else column
            for column in table.columns
        ]
        tables[name] = replace(table, columns=tuple(columns))
        for column, sequence in counted.values():
            made = counting_objects(table, column, sequence)
            objects.update((item.identity, item) for item in made)
    if not tables:
        return schema
    return Schema({**schema.tables, **tables}, schema.enums, {**objects, **schema.objects})
