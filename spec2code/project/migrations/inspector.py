"""SQLAlchemy's Inspector, answered from the schema that the replay has come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spec2code.model.names import constraint_name, index_name
from spec2code.model.schema import Name, Schema, Table
from spec2code.project.orm.dialect import POSTGRESQL, Method
from spec2code.project.reflected import ReflectedType
from spec2code.project.values import Arguments, Native, Unknown, Value

if TYPE_CHECKING:
    from spec2code.project.evaluate import Evaluator

__all__ = ["ANSWERS", "InspectorValue"]

SchemaNow = Callable[[], Schema]


class InspectorValue(Native):
    """Answers what the schema tells. A table it doesn't have has no columns, as with empty reflection."""

    def __init__(self, now: SchemaNow) -> None:
        self.now = now

    def truth(self) -> bool | None:
        return True

    def attribute(self, evaluator: Evaluator, name: str) -> Value:
        if name == "dialect":
            return POSTGRESQL
        if name == "default_schema_name":
            return "public"
        answer = ANSWERS.get(name)
        if answer is None:
            return super().attribute(evaluator, name)
        return Method(lambda arguments: answer(self.now(), arguments))


def _table(schema: Schema, arguments: Arguments, position: int = 0) -> Table | Unknown | None:
    name = arguments.get(position, "table_name")
    if not isinstance(name, str):
        return arguments.unknown("the table that is asked for can't be told")
    return schema.tables.get(_name(name, arguments.get(position + 1, "schema")))


def _name(name: str, schema: Value) -> Name:
    written = schema if isinstance(schema, str) and schema != "public" else None
    return Name(str(name), written)


def has_table(schema: Schema, arguments: Arguments) -> Value:
    table = _table(schema, arguments)
    return table if isinstance(table, Unknown) else table is not None


def has_column(schema: Schema, arguments: Arguments) -> Value:
    table, column = _table(schema, arguments), arguments.get(1, "column_name")
    if isinstance(table, Unknown) or not isinstance(column, str):
        return arguments.unknown("the column that is asked for can't be told")
    return table is not None and table.column(column) is not None


def has_index(schema: Schema, arguments: Arguments) -> Value:
    indexes = _indexes(schema, arguments)
    wanted = arguments.get(1, "index_name")
    if isinstance(indexes, Unknown) or not isinstance(wanted, str):
        return arguments.unknown("the index that is asked for can't be told")
    assert isinstance(indexes, list)
    return any(index["name"] == wanted for index in indexes)


def _of_table(make: Callable[[Table], Value], empty: Value) -> Callable[[Schema, Arguments], Value]:
    def answer(schema: Schema, arguments: Arguments) -> Value:
        table = _table(schema, arguments)
        if isinstance(table, Unknown):
            return table
        return empty if table is None else make(table)

    return answer


def _columns(table: Table) -> Value:
    return [
        {
            "name": column.name,
            "type": ReflectedType(column.type),
            "nullable": column.nullable,
            "default": column.default.text if column.default else None,
            "autoincrement": column.serial,
            "comment": column.comment,
            "primary_key": int(
                bool(table.primary_key and column.name in table.primary_key.columns)
            ),
        }
        for column in table.columns
    ]


def _index_answers(table: Table) -> Value:
    answers: list[Value] = [
        {
            "name": index_name(table.name.name, index),
            "column_names": [key.column for key in index.keys],
            "unique": index.unique,
        }
        for index in table.indexes
    ]
    answers.extend(
        {
            "name": constraint_name(table.name.name, unique),
            "column_names": list(unique.columns),
            "unique": True,
            "duplicates_constraint": constraint_name(table.name.name, unique),
        }
        for unique in table.uniques
    )
    return answers


_indexes = _of_table(_index_answers, [])


def _uniques(table: Table) -> Value:
    return [
        {"name": constraint_name(table.name.name, item), "column_names": list(item.columns)}
        for item in table.uniques
    ]


def _checks(table: Table) -> Value:
    return [
        {"name": constraint_name(table.name.name, item), "sqltext": item.expression.text}
        for item in table.checks
    ]


def _foreign_keys(table: Table) -> Value:
    return [
        {
            "name": constraint_name(table.name.name, key),
            "constrained_columns": list(key.columns),
            "referred_schema": key.target.schema,
            "referred_table": key.target.name,
            "referred_columns": list(key.target_columns),
            "options": {"ondelete": key.on_delete} if key.on_delete else {},
        }
        for key in table.foreign_keys
    ]


def _primary_key(table: Table) -> Value:
    key = table.primary_key
    if key is None:
        return {"name": None, "constrained_columns": []}
    return {
        "name": constraint_name(table.name.name, key),
        "constrained_columns": list(key.columns),
    }


def _names(kind: str) -> Callable[[Schema, Arguments], Value]:
    def answer(schema: Schema, arguments: Arguments) -> Value:
        wanted = arguments.get(0, "schema")
        wanted = None if wanted == "public" else wanted
        if kind == "table":
            return [name.name for name in schema.tables if name.schema == wanted]
        return [
            item.name.name
            for item in schema.objects.values()
            if item.kind == kind and item.name.schema == wanted
        ]

    return answer


def _enums(schema: Schema, arguments: Arguments) -> Value:
    return [
        {
            "name": enum.name.name,
            "schema": enum.name.schema or "public",
            "labels": list(enum.labels),
            "visible": True,
        }
        for enum in schema.enums.values()
    ]


def _schemas(schema: Schema, arguments: Arguments) -> Value:
    own = [item.name.name for item in schema.objects.values() if item.kind == "schema"]
    return ["information_schema", "public", *own]


ANSWERS: dict[str, Callable[[Schema, Arguments], Value]] = {
    "get_check_constraints": _of_table(_checks, []),
    "get_columns": _of_table(_columns, []),
    "get_enums": _enums,
    "get_foreign_keys": _of_table(_foreign_keys, []),
    "get_indexes": _indexes,
    "get_materialized_view_names": _names("materialized view"),
    "get_pk_constraint": _of_table(_primary_key, {"name": None, "constrained_columns": []}),
    "get_schema_names": _schemas,
    "get_sequence_names": _names("sequence"),
    "get_table_comment": _of_table(lambda table: {"text": table.comment}, {"text": None}),
    "get_table_names": _names("table"),
    "get_unique_constraints": _of_table(_uniques, []),
    "get_view_names": _names("view"),
    "has_index": has_index,
    "has_table": has_table,
    "has_column": has_column,
    "clear_cache": lambda schema, arguments: None,
}
